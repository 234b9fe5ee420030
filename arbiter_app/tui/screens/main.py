"""The main screen: sessions, the transcript, the router panel, the line where problems are typed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from time import monotonic, process_time
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Footer, OptionList

from ...core import Finish, Finished
from ...engine.worker import EngineDied, Failed, Message, Tuned
from ...sessions import Mode
from ..live import Figures, LiveRun, Machine
from ..widgets.asking import ProblemInput, Welcome
from ..widgets.figures import RouterLine, RouterPanel, TopLine, number
from ..widgets.maths import safe
from ..widgets.sessions import SessionsPane
from ..widgets.transcript import Transcript, entries_of

PERIOD = 1 / 8
"""Seconds between two paintings of the text while models write."""
_SHARE = 0.1
"""Of one core: what this process may use while models write, so that the keys have the rest."""
_SHARE_OF_THEIRS = 0.05
"""The same where the models are on every core, and wait for it."""
_SELDOM = 0.5
"""Seconds: it is painted as often as that in any case, text and figures in turns."""
WIDE = 110
GOES_ON = "Enter goes on."


class MainScreen(Screen[None]):
    """Told what happens by the app; tells it by messages what the user wants."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  as Textual declares it
    AUTO_FOCUS = "#problem"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("end", "follow", "To the end", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.run: LiveRun | None = None
        self._machine = Machine()
        self._changed = True
        self._text_next = True
        self._painted = monotonic(), process_time()  # when it last was, and the processor's time until then
        self._n_settled = 0  # steps of the run that stand in the transcript
        self._transcript = Transcript()

    def compose(self) -> ComposeResult:
        yield TopLine()
        with Horizontal(id="panes"):
            yield SessionsPane(id="sessions")
            with Vertical(id="tutor"):
                yield Welcome(id="welcome")
                yield self._transcript
            yield RouterPanel()
        yield RouterLine()
        yield ProblemInput()
        yield Footer(compact=True)

    def on_mount(self) -> None:
        self.query_one("#tutor").border_title = "Tutor"
        self._transcript.display = False
        self.set_interval(PERIOD / 2, self._paint)
        self._paint_figures()

    def on_resize(self) -> None:
        self._changed = True

    # -- what the app tells

    def machine(self, machine: Machine) -> None:
        """The child's state, whenever something came from it. Only another one is shown: each change has the
        whole screen laid out."""
        if machine == self._machine:
            return
        self._machine, self._changed = machine, True
        self.query_one(Welcome).show(machine)

    def began(self, run: LiveRun, *, again: bool) -> None:
        """A run is asked for; with `again` it is the one that is shown, and goes on."""
        # Steps that came since the last painting are not in the transcript yet, and may stay in the run.
        self._n_settled = min(self._n_settled, len(run.steps)) if again else 0
        self.run, self._changed = run, True
        self._painted, self._text_next = (monotonic(), process_time()), True
        self._show_transcript(True)
        if again:
            self._transcript.trim(self._n_settled)
        else:
            self._transcript.problem(run.task.problem)
        self._transcript.anchor()

    def heard(self, run: LiveRun, event: Message) -> None:
        if run is not self.run:
            return
        self._changed = True
        match event:
            case Finished() | Failed() | EngineDied():
                self._catch_up(run)
                self._transcript.end(*ending(run))
            case Tuned() if event.refused:
                self.notify(safe(event.refused), severity="warning", markup=False)
            case _:  # steps and text are shown by `_paint`
                pass

    async def opened(self, runs: Sequence[LiveRun]) -> None:
        """A session from the store; without runs, an empty one."""
        await self._transcript.whole([entry for run in runs for entry in entries_of(run, *ending(run))])
        self.run, self._changed = (runs[-1] if runs else None), True
        self._n_settled = len(runs[-1].steps) if runs else 0
        self._show_transcript(bool(runs))
        self._transcript.anchor()
        self.query_one(ProblemInput).focus()

    def set_raw(self, raw: bool) -> None:
        self._transcript.set_raw(raw)

    def edit(self, text: str) -> None:
        """Put a problem into the input line, to be changed and sent again."""
        line = self.query_one(ProblemInput)
        line.value = " ".join(safe(text).split())
        line.cursor_position = len(line.value)
        line.focus()

    @property
    def offered(self) -> str | None:
        """The example that Enter would take; None where no examples are shown."""
        welcome = self.query_one(Welcome)
        return welcome.example if welcome.display else None

    # -- painting

    def _show_transcript(self, shown: bool) -> None:
        self.query_one(Welcome).display = not shown
        self._transcript.display = shown

    def _catch_up(self, run: LiveRun) -> None:
        """Show the steps that have come since; all at once, as each new one has the screen laid out."""
        if self._n_settled < len(run.steps):
            with self.app.batch_update():
                for index in range(self._n_settled, len(run.steps)):
                    passing = index + 1 < len(run.steps)
                    self._transcript.settle(index, run.steps[index], passing=passing)
            self._n_settled = len(run.steps)

    def _paint(self) -> None:
        """Text and figures in turns, as a key waits for what is being painted. Each at most 8 times a second,
        and less often while that alone would take too much of the processor: how long the screen takes to be
        laid out hangs on what is on it, and on the machine."""
        run = self.run
        now, busy = monotonic(), process_time()
        since, spent = now - self._painted[0], busy - self._painted[1]
        if run and run.running and since < _SELDOM and spent > self._share * since:
            return
        self._painted = now, busy
        text, self._text_next = self._text_next, not self._text_next
        if text:
            self._paint_text()
        elif self._changed:
            self._paint_figures()

    @property
    def _share(self) -> float:
        """Of one core, what this process may use while models write."""
        n_threads = max((model.n_threads for model in self._machine.models), default=1)
        return _SHARE if n_threads < (os.cpu_count() or 1) else _SHARE_OF_THEIRS

    def _paint_text(self) -> None:
        run = self.run
        if run and run.mode is Mode.WORKED:
            self._catch_up(run)
            if run.running:
                self._transcript.writing(run)

    def _paint_figures(self) -> None:
        run, self._changed = self.run, False
        figures = run.figures() if run and run.mode is Mode.WORKED else Figures()
        self.query_one(TopLine).show(run.task.problem if run else "", figures, self._machine)
        if self.size.width >= WIDE:
            self.query_one(RouterPanel).show(figures, self._machine)
        else:
            self.query_one(RouterLine).show(figures, self._machine)
        self.query_one("#tutor").border_subtitle = self._status(run)

    def _status(self, run: LiveRun | None) -> str:
        if run is None:
            return ""
        if not run.running:
            return "Enter goes on · F8 edit" if run.cut_off else "F8 edit · F9 again · F5 redo last step"
        if self._transcript.max_scroll_y and not self._transcript.is_vertical_scroll_end:
            return "↓ new (End)"
        if run.policy is None:
            return safe(self._machine.loading) or "starting the engine"
        return f"writing step {len(run.steps) + 1} · τ {number(run.threshold, 2)} · Esc stops"

    # -- keys

    def action_follow(self) -> None:
        self._transcript.anchor()

    def action_scroll(self, pages: int) -> None:
        move = self._transcript.action_page_down if pages > 0 else self._transcript.action_page_up
        self._transcript.release_anchor()
        move()

    def action_leave_input(self) -> None:
        if self.query_one(Welcome).display:
            self.query_one("#examples", OptionList).focus()
        elif steps := self._transcript.query("StepView"):
            steps.last().focus()


def ending(run: LiveRun) -> tuple[str, str]:
    """What to say at a run's end, and of which kind it is: answer, or note, or error."""
    match run.ending:
        case Failed(message=message):
            return message, "error"
        case EngineDied(message=message):
            return f"{message}. The steps are kept; Enter goes on with a fresh engine.", "error"
        case Finished(finish=Finish.CANCELLED):
            return f"Stopped{_after(run)}. {GOES_ON}", "note"
        case Finished(detail=detail):
            answer = run.record.answer
            return (f"Answer: {answer}", "answer") if answer is not None else (detail or "No answer.", "note")
    return f"Cut off{_after(run)}. {GOES_ON}", "note"


def _after(run: LiveRun) -> str:
    n = sum(shown.round.kept.finish is Finish.STEP for shown in run.steps)
    return f" after {n} step{'' if n == 1 else 's'}" if n else ""
