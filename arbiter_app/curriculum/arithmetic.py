"""Whole numbers and decimals: the four operations by hand, their order, signs, powers, a missing number.

Holds the ways of asking that the modules of arithmetic share; those of algebra and geometry are in
polynomials.py. Knows nothing of fractions beyond a quotient that does not come out, and nothing of stories
but a thermometer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd, prod
from random import Random

from arbiter_app.curriculum.nouns import in_words, ordinal
from arbiter_app.curriculum.problem import (
    Family,
    Steps,
    Worked,
    decimal,
    one_of,
    signed,
    times,
    typed,
    worked,
)

TOPIC = "arithmetic"
PLACES = ("ones", "tens", "hundreds", "thousands", "ten thousands")
_GROUPS = ("the last three digits", "the thousands", "the millions", "the billions")
ASK_VALUE = (
    "What is {}?",
    "What is {}?",
    "Calculate {}.",
    "Work out {}.",
    "Compute {}.",
    "Evaluate {}.",
    "Find the value of {}.",
    "{}",
    "{}",
    "{} = ?",
    "{} =",
    "{} = __",
    "What's {}?",
    "How much is {}?",
    "What does {} equal?",
    "What is the value of {}?",
    "Find {}.",
    "What is the result of {}?",
    "What do you get if you work out {}?",
    "Tell me what {} is.",
    "Work this out: {}",
    "Complete: {} = ...",
    "Determine {}.",
    "Solve {}.",
    "Give the value of {}.",
    "What number is {} equal to?",
    "What is the answer to {}?",
)
_BARE_NEGATIVE = re.compile(r"(?<=[-+*/] )\((-\d+(?:\.\d+)?)\)(?! ?\^)")


# ── Ways of asking: put together from parts, none of which holds a number in figures or in words ──────

_HELLO = (
    *[""] * 14, "so ", "ok, ", "hi, ", "hey, ", "right, ", "well, ", "quick question: ", "just checking: ", "sorry, ",
    "for my homework: ", "for a quiz: ", "no calculator here: ", "stupid question, but ", "please help: ",
)  # fmt: skip
_WHAT_IS = (
    "what is {x}",
    "what is {x}",
    "what's {x}",
    "whats {x}",
    "what would {x} be",
    "{x} is what",
    "what exactly is {x}",
)
_WHAT_ARE = ("what are {x}", "what are {x}", "which are {x}", "what would {x} be", "what exactly are {x}")
_HOW_MUCH = (
    "how much is {x}", "what does {x} come to", "what does {x} make", "what number is {x}", "how much does {x} make",
    "what is the answer to {x}", "what do I get for {x}", "what does {x} equal", "{x} makes what", "{x} gives what",
    "what is the value of {x}",
)  # fmt: skip
_I_WANT = (
    "I need to know", "I want to know", "I'd like to know", "tell me", "please tell me", "let me know", "just tell me",
    "I have to find out", "I'm trying to find out", "I can't remember", "I forgot", "my teacher asks me", "say",
    "my daughter wants to know", "somebody asked me", "it would help me to know", "I'm not sure", "we have to say",
    "state", "show me", "I've no idea", "write down", "I wonder", "explain", "for my notes I need to know",
)  # fmt: skip
_CAN_YOU_TELL = (
    "can you tell me", "could you tell me", "do you know", "does anyone know", "any idea", "can somebody tell me",
    "would you tell me", "can you say", "could you please tell me", "who knows", "have you any idea", "may I ask",
)  # fmt: skip
_DO = (
    *[""] * 6, "please ", "please ", "now ", "I need to ", "I have to ", "I want to ", "I must ", "I'm trying to ",
    "I've been asked to ", "help me ", "help me to ", "let's ", "your task is to ", "we have to ", "by hand, ", "hence ",
    "in your head, ", "as an exercise, ",
)  # fmt: skip
_CAN = (
    "can you ", "could you ", "would you ", "how do I ", "how can I ", "how do you ", "can you help me ", "how would you ",
    "could you please ", "is there somebody who can ", "can anybody ", "are you able to ",
)  # fmt: skip
_FIND = ("find", "find", "work out", "calculate", "compute", "determine", "figure out")
_SHORT = (
    "{x}", "{x}", "{x}?", "{x} please", "{x}, please?", "need {x}", "I need {x}.", "looking for {x}", "{x}, thanks",
    "wanted: {x}", "give me {x}", "to be found: {x}", "the task: {x}", "stuck on {x}", "I am stuck on {x}.", "next: {x}",
    "I got stuck at {x}", "your turn: {x}", "homework: {x}",
)  # fmt: skip
_AFTER = (
    *[""] * 14,
    " please",
    " for me",
    ", please",
    " for my homework",
    " before the test",
    " without a calculator",
)
_IF_DONE = (
    "what do you get if you {v}", "what do I get if I {v}", "what do you get when you {v}", "if I {v}, what do I get",
    "if you {v}, what do you get", "what is the result if you {v}", "what is the result when we {v}", "{v}: what comes out",
    "what comes out if you {v}", "what happens when I {v}", "when you {v}, what is the result", "what will I have if I {v}",
    "suppose you {v}: what is the result", "suppose I {v}. What do I get", "say I {v}, what is the answer",
    "what should I get when I {v}", "what would the answer be if you {v}", "I {v}. What is my result",
    "if we {v}, what will the answer be", "what is the outcome if you {v}", "I'm told to {v}. What is the answer",
)  # fmt: skip
_CALM_START = re.compile(r"[a-z][a-z']+[ ,:]")


def asked(rng: Random, thing: str, *, many: bool = False, amount: bool = False) -> str:
    """The question for something that a phrase names, such as 'the sum of 3 and 4': one of thousands of ways.

    `many` where the phrase is a plural, `amount` where it is an expression that is worth something.
    """
    kind, be = rng.random(), "are" if many else "is"
    if kind < 0.28:
        forms = _HOW_MUCH if amount and rng.random() < 0.5 else _WHAT_ARE if many else _WHAT_IS
        text = rng.choice(_HELLO) + rng.choice(forms).format(x=thing) + rng.choice(_AFTER[:15])
        return _begun(rng, text, "?")
    if kind < 0.4:
        return _begun(rng, f"{rng.choice(_I_WANT)} what {thing} {be}{rng.choice(_AFTER[:15])}", ".")
    if kind < 0.5:
        return _begun(rng, f"{rng.choice(_HELLO)}{rng.choice(_CAN_YOU_TELL)} what {thing} {be}", "?")
    if kind < 0.68:
        text = f"{rng.choice(_DO)}{rng.choice(_FIND)} {thing}{rng.choice(_AFTER)}"
        return _begun(rng, text, ".")
    if kind < 0.8:
        text = f"{rng.choice(_HELLO)}{rng.choice(_CAN)}{rng.choice(_FIND)} {thing}{rng.choice(_AFTER[:17])}"
        return _begun(rng, text, "?")
    bare = thing.removeprefix("the ") if rng.random() < 0.5 else thing
    return _begun(rng, rng.choice(_SHORT).format(x=bare), "")


def done(rng: Random, action: str) -> str:
    """The question for what comes of an action in the infinitive, such as 'add 3 to 4'."""
    kind = rng.random()
    if kind < 0.45:
        return _begun(rng, rng.choice(_HELLO) + rng.choice(_IF_DONE).format(v=action), "?")
    if kind < 0.8:
        return _begun(rng, f"{rng.choice(_DO)}{action}{rng.choice(_AFTER)}", ".")
    return _begun(rng, f"{rng.choice(_HELLO)}{rng.choice(_CAN)}{action}{rng.choice(_AFTER[:17])}", "?")


_TRUE = (
    "is it true that {x}", "is it so that {x}", "yes or no: {x}", "true or not, yes or no: {x}", "is it right that {x}",
    "can you tell me whether {x}", "could you tell me if {x}", "do you know whether {x}", "does anyone know if {x}",
    "can you check whether {x}", "can we say that {x}", "would you say that {x}", "{x}, right", "{x}, yes or no",
    "is it correct to say that {x}", "my friend says that {x}, is that so", "somebody told me that {x}: is that correct",
    "{x}: is that true", "may I write that {x}", "am I right that {x}", "is this statement true: {x}",
    "I think that {x}. Am I right", "suppose somebody says that {x}: is that so",
)  # fmt: skip
_CHECK = (
    "check whether {x}", "decide whether {x}", "determine whether {x}", "find out whether {x}", "say whether {x}",
    "I need to know whether {x}", "I want to know if {x}", "tell me whether {x}", "I wonder if {x}", "say if {x}, yes or no",
    "please check if {x}", "I'm not sure whether {x}", "test whether {x}", "state whether {x}", "I have to say whether {x}",
)  # fmt: skip
_YES_OR_NO = (*[""] * 6, " Answer yes or no.", " Yes or no?", " Say yes or no.")


def whether(rng: Random, statement: str) -> str:
    """The question whether a statement holds, to be answered by yes or no."""
    if rng.random() < 0.6:
        return _begun(rng, rng.choice(_HELLO) + rng.choice(_TRUE).format(x=statement), "?")
    text = _begun(rng, rng.choice(_CHECK).format(x=statement), ".")
    return text + rng.choice(_YES_OR_NO) if text[-1] == "." else text


def _begun(rng: Random, text: str, end: str) -> str:
    """A sentence of a careful writer, or of one who leaves out capitals and marks."""
    text += end if rng.random() < 0.8 else ""
    if rng.random() < 0.7 and _CALM_START.match(text):
        text = text[0].upper() + text[1:]
    return text


def ways(
    rng: Random,
    values: Mapping[str, object],
    *,
    names: Sequence[str] = (),
    actions: Sequence[str] = (),
    others: Sequence[str] = (),
    many: bool = False,
    amount: bool = False,
) -> str:
    """A question from templates: names of what is asked for, actions whose result it is, or whole questions."""
    kinds = [(names, 4), (actions, 3), (others, 4)]
    (templates,) = rng.choices([kind for kind, _ in kinds], [n if kind else 0 for kind, n in kinds])
    text = rng.choice(templates).format_map(values)
    if templates is names:
        return asked(rng, text, many=many, amount=amount)
    return done(rng, text) if templates is actions else text


# ── Numbers as they are spoken ───────────────────────────────────────────────────────────────────────

SPOKEN = 0.12  # share of questions that tell their numbers in words, where they can be told


def said(rng: Random, *values: int | str, chance: float = SPOKEN, most: int = 99) -> list[str]:
    """Numbers as they stand in a question: in figures, or now and then all of them in words.

    `most` is the largest that is told in words; let it be 99 where an "and" may stand between two numbers.
    """
    texts = [str(value) for value in values]
    if rng.random() > chance or not all(_sayable(text, most) for text in texts):
        return texts
    hyphen, joint = rng.choice("- "), rng.choice((" and ", " and ", " "))
    return [_spoken(text, joint).replace("-", hyphen) for text in texts]


def _sayable(text: str, most: int) -> bool:
    """Whether it is a number to say aloud; none of those that only the split "ranges" has."""
    found = re.fullmatch(r"-?(\d+)(\.\d{1,3})?", text)
    return found is not None and int(found[1]) <= most and not re.match(r"-?3[6-9]\d", text)


def _spoken(text: str, joint: str) -> str:
    if text[0] == "-":
        return f"negative {_spoken(text[1:], joint)}"
    whole, _, part = text.partition(".")
    words = in_words(int(whole), joined=joint)
    return f"{words} point {' '.join(in_words(int(digit)) for digit in part)}" if part else words


def ask_value(rng: Random, expression: str) -> str:
    """The question for the value of an expression, in the signs that people type."""
    if rng.random() < 0.2:
        expression = _BARE_NEGATIVE.sub(r"\1", expression)
    written = typed(rng, expression)
    if "*" in written and rng.random() < 0.12:
        written = written.replace(" * ", rng.choice((" x ", " · ")))
    return valued(rng, written)


def valued(rng: Random, written: str) -> str:
    """The question for the value of an expression as it stands."""
    if rng.random() < 0.4:
        return asked(rng, written, amount=True)
    return rng.choice(ASK_VALUE).format(written)


def sized(rng: Random, most: int, least: int = 1) -> int:
    """A whole number whose count of digits is drawn first, so that small ones are common."""
    digits = rng.randint(least, most)
    return rng.randint(10 ** (digits - 1), 10**digits - 1)


def listed(items: list[str]) -> str:
    """'2, 5 and 7'."""
    return f"{', '.join(items[:-1])} and {items[-1]}"


def add_steps(terms: list[int]) -> Steps:
    """Positive numbers added up one by one, or in groups of three digits where they are long."""
    if max(terms) >= 10_000 or (len(terms) == 2 and min(terms) >= 1000):
        return _add_by_groups(terms)
    total, steps = terms[0], []
    for i, term in enumerate(terms[1:]):
        goal = "Add the next number." if i else "Add the first two numbers."
        steps.append((goal, f"{total} + {term} = {total + term}"))
        total += term
    return [("Add the two numbers.", steps[0][1])] if len(terms) == 2 else steps


def _add_by_groups(terms: list[int]) -> Steps:
    steps: Steps = []
    carry, parts, unit = 0, [], 1
    for i in range((len(str(sum(terms))) + 2) // 3):
        addends = [term // unit % 1000 for term in terms]
        addends = [n for n in [*addends, carry] if n] or [0]
        work, total = [], addends[0]
        for n in addends[1:]:
            work.append(f"{total} + {n} = {total + n}")
            total += n
        goal = f"Add {_GROUPS[i]}" + (" and what is carried." if carry else " of the numbers.")
        carry, kept = divmod(total, 1000)
        if carry:
            work.append(f"{total} = {carry} * 1000 + {kept}")
        if work:
            steps.append((goal, ", ".join(work)))
        parts.append(kept)
        unit *= 1000
    top = [f"{part} * {1000**i}" if i else str(part) for i, part in enumerate(parts)]
    steps.append(("Put the groups together.", f"{' + '.join(reversed(top))} = {sum(terms)}"))
    return steps


def subtract_steps(a: int, b: int) -> Steps:
    """`a - b` for `a >= b`, by places; long numbers in groups of three digits with borrowing."""
    if a <= 20 or b < 10 or a == b:
        return [("Subtract.", f"{a} - {b} = {a - b}")]
    if a >= 100_000 or b >= 100_000:
        return _subtract_by_groups(a, b)
    rest, steps = a, []
    for i, digit in enumerate(str(b)):
        place = len(str(b)) - 1 - i
        if part := int(digit) * 10**place:
            steps.append((f"Take away the {PLACES[place]}.", f"{rest} - {part} = {rest - part}"))
            rest -= part
    return steps


def _subtract_by_groups(a: int, b: int) -> Steps:
    steps: Steps = []
    borrowed, parts, unit = 0, [], 1
    for i in range((len(str(a)) + 2) // 3):
        top, low = a // unit % 1000, b // unit % 1000
        work, have = [], top
        if borrowed:
            work.append(f"{have} - 1 = {have - 1}")
            have -= 1
        borrowed = have < low
        if borrowed:
            work.append(f"1000 {signed_term(have)} = {have + 1000}")
            have += 1000
        if low:
            work.append(f"{have} - {low} = {have - low}")
        goal = f"Subtract {_GROUPS[i]}" + (", borrowing one from the next group." if borrowed else ".")
        if work:
            steps.append((goal, ", ".join(work)))
        parts.append(have - low)
        unit *= 1000
    while not parts[-1]:
        parts.pop()
    tops = [f"{part} * {1000**i}" if i else str(part) for i, part in enumerate(parts)]
    steps.append(("Put the groups together.", f"{' + '.join(reversed(tops))} = {a - b}"))
    return steps


def signed_term(value: int) -> str:
    """A term as it is added on: '+ 3', '- 3'."""
    return f"- {-value}" if value < 0 else f"+ {value}"


def multiply_steps(a: int, b: int) -> Steps:
    """`a * b` of positive numbers, by the digits of the shorter one where both are long."""
    if a < b:
        a, b = b, a
    if b < 10 or a < 100 or _round(a) or _round(b):
        return [("Multiply the two numbers.", times(a, b))]
    names = ("ones", "tens", "hundreds", "thousands")
    digits = [(i, int(digit)) for i, digit in enumerate(reversed(str(b))) if digit != "0"]
    steps, parts, values = [], [], []
    for i, digit in digits:
        steps.append((f"Multiply by the {names[i]} digit.", times(a, digit)))
        parts.append(f"{a * digit}" + (f" * {10**i}" if i else ""))
        values.append(a * digit * 10**i)
    if len(parts) == 1:
        steps.append(("Put the zeros back.", f"{parts[0]} = {values[0]}"))
        return steps
    steps.append(("Give every part its place.", f"{' + '.join(parts)} = {' + '.join(map(str, values))}"))
    total, sums = values[0], []
    for value in values[1:]:
        sums.append(f"{total} + {value} = {total + value}")
        total += value
    return [*steps, ("Add the parts.", ", ".join(sums))]


def _round(n: int) -> bool:
    """Whether only the first digit is not zero."""
    return not str(n)[1:].strip("0")


def long_division(a: int, b: int) -> Steps:
    """The steps of dividing `a` by `b` digit by digit, less the reading off of the result."""
    digits, steps, rest, begun = str(a), [], 0, False
    for digit in digits:
        rest = rest * 10 + int(digit)
        if rest >= b or begun:
            goal = "Bring down the next digit and divide." if begun else "Divide the leading digits."
            steps.append((goal, f"{rest} = {b} * {rest // b} + {rest % b}"))
            rest, begun = rest % b, True
    return steps


def divide_steps(a: int, b: int) -> Steps:
    """`a / b` where it comes out."""
    q = a // b
    if (q <= 12 and b <= 12) or b == 1 or b == 10 ** (len(str(b)) - 1):
        return [("Divide.", f"{a} / {b} = {q}")]
    steps = long_division(a, b)
    return [*steps, ("Read the answer from the quotient digits.", f"{a} / {b} = {q}")]


_SUM = (
    "What is the sum of {n}?",
    "Add {n}.",
    "Find the total of {n}.",
    "Find the sum of {n}.",
    "Add up {n}.",
    "Add together {n}.",
    "What do you get when you add {n}?",
    "Work out the sum of {n}.",
    "Put together {n}.",
    "The numbers are {n}. What is their sum?",
    "How much are {n} altogether?",
    "What do {n} add up to?",
    "Sum of {n}",
    "Calculate the total of {n}.",
)
_NAMED_SUM = (
    "the sum of {n}",
    "the sum of the numbers {n}",
    "the total of {n}",
    "the grand total of {n}",
    "the result of adding {n}",
    "{n} together",
    "{n} added together",
    "{n} put together",
    "{n} all added up",
)
_DO_SUM = (
    "add {n}",
    "add up {n}",
    "add {n} together",
    "add together {n}",
    "sum up {n}",
    "put {n} together",
    "total {n}",
)
_MORE_SUMS = (
    "Given the numbers {n}, find their sum.",
    "{n}: add them up",
    "{n}, all together?",
    "sum: {n}",
    "total: {n}",
    "add these up: {n}",
    "My shopping comes to {n} dollars. What is the total?",
    "I have these numbers on a list: {n}. What do they add up to?",
    "I counted {n} in different boxes. How many is that in all?",
    "what is {n} in total",
    "If I have {n}, how many do I have altogether?",
)
_SUM_OF_TWO = (
    "What is {a} plus {b}?",
    "{a} plus {b}",
    "Add {a} to {b}.",
    "What is {a} more than {b}?",
    "Increase {b} by {a}.",
    "What number is {a} more than {b}?",
    "How much is {a} added to {b}?",
    "Which number do you get if you add {a} to {b}?",
)
_NAMED_SUM_OF_TWO = (
    "{a} plus {b}",
    "{a} plus {b}",
    "{a} and {b} together",
    "{a} more than {b}",
    "{a} added to {b}",
    "{b} increased by {a}",
    "{b} with {a} added on",
    "the number that is {a} larger than {b}",
    "the number {a} above {b}",
)
_DO_SUM_OF_TWO = (
    "add {a} to {b}",
    "add {a} and {b}",
    "increase {b} by {a}",
    "start at {b} and go up by {a}",
    "raise {b} by {a}",
    "count on {a} from {b}",
    "put {a} on top of {b}",
)
_MORE_SUMS_OF_TWO = (
    "I have {b} and get {a} more. How many do I have now?",
    "Given {b}, what is {a} more?",
    "{b}, and then {a} more: how many is that?",
    "There were {b} of them, then {a} more came. How many are there now?",
)


def _addition(rng: Random, level: int) -> Worked:
    kind = rng.random()
    if level == 1:
        terms = [sized(rng, 1 if kind < 0.4 else 2) for _ in range(2 if kind < 0.75 else rng.randint(3, 4))]
    elif level == 2:
        terms = [sized(rng, 3 if kind < 0.7 else 4) for _ in range(2 if kind < 0.5 else rng.randint(3, 5))]
        if max(terms) < 100:
            terms[0] += 100 * rng.randint(1, 9)
    elif kind < 0.5:
        terms = [sized(rng, 9, 4) for _ in range(2)]
    else:
        terms = [sized(rng, 4 if kind < 0.8 else 5) for _ in range(rng.randint(3, 6))]
    return worked(_ask_sum(rng, terms), add_steps(terms), sum(terms))


def _ask_sum(rng: Random, terms: list[int]) -> str:
    chance = rng.random()
    if chance < 0.55:
        return ask_value(rng, " + ".join(map(str, terms)))
    if len(terms) == 2 and chance < 0.8:
        a, b = said(rng, *terms, chance=0.25)
        others = _SUM_OF_TWO + _MORE_SUMS_OF_TWO
        return ways(
            rng, {"a": a, "b": b}, names=_NAMED_SUM_OF_TWO, actions=_DO_SUM_OF_TWO, others=others, amount=True
        )
    n = listed(said(rng, *terms))
    return ways(rng, {"n": n}, names=_NAMED_SUM, actions=_DO_SUM, others=_SUM + _MORE_SUMS)


_DIFFERENCE = (
    "Subtract {b} from {a}.",
    "What is the difference between {a} and {b}?",
    "Find the difference between {b} and {a}.",
    "How much is {a} minus {b}?",
    "What is {a} minus {b}?",
    "{a} minus {b}",
    "Take {b} away from {a}.",
    "What is {a} take away {b}?",
    "What must be added to {b} to get {a}?",
    "How much greater is {a} than {b}?",
    "How much less is {b} than {a}?",
    "By how much is {a} more than {b}?",
    "What is {b} less than {a}?",
    "What number is {b} less than {a}?",
    "Decrease {a} by {b}.",
    "Reduce {a} by {b}.",
    "What is left if you take {b} from {a}?",
    "How far apart are {a} and {b}?",
    "I had {a} and gave away {b}. How many do I have left?",
    "There were {a} and now {b} are gone. How many remain?",
    "{b} out of {a} are used up. How many are left?",
    "What is the gap between {b} and {a}?",
    "How many more is {a} than {b}?",
    "How much do I need to get from {b} up to {a}?",
    "Given {a} and {b}, find by how much the former exceeds the latter.",
    "I have {b} and want {a}. How many are missing?",
    "What do I have to add to {b} to end up with {a}?",
    "How many do you have to take from {a} so that {b} remain?",
)
_NAMED_DIFFERENCE = (
    "{a} minus {b}",
    "{a} minus {b}",
    "{a} less {b}",
    "{a} take away {b}",
    "{b} less than {a}",
    "{b} taken away from {a}",
    "{b} subtracted from {a}",
    "the difference between {a} and {b}",
    "the difference of {a} and {b}",
    "{a} reduced by {b}",
    "{a} decreased by {b}",
    "{a} without {b}",
    "the number that is {b} smaller than {a}",
    "the number {b} below {a}",
)
_DO_DIFFERENCE = (
    "subtract {b} from {a}",
    "take {b} away from {a}",
    "take {b} from {a}",
    "take {b} off {a}",
    "deduct {b} from {a}",
    "reduce {a} by {b}",
    "remove {b} from {a}",
    "lower {a} by {b}",
    "start at {a} and go down by {b}",
    "count back {b} from {a}",
)


def _subtraction(rng: Random, level: int) -> Worked:
    a, b = sorted((sized(rng, (2, 4, 9)[level - 1], (1, 2, 3)[level - 1]) for _ in range(2)), reverse=True)
    if a == b:
        a += rng.randint(1, 9)
    if level == 1 and rng.random() < 0.4:
        a = rng.randint(3, 20)
        b = rng.randint(1, a - 1)
    question = ask_value(rng, f"{a} - {b}") if rng.random() < 0.5 else _ask_difference(rng, a, b)
    return worked(question, subtract_steps(a, b), a - b)


def _ask_difference(rng: Random, a: int, b: int) -> str:
    first, second = said(rng, a, b, chance=0.2)
    values = {"a": first, "b": second}
    return ways(rng, values, names=_NAMED_DIFFERENCE, actions=_DO_DIFFERENCE, others=_DIFFERENCE, amount=True)


_PRODUCT = (
    "Multiply {a} by {b}.",
    "Multiply {a} and {b}.",
    "What is the product of {a} and {b}?",
    "What is {a} times {b}?",
    "How much is {a} times {b}?",
    "Find the product of {a} and {b}.",
    "{a} times {b}",
    "What is {a} multiplied by {b}?",
    "Calculate {a} times {b}.",
    "Product of {a} and {b}",
    "What do you get when you multiply {a} by {b}?",
    "{a} multiplied by {b}",
    "{a}x{b}",
    "What is {a} groups of {b}?",
    "How many are {a} lots of {b}?",
    "{a} bags of {b} apples, how many apples is that?",
    "There are {a} rows with {b} seats in each. How many seats are there?",
    "If I have {a} packets of {b} biscuits, how many biscuits do I have?",
    "A box holds {b} pens. How many pens do {a} boxes hold?",
    "{a} lots of {b} is how many?",
    "Given the factors {a} and {b}, find their product.",
    "Which number is {a} times as large as {b}?",
    "What number is {a} times as big as {b}?",
    "product: {a}, {b}",
    "{a} by {b}, multiplied",
)
_NAMED_PRODUCT = (
    "{a} times {b}",
    "{a} times {b}",
    "{a} multiplied by {b}",
    "the product of {a} and {b}",
    "the product of the numbers {a} and {b}",
    "{a} lots of {b}",
    "{a} sets of {b}",
    "the result of multiplying {a} by {b}",
    "the total of {a} groups of {b}",
    "the number {a} times as large as {b}",
)
_DO_PRODUCT = (
    "multiply {a} by {b}",
    "multiply {a} and {b}",
    "multiply {a} with {b}",
    "multiply {a} and {b} together",
    "times {a} by {b}",
    "add up {a} lots of {b}",
    "take {b} {a} times",
)


def _multiplication(rng: Random, level: int) -> Worked:
    kind = rng.random()
    if level == 1:
        a, b = (
            (rng.randint(2, 12), rng.randint(2, 12))
            if kind < 0.5
            else (rng.randint(2, 99), rng.randint(2, 9))
            if kind < 0.9
            else (rng.randint(2, 99), rng.choice((10, 100)))
        )
    elif level == 2:
        a, b = (
            (rng.randint(12, 99), rng.randint(12, 99))
            if kind < 0.5
            else (sized(rng, 4, 3), rng.randint(2, 9))
            if kind < 0.8
            else (sized(rng, 3, 2), rng.randint(2, 9) * 10 ** rng.randint(1, 3))
        )
    elif kind < 0.15:
        return _three_factors(rng)
    else:
        a, b = sized(rng, 4 if kind < 0.6 else 3, 3), sized(rng, 3 if kind < 0.5 else 2, 2)
    if rng.random() < 0.5:
        a, b = b, a
    question = ask_value(rng, f"{a} * {b}") if rng.random() < 0.5 else _ask_product(rng, a, b)
    return worked(question, multiply_steps(a, b), a * b)


def _ask_product(rng: Random, a: int, b: int) -> str:
    first, second = said(rng, a, b, chance=0.2)
    values = {"a": first, "b": second}
    others = [form for form in _PRODUCT if first[0].isdigit() or form != "{a}x{b}"]
    return ways(rng, values, names=_NAMED_PRODUCT, actions=_DO_PRODUCT, others=others, amount=True)


def _three_factors(rng: Random) -> Worked:
    factors = [rng.randint(2, 25) for _ in range(3)]
    a, b, c = factors
    steps = [
        ("Multiply the first two numbers.", times(a, b)),
        ("Multiply by the last number.", multiply_steps(a * b, c)[0][1]),
    ]
    if len(multiply_steps(a * b, c)) > 1:
        steps[1:] = multiply_steps(a * b, c)
    question = ask_value(rng, f"{a} * {b} * {c}")
    if rng.random() < 0.4:
        names = ("the product of {n}", "the product of the numbers {n}", "{n} all multiplied together")
        actions = (
            "multiply {n}",
            "multiply {n} together",
            "multiply together {n}",
            "multiply the numbers {n}",
        )
        question = ways(rng, {"n": listed(said(rng, *factors))}, names=names, actions=actions)
    return worked(question, steps, prod(factors))


_QUOTIENT = (
    "Divide {a} by {b}.",
    "How many times does {b} go into {a}?",
    "What is {a} divided by {b}?",
    "{a} divided by {b}",
    "How much is {a} divided by {b}?",
    "Find the quotient of {a} and {b}.",
    "What is the quotient when {a} is divided by {b}?",
    "How many {b}s are there in {a}?",
    "Share {a} equally among {b}. How much does each get?",
    "{b} into {a}",
    "Calculate {a} divided by {b}.",
    "Split {a} into {b} equal parts. How big is each part?",
)
_MORE_QUOTIENTS = (
    "If {a} sweets are shared equally by {b} children, how many does each child get?",
    "I want to put {a} eggs into boxes of {b}. How many boxes do I fill?",
    "How many groups of {b} can you make from {a}?",
    "How often does {b} fit into {a}?",
    "How many times can I take {b} from {a} until nothing is left?",
    "{a} shared between {b} people: how much each?",
    "What is one share if {a} is split {b} ways?",
    "Given that {b} times a number is {a}, find the number.",
    "By what do I multiply {b} to get {a}?",
    "How many times as large as {b} is {a}?",
    "quotient: {a}, {b}",
    "{a} split {b} ways",
)
_NAMED_QUOTIENT = (
    "{a} divided by {b}",
    "{a} divided by {b}",
    "{a} over {b}",
    "the quotient of {a} and {b}",
    "the result of dividing {a} by {b}",
    "{a} shared equally between {b}",
    "{a} split into {b} equal parts",
    "one of {b} equal parts of {a}",
)
_DO_QUOTIENT = (
    "divide {a} by {b}",
    "share {a} equally among {b}",
    "split {a} equally between {b}",
    "split {a} into {b} equal parts",
    "divide {a} into {b} equal parts",
    "cut {a} into {b} equal shares",
)
_QUOTIENT_AND_REMAINDER = (
    "Divide {a} by {b}. Give the quotient and the remainder.",
    "What is {a} divided by {b}, with remainder?",
    "Find the quotient and the remainder when {a} is divided by {b}.",
    "Work out {a} ÷ {b} with remainder.",
    "{a} ÷ {b}, with remainder",
    "{a} / {b} with a remainder",
    "Calculate {a} ÷ {b}. Write the answer as a quotient and a remainder.",
    "What are the quotient and remainder of {a} divided by {b}?",
    "How many times does {b} go into {a}, and what is left over?",
    "Divide {a} by {b} and state the remainder as well.",
    "{a} sweets are shared by {b} children. How many does each get and how many are left over?",
    "I pack {a} eggs into boxes of {b}. How many full boxes do I get, and how many eggs are left?",
    "How many whole groups of {b} are in {a}, and what remains?",
    "Given {a} and {b}, find the quotient and the remainder of the division of the former by the latter.",
    "{a} divided by {b} with remainder",
    "long division {a} by {b}, quotient and remainder?",
    "{a} over {b}, whole part and remainder please",
)
_NAMED_WITH_REMAINDER = (
    "{a} divided by {b} with remainder",
    "{a} ÷ {b} with the remainder",
    "the whole quotient and the remainder of {a} by {b}",
    "the quotient and remainder of {a} ÷ {b}",
    "the result of dividing {a} by {b}, with the remainder",
)
_DO_WITH_REMAINDER = (
    "divide {a} by {b} with remainder",
    "divide {a} by {b} with a remainder",
    "split {a} into groups of {b} and count what is left over as well",
    "do the division {a} ÷ {b} with remainder",
)


def _division(rng: Random, level: int) -> Worked:
    b = rng.randint(*((2, 12), (2, 12), (11, 99))[level - 1])
    q = rng.randint(2, 12) if level == 1 and rng.random() < 0.6 else sized(rng, (2, 3, 4)[level - 1], level)
    if rng.random() < 0.1:
        b = rng.choice((10, 100, 25, 20))
    r = 0 if level == 1 or rng.random() < 0.5 else rng.randint(1, b - 1)
    a = b * q + r
    if not r:
        question = ask_value(rng, f"{a} / {b}") if rng.random() < 0.5 else _ask_quotient(rng, a, b)
        return worked(question, divide_steps(a, b), q)
    steps = [*long_division(a, b), ("Read the quotient and the remainder.", f"{a} = {b} * {q} + {r}")]
    names, actions = _NAMED_WITH_REMAINDER, _DO_WITH_REMAINDER
    question = ways(
        rng, {"a": a, "b": b}, names=names, actions=actions, others=_QUOTIENT_AND_REMAINDER, many=False
    )
    return worked(question, steps, (q, r), f"{q} remainder {r}")


def _ask_quotient(rng: Random, a: int, b: int) -> str:
    first, second = said(rng, a, b, chance=0.2, most=999)
    if not first[0].isdigit():  # words go with fewer of the forms
        return ways(rng, {"a": first, "b": second}, names=_NAMED_QUOTIENT[:3], actions=_DO_QUOTIENT[:1])
    others = _QUOTIENT + _MORE_QUOTIENTS
    values = {"a": first, "b": second}
    return ways(rng, values, names=_NAMED_QUOTIENT, actions=_DO_QUOTIENT, others=others, amount=True)


def _inexact_division(rng: Random, level: int) -> Worked:
    """A quotient of whole numbers that is no whole number: a fraction, or a decimal where asked."""
    if rng.random() < 0.5:
        return _decimal_quotient(rng, level)
    b = rng.randint(2, (9, 20, 60)[level - 1])
    a = rng.randint(1, (20, 99, 500)[level - 1])
    if a % b == 0:
        a += 1
    common = gcd(a, b)
    steps = [("Write the division as a fraction.", f"{a} / {b} = {a}/{b}")]
    if common > 1:
        work = f"{a}/{b} = ({a} / {common})/({b} / {common}) = {a // common}/{b // common}"
        steps.append(("Divide numerator and denominator by their greatest common divisor.", work))
    question = (
        ask_value(rng, f"{a} / {b}")
        if rng.random() < 0.5
        else ways(
            rng,
            {"a": a, "b": b},
            names=(
                "{a} divided by {b}",
                "{a} over {b}",
                "{a} ÷ {b} as a fraction",
                "{a} divided by {b} as a fraction",
            ),
            actions=("divide {a} by {b}", "write {a} ÷ {b} as a fraction", "divide {a} by {b} and simplify"),
            others=[*_QUOTIENT[:1], *_QUOTIENT[2:5], *_AS_FRACTION],
        )
    )
    return worked(question, steps, Fraction(a, b))


_AS_FRACTION = (
    "Write {a} ÷ {b} as a fraction.",
    "What is {a} divided by {b} as a fraction in lowest terms?",
    "Give {a} / {b} as a simplified fraction.",
    "{a} divided by {b}, as a fraction",
    "{a} ÷ {b} as a fraction please",
    "Give the exact value of {a} ÷ {b} as a fraction in its simplest form.",
    "Leave your answer as a fraction: {a} ÷ {b}",
    "Which fraction in lowest terms is {a} divided by {b}?",
    "{a} pizzas are shared equally by {b} people. What fraction of a pizza does each get?",
)
_AS_DECIMAL = (
    "Write {a} ÷ {b} as a decimal.",
    "What is {a} divided by {b} as a decimal?",
    "Work out {a} ÷ {b}. Give your answer as a decimal.",
    "Divide {a} by {b} and write the result as a decimal.",
    "{a} / {b} as a decimal",
    "Give {a} / {b} as a decimal number.",
    "Find the decimal value of {a} ÷ {b}.",
    "Calculate {a} / {b} in decimals.",
    "{a} divided by {b}, decimal please",
    "decimal form of {a} ÷ {b}",
    "Use long division to write {a} ÷ {b} as a decimal.",
    "What decimal do I get for {a} ÷ {b}?",
    "{a} metres of rope are cut into {b} equal pieces. How long is each piece, in metres, as a decimal?",
    "I divide {a} by {b}. What decimal number comes out?",
)


def _decimal_quotient(rng: Random, level: int) -> Worked:
    b = rng.choice(((2, 4, 5, 10), (2, 4, 5, 8, 20, 25), (8, 16, 20, 25, 40, 50, 80, 125))[level - 1])
    a = sized(rng, (2, 3, 3)[level - 1])
    if a % b == 0:
        a += 1
    names = ("{a} ÷ {b} as a decimal", "{a} divided by {b} in decimals", "{a} over {b} as a decimal number")
    actions = ("write {a} ÷ {b} as a decimal", "divide {a} by {b} and write it as a decimal")
    question = ways(rng, {"a": a, "b": b}, names=names, actions=actions, others=_AS_DECIMAL)
    return worked(question, decimal_division(a, b), Fraction(a, b), finite_decimal(a, b))


def finite_decimal(a: int, b: int) -> str:
    """`a / b` as a decimal; it must end."""
    scale = next(10**k for k in range(20) if a * 10**k % b == 0)
    return decimal(a * scale // b, scale)


def decimal_division(a: int, b: int) -> Steps:
    """Long division carried on behind the point, for a quotient that ends."""
    steps, rest = [], a % b
    steps.append(("Divide the whole part.", f"{a} = {b} * {a // b} + {rest}"))
    while rest:
        rest *= 10
        steps.append(
            ("Bring down a zero behind the point and divide.", f"{rest} = {b} * {rest // b} + {rest % b}")
        )
        rest %= b
    return [*steps, ("Read the answer from the quotient digits.", f"{a} / {b} = {finite_decimal(a, b)}")]


Tree = int | tuple[str, "Tree", "Tree"]
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}


def _order_of_operations(rng: Random, level: int) -> Worked:
    return _expression(rng, level, below_zero=False)


def _signed_expressions(rng: Random, level: int) -> Worked:
    """Powers, negative numbers, nested brackets, and results below zero on the way."""
    return _expression(rng, level, below_zero=True)


def _expression(rng: Random, level: int, *, below_zero: bool) -> Worked:
    size = rng.randint(2, 3) if level == 1 else level + 1 if level == 2 else rng.randint(4, 6)
    if below_zero:
        size = min(size, 5)
    tree = _grow(rng, size, below_zero)
    while (
        isinstance(tree, int) or _value(tree) is None or not _apt(tree, below_zero=below_zero) or _flat(tree)
    ):
        tree = _grow(rng, size, below_zero)
    expression, steps = _written(tree), []
    left = expression
    while not isinstance(tree, int):
        goal = _first_goal(left)
        tree = _reduced(tree)
        steps.append((goal, f"{left} = {_written(tree)}"))
        left = _written(tree)
    return worked(ask_value(rng, expression), steps, tree)


def _first_goal(expression: str) -> str:
    if re.search(r"\([^()]* [-+*/^] |\([^()]*\^", expression):
        return "Work out the brackets first."
    if "^" in expression:
        return "Work out the power before anything else."
    if "*" in expression or "/" in expression:
        return (
            "Multiply and divide before adding and subtracting."
            if " + " in expression or " - " in expression
            else "Multiply and divide from left to right."
        )
    return "Add and subtract from left to right."


def _grow(rng: Random, operations: int, below_zero: bool) -> Tree:
    """A random expression of that many operations."""
    if not operations:
        n = rng.randint(1, 12) if rng.random() < 0.65 else rng.randint(2, 60)
        return -n if below_zero and rng.random() < 0.3 else n
    if operations == 1 and rng.random() < 0.3:
        b = rng.randint(2, 9)
        sign = -1 if below_zero and rng.random() < 0.3 else 1
        return ("/", sign * b * rng.randint(2, 12), b if rng.random() < 0.9 else -b * sign)
    if operations == 1 and below_zero and rng.random() < 0.25:
        return ("^", rng.choice((-1, 1)) * rng.randint(2, 9), 2 if rng.random() < 0.7 else 3)
    left = rng.randrange(operations)
    op = rng.choice("+-*" if rng.random() < 0.92 else "/")
    return (op, _grow(rng, left, below_zero), _grow(rng, operations - 1 - left, below_zero))


def _value(tree: Tree) -> int | None:
    """What an expression is worth; None where a pupil would not be asked it: a value too large, a
    quotient that does not come out, or a product too large for the head."""
    if isinstance(tree, int):
        return tree
    left, right = _value(tree[1]), _value(tree[2])
    if left is None or right is None:
        return None
    low, high = sorted((abs(left), abs(right)))
    match tree[0]:
        case "+":
            value = left + right
        case "-":
            value = left - right
        case "*":
            value = left * right if low <= 12 and high < 100 else 1000
        case "/":
            value = left // right if right and left % right == 0 and abs(left) <= 150 else 1000
        case _:
            value = left**right if abs(left) <= 9 else 1000
    return value if abs(value) < 1000 else None


def _apt(tree: Tree, *, below_zero: bool) -> bool:
    """Whether no part of it falls below zero, unless that is wanted."""
    if isinstance(tree, int):
        return below_zero or tree >= 0
    value = _value(tree)
    assert value is not None
    inside = _apt(tree[1], below_zero=below_zero) and _apt(tree[2], below_zero=below_zero)
    return inside and (below_zero or value >= 0)


def _flat(tree: Tree) -> bool:
    """Whether only + and - of plain numbers from left to right occur: no order to think about."""
    if isinstance(tree, int):
        return True
    return tree[0] in "+-" and _flat(tree[1]) and isinstance(tree[2], int) and tree[2] >= 0


def _written(tree: Tree, first: bool = True) -> str:
    """The expression with the brackets it needs; `first` where no operator stands before it."""
    if isinstance(tree, int):
        return str(tree) if first else signed(tree)
    op, left, right = tree
    own = _STRENGTH[op]
    in_left = not isinstance(left, int) and _STRENGTH[left[0]] < own
    base = op == "^" and isinstance(left, int) and left < 0
    one, two = _written(left, (first and not base) or in_left), _written(right, _bracketed(right, own))
    if in_left:
        one = f"({one})"
    if _bracketed(right, own):
        two = f"({two})"
    return f"{one}^{two}" if op == "^" else f"{one} {op} {two}"


def _bracketed(right: Tree, own: int) -> bool:
    """Whether the right side of an operator of that strength stands in brackets of its own."""
    return not isinstance(right, int) and _STRENGTH[right[0]] <= own


def _reduced(tree: Tree) -> Tree:
    """The expression after the one operation that comes first."""
    return _reduce(tree, min(_ready(tree, 0, ())))


def _ready(tree: Tree, depth: int, path: tuple[int, ...]) -> list[tuple[int, int, tuple[int, ...]]]:
    """Operations on two numbers: minus bracket depth, minus strength, path. The least comes first."""
    if isinstance(tree, int):
        return []
    op, left, right = tree
    own = _STRENGTH[op]
    if isinstance(left, int) and isinstance(right, int):
        return [(-depth, -own, path)]
    in_left = not isinstance(left, int) and _STRENGTH[left[0]] < own
    return _ready(left, depth + in_left, (*path, 1)) + _ready(
        right, depth + _bracketed(right, own), (*path, 2)
    )


def _reduce(tree: Tree, first: tuple[int, int, tuple[int, ...]]) -> Tree:
    path = first[2]
    if isinstance(tree, int):
        return tree
    if not path:
        value = _value(tree)
        assert value is not None
        return value
    op, left, right = tree
    rest = (0, 0, path[1:])
    return (op, _reduce(left, rest), right) if path[0] == 1 else (op, left, _reduce(right, rest))


def _negative(rng: Random, level: int) -> Worked:
    chance = rng.random()
    if chance < 0.2:
        return _temperature(rng, level)
    if chance < 0.5:
        return _one_signed(rng, level)
    high = (20, 50, 99)[level - 1]
    terms: list[str] = []
    values: list[int] = []
    steps: Steps = []
    for i in range(rng.randint(2, (3, 4, 5)[level - 1])):
        if level > 1 and rng.random() < 0.4:
            a, b = rng.choice((-1, 1)) * rng.randint(2, 12), -rng.randint(2, 12)
            terms.append(f"{signed(a)} * {signed(b)}" if i else f"{a} * {signed(b)}")
            values.append(a * b)
            steps.append(
                ("Multiply; like signs give plus, unlike signs give minus.", f"{terms[-1]} = {a * b}")
            )
        else:
            n = rng.choice((-1, -1, 1)) * rng.randint(1, high)
            terms.append(signed(n) if i else str(n))
            values.append(n)
    total, expression = values[0], terms[0]
    for term, value in zip(terms[1:], values[1:], strict=True):
        op = rng.choice("+-")
        expression += f" {op} {term}"
        change = value if op == "+" else -value
        written = f"{total} {op} {signed(value)}"
        if value < 0:
            written += f" = {total} {'-' if change < 0 else '+'} {abs(change)}"
            goal = "Drop the brackets and go on from left to right."
        else:
            goal = "Go on from left to right."
        steps.append((goal, f"{written} = {total + change}"))
        total += change
    return worked(ask_value(rng, expression), steps, total)


def _one_signed(rng: Random, level: int) -> Worked:
    """A single operation with a sign in it, or with a result below zero."""
    op, a, b = _signed_pair(rng, level)
    return worked(ask_value(rng, f"{a} {op} {signed(b)}"), signed_steps(op, a, b, 1), _apply(op, a, b))


def _signed_pair(rng: Random, level: int) -> tuple[str, int, int]:
    op = rng.choice("+-*/-")
    digits = (1, 2, 3)[level - 1]
    a, b = sized(rng, digits + (op in "+-")), sized(rng, digits)
    if op == "/":
        a = b * sized(rng, digits)
    signs = rng.choice(((-1, 1), (1, -1), (-1, -1)))
    if op == "-" and rng.random() < 0.5:
        a, b, signs = min(a, b), max(a, b) + 1, (1, 1)
    return op, a * signs[0], b * signs[1]


def _apply(op: str, a: int, b: int) -> int:
    return a + b if op == "+" else a - b if op == "-" else a * b if op == "*" else a // b


def signed_steps(op: str, a: int, b: int, scale: int) -> Steps:
    """`a op b` for + and - with both over the scale, a power of ten; for * and / with scale one.
    Brings it to an operation on positive numbers, then finds the sign."""

    def show(n: int) -> str:
        text = decimal(n, scale)
        return f"({text})" if n < 0 else text

    first = decimal(a, scale)
    if op in "*/":
        plain = multiply_steps(abs(a), abs(b)) if op == "*" else divide_steps(abs(a), abs(b))
        alike = (a < 0) == (b < 0)
        goal = (
            "The signs are alike: the result is positive."
            if alike
            else "The signs differ: the result is negative."
        )
        written = f"{a} {op} {signed(b)} = {_apply(op, a, b)}"
        return plain if a > 0 and b > 0 else [*plain, (goal, written)]
    steps: Steps = []
    written = f"{first} {op} {show(b)}"
    if b < 0:
        b, op = -b, "+" if op == "-" else "-"
        goal = (
            "Subtracting a negative number is adding."
            if op == "+"
            else "Adding a negative number is subtracting."
        )
        steps.append((goal, f"{written} = {first} {op} {show(b)}"))
        written = f"{first} {op} {show(b)}"
    size, way = abs(a), 1 if op == "+" else -1
    result = decimal(a + way * b, scale)
    if a < 0 and op == "-":
        steps += _plain("+", size, b, scale)
        steps.append(("Both go below zero: put a minus before the sum.", f"{written} = {result}"))
    elif a >= 0 and op == "+":
        steps += _plain("+", a, b, scale)
    elif (a < 0 and size <= b) or (a >= 0 and a >= b):
        steps += _plain("-", max(size, b), min(size, b), scale)
        if a < 0:
            steps.append(("The positive part is larger, or they cancel: no minus.", f"{written} = {result}"))
    else:
        steps += _plain("-", max(size, b), min(size, b), scale)
        steps.append(
            ("The negative part is larger: put a minus before the difference.", f"{written} = {result}")
        )
    return steps


def _plain(op: str, a: int, b: int, scale: int) -> Steps:
    """The sum or difference of two positive numbers over the scale, the larger first."""
    if scale == 1:
        return add_steps([a, b]) if op == "+" else subtract_steps(a, b)
    result = a + b if op == "+" else a - b
    goal = "Add, point under point." if op == "+" else "Subtract, point under point."
    return [(goal, f"{_aligned(a, scale)} {op} {_aligned(b, scale)} = {_aligned(result, scale)}")]


def _aligned(value: int, scale: int) -> str:
    """A number with all the decimals of the scale: 350, 100 -> '3.50'."""
    whole, part = divmod(value, scale)
    return f"{whole}.{part:0{len(str(scale)) - 1}d}"


def _temperature(rng: Random, level: int) -> Worked:
    start = rng.randint(-12, 8)
    place = rng.choice(("Oslo", "Moscow", "Quebec", "the valley", "Helsinki", "the mountain hut"))
    changes = [
        rng.choice((-1, 1)) * rng.randint(2, 15 if level == 1 else 25) for _ in range(level + (level < 3))
    ]
    story = f"At dawn the temperature in {place} was {start} °C."
    now, steps = start, []
    for i, change in enumerate(changes):
        when = ("First", "Then", "After that", "Finally")[i]
        story += f" {when} it {'rose' if change > 0 else 'fell'} by {abs(change)} degrees."
        goal = "Add the rise." if change > 0 else "Subtract the fall."
        steps.append((goal, f"{now} {'+' if change > 0 else '-'} {abs(change)} = {now + change}"))
        now += change
    question = one_of(
        rng,
        (
            " What is the temperature now?",
            " How cold or warm is it now, in °C?",
            " What does the thermometer show now?",
            " Find the temperature after that.",
            " How many °C is it in the end?",
            " What temperature is that?",
            " Give the final temperature.",
            " Determine the temperature at the end.",
        ),
    )
    return worked(story + question, steps, now, f"{now} °C")


def _decimals(rng: Random, level: int) -> Worked:
    kind = rng.choice("+-*/")
    if kind == "*":
        return _decimal_product(rng, level)
    if kind == "/":
        return _decimal_division(rng, level)
    terms = [_places(rng, level) for _ in range(2 if level < 3 else rng.randint(2, 4))]
    scale = max(10, *(scale for _, scale in terms))
    values = [value * (scale // own) for value, own in terms]
    if kind == "-" and (level < 3 or len(values) > 2):
        values.sort(reverse=True)
        if sum(values[1:]) > values[0]:
            values[0] += sum(values[1:])
    written = [decimal(value, scale) for value in values]
    aligned = [_aligned(value, scale) for value in values]
    question = ask_value(rng, f" {kind} ".join(written))
    pairs = [f"{w} = {a}" for w, a in zip(written, aligned, strict=True) if w != a]
    steps = [("Write every number with the same number of decimals.", ", ".join(pairs))] if pairs else []
    if kind == "-" and values[0] < values[1]:
        steps += signed_steps("-", values[0], values[1], scale)
        return worked(
            question, steps, Fraction(values[0] - values[1], scale), decimal(values[0] - values[1], scale)
        )
    total = values[0]
    for value in values[1:]:
        steps += _plain(kind, total, value, scale)
        total += value if kind == "+" else -value
    return worked(question, steps, Fraction(total, scale), decimal(total, scale))


def _places(rng: Random, level: int) -> tuple[int, int]:
    """A decimal: its digits, and the power of ten below them. One with no decimals now and then."""
    scale = 10 ** rng.randint(0 if rng.random() < 0.3 else 1, level)
    value = sized(rng, level + 1) if level < 3 else sized(rng, 6)
    return value + (value % 10 == 0), scale


def _decimal_product(rng: Random, level: int) -> Worked:
    (a, scale), (b, scale_b) = _places(rng, 1), _places(rng, 1)
    if level == 1:
        b, scale_b = (rng.randint(2, 9), 1) if rng.random() < 0.7 else (10 ** rng.randint(1, 2), 1)
    elif level == 3:
        (a, scale), (b, scale_b) = (
            (sized(rng, 3), 10 ** rng.randint(1, 3)),
            (sized(rng, 2), 10 ** rng.randint(1, 3)),
        )
    if scale * scale_b == 1:
        scale = 10
    (a, scale), (b, scale_b), sign = _whole_digits(a, scale), _whole_digits(b, scale_b), 1
    if level == 3 and rng.random() < 0.3:
        sign = -1
    product = a * b
    steps = multiply_steps(a, b)
    if scale * scale_b > 1:
        steps = [("Multiply as if there were no decimal points.", steps[0][1]), *steps[1:]]
        back = f"{product} / {scale * scale_b} = {decimal(product, scale * scale_b)}"
        steps.append(("Put the decimal point back.", back))
    first, second = decimal(sign * a, scale), decimal(b, scale_b)
    text = decimal(sign * product, scale * scale_b)
    if sign < 0:
        steps.append(("The signs differ: the result is negative.", f"{first} * {second} = {text}"))
    question = ask_value(rng, f"{first} * {second}")
    return worked(question, steps, Fraction(sign * product, scale * scale_b), text)


def _whole_digits(value: int, scale: int) -> tuple[int, int]:
    """The same decimal with no zeros at its end: 350, 100 -> 35, 10."""
    while scale > 1 and value % 10 == 0:
        value, scale = value // 10, scale // 10
    return value, scale


def _decimal_division(rng: Random, level: int) -> Worked:
    """A decimal by a whole number or by a decimal, where the quotient ends."""
    q, scale_q = _whole_digits(sized(rng, (1, 2, 3)[level - 1]), 10 ** rng.randint(0, level))
    b, scale_b = _whole_digits(
        rng.randint(2, (9, 12, 60)[level - 1]), 1 if level == 1 else 10 ** rng.randint(0, 2)
    )
    if scale_q * scale_b == 1:
        scale_q = 10
        q, scale_q = _whole_digits(q, scale_q)
    a, scale = _whole_digits(q * b, scale_q * scale_b)
    if scale == scale_b == 1:
        return _decimal_division(rng, level)
    first, second, text = decimal(a, scale), decimal(b, scale_b), decimal(q, scale_q)
    steps: Steps = []
    dividend = Fraction(a, scale) * scale_b
    if scale_b > 1:
        moved = finite_decimal(dividend.numerator, dividend.denominator)
        work = f"{second} * {scale_b} = {b}, {first} * {scale_b} = {moved}"
        steps.append(("Multiply both by a power of ten so that the divisor is whole.", work))
    if dividend.denominator == 1:
        n = dividend.numerator
        steps += divide_steps(n, b) if n % b == 0 else decimal_division(n, b)
    else:
        up = dividend.denominator
        scale_up = next(10**k for k in range(1, 9) if 10**k % up == 0)
        n = int(dividend * scale_up)
        goal = "Leave out the decimal point of the dividend."
        steps.append((goal, f"{finite_decimal(dividend.numerator, up)} * {scale_up} = {n}"))
        steps += divide_steps(n, b) if n % b == 0 else decimal_division(n, b)
        quotient = Fraction(n, b)
        shown = finite_decimal(quotient.numerator, quotient.denominator)
        steps.append(("Put the decimal point back.", f"{shown} / {scale_up} = {text}"))
    if scale_b > 1:
        steps.append(("That is the quotient that was asked for.", f"{first} / {second} = {text}"))
    return worked(ask_value(rng, f"{first} / {second}"), steps, Fraction(q, scale_q), text)


_NAMED = {
    "+": ("{a} plus {b}", "the sum of {a} and {b}", "the total of {a} and {b}", "{a} increased by {b}"),
    "-": (
        "{a} minus {b}",
        "{a} take away {b}",
        "{b} less than {a}",
        "{a} less {b}",
        "{b} subtracted from {a}",
    ),
    "*": ("{a} times {b}", "the product of {a} and {b}", "{a} multiplied by {b}"),
    "/": ("{a} divided by {b}", "the quotient of {a} and {b}", "{a} over {b}"),
}
_ACTIONS = {
    "+": (
        "add {b} to {a}",
        "add {a} and {b}",
        "increase {a} by {b}",
        "put together {a} and {b}",
        "sum {a} and {b}",
    ),
    "-": (
        "subtract {b} from {a}",
        "take {b} away from {a}",
        "take {b} from {a}",
        "decrease {a} by {b}",
        "reduce {a} by {b}",
    ),
    "*": ("multiply {a} by {b}", "multiply {a} and {b}"),
    "/": ("divide {a} by {b}",),
}
_IN_WORDS = {
    "+": (
        "What is {a} plus {b}?",
        "{a} plus {b}",
        "Add {a} and {b}.",
        "What is the sum of {a} and {b}?",
        "Sum {a} and {b}.",
        "Calculate {a} plus {b}.",
        "Put together {a} and {b}.",
        "Total of {a} and {b}.",
        "Increase {a} by {b}.",
        "Add {b} to {a}.",
    ),
    "-": (
        "What is {a} minus {b}?",
        "{a} minus {b}",
        "Subtract {b} from {a}.",
        "What is {a} take away {b}?",
        "Calculate {a} minus {b}.",
        "Take {b} away from {a}.",
        "What is {b} less than {a}?",
        "Decrease {a} by {b}.",
        "What do you get when you subtract {b} from {a}?",
    ),
    "*": (
        "What is {a} times {b}?",
        "{a} times {b}",
        "Multiply {a} and {b}.",
        "Multiply {a} by {b}.",
        "What is the product of {a} and {b}?",
        "Product of {a} and {b}.",
        "Calculate {a} times {b}.",
        "What is {a} multiplied by {b}?",
    ),
    "/": (
        "What is {a} divided by {b}?",
        "{a} divided by {b}",
        "Divide {a} by {b}.",
        "Calculate {a} divided by {b}.",
        "Find {a} divided by {b}.",
        "What do you get when you divide {a} by {b}?",
        "What is the quotient of {a} and {b}?",
        "How much is {a} divided by {b}?",
    ),
}


def _in_words(rng: Random, level: int) -> Worked:
    """One operation named in words, on negative numbers or decimals."""
    op, a, b = _signed_pair(rng, level)
    scale = 1
    if op in "+-" and rng.random() < 0.4:
        scale = 10 ** rng.randint(1, level)
        if rng.random() < 0.5:
            b *= scale
    text, second = decimal(_apply(op, a, b), scale), decimal(b, scale)
    first, second = said(rng, decimal(a, scale), second, chance=0.25)
    question = ways(
        rng,
        {"a": first, "b": second},
        names=_NAMED[op],
        actions=_ACTIONS[op],
        others=_IN_WORDS[op],
        amount=True,
    )
    return worked(question, signed_steps(op, a, b, scale), Fraction(_apply(op, a, b), scale), text)


def _powers(rng: Random, level: int) -> Worked:
    if level == 1:
        base, exponent = _base(rng)
        return worked(_ask_power(rng, f"{base}^{exponent}"), _power(base, exponent), base**exponent)
    steps, values, written = [], [], []
    if level == 2 and rng.random() < 0.4:
        base, exponent = rng.choice(
            [
                (-rng.randint(1, 9), rng.randint(2, 4)),
                (10, rng.randint(3, 9)),
                (rng.randint(2, 9), rng.randint(3, 5)),
            ]
        )
        return worked(_ask_power(rng, f"{signed(base)}^{exponent}"), _power(base, exponent), base**exponent)
    for _ in range(2 if level == 2 else 3):
        base, exponent = rng.choice([(rng.randint(2, 7), 3), (rng.randint(1, 20), 2), (2, rng.randint(3, 7))])
        steps += _power(base, exponent)
        values.append(base**exponent)
        written.append(f"{base}^{exponent}")
    total, expression = values[0], written[0]
    for value, text in zip(values[1:], written[1:], strict=True):
        op = "-" if rng.random() < 0.5 else "+"
        expression += f" {op} {text}"
        after = total - value if op == "-" else total + value
        steps.append(("Combine the powers from left to right.", f"{total} {op} {value} = {after}"))
        total = after
    return worked(_ask_power(rng, expression), steps, total)


def _base(rng: Random) -> tuple[int, int]:
    """An easy power: its base and its exponent."""
    return rng.choice(
        [
            (rng.randint(1, 12), 2),
            (rng.randint(2, 9), 3),
            (rng.randint(11, 60), 2),
            (2, rng.randint(1, 10)),
            (3, rng.randint(2, 5)),
            (10, rng.randint(1, 6)),
            (rng.randint(2, 50), rng.randint(0, 1)),
        ]
    )


def _power(base: int, exponent: int) -> Steps:
    """A power, one factor at a time."""
    written = f"{signed(base)}^{exponent}"
    if exponent == 0:
        return [("Any number but zero to the power zero is one.", f"{written} = 1")]
    if exponent == 1:
        return [("The first power of a number is the number itself.", f"{written} = {base}")]
    if exponent == 2 and base > 0:
        return [("Multiply the base by itself.", f"{base}^2 = {times(base, base)}")]
    if base == 10:
        zeros = " * ".join(["10"] * exponent)
        return [
            ("Multiply ten by itself: every factor adds a zero.", f"{written} = {zeros} = {base**exponent}")
        ]
    value, chain = base, []
    for _ in range(exponent - 1):
        chain.append(f"{value} * {signed(base)} = {value * base}")
        value *= base
    return [("Multiply one factor at a time.", ", ".join(chain))]


def _ask_power(rng: Random, expression: str) -> str:
    chance = rng.random()
    if chance < 0.3:
        expression = re.sub(r"\^2(?!\d)", "²", re.sub(r"\^3(?!\d)", "³", expression))
    elif chance < 0.4:
        expression = expression.replace("^", "**")
    if rng.random() < 0.15:
        expression = expression.replace(" ", "")
    return valued(rng, expression)


_POWER_WORDS = (
    "What is {b} to the power of {e}?",
    "What is {b} to the power {e}?",
    "{b} to the power of {e}",
    "Work out {b} to the {o} power.",
    "What is the {o} power of {b}?",
    "Calculate {b} raised to the power {e}.",
    "Raise {b} to the power of {e}.",
    "Multiply {b} by itself so that it appears as a factor {e} times. What do you get?",
    "Find the value of {b} to the {o} power.",
)
_SQUARE_WORDS = (
    "What is {b} squared?",
    "{b} squared",
    "Find the square of {b}.",
    "Square {b}.",
    "What do you get if you square {b}?",
    "What is the square of {b}?",
    "Multiply {b} by itself.",
)
_CUBE_WORDS = (
    "What is {b} cubed?",
    "{b} cubed",
    "Find the cube of {b}.",
    "Cube {b}.",
    "What is the cube of {b}?",
)


_NAMED_POWER = (
    "{b} to the power of {e}",
    "{b} to the power {e}",
    "{b} raised to the power {e}",
    "{b} raised to the power of {e}",
    "the {o} power of {b}",
    "{b} to the {o} power",
    "the power with base {b} and exponent {e}",
)
_DO_POWER = (
    "raise {b} to the power of {e}",
    "raise {b} to the power {e}",
    "raise {b} to the {o} power",
    "take the {o} power of {b}",
)
_NAMED_POWERS: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {
    2: (
        (
            "{b} squared",
            "the square of {b}",
            "the square of the number {b}",
        ),
        (
            "square {b}",
            "square the number {b}",
            "multiply {b} by itself",
            "take the square of {b}",
            "times {b} by itself",
        ),
    ),
    3: (
        ("{b} cubed", "the cube of {b}", "the cube of the number {b}", "{b} to the cube"),
        ("cube {b}", "cube the number {b}", "take the cube of {b}"),
    ),
}


_ORDINALS = {1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth"}


def ordinal_words(n: int) -> str:
    """'fifth', 'sixteenth', 'twentieth', of a number up to twenty."""
    return _ORDINALS.get(n) or in_words(n).removesuffix("y") + ("ieth" if n == 20 else "th")


def _powers_in_words(rng: Random, level: int) -> Worked:
    base, exponent = _base(rng)
    if level > 1:
        base, exponent = (
            (rng.randint(2, 12), rng.randint(2, 5))
            if level == 2
            else (rng.randint(-15, 60), rng.randint(2, 3))
        )
        base = base if base not in (0, 1) else 7
    wordings = {2: _SQUARE_WORDS, 3: _CUBE_WORDS}.get(exponent, ())
    wordings = _POWER_WORDS if not wordings or (rng.random() < 0.4 and exponent > 1) else wordings
    if exponent < 2:
        wordings = _POWER_WORDS[:3]
    elif base < 0:
        wordings = ("({b})^{e}", "What is ({b})^{e}?", "Find the value of ({b})^{e}.", *_POWER_WORDS[6:7])
    names, actions = _NAMED_POWERS.get(exponent, ((), ()))
    if wordings is _POWER_WORDS:
        names, actions = _NAMED_POWER, _DO_POWER
    elif base < 0 or exponent < 2:
        names, actions = ("({b})^{e}", "({b}) to the power of {e}"), ("raise ({b}) to the power of {e}",)
        if exponent < 2:
            names, actions = _NAMED_POWER[:2], _DO_POWER[:2]
    b, e = said(rng, base, exponent, chance=SPOKEN if base > 0 else 0)
    values = {"b": b, "e": e, "o": ordinal(exponent)}
    if not b[0].isdigit() and base > 0:
        names, actions, wordings = _NAMED_POWERS.get(exponent, (_NAMED_POWER, _DO_POWER))[0][:1], (), ()
    question = ways(rng, values, names=names, actions=actions, others=wordings, amount=True)
    return worked(question, _power(base, exponent), base**exponent)


_MISSING = {
    "+": (
        "What must be added to {a} to make {c}?",
        "{a} plus what number is {c}?",
        "What number added to {a} gives {c}?",
        "How many more than {a} is {c}?",
        "I have {a} and need {c}. How many more do I need?",
        "What do I add to {a} to get {c}?",
        "Which number plus {a} makes {c}?",
        "{a} and how many more make {c}?",
        "How much is missing from {a} to {c}?",
        "Given that {a} plus a number is {c}, find the number.",
        "{a} plus something is {c}. What is the something?",
        "Add what to {a} to reach {c}?",
    ),
    "*": (
        "What number times {a} is {c}?",
        "{a} times what number equals {c}?",
        "Which number multiplied by {a} gives {c}?",
        "By what number must {a} be multiplied to get {c}?",
        "What do I multiply {a} by to get {c}?",
        "{a} times something is {c}. What is the something?",
        "Given that {a} times a number is {c}, find the number.",
        "How many times {a} is {c}?",
        "How many lots of {a} make {c}?",
        "Multiply {a} by what to reach {c}?",
        "Which factor turns {a} into {c}?",
    ),
    "-": (
        "What must be subtracted from {a} to leave {c}?",
        "{a} minus what number is {c}?",
        "How much must be taken from {a} to get {c}?",
        "What do I take away from {a} to get {c}?",
        "I had {a} and now have {c}. How many did I lose?",
        "{a} minus something is {c}. What is the something?",
        "Given that {a} less a number is {c}, find the number.",
        "How many have to go from {a} so that {c} are left?",
        "Subtract what from {a} to reach {c}?",
        "By how much do I lower {a} to get {c}?",
    ),
    "/": (
        "{a} divided by what number is {c}?",
        "By what number must {a} be divided to get {c}?",
        "What do you divide {a} by to get {c}?",
        "{a} divided by something is {c}. What is the something?",
        "Given that {a} divided by a number is {c}, find the number.",
        "Among how many do I share {a} so that each gets {c}?",
        "Divide {a} by what to reach {c}?",
        "Which divisor turns {a} into {c}?",
        "Into how many equal parts is {a} split if each part is {c}?",
    ),
}
_FILL_IN = (
    "{e}",
    "Find the missing number: {e}",
    "Fill in the blank: {e}",
    "What number is missing? {e}",
    "Complete: {e}",
    "What goes in the gap? {e}",
    "Which number makes this true: {e}?",
    "Find the missing number in {e}.",
    "{e} What is the missing number?",
    "Fill the gap: {e}",
    "Which number belongs in the gap: {e}",
    "Find the number that makes it right: {e}",
    "Help me fill this in: {e}",
    "What must stand in the gap so that {e} is true?",
    "What do I write in the empty space? {e}",
    "The missing value please: {e}",
    "my kid has to fill in {e}",
    "I need the missing number: {e}",
    "missing number: {e}",
    "Determine the missing number: {e}",
    "Put in the right number: {e}",
)


def _missing_number(rng: Random, level: int) -> Worked:
    op = rng.choice("+-*/")
    x = sized(rng, level) + (op in "*/")
    b = sized(rng, level) if op in "+-" else rng.randint(2, (9, 12, 40)[level - 1])
    first = op in "-/" and rng.random() < 0.5  # the missing number is the one that something is done to
    if op == "+":
        a, c = b, b + x
        steps = subtract_steps(c, a)
        goal = "Undo the addition: subtract."
    elif op == "*":
        a, c = b, b * x
        steps = divide_steps(c, a)
        goal = "Undo the multiplication: divide."
    elif first and op == "-":
        a, c, x = b, x, x + b
        steps, goal = add_steps([c, a]), "Undo the subtraction: add."
    elif first:
        a, c, x = b, x, x * b
        steps, goal = multiply_steps(c, a), "Undo the division: multiply."
    else:
        a, c = (b + x, b) if op == "-" else (b * x, b)
        steps = subtract_steps(a, c) if op == "-" else divide_steps(a, c)
        goal = (
            "Take the result from the first number."
            if op == "-"
            else "Divide the first number by the result."
        )
    steps = [(goal, steps[0][1]), *steps[1:]]
    if first or rng.random() < 0.6:
        gap = rng.choice(("?", "__", "_", "...", "[ ]", "( )", "□"))
        left, right = (gap, str(a)) if first or (op in "+*" and rng.random() < 0.5) else (str(a), gap)
        sides = [f"{left} {op} {right}", str(c)]
        if rng.random() < 0.15:
            sides.reverse()
        question = one_of(rng, _FILL_IN, e=typed(rng, " = ".join(sides)))
    else:
        question = one_of(rng, _MISSING[op], a=a, c=c)
    return worked(question, steps, x)


# ── Chains of operations as they are spoken, and doubles and halves ──────────────────────────────────

_PAIR = {
    "+": ("the sum of {a} and {b}", "the total of {a} and {b}", "the sum of {a} and {b}"),
    "-": ("the difference of {a} and {b}", "the difference between {a} and {b}"),
    "*": ("the product of {a} and {b}",),
    "/": ("the quotient of {a} and {b}",),
}
_PAIR_NAMES = {"+": "sum", "-": "difference", "*": "product", "/": "quotient"}
# An operation done to what came before, {w}, with another number {n}. What is done last is said first, and
# {w} begins with "the" or is a product, so that no other reading is left.
_WRAPPED = {
    "+": (
        "{n} plus {w}",
        "{n} more than {w}",
        "{n} added to {w}",
        "the sum of {n} and {w}",
        "the total of {n} and {w}",
    ),
    "-": ("{n} less than {w}", "{n} subtracted from {w}", "{n} taken away from {w}"),
    "r-": ("{n} minus {w}", "{n} less {w}", "{n} take away {w}", "the difference of {n} and {w}"),
    "*": ("{n} times {w}", "{n} times {w}", "the product of {n} and {w}"),
}
_COMMANDS = {
    "+": ("add {n} to {w}", "add {n} to {w}", "increase {w} by {n}"),
    "-": ("subtract {n} from {w}", "take {n} from {w}", "take {n} away from {w}", "reduce {w} by {n}"),
    "r-": ("subtract {w} from {n}", "take {w} away from {n}"),
    "*": ("multiply {w} by {n}", "multiply {n} by {w}"),
    "/": ("divide {w} by {n}",),
}
_NEXT = {
    "+": ("add {n}", "add {n} more", "add {n} to that"),
    "-": ("subtract {n}", "take away {n}", "subtract {n} from that"),
    "*": ("multiply by {n}", "times it by {n}", "multiply that by {n}"),
    "/": ("divide by {n}", "divide that by {n}"),
}
_MULTIPLES = {2: ("twice", "double", "two times"), 3: ("three times", "triple"), 4: ("four times",)}
_PARTS = {2: "half of", 3: "a third of", 4: "a quarter of", 5: "a fifth of", 10: "a tenth of"}


def _spoken_chain(rng: Random, level: int) -> Worked:
    """Two to four operations in words, each on the result of the one before: 'add 25 to twice the difference
    of 10 and 6'."""
    high = (12, 20, 40)[level - 1]
    op = rng.choice("+-*/" if level > 1 else "+-*")
    a, b = rng.randint(2, high), rng.randint(2, 9 if op in "*/" else high)
    if op == "-" and a <= b:
        a = b + rng.randint(1, high)
    if op == "/":
        a *= b
    value = _apply(op, a, b)
    moves: list[tuple[str, int, int]] = []
    for _ in range((1, 2, rng.randint(2, 3))[level - 1]):
        moves.append(_next_move(rng, value, high, moves[-1][0] if moves else ""))
        value = moves[-1][2]
    steps = [(f"Find the {_PAIR_NAMES[op]} first.", f"{a} {op} {b} = {_apply(op, a, b)}")]
    if op == "*":
        steps = [("Find the product first.", times(a, b))]
    now = _apply(op, a, b)
    for kind, n, after in moves:
        steps.append(_move_step(kind, n, now))
        now = after
    numbers = said(rng, a, b, *[n for _, n, _ in moves], chance=0.6)
    told = [(kind, n, text) for (kind, n, _), text in zip(moves, numbers[2:], strict=True)]
    first = rng.choice(_PAIR[op]).format(a=numbers[0], b=numbers[1])
    if all(kind in "+-*/" for kind, _, _ in moves) and rng.random() < 0.3:
        return worked(_in_sequence(rng, first, told), steps, value)
    before = ""
    for kind, n, text in told[:-1]:
        first = _wrap(rng, _closed(first, before, kind), kind, n, text)
        before = kind
    kind, n, text = told[-1]
    first = _closed(first, before, kind)
    if rng.random() < 0.5:
        return worked(done(rng, rng.choice(_COMMANDS[kind]).format(n=text, w=first)), steps, value)
    return worked(asked(rng, _wrap(rng, first, kind, n, text), amount=True), steps, value)


def _next_move(rng: Random, value: int, high: int, before: str) -> tuple[str, int, int]:
    """An operation that suits the value: its kind, the other number, the result. No * or / twice in a row."""
    n = rng.randint(2, high)
    options = [("+", n, value + n)]
    if value > 2:
        n = rng.randint(1, min(value - 1, high))
        options.append(("-", n, value - n))
    if 0 < value <= 40:
        n = value + rng.randint(1, high)
        options.append(("r-", n, n - value))
    if before not in ("*", "/"):
        n = rng.randint(2, 9 if value <= 40 else 4)
        options += [("*", n, value * n)] * 2
        options += [("/", d, value // d) for d in (2, 3, 4, 5, 10) if value % d == 0 and value > d][:2]
    return rng.choice(options)


def _move_step(kind: str, n: int, now: int) -> tuple[str, str]:
    match kind:
        case "+":
            return "Add the number to that.", f"{now} + {n} = {now + n}"
        case "-":
            return "Take the number away from that.", f"{now} - {n} = {now - n}"
        case "r-":
            return "Take that away from the number.", f"{n} - {now} = {n - now}"
        case "*":
            return "Double it." if n == 2 else "Multiply it.", times(now, n)
        case _:
            return "Halve it." if n == 2 else "Divide it.", f"{now} / {n} = {now // n}"


def _wrap(rng: Random, words: str, kind: str, n: int, text: str) -> str:
    """The name of the result of one more operation."""
    if kind == "/":
        return f"{_PARTS[n]} {words}"
    if kind == "*" and n in _MULTIPLES and rng.random() < 0.6:
        return f"{rng.choice(_MULTIPLES[n])} {words}"
    forms = [form for form in _WRAPPED[kind] if " and " not in form or words.startswith("the ")]
    return rng.choice(forms).format(n=text, w=words)


def _closed(words: str, before: str, kind: str) -> str:
    """The phrase as something more may be done to it: one that begins with 'the', or a product in a sum."""
    if words.startswith("the ") or (before in ("*", "/") and kind in ("+", "-")):
        return words
    return f"the result of {words}"


def _in_sequence(rng: Random, first: str, told: list[tuple[str, int, str]]) -> str:
    """'Take the sum of 3 and 4, multiply by 5, then subtract 6.'"""
    then = [rng.choice(_NEXT[kind]).format(n=text) for kind, _, text in told]
    opening = rng.choice(("take {w}", "start with {w}", "begin with {w}", "find {w}", "work out {w}"))
    link = rng.choice((", then ", ", then ", " and then ", ", and after that "))
    middle = "".join(f", {part}" for part in then[:-1])
    return done(rng, f"{opening.format(w=first)}{middle}{link}{then[-1]}")


_MULTIPLE_NAMES: dict[int, tuple[str, ...]] = {
    2: ("double {n}", "twice {n}", "the double of {n}", "two times {n}"),
    3: ("triple {n}", "three times {n}", "three times {n}", "treble {n}"),
    4: ("four times {n}", "four times {n}", "quadruple {n}"),
    5: ("five times {n}",),
    10: ("ten times {n}",),
}
_PART_NAMES: dict[int, tuple[str, ...]] = {
    2: ("half of {n}", "half of {n}", "the half of {n}", "one half of {n}"),
    3: ("a third of {n}", "one third of {n}"),
    4: ("a quarter of {n}", "one quarter of {n}", "a fourth of {n}"),
    5: ("a fifth of {n}", "one fifth of {n}"),
    10: ("a tenth of {n}", "one tenth of {n}"),
}
_MULTIPLE_ACTIONS = {2: ("double {n}",), 3: ("triple {n}", "treble {n}"), 4: ("quadruple {n}",)}
_PART_ACTIONS = {
    2: ("halve {n}", "cut {n} in half"),
    3: ("take a third of {n}",),
    4: ("take a quarter of {n}", "quarter {n}"),
}


def _doubles(rng: Random, level: int) -> Worked:
    """The double, the half and their like of a number; at level 3 one after the other."""
    k, up = rng.choice((2, 2, 3, 4, 5, 10)), rng.random() < 0.5
    n = sized(rng, (2, 3, 4)[level - 1])
    if not up:
        n *= k
    value = n * k if up else n // k
    steps = multiply_steps(n, k) if up else divide_steps(n, k)
    names, actions = (
        (_MULTIPLE_NAMES[k], _MULTIPLE_ACTIONS.get(k, ()))
        if up
        else (_PART_NAMES[k], _PART_ACTIONS.get(k, ()))
    )
    told = said(rng, n, most=9999, chance=0.2)[0]
    if level < 3 or rng.random() < 0.4:
        others: tuple[str, ...] = (
            ()
            if k != 2
            else ("2 times {n} is what?", "{n} doubled")
            if up
            else ("{n} halved", "{n} divided into two equal halves: how much is a half?")
        )
        if not told[0].isdigit():
            others = ()
        return worked(
            ways(rng, {"n": told}, names=names, actions=actions, others=others, amount=True), steps, value
        )
    again = rng.choice((2, 3, 5, 10))
    steps = [*steps, *multiply_steps(value, again)]
    inner = rng.choice(names).format(n=told)
    question = asked(rng, rng.choice(_MULTIPLE_NAMES[again]).format(n=inner), amount=True)
    return worked(question, steps, value * again)


FAMILIES = (
    Family("addition", TOPIC, _addition),
    Family("subtraction", TOPIC, _subtraction),
    Family("multiplication", TOPIC, _multiplication),
    Family("division", TOPIC, _division),
    Family("inexact_division", TOPIC, _inexact_division),
    Family("order_of_operations", TOPIC, _order_of_operations),
    Family("signed_expressions", TOPIC, _signed_expressions),
    Family("negative_numbers", TOPIC, _negative),
    Family("operations_in_words", TOPIC, _in_words),
    Family("decimals", TOPIC, _decimals),
    Family("powers", TOPIC, _powers),
    Family("powers_in_words", TOPIC, _powers_in_words),
    Family("missing_number", TOPIC, _missing_number),
    Family("spoken", TOPIC, _spoken_chain),
    Family("doubles_and_halves", TOPIC, _doubles),
)
