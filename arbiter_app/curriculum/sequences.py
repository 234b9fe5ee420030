"""Sequences: arithmetic, geometric, quadratic, recursive; terms, formulas and sums.

Knows nothing of sequences of letters or figures.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from random import Random

from arbiter_app.curriculum.nouns import ordinal
from arbiter_app.curriculum.people import person
from arbiter_app.curriculum.polynomials import (
    Ways,
    asked,
    nonzero,
    poly,
    power_work,
    product,
    quotient,
    size,
    sum_work,
    value_at,
)
from arbiter_app.curriculum.problem import Family, Steps, Worked, plus, signed, times, worked

TOPIC = "sequences"


def _arithmetic(rng: Random, level: int) -> tuple[int, int, int]:
    """First term, difference and index of a term to find."""
    a, d, n = (
        rng.randint(1, 20 * level),
        rng.randint(2, 6 + 3 * level),
        rng.randint(6, (20, 50, 99)[level - 1]),
    )
    if level > 1 and rng.random() < 0.4:
        d = -d
    return a, d, n


def _term_steps(a: int, d: int, n: int) -> Steps:
    change = (n - 1) * d
    product = times(n - 1, abs(d)) + (f", {n - 1} * ({d}) = {change}" if d < 0 else "")
    return [
        ("Count the differences between the first term and the one asked for.", f"{n} - 1 = {n - 1}"),
        ("Multiply by the common difference.", product),
        ("Add this to the first term.", f"{a} {plus(change)} = {a + change}"),
    ]


_HOW_MANY_TERMS = Ways(
    nouns=(
        "the number of terms in {s}",
        "the number of terms of the arithmetic sequence {s}",
        "the length of the list {s}",
    ),
    verbs=(
        "count the numbers in {s}",
        "find how many terms {s} has",
    ),
    whole=(
        "{s}, how many terms?",
        "How long is the sequence {s}?",
        "How many numbers does {s} contain?",
        "how many terms are in {s}",
    ),
)
_TERM = Ways(
    nouns=(
        "the {n} term of {a}, {b}, {c}, ...",
        "the {n} term of the arithmetic sequence {a}, {b}, {c}, ...",
        "term number {m} of {a}, {b}, {c}, ...",
        "the {n} number in the sequence {a}, {b}, {c}, ...",
        "the {n} term of the sequence that starts {a}, {b}, {c} and goes on in equal steps",
    ),
    facts=(
        "an arithmetic sequence starts {a}, {b}, {c}",
        "the sequence {a}, {b}, {c}, ... has equal steps",
        "a sequence goes {a}, {b}, {c} and so on in equal steps",
        "the first terms of an arithmetic progression are {a}, {b} and {c}",
    ),
    wanted=(
        "its {n} term",
        "the {n} term",
        "term number {m}",
    ),
    whole=(
        "{a}, {b}, {c}, ... {n} term?",
        "{a}, {b}, {c}, ... what is the {n} term",
        "{a}, {b}, {c}, and so on. Which number is the {n}?",
        "sequence {a}, {b}, {c} find the {n} term",
        "Which number stands at place number {m} in {a}, {b}, {c}, ...?",
    ),
)
_TERM_FROM_STEP = Ways(
    nouns=(
        "the {n} term of an arithmetic sequence with first term {a} and common difference {d}",
        "the {n} term of an arithmetic progression whose first term is {a} and whose difference is {d}",
    ),
    facts=(
        "the first term of an arithmetic sequence is {a} and its common difference is {d}",
        "an arithmetic progression has the first term {a} and the difference {d}",
    ),
    wanted=(
        "the {n} term",
        "its {n} term",
    ),
    whole=(
        "first term {a}, common difference {d}, {n} term?",
        "Arithmetic sequence, first term {a}, difference {d}. What is the {n} term?",
    ),
)


def _nth(rng: Random, level: int) -> Worked:
    a, d, n = _arithmetic(rng, level)
    if level == 3 and rng.random() < 0.4:
        last = a + (n - 1) * d
        listed = f"{a}, {a + d}, {a + 2 * d}, ..., {last}"
        steps = [
            ("Find the common difference.", f"{a + d} - {signed(a)} = {d}"),
            ("Find the distance from the first term to the last.", f"{last} - {signed(a)} = {last - a}"),
            ("Divide by the common difference.", f"{last - a} / {signed(d)} = {n - 1}"),
            ("Add one to count the terms.", f"{n - 1} + 1 = {n}"),
        ]
        phrasings = [
            "How many terms does the arithmetic sequence {s} have?",
            "How many numbers are in the list {s}?",
            "Count the terms of the arithmetic sequence {s}.",
            "How many terms are there in {s}?",
        ]
        return worked(asked(rng, phrasings, _HOW_MANY_TERMS, s=listed), steps, n)
    find = ("Find the common difference.", f"{a + d} - {signed(a)} = {d}")
    phrasings = [
        "What is the {n} term of the sequence {a}, {b}, {c}, ...?",
        "An arithmetic sequence begins {a}, {b}, {c}. Find its {n} term.",
        "The sequence {a}, {b}, {c}, ... goes on in equal steps. What is its {n} term?",
        "Find term number {m} of the arithmetic sequence {a}, {b}, {c}, ...",
        "What is the {n} term of {a}, {b}, {c}, ...?",
        "Find the {n} term of the arithmetic sequence {a}, {b}, {c}, ...",
        "{a}, {b}, {c}, ... is an arithmetic sequence. Calculate the {n} term.",
        "The arithmetic sequence {a}, {b}, {c}, ... is given. What is the {n} term?",
    ]
    ways = _TERM
    if rng.random() < 0.25:
        phrasings = [
            "An arithmetic sequence has first term {a} and common difference {d}. What is its {n} term?",
            "The first term of an arithmetic sequence is {a} and the difference is {d}. Find the {n} term.",
            "Find the {n} term of an arithmetic sequence with first term {a} and common difference {d}.",
        ]
        ways = _TERM_FROM_STEP
        steps = _term_steps(a, d, n)
    else:
        steps = [find, *_term_steps(a, d, n)]
    question = asked(rng, phrasings, ways, n=ordinal(n), m=n, a=a, b=a + d, c=a + 2 * d, d=d)
    return worked(question, steps, a + (n - 1) * d)


_ONE_TO_N = Ways(
    nouns=(
        "the sum of the whole numbers from 1 to {n}",
        "the sum 1 + 2 + 3 + ... + {n}",
        "1 + 2 + 3 + ... + {n}",
        "the sum of the numbers 1 through {n}",
        "the sum of all integers from 1 up to {n}",
        "the total of the numbers from 1 to {n}",
    ),
    verbs=(
        "add all numbers from 1 to {n}",
        "add up the whole numbers 1 to {n}",
        "sum the integers from 1 to {n}",
        "add 1 + 2 + 3 + ... + {n}",
    ),
    whole=(
        "sum of 1 to {n}",
        "1 + 2 + ... + {n}",
        "What do you get if you add all the numbers from 1 to {n}?",
        "numbers from 1 to {n} added up?",
        "How much is 1 + 2 + 3 and so on up to {n}?",
    ),
)
_SERIES = Ways(
    nouns=(
        "the sum of the first {n} terms of the arithmetic sequence {a}, {b}, {c}, ...",
        "the sum of the first {n} terms of the arithmetic series {a} + {b} + {c} + ...",
        "the total of the first {n} terms of {a}, {b}, {c}, ..., a sequence with equal steps",
    ),
    verbs=("add the first {n} terms of the arithmetic sequence {a}, {b}, {c}, ...",),
    facts=(
        "an arithmetic sequence starts {a}, {b}, {c}",
        "a sequence with equal steps begins {a}, {b}, {c}",
        "an arithmetic sequence has the terms {a}, {b}, {c}, ...",
    ),
    wanted=(
        "the sum of the first {n} terms",
        "the sum of its first {n} terms",
        "the total of the first {n} terms",
    ),
    whole=(
        "{a}, {b}, {c}, ... sum of the first {n} terms?",
        "What do the first {n} terms of the arithmetic sequence {a}, {b}, {c}, ... add up to?",
    ),
)


def _sum(rng: Random, level: int) -> Worked:
    if level == 1:
        n = rng.randint(8, 99)
        steps = [
            ("Add the first number and the last: what every pair gives.", f"1 + {n} = {n + 1}"),
            ("Multiply by how many numbers there are.", times(n, n + 1)),
            ("Halve it, as every pair was counted twice.", f"{n * (n + 1)} / 2 = {n * (n + 1) // 2}"),
        ]
        phrasings = [
            "What is the sum of all whole numbers from 1 to {n}?",
            "1 + 2 + 3 + ... + {n} = ?",
            "Add all whole numbers from 1 to {n}.",
            "Find 1 + 2 + ... + {n}.",
            "What is 1 + 2 + 3 + ... + {n}?",
            "Find the sum of the first {n} positive integers.",
            "Calculate the sum of the integers from 1 to {n}.",
            "What do the numbers from 1 to {n} add up to?",
            "A stack of cans has 1 can in the top row, 2 in the next, and so on down to {n} "
            "cans in the bottom row. "
            "How many cans are there?",
        ]
        return worked(asked(rng, phrasings, _ONE_TO_N, n=n), steps, n * (n + 1) // 2)
    a, d, n = rng.randint(1, 30), rng.randint(2, 4 + 2 * level), rng.randint(6, 12 if level == 2 else 30)
    last = a + (n - 1) * d
    total = n * (a + last)
    steps = [
        *_term_steps(a, d, n),
        ("Add the first term and the last.", f"{a} + {last} = {a + last}"),
        ("Multiply by the number of terms.", times(a + last, n)),
        ("Halve it, as every pair was counted twice.", f"{total} / 2 = {total // 2}"),
    ]
    phrasings = [
        "Find the sum of the first {n} terms of the arithmetic sequence {a}, {b}, {c}, ...",
        "What is the sum of the first {n} terms of {a}, {b}, {c}, ..., which grows by equal steps?",
        "An arithmetic sequence has first term {a} and common difference {d}. What is the sum "
        "of its first {n} terms?",
        "{name} saves ${a} in the first week and each week ${d} more than in the week before. "
        "How many dollars does {she} save in {n} weeks in all?",
        "A theatre has {a} seats in the first row and {d} more in each further row. "
        "How many seats are there in {n} rows?",
    ]
    question = asked(rng, phrasings, _SERIES, a=a, b=a + d, c=a + 2 * d, d=d, n=n, **person(rng))
    return worked(question, steps, total // 2)


_GEOMETRIC = Ways(
    nouns=(
        "the {n} term of the geometric sequence {a}, {b}, {c}, ...",
        "the {n} term of the geometric progression {a}, {b}, {c}, ...",
    ),
    facts=(
        "a geometric sequence starts {a}, {b}, {c}",
        "the first terms of a geometric sequence are {a}, {b}, {c}",
        "in {a}, {b}, {c}, ... each term is the same number times the one before",
    ),
    wanted=(
        "the {n} term",
        "its {n} term",
    ),
    whole=(
        "{a}, {b}, {c}, ... geometric, {n} term?",
        "Geometric sequence {a}, {b}, {c}, ... What is the {n} term?",
    ),
)
_FROM_RATIO = Ways(
    nouns=(
        "the {n} term of a geometric sequence with first term {a} and ratio {r}",
        "the {n} term of a geometric progression with first term {a} and common ratio {r}",
    ),
    facts=(
        "the first term of a geometric sequence is {a} and the common ratio is {r}",
        "a geometric progression has first term {a} and common ratio {r}",
    ),
    wanted=(
        "the {n} term",
        "its {n} term",
    ),
    whole=(
        "geometric, first term {a}, ratio {r}, {n} term?",
        "A sequence starts with {a}, and the ratio of neighbours is {r}. What is the {n} term?",
    ),
)
_GEOMETRIC_SUM = Ways(
    nouns=(
        "the sum of the first {k} terms of the geometric sequence {a}, {b}, {c}, ...",
        "the total of the first {k} terms of the geometric sequence {a}, {b}, {c}, ...",
    ),
    facts=("a geometric sequence starts {a}, {b}, {c}",),
    wanted=(
        "the sum of the first {k} terms",
        "the sum of its first {k} terms",
    ),
    whole=("{a}, {b}, {c}, ... geometric, sum of the first {k} terms?",),
)


def _geometric(rng: Random, level: int) -> Worked:
    a, r = rng.randint(2, 5 + 10 * level), rng.choice((2, 3) if level < 3 else (2, 3, 4, 5))
    n = rng.randint(4, 5 if r > 3 else (5, 6, 7)[level - 1])
    given = 1 if rng.random() < 0.4 else 3
    steps, term, total = [], a, a
    if given == 3:
        steps.append(("Find the common ratio.", f"{a * r} / {a} = {r}"))
    for i in range(2, n + 1):
        term *= r
        total += term
        if i > given:
            goal = "Multiply by the ratio to get the next term."
            steps.append((goal, f"{term // r} * {r} = {term}"))
    values = {"a": a, "b": a * r, "c": a * r * r, "r": r, "n": ordinal(n), "k": n, "m": n - 1, **person(rng)}
    if given == 3:
        phrasings = [
            "What is the {n} term of the geometric sequence {a}, {b}, {c}, ...?",
            "A geometric sequence begins {a}, {b}, {c}. Find its {n} term.",
            "In the sequence {a}, {b}, {c}, ... every term is the same multiple of the one "
            "before. Find the {n} term.",
        ]
    else:
        phrasings = [
            "A geometric sequence has first term {a} and ratio {r}. What is its {n} term?",
            "There are {a} bacteria at first. Every hour their number is multiplied by {r}. "
            "How many are there after {m} hours?",
            "{name} sends a message to {a} people. In every further round, each message is "
            "passed on to {r} new people. "
            "How many people get it in round {k}?",
        ]
    if level == 3 and given == 3 and rng.random() < 0.5:
        terms = [a * r**i for i in range(n)]
        running = terms[0] + terms[1]
        steps.append(("Add the first two terms.", f"{terms[0]} + {terms[1]} = {running}"))
        for t in terms[2:]:
            steps.append(("Add the next term.", f"{running} + {t} = {running + t}"))
            running += t
        phrasings = [
            "Find the sum of the first {k} terms of the geometric sequence {a}, {b}, {c}, ...",
            "What do the first {k} terms of the geometric sequence {a}, {b}, {c}, ... add up to?",
        ]
        return worked(asked(rng, phrasings, _GEOMETRIC_SUM, **values), steps, total)
    ways = _GEOMETRIC if given == 3 else _FROM_RATIO
    return worked(asked(rng, phrasings, ways, **values), steps, term)


def _shown(values: list[int], blank: int | None = None, mark: str = "?") -> str:
    return ", ".join(mark if i == blank else str(v) for i, v in enumerate(values))


_NEXT = (
    "What is the next number in {s}?",
    "What is next in {s}?",
    "What comes next: {s}?",
    "{s}, ... What comes next?",
    "Find the next term of the sequence {s}, ...",
    "What number comes next in the sequence {s}?",
    "Continue the sequence: {s}, ...",
    "{s}, ?",
    "Give the next number of the pattern {s}.",
    "Which number follows in {s}, ...?",
    "Complete the sequence: {s}, ?",
    "What is the next term in {s}?",
    "Look at the pattern {s}. Which number comes next?",
)
_MISSING = (
    "What is the missing number in {s}?",
    "Find the missing number: {s}",
    "Which number is missing: {s}?",
    "Fill in the gap: {s}",
    "{s}. What number goes in the gap?",
    "Find the missing term of the sequence {s}.",
    "Which number is missing from the pattern {s}?",
    "Complete the sequence {s}.",
)
_FOLLOWING = Ways(
    nouns=(
        "the next number in {s}",
        "the next term of {s}, ...",
        "the number that comes after {s}",
        "the number that follows {s}",
        "the next number of the pattern {s}",
        "the next term in this sequence: {s}",
    ),
    verbs=(
        "continue the pattern {s} by one number",
        "find the number that comes next: {s}",
        "work out the next term of {s}",
        "continue {s}, ...",
    ),
    facts=(
        "a pattern goes {s}",
        "a sequence starts {s}",
        "the numbers {s} follow a rule",
        "a list of numbers begins {s}",
    ),
    wanted=(
        "the next number",
        "the next term",
        "the number that comes next",
    ),
    whole=(
        "{s}, ...",
        "{s}, what's next",
        "{s} next?",
        "{s}, what comes after that",
        "What number should come next? {s}",
        "{s}, and then?",
        "Which number continues {s}?",
        "Find the rule and the next number: {s}",
        "{s}, ___",
        "Sequence: {s}. Next term?",
        "i need the next number here: {s}",
    ),
)
_GAP = Ways(
    nouns=(
        "the missing number in {s}",
        "the missing term in {s}",
        "the number that is missing in the sequence {s}",
        "the number for the gap in {s}",
    ),
    verbs=(
        "fill in the missing number: {s}",
        "complete the pattern {s}",
        "find the number that is missing: {s}",
        "work out the missing term: {s}",
    ),
    facts=(
        "one number is missing in {s}",
        "the sequence {s} has a gap",
        "a pattern with one gap is {s}",
    ),
    wanted=(
        "the missing number",
        "the number in the gap",
        "the missing term",
    ),
    whole=(
        "{s}, missing number?",
        "{s} fill the gap",
        "What number is missing? {s}",
        "Which number belongs in the gap of {s}?",
        "{s}: what is missing here",
        "which number goes in the blank: {s}",
    ),
)


def _next_term(rng: Random, level: int) -> Worked:
    """The next number of a sequence whose kind is to be found."""
    kind = (
        rng.choice(("add", "add", "times", "fibonacci"))
        if level == 1
        else rng.choice(
            ("add", "times", "fibonacci", "square", "growing", "growing", "affine", "alternate")[
                : 5 + (level == 3) * 3
            ]
        )
    )
    count = rng.randint(5 if kind == "alternate" else 4, 6)
    values, steps = _pattern(rng, level, kind, count)
    return worked(asked(rng, _NEXT, _FOLLOWING, s=_shown(values[:-1])), steps, values[-1])


def _pattern(rng: Random, level: int, kind: str, count: int) -> tuple[list[int], Steps]:
    """`count` terms and the next one, and how the next one is found."""
    a = size(rng, 1, 20 * level)
    if kind == "add":
        d = size(rng, 1, 10 * level * level) * (-1 if rng.random() < 0.3 else 1)
        if level == 1 and d < 0:
            a += -d * count
        values = [a + i * d for i in range(count + 1)]
        return values, [
            ("Find the difference of neighbours.", _differences(values[:3])),
            ("Add it to the last number.", f"{values[-2]} {plus(d)} = {values[-1]}"),
        ]
    if kind == "times":
        a, r, count = min(a, 9), rng.randint(2, 3 + level), min(count, 4)
        values = [a * r**i for i in range(count + 1)]
        if rng.random() < 0.25:
            values.reverse()
            return values, [
                ("Divide a number by the one after it to get the ratio.", f"{values[0]} / {values[1]} = {r}"),
                ("Divide the last number by the ratio.", quotient(values[-2], r)),
            ]
        return values, [
            ("Divide a number by the one before to get the ratio.", f"{values[1]} / {values[0]} = {r}"),
            ("Multiply the last number by the ratio.", product(values[-2], r)),
        ]
    if kind == "fibonacci":
        values = [rng.randint(1, 5 * level), rng.randint(1, 6 * level)]
        while len(values) < count + 1:
            values.append(values[-1] + values[-2])
        return values, [
            (
                "See that each number is the sum of the two before it.",
                f"{values[0]} + {values[1]} = {values[2]}, {values[1]} + {values[2]} = {values[3]}",
            ),
            ("Add the last two numbers.", f"{values[-3]} + {values[-2]} = {values[-1]}"),
        ]
    if kind == "square":
        start, power = rng.randint(1, 9), 3 if level == 3 and rng.random() < 0.4 else 2
        values = [n**power for n in range(start, start + count + 1)]
        name = "squares" if power == 2 else "cubes"
        last = start + count
        return values, [
            (
                f"See the numbers as {name}.",
                f"{values[0]} = {start}^{power}, {values[1]} = {start + 1}^{power}, {values[-2]} = {last - 1}^{power}",
            ),
            ("Find the next of them.", power_work(last, power)),
        ]
    if kind == "growing":
        values, d, e = [a], rng.randint(1, 6), rng.randint(1, 2 + level)
        for i in range(count):
            values.append(values[-1] + d + i * e)
        step = d + (count - 1) * e
        return values, [
            ("Find the differences of neighbours.", _differences(values[:-1])),
            (
                "See by how much the differences grow and find the next one.",
                f"{d + e} - {d} = {e}, {step - e} + {e} = {step}",
            ),
            ("Add it to the last number.", f"{values[-2]} + {step} = {values[-1]}"),
        ]
    if kind == "affine":
        r, c = rng.randint(2, 3), nonzero(rng, 4)
        values = [rng.randint(4, 9)]
        for _ in range(min(count, 4)):
            values.append(values[-1] * r + c)
        return values, [
            (
                "Find the rule: multiply and then add the same number.",
                f"{values[0]} * {r} {plus(c)} = {values[1]}, {values[1]} * {r} {plus(c)} = {values[2]}",
            ),
            (
                "Use the rule on the last number.",
                f"{values[-2]} * {r} {plus(c)} = {values[-2] * r} {plus(c)} = {values[-1]}",
            ),
        ]
    p, q = rng.sample(range(1, 12), 2)
    values = [a]
    for i in range(count):
        values.append(values[-1] + (p, -q)[i % 2])
    d = values[-1] - values[-2]
    return values, [
        ("Find the differences: two of them take turns.", _differences(values[:-1])),
        ("Add the one whose turn it is to the last number.", f"{values[-2]} {plus(d)} = {values[-1]}"),
    ]


def _differences(values: list[int]) -> str:
    return ", ".join(f"{b} - {signed(a)} = {b - a}" for a, b in pairwise(values))


def _missing_term(rng: Random, level: int) -> Worked:
    count, mark = rng.randint(5, 6), rng.choice(("?", "_", "__", "...", "x"))
    a, d = (
        size(rng, 1, 20 * level),
        size(rng, 1, 8 * level * level) * (-1 if level > 1 and rng.random() < 0.4 else 1),
    )
    blank = rng.randint(1, count - 2)
    if rng.random() < 0.35:
        a, r, count, blank = rng.randint(1, 6), rng.randint(2, 2 + level), 5, rng.randint(2, 3)
        values = [a * r**i for i in range(count)]
        steps = [
            ("Divide the second number by the first to get the ratio.", f"{values[1]} / {values[0]} = {r}"),
            ("Multiply the number before the gap by the ratio.", product(values[blank - 1], r)),
        ]
    else:
        values = [a + i * d for i in range(count)]
        pair = (0, 1) if blank > 1 else (count - 2, count - 1)
        x, y = values[pair[0]], values[pair[1]]
        steps = [
            ("Find the difference of two neighbours.", f"{y} - {signed(x)} = {d}"),
            ("Add it to the number before the gap.", f"{values[blank - 1]} {plus(d)} = {values[blank]}"),
        ]
    return worked(asked(rng, _MISSING, _GAP, s=_shown(values, blank, mark)), steps, values[blank])


_FORMULA = (
    "What is the n-th term of {s}?",
    "What is the n'th term of {s}?",
    "Find the nth term of the sequence {s}, ...",
    "Find a formula for the nth term of {s}, ...",
    "Write down the n-th term of {s}, ...",
    "The sequence {s}, ... continues in the same way. What is its nth term?",
    "Give an expression for the nth term: {s}, ...",
    "What is the general term of the sequence {s}, ...?",
    "Work out the nth term rule of {s}.",
)
_RULE = Ways(
    nouns=(
        "the nth term of {s}, ...",
        "the formula for the nth term of {s}, ...",
        "the general term of {s}, ... as a formula for the nth term",
        "the rule for the nth term of the sequence {s}",
        "an expression for the nth term of {s}, ...",
        "the nth term rule for {s}",
    ),
    verbs=(
        "find the nth term of {s}, ...",
        "write a formula for the nth term of {s}, ...",
        "give the rule for the nth term of {s}",
    ),
    facts=(
        "a sequence starts {s}",
        "a sequence begins {s} and goes on like this",
    ),
    wanted=(
        "its nth term",
        "a formula for the nth term",
        "the nth term",
    ),
    whole=(
        "{s}, ... nth term?",
        "{s}, nth term = ?",
        "what formula gives the nth term of {s}",
        "sequence {s}, find the nth term",
        "Which formula gives the nth number in {s}, ...?",
    ),
)


def _nth_formula(rng: Random, level: int) -> Worked:
    """The formula of an arithmetic sequence, at level 3 also of a quadratic one; any letter."""
    k = "n" if rng.random() < 0.75 else rng.choice("kmtx")
    count = rng.randint(4, 6)
    if level == 3 and rng.random() < 0.6:
        a, b, c = rng.randint(1, 4), rng.randint(-6, 9), rng.randint(-9, 12)
        values = [value_at((a, b, c), i) for i in range(1, count + 1)]
        first, second = values[1] - values[0], values[2] - values[1]
        steps = [
            ("Find the differences.", _differences(values[:4])),
            (
                "Find the second difference and halve it: the coefficient of the square.",
                f"({second} - {signed(first)}) / 2 = {2 * a} / 2 = {a}",
            ),
            (
                "Find the linear coefficient: take three times that from the first difference.",
                f"{first} - 3 * {a} = {first} - {3 * a} = {b}",
            ),
            (
                "Find the constant from the first term.",
                f"{values[0]} - {a} - {signed(b)} = {values[0] - a} - {signed(b)} = {c}",
            ),
        ]
        p: tuple[int, ...] = (a, b, c)
    else:
        d, c = size(rng, 1, 8 * level * level), rng.randint(-8 * level, 15 * level)
        if rng.random() < (0.1, 0.35, 0.4)[level - 1]:
            d = -d
        if level == 1:
            c = max(c, 1 - d) if d > 0 else abs(c) - 6 * d
        p, values = (d, c), [d * i + c for i in range(1, count + 1)]
        steps = [
            ("Find the common difference.", f"{values[1]} - {signed(values[0])} = {d}"),
            ("Subtract it from the first term to get the constant.", f"{values[0]} - {signed(d)} = {c}"),
        ]
    answer = poly(p, k)
    steps.append(
        (
            "Write the formula and check it with the second term.",
            f"a({k}) = {answer}, {values[1]} = {_checked(p)}",
        )
    )
    question = asked(rng, _FORMULA, _RULE, s=_shown(values))
    if k != "n":
        question = question.replace("n'th", f"{k}'th").replace("n-th", f"{k}'th").replace("nth", f"{k}'th")
    return worked(question, steps, p, answer)


def _checked(p: tuple[int, ...]) -> str:
    """The value at two, written out."""
    parts = [
        f"{a} * 2^2" if len(p) == 3 and i == 0 else f"{signed(a)} * 2" if i < len(p) - 1 else ""
        for i, a in enumerate(p)
    ]
    return f"{' + '.join(part for part in parts if part)} {plus(p[-1])}"


_WHICH_TERM = Ways(
    nouns=(
        "the number n of the term {v} in the sequence with nth term {f}",
        "n if the nth term {f} is equal to {v}",
    ),
    facts=("the nth term of a sequence is {f} and one of its terms is {v}",),
    wanted=(
        "the n of this term",
        "the number n of that term",
    ),
    whole=(
        "nth term {f}, which term is {v}?",
        "Which term of the sequence with nth term {f} is {v}?",
        "For what n does the nth term {f} give {v}?",
        "a_n = {f}. For which n is a_n equal to {v}?",
    ),
)
_TERM_OF_RULE = Ways(
    nouns=(
        "the {o} term of the sequence with nth term {f}",
        "the {o} term if the nth term is {f}",
        "the {o} term of the sequence a_n = {f}",
        "the {o} term of the sequence given by a_n = {f}",
    ),
    verbs=(
        "find the {o} term of the sequence with nth term {f}",
        "work out the {o} term if a_n = {f}",
    ),
    facts=(
        "the nth term of a sequence is {f}",
        "a sequence has the nth term {f}",
        "a sequence is given by a_n = {f}",
        "the rule of a sequence is a_n = {f}",
    ),
    wanted=(
        "the {o} term",
        "its {o} term",
        "term number {n}",
    ),
    whole=(
        "nth term {f}, {o} term?",
        "a_n = {f}, a_{n} = ?",
        "Which number is the {o} term when the nth term is {f}?",
        "a(n) = {f}, find a({n})",
        "what is term number {n} if the nth term is {f}",
    ),
)


def _from_formula(rng: Random, level: int) -> Worked:
    """A term from the formula, or the place of a term."""
    if level < 3 or rng.random() < 0.5:
        p: tuple[int, ...] = (nonzero(rng, 9), nonzero(rng, 15))
    else:
        p = (rng.randint(1, 4), nonzero(rng, 6), nonzero(rng, 12))
    n = size(rng, 2, (12, 60, 12)[level - 1] if len(p) == 2 else 12)
    value, formula = value_at(p, n), poly(p, "n")
    if level > 1 and len(p) == 2 and rng.random() < 0.4:
        steps = [
            (
                "Set the formula equal to the term and move the constant.",
                f"{value} {plus(-p[1])} = {value - p[1]}",
            ),
            ("Divide by the coefficient of n.", f"n = {quotient(value - p[1], p[0])}"),
        ]
        phrasings: tuple[str, ...] = (
            "The nth term of a sequence is {f}. Which term is equal to {v}?",
            "A sequence has nth term {f}. For which n is the term {v}?",
            "The n-th term of a sequence is given by {f}. What is n if the term is {v}?",
        )
        return worked(asked(rng, phrasings, _WHICH_TERM, f=formula, v=value), steps, n)
    if len(p) == 2:
        steps = [
            ("Multiply the coefficient by the number of the term.", product(p[0], n)),
            (
                "Add the constant." if p[1] > 0 else "Subtract the constant.",
                f"{p[0] * n} {plus(p[1])} = {value}",
            ),
        ]
    else:
        steps = [
            ("Square the number of the term.", f"{n}^2 = {n * n}"),
            ("Multiply by the coefficient of the square.", product(p[0], n * n)),
            ("Multiply the number by the linear coefficient.", product(p[1], n)),
            ("Add up the terms.", sum_work([p[0] * n * n, p[1] * n, p[2]])),
        ]
    phrasings = (
        "The nth term of a sequence is {f}. What is the {o} term?",
        "A sequence has nth term {f}. Find its {o} term.",
        "The n-th term of a sequence is given by {f}. Calculate the {o} term.",
        "a_n = {f}. Find a_{n}.",
        "If a(n) = {f}, what is a({n})?",
        "Find term number {n} of the sequence with nth term {f}.",
        "What is the {o} term of the sequence a_n = {f}?",
        "A sequence is defined by u_n = {f}. Work out u_{n}.",
    )
    return worked(asked(rng, phrasings, _TERM_OF_RULE, f=formula, o=ordinal(n), n=n), steps, value)


_STEP_BY_STEP = Ways(
    nouns=(
        "a_{n} if a_1 = {a} and a_(n+1) = {r}",
        "the {o} term of the sequence with a_1 = {a} and a_(n+1) = {r}",
        "the {o} term of a sequence that starts with {a} and in which {w}",
    ),
    verbs=(
        "find a_{n} if a_1 = {a} and a_(n+1) = {r}",
        "work out the {o} term if the first term is {a} and {w}",
    ),
    facts=(
        "a_1 = {a} and a_(n+1) = {r}",
        "the first term of a sequence is {a}, and {w}",
        "a sequence starts at {a}, and after that {w}",
        "a sequence is defined by a_1 = {a} and a_(n+1) = {r}",
    ),
    wanted=(
        "the {o} term",
        "its {o} term",
        "the {o} term",
    ),
    whole=(
        "a_1 = {a}, a_(n+1) = {r}, a_{n} = ?",
        "start with {a}; {w}. {o} term?",
        "Start at {a}. From there on {w}. Which number is the {o}?",
    ),
)


def _recursive(rng: Random, level: int) -> Worked:
    """A sequence given by its first term and a rule from each term to the next."""
    a, n = rng.randint(1, 9), rng.randint(3, 4 + (level == 1))
    r, c = (
        (1, nonzero(rng, 12))
        if level == 1 and rng.random() < 0.6
        else (rng.randint(2, 3), nonzero(rng, 6) if level > 1 else 0)
    )
    if level == 3 and rng.random() < 0.5:
        return _two_before(rng)
    steps, value = [], a
    for _ in range(n - 1):
        before, value = value, value * r + c
        if r == 1:
            work = f"{before} {plus(c)} = {value}"
        elif c:
            work = f"{r} * {signed(before)} {plus(c)} = {r * before} {plus(c)} = {value}"
        else:
            work = product(r, before)
        steps.append(("Use the rule to get the next term.", work))
    left = "a_n" if r == 1 else f"{r}*a_n" if rng.random() < 0.6 else f"{r}a_n"
    rule = f"{left} {plus(c)}" if c else left
    words = f"each term is {'' if r == 1 else ('', '', 'twice', 'three times')[r] + ' '}the one before" + (
        f", {'plus' if c > 0 else 'minus'} {abs(c)}" if c else ""
    )
    phrasings = (
        "a_1 = {a} and a_(n+1) = {r}. What is a_{n}?",
        "A sequence has a_1 = {a} and a_(n+1) = {r}. Find a_{n}.",
        "Let a_1 = {a} and a_(n+1) = {r}. Calculate the {o} term.",
        "In a sequence the first term is {a}, and {w}. What is the {o} term?",
        "A sequence starts with {a}, and {w}. Find the {o} term.",
        "The first number of a pattern is {a}; after that, {w}. What is the {o} number?",
    )
    return worked(asked(rng, phrasings, _STEP_BY_STEP, a=a, r=rule, n=n, o=ordinal(n), w=words), steps, value)


_LIKE_FIBONACCI = Ways(
    nouns=(
        "the {o} term of the sequence that starts {a}, {b} and adds the last two terms each time",
        "a_{n} if a_1 = {a}, a_2 = {b} and a_n = a_(n-1) + a_(n-2)",
    ),
    facts=(
        "a sequence starts {a}, {b}, and each new term is the sum of the last two",
        "the first two numbers are {a} and {b}, and each following one is the sum of the two before",
    ),
    wanted=(
        "the {o} term",
        "the {o} number",
    ),
    whole=(
        "{a}, {b}, then always add the last two. {o} term?",
        "Fibonacci-like: {a}, {b}, ... What is the {o} term?",
    ),
)


def _two_before(rng: Random) -> Worked:
    values, n = [rng.randint(1, 9), rng.randint(1, 12)], rng.randint(5, 9)
    steps: Steps = []
    while len(values) < n:
        values.append(values[-1] + values[-2])
        steps.append(("Add the last two terms.", f"{values[-3]} + {values[-2]} = {values[-1]}"))
    phrasings = (
        "A sequence begins {a}, {b}, and each further term is the sum of the two before it. What is the {o} term?",
        "The first two terms are {a} and {b}. Every later term is the sum of the two terms before it. Find the {o} term.",
        "a_1 = {a}, a_2 = {b} and a_n = a_(n-1) + a_(n-2). What is a_{n}?",
        "In a Fibonacci-like sequence that starts {a}, {b}, what is the {o} term?",
    )
    return worked(
        asked(rng, phrasings, _LIKE_FIBONACCI, a=values[0], b=values[1], o=ordinal(n), n=n),
        steps,
        values[-1],
    )


_FOR_EVER = Ways(
    nouns=(
        "the sum to infinity of {a} + {b} + {c} + ...",
        "the sum of the infinite geometric series {a} + {b} + {c} + ...",
        "the sum to infinity of a geometric series with first term {a} and ratio {r}",
        "the limit of the sums of the geometric series {a} + {b} + {c} + ...",
    ),
    verbs=("sum the infinite geometric series {a} + {b} + {c} + ...",),
    facts=(
        "a geometric series starts {a} + {b} + {c} + ... and never ends",
        "the first term of an infinite geometric series is {a} and the ratio is {r}",
    ),
    wanted=(
        "its sum",
        "its sum to infinity",
        "the sum of all its terms",
    ),
    whole=(
        "{a} + {b} + {c} + ... to infinity?",
        "What does the infinite geometric series {a} + {b} + {c} + ... converge to?",
    ),
)
_ODD_ONES = Ways(
    nouns=(
        "the sum of the first {n} odd numbers",
        "the total of the first {n} odd numbers",
        "the sum 1 + 3 + 5 + ... + {l}",
        "1 + 3 + 5 + ... + {l}",
    ),
    verbs=(
        "add up the first {n} odd numbers",
        "add 1 + 3 + 5 + ... + {l}",
    ),
    whole=(
        "sum of the first {n} odd numbers",
        "1 + 3 + 5 + ... + {l}",
        "What do the first {n} odd numbers add up to?",
        "How much is 1 + 3 + 5 + ... + {l}?",
    ),
)
_MULTIPLES = Ways(
    nouns=(
        "the sum {a} + {b} + {c} + ... + {l}",
        "{a} + {b} + {c} + ... + {l}",
        "the sum of all multiples of {d} from {a} to {l}",
        "the total of the multiples of {d} from {a} up to {l}",
    ),
    verbs=(
        "add up {a} + {b} + {c} + ... + {l}",
        "add all multiples of {d} from {a} to {l}",
    ),
    whole=(
        "{a} + {b} + {c} + ... + {l}",
        "What do all multiples of {d} from {a} to {l} add up to?",
        "How much is {a} + {b} + {c} + ... + {l}?",
    ),
)


def _special_sums(rng: Random, level: int) -> Worked:
    """Sums of even, odd or other evenly spaced numbers, and infinite geometric series."""
    if level == 3 and rng.random() < 0.5:
        top, bottom = rng.choice(((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (4, 5), (1, 10)))
        ratio, a = Fraction(top, bottom), size(rng, 1, 40) * rng.choice((1, bottom))
        left = 1 - ratio
        value = a / left
        terms = [a * ratio**i for i in range(3)]
        steps = [
            ("Find the ratio of neighbours.", f"{terms[1]} / {terms[0]} = {ratio}"),
            ("Subtract the ratio from one.", f"1 - {ratio} = {left}"),
            ("Divide the first term by this.", f"{a} / ({left}) = {value}"),
        ]
        if terms[1].denominator > 1:
            steps[0] = ("Find the ratio of neighbours.", f"({terms[1]}) / {terms[0]} = {ratio}")
        phrasings: tuple[str, ...] = (
            "Find the sum of the infinite geometric series {a} + {b} + {c} + ...",
            "What is the sum to infinity of {a} + {b} + {c} + ...?",
            "A geometric series has first term {a} and ratio {r}. What is its sum to infinity?",
            "{a} + {b} + {c} + ... goes on for ever in the same ratio. What does it add up to?",
        )
        return worked(
            asked(rng, phrasings, _FOR_EVER, a=terms[0], b=terms[1], c=terms[2], r=ratio), steps, value
        )
    n, kind = size(rng, 5, (20, 60, 150)[level - 1]), rng.randrange(3)
    if kind == 0:
        steps = [("The sum of the first odd numbers is the square of how many there are.", product(n, n))]
        phrasings = (
            "What is the sum of the first {n} odd numbers?",
            "Add the first {n} odd numbers.",
            "1 + 3 + 5 + ... + {l} = ?",
            "Find 1 + 3 + 5 + ... + {l}.",
        )
        question = asked(rng, phrasings, _ODD_ONES, n=n, l=2 * n - 1)
        if "..." in question:
            steps.insert(0, ("Count the odd numbers.", f"({2 * n - 1} + 1) / 2 = {2 * n} / 2 = {n}"))
        return worked(question, steps, n * n)
    d = 2 if kind == 1 else rng.randint(3, 9)
    steps = [
        ("Count the numbers: divide the last one by the first.", quotient(n * d, d)),
        ("Add the first and the last.", f"{d} + {n * d} = {d + n * d}"),
        ("Multiply by how many there are.", product(d + n * d, n)),
        ("Halve it, as every pair was counted twice.", f"{(d + n * d) * n} / 2 = {(d + n * d) * n // 2}"),
    ]
    phrasings = (
        "{a} + {b} + {c} + ... + {l} = ?",
        "Find the sum {a} + {b} + {c} + ... + {l}.",
        "What is the sum of all multiples of {d} from {d} to {l}?",
        "Add all multiples of {d} from {a} up to {l}.",
    )
    return worked(
        asked(rng, phrasings, _MULTIPLES, a=d, b=2 * d, c=3 * d, d=d, l=n * d), steps, (d + n * d) * n // 2
    )


FAMILIES = (
    Family("arithmetic_sequence", TOPIC, _nth),
    Family("arithmetic_sum", TOPIC, _sum),
    Family("geometric_sequence", TOPIC, _geometric),
    Family("next_term", TOPIC, _next_term),
    Family("missing_term", TOPIC, _missing_term),
    Family("nth_term_formula", TOPIC, _nth_formula),
    Family("term_from_formula", TOPIC, _from_formula),
    Family("recursive_sequence", TOPIC, _recursive),
    Family("special_sums", TOPIC, _special_sums),
)
