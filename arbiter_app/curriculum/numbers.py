"""Numbers as they are written: roots, powers of one base, scientific notation, rounding, digits, order,
Roman numerals, counting words, ratios, and puzzles about a number.

Knows nothing of equations with a named unknown but the fourth term of a proportion.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from math import gcd
from random import Random

from arbiter_app.curriculum.arithmetic import (
    asked,
    divide_steps,
    finite_decimal,
    listed,
    said,
    sized,
    valued,
    ways,
    whether,
)
from arbiter_app.curriculum.fractions_ import euclid
from arbiter_app.curriculum.nouns import in_words
from arbiter_app.curriculum.people import THINGS, person, two_people
from arbiter_app.curriculum.problem import Family, Steps, Worked, decimal, one_of, times, worked

TOPIC = "numbers"

# ── Roots and powers ─────────────────────────────────────────────────────────────────────────

_SQUARE_ROOT = (
    "What is the square root of {n}?",
    "Find the square root of {n}.",
    "sqrt({n})",
    "What is sqrt({n})?",
    "Calculate sqrt({n}).",
    "√{n}",
    "What is √{n}?",
    "Work out √{n}.",
    "square root of {n}",
    "Evaluate the square root of {n}.",
    "Which positive number squared is {n}?",
    "What positive number multiplied by itself gives {n}?",
    "Compute sqrt({n}).",
    "A square has an area of {n}. How long is its side?",
    "sq root of {n}",
    "sqrt {n}",
    "root of {n}?",
    "What do I have to square to get {n}?",
    "Which positive number do you square to get {n}?",
    "{n}, square root please",
    "What length has a square tile with an area of {n}?",
    "Which positive number times itself makes {n}?",
    "Hence find √{n}.",
    "My garden is a square of {n} square metres. How many metres long is a side?",
)
_NAMED_ROOT = (
    "the square root of {n}",
    "the square root of {n}",
    "the positive square root of {n}",
    "sqrt({n})",
    "√{n}",
    "root {n}",
    "the positive number whose square is {n}",
    "the number that gives {n} when multiplied by itself",
    "the positive number that squared makes {n}",
    "the principal square root of {n}",
)
_CUBE_ROOT = (
    "What is the cube root of {n}?",
    "Find the cube root of {n}.",
    "cube root of {n}",
    "Calculate the cube root of {n}.",
    "Which number cubed is {n}?",
    "∛{n}",
    "What is ∛{n}?",
    "cbrt({n})",
    "A cube has a volume of {n}. How long is its edge?",
    "What do I have to cube to get {n}?",
    "Which number do you cube to get {n}?",
    "{n}, cube root please",
    "The volume of a cube is {n}. Find its edge.",
    "Hence find ∛{n}.",
    "cube root {n}?",
)
_NAMED_CUBE_ROOT = (
    "the cube root of {n}",
    "the cube root of {n}",
    "the cube root of the number {n}",
    "∛{n}",
    "cbrt({n})",
    "the number whose cube is {n}",
    "the number that cubed makes {n}",
)


def _roots(rng: Random, level: int) -> Worked:
    if rng.random() < 0.25:
        r = rng.randint(1, (5, 10, 20)[level - 1])
        steps = [("Look for the number whose cube it is.", f"{r} * {r} = {r * r}, {_last(times(r * r, r))}")]
        return worked(_ask_root(rng, r**3, _NAMED_CUBE_ROOT, _CUBE_ROOT), steps, r)
    r = rng.randint(1, (15, 40, 99)[level - 1])
    steps = _root_steps(r)
    chance = rng.random() if level > 1 else 1
    if chance < 0.2 and r % 10:
        text, root = decimal(r * r, 100), decimal(r, 10)
        steps = [("Leave out the decimal point.", f"{text} * 100 = {r * r}"), *steps]
        steps.append(("Put the point back: the root of a hundred is ten.", f"{r} / 10 = {root}"))
        return worked(_ask_root(rng, text, _NAMED_ROOT, _SQUARE_ROOT[:9]), steps, Fraction(r, 10), root)
    if chance < 0.35:
        b = rng.randint(2, 12)
        a = rng.randint(1, 12)
        if gcd(a, b) == 1:
            work = f"{a} * {a} = {a * a}, {b} * {b} = {b * b}"
            steps = [
                ("Find the root of the numerator and that of the denominator.", work),
                ("Put them together and check.", f"({a}/{b})^2 = {a * a}/{b * b}"),
            ]
            question = _ask_root(rng, f"{a * a}/{b * b}", _NAMED_ROOT[:4], _SQUARE_ROOT[:5])
            return worked(question, steps, Fraction(a, b))
    return worked(_ask_root(rng, r * r, _NAMED_ROOT, _SQUARE_ROOT), steps, r)


def _ask_root(rng: Random, n: int | str, names: tuple[str, ...], others: tuple[str, ...]) -> str:
    values = {"n": said(rng, n, most=999)[0]}
    if not values["n"][0].isdigit():
        return ways(rng, values, names=names[:3], amount=True)
    actions = [f"take {name}" for name in names if " root of" in name]
    return ways(rng, values, names=names, actions=actions, others=others, amount=True)


def _last(chain: str) -> str:
    """A chain of equations cut down to its first and last side."""
    sides = chain.split(" = ")
    return f"{sides[0]} = {sides[-1]}"


def _root_steps(r: int) -> Steps:
    """The square root of r * r, found between two tens by the last digit."""
    check = ("Check the number whose square it is.", f"{r}^2 = {times(r, r)}")
    if r <= 20 or r % 10 == 0:
        return [("Look for the number whose square it is.", check[1])]
    tens = r // 10 * 10
    work = f"{tens}^2 = {tens * tens}, {tens + 5}^2 = {(tens + 5) ** 2}, {tens + 10}^2 = {(tens + 10) ** 2}"
    return [("Find the tens between which the root lies, and its half.", work), check]


def _simplify_roots(rng: Random, level: int) -> Worked:
    b = rng.choice((2, 3, 5, 6, 7, 10) if level < 3 else (2, 3, 5, 6, 7, 10, 11, 13, 15))
    a = rng.randint(2, (5, 9, 12)[level - 1])
    if level == 3 and rng.random() < 0.5:
        return _root_sum(rng, a, b)
    n = a * a * b
    steps = [
        ("Split off the largest square factor.", f"{n} = {a * a} * {b}"),
        ("Take the root of the square factor.", f"sqrt({n}) = sqrt({a * a}) * sqrt({b}) = {a}*sqrt({b})"),
    ]
    k = rng.randint(2, 9) if level > 1 and rng.random() < 0.4 else 1
    if k > 1:
        steps.append(("Multiply by the number in front.", f"{k} * {a} = {k * a}"))
    root = rng.choice((f"sqrt({n})", f"√{n}"))
    front = root if k == 1 else f"{k}*{root}" if root[0] == "s" else f"{k}{root}"
    phrasings: tuple[str, ...] = (
        "Simplify {f}.",
        "Simplify {f}",
        "Write {f} in simplest radical form.",
        "Express {f} in the form a*sqrt(b) with b as small as possible.",
        "What is {f} in simplest form?",
        "Simplify the surd {f}.",
        "Write {f} as a whole number times a root.",
        "Reduce {f} to its simplest radical form.",
        "Take out of {f} as much as possible from under the root.",
    )
    question = ways(rng, {"f": front}, names=_NAMED_SURD, actions=_DO_SURD, others=phrasings)
    return worked(question, steps, (k * a, b), f"{k * a}*sqrt({b})")


_NAMED_SURD = (
    "{f} in simplest form",
    "{f} in simplest radical form",
    "{f} simplified",
    "the simplest form of {f}",
    "{f} as a simplified surd",
    "{f} in the form a*sqrt(b) with b as small as possible",
    "the simplified form of {f}",
)
_DO_SURD = (
    "simplify {f}",
    "write {f} in simplest radical form",
    "write {f} as simply as possible",
    "simplify the radical {f}",
    "simplify the root {f}",
    "bring {f} to its simplest form",
    "take the largest square out of {f}",
    "express {f} as a simplified surd",
)


def _root_sum(rng: Random, a: int, b: int) -> Worked:
    c = rng.randint(2, 8)
    if c == a:
        c += 1
    plus = a <= c or rng.random() < 0.6
    op, total = ("+", a + c) if plus else ("-", a - c)
    n, m = a * a * b, c * c * b
    steps = [
        ("Split off the largest square factors.", f"{n} = {a * a} * {b}, {m} = {c * c} * {b}"),
        ("Take the roots of the square factors.", f"sqrt({n}) = {a}*sqrt({b}), sqrt({m}) = {c}*sqrt({b})"),
        ("Combine the numbers in front of the same root.", f"{a} {op} {c} = {total}"),
    ]
    phrasings: tuple[str, ...] = (
        "Simplify {e}.",
        "Write {e} as a single root term.",
        "What is {e} in simplest form?",
        "Work out {e}. Leave a root in your answer.",
        "Simplify {e}",
        "Combine: {e}",
    )
    text = f"{total}*sqrt({b})" if total > 1 else f"sqrt({b})"
    values = {"f": f"sqrt({n}) {op} sqrt({m})", "e": f"sqrt({n}) {op} sqrt({m})"}
    question = ways(rng, values, names=_NAMED_SURD[:4], actions=_DO_SURD[:3], others=phrasings)
    return worked(question, steps, (total, b), text)


_AS_POWER = (
    "Write {e} as a single power.",
    "Simplify {e}.",
    "Simplify {e}",
    "Express {e} as one power of {b}.",
    "Write {e} as a power of {b}.",
    "What is {e} as a single power of {b}?",
    "Use the laws of exponents to simplify {e}.",
    "Rewrite {e} with a single exponent.",
    "{e} as a power of {b}",
)
_VALUE_OF_POWER = (
    "What is {e}?",
    "Evaluate {e}.",
    "{e}",
    "Find the value of {e}.",
    "Calculate {e}.",
    "Work out {e}.",
    "Write {e} without a negative exponent and evaluate it.",
    "What does {e} equal?",
    "{e} = ?",
)


def _exponent_laws(rng: Random, level: int) -> Worked:
    if rng.random() < 0.4:
        return _small_exponent(rng, level)
    b: int | str = rng.choice("xyabnmt") if rng.random() < 0.5 else rng.choice((2, 3, 5, 7, 10))
    p, q = rng.randint(2, (6, 9, 12)[level - 1]), rng.randint(2, (6, 9, 9)[level - 1])
    kind = rng.choice(("*", "/") if level == 1 else ("*", "/", "^", "*/"))
    if level == 3 and rng.random() < 0.5:
        q = -q
    second = f"({q})" if q < 0 else str(q)
    if kind == "*":
        written, total = f"{b}^{p} * {b}^{second}", p + q
        steps = [("Multiplying powers of one base: add the exponents.", f"{p} + {second} = {total}")]
    elif kind == "/":
        if level == 1 and p <= q:
            p += q
        written, total = f"{b}^{p} / {b}^{second}", p - q
        steps = [("Dividing powers of one base: subtract the exponents.", f"{p} - {second} = {total}")]
    elif kind == "^":
        written, total = f"({b}^{p})^{second}", p * q
        steps = [("A power of a power: multiply the exponents.", f"{p} * {second} = {total}")]
    else:
        r = rng.randint(2, 9)
        written, total = f"{b}^{p} * {b}^{second} / {b}^{r}", p + q - r
        steps = [
            ("Multiplying powers of one base: add the exponents.", f"{p} + {second} = {p + q}"),
            ("Dividing powers of one base: subtract the exponents.", f"{p + q} - {r} = {total}"),
        ]
    text = "1" if total == 0 else str(b) if total == 1 else f"{b}^{total}" if total > 0 else f"{b}^({total})"
    if total == 0:
        steps.append(("The power zero is one.", f"{b}^0 = 1"))
    shown = written if rng.random() < 0.7 else written.replace(" * ", " × ").replace(" / ", " ÷ ")
    names = ("{e} as a single power", "{e} as a power of {b}", "{e} simplified", "the simplest form of {e}")
    actions = (
        "simplify {e}",
        "write {e} as a single power",
        "write {e} as a power of {b}",
        "express {e} as a single power of {b}",
        "combine {e} into a single power",
    )
    return worked(
        ways(rng, {"e": shown, "b": b}, names=names, actions=actions, others=_AS_POWER), steps, total, text
    )


def _small_exponent(rng: Random, level: int) -> Worked:
    """The value of a power with a negative exponent or the exponent zero."""
    base = rng.choice((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20))
    exponent = -rng.randint(1, 2 if base > 5 and base != 10 else 4) if rng.random() < 0.8 else 0
    if exponent == 0:
        base += rng.randint(0, 99)
        steps = [("Any number but zero to the power zero is one.", f"{base}^0 = 1")]
        return worked(_ask_power(rng, f"{base}^0", _VALUE_OF_POWER[:6]), steps, 1)
    size = base**-exponent
    factors = " * ".join([str(base)] * -exponent)
    steps = [
        (
            "A negative exponent means one over the positive power.",
            f"{base}^({exponent}) = 1/{base}^{-exponent}",
        ),
        (
            "Work out that power.",
            f"{base}^{-exponent} = {factors} = {size}" if exponent < -1 else f"{base}^1 = {base}",
        ),
    ]
    if level == 3 and rng.random() < 0.4:
        top = rng.choice([n for n in (2, 3, 4, 5, 7) if gcd(n, base) == 1])
        value = Fraction(base, top) ** -exponent
        steps = [
            (
                "A negative exponent turns the fraction over.",
                f"({top}/{base})^({exponent}) = ({base}/{top})^{-exponent}",
            ),
            ("Raise numerator and denominator to that power.", f"({base}/{top})^{-exponent} = {value}"),
        ]
        return worked(_ask_power(rng, f"({top}/{base})^({exponent})", _VALUE_OF_POWER), steps, value)
    shown = rng.choice((f"{base}^({exponent})", f"{base}^{exponent}"))
    return worked(_ask_power(rng, shown, _VALUE_OF_POWER), steps, Fraction(1, size))


def _ask_power(rng: Random, shown: str, templates: tuple[str, ...]) -> str:
    return valued(rng, shown) if rng.random() < 0.5 else one_of(rng, templates, e=shown)


def _scientific(rng: Random, level: int) -> Worked:
    digits, power = sized(rng, (2, 3, 4)[level - 1]), rng.randint(2, (5, 7, 9)[level - 1])
    while digits > 9 and digits % 10 == 0:
        digits //= 10
    if level > 1 and rng.random() < 0.45:
        power = -rng.randint(1, 6)
    below = len(str(digits)) - 1
    lead = decimal(digits, 10**below)
    value = Fraction(digits, 10**below) * Fraction(10) ** power
    plain = str(value) if value.denominator == 1 else finite_decimal(value.numerator, value.denominator)
    notation = f"{lead} * 10^{power}" if power > 0 else f"{lead} * 10^({power})"
    size = f"10^{power} = {10**power}" if power > 0 else f"10^({power}) = 1/{10**-power}"
    if rng.random() < 0.5:
        goal = "Move the point until one digit stands before it" + (
            ", and see what takes it back."
            if power > 0
            else "; the number is small, so the exponent is negative."
        )
        back = f"{lead} * {10**power} = {plain}" if power > 0 else f"{lead} / {10**-power} = {plain}"
        steps = [
            (goal, back),
            ("Write that as a power of ten.", size),
            ("Put the two together.", f"{plain} = {notation}"),
        ]
        phrasings: tuple[str, ...] = (
            "Write {n} in scientific notation.",
            "Express {n} in scientific notation.",
            "Write {n} in standard form.",
            "Convert {n} to scientific notation.",
            "What is {n} in scientific notation?",
            "{n} in scientific notation",
            "Express {n} in standard form, a * 10^n.",
            "Give {n} as a number from 1 to 10 times a power of ten.",
            "How is {n} written in scientific notation?",
        )
        names: tuple[str, ...] = (
            "{n} in scientific notation",
            "{n} in standard form",
            "the scientific notation of {n}",
            "the number {n} in scientific notation",
            "the scientific form of {n}",
        )
        actions: tuple[str, ...] = (
            "write {n} in scientific notation",
            "convert {n} to scientific notation",
            "express {n} in scientific notation",
            "put {n} into scientific notation",
            "change {n} to standard form",
            "write {n} with a power of ten, in scientific notation",
        )
        phrasings += (
            "{n} scientific?",
            "scientific notation: {n}",
            "{n}, standard form?",
        )
        question = ways(rng, {"n": plain}, names=names, actions=actions, others=phrasings)
        return worked(question, steps, value, notation)
    goal = (
        "Move the point to the right."
        if power > 0
        else "A negative power of ten divides: move the point to the left."
    )
    back = f"{lead} * {10**power} = {plain}" if power > 0 else f"{lead} / {10**-power} = {plain}"
    steps = [("Work out the power of ten.", size), (goal, back)]
    written = rng.choice((notation, notation.replace("*", "×"), notation.replace("(", "").replace(")", "")))
    phrasings = (
        "Write {n} as an ordinary number.",
        "Write {n} in decimal notation.",
        "What is {n} as an ordinary number?",
        "Convert {n} to standard decimal form.",
        "Evaluate {n}.",
        "{n}",
        "What number is {n}?",
        "Write out {n} in full.",
        "Express {n} without a power of ten.",
    )
    names = (
        "{n} as an ordinary number",
        "{n} in decimal notation",
        "{n} written out in full",
        "{n} as a normal number",
        "the ordinary number for {n}",
        "the value of {n} without a power of ten",
        "{n} in ordinary form",
    )
    actions = (
        "write {n} as an ordinary number",
        "write {n} out in full",
        "convert {n} to an ordinary number",
        "change {n} to decimal notation",
        "turn {n} into a normal number",
        "write out all the digits of {n}",
    )
    phrasings += ("{n} in full?", "The calculator shows {n}. What number is that?")
    question = ways(rng, {"n": written}, names=names, actions=actions, others=phrasings)
    return worked(question, steps, value, plain)


# ── Digits ───────────────────────────────────────────────────────────────────────────────────

_ROUND_TO = {
    1: ("ten", "10"),
    2: ("hundred", "100"),
    3: ("thousand", "1000"),
    4: ("ten thousand", "10000"),
    0: ("whole number", "integer", "one", "unit"),
    -1: ("tenth", "0.1"),
    -2: ("hundredth", "0.01"),
    -3: ("thousandth", "0.001"),
}
_PLACES_WORDS = {1: "one decimal place", 2: "two decimal places", 3: "three decimal places"}


def _rounding(rng: Random, level: int) -> Worked:
    """Rounding, a tie away from zero; by the distances to the neighbours below and above."""
    scale = 1 if rng.random() < 0.5 else 10 ** rng.randint(1, level + 1)
    n = sized(rng, level + 2, 2)
    length = len(str(n))
    place = rng.randint(1, min(length, level + 1, 4)) if scale == 1 else -rng.randint(0, len(str(scale)) - 2)
    unit = Fraction(10) ** place
    value = Fraction(n, scale)
    significant = level > 1 and rng.random() < 0.3
    if significant:
        figures = rng.randint(1, min(3, length - 1))
        place = length - figures - (len(str(scale)) - 1)
        unit = Fraction(10) ** place
    low = value // unit * unit
    high = low + unit
    if value == low:
        return _rounding(rng, level)
    result = high if value - low >= high - value else low
    show = [
        finite_decimal(x.numerator, x.denominator)
        for x in (value, low, high, value - low, high - value, unit)
    ]
    text = finite_decimal(result.numerator, result.denominator)
    steps = [
        ("Find the nearest such number below and the one above.", f"{show[1]} + {show[5]} = {show[2]}"),
        (
            "Find how far away each is: the nearer one is the answer, and a tie goes up.",
            f"{show[0]} - {show[1]} = {show[3]}, {show[2]} - {show[0]} = {show[4]}",
        ),
    ]
    if significant:
        word = f"{figures} significant figure{'s' if figures > 1 else ''}"
        phrasings = [
            "Round {n} to {w}.",
            "What is {n} to {w}?",
            "Write {n} correct to {w}.",
            "{n} to {w}",
            "Give {n} to {w}.",
        ]
        return worked(_ask_rounding(rng, show[0], word, phrasings), steps, result, text)
    if place < 0 and rng.random() < 0.5:
        k = -place
        word = rng.choice(
            (f"{k} decimal place{'s' if k > 1 else ''}", f"{k} dp", _PLACES_WORDS.get(k, f"{k} decimals"))
        )
        phrasings = [
            "Round {n} to {w}.",
            "What is {n} rounded to {w}?",
            "Write {n} correct to {w}.",
            "Give {n} to {w}.",
            "{n} to {w}",
            "Round off {n} to {w}.",
        ]
        return worked(_ask_rounding(rng, show[0], word, phrasings), steps, result, text)
    phrasings = [
        "Round {n} to the nearest {w}.",
        "What is {n} rounded to the nearest {w}?",
        "Round off {n} to the nearest {w}.",
        "{n} to the nearest {w}",
        "What is {n} to the nearest {w}?",
        "Give {n} to the nearest {w}.",
        "Write {n} correct to the nearest {w}.",
        "Estimate {n} by rounding it to the nearest {w}.",
        "Can you round {n} to the nearest {w}?",
    ]
    told, word = show[0], rng.choice(_ROUND_TO[place])
    phrasings += [
        "{n} is about what, to the nearest {w}?",
        "{n}, nearest {w}?",
        "About how much is {n}, to the nearest {w}?",
        "I only need {n} to the nearest {w}. What is that?",
        "{n} rounded off to the nearest {w} is?",
        "Give {n} roughly, to the nearest {w}.",
    ]
    if not word[0].isdigit():
        told = said(rng, told, most=9999)[0]
    return worked(_ask_rounding(rng, told, f"the nearest {word}", phrasings, word), steps, result, text)


def _ask_rounding(rng: Random, told: str, to: str, others: list[str], word: str = "") -> str:
    if not told[0].isdigit():
        others = []
    names = (
        "{n} rounded to {t}",
        "{n} to {t}",
        "{n} rounded off to {t}",
        "{n} correct to {t}",
        "the number {n} to {t}",
    )
    actions = (
        "round {n} to {t}",
        "round off {n} to {t}",
        "round the number {n} to {t}",
        "write {n} correct to {t}",
        "give {n} to {t}",
        "round {n} off to {t}",
    )
    values = {"n": told, "t": to, "w": word or to}
    return ways(rng, values, names=names, actions=actions, others=others)


_PLACE_NAMES = (
    "units",
    "tens",
    "hundreds",
    "thousands",
    "ten thousands",
    "hundred thousands",
    "millions",
    "ten millions",
)


def _by_places(n: int) -> str:
    digits = str(n)
    terms = [
        f"{d} * {10 ** (len(digits) - 1 - i)}" if i < len(digits) - 1 else d for i, d in enumerate(digits)
    ]
    return f"{n} = {' + '.join(terms)}"


def _place_value(rng: Random, level: int) -> Worked:
    n = sized(rng, (4, 6, 8)[level - 1], level + 1)
    digits = str(n)
    kind = rng.randrange(4)
    step = ("Write the number by its places.", _by_places(n))
    if kind == 0:
        i = rng.randrange(len(digits))
        name = _PLACE_NAMES[i]
        if i == 0 and rng.random() < 0.4:
            name = "ones"
        phrasings: tuple[str, ...] = (
            "What is the {p} digit of {n}?",
            "What is the {p} digit in {n}?",
            "Which digit is in the {p} place of {n}?",
            "Find the {p} digit of {n}.",
            "In the number {n}, which digit stands in the {p} place?",
            "{n}: what is the {p} digit?",
            "Give the digit in the {p} place of {n}.",
            "What digit does {n} have in the {p} position?",
        )
        names: tuple[str, ...] = (
            "the {p} digit of {n}",
            "the digit in the {p} place of {n}",
            "the {p} digit in the number {n}",
            "the digit that stands in the {p} position of {n}",
        )
        phrasings += ("{p} digit of {n}?", "In {n}, which digit counts the {p}?", "{n}, {p} digit please")
        question = ways(rng, {"n": n, "p": name}, names=names, others=phrasings)
        return worked(question, [step], int(digits[-1 - i]))
    if kind == 1:
        single = [i for i, d in enumerate(digits) if d != "0" and digits.count(d) == 1]
        if not single:
            return _place_value(rng, level)
        i = rng.choice(single)
        worth = int(digits[i]) * 10 ** (len(digits) - 1 - i)
        phrasings = (
            "What is the value of the digit {d} in {n}?",
            "What is the place value of {d} in {n}?",
            "In {n}, what is the digit {d} worth?",
            "Find the value of the {d} in {n}.",
            "How much is the digit {d} worth in the number {n}?",
            "What does the {d} in {n} stand for?",
            "State the value of the digit {d} in {n}.",
            "What value does the {d} have in {n}?",
        )
        steps = [
            step,
            ("Take the term of that digit.", f"{digits[i]} * {10 ** (len(digits) - 1 - i)} = {worth}"),
        ]
        names = (
            "the value of the digit {d} in {n}",
            "the place value of {d} in {n}",
            "the value of the {d} in the number {n}",
            "the worth of the digit {d} in {n}",
        )
        phrasings += (
            "In {n}, how much does the {d} count?",
            "value of {d} in {n}?",
            "{n}: what is the {d} worth?",
        )
        question = ways(rng, {"n": n, "d": digits[i]}, names=names, others=phrasings)
        return worked(question, steps, worth)
    values = [int(d) for d in digits]
    if kind == 2 and "0" not in digits and len(digits) < 6:
        now, work = values[0], []
        for d in values[1:]:
            work.append(_last(times(now, d)))
            now *= d
        phrasings = (
            "What is the product of the digits of {n}?",
            "Multiply the digits of {n} together.",
            "Find the product of all digits of {n}.",
            "Product of the digits of {n}",
        )
        names = (
            "the product of the digits of {n}",
            "the product of all digits of {n}",
            "the product of the digits in {n}",
        )
        actions: tuple[str, ...] = ("multiply the digits of {n}", "multiply all digits of {n} together")
        question = ways(rng, {"n": n}, names=names, actions=actions, others=phrasings)
        return worked(question, [("Multiply the digits one by one.", ", ".join(work))], now)
    now, work = values[0], []
    for d in values[1:]:
        work.append(f"{now} + {d} = {now + d}")
        now += d
    phrasings = (
        "What is the sum of the digits of {n}?",
        "Find the digit sum of {n}.",
        "Add up the digits of {n}.",
        "What is the digit sum of {n}?",
        "Calculate the sum of all digits of {n}.",
        "digit sum of {n}",
        "If you add the digits of {n}, what do you get?",
        "Work out the sum of the digits in {n}.",
    )
    names = (
        "the sum of the digits of {n}",
        "the digit sum of {n}",
        "the sum of all the digits in {n}",
        "the sum of {n}'s digits",
    )
    actions = (
        "add the digits of {n}",
        "add up the digits of {n}",
        "add all digits of {n} together",
    )
    question = ways(rng, {"n": n}, names=names, actions=actions, others=phrasings)
    return worked(question, [("Add the digits one by one.", ", ".join(work))], now)


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _roman(rng: Random, level: int) -> Worked:
    n = rng.randint(1, (50, 399, 3999)[level - 1])
    parts: list[tuple[int, str]] = []
    rest = n
    for value, letters in _ROMAN:
        while rest >= value:
            parts.append((value, letters))
            rest -= value
    numeral = "".join(letters for _, letters in parts)
    values = " + ".join(str(value) for value, _ in parts)
    names = ", ".join(f"{letters} = {value}" for value, letters in dict.fromkeys(parts))
    if rng.random() < 0.5:
        steps = [
            ("Split the number into the values that have letters, largest first.", f"{n} = {values}"),
            ("Write the letters of each value.", names),
        ]
        phrasings: tuple[str, ...] = (
            "Write {n} in Roman numerals.",
            "What is {n} in Roman numerals?",
            "Convert {n} to Roman numerals.",
            "Express {n} as a Roman numeral.",
            "{n} in Roman numerals",
            "How do you write {n} in Roman numerals?",
            "Change {n} to a Roman numeral.",
            "What is the Roman numeral for {n}?",
        )
        forms: tuple[str, ...] = (
            "{n} in Roman numerals",
            "the Roman numeral for {n}",
            "the number {n} in Roman numerals",
            "{n} as a Roman numeral",
            "the Roman way of writing {n}",
            "{n} in Roman numbers",
        )
        actions: tuple[str, ...] = (
            "write {n} in Roman numerals",
            "convert {n} to Roman numerals",
            "change {n} into a Roman numeral",
            "write the number {n} as the Romans did",
            "express {n} in Roman numerals",
            "turn {n} into Roman numerals",
        )
        phrasings += (
            "The clock tower was built in the year {n}. What is that in Roman numerals?",
            "{n} -> Roman",
            "Roman numeral {n}?",
            "How did the Romans write {n}?",
            "My tattoo should say {n} in Roman numerals. What letters are these?",
            "Which letters stand for {n} in Roman numerals?",
        )
        return worked(ways(rng, {"n": n}, names=forms, actions=actions, others=phrasings), steps, n, numeral)
    steps = [
        ("Find what each letter or pair of letters is worth.", names),
        ("Add them up from left to right.", f"{values} = {n}"),
    ]
    phrasings = (
        "What number is the Roman numeral {r}?",
        "Convert the Roman numeral {r} to a number.",
        "Write {r} as an ordinary number.",
        "What is {r} in Arabic numerals?",
        "What does the Roman numeral {r} stand for?",
        "Convert {r} from Roman numerals.",
        "{r} in ordinary numbers",
        "What is the value of the Roman numeral {r}?",
        "Change {r} to a normal number.",
    )
    forms = (
        "the Roman numeral {r} as a number",
        "the Roman number {r} in ordinary figures",
        "the Roman numeral {r} in figures",
        "{r} in Arabic numerals",
        "{r} as an ordinary number",
        "the value of the Roman numeral {r}",
        "the number that {r} stands for in Roman numerals",
    )
    actions = (
        "convert the Roman numeral {r} to a number",
        "convert {r} from Roman numerals to a number",
        "write the Roman numeral {r} in figures",
        "turn the Roman numeral {r} into an ordinary number",
        "read the Roman numeral {r}",
        "change the Roman numeral {r} to Arabic figures",
    )
    phrasings += (
        "The chapter is numbered {r}. Which number is that?",
        "{r} -> number",
        "Roman numeral {r}?",
        "It says {r} on the old stone. Which number is it?",
        "What does {r} mean in Roman numerals, as a number?",
        "Which number did the Romans write as {r}?",
    )
    return worked(ways(rng, {"r": numeral}, names=forms, actions=actions, others=phrasings), steps, n)


# ── Order ────────────────────────────────────────────────────────────────────────────────────


def _written(value: Fraction, as_fraction: bool) -> str:
    if value.denominator == 1:
        return str(value)
    return str(value) if as_fraction else finite_decimal(value.numerator, value.denominator)


def _numbers(rng: Random, level: int, count: int) -> tuple[list[tuple[Fraction, str]], Steps]:
    """Different numbers as they are written, and the step that makes them alike."""
    kind = rng.choice(
        ("whole", "whole", "negative") if level == 1 else ("negative", "decimal", "fraction", "whole")
    )
    found: dict[Fraction, str] = {}
    while len(found) < count:
        n = sized(rng, level + 1) * (-1 if kind == "negative" and rng.random() < 0.6 else 1)
        value, as_fraction = Fraction(n), False
        if kind == "decimal":
            value = Fraction(rng.randint(-20 if level == 3 else 1, 300), 10 ** rng.randint(0, level))
        elif kind == "fraction":
            bottom = rng.choice((2, 4, 5, 10, 20) if level == 2 else (2, 4, 5, 8, 20, 25))
            as_fraction = rng.random() < 0.7
            value = Fraction(rng.randint(-bottom if level == 3 else 1, 2 * bottom), bottom)
        if value not in found:
            found[value] = _written(value, as_fraction)
    alike = [f"{text} = {_written(value, False)}" for value, text in found.items() if "/" in text]
    steps = [("Write the fractions as decimals.", ", ".join(alike))] if alike else []
    return list(found.items()), steps


def _ordering(rng: Random, level: int) -> Worked:
    items, steps = _numbers(rng, level, rng.randint(3, (5, 5, 6)[level - 1]))
    texts, chance = [text for _, text in items], rng.random()
    if chance < 0.2:
        return _closest(rng, items, steps)
    up = rng.random() < 0.6
    ordered = sorted(items, reverse=not up)
    chain = (" < " if up else " > ").join(_written(value, False) for value, _ in ordered)
    steps.append((f"Put the numbers in order, the {'smallest' if up else 'largest'} first.", chain))
    what = ", ".join(texts) if rng.random() < 0.7 else listed(texts)
    if chance < 0.6:
        phrasings: tuple[str, ...] = (
            "Sort {n} in {o} order.",
            "Put {n} in {o} order.",
            "Arrange {n} from {f}.",
            "Order these numbers from {f}: {n}",
            "Sort the numbers {n} from {f}.",
            "Write {n} in {o} order.",
            "Put these numbers in order, {f}: {n}.",
            "List {n} in {d} order.",
            "Sort from {f}: {n}",
            "Rank {n} from {f}.",
        )
        phrasings += (
            "{f}: {n}",
            "{n} in {o} order",
            "put in order from {f}: {n}",
            "Can you order {n} from {f}?",
            "How do I put {n} in {o} order?",
            "Write the numbers {n} in order, from {f}.",
            "Which order do {n} have from {f}?",
            "Line up {n} from {f}.",
        )
        values = {
            "n": what,
            "o": rng.choice(("ascending", "increasing") if up else ("descending", "decreasing")),
            "f": rng.choice(
                ("smallest to largest", "least to greatest", "lowest to highest", "smallest to biggest")
                if up
                else ("largest to smallest", "greatest to least", "highest to lowest", "biggest to smallest")
            ),
            "d": "ascending" if up else "descending",
        }
        names: tuple[str, ...] = (
            "{n} in {o} order",
            "{n} in order from {f}",
            "the numbers {n} from {f}",
            "{n} sorted from {f}",
        )
        actions = (
            "put {n} in {o} order",
            "sort {n} from {f}",
            "arrange {n} in {d} order",
            "order the numbers {n} from {f}",
            "write {n} in {o} order",
            "rank {n} from {f}",
        )
        question = ways(rng, values, names=names, actions=actions, others=phrasings, many=True)
        return worked(
            question, steps, tuple(value for value, _ in ordered), ", ".join(text for _, text in ordered)
        )
    k = 1 if chance < 0.8 else rng.randint(2, len(items) - 1)
    name = ("smallest", "lowest", "least") if up else ("largest", "biggest", "greatest")
    rank = rng.choice(name if k == 1 else name[:2])
    if k > 1:
        rank = f"{('second', 'third', 'fourth', 'fifth')[k - 2]} {rank}"
    phrasings = (
        "What is the {k} of {n}?",
        "Which of these numbers is the {k}: {n}?",
        "Find the {k} number: {n}",
        "What is the {k} value in {n}?",
        "Which number is the {k}: {n}?",
        "Pick the {k} of the numbers {n}.",
        "Give the {k} of {n}.",
        "Of the numbers {n}, which is the {k}?",
        "Which is the {k}: {n}?",
    )
    value, text = ordered[k - 1]
    if k > 1:
        steps.append(("Count along to the place that is asked for.", ", ".join(t for _, t in ordered[:k])))
    names = (
        "the {k} of {n}",
        "the {k} of the numbers {n}",
        "the {k} number among {n}",
        "the {k} value in the list {n}",
    )
    phrasings += (
        "{n}: the {k}?",
        "the {k} out of {n}?",
        "Out of {n}, name the {k}.",
        "Point out the {k} of {n}.",
    )
    return worked(ways(rng, {"k": rank, "n": what}, names=names, others=phrasings), steps, value, text)


def _closest(rng: Random, items: list[tuple[Fraction, str]], steps: Steps) -> Worked:
    values = [value for value, _ in items]
    target = Fraction(rng.randint(int(min(values)) - 2, int(max(values)) + 2))
    apart = [abs(value - target) for value in values]
    if apart.count(min(apart)) > 1:
        return _closest(rng, items, steps)
    show = [
        (_written(max(v, target), False), _written(min(v, target), False), _written(a, False))
        for v, a in zip(values, apart, strict=True)
    ]
    work = ", ".join(
        f"{high} - ({low}) = {d}" if low[0] == "-" else f"{high} - {low} = {d}" for high, low, d in show
    )
    steps = [*steps, ("Find how far each number is away: the larger minus the smaller.", work)]
    phrasings: tuple[str, ...] = (
        "Which of {n} is closest to {t}?",
        "What is the closest to {t} in {n}?",
        "Which is the nearest to {t}: {n}?",
        "Which of the numbers {n} is nearest to {t}?",
        "Find the number closest to {t} among {n}.",
        "What is the nearest to {t} in {n}?",
        "{n}: which of them is closest to {t}?",
        "Pick the number that is closest to {t}: {n}",
    )
    best = apart.index(min(apart))
    phrasings += (
        "Of {n}, which is closest to {t}?",
        "Which comes closest to {t}: {n}?",
        "I need the number nearest to {t} from this list: {n}",
        "Given the numbers {n}, find the closest to {t}.",
        "Tell me which of {n} is nearest to {t}.",
        "Which number lies nearest to {t}: {n}?",
        "From {n}, choose the number that is closest to {t}.",
        "closest to {t}: {n}?",
    )
    question = one_of(rng, phrasings, n=", ".join(text for _, text in items), t=target)
    return worked(question, steps, values[best], items[best][1])


def _comparing(rng: Random, level: int) -> Worked:
    """Which of two numbers is larger, or whether one is larger than the other."""
    items, steps = _numbers(rng, level, 2)
    (a, first), (b, second) = items
    sign = ">" if a > b else "<"
    steps.append(("Compare the two numbers.", f"{_written(a, False)} {sign} {_written(b, False)}"))
    more = rng.random() < 0.6
    word = rng.choice(("greater", "bigger", "larger") if more else ("smaller", "less"))
    if rng.random() < 0.5:
        holds = (a > b) == more
        phrasings: tuple[str, ...] = (
            "Is {a} {w} than {b}?",
            "Is it true that {a} is {w} than {b}?",
            "Is {a} {s} {b}?",
            "Tell me: is {a} {w} than {b}?",
            "Would you say {a} is {w} than {b}?",
            "Is {a} {w} than {b}? Answer yes or no.",
            "Does {a} {s} {b} hold, yes or no?",
        )
        phrasings += (
            "is {a} {w} than {b}",
            "{a} is {w} than {b}, right? Yes or no?",
            "True or false, answer yes or no: {a} is {w} than {b}.",
            "Can you tell me whether {a} is {w} than {b}?",
            "My friend says that {a} is {w} than {b}. Is that so?",
            "Yes or no: {a} is {w} than {b}",
            "Do we have {a} {s} {b}?",
            "Decide whether {a} is {w} than {b}.",
            "I think {a} is {w} than {b}. Am I right?",
            "{a} {s} {b}, yes or no?",
        )
        told = said(rng, first, second, chance=0.2, most=999)
        if rng.random() < 0.5:
            return worked(
                whether(rng, f"{told[0]} is {word} than {told[1]}"),
                steps,
                int(holds),
                "yes" if holds else "no",
            )
        values = {"a": told[0], "b": told[1], "w": word, "s": ">" if more else "<"}
        if not told[0][0].isdigit() and told[0] != first:
            phrasings = tuple([p for p in phrasings if "{s}" not in p])
        question = one_of(rng, phrasings, **values)
        return worked(question, steps, int(holds), "yes" if holds else "no")
    phrasings = (
        "Which is {w}: {a} or {b}?",
        "Which is {w}, {a} or {b}?",
        "Which number is {w}: {a} or {b}?",
        "Compare {a} and {b}. Which is {w}?",
        "{a} or {b}: which is {w}?",
        "Of {a} and {b}, which is {w}?",
        "Which of {a} and {b} is {w}?",
        "Tell me which is {w}, {a} or {b}.",
    )
    value, text = items[0] if (a > b) == more else items[1]
    phrasings += (
        "which is {w} {a} or {b}",
        "what's {w}, {a} or {b}?",
        "Can you tell me which is {w}, {a} or {b}?",
        "I need to know which is {w}: {a} or {b}.",
        "between {a} and {b}, which is {w}?",
        "{a} and {b}, which is {w}?",
        "{a} vs {b}: which is {w}?",
        "Given {a} and {b}, state which is {w}.",
        "Decide which of {a} and {b} is {w}.",
        "Does {a} or {b} come out {w}?",
        "Say which number is {w}, {a} or {b}.",
    )
    one, two = said(rng, first, second, chance=0.2)
    names = (
        "the {w} of {a} and {b}",
        "the {w} of the numbers {a} and {b}",
        "the {w} number, {a} or {b}",
        "the {w} of these: {a} and {b}",
    )
    if word != "less" and rng.random() < 0.4:
        return worked(ways(rng, {"a": one, "b": two, "w": word}, names=names), steps, value, text)
    return worked(one_of(rng, phrasings, a=one, b=two, w=word), steps, value, text)


# ── Ratios ───────────────────────────────────────────────────────────────────────────────────


def _proportion(rng: Random, level: int) -> Worked:
    if rng.random() < 0.3:
        return _inverse_proportion(rng, level)
    a, b = rng.randint(2, (6, 12, 20)[level - 1]), rng.randint(2, (9, 15, 40)[level - 1])
    k = rng.randint(2, (6, 9, 15)[level - 1])
    if level > 1:  # the second pair is no multiple of the first
        unit = rng.randint(2, (9, 15)[level - 2])
        b, c = a * unit, k + (k == a)
        x = c * unit
        steps = [
            ("Find what one is worth: divide.", divide_steps(b, a)[-1][1]),
            ("Multiply by the new number.", times(unit, c)),
        ]
    else:
        c, x = a * k, b * k
        steps = [
            ("Find by how much the first term grows.", f"{c} / {a} = {k}"),
            ("Let the other term grow by as much.", times(b, k)),
        ]
    if rng.random() < 0.5:
        phrasings: tuple[str, ...] = (
            "{a} : {b} = {c} : x. Find x.",
            "Find x if {a}:{b} = {c}:x.",
            "Solve the proportion {a}/{b} = {c}/x.",
            "Solve {a}/{b} = {c}/x for x.",
            "If {a}:{b} = {c}:x, what is x?",
            "{a} is to {b} as {c} is to what number?",
            "{a} : {b} = {c} : ?",
            "What is the missing number in the proportion {a} : {b} = {c} : ?",
            "Complete the equal ratios: {a}:{b} and {c}:x. What is x?",
            "What must x be so that {a}:{b} and {c}:x are the same ratio?",
            "{a} to {b} is the same as {c} to what?",
            "If {a} goes with {b}, what goes with {c} in the same ratio?",
            "Which number makes {a} : {b} and {c} : ? equal ratios?",
            "Given that {a} : {b} = {c} : x, determine x.",
            "{a} for {b}, so {c} for how many?",
            "{a} is to {b} what {c} is to which number?",
            "For {a} I get {b}. How many do I get for {c} at that rate?",
        )
        names = (
            "the missing number in {a} : {b} = {c} : __",
            "the fourth number in the proportion {a} : {b} = {c} : __",
            "the value of x in {a}/{b} = {c}/x",
            "the number that goes with {c} if {a} goes with {b} in the same ratio",
            "the number that is to {c} as {b} is to {a}",
        )
        question = ways(rng, {"a": a, "b": b, "c": c}, names=names, others=phrasings)
        return worked(question, steps, x, f"x = {x}" if re.search(r"\bx\b", question) else str(x))
    phrasings = (
        "If {a} tickets cost ${b}, how much do {c} tickets cost?",
        "{a} kilograms of apples cost ${b}. What do {c} kilograms cost?",
        "A car travels {b} km on {a} litres of fuel. How far does it go on {c} litres?",
        "A recipe for {a} people needs {b} eggs. How many eggs are needed for {c} people?",
        "A machine makes {b} parts in {a} minutes. How many does it make in {c} minutes?",
        "{name} types {b} words in {a} minutes. How many words does {she} type in {c} minutes?",
        "y is proportional to x, and y = {b} when x = {a}. What is y when x = {c}?",
        "A pump fills {b} buckets in {a} minutes. At that rate, how many buckets does it fill in {c} minutes?",
        "I pay ${b} for {a} of them. What do I pay for {c} at the same price each?",
        "{a} of them cost ${b}, how much are {c}?",
        "For {a} loaves I need {b} cups of flour. How many cups do I need for {c} loaves?",
        "My printer prints {b} pages in {a} minutes. How many pages does it print in {c} minutes?",
        "{a} boxes weigh {b} kg. What do {c} such boxes weigh, in kg?",
        "If {a} hours of work bring ${b}, how much do {c} hours bring?",
        "{name} earns ${b} in {a} hours. How much does {she} earn in {c} hours?",
        "Given that {a} metres of cloth cost ${b}, find the cost of {c} metres.",
        "With {a} scoops I make {b} cups of coffee. How many cups do I make with {c} scoops?",
        "{b} steps take {name} {a} seconds. How many steps does {she} take in {c} seconds?",
    )
    question = one_of(rng, phrasings, a=a, b=b, c=c, **person(rng))
    return worked(question, steps, x, f"${x}" if "$" in question else str(x))


def _inverse_proportion(rng: Random, level: int) -> Worked:
    c, x = rng.randint(2, (6, 12, 20)[level - 1]), rng.randint(2, (10, 15, 24)[level - 1])
    whole = c * x
    a = rng.choice([d for d in range(2, whole) if whole % d == 0 and d != c and whole // d > 1] or [1])
    if a == 1:
        return _inverse_proportion(rng, level)
    b = whole // a
    steps = [
        ("Find the whole work: multiply.", times(a, b)),
        ("Divide it by the new number.", divide_steps(whole, c)[-1][1]),
    ]
    phrasings: tuple[str, ...] = (
        "{a} workers need {b} days for a job. How many days do {c} workers need?",
        "It takes {a} people {b} hours to paint a hall. How many hours does it take {c} people?",
        "{a} taps fill a pool in {b} hours. In how many hours do {c} taps fill it?",
        "Food lasts {a} horses {b} days. For how many days would it last {c} horses?",
        "At {a} km/h a trip takes {b} hours. How many hours does it take at {c} km/h?",
        "y is inversely proportional to x, and y = {b} when x = {a}. What is y when x = {c}?",
        "{a} machines finish an order in {b} days. How many days would {c} such machines take?",
        "A prize is shared by {a} winners, who get ${b} each. How many dollars would {c} winners get each?",
        "{a} people finish in {b} days. How long do {c} people take, in days, at the same pace?",
        "With {a} helpers the job takes {b} hours. How many hours does it take with {c} helpers?",
        "{a} pumps empty the tank in {b} hours, how many hours for {c} pumps?",
        "The water lasts {a} hikers {b} days. How many days does it last {c} hikers?",
        "If I read {a} pages a day, the book lasts {b} days. How many days does it last at {c} pages a day?",
        "Given that y is inversely proportional to x and that y = {b} for x = {a}, find y for x = {c}.",
        "The sweets are enough for {a} children with {b} each. How many does each of {c} children get?",
        "{a} rows of {b} chairs are put into {c} equal rows. How many chairs are in a row?",
    )
    return worked(one_of(rng, phrasings, a=a, b=b, c=c), steps, x)


def _ratio_simplify(rng: Random, level: int) -> Worked:
    g = rng.randint(2, (9, 15, 30)[level - 1])
    a, b = g * rng.randint(1, (7, 12, 25)[level - 1]), g * rng.randint(1, (7, 12, 25)[level - 1])
    if a == b:
        b += g
    g = gcd(a, b)
    steps = euclid(a, b) if level > 1 else []
    steps.append(
        ("Divide both terms by their greatest common divisor.", f"{a} / {g} = {a // g}, {b} / {g} = {b // g}")
    )
    one, two = two_people(rng)
    x, y = rng.sample(THINGS, 2)
    phrasings: tuple[str, ...] = (
        "Simplify the ratio {a}:{b}.",
        "Simplify {a} : {b}.",
        "Write the ratio {a}:{b} in simplest form.",
        "What is {a}:{b} in lowest terms?",
        "Reduce the ratio {a} to {b} to lowest terms.",
        "Express {a} : {b} as a ratio in its simplest form.",
        "What is the ratio of {a} to {b} in simplest form?",
        "simplify {a}:{b}",
        "{one} has {a} {x} and {two} has {b}. What is the ratio of {one}'s {x} to {two}'s, in simplest form?",
        "There are {a} {x} and {b} {y}. Write the ratio of {x} to {y} in simplest form.",
    )
    phrasings += (
        "{a}:{b} simplified?",
        "{a} to {b}, simplest ratio?",
        "Hence write {a} : {b} in its simplest form.",
        "Which ratio with the smallest whole numbers is {a}:{b}?",
        "I mix {a} ml of juice with {b} ml of water. What is the ratio of juice to water in simplest form?",
        "A screen is {a} wide and {b} high. What is the ratio of width to height in lowest terms?",
        "Given {a} {x} and {b} {y}, state the ratio of {x} to {y} in its simplest form.",
    )
    names = (
        "the ratio {a}:{b} in simplest form",
        "the ratio of {a} to {b} in lowest terms",
        "{a}:{b} in simplest form",
        "{a} : {b} simplified",
        "the simplest form of the ratio {a}:{b}",
        "the simplest form of the ratio {a} to {b}",
    )
    actions = (
        "simplify the ratio {a}:{b}",
        "simplify {a} : {b}",
        "reduce {a}:{b} to lowest terms",
        "write {a}:{b} in simplest form",
        "cancel down the ratio {a} : {b}",
        "express the ratio of {a} to {b} in lowest terms",
    )
    values = {"a": a, "b": b, "one": one, "two": two, "x": x, "y": y}
    question = ways(rng, values, names=names, actions=actions, others=phrasings)
    return worked(question, steps, (a // g, b // g), f"{a // g}:{b // g}")


def _ratio_share(rng: Random, level: int) -> Worked:
    """An amount shared in a ratio: both parts, one of them, or their difference."""
    parts = [rng.randint(1, (5, 9, 9)[level - 1]) for _ in range(3 if level == 3 else 2)]
    if len(parts) == 2 and parts[0] == parts[1]:
        parts[1] += 1
    unit = sized(rng, 1 if level == 1 else 2) + 1
    total, count = unit * sum(parts), sum(parts)
    steps = [
        (
            "Add the terms of the ratio to find how many parts there are.",
            f"{' + '.join(map(str, parts))} = {count}",
        ),
        *divide_steps(total, count),
    ]
    if len(steps) == 2:
        steps[1] = ("Find how much one part is.", steps[1][1])
    ratio, chance = ":".join(map(str, parts)), rng.random()
    shares = [unit * part for part in parts]
    if chance < 0.4:
        steps.append(("Multiply each term by that.", ", ".join(_last(times(unit, part)) for part in parts)))
        phrasings: tuple[str, ...] = (
            "Divide {n} in the ratio {r}.",
            "Share {n} in the ratio {r}.",
            "Split {n} in the ratio {r}.",
            "Divide {n} into parts that are in the ratio {r}.",
            "${n} is shared in the ratio {r}. How much is each share?",
            "Separate {n} into the ratio {r}.",
            "{n} in the ratio {r}",
            "{n} shared in the ratio {r}, what are the shares?",
            "Given a total of {n} and the ratio {r}, find the parts.",
            "Friends share {n} sweets in the ratio {r}. How many does each get?",
            "How much does each get if ${n} is divided in the ratio {r}?",
            "I want to split {n} in the ratio {r}. What are the parts?",
            "What are the parts when {n} is divided in the ratio {r}?",
            "We won ${n} and share it in the ratio {r}. How much does each of us get?",
        )
        actions = (
            "divide {n} in the ratio {r}",
            "share {n} in the ratio {r}",
            "split {n} in the ratio {r}",
            "divide {n} into parts in the ratio {r}",
            "cut {n} into pieces in the ratio {r}",
        )
        question = ways(rng, {"n": total, "r": ratio}, actions=actions, others=phrasings)
        return worked(
            question, steps, tuple(shares), listed([f"${s}" if "$" in question else str(s) for s in shares])
        )
    large = rng.random() < 0.5
    part = max(parts) if large else min(parts)
    steps.append((f"Multiply by the {'largest' if large else 'smallest'} term.", times(unit, part)))
    phrasings = (
        "{n} is divided in the ratio {r}. What is the {w} part?",
        "A sum of ${n} is shared in the ratio {r}. How many dollars is the {w} share?",
        "Divide {n} in the ratio {r}. What is the {w} share?",
        "A ribbon of {n} cm is cut in the ratio {r}. How long is the {w} piece, in cm?",
        "{n} {x} are shared among friends in the ratio {r}. How many are in the {w} share?",
    )
    word = ("largest" if large else "smallest") if len(parts) > 2 else ("larger" if large else "smaller")
    phrasings += (
        "{n} is shared in the ratio {r}. How big is the {w} share?",
        "{n} in the ratio {r}: what is the {w} part?",
        "If {n} is split in the ratio {r}, what is the {w} part?",
        "Given that {n} is divided in the ratio {r}, find the {w} share.",
        "I divide {n} in the ratio {r}. What is the {w} part?",
        "How many are in the {w} share when {n} {x} are divided in the ratio {r}?",
        "We split {n} in the ratio {r} and I get the {w} part. How much is that?",
    )
    names = (
        "the {w} part when {n} is divided in the ratio {r}",
        "the {w} share of {n} in the ratio {r}",
        "the {w} part of {n} split in the ratio {r}",
    )
    values = {"n": total, "r": ratio, "w": word, "x": rng.choice(THINGS)}
    return worked(ways(rng, values, names=names, others=phrasings), steps, unit * part)


# ── Puzzles about a number ───────────────────────────────────────────────────────────────────

_TIMES_WORDS = {
    2: "twice",
    3: "three times",
    4: "four times",
    5: "five times",
    6: "six times",
    7: "seven times",
}


def _puzzle(rng: Random, level: int) -> Worked:
    """Operations on an unknown number and their result, undone from the last to the first."""
    x = sized(rng, 1 if level == 1 else 2)
    moves: list[tuple[str, int]] = []
    now = x
    for _ in range((1, 2, 3)[level - 1] + (level == 1 and rng.random() < 0.5)):
        options = [("+", rng.randint(1, 30)), ("*", rng.randint(2, 9 if now < 30 else 3))]
        if now > 2:
            options.append(("-", rng.randint(1, min(now - 1, 30))))
            options += [("/", d) for d in (2, 3, 4, 5) if now % d == 0 and now > d][:1]
        op, n = rng.choice(
            [
                o
                for o in options
                if not moves
                or (
                    not (o[0] in "+-" and moves[-1][0] in "+-")
                    and not (o[0] in "*/" and moves[-1][0] in "*/")
                )
            ]
        )
        moves.append((op, n))
        now = now + n if op == "+" else now - n if op == "-" else now * n if op == "*" else now // n
    result, steps = now, []
    for op, n in reversed(moves):
        if op == "+":
            goal, work, now = "Undo the addition: subtract.", f"{now} - {n} = {now - n}", now - n
        elif op == "-":
            goal, work, now = "Undo the subtraction: add.", f"{now} + {n} = {now + n}", now + n
        elif op == "*":
            goal, work, now = "Undo the multiplication: divide.", f"{now} / {n} = {now // n}", now // n
        else:
            goal, work, now = "Undo the division: multiply.", _last(times(now, n)), now * n
        steps.append((goal, work))
    if len(moves) == 2 and moves[0][0] == "*" and moves[1][0] in "+-" and rng.random() < 0.5:
        return worked(_puzzle_phrase(rng, moves[0][1], moves[1], result), steps, x)
    if rng.random() < 0.5:
        phrasings: tuple[str, ...] = (
            "I think of a number, {s}, and get {r}. What is my number?",
            "I am thinking of a number. I {s} and get {r}. What number am I thinking of?",
            "{name} thinks of a number, {s}, and the result is {r}. What is the number?",
            "Think of a number, {s}: the result is {r}. Which number was it?",
            "I think of a number, {s}. The answer is {r}. What was the number?",
            "Pick a number, {s}. You get {r}. What number did you pick?",
            "I take a number, {s}, and end up with {r}. What number did I take?",
            "I have a number in mind. I {s} and it comes out as {r}. What is it?",
            "{name} thinks of a number, {s}, and ends up with {r}. What was {her} number?",
            "Take my number, {s}: you get {r}. What is my number?",
            "I start with a number, {s}, and get {r}. Find the number I started with.",
            "If I take a number, {s}, I get {r}. Which number is it?",
            "My secret number: I {s} and get {r}. What is the number?",
            "I picked a number. Then I {s} and get {r}. Work out the number.",
            "{name} thinks of a number, {s}, and gets {r}. Find the number.",
            "Guess my number: I {s} and I have {r}.",
        )
        question = one_of(rng, phrasings, s="{s}", r=result, **person(rng))
        third = " thinks of a number" in question
        told = _then([_command(rng, op, n, third=third) for op, n in moves])
        return worked(question.replace("{s}", told), steps, x)
    passive = _then([_passive(op, n) for op, n in moves])
    phrasings = (
        "A number is {s}. The result is {r}. What is the number?",
        "When a number is {s}, the result is {r}. Find the number.",
        "If a number is {s}, you get {r}. What is the number?",
        "Find the number that gives {r} when it is {s}.",
        "What number, when {s}, gives {r}?",
        "A mystery number is {s} and becomes {r}. What was it?",
        "Which number, when it is {s}, becomes {r}?",
        "Some number is {s} and the answer is {r}. What is that number?",
        "Given that a number is {s} to give {r}, determine the number.",
        "{r} is what you get when a number is {s}. What is the number?",
        "An unknown number is {s}. That makes {r}. Find it.",
        "what number gives {r} when {s}",
        "I need the number that, when {s}, is {r}.",
        "The result is {r} after a number is {s}. What was the number?",
    )
    return worked(one_of(rng, phrasings, s=passive, r=result), steps, x)


def _then(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and then {parts[-1]}"


def _command(rng: Random, op: str, n: int, *, third: bool) -> str:
    """'double it', or 'doubles it' of a third person. The object is named as a pronoun."""
    s = "s" if third else ""
    if op == "*":
        if n in (2, 3) and rng.random() < 0.6:
            return f"{'double' if n == 2 else 'triple'}{s} it"
        return f"{'multiplies' if third else 'multiply'} it by {n}"
    if op == "/":
        return f"halve{s} it" if n == 2 and rng.random() < 0.6 else f"divide{s} it by {n}"
    if op == "+":
        return f"add{s} {n}"
    return rng.choice((f"subtract{s} {n}", f"take{s} away {n}"))


def _passive(op: str, n: int) -> str:
    if op == "*":
        return {2: "doubled", 3: "tripled"}.get(n, f"multiplied by {n}")
    if op == "/":
        return "halved" if n == 2 else f"divided by {n}"
    return f"increased by {n}" if op == "+" else f"decreased by {n}"


def _puzzle_phrase(rng: Random, factor: int, move: tuple[str, int], result: int) -> str:
    """'Five more than twice a number is nineteen', in figures."""
    times_of = _TIMES_WORDS.get(factor, f"{factor} times")
    op, n = move
    phrasings: tuple[str, ...] = (
        (
            "{n} more than {t} a number is {r}. What is the number?",
            "The sum of {t} a number and {n} is {r}. Find the number.",
            "If {n} is added to {t} a number, the result is {r}. What is the number?",
            "{T} a number plus {n} equals {r}. What is the number?",
            "{T} a number increased by {n} is {r}. Find the number.",
            "When you add {n} to {t} a number you get {r}. What number is it?",
            "{T} a number and {n} more make {r}. Find the number.",
            "{r} is {n} more than {t} a number. What is the number?",
            "Given that {n} more than {t} a number is {r}, determine the number.",
            "Which number has this property: {t} the number plus {n} is {r}?",
            "{t} a number plus {n} makes {r}, which number?",
            "If you take {t} a number and add {n}, you get {r}. What is it?",
            "I am {n} more than {t} a number, and I am {r}. What is the number?",
        )
        if op == "+"
        else (
            "{n} less than {t} a number is {r}. What is the number?",
            "{T} a number minus {n} is {r}. Find the number.",
            "The difference between {t} a number and {n} is {r}. The larger is {t} the number. What is the number?",
            "If {n} is subtracted from {t} a number, the result is {r}. What is the number?",
            "{T} a number decreased by {n} equals {r}. What is the number?",
            "{r} is {n} less than {t} a number. What is the number?",
            "Given that {n} less than {t} a number is {r}, determine the number.",
            "Which number has this property: {t} the number minus {n} is {r}?",
            "{t} a number minus {n} makes {r}, which number?",
            "If you take {t} a number and subtract {n}, you get {r}. What is it?",
            "When {n} is taken from {t} a number, {r} is left. Find the number.",
        )
    )
    return one_of(rng, phrasings, n=n, t=times_of, T=times_of[0].upper() + times_of[1:], r=result)


def _consecutive(rng: Random, level: int) -> Worked:
    """Consecutive numbers from their sum, or two numbers from their sum and difference."""
    kind = rng.choice(("", "", "even ", "odd ")) if level > 1 else ""
    gap, count = (2 if kind else 1), 2 if level == 1 else rng.randint(2, (3, 5)[level - 2])
    first = sized(rng, (1, 2, 3)[level - 1]) + (1 if kind else 0)
    if kind:
        first += (first % 2 == 0) == (kind == "odd ")
    values = [first + gap * i for i in range(count)]
    total = sum(values)
    offset = gap * count * (count - 1) // 2
    offsets = [gap * i for i in range(1, count)]
    steps: Steps = []
    if count > 2:
        steps.append(
            (
                "Add up by how much the others exceed the smallest.",
                f"{' + '.join(map(str, offsets))} = {offset}",
            )
        )
    steps += [
        (
            "Take that from the sum, so that all are as small as the smallest."
            if count > 2
            else "Take the difference of the two from the sum.",
            f"{total} - {offset} = {total - offset}",
        ),
        (
            "Divide by how many numbers there are to get the smallest.",
            f"{total - offset} / {count} = {first}",
        ),
    ]
    number = {2: "two", 3: "three", 4: "four", 5: "five"}[count]
    noun = f"consecutive {kind}{rng.choice(('integers', 'numbers', 'whole numbers'))}"
    ask = rng.choice(("smallest", "largest", "all"))
    if ask != "smallest":
        steps.append(
            (
                "Find the others: go up from the smallest.",
                ", ".join(f"{a} + {gap} = {b}" for a, b in pairwise(values)),
            )
        )
    word = {"smallest": "smaller", "largest": "larger"}.get(ask, ask) if count == 2 else ask
    if ask == "all":
        phrasings: tuple[str, ...] = (
            "The sum of {c} {k} is {t}. Find the numbers.",
            "{C} {k} add up to {t}. What are they?",
            "Find {c} {k} whose sum is {t}.",
            "Which {c} {k} have the sum {t}?",
            "{c} {k} with a sum of {t}?",
            "{t} is the sum of {c} {k}. Which ones?",
            "Write {t} as the sum of {c} {k}.",
            "I add {c} {k} and get {t}. Which numbers are they?",
            "Given that {c} {k} have a total of {t}, determine them.",
            "Can you find {c} {k} that add up to {t}?",
            "If {c} {k} sum to {t}, what are they?",
            "Split {t} into {c} {k} that add up to it.",
            "I need {c} {k} whose total is {t}.",
        )
        question = one_of(rng, phrasings, c=number, C=number.capitalize(), k=noun, t=total)
        return worked(question, steps, tuple(values), listed([str(v) for v in values]))
    phrasings = (
        "The sum of {c} {k} is {t}. What is the {w} number?",
        "The sum of {c} {k} is {t}. Find the {w} of them.",
        "{C} {k} add up to {t}. What is the {w} one?",
        "{C} {k} have a sum of {t}. Which is the {w}?",
        "If the sum of {c} {k} is {t}, what is the {w} one?",
        "The total of {c} {k} is {t}. Work out the {w}.",
        "{c} {k} add up to {t}, what is the {w}?",
        "{t} is the sum of {c} {k}. Which is the {w}?",
        "Given that {c} {k} have a total of {t}, determine the {w} one.",
        "I add {c} {k} and get {t}. What is the {w} of them?",
        "What is the {w} of {c} {k} whose sum is {t}?",
        "Find the {w} of {c} {k} that add up to {t}.",
        "{C} {k} sum to {t}. Name the {w}.",
        "The sum of {c} {k} equals {t}. I need the {w} one.",
    )
    question = one_of(rng, phrasings, c=number, C=number.capitalize(), k=noun, t=total, w=word)
    return worked(question, steps, values[0] if ask == "smallest" else values[-1])


_JOINED = {
    "+": ("the sum of {a} and {b}", "the total of {a} and {b}"),
    "-": ("the difference between {a} and {b}",),
    "*": ("the product of {a} and {b}",),
    "/": ("the quotient of {a} and {b}",),
}


def _phrases(rng: Random, level: int) -> Worked:
    """An expression told in words: 'twice the sum of three and four'."""
    op = rng.choice("+-*/" if level > 1 else "+-*")
    top = (12, 20, 60)[level - 1]
    a, b = rng.randint(2, top), rng.randint(2, 12 if op in "*/" else top)
    if op == "-" and a <= b:
        a = b + rng.randint(1, top)
    if op == "/":
        a *= b
    inner = a + b if op == "+" else a - b if op == "-" else a * b if op == "*" else a // b
    inside = times(a, b) if op == "*" else f"{a} {op} {b} = {inner}"
    words = rng.choice(_JOINED[op]).format(a=a, b=b)
    steps = [(f"Find {words.split(' of ')[0].split(' between ')[0]} first.", inside)]
    value = inner
    for _ in range(1 if level == 1 else rng.randint(1, level)):
        if "," in words:  # what is "multiplied by 5" after a comma would be all that stands before it
            break
        words, step, value = _around(rng, words, value)
        steps.append(step)
    if rng.random() < 0.6:
        return worked(asked(rng, words, amount=True), steps, value)
    phrasings: tuple[str, ...] = (
        "What is {w}?",
        "Find {w}.",
        "Calculate {w}.",
        "Work out {w}.",
        "{W}",
        "How much is {w}?",
        "Evaluate {w}.",
        "What number is {w}?",
        "Tell me {w}.",
        "What's {w}?",
    )
    return worked(one_of(rng, phrasings, w=words, W=words[0].upper() + words[1:]), steps, value)


def _around(rng: Random, words: str, value: int) -> tuple[str, tuple[str, str], int]:
    """One more operation around an expression in words."""
    n = rng.randint(2, 20)
    options = [
        (f"{n} more than {words}", ("Add the number on.", f"{value} + {n} = {value + n}"), value + n),
        (f"{n} added to {words}", ("Add the number on.", f"{value} + {n} = {value + n}"), value + n),
    ]
    if words.startswith("the ") and "," not in words:
        k = rng.randint(2, 7)
        goal = "Double the result." if k == 2 else "Multiply the result."
        multiplied = (goal, times(value, k))
        options += [(f"{_TIMES_WORDS[k]} {words}", multiplied, value * k)] * 3
        options.append((f"{words}, multiplied by {k}", multiplied, value * k))
        if value % 2 == 0:
            options += [
                (f"half of {words}", ("Halve the result.", f"{value} / 2 = {value // 2}"), value // 2)
            ] * 2
        if value <= 20:
            options.append(
                (
                    f"the square of {words}",
                    ("Square the result.", f"{value}^2 = {times(value, value)}"),
                    value * value,
                )
            )
    if value > n:
        options.append(
            (f"{n} less than {words}", ("Take the number away.", f"{value} - {n} = {value - n}"), value - n)
        )
    return rng.choice(options)


def _sum_and_difference(rng: Random, level: int) -> Worked:
    """Two numbers from their sum and their difference, or from a sum and a multiple."""
    small = sized(rng, level)
    if rng.random() < 0.5:
        apart = sized(rng, level)
        total, large = 2 * small + apart, small + apart
        steps = [
            (
                "Take the difference from the sum: that is twice the smaller number.",
                f"{total} - {apart} = {2 * small}",
            ),
            ("Halve it to get the smaller number.", f"{2 * small} / 2 = {small}"),
        ]
        more = ("Add the difference to get the larger number.", f"{small} + {apart} = {large}")
        openings: tuple[str, ...] = (
            "The sum of two numbers is {t} and their difference is {d}.",
            "Two numbers add up to {t}. One of them is {d} more than the other.",
            "Two numbers have a sum of {t} and a difference of {d}.",
            "One number is {d} larger than another. Together they make {t}.",
            "I have two numbers in mind with the sum {t} and the difference {d}.",
            "Let two numbers have the sum {t} and the difference {d}.",
            "The total of two numbers is {t}, and they are {d} apart.",
            "Two numbers differ by {d} and add up to {t}.",
            "Two numbers make {t} together. The one is {d} less than the other.",
        )
        opening = one_of(rng, openings, t=total, d=apart)
    else:
        k = rng.randint(2, 5)
        total, large = small * (k + 1), small * k
        steps = [
            ("Count the parts: the smaller number and its multiple.", f"1 + {k} = {k + 1}"),
            ("Divide the sum by the parts to get the smaller number.", f"{total} / {k + 1} = {small}"),
        ]
        more = ("Multiply to get the larger number.", times(small, k))
        openings = (
            "One number is {k} another. Their sum is {t}.",
            "The sum of two numbers is {t}. One is {k} the other.",
            "Two numbers add up to {t}, and the larger is {k} the smaller.",
            "A number is {k} another number, and together they make {t}.",
            "Two numbers make {t} together, and one is {k} the other.",
            "I have two numbers in mind: one is {k} the other and they add up to {t}.",
            "The total of two numbers is {t}. The larger is {k} the smaller.",
            "Let one number be {k} another and let their sum be {t}.",
        )
        opening = one_of(rng, openings, t=total, k=_TIMES_WORDS[k])
    chance = rng.random()
    if chance < 0.35:
        question = one_of(
            rng,
            (
                " What is the smaller number?",
                " Find the smaller number.",
                " Which is the smaller one?",
                " Determine the smaller number.",
                " How much is the smaller one?",
                " Name the smaller of the two.",
                " I need the smaller number.",
            ),
        )
        return worked(opening + question, steps, small)
    if chance < 0.7:
        question = one_of(
            rng,
            (
                " What is the larger number?",
                " Find the larger number.",
                " Which is the larger one?",
                " Determine the larger number.",
                " How much is the larger one?",
                " Name the larger of the two.",
                " I need the larger number.",
            ),
        )
        return worked(opening + question, [*steps, more], large)
    question = one_of(
        rng,
        (
            " What are the two numbers?",
            " Find both numbers.",
            " What are the numbers?",
            " Which numbers are they?",
            " Determine the two numbers.",
            " Work out both numbers.",
        ),
    )
    return worked(opening + question, [*steps, more], (small, large), f"{small} and {large}")


# ── Counting words ───────────────────────────────────────────────────────────────────────────

_COUNTS = {"dozen": 12, "score": 20, "gross": 144}


def _dozens(rng: Random, level: int) -> Worked:
    """How many so many dozen are, or the other way round; with some more of them, or two such counts together."""
    word = rng.choice(("dozen", "dozen", "score", "gross"))
    unit, n = _COUNTS[word], rng.randint(2, (12, 25, 60)[level - 1])
    total, thing = unit * n, rng.choice(THINGS)
    values: dict[str, object] = {"n": said(rng, n)[0], "w": word, "x": thing, "t": total}
    if level == 1 and rng.random() < 0.2:
        half = unit // 2
        steps = [(f"Take half of the {unit} in a {word}.", f"{unit} / 2 = {half}")]
        names: tuple[str, ...] = ("half a {w}", "the number of {x} in half a {w}")
        others: tuple[str, ...] = (
            "How many is half a {w}?",
            "how many {x} are in half a {w}",
        )
        return worked(ways(rng, values, names=names, others=others), steps, half)
    if rng.random() < 0.35:
        (goal, work), *rest = divide_steps(total, unit)
        steps = [(f"Divide by the {unit} in a {word}.", work) if not rest else (goal, work), *rest]
        return worked(ways(rng, values, names=_IN_DOZENS, others=_ASK_IN_DOZENS), steps, n)
    steps = [(f"There are {unit} in a {word}: multiply.", times(n, unit))]
    chance = rng.random()
    if level == 1 or chance < 0.4:
        actions = ("count {n} {w} {x}",)
        question = ways(rng, values, names=_DOZENS, actions=actions, others=_ASK_DOZENS)
        return worked(question, steps, total)
    if chance < 0.75:
        more = rng.randint(2, unit - 1)
        values |= dict(zip(("n", "m"), said(rng, n, more), strict=True))
        steps.append(("Add the others.", f"{total} + {more} = {total + more}"))
        names = (
            "{n} {w} and {m}",
            "{n} {w} plus {m} more",
            "the number of {x} in {n} {w} and {m} more",
        )
        return worked(ways(rng, values, names=names, others=_ASK_DOZENS_AND_MORE), steps, total + more)
    other = rng.choice([key for key in _COUNTS if key != word])
    k = rng.randint(2, 12)
    second = k * _COUNTS[other]
    values |= dict(zip(("n", "k"), said(rng, n, k), strict=True)) | {"v": other}
    steps += [
        (f"There are {_COUNTS[other]} in a {other}: multiply.", times(k, _COUNTS[other])),
        ("Add the two counts.", f"{total} + {second} = {total + second}"),
    ]
    names = ("{n} {w} plus {k} {v}", "{n} {w} and {k} {v} together", "the sum of {n} {w} and {k} {v}")
    others = (
        "How many are {n} {w} and {k} {v} altogether?",
        "I have {n} {w} red {x} and {k} {v} blue ones. How many {x} do I have?",
        "There are {n} {w} {x} here and {k} {v} over there. How many {x} is that in all?",
        "{n} {w} and {k} {v}, how many is that",
    )
    return worked(ways(rng, values, names=names, others=others), steps, total + second)


_DOZENS = ("{n} {w}", "{n} {w}", "the number of {x} in {n} {w}", "the number of single {x} in {n} {w}")
_ASK_DOZENS = (
    "How many are {n} {w}?",
    "How many is {n} {w}?",
    "how many {x} are in {n} {w}",
    "{n} {w} {x}: how many is that?",
    "I bought {n} {w} {x}. How many {x} did I buy?",
    "If I have {n} {w} {x}, how many do I have?",
    "How many {x} are {n} {w}?",
    "Write {n} {w} as a number.",
    "{n} {w} = ?",
    "A crate holds {n} {w} {x}. How many {x} are in it?",
    "Express {n} {w} as a number.",
    "What number is {n} {w}?",
    "There are {n} {w} {x} on the shelf. What is the number of {x}?",
)
_ASK_DOZENS_AND_MORE = (
    "How many are {n} {w} and {m}?",
    "I have {n} {w} {x} and {m} more. How many {x} do I have?",
    "{n} {w} {x} plus {m} single ones, how many is that?",
    "How many {x} are {n} {w} and another {m}?",
    "There are {n} {w} {x} in boxes and {m} outside. How many {x} are there?",
    "what number is {n} {w} and {m} more",
)
_IN_DOZENS = (
    "the number of times a {w} goes into {t}",
    "the number of {w} that make {t}",
    "{t} counted by the {w}",
)
_ASK_IN_DOZENS = (
    "How many {w} are {t}?",
    "How many {w} is {t}?",
    "how many {w} is {t} {x}",
    "{t} is how many {w}?",
    "I have {t} {x}. How many {w} is that?",
    "How many {w} make {t}?",
    "By the {w}, how many are {t} {x}?",
    "How many {w} {x} do I have to buy to get {t}?",
    "{t} {x} are packed by the {w}. How many {w} is that?",
    "How many times does a {w} go into {t}?",
    "Express {t} in {w}.",
)


# ── Numbers in words ─────────────────────────────────────────────────────────────────────────


def _from_words(rng: Random, level: int) -> Worked:
    """A number written out in words, to be written in figures."""
    n = sized(rng, (3, 4, 6)[level - 1], (2, 3, 4)[level - 1])
    if n < 21 or re.match(r"3[6-9]", str(n)):  # small, or of the split "ranges"
        return _from_words(rng, level)
    words = in_words(n, joined=rng.choice((" and ", " and ", " ")))
    words = words.replace("-", rng.choice("-- "))
    if words.startswith("one ") and rng.random() < 0.4:
        words = f"a {words[4:]}"
    terms = _terms(n)
    steps = [
        (
            "Write what each part of the words is worth.",
            ", ".join(f"{text} = {value}" for text, value in terms),
        ),
        ("Add the parts.", f"{' + '.join(str(value) for _, value in terms)} = {n}"),
    ]
    if len(terms) == 1:
        steps = steps[:1]
    question = ways(rng, {"w": words}, names=_FIGURES, actions=_TO_FIGURES, others=_ASK_FIGURES)
    return worked(question, steps, n)


def _terms(n: int) -> list[tuple[str, int]]:
    """The parts of a number as it is spoken: 2345 -> 2 * 1000, 3 * 100, 45."""
    thousands, rest = divmod(n, 1000)
    hundreds, rest = divmod(rest, 100)
    parts = [(thousands, 1000), (hundreds, 100), (rest, 1)]
    return [(f"{k} * {unit}" if unit > 1 else f"{k} * 1", k * unit) for k, unit in parts if k]


_FIGURES = (
    "{w} in figures",
    "{w} in digits",
    "{w} as a number in digits",
    "the number {w} in figures",
    "the number {w} written in digits",
    "{w} in numerals",
)
_TO_FIGURES = (
    "write {w} in figures",
    "write {w} as a number in digits",
    "write the number {w} in figures",
    "put {w} into digits",
    "turn {w} into digits",
    "express {w} in figures",
)
_ASK_FIGURES = (
    "How do you write {w} in figures?",
    "The cheque says {w}. What number is that in figures?",
    "{w}: write it with digits",
    "Which number is {w}? Write it in digits.",
    "Somebody says {w}. Which digits do I type?",
    "What number does '{w}' mean? Give the digits.",
    "in digits: {w}",
    "Spelt out it is {w}. What is it in figures?",
    "How is {w} written with digits?",
)


def _halfway(rng: Random, level: int) -> Worked:
    """The number in the middle of two others; at level 3 also below zero."""
    a = sized(rng, level + 1) * (-1 if level == 3 and rng.random() < 0.4 else 1)
    b = a + sized(rng, level + 1) * (1 if level == 3 and rng.random() < 0.4 else 2)
    if a == b or a + b == 0:
        return _halfway(rng, level)
    middle = Fraction(a + b, 2)
    text = finite_decimal(middle.numerator, middle.denominator)
    steps = [
        ("Add the two numbers.", f"{a} + {b} = {a + b}"),
        ("Halve the sum.", f"{a + b} / 2 = {text}"),
    ]
    first, second = (a, b) if rng.random() < 0.8 else (b, a)
    one, two = said(rng, first, second)
    return worked(ways(rng, {"a": one, "b": two}, names=_MIDDLE, others=_ASK_MIDDLE), steps, middle, text)


_MIDDLE = (
    "the number halfway between {a} and {b}",
    "the number exactly halfway between {a} and {b}",
    "the number in the middle between {a} and {b}",
    "the midpoint of {a} and {b} on the number line",
    "the number midway between {a} and {b}",
    "the number that is as far from {a} as from {b}",
)
_ASK_MIDDLE = (
    "Which number is halfway between {a} and {b}?",
    "what is halfway between {a} and {b}",
    "What lies exactly in the middle between {a} and {b}?",
    "Halfway between {a} and {b}?",
    "Which number is as far from {a} as from {b}?",
    "What number is midway from {a} to {b}?",
    "{a} and {b}: which number is halfway between them?",
    "On a number line, which number lies in the middle between {a} and {b}?",
    "Given {a} and {b}, find the number halfway between them.",
)


FAMILIES = (
    Family("roots", TOPIC, _roots),
    Family("simplify_roots", TOPIC, _simplify_roots),
    Family("exponent_laws", TOPIC, _exponent_laws),
    Family("scientific_notation", TOPIC, _scientific),
    Family("rounding", TOPIC, _rounding),
    Family("place_value", TOPIC, _place_value),
    Family("roman_numerals", TOPIC, _roman),
    Family("ordering", TOPIC, _ordering),
    Family("comparing", TOPIC, _comparing),
    Family("proportion", TOPIC, _proportion),
    Family("ratio_simplify", TOPIC, _ratio_simplify),
    Family("ratio_share", TOPIC, _ratio_share),
    Family("number_puzzle", TOPIC, _puzzle),
    Family("number_phrases", TOPIC, _phrases),
    Family("consecutive", TOPIC, _consecutive),
    Family("sum_and_difference", TOPIC, _sum_and_difference),
    Family("dozens_and_scores", TOPIC, _dozens),
    Family("number_from_words", TOPIC, _from_words),
    Family("halfway", TOPIC, _halfway),
)
