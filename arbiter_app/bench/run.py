"""Policies over problems: every policy on each problem before the next one, and what they came to.

So all rows of a run saw the same machine, noisy or not. Models are loaded once and forget between
runs. Knows nothing of files, flags or terminals.
"""

from __future__ import annotations

import math
import os
import platform
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..core import Finish, Limits
from ..errors import UsageError
from ..grading import Verdict, grade
from ..pair import Contender
from ..problems import Task
from ..record import Run, Stats


@dataclass(frozen=True, slots=True)
class Outcome:
    """One policy on one problem. `verdict` None: it ended without an answer that was due."""

    task: Task
    policy: str
    run: Run
    verdict: Verdict | None


def check_room(tasks: Sequence[Task], contenders: Sequence[Contender]) -> None:
    """Raise UsageError naming the first problem that does not fit the context of a model that may run."""
    for task in tasks:
        for contender in contenders:
            try:
                contender.check_room(task.problem)
            except UsageError as error:
                raise UsageError(f"problem {task.id}: {error}") from None


def bench(
    tasks: Sequence[Task], contenders: Sequence[Contender], limits: Limits, seed: int
) -> Iterator[tuple[Outcome, ...]]:
    """The outcomes of each problem in turn, one a policy, in the order of `contenders`.

    Each problem begins with another policy than the one before, so that none is always first. Stops
    at the first run that is cancelled; the problem it belonged to is left out.
    """
    for i, task in enumerate(tasks):
        turn = i % len(contenders)
        outcomes = {}
        for contender in (*contenders[turn:], *contenders[:turn]):
            run = _solve(task, contender, limits, seed + i)
            if run.finish is Finish.CANCELLED:
                return
            refused = run.answer is None and run.finish is Finish.ANSWER and not task.answer
            verdict = grade(run.answer, task.answer) if run.answer is not None or refused else None
            outcomes[contender.name] = Outcome(task, contender.name, run, verdict)
        yield tuple(outcomes[contender.name] for contender in contenders)


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
    n_unknown: int = 0  # answered, but the two answers could not be compared
    n_unanswered: int = 0  # refused or cut off, though an answer was due
    families: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def add(self, outcome: Outcome) -> None:
        right = outcome.verdict is Verdict.CORRECT
        self.n += 1
        self.n_right += right
        self.n_unknown += outcome.verdict is Verdict.UNKNOWN
        self.n_unanswered += outcome.run.answer is None and bool(outcome.task.answer)
        self.stats.seconds += outcome.run.stats.seconds
        for round_ in outcome.run.rounds:
            self.stats.add(round_)
        if outcome.task.family:
            self.families[outcome.task.family].append(right)

    @property
    def seconds_per_problem(self) -> float:
        return self.stats.seconds / self.n

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
            "speedup": target and target.seconds_per_problem / self.seconds_per_problem,
            "unanswered": self.n_unanswered / self.n,
            "families": {name: sum(right) / len(right) for name, right in sorted(self.families.items())},
        }


def wilson(n_right: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's score interval of a share, 95 % by default (Wilson 1927, JASA 22:209)."""
    share = n_right / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (centre - half if n_right else 0.0), (centre + half if n_right < n else 1.0)  # exact at the ends


def to_json(
    rows: Sequence[Row],
    contenders: Sequence[Contender],
    *,
    pair: dict[str, str | None],
    source: str,
    seed: int,
) -> dict[str, Any]:
    """The object of `arbiter bench --json`."""
    target = next((row for row in rows if row.policy == "target"), None)
    return {
        "machine": machine(contenders),
        "pair": pair,
        "problems": {"source": source, "n": rows[0].n, "seed": seed},
        "rows": [row.to_json(target) for row in rows],
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
