"""The words of the method as types: steps, rounds, decisions, limits, counters.

Knows nothing of llama.cpp, ONNX, files or terminals, and imports nothing of ours. The words are
those of *Arbitrage* (arXiv 2512.05033): a small **draft** model proposes a **step**, a policy
scores it, and the large **target** model rewrites it when the step is **escalated**.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

STEP_END = "\n\n"
"""The blank line that ends a step (Arbitrage, section 3)."""

REFUSAL = "This is outside what I was trained for: school maths with all the numbers given."
"""All that a bundled model writes to a question that has no answer it could know."""


class Speaker(StrEnum):
    """Which model of the pair wrote a text."""

    DRAFT = "draft"
    TARGET = "target"


class Finish(StrEnum):
    """Why a step, or a run, ended."""

    STEP = "step"  # the blank line; the run goes on
    ANSWER = "answer"  # end of generation: the model has said all it had to say
    LENGTH = "length"  # a token cap or the context window
    STEPS = "steps"  # the step cap, or the same step written again
    CANCELLED = "cancelled"
    GATED = "gated"  # of a step only: the draft leaves it to the target (`engine.extras`)


@dataclass(frozen=True, slots=True)
class Signals:
    """What a model knew while it wrote a step: three values a chosen token, in order. The end of
    generation is chosen too, so a step that ends there has one more than `tokens`.

    `logprob`: natural log-probability of the token, under the model's untempered distribution.
    `entropy`: of that distribution, in nats. `margin`: probability of its first choice less that
    of its second, 0..1.
    """

    logprob: tuple[float, ...] = ()
    entropy: tuple[float, ...] = ()
    margin: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step as one model wrote it: text up to and including the blank line.

    `tokens` are ids in the vocabulary whose key is `vocabulary`; a model of another one reads `text`.
    `pieces` are the tokens' texts, in the order of `signals`: joined they are `text`, but for a character
    that is cut off. `hidden` is the final-norm state at the last token, float of shape (n_embd,), when
    asked for.
    """

    text: str
    tokens: tuple[int, ...]
    by: Speaker
    finish: Finish
    signals: Signals = Signals()
    seconds: float = 0.0
    vocabulary: str = ""
    pieces: tuple[str, ...] = ()
    hidden: tuple[float, ...] | None = None


def stated(steps: Iterable[Step]) -> str:
    """The text of those steps that were written to their end. Of one cut off, '55' may be half of '5535'."""
    return "".join(step.text for step in steps if step.finish in (Finish.STEP, Finish.ANSWER))


@dataclass(frozen=True, slots=True)
class Token:
    """Stream event: text that a model has just written. May be empty while UTF-8 is incomplete."""

    text: str
    by: Speaker


@dataclass(frozen=True, slots=True)
class Decision:
    """What a policy says of a proposed step. `score` is what it compared with τ: ŷ, 0..1, an oracle's Δ,
    −1..1, or None where none is computed."""

    escalate: bool
    score: float | None = None


Explored = tuple[tuple[Step, float | None], ...]
"""Other steps that the draft wrote for the same place, and their scores."""


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of the loop: the step proposed, its rival if the target wrote one, the decision.

    `seconds` is the whole turn's wall time, `router_seconds` the policy's part of it, exploring aside.
    `explored` are draft steps that were not proposed; where there are any and the proposed one was
    accepted, the first of them is the draft's first, and the proposed one was drawn instead.
    """

    proposed: Step
    rival: Step | None
    decision: Decision
    seconds: float = 0.0
    router_seconds: float = 0.0
    explored: Explored = ()

    @property
    def kept(self) -> Step:
        return self.rival if self.decision.escalate and self.rival is not None else self.proposed

    @property
    def rejected(self) -> Step | None:
        return self.proposed if self.kept is not self.proposed else None


@dataclass(frozen=True, slots=True)
class Finished:
    """Last event of a run. `detail` says in words why there is no answer, where there is none."""

    finish: Finish
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps of a run. Tokens are counted over kept steps."""

    max_steps: int = 40
    max_step_tokens: int = 256
    max_tokens: int = 1024


@dataclass(slots=True)
class Context:
    """A problem and the steps kept so far. Owned by the loop; models only read it."""

    problem: str
    steps: list[Step] = field(default_factory=list)
    n_escalated: int = 0

    def append(self, round_: Round) -> None:
        self.steps.append(round_.kept)
        self.n_escalated += round_.rejected is not None

    @property
    def text(self) -> str:
        return "".join(step.text for step in self.steps)

    @property
    def n_tokens(self) -> int:
        return sum(len(step.tokens) for step in self.steps)
