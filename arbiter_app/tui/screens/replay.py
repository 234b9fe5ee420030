"""A stored session, written once more at the speed at which it was written."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer

from ...core import Finished, Round
from ...sessions import StoredRun
from ..live import LiveRun, Machine, audits_of
from ..widgets.figures import RouterLine, RouterPanel, TopLine
from .main import GOES_ON, MainScreen, ending

_SPEEDS = (1, 4)
_PAUSE = 0.01  # seconds: shorter waits are summed up, for a timer keeps no better
_HEARD = 0.1  # seconds until a key counts in the middle of a long wait


class ReplayScreen(MainScreen):
    """Looks as the main screen did at the time; nothing is solved, nothing is stored."""

    AUTO_FOCUS = "#transcript"
    HELP = """\
# Replay

The steps come as they were written, with the time that each took. **Space** makes it four times as fast, and
as it was again; **n** shows the step that is on at once, **s** all that is left. **Esc** goes back.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "faster", "×1 / ×4"),
        Binding("n", "skip", "Next step"),
        Binding("s", "skip_all", "To the end"),
        Binding("escape,q", "dismiss", "Back"),
    ]

    def __init__(self, runs: Sequence[StoredRun], machine: Machine, *, raw: bool = False) -> None:
        super().__init__()
        self._transcript.raw = raw
        self._machine = machine
        self._runs = runs
        self.speed = _SPEEDS[0]
        self.over = False
        self._skipping = self._skipping_all = False

    def compose(self) -> ComposeResult:
        yield TopLine()
        with Horizontal(id="panes"):
            with Vertical(id="tutor"):
                yield self._transcript
            yield RouterPanel()
        yield RouterLine()
        yield Footer(compact=True)

    def on_mount(self) -> None:
        self.run_worker(self._play())

    async def _play(self) -> None:
        for stored in self._runs:
            audits = await asyncio.to_thread(audits_of, stored)
            run = LiveRun(stored.task)
            run.running, run.policy = True, stored.settings.policy
            run.record.stats.first_token_seconds = stored.first_token_seconds
            self.began(run, again=False)
            due = monotonic()
            for wait, event in stored.replay():
                run.threshold = stored.thresholds[min(len(run.steps), len(stored.thresholds) - 1)]
                due = await self._until(due + wait / self.speed)
                checked = None
                if isinstance(event, Round):
                    checked, self._skipping = audits[len(run.steps)], False
                run.feed(event, checked)
                self.heard(run, event)
            self._ended(run, stored)
        self.over = self._changed = True

    def _ended(self, run: LiveRun, stored: StoredRun) -> None:
        run.running, run.record = False, stored.record()
        run.ending = Finished(stored.finish, stored.detail) if stored.finish else None
        self._catch_up(run)
        text, kind = ending(run)
        self._transcript.end(text.removesuffix(GOES_ON).rstrip(), kind)

    async def _until(self, due: float) -> float:
        """Wait for that moment, unless it is skipped; from when on the next wait counts."""
        while not (self._skipping or self._skipping_all) and (left := due - monotonic()) > _PAUSE:
            await asyncio.sleep(min(left, _HEARD))
        if self._skipping or self._skipping_all:
            return monotonic()
        return due

    def _show_transcript(self, shown: bool) -> None:
        self._transcript.display = True

    def _status(self, run: LiveRun | None) -> str:
        if self.over or run is None:
            return "end of the replay · Esc goes back"
        return f"replay ×{self.speed} · step {len(run.steps) + 1} · Space n s · Esc goes back"

    def action_faster(self) -> None:
        self.speed = _SPEEDS[(_SPEEDS.index(self.speed) + 1) % len(_SPEEDS)]
        self._changed = True

    def action_skip(self) -> None:
        self._skipping = True

    def action_skip_all(self) -> None:
        self._skipping_all = True
