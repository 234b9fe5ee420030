"""Arithmetic and geometric sequences: terms and sums."""

from __future__ import annotations

from random import Random

from arbiter_app.curriculum.people import person
from arbiter_app.curriculum.problem import Family, Steps, Worked, one_of, plus, signed, times, worked

TOPIC = "sequences"


def _ordinal(n: int) -> str:
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


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
        ]
        return worked(one_of(rng, phrasings, s=listed), steps, n)
    find = ("Find the common difference.", f"{a + d} - {signed(a)} = {d}")
    phrasings = [
        "What is the {n} term of the sequence {a}, {b}, {c}, ...?",
        "An arithmetic sequence begins {a}, {b}, {c}. Find its {n} term.",
        "The sequence {a}, {b}, {c}, ... goes on in equal steps. What is its {n} term?",
        "Find term number {m} of the arithmetic sequence {a}, {b}, {c}, ...",
    ]
    if rng.random() < 0.25:
        phrasings = [
            "An arithmetic sequence has first term {a} and common difference {d}. What is its {n} term?",
            "The first term of an arithmetic sequence is {a} and the difference is {d}. Find the {n} term.",
        ]
        steps = _term_steps(a, d, n)
    else:
        steps = [find, *_term_steps(a, d, n)]
    question = one_of(rng, phrasings, n=_ordinal(n), m=n, a=a, b=a + d, c=a + 2 * d, d=d)
    return worked(question, steps, a + (n - 1) * d)


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
            "A stack of cans has 1 can in the top row, 2 in the next, and so on down to {n} "
            "cans in the bottom row. "
            "How many cans are there?",
        ]
        return worked(one_of(rng, phrasings, n=n), steps, n * (n + 1) // 2)
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
    question = one_of(rng, phrasings, a=a, b=a + d, c=a + 2 * d, d=d, n=n, **person(rng))
    return worked(question, steps, total // 2)


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
    values = {"a": a, "b": a * r, "c": a * r * r, "r": r, "n": _ordinal(n), "k": n, "m": n - 1, **person(rng)}
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
        return worked(one_of(rng, phrasings, **values), steps, total)
    return worked(one_of(rng, phrasings, **values), steps, term)


FAMILIES = (
    Family("arithmetic_sequence", TOPIC, _nth),
    Family("arithmetic_sum", TOPIC, _sum),
    Family("geometric_sequence", TOPIC, _geometric),
)
