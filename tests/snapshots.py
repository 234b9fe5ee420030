"""Pictures of the terminal interface in fixed states, for `test_snapshots.py`.

    python -m tests.snapshots    draw them all again, into tests/data/snapshots/

A picture is an SVG as Textual writes it, less what is the same in all of them. Times and rates are made up,
so that they are the same everywhere; models are not asked.
"""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path
from unittest.mock import patch

from textual.widgets import Input, OptionList

from arbiter_app.core import Decision, Finish, Finished, Round, Speaker, Step
from arbiter_app.engine.worker import Engine, Loaded, Memory
from arbiter_app.sessions import Mode, Sessions, Settings, Task
from arbiter_app.tui.app import ArbiterApp
from arbiter_app.tui.live import Machine

FOLDER = Path(__file__).parent / "data" / "snapshots"
SIZES = ((80, 24), (110, 30), (160, 45))
THEMES = ("dark", "light", "no-color")
STATES = ("first", "solved", "guided", "practice")
PROBLEM = "Solve 3x + 5 = 20 for x."
MODELS = (
    Loaded(Speaker.DRAFT, "tutor-draft.gguf", 800_000, 1, 512, False),
    Loaded(Speaker.TARGET, "tutor-target.gguf", 41_000_000, 2, 512, False),
)


class SilentEngine(Engine):
    """An engine without a child: nothing arrives."""

    def start(self, settings: object = None) -> None:
        pass


def rounds() -> list[Round]:
    """A run of three steps; the first was escalated."""

    def step(text: str, by: Speaker, seconds: float, finish: Finish = Finish.STEP) -> Step:
        return Step(text, (1,) * 20, by, finish, seconds=seconds)

    wrong = step("Subtract the constant term on both sides.\n3x = 20 - 5 = 25\n\n", Speaker.DRAFT, 0.01)
    right = step("Subtract the constant term on both sides.\n3x = 20 - 5 = 15\n\n", Speaker.TARGET, 0.05)
    last = step(
        "Divide both sides by the coefficient of x.\n$$x = \\frac{15}{3} = 5$$\n\n", Speaker.DRAFT, 0.01
    )
    answer = step("Answer: x = 5", Speaker.DRAFT, 0.01, Finish.ANSWER)
    return [
        Round(wrong, right, Decision(True, 0.82), 0.06),
        Round(last, None, Decision(False, 0.11), 0.01),
        Round(answer, None, Decision(False, 0.02), 0.01),
    ]


def fill(sessions: Sessions, mode: Mode) -> int:
    """A solved problem in the store; its session."""
    run = sessions.begin(Task(PROBLEM), Settings({}, "arbitrage", 0.5), mode=mode)
    for round_ in rounds():
        sessions.add_round(run, round_, threshold=0.5)
    sessions.end(run, Finished(Finish.ANSWER), first_token_seconds=0.02)
    return sessions.run(run).session


async def picture(state: str, size: tuple[int, int], theme: str) -> str:
    """The SVG of that state, at that size (columns, rows), in that theme."""
    without = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    colours = {"NO_COLOR": "1"} if theme == "no-color" else {}
    with (
        patch.dict(os.environ, {**without, **colours}, clear=True),
        Sessions(None) as sessions,
        SilentEngine() as engine,
    ):
        if theme != "no-color":
            os.environ.pop("NO_COLOR", None)
        app = ArbiterApp(engine, sessions)
        async with app.run_test(size=size) as pilot:
            app.theme = "textual-light" if theme == "light" else "textual-dark"
            app.machine = Machine(models=MODELS, memory=Memory(139_000_000, None, None, None))
            app.main.machine(app.machine)
            if state in ("solved", "guided"):
                await app.open(fill(sessions, Mode.GUIDED if state == "guided" else Mode.WORKED))
            elif state == "practice":
                app.action_practice()
                await pilot.pause()
                while not app.screen.query_one(OptionList).option_count:
                    await pilot.pause(0.05)
            for _ in range(3):
                await pilot.pause(0.2)
            for field in app.screen.query(Input):
                field.cursor_blink = False
            app.main._paint()
            await pilot.pause()
            return plain(app.export_screenshot(title=""))


def plain(svg: str) -> str:
    """Without its fonts, the name that every picture gets anew, and what a viewer does as well without."""
    for pattern, instead in (
        (r"@font-face \{.*?\}", ""),
        (r"<clipPath.*?</clipPath>", ""),
        (r' clip-path="[^"]*"| textLength="[^"]*"| shape-rendering="crispEdges"', ""),
        (r"terminal-\d+-", ""),
        (r"\n\s*\n", "\n"),
    ):
        svg = re.sub(pattern, instead, svg, flags=re.DOTALL)
    return svg


def path(state: str, size: tuple[int, int], theme: str) -> Path:
    return FOLDER / f"{state}-{size[0]}x{size[1]}-{theme}.svg"


def everything() -> list[tuple[str, tuple[int, int], str]]:
    return [(state, size, theme) for state in STATES for size in SIZES for theme in THEMES]


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for which in everything():
        path(*which).write_text(asyncio.run(picture(*which)))
