"""Finds the final answer in a solution and compares it with the known one, exactly.

Numbers are fractions, never floats; a decimal of twelve places or more is read as the fraction it was
rounded from. A difference is only reported between two answers that were
both read; whatever cannot be read is "can't tell". It knows nothing of the problem, so units,
currency signs and labels are dropped, not converted. A percentage counts as its number and as
hundredths: `25%` equals `25` and `0.25`; against another percentage only the numbers count.
Nothing here evaluates text, and every scan is linear and bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from . import polynomial

_MAX_LENGTH = 1000  # characters of an answer that are worth reading
_MAX_VALUES = 50


class Verdict(StrEnum):
    """What comparing an answer with the gold one gives."""

    CORRECT = "correct"
    NOT_EQUAL = "not equal"
    UNKNOWN = "can't tell"


@dataclass(frozen=True, slots=True)
class _Value:
    """A number, and whether it was given in per cent."""

    number: Fraction
    percent: bool = False

    def equals(self, other: _Value) -> bool:
        if self.percent == other.percent:
            return self.number == other.number
        rate, plain = (self, other) if self.percent else (other, self)
        return plain.number in (rate.number, rate.number / 100)


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer as read: its values, their one-letter names ('' where there are none), and whether
    they are a set of solutions or a tuple with an order. A plain list is neither."""

    values: tuple[_Value, ...]
    names: tuple[str, ...]
    is_set: bool = False
    is_tuple: bool = False


_ANSWER_LINE = re.compile(
    r"^[ \t>*#_-]{0,20}(?:final )?answer[ \t*_]{0,10}[:=][ \t*_]{0,20}(?=[^\s*_])(.*)$", re.I | re.M
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def extract_answer(text: str) -> str | None:
    """The final answer of a solution: its last `Answer:` line, else its last `\\boxed{}`, else what
    follows its last `####`, else its last "the answer is". None where there is none of these."""
    text = _CONTROL.sub("", text.replace("\r", "\n"))
    *_, line = None, *_ANSWER_LINE.finditer(text)
    if line:  # some write "Final Answer: The final answer is 5. I hope it is correct."
        said = _after(text[line.start(1) :], "answer is", sentence=True) if _SAID.match(line[1]) else ""
        found = _boxed(line[1]) or said or line[1]
    else:
        found = _boxed(text) or _after(text, "####") or _after(text, "answer is", sentence=True)
    return _tidy(found) or None


def extract_unmarked(text: str) -> str | None:
    """A guess at the answer of a solution that marks none: what its last paragraph has in bold at the end,
    else whatever comes last of a formula and a number after "is", "are", "of" and their like. For solutions
    of models that were never asked to mark the answer; it would find one in a refusal too."""
    *_, last = "", *filter(None, map(str.strip, _CONTROL.sub("", text)[-_MAX_LENGTH:].split("\n\n")))
    pattern = _BOLD if last.endswith(("**", "**.")) else _STATED
    found = ["".join(filter(None, match.groups())) for match in pattern.finditer(last)]
    *_, answer = "", *(one for one in found if re.search(r"[\d=]", one) or pattern is _BOLD)
    label, _, value = answer.rpartition("=")
    return _tidy(value if "\\text" in label else answer) or None


_SAID = re.compile(r"(?:[A-Za-z]+ ){0,4}answer is\b", re.I)
_BOLD = re.compile(r"\*\*([^*]{1,60})\*\*")
_STATED = re.compile(
    r"\\\((.{1,200}?)\\\)|\\\[(.{1,400}?)\\\]|\$((?:(?! [a-z]{2})[^$]){1,200})\$"
    r"|\b(?:is|are|was|of|has|have|took|takes|makes?|equals) (?:[A-Za-z]{1,20} ){0,3}?"
    r"(\$?-?\d[\d,]*(?:\.\d+)?(?:/\d+)?)\b",
    re.S,
)


def _boxed(text: str) -> str:
    """What the last complete \\boxed{} holds, or ''."""
    start = text.rfind("\\boxed{")
    depth = 0
    for i in range(start + 6, len(text)) if start >= 0 else ():
        depth += (text[i] == "{") - (text[i] == "}")
        if not depth:
            return text[start + 7 : i]
    return ""


def _after(text: str, mark: str, *, sentence: bool = False) -> str:
    """The rest of the line, or of the sentence, after the last `mark`."""
    start = text.lower().rfind(mark)
    if start < 0:
        return ""
    rest = text[start + len(mark) :].lstrip(" \t:\n" if sentence else " \t:")
    if sentence and rest.startswith("\\[") and "\\]" in rest:
        return rest[: rest.index("\\]") + 2]
    rest = rest.partition("\n")[0]
    return re.split(r"[.!?](?=\s|$)", rest, maxsplit=1)[0] if sentence else rest


def _tidy(text: str) -> str:
    """An answer less the marks around it: bold, maths delimiters, a full stop."""
    text = text.strip().strip("*`").strip().removesuffix(".").strip()
    for left, right in (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")):
        inner = text[len(left) : -len(right)]
        if text.startswith(left) and text.endswith(right) and inner.strip() and left not in inner:
            text = inner.strip().removesuffix(".").strip()
    return text


def grade(answer: str | None, gold: str) -> Verdict:
    """Compare an answer with the gold one.

    None, a solution without an answer, is NOT_EQUAL: it counts as wrong, unless the gold is empty,
    which says that no answer is right. An answer or a gold that
    cannot be read is UNKNOWN, unless both are the same text. Order matters in `(2, 3)` and
    `x = 2, y = 3`, not in `{2, 3}`, `2 or 3` and `2, 3`; names are compared where both have them.
    """
    if answer is None or not gold:
        return Verdict.CORRECT if answer is None and not gold else Verdict.NOT_EQUAL
    if max(len(answer), len(gold)) > _MAX_LENGTH:
        return Verdict.UNKNOWN
    mine, theirs = plain(answer), plain(gold)
    if mine and _SPACE.sub("", mine) == _SPACE.sub("", theirs):
        return Verdict.CORRECT
    based = _BASED.match(mine), _BASED.match(theirs)
    if based[0] and based[1] and based[0][2] == based[1][2]:
        same = based[0][1].lstrip("0") == based[1][1].lstrip("0")
        return Verdict.CORRECT if same else Verdict.NOT_EQUAL
    if (spoken := _spoken(theirs)) is not None:
        said = _spoken(mine)
        return Verdict.UNKNOWN if said is None else Verdict.CORRECT if said == spoken else Verdict.NOT_EQUAL
    read, wanted = _read(mine), _read(theirs)
    if read and wanted and len(wanted.values) == 1 < len(read.values) and _COUNTED.match(mine):
        return Verdict.UNKNOWN
    if read is not None and wanted is not None:
        return Verdict.CORRECT if _same(read, wanted) else Verdict.NOT_EQUAL
    return _in_letters(mine, theirs)


def reading(answer: str) -> str | None:
    """How `grade` reads an answer, for whoever wrote it to see: '{2, 3}', 'x = 7/2', 'x^2 + 5x'. None for one
    that it cannot read."""
    text = plain(answer)
    if not text or len(answer) > _MAX_LENGTH:
        return None
    if _BASED.match(text):
        return text
    if (said := _spoken(text)) is not None:
        return "yes" if said else "no"
    if (read := _read(text)) is not None:
        named = zip(read.names, read.values, strict=True)
        values = [f"{name} = {_shown(value)}" if name else _shown(value) for name, value in named]
        if read.is_set:
            return f"{{{', '.join(map(_shown, read.values))}}}"
        return f"({', '.join(values)})" if read.is_tuple and not any(read.names) else ", ".join(values)
    relation = _RELATION.match(text)
    known = _relation(relation) if relation else polynomial.read(text)
    return text if known is not None else None


def _shown(value: _Value) -> str:
    return f"{value.number}{'%' if value.percent else ''}"


_COUNTED = re.compile(r"^\d{1,20} [A-Za-z ]{2,40}(?: and|,) \d{1,20} [A-Za-z]{2}")  # 3 hours and 20 minutes
_BASED = re.compile(r"^(\d{1,60})_(\d{1,2})$")  # 1202_7
_SPACE = re.compile(r"(?<!\d) | (?!\d)")  # '9 1/2' is not '91/2'


def _spoken(text: str) -> bool | None:
    """What a yes or a no at the beginning says; None where there is neither."""
    found = re.match(r"(yes|true|no|false)\b(?! [a-z]* ?solution)", text, re.I)
    return None if found is None else found[1].lower() in ("yes", "true")


_RELATION = re.compile(r"^([^<>=≤≥]+?)\s*(<=|>=|=<|=>|[<>=≤≥])\s*([^<>=≤≥]+)$")
_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}


def _in_letters(mine: str, theirs: str) -> Verdict:
    """Compare expressions or relations with letters in them: 'x^2 + 5x', 'x > 3', 'y = 2x + 1'."""
    left, right = _RELATION.match(mine), _RELATION.match(theirs)
    if left and right:
        a, b = _relation(left), _relation(right)
        if a is None or b is None:
            return Verdict.UNKNOWN
        if a[1] == b[1] and a[0] == b[0]:
            return Verdict.CORRECT
        # A relation may be multiplied by a number; only a solved one, a letter alone, is surely different.
        solved = all(len(found[1].strip()) == 1 or len(found[3].strip()) == 1 for found in (left, right))
        return Verdict.NOT_EQUAL if solved else Verdict.UNKNOWN
    if left and left[2] == "=" and not right:
        mine = left[3]
    elif right and right[2] == "=" and not left:
        theirs = right[3]
    first, second = (polynomial.read(_LENGTH_UNIT.sub("", side)) for side in (mine, theirs))
    if first is None or second is None:
        return Verdict.UNKNOWN
    if first == second and _FACTORS.search(theirs) and "(" not in mine and "sqrt" not in theirs:
        return Verdict.UNKNOWN  # factors were asked for, it seems, and multiplied out
    return Verdict.CORRECT if first == second else Verdict.NOT_EQUAL


_FACTORS = re.compile(r"[\w)] ?\([^()]*[A-Za-z]|[A-Za-z][^()]*\)[\w^]")
_LENGTH_UNIT = re.compile(r"(?<=[\w)]) (?:[kcm]?m|units?)(?:\^?[23]|[²³])?$")


def _relation(found: re.Match[str]) -> tuple[polynomial.Polynomial, str] | None:
    """All on one side, its sign such that the first letter of that side is positive."""
    sign = found[2].replace("≤", "<=").replace("≥", ">=").replace("=<", "<=").replace("=>", ">=")
    difference = polynomial.read(f"({found[1]}) - ({found[3]})")
    if not difference:
        return None
    if difference[min(term for term in difference if term or len(difference) == 1)] < 0:
        return {term: -value for term, value in difference.items()}, _FLIPPED[sign]
    return difference, sign


def _same(a: _Answer, b: _Answer) -> bool:
    if a.is_set or b.is_set:
        return all(any(x.equals(y) for y in b.values) for x in a.values) and all(
            any(x.equals(y) for x in a.values) for y in b.values
        )
    if len(a.values) != len(b.values):
        return False
    if all(a.names) and all(b.names):
        if sorted(a.names) != sorted(b.names):
            return False
        by_name = dict(zip(b.names, b.values, strict=True))
        return all(value.equals(by_name[name]) for name, value in zip(a.names, a.values, strict=True))
    if any((a.is_tuple, b.is_tuple, *a.names, *b.names)):
        return all(x.equals(y) for x, y in zip(a.values, b.values, strict=True))
    first, second = (sorted(side.values, key=lambda value: value.number) for side in (a, b))
    return all(x.equals(y) for x, y in zip(first, second, strict=True))


_REPLACED = (
    (re.compile(r"\\sqrt(?:\{([^{}]*)\}|(\d))"), r"sqrt(\1\2)"),
    (re.compile(r"\\[dt]?frac(?:\{([^{}]*)\}|(\d))(?:\{([^{}]*)\}|(\d))"), r" (\1\2)/(\3\4)"),
    (re.compile(r"\\(?:text|textbf|mathrm|mbox|mathbf)\{([^{}]*)\}"), r" \1 "),
    (re.compile(r"\\(?:left|right|displaystyle)(?![A-Za-z])|\\[,;!: ()]|\\(?=\d)|~|\\?\$|[€£₹`]|\*\*"), ""),
    (re.compile(r"\^\{?\\circ\}?|°"), " degrees"),
    (re.compile(r"\\(?:quad|qquad)(?![A-Za-z])"), " "),
    (re.compile(r"\\pm(?![A-Za-z])"), "±"),
    (re.compile(r"\\pi(?![A-Za-z])"), "pi"),
    (re.compile(r"\\(?:times|cdot)(?![A-Za-z])"), "*"),
    (re.compile(r"\\leq?(?![A-Za-z])"), "<="),
    (re.compile(r"\\geq?(?![A-Za-z])"), ">="),
    (re.compile(r"\\([{}%])"), r"\1"),
    (re.compile(r"[−–]"), "-"),
    (re.compile(r"(?<=\d)\{,\}(?=\d)"), ","),
    (re.compile(r"_\{(\d+)\}"), r"_\1"),
    (re.compile(r"\s+"), " "),
)


def plain(text: str) -> str:
    """An answer as `grade` reads it: without the trappings of LaTeX, currency and control characters."""
    text = _tidy(_CONTROL.sub("", text))
    text = _boxed(text) or text
    for pattern, replacement in _REPLACED:
        text = pattern.sub(replacement, text)
    return text.strip().removesuffix(".").strip()


_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?![\d,])")
_SEPARATOR = re.compile(r"[,;]| and | or |, and |, or ")
_REMAINDER = re.compile(r"^(-?\d{1,40}),?\s?(?:with )?(?:a )?(?:remainder|rem|r)(?: of)?\s?(\d{1,40})$", re.I)
_NAMED = re.compile(r"^([A-Za-z])\s?(?:=|:|∈|\\in)\s?(.*)$")
_LABELLED = re.compile(r"^[A-Za-z][A-Za-z ]{1,40}[=:]\s?(.*)$")


def _read(text: str) -> _Answer | None:
    """An answer in plain notation, or None where it cannot be read for certain."""
    if found := _REMAINDER.match(text):
        return _Answer((_Value(Fraction(found[1])), _Value(Fraction(found[2]))), ("", ""), is_tuple=True)
    named = _NAMED.match(text)
    name, rest = (named[1], named[2]) if named else ("", text)
    is_set = bool(re.search(r" or |±", rest))
    is_tuple = rest.startswith("(") and rest.endswith(")") and "," in rest
    if is_tuple or (rest.startswith("{") and rest.endswith("}")):
        is_set, rest, name = is_set or rest[0] == "{", rest[1:-1], "" if is_tuple else name
    else:
        rest = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), rest)
    parts = [part.strip() for part in _SEPARATOR.split(rest) if part.strip()]
    if not parts or len(parts) > _MAX_VALUES:
        return None
    values: list[_Value] = []
    names: list[str] = []
    for part in parts:
        if again := _NAMED.match(part):
            name, part = again[1], again[2]
        elif again := _LABELLED.match(part):
            part = again[1]
        signs = ("", "-") if part.startswith("±") else ("",)
        for sign in signs:
            value = _value(sign + part.removeprefix("±").strip())
            if value is None:
                return None
            values.append(value)
            names.append(name)
    repeated = len(values) > 1 and len(set(names)) < len(names) and any(names)
    return _Answer(tuple(values), tuple(names), is_set or repeated, is_tuple)


_VALUE = re.compile(
    r"""
    (?P<sign>[-+]?)[ ]?
    (?:
      (?P<whole>\d{1,60})[ ]\(?(?P<top>\d{1,60})\)?/\(?(?P<bottom>\d{1,60})\)?
    | \(?(?P<over>-?\d{1,60}(?:\.\d{1,60})?)\)?[ ]?/[ ]?\(?(?P<under>-?\d{1,60}(?:\.\d{1,60})?)\)?
    | \(?(?P<number>-?(?:\d{1,3}(?:[ ]\d{3})+|\d{1,200})(?:\.\d{0,60})?|-?\.\d{1,60})\)?
    )
    (?P<percent>[ ]?(?:%|percent\b|per[ ]cent\b))?
    (?P<unit>.*)
    """,
    re.VERBOSE,
)
_UNIT = re.compile(r"(?: ?[A-Za-z](?! ?[-+] ?[\dA-Za-z(])[A-Za-z./' -]{0,60}(?:\^?\{?[23]\}?|[²³])?)?")
_LETTER_UNITS = frozenset(("m", "g", "l", "L", "s", "h"))


def _decimal(text: str) -> Fraction:
    """A number in digits. With twelve decimals or more it is what a machine has rounded, and read as the
    fraction of small denominator that it was rounded from, where there is one: 0.6666666666666666 as 2/3."""
    exact, places = Fraction(text.removesuffix(".")), len(text.partition(".")[2])
    meant = exact.limit_denominator(1000)
    # Cut or rounded in the last place, or as far from it as a double of that size may be.
    near = abs(meant - exact) < max(Fraction(1, 10**places), abs(exact) / 2**52)
    return meant if places >= 12 and meant and near else exact


def _value(text: str) -> _Value | None:
    """A single number, with a sign and a unit perhaps."""
    found = _VALUE.fullmatch(text)
    if found is None or not _UNIT.fullmatch(found["unit"]):
        return None
    unit = found["unit"].strip().rstrip("23²³^{}")
    if len(unit) == 1 and unit not in _LETTER_UNITS:
        return None  # a variable: '5x', '5 x'
    if found["whole"] is not None:
        top, bottom = Fraction(found["top"]), Fraction(found["bottom"])
        whole = Fraction(found["whole"])
    elif found["over"] is not None:
        top, bottom, whole = Fraction(found["over"]), Fraction(found["under"]), Fraction(0)
    else:
        top, bottom, whole = _decimal(found["number"].replace(" ", "")), Fraction(1), Fraction(0)
    if not bottom:
        return None
    value = whole + top / bottom
    return _Value(-value if found["sign"] == "-" else value, found["percent"] is not None)
