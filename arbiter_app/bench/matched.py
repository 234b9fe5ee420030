"""What a sweep over thresholds comes to: each policy's time at one accuracy, and its share of what an
oracle would gain.

**Time at matched accuracy.** The goal is 99 % of target-only's accuracy. A policy's points (accuracy,
seconds a problem), one a threshold, are joined in the order of their thresholds; its time is the
least at which that line is at or above the goal. Between two thresholds a policy gets there by tossing
a coin for each problem, so what is interpolated can be had. The line is not drawn on beyond the measured
thresholds: a policy that misses the goal at all of them has no time.

**Gain.** (accuracy at the outcome oracle's escalation rate − draft's) / (outcome oracle's − draft's),
accuracy interpolated over the measured escalation rates, and down to the draft's, whose rate is 0. None
where the outcome oracle escalates more than any measured threshold did, or gains nothing. The oracle by
reward counts at its own highest rate where that is lower, as no τ ≥ 0 makes it escalate a step with Δ ≤ 0.

Intervals: percentile bootstrap over problems (Efron & Tibshirani 1993), for goal, oracle and policies at
once, as all rows answered the same problems. A resample without a figure is left out of its interval,
and `defined` is the share of those with one. Knows nothing of files or models.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .run import Count, Row

SHARE = 0.99
"""Of target-only's accuracy, which a policy must reach for its time to count."""
REFERENCES = ("rsd", "confidence", "target", "speculative")
ALONE = ("draft", "target", "speculative")
ORACLES = ("oracle", "outcome")
RESAMPLES = 1000

Floats = NDArray[np.float64]
Figures = dict[tuple[str, ...], float]


@dataclass(frozen=True)
class Curves:
    """Measures of each row, of shape (rows,), and the places of each policy's rows, by threshold."""

    accuracy: Floats
    seconds: Floats
    rate: Floats
    places: dict[str, list[int]]


def matched(
    rows: Sequence[Row], done: Sequence[Sequence[Count]], *, seed: int = 0, timed: bool = True
) -> dict[str, Any]:
    """`matched` of the JSON, from the rows and each problem's counts, one a row. `timed` False leaves out
    times, for runs that got in each other's way. A figure is null where it cannot be had."""
    right, seconds, steps, escalated = (
        np.array([[getattr(count, name) for count in per_row] for per_row in done], float)
        for name in ("right", "seconds", "n_steps", "n_escalated")
    )
    places = _places(rows)

    def measured(times: Floats) -> Figures:
        """Figures where each problem counts as often as `times`, of shape (problems,), says."""
        n = times.sum()
        rate = (times @ escalated) / np.maximum(times @ steps, 1)
        return figures(Curves(times @ right / n, times @ seconds / n, rate, places), timed=timed)

    whole = measured(np.ones(len(done)))
    rng = np.random.default_rng(seed)
    draws = rng.multinomial(len(done), np.full(len(done), 1 / len(done)), RESAMPLES)
    resampled = [measured(draw.astype(float)) for draw in draws]
    told: dict[str, Any] = {"share_of_target": SHARE}
    for key, value in whole.items():
        at = told
        for name in key[:-1]:
            at = at.setdefault(name, {})
        at[key[-1]] = _told(value, np.array([one[key] for one in resampled]))
    return told


def figures(curves: Curves, *, timed: bool) -> Figures:
    """Every figure, by its path in the JSON; NaN where it cannot be had."""
    accuracy, places = curves.accuracy, curves.places
    found: Figures = {}
    if "target" in places:
        goal = SHARE * float(accuracy[places["target"][0]])
        found["accuracy",] = goal
        if timed:
            times = {
                name: time_at(goal, accuracy[at], curves.seconds[at])
                for name, at in places.items()
                if name not in ORACLES
            }
            found |= {("policies", name, "seconds"): time for name, time in times.items()}
            found |= {
                ("policies", name, "speedup", other): times[other] / time
                for name, time in times.items()
                for other in REFERENCES
                if name not in ALONE and other in times and other != name
            }
    if "outcome" in places and "draft" in places:
        oracle = places["outcome"][0]
        rate, draft = float(curves.rate[oracle]), float(accuracy[places["draft"][0]])
        found["escalation_rate",] = rate
        best = float(accuracy[oracle]) - draft
        for name, at in places.items():
            if name not in (*ALONE, "outcome"):
                most = float(curves.rate[at].max())
                at_rate = min(rate, most) if name == "oracle" else rate
                reached = accuracy_at(at_rate, curves.rate[at], accuracy[at], draft)
                found["policies", name, "gain"] = (reached - draft) / best if best > 0 else np.nan
    return found


def time_at(goal: float, accuracy: Floats, seconds: Floats) -> float:
    """The least time at which the line through the points, in their order, is at `goal` or above, or NaN."""
    times = list(seconds[accuracy >= goal])
    for (a, s), (b, t) in pairwise(zip(accuracy, seconds, strict=True)):
        if (a < goal) != (b < goal):
            times.append(s + (goal - a) / (b - a) * (t - s))
    return float(min(times, default=np.nan))


def accuracy_at(rate: float, rates: Floats, accuracy: Floats, draft: float) -> float:
    """Accuracy at an escalation rate, between the measured ones and the draft's at 0; above them NaN."""
    order = np.argsort(rates, kind="stable")
    x, y = np.concatenate(([0.0], rates[order])), np.concatenate(([draft], accuracy[order]))
    return float(np.interp(rate, x, y)) if rate <= x[-1] else np.nan


def _places(rows: Sequence[Row]) -> dict[str, list[int]]:
    order = sorted(range(len(rows)), key=lambda i: (rows[i].policy, rows[i].threshold or 0.0))
    by_policy = {name: list(at) for name, at in groupby(order, key=lambda i: rows[i].policy)}
    return {row.policy: by_policy[row.policy] for row in rows}


def _told(value: float, resampled: Floats) -> dict[str, Any]:
    """A figure with its 95 % interval and the share of resamples that have one."""
    have = resampled[np.isfinite(resampled)]
    return {
        "value": float(value) if np.isfinite(value) else None,
        "ci": [float(q) for q in np.quantile(have, (0.025, 0.975))] if len(have) else None,
        "defined": len(have) / len(resampled),
    }
