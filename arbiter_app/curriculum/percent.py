"""Percentages: of a number, of a change, and back to the original."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from arbiter_app.curriculum.people import DEAR, THINGS, person
from arbiter_app.curriculum.problem import Family, Steps, Worked, decimal, money, one_of, times, worked

TOPIC = "percent"


def percent_steps(rate: int, n: int) -> Steps:
    """`rate` % of `n`, where the result has at most two decimals."""
    return [
        ("Multiply the amount by the percentage.", times(n, rate)),
        ("Divide by one hundred.", f"{n * rate} / 100 = {decimal(n * rate, 100)}"),
    ]


def _of(rng: Random, level: int) -> Worked:
    if level == 1:
        rate, n = rng.choice((10, 20, 25, 50, 75, 30, 40)), 20 * rng.randint(1, 30)
    else:
        rate, n = rng.randint(2, 95), rng.randint(12, 99) * (10 if level == 2 else 1)
    if level == 3 and rng.random() < 0.5:
        return _twice(rng)
    steps = percent_steps(rate, n)
    phrasings = [
        "What is {r}% of {n}?",
        "Find {r}% of {n}.",
        "Calculate {r} % of {n}.",
        "{r}% of {n}",
        "How much is {r} percent of {n}?",
        "Work out {r}% of {n}.",
    ]
    return worked(one_of(rng, phrasings, r=rate, n=n), steps, Fraction(rate * n, 100), decimal(rate * n, 100))


def _twice(rng: Random) -> Worked:
    """So many per cent of them, then so many per cent of those."""
    while True:
        n, rate, rate2 = 20 * rng.randint(5, 60), 5 * rng.randint(2, 18), 5 * rng.randint(2, 18)
        some = n * rate // 100
        if n * rate % 100 == 0 and some * rate2 % 100 == 0 and some > 12:
            break
    steps = [
        ("Multiply the whole by the first percentage.", times(n, rate)),
        ("Divide by one hundred.", f"{n * rate} / 100 = {some}"),
        ("Multiply that part by the second percentage.", times(some, rate2)),
        ("Divide by one hundred.", f"{some * rate2} / 100 = {some * rate2 // 100}"),
    ]
    phrasings = [
        "A school has {n} pupils. {r}% of them learn an instrument, and {s}% of those play the piano. "
        "How many pupils play the piano?",
        "Of {n} {thing}, {r}% are blue, and {s}% of the blue ones are new. How many are blue and new?",
        "{r}% of {n} visitors bought a ticket online. {s}% of these came by train. "
        "How many visitors bought online and came by train?",
    ]
    question = one_of(rng, phrasings, n=n, r=rate, s=rate2, thing=rng.choice(THINGS))
    return worked(question, steps, some * rate2 // 100)


def _change(rng: Random, level: int) -> Worked:
    if rng.random() < 0.5:
        return _changed(rng, level)
    rate = 5 * rng.randint(1, 18) if level < 3 else rng.randint(3, 96)
    old = (20, 20, 100)[level - 1] * rng.randint(1, (10, 45, 9)[level - 1])
    up = rng.random() < 0.5
    difference = old * rate // 100
    new = old + difference if up else old - difference
    high, low = max(old, new), min(old, new)
    steps = [
        ("Find the change.", f"{high} - {low} = {difference}"),
        ("Multiply the change by one hundred.", f"{difference} * 100 = {difference * 100}"),
        ("Divide by the original amount to get the percentage.", f"{difference * 100} / {old} = {rate}"),
    ]
    phrasings = [
        "A price {rises} from ${old} to ${new}. By what percentage does it {rise}?",
        "The number of members of a club {rises} from {old} to {new}. What is the percentage {change}?",
        "What is the percentage {change} from {old} to {new}?",
        "A tree nursery had {old} trees last year and has {new} this year. By what percentage "
        "did the number {rise}?",
        "A town's population {rises} from {old} to {new} people. What percentage {change} is that?",
    ]
    words = (
        {"rises": "rises", "rise": "rise", "change": "increase"}
        if up
        else {"rises": "falls", "rise": "fall", "change": "decrease"}
    )
    return worked(one_of(rng, phrasings, old=old, new=new, **words), steps, Fraction(rate, 100), f"{rate}%")


def _changed(rng: Random, level: int) -> Worked:
    """The amount after a rise or a fall, or after one of each."""
    rates = [5 * rng.randint(1, 12) for _ in range(2 if level == 3 else 1)]
    n = (20, 20, 400)[level - 1] * rng.randint(2, (15, 60, 12)[level - 1])
    item, now, steps, story = rng.choice(DEAR), n, [], []
    for i, rate in enumerate(rates):
        up = rng.random() < 0.5
        part = now * rate // 100
        if now * rate % 100:
            return _changed(rng, level)
        steps += [
            ("Multiply the price by the percentage.", times(now, rate)),
            ("Divide by one hundred to get the change.", f"{now * rate} / 100 = {part}"),
            (
                "Add the rise." if up else "Subtract the fall.",
                f"{now} {'+' if up else '-'} {part} = {now + part if up else now - part}",
            ),
        ]
        now = now + part if up else now - part
        story.append(f"{'raised' if up else 'reduced'} by {rate}%" + (" of the new price" if i else ""))
    phrasings = [
        "A {item} costs ${n}. The price is {story}. What does the {item} cost now?",
        "The price of a {item} is ${n}. It is {story}. What is the final price?",
        "A shop sells a {item} for ${n}. The price is {story}. Find the price after that.",
    ]
    return worked(
        one_of(rng, phrasings, item=item, n=n, story=" and then ".join(story)), steps, now, f"${now}"
    )


def _reverse(rng: Random, level: int) -> Worked:
    if level == 1:
        rate, n = rng.choice((10, 20, 25, 40, 50, 60, 75, 80)), 20 * rng.randint(1, 30)
        part = rate * n // 100
        steps = [
            ("Multiply the part by one hundred.", f"{part} * 100 = {part * 100}"),
            ("Divide by the percentage to get the whole.", f"{part * 100} / {rate} = {n}"),
        ]
        phrasings = [
            "{r}% of a number is {p}. What is the number?",
            "{p} is {r}% of what number?",
            "{name} has saved ${p}, which is {r}% of the price of a bicycle. How much does the "
            "bicycle cost, in dollars?",
            "{r}% of the seats in a hall are taken. That is {p} seats. How many seats are there?",
        ]
        return worked(one_of(rng, phrasings, r=rate, p=part, **person(rng)), steps, n)
    rate, up = (10 * rng.randint(1, 6) if level == 2 else 5 * rng.randint(1, 16)), rng.random() < 0.5
    n = 20 * rng.randint(2, 12 if level == 2 else 40)
    percent = 100 + rate if up else 100 - rate
    now = n * percent // 100
    steps = [
        (
            "Find what percentage of the original price is paid now.",
            f"100 {'+' if up else '-'} {rate} = {percent}",
        ),
        ("Multiply the new price by one hundred.", f"{now} * 100 = {now * 100}"),
        ("Divide by that percentage to get the original price.", f"{now * 100} / {percent} = {n}"),
    ]
    phrasings = [
        "After a {r}% {cut}, a {item} costs ${now}. What did it cost before?",
        "A {item} costs ${now} after its price was {changed} by {r}%. What was the original price?",
        "The price of a {item} was {changed} by {r}% and is now ${now}. Find the original price.",
    ]
    words = {"cut": "price rise", "changed": "increased"} if up else {"cut": "discount", "changed": "reduced"}
    question = one_of(rng, phrasings, r=rate, now=now, item=rng.choice(DEAR), **words)
    return worked(question, steps, n, money(n * 100))


FAMILIES = (
    Family("percent_of", TOPIC, _of),
    Family("percent_change", TOPIC, _change),
    Family("percent_reverse", TOPIC, _reverse),
)
