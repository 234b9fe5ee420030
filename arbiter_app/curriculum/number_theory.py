"""Divisors, multiples, primes, remainders, and numbers in other bases."""

from __future__ import annotations

from math import gcd, isqrt, lcm, prod
from random import Random

from arbiter_app.curriculum.arithmetic import long_division, said, ways, whether
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
        "gcd of {a} and {b}",
        "What is the highest common factor of {a} and {b}?",
        "Calculate the greatest common factor of {a} and {b}.",
        "What is the GCF of {a} and {b}?",
        "HCF of {a} and {b}",
        "Find the GCD of {a} and {b}.",
        "What is the highest common divisor of {a} and {b}?",
        "What is the greatest number that goes into both {a} and {b}?",
        "Find the Greatest Common Divisor (GCD) of these numbers: {a}, {b}.",
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
    phrasings += _MORE_GCDS
    one, two = said(rng, a, b)
    if not one[0].isdigit():
        phrasings = phrasings[:13]
    question = ways(rng, {"a": one, "b": two, "x": x, "y": y}, names=_NAMED_GCD, others=phrasings)
    return worked(question, steps, g)


_NAMED_GCD = (
    "the greatest common divisor of {a} and {b}",
    "the highest common factor of {a} and {b}",
    "the greatest common factor of {a} and {b}",
    "the largest common factor of {a} and {b}",
    "the biggest common divisor of {a} and {b}",
    "the GCD of {a} and {b}",
    "the gcd of {a} and {b}",
    "the HCF of {a} and {b}",
    "the hcf of the numbers {a} and {b}",
    "the GCF of {a} and {b}",
    "the largest whole number that goes into both {a} and {b}",
    "the biggest number that divides {a} and {b} without remainder",
    "the largest number by which both {a} and {b} can be divided",
    "the greatest factor that {a} and {b} share",
    "the largest factor {a} and {b} have in common",
    "the highest number that is a factor of both {a} and {b}",
)
_MORE_GCDS = [
    "GCD {a}, {b}?",
    "{a} and {b}, highest common factor",
    "hcf {a} {b}",
    "HCF({a}, {b})",
    "{a} and {b}: greatest common divisor?",
    "Given {a} and {b}, find their greatest common divisor.",
    "Determine the highest common factor of the two numbers {a} and {b}.",
    "Which is the largest number that divides {a} as well as {b}?",
    "Two ropes of {a} m and {b} m are cut into pieces of the same length, as long as possible and without waste. "
    "How long is each piece, in metres?",
    "I want to cover a floor of {a} cm by {b} cm with square tiles that are as large as possible, without cutting any. "
    "What is the side of a tile, in cm?",
    "I have {a} {x} and {b} {y} and make identical bags that use up all of them. "
    "What is the greatest number of bags I can make?",
    "By which largest number can I cancel {a}/{b}?",
]


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
        "lcm of {a} and {b}",
        "What is the lowest common multiple of {a} and {b}?",
        "Calculate the lowest common multiple of {a} and {b}.",
        "What is the smallest common multiple of {a} and {b}?",
        "Find the LCM of {a} and {b}.",
        "Find the Least Common Multiple (LCM) of these numbers: {a}, {b}.",
        "What is the smallest number that both {a} and {b} divide?",
        "Which is the first number that is in the times tables of both {a} and {b}?",
        "What is the smallest positive number divisible by both {a} and {b}?",
        "One light flashes every {a} seconds and another every {b} seconds. They have just flashed together. "
        "After how many seconds do they next flash together?",
        "A bus leaves every {a} minutes and a tram every {b} minutes. Both leave now. "
        "In how many minutes do both leave together again?",
    ]
    phrasings += _MORE_LCMS
    one, two = said(rng, a, b)
    if not one[0].isdigit():
        phrasings = phrasings[:12]
    question = ways(rng, {"a": one, "b": two}, names=_NAMED_LCM, others=phrasings)
    return worked(question, steps, a // g * b)


_NAMED_LCM = (
    "the least common multiple of {a} and {b}",
    "the lowest common multiple of {a} and {b}",
    "the smallest common multiple of {a} and {b}",
    "the LCM of {a} and {b}",
    "the lcm of {a} and {b}",
    "the lcm of the numbers {a} and {b}",
    "the smallest positive number that both {a} and {b} divide",
    "the smallest positive number that is a multiple of {a} and of {b}",
    "the first number that is in the times tables of both {a} and {b}",
    "the smallest positive number that can be divided by {a} and by {b}",
    "the least positive number divisible by {a} and {b}",
    "the lowest positive multiple that {a} and {b} share",
)
_MORE_LCMS = [
    "LCM {a}, {b}?",
    "{a} and {b}, lowest common multiple",
    "lcm {a} {b}",
    "LCM({a}, {b})",
    "{a} and {b}: least common multiple?",
    "Given {a} and {b}, find their least common multiple.",
    "Determine the lowest common multiple of the two numbers {a} and {b}.",
    "What is the lowest number that {a} and {b} both go into?",
    "I take a red pill every {a} hours and a blue pill every {b} hours, and I just took both. "
    "In how many hours do I take both together again?",
    "Sausages come in packs of {a} and rolls in packs of {b}. What is the smallest number of each that I can buy "
    "to have equally many?",
    "Two runners need {a} s and {b} s for a lap and start together. After how many seconds are they together "
    "at the start again for the first time?",
    "What is the smallest common denominator of fractions over {a} and {b}?",
]


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
            "What are the prime factors of {n}, with repetition?",
            "Find the prime factorisation of {n}. List the factors in ascending order.",
            "List all prime factors of {n}, repeating them as often as they occur.",
            "Prime factorization of {n} as a list",
        ]
        names: tuple[str, ...] = (
            "the prime factors of {n}, with repetition",
            "the prime factors of {n} in a list, with repetition",
            "all prime factors of {n}, listed with repetition",
            "the primes whose product is {n}, listed with repetition",
        )
        actions = (
            "list the prime factors of {n} with repetition",
            "split {n} into primes and list them with repetition",
            "break {n} down into prime factors and list all of them with repetition",
        )
        phrasings += [
            "{n} as a list of prime factors, with repetition",
            "Which primes multiply to {n}? List them with repetition.",
            "prime factors of {n}, with repetition?",
            "Make a factor tree for {n} and list the primes at its ends, with repetition.",
            "Into which primes can {n} be split? List all, with repetition.",
        ]
        question = ways(rng, {"n": n}, names=names, actions=actions, others=phrasings, many=True)
        return worked(question, steps, tuple(primes), ", ".join(map(str, primes)))
    if kind == 1:
        steps.append(("Collect the primes.", f"{n} = {' * '.join(map(str, primes))}"))
        phrasings = [
            "What is the largest prime factor of {n}?",
            "Find the greatest prime that divides {n}.",
            "What is the largest prime divisor of {n}?",
        ]
        names = (
            "the largest prime factor of {n}",
            "the greatest prime factor of {n}",
            "the largest prime number that divides {n}",
            "the largest prime that goes into {n}",
            "the largest prime divisor of {n}",
        )
        phrasings += [
            "largest prime factor of {n}?",
            "Which is the largest prime in the factorisation of {n}?",
            "Determine the greatest prime factor of {n}.",
        ]
        return worked(ways(rng, {"n": n}, names=names, others=phrasings), steps, primes[-1])
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
        "How many divisors does {n} have?",
        "Count the positive divisors of {n}.",
    ]
    names = (
        "the number of divisors of {n}",
        "the number of positive divisors of {n}",
        "the number of factors of {n}",
        "the number of positive whole numbers that divide {n}",
        "the number of different factors that {n} has",
    )
    phrasings += [
        "how many factors has {n}",
        "number of factors of {n}?",
        "{n} has how many divisors?",
        "By how many positive whole numbers can {n} be divided exactly?",
        "How many numbers go into {n} without remainder?",
        "Determine how many divisors {n} has.",
        "I want to know how many factors {n} has.",
    ]
    return worked(ways(rng, {"n": n}, names=names, others=phrasings), steps, counted)


def _remainder(rng: Random, level: int) -> Worked:
    m = rng.randint(3, (9, 12, 15)[level - 1])
    if level == 1 or rng.random() < 0.3:
        a = rng.randint(m * 9, (999, 9999, 9999)[level - 1])
        steps = long_division(a, m)
        steps.append(("The last remainder is the answer; check it.", f"{a} = {m} * {a // m} + {a % m}"))
        phrasings = [
            "What is the remainder when {a} is divided by {m}?",
            "Find {a} mod {m}.",
            "{a} mod {m}",
            "What is {a} mod {m}?",
            "Calculate the remainder when {a} is divided by {m}.",
            "Work out the remainder of {a} divided by {m}.",
            "What is left over when {a} is divided by {m}?",
            "{a} modulo {m}",
            "{a} {x} are packed into boxes of {m}. How many are left over?",
            "What remainder does {a} leave on division by {m}?",
        ]
        phrasings += [
            "remainder of {a} divided by {m}?",
            "{a} divided by {m}, remainder only",
            "{a} ÷ {m}: what remains?",
            "{a} divided by {m} leaves what remainder?",
            "If I divide {a} by {m}, what is the remainder?",
            "I deal {a} cards to {m} players, equally many to each. How many cards are left over?",
            "Given {a} and {m}, find the remainder of the division of the former by the latter.",
            "{a} {x} are shared equally by {m} people. How many are left over?",
            "If I take away from {a} as many groups of {m} as possible, how many are left?",
            "{a} % {m}",
            "What does {a} leave when it is divided by {m}?",
        ]
        names: tuple[str, ...] = (
            "the remainder of {a} divided by {m}",
            "the remainder when {a} is divided by {m}",
            "{a} mod {m}",
            "{a} modulo {m}",
            "the remainder of {a} on division by {m}",
            "the remainder that {a} leaves when divided by {m}",
            "the number left over when {a} is split into groups of {m}",
        )
        actions = (
            "divide {a} by {m} and give only the remainder",
            "reduce {a} modulo {m}",
            "take {a} mod {m}",
        )
        told, by = said(rng, a, m, most=999)
        if not told[0].isdigit():
            return worked(ways(rng, {"a": told, "m": by}, names=names[:2]), steps, a % m)
        values = {"a": a, "m": m, "x": rng.choice(THINGS)}
        return worked(ways(rng, values, names=names, actions=actions, others=phrasings), steps, a % m)
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
    names = (
        "the remainder of {e} divided by {m}",
        "the remainder when {e} is divided by {m}",
        "the remainder of {e} on division by {m}",
        "the remainder that {e} leaves when divided by {m}",
    )
    phrasings += [
        "remainder of {e} divided by {m}?",
        "If {e} is divided by {m}, what is the remainder?",
        "What is left over when {e} is divided by {m}?",
        "Without working it out in full, what remainder does {e} leave on division by {m}?",
        "Determine the remainder of {e} divided by {m}.",
    ]
    return worked(ways(rng, {"e": expression, "m": m}, names=names, others=phrasings), steps, value)


def _three(rng: Random, level: int) -> Worked:
    """The greatest common divisor or the least common multiple of three numbers."""
    want_gcd = rng.random() < 0.5
    g = rng.randint(1, (6, 10, 15)[level - 1])
    numbers = [g * rng.randint(1, (5, 8, 12)[level - 1]) for _ in range(3)]
    if len(dict.fromkeys(numbers)) < 3 or min(numbers) < 2 or (not want_gcd and lcm(*numbers) > 2000):
        return _three(rng, level)
    a, b, c = numbers
    steps: Steps = []
    if want_gcd:
        now = a
        for n in (b, c):
            (_, first), *rest = euclid(now, n)
            goal = "Go on with that divisor and the next number" if steps else "Take the first two numbers"
            steps += [(f"{goal}: divide the larger by the smaller.", first), *rest]
            now = gcd(now, n)
        work = ", ".join(f"{n} = {now} * {n // now}" for n in numbers)
        steps.append(("The last divisor is the greatest common divisor; check it on all numbers.", work))
        name = rng.choice(
            ("greatest common divisor", "highest common factor", "GCD", "greatest common factor", "HCF")
        )
    else:
        now = a
        for i, n in enumerate((b, c)):
            d = gcd(now, n)
            which = "the multiple so far and the next number" if i else "the first two numbers"
            work = f"{now} = {d} * {now // d}, {n} = {d} * {n // d}"
            steps.append((f"Take out the greatest common divisor of {which}.", work))
            steps.append(("Multiply the one by what is left of the other.", times(now, n // d)))
            now = lcm(now, n)
        name = rng.choice(
            ("least common multiple", "lowest common multiple", "LCM", "smallest common multiple")
        )
    phrasings = [
        "What is the {name} of {a}, {b} and {c}?",
        "Find the {name} of {a}, {b} and {c}.",
        "{name} of {a}, {b}, {c}",
        "Calculate the {name} of {a}, {b}, and {c}.",
        "Work out the {name} of the numbers {a}, {b} and {c}.",
        "Three numbers are {a}, {b} and {c}. Find their {name}.",
        "Determine the {name} of these numbers: {a}, {b}, {c}.",
        "{short}({a}, {b}, {c})",
        "What is the {large} {a}, {b} and {c}?",
        "Find the {large} {a}, {b} and {c}.",
    ]
    large = (
        "largest number that divides all of" if want_gcd else "smallest positive number divisible by each of"
    )
    short = "gcd" if want_gcd else "lcm"
    phrasings += [
        "{name} {a}, {b}, {c}?",
        "{a}, {b} and {c}, {name}",
        "Given {a}, {b} and {c}, find the {name}.",
        "Which is the {large} {a}, {b} and {c}?",
    ]
    names = (
        "the {name} of {a}, {b} and {c}",
        "the {name} of the numbers {a}, {b} and {c}",
        "the {name} of all of {a}, {b} and {c}",
        "the {large} {a}, {b} and {c}",
        "the {large} the numbers {a}, {b} and {c}",
    )
    one, two, three = said(rng, a, b, c)
    if not one[0].isdigit():
        phrasings = phrasings[:2]
    values = {"a": one, "b": two, "c": three, "name": name, "large": large, "short": short}
    return worked(ways(rng, values, names=names, others=phrasings), steps, now)


def _smallest_factor(n: int) -> int:
    return next((p for p in range(2, isqrt(n) + 1) if n % p == 0), n)


def _primality_steps(n: int) -> Steps:
    """Trial division by primes as far as the square root, or to the first that goes."""
    p = _smallest_factor(n)
    if p < n:
        return [("Look for a prime that divides it.", f"{n} = {p} * {n // p}")]
    tried = [p for p in _TRIED if p * p <= n]
    if not tried:
        return [("It has no divisor but one and itself.", f"{n} = 1 * {n}")]
    work = ", ".join(f"{n} = {q} * {n // q} + {n % q}" for q in tried)
    bound = next(q for q in _TRIED if q * q > n)
    return [
        ("Divide by the primes in turn: each leaves a remainder.", work),
        (
            "The square of the next prime is larger than the number, so no divisor is left.",
            f"{bound}^2 = {bound * bound}",
        ),
    ]


_TRIED = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29)
_YES_NO = ("", "", "", "", " Answer yes or no.", " Yes or no?")


def _truth(question: str, steps: Steps, holds: bool) -> Worked:
    return worked(question, steps, int(holds), "yes" if holds else "no")


def _is_prime(rng: Random, level: int) -> Worked:
    n = rng.randint(2, (60, 200, 600)[level - 1])
    want = rng.random() < 0.5
    while (_smallest_factor(n) == n) != want or (
        not want and level > 1 and n % 2 == 0 and rng.random() < 0.7
    ):
        n = rng.randint(2, (60, 200, 600)[level - 1])
    swap = rng.random() < 0.25
    phrasings = (
        (
            "Is {n} composite?",
            "Is {n} a composite number?",
            "Is the number {n} composite?",
            "Can {n} be written as a product of two smaller whole numbers?",
            "Tell me whether {n} is composite.",
            "{n}: composite or not? Say yes if it is.",
            "Is it true that {n} is a composite number?",
            "Decide whether {n} is a composite number.",
            "Can {n} be split as a product of two smaller factors?",
            "is {n} composite",
        )
        if swap
        else (
            "Is {n} prime?",
            "Is {n} a prime number?",
            "is {n} a prime",
            "Is the number {n} prime?",
            "{n}: prime or not?",
            "Does {n} have no divisors other than 1 and itself?",
            "Tell me whether {n} is a prime number.",
            "Decide whether {n} is prime.",
            "Check if {n} is a prime number.",
            "Can you tell me if {n} is prime?",
            "is {n} a prime number or not",
            "I need to know if {n} is prime.",
            "Is it true that {n} is prime?",
            "{n} is prime, true? Say yes or no.",
            "Would you call {n} a prime?",
            "Does {n} count as a prime number?",
            "Is {n} one of the primes?",
            "Is {n} divisible only by itself and 1?",
            "prime or not: {n}. Say yes if it is prime.",
            "Do you know whether {n} is a prime number?",
            "I think {n} is prime. Am I right?",
            "Determine whether {n} is a prime number.",
            "Has {n} exactly two divisors?",
        )
    )
    if rng.random() < 0.6:
        statements = (
            ("{n} is composite", "{n} is a composite number", "the number {n} is composite")
            if swap
            else (
                "{n} is prime",
                "{n} is a prime number",
                "the number {n} is prime",
                "{n} is a prime",
                "{n} has no divisors other than 1 and itself",
                "{n} can only be divided by 1 and itself",
            )
        )
        return _truth(whether(rng, one_of(rng, statements, n=n)), _primality_steps(n), want != swap)
    question = one_of(rng, phrasings, n=n)
    return _truth(
        question + (rng.choice(_YES_NO) if question[-1] in ".?" else ""), _primality_steps(n), want != swap
    )


def _next_prime(rng: Random, level: int) -> Worked:
    """The next prime, the one before, or how many there are between two numbers."""
    top = (50, 120, 250)[level - 1]
    if rng.random() < 0.3:
        return _primes_between(rng, top)
    n, way = rng.randint(8, top), 1 if rng.random() < 0.6 else -1
    steps, m = [], n + way
    while _smallest_factor(m) < m:
        p = _smallest_factor(m)
        steps.append(("Try the next number: it has a divisor.", f"{m} = {p} * {m // p}"))
        m += way
    if len(steps) > 8:
        return _next_prime(rng, level)
    phrasings = (
        (
            "What is the next prime after {n}?",
            "Find the smallest prime number greater than {n}.",
            "What is the smallest prime larger than {n}?",
            "Which prime number comes next after {n}?",
            "next prime after {n}",
            "What is the first prime number above {n}?",
            "Find the next prime number that is bigger than {n}.",
            "Name the least prime that exceeds {n}.",
            "Which is the first prime after {n}?",
            "{n}: next prime?",
            "Count up from {n}: which is the first prime you meet after it?",
            "What prime follows {n}?",
            "Determine the smallest prime above {n}.",
            "I'm looking for the next prime number after {n}.",
        )
        if way > 0
        else (
            "What is the largest prime less than {n}?",
            "Find the greatest prime number below {n}.",
            "Which prime number comes just before {n}?",
            "What is the largest prime smaller than {n}?",
            "Which is the last prime before {n}?",
            "{n}: prime before it?",
            "largest prime below {n}",
            "Count down from {n}: which is the first prime below it?",
            "Determine the greatest prime below {n}.",
            "I'm looking for the largest prime number less than {n}.",
        )
    )
    names = (
        (
            "the next prime after {n}",
            "the smallest prime greater than {n}",
            "the first prime number above {n}",
            "the prime that comes next after {n}",
            "the smallest prime number larger than {n}",
        )
        if way > 0
        else (
            "the largest prime below {n}",
            "the largest prime less than {n}",
            "the greatest prime smaller than {n}",
            "the prime that comes just before {n}",
            "the last prime number before {n}",
        )
    )
    question = ways(rng, {"n": said(rng, n)[0]}, names=names, others=phrasings)
    return worked(question, steps + _primality_steps(m), m)


def _primes_between(rng: Random, top: int) -> Worked:
    low = rng.randint(1, top)
    high = low + rng.randint(6, 14)
    inside = list(range(low + 1, high))
    primes = [n for n in inside if n > 1 and _smallest_factor(n) == n]
    if not primes:
        return _primes_between(rng, top)
    crossed = [n for n in inside if n > 1 and _smallest_factor(n) < n]
    cross = ", ".join(f"{n} = {_smallest_factor(n)} * {n // _smallest_factor(n)}" for n in crossed)
    steps = [
        ("Strike out the numbers in between that have a smaller divisor.", cross),
        ("What is left are the primes.", ", ".join(map(str, primes))),
    ]
    text = ", ".join(map(str, primes))
    if rng.random() < 0.5:
        phrasings = [
            "How many primes are there between {a} and {b}?",
            "How many prime numbers lie between {a} and {b}?",
            "Count the primes that are greater than {a} and less than {b}.",
        ]
        added = " + ".join("1" for _ in primes)
        steps.append(("Count them.", f"{added} = {len(primes)}"))
        phrasings += [
            "how many primes between {a} and {b}",
            "Between {a} and {b}, how many numbers are prime?",
            "How many prime numbers are greater than {a} but less than {b}?",
            "Count the prime numbers between {a} and {b}.",
        ]
        return worked(one_of(rng, phrasings, a=low, b=high), steps, len(primes))
    phrasings = [
        "List the primes between {a} and {b}.",
        "Which prime numbers lie between {a} and {b}?",
        "What are the prime numbers between {a} and {b}?",
        "Find all primes between {a} and {b}.",
        "Write down every prime that is greater than {a} and less than {b}.",
    ]
    names = (
        "the primes between {a} and {b}",
        "all primes between {a} and {b}",
        "the prime numbers between {a} and {b}",
        "all prime numbers that lie between {a} and {b}",
        "all primes greater than {a} and less than {b}",
    )
    phrasings += [
        "primes between {a} and {b}?",
        "Name all the primes between {a} and {b}.",
        "Which numbers between {a} and {b} are prime?",
        "Give the prime numbers from between {a} and {b}.",
    ]
    question = ways(rng, {"a": low, "b": high}, names=names, others=phrasings, many=True)
    return worked(question, steps, tuple(primes), text)


def _divisors(rng: Random, level: int) -> Worked:
    while True:
        n = rng.randint(*((4, 60), (20, 150), (60, 400))[level - 1])
        found = [d for d in range(1, n + 1) if n % d == 0]
        if 3 <= len(found) <= 16:
            break
    pairs = [d for d in found if d * d <= n]
    steps = [
        (
            "Write the number as a product of two factors in every way.",
            ", ".join(f"{d} * {n // d} = {n}" for d in pairs),
        )
    ]
    kind = rng.randrange(3)
    listing = ", ".join(map(str, found))
    if kind == 2:
        total, sums = found[0], []
        for d in found[1:]:
            sums.append(f"{total} + {d} = {total + d}")
            total += d
        steps.append(("Add up all these factors, one at a time.", ", ".join(sums)))
        phrasings = [
            "What is the sum of the divisors of {n}?",
            "Find the sum of all factors of {n}.",
            "Add up all positive divisors of {n}.",
            "What do the factors of {n} add up to?",
        ]
        phrasings += [
            "sum of the divisors of {n}?",
            "sum of factors {n}",
            "Determine the sum of all divisors of {n}.",
        ]
        names: tuple[str, ...] = (
            "the sum of the divisors of {n}",
            "the sum of all factors of {n}",
            "the sum of all positive divisors of {n}",
            "the sum of all whole numbers that divide {n}",
            "the sum of the factors of the number {n}",
        )
        actions: tuple[str, ...] = (
            "add up the divisors of {n}",
            "add all factors of {n}",
            "add up every number that divides {n}",
        )
        question = ways(rng, {"n": n}, names=names, actions=actions, others=phrasings)
        return worked(question, steps, total)
    steps.append(("List all these factors in order.", listing))
    phrasings = [
        "List all divisors of {n}.",
        "List the factors of {n}.",
        "What are the factors of {n}?",
        "Find all factors of {n}.",
        "Write down every number that divides {n}.",
        "What are all the positive divisors of {n}?",
        "Give the factors of {n} in ascending order.",
        "Which whole numbers divide {n} exactly?",
        "factors of {n}",
        "List the positive divisors of {n} from smallest to largest.",
    ]
    phrasings += [
        "divisors of {n}?",
        "factors of {n}?",
        "{n}: all factors",
        "By which whole numbers can {n} be divided?",
        "Which numbers go into {n}?",
        "What numbers go evenly into {n}?",
        "Name every factor of {n}.",
        "Determine all divisors of {n}.",
        "{n} people are put into equal groups with nobody left over. Which group sizes are possible?",
    ]
    names = (
        "the factors of {n}",
        "all factors of {n}",
        "the divisors of {n}",
        "all positive divisors of {n}",
        "all whole numbers that divide {n}",
        "all the numbers that go into {n} without remainder",
        "the factors of the number {n}",
    )
    actions = (
        "list the factors of {n}",
        "list all divisors of {n}",
        "write out the factors of {n}",
    )
    question = ways(rng, {"n": n}, names=names, actions=actions, others=phrasings, many=True)
    return worked(question, steps, tuple(found), listing)


def _is_factor(rng: Random, level: int) -> Worked:
    a = rng.randint(2, (12, 25, 99)[level - 1])
    q = rng.randint(2, (12, 60, 99)[level - 1])
    holds = rng.random() < 0.5
    b = a * q + (0 if holds else rng.randint(1, a - 1))
    steps = (
        long_division(b, a)
        if b // a > 12
        else [("Divide and look at the remainder.", f"{b} = {a} * {q} + {b % a}")]
    )
    if len(steps) > 1 or b // a > 12:
        steps.append(("Look at the remainder.", f"{b} = {a} * {q} + {b % a}"))
    phrasings: tuple[str, ...] = (
        "Is {a} a factor of {b}?",
        "Is {b} a multiple of {a}?",
        "Is {b} divisible by {a}?",
        "Does {a} divide {b}?",
        "Does {a} divide {b} exactly?",
        "Can {b} be divided by {a} without a remainder?",
        "Is {a} a divisor of {b}?",
        "Does {a} go into {b} evenly?",
        "Is the remainder zero when {b} is divided by {a}?",
        "Tell me whether {b} is a multiple of {a}.",
    )
    phrasings += (
        "Is {b} in the {a} times table?",
        "Can {b} be shared equally by {a} people, in whole numbers?",
        "Do you know whether {b} is divisible by {a}?",
        "Is it true that {a} is a factor of {b}?",
        "I need to know if {a} goes into {b} exactly.",
        "Can I pack {b} eggs into boxes of {a} with none left over?",
        "Does dividing {b} by {a} give a whole number?",
        "Is {b} ÷ {a} a whole number?",
        "Can you divide {b} by {a} evenly?",
        "Determine whether {a} divides {b}.",
        "I think {b} is a multiple of {a}. Am I right?",
        "Does {b} leave no remainder on division by {a}?",
    )
    one, two = said(rng, a, b, most=999)
    if rng.random() < 0.6:
        statements = (
            "{a} is a factor of {b}",
            "{a} is a divisor of {b}",
            "{b} is a multiple of {a}",
            "{b} is divisible by {a}",
            "{a} divides {b}",
            "{a} goes into {b} without remainder",
            "{b} can be divided by {a} without remainder",
            "{b} is in the {a} times table",
            "{b} divided by {a} is a whole number",
        )
        return _truth(whether(rng, one_of(rng, statements, a=one, b=two)), steps, holds)
    return _truth(one_of(rng, phrasings, a=one, b=two) + rng.choice(_YES_NO), steps, holds)


_BASES = {2: "binary", 8: "octal", 16: "hexadecimal"}
_DIGITS = "0123456789ABCDEF"


def _in_base(n: int, base: int) -> str:
    text = ""
    while n:
        text, n = _DIGITS[n % base] + text, n // base
    return text or "0"


def _base_conversion(rng: Random, level: int) -> Worked:
    base = (
        2
        if level == 1 or rng.random() < 0.4
        else rng.choice((3, 4, 5, 6, 7, 8, 9, 12 if level == 2 else 16, 16))
    )
    if base == 12:
        base = 5
    n = rng.randint(2, (31, 255, 1000)[level - 1])
    written = _in_base(n, base)
    name = f"base {base}"
    other = _BASES.get(base, name) if rng.random() < 0.6 else name
    ten = rng.choice(("base 10", "decimal"))
    if rng.random() < 0.5:
        steps: Steps = []
        rest = n
        while rest:
            digit = rest % base
            shown = f", {digit} = 10 + {digit - 10}" if digit > 9 else ""
            goal = (
                "Divide the quotient by the base." if steps else "Divide by the base and keep the remainder."
            )
            steps.append((goal, f"{rest} = {base} * {rest // base} + {digit}{shown}"))
            rest //= base
        goal = "Read the remainders from last to first" + (
            "; ten to fifteen are the letters A to F." if base > 10 else "."
        )
        steps.append((goal, ", ".join(written)))
        phrasings = [
            "Convert {n} to {o}.",
            "Write {n} in {o}.",
            "What is {n} in {o}?",
            "Convert {n} from {t} to {o}.",
            "Express the decimal number {n} in {o}.",
            "{n} in {o}",
            "Change {n} into {o}.",
            "What is {n} (base 10) in {o}?",
            "Convert the base-10 number {n} to {o}.",
        ]
        answer = int(written) if written.isdigit() else n
        phrasings += [
            "{n} to {o}",
            "How do you write {n} in {o}?",
            "{n}, written in {o}?",
            "The decimal number {n}: what is it in {o}?",
            "How does {n} look in {o}?",
            "Hence write {n} in {o}.",
        ]
        names: tuple[str, ...] = (
            "{n} in {o}",
            "the decimal number {n} in {o}",
            "the number {n} written in {o}",
            "the decimal number {n} converted to {o}",
        )
        actions: tuple[str, ...] = (
            "convert {n} to {o}",
            "convert {n} from {t} to {o}",
            "write {n} in {o}",
            "change {n} into {o}",
            "express the decimal number {n} in {o}",
        )
        slots = {"n": n, "o": other, "t": ten}
        question = ways(rng, slots, names=names, actions=actions, others=phrasings)
        return worked(question, steps, answer, written)
    powers = [
        f"{_DIGITS.index(d)} * {base ** (len(written) - 1 - i)}" for i, d in enumerate(written) if d != "0"
    ]
    values = [_DIGITS.index(d) * base ** (len(written) - 1 - i) for i, d in enumerate(written) if d != "0"]
    places = ", ".join(f"{base}^{i} = {base**i}" for i in range(1, len(written)))
    steps = [("Find what every place is worth: powers of the base.", places)] if places else []
    chain = " = ".join(
        [" + ".join(powers), " + ".join(map(str, values)), str(n)] if len(values) > 1 else [*powers, str(n)]
    )
    goal = "Multiply every digit by its place and add" + (
        "; A to F stand for ten to fifteen." if base > 10 else "."
    )
    steps.append((goal, chain))
    phrasings = [
        "Convert {n} from {o} to {t}.",
        "What is {n} ({o}) in {t}?",
        "Write the {o} number {n} in {t}.",
        "What is the {o} number {n} as a {t} number?",
        "{n} is a {o} number. What is its value in {t}?",
        "Convert the {o} number {n} to {t}.",
        "Convert {n} (base {b}) to {t}.",
        "What decimal number does {n} in {o} stand for?",
        "Give the decimal value of {n} in {o}.",
        "Change {n} from base {b} to base 10.",
    ]
    phrasings += [
        "{n} from {o} to {t}",
        "How much is {n} in {o} as a {t} number?",
        "The number {n} is written in {o}. What is it in {t}?",
        "Given {n} in {o}, determine its value in {t}.",
        "A computer shows {n} in {o}. Which {t} number is that?",
    ]
    names = (
        "the {o} number {n} in {t}",
        "the {o} number {n} as a {t} number",
        "the {t} value of the {o} number {n}",
        "the {t} value of {n} in {o}",
    )
    actions = (
        "convert {n} from {o} to {t}",
        "convert the {o} number {n} to {t}",
        "change {n} from {o} into {t}",
        "turn the {o} number {n} into a {t} number",
    )
    slots = {"n": written, "o": other, "t": ten, "b": base}
    question = ways(rng, slots, names=names, actions=actions, others=phrasings)
    return worked(question.replace("a octal", "an octal"), steps, n)


FAMILIES = (
    Family("gcd", TOPIC, _gcd),
    Family("lcm", TOPIC, _lcm),
    Family("gcd_lcm_of_three", TOPIC, _three),
    Family("prime_factors", TOPIC, _prime_factors),
    Family("remainders", TOPIC, _remainder),
    Family("is_prime", TOPIC, _is_prime),
    Family("next_prime", TOPIC, _next_prime),
    Family("divisors", TOPIC, _divisors),
    Family("is_factor", TOPIC, _is_factor),
    Family("base_conversion", TOPIC, _base_conversion),
)
