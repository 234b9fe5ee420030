"""Training rows for a router: at each step, is the target's own step worth more than the draft's?

Rolls a pair out on problems that neither model was trained on. At each step draft and target write
theirs in the same context, the target completes both greedily, and the answers are graded exactly:
Δ = right(target's) − right(draft's) and y = 1 when Δ > 0 (Arbitrage, arXiv 2512.05033, section 4,
with the exact answer in the place of a process reward model). Knows nothing of how a router is
trained, and no router takes part.

The file: one line about the pair, then one JSON object a step, those of a problem together; with
several workers, problems as they are finished. A run that was cut off goes on where it stopped: each
worker loses the problem it was at, and what was written of an unfinished one is dropped.
"""

from __future__ import annotations

import json
import math
import os
import signal
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, as_completed, wait
from concurrent.futures import Future as Pending
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any, BinaryIO

from ..core import Context, Decision, Finish, Limits, Round, Speaker, Step, stated
from ..engine.gguf import Model
from ..engine.native import Gpu, LoadOptions
from ..engine.policies import Accept
from ..engine.solve import solve, written
from ..errors import DeviceError, UsageError
from ..grading import Verdict, extract_answer, grade
from ..problems import Task
from .features import features
from .rows import header_of

_OPTIONS = LoadOptions(gpu=Gpu.OFF, threads=1)  # one core a worker: they are what runs in parallel

_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Future:
    """How the target, writing greedily, goes on from a context, and whether that ends right."""

    steps: tuple[Step, ...]
    right: bool


def roll(task: Task, draft: Model, target: Model, *, seed: int) -> list[dict[str, Any]]:
    """The rows of one problem, a step each. All but the seconds are the same whatever came before.

    Contexts follow the confidence policy with a threshold drawn for each step: the surer the draft
    was, the likelier its step is kept. The paper's follow the oracle; but then the tags of who wrote
    what give away Δ, which no router in use could have put there.

    The target's step is the first of its continuation, so one continuation gives both, and the one
    after the kept step serves at the next. Only a draft's step that differs costs a new one.
    """
    rng = Random(f"{seed}:{task.problem}")
    context = Context(task.problem)
    ahead = complete(context, target, task.answer)
    rows: list[dict[str, Any]] = []
    while ahead.steps:
        proposed, rival = written(draft.propose(context, _LIMITS)), ahead.steps[0]
        with_target = Future(ahead.steps[1:], ahead.right)
        same = proposed.text == rival.text
        with_draft = with_target if same else complete(_after(context, proposed), target, task.answer)
        delta = with_target.right - with_draft.right
        rows.append(
            {
                "problem": task.problem,
                "family": task.family,
                "index": len(context.steps),
                "y": int(delta > 0),
                "delta": delta,
                "same": same,
                "draft_right": with_draft.right,
                "target_right": with_target.right,
                "draft_tokens": len(proposed.tokens),
                "target_tokens": len(rival.tokens),
                "draft_seconds": round(proposed.seconds, 5),
                "target_seconds": round(rival.seconds, 5),
                "features": [float(str(value)) for value in features(context, proposed)],  # shortest float32
            }
        )
        escalate = rng.random() > math.exp(min(proposed.signals.logprob, default=-math.inf))
        context.append(Round(proposed, rival, Decision(escalate)))
        ahead = with_target if escalate else with_draft
    return [{**row, "last": row is rows[-1]} for row in rows]


def complete(context: Context, target: Model, answer: str) -> Future:
    """How the target goes on from `context`, to the end, and whether that comes to `answer`."""
    whole = Context(context.problem, list(context.steps))
    if not context.steps or context.steps[-1].finish is Finish.STEP:
        for _ in solve(whole, target, target, Accept(), _LIMITS):
            pass
    right = grade(extract_answer(stated(whole.steps)), answer) is Verdict.CORRECT
    return Future(tuple(whole.steps[len(context.steps) :]), right)


def _after(context: Context, step: Step) -> Context:
    return Context(context.problem, [*context.steps, step])


# -- many problems ---------------------------------------------------------------------------------


def different(tasks: Iterable[Task]) -> list[Task]:
    """The tasks, each problem once."""
    return list({task.problem: task for task in tasks}.values())


def collect(
    draft: Path, target: Path, out: Path, tasks: Iterable[Task], *, seed: int, workers: int, command: str
) -> Generator[int, None, None]:
    """Write the rows of all `tasks` that `out` does not hold yet; yields how many are done, first those
    that it does hold, then after each.

    Raises ModelError for a model that cannot be used, DeviceError where a worker dies, UsageError
    where `out` cannot be written, is no file of rows or holds those of other models, features or
    seed. `workers` processes, each with a pair of its own. `command` is noted in a new file.
    """
    with (
        Model(draft, Speaker.DRAFT, options=_OPTIONS) as small,
        Model(target, Speaker.TARGET, options=_OPTIONS) as large,
    ):
        header = header_of(draft, target, (small.fingerprint, large.fingerprint), seed, command)
    done = _resume(out, header)
    tasks = different(tasks)
    todo = [task for task in tasks if task.problem not in done]
    yield len(tasks) - len(todo)
    if not todo:
        return
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _load_pair, (draft, target))
    with pool, out.open("a", encoding="utf-8") as file:
        try:
            for n, rows in enumerate(_rolled(pool, todo, seed, 2 * workers), len(tasks) - len(todo) + 1):
                file.write("".join(json.dumps(row) + "\n" for row in rows))
                file.flush()
                yield n
        except BrokenProcessPool:
            raise DeviceError(
                f"a worker ended early, perhaps for want of memory; {out} is kept: go on with fewer --workers"
            ) from None
        except BaseException:  # Ctrl-C, say: the pool would wait for what nobody wants any more
            for worker in active_children():
                worker.terminate()
            raise


def _rolled(
    pool: ProcessPoolExecutor, tasks: Iterable[Task], seed: int, ahead: int
) -> Iterator[list[dict[str, Any]]]:
    """The rows of each task as soon as it is finished. At most `ahead` are handed out."""
    pending: set[Pending[list[dict[str, Any]]]] = set()
    for task in tasks:
        if len(pending) == ahead:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
        with _deaf():
            pending.add(pool.submit(_roll, task, seed))
    yield from (future.result() for future in as_completed(pending))


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes that start meanwhile never hear Ctrl-C: it is their parent's to say what ends."""
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


def _resume(out: Path, header: dict[str, Any]) -> set[str]:
    """Problems that `out` holds whole. Cuts off what follows the last of them; starts a new file."""
    line = json.dumps(header).encode() + b"\n"
    try:
        out.touch()
        with out.open("r+b") as file:
            first = file.readline()
            if len(first) < len(line) and line.startswith(first):  # new, or cut off in its first line
                file.seek(0)
                file.write(line)
                return set()
            _check_header(out, first, header)
            done, end = _whole_problems(file, out)
            file.truncate(end)
            return done
    except OSError as error:
        raise UsageError(f"cannot write {out}: {error.strerror}") from None


def _check_header(out: Path, line: bytes, header: dict[str, Any]) -> None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not line.endswith(b"\n") or not isinstance(found, dict) or found.keys() != header.keys():
        raise UsageError(f"{out} is there and is not a file of rows; name another --out")
    if {**found, "command": header["command"]} != header:
        raise UsageError(
            f"{out} holds rows of other models, features or seed; name another --out or delete it"
        )


def _whole_problems(file: BinaryIO, out: Path) -> tuple[set[str], int]:
    """The problems whose last row follows, and where that of the last of them ends, in bytes."""
    done: set[str] = set()
    end = file.tell()
    for line in iter(file.readline, b""):
        if not line.endswith(b"\n"):
            break
        try:
            row = json.loads(line)
            if row["last"]:
                done.add(row["problem"])
                end = file.tell()
        except (ValueError, KeyError, TypeError, RecursionError):
            raise UsageError(f"{out} holds a line that is not a row; name another --out") from None
    return done, end


_pair: tuple[Model, Model]  # a worker's own, loaded once


def _load_pair(draft: Path, target: Path) -> None:
    global _pair
    Thread(target=_end_with_parent, daemon=True).start()
    _pair = Model(draft, Speaker.DRAFT, options=_OPTIONS), Model(target, Speaker.TARGET, options=_OPTIONS)


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _roll(task: Task, seed: int) -> list[dict[str, Any]]:
    return roll(task, *_pair, seed=seed)
