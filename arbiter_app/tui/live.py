"""A run as it is shown while it goes on: its steps with marks, the text being written, the figures.

Knows nothing of Textual, of the store or of the child process: it is fed their events.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..audit import Audit, audit
from ..core import Context, Finish, Finished, Round, Speaker, Token
from ..engine.worker import EngineDied, Failed, Loaded, Memory, Message, Settings, Started, Tuned
from ..record import Run
from ..sessions import Mode, StoredRun, Task


@dataclass(frozen=True, slots=True)
class Shown:
    """A step that was kept, with τ as it was when the step was decided on, and its audit."""

    round: Round
    threshold: float | None
    audit: Audit


@dataclass(frozen=True, slots=True)
class Figures:
    """What the router panel shows; None where nothing was measured yet. Rates are tokens a second, times
    seconds, shares 0..1. `speedup` is against the target alone, estimated from its own rate."""

    rate: float | None = None
    rates: tuple[float, ...] = ()  # of each step
    draft_rate: float | None = None
    target_rate: float | None = None
    first_token: float | None = None
    n_steps: int = 0
    n_escalated: int = 0
    target_share: float | None = None
    threshold: float | None = None
    policy: str | None = None
    steps: tuple[tuple[bool, float | None, float | None], ...] = ()  # escalated, ŷ, τ
    speedup: float | None = None
    n_context: int | None = None  # tokens in the draft's context


class LiveRun:
    """One problem at work, or one from the store. `stored` is its id there, once it has one."""

    def __init__(self, task: Task, *, session: int | None = None, mode: Mode = Mode.WORKED) -> None:
        self.task, self.session, self.mode = task, session, mode
        self.stored: int | None = None
        self.settings = Settings()
        self.steps: list[Shown] = []
        self.running = False
        self.turn = 0  # how often it was begun or gone on with
        self.policy: str | None = None
        self.threshold: float | None = None
        self.n_prompt: int | None = None
        self.written = {Speaker.DRAFT: "", Speaker.TARGET: ""}  # of the step that is on
        self.ending: Finished | Failed | EngineDied | None = None
        self.record = Run(task.problem)

    @classmethod
    def of(cls, stored: StoredRun, audits: list[Audit]) -> LiveRun:
        """A run from the store; `audits` are those of its rounds."""
        run = cls(stored.task, session=stored.session, mode=stored.mode)
        was = stored.settings
        run.stored, run.policy = stored.id, was.policy
        # τ and budget are those of the moment at which it goes on.
        run.settings = Settings(was.policy, limits=was.limits, temperature=was.temperature, seed=was.seed)
        rows = zip(stored.rounds, stored.thresholds, audits, strict=True)
        run.steps = [Shown(*row) for row in rows]
        run.threshold = stored.thresholds[-1] if stored.thresholds else stored.settings.threshold
        run.record = stored.record()
        if stored.finish:
            run.ending = Finished(stored.finish, stored.detail)
        return run

    @property
    def cut_off(self) -> bool:
        """Whether it can go on: it ended for another reason than that there was nothing more to say."""
        ended = isinstance(self.ending, Finished) and self.ending.finish is not Finish.CANCELLED
        return not self.running and not ended

    @property
    def answered(self) -> bool:
        return isinstance(self.ending, Finished) and self.ending.finish is Finish.ANSWER

    def go(self, *, redo: bool) -> Context:
        """Make ready to be solved further: what is cut off goes, with `redo` the last whole step too. The
        context to go on from; with `redo` the step to be written anew is still its last."""
        kept = [shown for shown in self.steps if shown.round.kept.finish is not Finish.CANCELLED]
        if not redo:
            kept = [shown for shown in kept if shown.round.kept.finish is Finish.STEP]
        context = Context(self.task.problem)
        for shown in kept:
            context.append(shown.round)
        self.steps = kept[:-1] if redo else kept
        self.record = Run(self.task.problem)
        for shown in self.steps:
            self.record.feed(shown.round)
        self.written = dict.fromkeys(Speaker, "")
        self.running, self.ending = True, None
        self.turn += 1
        return context

    def feed(self, event: Message, audit: Audit | None = None) -> None:
        match event:
            case Started():
                self.policy, self.threshold, self.n_prompt = event.policy, event.threshold, event.n_prompt
            case Token():
                self.written[event.by] += event.text
                self.record.feed(event)
            case Round():
                assert audit is not None
                self.steps.append(Shown(event, self.threshold, audit))
                self.written = dict.fromkeys(Speaker, "")
                self.record.feed(event)
                self.record.stats.seconds = sum(shown.round.seconds for shown in self.steps)
            case Tuned() if not event.refused:
                self.threshold = event.threshold
            case Finished() | Failed() | EngineDied():
                self.running, self.ending = False, event
                if isinstance(event, Finished):
                    self.record.finish, self.record.detail = event.finish, event.detail

    def figures(self) -> Figures:
        stats = self.record.stats
        rounds = [shown.round for shown in self.steps]
        rates = tuple(_written(r) / r.seconds for r in rounds if r.seconds > 0)
        target_rate = stats.rate(Speaker.TARGET)
        alone = stats.n_tokens / target_rate if target_rate else None
        seconds = sum(r.seconds for r in rounds)
        prompt = self.n_prompt
        return Figures(
            rate=rates[-1] if rates else None,
            rates=rates,
            draft_rate=stats.rate(Speaker.DRAFT),
            target_rate=target_rate,
            first_token=stats.first_token_seconds,
            n_steps=stats.n_steps,
            n_escalated=stats.n_escalated,
            target_share=stats.target_token_share,
            threshold=self.threshold,
            policy=self.policy,
            steps=tuple(
                (s.round.rejected is not None, s.round.decision.score, s.threshold) for s in self.steps
            ),
            speedup=alone / seconds if alone and seconds else None,
            n_context=None if prompt is None else prompt + sum(len(r.kept.tokens) for r in rounds),
        )


@dataclass(frozen=True, slots=True)
class Machine:
    """What is known of the child: the models that are open, its memory, what it is doing."""

    models: tuple[Loaded, ...] = ()
    memory: Memory | None = None
    loading: str = ""  # a file and how much of it is read
    dead: str = ""  # why there is none


def audits_of(stored: StoredRun) -> list[Audit]:
    """The check of each of its steps. Of a long run it takes its time: call it in a thread."""
    return [audit(round_.kept.text) for round_ in stored.rounds]


def _written(round_: Round) -> int:
    return sum(len(step.tokens) for step in (round_.proposed, round_.rival) if step is not None)
