"""Prompts outside school maths, and the one sentence with which the tutor refuses them.

Five kinds: no maths at all; texts with numbers that ask for nothing computable; maths with data missing;
maths with data that contradict each other; maths beyond school. The words are in `scope_prompts.txt`; here
they are filled in and composed, and problems of the other families are robbed of their question or a number.

Knows nothing of what can be answered beyond those families, and nothing of training: who mixes these
prompts with problems decides how many, and in which split they go.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from random import Random
from string import ascii_lowercase, digits, punctuation

from arbiter_app.curriculum import bank, quantities, scope_stories, situations, stories, words
from arbiter_app.curriculum.nouns import ordinal
from arbiter_app.curriculum.people import HE, SHE, THINGS, person
from arbiter_app.curriculum.problem import LEVELS, Worked, money
from arbiter_app.curriculum.scope_stories import DEMAND, SENTENCE
from arbiter_app.curriculum.synonyms import reword
from arbiter_app.curriculum.telling import REWORDED

Filled = dict[str, str]
"""What the slots of one prompt stand for, so that a second {name} is the same person."""

# No choice within a choice; brackets without a bar are those of mathematics.
_INNER = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_GAP = re.compile(r" (?=[,.?](?: |$)| |$)")  # what an empty choice leaves behind
_ASKED = re.compile(
    r"(?:^|[.?!:] )(?:What|How|Which|Who|When|Where|Why|Is|(?:In|After|By|On|At|For|With|From) (?:how|what|which))\b[^.?!]*\.$"
)
_ORDERED = re.compile(r"(?:^|[.?!] )(?:Find|Calculate|Work out|Name|Solve|Draw|Give)\b[^.?!]*\?$")
_HEADER = re.compile(r"\[([a-z0-9 ]+)\]")
_SLOT = re.compile(r"(\b[Aa] )?\{(\w+)\}")
_VOWEL = re.compile(r"(?!uni|use|eu|one|uk)[aeiou]|8|1[18](?!\d)", re.IGNORECASE)
_PRONOUNS = ("she", "her", "She", "him")
# Slots of one row never get the same value in one prompt.
_ALIKE = {"m": "n", "k": "n", "d": "c"}
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97)
_NAMES = frozenset(SHE + HE)


def _read() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The sections and the lists of the prompt file."""
    sections: dict[str, list[str]] = {}
    lists: dict[str, tuple[str, ...]] = {}
    section: list[str] = []
    text = files(__package__).joinpath("scope_prompts.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("@"):
            name, _, values = line[1:].partition(": ")
            lists[name] = tuple(values.split(" | "))
        elif header := _HEADER.fullmatch(line):
            section = sections.setdefault(header[1], [])
        elif line and not line.startswith("# "):
            section.append(line)
    return {name: tuple(lines) for name, lines in sections.items()}, lists


_SECTIONS, _LISTS = _read()


def _number(rng: Random) -> str:
    return str(rng.randint(2, rng.choice((9, 20, 60, 99))))


def _huge(rng: Random) -> int:
    return rng.randint(1001, 10 ** rng.randint(4, 8))


def _price(rng: Random) -> str:
    cents = rng.randint(1, 10 ** rng.randint(1, 3)) * 100
    return money(cents + rng.choice((0, 0, 20, 50, 75, 99)))


def _file(rng: Random) -> str:
    stem = rng.choice(
        ("report", "photo", "notes", "thesis", "main", "data", "draft", "letter", "scan", "index")
    )
    number = rng.choice(
        ("", f"_{rng.randint(1, 99)}", f"-v{rng.randint(1, 9)}", " copy", f"{rng.randint(1990, 2030)}")
    )
    return f"{stem}{number}.{rng.choice(('pdf', 'docx', 'py', 'jpg', 'txt', 'csv', 'zip', 'html', 'mp3', 'xlsx'))}"


def _phone(rng: Random) -> str:
    return f"{rng.choice(('0', '+44 ', '+1 ', '(0)'))}{rng.randint(20, 999)} {rng.randint(10**4, 10**7)}"


_DRAWN: dict[str, Callable[[Random], str]] = {
    "n": _number,
    "c": lambda rng: str(rng.randint(2, 9)),
    "big": lambda rng: str(rng.randint(100, 10 ** rng.randint(3, 4))),
    "huge": lambda rng: str(_huge(rng)),
    "year": lambda rng: str(rng.choice((rng.randint(1000, 2030), rng.randint(1850, 2026)))),
    "prime": lambda rng: str(rng.choice(_PRIMES)),
    "rsa": lambda rng: str(rng.randint(10**24, 10**34) * 2 + 1),
    "price": _price,
    "time": lambda rng: f"{rng.randint(1, 23)}:{rng.randint(0, 59):02d}",
    "angle": lambda rng: str(rng.randint(10, 85)),
    "wide": lambda rng: str(rng.randint(91, 170)),
    "dec": lambda rng: f"0.{rng.randint(1, 98)}",
    "dayn": lambda rng: str(rng.randint(1, 31)),
    "ordc": lambda rng: ordinal(rng.randint(4, 12)),
    "ordn": lambda rng: ordinal(rng.randint(4, 99)),
    "ordhuge": lambda rng: ordinal(_huge(rng)),
    "ten": lambda rng: rng.choice(("ten", "10", "hundred", "100", "thousand")),
    "file": _file,
    "name": lambda rng: rng.choice(SHE + HE),
    "t": lambda rng: rng.choice(THINGS),
    "even": lambda rng: str(2 * rng.randint(1, 49)),
    "odd": lambda rng: str(2 * rng.randint(1, 49) + 1),
    "over": lambda rng: rng.choice(
        (f"1.{rng.randint(1, 9)}", f"{rng.randint(101, 180)}%", f"{rng.randint(6, 9)}/{rng.randint(2, 5)}")
    ),
    "phone": _phone,
    "code": lambda rng: (
        f"{rng.choice('ABCDEKMRTX')}{rng.choice('ABCDEKMRTX')}{rng.choice(('', '-'))}{_huge(rng)}"
    ),
    "measure": lambda rng: f"{rng.randint(1, 40)}.{rng.randint(1, 9)}",
    "recent": lambda rng: str(rng.randint(1890, 2026)),
    "comp": lambda rng: str(rng.randint(2, 12) * rng.randint(2, 12)),
}


def _parts(rng: Random) -> Filled:
    """Two parts that together are more than the whole, though neither is."""
    whole = rng.randint(8, rng.choice((20, 40, 120)))
    one = rng.randint(whole // 3, whole - 1)
    return {"whole": str(whole), "one": str(one), "two": str(rng.randint(whole - one + 1, whole))}


def _angles(rng: Random) -> Filled:
    """Three angles that are not those of a triangle."""
    while True:
        found = [rng.choice((rng.randint(20, 110), 10 * rng.randint(2, 11))) for _ in range(3)]
        if sum(found) != 180:
            return dict(zip(("alpha", "beta", "gamma"), map(str, found), strict=True))


def _sides(rng: Random) -> Filled:
    """Three lengths of which one exceeds the others together."""
    short, middle = sorted((rng.randint(2, 15), rng.randint(2, 15)))
    long = short + middle + rng.randint(1, 12)
    return {"short": str(short), "middle": str(middle), "long": str(long)}


def _shares(rng: Random) -> Filled:
    """Two percentages of one thing that add to more than all of it."""
    first = rng.randint(30, 95)
    return {"share": str(first), "rest": str(rng.randint(101 - first + 1, 99))}


def _hours(rng: Random) -> Filled:
    early = rng.randint(6, 13)
    late = early + rng.randint(1, 8)
    return {
        "early": f"{early}:{rng.randint(10, 59)}",
        "late": f"{late}:{rng.choice(('00', '05', '30', '45'))}",
    }


def _span(rng: Random) -> Filled:
    low = rng.randint(3, rng.choice((12, 30, 90)))
    return {"lo": str(low), "hi": str(low + rng.randint(1, low))}


def _other(rng: Random, *true: int, spread: int = 0) -> int:
    """A number near the first of some numbers, but none of them."""
    near = spread or max(4, true[0] // 4)
    while True:
        found = max(1, true[0] + rng.choice((-1, 1)) * rng.randint(1, near))
        if found not in true:
            return found


def _square(rng: Random) -> Filled:
    """A side, and areas, perimeters and volumes that are not those of its square, cube and triangle."""
    side = rng.randint(2, 20)
    return {
        "sqside": str(side),
        "sqarea": str(_other(rng, side**2)),
        "sqper": str(_other(rng, 4 * side)),
        "triper": str(_other(rng, 3 * side)),
        "cubevol": str(_other(rng, side**3)),
        "cubesurf": str(_other(rng, 6 * side**2)),
    }


def _rectangle(rng: Random) -> Filled:
    """Edges, and an area, a perimeter and a volume that are not theirs."""
    long, wide, high = rng.randint(3, 30), rng.randint(2, 25), rng.randint(2, 12)
    return {
        "rl": str(long),
        "rw": str(wide),
        "bh": str(high),
        "rarea": str(_other(rng, long * wide)),
        "rper": str(_other(rng, 2 * (long + wide))),
        "bvol": str(_other(rng, long * wide * high)),
        # Twice it is no odd number, and a triangle of half the product is excluded too.
        "triarea": str(_other(rng, long * wide // 2, (long * wide + 1) // 2)),
    }


def _round(rng: Random) -> Filled:
    radius = rng.randint(2, 40)
    return {"rad": str(radius), "dia": str(_other(rng, 2 * radius))}


def _legs(rng: Random) -> Filled:
    """Legs of a right triangle and a longest side that is not theirs."""
    one, two = rng.randint(3, 24), rng.randint(3, 24)
    while True:
        long = max(one, two) + rng.randint(1, min(one, two))
        if long**2 != one**2 + two**2:
            return {"leg": str(one), "leg2": str(two), "hyp": str(long)}


def _four_angles(rng: Random) -> Filled:
    """Four angles that are not those of a quadrilateral."""
    while True:
        found = [rng.choice((rng.randint(40, 150), 10 * rng.randint(4, 15))) for _ in range(4)]
        if sum(found) != 360:
            return dict(zip(("qa", "qb", "qc", "qd"), map(str, found), strict=True))


def _two_angles(rng: Random) -> Filled:
    """Angles that do not add up to 90, to 180, or are not equal, and sums that are none."""
    acute, wide, base = rng.randint(10, 80), rng.randint(20, 160), rng.randint(20, 80)
    return {
        "ca": str(acute),
        "cb": str(_other(rng, 90 - acute, spread=30)),
        "sa": str(wide),
        "sb": str(_other(rng, 180 - wide, spread=30)),
        "basea": str(base),
        "baseb": str(_other(rng, base)),
        "notsum": str(_other(rng, 180, spread=60)),
        "low": str(rng.randint(11, 59)),
    }


def _product(rng: Random) -> Filled:
    """Two factors and a number that is not their product."""
    count, each = rng.randint(2, 12), rng.randint(2, 60)
    return {"pq": str(count), "pe": str(each), "ptotal": str(_other(rng, count * each))}


def _difference(rng: Random) -> Filled:
    """Two numbers and a number that is not their difference, not even with a year of age more or less."""
    small, more = rng.randint(4, 40), rng.randint(4, 25)
    return {
        "ea": str(small + more),
        "eb": str(small),
        "ed": str(_other(rng, more, more - 1, more + 1)),
    }


def _middle(rng: Random) -> Filled:
    left, half = rng.randint(0, 20), rng.randint(2, 15)
    return {"ex": str(left), "ey": str(left + 2 * half), "em": str(_other(rng, left + half))}


def _birth(rng: Random) -> Filled:
    born, aged = rng.randint(1930, 2000), rng.randint(4, 20)
    return {
        "born": str(born),
        "aged": str(_other(rng, aged, aged - 1, aged + 1, spread=9)),
        "then": str(born + aged),
    }


# Slots whose values have to do with each other are drawn together.
_RELATED: dict[str, Callable[[Random], Filled]] = {
    slot: drawn
    for drawn, slots in (
        (_parts, "whole one two"),
        (_angles, "alpha beta gamma"),
        (_sides, "short middle long"),
        (_shares, "share rest"),
        (_hours, "early late"),
        (_span, "lo hi"),
        (_square, "sqside sqarea sqper triper cubevol cubesurf"),
        (_rectangle, "rl rw bh rarea rper bvol triarea"),
        (_round, "rad dia"),
        (_legs, "leg leg2 hyp"),
        (_four_angles, "qa qb qc qd"),
        (_two_angles, "ca cb sa sb basea baseb notsum low"),
        (_product, "pq pe ptotal"),
        (_difference, "ea eb ed"),
        (_middle, "ex ey em"),
        (_birth, "born aged then"),
    )
    for slot in slots.split()
}


def _value(rng: Random, slot: str) -> str:
    if slot in _LISTS:
        return _fill(rng, rng.choice(_LISTS[slot]), {})
    return _DRAWN[slot](rng)


def _look_up(rng: Random, slot: str, filled: Filled) -> str:
    """What a slot stands for in this prompt, drawn where it has not been met yet."""
    if slot in filled:
        return filled[slot]
    if slot == "name" or slot in _PRONOUNS:
        somebody = person(rng)
        filled |= somebody | {"him": "him" if somebody["she"] == "he" else "her"}
        return filled[slot]
    if slot in _RELATED:
        filled |= _RELATED[slot](rng)
        return filled[slot]
    base = slot if slot in _LISTS or slot in _DRAWN else slot.rstrip(digits)
    base = _ALIKE.get(base, base)
    taken = set(filled.values())
    value = _value(rng, base)
    for _ in range(9):
        if value not in taken:
            break
        value = _value(rng, base)
    filled[slot] = value
    return value


def _chosen(rng: Random, template: str) -> str:
    """One of the sentences that the template stands for, its slots still open."""
    text = _INNER.sub(lambda match: rng.choice(match[1].split("|")), template)
    if text == template:
        return text
    text = _GAP.sub("", text)
    if _ASKED.search(text):
        return f"{text[:-1]}?"
    return f"{text[:-1]}." if _ORDERED.search(text) else text


def _fill(rng: Random, template: str, filled: Filled) -> str:
    """The template with its choices made and its slots filled; 'a' becomes 'an' where the word needs it."""
    template = _chosen(rng, template)

    def put(match: re.Match[str]) -> str:
        value = _look_up(rng, match[2], filled)
        article = match[1] or ""
        return f"{article[:-1]}n {value}" if article and _VOWEL.match(value) else article + value

    return _SLOT.sub(put, template)


def _from(rng: Random, section: str, filled: Filled) -> str:
    return _fill(rng, rng.choice(_SECTIONS[section]), filled)


# --- 1: no maths at all ---------------------------------------------------------------------------------


def _keyboard(rng: Random) -> str:
    """Keys hit at random: letters of one row or of all of them."""
    row = rng.choice(
        ("qwertyuiop", "asdfghjkl", "zxcvbnm", ascii_lowercase, "asdf", "jkl;", ascii_lowercase + digits)
    )
    runs = [
        "".join(rng.choice(row) for _ in range(rng.randint(3, 12)))
        for _ in range(rng.choice((1, 1, 1, 2, 3)))
    ]
    # All digits would be a number, and one letter between digits a term.
    return " ".join(run if run.strip(digits) else "xx" + run for run in runs)


def _marks(rng: Random) -> str:
    if rng.random() < 0.5:
        return rng.choice("?!.,;:-_#@&$*+=~^%/()[]<>|'\"") * rng.randint(1, 12)
    # Without digits no arrangement of marks means anything.
    return "".join(rng.choice(punctuation + " ") for _ in range(rng.randint(2, 14))).strip() or "..."


def _emoji(rng: Random) -> str:
    faces = "😀😂😍😢😡👍👎🙏🎉❤🔥🐶🐱🍕🍎⚽🚗🌞🌧🎂🤖💯😴🤔👋✨"
    plain = (":)", ":(", ":D", ";-)", "<3", ":-/", "xD", "^^", ":P", "T_T", "o_O", "-_-")
    if rng.random() < 0.6:
        return "".join(rng.choice(faces) for _ in range(rng.randint(1, 6)))
    return " ".join(rng.choice(plain) for _ in range(rng.randint(1, 3)))


def _address(rng: Random) -> str:
    name = "".join(rng.choice(ascii_lowercase) for _ in range(rng.randint(3, 9)))
    path = rng.choice(
        (
            "",
            "/",
            f"/{rng.choice(('index', 'news', 'a', 'shop', 'login'))}",
            f"/watch?v={rng.randint(10, 99999)}",
        )
    )
    domain = f"{name}.{rng.choice(('com', 'org', 'net', 'de', 'io', 'co.uk', 'in', 'fr'))}"
    kind = rng.randrange(4)
    if kind == 0:
        return f"{rng.choice(('info', 'mail', 'anna', 'support'))}@{domain}"
    if kind == 1:
        return rng.choice(("C:\\Users\\{}\\{}", "/home/{}/{}", "~/{}/{}", "./{}/{}")).format(name, _file(rng))
    if kind == 2:
        return _file(rng)
    return rng.choice(("https://www.", "http://", "www.")) + domain + path


_NOISE = (_keyboard, _keyboard, _marks, _emoji, _address)
_OPENINGS = (
    "hi, ",
    "Hello! ",
    "hey ",
    "Please: ",
    "Quick question: ",
    "Dear tutor, ",
    "ok, ",
    "Well, ",
    "Sorry, but ",
)


def _no_maths(rng: Random) -> str:
    if rng.random() < 0.06:
        return rng.choice(_NOISE)(rng)
    section = rng.choices(_TALK, _TALK_WEIGHTS)[0]
    text = _from(rng, section, {})
    dice = rng.random()
    if dice < 0.06 and section in _SPOKEN:
        opening = rng.choice(_OPENINGS)
        if opening[-2] not in "!:" and not text.startswith(("I ", "I'")):
            text = text[0].lower() + text[1:]
        return opening + text
    if dice < 0.13 and section in _SPOKEN:
        other = _from(rng, rng.choice(_SPOKEN), {})
        return f"{text}{'' if text[-1] in '.?!' else '.'} {other[0].upper()}{other[1:]}"
    return text


_TALK = tuple(name for name in _SECTIONS if name.startswith("1 "))
_TALK_WEIGHTS = [len(_SECTIONS[name]) ** 0.5 for name in _TALK]
_SPOKEN = tuple(
    name for name in _TALK if name.split()[1] not in ("code", "looks", "words", "foreign", "injection")
)


# --- Problems that could be answered, damaged -----------------------------------------------------------

_SOURCES = (
    *words.FAMILIES,
    *stories.FAMILIES,
    *situations.FAMILIES,
    *quantities.FAMILIES,
    *bank.FAMILIES,
)
_DIGITS = re.compile(r"\d+")
_COUNTED = re.compile(
    r"(?<![\d$.,:/-])(?<!\d )(?<!\bthe )(?<!\bits )(?<!\ball )(?<!times )(?<!s and )(?<!tes )(\d+) (?!is |as |was |has |does |less |plus |minus )([a-z]+s)\b"
)
_LISTED = re.compile(r"\d,? (and )?\d|\d,|ratio|:")
_CHOICE = re.compile(r"\b(who|which|is it|enough|can|does it)\b", re.IGNORECASE)
_VAGUE = ("some", "several", "a few", "many")
# What a story must not speak of if the question about it is to have no answer.
_SILENT = {
    "age": re.compile(r"\b(year|years|old|older|age|ages)\b"),
    "money": re.compile(r"[$£€]|\b(cost|costs|pay|pays|price|money|earn|earns|dollars?|cents?|worth)\b"),
    "time": re.compile(r"\d:\d|\b(hours?|minutes?|seconds?|days?|weeks?|clock|time)\b"),
    "distance": re.compile(r"\b(km|m|cm|metres?|miles?|kilometres?|far|tall|long|high)\b|km/h"),
    "weight": re.compile(r"\b(kg|g|grams?|kilograms?|weighs?|heavy|tonnes?)\b"),
    "other": re.compile(r"$^"),
}


def _problem(rng: Random) -> Worked:
    return rng.choice(_SOURCES).make(rng, rng.choice(LEVELS))


def _story(rng: Random) -> str:
    """The facts of a problem without its question."""
    while True:
        *facts, _ = SENTENCE.split(_problem(rng).question)
        if facts and not any(DEMAND.search(fact) for fact in facts):
            return " ".join(facts)


def _hero(story: str) -> str | None:
    return next((word for word in re.findall(r"[A-Z][a-z]+", story) if word in _NAMES), None)


def _odd_question(rng: Random) -> str:
    """A whole story that is followed by a question with no number for an answer."""
    story = _story(rng)
    hero = _hero(story)
    if hero and rng.random() < 0.7:
        return f"{story} {_from(rng, 'odd named', {'name': hero})}"
    return f"{story} {_from(rng, 'odd', {})}"


def _untold(rng: Random) -> str:
    """A story with a question for a number of which it does not tell."""
    while True:
        story, about = _story(rng), rng.choice(tuple(_SILENT))
        hero = _hero(story)
        if hero and not _SILENT[about].search(story):
            return f"{story} {_from(rng, f'ask {about}', {'name': hero})}"


def _vague(rng: Random) -> str:
    """A problem that has lost one of the numbers its solution needs."""
    while True:
        made = _problem(rng)
        text = made.question
        # A list gives its own length away, and of a ratio one part may be enough; choices can be guessed.
        if _LISTED.search(text) or _CHOICE.search(text):
            continue
        numbers = _DIGITS.findall(text)
        used = set(_DIGITS.findall(" ".join(line.work for line in made.lines)))
        found = [
            m for m in _COUNTED.finditer(text) if numbers.count(m[1]) == 1 and m[1] in used and m[1] != "1"
        ]
        if found:
            match = rng.choice(found)
            word = "several" if match[2] == "times" else rng.choice(_VAGUE)
            if match.start() == 0 or text[match.start() - 2] in ".?!":
                word = word.capitalize()
            return text[: match.start(1)] + word + text[match.end(1) :]


def _cut(rng: Random) -> str:
    """A problem that breaks off before its question, or a lone question before its first number."""
    while True:
        text = _problem(rng).question
        *facts, asked = SENTENCE.split(text)
        if facts and not any(DEMAND.search(fact) for fact in facts):
            places = [match.start() for match in re.finditer(" ", " ".join(facts))]
            end = rng.choice(places[2:] or [0])
        elif not facts and (first := _DIGITS.search(asked)):
            places = [match.start() for match in re.finditer(" ", asked[: first.start()])]
            end = rng.choice(places[2:] or [0])
        else:
            continue
        if end:
            return text[:end].rstrip(" ,$")


# --- 3 and 5: data missing or contradictory --------------------------------------------------------------


def _collection(rng: Random) -> str:
    """Somebody's things, with a start or a change untold, or a question for something else."""
    # So large that the changes fit, or else nonsense would give these stories away.
    start = rng.randint(12, rng.choice((40, 99, 250)))
    filled: Filled = {"n": str(start)}
    kind = rng.choice(
        ("start", "start", "change", "change", "elsewhere", "elsewhere", "nothing asked", "cut")
    )
    parts = [_from(rng, "unknown" if kind == "start" else "known", filled)]
    if rng.random() < 0.25:
        parts.insert(0, _from(rng, "scene", filled))
    # "How old is Tom?" must not be told in the scene.
    told = "years old" in parts[0]
    events = ["change"] * rng.randint(0 if kind == "elsewhere" else 1, 2)
    if kind == "change":
        events.insert(rng.randint(0, len(events)), "vague")
    for event in events:
        filled |= {"m": str(rng.randint(2, start // 4 + 1)), "k": str(rng.randint(2, 9))}
        parts.append(_from(rng, event, filled))
    if kind == "cut":
        text = " ".join(parts)
        return text[: text.rfind(" ", 0, len(text) - rng.randint(1, 25))]
    if kind != "nothing asked":
        question = _from(rng, "elsewhere" if kind == "elsewhere" else "count", filled)
        if told and question.startswith("How old"):
            question = _fill(rng, "How old is {name3}?", filled)
        parts.append(question)
    return " ".join(parts)


Draw = Callable[[Random], str]

# What models take for problems most often.
_MORE = {
    "2 score": 2,
    "3 data": 2,
    "4 named": 2,
    "5 solid": 2.5,
    **dict.fromkeys(("3 edges", "3 triangle", "3 flat", "3 round", "3 points", "3 angle"), 1.5),
    **dict.fromkeys(("3 relation", "3 total", "3 rates", "3 term", "3 chatty", "5 groups", "5 daily"), 1.5),
}
_AS_STORIES = frozenset(
    (
        *("3 story", "3 told", "3 price", "3 rate", "3 relation", "3 total", "3 rates", "3 chatty"),
        *("5 contradiction", "5 count", "5 twice", "5 groups", "5 amounts", "5 daily", "5 chatty"),
    )
)


def _retold(rng: Random, story: str) -> str:
    """The story in other words, as often as one with an answer is: else odd words would mean an answer."""
    return reword(rng, story) if rng.random() < REWORDED else story


def _kind(digit: str) -> tuple[tuple[str, ...], list[float]]:
    """The sections of a kind, and how often each is drawn: the longer ones more often, but not by as much."""
    found = tuple(name for name in _SECTIONS if name.startswith(digit))
    return found, [_MORE.get(name, 1) * len(_SECTIONS[name]) ** 0.5 for name in found]


_GAPS = _kind("3")


def _gap(rng: Random) -> str:
    section = rng.choices(*_GAPS)[0]
    filled: Filled = {}
    text = _from(rng, section, filled)
    if section == "3 story" and "old" not in text and rng.random() < 0.12:
        text = f"{_from(rng, 'scene', filled)} {text}"
    return _retold(rng, text) if section in _AS_STORIES else text


_DAMAGED: dict[Draw, int] = {
    _gap: 40,
    scope_stories.measureless: 15,
    scope_stories.dropped: 13,
    scope_stories.unnamed: 9,
    scope_stories.unasked: 7,
    _collection: 4,
    _untold: 4,
    _vague: 3,
    _cut: 3,
    _story: 2,
}
# A gap knows for itself whether it is one in a story; problems about measures are never reworded either.
_NO_STORIES = (_gap, scope_stories.measureless)


def _missing(rng: Random) -> str:
    draw = rng.choices(tuple(_DAMAGED), tuple(_DAMAGED.values()))[0]
    text = draw(rng)
    return text if draw in _NO_STORIES else _retold(rng, text)


_CLASHES = _kind("5")


def _contradictory(rng: Random) -> str:
    if rng.random() < 0.25:
        return _retold(rng, scope_stories.impossible(rng))
    section = rng.choices(*_CLASHES)[0]
    text = _from(rng, section, {})
    return _retold(rng, text) if section in _AS_STORIES else text


# --- 2 and 4, and all together --------------------------------------------------------------------------

_NUMBERED = _kind("2")
_ASKING = ("2 plain", "2 question")


def _not_computable(rng: Random) -> str:
    if rng.random() < 0.2:
        return _retold(rng, _odd_question(rng))
    section = rng.choices(*_NUMBERED)[0]
    text = _from(rng, section, {})
    # Longer texts of the kind, for it must not be the length that tells them from problems.
    while section not in _ASKING and rng.random() < 0.25:
        after = _from(rng, section if rng.random() < 0.7 else "2 question", {})
        text = f"{text}{'' if text[-1] in '.?!' else '.'} {after[0].upper()}{after[1:]}"
        if after.endswith("?"):
            break
    return text


_HIGHER = _kind("4")


def _beyond_school(rng: Random) -> str:
    return _from(rng, rng.choices(*_HIGHER)[0], {})


_KINDS: dict[Draw, int] = {
    _no_maths: 19,
    _not_computable: 19,
    _missing: 36,
    _contradictory: 14,
    _beyond_school: 12,
}


def refused(rng: Random) -> str:
    """A prompt that the tutor is to answer with `REFUSAL`."""
    text = rng.choices(tuple(_KINDS), tuple(_KINDS.values()))[0](rng)
    dice = rng.random()
    if dice < 0.06:
        return text.lower()
    # One mark only: two or three dots mean that the text breaks off.
    if dice < 0.13 and len(text) > 3 and text[-1] in ".?!" and text[-2] not in ".?! ":
        return text[:-1]
    if dice < 0.15:
        return text[0].lower() + text[1:]
    return text
