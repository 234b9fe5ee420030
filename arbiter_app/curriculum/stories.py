"""Word problems of several steps, put together from everyday situations."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from random import Random

from arbiter_app.curriculum.nouns import plural
from arbiter_app.curriculum.people import GOODS, HE, PACKS, SHE, THINGS, person
from arbiter_app.curriculum.problem import Family, Steps, Worked, decimal, money, one_of, times, worked

TOPIC = "stories"


def _collection(rng: Random, level: int) -> Worked:
    """Somebody's things: some come, some go, and at last they are counted, shared, packed or sold."""
    who, thing, high = person(rng), rng.choice(THINGS), (30, 60, 150)[level - 1]
    story, steps, now = _beginning(rng, who, thing, high)
    for _ in range(rng.randint(level - 1, level)):
        sentence, more, now = _event(rng, who, thing, high, now)
        story += sentence
        steps += more
    sentence, more, answer, text = _ending(rng, who, thing, now, plain=bool(steps))
    return worked(story + sentence, steps + more, answer, text)


def _beginning(rng: Random, who: dict[str, str], thing: str, high: int) -> tuple[str, Steps, int]:
    kind, n = rng.randrange(3), rng.randint(8, high)
    if kind == 0:
        phrasings = [
            "{name} has {n} {t}.",
            "{name} collects {t} and owns {n} of them.",
            "There are {n} {t} in {name}'s room.",
        ]
        return one_of(rng, phrasings, n=n, t=thing, **who), [], n
    if kind == 1:
        a, b, pack = rng.randint(2, 12), rng.randint(2, 24), rng.choice(PACKS)
        phrasings = [
            "{name} has {a} {p} with {b} {t} in each.",
            "{name} buys {a} {p} of {b} {t} each.",
            "In {name}'s cupboard are {a} {p}. Each holds {b} {t}.",
        ]
        steps = [("Multiply to count what is in all the packs.", times(a, b))]
        return one_of(rng, phrasings, a=a, b=b, p=pack, t=thing, **who), steps, a * b
    a = rng.randint(5, high)
    phrasings = [
        "{name} has {n} old {t} and {a} new ones.",
        "{name} finds {n} {t} on Saturday and {a} on Sunday.",
        "{name} has {n} large {t} and {a} small ones.",
    ]
    steps = [("Add the two amounts.", f"{n} + {a} = {n + a}")]
    return one_of(rng, phrasings, n=n, a=a, t=thing, **who), steps, n + a


_EVENTS = {
    "half": (
        " {She} gives half of them away.",
        " Then {she} loses half of the {t}.",
        " {She} sells half of {her} {t}.",
    ),
    "gain packs": (
        " {She} gets {a} more {p} of {b} {t} each.",
        " Then {she} buys {a} {p} with {b} {t} in each.",
    ),
    "lose shares": (
        " {She} gives {b} {t} to each of {a} friends.",
        " {She} uses {b} of them on each of {a} days.",
    ),
    "lose": (
        " {She} gives {n} of them to {o}.",
        " Then {n} of the {t} get lost.",
        " {She} sells {n} {t}.",
        " {n} of them turn out to be broken and are thrown away.",
    ),
    "gain": (
        " {o} gives {name} {n} more.",
        " Then {she} buys another {n} {t}.",
        " {She} finds {n} more {t}.",
        " For {her} birthday {she} gets {n} {t}.",
    ),
}


def _event(rng: Random, who: dict[str, str], thing: str, high: int, now: int) -> tuple[str, Steps, int]:
    """A sentence in which the number changes, its steps, and the number after it."""
    kind, words = (
        rng.choice(("gain", "gain packs", "lose", "lose", "lose shares", "half")),
        {**who, "t": thing},
    )
    if kind == "half" and now % 2 == 0 and now > 6:
        sentence = one_of(rng, _EVENTS[kind], **words)
        return sentence, [("Halve it to find what is left.", f"{now} / 2 = {now // 2}")], now // 2
    if kind == "gain packs":
        a, b = rng.randint(2, 6), rng.randint(3, 12)
        sentence = one_of(rng, _EVENTS[kind], a=a, b=b, p=rng.choice(PACKS), **words)
        steps = [("Multiply to count the new ones.", times(a, b))]
        return sentence, [*steps, ("Add the new ones.", f"{now} + {a * b} = {now + a * b}")], now + a * b
    if kind == "lose shares" and now > 20:
        a = rng.randint(2, 5)
        b = rng.randint(2, max(2, now // (a + 1)))
        sentence = one_of(rng, _EVENTS[kind], a=a, b=b, **words)
        steps = [("Multiply to count what goes.", times(b, a))]
        return sentence, [*steps, ("Subtract what goes.", f"{now} - {a * b} = {now - a * b}")], now - a * b
    if kind.startswith("lose") and now > 5:
        n = rng.randint(2, now - 2)
        sentence = one_of(rng, _EVENTS["lose"], n=n, o=_other(rng, who), **words)
        return sentence, [("Subtract what goes.", f"{now} - {n} = {now - n}")], now - n
    n = rng.randint(2, high)
    sentence = one_of(rng, _EVENTS["gain"], n=n, o=_other(rng, who), **words)
    return sentence, [("Add the new ones.", f"{now} + {n} = {now + n}")], now + n


_ENDINGS = {
    "share": (
        " {She} shares the {t} equally among {d} friends. How many does each friend get?",
        " {She} puts the {t} into {d} equal piles. How many {t} are in each pile?",
    ),
    "pack": (" {She} packs all the {t} into boxes of {d}. How many boxes does {she} fill?",),
    "stick": (
        " {She} packs all the {t} into boxes of {d}. How many boxes does {she} need?",
        " {She} sticks {d} {t} on each page of an album. How many pages are filled?",
    ),
    "sell": (
        " {She} sells all of {her} {t} for ${d} each. How much money does {she} get?",
        " Each of these {t} is worth ${d}. What are they worth altogether?",
    ),
    "compare": (
        " {o} has {d} {t}. How many more {t} than {o} does {name} have now?",
        " {o} has {d} {t}. How many fewer is that than {name} has now?",
    ),
    "reach": (
        " {She} wants to have {d} {t}. How many more does {she} need?",
        " How many more {t} does {she} need to have {d}?",
    ),
    "count": (
        " How many {t} does {name} have now?",
        " How many {t} are there now?",
        " How many {t} does {she} have in the end?",
    ),
}


def _ending(
    rng: Random, who: dict[str, str], thing: str, now: int, *, plain: bool
) -> tuple[str, Steps, int, str]:
    """The question at last, its step, the answer and its text. `plain`: there is a step already."""
    divisors = [d for d in range(2, 13) if now % d == 0]
    kind, words = rng.choice(("count", "share", "pack", "sell", "compare", "reach")), {**who, "t": thing}
    if kind in ("share", "pack") and divisors:
        d = rng.choice(divisors)
        goal = "Divide into equal shares." if kind == "share" else "Divide to count the groups."
        if kind == "pack" and thing in ("stickers", "stamps", "cards", "photos"):
            kind = "stick"
        answer, step = now // d, (goal, f"{now} / {d} = {now // d}")
    elif kind == "sell":
        d = rng.randint(2, 9)
        answer, step = now * d, ("Multiply by the price of one.", times(now, d))
    elif kind == "compare" and now > 4:
        words["o"], d = _other(rng, who), rng.randint(1, now - 1)
        answer, step = now - d, ("Subtract to compare.", f"{now} - {d} = {now - d}")
    elif kind == "reach" or not plain:
        kind, d = "reach", now + rng.randint(3, 60)
        answer, step = d - now, ("Subtract what is there from what is wanted.", f"{d} - {now} = {d - now}")
    else:
        return one_of(rng, _ENDINGS["count"], **words), [], now, str(now)
    text = f"${answer}" if kind == "sell" else str(answer)
    return one_of(rng, _ENDINGS[kind], d=d, **words), [step], answer, text


def _other(rng: Random, who: dict[str, str]) -> str:
    """Another person, of the other sex so that pronouns stay clear."""
    return rng.choice(HE if who["she"] == "she" else SHE)


def _comparison(rng: Random, level: int) -> Worked:
    """Amounts told by one another: so many more, fewer, times as many; then the total or one of them."""
    names, thing = rng.sample(SHE + HE, 2 + level // 2 + level // 3), rng.choice(THINGS)
    now = rng.randint(6, 20 * level)
    amounts, steps = [now], []
    story = f"{names[0]} has {now} {thing}."
    for before, name in pairwise(names):
        kind = rng.choice(("more", "fewer" if now > 5 else "more", "times"))
        if kind == "times":
            k = rng.randint(2, 5)
            word = "twice" if k == 2 else f"{k} times"
            story += f" {name} has {word} as many {thing} as {before}."
            steps.append((_amount_of(len(amounts)), times(now, k) if k > 2 else f"{now} * 2 = {now * 2}"))
            now *= k
        else:
            n = rng.randint(2, 30) if kind == "more" else rng.randint(1, now - 1)
            story += f" {name} has {n} {kind} {thing} than {before}."
            after = now + n if kind == "more" else now - n
            steps.append((_amount_of(len(amounts)), f"{now} {'+' if kind == 'more' else '-'} {n} = {after}"))
            now = after
        amounts.append(now)
    if rng.random() < 0.25 and level > 1:
        return worked(f"{story} How many {thing} does {names[-1]} have?", steps, now)
    total = amounts[0]
    for n in amounts[1:]:
        steps.append(("Add to get the total.", f"{total} + {n} = {total + n}"))
        total += n
    ending = one_of(
        rng,
        (
            "How many {t} do they have altogether?",
            "How many {t} do they have in all?",
            "What is the total number of {t}?",
        ),
        t=thing,
    )
    return worked(f"{story} {ending}", steps, total)


def _amount_of(index: int) -> str:
    return f"Find how many the {('first', 'second', 'third', 'fourth')[index]} person has."


def _backwards(rng: Random, level: int) -> Worked:
    """The end is told, the beginning asked for."""
    who, thing = person(rng), rng.choice(THINGS)
    start = rng.randint(10, 50 * level)
    now, sentences, undo = start, [], []
    for _ in range(level + 1):
        kind = rng.choice(("gain", "lose", "times" if now < 100 else "lose"))
        if kind == "gain":
            n = rng.randint(3, 40)
            sentences.append(one_of(rng, ("gets {n} more", "finds {n} more", "buys another {n}"), n=n))
            undo.append(("Undo the gain: subtract.", f"{now + n} - {n} = {now}"))
            now += n
        elif kind == "lose" and now > 5:
            n = rng.randint(2, now - 2)
            sentences.append(one_of(rng, ("gives away {n}", "loses {n}", "sells {n}"), n=n))
            undo.append(("Undo the loss: add.", f"{now - n} + {n} = {now}"))
            now -= n
        elif now % 2 == 0 and now > 6 and rng.random() < 0.5:
            sentences.append(rng.choice(("gives away half of them", "sells half of all")))
            undo.append(("Undo the halving: double.", f"{now // 2} * 2 = {now}"))
            now //= 2
        else:
            sentences.append("doubles the number")
            undo.append(("Undo the doubling: halve.", f"{now * 2} / 2 = {now}"))
            now *= 2
    told = ", then ".join(sentences)
    phrasings = [
        "{name} has some {t}. {She} {told}. Now {she} has {n}. How many {t} did {name} have at first?",
        "{name} starts the week with some {t}. {She} {told}, and ends up with {n} {t}. How many "
        "were there at the start?",
    ]
    return worked(one_of(rng, phrasings, t=thing, told=told, n=now, **who), undo[::-1], start)


def _shopping(rng: Random, level: int) -> Worked:
    who, items = person(rng), rng.sample(GOODS, 3)
    prices = [50 * rng.randint(1, (20, 40, 80)[level - 1]) for _ in items]
    if level == 1:
        prices = [100 * rng.randint(1, 20) for _ in items]
    counts = [rng.randint(2, 9) for _ in items]
    kinds = (1, 2, 3)[level - 1]
    steps, total, listed = [], 0, []
    for item, price, n in zip(items[:kinds], prices, counts, strict=False):
        cost = price * n
        listed.append(f"{n} {plural(item)} at {money(price)} each")
        steps.append(
            ("Multiply to get the cost of one kind.", f"{n} * {decimal(price, 100)} = {decimal(cost, 100)}")
        )
        if total:
            steps.append(
                (
                    "Add this to the costs so far.",
                    f"{decimal(total, 100)} + {decimal(cost, 100)} = {decimal(total + cost, 100)}",
                )
            )
        total += cost
    bought = listed[0] if kinds == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"
    values = {"b": bought, **who}
    if level > 1 and rng.random() < 0.4:
        phrasings = [
            "{name} buys {b}. How much does {she} pay?",
            "What do {b} cost together?",
            "{name} orders {b}. What is the total, in dollars?",
        ]
        question = one_of(rng, phrasings, **values)
        return worked(question, steps, _dollars(total), money(total))
    paid = next(
        note for note in (500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000) if note > total
    )
    steps.append(
        (
            "Subtract from the money paid with.",
            f"{decimal(paid, 100)} - {decimal(total, 100)} = {decimal(paid - total, 100)}",
        )
    )
    phrasings = [
        "{name} buys {b} and pays with {m}. How much change does {she} get?",
        "{name} has {m} and buys {b}. How much money is left?",
        "{name} pays for {b} with {m}. What is the change?",
    ]
    return worked(
        one_of(rng, phrasings, m=money(paid), **values), steps, _dollars(paid - total), money(paid - total)
    )


def _dollars(cents: int) -> Fraction:
    return Fraction(cents, 100)


_TRADES = ("gardener", "baker", "cleaner", "tutor", "waiter", "painter", "guide", "mechanic")


def _wages(rng: Random, level: int) -> Worked:
    who, pay = person(rng), rng.randint(9, 16 + 8 * level)
    hours, days = rng.randint(3, 9), rng.randint(2, 6)
    values = {"p": pay, "h": hours, "d": days, "j": rng.choice(_TRADES), **who}
    steps = [("Find how many hours are worked.", f"{days} * {hours} = {days * hours}")]
    earned = days * hours * pay
    steps.append(("Multiply by the pay for an hour.", times(days * hours, pay)))
    story = one_of(
        rng,
        (
            "{name} works as a {j} for ${p} an hour, {h} hours a day on {d} days a week.",
            "As a {j}, {name} earns ${p} an hour and works {h} hours on each of {d} days.",
        ),
        **values,
    )
    if level == 1:
        ending = one_of(
            rng,
            (" How much does {she} earn in that week?", " What are {her} earnings for those days?"),
            **who,
        )
        return worked(story + ending, steps, earned, f"${earned}")
    costs = rng.randint(5, earned // 2)
    left = earned - costs
    steps.append(("Subtract the costs.", f"{earned} - {costs} = {left}"))
    story += one_of(
        rng,
        (" Of this {she} spends ${c} on food and fares.", " {She} pays ${c} for rent and food out of it."),
        c=costs,
        **who,
    )
    if level == 2:
        ending = one_of(rng, (" How much is left?", " How many dollars remain?"))
        return worked(story + ending, steps, left, f"${left}")
    weeks, have = rng.randint(3, 12), rng.randint(20, 400)
    steps.append(("Multiply by the number of weeks.", times(left, weeks)))
    steps.append(("Add the savings from before.", f"{left * weeks} + {have} = {left * weeks + have}"))
    story += one_of(
        rng,
        (
            " {She} saves the rest for {w} such weeks and had ${s} before. How much does {she} have then?",
            " The rest {she} puts aside, {w} such weeks long. {She} already had ${s}. How much "
            "money does {she} have in the end?",
        ),
        w=weeks,
        s=have,
        **who,
    )
    return worked(story, steps, left * weeks + have, f"${left * weeks + have}")


def _trip(rng: Random, level: int) -> Worked:
    """Fuel for a journey, there and perhaps back, perhaps shared."""
    who, per, litres = person(rng), rng.randint(8, 24), rng.randint(4, 20 + 10 * level)
    distance, price, dimes = per * litres, rng.choice((2, 3)), rng.randint(11, 29)
    values = {"k": per, "d": distance, "p": price, "c": money(10 * dimes), **who}
    steps = []
    if level > 1:
        steps.append(("Double the distance, as it is there and back.", f"2 * {distance} = {2 * distance}"))
        litres *= 2
    steps.append(("Divide by the distance on one litre.", f"{per * litres} / {per} = {litres}"))
    if level < 3:
        steps.append(("Multiply by the price of a litre.", times(litres, price)))
        values["w"] = (
            f"a trip of {distance} km" if level == 1 else f"a trip to a town {distance} km away and back"
        )
        phrasings = [
            "A car goes {k} km on one litre of petrol. A litre costs ${p}. What does the petrol "
            "for {w} cost?",
            "{name}'s car goes {k} km on a litre of petrol, at ${p} a litre. How much does "
            "{she} spend on fuel for {w}?",
            "Petrol costs ${p} a litre, and a van goes {k} km on each litre. What is the fuel cost of {w}?",
        ]
        return worked(one_of(rng, phrasings, **values), steps, litres * price, f"${litres * price}")
    cost = litres * dimes * 10
    steps.append(("Multiply by the price of a litre as if it had no decimal point.", times(litres, dimes)))
    steps.append(("Put the decimal point back.", f"{litres * dimes} / 10 = {decimal(cost, 100)}"))
    sharers = [k for k in (2, 3, 4, 5) if cost % k == 0]
    n = rng.choice(sharers) if sharers else 1
    if n > 1:
        steps.append(
            ("Divide among the travellers.", f"{decimal(cost, 100)} / {n} = {decimal(cost // n, 100)}")
        )
    values["s"] = (
        f"{n} friends share the cost equally. How much does each pay?"
        if n > 1
        else "What does the petrol cost?"
    )
    phrasings = [
        "A car goes {k} km on one litre of petrol. It drives to a town {d} km away and back. A "
        "litre costs {c}. {s}",
        "A trip goes to the sea, {d} km away, and back. The car needs a litre of petrol for {k} "
        "km, at {c} a litre. {s}",
    ]
    return worked(one_of(rng, phrasings, **values), steps, _dollars(cost // n), money(cost // n))


def _reading(rng: Random, level: int) -> Worked:
    who, a, days = person(rng), rng.randint(8, 20 + 10 * level), rng.randint(3, 7)
    book, values = rng.choice(("novel", "book", "thriller", "guide")), dict(who)
    read, steps = a * days, [("Multiply to count the pages read.", times(a, days))]
    story = f"{who['name']} reads {a} pages of a {book} on each of {days} days."
    if level > 1:
        b, more = rng.randint(10, 60), rng.randint(2, 6)
        story += f" After that {who['she']} reads {b} pages a day for {more} days."
        steps.append(("Count the pages read later.", times(b, more)))
        steps.append(("Add the pages.", f"{read} + {b * more} = {read + b * more}"))
        read += b * more
    if level < 3:
        pages = read + rng.randint(20, 300)
        steps.append(("Subtract from all the pages.", f"{pages} - {read} = {pages - read}"))
        ending = one_of(
            rng,
            (
                " The {k} has {n} pages. How many are left to read?",
                " How many of its {n} pages has {she} not read yet?",
            ),
            k=book,
            n=pages,
            **values,
        )
        return worked(story + ending, steps, pages - read)
    left, rate = rng.randint(4, 15), rng.randint(8, 40)
    pages = read + left * rate
    steps.append(("Subtract from all the pages.", f"{pages} - {read} = {left * rate}"))
    steps.append(("Divide by the pages a day.", f"{left * rate} / {rate} = {left}"))
    ending = one_of(
        rng,
        (
            " The {k} has {n} pages. How many days does {she} need for the rest at {r} pages a day?",
            " {She} reads the rest of the {n} pages at {r} pages a day. How many more days does that take?",
        ),
        k=book,
        n=pages,
        r=rate,
        **values,
    )
    return worked(story + ending, steps, left)


def _production(rng: Random, level: int) -> Worked:
    """Made, sorted out, packed, sold."""
    made, hours = rng.randint(12, 30 + 20 * level), rng.randint(3, 9)
    total = made * hours
    thing = rng.choice(("toys", "bottles", "bricks", "candles", "tiles", "bulbs", "bowls"))
    values = {"m": made, "h": hours, "t": thing}
    story = one_of(
        rng,
        (
            "A workshop makes {m} {t} an hour and runs {h} hours a day.",
            "A machine turns out {m} {t} every hour for {h} hours.",
        ),
        **values,
    )
    steps = [("Multiply to count what is made.", times(made, hours))]
    size = rng.randint(3, 9 if level < 3 else 12)
    bad = total % size + size * rng.randint(1, 3)
    good = total - bad
    if good < 2 * size:
        return _production(rng, level)
    steps.append(("Subtract the faulty ones.", f"{total} - {bad} = {good}"))
    story += one_of(
        rng, (" {b} of the {t} are faulty.", " {b} of them break and are thrown away."), b=bad, **values
    )
    if level == 1:
        ending = one_of(rng, (" How many good ones are there?", " How many sound {t} are left?"), **values)
        return worked(story + ending, steps, good)
    boxes = good // size
    steps.append(("Divide to count the boxes.", f"{good} / {size} = {boxes}"))
    story += f" The rest are packed in boxes of {size}."
    if level == 2:
        return worked(
            story + one_of(rng, (" How many boxes are there?", " How many boxes are filled?")), steps, boxes
        )
    price, cost = rng.randint(4, 30), rng.randint(10, 200)
    income = boxes * price
    if income <= cost:
        return _production(rng, level)
    steps.append(("Multiply by the price of a box.", times(boxes, price)))
    steps.append(("Subtract the costs.", f"{income} - {cost} = {income - cost}"))
    story += one_of(
        rng,
        (
            " Each box is sold for ${p}, and the material costs ${c} in all. What is the profit?",
            " A box brings ${p}. After ${c} of costs, how much is earned?",
        ),
        p=price,
        c=cost,
    )
    return worked(story, steps, income - cost, f"${income - cost}")


def _groups(rng: Random, level: int) -> Worked:
    """People who are seated, carried or fed in groups."""
    a, b = rng.randint(15, 60 * level), rng.randint(15, 60 * level)
    size = rng.randint(4, 9) if level < 3 else rng.randint(6, 12)
    people = ("girls", "boys") if rng.random() < 0.5 else ("children", "adults")
    b += -(a + b) % size
    groups = (a + b) // size
    vehicle = rng.choice((("tables", "seats"), ("boats", "carries"), ("tents", "sleeps"), ("vans", "takes")))
    values = {
        "a": a,
        "b": b,
        "s": size,
        "p": people[0],
        "q": people[1],
        "v": vehicle[0],
        "w": vehicle[0][:-1],
        "x": vehicle[1],
    }
    steps = [
        ("Add to count all the people.", f"{a} + {b} = {a + b}"),
        ("Divide to count the groups.", f"{a + b} / {size} = {groups}"),
    ]
    story = one_of(
        rng,
        (
            "{a} {p} and {b} {q} come to a summer camp. Each of the {v} {x} {s}.",
            "A camp has {a} {p} and {b} {q}. One {w} {x} {s} people.",
        ),
        **values,
    )
    if level == 1:
        return worked(
            story + one_of(rng, (" How many {v} are needed?", " How many {v} do they fill?"), **values),
            steps,
            groups,
        )
    price = rng.randint(3, 40)
    steps.append(("Multiply by the price of one.", times(groups, price)))
    total = groups * price
    story += f" {vehicle[0].capitalize()} cost ${price} each to hire."
    if level == 2:
        return worked(
            story + one_of(rng, (" What do the {v} cost in all?", " How much is paid for {v}?"), **values),
            steps,
            total,
            f"${total}",
        )
    entry = rng.randint(2, 15)
    tickets = entry * a
    steps.append(("Find what the tickets cost.", times(a, entry)))
    steps.append(("Add the two costs.", f"{total} + {tickets} = {total + tickets}"))
    ending = one_of(
        rng,
        (
            " Each of the {p} also needs a ticket for ${e}; {q} go in free. What does it all cost?",
            " Tickets are ${e} for each of the {p} and free for the {q}. What are the costs in all?",
        ),
        e=entry,
        **values,
    )
    return worked(story + ending, steps, total + tickets, f"${total + tickets}")


FAMILIES = (
    Family("collection", TOPIC, _collection),
    Family("comparison", TOPIC, _comparison),
    Family("backwards", TOPIC, _backwards),
    Family("shopping", TOPIC, _shopping),
    Family("wages", TOPIC, _wages),
    Family("trip", TOPIC, _trip),
    Family("reading", TOPIC, _reading),
    Family("production", TOPIC, _production),
    Family("groups", TOPIC, _groups),
)
