"""Stories of quantities with units: prices, wages, journeys, rates, areas, mixtures and their like.

Each family describes a small graph of facts; `quantity_graph` decides what is asked, forwards or backwards, tells
the facts in some order and writes the steps. Knows nothing of counts that merely come and go (`situations`), of
geometry beyond rectangles, or of unknowns and equations.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from arbiter_app.curriculum.problem import Family, Worked, money, worked
from arbiter_app.curriculum.quantity_graph import Redraw, Tale, family, number
from arbiter_app.curriculum.quantity_words import (
    AREAS,
    ARRAYS,
    BILLS,
    CHARITIES,
    CONTAINERS,
    CROPS,
    DISHES,
    ENGINES,
    EVENTS,
    FENCING,
    FLOORING,
    GOODS,
    GUESTS,
    HE,
    JOBS,
    LARGE,
    LENGTHS,
    MACHINES,
    MIXES,
    PACES,
    PACKED,
    SCORES,
    SHE,
    SHOPS,
    SOLUTIONS,
    VEHICLES,
    VESSELS,
    WEIGHED,
    YARDS,
    Noun,
)

TOPIC = "quantities"

HOUR, MINUTE, DAY, WEEK = (Noun(word, f"{word}s") for word in ("hour", "minute", "day", "week"))
MONTH, YEAR, METRE, PERSON = (
    Noun("month", "months"),
    Noun("year", "years"),
    Noun("metre", "metres"),
    Noun("person", "people"),
)
_NAMES = SHE + HE
_STARTS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def _skewed(rng: Random, low: int, high: int) -> int:
    """A whole number, small ones more often."""
    return rng.randint(low, rng.randint(low, high))


def _usd(value: Fraction | int) -> str:
    cents = Fraction(value) * 100
    if cents.denominator != 1:
        raise Redraw
    return money(cents.numerator)


def _good(rng: Random, tier: int) -> tuple[Noun, Fraction]:
    """Something to buy and a price of it, whole dollars as often as not."""
    low, high, step, things = GOODS[tier]
    if rng.random() < 0.5 and high >= 200:
        low, step = max(100, low // 100 * 100), 100
    return rng.choice(things), Fraction(_skewed(rng, low // step, high // step) * step, 100)


def _priced(rng: Random, count: str, noun: Noun, price: str) -> str:
    return f"{count} {noun.many} " + rng.choice(
        (f"at {price} each", f"for {price} apiece", f"that <cost*> {price} each", f"at {price} per {noun.one}",
         f"costing {price} each", f"priced at {price} each", f"at {price} a piece")
    )  # fmt: skip


def _tags(noun: Noun, price: str) -> tuple[str, ...]:
    return (
        f"{noun.a} <cost+> {price}", f"each {noun.one} <cost+> {price}", f"one {noun.one} <cost+> {price}",
        f"{noun.many} <cost*> {price} each", f"the price of {noun.a} <be+> {price}", f"every {noun.one} <cost+> {price}",
        f"{noun.many} <be*> sold at {price} each", f"the price <be+> {price} per {noun.one}",
    )  # fmt: skip


def _basket(t: Tale, lines: int, tier: int, most: int) -> list[str]:
    """What somebody buys: so many of each of a few goods. Returns the keys of their costs."""
    rng, keys, used = t.rng, [], set()
    for i in range(lines):
        noun, price = _good(rng, tier)
        if noun in used:
            raise Redraw
        used.add(noun)
        n = _skewed(rng, 2, most)
        t.var(f"n{i}", n, f"how many {noun.many} @ <buy>", noun)
        t.var(f"p{i}", price, f"the price of one {noun.one}", "$")
        t.var(f"c{i}", n * price, f"the cost of the {noun.many}", "$")
        t.product(f"c{i}", f"n{i}", f"p{i}")
        count, tag = t.n(n), _usd(price)
        t.tell(
            f"n{i} p{i}",
            f"@ <buy> {_priced(rng, count, noun, tag)}",
            f"@ <get> {_priced(rng, count, noun, tag)}",
        )
        t.tell(
            f"n{i}",
            f"@ <buy> {count} {noun.many}",
            f"@ <order> {count} {noun.many}",
            f"@ <need> {count} {noun.many}",
        )
        t.tell(f"p{i}", *_tags(noun, tag))
        t.tell("", f"@ <buy> some {noun.many}", hidden=f"n{i}")
        t.tell(
            f"c{i}",
            f"@ <spend> {_usd(n * price)} on {noun.many}",
            f"the {noun.many} <cost*> {_usd(n * price)} in total",
        )
        t.ask(f"n{i}", f"how many {noun.many} <do> @ buy")
        t.ask(
            f"p{i}",
            f"how much <do+> one {noun.one} cost",
            f"what <be+> the price of one {noun.one}",
            f"how much <do+> each {noun.one} cost",
        )
        t.ask(
            f"c{i}",
            f"how much <do> @ pay for the {noun.many}",
            f"how much <do*> the {noun.many} cost",
            f"how much <do*> the {noun.many} cost altogether",
        )
        keys.append(f"c{i}")
    t.aside(f"the shop <start+> to sell bread at {rng.randint(6, 9)} a.m.", f"the shop <be+> {rng.randint(2, 9)} km from @'s home",
            f"the shop <have+> {rng.randint(3, 12)} shelves", "the shop <be+> open on Sundays")  # fmt: skip
    return keys


def _bill(t: Tale, keys: list[str]) -> Fraction:
    """The rules and words for what the whole basket costs, under the key 'all'."""
    whole = sum((t.vars[key].value for key in keys), Fraction(0))
    if len(keys) > 1:
        t.var("all", whole, "the total cost", "$")
        t.total("all", *keys)
        t.ask("all", "how much <do> @ pay in total", "how much <do> @ spend altogether", "what <be+> the total bill",
              "how much money <do> @ spend", "how much <do+> everything cost")  # fmt: skip
        t.tell(
            "all",
            f"@ <pay> {_usd(whole)} in total",
            f"@ <spend> {_usd(whole)} altogether",
            f"the total bill <be+> {_usd(whole)}",
        )
    return whole


def _pricing(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    lines = 1 if level == 1 else rng.randint(1, 2) if level == 2 else rng.randint(2, 3)
    tier = rng.choice((0, 0, 1, 1, 2))
    keys = _basket(t, lines, tier, (12, 12, 6)[tier] if level > 1 else (25, 12, 6)[tier])
    whole, top = _bill(t, keys), "all" if lines > 1 else "c0"
    kind = rng.randrange(4)
    if kind == 0:
        off = Fraction(rng.randint(1, 20))
        if off * 2 >= whole:
            raise Redraw
        t.var("off", off, "the value of the coupon", "$")
        t.var("net", whole - off, "what is left to pay after the coupon", "$")
        t.total(top, "net", "off")
        t.tell("off", f"@ <have> a coupon for {_usd(off)} off", f"a coupon <take+> {_usd(off)} off the bill")
        t.tell("net", f"with a coupon @ <pay> only {_usd(whole - off)}")
        t.ask("net", "how much <do> @ pay after the coupon", "how much <do> @ pay with the coupon")
        t.ask("off", "how much <be+> the coupon worth")
    elif kind == 1:
        k = rng.randint(2, 6)
        t.var("k", k, "how many people share the bill", PERSON)
        t.var("each", whole / k, "how much each of them pays", "$")
        t.product(top, "k", "each")
        t.tell(
            "k",
            f"{t.n(k)} friends <share*> the bill equally",
            f"the cost <be+> split equally among {t.n(k)} people",
        )
        t.ask("each", "how much <do+> each of them pay", "how much <be+> each person's share")
    elif kind == 2:
        fee = Fraction(rng.randint(3, 30), 2)
        t.var("fee", fee, "the delivery fee", "$")
        t.var("full", whole + fee, "the price with delivery", "$")
        t.total("full", top, "fee")
        t.tell(
            "fee",
            f"delivery <cost+> {_usd(fee)}",
            f"there <be+> a delivery charge of {_usd(fee)}",
            f"shipping <add+> {_usd(fee)}",
        )
        t.tell(
            "full",
            f"with delivery @ <pay> {_usd(whole + fee)}",
            f"the bill, with the delivery fee, <be+> {_usd(whole + fee)}",
        )
        t.ask(
            "full",
            "how much <do> @ pay with delivery",
            "how much <do+> the whole order cost, delivery included",
        )
        t.ask("fee", "how much <do+> delivery cost")
    return t.work()


def _change_from_note(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    lines = 1 if level < 3 else 2
    keys = _basket(t, lines, rng.choice((0, 1)), 10)
    whole, top = _bill(t, keys), "all" if lines > 1 else "c0"
    note = next((note for note in (5, 10, 20, 50, 100, 200) if whole < note), 0)
    change = note - whole
    if not note or note > 4 * whole + 10:
        raise Redraw
    t.var("note", note, "how much @ <hand> over", "$")
    t.var("change", change, "the change", "$")
    t.total("note", top, "change")
    t.tell(
        "note",
        f"@ <pay> with a ${note} note",
        f"@ <hand> over ${note}",
        f"@ <give> the cashier a ${note} bill",
        f"@ <have> ${note}",
    )
    t.tell(
        "change",
        f"@ <get> {_usd(change)} in change",
        f"the change <be+> {_usd(change)}",
        f"@ <have> {_usd(change)} left after paying",
    )
    t.ask("change", "how much change <do> @ get", "how much money <do> @ have left", "what change <do> @ get")
    t.ask("note", "how much money <do> @ have before paying")
    if level == 1:
        t.tell("c0", f"the shopping <cost+> {_usd(whole)}", f"@ <buy> groceries for {_usd(whole)}")
    return t.work()


def _earning(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    job = rng.choice(JOBS)
    rate, hours = Fraction(rng.randint(8, 30)), rng.randint(2, 9)
    if rng.random() < 0.25:
        rate += Fraction(1, 2)
    days, weeks = rng.randint(2, 6), rng.randint(2, 8)
    t.scene("", "", f"@ <work> as {job.a}")
    t.var("rate", rate, "the pay for one hour", "$")
    t.var("hours", hours, "how many hours @ <work> a day", HOUR)
    t.var("daily", rate * hours, "the pay for one day", "$")
    t.product("daily", "hours", "rate")
    t.tell(
        "rate hours",
        f"@ <work> {t.count(hours, HOUR)} a day at {_usd(rate)} an hour",
        f"@ <earn> {_usd(rate)} an hour and <work> {t.count(hours, HOUR)} every day",
    )
    t.tell(
        "rate",
        f"@ <earn> {_usd(rate)} an hour",
        f"@ <get> {_usd(rate)} per hour",
        f"@ <be> paid {_usd(rate)} for each hour",
        f"the pay <be+> {_usd(rate)} per hour",
    )
    t.tell(
        "hours",
        f"@ <work> {t.count(hours, HOUR)} a day",
        f"@ <work> {t.count(hours, HOUR)} each day",
        f"every day @ <work> for {t.count(hours, HOUR)}",
    )
    t.tell("daily", f"@ <earn> {_usd(rate * hours)} a day", f"@ <make> {_usd(rate * hours)} per day")
    t.ask("rate", "how much <do> @ earn per hour", "what <be+> @'s hourly pay")
    t.ask("hours", "how many hours a day <do> @ work")
    t.ask("daily", "how much <do> @ earn in a day", "how much money <do> @ make per day")
    t.aside(f"@ <take> the bus at {rng.randint(6, 9)} o'clock", f"@ <have> worked there for {rng.randint(2, 9)} years" if not t.past else "the shop <be+> busy",
            f"there <be*> {rng.randint(3, 20)} other people in the team")  # fmt: skip
    week = rate * hours * days
    t.var("days", days, "how many days a week @ <work>", DAY)
    t.var("week", week, "the pay for one week", "$")
    t.product("week", "daily", "days")
    t.tell(
        "days",
        f"@ <work> {t.count(days, DAY)} a week",
        f"@ <have> {t.count(days, DAY)} of work in a week",
        f"@'s week <have+> {t.n(days)} working days",
    )
    t.tell("week", f"@ <earn> {_usd(week)} a week", f"@'s weekly pay <be+> {_usd(week)}")
    t.ask("days", "how many days a week <do> @ work")
    t.ask("week", "how much <do> @ earn in a week", "how much <do> @ make per week")
    if level > 1:
        extra, top = rng.randrange(4), "week"
        if extra == 0:
            cost = Fraction(10 * rng.randint(1, 30))
            if cost * 5 >= week * 4:
                raise Redraw
            t.var("spent", cost, "how much @ <spend> in a week", "$")
            t.var("kept", week - cost, "how much @ <keep> each week", "$")
            t.total("week", "kept", "spent")
            t.tell(
                "spent",
                f"each week @ <spend> {_usd(cost)} on rent and food",
                f"@'s costs <be*> {_usd(cost)} a week",
                f"@ <pay> {_usd(cost)} a week for rent",
            )
            t.tell("kept", f"@ <save> {_usd(week - cost)} a week")
            t.ask("kept", "how much money <do> @ have left each week", "how much <do> @ save in a week")
            t.ask("spent", "how much <do> @ spend in a week")
            top = "kept"
        elif extra == 1:
            tips = Fraction(5 * rng.randint(1, 30))
            t.var("tips", tips, "the tips in a week", "$")
            t.var("both", week + tips, "the weekly income with tips", "$")
            t.total("both", "week", "tips")
            t.tell(
                "tips",
                f"@ also <get> {_usd(tips)} in tips a week",
                f"the tips <be*> {_usd(tips)} a week",
                f"there <be+> a bonus of {_usd(tips)} each week",
            )
            t.tell("both", f"with extra pay @ <make> {_usd(week + tips)} a week")
            t.ask("both", "how much <do> @ make in a week altogether")
            top = "both"
        t.var("weeks", weeks, "how many weeks it takes", WEEK)
        t.var(
            "sum",
            weeks * t.vars[top].value,
            "the amount after all the weeks" if top == "kept" else "the pay for all the weeks",
            "$",
        )
        t.product("sum", top, "weeks")
        verb = "save" if top == "kept" else "earn"
        t.tell(
            "weeks",
            f"@ <keep> this up for {t.count(weeks, WEEK)}",
            f"@ <work> like this for {t.count(weeks, WEEK)}",
        )
        t.tell("sum", f"@ <want> to {verb} {_usd(t.vars['sum'].value)}")
        t.ask(
            "sum",
            f"how much <do> @ {verb} in that time altogether",
            f"how much <do> @ {verb} over all these weeks",
        )
        t.ask("weeks", "how many weeks <do+> that take @m", "for how many weeks <do> @ have to work")
    return t.work()


def _saving_up(rng: Random, level: int) -> Worked:
    t = Tale(rng, level, past=0)
    noun, _ = _good(rng, 2)
    weekly, weeks, have = rng.randint(3, 40), rng.randint(3, 30), 5 * rng.randint(1, 40)
    missing = weekly * weeks
    unit, per = rng.choice(((WEEK, "week"), (WEEK, "week"), (MONTH, "month"), (DAY, "day")))
    if unit is DAY:
        weekly = min(weekly, 9)
        missing = weekly * weeks
    price = missing + have
    t.var("have", have, "how much @ <have> already", "$")
    t.var("price", price, f"the price of the {noun.one}", "$")
    t.var("missing", missing, "how much is still missing", "$")
    t.total("price", "have", "missing")
    t.var("step", weekly, f"how much @ <save> a {per}", "$")
    t.var("time", weeks, f"how many {unit.many} @ <need>", unit)
    t.product("missing", "step", "time")
    t.tell(
        "price",
        f"@ <want> to buy {noun.a} for {_usd(price)}",
        f"{noun.a} <cost+> {_usd(price)}",
        f"@ <be> saving for {noun.a} that <cost+> {_usd(price)}",
    )
    t.tell("", f"@ <be> saving for {noun.a}", f"@ <want> to buy {noun.a}", hidden="price")
    t.tell(
        "have",
        f"@ already <have> {_usd(have)}",
        f"so far @ <have> {_usd(have)}",
        f"there <be*> already {_usd(have)} in @'s money box",
    )
    t.tell("missing", f"@ still <need> {_usd(missing)}", f"@ <be> {_usd(missing)} short of the price")
    t.tell(
        "time",
        f"@ <want> to have the money in {t.count(weeks, unit)}",
        f"after {t.count(weeks, unit)} @ <have> enough money",
    )
    t.ask("missing", "how much more money <do> @ need", "how much <be+> still missing")
    t.ask("price", f"how much <do+> the {noun.one} cost", f"what <be+> the price of the {noun.one}")
    t.ask(
        "time",
        f"how many {unit.many} <do+> it take until @ can buy the {noun.one}",
        f"after how many {unit.many} can @ buy the {noun.one}",
        f"in how many {unit.many} <do> @ have enough",
    )
    t.ask("step", f"how much <do> @ have to save each {per}", f"how much should @ put aside every {per}")
    t.ask("have", "how much <do> @ have already")
    t.aside(
        f"the {noun.one} <weigh+> {rng.randint(2, 9)} kg",
        f"@ <be> {rng.randint(8, 40)} years old",
        "the shop <be+> closed on Sundays",
    )
    if level < 3:
        t.tell(
            "step",
            f"@ <save> ${weekly} a {per}",
            f"@ <put> aside ${weekly} every {per}",
            f"each {per} @ <save> ${weekly}",
            f"@ <add> ${weekly} each {per}",
        )
        return t.work()
    spent = rng.randint(2, 12)
    jobs, pay = rng.randint(2, 6), rng.randint(2, 15)
    if jobs * pay - spent != weekly:
        spent = jobs * pay - weekly
    if not 1 <= spent < jobs * pay:
        raise Redraw
    chore = rng.choice(("dog walk", "car wash", "lesson", "lawn", "newspaper round", "babysitting hour"))
    t.var("jobs", jobs, f"how many times a {per} @ <work>")
    t.var("pay", pay, f"the pay for one {chore}", "$")
    t.var("earned", jobs * pay, f"how much @ <earn> a {per}", "$")
    t.var("spent", spent, f"how much @ <spend> a {per}", "$")
    t.product("earned", "jobs", "pay")
    t.total("earned", "step", "spent")
    many = f"{chore}es" if chore.endswith("sh") else f"{chore}s"
    t.tell(
        "jobs pay",
        f"@ <do_> {t.n(jobs)} {many} a {per} at ${pay} each".replace("<do_>", "<have>"),
        f"every {per} @ <earn> ${pay} for each of {t.n(jobs)} {many}",
    )
    t.tell("pay", f"@ <get> ${pay} for each {chore}", f"one {chore} <bring+> ${pay}")
    t.tell("jobs", f"@ <have> {t.n(jobs)} {many} a {per}", f"there <be*> {t.n(jobs)} {many} each {per}")
    t.tell("", f"@ <have> some {many} every {per}", hidden="jobs")
    t.tell(
        "spent",
        f"@ <spend> ${spent} of the money each {per} and <save> the rest",
        f"each {per} @ <spend> ${spent} on snacks and <save> the rest",
    )
    t.ask("spent", f"how much <do> @ spend each {per}")
    t.ask("pay", f"how much <do> @ get for one {chore}")
    return t.work()


def _journeys(rng: Random, level: int) -> Worked:
    t = Tale(rng, level, narrators=False)
    what, verb, low, high = rng.choice(VEHICLES)
    the = "the " + what.split(" ", 1)[1]
    legs = 1 if level == 1 else 2 if level == 3 else rng.randint(1, 2)
    named, first = {"travel": "travel", "drive": "drive"}.get(verb, verb), True
    for i in range(legs):
        v = rng.randint(low, high)
        v = v // 5 * 5 if v > 40 and rng.random() < 0.7 else v
        minutes = rng.choice((0, 0, 30)) if v % 2 == 0 else 0
        h = Fraction(rng.randint(1, 9)) + Fraction(minutes, 60)
        leg = "" if legs == 1 else (" of the first part", " of the second part")[i]
        subject = what if first else the
        place = "" if legs == 1 else (" first", " then")[i]
        first = False
        t.var(f"v{i}", v, f"the speed{leg}", "km/h")
        t.var(f"h{i}", h, f"the time{leg} in hours", HOUR)
        t.var(f"d{i}", v * h, f"the distance{leg}", "km")
        t.product(f"d{i}", f"v{i}", f"h{i}")
        hours = (
            t.count(int(h), HOUR)
            if h.denominator == 1
            else rng.choice((f"{number(h)} hours", f"{int(h)} and a half hours"))
        )
        distance = f"{number(v * h)} km"
        t.tell(
            f"v{i} h{i}",
            f"{subject}{place} <{named}+> {hours} at {v} km/h",
            f"{subject}{place} <{named}+> for {hours} at a speed of {v} km/h",
        )
        t.tell(
            f"v{i} d{i}",
            f"{subject}{place} <{named}+> {distance} at {v} km/h",
            f"{subject}{place} <cover+> {distance} at {v} km per hour",
        )
        t.tell(
            f"h{i} d{i}",
            f"{subject}{place} <{named}+> {distance} in {hours}",
            f"{subject}{place} <take+> {hours} to cover {distance}",
        )
        if legs == 1:
            t.tell(f"v{i}", f"{subject} <{named}+> at {v} km/h", f"the speed of {the} <be+> {v} km/h")
            t.tell(f"h{i}", f"{the} <be+> on the way for {hours}", f"the journey <take+> {hours}")
            t.tell(f"d{i}", f"the journey <be+> {distance} long", f"the distance <be+> {distance}")
        t.ask(
            f"v{i}",
            f"what <be+> the speed of {the}{leg and ' in the ' + ('first', 'second')[i] + ' part'}"
            if legs > 1
            else f"how fast <do+> {the} {named}",
        )
        t.ask(
            f"h{i}",
            f"how many hours <do+> the {('first', 'second')[i]} part take"
            if legs > 1
            else f"how many hours <do+> {the} need",
        )
        t.ask(
            f"d{i}",
            f"how long <be+> the {('first', 'second')[i]} part"
            if legs > 1
            else f"how far <do+> {the} {named}",
        )
    t.aside(
        f"{the} <start+> at {rng.randint(6, 11)} a.m.",
        "the weather <be+> fine",
        f"{the} <have+> {rng.randint(2, 9)} lights" if low > 20 else "the road <be+> dry",
    )
    length = sum((t.vars[f"d{i}"].value for i in range(legs)), Fraction(0))
    if legs == 1:
        if level == 2:
            k = rng.choice((3, 5, 7, 10, 12, 14, 20))
            t.var("k", k, "how many trips there are")
            t.var("sum", k * length, "the distance of all the trips", "km")
            t.product("sum", "d0", "k")
            t.tell("k", f"it <make+> this trip {k} times", f"there <be*> {k} such trips in a month")
            t.tell("sum", f"all the trips together <make*> {number(k * length)} km")
            t.ask("sum", "how many kilometres <be+> that in all", "how far <be+> that altogether")
            t.ask("k", "how often <do+> it make the trip")
        return t.work()
    t.ordered = True
    if t.vars["v0"].value == t.vars["v1"].value:
        raise Redraw
    t.var("d", length, "the whole distance", "km")
    t.total("d", "d0", "d1")
    t.tell(
        "d", f"{the} <cover+> {number(length)} km in total", f"the whole route <be+> {number(length)} km long"
    )
    t.ask(
        "d",
        f"how far <do+> {the} {named} altogether",
        "what <be+> the total distance",
        f"how many kilometres <do+> {the} {named} in all",
    )
    if level == 3:
        time = t.vars["h0"].value + t.vars["h1"].value
        t.var("h", time, "the whole time", HOUR)
        t.total("h", "h0", "h1")
        t.tell("h", f"the whole trip <take+> {number(time)} hours")
        t.ask("h", "how many hours <do+> the whole trip take")
        mean = length / time
        if mean.denominator in (1, 2):
            t.var("v", mean, "the average speed of the whole trip", "km/h")
            t.product("d", "v", "h")
            t.ask(
                "v",
                f"what <be+> the average speed of {the}",
                "what <be+> the average speed for the whole trip",
            )
        else:
            rest = rng.randint(10, 200)
            t.var("rest", rest, "the distance that is left", "km")
            t.var("route", length + rest, "the length of the whole route", "km")
            t.total("route", "d", "rest")
            t.tell("route", f"the goal <be+> {number(length + rest)} km from the start")
            t.tell("rest", f"after that there <be*> still {rest} km to go")
            t.ask("rest", "how many kilometres <be*> left after that", "how far <be+> it still to the goal")
            t.ask("route", "how long <be+> the whole route")
    return t.work()


def _fuel(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    car = rng.choice(ENGINES)
    rate, hundreds = (
        Fraction(rng.randint(8, 30), rng.choice((1, 2))),
        Fraction(rng.randint(2, 24), rng.choice((1, 2))),
    )
    price = Fraction(rng.randint(20, 50), 20)
    far, litres = hundreds * 100, rate * hundreds
    t.const("100", 100)
    t.var("far", far, "the distance", "km")
    t.var("hundreds", hundreds, "how many times 100 km the distance is")
    t.product("far", "hundreds", "100")
    t.var("rate", rate, "the fuel for 100 km", "litres")
    t.var("litres", litres, "the fuel that is used", "litres")
    t.product("litres", "hundreds", "rate")
    t.var("price", price, "the price of one litre", "$")
    t.var("cost", litres * price, "the cost of the fuel", "$")
    t.product("cost", "litres", "price")
    lit = f"{number(litres)} litres"
    t.scene(f"@ <drive> {car.a}")
    t.tell(
        "rate",
        f"the {car.one} <use+> {number(rate)} litres per 100 km",
        f"the {car.one} <need+> {number(rate)} litres of fuel for every 100 km",
        f"for 100 km the {car.one} <burn+> {number(rate)} litres",
    )
    t.tell(
        "far",
        f"the trip <be+> {number(far)} km long",
        f"@ <go> {number(far)} km",
        f"@ <drive> {number(far)} km",
    )
    t.tell("litres", f"the trip <take+> {lit} of fuel", f"on the trip the {car.one} <use+> {lit}")
    t.tell(
        "price",
        f"a litre of fuel <cost+> {_usd(price)}",
        f"fuel <cost+> {_usd(price)} a litre",
        f"one litre <cost+> {_usd(price)}",
    )
    t.tell(
        "cost",
        f"@ <pay> {_usd(litres * price)} for the fuel",
        f"the fuel <cost+> {_usd(litres * price)} altogether",
    )
    t.ask("far", f"how far <do+> the {car.one} go", "how many kilometres <do> @ drive")
    t.ask("rate", f"how many litres <do+> the {car.one} use per 100 km")
    t.ask("litres", f"how many litres of fuel <do+> the {car.one} use", "how much fuel <be+> needed")
    t.ask("price", "how much <do+> one litre cost")
    t.ask("cost", "how much <do+> the fuel cost", "how much <do> @ pay for the fuel")
    t.aside(
        f"the {car.one} <have+> {rng.randint(2, 9)} seats",
        f"the {car.one} <be+> {rng.randint(2, 12)} years old",
    )
    kind = rng.randrange(3)
    if kind == 0:
        tank = Fraction(5 * rng.randint(6, 24))
        t.var("tank", tank, "the fuel at the start", "litres")
        t.var("left", tank - litres, "the fuel that is left", "litres")
        t.total("tank", "litres", "left")
        t.tell(
            "tank",
            f"there <be*> {number(tank)} litres in the tank at the start",
            f"the tank <hold+> {number(tank)} litres and <be+> full at the start",
        )
        t.tell("left", f"after the trip there <be*> {number(tank - litres)} litres left")
        t.ask("left", "how many litres <be*> left after the trip", "how much fuel <be+> left at the end")
        t.ask("tank", "how many litres <be*> in the tank at the start")
    elif kind == 1:
        toll, heads = rng.randint(3, 30), rng.randint(2, 5)
        t.var("toll", toll, "the toll", "$")
        t.var("sum", litres * price + toll, "the cost of the trip", "$")
        t.total("sum", "cost", "toll")
        t.tell(
            "toll",
            f"the toll <be+> ${toll}",
            f"@ also <pay> ${toll} for the toll",
            f"parking <cost+> ${toll} on top of the fuel".replace("parking", "the toll road"),
        )
        t.ask("sum", "how much <do+> the trip cost in all")
        t.var("heads", heads, "how many people travel", PERSON)
        t.var("each", (litres * price + toll) / heads, "the share of each person", "$")
        t.product("sum", "heads", "each")
        t.tell("heads", f"the {heads} people in the {car.one} <share*> the costs equally")
        t.ask("each", "how much <do+> each person pay")
    if level == 1 and rng.random() < 0.5:
        per, dist = rng.randint(8, 25), rng.randint(2, 40)
        t = Tale(rng, 1)
        t.var("per", per, "the distance for one litre", "km")
        t.var("n", dist, "how many litres are used", "litres")
        t.var("d", per * dist, "the distance", "km")
        t.product("d", "per", "n")
        t.tell(
            "per",
            f"@'s {car.one} <go+> {per} km on one litre",
            f"@'s {car.one} <travel+> {per} km per litre of fuel",
        )
        t.tell("n", f"there <be*> {dist} litres in the tank", f"@ <use> {dist} litres")
        t.tell("d", f"@ <drive> {per * dist} km")
        t.ask("d", "how far can @ drive with that", f"how many kilometres can the {car.one} go")
        t.ask("n", "how many litres <do> @ need for that")
    return t.work()


def _output_rate(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    if rng.random() < 0.5:
        return _machine_rate(t, level)
    verb, unit, low, high = rng.choice(PACES)
    rate, hours, days = rng.randint(low, high), rng.randint(2, 8), rng.randint(2, 12)
    daily = rate * hours
    t.var("rate", rate, f"how many {unit.many} @ <{verb}> in an hour", unit)
    t.var("hours", hours, "how many hours a day @ <work>", HOUR)
    t.var("daily", daily, f"how many {unit.many} @ <{verb}> in a day", unit)
    t.product("daily", "rate", "hours")
    t.tell(
        "rate",
        f"@ <{verb}> {t.n(rate)} {unit.many} an hour",
        f"@ <{verb}> {t.n(rate)} {unit.many} per hour",
        f"in one hour @ <{verb}> {t.n(rate)} {unit.many}",
    )
    t.tell(
        "hours",
        f"@ <work> {t.count(hours, HOUR)} a day",
        f"@ <do_> this for {t.count(hours, HOUR)} each day".replace("<do_>", "<keep> doing"),
    )
    t.tell("daily", f"@ <{verb}> {daily} {unit.many} a day", f"each day @ <{verb}> {daily} {unit.many}")
    t.ask("rate", f"how many {unit.many} <do> @ {verb} per hour")
    t.ask("hours", "how many hours a day <do> @ work", f"how many hours a day <do> @ {verb}")
    t.ask(
        "daily", f"how many {unit.many} <do> @ {verb} in one day", f"how many {unit.many} a day <do> @ {verb}"
    )
    t.var("days", days, "how many days it takes", DAY)
    t.var("made", daily * days, f"how many {unit.many} there are to {verb} in all", unit)
    t.product("made", "daily", "days")
    t.tell("days", f"@ <keep> at it for {t.count(days, DAY)}", f"the work <take+> {t.count(days, DAY)}")
    t.ask("days", f"how many days <do> @ need to {verb} them all", "how many days <do+> the work take")
    if level < 3:
        t.tell(
            "made",
            f"@ <have> {daily * days} {unit.many} to {verb}",
            f"there <be*> {daily * days} {unit.many} to {verb} in all",
        )
        t.ask(
            "made",
            f"how many {unit.many} <do> @ {verb} altogether",
            f"how many {unit.many} <do> @ {verb} in that time",
        )
    if level > 1:
        other = rng.choice(_NAMES)
        k = rng.randint(2, 4)
        extra = rng.randint(2, max(3, rate // 2))
        if rng.random() < 0.5:
            fast = rate * k
            times_ = "twice" if k == 2 else f"{('three', 'four')[k - 3]} times"
            t.const("k", k)
            t.product("fast", "rate", "k")
            t.tell(
                "",
                f"{other} <{verb}+> {times_} as many per hour as @m",
                f"{other} <work+> {times_} as fast as @m",
            )
        else:
            fast = rate + extra
            t.var("k", extra, f"how many more {unit.many} {other} does in an hour", unit)
            t.total("fast", "rate", "k")
            t.tell("k", f"{other} <{verb}+> {t.n(extra)} more {unit.many} an hour than @m")
            t.ask("k", f"how many more {unit.many} per hour <do+> {other} {verb}")
            t.tell("fast", f"{other} <{verb}+> {fast} {unit.many} an hour")
        if other == t.who.name:
            raise Redraw
        t.var("fast", fast, f"how many {unit.many} {other} does in an hour", unit)
        t.var("joint", rate + fast, f"how many {unit.many} both do in an hour together", unit)
        t.total("joint", "rate", "fast")
        t.ask("fast", f"how many {unit.many} <do+> {other} {verb} per hour")
        t.ask(
            "joint",
            f"how many {unit.many} <do*> the two {verb} per hour together",
            f"how many {unit.many} an hour <do*> they {verb} together",
        )
        if level == 3:
            t.vars.pop("daily"), t.vars.pop("made"), t.vars.pop("days"), t.vars.pop("hours")
            t.asked = {key: value for key, value in t.asked.items() if key in t.vars}
            t.told = [told for told in t.told if all(key in t.vars for key in told.keys)]
            t.rules = [rule for rule in t.rules if all(key in t.vars for key in rule.keys)]
            h, rest = rng.randint(2, 9), rng.randint(2, 60)
            joint = rate + fast
            t.var("h", h, "how many hours they work", HOUR)
            t.var("sum", joint * h, f"how many {unit.many} both do in that time", unit)
            t.product("sum", "joint", "h")
            t.var("rest", rest, f"how many {unit.many} are left", unit)
            t.var("goal", joint * h + rest, f"how many {unit.many} there are at the start", unit)
            t.total("goal", "sum", "rest")
            t.tell(
                "h", f"both <work*> for {t.count(h, HOUR)}", f"they <work*> together for {t.count(h, HOUR)}"
            )
            t.tell("goal", f"there <be*> {joint * h + rest} {unit.many} to {verb}")
            t.tell(
                "rest",
                f"at the end there <be*> still {rest} {unit.many} to {verb}",
                f"at last {rest} {unit.many} <be*> left over",
            )
            t.ask(
                "rest",
                f"how many {unit.many} <be*> left to {verb} after that",
                f"how many {unit.many} <be*> still left at the end",
            )
            t.ask("goal", f"how many {unit.many} <be*> there at the start")
            t.ask("h", "how many hours <do*> they work together")
            t.ask("sum", f"how many {unit.many} <do*> they {verb} together in that time")
    return t.work()


def _machine_rate(t: Tale, level: int) -> Worked:
    rng = t.rng
    machine, verb, unit, low, high = rng.choice(MACHINES)
    rate, hours, k = _skewed(rng, low, high), rng.choice((2, 3, 4, 5, 6, 8)), rng.randint(2, 9)
    t.var("rate", rate, f"how many {unit.many} one {machine.one} can {verb} in a minute", unit)
    t.tell(
        "rate",
        f"{machine.a} <{verb}+> {t.n(rate)} {unit.one if rate == 1 else unit.many} a minute",
        f"each {machine.one} <{verb}+> {t.n(rate)} {unit.one if rate == 1 else unit.many} per minute",
    )
    t.ask("rate", f"how many {unit.many} <do+> one {machine.one} {verb} per minute")
    t.var("k", k, f"how many {machine.many} there are", machine)
    t.tell(
        "k",
        f"there <be*> {t.n(k)} such {machine.many}",
        f"the factory <have+> {t.n(k)} of these {machine.many}",
    )
    t.ask("k", f"how many {machine.many} <be*> there", f"how many {machine.many} <be*> at work")
    t.var("joint", rate * k, f"how many {unit.many} all {machine.many} {verb} in a minute", unit)
    t.product("joint", "rate", "k")
    t.tell("joint", f"together the {machine.many} <{verb}*> {rate * k} {unit.many} a minute")
    t.ask("joint", f"how many {unit.many} <do*> the {machine.many} {verb} per minute together")
    if rng.random() < 0.6 and level > 1:
        t.const("60", 60)
        t.var("h", hours, "the time in hours", HOUR)
        t.var("m", hours * 60, "the time in minutes", MINUTE)
        t.product("m", "h", "60")
        t.tell(
            "h",
            f"the {machine.many} <work*> for {t.count(hours, HOUR)}",
            f"the {machine.many} <be*> on for {t.count(hours, HOUR)}",
        )
        t.ask("h", "how many hours <do+> that take")
        minutes = hours * 60
    else:
        minutes = rng.randint(3, 45)
        t.var("m", minutes, "how many minutes they work", MINUTE)
        t.tell(
            "m",
            f"the {machine.many} <work*> for {t.count(minutes, MINUTE)}",
            f"the {machine.many} <be*> on for {t.count(minutes, MINUTE)}",
        )
    t.ask("m", "how many minutes <do+> that take", f"for how many minutes <do*> the {machine.many} work")
    made = rate * k * minutes
    t.var("made", made, f"how many {unit.many} that makes", unit)
    t.product("made", "joint", "m")
    t.tell(
        "made",
        f"the {machine.many} <{verb}*> {made} {unit.many} in total",
        f"{made} {unit.many} <be*> needed",
    )
    t.ask(
        "made",
        f"how many {unit.many} <do*> the {machine.many} {verb} in that time",
        f"how many {unit.many} <be+> that in all",
    )
    if level == 3 and unit.one != "litre":
        bad = rng.randint(2, 40)
        t.var("bad", bad, f"how many {unit.many} are faulty", unit)
        t.var("good", made - bad, f"how many {unit.many} are good", unit)
        t.total("made", "good", "bad")
        t.tell(
            "bad",
            f"{bad} {unit.many} <be*> faulty",
            f"{bad} of the {unit.many} <be*> damaged and cannot be used",
        )
        t.ask("good", f"how many good {unit.many} <be*> there")
    return t.work()


_TASKS = (
    ("build a wall", "builder"), ("paint a school", "painter"), ("harvest a field", "worker"), ("dig a ditch", "digger"),
    ("clean a stadium", "cleaner"), ("print a catalogue", "printer"), ("pave a road", "machine"), ("fill a pool", "pump"),
    ("plough a farm", "tractor"), ("unload a ship", "crane"), ("sort the mail", "clerk"), ("pack an order", "packer"),
    ("lay the floor", "tiler"), ("sew the costumes", "tailor"), ("empty a lake", "pump"), ("pick the grapes", "picker"),
)  # fmt: skip


def _joint_work(rng: Random, level: int) -> Worked:
    t = Tale(rng, level, past=0.1)
    job, who = rng.choice(_TASKS)
    unit = rng.choice((HOUR, DAY, DAY))
    noun = Noun(who, f"{who}s")
    n, m, days = rng.randint(2, 15), rng.randint(2, 15), rng.randint(2, 24)
    all_ = n * days
    if n == m or all_ % m:
        raise Redraw
    days2 = all_ // m
    t.var("n", n, f"how many {noun.many} there are at first", noun)
    t.var("days", days, f"how many {unit.many} they need", unit)
    t.var("work", all_, f"how many {unit.many} one {who} alone needs", unit)
    t.product("work", "n", "days")
    t.tell(
        "n days",
        f"{t.n(n)} {noun.many} can {job} in {t.count(days, unit)}",
        f"{t.n(n)} {noun.many} <need*> {t.count(days, unit)} to {job}",
        f"it <take+> {t.n(n)} {noun.many} {t.count(days, unit)} to {job}",
    )
    t.tell(
        "work",
        f"one {who} alone <need+> {all_} {unit.many} to {job}",
        f"one {who} can {job} in {all_} {unit.many}",
    )
    t.ask(
        "work",
        f"how many {unit.many} <do+> one {who} alone need, at the same pace",
        f"how long would one {who} take alone, in {unit.many}",
    )
    t.var("m", m, f"how many {noun.many} are needed", noun)
    t.var("days2", days2, f"how many {unit.many} the {noun.many} need now", unit)
    t.product("work", "m", "days2")
    t.tell("days2", f"the job must be done in {t.count(days2, unit)}")
    t.ask("m", f"how many {noun.many} <be*> needed for that, at the same pace")
    t.tell(
        "m",
        f"now there <be*> {t.n(m)} {noun.many}, who work at the same pace"
        if who not in ("machine", "pump", "tractor", "crane", "printer", "digger")
        else f"now there <be*> {t.n(m)} {noun.many} of the same kind",
    )
    t.ask("days2", f"how many {unit.many} <do*> they need", f"in how many {unit.many} <do*> they finish")
    if level == 3:
        some = rng.randint(1, days - 1)
        left, gone = n * (days - some), rng.randint(1, n - 1)
        if left % (n - gone):
            raise Redraw
        t = Tale(rng, level, past=0)
        t.ordered = True
        t.var("n", n, f"how many {noun.many} there are", noun)
        t.var("days", days, f"how many {unit.many} all need", unit)
        t.var("work", all_, f"how many {unit.many} one {who} alone needs for the whole job", unit)
        t.product("work", "n", "days")
        t.var("some", some, f"how many {unit.many} have passed", unit)
        t.var("done", n * some, "how much of this is done at the change", unit)
        t.product("done", "n", "some")
        t.var("left", left, "how much is still to do", unit)
        t.total("work", "done", "left")
        t.var("gone", gone, f"how many {noun.many} stop", noun)
        t.var("stay", n - gone, f"how many {noun.many} go on", noun)
        t.total("n", "stay", "gone")
        t.var("more", left // (n - gone), f"how many more {unit.many} they need", unit)
        t.product("left", "stay", "more")
        t.tell(
            "n days",
            f"{t.n(n)} {noun.many} can {job} in {t.count(days, unit)}",
            f"{t.n(n)} {noun.many} <need*> {t.count(days, unit)} to {job}",
        )
        t.tell(
            "some gone",
            f"after {t.count(some, unit)} of work, {t.count(gone, noun)} {'stops' if gone == 1 else 'stop'} and the others go on at the same pace",
        )
        t.ask("more", f"how many more {unit.many} <do*> the others need to finish")
    return t.work()


def _recipes(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    dish, parts = rng.choice(DISHES)
    what, unit, low, high, step = rng.choice(parts)
    base, heads = rng.choice((2, 3, 4, 5, 6, 8)), rng.randint(2, 30)
    each = rng.randint(low // step, high // step) * step
    if base == heads:
        raise Redraw
    t.var("base", base, "how many people the recipe is for", PERSON)
    t.var("amount", base * each, f"the {what} in the recipe", unit)
    t.var("each", each, f"the {what} for one person", unit)
    t.product("amount", "base", "each")
    t.var("heads", heads, "how many people there are", PERSON)
    t.var("need", heads * each, f"the {what} for everybody", unit)
    t.product("need", "heads", "each")
    t.tell(
        "base amount",
        f"a recipe for {dish} for {t.n(base)} people <need+> {base * each} {unit} of {what}",
        f"for {t.n(base)} people, {dish} <take+> {base * each} {unit} of {what}",
        f"a recipe that serves {t.n(base)} <use+> {base * each} {unit} of {what}",
    )
    t.tell(
        "each",
        f"{dish} <need+> {each} {unit} of {what} per person"
        if not dish.endswith("s") or dish.startswith("a ")
        else f"{dish} <need*> {each} {unit} of {what} per person",
    )
    t.tell(
        "heads",
        f"@ <make> {dish} for {t.n(heads)} people",
        f"{t.n(heads)} guests <come*> to eat {dish}",
        f"@ <want> to make {dish} for {t.n(heads)} people",
    )
    t.tell(
        "need",
        f"@ <have> {heads * each} {unit} of {what} and <use> all of it"
        if unit == "ml"
        else f"@ <use> {heads * each} {unit} of {what}",
    )
    t.ask(
        "each", f"how many {'grams' if unit == 'g' else 'millilitres'} of {what} <be*> needed for one person"
    )
    t.ask(
        "need",
        f"how much {what} <do> @ need"
        if not what.endswith("s")
        else f"how many {'grams' if unit == 'g' else 'millilitres'} of {what} <do> @ need",
        f"how many {'grams' if unit == 'g' else 'millilitres'} of {what} <be*> needed",
    )
    t.ask("heads", "for how many people <be+> that enough")
    t.aside(
        f"the dish <take+> {5 * rng.randint(2, 12)} minutes to cook", f"@ <have> {rng.randint(2, 9)} pans"
    )
    if level > 1:
        pack = rng.choice((100, 200, 250, 500, 1000))
        if (heads * each) % pack == 0:
            packs, cost = heads * each // pack, Fraction(rng.randint(4, 40), 4)
            word = "bottle" if unit == "ml" else rng.choice(("packet", "bag"))
            t.var("pack", pack, f"what is in one {word}", unit)
            t.var("packs", packs, f"how many {word}s @ <need>", Noun(word, f"{word}s"))
            t.product("need", "packs", "pack")
            t.var("cost", cost, f"the price of one {word}", "$")
            t.var("sum", cost * packs, f"the cost of all the {word}s", "$")
            t.product("sum", "packs", "cost")
            t.tell(
                "pack cost",
                f"{what} <be*> sold in {word}s of {pack} {unit} for {_usd(cost)} each"
                if what.endswith("s")
                else f"{what} <be+> sold in {word}s of {pack} {unit} for {_usd(cost)} each",
            )
            t.tell(
                "pack",
                f"a {word} of {what} <hold+> {pack} {unit}",
                f"there <be*> {pack} {unit} in a {word} of {what}",
            )
            t.tell("cost", f"one {word} <cost+> {_usd(cost)}")
            t.ask("packs", f"how many {word}s of {what} <do> @ have to buy")
            t.ask("sum", f"how much <do> @ pay for the {what}")
        elif rng.random() < 0.6 or level == 3:
            raise Redraw
    if level == 3:
        have = rng.randint(1, t.vars["packs"].value.numerator)
        if have >= t.vars["packs"].value:
            raise Redraw
        holder = t.vars["packs"].unit
        assert isinstance(holder, Noun)
        t.var("have", have, f"how many {holder.many} @ <have> already", holder)
        t.var("buy", t.vars["packs"].value - have, f"how many {holder.many} are missing", holder)
        t.total("packs", "have", "buy")
        t.rules = [rule for rule in t.rules if rule.keys[0] != "sum"]
        t.var(
            "sum", t.vars["cost"].value * t.vars["buy"].value, f"the cost of the missing {holder.many}", "$"
        )
        t.product("sum", "buy", "cost")
        t.tell("have", f"@ already <have> {t.count(have, holder)} at home")
        t.ask("buy", f"how many more {holder.many} <do> @ need")
        t.ask("sum", f"how much <do> @ pay for the {holder.many} that <be*> still missing")
    return t.work()


def _arrays(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    row, seat, place = rng.choice(ARRAYS)
    a, b = _skewed(rng, 2, 30), _skewed(rng, 3, 40)
    t.var("a", a, f"how many {row.many} there are", row)
    t.var("b", b, f"how many {seat.many} are in each {row.one}", seat)
    t.var("all", a * b, f"how many {seat.many} there are in all", seat)
    t.product("all", "a", "b")
    an = "an" if place[0] in "aeiou" else "a"
    t.tell(
        "a b",
        f"{an} {place} <have+> {t.n(a)} {row.many} of {t.n(b)} {seat.many}",
        f"in {an} {place} there <be*> {t.n(a)} {row.many} with {t.n(b)} {seat.many} in each",
        f"{an} {place} <have+> {t.n(a)} {row.many} with {t.n(b)} {seat.many} each",
    )
    t.tell(
        "a", f"{an} {place} <have+> {t.n(a)} {row.many}", f"there <be*> {t.n(a)} {row.many} in {an} {place}"
    )
    t.tell(
        "b",
        f"there <be*> {t.n(b)} {seat.many} in each {row.one}",
        f"every {row.one} <have+> {t.n(b)} {seat.many}",
        f"each {row.one} <have+> {t.n(b)} {seat.many}",
    )
    t.tell(
        "all",
        f"the {place} <have+> {a * b} {seat.many} in all",
        f"there <be*> {a * b} {seat.many} in the {place}",
    )
    t.tell("", f"all the {row.many} <have*> the same number of {seat.many}", hidden="b")
    t.ask("a", f"how many {row.many} <be*> there")
    t.ask(
        "b",
        f"how many {seat.many} <be*> in each {row.one}",
        f"how many {seat.many} <do+> each {row.one} have",
    )
    t.ask(
        "all",
        f"how many {seat.many} <be*> there in all",
        f"how many {seat.many} <do+> the {place} have",
        f"how many {seat.many} <be*> there altogether",
    )
    t.aside(f"the {place} <be+> {rng.randint(5, 90)} years old", f"@ <be> in the {place} for the first time")
    if level == 1:
        return t.work()
    whole, top = a * b, "all"
    if level == 3 or rng.random() < 0.5:
        c, d = _skewed(rng, 2, 20), _skewed(rng, 3, 30)
        if d == b:
            raise Redraw
        t.var("c", c, f"how many {row.many} there are of the other kind", row)
        t.var("d", d, f"how many {seat.many} are in each of the other {row.many}", seat)
        t.var("more", c * d, f"how many {seat.many} the other {row.many} have", seat)
        t.product("more", "c", "d")
        t.var("sum", a * b + c * d, f"how many {seat.many} there are together", seat)
        t.total("sum", "all", "more")
        t.tell(
            "c d",
            f"there <be*> also {t.n(c)} {row.many} of {t.n(d)} {seat.many}",
            f"another {t.n(c)} {row.many} <have*> {t.n(d)} {seat.many} each",
        )
        t.ask(
            "sum",
            f"how many {seat.many} <be*> there altogether",
            f"what <be+> the total number of {seat.many}",
        )
        t.ordered = True
        del t.asked["all"]
        t.told = [told for told in t.told if told.keys != ("all",)]
        whole, top = whole + c * d, "sum"
    odd = rng.randint(2, max(3, whole // 2))
    if odd >= whole:
        raise Redraw
    word, rest = rng.choice(
        (
            ("away", "there"),
            ("old", "new"),
            ("red", "not red"),
            ("new", "old"),
            ("small", "large"),
            ("broken", "in order"),
        )
    )
    people = seat.one in (
        "guest",
        "spectator",
        "soldier",
        "scout",
        "player",
        "pupil",
        "passenger",
        "dancer",
        "rower",
        "swimmer",
        "rabbit",
        "hen",
    )
    if people:
        word, rest = ("tired", "not tired") if seat.one not in ("rabbit", "hen") else ("white", "brown")
    elif word == "away":
        word, rest = ("marked", "not marked")
    if level == 3 and rng.random() < 0.5:
        under = rng.choice((2, 3, 4, 5))
        if whole % under:
            raise Redraw
        over = rng.randint(1, under - 1)
        odd = whole // under * over
        t.const("over", over)
        t.const("under", under)
        t.share("odd", top, "over", "under")
        part = {
            2: "half",
            3: "one third" if over == 1 else "two thirds",
            4: ("a quarter", "2/4", "three quarters")[min(over, 3) - 1],
            5: f"{over}/5",
        }[under]
        if part == "2/4":
            raise Redraw
        t.tell("", f"{part} of all the {seat.many} <be*> {word}")
    else:
        t.tell("odd", f"{odd} of the {seat.many} <be*> {word}", f"{odd} {seat.many} <be*> {word}")
    t.var("odd", odd, f"how many {seat.many} are {word}", seat)
    t.var("rest", whole - odd, f"how many {seat.many} are {rest}", seat)
    t.total(top, "odd", "rest")
    t.tell(
        "rest",
        f"the other {whole - odd} {seat.many} <be*> {rest}"
        if level == 2
        else f"{whole - odd} {seat.many} <be*> {rest}",
    )
    t.tell("", f"the rest of the {seat.many} <be*> {rest}", hidden="rest")
    t.ask("rest", f"how many {seat.many} <be*> {rest}")
    t.ask("odd", f"how many {seat.many} <be*> {word}")
    return t.work()


def _packing_chain(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    thing, box, van = rng.choice(PACKED), rng.choice(CONTAINERS), rng.choice(LARGE)
    dozen = rng.random() < 0.12
    a, b = 12 if dozen else _skewed(rng, 2, 40), _skewed(rng, 2, 30)
    t.var("a", a, f"how many {thing.many} are in one {box.one}", thing)
    t.var("b", b, f"how many {box.many} there are", box)
    t.var("ab", a * b, f"how many {thing.many} are in all the {box.many}", thing)
    t.product("ab", "b", "a")
    each = "a dozen" if dozen else t.n(a)
    t.tell(
        "a b",
        f"there <be*> {t.n(b)} {box.many} with {each} {thing.many} in each",
        f"@ <have> {t.n(b)} {box.many} of {each} {thing.many} each",
        f"@ <fill> {t.n(b)} {box.many} with {each} {thing.many} each",
    )
    t.tell(
        "a",
        f"each {box.one} <hold+> {each} {thing.many}",
        f"there <be*> {each} {thing.many} in every {box.one}",
        f"{box.a} <contain+> {each} {thing.many}",
        f"@ <put> {each} {thing.many} in each {box.one}",
    )
    t.tell("", f"every {box.one} <hold+> the same number of {thing.many}", hidden="a")
    t.tell("b", f"there <be*> {t.n(b)} {box.many}", f"@ <have> {t.n(b)} {box.many}")
    t.tell(
        "ab",
        f"there <be*> {a * b} {thing.many} in all",
        f"@ <have> {a * b} {thing.many} to pack",
        f"@ <pack> {a * b} {thing.many} into {box.many}",
    )
    t.ask(
        "a",
        f"how many {thing.many} <be*> in each {box.one}",
        f"how many {thing.many} <do+> one {box.one} hold",
    )
    t.ask("b", f"how many {box.many} <be*> needed", f"how many {box.many} <do> @ need")
    t.ask(
        "ab",
        f"how many {thing.many} <be*> there in all",
        f"how many {thing.many} <be+> that altogether",
        f"how many {thing.many} <do> @ have",
    )
    t.aside(
        f"the {box.many} <be*> {rng.randint(20, 60)} cm high",
        f"the {box.many} <be*> blue",
        f"@ <start> at {rng.randint(6, 10)} o'clock",
    )
    top, whole = "ab", a * b
    if level > 1 and rng.random() < 0.6:
        c = rng.randint(2, 12)
        t.var("c", c, f"how many {van.many} there are", van)
        t.var("bc", b * c, f"how many {box.many} there are in all", box)
        t.product("bc", "c", "b")
        t.rules.pop(0)
        t.told = [
            told for told in t.told if told.keys not in (("a", "b"), ("b",), ("ab",)) and told.hidden != "b"
        ]
        t.var("b", b, f"how many {box.many} are in one {van.one}", box)
        t.var("ab", a * b * c, f"how many {thing.many} there are in all", thing)
        t.product("ab", "bc", "a")
        t.tell(
            "b c",
            f"there <be*> {t.n(c)} {van.many} with {t.n(b)} {box.many} in each",
            f"{t.n(c)} {van.many} <carry*> {t.n(b)} {box.many} each",
        )
        t.tell("b", f"each {van.one} <have+> {t.n(b)} {box.many} in it")
        t.tell("c", f"there <be*> {t.n(c)} {van.many}")
        t.tell("ab", f"there <be*> {a * b * c} {thing.many} in all")
        t.ask("b", f"how many {box.many} <be*> in each {van.one}")
        t.ask("bc", f"how many {box.many} <be*> there in all")
        t.ask("c", f"how many {van.many} <be*> there")
        whole *= c
    if level > 1:
        kind = rng.randrange(3)
        lost = rng.randint(2, max(3, whole // 3))
        if kind < 2:
            t.var("lost", lost, f"how many {thing.many} are broken or gone", thing)
            t.var("left", whole - lost, f"how many {thing.many} are left", thing)
            t.total("ab", "left", "lost")
            t.tell(
                "lost",
                f"{lost} of the {thing.many} <be*> damaged and <be*> thrown away",
                f"{lost} {thing.many} <be*> taken out",
            )
            t.tell("left", f"at the end {whole - lost} {thing.many} <be*> left")
            t.ask("left", f"how many {thing.many} <be*> left", f"how many {thing.many} remain")
            t.ask("lost", f"how many {thing.many} <be*> taken out")
            top, whole = "left", whole - lost
        if kind > 0:
            k = rng.randint(2, 12)
            if whole % k:
                raise Redraw
            t.var("k", k, "how many children there are", Noun("child", "children"))
            t.var("each", whole // k, f"how many {thing.many} each child gets", thing)
            t.product(top, "k", "each")
            t.tell(
                "k",
                f"@ <share> the {thing.many} equally among {t.n(k)} children"
                if top == "ab"
                else f"the rest <be+> shared equally by {t.n(k)} children",
            )
            t.tell("each", f"in the end each child <get+> {whole // k} {thing.many}")
            t.ask("each", f"how many {thing.many} <do+> each child get")
            t.ask("k", f"how many children <share*> the {thing.many}")
    return t.work()


def _harvest(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    tree, fruit, unit = rng.choice(CROPS)
    n, each = _skewed(rng, 2, 40), _skewed(rng, 3, 60)
    crop = n * each
    t.scene("", "", "@ <have> a farm", "@ <work> on a farm")
    t.var("n", n, f"how many {tree.many} there are", tree)
    t.var("each", each, f"the {fruit} from one {tree.one}", unit)
    t.var("crop", crop, f"the {fruit} from all the {tree.many}", unit)
    t.product("crop", "n", "each")
    t.tell(
        "n each",
        f"@ <have> {t.n(n)} {tree.many} that <give*> {each} {unit} of {fruit} each",
        f"{t.n(n)} {tree.many} <yield*> {each} {unit} of {fruit} each",
    )
    t.tell("n", f"@ <have> {t.n(n)} {tree.many}", f"there <be*> {t.n(n)} {tree.many}")
    t.tell(
        "each",
        f"each {tree.one} <yield+> {each} {unit} of {fruit}",
        f"one {tree.one} <give+> {each} {unit} of {fruit}",
        f"every {tree.one} <produce+> {each} {unit} of {fruit}",
    )
    t.tell(
        "crop",
        f"the {tree.many} <yield*> {crop} {unit} of {fruit} in all",
        f"@ <collect> {crop} {unit} of {fruit}",
    )
    t.tell("", f"@ <have> some {tree.many}", hidden="n")
    u = {"kg": "kilograms"}.get(unit, unit)
    t.ask("n", f"how many {tree.many} <do> @ have", f"how many {tree.many} <be*> there")
    t.ask("each", f"how many {u} of {fruit} <do+> one {tree.one} give")
    t.ask(
        "crop", f"how many {u} of {fruit} <do> @ get in all", f"how many {u} of {fruit} <be+> that altogether"
    )
    t.aside(
        f"the farm <have+> {rng.randint(2, 30)} ducks",
        f"it <rain+> on {rng.randint(2, 9)} days".replace("<rain+>", "<be+> dry"),
        f"the farm <be+> {rng.randint(20, 150)} years old",
    )
    if level == 1:
        return t.work()
    kept = rng.randint(1, max(2, crop // 3))
    price = Fraction(_skewed(rng, 2, 24), 2)
    top, sold = "crop", crop
    if level == 3 or rng.random() < 0.5:
        if rng.random() < 0.5:
            rate = rng.choice((10, 20, 25, 50))
            if crop * rate % 100:
                raise Redraw
            kept = crop * rate // 100
            t.var("rate", rate, "the percentage that is kept", "%")
            t.percent("kept", "crop", "rate")
            t.tell("rate", f"@ <keep> {rate}% of the {fruit} and <sell> the rest")
        else:
            t.tell(
                "kept",
                f"@ <keep> {kept} {unit} and <sell> the rest",
                f"{kept} {unit} <be*> kept for the family and the rest <be+> sold",
            )
        t.var("kept", kept, f"the {fruit} that @ <keep>", unit)
        t.var(
            "sold",
            crop - kept,
            f"the {fruit} that are sold" if fruit.endswith("s") else f"the {fruit} that is sold",
            unit,
        )
        t.total("crop", "kept", "sold")
        t.tell("sold", f"@ <sell> {crop - kept} {unit}")
        t.ask("sold", f"how many {u} of {fruit} <do> @ sell")
        t.ask("kept", f"how many {u} of {fruit} <do> @ keep")
        top, sold = "sold", crop - kept
    one = {"kg": "kilogram", "litres": "litre", "sacks": "sack", "crates": "crate"}[unit]
    t.var("price", price, f"the price of one {one}", "$")
    t.var("money", price * sold, "the money from the sale", "$")
    t.product("money", top, "price")
    t.tell(
        "price",
        f"{fruit} <be*> sold at {_usd(price)} per {one}"
        if fruit.endswith("s")
        else f"{fruit} <be+> sold at {_usd(price)} per {one}",
        f"a {one} <bring+> {_usd(price)}",
    )
    t.tell(
        "money",
        f"@ <get> {_usd(price * sold)} for the {fruit}"
        if top == "crop"
        else f"@ <get> {_usd(price * sold)} for what @ <sell>",
    )
    t.ask("money", f"how much money <do> @ get for the {fruit}", "how much <do> @ earn from the sale")
    t.ask("price", f"how much <do+> one {one} cost", f"what <be+> the price of one {one}")
    if level == 3:
        cost = Fraction(5 * rng.randint(1, 60))
        if cost >= price * sold:
            raise Redraw
        t.var("cost", cost, "the costs", "$")
        t.var("profit", price * sold - cost, "the profit", "$")
        t.total("money", "cost", "profit")
        t.tell("cost", f"the work <cost+> {_usd(cost)}", f"@ <spend> {_usd(cost)} on tools and water")
        t.tell("profit", f"@ <make> a profit of {_usd(price * sold - cost)}")
        t.ask("profit", "how much profit <do> @ make", "what <be+> @'s profit")
        t.ask("cost", "how much <be*> the costs")
    return t.work()


def _tanks(rng: Random, level: int) -> Worked:
    t = Tale(rng, level, past=0.15)
    vessel = rng.choice(VESSELS)
    rate, leak, time = rng.randint(4, 40), rng.randint(1, 12), rng.randint(3, 60)
    unit = rng.choice((MINUTE, MINUTE, HOUR))
    if leak * 2 > rate:
        raise Redraw
    leaks = level > 1 and rng.random() < 0.65
    net = rate - leak if leaks else rate
    start = 5 * rng.randint(1, 60)
    volume = net * time
    v, one = vessel.one, unit.one
    t.var("rate", rate, f"how much flows in per {one}", "litres")
    t.tell(
        "rate",
        f"{vessel.a} <fill+> at {rate} litres {'an' if unit is HOUR else 'a'} {one}",
        f"a pipe <bring+> {rate} litres of water per {one} into {vessel.a}",
        f"water <flow+> into {vessel.a} at {rate} litres per {one}",
    )
    t.ask(
        "rate", f"how many litres per {one} flow in" if not t.past else f"how many litres per {one} flowed in"
    )
    t.var("time", time, f"how many {unit.many} it takes", unit)
    t.var("volume", volume, "how much water is added", "litres")
    t.tell(
        "time",
        f"the water <flow+> for {t.count(time, unit)}",
        f"the tap <be+> open for {t.count(time, unit)}",
    )
    if leaks:
        t.var("leak", leak, f"how much is lost per {one}", "litres")
        t.var("net", net, f"how much the water grows per {one}", "litres")
        t.total("rate", "leak", "net")
        t.tell(
            "leak",
            f"at the same time {leak} litres <leak*> out every {one}"
            if leak > 1
            else f"at the same time 1 litre <leak+> out every {one}",
            f"a hole <let+> out {number(leak)} {'litre' if leak == 1 else 'litres'} per {one}".replace(
                "<let+>", "lets" if not t.past else "let"
            ),
        )
        t.ask("net", f"by how many litres <do+> the water grow per {one}")
        t.ask("leak", f"how many litres <leak*> out per {one}")
        t.product("volume", "net", "time")
    else:
        t.product("volume", "rate", "time")
    t.tell(
        "volume",
        f"the {v} <take+> {volume} litres and <be+> empty at first",
        f"the {v} <hold+> {volume} litres and <be+> empty at first",
    )
    t.ask(
        "volume",
        f"how many litres <be*> in the {v} after that, if it <be+> empty at first"
        if level != 3
        else "how many litres <be*> added",
    )
    t.ask(
        "time",
        f"how many {unit.many} <do+> it take to fill the {v}",
        f"in how many {unit.many} <be+> the {v} full",
        f"after how many {unit.many} <be+> the {v} full",
    )
    t.aside(
        f"the {v} <be+> {rng.randint(2, 30)} years old", f"the water <be+> {rng.randint(8, 25)} degrees warm"
    )
    if level > 1 and (rng.random() < 0.5 or level == 3):
        t.told = [told for told in t.told if told.keys != ("volume",)]
        full = volume + start
        t.var("start", start, "the water at the start", "litres")
        t.var("full", full, f"the water in the {v} at the end", "litres")
        t.total("full", "start", "volume")
        t.tell(
            "start",
            f"the {v} already <hold+> {start} litres",
            f"at first there <be*> {start} litres in the {v}",
        )
        t.tell(
            "full", f"the full {v} <hold+> {full} litres", f"the {v} <hold+> {full} litres when it <be+> full"
        )
        t.ask(
            "full",
            f"how many litres <be*> in the {v} after that",
            f"how much water <be+> in the {v} at the end",
        )
        t.ask("start", f"how many litres <be*> in the {v} at first")
        del t.asked["volume"]
        if level == 3:
            k = rng.randint(2, 9)
            if full % k == 0:
                t.var("k", k, "how many days it lasts", DAY)
                t.var("day", full // k, "how much is used each day", "litres")
                t.product("full", "k", "day")
                t.tell(
                    "k",
                    f"after that the water <last+> for {t.count(k, DAY)} with the same use every day",
                    f"all this water <be+> then used up evenly in {t.count(k, DAY)}",
                )
                t.ask("day", "how many litres <be*> used each day")
            else:
                plants = rng.randint(2, 12)
                can = rng.randint(2, 10)
                if plants * can >= full:
                    raise Redraw
                t.var("plants", plants, "how many cans are taken")
                t.var("can", can, "what one can holds", "litres")
                t.var("taken", plants * can, "how much water is taken out", "litres")
                t.product("taken", "plants", "can")
                t.var("left", full - plants * can, "how much water is left", "litres")
                t.total("full", "taken", "left")
                t.tell("plants can", f"then {plants} cans of {can} litres <be*> taken out")
                t.ask("left", f"how many litres <be*> left in the {v} then")
    return t.work()


def _tickets(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    (big, small), event = rng.choice(GUESTS), rng.choice(EVENTS)
    a, b = _skewed(rng, 1, 12) + 1, _skewed(rng, 1, 20) + 1
    p, q = Fraction(rng.randint(6, 40)), Fraction(rng.randint(6, 50), 2)
    if q >= p:
        raise Redraw
    people = {"a": (a, p, big), "b": (b, q, small)}
    for i, (key, (n, price, kind)) in enumerate(people.items()):
        if level == 1 and i:
            break
        t.var(key, n, f"how many {kind.many} there are", kind)
        t.var(f"p{key}", price, f"the price of one {kind.one}'s ticket", "$")
        t.var(f"c{key}", n * price, f"the cost for the {kind.many}", "$")
        t.product(f"c{key}", key, f"p{key}")
        t.tell(
            f"{key} p{key}",
            f"{t.count(n, kind)} <go*> to {event} at {_usd(price)} each"
            if not i
            else f"{t.count(n, kind)} <go*> too, at {_usd(price)} each",
            f"{t.count(n, kind)} <pay*> {_usd(price)} each for {event}",
        )
        t.tell(key, f"{t.count(n, kind)} <go*> to {event}", f"there <be*> {t.count(n, kind)} at {event}")
        t.tell(
            f"p{key}",
            f"a ticket for {event} <cost+> {_usd(price)} for {kind.a}",
            f"{kind.many} <pay*> {_usd(price)} each for {event}",
            f"tickets for {event} <be*> {_usd(price)} for {kind.many}",
        )
        t.tell(
            f"c{key}",
            f"the tickets for the {kind.many} <cost*> {_usd(n * price)}",
            f"the {kind.many} <pay*> {_usd(n * price)} in all",
        )
        t.ask(key, f"how many {kind.many} <go*> to {event}", f"how many {kind.many} <be*> there")
        t.ask(
            f"p{key}",
            f"how much <do+> one ticket for {kind.a} cost",
            f"what <be+> the price of a ticket for {kind.a}",
        )
        t.ask(
            f"c{key}",
            f"how much <do*> the tickets for the {kind.many} cost",
            f"how much <do*> the {kind.many} pay together",
        )
    t.aside(f"{event} <start+> at {rng.randint(2, 8)} p.m.", f"{event} <last+> {rng.randint(2, 4)} hours")
    if level == 1:
        return t.work()
    whole = a * p + b * q
    t.var("all", whole, "the cost of all the tickets", "$")
    t.total("all", "ca", "cb")
    t.tell(
        "all",
        f"all the tickets together <cost*> {_usd(whole)}",
        f"the total for the tickets <be+> {_usd(whole)}",
    )
    t.ask(
        "all",
        "how much <do*> all the tickets cost",
        "how much <do*> they pay in total",
        f"what <be+> the total cost of the visit to {event}",
    )
    extra = rng.randrange(4)
    if extra == 0:
        note = 50 if whole < 50 else (int(whole) // 100 + 1) * 100
        t.var("note", note, "how much they hand over", "$")
        t.var("change", note - whole, "the change", "$")
        t.total("note", "all", "change")
        t.tell("note", f"@ <pay> for all of them with ${note}", f"@ <hand> over ${note} for all the tickets")
        t.ask("change", "how much change <do> @ get")
    elif extra == 1:
        rate = rng.choice((10, 20, 25, 50))
        off = whole * rate / 100
        t.var("rate", rate, "the discount in percent", "%")
        t.var("off", off, "the discount", "$")
        t.percent("off", "all", "rate")
        t.var("net", whole - off, "the price after the discount", "$")
        t.total("all", "off", "net")
        t.tell("rate", f"the group <get+> a discount of {rate}%", f"there <be+> {rate}% off for groups")
        t.ask(
            "net",
            "how much <do*> they pay after the discount",
            "what <do*> the tickets cost with the discount",
        )
        t.ask("off", "how many dollars <do*> they save")
    elif extra == 2:
        bus = rng.randint(10, 90)
        t.var("bus", bus, "the cost of the bus", "$")
        t.var("sum", whole + bus, "the cost with the bus", "$")
        t.total("sum", "all", "bus")
        t.tell("bus", f"the bus there <cost+> ${bus} for everybody", f"they also <pay*> ${bus} for a bus")
        t.tell("sum", f"the tickets and the bus together <cost*> {_usd(whole + bus)}")
        t.ask(
            "sum",
            "how much <do+> the whole trip cost",
            "how much <do*> the tickets and the bus cost together",
        )
        t.ask("bus", "how much <do+> the bus cost")
    return t.work()


def _tiling_fencing(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    a, b = rng.randint(2, 25), rng.randint(2, 25)
    a, b = max(a, b), min(a, b)
    if rng.random() < 0.5:
        place, stuff = rng.choice(AREAS), rng.choice(FLOORING)
        if stuff == "turf":
            place = "lawn"
        elif place == "lawn" or place == "roof":
            raise Redraw
        size = a * b
        t.var("a", a, f"the length of the {place}", "m")
        t.var("b", b, f"the width of the {place}", "m")
        t.var("area", size, f"the area of the {place}", "m²")
        t.product("area", "a", "b")
        t.tell(
            "a b",
            f"@'s {place} <be+> {a} m long and {b} m wide",
            f"@ <have> a {place} of {a} m by {b} m",
            f"a {place} <measure+> {a} m by {b} m".replace("<measure+>", "is" if not t.past else "was"),
        )
        t.tell("a", f"the {place} <be+> {a} m long")
        t.tell("b", f"the {place} <be+> {b} m wide")
        t.tell(
            "area",
            f"the floor of the {place} <be+> {size} m²" if place != "lawn" else f"the lawn <be+> {size} m²",
            f"the {place} <have+> an area of {size} square metres",
        )
        t.ask("a", f"how long <be+> the {place}")
        t.ask("b", f"how wide <be+> the {place}")
        t.ask("area", f"how many square metres of {stuff} <do> @ need", f"what <be+> the area of the {place}")
        plural = stuff == "tiles"
        price = Fraction(rng.randint(4, 60), rng.choice((1, 2)))
        t.var("price", price, "the price of one square metre", "$")
        t.var("cost", size * price, f"the cost of the {stuff}", "$")
        t.product("cost", "area", "price")
        end = "*" if plural else "+"
        t.tell(
            "price",
            f"{stuff} <cost{end}> {_usd(price)} per square metre",
            f"one square metre of {stuff} <cost+> {_usd(price)}",
        )
        t.tell("cost", f"the {stuff} for the whole {place} <cost{end}> {_usd(size * price)}")
        t.ask(
            "cost",
            f"how much <do{end}> the {stuff} for the whole {place} cost",
            f"how much <do> @ pay for the {stuff}",
        )
        t.ask("price", f"how much <do+> one square metre of {stuff} cost")
        top, cost = "cost", size * price
    else:
        place, stuff = rng.choice(YARDS), rng.choice(FENCING)
        if a == b:
            raise Redraw
        t.const("2", 2)
        half, around = a + b, 2 * (a + b)
        t.var("a", a, f"the length of the {place}", "m")
        t.var("b", b, f"the width of the {place}", "m")
        t.var("half", half, "length and width together", "m")
        t.total("half", "a", "b")
        t.var("around", around, f"the way around the {place}", "m")
        t.product("around", "half", "2")
        t.tell(
            "a b",
            f"a rectangular {place} <be+> {a} m long and {b} m wide",
            f"@ <have> a {place} of {a} m by {b} m",
        )
        t.tell("a", f"a rectangular {place} <be+> {a} m long")
        t.tell("b", f"a rectangular {place} <be+> {b} m wide")
        t.tell(
            "around",
            f"the {stuff} around it <be+> {around} m long",
            f"the {place} <be+> enclosed by {around} m of {stuff}",
        )
        t.ask("a", f"how long <be+> the {place}")
        t.ask("b", f"how wide <be+> the {place}")
        t.ask(
            "around",
            f"how many metres of {stuff} <be*> needed to go around it",
            f"how many metres of {stuff} <do> @ need to enclose it",
        )
        price = Fraction(rng.randint(4, 50), rng.choice((1, 2)))
        t.var("price", price, "the price of one metre", "$")
        t.var("cost", around * price, f"the cost of the {stuff}", "$")
        t.product("cost", "around", "price")
        t.tell(
            "price",
            f"one metre of {stuff} <cost+> {_usd(price)}",
            f"the {stuff} <cost+> {_usd(price)} per metre",
        )
        t.tell("cost", f"the {stuff} all around <cost+> {_usd(around * price)}")
        t.ask(
            "cost",
            f"how much <do+> the {stuff} cost",
            f"how much <do> @ pay for a {stuff}"
            if stuff not in ("netting", "railing")
            else f"how much <do> @ pay for the {stuff}",
        )
        t.ask("price", f"how much <do+> one metre of {stuff} cost")
        top, cost = "cost", around * price
    t.aside(
        f"the house <be+> {rng.randint(3, 90)} years old", f"the house <have+> {rng.randint(2, 9)} windows"
    )
    if level > 1:
        hours, wage = rng.randint(2, 12), rng.randint(10, 40)
        t.var("hours", hours, "how many hours the work takes", HOUR)
        t.var("wage", wage, "the pay for one hour of work", "$")
        t.var("work", hours * wage, "the cost of the work", "$")
        t.product("work", "hours", "wage")
        t.var("sum", cost + hours * wage, "the cost of everything", "$")
        t.total("sum", top, "work")
        t.tell(
            "hours wage",
            f"the work <take+> {t.count(hours, HOUR)} at ${wage} an hour",
            f"a worker <get+> ${wage} an hour and <need+> {t.count(hours, HOUR)}",
        )
        t.tell("work", f"the work <cost+> ${hours * wage}")
        t.tell("sum", f"with the work, everything <cost+> {_usd(cost + hours * wage)}")
        t.ask(
            "sum",
            "how much <do+> everything cost, with the work",
            "what <be+> the total cost of material and work",
        )
    return t.work()


def _cutting(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    rope = rng.choice(LENGTHS)
    n, piece = rng.randint(2, 25), rng.choice((5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 60, 75, 80, 120))
    metres = rng.random() < 0.4
    if metres:
        length, unit = rng.randint(2, 12), "m"
        piece = length
    else:
        unit = "cm"
    used = n * piece
    t.var("n", n, "how many pieces there are", Noun("piece", "pieces"))
    t.var("piece", piece, "the length of one piece", unit)
    t.var("used", used, "the length of all the pieces", unit)
    t.product("used", "n", "piece")
    t.tell(
        "n piece",
        f"@ <cut> {t.n(n)} pieces of {piece} {unit} from a {rope.one}",
        f"@ <need> {t.n(n)} pieces of {rope.one}, each {piece} {unit} long".replace(
            "of strip", "of a strip"
        ).replace("of roll", "of a roll"),
    )
    t.tell("n", f"@ <cut> {t.n(n)} equal pieces from a {rope.one}")
    t.tell(
        "piece",
        f"@ <cut> a {rope.one} into pieces of {piece} {unit}",
        f"the pieces <be*> {piece} {unit} long",
    )
    t.ask("n", "how many pieces <do> @ get", "how many pieces <be*> there")
    t.ask(
        "piece",
        "how long <be+> each piece",
        f"how many {'metres' if metres else 'centimetres'} long <be+> one piece",
    )
    t.ask(
        "used",
        f"how long <be*> all the pieces together, in {unit}",
        f"how many {'metres' if metres else 'centimetres'} of the {rope.one} <do> @ use",
    )
    if level == 1:
        t.tell(
            "used",
            f"the {rope.one} <be+> {used} {unit} long, with nothing left over",
            f"in all @ <use> {used} {unit}",
        )
        return t.work()
    rest = 0 if rng.random() < 0.25 else rng.randint(1, 12) * (1 if metres else 5)
    full = used + rest
    if rest:
        t.var("rest", rest, "the length that is left", unit)
        t.var("full", full, f"the length of the whole {rope.one}", unit)
        t.total("full", "used", "rest")
        t.tell(
            "rest",
            f"{rest} {unit} <be*> left over" if rest > 1 else f"1 {unit} <be+> left over",
            f"there <be*> {rest} {unit} left",
        )
        t.ask(
            "rest",
            f"how many {'metres' if metres else 'centimetres'} <be*> left",
            f"how much of the {rope.one} <be+> left, in {unit}",
        )
    else:
        t.told.append(
            t.told[0]._replace(
                keys=("used",),
                variants=(f"the {rope.one} <be+> {used} {unit} long and all of it <be+> used",),
            )
        )
        t.vars["full"] = t.vars["used"]
        t.rules = [rule._replace(keys=("full", *rule.keys[1:])) for rule in t.rules]
        t.told = [told for told in t.told if told.keys != ("used",)]
        del t.asked["used"]
        t.tell("", "nothing <be+> left over")
    said = f"the {rope.one} <be+> {full} {unit} long"
    if not metres and full % 50 == 0 and full >= 100:
        m = Fraction(full, 100)
        t.const("100", 100)
        t.var("m", m, f"the length of the {rope.one} in metres", METRE)
        t.product("full", "m", "100")
        t.var("full", full, f"the length of the {rope.one} in centimetres", "cm")
        t.tell("m", f"the {rope.one} <be+> {number(m)} m long", f"@ <have> a {rope.one} of {number(m)} m")
        t.ask("m", f"how many metres long <be+> the {rope.one}")
    else:
        t.tell("full", said, f"@ <have> a {rope.one} of {full} {unit}")
        t.ask("full", f"how long <be+> the {rope.one}, in {unit}")
    t.ask("full", f"how long <be+> the whole {rope.one}, in {unit}")
    t.aside(f"the work <take+> {rng.randint(2, 50)} minutes", f"the {rope.one} <be+> new")
    if level == 3:
        price, k = Fraction(rng.randint(2, 20), 2), rng.randint(2, 6)
        t.var("k", k, f"how many {rope.many} are cut like this", rope)
        t.var("all", n * k, "how many pieces there are in all", Noun("piece", "pieces"))
        t.product("all", "n", "k")
        t.var("price", price, "the price of one piece", "$")
        t.var("money", price * n * k, "the money for all the pieces", "$")
        t.product("money", "all", "price")
        t.tell("k", f"@ <cut> {t.n(k)} such {rope.many} in the same way")
        t.tell("price", f"@ <sell> each piece for {_usd(price)}")
        t.ask("money", "how much money <do> @ get for all the pieces")
        t.ask("all", f"how many pieces <do> @ get from all the {rope.many}")
    return t.work()


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


_PLANS = (
    ("lesson", "break"), ("match", "pause"), ("film", "interval"), ("training round", "rest"), ("talk", "coffee break"),
    ("bus tour", "stop"), ("concert", "pause"), ("exam", "break"), ("swimming session", "rest"), ("rehearsal", "break"),
)  # fmt: skip


def _schedules(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    what, pause = rng.choice(_PLANS)
    noun = Noun(what, f"{what}es" if what.endswith("ch") else f"{what}s")
    n, long, gap = rng.randint(2, 8), 5 * rng.randint(3, 20), 5 * rng.randint(1, 6)
    if n * long > 600:
        raise Redraw
    t.var("n", n, f"how many {noun.many} there are", noun)
    t.var("long", long, f"how many minutes one {what} lasts", MINUTE)
    t.var("play", n * long, f"how many minutes all the {noun.many} last", MINUTE)
    t.product("play", "n", "long")
    t.tell(
        "n long",
        f"@ <have> {t.n(n)} {noun.many} of {long} minutes each",
        f"there <be*> {t.n(n)} {noun.many} of {long} minutes each",
    )
    t.tell("n", f"@ <have> {t.n(n)} {noun.many}")
    t.tell("long", f"each {what} <last+> {long} minutes", f"one {what} <take+> {long} minutes")
    t.tell(
        "play",
        f"the {noun.many} together <last*> {n * long} minutes",
        f"the {noun.many} <take*> {n * long} minutes in all",
    )
    t.tell("", f"all the {noun.many} <be*> equally long", hidden="long")
    t.ask("n", f"how many {noun.many} <be*> there")
    t.ask("long", f"how many minutes <do+> one {what} last")
    t.ask(
        "play",
        f"how many minutes <do*> the {noun.many} last together",
        f"how many minutes of {noun.many} <be+> that",
    )
    if level == 1:
        return _from_to(rng) if rng.random() < 0.5 else t.work()
    whole, top = n * long, "play"
    if n > 2 or level == 3:
        if n < 3:
            raise Redraw
        t.const("1", 1)
        t.var("gaps", n - 1, f"how many {pause}s there are between them")
        t.total("n", "gaps", "1")
        t.var("gap", gap, f"how many minutes one {pause} lasts", MINUTE)
        t.var("idle", (n - 1) * gap, f"how many minutes all the {pause}s last", MINUTE)
        t.product("idle", "gaps", "gap")
        whole, top = n * long + (n - 1) * gap, "whole"
        t.var("whole", whole, "how many minutes everything lasts", MINUTE)
        t.total("whole", "play", "idle")
        t.tell(
            "gap",
            f"between two {noun.many} there <be+> {'an' if pause[0] == 'i' else 'a'} {pause} of {gap} minutes",
        )
        t.tell("whole", f"from beginning to end it <take+> {whole} minutes")
        t.ask("whole", "how many minutes <do+> everything take from beginning to end")
        t.ask("idle", f"how many minutes <do*> the {pause}s take in all")
    if whole % 30 == 0:
        t.const("60", 60)
        t.var("hours", Fraction(whole, 60), "how many hours that is", HOUR)
        t.product(top, "hours", "60")
        t.ask("hours", "how many hours <do+> everything take", "how many hours <be+> that in all")
    return t.work()


def _from_to(rng: Random) -> Worked:
    """The end, the beginning or the length of something, by the clock."""
    start, length = 5 * rng.randint(84, 220), 5 * rng.randint(1, 11)
    what = rng.choice(
        (
            "film",
            "train ride",
            "lesson",
            "meeting",
            "concert",
            "match",
            "flight",
            "bus ride",
            "show",
            "talk",
            "visit",
            "party",
        )
    )
    end = start + length
    if start % 60 + length >= 60:
        raise Redraw
    kind = rng.randrange(3)
    steps = [("Add the minutes: the hour stays the same.", f"{start % 60} + {length} = {end % 60}")]
    if kind == 0:
        question = rng.choice((
            f"A {what} begins at {_clock(start)} and lasts {length} minutes. At what time does it end?",
            f"A {what} of {length} minutes starts at {_clock(start)}. When is it over?",
            f"If a {what} starts at {_clock(start)} and takes {length} minutes, when does it end?",
        ))  # fmt: skip
        return worked(question, steps, (end // 60, end % 60), _clock(end))
    steps = [("Subtract the minutes: the hour stays the same.", f"{end % 60} - {start % 60} = {length}")]
    if kind == 1:
        question = rng.choice((
            f"A {what} begins at {_clock(start)} and ends at {_clock(end)}. How many minutes does it last?",
            f"How many minutes are there from {_clock(start)} to {_clock(end)}?",
            f"A {what} runs from {_clock(start)} to {_clock(end)}. How long is it, in minutes?",
        ))  # fmt: skip
        return worked(question, steps, length, f"{length} minutes")
    steps = [("Subtract the minutes: the hour stays the same.", f"{end % 60} - {length} = {start % 60}")]
    question = rng.choice((
        f"A {what} of {length} minutes ends at {_clock(end)}. When did it begin?",
        f"A {what} lasted {length} minutes and was over at {_clock(end)}. At what time did it start?",
    ))  # fmt: skip
    return worked(question, steps, (start // 60, start % 60), _clock(start))


def _bills(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    plan, unit, low, high, least, most = rng.choice(BILLS)
    step = 5 if most <= 60 else 50
    fee, n = rng.randint(3, 60), _skewed(rng, max(2, low), high)
    price = Fraction(rng.randint(least // step or 1, most // step) * step, 100)
    used = n * price
    total_ = fee + used
    monthly = plan.endswith(("plan", "contract", "membership", "service", "school", "course"))
    per = " a month" if monthly else ""
    t.var("fee", fee, "the fixed part", "$")
    t.var("n", n, f"how many {unit.many} are paid for", unit)
    t.var("price", price, f"the price of one {unit.one}", "$")
    t.var("used", used, f"the cost of the {unit.many}", "$")
    t.product("used", "n", "price")
    t.var("total", total_, "the whole bill", "$")
    t.total("total", "fee", "used")
    an = "an" if unit.one[0] in "aeho" and unit.one != "house" else "a"
    t.tell(
        "fee price",
        f"a {plan} <cost+> ${fee}{per} plus {_usd(price)} per {unit.one}".replace(
            "a electricity", "an electricity"
        ),
        f"for a {plan} @ <pay> a fixed ${fee}{per} and {_usd(price)} for every {unit.one}".replace(
            "a electricity", "an electricity"
        ),
    )
    t.tell(
        "fee",
        f"the fixed fee of the {plan} <be+> ${fee}{per}",
        f"a {plan} <have+> a basic fee of ${fee}{per}".replace("a electricity", "an electricity"),
    )
    t.tell(
        "price",
        f"each {unit.one} <cost+> {_usd(price)}",
        f"{an} {unit.one} <cost+> {_usd(price)}",
        f"@ <pay> {_usd(price)} per {unit.one}",
    )
    t.tell(
        "n",
        f"@ <use> {t.count(n, unit)}" if monthly else f"@ <pay> for {t.count(n, unit)}",
        f"@ <be> charged for {t.count(n, unit)}",
        f"the bill <be+> for {t.count(n, unit)}",
    )
    t.tell("used", f"the {unit.many} <cost*> {_usd(used)} in all")
    t.tell(
        "total",
        f"the bill <be+> {_usd(total_)}",
        f"@ <pay> {_usd(total_)} in total",
        f"in all @ <owe> {_usd(total_)}",
    )
    t.ask("total", "how much <do> @ pay in total", "how much <be+> the bill", "how much <do> @ owe")
    t.ask("n", f"for how many {unit.many} <do> @ pay", f"how many {unit.many} <be*> on the bill")
    t.ask("price", f"how much <do+> one {unit.one} cost")
    t.ask("fee", "how much <be+> the fixed fee")
    t.ask("used", f"how much <do*> the {unit.many} cost")
    t.aside(f"@ <be> {rng.randint(20, 70)} years old", f"@ <pay> by card on a {rng.choice(_STARTS)}")
    if level == 3:
        kind = rng.randrange(2)
        if kind == 0:
            free = rng.randint(2, 40)
            t.var("free", free, f"how many {unit.many} are free", unit)
            t.var("taken", n + free, f"how many {unit.many} @ <use> in all", unit)
            t.total("taken", "n", "free")
            t.told = [told for told in t.told if told.keys != ("n",)]
            t.tell(
                "free",
                f"the first {t.count(free, unit)} <be*> free",
                f"{t.count(free, unit)} <be*> included in the fee",
            )
            t.tell(
                "taken",
                f"@ <use> {t.count(n + free, unit)}" if monthly else f"@ <take> {t.count(n + free, unit)}",
            )
            t.ask("taken", f"how many {unit.many} <do> @ use in all")
        months, top = rng.randint(2, 12), "total"
        if monthly:
            t.var("months", months, "how many months that goes on", MONTH)
            t.var("long", months * total_, "the cost for all the months", "$")
            t.product("long", top, "months")
            t.tell(
                "months",
                f"it <be+> the same for {t.count(months, MONTH)}",
                f"this <go+> on for {t.count(months, MONTH)}",
            )
            t.ask("long", f"how much <do> @ pay in the {months} months together")
        heads = rng.randint(2, 4)
        t.var("heads", heads, "how many people share", PERSON)
        t.var("each", total_ / heads, "each person's part of the bill", "$")
        t.product("total", "heads", "each")
        t.tell("heads", f"{t.n(heads)} people <share*> the bill equally")
        t.ask("each", "how much <do+> each person pay")
    return t.work()


def _age_puzzles(rng: Random, level: int) -> Worked:
    t = Tale(rng, level, narrators=False, past=0)
    other, third = rng.sample(_NAMES, 2)
    if t.who.name in (other, third):
        raise Redraw
    age, later = rng.randint(3, 45), rng.randint(2, 20)
    t.var("age", age, "@'s age now", YEAR)
    t.tell("age", f"@ <be> {age} years old", f"@ <be> {age}", f"@ <be> {age} years old now")
    t.ask("age", "how old <be> @ now", "how old <be> @")
    years = t.count(later, YEAR)
    if rng.random() < 0.5:
        t.var("later", later, "how many years pass", YEAR)
        t.var("then", age + later, f"@'s age in {later} years", YEAR)
        t.total("then", "age", "later")
        t.tell(
            "later then",
            f"in {years} @ will be {age + later}",
            f"{years} from now @ will be {age + later} years old",
        )
        t.told.append(t.told[0]._replace(keys=("later",), variants=(f"we look {years} ahead",)))
        if level == 1:
            t.ask("then", f"how old will @ be {years} later", f"how old will @ be after {years}")
    if level == 1 and "then" in t.vars:
        direct = rng.random() < 0.7
        if direct:
            t.told = [told for told in t.told if told.keys != ("later",)]
            t.known.add("later")
            t.asked["then"] = (f"how old will @ be in {years}", f"how old will @ be {years} from now")
            t.told = [
                told._replace(keys=("then",)) if told.keys == ("later", "then") else told for told in t.told
            ]
        else:
            t.told = [told for told in t.told if told.keys != ("later",)]
        t.asked["age"] = ("how old <be> @ now",)
        return t.work()
    if "later" in t.vars:
        t.told = [told for told in t.told if told.keys != ("later",)]
        t.known.add("later")
        t.told = [
            told._replace(keys=("then",)) if told.keys == ("later", "then") else told for told in t.told
        ]
        t.ask("then", f"how old will @ be in {years}")
    kind = rng.randrange(2)
    if kind == 0:
        gap = rng.randint(1, 20)
        older = rng.random() < 0.5
        if not older and gap >= age:
            raise Redraw
        second = age + gap if older else age - gap
        t.var("gap", gap, "the difference of the ages", YEAR)
        t.total(*(("two", "age", "gap") if older else ("age", "two", "gap")))
        t.tell("gap", f"{other} <be+> {t.count(gap, YEAR)} {'older' if older else 'younger'} than @m")
        t.ask("gap", f"how many years {'older' if older else 'younger'} <be+> {other}")
    else:
        k = rng.randint(2, 5)
        second = age * k
        if second > 90:
            raise Redraw
        t.const("k", k)
        t.product("two", "age", "k")
        t.tell("", f"{other} <be+> {'twice' if k == 2 else f'{k} times'} as old as @m")
    t.var("two", second, f"{other}'s age now", YEAR)
    t.tell("two", f"{other} <be+> {second} years old")
    t.ask("two", f"how old <be+> {other}", f"how old <be+> {other} now")
    if level == 1:
        return t.work()
    whole = age + second
    parts = ["age", "two"]
    if level == 3:
        gap3 = rng.randint(1, 12)
        if gap3 >= second:
            raise Redraw
        t.var("gap3", gap3, "how many years lie between them", YEAR)
        t.var("three", second - gap3, f"{third}'s age now", YEAR)
        t.total("two", "three", "gap3")
        t.tell("gap3", f"{third} <be+> {t.count(gap3, YEAR)} younger than {other}")
        t.ask("three", f"how old <be+> {third}")
        parts.append("three")
        whole += second - gap3
    names = "of the two" if len(parts) == 2 else "of all three"
    t.var("sum", whole, f"the sum of the ages {names}", YEAR)
    t.total("sum", *parts)
    t.tell("sum", f"the ages of {'@ and ' + other if level < 3 else 'all three'} add up to {whole} years")
    t.ask(
        "sum",
        "how old are they all together" if level == 3 else "how old are the two together",
        f"what <be+> the sum {names} of the ages".replace(
            f"the sum {names} of the ages", f"the sum of the ages {names}"
        ),
    )
    if level == 3:
        years2, heads = rng.randint(2, 12), len(parts)
        t.const("heads", heads)
        t.const("years2", years2)
        t.var("rise", heads * years2, f"how much the sum grows in {years2} years", YEAR)
        t.product("rise", "heads", "years2")
        t.var("sum2", whole + heads * years2, f"the sum of their ages in {years2} years", YEAR)
        t.total("sum2", "sum", "rise")
        t.ask(
            "sum2",
            f"what will be the sum of their ages in {years2} years",
            f"how old will they all be together in {years2} years",
        )
        if whole % 3 == 0:
            t.var("mean", whole // 3, "their average age", YEAR)
            t.product("sum", "heads", "mean")
            t.ask("mean", "what <be+> the average of their ages", "what <be+> their average age")
    return t.work()


def _mixing(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    if rng.random() < 0.35:
        return _concentration(t, level)
    name, x, y = rng.choice(MIXES)
    a, b = _skewed(rng, 2, 20), _skewed(rng, 2, 20)
    p, q = Fraction(rng.randint(2, 40), rng.choice((1, 2))), Fraction(rng.randint(2, 40), rng.choice((1, 2)))
    if p == q:
        raise Redraw
    for key, n, price, what in (("a", a, p, x), ("b", b, q, y)):
        t.var(key, n, f"the weight of the {what}", "kg")
        t.var(f"p{key}", price, f"the price of one kilogram of {what}", "$")
        t.var(f"c{key}", n * price, f"the cost of the {what}", "$")
        t.product(f"c{key}", key, f"p{key}")
        end = "*" if what.endswith("s") else "+"
        t.tell(
            f"{key} p{key}",
            f"@ <use> {n} kg of {what} at {_usd(price)} per kg",
            f"@ <take> {n} kg of {what} at {_usd(price)} a kilogram",
        )
        t.tell(key, f"@ <take> {n} kg of {what}", f"@ <use> {n} kg of {what}")
        t.tell(
            f"p{key}",
            f"a kilogram of {what} <cost+> {_usd(price)}",
            f"{what} <cost{end}> {_usd(price)} per kg",
        )
        t.tell(f"c{key}", f"the {what} <cost{end}> {_usd(n * price)} in all")
        t.ask(key, f"how many kilograms of {what} <do> @ use")
        t.ask(f"p{key}", f"how much <do+> one kilogram of {what} cost")
        t.ask(f"c{key}", f"how much <do{end}> the {what} cost")
    t.scene(
        f"@ <mix> {x} and {y}",
        f"@ <make> a {name} of {x} and {y}".replace("a animal", "an animal")
        if name not in ("concrete", "soil", "muesli", "animal feed", "bird food")
        else f"@ <make> {name} of {x} and {y}",
    )
    t.var("w", a + b, "the weight of the mixture", "kg")
    t.total("w", "a", "b")
    t.tell("w", f"the mixture <weigh+> {a + b} kg")
    t.ask("w", "how many kilograms of the mixture <be*> there", "how much <do+> the mixture weigh")
    cost = a * p + b * q
    t.var("c", cost, "the cost of the mixture", "$")
    t.total("c", "ca", "cb")
    t.tell("c", f"the whole mixture <cost+> {_usd(cost)}")
    t.ask("c", "how much <do+> the whole mixture cost")
    if level == 3:
        each = cost / (a + b)
        if rng.random() < 0.5 and (each * 2).denominator == 1:
            t.var("each", each, "the cost of one kilogram of the mixture", "$")
            t.product("c", "w", "each")
            t.ask(
                "each",
                "how much <do+> one kilogram of the mixture cost",
                "what <be+> the price of a kilogram of the mixture",
            )
        sale = each.__ceil__() + rng.randint(1, 6)
        t.var("sale", sale, "the price of a kilogram when it is sold", "$")
        t.var("income", sale * (a + b), "the money from the sale", "$")
        t.product("income", "w", "sale")
        t.var("gain", sale * (a + b) - cost, "the profit", "$")
        t.total("income", "c", "gain")
        t.tell("sale", f"@ <sell> the mixture at ${sale} per kg")
        t.ask("gain", "how much profit <do> @ make")
    return t.work()


def _concentration(t: Tale, level: int) -> Worked:
    rng = t.rng
    what, fluid = rng.choice(SOLUTIONS)
    unit = (
        rng.choice(("g", "kg", "litres", "ml"))
        if what not in ("salt", "sugar", "copper")
        else rng.choice(("g", "kg"))
    )
    whole, rate = 20 * rng.randint(1, 40), rng.choice((2, 3, 4, 5, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60))
    part = Fraction(whole * rate, 100)
    if part.denominator > 2:
        raise Redraw
    t.var("whole", whole, f"the amount of {fluid}", unit)
    t.var("rate", rate, f"the percentage of {what}", "%")
    t.var("part", part, f"the {what} in it", unit)
    t.percent("part", "whole", "rate")
    t.tell(
        "whole rate",
        f"{whole} {unit} of {fluid} <contain*> {rate}% {what}".replace("contain*", "contain+"),
        f"@ <have> {whole} {unit} of {fluid} with {rate}% {what}",
    )
    t.tell("whole part", f"@ <have> {whole} {unit} of {fluid}, of which {number(part)} {unit} <be*> {what}")
    t.tell(
        "rate part",
        f"@ <have> {fluid} with {rate}% {what}, and it <contain+> {number(part)} {unit} of {what}",
    )
    u = {"g": "grams", "kg": "kilograms", "ml": "millilitres"}.get(unit, unit)
    t.ask("part", f"how many {u} of {what} <be*> in it", f"how much {what} <be+> that, in {u}")
    t.ask("rate", f"what percentage of it <be+> {what}")
    t.ask("whole", f"how many {u} of {fluid} <do> @ have")
    if level == 1:
        return t.work()
    more = 20 * rng.randint(1, 20)
    t.ordered = True
    if level == 2:
        t.var("other", whole - part, f"how much of it is not {what}", unit)
        t.total("whole", "part", "other")
        t.ask("other", f"how many {u} of it <be*> not {what}")
        return t.work()
    t.var("more", more, "the amount that is added", unit)
    t.var("both", whole + more, "the amount of the mixture", unit)
    t.total("both", "whole", "more")
    rate2 = rng.choice((5, 10, 15, 20, 25, 30, 40, 50))
    part2 = Fraction(more * rate2, 100)
    if rate2 == rate:
        raise Redraw
    t.var("rate2", rate2, f"the percentage of {what} in what is added", "%")
    t.var("part2", part2, f"the {what} that is added", unit)
    t.percent("part2", "more", "rate2")
    all_ = part + part2
    t.var("all", all_, f"all the {what}", unit)
    t.total("all", "part", "part2")
    t.tell(
        "more rate2",
        f"@ <add> {more} {unit} of {fluid} with {rate2}% {what}",
        f"@ <mix> it with {more} {unit} of {fluid} that <have+> {rate2}% {what}",
    )
    percent = all_ * 100 / (whole + more)
    if percent.denominator != 1 or rng.random() < 0.3:
        t.var("water", whole + more - all_, f"how much of the mixture is not {what}", unit)
        t.total("both", "all", "water")
        t.ask("water", f"how many {u} of the mixture <be*> not {what}")
    else:
        t.var("percent", percent, f"the percentage of {what} in the mixture", "%")
        t.percent("all", "both", "percent")
        t.ask("percent", f"what percentage of the mixture <be+> {what}")
    return t.work()


def _percent_chain(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    if rng.random() < 0.35:
        return _group_parts(t, level)
    noun, _ = _good(rng, 2)
    price = 10 * _skewed(rng, 2, 60)
    rate = rng.choice((5, 10, 15, 20, 25, 30, 40, 50))
    off = Fraction(price * rate, 100)
    down = rng.random() < 0.7
    word = "discount" if down else rng.choice(("tax", "tip", "rise"))
    t.var("price", price, "the price at first" if word != "tip" else "the bill", "$")
    t.var("rate", rate, f"the {word} in percent", "%")
    t.var("off", off, f"the {word} in dollars", "$")
    t.percent("off", "price", "rate")
    new = price - off if down else price + off
    t.var("new", new, f"the amount with the {word}", "$")
    t.total(*(("price", "new", "off") if down else ("new", "price", "off")))
    said = {"discount": (f"there <be+> a discount of {rate}%", f"the shop <give+> {rate}% off", f"the price <be+> reduced by {rate}%"),
            "tax": (f"a tax of {rate}% <be+> added", f"the sales tax <be+> {rate}%"),
            "tip": (f"@ <add> a tip of {rate}%", f"@ <give> a {rate}% tip" if rate not in (8,) else ""),
            "rise": (f"the price <go+> up by {rate}%", f"the shop <add+> {rate}% to the price")}[word]  # fmt: skip
    if word == "tip":
        t.tell("price", f"the bill in a restaurant <be+> ${price}", f"a meal for the family <cost+> ${price}")
    else:
        t.tell(
            "price",
            f"{noun.a} <cost+> ${price}",
            f"the price of {noun.a} <be+> ${price}",
            f"a shop <sell+> {noun.a} for ${price}",
        )
    t.tell("rate", *said)
    t.tell("off", f"the {word} <be+> {_usd(off)}" if word != "rise" else f"the price <go+> up by {_usd(off)}")
    t.ask("off", f"how many dollars <be+> the {word}", f"how much <be+> the {word}")
    t.ask(
        "new",
        f"how much <do> @ pay with the {word}"
        if word in ("discount", "tax", "tip")
        else "what <be+> the new price",
        "how much <do> @ pay in the end" if word != "rise" else f"how much <do+> the {noun.one} cost now",
    )
    t.ask("rate", f"what <be+> the {word} in percent", f"how many percent <be+> the {word}")
    if level == 1:
        return t.work()
    if level == 3 or rng.random() < 0.4:
        n = rng.randint(2, 6)
        if word == "tip":
            t.var("n", n, "how many people share the bill", PERSON)
            t.var("each", new / n, "each person's share", "$")
            t.product("new", "n", "each")
            t.tell("n", f"{t.n(n)} people <share*> everything equally")
            t.ask("each", "how much <do+> each person pay")
        else:
            t.var("n", n, f"how many {noun.many} @ <buy>", noun)
            t.var("all", new * n, f"the cost of all the {noun.many}", "$")
            t.product("all", "new", "n")
            t.tell("n", f"@ <buy> {t.n(n)} {noun.many}", f"@ <want> {t.n(n)} of them")
            t.ask("all", f"how much <do> @ pay for all the {noun.many}")
    if level == 3:
        top = "each" if word == "tip" else "all"
        amount = t.vars[top].value
        note = (int(amount) // 50 + 1) * 50
        t.var("note", note, "the money at first", "$")
        t.var("left", note - amount, "the money that is left", "$")
        t.total("note", top, "left")
        if word == "tip":
            t.tell("note", f"each of them <have+> ${note}")
            t.ask("left", "how much money <do+> each of them have left")
        else:
            t.tell("note", f"@ <have> ${note}", f"@ <bring> ${note}")
            t.ask("left", "how much money <do> @ have left")
    return t.work()


_GROUPS = (
    ("school", "pupils", ("walk to school", "walked to school"), ("go by bus", "went by bus")),
    ("club", "members", ("play tennis", "played tennis"), ("swim", "swam")),
    ("library", "books", ("are novels", "were novels"), ("are comics", "were comics")),
    ("village", "people", ("work in the fields", "worked in the fields"), ("work in shops", "worked in shops")),
    ("garden", "flowers", ("are roses", "were roses"), ("are tulips", "were tulips")),
    ("farm", "animals", ("are sheep", "were sheep"), ("are cows", "were cows")),
    ("hotel", "guests", ("come by train", "came by train"), ("come by car", "came by car")),
    ("aquarium", "fish", ("are orange", "were orange"), ("are blue", "were blue")),
    ("company", "employees", ("work at home", "worked at home"), ("work in the office", "worked in the office")),
    ("orchestra", "musicians", ("play the violin", "played the violin"), ("play the flute", "played the flute")),
    ("park", "trees", ("are oaks", "were oaks"), ("are birches", "were birches")),
    ("car park", "cars", ("are red", "were red"), ("are white", "were white")),
)  # fmt: skip


def _group_parts(t: Tale, level: int) -> Worked:
    """So many per cent, or such a fraction, of a group does one thing, others another."""
    rng = t.rng
    place, many, first, second = rng.choice(_GROUPS)
    does, also = first[t.past], second[t.past]
    whole, rate = 20 * rng.randint(1, 60), rng.choice((5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60))
    if whole * rate % 100:
        raise Redraw
    part = whole * rate // 100
    an = "an" if place[0] in "ao" else "a"
    t.var("whole", whole, f"how many {many} there are")
    t.tell("whole", f"there <be*> {whole} {many} in {an} {place}", f"{an} {place} <have+> {whole} {many}")
    t.ask("whole", f"how many {many} <be*> there", f"how many {many} <do+> the {place} have")
    t.var("rate", rate, f"what percentage of the {many} that is", "%")
    t.var("part", part, f"how many {many} {does}")
    t.percent("part", "whole", "rate")
    t.tell("rate", f"{rate}% of the {many} {does}", f"{rate} percent of the {many} {does}")
    t.tell("part", f"{part} of the {many} {does}")
    t.ask("part", f"how many {many} {does}", f"how many of the {many} {does}")
    t.ask("rate", f"what percentage of the {many} {does}")
    if level == 1:
        return t.work()
    under = rng.choice((2, 3, 4, 5, 8))
    over = rng.choice([o for o in range(1, under) if Fraction(o, under).denominator == under])
    piece = Fraction(whole * over, under)
    rest = whole - part - piece
    if piece.denominator != 1 or rest <= 0:
        raise Redraw
    t.const("over", over)
    t.const("under", under)
    t.var("piece", piece, f"how many {many} {also}")
    t.share("piece", "whole", "over", "under")
    said = "half" if under == 2 else f"{over}/{under}"
    t.tell("", f"{said} of the {many} {also}")
    t.ask("piece", f"how many {many} {also}")
    t.var("known", part + piece, "how many that is together")
    t.total("known", "part", "piece")
    t.var("rest", rest, "how many are left")
    t.total("whole", "known", "rest")
    nothing = "neither" if does.split()[0] not in ("are", "were") else "of neither kind"
    t.ask(
        "rest",
        f"how many {many} do neither"
        if nothing == "neither" and not t.past
        else f"how many {many} did neither"
        if nothing == "neither"
        else f"how many {many} <be*> of neither kind",
    )
    return t.work()


def _averaging(rng: Random, level: int) -> Worked:
    t = Tale(rng, level, past=1)
    what, slots, verb = rng.choice(SCORES)
    n = rng.randint(2, 3) if level < 3 else rng.randint(4, 6)
    if level == 1:
        n, mean = rng.randint(2, 12), _skewed(rng, 2, 60)
        t.var("n", n, f"how many {slots} there are", Noun(slots[:-1], slots))
        t.var("mean", mean, "the average", what)
        t.var("sum", n * mean, f"the number of {what} in all", what)
        t.product("sum", "n", "mean")
        t.tell(
            "sum n",
            f"in {n} {slots} @ {verb.split()[0]} {n * mean} {what} in total",
            f"@ {verb.split()[0]} {n * mean} {what} in {n} {slots}",
        )
        t.tell(
            "mean n",
            f"in {n} {slots} @ {verb.split()[0]} {mean} {what} per {slots[:-1]} on average",
            f"the average over {n} {slots} was {mean} {what}",
        )
        t.ask(
            "mean",
            f"how many {what} were that per {slots[:-1]} on average",
            f"what was the average number of {what} per {slots[:-1]}",
        )
        t.ask("sum", f"how many {what} were that in all")
        return t.work()
    mean = rng.randint(5, 60)
    values = [max(1, mean + rng.randint(-min(mean - 1, 12), 12)) for _ in range(n - 1)]
    values.append(n * mean - sum(values))
    if values[-1] < 1 or values[-1] > 3 * mean:
        raise Redraw
    days = (
        _STARTS[:n]
        if slots == "days"
        else [f"the {w}" for w in ("first", "second", "third", "fourth", "fifth", "sixth")[:n]]
    )
    listed = f"{', '.join(map(str, values[:-1]))} and {values[-1]}"
    one = slots[:-1]
    for i, value in enumerate(values):
        day = days[i] if slots == "days" else f"{days[i]} {one}"
        t.var(f"x{i}", value, f"the number of {what} {'on' if slots == 'days' else 'in'} {day}", what)
    keys = [f"x{i}" for i in range(n)]
    t.const("n", n)
    t.var("sum", n * mean, f"the number of {what} in all", what)
    t.total("sum", *keys)
    t.var("mean", mean, "the average", what)
    t.product("sum", "n", "mean")
    did = verb.split()[0]
    t.tell(
        " ".join(keys),
        f"in {t.n(n)} {slots} @ {did} {listed} {what}",
        f"the numbers of {what} that @ {did} in {t.n(n)} {slots} were {listed}",
    )
    t.tell(
        "mean",
        f"the average over the {t.n(n)} {slots} was {mean} {what}",
        f"on average @ {did} {mean} {what} per {one} in {t.n(n)} {slots}",
    )
    shown = f"{', '.join(map(str, values[:-2]))} and {values[-2]}" if n > 2 else str(values[0])
    t.tell(
        " ".join(keys[:-1]),
        f"in the first {t.n(n - 1)} {slots} @ {did} {shown} {what}"
        if n > 2
        else f"in the first of the two {slots} @ {did} {shown} {what}",
    )
    t.ask(
        "mean",
        f"what was the average number of {what} per {one}",
        f"how many {what} were that per {one} on average",
    )
    t.ask(
        keys[-1],
        f"how many {what} were there in the last {one}"
        if slots != "days"
        else f"how many {what} were there on the last day",
    )
    if level == 2:
        return t.work()
    # The longer way: with a further amount the average changes.
    extra, new = Noun(one, slots), mean + rng.randint(-4, 4)
    last = new * (n + 1) - n * mean
    if last < 1 or new < 2 or new == mean or last > 3 * mean:
        raise Redraw
    t.const("one", 1)
    t.var("last", last, f"the number of {what} in the further {extra.one}", what)
    t.var("all", new * (n + 1), f"the number of {what} with the further {extra.one}", what)
    t.total("all", "sum", "last")
    t.var("n2", n + 1, f"how many {slots} there are then")
    t.total("n2", "n", "one")
    t.var("new", new, "the new average", what)
    t.product("all", "n2", "new")
    t.rules = [rule for rule in t.rules if rule.keys != ("sum", "n", "mean")]
    t.product("sum", "n", "mean")
    t.tell("last", f"in a further {one} @ {did} {last} {what}")
    t.tell("new", f"with one further {one} the average became {new} {what}")
    t.ask("new", f"what was the average over all {n + 1} {slots}")
    t.ask("last", f"how many {what} were there in the further {one}")
    t.ordered = True
    return t.work()


def _two_offers(rng: Random, level: int) -> Worked:
    """Two people or two shops, side by side: what each makes, and by how much they differ."""
    t = Tale(rng, level, narrators=False, past=0.3)
    x, y = rng.sample(_NAMES, 2)
    kind = rng.randrange(3)
    if kind == 0:
        rate, hours = [rng.randint(8, 30) for _ in "xy"], [rng.randint(3, 40) for _ in "xy"]
        unit, one, sign, total_word, what = "$", HOUR, "$", "earn", "earns"
    elif kind == 1:
        rate, hours = [rng.randint(5, 60) for _ in "xy"], [rng.randint(2, 14) for _ in "xy"]
        unit, one, sign, total_word, what = "pages", DAY, "", "read", "reads"
    else:
        rate, hours = [rng.randint(4, 30) for _ in "xy"], [rng.randint(2, 9) for _ in "xy"]
        unit, one, sign, total_word, what = "km", HOUR, "", "ride", "rides"
    amounts = [r * h for r, h in zip(rate, hours, strict=True)]
    if amounts[0] <= amounts[1]:
        raise Redraw
    suffix = "" if sign else f" {unit}"
    per = "an hour" if one is HOUR else "a day"
    past = {"earn": "earned", "read": "read", "ride": "rode"}[total_word]
    did = past if t.past else what
    noun = "money" if sign else unit
    for key, name, r, h, s in (
        ("x", x, rate[0], hours[0], amounts[0]),
        ("y", y, rate[1], hours[1], amounts[1]),
    ):
        t.var(f"r{key}", r, f"how {'much' if sign else 'many ' + unit} {name} {did} {per}", unit)
        t.var(
            f"h{key}",
            h,
            f"how many {one.many} {name} needs" if not t.past else f"how many {one.many} {name} needed",
            one,
        )
        t.var(f"s{key}", s, f"how {'much' if sign else 'many ' + unit} {name} {did} in all", unit)
        t.product(f"s{key}", f"r{key}", f"h{key}")
        t.tell(
            f"r{key} h{key}",
            f"{name} {did} {sign}{r}{suffix} {per} for {t.count(h, one)}",
            f"for {t.count(h, one)} {name} {did} {sign}{r}{suffix} {per}",
        )
        t.tell(f"s{key} h{key}", f"{name} {did} {sign}{s}{suffix} in {t.count(h, one)}")
        t.tell(
            f"s{key}", f"{name} {did} {sign}{s}{suffix} in all", f"{name} {did} {sign}{s}{suffix} altogether"
        )
        t.ask(f"r{key}", f"how {'much' if sign else 'many ' + unit} {per} <do+> {name} {total_word}")
        t.ask(f"s{key}", f"how {'much' if sign else 'many ' + unit} <do+> {name} {total_word} in all")
    t.var(
        "diff",
        amounts[0] - amounts[1],
        f"how {'much' if sign else 'many'} more{'' if sign else ' ' + unit} {x} {did} than {y}",
        unit,
    )
    t.total("sx", "sy", "diff")
    t.tell("diff", f"{x} {did} {sign}{amounts[0] - amounts[1]}{suffix} more than {y} in all")
    t.ask(
        "diff",
        f"how {'much' if sign else 'many'} more {noun} <do+> {x} {total_word} than {y}",
        f"by how much <do+> the total of {x} exceed that of {y}",
    )
    both = amounts[0] + amounts[1]
    t.var(
        "both",
        both,
        f"how {'much' if sign else 'many ' + unit} both make together"
        if sign
        else f"how many {unit} that is for both",
        unit,
    )
    t.total("both", "sx", "sy")
    t.tell("both", f"together they {past if t.past else total_word} {sign}{both}{suffix}")
    t.ask("both", f"how {'much' if sign else 'many ' + unit} <do*> they {total_word} together")
    if level == 3:
        if sign:
            cost = rng.randint(10, 400)
            if cost >= both:
                raise Redraw
            t.var("cost", cost, "how much they spend", "$")
            t.var("left", both - cost, "how much they have left", "$")
            t.total("both", "cost", "left")
            t.tell("cost", f"from all their money they <spend*> ${cost} on a gift")
            t.ask("left", "how much <be+> left of their money together", "how much <do*> the two have left")
            if (both - cost) % 2 == 0:
                t.const("two", 2)
                t.var("each", (both - cost) // 2, "how much each of them gets", "$")
                t.product("left", "two", "each")
                t.ask("each", "if they share what is left equally, how much <do+> each get")
        else:
            goal = both + rng.randint(3, 90)
            t.var("goal", goal, "the goal", unit)
            t.var("short", goal - both, "how much is missing to the goal", unit)
            t.total("goal", "both", "short")
            t.tell("goal", f"together they <want*> to {total_word} {goal} {unit}")
            t.ask(
                "short",
                f"how many {unit} <be*> they short of it",
                f"how many {unit} <be*> still missing to that goal",
            )
    return t.work()


def _ratio_shares(rng: Random, level: int) -> Worked:
    t = Tale(rng, level, narrators=False)
    x, y = rng.sample(_NAMES, 2)
    a, b = rng.randint(1, 9), rng.randint(1, 9)
    part = _skewed(rng, 2, 60)
    if Fraction(a, b).denominator != b or a == b or x == t.who.name or y == t.who.name:
        raise Redraw
    sign, thing = rng.choice(
        (("$", "money"), ("", "marbles"), ("", "stickers"), ("", "sweets"), ("", "coins"), ("", "cards"))
    )
    unit = "$" if sign else thing
    whole = (a + b) * part
    how = "how much money" if sign else f"how many {thing}"
    t.const("a", a)
    t.const("b", b)
    t.var("k", a + b, "how many parts there are in all")
    t.total("k", "a", "b")
    t.var("part", part, "the value of one part" if sign else f"how many {thing} one part is", unit)
    t.var("whole", whole, f"{how} they have together", unit)
    t.product("whole", "k", "part")
    t.var("x", a * part, f"{how} {x} gets", unit)
    t.product("x", "part", "a")
    t.var("y", b * part, f"{how} {y} gets", unit)
    t.product("y", "part", "b")
    t.tell(
        "",
        f"{x} and {y} <share*> {'some money' if sign else thing} in the ratio {a}:{b}",
        f"{x} and {y} <share*> {'some money' if sign else thing} in the ratio {a} to {b}",
    )
    t.tell(
        "whole",
        f"together they <get*> {sign}{whole}{'' if sign else ' ' + thing}",
        f"there {'<be+>' if sign else '<be*>'} {sign}{whole}{'' if sign else ' ' + thing} to share",
    )
    t.tell("x", f"{x} <get+> {sign}{a * part}{'' if sign else ' ' + thing}")
    t.tell("y", f"{y} <get+> {sign}{b * part}{'' if sign else ' ' + thing}")
    t.tell("part", f"one part <be+> {sign}{part}{'' if sign else ' ' + thing}")
    if level < 3:
        t.ask("x", f"{how} <do+> {x} get", f"what <be+> {x}'s share")
        t.ask("y", f"{how} <do+> {y} get", f"what <be+> {y}'s share")
        t.ask("whole", f"{how} <be+> there in all" if sign else f"{how} <be*> there in all")
        t.asked["part"] = (f"{how} <be+> one part worth",) if sign else (f"{how} <be*> in one part",)
        return t.work()
    spent = rng.randint(1, max(1, a * part - 1))
    t.var("spent", spent, f"{how} {x} gives away", unit)
    t.var("left", a * part - spent, f"{how} {x} has left", unit)
    t.total("x", "spent", "left")
    who = t.rng.choice(("a cousin", "a brother", "a neighbour", "a friend"))
    t.tell("spent", f"{x} <give+> {sign}{spent}{'' if sign else ' ' + thing} of this share to {who}")
    t.ask("left", f"{how} <do+> {x} have left")
    t.var(
        "gap",
        abs(a - b) * part,
        f"{how} lie between their shares" if not sign else "the difference of their shares",
        unit,
    )
    t.total(*(("x", "y", "gap") if a > b else ("y", "x", "gap")))
    t.ask(
        "gap",
        f"how {'much' if sign else 'many'} more {thing} <do+> {x if a > b else y} get than {y if a > b else x}",
    )
    t.ordered = True
    return t.work()


def _fundraising(rng: Random, level: int) -> Worked:
    t = Tale(rng, level)
    cause = rng.choice(CHARITIES)
    noun, price = _good(rng, rng.choice((0, 1)))
    n, spent = _skewed(rng, 5, 90), rng.randint(3, 60)
    money_ = n * price
    shop = rng.choice(SHOPS)
    t.scene("", f"@ <raise> money for {cause}", f"@ <sell> things at a stall for {cause}")
    t.var("n", n, f"how many {noun.many} @ <sell>", noun)
    t.var("price", price, f"the price of one {noun.one}", "$")
    t.var("money", money_, f"the money from the {noun.many}", "$")
    t.product("money", "n", "price")
    t.tell(
        "n price",
        f"@ <sell> {_priced(rng, t.n(n), noun, _usd(price))}",
        f"@ <sell> {t.n(n)} {noun.many} for {_usd(price)} each",
    )
    t.tell("n", f"@ <sell> {t.n(n)} {noun.many}")
    t.tell("price", *_tags(noun, _usd(price)))
    t.tell(
        "money", f"@ <get> {_usd(money_)} for the {noun.many}", f"the {noun.many} <bring*> in {_usd(money_)}"
    )
    t.tell("", f"@ <sell> {noun.many}", hidden="n")
    t.ask("n", f"how many {noun.many} <do> @ sell")
    t.ask("price", f"how much <do+> one {noun.one} cost", f"for how much <do> @ sell each {noun.one}")
    t.ask(
        "money", f"how much money <do> @ get for the {noun.many}", f"how much <do*> the {noun.many} bring in"
    )
    t.aside(
        f"the sale <last+> {rng.randint(2, 6)} hours",
        f"the {shop} next door <be+> open",
        f"{rng.randint(12, 90)} people <come*> to the sale",
    )
    if level == 1:
        return t.work()
    if rng.random() < 0.5:
        t.var("gifts", spent, "the gifts of money", "$")
        t.var("all", money_ + spent, "all the money that is raised", "$")
        t.total("all", "money", "gifts")
        t.tell("gifts", f"visitors <donate*> another ${spent}", f"@ also <get> ${spent} in donations")
        t.tell("all", f"in all @ <raise> {_usd(money_ + spent)}")
        t.ask("all", "how much money <do> @ raise in all", "how much <be+> raised altogether")
        t.ask("gifts", "how much <do*> the visitors donate")
        top, value = "all", money_ + spent
    else:
        if spent >= money_:
            raise Redraw
        t.var("spent", spent, "the costs", "$")
        t.var("all", money_ - spent, "the profit", "$")
        t.total("money", "all", "spent")
        t.tell(
            "spent",
            f"the material <cost+> ${spent}",
            f"@ <spend> ${spent} on the material",
            f"the stall <cost+> ${spent} in rent",
        )
        t.tell("all", f"@ <make> a profit of {_usd(money_ - spent)}")
        t.ask(
            "all",
            "how much profit <do> @ make",
            "what <be+> the profit",
            "how much <be+> left after paying the costs",
        )
        t.ask("spent", "how much <be*> the costs")
        top, value = "all", money_ - spent
    if level == 3:
        kind = rng.randrange(2)
        if kind == 0:
            goal = (int(value) // 50 + rng.randint(1, 4)) * 50
            t.var("goal", goal, "the goal", "$")
            t.var("short", goal - value, "how much is missing to the goal", "$")
            t.total("goal", top, "short")
            t.tell("goal", f"the goal <be+> ${goal}", f"@ <want> to have ${goal} in the end")
            t.ask(
                "short",
                "how much money <be+> still missing to the goal",
                "how far <be+> the result from the goal, in dollars",
            )
            k = rng.randint(2, 8)
            if (goal - value) % k == 0:
                t.var("k", k, "how many weeks are left", WEEK)
                t.var("each", (goal - value) / k, "how much has to come in each week", "$")
                t.product("short", "k", "each")
                t.tell(
                    "k",
                    f"there <be*> {t.count(k, WEEK)} left to get the rest, with the same amount each week",
                )
                t.ask("each", "how much must come in each week")
        else:
            rate = rng.choice((10, 20, 25, 40, 50, 60, 75))
            given = value * rate / 100
            t.var("rate", rate, "the percentage that is given", "%")
            t.var("given", given, "the amount that is given", "$")
            t.percent("given", top, "rate")
            t.var("kept", value - given, "the amount that is kept", "$")
            t.total(top, "given", "kept")
            what = "the profit" if t.vars["all"].label == "the profit" else "all the money"
            t.tell("rate", f"@ <give> {rate}% of {what} to {cause}")
            t.ask("given", f"how much <do> @ give to {cause}")
            t.ask("kept", f"how much of {what} <do> @ keep")
    return t.work()


def _unit_prices(rng: Random, level: int) -> Worked:
    """Goods by weight: so many kilograms at so much."""
    t = Tale(rng, level)
    names = rng.sample(WEIGHED, 2 if level > 1 else 1)
    keys = []
    for i, what in enumerate(names):
        kg, price = (
            Fraction(_skewed(rng, 1, 24), rng.choice((1, 1, 2))),
            Fraction(rng.randint(2, 40), rng.choice((1, 2))),
        )
        if kg == 1 or (kg.denominator > 1 and price.denominator > 1):
            raise Redraw
        end = "*" if what.endswith("s") else "+"
        t.var(f"w{i}", kg, f"the weight of the {what}", "kg")
        t.var(f"p{i}", price, f"the price of one kilogram of {what}", "$")
        t.var(f"c{i}", kg * price, f"the cost of the {what}", "$")
        t.product(f"c{i}", f"w{i}", f"p{i}")
        w = f"{number(kg)} kg"
        t.tell(
            f"w{i} p{i}",
            f"@ <buy> {w} of {what} at {_usd(price)} per kg",
            f"@ <buy> {w} of {what} at {_usd(price)} a kilogram",
        )
        t.tell(f"w{i}", f"@ <buy> {w} of {what}", f"@ <need> {w} of {what}")
        t.tell(
            f"p{i}",
            f"{what} <cost{end}> {_usd(price)} per kilogram",
            f"one kilogram of {what} <cost+> {_usd(price)}",
            f"{what} <be{end}> sold at {_usd(price)} a kilogram",
        )
        t.tell(
            f"c{i}",
            f"@ <pay> {_usd(kg * price)} for the {what}",
            f"the {what} <cost{end}> {_usd(kg * price)}",
        )
        t.ask(f"w{i}", f"how many kilograms of {what} <do> @ buy")
        t.ask(
            f"p{i}", f"how much <do+> one kilogram of {what} cost", f"what <do{end}> {what} cost per kilogram"
        )
        t.ask(f"c{i}", f"how much <do> @ pay for the {what}", f"how much <do{end}> the {what} cost")
        keys.append(f"c{i}")
    if level > 1:
        whole = _bill(t, keys)
        if rng.random() < 0.5 or level == 3:
            gap = whole - 2 * min(t.vars["c0"].value, t.vars["c1"].value)
            big, less = ("c0", "c1") if t.vars["c0"].value > t.vars["c1"].value else ("c1", "c0")
            if not gap:
                raise Redraw
            t.var("gap", gap, f"how much more the {names[int(big[1])]} cost", "$")
            t.total(big, less, "gap")
            t.ask("gap", f"how much more <do> @ spend on {names[int(big[1])]} than on {names[int(less[1])]}")
        purse = (int(whole) // 20 + 1) * 20
        t.var("purse", purse, "the money at first", "$")
        t.var("left", purse - whole, "the money that is left", "$")
        t.total("purse", "all", "left")
        t.tell("purse", f"@ <have> ${purse}", f"@ <go> to the market with ${purse}")
        t.tell("left", f"in the end @ <have> {_usd(purse - whole)} left")
        t.ask("left", "how much money <do> @ have left", "how much money <be+> left")
        t.ask("purse", "how much money <do> @ have at first")
    return t.work()


_MAKERS = {
    "pricing": _pricing, "change_from_note": _change_from_note, "earning": _earning, "saving_up": _saving_up,
    "journeys": _journeys, "fuel": _fuel, "output_rate": _output_rate, "joint_work": _joint_work, "recipes": _recipes,
    "arrays": _arrays, "packing_chain": _packing_chain, "harvest": _harvest, "tanks": _tanks, "tickets": _tickets,
    "tiling_fencing": _tiling_fencing, "cutting": _cutting, "schedules": _schedules, "bills": _bills,
    "age_puzzles": _age_puzzles, "mixing": _mixing, "percent_chain": _percent_chain, "averaging": _averaging,
    "two_offers": _two_offers, "ratio_shares": _ratio_shares, "fundraising": _fundraising, "unit_prices": _unit_prices,
}  # fmt: skip
FAMILIES = tuple([Family(name, TOPIC, family(make)) for name, make in _MAKERS.items()])
