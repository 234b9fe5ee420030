"""Derivatives, integrals and limits of polynomials. Knows nothing of other functions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from arbiter_app.curriculum.polynomials import (
    Coefficients,
    Ways,
    asked,
    letter,
    multiply,
    nonzero,
    poly,
    polynomial,
    product,
    quotient,
    styled,
    sum_work,
    term,
    value_at,
    value_steps,
)
from arbiter_app.curriculum.problem import Family, Steps, Worked, plus, signed, worked

TOPIC = "calculus"


def _derivative(p: Sequence[int]) -> Coefficients:
    degree = len(p) - 1
    return tuple(a * (degree - i) for i, a in enumerate(p[:-1])) or (0,)


def _power_rule(p: Sequence[int]) -> Steps:
    degree, steps = len(p) - 1, []
    for i, a in enumerate(p[:-1]):
        power = degree - i
        if a and power > 1:
            goal = "Multiply the coefficient by the exponent, which then goes down by one."
            steps.append((goal, f"{product(a, power)}, {power} - 1 = {power - 1}"))
    return steps


def _named_power_rule(p: Sequence[int], x: str, result: str, name: str) -> Steps:
    steps = _power_rule(p)
    goal = f"Write the derivative; {x} itself gives one and a constant gives nothing."
    return [*steps, (goal, f"{name} = {result}")]


def _function(rng: Random, level: int) -> tuple[str, Coefficients]:
    x = letter(rng, 0.7)
    degree = (rng.randint(1, 2), rng.randint(2, 3), rng.randint(3, 5))[level - 1]
    p = polynomial(rng, degree, (9, 12, 40)[level - 1], (0.8, 0.75, 0.6)[level - 1])
    if level == 1 and rng.random() < 0.25:
        p = (p[0], *(0,) * (degree - 1), rng.choice((0, p[-1])))
    return x, p


_DIFFERENTIATE = (
    "Differentiate {e}.",
    "Differentiate {e} with respect to {x}.",
    "Find the derivative of {e}.",
    "What is the derivative of {e}?",
    "Find the first derivative of {e} wrt {x}.",
    "Let f({x}) = {e}. Find f'({x}).",
    "If f({x}) = {e}, what is f'({x})?",
    "d/d{x} ({e})",
    "Compute d/d{x} of {e}.",
    "What is the first derivative of {e} with respect to {x}?",
    "Work out the derivative of f({x}) = {e}.",
    "Find d/d{x}({e}).",
)
_DERIVING = Ways(
    nouns=(
        "the derivative of {e}",
        "the derivative of {e} with respect to {x}",
        "the derivative of f({x}) = {e}",
        "the first derivative of {e}",
        "f'({x}) for f({x}) = {e}",
        "f'({x}) if f({x}) = {e}",
        "the slope function of f({x}) = {e}",
        "the derivative of the function {e}",
    ),
    verbs=(
        "differentiate {e}",
        "differentiate {e} with respect to {x}",
        "take the derivative of {e}",
        "find the derivative of {e}",
        "derive {e}",
        "differentiate the function f({x}) = {e}",
        "use the power rule on {e}",
        "work out f'({x}) for f({x}) = {e}",
    ),
    facts=(
        "f({x}) = {e}",
        "f({x}) = {e}",
        "a function is given by f({x}) = {e}",
        "y = {e}",
    ),
    wanted=(
        "the derivative",
        "its derivative",
        "the first derivative",
    ),
    whole=(
        "derivative of {e}?",
        "f({x}) = {e}, f'({x}) = ?",
        "{e} derivative",
        "f({x}) = {e}\nf'({x}) = ?",
        "What do you get when you differentiate {e}?",
        "how do you differentiate {e}",
        "whats the derivative of {e}",
        "d/d{x} {e}",
        "y = {e}, dy/d{x} = ?",
        "Which function gives the slope of f({x}) = {e}?",
        "Determine f'({x}) for f({x}) = {e}.",
    ),
)


def _differentiate(rng: Random, level: int) -> Worked:
    x, p = _function(rng, level)
    result = _derivative(p)
    answer = poly(result, x)
    steps = _named_power_rule(p, x, answer, f"f'({x})")
    if not _power_rule(p):
        steps.insert(0, ("The slope of a straight line is its coefficient.", f"{p[0]} * 1 = {p[0]}"))
    return worked(
        asked(rng, _DIFFERENTIATE, _DERIVING, e=styled(rng, poly(p, x)), x=x), steps, result, answer
    )


_SECOND = (
    "Find the second derivative of {e}.",
    "Find the second derivative of {e} wrt {x}.",
    "What is the second derivative of {e} with respect to {x}?",
    "Let f({x}) = {e}. Find f''({x}).",
    "Differentiate {e} twice.",
    "Differentiate {e} twice with respect to {x}.",
    "If f({x}) = {e}, what is f''({x})?",
    "Compute the second derivative of f({x}) = {e}.",
)
_DERIVING_TWICE = Ways(
    nouns=(
        "the second derivative of {e}",
        "the second derivative of f({x}) = {e}",
        "f''({x}) for f({x}) = {e}",
        "f''({x}) if f({x}) = {e}",
        "the derivative of the derivative of {e}",
        "the second derivative of {e} with respect to {x}",
    ),
    verbs=(
        "differentiate {e} twice",
        "find the second derivative of {e}",
        "take the second derivative of f({x}) = {e}",
        "work out f''({x}) for f({x}) = {e}",
    ),
    facts=(
        "f({x}) = {e}",
        "a function is given by f({x}) = {e}",
    ),
    wanted=(
        "the second derivative",
        "its second derivative",
        "f''({x})",
    ),
    whole=(
        "second derivative of {e}?",
        "f({x}) = {e}, f''({x}) = ?",
        "{e}, second derivative",
        "What do you get when you differentiate {e} two times?",
    ),
)


def _second(rng: Random, level: int) -> Worked:
    x, degree = letter(rng, 0.7), level + 1
    p = polynomial(rng, degree, (9, 12, 15)[level - 1], (0.7, 0.7, 0.3)[level - 1])
    first = _derivative(p)
    result = _derivative(first)
    steps = _named_power_rule(p, x, poly(first, x), f"f'({x})")
    again = _power_rule(first)
    steps += again
    steps.append(("Write the derivative of the derivative.", f"f''({x}) = {poly(result, x)}"))
    return worked(
        asked(rng, _SECOND, _DERIVING_TWICE, e=styled(rng, poly(p, x)), x=x), steps, result, poly(result, x)
    )


_SLOPE = (
    "Let f({x}) = {e}. Find f'({v}).",
    "If f({x}) = {e}, what is f'({v})?",
    "Find the derivative of {e} at {x} = {v}.",
    "What is the slope of the graph of f({x}) = {e} at {x} = {v}?",
    "Find the gradient of the curve f({x}) = {e} where {x} = {v}.",
    "Find the slope of the tangent to f({x}) = {e} at {x} = {v}.",
    "Evaluate the derivative of {e} when {x} = {v}.",
    "What is the rate of change of {e} at {x} = {v}?",
)
_STEEPNESS = Ways(
    nouns=(
        "f'({v}) if f({x}) = {e}",
        "the slope of f({x}) = {e} at {x} = {v}",
        "the derivative of f({x}) = {e} at {x} = {v}",
        "the gradient of f({x}) = {e} at {x} = {v}",
        "the slope of the tangent to f({x}) = {e} at {x} = {v}",
        "the instantaneous rate of change of f({x}) = {e} at {x} = {v}",
    ),
    verbs=(
        "find the slope of f({x}) = {e} at {x} = {v}",
        "evaluate the derivative of {e} at {x} = {v}",
        "work out the gradient of f({x}) = {e} at {x} = {v}",
    ),
    facts=(
        "f({x}) = {e}",
        "a curve is f({x}) = {e}",
    ),
    wanted=(
        "f'({v})",
        "the slope at {x} = {v}",
        "the gradient at {x} = {v}",
        "the derivative at {x} = {v}",
    ),
    whole=(
        "f({x}) = {e}, f'({v}) = ?",
        "How steep is f({x}) = {e} at {x} = {v}?",
        "slope of f({x}) = {e} at {x} = {v}",
        "How fast does f({x}) = {e} change at {x} = {v}?",
    ),
)


def _slope(rng: Random, level: int) -> Worked:
    x, value = letter(rng, 0.8), nonzero(rng, (5, 5, 4)[level - 1])
    p = polynomial(rng, 2 if level < 3 else 3, (6, 9, 9)[level - 1], 0.8)
    first = _derivative(p)
    steps = [*_named_power_rule(p, x, poly(first, x), f"f'({x})"), *value_steps(first, value)]
    question = asked(rng, _SLOPE, _STEEPNESS, e=styled(rng, poly(p, x)), x=x, v=value)
    return worked(question, steps, value_at(first, value))


_TANGENT = Ways(
    nouns=(
        "the tangent to y = {e} at x = {v}",
        "the equation of the tangent line to y = {e} at x = {v}",
        "the tangent line of f(x) = {e} at x = {v}",
        "the line that touches y = {e} at x = {v}",
    ),
    verbs=(
        "find the tangent to y = {e} at x = {v}",
        "work out the equation of the tangent to f(x) = {e} at x = {v}",
        "write the tangent of y = {e} at x = {v} in the form y = mx + c",
    ),
    facts=(
        "a line touches the curve y = {e} at x = {v}",
        "a tangent is drawn to y = {e} at x = {v}",
    ),
    wanted=(
        "its equation",
        "the equation of this line",
    ),
    whole=(
        "y = {e}, tangent at x = {v}?",
        "tangent line of y = {e} at x = {v}",
        "Which line is tangent to y = {e} at x = {v}?",
    ),
)


def _tangent(rng: Random, level: int) -> Worked:
    """The tangent line of a parabola, or where it is level."""
    if rng.random() < 0.5:
        return _stationary(rng, level)
    a, b, c, x0 = rng.randint(1, level + 1), nonzero(rng, 6), nonzero(rng, 9), nonzero(rng, 2 + level)
    p = (a, b, c)
    slope, y0 = 2 * a * x0 + b, value_at(p, x0)
    line = poly((slope, y0 - slope * x0))
    steps = [
        ("Write the derivative.", f"f'(x) = {poly((2 * a, b))}"),
        (
            "Find the slope at the point.",
            f"{2 * a} * {signed(x0)} {plus(b)} = {2 * a * x0} {plus(b)} = {slope}",
        ),
        (
            "Find the height at the point.",
            f"{a} * {signed(x0)}^2 {plus(b)} * {signed(x0)} {plus(c)} = {sum_work([a * x0 * x0, b * x0, c])}",
        ),
        (
            "Find where the tangent crosses the vertical axis.",
            f"{y0} - {signed(slope)} * {signed(x0)} = {y0} - {signed(slope * x0)} = {y0 - slope * x0}",
        ),
        ("Write the line with this slope and this crossing.", f"y = {line}"),
    ]
    phrasings = (
        "Find the equation of the tangent to y = {e} at x = {v}.",
        "What is the tangent line of f(x) = {e} at x = {v}?",
        "Find the tangent to the curve y = {e} at the point where x = {v}.",
        "Give the equation of the line tangent to y = {e} at ({v}, {y}).",
    )
    question = asked(rng, phrasings, _TANGENT, e=styled(rng, poly(p)), v=x0, y=y0)
    return worked(question, steps, (slope, y0 - slope * x0), f"y = {line}")


_LEVEL_TWICE = Ways(
    nouns=(
        "the x-values of the stationary points of f(x) = {e}",
        "the x-coordinates of the turning points of y = {e}",
        "all x for which the derivative of {e} is zero",
        "all x with f'(x) = 0 if f(x) = {e}",
    ),
    verbs=(
        "find all x with f'(x) = 0 for f(x) = {e}",
        "find the x-coordinates of the stationary points of y = {e}",
    ),
    whole=(
        "f(x) = {e}, f'(x) = 0, x = ?",
        "Where does the curve y = {e} have slope zero? Give all x.",
        "critical points of f(x) = {e}, x-values only",
        "For which x does f(x) = {e} have a maximum or a minimum?",
    ),
)
_LEVEL = Ways(
    nouns=(
        "the x-value of the stationary point of f(x) = {e}",
        "the x-coordinate of the turning point of y = {e}",
        "the x for which the derivative of {e} is zero",
        "the x at which {e} is least",
        "the x at which f(x) = {e} has its minimum",
    ),
    verbs=(
        "find x with f'(x) = 0 for f(x) = {e}",
        "find the x at which y = {e} has its minimum",
    ),
    facts=("f(x) = {e}",),
    wanted=(
        "the x with f'(x) = 0",
        "the x-value of its minimum",
    ),
    whole=(
        "f(x) = {e}, f'(x) = 0, x = ?",
        "where is the minimum of y = {e}? only x",
        "For which x does y = {e} have slope zero?",
        "critical point of f(x) = {e}, x-value only",
    ),
)


def _stationary(rng: Random, level: int) -> Worked:
    if level == 3:
        m, n = sorted(rng.sample(range(-6, 7), 2))
        p: Coefficients = (2, -3 * (m + n), 6 * m * n, nonzero(rng, 9))
        if m + n == 0 or not m * n:
            return _stationary(rng, level)
        steps = [
            *_named_power_rule(p, "x", poly(_derivative(p)), "f'(x)"),
            ("Divide the derivative by the common factor.", f"{poly((1, -m - n, m * n))} = 0 / 6 = 0"),
            (
                "Find two numbers whose product is the constant and whose sum is the coefficient of x.",
                f"{-m} * {signed(-n)} = {m * n}, {-m} + {signed(-n)} = {-m - n}",
            ),
            ("Set the brackets to zero.", f"x = 0 {plus(m)} = {m}, x = 0 {plus(n)} = {n}"),
        ]
        phrasings: tuple[str, ...] = (
            "Find the stationary points of f(x) = {e}. Give the x-values.",
            "For which x is the derivative of {e} zero?",
            "At which x does the curve y = {e} have a horizontal tangent?",
            "Find the x-coordinates of the turning points of y = {e}.",
        )
        question = asked(rng, phrasings, _LEVEL_TWICE, e=styled(rng, poly(p)))
        return worked(question, steps, (m, n), f"x = {m} or x = {n}")
    a, r, c = rng.randint(1, 3 * level), nonzero(rng, 8), nonzero(rng, 12)
    p = (a, -2 * a * r, c)
    steps = [
        ("Write the derivative.", f"f'(x) = {poly((2 * a, -2 * a * r))}"),
        (
            "Set it to zero and bring the constant to the other side.",
            f"{term(2 * a, 'x')} = 0 {plus(2 * a * r)} = {2 * a * r}",
        ),
        ("Divide by the coefficient of x.", f"x = {quotient(2 * a * r, 2 * a)}"),
    ]
    phrasings = (
        "Find the stationary point of f(x) = {e}. Give its x-value.",
        "For which x is the derivative of {e} zero?",
        "Where does y = {e} have a horizontal tangent? Give x.",
        "At which x is {e} smallest?",
        "For which value of x does f(x) = {e} reach its minimum?",
    )
    return worked(asked(rng, phrasings, _LEVEL, e=styled(rng, poly(p))), steps, r, f"x = {r}")


_INTEGRATE = (
    "Integrate {e}.",
    "Integrate {e} with respect to {x}.",
    "Find the indefinite integral of {e}.",
    "What is the antiderivative of {e}?",
    "Find an antiderivative of {e}.",
    "Compute the integral of {e} d{x}.",
    "∫ ({e}) d{x}",
    "What is the integral of {e} with respect to {x}?",
    "Find ∫ ({e}) d{x}.",
    "Work out the indefinite integral of ({e}) d{x}.",
    "Let f'({x}) = {e}. Find f({x}).",
)
_INTEGRATING = Ways(
    nouns=(
        "the integral of {e}",
        "the indefinite integral of {e}",
        "an antiderivative of {e}",
        "the antiderivative of {e} with respect to {x}",
        "the general antiderivative of {e}",
        "the integral of {e} with respect to {x}",
        "∫ ({e}) d{x}",
        "the function f({x}) with f'({x}) = {e}",
    ),
    verbs=(
        "integrate {e}",
        "integrate {e} with respect to {x}",
        "find an antiderivative of {e}",
        "find the indefinite integral of {e}",
        "work out ∫ ({e}) d{x}",
        "find all functions whose derivative is {e}",
    ),
    facts=(
        "f'({x}) = {e}",
        "the derivative of a function f is f'({x}) = {e}",
    ),
    wanted=(
        "f({x})",
        "the function f({x})",
    ),
    whole=(
        "integral of {e}?",
        "∫ ({e}) d{x} = ?",
        "{e} integrate",
        "Which functions have the derivative {e}?",
        "how do you integrate {e}",
        "{e}, antiderivative?",
        "whats the integral of {e}",
    ),
)


def _antiderivative_steps(p: Sequence[int]) -> tuple[list[Fraction], Steps]:
    degree = len(p) - 1
    result = [Fraction(a, degree - i + 1) for i, a in enumerate(p)] + [Fraction(0)]
    steps = []
    for i, a in enumerate(p):
        power = degree - i + 1
        if a and power > 1:
            goal = "Raise the exponent by one and divide the coefficient by the new exponent."
            steps.append((goal, f"{power - 1} + 1 = {power}, {a} / {power} = {result[i]}"))
    return result, steps


def _integrable(rng: Random, level: int, high: int) -> Coefficients:
    """A polynomial whose antiderivative mostly has whole coefficients."""
    degree = (rng.randint(0, 1), rng.randint(1, 2), rng.randint(2, 3))[level - 1]
    whole = polynomial(rng, degree, high, 0.75)
    if level > 1 and rng.random() < 0.15:
        return whole
    return tuple(a * (degree - i + 1) for i, a in enumerate(whole))


def _integrate(rng: Random, level: int) -> Worked:
    x, p = letter(rng, 0.8), _integrable(rng, level, (12, 9, 12)[level - 1])
    if level == 1 and len(p) == 1 and rng.random() < 0.7:
        p = (2 * p[0], nonzero(rng, 12))
    result, steps = _antiderivative_steps(p)
    answer = f"{poly(result, x)} + C"
    goal = f"A constant gets the letter {x}; add the constant of integration."
    steps.append((goal, f"F({x}) = {answer}"))
    if len(steps) == 1:
        steps.insert(0, ("Raise the exponent by one.", "0 + 1 = 1"))
    question = asked(rng, _INTEGRATE, _INTEGRATING, e=styled(rng, poly(p, x)), x=x)
    return worked(question, steps, tuple(result), answer)


_DEFINITE = (
    "Integrate {e} from {x} = {a} to {x} = {b}.",
    "Find the definite integral of {e} from {a} to {b}.",
    "What is the integral of {e} from {a} to {b}?",
    "Calculate the integral of ({e}) d{x} between {a} and {b}.",
    "Evaluate the definite integral of {e} over [{a}, {b}].",
    "Work out ∫ ({e}) d{x} from {a} to {b}.",
    "Compute the integral from {a} to {b} of {e} with respect to {x}.",
    "∫_{a}^{b} ({e}) d{x}",
)
_BETWEEN = Ways(
    nouns=(
        "the integral of {e} from {a} to {b}",
        "the definite integral of {e} from {x} = {a} to {x} = {b}",
        "the definite integral of {e} between {a} and {b}",
        "the value of ∫ ({e}) d{x} from {a} to {b}",
        "the integral of f({x}) = {e} over [{a}, {b}]",
    ),
    verbs=(
        "integrate {e} from {a} to {b}",
        "integrate {e} between {x} = {a} and {x} = {b}",
        "evaluate the integral of {e} from {a} to {b}",
        "work out ∫ ({e}) d{x} from {a} to {b}",
    ),
    facts=("f({x}) = {e}",),
    wanted=(
        "the integral of f from {a} to {b}",
        "the definite integral of f between {a} and {b}",
    ),
    whole=(
        "integral of {e} from {a} to {b}",
        "∫ ({e}) d{x} from {a} to {b} = ?",
        "{e} integrated from {a} to {b}",
        "How much is the integral from {a} to {b} of {e} d{x}?",
    ),
)


def _definite(rng: Random, level: int) -> Worked:
    x, p = letter(rng, 0.9), _integrable(rng, min(level, 2), 6)
    if rng.random() < 0.8:
        degree = len(p) - 1
        p = tuple(a if a % (degree - i + 1) == 0 else a * (degree - i + 1) for i, a in enumerate(p))
    a = 0 if level == 1 or rng.random() < 0.3 else rng.randint(-3 if level == 3 else 0, 3)
    b = a + rng.randint(1, 4)
    result, steps = _antiderivative_steps(p)
    if any(v.denominator > 1 for v in result):
        return _definite(rng, level)
    whole = [int(v) for v in result]
    steps.append(("Write the antiderivative.", f"F({x}) = {poly(result, x)}"))
    ends = []
    for name, end in (("upper", b), ("lower", a)):
        values = [c * end ** (len(whole) - 1 - i) for i, c in enumerate(whole) if c]
        shown = " + ".join(
            f"{signed(c)} * {signed(end)}" + (f"^{len(whole) - 1 - i}" if len(whole) - 1 - i > 1 else "")
            for i, c in enumerate(whole)
            if c
        )
        total = f" = {values[0]}" if len(values) == 1 else f" = {sum_work(values)}"
        steps.append((f"Put in the {name} limit.", shown + total))
        ends.append(sum(values))
    steps.append(("Subtract.", f"{ends[0]} - {signed(ends[1])} = {ends[0] - ends[1]}"))
    question = asked(rng, _DEFINITE, _BETWEEN, e=styled(rng, poly(p, x)), x=x, a=a, b=b)
    return worked(question, steps, ends[0] - ends[1])


_LIMIT = (
    "Find the limit of {e} as {x} approaches {v}.",
    "What is the limit of {e} as {x} goes to {v}?",
    "lim {x} -> {v} of {e}",
    "Evaluate lim_({x} -> {v}) {e}.",
    "Calculate the limit as {x} tends to {v} of {e}.",
    "As {x} approaches {v}, what does {e} approach?",
    "Compute the limit: {e} as {x} -> {v}.",
    "Determine lim {x}→{v} {e}.",
)
_APPROACHING = Ways(
    nouns=(
        "the limit of {e} as {x} approaches {v}",
        "the limit of {e} as {x} tends to {v}",
        "the limit of {e} when {x} goes to {v}",
        "lim {x} -> {v} of {e}",
        "the limit as {x} approaches {v} of {e}",
        "the value that {e} approaches as {x} -> {v}",
    ),
    verbs=(
        "find the limit of {e} as {x} -> {v}",
        "evaluate the limit of {e} as {x} approaches {v}",
        "work out lim {x} -> {v} of {e}",
    ),
    facts=(
        "{x} approaches {v}",
        "{x} tends to {v}",
        "{x} -> {v}",
    ),
    wanted=(
        "the limit of {e}",
        "the limit of {e}",
    ),
    whole=(
        "limit of {e} as {x} -> {v}",
        "{e}, {x} -> {v}, limit?",
        "What value does {e} get close to as {x} approaches {v}?",
        "what happens to {e} as {x} approaches {v}? Give the limit.",
        "Where does {e} go as {x} tends to {v}?",
    ),
)


def _limit(rng: Random, level: int) -> Worked:
    x, r = letter(rng, 0.85), nonzero(rng, 4 + level)
    if level == 1:
        p = polynomial(rng, rng.randint(1, 2), 9, 0.8)
        shown = poly(p, x)
        steps = value_steps(p, r)
        return worked(
            asked(rng, _LIMIT, _APPROACHING, e=f"({shown})" if " " in shown else shown, x=x, v=r),
            steps,
            value_at(p, r),
        )
    other = (1 if level == 2 else rng.randint(1, 3), nonzero(rng, 9))
    top = multiply((1, -r), other)
    shown = f"({poly(top, x)})/({poly((1, -r), x)})"
    steps = [
        ("Factor the numerator.", f"{poly(top, x)} = ({poly((1, -r), x)})({poly(other, x)})"),
        ("Cancel the bracket that goes to zero.", f"{shown} = {poly(other, x)}"),
        (
            "Put the number in.",
            f"{other[0]} * {signed(r)} {plus(other[1])} = {other[0] * r} {plus(other[1])} = {value_at(other, r)}",
        ),
    ]
    value = Fraction(value_at(other, r))
    if level == 3 and rng.random() < 0.5:
        low = nonzero(rng, 9)
        if r + low == 0 or low == -r:
            low += 1
        if r + low == 0:
            return _limit(rng, level)
        below = multiply((1, -r), (1, low))
        shown = f"({poly(top, x)})/({poly(below, x)})"
        value /= r + low
        steps = [
            steps[0],
            ("Factor the denominator.", f"{poly(below, x)} = ({poly((1, -r), x)})({poly((1, low), x)})"),
            ("Cancel the bracket that goes to zero.", f"{shown} = ({poly(other, x)})/({poly((1, low), x)})"),
            ("Put the number into the numerator.", steps[2][1]),
            ("Put the number into the denominator.", f"{r} {plus(low)} = {r + low}"),
            ("Divide.", f"{value_at(other, r)} / {signed(r + low)} = {value}"),
        ]
    return worked(asked(rng, _LIMIT, _APPROACHING, e=shown, x=x, v=r), steps, value)


FAMILIES = (
    Family("derivative", TOPIC, _differentiate),
    Family("second_derivative", TOPIC, _second),
    Family("slope_at_a_point", TOPIC, _slope),
    Family("tangent_and_turning_points", TOPIC, _tangent),
    Family("antiderivative", TOPIC, _integrate),
    Family("definite_integral", TOPIC, _definite),
    Family("limit", TOPIC, _limit),
)
