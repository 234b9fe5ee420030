"""The small screens over the main one: the list of sessions on narrow terminals, a session's new title."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ..widgets.maths import safe
from ..widgets.sessions import SessionsPane


class SessionsScreen(ModalScreen[None]):
    """The list of sessions, where there is no room for it beside the transcript."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f7", "dismiss", "Close")]
    AUTO_FOCUS = "SessionList"

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield SessionsPane()
            yield Static("Enter open · r rename · d delete · u undo · Esc close", markup=False)


class TitleScreen(ModalScreen[str | None]):
    """Asks for a title; None where it was given up."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Cancel")]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._before = title

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -small"):
            yield Static("New title", markup=False)
            yield Input(safe(self._before), id="new-title", max_length=200)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip() or None)
