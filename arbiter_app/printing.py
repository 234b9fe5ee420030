"""A run as a person reads it: each step marked with who wrote it, then the answer and the figures.

Text reaches the terminal only through `sanitise`. Knows nothing of models, flags or exit codes.
"""

from __future__ import annotations

from typing import TextIO

from .core import Finished, Round, Speaker, Token
from .record import Run
from .text import Sanitiser, sanitise

_COLOUR = {Speaker.DRAFT: "36", Speaker.TARGET: "33"}  # cyan, yellow: of the terminal's own palette
_DIM, _BOLD = "2", "1"


class Printer:
    """Prints a run's events. `live` shows text while it is written, drafts that are rejected included;
    otherwise only steps that are kept, each once it is kept."""

    def __init__(self, out: TextIO, *, live: bool, colour: bool) -> None:
        self._out = out
        self._live = live
        self._colour = colour
        self._bar, self._corner = "│└" if (out.encoding or "").lower().startswith("utf") else "|+"
        self._writer: Speaker | None = None
        self._sanitiser = Sanitiser()
        self._newlines = 0  # held back: a step's closing blank line is not shown

    def show(self, event: Token | Round | Finished) -> None:
        match event:
            case Token() if self._live:
                self._write(event.by, event.text)
            case Round():
                if self._live and event.explored and event.rejected is None:  # its text has not come yet
                    self._reject("the draft draws it anew")
                    self._write(event.kept.by, event.kept.text)
                elif not self._live:
                    self._write(event.kept.by, event.kept.text)
                self._end_step()
        self._out.flush()

    def answer(self, answer: str) -> None:
        self._out.write(f"{self._paint(f'Answer: {sanitise(answer)}', _BOLD)}\n")
        self._out.flush()

    def _write(self, by: Speaker, text: str) -> None:
        if self._writer not in (None, by):
            self._reject("the target rewrites this step")
        for i, line in enumerate(self._sanitiser.feed(text).split("\n")):
            self._newlines += i > 0
            if line:
                self._start_line(by)
                self._out.write(line)

    def _reject(self, why: str) -> None:
        self._end_step()
        self._out.write(f"{self._paint(f'       {self._corner} rejected: {why}', _DIM)}\n")

    def _start_line(self, by: Speaker) -> None:
        if self._writer is not by:
            self._gutter(str(by), by)
        elif self._newlines:
            self._out.write("\n" * self._newlines)
            self._gutter("", by)
        self._writer, self._newlines = by, 0

    def _gutter(self, name: str, by: Speaker) -> None:
        self._out.write(self._paint(f"{name:6} {self._bar} ", _COLOUR[by]))

    def _end_step(self) -> None:
        tail = self._sanitiser.end()
        if self._writer is not None:
            self._out.write(f"{tail}\n")
        self._writer, self._newlines = None, 0

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text


def stats_line(run: Run) -> str:
    """The figures of a run in one line; a dash where nothing was counted."""
    stats = run.stats
    return " · ".join(
        (
            f"{stats.n_steps} {'step' if stats.n_steps == 1 else 'steps'}",
            f"{stats.n_escalated} of {stats.n_steps} escalated",
            f"target wrote {_percent(stats.target_token_share)} of {stats.n_tokens} tokens",
            f"{_number(stats.tokens_per_second, 0)} tok/s",
            f"{stats.seconds:.2f} s",
            f"first token {_number(stats.first_token_seconds, 2)} s",
        )
    )


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
