"""Text of models, learners and files on the screen: sanitised, its maths as Unicode, its source kept."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.selection import Selection
from textual.widgets import Static

from ...mathtext import Kind, block, spans
from ...sessions import plain

_TAB = 4


def safe(text: str) -> str:
    """`text` without anything that a terminal would act upon."""
    return plain(text).expandtabs(_TAB)


def pretty(text: str, width: int) -> str:
    """`text`, safe, its maths as Unicode; a block over several lines where it fits in `width` cells."""
    pieces: list[str] = []
    for span in spans(safe(text).strip()):
        lines = block(span.maths) if span.kind is Kind.BLOCK else []
        if lines and cell_len(lines[0]) <= width:
            before = "" if not pieces or pieces[-1].endswith("\n") else "\n"
            pieces.append(before + "\n".join(lines) + "\n")
        else:
            pieces.append(span.shown)
    return "".join(pieces).strip("\n")


class MathText(Static):
    """A text with maths; `raw` shows its source. What is copied is always the source."""

    ALLOW_SELECT = True

    def __init__(self, source: str = "", *, raw: bool = False, classes: str | None = None) -> None:
        super().__init__(classes=classes, markup=False)
        self.source, self.raw = source, raw

    def on_mount(self) -> None:
        self._show()

    def on_resize(self) -> None:
        if not self.raw:
            self._show()

    def write(self, source: str) -> None:
        """Show another text."""
        if source != self.source:
            self.source = source
            self._show()

    def set_raw(self, raw: bool) -> None:
        """Show the source, or the maths."""
        self.raw = raw
        self._show()

    def _show(self) -> None:
        width = self.size.width or 40
        shown = safe(self.source).strip() if self.raw else pretty(self.source, width)
        if Content(shown) != self.content:
            self.update(Content(shown))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        return safe(self.source).strip(), "\n"
