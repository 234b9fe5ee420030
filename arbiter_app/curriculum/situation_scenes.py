"""Scenes of one stock: things of one owner, things at a place, a measure, and what is done with all at last.

A scene fills a story and asks. Knows nothing of several owners; see `situation_groups`.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from arbiter_app.curriculum import situation_words as words
from arbiter_app.curriculum.problem import decimal
from arbiter_app.curriculum.situation_story import (
    PART_WORDS,
    Change,
    Item,
    Relation,
    Story,
    change_clause,
    counted,
    log_uniform,
    object_phrase,
    plural,
    some_thing,
    verb_kind,
    without_object,
)
from arbiter_app.curriculum.situation_words import Actor, Noun

# --- scenes -----------------------------------------------------------------------------------------


class Stock(NamedTuple):
    """What a scene ends with: a quantity of things that somebody has."""

    who: Actor
    thing: Noun
    now: int
    lost: bool
    """Whether the last change was a loss, so that what remains is `left`."""


_ADVERBS = (" at first", " at home", " in the morning", " to begin with", " to start with")


def starting_amount(story: Story, who: Actor, thing: Noun, value: int, hidden: bool, plain: bool) -> int:
    rng, name = story.rng, f"how many {thing.many} {who.name} had at first"
    have, kind = story.have(who), rng.random()
    if hidden:
        some = rng.choice(("some", "some", "a number of", "a few" if value < 12 else "a lot of"))
        story.tell(who, f"{have} {some} {thing.many}")
        return story.quantity(value, name)
    if plain or kind < 0.6:
        verb = have if rng.random() < 0.75 else ("owned" if story.past else "own" if plural(who) else "owns")
        adverb = rng.choice(_ADVERBS) if rng.random() < 0.4 else ""
        story.tell(who, f"{verb} {counted(story, value, thing)}{adverb}")
        return story.quantity(value, name, told=True)
    if kind < 0.8:
        each = log_uniform(rng, 2, max(3, min(30, value)))
        count = max(2, min(40, value // each))
        pack = rng.choice(words.PACK[thing.kind])
        a, b = story.quantity(count, "", True), story.quantity(each, "", True)
        whole = story.quantity(count * each, name)
        story.product(
            whole, a, b, rng.choice(("multiply", f"multiply the {pack.many} by the {thing.many} in each"))
        )
        phrase = rng.choice(
            ("{c} {p} of {e} {t} each", "{c} {p} with {e} {t} in each", "{c} {p}, each with {e} {t}")
        )
        story.tell(
            who,
            have
            + " "
            + phrase.format(c=story.number(count), p=pack.many, e=story.number(each), t=thing.many),
        )
        return whole
    first = max(2, min(value - 2, int(value * rng.uniform(0.15, 0.85)))) if value > 4 else 2
    second = max(2, value - first)
    one, two = kind_labels(rng, thing, 2)
    a, b = story.quantity(first, "", True), story.quantity(second, "", True)
    whole = story.quantity(first + second, name)
    story.sum(whole, (a, b), f"add the {one} and the {two} ones")
    story.tell(who, f"{have} {story.number(first)} {one} and {story.number(second)} {two} {thing.many}")
    return whole


def kind_labels(rng: Random, thing: Noun, count: int) -> list[str]:
    """Adjectives that tell apart kinds of the thing, none of them in its name already."""
    taken = thing.one.split()
    sorts = [pair for pair in words.SORTS if not any(label in taken for label in pair)]
    if count == 2 and rng.random() < 0.35:
        return list(rng.choice(sorts))
    for hues in (words.HUES.get(thing.kind, words.COLOURS), words.COLOURS):
        free = [hue for hue in hues if hue not in taken]
        if len(free) >= count:
            break
    return rng.sample(free, count)


def own_things(story: Story, events: int, hide: str = "", plain: bool = False) -> Stock:
    """Somebody's things of one kind, over a few events. `hide` is start, change or nothing."""
    rng = story.rng
    who = story.hero = story.actor()
    thing = some_thing(rng)
    value = log_uniform(rng, 5, story.cap)
    now = starting_amount(story, who, thing, value, hide == "start", plain)
    value = story.values[now]
    start, lost, change_at, hidden = now, False, rng.randrange(events) if events else 0, -1
    asked = full = ""
    for i in range(events):
        secret = hide == "change" and i == change_at
        gain = value < 5 or rng.random() < 0.45
        now, value, change, got = _event(story, who, thing, now, value, gain, secret, plain or hide != "")
        lost, full = not gain, change.full
        if secret:
            hidden, asked = got, change.asked
    if hide:
        story.told.add(now)
        left = " left" if lost else ""
        order = rng.random()
        if order < 0.3 and full:
            story.items[-1] = Item(
                who, f"{story.have(who)} {counted(story, value, thing)}{left}", story.items[-1].clash
            )
            story.items[-1] = story.items[-1]._replace(after=f"After {full}, ")
        elif order < 0.45 and story.past:
            first = story.items[0].text
            for adverb in _ADVERBS:
                first = first.removesuffix(adverb)
            end = rng.choice(("in the end", "at the end of the day", "at last"))
            story.items.insert(0, Item(who, f"had {counted(story, value, thing)} {end}"))
            story.items[1] = story.items[1]._replace(
                text=first, after=rng.choice(("At the start, ", "At first ", "Earlier, "))
            )
        else:
            story.tell(
                who,
                rng.choice(
                    (
                        f"now {story.have(who)} {counted(story, value, thing)}{left}",
                        f"{story.have(who)} {counted(story, value, thing)}{left or ' in the end'}",
                        f"{'ended' if story.past else 'end' if plural(who) else 'ends'} up with {counted(story, value, thing)}",
                    )
                ),
            )
        story.fixed_order = True
    if hide == "start":
        story.target = start
        t, do = thing.many, story.do(who)
        story.question = (
            f"How many {t} {do} {{a}} have at first?",
            f"How many {t} {do} {{a}} have at the start?",
            f"How many {t} did {{a}} have in the beginning?",
            f"How many {t} did {{a}} start with?",
            f"With how many {t} did {{a}} begin?",
            f"Find the number of {t} that {{a}} had at first.",
            f"What was the number of {t} at the start?",
        )
    if hide == "change":
        story.target = hidden
        t = thing.many
        story.question = (
            f"How many {t} {asked}?",
            f"How many {t} {asked}?",
            f"Find {story.names[hidden]}.",
            f"Work out {story.names[hidden]}.",
            f"What number of {t} {asked}?",
        )
    return Stock(who, thing, now, lost)


def _event(
    story: Story, who: Actor, thing: Noun, now: int, value: int, gain: bool, secret: bool, plain: bool
) -> tuple[int, int, Change, int]:
    """One change of a stock: the stock's new quantity, its value, the change told, the change."""
    rng, kind, t = story.rng, story.rng.random(), thing.many
    if gain:
        n = story.amount(max(4, value * 2))
    else:
        n = rng.randint(1 if value < 8 else 2, value - 2) if rng.random() < 0.5 else story.amount(value - 2)
        n = min(n, value - 1)
    if secret:
        change = change_clause(story, who, thing, f"some more {t}" if gain else f"some {t}", gain, bare=True)
        got = story.quantity(n, f"how many {t} {change.finite}")
    elif kind < 0.2 and not plain and gain:
        count, each = log_uniform(rng, 2, 9), log_uniform(rng, 2, 24)
        n, pack = count * each, rng.choice(words.PACK[thing.kind])
        phrase = rng.choice(
            ("{c} {p} of {e} {t} each", "{c} {p} with {e} {t} in each", "{c} more {p} of {e} {t} each")
        )
        verb = rng.choice(words.FETCH)
        told = phrase.format(c=story.number(count), p=pack.many, e=story.number(each), t=t)
        change = Change(
            Item(who, f"{story.verb(verb, who)} {told}"), f"{verb.ing} them", f"{verb.ing} {told}", "", ""
        )
        a, b = story.quantity(count, "", True), story.quantity(each, "", True)
        got = story.quantity(n, f"how many {t} are in the {story.number(count)} {pack.many}")
        story.product(got, a, b)
    elif kind < 0.2 and not plain and value >= 9:
        count = rng.randint(2, min(8, value // 2 - 1))
        each = rng.randint(1, max(1, (value - 1) // count))
        n, other = count * each, rng.choice(words.FINDERS)
        verb = rng.choice(words.TO_EACH)
        text = f"{story.verb(verb, who)} {counted(story, each, thing)} to each of {story.number(count)} {other.many}"
        change = Change(Item(who, text), "giving these away", "", "", "")
        a, b = story.quantity(count, "", True), story.quantity(each, "", True)
        got = story.quantity(n, f"how many {t} the {other.many} {'got' if story.past else 'get'}")
        story.product(got, a, b)
    elif (
        kind < 0.34
        and not plain
        and not gain
        and (ways := [k for k in PART_WORDS if value % k == 0 and value > k])
    ):
        k = rng.choice(ways)
        n = value // k
        whose = rng.choice(("the", who.her))
        change = change_clause(
            story, who, thing, f"{PART_WORDS[k]} of {rng.choice(('them', f'{whose} {t}'))}", False, bare=True
        )
        got = story.quantity(n, f"how many {t} {change.finite}")
        story.product(now, story.quantity(k, "", True), got)
    else:
        first = object_phrase(story, n, thing, gain, who.her)
        change = change_clause(story, who, thing, first, gain)
        got = story.quantity(n, "how many changed hands", True)
    story.items.append(change.clause)
    value += n if gain else -n
    be = "has" if not story.past and not plural(who) else "have" if not story.past else "had"
    after = story.quantity(value, f"how many {t} {who.name} {be} after {change.ing}")
    if gain:
        story.sum(after, (now, got), rng.choice(("add", "add the new ones", "add what came")))
    else:
        story.sum(now, (after, got), "add back the ones that went")
    return after, value, change, got


def ask_now(story: Story, stock: Stock) -> None:
    """The question how many there are in the end."""
    t, who, do = stock.thing.many, stock.who, story.do(stock.who)
    have = "has" if not plural(who) else "have"
    ends = ("left",) if stock.lost else ("in the end", "in all", "altogether")
    end = story.rng.choice(ends)
    now = end if stock.lost else "now"
    present = "do" if plural(who) else "does"
    story.target = stock.now
    story.conditional = True
    story.question = (
        f"How many {t} {do} {{a}} have {end}?",
        f"How many {t} {present} {{a}} have {now}?",
        f"How many {t} {present} {{a}} have {now}?",
        f"How many {t} will {{a}} have {end}?" if not story.past else f"How many {t} did {{a}} have {end}?",
        f"How many {t} {'are left' if stock.lost else 'are there now'}?",
        f"Find the number of {t} that {{a}} {have} {end}.",
        f"What is the number of {t} that {{a}} {have} {end}?",
        f"How many {t} does this leave {who.him if who.she in ('I', 'you') else who.name} with?"
        if stock.lost
        else f"What is the total number of {t} that {{a}} {have} now?",
    )


# --- crowds that come and go, containers filled and emptied -------------------------------------------


def things_at_place(story: Story, events: int, hide: str = "") -> None:
    """Things at a place: living ones that come and go by themselves, or what people put in and take out."""
    rng = story.rng
    boxed = rng.random() < 0.35
    if boxed:
        thing = some_thing(rng)
        pack = rng.choice([p for p in words.PACK[thing.kind] if p.one not in (*FLAT, *_LOOSE_PACKS)])
        where = f"in a {pack.one}" if pack.one[0] not in "aeiou" else f"in an {pack.one}"
        crowd = words.CROWDS[0]
    else:
        crowd = rng.choice(words.CROWDS)
        thing, where = rng.choice(crowd.nouns), rng.choice(crowd.places)
    the, t = where.replace(" a ", " the ", 1).replace(" an ", " the ", 1), thing.many
    value = log_uniform(rng, 5, min(story.cap, 400))
    be = "were" if story.past else "are"
    first = f"{'some' if hide == 'start' else story.number(value)} {t}"
    told = rng.choice(
        (f"there {be} {first} {where}", f"{first} {be} {where}", f"{where}, there {be} {first}")
    )
    story.tell(None, told)
    start = now = story.quantity(value, f"how many {t} {be} {the} at first", hide != "start")
    at, asked, hidden, lost = rng.randrange(events) if events else 0, "", -1, False
    secret_gain = rng.random() < 0.5
    moved: dict[bool, list[int]] = {True: [], False: []}
    for i in range(events):
        gain, secret = value < 5 or rng.random() < 0.45, hide == "change" and i == at
        if hide == "change" and not boxed:
            # nobody else may come or go that way: the question is how many did
            gain = secret_gain == secret
            if not gain and value < 5:
                continue
        lost = not gain
        n = story.amount(value * 2) if gain else min(value - 1, story.amount(value - 1))
        number = rng.choice(("some", "a few" if n < 12 else "some")) if secret else story.number(n)
        obj = (
            f"{number} more {t if n > 1 else thing.one}"
            if gain
            else rng.choice(
                (f"{number} of them", f"{number} {t if n > 1 else thing.one}", f"{number} of the {t}")
            )
        )
        if boxed:
            who = story.person()
            verb = rng.choice(words.INTO if gain else words.OUT_OF)
            pattern = verb.patterns[0].replace("{in}", the.replace("in ", "", 1))
            story.tell(None, f"{who.name} {story.verb(verb, who)} {pattern.replace('#', obj)}")
            form = f"{who.name} {story.verb(verb, who)} {without_object(pattern)}".strip()
            question = (
                f"How many {t} {story.do(who)} {who.name} {verb.base} {without_object(pattern)}".strip() + "?"
            )
            event = f"{who.name} {story.verb(verb, who)} {pattern.replace('#', 'some' if secret else number)}"
        else:
            verb = rng.choice(crowd.come if gain else crowd.go)
            if hide == "change":
                fresh = [
                    v for v in (crowd.come if gain else crowd.go) if v.base + v.patterns[0] not in story.verbs
                ]
                if not fresh:
                    continue
                verb = rng.choice(fresh)
                story.verbs.add(verb.base + verb.patterns[0])
            one = not secret and n == 1
            finite = verb.past if story.past else verb.third if one else verb.base
            story.tell(
                None,
                f"{rng.choice(('', '', '', '', '', 'then ', 'after a while ', 'later ', 'a little later ', 'after that, '))}{obj} {finite} {verb.patterns[0]}".strip(),
            )
            form = f"{verb.past if story.past else verb.base} {verb.patterns[0]}".strip()
            question = f"How many {t} {form}?"
            event = f"{number} {finite} {verb.patterns[0]}".strip()
        got = story.quantity(n, f"how many {t} {form}", not secret)
        moved[gain].append(got)
        if secret:
            asked, hidden = question, got
        value += n if gain else -n
        after = story.quantity(value, f"how many {t} {be} {the} after {event}")
        if gain:
            story.sum(after, (now, got), rng.choice(("add", "add the new ones")))
        else:
            story.sum(now, (after, got), "add back the ones that went")
        now = after
    way = rng.random() < 0.5
    if not hide and len(moved[way]) > 1 and rng.random() < 0.2:
        if boxed:
            done = "put in" if way else "taken out"
            asked = f"{be} {done}"
        else:
            asked = ("came" if story.past else "come") if way else ("went away" if story.past else "go away")
        story.target = story.quantity(
            sum(story.values[q] for q in moved[way]), f"how many {t} {asked} in all"
        )
        story.sum(story.target, tuple(moved[way]), "add")
        story.question = (
            f"How many {t} {asked} in all?",
            f"How many {t} {asked} altogether?",
            f"Find {story.names[story.target]}.",
        )
        return
    if not hide:
        story.target = now
        left = "left" if lost else "now"
        story.question = (
            f"How many {t} are {the} now?",
            f"How many {t} {be} {left}?" if lost else f"How many {t} {be} there in the end?",
            f"How many {t} {be} {the} in the end?",
            f"Find the number of {t} {the} now.",
            f"How many {t} {be} {'still ' if lost else ''}{the}{'' if lost else ' after that'}?",
            f"How many {t} {'remain' if not story.past else 'remained'}?"
            if lost
            else f"What is the number of {t} now?",
        )
        return
    story.told.add(now)
    end = f"{story.number(value)} {t if value > 1 else thing.one}"
    is_ = story.be(value)
    story.tell(
        None,
        rng.choice(
            (
                f"now there {is_} {end} {the}",
                f"in the end there {is_} {end} {the}",
                f"{end} {is_} {the} after that",
                f"that left {end}" if story.past and lost else f"there {is_} now {end} {the}",
            )
        ),
    )
    story.target = start if hide == "start" else hidden
    story.question = (
        (
            f"How many {t} {be} {the} at first?",
            f"How many {t} were {the} at the start?",
            f"How many {t} were there in the beginning?",
            f"Find how many {t} were {the} to begin with.",
        )
        if hide == "start"
        else (asked, asked, f"Find {story.names[hidden]}.")
    )


# --- measures -------------------------------------------------------------------------------------------


def measured_amount(story: Story) -> None:
    """Litres, metres and kilos, in one or two steps."""
    rng = story.rng
    who = story.hero = story.person()
    stuff, unit, more, less = rng.choice(words.STUFF)
    verb_more, verb_less = rng.choice(more), rng.choice(less)
    value, be = story.amount(story.cap) + story.scale, story.have(who)

    def text(n: int) -> str:
        return f"{decimal(n, story.scale)} {unit} of {stuff}"

    start = now = story.quantity(value, f"how many {unit} of {stuff} {who.name} {be} at first", True)
    story.tell(who, f"{be} {text(value)}")
    lost, hide = False, rng.random() < 0.3
    for _ in range(rng.choice((1, 1, 2))):
        lost = rng.random() < 0.6
        n = min(story.amount(value), value - 1)
        verb = verb_less if lost else verb_more
        value += -n if lost else n
        pattern = verb.patterns[0].replace(
            "#", rng.choice((f"{decimal(n, story.scale)} {unit}{' of it' if lost else ' more'}", text(n)))
        )
        story.tell(who, f"{story.verb(verb, who)} {pattern}")
        got = story.quantity(n, "", True)
        after = story.quantity(
            value, f"how many {unit} of {stuff} {who.name} {be} {'left' if lost else 'then'}"
        )
        story.sum(
            *((now, (after, got)) if lost else (after, (now, got))), rng.choice(("add", "add what came"))
        )
        now = after
    story.unit = unit
    if hide:
        story.items[0] = Item(who, f"{be} some {stuff}")
        story.told.discard(start)
        story.told.add(now)
        story.tell(who, f"now {be} {text(value)}")
        story.target = start
        story.question = (
            f"How many {unit} of {stuff} {story.do(who)} {{a}} have at first?",
            f"How much {stuff} was there at the start?",
        )
        return
    story.target = now
    end = "left" if lost else "now"
    story.question = (
        f"How many {unit} of {stuff} {story.do(who)} {{a}} have {end}?",
        f"How much {stuff} is there {end}?" if not lost else f"How much {stuff} is left?",
        f"How many {unit} of {stuff} does {{a}} have {end}?",
    )


# --- what is done with all of them at last ------------------------------------------------------------


FLAT = ("shelf", "plate", "platter", "bed", "tray")
_LOOSE_PACKS = ("set", "bunch", "row", "pile", "stack", "bundle")


def finale(story: Story, q: int, who: Actor, thing: Noun, kind: str) -> bool:
    """Sharing, packing or a goal, with its question; False where the number does not allow it."""
    rng, value, t = story.rng, story.values[q], thing.many
    do = story.do(who)
    divisors = [d for d in range(2, min(41, value // 2 + 1)) if value % d == 0]
    barred = FLAT if kind in ("share", "pack") else _LOOSE_PACKS
    pack = rng.choice([p for p in words.PACK[verb_kind(thing)] if p.one not in barred])
    known = any(item.who is who for item in story.items) or who.she == "they"
    rest = rng.choice(
        ("all of them", f"all the {t}", "them all", f"all {who.her} {t}" if known else f"all the {t}")
    )
    story.fixed_order = True
    if kind in ("share", "pack"):
        if not divisors:
            return False
        n = rng.choice(divisors)
        if rng.random() < 0.5:
            people = rng.choice(words.FINDERS)
            shared, other = story.quantity(n, "", True), people if kind == "share" else pack
            per = story.quantity(
                value // n,
                f"how many {t} {'each ' + other.one + ' gets' if kind == 'share' else f'are in each {other.one}'}",
            )
            story.product(q, shared, per)
            verb = rng.choice(words.SHARE if kind == "share" else words.SPLIT)
            said = f"{story.verb(verb, who)} {verb.patterns[0].replace('#', rest)} {story.number(n)} {other.many}"
            story.target = per
            ask = "get" if kind == "share" else "hold"
            did = "did" if story.past else "does"
            story.question = (
                f"How many {t} {did} each {other.one} {ask}?",
                f"How many {t} will each {other.one} {ask}?",
                f"How many {t} {'does' if kind == 'share' else 'will'} each {other.one} {ask}?",
                f"Find {story.names[per]}.",
            )
            story.tell(who, said)
            return True
        size = story.quantity(n, "", True)
        groups = story.quantity(
            value // n,
            f"how many {pack.many} {who.name} {'needed' if story.past else 'need' if plural(who) else 'needs'}",
        )
        story.product(q, groups, size)
        verb = rng.choice(words.PACKING)
        story.tell(who, f"{story.verb(verb, who)} {rest} into {pack.many} of {story.number(n)}")
        story.target = groups
        story.question = (
            f"How many {pack.many} {do} {{a}} need?",
            f"How many {pack.many} {do} {{a}} fill?",
            f"How many {pack.many} {'were' if story.past else 'are'} there?",
            f"Find the number of {pack.many}.",
        )
        return True
    if kind in ("up", "//", "%"):
        sizes = [d for d in range(3, min(31, value)) if value % d]
        if not sizes:
            return False
        n = rng.choice(sizes)
        size = story.quantity(n, "", True)
        holds = rng.choice(
            (
                f"each {pack.one} holds {story.number(n)} {t}",
                f"{story.number(n)} {t} fit {'on' if pack.one in FLAT else 'into'} each {pack.one}",
                f"a {pack.one} has room for {story.number(n)} {t}"
                if pack.one[0] not in "aeiou"
                else f"each {pack.one} has room for {story.number(n)} {t}",
            )
        )
        if kind == "up":
            name = f"how many {pack.many} are needed"
            story.question = (
                f"How many {pack.many} are needed to hold {rest}?",
                f"How many {pack.many} must {{a}} have for {rest}?",
                f"What is the smallest number of {pack.many} that is enough for {rest}?",
                f"How many {pack.many} are needed so that none of the {t} is left out?",
            )
        elif kind == "//":
            name = f"how many full {pack.many} there are"
            story.question = (
                f"How many full {pack.many} can {{a}} make?",
                f"How many {pack.many} can {{a}} fill completely?",
                f"How many {pack.many} can be filled completely?",
                f"How many full {pack.many} are there?",
            )
        else:
            name = f"how many {t} are left over"
            story.question = (
                f"How many {t} are left over once as many {pack.many} as possible are full?",
                f"As many {pack.many} as possible are filled. How many {t} are left over?",
                f"After filling as many {pack.many} as possible, how many {t} are left over?",
                f"How many {t} do not fit if only full {pack.many} are used?",
            )
        result = {"up": -(-value // n), "//": value // n, "%": value % n}[kind]
        story.target = story.quantity(result, name)
        story.relations.append(Relation(kind, story.target, (q, size), pack.many))
        story.tell(None, holds)
        return True
    if kind == "goal":
        aim = value + story.amount(max(5, value))
        goal = story.quantity(aim, "the goal", True)
        story.target = story.quantity(
            aim - value,
            f"how many more {t} {who.name} {'needed' if story.past else 'need' if plural(who) else 'needs'}",
        )
        story.sum(goal, (q, story.target), "add")
        verb = rng.choice(words.WISH)
        number = f"{story.number(aim)} {t}"
        story.tell(
            who,
            f"{story.verb(verb, who)} {verb.patterns[0].replace('#', rng.choice((number, number, story.number(aim))))}",
        )
        story.question = (
            f"How many more {t} {do} {{a}} need?",
            f"How many more {t} {do} {{a}} need?",
            f"How many {t} are still missing?",
            f"How many {t} does {who.name} still have to get?"
            if not plural(who)
            else f"How many more {t} are needed?",
            f"Find how many more {t} are needed.",
        )
        return True
    rival = story.person()
    n = story.amount(max(4, value * 2))
    if n == value:
        return False
    theirs = story.quantity(n, "", True)
    story.tell(rival, f"{'had' if story.past else 'has'} {counted(story, n, thing)}")
    story.target = story.quantity(abs(n - value), "the difference")
    high, low = (q, theirs) if value > n else (theirs, q)
    story.sum(high, (story.target, low), "add")
    first, second, asks = (
        (who.name, rival.name, do) if value > n else (rival.name, who.name, "did" if story.past else "does")
    )
    if kind == "both":
        story.relations.pop()
        story.target = story.quantity(n + value, f"how many {t} they have together")
        story.sum(story.target, (q, theirs), "add")
        story.question = (f"How many {t} do they have together now?", f"How many {t} do the two have in all?")
        return True
    story.question = (
        f"How many more {t} {asks} {first} have than {second}?",
        f"How many more {t} than {second} {asks} {first} have?",
        f"How many fewer {t} {'did' if story.past else 'do' if second == who.name and plural(who) else 'does'} {second} have than {first}?",
    )
    return True
