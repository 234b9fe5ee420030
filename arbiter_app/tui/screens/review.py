"""Review: what was tried, hinted and shown in a session, and how long it took, as a report to read.

Made from the stored session alone. Knows nothing of models or of how it is exported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from time import time
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from ...sessions import Event, Kind, Mode, Session, StoredRun, Tutoring
from ...tutor import Attempt, progress, solution_of
from .prose import Line, Lines, counted, duration, one_line, shown, verdict_line

_LABELS = {Kind.HINT: "Hint", Kind.REVEAL: "Shown", Kind.REDO: "Redo"}
_MODES = {Mode.WORKED: "worked by the tutor", Mode.GUIDED: "guided", Mode.PRACTICE: "practice"}


class ReviewScreen(Screen[None]):
    """A session's report. `practice` are the attempts at problems of the curriculum to tell of, if any."""

    HELP = """\
# Review

What you tried, asked for and were shown, problem by problem, with the time since each began. Longer pauses
count five minutes. **F6** shows maths as it was written; **c** copies the report.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "raw", "Raw", id="raw"),
        Binding("c", "copy", "Copy report"),
        Binding("escape,q", "back", "Back"),
    ]
    DEFAULT_CSS = """
    ReviewScreen {
        & > #top { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    }
    """

    def __init__(
        self, session: Session, practice: Sequence[Attempt] = (), *, now: float | None = None
    ) -> None:
        super().__init__()
        self.session = session
        self.practice = tuple(practice)
        self.raw = False
        self._now = time() if now is None else now

    def compose(self) -> ComposeResult:
        yield Static(Content(f"Review · {one_line(self.session.title)}"), id="top", markup=False)
        yield Lines()
        yield Footer()

    async def on_mount(self) -> None:
        self.query_one(Lines).focus()
        await self._show()

    def lines(self) -> list[Line]:
        """The report: labels and what stands beside them."""
        return [
            *_totals(self.session),
            *(line for i, run in enumerate(self.session.runs) for line in _problem(i + 1, run, raw=self.raw)),
            *_practised(self.practice, self._now),
        ]

    async def _show(self) -> None:
        await self.query_one(Lines).show(self.lines(), at=None)

    async def action_raw(self) -> None:
        self.raw = not self.raw
        await self._show()

    def action_copy(self) -> None:
        text = "\n".join(f"{label:<10}{content.plain}".rstrip() for label, content in self.lines())
        self.app.copy_to_clipboard(f"{one_line(self.session.title)}\n\n{text}\n")
        self.notify("The report is copied, where the terminal allows it.", markup=False)

    def action_back(self) -> None:
        self.dismiss(None)


def _totals(session: Session) -> Iterator[Line]:
    began = datetime.fromtimestamp(session.created).astimezone()
    each = [run.tutoring() for run in session.runs]
    total = Tutoring(
        sum(one.n_attempts for one in each),
        sum(one.n_correct for one in each),
        sum(one.n_hints for one in each),
        sum(one.n_reveals for one in each),
        sum(one.seconds for one in each),
    )
    yield "Began", Content(f"{began:%Y-%m-%d %H:%M}")
    yield "In all", Content(f"{counted(len(each), 'problem')} · {_figures(total)}")


def _figures(done: Tutoring) -> str:
    return " · ".join(
        (
            f"{counted(done.n_attempts, 'attempt')}, {done.n_correct} correct",
            counted(done.n_hints, "hint"),
            f"{counted(done.n_reveals, 'step')} shown",
            duration(done.seconds),
        )
    )


def _problem(number: int, run: StoredRun, *, raw: bool) -> Iterator[Line]:
    yield "", Content("")
    yield f"Problem {number}", Content.styled(shown(run.task.problem, raw=raw), "bold")
    if run.mode is Mode.WORKED and not run.events:
        escalated = sum(round_.rejected is not None for round_ in run.rounds)
        steps = f"{counted(len(run.rounds), 'step')}, {escalated} written by the target"
        yield "", Content.styled(f"{_MODES[run.mode]} · {steps}", "dim")
        return
    yield "", Content.styled(f"{_MODES[run.mode]} · {_figures(run.tutoring())}", "dim")
    goals, step = _goals(run), None
    for event in run.events:
        if event.position is not None and event.position != step:
            step = event.position
            number, goal = goals.get(step, (step + 1, ""))
            yield f"Step {number}", Content.styled(shown(goal, raw=raw), "underline")
        yield _event(event, event.at - run.started, raw=raw)
    if not run.events:
        yield "", Content("Nothing was tried yet.")


def _goals(run: StoredRun) -> dict[int, tuple[int, str]]:
    """Of each step that is a learner's task its number among these, from 1, and its goal."""
    steps = [round_.kept for round_ in run.rounds]
    tasks = solution_of(steps, complete=run.finish is not None, problem=run.task.problem).tasks
    return {task.step: (number, task.goal) for number, task in enumerate(tasks, start=1)}


def _event(event: Event, since: float, *, raw: bool) -> Line:
    moment = Content.styled(f"   +{_clock(since)}", "dim")
    text = Content(shown(event.text, raw=raw))
    if event.kind is Kind.ATTEMPT:
        return "You", text + Content("   ") + verdict_line(event.verdict, event.read_as) + moment
    if event.kind is Kind.REDO and not event.text.strip():
        text = Content("written again by the target model")
    return _LABELS[event.kind], text + moment


def _clock(seconds: float) -> str:
    """'2:05', '1:02:05'."""
    whole = max(0, int(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _practised(attempts: Sequence[Attempt], now: float) -> Iterator[Line]:
    """Practice by topic."""
    done = progress(attempts, now) if attempts else {}
    if not done:
        return
    yield "", Content("")
    yield "Practice", Content.styled(counted(len(attempts), "attempt"), "bold")
    for topic, figures in done.items():
        decided = figures.solved + figures.missed
        back = f" · {figures.in_boxes} to come back, {figures.due} now" if figures.in_boxes else ""
        yield "", Content(f"{topic}: {figures.solved} of {decided} solved at the first try{back}")
