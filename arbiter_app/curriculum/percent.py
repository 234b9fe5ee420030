"""Percentages: of a number, of a change, back to the original, as decimals and fractions."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from arbiter_app.curriculum.arithmetic import decimal_division, finite_decimal
from arbiter_app.curriculum.fractions_ import simplify
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
        rate = rng.choice((1, 5, 10, 10, 20, 25, 30, 40, 50, 50, 75, 100))
        n = 20 * rng.randint(1, 30) if rng.random() < 0.5 else 10 * rng.randint(1, 9)
        if rng.random() < 0.3:
            n = 100 * rng.randint(1, 20)
    elif rng.random() < 0.2:
        rate, n = 5 * rng.randint(21, 50), 4 * rng.randint(2, 200)
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
        "{r} percent of {n}",
        "What is {r} percent of {n}?",
        "What's {r}% of {n}?",
        "What is {r} per cent of {n}?",
        "Calculate {r} per cent of {n}.",
        "{r}% of {n} = ?",
        "Take {r}% of {n}.",
        "What number is {r}% of {n}?",
        "If you take {r}% of {n}, what do you get?",
        "How many is {r}% of {n}?",
        "Compute {r}% of {n}.",
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
        "Find the percentage {change} from {old} to {new}.",
        "By what percent does {old} have to {change} to become {new}?",
        "Calculate the percent {change} when {old} becomes {new}.",
        "A number {rises} from {old} to {new}. What is the percent {change}?",
        "A price goes from ${old} to ${new}. By what percent does it {change}?",
        "From {old} to {new}: what percentage {change} is this?",
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
            "{r} percent of what number is {p}?",
            "{r}% of what is {p}?",
            "If {r}% of a number is {p}, find the number.",
            "Find the number of which {r}% is {p}.",
            "What number has {p} as {r}% of it?",
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


def _what(rng: Random, level: int) -> Worked:
    """What per cent one number is of another."""
    if level == 1:
        rate, whole = 10 * rng.randint(1, 10), 10 * rng.randint(1, 20)
    else:
        rate, whole = 5 * rng.randint(1, (20, 50)[level - 2]), 20 * rng.randint(1, 45)
    if rng.random() < 0.3:
        rate, whole = rng.randint(1, 99), 100 * rng.randint(1, 9)
    part = rate * whole // 100
    steps = [
        ("Multiply the part by one hundred.", f"{part} * 100 = {part * 100}"),
        ("Divide by the whole.", f"{part * 100} / {whole} = {rate}"),
    ]
    phrasings = [
        "What per cent of {n} is {p}?",
        "What percent of {n} is {p}?",
        "What percentage of {n} is {p}?",
        "{p} is what percent of {n}?",
        "{p} is what percentage of {n}?",
        "Express {p} as a percentage of {n}.",
        "Write {p} out of {n} as a percentage.",
        "{p} out of {n} as a percentage",
        "Find {p} as a percentage of {n}.",
        "What is {p} as a percent of {n}?",
        "How many per cent of {n} is {p}?",
    ]
    if rate <= 100:
        phrasings += [
            "{name} got {p} out of {n} points in a test. What percentage is that?",
            "{p} of {n} {thing} are new. What percentage of them is new?",
            "A survey asks {n} people, and {p} of them say yes. What per cent say yes?",
            "{name} makes {p} of {n} throws. What is {her} success rate in per cent?",
        ]
    if part < 2 or whole < 2:
        phrasings = phrasings[:11]
    question = one_of(rng, phrasings, n=whole, p=part, thing=rng.choice(THINGS), **person(rng))
    return worked(question, steps, Fraction(rate, 100), f"{rate}%")


def _adjust(rng: Random, level: int) -> Worked:
    """A number increased or decreased by so many per cent."""
    if level == 1:
        rate, n = rng.choice((5, 10, 20, 25, 50, 75)), 20 * rng.randint(1, 20)
    else:
        rate, n = (
            (5 * rng.randint(1, 30), 10 * rng.randint(2, 60))
            if level == 2
            else (rng.randint(1, 99), rng.randint(11, 800))
        )
    up = rate >= 100 or rng.random() < 0.5
    part = rate * n
    new = 100 * n + part if up else 100 * n - part
    share, text = decimal(part, 100), decimal(new, 100)
    steps = [
        *percent_steps(rate, n),
        ("Add it on." if up else "Take it off.", f"{n} {'+' if up else '-'} {share} = {text}"),
    ]
    phrasings = [
        "{Do} {n} by {r}%.",
        "{Do} {n} by {r} percent.",
        "{Do} {n} by {r} per cent.",
        "What is {n} {done} by {r}%?",
        "What do you get if you {do} {n} by {r}%?",
        "{n} is {done} by {r}%. What is the result?",
        "Find the new amount when {n} is {done} by {r}%.",
        "If {n} is {done} by {r}%, what is the new value?",
        "What number is {r}% {more} than {n}?",
        "{n} {done} by {r}%",
        "Work out {n} {done} by {r}%.",
    ]
    do = rng.choice(("increase", "raise")) if up else rng.choice(("decrease", "reduce"))
    done = f"{do}d"
    more = "more" if up else "less"
    return worked(
        one_of(rng, phrasings, n=n, r=rate, do=do, Do=do.capitalize(), done=done, more=more),
        steps,
        Fraction(new, 100),
        text,
    )


def _convert(rng: Random, level: int) -> Worked:
    """Between per cent, decimals and fractions."""
    kind = rng.randrange(4)
    scale = 10 if level == 3 and rng.random() < 0.6 else 1
    n = rng.randint(1, (99, 250, 999)[level - 1])
    rate, as_decimal = decimal(n, scale), decimal(n, 100 * scale)
    if kind == 0:
        steps = [("Divide the percentage by one hundred.", f"{rate} / 100 = {as_decimal}")]
        question = one_of(rng, _AS, a=f"{rate}%", what="a decimal")
        return worked(question, steps, Fraction(n, 100 * scale), as_decimal)
    if kind == 1:
        steps = [("Multiply the decimal by one hundred.", f"{as_decimal} * 100 = {rate}")]
        question = one_of(rng, _AS, a=as_decimal, what=rng.choice(("a percentage", "a percent")))
        return worked(question, steps, Fraction(n, 100 * scale), f"{rate}%")
    if kind == 2:
        top, bottom = n, 100
        steps = [("Write the percentage over one hundred.", f"{n}% = {n}/100"), *simplify(n, 100)]
        question = one_of(rng, _AS, a=f"{n}%", what=rng.choice(("a fraction", "a fraction in lowest terms")))
        return worked(question, steps, Fraction(top, bottom))
    bottom = rng.choice(((2, 4, 5, 10), (4, 5, 20, 25, 50), (8, 16, 40, 80))[level - 1])
    top = rng.randint(1, bottom - 1 if level == 1 else 2 * bottom)
    value = Fraction(top * 100, bottom)
    goal = "Divide by the denominator to get the percentage."
    steps = [("Multiply the numerator by one hundred.", f"{top} * 100 = {top * 100}")]
    text = finite_decimal(value.numerator, value.denominator)
    if value.denominator == 1:
        steps.append((goal, f"{top * 100} / {bottom} = {value}"))
    else:
        steps += decimal_division(top * 100, bottom)
    question = one_of(rng, _AS, a=f"{top}/{bottom}", what=rng.choice(("a percentage", "a percent")))
    return worked(question, steps, Fraction(top, bottom), f"{text}%")


_AS = (
    "Write {a} as {what}.",
    "Convert {a} to {what}.",
    "What is {a} as {what}?",
    "Express {a} as {what}.",
    "{a} as {what}",
    "Change {a} into {what}.",
    "Turn {a} into {what}.",
    "Give {a} as {what}.",
    "How do you write {a} as {what}?",
)


FAMILIES = (
    Family("percent_of", TOPIC, _of),
    Family("percent_change", TOPIC, _change),
    Family("percent_reverse", TOPIC, _reverse),
    Family("percent_what", TOPIC, _what),
    Family("percent_adjust", TOPIC, _adjust),
    Family("percent_convert", TOPIC, _convert),
)
