"""Arithmetic expressions of named values: computed exactly, and shown the way a step is written.

Knows nothing of stories. `/` is exact division, `//` and `%` are quotient and remainder.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from arbiter_app.curriculum.problem import Number, decimal, times

Values = Mapping[str, Number]
Tree = str | Number | tuple[str, "Tree", "Tree"]
"""A variable's name, a number, or an operator with its two sides."""

_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
}
_RANK = {"+": 1, "-": 1, "*": 2, "/": 2, "//": 2, "%": 2}


def whole(value: Number) -> Number:
    """The same number as an int where it is one."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def _divide(a: Number, b: Number) -> Number:
    return whole(Fraction(a) / b)


_APPLY: dict[str, Callable[[Number, Number], Number]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divide,
    "//": operator.floordiv,
    "%": operator.mod,
    "min": min,
    "max": max,
}


def parse(text: str) -> Tree:
    """The tree of an expression. Raises ValueError that says what is wrong with it."""
    try:
        return _tree(ast.parse(text.strip(), mode="eval").body, text)
    except SyntaxError:
        raise ValueError(f"{text.strip()!r} is not an expression") from None


def _tree(node: ast.expr, text: str) -> Tree:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Constant(value=int()):
            return int(ast.get_source_segment(text.strip(), node) or "")
        case ast.Constant(value=float()):
            return Fraction(ast.get_source_segment(text.strip(), node) or "")
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
            return (_SIGNS[type(op)], _tree(left, text), _tree(right, text))
        case ast.Call(func=ast.Name(id="min" | "max" as name), args=[left, right], keywords=[]):
            return (name, _tree(left, text), _tree(right, text))
    raise ValueError(f"{ast.unparse(node)!r}: only names, numbers, + - * / // %, min, max and brackets")


def names(tree: Tree) -> set[str]:
    if isinstance(tree, tuple):
        return names(tree[1]) | names(tree[2])
    return {tree} if isinstance(tree, str) else set()


def value(tree: Tree, values: Values) -> Number:
    """What it comes to. Raises ZeroDivisionError."""
    if isinstance(tree, tuple):
        return whole(_APPLY[tree[0]](value(tree[1], values), value(tree[2], values)))
    return values[tree] if isinstance(tree, str) else tree


def show(number: Number) -> str:
    """A number as people write it: 7, 3.5, 7/3."""
    if isinstance(number, int):
        return str(number)
    for scale in (10, 100, 1000, 10_000):
        if scale % number.denominator == 0:
            return decimal(number.numerator * (scale // number.denominator), scale)
    return f"{number.numerator}/{number.denominator}"


@dataclass(frozen=True, slots=True)
class _Shown:
    text: str
    rank: int  # 3 for what needs no brackets


def _text(tree: Tree) -> _Shown:
    if not isinstance(tree, tuple):
        assert not isinstance(tree, str)
        fraction = isinstance(tree, Fraction) and "/" in show(tree)
        return _Shown(show(tree), 2 if fraction or tree < 0 else 3)
    sign, left, right = tree[0], _text(tree[1]), _text(tree[2])
    rank = _RANK[sign]
    first = left.text if left.rank >= rank else f"({left.text})"
    # a - (b - c) and a / (b * c) need their brackets, a + (b + c) does not
    tight = right.rank > rank or (right.rank == rank and sign in "+*" and "/" not in right.text)
    second = right.text if tight else f"({right.text})"
    return _Shown(f"{first} {sign} {second}", rank)


def _fill(tree: Tree, values: Values) -> Tree:
    if isinstance(tree, tuple):
        return (tree[0], _fill(tree[1], values), _fill(tree[2], values))
    return values[tree] if isinstance(tree, str) else tree


def _reduce(tree: Tree) -> Tree:
    """Every operation whose two sides are numbers, done."""
    if not isinstance(tree, tuple):
        return tree
    sign, left, right = tree
    if isinstance(left, tuple) or isinstance(right, tuple):
        return (sign, _reduce(left), _reduce(right))
    return value(tree, {})


def work(tree: Tree, values: Values) -> str:
    """The equation of a step, with one line of operations between any two equals signs:
    '3 * 4 + 5 = 12 + 5 = 17'. A quotient with remainder reads '17 = 5 * 3 + 2'."""
    filled = _fill(tree, values)
    match filled:
        case ("//" | "%", int(a), int(b)):
            return f"{a} = {b} * {a // b} + {a % b}"
        case ("*", int(a), int(b)) if min(a, b) > 0:
            return times(a, b)
    shown = [_text(filled).text]
    while isinstance(filled, tuple):
        filled = _reduce(filled)
        shown.append(_text(filled).text)
    return " = ".join(shown)
