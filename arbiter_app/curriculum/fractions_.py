"""Fractions: simplest form, the four operations, comparing, decimals, mixed numbers, parts of a quantity.

Knows nothing of per cent."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from random import Random

from arbiter_app.curriculum.arithmetic import (
    SPOKEN,
    decimal_division,
    finite_decimal,
    ordinal_words,
    said,
    valued,
    ways,
)
from arbiter_app.curriculum.nouns import in_words
from arbiter_app.curriculum.people import THINGS, person
from arbiter_app.curriculum.problem import Family, Steps, Worked, decimal, one_of, times, worked

TOPIC = "fractions"


def fraction_words(rng: Random, a: int, b: int, *, over: bool = False) -> str:
    """A fraction as it is spoken: 'three quarters', 'a half'; with `over` also 'three over four'."""
    if max(a, b) > 20 or (over and rng.random() < 0.3):
        return f"{in_words(a)} over {in_words(b)}"
    name = {2: "half", 4: rng.choice(("quarter", "quarter", "fourth"))}.get(b) or ordinal_words(b)
    if a == 1:
        return f"{'an' if name[0] == 'e' else 'a'} {name}" if rng.random() < 0.5 else f"one {name}"
    many = "halves" if b == 2 else f"{name}s"
    return f"{in_words(a)}{rng.choice('  -')}{many}"


def mixed_words(rng: Random, whole: int, a: int, b: int) -> str:
    """'two and a half'."""
    return f"{in_words(whole)} and {fraction_words(rng, a, b)}"


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
    if rng.random() < 0.1:
        f = f"{top} over {bottom}" if max(top, bottom) > 20 else fraction_words(rng, top, bottom, over=True)
    question = ways(
        rng, {"f": f}, names=_SIMPLEST, actions=_DO_SIMPLIFY, others=[*phrasings, *_MORE_SIMPLIFY]
    )
    return worked(question, steps, Fraction(top, bottom))


_SIMPLEST = (
    "the simplest form of {f}",
    "{f} in simplest form",
    "{f} in lowest terms",
    "{f} simplified",
    "{f} in its simplest form",
    "the fraction {f} in lowest terms",
    "{f} reduced as far as possible",
    "{f} cancelled down",
    "the simplest fraction that equals {f}",
)
_DO_SIMPLIFY = (
    "simplify {f}",
    "simplify the fraction {f}",
    "reduce {f}",
    "reduce {f} to lowest terms",
    "cancel {f} down",
    "cancel down {f}",
    "bring {f} to its simplest form",
    "write {f} in lowest terms",
    "write {f} as simply as possible",
    "express {f} in its simplest form",
    "shorten the fraction {f} as far as possible",
)
_MORE_SIMPLIFY = (
    "{f} simplified?",
    "Hence write {f} in its simplest form.",
    "Write a fraction equal to {f} with numbers as small as possible.",
    "I got {f} as my answer but it should be in lowest terms. What is it then?",
    "Can {f} be made simpler? Give it in lowest terms.",
    "what does {f} cancel down to",
    "How do I write {f} with smaller numbers, in lowest terms?",
    "{f}, simplest form",
    "lowest terms: {f}",
)


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
    if len(fractions) == 2 and rng.random() < 0.4:
        question = _ask_sum(rng, ops[0], _told(rng, fractions, written), all(a < b for a, b in fractions))
    elif (told := _told(rng, fractions, written)) != written:
        spoken = told[0] + "".join(
            f" {'plus' if op == '+' else rng.choice(('minus', 'minus', 'take away', 'less'))} {f}"
            for op, f in zip(ops, told[1:], strict=True)
        )
        question = valued(rng, spoken)
    else:
        question = _ask_fraction(rng, expression)
    return worked(question, steps, total)


def _told(
    rng: Random, fractions: list[tuple[int, int]], written: list[str], *, over: bool = False
) -> list[str]:
    """Fractions as they stand in a question: in figures, or now and then all in words.

    With a whole number among them they stay figures: 'two and a third' would be a mixed number.
    """
    sayable = all(b > 1 and max(a, b) <= 20 for a, b in fractions)
    if not sayable or rng.random() > 2 * SPOKEN:
        return written
    return [fraction_words(rng, a, b, over=over) for a, b in fractions]


def _ask_sum(rng: Random, op: str, told: list[str], proper: bool) -> str:
    values = {"a": told[0], "b": told[1]}
    names, actions = _NAMED_SUM[op], _DO_SUM[op]
    if proper and rng.random() < 0.1:
        return one_of(rng, _SUM_STORIES[op], **values)
    return ways(rng, values, names=names, actions=actions, others=_SUM_WORDS[op], amount=True)


def _fraction(a: int, b: int) -> str:
    return f"{a}/{b}" if b != 1 else str(a)


def _ask_fraction(rng: Random, expression: str) -> str:
    if rng.random() < 0.5:
        return valued(rng, expression)
    return ways(rng, {"e": expression}, names=_NAMED_VALUE, actions=_DO_VALUE, others=_ASK_FRACTION)


_NAMED_VALUE = (
    "{e} in simplest form",
    "{e} in lowest terms",
    "{e} as a fraction",
    "{e} as a simplified fraction",
    "the value of {e} as a fraction in lowest terms",
    "the exact value of {e}",
)
_DO_VALUE = (
    "work out {e} and simplify",
    "calculate {e} and give a fraction in lowest terms",
    "write {e} as a single fraction",
    "write {e} as a single fraction in its simplest form",
    "express {e} as a single fraction",
)


_SUM_WORDS = {
    "+": (
        "What is the sum of {a} and {b}?",
        "Add {a} and {b}.",
        "Add {a} to {b}.",
        "What is {a} plus {b}?",
        "{a} plus {b}",
        "Find the sum of {a} and {b}.",
        "What do {a} and {b} make together?",
        "{a} and {b} together?",
        "If I add {a} to {b}, what fraction do I get?",
        "{a} + {b} as one fraction",
    ),
    "-": (
        "Subtract {b} from {a}.",
        "What is {a} minus {b}?",
        "{a} minus {b}",
        "Take {b} away from {a}.",
        "What is {b} less than {a}?",
        "What is {a} take away {b}?",
        "What do I have to take from {a} to get {b}?",
        "What must be added to {b} to get {a}?",
        "From {a}, take away {b}.",
        "{b} subtracted from {a}",
        "Given that x = {a} - {b}, find x.",
    ),
}
_SUM_STORIES = {
    "+": (
        "I used {a} of a cup of flour in the morning and {b} of a cup in the evening. How many cups is that?",
        "I walked {a} of a mile and then {b} of a mile. How many miles did I walk in all?",
        "I read {a} of an hour today and {b} of an hour yesterday. How many hours is that together?",
    ),
    "-": (
        "By what fraction of a litre is {a} of a litre more than {b} of a litre?",
        "There was {a} of a cake, and {b} of a whole cake was eaten. What fraction of a cake is left?",
    ),
}
_NAMED_SUM = {
    "+": (
        "{a} plus {b}",
        "{a} plus {b}",
        "the sum of {a} and {b}",
        "{a} and {b} together",
        "{a} added to {b}",
        "the total of {a} and {b}",
        "the sum of the fractions {a} and {b}",
    ),
    "-": (
        "{a} minus {b}",
        "{a} take away {b}",
        "{a} less {b}",
        "{b} less than {a}",
        "{b} taken away from {a}",
        "the result of subtracting {b} from {a}",
        "{b} subtracted from {a}",
    ),
}
_DO_SUM = {
    "+": ("add {a} and {b}", "add {a} to {b}", "add together {a} and {b}", "put {a} and {b} together"),
    "-": ("subtract {b} from {a}", "take {b} away from {a}", "take {b} from {a}", "take {b} off {a}"),
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
    "{e} as a fraction",
    "{e}, as a fraction in its simplest form please",
    "Work out {e}, giving your answer in its simplest form.",
    "Hence write {e} as a single fraction in its simplest form.",
    "Show that you can work out {e}: which fraction is it?",
    "Which fraction is equal to {e}?",
    "My answer must be a fraction: {e}",
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
    if len(fractions) == 2 and rng.random() < 0.4:
        question = _ask_product(rng, fractions, written)
    else:
        question = _ask_fraction(rng, sign.join(written))
    return worked(question, steps, value)


def _ask_product(rng: Random, fractions: list[tuple[int, int]], written: list[str]) -> str:
    names: tuple[str, ...] = (
        "{a} times {b}",
        "the product of {a} and {b}",
        "{a} multiplied by {b}",
        "{a} times {b}",
    )
    if fractions[0][1] > 1:  # a part of something
        names = (*names, "{a} of {b}", "{a} of {b}")
    told = _told(rng, fractions, written)
    values = {"a": told[0], "b": told[1]}
    actions = ("multiply {a} by {b}", "multiply {a} and {b}", "multiply {a} with {b}", "times {a} by {b}")
    return ways(rng, values, names=names, actions=actions, others=_PRODUCT_WORDS, amount=True)


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
    if rng.random() < 0.4:
        phrasings: tuple[str, ...] = (
            "How often does {b} fit into {a}?",
            "How many times can {b} be taken from {a}?",
            "What do I multiply {b} by to get {a}?",
            "Divide {a} by {b}.",
            "What is {a} divided by {b}?",
            "{a} divided by {b}",
            "How many times does {b} go into {a}?",
            "Find the quotient of {a} and {b}.",
        )
        told = _told(rng, [(a, b), (c, d)], [first, second])
        names = ("{a} divided by {b}", "{a} divided by {b}", "the quotient of {a} and {b}")
        values = {"a": told[0], "b": told[1]}
        actions = ("divide {a} by {b}",)
        question = ways(rng, values, names=names, actions=actions, others=phrasings, amount=True)
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
    first, second = _told(rng, [(a, b), (c, d)], [f"{a}/{b}", f"{c}/{d}"], over=True)
    if word == "less":
        phrasings = phrasings[:6]
    phrasings += (
        "which is {word} {f} or {g}",
        "what's {word}, {f} or {g}?",
        "{f}, {g}: which is {word}?",
        "I can have {f} of the cake or {g} of it. Which is {word}?",
        "Can you tell me which is {word}, {f} or {g}?",
        "I need to know which is {word}: {f} or {g}.",
        "Given the fractions {f} and {g}, state which is {word}.",
        "between {f} and {g}, which is {word}?",
        "{f} and {g}, which is {word}?",
        "{f} vs {g}: which is {word}?",
        "Does {f} or {g} come out {word}?",
        "Decide which is {word}: {f} or {g}.",
        "Say which of {f} and {g} is {word}.",
        "My brother ate {f} of his pizza and I ate {g} of mine. Which fraction is {word}?",
    )
    names = (
        "the {word} of {f} and {g}",
        "the {word} of the fractions {f} and {g}",
        "the {word} fraction, {f} or {g}",
        "the {word} of these: {f} and {g}",
    )
    if word == "less" or rng.random() < 0.6:
        return worked(one_of(rng, phrasings, f=first, g=second, word=word), steps, best)
    return worked(ways(rng, {"f": first, "g": second, "word": word}, names=names), steps, best)


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
    names = (
        "{f} as a decimal",
        "{f} in decimal form",
        "{f} as a decimal number",
        "the decimal for {f}",
        "the decimal form of {f}",
        "the decimal value of {f}",
        "the fraction {f} as a decimal",
        "the decimal that equals {f}",
        "{f} in decimals",
    )
    actions = (
        "write {f} as a decimal",
        "convert {f} to a decimal",
        "turn {f} into a decimal",
        "change {f} into a decimal",
        "express {f} as a decimal",
        "convert the fraction {f} to decimal form",
        "divide {a} by {b} and write a decimal",
    )
    phrasings += (
        "decimal of {f}?",
        "{f} to decimal",
        "{f} -> decimal",
        "{f} as a decimal number please",
        "How do you write {f} in decimals?",
        "What do I type into a calculator instead of {f}? Give the decimal.",
        "A recipe says {f} of a litre. How much is that as a decimal?",
        "I have to enter {f} as a decimal. What do I enter?",
    )
    told = _told(rng, [(a, b)], [f"{a}/{b}"], over=True)[0]
    question = ways(rng, {"a": a, "b": b, "f": told}, names=names, actions=actions, others=phrasings)
    return worked(question, decimal_division(a, b), Fraction(a, b), finite_decimal(a, b))


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
    names = (
        "{d} as a fraction",
        "{d} as a fraction in lowest terms",
        "{d} in fraction form",
        "the decimal {d} as a fraction",
        "the fraction for {d}",
        "the simplest fraction equal to {d}",
        "the fraction in lowest terms that equals {d}",
        "{d} as a simplified fraction",
        "{d} written as a fraction",
    )
    actions = (
        "write {d} as a fraction",
        "write {d} as a fraction in its simplest form",
        "convert {d} to a fraction",
        "turn {d} into a fraction",
        "change {d} to a fraction",
        "express {d} as a fraction in lowest terms",
        "convert the decimal {d} into a simplified fraction",
    )
    phrasings += (
        "{d} to fraction",
        "{d} -> fraction",
        "{d} in fractions?",
        "What fraction is {d}?",
        "How do you write {d} with a fraction bar, in lowest terms?",
        "Hence write {d} as a fraction in its simplest form.",
        "The calculator shows {d}. Which fraction is that?",
        "The scales show {d} kg. What fraction of a kilogram is that?",
    )
    told = said(rng, text, chance=0.15)[0]
    return worked(ways(rng, {"d": told}, names=names, actions=actions, others=phrasings), steps, value)


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
        names: tuple[str, ...] = (
            "{f} as a mixed number",
            "the fraction {f} as a mixed number",
            "the mixed number for {f}",
            "{f} as a whole number and a fraction",
            "the improper fraction {f} as a mixed number",
        )
        actions: tuple[str, ...] = (
            "write {f} as a mixed number",
            "convert {f} to a mixed number",
            "turn {f} into a mixed number",
            "change {f} into a mixed number",
            "write the fraction {f} as a whole number and a proper fraction",
        )
        phrasings += [
            "{f} as a mixed fraction",
            "mixed number for {f}?",
            "{n} slices, {b} to a pizza: how many pizzas is that, as a mixed number?",
            "How do you write {f} as a mixed number?",
            "What mixed number equals {f}?",
            "How many wholes are in {f}, and what fraction remains? Give the mixed number.",
        ]
        told = _told(rng, [(n, b)], [f"{n}/{b}"])[0]
        question = ways(rng, {"n": n, "b": b, "f": told}, names=names, actions=actions, others=phrasings)
        return worked(question, steps, Fraction(n, b), f"{whole} {a}/{b}")
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
    names = (
        "{m} as an improper fraction",
        "{m} as a single fraction",
        "the mixed number {m} as an improper fraction",
        "the improper fraction for {m}",
        "{m} as a top-heavy fraction",
    )
    actions = (
        "write {m} as an improper fraction",
        "convert {m} to an improper fraction",
        "turn {m} into a single fraction",
        "change {m} into an improper fraction",
        "write {m} as a top-heavy fraction",
    )
    phrasings += [
        "improper fraction for {m}?",
        "What improper fraction equals {m}?",
        "Write {m} without a whole part, as a single fraction.",
        "How do you write {m} as a single fraction?",
    ]
    told = mixed_words(rng, whole, a, b) if rng.random() < SPOKEN else f"{whole} {a}/{b}"
    values = {"w": whole, "a": a, "b": b, "m": told}
    question = ways(rng, values, names=names, actions=actions, others=phrasings)
    return worked(question, steps, Fraction(n, b))


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
    first_told, second_told = f"{w} {a}/{b}", f"{v} {c}/{d}"
    if rng.random() < SPOKEN:
        first_told, second_told = mixed_words(rng, w, a, b), mixed_words(rng, v, c, d)
    values = {"e": f"{w} {a}/{b} {op} {v} {c}/{d}", "p": first_told, "q": second_told}
    names = [
        "{p} plus {q}" if op == "+" else "{p} minus {q}",
        "{p} increased by {q}" if op == "+" else "{p} take away {q}",
    ]
    actions = ["add {q} to {p}" if op == "+" else "subtract {q} from {p}"]
    if first_told[0].isdigit():
        names += ["{e}", "{e} as a mixed number", "the mixed number for {e}"]
        actions += ["work out {e} and give a mixed number", "write {e} as a mixed number"]
    if op == "-":
        phrasings += ["I had {p} pizzas and {q} of them are eaten. How many pizzas are left?"]
    else:
        phrasings += ["I worked {p} hours on Monday and {q} hours on Tuesday. How many hours is that?"]
    question = ways(rng, values, names=names, actions=actions, others=phrasings)
    return worked(question, steps, total, f"{n // m} {n % m}/{m}")


def _improper_top(whole: int, a: int, b: int) -> tuple[str, str]:
    return "Multiply the whole part by the denominator and add the numerator.", (
        f"{whole} * {b} + {a} = {whole * b} + {a} = {whole * b + a}"
    )


def _say(rng: Random, a: int, b: int) -> str:
    """A fraction in digits, or now and then in words."""
    if b > 12 or rng.random() > 0.35:
        return f"{a}/{b}"
    return "half" if (a, b) == (1, 2) and rng.random() < 0.7 else fraction_words(rng, a, b)


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
        phrasings += [
            "For my cake I need to know what {f} of {n} g is.",
            "The recipe is for {n} g but I only want {f} of that. How many grams is it?",
            "how many is {f} of {n}",
            "{name} has ${n} and spends {f} of it. How many dollars does {she} spend?",
            "If you take {f} of {n}, what do you get?",
            "{n} people were asked and {f} of them said yes. How many said yes?",
            "Given {n} {thing}, how many is {f} of them?",
            "{f} of my {n} {thing} are old. How many are old?",
            "A road is {n} km long and {f} of it is finished. How many km are finished?",
            "{n}, but only {f} of it: how much is that?",
        ]
        part = _say(rng, a, b)
        values: dict[str, object] = {"f": part, "n": n, "thing": thing, **who}
        if part[0].isalpha() and rng.random() < 0.3:
            values["n"] = said(rng, n, chance=1, most=999)[0]
            phrasings = phrasings[:8]
        names = ["{f} of {n}", "{f} of {n}", "{f} of the number {n}", "{f} times {n}"][: 4 if b > 2 else 3]
        actions = ["take {f} of {n}", "find {f} of {n}", "keep {f} of {n}", "cut {n} down to {f} of it"]
        question = ways(rng, values, names=names, actions=actions, others=phrasings, amount=True)
        return worked(question, steps, unit * a)
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
        "I start with {n} {thing}. I lose {f} of them, and then {g} of what is left. How many {thing} do I still have?",
        "There are {n} {thing}. First {f} of them are taken away, then {g} of the remainder. How many remain?",
        "{f} of {n} {thing} are given away. After that, {g} of the rest go as well. How many stay?",
        "Given {n} {thing}, take away {f} of them, and of what remains take away {g}. How many are left?",
        "{name} packs {f} of {n} {thing} in one box and {g} of the others in another box. How many are not packed?",
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
    phrasings += [
        "{p} is {f} of something. What is the whole?",
        "I know that {f} of a number is {p}. What is the whole number?",
        "{f} of x is {p}. What is x?",
        "if {f} of it is {p}, how much is all of it",
        "What is the whole if {f} of it is {p}?",
        "I have spent {f} of my money, which is ${p}. How many dollars did I have at first?",
        "Given that {f} of a number equals {p}, determine the number.",
        "{p} km is {f} of the way. How many km is the whole way?",
        "What number has {p} as {f} of it?",
        "Tell me the number whose {f} is {p}.",
        "{f} of my books are novels, and there are {p} novels. How many books do I have?",
    ]
    question = one_of(rng, phrasings, f=_say(rng, a, b), p=part, **person(rng))
    return worked(question[0].upper() + question[1:], steps, whole)


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
