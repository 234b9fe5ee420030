"""The config file, what the app remembers, the flags of the interface, and the log."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import Log, OptionList

from arbiter_app.engine.worker import Engine, Models
from arbiter_app.errors import ModelError
from arbiter_app.sessions import Sessions
from arbiter_app.tui.app import ACTIONS, ArbiterApp, run
from arbiter_app.tui.config import Config, Remembered, config_path, load_config
from arbiter_app.tui.screens.guided import GuidedScreen
from arbiter_app.tui.screens.log import LogScreen
from arbiter_app.tui.screens.models import ModelsScreen
from arbiter_app.tui.widgets.asking import ProblemInput
from tests.conftest import Run
from tests.test_tui import CONTROL, PROBLEM, midway, notes, screen_text, solved, typed, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and sessions of POSIX")


@asynccontextmanager
async def started(
    config: Path, state: Path | None = None, *, notifications: bool = False
) -> AsyncIterator[tuple[ArbiterApp, Pilot[None]]]:
    """The app as `run` makes it, with a config file and a state file of one's own."""
    found, complaints = load_config(config, ACTIONS)
    with Sessions(None) as sessions, Engine(Models(threads=1)) as engine:
        app = ArbiterApp(engine, sessions, found, Remembered(state), complaints=complaints)
        async with app.run_test(size=(110, 30), notifications=notifications) as pilot:
            yield app, pilot


def test_every_setting_counts(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "nord"\nbudget = 0.3\nthreshold = 1\n[keys]\nredo = "f6"\nraw = "f5,ctrl+b"\n')
    expected = Config("nord", 1, 0.3, False, {"redo": "f6", "raw": "f5,ctrl+b"})
    assert load_config(file, ACTIONS) == (expected, [])
    assert load_config(tmp_path / "none.toml", ACTIONS) == (Config(), [])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('theme = "nope"', "theme = 'nope'"),
        ("theme = 3", "theme = 3"),
        ("budget = 1.5", "budget = 1.5"),
        ("budget = nan", "budget = nan"),
        ("threshold = true", "threshold = True"),
        ('threshold = "x"', "threshold = 'x'"),
        ("reduce_motion = 1", "reduce_motion = 1"),
        ("keys = 3", "keys = 3"),
        ("color = 1", "color = 1"),
        ('[keys]\nfly = "f5"', "fly is no action"),
        ('[keys]\nredo = "f99"', "redo = 'f99'"),
        ('[keys]\nredo = ""', "redo = ''"),
        ("[keys]\nredo = 5", "redo = 5"),
        ('[keys]\nredo = "hop+x"', "redo = 'hop+x'"),
        ('[keys]\nredo = "f6"', "redo = 'f6' is the key of raw too"),
        ('theme = "nord', "is not TOML"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_file_and_the_rest_counts(
    tmp_path: Path, text: str, named: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text)
    found, (line,) = load_config(file, ACTIONS)
    assert found == Config()
    assert named in line and str(file) in line and "\n" not in line
    if "TOML" not in named:
        file.write_text(f"reduce_motion = true\n{text}" if "reduce" not in text else f"budget = 0.5\n{text}")
        kept, lines = load_config(file, ACTIONS)
        assert lines == [line] and (kept.reduce_motion or kept.budget == 0.5)


def test_a_default_key_that_comes_back_clashes_with_no_other(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys]\nedit = "f5"\nredo = "f8"\nagain = "f8"\nraw = "ctrl+b"\n')
    found, lines = load_config(file, ACTIONS)
    assert found.keys == {"raw": "ctrl+b"}
    assert [line.partition(" is the key of ")[0] for line in lines] == [
        f"{file}: keys.redo = 'f8'",
        f"{file}: keys.edit = 'f5'",
        f"{file}: keys.again = 'f8'",
    ]


def test_a_file_that_is_no_text_or_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xff\xfe\x00")
    assert "is not TOML" in load_config(file, ACTIONS)[1][0]
    file.write_text("[" * 50_000)
    assert "is not TOML" in load_config(file, ACTIONS)[1][0]
    assert f"cannot read {tmp_path}" in load_config(tmp_path, ACTIONS)[1][0]


def test_the_app_opens_with_the_settings_and_the_keys(pair: dict[str, Path], tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "nord"\nbudget = 0.3\nreduce_motion = true\n[keys]\nnew = "ctrl+b"\n')

    async def flow() -> None:
        async with started(file) as (app, pilot):
            assert app.theme == "nord" and app.animation_level == "none"
            await solved(app, pilot)
            assert app.live is not None and app.sessions.run(app.live.stored or 0).settings.budget == 0.3
            await pilot.press("ctrl+n")
            assert app.session is not None
            await pilot.press("ctrl+b")
            await until(pilot, lambda: app.session is None)
            app.threshold = 0.5
            await pilot.press("[")  # τ by hand takes the budget's place
            await solved(app, pilot)
            stored = app.sessions.run(app.live.stored or 0).settings
            assert (stored.threshold, stored.budget) == (0.45, None)

    asyncio.run(flow())


def test_the_app_opens_with_a_broken_file_and_says_so(pair: dict[str, Path], tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "a\\u001b]0;x\\u0007[/b]"\nbudget = 7\n')

    async def flow() -> None:
        async with started(file, notifications=True) as (app, pilot):
            await until(pilot, lambda: app._notifications)
            (said,) = [one.message for one in app._notifications]
            assert "theme = 'a" in said and str(file) in said and "1 more in the log" in said
            await pilot.pause(0.2)
            assert not CONTROL.search(screen_text(app).replace("\n", ""))
            assert app.theme == ArbiterApp(app.engine, app.sessions).theme
            await solved(app, pilot)
            assert app.live is not None and app.live.answered

    asyncio.run(flow())


def test_a_theme_is_remembered_until_the_config_file_says_another(tmp_path: Path) -> None:
    file, state = tmp_path / "config.toml", tmp_path / "deep" / "state.json"
    mine = '# my comment\ntheme = "nord"\n'
    file.write_text(mine)

    begun = 0

    async def start(expected: str, choose: str | None = None) -> None:
        async with started(file, state) as (app, pilot):
            assert app.theme == expected
            await pilot.pause(0.1)
            assert state.exists() == (begun > 0)  # what the config file says is not remembered
            if choose:
                app.theme = choose
                await until(pilot, lambda: app.remembered.theme == choose)

    asyncio.run(start("nord", "dracula"))
    begun += 1
    assert file.read_text() == mine
    asyncio.run(start("dracula"))
    file.write_text('theme = "gruvbox"\n')
    asyncio.run(start("gruvbox"))
    for broken in (
        "",
        "[]",
        '{"theme": 3}',
        '{"theme": ["x"]}',
        '{"beside": {}}',
        '{"pairs": [1]}',
        '{"pairs": 1}',
        "[" * 100_000,
        "\x00",
    ):
        state.write_text(broken)
        asyncio.run(start("gruvbox"))


def test_a_state_that_cannot_be_written_is_told_of_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    async def flow() -> None:
        async with started(tmp_path / "none", tmp_path / "file" / "state.json") as (app, pilot):
            app.theme = "dracula"
            await until(pilot, lambda: any("cannot write" in line for line in app._logged))
            assert app.theme == "dracula"

    asyncio.run(flow())


def test_pairs_are_remembered_with_any_path(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    odd = Models(Path("/models/a\ud800 \x1b.gguf"), Path("/b.gguf"), None)
    other = Models(Path("/c.gguf"), None, Path("/r.onnx"))
    kept = Remembered(state)
    for pair in (odd, other, odd):
        kept.add(pair)
    assert Remembered(state).pairs == [odd, other]
    kept.forget(odd)
    assert Remembered(state).pairs == [other] and json.loads(state.read_text())["theme"] is None


def test_every_action_that_has_a_key_can_be_given_another() -> None:
    ids = {binding.id for binding in GuidedScreen.BINDINGS if isinstance(binding, Binding) and binding.id}
    assert ids <= set(ACTIONS)
    for binding in GuidedScreen.BINDINGS:
        if isinstance(binding, Binding) and binding.id:
            assert binding.key == ACTIONS[binding.id]
    assert str(config_path()) in str(ProblemInput.HELP)


def test_the_path_is_printed_and_flags_stand_where_they_belong(arbiter: Run, tmp_path: Path) -> None:
    shown = arbiter("config", "path", XDG_CONFIG_HOME=str(tmp_path))
    assert shown.returncode == 0
    if sys.platform == "linux":
        assert shown.stdout.decode() == f"{tmp_path}/arbiter/config.toml\n"
    before = arbiter("--draft", "small.gguf", "solve", "What is 1 + 1?")
    assert before.returncode == 2 and b"--draft before solve" in before.stderr
    assert arbiter("--inline", "sessions", "path").returncode == 2
    with pytest.raises(ModelError, match="no model file at"):
        run(Models(draft=tmp_path / "none.gguf"))


@pytest.mark.parametrize(
    ("number", "inline", "forced"),
    [(signal.SIGTERM, False, False), (signal.SIGTERM, True, True), (signal.SIGHUP, False, True)],
)
def test_the_end_by_force_is_for_a_terminal_that_may_be_gone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: signal.Signals, inline: bool, forced: bool
) -> None:
    timers: list[float] = []

    class Timer(threading.Thread):
        def __init__(self, seconds: float, *_: object) -> None:
            super().__init__(target=timers.append, args=(seconds,))

    async def flow() -> None:
        async with started(tmp_path / "none") as (app, pilot):
            monkeypatch.setattr(threading, "Timer", Timer)
            monkeypatch.setattr(ArbiterApp, "is_inline", inline)
            app._signalled(number)
            await until(pilot, lambda: app.return_code)
            assert app.return_code == 128 + number and bool(timers) == forced

    asyncio.run(flow())


def test_what_a_dead_engine_said_last_is_in_the_log_once(
    pair: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def flow() -> None:
        async with started(tmp_path / "none") as (app, pilot):
            await until(pilot, lambda: app.machine.models)
            monkeypatch.setattr(app.engine, "log", lambda: ["out of cheese"])
            await pilot.press("ctrl+l")
            await until(pilot, lambda: "out of cheese" in screen_text(app))
            os.kill(app.engine.pid or 0, signal.SIGKILL)
            await until(pilot, lambda: app.machine.dead and "SIGKILL" in screen_text(app))
            await pilot.press("c")
            assert app.clipboard.split("\n").count("out of cheese") == 1

    asyncio.run(flow())


def test_the_palette_offers_what_the_keys_would_do(pair: dict[str, Path], tmp_path: Path) -> None:
    async def flow() -> None:
        async with started(tmp_path / "none") as (app, pilot):
            for command in app.get_system_commands(app.screen):
                if isinstance(command.callback, partial):  # else Textual's own
                    (action,) = command.callback.args
                    assert hasattr(app, f"action_{action.partition('(')[0]}")
            app.threshold = 0.5
            for typed_in, true in (
                ("raise", lambda: app.threshold == 0.55),
                ("models", lambda: isinstance(app.screen, ModelsScreen)),
            ):
                await pilot.press("ctrl+p")
                await until(pilot, lambda: app.screen is not app.main)
                await pilot.press(*typed_in)
                await until(pilot, lambda: app.screen.query(OptionList).first(OptionList).option_count == 1)
                await pilot.press("enter")
                await until(pilot, true)
            there = {command.title for command in app.get_system_commands(app.screen)}
            assert {"Log", "Help"} <= there and not {"Models", "Replay", "New session", "Stop"} & there

    asyncio.run(flow())


def test_the_log_tells_what_happened_and_is_copied(pair: dict[str, Path], tmp_path: Path) -> None:
    async def flow() -> None:
        async with started(tmp_path / "none") as (app, pilot):
            await solved(app, pilot)
            pid = await midway(app, pilot)
            await pilot.press("ctrl+l")
            await until(pilot, lambda: isinstance(app.screen, LogScreen))
            os.kill(pid, signal.SIGKILL)
            await until(pilot, lambda: "SIGKILL" in screen_text(app))
            await pilot.press("c")
            for line in ("ready: draft", "run: arbitrage", "step: ", "end: answer", "SIGKILL"):
                assert line in app.clipboard
            app._write_log("\x1b]0;x\x07 \x9b2J evil " + "long " * 60)
            await until(pilot, lambda: "evil" in screen_text(app))
            assert not CONTROL.search(screen_text(app).replace("\n", ""))
            assert max(map(len, app.screen.query_one(Log).lines)) <= 110
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is app.main)
            assert "SIGKILL" in notes(app)[-1]
            for _ in range(3000):
                app._write_log("x")
            assert len(app._logged) == 2000
            await typed(app, pilot, PROBLEM)
            await until(pilot, lambda: app.live is not None and app.live.answered)

    asyncio.run(flow())


@pytest.mark.skipif(sys.platform != "linux", reason="pseudo-terminals as Linux has them")
def test_a_terminal_that_is_closed_ends_a_program_that_it_does_not_control(tmp_path: Path) -> None:
    """Without a controlling terminal there is no SIGHUP."""
    import pty

    master, slave = pty.openpty()
    home = {key: str(tmp_path) for key in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    command = [sys.executable, "-m", "arbiter_app"]
    streams = {"stdin": slave, "stdout": slave, "stderr": slave}
    with subprocess.Popen(command, **streams, env=os.environ | home, start_new_session=True) as process:  # type: ignore[call-overload]
        os.close(slave)
        shown = b""
        while b"palette" not in shown:
            shown += os.read(master, 65536)
        assert process.poll() is None
        os.close(master)
        assert process.wait(timeout=30) == 128 + signal.SIGHUP
