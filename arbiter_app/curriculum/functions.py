"""Functions: values, composition, inverses, zeros, domains; powers and logarithms as equations.

Knows nothing of graphs beyond what a formula says, and of trigonometric functions.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from arbiter_app.curriculum.polynomials import (
    Ways,
    asked,
    letter,
    nonzero,
    poly,
    polynomial,
    power_work,
    product,
    quotient,
    size,
    styled,
    term,
    value_at,
    value_steps,
)
from arbiter_app.curriculum.problem import Family, Steps, Worked, plus, signed, worked

TOPIC = "functions"

_VALUE = (
    "Let {f}({x}) = {e}. What is {f}({v})?",
    "If {f}({x}) = {e}, find {f}({v}).",
    "{f}({x}) = {e}. Find {f}({v}).",
    "Given {f}({x}) = {e}, calculate {f}({v}).",
    "Evaluate {f}({v}) for {f}({x}) = {e}.",
    "Let {f}({x}) = {e}. Determine {f}({v}).",
    "Suppose {f}({x}) = {e}. Calculate {f}({v}).",
    "The function {f} is given by {f}({x}) = {e}. What is its value at {x} = {v}?",
    "What is {f}({v}) if {f}({x}) = {e}?",
    "{f}({x}) = {e}, {f}({v}) = ?",
    "Define {f}({x}) = {e}. Work out {f}({v}).",
    "For the function {f}({x}) = {e}, find {f}({v}).",
)
_VALUES = Ways(
    nouns=(
        "{f}({v}) if {f}({x}) = {e}",
        "{f}({v}) for {f}({x}) = {e}",
        "the value of {f}({x}) = {e} at {x} = {v}",
        "the value of the function {f}({x}) = {e} at {x} = {v}",
        "{f}({v}) when {f}({x}) = {e}",
    ),
    verbs=(
        "evaluate {f}({x}) = {e} at {x} = {v}",
        "find {f}({v}) if {f}({x}) = {e}",
        "work out {f}({v}) for {f}({x}) = {e}",
        "plug {x} = {v} into {f}({x}) = {e}",
        "calculate {f}({v}) when {f}({x}) = {e}",
    ),
    facts=(
        "{f}({x}) = {e}",
        "{f}({x}) = {e}",
        "a function is given by {f}({x}) = {e}",
        "the function {f} is defined by {f}({x}) = {e}",
        "we have {f}({x}) = {e}",
        "{f} is the function with {f}({x}) = {e}",
    ),
    wanted=(
        "{f}({v})",
        "{f}({v})",
        "the value of {f}({v})",
        "the value {f}({v})",
    ),
    whole=(
        "{f}({x}) = {e}, {f}({v})?",
        "{f}({x}) = {e} find {f}({v})",
        "whats {f}({v}) when {f}({x}) = {e}",
        "{f}({x}) = {e}\n{f}({v}) = ?",
        "What does {f}({v}) equal for {f}({x}) = {e}?",
        "Which value does {f}({x}) = {e} take at {x} = {v}?",
        "how do you find {f}({v}) when {f}({x}) = {e}",
        "Put {x} = {v} into {f}({x}) = {e}: what comes out?",
    ),
)


def _value(rng: Random, level: int) -> Worked:
    name, x = rng.choice("fffghkpqrs"), "x" if rng.random() < 0.7 else rng.choice("tnzuy")
    degree = 1 if level == 1 and rng.random() < 0.7 else 2 if level < 3 else rng.randint(2, 3)
    value = rng.randint(-5, 5) if degree > 1 else size(rng, 1, 20) * rng.choice((1, 1, -1))
    if level == 1:
        value = abs(value)
    p = polynomial(rng, degree, (9, 9, 12)[level - 1], 0.8)
    if p == (1, *(0,) * degree):
        p = (1, *(0,) * (degree - 1), 1)
    if not value:
        steps: Steps = [
            (f"Every term with {x} becomes zero, so the constant remains.", f"0 {plus(p[-1])} = {p[-1]}")
        ]
    else:
        steps = value_steps(p, value)
    question = asked(rng, _VALUE, _VALUES, f=name, x=x, e=styled(rng, poly(p, x)), v=value)
    return worked(question, steps, value_at(p, value))


def _line_steps(name: str, p: tuple[int, ...], value: int) -> Steps:
    """The value of a linear or quadratic function in one line."""
    a, b = p[0], p[-1]
    v = signed(value)
    if len(p) == 2:
        work = f"{a} * {v} {plus(b)} = {a * value} {plus(b)} = {value_at(p, value)}"
    elif p[1]:
        c = p[1]
        work = (
            f"{a} * {v}^2 {plus(c)} * {v} {plus(b)} = {a * value * value} {plus(c * value)} {plus(b)} = "
            f"{a * value * value + c * value} {plus(b)} = {value_at(p, value)}"
        )
    else:
        work = f"{a} * {v}^2 {plus(b)} = {a} * {value * value} {plus(b)} = {a * value * value} {plus(b)} = {value_at(p, value)}"
    return [(f"Find the value of {name} there.", work)]


_COMPOSE = (
    "Let f(x) = {f} and g(x) = {g}. What is {c}?",
    "If f(x) = {f} and g(x) = {g}, find {c}.",
    "f(x) = {f}, g(x) = {g}. Find {c}.",
    "Given f(x) = {f} and g(x) = {g}, calculate {c}.",
    "Suppose f(x) = {f} and g(x) = {g}. Evaluate {c}.",
    "Let f(x) = {f}. Let g(x) = {g}. Determine {c}.",
    "For f(x) = {f} and g(x) = {g}, work out {c}.",
    "The functions f(x) = {f} and g(x) = {g} are given. What is {c}?",
)
_COMPOSING = Ways(
    nouns=(
        "{c} if f(x) = {f} and g(x) = {g}",
        "{c} for f(x) = {f} and g(x) = {g}",
        "the value of {c} with f(x) = {f}, g(x) = {g}",
        "{c} when f(x) = {f} and g(x) = {g}",
    ),
    verbs=(
        "find {c} if f(x) = {f} and g(x) = {g}",
        "evaluate {c} for f(x) = {f}, g(x) = {g}",
        "work out {c} with f(x) = {f} and g(x) = {g}",
    ),
    facts=(
        "f(x) = {f} and g(x) = {g}",
        "f(x) = {f}, g(x) = {g}",
        "two functions are f(x) = {f} and g(x) = {g}",
        "f(x) = {f} while g(x) = {g}",
    ),
    wanted=(
        "{c}",
        "{c}",
        "the value of {c}",
    ),
    whole=(
        "f(x) = {f}, g(x) = {g}, {c} = ?",
        "f(x) = {f} and g(x) = {g}, whats {c}",
        "f(x) = {f}\ng(x) = {g}\nFind {c}.",
        "What does {c} equal when f(x) = {f} and g(x) = {g}?",
    ),
)


def _compose(rng: Random, level: int) -> Worked:
    f: tuple[int, ...]
    g: tuple[int, ...]
    f, g = ((size(rng, 1, 6) * rng.choice((1, 1, -1)), nonzero(rng, 9)) for _ in range(2))
    if level > 1:
        f, g = (f, (1, 0, nonzero(rng, 9))) if rng.random() < 0.5 else ((1, 0, nonzero(rng, 9)), g)
    if level == 3 and len(f) == 2:
        f = (rng.randint(1, 3), nonzero(rng, 5), nonzero(rng, 9))
        g = (rng.choice((1, 2, 3, -1)), nonzero(rng, 5))
    value = rng.randint(1 if level == 1 else -4, 5)
    kind = rng.random()
    if kind < 0.2:
        first, second = value_at(f, value), value_at(g, value)
        sign, word = rng.choice((("+", "Add"), ("-", "Subtract"), ("*", "Multiply")))
        result = first + second if sign == "+" else first - second if sign == "-" else first * second
        work = product(first, second) if sign == "*" else f"{first} {sign} {signed(second)} = {result}"
        steps = [*_line_steps("f", f, value), *_line_steps("g", g, value), (f"{word} the two values.", work)]
        sought = f"f({value}) {sign} g({value})"
    else:
        outer, inner, names = (f, g, "fg") if kind < 0.65 else (g, f, "gf")
        middle = value_at(inner, value)
        if (len(outer) == 3 and abs(middle) > 10) or abs(middle) > 60:
            return _compose(rng, level)
        result = value_at(outer, middle)
        (_, work), (_, last) = _line_steps("", inner, value)[0], _line_steps("", outer, middle)[0]
        steps = [
            (f"Find the inner value, that of {names[1]}.", work),
            (f"Put this into {names[0]}.", last),
        ]
        sought = f"{names[0]}({names[1]}({value}))"
        if rng.random() < 0.15:
            sought = f"({names[0]} ∘ {names[1]})({value})"
    question = asked(rng, _COMPOSE, _COMPOSING, f=styled(rng, poly(f)), g=styled(rng, poly(g)), c=sought)
    return worked(question, steps, result)


_INVERSE = (
    "Find the inverse of f(x) = {e}.",
    "What is the inverse function of f(x) = {e}?",
    "Let f(x) = {e}. Find f^(-1)(x).",
    "Determine the inverse of the function f(x) = {e}.",
    "If f(x) = {e}, what is its inverse?",
    "f(x) = {e}. Work out the inverse function.",
    "Invert the function f(x) = {e}.",
    "Give the inverse of y = {e}.",
)
_INVERTING = Ways(
    nouns=(
        "the inverse of f(x) = {e}",
        "the inverse function of f(x) = {e}",
        "f^(-1)(x) for f(x) = {e}",
        "the function that undoes f(x) = {e}",
        "the inverse of the function y = {e}",
        "the formula of the inverse of f(x) = {e}",
    ),
    verbs=(
        "invert f(x) = {e}",
        "find the inverse of f(x) = {e}",
        "work out the inverse function of f(x) = {e}",
        "find f^(-1)(x) if f(x) = {e}",
    ),
    facts=(
        "f(x) = {e}",
        "a function is given by f(x) = {e}",
        "the function f is f(x) = {e}",
    ),
    wanted=(
        "its inverse",
        "f^(-1)(x)",
        "the inverse function",
    ),
    whole=(
        "f(x) = {e}, inverse?",
        "inverse of f(x) = {e}",
        "Which function undoes f(x) = {e}?",
        "f(x) = {e}, f^(-1)(x) = ?",
        "how do you invert f(x) = {e}",
    ),
)
_WHERE_VALUE = Ways(
    nouns=(
        "the x with f(x) = {v} if f(x) = {e}",
        "f^(-1)({v}) for f(x) = {e}",
        "the number x at which f(x) = {e} is {v}",
        "the x that f(x) = {e} sends to {v}",
    ),
    verbs=(
        "solve f(x) = {v} for f(x) = {e}",
        "find x with f(x) = {v} if f(x) = {e}",
    ),
    facts=(
        "f(x) = {e} and f(x) = {v}",
        "the value of f(x) = {e} is {v}",
        "f(x) = {e} gives {v}",
    ),
    wanted=(
        "x",
        "the value of x",
    ),
    whole=(
        "f(x) = {e}, f(x) = {v}, x = ?",
        "For what input does f(x) = {e} give {v}?",
        "which x do i put into f(x) = {e} to get {v}",
    ),
)


def _inverse(rng: Random, level: int) -> Worked:
    a, b = (1 if level == 1 and rng.random() < 0.4 else size(rng, 2, 8 * level)), nonzero(rng, 12 * level)
    if level > 1 and rng.random() < 0.5:
        x, value = a * nonzero(rng, 9) + b, 0
        value = (x - b) // a
        steps = [
            ("Find where the function has this value: undo the constant first.", f"{x} {plus(-b)} = {x - b}"),
            ("Divide by the coefficient of x.", quotient(x - b, a)),
        ]
        phrasings = (
            "Let f(x) = {e}. What is f^(-1)({v})?",
            "If f(x) = {e}, for which x is f(x) = {v}?",
            "f(x) = {e}. Solve f(x) = {v}.",
            "Given f(x) = {e}, find x such that f(x) = {v}.",
            "At which x does f(x) = {e} take the value {v}?",
        )
        return worked(
            asked(rng, phrasings, _WHERE_VALUE, e=styled(rng, poly((a, b))), v=x),
            steps,
            value,
            f"x = {value}",
        )
    if level == 1 and a > 1 and rng.random() < 0.3:
        shown, answer = f"x/{a}", f"{a}x"
        steps = [("Division is undone by multiplication: check with one.", f"1 / {a} * {a} = 1")]
        return worked(asked(rng, _INVERSE, _INVERTING, e=shown), steps, (a, 0), answer)
    top = poly((1, -b))
    answer = f"({top})/{a}" if a > 1 else top
    steps = [
        ("Swap x and y.", f"x = {poly((a, b)).replace('x', 'y')}"),
        ("Bring the constant to the other side.", f"{term(a, 'y')} = {top}"),
    ]
    if a > 1:
        steps.append(("Divide by the coefficient of y.", f"y = {answer}"))
    check = a + b
    steps.append(
        (
            "Check with one: the inverse leads back to it.",
            f"{a} * 1 {plus(b)} = {check}, ({check} {plus(-b)}) / {a} = 1",
        )
    )
    return worked(
        asked(rng, _INVERSE, _INVERTING, e=styled(rng, poly((a, b)))),
        steps,
        (Fraction(1, a), Fraction(-b, a)),
        answer,
    )


_ZERO = Ways(
    nouns=(
        "the zero of f(x) = {e}",
        "the root of f(x) = {e}",
        "the x-intercept of f(x) = {e}",
        "the x for which f(x) = {e} is zero",
        "the value of x that makes {e} equal to 0",
        "the x at which the graph of f(x) = {e} meets the x-axis",
    ),
    verbs=(
        "find the zero of f(x) = {e}",
        "solve f(x) = 0 for f(x) = {e}",
        "find where f(x) = {e} crosses the x-axis",
    ),
    facts=(
        "f(x) = {e}",
        "a function is given by f(x) = {e}",
    ),
    wanted=(
        "its zero",
        "the x with f(x) = 0",
        "its root",
    ),
    whole=(
        "f(x) = {e}, zero?",
        "when is f(x) = {e} zero",
        "f(x) = {e}, f(x) = 0, x = ?",
        "Which x makes f(x) = {e} zero?",
    ),
)
_UNDEFINED = Ways(
    nouns=(
        "the x for which {t}/({e}) is undefined",
        "the number that is not in the domain of {t}/({e})",
        "the value of x that must not be put into f(x) = {t}/({e})",
        "the x where f(x) = {t}/({e}) is not defined",
    ),
    facts=(
        "f(x) = {t}/({e})",
        "a function is given by f(x) = {t}/({e})",
    ),
    wanted=(
        "the x for which it is undefined",
        "the number that is not in its domain",
    ),
    whole=(
        "{t}/({e}), which x is not allowed?",
        "Which x makes the denominator of {t}/({e}) zero?",
        "f(x) = {t}/({e}), x must not be what?",
        "For what x does {t}/({e}) not exist?",
    ),
)
_DOMAIN = Ways(
    nouns=(
        "the domain of f(x) = sqrt({e})",
        "the domain of sqrt({e})",
        "the set of all x for which sqrt({e}) is defined",
        "the largest domain of the function sqrt({e})",
    ),
    verbs=(
        "find the domain of sqrt({e})",
        "work out for which x sqrt({e}) is real",
    ),
    facts=(
        "f(x) = sqrt({e})",
        "a function is given by f(x) = sqrt({e})",
    ),
    wanted=(
        "its domain",
        "the domain",
        "the domain of f",
    ),
    whole=(
        "sqrt({e}), domain?",
        "which x can i put into sqrt({e})",
        "When does sqrt({e}) have a real value?",
        "Which numbers x are allowed in sqrt({e})?",
    ),
)


def _zeros(rng: Random, level: int) -> Worked:
    """Zeros of linear and factored functions, and numbers that a fraction or root does not take."""
    kind = rng.randrange(3)
    a, r = size(rng, 1, 4 * level), nonzero(rng, 10 * level)
    b = -a * r
    solve: Steps = [("Bring the constant to the other side.", f"{term(a, 'x')} = 0 {plus(-b)} = {-b}")]
    if a > 1:
        solve.append(("Divide by the coefficient of x.", f"x = {quotient(-b, a)}"))
    e = poly((a, b))
    if kind == 0:
        phrasings: tuple[str, ...] = (
            "Find the zero of f(x) = {e}.",
            "Where does f(x) = {e} cross the x-axis? Give x.",
            "What is the root of f(x) = {e}?",
            "Let f(x) = {e}. Find x with f(x) = 0.",
            "For which x is f(x) = {e} equal to 0?",
        )
        return worked(asked(rng, phrasings, _ZERO, e=styled(rng, e)), solve, r, f"x = {r}")
    c = size(rng, 1, 20)
    if kind == 1:
        top = rng.choice((str(c), poly((1, c)) if rng.random() < 0.5 else "x"))
        top = f"({top})" if " " in top else top
        phrasings = (
            "For which x is f(x) = {t}/({e}) undefined?",
            "Which value of x is not in the domain of f(x) = {t}/({e})?",
            "For which value of x is {t}/({e}) not defined?",
            "What number must be left out of the domain of {t}/({e})?",
        )
        steps = [
            ("The denominator must not be zero; find where it is.", f"{e} = 0, {solve[0][1]}"),
            *solve[1:],
        ]
        return worked(asked(rng, phrasings, _UNDEFINED, t=top, e=e), steps, r, f"x = {r}")
    phrasings = (
        "What is the domain of f(x) = sqrt({e})?",
        "Find the domain of sqrt({e}).",
        "For which x is sqrt({e}) defined?",
        "Find all real x for which sqrt({e}) is a real number.",
    )
    steps = [
        ("What is under the root must not be below zero.", f"{e} >= 0"),
        ("Bring the constant to the other side.", f"{term(a, 'x')} >= 0 {plus(-b)} = {-b}"),
    ]
    if a > 1:
        steps.append(("Divide by the coefficient of x.", f"x >= {quotient(-b, a)}"))
    return worked(asked(rng, phrasings, _DOMAIN, e=e), steps, r, f"x >= {r}")


_BASES = (
    (2, 10),
    (3, 6),
    (4, 5),
    (5, 4),
    (6, 3),
    (7, 3),
    (8, 3),
    (9, 3),
    (10, 6),
    (11, 2),
    (12, 2),
    (15, 2),
    (20, 3),
)
_EXPONENTIAL = (
    "Solve {e} for {x}.",
    "Solve {e}.",
    "Find {x} if {e}.",
    "What is {x} if {e}?",
    "{e}. What is {x}?",
    "{e}",
    "Solve the exponential equation {e}.",
    "For which {x} is {e}?",
    "Solve for {x}: {e}",
    "If {e}, find {x}.",
)
_EXPONENT = Ways(
    nouns=(
        "{x} if {e}",
        "the value of {x} in {e}",
        "the solution of {e}",
        "the exponent {x} with {e}",
        "the number {x} for which {e}",
        "the value of {x} such that {e}",
    ),
    verbs=(
        "solve {e}",
        "solve {e} for {x}",
        "find {x} in {e}",
        "find {x} if {e}",
        "solve the exponential equation {e}",
        "use logarithms to solve {e}",
    ),
    facts=(
        "{e}",
        "{e}",
        "{x} satisfies {e}",
        "we have {e}",
    ),
    wanted=(
        "{x}",
        "{x}",
        "the value of {x}",
    ),
    whole=(
        "{e}, {x}?",
        "{e} find {x}",
        "im stuck on {e}",
        "what does {x} have to be so that {e}",
        "For which value of {x} is {e} true?",
        "{e} solve for {x}",
        "what is {x} in {e}",
        "{e}\nFind {x}.",
        "Which {x} satisfies {e}?",
        "Determine {x} such that {e}.",
    ),
)


def _climb(base: int, power: int) -> str:
    """'2 * 2 = 4, 4 * 2 = 8': powers one after the other."""
    if power < 2:
        return f"{base}^{power} = {base**power}"
    if base == 2:
        return ", ".join(f"{2**i} * 2 = {2 ** (i + 1)}" for i in range(1, power))
    return ", ".join(product(base**i, base) for i in range(1, power))


def _exponential(rng: Random, level: int) -> Worked:
    x = letter(rng, 0.75)
    base, most = rng.choice(_BASES)
    n = rng.randint(0 if level > 1 else 1, most)
    target = base**n
    steps = [("Multiply by the base until the number is reached.", _climb(base, n))]
    steps.append(("Count the factors: this is the exponent.", f"{base}^{n} = {target}"))
    if level == 1:
        return worked(
            asked(rng, _EXPONENTIAL, _EXPONENT, e=f"{base}^{x} = {target}", x=x), steps, n, f"{x} = {n}"
        )
    if level == 2:
        b = nonzero(rng, 6)
        value = n - b
        steps.append(("Compare the exponents.", f"{x} = {n} {plus(-b)} = {value}"))
        return worked(
            asked(rng, _EXPONENTIAL, _EXPONENT, e=f"{base}^({x} {plus(b)}) = {target}", x=x),
            steps,
            value,
            f"{x} = {value}",
        )
    if rng.random() < 0.5:
        k, d = rng.randint(2, 5), nonzero(rng, 20)
        steps = [
            (
                f"{'Subtract' if d > 0 else 'Add'} the constant on both sides.",
                f"{k * target + d} {plus(-d)} = {k * target}",
            ),
            ("Divide by the factor.", quotient(k * target, k)),
            *steps,
        ]
        return worked(
            asked(rng, _EXPONENTIAL, _EXPONENT, e=f"{k} * {base}^{x} {plus(d)} = {k * target + d}", x=x),
            steps,
            n,
            f"{x} = {n}",
        )
    a = rng.randint(2, 3)
    b = nonzero(rng, 5)
    root = Fraction(n - b, a)
    steps.append(("Compare the exponents.", f"{a}{x} = {n} {plus(-b)} = {n - b}"))
    steps.append(("Divide by the coefficient.", f"{x} = {n - b} / {a} = {root}"))
    return worked(
        asked(rng, _EXPONENTIAL, _EXPONENT, e=f"{base}^({a}{x} {plus(b)}) = {target}", x=x),
        steps,
        root,
        f"{x} = {root}",
    )


_LOG = (
    "What is log_{b}({n})?",
    "Find log_{b}({n}).",
    "Evaluate log_{b}({n}).",
    "log_{b}({n})",
    "Calculate log base {b} of {n}.",
    "What is the logarithm of {n} to base {b}?",
    "log_{b} {n} = ?",
    "Work out log_{b}({n}).",
    "What is log base {b} of {n}?",
    "To which power must {b} be raised to give {n}?",
    "{b} to what power is {n}?",
)
_LOGS = Ways(
    nouns=(
        "log_{b}({n})",
        "log base {b} of {n}",
        "the value of log_{b}({n})",
        "the logarithm of {n} to the base {b}",
        "the base-{b} logarithm of {n}",
        "the exponent to which {b} must be raised to give {n}",
    ),
    verbs=(
        "evaluate log_{b}({n})",
        "work out log base {b} of {n}",
        "find log_{b}({n}) without a calculator",
        "simplify log_{b}({n})",
    ),
    whole=(
        "log_{b}({n}) = ?",
        "log base {b} of {n}",
        "whats log_{b}({n})",
        "How much is log_{b}({n})?",
        "What power of {b} is {n}?",
        "{b}^? = {n}",
        "Which exponent turns {b} into {n}?",
        "log {n} base {b}",
    ),
)
_IN_LOG = Ways(
    nouns=(
        "x if log_{b}(x {k}) = {n}",
        "the solution of log_{b}(x {k}) = {n}",
        "the value of x in log_{b}(x {k}) = {n}",
    ),
    verbs=(
        "solve log_{b}(x {k}) = {n}",
        "solve log_{b}(x {k}) = {n} for x",
        "find x in log_{b}(x {k}) = {n}",
    ),
    facts=("log_{b}(x {k}) = {n}",),
    wanted=(
        "x",
        "the value of x",
    ),
    whole=(
        "log_{b}(x {k}) = {n}",
        "log_{b}(x {k}) = {n}, x?",
        "For which x is log_{b}(x {k}) = {n}?",
    ),
)
_LOG_SUM = Ways(
    nouns=(
        "{e}",
        "the value of {e}",
        "{e} as a single number",
    ),
    verbs=(
        "evaluate {e}",
        "simplify {e}",
        "work out {e} with the laws of logarithms",
        "combine and evaluate {e}",
    ),
    whole=(
        "{e} = ?",
        "How much is {e}?",
        "whats {e}",
    ),
)


def _logarithm(rng: Random, level: int) -> Worked:
    base, most = rng.choice(_BASES)
    n = rng.randint(0, most)
    climb: Steps = [
        ("Multiply by the base until the number is reached.", _climb(base, n)),
        ("Count the factors: this is the exponent.", f"{base}^{n} = {base**n}"),
    ]
    if level == 1:
        return worked(asked(rng, _LOG, _LOGS, b=base, n=base**n), climb, n)
    if level == 2:
        if rng.random() < 0.4:
            n = max(1, n)
            climb = [
                ("Multiply by the base until the denominator is reached.", _climb(base, n)),
                ("Count the factors, and take the opposite for one over it.", f"0 - {n} = {-n}"),
            ]
            return worked(asked(rng, _LOG, _LOGS, b=base, n=f"1/{base**n}"), climb, -n)
        value = base**n
        k = nonzero(rng, 30)
        steps = [
            ("Turn the logarithm into a power.", power_work(base, n) if n else f"{base}^0 = 1"),
            (f"{'Subtract' if k > 0 else 'Add'} the constant.", f"x = {value} {plus(-k)} = {value - k}"),
        ]
        phrasings: tuple[str, ...] = (
            "Solve log_{b}(x {k}) = {n}.",
            "log_{b}(x {k}) = {n}. Find x.",
            "Find x if log_{b}(x {k}) = {n}.",
            "What is x if log_{b}(x {k}) = {n}?",
        )
        return worked(
            asked(rng, phrasings, _IN_LOG, b=base, k=plus(k), n=n), steps, value - k, f"x = {value - k}"
        )
    base, most = rng.choice(_BASES[:6])
    m = rng.randint(2, most)
    split = rng.randint(1, m - 1)
    extra = rng.choice([q for q in (2, 3, 5, 7) if base % q]) if rng.random() < 0.6 else 1
    if rng.random() < 0.5:
        p, q = base**split * extra, base ** (m - split)
        if extra > 1:
            p, q = base**m * extra, extra
            sign, work, goal = (
                "-",
                quotient(p, q),
                "A difference of logarithms is the logarithm of the quotient.",
            )
        else:
            sign, work, goal = "+", product(p, q), "A sum of logarithms is the logarithm of the product."
    else:
        p, q = base**m * extra, extra * base ** (m - split)
        m = split
        sign, work, goal = "-", quotient(p, q), "A difference of logarithms is the logarithm of the quotient."
    steps = [
        (goal, work),
        ("Multiply by the base until the number is reached.", _climb(base, m)),
        ("Count the factors: this is the exponent.", f"{base}^{m} = {base**m}"),
    ]
    phrasings = (
        "Evaluate {e}.",
        "What is {e}?",
        "Calculate {e}.",
        "{e}",
        "Simplify {e} to a number.",
        "Find {e}.",
    )
    return worked(asked(rng, phrasings, _LOG_SUM, e=f"log_{base}({p}) {sign} log_{base}({q})"), steps, m)


FAMILIES = (
    Family("function_value", TOPIC, _value),
    Family("function_composition", TOPIC, _compose),
    Family("inverse_function", TOPIC, _inverse),
    Family("zeros_and_domain", TOPIC, _zeros),
    Family("exponential_equation", TOPIC, _exponential),
    Family("logarithm", TOPIC, _logarithm),
)
