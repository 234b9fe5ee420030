"""Whole numbers and decimals: the four operations by hand, their order, signs, powers."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from arbiter_app.curriculum.problem import Family, Steps, Worked, ask, decimal, one_of, signed, times, worked

TOPIC = "arithmetic"
PLACES = ("ones", "tens", "hundreds", "thousands", "ten thousands")


def _addition(rng: Random, level: int) -> Worked:
    if level == 3:
        return _addition_by_groups(rng)
    low, high, count = (12, 99, 3) if level == 1 else (100, 999, rng.randint(3, 4))
    terms = [rng.randint(low, high) for _ in range(count)]
    total = terms[0] + terms[1]
    steps = [("Add the first two numbers.", f"{terms[0]} + {terms[1]} = {total}")]
    for term in terms[2:]:
        steps.append(("Add the next number.", f"{total} + {term} = {total + term}"))
        total += term
    return worked(_ask_sum(rng, terms), steps, total)


def _addition_by_groups(rng: Random) -> Worked:
    terms = [rng.randint(1001, rng.choice((9999, 49_999))) for _ in range(2)]
    (thousands, units), (thousands2, units2) = (divmod(term, 1000) for term in terms)
    high, low = (thousands + thousands2) * 1000, units + units2
    steps = [
        ("Add the parts below one thousand.", f"{units} + {units2} = {low}"),
        ("Add the thousands.", f"{thousands * 1000} + {thousands2 * 1000} = {high}"),
        ("Put the two parts together.", f"{high} + {low} = {high + low}"),
    ]
    return worked(_ask_sum(rng, terms), steps, high + low)


def _ask_sum(rng: Random, terms: list[int]) -> str:
    if rng.random() < 0.7:
        return ask(rng, " + ".join(map(str, terms)))
    listed = f"{', '.join(map(str, terms[:-1]))} and {terms[-1]}"
    return one_of(rng, ("What is the sum of {n}?", "Add {n}.", "Find the total of {n}."), n=listed)


def _subtraction(rng: Random, level: int) -> Worked:
    low, high, top = ((21, 89, 999), (111, 899, 9999), (1111, 9899, 99_999))[level - 1]
    b = rng.randint(low, high)
    a = rng.randint(b + 10, top)
    rest, steps = a, []
    for i, digit in enumerate(str(b)):
        place = len(str(b)) - 1 - i
        if part := int(digit) * 10**place:
            steps.append((f"Take away the {PLACES[place]}.", f"{rest} - {part} = {rest - part}"))
            rest -= part
    if rng.random() < 0.6:
        return worked(ask(rng, f"{a} - {b}"), steps, a - b)
    phrasings = [
        "Subtract {b} from {a}.",
        "What is the difference between {a} and {b}?",
        "How much is {a} minus {b}?",
        "What must be added to {b} to get {a}?",
        "How much greater is {a} than {b}?",
    ]
    return worked(one_of(rng, phrasings, a=a, b=b), steps, a - b)


def _multiplication(rng: Random, level: int) -> Worked:
    if level == 1:
        a, b = rng.randint(12, 99), rng.randint(3, 9)
        parts = [(f"Multiply the {place}.", f"{n} * {b}", n * b) for place, n in _split(a)]
        steps = [(goal, f"{product} = {value}") for goal, product, value in parts]
    else:
        a, b = rng.randint(12, 99) if level == 2 else rng.randint(102, 999), rng.randint(12, 99)
        parts = [(f"Multiply by the {place}.", times(a, n), a * n) for place, n in _split(b)]
        steps = [(goal, product) for goal, product, _ in parts]
    if len(parts) == 2:
        steps.append(("Add the parts.", f"{parts[0][2]} + {parts[1][2]} = {a * b}"))
    if rng.random() < 0.6:
        return worked(ask(rng, f"{a} * {b}" if rng.random() < 0.8 else f"{b} * {a}"), steps, a * b)
    phrasings = [
        "Multiply {a} by {b}.",
        "What is the product of {a} and {b}?",
        "What is {a} times {b}?",
        "How much is {a} times {b}?",
        "Find the product of {a} and {b}.",
    ]
    return worked(one_of(rng, phrasings, a=a, b=b), steps, a * b)


def _split(n: int) -> list[tuple[str, int]]:
    """The tens and the ones of a two-digit number, where they are not zero."""
    return [(place, part) for place, part in (("tens", n // 10 * 10), ("ones", n % 10)) if part]


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


def _division(rng: Random, level: int) -> Worked:
    b = rng.randint(*((3, 9), (3, 12), (11, 25))[level - 1])
    q = rng.randint(*((21, 199), (121, 999), (101, 699))[level - 1])
    r = 0 if level == 1 or rng.random() < 0.4 else rng.randint(1, b - 1)
    a = b * q + r
    steps = long_division(a, b)
    if not r:
        steps.append(("Read the answer from the quotient digits.", f"{a} / {b} = {q}"))
        question = (
            ask(rng, f"{a} / {b}")
            if rng.random() < 0.6
            else one_of(rng, ("Divide {a} by {b}.", "How many times does {b} go into {a}?"), a=a, b=b)
        )
        return worked(question, steps, q)
    steps.append(("Read the quotient and the remainder.", f"{a} = {b} * {q} + {r}"))
    phrasings = [
        "Divide {a} by {b}. Give the quotient and the remainder.",
        "What is {a} divided by {b}, with remainder?",
        "Find the quotient and the remainder when {a} is divided by {b}.",
        "Work out {a} ÷ {b} with remainder.",
    ]
    return worked(one_of(rng, phrasings, a=a, b=b), steps, (q, r), f"{q} remainder {r}")


Tree = int | tuple[str, "Tree", "Tree"]
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}


def _order_of_operations(rng: Random, level: int) -> Worked:
    tree = _grow(rng, level + 1 if level < 3 else rng.randint(4, 5))
    while isinstance(tree, int) or _value(tree) is None or (tree[0] in "+-" and _flat(tree)):
        tree = _grow(rng, level + 1 if level < 3 else rng.randint(4, 5))
    expression, steps = _written(tree), []
    left = expression
    while not isinstance(tree, int):
        inside = "(" in left
        goal = (
            "Work out the brackets first."
            if inside
            else "Multiply and divide before adding and subtracting."
            if "*" in left or "/" in left
            else "Add and subtract from left to right."
        )
        tree = _reduced(tree)
        steps.append((goal, f"{left} = {_written(tree)}"))
        left = _written(tree)
    return worked(ask(rng, expression), steps, tree)


def _grow(rng: Random, operations: int) -> Tree:
    """A random expression of that many operations."""
    if not operations:
        return rng.randint(2, 12) if rng.random() < 0.6 else rng.randint(2, 60)
    if operations == 1 and rng.random() < 0.25:
        b = rng.randint(2, 9)
        return ("/", b * rng.randint(2, 12), b)
    left = rng.randrange(operations)
    return (rng.choice("+-*"), _grow(rng, left), _grow(rng, operations - 1 - left))


def _value(tree: Tree) -> int | None:
    """What an expression is worth; None where a pupil would not be asked it: a value below zero or
    too large, or a product or quotient too large for the head."""
    if isinstance(tree, int):
        return tree
    left, right = _value(tree[1]), _value(tree[2])
    if left is None or right is None:
        return None
    match tree[0]:
        case "+":
            value = left + right
        case "-":
            value = left - right
        case "*":
            value = left * right if min(left, right) <= 12 and max(left, right) < 100 else -1
        case _:
            value = left // right
    return value if 0 <= value < 1000 else None


def _flat(tree: Tree) -> bool:
    """Whether only + and - occur: no order to think about."""
    return isinstance(tree, int) or (tree[0] in "+-" and _flat(tree[1]) and _flat(tree[2]))


def _written(tree: Tree) -> str:
    if isinstance(tree, int):
        return str(tree)
    op, left, right = tree
    own = _STRENGTH[op]
    first, second = _written(left), _written(right)
    if not isinstance(left, int) and _STRENGTH[left[0]] < own:
        first = f"({first})"
    if not isinstance(right, int) and _STRENGTH[right[0]] <= own:
        second = f"({second})"
    return f"{first} {op} {second}"


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
    in_right = not isinstance(right, int) and _STRENGTH[right[0]] <= own
    return _ready(left, depth + in_left, (*path, 1)) + _ready(right, depth + in_right, (*path, 2))


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
    if rng.random() < 0.25:
        return _temperature(rng, level)
    high = (20, 50, 99)[level - 1]
    terms: list[str] = []
    values: list[int] = []
    steps: Steps = []
    for i in range((2, 3, 4)[level - 1] + (level == 1)):
        if level > 1 and rng.random() < 0.4:
            a, b = rng.choice((-1, 1)) * rng.randint(2, 12), -rng.randint(2, 12)
            terms.append(f"{signed(a)} * {signed(b)}" if i else f"{a} * {signed(b)}")
            values.append(a * b)
            steps.append(
                ("Multiply; like signs give plus, unlike signs give minus.", f"{terms[-1]} = {a * b}")
            )
        else:
            n = rng.choice((-1, -1, 1)) * rng.randint(2, high)
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
    return worked(ask(rng, expression), steps, total)


def _temperature(rng: Random, level: int) -> Worked:
    start = rng.randint(-12, 8)
    place = rng.choice(("Oslo", "Moscow", "Quebec", "the valley", "Helsinki", "the mountain hut"))
    if level == 1:
        changes = [rng.choice((-1, 1)) * rng.randint(2, 15) for _ in range(2)]
    else:
        changes = [rng.choice((-1, 1)) * rng.randint(2, 25) for _ in range(level + 1)]
    story = f"At dawn the temperature in {place} was {start} °C."
    now, steps = start, []
    for i, change in enumerate(changes):
        when = ("First", "Then", "After that", "Finally")[i]
        story += f" {when} it {'rose' if change > 0 else 'fell'} by {abs(change)} degrees."
        goal = "Add the rise." if change > 0 else "Subtract the fall."
        steps.append((goal, f"{now} {'+' if change > 0 else '-'} {abs(change)} = {now + change}"))
        now += change
    question = one_of(rng, (" What is the temperature now?", " How cold or warm is it now, in °C?"))
    return worked(story + question, steps, now, f"{now} °C")


def _decimals(rng: Random, level: int) -> Worked:
    kind = rng.choice("+-*")
    if kind == "*":
        return _decimal_product(rng, level)
    scale = 10 if level == 1 else 100
    high = (30, 60, 250)[level - 1] * scale
    terms = [rng.randint(scale, high) for _ in range(2 if level == 1 else 3)]
    if kind == "-":
        terms.sort(reverse=True)
        while sum(terms[1:]) > terms[0]:
            terms[0] += terms[1]
    signs = [1] + [-1 if kind == "-" else 1] * (len(terms) - 1)
    places = f"{{}}.{{:0{len(str(scale)) - 1}d}}"
    aligned = [places.format(*divmod(term, scale)) for term in terms]
    total, steps = terms[0], []
    steps.append(
        (
            "Write every number with the same number of decimals.",
            ", ".join(f"{decimal(term, scale)} = {text}" for term, text in zip(terms, aligned, strict=True)),
        )
    )
    for sign, term, text in zip(signs[1:], terms[1:], aligned[1:], strict=True):
        before = places.format(*divmod(total, scale))
        total += sign * term
        after = places.format(*divmod(total, scale))
        goal = "Add, point under point." if sign > 0 else "Subtract, point under point."
        steps.append((goal, f"{before} {kind} {text} = {after}"))
    question = ask(rng, f" {kind} ".join(decimal(term, scale) for term in terms))
    return worked(question, steps, Fraction(total, scale), decimal(total, scale))


def _decimal_product(rng: Random, level: int) -> Worked:
    a, scale = rng.randint(12, 99), 10 if level < 3 else rng.choice((10, 100))
    b, scale_b = (rng.randint(3, 9), 1) if level == 1 else (rng.randint(12, 99), 10 if level == 3 else 1)
    a, b = a + (a % 10 == 0), b + (b % 10 == 0)
    product = a * b
    steps = [
        ("Multiply as if there were no decimal points.", times(a, b)),
        (
            "Put the decimal point back.",
            f"{product} / {scale * scale_b} = {decimal(product, scale * scale_b)}",
        ),
    ]
    question = ask(rng, f"{decimal(a, scale)} * {decimal(b, scale_b)}")
    return worked(question, steps, Fraction(product, scale * scale_b), decimal(product, scale * scale_b))


def _powers(rng: Random, level: int) -> Worked:
    if level == 1:
        base, exponent = rng.choice(
            [(rng.randint(2, 9), 3), (rng.randint(11, 60), 2), (2, rng.randint(4, 9))]
        )
        steps = _power(base, exponent)
        return worked(_ask_power(rng, f"{base}^{exponent}"), steps, base**exponent)
    steps, values, written = [], [], []
    for _ in range(2 if level == 2 else 3):
        base, exponent = rng.choice([(rng.randint(2, 7), 3), (rng.randint(4, 20), 2), (2, rng.randint(3, 7))])
        steps += _power(base, exponent)
        values.append(base**exponent)
        written.append(f"{base}^{exponent}")
    total, expression = values[0], written[0]
    for value, text in zip(values[1:], written[1:], strict=True):
        op = "-" if value < total and rng.random() < 0.5 else "+"
        expression += f" {op} {text}"
        after = total - value if op == "-" else total + value
        steps.append(("Combine the powers from left to right.", f"{total} {op} {value} = {after}"))
        total = after
    return worked(_ask_power(rng, expression), steps, total)


def _power(base: int, exponent: int) -> Steps:
    """A power, one factor at a time."""
    if exponent == 2:
        return [("Multiply the base by itself.", f"{base}^2 = {times(base, base)}")]
    value, chain = base, []
    for _ in range(exponent - 1):
        chain.append(f"{value} * {base} = {value * base}")
        value *= base
    return [("Multiply one factor at a time.", ", ".join(chain))]


def _ask_power(rng: Random, expression: str) -> str:
    if rng.random() < 0.3:
        expression = expression.replace("^2", "²").replace("^3", "³")
    return rng.choice(("What is {}?", "Calculate {}.", "Work out {}.", "{}", "Evaluate {}.")).format(
        expression
    )


FAMILIES = (
    Family("addition", TOPIC, _addition),
    Family("subtraction", TOPIC, _subtraction),
    Family("multiplication", TOPIC, _multiplication),
    Family("division", TOPIC, _division),
    Family("order_of_operations", TOPIC, _order_of_operations),
    Family("negative_numbers", TOPIC, _negative),
    Family("decimals", TOPIC, _decimals),
    Family("powers", TOPIC, _powers),
)
