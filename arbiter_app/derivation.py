"""Exact check that an equation in one letter keeps the solution of the equation it follows from.

`2x + 6 = 28`, then `2x = 24`, is such a change. It compares neighbours of the same degree, 1 or 2, of which
the second is written right after the first, or after words that say that it follows. Left alone are the
two cases of a square or an absolute value, and a solution given rounded. It knows nothing of problems and
answers, takes time linear in the text and never raises.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from .polynomial import Polynomial, read

_MAX_SIDE = 80  # characters
_MAX_SQUARES = 6
_BREAK = re.compile(
    r"\n|\\\\|\\[()\[\]]|\$+|[,;:]\s|[,;:.]$|\.\s|=>|[⇒→⟹]|\\(?:Rightarrow|implies|to)(?![A-Za-z])"
)
_FOLLOWS = re.compile(
    r"(?:\b(?:this|which|that|it|we|so|then|thus|hence|therefore|now|the|equation|us|to|get|have|gives|yields|"
    r"becomes|is|simplif\w+|reduces|equivalent|combin\w+|like|terms|expand\w+|distribut\w+|rearrang\w+|"
    r"add|adding|subtract|subtracting|divide|dividing|multiply|multiplying|both|sides|from|by|of|left|right|"
    r"hand|side|on|solve|solving|for|isolat\w+|collect\w*|mov\w+|[a-z]|\d+[a-z]?)\b|[-+\s])*",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\s*(?:[A-Za-z]{2,}\s+)*")
_LETTER = re.compile(r"[A-Za-z]")
_POWER = re.compile(r"\^|\*\*|²")
_HIGH_POWER = re.compile(r"(?:\^|\*\*)(?!\s*2(?!\d))|³|[²2]\s*(?:\^|\*\*)")
_LATEX = re.compile(r"\\left(?![a-z])|\\right(?![a-z])|\\[,;! ]|&")
_FRACTION = re.compile(r"\\[dt]?frac\{([^{}]{1,30})\}\{([^{}]{1,30})\}")
_NOT_UNKNOWN = frozenset("mglLshCei")  # units and constants


class _Equation(NamedTuple):
    text: str
    letter: str
    coefficients: tuple[Fraction, ...]
    """Of left less right, from the constant up; the last is not 0."""
    left: Polynomial
    right: Polynomial


def changed_solutions(text: str) -> tuple[int, list[str]]:
    """How many equations were compared with the one before, and those that have another solution."""
    if text.count("=") < 2 or not any("=" in line and _LETTER.search(line) for line in text.split("\n")):
        return 0, []  # soon told, and so of most steps
    compared, changed = 0, []
    squares: set[str] = set()
    before: _Equation | None = None
    for piece in _BREAK.split(text):
        equation = _read(piece)
        if equation is None:
            if piece.strip() and not ("=" not in piece and _FOLLOWS.fullmatch(piece.strip())):
                before = None
            continue
        if before is not None and _comparable(before, equation, squares):
            same = _same_solution(before, equation)
            compared += same is not None
            if same is False:
                changed.append(f"{before.text} -> {equation.text}")
        if len(equation.coefficients) > 2:
            squares.add(equation.letter)
        before = equation
    return compared, changed


def _read(piece: str) -> _Equation | None:
    """An equation in one letter, after words that say that it follows; None if it is none."""
    if piece.count("=") != 1 or len(piece) > 4 * _MAX_SIDE or not _LETTER.search(piece):
        return None
    words = _WORDS.match(piece)
    if words is None or not _FOLLOWS.fullmatch(words.group()):
        return None
    piece = piece[words.end() :].strip()
    sides = [_plain(side) for side in piece.split("=")]
    letters = {letter for side in sides for letter in _LETTER.findall(side)}
    if len(letters) != 1 or not all(0 < len(side) <= _MAX_SIDE and _is_tame(side) for side in sides):
        return None
    left, right = map(read, sides)
    if left is None or right is None:
        return None
    terms = {term for side in (left, right) for term in side}
    letter = letters.pop()
    degree = max((exponent for term in terms for _, exponent in term), default=0)
    if degree > 2 or letter in _NOT_UNKNOWN:
        return None
    powers = [((letter, n),) if n else () for n in range(degree + 1)]
    coefficients = [left.get(power, Fraction(0)) - right.get(power, Fraction(0)) for power in powers]
    while coefficients and not coefficients[-1]:
        coefficients.pop()
    if len(coefficients) < 2:
        return None
    return _Equation(" ".join(piece.split()), letter, tuple(coefficients), left, right)


def _is_tame(side: str) -> bool:
    """Whether it has few squares and no higher powers: it is quick to multiply out."""
    return len(_POWER.findall(side)) <= _MAX_SQUARES and not _HIGH_POWER.search(side)


def _plain(side: str) -> str:
    """A side less its LaTeX."""
    side = _LATEX.sub(" ", side).replace("\\cdot", "*").replace("\\times", "*").replace("\\div", "/")
    return _FRACTION.sub(r"((\1)/(\2))", side).strip()


def _comparable(a: _Equation, b: _Equation, squares: set[str]) -> bool:
    """Whether b must have a's solutions: not if a gives the unknown, or b may be another case."""
    if a.letter != b.letter or len(a.coefficients) != len(b.coefficients) or _solved(a):
        return False
    if len(a.coefficients) == 2 and a.letter in squares:
        return False
    return a.left != b.left or set(a.right) | set(b.right) > {()} or a.right == b.right


def _solved(equation: _Equation) -> bool:
    return equation.left == {((equation.letter, 1),): Fraction(1)} and set(equation.right) <= {()}


def _same_solution(a: _Equation, b: _Equation) -> bool | None:
    """Whether the polynomials are multiples of each other; None where b's solution may be a's, rounded."""
    mine, yours = ([c / equation.coefficients[-1] for c in equation.coefficients] for equation in (a, b))
    if mine == yours:
        return True
    exact, given, decimals = -mine[0], -yours[0], "." in a.text + b.text
    whole = _solved(b) and exact.denominator > 1 and given.denominator == 1
    rounded = (whole and abs(exact - given) < 1) or (decimals and abs(exact - given) <= abs(exact) / 50)
    return None if rounded or (decimals and len(mine) > 2) else False
