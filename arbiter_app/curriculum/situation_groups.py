"""Scenes of several amounts: owners, days, kinds and places compared or put together, and equal groups.

Knows nothing of events that change an amount; see `situation_scenes`.
"""

from __future__ import annotations

from typing import NamedTuple

from arbiter_app.curriculum import situation_words as words
from arbiter_app.curriculum.situation_scenes import FLAT, finale, kind_labels, starting_amount
from arbiter_app.curriculum.situation_story import (
    PART_WORDS,
    TIMES_WORDS,
    Item,
    Relation,
    Story,
    counted,
    log_uniform,
    plural,
    some_thing,
    verb_kind,
    without_object,
)
from arbiter_app.curriculum.situation_words import Actor, Noun

# --- parts of a whole, compared with each other -------------------------------------------------------


class Part(NamedTuple):
    q: int
    label: str
    """As the subject of a goal: `how many plums Mia has`."""
    asked: str
    """`How many plums does Mia have`."""
    more: str
    """`does Mia have`, to ask for differences."""
    against: str
    """`than Leo`'s second half, without `than`."""


def several_amounts(story: Story, count: int, compared: int, want: str) -> tuple[list[Part], int, Noun, str]:
    """Amounts of several owners, days, kinds or places, some of them told by comparison with another.
    `want` is total, part or difference, and may be left open for what follows."""
    rng, mode = story.rng, story.rng.choice(("owners", "owners", "days", "kinds", "places"))
    thing = some_thing(rng)
    t, verb = thing.many, rng.choice(words.GAINS[verb_kind(thing)])
    pattern = "#"
    use_verb = mode == "days" or (mode == "owners" and rng.random() < 0.5)
    clean = [
        p
        for p in verb.patterns
        if " for #" not in p and "{o}" not in p and "{her}" not in p and "{d}" not in p
    ]
    if use_verb and clean:
        pattern = rng.choice(clean)
    else:
        use_verb = False
        mode = "owners" if mode == "days" else mode
    hero = story.person() if mode == "owners" or rng.random() < 0.5 else story.actor()
    story.hero = hero
    if mode == "owners":
        labels: list[str] = []
        people = [hero] + [story.person() for _ in range(count - 1)]
    elif mode == "days":
        begin = rng.randrange(7 - count + 1)
        source = (
            words.DAYS[begin : begin + count] if rng.random() < 0.7 else words.MONTHS[begin : begin + count]
        )
        labels = [f"{'on' if source[0].endswith('day') else 'in'} {d}" for d in source]
        people = [hero] * count
    elif mode == "kinds":
        labels = kind_labels(rng, thing, count)
        people = [hero] * count
    else:
        pack = rng.choice(words.PACK[thing.kind])
        preposition = "on" if pack.one in FLAT[:-2] else "in"
        labels = [
            f"{preposition} the {nth} {pack.one}" for nth in ("first", "second", "third", "fourth")[:count]
        ]
        people = [hero] * count
    rest = without_object(pattern)
    parts: list[Part] = []
    values: list[int] = []
    new: list[set[int]] = []
    for i in range(count):
        before = set(story.told)
        who, label = people[i], labels[i] if labels else ""
        have = story.verb(verb, who) if use_verb else story.have(who)
        base = verb.base if use_verb else "have"
        tail = f" {rest}" if use_verb and rest else ""
        do = story.do(who)
        if mode == "kinds":
            name, asked = (
                f"how many {label} {t} {who.name} {have}",
                f"How many {label} {t} {do} {who.name} {base}",
            )
            more, against = f"{label} {t}", f"{label} ones"
        elif mode == "places":
            be = "were" if story.past else "are"
            name, asked = f"how many {t} {be} {label}", f"How many {t} {be} {label}"
            more, against = f"{be} {label}", label
        else:
            day = f" {label}" if label else ""
            name, asked = (
                f"how many {t} {who.name} {have}{tail}{day}",
                f"How many {t} {do} {who.name} {base}{tail}{day}",
            )
            more, against = f"{do} {who.name} {base}{tail}{day}", label if label else who.name
        told_by = i > 0 and i >= count - compared
        if told_by:
            j = rng.randrange(i)
            q, value, phrase, against_what = comparison(
                story, parts[j].q, values[j], name, t, parts[j].against, label if mode == "kinds" else ""
            )
        else:
            value = max(2, story.amount(story.cap))
            q, phrase, against_what = story.quantity(value, name, True), "", ""
        if not phrase:
            phrase = f"{story.number(value)} {label + ' ' if mode == 'kinds' else ''}{t if value > 1 else thing.one}"
        said = f"{have} {pattern.replace('#', phrase)} {against_what}".strip()
        if mode == "days":
            if told_by or rng.random() < 0.4:
                pronoun = who.she if i and who.name[0] != "t" else who.name
                story.tell(
                    None,
                    f"{label} {pronoun} {said}"
                    if i == 0 or rng.random() < 0.7
                    else f"{label}, {pronoun} {said}",
                )
            else:
                story.tell(who, f"{said} {label}")
        elif mode == "places":
            be = story.be(value)
            there = f"there {be} {phrase}"
            story.tell(
                None,
                f"{label} {there} {against_what}".strip()
                if told_by or rng.random() < 0.5
                else f"{there} {label}",
            )
        else:
            story.tell(who, said)
        parts.append(Part(q, name, asked, more, against))
        new.append(story.told - before)
        values.append(value)
    whole = sum(values)
    together = {
        "owners": f"how many {t} they {'had' if story.past else 'have'} together"
        if not use_verb
        else f"how many {t} there {'were' if story.past else 'are'} in all",
        "places": f"how many {t} there {'were' if story.past else 'are'} in all",
    }.get(mode, f"how many {t} {hero.name} {story.verb(verb, hero) if use_verb else story.have(hero)} in all")
    total = story.quantity(whole, together)
    story.sum(
        total,
        tuple([p.q for p in parts]),
        rng.choice(("add", "add them all", "add the parts"))
        if count > 2
        else rng.choice(("add", "add the two")),
    )
    base = verb.base if use_verb else "have"
    do = story.do(hero) if mode != "owners" else ("did" if story.past else "do")
    subject = "{a}" if mode in ("days", "kinds") else "they"
    be = "were" if story.past else "are"
    many_asked: tuple[str, ...]
    if mode == "places":
        many_asked = (
            f"How many {t} {be} there in all?",
            f"How many {t} {be} there altogether?",
            f"Find the total number of {t}.",
        )
    else:
        tail = f" {rest}" if use_verb and rest else ""
        many_asked = (
            f"How many {t} {do} {subject} {base}{tail} in all?",
            f"How many {t} {do} {subject} {base}{tail} altogether?",
            f"What is the total number of {t}?",
            f"How many {t} {be} there in total?",
            f"Find the total number of {t}.",
            f"How many {t} does that make in all?",
            f"How many {t} {do} {subject} {base}{tail} in total?",
        )
    if want == "total":
        story.target, story.question = total, many_asked
    elif want == "missing":
        lost = rng.randrange(count)
        part = parts[lost]
        story.told -= new[lost]
        story.told.add(total)
        if mode == "places":
            story.items[lost] = Item(None, f"there {'were' if story.past else 'are'} some {t} {labels[lost]}")
        elif mode == "days" and rng.random() < 0.6:
            some = pattern.replace("#", rng.choice((f"some {t}", "some", "some more" if lost else "some")))
            story.items[lost] = Item(hero, f"{story.verb(verb, hero)} {some} {labels[lost]}")
        else:
            del story.items[lost]
        sum_told = f"{story.number(whole)} {t}"
        if mode == "places":
            story.tell(None, f"there {be} {sum_told} in all")
        elif mode == "owners":
            names = [p.name for p in people]
            verbs = story.verb(verb, None) if use_verb else ("had" if story.past else "have")
            told = pattern.replace("#", sum_told) if use_verb else sum_told
            story.tell(
                None,
                f"{', '.join(names[:-1])} and {names[-1]} {verbs} {told} {rng.choice(('together', 'altogether', 'in all'))}",
            )
            if rng.random() < 0.5:
                story.items.insert(0, story.items.pop())
        else:
            have = story.verb(verb, hero) if use_verb else story.have(hero)
            kinds = (
                f", {_listed(labels)}"
                if mode == "kinds"
                else f" {_listed(labels).replace(' and on ', ' and ').replace(' and in ', ' and ')} together"
            )
            told = pattern.replace("#", sum_told) if use_verb else sum_told
            all_told = f"{have} {told}{kinds}" if mode == "days" else f"{have} {sum_told} in all{kinds}"
            story.items.append(Item(hero, all_told, alone=True))
            if mode == "kinds" or rng.random() < 0.5:
                story.items.insert(0, story.items.pop())
        story.target = part.q
        story.question = (part.asked + "?", part.asked + "?", f"Find {part.label}.")
    elif want == "part":
        part = parts[-1]
        story.target = part.q
        story.question = (
            part.asked + "?",
            part.asked + "?",
            f"Find {part.label}.",
            f"Work out {part.label}.",
        )
    elif want == "difference":
        _ask_difference(story, parts, values, mode, thing, "have" if not use_verb else verb.base)
    return parts, total, thing, mode


def _listed(labels: list[str]) -> str:
    return ", ".join(labels[:-1]) + " and " + labels[-1]


def _ask_difference(
    story: Story, parts: list[Part], values: list[int], mode: str, thing: Noun, base: str
) -> None:
    """How many more or fewer the one is than the other, or how many times as many."""
    rng, t = story.rng, thing.many
    i, j = rng.sample(range(len(parts)), 2)
    if values[i] < values[j]:
        i, j = j, i
    high, low = parts[i], parts[j]
    who = story.hero.name
    if values[i] == values[j]:
        return
    ratio = values[i] // values[j]
    if values[i] % values[j] == 0 and ratio < 30 and rng.random() < 0.5:
        story.target = story.quantity(ratio, f"how many times as many {'there are'}")
        story.product(high.q, story.target, low.q)
        if mode == "kinds":
            story.question = (
                f"How many times as many {high.more} as {low.against} {story.do(story.hero)} {who} have?",
            )
        else:
            story.question = (f"How many times as many {t} {high.more} as {low.against}?",)
        return
    story.target = story.quantity(values[i] - values[j], "the difference")
    story.sum(high.q, (story.target, low.q), "add")
    if mode == "kinds":
        do = story.do(story.hero)
        story.question = (
            f"How many more {high.more} than {low.against} {do} {who} have?",
            f"How many fewer {low.more} than {high.against} {do} {who} have?",
            f"What is the difference between the number of {high.more} and the number of {low.more}?",
        )
        return
    story.question = (
        f"How many more {t} {high.more} than {low.against}?",
        f"How many fewer {t} {low.more} than {high.against}?",
        f"By how many {t} {'did' if story.past else 'do'} the two numbers differ?"
        if len(parts) == 2
        else f"How many more {t} {high.more} than {low.against}?",
    )


def comparison(
    story: Story, other: int, value: int, name: str, t: str, against: str, label: str
) -> tuple[int, int, str, str]:
    """A quantity told by another one: `5 more plums than Leo`, `twice as many plums as Leo`."""
    rng, kind = story.rng, story.rng.random()
    t = f"{label} {t}" if label else t
    if kind < 0.3 or value < 4:
        n = story.amount(value * 2)
        q = story.quantity(value + n, name)
        story.sum(q, (other, story.quantity(n, "the difference", True)), "add")
        return q, value + n, f"{story.number(n)} more {t}", f"than {against}"
    if kind < 0.55:
        n = min(value - 1, story.amount(value - 1))
        q = story.quantity(value - n, name)
        story.sum(other, (q, story.quantity(n, "the difference", True)), "add")
        return q, value - n, f"{story.number(n)} fewer {t}", f"than {against}"
    ways = [k for k in PART_WORDS if value % k == 0 and value > k]
    if ways and kind < 0.75:
        k = rng.choice(ways)
        q = story.quantity(value // k, name)
        story.product(other, story.quantity(k, "", True), q)
        return q, value // k, f"{PART_WORDS[k]} as many {t}", f"as {against}"
    k = rng.choice((2, 2, 3, 3, 4, 5, 6))
    q = story.quantity(value * k, name)
    story.product(q, story.quantity(k, "", True), other)
    return q, value * k, f"{TIMES_WORDS[k]} as many {t}", f"as {against}"


def reverse_comparison(story: Story, level: int) -> bool:
    """The one who is compared is known, the one compared with is not: `Mia has 12, 5 more than Leo`."""
    rng, thing = story.rng, some_thing(story.rng)
    one, two, t = story.person(), story.person(), thing.many
    story.hero = one
    have, value = story.have(one), log_uniform(rng, 5, story.cap)
    verb = rng.choice(words.GAINS[verb_kind(thing)]) if rng.random() < 0.4 else None
    plain = [p for p in verb.patterns if p == "#"] if verb else []
    base = "have"
    if verb and plain:
        have, base = story.verb(verb, one), verb.base
    do = story.do(one)
    a = story.quantity(value, f"how many {t} {one.name} {have}", True)
    name, kind = f"how many {t} {two.name} {have}", rng.random()
    if kind < 0.35 and value > 3:
        n = min(value - 1, story.amount(value - 1))
        b = story.quantity(value - n, name)
        story.sum(a, (b, story.quantity(n, "", True)), "add")
        other, head, tail = value - n, f"{story.number(n)} more", "than"
    elif kind < 0.65:
        n = story.amount(value * 2)
        b = story.quantity(value + n, name)
        story.sum(
            b, (a, story.quantity(n, "", True)), rng.choice(("add", "that is the larger number, so add"))
        )
        other, head, tail = value + n, f"{story.number(n)} fewer", "than"
    elif kind < 0.85 and (ways := [k for k in TIMES_WORDS if value % k == 0 and value > k]):
        k = rng.choice(ways)
        b = story.quantity(value // k, name)
        story.product(a, story.quantity(k, "", True), b)
        other, head, tail = value // k, f"{TIMES_WORDS[k]} as many", "as"
    else:
        k = rng.choice(tuple(PART_WORDS))
        b = story.quantity(value * k, name)
        story.product(b, story.quantity(k, "", True), a, "multiply, for it is the larger number")
        other, head, tail = value * k, f"{PART_WORDS[k]} as many", "as"
    be = "was" if story.past else "is"
    told = rng.random()
    if told < 0.4:
        story.tell(one, f"{have} {counted(story, value, thing)}, which {be} {head} {tail} {two.name} {have}")
    elif told < 0.7:
        story.tell(one, f"{have} {counted(story, value, thing)}")
        story.tell(one, f"{have} {head} {t} {tail} {two.name}", one.she == two.she)
    else:
        story.tell(one, f"{have} {head} {t} {tail} {two.name}", one.she == two.she)
        story.tell(one, f"{have} {counted(story, value, thing)}")
    if level == 1:
        story.target = b
        story.question = (
            f"How many {t} {do} {two.name} {base}?",
            f"How many {t} {do} {two.name} {base}?",
            f"Find {name}.",
            f"Work out {name}.",
        )
        return True
    parts = [a, b]
    if level == 3:
        last = story.person()
        q, _, head, tail = comparison(story, b, other, f"how many {t} {last.name} {have}", t, two.name, "")
        story.tell(last, f"{have} {head} {tail}")
        parts.append(q)
        if rng.random() < 0.5:
            whole = story.quantity(
                sum(story.values[p] for p in parts),
                f"how many {t} they {'had' if story.past else 'have'} together",
            )
            story.sum(whole, tuple(parts), "add them all")
            story.hero = Actor("they", "they", "their", "them", True)
            return finale(
                story, whole, story.hero, thing, rng.choice(("share", "pack", "up", "//", "%", "goal"))
            )
    they = "did" if story.past else "do"
    story.target = story.quantity(
        sum(story.values[p] for p in parts), f"how many {t} they {'had' if story.past else 'have'} together"
    )
    story.sum(story.target, tuple(parts), "add")
    story.question = (
        f"How many {t} {they} they {base} altogether?",
        f"How many {t} {they} they {base} in all?",
        f"Find the total number of {t}.",
    )
    return True


def trip(story: Story, level: int) -> bool:
    """People who travel or sit together: how many vehicles or tables they need."""
    rng = story.rng
    groups = rng.sample(
        ("pupils", "teachers", "parents", "guests", "tourists", "players", "children", "adults"),
        min(level, 3),
    )
    seat, aim, fits = rng.choice(words.TRIPS)
    amounts = [log_uniform(rng, 3, max(6, min(300, story.cap))) for _ in groups]
    be = "were" if story.past else "are"
    parts = [
        story.quantity(n, f"how many {g} there {be}", True) for n, g in zip(amounts, groups, strict=True)
    ]
    listed = (
        _listed([f"{story.number(n)} {g}" for n, g in zip(amounts, groups, strict=True)])
        if level > 1
        else f"{story.number(amounts[0])} {groups[0]}"
    )
    story.hero = words.ME
    goes = (
        aim.replace("{go}", "went" if story.past else "go")
        .replace("{sit}", "sat" if story.past else "sit")
        .replace("{spend}", "spent" if story.past else "spend")
    )
    story.tell(None, f"{listed} {goes}")
    value, whole = sum(amounts), parts[0]
    if level > 1:
        whole = story.quantity(value, f"how many people there {be}")
        story.sum(whole, tuple(parts), "add")
    if level > 1 and rng.random() < 0.6:
        away = rng.choice(words.AWAY)
        n = min(value - 2, log_uniform(rng, 1, 30))
        if n < 2:
            return False
        gone = story.quantity(n, "", True)
        story.tell(None, f"{story.number(n)} of them {away[not story.past]}")
        value -= n
        left = story.quantity(value, f"how many people {'went' if story.past else 'go'} in the end")
        story.sum(whole, (left, gone), "add")
        whole = left
    sizes = list(range(3, min(61, value)))
    if not sizes:
        return False
    n = rng.choice(sizes)
    if rng.random() < 0.35:
        n = rng.choice([d for d in sizes if value % d == 0] or [n])
    size = story.quantity(n, "", True)
    story.tell(
        None,
        rng.choice(
            (
                f"each {seat.one} has room for {story.number(n)} people",
                f"{story.number(n)} people fit {fits} each {seat.one}",
                f"each {seat.one} holds {story.number(n)} people",
                f"there {be} {story.number(n)} places {fits.replace('into', 'in')} each {seat.one}",
            )
        ),
    )
    name = f"how many {seat.many} are needed"
    story.target = story.quantity(-(-value // n), name)
    story.question = (
        f"How many {seat.many} are needed?",
        f"How many {seat.many} do they need?",
        f"What is the smallest number of {seat.many} that is enough?",
        f"Find {name}.",
        f"How many {seat.many} must be booked?",
    )
    if value % n == 0:
        story.product(whole, story.target, size)
    else:
        story.relations.append(Relation("up", story.target, (whole, size), seat.many))
    return True


# --- equal groups -------------------------------------------------------------------------------------


def equal_groups(story: Story, loose: bool, ask: str) -> None:
    """So many containers with so many in each, and perhaps some loose ones."""
    rng = story.rng
    thing = some_thing(rng)
    story.hero = who = story.actor()
    have, t = story.have(who), thing.many
    people = rng.random() < 0.25
    pack = rng.choice(words.FINDERS if people else words.PACK[thing.kind])
    count, each = (
        log_uniform(rng, 2, max(4, min(60, story.cap // 3))),
        log_uniform(rng, 2, max(4, min(90, story.cap // 2))),
    )
    extra = story.amount(max(4, count * each // 2)) if loose else 0
    hidden = ask
    c = story.quantity(
        count, f"how many {pack.many} there {'were' if story.past else 'are'}", hidden != "count"
    )
    e = story.quantity(
        each,
        f"how many {t} {'there were for each ' + pack.one if people and story.past else 'there are for each ' + pack.one if people else ('were' if story.past else 'are') + ' in each ' + pack.one}",
        hidden != "each",
    )
    grouped = story.quantity(
        count * each, f"how many {t} {'they have together' if people else f'are in the {pack.many}'}"
    )
    story.product(
        grouped,
        c,
        e,
        rng.choice(("multiply", f"multiply the {pack.many} by the {t} {'of' if people else 'in'} each")),
    )
    total = grouped
    if loose:
        x = story.quantity(extra, f"how many {t} are loose", hidden != "loose")
        total = story.quantity(count * each + extra, f"how many {t} there are in all")
        story.sum(total, (grouped, x), "add the loose ones")
    num, per = story.number(count), story.number(each)
    some = rng.choice(("some", "several"))
    cc, ee = (some if hidden == "count" else num), ("the same number of" if hidden == "each" else per)
    if people:
        verb = rng.choice(words.TO_EACH)
        story.hero = who = who if who.she != "it" else story.person()
        if not loose and rng.random() < 0.4:
            has = rng.choice(
                ("had", "got", "brought", "found") if story.past else ("has", "gets", "brings", "finds")
            )
            story.hero = who = words.ME
            told = ""
            story.tell(None, f"each of {cc} {pack.many} {has} {ee} {t}")
        else:
            told = rng.choice(
                (
                    f"{story.verb(verb, who)} {ee} {t} to each of {cc} {pack.many}",
                    f"{story.verb(verb, who)} each of {cc} {pack.many} {ee} {t}",
                )
            )
        if told:
            story.tell(who, told)
    else:
        verb = rng.choice(words.FILL)
        told = rng.choice(
            (
                f"{have} {cc} {pack.many} with {ee} {t} in each",
                f"{have} {cc} {pack.many}, each holding {ee} {t}",
                f"{have} {cc} {pack.many} of {ee} {t} each"
                if hidden != "each"
                else f"{have} {cc} {pack.many} with {ee} {t} in each",
                f"{story.verb(verb, who)} {cc} {pack.many} with {ee} {t} in each",
                f"{story.verb(verb, who)} {cc} {pack.many} and {'put' if story.past or plural(who) else 'puts'} {ee} {t} into each",
            )
        )
        preposition = "on" if pack.one in FLAT[:-2] else "in"
        if rng.random() < 0.25:
            be = "were" if story.past else "are"
            story.tell(
                None,
                rng.choice(
                    (
                        f"there {be} {cc} {pack.many} with {ee} {t} {preposition} each",
                        f"there {be} {cc} {pack.many}. There {be} {ee} {t} {preposition} each {pack.one}",
                        f"each of {cc} {pack.many} {'held' if story.past else 'holds'} {ee} {t}",
                    )
                ),
            )
        else:
            story.tell(who, told)
    if loose:
        verb2 = "kept" if story.past else "keep" if plural(who) else "keeps"
        number = "some" if hidden == "loose" else story.number(extra)
        story.tell(
            who,
            f"{verb2} {number} more for {'myself' if who.she == 'I' else _self(who)}"
            if people
            else f"also {have} {number} loose {t if extra > 1 or hidden == 'loose' else thing.one}",
        )
    be, do = ("were" if story.past else "are"), story.do(who)
    story.target = {
        "total": total,
        "count": c,
        "each": e,
        "loose": len(story.values) - 2 if loose else total,
    }[hidden]
    if hidden == "total":
        story.question = (
            (
                f"How many {t} {be} there in all?",
                f"How many {t} {be} there altogether?",
                f"Find the total number of {t}.",
                f"What is the total number of {t}?",
                f"How many {t} does that make?",
            )
            if people or story.items[0].who is None or rng.random() < 0.4
            else (f"How many {t} {do} {{a}} have in all?", f"How many {t} {do} {{a}} have altogether?")
        )
        return
    story.told.add(total)
    everything = f"{story.number(story.values[total])} {t}"
    story.tell(
        None,
        rng.choice(
            (
                f"there {be} {everything} in all",
                f"altogether there {be} {everything}",
                f"that {'was' if story.past else 'is'} {everything} in total",
            )
        ),
    )
    story.question = {
        "count": (
            f"How many {pack.many} {be} there?",
            f"Find the number of {pack.many}.",
            f"What is the number of {pack.many}?",
        ),
        "each": (
            (f"How many {t} {be} there for each {pack.one}?", f"How many {t} {be} there for each {pack.one}?")
            if people
            else (
                f"How many {t} {be} there {'on' if pack.one in FLAT[:-2] else 'in'} each {pack.one}?",
                f"How many {t} {'did' if story.past else 'does'} each {pack.one} hold?",
            )
        ),
        "loose": (
            (f"How many {t} {do} {{a}} keep?",)
            if people
            else (f"How many loose {t} {be} there?", f"How many of the {t} {be} loose?")
        ),
    }[hidden]


def _self(who: Actor) -> str:
    return {"she": "herself", "he": "himself", "they": "themselves", "you": "yourself"}.get(who.she, "itself")


def two_sorts(story: Story, level: int) -> bool:
    """Two sorts of containers: `3 boxes of 12 red pens and 5 boxes of 8 blue ones`."""
    rng, thing = story.rng, some_thing(story.rng)
    who = story.hero = story.actor()
    one, two = kind_labels(rng, thing, 2)
    same = rng.random() < 0.5
    pack = rng.choice(words.PACK[verb_kind(thing)])
    pack2 = pack if same else rng.choice(words.PACK[verb_kind(thing)])
    t = thing.many
    values: list[int] = []
    wholes: list[int] = []
    said: list[str] = []
    for label, box in ((one, pack), (two, pack2)):
        count, each = (
            log_uniform(rng, 2, max(4, min(25, story.cap // 4))),
            log_uniform(rng, 2, max(4, min(40, story.cap // 3))),
        )
        whole = story.quantity(count * each, f"how many {label} {t} there {'were' if story.past else 'are'}")
        story.product(whole, story.quantity(count, "", True), story.quantity(each, "", True))
        values.append(count * each)
        wholes.append(whole)
        shape = rng.choice(("{c} {p} of {e} {l} {t} each", "{c} {p} with {e} {l} {t} in each"))
        said.append(
            shape.format(
                c=story.number(count),
                p=box.many if count > 1 else box.one,
                e=story.number(each),
                l=label,
                t=t,
            )
        )
    have = story.have(who) if rng.random() < 0.6 else story.verb(rng.choice(words.FILL[3:]), who)
    if rng.random() < 0.6:
        story.tell(who, f"{have} {said[0]} and {said[1]}")
    else:
        story.tell(who, f"{have} {said[0]}")
        story.tell(who, f"also {have} {said[1]}")
    do, base = story.do(who), "have"
    whole = story.quantity(sum(values), f"how many {t} there {'were' if story.past else 'are'} in all")
    story.sum(whole, (wholes[0], wholes[1]), f"add the {one} and the {two} ones")
    if level > 2 or (level == 2 and rng.random() < 0.2):
        return finale(
            story, whole, who, thing, rng.choice(("share", "pack", "up", "//", "%", "goal", "both"))
        )
    if rng.random() < 0.6 or values[0] == values[1]:
        story.target = whole
        story.question = (
            f"How many {t} {do} {{a}} {base} in all?",
            f"How many {t} {do} {{a}} {base} altogether?",
            f"Find the total number of {t}.",
            f"How many {t} is that in all?",
        )
        return True
    high = 0 if values[0] > values[1] else 1
    more, less = (one, two) if high == 0 else (two, one)
    story.target = story.quantity(abs(values[0] - values[1]), "the difference")
    story.sum(wholes[high], (story.target, wholes[1 - high]), "add")
    story.question = (
        f"How many more {more} {t} than {less} ones {do} {{a}} {base}?",
        f"How many fewer {less} {t} than {more} ones {do} {{a}} {base}?",
    )
    return True


def the_rest(story: Story, level: int) -> bool:
    """A whole of which some are of one kind, some of another, and the rest of the last."""
    rng = story.rng
    crowd = rng.random() < 0.4
    count = rng.randint(2, 3)
    past = "were" if story.past else "are"
    labels: list[str] = []
    value = log_uniform(rng, 4 * count, max(16, story.cap))
    if crowd:
        group = rng.choice(words.CROWDS[3:4] + words.CROWDS[9:])
        thing, where = rng.choice(group.nouns), rng.choice(group.places)
        now, then, which = rng.choice(words.DOINGS)
        labels = [f"{then if story.past else now} {what}" for what in rng.sample(which, count)]
        whole = story.quantity(value, "", True)
        story.hero = words.ME
        story.tell(
            None,
            rng.choice(
                (
                    f"there {past} {counted(story, value, thing)} {where}",
                    f"{where}, there {past} {counted(story, value, thing)}",
                )
            ),
        )
    else:
        thing = some_thing(rng)
        who = story.hero = story.actor()
        whole = starting_amount(story, who, thing, value, False, level == 1)
        value = story.values[whole]
        if any("ones" in relation.make for relation in story.relations):
            return False  # the things are sorted already
    t, left = thing.many, value
    parts: list[int] = []
    said: list[str] = []
    plain = not story.relations  # else `them` might be the boxes
    if not crowd:
        labels = kind_labels(rng, thing, count)
    for i in range(count - 1):
        j = rng.randrange(i) if i else 0
        n = max(1, int(left * rng.uniform(0.15, 0.75)))
        if left - n < 1:
            return False
        name = f"how many {t} {labels[i] if crowd else past + ' ' + labels[i]}"
        if level > 1 and i and n > 2 and left > 2 * story.values[parts[j]]:
            parts.append(story.quantity(story.values[parts[j]] * 2, name))
            story.product(parts[i], story.quantity(2, "", True), parts[j])
            n = story.values[parts[i]]
            said.append(f"twice as many {labels[i] if crowd else past + ' ' + labels[i]}")
        elif level > 1 and left % 2 == 0 and not i and rng.random() < 0.4:
            n = left // 2
            parts.append(story.quantity(n, name))
            story.product(whole, story.quantity(2, "", True), parts[i])
            said.append(
                f"half of {'them' if plain else 'the ' + t} {labels[i] if crowd else past + ' ' + labels[i]}"
            )
        else:
            parts.append(story.quantity(n, name, True))
            of_them = " of them" if plain and rng.random() < 0.6 else f" of the {t}"
            if i:
                of_them = ""
            be = labels[i] if crowd else f"{story.be(n)} {labels[i]}"
            if crowd and n == 1:
                return False
            said.append(f"{story.number(n)}{of_them} {be}")
        left -= n
        if left < 1:
            return False
    last = labels[-1] if crowd else f"{past} {labels[-1]}"
    parts.append(story.quantity(left, f"how many {t} {last}"))
    story.sum(whole, tuple(parts), "add")
    end = rng.choice((f"the rest {last}", f"all the others {last}", f"the remaining {t} {last}"))
    joint = ", " + rng.choice(("and ", "")) if count > 2 else " and "
    if rng.random() < 0.5:
        story.tell(None, ", ".join(said) + joint.replace(", ", ", and ", 1).replace("and and", "and") + end)
    else:
        story.tell(None, " and ".join(said))
        story.tell(None, end)
    story.target = parts[-1]
    thing_asked = f"How many {t} {last}?" if crowd else f"How many {labels[-1]} {t} {past} there?"
    story.question = (
        thing_asked,
        f"How many {t} {last}?",
        f"Find how many {t} {last}.",
        f"How many of the {t} {last}?",
    )
    return True
