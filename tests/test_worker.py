"""The engine in a child process: the same events as in process, and every way in which a child can end."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from arbiter_app.core import Context, Finish, Finished, Limits, Round, Speaker, Token
from arbiter_app.engine.native import LoadOptions
from arbiter_app.engine.worker import (
    TEXT_PERIOD,
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
    Tuned,
    _Outbox,
)
from arbiter_app.errors import UsageError
from arbiter_app.pair import Pair
from arbiter_app.problems import draw
from tests.conftest import environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and sessions of POSIX")

PROBLEM = "Solve 3x + 5 = 20 for x."
PROBLEMS = [PROBLEM, *(task.problem for task in draw("test", 4, 0))]
ONE_THREAD = Models(threads=1)  # the same on a busy machine: llama.cpp counts idle cores otherwise
NEVER, ALWAYS = Settings(threshold=1.0), Settings(threshold=-1.0)


@pytest.fixture(scope="module")
def engine(pair: dict[str, Path]) -> Iterator[Engine]:
    with Engine(ONE_THREAD) as engine:
        engine.start()
        yield engine


@pytest.fixture(scope="module")
def here(pair: dict[str, Path]) -> Iterator[Pair]:
    with Pair(options=LoadOptions(threads=1)) as opened:
        yield opened


def solved(engine: Engine, problem: str = PROBLEM, settings: Settings = Settings()) -> list[Message]:
    engine.solve(Context(problem), settings)
    return list(engine.events())


def rounds(events: list[Message]) -> list[Round]:
    return [event for event in events if isinstance(event, Round)]


def kept(events: list[Message]) -> str:
    return "".join(round_.kept.text for round_ in rounds(events))


def alive(pid: int) -> bool:
    """Whether a process runs; one that nobody has waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone(pid: int, seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not alive(pid)


def pid_of(engine: Engine) -> int:
    assert engine.pid is not None
    return engine.pid


# -- the same as in process ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "settings",
    [Settings(), Settings(threshold=0.2), Settings(policy="target"), Settings(policy="speculative")],
)
def test_a_run_is_the_same_as_in_process(engine: Engine, here: Pair, settings: Settings) -> None:
    contender = here.contender(settings.policy, threshold=settings.threshold, budget=None, seed=0)
    for problem in PROBLEMS[:3]:
        expected = list(contender.solve(problem, Limits()))
        events = solved(engine, problem, settings)
        assert events[-1] == expected[-1]
        mine, theirs = rounds(events), [event for event in expected if isinstance(event, Round)]
        assert [(r.kept.text, r.kept.by, r.decision.escalate) for r in mine] == [
            (r.kept.text, r.kept.by, r.decision.escalate) for r in theirs
        ]
        assert [r.decision.score for r in mine] == pytest.approx([r.decision.score for r in theirs], abs=1e-3)
        streamed = [event for event in expected if isinstance(event, Token)]
        for speaker in Speaker:
            assert "".join(e.text for e in events if isinstance(e, Token) and e.by is speaker) == "".join(
                e.text for e in streamed if e.by is speaker
            )


def test_text_of_a_step_comes_before_its_round(engine: Engine) -> None:
    text = ""
    for event in solved(engine, settings=ALWAYS):
        if isinstance(event, Token):
            text += event.text
        elif isinstance(event, Round):
            assert event.rival is not None
            assert text == event.proposed.text + event.rival.text
            text = ""


def test_a_run_goes_on_from_the_steps_already_accepted(engine: Engine) -> None:
    whole = rounds(solved(engine, settings=NEVER))
    context = Context(PROBLEM)
    context.append(whole[0])
    engine.solve(context, NEVER)
    rest = rounds(list(engine.events()))
    assert [r.kept.text for r in rest] == [r.kept.text for r in whole[1:]]
    assert [s.text for s in context.steps] == [whole[0].kept.text]  # the caller's own is left as it was


def test_a_new_problem_takes_the_place_of_the_one_before(engine: Engine) -> None:
    expected = kept(solved(engine))
    engine.solve(Context(PROBLEMS[1]), ALWAYS)
    engine.solve(Context(PROBLEMS[2]), ALWAYS)
    assert kept(solved(engine)) == expected


def test_it_tells_what_is_loaded_and_how_much_memory_that_takes(pair: dict[str, Path]) -> None:
    with Engine(Models(threads=2, n_ctx=256)) as engine:
        engine.start()
        events: list[Message] = []
        while not any(isinstance(event, Memory) for event in events):
            events += engine.take(60)
    shares = [event.share for event in events if isinstance(event, Loading)]
    assert shares and all(0 <= share <= 1 for share in shares)
    (ready,) = [event for event in events if isinstance(event, Ready)]
    assert ready.pair["name"] == "tutor"
    assert [(m.speaker, m.n_bytes, m.n_threads, m.n_ctx, m.on_gpu) for m in ready.models] == [
        (Speaker.DRAFT, pair["draft"].stat().st_size, 2, 256, False),
        (Speaker.TARGET, pair["target"].stat().st_size, 2, 256, False),
    ]
    (memory,) = [event for event in events if isinstance(event, Memory)]
    assert memory.resident and memory.resident > pair["draft"].stat().st_size
    assert memory.gpu_total is None


def test_an_event_loop_can_watch_it(engine: Engine) -> None:
    async def answer() -> list[Message]:
        told: list[Message] = []
        done = asyncio.Event()

        def read() -> None:
            told.extend(engine.take(0))
            if told and isinstance(told[-1], Finished):
                done.set()

        loop = asyncio.get_running_loop()
        loop.add_reader(engine.fileno(), read)
        engine.solve(Context(PROBLEM))
        await asyncio.wait_for(done.wait(), 60)
        loop.remove_reader(engine.fileno())
        return told

    expected = kept(solved(engine))
    assert kept(asyncio.run(answer())) == expected
    assert engine.take(0) == []


# -- stop, tune, redo ---------------------------------------------------------------------------------


def test_a_stop_keeps_what_was_written(engine: Engine) -> None:
    slow = Settings(policy="target")
    whole = kept(solved(engine, PROBLEMS[2], slow))
    engine.solve(Context(PROBLEMS[2]), slow)
    events: list[Message] = []
    for event in engine.events():
        events.append(event)
        if isinstance(event, Token):
            engine.stop()
    assert events[-1] == Finished(Finish.CANCELLED, "stopped before the answer")
    assert 0 < len(kept(events)) < len(whole)
    assert whole.startswith(kept(events))
    assert kept(solved(engine, PROBLEMS[2], slow)) == whole  # nothing of the stop is left over


def test_a_stop_while_models_load_ends_the_run_at_once(here: Pair) -> None:
    with Engine(ONE_THREAD) as engine:
        engine.solve(Context(PROBLEM))
        engine.stop()
        events = list(engine.events())
        assert events[-1] == Finished(Finish.CANCELLED, "stopped before the answer")
        assert not rounds(events)
        expected = list(
            here.contender("arbitrage", threshold=None, budget=None, seed=0).solve(PROBLEM, Limits())
        )
        assert kept(solved(engine)) == "".join(r.kept.text for r in expected if isinstance(r, Round))


def test_another_threshold_holds_from_the_next_step(engine: Engine) -> None:
    problem = max(PROBLEMS, key=lambda p: len(rounds(solved(engine, p, ALWAYS))))
    engine.solve(Context(problem), ALWAYS)
    events: list[Message] = []
    for event in engine.events():
        events.append(event)
        if isinstance(event, Started):
            engine.tune(1.0)
    assert sum(isinstance(event, Tuned) for event in events) == 1
    at = events.index(Tuned(1.0, None))
    before, after = rounds(events[:at]), rounds(events[at:])
    assert after, "the change came before the last step"
    assert all(r.decision.escalate for r in before)
    assert not any(r.decision.escalate for r in after)


def test_a_threshold_that_is_changed_before_the_run_begins_holds_for_all_of_it(pair: dict[str, Path]) -> None:
    with Engine(ONE_THREAD) as engine:
        engine.solve(Context(PROBLEM), NEVER)
        engine.tune(-1.0)
        events = list(engine.events())
    assert all(r.decision.escalate for r in rounds(events))


def test_a_budget_holds_over_runs(engine: Engine) -> None:
    settings = Settings(policy="confidence", budget=0.3)
    decided = [r.decision.escalate for p in PROBLEMS for r in rounds(solved(engine, p, settings))]
    assert 0 < sum(decided) < len(decided)


@pytest.mark.parametrize("policy", ["arbitrage", "draft"])
def test_the_target_writes_the_last_step_again(engine: Engine, policy: str) -> None:
    settings = Settings(policy=policy, threshold=1.0)
    whole = rounds(solved(engine, settings=settings))
    engine.redo()
    again = rounds(list(engine.events()))
    assert again[0].proposed == whole[-1].kept
    assert again[0].decision.escalate and again[0].kept.by is Speaker.TARGET
    assert all(r.kept.by is Speaker.DRAFT for r in again[1:])


def test_a_step_is_redone_in_the_middle_of_a_run(engine: Engine) -> None:
    first = rounds(solved(engine, settings=ALWAYS))[0]
    engine.solve(Context(PROBLEM), NEVER)
    seen: list[Round] = []
    while not seen:
        seen = rounds(engine.take(60))
    engine.redo()
    events = list(engine.events())
    redone, *rest = rounds(events)
    assert redone.proposed == seen[-1].kept
    assert redone.kept.by is Speaker.TARGET
    if len(seen) == 1:
        assert redone.kept.text == first.kept.text
    expected = Context(PROBLEM, [r.kept for r in (*seen[:-1], redone)], 1)
    if redone.kept.finish is Finish.STEP:
        engine.solve(expected, NEVER)
        assert [r.kept.text for r in rest] == [r.kept.text for r in rounds(list(engine.events()))]


def test_a_redo_is_about_the_step_that_was_seen_last(engine: Engine) -> None:
    """Steps that have arrived by then and were not read yet are of no account."""
    engine.solve(Context(PROBLEM), NEVER)
    time.sleep(0.3)  # all of the run is there
    seen: list[Round] = []
    for event in engine.events():
        if isinstance(event, Round):
            seen.append(event)
            if len(seen) == 1:
                engine.redo()
    assert seen[1].proposed == seen[0].kept
    assert seen[1].kept.by is Speaker.TARGET


def test_without_a_step_there_is_nothing_to_redo(pair: dict[str, Path]) -> None:
    with Engine(ONE_THREAD) as engine:
        with pytest.raises(UsageError, match="nothing to redo"):
            engine.redo()
        with pytest.raises(UsageError, match="nothing to redo"):
            engine.solve(Context(PROBLEM), redo=True)


# -- what goes wrong ----------------------------------------------------------------------------------


def test_a_mistake_of_the_users_fails_the_run_and_not_the_child(engine: Engine) -> None:
    solved(engine)
    pid = engine.pid
    (failed,) = [e for e in solved(engine, "1 + " * 2000 + "1") if isinstance(e, Failed)]
    assert "shorten the problem" in failed.message and failed.exit_code == 2
    assert isinstance(solved(engine)[-1], Finished)
    assert engine.pid == pid


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with Engine(Models(draft=tmp_path / "none.gguf")) as engine:
        failed = solved(engine)[-1]
        assert isinstance(failed, Failed)
        assert "none.gguf" in failed.message and failed.exit_code == 3
        assert engine.pid is not None


@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV"])
def test_a_dead_child_is_told_once_and_replaced(pair: dict[str, Path], name: str) -> None:
    with Engine(ONE_THREAD) as engine:
        expected = kept(solved(engine, settings=ALWAYS))
        first = pid_of(engine)
        engine.solve(Context(PROBLEM), ALWAYS)
        os.kill(first, getattr(signal, name))
        died = list(engine.events())[-1]
        assert isinstance(died, EngineDied)
        assert died.signal == name and name in died.message
        assert engine.take(0.1) == []
        assert kept(solved(engine, settings=ALWAYS)) == expected
        assert engine.pid != first


def test_a_child_killed_while_it_has_nothing_to_do_is_told_of(pair: dict[str, Path]) -> None:
    with Engine(ONE_THREAD) as engine:
        solved(engine)
        os.kill(pid_of(engine), signal.SIGKILL)
        (died,) = engine.take(60)
        assert isinstance(died, EngineDied) and "memory" in died.message


def test_the_last_words_of_a_child_are_told(pair: dict[str, Path], capfd: pytest.CaptureFixture[str]) -> None:
    with Engine(ONE_THREAD) as engine:
        solved(engine)
        engine._send("rubbish")  # type: ignore[arg-type]
        (died,) = engine.take(60)
    assert died == EngineDied(
        "the engine ended by itself (exit code 1); its last words: AssertionError: no command: 'rubbish'"
    )
    assert capfd.readouterr() == ("", "")  # and nowhere else


PARENT = """
import sys, time
from arbiter_app.core import Context, Finished, Round
from arbiter_app.engine.worker import Engine, Settings
engine = Engine()
engine.solve(Context("Solve 3x + 5 = 20 for x."), Settings(threshold=-1.0))
if {until}:
    next(event for event in engine.events() if isinstance(event, {until}))
heavy = {{"numpy", "llama_cpp", "onnxruntime", "jinja2", "multiprocessing"}} & sys.modules.keys()
print(engine.pid, *heavy, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("until", [None, "Round", "Finished"])
def test_a_child_ends_with_its_parent(pair: dict[str, Path], until: str | None) -> None:
    """Loading, writing or idle; and the parent has imported nothing heavy, nor has anything been printed."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(until=until)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(),
    )
    assert parent.stdout
    line = parent.stdout.readline().split()
    assert len(line) == 1 and line[0].isdigit(), line
    assert alive(int(line[0]))
    parent.kill()
    assert gone(int(line[0]))
    assert parent.communicate()[0] == b""


def test_ctrl_c_is_not_the_childs_to_hear(engine: Engine) -> None:
    solved(engine)
    pid = pid_of(engine)
    assert os.getsid(pid) != os.getsid(0)
    os.kill(pid, signal.SIGINT)
    assert isinstance(solved(engine)[-1], Finished)
    assert engine.pid == pid


@pytest.mark.parametrize("stopped", [False, True])
def test_close_leaves_no_process(pair: dict[str, Path], stopped: bool) -> None:
    engine = Engine(ONE_THREAD)
    engine.solve(Context(PROBLEM), ALWAYS)
    pid = pid_of(engine)
    reader = Thread(target=lambda: list(engine.events()))
    reader.start()
    if stopped:
        os.kill(pid, signal.SIGSTOP)
    engine.close()
    engine.close()
    reader.join(5)
    assert not reader.is_alive()
    assert not alive(pid)
    assert engine.take(0) == []


def test_a_child_that_does_not_leave_is_not_waited_for_when_models_change(pair: dict[str, Path]) -> None:
    with Engine(ONE_THREAD) as engine:
        engine.solve(Context(PROBLEM), ALWAYS)
        pid = pid_of(engine)
        os.kill(pid, signal.SIGSTOP)
        began = time.monotonic()
        engine.change(Models(threads=1, n_ctx=512))
        assert time.monotonic() - began < 0.3 and engine.pid is None
        assert isinstance(solved(engine)[-1], Finished)
        end = time.monotonic() + 10
        while alive(pid):
            assert time.monotonic() < end
            time.sleep(0.05)


# -- messages -----------------------------------------------------------------------------------------


class Wire(io.BytesIO):
    """Counts the messages written to it."""

    n = 0

    def flush(self) -> None:
        self.n += 1


def test_text_makes_few_messages_and_a_finished_step_one_at_once() -> None:
    wire = Wire()
    out = _Outbox(wire)
    started = time.monotonic()
    for i in range(2000):
        out.put(1, Token(f"{i} ", Speaker.DRAFT))
        time.sleep(0.0002)
    assert wire.n <= 2 + (time.monotonic() - started) / TEXT_PERIOD
    time.sleep(2 * TEXT_PERIOD)
    out.put(1, Token("the first is sent at once", Speaker.DRAFT))
    time.sleep(0.002)
    out.put(1, Finished(Finish.ANSWER))
    asked = time.monotonic()
    while b"Finished" not in wire.getvalue():
        time.sleep(0.0005)
    assert time.monotonic() - asked < TEXT_PERIOD
