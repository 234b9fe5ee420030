"""The terminal interface on the real pair: each flow by keys, at three sizes, and what reaches a terminal."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from arbiter_app.audit import audit
from arbiter_app.core import Decision, Finish, Finished, Round, Speaker, Step, Token
from arbiter_app.engine.worker import Engine, EngineDied, Models, Started
from arbiter_app.engine.worker import Settings as Asked
from arbiter_app.errors import UsageError
from arbiter_app.sessions import Mode, Sessions, Settings, Task
from arbiter_app.tui.app import ArbiterApp
from arbiter_app.tui.live import LiveRun
from arbiter_app.tui.messages import Arrived
from arbiter_app.tui.screens.dialogs import SessionsScreen, TitleScreen
from arbiter_app.tui.screens.guided import GuidedScreen
from arbiter_app.tui.screens.practice import PracticeScreen
from arbiter_app.tui.widgets.asking import EXAMPLES
from arbiter_app.tui.widgets.maths import safe
from arbiter_app.tui.widgets.sessions import SessionList
from arbiter_app.tui.widgets.transcript import CHUNK, MOST, Gap, Note, Problem, StepView, Transcript
from tests.conftest import COMMAND, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and sessions of POSIX")

SIZES = [(80, 24), (110, 30), (160, 45)]
PROBLEM = "Solve 3x + 5 = 20 for x."
LONG = "Find 48213977 + 59218345 + 1234567."  # so that it is still being written when it is held
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
HOSTILE = [
    "\x1b]0;title\x07 \x1b[2J \x1b]52;c;aGk=\x07 \x9b31m \x07\x08\x00",
    "[/b] [@click=app.quit]x[/] [bold red]",
    "\u202eevil\u202c \u2066x\u2069 \ud800 half",
    "\x1b" * 50 + "[31" + "\x1bP" + "x" * 300,
    "y" * 20_000,
    r"\frac{" * 300 + "1" + "}" * 300 + r" $$\begin{matrix} \left( $$",
    "\t\ttabs\r\nand\rreturns\u2028and\x85more",
]


@asynccontextmanager
async def opened(
    size: tuple[int, int] = (110, 30), path: Path | None = None, *, notifications: bool = False
) -> AsyncIterator[tuple[ArbiterApp, Pilot[None]]]:
    with Sessions(path) as sessions, Engine(Models(threads=1)) as engine:
        app = ArbiterApp(engine, sessions)
        async with app.run_test(size=size, notifications=notifications) as pilot:
            yield app, pilot


async def until(pilot: Pilot[None], true: Callable[[], object], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        await pilot.pause(0.01)


def ended(app: ArbiterApp) -> bool:
    return app.live is not None and app.live.ending is not None


async def typed(app: ArbiterApp, pilot: Pilot[None], text: str) -> None:
    app.main.query_one("#problem", Input).value = text
    await pilot.press("enter")


async def solved(app: ArbiterApp, pilot: Pilot[None], text: str = PROBLEM) -> None:
    await typed(app, pilot, text)
    await until(pilot, lambda: app.live is not None and app.live.task.problem == text and ended(app))
    await pilot.pause(0.2)


def screen_text(app: ArbiterApp) -> str:
    """What is on the screen, as it goes to the terminal but for colours and cursor."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    assert len(strips) == height and all(strip.cell_length == width for strip in strips)
    return "\n".join("".join(segment.text for segment in strip if not segment.control) for strip in strips)


def notes(app: ArbiterApp) -> list[str]:
    return [note.source for note in app.main.query(Note)]


@pytest.mark.parametrize("size", SIZES)
def test_a_problem_is_solved_and_kept(pair: dict[str, Path], size: tuple[int, int]) -> None:
    async def flow() -> None:
        async with opened(size) as (app, pilot):
            await until(pilot, lambda: app.machine.models)
            await pilot.pause(0.2)
            first = screen_text(app)
            assert all(example in first for example in EXAMPLES) and "tutor-draft.gguf" in first
            assert "–" in first and "OFFLINE" in first and "CPU 1 thread" in first
            await pilot.press("enter")  # the first example
            await until(pilot, lambda: ended(app))
            await pilot.pause(0.2)
            assert app.live is not None and app.live.answered
            text = screen_text(app)
            assert "Answer: x = 5" in text.replace("Answer: 5", "Answer: x = 5")
            assert "ŷ" in text and re.search(r"τ\s+\.\d\d", text) and re.search(r"\d\.\d\d s", text)
            assert ("Sessions" in text.split("\n")[1]) == (size[0] >= 110)
            stored = app.sessions.run(app.live.stored or 0)
            assert stored.finish is Finish.ANSWER
            assert [r.kept.text for r in stored.rounds] == [s.round.kept.text for s in app.live.steps]
            assert set(stored.thresholds) == {app.live.threshold} != {None}
            views = app.main.query(StepView)
            assert [view.has_class("-target") for view in views] == [
                s.round.kept.by is Speaker.TARGET for s in app.live.steps
            ]

    asyncio.run(flow())


def test_a_rejected_step_unfolds_and_tau_is_changed_by_keys(pair: dict[str, Path]) -> None:
    async def flow() -> None:
        async with opened((160, 45)) as (app, pilot):
            await solved(app, pilot)
            assert app.live is not None and app.live.threshold is not None
            app.threshold = 0.02
            await pilot.press("[")  # with nothing typed it is a command
            assert app.threshold == 0.0 and not app.main.query_one("#problem", Input).value
            await pilot.press("x", "[")  # otherwise a character
            assert app.threshold == 0.0 and app.main.query_one("#problem", Input).value == "x["
            await solved(app, pilot, "Solve 2x + 1 = 9 for x.")
            assert app.live.threshold == 0.0 and app.live.steps[0].round.rejected is not None
            view = app.main.query(StepView).last()
            first = next(v for v in app.main.query(StepView) if v.has_class("-target"))
            draft = safe(first.rejected).split()
            assert view is not first and draft and "▶ rejected draft" in screen_text(app)
            first.focus()
            await pilot.press("enter")
            await pilot.pause()
            assert "▼ rejected draft" in screen_text(app) and draft[0] in screen_text(app).split("▼")[1]
            title = next(y for y, line in enumerate(screen_text(app).split("\n")) if "▼" in line)
            await pilot.click(offset=(screen_text(app).split("\n")[title].index("rejected"), title))
            await pilot.pause()
            assert "▶ rejected draft" in screen_text(app) and "▼" not in screen_text(app)
            await pilot.press("y")
            assert (
                app.clipboard == first.source.strip() == app.live.steps[first.index].round.kept.text.strip()
            )

    asyncio.run(flow())


async def midway(app: ArbiterApp, pilot: Pilot[None]) -> int:
    """Ask, with the target alone, and hold the child still once text comes; its process id."""
    run = LiveRun(Task(LONG))
    run.settings = Asked(policy="target")
    app.solve(run)
    await until(pilot, lambda: run.written[Speaker.TARGET] or run.steps)
    pid = app.engine.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    return pid


def test_escape_keeps_the_partial_work_and_enter_goes_on(pair: dict[str, Path]) -> None:
    async def flow() -> None:
        async with opened() as (app, pilot):
            await until(pilot, lambda: app.machine.models)
            pid = await midway(app, pilot)
            await pilot.press("escape")
            os.kill(pid, signal.SIGCONT)
            await until(pilot, lambda: ended(app))
            run = app.live
            assert run is not None and run.cut_off and "Stopped" in notes(app)[-1]
            stored = app.sessions.run(run.stored or 0)
            assert stored.finish is Finish.CANCELLED and "".join(r.kept.text for r in stored.rounds)
            await pilot.press("enter")
            await until(pilot, lambda: run.answered)
            await pilot.pause(0.2)
            assert app.live is run and len(app.main.query(StepView)) == len(run.steps)
            assert "Stopped" not in " ".join(notes(app))
            again = app.sessions.run(run.stored or 0)
            assert again.finish is Finish.ANSWER and len(again.rounds) == len(run.steps)
            await pilot.press("up")
            assert app.main.query_one("#problem", Input).value == LONG
            await pilot.press("f5")
            await until(pilot, lambda: run.ending and not run.running)
            assert len(app.main.query(StepView)) == len(run.steps)
            await pilot.press("f9")
            await until(pilot, lambda: app.live is not run and ended(app))
            assert len(app.main.query(Problem)) == 2

    asyncio.run(flow())


def test_another_session_is_opened_in_mid_run(pair: dict[str, Path]) -> None:
    async def flow() -> None:
        async with opened() as (app, pilot):
            other = app.sessions.begin(Task("What is 1 + 1?"), Settings({}, "arbitrage"))
            app.sessions.end(other, Finished(Finish.LENGTH, "too long"))
            pid = await midway(app, pilot)
            run = app.live
            await app.open(app.sessions.run(other).session)
            assert run is not None and app.live is not run and notes(app) == ["too long"]
            os.kill(pid, signal.SIGCONT)
            await solved(app, pilot)
            assert app.sessions.run(other).finish is Finish.LENGTH and not app.sessions.run(other).rounds
            assert app.sessions.run(run.stored or 0).finish is Finish.CANCELLED
            assert app.session == app.sessions.run(other).session

    asyncio.run(flow())


def test_a_step_is_redone_in_mid_run(pair: dict[str, Path]) -> None:
    async def flow() -> None:
        async with opened() as (app, pilot):
            await until(pilot, lambda: app.machine.models)
            run = LiveRun(Task(PROBLEM))
            run.settings = Asked(policy="draft")
            app.solve(run)
            await until(pilot, lambda: run.steps)
            await pilot.press("f5")
            await until(pilot, lambda: run.ending and run.turn == 2)
            await pilot.pause(0.2)
            assert run.answered and [view.index for view in app.main.query(StepView)] == [
                *range(len(run.steps))
            ]
            stored = app.sessions.run(run.stored or 0)
            assert [r.kept.text for r in stored.rounds] == [s.round.kept.text for s in run.steps]
            assert any(r.rejected for r in stored.rounds)

    asyncio.run(flow())


def test_steps_that_were_not_painted_yet_are_shown_after_a_redo(pair: dict[str, Path]) -> None:
    async def flow() -> None:
        async with opened() as (app, pilot):
            run = LiveRun(Task(PROBLEM))
            run.settings = Asked(policy="draft")
            app.solve(run)
            await until(pilot, lambda: len(run.steps) >= 2 or run.ending)
            app.main.run = None  # else steps may be painted in the middle of what follows
            await app.main._transcript.whole([])  # as a screen that is behind stands
            app.main._transcript.problem(PROBLEM)
            app.main.run, app.main._n_settled = run, 0
            app.solve(run, redo=True)
            await until(pilot, lambda: run.ending and run.turn == 2)
            await pilot.pause(0.2)
            assert [view.index for view in app.main.query(StepView)] == [*range(len(run.steps))]

    asyncio.run(flow())


def test_a_killed_engine_is_told_of_and_replaced(pair: dict[str, Path]) -> None:
    async def flow() -> None:
        async with opened() as (app, pilot):
            pid = await midway(app, pilot)
            os.kill(pid, signal.SIGKILL)
            await until(pilot, lambda: ended(app))
            assert app.live is not None and isinstance(app.live.ending, EngineDied)
            assert "SIGKILL" in notes(app)[-1] and "fresh engine" in notes(app)[-1]
            await solved(app, pilot)
            assert app.live.answered and app.engine.pid not in (None, pid)
            os.kill(app.engine.pid or 0, signal.SIGKILL)  # with nothing on
            await until(pilot, lambda: app.machine.dead)
            await solved(app, pilot, "Solve 2x + 1 = 9 for x.")
            assert app.live.answered and not app.machine.dead
            left = app.engine.pid
        assert left is not None
        with pytest.raises(ProcessLookupError):
            os.kill(left, 0)

    asyncio.run(flow())


def test_a_run_that_was_cut_off_is_there_at_the_next_start(pair: dict[str, Path], tmp_path: Path) -> None:
    async def flow() -> None:
        path = tmp_path / "sessions.db"
        async with opened(path=path) as (app, pilot):
            await solved(app, pilot)
            assert app.live is not None
            whole = [shown.round for shown in app.live.steps]
        with Sessions(path) as sessions:
            run = sessions.begin(Task(PROBLEM), Settings({}, "arbitrage"))
            sessions.add_round(run, whole[0], threshold=0.5)
        async with opened(path=path) as (app, pilot):
            await until(pilot, lambda: app.live)
            await pilot.pause(0.2)
            assert app.live is not None and app.live.stored == run and len(app.main.query(StepView)) == 1
            assert "Cut off after 1 step" in screen_text(app)
            await pilot.press("enter")
            await until(pilot, lambda: ended(app))
            assert app.live.answered
            assert [s.round.kept.text for s in app.live.steps] == [r.kept.text for r in whole]
            assert len(app.sessions.run(run).rounds) == len(whole)

    asyncio.run(flow())


def test_guided_and_practice_screens_are_told_and_kept(pair: dict[str, Path]) -> None:
    async def flow() -> None:
        async with opened((80, 24)) as (app, pilot):
            app.main.query_one("#problem", Input).value = PROBLEM
            await pilot.press("ctrl+g")
            await until(pilot, lambda: ended(app))
            assert isinstance(app.screen, GuidedScreen) and app.live is not None and app.live.answered
            await until(pilot, lambda: cast(GuidedScreen, app.screen).guided.solution.complete)
            app.screen.query_one(Input).value = "x = 5"
            await pilot.press("enter")
            await until(pilot, lambda: app.sessions.run(app.live.stored or 0).events)  # type: ignore[union-attr]
            stored = app.sessions.run(app.live.stored or 0)
            assert stored.mode is Mode.GUIDED and stored.events[0].verdict == "correct"
            await pilot.press("escape")
            await until(pilot, lambda: len(app.screen_stack) == 1)
            await pilot.pause(0.1)
            assert app.live is None and not app.main.query(StepView)  # nothing is given away
            await pilot.press("f7", "home", "enter")
            await until(pilot, lambda: isinstance(app.screen, GuidedScreen))
            assert cast(GuidedScreen, app.screen).guided.answered
            await pilot.press("escape")
            await until(pilot, lambda: len(app.screen_stack) == 1)
            await pilot.press("ctrl+t")
            await until(pilot, lambda: isinstance(app.screen, PracticeScreen))
            await pilot.press("f9", "escape")
            await until(pilot, lambda: len(app.screen_stack) == 1)

    asyncio.run(flow())


def of_steps(sessions: Sessions, n: int, session: int | None = None, *, ended: bool = True) -> int:
    """A run of so many short steps in the store; its session."""
    run = sessions.begin(Task("Count."), Settings({}, "draft"), session=session)
    for i in range(n):
        step = Step(f"number {i}\n\n", (1,), Speaker.DRAFT, Finish.STEP)
        sessions.add_round(run, Round(step, None, Decision(False, 0.1)), threshold=0.5)
    if ended:
        sessions.end(run, Finished(Finish.STEPS))
    return sessions.run(run).session


def indices(app: ArbiterApp) -> list[int]:
    return [view.index for view in app.main.query(StepView)]


def test_steps_of_a_very_long_run_wait_until_they_are_asked_for() -> None:
    async def flow() -> None:
        async with opened() as (app, pilot):
            n = MOST + CHUNK + 20
            run = LiveRun.of(app.sessions.session(of_steps(app.sessions, n)).runs[0], [audit("")] * n)
            run.steps, steps, run.running = [], run.steps, True
            app.main.began(run, again=False)
            for shown in steps:
                run.steps.append(shown)
                app.main._catch_up(run)
            await pilot.pause(0.2)
            gap = app.main.query_one(Gap)
            assert indices(app) == [*range(MOST - 1), n - 1] and len(gap.entries) == n - MOST
            assert f"{n - MOST} more" in screen_text(app) and f"number {n - 1}" in screen_text(app)
            app.main.query_one(Transcript).trim(n - 10)  # as when a step is written again
            await pilot.pause()
            assert len(gap.entries) == n - 10 - (MOST - 1)
            gap.focus()
            await pilot.press("enter")
            await pilot.pause(0.2)
            assert indices(app) == [*range(MOST - 1), *range(n - 10 - CHUNK, n - 10)]
            await pilot.press("enter")
            await pilot.pause(0.2)
            assert indices(app) == [*range(n - 10)] and not app.main.query(Gap)
            texts = [view.source.strip() for view in app.main.query(StepView)]
            assert texts == [f"number {i}" for i in range(n - 10)]

    asyncio.run(flow())


def test_a_long_session_has_few_views_however_it_came_about() -> None:
    """Each view costs time at every key, so that they must not grow in number with what was asked."""

    async def flow() -> None:
        async with opened() as (app, pilot):
            session = of_steps(app.sessions, 3)
            for n in (3, 3, 200, 30):
                of_steps(app.sessions, n, session)
            await app.open(session)
            await pilot.pause(0.2)
            assert indices(app) == [*range(30 - CHUNK + 1, 30)] and len(notes(app)) == 1
            gap = app.main.query_one(Gap)
            assert len(gap.entries) == 5 * 2 + 3 * 3 + 200 + 30 - CHUNK
            for text in ("One?", "Two?", "Three?"):
                app.main.began(LiveRun(Task(text)), again=False)
                await pilot.pause()
            assert app.main.query_one(Gap) is gap
            shown = list(app.main._transcript._steps.children)
            assert not any(view.children for view in shown)  # a step is one widget
            assert len(shown) <= MOST and [type(view) for view in shown[-3:]] == [Problem] * 3
            assert len(gap.entries) + len(shown) - 1 == 5 * 2 + 3 * 3 + 200 + 30 + 3
            for _ in range(20):
                if app.main.query(Gap):
                    gap.action_fill()
                    await pilot.pause()
            wanted = [i for n in (3, 3, 3, 200, 30) for i in range(n)]
            assert indices(app) == wanted and len(app.main.query(Problem)) == 8 and len(notes(app)) == 5

    asyncio.run(flow())


def test_a_step_is_redone_whose_problem_is_not_shown() -> None:
    async def flow() -> None:
        async with opened() as (app, pilot):
            session = of_steps(app.sessions, 5)
            of_steps(app.sessions, 2 * CHUNK, session)
            await app.open(session)
            app.main._transcript.trim(3)
            await pilot.pause(0.2)
            gap = app.main.query_one(Gap)
            assert not app.main.query(StepView) and not notes(app)
            gap.action_fill()
            await pilot.pause(0.2)
            assert indices(app) == [*range(5), *range(3)] and len(notes(app)) == 1

    asyncio.run(flow())


@pytest.mark.parametrize("key", ["ctrl+r", "ctrl+l", "ctrl+t", "ctrl+y", "ctrl+g", "f7", "f10", "ctrl+p"])
def test_the_key_of_a_screen_opens_no_second_one_over_it(key: str) -> None:
    async def flow() -> None:
        async with opened((80, 24)) as (app, pilot):
            await app.open(of_steps(app.sessions, 2))
            await pilot.press(key)
            await until(pilot, lambda: len(app.screen_stack) == 2)
            await pilot.pause(0.2)
            await pilot.press(key)
            await pilot.pause(0.2)
            assert len(app.screen_stack) <= 2  # F7 puts its own away
            if key in ("ctrl+r", "ctrl+l"):  # neither do these two in turns
                await pilot.press("ctrl+l", "ctrl+r", "ctrl+l", "ctrl+r")
                await pilot.pause(0.2)
                assert len(app.screen_stack) == 3

    asyncio.run(flow())


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
def test_sessions_are_found_renamed_deleted_and_brought_back(size: tuple[int, int]) -> None:
    async def flow() -> None:
        async with opened(size) as (app, pilot):
            for problem in ("What is 1 + 1?", "Solve x = 2."):
                run = app.sessions.begin(Task(problem), Settings({}, "arbitrage"))
                app.sessions.end(run, Finished(Finish.ANSWER))
            app._refill()
            await pilot.press("f7")
            await pilot.pause()
            assert isinstance(app.screen, SessionsScreen) == (size[0] < 110)
            listed = app.screen.query_one(SessionList)
            assert listed.has_focus and listed.option_count == 2
            await pilot.press("home", "r")
            await pilot.pause()
            assert isinstance(app.screen, TitleScreen)
            app.screen.query_one(Input).value = "Two [b]of[/b] them"
            await pilot.press("enter")
            await pilot.pause()
            assert "Two [b]of[/b] them"[:14] in screen_text(app)
            await pilot.press("d")
            await pilot.pause()
            assert listed.option_count == 1 and len(app.sessions.search()) == 1
            await pilot.press("u")
            await pilot.pause()
            assert listed.option_count == 2
            app.screen.query_one("#search", Input).value = "them"
            await pilot.pause()
            assert listed.option_count == 1
            listed.focus()
            await pilot.press("home", "enter")
            await pilot.pause(0.2)
            assert app.live is not None and app.live.task.problem == "Solve x = 2."
            assert len(app.screen_stack) == 1

    asyncio.run(flow())


def test_hostile_text_reaches_the_terminal_harmless() -> None:
    async def flow() -> None:
        async with opened((80, 24), notifications=True) as (app, pilot):
            for text in HOSTILE:
                run = LiveRun(Task(text))
                app.live, run.running = run, True
                app.main.began(run, again=False)
                draft = Step(text, (1,), Speaker.DRAFT, Finish.STEP)
                target = Step(text + "\n\n", (1, 2), Speaker.TARGET, Finish.STEP)
                round_ = Round(draft, target, Decision(True, 0.9), 0.1)
                half = len(text) // 2
                begun = Started("arbitrage", 0.5, None, 3)
                pieces = [Token(text[:half], Speaker.DRAFT), Token(text[half:], Speaker.TARGET)]
                app.post_message(
                    Arrived([(begun, None), *((piece, None) for piece in pieces)], run, 0, app.engine.models)
                )
                await pilot.pause(0.15)
                assert not CONTROL.search(screen_text(app).replace("\n", ""))
                app.post_message(
                    Arrived(
                        [(round_, audit(text)), (Finished(Finish.LENGTH, text), None)],
                        run,
                        0,
                        app.engine.models,
                    )
                )
                await pilot.pause(0.15)
                for _ in range(2):
                    await pilot.press("f6")
                    await pilot.pause()
                    assert not CONTROL.search(screen_text(app).replace("\n", ""))
            line = app.main.query_one("#problem", Input)
            line.focus()
            app.post_message(events.Paste("one\x1b]0;x\x07\ntwo \x9b2J"))
            await pilot.pause()
            assert not CONTROL.search(line.value) and line.value.startswith("one two")
            app.complain(UsageError("\x1b]0;x\x07[/b]"))
            await until(pilot, lambda: "[/b]" in "".join(screen_text(app).split("\n")[-8:]))
            assert not CONTROL.search(screen_text(app).replace("\n", ""))

    asyncio.run(flow())


def test_help_palette_themes_and_a_monochrome_terminal(
    pair: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def flow() -> None:
        async with opened((80, 24)) as (app, pilot):
            await pilot.press("f1")
            await pilot.pause(0.2)
            assert "Esc stops" in screen_text(app)
            await pilot.press("f1")
            await solved(app, pilot)
            colours = {
                segment.style.color.triplet
                for strip in app.screen._compositor.render_strips()
                for segment in strip
                if segment.style and segment.style.color and segment.style.color.triplet
            }
            assert app.no_color and len(re.findall(r"\d (D|T↑) ", screen_text(app))) > 0
            assert colours
            for theme in ("ansi-dark", "textual-light", "textual-dark"):
                app.theme = theme
                await pilot.pause()
                assert "Answer" in screen_text(app)
            await pilot.press("ctrl+p")
            await pilot.pause(0.2)
            app.screen.query_one(Input).value = "raw text"
            await until(pilot, lambda: app.screen.query(OptionList).first(OptionList).option_count)
            await pilot.pause(0.3)
            assert "Raw text" in screen_text(app)

    asyncio.run(flow())


def test_every_command_of_the_palette_and_every_key_has_its_action() -> None:
    app = ArbiterApp.__new__(ArbiterApp)
    for binding in ArbiterApp.BINDINGS:
        action = binding.action.partition("(")[0]  # type: ignore[union-attr]
        assert hasattr(app, f"action_{action}"), action


# -- on a real terminal -------------------------------------------------------------------------------


class Tmux:
    """A terminal of its own, 100×30, with a shell in it."""

    def __init__(self, folder: Path) -> None:
        self.base = ["tmux", "-S", str(folder / "socket"), "-f", "/dev/null"]
        plain = environment(
            XDG_DATA_HOME=str(folder),
            XDG_CONFIG_HOME=str(folder),
            XDG_STATE_HOME=str(folder),
            TERM="xterm-256color",
            TMUX=None,
        )
        command = [*self.base, "new-session", "-d", "-x", "100", "-y", "30", "sh"]
        subprocess.run(command, check=True, env=plain, timeout=20)
        self.keys("PS1='REA''DY$ '; clear", "Enter")

    def __call__(self, *arguments: str) -> str:
        done = subprocess.run([*self.base, *arguments], capture_output=True, text=True, timeout=20)
        return done.stdout

    def keys(self, *keys: str) -> None:
        self("send-keys", *keys)

    def screen(self) -> str:
        return self("capture-pane", "-p")

    def wait(self, text: str, seconds: float = 30) -> str:
        end = time.monotonic() + seconds
        while text not in (screen := self.screen()):
            assert time.monotonic() < end, f"{text!r} did not come:\n{screen}"
            time.sleep(0.1)
        return screen

    def children(self) -> list[int]:
        """Engines: children of the app, which is a child of the shell."""
        shell = self("display-message", "-p", "#{pane_pid}").strip()
        found = [shell]
        for _ in range(2):
            done = subprocess.run(["pgrep", "-P", ",".join(found)], capture_output=True, text=True)
            found = done.stdout.split()
            if not found:
                return []
        return [int(pid) for pid in found]


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


@pytest.mark.skipif(not (shutil.which("tmux") and shutil.which("pgrep")), reason="needs tmux and pgrep")
def test_on_a_real_terminal(pair: dict[str, Path], tmp_path: Path) -> None:
    terminal = Tmux(tmp_path)
    try:
        terminal.wait("READY$")
        terminal.keys(f"TERM=dumb {' '.join(COMMAND)}", "Enter")
        terminal.wait("exit codes".capitalize())
        terminal.keys(f"clear; {' '.join(COMMAND)}", "Enter")
        terminal.wait("tutor-target.gguf")
        terminal.keys("-l", PROBLEM)
        terminal.keys("Enter")
        assert "D " in terminal.wait("Answer: ")
        (engine,) = terminal.children()
        os.kill(engine, signal.SIGKILL)
        terminal.wait("SIGKILL")
        terminal.keys("-l", "Solve 2x + 1 = 9 for x.")
        terminal.keys("Enter")
        terminal.wait("Solve 2x + 1 = 9")
        terminal.wait("Answer: ")
        (engine,) = terminal.children()
        terminal.keys("C-q")
        screen = terminal.wait("READY$")
        assert "OFFLINE" not in screen
        with pytest.raises(ProcessLookupError):
            os.kill(engine, 0)
        terminal.keys(f"clear; {' '.join(COMMAND)}", "Enter")
        terminal.wait("CPU")
        (engine,) = terminal.children()
        os.kill(_parent(engine), signal.SIGTERM)
        assert "OFFLINE" not in terminal.wait("READY$")
        with pytest.raises(ProcessLookupError):
            os.kill(engine, 0)
        terminal.keys(f"clear; {' '.join(COMMAND)}", "Enter")
        terminal.wait("● CPU")
        (engine,) = terminal.children()
        os.kill(engine, signal.SIGSTOP)  # so that the run is on when it is stopped
        terminal.keys("-l", "What is 3/4 + 1/6?")
        terminal.keys("Enter", "Escape")
        time.sleep(0.5)
        os.kill(engine, signal.SIGCONT)
        terminal.wait("Stopped")
        terminal.keys("Enter")
        terminal.wait("Answer: 11/12")
        os.kill(_parent(engine), signal.SIGKILL)
        terminal.wait("Killed")
        terminal.keys("stty sane; reset; clear; echo CLE''AN", "C-j")  # Enter is no line end there
        terminal.wait("CLEAN")
        end = time.monotonic() + 10
        while Path(f"/proc/{engine}").exists():  # it ends with its app, however that ends
            assert time.monotonic() < end, f"the engine, process {engine}, is still there"
            time.sleep(0.1)
        terminal.keys(f"clear; {' '.join(COMMAND)}", "Enter")
        terminal.wait("● CPU")
        terminal.keys("F7")
        terminal.wait("✓ What is 3/4 + 1/6?")
        terminal.keys("Home", "Enter")
        terminal.wait("Answer: 11/12")
        terminal.keys("C-q")
        terminal.wait("READY$")
        terminal.keys("echo $((6 * 7))", "Enter")  # what is typed is echoed again, and nothing is left over
        assert "\n42\n" in terminal.wait("42\n")
    finally:
        terminal("kill-server")


@pytest.mark.skipif(not (shutil.which("tmux") and shutil.which("pgrep")), reason="needs tmux and pgrep")
@pytest.mark.parametrize("flags", ["", " --inline"])
def test_it_ends_when_the_terminal_goes_away(pair: dict[str, Path], tmp_path: Path, flags: str) -> None:
    terminal = Tmux(tmp_path)
    try:
        terminal.wait("READY$")
        terminal.keys(f"{' '.join(COMMAND)}{flags}", "Enter")
        terminal.wait("● CPU")
        (engine,) = terminal.children()
        app = _parent(engine)
    finally:
        terminal("kill-server")
    end = time.monotonic() + 15
    while any(Path(f"/proc/{pid}").exists() for pid in (app, engine)):
        assert time.monotonic() < end, "it is still there"
        time.sleep(0.1)
