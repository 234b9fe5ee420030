"""A story of quantities: what is told, what follows from it, and how both are put into words.

A story is a world of quantities (each with its true value), of relations between them (a sum, a product, a
division with remainder) and of sentences that tell some of the quantities. The plan of steps is found by
solving the relations. Knows no scenes: these fill a story.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from arbiter_app.curriculum import situation_words as words
from arbiter_app.curriculum.arithmetic import long_division
from arbiter_app.curriculum.problem import Steps, decimal, times
from arbiter_app.curriculum.situation_words import Actor, Noun, Verb

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()
TIMES_WORDS = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times"}
PART_WORDS = {2: "half", 3: "a third", 4: "a quarter", 5: "a fifth"}


class Relation(NamedTuple):
    """`whole` is the sum or the product of the parts, or the quotient of them rounded down or up."""

    kind: str  # + * // up %
    whole: int
    parts: tuple[int, ...]
    make: str
    """How the whole is found, for the goal; the way back is said by the kind alone."""


class Item(NamedTuple):
    """Something told: a subject with what is said of it, or a whole sentence without a subject."""

    who: Actor | None
    text: str
    clash: bool = False
    """Whether somebody else with the same pronoun is in it, so that a pronoun would be unclear next."""
    alone: bool = False
    """Whether it stays a sentence of its own."""
    after: str = ""
    """What stands before the subject: `After giving 5 to Leo, `."""


class Story:
    """One problem in the making."""

    def __init__(self, rng: Random, cap: int, scale: int = 1) -> None:
        self.rng, self.cap, self.scale = rng, cap, scale
        self.values: list[int] = []
        self.names: list[str] = []
        self.told: set[int] = set()
        self.relations: list[Relation] = []
        self.items: list[Item] = []
        self.past = rng.random() < 0.65
        self.spelled = rng.random() < 0.15
        self.hero: Actor = words.ME
        self.used: set[str] = set()
        self.target = -1
        self.question: tuple[str, ...] = ()
        self.unit = ""
        self.conditional = False  # whether the last item may become an if-clause of the question
        self.fixed_order = False
        self.verbs: set[str] = set()
        """Already told: a hidden change is asked for by its verb, which must not stand for two."""

    def quantity(self, value: int, name: str, told: bool = False) -> int:
        self.values.append(value)
        self.names.append(name)
        if told:
            self.told.add(len(self.values) - 1)
        return len(self.values) - 1

    def sum(self, whole: int, parts: tuple[int, ...], make: str) -> None:
        self.relations.append(Relation("+", whole, parts, make))

    def product(self, whole: int, a: int, b: int, make: str = "multiply") -> None:
        self.relations.append(Relation("*", whole, (a, b), make))

    def number(self, value: int) -> str:
        if self.spelled and 1 < value <= 12 and self.scale == 1:
            return _SMALL[value]
        return decimal(value, self.scale)

    def amount(self, value: int) -> int:
        """A number of things, small ones as likely as large ones; never 1 but in small stories."""
        return log_uniform(self.rng, 2, max(3, min(self.cap, value)))

    def person(self) -> Actor:
        """Somebody whom the story does not have yet."""
        while True:
            who = self.rng.choice(words.PEOPLE)
            if who.name not in self.used:
                self.used.add(who.name)
                return who

    def actor(self) -> Actor:
        kind = self.rng.random()
        if kind < 0.74:
            return self.person()
        pick = self.rng.choice
        if kind < 0.83:
            return pick(words.JOBS)
        if kind < 0.9:
            return pick(words.BODIES)
        if kind < 0.94:
            return Actor(pick(words.PAIRS), "they", "their", "them", True)
        return words.ME if kind < 0.97 else words.YOU

    def have(self, who: Actor) -> str:
        return "had" if self.past else "have" if plural(who) else "has"

    def be(self, n: int) -> str:
        return ("was" if n == 1 else "were") if self.past else "is" if n == 1 else "are"

    def verb(self, verb: Verb, who: Actor | None) -> str:
        if self.past:
            return verb.past
        return verb.base if who is None or plural(who) else verb.third

    def do(self, who: Actor | None) -> str:
        return "did" if self.past else "do" if who is None or plural(who) else "does"

    def tell(self, who: Actor | None, text: str, clash: bool = False) -> None:
        self.items.append(Item(who, text, clash))


def plural(who: Actor) -> bool:
    return who.plural or who.she in ("I", "you")


def log_uniform(rng: Random, low: int, high: int) -> int:
    """Log-uniform between the two."""
    if high <= low:
        return low
    value = int(low * ((high + 1) / low) ** rng.random())
    return min(high, max(low, value))


def draw_cap(rng: Random) -> int:
    return int(14 * 70 ** rng.random())


def some_thing(rng: Random, kinds: str = "") -> Noun:
    if kinds:
        return rng.choice(words.NOUNS[rng.choice(kinds)])
    return rng.choice(words.NOUNS["x"]) if rng.random() < 0.06 else rng.choice(words.THINGS)


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def counted(story: Story, n: int, thing: Noun) -> str:
    return f"{story.number(n)} {thing.one if n == 1 else thing.many}"


# --- what is worked out -----------------------------------------------------------------------------


def solve(story: Story) -> list[tuple[Relation, int]]:
    """The relations that lead from what is told to the target, each with the quantity that it yields."""
    known, found, reason = set(story.told), [], {}
    progress = True
    while progress and story.target not in known:
        progress = False
        for relation in story.relations:
            missing = [q for q in (relation.whole, *relation.parts) if q not in known]
            if len(missing) == 1 and (relation.kind in "+*" or missing[0] == relation.whole):
                known.add(missing[0])
                reason[missing[0]] = relation
                found.append(missing[0])
                progress = True
    if story.target not in known:
        return []
    needed = {story.target}
    for q in reversed(found):
        if q in needed:
            relation = reason[q]
            needed.update(p for p in (relation.whole, *relation.parts) if p != q)
    return [(reason[q], q) for q in found if q in needed]


def written_steps(story: Story, relation: Relation, goal: int) -> Steps:
    value, rng = story.values, story.rng
    shown = [decimal(value[q], story.scale) for q in relation.parts]
    result, whole = decimal(value[goal], story.scale), decimal(value[relation.whole], story.scale)
    name = story.names[goal]
    if relation.kind == "+" and goal == relation.whole:
        work = " + ".join(shown)
        if len(shown) > 2:  # one addition at a time
            rest = value[relation.parts[0]]
            for i in range(1, len(shown) - 1):
                rest += value[relation.parts[i]]
                work += " = " + " + ".join([decimal(rest, story.scale), *shown[i + 1 :]])
        return [(f"{relation.make.capitalize()} to find {name}.", f"{work} = {result}")]
    if relation.kind == "+":
        others = [text for q, text in zip(relation.parts, shown, strict=True) if q != goal]
        work, rest = f"{whole} - {' - '.join(others)}", value[relation.whole]
        for i, q in enumerate([part for part in relation.parts if part != goal][:-1]):  # one at a time
            rest -= value[q]
            work += " = " + " - ".join([decimal(rest, story.scale), *others[i + 1 :]])
        return [(f"Subtract to find {name}.", f"{work} = {result}")]
    if relation.kind == "*" and goal == relation.whole:
        a, b = relation.parts
        return [(f"{relation.make.capitalize()} to find {name}.", times(value[a], value[b]))]
    if relation.kind == "*":
        other = value[relation.parts[0] if goal == relation.parts[1] else relation.parts[1]]
        return [
            *_division(value[relation.whole], other),
            (f"Divide to find {name}.", f"{whole} / {other} = {result}"),
        ]
    a, b = (value[q] for q in relation.parts)
    steps = _division(a, b)
    if relation.kind == "%":
        return [*steps, (f"Divide and take the remainder to find {name}.", f"{a} = {b} * {a // b} + {a % b}")]
    if relation.kind == "//":
        goal_text = rng.choice(("Divide and leave out the rest", "Divide and round down"))
        return [*steps, (f"{goal_text} to find {name}.", f"{a} = {b} * {a // b} + {a % b}")]
    steps.append((f"Divide to find how many {relation.make} are full.", f"{a} = {b} * {a // b} + {a % b}"))
    return [*steps, (f"Add one more for the rest to find {name}.", f"{a // b} + 1 = {a // b + 1}")]


def _division(a: int, b: int) -> Steps:
    """Long division where the quotient is not in the tables."""
    q = a // b
    if q <= 12 or b in (10, 100) or (b <= 12 and q % 10 == 0 and q <= 120) or (b == 2 and a <= 100):
        return []
    return long_division(a, b)


# --- what is said -----------------------------------------------------------------------------------


def told_text(story: Story) -> str:
    """The items and the question as one text."""
    rng = story.rng
    items, question = story.items, ""
    conditional = story.conditional and len(items) > 1 and rng.random() < 0.16
    last = items[-1] if conditional else None
    sentences, focus = _sentences(story, items[:-1] if conditional else items)
    template = question = rng.choice(story.question)
    who = story.hero
    subject = who.she if focus is who and rng.random() < 0.55 else who.name
    question = question.replace("{a}", subject)
    if last is not None:
        clause = last.text if last.who is None else f"{who.name if focus is not who else who.she} {last.text}"
        question = question.replace("{a}", who.she).replace(f"leave {who.name} with", f"leave {who.him} with")
        clause = clause.replace("{H}", who.him)
        if last.who is not None and question.startswith("How many"):
            question = question.replace(f" {who.name} ", f" {who.she} ", 1)
        return " ".join([*sentences, f"If {clause}, {question[0].lower()}{question[1:]}"])
    if (
        question.startswith("How many")
        and len(items) <= 3
        and rng.random() < 0.14
        and not story.fixed_order
        and not any(item.after or item.clash or ". " in item.text for item in items)
    ):
        # the question first, the story as its condition
        clauses, _ = _sentences(story, items, joined=True)
        named = template.replace("{a}", who.name)
        return (
            f"{named[:-1]} if {clauses[0][0].lower() if not _proper(story, clauses[0]) else clauses[0][0]}{clauses[0][1:]}".rstrip(
                "."
            )
            + "?"
        )
    return " ".join([*sentences, _upper(question)])


def _proper(story: Story, text: str) -> bool:
    """Whether the text begins with a name or `I`, which keep their capital."""
    return text.startswith(("I ", "On ")) or any(text.startswith(name) for name in story.used)


def _sentences(story: Story, items: list[Item], joined: bool = False) -> tuple[list[str], Actor | None]:
    """The items told one after the other, some of them fused, and whom a pronoun would mean after them."""
    rng, out, i = story.rng, [], 0
    focus: Actor | None = None
    if joined:
        parts = []
        for item in items:
            who = item.who
            if who is None:
                parts.append(item.text.replace("{H}", story.hero.name if story.hero.she != "I" else "me"))
            else:
                parts.append(f"{who.she if focus is who else who.name} {item.text}")
            focus = who if who is not None and not item.clash else None
        text = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
        return [_upper(text) + "."], None
    chain = rng.random() < 0.35
    while i < len(items):
        item = items[i]
        i += 1
        if item.who is None:
            hero = story.hero
            text = item.text.replace("{H}", hero.him if focus is hero or hero.she == "I" else hero.name)
            focus = None if item.clash else focus
            out.append(_upper(text) + ".")
            continue
        who, clash = item.who, item.clash
        lead = ""
        if item.after:
            lead = item.after
        elif (
            not out
            and story.past
            and i == 1
            and rng.random() < 0.06
            and not item.text.endswith(("morning", "at first", "begin with", "start with"))
        ):
            lead = rng.choice(words.OCCASIONS) + " "
        elif focus is who and rng.random() < 0.25 and out and not (_standing(item) or item.alone):
            lead = rng.choice(
                (
                    "Then ",
                    "Later ",
                    "After that, ",
                    "Next, ",
                    "Then ",
                    "The next day ",
                    "Soon after, ",
                    "In the afternoon ",
                    "A week later ",
                    "The following day ",
                )
            )
        name = who.she if focus is who and rng.random() < 0.8 else who.name
        if item.after.startswith("After") and " her " not in item.after and " his " not in item.after:
            name = who.name  # the people in the clause before may have the same pronoun
        predicates = [item.text]
        while (
            chain
            and i < len(items)
            and items[i].who is who
            and not (items[i].after or items[i].alone or item.alone)
            and len(predicates) < 3
            and rng.random() < 0.8
        ):
            predicates.append(items[i].text)
            clash = clash or items[i].clash
            i += 1
        joint = " and " if _standing(items[i - 1]) else rng.choice((" and ", " and then ", ", then "))
        text = predicates[0] if len(predicates) == 1 else ", ".join(predicates[:-1]) + joint + predicates[-1]
        text = f"{lead}{name} {text}"
        out.append(_upper(text) + ".")
        focus = None if clash else who
    return out, focus


_STANDING = frozenset(
    "had has have own owns owned now also is was lived lives live end ends ended want wants wanted "
    "need needs needed plan plans planned hope hopes hoped aim aims aimed intend intends intended require requires required".split()
)


def _standing(item: Item) -> bool:
    """Whether the item tells how things are, not what happens next."""
    return item.text.split(" ", 1)[0] in _STANDING


def object_phrase(story: Story, n: int, thing: Noun, gain: bool, whose: str) -> str:
    """A number of things that are already spoken of: `5 more`, `5 of them`, `5 plums`."""
    rng, number = story.rng, story.number(n)
    named = counted(story, n, thing)
    kind = rng.random()
    if kind < 0.55:
        return (
            named
            if not gain or kind < 0.2
            else rng.choice(
                (
                    f"{number} more {thing.one if n == 1 else thing.many}",
                    f"another {named}" if n > 1 else f"another {thing.one}",
                )
            )
        )
    if gain:
        return f"{number} more"
    return rng.choice((f"{number} of them", f"{number} of {whose} {thing.many}", number))


class Change(NamedTuple):
    clause: Item
    ing: str
    """The same as `buying some`, for the goals."""
    full: str
    """The same with the number, to begin with `After ...`; empty where the holder does nothing."""
    finite: str
    """The clause less its object, `Mia gave to Leo`, for the goal where the change is looked for."""
    asked: str
    """The same as a question ends: `did Mia give to Leo`."""


def without_object(pattern: str) -> str:
    """A pattern without its object."""
    return " ".join(pattern.replace("#", "").split())


def _frame(story: Story, verb: Verb, who: Actor) -> tuple[str, bool]:
    """One of the verb's patterns with the people filled in, and whether one of them has the same pronoun."""
    pattern, clash = story.rng.choice(verb.patterns), False
    if "{o}" in pattern:
        if story.rng.random() < 0.7 or who.she == "it":
            other = story.person()
            clash, name = other.she == who.she, other.name
        else:
            relative = story.rng.choice(words.RELATIVES)
            name, clash = f"{who.her} {relative}", True
        pattern = pattern.replace("{o}", name)
    if "birthday" in pattern and who.she == "it":
        pattern = "# as a gift"
    if "{d}" in pattern:
        pattern = pattern.replace("{d}", story.rng.choice(words.DAYS))
    return pattern.replace("{her}", who.her), clash


def change_clause(story: Story, who: Actor, thing: Noun, obj: str, gain: bool, bare: bool = False) -> Change:
    """A clause in which the holder gets or loses `obj`."""
    rng, kind = story.rng, verb_kind(thing)
    roll = rng.random()
    if not bare and roll < 0.2 and who.name[0].isupper() and who.she not in ("it", "they"):
        other = story.person()
        table = words.GIFTS if gain else words.THEFTS
        if table[kind]:
            verb = rng.choice(table[kind])
            pattern = rng.choice(verb.patterns).replace("{h}", "{H}")
            obj = obj.replace(f"of {who.her} {thing.many}", thing.many)
            text = f"{other.name} {story.verb(verb, other)} {pattern.replace('#', obj)}"
            return Change(
                Item(None, text, other.she == who.she),
                "receiving some" if gain else "losing some",
                "",
                "",
                "",
            )
    if not bare and not gain and roll < 0.28 and words.FATES[kind]:
        verb = rng.choice(words.FATES[kind])
        if " of " in obj or obj.endswith((thing.many, thing.one)):
            one = obj.split()[0] in ("1", "one")
            form = verb.past if story.past else verb.third if one else verb.base
            text = f"{obj} {form} {rng.choice(verb.patterns)}".strip()
            return Change(Item(None, text), "losing some", "", "", "")
    verb = _fresh(story, (words.GAINS if gain else words.LOSSES)[kind])
    pattern, clash = _frame(story, verb, who)
    form, rest = story.verb(verb, who), without_object(pattern)
    if not bare and not gain and rng.random() < 0.12 and who.her not in pattern.split():
        text = f"{obj} {story.be(1 if obj.split()[0] in ('1', 'one') else 2)} {verb.part} {rest}".strip()
        return Change(Item(None, text, True), f"{verb.ing} {pattern.replace('#', 'some')}", "", "", "")
    return Change(
        Item(who, f"{form} {pattern.replace('#', obj)}", clash),
        f"{verb.ing} {pattern.replace('#', 'some')}",
        f"{verb.ing} {pattern.replace('#', obj)}",
        f"{who.name} {form} {rest}".strip(),
        f"{story.do(who)} {{a}} {verb.base} {rest}".strip(),
    )


def _fresh(story: Story, verbs: tuple[Verb, ...]) -> Verb:
    """A verb, if possible one that the story does not have yet."""
    for _ in range(6):
        verb = story.rng.choice(verbs)
        if verb.base not in story.verbs:
            break
    story.verbs.add(verb.base)
    return verb


def verb_kind(thing: Noun) -> str:
    """The kind by which verbs are looked up."""
    return thing.kind if thing.kind in words.GAINS else "x"
