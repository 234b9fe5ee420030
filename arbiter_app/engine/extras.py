"""Three things that may be put around the loop, all off by default: gate, explore, adaptive budget.

Gate and adaptive sit in the draft's seat and leave a step to the target by giving it back `GATED`;
explore is asked by the loop about a step that the policy escalates. Knows nothing of llama.cpp, ONNX
or flags. They stay off because none was measured to help the bundled pair: see the README.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ..core import Context, Decision, Explored, Finish, Limits, Speaker, Step, Token
from .policies import Policy
from .solve import Writer, written

UPTO = 0.5
"""ŷ up to which it is worth while to explore: above, the router holds it likelier than not that the
target's step is better, whatever else the draft writes."""

START = 1 / 16
"""Of a run's tokens, what the draft may write on an adaptive budget before a step has been scored: with
the default limits 64, three steps of the bundled pair."""


@dataclass(frozen=True, slots=True)
class Extras:
    """`gate`: margin of the first token, 0..1, up to which the draft does not write a step; `explore`: how
    many steps to draw in the middle band; `adaptive`: whether the draft's budget follows the scores."""

    gate: float = 0.0
    explore: int = 0
    adaptive: bool = False

    def __bool__(self) -> bool:
        return self != Extras()

    def __str__(self) -> str:
        """As the flags that ask for them."""
        given = (
            f"--gate {self.gate:g}" if self.gate else "",
            f"--explore {self.explore}" if self.explore else "",
            "--adaptive" if self.adaptive else "",
        )
        return " ".join(filter(None, given))


class Brancher(Protocol):
    """A model that can draw several next steps of a context at once."""

    def alternatives(self, context: Context, limits: Limits, k: int) -> Sequence[Step]: ...


class Gate:
    """The draft, but for steps of whose first token it is unsure: those it leaves to the target.

    After GlimpRouter (arXiv 2601.05110), which reads the entropy of the first token. Here it is the
    margin between its two likeliest first tokens: as telling, 0..1, and the same whichever is drawn.
    """

    def __init__(self, draft: Writer, least: float) -> None:
        self.draft = draft
        self.least = least

    def propose(
        self, context: Context, limits: Limits, hint: Step | None = None
    ) -> Generator[Token, None, Step]:
        first = written(self.draft.propose(context, replace(limits, max_step_tokens=1)))
        if first.signals.margin and first.signals.margin[0] <= self.least:
            return replace(first, finish=Finish.GATED)
        step = yield from self.draft.propose(context, limits, hint)  # from the logits that stand ready
        return replace(step, seconds=first.seconds + step.seconds)


class Explore:
    """Draws `k` other steps where the draft's own is doubtful, τ < ŷ ≤ UPTO: the best of them is proposed
    instead if the policy accepts it."""

    def __init__(self, draft: Brancher, policy: Policy, k: int) -> None:
        self.draft = draft
        self.policy = policy
        self.k = k

    def __call__(
        self, context: Context, limits: Limits, proposed: Step, decision: Decision
    ) -> tuple[Step, Decision, Explored]:
        """The step to propose, the decision on it, and the other steps with their scores."""
        if decision.score is None or decision.score > UPTO:
            return proposed, decision, ()
        whole = (Finish.STEP, Finish.ANSWER)
        drawn = [step for step in self.draft.alternatives(context, limits, self.k) if step.finish in whole]
        judged = [(proposed, decision), *((step, self.policy(context, step, None)) for step in drawn)]
        accepted = [one for one in judged if not one[1].escalate]
        best = min(accepted, key=lambda one: one[1].score or 0.0, default=judged[0])
        return *best, tuple((step, other.score) for step, other in judged if step is not best[0])


class Adaptive:
    """In the draft's seat, and the policy, of one run: what the draft may still write follows ŷ.

    A step of n tokens adds n·(1 − 2ŷ) to the tokens that are left: a good path may go on, one that stays
    poor uses them up. Then the target is handed the run, and no later step is drafted.
    """

    def __init__(self, draft: Writer, policy: Policy, limits: Limits) -> None:
        self.draft = draft
        self.policy = policy
        self.sees_target = policy.sees_target
        self.left = limits.max_tokens * START

    def propose(
        self, context: Context, limits: Limits, hint: Step | None = None
    ) -> Generator[Token, None, Step]:
        room = int(self.left)
        if room < 1 and context.n_tokens < limits.max_tokens:
            return Step("", (), Speaker.DRAFT, Finish.GATED)
        capped = replace(limits, max_step_tokens=min(room, limits.max_step_tokens))
        step = yield from self.draft.propose(context, capped, hint)
        if step.finish is Finish.LENGTH and 0 < room == len(step.tokens) < limits.max_step_tokens:
            self.left = 0.0
            return replace(step, finish=Finish.GATED)
        return step

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision:
        decision = self.policy(context, proposed, rival)
        if decision.score is not None:
            self.left += len(proposed.tokens) * (1 - 2 * decision.score)
        return decision
