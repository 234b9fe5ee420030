"""Practice: a topic and a level are chosen, the curriculum asks, attempts are graded exactly, and what was
missed comes back.

Each attempt goes out as a message, for a store to keep; what to ask next and the progress follow from all of
them. Knows nothing of models or stores.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from time import time
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Select, Static
from textual.widgets.option_list import Option

from ...errors import ArbiterError
from ...grading import Verdict
from ...tutor import Attempt, Item, Progress, cards, grade_item, hint, next_item, progress, solution, topics
from .prose import AnswerBox, ConfirmReveal, Line, Lines, shown, verdict_line

_LEVELS = {1: "Level 1, easy", 2: "Level 2, middle", 3: "Level 3, hard"}


class PracticeScreen(Screen[None]):
    """Problems of the curriculum, by topic and level, without end.

    `attempts` are all that were ever made, in any order. `clock` gives Unix time, in seconds.
    """

    HELP = """\
# Practice

Choose a **topic** (arrows and Enter, or the mouse) and a **level** (1, 2, 3), and write the answer to each
problem. Every answer is checked exactly; one that cannot be read is never counted as wrong. What you missed
comes back: after ten minutes, a day, three days, a week, three weeks.

* **F2** gives a hint. A problem solved with a hint comes back, if it was missed before.
* **F4** shows the solution; it asks first.
* **F7** goes on to the next problem, as Enter does once one is solved.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "hint", "Hint"),
        Binding("f3", "check", "Check"),
        Binding("f4", "reveal", "Solution"),
        Binding("f7", "next", "Next"),
        Binding("f6", "raw", "Raw"),
        Binding("escape", "back", "Back"),
        Binding("pageup", "scroll(-1)", "Earlier", show=False),
        Binding("pagedown", "scroll(1)", "Later", show=False),
        *(Binding(str(level), f"level({level})", f"Level {level}", show=False) for level in _LEVELS),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012 - not declared so by Textual
    DEFAULT_CSS = """
    PracticeScreen {
        &.-low Select { display: none; }  /* the keys 1, 2 and 3 remain */
        &.-low #question { max-height: 4; }
        & > #top { height: 1; padding: 0 1; background: $panel; text-style: bold; }
        & > Horizontal { height: 1fr; }
        & OptionList { width: 27; height: 1fr; border: round $primary; padding: 0; }
        & OptionList:focus { border: round $accent; }
        & #work { width: 1fr; height: 1fr; }
        & #question { height: auto; max-height: 9; padding: 0 1; border: round $primary; }
        & #question > Static { height: auto; }
        & #notice { height: auto; max-height: 3; padding: 0 1; color: $text-muted; }
    }
    """

    class Attempted(Message):
        """An attempt was graded, a solution shown, or a problem left: to be kept, with
        `Sessions.add_practice_attempt`."""

        def __init__(self, attempt: Attempt) -> None:
            super().__init__()
            self.attempt = attempt

    def __init__(
        self,
        attempts: Sequence[Attempt] = (),
        *,
        topic: str | None = None,
        level: int = 1,
        clock: Callable[[], float] = time,
    ) -> None:
        super().__init__()
        self.attempts = list(attempts)
        self.topic, self.level = topic, level
        self.item: Item | None = None
        self.solved = self.revealed = self.raw = False
        self._hints: list[str] = []
        self._tried: list[tuple[str, str, Content]] = []  # a label, a text, what follows it
        self._now = clock

    def compose(self) -> ComposeResult:
        yield Static(id="top", markup=False)
        with Horizontal():
            yield OptionList(id="topics", markup=False)
            with Vertical(id="work"):
                names = [(name, level) for level, name in _LEVELS.items()]
                yield Select(names, value=self.level, allow_blank=False, id="level")
                with VerticalScroll(id="question"):
                    yield Static(markup=False)
                yield Lines()
                yield Static(id="notice", markup=False)
                yield AnswerBox(placeholder="answer, then Enter", select_on_focus=False)
        yield Footer()

    async def on_mount(self) -> None:
        self.query_one("#topics").border_title = "Topics"
        self.query_one("#question").border_title = "Problem"
        self.query_one("#topics").focus()
        await self._show()
        self._open()

    @work
    async def _open(self) -> None:
        """List the topics. The curriculum takes a third of a second to read: not in the screen's thread."""
        names = await asyncio.to_thread(topics)
        choices = self.query_one("#topics", OptionList)
        choices.add_options([Option("", id=name) for name in names])
        self._count()
        choices.highlighted = names.index(self.topic) if self.topic in names else 0
        if self.topic in names:
            self._draw()

    # -- choosing ----------------------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.topic = event.option.id
        self._draw()

    def on_select_changed(self, event: Select.Changed) -> None:
        event.stop()
        if isinstance(event.value, int) and event.value != self.level:
            self.level = event.value
            if self.topic:
                self._draw()

    def action_level(self, level: int) -> None:
        self.query_one("#level", Select).value = level

    @work(exclusive=True, group="draw")
    async def _draw(self) -> None:
        """Ask the next problem: some families take a while to find one that no training text has."""
        assert self.topic
        self.say("Looking for a problem…")
        try:
            item = await asyncio.to_thread(_drawn, self.attempts[:], self.topic, self.level, self._now())
        except ArbiterError as error:
            self.say(str(error))
            return
        self.item, self.solved, self.revealed = item, False, False
        self._hints, self._tried = _hints(item), []
        box = self.query_one(AnswerBox)
        box.clear()
        box.focus()
        self.say("You missed this one before: here it is again." if item in cards(self.attempts) else "")
        await self._show()

    # -- answering ---------------------------------------------------------------------------------------

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.action_check()

    async def action_check(self) -> None:
        box = self.query_one(AnswerBox)
        if self.item is None:
            self.say("Choose a topic first: arrows and Enter, or the mouse.")
        elif self.solved or self.revealed:
            self.action_next()
        elif not box.value.strip():
            self.say("Write an answer first. F2 gives a hint, F7 leaves this problem.")
        else:
            await self._graded(self.item, box)

    async def _graded(self, item: Item, box: AnswerBox) -> None:
        text = box.value
        found, attempt = grade_item(item, text, self._now(), hinted=self._hinted)
        self._keep(attempt)
        self.solved = found.verdict is Verdict.CORRECT
        verdict = verdict_line(found.verdict, found.read_as, found.note)
        self._tried.append(("You", text, Content("   ") + verdict))
        if self.solved:
            box.clear()
            self.say("Enter or F7: the next one.")
        elif found.verdict is Verdict.NOT_EQUAL:
            self.say("Not this yet: try again. It will come back later, so that it stays with you.")
        else:
            self.say("This is not counted as wrong: try again, or write it another way.")
        await self._show()

    @property
    def _hinted(self) -> bool:
        return any(label == "Hint" for label, _, _ in self._tried)

    async def action_hint(self) -> None:
        if self.item is None or self.solved or self.revealed:
            return
        given = sum(label == "Hint" for label, _, _ in self._tried)
        if given < len(self._hints):
            self._tried.append(("Hint", self._hints[given], Content("")))
            self.say("")
            await self._show()
        else:
            self.say("That is all a hint can say. Try it, or F4 shows the solution.")

    @work(exclusive=True)
    async def action_reveal(self) -> None:
        item = self.item
        if item is None or self.solved or self.revealed:
            return
        question = "Show the whole solution? The problem then comes back later, for you to solve."
        if await self.app.push_screen_wait(ConfirmReveal(question)) and self.item is item:
            self.revealed = True
            self._keep(Attempt(item, self._now(), Verdict.UNKNOWN, self._hinted, revealed=True))
            self.say("It will come back. Enter or F7: the next one.")
            await self._show()

    def action_next(self) -> None:
        """The next problem. One that was not tried counts as seen, so that another one follows."""
        if self.item is None:
            return
        if not any(attempt.item == self.item for attempt in self.attempts):
            self._keep(Attempt(self.item, self._now(), Verdict.UNKNOWN, self._hinted))
        self._draw()

    def _keep(self, attempt: Attempt) -> None:
        self.attempts.append(attempt)
        self.post_message(self.Attempted(attempt))
        self._count()

    async def action_raw(self) -> None:
        self.raw = not self.raw
        await self._show()

    def action_scroll(self, pages: int) -> None:
        self.query_one(Lines).scroll_pages(pages)

    def action_back(self) -> None:
        """From the answer to the topics, from there out of practice."""
        choices = self.query_one("#topics")
        if self.focused is self.query_one(AnswerBox):
            choices.focus()
        else:
            self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Greyed out while there is nothing to do it to."""
        if action in ("hint", "reveal"):
            return True if self.item and not self.solved and not self.revealed else None
        return None if action in ("check", "next") and self.item is None else True

    # -- what is shown -----------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """A sentence above the line to write in, until the next one."""
        self.query_one("#notice", Static).update(Content(shown(text)))

    def _count(self) -> None:
        """The topics, each with what was solved of it and what waits."""
        done = progress(self.attempts, self._now())
        choices = self.query_one("#topics", OptionList)
        for option in choices.options:
            assert option.id
            choices.replace_option_prompt(option.id, _topic_line(option.id, done.get(option.id, Progress())))

    async def _show(self) -> None:
        item, text = self.item, "Choose a topic on the left: its problems are asked here."
        self.query_one("#top", Static).update(
            Content(_top(self.topic, self.level, item, self._now, self.attempts))
        )
        if item:
            text = shown(item.problem().question, raw=self.raw)
        self.query_one("#question > Static", Static).update(Content(text))
        tried = [(label, Content(shown(text, raw=self.raw)) + rest) for label, text, rest in self._tried]
        worked = list(_worked(item, raw=self.raw)) if item and (self.solved or self.revealed) else []
        last = max(0, len(tried) - 1) if worked else -1  # the solution is read from there on
        await self.query_one(Lines).show([*tried, *worked], at=last)
        self.refresh_bindings()


def _drawn(attempts: Sequence[Attempt], topic: str, level: int, now: float) -> Item:
    item = next_item(attempts, topic, level, now)
    item.problem()  # drawn here, and remembered
    return item


def _hints(item: Item) -> list[str]:
    """The goals of a problem's steps in order, then what to do in each. None tells its step's result."""
    problem = item.problem()
    tasks = solution(problem.solution, complete=True, problem=problem.question).tasks
    return list(dict.fromkeys(hint(task, level).text for level in (1, 2) for task in tasks))


def _worked(item: Item, *, raw: bool) -> Iterator[Line]:
    """The curriculum's own solution."""
    problem = item.problem()
    for number, line in enumerate(problem.lines, start=1):
        yield f"Step {number}", Content.styled(shown(line.goal, raw=raw), "bold")
        yield "", Content(shown(line.work, raw=raw))
    yield "Answer", Content.styled(shown(problem.answer_text, raw=raw), "bold $text-success")


def _top(
    topic: str | None, level: int, item: Item | None, now: Callable[[], float], attempts: Sequence[Attempt]
) -> str:
    if not topic or not item:
        return "Practice"
    done = progress(attempts, now()).get(topic)
    words = f"Practice · {topic}, level {level}"
    if done is None:
        return words
    back = f" · {done.in_boxes} to come back" if done.in_boxes else ""
    return f"{words} · {done.solved} of {done.solved + done.missed} solved at once{back}"


def _topic_line(topic: str, done: Progress) -> Content:
    """'number theory  3/4 ↺1': solved of decided ones, and how many are to come back."""
    figures = f"{done.solved}/{done.solved + done.missed}" if done.solved + done.missed else ""
    back = f" ↺{done.in_boxes}" if done.in_boxes else ""
    return Content(f"{topic:<15}") + Content.styled(f"{figures}{back}", "bold" if done.due else "")
