"""Where the numbers and the words of a step come from: the problem, an earlier step, or nowhere.

A small model that is sure of itself still takes a number that nobody gave, a person who is not in the
story, or an answer that no step came to. All of that stands in the text and can be counted. Counts, not
verdicts: numbers are compared as they are written (2.50 is not 2.5), words and units in English.
Knows nothing of models, probabilities or routers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")  # a capital that no sentence begins with
_CLAUSE = re.compile(r",\s|\n")

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
# fmt: off
_WORDS = {
    **{word: i for i, word in enumerate(_SMALL)}, **{word: 10 * i for i, word in enumerate(_TENS, 2)},
    "first": 1, "mean": 1, "second": 2, "twice": 2, "double": 2, "half": 2, "both": 2, "couple": 2, "pair": 2,
    "third": 3, "thirds": 3, "triple": 3, "thrice": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fifth": 5,
    "sixth": 6, "week": 7, "weeks": 7, "dozen": 12, "year": 12, "day": 24, "hour": 60, "hours": 60,
    "minute": 60, "minutes": 60, "percent": 100, "hundred": 100, "thousand": 1000,
}
# fmt: on
_EVERYWHERE = frozenset(("0", "1", "2", "10", "100"))  # numbers that a method brings along


class Sources(NamedTuple):
    """Counts, but for what is 1 (yes), 0 (no) or −1 (there is nothing to ask)."""

    n_operands: int  # numbers left of the first = of a clause
    n_unsourced: int  # of these, neither in the problem nor in an earlier step
    uses_last: int  # whether the step holds the number that the one before it came to
    n_unused_givens: int  # numbers of the problem that are in no step yet, this one included
    n_unused_results: int  # earlier steps whose last number no later step holds
    answer_sourced: int  # whether an answer's numbers all stand somewhere before
    answer_is_last: int  # whether an answer is what the step before it came to
    n_foreign_names: int  # names in the goal that stand nowhere before
    n_new_words: int  # other words of the goal, of four letters or more, that stand nowhere before
    n_goal_words: int
    n_problem_words: int  # different ones
    n_problem_numbers: int  # different ones


class _Text(NamedTuple):
    numbers: tuple[str, ...]
    words: frozenset[str]


def sources(problem: str, earlier: Sequence[str], step: str) -> Sources:
    """What of `step`, proposed after the steps `earlier`, stands in the problem or in one of those."""
    given, before, own = _given(problem), [_read(text) for text in earlier], _read(step)
    goal, work = parts(step)
    earlier_numbers = set[str]().union(*(text.numbers for text in before))
    seen, words = earlier_numbers.union(given.numbers), given.words.union(*(text.words for text in before))
    operands = _operands(work)
    last = before[-1].numbers[-1:] if before else ()
    is_answer = bool(own.numbers) and step.lstrip().startswith("Answer")
    written = set(_read(problem).numbers)
    goal_words = [word.lower() for word in _WORD.findall(goal)]
    return Sources(
        n_operands=len(operands),
        n_unsourced=sum(number not in seen and number not in _EVERYWHERE for number in operands),
        uses_last=int(last[0] in own.numbers) if last else -1,
        n_unused_givens=len(written.difference(earlier_numbers, own.numbers)),
        n_unused_results=_unused(before, own),
        answer_sourced=int(seen.issuperset(own.numbers)) if is_answer else -1,
        answer_is_last=int(last == own.numbers[-1:]) if is_answer else -1,
        n_foreign_names=sum(name.lower() not in words for name in _NAME.findall(goal)),
        n_new_words=sum(len(word) > 3 and word not in words for word in goal_words),
        n_goal_words=len(goal_words),
        n_problem_words=len(given.words),
        n_problem_numbers=len(written),
    )


def parts(step: str) -> tuple[str, str]:
    """What a step says it will do, its first line, and its work. A lone line is work if it has an `=`."""
    goal, _, work = step.strip("\n").partition("\n")
    return ("", goal) if not work and "=" in goal else (goal, work)


@lru_cache(256)
def _read(text: str) -> _Text:
    """The numbers of a text in order, without separators of thousands, and its words in small letters."""
    numbers = tuple(_NUMBER.findall(_THOUSANDS.sub("", text)))
    return _Text(numbers, frozenset(_WORD.findall(text.lower())))


@lru_cache(16)
def _given(problem: str) -> _Text:
    """A problem's words, and its numbers: those in words too, and those that a word implies, as 'hour' 60."""
    read, words = _read(problem), _WORD.findall(problem.lower())
    spelt = {_WORDS[word] for word in words if word in _WORDS}
    for tens, unit in pairwise(words):
        if tens in _TENS and _WORDS.get(unit, 10) < 10:
            spelt.add(_WORDS[tens] + _WORDS[unit])
    if "%" in problem:
        spelt.add(100)
    return _Text((*read.numbers, *map(str, spelt)), read.words)


def _operands(work: str) -> list[str]:
    """The numbers left of the first `=` of each clause that has one."""
    clauses = _CLAUSE.split(_THOUSANDS.sub("", work))
    return [number for c in clauses if "=" in c for number in _NUMBER.findall(c[: c.index("=")])]


def _unused(before: Sequence[_Text], own: _Text) -> int:
    """How many earlier steps came to a number that no later step holds, this one included."""
    later, n = set(own.numbers), 0
    for text in reversed(before):
        n += bool(text.numbers) and text.numbers[-1] not in later
        later.update(text.numbers)
    return n
