"""Text of models, learners and files on the screen: sanitised, its maths as Unicode, its source kept."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len
from textual.content import Content
from textual.selection import Selection
from textual.visual import Visual
from textual.widgets import Static

from ...mathtext import Kind, block, spans
from ...sessions import plain

_TAB = 4
_TAIL = 4000
"""Characters: of a longer text only so many of the last ones are shown while it is being written. More than
a step has by default, and more than a screen."""


def safe(text: str) -> str:
    """`text` without anything that a terminal would act upon."""
    return plain(text).expandtabs(_TAB)


def pretty(text: str, width: int) -> str:
    """`text`, safe, its maths as Unicode; a block over several lines where it fits in `width` cells."""
    pieces: list[str] = []
    for shown, lines in _set(text):
        if lines and cell_len(lines[0]) <= width:
            before = "" if not pieces or pieces[-1].endswith("\n") else "\n"
            pieces.append(before + "\n".join(lines) + "\n")
        else:
            pieces.append(shown)
    return "".join(pieces).strip("\n")


@lru_cache(maxsize=256)
def _set(text: str) -> list[tuple[str, list[str]]]:
    """The spans of `text`, safe: each on one line, and a block's lines. Kept, as a text is shown again
    whenever its width is another, and a step as it is kept after it was written."""
    return [
        (span.shown, block(span.maths) if span.kind is Kind.BLOCK else [])
        for span in spans(safe(text).strip())
    ]


class MathText(Static):
    """A text with maths; `raw` shows its source. What is copied is always the source."""

    ALLOW_SELECT = True

    def __init__(self, source: str = "", *, raw: bool = False, classes: str | None = None) -> None:
        super().__init__(classes=classes, markup=False)
        self.source, self.raw, self._unfinished = source, raw, False

    def on_mount(self) -> None:
        self._show()

    def on_resize(self) -> None:
        if not self.raw:
            self._show()

    def write(self, source: str, *, unfinished: bool = False) -> None:
        """Show another text; of an unfinished one the end."""
        if (source, unfinished) != (self.source, self._unfinished):
            self.source, self._unfinished = source, unfinished
            if self.is_mounted:
                self._show()

    def set_raw(self, raw: bool) -> None:
        """Show the source, or the maths."""
        self.raw = raw
        self._show()

    def _show(self) -> None:
        source = self.source
        if self._unfinished and len(source) > _TAIL:
            source = "…" + source[-_TAIL:]
        laid = self._laid(source, self.size.width or 40)
        if laid != self.content:
            self.update(laid)

    def _laid(self, source: str, width: int) -> Visual:
        """`source` as it is shown in so many cells."""
        return Content(self._shown(source, width))

    def _shown(self, source: str, width: int) -> str:
        return safe(source).strip() if self.raw else pretty(source, width)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        return safe(self.source).strip(), "\n"
