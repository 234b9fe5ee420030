"""Terms and equations: substitution, linear, inequalities, absolute values, systems, quadratics.

Knows nothing of how terms are collected, expanded or factored for their own sake: polynomials.py does.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, isqrt
from random import Random

from arbiter_app.curriculum.polynomials import (
    Ways,
    asked,
    formula,
    letter,
    multiply,
    nonzero,
    poly,
    polynomial,
    product,
    quotient,
    size,
    spoken,
    styled,
    sum_work,
    term,
    total,
    value_at,
    value_steps,
)
from arbiter_app.curriculum.problem import (
    Family,
    Number,
    Steps,
    Worked,
    decimal,
    one_of,
    plus,
    signed,
    times,
    worked,
)

TOPIC = "algebra"

_SOLVE = (
    "Solve {e} for {x}.",
    "Solve {e} for {x}.",
    "Solve the equation {e}.",
    "Find {x} if {e}.",
    "What is {x} when {e}?",
    "{e}",
    "{t}",
    "Solve for {x}: {e}",
    "{e}. What is {x}?",
    "Solve {e}.",
    "Suppose {e}. What is {x}?",
    "Let {e}. What is {x}?",
    "If {e}, find {x}.",
    "Given {e}, what is {x}?",
    "Which {x} satisfies {e}?",
    "Determine {x} from {e}.",
    "Find the value of {x}: {e}",
)
_SOLVING = Ways(
    nouns=(
        "the solution of {e}",
        "the value of {x} in {e}",
        "the value of {x} such that {e}",
        "the value of {x} if {e}",
        "the number {x} for which {e}",
        "the number {x} that satisfies {e}",
        "the solution to the equation {e}",
        "{x} if {e}",
        "{x} when {e}",
        "{x} in {e}",
        "the unknown {x} in {e}",
        "the root of the equation {e}",
    ),
    verbs=(
        "solve {e}",
        "solve {e} for {x}",
        "solve the equation {e}",
        "find {x} in {e}",
        "find {x} if {e}",
        "get {x} from {e}",
        "isolate {x} in {e}",
        "find the value of {x} that satisfies {e}",
        "find the solution of {e}",
        "work out {x} if {e}",
        "solve for {x} in {e}",
        "determine {x} so that {e}",
        "find the number {x} for which {e}",
        "solve this: {e}",
        "find out what {x} is in {e}",
        "work out which {x} makes {e} true",
        "solve the linear equation {e}",
        "rearrange {e} to find {x}",
        "find which number {x} stands for in {e}",
    ),
    facts=(
        "{e}",
        "{e}",
        "{x} satisfies {e}",
        "{e} is true",
        "{x} is a number with {e}",
        "the equation {e} holds",
        "we have {e}",
        "{x} solves {e}",
    ),
    wanted=(
        "{x}",
        "{x}",
        "the value of {x}",
        "the number {x}",
    ),
    whole=(
        "im stuck on this equation {e} can you solve it",
        "I'm stuck on {e}. What is {x}?",
        "Need help with {e}",
        "{e} solve for {x}",
        "{e}, solve for {x}",
        "{e} find {x}",
        "{e}, {x}?",
        "how do you solve {e}",
        "{e} help",
        "{e} what is {x}",
        "what does {x} equal in {e}",
        "what does {x} have to be for {e}?",
        "whats {x} in {e}",
        "For which value of {x} is {e} true?",
        "What must {x} be so that {e}?",
        "For what value of {x} is {e}?",
        "The equation {e} has one solution. What is it?",
        "Equation: {e}. Solution?",
        "My equation is {e}, what is {x}?",
        "Here is an equation: {e}. Solve it.",
        "Solve the following equation: {e}",
        "If {e} then {x} = ?",
        "I got {e} and don't know how to get {x}",
        "Find the unknown: {e}",
        "Which value of {x} makes {e} hold?",
        "Which {x} makes both sides of {e} equal?",
        "Let {e}. Solve for {x}.",
        "{e}\nFind {x}.",
        "Solve\n{e}",
        "{e}\nWhat is {x}?",
        "Determine the solution of the equation {e}.",
        "Find the value of {x} such that {e}.",
        "what value for {x} do I need so that {e}",
        "{e}: how much is {x}?",
        "What number does {x} stand for in {e}?",
        "{x} is unknown and {e}. Work out {x}.",
        "can you do this one: {e}",
        "Find the number {x} with {e}.",
        "{e} where {x} is a number. Find it.",
        "solve {t}",
        "{t} solve for {x}",
        "{t}, find {x}",
        "{x} if {t}?",
    ),
)


_ALOUD = (
    "{e}, find {x}",
    "{e}. What is {x}?",
    "If {e}, what is {x}?",
    "{E}. Find {x}.",
    "{E}. Find the value of {x}.",
    "{E}. What is {x}?",
    "Solve: {e}.",
    "{e}, what is {x}",
    "Given that {e}, find {x}.",
    "{e}, solve for {x}",
    "what is {x} when {e}",
    "{e}",
    "{E}. How much is {x}?",
    "Find {x} when {e}.",
)


def _solve(rng: Random, equation: str, x: str) -> str:
    if rng.random() < 0.1:  # the plainest way, which would be rare among so many
        return f"Solve {equation} for {x}."
    return _of_equation(rng, _SOLVE, _SOLVING, equation, x)


def _of_equation(rng: Random, phrasings: Sequence[str], ways: Ways, equation: str, x: str) -> str:
    """A question for what solves an equation, which now and then is said in words."""
    said = spoken(rng, equation) if rng.random() < 0.12 else equation
    if said != equation:
        return one_of(rng, _ALOUD, e=said, E=said[0].upper() + said[1:] if said[1] != " " else said, x=x)
    return asked(rng, phrasings, ways, e=formula(rng, equation), t=equation.replace(" ", ""), x=x)


def _letter(rng: Random) -> str:
    return "x" if rng.random() < 0.7 else rng.choice("yntz")


def _move(value: int) -> str:
    """The goal of taking a constant term to the other side."""
    return f"{'Subtract' if value > 0 else 'Add'} the constant term on both sides."


def _term(a: int, x: str) -> str:
    return x if a == 1 else f"-{x}" if a == -1 else f"{a}{x}"


def _last_steps(a: int, x: str, c: int) -> tuple[Steps, Fraction]:
    """From `a x = c` to x. A result that is not whole stays a fraction."""
    value = Fraction(c, a)
    if a == 1:
        return [], value
    goal = f"Divide both sides by the coefficient of {x}."
    return [(goal, f"{x} = {c} / {signed(a)} = {value}")], value


def _linear(rng: Random, level: int) -> Worked:
    x, size = _letter(rng), (9, 12, 25)[level - 1]
    value = rng.randint(1, size + 3) * (-1 if level > 1 and rng.random() < 0.4 else 1)
    if rng.random() < 0.25:
        return _word_linear(rng, level)
    if rng.random() < 0.2:
        return _linear_division(rng, level, x, value)
    a, b = rng.randint(2, size), rng.randint(1, 9 * size) * (1 if rng.random() < 0.6 else -1)
    if level == 3 and rng.random() < 0.4:
        a = -a
    c = a * value + b
    if level == 3 and rng.random() < 0.3 and c % a:
        c += 1
    equation = f"{_term(a, x)} {plus(b)} = {c}"
    if rng.random() < 0.15:
        equation = f"{b} {plus(a)}{x} = {c}"
    elif rng.random() < 0.1:
        equation = f"{c} = {_term(a, x)} {plus(b)}"
    steps = [(_move(b), f"{_term(a, x)} = {c} {plus(-b)} = {c - b}")]
    last, root = _last_steps(a, x, c - b)
    return worked(_solve(rng, equation, x), steps + last, root, f"{x} = {root}")


def _linear_division(rng: Random, level: int, x: str, quotient: int) -> Worked:
    """x / a + b = c"""
    a, b = rng.randint(2, (9, 12, 15)[level - 1]), rng.randint(1, 40) * rng.choice((-1, 1))
    c = quotient + b
    steps = [
        (_move(b), f"{x}/{a} = {c} {plus(-b)} = {quotient}"),
        ("Multiply both sides by the denominator.", f"{x} = {quotient} * {a} = {quotient * a}"),
    ]
    return worked(_solve(rng, f"{x}/{a} {plus(b)} = {c}", x), steps, quotient * a, f"{x} = {quotient * a}")


_NUMBER_SOUGHT = Ways(
    facts=(
        "I think of a number, multiply it by {a} and {add} {b} to get {c}",
        "{a} times a number, {more} {b}, is {c}",
        "a number is multiplied by {a}, then {b} is {added}, and the result is {c}",
        "when I multiply a number by {a} and {add} {b}, I get {c}",
        "you multiply a number by {a} and {add} {b} and get {c}",
        "a number times {a} {more} {b} equals {c}",
        "a number, multiplied by {a}, {more} {b}, gives {c}",
        "my secret number times {a} {more} {b} makes {c}",
        "the product of {a} and a number, {more} {b}, comes to {c}",
        "somebody multiplies a number by {a}, then {add}s {b}, and ends up with {c}",
        "{a} multiplied by some number {more} {b} is {c}",
        "{a} lots of a number {more} {b} is {c}",
    ),
    wanted=(
        "the number",
        "the number",
        "that number",
        "the original number",
        "this number",
    ),
    whole=(
        "What number times {a} {more} {b} gives {c}?",
        "Which number multiplied by {a} and then {more} {b} makes {c}?",
        "what number do i multiply by {a} and {add} {b} to get {c}",
        "Number puzzle: times {a}, then {more} {b}, result {c}. Which number?",
        "Find the number which, multiplied by {a} and then {more} {b}, gives {c}.",
        "{a} times what number {more} {b} is {c}?",
        "im thinking of a number. times {a}, {more} {b}, makes {c}. what is it?",
        "Multiply a number by {a} and {add} {b}. You get {c}. What is the number?",
    ),
)


def _word_linear(rng: Random, level: int) -> Worked:
    a, b, value = rng.randint(2, 4 + 3 * level), rng.randint(2, 40 * level), rng.randint(2, 15 * level)
    if rng.random() < 0.5:
        b = -min(b, a * value - 1)
    c = a * value + b
    phrasings = [
        "I think of a number, multiply it by {a} and {add} {b}. The result is {c}. What is my number?",
        "{a} times a number, {more} {b}, is {c}. What is the number?",
        "A number is multiplied by {a}. Then {b} is {added}. This gives {c}. Find the number.",
        "When I multiply a number by {a} and then {add} {b}, I get {c}. Find the number.",
    ]
    words = (
        {"add": "add", "more": "plus", "added": "added"}
        if b > 0
        else {"add": "subtract", "more": "minus", "added": "subtracted"}
    )
    steps = [
        ("Write the sentence as an equation.", f"{a}x {plus(b)} = {c}"),
        (_move(b), f"{a}x = {c} {plus(-b)} = {c - b}"),
    ]
    last, root = _last_steps(a, "x", c - b)
    return worked(asked(rng, phrasings, _NUMBER_SOUGHT, a=a, b=abs(b), c=c, **words), steps + last, root)


def _both_sides(rng: Random, level: int) -> Worked:
    x, size = _letter(rng), (9, 9, 12)[level - 1]
    value = rng.randint(1, 12) * (-1 if level > 1 and rng.random() < 0.4 else 1)
    a, c = rng.randint(2, size), rng.randint(1, size)
    if level < 3 and a < c:
        a, c = c, a
    if a == c:
        a += 1
    steps = []
    if level == 1:
        b = rng.randint(1, 30)
        left = f"{a}{x} {plus(b)}"
    else:
        inner = rng.randint(1, 9) * rng.choice((-1, 1))
        b = a * inner
        left = f"{a}({x} {plus(inner)})"
        steps.append(("Multiply out the brackets.", f"{a} * {signed(inner)} = {b}, so {a}{x} {plus(b)}"))
    d = a * value + b - c * value
    right = f"{_term(c, x)} {plus(d)}" if d else _term(c, x)
    if level == 3 and d % c == 0 and d and c > 1 and rng.random() < 0.7:
        inner = d // c
        right = f"{c}({x} {plus(inner)})"
        steps.append(
            ("Multiply out the brackets on the right.", f"{c} * {signed(inner)} = {d}, so {c}{x} {plus(d)}")
        )
    steps.append(
        (f"Bring the terms with {x} to the left.", f"{_term(a, x)} - {_term(c, x)} = {_term(a - c, x)}")
    )
    work = f"{d} {plus(-b)} = {d - b}"
    steps.append(("Bring the constants to the right.", f"{_term(a - c, x)} = {work}"))
    last, root = _last_steps(a - c, x, d - b)
    return worked(_solve(rng, f"{left} = {right}", x), steps + last, root, f"{x} = {root}")


_INTEGER_SOUGHT = Ways(
    nouns=(
        "the {most} integer x with {e}",
        "the {most} whole number x for which {e}",
        "the {most} integer that satisfies {e}",
        "the {most} integer solution of {e}",
        "the {most} integer x such that {e}",
        "the {most} integer for which {e} is true",
        "the {most} integer value of x if {e}",
        "the {most} whole number that fits {e}",
    ),
    facts=(
        "{e}",
        "an integer x satisfies {e}",
        "for a whole number x we have {e}",
        "{e} for an integer x",
    ),
    wanted=(
        "the {most} possible value of x",
        "the {most} value that x can have",
        "the {most} such x",
        "the {most} integer x",
    ),
    whole=(
        "{e}, {most} integer x?",
        "{e} {most} whole number",
        "Which {most} integer makes {e} true?",
        "how {large} can the integer x be if {e}?",
        "{e}, x whole number, how {large} can x be",
        "What is the {most} integer in the solution set of {e}?",
        "Among all integers x with {e}, which is the {most}?",
        "Solve {e} and give the {most} integer that works.",
    ),
)


def _inequality(rng: Random, level: int) -> Worked:
    a, b = rng.randint(2, (9, 12, 15)[level - 1]), rng.randint(1, 30 * level)
    whole, rest = rng.randint(1, 20), rng.randint(0, a - 1)
    if rng.random() < 0.5:
        b = -b
    bound = a * whole + rest
    c, sign, d = bound + b, rng.choice((">", "<", ">=", "<=")), rng.randint(1, 6) if level == 3 else 0
    greatest = sign[0] == "<"
    steps = []
    left, right = f"{a}x {plus(b)}", str(c)
    if d:
        left, right = f"{a + d}x {plus(b)}", f"{d}x {plus(c)}" if c else f"{d}x"
        steps.append(("Bring the terms with x to the left.", f"{a + d}x - {_term(d, 'x')} = {a}x"))
        left = f"{a + d}x {plus(b)}"
        right = f"{_term(d, 'x')} {plus(c)}" if c else _term(d, "x")
    steps.append((_move(b), f"{a}x {sign} {c} {plus(-b)} = {bound}"))
    steps.append(("Divide by the coefficient of x.", f"{bound} = {a} * {whole} + {rest}"))
    if rest:
        answer = whole if greatest else whole + 1
    else:
        answer = whole if "=" in sign else whole - 1 if greatest else whole + 1
    change = answer - whole
    goal = (
        "Take the greatest whole number that fits."
        if greatest
        else "Take the smallest whole number that fits."
    )
    steps.append((goal, f"x = {whole} {plus(change)} = {answer}" if change else f"x = {whole}"))
    phrasings = [
        "What is the {most} integer x with {e}?",
        "Find the {most} whole number x for which {e}.",
        "What is the {most} integer that satisfies {e}?",
        "{e}. Find the {most} integer solution.",
        "Which is the {most} integer x such that {e}?",
        "Give the {most} integer value of x that makes {e} true.",
        "If {e} and x is an integer, what is the {most} possible value of x?",
        "Solve {e}. What is the {most} integer solution?",
    ]
    question = asked(
        rng,
        phrasings,
        _INTEGER_SOUGHT,
        most=rng.choice(
            ("greatest", "greatest", "largest", "biggest") if greatest else ("smallest", "smallest", "least")
        ),
        large="large" if greatest else "small",
        e=f"{left} {sign} {right}",
    )
    return worked(question, steps, answer)


def _system(rng: Random, level: int) -> Worked:
    x, y = rng.randint(1, 12), rng.randint(1, 12)
    if level == 3 and rng.random() < 0.6:
        x, y = x * rng.choice((-1, 1)), -y
    if level == 1:
        return _sum_and_difference(rng, x + rng.randint(0, 40), y + rng.randint(0, 30))
    a, b, d, e = (rng.randint(1, 5 if level == 2 else 9) for _ in range(4))
    if level == 2:
        b = e = 1
    if level == 3 and rng.random() < 0.5:
        e = -e
    lead = a * e - d * b
    if lead == 0:
        return _system(rng, level)
    c, f = a * x + b * y, d * x + e * y
    first, second = f"{_term(a, 'x')} {_plus_term(b)} = {c}", f"{_term(d, 'x')} {_plus_term(e)} = {f}"
    steps = []
    if level == 3:
        steps = [
            (
                "Multiply the first equation by the coefficient of y in the second.",
                f"{a} * {signed(e)} = {a * e}, {c} * {signed(e)} = {c * e}",
            ),
            (
                "Multiply the second equation by the coefficient of y in the first.",
                f"{d} * {b} = {d * b}, {f} * {b} = {f * b}",
            ),
        ]
    steps += [
        (
            "Subtract the equations to remove y; find the coefficient of x.",
            f"{a * e} - {signed(d * b)} = {lead}",
        ),
        ("Subtract the right sides.", f"{c * e} - {signed(f * b)} = {c * e - f * b}"),
        ("Divide to get x.", f"x = {c * e - f * b} / {signed(lead)} = {x}"),
        (
            "Put x into the first equation.",
            f"{_term(b, 'y')} = {c} - {a} * {signed(x)} = {c} - {signed(a * x)} = {b * y}",
        ),
    ]
    if b != 1:
        steps.append(("Divide to get y.", f"y = {b * y} / {b} = {y}"))
    phrasings = [
        "Solve the system {p} and {q}.",
        "Solve {p}, {q} for x and y.",
        "Find x and y if {p} and {q}.",
        "{p}, {q}",
        "{p}; {q}. Find x and y.",
        "Solve the system of equations {p}, {q}.",
        "Solve simultaneously: {p}, {q}",
        "If {p} and {q}, what are x and y?",
        "Given {p} and {q}, find x and y.",
    ]
    return worked(
        asked(rng, phrasings, _BOTH, p=first, q=second, x="x", y="y"), steps, (x, y), f"x = {x}, y = {y}"
    )


def _plus_term(e: int) -> str:
    return f"{'-' if e < 0 else '+'} {_term(abs(e), 'y')}"


_GREATER = Ways(
    nouns=(
        "the greater of two numbers with sum {s} and difference {d}",
        "the greater of two numbers that add up to {s} and differ by {d}",
    ),
    facts=(
        "the sum of two numbers is {s} and their difference is {d}",
        "two numbers add up to {s} and differ by {d}",
        "two numbers have the sum {s} and the difference {d}",
        "two numbers make {s} together and one is {d} more than the other",
        "I have two numbers; added they give {s} and subtracted they give {d}",
        "two numbers total {s}, and if you take one from the other you get {d}",
    ),
    wanted=(
        "the greater number",
        "the greater one",
        "the greater of the two",
    ),
    whole=(
        "two numbers, sum {s}, difference {d}. greater one?",
        "Which is the greater of two numbers whose sum is {s} and whose difference is {d}?",
    ),
)


def _sum_and_difference(rng: Random, x: int, y: int) -> Worked:
    if x <= y:
        x, y = y + 1, x
    s, d = x + y, x - y
    steps = [
        ("Add the sum and the difference: this is twice the greater number.", f"{s} + {d} = {s + d}"),
        ("Halve it to get the greater number.", f"{s + d} / 2 = {x}"),
        ("Subtract it from the sum to get the other.", f"{s} - {x} = {y}"),
    ]
    if rng.random() < 0.5:
        phrasings = [
            "Solve the system x + y = {s} and x - y = {d}.",
            "x + y = {s}, x - y = {d}",
            "Find x and y if x + y = {s} and x - y = {d}.",
        ]
        p, q = f"x + y = {s}", f"x - y = {d}"
        question = asked(rng, phrasings, _BOTH, p=p, q=q, s=s, d=d, x="x", y="y")
        return worked(question, steps, (x, y), f"x = {x}, y = {y}")
    phrasings = [
        "The sum of two numbers is {s} and their difference is {d}. What is the greater number?",
        "Two numbers add up to {s}. One is {d} more than the other. Find the greater one.",
        "Together two boxes weigh {s} kg. One is {d} kg heavier than the other. "
        "How many kilograms does the heavier box weigh?",
    ]
    return worked(asked(rng, phrasings, _GREATER, s=s, d=d), steps[:2], x)


def _quadratic(rng: Random, level: int) -> Worked:
    if level == 1 and rng.random() < 0.3:
        return _square(rng)
    a = 1 if level < 3 else rng.randint(2, 4)
    size = (7, 12, 9)[level - 1]
    p, q = (rng.choice((-1, 1)) * rng.randint(1, size) for _ in range(2))
    bottom = rng.choice((1, a)) if level == 3 else 1
    roots = sorted({Fraction(p, bottom), Fraction(q)})
    if level == 1:
        roots = sorted(
            {Fraction(-abs(p)), Fraction(-abs(q))}
            if rng.random() < 0.5
            else {Fraction(abs(p)), Fraction(abs(q))}
        )
    b, c = -a * (roots[0] + roots[-1]), a * roots[0] * roots[-1]
    if b == 0 or b.denominator > 1 or c.denominator > 1:
        return _quadratic(rng, level)
    steps = _vieta(int(b), int(c), roots) if level == 1 else _formula(a, int(b), int(c), roots)
    text = " or ".join(f"x = {root}" for root in roots)
    equation = f"{'' if a == 1 else a}x^2 {plus_x(int(b))} {plus(int(c))} = 0"
    return worked(_ask_roots(rng, equation), steps, tuple(roots), text)


def _square(rng: Random) -> Worked:
    """x^2 + b = c"""
    n, b = rng.randint(2, 20), rng.randint(1, 60) * rng.choice((-1, 1))
    steps = [
        (_move(b), f"x^2 = {n * n + b} {plus(-b)} = {n * n}"),
        ("Find the number whose square this is.", f"{n} * {n} = {n * n}"),
        ("The opposite number has the same square.", f"-{n} * (-{n}) = {n * n}"),
    ]
    return worked(_ask_roots(rng, f"x^2 {plus(b)} = {n * n + b}"), steps, (-n, n), f"x = -{n} or x = {n}")


def plus_x(b: int) -> str:
    """The linear term as it is added on: '+ 3x', '- x'."""
    return f"{'-' if b < 0 else '+'} {_term(abs(b), 'x')}"


def _vieta(b: int, c: int, roots: list[Fraction]) -> Steps:
    p, q = roots[0], roots[-1]
    return [
        ("The roots add up to the opposite of the coefficient of x.", f"-1 * {signed(b)} = {-b}"),
        (
            "Find two numbers with that sum whose product is the constant.",
            f"{p} + {signed(int(q))} = {-b}, {p} * {signed(int(q))} = {c}",
        ),
    ]


def _formula(a: int, b: int, c: int, roots: list[Fraction]) -> Steps:
    square, product = b * b, 4 * a * c
    disc = square - product
    root = isqrt(disc)
    four = (
        f"4 * {a} * {signed(c)} = {4 * a} * {signed(c)} = {product}"
        if a > 1
        else f"4 * {signed(c)} = {product}"
    )
    steps = [
        ("Square the coefficient of x.", times(abs(b), abs(b)) if b > 0 else f"({b})^2 = {times(-b, -b)}"),
        ("Multiply four by the leading coefficient and the constant.", four),
        ("Subtract to get the discriminant.", f"{square} - {signed(product)} = {disc}"),
        ("Find the square root of the discriminant.", f"{root} * {root} = {disc}"),
    ]
    ends = [("Take away the root", -root), ("Add the root", root)] if root else [("Divide", 0)]
    for (goal, change), value in zip(ends, roots, strict=True):
        top = -b + change
        work = (
            f"({-b} {plus(change)}) / {2 * a} = {top} / {2 * a} = {value}"
            if change
            else f"{-b} / {2 * a} = {value}"
        )
        ending = (
            "and divide by twice the leading coefficient" if change else "by twice the leading coefficient"
        )
        steps.append((f"{goal} {ending}.", f"x = {work}"))
    return steps


_QUADRATIC = Ways(
    nouns=(
        "all solutions of {e}",
        "the solutions of {e}",
        "the roots of {e}",
        "the roots of the quadratic equation {e}",
        "all x with {e}",
        "the values of x for which {e}",
        "the solutions of the quadratic {e}",
        "the real roots of {e}",
    ),
    verbs=(
        "solve {e}",
        "solve {e} for x",
        "solve the quadratic {e}",
        "solve the quadratic equation {e}",
        "find the roots of {e}",
        "find all solutions of {e}",
        "find every x with {e}",
        "solve for x in {e}",
        "use the quadratic formula on {e}",
        "determine the real solutions of {e}",
        "find the values of x that satisfy {e}",
        "find x if {e}",
    ),
    facts=(
        "{e}",
        "{e}",
        "{x} satisfies {e}",
        "{x} is a solution of {e}",
        "we have {e}",
    ),
    wanted=(
        "all possible values of x",
        "x",
        "x",
        "the values of x",
        "all solutions",
    ),
    whole=(
        "im stuck on this quadratic {e} can you solve it",
        "Need help with {e}",
        "{e} solve for x",
        "{e}, x = ?",
        "{e}, find x",
        "how do you solve {e}",
        "quadratic: {e}",
        "{e} what is x",
        "For which values of x is {e} true?",
        "What can x be if {e}?",
        "Determine the real roots of {e}.",
        "Find the values of x such that {e}.",
        "roots of {e}",
        "Quadratic equation {e}. Solutions?",
        "Here is a quadratic equation: {e}. Solve it.",
        "What are the roots of {e}?",
        "{e}\nFind x.",
        "solve {t}",
        "{t} solve for x",
        "Which x make {e} true?",
        "Which numbers x satisfy {e}?",
        "solutions of {e}?",
    ),
)


def _ask_roots(rng: Random, equation: str) -> str:
    if rng.random() < 0.3:
        equation = equation.replace("^2", "²")
    phrasings = [
        "Solve {e}.",
        "Solve {e} for x.",
        "Find all solutions of {e}.",
        "What are the solutions of {e}?",
        "{e}",
        "Find the roots of {e}.",
        "Solve the equation {e}.",
        "Solve the quadratic equation {e}.",
        "Find x if {e}.",
        "Which values of x satisfy {e}?",
        "Solve for x: {e}",
        "Suppose {e}. What is x?",
    ]
    return _of_equation(rng, phrasings, _QUADRATIC, equation, "x")


def _evaluate(rng: Random, level: int) -> Worked:
    x = rng.randint(2, 9) * (-1 if level > 1 and rng.random() < 0.4 else 1)
    a, b, c = (
        rng.randint(2, 12),
        rng.randint(1, 12) * rng.choice((-1, 1)),
        rng.randint(1, 60) * rng.choice((-1, 1)),
    )
    if level == 1:
        steps = [
            ("Multiply by the coefficient.", f"{a} * {x} = {a * x}"),
            ("Add the constant." if c > 0 else "Subtract the constant.", f"{a * x} {plus(c)} = {a * x + c}"),
        ]
        return worked(_ask_value(rng, f"{a}x {plus(c)}", f"x = {x}"), steps, a * x + c)
    if level == 2:
        expression, square = f"{a}x^2 {plus_x(b)} {plus(c)}", a * x * x
        steps = [
            ("Square the value of x.", f"{signed(x)}^2 = {x * x}"),
            ("Multiply by the coefficient of the square.", f"{a} * {x * x} = {square}"),
            ("Multiply the linear term.", f"{b} * {signed(x)} = {b * x}"),
            ("Add the terms.", f"{square} + {signed(b * x)} = {square + b * x}"),
            (
                "Add the constant." if c > 0 else "Subtract the constant.",
                f"{square + b * x} {plus(c)} = {square + b * x + c}",
            ),
        ]
        return worked(_ask_value(rng, expression, f"x = {x}"), steps, square + b * x + c)
    y = rng.randint(-9, 9) or 5
    d = rng.randint(2, 9)
    first, second, third = a * x * x, b * x * y, d * y
    steps = [
        ("Square the value of x.", f"{signed(x)}^2 = {x * x}"),
        ("Multiply by the coefficient of the square.", f"{a} * {x * x} = {first}"),
        ("Multiply the values of x and y.", f"{x} * {signed(y)} = {x * y}"),
        ("Multiply by the coefficient of that term.", f"{b} * {signed(x * y)} = {second}"),
        ("Multiply y by its coefficient.", f"{d} * {signed(y)} = {third}"),
        ("Add the first two terms.", f"{first} + {signed(second)} = {first + second}"),
        ("Add the last term.", f"{first + second} + {signed(third)} = {first + second + third}"),
    ]
    expression = f"{a}x^2 {'-' if b < 0 else '+'} {_term(abs(b), 'x')}y + {d}y"
    return worked(_ask_value(rng, expression, f"x = {x} and y = {y}"), steps, first + second + third)


_PUT_IN = Ways(
    nouns=(
        "the value of {e} when {w}",
        "the value of {e} for {w}",
        "{e} when {w}",
        "{e} if {w}",
        "the value of the expression {e} at {w}",
    ),
    verbs=(
        "evaluate {e} when {w}",
        "put {w} into {e}",
        "plug {w} into {e}",
        "substitute {w} into {e}",
        "find the value of {e} if {w}",
        "work out {e} with {w}",
        "evaluate the expression {e} for {w}",
        "calculate {e} where {w}",
        "find {e} given {w}",
    ),
    facts=(
        "{w}",
        "{w}",
        "it is given that {w}",
    ),
    wanted=(
        "{e}",
        "{e}",
        "the value of {e}",
        "the value of the expression {e}",
    ),
    whole=(
        "{w}, {e} = ?",
        "{e} where {w}",
        "{e}, {w}",
        "what does {e} equal when {w}",
        "what is {e} worth if {w}",
        "for {w} what is {e}",
        "what do you get if you plug {w} into {e}?",
        "{e} if {w}?",
        "{w}, what is {e}",
        "How much is {e} if {w}?",
        "{e}; {w}",
        "Let {w}. What does {e} come to?",
        "{e} given that {w}",
        "What number is {e} when {w}?",
        "{e} with {w}",
    ),
)


def _ask_value(rng: Random, expression: str, where: str) -> str:
    phrasings = [
        "Evaluate {e} for {w}.",
        "What is {e} when {w}?",
        "Find the value of {e} if {w}.",
        "If {w}, what is {e}?",
        "Calculate {e} at {w}.",
        "Work out {e} if {w}.",
        "Given {w}, find {e}.",
        "Evaluate {e} at {w}.",
        "Substitute {w} into the expression: what is {e} if {w}?",
    ]
    return asked(rng, phrasings, _PUT_IN, e=formula(rng, expression), w=where)


# ── Equations in every form ──────────────────────────────────────────────────────────────────

_SOLVE_ANY = (
    "Solve {e} for {x}.",
    "Solve {e}.",
    "Solve for {x}: {e}",
    "Solve the equation {e}.",
    "Find {x} if {e}.",
    "Find {x}: {e}",
    "What is {x} if {e}?",
    "What is {x} when {e}?",
    "{e}",
    "{e}, {x} = ?",
    "{e}. What is {x}?",
    "If {e}, what is {x}?",
    "If {e}, find {x}.",
    "Suppose {e}. What is {x}?",
    "Let {e}. What is {x}?",
    "Let {e}. Calculate {x}.",
    "Given that {e}, find the value of {x}.",
    "What value of {x} makes {e} true?",
    "Determine {x} such that {e}.",
    "Which number {x} satisfies {e}?",
    "{e}, find {x}",
    "What is the solution of {e}?",
    "Work out the value of {x} in {e}.",
    "Find the value of {x} in the equation {e}.",
)


def _ask_equation(rng: Random, equation: str, x: str) -> str:
    return _of_equation(rng, _SOLVE_ANY, _SOLVING, equation, x)


def _solved(rng: Random, equation: str, x: str, steps: Steps, root: Number) -> Worked:
    return worked(_ask_equation(rng, equation, x), steps, root, f"{x} = {root}")


def _divided(a: int, x: str, c: int) -> tuple[Steps, Fraction]:
    """From `a x = c` to x."""
    if a == 1:
        return [], Fraction(c)
    goal = f"Divide both sides by the coefficient of {x}."
    return [(goal, f"{x} = {quotient(c, a)}")], Fraction(c, a)


def _one_step(rng: Random, level: int) -> Worked:
    """x + a = b, a - x = b, a x = b, x / a = b: either side first."""
    x, high = letter(rng), (12, 60, 999)[level - 1]
    value = size(rng, 1, high) * (-1 if rng.random() < (0.1, 0.3, 0.4)[level - 1] else 1)
    a, kind = size(rng, 1, high), rng.randrange(6)
    if kind < 2:
        a = -a if rng.random() < 0.45 else a
        left, right = f"{x} {plus(a)}", value + a
        if kind and a > 0:
            left = f"{a} + {x}"
        goal = f"{'Subtract' if a > 0 else 'Add'} the number beside {x} on both sides."
        steps = [(goal, f"{x} = {right} {plus(-a)} = {value}")]
    elif kind == 2:
        if level == 1:
            a += abs(value)
        left, right = f"{a} - {x}", a - value
        goal = f"Take the result away from the number that {x} is subtracted from."
        steps = [(goal, f"{x} = {a} - {signed(right)} = {value}")]
    elif kind == 5:
        a = max(2, a if level < 3 else size(rng, 2, 60))
        left, right = f"{x}/{a}" if rng.random() < 0.7 else f"{x} / {a}", value
        value = right * a
        steps = [("Multiply both sides by the divisor.", f"{x} = {product(right, a)}")]
        if ", so " not in steps[0][1] and right < 0:
            steps = [("Multiply both sides by the divisor.", f"{x} = {right} * {a} = {value}")]
    else:
        a = max(2, a if level < 3 else size(rng, 2, 60)) * (-1 if rng.random() < 0.25 else 1)
        right = a * value
        if level > 1 and rng.random() < 0.2:
            right += 1
        left = term(a, x)
        steps, root = _divided(a, x, right)
        equation = f"{left} = {right}" if rng.random() < 0.75 else f"{right} = {left}"
        return _solved(rng, equation, x, steps, root)
    equation = f"{left} = {right}" if rng.random() < 0.8 else f"{right} = {left}"
    return _solved(rng, equation, x, steps, value)


def _two_step(rng: Random, level: int) -> Worked:
    x, high = letter(rng), (6, 12, 40)[level - 1]
    value = size(rng, 1, (10, 20, 60)[level - 1]) * (-1 if level > 1 and rng.random() < 0.35 else 1)
    a, b = size(rng, 2, high), size(rng, 1, 4 * high)
    kind = rng.randrange(5)
    if kind < 2:
        a, b = (-a if rng.random() < 0.25 else a), (-b if rng.random() < 0.45 else b)
        if rng.random() < 0.1:
            b = -a * value
        right = a * value + b
        if level == 3 and rng.random() < 0.25:
            right += 1
        left = f"{b} {_plus_letter(a, x)}" if kind else f"{term(a, x)} {plus(b)}"
        steps = [(_move(b), f"{term(a, x)} = {right} {plus(-b)} = {right - b}")]
        last, root = _divided(a, x, right - b)
        equation = f"{left} = {right}" if rng.random() < 0.8 else f"{right} = {left}"
        return _solved(rng, equation, x, steps + last, root)
    if kind == 2:
        inner = -b if rng.random() < 0.5 else b
        right = a * (value + inner)
        steps = [
            ("Divide both sides by the number before the brackets.", quotient(right, a)),
            (_move(inner), f"{x} = {value + inner} {plus(-inner)} = {value}"),
        ]
        return _solved(rng, f"{a}({x} {plus(inner)}) = {right}", x, steps, value)
    if kind == 3:
        inner = -b if rng.random() < 0.5 else b
        right, start = value, a * value - inner
        steps = [
            (
                "Multiply both sides by the divisor.",
                f"{x} {plus(inner)} = {a} * {signed(right)} = {a * right}",
            ),
            (_move(inner), f"{x} = {a * right} {plus(-inner)} = {start}"),
        ]
        return _solved(rng, f"({x} {plus(inner)})/{a} = {right}", x, steps, start)
    b = -b if rng.random() < 0.5 else b
    right = value + b
    steps = [
        (_move(b), f"{x}/{a} = {right} {plus(-b)} = {value}"),
        ("Multiply both sides by the divisor.", f"{x} = {value} * {a} = {value * a}"),
    ]
    shown = f"{x}/{a} {plus(b)}"
    if b > 0 and rng.random() < 0.25:
        shown = f"{b} + {x}/{a}"
    return _solved(rng, f"{shown} = {right}", x, steps, value * a)


def _plus_letter(a: int, x: str) -> str:
    return f"{'-' if a < 0 else '+'} {term(abs(a), x)}"


def _gathering(rng: Random, level: int) -> Worked:
    """Several terms with the unknown, on one side or both: 24 = 1601c - 1605c."""
    x, high = letter(rng, 0.35), (12, 60, 2000)[level - 1]
    value = size(rng, 1, (9, 12, 40)[level - 1]) * rng.choice((-1, 1) if level > 1 else (1,))
    step = size(rng, 1, (6, 12, 30)[level - 1]) * rng.choice((-1, 1) if level > 1 else (1,))
    c = size(rng, 1, high)
    a = c + step
    if not a:
        a, c = 2 * step, step
    kind = rng.randrange(4)
    if kind == 0 or (level == 1 and kind < 3):
        if level == 1 and rng.random() < 0.5 and kind:
            c, step = -c, a + c  # both terms are added
        right = step * value
        shown = total([(a, x, 1), (-c, x, 1)])
        steps = [(f"Combine the terms with {x}.", f"{a} {plus(-c)} = {step}, so {term(step, x)} = {right}")]
        last, root = _divided(step, x, right)
        equation = f"{right} = {shown}" if rng.random() < 0.4 else f"{shown} = {right}"
        return _solved(rng, equation, x, steps + last, root)
    if kind == 1:  # a x + b + k x = d
        b = nonzero(rng, high)
        right = step * value + b
        shown = total([(a, x, 1), (b, x, 0), (-c, x, 1)])
        steps = [
            (f"Combine the terms with {x}.", f"{a} {plus(-c)} = {step}"),
            (_move(b), f"{term(step, x)} = {right} {plus(-b)} = {right - b}"),
        ]
        last, root = _divided(step, x, right - b)
        return _solved(rng, f"{shown} = {right}", x, steps + last, root)
    b = nonzero(rng, high)
    d = step * value + b
    left, right_text = total([(a, x, 1), (b, x, 0)]), total([(c, x, 1), (d, x, 0)])
    if rng.random() < 0.3:
        left = total([(b, x, 0), (a, x, 1)])
    if rng.random() < 0.3:
        right_text = total([(d, x, 0), (c, x, 1)])
    steps = [
        (f"Bring the terms with {x} to the left.", f"{a} - {signed(c)} = {step}"),
        ("Bring the constants to the right.", f"{term(step, x)} = {d} {plus(-b)} = {d - b}"),
    ]
    last, root = _divided(step, x, d - b)
    return _solved(rng, f"{left} = {right_text}", x, steps + last, root)


def _brackets(rng: Random, level: int) -> Worked:
    """Brackets with something beside them, or on both sides."""
    x, value = letter(rng), size(rng, 1, 12) * rng.choice((-1, 1))
    a, p, b = rng.randint(2, 9), nonzero(rng, 9), nonzero(rng, 20)
    if level == 1:
        value, p = abs(value), abs(p)
    if level < 3:
        right = a * (value + p) + b
        steps = [
            ("Multiply the number in the brackets by the factor.", f"{a} * {signed(p)} = {a * p}"),
            ("Add the constants on the left.", f"{a * p} {plus(b)} = {a * p + b}"),
            (
                "Bring the constant to the right.",
                f"{term(a, x)} = {right} - {signed(a * p + b)} = {a * value}",
            ),
        ]
        last, root = _divided(a, x, a * value)
        return _solved(rng, f"{a}({x} {plus(p)}) {plus(b)} = {right}", x, steps + last, root)
    c = rng.randint(2, 9)
    if c == a:
        c += 1
    p *= c  # c divides a (value + p) + b - c value for a suitable b
    b = 0
    q = Fraction(a * (value + p), c) - value
    if q.denominator > 1:
        b = -(a * (value + p)) % c
        q = Fraction(a * (value + p) + b, c) - value
    r = int(q)
    left = f"{a}({x} {plus(p)})" + (f" {plus(b)}" if b else "")
    right_text = f"{c}({x} {plus(r)})" if r else f"{c}{x}"
    constant = a * p + b
    steps = [("Multiply out the brackets on the left.", f"{a} * {signed(p)} = {a * p}")]
    if b:
        steps.append(("Add the constants on the left.", f"{a * p} + {b} = {constant}"))
    if r:
        steps.append(("Multiply out the brackets on the right.", f"{c} * {signed(r)} = {c * r}"))
    steps += [
        (f"Bring the terms with {x} to the left.", f"{a} - {c} = {a - c}"),
        (
            "Bring the constants to the right.",
            f"{term(a - c, x)} = {c * r} - {signed(constant)} = {c * r - constant}",
        ),
    ]
    last, root = _divided(a - c, x, c * r - constant)
    return _solved(rng, f"{left} = {right_text}", x, steps + last, root)


def _fraction_equation(rng: Random, level: int) -> Worked:
    """Fractions and decimals as coefficients."""
    x, kind = letter(rng), rng.randrange(3)
    if kind == 0:
        b = rng.randint(2, 9)
        a = rng.choice([n for n in range(1, 10) if gcd(n, b) == 1 and n != b])
        value = b * size(rng, 1, 12) * (-1 if level > 1 and rng.random() < 0.3 else 1)
        k = 0 if level == 1 else nonzero(rng, 20)
        right = a * value // b
        shown = rng.choice((f"({a}/{b}){x}", f"{term(a, x)}/{b}", f"{a}/{b} * {x}"))
        steps = [(_move(k), f"{right + k} {plus(-k)} = {right}")] if k else []
        steps.append(("Multiply both sides by the denominator.", f"{term(a, x)} = {product(right, b)}"))
        last, root = _divided(a, x, right * b)
        equation = f"{shown} {plus(k)} = {right + k}" if k else f"{shown} = {right}"
        return worked(
            _of_equation(rng, _SOLVE_ANY, _SOLVING, equation, x), steps + last, root, f"{x} = {root}"
        )
    if kind == 1:
        b, d = rng.sample(range(2, 7 + level), 2)
        common = b * d // gcd(b, d)
        value, sign = common * size(rng, 1, 8), rng.choice((1, 1, -1))
        if sign < 0 and b > d:
            b, d = d, b
        right = value // b + sign * (value // d)
        p, q = common // b, common // d
        steps = [
            ("Find the common denominator.", f"{b} * {p} = {d} * {q} = {common}"),
            (
                "Add the numerators." if sign > 0 else "Subtract the numerators.",
                f"{p} {plus(sign * q)} = {p + sign * q}",
            ),
            (
                "Multiply both sides by the common denominator.",
                f"{term(p + sign * q, x)} = {product(right, common)}",
            ),
        ]
        last, root = _divided(p + sign * q, x, right * common)
        equation = f"{x}/{b} {'+' if sign > 0 else '-'} {x}/{d} = {right}"
        return worked(
            _of_equation(rng, _SOLVE_ANY, _SOLVING, equation, x), steps + last, root, f"{x} = {root}"
        )
    a, value, b = size(rng, 1, 12 * level), size(rng, 1, 20 * level), size(rng, 1, 30 * level)
    if a == 10:
        a = 5
    left = f"{decimal(a, 10)}{x}"
    b = 0 if level == 1 else b * rng.choice((-1, 1))
    right = a * value + b
    steps = []
    if b:
        shown = decimal(abs(b), 10)
        goal = _move(b)
        steps = [(goal, f"{decimal(right, 10)} {'-' if b > 0 else '+'} {shown} = {decimal(right - b, 10)}")]
        left += f" {'+' if b > 0 else '-'} {shown}"
    if a != 1:
        goal = "Divide by the coefficient: multiply both by ten to be rid of the decimal point."
        work = f"{decimal(right - b, 10)} / {decimal(a, 10)} = {quotient(right - b, a)}"
        steps.append((goal, f"{x} = {work}"))
    else:
        steps.append(("Multiply both sides by ten.", f"{x} = {decimal(right - b, 10)} * 10 = {value}"))
    equation = f"{left} = {decimal(right, 10)}"
    return _solved(rng, equation, x, steps, value)


_THE_NUMBER = Ways(
    wanted=(
        "the number",
        "the number",
        "that number",
        "this number",
        "the unknown number",
    ),
)


def _number_words(rng: Random, level: int) -> Worked:
    """A sentence about a number, or consecutive numbers, to be written as an equation."""
    if level > 1 and rng.random() < 0.4:
        return _consecutive(rng, level)
    a = 1 if level == 1 and rng.random() < 0.4 else rng.randint(2, 4 + 2 * level)
    value, b = size(rng, 1, (20, 40, 200)[level - 1]), size(rng, 1, (20, 50, 300)[level - 1])
    names = {
        1: "a number",
        2: rng.choice(("twice a number", "double a number", "two times a number")),
        3: rng.choice(("three times a number", "triple a number", "thrice a number")),
    }
    named = names.get(a, f"{a} times a number")
    sign = 1 if a * value <= b or rng.random() < 0.5 else -1
    c = a * value + sign * b
    more = "more than" if sign > 0 else "less than"
    choices = [
        f"{b} {more} {named} is {c}. What is the number?",
        f"{b} {more} {named} equals {c}. Find the number.",
        f"A number is such that {b} {more} {named.replace('a number', 'it')} is {c}. What is the number?",
    ]
    if sign > 0:
        choices += [
            f"The sum of {named} and {b} is {c}. What is the number?",
            f"If {b} is added to {named}, the result is {c}. Find the number.",
            f"{named.capitalize()} plus {b} makes {c}. Which number is it?",
            f"{named.capitalize()} increased by {b} is {c}. What is the number?",
        ]
    else:
        choices += [
            f"{b} subtracted from {named} gives {c}. What is the number?",
            f"If you take {b} away from {named}, you get {c}. What is the number?",
            f"{named.capitalize()} minus {b} is {c}. Find the number.",
            f"{named.capitalize()} decreased by {b} is {c}. What is the number?",
        ]
    steps = [
        (
            "Write the sentence as an equation, with x for the number.",
            f"{term(a, 'x')} {plus(sign * b)} = {c}",
        ),
        (_move(sign * b), f"{term(a, 'x')} = {c} {plus(-sign * b)} = {a * value}"),
    ]
    last, root = _divided(a, "x", a * value)
    if rng.random() < 0.3:
        question = rng.choice(choices)
    else:
        ways = _THE_NUMBER._replace(facts=_told_of_number(rng, a, sign, named), whole=_which_number(a, sign))
        question = asked(rng, ways.whole, ways, b=b, c=c)
    return worked(question, steps + last, root)


def _told_of_number(rng: Random, a: int, sign: int, named: str) -> tuple[str, ...]:
    """What is known of a number: with `named`, a times it, {b} more or less is {c}."""
    done = ("", "", "doubled", "tripled")[a] if 1 < a < 4 else f"multiplied by {a}"
    more = "{b} more than" if sign > 0 else "{b} less than"
    verb, up, added = (
        ("add", "increased", "added to") if sign > 0 else ("subtract", "decreased", "subtracted from")
    )
    if a == 1:
        first = f"I think of a number, {verb} {{b}} and get {{c}}"
        middle = f"a number is {up} by {{b}} and the result is {{c}}"
    else:
        first = f"I think of a number, {rng.choice(('multiply it by ' + str(a), 'times it by ' + str(a)))}, then {verb} {{b}} and get {{c}}"
        middle = f"a number is {done} and then {up} by {{b}}, and the result is {{c}}"
    return (
        first,
        middle,
        f"{more} {named} is {{c}}",
        f"{named} {up} by {{b}} is equal to {{c}}",
        f"{{b}} {added} {named} makes {{c}}",
        f"{named} {'plus' if sign > 0 else 'minus'} {{b}} equals {{c}}",
        f"{named} and {{b}} together make {{c}}" if sign > 0 else f"{named} exceeds {{c}} by {{b}}",
        f"{{c}} is {more} {named}",
    )


def _which_number(a: int, sign: int) -> tuple[str, ...]:
    done = ("", "", "doubled", "tripled", "quadrupled")[a] if 1 < a < 5 else f"multiplied by {a}"
    done = "" if a == 1 else f" {done} and"
    up, sum_ = ("increased", "plus") if sign > 0 else ("decreased", "minus")
    times_ = "" if a == 1 else f" times {a}"
    return (
        f"What number{done} {up} by {{b}} gives {{c}}?",
        f"what number{times_} {sum_} {{b}} is {{c}}",
        f"Which number{done} {up} by {{b}} is {{c}}?",
        f"Which number{times_} {sum_} {{b}} equals {{c}}?",
        f"Find the number which{done} {up} by {{b}} gives {{c}}.",
        f"im thinking of a number.{times_ and times_ + ','} {sum_} {{b}}, makes {{c}}. what is it?",
    )


_IN_A_ROW = Ways(
    nouns=(
        "the {w} of {n} consecutive {k} that add up to {c}",
        "the {w} of {n} consecutive {k} with sum {c}",
        "the {w} number if {n} consecutive {k} add up to {c}",
        "the {w} of {n} {k} in a row with a sum of {c}",
    ),
    facts=(
        "the sum of {n} consecutive {k} is {c}",
        "{n} consecutive {k} add up to {c}",
        "{n} {k} in a row have the sum {c}",
        "when you add {n} consecutive {k} you get {c}",
        "{n} consecutive {k} total {c}",
        "I add {n} consecutive {k} and get {c}",
    ),
    wanted=(
        "the {w} of them",
        "the {w} one",
        "the {w} number",
        "the {w} of these numbers",
    ),
    whole=(
        "{n} consecutive {k}, sum {c}. {w} one?",
        "Which is the {w} of {n} consecutive {k} whose sum is {c}?",
        "{N} consecutive {k} have the sum {c}. {w} number = ?",
    ),
)


def _consecutive(rng: Random, level: int) -> Worked:
    count, start = rng.randint(2, 2 + level), size(rng, 1, 60 * level)
    step, kind = rng.choice(((1, "integers"), (1, "whole numbers"), (2, "even"), (2, "odd")))
    if step == 2:
        start, kind = 2 * start + (kind == "odd"), f"{kind} numbers"
    extra = step * count * (count - 1) // 2
    c = count * start + extra
    last = rng.random() < 0.5
    words = ("", "", "two", "three", "four", "five")[count]
    steps = [
        (
            "Add what the other numbers have more than the first.",
            sum_work([step * i for i in range(1, count)])
            if count > 2
            else f"{count} - 1 = 1"
            if step == 1
            else "1 * 2 = 2",
        ),
        ("Subtract it from the sum, with x for the first number.", f"{count}x = {c} - {extra} = {c - extra}"),
        ("Divide by how many numbers there are.", f"x = {quotient(c - extra, count)}"),
    ]
    answer = start
    if last:
        answer = start + step * (count - 1)
        steps.append(
            ("Go on from the first number to the last.", f"{start} + {step * (count - 1)} = {answer}")
        )
    which = rng.choice(("largest", "greatest") if last else ("smallest", "least"))
    if count == 2:
        which = rng.choice(("larger", "greater")) if last else "smaller"
    phrasings = (
        "The sum of {n} consecutive {k} is {c}. What is the {w} of them?",
        "{N} consecutive {k} add up to {c}. Find the {w}.",
        "Find the {w} of {n} consecutive {k} whose sum is {c}.",
        "{N} consecutive {k} have a sum of {c}. What is the {w} number?",
    )
    return worked(
        asked(rng, phrasings, _IN_A_ROW, n=words, N=words.capitalize(), k=kind, c=c, w=which), steps, answer
    )


_INEQUALITY = (
    "Solve {e}.",
    "Solve the inequality {e}.",
    "Solve {e} for {x}.",
    "Solve for {x}: {e}",
    "For which {x} is {e}?",
    "Find all {x} such that {e}.",
    "{e}",
    "What is the solution of {e}?",
    "Which values of {x} satisfy {e}?",
    "Find the solution set of {e}.",
    "Solve and write the answer as an inequality: {e}",
)
_WHICH_X = Ways(
    nouns=(
        "the solution of {e}",
        "the solution set of {e}",
        "all {x} with {e}",
        "all values of {x} for which {e}",
        "all numbers {x} such that {e}",
        "the values of {x} that satisfy {e}",
        "the range of values of {x} for which {e}",
        "the solution to the inequality {e}",
    ),
    verbs=(
        "solve {e}",
        "solve the inequality {e}",
        "solve {e} for {x}",
        "find all {x} with {e}",
        "find the solution set of {e}",
        "solve this inequality: {e}",
        "find the values of {x} for which {e}",
        "isolate {x} in {e}",
        "work out for which {x} we have {e}",
        "find the range of {x} if {e}",
        "simplify the inequality {e}",
        "get {x} alone in {e}",
    ),
    facts=(
        "{e}",
        "{x} satisfies {e}",
        "we have {e}",
        "{e} is true",
    ),
    wanted=(
        "all possible values of {x}",
        "the values of {x}",
        "the range of {x}",
        "all {x}",
    ),
    whole=(
        "im stuck on this inequality {e}",
        "{e} solve for {x}",
        "{e}, {x}?",
        "inequality {e} solution?",
        "how do you solve {e}",
        "For which values of {x} is {e} true?",
        "What can {x} be if {e}?",
        "Which numbers {x} satisfy {e}?",
        "When is {e}?",
        "Find the range of values of {x} for which {e}.",
        "what values of {x} make {e} true",
        "{e}\nSolve for {x}.",
        "Here is an inequality: {e}. Solve it.",
        "For what {x} do we have {e}?",
        "Determine all real {x} with {e}.",
        "need help with {e}",
    ),
)
_FLIPPED = {">": "<", "<": ">", ">=": "<=", "<=": ">="}


def _inequality_solve(rng: Random, level: int) -> Worked:
    x, sign = letter(rng, 0.8), rng.choice((">", "<", ">=", "<="))
    bound = size(rng, 1, 20 * level) * (-1 if rng.random() < 0.25 * level - 0.1 else 1)
    a = 1 if level == 1 and rng.random() < 0.5 else size(rng, 2, 5 * level)
    if (level > 1 and rng.random() < 0.4) or (level == 1 and rng.random() < 0.1):
        a = -a
    b = 0 if level == 1 and a != 1 else nonzero(rng, 15 * level)
    d = rng.randint(1, 9) if level == 3 and rng.random() < 0.6 else 0
    right = a * bound + b
    left_text = total([(a + d, x, 1), (b, x, 0)])
    if a + d == 0:
        return _inequality_solve(rng, level)
    right_text = total([(d, x, 1), (right, x, 0)])
    steps: Steps = []
    if d:
        steps.append((f"Bring the terms with {x} to the left.", f"{a + d} - {d} = {a}"))
    if b:
        work = f"{term(a, x)} {sign} {right} {plus(-b)} = {right - b}"
        steps.append((_move(b), work))
    end = _FLIPPED[sign] if a < 0 else sign
    if a != 1:
        goal = f"Divide by the coefficient of {x}" + (
            ": it is negative, so the sign turns round." if a < 0 else "."
        )
        steps.append((goal, f"{x} {end} {quotient(a * bound, a)}"))
    shown = f"{left_text} {sign} {right_text}"
    if rng.random() < 0.1:
        shown = f"{right_text} {_FLIPPED[sign]} {left_text}"
    if rng.random() < 0.2:
        shown = shown.replace(">=", "≥").replace("<=", "≤")
    return worked(
        asked(rng, _INEQUALITY, _WHICH_X, e=formula(rng, shown), x=x), steps, bound, f"{x} {end} {bound}"
    )


def _absolute_value(rng: Random, level: int) -> Worked:
    x, size_ = letter(rng, 0.8), size(rng, 1, (12, 25, 60)[level - 1])
    a = 1 if level < 3 else rng.choice((1, 2, 3, 4, 5))
    b = 0 if level == 1 and rng.random() < 0.4 else nonzero(rng, 12 * level)
    k = nonzero(rng, 15) if level == 3 and rng.random() < 0.4 else 0
    inner = total([(a, x, 1), (b, x, 0)])
    if rng.random() < 0.06:
        steps = [
            (
                "An absolute value is never below zero: look at the sign of the right side.",
                f"0 - {size_} = {-size_}",
            )
        ]
        question = _of_equation(rng, _SOLVE_ROOTS, _ROOTS, f"|{inner}| = {-size_}", x)
        return worked(question, steps, 0, "no solution")
    steps = [(_move(k), f"{size_ + k} {plus(-k)} = {size_}")] if k else []
    roots = []
    for name, end in (("positive", size_), ("negative", -size_)):
        goal = f"Take the {name} case."
        root = Fraction(end - b, a)
        work = f"{end} {plus(-b)} = {end - b}" if b else f"{x} = {end}"
        if a > 1:
            work += f", {x} = {end - b} / {a} = {root}"
        elif b:
            work = f"{x} = {work}"
        steps.append((goal, work))
        roots.append(root)
    roots.sort()
    if not b and a == 1:
        steps.append(("Check that both are as far from zero.", f"0 - {signed(-size_)} = {size_} - 0"))
    shown = f"|{inner}|" + (f" {plus(k)}" if k else "")
    text = " or ".join(f"{x} = {root}" for root in roots)
    return worked(
        _of_equation(rng, _SOLVE_ROOTS, _ROOTS, f"{shown} = {size_ + k}", x), steps, tuple(roots), text
    )


_SOLVE_ROOTS = (
    "Solve {e}.",
    "Solve {e} for {x}.",
    "Solve for {x}: {e}",
    "Solve the equation {e}.",
    "Find all solutions of {e}.",
    "Find all values of {x} for which {e}.",
    "What are the solutions of {e}?",
    "{e}",
    "{e}. Find {x}.",
    "Find {x} if {e}.",
    "For which {x} is {e}?",
    "Let {e}. What is {x}?",
    "Suppose {e}. What is {x}?",
    "Determine all {x} such that {e}.",
)
_ROOTS = Ways(
    nouns=(
        "all solutions of {e}",
        "the solutions of {e}",
        "the roots of {e}",
        "all values of {x} with {e}",
        "all {x} such that {e}",
        "the values of {x} for which {e}",
        "all real solutions of {e}",
        "the solutions to the equation {e}",
        "the roots of the equation {e}",
        "the values of {x} that satisfy {e}",
        "all numbers {x} with {e}",
        "the real roots of {e}",
    ),
    verbs=(
        "solve {e}",
        "solve {e} for {x}",
        "solve the equation {e}",
        "find the roots of {e}",
        "find all solutions of {e}",
        "find every {x} with {e}",
        "solve for {x} in {e}",
        "find {x} if {e}",
        "work out all values of {x} for which {e}",
        "determine the real solutions of {e}",
        "find all real numbers {x} such that {e}",
        "solve this: {e}",
    ),
    facts=(
        "{e}",
        "{e}",
        "{x} satisfies {e}",
        "{x} is a real number with {e}",
        "we have {e}",
    ),
    wanted=(
        "all possible values of {x}",
        "{x}",
        "{x}",
        "the values of {x}",
        "all solutions",
        "the values that {x} can have",
    ),
    whole=(
        "im stuck on {e} can you help",
        "Need help with {e}",
        "{e} solve for {x}",
        "{e}, solve for {x}",
        "{e} find {x}",
        "{e}, {x}?",
        "how do you solve {e}",
        "whats {x} in {e}",
        "{e} what is {x}",
        "For which values of {x} is {e} true?",
        "What can {x} be if {e}?",
        "Which numbers {x} satisfy {e}?",
        "Determine the real roots of {e}.",
        "Solve over the real numbers: {e}",
        "roots of {e}",
        "Find the values of {x} such that {e}.",
        "Here is an equation: {e}. Solve it.",
        "What are the roots of {e}?",
        "solutions of {e}?",
        "{e}\nFind {x}.",
        "Solve the following equation: {e}",
        "Let {e}. Solve for {x}.",
        "Which {x} make {e} true?",
        "solve {t}",
        "{t} solve for {x}",
        "does {e} have real solutions, and which?",
        "What are the possible values of {x} if {e}?",
    ),
)


_SQUARED = Ways(
    nouns=(
        "the positive number for which {s} is {c}",
        "the positive number such that {s} equals {c}",
        "the number above zero with the property that {s} makes {c}",
    ),
    facts=(
        "{s} is {c}",
        "{s} equals {c}",
        "for a positive number, {s} is {c}",
        "{c} is {s}",
        "I think of a positive number and find that {s} gives {c}",
    ),
    wanted=("the positive number", "this positive number", "the number, which is positive"),
    whole=(
        "Which positive number is it if {s} is {c}?",
        "{s} is {c}, which positive number is it?",
        "For which positive number is it true that {s} gives {c}?",
        "A positive number is such that {s} is {c}. Find it.",
        "what positive number has this property: {s} is {c}",
    ),
)


def _squared_number(rng: Random, level: int) -> Worked:
    """A sentence about the square of a number."""
    n, a = size(rng, 2, (20, 25, 20)[level - 1]), 1 if level < 3 else rng.randint(2, 6)
    b = 0 if level == 1 else size(rng, 1, 60) * rng.choice((-1, 1))
    c = a * n * n + b
    named = f"{a} times the square of the number"
    if a == 1:
        names = ("the square of the number", "the number squared", "the number times itself")
        named = rng.choice(names[:2] if b else names)
    less = "more than" if b > 0 else "less than"
    said = (
        f"{named} {'plus' if b > 0 else 'minus'} {abs(b)}",
        f"{named} {'increased' if b > 0 else 'decreased'} by {abs(b)}",
        f"{abs(b)} {less} {named}",
    )
    steps: Steps = [
        (
            "Write the sentence as an equation, with x for the number.",
            f"{total([(a, 'x', 2), (b, 'x', 0)])} = {c}",
        )
    ]
    if b:
        steps.append((_move(b), f"{term(a, 'x', 2)} = {c} {plus(-b)} = {c - b}"))
    if a > 1:
        steps.append(("Divide by the coefficient of the square.", f"x^2 = {quotient(a * n * n, a)}"))
    steps.append(("Find the positive number whose square this is.", product(n, n)))
    question = asked(rng, _SQUARED.whole, _SQUARED, s=rng.choice(said) if b else named, c=c)
    return worked(question[0].upper() + question[1:] if rng.random() < 0.8 else question, steps, n)


# ── Systems ──────────────────────────────────────────────────────────────────────────────────

_SYSTEM = (
    "Solve the system {p} and {q}.",
    "Solve the system of equations: {p}, {q}",
    "Solve the simultaneous equations {p} and {q}.",
    "Solve {p}, {q} for {x} and {y}.",
    "Find {x} and {y} if {p} and {q}.",
    "{p}, {q}",
    "{p} and {q}",
    "{p}; {q}",
    "Solve: {p}, {q}",
    "Given {p} and {q}, find {x} and {y}.",
    "Let {p} and {q}. What are {x} and {y}?",
    "If {p} and {q}, what are {x} and {y}?",
    "(1) {p} (2) {q}. Find {x} and {y}.",
    "What values of {x} and {y} satisfy both {p} and {q}?",
)
_BOTH = Ways(
    nouns=(
        "{x} and {y} if {p} and {q}",
        "the solution of the system {p}, {q}",
        "the values of {x} and {y} with {p} and {q}",
        "the solution of the simultaneous equations {p} and {q}",
        "{x} and {y} when {p} and {q}",
        "the pair ({x}, {y}) with {p}, {q}",
        "the values of {x} and {y} that satisfy {p} and {q}",
    ),
    verbs=(
        "solve the system {p}, {q}",
        "solve {p} and {q} simultaneously",
        "solve the simultaneous equations {p}; {q}",
        "solve {p} and {q} for {x} and {y}",
        "find {x} and {y} from {p} and {q}",
        "solve this pair of equations: {p}, {q}",
        "solve the two equations {p} and {q}",
        "solve this system of linear equations: {p}, {q}",
        "solve {p}, {q} by elimination",
        "solve {p}, {q} by substitution",
        "find both unknowns if {p} and {q}",
        "solve together: {p}, {q}",
    ),
    facts=(
        "{p} and {q}",
        "{p} and {q}",
        "{p}, {q}",
        "{p} and also {q}",
        "two numbers {x} and {y} satisfy {p} and {q}",
        "both {p} and {q}",
        "{p} while {q}",
    ),
    wanted=(
        "{x} and {y}",
        "{x} and {y}",
        "the values of {x} and {y}",
        "both unknowns",
    ),
    whole=(
        "{p}\n{q}",
        "{p}\n{q}\nFind {x} and {y}.",
        "i have two equations {p} and {q} how do i get {x} and {y}",
        "{p} and {q} solve for {x} and {y}",
        "Unknowns {x} and {y}: {p}, {q}",
        "Equations: {p}; {q}",
        "Which {x} and {y} satisfy {p} and {q} at once?",
        "{p}, {q}, find {x} and {y}",
        "what do {x} and {y} have to be so that {p} and {q}",
        "im stuck on {p} and {q}, what are {x} and {y}?",
        "{p} & {q}",
        "Solve the following system:\n{p}\n{q}",
        "system of equations {p} , {q}",
        "For which {x} and {y} are {p} and {q} both true?",
        "First equation: {p}; second equation: {q}. Solve.",
        "Determine {x} and {y} such that {p} and {q}.",
    ),
)
_SYSTEM_ONE = (
    "Solve {p}, {q} for {x}.",
    "Suppose {p}, {q}. What is {x}?",
    "Let {p} and {q}. Calculate {x}.",
    "If {p} and {q}, what is {x}?",
    "Given that {p} and {q}, find {x}.",
)
_ONE_OF_BOTH = Ways(
    nouns=(
        "{x} if {p} and {q}",
        "the value of {x} if {p} and {q}",
        "{x} from {p} and {q}",
        "the value of {x} in the system {p}, {q}",
    ),
    verbs=(
        "solve {p}, {q} for {x}",
        "find {x} from {p} and {q}",
        "find {x} if {p} and {q}",
        "work out {x} when {p} and {q}",
    ),
    facts=(
        "{p} and {q}",
        "{p} and {q}",
        "{p}, {q}",
        "both {p} and {q}",
        "{p} and also {q}",
    ),
    wanted=(
        "{x}",
        "{x}",
        "the value of {x}",
        "only {x}",
    ),
    whole=(
        "{p}\n{q}\nWhat is {x}?",
        "{p} and {q}, {x}?",
        "{p}, {q}, find {x}",
        "two equations, {p} and {q}. how do i get {x}",
        "What does {x} equal if {p} and {q}?",
        "im only looking for {x}: {p}, {q}",
        "What must {x} be so that {p} and {q}?",
    ),
)


def _system_forms(rng: Random, level: int) -> Worked:
    """Two equations: one solved for a letter already, sum and difference, or mixed order."""
    x, y = rng.choice((("x", "y"),) * 4 + (("a", "b"), ("m", "n"), ("p", "q"), ("u", "v")))
    u, v = size(rng, 1, 12) * rng.choice((-1, 1) if level > 1 else (1,)), size(rng, 1, 12)
    if level == 3:
        v *= rng.choice((-1, 1))
    a = 1 if level == 1 else rng.randint(1, 6)
    c = nonzero(rng, 5) if level == 3 else rng.randint(1, 3)
    k, m = (
        (rng.randint(2, 3 + level), 0)
        if level == 1 and rng.random() < 0.5
        else (rng.randint(1, 2 + level), 0)
    )
    if level > 1 or rng.random() < 0.4:
        m = v - k * u
    else:
        v = k * u
    if a + c * k == 0:
        return _system_forms(rng, level)
    total_value = a * u + c * v
    first = f"{y} = {_line(k, x, m)}"
    if m and level > 1 and rng.random() < 0.35:
        first = f"{y} {'-' if k > 0 else '+'} {term(abs(k), x)} = {m}"
    elif m and level > 1 and rng.random() < 0.2:
        first = f"{_line(k, x, m)} = {y}"
    second = f"{total([(a, x, 1), (c, y, 1)])} = {total_value}"
    if rng.random() < 0.15:
        second = f"{total([(c, y, 1), (a, x, 1)])} = {total_value}"
    elif rng.random() < 0.15:
        second = f"{total_value} = {total([(a, x, 1), (c, y, 1)])}"
    lead, constant = a + c * k, total_value - c * m
    steps: Steps = []
    if not first.startswith(f"{y} =") and not first.endswith(f"= {y}"):
        steps.append((f"Solve one equation for {y}.", f"{y} = {_line(k, x, m)}"))
    inside = f"({_line(k, x, m)})" if m or k > 1 else x
    outside = total([(a, x, 1)])
    joined = f"{outside} {'-' if c < 0 else '+'} {abs(c) if abs(c) > 1 else ''}{inside} = {total_value}"
    steps += [
        (f"Put it in place of {y} in the other equation.", joined),
        (
            f"Add the coefficients of {x}.",
            f"{a} + {signed(c)} * {signed(k)} = {a} + {signed(c * k)} = {lead}",
        ),
    ]
    if m:
        work = f"{total_value} - {signed(c)} * {signed(m)} = {total_value} - {signed(c * m)} = {constant}"
        steps.append(("Bring the constant to the other side.", work))
    steps += [
        (f"Divide to get {x}.", f"{x} = {quotient(constant, lead)}"),
        (
            f"Put it in to get {y}.",
            f"{y} = {k} * {signed(u)} {plus(m)} = {k * u} {plus(m)} = {v}"
            if m
            else f"{y} = {k} * {signed(u)} = {v}",
        ),
    ]
    pair = (first, second) if rng.random() < 0.6 else (second, first)
    first, second = pair
    if rng.random() < 0.15:
        first, second = first.replace(" ", ""), second.replace(" ", "")
    if level > 1 and rng.random() < 0.25:
        question = asked(rng, _SYSTEM_ONE, _ONE_OF_BOTH, p=first, q=second, x=x)
        return worked(question, steps[:-1], u, f"{x} = {u}")
    question = asked(rng, _SYSTEM, _BOTH, p=first, q=second, x=x, y=y)
    return worked(question, steps, (u, v), f"{x} = {u}, {y} = {v}")


def _arranged(rng: Random, a: int, x: str, b: int, y: str, c: int) -> str:
    """a x + b y = c, in one of the orders in which people write it."""
    kind = rng.randrange(8)
    if kind == 0:
        return f"{term(a, x)} = {total([(-b, y, 1), (c, '', 0)])}"
    if kind == 1:
        return f"0 = {total([(a, x, 1), (b, y, 1), (-c, '', 0)])}"
    if kind == 2:
        return f"{total([(b, y, 1), (a, x, 1)])} = {c}"
    if kind == 3:
        return f"{c} = {total([(a, x, 1), (b, y, 1)])}"
    if kind == 4 and c:
        return f"{total([(a, x, 1), (b, y, 1), (-c, '', 0)])} = 0"
    return f"{total([(a, x, 1), (b, y, 1)])} = {c}"


def _elimination(rng: Random, level: int) -> Worked:
    """Two equations with any coefficients and letters, asked for one letter or for both."""
    x, y = sorted(rng.sample("abcghjkmnpqrstuvwz", 2)) if rng.random() < 0.5 else ("x", "y")
    high, values = (3, 5, 9)[level - 1], (6, 9, 12)[level - 1]
    u, v = (size(rng, 1, values) * (-1 if level > 1 and rng.random() < 0.4 else 1) for _ in range(2))
    a, b, d, e = (rng.randint(1, high) if level == 1 else nonzero(rng, high) for _ in range(4))
    if level == 1:
        b, e = 1, rng.choice((1, -1))
    lead = a * e - d * b
    if not lead:
        return _elimination(rng, level)
    c, f = a * u + b * v, d * u + e * v
    first, second = _arranged(rng, a, x, b, y, c), _arranged(rng, d, x, e, y, f)
    plain = [f"{total([(p, x, 1), (q, y, 1)])} = {r}" for p, q, r in ((a, b, c), (d, e, f))]
    steps: Steps = []
    if [first, second] != plain:
        steps.append((f"Write both equations with {x} and {y} on the left.", ", ".join(plain)))
    if abs(b) != 1 or abs(e) != 1 or b != e:
        steps += [
            (
                f"Multiply the first equation by the coefficient of {y} in the second.",
                f"{a} * {signed(e)} = {a * e}, {c} * {signed(e)} = {c * e}",
            ),
            (
                f"Multiply the second equation by the coefficient of {y} in the first.",
                f"{d} * {signed(b)} = {d * b}, {f} * {signed(b)} = {f * b}",
            ),
        ]
        one, two, left, right = a * e, d * b, c * e, f * b
    else:
        one, two, left, right = a, d, c, f
    steps += [
        (
            f"Subtract, so that {y} is gone; first the coefficients of {x}.",
            f"{one} - {signed(two)} = {one - two}",
        ),
        ("Subtract the right sides.", f"{left} - {signed(right)} = {left - right}"),
        (f"Divide to get {x}.", f"{x} = {quotient(left - right, one - two)}"),
    ]
    if rng.random() < 0.5:
        question = asked(rng, _SYSTEM_ONE, _ONE_OF_BOTH, p=styled(rng, first), q=styled(rng, second), x=x)
        return worked(question, steps, u, f"{x} = {u}")
    work = f"{term(b, y)} = {c} - {signed(a)} * {signed(u)} = {c} - {signed(a * u)} = {b * v}"
    steps.append((f"Put {x} into the first equation.", work))
    if b != 1:
        steps.append((f"Divide to get {y}.", f"{y} = {b * v} / {signed(b)} = {v}"))
    question = asked(rng, _SYSTEM, _BOTH, p=styled(rng, first), q=styled(rng, second), x=x, y=y)
    return worked(question, steps, (u, v), f"{x} = {u}, {y} = {v}")


def _line(k: int, x: str, m: int) -> str:
    return total([(k, x, 1), (m, x, 0)])


_PAIRS = (
    ("pens", "pencils", "pen", "pencil"),
    ("adult tickets", "child tickets", "adult ticket", "child ticket"),
    ("apples", "oranges", "apple", "orange"),
    ("cups of tea", "cakes", "cup of tea", "cake"),
    ("notebooks", "rulers", "notebook", "ruler"),
    ("burgers", "salads", "burger", "salad"),
    ("roses", "tulips", "rose", "tulip"),
    ("chairs", "stools", "chair", "stool"),
)
_HEADS = (
    ("chickens", "rabbits", 2, 4, "heads", "legs", "A farmer has chickens and rabbits"),
    ("bicycles", "tricycles", 2, 3, "seats", "wheels", "A shop hires out bicycles and tricycles"),
    ("motorbikes", "cars", 2, 4, "vehicles", "wheels", "A car park holds motorbikes and cars"),
    ("spiders", "beetles", 8, 6, "animals", "legs", "A case holds spiders and beetles"),
    ("stools", "tables", 3, 4, "pieces", "legs", "A workshop makes stools and tables"),
)
_PRICE = Ways(
    nouns=("the price of one {one} if {A} and {B} cost ${r} and {C} and {D} cost ${s}",),
    facts=(
        "{A} and {B} cost ${r}, and {C} and {D} cost ${s}",
        "I paid ${r} for {A} and {B} and my friend paid ${s} for {C} and {D}",
        "{A} and {B} are ${r} together while {C} and {D} are ${s}",
        "for {A} and {B} you pay ${r}, for {C} and {D} you pay ${s}",
        "the bill for {A} and {B} is ${r}, and for {C} and {D} it is ${s}",
    ),
    wanted=(
        "the price of one {one}",
        "the cost of one {one}",
        "the price of a single {one}",
    ),
    whole=(
        "{A} + {B} = ${r}. {C} + {D} = ${s}. Price of one {one}?",
        "how much is one {one} if {A} and {B} cost ${r} and {C} and {D} cost ${s}",
        "{A} with {B}: ${r}. {C} with {D}: ${s}. What does one {one} cost?",
    ),
)


def _system_words(rng: Random, level: int) -> Worked:
    if level == 1 or rng.random() < 0.4:
        return _heads_and_legs(rng, level)
    many, others, one, other = rng.choice(_PAIRS)
    p, q = rng.sample(range(1, 13), 2)
    a, b, c = rng.randint(1, 5), rng.randint(1, 5), rng.randint(1, 5)
    d = b if level == 2 else rng.randint(1, 5)
    if a * d == b * c:
        return _system_words(rng, level)
    r, s = a * p + b * q, c * p + d * q
    lead, right = a * d - c * b, r * d - s * b
    names = (
        [f"{n} {many if n > 1 else one}" for n in (a, c)],
        [f"{n} {others if n > 1 else other}" for n in (b, d)],
    )
    steps: Steps = [
        (
            "Write both purchases as equations.",
            f"{total([(a, 'x', 1), (b, 'y', 1)])} = {r}, {total([(c, 'x', 1), (d, 'y', 1)])} = {s}",
        ),
    ]
    if b == d:
        steps += [
            ("Subtract the equations: find what is left of x.", f"{a} - {c} = {a - c}"),
            ("Subtract the amounts.", f"{r} - {s} = {r - s}"),
            ("Divide to get the price asked for.", f"x = {quotient(r - s, a - c)}"),
        ]
    else:
        steps += [
            (
                "Multiply the first equation by the second's coefficient of y.",
                f"{a} * {d} = {a * d}, {r} * {d} = {r * d}",
            ),
            (
                "Multiply the second equation by the first's coefficient of y.",
                f"{c} * {b} = {c * b}, {s} * {b} = {s * b}",
            ),
            ("Subtract, so that y is gone.", f"{a * d} - {c * b} = {lead}, {r * d} - {s * b} = {right}"),
            ("Divide to get the price asked for.", f"x = {quotient(right, lead)}"),
        ]
    phrasings = (
        "{A} and {B} cost ${r}. {C} and {D} cost ${s}. How much does one {one} cost?",
        "Someone pays ${r} for {A} and {B}. Someone else pays ${s} for {C} and {D}. What is the price of one {one}?",
        "If {A} and {B} cost ${r} together, and {C} and {D} cost ${s}, what does one {one} cost?",
        "{A} and {B} come to ${r}, while {C} and {D} come to ${s}. Find the price of one {one}.",
    )
    (first, third), (second, fourth) = names
    question = asked(rng, phrasings, _PRICE, A=first, B=second, C=third, D=fourth, r=r, s=s, one=one)
    return worked(question, steps, p, f"${p}")


_HOW_MANY_OF = Ways(
    whole=(
        "{o}: {n} {h}, {m} {l}. How many {w}?",
        "{o}. Somebody counts {n} {h} and {m} {l}. How many {w} are there?",
        "{o}. In total there are {n} {h} and {m} {l}. Work out how many {w} there are.",
        "{o}, {n} {h} and {m} {l} in all. Find the number of {w}.",
        "{o}. I counted {n} {h} and {m} {l}, so how many {w} are there?",
        "{o}. Given {n} {h} and {m} {l}, how many are {w}?",
        "How many {w} are there in this puzzle? {o}, {n} {h} and {m} {l} in all.",
    ),
)


def _heads_and_legs(rng: Random, level: int) -> Worked:
    first, second, p, q, heads, legs, opening = rng.choice(_HEADS)
    u, v = size(rng, 2, 12 * level), size(rng, 2, 12 * level)
    n, m = u + v, p * u + q * v
    steps = [
        (f"Suppose all were {first}: find how many {legs} there would be.", product(n, p)),
        (f"Find by how many {legs} that is wrong.", f"{m} {plus(-n * p)} = {m - n * p}"),
        (f"Each of the {second} changes it by the same amount.", f"{q} - {p} = {q - p}"),
        (f"Divide to find how many {second} there are.", quotient(m - n * p, q - p)),
    ]
    answer, sought = v, second
    if rng.random() < 0.5:
        steps.append((f"Subtract to find how many {first} there are.", f"{n} - {v} = {u}"))
        answer, sought = u, first
    phrasings: tuple[str, ...] = (
        "{o}. There are {n} {h} and {m} {l} in all. How many {w} are there?",
        "{o}, with {n} {h} and {m} {l} altogether. How many are {w}?",
        "{o}. Together they have {n} {h} and {m} {l}. Find the number of {w}.",
    )
    if heads in ("animals", "vehicles", "pieces"):
        phrasings = (
            "{o}: {n} {h} with {m} {l} in all. How many {w} are there?",
            "{o}. There are {n} {h}, and they have {m} {l} altogether. How many are {w}?",
        )
    return worked(
        asked(rng, phrasings, _HOW_MANY_OF, o=opening, n=n, h=heads, m=m, l=legs, w=sought), steps, answer
    )


_ALL_THREE = Ways(
    nouns=(
        "x, y and z if {a}, {b} and {c}",
        "the solution of the system {a}, {b}, {c}",
        "x, y and z when {a}, {b} and {c}",
        "the values of x, y and z with {a}, {b}, {c}",
    ),
    verbs=(
        "solve the system {a}, {b}, {c}",
        "solve {a}, {b} and {c} for x, y and z",
        "solve these three equations: {a}; {b}; {c}",
        "find the three unknowns if {a}, {b} and {c}",
        "solve the simultaneous equations {a}, {b}, {c}",
    ),
    facts=(
        "{a}, {b} and {c}",
        "{a}, {b}, {c}",
        "three numbers satisfy {a}, {b} and {c}",
    ),
    wanted=(
        "all three unknowns",
        "the values of x, y and z",
        "the three numbers",
    ),
    whole=(
        "{a}\n{b}\n{c}",
        "{a}; {b}; {c}",
        "Three equations: {a}, {b}, {c}. Find the unknowns.",
        "{a}, {b}, {c}, what are x, y and z",
        "Which x, y and z satisfy {a}, {b} and {c}?",
        "im stuck on this system: {a}, {b}, {c}",
        "Determine x, y and z such that {a}, {b} and {c}.",
    ),
)


def _three_unknowns(rng: Random, level: int) -> Worked:
    u, v, w = (size(rng, 1, 9 * level) for _ in range(3))
    if level == 1:
        first, second, third = f"x + y + z = {u + v + w}", f"x + y = {u + v}", f"y = {v}"
        steps = [
            ("Subtract the second equation from the first.", f"z = {u + v + w} - {u + v} = {w}"),
            ("Put y into the second equation.", f"x = {u + v} - {v} = {u}"),
        ]
    elif level == 2:
        first, second, third = f"x + y = {u + v}", f"y + z = {v + w}", f"x + z = {u + w}"
        s = 2 * (u + v + w)
        steps = [
            ("Add all three equations: this is twice the sum.", sum_work([u + v, v + w, u + w])),
            ("Halve it to get the sum of all three.", f"{s} / 2 = {s // 2}"),
            ("Subtract the second equation to get x.", f"x = {s // 2} - {v + w} = {u}"),
            ("Subtract the third equation to get y.", f"y = {s // 2} - {u + w} = {v}"),
            ("Subtract the first equation to get z.", f"z = {s // 2} - {u + v} = {w}"),
        ]
    else:
        first, second = f"x + y + z = {u + v + w}", f"x + y - z = {u + v - w}"
        third = f"x - y + z = {u - v + w}"
        t = u + v + w
        steps = [
            (
                "Subtract the second equation from the first and halve it to get z.",
                f"z = ({t} - {signed(u + v - w)}) / 2 = {2 * w} / 2 = {w}",
            ),
            (
                "Subtract the third equation from the first and halve it to get y.",
                f"y = ({t} - {signed(u - v + w)}) / 2 = {2 * v} / 2 = {v}",
            ),
            ("Subtract both from the sum to get x.", f"x = {t} - {v} - {w} = {t - v} - {w} = {u}"),
        ]
    phrasings = (
        "Solve the system {a}, {b}, {c}.",
        "{a}, {b}, {c}. Find x, y and z.",
        "Find x, y and z if {a}, {b} and {c}.",
        "Solve for x, y and z: {a}; {b}; {c}",
        "{a}, {b}, {c}",
        "Given {a}, {b} and {c}, what are x, y and z?",
        "Solve the three equations {a}, {b} and {c}.",
        "Let {a}, {b} and {c}. Find x, y and z.",
    )
    question = asked(rng, phrasings, _ALL_THREE, a=first, b=second, c=third)
    return worked(question, steps, (u, v, w), f"x = {u}, y = {v}, z = {w}")


# ── Quadratics ───────────────────────────────────────────────────────────────────────────────


def _roots_text(roots: list[Fraction], x: str) -> str:
    return " or ".join(f"{x} = {root}" for root in roots)


def _quadratic_forms(rng: Random, level: int) -> Worked:
    x = letter(rng, 0.8)
    makers = (
        (_pure_square, _factored, _no_constant),
        (_factored, _by_factoring, _shifted_square, _no_constant),
        (_by_factoring, _shifted_square, _no_real, _rearranged),
    )[level - 1]
    equation, steps, roots = rng.choice(makers)(rng, level, x)
    if not roots:
        return worked(_of_equation(rng, _SOLVE_ROOTS, _ROOTS, equation, x), steps, 0, "no real solution")
    question = _of_equation(rng, _SOLVE_ROOTS, _ROOTS, equation, x)
    return worked(question, steps, tuple(roots), _roots_text(roots, x))


Forms = tuple[str, Steps, list[Fraction]]


def _pure_square(rng: Random, level: int, x: str) -> Forms:
    """x^2 = c or a x^2 = c"""
    n = size(rng, 1, 40)
    a = 1 if rng.random() < 0.6 else rng.randint(2, 6)
    if rng.random() < 0.08:
        goal = "A square is never below zero: look at the sign of the right side."
        return f"{x}^2 = {-n}", [(goal, f"0 - {n} = {-n}")], []
    steps = (
        [("Divide by the coefficient of the square.", f"{x}^2 = {quotient(a * n * n, a)}")] if a > 1 else []
    )
    steps += [
        ("Find the number whose square this is.", product(n, n)),
        ("The opposite number has the same square.", f"-{n} * (-{n}) = {n * n}"),
    ]
    equation = (
        f"{term(a, x, 2)} = {a * n * n}" if rng.random() < 0.6 else f"{term(a, x, 2)} - {a * n * n} = 0"
    )
    if " - " in equation:
        steps.insert(0, (_move(-1), f"{term(a, x, 2)} = 0 + {a * n * n} = {a * n * n}"))
    return equation, steps, [Fraction(-n), Fraction(n)]


def _factored(rng: Random, level: int, x: str) -> Forms:
    p, q = nonzero(rng, 12), nonzero(rng, 12)
    a = 1 if level < 2 else rng.randint(1, 4)
    first = Fraction(-p, a)
    roots = sorted({first, Fraction(-q)})
    left = f"({poly((a, p), x)})"
    shown = f"{left}^2" if (a, p) == (1, q) else f"{left}({poly((1, q), x)})"
    work = f"{poly((a, p), x)} = 0, {x} = 0 {plus(-p)} = {-p}"
    if a > 1:
        work = f"{term(a, x)} = 0 {plus(-p)} = {-p}, {x} = {-p} / {a} = {first}"
    steps = [("A product is zero where a factor is zero; set the first bracket to zero.", work)]
    if len(roots) > 1 or a > 1:
        steps.append(("Set the second bracket to zero.", f"{x} = 0 {plus(-q)} = {-q}"))
    return f"{shown} = 0", steps, roots


def _no_constant(rng: Random, level: int, x: str) -> Forms:
    a, r = rng.randint(1, 2 * level), nonzero(rng, 12)
    b = -a * r
    steps = [
        (f"Take {x} out of both terms.", f"{poly((a, b, 0), x)} = {x}({poly((a, b), x)})"),
        ("Set the bracket to zero; the other solution is zero.", f"{term(a, x)} = 0 {plus(-b)} = {-b}"),
    ]
    if a > 1:
        steps.append((f"Divide by the coefficient of {x}.", f"{x} = {quotient(-b, a)}"))
    equation = f"{poly((a, b, 0), x)} = 0"
    if rng.random() < 0.25:
        equation = f"{term(a, x, 2)} = {term(-b, x)}"
        steps.insert(0, ("Bring everything to one side.", f"{poly((a, b, 0), x)} = 0"))
    return equation, steps, sorted({Fraction(0), Fraction(r)})


def _by_factoring(rng: Random, level: int, x: str) -> Forms:
    p, q = sorted((nonzero(rng, 12), nonzero(rng, 12)), key=lambda n: (n < 0, abs(n)))
    if p + q == 0:
        return _factored(rng, level, x)
    e, steps = multiply((1, p), (1, q)), []
    a = rng.randint(2, 4) if level == 3 and rng.random() < 0.4 else 1
    if a > 1:
        steps.append(("Divide by the common factor.", f"{poly(e, x)} = 0 / {a} = 0"))
    goal = f"Find two numbers whose product is the constant and whose sum is the coefficient of {x}."
    steps.append((goal, f"{p} * {signed(q)} = {p * q}, {p} + {signed(q)} = {p + q}"))
    brackets = f"({poly((1, p), x)})^2" if p == q else f"({poly((1, p), x)})({poly((1, q), x)})"
    steps.append(("Factor the left side.", f"{poly(e, x)} = {brackets}"))
    steps.append(("Set the first bracket to zero.", f"{x} = 0 {plus(-p)} = {-p}"))
    if p != q:
        steps.append(("Set the second bracket to zero.", f"{x} = 0 {plus(-q)} = {-q}"))
    return f"{poly([a * c for c in e], x)} = 0", steps, sorted({Fraction(-p), Fraction(-q)})


def _shifted_square(rng: Random, level: int, x: str) -> Forms:
    """(x + p)^2 = n^2"""
    p, n = nonzero(rng, 12), size(rng, 1, 15)
    steps = [
        ("Find the number whose square the right side is.", product(n, n)),
        ("Take the positive root.", f"{x} = {n} {plus(-p)} = {n - p}"),
        ("Take the negative root.", f"{x} = -{n} {plus(-p)} = {-n - p}"),
    ]
    return f"({poly((1, p), x)})^2 = {n * n}", steps, [Fraction(-n - p), Fraction(n - p)]


def _no_real(rng: Random, level: int, x: str) -> Forms:
    a, b = rng.randint(1, 4), nonzero(rng, 9)
    c = b * b // (4 * a) + rng.randint(1, 9)
    steps = [
        (
            f"Square the coefficient of {x}.",
            f"{signed(b)}^2 = {product(b, b)}" if abs(b) > 12 else f"{signed(b)}^2 = {b * b}",
        ),
        (
            "Multiply four by the leading coefficient and the constant.",
            f"4 * {a} * {c} = {4 * a} * {c} = {4 * a * c}",
        ),
        (
            "Subtract to get the discriminant: below zero there is no root.",
            f"{b * b} - {4 * a * c} = {b * b - 4 * a * c}",
        ),
    ]
    return f"{poly((a, b, c), x)} = 0", steps, []


def _rearranged(rng: Random, level: int, x: str) -> Forms:
    """x^2 = b x + c, to be brought to one side first."""
    equation, steps, roots = _by_factoring(rng, 2, x)
    if "(" in equation:  # in factors already
        return equation, steps, roots
    left = equation.removesuffix(" = 0")
    p, q = -roots[0], -roots[-1]
    b, c = int(p + q), int(p * q)
    right = total([(-b, x, 1), (-c, x, 0)])
    return f"{x}^2 = {right}", [("Bring everything to the left side.", f"{left} = 0"), *steps], roots


_DISCRIMINANT = Ways(
    nouns=(
        "the discriminant of {e}",
        "the discriminant of {e} = 0",
        "the discriminant of the quadratic {e}",
        "b^2 - 4ac for {e} = 0",
        "the value of the discriminant of {e}",
        "the discriminant of the equation {e} = 0",
    ),
    facts=(
        "{e} = 0",
        "a quadratic equation is {e} = 0",
        "y = {e}",
    ),
    wanted=(
        "the discriminant",
        "the discriminant",
        "the value of the discriminant",
    ),
    whole=(
        "{e} = 0, discriminant = ?",
        "How large is the discriminant of {e}?",
        "Compute D for {e} = 0, where D is the discriminant.",
    ),
)
_HOW_MANY_ROOTS = Ways(
    nouns=(
        "the number of real roots of {e}",
        "the number of real solutions of {e} = 0",
        "the number of real zeros of {e}",
        "the number of points where y = {e} meets the {x}-axis",
    ),
    whole=(
        "how many real roots does {e} = 0 have",
        "At how many points does the parabola y = {e} meet the {x}-axis?",
        "Use the discriminant to find how many real roots {e} = 0 has.",
        "{e} = 0, how many real solutions?",
        "How many different real numbers {x} satisfy {e} = 0?",
        "How many {x}-intercepts does y = {e} have?",
        "In how many points does y = {e} touch or cross the {x}-axis?",
    ),
)
_OF_THE_ROOTS = Ways(
    nouns=(
        "the {w} of the roots of {e} = 0",
        "the {w} of the solutions of {e} = 0",
        "the {w} of both roots of {e} = 0",
        "the {w} of the zeros of {e}",
        "the {w} of the two roots of the quadratic {e} = 0",
    ),
    facts=(
        "{e} = 0",
        "p and q are the roots of {e} = 0",
        "the equation {e} = 0 has two roots",
    ),
    wanted=(
        "the {w} of the roots",
        "the {w} of both roots",
    ),
    whole=(
        "{e} = 0, {w} of the roots?",
        "Use Vieta's formulas: what is the {w} of the roots of {e} = 0?",
    ),
)
_VERTEX = Ways(
    nouns=(
        "the vertex of y = {e}",
        "the vertex of the parabola y = {e}",
        "the turning point of y = {e}",
        "the coordinates of the vertex of y = {e}",
        "the turning point of the curve y = {e}",
        "the vertex of the graph of f({x}) = {e}",
        "the coordinates of the turning point of f({x}) = {e}",
    ),
    verbs=(
        "find the vertex of y = {e}",
        "complete the square to find the vertex of y = {e}",
        "work out the turning point of y = {e}",
        "find the extreme point of y = {e}",
    ),
    facts=(
        "a parabola has the equation y = {e}",
        "y = {e}",
        "f({x}) = {e}",
    ),
    wanted=(
        "the vertex",
        "the turning point",
        "the coordinates of the vertex",
    ),
    whole=(
        "y = {e}, vertex?",
        "where does the parabola y = {e} turn?",
        "At which point does y = {e} turn?",
        "vertex of {e}",
    ),
)
_EXTREME = Ways(
    nouns=(
        "the {w} value of {e}",
        "the {w} of {e}",
        "the {w} value of y = {e}",
        "the {w} of the function f({x}) = {e}",
        "the {s} value that {e} can take",
    ),
    facts=(
        "f({x}) = {e}",
        "y = {e}",
    ),
    wanted=(
        "the {w} value",
        "the {w}",
        "the {s} possible value",
    ),
    whole=(
        "how {l} can {e} get?",
        "What is the {s} value of {e} for real {x}?",
        "What is the {s} number that {e} can be?",
        "Complete the square to find the {w} value of {e}.",
        "{e} {w} value?",
    ),
)


def _quadratic_parts(rng: Random, level: int) -> Worked:
    """The discriminant, the number of real roots, their sum or product, the vertex."""
    x, a = "x", 1 if level == 1 else rng.choice((1, 1, 2, 3, -1))
    b, c = nonzero(rng, 12), nonzero(rng, 12)
    if rng.random() < 0.25:
        a, b, c = 1, 2 * nonzero(rng, 8), 0
        c = b * b // 4
    e = styled(rng, poly((a, b, c), x))
    disc = b * b - 4 * a * c
    four = f"4 * {signed(a)} * {signed(c)} = {4 * a} * {signed(c)} = {4 * a * c}"
    steps = [
        (
            f"Square the coefficient of {x}.",
            f"{signed(b)}^2 = {product(b, b)}" if abs(b) > 12 else f"{signed(b)}^2 = {b * b}",
        ),
        ("Multiply four by the leading coefficient and the constant.", four),
        ("Subtract to get the discriminant.", f"{b * b} - {signed(4 * a * c)} = {disc}"),
    ]
    kind = rng.randrange(4)
    if kind == 0:
        phrasings: tuple[str, ...] = (
            "What is the discriminant of {e} = 0?",
            "Find the discriminant of {e}.",
            "Calculate the discriminant of the quadratic {e}.",
            "Work out the discriminant of {e} = 0.",
        )
        return worked(asked(rng, phrasings, _DISCRIMINANT, e=e), steps, disc)
    if kind == 1:
        count = 2 if disc > 0 else 1 if disc == 0 else 0
        steps[-1] = ("Subtract to get the discriminant, whose sign tells the number of roots.", steps[-1][1])
        phrasings = (
            "How many real solutions does {e} = 0 have?",
            "How many real roots does {e} have?",
            "Find the number of real roots of {e} = 0.",
            "How many times does the graph of y = {e} meet the {x}-axis?",
        )
        return worked(asked(rng, phrasings, _HOW_MANY_ROOTS, e=e, x=x), steps, count)
    if kind == 2 and disc > 0:
        which = rng.random() < 0.5
        value = Fraction(-b, a) if which else Fraction(c, a)
        goal = (
            f"The sum of the roots is the opposite of the coefficient of {x} divided by the leading one."
            if which
            else "The product of the roots is the constant divided by the leading coefficient."
        )
        steps = [(goal, f"{-b if which else c} / {signed(a)} = {value}")]
        phrasings = (
            "What is the {w} of the solutions of {e} = 0?",
            "Find the {w} of the roots of {e} = 0.",
            "Without solving it, find the {w} of the roots of {e} = 0.",
        )
        return worked(
            asked(rng, phrasings, _OF_THE_ROOTS, e=e, w="sum" if which else "product"), steps, value
        )
    b = 2 * a * nonzero(rng, 6)
    h = -b // (2 * a)
    e = styled(rng, poly((a, b, c), x))
    k = value_at((a, b, c), h)
    steps = [
        (
            f"Find {x} at the vertex: the opposite of the linear coefficient by twice the leading one.",
            f"{-b} / {signed(2 * a)} = {h}",
        ),
        ("Square it.", f"{signed(h)}^2 = {h * h}"),
        (
            "Put it into the quadratic.",
            f"{a} * {h * h} {plus(b)} * {signed(h)} {plus(c)} = {sum_work([a * h * h, b * h, c])}",
        ),
    ]
    if rng.random() < 0.5:
        phrasings = (
            "What is the vertex of y = {e}?",
            "Find the vertex of the parabola y = {e}.",
            "Give the coordinates of the turning point of y = {e}.",
            "Where is the vertex of f({x}) = {e}?",
        )
        return worked(asked(rng, phrasings, _VERTEX, e=e, x=x), steps, (h, k), f"({h}, {k})")
    phrasings = (
        "What is the {w} value of {e}?",
        "Find the {w} value of f({x}) = {e}.",
        "Find the {w} of {e}.",
    )
    words = (
        {"w": "minimum", "s": "smallest", "l": "small"}
        if a > 0
        else {"w": "maximum", "s": "largest", "l": "large"}
    )
    return worked(asked(rng, phrasings, _EXTREME, e=e, x=x, **words), steps, k)


def _substitute(rng: Random, level: int) -> Worked:
    """The value of an expression, in the forms that `evaluate` does not have."""
    x = letter(rng)
    value = size(rng, 1, (12, 12, 9)[level - 1]) * (-1 if level > 1 and rng.random() < 0.35 else 1)
    p = polynomial(
        rng, 1 if level == 1 else 2 if level == 2 else rng.randint(2, 3), (9, 9, 12)[level - 1], 0.75
    )
    if level == 3:
        value = max(-5, min(5, value))
    if level == 1 and rng.random() < 0.3:
        p = (1, p[1])
    if p == (1, 0):
        p = (1, rng.randint(1, 9))
    steps = value_steps(p, value)
    phrasings = (
        "Evaluate {e} when {x} = {v}.",
        "If {x} = {v}, what is the value of {e}?",
        "Find {e} when {x} = {v}.",
        "What is {e} if {x} is {v}?",
        "{x} = {v}. Find {e}.",
        "Let {x} = {v}. What is {e}?",
        "Work out {e} for {x} = {v}.",
        "Given {x} = {v}, calculate {e}.",
        "Substitute {x} = {v} into {e}.",
        "What is the value of {e} at {x} = {v}?",
        "{e} for {x} = {v}",
    )
    where = rng.choice((f"{x} = {value}", f"{x} = {value}", f"{x} is {value}"))
    question = asked(rng, phrasings, _PUT_IN, e=formula(rng, poly(p, x)), x=x, v=value, w=where)
    return worked(question, steps, value_at(p, value))


_SQUARED_FORM = Ways(
    nouns=("the completed square form of {e}", "{e} in vertex form", "{e} in the form {g}"),
    verbs=(
        "complete the square for {e}",
        "write {e} in the form {g}",
        "complete the square: {e}",
        "put {e} into vertex form",
        "rewrite {e} as {g}",
        "express {e} in the form {g}",
    ),
    whole=(
        "{e}, complete the square",
        "What does {e} become when you complete the square?",
        "What is {e} after completing the square?",
    ),
)


def _complete_square(rng: Random, level: int) -> Worked:
    x, p = letter(rng, 0.8), nonzero(rng, (9, 12, 8)[level - 1])
    a, q = 1 if level < 3 else rng.randint(2, 5), nonzero(rng, 20 * level)
    if level == 1:
        p = abs(p)
    b, c = 2 * a * p, a * p * p + q
    e = poly((a, b, c), x)
    inner = f"({poly((1, p), x)})^2"
    answer = f"{a if a > 1 else ''}{inner} {plus(q)}"
    steps: Steps = []
    if a > 1:
        steps.append(("Take the leading coefficient out of the first two terms.", f"{b} / {a} = {2 * p}"))
    steps += [
        (f"Halve the coefficient of {x}: this number goes into the bracket.", f"{2 * p} / 2 = {p}"),
        ("Square it.", product(p, p)),
    ]
    if a > 1:
        steps.append(("Multiply the square by the leading coefficient.", product(a, p * p)))
    steps += [
        ("Subtract this from the constant.", f"{c} - {a * p * p} = {q}"),
        ("Write the square and what is left.", f"{e} = {answer}"),
    ]
    shape = f"{'a' if a > 1 else ''}({x} + {'b' if x != 'b' else 'd'})^2 + {'c' if x != 'c' else 'd'}"
    return worked(
        asked(rng, _SQUARED_FORM.whole, _SQUARED_FORM, e=styled(rng, e), g=shape), steps, (p, q), answer
    )


_SUBJECT = Ways(
    nouns=("{x} in terms of {y} if {e}", "the formula for {x} if {e}"),
    verbs=(
        "make {x} the subject of {e}",
        "rearrange {e} for {x}",
        "solve {e} for {x}",
        "express {x} in terms of {y} if {e}",
        "rearrange the formula {e} to make {x} the subject",
        "isolate {x} in {e}",
        "write {x} in terms of {y} when {e}",
    ),
    facts=("{e}", "a formula is {e}"),
    wanted=("{x} in terms of {y}", "a formula for {x}"),
    whole=(
        "{e}, {x} = ?",
        "{e} solve for {x}",
        "What is {x} in terms of {y} if {e}?",
        "{e}, make {x} the subject",
    ),
)


def _subject(rng: Random, level: int) -> Worked:
    """y = a x + b, y = x / a + b or y = a (x + b), solved for x."""
    y, x = rng.choice(("yx", "yx", "yx", "yt", "xt", "yn", "xz", "ya"))
    a, b = rng.randint(2, 6 + 4 * level), nonzero(rng, 12 * level)
    kind = rng.randrange((2, 2, 3)[level - 1])
    move = _move(b)
    if kind == 0 or level == 1:
        if level == 1:
            a = 1 if rng.random() < 0.4 else a
            b = b if a == 1 else rng.choice((b, 0))
        left = total([(a, x, 1), (b, x, 0)])
        top = f"{y} {plus(-b)}" if b else y
        answer = top if a == 1 else f"({top})/{a}" if b else f"{y}/{a}"
        steps: Steps = [(move, f"{term(a, x)} = {top}")] if b else []
        if a > 1:
            steps.append((f"Divide both sides by the coefficient of {x}.", f"{x} = {answer}"))
        values = (Fraction(1, a), Fraction(-b, a))
    elif kind == 1:
        left, answer = f"{x}/{a} {plus(b)}", f"{a}({y} {plus(-b)})"
        steps = [
            (move, f"{x}/{a} = {y} {plus(-b)}"),
            ("Multiply both sides by the denominator.", f"{x} = {answer}"),
        ]
        values = (Fraction(a), Fraction(-a * b))
    else:
        left, answer = f"{a}({x} {plus(b)})", f"{y}/{a} {plus(-b)}"
        steps = [
            ("Divide both sides by the number before the brackets.", f"{x} {plus(b)} = {y}/{a}"),
            (move, f"{x} = {answer}"),
        ]
        values = (Fraction(1, a), Fraction(-b))
    equation = f"{y} = {left}" if rng.random() < 0.8 else f"{left} = {y}"
    question = asked(rng, _SUBJECT.whole, _SUBJECT, e=equation, x=x, y=y)
    return worked(question, steps, values, f"{x} = {answer}")


FAMILIES = (
    Family("evaluate", TOPIC, _evaluate),
    Family("linear", TOPIC, _linear),
    Family("linear_both_sides", TOPIC, _both_sides),
    Family("inequality", TOPIC, _inequality),
    Family("system", TOPIC, _system),
    Family("quadratic", TOPIC, _quadratic),
    Family("substitution", TOPIC, _substitute),
    Family("one_step_equation", TOPIC, _one_step),
    Family("two_step_equation", TOPIC, _two_step),
    Family("gathering_terms", TOPIC, _gathering),
    Family("bracket_equation", TOPIC, _brackets),
    Family("fraction_equation", TOPIC, _fraction_equation),
    Family("number_sentence", TOPIC, _number_words),
    Family("squared_number", TOPIC, _squared_number),
    Family("inequality_solution", TOPIC, _inequality_solve),
    Family("absolute_value", TOPIC, _absolute_value),
    Family("system_by_substitution", TOPIC, _system_forms),
    Family("system_by_elimination", TOPIC, _elimination),
    Family("system_in_words", TOPIC, _system_words),
    Family("three_unknowns", TOPIC, _three_unknowns),
    Family("quadratic_forms", TOPIC, _quadratic_forms),
    Family("quadratic_parts", TOPIC, _quadratic_parts),
    Family("completing_square", TOPIC, _complete_square),
    Family("subject_of_formula", TOPIC, _subject),
)
