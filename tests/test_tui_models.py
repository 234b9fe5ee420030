"""The model screen: pairs are listed, picked from files, switched and remembered, with the real pair."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from arbiter_app import bundled
from arbiter_app.audit import audit
from arbiter_app.core import Decision, Finish, Round, Speaker, Step, Token
from arbiter_app.engine.worker import Failed, Loaded, Memory, Models, Ready
from arbiter_app.errors import ModelError
from arbiter_app.tui.app import ArbiterApp
from arbiter_app.tui.live import Machine
from arbiter_app.tui.messages import Arrived
from arbiter_app.tui.screens import models
from arbiter_app.tui.screens.models import Files, FileScreen, ModelsScreen, fit, tokenizers_differ
from tests.conftest import alive
from tests.test_tui import CONTROL, PROBLEM, midway, notes, opened, screen_text, solved, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and sessions of POSIX")


@pytest.fixture
def own(pair: dict[str, Path], tmp_path: Path) -> Models:
    """The bundled pair under names of one's own."""
    small, large = tmp_path / "small.gguf", tmp_path / "large.gguf"
    shutil.copy(pair["draft"], small)
    large.symlink_to(pair["target"])
    return Models(small, large)


async def listed(app: ArbiterApp, pilot: Pilot[None]) -> OptionList:
    await pilot.press("f10")
    await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
    found = app.screen.query_one(OptionList)
    await until(pilot, lambda: found.option_count)
    return found


async def picked(app: ArbiterApp, pilot: Pilot[None], title: str, path: Path) -> None:
    """Type a path where a file is asked for."""
    await until(pilot, lambda: isinstance(app.screen, FileScreen) and title in screen_text(app))
    app.screen.query_one(Input).value = str(path)
    app.screen.query_one(Input).focus()
    await pilot.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (110, 30)])
def test_a_pair_of_own_files_is_added_used_and_left_again(own: Models, size: tuple[int, int]) -> None:
    assert own.draft and own.target

    draft, target = own.draft, own.target

    async def flow() -> None:
        async with opened(size) as (app, pilot):
            await until(pilot, lambda: app.machine.models)
            first = app.engine.pid
            await midway(app, pilot)  # a switch does not wait for what is being written
            run = app.live
            pairs = await listed(app, pilot)
            assert pairs.option_count == 1 and "in use" in screen_text(app)
            await pilot.press("a")
            await picked(app, pilot, "draft", draft)
            await picked(app, pilot, "target", target)
            await until(pilot, lambda: isinstance(app.screen, FileScreen) and "router" in screen_text(app))
            await pilot.press("escape")  # no router of its own
            await until(pilot, lambda: "small.gguf" in screen_text(app) and app.machine.models)
            await until(pilot, lambda: "▸ small.gguf + large.gguf" in screen_text(app))
            assert [model.file for model in app.machine.models] == ["small.gguf", "large.gguf"]
            assert run is not None and run.cut_off and app.sessions.run(run.stored or 0).finish
            assert app.engine.pid != first and first is not None
            await until(pilot, lambda: not alive(first))  # reaped in a thread of its own
            await until(pilot, lambda: "in use" in screen_text(app))
            await pilot.press("escape")
            await solved(app, pilot)
            assert app.live is not None and app.live.answered
            settings = app.sessions.run(app.live.stored or 0).settings
            assert settings.files == {"draft": str(own.draft), "target": str(own.target)}
            assert settings.pair["draft"] == "small.gguf" and app.remembered.pairs == [own]
            pairs = await listed(app, pilot)
            assert pairs.option_count == 2
            await pilot.press("d")  # in use: it stays
            await pilot.pause(0.1)
            assert pairs.option_count == 2
            await pilot.press("home", "enter")  # the bundled one
            await until(pilot, lambda: [m.file[:5] for m in app.machine.models] == ["tutor"] * 2)
            await pilot.press("end", "d")
            await until(pilot, lambda: pairs.option_count == 1)
            assert app.remembered.pairs == [] and draft.exists()
            await pilot.press("escape")
            await solved(app, pilot, "Solve 2x + 1 = 9 for x.")
            assert app.sessions.run(app.live.stored or 0).settings.files == {}

    asyncio.run(flow())


def test_a_run_that_another_pair_ends_is_shown_as_stopped(own: Models) -> None:
    async def flow() -> None:
        async with opened() as (app, pilot):
            await until(pilot, lambda: app.machine.models)
            await midway(app, pilot)
            await until(pilot, lambda: "writing step" in screen_text(app))
            run = app.live
            assert run is not None
            app.use(own)
            await until(pilot, lambda: notes(app))
            assert len(notes(app)) == 1 and "Stopped" in notes(app)[0] and run.cut_off
            await until(pilot, lambda: "Enter goes on · F8 edit" in screen_text(app))
            assert app.sessions.run(run.stored or 0).finish is Finish.CANCELLED
            await until(pilot, lambda: app.machine.models)
            await pilot.press("enter")
            await until(pilot, lambda: run.answered and len(notes(app)) == 1)
            assert "Answer" in notes(app)[0]

    asyncio.run(flow())


def test_a_guided_run_that_another_pair_ends_is_told_of(own: Models) -> None:
    async def flow() -> None:
        async with opened() as (app, pilot):
            await until(pilot, lambda: app.machine.models)
            app.main.query_one("#problem", Input).value = PROBLEM
            os.kill(app.engine.pid or 0, signal.SIGSTOP)
            await pilot.press("ctrl+g")
            await until(pilot, lambda: app.live is not None and app.live.running)
            app.use(own)
            await until(pilot, lambda: "The tutor was stopped" in screen_text(app))

    asyncio.run(flow())


def test_the_pair_in_use_is_not_opened_again_unless_it_is_dead(pair: dict[str, Path]) -> None:
    async def flow() -> None:
        async with opened() as (app, pilot):
            await until(pilot, lambda: app.machine.models)
            pid = await midway(app, pilot)
            await listed(app, pilot)
            await pilot.press("home", "enter")
            await pilot.pause(0.2)
            assert app.engine.pid == pid and app.live is not None and app.live.running
            os.kill(pid, signal.SIGKILL)
            await until(pilot, lambda: app.machine.dead)
            await pilot.press("home", "enter")
            await until(pilot, lambda: app.machine.models)
            assert app.engine.pid not in (None, pid)

    asyncio.run(flow())


def test_what_comes_late_from_models_that_were_replaced_is_not_taken_for_the_new_ones(own: Models) -> None:
    draft = Step("2 + 2 = 4\n\n", (1, 2), Speaker.DRAFT, Finish.STEP)
    late = Round(draft, None, Decision(False, 0.1), 0.1)

    async def flow() -> None:
        async with opened() as (app, pilot):
            await until(pilot, lambda: app.machine.models)
            await midway(app, pilot)
            run, old, ready = app.live, app.engine.models, app.machine.models
            assert run is not None
            app.use(own)
            os.kill(app.engine.pid or 0, signal.SIGSTOP)
            app.post_message(Arrived([(Ready(ready, {}), None)], None, 0, old))
            app.post_message(
                Arrived([(late, audit("2 + 2 = 4")), (Failed("x", 1), None)], run, run.turn, old)
            )
            await pilot.pause(0.2)
            assert not app.machine.models and not app.machine.dead and app.remembered.pairs == []
            stored = app.sessions.run(run.stored or 0)
            assert stored.finish is Finish.CANCELLED and [r.kept.text for r in stored.rounds] == [draft.text]
            os.kill(app.engine.pid or 0, signal.SIGCONT)
            await until(pilot, lambda: app.machine.models)
            assert app.remembered.pairs == [own]

    asyncio.run(flow())


def test_files_are_looked_at_only_when_something_of_the_machine_is_new(
    pair: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []

    async def flow() -> None:
        async with opened() as (app, pilot):
            await until(pilot, lambda: app.machine.models)
            await midway(app, pilot)
            await listed(app, pilot)
            await pilot.pause(0.2)
            monkeypatch.setattr(models, "check_gguf", looked.append)
            for _ in range(5):
                text = Token("x", Speaker.TARGET)
                app.on_arrived(Arrived([(text, None)], app.live, 1, app.engine.models))
            assert (
                looked == [] and app.live is not None and app.live.written[Speaker.TARGET].endswith("xxxxx")
            )
            app.on_arrived(Arrived([(Memory(1, 2, None, None), None)], app.live, 1, app.engine.models))
            assert len(looked) == 2 and screen_text(app)

    asyncio.run(flow())


def test_files_that_cannot_be_used_are_told_of_and_the_app_goes_on(own: Models, tmp_path: Path) -> None:
    broken, text = tmp_path / "broken.gguf", tmp_path / "text.gguf"
    broken.write_bytes(b"GGUF" + b"\0" * 100)
    text.write_text("<html>")

    async def flow() -> None:
        async with opened() as (app, pilot):
            no_names = Path("/a\0.gguf"), Path("/\ud800.gguf")
            for gone in (tmp_path / "gone.gguf", text, *no_names):
                app.remembered.add(Models(gone, own.target))
            pairs = await listed(app, pilot)
            shown = screen_text(app)
            assert pairs.option_count == 5 and "no model file at" in shown and "is not a GGUF file" in shown
            await pilot.press("a")
            await picked(app, pilot, "draft", tmp_path / "nothing.gguf")
            await pilot.pause(0.1)
            assert isinstance(app.screen, FileScreen)
            await picked(app, pilot, "draft", text)
            await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
            app.use(Models(broken, own.target))
            await until(pilot, lambda: app.machine.dead)
            assert "truncated or damaged" in app._tried[Models(broken, own.target)]
            await until(pilot, lambda: "broken.gguf is" in screen_text(app))
            assert Models(broken, own.target) not in app.remembered.pairs
            app.use(Models())
            await until(pilot, lambda: app.machine.models)
            await until(pilot, lambda: "✗ " in screen_text(app) and "in use" in screen_text(app))
            await pilot.press("escape")
            await solved(app, pilot)
            assert app.live is not None and app.live.answered

    asyncio.run(flow())


def test_a_bundled_pair_that_is_not_there_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Path:
        raise ModelError(f"the bundled file {name} is not in this installation")

    async def flow() -> None:
        async with opened() as (app, pilot):
            monkeypatch.setattr(bundled, "path", missing)
            await listed(app, pilot)
            await until(pilot, lambda: screen_text(app).count("models/tutor-draft.gguf is not in this") == 2)

    asyncio.run(flow())


def with_other_tokens(draft: Path) -> Path:
    """The draft with another vocabulary, beside it."""
    content = draft.read_bytes()
    at = content.index("Ġequation".encode())  # a token, somewhere in the vocabulary
    other = draft.with_name("other.gguf")
    other.write_bytes(content[: at + 2] + b"Q" + content[at + 3 :])
    return other


def test_it_is_told_which_router_decides(own: Models) -> None:
    assert own.draft
    other = Models(with_other_tokens(own.draft), own.target)

    async def flow() -> None:
        async with opened(notifications=True) as (app, pilot):
            await until(pilot, lambda: app.machine.models)
            assert "router tutor.onnx" in app._logged[-1] and not app._notifications
            app.use(own)  # the bundled router was made for these files too
            await until(pilot, lambda: app.machine.models)
            assert not app._notifications
            app.use(other)
            await until(pilot, lambda: app.machine.models)
            assert "router portable.onnx" in app._logged[-1]
            (said,) = [one.message for one in app._notifications]
            assert "the portable one decides" in said
            await listed(app, pilot)
            await until(pilot, lambda: "else the portable one" in screen_text(app))

    asyncio.run(flow())


def test_models_with_other_tokens_are_told_of(own: Models) -> None:
    assert own.draft
    other = with_other_tokens(own.draft)

    async def flow() -> None:
        async with opened() as (app, pilot):
            await listed(app, pilot)
            app.use(own)
            await until(pilot, lambda: len(app.machine.models) == 2)
            await pilot.pause(0.1)
            assert not tokenizers_differ(app.machine) and "tokenizers differ" not in screen_text(app)
            app.use(Models(other, own.target))
            await until(pilot, lambda: len(app.machine.models) == 2)
            await until(pilot, lambda: "tokenizers differ" in screen_text(app))
            app.use(Models())
            await until(pilot, lambda: len(app.machine.models) == 2)
            await pilot.pause(0.1)
            assert "tokenizers differ" in screen_text(app)  # as was found

    asyncio.run(flow())


def test_the_browser_shows_folders_and_models_and_no_control_character(tmp_path: Path) -> None:
    for name in ("a.gguf", "B.GGUF", "c.txt", ".hidden.gguf", "evil\x1b]0;x\x07[b].gguf", "line\nend.gguf"):
        (tmp_path / name).write_text("")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")

    async def flow() -> None:
        async with opened((80, 24)) as (app, pilot):
            app.push_screen(FileScreen("Which?", tmp_path, ".gguf", "Esc gives up"))
            await pilot.pause(0.5)  # until it is painted
            await until(pilot, lambda: "B.GGUF" in screen_text(app))
            shown = screen_text(app)
            assert (
                "folder" in shown and "a.gguf" in shown and "[b].gguf" in shown and "line end.gguf" in shown
            )
            assert "c.txt" not in shown and "hidden" not in shown and "loop" not in shown
            assert not CONTROL.search(shown.replace("\n", ""))
            app.screen.query_one(Input).value = str(tmp_path / "folder")
            app.screen.query_one(Input).focus()
            await pilot.press("enter")
            await until(pilot, lambda: "a.gguf" not in screen_text(app))
            assert app.screen.query_one(Files).has_focus

    asyncio.run(flow())


def test_what_fits_is_reckoned_from_what_is_free() -> None:
    cpu = Memory(None, 10_000_000_000, None, None)
    assert fit(7_900_000_000, cpu).startswith("fits in the 10.0 GB of memory")
    assert fit(8_100_000_000, cpu).startswith("barely fits")
    assert fit(10_000_000_001, cpu).startswith("✗ larger than the 10.0 GB")
    gpu = Memory(None, 1, 6_000_000_000, 8_000_000_000)
    assert fit(1_000_000_000, gpu).startswith("fits in the 2.0 GB of GPU memory")
    assert fit(3_000_000_000, gpu).startswith("✗")
    assert fit(1, None) == fit(1, Memory(None, None, None, None)) == ""


def test_models_are_compared_by_their_vocabularies() -> None:
    draft = Loaded(Speaker.DRAFT, "a", 1, 1, 1, False, "x")
    target = Loaded(Speaker.TARGET, "b", 1, 1, 1, False, "y")
    assert tokenizers_differ(Machine((draft, target))) and not tokenizers_differ(Machine((draft, draft)))
    assert not tokenizers_differ(Machine())
