"""Divisors, multiples, primes and remainders."""

from __future__ import annotations

from math import gcd, prod
from random import Random

from arbiter_app.curriculum.arithmetic import long_division
from arbiter_app.curriculum.fractions_ import euclid
from arbiter_app.curriculum.people import THINGS
from arbiter_app.curriculum.problem import Family, Steps, Worked, one_of, times, worked

TOPIC = "number theory"
_PRIMES = (2, 3, 5, 7, 11, 13)


def _gcd(rng: Random, level: int) -> Worked:
    g = rng.randint(*((2, 12), (3, 30), (6, 60))[level - 1])
    top = (9, 15, 25)[level - 1]
    a, b = g * rng.randint(2, top), g * rng.randint(2, top)
    if a == b:
        a += g
    steps = euclid(a, b)
    g = gcd(a, b)
    phrasings = [
        "What is the greatest common divisor of {a} and {b}?",
        "Find the greatest common divisor of {a} and {b}.",
        "gcd({a}, {b})",
        "Find the highest common factor of {a} and {b}.",
        "What is the largest number that divides both {a} and {b}?",
        "{a} {x} and {b} {y} are shared out equally among as many children as possible, nothing left over. "
        "How many children are there?",
    ]
    x, y = rng.sample(THINGS, 2)
    steps.append(
        (
            "The last divisor is the greatest common divisor; check it on both numbers.",
            f"{a} = {g} * {a // g}, {b} = {g} * {b // g}",
        )
    )
    return worked(one_of(rng, phrasings, a=a, b=b, x=x, y=y), steps, g)


def _lcm(rng: Random, level: int) -> Worked:
    g = rng.randint(*((2, 6), (2, 12), (4, 20))[level - 1])
    top = (6, 9, 12)[level - 1]
    a, b = g * rng.randint(2, top), g * rng.randint(2, top)
    if a == b:
        b += g
    g = gcd(a, b)
    steps = euclid(a, b)
    steps.append(("Divide the first number by the greatest common divisor.", f"{a} / {g} = {a // g}"))
    steps.append(("Multiply by the second number.", times(b, a // g)))
    phrasings = [
        "What is the least common multiple of {a} and {b}?",
        "Find the least common multiple of {a} and {b}.",
        "lcm({a}, {b})",
        "What is the smallest positive number divisible by both {a} and {b}?",
        "One light flashes every {a} seconds and another every {b} seconds. They have just flashed together. "
        "After how many seconds do they next flash together?",
        "A bus leaves every {a} minutes and a tram every {b} minutes. Both leave now. "
        "In how many minutes do both leave together again?",
    ]
    return worked(one_of(rng, phrasings, a=a, b=b), steps, a // g * b)


def _factors(rng: Random, level: int) -> list[int]:
    """Some small primes, ascending, of a product that suits the level."""
    count, top = ((3, 90), (4, 400), (5, 1500))[level - 1]
    while True:
        primes = sorted(rng.choices(_PRIMES, (6, 5, 3, 3, 1, 1), k=rng.randint(count - 1, count + 1)))
        if 12 <= prod(primes) <= top:
            return primes


def _factor_steps(primes: list[int]) -> Steps:
    """Dividing by the smallest prime until one is left."""
    rest, steps = prod(primes), []
    for p in primes[:-1]:
        steps.append(("Divide by the smallest prime that goes.", f"{rest} = {p} * {rest // p}"))
        rest //= p
    return steps


def _prime_factors(rng: Random, level: int) -> Worked:
    primes = _factors(rng, level)
    n, steps = prod(primes), _factor_steps(primes)
    kind = rng.randrange(3)
    if kind == 0:
        steps.append(("Collect the primes.", f"{n} = {' * '.join(map(str, primes))}"))
        phrasings = [
            "List the prime factors of {n} in ascending order, with repetition.",
            "Write {n} as a product of primes. List the primes in ascending order, repeated as needed.",
            "Factorise {n} into primes and list them from smallest to largest, with repetition.",
        ]
        return worked(one_of(rng, phrasings, n=n), steps, tuple(primes), ", ".join(map(str, primes)))
    if kind == 1:
        steps.append(("Collect the primes.", f"{n} = {' * '.join(map(str, primes))}"))
        phrasings = [
            "What is the largest prime factor of {n}?",
            "Find the greatest prime that divides {n}.",
            "What is the largest prime divisor of {n}?",
        ]
        return worked(one_of(rng, phrasings, n=n), steps, primes[-1])
    distinct = sorted(set(primes))
    powers = [primes.count(p) for p in distinct]
    steps.append(
        (
            "Collect equal primes into powers.",
            f"{n} = "
            + " * ".join(f"{p}^{k}" if k > 1 else f"{p}" for p, k in zip(distinct, powers, strict=True)),
        )
    )
    counted = prod(k + 1 for k in powers)
    steps.append(
        (
            "Add one to each exponent and multiply.",
            " * ".join(f"({k} + 1)" for k in powers)
            + " = "
            + " * ".join(str(k + 1) for k in powers) * (len(powers) > 1)
            + (" = " if len(powers) > 1 else "")
            + str(counted),
        )
    )
    phrasings = [
        "How many positive divisors does {n} have?",
        "How many positive whole numbers divide {n}?",
        "Find the number of positive divisors of {n}.",
        "How many factors does {n} have?",
    ]
    return worked(one_of(rng, phrasings, n=n), steps, counted)


def _remainder(rng: Random, level: int) -> Worked:
    m = rng.randint(3, (9, 12, 15)[level - 1])
    if level == 1 or rng.random() < 0.3:
        a = rng.randint(m * 9, (999, 9999, 9999)[level - 1])
        steps = long_division(a, m)
        steps.append(("The last remainder is the answer; check it.", f"{a} = {m} * {a // m} + {a % m}"))
        phrasings = [
            "What is the remainder when {a} is divided by {m}?",
            "Find {a} mod {m}.",
            "{a} {x} are packed into boxes of {m}. How many are left over?",
            "What remainder does {a} leave on division by {m}?",
        ]
        return worked(one_of(rng, phrasings, a=a, m=m, x=rng.choice(THINGS)), steps, a % m)
    a, b, c = (rng.randint(m + 1, 99) for _ in range(3))
    op = rng.choice("+*")
    p, q, r = a % m, b % m, c % m
    first = p * q
    steps = [
        ("Find the remainder of the first number.", f"{a} = {m} * {a // m} + {p}"),
        ("Find the remainder of the second number.", f"{b} = {m} * {b // m} + {q}"),
        ("Multiply these two remainders.", f"{p} * {q} = {first}"),
        ("Take the remainder of that.", f"{first} = {m} * {first // m} + {first % m}"),
    ]
    expression, value = f"{a} * {b}", first % m
    if level == 3:
        expression += f" {op} {c}"
        steps.append(("Find the remainder of the third number.", f"{c} = {m} * {c // m} + {r}"))
        last = value + r if op == "+" else value * r
        goal = "Add this remainder." if op == "+" else "Multiply by this remainder."
        steps.append((goal, f"{value} {op} {r} = {last}"))
        steps.append(("Take the remainder of that.", f"{last} = {m} * {last // m} + {last % m}"))
        value = last % m
    phrasings = [
        "What is the remainder when {e} is divided by {m}?",
        "Find ({e}) mod {m}.",
        "Find the remainder of {e} on division by {m}.",
    ]
    return worked(one_of(rng, phrasings, e=expression, m=m), steps, value)


FAMILIES = (
    Family("gcd", TOPIC, _gcd),
    Family("lcm", TOPIC, _lcm),
    Family("prime_factors", TOPIC, _prime_factors),
    Family("remainders", TOPIC, _remainder),
)
