"""The policies: given a context and the draft's step, escalate or not.

A policy is a plain callable with one attribute, `sees_target`: whether it must be shown the
target's own step before it decides (only oracles need that). Knows nothing of how models run.
"""

from __future__ import annotations

import math
from random import Random as RandomState
from typing import TYPE_CHECKING, Protocol

from ..core import Context, Decision, Step
from ..router.features import features

if TYPE_CHECKING:
    from ..router.scoring import Router


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
    """Escalates each step with probability 1 − `threshold`: what any policy must beat."""

    sees_target = False

    def __init__(self, threshold: float, seed: int = 0) -> None:
        self.threshold = threshold
        self._state = RandomState(seed)

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision:
        score = self._state.random()
        return Decision(score > self.threshold, score)


class Arbitrage:
    """Escalates when the router predicts that the target's step would be better: ŷ > τ."""

    sees_target = False

    def __init__(self, router: Router, threshold: float) -> None:
        self.router = router
        self.threshold = threshold

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision:
        score = self.router.score(features(context, proposed))
        return Decision(score > self.threshold, score)


class Budget:
    """Another policy, held to a share of steps: of the first n steps at most ⌈share · n⌉ escalate."""

    def __init__(self, policy: Policy, share: float) -> None:
        self.policy = policy
        self.share = share
        self.sees_target = policy.sees_target

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision:
        decision = self.policy(context, proposed, rival)
        allowed = math.ceil(self.share * (len(context.steps) + 1))
        if decision.escalate and context.n_escalated >= allowed:
            return Decision(escalate=False, score=decision.score)
        return decision
