"""Percentages: of a number, of a change, back to the original, as decimals and fractions."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from arbiter_app.curriculum.arithmetic import (
    SPOKEN,
    decimal_division,
    finite_decimal,
    said,
    ways,
)
from arbiter_app.curriculum.fractions_ import fraction_words, simplify
from arbiter_app.curriculum.people import DEAR, THINGS, person
from arbiter_app.curriculum.problem import Family, Steps, Worked, decimal, money, one_of, times, worked

TOPIC = "percent"


def percent_steps(rate: int, n: int) -> Steps:
    """`rate` % of `n`, where the result has at most two decimals."""
    return [
        ("Multiply the amount by the percentage.", times(n, rate)),
        ("Divide by one hundred.", f"{n * rate} / 100 = {decimal(n * rate, 100)}"),
    ]


def _rate(rng: Random, rate: int, *amounts: int, most: int = 999) -> tuple[str, list[str]]:
    """A percentage and the amounts with it: '15%', '15 percent', or all of them in words."""
    word = rng.choice((" percent", " per cent", " percent"))
    if rng.random() < SPOKEN:
        first, *others = said(rng, rate, *amounts, chance=1, most=most)
        return f"{first}{word}", others
    sign = rng.choice(("%", "%", "%", "%", " %", word))
    return f"{rate}{sign}", [str(amount) for amount in amounts]


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
    if rng.random() < 0.3:
        question = one_of(rng, phrasings, r=rate, n=n)
    else:
        told, (amount,) = _rate(rng, rate, n)
        values = {"q": told, "n": amount}
        question = ways(rng, values, names=_NAMED_PART, actions=_TAKE_PART, others=_MORE_PARTS, amount=True)
    return worked(question, steps, Fraction(rate * n, 100), decimal(rate * n, 100))


_NAMED_PART = (
    "{q} of {n}",
    "{q} of {n}",
    "{q} of {n}",
    "{q} of the number {n}",
    "the number that is {q} of {n}",
)
_TAKE_PART = (
    "take {q} of {n}",
    "take {q} of the number {n}",
    "find {q} of {n}",
    "calculate {q} of {n}",
    "put aside {q} of {n}",
    "multiply {n} by {q}",
)
_MORE_PARTS = (
    "For my budget I need to know what {q} of {n} is.",
    "I get {q} of {n} dollars. How many dollars is that?",
    "{n}: what is {q} of it?",
    "{n}, and {q} of that is?",
    "{q} of {n} equals?",
    "{q} x {n}",
    "how many is {q} of {n}",
    "Given the number {n}, find {q} of it.",
    "{q} out of {n} is how many?",
    "of {n}, {q} is how much?",
    "My bill is {n} dollars and I pay {q} of it. How many dollars do I pay?",
    "The deposit is {q} of {n} dollars. How many dollars is the deposit?",
    "If the whole is {n}, what is {q}?",
    "Let the total be {n}. Determine {q} of the total.",
    "what does {q} of {n} come out as",
)


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
        "What is {s}% of {r}% of {n}?",
        "Find {s}% of {r}% of {n}.",
        "Take {r}% of {n}, and then {s}% of what you get. What is the result?",
        "I need to know {s}% of {r}% of {n}.",
        "If you take {r}% of {n} and then {s}% of that, what do you end up with?",
        "{s} percent of {r} percent of {n}",
        "Of {n} people, {r}% answered a survey, and {s}% of those who answered said yes. How many said yes?",
        "A firm has {n} workers, {r}% of whom work nights. {s}% of the night workers are women. "
        "How many women work nights?",
        "{r}% of my {n} photos are from last year and {s}% of those show my dog. How many photos are that?",
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
    phrasings += [
        "It was {old} and now it is {new}. What is the percentage {change}?",
        "{old} to {new}, percent {change}?",
        "By what percentage did it {change} if it went from {old} to {new}?",
        "My rent {went} from ${old} to ${new}. By what percent did it {rise}?",
        "Given an old value of {old} and a new value of {new}, determine the percentage {change}.",
        "old {old}, new {new}: percentage {change}?",
        "Last year {old}, this year {new}. What percent {change} is that?",
        "A share {went} from ${old} to ${new}. By what percentage did it {rise}?",
        "My weight {went} from {old} to {new}. What percentage {change} is that?",
        "If something {rises} from {old} to {new}, by what percent does it {change}?",
    ]
    words["went"] = "went up" if up else "went down"
    names = (
        "the percentage {change} from {old} to {new}",
        "the percent {change} from {old} to {new}",
        "the percentage {change} if {old} becomes {new}",
        "the {change} from {old} to {new} in percent",
        "the {change} from {old} to {new} as a percentage",
        "the percentage {change} between the old value {old} and the new value {new}",
        "the percentage by which {old} must {change} to become {new}",
    )
    question = ways(rng, {"old": old, "new": new, **words}, names=names, others=phrasings)
    return worked(question, steps, Fraction(rate, 100), f"{rate}%")


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
    phrasings += [
        "A {item} is on sale for ${n}. Its price is {story}. How much is it then?",
        "I saw a {item} for ${n}. Since then the price was {story}. What do I pay now?",
        "${n} is {story}. How much is it in the end?",
        "A price of ${n} is {story}. Determine the new price.",
        "Given a price of ${n} that is {story}, find the final price.",
        "What is the new price if ${n} is {story}?",
        "How much do I pay for a {item} of ${n} when the price is {story}?",
        "a {item} for ${n}, {story}, what is the price now",
        "If the price of ${n} is {story}, how much is it afterwards?",
    ]
    question = one_of(rng, phrasings, item=item, n=n, story=" and then ".join(story))
    return worked(question, steps, now, f"${now}")


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
        phrasings += [
            "If {p} is {r}%, what is the whole?",
            "If {r}% is {p}, how much is the whole of it?",
            "{p} is {r} percent of something. What is the something?",
            "Given that {r}% of a number equals {p}, determine the number.",
            "I know {r}% of a number is {p}. What is the number?",
            "{r}% of x is {p}. What is x?",
            "{p} = {r}% of ?",
            "what is the total if {r} per cent of it is {p}",
            "{r}% -> {p}. What is the whole?",
            "{p} people are {r}% of a village. How many people live in the village?",
            "I paid a deposit of ${p}, which is {r}% of the price. What is the price, in dollars?",
            "{p} of the questions are done, that is {r}% of all. How many questions are there?",
        ]
        if rng.random() < 0.35:
            told, (amount,) = _rate(rng, rate, part)
            names = (
                "the number of which {q} is {p}",
                "the whole if {q} of it is {p}",
                "the total when {q} is {p}",
                "the number that has {p} as {q} of it",
                "the whole amount when {q} of it is {p}",
            )
            return worked(ways(rng, {"q": told, "p": amount}, names=names), steps, n)
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
    phrasings += [
        "I paid ${now} for a {item} after a {r}% {cut}. What was the price before that?",
        "${now} after a {r}% {cut}: what was it before?",
        "After it was {changed} by {r}%, a price is ${now}. What was the price at first?",
        "What was the original price if a {r}% {cut} makes it ${now}?",
        "Given a price of ${now} after a {r}% {cut}, determine the price before it.",
        "A {item} now costs ${now}, which includes a {r}% {cut}. How much was it before?",
        "The price was {changed} by {r}% to ${now}. What was it before?",
        "What price, when {changed} by {r}%, becomes ${now}?",
        "the price of my {item} is ${now} after a {r}% {cut}, what was the old price",
        "Which amount becomes ${now} when it is {changed} by {r}%?",
        "Work back from ${now}: the price was {changed} by {r}%. What was it originally?",
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
    if rng.random() < 0.4:
        p, n = said(rng, part, whole, most=999)
        values = {"p": p, "n": n, "w": rng.choice(("percent", "per cent"))}
        question = ways(rng, values, names=_NAMED_SHARE, actions=_DO_SHARE, others=_MORE_SHARES)
        return worked(question, steps, Fraction(rate, 100), f"{rate}%")
    if part < 2 or whole < 2:
        phrasings = phrasings[:11]
    question = one_of(rng, phrasings, n=whole, p=part, thing=rng.choice(THINGS), **person(rng))
    return worked(question, steps, Fraction(rate, 100), f"{rate}%")


_NAMED_SHARE = (
    "{p} as a percentage of {n}",
    "{p} out of {n} as a percentage",
    "{p} out of {n} in {w}",
    "the percentage that {p} is of {n}",
    "the percentage of {n} that {p} makes",
    "{p} in {w} of {n}",
    "{p} over {n} as a percentage",
    "the share of {p} in {n} as a percentage",
)
_DO_SHARE = (
    "write {p} as a percentage of {n}",
    "write {p} out of {n} as a percentage",
    "express {p} as a percentage of {n}",
    "express {p} in {w} of {n}",
    "turn {p} out of {n} into a percentage",
)
_MORE_SHARES = (
    "What percentage of {n} is {p}?",
    "what {w} of {n} is {p}",
    "How many {w} is {p} of {n}?",
    "{p} is how many {w} of {n}?",
    "{p} is what {w} of {n}",
    "{p} of {n} is what percentage?",
    "If {n} is the whole, what percentage is {p}?",
    "I have done {p} of {n}. What percentage is that?",
    "{p} out of {n}, in {w}?",
    "{p} out of {n}, percentage please",
    "I scored {p} of {n}. How many {w} is that?",
    "Given that the total is {n}, what percentage is {p}?",
    "Out of {n} I got {p}. What is that in {w}?",
    "How much is {p} out of {n} in {w}?",
    "By taking {p} from a total of {n}, what percentage do you take?",
    "{p} makes up what percentage of {n}?",
    "What share of {n} is {p}, in {w}?",
)


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
    values: dict[str, object] = {
        "n": n,
        "r": rate,
        "do": do,
        "Do": do.capitalize(),
        "done": done,
        "more": more,
    }
    if rng.random() < 0.4:
        question = one_of(rng, phrasings, **values)
    else:
        told, (amount,) = _rate(rng, rate, n)
        values |= {"q": told, "n": amount}
        names, actions, others = _ADJUSTED[up]
        question = ways(rng, values, names=names, actions=actions, others=others, amount=True)
    return worked(question, steps, Fraction(new, 100), text)


_ADJUSTED = (
    (
        (
            "{n} {done} by {q}",
            "{n} minus {q}",
            "{n} less {q}",
            "{n} with {q} off",
            "{n} with {q} taken off",
            "{q} less than {n}",
            "the result of a {q} decrease of {n}",
        ),
        ("{do} {n} by {q}", "take {q} off {n}", "lower {n} by {q}", "cut {n} by {q}", "knock {q} off {n}"),
        (
            "{n} goes down by {q}. What is it now?",
            "{n} falls by {q}. How much remains?",
            "It was {n}, then it dropped by {q}. What is it now?",
            "{n} - {q}",
            "{n}, {q} off, is what?",
            "My wage of {n} dollars is cut by {q}. How many dollars do I get now?",
            "{q} off {n}",
            "{q} off {n}?",
            "If {n} shrinks by {q}, how much is left?",
            "Given that a value of {n} falls by {q}, determine the new value.",
            "what number is {q} smaller than {n}",
        ),
    ),
    (
        (
            "{n} {done} by {q}",
            "{n} plus {q}",
            "{n} with {q} added",
            "{n} with {q} on top",
            "{q} more than {n}",
            "the result of a {q} increase of {n}",
        ),
        (
            "{do} {n} by {q}",
            "add {q} to {n}",
            "put {q} on top of {n}",
            "make {n} larger by {q}",
            "put {n} up by {q}",
        ),
        (
            "{n} goes up by {q}. What is it now?",
            "{n} rises by {q}. How much is it then?",
            "It was {n}, then it grew by {q}. What is it now?",
            "{n} + {q}",
            "My wage of {n} dollars is raised by {q}. How many dollars do I get now?",
            "Add {q} onto {n}.",
            "If {n} grows by {q}, how much is it then?",
            "Given that a value of {n} increases by {q}, determine the new value.",
            "what number is {q} more than {n}",
        ),
    ),
)


def _convert(rng: Random, level: int) -> Worked:
    """Between per cent, decimals and fractions."""
    kind = rng.randrange(4)
    scale = 10 if level == 3 and rng.random() < 0.6 else 1
    n = rng.randint(1, (99, 250, 999)[level - 1])
    rate, as_decimal = decimal(n, scale), decimal(n, 100 * scale)
    if kind == 0:
        steps = [("Divide the percentage by one hundred.", f"{rate} / 100 = {as_decimal}")]
        question = _ask_as(rng, a=f"{rate}%", what="a decimal")
        return worked(question, steps, Fraction(n, 100 * scale), as_decimal)
    if kind == 1:
        steps = [("Multiply the decimal by one hundred.", f"{as_decimal} * 100 = {rate}")]
        question = _ask_as(rng, a=as_decimal, what=rng.choice(("a percentage", "a percent")))
        return worked(question, steps, Fraction(n, 100 * scale), f"{rate}%")
    if kind == 2:
        top, bottom = n, 100
        steps = [("Write the percentage over one hundred.", f"{n}% = {n}/100"), *simplify(n, 100)]
        question = _ask_as(rng, a=f"{n}%", what=rng.choice(("a fraction", "a fraction in lowest terms")))
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
    question = _ask_as(rng, a=f"{top}/{bottom}", what=rng.choice(("a percentage", "a percent")))
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
    "{a} to {what}",
    "Hence write {a} as {what}.",
    "{a} -> {what}",
    "I need {what} instead of {a}.",
    "Which is {a} as {what}?",
    "{a}, as {what} please",
    "rewrite {a} as {what}",
    "How would {a} look as {what}?",
    "What's another way to write {a}, as {what}?",
    "My form wants {what}, but I have {a}. What do I enter?",
)
_NAMED_AS = ("{a} as {what}", "{a} as {what}", "{a} written as {what}", "{a} expressed as {what}")
_DO_AS = (
    "write {a} as {what}",
    "convert {a} to {what}",
    "turn {a} into {what}",
    "change {a} into {what}",
    "express {a} as {what}",
    "rewrite {a} as {what}",
)


def _ask_as(rng: Random, a: str, what: str) -> str:
    """The question for another form of a number."""
    if a[-1] == "%" and rng.random() < 0.35:
        a = f"{said(rng, a[:-1], chance=0.3)[0]}{rng.choice((' percent', ' per cent'))}"
    elif "/" in a and max(map(int, a.split("/"))) <= 20 and rng.random() < 0.15:
        a = fraction_words(rng, *map(int, a.split("/")))
    elif "." in a:
        a = said(rng, a)[0]
    return ways(rng, {"a": a, "what": what}, names=_NAMED_AS, actions=_DO_AS, others=_AS)


FAMILIES = (
    Family("percent_of", TOPIC, _of),
    Family("percent_change", TOPIC, _change),
    Family("percent_reverse", TOPIC, _reverse),
    Family("percent_what", TOPIC, _what),
    Family("percent_adjust", TOPIC, _adjust),
    Family("percent_convert", TOPIC, _convert),
)
