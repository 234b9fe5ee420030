"""Stories whose numbers were pasted from a calculator or a spreadsheet: 0.3333333333333333 miles.

Each long decimal stands for a fraction, a whole number of thirds, sixths, sevenths, ninths, elevenths or
twelfths, and the answer is exact. The stories are those of the bank that have one step and measure
something, with numbers of about the same size, and a few of this file's own in the bank's format.

Knows nothing of prices, of things that are counted, nor of numbers that were rounded on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from math import ceil, floor, gcd, lcm
from random import Random
from typing import NamedTuple

from arbiter_app.curriculum import bank
from arbiter_app.curriculum.expressions import Tree, names, show, value
from arbiter_app.curriculum.fractions_ import simplify
from arbiter_app.curriculum.problem import Family, Line, Number, Steps, Worked, decimal, times

TOPIC = "fractions"

_LONG = (3, 3, 3, 3, 3, 3, 6, 6, 6, 6, 9, 9, 12, 12, 7, 11)
_SHORT = (1, 1, 1, 2, 2, 2, 4, 4, 5, 8, 10)
_LARGEST_COMMON = 130  # denominator
_LARGEST = 100
_PROBES = 12
_TRIES = 40  # of numbers for one story, before another is taken

_OWN = """
Q {name} walked {a} miles to the {place} and {b} miles home by another road. How many miles did {he} walk in all?
Q My step counter's export says {a} miles for the morning and {b} miles for the evening. How many miles in all?
N a 0.5..6/0.25; b 0.5..6/0.25
S how many miles were walked in all | r = a + b
A r miles

Q The calculator shows {a} hours for the first shift and {b} hours for the second. How many hours is that together?
Q {name}'s time sheet has {a} hours on {day} and {b} hours on {day2}. How many hours did {he} work on the two days?
N a 1..9/0.5; b 1..9/0.5
S how many hours were worked | r = a + b
A r hours

Q A spreadsheet lists {a} cups of flour for the bread and {b} cups for the cake. What is the sum in cups?
Q {name} scaled two recipes and now needs {a} cups of milk for one and {b} cups for the other. How many cups are needed?
N a 0.25..5/0.25; b 0.25..5/0.25
S how many cups are needed | r = a + b
A r cups

Q {name} filled {a} bottles of juice before lunch, {b} after lunch and {c} at night. How many bottles is that in all?
Q Three cells of a sheet hold {a} bottles, {b} bottles and {c} bottles of syrup. What is their sum?
N a 0.5..6/0.5; b 0.5..6/0.5; c 0.5..6/0.5
S how many bottles there are | r = a + b + c
A r bottles

Q The parcels weigh {a} kg, {b} kg and {c} kg according to {name}'s spreadsheet. What do they weigh together?
Q {name} adds up {a} kg, {b} kg and {c} kg of apples. How many kilograms are there?
N a 0.5..9/0.5; b 0.5..9/0.5; c 0.5..9/0.5
S how many kilograms there are | r = a + b + c
A r kg

Q A tank held {a} gallons of water and {b} gallons ran out. How many gallons are left?
Q The display of the tank went from {a} gallons down by {b} gallons. How many gallons does it show now?
N a 8..40/0.5; b 1..7/0.5
S how many gallons are left | r = a - b
A r gallons

Q {name} had {a} yards of ribbon and used {b} yards. How many yards does {he} have left?
Q From a ribbon of {a} yards {b} yards are cut off. How long is the rest in yards?
N a 3..12/0.5; b 0.25..3/0.25
S how many yards are left | r = a - b
A r yards

Q By my calculator one lap is {a} miles. How many miles are {k} laps?
Q {name} ran {k} laps of {a} miles each. How many miles did {he} run?
N a 0.25..3/0.25; k 2..12
S how many miles were run | r = a * k
A r miles

Q One batch takes {a} cups of sugar. How many cups do {k} batches take?
Q The sheet says {a} cups of sugar for each batch, and {name} bakes {k} batches. How many cups of sugar does {he} need?
N a 0.25..4/0.25; k 2..9
S how many cups of sugar are needed | r = a * k
A r cups

Q Each lesson lasts {a} hours. How many hours do {k} lessons last?
Q {name} teaches {k} lessons of {a} hours each. How many hours does {he} teach?
N a 0.5..2.5/0.25; k 3..15
S how many hours the lessons last | r = a * k
A r hours

Q {name} shares {t} pounds of nuts equally among {k} friends. How many pounds does each friend get?
Q {t} pounds of nuts go into {k} equal bags. How many pounds are in one bag?
N t 1..12/0.5; k 2..8
S how many pounds each one has | r = t / k
A r pounds

Q A rope of {t} feet is cut into {k} equal pieces. How many feet long is each piece?
Q The calculator gives {t} feet for the whole rope, and {name} needs {k} equal pieces of it. How long is one in feet?
N t 4..40/0.5; k 2..9
S how many feet long one piece is | r = t / k
A r feet
"""


class _Story(NamedTuple):
    """An entry whose numbers may be put anew. `slots` are its numbers in the order of the operation, of a
    product or quotient the measure and then the count, each with its least and greatest value."""

    entry: bank.Entry
    phrasings: tuple[str, ...]
    kind: str
    slots: tuple[tuple[str, Fraction, Fraction], ...]


# --- finding stories ---------------------------------------------------------------------------

_VERBS = {"+": "Add", "++": "Add", "-": "Subtract", "*": "Multiply", "/": "Divide"}
_SHOWN = re.compile(r"\{([a-z][a-z0-9]?)\}")
_UNFIT = re.compile(r"[$£€%]|\{\w+:word\}|\b(?:cents?|dollars?|euros?|pounds sterling|per cent|percent)\b")


@cache
def _stories(kind: str) -> tuple[_Story, ...]:
    """All stories of one kind: '+', '++' (three numbers), '-', '*' or '/'."""
    return tuple(story for story in _all_stories() if story.kind == kind)


@cache
def _all_stories() -> tuple[_Story, ...]:
    found = [_story(entry) for entry in (*bank.read(_OWN.strip()), *bank.trained())]
    return tuple(story for story in found if story)


def _story(entry: bank.Entry) -> _Story | None:
    """The entry as a story to fill in; None where it is not fit for that."""
    goal, result, tree = entry.steps[0]
    kind, operands = _operands(tree)
    conditions = any(name == "?" for name, _ in entry.numbers)
    if len(entry.steps) > 1 or not kind or conditions or not goal.startswith(f"{_VERBS[kind]} to find "):
        return None
    if not re.fullmatch(rf"{result} [A-Za-z]+", entry.answer):
        return None
    known = {name for name, _ in entry.numbers}
    phrasings = tuple(
        phrasing
        for phrasing in entry.phrasings
        if {*_SHOWN.findall(phrasing)} & known == {*operands} and not _UNFIT.search(phrasing)
    )
    drawn = _probes(entry)
    measures = [name for name in operands if any(number != int(number) for number in drawn[name])]
    if kind in "*/":
        if len(measures) != 1 or (kind == "/" and measures[0] != operands[0]):
            return None
        operands = [*measures, *(name for name in operands if name not in measures)]
    slots = tuple((name, Fraction(min(drawn[name])), Fraction(max(drawn[name]))) for name in operands)
    if not phrasings or not measures or any(low > _LARGEST / 2 for _, low, _ in slots):
        return None
    return _Story(entry, phrasings, kind, slots)


def _operands(tree: Tree) -> tuple[str, list[str]]:
    """The kind of an operation on names alone, and the names; '' for any other tree."""
    match tree:
        case ("+", ("+", str(a), str(b)), str(c)):
            return "++", [a, b, c]
        case (("+" | "-" | "*" | "/") as sign, str(a), str(b)):
            return sign, [a, b]
    return "", []


def _probes(entry: bank.Entry) -> dict[str, list[Number]]:
    """What the entry's numbers are like: some drawings of each."""
    rng = Random(entry.phrasings[0])
    drawn: dict[str, list[Number]] = {name: [] for name in sorted(names(entry.steps[0][2]))}
    for _ in range(_PROBES):
        values: dict[str, Number] = {}
        for name, how in entry.numbers:
            values[name] = how(rng, values) if callable(how) else value(how, values)
        for name, numbers in drawn.items():
            numbers.append(values[name])
    return drawn


# --- numbers -----------------------------------------------------------------------------------

_Writing = Callable[[Fraction], str]


def _places(places: int, whole: Callable[[Fraction], int]) -> _Writing:
    return lambda number: decimal(whole(number * 10**places), 10**places)


def _pasted(number: Fraction) -> str:
    return repr(float(number))


_WRITINGS = (
    _pasted,
    _pasted,
    _pasted,
    *(_places(places, how) for places in (10, 12) for how in (floor, round)),
)
_SIXTEEN = (_places(16, floor), _places(16, round))  # of small numbers only: no display has more digits


def _is_long(number: Fraction) -> bool:
    return 1000 % number.denominator != 0


def _texts(rng: Random, numbers: Sequence[Fraction]) -> list[str]:
    """The numbers as they stand in the question, all long ones written in the same way."""
    write = rng.choice(_WRITINGS if max(numbers) >= 10 else _WRITINGS + _SIXTEEN)
    return [write(number) if _is_long(number) else show(number) for number in numbers]


def _numbers(rng: Random, story: _Story, level: int) -> list[Fraction] | None:
    """Numbers for the story's slots; None where they do not fit together."""
    if story.kind in "*/":
        (_, least, most), (_, low, high) = story.slots
        measure = _near(rng, rng.choice(_LONG), least, most)
        count = rng.randint(max(2, int(low)), max(2, min(_LARGEST, int(high))))
        return [measure, Fraction(count)] if measure else None
    found: list[Fraction] = []
    for denominator, (_, low, high) in zip(_denominators(rng, story.kind, level), story.slots, strict=True):
        number = _near(rng, denominator, low, high)
        if number is None or number in found:
            return None
        found.append(number)
    fits = lcm(*(number.denominator for number in found)) <= _LARGEST_COMMON
    return found if fits and (story.kind != "-" or found[0] > found[1]) else None


def _denominators(rng: Random, kind: str, level: int) -> list[int]:
    first = rng.choice(_LONG)
    if kind == "++":
        chosen = [first, rng.choice(_LONG), rng.choice(_SHORT if rng.random() < 0.5 else _LONG)]
    elif level == 1:
        chosen = [first, first if rng.random() < 0.4 else rng.choice(_SHORT)]
    else:
        chosen = [first, rng.choice([other for other in _LONG if other != first])]
    rng.shuffle(chosen)
    return chosen


def _near(rng: Random, denominator: int, low: Fraction, high: Fraction) -> Fraction | None:
    """A number between the two with just that denominator."""
    first, last = max(1, ceil(low * denominator)), floor(min(high, Fraction(_LARGEST)) * denominator)
    top = rng.randint(first, last) if first <= last else 0
    return Fraction(top, denominator) if top and gcd(top, denominator) == 1 else None


# --- working it out ----------------------------------------------------------------------------


def _reading(numbers: Sequence[Fraction], texts: Sequence[str]) -> Steps:
    """The steps that make fractions of the decimals. A long decimal is not exactly its fraction, so no
    equation says that it is."""
    read, parts, short = [], [], []
    for number, text in zip(numbers, texts, strict=True):
        top, bottom = number.numerator, number.denominator
        if _is_long(number):
            whole, rest = divmod(top, bottom)
            read.append(f"{text} as {f'{whole} + ' if whole else ''}{rest}/{bottom}")
            improper = f"({whole} * {bottom} + {rest})/{bottom} = " if whole else ""
            parts.append(f"{whole} + {rest}/{bottom} = {improper}{number}")
        elif bottom > 1:
            scale = next(scale for scale in (10, 100, 1000) if scale % bottom == 0)
            tenths = top * (scale // bottom)
            short.append(f"{text} = {_lowest(tenths, scale)}")
    listed = ", ".join(read[:-1]) + (" and " if read[1:] else "") + read[-1]
    steps: Steps = [(f"Read {listed}.", ", ".join(parts))]
    if short:
        goal = (
            "Write the short decimals as fractions."
            if short[1:]
            else "Write the short decimal as a fraction."
        )
        steps.append((goal, ", ".join(short)))
    return steps


def _lowest(top: int, bottom: int) -> str:
    """A fraction brought to lowest terms, in one line."""
    return simplify(top, bottom)[0][1] if gcd(top, bottom) > 1 else f"{top}/{bottom}"


def _ended(top: int, bottom: int) -> str:
    """The end of the last equation: lowest terms, and a decimal where that is shorter to say."""
    number = Fraction(top, bottom)
    said = show(number)
    return _lowest(top, bottom) + (f" = {said}" if said != str(number) else "")


def _sum(numbers: Sequence[Fraction], sign: str) -> tuple[Steps, str]:
    """What leads to the sum or difference, and the equation that finds it."""
    common = lcm(*(number.denominator for number in numbers))
    tops = [int(number * common) for number in numbers]
    others = [
        (number, top) for number, top in zip(numbers, tops, strict=True) if number.denominator != common
    ]
    steps: Steps = []
    if others:
        bottoms = dict.fromkeys(number.denominator for number, _ in others)
        steps = [
            (
                "Find the least common denominator: a multiple of every denominator.",
                ", ".join(f"{bottom} * {common // bottom} = {common}" for bottom in bottoms),
            ),
            (
                "Write each fraction over the common denominator.",
                ", ".join(f"{number} = {top}/{common}" for number, top in others),
            ),
        ]
    top = sum(tops) if sign == "+" else tops[0] - tops[1]
    return steps, f"{f' {sign} '.join(f'{top}/{common}' for top in tops)} = {_ended(top, common)}"


def _product(measure: Fraction, count: int) -> tuple[Steps, str]:
    top, bottom = measure.numerator, measure.denominator
    steps = [("Multiply the numerator by the whole number.", times(top, count))]
    return steps, f"{measure} * {count} = {_ended(top * count, bottom)}"


def _quotient(measure: Fraction, count: int) -> tuple[Steps, str]:
    top, bottom = measure.numerator, measure.denominator
    steps = [("Multiply the denominator by the whole number.", times(bottom, count))]
    return steps, f"({measure}) / {count} = {_ended(top, bottom * count)}"


def _solved(kind: str, numbers: Sequence[Fraction]) -> tuple[Steps, str]:
    if kind == "*":
        return _product(numbers[0], int(numbers[1]))
    return _quotient(numbers[0], int(numbers[1])) if kind == "/" else _sum(numbers, kind[0])


def _calculator(rng: Random, level: int) -> Worked:
    while True:
        story = rng.choice(_stories(rng.choice(("++", "*", "/") if level == 3 else ("+", "-"))))
        for _ in range(_TRIES):
            numbers = _numbers(rng, story, level)
            if numbers:
                return _told(rng, story, numbers)


def _told(rng: Random, story: _Story, numbers: Sequence[Fraction]) -> Worked:
    """The story with these numbers. The bank finds names, goal and answer; the work is this family's."""
    texts = _texts(rng, numbers)
    slots = [name for name, _, _ in story.slots]
    told = rng.choice(story.phrasings)
    for name, text in zip(slots, texts, strict=True):
        told = told.replace(f"{{{name}}}", text)
    entry = story.entry
    given: list[tuple[str, bank.Draw | Tree]] = list(zip(slots, numbers, strict=True))
    filled = bank.Entry(entry.line, [told], given, entry.steps, entry.words, entry.answer).draw(rng)
    steps, work = _solved(story.kind, numbers)
    before = [Line(*step) for step in (*_reading(numbers, texts), *steps)]
    return filled._replace(lines=(*before, Line(filled.lines[-1].goal, work)))


FAMILIES = (Family("calculator_numbers", TOPIC, _calculator),)
