"""Lengths, areas, volumes and angles of plane figures and solids.

Knows nothing of coordinates, trigonometry or proofs.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd
from random import Random

from arbiter_app.curriculum.people import person
from arbiter_app.curriculum.polynomials import Ways, asked, in_units, product, quotient, size
from arbiter_app.curriculum.problem import Family, Steps, Worked, decimal, times, worked

TOPIC = "geometry"


def _ask(rng: Random, phrasings: Sequence[str], ways: Ways, **values: object) -> str:
    """A question with its lengths written in one of the usual ways."""
    return in_units(rng, asked(rng, phrasings, ways, **values))


_PLACES = {
    "m": ("garden", "field", "room", "playground", "floor", "car park"),
    "cm": ("poster", "tablecloth", "tray", "mirror"),
}
_RECTANGLE = (
    "a rectangle is {a} {u} long and {b} {u} wide",
    "a rectangle has a length of {a} {u} and a width of {b} {u}",
    "the sides of a rectangle are {a} {u} and {b} {u}",
    "a rectangular {t} measures {a} {u} by {b} {u}",
    "my rectangle is {a} {u} long and {b} {u} wide",
    "the length of a rectangle is {a} {u} and the width is {b} {u}",
    "my {t} is a rectangle of {a} {u} by {b} {u}",
    "I have a rectangular {t}, {a} {u} long and {b} {u} wide",
    "ABCD is a rectangle with AB = {a} {u} and BC = {b} {u}",
    "one side of a rectangle is {a} {u} and the side next to it is {b} {u}",
    "a rectangle measures {a} {u} × {b} {u}",
)
_PERIMETER = Ways(
    nouns=(
        "the perimeter of a rectangle {a} {u} by {b} {u}",
        "the perimeter of a rectangle with length {a} {u} and width {b} {u}",
        "the perimeter of a {a} {u} by {b} {u} rectangle",
        "the distance around a rectangular {t} of {a} {u} by {b} {u}",
        "the length of the border of a rectangular {t} {a} {u} long and {b} {u} wide",
        "the perimeter of a rectangle whose sides are {a} {u} and {b} {u}",
        "the total length of the four sides of a rectangle of {a} {u} by {b} {u}",
        "the length of the outline of a {a} {u} by {b} {u} rectangle",
    ),
    facts=_RECTANGLE,
    wanted=(
        "its perimeter",
        "the perimeter",
        "the distance around it",
        "the total length of its sides",
        "the length of its outline",
        "the distance all the way round",
    ),
    whole=(
        "Rectangle: length {a} {u}, width {b} {u}. Perimeter?",
        "rectangle {a} {u} x {b} {u} perimeter",
        "{a} {u} x {b} {u} rectangle, perimeter?",
        "How far is it once around a rectangular {t} of {a} {u} by {b} {u}?",
        "l = {a} {u}, w = {b} {u}. Perimeter of the rectangle?",
        "perimeter of a rectangle, sides {a} {u} and {b} {u}",
        "my rectangle is {a} {u} long and {b} {u} wide, how long is it all the way around",
        "How many {u} is it around the edge of a {a} {u} by {b} {u} rectangle?",
        "perimeter: rectangle {a} {u} by {b} {u}",
        "If I go once around a rectangular {t} that is {a} {u} by {b} {u}, how far is that?",
    ),
)
_AREA = Ways(
    nouns=(
        "the area of a rectangle {a} {u} by {b} {u}",
        "the area of a rectangle with length {a} {u} and width {b} {u}",
        "the area of a {a} {u} by {b} {u} rectangle",
        "the area of a rectangular {t} of {a} {u} by {b} {u}",
        "the surface of a rectangular {t} {a} {u} long and {b} {u} wide",
        "the area of a rectangle whose sides are {a} {u} and {b} {u}",
        "the number of square {u} in a rectangle of {a} {u} by {b} {u}",
        "the area covered by a rectangular {t} of {a} {u} by {b} {u}",
        "the area in square {u} of a {a} {u} by {b} {u} rectangle",
    ),
    facts=_RECTANGLE,
    wanted=(
        "its area",
        "the area",
        "the area of the rectangle",
        "its area in square {u}",
        "the size of its surface",
    ),
    whole=(
        "Rectangle: length {a} {u}, width {b} {u}. Area?",
        "rectangle {a} {u} x {b} {u} area",
        "{a} {u} x {b} {u} rectangle, area?",
        "l = {a} {u}, w = {b} {u}. Area of the rectangle?",
        "area of a rectangle, sides {a} {u} and {b} {u}",
        "How big is the area of a {a} {u} by {b} {u} rectangle?",
        "my rectangle is {a} {u} long and {b} {u} wide, how big is its area",
        "How many square {u} fit into a rectangle of {a} {u} by {b} {u}?",
        "How large is a rectangular {t} of {a} {u} by {b} {u}, in square {u}?",
        "area: rectangle {a} {u} by {b} {u}",
        "how much space does a rectangular {t} of {a} {u} by {b} {u} take up in square {u}",
        "What area does a {t} of {a} {u} by {b} {u} have?",
    ),
)
_OTHER_SIDE = Ways(
    nouns=(
        "the width of a rectangle with perimeter {p} {u} and length {a} {u}",
        "the missing side of a rectangle with perimeter {p} {u} and one side of {a} {u}",
        "the width of a rectangular {t} whose perimeter is {p} {u} and whose length is {a} {u}",
    ),
    facts=(
        "the perimeter of a rectangle is {p} {u} and its length is {a} {u}",
        "a rectangle has a perimeter of {p} {u} and a length of {a} {u}",
        "it is {p} {u} once around a rectangular {t} whose length is {a} {u}",
        "a rectangle with one side of {a} {u} has the perimeter {p} {u}",
    ),
    wanted=(
        "its width",
        "the width",
        "the other side",
        "the length of the other side",
    ),
    whole=(
        "Rectangle: perimeter {p} {u}, length {a} {u}. Width?",
        "perimeter {p} {u}, length {a} {u}, how wide is the rectangle?",
        "rectangle perimeter {p} {u} one side {a} {u} other side?",
    ),
)
_AROUND = Ways(
    nouns=(
        "the perimeter of a rectangle with area {s} square {u} and length {a} {u}",
        "the perimeter of a rectangular {t} that has an area of {s} square {u} and a length of {a} {u}",
    ),
    facts=(
        "the area of a rectangle is {s} square {u} and its length is {a} {u}",
        "a rectangle with one side of {a} {u} covers {s} square {u}",
        "a rectangular {t} is {a} {u} long and has an area of {s} square {u}",
    ),
    wanted=(
        "its perimeter",
        "the perimeter",
        "the distance around it",
    ),
    whole=(
        "Rectangle: area {s} square {u}, length {a} {u}. Perimeter?",
        "area {s} square {u}, one side {a} {u}, what is the perimeter of this rectangle?",
    ),
)


def _rectangle(rng: Random, level: int) -> Worked:
    unit = rng.choice(("cm", "m"))
    a, b = rng.randint(3, (12, 60, 99)[level - 1]), rng.randint(2, (12, 30, 40)[level - 1])
    thing = rng.choice(_PLACES[unit])
    kind = rng.randrange(2 if level == 1 else 4)
    if level == 3:
        return _l_shape(rng, unit) if kind < 2 else _priced(rng)
    around = [
        ("Add length and width.", f"{a} + {b} = {a + b}"),
        ("Double it, as each side occurs twice.", f"2 * {a + b} = {2 * (a + b)}"),
    ]
    values = {"a": a, "b": b, "u": unit, "t": thing, "p": 2 * (a + b), "s": a * b}
    if kind == 0:
        phrasings = [
            "A rectangle is {a} {u} long and {b} {u} wide. What is its perimeter?",
            "Find the perimeter of a rectangle with sides {a} {u} and {b} {u}.",
            "A rectangular {t} measures {a} {u} by {b} {u}. How long is its edge all the way round?",
            "What is the perimeter of a {a} {u} by {b} {u} rectangle?",
            "The length of a rectangle is {a} {u} and its width is {b} {u}. Find the perimeter.",
            "A rectangle has length {a} {u} and width {b} {u}. Calculate its perimeter.",
            "What is the distance around a rectangular {t} that is {a} {u} long and {b} {u} wide?",
            "How many {u} of border go around a rectangular {t} of {a} {u} by {b} {u}?",
        ]
        return worked(
            _ask(rng, phrasings, _PERIMETER, **values), around, 2 * (a + b), f"{2 * (a + b)} {unit}"
        )
    if kind == 1:
        phrasings = [
            "A rectangle is {a} {u} long and {b} {u} wide. What is its area?",
            "Find the area of a rectangle with sides {a} {u} and {b} {u}.",
            "A rectangular {t} measures {a} {u} by {b} {u}. What is its area?",
            "What is the area of a {a} {u} by {b} {u} rectangle?",
            "The length of a rectangle is {a} {u} and its width is {b} {u}. Find the area.",
            "A rectangle has length {a} {u} and width {b} {u}. Calculate its area.",
            "How many square {u} does a rectangular {t} of {a} {u} by {b} {u} cover?",
            "A rectangular {t} is {a} {u} long and {b} {u} wide. How big is its area?",
        ]
        steps = [("Multiply length by width.", times(a, b))]
        return worked(_ask(rng, phrasings, _AREA, **values), steps, a * b, f"{a * b} {unit}^2")
    if kind == 2:
        phrasings = [
            "A rectangle has perimeter {p} {u} and length {a} {u}. How wide is it?",
            "The perimeter of a rectangular {t} is {p} {u}. One side is {a} {u}. How long is the other side?",
        ]
        steps = [
            ("Halve the perimeter: length and width together.", f"{2 * (a + b)} / 2 = {a + b}"),
            ("Subtract the side that is known.", f"{a + b} - {a} = {b}"),
        ]
        return worked(_ask(rng, phrasings, _OTHER_SIDE, **values), steps, b, f"{b} {unit}")
    phrasings = [
        "A rectangle has area {s} square {u} and length {a} {u}. What is its perimeter?",
        "A rectangular {t} of {s} square {u} is {a} {u} long. How long is its edge all the way round?",
    ]
    steps = [("Divide the area by the length to get the width.", f"{a * b} / {a} = {b}"), *around]
    return worked(_ask(rng, phrasings, _AROUND, **values), steps, 2 * (a + b), f"{2 * (a + b)} {unit}")


_CUT = Ways(
    nouns=(
        "the area that is left if a rectangle of {c} {u} by {d} {u} is cut out of one of {a} {u} by {b} {u}",
        "the area of a {a} {u} by {b} {u} rectangle without a corner of {c} {u} by {d} {u}",
    ),
    facts=(
        "a rectangle of {c} {u} by {d} {u} is cut out of a rectangle of {a} {u} by {b} {u}",
        "a sheet of {a} {u} by {b} {u} has a rectangular hole of {c} {u} by {d} {u}",
        "an L-shape is a {a} {u} by {b} {u} rectangle with a {c} {u} by {d} {u} rectangle removed from a corner",
        "a board of {a} {u} by {b} {u} has an opening of {c} {u} by {d} {u} in it",
    ),
    wanted=(
        "the area that is left",
        "the remaining area",
        "the area of the rest",
    ),
    whole=(
        "rectangle {a} {u} x {b} {u} minus rectangle {c} {u} x {d} {u}, area left?",
        "How much area is left when {c} {u} by {d} {u} is cut from a rectangle {a} {u} by {b} {u}?",
    ),
)


def _l_shape(rng: Random, unit: str) -> Worked:
    a, b = rng.randint(8, 40), rng.randint(8, 30)
    c, d = rng.randint(2, a - 3), rng.randint(2, b - 3)
    steps = [
        ("Find the area of the whole rectangle.", times(a, b)),
        ("Find the area that is cut out.", times(c, d)),
        ("Subtract it.", f"{a * b} - {c * d} = {a * b - c * d}"),
    ]
    phrasings = [
        "From a rectangle of {a} {u} by {b} {u} a corner of {c} {u} by {d} {u} is cut away. "
        "What area is left?",
        "A rectangular lawn of {a} {u} by {b} {u} has a rectangular pond of {c} {u} by {d} {u} in it. "
        "What is the area of the grass?",
        "A wall is {a} {u} by {b} {u} and has a window of {c} {u} by {d} {u}. What area of wall "
        "is to be painted?",
    ]
    text = f"{a * b - c * d} {unit}^2"
    return worked(_ask(rng, phrasings, _CUT, a=a, b=b, c=c, d=d, u=unit), steps, a * b - c * d, text)


_FENCE = Ways(
    nouns=(
        "the cost of a fence around a rectangular field of {a} m by {b} m at ${p} a metre",
        "the price of fencing a {a} m by {b} m garden at ${p} per metre",
    ),
    facts=(
        "a rectangular garden of {a} m by {b} m is fenced at ${p} per metre",
        "a fence around a field {a} m long and {b} m wide costs ${p} a metre",
        "one metre of fence is ${p} and I want to fence my rectangular yard of {a} m by {b} m",
    ),
    wanted=(
        "the total cost",
        "the cost of the fence",
        "the price of the whole fence",
    ),
    whole=(
        "fence round a {a} m x {b} m field, ${p} a metre, total cost?",
        "How much do I pay for a fence around a {a} m by {b} m rectangle if it is ${p} per metre?",
        "A rectangular field of {a} m by {b} m is fenced all round. A metre of fence costs ${p}. What does the fence cost?",
        "How much does it cost to fence a rectangular garden of {a} m by {b} m at ${p} a metre?",
    ),
)
_COVER = Ways(
    nouns=(
        "the cost of covering a rectangular {t} of {a} m by {b} m at ${p} per square metre",
        "the price of tiles for a {a} m by {b} m {t} at ${p} a square metre",
    ),
    facts=(
        "a rectangular {t} of {a} m by {b} m is tiled at ${p} per square metre",
        "carpet costs ${p} a square metre and covers a {t} {a} m long and {b} m wide",
        "one square metre of flooring is ${p} and my {t} is {a} m by {b} m",
    ),
    wanted=(
        "the total cost",
        "the cost",
        "the total price",
    ),
    whole=(
        "{t} {a} m x {b} m, ${p} per square metre, total cost?",
        "How much do I pay to cover a {a} m by {b} m {t} if a square metre costs ${p}?",
        "A rectangular {t} of {a} m by {b} m is covered at ${p} a square metre. What does that cost?",
        "Tiles cost ${p} per square metre. What do tiles for a rectangular {t} of {a} m by {b} m cost?",
    ),
)


def _priced(rng: Random) -> Worked:
    """A rectangle that is covered or fenced at a price."""
    a, b, price = rng.randint(8, 60), rng.randint(5, 40), rng.randint(3, 25)
    if rng.random() < 0.5:
        steps = [
            ("Add length and width.", f"{a} + {b} = {a + b}"),
            ("Double it to get the perimeter.", f"2 * {a + b} = {2 * (a + b)}"),
            ("Multiply by the price of a metre.", times(2 * (a + b), price)),
        ]
        cost = 2 * (a + b) * price
        question = asked(rng, _FENCE.whole, _FENCE, a=a, b=b, p=price)
    else:
        steps = [
            ("Multiply length by width to get the area.", times(a, b)),
            ("Multiply by the price of a square metre.", times(a * b, price)),
        ]
        cost = a * b * price
        question = asked(
            rng,
            _COVER.whole,
            _COVER,
            a=a,
            b=b,
            p=price,
            t=rng.choice(("floor", "terrace", "yard", "hall")),
        )
    return worked(question, steps, cost, f"${cost}")


_TRIANGLE = Ways(
    nouns=(
        "the area of a triangle with base {a} {u} and height {h} {u}",
        "the area of a triangle with a base of {a} {u} and a height of {h} {u}",
        "the area of a triangle whose base is {a} {u} and whose height is {h} {u}",
        "the area of a right triangle with legs {a} {u} and {h} {u}",
        "the area of a right-angled triangle with short sides of {a} {u} and {h} {u}",
        "the area of a triangle, base {a} {u}, height {h} {u}",
        "the area of a triangular sail {a} {u} wide at the bottom and {h} {u} high",
        "the area in square {u} of a triangle with base {a} {u} and altitude {h} {u}",
    ),
    facts=(
        "a triangle has a base of {a} {u} and a height of {h} {u}",
        "the base of a triangle is {a} {u} and its height is {h} {u}",
        "my triangle has base {a} {u} and height {h} {u}",
        "a triangle with base {a} {u} is {h} {u} high",
        "the legs of a right triangle are {a} {u} and {h} {u}",
        "the two sides that make the right angle of a triangle are {a} {u} and {h} {u}",
        "one side of a triangle is {a} {u} and the height on it is {h} {u}",
        "the altitude to a side of {a} {u} of a triangle is {h} {u}",
        "in triangle ABC, AB = {a} {u} and the height on AB is {h} {u}",
    ),
    wanted=(
        "its area",
        "the area",
        "the area of the triangle",
        "its area in square {u}",
    ),
    whole=(
        "triangle base {a} {u} height {h} {u} area",
        "triangle with base {a} {u} and height {h} {u}, area?",
        "b = {a} {u}, h = {h} {u}. Area of the triangle?",
        "how big is the area of a triangle with base {a} {u} and height {h} {u}",
        "Area of a triangle: base {a} {u}, height {h} {u}.",
        "How many square {u} does a triangle with base {a} {u} and height {h} {u} cover?",
        "half of base times height: base {a} {u}, height {h} {u}. What is the area?",
    ),
)
_TRIANGLE_HEIGHT = Ways(
    nouns=(
        "the height of a triangle with area {s} square {u} and base {a} {u}",
        "the height of a triangle whose area is {s} square {u} and whose base is {a} {u}",
    ),
    facts=(
        "a triangle has an area of {s} square {u} and a base of {a} {u}",
        "the area of a triangle is {s} square {u} and the base is {a} {u}",
        "a triangle with base {a} {u} covers {s} square {u}",
    ),
    wanted=(
        "its height",
        "the height",
        "the altitude to this base",
    ),
    whole=(
        "Triangle: area {s} square {u}, base {a} {u}. Height?",
        "triangle area {s} square {u} base {a} {u}, how high",
        "How high is a triangle of {s} square {u} on a base of {a} {u}?",
    ),
)


def _triangle(rng: Random, level: int) -> Worked:
    unit = rng.choice(("cm", "m"))
    a, h = rng.randint(3, (20, 50, 80)[level - 1]), rng.randint(2, (12, 30, 50)[level - 1])
    area = decimal(a * h * 5, 10)
    if level == 3 and rng.random() < 0.6:
        return _trapezium(rng, a, h, unit)
    if level > 1 and rng.random() < 0.35:
        if a * h % 2:
            h += 1
        steps = [
            ("Double the area.", f"2 * {a * h // 2} = {a * h}"),
            ("Divide by the base to get the height.", f"{a * h} / {a} = {h}"),
        ]
        phrasings = [
            "A triangle has area {s} square {u} and base {a} {u}. How high is it?",
            "The area of a triangle is {s} square {u} and its base is {a} {u}. Find its height.",
        ]
        return worked(
            _ask(rng, phrasings, _TRIANGLE_HEIGHT, s=a * h // 2, a=a, u=unit), steps, h, f"{h} {unit}"
        )
    steps = [
        ("Multiply base by height.", times(a, h)),
        ("Halve it to get the area of the triangle.", f"{a * h} / 2 = {area}"),
    ]
    phrasings = [
        "A triangle has base {a} {u} and height {h} {u}. What is its area?",
        "Find the area of a triangle with base {a} {u} and height {h} {u}.",
        "What is the area of a triangle with a base of {a} {u} and a height of {h} {u}?",
        "The base of a triangle is {a} {u} and its height is {h} {u}. Calculate the area.",
        "Work out the area of a triangle whose base is {a} {u} and whose height is {h} {u}.",
        "Triangle: base {a} {u}, height {h} {u}. Area?",
        "The two short sides of a right triangle are {a} {u} and {h} {u} long. What is its area?",
        "A flag has the shape of a triangle with base {a} {u} and height {h} {u}. What is its area?",
    ]
    return worked(
        _ask(rng, phrasings, _TRIANGLE, a=a, h=h, u=unit), steps, Fraction(a * h, 2), f"{area} {unit}^2"
    )


_TRAPEZIUM = Ways(
    nouns=(
        "the area of a trapezium with parallel sides {a} {u} and {b} {u} and height {h} {u}",
        "the area of a trapezoid with bases {a} {u} and {b} {u} and height {h} {u}",
        "the area of a trapezium whose parallel sides of {a} {u} and {b} {u} are {h} {u} apart",
    ),
    facts=(
        "the parallel sides of a trapezium are {a} {u} and {b} {u} and its height is {h} {u}",
        "a trapezoid has bases of {a} {u} and {b} {u} and a height of {h} {u}",
        "a trapezium is {h} {u} high and its parallel sides measure {a} {u} and {b} {u}",
        "the bases of a trapezium are {a} {u} and {b} {u} long and {h} {u} apart",
    ),
    wanted=(
        "its area",
        "the area",
        "the area of this figure",
    ),
    whole=(
        "Trapezium: parallel sides {a} {u} and {b} {u}, height {h} {u}. Area?",
        "trapezoid bases {a} {u}, {b} {u}, height {h} {u}, area",
        "area of a trapezoid: a = {a} {u}, b = {b} {u}, h = {h} {u}",
    ),
)


def _trapezium(rng: Random, a: int, h: int, unit: str) -> Worked:
    b = rng.randint(2, 40)
    total = (a + b) * h
    area = decimal(total * 5, 10)
    steps = [
        ("Add the parallel sides.", f"{a} + {b} = {a + b}"),
        ("Multiply by the height.", times(a + b, h)),
        ("Halve it.", f"{total} / 2 = {area}"),
    ]
    phrasings = [
        "A trapezium has parallel sides of {a} {u} and {b} {u} and height {h} {u}. What is its area?",
        "Find the area of a trapezoid with parallel sides {a} {u} and {b} {u} that are {h} {u} apart.",
    ]
    return worked(
        _ask(rng, phrasings, _TRAPEZIUM, a=a, b=b, h=h, u=unit), steps, Fraction(total, 2), f"{area} {unit}^2"
    )


_VOLUME = Ways(
    nouns=(
        "the volume of a box {a} {u} by {b} {u} by {c} {u}",
        "the volume of a cuboid with edges {a} {u}, {b} {u} and {c} {u}",
        "the volume of a rectangular prism {a} {u} long, {b} {u} wide and {c} {u} high",
        "the volume of a tank of {a} {u} by {b} {u} by {c} {u}",
        "the number of cubic {u} in a box of {a} {u} by {b} {u} by {c} {u}",
        "the space inside a box of {a} {u} by {b} {u} by {c} {u}",
    ),
    facts=(
        "a box is {a} {u} long, {b} {u} wide and {c} {u} high",
        "the edges of a cuboid are {a} {u}, {b} {u} and {c} {u}",
        "a rectangular prism has length {a} {u}, width {b} {u} and height {c} {u}",
        "a crate measures {a} {u} by {b} {u} by {c} {u}",
        "my box measures {a} {u} × {b} {u} × {c} {u}",
        "a cuboid has a length of {a} {u}, a width of {b} {u} and a height of {c} {u}",
        "a block of wood is {a} {u} long, {b} {u} wide and {c} {u} thick",
    ),
    wanted=(
        "its volume",
        "the volume",
        "its volume in cubic {u}",
        "the space it takes up in cubic {u}",
    ),
    whole=(
        "Box: length {a} {u}, width {b} {u}, height {c} {u}. Volume?",
        "box {a} {u} x {b} {u} x {c} {u} volume",
        "l = {a} {u}, w = {b} {u}, h = {c} {u}. Volume of the cuboid?",
        "cuboid {a} {u} x {b} {u} x {c} {u}, volume?",
        "how much fits in a box of {a} {u} by {b} {u} by {c} {u}, in cubic {u}",
        "How big is the volume of a {a} {u} by {b} {u} by {c} {u} box?",
        "How many cubic {u} does a box {a} {u} by {b} {u} by {c} {u} hold?",
        "volume of a cuboid: {a} {u}, {b} {u}, {c} {u}",
    ),
)
_SURFACE = Ways(
    nouns=(
        "the surface area of a box {a} {u} by {b} {u} by {c} {u}",
        "the total surface area of a cuboid with edges {a} {u}, {b} {u} and {c} {u}",
        "the surface area of a rectangular prism {a} {u} long, {b} {u} wide and {c} {u} high",
        "the total area of the six faces of a cuboid of {a} {u} by {b} {u} by {c} {u}, its surface",
    ),
    facts=(
        "a box is {a} {u} long, {b} {u} wide and {c} {u} high",
        "the edges of a cuboid are {a} {u}, {b} {u} and {c} {u}",
        "a rectangular prism has length {a} {u}, width {b} {u} and height {c} {u}",
        "a crate measures {a} {u} by {b} {u} by {c} {u}",
        "my box measures {a} {u} × {b} {u} × {c} {u}",
        "a cuboid has a length of {a} {u}, a width of {b} {u} and a height of {c} {u}",
        "a block of wood is {a} {u} long, {b} {u} wide and {c} {u} thick",
    ),
    wanted=(
        "its surface area",
        "the surface area",
        "its total surface area",
        "the surface area in square {u}",
    ),
    whole=(
        "Box: length {a} {u}, width {b} {u}, height {c} {u}. Surface area?",
        "box {a} {u} x {b} {u} x {c} {u} surface area",
        "How large is the surface of a closed box of {a} {u} by {b} {u} by {c} {u}?",
    ),
)
_BOX_HEIGHT = Ways(
    nouns=(
        "the height of a box with a base of {a} {u} by {b} {u} and a volume of {v} cubic {u}",
        "the height of a cuboid with a base of {a} {u} by {b} {u} and volume {v} cubic {u}",
    ),
    facts=(
        "a cuboid with a base of {a} {u} by {b} {u} has the volume {v} cubic {u}",
        "a tank with a base of {a} {u} by {b} {u} holds {v} cubic {u}",
        "a box with a base of {a} {u} by {b} {u} has a volume of {v} cubic {u}",
    ),
    wanted=(
        "its height",
        "the height",
    ),
    whole=(
        "Box with a base of {a} {u} by {b} {u}, volume {v} cubic {u}. Height?",
        "How high is a box with a base of {a} {u} by {b} {u} and a volume of {v} cubic {u}?",
    ),
)


def _box(rng: Random, level: int) -> Worked:
    unit = rng.choice(("cm", "m"))
    top = (9, 15, 30)[level - 1]
    a, b, c = rng.randint(3, top), rng.randint(2, top), rng.randint(2, 12)
    values = {"a": a, "b": b, "c": c, "u": unit, "v": a * b * c}
    volume = [("Multiply length by width.", times(a, b)), ("Multiply by the height.", times(a * b, c))]
    kind = rng.randrange(1 if level == 1 else 3)
    if kind == 0:
        phrasings = [
            "A box is {a} {u} long, {b} {u} wide and {c} {u} high. What is its volume?",
            "Find the volume of a cuboid with edges {a} {u}, {b} {u} and {c} {u}.",
            "A tank measures {a} {u} by {b} {u} by {c} {u}. What is its volume?",
            "What is the volume of a box that measures {a} {u} by {b} {u} by {c} {u}?",
            "A rectangular prism has length {a} {u}, width {b} {u} and height {c} {u}. Find its volume.",
            "Calculate the volume of a cuboid of {a} {u} by {b} {u} by {c} {u}.",
            "The edges of a cuboid are {a} {u}, {b} {u} and {c} {u} long. What is its volume?",
            "How many cubic {u} does a crate of {a} {u} by {b} {u} by {c} {u} hold?",
        ]
        return worked(_ask(rng, phrasings, _VOLUME, **values), volume, a * b * c, f"{a * b * c} {unit}^3")
    if kind == 1:
        sides = a * b, a * c, b * c
        steps = [
            ("Find the area of the base.", f"{a} * {b} = {sides[0]}"),
            ("Find the area of the front.", f"{a} * {c} = {sides[1]}"),
            ("Find the area of the side.", f"{b} * {c} = {sides[2]}"),
            (
                "Add the three areas.",
                f"{sides[0]} + {sides[1]} + {sides[2]} = {sides[0] + sides[1]} + {sides[2]} = {sum(sides)}",
            ),
            ("Double it, as each face occurs twice.", f"2 * {sum(sides)} = {2 * sum(sides)}"),
        ]
        phrasings = [
            "A box is {a} {u} long, {b} {u} wide and {c} {u} high. What is its surface area?",
            "Find the surface area of a cuboid with edges {a} {u}, {b} {u} and {c} {u}.",
            "How much material covers a box of {a} {u} by {b} {u} by {c} {u} exactly, in square {u}?",
        ]
        return worked(
            _ask(rng, phrasings, _SURFACE, **values), steps, 2 * sum(sides), f"{2 * sum(sides)} {unit}^2"
        )
    steps = [
        ("Multiply length by width.", f"{a} * {b} = {a * b}"),
        ("Divide the volume by this to get the height.", f"{a * b * c} / {a * b} = {c}"),
    ]
    phrasings = [
        "A box with a base of {a} {u} by {b} {u} has a volume of {v} cubic {u}. How high is it?",
        "A tank of {v} cubic {u} has a base of {a} {u} by {b} {u}. How deep is it?",
    ]
    return worked(_ask(rng, phrasings, _BOX_HEIGHT, **values), steps, c, f"{c} {unit}")


_TWO_ANGLES = Ways(
    nouns=("the other of two angles {where} if one is {a}°",),
    facts=(
        "two angles {where} are given and one of them is {a}°",
        "there are two angles {where}, one of them {a}°",
        "one of two angles {where} is {a} degrees",
    ),
    wanted=(
        "the other angle",
        "the other one",
        "the size of the other angle",
    ),
    whole=(
        "two angles {where}, one {a}°, other one?",
        "How many degrees has the other of two angles {where} if one has {a}°?",
    ),
)
_THIRD = Ways(
    nouns=(
        "the third angle of a triangle with angles {a}° and {b}°",
        "the missing angle of a triangle with angles {a}° and {b}°",
        "the remaining angle of a triangle if two of them are {a}° and {b}°",
        "angle C of triangle ABC with A = {a}° and B = {b}°",
        "the third angle in a triangle where the other two are {a} degrees and {b} degrees",
    ),
    facts=(
        "two angles of a triangle are {a}° and {b}°",
        "a triangle has angles of {a}° and {b}°",
        "in a triangle two of the angles measure {a} degrees and {b} degrees",
        "triangle PQR has P = {a}° and Q = {b}°",
        "in triangle ABC, angle A is {a}° and angle B is {b}°",
        "one angle of a triangle is {a}° and another is {b}°",
        "i have a triangle with angles {a}° and {b}°",
        "the angles of a triangle are {a}°, {b}° and x°",
    ),
    wanted=(
        "the third angle",
        "the last angle",
        "the missing angle",
        "the remaining angle",
        "the size of the third angle",
    ),
    whole=(
        "Triangle: {a}°, {b}°, ?",
        "triangle angles {a}° and {b}°, third one?",
        "The angles of a triangle are {a}°, {b}° and x. Find x.",
        "triangle with {a} and {b} degrees, what is the last angle",
        "How large is the third angle of a triangle if the others are {a}° and {b}°?",
    ),
)


def _angles(rng: Random, level: int) -> Worked:
    if level == 1 and rng.random() < 0.4:
        full, where = rng.choice(((180, "on a straight line"), (90, "that make up a right angle")))
        a = rng.randint(11, full - 11)
        steps = [("Subtract the known angle from the two together.", f"{full} - {a} = {full - a}")]
        phrasings = [
            "Two angles {where}: one is {a}°. How large is the other, in degrees?",
            "One of two angles {where} measures {a}°. Find the other one.",
        ]
        return worked(asked(rng, phrasings, _TWO_ANGLES, a=a, where=where), steps, full - a, f"{full - a}°")
    if level == 1:
        a, b = rng.randint(20, 80), rng.randint(20, 80)
        steps = [
            ("Add the two known angles.", f"{a} + {b} = {a + b}"),
            ("Subtract from the angle sum of a triangle.", f"180 - {a + b} = {180 - a - b}"),
        ]
        phrasings = [
            "Two angles of a triangle are {a}° and {b}°. What is the third?",
            "A triangle has angles of {a}° and {b}°. How many degrees has the third angle?",
            "Find the third angle of a triangle with angles {a}° and {b}°.",
            "In a triangle, two angles measure {a} degrees and {b} degrees. Find the third angle.",
            "In triangle ABC, angle A = {a}° and angle B = {b}°. What is angle C?",
            "A triangle has two angles of {a}° and {b}°. How large is the other one?",
        ]
        return worked(asked(rng, phrasings, _THIRD, a=a, b=b), steps, 180 - a - b, f"{180 - a - b}°")
    if level == 2:
        return _isosceles(rng) if rng.random() < 0.5 else _quadrilateral(rng)
    return _polygon(rng) if rng.random() < 0.4 else _angles_in_ratio(rng)


_APEX = Ways(
    nouns=(
        "the angle at the apex of an isosceles triangle with base angles of {b}°",
        "the third angle of a triangle with two angles of {b}°",
    ),
    facts=(
        "an isosceles triangle has base angles of {b}°",
        "each base angle of an isosceles triangle is {b}°",
        "two angles of a triangle are both {b}°",
    ),
    wanted=(
        "the third angle",
        "the remaining angle",
        "the angle that is left",
    ),
    whole=(
        "isosceles triangle, base angles {b}°, apex angle?",
        "Triangle: {b}°, {b}°, ?",
    ),
)
_BASE_ANGLE = Ways(
    nouns=(
        "each base angle of an isosceles triangle with an apex angle of {a}°",
        "the size of a base angle of an isosceles triangle whose angle at the top is {a}°",
    ),
    facts=(
        "the apex angle of an isosceles triangle is {a}°",
        "the angle between the equal sides of a triangle is {a}°",
        "an isosceles triangle has an angle of {a}° at the top",
    ),
    wanted=(
        "each base angle",
        "a base angle",
        "the size of each of the other two angles",
        "each of the two equal angles",
    ),
    whole=("isosceles triangle, apex angle {a}°, base angle?",),
)


def _isosceles(rng: Random) -> Worked:
    base = rng.randint(15, 85)
    if rng.random() < 0.5:
        steps = [
            ("Double the base angle, as both base angles are equal.", f"2 * {base} = {2 * base}"),
            ("Subtract from the angle sum of a triangle.", f"180 - {2 * base} = {180 - 2 * base}"),
        ]
        phrasings = [
            "The base angles of an isosceles triangle are {b}° each. How large is the angle at the apex?",
            "Two angles of a triangle are {b}° each. What is the third?",
        ]
        return worked(asked(rng, phrasings, _APEX, b=base), steps, 180 - 2 * base, f"{180 - 2 * base}°")
    apex = 180 - 2 * base
    steps = [
        ("Subtract the apex angle from the angle sum of a triangle.", f"180 - {apex} = {2 * base}"),
        ("Halve it, as both base angles are equal.", f"{2 * base} / 2 = {base}"),
    ]
    phrasings = [
        "The angle at the apex of an isosceles triangle is {a}°. How large is each base angle?",
        "An isosceles triangle has an apex angle of {a}°. Find a base angle.",
    ]
    return worked(asked(rng, phrasings, _BASE_ANGLE, a=apex), steps, base, f"{base}°")


_FOURTH = Ways(
    nouns=(
        "the fourth angle of a quadrilateral with angles {a}°, {b}° and {c}°",
        "the missing angle of a four-sided shape with angles {a}°, {b}° and {c}°",
    ),
    facts=(
        "three angles of a quadrilateral are {a}°, {b}° and {c}°",
        "a quadrilateral has angles of {a}°, {b}° and {c}°",
        "in a four-sided figure three of the angles measure {a}°, {b}° and {c}°",
        "quadrilateral ABCD has A = {a}°, B = {b}° and C = {c}°",
    ),
    wanted=(
        "the fourth angle",
        "the last angle",
        "the missing angle",
        "the remaining angle",
    ),
    whole=(
        "Quadrilateral: {a}°, {b}°, {c}°, ?",
        "quadrilateral angles {a}°, {b}°, {c}° and x°, find x",
        "The angles of a quadrilateral are {a}°, {b}°, {c}° and x. What is x?",
    ),
)


def _quadrilateral(rng: Random) -> Worked:
    a, b, c = (rng.randint(40, 115) for _ in range(3))
    steps = [
        ("Add the first two angles.", f"{a} + {b} = {a + b}"),
        ("Add the third angle.", f"{a + b} + {c} = {a + b + c}"),
        ("Subtract from the angle sum of a quadrilateral.", f"360 - {a + b + c} = {360 - a - b - c}"),
    ]
    phrasings = [
        "Three angles of a quadrilateral are {a}°, {b}° and {c}°. What is the fourth?",
        "A four-sided figure has angles {a}°, {b}° and {c}°. Find the last angle.",
    ]
    return worked(
        asked(rng, phrasings, _FOURTH, a=a, b=b, c=c), steps, 360 - a - b - c, f"{360 - a - b - c}°"
    )


_ANGLE_SUM = Ways(
    nouns=(
        "the sum of the interior angles of a polygon with {n} sides",
        "the sum of all angles in a polygon with {n} sides",
        "the angle sum of a polygon with {n} vertices",
        "the total of the interior angles of a {n}-sided polygon",
        "the sum of the inside angles of a {n}-gon",
    ),
    facts=(
        "a polygon has {n} sides",
        "a shape has {n} straight sides",
        "a polygon has {n} corners",
    ),
    wanted=(
        "the sum of its interior angles",
        "the sum of its angles",
        "its angle sum",
        "the sum of all its inside angles",
    ),
    whole=(
        "{n} sides, sum of the interior angles?",
        "What do the angles of a polygon with {n} sides add up to?",
        "How many degrees do the interior angles of a {n}-sided polygon add up to?",
    ),
)
_INTERIOR = Ways(
    nouns=(
        "each interior angle of a regular polygon with {n} sides",
        "the interior angle of a regular {n}-gon",
        "one inside angle of a regular polygon with {n} sides",
        "the size of an interior angle of a regular polygon with {n} vertices",
    ),
    facts=(
        "a regular polygon has {n} sides",
        "a polygon has {n} equal sides and {n} equal angles",
        "a regular polygon has {n} corners",
    ),
    wanted=(
        "each interior angle",
        "one of its interior angles",
        "the size of each interior angle",
    ),
    whole=(
        "regular polygon, {n} sides, interior angle?",
        "How many degrees has each interior angle of a regular {n}-gon?",
        "All {n} angles of a {n}-sided polygon are equal. How large is each?",
    ),
)


def _polygon(rng: Random) -> Worked:
    n = rng.choice((5, 6, 8, 9, 10, 12, 15, 18, 20, 24, 30, 36, 40, 45, 60, 72))
    if rng.random() < 0.5:
        n = rng.randint(5, 60)
        steps = [
            ("Count the triangles into which it can be cut.", f"{n} - 2 = {n - 2}"),
            ("Multiply by the angle sum of a triangle.", times(180, n - 2)),
        ]
        phrasings = [
            "What is the sum of the interior angles of a polygon with {n} sides?",
            "Find the angle sum of a polygon with {n} corners.",
        ]
        return worked(asked(rng, phrasings, _ANGLE_SUM, n=n), steps, 180 * (n - 2), f"{180 * (n - 2)}°")
    steps = [
        ("Divide a full turn by the number of sides to get an exterior angle.", f"360 / {n} = {360 // n}"),
        ("Subtract from a straight angle.", f"180 - {360 // n} = {180 - 360 // n}"),
    ]
    phrasings = [
        "How large is each interior angle of a regular polygon with {n} sides?",
        "Find an interior angle of a regular polygon with {n} corners.",
    ]
    return worked(asked(rng, phrasings, _INTERIOR, n=n), steps, 180 - 360 // n, f"{180 - 360 // n}°")


_LARGEST = Ways(
    nouns=(
        "the largest angle of a triangle whose angles are in the ratio {p} : {q} : {r}",
        "the biggest angle in a triangle with angles in the ratio {p}:{q}:{r}",
    ),
    facts=(
        "the angles of a triangle are in the ratio {p} : {q} : {r}",
        "the three angles of a triangle have the ratio {p}:{q}:{r}",
        "a triangle has angles in the ratio {p} : {q} : {r}",
    ),
    wanted=(
        "the largest angle",
        "the largest one",
        "the biggest angle",
        "the greatest of them",
    ),
    whole=("triangle, angles {p} : {q} : {r}, largest angle?",),
)


def _angles_in_ratio(rng: Random) -> Worked:
    while True:
        p, q, r = (rng.randint(1, 12) for _ in range(3))
        parts = p + q + r
        if 180 % parts == 0 and parts > 4:
            break
    unit, most = 180 // parts, max(p, q, r)
    steps = [
        ("Add the parts of the ratio.", f"{p} + {q} + {r} = {parts}"),
        ("Divide the angle sum of a triangle by the parts.", f"180 / {parts} = {unit}"),
        ("Multiply by the largest part.", f"{most} * {unit} = {most * unit}"),
    ]
    phrasings = [
        "The angles of a triangle are in the ratio {p} : {q} : {r}. How large is the largest angle?",
        "The angles of a triangle are to each other as {p}:{q}:{r}. Find the largest one.",
    ]
    return worked(asked(rng, phrasings, _LARGEST, p=p, q=q, r=r), steps, most * unit, f"{most * unit}°")


_TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29))
_HYPOTENUSE = Ways(
    nouns=(
        "the hypotenuse of a right triangle with legs {a} {u} and {b} {u}, its longest side",
        "the longest side of a right triangle with short sides {a} {u} and {b} {u}",
        "the length of the longest side of a right-angled triangle whose legs are {a} {u} and {b} {u}",
        "the longest side of a triangle with a right angle between sides of {a} {u} and {b} {u}",
        "the longest straight line inside a rectangle of {a} {u} by {b} {u}",
    ),
    facts=(
        "the legs of a right triangle are {a} {u} and {b} {u}",
        "a right-angled triangle has short sides of {a} {u} and {b} {u}",
        "the two sides at the right angle of a triangle measure {a} {u} and {b} {u}",
        "my right triangle has legs of {a} {u} and {b} {u}",
        "triangle ABC has a right angle at C, AC = {a} {u} and BC = {b} {u}",
        "the catheti of a right triangle are {a} {u} and {b} {u}",
    ),
    wanted=(
        "the longest side",
        "the length of the longest side",
        "the longest side, the hypotenuse",
    ),
    whole=(
        "Right triangle, legs {a} {u} and {b} {u}. What is the hypotenuse?",
        "legs {a} {u} and {b} {u}, how long is the hypotenuse?",
        "right triangle a = {a} {u}, b = {b} {u}, longest side c = ?",
        "use pythagoras: legs {a} {u} and {b} {u}, what is the hypotenuse?",
        "How long is the hypotenuse of a right triangle with legs {a} {u} and {b} {u}, its longest side?",
        "A rectangle is {a} {u} long and {b} {u} wide. How long is its diagonal?",
        "A rectangular field is {a} {u} by {b} {u}. How long is its diagonal?",
    ),
)
_LEG = Ways(
    nouns=(
        "the other leg of a right triangle with hypotenuse {c} {u} and one leg {a} {u}",
        "the missing leg of a right triangle whose hypotenuse is {c} {u} and whose other leg is {a} {u}",
        "the third side of a right triangle with hypotenuse {c} {u} and one leg of {a} {u}",
        "the other side of a rectangle with a diagonal of {c} {u} and one side of {a} {u}",
    ),
    facts=(
        "the hypotenuse of a right triangle is {c} {u} and one leg is {a} {u}",
        "a right triangle has a hypotenuse of {c} {u} and a leg of {a} {u}",
        "in a right-angled triangle the side opposite the right angle is {c} {u} and another side is {a} {u}",
        "the hypotenuse and one leg of a right triangle measure {c} {u} and {a} {u}",
    ),
    wanted=(
        "the other leg",
        "the third side",
        "the length of the other leg",
        "the missing side",
    ),
    whole=(
        "Right triangle: hypotenuse {c} {u}, one leg {a} {u}. Other leg?",
        "right triangle c = {c} {u}, a = {a} {u}, b = ?",
        "hypotenuse {c} {u}, leg {a} {u}, how long is the other leg",
    ),
)


def _pythagoras(rng: Random, level: int) -> Worked:
    p, q, r = rng.choice(_TRIPLES[: (3, 4, 5)[level - 1]])
    k = rng.randint(1, max(1, (60, 60, 90)[level - 1] // r))
    a, b, c = p * k, q * k, r * k
    if rng.random() < 0.5:
        a, b = b, a
    unit = rng.choice(("cm", "m", "mm"))
    values = {"a": a, "b": b, "c": c, "u": unit}
    first = ("Square the first side.", _square(a))
    if level == 1 or rng.random() < 0.5:
        steps = [
            first,
            ("Square the second side.", _square(b)),
            ("Add the squares.", f"{a * a} + {b * b} = {c * c}"),
            ("Find the number whose square this is.", f"{c} * {c} = {c * c}"),
        ]
        phrasings = [
            "The legs of a right triangle are {a} {u} and {b} {u}. How long is the hypotenuse?",
            "A right triangle has short sides {a} {u} and {b} {u}. Find the longest side.",
            "Find the hypotenuse of a right triangle with legs {a} {u} and {b} {u}: how long is the hypotenuse?",
            "The two sides at the right angle of a triangle are {a} {u} and {b} {u}. Find the longest side.",
            "A rectangle measures {a} {u} by {b} {u}. How long is its diagonal?",
            "A ship sails {a} km east and then {b} km north. How many kilometres is it from its "
            "starting point?",
        ]
        question = _ask(rng, phrasings, _HYPOTENUSE, **values)
        return worked(question, steps, c, f"{c} {'km' if 'ship' in question else unit}")
    steps = [
        ("Square the hypotenuse.", _square(c)),
        ("Square the side that is known.", _square(a)),
        ("Subtract the squares.", f"{c * c} - {a * a} = {b * b}"),
        ("Find the number whose square this is.", f"{b} * {b} = {b * b}"),
    ]
    phrasings = [
        "The hypotenuse of a right triangle is {c} {u} and one leg is {a} {u}. How long is the other leg?",
        "A pole of {c} {u} leans against a wall. Its foot is {a} {u} from the wall. How high up "
        "the wall does it reach?",
        "A rectangle has a diagonal of {c} {u} and one side of {a} {u}. Find the other side.",
    ]
    return worked(_ask(rng, phrasings, _LEG, **values), steps, b, f"{b} {unit}")


def _square(a: int) -> str:
    return f"{a}^2 = {times(a, a)}" if a > 12 else f"{a}^2 = {a * a}"


_UNITS = ("cm", "m", "mm", "km", "inches", "feet", "units")


def _sized(value: object, unit: str, power: int = 1) -> str:
    """A length, area or volume with its unit."""
    if unit in ("inches", "feet", "units"):
        return f"{value} {('', '', 'square ', 'cubic ')[power]}{unit}"
    return f"{value} {unit}" + (f"^{power}" if power > 1 else "")


_SQUARE_AROUND = Ways(
    nouns=(
        "the perimeter of a square with side {a} {u}",
        "the perimeter of a square whose sides are {a} {u}",
        "the distance around a square with sides of {a} {u}",
        "the perimeter of a square with a side length of {a} {u}",
    ),
    facts=(
        "a square has sides of {a} {u}",
        "the side of a square is {a} {u}",
        "each side of a square is {a} {u} long",
        "my square has a side of {a} {u}",
        "a square tile has sides of {a} {u}",
        "all four sides of a square measure {a} {u}",
    ),
    wanted=(
        "its perimeter",
        "the perimeter",
        "the perimeter of the square",
    ),
    whole=(
        "square side {a} {u} perimeter",
        "Square: side {a} {u}. Perimeter?",
        "how far is it around a square with sides of {a} {u}",
        "square, s = {a} {u}, perimeter?",
    ),
)
_SQUARE_AREA = Ways(
    nouns=(
        "the area of a square with side {a} {u}",
        "the area of a square whose sides are {a} {u}",
        "the area of a square with a side length of {a} {u}",
        "the area in square {u} of a square with side {a} {u}",
    ),
    facts=(
        "a square has sides of {a} {u}",
        "the side of a square is {a} {u}",
        "each side of a square is {a} {u} long",
        "my square has a side of {a} {u}",
        "a square tile has sides of {a} {u}",
        "all four sides of a square measure {a} {u}",
    ),
    wanted=(
        "its area",
        "the area",
        "the area of the square",
    ),
    whole=(
        "square side {a} {u} area",
        "Square: side {a} {u}. Area?",
        "how big is the area of a square with sides of {a} {u}",
        "square, s = {a} {u}, area?",
        "{a} {u} x {a} {u} square, area?",
    ),
)
_SIDE_FROM_PERIMETER = Ways(
    nouns=(
        "the side of a square with a perimeter of {p} {u}",
        "the side of a square that is {p} {u} around",
        "the side length of a square with perimeter {p} {u}",
    ),
    facts=(
        "a square has a perimeter of {p} {u}",
        "the perimeter of a square is {p} {u}",
        "it is {p} {u} all the way around a square",
    ),
    wanted=(
        "its side",
        "its side length",
        "the length of one side",
    ),
    whole=(
        "Square: perimeter {p} {u}. Side?",
        "square perimeter {p} {u} side length?",
        "How long are the sides of a square with perimeter {p} {u}?",
    ),
)
_AREA_FROM_PERIMETER = Ways(
    nouns=(
        "the area of a square with a perimeter of {p} {u}",
        "the area of a square that is {p} {u} around",
    ),
    facts=(
        "a square has a perimeter of {p} {u}",
        "the perimeter of a square is {p} {u}",
        "it is {p} {u} all the way around a square",
    ),
    wanted=(
        "its area",
        "the area",
    ),
    whole=(
        "Square: perimeter {p} {u}. Area?",
        "square perimeter {p} {u} area?",
        "How big is the area of a square with perimeter {p} {u}?",
    ),
)
_SIDE_FROM_AREA = Ways(
    nouns=(
        "the side of a square with an area of {s} square {u}",
        "the side of a square that covers {s} square {u}",
        "the side length of a square of {s} square {u}",
    ),
    facts=(
        "a square has an area of {s} square {u}",
        "the area of a square is {s} square {u}",
        "a square covers {s} square {u}",
    ),
    wanted=(
        "its side",
        "its side length",
        "the length of one side",
    ),
    whole=(
        "Square: area {s} square {u}. Side?",
        "square area {s} square {u} side length?",
        "How long are the sides of a square with area {s} square {u}?",
    ),
)
_PERIMETER_FROM_AREA = Ways(
    nouns=(
        "the perimeter of a square with an area of {s} square {u}",
        "the perimeter of a square that covers {s} square {u}",
    ),
    facts=(
        "a square has an area of {s} square {u}",
        "the area of a square is {s} square {u}",
        "a square covers {s} square {u}",
    ),
    wanted=(
        "its perimeter",
        "the perimeter",
    ),
    whole=(
        "Square: area {s} square {u}. Perimeter?",
        "square area {s} square {u} perimeter?",
        "How far is it around a square with area {s} square {u}?",
    ),
)
_CUBE_VOLUME = Ways(
    nouns=(
        "the volume of a cube with edge {a} {u}",
        "the volume of a cube whose edges are {a} {u}",
        "the volume of a cube with a side length of {a} {u}",
        "the number of cubic {u} in a cube with edge {a} {u}",
    ),
    facts=(
        "a cube has edges of {a} {u}",
        "the edge of a cube is {a} {u} long",
        "each edge of a cube measures {a} {u}",
        "a cube is {a} {u} on each edge",
        "a dice-shaped box, a cube, has edges of {a} {u}",
    ),
    wanted=(
        "its volume",
        "the volume",
        "the volume of the cube",
    ),
    whole=(
        "cube edge {a} {u} volume",
        "Cube: edge {a} {u}. Volume?",
        "how many cubic {u} does a cube with edges of {a} {u} hold",
        "{a} {u} x {a} {u} x {a} {u} cube, volume?",
    ),
)
_CUBE_SURFACE = Ways(
    nouns=(
        "the surface area of a cube with edge {a} {u}",
        "the total surface area of a cube whose edges are {a} {u}",
        "the area of all six faces together, the surface, of a cube with edge {a} {u}",
    ),
    facts=(
        "a cube has edges of {a} {u}",
        "the edge of a cube is {a} {u} long",
        "each edge of a cube measures {a} {u}",
        "a cube is {a} {u} on each edge",
        "a dice-shaped box, a cube, has edges of {a} {u}",
    ),
    wanted=(
        "its surface area",
        "the surface area",
        "its total surface area",
    ),
    whole=(
        "cube edge {a} {u} surface area",
        "Cube: edge {a} {u}. Surface area?",
        "how much paper covers a cube with edges of {a} {u} exactly? Give the surface area.",
    ),
)


def _square_and_cube(rng: Random, level: int) -> Worked:
    a, unit = size(rng, 2, (12, 40, 90)[level - 1]), rng.choice(_UNITS)
    kind = rng.randrange((3, 6, 8)[level - 1])
    v = {"a": a, "u": unit, "p": 4 * a, "s": a * a, "c": a**3, "t": 6 * a * a}
    if kind == 0:
        phrasings: tuple[str, ...] = (
            "A square has sides of {a} {u}. What is its perimeter?",
            "Find the perimeter of a square with side {a} {u}.",
            "What is the perimeter of a square whose side is {a} {u} long?",
            "The side of a square is {a} {u}. Calculate its perimeter.",
        )
        return worked(
            _ask(rng, phrasings, _SQUARE_AROUND, **v),
            [("Multiply the side by four.", product(4, a))],
            4 * a,
            _sized(4 * a, unit),
        )
    if kind == 1:
        phrasings = (
            "A square has sides of {a} {u}. What is its area?",
            "Find the area of a square with side {a} {u}.",
            "What is the area of a square whose side is {a} {u} long?",
            "The side of a square is {a} {u}. Calculate its area.",
        )
        return worked(
            _ask(rng, phrasings, _SQUARE_AREA, **v),
            [("Multiply the side by itself.", product(a, a))],
            a * a,
            _sized(a * a, unit, 2),
        )
    side = ("Divide the perimeter by four to get the side.", quotient(4 * a, 4))
    if kind == 2:
        phrasings = (
            "The perimeter of a square is {p} {u}. How long is one side?",
            "A square has perimeter {p} {u}. Find its side.",
            "What is the side of a square with a perimeter of {p} {u}?",
        )
        return worked(_ask(rng, phrasings, _SIDE_FROM_PERIMETER, **v), [side], a, _sized(a, unit))
    if kind == 3:
        phrasings = (
            "The perimeter of a square is {p} {u}. What is its area?",
            "A square has perimeter {p} {u}. Find its area.",
            "What is the area of a square with a perimeter of {p} {u}?",
        )
        return worked(
            _ask(rng, phrasings, _AREA_FROM_PERIMETER, **v),
            [side, ("Multiply the side by itself.", product(a, a))],
            a * a,
            _sized(a * a, unit, 2),
        )
    root = ("Find the number whose square the area is.", product(a, a))
    if kind == 4:
        phrasings = (
            "The area of a square is {s} square {u}. How long is one side?",
            "A square has an area of {s} square {u}. Find its side.",
            "What is the side of a square with area {s} square {u}?",
        )
        return worked(_ask(rng, phrasings, _SIDE_FROM_AREA, **v), [root], a, _sized(a, unit))
    if kind == 5:
        phrasings = (
            "The area of a square is {s} square {u}. What is its perimeter?",
            "A square has an area of {s} square {u}. Find its perimeter.",
        )
        return worked(
            _ask(rng, phrasings, _PERIMETER_FROM_AREA, **v),
            [root, ("Multiply the side by four.", product(4, a))],
            4 * a,
            _sized(4 * a, unit),
        )
    if a > 20:
        a = a % 20 + 1
        v.update(a=a, c=a**3, t=6 * a * a)
    face = ("Find the area of one face.", product(a, a))
    if kind == 6:
        phrasings = (
            "A cube has edges of {a} {u}. What is its volume?",
            "Find the volume of a cube with edge {a} {u}.",
            "What is the volume of a cube whose side is {a} {u}?",
            "Calculate the volume of a cube of side {a} {u}.",
        )
        steps = [face, ("Multiply by the edge.", product(a * a, a))]
        return worked(_ask(rng, phrasings, _CUBE_VOLUME, **v), steps, a**3, _sized(a**3, unit, 3))
    phrasings = (
        "A cube has edges of {a} {u}. What is its surface area?",
        "Find the surface area of a cube with edge {a} {u}.",
        "What is the total surface area of a cube whose side is {a} {u}?",
    )
    steps = [face, ("Multiply by the six faces.", product(6, a * a))]
    return worked(_ask(rng, phrasings, _CUBE_SURFACE, **v), steps, 6 * a * a, _sized(6 * a * a, unit, 2))


_SLANTED_HEIGHT = Ways(
    nouns=("the height of a parallelogram with area {s} square {u} and base {a} {u}",),
    facts=(
        "the area of a parallelogram is {s} square {u} and its base is {a} {u}",
        "a parallelogram with a base of {a} {u} covers {s} square {u}",
    ),
    wanted=(
        "its height",
        "the height",
    ),
    whole=("Parallelogram: area {s} square {u}, base {a} {u}. Height?",),
)
_SLANTED = Ways(
    nouns=(
        "the area of a parallelogram with base {a} {u} and height {b} {u}",
        "the area of a parallelogram whose base is {a} {u} and whose height is {b} {u}",
    ),
    facts=(
        "a parallelogram has base {a} {u} and height {b} {u}",
        "the base of a parallelogram is {a} {u} and its height is {b} {u}",
        "a parallelogram is {b} {u} high on a base of {a} {u}",
    ),
    wanted=(
        "its area",
        "the area",
    ),
    whole=(
        "Parallelogram: base {a} {u}, height {b} {u}. Area?",
        "parallelogram base {a} {u} height {b} {u} area",
    ),
)
_DIAGONALS = Ways(
    nouns=(
        "the area of a {n} with diagonals {a} {u} and {b} {u}",
        "the area of a {n} whose diagonals measure {a} {u} and {b} {u}",
    ),
    facts=(
        "the diagonals of a {n} are {a} {u} and {b} {u}",
        "a {n} has diagonals of {a} {u} and {b} {u}",
        "the lines joining opposite corners of a {n} are {a} {u} and {b} {u} long",
    ),
    wanted=(
        "its area",
        "the area",
    ),
    whole=(
        "{n}, diagonals {a} {u} and {b} {u}, area?",
        "{n} with diagonals {a} {u} and {b} {u}. How big is its area?",
    ),
)
_THIRD_SIDE = Ways(
    nouns=("the third side of a triangle with perimeter {p} {u} and two sides of {a} {u} and {b} {u}",),
    facts=(
        "a triangle with sides of {a} {u} and {b} {u} has a perimeter of {p} {u}",
        "the perimeter of a triangle is {p} {u} and two of its sides are {a} {u} and {b} {u}",
    ),
    wanted=(
        "the third side",
        "the missing side",
        "the length of the third side",
    ),
    whole=("Triangle: perimeter {p} {u}, sides {a} {u} and {b} {u}. Third side?",),
)
_TRIANGLE_AROUND = Ways(
    nouns=(
        "the perimeter of a triangle with sides {a} {u}, {b} {u} and {c} {u}",
        "the distance around a triangle with sides of {a} {u}, {b} {u} and {c} {u}",
        "the perimeter of a triangle whose sides are {a} {u}, {b} {u} and {c} {u}",
    ),
    facts=(
        "a triangle has sides of {a} {u}, {b} {u} and {c} {u}",
        "the sides of a triangle are {a} {u}, {b} {u} and {c} {u}",
        "triangle ABC has AB = {a} {u}, BC = {b} {u} and CA = {c} {u}",
    ),
    wanted=(
        "its perimeter",
        "the perimeter",
        "the distance around it",
    ),
    whole=(
        "triangle {a} {u}, {b} {u}, {c} {u}, perimeter?",
        "Triangle: sides {a} {u}, {b} {u}, {c} {u}. Perimeter?",
    ),
)
_REGULAR_AROUND = Ways(
    nouns=(
        "the perimeter of {an} {n} with side {a} {u}",
        "the perimeter of {an} {n} whose sides are {a} {u}",
        "the distance around {an} {n} with sides of {a} {u}",
    ),
    facts=(
        "each side of {an} {n} is {a} {u}",
        "the side of {an} {n} measures {a} {u}",
        "all sides of {an} {n} are {a} {u} long",
    ),
    wanted=(
        "its perimeter",
        "the perimeter",
        "the distance around it",
    ),
    whole=(
        "{n} side {a} {u} perimeter",
        "{n} with sides of {a} {u}, perimeter?",
        "How far is it around {an} {n} with sides of {a} {u}?",
    ),
)
_REGULAR_SIDE = Ways(
    nouns=(
        "the side of {an} {n} with a perimeter of {p} {u}",
        "the length of each side of {an} {n} whose perimeter is {p} {u}",
    ),
    facts=(
        "the perimeter of {an} {n} is {p} {u}",
        "it is {p} {u} all the way around {an} {n}",
    ),
    wanted=(
        "the length of one side",
        "the side",
        "the length of each side",
    ),
    whole=(
        "{n} perimeter {p} {u} side?",
        "How long is each side of {an} {n} with perimeter {p} {u}?",
    ),
)


def _parallelogram(rng: Random, level: int) -> Worked:
    """Parallelograms, rhombuses and kites; the perimeter of triangles and regular polygons."""
    a, b, unit = size(rng, 2, 12 * level * level), size(rng, 2, 12 * level), rng.choice(_UNITS)
    kind = rng.randrange(5)
    if kind == 0:
        steps = [("Multiply base by height.", product(a, b))]
        if level > 1 and rng.random() < 0.4:
            steps = [("Divide the area by the base.", quotient(a * b, a))]
            phrasings: tuple[str, ...] = (
                "A parallelogram has an area of {s} square {u} and a base of {a} {u}. What is its height?",
                "The area of a parallelogram is {s} square {u} and its base is {a} {u}. Find the height.",
            )
            return worked(
                _ask(rng, phrasings, _SLANTED_HEIGHT, a=a, s=a * b, u=unit), steps, b, _sized(b, unit)
            )
        phrasings = (
            "A parallelogram has base {a} {u} and height {b} {u}. What is its area?",
            "Find the area of a parallelogram with base {a} {u} and height {b} {u}.",
            "The base of a parallelogram is {a} {u} and its height is {b} {u}. Calculate its area.",
        )
        return worked(_ask(rng, phrasings, _SLANTED, a=a, b=b, u=unit), steps, a * b, _sized(a * b, unit, 2))
    if kind == 1:
        name = rng.choice(("rhombus", "kite"))
        area = decimal(a * b * 5, 10)
        steps = [("Multiply the diagonals.", product(a, b)), ("Halve the product.", f"{a * b} / 2 = {area}")]
        phrasings = (
            "A {n} has diagonals of {a} {u} and {b} {u}. What is its area?",
            "Find the area of a {n} with diagonals {a} {u} and {b} {u}.",
            "The diagonals of a {n} are {a} {u} and {b} {u} long. Calculate its area.",
        )
        return worked(
            _ask(rng, phrasings, _DIAGONALS, n=name, a=a, b=b, u=unit),
            steps,
            Fraction(a * b, 2),
            _sized(area, unit, 2),
        )
    if kind == 2:
        c = rng.randint(abs(a - b) + 1, a + b - 1)
        steps = [("Add the sides.", f"{a} + {b} + {c} = {a + b} + {c} = {a + b + c}")]
        if level > 1 and rng.random() < 0.5:
            steps = [
                ("Add the two known sides.", f"{a} + {b} = {a + b}"),
                ("Subtract them from the perimeter.", f"{a + b + c} - {a + b} = {c}"),
            ]
            phrasings = (
                "The perimeter of a triangle is {p} {u}. Two sides are {a} {u} and {b} {u}. How long is the third?",
                "A triangle with perimeter {p} {u} has sides of {a} {u} and {b} {u}. Find the third side.",
            )
            return worked(
                _ask(rng, phrasings, _THIRD_SIDE, a=a, b=b, p=a + b + c, u=unit), steps, c, _sized(c, unit)
            )
        phrasings = (
            "A triangle has sides of {a} {u}, {b} {u} and {c} {u}. What is its perimeter?",
            "Find the perimeter of a triangle with sides {a} {u}, {b} {u} and {c} {u}.",
            "The sides of a triangle are {a} {u}, {b} {u} and {c} {u} long. Calculate the perimeter.",
        )
        return worked(
            _ask(rng, phrasings, _TRIANGLE_AROUND, a=a, b=b, c=c, u=unit),
            steps,
            a + b + c,
            _sized(a + b + c, unit),
        )
    name, n = rng.choice(
        (
            ("equilateral triangle", 3),
            ("regular pentagon", 5),
            ("regular hexagon", 6),
            ("regular octagon", 8),
            ("rhombus", 4),
            ("regular decagon", 10),
        )
    )
    an = "an" if name[0] == "e" else "a"
    if kind == 3:
        phrasings = (
            "{An} {n} has sides of {a} {u}. What is its perimeter?",
            "Find the perimeter of {an} {n} with side {a} {u}.",
            "Each side of {an} {n} is {a} {u} long. What is the perimeter?",
        )
        steps = [("Multiply the side by the number of sides.", product(n, a))]
        return worked(
            _ask(rng, phrasings, _REGULAR_AROUND, n=name, an=an, An=an.capitalize(), a=a, u=unit),
            steps,
            n * a,
            _sized(n * a, unit),
        )
    phrasings = (
        "The perimeter of {an} {n} is {p} {u}. How long is one side?",
        "{An} {n} has a perimeter of {p} {u}. Find the length of a side.",
    )
    steps = [("Divide the perimeter by the number of sides.", quotient(n * a, n))]
    return worked(
        _ask(rng, phrasings, _REGULAR_SIDE, n=name, an=an, An=an.capitalize(), p=n * a, u=unit),
        steps,
        a,
        _sized(a, unit),
    )


_FLAT = ("cm", "m", "inches", "feet", "units")
_ROUND = ("sign", "table", "mirror", "tray", "rug", "mat", "window", "cloth")


def _in_pi(n: Fraction | int) -> str:
    n = Fraction(n)
    top = "pi" if n == 1 else f"{n.numerator}*pi"
    return (
        top
        if n.denominator == 1
        else f"{decimal(int(n * 100), 100)}*pi"
        if 100 % n.denominator == 0
        else f"{top}/{n.denominator}"
    )


def _measured(rng: Random, n: Fraction | int, question: str, steps: Steps, unit: str, power: int) -> Worked:
    """A multiple of pi: left so, or multiplied with 3.14 where the question says so."""
    n = Fraction(n)
    if n.denominator == 1 and n < 2000 and rng.random() < 0.45:
        whole = int(n)
        hundredths = 314 * whole
        work = f"{whole} * 3.14 = {whole} * 3 + {whole} * 0.14 = {3 * whole} + {decimal(14 * whole, 100)} = {decimal(hundredths, 100)}"
        question = question if question[-1] in ".?" else f"{question}."
        said = rng.choice((" Use 3.14 for pi.", " Take pi as 3.14.", " (Use pi = 3.14.)", " Use π = 3.14."))
        steps = [*steps, ("Put in the value that is given for pi.", work)]
        return worked(
            question + said, steps, Fraction(hundredths, 100), _sized(decimal(hundredths, 100), unit, power)
        )
    said = rng.choice(
        (
            "",
            " Leave your answer in terms of pi.",
            " Give the answer in terms of π.",
            " Give an exact answer.",
            " Write your answer as a multiple of pi.",
        )
    )
    if said and question[-1] not in ".?":
        question += "."
    return worked(question + said, steps, n, _sized(_in_pi(n), unit, power))


_DISC = Ways(
    nouns=(
        "the area of a circle with radius {r} {u}",
        "the area of a circle of radius {r} {u}",
        "the area of a circle with a radius of {r} {u}",
        "the area of a round {t} with a radius of {r} {u}",
        "the area inside a circle of radius {r} {u}",
    ),
    facts=(
        "a circle has a radius of {r} {u}",
        "the radius of a circle is {r} {u}",
        "my circle has radius {r} {u}",
        "a round {t} has a radius of {r} {u}",
        "the distance from the centre of a circle to its edge, its radius, is {r} {u}",
    ),
    wanted=(
        "its area",
        "the area",
        "its area in square {u}",
    ),
    whole=(
        "circle radius {r} {u} area",
        "Circle: radius {r} {u}. Area?",
        "how big is the area of a circle with radius {r} {u}?",
        "circle with radius {r} {u}, area?",
        "Radius {r} {u}: what is the area of the circle?",
    ),
)
_ROUND_EDGE = Ways(
    nouns=(
        "the circumference of a circle with radius {r} {u}",
        "the circumference of a circle of radius {r} {u}",
        "the perimeter (circumference) of a circle with a radius of {r} {u}",
        "the circumference of a round {t} with radius {r} {u}",
    ),
    facts=(
        "a circle has a radius of {r} {u}",
        "the radius of a circle is {r} {u}",
        "my circle has radius {r} {u}",
        "a round {t} has a radius of {r} {u}",
    ),
    wanted=(
        "its circumference",
        "the circumference",
        "the length of its circumference",
    ),
    whole=(
        "circle radius {r} {u} circumference",
        "Circle: radius {r} {u}. Circumference?",
        "how far is it around a circle with radius {r} {u}, its circumference?",
        "circle with radius {r} {u}, circumference?",
    ),
)
_DISC_ACROSS = Ways(
    nouns=(
        "the area of a circle with diameter {d} {u}",
        "the area of a circle of diameter {d} {u}",
        "the area of a circle with a diameter of {d} {u}",
        "the area of a round {t} {d} {u} across",
    ),
    facts=(
        "a circle has a diameter of {d} {u}",
        "the diameter of a circle is {d} {u}",
        "a round {t} has a diameter of {d} {u}",
        "a round {t} is {d} {u} wide from edge to edge",
    ),
    wanted=(
        "its area",
        "the area",
        "its area in square {u}",
    ),
    whole=(
        "circle diameter {d} {u} area",
        "Circle: diameter {d} {u}. Area?",
        "circle with diameter {d} {u}, area?",
        "how big is the area of a circle that is {d} {u} across",
    ),
)
_EDGE_ACROSS = Ways(
    nouns=(
        "the circumference of a circle with diameter {d} {u}",
        "the circumference of a circle of diameter {d} {u}",
        "the circumference of a round {t} {d} {u} across",
    ),
    facts=(
        "a circle has a diameter of {d} {u}",
        "the diameter of a circle is {d} {u}",
        "a round {t} has a diameter of {d} {u}",
    ),
    wanted=(
        "its circumference",
        "the circumference",
    ),
    whole=(
        "circle diameter {d} {u} circumference",
        "Circle: diameter {d} {u}. Circumference?",
        "how far is it around a circle that is {d} {u} across",
    ),
)
_RADIUS_FROM_EDGE = Ways(
    nouns=(
        "the radius of a circle whose circumference is {d}*pi {u}",
        "the radius of a circle with circumference {d}π {u}",
    ),
    facts=(
        "a circle has a circumference of {d}*pi {u}",
        "the circumference of a circle is {d}π {u}",
        "it is {d}π {u} around a circle",
    ),
    wanted=(
        "its radius",
        "the radius",
    ),
    whole=("Circle: circumference {d}π {u}. What is its radius?",),
)
_RADIUS_FROM_AREA = Ways(
    nouns=(
        "the radius of a circle whose area is {s}*pi square {u}",
        "the radius of a circle with an area of {s}π square {u}",
    ),
    facts=(
        "a circle has an area of {s}*pi square {u}",
        "the area of a circle is {s}π square {u}",
        "a circle covers {s}π square {u}",
    ),
    wanted=(
        "its radius",
        "the radius",
    ),
    whole=("Circle: area {s}π square {u}. What is its radius?",),
)
_PART_OF_DISC = Ways(
    nouns=(
        "the area of a {n} with radius {r} {u}",
        "the area of a {n} whose radius is {r} {u}",
    ),
    facts=(
        "a {n} has a radius of {r} {u}",
        "the radius of a {n} is {r} {u}",
        "a window has the shape of a {n} with radius {r} {u}",
    ),
    wanted=(
        "its area",
        "the area",
    ),
    whole=(
        "{n} radius {r} {u} area",
        "how big is the area of a {n} with radius {r} {u}",
    ),
)
_RING = Ways(
    nouns=(
        "the area of a ring {w} {u} wide around a circle of radius {r} {u}",
        "the area of a path {w} {u} wide around a round pond of radius {r} {u}",
    ),
    facts=(
        "a ring {w} {u} wide lies around a circle of radius {r} {u}",
        "a round flower bed of radius {r} {u} has a path {w} {u} wide all around it, a ring",
    ),
    wanted=("the area of the ring",),
    whole=("Ring: inner radius {r} {u}, width {w} {u}. Area of the ring?",),
)


def _circle(rng: Random, level: int) -> Worked:
    r, unit, thing = size(rng, 1, (12, 20, 40)[level - 1]), rng.choice(_FLAT), rng.choice(_ROUND)
    v = {"r": r, "d": 2 * r, "u": unit, "t": thing, "s": r * r}
    kind = rng.randrange((4, 4, 8)[level - 1])
    square: Steps = [("Square the radius; this is the number of times pi.", product(r, r))]
    double: Steps = [("Double the radius; this is the number of times pi.", f"2 * {r} = {2 * r}")]
    halve: Steps = [("Halve the diameter to get the radius.", f"{2 * r} / 2 = {r}")]
    if kind == 0:
        question = _ask(
            rng,
            (
                "What is the area of a circle with radius {r} {u}?",
                "Find the area of a circle of radius {r} {u}.",
                "A circle has a radius of {r} {u}. What is its area?",
                "A round {t} has a radius of {r} {u}. Find its area.",
                "The radius of a circle is {r} {u}. Calculate its area.",
            ),
            _DISC,
            **v,
        )
        return _measured(rng, r * r, question, square, unit, 2)
    if kind == 1:
        question = _ask(
            rng,
            (
                "What is the circumference of a circle with radius {r} {u}?",
                "Find the circumference of a circle of radius {r} {u}.",
                "A circle has a radius of {r} {u}. What is its circumference?",
                "A round {t} has a radius of {r} {u}. How long is its edge?",
            ),
            _ROUND_EDGE,
            **v,
        )
        return _measured(rng, 2 * r, question, double, unit, 1)
    if kind == 2:
        question = _ask(
            rng,
            (
                "What is the area of a circle with diameter {d} {u}?",
                "A circle has a diameter of {d} {u}. Find its area.",
                "A round {t} is {d} {u} across. What is its area?",
            ),
            _DISC_ACROSS,
            **v,
        )
        return _measured(rng, r * r, question, [*halve, *square], unit, 2)
    if kind == 3:
        question = _ask(
            rng,
            (
                "What is the circumference of a circle with diameter {d} {u}?",
                "A circle has a diameter of {d} {u}. Find its circumference.",
                "A round {t} is {d} {u} across. How long is its edge?",
            ),
            _EDGE_ACROSS,
            **v,
        )
        return _measured(
            rng,
            2 * r,
            question,
            [("The circumference is pi times the diameter.", f"{2 * r} * 1 = {2 * r}")],
            unit,
            1,
        )
    if kind == 4:
        question = _ask(
            rng,
            (
                "A circle has a circumference of {d}*pi {u}. What is its radius?",
                "The circumference of a circle is {d}π {u}. Find its radius.",
            ),
            _RADIUS_FROM_EDGE,
            **v,
        )
        return worked(question, [("Divide by twice pi.", f"{2 * r} / 2 = {r}")], r, _sized(r, unit))
    if kind == 5:
        question = _ask(
            rng,
            (
                "A circle has an area of {s}*pi square {u}. What is its radius?",
                "The area of a circle is {s}π square {u}. Find its radius.",
            ),
            _RADIUS_FROM_AREA,
            **v,
        )
        return worked(
            question,
            [("Divide by pi and find the number whose square remains.", product(r, r))],
            r,
            _sized(r, unit),
        )
    if kind == 6:
        part, name = rng.choice(((2, "semicircle"), (4, "quarter circle")))
        steps = [
            *square,
            (f"Divide by {('two', 'four')[part == 4]}.", f"{r * r} / {part} = {Fraction(r * r, part)}"),
        ]
        question = _ask(
            rng,
            ("What is the area of a {n} with radius {r} {u}?", "Find the area of a {n} of radius {r} {u}."),
            _PART_OF_DISC,
            n=name,
            **v,
        )
        return _measured(rng, Fraction(r * r, part), question, steps, unit, 2)
    w = size(rng, 1, 9)
    outer = r + w
    steps = [
        ("Add the width to get the outer radius.", f"{r} + {w} = {outer}"),
        ("Square the outer radius.", product(outer, outer)),
        ("Square the inner radius.", product(r, r)),
        ("Subtract to get the number of times pi.", f"{outer * outer} - {r * r} = {outer * outer - r * r}"),
    ]
    question = _ask(
        rng,
        (
            "A round pond of radius {r} {u} is surrounded by a path {w} {u} wide. What is the area of the path?",
            "A ring lies around a circle of radius {r} {u} and is {w} {u} wide. Find the area of the ring.",
        ),
        _RING,
        w=w,
        **v,
    )
    return _measured(rng, outer * outer - r * r, question, steps, unit, 2)


_CYLINDER = Ways(
    nouns=(
        "the volume of a cylinder with radius {r} {u} and height {h} {u}",
        "the volume of a can with a radius of {r} {u} and a height of {h} {u}",
        "the volume of a cylinder whose radius is {r} {u} and whose height is {h} {u}",
    ),
    facts=(
        "a cylinder has a radius of {r} {u} and a height of {h} {u}",
        "the radius of a cylinder is {r} {u} and its height is {h} {u}",
        "a cylinder is {h} {u} high with a base radius of {r} {u}",
        "a can has a radius of {r} {u} and is {h} {u} high",
        "a pipe, a cylinder, has a radius of {r} {u} inside and is {h} {u} long",
    ),
    wanted=(
        "its volume",
        "the volume",
        "its volume in cubic {u}",
    ),
    whole=(
        "cylinder r = {r} {u}, h = {h} {u}, volume?",
        "Cylinder: radius {r} {u}, height {h} {u}. Volume?",
        "How much does a cylinder with radius {r} {u} and height {h} {u} hold, in cubic {u}?",
    ),
)
_PRISM = Ways(
    nouns=(
        "the volume of a {n} with base area {b} square {u} and height {h} {u}",
        "the volume of a {n} whose base has an area of {b} square {u} and whose height is {h} {u}",
    ),
    facts=(
        "a {n} has a base area of {b} square {u} and a height of {h} {u}",
        "the base of a {n} covers {b} square {u} and its height is {h} {u}",
        "a {n} is {h} {u} high and its base has an area of {b} square {u}",
    ),
    wanted=(
        "its volume",
        "the volume",
    ),
    whole=("{n}: base area {b} square {u}, height {h} {u}. Volume?",),
)
_SPHERE = Ways(
    nouns=(
        "the volume of a sphere with radius {r} {u}",
        "the volume of a ball with a radius of {r} {u}",
        "the volume of a sphere of radius {r} {u}",
    ),
    facts=(
        "a sphere has a radius of {r} {u}",
        "the radius of a sphere is {r} {u}",
        "a ball has radius {r} {u}",
        "a sphere measures {r} {u} from its centre to its surface",
    ),
    wanted=(
        "its volume",
        "the volume",
    ),
    whole=(
        "sphere radius {r} {u} volume",
        "Sphere: radius {r} {u}. Volume?",
        "how big is the volume of a ball with radius {r} {u}",
    ),
)
_SPHERE_SURFACE = Ways(
    nouns=(
        "the surface area of a sphere with radius {r} {u}",
        "the surface area of a ball with a radius of {r} {u}",
        "the surface of a sphere of radius {r} {u}",
    ),
    facts=(
        "a sphere has a radius of {r} {u}",
        "the radius of a sphere is {r} {u}",
        "a ball has radius {r} {u}",
        "a sphere measures {r} {u} from its centre to its surface",
    ),
    wanted=(
        "its surface area",
        "the surface area",
    ),
    whole=(
        "sphere radius {r} {u} surface area",
        "Sphere: radius {r} {u}. Surface area?",
    ),
)
_CONE = Ways(
    nouns=(
        "the volume of a cone with radius {r} {u} and height {h} {u}",
        "the volume of a cone whose base radius is {r} {u} and whose height is {h} {u}",
    ),
    facts=(
        "a cone has a radius of {r} {u} and a height of {h} {u}",
        "the base radius of a cone is {r} {u} and the cone is {h} {u} high",
        "a paper cone is {h} {u} high with a radius of {r} {u} at the opening",
    ),
    wanted=(
        "its volume",
        "the volume",
    ),
    whole=(
        "cone r = {r} {u}, h = {h} {u}, volume?",
        "Cone: radius {r} {u}, height {h} {u}. Volume?",
    ),
)
_CYLINDER_SURFACE = Ways(
    nouns=(
        "the total surface area of a cylinder with radius {r} {u} and height {h} {u}",
        "the whole surface area, both ends included, of a cylinder of radius {r} {u} and height {h} {u}",
    ),
    facts=(
        "a cylinder has a radius of {r} {u} and a height of {h} {u}",
        "the radius of a cylinder is {r} {u} and its height is {h} {u}",
        "a cylinder is {h} {u} high with a base radius of {r} {u}",
    ),
    wanted=(
        "its total surface area",
        "the total surface area",
        "its surface area, top and bottom included",
    ),
    whole=("Closed cylinder: radius {r} {u}, height {h} {u}. Total surface area?",),
)


def _round_solid(rng: Random, level: int) -> Worked:
    """Cylinders, cones, spheres; prisms and pyramids too."""
    r, h, unit = size(rng, 1, 3 + 4 * level), size(rng, 1, 6 * level), rng.choice(_UNITS)
    square = ("Square the radius.", product(r, r))
    kind = rng.randrange((2, 4, 6)[level - 1])
    v = {"r": r, "h": h, "u": unit, "d": 2 * r}
    if kind == 0:
        question = _ask(
            rng,
            (
                "What is the volume of a cylinder with radius {r} {u} and height {h} {u}?",
                "Find the volume of a cylinder of radius {r} {u} and height {h} {u}.",
                "A cylinder has a radius of {r} {u} and is {h} {u} high. What is its volume?",
                "A can has a radius of {r} {u} and a height of {h} {u}. What is its volume?",
            ),
            _CYLINDER,
            **v,
        )
        return _measured(
            rng,
            r * r * h,
            question,
            [square, ("Multiply by the height; this is the number of times pi.", product(r * r, h))],
            unit,
            3,
        )
    if kind == 1:
        base = size(rng, 2, 40 * level)
        name = rng.choice(("prism", "triangular prism", "hexagonal prism"))
        question = _ask(
            rng,
            (
                "A {n} has a base of area {b} square {u} and a height of {h} {u}. What is its volume?",
                "Find the volume of a {n} with base area {b} square {u} and height {h} {u}.",
                "The base of a {n} has an area of {b} square {u}. The {n} is {h} {u} high. Calculate its volume.",
            ),
            _PRISM,
            n=name,
            b=base,
            h=h,
            u=unit,
        )
        return worked(
            question,
            [("Multiply the base area by the height.", product(base, h))],
            base * h,
            _sized(base * h, unit, 3),
        )
    if kind == 2:
        cube = r**3
        steps = [
            square,
            ("Multiply by the radius again to get its cube.", product(r * r, r)),
            (
                "Multiply by four thirds; this is the number of times pi.",
                f"4 * {cube} / 3 = {4 * cube} / 3 = {Fraction(4 * cube, 3)}",
            ),
        ]
        question = _ask(
            rng,
            (
                "What is the volume of a sphere with radius {r} {u}?",
                "Find the volume of a ball of radius {r} {u}.",
                "A sphere has a radius of {r} {u}. What is its volume?",
            ),
            _SPHERE,
            **v,
        )
        return _measured(rng, Fraction(4 * cube, 3), question, steps, unit, 3)
    if kind == 3:
        steps = [square, ("Multiply by four; this is the number of times pi.", product(4, r * r))]
        question = _ask(
            rng,
            (
                "What is the surface area of a sphere with radius {r} {u}?",
                "Find the surface area of a ball of radius {r} {u}.",
                "A sphere has a radius of {r} {u}. What is its surface area?",
            ),
            _SPHERE_SURFACE,
            **v,
        )
        return _measured(rng, 4 * r * r, question, steps, unit, 2)
    if kind == 4:
        h *= 3 if rng.random() < 0.7 else 1
        v["h"] = h
        steps = [
            square,
            ("Multiply by the height.", product(r * r, h)),
            (
                "Divide by three; this is the number of times pi.",
                f"{r * r * h} / 3 = {Fraction(r * r * h, 3)}",
            ),
        ]
        question = _ask(
            rng,
            (
                "What is the volume of a cone with radius {r} {u} and height {h} {u}?",
                "Find the volume of a cone of radius {r} {u} and height {h} {u}.",
                "A cone has a base radius of {r} {u} and is {h} {u} high. What is its volume?",
            ),
            _CONE,
            **v,
        )
        return _measured(rng, Fraction(r * r * h, 3), question, steps, unit, 3)
    steps = [
        ("Add the radius and the height.", f"{r} + {h} = {r + h}"),
        ("Double the radius.", f"2 * {r} = {2 * r}"),
        ("Multiply both; this is the number of times pi.", product(2 * r, r + h)),
    ]
    question = _ask(
        rng,
        (
            "What is the total surface area of a cylinder with radius {r} {u} and height {h} {u}?",
            "Find the total surface area of a closed cylinder of radius {r} {u} and height {h} {u}.",
        ),
        _CYLINDER_SURFACE,
        **v,
    )
    return _measured(rng, 2 * r * (r + h), question, steps, unit, 2)


_TO_FULL = Ways(
    nouns=(
        "the {n} of {a}°",
        "the {n} of an angle of {a}°",
        "the {n} of an angle that measures {a} degrees",
        "the {n} of a {a}° angle",
    ),
    facts=(
        "an angle measures {a}°",
        "an angle is {a} degrees",
        "angle A is {a}°",
    ),
    wanted=(
        "its {n}",
        "its {n}",
        "the size of its {n}",
        "the {n}",
    ),
    whole=(
        "angle {a}°, {n}?",
        "which angle is the {n} of {a}°?",
        "{n} of {a} degrees",
    ),
)
_THREE_ANGLES = Ways(
    nouns=("the third of three angles {w} if the others are {a}° and {b}°",),
    facts=(
        "three angles {w} are {a}°, {b}° and x°",
        "three angles lie {w} and two of them are {a}° and {b}°",
        "two of three angles {w} measure {a}° and {b}°",
    ),
    wanted=(
        "the third angle",
        "the missing angle",
        "the remaining angle",
    ),
    whole=(
        "angles {w}: {a}°, {b}°, x. x = ?",
        "Three angles {w}: {a}°, {b}° and one more. How large is that one?",
    ),
)
_OUTSIDE = Ways(
    nouns=("the exterior angle at C of a triangle with interior angles {a}° at A and {b}° at B",),
    facts=(
        "two interior angles of a triangle are {a}° and {b}°",
        "a triangle has angles of {a}° and {b}° at two corners",
    ),
    wanted=(
        "the exterior angle at the third corner",
        "the exterior angle at the other corner",
    ),
    whole=("triangle angles {a}° and {b}°, exterior angle at the third corner?",),
)
_EXTERIOR = Ways(
    nouns=(
        "each exterior angle of a regular polygon with {n} sides",
        "the exterior angle of a regular polygon with {n} sides",
        "the size of an exterior angle of a regular polygon with {n} corners",
    ),
    facts=(
        "a regular polygon has {n} sides",
        "a regular polygon has {n} corners",
    ),
    wanted=(
        "each exterior angle",
        "its exterior angle",
        "the size of an exterior angle",
    ),
    whole=("regular polygon, {n} sides, exterior angle?",),
)
_SIDES = Ways(
    nouns=(
        "the number of sides of a regular polygon with exterior angles of {e}°",
        "the number of sides of a regular polygon whose exterior angle is {e}°",
    ),
    facts=(
        "each exterior angle of a regular polygon is {e}°",
        "the exterior angle of a regular polygon measures {e} degrees",
    ),
    wanted=(
        "the number of its sides",
        "the number of sides",
    ),
    whole=("regular polygon, exterior angle {e}°, how many sides?",),
)
_ANGLES_IN_X = Ways(
    facts=(
        "the angles of a triangle are {a}, {b} and {c} degrees",
        "a triangle has angles of {a}°, {b}° and ({c})°",
        "in a triangle the angles in degrees are {a}, {b} and {c}",
    ),
    wanted=(
        "x",
        "the value of x",
        "the number x",
    ),
    whole=("triangle with angles {a}, {b} and {c} (in degrees), x = ?",),
)
_CROSSING = Ways(
    nouns=("the {n} to an angle of {a}° where two straight lines cross",),
    facts=(
        "two straight lines cross and one of the angles is {a}°",
        "two lines meet at an angle of {a}°",
        "where two lines cross, one angle measures {a} degrees",
    ),
    wanted=(
        "the {n}",
        "the size of the {n}",
    ),
    whole=(
        "two lines cross, one angle {a}°, {n}?",
        "Angle {a}° between two crossing lines: how large is the {n}?",
    ),
)
_TRANSVERSAL = Ways(
    nouns=("the {n} to an angle of {a}° where a line crosses two parallel lines",),
    facts=(
        "a line crosses two parallel lines and one angle is {a}°",
        "two parallel lines are cut by a transversal at an angle of {a}°",
        "a transversal makes an angle of {a} degrees with one of two parallel lines",
    ),
    wanted=(
        "the {n}",
        "the size of the {n}",
        "its {n}",
    ),
    whole=(
        "parallel lines, angle {a}°, {n}?",
        "Angle {a}° at two parallel lines and a transversal: how large is the {n}?",
    ),
)


def _more_angles(rng: Random, level: int) -> Worked:
    """Angles at a point, at parallel lines, outside a polygon, and angles given with x."""
    kind = rng.randrange((3, 4, 6)[level - 1])
    if kind == 0:
        a = rng.randint(15, 165)
        name, answer = rng.choice(
            (
                ("vertically opposite angle", a),
                ("corresponding angle", a),
                ("alternate angle", a),
                ("co-interior angle", 180 - a),
            )
        )
        if name.startswith("vert"):
            phrasings: tuple[str, ...] = (
                "Two straight lines cross. One angle is {a}°. How large is the {n}?",
                "Two lines intersect at an angle of {a}°. Find the {n}.",
            )
        else:
            phrasings = (
                "A line crosses two parallel lines. One angle is {a}°. How large is the {n}?",
                "Two parallel lines are cut by a third line. An angle is {a}°. Find its {n}.",
            )
        steps = (
            [
                (
                    "Angles between parallel lines on the same side add up to a straight angle.",
                    f"180 - {a} = {180 - a}",
                )
            ]
            if answer != a
            else [("The two angles are equal; their difference is zero.", f"{a} - {a} = 0")]
        )
        return worked(
            _ask(rng, phrasings, _CROSSING if name[0] == "v" else _TRANSVERSAL, a=a, n=name),
            steps,
            answer,
            f"{answer}°",
        )
    if kind == 1:
        full, name = rng.choice(((90, "complement"), (180, "supplement")))
        a = rng.randint(3, full - 3)
        phrasings = (
            "What is the {n} of an angle of {a}°?",
            "Find the {n} of {a}°.",
            "An angle measures {a} degrees. What is its {n}?",
            "How large is the {n} of a {a}° angle?",
        )
        steps = [
            (f"Subtract from a {'right' if full == 90 else 'straight'} angle.", f"{full} - {a} = {full - a}")
        ]
        return worked(_ask(rng, phrasings, _TO_FULL, a=a, n=name), steps, full - a, f"{full - a}°")
    if kind == 2:
        full, where = rng.choice(((360, "around a point"), (180, "on a straight line")))
        a, b = rng.randint(20, full // 3), rng.randint(20, full // 3)
        steps = [
            ("Add the known angles.", f"{a} + {b} = {a + b}"),
            (
                f"Subtract from a {'full' if full == 360 else 'straight'} angle.",
                f"{full} - {a + b} = {full - a - b}",
            ),
        ]
        phrasings = (
            "Three angles {w} are {a}°, {b}° and x. What is x?",
            "Three angles lie {w}. Two of them are {a}° and {b}°. How large is the third?",
            "The angles {a}°, {b}° and x° are {w}. Find x.",
        )
        return worked(
            _ask(rng, phrasings, _THREE_ANGLES, a=a, b=b, w=where), steps, full - a - b, f"{full - a - b}°"
        )
    if kind == 3:
        a, b = rng.randint(20, 80), rng.randint(20, 80)
        phrasings = (
            "Two interior angles of a triangle are {a}° and {b}°. How large is the exterior angle at the third corner?",
            "In a triangle the angles at A and B are {a}° and {b}°. Find the exterior angle at C.",
        )
        return worked(
            _ask(rng, phrasings, _OUTSIDE, a=a, b=b),
            [("An exterior angle is the sum of the two opposite interior angles.", f"{a} + {b} = {a + b}")],
            a + b,
            f"{a + b}°",
        )
    if kind == 4:
        n = rng.choice((3, 4, 5, 6, 8, 9, 10, 12, 15, 18, 20, 24, 30, 36, 40, 45, 60, 72))
        if rng.random() < 0.5:
            phrasings = (
                "What is each exterior angle of a regular polygon with {n} sides?",
                "Find an exterior angle of a regular polygon that has {n} sides.",
            )
            return worked(
                _ask(rng, phrasings, _EXTERIOR, n=n),
                [("Divide a full turn by the number of sides.", quotient(360, n))],
                360 // n,
                f"{360 // n}°",
            )
        phrasings = (
            "Each exterior angle of a regular polygon is {e}°. How many sides has it?",
            "A regular polygon has exterior angles of {e}°. Find the number of its sides.",
        )
        return worked(
            _ask(rng, phrasings, _SIDES, e=360 // n),
            [("Divide a full turn by the exterior angle.", quotient(360, 360 // n))],
            n,
        )
    x, (p, q, r) = rng.randint(5, 25), (rng.randint(1, 4) for _ in range(3))
    b = 180 - (p + q + r) * x
    left, right = (f"{k if k > 1 else ''}x" for k in (p, q))
    third = f"{r if r > 1 else ''}x {'-' if b < 0 else '+'} {abs(b)}" if b else f"{r if r > 1 else ''}x"
    if (r * x + b) <= 0:
        return _more_angles(rng, level)
    steps = [("Add the coefficients of x.", f"{p} + {q} + {r} = {p + q + r}")]
    if b:
        steps.append(
            (
                "Take the constant from the angle sum of a triangle.",
                f"180 {'-' if b > 0 else '+'} {abs(b)} = {180 - b}",
            )
        )
    steps.append(("Divide by the coefficient of x.", f"x = {quotient(180 - b, p + q + r)}"))
    phrasings = (
        "The angles of a triangle are {a}, {b} and {c} degrees. Find x.",
        "A triangle has angles of {a}°, {b}° and ({c})°. What is x?",
    )
    return worked(_ask(rng, phrasings, _ANGLES_IN_X, a=left, b=right, c=third), steps, x, f"x = {x}")


_SCALED_AREA = Ways(
    facts=(
        "a figure has an area of {s} {u}^2 and is enlarged so that a side of {a} {u} becomes {c} {u} long",
    ),
    wanted=(
        "the new area",
        "the area of the enlarged figure",
    ),
    whole=(
        "Two similar figures have matching sides of {a} {u} and {c} {u}; the smaller has the area {s} {u}^2. Find the area of the larger.",
    ),
)
_SCALED = Ways(
    facts=(
        "a picture of {a} {u} by {b} {u} is enlarged so that the side of {a} {u} becomes {c} {u}",
        "two rectangles are similar, the first is {a} {u} by {b} {u} and the side of the second that matches {a} {u} is {c} {u}",
        "a drawing {a} {u} wide and {b} {u} high is scaled up to a width of {c} {u}",
    ),
    wanted=(
        "the length of the side that matches {b} {u}",
        "the side that corresponds to {b} {u}",
    ),
    whole=(
        "sides {a} {u} and {b} {u} are scaled in the same ratio; {a} {u} becomes {c} {u}. What does {b} {u} become?",
        "If {a} {u} is enlarged to {c} {u}, what does {b} {u} become at the same scale?",
    ),
)


def _similar(rng: Random, level: int) -> Worked:
    a, b = rng.sample(range(2, 6 + 5 * level), 2)
    k, unit = size(rng, 2, 3 * level + 1), rng.choice(("cm", "m", "mm"))
    factor = ("Divide the known side by the one it corresponds to: the scale factor.", quotient(a * k, a))
    if level == 3 and rng.random() < 0.4:
        s = rng.randint(3, 30)
        steps = [
            factor,
            ("Square the factor, as areas grow with its square.", product(k, k)),
            ("Multiply the area by it.", product(s, k * k)),
        ]
        phrasings: tuple[str, ...] = (
            "Two similar triangles have corresponding sides of {a} {u} and {c} {u}. The area of the smaller is {s} {u}^2. What is the area of the larger?",
            "A figure with area {s} {u}^2 is enlarged so that a side of {a} {u} becomes {c} {u}. Find the new area.",
        )
        return worked(
            _ask(rng, phrasings, _SCALED_AREA, a=a, c=a * k, s=s, u=unit),
            steps,
            s * k * k,
            _sized(s * k * k, unit, 2),
        )
    if level > 1 and rng.random() < 0.4:
        return _shadow(rng, level)
    steps = [factor, ("Multiply the other side by the factor.", product(b, k))]
    phrasings = (
        "Two triangles are similar. The smaller has sides of {a} {u} and {b} {u}. The side of the larger that matches {a} {u} is {c} {u}. How long is the side that matches {b} {u}?",
        "Triangles ABC and DEF are similar with AB = {a} {u}, BC = {b} {u} and DE = {c} {u}. Find EF.",
        "A photo {a} {u} wide and {b} {u} high is enlarged to a width of {c} {u}. How high does it become?",
        "A rectangle of {a} {u} by {b} {u} is similar to one whose first side is {c} {u}. How long is its second side?",
    )
    return worked(_ask(rng, phrasings, _SCALED, a=a, b=b, c=a * k, u=unit), steps, b * k, _sized(b * k, unit))


_LONG_SHADOW = Ways(
    nouns=("the height of a {t} with a shadow of {c} m when a {a} m post has a shadow of {b} m",),
    facts=(
        "a {a} m post casts a shadow of {b} m while a {t} casts a shadow of {c} m",
        "the shadow of a post {a} m high is {b} m and the shadow of a {t} next to it is {c} m",
    ),
    wanted=("the height of the {t}",),
    whole=(
        "post {a} m, shadow {b} m; {t} shadow {c} m. How high is the {t}?",
        "How tall is a {t} whose shadow is {c} m if a {a} m stick has a shadow of {b} m at the same time?",
    ),
)


def _shadow(rng: Random, level: int) -> Worked:
    a, b, k = rng.randint(1, 4), rng.randint(1, 5), rng.randint(2, 12)
    thing = rng.choice(("tree", "tower", "flagpole", "lamp post", "building"))
    steps = [
        ("Divide the shadows to get the scale factor.", quotient(b * k, b)),
        ("Multiply the height of the post by it.", product(a, k)),
    ]
    phrasings = (
        "A post {a} m high casts a shadow of {b} m. At the same time a {t} casts a shadow of {c} m. How high is the {t}?",
        "The shadow of a {a} m post is {b} m long, that of a {t} {c} m. How tall is the {t}?",
    )
    return worked(_ask(rng, phrasings, _LONG_SHADOW, a=a, b=b, c=b * k, t=thing), steps, a * k, f"{a * k} m")


_STRAIGHT = Ways(
    facts=(
        "a ladder reaches {a} m up a wall while its foot is {b} m from the wall",
        "a cable goes from the top of a {a} m pole to a hook on the ground {b} m away from the pole",
        "one end of a slide is {a} m up and the other is {b} m away along the ground",
    ),
    wanted=(
        "its length",
        "its length in metres",
    ),
    whole=(
        "{name} walks {a} km east and then {b} km north. How far is {she} from the start as the crow flies, in km?",
        "ladder: {a} m up the wall, foot {b} m from the wall. How long is it?",
        "A TV screen is {a} inches wide and {b} inches high. Find its diagonal.",
        "How long must a ladder be to reach {a} m up a wall with its foot {b} m from the wall?",
    ),
)
_UP_THE_WALL = Ways(
    facts=("a ladder of {c} m leans on a wall with its foot {a} m from the wall",),
    wanted=("the height that it reaches on the wall",),
    whole=(
        "{c} m ladder, foot {a} m from the wall, how high does it reach?",
        "How high up a wall does a {c} m ladder reach if its foot is {a} m from the wall?",
        "A {c} m rope runs from the top of a mast to the ground {a} m from its foot. How high is the mast?",
    ),
)


def _right_triangle_story(rng: Random, level: int) -> Worked:
    """Ladders, ropes and walks; sides whose root is not whole at level 3."""
    p, q, r = rng.choice(_TRIPLES[: 2 + level])
    k = rng.randint(1, max(1, 40 // r))
    a, b, c = p * k, q * k, r * k
    if rng.random() < 0.5:
        a, b = b, a
    v = {"a": a, "b": b, "c": c, **person(rng)}
    if rng.random() < 0.5:
        steps = [
            ("Square the first distance.", product(a, a)),
            ("Square the second distance.", product(b, b)),
            ("Add the squares.", f"{a * a} + {b * b} = {c * c}"),
            ("Find the number whose square this is.", product(c, c)),
        ]
        phrasings: tuple[str, ...] = (
            "{name} walks {a} km north and then {b} km west. How far is {she} from the start, in a straight line?",
            "{name} cycles {a} km south, turns and cycles {b} km east. What is the straight distance back to the start?",
            "A wire runs from the top of a {a} m mast to a point on level ground {b} m from its foot. How long is the wire?",
            "A ladder reaches {a} m up a wall and its foot is {b} m from the wall. How long is the ladder?",
            "A screen is {a} inches wide and {b} inches high. How long is its diagonal?",
            "A ramp rises {a} m over a level distance of {b} m. How long is the ramp?",
        )
        question, answer = asked(rng, phrasings, _STRAIGHT, **v), c
    else:
        steps = [
            ("Square the longest length.", product(c, c)),
            ("Square the other known length.", product(a, a)),
            ("Subtract the squares.", f"{c * c} - {a * a} = {b * b}"),
            ("Find the number whose square this is.", product(b, b)),
        ]
        phrasings = (
            "A ladder {c} m long leans against a wall with its foot {a} m away from it. How high up the wall does it reach?",
            "A {c} m ladder reaches {a} m up a wall. How far is its foot from the wall?",
            "{name} flies a kite on a straight string of {c} m. The kite is {a} m above the ground. How far along the ground is it from {name}?",
            "A rope of {c} m is tied to the top of a pole and pegged to the ground {a} m from its foot. How high is the pole?",
            "A screen has a diagonal of {c} inches and is {a} inches wide. How high is it?",
        )
        question, answer = asked(rng, phrasings, _UP_THE_WALL, **v), b
    return worked(
        question,
        steps,
        answer,
        f"{answer} {'km' if ' km ' in question else 'inches' if 'inch' in question else 'm'}",
    )


_TWO_RECTANGLES = Ways(
    nouns=(
        "the total area of two rectangles, {a} {u} by {b} {u} and {c} {u} by {d} {u}",
        "the area of a room of {a} {u} by {b} {u} with an alcove of {c} {u} by {d} {u}",
    ),
    facts=(
        "an L-shape consists of rectangles of {a} {u} by {b} {u} and {c} {u} by {d} {u}",
        "a garden has two parts, one {a} {u} by {b} {u} and one {c} {u} by {d} {u}",
    ),
    wanted=(
        "the whole area",
        "the total area",
    ),
    whole=("rectangles {a} {u} x {b} {u} and {c} {u} x {d} {u}, total area?",),
)
_TILES = Ways(
    nouns=(
        "the number of square tiles with side {t} {u} that cover {a} {u} by {b} {u}",
        "the number of square tiles of {t} {u} by {t} {u} needed for a floor of {a} {u} by {b} {u}",
    ),
    facts=("a floor of {a} {u} by {b} {u} is laid with square tiles of side {t} {u}",),
    wanted=("the number of tiles",),
    whole=(
        "floor {a} {u} x {b} {u}, tiles {t} {u} x {t} {u}, how many tiles?",
        "How many tiles of {t} {u} by {t} {u} do I need for a floor of {a} {u} by {b} {u}?",
    ),
)
_GABLE = Ways(
    nouns=(
        "the area of a house front {a} {u} wide made of a rectangle {b} {u} high and a triangle {c} {u} high on top",
    ),
    facts=(
        "a shape is a rectangle {a} {u} wide and {b} {u} high with a triangle {c} {u} high on its top side",
    ),
    wanted=(
        "its area",
        "the total area",
    ),
    whole=("rectangle {a} {u} by {b} {u} plus a triangle with base {a} {u} and height {c} {u}, total area?",),
)
_BORDER = Ways(
    nouns=(
        "the area of a border {w} {u} wide around a rectangle of {a} {u} by {b} {u}",
        "the area of a path {w} {u} wide all around a lawn of {a} {u} by {b} {u}",
    ),
    facts=(
        "a rectangular pond of {a} {u} by {b} {u} has a path {w} {u} wide all around it",
        "a picture of {a} {u} by {b} {u} has a frame {w} {u} wide on every side",
    ),
    wanted=(
        "the area of this border alone",
        "the area of the surrounding strip",
    ),
    whole=("border {w} {u} wide around {a} {u} by {b} {u}, area of the border?",),
)


def _composite(rng: Random, level: int) -> Worked:
    """Figures put together from rectangles and triangles, borders and tiles."""
    unit, kind = rng.choice(("m", "feet")), rng.randrange(3 if level == 1 else 4)
    a, b, c = size(rng, 4, 15 * level), size(rng, 3, 10 * level), size(rng, 2, 9)
    if kind == 0:
        d = size(rng, 2, 9)
        steps = [
            ("Find the area of the first rectangle.", product(a, b)),
            ("Find the area of the second rectangle.", product(c, d)),
            ("Add them.", f"{a * b} + {c * d} = {a * b + c * d}"),
        ]
        phrasings: tuple[str, ...] = (
            "A figure is made of a rectangle of {a} {u} by {b} {u} and a rectangle of {c} {u} by {d} {u} beside it. What is its area?",
            "A room of {a} {u} by {b} {u} has an alcove of {c} {u} by {d} {u}. What is the whole floor area?",
            "An L-shaped figure consists of two rectangles, {a} {u} by {b} {u} and {c} {u} by {d} {u}. Find its area.",
        )
        return worked(
            _ask(rng, phrasings, _TWO_RECTANGLES, a=a, b=b, c=c, d=d, u=unit),
            steps,
            a * b + c * d,
            _sized(a * b + c * d, unit, 2),
        )
    if kind == 1:
        unit, tile = "cm", rng.choice((10, 15, 20, 25, 30, 40, 50))
        steps = [
            ("Find how many tiles fit along the length.", quotient(a * tile, tile)),
            ("Find how many tiles fit along the width.", quotient(b * tile, tile)),
            ("Multiply them.", product(a, b)),
        ]
        phrasings = (
            "How many square tiles of side {t} {u} cover a floor of {a} {u} by {b} {u}?",
            "A wall of {a} {u} by {b} {u} is covered with square tiles of side {t} {u}. How many are needed?",
        )
        return worked(_ask(rng, phrasings, _TILES, a=a * tile, b=b * tile, t=tile, u=unit), steps, a * b)
    if kind == 2:
        c += c % 2
        total = Fraction(a * c, 2)
        steps = [
            ("Find the area of the rectangle.", product(a, b)),
            ("Multiply base and height of the triangle.", product(a, c)),
            ("Halve it.", f"{a * c} / 2 = {total}"),
            ("Add both areas.", f"{a * b} + {total} = {a * b + total}"),
        ]
        phrasings = (
            "The front of a house is a rectangle {a} {u} wide and {b} {u} high with a triangle {c} {u} high on top. What is its area?",
            "A figure is a rectangle of {a} {u} by {b} {u} with a triangle of height {c} {u} on its side of {a} {u}. Find the area.",
        )
        return worked(
            _ask(rng, phrasings, _GABLE, a=a, b=b, c=c, u=unit),
            steps,
            a * b + total,
            _sized(a * b + total, unit, 2),
        )
    w = rng.randint(1, 5)
    outer, inner = (a + 2 * w) * (b + 2 * w), a * b
    steps = [
        ("Add the border on both sides to the length.", f"{a} + 2 * {w} = {a} + {2 * w} = {a + 2 * w}"),
        ("Add the border on both sides to the width.", f"{b} + 2 * {w} = {b} + {2 * w} = {b + 2 * w}"),
        ("Find the area with the border.", product(a + 2 * w, b + 2 * w)),
        ("Find the area inside.", product(a, b)),
        ("Subtract.", f"{outer} - {inner} = {outer - inner}"),
    ]
    phrasings = (
        "A pool of {a} {u} by {b} {u} has a paved border {w} {u} wide all round. What is the area of the border?",
        "A lawn of {a} {u} by {b} {u} is surrounded by a path {w} {u} wide. What is the area of the path?",
    )
    return worked(
        _ask(rng, phrasings, _BORDER, a=a, b=b, w=w, u=unit),
        steps,
        outer - inner,
        _sized(outer - inner, unit, 2),
    )


_RELATED = Ways(
    nouns=("the {w} of a rectangle that is {r} and has a perimeter of {p} {u}",),
    facts=(
        "a rectangle is {r} and its perimeter is {p} {u}",
        "a rectangle with a perimeter of {p} {u} is {r}",
        "my rectangular garden is {r} and it is {p} {u} all the way around",
    ),
    wanted=(
        "its {w}",
        "the {w}",
        "the {w} of the rectangle",
    ),
    whole=(
        "Rectangle, {r}, perimeter {p} {u}. {w}?",
        "What {w} does a rectangle have that is {r} with a perimeter of {p} {u}?",
    ),
)


def _rectangle_words(rng: Random, level: int) -> Worked:
    """A side or the area from a relation between the sides."""
    b, unit = size(rng, 2, 12 * level), rng.choice(("cm", "m", "feet", "inches"))
    k = rng.randint(2, 4)
    area = level > 1 and rng.random() < 0.5
    if rng.random() < 0.5:
        a, relation = k * b, f"{('', '', 'twice', 'three times', 'four times')[k]} as long as it is wide"
        steps: Steps = [
            (
                "Write the perimeter in widths: length and width both count twice.",
                f"2 * {k} + 2 = {2 * k + 2}",
            ),
            ("Divide the perimeter by it to get the width.", quotient(2 * (a + b), 2 * k + 2)),
        ]
        long = ("Multiply the width to get the length.", product(k, b))
    else:
        k = rng.randint(1, 9)
        a, relation = (
            b + k,
            f"{k} {unit if k > 1 else {'feet': 'foot', 'inches': 'inch'}.get(unit, unit)} longer than it is wide",
        )
        steps = [
            ("Halve the perimeter to get length and width together.", f"{2 * (a + b)} / 2 = {a + b}"),
            ("Take away by how much the length is more.", f"{a + b} - {k} = {2 * b}"),
            ("Halve it to get the width.", f"{2 * b} / 2 = {b}"),
        ]
        long = ("Add the difference to get the length.", f"{b} + {k} = {a}")
    which, answer, text = "width", b, _sized(b, unit)
    if area:
        steps += [long, ("Multiply length by width.", product(a, b))]
        which, answer, text = "area", a * b, _sized(a * b, unit, 2)
    elif rng.random() < 0.5:
        steps.append(long)
        which, answer, text = "length", a, _sized(a, unit)
    phrasings = (
        "A rectangle is {r}. Its perimeter is {p} {u}. What is its {w}?",
        "The perimeter of a rectangle is {p} {u}, and it is {r}. Find its {w}.",
        "A rectangular sheet is {r}, and its perimeter is {p} {u}. What is its {w}?",
    )
    return worked(
        _ask(rng, phrasings, _RELATED, r=relation, p=2 * (a + b), u=unit, w=which), steps, answer, text
    )


_SECTOR = Ways(
    nouns=(
        "the area of a sector of {w}° in a circle of radius {r} {u}",
        "the area of a sector with radius {r} {u} and angle {w}°",
        "the area of a slice of {w}° of a circle with radius {r} {u}",
    ),
    facts=(
        "a sector has an angle of {w}° and a radius of {r} {u}",
        "a sector with angle {w}° is cut from a circle of radius {r} {u}",
        "a slice of a round pizza of radius {r} {u} has an angle of {w}°",
        "the radius of a circle is {r} {u} and the angle of a sector at its centre is {w}°",
    ),
    wanted=("the area of the sector, the slice", "the area of this sector", "the sector area"),
    whole=("sector, r = {r} {u}, angle {w}°, area?", "Sector: radius {r} {u}, central angle {w}°. Area?"),
)
_ARC = Ways(
    nouns=(
        "the length of an arc of {w}° of a circle with radius {r} {u}",
        "the arc length for an angle of {w}° and a radius of {r} {u}",
        "the length of the arc that an angle of {w}° cuts from a circle of radius {r} {u}",
    ),
    facts=(
        "an arc belongs to an angle of {w}° in a circle of radius {r} {u}",
        "a central angle of {w}° cuts an arc from a circle with radius {r} {u}",
        "the radius of a circle is {r} {u} and an arc spans {w}° of it",
    ),
    wanted=("the length of the arc", "the arc length", "the length of this arc"),
    whole=("arc, r = {r} {u}, angle {w}°, length?", "Arc: radius {r} {u}, central angle {w}°. Length?"),
)


def _sector(rng: Random, level: int) -> Worked:
    """Part of a circle: the area of a sector or the length of an arc, in multiples of pi."""
    part = rng.choice((2, 3, 4, 6) if level == 1 else (3, 4, 5, 6, 8, 9, 10, 12))
    times_ = 1 if level < 3 else rng.choice([k for k in range(1, part) if gcd(k, part) == 1])
    r, unit, angle = size(rng, 2, 10 * level), rng.choice(_FLAT), times_ * 360 // part
    share = Fraction(times_, part)
    if level == 1:
        r = part * (1 + r // part)
    steps = [("Find which part of a full turn the angle is.", f"{angle} / 360 = {share}")]
    if rng.random() < 0.5:
        whole = r * r
        steps.append(
            ("Square the radius; this is the number of times pi for the full circle.", product(r, r))
        )
        ways, power = _SECTOR, 2
    else:
        whole = 2 * r
        steps.append(
            ("Double the radius; this is the number of times pi for the full circle.", f"2 * {r} = {2 * r}")
        )
        ways, power = _ARC, 1
    steps.append(
        ("Multiply by the part.", f"{whole} * {share} = {whole * times_} / {part} = {whole * share}")
    )
    question = _ask(rng, ways.whole, ways, w=angle, r=r, u=unit)
    return _measured(rng, whole * share, question, steps, unit, power)


_DIAGONAL_COUNT = Ways(
    nouns=(
        "the number of diagonals of a polygon with {n} sides",
        "the number of diagonals in a {n}-sided polygon",
        "the number of lines that join two corners of a polygon with {n} corners and are no sides",
    ),
    verbs=(
        "count the diagonals of a polygon with {n} sides",
        "find how many diagonals a polygon with {n} corners has",
    ),
    facts=(
        "a polygon has {n} sides",
        "a convex polygon has {n} corners",
        "a shape has {n} corners and straight sides",
    ),
    wanted=("the number of its diagonals", "the number of diagonals"),
    whole=(
        "How many diagonals does a polygon with {n} sides have?",
        "{n}-gon, how many diagonals?",
        "How many diagonals can be drawn in a convex polygon with {n} vertices?",
    ),
)
_DIAGONALS_FROM_ONE = Ways(
    nouns=("the number of diagonals from one corner of a polygon with {n} sides",),
    facts=("a polygon has {n} sides", "a convex polygon has {n} corners"),
    wanted=(
        "the number of diagonals that start at one corner",
        "the number of diagonals from a single vertex",
    ),
    whole=("How many diagonals start at each corner of a polygon with {n} sides?",),
)


def _polygon_diagonals(rng: Random, level: int) -> Worked:
    n = rng.randint(4, (120, 60, 150)[level - 1])
    steps = [
        (
            "From each corner diagonals go to all corners but itself and its two neighbours.",
            f"{n} - 3 = {n - 3}",
        )
    ]
    if level == 1 and rng.random() < 0.6:
        return worked(asked(rng, _DIAGONALS_FROM_ONE.whole, _DIAGONALS_FROM_ONE, n=n), steps, n - 3)
    steps.append(("Multiply by the number of corners.", times(n, n - 3)))
    total = n * (n - 3)
    steps.append(("Halve it, as every diagonal was counted from both ends.", f"{total} / 2 = {total // 2}"))
    return worked(asked(rng, _DIAGONAL_COUNT.whole, _DIAGONAL_COUNT, n=n), steps, total // 2)


FAMILIES = (
    Family("rectangle", TOPIC, _rectangle),
    Family("triangle", TOPIC, _triangle),
    Family("box", TOPIC, _box),
    Family("angles", TOPIC, _angles),
    Family("pythagoras", TOPIC, _pythagoras),
    Family("square_and_cube", TOPIC, _square_and_cube),
    Family("parallelogram", TOPIC, _parallelogram),
    Family("circle", TOPIC, _circle),
    Family("round_solids", TOPIC, _round_solid),
    Family("more_angles", TOPIC, _more_angles),
    Family("similar_figures", TOPIC, _similar),
    Family("right_triangle_story", TOPIC, _right_triangle_story),
    Family("composite_figure", TOPIC, _composite),
    Family("rectangle_relations", TOPIC, _rectangle_words),
    Family("sector_and_arc", TOPIC, _sector),
    Family("polygon_diagonals", TOPIC, _polygon_diagonals),
)
