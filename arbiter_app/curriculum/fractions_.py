"""Fractions: simplest form, the four operations, mixed numbers, parts of a quantity."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from random import Random

from arbiter_app.curriculum.people import THINGS, person
from arbiter_app.curriculum.problem import Family, Steps, Worked, one_of, times, worked

TOPIC = "fractions"


def euclid(a: int, b: int) -> Steps:
    """Euclid's algorithm, one division a step."""
    steps: Steps = []
    a, b = max(a, b), min(a, b)
    while b:
        goal = "Divide the divisor by the remainder." if steps else "Divide the larger number by the smaller."
        steps.append((goal, f"{a} = {b} * {a // b} + {a % b}"))
        a, b = b, a % b
    return steps


def simplify(top: int, bottom: int) -> Steps:
    """The step that brings a positive fraction to lowest terms; none where it is there already."""
    if top % bottom == 0:
        return [("Divide the numerator by the denominator.", f"{top} / {bottom} = {top // bottom}")]
    common = gcd(top, bottom)
    if common == 1:
        return []
    work = f"{top}/{bottom} = ({top} / {common})/({bottom} / {common}) = {top // common}/{bottom // common}"
    return [("Divide numerator and denominator by their greatest common divisor.", work)]


def _simple(rng: Random, top: int) -> tuple[int, int]:
    """A proper fraction in lowest terms."""
    while True:
        a, b = rng.randint(1, top - 1), rng.randint(2, top)
        if a < b and gcd(a, b) == 1:
            return a, b


def _simplify(rng: Random, level: int) -> Worked:
    a, b = _simple(rng, (9, 15, 25)[level - 1])
    k = rng.randint(*((2, 9), (4, 15), (8, 24))[level - 1])
    if level > 1 and rng.random() < 0.3:
        a, b = b, a if a > 1 else 2
    top, bottom = a * k, b * k
    if top % bottom == 0:
        top += k
    common = gcd(top, bottom)
    steps = euclid(top, bottom)
    steps.append(
        ("Divide the numerator by the greatest common divisor.", f"{top} / {common} = {top // common}")
    )
    steps.append(("Divide the denominator by it.", f"{bottom} / {common} = {bottom // common}"))
    phrasings = [
        "Simplify {f}.",
        "Write {f} in lowest terms.",
        "Reduce {f} to its simplest form.",
        "What is {f} in simplest form?",
        "Cancel the fraction {f} as far as possible.",
    ]
    return worked(one_of(rng, phrasings, f=f"{top}/{bottom}"), steps, Fraction(top, bottom))


def _add(rng: Random, level: int) -> Worked:
    top = (6, 10, 12)[level - 1]
    fractions = [_simple(rng, top) for _ in range(2)]
    if level == 3:
        fractions.append(_simple(rng, 6))
        if lcm(*(b for _, b in fractions)) > 120:
            return _add(rng, level)
    ops = ["+" if rng.random() < 0.6 else "-" for _ in fractions[1:]]
    total = Fraction(*fractions[0])
    for op, (a, b) in zip(ops, fractions[1:], strict=True):
        total += Fraction(a, b) if op == "+" else Fraction(-a, b)
        if total <= 0:
            return _add(rng, level)
    common = lcm(*(b for _, b in fractions))
    tops = [a * (common // b) for a, b in fractions]
    steps = [
        (
            "Find the least common denominator: a multiple of every denominator.",
            ", ".join(f"{b} * {common // b} = {common}" for _, b in fractions),
        ),
        (
            "Write each fraction over the common denominator.",
            ", ".join(f"{a}/{b} = {n}/{common}" for n, (a, b) in zip(tops, fractions, strict=True)),
        ),
    ]
    value = tops[0]
    for op, n in zip(ops, tops[1:], strict=True):
        after = value + n if op == "+" else value - n
        goal = "Add the numerators." if op == "+" else "Subtract the numerators."
        steps.append((goal, f"{value}/{common} {op} {n}/{common} = {after}/{common}"))
        value = after
    steps += simplify(value, common)
    written = [f"{a}/{b}" for a, b in fractions]
    expression = written[0] + "".join(f" {op} {f}" for op, f in zip(ops, written[1:], strict=True))
    question = one_of(rng, _ASK_FRACTION, e=expression)
    return worked(question, steps, total)


_ASK_FRACTION = (
    "What is {e}?",
    "Calculate {e}.",
    "Work out {e} in lowest terms.",
    "{e}",
    "{e} = ?",
    "Evaluate {e}. Give a fraction in simplest form.",
    "Compute {e}.",
)


def _multiply(rng: Random, level: int) -> Worked:
    top = (7, 12, 15)[level - 1]
    fractions = [_simple(rng, top) for _ in range(3 if level == 3 else 2)]
    if level < 3 and rng.random() < 0.45:
        (a, b), (c, d) = fractions
        written = one_of(rng, ("{a}/{b} ÷ {c}/{d}", "({a}/{b}) / ({c}/{d})"), a=a, b=b, c=c, d=d)
        steps = [
            (
                "Multiply by the reciprocal instead of dividing.",
                f"({a}/{b}) / ({c}/{d}) = ({a}/{b}) * ({d}/{c})",
            )
        ]
        fractions = [(a, b), (d, c)]
    else:
        sign = rng.choice((" * ", " × "))
        written, steps = sign.join(f"{a}/{b}" for a, b in fractions), []
    (a, b), steps_left = fractions[0], fractions[1:]
    for c, d in steps_left:
        steps.append(("Multiply the numerators.", f"{a} * {c} = {a * c}"))
        steps.append(("Multiply the denominators.", f"{b} * {d} = {b * d}"))
        shorter = simplify(a * c, b * d)
        steps += shorter
        value = Fraction(a * c, b * d)
        a, b = value.numerator, value.denominator
    return worked(one_of(rng, _ASK_FRACTION, e=written), steps, Fraction(a, b))


def _convert(rng: Random) -> Worked:
    """Between a mixed number and a single fraction."""
    whole, (a, b) = rng.randint(1, 12), _simple(rng, 12)
    n = whole * b + a
    if rng.random() < 0.5:
        steps = [("Divide to get the whole part and the remainder.", f"{n} = {b} * {whole} + {a}")]
        steps.append(("Write the remainder as a fraction.", f"{n}/{b} = {whole} + {a}/{b}"))
        phrasings = [
            "Write {n}/{b} as a mixed number.",
            "Convert {n}/{b} to a mixed number.",
            "What is {n}/{b} as a mixed number?",
        ]
        return worked(one_of(rng, phrasings, n=n, b=b), steps, Fraction(n, b), f"{whole} {a}/{b}")
    steps = [
        _improper_top(whole, a, b),
        ("Write it over the denominator.", f"{whole} + {a}/{b} = {n}/{b}"),
    ]
    phrasings = [
        "Write {w} {a}/{b} as an improper fraction.",
        "Convert {w} {a}/{b} to an improper fraction.",
        "What is {w} {a}/{b} as a single fraction?",
    ]
    return worked(one_of(rng, phrasings, w=whole, a=a, b=b), steps, Fraction(n, b))


def _mixed(rng: Random, level: int) -> Worked:
    if level == 1:
        return _convert(rng)
    top = (6, 8, 12)[level - 1]
    (a, b), (c, d) = _simple(rng, top), _simple(rng, top)
    w, v = rng.randint(3, 9), rng.randint(1, 6)
    op = rng.choice("+-")
    total = Fraction(w * b + a, b) + (1 if op == "+" else -1) * Fraction(v * d + c, d)
    if total <= 1 or total.denominator == 1:
        return _mixed(rng, level)
    common = lcm(b, d)
    first, second = (w * b + a) * (common // b), (v * d + c) * (common // d)
    value = first + second if op == "+" else first - second
    steps = [
        (
            "Write the first number as an improper fraction.",
            f"{w} + {a}/{b} = ({w} * {b} + {a})/{b} = {w * b + a}/{b}",
        ),
        (
            "Write the second number as an improper fraction.",
            f"{v} + {c}/{d} = ({v} * {d} + {c})/{d} = {v * d + c}/{d}",
        ),
        (
            "Find the least common denominator: a multiple of every denominator.",
            f"{b} * {common // b} = {common}, {d} * {common // d} = {common}",
        ),
        (
            "Write each fraction over the common denominator.",
            f"{w * b + a}/{b} = {first}/{common}, {v * d + c}/{d} = {second}/{common}",
        ),
        (
            "Add the numerators." if op == "+" else "Subtract the numerators.",
            f"{first}/{common} {op} {second}/{common} = {value}/{common}",
        ),
        *simplify(value, common),
    ]
    n, m = total.numerator, total.denominator
    steps.append(("Take out the whole part.", f"{n}/{m} = {n // m} + {n % m}/{m}"))
    phrasings = [
        "Work out {e}. Give a mixed number.",
        "What is {e}?",
        "{e}",
        "Calculate {e} as a mixed number.",
    ]
    question = one_of(rng, phrasings, e=f"{w} {a}/{b} {op} {v} {c}/{d}")
    return worked(question, steps, total, f"{n // m} {n % m}/{m}")


def _improper_top(whole: int, a: int, b: int) -> tuple[str, str]:
    return "Multiply the whole part by the denominator and add the numerator.", (
        f"{whole} * {b} + {a} = {whole * b} + {a} = {whole * b + a}"
    )


_WORDS = {
    (1, 2): "half",
    (1, 3): "one third",
    (2, 3): "two-thirds",
    (1, 4): "a quarter",
    (3, 4): "three quarters",
    (1, 5): "one fifth",
    (2, 5): "two-fifths",
    (3, 5): "three-fifths",
}


def _say(rng: Random, a: int, b: int) -> str:
    """A fraction in digits, or now and then in words."""
    return _WORDS[a, b] if (a, b) in _WORDS and rng.random() < 0.4 else f"{a}/{b}"


def _part(rng: Random, level: int) -> Worked:
    if level == 1:
        a, b = _simple(rng, 9)
        unit = rng.randint(2, 30)
        n = b * unit
        steps = [("Find one part: divide by the denominator.", f"{n} / {b} = {unit}")]
        if a > 1:
            steps.append(("Take as many parts as the numerator says.", f"{unit} * {a} = {unit * a}"))
        who, thing = person(rng), rng.choice(THINGS)
        phrasings = [
            "What is {f} of {n}?",
            "Find {f} of {n}.",
            "{name} has {n} {thing} and gives away {f} of them. How many does {she} give away?",
            "There are {n} {thing} in a box; {f} of them are red. How many are red?",
        ]
        return worked(one_of(rng, phrasings, f=_say(rng, a, b), n=n, thing=thing, **who), steps, unit * a)
    return _part_left(rng) if level == 2 or rng.random() < 0.5 else _part_backwards(rng)


def _part_left(rng: Random) -> Worked:
    (a, b), (c, d) = _simple(rng, 6), _simple(rng, 6)
    unit = rng.randint(1, 9)
    n = b * d * unit
    first = n // b * a
    left = n - first
    if left % d:
        return _part_left(rng)
    second = left // d * c
    steps = [
        ("Find the first part that goes.", f"{n} / {b} * {a} = {n // b} * {a} = {first}"),
        ("Find what is left after it.", f"{n} - {first} = {left}"),
        ("Find the second part, of what was left.", f"{left} / {d} * {c} = {left // d} * {c} = {second}"),
        ("Find what is left in the end.", f"{left} - {second} = {left - second}"),
    ]
    phrasings = [
        "{name} has {n} {thing}. {She} gives {f} of them to a friend and then {g} of the rest to a cousin. "
        "How many {thing} does {she} have left?",
        "A shop has {n} {thing}. It sells {f} of them in the morning and {g} of the remaining "
        "ones in the afternoon. "
        "How many {thing} are left?",
        "Of {n} {thing}, {f} are damaged in transit. Then {g} of the undamaged ones are sold. "
        "How many undamaged {thing} are not sold?",
    ]
    values = {"f": _say(rng, a, b), "g": _say(rng, c, d), "n": n, "thing": rng.choice(THINGS), **person(rng)}
    return worked(one_of(rng, phrasings, **values), steps, left - second)


def _part_backwards(rng: Random) -> Worked:
    a, b = _simple(rng, 12)
    if a == 1:
        return _part_backwards(rng)
    unit = rng.randint(3, 60)
    part, whole = a * unit, b * unit
    steps = [
        ("Find one part: divide by the numerator.", f"{part} / {a} = {unit}"),
        ("Find the whole: multiply by the denominator.", times(unit, b)),
    ]
    phrasings = [
        "{f} of a number is {p}. What is the number?",
        "{name} has read {p} pages, which is {f} of the book. How many pages does the book have?",
        "{p} pupils walk to school. That is {f} of all pupils. How many pupils are there?",
        "A tank holds {p} litres when it is {f} full. How many litres does it hold when full?",
    ]
    return worked(one_of(rng, phrasings, f=f"{a}/{b}", p=part, **person(rng)), steps, whole)


FAMILIES = (
    Family("fraction_simplify", TOPIC, _simplify),
    Family("fraction_add", TOPIC, _add),
    Family("fraction_multiply", TOPIC, _multiply),
    Family("mixed_numbers", TOPIC, _mixed),
    Family("fraction_of", TOPIC, _part),
)
