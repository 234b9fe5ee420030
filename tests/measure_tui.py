"""Figures of the terminal interface, measured from outside: it runs on a pseudo-terminal, driven by keys.

    python -m tests.measure_tui flood      key press to reaction and CPU share at 5,000 tokens/s
    python -m tests.measure_tui parity     seconds a problem beside those of `arbiter solve`
    python -m tests.measure_tui kills      kill -9 of app or engine in mid-run: is any accepted step lost?
    python -m tests.measure_tui hostile    hostile texts: does any control byte reach the terminal?

Each prints one line, and ends with exit code 1 where the figure is outside what is promised. For Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import pty
import random
import re
import select
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from struct import pack
from termios import TIOCSWINSZ
from typing import Any

from textual._compositor import CompositorUpdate

import arbiter_app.tui
from arbiter_app.audit import audit
from arbiter_app.core import Context, Decision, Finish, Finished, Limits, Round, Speaker, Step, Token
from arbiter_app.engine import worker
from arbiter_app.engine.solve import solve
from arbiter_app.pair import Pair
from arbiter_app.problems import draw
from arbiter_app.sessions import Sessions, Task
from arbiter_app.tui.app import ArbiterApp, keep_awake
from arbiter_app.tui.live import LiveRun
from arbiter_app.tui.messages import Arrived
from tests.snapshots import SilentEngine

ROOT = Path(__file__).parent.parent
RATE = 5000  # tokens a second
STEP_TOKENS = 256  # the cap of a step in `core.Limits`
WORDS = "so x^2 + 3*x is 1/2 of 40 and the sum of these terms is (x + 1)(x + 2) = 12 .\n".split(" ")
"""None of their characters is one of the keys that `flood` presses."""


# -- in the measured process ---------------------------------------------------------------------------


class ReportingApp(ArbiterApp):
    """Says in JSON lines on a pipe what it holds for kept: once the store has it, as screens show it."""

    CSS_PATH = str(Path(arbiter_app.tui.__file__).with_name("arbiter.tcss"))

    def __init__(self, engine: worker.Engine, sessions: Sessions, report: int) -> None:
        super().__init__(engine, sessions)
        self._report = report
        self._begun = 0.0

    def _say(self, **said: object) -> None:
        os.write(self._report, json.dumps(said).encode() + b"\n")

    def _of_machine(self, event: worker.Message, run: LiveRun | None) -> bool:
        if isinstance(event, worker.Ready):
            self._say(kind="ready", engine=self.engine.pid)
        return super()._of_machine(event, run)

    def solve(self, run: LiveRun, *, redo: bool = False) -> None:
        self._begun = time.perf_counter()
        super().solve(run, redo=redo)

    def _keep(self, run: LiveRun, event: worker.Message, running: bool) -> None:
        super()._keep(run, event, running)
        match event:
            case Round() if event.kept.finish is not Finish.CANCELLED:
                self._say(kind="step", run=run.stored, position=len(run.steps) - 1, text=event.kept.text)
            case Finished() | worker.Failed() | worker.EngineDied():
                self._say(
                    kind="end", run=run.stored, answer=run.answered, seconds=time.perf_counter() - self._begun
                )


class FloodEngine(worker.Engine):
    """Its child runs `main` below: no model, and text at RATE."""

    _child = __name__


class _FloodChild(worker._Child):
    """The real child but for the models: what it writes goes the real way, token by token."""

    def _prepare(self, models: worker.Models, settings: worker.Settings) -> Any:
        model = worker.Loaded(Speaker.DRAFT, "flood", 0, 1, 4096, False)
        self.out.put(0, worker.Ready((model,), {}))

    def _solve(self, models: worker.Models, asked: worker._Solve) -> None:
        self._begin(asked)
        self.out.put(asked.run, worker.Started("draft", 0.5, None, 10))
        begun = at = time.perf_counter()
        written: list[str] = []
        for n in range(10**9):
            word = WORDS[n % len(WORDS)]
            self.out.put(asked.run, Token(word + " ", Speaker.DRAFT))
            written.append(word)
            if len(written) == STEP_TOKENS:
                text = " ".join(written) + "\n\n"
                step = Step(text, (1,) * STEP_TOKENS, Speaker.DRAFT, Finish.STEP)
                now = time.perf_counter()
                self.out.put(asked.run, Round(step, None, Decision(False, 0.1), now - at))
                written, at = [], now
            time.sleep(max(0.0, begun + n / RATE - time.perf_counter()) if n % 5 == 0 else 0)


def main() -> None:
    """What `FloodEngine` runs in its child."""
    worker._Child = _FloodChild  # type: ignore[misc]
    worker.main()


def run_app(path: Path, report: int, *, flood: bool) -> None:
    """The interface on this process's terminal."""
    with Sessions(path) as sessions, (FloodEngine if flood else worker.Engine)() as engine:
        app = ReportingApp(engine, sessions, report)
        keep_awake()
        app.run()


# -- outside -------------------------------------------------------------------------------------------


class Terminal:
    """The interface in a process of its own, on a pseudo-terminal of 110×30."""

    def __init__(self, path: Path, *, flood: bool = False) -> None:
        self._master, slave = pty.openpty()
        ioctl(slave, TIOCSWINSZ, pack("HHHH", 30, 110, 0, 0))
        self._reports, report = os.pipe()
        code = f"from tests.measure_tui import *; run_app(Path({str(path)!r}), {report}, flood={flood})"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=slave, stdout=slave, stderr=slave, pass_fds=[report], start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        os.close(slave)
        os.close(report)
        self.said: list[dict[str, Any]] = []
        self._half = b""
        self.output = b""  # since `output` was last emptied

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)
        os.close(self._reports)

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def read(self, seconds: float) -> bool:
        """What comes within that time, or the first of it; whether anything came."""
        ready, _, _ = select.select([self._master, self._reports], [], [], seconds)
        screen = told = b""
        if self._master in ready:
            with suppress(OSError):  # the app has ended
                screen = os.read(self._master, 1 << 16)
                self.output += screen
        if self._reports in ready:
            told = os.read(self._reports, 1 << 16)
            *lines, self._half = (self._half + told).split(b"\n")
            self.said += map(json.loads, lines)
        return bool(screen or told)

    def wait(self, kind: str, seconds: float = 60) -> dict[str, Any]:
        """The next report of that kind; those before it stay in `said`."""
        n, end = len(self.said), time.monotonic() + seconds
        while not any(said["kind"] == kind for said in self.said[n:]):
            if time.monotonic() > end:
                raise SystemExit(f"measure_tui: no {kind} within {seconds} s: {self.output[-300:]!r}")
            self.read(1)
        return next(said for said in self.said[n:] if said["kind"] == kind)

    def cpu_seconds(self) -> float:
        """CPU time of the interface's process so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Flood:
    """Seconds from key press to its character on the terminal; share of one core."""

    latencies: tuple[float, ...]
    cpu: float

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.latencies, n=20)[-1]


def flood(folder: Path, n_keys: int) -> Flood:
    """Press a key every 30 to 90 ms while text comes at RATE."""
    with Terminal(folder / "flood.db", flood=True) as terminal:
        terminal.wait("ready")
        terminal.press("go\r")
        terminal.wait("step")
        cpu, begun, latencies = terminal.cpu_seconds(), time.monotonic(), []
        for i in range(n_keys):
            pause = time.monotonic() + random.uniform(0.03, 0.09)
            while (left := pause - time.monotonic()) > 0:
                terminal.read(left)
            key = chr(0x4E00 + i)  # an ideograph, each once: nothing else on the screen holds it
            terminal.output, pressed = b"", time.monotonic()
            terminal.press(key)
            while key.encode() not in terminal.output:
                if not terminal.read(5) or time.monotonic() > pressed + 30:
                    raise SystemExit(f"measure_tui: the screen does not show key {i}")
            latencies.append(time.monotonic() - pressed)
        return Flood(tuple(latencies), (terminal.cpu_seconds() - cpu) / (time.monotonic() - begun))


@dataclass(frozen=True, slots=True)
class Parity:
    """Seconds a problem, of each of the same problems."""

    interface: tuple[float, ...]
    command: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of interface to command; 1.05 is 5 % slower."""
        return statistics.median(a / b for a, b in zip(self.interface, self.command, strict=True))


def parity(folder: Path, n: int, seed: int) -> Parity:
    """Each problem in the interface, from Enter to its end, and by the loop of `arbiter solve`, in turns at
    going first; the models stay open in both, and one is idle while the other solves."""
    pair = Pair()
    contender = pair.contender("arbitrage", threshold=None, budget=None, seed=0)
    times: dict[str, list[float]] = {"interface": [], "command": []}
    with Terminal(folder / "parity.db") as terminal:
        terminal.wait("ready")
        time.sleep(1)

        def interface(problem: str) -> float:
            terminal.press(problem + "\r")
            return float(terminal.wait("end")["seconds"])

        def command(problem: str) -> float:
            begun = time.perf_counter()
            for _ in solve(Context(problem), contender.draft, contender.target, contender.policy, Limits()):
                pass
            return time.perf_counter() - begun

        command("Solve 3x + 5 = 20 for x.")
        interface("Solve 3x + 5 = 20 for x.")  # the first one opens what is opened late
        ways = [interface, command]
        for task in draw("test", n, seed):
            for way in ways:
                times[way.__name__].append(way(task.problem))
            ways.reverse()
    return Parity(tuple(times["interface"]), tuple(times["command"]))


@dataclass(frozen=True, slots=True)
class Kills:
    """What became of the steps that were reported as accepted."""

    n_app: int
    n_engine: int
    n_steps: int
    n_lost: int
    integrity: str  # SQLite's own word; "ok" if nothing is wrong
    n_left: int  # engines that outlived their app


def kills(folder: Path, n: int, seed: int) -> Kills:
    """Kill app or engine, at random, at a random moment of a run; then go on with the same store.

    Every step that the app reported is looked for in the store afterwards, letter by letter.
    """
    path, chance = folder / "kills.db", random.Random(seed)
    problems = [task.problem for task in draw("test", 50, seed)]
    victims = [chance.choice(("app", "engine")) for _ in range(n)]
    reported: list[dict[str, Any]] = []
    at = left = 0
    while at < n:
        with Terminal(path) as terminal:
            terminal.wait("ready")
            terminal.press("\r")  # goes on with the run that was cut off, or takes the first example
            victim = ""
            while at < n and victim != "app":
                victim, at = victims[at], at + 1
                moment = time.monotonic() + chance.uniform(0.0, 1.5)
                _solve(terminal, chance, problems, lambda: time.monotonic() > moment)  # noqa: B023
                engine = _engine(terminal)
                if victim == "engine":
                    os.kill(engine, signal.SIGKILL)
                    _solve(terminal, chance, problems, lambda: _engine(terminal) != engine)  # noqa: B023
            terminal.process.kill()
            terminal.process.wait()
            while terminal.read(0.2):
                pass
            reported += [said for said in terminal.said if said["kind"] == "step"]
            left += not _gone(_engine(terminal))
    lost, integrity = _looked_up(path, reported)
    return Kills(victims.count("app"), victims.count("engine"), len(reported), lost, integrity, left)


def _engine(terminal: Terminal) -> int:
    """The process id of the child that was ready last."""
    return next(int(said["engine"]) for said in reversed(terminal.said) if said["kind"] == "ready")


def _solve(terminal: Terminal, chance: random.Random, problems: list[str], until: Callable[[], bool]) -> None:
    """Solve one problem after another until then; so a run is on all the time, but for a blink."""
    seen, end = len(terminal.said), time.monotonic() + 60
    while not until():
        if time.monotonic() > end:
            raise SystemExit(f"measure_tui: the engine did not come back: {terminal.output[-300:]!r}")
        terminal.read(0.02)
        if any(said["kind"] == "end" for said in terminal.said[seen:]):
            terminal.press(chance.choice(problems) + "\r")
        seen = len(terminal.said)


def _gone(pid: int, seconds: float = 5) -> bool:
    """Whether that process has ended by then."""
    end = time.monotonic() + seconds
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        time.sleep(0.05)
    return not Path(f"/proc/{pid}").exists()


def _looked_up(path: Path, reported: list[dict[str, Any]]) -> tuple[int, str]:
    """How many of the steps are not in the store, and whether the file is whole. A step that was
    reported again at its place (a run that went on) is looked for as it was reported last."""
    last = {(said["run"], said["position"]): said["text"] for said in reported}
    with Sessions(path) as sessions:
        stored = {run: [r.kept.text for r in sessions.run(run).rounds] for run, _ in last}
    lost = sum(text not in stored[run][position : position + 1] for (run, position), text in last.items())
    with sqlite3.connect(path) as db:
        return lost, str(db.execute("PRAGMA integrity_check").fetchone()[0])


# -- hostile texts --------------------------------------------------------------------------------------

_PIECES = (
    "\x1b]0;title\x07", "\x1b]52;c;aGk=\x07", "\x1b[2J", "\x1b[31m", "\x9b31m", "\x9d0;x\x9c", "\x1bP",
    "\x1b\\", "\x1b", "\x07", "\x08", "\x00", "\x7f", "\x85", "\r", "\r\n", "\n", "\n\n", "\t", "\u2028",
    "\u202e", "\u2066", "\u2069", "\u200f", "\ufeff", "\ud800", "\udfff", "\udc1b", "\ufffd",
    "[/b]", "[@click=app.quit]x[/]", "[bold", "[red]", "\\[", "]", "$", "$$", "\\(", "\\)", "\\frac{",
    "\\sqrt[", "{", "}", "^", "_", "\\left(", "\\right.", "\\begin{matrix}", "&", "\\\\", "\\end{cases}",
    "\\unknown", "x^2", "3/4", "e\u0301\u0301\u0301", "\U0001f469\u200d\U0001f467", "漢字", "ﷺ", "=", " ",
)  # fmt: skip
_WHOLE = (
    "y" * 20_000,
    r"\frac{" * 300 + "1" + "}" * 300,
    "(" * 5000,
    "\x1b" * 3000,
    "漢" * 9000,
    "^{" * 2000,
)
_OURS = re.compile(r"\n?\x1b\[[0-9;]*H|\x1b\[[0-9;]*m")  # places and colours: all that Textual paints with
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def hostile_text(chance: random.Random) -> str:
    """Escape codes, markup, marks of direction, lone surrogates, deep LaTeX, in any order and mixture."""
    if chance.random() < 0.02:
        return chance.choice(_WHOLE)
    return "".join(chance.choices(_PIECES, k=chance.randint(1, 40))) * chance.choice((1, 1, 1, 20))


async def hostile(n: int, seed: int) -> list[str]:
    """What reached the terminal of control characters, as "text -> what it became"; empty if nothing.

    Each text is a problem, is written by draft and target in pieces, is kept, and ends the run, in a
    store and an interface of 80×24 whose paintings are looked at byte by byte. Raises what the app raises.
    """
    chance, found = random.Random(seed), list[str]()
    with Sessions(None) as sessions, SilentEngine() as engine:
        app = ArbiterApp(engine, sessions)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            for i in range(n):
                text = hostile_text(chance)
                await _show(app, text, chance.randint(0, len(text)), failed=i % 4 == 0)
                await pilot.pause()
                if i % 2:
                    app.action_raw()
                    await pilot.pause()
                update = app.screen._compositor.render_update(full=True)
                assert isinstance(update, CompositorUpdate)
                painted = update.render_segments(app.console)
                painted.encode(errors="strict")
                if CONTROL.search(_OURS.sub("", painted)):
                    found.append(f"{text[:200]!r} -> {painted[:200]!r}")
    return found


async def _show(app: ArbiterApp, text: str, cut: int, *, failed: bool) -> None:
    """A run all of whose texts are `text`, as the engine would tell of it."""
    if app.session is not None and len(app.main.query("StepView")) > 8:
        await app.action_new()
    run = LiveRun(Task(text), session=app.session)
    app.live, run.running = run, True
    app.main.began(run, again=False)
    draft = Step(text, (1,), Speaker.DRAFT, Finish.STEP)
    target = Step(text + "\n\n", (1, 2), Speaker.TARGET, Finish.STEP)
    ending = worker.Failed(text, 1) if failed else Finished(Finish.LENGTH, text)
    events = (
        worker.Started("arbitrage", 0.5, None, 3),
        Token(text[:cut], Speaker.DRAFT),
        Token(text[cut:], Speaker.DRAFT),
        Token(text, Speaker.TARGET),
    )
    app.on_arrived(Arrived([(event, None) for event in events], run, run.turn, app.engine.models))
    app.main._paint()
    kept = (Round(draft, target, Decision(True, 0.9), 0.1), audit(text))
    app.on_arrived(Arrived([kept, (ending, None)], run, run.turn, app.engine.models))


# -- the commands ---------------------------------------------------------------------------------------


def command(arguments: list[str] | None = None) -> int:
    """Print one figure; 1 if it is outside what is promised."""
    parser = argparse.ArgumentParser(prog="python -m tests.measure_tui", description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=("flood", "parity", "kills", "hostile"))
    parser.add_argument("--n", type=int, help="keys (300), problems (60), kills (200), texts (2000)")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    n = given.n or {"flood": 300, "parity": 60, "kills": 200, "hostile": 2000}[given.what]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.what == "flood":
            f = flood(folder, n)
            print(f"{RATE} tokens/s, {n} keys: p95 {f.p95 * 1000:.0f} ms, CPU {f.cpu:.0%} of one core")
            return int(f.p95 > 0.05 or f.cpu > 0.25)
        if given.what == "parity":
            p = parity(folder, n, given.seed)
            print(f"{n} problems: interface / loop of arbiter solve, median ratio of seconds {p.ratio:.3f}")
            return int(p.ratio > 1.05)
        if given.what == "kills":
            k = kills(folder, n, given.seed)
            print(
                f"killed: app {k.n_app} times, engine {k.n_engine} times; {k.n_steps} accepted steps, "
                f"lost {k.n_lost}; integrity_check {k.integrity}; engines left behind {k.n_left}"
            )
            return int(k.n_lost > 0 or k.integrity != "ok" or k.n_left > 0)
        found = asyncio.run(hostile(n, given.seed))
        print("\n".join([*found[:5], f"{n} hostile texts: {len(found)} let a control byte through"]))
        return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(command())
