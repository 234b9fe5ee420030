"""Replay of stored sessions, and opening long ones."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from arbiter_app.audit import Audit
from arbiter_app.core import Decision, Finish, Finished, Round, Speaker, Step
from arbiter_app.sessions import Mode, Sessions, Settings, StoredRun, Task
from arbiter_app.tui import app as app_module
from arbiter_app.tui.live import audits_of
from arbiter_app.tui.messages import Open
from arbiter_app.tui.screens.replay import ReplayScreen
from arbiter_app.tui.widgets.maths import MathText
from arbiter_app.tui.widgets.transcript import Note, Problem, StepView
from tests.test_tui import PROBLEM, opened, screen_text, solved, typed, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and sessions of POSIX")

SECONDS = 0.6  # of each stored step


def stored(sessions: Sessions, n_steps: int, *, mode: Mode = Mode.WORKED) -> int:
    """A session with a run of that many steps, the last one the answer; its id."""
    run = sessions.begin(Task("What is 1 + 1?"), Settings({}, "arbitrage", 0.5), mode=mode)
    for index in range(n_steps):
        finish = Finish.ANSWER if index == n_steps - 1 else Finish.STEP
        text = f"Add them, turn {index}.\n{index} + 1 = {index + 1}\n\n"
        draft = Step(text, tuple(range(20)), Speaker.DRAFT, finish, seconds=SECONDS)
        sessions.add_round(run, Round(draft, None, Decision(False, 0.1), SECONDS), threshold=0.5)
    sessions.end(run, Finished(Finish.ANSWER), first_token_seconds=0.25)
    return sessions.run(run).session


def replaying(app: app_module.ArbiterApp) -> ReplayScreen:
    assert isinstance(app.screen, ReplayScreen)
    return app.screen


def test_what_was_solved_is_written_again_as_it_was(pair: dict[str, Path]) -> None:
    async def flow() -> None:
        async with opened() as (app, pilot):
            await solved(app, pilot)
            assert app.live is not None
            texts = [shown.round.kept.text for shown in app.live.steps]
            figures, live = app.live.figures(), app.live
            await pilot.press("ctrl+y")
            await until(pilot, lambda: isinstance(app.screen, ReplayScreen) and replaying(app).over)
            await pilot.pause(0.2)
            again = replaying(app).run
            assert again is not None and again is not live and again.stored is None
            assert [shown.round.kept.text for shown in again.steps] == texts
            shown = again.figures()
            assert (shown.steps, shown.first_token) == (figures.steps, figures.first_token)
            assert len(app.screen.query(StepView)) == len(texts)
            assert "end of the replay" in screen_text(app) and "Answer" in screen_text(app)
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is app.main)
            assert app.live is live and len(app.sessions.session(app.session or 0).runs) == 1

    asyncio.run(flow())


@pytest.mark.parametrize("size", [(80, 24), (110, 30)])
def test_it_takes_the_time_it_took_or_a_quarter_and_can_be_skipped(size: tuple[int, int]) -> None:
    async def flow() -> None:
        async with opened(size) as (app, pilot):
            await app.open(stored(app.sessions, 8))
            begun = time.monotonic()
            await pilot.press("ctrl+y")
            await until(pilot, lambda: isinstance(app.screen, ReplayScreen))
            screen = replaying(app)
            await until(pilot, lambda: screen.run and len(screen.run.steps) == 1)
            assert SECONDS - 0.05 < time.monotonic() - begun < 4 * SECONDS
            await until(pilot, lambda: "replay ×1" in screen_text(app))  # painted once there is time for it
            assert screen.run is not None
            n_steps = len(screen.run.steps)
            await pilot.press("n")
            await until(pilot, lambda: len(screen.run.steps) > n_steps)  # type: ignore[union-attr]
            assert not screen.over
            await pilot.press("space")
            assert screen.speed == 4
            await until(pilot, lambda: screen.over)
            assert [note.source for note in screen.query(Note)] == ["No answer."]
            assert screen.run.figures().first_token == 0.25

    asyncio.run(flow())


def test_escape_leaves_in_the_middle_and_all_is_skipped_by_s() -> None:
    async def flow() -> None:
        async with opened() as (app, pilot):
            await app.open(stored(app.sessions, 40))
            await pilot.press("f6")
            for key in ("escape", "s"):
                await pilot.press("ctrl+y")
                await until(pilot, lambda: isinstance(app.screen, ReplayScreen))
                screen = replaying(app)
                await until(pilot, partial(getattr, screen, "run"))
                assert all(text.raw for text in screen.query(MathText)) and screen.query(MathText)
                await pilot.press(key)
                if key == "s":
                    await until(pilot, partial(getattr, screen, "over"))
                    assert screen.run is not None and len(screen.run.steps) == 40
                    await pilot.press("escape")
                await until(pilot, lambda: app.screen is app.main)
                assert screen.over == (key == "s")

    asyncio.run(flow())


def test_a_session_of_another_pair_is_told_of_when_it_is_opened() -> None:
    async def flow() -> None:
        async with opened(notifications=True) as (app, pilot):
            await app.open(stored(app.sessions, 1))
            await pilot.pause(0.1)
            assert not app._notifications
            files = {"draft": "/x/small.gguf", "target": "/x/large.gguf"}
            other = Settings({"name": "small + large"}, "arbitrage", 0.5, files=files)
            run = app.sessions.begin(Task("What is 1 + 1?"), other)
            await app.open(app.sessions.run(run).session)
            await until(pilot, lambda: app._notifications)
            (said,) = [one.message for one in app._notifications]
            assert "begun with the pair small + large" in said

    asyncio.run(flow())


def test_a_problem_typed_while_a_session_opens_is_solved(
    pair: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def waits(run: StoredRun) -> list[Audit]:
        asked.set()
        go_on.wait(20)
        return audits_of(run)

    monkeypatch.setattr(app_module, "audits_of", waits)
    path = tmp_path / "sessions.db"
    with Sessions(path) as sessions:
        sessions.begin(Task("What is 1 + 1?"), Settings({}, "arbitrage", 0.5))  # cut off: opened at the start

    async def flow() -> None:
        async with opened(path=path) as (app, pilot):
            await until(pilot, asked.is_set)
            await typed(app, pilot, PROBLEM)
            await until(pilot, lambda: app.live)
            live = app.live
            go_on.set()
            await until(pilot, lambda: app.live is not live or (live is not None and live.ending))
            await pilot.pause(0.2)
            assert app.live is live and live is not None and live.answered
            assert len(app.main.query(Problem)) == 1

    try:
        asyncio.run(flow())
    finally:
        go_on.set()


def test_nothing_is_replayed_where_there_is_nothing_or_it_would_give_away() -> None:
    async def flow() -> None:
        async with opened() as (app, pilot):
            await pilot.press("ctrl+y")
            await pilot.pause(0.1)
            assert app.screen is app.main
            app.session = stored(app.sessions, 2, mode=Mode.GUIDED)
            await pilot.press("ctrl+y")
            await pilot.pause(0.1)
            assert app.screen is app.main

    asyncio.run(flow())


def test_the_steps_of_an_opened_session_are_checked_off_the_apps_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads: list[threading.Thread] = []

    def noted(run: StoredRun) -> list[Audit]:
        threads.append(threading.current_thread())
        return audits_of(run)

    monkeypatch.setattr(app_module, "audits_of", noted)

    async def flow() -> None:
        async with opened() as (app, pilot):
            first, second = stored(app.sessions, 30), stored(app.sessions, 5)
            app.post_message(Open(first))
            app.post_message(Open(second))  # the last one asked for is the one that is shown
            await until(pilot, lambda: app.session == second and len(app.main.query(StepView)) == 5)
            await pilot.pause(0.2)
            assert app.session == second and app.live is not None and len(app.live.steps) == 5
            assert all(shown.audit.checked and not shown.audit.false for shown in app.live.steps)

    asyncio.run(flow())
    assert threads and threading.main_thread() not in threads
