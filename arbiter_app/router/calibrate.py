"""A threshold for a budget, from held-out rows: what share of steps or tokens, or how many seconds.

The promise is risk control of a monotone loss (Bates et al., *Distribution-Free, Risk-Controlling
Prediction Sets*, arXiv 2101.02703). Each problem p costs, beyond its budget,

    z_p(τ) = Σ kept + Σ_{ŷ > τ} extra          summed over its steps; extra ≥ 0

    steps      kept = −B                       extra = 1
    tokens     kept = −B·draft's               extra = (1 − B)·target's + B·draft's
    seconds    kept = draft's − B / n steps    extra = target's

so the budget holds on average exactly if E[z(τ)] ≤ 0, and z falls as τ rises. From the highest τ
down, each is kept while a test rejects E[z(τ)] ≥ 0 at level δ. As z is monotone, only the test at the
true boundary can err, so no correction for many τ is due: P(E[z(τ̂)] > 0) ≤ δ, for any number of
problems. Problems are the independent units, as steps of one are alike.

Three things are not promised: z is cut at the highest cost of any fitted problem (a bound needs one);
contexts are those that `collect` recorded, while a router in use writes its own; and rows of another
pair may hold problems that a portable router was fitted on, as long as both were collected with one
seed. Accuracy is no part of it: `arbiter bench` measures that. Knows nothing of how a router is trained.
"""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError
from .rows import Rows, split
from .scoring import Router, pair_of

Unit = Literal["steps", "tokens", "seconds"]

Floats = NDArray[np.float64]


def held_out(rows: Rows, router: Router) -> tuple[Rows, Rows]:
    """The rows that the router was fitted on and those it was not. Raises UsageError for other rows.

    Of another pair's rows a portable router was fitted on none: they are parted in the same way.
    """
    card = router.card
    if router.tags:
        raise UsageError(
            f"router {router.path} reads text, and rows hold none: hold a share of steps by the running "
            "quantile instead (solve --budget)"
        )
    if pair_of(rows.header) != pair_of(card):
        if router.portable:
            return split(rows, card.get("seed", 0))
        raise UsageError(
            f"the rows were collected with another pair than that of router {router.path}; train one on "
            "them, or name one that is portable"
        )
    n = card.get("n_problems", 0) + card.get("n_problems_fitted", 0)
    if rows.n_problems != n:
        raise UsageError(
            f"router {router.path} was trained on {n} problems and these rows hold {rows.n_problems}, so "
            "which were held out is not known; name the rows it was trained on, or train it on these"
        )
    return split(rows, card.get("seed", 0))


def calibrate(rows: Rows, router: Router, *, of: Unit, budget: float, delta: float = 0.1) -> dict[str, Any]:
    """The lowest τ whose expected cost is within `budget` with confidence 1 − `delta`, as the card has it.

    `budget` is a share, 0..1, of steps or tokens, or seconds a problem. Raises UsageError where the
    rows lack what is counted, or where the draft alone takes longer.
    """
    fitted, valid = held_out(rows, router)
    scores = np.array([router.score(x) for x in valid.x])
    kept, extra = costs(valid, of, budget)
    kept_by_fitted, extra_of_fitted = costs(fitted, of, budget)
    highest = float(np.bincount(place(fitted), kept_by_fitted + extra_of_fitted).max())
    tau = lowest_threshold(scores, kept, extra, place(valid), highest, delta)
    if tau is None and of == "seconds":
        raise UsageError(
            f"{budget:g} seconds a problem cannot be promised: the draft alone takes "
            f"{valid.draft_seconds.sum() / valid.n_problems:.3g} on average; give more"
        )
    tau = 1.0 if tau is None else min(1.0, math.ceil(1e4 * tau) / 1e4)  # four digits, never below
    lost = set(valid.problem[(scores <= tau) & (valid.y == 1)])
    pair = pair_of(rows.header)
    return {
        **(pair if pair != pair_of(router.card) else {}),
        "of": of,
        "budget": budget,
        "confidence": 1 - delta,
        "threshold": tau,
        "measured": measured(valid, of, scores > tau),
        "n_lost": len(lost),
        "n_problems": valid.n_problems,
    }


def costs(rows: Rows, of: Unit, budget: float) -> tuple[Floats, Floats]:
    """`kept` and `extra` of each step, as the module's docstring has them."""
    if of == "steps":
        return np.full(len(rows.y), -budget), np.ones(len(rows.y))
    counted = rows.target_tokens if of == "tokens" else rows.target_seconds
    if np.isnan(counted).any():
        raise UsageError(f"the rows do not say how many {of} each step took; collect them again")
    if of == "tokens":
        of_draft = budget * rows.draft_tokens
        return -of_draft, (1 - budget) * rows.target_tokens + of_draft
    n_steps = np.bincount(place(rows))
    return rows.draft_seconds - budget / n_steps[place(rows)], rows.target_seconds


def measured(rows: Rows, of: Unit, escalated: NDArray[np.bool_]) -> float:
    """What was counted of, on these rows: a share, or seconds a problem."""
    if of == "steps":
        return float(escalated.mean())
    if of == "tokens":
        by_target = float(rows.target_tokens[escalated].sum())
        return by_target / (by_target + float(rows.draft_tokens[~escalated].sum()))
    return float(rows.draft_seconds.sum() + rows.target_seconds[escalated].sum()) / rows.n_problems


def place(rows: Rows) -> NDArray[np.intp]:
    """The number of each step's problem. Problems are shuffled, for a file may hold the easy ones first."""
    numbers = np.unique(rows.problem, return_inverse=True)[1]
    return np.random.default_rng(0).permutation(numbers.max() + 1)[numbers]


def lowest_threshold(
    scores: Floats, kept: Floats, extra: Floats, problem: NDArray[np.intp], highest: float, delta: float
) -> float | None:
    """The lowest of the scores at which, and at all above, E[z] < 0 is sure; None where it is at none."""
    order = np.argsort(-scores, kind="stable")
    z: Floats = np.bincount(problem, kept).astype(np.float64)
    tau = None
    for i, step in enumerate(order):
        if (i == 0 or scores[step] < scores[order[i - 1]]) and not surely_negative(z, highest, delta):
            return tau
        tau = float(scores[step])
        z[problem[step]] += extra[step]  # for any lower τ
    return 0.0 if surely_negative(z, highest, delta) else tau


def surely_negative(z: Floats, highest: float, delta: float) -> bool:
    """Whether E[z] < 0, with confidence 1 − delta, of independent z (n,) that are at most `highest`.

    Test by betting (Waudby-Smith & Ramdas, arXiv 2010.09686, section 4): a gambler stakes the share λ
    of their wealth on each z being negative, with λ set by the z before it. If E[z] ≥ 0 the wealth
    Π (1 − λ z) is a supermartingale, and exceeds 1/δ ever with probability at most δ (Ville).
    """
    if highest <= 0:
        return True
    x = np.minimum(z / highest, 1.0)
    counts = np.arange(1, len(x) + 1)
    mean = np.cumsum(x) / (counts + 1)
    variance = (0.25 + np.cumsum((x - mean) ** 2)) / (counts + 1)
    before = np.concatenate(([0.25], variance[:-1]))
    stake = np.minimum(np.sqrt(2 * math.log(1 / delta) / (len(x) * before)), 0.5)
    return bool(np.cumsum(np.log1p(-stake * x)).max() >= math.log(1 / delta))
