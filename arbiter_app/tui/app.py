"""The app: it asks the engine's child, keeps what comes in the store, and tells the screens.

    child → `_listen`, in a thread → Arrived → `on_arrived` → the run, the store, the screens

Knows how a run goes on, stops and is kept; how that looks is the screens' matter.
"""

from __future__ import annotations

import asyncio
import gc
import os
import select
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Lock
from time import time
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Input
from textual.worker import get_current_worker

from .. import bundled
from .. import sessions as store
from ..audit import audit
from ..core import Finish, Finished, Round
from ..engine.worker import (
    Engine,
    EngineDied,
    Failed,
    Loading,
    Memory,
    Message,
    Models,
    Ready,
    Settings,
    Started,
)
from ..errors import ArbiterError, UsageError
from ..files import check_gguf, write_atomically
from ..sessions import Kind, Mode, Sessions, Task
from ..text import check_problem
from .config import Config, Remembered, config_path, load_config, state_path
from .live import LiveRun, Machine, audits_of
from .messages import Arrived, Asked, Delete, Open, Rename, Tune, View
from .screens.dialogs import SessionsScreen, TitleScreen
from .screens.log import MAX_LINES, LogScreen, told
from .screens.main import WIDE, MainScreen
from .widgets.maths import safe
from .widgets.sessions import SessionsPane

if TYPE_CHECKING:
    from ..tutor import Guided
    from .screens.guided import GuidedScreen
    from .screens.models import ModelsScreen
    from .screens.practice import PracticeScreen

AGAIN_TEMPERATURE = 0.7  # greedy, the same problem would be answered in the same words
_OPENING = "opening"  # of a session: one at a time
_LISTEN = 0.1  # seconds until a thread that waits notices that the app ends

_OF_MAIN = frozenset(
    (
        "stop",
        "redo",
        "raw",
        "sessions",
        "edit",
        "again",
        "new",
        "tune",
        "guided",
        "practice",
        "models",
        "replay",
    )
)
"""Actions that are about what the main screen shows; other screens have their own."""


class ArbiterApp(App[None]):
    """Give it an engine, started or not, and an open store; whoever made them closes them."""

    TITLE = "arbiter"
    CSS_PATH = "arbiter.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", priority=False, id="stop"),
        # F2, F3 and F4 are hint, check and reveal of the guided screen.
        Binding("f5", "redo", "Redo with T", id="redo"),
        Binding("f6", "raw", "Raw", id="raw"),
        Binding("f7", "sessions", "Sessions", id="sessions"),
        Binding("f8", "edit", "Edit", id="edit"),
        Binding("f9", "again", "Again", id="again"),
        Binding("f1", "help", "Help", id="help"),
        Binding("f10", "models", "Models", show=False, id="models"),
        Binding("ctrl+g", "guided", "Guided", show=False, id="guided"),
        Binding("ctrl+t", "practice", "Practice", show=False, id="practice"),
        Binding("ctrl+r", "review", "Review", show=False, id="review"),
        Binding("ctrl+n", "new", "New session", show=False, id="new"),
        Binding("ctrl+y", "replay", "Replay", show=False, id="replay"),
        Binding("ctrl+l", "log", "Log", show=False, id="log"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="quit"),
        Binding("f12", "picture", "Screenshot", show=False, id="picture"),
        # The brackets are the empty input line's own, and change τ from elsewhere too.
        Binding("ctrl+up,right_square_bracket", "tune(0.05)", "Raise τ", show=False, id="raise"),
        Binding("ctrl+down,left_square_bracket", "tune(-0.05)", "Lower τ", show=False, id="lower"),
    ]

    def __init__(
        self,
        engine: Engine,
        sessions: Sessions,
        config: Config = Config(),
        remembered: Remembered | None = None,
        *,
        complaints: Sequence[str] = (),
    ) -> None:
        """`complaints` are told of once the screen is there."""
        super().__init__()
        self.engine, self.sessions = engine, sessions
        self.config, self.remembered = config, remembered or Remembered()
        self.budget = config.budget
        self.live: LiveRun | None = None
        self.session: int | None = None
        self.threshold = config.threshold  # as the user set it, for all runs to come
        self.machine = Machine()
        self._pair: dict[str, str | None] = {}
        self._asked: LiveRun | None = None  # what the engine is at; `live` is what is shown
        self._telling = Lock()  # so that an event is never taken for another run's
        self._deleted: list[int] = []
        self._raw = False
        self._complaints = complaints
        self._logged: deque[str] = deque(maxlen=MAX_LINES)
        self._given = _files(engine.models)
        self._tried: dict[Models, str] = {}  # what was found when pairs were opened
        if config.reduce_motion:
            self.animation_level = "none"
        self.set_keymap(dict(config.keys))

    def get_default_screen(self) -> Screen[None]:
        return MainScreen()

    @property
    def main(self) -> MainScreen:
        return cast(MainScreen, self.screen_stack[0])

    def on_mount(self) -> None:
        self.theme = self.remembered.theme_for(self.config) or self.theme
        self.theme_changed_signal.subscribe(self, self._theme_chosen)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows; not the main thread
                loop.add_signal_handler(number, self._signalled, number)
        self.call_after_refresh(self._begin)

    def _signalled(self, number: int) -> None:
        """Leave. Textual may wait for ever for a terminal that is gone, inline whatever the signal: hence the
        end by force. Every step is in the store, and the engine ends with this process."""
        self.exit(return_code=128 + number)
        if number != getattr(signal, "SIGHUP", None) and not self.is_inline and not self._terminal_gone():
            return
        forced = threading.Timer(3.0, os._exit, (128 + number,))
        forced.daemon = True
        forced.start()

    def _terminal_gone(self) -> bool:
        """Whether the terminal was closed. SIGHUP says so to those alone whose controlling terminal it is."""
        if self.is_headless or not hasattr(select, "poll"):
            return False
        terminal = select.poll()
        terminal.register(0, 0)
        return any(event & select.POLLHUP for _, event in terminal.poll(0))

    def _begin(self) -> None:
        """After the first painting: the child, and the run that was cut off when the app last ended."""
        self.engine.start(Settings(threshold=self.threshold, budget=self.budget))
        self.run_worker(self._listen, thread=True)
        for line in self._complaints:
            self._write_log(f"error: {line}")
        if self._complaints:
            more = len(self._complaints) - 1
            also = f" · {more} more in the log (Ctrl-L)" if more else ""
            self.notify(safe(self._complaints[0] + also), severity="error", markup=False, timeout=15)
        with self._complaining():
            cut_off = self.sessions.interrupted()
            if cut_off is not None and self.live is None:
                self._open_stored(self.sessions.run(cut_off).session)

    # -- the engine

    def _listen(self) -> None:
        """In a thread: what the child says, equations checked, as messages."""
        worker = get_current_worker()
        while not worker.is_cancelled:
            if not select.select([self.engine.fileno()], [], [], _LISTEN)[0]:
                if self._terminal_gone():
                    self.call_from_thread(self._signalled, signal.SIGHUP)
                    return
                continue
            with self._telling:
                taken, run, models = self.engine.take(0), self._asked, self.engine.models
                turn = run.turn if run else 0
            events = [
                (event, audit(event.kept.text) if isinstance(event, Round) else None) for event in taken
            ]
            if events:
                self.post_message(Arrived(events, run, turn, models))

    def on_arrived(self, message: Arrived) -> None:
        run, before = message.run, self.machine
        for event, checked in message.events:
            if message.models is not self.engine.models and not isinstance(event, Round):
                continue  # of models that `use` has replaced meanwhile, only what is to be kept
            self._note(event)
            if not self._of_machine(event, run) and run is not None and run.turn == message.turn:
                running = run.running
                run.feed(event, checked)
                with self._complaining():
                    self._keep(run, event, running)
                self._tell(run, event)
        if any(isinstance(event, Finished) for event, _ in message.events):
            self._refill()
        if self.machine != before:
            self.main.machine(self.machine)
            self._show_models()

    def _tell(self, run: LiveRun, event: Message) -> None:
        """The screens."""
        for screen in self.screen_stack:
            if isinstance(screen, View):
                screen.heard(run, event)

    def _of_machine(self, event: Message, run: LiveRun | None) -> bool:
        """Take what is about the child, not about a run; True if that was all."""
        match event:
            case Loading(file=file, share=share):
                self.machine = replace(self.machine, loading=f"loading {file} {share:.0%}", dead="")
            case Ready(models=models, pair=pair):
                self.machine = replace(self.machine, models=models, loading="", dead="")
                self._opened(pair)
            case Memory():
                self.machine = replace(self.machine, memory=event)
            case Failed(message=text) | EngineDied(message=text):
                died = isinstance(event, EngineDied)
                if died or not self.machine.models:
                    self.machine = Machine(memory=self.machine.memory, dead=text)
                    self._tried[_files(self.engine.models)] = f"✗ {text}"
                if run is not None and run.running:
                    return False
                more = "; the next problem starts a fresh one" if died else ""
                self.notify(safe(text + more), severity="error", markup=False)
            case _:
                return False
        return True

    def _keep(self, run: LiveRun, event: Message, running: bool) -> None:
        """Into the store, at once. `running`: whether the run was still wanted when the event came."""
        match event:
            case Started(policy=policy, threshold=threshold) if run.stored is None:
                was = run.settings
                settings = store.Settings(
                    self._pair,
                    policy,
                    threshold,
                    was.budget,
                    was.seed,
                    was.temperature,
                    was.limits,
                    _names(self.engine.models),
                )
                run.stored = self.sessions.begin(run.task, settings, mode=run.mode, session=run.session)
                if run.session is None:
                    run.session = self.sessions.run(run.stored).session
                    self.call_later(self._refill)
                if run is self.live:
                    self.session = run.session
            case Round() if run.stored is not None:
                at = len(run.steps) - 1
                self.sessions.add_round(run.stored, event, threshold=run.threshold, at=at)
                if not running:
                    self._end(run)
            case Finished() if run.stored is not None:
                first = run.record.stats.first_token_seconds
                self.sessions.end(run.stored, event, first_token_seconds=first)
            case Failed(message=text) if run.stored is not None:
                self.sessions.end(run.stored, Finished(Finish.CANCELLED, text))

    def _end(self, run: LiveRun) -> None:
        """A run that another has replaced before it ended."""
        run.running = False
        run.ending = Finished(Finish.CANCELLED, "stopped before the answer")
        if run.stored is not None:
            with self._complaining():
                self.sessions.end(run.stored, run.ending)

    # -- runs

    def solve(self, run: LiveRun, *, redo: bool = False) -> None:
        """Solve it, or go on with it; with `redo` its last step is first written anew by the target."""
        again = run is self.live
        old = self.live
        if old is not None and old is not run and old.running:
            self._end(old)
        run.settings = replace(run.settings, threshold=self.threshold, budget=self.budget)
        try:
            with self._telling:
                self.engine.solve(run.go(redo=redo), run.settings, redo=redo)
                self.live = self._asked = run
        except UsageError as error:
            run.running = False
            self.complain(error)
            return
        if run.mode is Mode.WORKED:
            self.main.began(run, again=again)

    def on_asked(self, message: Asked) -> None:
        text = message.text
        if not text.strip():
            self._nothing_typed()
            return
        try:
            problem = check_problem(text)
        except UsageError as error:
            self.complain(error)
            self.main.edit(text)
            return
        self._solve_typed(LiveRun(Task(problem), session=self.session))

    def _nothing_typed(self) -> None:
        """Enter alone: the example under the cursor, or the run that was cut off."""
        offered = self.main.offered
        if offered is not None:
            self._solve_typed(LiveRun(Task(offered), session=self.session))
        elif self.live is not None and self.live.cut_off:
            self._solve_typed(self.live)

    def _solve_typed(self, run: LiveRun) -> None:
        """Solve what Enter asks for. A session that is still being opened is not shown in its place."""
        self.workers.cancel_group(self, _OPENING)
        self.solve(run)

    def action_stop(self) -> None:
        """Stop what is being written; with nothing to stop, go back to the input line."""
        if self.live is not None and self.live.running:
            self.engine.stop()
        else:
            self.main.query_one("#problem").focus()

    def action_redo(self) -> None:
        if self.live is None or not self.live.steps:
            self.notify("no step is written yet: there is nothing to redo", markup=False)
        else:
            self.solve(self.live, redo=True)

    def action_again(self) -> None:
        """The same problem, written anew, with other words."""
        if self.live is None:
            self.notify("no problem was asked yet", markup=False)
            return
        run = LiveRun(self.live.task, session=self.session, mode=self.live.mode)
        was = self.live.settings
        run.settings = replace(was, temperature=AGAIN_TEMPERATURE, seed=was.seed + 1)
        self.solve(run)

    def action_edit(self) -> None:
        if self.live is not None:
            self.main.edit(self.live.task.problem)

    def on_tune(self, message: Tune) -> None:
        self.action_tune(message.change)

    def action_tune(self, change: float) -> None:
        """Another τ, from the next step on and for all runs to come."""
        now = self.threshold
        if now is None and self.live is not None:
            now = self.live.threshold
        if now is None:
            self.notify("τ is known once the first problem is on", markup=False)
            return
        self.threshold, self.budget = round(min(1.0, max(0.0, now + change)), 2), None
        if self.live is not None and self.live.running:
            self.engine.tune(self.threshold)
        self.notify(f"τ {self.threshold:.2f} from the next step", timeout=1.5, markup=False)

    # -- sessions

    async def open(self, session: int) -> None:
        """Show a session; what is being written is stopped, and kept."""
        stored = self.sessions.session(session)
        audits = await asyncio.to_thread(lambda: [audits_of(run) for run in stored.runs])
        self._leave()
        runs = [LiveRun.of(run, of_run) for run, of_run in zip(stored.runs, audits, strict=True)]
        self.session, self.live = session, (runs[-1] if runs else None)
        last = stored.runs[-1] if stored.runs else None
        guided = last is not None and last.mode is Mode.GUIDED
        await self.main.opened([] if guided else runs)
        self._refill()
        if last is not None and not self._is_of_pair(last.settings):
            name = safe(str(last.settings.pair.get("name")))
            self.notify(
                f"begun with the pair {name}; the one in use goes on (F10: Models)", timeout=10, markup=False
            )
        if last is not None and guided:
            from .screens.guided import guided_of

            self._guide(runs[-1], guided_of(last))

    def _is_of_pair(self, settings: store.Settings) -> bool:
        """Whether a run was written by the models in use."""
        names = _names(self.engine.models)
        return all(settings.files.get(role) == names.get(role) for role in ("draft", "target"))

    async def action_new(self) -> None:
        self.workers.cancel_group(self, _OPENING)
        self._leave()
        self.session = self.live = None
        await self.main.opened([])
        self._refill()

    def _leave(self) -> None:
        """Stop the run that is on; its last words still come to it."""
        if self.live is not None and self.live.running:
            self.engine.stop()
            self._end(self.live)

    def on_open(self, message: Open) -> None:
        if isinstance(self.screen, SessionsScreen):
            self.pop_screen()
        self._open_stored(message.session)

    @work(group=_OPENING, exclusive=True)
    async def _open_stored(self, session: int) -> None:
        with self._complaining():
            await self.open(session)

    def on_rename(self, message: Rename) -> None:
        def rename(title: str | None) -> None:
            if title:
                with self._complaining():
                    self.sessions.rename(message.session, title)
                self._refill()

        with self._complaining():
            self.push_screen(TitleScreen(self.sessions.session(message.session).title), rename)

    async def on_delete(self, message: Delete) -> None:
        if message.session == self.session:
            await self.action_new()
        with self._complaining():
            self.sessions.delete(message.session)
            self._deleted.append(message.session)
            self.notify("deleted; u in the list, or the command palette, brings it back", markup=False)
        self._refill()

    def on_undelete(self) -> None:
        self.action_undelete()

    def action_undelete(self) -> None:
        if self._deleted:
            with self._complaining():
                self.sessions.restore(self._deleted.pop())
            self._refill()
        else:
            self.notify("nothing was deleted", markup=False)

    def on_searched(self) -> None:
        self._refill()

    def _refill(self) -> None:
        """The lists of sessions that are on the screen, each for its own search."""
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen | SessionsScreen):
                for pane in screen.query(SessionsPane):
                    with self._complaining():
                        pane.fill(self.sessions.search(pane.query_text, limit=200), self.session)

    def action_sessions(self) -> None:
        if self.size.width >= WIDE:
            self.main.query_one("SessionList").focus()
        elif not isinstance(self.screen, SessionsScreen):
            self.push_screen(SessionsScreen())

    # -- the rest

    @contextmanager
    def _complaining(self) -> Iterator[None]:
        """What the store cannot do is told, and does not end the app."""
        try:
            yield
        except ArbiterError as error:
            self.complain(error)

    def complain(self, error: ArbiterError) -> None:
        self._write_log(f"error: {error}")
        self.notify(safe(str(error)), severity="error", markup=False)

    def action_raw(self) -> None:
        self._raw = not self._raw
        self.main.set_raw(self._raw)

    def action_help(self) -> None:
        """Keys, and what the widget in focus is for; the same key puts it away."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        else:
            self.action_show_help_panel()

    def action_settings(self) -> None:
        self.notify(f"settings are read from {safe(str(config_path()))}", timeout=15, markup=False)

    def action_picture(self) -> None:
        try:
            path = self.save_screenshot(path=str(Path.cwd()))
        except OSError as error:
            self.complain(ArbiterError(f"no screenshot can be written to {Path.cwd()}: {error.strerror}"))
        else:
            self.notify(f"saved {safe(path)}", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action not in _OF_MAIN or self.screen is self.main

    def _is_open(self, kind: type[Screen[None]]) -> bool:
        """Whether there is such a screen, under others perhaps; its key opens no second one."""
        return any(isinstance(screen, kind) for screen in self.screen_stack)

    # -- guided and practice: their screens tell what the learner does, and hear the run as all screens do

    def action_guided(self) -> None:
        """Work through a problem step by step: the one that is typed, the example, or the last one."""
        from ..tutor import Guided, Solution

        typed = self.main.query_one("#problem", Input)
        last = self.live.task.problem if self.live else ""
        try:
            problem = check_problem(typed.value.strip() or self.main.offered or last)
        except UsageError as error:
            self.complain(error)
            return
        typed.clear()
        self.workers.cancel_group(self, _OPENING)
        self._guide(
            LiveRun(Task(problem), session=self.session, mode=Mode.GUIDED),
            Guided(problem, Solution(), time()),
        )

    def _guide(self, run: LiveRun, guided: Guided) -> None:
        from .screens.guided import GuidedScreen

        def left(_: object) -> None:
            self.call_later(self.action_new)

        self.push_screen(GuidedScreen(guided), left)
        if run.cut_off:
            self.solve(run)

    def on_guided_screen_acted(self, message: GuidedScreen.Acted) -> None:
        if self.live is not None and self.live.stored is not None:
            kind, position, text = message.kind, message.position, message.text
            read_as, verdict = message.read_as, message.verdict
            with self._complaining():
                self.sessions.note(
                    self.live.stored, kind, position=position, text=text, read_as=read_as, verdict=verdict
                )

    def on_guided_screen_redo_asked(self, message: GuidedScreen.RedoAsked) -> None:
        if self.live is not None and message.position < len(self.live.steps):
            self.live.steps = self.live.steps[: message.position + 1]
            if self.live.stored is not None:
                with self._complaining():
                    self.sessions.note(self.live.stored, Kind.REDO, position=message.position)
            self.solve(self.live, redo=True)

    def action_review(self) -> None:
        """What was done in this session, and in all practice."""
        from .screens.review import ReviewScreen

        if self._is_open(ReviewScreen):
            return
        if self.session is None:
            self.notify("no session is open: open one, or solve a problem", markup=False)
            return
        with self._complaining():
            self.push_screen(
                ReviewScreen(self.sessions.session(self.session), self.sessions.practice_attempts())
            )

    def action_export(self, suffix: str) -> None:
        """The session as a document in the current folder; `suffix` says which: .md, .html or .json."""
        from ..export import SUFFIXES, document

        if self.session is None:
            self.notify("no session is open: open one, or solve a problem", markup=False)
            return
        path = Path.cwd() / f"arbiter-session-{self.session}{suffix}"
        with self._complaining():
            try:
                write_atomically(path, document(self.sessions.session(self.session), SUFFIXES[suffix]))
            except OSError as error:
                raise ArbiterError(f"cannot write {path}: {error.strerror}") from None
            self.notify(f"saved {safe(str(path))}", markup=False)

    def action_practice(self) -> None:
        from .screens.practice import PracticeScreen

        with self._complaining():
            self.push_screen(PracticeScreen(self.sessions.practice_attempts()))

    def on_practice_screen_attempted(self, message: PracticeScreen.Attempted) -> None:
        with self._complaining():
            self.sessions.add_practice_attempt(message.attempt)

    # -- the pair

    def action_models(self) -> None:
        from .screens.models import ModelsScreen

        self.push_screen(ModelsScreen())
        self.call_after_refresh(self._show_models)

    def _show_models(self) -> None:
        from .screens.models import ModelsScreen

        if isinstance(self.screen, ModelsScreen):
            pairs = dict.fromkeys((Models(), self._given, *self.remembered.pairs, *self._tried))
            self.screen.show(list(pairs), _files(self.engine.models), self.machine, self._tried)

    def use(self, pair: Models) -> None:
        """Open these models in place of those that are open. A run that is on is stopped; its whole steps are
        kept."""
        if pair == _files(self.engine.models) and not self.machine.dead:
            return
        stopped = self.live if self.live is not None and self.live.running else None
        self._leave()
        self.machine = Machine(memory=self.machine.memory)
        self.threshold, self.budget = self.config.threshold, self.config.budget  # another pair, another τ
        models = replace(self.engine.models, draft=pair.draft, target=pair.target, router=pair.router)
        with self._telling:
            self.engine.change(models)
            self._asked = None
        self._tried.setdefault(_files(models), "not opened yet")
        self.engine.start(Settings(threshold=self.threshold, budget=self.budget))
        self._write_log(f"pair: {models.draft or 'bundled draft'}, {models.target or 'bundled target'}")
        self.main.machine(self.machine)
        self._show_models()
        if stopped is not None and stopped.ending is not None:  # the engine will not tell of it any more
            self.call_later(self._tell, stopped, stopped.ending)  # after the steps that have come already

    def _opened(self, names: dict[str, str | None]) -> None:
        """Models are open: remember their pair, unless it is the bundled one. `names`: `pair` of the JSON."""
        from .screens.models import DIFFER, tokenizers_differ

        pair = _files(self.engine.models)
        if names != self._pair and not pair.router and names.get("router") == Path(bundled.PORTABLE).name:
            self.notify(
                "no router was made for this pair: the portable one decides (arbiter router train makes one)",
                timeout=10,
                markup=False,
            )
        self._pair = names
        self._tried[pair] = DIFFER if tokenizers_differ(self.machine) else ""
        if pair != Models() and pair not in self.remembered.pairs:
            with self._complaining():
                self.remembered.add(pair)

    def on_models_screen_use(self, message: ModelsScreen.Use) -> None:
        self.use(message.pair)

    def on_models_screen_forget(self, message: ModelsScreen.Forget) -> None:
        pair = message.pair
        if pair in (Models(), self._given, _files(self.engine.models)):
            self.notify("the bundled pair, the one given and the one in use stay in the list", markup=False)
            return
        self._tried.pop(pair, None)
        with self._complaining():
            self.remembered.forget(pair)
        self._show_models()

    # -- replay and log

    def action_replay(self) -> None:
        """This session's problems, written once more as they were. What was guided gives nothing away."""
        from .screens.replay import ReplayScreen

        runs: list[store.StoredRun] = []
        with self._complaining():
            found = self.sessions.session(self.session).runs if self.session is not None else ()
            runs = [run for run in found if run.mode is Mode.WORKED and run.rounds]
        if self.live is not None and self.live.running:
            self.notify("a problem is being solved: Esc stops it", markup=False)
        elif runs:
            self.push_screen(ReplayScreen(runs, self.machine, raw=self._raw))
        else:
            self.notify("nothing to replay: open a session, or solve a problem", markup=False)

    def action_log(self) -> None:
        if not self._is_open(LogScreen):
            self.push_screen(LogScreen(self._log_lines))

    def _log_lines(self) -> list[str]:
        """What was logged, then what the libraries of the child that lives have said."""
        return [*self._logged, *(self.engine.log() if self.engine.pid else ())]

    def _note(self, event: Message) -> None:
        """An event in the log; of a child that died also what its libraries said last."""
        if line := told(event):
            self._write_log(line)
        if isinstance(event, EngineDied):
            self._logged.extend(self.engine.log())

    def _write_log(self, line: str) -> None:
        self._logged.append(f"{datetime.now():%H:%M:%S} {line}")

    def _theme_chosen(self, theme: Theme) -> None:
        if theme.name != self.remembered.theme_for(self.config):
            with self._complaining():
                self.remembered.choose(theme.name, self.config)

    # -- the command palette

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Those of the main screen are offered there alone, as its keys are."""
        yield from super().get_system_commands(screen)
        for title, help_, action in (
            ("Stop", "Stop writing; what is written is kept", "stop"),
            ("Redo the last step", "Have the target write it again, and go on", "redo"),
            ("Raw text", "Show the models' text as it was written, or as maths", "raw"),
            ("Sessions", "List, search, rename, delete", "sessions"),
            ("Edit the problem", "Change the last problem and send it again", "edit"),
            ("Again", "The same problem, in other words", "again"),
            ("Guided", "Work through a problem: try each step, with hints", "guided"),
            ("Practice", "Problems by topic and level", "practice"),
            ("Review", "This session's attempts, hints and times, as a report", "review"),
            ("Export as Markdown", "Into the current folder", "export('.md')"),
            ("Export as HTML", "Into the current folder", "export('.html')"),
            ("Export as JSON", "Into the current folder", "export('.json')"),
            ("Models", "The pair in use, your own GGUF files, what fits this machine", "models"),
            ("Replay", "Write this session once more, as it was", "replay"),
            ("Log", "What the engine and its libraries said", "log"),
            ("Help", "Keys, and what the widget in focus is for", "help"),
            ("Settings file", "Where theme, keys, τ and budget are set", "settings"),
            ("New session", "Begin with an empty screen", "new"),
            ("Undo delete", "Bring back the session deleted last", "undelete"),
            ("Raise τ", "Escalate fewer steps, from the next one", "tune(0.05)"),
            ("Lower τ", "Escalate more steps, from the next one", "tune(-0.05)"),
            ("Save a screenshot", "An SVG in the current folder", "picture"),
        ):
            if screen is self.main or action.partition("(")[0] not in _OF_MAIN:
                yield SystemCommand(title, help_, partial(self.run_action, action))


ACTIONS = {
    binding.id: binding.key for binding in ArbiterApp.BINDINGS if isinstance(binding, Binding) and binding.id
}
ACTIONS |= {"hint": "f2", "check": "f3", "reveal": "f4"}
"""What can be given another key in the config file, with the keys by default."""


def _files(models: Models) -> Models:
    """Which files, whatever they are run on."""
    return Models(models.draft, models.target, models.router)


def _names(models: Models) -> dict[str, str]:
    """Paths of models of one's own by role, as the store keeps them."""
    found = {"draft": models.draft, "target": models.target, "router": models.router}
    return {role: str(path) for role, path in found.items() if path}


def keep_awake() -> None:
    """Have this process hear keys at once while text floods in: it is seldom that all objects are looked
    through for garbage, those of imported modules never, and a thread that works lets others go on sooner."""
    gc.freeze()
    gc.set_threshold(700, 10, 100)
    sys.setswitchinterval(0.001)


def run(models: Models = Models(), path: Path | None = None, *, inline: bool = False) -> int:
    """Open the interface on this terminal, with the store at `path`; the exit code once it is left. With
    `inline` below the prompt, in a part of the terminal.

    Raises ArbiterError where the store cannot be opened, ModelError for a model that is no GGUF file.
    """
    for named in filter(None, (models.draft, models.target)):
        check_gguf(named)
    config, complaints = load_config(config_path(), ACTIONS)
    remembered = Remembered(state_path())
    with Sessions(path or store.default_path()) as sessions, Engine(models) as engine:
        app = ArbiterApp(engine, sessions, config, remembered, complaints=complaints)
        keep_awake()
        app.run(inline=inline)
        return app.return_code or 0
