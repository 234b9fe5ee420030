"""Problems made unanswerable: a fact left out, a number unnamed, nothing asked, too much taken, a measure lost.

The first four are problems of the bank. They work on a phrasing whose slots are still open, for there the formula says which numbers the answer
depends on. What cannot be told from the formula (whether a text still reads well, whether taking too much
is a contradiction) is decided by the wording, and strictly: there are far more entries than are needed.
The last are problems about measures, points, means and percentages. They lose a clause by rules on their
text, which are bound to the families that need every number they name.

Knows nothing of the other prompts that are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from random import Random

from arbiter_app.curriculum import bank, coordinates, geometry, percent, sequences, statistics
from arbiter_app.curriculum import money as money_
from arbiter_app.curriculum.bank import Entry
from arbiter_app.curriculum.expressions import Tree, names, value
from arbiter_app.curriculum.problem import LEVELS, Family, Number, grammatical

Values = dict[str, Number]

SENTENCE = re.compile(r"(?<=[.?!])(?<!\bMr\.)(?<!\bMrs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bNo\.) (?=[A-Z0-9{$£€])")
DEMAND = re.compile(
    r"\?|\b(find|calculate|work out|compute|express|convert|give the|solve|evaluate|determine|figure out"
    r"|reckon|say how|tell me|add (it|them|up|these|all)|is (wanted|sought|asked)|be found|we want|looked for"
    r"|how (many|much|far|long|old|big))\b"
    r"|^(divide|split|share|add|multiply|subtract|simplify|write|round|count|put|sort|list|tell|take|reduce"
    r"|name|state|wanted|asked|reckon|estimate)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\{(\w+)(?::word)?\}")
_OPEN = re.compile(r"\{([Hh])(e|is|im)\}|\{name\}")
_LIST = re.compile(r"\},? (and )?[$£€]?\{|ratio|: [$£€]?\{", re.IGNORECASE)
# Questions that may be answered by a guess, or whose answer is the same whatever the lost number is.
_GUESSED = re.compile(
    r"\b(who|which|is it|enough|can|does it|at least|at most|true|right|the (sum|total))\b", re.IGNORECASE
)
# With a lone number, such a question shows that another is missing; others could ask for just that number.
_MISSED = re.compile(
    r"\b(left|remain\w*|still|over|change|rest|others?|more|fewer|less|difference|than|missing|lack\w*|not"
    r"|gone|lost|free|both)\b",
    re.IGNORECASE,
)


def _phrased(rng: Random, entry: Entry) -> str:
    """One of the entry's phrasings: its inner choices made, its slots open."""
    return re.sub(r"\[([^\[\]]*)\]", lambda m: rng.choice(m[1].split("|")), rng.choice(entry.phrasings))


def _filled(rng: Random, entry: Entry, text: str, values: Values | None = None) -> str:
    return bank.told(text, values or entry._values(rng), bank._Lexicon(rng, entry.words))


def _goal(entry: Entry) -> str:
    """The name of the number that the answer states."""
    found = bank._ANSWER.search(entry.answer)
    assert found is not None
    return found[0]


def _needed(entry: Entry) -> set[str]:
    """The given numbers on which the answer depends; the others are there to distract."""
    wanted = {_goal(entry)}
    for _, name, tree in reversed(entry.steps):
        if name in wanted:
            wanted |= names(tree)
    return wanted & {name for name, _ in entry.numbers}


def outcome(entry: Entry, values: Values) -> Number:
    """What the entry's formula makes of these numbers."""
    known = dict(values)
    for _, name, tree in entry.steps:
        known[name] = value(tree, known)
    return known[_goal(entry)]


def _shown(entry: Entry, text: str) -> list[str]:
    known = {name for name, _ in entry.numbers}
    return [match[1] for match in _NUMBER.finditer(text) if match[1] in known]


def _signs(tree: Tree) -> set[str]:
    return _signs(tree[1]) | _signs(tree[2]) | {tree[0]} if isinstance(tree, tuple) else set()


def _recoverable(entry: Entry, lost: set[str], shown: set[str]) -> bool:
    """Whether one of the lost numbers is tied to shown ones alone, as 'twice as many' ties it in words."""
    for name, how in entry.numbers:
        if callable(how) or (name == "?" and how[0] != "=="):  # type: ignore[index]
            continue
        tied = names(how) | ({name} - {"?"})
        if tied & lost and tied <= lost | shown:
            return True
    return False


def _named_again(text: str) -> str:
    """The first 'he' as the name itself, where the sentence that told the name is gone."""
    first = _OPEN.search(text)
    if first is None or first[1] is None:
        return text
    return text[: first.start()] + ("{name}'s" if first[2] == "is" else "{name}") + text[first.end() :]


# --- a fact left out ------------------------------------------------------------------------------------


_PAID = re.compile(
    r"\b(pay|pays|paid|cost|costs|earn\w*|price|profit|charge\w*|dollars|cents|money|spend|spent|bill)\b"
)


def _makes_do(entry: Entry, values: Values, lost: set[str], shown: set[str]) -> bool:
    """Whether the problem without the lost numbers is one of its own, only shorter: 'Tom has 5 apples and
    buys 3. Then he finds 2.' It is one if without them, that is with nothing added, with once the rest or
    with 100 percent of it, the other numbers all still count."""
    for nothing in (0, 1, 100) if len(lost) == 1 else (0,):
        less = values | dict.fromkeys(lost, nothing)
        try:
            rest = outcome(entry, less)
            if rest > 0 and all(outcome(entry, less | {n: 2 * less[n] + 1}) != rest for n in shown):
                return True
        except ZeroDivisionError:
            continue
    return False


def lacking(rng: Random) -> tuple[Entry, str, Values, set[str]]:
    """A phrasing without one of its facts, its numbers, and the needed ones that went with the fact."""
    while True:
        entry = rng.choice(bank.trained())
        sentences = SENTENCE.split(_phrased(rng, entry))
        facts = [i for i, sentence in enumerate(sentences) if not DEMAND.search(sentence)]
        if not facts or len(facts) == len(sentences):
            continue
        out = rng.choice(facts)
        text = " ".join(sentences[:out] + sentences[out + 1 :])
        shown, needed = set(_shown(entry, text)), _needed(entry)
        lost = (set(_shown(entry, sentences[out])) & needed) - shown
        if not shown or not lost or text.count('"') % 2 or _recoverable(entry, lost, shown):
            continue
        asked = " ".join(sentence for sentence in sentences if DEMAND.search(sentence))
        if _GUESSED.search(asked) or (len(shown) == 1 and not _MISSED.search(asked) and "each" not in text):
            continue
        values = entry._values(rng)
        unpriced = _PAID.search(asked) and not re.search("[$£€]|cent|dollar", text.replace(asked, ""))
        alone = len(shown) == 1 and _MISSED.search(asked)
        if not unpriced and not alone and _makes_do(entry, values, lost, shown & needed):
            continue
        return entry, _named_again(text), values, lost


def dropped(rng: Random) -> str:
    """A problem without one of the facts it needs."""
    entry, text, values, _ = lacking(rng)
    return _filled(rng, entry, text, values)


# --- a number unnamed -----------------------------------------------------------------------------------

_QUANTITY = re.compile(r"(?:(\S+) )?(?<![^\s\"(])\{(\w+)(?::word)?\} (\{\w+\}|[a-z]+)(?= (than)\b)?")
# Before these words a number is a part of a name or already pointed out: "the 12 children", "page 12".
_FIXED = frozenset(
    "the its all her his their my our your those these that another every only just exactly number no page "
    "room bus first last next other by than a an at about nearly over under same day year aged old score "
    "scored of-the question chapter platform than times plus minus whole full extra mere".split()
)
_NO_NOUN = frozenset("is was has as does less plus minus this always was across ss minus equals".split())
_UNITS = frozenset(
    "km kg cm mm ml litres metres minutes hours days weeks months years seconds kilograms grams centimetres "
    "millimetres kilometres degrees dollars cents".split()
)
_PLURALS = _UNITS | {"people", "children", "men", "women", "pupils", "sheep", "fish", "geese"}
_SOME = (
    "some",
    "several",
    "a few",
    "many",
    "a number of",
    "a lot of",
    "quite a few",
    "plenty of",
    "a handful of",
)
_SOME_OF = ("some", "several", "a few", "many", "quite a few")
_SOME_UNITS = ("some", "several", "a few", "many", "a number of", "quite a few")
_SOME_TIMES = ("several", "a few", "many")
_SUMS = ("some money", "a certain sum", "a little money", "a bit of money", "an amount of money")
_PRICES = (
    "at a fair price",
    "at the usual price",
    "at a special price",
    "at a price that is not on the label",
)
_SUM = re.compile(
    r"\b(?:has|had|have|with|spends?|spent|pays?|paid|saves?|saved|earns?|earned|gets?|got|gives?|gave|takes?"
    r"|took|lends?|lent|keeps?|kept|finds?|found|owes?|owed|brings?|brought|borrows?|borrowed|receives?|received"
    r"|collects?|collected|raised) ([$£€]\{(\w+)\})"
)
_AFTER_SUM = re.compile(r"[.,;?]|$| (and|on|in|from|to)\b")
_PRICE = re.compile(r"(?:\bat|\bfor) [$£€]\{(\w+)\}(?: each| apiece)?(?=[.,;?]| and\b)")
_PERCENT = re.compile(r"(?<!\ba )(?<!\ban )(?<!\bthe )(?<![\w.$-])\{(\w+)\}%")


def _plural(entry: Entry, word: str) -> bool:
    if word.startswith("{"):
        slot = word[1:-1]
        if slot in entry.words:
            return all(noun.split(" of ")[0].split(" with ")[0].endswith("s") for noun in entry.words[slot])
        return slot.rstrip("23") in bank._SINGULAR
    return word in _PLURALS or (word.endswith("s") and word not in _NO_NOUN and len(word) > 3)


def _vaguer(rng: Random, entry: Entry, text: str) -> Iterator[tuple[str, int, int, str]]:
    """The numbers of a phrasing that can be put vaguely: name, from where to where, and the words."""
    for match in _QUANTITY.finditer(text):
        before, name, after, than = match.groups()
        if (before or "").lower().strip("({") in _FIXED or (before or "").endswith(("'s", "is}", "$")):
            continue
        if after in ("of", "more", "fewer") or after == "times":
            some = rng.choice(_SOME_TIMES if after == "times" or than else _SOME_OF)
            if after == "fewer" and some == "some":
                some = "several"
        elif _plural(entry, after):
            some = rng.choice(_SOME_UNITS if after in _UNITS else _SOME)
        else:
            continue
        start = match.start(2) - 1
        if start == 0 or text[:start].endswith((". ", "! ", '"', ": ")):
            some = some[0].upper() + some[1:]
        yield name, start, match.start(3) - 1, some
    for match in _SUM.finditer(text):
        if _AFTER_SUM.match(text, match.end()):
            yield match[2], match.start(1), match.end(), rng.choice(_SUMS)
    for match in _PRICE.finditer(text):
        yield match[1], match.start(), match.end(), rng.choice(_PRICES)
    for match in _PERCENT.finditer(text):
        part = "a certain percentage" if text.startswith(" of", match.end()) else "a few percent"
        yield match[1], match.start(), match.end(), part


def blurred(rng: Random) -> tuple[Entry, str, str]:
    """A phrasing with words in place of a number that its answer needs, and that number's name."""
    while True:
        entry = rng.choice(bank.trained())
        text = _phrased(rng, entry)
        if _LIST.search(text) or _GUESSED.search(text) or not DEMAND.search(text):
            continue
        shown, needed = _shown(entry, text), _needed(entry)
        found = [
            vague
            for vague in _vaguer(rng, entry, text)
            if vague[0] in needed
            and shown.count(vague[0]) == 1
            and not _recoverable(entry, {vague[0]}, set(shown) - {vague[0]})
        ]
        if found:
            name, start, end, some = rng.choice(found)
            return entry, text[:start] + some + text[end:], name


def unnamed(rng: Random) -> str:
    """A problem that says 'some' or 'a few' where it needs a number."""
    entry, text, _ = blurred(rng)
    return _filled(rng, entry, text)


# --- nothing asked --------------------------------------------------------------------------------------


def unasked(rng: Random) -> str:
    """The facts of a problem, in whole sentences, and no question."""
    while True:
        entry = rng.choice(bank.trained())
        facts = [part for part in SENTENCE.split(_phrased(rng, entry)) if not DEMAND.search(part)]
        text = " ".join(facts)
        if facts and _shown(entry, text) and not text.count('"') % 2 and text[-1] in ".!":
            return _filled(rng, entry, text)


# --- more taken away than there is ----------------------------------------------------------------------

_REMAINS = re.compile(
    r"\b(left|remain\w*|still|stay\w*|rest|unsold|unused|uneaten|unread|keep|kept|neither|not|others?|free"
    r"|empty|nobody|without|have not|at first|before|to begin with|at the start)\b",
    re.IGNORECASE,
)
# Words with which a negative result means something, or with which nothing is left to do.
_COMPARES = re.compile(
    r"\b(more|fewer|less|difference|differ|than|short|lack\w*|missing|needs?|exceeds?|longer|taller|cheaper"
    r"|dearer|saves?|how long|how far|apart|by how|temperature|degrees|floors?|level|balance|account|scores?"
    r"|scored|points|debt|owes?|owed|budget|years?|old|older|age|profit|loss|ahead|behind|gap|compared?|while"
    r"|whereas|overdrawn|below|above|high|depth|deep|o'clock|minutes|hours?|altitude|minus|subtract\w*"
    r"|take away|number|weeks?|days?|already|goal|enough|change|due|reach\w*|bigger|larger|smaller|greater"
    r"|sum|numbers|between|position\w*|left of|to the left|needed|required|wanted|expected|hooks?|one to one"
    r"|one each|meet|find no|match\w*|fit|fits|bare|in use|asked for|wish\w*|wanting|to be earned|coupon"
    r"|voucher|must|paid back|scale|wants?|be added|built for|candidates"
    r"|forward|backwards?|steps|direction|places?)\b|°|§",
    re.IGNORECASE,
)


@cache
def _takeaways() -> tuple[Entry, ...]:
    """The entries that only add and subtract numbers drawn freely, and subtract at least once."""
    found = []
    for entry in bank.trained():
        signs = set().union(*(_signs(tree) for _, _, tree in entry.steps))
        if (
            signs <= {"+", "-"}
            and "-" in signs
            and all(n == "?" or callable(how) for n, how in entry.numbers)
        ):
            found.append(entry)
    return tuple(found)


def overdrawn(rng: Random) -> tuple[Entry, str, Values]:
    """A phrasing about taking away, and numbers of which too much is taken."""
    while True:
        entry = rng.choice(_takeaways())
        text = _phrased(rng, entry)
        if not _REMAINS.search(text) or _COMPARES.search(text):
            continue
        values, shown = entry._values(rng), _shown(entry, text)
        rest = outcome(entry, values)
        taken = [
            name
            for name in _needed(entry) & set(shown)
            if outcome(entry, values | {name: values[name] + 1}) == rest - 1
        ]
        if not taken or not all(isinstance(number, int) for number in values.values()):
            continue
        name = rng.choice(sorted(taken))
        # By so much that nobody takes it for a slip of one, and no order of the events can save it.
        over = rng.randint(2, max(3, int(values[name])))
        return entry, text, values | {name: values[name] + rest + over}


def impossible(rng: Random) -> str:
    """A story in which more is taken away than there is."""
    entry, text, values = overdrawn(rng)
    return _filled(rng, entry, text, values)


# --- a measure lost -------------------------------------------------------------------------------------

Rule = tuple[re.Pattern[str], tuple[str, ...]]

_UNIT_OF_LENGTH = (
    r"(?:mm|cm|km|m|ft|in|feet|foot|inch(?:es)?|units?|(?:milli|centi|kilo)?metres?)\b(?:²|³|\^[23])?"
)
_LONG = rf"\d[\d,.]* ?(?:(?:square|cubic|sq) )?(?:{_UNIT_OF_LENGTH}|°)"
_MEASURE = (
    r"(?:height|width|length|depth|base|radius|diameter|perimeter|area|volume|angle|central angle|hypotenuse"
    r"|base radius|one leg|one side|other leg|whose other leg)"
)
_WAYS = "(?:wide|high|long|tall|thick|deep)"
_POINT = r"\(-?\d+, ?-?\d+\)"
_PERCENTAGE = r"\d[\d.]* ?(?:%|per ?cent)(?: per annum)?"
_AMOUNT = r"[$]\d(?:[\d,]*\d)?(?:\.\d\d)?"
_SOME_YEARS = (r"\1 some years", r"\1 a few years", r"\1 several years")


def _rules(*rules: tuple[str, str | tuple[str, ...]]) -> tuple[Rule, ...]:
    return tuple([(re.compile(old), (new,) if isinstance(new, str) else new) for old, new in rules])


_SIDES = _rules(
    (
        rf",? (?:and|with) (?:is |it is |has )?(?:an? |its |whose |the )?{_MEASURE}(?: of| is)? {_LONG}(?! by| and)",
        "",
    ),
    (rf" and (?:is |it is )?{_LONG} {_WAYS}(?! as)(?! on)", ""),
    (rf", {_LONG} {_WAYS}(?= and )", ""),
    (rf"\b(?:an? )?(?:base|length|radius|height|width)(?: of)? {_LONG} and (?=(?:an? )?{_MEASURE} )", ""),
    (rf"(?<=\w)(?<!and)(?<!has)(?<!with)(?<!of)(?: |, ){_MEASURE} {_LONG}(?=,|\.| [a-z]+\??$)", ""),
    (rf"({_LONG} by {_LONG}) by {_LONG}", r"\1"),
)
_WITH_ROUND = _rules((rf" (?:of|with) (?:an? )?(?:radius|diameter) (?:of )?{_LONG}(?! and|,)", ""))
_PERCENTS = _rules(
    (rf"\bby {_PERCENTAGE}", ("by some percent", "by a few percent", "by a certain percentage")),
    (rf"\b([Aa])n? {_PERCENTAGE} (?=(?:sales tax|discount|tax|tip|profit|loss|markup|price))", r"\1 "),
    (
        rf"\b(?:with|at|for) an? (tip|profit|loss|markup|rate|discount) of {_PERCENTAGE}(?! a\b)",
        r"with a certain \1",
    ),
    (rf"\b([Aa])n? {_AMOUNT} (?=[a-z]+)", r"\1 "),
)
_INTEREST = _rules(
    (r"\b(after|for|in|over) \d+ years", _SOME_YEARS),
    (rf"\b(at|earns) {_PERCENTAGE} (?=(?:simple|compound) interest)", r"\1 "),
    (rf" at {_PERCENTAGE}(?: (?:a|per) year)?,?(?= compounded)", ""),
    (rf" on {_AMOUNT}(?= (?:after|for|at|in)\b)", (" on a deposit", " on a sum of money", " on some money")),
    (rf" of {_AMOUNT}(?= (?:after|for|at|in)\b)", (" of a deposit", " of some money")),
)
_TWO_POINTS = _rules(
    (rf"(?<=\b[A-Z]) ?{_POINT}", ""),
    (rf"(?<= to ){_POINT}", ("another point", "a second point", "B", "Q")),
    (rf"(?<=\) and ){_POINT}", ("another point", "a second point", "a point that is not given")),
)
_UNKNOWN = ("x", "an unknown number", "one more number", "a number I cannot read", "something")
_ONE_OF_A_LIST = _rules(
    (r"(?<=\d, )\d+(?=,? \d|,? and \d)", _UNKNOWN),
    (r"(?<=\d and )\d+(?=[.,?]|$)", _UNKNOWN),
)
_ONE_TERM = _rules(
    (r"(-?\d+), -?\d+, -?\d+(?:, -?\d+)*, \.\.\.(?!,? ?,? ?-?\d)", r"\1, ..."),
    (r"\b(starts|begins) (-?\d+), -?\d+, -?\d+(?:, -?\d+)*\b(?=[.;]|, [a-z])", r"\1 with \2"),
    (r",? (?:and )?(?:its |whose |the )?(?:common )?(?:difference|ratio)(?: is)? -?\d+", ""),
    (r" and [$]?\d+ more in each further row", " and more in each further row"),
    (r" and each week [$]\d+ more than", " and each week more than"),
    (r" is multiplied by \d+(?=\.)", " is multiplied by the same number"),
)
_DAMAGE: dict[str, tuple[Rule, ...]] = {
    "rectangle": _SIDES
    + _rules(
        (rf"\b[Aa]n? {_LONG} (?:by|x) {_LONG} (?=[a-z])", "a "),
        (r",? at [$]\d+ (?:per|a) (?:square )?(?:metre|m)\b", ""),
    ),
    "triangle": _SIDES,
    "box": _SIDES,
    "pythagoras": _SIDES
    + _rules(
        (rf" and [A-Z]{{2}} = {_LONG}", ""),
        (rf", b = {_LONG}", ""),
        (rf" with hypotenuse {_LONG}(?! and)", ""),
    ),
    "square_and_cube": _rules(
        (rf" (?:of|with) (?:an? )?(?:sides?|edges?)(?: of)? {_LONG}(?= *(?:[?.]|$))", "")
    ),
    "circle": _WITH_ROUND,
    "round_solids": _SIDES + _WITH_ROUND,
    "similar_figures": _rules(
        (rf" scaled up to a width of {_LONG}", " scaled up"),
        (rf" enlarged so that (?:the|a) side of {_LONG} becomes {_LONG}(?: long)?", " enlarged"),
        (rf"; {_LONG} becomes {_LONG}", ""),
        (rf" when an? {_LONG} post has a shadow of {_LONG}", ("", " when a post has a shadow too")),
        (rf" with a shadow of {_LONG}(?= when)", ""),
    ),
    "right_triangle_story": _rules(
        (rf" (?:while|with|if) its foot(?: is)? {_LONG} from the wall", ("", " with its foot on the ground")),
        (rf" {_LONG} away from the pole", ""),
        (rf" and then {_LONG} (?=[a-z])", " and then "),
        (rf" {_LONG}(?= up a wall)", " some way"),
        (rf" over a level distance of {_LONG}", ""),
        (rf" and (?:is )?{_LONG} {_WAYS}", ""),
        (rf" of {_LONG}(?= leans| is tied)", ""),
        (rf" {_LONG} from its foot", ""),
    ),
    "composite_figure": _rules(
        (rf" (?:with|and) a triangle {_LONG} high(?= on)", " with a triangle"),
        (rf" of height {_LONG}(?= on)", ""),
        (rf"\b(path|border) {_LONG} wide", r"\1"),
        (rf"\btiles (?:of|with) side {_LONG}", "tiles"),
        (rf"\btiles of {_LONG} by {_LONG}", "tiles"),
        (rf" of {_LONG} by {_LONG}(?= is | has )", ""),
        (rf" with an alcove of {_LONG} by {_LONG}", " with an alcove"),
        (rf" and {_LONG} high(?= with)", ""),
        (rf" and height {_LONG}", ""),
    ),
    "rectangle_relations": _rules(
        (rf",? (?:and|with) (?:has )?(?:an? |its )perimeter(?: of| is)? {_LONG}", ""),
        (rf", perimeter {_LONG}", ""),
        (rf" with a perimeter of {_LONG}", ""),
        (rf" and it is {_LONG} all the way around", ""),
    ),
    "parallelogram": _rules(
        (rf",? and (?:an? |its |whose )?(?:base|height|perimeter)(?: of| is)? {_LONG}", ""),
        (rf", base {_LONG}", ""),
        (rf" with (?:a )?perimeter (?:of )?{_LONG}(?= has)", ""),
        (rf" (?:with|whose) (?:sides?|perimeter)(?: of| are)? {_LONG}(?= *(?:[?.]|$))", ""),
    ),
    "sector_and_arc": _SIDES
    + _WITH_ROUND
    + _rules((rf", r = {_LONG}", ""), (r" (?:of|with angle) \d+°(?= of| is| in)", "")),
    "polygon_diagonals": _rules((r" with \d+ (?:sides|corners|vertices)", "")),
    "arithmetic_sequence": _ONE_TERM,
    "arithmetic_sum": _ONE_TERM,
    "geometric_sequence": _ONE_TERM,
    "nth_term_formula": _ONE_TERM,
    "recursive_sequence": _rules(
        (r"\ba_1 = -?\d+(?:,| and) (?=a_\(n)", ""),
        (r" the first term is -?\d+,? and each", " each"),
        (r" starts with -?\d+,? and (?=each)", " starts with some number and "),
        (r"(?<=[Ss]tart with )-?\d+", "some number"),
    ),
    "mean": _ONE_OF_A_LIST,
    "median": _ONE_OF_A_LIST,
    "mode_and_range": _rules((r"\b([Rr]ange\b.*\d, )\d+(?=,? \d|,? and \d)", r"\1x")),
    "missing_for_mean": _rules(
        (r" have an? (mean|average) of \d+", r" have a certain \1"),
        (r"(?<=x|r) is \d+\.(?= Find| What)", " is known."),
        (r" to have an average of \d+", " to have a certain average"),
        (r" so that the mean is \d+", " so that the mean becomes another one"),
    ),
    "changed_mean": _rules((r"\b\d+(?= (?:numbers|values|people|test marks|days|marks|tests)\b)", "some")),
    "weighted_mean": _rules(
        (r"(?<= and )\d+(?= (?:girls|others|more|plants|bags|parcels|pupils|values|numbers)\b)", "some"),
        (r"(?<= for )\d+(?= (?:hours|months)\b)", ("some", "a few", "several")),
        (r"^\d+(?= (?:boys|parcels|plants|of|values)\b)", "Some"),
    ),
    "distance": _TWO_POINTS,
    "midpoint": _TWO_POINTS,
    "slope": _TWO_POINTS,
    "line_equation": _TWO_POINTS
    + _rules(
        (r" with (?:slope|gradient) -?\d+", ""),
        (rf" and passes through (?:the point )?{_POINT}", ""),
        (rf",? (?:through|point) {_POINT}(?=[.,] ?[Ee]q)", ""),
    ),
    "percent_change": _PERCENTS + _rules((r" from [$]?\d[\d.,]* to (?=[$]?\d)", " to ")),
    "percent_reverse": _PERCENTS,
    "percent_adjust": _PERCENTS,
    "simple_interest": _INTEREST,
    "compound_interest": _INTEREST,
    "sales_tax": _PERCENTS,
    "tip": _PERCENTS,
    "markup": _PERCENTS + _rules((rf" for {_AMOUNT}(?= and (?:sold|sells|marks))", "")),
    "profit_and_loss": _rules(
        (rf" for {_AMOUNT}(?= and (?:was |it is |it was )?(?:sold|sells))", ""),
        (rf" and (was |it is |it was |)(sold|sells it|sold it) for {_AMOUNT}", r" and \1\2"),
    ),
    "percent_off": _PERCENTS,
}
_MEASURED: tuple[Family, ...] = tuple(
    family
    for module in (geometry, statistics, coordinates, percent, sequences, money_)
    for family in module.FAMILIES
    if family.name in _DAMAGE
)
# In these families no sentence with a number can be spared either.
_SENTENCES_NEEDED = frozenset(
    "triangle box pythagoras circle round_solids right_triangle_story rectangle_relations sector_and_arc "
    "square_and_cube distance slope line_equation sales_tax tip markup profit_and_loss".split()
)
_HOW_EXACT = re.compile(r"\bpi\b|π|exact|= 3")
_SPARED = re.compile(r"\\| \?|\banother\b|\bthe other end\b|Each number")


def maimed(rng: Random) -> tuple[str, str]:
    """A problem about measures and the same problem without one of them."""
    while True:
        family = rng.choice(_MEASURED)
        whole = grammatical(family.make(rng, rng.choice(LEVELS)).question)
        if _SPARED.search(whole):
            continue
        found = [
            (match, new) for old, new in _DAMAGE[family.name] for match in old.finditer(whole) if match[0]
        ]
        sentences = SENTENCE.split(whole)
        facts = [
            part
            for part in sentences
            if re.search(r"\d", part) and not DEMAND.search(part) and not _HOW_EXACT.search(part)
        ]
        if family.name in _SENTENCES_NEEDED and facts and (not found or rng.random() < 0.15):
            # Of a tip the second sentence could be spared: who pays nothing more pays the bill.
            lost = rng.choice(facts[:1] if family.name == "tip" else facts)
            text = " ".join(part for part in sentences if part != lost)
            # Bare questions are few, and soon known.
            asked = [part for part in sentences if part != lost and not _HOW_EXACT.search(part)]
            if not asked or (not re.search(r"\d", text) and rng.random() < 0.7):
                continue
        elif found:
            match, new = rng.choice(found)
            text = whole[: match.start()] + match.expand(rng.choice(new)) + whole[match.end() :]
        else:
            continue
        text = re.sub(r" +(?=[ ,]|[.?](?: |$))", "", text).strip(" ,")
        if len(text.split()) > 1 and text != whole:
            return whole, grammatical(text[0].upper() + text[1:] if whole[0].isupper() else text)


def measureless(rng: Random) -> str:
    """A problem without one of the measures it needs."""
    return maimed(rng)[1]
