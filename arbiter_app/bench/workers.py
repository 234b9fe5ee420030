"""A benchmark in several processes, each with models of its own: for accuracy, not for speed.

Knows nothing of flags, files or terminals.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from ..errors import ArbiterError, DeviceError
from .run import Count, Plan, bench, count

LOOK_SECONDS = 0.1  # how often to look whether to stop


def results(
    plan: Plan, todo: Sequence[int], n: int, stopped: Callable[[], bool]
) -> Generator[tuple[int, tuple[Count, ...]], None, None]:
    """Place and counts of each problem as one of `n` processes finishes it, until all are or `stopped`.

    Raises the ArbiterError that a process met, DeviceError if one died. No process outlives the iterator.
    """
    running = _start(plan, [todo[k::n] for k in range(min(n, len(todo)))])
    processes = list(running.values())
    try:
        while running and not stopped():
            for source in wait(list(running), LOOK_SECONDS):
                assert isinstance(source, Connection)
                try:
                    result = source.recv()
                except (EOFError, OSError):
                    ended = running.pop(source)
                    ended.join()
                    if ended.exitcode:
                        raise DeviceError(f"a worker died ({ended.exitcode}); try fewer --workers") from None
                    continue
                if isinstance(result, ArbiterError):
                    raise result
                yield result
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()


def _start(plan: Plan, parts: Sequence[Sequence[int]]) -> dict[Connection, SpawnProcess]:
    """A process for each part of the problems, by the end of the pipe on which it tells its results."""
    context = get_context("spawn")
    running = {}
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)  # inherited: Ctrl-C is the parent's to act on
    try:
        for part in parts:
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(plan, part, theirs), daemon=True)
            process.start()
            theirs.close()  # so that the end of the process is the end of what comes from it
            running[ours] = process
    finally:
        signal.signal(signal.SIGINT, heard)
    return running


def _work(plan: Plan, todo: Sequence[int], out: Connection) -> None:
    try:
        with plan.open_pair() as pair:
            judge = plan.judge(pair)
            outcomes = bench(plan.tasks, plan.contenders(pair), plan.limits, plan.seed, todo, judge)
            for place, per_row in zip(todo, outcomes, strict=True):
                out.send((place, tuple(map(count, per_row))))
    except BrokenPipeError:  # the parent was killed
        pass
    except ArbiterError as error:
        out.send(error)
