"""What `arbiter router collect` does, for many problems at once on a GPU: rows to train a router from.

    python -m models.recipe.collect --pair FOLDER|DRAFT TARGET --out ROWS [--minutes N] [--router FILE]

writes the same file, with two GPUs some fifteen times as fast as on 32 cores. Draft and target
run in PyTorch, from the very weights of their GGUFs; log-probabilities differ by what llama.cpp rounds
activations to, and no two runs are alike. A step that is cut off by length gives no row here, a solution
may be twice as long as the curriculum's own, and features have four digits. Contexts follow the
confidence policy with a threshold drawn anew for each step, or, in a second round, the policy as it is
used: a router at its τ (`--router`). Knows nothing of how a router is trained.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from arbiter_app import curriculum
from arbiter_app.core import Context, Finish, Signals, Speaker, Step
from arbiter_app.errors import ArbiterError, UsageError
from arbiter_app.files import fingerprint
from arbiter_app.router import rows
from arbiter_app.router.features import NAMES, features
from arbiter_app.router.reward import RewardModel
from arbiter_app.router.scoring import Router, pair_of
from models.recipe import rollouts
from models.recipe import tokenizer as bpe
from models.recipe.model import Llama
from models.recipe.prm import find_pair
from models.recipe.rollouts import DRAFT, PROMPT, TARGET, Pair, Solution, Steps, sample
from models.recipe.tokenizer import ASSISTANT, EOS

Decide = Callable[[NDArray[np.float32], Random], bool]
"""Whether a step with those features is escalated, in the contexts that rows are collected in."""

CHUNK = 1000
ROUNDS = 12  # as often as a problem may change hands
PART = 200  # of what is handed to a process at once


class Posed(NamedTuple):
    """A problem; `ids` are its prompt's, `limit` is how many prompt and solution may have."""

    question: str
    family: str
    answer: str
    ids: list[int]
    limit: int


class Written(NamedTuple):
    """A step: its ids, who wrote it, whether the solution ends there, and, of the draft's, its signals."""

    ids: list[int]
    by: int
    ends: bool = False
    signals: Signals = Signals()


class Rivals(NamedTuple):
    """Ids of two steps for one place, and of prompt and steps before."""

    before: list[int]
    draft: list[int]
    target: list[int]


class Turn(NamedTuple):
    """What the draft wrote after the steps `kept`, with features, up to the step that is escalated."""

    asked: Posed
    before: Solution
    kept: list[Written]
    whole: Solution
    new: list[tuple[Written, NDArray[np.float32]]]
    escalated: bool


# -- in other processes ----------------------------------------------------------------------------

_pieces: list[str]  # the text of each id
_prm: RewardModel | None
_tokenizer: Any


def _begin(draft: Path, prm: Path | None) -> None:
    global _pieces, _prm, _tokenizer
    torch.set_num_threads(1)
    _, tokens, merges = rollouts.read_gguf(draft)
    _tokenizer = rollouts.tokenizer_of(tokens, merges)
    _prm = RewardModel(prm) if prm else None
    _pieces = _tokenizer.decode_batch([[i] for i in range(len(tokens))])


def _drawn(seed: int, split: curriculum.Split, n: int) -> list[Posed]:
    found = []
    for problem in islice(rollouts.drawn(_tokenizer, split, seed), n):
        ids = bpe.prompt_ids(_tokenizer, problem.question)
        asked = rollouts.asked_of(_tokenizer, ids, problem)
        found.append(Posed(problem.question, problem.family, asked.answer, ids, asked.limit))
    return found


def _graded(solutions: Sequence[tuple[list[int], str]]) -> list[bool]:
    """Which ids, from the assistant's mark on, come to their end and to the answer."""
    several, answers = zip(*solutions, strict=True)
    verdicts = rollouts.right(_tokenizer.decode_batch(several), list(answers))
    return [ids[-1:] == [EOS] and right for ids, right in zip(several, verdicts, strict=True)]


def _advantages(rivals: Sequence[Rivals]) -> list[float]:
    """Δ by the reward model, if there is one."""
    if _prm is None:
        return [math.nan] * len(rivals)
    return [
        0.0
        if one.draft == one.target or not one.target
        else _prm.score([*one.before, *one.target]) - _prm.score([*one.before, *one.draft])
        for one in rivals
    ]


def _described(work: Sequence[tuple[str, list[Written], list[Written]]]) -> list[list[NDArray[np.float32]]]:
    """Features of the draft's steps, one after the other: problem, steps kept before, and those."""
    found: list[list[NDArray[np.float32]]] = []
    for question, kept, new in work:
        context = Context(question, [_step(step) for step in kept])
        found.append([])
        for step in map(_step, new):
            found[-1].append(features(context, step))
            context.steps.append(step)
    return found


def _step(written: Written) -> Step:
    ids = tuple(written.ids)
    return Step(
        text=_tokenizer.decode(written.ids),
        tokens=ids,
        by=Speaker.TARGET if written.by == TARGET else Speaker.DRAFT,
        finish=Finish.ANSWER if written.ends else Finish.STEP,
        signals=written.signals,
        pieces=tuple(_pieces[i] for i in ids),
    )


# -- on the device ---------------------------------------------------------------------------------


@torch.inference_mode()
def signals(draft: Llama, several: Sequence[list[int]]) -> list[Signals]:
    """What the draft knew of each id but the first, when it had read those before it. In float32."""
    found: dict[int, Signals] = {}
    order = sorted(range(len(several)), key=lambda i: len(several[i]))
    device = draft.token_embd.weight.device
    for part in (order[at : at + 128] for at in range(0, len(order), 128)):
        ids = torch.full((len(part), len(several[part[-1]])), EOS)
        for row, i in enumerate(part):
            ids[row, : len(several[i])] = torch.tensor(several[i])
        ids = ids.to(device)
        logprob = F.log_softmax(draft(ids)[:, :-1].float(), -1)
        entropy = -(logprob.exp() * logprob).sum(-1)
        first, second = logprob.topk(2).values.exp().unbind(-1)
        chosen = logprob.gather(2, ids[:, 1:, None])[..., 0]
        told = torch.stack((chosen, entropy, first - second)).cpu().numpy()
        for row, i in enumerate(part):
            found[i] = Signals(*(tuple(values.tolist()) for values in told[:, row, : len(several[i]) - 1]))
    return [found[i] for i in range(len(several))]


class Future(NamedTuple):
    """How the target goes on, greedily, whether that ends right, and the share of samples that do."""

    ids: list[int]
    right: bool
    value: float


class Futures:
    """The target's future from a prefix, with `n` samples at T = 0.8 too; each prefix is asked once."""

    def __init__(self, target: Llama, n: int, pool: Executor) -> None:
        self._target, self._heats, self._pool = target, (0.0, *[0.8] * n), pool
        self._known: dict[tuple[int, ...], Future] = {}

    def __getitem__(self, prefix: list[int]) -> Future:
        return self._known[tuple(prefix)]

    def look_into(self, prefixes: Sequence[tuple[list[int], Posed]]) -> None:
        new = {tuple(ids): asked for ids, asked in prefixes if tuple(ids) not in self._known}
        keys = list(new)
        limits = [new[ids].limit for ids in keys]
        written = dict(sample(self._target, [[*ids] for ids in keys], limits, self._heats))
        whole = [
            ([*ids[ids.index(ASSISTANT) :], *text], new[ids].answer)
            for i, ids in enumerate(keys)
            for text in written[i]
        ]
        verdicts = iter(in_parts(self._pool, _graded, whole))
        for i, ids in enumerate(keys):
            right, *others = islice(verdicts, len(self._heats))
            value = sum(others) / len(others) if others else math.nan
            self._known[ids] = Future(written[i][0], right, value)

    def step(self, solution: Solution, steps: Steps) -> Solution:
        """`solution` and the target's own next step, if it comes to one."""
        future = self[solution.ids]
        whole = steps.append(solution, future.ids, TARGET)
        if len(whole.ends) == len(solution.ends):
            return solution
        n = len(solution.ends)
        rest = future.ids[whole.ends[n] - solution.ends[-1] :]
        self._known.setdefault(tuple(whole.ids[: whole.ends[n]]), future._replace(ids=rest))
        is_last = whole.finished and n == len(whole.ends) - 1
        return whole if is_last else whole.upto(n)


def in_parts(pool: Executor, call: Callable[[Any], list[Any]], work: Sequence[Any]) -> list[Any]:
    """`call` of all that work, a part a process."""
    jobs = [pool.submit(call, work[at : at + PART]) for at in range(0, len(work), PART)]
    return [result for job in jobs for result in job.result()]


def roll(
    pair: Pair, problems: Sequence[Posed], decide: Decide, n_samples: int, rng: Random, pool: Executor
) -> Iterator[tuple[dict[str, Any], Rivals]]:
    """The rows of some problems, in no order, and what each is about.

    In each round the draft writes all that is left of each solution; what it wrote up to the first step that
    is escalated becomes rows, and the target's own step in the place of that one begins the next round."""
    steps, futures = Steps(pair.tokenizer), Futures(pair.target, n_samples, pool)
    begun = [(one, Solution(one.ids, [len(one.ids)], [PROMPT], False), list[Written]()) for one in problems]
    futures.look_into([(solution.ids, asked) for asked, solution, _ in begun])
    for _ in range(ROUNDS):
        if not begun:
            return
        turns = take_turns(pair.draft, begun, decide, rng, steps, pool)
        prefixes = [(before.ids, step, turn) for turn in turns for before, step, _ in each(turn)]
        futures.look_into([([*ids, *step.ids], turn.asked) for ids, step, turn in prefixes if not step.ends])
        ends = [([*t.whole.ids[t.whole.ids.index(ASSISTANT) :], EOS], t.asked.answer) for t in turns]
        for turn, right in zip(turns, in_parts(pool, _graded, ends), strict=True):
            for before, step, x in each(turn):
                yield row(turn.asked, before, step, x, futures, steps, right)
        handed = [(turn, *handed_over(turn, futures, steps)) for turn in turns if turn.escalated]
        begun = [(turn.asked, after, kept) for turn, after, kept in handed if not after.finished]


def take_turns(
    draft: Llama,
    begun: Sequence[tuple[Posed, Solution, list[Written]]],
    decide: Decide,
    rng: Random,
    steps: Steps,
    pool: Executor,
) -> list[Turn]:
    texts = dict(sample(draft, [s.ids for _, s, _ in begun], [asked.limit for asked, _, _ in begun], (0.0,)))
    wholes = [steps.append(before, texts[i][0], DRAFT) for i, (_, before, _) in enumerate(begun)]
    knew = signals(draft, [[*whole.ids, EOS] for whole in wholes])
    new = [
        written(whole, len(before.ends), told)
        for (_, before, _), whole, told in zip(begun, wholes, knew, strict=True)
    ]
    work = [(asked.question, kept, more) for (asked, _, kept), more in zip(begun, new, strict=True)]
    turns = []
    for (asked, before, kept), whole, more, seen in zip(
        begun, wholes, new, in_parts(pool, _described, work), strict=True
    ):
        at = next((n for n, x in enumerate(seen) if decide(x, rng)), None)
        upto = len(more) if at is None else at + 1
        turns.append(
            Turn(asked, before, kept, whole, list(zip(more, seen, strict=True))[:upto], at is not None)
        )
    return turns


def written(whole: Solution, first: int, told: Signals) -> list[Written]:
    """The draft's steps of a solution from the `first` on. That it ends is chosen too, and told of."""
    found = []
    for n in range(first, len(whole.ends)):
        start, end = whole.ends[n - 1], whole.ends[n]
        ends = whole.finished and n == len(whole.ends) - 1
        there = slice(start - 1, end - 1 + ends)
        knew = Signals(told.logprob[there], told.entropy[there], told.margin[there])
        found.append(Written(whole.ids[start:end], DRAFT, ends, knew))
    return found


def each(turn: Turn) -> Iterator[tuple[Solution, Written, NDArray[np.float32]]]:
    """The solution before each of a turn's steps, the step, and its features."""
    for n, (step, x) in enumerate(turn.new, len(turn.before.ends) - 1):
        yield turn.whole.upto(n), step, x


def handed_over(turn: Turn, futures: Futures, steps: Steps) -> tuple[Solution, list[Written]]:
    """The solution with the target's step in the place of the turn's last, and its steps."""
    *kept, _ = (step for step, _ in turn.new)
    before = turn.whole.upto(len(turn.before.ends) - 1 + len(kept))
    after = futures.step(before, steps)
    if len(after.ends) == len(before.ends):  # it comes to no step: nothing can go on from there
        return Solution(before.ids, before.ends, before.by, True), []
    return after, [*turn.kept, *kept, Written(after.ids[len(before.ids) :], TARGET)]


def row(
    asked: Posed,
    before: Solution,
    step: Written,
    x: NDArray[np.float32],
    futures: Futures,
    steps: Steps,
    right: bool,
) -> tuple[dict[str, Any], Rivals]:
    """A row as `arbiter router collect` writes it, but for the seconds. `right`: whether a solution is that
    this step ends."""
    theirs = futures.step(before, steps).ids[len(before.ids) :]
    with_target = futures[before.ids]
    same = theirs == step.ids
    if same:
        with_draft = with_target
    elif step.ends:
        with_draft = Future([], right, float(right))
    else:
        with_draft = futures[[*before.ids, *step.ids]]
    delta = with_target.right - with_draft.right
    sampled = with_target.value - with_draft.value
    told = {
        "problem": asked.question,
        "family": asked.family,
        "index": len(before.ends) - 1,
        "y": int(delta > 0),
        "delta": delta,
        "same": same,
        "draft_right": with_draft.right,
        "target_right": with_target.right,
        "draft_tokens": len(step.ids),
        "target_tokens": len(theirs),
        "features": [float(f"{value:.4g}") for value in x],
        "delta_sampled": None if math.isnan(sampled) else sampled,
    }
    return told, Rivals(before.ids, step.ids, theirs)


# -- all of it -------------------------------------------------------------------------------------


def by_confidence(x: NDArray[np.float32], rng: Random) -> bool:
    """The surer the draft was, the likelier its step is kept."""
    return rng.random() > math.exp(x[NAMES.index("min_logprob")])


def by_router(router: Router, x: NDArray[np.float32], rng: Random) -> bool:
    return router.score(x) > router.threshold


class Plan(NamedTuple):
    """What one process does: rows of train problems until `seconds` are over, then of `valid` others."""

    files: tuple[Path, Path]
    part: Path
    rank: int
    world: int
    seconds: float
    valid: int
    router: Path | None
    prm: Path | None
    n_samples: int
    seed: int
    chunk: int


def collect(plan: Plan) -> None:
    """Write one process's part: JSON lines, those of a problem together."""
    torch.manual_seed(plan.seed)
    pair = rollouts.read_pair(*plan.files)
    if torch.cuda.is_available():
        device = torch.device("cuda", plan.rank % torch.cuda.device_count())
        torch.cuda.set_device(device)
        pair = pair._replace(draft=pair.draft.to(device), target=pair.target.to(device, torch.bfloat16))
        rollouts.POSITIONS["cuda"] = 800_000 * torch.cuda.device_count() // plan.world
    decide = partial(by_router, Router(plan.router)) if plan.router else by_confidence
    rng, began, n = Random(plan.seed * plan.world + plan.rank), time.perf_counter(), 0
    seen: set[str] = set()
    workers = max(1, (os.cpu_count() or 1) // plan.world - 1)
    with (
        ProcessPoolExecutor(workers, get_context("spawn"), _begin, (plan.files[0], plan.prm)) as pool,
        plan.part.open("w", encoding="utf-8") as file,
    ):
        seeds = (plan.seed * 1_000_000 + plan.rank + i * plan.world for i in range(10**9))
        held_out = pool.submit(_drawn, next(seeds), "valid", plan.valid)
        ahead = [pool.submit(_drawn, seed, "train", plan.chunk) for seed in islice(seeds, 3)]
        while problems := (ahead.pop(0).result() if ahead else []):
            if time.perf_counter() - began > plan.seconds:
                break
            ahead.append(pool.submit(_drawn, next(seeds), "train", plan.chunk))
            problems = [one for one in problems if one.question not in seen]  # short ones come again
            seen.update(one.question for one in problems)
            made = roll(pair, problems, decide, plan.n_samples, rng, pool)
            n += _write(file, made, pool, held_out=False)
            print(f"  {plan.rank}: {n:>9,} rows {time.perf_counter() - began:,.0f} s", flush=True)
        for job in ahead:
            job.cancel()
        problems = held_out.result()
        for at in range(0, len(problems), plan.chunk):
            made = roll(pair, problems[at : at + plan.chunk], decide, plan.n_samples, rng, pool)
            n += _write(file, made, pool, held_out=True)
    print(f"  {plan.rank}: {n:>9,} rows, the end, {time.perf_counter() - began:,.0f} s", flush=True)


def _write(
    file: Any, made: Iterator[tuple[dict[str, Any], Rivals]], pool: Executor, *, held_out: bool
) -> int:
    """Those of a problem together and in order, the last of them marked; how many they are."""
    found = [(one, rivals) for one, rivals in made if rivals.target]  # without, there is nothing to learn
    told, rivals = [one for one, _ in found], [of for _, of in found]
    problems: dict[str, list[dict[str, Any]]] = {}
    for one, delta in zip(told, in_parts(pool, _advantages, rivals), strict=True):
        by_prm = None if math.isnan(delta) else delta
        problems.setdefault(one["problem"], []).append(one | {"delta_prm": by_prm, "held_out": held_out})
    for several in problems.values():
        several.sort(key=lambda one: one["index"])
        file.writelines(json.dumps(one | {"last": one is several[-1]}) + "\n" for one in several)
    return len(told)


def header_of(files: tuple[Path, Path], seed: int, router: Path | None) -> dict[str, Any]:
    """The first line of the rows. Raises ArbiterError where the pair or the router cannot be used."""
    if files[0].suffix != ".gguf":
        raise UsageError(f"{files[0]} is no GGUF; rows are collected with the pair as it is used")
    command = shlex.join(["python", "-m", "models.recipe.collect", *sys.argv[1:]])
    draft, target = files
    header = rows.header_of(draft, target, (fingerprint(draft), fingerprint(target)), seed, command)
    if router:
        with Router(router, **pair_of(header)) as found:
            if found.tags:
                raise UsageError(f"router {router} reads text; name one that reads features")
    return header


def main() -> int:
    parser = argparse.ArgumentParser(description="Collect a router's rows on a GPU.")
    parser.add_argument("--pair", type=Path, nargs="+", required=True, help="a folder, or draft and target")
    parser.add_argument("--out", type=Path, required=True, metavar="ROWS")
    parser.add_argument("--minutes", type=float, default=6.0, help="of rolling out training problems")
    parser.add_argument("--valid", type=int, default=4000, metavar="N", help="problems that are held out")
    parser.add_argument("--processes", type=int, default=1, metavar="N", help="on each GPU")
    parser.add_argument("--router", type=Path, metavar="FILE", help="whose decisions make the contexts")
    parser.add_argument("--prm", type=Path, metavar="FILE", help="notes Δ by this reward model too")
    parser.add_argument("--samples", type=int, default=0, metavar="N", help="notes Δ by N completions at 0.8")
    parser.add_argument("--chunk", type=int, default=CHUNK, metavar="N", help="problems at once")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.processes < 1:
        parser.error(f"--processes {args.processes} is not a whole number from 1")
    try:
        files = find_pair(args.pair)
        header = header_of(files, args.seed, args.router)
    except ArbiterError as error:
        print(f"collect: {error}", file=sys.stderr)
        return error.exit_code
    world = args.processes * max(1, torch.cuda.device_count())
    parts = [args.out.with_name(f"{args.out.name}.part{rank}") for rank in range(world)]
    spawn = get_context("spawn")
    processes = []
    for rank, part in enumerate(parts):
        plan = Plan(
            files=files,
            part=part,
            rank=rank,
            world=world,
            seconds=60 * args.minutes,
            valid=(args.valid + world - 1 - rank) // world,
            router=args.router,
            prm=args.prm,
            n_samples=args.samples,
            seed=args.seed,
            chunk=args.chunk,
        )
        processes.append(spawn.Process(target=collect, args=(plan,)))
        processes[-1].start()
    for process in processes:
        process.join()
    if failed := [str(part) for part, process in zip(parts, processes, strict=True) if process.exitcode]:
        print(f"collect: what writes {', '.join(failed)} ended early; the parts are kept", file=sys.stderr)
        return 1
    seen: set[str] = set()
    with args.out.open("w", encoding="utf-8") as out:
        out.write(json.dumps(header) + "\n")
        for part in parts:
            out.writelines(_new(part, seen))
            part.unlink()
    print(f"{len(seen):,} problems; see {args.out}")
    return 0


def _new(part: Path, seen: set[str]) -> Iterator[str]:
    """Lines of problems that no line before was of; processes draw some problems twice."""
    own: set[str] = set()
    with part.open(encoding="utf-8") as file:
        for line in file:
            problem = json.loads(line)["problem"]
            if problem in own or problem not in seen:
                own.add(problem)
                seen.add(problem)
                yield line


if __name__ == "__main__":
    sys.exit(main())
