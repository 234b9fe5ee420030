"""A run as it is told afterwards: counters, answer, and the JSON that scripts rely on.

Feed it the events of `engine.solve.solve`. Knows nothing of models or terminals.
"""

from __future__ import annotations

from time import perf_counter
from typing import Any

from .audit import audit
from .core import Finish, Finished, Round, Speaker, Step, Token, stated
from .grading import extract_answer


class Run:
    """Everything that happened between a problem and its answer. The clock starts with the object."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        self.rounds: list[Round] = []
        self.finish = Finish.CANCELLED
        self.detail = "stopped before the answer"
        self.stats = Stats()
        self._started = perf_counter()

    def feed(self, event: Token | Round | Finished) -> None:
        match event:
            case Token(text=text):
                if text and self.stats.first_token_seconds is None:
                    self.stats.first_token_seconds = perf_counter() - self._started
            case Round():
                self.rounds.append(event)
                self.stats.add(event)
            case Finished(finish=finish, detail=detail):
                self.finish, self.detail = finish, detail
        self.stats.seconds = perf_counter() - self._started

    @property
    def text(self) -> str:
        return "".join(round_.kept.text for round_ in self.rounds)

    @property
    def answer(self) -> str | None:
        """The answer stated in the steps that were written to their end; of a cut-off one nothing counts."""
        return extract_answer(stated(round_.kept for round_ in self.rounds))

    def to_json(
        self,
        *,
        pair: dict[str, str | None],
        policy: str,
        threshold: float | None,
        seed: int,
        extras: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """The object of `arbiter solve --json`. Seconds are wall time, rates are per second or 0..1."""
        return {
            "problem": self.problem,
            "answer": self.answer,
            "text": self.text,
            "finish": str(self.finish),
            "steps": [step_json(index, round_) for index, round_ in enumerate(self.rounds)],
            "stats": self.stats.to_json(),
            "pair": pair,
            "policy": policy,
            "threshold": threshold,
            "seed": seed,
            "extras": extras,
        }


def step_json(index: int, round_: Round) -> dict[str, Any]:
    """One round as an element of `steps`; `index` counts from 0."""
    kept, rejected = round_.kept, round_.rejected
    checked = audit(kept.text)
    return {
        "index": index,
        "by": str(kept.by),
        "text": kept.text,
        "n_tokens": len(kept.tokens),
        "seconds": round_.seconds,
        "score": round_.decision.score,
        "escalated": rejected is not None,
        "rejected": None if rejected is None else {"text": rejected.text, "n_tokens": len(rejected.tokens)},
        "audit": {"checked": checked.checked, "false": checked.false},
        "gated": round_.proposed.finish is Finish.GATED,
        "explored": [
            {"text": step.text, "n_tokens": len(step.tokens), "score": score}
            for step, score in round_.explored
        ],
    }


class Stats:
    """Counters of a run, or of many; rates are properties and None where nothing was counted.

    `n_draft_tokens` and `n_target_tokens` stand in the answer; `n_discarded_tokens` were written and
    not kept.
    """

    def __init__(self) -> None:
        self.n_steps = 0
        self.n_escalated = 0
        self.n_draft_tokens = 0
        self.n_target_tokens = 0
        self.n_discarded_tokens = 0
        self.seconds = 0.0
        self.first_token_seconds: float | None = None
        self.router_seconds = 0.0
        self._written = {Speaker.DRAFT: 0, Speaker.TARGET: 0}
        self._writing_seconds = {Speaker.DRAFT: 0.0, Speaker.TARGET: 0.0}

    def add(self, round_: Round) -> None:
        self.n_steps += 1
        self.n_escalated += round_.rejected is not None
        self.router_seconds += round_.router_seconds
        n_kept = len(round_.kept.tokens)
        if round_.kept.by is Speaker.DRAFT:
            self.n_draft_tokens += n_kept
        else:
            self.n_target_tokens += n_kept
        for step in (round_.proposed, round_.rival, *(step for step, _ in round_.explored)):
            if step is not None:
                self._count(step)
                self.n_discarded_tokens += len(step.tokens)
        self.n_discarded_tokens -= n_kept

    def _count(self, step: Step) -> None:
        self._written[step.by] += len(step.tokens)
        self._writing_seconds[step.by] += step.seconds

    @property
    def n_tokens(self) -> int:
        """Tokens in the answer, by either model."""
        return self.n_draft_tokens + self.n_target_tokens

    @property
    def escalation_rate(self) -> float | None:
        return _ratio(self.n_escalated, self.n_steps)

    @property
    def target_token_share(self) -> float | None:
        return _ratio(self.n_target_tokens, self.n_tokens)

    @property
    def tokens_per_second(self) -> float | None:
        return _ratio(self.n_tokens, self.seconds)

    @property
    def router_seconds_per_step(self) -> float | None:
        return _ratio(self.router_seconds, self.n_steps)

    def rate(self, speaker: Speaker) -> float | None:
        """Tokens that one model wrote per second of its own time, catching up included."""
        return _ratio(self._written[speaker], self._writing_seconds[speaker])

    def to_json(self) -> dict[str, Any]:
        return {
            "n_steps": self.n_steps,
            "n_escalated": self.n_escalated,
            "escalation_rate": self.escalation_rate,
            "n_draft_tokens": self.n_draft_tokens,
            "n_target_tokens": self.n_target_tokens,
            "n_discarded_tokens": self.n_discarded_tokens,
            "target_token_share": self.target_token_share,
            "seconds": self.seconds,
            "first_token_seconds": self.first_token_seconds,
            "router_seconds": self.router_seconds,
            "tokens_per_second": self.tokens_per_second,
            "draft_tokens_per_second": self.rate(Speaker.DRAFT),
            "target_tokens_per_second": self.rate(Speaker.TARGET),
        }


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
