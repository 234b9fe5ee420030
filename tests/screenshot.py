"""A picture of the terminal interface at work, for the README: a real solve with the bundled pair, at 110×30.

python -m tests.screenshot docs/tui.svg ["What is 3/4 + 1/6?"]
"""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

from arbiter_app.engine.worker import Engine
from arbiter_app.sessions import Sessions, Task
from arbiter_app.tui.app import ArbiterApp
from arbiter_app.tui.live import LiveRun

PROBLEM = "Find 3/8 + 5/12."


async def screenshot(problem: str) -> str:
    """The SVG once that problem has been solved; the session is not kept."""
    with Sessions(None) as sessions, Engine() as engine:
        app = ArbiterApp(engine, sessions)
        async with app.run_test(size=(110, 30)) as pilot:
            run = LiveRun(Task(problem))
            app.solve(run)
            while run.ending is None:
                await pilot.pause(0.05)
            await pilot.pause(1.5)  # until all of it is painted, and the memory known
            svg = app.export_screenshot(title="arbiter")
            return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # nothing is fetched to show it


if __name__ == "__main__":
    path, problem = Path(sys.argv[1]), (sys.argv[2] if len(sys.argv) > 2 else PROBLEM)
    picture = asyncio.run(screenshot(problem))
    path.parent.mkdir(exist_ok=True)
    path.write_text(picture)
    print(f"wrote {path}")
