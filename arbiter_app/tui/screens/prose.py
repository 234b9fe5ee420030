"""What the tutoring screens share: text made safe and readable, the word for a verdict, the answer's line.

Every text of a model, a learner or a file goes through `shown` or `one_line` and is then given to a widget as
`Content`, never as markup. Knows nothing of tutoring, of stores or of models.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from ...grading import Verdict
from ...sessions import plain
from ..widgets.maths import pretty, safe

_MAX_SHOWN = 20_000  # characters; a screen holds some thousands, and wrapping takes its time
_MAX_LINES = 400
_BLOCK_WIDTH = 40  # cells; fractions are stacked only where they fit beside the topics on 80 columns

_MARKS = {
    Verdict.CORRECT: ("✓ correct", "bold $text-success"),
    Verdict.NOT_EQUAL: ("✗ not equal", "bold $text-error"),
    Verdict.UNKNOWN: ("? can't tell", "bold $text-warning"),
}


def shown(text: str, *, raw: bool = False) -> str:
    """Prose with its maths in Unicode, or `raw` as it was written; nothing in it that a terminal obeys."""
    cut = "\n".join(text[:_MAX_SHOWN].split("\n")[:_MAX_LINES])
    text = text if len(cut) == len(text) else f"{cut}…"
    return safe(text).strip() if raw else pretty(text, _BLOCK_WIDTH)


def one_line(text: str) -> str:
    """Text as it was written, on one line, with nothing in it that a terminal obeys."""
    return " ".join(safe(text[:_MAX_SHOWN]).split())


def verdict_line(verdict: str, read_as: str = "", note: str = "") -> Content:
    """'✗ not equal · read as 7/24': the sign and the word, so that no colour is needed."""
    found = next((one for one in Verdict if one == verdict), None)
    word, style = _MARKS[found] if found else (one_line(verdict), "")
    line = Content.styled(word, style)
    if read_as.strip():
        line += Content(f" · read as {one_line(read_as)}")
    return line + Content(f" · {one_line(note)}") if note else line


def duration(seconds: float) -> str:
    """'45 s', '3 min 20 s', '1 h 5 min'."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if rest else f"{minutes} min"


def counted(n: int, one: str, many: str = "") -> str:
    """'1 hint', '3 hints'."""
    return f"{n} {one if n == 1 else many or f'{one}s'}"


Line = tuple[str, Content]
"""A label of at most nine characters, such as 'You', and what stands beside it."""


class Entry(Horizontal):
    """A line of a transcript. The text wraps beside its label, never below it."""

    DEFAULT_CSS = """
    Entry {
        height: auto;
        & > .label { width: 10; color: $text-muted; }
        & > .text { width: 1fr; height: auto; }
    }
    """

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line

    def compose(self) -> ComposeResult:
        label, text = self.line
        yield Static(label, markup=False, classes="label")
        yield Static(text, markup=False, classes="text")


class Lines(VerticalScroll):
    """Lines that can be scrolled. Only those that changed are made anew."""

    DEFAULT_CSS = "Lines { height: 1fr; min-height: 3; padding: 0 1; }"

    async def show(self, lines: Iterable[Line], *, at: int | None = -1) -> None:
        """Show these lines and, if any is new, bring line `at` into view, the last one by default."""
        wanted = list(lines)
        entries = list(self.query_children(Entry))
        same = 0
        for entry, line in zip(entries, wanted, strict=False):
            if entry.line[0] != line[0] or not entry.line[1].is_same(line[1]):
                break
            same += 1
        if same == len(entries) == len(wanted):
            return
        with self.app.batch_update():
            await self.remove_children(entries[same:])
            await self.mount_all(map(Entry, wanted[same:]))
        if at is not None and wanted:
            entry = self.query_children(Entry)[at]
            self.call_after_refresh(self.scroll_to_widget, entry, animate=False, top=at >= 0)

    def scroll_pages(self, pages: int) -> None:
        """A page up, -1, or down, 1, whatever has the focus."""
        (self.scroll_page_up if pages < 0 else self.scroll_page_down)(animate=False)


class AnswerBox(Input):
    """A line to write in. What is pasted into it is made safe before it is shown."""

    DEFAULT_CSS = """
    AnswerBox {
        border: round $primary;
        &:focus { border: round $accent; }
    }
    """

    def validate_value(self, value: str) -> str:
        return plain(value)


class ConfirmReveal(ModalScreen[bool]):
    """Asks once before something is shown that the learner could still find: whether it is to be."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Show"),
        Binding("n,escape", "answer(False)", "Keep trying"),
        Binding("left,right", "app.focus_next", "Other button", show=False),
    ]
    DEFAULT_CSS = """
    ConfirmReveal {
        align: center middle;
        & > Vertical {
            width: 60; max-width: 90%; height: auto; padding: 1 2;
            border: round $warning; background: $surface;
        }
        & Horizontal { height: auto; align-horizontal: center; margin-top: 1; }
        & Button { margin: 0 1; }
    }
    """

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self.question, markup=False)
            with Horizontal():
                yield Button("Keep trying (n)", id="no", variant="primary")
                yield Button("Show it (y)", id="yes")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, show: bool) -> None:
        self.dismiss(show)
