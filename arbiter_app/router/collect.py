"""Training rows for a router: at each step, is the target's own step worth more than the draft's?

Rolls a pair out on problems that neither model was trained on. At each step draft and target write
theirs in the same context, the target completes both greedily, and the answers are graded exactly:
Δ = right(target's) − right(draft's) and y = 1 when Δ > 0 (Arbitrage, arXiv 2512.05033, section 4,
with the exact answer in the place of a process reward model). Knows nothing of how a router is
trained, and no router takes part.

The file: one line about the pair, then one JSON object a step. A run that was cut off goes on where
it stopped; what it wrote of an unfinished problem is dropped.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from ..core import Context, Decision, Finish, Limits, Round, Speaker, Step
from ..curriculum import stream
from ..engine.gguf import Model
from ..engine.native import Gpu, LoadOptions
from ..engine.policies import Accept
from ..engine.solve import solve
from ..errors import ArbiterError, UsageError
from ..grading import Verdict, extract_answer, grade
from .features import NAMES, VERSION, features

_OPTIONS = LoadOptions(gpu=Gpu.OFF, threads=1)  # one core a worker: they are what runs in parallel

_LIMITS = Limits()


class Task(NamedTuple):
    """A problem as it is rolled out."""

    problem: str
    answer: str
    family: str


@dataclass(frozen=True, slots=True)
class Future:
    """How the target, writing greedily, goes on from a context, and whether that ends right."""

    steps: tuple[Step, ...]
    right: bool


def roll(task: Task, draft: Model, target: Model, *, seed: int) -> list[dict[str, Any]]:
    """The rows of one problem, a step each. The same whatever was rolled out before.

    Contexts follow the confidence policy with a threshold drawn for each step: the surer the draft
    was, the likelier its step is kept. The paper's follow the oracle; but then the tags of who wrote
    what give away Δ, which no router in use could have put there.

    The target's step is the first of its continuation, so one continuation gives both, and the one
    after the kept step serves at the next. Only a draft's step that differs costs a new one.
    """
    rng = Random(f"{seed}:{task.problem}")
    context = Context(task.problem)
    ahead = _complete(context, target, task.answer)
    rows: list[dict[str, Any]] = []
    while ahead.steps:
        proposed, rival = _write(draft, context), ahead.steps[0]
        with_target = Future(ahead.steps[1:], ahead.right)
        same = proposed.text == rival.text
        with_draft = with_target if same else _complete(_after(context, proposed), target, task.answer)
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
                "features": [float(str(value)) for value in features(context, proposed)],  # shortest float32
            }
        )
        escalate = rng.random() > math.exp(min(proposed.signals.logprob, default=-math.inf))
        context.append(Round(proposed, rival, Decision(escalate)))
        ahead = with_target if escalate else with_draft
    return [{**row, "last": row is rows[-1]} for row in rows]


def _complete(context: Context, target: Model, answer: str) -> Future:
    whole = Context(context.problem, list(context.steps))
    if not context.steps or context.steps[-1].finish is Finish.STEP:
        for _ in solve(whole, target, target, Accept(), _LIMITS):
            pass
    right = grade(extract_answer(whole.text), answer) is Verdict.CORRECT
    return Future(tuple(whole.steps[len(context.steps) :]), right)


def _after(context: Context, step: Step) -> Context:
    return Context(context.problem, [*context.steps, step])


def _write(model: Model, context: Context) -> Step:
    writing = model.propose(context, _LIMITS)
    while True:
        try:
            next(writing)
        except StopIteration as done:
            step: Step = done.value
            return step


# -- many problems ---------------------------------------------------------------------------------


def from_curriculum(n: int, seed: int) -> list[Task]:
    """The different ones among the first `n` problems of the curriculum's `valid` split."""
    drawn = islice(stream(seed, "valid"), n)
    return list({p.question: Task(p.question, p.answer_text, p.family) for p in drawn}.values())


def from_file(path: Path, n: int) -> list[Task]:
    """The first `n` problems of a JSONL file with `problem` and `answer`. Raises UsageError."""
    tasks: list[Task] = []
    try:
        with path.open(encoding="utf-8") as lines:
            for line in islice(lines, n):
                row = json.loads(line)
                tasks.append(Task(row["problem"], str(row["answer"]), str(row.get("family", ""))))
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        where = f"line {len(tasks) + 1} of {path}"
        raise UsageError(f"{where} is no JSON object with problem and answer") from None
    return list({task.problem: task for task in tasks}.values())


def collect(
    draft: Path, target: Path, out: Path, tasks: Iterable[Task], *, seed: int, workers: int
) -> Iterator[int]:
    """Write the rows of all `tasks` that `out` does not hold yet; yields how many are done, after each.

    Raises ModelError for a model that cannot be used, UsageError where `out` holds rows of other
    models, features or seed. `workers` processes, each with a pair of its own.
    """
    with (
        Model(draft, Speaker.DRAFT, options=_OPTIONS) as small,
        Model(target, Speaker.TARGET, options=_OPTIONS) as large,
    ):
        header = {
            "feature_version": VERSION,
            "feature_names": list(NAMES),
            "seed": seed,
            "draft_file": draft.name,
            "target_file": target.name,
            "draft_fingerprint": small.fingerprint,
            "target_fingerprint": large.fingerprint,
        }
    done = _resume(out, header)
    todo = [task for task in tasks if task.problem not in done]
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _load_pair, (draft, target))
    with pool, out.open("a", encoding="utf-8") as file:
        for n, rows in enumerate(pool.map(partial(_roll, seed=seed), todo), len(done) + 1):
            file.write("".join(json.dumps(row) + "\n" for row in rows))
            file.flush()
            yield n


def _resume(out: Path, header: dict[str, Any]) -> set[str]:
    """Problems that `out` holds whole. Cuts off what follows the last of them; starts a new file."""
    out.touch()
    done: set[str] = set()
    with out.open("r+b") as file:
        first = file.readline()
        if not first.endswith(b"\n"):
            file.seek(0)
            file.write(json.dumps(header).encode() + b"\n")
            file.truncate()
            return done
        if json.loads(first) != header:
            raise UsageError(
                f"{out} holds rows of other models, features or seed; name another --out or delete it"
            )
        end = file.tell()
        for line in iter(file.readline, b""):
            if not line.endswith(b"\n"):
                break
            row = json.loads(line)
            if row["last"]:
                done.add(row["problem"])
                end = file.tell()
        file.truncate(end)
    return done


_pair: tuple[Model, Model]  # a worker's own, loaded once


def _load_pair(draft: Path, target: Path) -> None:
    global _pair
    _pair = Model(draft, Speaker.DRAFT, options=_OPTIONS), Model(target, Speaker.TARGET, options=_OPTIONS)


def _roll(task: Task, *, seed: int) -> list[dict[str, Any]]:
    return roll(task, *_pair, seed=seed)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m arbiter_app.router.collect", description="Training rows for a router."
    )
    parser.add_argument("--draft", type=Path, required=True, metavar="FILE")
    parser.add_argument("--target", type=Path, required=True, metavar="FILE")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="rows, JSONL; continued if it is there"
    )
    parser.add_argument("--problems", type=int, default=2000, metavar="N", help="how many (default: 2000)")
    parser.add_argument(
        "--from",
        type=Path,
        dest="source",
        metavar="FILE",
        help="JSONL of problem, answer, instead of the curriculum",
    )
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="processes, a core each (default: 1)"
    )
    parser.add_argument("--seed", type=int, default=0)
    flags = parser.parse_args(arguments)
    try:
        tasks = (
            from_file(flags.source, flags.problems)
            if flags.source
            else from_curriculum(flags.problems, flags.seed)
        )
        for n in collect(flags.draft, flags.target, flags.out, tasks, seed=flags.seed, workers=flags.workers):
            if n % 50 == 0 or n == len(tasks):
                print(f"{n} of {len(tasks)} problems", file=sys.stderr)
    except ArbiterError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
