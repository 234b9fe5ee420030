"""Averages and spreads of short lists: mean, median, mode, range, and what is missing for a mean.

Knows nothing of charts, frequencies beyond small tables in words, or deviations.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from arbiter_app.curriculum.arithmetic import said, ways
from arbiter_app.curriculum.expressions import show
from arbiter_app.curriculum.people import person
from arbiter_app.curriculum.polynomials import product, quotient, size, sum_work
from arbiter_app.curriculum.problem import Family, Steps, Worked, one_of, signed, worked

TOPIC = "statistics"

_STORIES = (
    "{name} got these marks: {s}. What is the {w} mark?",
    "The temperatures of some days were {s} degrees. What was the {w} temperature?",
    "The ages of some children are {s}. What is their {w} age?",
    "A runner's times were {s} seconds. What was the {w} time?",
    "A shop sold {s} loaves on different days. What is the {w} number of loaves?",
    "{name} read {s} pages on different days. What is the {w} number of pages?",
    "A team scored {s} points in its games. Find the {w} score.",
    "My marks this year are {s}. What is my {w} mark?",
    "I slept {s} hours on different nights. What is the {w} number of hours?",
    "Our electricity bills, in dollars, were {s}. What is the {w} bill?",
    "In different weeks {name} saved these amounts, in dollars: {s}. How much is the {w} amount?",
    "The children are {s} years old, what's the {w} age?",
    "The plants are {s} cm tall. Find the {w} height.",
    "On different days {s} people came. What was the {w} number of people?",
    "The parcels weigh {s} kg. Determine the {w} weight.",
    "I walked {s} km on different days. What is the {w} distance?",
    "{name} waited {s} minutes for the bus on different days. What was the {w} waiting time?",
)
_LISTS = (
    "What is the {w} of {s}?",
    "Find the {w} of {s}.",
    "Calculate the {w} of {s}.",
    "{w} of {s}",
    "Find the {w} of the numbers {s}.",
    "Find the {w} of this list: {s}",
    "What is the {w} of the data set {s}?",
    "Work out the {w}: {s}",
    "Here are some numbers: {s}. What is their {w}?",
    "Given the data {s}, find the {w}.",
    "Compute the {w} of {s}.",
    "{w}: {s}",
    "{s}: {w}?",
    "{w} of these numbers: {s}",
    "these are my numbers: {s}. I need the {w}",
    "I have the numbers {s}. What is the {w}?",
    "Given that a sample is {s}, find its {w}.",
    "State the {w} of the values {s}.",
    "Look at the values {s}. What is their {w}?",
    "If the data are {s}, what is the {w}?",
    "The values {s} were measured. Determine their {w}.",
)
_NAMED = (
    "the {w} of {s}",
    "the {w} of the numbers {s}",
    "the {w} of these numbers: {s}",
    "the {w} of the values {s}",
    "the {w} of the data {s}",
    "the {w} of the list {s}",
    "the {w} for {s}",
)
_ACTIONS = {
    "mean": ("add up {s} and divide by how many they are", "take the mean of {s}"),
    "average": ("add up {s} and divide by how many they are", "take the average of {s}", "average {s}"),
    "median": ("take the median of {s}", "put {s} in order and take the middle"),
    "range": ("subtract the smallest of {s} from the largest",),
    "mode": ("pick the number that occurs most often in {s}", "take the mode of {s}"),
}
_OTHER_NAMES = {
    "range": (
        "the difference between the largest and the smallest of {s}",
        "the range from the smallest to the largest of {s}",
        "the distance from the smallest to the largest of {s}",
    ),
    "mode": (
        "the most frequent number in {s}",
        "the most common value of {s}",
        "the value that occurs most often in {s}",
    ),
    "median": ("the middle value of {s} when they are put in order", "the median value of {s}"),
    "mean": ("the mean value of {s}", "the average of {s}"),
    "average": ("the average value of {s}", "the mean of {s}"),
}


def _listed(rng: Random, values: Sequence[int]) -> str:
    texts = [str(v) for v in values]
    if rng.random() < 0.5:
        return ", ".join(texts)
    return f"{', '.join(texts[:-1])} and {texts[-1]}"


def _ask(rng: Random, values: Sequence[int], name: str, adjective: str = "") -> str:
    """The question for a figure of a list, bare or with a story where the figure has an adjective."""
    shown = _listed(rng, values)
    if adjective and min(values) > 0 and rng.random() < 0.35:
        return one_of(rng, _STORIES, s=shown, w=adjective, **person(rng))
    if rng.random() < 0.55:
        if min(values) > 0 and max(values) < 100 and ", " in shown:
            shown = ", ".join(said(rng, *values))
        names = _NAMED + _OTHER_NAMES.get(name, ()) * 2
        return ways(rng, {"s": shown, "w": name}, names=names, actions=_ACTIONS.get(name, ()))
    question = one_of(rng, _LISTS, s=shown, w=name)
    return question[0].upper() + question[1:] if rng.random() < 0.9 else question


def _divided(total: int, count: int) -> str:
    """A mean as people write it: '791 / 10 = 79.1'."""
    return (
        quotient(total, count)
        if total % count == 0
        else f"{total} / {count} = {show(Fraction(total, count))}"
    )


def _values(rng: Random, count: int, high: int, negative: bool) -> list[int]:
    top = size(rng, 9, high)
    return [rng.randint(-top if negative else 1, top) for _ in range(count)]


def _mean(rng: Random, level: int) -> Worked:
    count = rng.randint(2, 4) if level == 1 else rng.randint(4, 5 + level)
    values = _values(rng, count, (20, 100, 300)[level - 1], level == 3 and rng.random() < 0.3)
    if level < 3 or rng.random() < 0.5:
        values[-1] += -sum(values) % count
    total = sum(values)
    steps = [
        ("Add all the numbers.", sum_work(values)),
        ("Divide the sum by how many there are.", quotient(total, count)),
    ]
    word = rng.choice(("mean", "average", "mean", "arithmetic mean"))
    mean = Fraction(total, count)
    return worked(_ask(rng, values, word, "mean" if word == "mean" else "average"), steps, mean, show(mean))


def _median(rng: Random, level: int) -> Worked:
    count = rng.choice((3, 5)) if level == 1 else rng.randint(4, 7 + 2 * (level == 3))
    values = _values(rng, count, (20, 60, 200)[level - 1], level == 3 and rng.random() < 0.4)
    ordered = sorted(values)
    middle = count // 2
    listing = ", ".join(map(str, ordered))
    if count % 2:
        median = Fraction(ordered[middle])
        steps = [
            ("Put the numbers in order.", listing),
            ("Find the place of the middle one.", f"({count} + 1) / 2 = {count + 1} / 2 = {middle + 1}"),
            ("Read off the number at this place.", f"median = {ordered[middle]}"),
        ]
    else:
        a, b = ordered[middle - 1], ordered[middle]
        median = Fraction(a + b, 2)
        steps = [
            ("Put the numbers in order.", listing),
            ("The count is even: find where the first half ends.", f"{count} / 2 = {middle}"),
            (
                "Find the mean of the two middle numbers.",
                f"({a} + {signed(b)}) / 2 = {a + b} / 2 = {show(median)}",
            ),
        ]
    return worked(_ask(rng, values, "median", "median"), steps, median, show(median))


def _mode_and_range(rng: Random, level: int) -> Worked:
    count = rng.randint(4, 5 + level)
    if rng.random() < 0.5:
        values = _values(rng, count, (20, 100, 999)[level - 1], level == 3 and rng.random() < 0.4)
        low, high = min(values), max(values)
        steps: Steps = [
            (
                "Find the greatest and the smallest number, and subtract.",
                f"{high} - {signed(low)} = {high - low}",
            )
        ]
        return worked(_ask(rng, values, "range"), steps, high - low)
    pool = rng.sample(range(1, 12 * level), 3 + level)
    mode, others = pool[0], pool[1:]
    times = rng.randint(2, 2 + level)
    values = [mode] * times + others
    if times > 2:
        values.append(others[0])
    rng.shuffle(values)
    counts = sorted(set(values))
    work = " + ".join(str(values.count(v)) for v in counts) + f" = {len(values)}"
    steps = [
        ("Put the numbers in order, so that equal ones stand together.", ", ".join(map(str, sorted(values)))),
        ("Count how often each occurs, in that order; check with how many there are.", work),
        ("Take the number that occurs most often.", f"mode = {mode}"),
    ]
    return worked(_ask(rng, values, "mode"), steps, mode)


def _missing_value(rng: Random, level: int) -> Worked:
    """One number that is not known, from the mean of all; or the next mark that is needed."""
    count = rng.randint(3, 3 + level)
    values = [size(rng, 1, (20, 60, 100)[level - 1]) for _ in range(count)]
    values[-1] += -sum(values) % count
    mean, known, missing = sum(values) // count, values[:-1], values[-1]
    steps = [
        ("Multiply the mean by how many numbers there are to get their sum.", product(mean, count)),
        ("Add the numbers that are known.", sum_work(known)),
        ("Subtract to find the missing one.", f"{mean * count} - {sum(known)} = {missing}"),
    ]
    shown, v = ", ".join(map(str, known)), {"m": mean, "n": count, "k": count - 1, **person(rng)}
    phrasings = (
        "The mean of {n} numbers is {m}. {K} of them are {s}. What is the other one?",
        "The average of {s} and x is {m}. Find x.",
        "The numbers {s} and one more have a mean of {m}. What is the missing number?",
        "{name} scored {s} in {k} tests. What must {she} score in the next test to have an average of {m}?",
        "The mean of {n} numbers is {m}. If {k} of the numbers are {s}, find the remaining number.",
        "What number must be added to the list {s} so that the mean becomes {m}?",
        "After {n} games a player has an average of {m} points. In the first {k} games the player scored {s}. What was the last score?",
        "I have the marks {s} and want a mean of {m} after the next test. What mark do I need?",
        "The mean of {s} and an unknown number is {m}. What is the unknown number?",
        "What must x be so that {s} and x have an average of {m}?",
        "Given that {s} and a further number have a mean of {m}, determine the further number.",
        "Which number makes the mean of the list {s}, ? equal to {m}?",
        "{s} and ? have an average of {m}. Find the missing number.",
        "My scores so far are {s}. To have an average of {m}, what do I have to score next?",
        "If the average of {n} values is {m} and {k} of them are {s}, what is the other value?",
        "I know {k} of {n} numbers: {s}. Their mean, with the one I don't know, is {m}. What is the number I don't know?",
        "The average age of {n} people is {m}. {K} of them are {s} years old. How old is the other one?",
    )
    words = ("", "One", "Two", "Three", "Four", "Five")[count - 1]
    names = (
        "the number to be added to the list {s} so that the mean is {m}",
        "the value of x if {s} and x have a mean of {m}",
        "the next score after {s} that makes the average {m}",
        "the missing number if {s} and it have an average of {m}",
        "the last of {n} numbers with the mean {m} if the others are {s}",
    )
    return worked(ways(rng, {"s": shown, "K": words, **v}, names=names, others=phrasings), steps, missing)


def _mean_after(rng: Random, level: int) -> Worked:
    """How a mean changes when a value joins, leaves or all values change; the total from a mean."""
    count, mean = size(rng, 3, 6 * level), size(rng, 5, 30 * level)
    kind = rng.randrange(2 if level == 1 else 4)
    total = ("Multiply the mean by how many numbers there are to get their sum.", product(mean, count))
    if kind == 0:
        phrasings: tuple[str, ...] = (
            "The mean of {n} numbers is {m}. What is their sum?",
            "{n} numbers have an average of {m}. Find their total.",
            "The average of {n} test marks is {m}. What do the marks add up to?",
            "A group of {n} children has a mean age of {m}. What is the sum of their ages?",
            "If {n} numbers have a mean of {m}, what do they add up to?",
            "average {m}, {n} numbers, what's the total?",
            "I wrote {n} tests with an average of {m} points. How many points do I have in total?",
            "Given a mean of {m} over {n} values, determine the sum of the values.",
            "{n} values, mean {m}: sum?",
            "What is the total of {n} numbers whose average is {m}?",
            "Find the sum of {n} numbers that have a mean of {m}.",
            "{n} days with an average of {m} visitors a day: how many visitors is that in all?",
        )
        names: tuple[str, ...] = (
            "the sum of {n} numbers whose mean is {m}",
            "the total of {n} values with an average of {m}",
            "the sum of {n} numbers with the mean {m}",
        )
        question = ways(rng, {"n": count, "m": mean}, names=names, others=phrasings)
        return worked(question, [total], mean * count)
    if kind == 1:
        shift = rng.randint(1, 12)
        sign = "+" if rng.random() < 0.6 else "-"
        value = mean + shift if sign == "+" else mean - shift
        if value < 0:
            return _mean_after(rng, level)
        phrasings = (
            "The mean of {n} numbers is {m}. {c} What is the new mean?",
            "{n} numbers have an average of {m}. {c} What is their average now?",
            "I have {n} numbers with a mean of {m}. {c} What is the mean then?",
            "The average of {n} marks is {m}. {c} Find the new average.",
            "Let {n} values have a mean of {m}. {c} Determine the new mean.",
            "A list of {n} numbers has a mean of {m}. {c} What does the mean become?",
            "mean of {n} numbers: {m}. {c} New mean?",
        )
        change = f"Each number is {'increased' if sign == '+' else 'decreased'} by {shift}."
        steps = [("The mean changes by as much as every number does.", f"{mean} {sign} {shift} = {value}")]
        return worked(one_of(rng, phrasings, n=count, m=mean, c=change), steps, value)
    new = rng.randint(max(1, mean - 12), mean + 12)
    if kind == 2:
        joined = new
        if rng.random() < 0.8:  # the new mean is whole
            joined = mean + (new - mean) * (count + 1)
            if joined <= 0:
                joined = mean + count + 1
        end = Fraction(mean * count + joined, count + 1)
        steps = [
            total,
            ("Add the new number.", f"{mean * count} + {joined} = {mean * count + joined}"),
            ("Count the numbers.", f"{count} + 1 = {count + 1}"),
            ("Divide.", _divided(mean * count + joined, count + 1)),
        ]
        phrasings = (
            "The mean of {n} numbers is {m}. The number {j} is added to the list. What is the new mean?",
            "{n} numbers have an average of {m}. What is the average when {j} joins them?",
            "A player has an average of {m} points over {n} games and then scores {j}. What is the new average?",
            "My average over {n} tests is {m}. Now I get {j} in another test. What is my average then?",
            "If {j} joins {n} numbers with a mean of {m}, what is the new mean?",
            "A list of {n} numbers has a mean of {m}. Then {j} is put in. Find the mean of the longer list.",
            "Let the mean of {n} values be {m}. Determine the mean after the value {j} is added to them.",
            "mean of {n} numbers is {m}, add the number {j} to the list, new mean?",
            "{n} people are {m} years old on average. A person of {j} joins them. What is the average age now?",
        )
        names = (
            "the new mean if {j} joins {n} numbers whose mean is {m}",
            "the new average when {j} is added to a list of {n} numbers with the average {m}",
            "the mean of {n} numbers with the mean {m} and the further number {j}",
        )
        values = {"n": count, "m": mean, "j": joined}
        return worked(ways(rng, values, names=names, others=phrasings), steps, end, show(end))
    removed = mean + (count - 1) * rng.choice((-1, 1)) * rng.randint(1, 4)
    if removed <= 0:
        removed = mean + count - 1
    end = Fraction(mean * count - removed, count - 1)
    if end < 0:
        return _mean_after(rng, level)
    steps = [
        total,
        ("Take the number away.", f"{mean * count} - {removed} = {mean * count - removed}"),
        ("Count the numbers that remain.", f"{count} - 1 = {count - 1}"),
        ("Divide.", _divided(mean * count - removed, count - 1)),
    ]
    phrasings = (
        "The mean of {n} numbers is {m}. The number {r} is removed. What is the mean of the others?",
        "{n} numbers have an average of {m}. One of them, {r}, is taken away. What is the average of the rest?",
        "If {r} is taken out of {n} numbers with a mean of {m}, what is the mean of those left?",
        "A list of {n} numbers has a mean of {m}. I strike out the number {r}. Find the mean of the others.",
        "Let the mean of {n} values be {m}. Determine the mean of the rest when the value {r} is left out.",
        "mean of {n} numbers is {m}, remove {r}, new mean?",
        "My average over {n} tests is {m}. The test with {r} points does not count any more. What is my average now?",
        "{n} people are {m} years old on average. The one who is {r} leaves. What is the average age of the others?",
    )
    names = (
        "the mean of the others if {r} is removed from {n} numbers whose mean is {m}",
        "the new average when {r} is taken out of a list of {n} numbers with the average {m}",
        "the mean that is left when {n} numbers with the mean {m} lose the number {r}",
    )
    values = {"n": count, "m": mean, "r": removed}
    return worked(ways(rng, values, names=names, others=phrasings), steps, end, show(end))


_WEIGHTED = (
    (
        "In a class, {a} pupils scored {x} points each and {b} pupils scored {y} points each. What was the mean score?",
        "",
    ),
    (
        "{a} boys have a mean height of {x} cm and {b} girls have a mean height of {y} cm. What is the mean height of all?",
        " cm",
    ),
    (
        "A shop sells {a} bags at ${x} each and {b} bags at ${y} each. What is the average price of a bag?",
        "$",
    ),
    (
        "One group of {a} people has an average age of {x}, another of {b} people an average age of {y}. What is the average age of all of them?",
        "",
    ),
    (
        "The mean of {a} numbers is {x} and the mean of {b} other numbers is {y}. What is the mean of all the numbers?",
        "",
    ),
    (
        "{a} parcels weigh {x} kg each and {b} parcels weigh {y} kg each. What is the mean weight of a parcel?",
        " kg",
    ),
    (
        "A car travels for {a} hours at {x} km/h and for {b} hours at {y} km/h. What is its average speed in km/h?",
        "",
    ),
    ("What is the average of {a} numbers that are all {x} and {b} numbers that are all {y}?", ""),
    ("I bought {a} shares at ${x} and {b} more at ${y}. What did I pay for a share on average?", "$"),
    (
        "I wrote {a} tests with an average of {x} and {b} more with an average of {y}. What is my average in all?",
        "",
    ),
    (
        "{a} of my coins weigh {x} g each and the other {b} weigh {y} g each. What is the mean weight of a coin?",
        " g",
    ),
    ("On {a} days {x} people came and on {b} days {y} people came. How many came on average per day?", ""),
    (
        "{a} values have the mean {x}, {b} others have the mean {y}. Find the mean of all of them together.",
        "",
    ),
    (
        "Given a group of {a} with an average of {x} and a group of {b} with an average of {y}, determine the average of both groups together.",
        "",
    ),
    (
        "For {a} months I paid ${x} a month, then ${y} a month for {b} months. What did I pay a month on average?",
        "$",
    ),
    (
        "{a} plants are {x} cm tall and {b} plants are {y} cm tall. What is the average, in cm, of all the plants?",
        " cm",
    ),
)


def _weighted(rng: Random, level: int) -> Worked:
    template, unit = rng.choice(_WEIGHTED)
    a, b = size(rng, 2, 6 * level), size(rng, 2, 6 * level)
    x = rng.randint(120, 160) if "height" in template else size(rng, 2, 25 * level)
    if "height" in template:
        a, b = min(a, 8), min(b, 8)
    y = x + rng.choice((-1, 1)) * (a + b) * (1 if "height" in template else rng.randint(1, 3))
    if y <= 0:
        y = x + a + b
    if level == 1 and a == b:
        b += 1
        y = x + a + b
    first, second = a * x, b * y
    mean = Fraction(first + second, a + b)
    steps = [
        ("Find the total of the first group.", product(a, x)),
        ("Find the total of the second group.", product(b, y)),
        ("Add both totals.", f"{first} + {second} = {first + second}"),
        ("Count all of them.", f"{a} + {b} = {a + b}"),
        ("Divide the total by this.", quotient(first + second, a + b)),
    ]
    text = f"${mean}" if unit == "$" else f"{mean}{unit}"
    if not unit and rng.random() < 0.4:
        names = (
            "the average of {a} numbers with the mean {x} and {b} numbers with the mean {y}",
            "the mean of {a} marks of {x} points and {b} marks of {y} points",
            "the combined mean of {a} values averaging {x} and {b} values averaging {y}",
            "the overall average if {a} values average {x} and {b} others average {y}",
            "the mean of all numbers when {a} of them are {x} and the other {b} are {y}",
        )
        question = ways(rng, {"a": a, "b": b, "x": x, "y": y}, names=names)
        return worked(question, steps, mean, text)
    return worked(template.format(a=a, b=b, x=x, y=y), steps, mean, text)


FAMILIES = (
    Family("mean", TOPIC, _mean),
    Family("median", TOPIC, _median),
    Family("mode_and_range", TOPIC, _mode_and_range),
    Family("missing_for_mean", TOPIC, _missing_value),
    Family("changed_mean", TOPIC, _mean_after),
    Family("weighted_mean", TOPIC, _weighted),
)
