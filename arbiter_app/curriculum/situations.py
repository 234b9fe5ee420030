"""Stories of things that change hands, put together from a small world and solved from its relations.

A story is a world of quantities (each with its true value), of relations between them (a sum, a product,
a division with remainder) and of sentences that tell some of the quantities. Which ones are told decides
what can be asked: the plan of steps is found by solving the relations, never written beside the sentence,
so one frame of words leads to many different calculations. What is told and not needed stays in the text.

Knows nothing of money, time or speed, nor of rates; see `words` and `stories` for those.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random

from arbiter_app.curriculum import situation_words as words
from arbiter_app.curriculum.problem import Family, Worked, decimal, worked
from arbiter_app.curriculum.situation_groups import (
    comparison,
    equal_groups,
    reverse_comparison,
    several_amounts,
    the_rest,
    trip,
    two_sorts,
)
from arbiter_app.curriculum.situation_scenes import (
    ask_now,
    finale,
    measured_amount,
    own_things,
    things_at_place,
)
from arbiter_app.curriculum.situation_story import (
    Item,
    Story,
    change_clause,
    counted,
    draw_cap,
    log_uniform,
    solve,
    some_thing,
    told_text,
    written_steps,
)
from arbiter_app.curriculum.situation_words import Actor

TOPIC = "situations"
_TRIES = 400  # of drawing a story with the wanted number of operations


# --- two holders ----------------------------------------------------------------------------------------


def _two(story: Story, events: int) -> None:
    """Two people with the same kind of thing, who get, lose and pass on some."""
    rng, thing = story.rng, some_thing(story.rng)
    people = (story.person(), story.person())
    story.hero, t = people[0], thing.many
    now, value, have = [0, 0], [0, 0], "had" if story.past else "has"
    value[0] = log_uniform(rng, 5, story.cap)
    now[0] = story.quantity(value[0], f"how many {t} {people[0].name} {have} at first", True)
    story.tell(people[0], f"{have} {counted(story, value[0], thing)}")
    name = f"how many {t} {people[1].name} {have} at first"
    if rng.random() < 0.45:
        now[1], value[1], phrase, other = comparison(story, now[0], value[0], name, t, people[0].name, "")
        story.tell(people[1], f"{have} {phrase} {other}", people[0].she == people[1].she)
    else:
        value[1] = log_uniform(rng, 4, story.cap)
        now[1] = story.quantity(value[1], name, True)
        story.tell(people[1], f"{have} {counted(story, value[1], thing)}")
    for i in range(events):
        one = rng.randrange(2)
        if i == 0 or rng.random() < 0.6:
            if value[one] < 4:
                one = 1 - one
            giver, taker = people[one], people[1 - one]
            n = min(value[one] - 1, story.amount(value[one] // 2 + 1))
            if n < 1:
                continue
            verb = rng.choice(words.TO_EACH)
            obj = f"{story.number(n)} {t if n > 1 else thing.one}"
            clash = giver.she == taker.she
            story.tell(
                giver,
                f"{story.verb(verb, giver)} {taker.name} {obj}"
                if rng.random() < 0.5
                else f"{story.verb(verb, giver)} {obj} to {taker.name}",
                clash,
            )
            got = story.quantity(n, "", True)
            for k, sign in ((one, -1), (1 - one, 1)):
                value[k] += sign * n
                after = story.quantity(value[k], f"how many {t} {people[k].name} {have} after that")
                whole, part = (after, now[k]) if sign > 0 else (now[k], after)
                story.sum(whole, (part, got), "add")
                now[k] = after
        else:
            gain = value[one] < 5 or rng.random() < 0.5
            n = min(story.amount(value[one]), value[one] - 1) or 1
            if gain:
                n = max(2, n)
            obj = f"{story.number(n)} {'more ' if gain else ''}{t if n > 1 else thing.one}"
            change = change_clause(story, people[one], thing, obj, gain, bare=True)
            story.items.append(change.clause)
            got = story.quantity(n, "", True)
            value[one] += n if gain else -n
            after = story.quantity(value[one], f"how many {t} {people[one].name} {have} after {change.ing}")
            story.sum(*((after, (now[one], got)) if gain else (now[one], (after, got))), "add")
            now[one] = after
    roll, (a, b) = rng.random(), people
    if roll < 0.45 or value[0] == value[1]:
        k = rng.randrange(2)
        story.target = now[k]
        story.question = (
            f"How many {t} does {people[k].name} have now?",
            f"How many {t} {story.do(a)} {people[k].name} have in the end?",
            f"Find how many {t} {people[k].name} has now.",
            f"With how many {t} does {people[k].name} end up?",
        )
    elif roll < 0.7:
        story.target = story.quantity(sum(value), f"how many {t} the two have together")
        story.sum(story.target, (now[0], now[1]), "add")
        story.question = (
            f"How many {t} do they have together now?",
            f"How many {t} do {a.name} and {b.name} have in all now?",
        )
    else:
        high = 0 if value[0] > value[1] else 1
        story.target = story.quantity(abs(value[0] - value[1]), "the difference")
        story.sum(now[high], (story.target, now[1 - high]), "add")
        more, less = people[high].name, people[1 - high].name
        story.question = (
            f"How many more {t} than {less} does {more} have now?",
            f"How many fewer {t} does {less} have than {more} in the end?",
            f"Now how many more {t} does {more} have than {less}?",
        )


# --- families -------------------------------------------------------------------------------------------

Scene = Callable[[Story, int], bool]
_STEPS = ((1, 1), (2, 3), (4, 6))


def _distract(story: Story) -> None:
    """Now and then something that has nothing to do with the question."""
    rng, who = story.rng, story.hero
    roll = rng.random()
    if roll > 0.2 or who.name not in story.used or not any(item.who is who for item in story.items[:1]):
        return
    if roll < 0.07:
        story.items[0] = Item(None, f"{who.name}, {rng.choice(words.ASIDES)}, {story.items[0].text}")
        return
    be, has = ("was", "had") if story.past else ("is", "has")
    n, home, other = log_uniform(rng, 2, 60), "lived" if story.past else "lives", some_thing(rng)
    story.items.insert(
        0,
        Item(
            who,
            rng.choice(
                (
                    f"{has} {n} {other.many}",
                    f"{has} {n} {other.many} at home",
                    f"{be} {rng.randint(7, 14)} years old",
                    f"{home} {n} minutes from the station",
                    f"{has} {rng.randint(2, 6)} cousins",
                )
            ),
            alone=True,
        ),
    )


def _family(
    choices: tuple[tuple[Scene, ...], tuple[Scene, ...], tuple[Scene, ...]],
) -> Callable[[Random, int], Worked]:
    """A family of scenes for each level; a scene is drawn again until it has the level's operations."""

    def make(rng: Random, level: int) -> Worked:
        low, high = _STEPS[level - 1]
        for _ in range(_TRIES):
            scene = rng.choice(choices[level - 1])
            scale = 10 if scene is _measured else 1
            story = Story(rng, draw_cap(rng) * scale, scale)
            if not scene(story, level) or story.target < 0 or story.values[story.target] < 1:
                continue
            plan = solve(story)
            if not low <= len(plan) <= high or max(story.values) > 99_999:
                continue
            _distract(story)
            question = told_text(story)
            if len(question) > 560:
                continue
            steps = [step for relation, q in plan for step in written_steps(story, relation, q)]
            value = story.values[story.target]
            answer = Fraction(value, story.scale)
            text = decimal(value, story.scale)
            return worked(question, steps, answer, f"{text} {story.unit}" if story.unit else text)
        raise AssertionError("no story with so many operations")

    return make


def _measured(story: Story, level: int) -> bool:
    measured_amount(story)
    return True


def _now(story: Story, level: int) -> bool:
    stock = own_things(
        story, (1, story.rng.randint(1, 3), story.rng.randint(3, 5))[level - 1], plain=level == 1
    )
    ask_now(story, stock)
    return True


def _there(story: Story, level: int) -> bool:
    things_at_place(story, (1, story.rng.randint(2, 3), story.rng.randint(4, 5))[level - 1])
    return True


def _both(story: Story, level: int) -> bool:
    _two(story, (1, story.rng.randint(1, 2), story.rng.randint(2, 4))[level - 1])
    return True


def _hidden(hide: str) -> tuple[Scene, Scene]:
    def own(story: Story, level: int) -> bool:
        own_things(story, (1, story.rng.randint(2, 3), story.rng.randint(4, 5))[level - 1], hide)
        return True

    def place(story: Story, level: int) -> bool:
        things_at_place(story, (1, story.rng.randint(2, 3), story.rng.randint(4, 5))[level - 1], hide)
        return True

    return own, place


def _some_parts(want: str, compared: bool) -> Scene:
    def scene(story: Story, level: int) -> bool:
        rng = story.rng
        count = 2 if level == 1 else rng.randint(2, 4)
        some = (
            rng.randint(1 if want in ("part", "difference") and level > 1 else 0, count - 1)
            if compared
            else 0
        )
        if level == 3:
            some = count - 1
        several_amounts(story, count, some, want)
        return story.target >= 0

    return scene


def _total_then(kind: str) -> Scene:
    """The parts are put together, and something is done with all of them."""

    def scene(story: Story, level: int) -> bool:
        rng = story.rng
        parts, total, thing, mode = several_amounts(
            story, rng.randint(2, 3), rng.randint(0, 2) if level > 1 else 0, ""
        )
        who = story.hero
        if mode in ("owners", "places"):
            who = Actor("they", "they", "their", "them", True)
            if mode == "places":
                who = story.person()
            story.hero = who
        return bool(parts) and finale(story, total, who, thing, kind)

    return scene


def _own_then(kind: str) -> Scene:
    """A stock over some events, and something is done with what there is at last."""

    def scene(story: Story, level: int) -> bool:
        events = (0, story.rng.randint(1, 2), story.rng.randint(2, 4))[level - 1]
        stock = own_things(story, events, plain=level == 1)
        return finale(story, stock.now, stock.who, stock.thing, kind)

    return scene


def _grouped(ask: str) -> Scene:
    def scene(story: Story, level: int) -> bool:
        equal_groups(story, level > 1, ask)
        return True

    return scene


_START, _CHANGE = _hidden("start"), _hidden("change")
_ENDS = tuple([_own_then(kind) for kind in ("share", "pack", "up", "//", "%", "goal", "than", "both")])
_TOTALS = tuple([_total_then(kind) for kind in ("share", "pack", "up", "//", "%", "goal")])
_SHARING = (_own_then("share"), _own_then("pack"))
_SHARED = (*_SHARING, _total_then("share"), _total_then("pack"))
_ROUNDED = tuple([_own_then(kind) for kind in ("up", "//", "%")])
_ROUNDED_TOTAL = (*_ROUNDED, *[_total_then(kind) for kind in ("up", "//", "%")])
_COMPARED = (_some_parts("part", True), _some_parts("difference", True))
_COMBINED = (_some_parts("total", True), _some_parts("missing", True), the_rest)
_GROUPED = tuple([_grouped(ask) for ask in ("total", "total", "count", "each")])
_LOOSE = (*_GROUPED, _grouped("loose"), two_sorts, two_sorts)

FAMILIES = (
    Family(
        "transfer",
        TOPIC,
        _family(
            ((_now, _now, _there, _both, _measured), (_now, _there, _both, _measured), (_now, _there, _both))
        ),
    ),
    Family(
        "combine",
        TOPIC,
        _family(
            (
                (_some_parts("total", False), _some_parts("missing", False), the_rest),
                _COMBINED,
                (_COMBINED[0], *_TOTALS),
            )
        ),
    ),
    Family(
        "compare",
        TOPIC,
        _family(
            (
                (
                    _some_parts("part", True),
                    _some_parts("difference", False),
                    _own_then("than"),
                    reverse_comparison,
                ),
                (*_COMPARED, _own_then("than"), reverse_comparison),
                (*_COMPARED, _both, _own_then("than"), reverse_comparison),
            )
        ),
    ),
    Family("equal_groups", TOPIC, _family((_GROUPED, _LOOSE, (*_ENDS, two_sorts, two_sorts, two_sorts)))),
    Family("sharing_out", TOPIC, _family((_SHARING, _SHARED, _SHARED))),
    Family("unknown_start", TOPIC, _family((_START, _START, _START))),
    Family("unknown_change", TOPIC, _family((_CHANGE, _CHANGE, _CHANGE))),
    Family(
        "goal_needed",
        TOPIC,
        _family(
            (
                (_own_then("goal"),),
                (_own_then("goal"), _total_then("goal")),
                (_own_then("goal"), _total_then("goal")),
            )
        ),
    ),
    Family(
        "remainder_rounding",
        TOPIC,
        _family(((*_ROUNDED, trip), (*_ROUNDED_TOTAL, trip, trip), (*_ROUNDED_TOTAL, trip))),
    ),
    Family(
        "mixed_situations",
        TOPIC,
        _family(
            (
                (*_ENDS, _now, *_GROUPED),
                (*_ENDS, *_TOTALS, _both, the_rest, two_sorts, reverse_comparison, trip),
                (*_ENDS, *_TOTALS, _both, _now, two_sorts),
            )
        ),
    ),
)
