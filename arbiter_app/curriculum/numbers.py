"""Numbers as they are written: roots, powers of one base, scientific notation, rounding, digits, order,
Roman numerals, ratios, and puzzles about a number.

Knows nothing of equations with a named unknown but the fourth term of a proportion.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import gcd
from random import Random

from arbiter_app.curriculum.arithmetic import (
    divide_steps,
    finite_decimal,
    listed,
    sized,
)
from arbiter_app.curriculum.fractions_ import euclid
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
)


def _roots(rng: Random, level: int) -> Worked:
    if rng.random() < 0.25:
        r = rng.randint(1, (5, 10, 20)[level - 1])
        steps = [("Look for the number whose cube it is.", f"{r} * {r} = {r * r}, {_last(times(r * r, r))}")]
        return worked(one_of(rng, _CUBE_ROOT, n=r**3), steps, r)
    r = rng.randint(1, (15, 40, 99)[level - 1])
    steps = _root_steps(r)
    chance = rng.random() if level > 1 else 1
    if chance < 0.2 and r % 10:
        text, root = decimal(r * r, 100), decimal(r, 10)
        steps = [("Leave out the decimal point.", f"{text} * 100 = {r * r}"), *steps]
        steps.append(("Put the point back: the root of a hundred is ten.", f"{r} / 10 = {root}"))
        return worked(one_of(rng, _SQUARE_ROOT[:9], n=text), steps, Fraction(r, 10), root)
    if chance < 0.35:
        b = rng.randint(2, 12)
        a = rng.randint(1, 12)
        if gcd(a, b) == 1:
            work = f"{a} * {a} = {a * a}, {b} * {b} = {b * b}"
            steps = [
                ("Find the root of the numerator and that of the denominator.", work),
                ("Put them together and check.", f"({a}/{b})^2 = {a * a}/{b * b}"),
            ]
            return worked(one_of(rng, _SQUARE_ROOT[:5], n=f"{a * a}/{b * b}"), steps, Fraction(a, b))
    return worked(one_of(rng, _SQUARE_ROOT, n=r * r), steps, r)


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
    return worked(one_of(rng, phrasings, f=front), steps, (k * a, b), f"{k * a}*sqrt({b})")


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
    return worked(one_of(rng, phrasings, e=f"sqrt({n}) {op} sqrt({m})"), steps, (total, b), text)


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
    return worked(one_of(rng, _AS_POWER, e=shown, b=b), steps, total, text)


def _small_exponent(rng: Random, level: int) -> Worked:
    """The value of a power with a negative exponent or the exponent zero."""
    base = rng.choice((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20))
    exponent = -rng.randint(1, 2 if base > 5 and base != 10 else 4) if rng.random() < 0.8 else 0
    if exponent == 0:
        base += rng.randint(0, 99)
        steps = [("Any number but zero to the power zero is one.", f"{base}^0 = 1")]
        return worked(one_of(rng, _VALUE_OF_POWER[:6], e=f"{base}^0"), steps, 1)
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
        return worked(one_of(rng, _VALUE_OF_POWER, e=f"({top}/{base})^({exponent})"), steps, value)
    shown = rng.choice((f"{base}^({exponent})", f"{base}^{exponent}"))
    return worked(one_of(rng, _VALUE_OF_POWER, e=shown), steps, Fraction(1, size))


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
        return worked(one_of(rng, phrasings, n=plain), steps, value, notation)
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
    return worked(one_of(rng, phrasings, n=written), steps, value, plain)


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
        return worked(one_of(rng, phrasings, n=show[0], w=word), steps, result, text)
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
        return worked(one_of(rng, phrasings, n=show[0], w=word), steps, result, text)
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
    return worked(one_of(rng, phrasings, n=show[0], w=rng.choice(_ROUND_TO[place])), steps, result, text)


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
        return worked(one_of(rng, phrasings, n=n, p=name), [step], int(digits[-1 - i]))
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
        return worked(one_of(rng, phrasings, n=n, d=digits[i]), steps, worth)
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
        return worked(
            one_of(rng, phrasings, n=n), [("Multiply the digits one by one.", ", ".join(work))], now
        )
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
    return worked(one_of(rng, phrasings, n=n), [("Add the digits one by one.", ", ".join(work))], now)


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
        return worked(one_of(rng, phrasings, n=n), steps, n, numeral)
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
    return worked(one_of(rng, phrasings, r=numeral), steps, n)


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
        question = one_of(
            rng,
            phrasings,
            n=what,
            o=rng.choice(("ascending", "increasing") if up else ("descending", "decreasing")),
            f=rng.choice(
                ("smallest to largest", "least to greatest")
                if up
                else ("largest to smallest", "greatest to least")
            ),
            d="ascending" if up else "descending",
        )
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
    return worked(one_of(rng, phrasings, k=rank, n=what), steps, value, text)


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
    return worked(
        one_of(rng, phrasings, n=", ".join(text for _, text in items), t=target),
        steps,
        values[best],
        items[best][1],
    )


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
        question = one_of(rng, phrasings, a=first, b=second, w=word, s=">" if more else "<")
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
    return worked(one_of(rng, phrasings, a=first, b=second, w=word), steps, value, text)


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
        )
        question = one_of(rng, phrasings, a=a, b=b, c=c)
        return worked(question, steps, x, f"x = {x}" if "x" in question else str(x))
    phrasings = (
        "If {a} tickets cost ${b}, how much do {c} tickets cost?",
        "{a} kilograms of apples cost ${b}. What do {c} kilograms cost?",
        "A car travels {b} km on {a} litres of fuel. How far does it go on {c} litres?",
        "A recipe for {a} people needs {b} eggs. How many eggs are needed for {c} people?",
        "A machine makes {b} parts in {a} minutes. How many does it make in {c} minutes?",
        "{name} types {b} words in {a} minutes. How many words does {she} type in {c} minutes?",
        "y is proportional to x, and y = {b} when x = {a}. What is y when x = {c}?",
        "A pump fills {b} buckets in {a} minutes. At that rate, how many buckets does it fill in {c} minutes?",
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
    question = one_of(rng, phrasings, a=a, b=b, one=one, two=two, x=x, y=y)
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
        )
        question = one_of(rng, phrasings, n=total, r=ratio)
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
    return worked(one_of(rng, phrasings, n=total, r=ratio, w=word, x=rng.choice(THINGS)), steps, unit * part)


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
        )
        if op == "+"
        else (
            "{n} less than {t} a number is {r}. What is the number?",
            "{T} a number minus {n} is {r}. Find the number.",
            "The difference between {t} a number and {n} is {r}. The larger is {t} the number. What is the number?",
            "If {n} is subtracted from {t} a number, the result is {r}. What is the number?",
            "{T} a number decreased by {n} equals {r}. What is the number?",
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
        words, step, value = _around(rng, words, value)
        steps.append(step)
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
        openings = (
            "The sum of two numbers is {t} and their difference is {d}.",
            "Two numbers add up to {t}. One of them is {d} more than the other.",
            "Two numbers have a sum of {t} and a difference of {d}.",
            "One number is {d} larger than another. Together they make {t}.",
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
        )
        opening = one_of(rng, openings, t=total, k=_TIMES_WORDS[k])
    chance = rng.random()
    if chance < 0.35:
        question = one_of(
            rng, (" What is the smaller number?", " Find the smaller number.", " Which is the smaller one?")
        )
        return worked(opening + question, steps, small)
    if chance < 0.7:
        question = one_of(
            rng, (" What is the larger number?", " Find the larger number.", " Which is the larger one?")
        )
        return worked(opening + question, [*steps, more], large)
    question = one_of(rng, (" What are the two numbers?", " Find both numbers.", " What are the numbers?"))
    return worked(opening + question, [*steps, more], (small, large), f"{small} and {large}")


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
)
