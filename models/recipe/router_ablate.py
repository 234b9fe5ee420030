"""One change at a time to a router: what each is worth, as a table for the lab log.

    python -m models.recipe.router_ablate --rows ROWS [--other ROWS] [--second ROWS] [--splits N]

fits every variant to the rows that `arbiter router collect` wrote and prints its figures on the problems
held out, means over N splits by problem, or one where the rows say which are held out. Where they tell Δ by
samples or by a reward model, labels from these are variants too; what is right is Δ by the exact outcome for
all. With `--other`, rows of another pair, each is measured on these too: what a router loses with a pair
that it never saw. With `--second`, rows in the contexts that a router made, fitting to these is measured on
them. Knows nothing of models and writes no file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from arbiter_app.errors import ArbiterError, UsageError
from arbiter_app.router.features import NAMES, PORTABLE
from arbiter_app.router.rows import Rows, read_rows, split
from arbiter_app.router.sources import Sources
from arbiter_app.router.train import MISS, default_threshold, figures, fit, predict

HISTORY = (
    "n_by_target",
    "share_by_target",
    "since_target",
    "min_logprob_before",
    "is_repeat",
    "work_overlap",
)
TAGS = HISTORY[:3]
AUDIT = "n_checked", "n_false"
PARTS = "min_number", "min_goal", "min_work", "min_operand", "min_result", "sum_work"


def without(*names: str) -> tuple[str, ...]:
    return tuple(name for name in NAMES if name not in names)


VARIANTS = {
    "all features": NAMES,
    "… without tags of who wrote what": without(*TAGS),
    "… without history (tags, earlier doubt, repetition)": without(*HISTORY),
    "… without audit of equations": without(*AUDIT),
    "… without sources of numbers and words": without(*Sources._fields),
    "… without certainty of parts": without(*PARTS),
    "… portable ones alone": PORTABLE,
}

FIGURES = {
    "AUROC": "auroc",
    "log-loss": "log_loss",
    "calibration error": "calibration_error",
    "ρ(ŷ, Δ)": "spearman_delta",
    f"escalated so that {MISS:.1%} of problems lose a step": "escalation_rate_at_threshold",
}


Scorer = Callable[[NDArray[np.float32]], NDArray[np.float64]]


def scorers(fitted: Rows, seed: int) -> Iterator[tuple[str, Scorer]]:
    """Variants by name: each from features (n, len(NAMES)) to scores (n,)."""
    for name, features in VARIANTS.items():
        classifier = fit(fitted, seed, features)
        yield name, partial(predict, classifier, names=features)
    for name, delta in (("samples", fitted.delta_sampled), ("the reward model", fitted.delta_prm)):
        if not np.isnan(delta).any():
            label = replace(fitted, y=(delta > 0).astype(np.int64))
            yield f"… y = 1[Δ > 0] with Δ by {name}", partial(predict, fit(label, seed))
    weighted = clone(fit(fitted, seed)).set_params(class_weight="balanced")
    with threadpool_limits(1):
        weighted.fit(fitted.x, fitted.y)
    yield "… classes weighted alike", partial(predict, weighted)
    lowest = NAMES.index("min_logprob")
    yield "confidence (lowest token probability)", lambda x: 1 - np.exp(x[:, lowest].astype(np.float64))


def measured(scores: NDArray[np.float64], rows: Rows) -> list[float]:
    """The figures of a row of the table."""
    found = figures(scores, rows, default_threshold(scores, rows.y, rows.problem))
    return [found[key] for key in FIGURES.values()]


def ablate(rows: Rows, other: Rows | None, n_splits: int) -> list[dict[str, list[float]]]:
    """Figures by variant, means over splits: on held-out problems, then on those of `other`, a problem
    that was fitted left out. Raises UsageError for rows too few."""
    tables: list[dict[str, list[list[float]]]] = [{}, {}]
    for seed in range(n_splits):
        fitted, valid = split(rows, seed)
        tested = [valid]
        if other is not None:
            unseen = other.where(~np.isin(other.problem, fitted.problem))
            if len(set(unseen.y)) < 2:
                raise UsageError("--other holds too few problems that were not fitted; collect more")
            tested.append(unseen)
        for name, score in scorers(fitted, seed):
            for table, held in zip(tables, tested, strict=False):
                table.setdefault(name, []).append(measured(score(held.x), held))
    return [
        {name: np.mean(per_split, axis=0).tolist() for name, per_split in table.items()}
        for table in tables
        if table
    ]


def second_round(first: Rows, second: Rows, seed: int) -> dict[str, list[float]]:
    """Figures on held-out problems of the second round, whose contexts are those of a router in use."""
    (old, _), (new, valid) = split(first, seed), split(second, seed)
    old = old.where(~np.isin(old.problem, valid.problem))
    n = min(old.n_problems, new.n_problems)
    told = {}
    for name, parts in (
        ("first round alone", [(old, n)]),
        ("second round alone, as many problems", [(new, n)]),
        ("half of each", [(old, n // 2), (new, n // 2)]),
    ):
        rows = joined([drawn(some, upto, seed) for some, upto in parts])
        told[name] = measured(predict(fit(rows, seed), valid.x), valid)
    return told


def drawn(rows: Rows, n: int, seed: int) -> Rows:
    """The rows of so many problems, whichever."""
    problems = np.random.default_rng(seed).permutation(np.unique(rows.problem))
    return rows.where(np.isin(rows.problem, problems[:n]))


def joined(parts: Sequence[Rows]) -> Rows:
    """All rows, under the first header."""
    names = [field.name for field in fields(Rows) if field.name != "header"]
    return Rows(parts[0].header, *(np.concatenate([getattr(p, name) for p in parts]) for name in names))


def markdown(table: dict[str, list[float]]) -> str:
    lines = [f"| router | {' | '.join(FIGURES)} |", f"|---|{'---|' * len(FIGURES)}"]
    for name, values in table.items():
        *told, escalated = values
        lines.append(f"| {name} | {' | '.join(f'{value:.3f}' for value in told)} | {escalated:.1%} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure one change at a time to a router.")
    parser.add_argument("--rows", type=Path, required=True, metavar="FILE", help="what collect wrote")
    parser.add_argument("--other", type=Path, metavar="FILE", help="rows of another pair, to test on")
    parser.add_argument("--second", type=Path, metavar="FILE", help="rows in contexts that a router made")
    parser.add_argument(
        "--splits", type=int, default=3, metavar="N", help="by problem, that means are of (3)"
    )
    args = parser.parse_args()
    if args.splits < 1:
        parser.error(f"--splits {args.splits} is not a whole number from 1")
    try:
        rows = read_rows(args.rows)
        other = read_rows(args.other) if args.other else None
        second = read_rows(args.second) if args.second else None
        tables = ablate(rows, other, 1 if rows.held_out.any() else args.splits)
        rounds = second_round(rows, second, 0) if second else None
    except ArbiterError as error:
        print(f"router_ablate: {error}", file=sys.stderr)
        return error.exit_code
    for source, table in zip((rows, other), tables, strict=False):
        assert source is not None
        pair = f"{source.header['draft_file']} + {source.header['target_file']}"
        print(
            f"{pair}: {source.n_problems} problems, {len(source.y)} steps, "
            f"{source.y.mean():.1%} with y = 1\n\n"
            f"{markdown(table)}\n"
        )
    if rounds:
        print(f"on the second round's held-out problems:\n\n{markdown(rounds)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
