"""What the parts of the interface tell each other."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.message import Message

from ..audit import Audit
from ..engine import worker
from .live import LiveRun


class Arrived(Message):
    """Events of the engine with these models, in order, each Round with its audit; `run` is the one they
    belong to, in its `turn`."""

    def __init__(
        self,
        events: list[tuple[worker.Message, Audit | None]],
        run: LiveRun | None,
        turn: int,
        models: worker.Models,
    ) -> None:
        super().__init__()
        self.events, self.run, self.turn, self.models = events, run, turn, models


class Asked(Message):
    """A problem was sent off, as it was typed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Tune(Message):
    """τ is to go up or down by that much."""

    def __init__(self, change: float) -> None:
        super().__init__()
        self.change = change


class Searched(Message):
    """The list of sessions is to show those with these words."""

    def __init__(self, query: str) -> None:
        super().__init__()
        self.query = query


class SessionMessage(Message):
    """Something is to be done with the session of that id."""

    def __init__(self, session: int) -> None:
        super().__init__()
        self.session = session


class Open(SessionMessage):
    """Show it."""


class Rename(SessionMessage):
    """Ask for another title."""


class Delete(SessionMessage):
    """Take it away; can be undone."""


class Undelete(Message):
    """Bring back what was deleted last."""


@runtime_checkable
class View(Protocol):
    """A screen that shows runs. Each one on the stack is told: in the app's thread, after `run` was fed
    `event` and the store has it."""

    def heard(self, run: LiveRun, event: worker.Message) -> None: ...
