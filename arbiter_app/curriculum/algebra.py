"""Terms and equations: substitution, linear, inequalities, systems of two, quadratics."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from random import Random

from arbiter_app.curriculum.problem import Family, Steps, Worked, one_of, plus, signed, times, worked

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
)


def _solve(rng: Random, equation: str, x: str) -> str:
    return one_of(rng, _SOLVE, e=equation, t=equation.replace(" ", ""), x=x)


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
    return worked(one_of(rng, phrasings, a=a, b=abs(b), c=c, **words), steps + last, root)


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
    ]
    question = one_of(rng, phrasings, most="greatest" if greatest else "smallest", e=f"{left} {sign} {right}")
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
    ]
    return worked(one_of(rng, phrasings, p=first, q=second), steps, (x, y), f"x = {x}, y = {y}")


def _plus_term(e: int) -> str:
    return f"{'-' if e < 0 else '+'} {_term(abs(e), 'y')}"


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
        return worked(one_of(rng, phrasings, s=s, d=d), steps, (x, y), f"x = {x}, y = {y}")
    phrasings = [
        "The sum of two numbers is {s} and their difference is {d}. What is the greater number?",
        "Two numbers add up to {s}. One is {d} more than the other. Find the greater one.",
        "Together two boxes weigh {s} kg. One is {d} kg heavier than the other. "
        "How many kilograms does the heavier box weigh?",
    ]
    return worked(one_of(rng, phrasings, s=s, d=d), steps[:2], x)


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
    ]
    return one_of(rng, phrasings, e=equation)


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


def _ask_value(rng: Random, expression: str, where: str) -> str:
    phrasings = [
        "Evaluate {e} for {w}.",
        "What is {e} when {w}?",
        "Find the value of {e} if {w}.",
        "If {w}, what is {e}?",
        "Calculate {e} at {w}.",
    ]
    return one_of(rng, phrasings, e=expression, w=where)


FAMILIES = (
    Family("evaluate", TOPIC, _evaluate),
    Family("linear", TOPIC, _linear),
    Family("linear_both_sides", TOPIC, _both_sides),
    Family("inequality", TOPIC, _inequality),
    Family("system", TOPIC, _system),
    Family("quadratic", TOPIC, _quadratic),
)
