"""Small graphs of quantities: what follows from what, how each step is written, and how the story is told.

A `Tale` holds named quantities, the rules between them (product, sum, percentage, fraction) and the sentences
that tell each of them. From these it chooses what is asked, forwards or backwards, tells only what is needed for
it, and writes the steps. It knows nothing of the domains: those are in `quantities`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random
from typing import NamedTuple

from arbiter_app.curriculum.problem import Number, Steps, Worked, decimal, money, times, worked
from arbiter_app.curriculum.quantity_words import HE, SHE, VERBS, Noun

STEPS_AT = ((1, 1), (2, 3), (3, 7))
"""The fewest and the most operations at each level."""

_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_TRIES = 2000


class Redraw(Exception):
    """These numbers or this choice make no sensible problem: draw again."""


def number(value: Number) -> str:
    """A whole number, or a decimal of at most three places."""
    if isinstance(value, int):
        return str(value)
    if value.denominator == 1:
        return str(value.numerator)
    scaled = value * 1000
    if scaled.denominator != 1:
        raise Redraw
    return decimal(scaled.numerator, 1000)


def _cells(value: Number) -> list[Number]:
    """The non-zero digits at their place: 40.5 -> [40, 0.5]."""
    whole, _, rest = number(value).partition(".")
    cells: list[Number] = [int(d) * 10 ** (len(whole) - 1 - i) for i, d in enumerate(whole) if d != "0"]
    return cells + [Fraction(int(d), 10 ** (i + 1)) for i, d in enumerate(rest) if d != "0"]


def product(a: Number, b: Number) -> str:
    """`a * b`, worked out by the digits of one of them where it is not done in the head."""
    if a.denominator == b.denominator == 1:
        return times(int(a), int(b))
    left, right = _cells(a), _cells(b)
    if len(left) > 3 and len(right) > 2:
        raise Redraw
    if (len(left) == 1 and len(right) > 1) or 1 < len(right) < len(left):
        pairs = [(a, cell) for cell in right]
    else:
        pairs = [(cell, b) for cell in left]
    if len(pairs) == 1 or (len(right) == 1 and len(left) <= 2 and b in (10, 100)):
        return f"{number(a)} * {number(b)} = {number(a * b)}"
    shown = " + ".join([f"{number(x)} * {number(y)}" for x, y in pairs])
    values = " + ".join([number(x * y) for x, y in pairs])
    return f"{number(a)} * {number(b)} = {shown} = {values} = {number(a * b)}"


def total(parts: Sequence[Number]) -> str:
    """A sum, two at a time; large or broken ones by their high and low part."""
    if len(parts) > 2:
        chain, now, rest = [" + ".join(map(number, parts))], parts[0], list(parts[1:])
        while rest:
            now += rest.pop(0)
            chain.append(" + ".join(map(number, [now, *rest])))
        return " = ".join(chain)
    a, b = parts
    unit = 1 if a.denominator > 1 and b.denominator > 1 else 1000 if a > 1000 and b > 1000 else 0
    high = (a // unit * unit, b // unit * unit) if unit else (0, 0)
    low = (a - high[0], b - high[1])
    if not (high[0] and high[1] and low[0] and low[1]):
        return f"{number(a)} + {number(b)} = {number(a + b)}"
    split = " + ".join(map(number, (*high, *low)))
    return f"{number(a)} + {number(b)} = {split} = {number(sum(high))} + {number(sum(low))} = {number(a + b)}"


def difference(whole: Number, parts: Sequence[Number]) -> str:
    """The whole less its parts, one after the other; a broken part in two."""
    pieces: list[Number] = []
    for part in parts:
        unit = 1 if part.denominator > 1 else 1000 if part > 1000 else 0
        high = part // unit * unit if unit else part
        pieces += [piece for piece in (high, part - high) if piece]
    chain = [" - ".join(map(number, [whole, *parts]))]
    if len(pieces) > len(parts):
        chain.append(" - ".join(map(number, [whole, *pieces])))
    now = whole
    while pieces:
        now -= pieces.pop(0)
        chain.append(" - ".join(map(number, [now, *pieces])))
    return " = ".join(chain)


def quotient(label: str, a: Number, b: Number) -> Steps:
    """The lines that divide `a` by `b`: in the head, by parts, or by bringing down digits."""
    result = Fraction(a) / b
    cells, goal, chain = _cells(result), f"Divide to find {label}.", [f"{number(a)} / {number(b)}"]
    scale = b.denominator
    if scale > 1:
        while (b * scale).denominator > 1 or (scale not in (10, 100, 1000)):
            scale = {1: 10, 2: 10, 4: 100, 5: 10, 8: 1000, 10: 100, 20: 100, 25: 100, 50: 100, 100: 1000}.get(
                scale, 0
            )
            if not scale:
                raise Redraw
        a, b = a * scale, b * scale
        chain.append(f"{number(a)} / {number(b)}")
    while a.denominator == 1 and b > 10 and a % 10 == 0 and b % 10 == 0:
        a, b = Fraction(a, 10), Fraction(b, 10)
        if a % 10 or b % 10 or b <= 10:
            chain.append(f"{number(a)} / {number(b)}")
    if len(cells) > 3:
        raise Redraw
    if (
        b == 1
        or len(cells) == 1
        or (b <= 12 and result <= 12 and result.denominator == 1)
        or b in (10, 100, 1000)
    ):
        chain.append(number(result))
        return [(goal, " = ".join(dict.fromkeys(chain)))]
    if b <= 12 or result.denominator > 1:
        if b > 25:
            raise Redraw
        chain.append(" + ".join([f"{number(cell * b)} / {number(b)}" for cell in cells]))
        chain += [" + ".join(map(number, cells)), number(result)]
        return [(goal, " = ".join(chain))]
    rows: Steps = []
    rest = 0
    if b > 99:
        raise Redraw
    for digit in str(int(a)):
        rest = rest * 10 + int(digit)
        if rest >= b or rows:
            head = (
                "Bring down the next digit and divide."
                if rows
                else f"Divide to find {label}: begin with the leading digits."
            )
            rows.append((head, f"{rest} = {number(b)} * {rest // int(b)} + {rest % int(b)}"))
            rest %= int(b)
    chain.append(number(result))
    return [*rows, (f"Read off {label}.", " = ".join(chain))]


_EASY = {50: ("one half", 2), 25: ("one quarter", 4), 10: ("one tenth", 10), 20: ("one fifth", 5)}


def _of_hundred(first: Number, second: Number, below: Number) -> str:
    """`first * second / below`, with the product worked out."""
    chain = product(first, second).split(" = ")
    wrapped = [
        f"({part}) / {number(below)}" if " + " in part else f"{part} / {number(below)}" for part in chain
    ]
    return " = ".join([*wrapped, number(Fraction(first) * second / below)])


class _Var(NamedTuple):
    value: Fraction
    label: str
    unit: str | Noun


class _Rule(NamedTuple):
    kind: str
    keys: tuple[str, ...]


class _Told(NamedTuple):
    keys: tuple[str, ...]
    variants: tuple[str, ...]
    hidden: str


class Actor(NamedTuple):
    """Who the story is about: the name, and how it is referred to later."""

    name: str
    she: str
    her: str
    object: str


def actor(rng: Random, narrators: bool = True) -> Actor:
    """Somebody with a name, or now and then the one who asks."""
    kind = rng.random()
    if narrators and kind > 0.92:
        return Actor("I", "I", "my", "me") if kind > 0.96 else Actor("you", "you", "your", "you")
    if kind < 0.46:
        return Actor(rng.choice(SHE), "she", "her", "her")
    return Actor(rng.choice(HE), "he", "his", "him")


def answer_text(value: Fraction, unit: str | Noun) -> str:
    if isinstance(unit, Noun):
        return f"{number(value)} {unit.one if value == 1 else unit.many}"
    if unit == "$":
        cents = value * 100
        if cents.denominator != 1:
            raise Redraw
        return money(cents.numerator)
    return number(value) + (unit if unit in ("", "%") else f" {unit}")


_MARK = re.compile(r"@('s|m)?|<(\w+)([+*]?)>")
_BE = {"I": ("am", "was"), "you": ("are", "were"), "+": ("is", "was"), "*": ("are", "were")}
_ASKS = ("how ", "what ", "in how ", "after how ", "for how ", "by how ", "at what ")
_BACK = (
    " that",
    " then",
    " they",
    " them",
    " both",
    " two ",
    " it ",
    " rest",
    " left",
    " the further",
    " still",
    " others",
)
"""Words of a question that point back to something told before it."""
_FOUND = tuple(
    "the price|the cost|the total|the speed|the distance|the length|the weight|the area|the change|the profit|\
the average|the sum|the pay |the percentage|the difference|the whole|the amount|the time|the money|@'s age|what percentage".split(
        "|"
    )
)
_ORDERS = frozenset("find work calculate determine compute give tell".split())


class Tale:
    """A story in the making: its quantities, rules, sentences and questions."""

    def __init__(self, rng: Random, level: int, *, narrators: bool = True, past: float = 0.35) -> None:
        self.rng, self.level = rng, level
        self.who = actor(rng, narrators)
        self.past = rng.random() < past
        self.vars: dict[str, _Var] = {}
        self.rules: list[_Rule] = []
        self.known: set[str] = set()
        self.told: list[_Told] = []
        self.asked: dict[str, tuple[str, ...]] = {}
        self.opening = ""
        self.asides: tuple[str, ...] = ()
        self.ordered = False
        self._words = rng.random() < 0.15
        self._seen = False

    # The graph.

    def var(self, key: str, value: Number, label: str, unit: str | Noun = "") -> None:
        if value <= 0:
            raise Redraw
        self.vars[key] = _Var(Fraction(value), label, unit)

    def const(self, key: str, value: int) -> None:
        """What everybody knows, so that no sentence has to tell it."""
        self.vars[key] = _Var(Fraction(value), "", "")
        self.known.add(key)

    def product(self, whole: str, a: str, b: str) -> None:
        self.rules.append(_Rule("product", (whole, a, b)))

    def total(self, whole: str, *parts: str) -> None:
        self.rules.append(_Rule("sum", (whole, *parts)))

    def percent(self, part: str, base: str, rate: str) -> None:
        self.rules.append(_Rule("percent", (part, base, rate)))

    def share(self, part: str, base: str, over: str, under: str) -> None:
        """`part` is over/under of the base; both numbers are constants."""
        self.rules.append(_Rule("share", (part, base, over, under)))

    # The telling.

    def scene(self, *variants: str) -> None:
        """A sentence that comes first, whatever is told after it."""
        self.opening = self.rng.choice(variants)

    def tell(self, keys: str, *variants: str, hidden: str = "") -> None:
        """Sentences that give the quantities `keys`; with `hidden`, only when that one is asked."""
        self.told.append(_Told(tuple(keys.split()), variants, hidden))

    def ask(self, key: str, *variants: str) -> None:
        self.asked[key] = variants

    def aside(self, *variants: str) -> None:
        """Sentences that do not matter."""
        self.asides += variants

    def n(self, value: Number) -> str:
        """A number of things, in words now and then."""
        if self._words and isinstance(value, int) and 1 < value <= 12:
            return _WORDS[value]
        return number(value)

    def count(self, value: Number, noun: Noun) -> str:
        return f"{self.n(value)} {noun.one if value == 1 else noun.many}"

    # The solving.

    def _derive(self, given: set[str], wanted: str) -> list[tuple[_Rule, str]]:
        """The rules that lead from what is given to what is wanted, with what each finds, in order."""
        known, path = given | self.known, []
        moved = True
        while moved and wanted not in known:
            moved = False
            for rule in self.rules:
                missing = [key for key in rule.keys if key not in known]
                if len(missing) == 1:
                    known.add(missing[0])
                    path.append((rule, missing[0]))
                    moved = True
                    if missing[0] == wanted:
                        break
        if wanted not in known:
            return []
        needed, kept = {wanted}, []
        for rule, found in reversed(path):
            if found in needed:
                needed.update(rule.keys)
                kept.append((rule, found))
        return kept[::-1]

    def _lines(self, path: list[tuple[_Rule, str]]) -> Steps:
        lines: Steps = []
        for rule, found in path:
            lines += self._line(rule, found)
        return [(self._render(goal, goal=True), work) for goal, work in lines]

    def _line(self, rule: _Rule, found: str) -> Steps:
        values = [self.vars[key].value for key in rule.keys]
        label, at = self.vars[found].label, rule.keys.index(found)
        if rule.kind == "product":
            if at == 0:
                return [(f"Multiply to find {label}.", product(values[1], values[2]))]
            return quotient(label, values[0], values[3 - at])
        if rule.kind == "sum":
            if at == 0:
                return [(f"Add to find {label}.", total(values[1:]))]
            others = [value for i, value in enumerate(values) if i not in (0, at)]
            return [(f"Subtract to find {label}.", difference(values[0], others))]
        if rule.kind == "percent":
            return _percent_line(label, at, *values)
        return _share_line(label, at, *values)

    def _choose(self) -> tuple[str, list[tuple[_Rule, str]]]:
        """What is asked, and the way to it: any quantity for which the number of steps fits the level."""
        low, high = STEPS_AT[self.level - 1]
        if self.level == 3 and self.rng.random() < 0.6:
            low = 4
        outputs = {rule.keys[0] for rule in self.rules}
        spoken = {key for told in self.told for key in told.keys}
        leaves = {
            key for rule in self.rules for key in rule.keys if key not in outputs and key in spoken
        } - self.known
        keys = list(self.asked)
        self.rng.shuffle(keys)
        for key in keys:
            shown = [out for out in self.vars if out in outputs and out in spoken and out != key]
            options = [leaves - {key} | {out} for out in shown]
            options += [leaves - {key}] * 3
            if self.level == 3 and shown:
                drop = self.rng.choice(sorted(leaves))
                options += [leaves - {key, drop} | {self.rng.choice(shown)}]
            ways = [way for way in (self._derive(given, key) for given in options) if low <= len(way) <= high]
            if ways:
                return key, self.rng.choice(ways)
        raise Redraw

    def work(self) -> Worked:
        key, path = self._choose()
        found = {target for _, target in path}
        given = {part for rule, _ in path for part in rule.keys} - found - self.known
        facts = self._facts(given, key)
        question = self._tell(facts, self._question(key))
        asked = self.vars[key]
        return worked(question, self._lines(path), asked.value, answer_text(asked.value, asked.unit))

    def _facts(self, given: set[str], asked: str) -> list[str]:
        """Sentences that together give exactly these quantities, in the order in which they were declared."""
        left, facts = set(given), []
        for told in self.told:
            if told.hidden and told.hidden != asked:
                continue
            if not told.keys:
                facts.append(self.rng.choice(told.variants))
            elif left.issuperset(told.keys) and (len(told.keys) == 1 or self.rng.random() < 0.7):
                left.difference_update(told.keys)
                facts.append(self.rng.choice(told.variants))
        if left:
            raise Redraw
        return facts

    def _question(self, key: str) -> str:
        label, variants = self.vars[key].label, self.asked[key]
        if variants and (self.rng.random() < 0.75 or not label.startswith(("how ", *_FOUND))):
            return self.rng.choice(variants)
        if label.startswith("how "):
            return f"{self.rng.choice(('find out', 'work out', 'calculate'))} {label}"
        return f"{self.rng.choice(('what <be+>', 'what <be+>', 'find', 'work out', 'calculate', 'determine'))} {label}"

    def _tell(self, facts: list[str], question: str) -> str:
        rng, mode = self.rng, self.rng.random()
        if mode > 0.7 and not self.ordered:
            rng.shuffle(facts)
        if self.asides and rng.random() < 0.17 and mode >= 0.12:
            facts.insert(rng.randint(0, len(facts)), rng.choice(self.asides))
        opening = [self.opening] if self.opening else []
        if mode < 0.12 and len(facts) <= 3 and question.split(" ", 1)[0] not in _ORDERS:
            joined = facts[0] if len(facts) == 1 else f"{', '.join(facts[:-1])} and {facts[-1]}"
            return self._sentences([*opening, f"if {joined}, {question}"])
        if 0.12 <= mode < 0.27 and not any(word in f"{question} " for word in _BACK):
            return self._sentences([*opening, question, *facts])
        if mode < 0.37 and len(facts) > 1 and ":" not in facts[0]:
            joined = f"{facts[0]}, and {facts[1]}"
            return self._sentences([*opening, joined, *facts[2:], question])
        return self._sentences([*opening, *facts, question])

    def _sentences(self, parts: list[str]) -> str:
        written = []
        for part in parts:
            text = self._render(part)
            asks = part.startswith(_ASKS) or (
                part.startswith("if ") and any(word in part for word in ("how ", "what "))
            )
            written.append(f"{text[0].upper()}{text[1:]}{'?' if asks else '' if text.endswith('.') else '.'}")
        return " ".join(written)

    def _render(self, text: str, goal: bool = False) -> str:
        """The marks filled in: '@' is the actor, '<buy>' a verb of the actor, '<buy+>' one of something
        else, '<buy*>' one of several others."""
        who = self.who
        if goal and who.name == "I":
            who = Actor("you", "you", "your", "you")
        plain = who.name in ("I", "you")
        asking = text.startswith(("how ", "what "))

        def fill(match: re.Match[str]) -> str:
            case, verb, whose = match[1], match[2], match[3]
            if verb is None:
                first = goal or not self._seen
                self._seen = self._seen or not goal
                if plain or (not first and self.rng.random() < 0.75):
                    return who.her if case == "'s" else who.object if case == "m" else who.she
                return f"{who.name}'s" if case == "'s" else who.name
            if verb == "be":
                person = whose or (who.name if plain else "+")
                return _BE["+" if person not in _BE else person][self.past]
            if verb == "do":
                if asking and not self.past and self._will:
                    return "will"
                return "did" if self.past else "do" if whose == "*" or (plain and not whose) else "does"
            forms = VERBS[verb]
            return forms[2] if self.past else forms[0] if whose == "*" or (plain and not whose) else forms[1]

        self._will = self.rng.random() < 0.2
        return _MARK.sub(fill, text)


def _percent_line(label: str, at: int, part: Fraction, base: Fraction, rate: Fraction) -> Steps:
    if at == 0 and rate in _EASY:
        words, under = _EASY[int(rate)]
        lines = quotient(label, base, under)
        if len(lines) == 1:
            return [(f"Divide by {under} to find {label}: {number(rate)}% is {words}.", lines[0][1])]
    if at == 0:
        return [
            (f"Multiply by the percentage and divide by 100 to find {label}.", _of_hundred(base, rate, 100))
        ]
    if len(_cells(base if at == 1 else rate)) > 3:
        raise Redraw
    if at == 1:
        return [
            (f"Multiply by 100 and divide by the percentage to find {label}.", _of_hundred(part, 100, rate))
        ]
    return [(f"Multiply by 100 and divide by the whole to find {label}.", _of_hundred(part, 100, base))]


def _share_line(
    label: str, at: int, part: Fraction, base: Fraction, over: Fraction, under: Fraction
) -> Steps:
    if at == 1:
        part, base, over, under = base, part, under, over
    unit = base / under
    first = number(base)
    if under == 1:
        return [(f"Multiply by {number(over)} to find {label}.", product(base, over))]
    lines = quotient(label, base, under)
    if over == 1:
        return lines if len(lines) > 1 else [(f"Divide by {number(under)} to find {label}.", lines[0][1])]
    work = f"{first} / {number(under)} * {number(over)} = {product(unit, over)}"
    if len(_cells(unit)) > 2:
        raise Redraw
    return [(f"Divide by {number(under)} and multiply by {number(over)} to find {label}.", work)]


def family(make: Callable[[Random, int], Worked]) -> Callable[[Random, int], Worked]:
    """The function of a family, drawn again until its numbers and its length fit."""

    def drawn(rng: Random, level: int) -> Worked:
        for _ in range(_TRIES):
            try:
                return make(rng, level)
            except Redraw:
                continue
        raise RuntimeError(f"{make.__name__} at level {level} found no numbers that fit")

    return drawn
