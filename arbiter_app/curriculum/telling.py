"""The same problem as another person would type it: other signs, LaTeX, spelling, currency, manners.

Knows nothing of families but which topics are stories. It works on the words alone and changes no number. Currency,
spelling and made-up names change in question, steps and answer together; synonyms in the question alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from arbiter_app.curriculum.nouns import WORDS, in_words, plural
from arbiter_app.curriculum.people import HE, SHE
from arbiter_app.curriculum.problem import Line, Problem
from arbiter_app.curriculum.synonyms import reword

PLAIN = 0.4  # share of problems that get no other dress than perhaps other words
REWORDED = 0.8  # share of stories told in other words
_TOLD = ("word problems", "stories", "situations", "quantities", "story bank")


def retell(rng: Random, problem: Problem) -> Problem:
    """The problem in another dress. Answer and steps mean the same, to the number."""
    if problem.topic in _TOLD and rng.random() < REWORDED:
        problem = replace(problem, question=reword(rng, problem.question))
    if rng.random() < PLAIN:
        return problem
    for change, chance in _EVERYWHERE:
        if rng.random() < chance:
            problem = change(rng, problem)
    question = problem.question
    for rewrite, chance in _QUESTION:
        if rng.random() < chance:
            question = rewrite(rng, question)
    return replace(problem, question=question)


# --- changes to question, steps and answer -----------------------------------------------------


def _rewritten(problem: Problem, change: Callable[[str], str]) -> Problem:
    lines = tuple(Line(change(line.goal), line.work) for line in problem.lines)
    return replace(
        problem, question=change(problem.question), lines=lines, answer_text=change(problem.answer_text)
    )


def _currency(rng: Random, problem: Problem) -> Problem:
    """Dollars to pounds, euros or rupees, where they are written with their sign only."""
    if "$" not in problem.question or re.search(
        r"dollar|cent\b|cents|dime|nickel|quarter|penn|\\", problem.question
    ):
        return problem
    sign = rng.choice("£€€₹")
    return _rewritten(problem, lambda text: text.replace("$", sign))


_AMERICAN = {
    "kilometre": "kilometer", "centimetre": "centimeter", "millimetre": "millimeter", "metre": "meter",
    "litre": "liter", "colour": "color", "centre": "center", "theatre": "theater", "grey": "gray",
    "neighbour": "neighbor", "favourite": "favorite", "harbour": "harbor", "travelled": "traveled",
    "travelling": "traveling", "trapezium": "trapezoid", "programme": "program", "lorry": "truck",
    "lorries": "trucks", "petrol": "gas", "per cent": "percent", "maths": "math", "factorise": "factor",
    "sweets": "candies", "jewellery": "jewelry", "practise": "practice", "storey": "story",
    "football pitch": "soccer field", "rubbish": "trash", "biscuit": "cookie", "shop": "store",
}  # fmt: skip
_SPELT = re.compile(
    r"(?<![A-Za-z])(" + "|".join(sorted(_AMERICAN, key=len, reverse=True)) + r")(?=s?\b)", re.I
)
_WITHIN = re.compile(r"(?<=[a-z])(metre|litre)(?=s?\b)")


def _american(rng: Random, problem: Problem) -> Problem:
    def change(text: str) -> str:
        text = _SPELT.sub(lambda found: _like(found[0], _AMERICAN[found[1].lower()]), text)
        return _WITHIN.sub(lambda found: found[1][:-2] + "er", text)

    return _rewritten(problem, change)


def _like(old: str, new: str) -> str:
    """`new` with the first letter as large as that of `old`."""
    return new.capitalize() if old[0].isupper() else new


_KNOWN = {plural(noun): noun for words in WORDS.values() for noun in words if noun.isalpha()}
_NAMES = frozenset((*SHE, *HE))
_SYLLABLES = (
    "ba be bi bo bra cha co da del di dro fa fen fi glo gra ha hol jo ka kel ki lan le lin lo lu ma mer mi mo na "
    "nel ni no pa pel pi plu po ra ren ri ro sa sel shi ska so spi ta ten ti to tra tu va vel vi wo yo za zel zi"
).split()
_WORD = re.compile(r"[A-Za-z]+")


def _strange(rng: Random, problem: Problem) -> Problem:
    """One thing or one person under a made-up name: no word need be known to be counted."""
    words = _WORD.findall(problem.question)
    if not (found := [word for word in words if word.lower() in _KNOWN or word in _NAMES]):
        return problem
    old = rng.choice(found)
    new = "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 3)))
    if old in _NAMES:
        swap = {old: new.capitalize()}
    else:
        one = _KNOWN[old.lower()]
        swap = {old.lower(): new + "s", one: new}
        swap |= {key.capitalize(): value.capitalize() for key, value in swap.items()}
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(swap, key=len, reverse=True))})\b")
    told = _rewritten(problem, lambda text: pattern.sub(lambda match: swap[match[0]], text))
    articles = re.compile(rf"\b([Aa])n? (?={new}\b)")
    proper = "n" if new[0] in "aeiou" else ""
    return _rewritten(told, lambda text: articles.sub(lambda match: f"{match[1]}{proper} ", text))


# --- changes to the question alone -------------------------------------------------------------

# A stretch of formula: numbers, single letters, operators and brackets, with an operator in it.
_ATOM = r"(?:\d+(?:\.\d+)?[a-z]?(?![A-Za-z])|\b[a-zA-Z](?![A-Za-z'’])|[()²³])"
_FORMULA = re.compile(
    rf"(?<![\w$£€₹.,:/-])(?:-\s?)?{_ATOM}(?:(?:\^\d+|\s?(?:<=|>=|[-+*/=<>])\s?|\s?(?=[(])|(?<=[)])(?=[\d(a-z])|(?<=\d)(?=[a-z(])|(?=[)²³])|(?<=[(])-?){_ATOM}?)+"
)
_MIXED = re.compile(r"\d \d+/\d")  # a mixed number, whose space is no product
_OPERATOR = re.compile(r"[-+*/=<>^]")


def _formulas(text: str, change: Callable[[str], str]) -> str:
    """The text with `change` made to each formula in it. Dates, times, units and prices are none."""

    if _MIXED.search(text):
        return text

    def changed(found: re.Match[str]) -> str:
        inner = found[0]
        body = inner.rstrip()
        sensible = (
            bool(_OPERATOR.search(body))
            and any(c.isdigit() for c in body)
            and body.count("(") == body.count(")")
            and body[-1] not in "-+*/=<>^("
        )
        return change(body) + inner[len(body) :] if sensible else inner

    return _FORMULA.sub(changed, text)


_FRACTION = re.compile(r"(?<![\d.)])(\d+)/(\d+)(?![\d.])")


def _latex(rng: Random, question: str) -> str:
    """Formulas in LaTeX, in one of the ways it is delimited."""
    if "$" in question or "\\" in question:
        return question
    left, right = rng.choice((("$", "$"), ("$", "$"), ("\\(", "\\)"), ("$$", "$$")))
    product = rng.choice((r"\times", r"\cdot"))
    quotient = rng.choice((r"\div", "/"))
    braces = rng.random() < 0.4

    def change(body: str) -> str:
        body = _FRACTION.sub(r"\\frac{\1}{\2}", body)
        body = body.replace("²", "^2").replace("³", "^3")
        body = re.sub(r"\^(\d+)" if braces else r"\^(\d\d+)", r"^{\1}", body)
        body = body.replace("<=", r"\le").replace(">=", r"\ge")
        body = re.sub(r"\*(?=[a-zA-Z])", lambda _: product + " ", body).replace("*", product)
        return f"{left}{re.sub(r'(?<= )/(?= )', lambda _: quotient, body)}{right}"

    return _formulas(question, change)


_ONE_STAR = re.compile(r"(?<!\*)\*(?!\*)")


def _signs(rng: Random, question: str) -> str:
    """Other signs for the operations."""
    if "\\" in question:
        return question
    kind = rng.randrange(7)

    def change(body: str) -> str:
        match kind:
            case 6:
                return body if re.search("[a-zA-Z]", body) else _ONE_STAR.sub("x", body)
            case 0:
                return re.sub(r"(?<=[\w)]) ?([-+*/=<>]+) ?(?=[\w(])", r"\1", body)
            case 1:
                return (
                    re.sub(r"(?<=[\w)]) ?([-+*/=<>]+) ?(?=[\w(])", r" \1 ", body) if "/" not in body else body
                )
            case 2:
                return body.replace("^", "**")
            case 3:
                return _ONE_STAR.sub("×", body).replace(" / ", " ÷ ").replace("-", "−")
            case 4:
                return body.replace("^2", "²").replace("^3", "³").replace("**", "^").replace("*", "·")
            case _:
                return re.sub(r"(?<=\d)([a-z])(?![a-z])", r"*\1", body)

    return _formulas(question, change)


_GLYPHS = {
    "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "2/5": "⅖", "3/5": "⅗", "4/5": "⅘",
    "1/6": "⅙", "5/6": "⅚", "1/7": "⅐", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞", "1/9": "⅑", "1/10": "⅒",
}  # fmt: skip


def _glyphs(rng: Random, question: str) -> str:
    """Fractions that have a character of their own as that, where all have one: 'Find ¾ + 2⅙.'"""
    fractions = re.findall(r"\d+/\d+", question)
    if "\\" in question or not all(fraction in _GLYPHS for fraction in fractions):
        return question
    return re.sub(r"(?:(?<=\d) )?(?<![\d.^/])(\d+/\d+)(?![\d/])", lambda found: _GLYPHS[found[1]], question)


_UNIT = re.compile(r"(?<=\d) (?=(?:cm|mm|m|km|g|kg|mg|ml|cl|l|km/h|s|h|min|°C)\b(?!/|²|³|\^))")


def _glued(rng: Random, question: str) -> str:
    """Units without their space: '12cm'."""
    return _UNIT.sub("", question)


_ANY_NUMBER = re.compile(r"\d[\d.,:/]*")
# Formulas, lists, times, digits that are no amount; and "300 and 5", which would sound like 305.
_IN_DIGITS_ONLY = re.compile(
    r"[=+*/^<>×÷−\\²³√$£€₹°()]|-\s?\d|[A-Za-z]\d|\d[a-z]|\d[.,:/]\d|\b0\d|\d{5}|\d,? \d|\d, |\d{3} and \d"
    r"|\b(?:binary|octal|hexadecimal|base|digits?)\b"
)


def _spoken(rng: Random, question: str) -> str:
    """All numbers of a question without formulas in words, as they are heard."""
    if _IN_DIGITS_ONLY.search(question):
        return question
    joined = rng.choice((" and ", " "))

    def change(found: re.Match[str]) -> str:
        words = in_words(int(found[0].rstrip(".,:")), joined=joined)
        start = found.start() == 0 or question[: found.start()].endswith((". ", "? ", "! "))
        return (words.capitalize() if start else words) + found[0][len(found[0].rstrip(".,:")) :]

    return re.sub(r"(?<=[a-z]) ?%", " percent", _ANY_NUMBER.sub(change, question))


_COUNTED = re.compile(
    r"(?<![\w$£€₹.,:/^−+*=(-])(\d{1,2})(?= [a-z]{3,})(?! (?:per cent|percent|km/h|times 10))"
)


def _number_words(rng: Random, question: str) -> str:
    """Small numbers that count something, in words."""
    limit = rng.choice((10, 12, 20, 100))

    def change(found: re.Match[str]) -> str:
        number = int(found[1])
        if number >= limit or found[1] != str(number):
            return found[1]
        start = found.start() == 0 or question[: found.start()].endswith((". ", "? ", "! "))
        return in_words(number).capitalize() if start else in_words(number)

    return _COUNTED.sub(change, question)


_LONG = re.compile(r"(?<![\w.,:/])(\d{4,})(?![\w.,:/]|, \d)")


def _separators(rng: Random, question: str) -> str:
    """Commas in long numbers, unless they stand in a list."""
    if re.search(r"\d, \d", question):
        return question
    return _LONG.sub(lambda found: f"{int(found[1]):,}" if found[1][0] != "0" else found[1], question)


def _unpunctuated(rng: Random, question: str) -> str:
    """Without the last mark, or without any at a sentence's end, or without commas too."""
    kind = rng.randrange(5)
    if kind == 0:
        question = re.sub(r"(?<=[a-z])[.,?!](?= |$)", "", question)
    elif kind == 1:
        question = re.sub(r"(?<=[a-z])[,](?= [a-z])", "", question)
    return question.rstrip("?.! ")


def _lower(rng: Random, question: str) -> str:
    """All in small letters, but for names of points and variables."""
    return re.sub(r"[A-Z][A-Za-z]+", lambda found: found[0].lower(), question)


def _upper(rng: Random, question: str) -> str:
    return question if re.search(r"\\|\b[a-z]\b|\d[a-z]", question) else question.upper()


def _slip(rng: Random, question: str) -> str:
    """One or two slips of the fingers in words of five letters or more."""
    for _ in range(rng.randint(1, 2)):
        words = list(re.finditer(r"(?<![\w\\])[a-z]{5,}(?!\w)", question))
        if not words:
            return question
        found = rng.choice(words)
        at = rng.randrange(found.start() + 1, found.end() - 2)
        kind = rng.randrange(3)
        middle = (question[at + 1] + question[at], question[at + 1], question[at] * 2 + question[at + 1])[
            kind
        ]
        question = question[:at] + middle + question[at + 2 :]
    return question


_BEFORE = (
    "Please ", "Can you help me with this? ", "Question: ", "Problem: ", "Q: ", "Hi! ", "Hello, ", "Homework: ",
    "Exercise 4. ", "1. ", "a) ", "Solve this problem: ", "Help me solve this: ", "I need help. ", "Quick question: ",
    "Read carefully. ", "Solve the following problem. ", "Here is a maths problem. ", "My homework says: ",
    "Answer the following question.\n", "Could you tell me: ", "Task: ", "Solve: ", "Math problem: ", "hey, ",
    "Give only the final answer. ", "Think step by step. ", "What is the answer to this? ", "hi there, ", "Hi, I'm stuck: ",
    "pls help: ", "I need to know this: ", "Could you please help me? ", "My teacher asked: ", "please help me with this: ",
    "Good morning! ", "Hello, please help me with this one: ", "hi can you solve this for me: ",
)  # fmt: skip
_AFTER = (
    " Show your work.", " Explain each step.", " Thanks!", " Please explain.", " Show all steps.", " Thank you.",
    " Give your answer as a number.", " Let's think step by step.", " Please reason step by step.", "\nAnswer:",
    " Give only the answer.", " What is the answer?", " I'm stuck.", " Give the final answer.", " Can you help?",
    " Write the answer at the end.", " (Show your working.)", "\n", " Help please", " A:", " thx", " pls",
    " Thanks a lot :)", " could you tell me please?", " Thank you very much!", " i dont get it", " can you solve it for me", " Explain how you got it.",
)  # fmt: skip


def _manners(rng: Random, question: str) -> str:
    """Something said before or after."""
    if rng.random() < 0.6:
        before = rng.choice(_BEFORE)
        if before == "Please " and question.split()[0] not in _REQUESTS:
            return question
        after_word = before[-1] == " " and before[-2] not in ".:?!)\n"
        if after_word and re.match(r"[A-Z][a-z]+ ", question) and question.split()[0] in _SMALL:
            question = question[0].lower() + question[1:]
        question = before + question
    if rng.random() < 0.5:
        question += rng.choice(_AFTER)
    return question


_REQUESTS = frozenset(
    "Find Calculate Work Compute Evaluate Solve Simplify Write Give Convert Round Expand Factor Factorise Differentiate "
    "List Sort Order Determine Express Add Subtract Multiply Divide Rewrite Reduce Estimate Put Arrange Name Count Turn "
    "Change Integrate Take Collect".split()
)
_SMALL = _REQUESTS | frozenset("What How If A An The In On At There Which When Is Let Suppose".split())

_ASIDE = (
    "It was a sunny day.", "The weather was fine.", "Everybody was in a good mood.", "It was the first day of the holidays.",
    "The street was quiet.", "It had rained in the morning.", "This happened last year.", "It was nearly noon.",
    "They had waited for this for a long time.", "The room was warm.", "It was a busy week.", "Music was playing.",
    "School had finished early.", "The bus was late, as usual.", "It was getting dark.", "The house number was 12.",
    "The clock on the wall showed 4:15.", "Bus 7 had just left.", "It was 18 degrees outside.", "This was in 2019.",
)  # fmt: skip


def _aside(rng: Random, question: str) -> str:
    """A sentence that has nothing to do with it, before a story of several sentences."""
    sentences = re.split(r"(?<=[a-z][.]) (?=[A-Z])", question)
    if len(sentences) < 2 or re.search(r"degree|temperature|time|clock|year|old|house|bus|[=+]", question):
        return question
    at = rng.randrange(len(sentences))
    return " ".join([*sentences[:at], rng.choice(_ASIDE), *sentences[at:]])


_EVERYWHERE: tuple[tuple[Callable[[Random, Problem], Problem], float], ...] = (
    (_currency, 0.3),
    (_american, 0.35),
    (_strange, 0.1),
)
_QUESTION: tuple[tuple[Callable[[Random, str], str], float], ...] = (
    (_aside, 0.06),
    (_number_words, 0.2),
    (_spoken, 0.04),
    (_glued, 0.1),
    (_glyphs, 0.15),
    (_separators, 0.25),
    (_latex, 0.2),
    (_signs, 0.3),
    (_manners, 0.2),
    (_unpunctuated, 0.2),
    (_lower, 0.12),
    (_upper, 0.01),
    (_slip, 0.04),
)
