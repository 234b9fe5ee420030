"""The policies: given a context and the draft's step, escalate or not.

A policy is a plain callable with one attribute, `sees_target`: whether it must be shown the
target's own step before it decides (only oracles need that). Knows nothing of how models run.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable
from random import Random as RandomState
from typing import Protocol

from ..core import Context, Decision, Step

Value = Callable[[Context, Step], float]
"""What a model says of a step in its context, 0..1: a reward, or a router's score."""


class Policy(Protocol):
    sees_target: bool

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision: ...


class Accept:
    """Never escalates: the model in the draft's seat writes alone. Draft-only, and target-only."""

    sees_target = False

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision:
        return Decision(escalate=False)


class Confidence:
    """Escalates a step when the draft gave one of its tokens a probability under 1 − `threshold`.

    The baseline that needs no training. Its score, 1 − the step's lowest token probability, is
    compared with the threshold as the router's is.
    """

    sees_target = False

    def __init__(self, threshold: float) -> None:
        self.threshold = threshold

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision:
        lowest = min(proposed.signals.logprob, default=0.0)
        score = 1.0 - math.exp(lowest)
        return Decision(score > self.threshold, score)


class Random:
    """Escalates each step with probability 1 − `threshold`: what any policy must beat.

    Seed, problem and place of the step decide, so that problems may be solved in any order.
    """

    sees_target = False

    def __init__(self, threshold: float, seed: int = 0) -> None:
        self.threshold = threshold
        self.seed = seed

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision:
        score = RandomState(f"{self.seed} {len(context.steps)} {context.problem}").random()
        return Decision(score > self.threshold, score)


class Arbitrage:
    """Escalates when the router predicts that the target's step would be better: ŷ > τ."""

    sees_target = False

    def __init__(self, router: Value, threshold: float) -> None:
        self.router = router
        self.threshold = threshold

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision:
        score = self.router(context, proposed)
        return Decision(score > self.threshold, score)


class RSD:
    """Escalates when the draft's step earns less than `threshold`: reward(draft step) < τ.

    Reward-guided speculative decoding (arXiv 2501.19324), made greedy. Blind to advantage: a poor step
    is escalated though the target's may be no better. `Decision.score` is the reward.
    """

    sees_target = False

    def __init__(self, reward: Value, threshold: float) -> None:
        self.reward = reward
        self.threshold = threshold

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision:
        reward = self.reward(context, proposed)
        return Decision(reward < self.threshold, reward)


class Oracle:
    """Escalates when the advantage Δ = value(target's step) − value(draft's step) is above `threshold`.

    The upper bound of what a router could decide (Arbitrage, section 4), as `value` judges steps: a
    reward model, or the outcome of going on from there. It must see the target's step, so it saves no
    time. `Decision.score` is Δ, −1..1, 0 without asking for equal steps.
    """

    sees_target = True

    def __init__(self, value: Value, threshold: float) -> None:
        self.value = value
        self.threshold = threshold

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision:
        assert rival is not None
        same = rival.text == proposed.text
        advantage = 0.0 if same else self.value(context, rival) - self.value(context, proposed)
        return Decision(advantage > self.threshold, advantage)


class Budget:
    """Another policy's scores, held to a share of steps by their running quantile.

    A step's place among all scores so far, u in (0, 1), is compared with q, which starts at
    1 − share and moves against the error after every step: q ← q + η·(escalated − share), the
    quantile tracker of Gibbs & Candès (arXiv 2106.00170) and Angelopoulos et al. (arXiv 2307.16895).
    q cannot leave (−η, 1 + η), so over T steps in a row, whatever the scores, the share is missed by
    less than 1 / (η·T): 2.6 points over 200 problems of four steps. Places instead of scores, because
    q then moves as finely among scores that lie close together. State lives as long as the policy
    does, over problems; the other policy's own threshold stands for the scores before the first.
    """

    ETA = 0.05

    def __init__(self, policy: Confidence | Random | Arbitrage, share: float) -> None:
        self.policy = policy
        self.share = share
        self.sees_target = policy.sees_target
        self._seen = [policy.threshold]  # sorted
        self._q = 1.0 - share

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision:
        score = self.policy(context, proposed, rival).score
        assert score is not None
        below, upto = bisect_left(self._seen, score), bisect_right(self._seen, score)
        escalate = (below + upto + 1) / 2 / (len(self._seen) + 1) > self._q
        self._q += self.ETA * (escalate - self.share)
        insort(self._seen, score)
        return Decision(escalate, score)
