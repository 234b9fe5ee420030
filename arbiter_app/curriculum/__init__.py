"""Problems with worked steps and exact answers, drawn from a seed, split by their question.

Feeds the recipe that trains the bundled pair, practice and the default benchmark. Knows nothing of
models. A question belongs to one split for ever, whatever family, level or seed it came from:

* "ranges": it holds a number of which no training question has the like, an integer (or integer
  part) of three digits or more that begins with 36, 37, 38 or 39;
* otherwise its CRC-32 decides: 2 % are "test", 2 % "valid", the rest "train".

"unseen" holds the hand-written stories whose wording no training question has, whatever their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count
from random import Random
from typing import Literal
from zlib import crc32

from arbiter_app.curriculum import (
    algebra,
    arithmetic,
    bank,
    calculator,
    calculus,
    coordinates,
    counting,
    fractions_,
    functions,
    geometry,
    money,
    number_theory,
    numbers,
    percent,
    polynomials,
    quantities,
    scope,
    sequences,
    situations,
    statistics,
    stories,
    words,
)
from arbiter_app.curriculum.problem import LEVELS, Family, Line, Problem, Worked
from arbiter_app.curriculum.telling import retell
from arbiter_app.errors import UsageError

__all__ = [
    "FAMILIES",
    "LEVELS",
    "SCOPE",
    "Family",
    "Line",
    "Problem",
    "Split",
    "draw",
    "retell",
    "split_of",
    "stream",
]

Split = Literal["train", "valid", "test", "ranges", "unseen"]

SCOPE = "out of scope"
"""The topic of what is not to be solved but refused."""

FAMILIES: tuple[Family, ...] = (
    *arithmetic.FAMILIES,
    *numbers.FAMILIES,
    *fractions_.FAMILIES,
    *percent.FAMILIES,
    *money.FAMILIES,
    *number_theory.FAMILIES,
    *algebra.FAMILIES,
    *polynomials.FAMILIES,
    *functions.FAMILIES,
    *calculus.FAMILIES,
    *sequences.FAMILIES,
    *coordinates.FAMILIES,
    *geometry.FAMILIES,
    *statistics.FAMILIES,
    *counting.FAMILIES,
    *words.FAMILIES,
    *stories.FAMILIES,
    *situations.FAMILIES,
    *quantities.FAMILIES,
    *bank.FAMILIES,
    *calculator.FAMILIES,
    Family("refusal", SCOPE, lambda rng, level: Worked(scope.refused(rng), (), (), "")),
)

_BY_NAME = {family.name: family for family in FAMILIES}
_HELD_OUT_NUMBER = re.compile(r"(?<![0-9.,])3(?:[6-9]\d|[6-9],\d{3}|,[6-9]\d\d)")
_SPLITS = ("train", "valid", "test", "ranges", "unseen")
_REDRAWS = 20_000  # some families have no large numbers at level 1, so none of split "ranges"


def split_of(question: str) -> Split:
    """The one split that a question belongs to."""
    if _HELD_OUT_NUMBER.search(question):
        return "ranges"
    bucket = crc32(question.encode()) % 50
    return "test" if bucket == 0 else "valid" if bucket == 1 else "train"


def draw(
    seed: int, *, split: Split = "train", family: str | None = None, level: int | None = None
) -> Problem:
    """The problem of that seed, in its family's own wording. Family and level are drawn too where
    they are not given.

    Raises UsageError for a family, level or split that does not exist, and where the three have no
    question in common.
    """
    _check(split, family, level)
    families = [_BY_NAME[family]] if family else FAMILIES
    return _draw(Random(f"{split}:{seed}:{family}:{level}"), split, families, level, retold=False)


def stream(seed: int, split: Split, families: Sequence[Family] | None = None) -> Iterator[Problem]:
    """Problems without end, told in many ways; families and levels uniformly, but for what the split
    leaves out.

    Raises UsageError for an unknown split.
    """
    _check(split, None, None)
    rng = Random(f"{split}:{seed}:stream")
    return (_draw(rng, split, families or FAMILIES, None, retold=True) for _ in count())


def _draw(
    rng: Random, split: Split, families: Sequence[Family], level: int | None, *, retold: bool
) -> Problem:
    unseen = split == "unseen"
    if unseen:
        families = [family for family in families if family.make_unseen]
    for _ in range(_REDRAWS):
        problem = rng.choice(families).draw(rng, level or rng.choice(LEVELS), unseen=unseen)
        # A number in words is that number still.
        kept_back = split != "ranges" and split_of(problem.question) == "ranges"
        if retold:
            problem = retell(rng, problem)
        if unseen or (split_of(problem.question) == split and not kept_back):
            return problem
    raise UsageError(
        f"no question of family {families[0].name!r} at level {level} is in split {split!r}: choose another"
    )


def _check(split: str, family: str | None, level: int | None) -> None:
    if split not in _SPLITS:
        raise UsageError(f"no split {split!r}: choose one of {', '.join(_SPLITS)}")
    if family is not None and family not in _BY_NAME:
        raise UsageError(f"no family {family!r}: choose one of {', '.join(_BY_NAME)}")
    if level is not None and level not in LEVELS:
        raise UsageError(f"no level {level!r}: choose one of {', '.join(map(str, LEVELS))}")
