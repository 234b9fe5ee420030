"""Classic word problems: speed, work, ages, averages, units, clock times, chances, ratios, discounts."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from random import Random

from arbiter_app.curriculum.fractions_ import simplify
from arbiter_app.curriculum.people import DEAR, THINGS, person, two_people
from arbiter_app.curriculum.percent import percent_steps
from arbiter_app.curriculum.problem import Family, Worked, decimal, one_of, times, worked

TOPIC = "word problems"
_VEHICLES = ("car", "train", "bus", "lorry", "motorbike", "coach")


def _speed(rng: Random, level: int) -> Worked:
    if level == 3:
        return _two_legs(rng) if rng.random() < 0.5 else _meeting(rng)
    v, t = rng.randint(11, 99 if level == 1 else 140), rng.randint(2, 9 if level == 1 else 14)
    values = {"v": v, "t": t, "d": v * t, "x": rng.choice(_VEHICLES), **person(rng)}
    kind = rng.randrange(3)
    if kind == 0:
        phrasings = [
            "A {x} travels at {v} km/h for {t} hours. How far does it go?",
            "How many kilometres does a {x} cover in {t} hours at {v} km/h?",
            "{name} drives for {t} hours at a steady {v} km/h. What distance does {she} cover?",
        ]
        steps = [("Multiply speed by time to get the distance.", times(v, t))]
        return worked(one_of(rng, phrasings, **values), steps, v * t, f"{v * t} km")
    if kind == 1:
        phrasings = [
            "A {x} covers {d} km in {t} hours. What is its average speed in km/h?",
            "{name} drives {d} km in {t} hours. What is {her} average speed?",
        ]
        steps = [("Divide distance by time to get the speed.", f"{v * t} / {t} = {v}")]
        return worked(one_of(rng, phrasings, **values), steps, v, f"{v} km/h")
    phrasings = [
        "How many hours does a {x} need for {d} km at {v} km/h?",
        "A {x} travels {d} km at {v} km/h. How long does it take, in hours?",
    ]
    steps = [("Divide distance by speed to get the time.", f"{v * t} / {v} = {t}")]
    return worked(one_of(rng, phrasings, **values), steps, t, f"{t} hours")


def _two_legs(rng: Random) -> Worked:
    v, t, w, u = rng.randint(20, 110), rng.randint(2, 6), rng.randint(20, 110), rng.randint(2, 6)
    steps = [
        ("Find the distance of the first part.", times(v, t)),
        ("Find the distance of the second part.", times(w, u)),
        ("Add the distances.", f"{v * t} + {w * u} = {v * t + w * u}"),
    ]
    total, time = v * t + w * u, t + u
    values = {"v": v, "t": t, "w": w, "u": u, "x": rng.choice(_VEHICLES), **person(rng)}
    if total % time:
        phrasings = [
            "A {x} travels {t} hours at {v} km/h and then {u} hours at {w} km/h. How far does it go in all?",
            "{name} drives at {v} km/h for {t} hours, rests, and drives on at {w} km/h for {u} hours. "
            "How many kilometres does {she} drive?",
        ]
        return worked(one_of(rng, phrasings, **values), steps, total, f"{total} km")
    steps.append(("Add the times.", f"{t} + {u} = {time}"))
    steps.append(("Divide the whole distance by the whole time.", f"{total} / {time} = {total // time}"))
    phrasings = [
        "A {x} travels {t} hours at {v} km/h and then {u} hours at {w} km/h. What is its "
        "average speed in km/h?",
        "{name} cycles and drives: {t} hours at {v} km/h, then {u} hours at {w} km/h. What is "
        "{her} average speed?",
    ]
    return worked(one_of(rng, phrasings, **values), steps, total // time, f"{total // time} km/h")


def _meeting(rng: Random) -> Worked:
    v, w, t = rng.randint(11, 90), rng.randint(11, 90), rng.randint(2, 9)
    values = {"v": v, "w": w, "t": t, "x": rng.choice(_VEHICLES), "d": (v + w) * t}
    if rng.random() < 0.5 and v != w:
        v, w = max(v, w), min(v, w)
        values |= {"v": v, "w": w, "d": (v - w) * t}
        steps = [
            ("Subtract the speeds: so much the gap closes each hour.", f"{v} - {w} = {v - w}"),
            ("Divide the gap by this.", f"{(v - w) * t} / {v - w} = {t}"),
        ]
        phrasings = [
            "A {x} at {w} km/h is {d} km ahead of another one at {v} km/h on the same road. "
            "After how many hours is it caught up with?",
            "A boat is {d} km ahead and sails at {w} km/h. A faster one follows at {v} km/h. "
            "In how many hours does it catch up?",
        ]
    else:
        steps = [
            ("Add the speeds: so much the gap closes each hour.", f"{v} + {w} = {v + w}"),
            ("Divide the distance by this.", f"{(v + w) * t} / {v + w} = {t}"),
        ]
        phrasings = [
            "Two trains are {d} km apart and travel towards each other at {v} km/h and {w} km/h. "
            "After how many hours do they meet?",
            "Two towns are {d} km apart. A {x} leaves each town for the other, one at {v} km/h "
            "and one at {w} km/h. "
            "In how many hours do they meet?",
        ]
    return worked(one_of(rng, phrasings, **values), steps, t, f"{t} hours")


_JOBS = (
    ("paint a fence", "painters"),
    ("harvest a field", "workers"),
    ("pack an order", "packers"),
    ("clean the halls", "cleaners"),
    ("build a wall", "builders"),
)


def _work_rate(rng: Random, level: int) -> Worked:
    job, workers = rng.choice(_JOBS)
    if level == 1:
        k, t, each = rng.randint(2, 12), rng.randint(2, 9), rng.randint(3, 40)
        if rng.random() < 0.4:
            k = rng.randint(3, 30)
        steps = [
            ("Find what all make in one hour.", times(k, each)),
            ("Multiply by the number of hours.", times(k * each, t)),
        ]
        phrasings = [
            "One machine makes {e} parts an hour. How many parts do {k} such machines make in {t} hours?",
            "A baker bakes {e} rolls an hour. How many rolls do {k} such bakers bake in {t} hours?",
        ]
        return worked(one_of(rng, phrasings, e=each, k=k, t=t), steps, k * each * t)
    if level == 2 or rng.random() < 0.4:
        n, t, m = rng.randint(2, 12), rng.randint(2, 24), rng.randint(2, 15)
        if n == m or n * t % m:
            return _work_rate(rng, level)
        steps = [
            ("Multiply to find how long one alone would need.", times(n, t)),
            ("Divide among those who work now.", f"{n * t} / {m} = {n * t // m}"),
        ]
        unit = rng.choice(("hours", "days"))
        phrasings = [
            "{n} {w} need {t} {u} to {j}. How many {u} do {m} {w} need, at the same pace?",
            "It takes {n} {w} {t} {u} to {j}. How long would {m} {w} take at the same rate, in {u}?",
            "If {n} {w} can {j} in {t} {u}, in how many {u} can {m} {w} do it?",
        ]
        question = one_of(rng, phrasings, n=n, w=workers, t=t, u=unit, j=job, m=m)
        return worked(question, steps, n * t // m, f"{n * t // m} {unit}")
    a, b = rng.randint(2, 24), rng.randint(2, 40)
    if a == b or gcd(a, b) == 1:
        return _work_rate(rng, level)
    steps = [
        ("Multiply the two times.", times(a, b)),
        ("Add the two times.", f"{a} + {b} = {a + b}"),
        ("Divide the product by the sum: working rates add up.", f"1 / (1/{a} + 1/{b}) = {a * b}/{a + b}"),
        *simplify(a * b, a + b),
    ]
    first, second = two_people(rng)
    phrasings = [
        "{x} can {j} in {a} hours, {y} in {b} hours. How many hours do they need together?",
        "One pipe fills a tank in {a} hours, another in {b} hours. How many hours do both together need?",
    ]
    value = Fraction(a * b, a + b)
    return worked(one_of(rng, phrasings, x=first, y=second, j=job, a=a, b=b), steps, value, f"{value} hours")


def _ages(rng: Random, level: int) -> Worked:
    x, y = two_people(rng)
    if level == 1:
        young, k = rng.randint(3, 15), rng.randint(2, 5)
        years = rng.randint(2, 20)
        steps = [
            ("Find the older one's age now.", f"{k} * {young} = {k * young}"),
            ("Add the years to come.", f"{k * young} + {years} = {k * young + years}"),
        ]
        phrasings = [
            "{x} is {a} years old. {y} is {k} times as old. How old will {y} be in {t} years?",
            "{y} is {k} times as old as {x}, who is {a}. What will {y}'s age be {t} years from now?",
        ]
        return worked(one_of(rng, phrasings, x=x, y=y, a=young, k=k, t=years), steps, k * young + years)
    if level == 2:
        difference, young = rng.randint(2, 30), rng.randint(4, 50)
        total, ask_older = 2 * young + difference, rng.random() < 0.5
        steps = [
            (
                "Subtract the difference from the sum: twice the younger one's age.",
                f"{total} - {difference} = {2 * young}",
            ),
            ("Halve it to get the younger one's age.", f"{2 * young} / 2 = {young}"),
        ]
        if ask_older:
            steps.append(
                (
                    "Add the difference to get the older one's age.",
                    f"{young} + {difference} = {young + difference}",
                )
            )
        phrasings = [
            "{y} is {d} years older than {x}. Together they are {s} years old. How old is {who}?",
            "The ages of {x} and {y} add up to {s}. {y} is {d} years older. How old is {who}?",
            "{x} is {d} years younger than {y}. The sum of their ages is {s}. Find {who}'s age.",
        ]
        question = one_of(rng, phrasings, x=x, y=y, d=difference, s=total, who=y if ask_older else x)
        return worked(question, steps, young + difference if ask_older else young)
    return _ages_in_times(rng, x, y) or _ages(rng, level)


def _ages_in_times(rng: Random, x: str, y: str) -> Worked | None:
    """In some years y will be so many times as old as x. None where the ages drawn are unlikely."""
    k, young, years = rng.randint(2, 6), rng.randint(2, 30), rng.randint(2, 20)
    then = young + years
    older = k * then - years
    difference = older - young
    if difference < 2 or difference > 60 or older > 95:
        return None
    steps = [
        ("Subtract one: how many times the younger age the difference will be then.", f"{k} - 1 = {k - 1}"),
        (
            "Divide the difference by this to get the younger one's age then.",
            f"{difference} / {k - 1} = {then}",
        ),
        ("Subtract the years to get the age now.", f"{then} - {years} = {young}"),
    ]
    phrasings = [
        "{y} is {d} years older than {x}. In {t} years {y} will be {k} times as old as {x}. How "
        "old is {x} now?",
        "The difference between the ages of {y} and {x} is {d} years. {t} years from now, {y} "
        "will be {k} times as old "
        "as {x}. How old is {x} today?",
    ]
    return worked(one_of(rng, phrasings, x=x, y=y, d=difference, t=years, k=k), steps, young)


def _average(rng: Random, level: int) -> Worked:
    count = (3, 4, 5)[level - 1]
    low, high = ((2, 30), (10, 99), (50, 400))[level - 1]
    numbers = [rng.randint(low, high) for _ in range(count)]
    numbers[-1] += -sum(numbers) % count
    missing = level > 1 and rng.random() < 0.4
    known = numbers[:-1] if missing else numbers
    total, mean = sum(numbers), sum(numbers) // count
    running = known[0] + known[1]
    steps = [("Add the first two numbers.", f"{known[0]} + {known[1]} = {running}")]
    for n in known[2:]:
        steps.append(("Add the next number.", f"{running} + {n} = {running + n}"))
        running += n
    listed = f"{', '.join(map(str, known[:-1]))} and {known[-1]}"
    if missing:
        steps.append(("Multiply the average by the count to get the sum of all.", times(mean, count)))
        steps.append(("Subtract to get the missing number.", f"{total} - {running} = {numbers[-1]}"))
        phrasings = [
            "The average of {c} numbers is {m}. All but one of them are {n}. What is the missing number?",
            "{name} scored {n} points in {k} games. How many points must {she} score in the next game "
            "for an average of {m} over all {c} games?",
        ]
        question = one_of(rng, phrasings, c=count, m=mean, n=listed, k=count - 1, **person(rng))
        return worked(question, steps, numbers[-1])
    steps.append(("Divide by how many numbers there are.", f"{total} / {count} = {mean}"))
    phrasings = [
        "What is the average of {n}?",
        "Find the mean of {n}.",
        "{name} scored {n} points in {c} games. What is {her} average score?",
        "On {c} days {n} visitors came. How many came per day on average?",
    ]
    return worked(one_of(rng, phrasings, n=listed, c=count, **person(rng)), steps, mean)


_UNITS = (
    ("km", "m", 1000),
    ("m", "cm", 100),
    ("kg", "g", 1000),
    ("cm", "mm", 10),
    ("litres", "ml", 1000),
    ("hours", "minutes", 60),
    ("minutes", "seconds", 60),
    ("days", "hours", 24),
    ("weeks", "days", 7),
)


def _units(rng: Random, level: int) -> Worked:
    big, small, factor = rng.choice(_UNITS)
    n = rng.randint(2, 99)
    if level == 1:
        steps = [("Multiply by how many of the small unit make one of the large.", times(n, factor))]
        phrasings = ["How many {s} are {n} {b}?", "Convert {n} {b} to {s}.", "Express {n} {b} in {s}."]
        return worked(one_of(rng, phrasings, n=n, b=big, s=small), steps, n * factor, f"{n * factor} {small}")
    rest = rng.randint(1, factor - 1)
    total = n * factor + rest
    first = ("Multiply by how many of the small unit make one of the large.", times(n, factor))
    if level == 2:
        steps = [first, ("Add the rest.", f"{n * factor} + {rest} = {total}")]
        phrasings = [
            "How many {s} are {n} {b} and {r} {s}?",
            "Convert {n} {b} {r} {s} to {s}.",
            "Express {n} {b} and {r} {s} in {s}.",
        ]
        return worked(one_of(rng, phrasings, n=n, b=big, s=small, r=rest), steps, total, f"{total} {small}")
    if rng.random() < 0.4 and factor in (10, 100, 1000):
        text = decimal(total, factor)
        steps = [
            ("Divide by how many of the small unit make one of the large.", f"{total} / {factor} = {text}")
        ]
        phrasings = ["How many {b} are {t} {s}?", "Convert {t} {s} to {b}.", "Express {t} {s} in {b}."]
        return worked(
            one_of(rng, phrasings, t=total, b=big, s=small), steps, Fraction(total, factor), f"{text} {big}"
        )
    piece, k = rng.randint(2, factor), rng.randint(2, 12)
    n = (piece * k) // factor + rng.randint(1, 9)
    steps = [
        ("Multiply by how many of the small unit make one of the large.", times(n, factor)),
        ("Find what is used.", times(piece, k)),
        ("Subtract what is used.", f"{n * factor} - {piece * k} = {n * factor - piece * k}"),
    ]
    phrasings = [
        "From {n} {b}, {k} portions of {p} {s} each are taken. How many {s} are left?",
        "There are {n} {b}. {k} times {p} {s} are used up. How many {s} remain?",
    ]
    question = one_of(rng, phrasings, n=n, b=big, s=small, k=k, p=piece)
    left = n * factor - piece * k
    return worked(question, steps, left, f"{left} {small}")


def _clock(rng: Random, level: int) -> Worked:
    hour, minute = rng.randint(6, 11), rng.randint(0, 59)
    later = rng.randint(20, 100 * level + 60)
    end_hour, end_minute = divmod(hour * 60 + minute + later, 60)
    values = {
        "s": f"{hour}:{minute:02d}",
        "e": f"{end_hour}:{end_minute:02d}",
        "t": later,
        "x": rng.choice(("film", "lesson", "match", "train journey", "concert", "meeting")),
        **person(rng),
    }
    start, end = hour * 60 + minute, end_hour * 60 + end_minute
    steps = [
        (
            "Count the minutes from midnight to the start.",
            f"{hour} * 60 + {minute} = {hour * 60} + {minute} = {start}",
        ),
        (
            "Count the minutes from midnight to the end.",
            f"{end_hour} * 60 + {end_minute} = {end_hour * 60} + {end_minute} = {end}",
        ),
        ("Subtract the start from the end.", f"{end} - {start} = {later}"),
    ]
    if level < 3:
        phrasings = [
            "A {x} begins at {s} and ends at {e} on the same day. How many minutes does it last?",
            "How many minutes are there from {s} to {e} on the same day, on a 24-hour clock?",
            "{name} leaves at {s} and arrives at {e} the same day. How many minutes was {she} on the way?",
        ]
        return worked(one_of(rng, phrasings, **values), steps, later, f"{later} minutes")
    pause, k = rng.randint(5, later // 2), rng.randint(2, 5)
    steps += [
        ("Subtract the pause.", f"{later} - {pause} = {later - pause}"),
        ("Multiply by the number of days.", times(later - pause, k)),
    ]
    phrasings = [
        "{name} works from {s} to {e} with a pause of {p} minutes, {k} days a week. "
        "How many minutes does {she} work a week?",
        "A course runs from {s} to {e} with a break of {p} minutes on each of {k} days. "
        "How many minutes of teaching are there in all?",
    ]
    total = (later - pause) * k
    return worked(one_of(rng, phrasings, p=pause, k=k, **values), steps, total, f"{total} minutes")


_COLOURS = ("red", "blue", "green", "yellow", "white", "black")


def _probability(rng: Random, level: int) -> Worked:
    top = (9, 20, 12)[level - 1]
    a, b, c = rng.randint(2, top), rng.randint(2, top), rng.randint(2, top)
    red, blue, green = rng.sample(_COLOURS, 3)
    total = a + b + c
    values = {
        "a": a,
        "b": b,
        "c": c,
        "r": red,
        "u": blue,
        "g": green,
        "x": rng.choice(("balls", "marbles", "counters")),
    }
    add = ("Count all of them.", f"{a} + {b} + {c} = {a + b} + {c} = {total}")
    story = "A bag holds {a} {r}, {b} {u} and {c} {g} {x}. "
    if level == 1:
        steps = [
            add,
            ("Put the ones that fit over all of them.", f"{a} / {total} = {a}/{total}"),
            *simplify(a, total),
        ]
        phrasings = [
            story + "One is drawn at random. What is the probability that it is {r}?",
            story + "What is the chance of drawing a {r} one at random, as a fraction?",
        ]
        return worked(one_of(rng, phrasings, **values), steps, Fraction(a, total))
    if level == 2:
        steps = [
            add,
            ("Count the ones that fit.", f"{total} - {a} = {b + c}"),
            ("Put the ones that fit over all of them.", f"{b + c} / {total} = {b + c}/{total}"),
            *simplify(b + c, total),
        ]
        phrasings = [
            story + "One is drawn at random. What is the probability that it is not {r}?",
            story + "What is the chance, as a fraction, of drawing one that is {u} or {g}?",
        ]
        return worked(one_of(rng, phrasings, **values), steps, Fraction(b + c, total))
    steps = [
        add,
        (
            "Count what is left after one of that colour is drawn.",
            f"{a} - 1 = {a - 1}, {total} - 1 = {total - 1}",
        ),
        ("Multiply the numerators of both draws.", f"{a} * {a - 1} = {a * (a - 1)}"),
        ("Multiply the denominators.", times(total, total - 1)),
    ]
    steps += simplify(a * (a - 1), total * (total - 1))
    phrasings = [
        story + "Two are drawn at random, one after the other, and not put back. "
        "What is the probability that both are {r}?",
        story + "Two are taken out at random together. What is the chance, as a fraction, that both are {r}?",
    ]
    return worked(one_of(rng, phrasings, **values), steps, Fraction(a * (a - 1), total * (total - 1)))


def _ratio(rng: Random, level: int) -> Worked:
    p, q, unit = rng.randint(1, 6 + level), rng.randint(1, 6 + level), rng.randint(2, 12 * level)
    if gcd(p, q) > 1 or p == q:
        return _ratio(rng, level)
    x, y = two_people(rng)
    values = {
        "p": p,
        "q": q,
        "n": (p + q) * unit,
        "x": x,
        "y": y,
        "t": rng.choice(THINGS),
        "d": abs(p - q) * unit,
    }
    parts = [("Add the parts of the ratio.", f"{p} + {q} = {p + q}")]
    if level == 1:
        steps = [
            *parts,
            ("Divide the whole by the parts.", f"{(p + q) * unit} / {p + q} = {unit}"),
            ("Multiply by the parts asked for.", times(unit, p)),
        ]
        phrasings = [
            "{x} and {y} share {n} {t} in the ratio {p} : {q}. How many does {x} get?",
            "{n} {t} are divided between {x} and {y} in the ratio {p}:{q}. How many are {x}'s?",
            "Divide {n} in the ratio {p} : {q}. What is the first part?",
        ]
        return worked(one_of(rng, phrasings, **values), steps, p * unit)
    if level == 2:
        a, b = p * unit, q * unit
        steps = [
            ("Divide the known amount by its parts.", f"{a} / {p} = {unit}"),
            ("Multiply by the parts of the other.", times(unit, q)),
        ]
        phrasings = [
            "The ratio of red to blue {t} is {p} : {q}. There are {a} red ones. How many are blue?",
            "A drink mixes syrup and water in the ratio {p}:{q}. How many ml of water go with "
            "{a} ml of syrup?",
            "The ratio of {x}'s {t} to {y}'s is {p} to {q}. {x} has {a}. How many {t} does {y} have?",
        ]
        return worked(one_of(rng, phrasings, a=a, **values), steps, b)
    r = rng.randint(1, 9)
    if rng.random() < 0.5:
        return _ratio_of_three(rng, p, q, r, unit, str(values["t"]))
    high, low = max(p, q), min(p, q)
    steps = [
        ("Find the difference in parts.", f"{high} - {low} = {high - low}"),
        ("Divide the known difference by these parts.", f"{(high - low) * unit} / {high - low} = {unit}"),
        *parts,
        ("Multiply by all the parts.", times(unit, p + q)),
    ]
    who, other = (x, y) if p > q else (y, x)
    phrasings = [
        "{x} and {y} share some {t} in the ratio {p} : {q}. {w} gets {d} more than {o}. How "
        "many {t} are there in all?",
        "The ratio of {x}'s {t} to {y}'s is {p} to {q}, and {w} has {d} more than {o}. "
        "How many {t} do they have together?",
    ]
    return worked(one_of(rng, phrasings, w=who, o=other, **values), steps, (p + q) * unit)


def _ratio_of_three(rng: Random, p: int, q: int, r: int, unit: int, thing: str) -> Worked:
    whole = (p + q + r) * unit
    steps = [
        ("Add the parts of the ratio.", f"{p} + {q} + {r} = {p + q} + {r} = {p + q + r}"),
        ("Divide the whole by the parts.", f"{whole} / {p + q + r} = {unit}"),
        ("Multiply by the parts asked for.", times(unit, r)),
    ]
    phrasings = [
        "Three farms share ${w} in the ratio {p} : {q} : {r}. How many dollars does the third one get?",
        "{w} {t} are sorted into three boxes in the ratio {p}:{q}:{r}. How many are in the third box?",
    ]
    return worked(one_of(rng, phrasings, w=whole, p=p, q=q, r=r, t=thing), steps, r * unit)


def _discount(rng: Random, level: int) -> Worked:
    price, rate = 20 * rng.randint(1, 10 * level), 5 * rng.randint(1, 12)
    off = price * rate // 100
    item, who = rng.choice(DEAR), person(rng)
    steps = [*percent_steps(rate, price), ("Subtract the discount.", f"{price} - {off} = {price - off}")]
    values = {"p": price, "r": rate, "i": item, **who}
    if level == 1:
        phrasings = [
            "A {i} costs ${p}. It is on sale at {r}% off. What is the sale price?",
            "{name} buys a {i} for ${p} less a discount of {r}%. What does {she} pay?",
            "What does a {i} of ${p} cost after a discount of {r}%?",
        ]
        return worked(one_of(rng, phrasings, **values), steps, price - off, f"${price - off}")
    k = rng.randint(2, 9)
    steps.append(("Multiply by how many are bought.", times(price - off, k)))
    due = (price - off) * k
    if level == 2:
        phrasings = [
            "A {i} costs ${p} and is reduced by {r}%. How much do {k} of them cost?",
            "{name} buys {k} tickets at ${p} each and gets a discount of {r}%. How much does {she} pay?",
        ]
        return worked(one_of(rng, phrasings, k=k, **values), steps, due, f"${due}")
    extra = rng.randint(3, 60)
    paid = due + extra + rng.randint(1, 150)
    steps.append(("Add the cost of delivery.", f"{due} + {extra} = {due + extra}"))
    steps.append(("Subtract from the money paid with.", f"{paid} - {due + extra} = {paid - due - extra}"))
    phrasings = [
        "{name} orders {k} lamps at ${p} each with {r}% off. Delivery of the order costs ${e}. "
        "How much is left of the ${m} {she} has?",
        "A school buys {k} desks of ${p} each at a discount of {r}% and pays ${e} for delivery. "
        "How much of its ${m} remains?",
    ]
    question = one_of(rng, phrasings, k=k, e=extra, m=paid, **values)
    return worked(question, steps, paid - due - extra, f"${paid - due - extra}")


FAMILIES = (
    Family("speed", TOPIC, _speed),
    Family("work_rate", TOPIC, _work_rate),
    Family("ages", TOPIC, _ages),
    Family("average", TOPIC, _average),
    Family("units", TOPIC, _units),
    Family("clock", TOPIC, _clock),
    Family("probability", TOPIC, _probability),
    Family("ratio", TOPIC, _ratio),
    Family("discount", TOPIC, _discount),
)
