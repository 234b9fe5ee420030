"""Exact check of the numeric equations written in a text, such as a step of a solution.

Finds chains `a = b = c` whose sides are plain arithmetic, works each side out in fractions and
compares neighbours. It is made to be believed when it says "false": whatever it cannot read for
certain (a variable, a function, a remainder, a change of units) is left out, not guessed. What
counts as true beside exact equality:

* a decimal on the right that is the left side rounded to the decimals shown: `10 / 3 = 3.33`; one cut off
  where the decimals never end, `2 / 3 = 0.66`, or worked out from long decimals, `2.8284^2 = 8`, is left out;
* a percentage read as hundredths or as a plain number: `20 / 80 * 100 = 25%`, `1 / 4 = 25%`.

Signs may be words (`4 times 6 is 24`), a division may leave a remainder (`17 / 5 = 3 remainder 2`), and an
equation in one letter must have the solution of the one that it follows from (see `derivation`).

It knows nothing of problems, answers or models. It never raises, and takes time linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from .derivation import changed_solutions

_Number = Fraction | int  # whole numbers stay ints: Fractions are slow
_MAX_TEXT = 100_000  # characters; what comes after is not read
_MAX_DIGITS = 40  # of a number as written
_MAX_EXPONENT = 64
_MAX_BITS = 4096  # of a numerator or denominator on the way
_MAX_DEPTH = 20  # of brackets
_MAX_SIDE = 200  # tokens of one side


@dataclass(frozen=True, slots=True)
class Audit:
    """How many equations were checked, how many are false, and those as written."""

    checked: int
    false: int
    wrong: tuple[str, ...] = ()


class _Kind:
    """Plain names: on Python 3.11 an Enum's member is slow to look up."""

    NUMBER = "number"
    OPERATOR = "operator"
    OPEN = "open"
    CLOSE = "close"
    FRAC = "frac"
    EQUALS = "equals"
    UNIT = "unit"
    WORD = "word"
    OPAQUE = "opaque"  # binds to its neighbours and cannot be worked out
    BREAK = "break"  # ends an expression
    LINE = "line"  # a break at which a list item may begin
    WALL = "wall"  # what was found unfit to be part of an expression


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int
    clean_left: bool = True  # of a wall: whether an expression may end here
    clean_right: bool = True  # of a wall: whether an expression may begin here


_TOKEN = re.compile(
    r"""
    (?P<LINE>\n|\\\\)
  | (?P<REMARK>(?<=[\w%])(?<!\\times)(?<!\\cdot)(?<!\\div)[ ]\((?:\\text\{)?[^\W\d][^(){}=\d*/+\n]{1,60}\}?\))
  | (?P<SKIP>[ \t\r]+|\\[,;! ]|\\(?:left|right)(?![A-Za-z])|&|\\?\$|[€£₹])
  | (?P<MIXED>(?<![\d.,])\d{1,9}[ ]\d{1,9}/\d{1,9}(?![\d.,]*\d))
  | (?P<NUMBER>(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?|(?<![\d.])\.\d+)(?P<PERCENT>[ ]?\\?%)?
  | (?P<DOTS>(?<=\d)(?:\.\.\.|…))
  | (?P<BREAK><<|>>|\\[()\[\]]|[<>!=:]=+|=+>|[<>≈≠≤≥“”‘’…—•→⇒∴])
  | (?P<POWER>(?<=[\d)])\*\*(?=[\d(]))
  | (?P<BOLD>\*\*+|__+)
  | (?P<OPAQUE>[|~_@]|[^\x00-\x7f\w×·⋅∙∗÷−–∕⁄²³°]
    |(?<=\d):(?=\d)|(?<=\d[ ]):(?=[ ]\d)|(?<=[\d)])!|(?<=\d)[.,](?=\d))
  | (?P<EQUALS>=)
  | (?P<OPERATOR>[-+*/^×·⋅∙∗÷−–∕⁄]|\\(?:times|cdot|div)(?![A-Za-z]))
  | (?P<SUPER>[²³])
  | (?P<FRAC>\\[dt]?frac(?=\{))
  | (?P<OPEN>[(\[{]|\\boxed\{)
  | (?P<CLOSE>[)\]}])
  | \\(?:text|textbf|mathrm|mbox)\{[ ]*(?P<TEXT>[^\W\d_]+)[^{}=\d]{0,60}\}
  | (?P<WORD>[^\W\d_]+(?:[²³]|\^[23](?!\d))?|°[CF]?)
  | (?P<MACRO>\\[A-Za-z]+)
  | (?P<OTHER>.)
    """,
    re.VERBOSE,
)
_PLAIN = re.compile(
    r"([0-9]*[A-Za-z] = )?{0}( [-+*/=] {0})*(, {0}( [-+*/=] {0})*)*".replace(
        "{0}", r"(-?[0-9]{1,9}(\.[0-9]{1,9})?|\(-[0-9]{1,9}\))"
    )
)
_KINDS = {  # of the groups above; SKIP and REMARK make no token, SUPER makes two
    "LINE": _Kind.LINE,
    "MIXED": _Kind.NUMBER,
    "NUMBER": _Kind.NUMBER,
    "PERCENT": _Kind.NUMBER,
    "DOTS": _Kind.OPAQUE,
    "BREAK": _Kind.BREAK,
    "POWER": _Kind.OPERATOR,
    "BOLD": _Kind.BREAK,
    "OPAQUE": _Kind.OPAQUE,
    "EQUALS": _Kind.EQUALS,
    "OPERATOR": _Kind.OPERATOR,
    "FRAC": _Kind.FRAC,
    "OPEN": _Kind.OPEN,
    "CLOSE": _Kind.CLOSE,
    "TEXT": _Kind.WORD,
    "WORD": _Kind.WORD,
    "MACRO": _Kind.OPAQUE,
    "OTHER": _Kind.BREAK,
}
_OPERATORS = {
    "×": "*",
    "·": "*",
    "⋅": "*",
    "∙": "*",
    "∗": "*",
    "\\times": "*",
    "\\cdot": "*",
    "−": "-",
    "–": "-",
    "÷": "÷",
    "\\div": "÷",
    "∕": "/",
    "⁄": "/",
    "**": "^",
}
# fmt: off
# Words between two numbers, or between the unit of the first and the second, that are signs.
_SPOKEN = {
    ("plus",): "+", ("minus",): "-", ("times",): "times", ("multiplied", "by"): "times",
    ("divided", "by"): "over", ("equals",): "=", ("equal",): "=", ("is",): "=", ("is", "equal", "to"): "=",
    ("which", "is"): "=", ("which", "equals"): "=", ("gives",): "=", ("makes",): "=",
}
_SPOKEN_CLAIM = re.compile(r"[^\d²³)\]}]*[\d²³)\]}].*(?:is|equal|gives|makes)", re.DOTALL)
_WORD_SIGNS = frozenset(("+", "-", "times", "over"))
_EQUAL_WORDS = frozenset(words[-1] for words, sign in _SPOKEN.items() if sign == "=") | {"is"}
_UNITS = frozenset((
    "cm", "mm", "km", "dm", "kg", "mg", "ml", "cl", "kWh", "mph", "kmh", "km/h", "min", "hr", "hrs", "sec",
    "ft", "in", "lb", "lbs", "oz", "cents",
))
# fmt: on
_LETTER_UNITS = frozenset("mglLsh")
# Words that do arithmetic: a number beside one of them is not what it seems.
# fmt: off
_BINDING = frozenset((
    "plus", "minus", "times", "time", "multiplied", "divided", "over", "squared", "cubed", "twice",
    "thrice", "double", "triple", "half", "halves", "third", "thirds", "quarter", "quarters", "fourth",
    "fourths", "fifth", "fifths", "dozen", "dozens", "hundred", "hundreds", "thousand", "thousands",
    "million", "millions", "billion", "billions", "pair", "pairs", "score", "percent", "percentage", "mod",
    "modulo", "remainder", "rem", "with", "root", "sqrt", "log", "ln", "sin", "cos", "tan", "gcd", "lcm",
    "max", "min", "negative", "more", "less", "fewer", "than", "of", "th", "st", "nd", "rd", "base",
    "factorial", "choose", "digits", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "am", "pm", "AM", "PM",
))


# Words that go on with the sentence: what stands before them is not their number's unit.
_SENTENCE = frozenset((
    "and", "or", "but", "so", "then", "the", "is", "are", "was", "were", "has", "have", "we", "he", "she",
    "it", "they", "which", "that", "with", "to",
    "because", "since", "thus", "hence", "therefore", "if", "when", "while",
))
# Of these, the ones after which the number before them may be only a part.
_GOES_ON = frozenset(("and", "or", "with", "to"))
# Words after which a number alone is the number, and not the name of a thing as in 'Day 3 = ...'.
_REASONS = frozenset(("because", "since", "so", "thus", "hence", "therefore"))
_PREPOSITIONS = frozenset((
    "after", "before", "until", "from", "by", "to", "than", "over", "above", "below", "under", "between",
    "and", "or", "with", "for", "in", "on", "at", "beyond", "past",
))
# fmt: on

_REMAINDER = re.compile(
    r"""
    (?<![\w.,)}^*/+×·÷−–-])(?<![*/+×·÷−–^-][ ])(\d{1,15})
    [ ]?(?:/|÷|\\div|divided[ ]by)[ ]?(\d{1,15})
    [ ]?(?:=|is|equals|gives)[ ]?(\d{1,15})(?:\\\)|\$)?
    ,?[ ]?(?:with[ ]|and[ ])?(?:a[ ])?(?:remainder|[Rr](?:em\.?)?)(?:[ ](?:of|is))?[ ]?(?:\\\(|\$)?
    (\d{1,15})(?![\d.,]*\d|[ ]?[/*+×÷^-])
    """,
    re.VERBOSE,
)


class _Unreadable(Exception):
    """A side that cannot be worked out for certain."""


def audit(text: str) -> Audit:
    """Check every numeric equation of `text`. An equation is one `=` with arithmetic on both sides."""
    claims = _claims(text)
    if not claims:
        return Audit(0, 0)
    if len(claims) == 1 and (plain := _plain(text[slice(*claims[0])])):
        return plain
    checked, wrong = 0, []
    for left, right in _equations(text, claims):
        verdict = _holds(left, right)
        if verdict is not None:
            checked += 1
            if not verdict:
                wrong.append(f"{_quoted(text, left)} = {_quoted(text, right)}")
    for match in _REMAINDER.finditer(text, 0, _MAX_TEXT):
        dividend, divisor, quotient, remainder = map(int, match.groups())
        checked += 1
        if dividend != divisor * quotient + remainder:
            wrong.append(" ".join(match.group().split()))
    compared, changed = changed_solutions(text[:_MAX_TEXT])
    checked += compared
    wrong += changed
    return Audit(checked, len(wrong), tuple(wrong))


def _claims(text: str) -> list[tuple[int, int]]:
    """Where the lines begin and end that have an `=`, or a word for one after a number or a bracket: most
    have none and need no reading. Where there are braces, LaTeX may go on in the next: all is one line."""
    text = text[:_MAX_TEXT]
    claims, start = [], 0
    for line in [text] if "{" in text else text.split("\n"):
        end = start + len(line)
        if "=" in line or _SPOKEN_CLAIM.match(line):
            claims.append((start, end))
        start = end + 1
    return claims


def _plain(line: str) -> Audit | None:
    """What `audit` says of a line that is nothing but numbers and spaced signs, as four in five steps of the
    bundled pair have it, and soon told. None of any other, and where a fault may be no fault."""
    if len(line) > _MAX_SIDE or not _PLAIN.fullmatch(line):
        return None
    checked, wrong = 0, []
    for part in line.split(", "):
        sides = part.split(" = ")
        if sides[0][-1].isalpha():  # a name: 'x = 4 + 1 = 5'
            del sides[0]
        values = [_plain_value(side.split(" ")) for side in sides]
        if None in values:
            return None
        checked += len(values) - 1
        pairs = pairwise(zip(sides, values, strict=True))
        wrong += [f"{left} = {right}" for (left, a), (right, b) in pairs if a != b]
    if wrong and ("/" in line or "." in line):  # a remainder may follow, or it is rounded
        return None
    return Audit(checked, len(wrong), tuple(wrong))


def _plain_value(words: list[str]) -> _Number | None:
    """Of numbers and signs in turn; None where 0 divides."""
    total: _Number = 0
    product = _plain_number(words[0])
    for sign, word in zip(words[1::2], words[2::2], strict=True):
        number = _plain_number(word)
        if sign == "*":
            product *= number
        elif sign == "/" and number:
            product = _quotient(product, number)
        elif sign == "/":
            return None
        else:
            total, product = total + product, number if sign == "+" else -number
    return total + product


def _plain_number(word: str) -> _Number:
    return Fraction(word) if "." in word else int(word.strip("()"))


def _quoted(text: str, side: list[_Token]) -> str:
    return " ".join(text[side[0].start : side[-1].end].split())


def _equations(text: str, claims: list[tuple[int, int]]) -> Iterator[tuple[list[_Token], list[_Token]]]:
    """Both sides of each `=`, cut down to what may be arithmetic. Of two equations in a row for the
    same name, `cost = 12 * 5` and `cost = 60`, the right sides make one too."""
    before: tuple[list[str], list[_Token]] = [], []
    for segment in _segments(text, claims):
        sides = _sides(segment)
        for left, right in pairwise(sides):
            yield _last_run(left), _first_run(right)
        if len(sides) > 1:
            name = _name(segment)
            value = _first_run(sides[1])
            if name and name == before[0] and not _two_roots(before[1], value):
                yield before[1], value
            before = name, value if len(sides) == 2 else []


def _segments(text: str, claims: list[tuple[int, int]]) -> Iterator[list[_Token]]:
    """The tokens between two breaks."""
    for start, end in claims:
        segment: list[_Token] = []
        for token in _tokens(text, start, end):
            if token.kind is _Kind.BREAK or token.kind is _Kind.LINE:
                yield segment
                segment = [token] if token.kind is _Kind.LINE else []
            else:
                segment.append(token)
        yield segment


def _name(segment: list[_Token]) -> list[str]:
    """What stands before the first `=`, if there are words in it."""
    end = next((i for i, token in enumerate(segment) if token.kind is _Kind.EQUALS), 0)
    name = [token for token in segment[:end] if token.kind is not _Kind.LINE]
    words = {token.text for token in name if token.kind is _Kind.WORD}
    return [token.text for token in name] if words and words.isdisjoint(_EQUAL_WORDS) else []


def _two_roots(a: Sequence[_Token], b: Sequence[_Token]) -> bool:
    """Whether two values of a name may be meant as alternatives: the first is a number or a fraction
    as it stands, or they differ only in + and -."""
    first, second = ([token.text for token in side if token.text not in "+-"] for side in (a, b))
    return first == second or not any(token.kind is _Kind.OPERATOR and token.text not in "-/" for token in a)


def _tokens(text: str, start: int, end: int) -> Iterator[_Token]:
    yield _Token(_Kind.LINE, "", start, start)
    for match in _TOKEN.finditer(text, start, end):
        name, (start, end) = match.lastgroup or "OTHER", match.span()
        kind, word = _KINDS.get(name), text[start:end]
        if kind is _Kind.NUMBER:
            yield _Token(_Kind.OPAQUE if end - start > _MAX_DIGITS else kind, word, start, end)
        elif kind is _Kind.OPERATOR:
            yield _Token(kind, _OPERATORS.get(word, word), start, end)
        elif kind is _Kind.WORD:
            yield _Token(kind, match.group(name), start, end)
        elif kind:
            yield _Token(kind, word, start, end)
        elif name == "SUPER":
            yield _Token(_Kind.OPERATOR, "^", start, start)
            yield _Token(_Kind.NUMBER, "2" if word == "²" else "3", start, end)


def _sides(segment: list[_Token]) -> list[list[_Token]]:
    """The tokens around each `=`, with walls; nothing where there is none. A word may be an `=` after
    a sum or a product only: in '10 - 15 is ...' and '1/4 is ...' it says something else."""
    if not any(token.kind is _Kind.EQUALS or token.text in _EQUAL_WORDS for token in segment):
        return []
    sides: list[list[_Token]] = [[]]
    for token in _walled(_without_bullet(segment)):
        if token.kind is _Kind.EQUALS and (token.text == "=" or _is_work(sides[-1])):
            sides.append([])
        elif token.kind is _Kind.EQUALS:
            sides[-1].append(token._replace(kind=_Kind.WALL, text="word", clean_left=False))
        else:
            sides[-1].append(token)
    return sides


def _is_work(side: list[_Token]) -> bool:
    """Whether it ends in a sum or a product. A share, '2 of 5', is one if it is written as a fraction."""
    run = _last_run(side)
    if len(run) < len(side) and side[-len(run) - 1].text == "preposition":
        return False  # 'the number after 4 * 6 is 25'
    signs = {token.text for token in run if token.kind is _Kind.OPERATOR}
    share = any("/" in token.text or "%" in token.text or token.kind is _Kind.FRAC for token in run)
    return bool(signs & {"+", "*", "()", "times", "over"}) or ("of" in signs and share)


def _without_bullet(segment: list[_Token]) -> list[_Token]:
    """A segment less the sign that makes it a list item."""
    if segment[0].kind is _Kind.LINE:
        segment = segment[1:]
        bullet = segment[0].kind is _Kind.OPERATOR and segment[0].text in "+-*"
        if bullet and len(segment) > 1 and segment[1].start > segment[0].end:
            return segment[1:]
    return segment


def _walled(tokens: Sequence[_Token]) -> Iterator[_Token]:
    """The tokens with everything that is no arithmetic made walls or, after a number, units."""
    previous, i = _Token(_Kind.EQUALS, "", -1, -1), 0
    while i < len(tokens):
        token, j = tokens[i], i + 1
        if token.kind is _Kind.WORD:
            while j < len(tokens) and tokens[j].kind is _Kind.WORD:
                j += 1
            made = _from_words(previous, tokens[i:j], tokens[j : j + 2])
        elif token.kind is _Kind.OPAQUE:
            made = [token._replace(kind=_Kind.WALL, clean_left=False, clean_right=False)]
        elif _is_rate(previous, tokens[i : i + 2]):
            made, j = [tokens[i + 1]._replace(kind=_Kind.UNIT, text=_singular(tokens[i + 1].text))], i + 2
        else:
            made = _juxtaposed(previous, token)
        yield from made
        previous, i = made[-1], j


def _ends_value(token: _Token) -> bool:
    return token.kind in (_Kind.NUMBER, _Kind.CLOSE, _Kind.UNIT)


def _is_rate(previous: _Token, pair: Sequence[_Token]) -> bool:
    """Whether these two tokens are the '/hour' of '5/hour'."""
    if len(pair) < 2 or pair[0].text != "/" or pair[1].kind is not _Kind.WORD or not _ends_value(previous):
        return False
    return (len(pair[1].text) > 2 or pair[1].text in _UNITS) and pair[1].text not in _BINDING


def _juxtaposed(previous: _Token, token: _Token) -> list[_Token]:
    """The token, with what stands between it and the value before it: nothing, a product sign
    that is understood, or a wall."""
    begins = token.kind in (_Kind.NUMBER, _Kind.OPEN, _Kind.FRAC)
    if not begins or not _ends_value(previous):
        return [token]
    if previous.end == token.start and (token.kind is _Kind.OPEN or previous.kind is _Kind.CLOSE):
        return [_Token(_Kind.OPERATOR, "()", token.start, token.start), token]
    clean = token.kind is _Kind.OPEN or previous.kind is _Kind.UNIT
    return [_Token(_Kind.WALL, "", token.start, token.start, clean_left=clean, clean_right=False), token]


def _from_words(previous: _Token, words: Sequence[_Token], after: Sequence[_Token]) -> list[_Token]:
    """What a run of words is: a product sign, the unit of the number before it, or a wall."""
    first, last, texts = words[0], words[-1], [word.text for word in words]
    following = after[0] if after else None
    value = _ends_value(previous)
    operand = following is not None and following.kind in (_Kind.NUMBER, _Kind.OPEN, _Kind.FRAC)
    if value and operand and len(words) == 1 and first.text in ("x", "X", "of"):
        sign = "of" if first.text == "of" else "*"
        return [_Token(_Kind.OPERATOR, sign, first.start, first.end)]
    if value and operand and (spoken := _spoken(previous, words)):
        return spoken
    binding = not _BINDING.isdisjoint(texts[:5])
    unit = value and _is_unit(previous, words)
    inside = following is not None and following.kind in (_Kind.OPERATOR, _Kind.EQUALS, _Kind.CLOSE)
    found = [first._replace(kind=_Kind.UNIT, text=_singular(first.text))] if unit else []
    if found and inside and len(words) <= 4:
        return found
    clean_right = len(last.text) > 1 and last.text not in _BINDING
    if following is not None and following.start == last.end:
        clean_right = False  # a function's name, or a name with a number
    if following is not None and following.text in ("-", "+") and following.kind is _Kind.OPERATOR:
        clean_right = clean_right and following.start > last.end
    ends = value and not binding and _ends_sum(previous, words, after)
    clean_left = unit or ends or (not binding and not value)
    word = last.text.lower()
    text = "reason" if word in _REASONS else "preposition" if word in _PREPOSITIONS else "word"
    return [*found, _Token(_Kind.WALL, text, first.start, last.end, clean_left, clean_right)]


def _ends_sum(previous: _Token, words: Sequence[_Token], after: Sequence[_Token]) -> bool:
    """Whether words after a value, 'apples so he', begin with what is counted, if anything, and go on with
    the sentence, so that the value is whole. It is not in '3 and 1/2' or '2 hours and 30 minutes'."""
    k = next((k for k, word in enumerate(words[:4]) if word.text in _SENTENCE), None)
    if k is None or previous.end == words[0].start or (k and not _is_unit(previous, words[:k])):
        return False
    alone = k == len(words) - 1 and bool(after) and after[0].kind in (_Kind.NUMBER, _Kind.OPEN, _Kind.FRAC)
    if alone and words[k].text == "and":  # '= 13 * 14 and 77 = ...' begins another equation
        return k == 0 and len(after) > 1 and after[1].kind is _Kind.EQUALS
    return not alone and (words[k].text == "and" or words[k].text not in _GOES_ON)


def _is_unit(previous: _Token, words: Sequence[_Token]) -> bool:
    """Whether words after a value are what is counted."""
    first, texts = words[0], [word.text for word in words]
    return (
        _BINDING.isdisjoint(texts[:5])
        and _SENTENCE.isdisjoint(texts[:4])
        and (first.text in _UNITS or previous.end != first.start)
        and all(len(text) > 1 for text in texts[1:])
        and (len(first.text) > 1 or first.text in _LETTER_UNITS)
    )


def _spoken(previous: _Token, words: Sequence[_Token]) -> list[_Token]:
    """The sign that the last words are, after the unit that the others are; nothing if they are not."""
    for n in (3, 2, 1):
        sign = _SPOKEN.get(tuple(word.text for word in words[-n:])) if len(words) >= n else None
        counted = words[:-n]
        if sign == "=" and not counted:  # 'the 2 * 3 workers is' may say anything of the workers
            return [_Token(_Kind.EQUALS, "is", words[0].start, words[-1].end)]
        if sign and sign != "=" and (not counted or (len(counted) <= 4 and _is_unit(previous, counted))):
            unit = [word._replace(kind=_Kind.UNIT, text=_singular(word.text)) for word in counted[:1]]
            return [*unit, _Token(_Kind.OPERATOR, sign, words[-n].start, words[-1].end)]
    return []


def _singular(word: str) -> str:
    return word.lower().rstrip("²³^23").removesuffix("s") or word


def _last_run(side: list[_Token]) -> list[_Token]:
    """What stands directly before an `=`; nothing where it may be part of something longer."""
    start = next((i + 1 for i in range(len(side) - 1, -1, -1) if side[i].kind is _Kind.WALL), 0)
    run = side[start:]
    depth = 0
    for i in range(len(run) - 1, -1, -1):  # '(3 + 4' of '(3 + 4 = 7)'
        depth += (run[i].kind is _Kind.CLOSE) - (run[i].kind is _Kind.OPEN)
        if depth < 0:
            return run[i + 1 :]
    if start and not side[start - 1].clean_right:
        return []
    if start and side[start - 1].text in ("word", "preposition") and _bare(run):
        return []  # 'Day 3 = ...' says nothing of the number 3
    if start and side[start - 1].text == "word" and _is_range(run):
        return []
    spaced = len(run) > 1 and run[1].start > run[0].end
    if run and run[0].kind is _Kind.OPERATOR and (spaced or run[0].text != "-"):
        return []  # 'profit - 3 = ...'
    return run


def _is_range(run: Sequence[_Token]) -> bool:
    """Whether it is the '1-2' of 'Weeks 1-2'."""
    tight = len(run) == 3 and run[0].end == run[1].start and run[1].end == run[2].start
    if not tight or run[1].text != "-" or not (run[0].text.isdecimal() and run[2].text.isdecimal()):
        return False
    return int(run[0].text) < int(run[2].text)


def _first_run(side: list[_Token]) -> list[_Token]:
    """What stands directly after an `=`; nothing where it may be part of something longer."""
    end = next((i for i, token in enumerate(side) if token.kind is _Kind.WALL), len(side))
    run = side[:end]
    depth = 0
    for i, token in enumerate(run):  # '7)' of '(3 + 4 = 7)'
        depth += (token.kind is _Kind.OPEN) - (token.kind is _Kind.CLOSE)
        if depth < 0:
            return run[:i]
    return run if end == len(side) or side[end].clean_left else []


def _holds(left: list[_Token], right: list[_Token]) -> bool | None:
    """Whether two sides are equal; None where that cannot be told."""
    if not left or not right or max(len(left), len(right)) > _MAX_SIDE or not _comparable(left, right):
        return None
    try:
        readings = _readings(left), _readings(right)
    except _Unreadable:
        return None
    if any(a == b for a in readings[0] for b in readings[1]):
        return True
    mine, yours = ([Fraction(value) for value in values] for values in readings)
    if _may_mean_else(left, right) or ("cent" in _units(right) and mine[0] * 100 == yours[0]):
        return None
    shown = [token for token in right if token.kind is not _Kind.UNIT]
    if (
        len(shown) == 1
        and any(t.text in ("/", "÷", "over") or t.kind is _Kind.FRAC for t in left)
        and yours[0] == mine[0] // 1
    ):
        return None  # '17 / 5 = 3' may go on with the remainder
    otherwise = None if _nearly(left, right, mine[0], yours[0]) else False
    decimals = _decimals(shown[-1])
    if len(shown) > 2 or not decimals or shown[0].text not in ("-", shown[-1].text):
        return otherwise
    unit = Fraction(1, 10**decimals)
    if any(abs(a - b) <= unit / 2 for a in mine for b in yours):
        return True
    cut = any(abs(b) < abs(a) < abs(b) + unit and a * b > 0 and _repeats(a) for a in mine for b in yours)
    return None if cut else otherwise  # 2 / 3 = 0.66 is cut, not rounded


def _decimals(token: _Token) -> int:
    return len(token.text.rstrip(" %\\").partition(".")[2])


def _nearly(left: Sequence[_Token], right: Sequence[_Token], mine: Fraction, yours: Fraction) -> bool:
    """Whether sides that differ by little may do so because the left one has rounded numbers."""
    long = max(map(_decimals, left))
    return long >= 3 and long > max(map(_decimals, right)) and abs(mine - yours) <= abs(mine) / 10**long * 2


def _repeats(value: Fraction) -> bool:
    """Whether its decimals never end."""
    return pow(10, _MAX_BITS, value.denominator) != 0


def _may_mean_else(left: Sequence[_Token], right: Sequence[_Token]) -> bool:
    """Whether words for signs leave two readings: '3 + 4 times 2', '1 - 2/3 = 1/3 of $150', or
    '8 * 45 = 360 divided by 5'."""
    mine, yours = ({t.text for t in side if t.kind is _Kind.OPERATOR} for side in (left, right))
    mixed = any(signs & {"times", "over"} and signs & {"+", "-"} for signs in (mine, yours))
    goes_on = any(t.kind is _Kind.OPERATOR and t.end - t.start > 3 and t.text in _WORD_SIGNS for t in right)
    return mixed or goes_on or ("of" in yours and "of" not in mine)


def _comparable(left: list[_Token], right: list[_Token]) -> bool:
    """Whether units leave the numbers comparable: '2 hours = 120 minutes' says nothing of 2 and 120."""
    mine, yours = _units(left), _units(right)
    if not mine and not yours:
        return True
    if mine and yours and not yours <= mine:
        return False
    if mine != yours and (any(len(unit) == 1 for unit in mine | yours) or _bare(left)):
        return False
    adds = any(token.kind is _Kind.OPERATOR and token.text in "+-" for token in left)
    return len(mine) < 2 or not adds


def _bare(side: Sequence[_Token]) -> bool:
    """Whether a side is a number alone, with or without a sign and a unit."""
    return (
        sum(token.kind is not _Kind.UNIT for token in side) - (side[:1] != [] and side[0].text in "+-") == 1
    )


def _units(side: list[_Token]) -> set[str]:
    return {token.text for token in side if token.kind is _Kind.UNIT}


def _readings(side: list[_Token]) -> list[_Number]:
    """The value of a side: two where percentages may be hundredths or plain numbers."""
    tokens = [token for token in side if token.kind is not _Kind.UNIT]
    values = [_Expression(tokens, hundredths=True).value()]
    if any("%" in token.text for token in tokens):
        values.append(_Expression(tokens, hundredths=False).value())
    return values


class _Expression:
    """Works out tokens by recursive descent. Raises _Unreadable."""

    def __init__(self, tokens: Sequence[_Token], *, hundredths: bool) -> None:
        self.tokens, self.hundredths = tokens, hundredths
        self.i = self.depth = 0

    def value(self) -> _Number:
        value = self._sum()
        if self.i < len(self.tokens):
            raise _Unreadable
        return value

    def _operator(self, allowed: tuple[str, ...]) -> str:
        """The operator that comes next, if it is one of those; '' otherwise."""
        if self.i < len(self.tokens):
            token = self.tokens[self.i]
            if token.kind is _Kind.OPERATOR and token.text in allowed:
                self.i += 1
                return token.text
        return ""

    def _sum(self) -> _Number:
        value = self._product()
        while op := self._operator(("+", "-")):
            value = _bounded(value + self._product() if op == "+" else value - self._product())
        return value

    def _product(self) -> _Number:
        value, divided = self._signed(), False
        while op := self._operator(("*", "/", "÷", "()", "of", "times", "over")):
            if op == "()" and divided:
                raise _Unreadable  # 6/2(1+2) has two readings
            divisor = op in ("/", "÷", "over")
            factor = self._fraction() if divisor and self._spaced(op) else self._signed()
            value = _bounded(_quotient(value, factor) if divisor else value * factor)
            divided = divided or divisor
        return value

    def _spaced(self, op: str) -> bool:
        """Whether the division sign just read stands apart, so that '3/4 / 2/9' divides by 2/9."""
        sign = self.tokens[self.i - 1]
        return op in ("÷", "over") or (self.i < len(self.tokens) and self.tokens[self.i].start > sign.end)

    def _fraction(self) -> _Number:
        """A value, or a fraction written without spaces."""
        value = self._signed()
        last, rest = self.tokens[self.i - 1], self.tokens[self.i : self.i + 2]
        if (
            len(rest) == 2
            and rest[0].text == "/"
            and last.end == rest[0].start
            and rest[0].end == rest[1].start
        ):
            self.i += 1
            value = _bounded(_quotient(value, self._signed()))
        return value

    def _signed(self) -> _Number:
        negative = False
        while op := self._operator(("+", "-")):
            negative ^= op == "-"
        value = self._power()
        return -value if negative else value

    def _power(self) -> _Number:
        base = self._atom()
        if not self._operator(("^",)):
            return base
        self._enter()
        sign = -1 if self._operator(("-",)) else 1
        exponent = Fraction(sign * self._power())
        self.depth -= 1
        if exponent.denominator != 1 or abs(exponent) > _MAX_EXPONENT or (not base and exponent <= 0):
            raise _Unreadable
        return _bounded(Fraction(base) ** int(exponent))

    def _atom(self) -> _Number:
        if self.i == len(self.tokens):
            raise _Unreadable
        token = self.tokens[self.i]
        self.i += 1
        if token.kind is _Kind.NUMBER:
            return self._number(token.text)
        if token.kind is _Kind.FRAC:
            top = self._atom()
            self._operator(("()",))
            return _quotient(top, self._atom())
        if token.kind is not _Kind.OPEN:
            raise _Unreadable
        self._enter()
        value = self._sum()
        self.depth -= 1
        if self.i == len(self.tokens) or self.tokens[self.i].kind is not _Kind.CLOSE:
            raise _Unreadable
        self.i += 1
        return value

    def _enter(self) -> None:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise _Unreadable

    def _number(self, text: str) -> _Number:
        percent = text.endswith("%")
        whole, space, fraction = text.rstrip(" %\\").partition(" ")
        if space:  # a mixed number
            top, bottom = fraction.split("/")
            if not int(bottom):
                raise _Unreadable
            return int(whole) + Fraction(int(top), int(bottom))
        whole = whole.replace(",", "")
        value = int(whole) if whole.isdecimal() else Fraction(whole)
        return Fraction(value, 100) if percent and self.hundredths else value


def _quotient(a: _Number, b: _Number) -> _Number:
    """a / b, whole where it can be."""
    if not b:
        raise _Unreadable
    return a // b if isinstance(a, int) and isinstance(b, int) and not a % b else Fraction(a) / b


def _bounded(value: _Number) -> _Number:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > _MAX_BITS:
        raise _Unreadable
    return value
