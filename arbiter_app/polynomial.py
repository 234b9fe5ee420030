"""Expressions in letters as exact sums of products, so that two ways of writing one are seen to be equal.

Reads `x^2 + 5x - 6`, `(x + 2)(x - 3)`, `25*pi`, `6*sqrt(2)`, `3x^2/2 + C`. Division is by numbers only.
Knows nothing of answers or grading; evaluates no text, and every size is bounded.
"""

from __future__ import annotations

import re
from fractions import Fraction

Term = tuple[tuple[str, int], ...]
"""Letters with their exponents, sorted; `sqrt2` and `pi` are letters too. () is the constant."""

Polynomial = dict[Term, Fraction]

_MAX_LENGTH, _MAX_EXPONENT, _MAX_TERMS, _MAX_ROOT = 200, 12, 60, 10**9
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?|\.\d+)|(sqrt|pi|[A-Za-z])|(\*\*|[-+*/^()]))")

_WORD = re.compile(r"(?!sqrt|pi)(?<![A-Za-z])[A-Za-z]{3,}")


class _Unreadable(Exception):
    """Not an expression that this module reads."""


def read(text: str) -> Polynomial | None:
    """The expression, or None where it is none that can be read for certain."""
    if len(text) > _MAX_LENGTH:
        return None
    try:
        reader = _Reader(_tokens(text))
        result = reader.sum()
        return result if reader.at == len(reader.tokens) else None
    except (_Unreadable, RecursionError):
        return None


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    if _WORD.search(text):
        raise _Unreadable
    text = text.translate(_SIGNS).rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _Unreadable
        tokens.append((found[1] or found[2] or found[3]).replace("**", "^"))
        at = found.end()
    return tokens


_SIGNS = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "²": "^2", "³": "^3", "π": "pi", "√": "sqrt"})


class _Reader:
    """Recursive descent: sums of products of powers; a product needs no sign before a letter or bracket."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def sum(self) -> Polynomial:
        sign = -1 if self.peek() == "-" else 1
        if self.peek() in ("-", "+"):
            self.take()
        result = _scaled(self.product(), Fraction(sign))
        while self.peek() in ("+", "-"):
            sign = -1 if self.take() == "-" else 1
            result = _added(result, _scaled(self.product(), Fraction(sign)))
        return result

    def product(self) -> Polynomial:
        result = self.power()
        while (token := self.peek()) and token not in "+-)^":
            if token in ("*", "/"):
                self.take()
            factor = self.power()
            if token == "/":
                if set(factor) != {()} or not factor[()]:
                    raise _Unreadable
                factor = {(): 1 / factor[()]}
            elif token[0] in "0123456789.":
                raise _Unreadable  # 'x 2' may be anything
            result = _multiplied(result, factor)
        return result

    def power(self) -> Polynomial:
        base = self.atom()
        if self.peek() != "^":
            return base
        self.take()
        exponent = self.take()
        if not exponent.isdigit() or len(exponent) > 2 or int(exponent) > _MAX_EXPONENT:
            raise _Unreadable
        result: Polynomial = {(): Fraction(1)}
        for _ in range(int(exponent)):
            result = _multiplied(result, base)
        return result

    def atom(self) -> Polynomial:
        token = self.take()
        if token == "(":
            inner = self.sum()
            if self.take() != ")":
                raise _Unreadable
            return inner
        if token == "-":
            return _scaled(self.power(), Fraction(-1))
        if token == "sqrt":
            return _root(self.atom())
        if token and (token[0].isdigit() or token[0] == "."):
            return {(): Fraction(token)}
        if token.isalpha():
            return {((token, 1),): Fraction(1)}
        raise _Unreadable


def _root(inner: Polynomial) -> Polynomial:
    """sqrt(72) as 6 of the letter 'sqrt2'."""
    number = inner.get((), Fraction(0))
    if set(inner) != {()} or number.denominator != 1 or not 0 < number <= _MAX_ROOT:
        raise _Unreadable
    outside, inside, factor = 1, number.numerator, 2
    while factor * factor <= inside:
        while inside % (factor * factor) == 0:
            inside //= factor * factor
            outside *= factor
        factor += 1
    return {((f"sqrt{inside}", 1),) if inside > 1 else (): Fraction(outside)}


def _added(a: Polynomial, b: Polynomial) -> Polynomial:
    result = dict(a)
    for term, value in b.items():
        result[term] = result.get(term, Fraction(0)) + value
    return {term: value for term, value in result.items() if value}


def _scaled(a: Polynomial, factor: Fraction) -> Polynomial:
    return {term: value * factor for term, value in a.items()}


def _multiplied(a: Polynomial, b: Polynomial) -> Polynomial:
    result: Polynomial = {}
    for left, x in a.items():
        for right, y in b.items():
            powers = dict(left)
            for letter, exponent in right:
                powers[letter] = powers.get(letter, 0) + exponent
            term = tuple(sorted(powers.items()))
            result[term] = result.get(term, Fraction(0)) + x * y
    if len(result) > _MAX_TERMS or any(e > _MAX_EXPONENT for term in result for _, e in term):
        raise _Unreadable
    return {term: value for term, value in result.items() if value}
