"""The log: what the engine, its libraries and the app had to say, newest last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Footer, Log, Static

from ...core import Finished, Round
from ...engine.worker import EngineDied, Failed, Loaded, Message, Ready, Started, Tuned
from ..widgets.figures import number
from ..widgets.maths import safe

MAX_LINES = 2000
_PERIOD = 0.5


class LogScreen(Screen[None]):
    """`lines` gives what there is now, oldest first; it is asked again while the screen is open."""

    HELP = """\
# Log

What the engine, its libraries and arbiter itself had to say, newest last; the oldest lines go. **c** copies
all of it, the mouse any part.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", "Copy all"),
        Binding("escape,q", "dismiss", "Back"),
    ]
    DEFAULT_CSS = """
    LogScreen {
        & > #top { height: 1; padding: 0 1; background: $panel; text-style: bold; }
        & > Log { height: 1fr; padding: 0 1; }
    }
    """

    def __init__(self, lines: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._lines = lines
        self._shown: list[str] = []
        self._width = 0  # to which the lines are wrapped

    def compose(self) -> ComposeResult:
        yield Static("Log", id="top", markup=False)
        yield Log(max_lines=MAX_LINES, highlight=False)
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(Log).focus()
        self.set_interval(_PERIOD, self._show)
        self._show()

    def _show(self) -> None:
        lines = [" ".join(safe(line).split("\n")) for line in self._lines()]
        log = self.query_one(Log)
        width = max(20, log.scrollable_content_region.width)
        if (lines, width) != (self._shown, self._width):
            grown = lines[: len(self._shown)] == self._shown and width == self._width
            if not grown:
                log.clear()
            for line in lines[len(self._shown) if grown else 0 :]:
                log.write_lines(wrap(line, width, subsequent_indent="  "))
            self._shown, self._width = lines, width

    def action_copy(self) -> None:
        self.app.copy_to_clipboard("\n".join(self._shown) + "\n")
        self.notify("The log is copied, where the terminal allows it.", markup=False)


def told(event: Message) -> str:
    """What the log says of an event; '' where nothing."""
    match event:
        case Ready(models=models, pair=pair):
            router = [f"router {name}"] if (name := pair.get("router")) else []
            return "ready: " + "; ".join([*map(_model, models), *router])
        case Started():
            budget = "" if event.budget is None else f", budget {event.budget:g}"
            return (
                f"run: {event.policy}, τ {number(event.threshold, 2)}{budget}, prompt {event.n_prompt} tokens"
            )
        case Round():
            score = event.decision.score
            return (
                f"step: {event.kept.by}, {len(event.kept.tokens)} tokens, {event.seconds:.3f} s"
                f"{'' if score is None else f', ŷ {number(score, 2)}'}, {event.kept.finish}"
            )
        case Tuned(refused=refused):
            return refused or f"tuned: τ {number(event.threshold, 2)}"
        case Finished(finish=finish, detail=detail):
            return f"end: {finish}{f', {detail}' if detail else ''}"
        case Failed(message=message) | EngineDied(message=message):
            return f"error: {message}"
    return ""


def _model(model: Loaded) -> str:
    return (
        f"{model.speaker} {model.file}, {model.n_bytes / 1e6:.1f} MB, context {model.n_ctx} tokens, "
        f"threads {model.n_threads}, {'GPU' if model.on_gpu else 'CPU'}"
    )
