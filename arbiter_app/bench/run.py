"""Policies over problems: every policy on each problem before the next one, and what they came to.

So all rows of a run saw the same machine, noisy or not. Models are loaded once and forget between
runs. Knows nothing of files, flags or terminals.
"""

from __future__ import annotations

import math
import os
import platform
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..core import Context, Finish, Limits, Round
from ..engine.extras import Extras
from ..engine.policies import Value
from ..errors import UsageError
from ..grading import Verdict
from ..grading_symbolic import grade_symbolically
from ..pair import Contender, Pair
from ..problems import Task
from ..record import Run, Stats
from .outcome import contender as outcome_contender


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be run, in a form that another process can be given.

    `rows` are the policies, each with its threshold (None: its own default) and what is put around it,
    `budget` their share of steps.
    `judged`: whether the reward model says which escalations were wasted.
    """

    tasks: tuple[Task, ...]
    rows: tuple[tuple[str, float | None, Extras], ...]
    budget: float | None
    limits: Limits
    seed: int
    judged: bool
    open_pair: Callable[[], Pair]

    def contenders(self, pair: Pair) -> list[Contender]:
        return [
            outcome_contender(pair, self.tasks)
            if name == "outcome"
            else pair.contender(name, threshold=threshold, budget=self.budget, seed=self.seed, extras=extras)
            for name, threshold, extras in self.rows
        ]

    def judge(self, pair: Pair) -> Value | None:
        """What says how good a step is, opened now, if anything shall."""
        return pair.rewards() if self.judged else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One policy on one problem. `verdict` None: it ended without an answer that was due. `n_unimproved`
    None: nobody judged the steps."""

    task: Task
    policy: str
    run: Run
    verdict: Verdict | None
    n_unimproved: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """What a row keeps of an outcome: small and plain, so that a file or another process can hold it."""

    right: bool
    unknown: bool  # answered, but the two answers could not be compared
    unanswered: bool  # refused or cut off, though an answer was due
    family: str | None
    seconds: float
    n_steps: int
    n_escalated: int
    n_wasted: int  # of the escalated: steps that the target wrote again word for word
    n_draft_tokens: int
    n_target_tokens: int
    router_seconds: float
    n_unimproved: int | None  # of the escalated: steps with Δ ≤ 0, where a reward model judged them


def count(outcome: Outcome) -> Count:
    run = outcome.run
    stats = Stats()
    for round_ in run.rounds:
        stats.add(round_)
    return Count(
        right=outcome.verdict is Verdict.CORRECT,
        unknown=outcome.verdict is Verdict.UNKNOWN,
        unanswered=run.answer is None and bool(outcome.task.answer),
        family=outcome.task.family,
        seconds=run.stats.seconds,
        n_steps=stats.n_steps,
        n_escalated=stats.n_escalated,
        n_wasted=sum(round_.rejected is not None and _same(round_) for round_ in run.rounds),
        n_draft_tokens=stats.n_draft_tokens,
        n_target_tokens=stats.n_target_tokens,
        router_seconds=stats.router_seconds,
        n_unimproved=outcome.n_unimproved,
    )


def _same(round_: Round) -> bool:
    return round_.kept.text.strip() == round_.proposed.text.strip()


def n_unimproved(run: Run, reward: Value) -> int:
    """Escalated steps that the target did not improve: reward(its step) ≤ reward(the draft's). A step that
    the draft never wrote is not among them."""
    n, context = 0, Context(run.problem)
    for round_ in run.rounds:
        if round_.rejected is not None and round_.proposed.finish is not Finish.GATED:
            n += _same(round_) or reward(context, round_.kept) <= reward(context, round_.proposed)
        context.append(round_)
    return n


def check_room(tasks: Sequence[Task], contenders: Sequence[Contender]) -> None:
    """Raise UsageError naming the first problem that does not fit the context of a model that may run."""
    for task in tasks:
        for contender in contenders:
            try:
                contender.check_room(task.problem)
            except UsageError as error:
                raise UsageError(f"problem {task.id}: {error}") from None


def bench(
    tasks: Sequence[Task],
    contenders: Sequence[Contender],
    limits: Limits,
    seed: int,
    todo: Iterable[int] | None = None,
    judge: Value | None = None,
) -> Iterator[tuple[Outcome, ...]]:
    """The outcomes of each problem in turn, one a policy, in the order of `contenders`.

    `todo` are the places of the problems to solve, all by default; an outcome depends on no other
    problem. Each problem begins with another policy than the one before, so that none is always first. Stops
    at the first run that is cancelled; the problem it belonged to is left out. `judge` is asked about
    escalated steps when a run's clock has stopped.
    """
    for i in range(len(tasks)) if todo is None else todo:
        task, turn = tasks[i], i % len(contenders)
        outcomes = {}
        for place in (*range(turn, len(contenders)), *range(turn)):
            contender = contenders[place]
            run = _solve(task, contender, limits, seed + i)
            if run.finish is Finish.CANCELLED or contender.draft.abort.is_set():  # an oracle may not notice
                return
            refused = run.answer is None and run.finish is Finish.ANSWER and not task.answer
            verdict = (
                grade_symbolically(run.answer, task.answer) if run.answer is not None or refused else None
            )
            unimproved = None if judge is None else n_unimproved(run, judge)
            outcomes[place] = Outcome(task, contender.label, run, verdict, unimproved)
        yield tuple(outcomes[place] for place in range(len(contenders)))


def _solve(task: Task, contender: Contender, limits: Limits, seed: int) -> Run:
    for model in contender.models:
        model.forget()
        model.sampling = replace(model.sampling, seed=seed)
    run = Run(task.problem)
    for event in contender.solve(task.problem, limits):
        run.feed(event)
    return run


@dataclass(slots=True)
class Row:
    """One policy over all problems so far. An answer that cannot be compared counts as wrong."""

    policy: str
    threshold: float | None
    stats: Stats = field(default_factory=Stats)
    n: int = 0
    n_right: int = 0
    n_unknown: int = 0
    n_unanswered: int = 0
    n_wasted: int = 0
    n_unimproved: int | None = None
    families: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def add(self, outcome: Outcome) -> None:
        self.add_count(count(outcome))

    def add_count(self, count: Count) -> None:
        self.n += 1
        self.n_right += count.right
        self.n_unknown += count.unknown
        self.n_unanswered += count.unanswered
        self.n_wasted += count.n_wasted
        if count.n_unimproved is not None:
            self.n_unimproved = (self.n_unimproved or 0) + count.n_unimproved
        self.stats.seconds += count.seconds
        self.stats.router_seconds += count.router_seconds
        self.stats.n_steps += count.n_steps
        self.stats.n_escalated += count.n_escalated
        self.stats.n_draft_tokens += count.n_draft_tokens
        self.stats.n_target_tokens += count.n_target_tokens
        if count.family:
            self.families[count.family].append(count.right)

    @property
    def seconds_per_problem(self) -> float:
        return self.stats.seconds / self.n

    def _share_of_escalated(self, n: int | None) -> float | None:
        return None if n is None or not self.stats.n_escalated else n / self.stats.n_escalated

    def to_json(self, target: Row | None) -> dict[str, Any]:
        """A row of the JSON; `speedup` is against `target`, the target-only row of the same run."""
        return {
            "policy": self.policy,
            "threshold": self.threshold,
            "accuracy": self.n_right / self.n,
            "accuracy_ci": list(wilson(self.n_right, self.n)),
            "seconds_per_problem": self.seconds_per_problem,
            "tokens_per_second": self.stats.tokens_per_second,
            "escalation_rate": self.stats.escalation_rate,
            "target_token_share": self.stats.target_token_share,
            "waste": self._share_of_escalated(self.n_wasted),
            "waste_prm": self._share_of_escalated(self.n_unimproved),
            "speedup": target and target.seconds_per_problem / self.seconds_per_problem,
            "router_seconds_per_problem": self.stats.router_seconds / self.n,
            "router_seconds_per_step": self.stats.router_seconds_per_step,
            "unanswered": self.n_unanswered / self.n,
            "families": {name: sum(right) / len(right) for name, right in sorted(self.families.items())},
        }


def fill(rows: Sequence[Row], done: dict[int, tuple[Count, ...]]) -> None:
    """Add to each row its counts of every problem, in the problems' order."""
    for place in sorted(done):
        for row, counted in zip(rows, done[place], strict=True):
            row.add_count(counted)


def wilson(n_right: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's score interval of a share, 95 % by default (Wilson 1927, JASA 22:209)."""
    share = n_right / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (centre - half if n_right else 0.0), (centre + half if n_right < n else 1.0)  # exact at the ends


def to_json(
    rows: Sequence[Row],
    *,
    machine: dict[str, Any],
    pair: dict[str, str | None],
    source: str,
    seed: int,
    workers: int,
    sittings: list[dict[str, Any]],
) -> dict[str, Any]:
    """The object of `arbiter bench --json`. No speed-up where several workers got in each other's way."""
    target = next((row for row in rows if row.policy == "target"), None)
    return {
        "machine": machine,
        "pair": pair,
        "problems": {"source": source, "n": rows[0].n, "seed": seed},
        "workers": workers,
        "sittings": sittings,
        "rows": [row.to_json(target if workers == 1 else None) for row in rows],
    }


def machine(contenders: Sequence[Contender]) -> dict[str, Any]:
    """What the figures were measured on. `threads` are those of each model, `gpu` whether any uses one."""
    models = {model.speaker: model for contender in contenders for model in contender.models}
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "os": platform.platform(),
        "python": platform.python_version(),
        "llama_cpp_python": version("llama-cpp-python"),
        "threads": {str(speaker): model.n_threads for speaker, model in models.items()},
        "gpu": any(model.on_gpu for model in models.values()),
    }


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:  # macOS, Windows
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
