"""Word problems written by hand, in a small text format, with numbers, names and nouns left open.

An entry is a block of lines, blank lines between entries:

    Q The bakery made {a} loaves on {day} and {b} on {day2}. [Customers bought|It sold] {c}. How many are left?
    N a 20..90; b 20..90; c 5..a+b-1; ? c != a
    W loaf: loaves|rolls|pies
    S how many were baked | t = a + b
    S how many are left | r = t - c
    A r

Q: phrasings of the same problem. W: words of the entry's own, here the slot {loaf}. N: numbers in their order, a range with `/grain` perhaps, `k in 2,3,5`,
a computed one `t = a * b`, a condition `? c < a`. S: what is found and the equation that finds it; the goal
is then "Add to find how many were baked.", or, where it begins with a capital letter, itself. A: the answer with its unit.
Every twentieth entry is never trained on: it is of the split "unseen".

Knows nothing of splits by question, nor of the other families.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from random import Random
from zlib import crc32

from arbiter_app.curriculum import nouns
from arbiter_app.curriculum.expressions import Tree, names, parse, show, value, whole, work
from arbiter_app.curriculum.people import HE, SHE
from arbiter_app.curriculum.problem import Family, Number, Steps, Worked, money, worked

TOPIC = "story bank"
_TRIES = 5000  # drawings of an entry's numbers until its conditions hold

_ENOUGH = 15  # entries of one level, or its neighbours join in

Draw = Callable[[Random, dict[str, Number]], Number]


@dataclass(slots=True)
class Entry:
    """One problem of the bank. `numbers` and `conditions` are in the order written."""

    line: int
    phrasings: list[str] = field(default_factory=list)
    numbers: list[tuple[str, Draw | Tree]] = field(default_factory=list)  # name '?' is a condition
    steps: list[tuple[str, str, Tree]] = field(default_factory=list)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    answer: str = ""

    @property
    def level(self) -> int:
        return 1 if len(self.steps) == 1 else 2 if len(self.steps) <= 3 else 3

    @property
    def unseen(self) -> bool:
        return _held_back(self.phrasings[0])

    def draw(self, rng: Random) -> Worked:
        values = self._values(rng)
        lexicon = _Lexicon(rng, self.words)
        question = told(rng.choice(self.phrasings), values, lexicon)
        steps: Steps = []
        for goal, name, tree in self.steps:
            steps.append((_fill(goal, values, lexicon), work(tree, values)))
            values[name] = value(tree, values)
        variable = _ANSWER.search(self.answer)
        assert variable is not None
        before, after = self.answer[: variable.start()], self.answer[variable.end() :]
        text = _fill(f"{before}{{{variable[0]}}}{after}", values, lexicon)
        return worked(question, steps, values[variable[0]], text)

    def _values(self, rng: Random) -> dict[str, Number]:
        for _ in range(_TRIES):
            values: dict[str, Number] = {}
            for name, how in self.numbers:
                if name == "?":
                    assert not callable(how)
                    if not _true(how, values):
                        break
                else:
                    values[name] = how(rng, values) if callable(how) else value(how, values)
            else:
                if self._sensible(values):
                    return values
        raise ValueError(f"line {self.line}: no numbers fit after {_TRIES} tries")

    def _sensible(self, values: dict[str, Number]) -> bool:
        """All results positive and short. An empty range (first bound above second) fails here too."""
        if any(number is None for number in values.values()):
            return False
        known = dict(values)
        for _, name, tree in self.steps:
            try:
                known[name] = value(tree, known)
            except ZeroDivisionError:
                return False
            if known[name] <= 0 and "%" not in str(tree):
                return False
        return all(len(show(number)) <= 9 for number in known.values())


# --- reading -----------------------------------------------------------------------------------

_DECLARED = re.compile(r"([a-z][a-z0-9]?)\s+(?:in\s+(.+)|(.+)\.\.(.+?)(?:\s*/\s*([0-9.]+))?)$")
_COMPUTED = re.compile(r"([a-z][a-z0-9]?)\s*=(?!=)\s*(.+)$")
_COMPARED = re.compile(r"(.+?)\s*(==|!=|<=|>=|<|>)\s*(.+)$")
_ANSWER = re.compile(r"(?<![A-Za-z])[a-z][a-z0-9]?(?![A-Za-z])")
_SLOT = re.compile(r"([$£€]?)\{([A-Za-z0-9:]+)\}")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")


def read(text: str) -> list[Entry]:
    """The entries of a file. Raises ValueError that names the line and what is wrong in it."""
    entries: list[Entry] = []
    entry: Entry | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        if not line.strip():
            entry = None
            continue
        if entry is None:
            entry = Entry(number)
            entries.append(entry)
        try:
            _read_line(entry, line.strip())
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from None
    for entry in entries:
        if not (entry.phrasings and entry.steps and entry.answer):
            raise ValueError(f"line {entry.line}: an entry needs Q, S and A lines")
        _check(entry)
    return entries


def _read_line(entry: Entry, line: str) -> None:
    kind, _, rest = line.partition(" ")
    match kind:
        case "Q":
            entry.phrasings.append(rest.strip())
        case "N":
            entry.numbers.extend(_read_number(part.strip()) for part in rest.split(";") if part.strip())
        case "S":
            goal, bar, equation = rest.rpartition("|")
            found = _COMPUTED.match(equation.strip())
            if not bar or not found:
                raise ValueError("a step is 'S goal | name = expression'")
            tree = parse(found[2])
            entry.steps.append((_goal(goal.strip(), tree), found[1], tree))
        case "W":
            name, colon, words = rest.partition(":")
            if not colon or not name.strip().isalpha() or len(words.split("|")) < 2:
                raise ValueError("words are 'W name: one|another'")
            entry.words[name.strip()] = tuple(word.strip() for word in words.split("|"))
        case "A":
            entry.answer = rest.strip()
        case _:
            raise ValueError(f"{kind!r} begins no line: Q, W, N, S, A or #")


_VERBS = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "//": "divide"}


def _goal(found: str, tree: Tree) -> str:
    """'how many are left', a difference -> 'Subtract to find how many are left.'"""
    if found[:1].isupper():
        return found
    verbs = list(dict.fromkeys(_VERBS.get(sign, "divide and take the remainder") for sign in _signs(tree)))
    return f"{', then '.join(verbs).capitalize()} to find {found.rstrip('.')}."


def _signs(tree: Tree) -> list[str]:
    """The operators of an expression in the order in which they are worked out."""
    return [*_signs(tree[1]), *_signs(tree[2]), tree[0]] if isinstance(tree, tuple) else []


def _read_number(text: str) -> tuple[str, Draw | Tree]:
    if text.startswith("?"):
        return "?", _read_condition(text[1:].strip())
    if found := _DECLARED.match(text):
        name, listed, low, high, grain = found.groups()
        if listed is not None:
            choices = [parse(part) for part in listed.split(",")]
            return name, lambda rng, values: value(rng.choice(choices), values)
        return name, _range(parse(low), parse(high), parse(grain or "1"))
    if found := _COMPUTED.match(text):
        return found[1], parse(found[2])
    raise ValueError(f"{text!r}: write 'a 2..9', 'a in 2,3', 't = a * b' or '? a < b'")


def _range(low: Tree, high: Tree, grain: Tree) -> Draw:
    step = value(grain, {})

    def drawn(rng: Random, values: dict[str, Number]) -> Number:
        first, last = -(-value(low, values) // step), value(high, values) // step
        # Small numbers as often as large ones where the range is wide.
        if first > 0 and last > 20 * first:
            return whole(step * round(first * (last / first) ** rng.random()))
        return whole(step * rng.randint(int(first), max(int(first), int(last))))

    return drawn


def _read_condition(text: str) -> Tree:
    found = _COMPARED.match(text)
    if not found:
        raise ValueError(f"{text!r} is no comparison")
    return (found[2], parse(found[1]), parse(found[3]))


def _true(condition: Tree, values: dict[str, Number]) -> bool:
    assert isinstance(condition, tuple)
    sign, left, right = condition[0], value(condition[1], values), value(condition[2], values)
    return {
        "==": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[sign]


def _check(entry: Entry) -> None:
    """Every name is known where it is used, and the entry can be drawn."""
    known = {name for name, how in entry.numbers}
    for _, name, tree in entry.steps:
        if lost := names(tree) - known:
            raise ValueError(f"line {entry.line}: {sorted(lost)[0]!r} is not declared")
        if isinstance(tree, tuple) and any("//" in str(side) or "'%'" in str(side) for side in tree[1:]):
            raise ValueError(f"line {entry.line}: // and % must stand alone in a step")
        known.add(name)
    last = entry.steps[-1][1]
    if not any(match[0] in known for match in _ANSWER.finditer(entry.answer)):
        raise ValueError(f"line {entry.line}: the answer names no number; the last step's is {last!r}")


# --- filling in --------------------------------------------------------------------------------

_LISTS = {
    "place": nouns.PLACES,
    "shop": nouns.SHOPS,
    "city": nouns.CITIES,
    "colour": nouns.COLOURS,
    "job": nouns.JOBS,
    "vehicle": nouns.VEHICLES,
    "relative": nouns.RELATIVES,
    "subject": nouns.SUBJECTS,
    "sport": nouns.SPORTS,
}
_SINGULAR = {nouns.plural(key): key for key in nouns.WORDS}
_PRONOUN = re.compile(r"([Hh])(e|is|im)(\d?)$")


class _Lexicon:
    """The names and nouns of one drawing: each slot chosen when first asked for, and kept."""

    def __init__(self, rng: Random, words: dict[str, tuple[str, ...]]) -> None:
        self.rng = rng
        self.words = words
        self.chosen: dict[str, str] = {}

    def word(self, slot: str) -> str:
        """Raises ValueError for a slot that does not exist."""
        if slot.startswith("an:"):
            noun = self.word(slot[3:])
            return f"{nouns.article(noun)} {noun}"
        if slot in self.words:
            return self._pick(slot, "", self.words[slot])
        if found := _PRONOUN.match(slot):
            she = self.word(f"name{found[3]}") in SHE
            spoken = {"e": "she", "is": "her", "im": "her"}[found[2]] if she else f"h{found[2]}"
            return spoken.capitalize() if found[1] == "H" else spoken
        root, digit = slot.rstrip("23"), slot[len(slot.rstrip("23")) :]
        if root in _SINGULAR:
            return nouns.plural(self._pick(_SINGULAR[root], digit, nouns.WORDS[_SINGULAR[root]]))
        if root in nouns.WORDS:
            return self._pick(root, digit, nouns.WORDS[root])
        if root == "name":
            return self._pick(root, digit, SHE if self.rng.random() < 0.5 else HE)
        if root in ("day", "month"):
            return self._ordered(root, digit)
        if root in _LISTS:
            return self._pick(root, digit, _LISTS[root])
        raise ValueError(f"no slot {{{slot}}}")

    def _pick(self, root: str, digit: str, choices: tuple[str, ...]) -> str:
        key = root + digit
        while key not in self.chosen:
            word = self.rng.choice(choices)
            if word not in self.chosen.values():
                self.chosen[key] = word
        return self.chosen[key]

    def _ordered(self, root: str, digit: str) -> str:
        """A day or month, the second later than the first, the third later still."""
        if root not in self.chosen:
            names = nouns.DAYS if root == "day" else nouns.MONTHS
            picked = sorted(self.rng.sample(range(len(names)), 3))
            self.chosen |= {root + d: names[i] for d, i in zip(("", "2", "3"), picked, strict=True)}
        return self.chosen[root + digit]


def _fill(text: str, values: dict[str, Number], lexicon: _Lexicon) -> str:
    text = _CHOICE.sub(lambda match: lexicon.rng.choice(match[1].split("|")), text)
    filled = _SLOT.sub(lambda match: match[1] + _slot(match[1], match[2], values, lexicon), text)
    return filled[0].upper() + filled[1:]


def told(phrasing: str, values: dict[str, Number], lexicon: _Lexicon) -> str:
    """The phrasing filled in, with single spaces and none before a mark, where an alternative was empty."""
    text = _fill(phrasing, values, lexicon)
    return re.sub(r" +(?=[.,?!;:](?:\s|$))", "", re.sub(r" {2,}", " ", text)).strip()


def _slot(currency: str, slot: str, values: dict[str, Number], lexicon: _Lexicon) -> str:
    name, _, form = slot.partition(":")
    if name not in values:
        return lexicon.word(slot)
    number = values[name]
    if currency and (number * 100) == int(number * 100):
        return money(int(number * 100), "")
    if form == "word" and isinstance(number, int) and 0 <= number < 100:
        return nouns.in_words(number)
    return show(number)


# --- families ----------------------------------------------------------------------------------


def _text(name: str) -> str:
    return files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")


def _held_back(first_phrasing: str) -> bool:
    """Whether an entry is one of the twentieth part that is never trained on."""
    return crc32(first_phrasing.encode()) % 20 == 0


@cache
def entries(name: str) -> tuple[Entry, ...]:
    """The entries of one file of the bank."""
    return tuple(read(_text(name)))


@cache
def trained() -> tuple[Entry, ...]:
    """All entries but those of the split "unseen"."""
    return tuple(entry for name in FILES for entry in entries(name) if not entry.unseen)


@cache
def _pool(name: str, level: int, unseen: bool) -> tuple[Entry, ...]:
    """Entries of that level, and of the nearest ones where the file has too few."""
    there = [entry for entry in entries(name) if entry.unseen == unseen]
    for distance in range(3):
        near = tuple(entry for entry in there if abs(entry.level - level) <= distance)
        if len(near) >= _ENOUGH:
            break
    return near


def _family(name: str) -> Family:
    def drawn(unseen: bool) -> Callable[[Random, int], Worked]:
        return lambda rng, level: rng.choice(_pool(name, level, unseen)).draw(rng)

    # Seen in the text: reading all files whole takes most of a second, also of those who want none of them.
    firsts = re.findall(r"(?:^|\n\n)(?:#.*\n)*Q (.*)", _text(name))
    held_out = any(_held_back(phrasing.strip()) for phrasing in firsts)
    return Family(f"told_{name}", TOPIC, drawn(False), drawn(True) if held_out else None)


FILES = (
    "addition_subtraction",
    "multiplication_division",
    "everyday",
    "money",
    "classroom",
    "home",
    "clubs",
    "trade",
    "nature",
    "distractors",
    "fractions_percents",
    "multistep",
    "lessons",
    "purse",
    "kitchen",
    "outdoors",
    "measures",
    "workplace",
    "journeys",
    "friends",
    "comparing",
    "sharing",
    "twosteps",
    "changes",
    "earning",
    "grouping",
    "longer",
    "single",
    "sums",
    "times",
    "pairs",
    "amounts",
    "prose",
    "decimals",
    "mixed",
    "ordinary",
    "household",
    "supposed",
    "differences",
    "counter",
    "chatty",
    "packs",
    "begins",
    "lengths",
    "points",
    "chores",
    "kitchens",
    "rides",
    "leisure",
)
FAMILIES = tuple(_family(name) for name in FILES)
