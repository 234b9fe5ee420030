"""What a problem is, and the few helpers with which every family writes one.

Knows nothing of splits, models or files. A family is one function from a seeded `Random` and a
level to a question, its worked steps and its exact answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import NamedTuple

from arbiter_app.core import REFUSAL, STEP_END

LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Line:
    """One worked step: what we look for, in words, and the equation that finds it."""

    goal: str
    work: str

    @property
    def text(self) -> str:
        return f"{self.goal}\n{self.work}{STEP_END}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A question with its worked steps. `answer` is exact; several values where several are asked
    for, in the order asked, or ascending for roots. `answer_text` is the same as a person writes it.
    A question to refuse has no steps, no answer and the empty `answer_text`."""

    family: str
    topic: str
    level: int
    question: str
    lines: tuple[Line, ...]
    answer: tuple[Fraction, ...]
    answer_text: str

    @property
    def solution(self) -> str:
        """The whole worked text, as a model is trained to write it."""
        if not self.answer_text:
            return REFUSAL
        return plan(self.lines) + "".join(line.text for line in self.lines) + f"Answer: {self.answer_text}"


class Worked(NamedTuple):
    """What a family's function returns."""

    question: str
    lines: tuple[Line, ...]
    answer: tuple[Fraction, ...]
    answer_text: str


Number = int | Fraction
Steps = list[tuple[str, str]]
"""Pairs of goal and work."""


@dataclass(frozen=True, slots=True)
class Family:
    """Problems of one kind, at levels 1 to 3. `make_unseen` draws from wordings that `make` never uses."""

    name: str
    topic: str
    make: Callable[[Random, int], Worked]
    make_unseen: Callable[[Random, int], Worked] | None = None

    def draw(self, rng: Random, level: int, *, unseen: bool = False) -> Problem:
        make = self.make_unseen if unseen and self.make_unseen else self.make
        question, lines, answer, answer_text = make(rng, level)
        goals = tuple([Line(grammatical(line.goal), line.work) for line in lines])
        return Problem(self.name, self.topic, level, grammatical(question), goals, answer, answer_text)


_AN = re.compile(
    r"\b([Aa]) (?=(?!one\b|once\b|eu|and\b|are\b|equals?\b|exceeds\b)"
    r"(?:[aeio][a-z]{2,}|un[^i\W]\w+|u[mp]\w+|8\d*(?!\d)|1[18](?!\d)))"
)
_ONE = re.compile(
    r"(?<![\d.,/:$£€^*+=-])(?<![\d*+=-] )\b1 "
    r"(?!times|plus|minus|has|was|always|equals|gives|makes|leaves|costs|does)([a-z]{2,}[^\Ws])s\b"
)


def grammatical(text: str) -> str:
    """What filling in a word or a number may have left: 'a apple' -> 'an apple', '1 seats' -> '1 seat'."""
    text = _AN.sub(r"\1n ", text)
    return _ONE.sub(lambda found: f"1 {_singular(found[1])}", text)


def _singular(stem: str) -> str:
    """A plural less its s: 'boxe' -> 'box', 'puppie' -> 'puppy', 'seat' -> 'seat'."""
    if stem.endswith("ie"):
        return f"{stem[:-2]}y"
    return stem[:-1] if stem.endswith(("xe", "che", "she", "sse", "toe")) else stem


def worked(
    question: str, steps: Steps, answer: Number | tuple[Number, ...], text: str | None = None
) -> Worked:
    """A family's result. `text` is needed where the answer has a unit, a name or several values."""
    values = answer if isinstance(answer, tuple) else (answer,)
    return Worked(
        question,
        lines(steps),
        tuple([value if isinstance(value, Fraction) else Fraction(value) for value in values]),
        str(values[0]) if text is None else text,
    )


def lines(steps: Steps) -> tuple[Line, ...]:
    """The steps of a solution. The last one says that it finds the answer, so that whoever writes it knows
    before its equation that nothing follows: 'Add to find the answer: how many there are.'"""
    (goal, work), before = steps[-1], steps[:-1]
    last = (goal.replace(" to find ", " to find the answer: ", 1), work)
    return tuple([Line(*step) for step in (*before, last)])


_LONGEST_PLAN = 8  # operations
_OPERATION = re.compile(r"(?:Add|Subtract|Multiply|Divide)\b.* to find ")
_VERB = re.compile(r"add|subtract|multiply|divide|halve|double|square")
_DETAIL = re.compile(r"Divide the leading|Bring down|Read off")  # of a division on paper


def plan(steps: Sequence[Line]) -> str:
    """A first step for solutions of several steps whose goals name operations: 'Plan: add, then divide.'

    Which operations, and how many, is then decided from the question alone, before there is any text of
    one's own to be led astray by.
    """
    goals = [line.goal for line in steps if not _DETAIL.match(line.goal)]
    if not 1 < len(goals) <= _LONGEST_PLAN or not all(_OPERATION.match(goal) for goal in goals):
        return ""
    verbs = [" and ".join(_VERB.findall(goal.partition(" to find ")[0].lower())) for goal in goals]
    return f"Plan: {', then '.join(verbs)}.{STEP_END}"


def decimal(value: int, scale: int) -> str:
    """`value / scale` written exactly, for a scale that is a power of ten: 350, 100 -> '3.5'."""
    sign = "-" if value < 0 else ""
    whole, part = divmod(abs(value), scale)
    if not part:
        return f"{sign}{whole}"
    digits = str(scale + part)[1:].rstrip("0")
    return f"{sign}{whole}.{digits}"


def money(cents: int, sign: str = "$") -> str:
    """An amount as a price tag has it: 1800 -> '$18', 1850 -> '$18.50'."""
    whole, part = divmod(cents, 100)
    return f"{sign}{whole}.{part:02d}" if part else f"{sign}{whole}"


def signed(value: int) -> str:
    """A number as it stands after an operator: 3 -> '3', -3 -> '(-3)'."""
    return f"({value})" if value < 0 else str(value)


def plus(value: int) -> str:
    """A term as it is added on: 3 -> '+ 3', -3 -> '- 3'."""
    return f"- {-value}" if value < 0 else f"+ {value}"


def times(a: int, b: int) -> str:
    """`a * b` worked out by the digits of one of them, so that nothing large is done in the head:
    '47 * 36 = 47 * 30 + 47 * 6 = 1410 + 282 = 1692'. Both are positive."""
    left, right = _parts(a), _parts(b)
    if (
        (a <= 12 and b <= 12)
        or len(left) == len(right) == 1
        or left == [a] == [10 ** (len(str(a)) - 1)]
        or (right == [b] == [10 ** (len(str(b)) - 1)])
    ):
        return f"{a} * {b} = {a * b}"
    if len(right) > 1 and (a < 100 or len(left) == 1):
        products, values = [f"{a} * {part}" for part in right], [a * part for part in right]
    else:
        products, values = [f"{part} * {b}" for part in left], [part * b for part in left]
    return f"{a} * {b} = {' + '.join(products)} = {' + '.join(map(str, values))} = {a * b}"


def _parts(value: int) -> list[int]:
    """The digits of a number at their place: 407 -> [400, 7]."""
    text = str(value)
    return [int(digit) * 10 ** (len(text) - 1 - i) for i, digit in enumerate(text) if digit != "0"]


ASK = (
    "What is {}?",
    "Calculate {}.",
    "Work out {}.",
    "Compute {}.",
    "Evaluate {}.",
    "Find the value of {}.",
    "{}",
    "{} = ?",
)
_SIGNS = str.maketrans({"*": "×", "/": "÷", "-": "−"})


def typed(rng: Random, expression: str) -> str:
    """An arithmetic expression as somebody might type it: other signs, or no spaces."""
    kind = rng.randrange(10)
    if kind < 4:
        return expression
    if kind < 8:
        return expression.translate(_SIGNS)
    return expression.replace(" ", "")


def ask(rng: Random, expression: str) -> str:
    """The question for the value of an arithmetic expression."""
    return rng.choice(ASK).format(typed(rng, expression))


def one_of(rng: Random, templates: Sequence[str], **values: object) -> str:
    """One of the phrasings of a question, filled in."""
    return rng.choice(templates).format_map(values)
