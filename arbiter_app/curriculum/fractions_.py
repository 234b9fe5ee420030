"""Fractions: simplest form, the four operations, comparing, decimals, mixed numbers, parts of a quantity.

Knows nothing of per cent."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from random import Random

from arbiter_app.curriculum.arithmetic import ASK_VALUE, decimal_division, finite_decimal
from arbiter_app.curriculum.people import THINGS, person
from arbiter_app.curriculum.problem import Family, Steps, Worked, decimal, one_of, times, worked

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
    """The step that brings a fraction to lowest terms; none where it is there already."""
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
    a, b = _simple(rng, rng.randint(2, 9) if level == 1 else (15, 25)[level - 2])
    k = rng.randint(*((2, 9), (2, 15), (5, 24))[level - 1])
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
        "Simplify the fraction {f}.",
        "{f} in lowest terms",
        "Simplify {f}",
        "Simplify: {f}",
        "Reduce {f}.",
        "Write the fraction {f} in its simplest form.",
        "Express {f} as a fraction in lowest terms.",
        "What is the simplest form of {f}?",
        "Can you simplify {f}?",
        "Give {f} in its lowest terms.",
        "Which fraction in lowest terms is equal to {f}?",
    ]
    f = f"{top}/{bottom}" if rng.random() < 0.85 else f"{top} / {bottom}"
    return worked(one_of(rng, phrasings, f=f), steps, Fraction(top, bottom))


def _add(rng: Random, level: int) -> Worked:
    return _sum(rng, level, "+" if rng.random() < 0.8 else "+-")


def _subtract(rng: Random, level: int) -> Worked:
    return _sum(rng, level, "-")


def _sum(rng: Random, level: int, signs: str) -> Worked:
    top = (6, 10, 14)[level - 1]
    fractions = [_simple(rng, top) for _ in range(2)]
    chance = rng.random()
    if level == 1 and chance < 0.4:  # like denominators
        b = rng.randint(3, 12)
        fractions = [(rng.randint(1, b - 1), b) for _ in range(2)]
    elif chance < 0.5:
        fractions[rng.randrange(2)] = (rng.randint(1, 9), 1)
    elif level > 1 and chance < 0.65:
        fractions = [(b, a) if a > 1 else (a, b) for a, b in fractions]
    if level == 3 and rng.random() < 0.6:
        fractions.append(_simple(rng, 6))
    ops = [rng.choice(signs) for _ in fractions[1:]]
    total = Fraction(*fractions[0])
    for op, (a, b) in zip(ops, fractions[1:], strict=True):
        total += Fraction(a, b) if op == "+" else Fraction(-a, b)
    too_hard = lcm(*(b for _, b in fractions)) > 130
    if too_hard or total == 0 or (total < 0 and (level == 1 or rng.random() < 0.7)):
        return _sum(rng, level, signs)
    common = lcm(*(b for _, b in fractions))
    tops = [a * (common // b) for a, b in fractions]
    steps: Steps = []
    others = [(a, b, n) for n, (a, b) in zip(tops, fractions, strict=True) if b != common]
    if others:
        steps = [
            (
                "Find the least common denominator: a multiple of every denominator.",
                ", ".join(f"{b} * {common // b} = {common}" for _, b, _ in others),
            ),
            (
                "Write each fraction over the common denominator.",
                ", ".join(f"{_fraction(a, b)} = {n}/{common}" for a, b, n in others),
            ),
        ]
    value = tops[0]
    for op, n in zip(ops, tops[1:], strict=True):
        after = value + n if op == "+" else value - n
        goal = "Add the numerators." if op == "+" else "Subtract the numerators."
        steps.append((goal, f"{value}/{common} {op} {n}/{common} = {after}/{common}"))
        value = after
    steps += simplify(value, common)
    written = [_fraction(a, b) for a, b in fractions]
    expression = written[0] + "".join(f" {op} {f}" for op, f in zip(ops, written[1:], strict=True))
    if len(fractions) == 2 and rng.random() < 0.25:
        question = one_of(rng, _SUM_WORDS[ops[0]], a=written[0], b=written[1])
    else:
        question = _ask_fraction(rng, expression)
    return worked(question, steps, total)


def _fraction(a: int, b: int) -> str:
    return f"{a}/{b}" if b != 1 else str(a)


def _ask_fraction(rng: Random, expression: str) -> str:
    if rng.random() < 0.45:
        return rng.choice(ASK_VALUE).format(expression)
    return one_of(rng, _ASK_FRACTION, e=expression)


_SUM_WORDS = {
    "+": (
        "What is the sum of {a} and {b}?",
        "Add {a} and {b}.",
        "Add {a} to {b}.",
        "What is {a} plus {b}?",
        "{a} plus {b}",
        "Find the sum of {a} and {b}.",
    ),
    "-": (
        "Subtract {b} from {a}.",
        "What is {a} minus {b}?",
        "{a} minus {b}",
        "Take {b} away from {a}.",
        "What is {b} less than {a}?",
        "What is {a} take away {b}?",
    ),
}


_ASK_FRACTION = (
    "{e} in simplest form",
    "Work out {e}. Simplify your answer.",
    "What is {e}? Give the answer as a fraction in lowest terms.",
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
    fractions = [_simple(rng, top) for _ in range(3 if level == 3 and rng.random() < 0.6 else 2)]
    chance = rng.random()
    if chance < 0.25:
        fractions[rng.randrange(2)] = (rng.randint(2, 12), 1)
    elif chance < 0.4 and level > 1:
        fractions = [(b, a) if a > 1 else (a, b) for a, b in fractions]
    sign = rng.choice((" * ", " × "))
    written = [_fraction(a, b) for a, b in fractions]
    steps, value = _product(fractions)
    if len(fractions) == 2 and rng.random() < 0.25:
        question = one_of(rng, _PRODUCT_WORDS, a=written[0], b=written[1])
    else:
        question = _ask_fraction(rng, sign.join(written))
    return worked(question, steps, value)


_PRODUCT_WORDS = (
    "Multiply {a} by {b}.",
    "What is {a} times {b}?",
    "{a} times {b}",
    "What is the product of {a} and {b}?",
    "Find the product of {a} and {b}.",
    "Multiply {a} and {b}.",
)


def _product(fractions: list[tuple[int, int]]) -> tuple[Steps, Fraction]:
    """The product of fractions, two at a time, in lowest terms after each."""
    steps: Steps = []
    a, b = fractions[0]
    for c, d in fractions[1:]:
        steps.append(("Multiply the numerators.", times(a, c)))
        steps.append(("Multiply the denominators.", times(b, d)))
        shorter = simplify(a * c, b * d) if b * d > 1 else []
        steps += shorter or [
            ("Put them together.", f"{_fraction(a, b)} * {_fraction(c, d)} = {_fraction(a * c, b * d)}")
        ]
        value = Fraction(a * c, b * d)
        a, b = value.numerator, value.denominator
    return steps, Fraction(a, b)


def _divide(rng: Random, level: int) -> Worked:
    top = (7, 12, 16)[level - 1]
    (a, b), (c, d) = _simple(rng, top), _simple(rng, top)
    chance = rng.random()
    if chance < 0.25:
        a, b = rng.randint(1, 12), 1
    elif chance < 0.5:
        c, d = rng.randint(2, 12), 1
    elif chance < 0.6 and level > 1:
        a, b = b, a
    first, second = _fraction(a, b), _fraction(c, d)
    shown = second if d == 1 else f"({second})"
    whole = first if b == 1 else f"({first})"
    steps = [
        ("Multiply by the reciprocal instead of dividing.", f"{whole} / {shown} = {whole} * ({d}/{c})"),
        *_product([(a, b), (d, c)])[0],
    ]
    if rng.random() < 0.3:
        phrasings: tuple[str, ...] = (
            "Divide {a} by {b}.",
            "What is {a} divided by {b}?",
            "{a} divided by {b}",
            "How many times does {b} go into {a}?",
            "Find the quotient of {a} and {b}.",
        )
        question = one_of(rng, phrasings, a=first, b=second)
    else:
        forms = (f"{first} ÷ {second}", f"{whole} / {shown}", f"{whole} ÷ {shown}")
        question = _ask_fraction(rng, rng.choice(forms))
    return worked(question, steps, Fraction(a, b) / Fraction(c, d))


def _compare(rng: Random, level: int) -> Worked:
    top = (7, 12, 20)[level - 1]
    (a, b), (c, d) = _simple(rng, top), _simple(rng, top)
    if level == 1 and rng.random() < 0.3:
        d = b
        c = next(n for n in (1, 2, 3) if n != a and n < max(b, n + 1))
    x, y = Fraction(a, b), Fraction(c, d)
    if x == y or c >= d:
        return _compare(rng, level)
    more = rng.random() < 0.6
    if b == d:
        steps = [
            (
                "The denominators are alike: compare the numerators.",
                f"{max(a, c)} - {min(a, c)} = {abs(a - c)}",
            )
        ]
    else:
        common = lcm(b, d)
        n, m = a * (common // b), c * (common // d)
        steps = [
            (
                "Write both fractions over a common denominator.",
                f"{a}/{b} = {n}/{common}, {c}/{d} = {m}/{common}",
            ),
            (
                "Compare the numerators: find how far apart they are.",
                f"{max(n, m)} - {min(n, m)} = {abs(n - m)}",
            ),
        ]
    best = max(x, y) if more else min(x, y)
    phrasings: tuple[str, ...] = (
        "Which is {word}, {f} or {g}?",
        "Which is {word}: {f} or {g}?",
        "Which fraction is {word}: {f} or {g}?",
        "Compare {f} and {g}. Which is {word}?",
        "{f} or {g}: which is {word}?",
        "Of {f} and {g}, which one is {word}?",
        "Find the {word} of {f} and {g}.",
        "Which of these two fractions is {word}: {f}, {g}?",
        "Is {f} or {g} the {word} fraction?",
        "Write down the {word} of the two fractions {f} and {g}.",
    )
    word = rng.choice(("greater", "larger", "bigger") if more else ("smaller", "less"))
    if word == "less":
        phrasings = phrasings[:6]
    return worked(one_of(rng, phrasings, f=f"{a}/{b}", g=f"{c}/{d}", word=word), steps, best)


def _to_decimal(rng: Random, level: int) -> Worked:
    b = rng.choice(((2, 4, 5, 10), (4, 5, 8, 20, 25, 50), (8, 16, 40, 80, 125, 200))[level - 1])
    a = rng.randint(1, 2 * b if level > 1 else b)
    if a % b == 0:
        a += 1
    phrasings: tuple[str, ...] = (
        "Write {a}/{b} as a decimal.",
        "Convert {a}/{b} to a decimal.",
        "What is {a}/{b} as a decimal?",
        "Express {a}/{b} as a decimal number.",
        "{a}/{b} as a decimal",
        "Change the fraction {a}/{b} into a decimal.",
        "Find the decimal for {a}/{b}.",
        "Turn {a}/{b} into a decimal.",
        "What decimal is equal to {a}/{b}?",
    )
    return worked(
        one_of(rng, phrasings, a=a, b=b), decimal_division(a, b), Fraction(a, b), finite_decimal(a, b)
    )


def _from_decimal(rng: Random, level: int) -> Worked:
    scale = 10 ** rng.randint(1 if level < 3 else 2, level)
    n = rng.randint(1, scale * (1 if level == 1 else 3))
    n += n % 10 == 0
    text, value = decimal(n, scale), Fraction(n, scale)
    steps = [
        ("Write it over the power of ten that its places say.", f"{text} = {n}/{scale}"),
        *simplify(n, scale),
    ]
    phrasings: tuple[str, ...] = (
        "Write {d} as a fraction in lowest terms.",
        "Convert {d} to a fraction.",
        "What is {d} as a fraction?",
        "Express {d} as a fraction in simplest form.",
        "{d} as a fraction",
        "Change {d} into a fraction.",
        "Turn the decimal {d} into a fraction.",
        "Which fraction in lowest terms equals {d}?",
        "Write the decimal {d} as a simplified fraction.",
    )
    return worked(one_of(rng, phrasings, d=text), steps, value)


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
            "Express {n}/{b} as a mixed number.",
            "{n}/{b} as a mixed number",
            "Change the improper fraction {n}/{b} to a mixed number.",
            "Turn {n}/{b} into a mixed number.",
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
        "Express {w} {a}/{b} as an improper fraction.",
        "{w} {a}/{b} as an improper fraction",
        "Change the mixed number {w} {a}/{b} to an improper fraction.",
        "Turn {w} {a}/{b} into an improper fraction.",
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
        "Compute {e}.",
        "{e} = ?",
        "Find {e}. Write your answer as a mixed number.",
        "Evaluate {e}.",
        "How much is {e}?",
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
            "{f} of {n}",
            "Calculate {f} of {n}.",
            "How much is {f} of {n}?",
            "Work out {f} of {n}.",
            "What number is {f} of {n}?",
            "What's {f} of {n}?",
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
        "{f} of what number is {p}?",
        "{p} is {f} of what number?",
        "If {f} of a number is {p}, find the number.",
        "Find the number of which {f} is {p}.",
        "{name} has read {p} pages, which is {f} of the book. How many pages does the book have?",
        "{p} pupils walk to school. That is {f} of all pupils. How many pupils are there?",
        "A tank holds {p} litres when it is {f} full. How many litres does it hold when full?",
    ]
    return worked(one_of(rng, phrasings, f=f"{a}/{b}", p=part, **person(rng)), steps, whole)


FAMILIES = (
    Family("fraction_simplify", TOPIC, _simplify),
    Family("fraction_add", TOPIC, _add),
    Family("fraction_subtract", TOPIC, _subtract),
    Family("fraction_multiply", TOPIC, _multiply),
    Family("fraction_divide", TOPIC, _divide),
    Family("fraction_compare", TOPIC, _compare),
    Family("fraction_to_decimal", TOPIC, _to_decimal),
    Family("decimal_to_fraction", TOPIC, _from_decimal),
    Family("mixed_numbers", TOPIC, _mixed),
    Family("fraction_of", TOPIC, _part),
)
