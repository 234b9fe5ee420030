"""Guided mode: the goal of the next step is shown, the learner tries, and is checked.

The models solve elsewhere; what they have written comes in through `heard` or `with_solution`. What the
learner does goes out as messages, for a store to keep. Writes to no store and starts no solving.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from time import time
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from ...core import Finish, Finished, Round
from ...engine import worker
from ...grading import Verdict
from ...sessions import Event as StoredEvent
from ...sessions import Kind, Mode, StoredRun
from ...tutor import Act, Check, Event, Guided, Matched, Solution, report, solution_of
from ..live import LiveRun
from .prose import AnswerBox, ConfirmReveal, Line, Lines, counted, duration, shown, verdict_line

_MATCHED = {
    Matched.ANSWER: "that is the final answer",
    Matched.EQUATION: "it has the solutions of this step's equation",
    Matched.AHEAD: "that is a later step already",
}


class GuidedScreen(Screen[Guided]):
    """A problem, worked through step by step. Dismissed with the state that was reached.

    `clock` gives seconds as `Guided.started` counts them.
    """

    HELP = """\
# Guided

The tutor has worked the problem out, or is at it. You see the *goal* of the next step: write what it comes
to (a number, a list or an equation) and press **Enter**.

* **F2** gives a hint, never the result.
* **F4** shows how the step is done; it asks first, and the review tells of it.
* **F5** lets the large target model write the step again.
* **F6** shows maths as it was written, to read or to copy.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "hint", "Hint", id="hint"),
        Binding("f3", "check", "Check", id="check"),
        Binding("f4", "reveal", "Reveal", id="reveal"),
        Binding("f5", "redo", "Redo T", id="redo"),
        Binding("f6", "raw", "Raw", id="raw"),
        Binding("escape", "back", "Back"),
        Binding("pageup", "scroll(-1)", "Earlier", show=False),
        Binding("pagedown", "scroll(1)", "Later", show=False),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012 - not declared so by Textual
    DEFAULT_CSS = """
    GuidedScreen {
        &.-low > #question { max-height: 4; }
        &.-low > #goal { max-height: 3; }
        & > #top { height: 1; padding: 0 1; background: $panel; text-style: bold; }
        & > #question { height: auto; max-height: 7; padding: 0 1; border: round $primary; }
        & > #question > Static { height: auto; }
        & > #goal { height: auto; max-height: 7; padding: 0 1; text-style: bold; }
        & > #notice { height: auto; max-height: 3; padding: 0 1; color: $text-muted; }
    }
    """

    class Acted(Message):
        """The learner did something; the fields are those of `Sessions.note`."""

        def __init__(
            self, kind: Kind, position: int | None, text: str, read_as: str = "", verdict: str = ""
        ) -> None:
            super().__init__()
            self.kind, self.position, self.text = kind, position, text
            self.read_as, self.verdict = read_as, verdict

    class RedoAsked(Message):
        """The target is to write the models' step `position`, from 0, again, and what follows after it.
        Whoever does it notes a `Kind.REDO`."""

        def __init__(self, position: int) -> None:
            super().__init__()
            self.position = position

    def __init__(self, guided: Guided, *, clock: Callable[[], float] = time) -> None:
        super().__init__()
        self.guided = guided
        self.raw = False
        self._redoing = False
        self._stopped = ""  # why no more is being written
        self._now = clock

    def compose(self) -> ComposeResult:
        yield Static(id="top", markup=False)
        with VerticalScroll(id="question"):
            yield Static(markup=False)
        yield Lines()
        yield Static(id="goal", markup=False)
        yield Static(id="notice", markup=False)
        yield AnswerBox(placeholder="this step, then Enter", select_on_focus=False)
        yield Footer()

    async def on_mount(self) -> None:
        self.query_one("#question").border_title = "Problem"
        self.query_one(AnswerBox).focus()
        await self._show()

    # -- what comes in -----------------------------------------------------------------------------------

    def with_solution(self, new: Solution) -> None:
        """The models have written more, or written a step again."""
        if new == self.guided.solution:
            return
        before = self.guided.task
        self.guided = self.guided.with_solution(new)
        if self._redoing or self.guided.task != before:
            self._redoing = False
            self.say("")
        self._show_soon()

    def heard(self, run: LiveRun, event: worker.Message) -> None:
        """Take what the models have written for this problem, and why they stopped; see `messages.View`."""
        if run.mode is not Mode.GUIDED or run.task.problem != self.guided.problem:
            return
        match event:
            case Round() | Finished():
                complete = isinstance(event, Finished) and event.finish is not Finish.CANCELLED
                steps = [written.round.kept for written in run.steps]
                self.with_solution(solution_of(steps, complete=complete, problem=run.task.problem))
                if isinstance(event, Finished) and not complete:
                    self._stop("The tutor was stopped before it came to this step.")
            case worker.Started():
                self._stopped = ""
            case worker.Failed() | worker.EngineDied():
                self._stop(event.message)

    def say(self, text: str) -> None:
        """A sentence above the line to write in, until the next one."""
        if self.is_mounted:
            self.query_one("#notice", Static).update(Content(shown(text)))

    def _stop(self, why: str) -> None:
        self._stopped = f"{why.rstrip('.')}. Esc goes back; opening the session again goes on with it."
        if self.guided.waiting:
            self.say(self._stopped)
        self._show_soon()

    def _show_soon(self) -> None:
        if self.is_running:  # else it is shown once it is mounted
            self.call_later(self._show)

    # -- what the learner does ---------------------------------------------------------------------------

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.action_check()

    async def action_check(self) -> None:
        text = self.query_one(AnswerBox).value
        if self.guided.finished or self._still_working():
            return
        if text.strip():
            await self._check(text)
        else:
            self.say("Write your step first, even if you are not sure of it. F2 gives a hint.")

    async def _check(self, text: str) -> None:
        task = self.guided.task
        self.guided, found = self.guided.attempt(text, self._now())
        position = task.step if task else None
        self.post_message(self.Acted(Kind.ATTEMPT, position, text, found.read_as, str(found.verdict)))
        if found.verdict is Verdict.CORRECT:
            self.query_one(AnswerBox).clear()
        self.say(_after(found))
        await self._show()

    async def action_hint(self) -> None:
        task, current = self.guided.task, self.guided.current
        if self._still_working() or task is None:
            return
        after, given = self.guided.hint(self._now())
        assert given is not None
        seen = (e.text for e in self.guided.events if e.act is Act.HINT and e.task == current)
        if given.text in seen:
            self.say("That is all a hint can say. Try a part of it, or F4 shows the step.")
            return
        self.guided = after
        self.post_message(self.Acted(Kind.HINT, task.step, given.text))
        self.say("")
        await self._show()

    @work(exclusive=True)
    async def action_reveal(self) -> None:
        task = self.guided.task
        if self._still_working() or task is None:
            return
        question = (
            "Show how this step is done? You can still try it, or ask for a hint. The review tells of it."
        )
        if not await self.app.push_screen_wait(ConfirmReveal(question)) or self.guided.task != task:
            return
        self.guided, _ = self.guided.reveal(self._now())
        self.post_message(self.Acted(Kind.REVEAL, task.step, task.work))
        self.query_one(AnswerBox).clear()
        self.say("")
        await self._show()

    def action_redo(self) -> None:
        if not self._still_working() and (task := self.guided.task):
            self._redoing = True
            self.post_message(self.RedoAsked(task.step))
            self.say("The target model is asked to write this step again.")

    async def action_raw(self) -> None:
        self.raw = not self.raw
        await self._show()

    def action_back(self) -> None:
        self.dismiss(self.guided)

    def action_scroll(self, pages: int) -> None:
        self.query_one(Lines).scroll_pages(pages)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Greyed out while there is nothing to do it to."""
        return None if action in ("hint", "check", "reveal", "redo") and self.guided.finished else True

    # -- what is shown -----------------------------------------------------------------------------------

    def _still_working(self) -> bool:
        """Whether the next step is not written yet; says so."""
        if self.guided.waiting:
            still = "The tutor is still working on this step. What you write stays here; try in a moment."
            self.say(self._stopped or still)
        return self.guided.waiting

    async def _show(self) -> None:
        guided, box = self.guided, self.query_one(AnswerBox)
        self.query_one("#top", Static).update(Content(_top(guided)))
        self.query_one("#question > Static", Static).update(Content(shown(guided.problem, raw=self.raw)))
        goal = self.query_one("#goal", Static)
        goal.update(_goal(guided, self._stopped, raw=self.raw))
        goal.display = box.display = not guided.finished
        if guided.finished and self.focused is box:
            self.query_one(Lines).focus()
        await self.query_one(Lines).show(transcript(guided, self._now(), raw=self.raw))
        self.refresh_bindings()


def _after(found: Check) -> str:
    """What to say after a check, beside its verdict: where to go on."""
    if found.verdict is Verdict.CORRECT:
        return ""
    if found.verdict is Verdict.NOT_EQUAL:
        return "Not this yet: look at it once more. F2 gives a hint."
    if found.note:  # says why, and so what to do
        return "This is not counted as wrong."
    return "This is not counted as wrong. Write it another way, for example as one number or one equation."


def _top(guided: Guided) -> str:
    if guided.finished:
        return "Guided · done"
    of = f" of {len(guided.solution.tasks)}" if guided.solution.complete else ""
    return f"Guided · step {guided.current + 1}{of}"


def _goal(guided: Guided, stopped: str, *, raw: bool) -> Content:
    if guided.waiting:
        return Content.styled("" if stopped else "The tutor is working on this step…", "dim")
    return Content(f"Step {guided.current + 1}: {shown(guided.goal, raw=raw)}")


def transcript(guided: Guided, now: float, *, raw: bool = False) -> Iterator[Line]:
    """What was done so far: each task that is done with its work, what was tried, hinted and shown, and at
    the end how it went. Of a task that is not done only what the learner has seen."""
    for index, task in enumerate(guided.solution.tasks):
        done = guided.finished or index < guided.current
        if not done and index > guided.current:
            break
        events = [event for event in guided.events if event.task == index]
        if done or events:
            yield f"Step {index + 1}", Content.styled(shown(task.goal, raw=raw), "bold")
        for event in events:
            yield _event(event, raw=raw)
        if done and task.work and not any(event.act is Act.REVEAL for event in events):
            yield "Tutor", Content.styled(shown(task.work, raw=raw), "dim")
    for event in guided.events:
        if event.task >= len(guided.solution.tasks):
            yield _event(event, raw=raw)
    if guided.finished:
        yield from _summary(guided, now, raw=raw)


def _event(event: Event, *, raw: bool) -> Line:
    text = Content(shown(event.text, raw=raw))
    if event.check is None:
        return ("Hint" if event.act is Act.HINT else "Shown"), text
    found = event.check
    note = found.note or (_MATCHED.get(found.matched, "") if found.matched else "")
    return "You", text + Content("   ") + verdict_line(found.verdict, found.read_as, note)


def _summary(guided: Guided, now: float, *, raw: bool) -> Iterator[Line]:
    """A few kind words and the figures."""
    solution, figures = guided.solution, report(guided, now)
    if solution.refused:
        yield "", Content("The tutor could not work this problem out, so there is nothing to practise here.")
        yield "", Content("It knows school maths with all the numbers given. Try to put it another way.")
        return
    hints, shows = figures["n_hints"], figures["n_reveals"]
    if shows:
        words = "You worked through it to the end. One more like it, with fewer steps shown, makes it yours."
    elif hints:
        words = "Well done: you found every step yourself, with a hint where you wanted one."
    else:
        words = "Well done: you worked this out all by yourself."
    yield "", Content("")
    if solution.answer is not None:
        yield "Answer", Content.styled(shown(solution.answer, raw=raw), "bold $text-success")
    else:
        yield "Answer", Content("The models came to no answer; check this one by hand.")
    yield "", Content(words)
    counts = (
        counted(figures["n_attempts"], "attempt"),
        counted(hints, "hint"),
        f"{counted(shows, 'step')} shown",
        duration(figures["seconds"]),
    )
    yield "", Content.styled(" · ".join(counts), "dim")


# -- resuming -------------------------------------------------------------------------------------------


def guided_of(run: StoredRun) -> Guided:
    """The state that a stored run of guided mode was left in."""
    steps = [round_.kept for round_ in run.rounds]
    complete = run.finish not in (None, Finish.CANCELLED)
    found = solution_of(steps, complete=complete, problem=run.task.problem)
    guided = Guided(run.task.problem, found, run.started)
    for event in run.events:
        guided = _again(guided, event)
    return guided


def _again(guided: Guided, event: StoredEvent) -> Guided:
    """The state after a stored act. An attempt that would be judged otherwise now, as more is written than
    was then, keeps the verdict that the learner was given."""
    if event.kind is Kind.HINT:
        return guided.hint(event.at)[0]
    if event.kind is Kind.REVEAL:
        return guided.reveal(event.at)[0]
    if event.kind is not Kind.ATTEMPT:
        return guided
    after, found = guided.attempt(event.text, event.at)
    if found.verdict == event.verdict or event.verdict not in set(Verdict):
        return after
    correct = event.verdict == Verdict.CORRECT
    given = Check(Verdict(event.verdict), event.read_as, Matched.STEP if correct else None)
    last = replace(after.events[-1], check=given, moved_to=guided.current + correct)
    return replace(guided, events=(*guided.events, last))
