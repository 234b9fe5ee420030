"""Polynomials: collecting, adding, expanding, factoring, dividing, simplifying; and how they are written.

A polynomial is the tuple of its coefficients, highest power first. Knows nothing of equations,
functions or derivatives; other modules of symbols write their terms with the helpers here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, zip_longest
from math import gcd
from random import Random
from typing import NamedTuple

from arbiter_app.curriculum.nouns import in_words
from arbiter_app.curriculum.problem import Family, Number, Steps, Worked, plus, signed, times, worked

TOPIC = "polynomials"
Coefficients = tuple[int, ...]
_LETTERS = "abcghjkmnpqrstuvwyz"  # without e, i, l, o, which read as something else, and d, f of functions


# ── How things are written ───────────────────────────────────────────────────────────────────


def letter(rng: Random, usual: float = 0.5) -> str:
    """The name of an unknown: mostly x."""
    return "x" if rng.random() < usual else rng.choice(_LETTERS)


def size(rng: Random, low: int, high: int) -> int:
    """A whole number from low to high, small ones as likely as large ones (log-uniform)."""
    return min(high, int(low * (high / low + 1e-9) ** rng.random() + rng.random()))


def nonzero(rng: Random, high: int) -> int:
    """A whole number from -high to high that is not 0."""
    return rng.randint(1, high) * rng.choice((-1, 1))


def term(a: Number, x: str, power: int = 1) -> str:
    """A term with its sign: '3x^2', '-x', '(1/2)x', '7'."""
    if not power:
        return str(a)
    name = x if power == 1 else f"{x}^{power}"
    if a in (1, -1):
        return name if a == 1 else f"-{name}"
    if isinstance(a, Fraction) and a.denominator > 1:
        return f"{'-' if a < 0 else ''}({abs(a)}){name}"
    return f"{a}{name}"


def poly(coefficients: Sequence[Number], x: str = "x") -> str:
    """A polynomial in descending powers: (1, 5, -6) -> 'x^2 + 5x - 6'."""
    degree = len(coefficients) - 1
    return total([(a, x, degree - i) for i, a in enumerate(coefficients)])


def total(terms: Sequence[tuple[Number, str, int]]) -> str:
    """A sum of terms in the order given, less those that are 0."""
    text = ""
    for a, x, power in terms:
        if a:
            size_only: Number = -a if text and a < 0 else a
            shown = term(size_only, x, power)
            text += f" {'-' if a < 0 else '+'} {shown}" if text else shown
    return text or "0"


def styled(rng: Random, text: str) -> str:
    """An expression as somebody might type it: with signs of multiplication, superscripts, no spaces."""
    kind = rng.randrange(12)
    if kind in (0, 1, 2):
        text = re.sub(r"(?<=[\d)])(?=[a-z(])|(?<=[a-z])(?=[(])", "*", text)
        if kind < 2:
            text = text.replace("^", "**")
    elif kind == 3 and not re.search(r"\^[4-9\d]\d|\^[4-9]", text):
        text = text.replace("^2", "²").replace("^3", "³")
    elif kind == 4:
        text = text.replace(" ", "")
    return text


def product(a: int, b: int) -> str:
    """`a * b` of any signs, by digits where it is large: '-6 * 15 = -(6 * 10 + 6 * 5) = -(60 + 30) = -90'."""
    plain = f"{a} * {signed(b)} = {a * b}"
    if not a or not b:
        return plain
    digits = times(abs(a), abs(b))
    if digits.count("=") == 1:
        return plain
    return digits if a > 0 and b > 0 else f"{a} * {signed(b)} = {_with_sign(digits, a * b, f'{-a} * {-b}')}"


def quotient(c: int, a: int) -> str:
    """`c / a`, a large quotient digit by digit: '329 / 7 = 280 / 7 + 49 / 7 = 40 + 7 = 47'."""
    plain = f"{c} / {signed(a)} = {Fraction(c, a)}"
    q = abs(c) // abs(a)
    if c % a or q <= 12 or abs(a) in (1, 10, 100, 1000):
        return plain
    parts = [int(d) * 10 ** (len(str(q)) - 1 - i) for i, d in enumerate(str(q)) if d != "0"]
    if len(parts) == 1:
        return plain
    split = " + ".join(f"{part * abs(a)} / {abs(a)}" for part in parts)
    digits = f"{abs(c)} / {abs(a)} = {split} = {' + '.join(map(str, parts))} = {q}"
    return digits if c > 0 and a > 0 else f"{c} / {signed(a)} = {_with_sign(digits, c * a, f'{-c} / {-a}')}"


def _with_sign(digits: str, sign: int, positive: str) -> str:
    """What follows the first `=` of a calculation with positive numbers, for its result with a sign."""
    _, *middle, end = digits.split(" = ")
    if sign > 0:
        return " = ".join([positive, *middle, end])
    return " = ".join([*(f"-({part})" for part in middle), f"-{end}"])


def multiply(p: Sequence[int], q: Sequence[int]) -> Coefficients:
    result = [0] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            result[i + j] += a * b
    return tuple(result)


def value_at(p: Sequence[int], x: int) -> int:
    result = 0
    for a in p:
        result = result * x + a
    return result


def polynomial(rng: Random, degree: int, high: int, density: float = 1.0) -> Coefficients:
    """A polynomial of that degree, coefficients up to `high`, lower terms there with `density`."""
    rest = [nonzero(rng, high) if rng.random() < density else 0 for _ in range(degree)]
    return (size(rng, 1, high) * (1 if rng.random() < 0.8 else -1), *rest)


def value_steps(p: Sequence[int], value: int) -> Steps:
    """The steps of putting a number into a polynomial: every term, then their sum."""
    degree, values = len(p) - 1, [a * value ** (len(p) - 1 - i) for i, a in enumerate(p)]
    steps: Steps = []
    for i, a in enumerate(p[:-1]):
        power = degree - i
        if not a:
            continue
        raised = value**power
        if power > 1:
            name = {2: "square", 3: "cube"}.get(power, "power")
            steps.append((f"Find the {name} of the number that is put in.", power_work(value, power)))
        if a != 1:
            what = "that" if power > 1 else "the number that is put in"
            steps.append((f"Multiply {what} by its coefficient.", product(a, raised)))
    parts = [v for v, a in zip(values, p, strict=True) if a]
    if len(parts) > 1:
        steps.append(("Add up the terms.", sum_work(parts)))
    return steps or [("Put the number in.", f"1 * {signed(value)} = {value}")]


def power_work(value: int, power: int) -> str:
    """'2^5 = 2 * 2 * 2 * 2 * 2 = 32'; for larger bases one factor at a time."""
    base = signed(value)
    text = f"{base}^{power}"
    if power > 1:
        text += " = " + " * ".join([str(value), *[base] * (power - 1)])
    reached = value
    for _ in range(power - 1):
        before, reached = reached, reached * value
        if abs(before) > 12 and abs(value) > 2:
            return text + f", {product(before, value)}" + _further(reached, value, value**power)
    return f"{text} = {value**power}"


def _further(reached: int, value: int, end: int) -> str:
    text = ""
    while reached != end:
        text += f", {product(reached, value)}"
        reached *= value
    return text


def sum_work(values: Sequence[Number]) -> str:
    """'5 - 3 + 10 = 2 + 10 = 12': numbers added from the left, one at a time; a long list in steps of two."""
    rest = list(values)
    if len(rest) > 4:
        sums = list(accumulate(rest))
        return ", ".join(f"{a} {_added(b)} = {c}" for a, b, c in zip(sums, rest[1:], sums[1:], strict=False))
    shown = []
    while len(rest) > 1:
        shown.append(" ".join([str(rest[0]), *(_added(v) for v in rest[1:])]))
        rest[:2] = [rest[0] + rest[1]]
    return " = ".join([*shown, str(rest[0])])


def _added(value: Number) -> str:
    return f"- {-value}" if value < 0 else f"+ {value}"


# ── How things are asked ─────────────────────────────────────────────────────────────────────


class Ways(NamedTuple):
    """Parts from which questions are put together: names of what is wanted ('the area of ...'), actions
    ('expand {e}'), facts ('a rectangle is {a} {u} long ...') with what is `wanted` of them ('its area')."""

    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


# fmt: off
_REQUEST = (
    "What is {}?", "Find {}.", "Calculate {}.", "Work out {}.", "Determine {}.", "Compute {}.", "What is {}?",
    "Can you find {}?", "Could you work out {} for me?", "Tell me {}.", "I need to find {}.", "How do I find {}?",
    "How do you work out {}?", "what's {}", "whats {}?", "I have to calculate {}.", "Help me find {}.", "find {}",
    "State {}.", "I want to know {}.", "please find {}", "What would {} be?", "Do you know {}?", "what is {}",
    "I'm trying to work out {}.", "Can you tell me {}?", "im looking for {}", "Can you calculate {}?",
)
_BARE = ("{}", "{}?", "{} please", "{}, how do I get it?")  # a name less its 'the'
_COMMAND = (
    "{}.", "{}.", "{}.", "Can you {}?", "How do I {}?", "Could you {} for me?", "please {}", "I need to {}.",
    "Help me {}.", "{}", "I'm asked to {}.", "I have to {}.", "Show me how to {}.", "How would you {}?",
    "I want to {}.", "The exercise says to {}.", "We have to {}.", "can u {}", "i need help to {}",
    "How can I {}?", "I don't know how to {}.", "Is there a way to {}?",
)
_IF = ("If {}, ", "If {}, ", "Given that {}, ", "Given that {}, ", "Suppose {}: ", "Say {}: ", "Assume that {}; ",
       "{}, so ", "{}, ", "When {}, ", "Let's say {}, ", "Knowing that {}, ", "We know that {}; ")
_THEN = ("what is {}?", "find {}.", "calculate {}.", "work out {}.", "determine {}.", "what is {}?", "what would {} be?",
         "how do I find {}?", "find {}", "compute {}.", "can you find {}?")
# fmt: on


def _capital(text: str) -> str:
    symbol = re.match(r"[a-z](?![a-z])(?!(?<=a) )|[a-z]+_", text)
    return text if symbol else text[0].upper() + text[1:]


def asked(rng: Random, phrasings: Sequence[str], ways: Ways, **values: object) -> str:
    """A question in one of these phrasings, or put together from parts, filled in."""
    makers = (
        [_from_noun] * bool(ways.nouns) + [_from_verb] * bool(ways.verbs) + [_from_fact] * bool(ways.facts)
    )
    if not makers or rng.random() < 0.4:
        text = rng.choice((*phrasings, *ways.whole))
    else:
        text = rng.choice(makers)(rng, ways)
    return text.format_map(values).replace("....", "...")  # a list that goes on may end the sentence


_SEVERAL = re.compile(
    r"(?:the |its |their )?(?:real |two |[xk]-)?(?:roots|solutions|values|coordinates|zeros|factors|numbers|unknowns|three [nu]\w+)\b|all |both |x, y|{x} and {y}"
)


def _request(rng: Random, frames: Sequence[str], wanted: str) -> str:
    """A request for it: 'What is the root?', 'What are the roots?'"""
    text = rng.choice(frames)
    if "would" in text and re.search(r" (?:if|when|for|so) ", wanted):
        text = "Find {}."
    if _SEVERAL.match(wanted):
        text = re.sub(r"([Ww]hat)(?: is|'s|s)\b", r"\1 are", text)
        text = text.replace("know what {} is", "know what {} are")
    return text.format(wanted)


def _from_noun(rng: Random, ways: Ways) -> str:
    noun = rng.choice(ways.nouns)
    if rng.random() < 0.2:
        noun = noun.removeprefix("the ")
        return rng.choice(_BARE).format(_capital(noun) if rng.random() < 0.4 else noun)
    return _request(rng, _REQUEST, noun)


def _from_verb(rng: Random, ways: Ways) -> str:
    frame, verb = rng.choice(_COMMAND), rng.choice(ways.verbs)
    return frame.format(_capital(verb) if frame == "{}." else verb)


def _from_fact(rng: Random, ways: Ways) -> str:
    fact, wanted = rng.choice(ways.facts), rng.choice(ways.wanted)
    kind = rng.random()
    if kind < 0.5:
        start = _capital(fact) if rng.random() < 0.85 else fact
        return f"{start}. {_request(rng, _REQUEST, wanted)}"
    if kind < 0.9 or len(wanted) == 1 or wanted[0] == "{":
        return _capital(rng.choice(_IF).format(fact)) + _request(rng, _THEN, wanted)
    return f"{_capital(fact)}. {_capital(wanted.removeprefix('the '))}?"


_NUMBER_OF_UNITS = re.compile(r"(?<![\w.,/^])(?<!= )(\d+(?:\.\d+)?) (mm|cm|m|km|inches|feet)\b(?![\^-])")
_SPELT = {"mm": "millimetres", "cm": "centimetres", "m": "metres", "km": "kilometres"}
_SHORT = {"inches": "in", "feet": "ft"}


def in_units(rng: Random, question: str) -> str:
    """Lengths as people write them: '12cm', '12 centimetres'; areas as '84 cm²' or '84 sq cm'."""
    question = re.sub(r"(?<![\d.])1 (square |cubic )?feet\b", r"1 \1foot", question)
    kind = rng.randrange(12)
    if kind < 6 or "°" in question:
        return question
    if kind < 9:
        question = _NUMBER_OF_UNITS.sub(lambda m: m[1] + _SHORT.get(m[2], m[2]), question)
    elif kind == 9:
        if not re.search(r"\b[Aa]n? \d", question):
            question = _NUMBER_OF_UNITS.sub(
                lambda m: f"${m[1]}\\text{{ {_SHORT.get(m[2], m[2])}}}$", question
            )
    elif not re.search(r"\bby \d+ \w+ (?:rect|square|flo|sheet|box)|\b[Aa]n? \d", question):
        question = _NUMBER_OF_UNITS.sub(lambda m: f"{m[1]} {_SPELT.get(m[2], m[2])}", question)
    for word, short, power in (("square", "sq", "²"), ("cubic", "cu", "³")):
        form = rng.choice((rf"\1 {short} \2", rf"\1 \2{power}", rf"\1\2{power}"))
        question = re.sub(rf"(\d+) {word} (mm|cm|m|km)\b", form, question)
    return question


_TOKEN = re.compile(r"\^\d+|\d+|[a-z]|[-+*=/]")
_SAID = {"+": "plus", "-": "minus", "*": "times", "/": "divided by", "^2": "squared", "^3": "cubed"}


def spoken(rng: Random, text: str, *, in_figures: bool = False) -> str:
    """An equation as it is said, '3 times x plus 5 equals 20' or 'three x plus five is twenty'; the text
    itself where it cannot be said without doubt."""
    doubtful = "/" in text and re.search(r" [-+] ", text)
    if re.search(r"[(|.<>²³]|\*\*|\^[4-9\d]\d*(?<!\^2)(?<!\^3)", text) or doubtful:
        return text
    tokens, words = _TOKEN.findall(text), []
    spell = not in_figures and rng.random() < 0.5 and all(int(t) < 100 for t in tokens if t.isdigit())
    between = rng.choice(("times", "")) if "^" not in text else ""
    said = {**_SAID, "=": rng.choice(("equals", "is equal to", "equals", "is"))}
    for before, token in zip(["", *tokens], tokens, strict=False):
        if token.isalpha() and before.isdigit() and between:
            words.append(between)
        if token == "-" and before in ("", "="):
            words.append(rng.choice(("minus", "negative")))
        else:
            words.append(in_words(int(token)) if spell and token.isdigit() else said.get(token, token))
    return " ".join(words)


def latex(rng: Random, text: str) -> str:
    """A formula in LaTeX, with its exponents and quotients in braces."""
    body = re.sub(r"\^(\d+)", r"^{\1}", text)
    body = re.sub(r"\(([^()]*)\)/(?:\(([^()]*)\)|(\w+))", r"\\frac{\1}{\2\3}", body)
    body = re.sub(r"(?<![\w)}])(\w+)/(\w+)", r"\\frac{\1}{\2}", body)
    body = re.sub(r"\((\\frac{\w+}{\w+})\)", r"\1", body)
    body = body.replace(" * ", r" \cdot ").replace("*", " ").replace(">=", r"\ge").replace("<=", r"\le")
    if "\\" not in body:  # a lone `$` might be taken for a price
        return f"$\\displaystyle {body}$"
    left, right = rng.choice((("$", "$"), ("$", "$"), ("$$", "$$")))
    return left + body + right


def formula(rng: Random, text: str) -> str:
    """An expression or equation that stands alone, as somebody might type it, LaTeX included; an
    expression now and then as it is said."""
    if "=" not in text and len(re.findall(" [-+] ", text)) < 4 and rng.random() < 0.06:
        return spoken(rng, text, in_figures=True)
    return latex(rng, text) if rng.random() < 0.05 else styled(rng, text)


# ── Families ─────────────────────────────────────────────────────────────────────────────────

_COLLECT = (
    "Simplify {e}.",
    "Collect the terms in {e}.",
    "Collect like terms: {e}",
    "Combine like terms in {e}.",
    "What is {e} in its simplest form?",
    "Simplify the expression {e}.",
    "Write {e} as simply as possible.",
    "Simplify by combining like terms: {e}",
    "Reduce {e} to its simplest form.",
    "{e}",
)
_COLLECTING = Ways(
    nouns=(
        "the simplest form of {e}",
        "the simplified form of {e}",
        "the result of collecting like terms in {e}",
    ),
    verbs=(
        "simplify {e}",
        "combine the like terms in {e}",
        "collect like terms in {e}",
        "simplify the expression {e}",
        "write {e} as short as possible",
        "add up the like terms in {e}",
        "tidy up {e}",
        "gather the like terms of {e}",
        "put together the terms of {e} that are alike",
        "make {e} simpler",
        "simplify this algebraic expression: {e}",
        "write {e} with as few terms as possible",
        "add and subtract like terms: {e}",
    ),
    whole=(
        "{e} simplified",
        "{e}, simplify",
        "{e} simplify please",
        "Which simpler expression equals {e}?",
        "What do you get when you collect like terms in {e}?",
        "{e} in simplest form",
        "{e} =",
        "What does {e} simplify to?",
        "Which expression is equivalent to {e} and as short as possible?",
        "can {e} be made shorter? how?",
        "Express {e} in simplest form.",
        "{e}. Simplify this.",
        "i got {e} in my homework and have to simplify it",
        "What is left after combining like terms in {e}?",
    ),
)


def _collect(rng: Random, level: int) -> Worked:
    x = letter(rng)
    high, count = (9, 20, 120)[level - 1], (2, 3, 4)[level - 1]
    powers = [1] if level == 1 else [1, 0] if level == 2 or rng.random() < 0.4 else [2, 1, 0]
    if level == 1 and rng.random() < 0.5:
        powers = [1, 0]
    terms = [(nonzero(rng, high), p) for p in powers for _ in range(rng.randint(1, count))]
    terms += [(nonzero(rng, high), powers[0])]
    if level == 1:
        terms = [(abs(a), p) if rng.random() < 0.7 else (a, p) for a, p in terms]
    rng.shuffle(terms)
    steps, result = [], []
    names = {0: "numbers without a letter", 1: f"terms with {x}", 2: f"terms with the square of {x}"}
    for power in powers:
        values = [a for a, p in terms if p == power]
        result.append(sum(values))
        if len(values) > 1:
            steps.append((f"Add the {names[power]}: take their coefficients together.", sum_work(values)))
    coefficients = tuple(result) + (0,) * powers[-1]
    answer = poly(coefficients, x)
    expression = total([(a, x, p) for a, p in terms])
    steps.append(("Write the sums with their letters.", f"{expression} = {answer}"))
    return worked(asked(rng, _COLLECT, _COLLECTING, e=formula(rng, expression)), steps, coefficients, answer)


def _collect_letters(rng: Random, level: int) -> Worked:
    """Like terms in two letters."""
    x, y = rng.choice((("x", "y"), ("a", "b"), ("m", "n"), ("p", "q"), ("r", "s")))
    high = (9, 15, 60)[level - 1]
    terms = [
        (rng.randint(1, high) if level == 1 and rng.random() < 0.7 else nonzero(rng, high), name)
        for name in (x, x, y, y, x, y)[: 3 + level]
    ]
    rng.shuffle(terms)
    sums = [sum(a for a, name in terms if name == other) for other in (x, y)]
    steps = []
    for name in (x, y):
        values = [a for a, other in terms if other == name]
        if len(values) > 1:
            steps.append((f"Add the coefficients of the terms with {name}.", sum_work(values)))
    expression, answer = total([(a, n, 1) for a, n in terms]), total([(sums[0], x, 1), (sums[1], y, 1)])
    steps.append(("Write the sums with their letters.", f"{expression} = {answer}"))
    return worked(asked(rng, _COLLECT, _COLLECTING, e=formula(rng, expression)), steps, tuple(sums), answer)


_ADD = (
    "Add {p} and {q}.",
    "What is the sum of {p} and {q}?",
    "Simplify ({p}) + ({q}).",
    "({p}) + ({q})",
    "Find the sum: ({p}) + ({q})",
    "Calculate ({p}) + ({q}).",
    "Work out ({p}) + ({q}).",
    "Add the polynomials {p} and {q}.",
    "Let A = {p} and B = {q}. What is A + B?",
)
_SUBTRACT = (
    "Subtract {q} from {p}.",
    "What is {p} minus ({q})?",
    "Simplify ({p}) - ({q}).",
    "({p}) - ({q})",
    "Find the difference: ({p}) - ({q})",
    "Calculate ({p}) - ({q}).",
    "Work out ({p}) - ({q}).",
    "Take {q} away from {p}.",
    "Let A = {p} and B = {q}. What is A - B?",
)
_ADDING = Ways(
    nouns=(
        "({p}) + ({q})",
        "({p}) + ({q})",
        "the sum ({p}) + ({q})",
        "the total of ({p}) + ({q})",
    ),
    verbs=(
        "add the polynomials: ({p}) + ({q})",
        "simplify ({p}) + ({q})",
        "add these: ({p}) + ({q})",
        "combine ({p}) + ({q})",
        "add up ({p}) + ({q}) and collect like terms",
        "expand and simplify ({p}) + ({q})",
    ),
    whole=(
        "sum of {p} and {q}?",
        "({p}) plus ({q})",
        "({p}) + ({q}) simplified",
        "({p}) + ({q}) = ?",
        "({p})+({q}), simplify",
        "Add: ({p}) + ({q})",
        "What do you get if you add {p} to {q}?",
        "Find the sum of {p} and {q}.",
    ),
)
_SUBTRACTING = Ways(
    nouns=(
        "({p}) - ({q})",
        "({p}) - ({q})",
        "the difference ({p}) - ({q})",
        "the result of ({p}) - ({q})",
    ),
    verbs=(
        "subtract the polynomials: ({p}) - ({q})",
        "simplify ({p}) - ({q})",
        "subtract: ({p}) - ({q})",
        "work out the difference ({p}) - ({q})",
        "remove the brackets and simplify ({p}) - ({q})",
    ),
    whole=(
        "({p}) minus ({q})",
        "({p}) - ({q}) simplified",
        "({p}) - ({q}) = ?",
        "({p})-({q}), simplify",
        "Subtract: ({p}) - ({q})",
        "By how much does {p} exceed {q}?",
        "What must be added to {q} to get {p}?",
        "What is left if {q} is taken away from {p}?",
        "What do you get if you subtract {q} from {p}?",
    ),
)
_POWER_NAMES = {0: "constants", 1: "coefficients of {x}", 2: "coefficients of the square of {x}"}


def _add(rng: Random, level: int) -> Worked:
    x, high = letter(rng, 0.7), (9, 12, 40)[level - 1]
    p = polynomial(rng, level if level < 3 else rng.randint(2, 3), high, 0.8)
    q = polynomial(rng, rng.randint(1, len(p) - 1), high, 0.8)
    sign = rng.choice((1, -1))
    pairs = list(zip_longest(reversed(p), reversed(q), fillvalue=0))[::-1]
    result = tuple(a + sign * b for a, b in pairs)
    steps = []
    for i, (a, b) in enumerate(pairs):
        power = len(pairs) - 1 - i
        if a and b:
            name = _POWER_NAMES.get(power, "coefficients of the cube of {x}").format(x=x)
            work = f"{a} {'+' if sign > 0 else '-'} {signed(b)} = {a + sign * b}"
            steps.append((f"{'Add' if sign > 0 else 'Subtract'} the {name}.", work))
    answer = poly(result, x)
    shown = f"({poly(p, x)}) {'+' if sign > 0 else '-'} ({poly(q, x)})"
    steps.append(("Write the result in descending powers.", f"{shown} = {answer}"))
    style = rng.random()
    first, second = (styled(Random(style), poly(f, x)) for f in (p, q))
    phrasings, ways = (_ADD, _ADDING) if sign > 0 else (_SUBTRACT, _SUBTRACTING)
    return worked(asked(rng, phrasings, ways, p=first, q=second), steps, result, answer)


_EXPAND = (
    "Expand {e}.",
    "Multiply out {e}.",
    "Expand and simplify {e}.",
    "Remove the brackets: {e}",
    "Write {e} without brackets.",
    "What is {e} when expanded?",
    "Find the product {e}.",
    "Expand the brackets in {e}.",
    "Expand: {e}",
    "Write {e} as a polynomial in {x}.",
    "Distribute: {e}",
)
_EXPANDING = Ways(
    nouns=(
        "the expanded form of {e}",
        "the expansion of {e}",
        "the product {e}",
        "the result of multiplying out {e}",
    ),
    verbs=(
        "expand {e}",
        "multiply out {e}",
        "expand and simplify {e}",
        "remove the brackets in {e}",
        "open the brackets: {e}",
        "get rid of the brackets in {e}",
        "write {e} without brackets",
        "write {e} without parentheses",
        "multiply {e}",
        "use the distributive law on {e}",
        "expand the product {e}",
        "rewrite {e} as a sum",
        "expand the brackets: {e}",
        "multiply the factors of {e} and simplify",
        "FOIL out {e}",
        "work out the product {e}",
        "distribute {e}",
        "write {e} in expanded form",
        "write {e} in standard form",
        "clear the brackets in {e}",
    ),
    whole=(
        "{e}, expanded",
        "{e} multiplied out",
        "{e}, expand",
        "{e} without brackets",
        "{e} expand and simplify",
        "What do you get when you expand {e}?",
        "Which polynomial is equal to {e}?",
        "{e} in expanded form",
        "what is {e} when you multiply it out",
        "how does {e} look without the brackets?",
        "{e} =",
        "What is {e} as a polynomial?",
        "{e}: multiply out and collect like terms.",
    ),
)


def _times_poly(a: Number, power: int, q: Sequence[int], x: str) -> str:
    return poly((*(int(a) * b for b in q), *(0,) * power), x)


def _expand_steps(p: Sequence[int], q: Sequence[int], x: str) -> Steps:
    """Every term of the first factor times the second, then like terms together."""
    steps: Steps = []
    rows: list[Coefficients] = []
    degree = len(p) - 1
    for i, a in enumerate(p):
        if a:
            power = degree - i
            row = _times_poly(a, power, q, x)
            rows.append((*(a * b for b in q), *(0,) * power))
            steps.append(
                (
                    f"Multiply the {('first', 'next')[bool(steps)]} term of the first bracket by the second.",
                    f"{term(a, x, power)} * ({poly(q, x)}) = {row}",
                )
            )
    width = len(rows[0])
    for column in range(width):
        values = [row[column - width] for row in rows if width - column <= len(row) and row[column - width]]
        if len(values) > 1:
            steps.append(("Add the coefficients of like terms.", sum_work(values)))
    return steps


def _factor_text(p: Sequence[int], x: str) -> str:
    text = poly(p, x)
    return text if sum(map(bool, p)) == 1 else f"({text})"


def _expand(rng: Random, level: int) -> Worked:
    x, high = letter(rng, 0.7), (9, 9, 12)[level - 1]
    if level == 1 and rng.random() < 0.7:
        a, q = nonzero(rng, 12) if rng.random() < 0.3 else rng.randint(2, 12), polynomial(rng, 1, 40)
        result = tuple(a * b for b in q)
        steps = [
            (f"Multiply the {name} in the brackets by the factor.", product(a, b))
            for name, b in zip((f"coefficient of {x}", "constant"), q, strict=True)
            if a != 1
        ]
        shown = f"{'-' if a == -1 else a}({poly(q, x)})"
        steps.append(("Write the products with their letters.", f"{shown} = {poly(result, x)}"))
        return worked(_ask_expand(rng, shown, x), steps, result, poly(result, x))
    kind = rng.random()
    p, q = ((1 if level < 3 else rng.randint(1, 5), nonzero(rng, high)) for _ in range(2))
    if kind < 0.2:
        q = p
    elif kind < 0.35:
        q = (p[0], -p[1])
    elif kind < 0.5 and level == 3:
        q = (1, *q)
    elif kind < 0.6:
        p = (rng.randint(1, 6), 0)
    shown = f"{_factor_text(p, x)}^2" if p == q else f"{_factor_text(p, x)}{_factor_text(q, x)}"
    steps, result = _expand_steps(p, q, x), multiply(p, q)
    if level == 3 and kind > 0.8:
        third, before = (1, nonzero(rng, 5)), shown
        shown += f"({poly(third, x)})"
        steps.append(("Write the product of the first two brackets.", f"{before} = {poly(result, x)}"))
        steps += _expand_steps(third, result, x)
        result = multiply(result, third)
    answer = poly(result, x)
    steps.append(("Write the terms in descending powers.", f"{shown} = {answer}"))
    return worked(_ask_expand(rng, shown, x), steps, result, answer)


def _ask_expand(rng: Random, expression: str, x: str) -> str:
    return asked(rng, _EXPAND, _EXPANDING, e=formula(rng, expression), x=x)


_FACTOR = (
    "Factor {e}.",
    "Factorise {e}.",
    "Factorize {e} fully.",
    "Factor {e} completely.",
    "Write {e} as a product.",
    "What are the factors of {e}?",
    "Factor the expression {e}.",
    "Factor the polynomial: {e}",
    "Put into brackets: {e}",
    "Let f({x}) = {e}. Factor f({x}).",
    "Factorise fully: {e}",
)
_FACTORING = Ways(
    nouns=(
        "the factored form of {e}",
        "the factorisation of {e}",
        "the factors of {e}",
        "the complete factorization of {e}",
    ),
    verbs=(
        "factor {e}",
        "factorise {e}",
        "factorize {e}",
        "factor {e} completely",
        "factorise {e} fully",
        "write {e} as a product",
        "write {e} in factored form",
        "write {e} as a product of factors",
        "put this into brackets: {e}",
        "factor the polynomial {e}",
        "split this into factors: {e}",
        "turn {e} into a product",
        "express {e} as a product",
        "rewrite {e} with brackets",
        "take this apart into factors: {e}",
        "factor out everything possible from {e}",
        "break {e} down into factors",
    ),
    whole=(
        "{e} factored",
        "{e} factorised",
        "{e}, factorise",
        "{e} in factored form",
        "Factors of {e}?",
        "factor: {e}",
        "Which product is equal to {e}?",
        "How does {e} factor?",
        "What is {e} as a product?",
        "{e} factor completely",
        "into which factors does {e} split?",
        "Which brackets multiply to {e}?",
        "What times what gives {e}?",
    ),
)


def _factor(rng: Random, level: int) -> Worked:
    x, kind = letter(rng, 0.75), rng.random()
    if kind < (0.6, 0.2, 0.1)[level - 1]:
        return _common_factor(rng, level, x)
    if kind < (0.75, 0.4, 0.3)[level - 1]:
        return _difference_of_squares(rng, level, x)
    if level == 3 and kind < 0.75:
        return _leading_factor(rng, x)
    high = (6, 12, 12)[level - 1]
    p, q = nonzero(rng, high), nonzero(rng, high)
    if level == 1:
        p, q = (abs(p), abs(q)) if rng.random() < 0.7 else (-abs(p), -abs(q))
    if p + q == 0 or rng.random() < 0.12:
        q = p
    p, q = sorted((p, q), key=lambda n: (n < 0, abs(n)))
    a = rng.randint(2, 5) if level == 3 and rng.random() < 0.4 else 1
    inner = multiply((1, p), (1, q))
    e = tuple(a * b for b in inner)
    steps = []
    if a > 1:
        steps.append(("Take out the common factor.", f"{poly(e, x)} = {a}({poly(inner, x)})"))
    goal = f"Find two numbers whose product is the constant and whose sum is the coefficient of {x}."
    steps.append((goal, f"{p} * {signed(q)} = {p * q}, {p} + {signed(q)} = {p + q}"))
    brackets = f"({poly((1, p), x)})^2" if p == q else f"({poly((1, p), x)})({poly((1, q), x)})"
    answer = f"{a if a > 1 else ''}{brackets}"
    steps.append(("Write the two brackets.", f"{poly(e, x)} = {answer}"))
    question = asked(rng, _FACTOR, _FACTORING, e=formula(rng, poly(e, x)), x=x)
    return worked(question, steps, e, answer)


def _common_factor(rng: Random, level: int, x: str) -> Worked:
    a = rng.randint(2, (9, 12, 15)[level - 1])
    while True:
        b, c = rng.randint(1, 9), nonzero(rng, 12)
        if gcd(b, c) == 1:
            break
    power = 0 if level == 1 and rng.random() < 0.7 else rng.randint(1, 2) if level > 1 else 1
    e, inner = (a * b, a * c, *(0,) * power), poly((b, c), x)
    outside = term(a, x, power)
    steps = [
        (
            "Find the greatest common factor of the coefficients.",
            f"{a * b} = {a} * {b}, {abs(a * c)} = {a} * {abs(c)}",
        ),
        ("Take out what both terms share.", f"{poly(e, x)} = {outside}({inner})"),
    ]
    question = asked(rng, _FACTOR, _FACTORING, e=formula(rng, poly(e, x)), x=x)
    return worked(question, steps, e, f"{outside}({inner})")


def _difference_of_squares(rng: Random, level: int, x: str) -> Worked:
    b, a = rng.randint(1, (10, 15, 20)[level - 1]), 1 if level < 3 else rng.randint(1, 7)
    common = gcd(a, b)
    a, b = a // common, b // common
    e = (a * a, 0, -b * b)
    answer = f"({poly((a, b), x)})({poly((a, -b), x)})"
    steps = [("See the constant as a square.", f"{b * b} = {b} * {b} = {b}^2")]
    if a > 1:
        steps.append(("See the leading coefficient as a square.", f"{a * a} = {a} * {a} = {a}^2"))
    goal = "A difference of squares is the sum times the difference of the roots."
    steps.append((goal, f"{poly(e, x)} = {answer}"))
    return worked(asked(rng, _FACTOR, _FACTORING, e=formula(rng, poly(e, x)), x=x), steps, e, answer)


def _leading_factor(rng: Random, x: str) -> Worked:
    """(ax + p)(bx + q) by splitting the middle term."""
    while True:
        a, b = rng.randint(2, 5), rng.choice((1, 1, 1, 2, 3))
        p, q = nonzero(rng, 7), nonzero(rng, 7)
        if gcd(a, p) == gcd(b, q) == 1 and a * q + b * p and (a, p) != (b, q):
            break
    e = (a * b, a * q + b * p, p * q)
    m, n = a * q, b * p
    answer = f"({poly((a, p), x)})({poly((b, q), x)})"
    split = total([(a * b, x, 2), (m, x, 1), (n, x, 1), (p * q, x, 0)])
    grouped = f"{term(a, x)}({poly((b, q), x)}) {plus(p)}({poly((b, q), x)})"
    steps = [
        ("Multiply the leading coefficient by the constant.", f"{a * b} * {signed(p * q)} = {a * b * p * q}"),
        (
            f"Find two numbers with that product whose sum is the coefficient of {x}.",
            f"{m} * {signed(n)} = {m * n}, {m} + {signed(n)} = {m + n}",
        ),
        ("Split the middle term into these two.", f"{poly(e, x)} = {split}"),
        ("Take the common bracket out of both pairs.", f"{split} = {grouped} = {answer}"),
    ]
    return worked(asked(rng, _FACTOR, _FACTORING, e=formula(rng, poly(e, x)), x=x), steps, e, answer)


_DIVIDE = (
    "Divide {p} by {d}.",
    "What is {p} divided by {d}?",
    "({p}) / ({d})",
    "Find the quotient when {p} is divided by {d}.",
    "Calculate ({p}) / ({d}).",
    "Work out ({p}) ÷ ({d}).",
    "Use division to simplify ({p}) / ({d}).",
    "Divide the polynomial {p} by {d}.",
    "Find ({p}) / ({d}).",
)
_DIVIDING = Ways(
    nouns=(
        "the quotient ({p}) / ({d})",
        "({p}) / ({d})",
        "the quotient of {p} divided by {d}",
        "the result of {p} divided by {d}",
    ),
    verbs=(
        "divide {p} by {d}",
        "simplify ({p}) / ({d}) by dividing",
        "work out the quotient of polynomials ({p}) / ({d})",
        "use long division to find ({p}) / ({d})",
        "use synthetic division to find ({p}) / ({d})",
        "do the polynomial division ({p}) ÷ ({d})",
    ),
    whole=(
        "({p}) ÷ ({d})",
        "({p}) : ({d})",
        "({p}) over ({d})",
        "({p}) divided by ({d})",
        "({p})/({d}) = ?",
        "What do you get when you divide {p} by {d}?",
        "{d} times what gives {p}?",
        "Divide: ({p}) / ({d})",
        "What must {d} be multiplied by to give {p}?",
        "Perform the division ({p}) / ({d}).",
    ),
)
_REMAINDER = (
    "What is the remainder when {p} is divided by {d}?",
    "Calculate the remainder when {p} is divided by {d}.",
    "Find the remainder of ({p}) / ({d}).",
    "Find the remainder when {p} is divided by {d}.",
    "Let f({x}) = {p}. What remainder is left when f({x}) is divided by {d}?",
    "Use the remainder theorem to find the remainder when {p} is divided by {d}.",
    "{p} is divided by {d}. What is the remainder?",
    "Work out the remainder on dividing {p} by {d}.",
)
_LEFT_OVER = Ways(
    nouns=(
        "the remainder when {p} is divided by {d}",
        "the remainder on dividing {p} by {d}",
        "the remainder after dividing {p} by {d}",
        "what is left over when {p} is divided by {d}",
        "the rest when {p} is divided by {d}",
    ),
    facts=(
        "{p} is divided by {d}",
        "you divide {p} by {d}",
        "we divide {p} by {d}",
        "the polynomial {p} is divided by {d}",
    ),
    wanted=(
        "the remainder",
        "the remainder",
        "what remains",
    ),
    whole=(
        "remainder of {p} divided by {d}",
        "What is left over when {p} is divided by {d}?",
        "Divide {p} by {d}. What is the remainder?",
        "Which number is left when {p} is divided by {d}?",
    ),
)


def _divide(rng: Random, level: int) -> Worked:
    """By x - r, without remainder: Horner's scheme."""
    x, r = letter(rng, 0.8), nonzero(rng, (4, 7, 9)[level - 1])
    result = (rng.randint(1, (1, 3, 4)[level - 1]), *(rng.randint(-9, 9) for _ in range(1 + (level == 3))))
    if not result[-1]:
        result = (*result[:-1], 1)
    p, d = multiply(result, (1, -r)), poly((1, -r), x)
    steps = [("Find the number that makes the divisor zero.", f"{x} = {r}, {r} {plus(-r)} = 0")]
    steps += _horner(p, r, result)
    steps.append(
        (
            "The numbers found are the coefficients of the quotient.",
            f"({poly(p, x)}) / ({d}) = {poly(result, x)}",
        )
    )
    question = asked(rng, _DIVIDE, _DIVIDING, p=poly(p, x), d=d)
    return worked(question, steps, result, poly(result, x))


def _horner(p: Sequence[int], r: int, found: Sequence[int]) -> Steps:
    return [
        (
            f"Multiply the {'result' if i else 'leading coefficient'} by that number and add the next coefficient.",
            f"{a} * {signed(r)} + {signed(b)} = {a * r} + {signed(b)} = {a * r + b}",
        )
        for i, (a, b) in enumerate(zip(found, p[1:], strict=False))
    ]


def _remainder(rng: Random, level: int) -> Worked:
    degree = (1, 2, 3)[level - 1] + (level < 3 and rng.random() < 0.3)
    x, r = letter(rng, 0.8), nonzero(rng, (50, 9, 4)[degree - 1])
    p = polynomial(rng, degree, 40 if degree == 1 else 9, 0.85)
    goal = "Find the number that makes the divisor zero: the value there is the remainder."
    steps = [(goal, f"{x} = {r}, {r} {plus(-r)} = 0")]
    steps += value_steps(p, r)
    question = asked(rng, _REMAINDER, _LEFT_OVER, p=styled(rng, poly(p, x)), d=poly((1, -r), x), x=x)
    return worked(question, steps, value_at(p, r))


_SIMPLIFY = (
    "Simplify {e}.",
    "Simplify the fraction {e}.",
    "Reduce {e} to lowest terms.",
    "Write {e} in its simplest form.",
    "Cancel common factors in {e}.",
    "What does {e} simplify to?",
    "Simplify the rational expression {e}.",
    "Simplify: {e}",
    "{e}",
)
_SIMPLER = Ways(
    nouns=(
        "the simplest form of {e}",
        "{e} in lowest terms",
        "{e} in its simplest form",
        "the reduced form of {e}",
    ),
    verbs=(
        "simplify {e}",
        "reduce {e}",
        "reduce {e} to lowest terms",
        "cancel down {e}",
        "simplify the algebraic fraction {e}",
        "cancel the common factors in {e}",
        "write {e} in lowest terms",
        "simplify the rational expression {e}",
        "shorten {e}",
        "factor and cancel {e}",
        "make {e} as simple as possible",
        "write {e} as simply as you can",
    ),
    whole=(
        "{e} simplified",
        "{e}, simplify",
        "{e} in lowest terms",
        "What do you get when you cancel in {e}?",
        "{e} = ?",
        "Which simpler expression equals {e}?",
        "{e} in simplest form?",
        "Express {e} in simplest form.",
    ),
)


def _rational(rng: Random, level: int) -> Worked:
    x, r = letter(rng, 0.8), nonzero(rng, 9)
    shared = (1, -r)
    if level == 1:
        a, b = rng.randint(2, 9), nonzero(rng, 9)
        whole, result = (a, a * b), (1, b)
        steps = [
            ("Take out the common factor of the numerator.", f"{poly(whole, x)} = {a}({poly(result, x)})")
        ]
        check = f"{a} * {signed(b)} = {a * b}"
        steps.insert(0, ("Divide the constant by the denominator; check by multiplying.", check))
        shown = f"({poly(whole, x)})/{a}"
        steps.append(("Cancel it.", f"{shown} = {poly(result, x)}"))
        return worked(
            asked(rng, _SIMPLIFY, _SIMPLER, e=latex(rng, shown) if rng.random() < 0.1 else shown),
            steps,
            result,
            poly(result, x),
        )
    other = (1, r if rng.random() < 0.4 else nonzero(rng, 9))
    top = multiply(shared, other)
    sum_goal = f"Find two numbers whose product is the constant and whose sum is the coefficient of {x}."
    steps = [
        (sum_goal, f"{-r} * {signed(other[1])} = {top[2]}, {-r} + {signed(other[1])} = {top[1]}"),
        ("Factor the numerator.", f"{poly(top, x)} = ({poly(shared, x)})({poly(other, x)})"),
    ]
    if level == 2:
        shown = f"({poly(top, x)})/({poly(shared, x)})"
        steps.append(("Cancel the bracket that both share.", f"{shown} = {poly(other, x)}"))
        return worked(
            asked(rng, _SIMPLIFY, _SIMPLER, e=latex(rng, shown) if rng.random() < 0.1 else shown),
            steps,
            other,
            poly(other, x),
        )
    third = (1, nonzero(rng, 9))
    if third in (other, shared):
        third = (1, 10)
    low = multiply(shared, third)
    steps += [
        (
            sum_goal.replace("Find two", "For the denominator, find two"),
            f"{-r} * {signed(third[1])} = {low[2]}, {-r} + {signed(third[1])} = {low[1]}",
        ),
        ("Factor the denominator.", f"{poly(low, x)} = ({poly(shared, x)})({poly(third, x)})"),
    ]
    shown = f"({poly(top, x)})/({poly(low, x)})"
    answer = f"({poly(other, x)})/({poly(third, x)})"
    steps.append(("Cancel the bracket that both share.", f"{shown} = {answer}"))
    return worked(
        asked(rng, _SIMPLIFY, _SIMPLER, e=latex(rng, shown) if rng.random() < 0.1 else shown),
        steps,
        (*other, *third),
        answer,
    )


_ONE_POWER = Ways(
    nouns=(
        "{e} in its simplest form",
        "{e} as a single term",
        "the simplified form of {e}",
        "the simplest form of {e}",
    ),
    verbs=(
        "simplify {e}",
        "write {e} as one power",
        "write {e} with one exponent",
        "use the index laws to simplify {e}",
        "use the rules of exponents on {e}",
        "combine the powers in {e}",
        "simplify the powers: {e}",
        "write {e} as a single term",
        "apply the laws of indices to {e}",
    ),
    whole=(
        "{e} simplified",
        "{e}, simplify",
        "{e} = ?",
        "{e} as one power",
        "What does {e} simplify to?",
        "{e} =",
        "Which single term equals {e}?",
        "What do you get when you simplify {e}?",
        "Express {e} in simplest form.",
    ),
)


def _exponent_laws(rng: Random, level: int) -> Worked:
    x, high = letter(rng), (6, 12, 20)[level - 1]
    m, n = rng.randint(2, high), rng.randint(2, high)
    a, b = (1, 1) if level == 1 else (rng.randint(2, 9), rng.randint(2, 9))
    kind = rng.randrange(3)
    if kind == 0:
        shown, power, factor = f"{term(a, x, m)} * {term(b, x, n)}", m + n, a * b
        steps = [("Add the exponents, as the bases are the same.", f"{m} + {n} = {m + n}")]
        if level > 1:
            steps.insert(0, ("Multiply the coefficients.", f"{a} * {b} = {a * b}"))
    elif kind == 1:
        m = n + rng.randint(1, 8)
        shown, power, factor = f"{term(a * b, x, m)} / {term(b, x, n)}", m - n, a
        shown = f"{term(a * b, x, m)} / ({term(b, x, n)})" if b > 1 else shown
        steps = [("Subtract the exponents, as the bases are the same.", f"{m} - {n} = {m - n}")]
        if level > 1:
            steps.insert(0, ("Divide the coefficients.", f"{a * b} / {b} = {a}"))
    else:
        n, factor = rng.randint(2, 3 if level > 1 else 6), 1
        a = 1 if level == 1 else rng.randint(2, 5)
        shown, power, factor = f"({term(a, x, m)})^{n}", m * n, a**n
        steps = [("Multiply the exponents: a power of a power.", product(m, n))]
        if level > 1:
            steps.insert(0, ("Raise the coefficient to the power.", power_work(a, n)))
    answer = term(factor, x, power)
    steps.append(("Write the result as one term.", f"{shown} = {answer}"))
    phrasings = (
        "Simplify {e}.",
        "Write {e} as a single power.",
        "Use the laws of exponents to simplify {e}.",
        "What is {e} in simplest form?",
        "Simplify the expression {e}.",
        "{e}",
        "Write {e} as one term.",
        "Simplify {e}. Give your answer as a power of {x}.",
    )
    return worked(
        asked(rng, phrasings, _ONE_POWER, e=styled(rng, shown), x=x), steps, (factor, power), answer
    )


FAMILIES = (
    Family("collect_terms", TOPIC, _collect),
    Family("collect_letters", TOPIC, _collect_letters),
    Family("polynomial_sum", TOPIC, _add),
    Family("expand", TOPIC, _expand),
    Family("factor", TOPIC, _factor),
    Family("polynomial_division", TOPIC, _divide),
    Family("polynomial_remainder", TOPIC, _remainder),
    Family("rational_expression", TOPIC, _rational),
    Family("letter_powers", TOPIC, _exponent_laws),
)
