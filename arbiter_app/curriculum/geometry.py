"""Lengths, areas, volumes and angles of plane figures and solids.

Knows nothing of coordinates, trigonometry or proofs.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from arbiter_app.curriculum.people import person
from arbiter_app.curriculum.polynomials import product, quotient, size
from arbiter_app.curriculum.problem import Family, Steps, Worked, decimal, one_of, times, worked

TOPIC = "geometry"
_PLACES = {
    "m": ("garden", "field", "room", "playground", "floor", "car park"),
    "cm": ("poster", "tablecloth", "tray", "mirror"),
}


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
        return worked(one_of(rng, phrasings, **values), around, 2 * (a + b), f"{2 * (a + b)} {unit}")
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
        return worked(one_of(rng, phrasings, **values), steps, a * b, f"{a * b} {unit}^2")
    if kind == 2:
        phrasings = [
            "A rectangle has perimeter {p} {u} and length {a} {u}. How wide is it?",
            "The perimeter of a rectangular {t} is {p} {u}. One side is {a} {u}. How long is the other side?",
        ]
        steps = [
            ("Halve the perimeter: length and width together.", f"{2 * (a + b)} / 2 = {a + b}"),
            ("Subtract the side that is known.", f"{a + b} - {a} = {b}"),
        ]
        return worked(one_of(rng, phrasings, **values), steps, b, f"{b} {unit}")
    phrasings = [
        "A rectangle has area {s} square {u} and length {a} {u}. What is its perimeter?",
        "A rectangular {t} of {s} square {u} is {a} {u} long. How long is its edge all the way round?",
    ]
    steps = [("Divide the area by the length to get the width.", f"{a * b} / {a} = {b}"), *around]
    return worked(one_of(rng, phrasings, **values), steps, 2 * (a + b), f"{2 * (a + b)} {unit}")


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
    return worked(one_of(rng, phrasings, a=a, b=b, c=c, d=d, u=unit), steps, a * b - c * d, text)


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
        question = one_of(
            rng,
            (
                "A rectangular field of {a} m by {b} m is fenced all round. A metre of fence "
                "costs ${p}. What does the fence cost?",
                "How much does it cost to fence a rectangular garden of {a} m by {b} m at ${p} a metre?",
            ),
            a=a,
            b=b,
            p=price,
        )
    else:
        steps = [
            ("Multiply length by width to get the area.", times(a, b)),
            ("Multiply by the price of a square metre.", times(a * b, price)),
        ]
        cost = a * b * price
        question = one_of(
            rng,
            (
                "A rectangular {t} of {a} m by {b} m is covered at ${p} a square metre. What does that cost?",
                "Tiles cost ${p} per square metre. What do tiles for a rectangular {t} of {a} m "
                "by {b} m cost?",
            ),
            a=a,
            b=b,
            p=price,
            t=rng.choice(("floor", "terrace", "yard", "hall")),
        )
    return worked(question, steps, cost, f"${cost}")


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
        return worked(one_of(rng, phrasings, s=a * h // 2, a=a, u=unit), steps, h, f"{h} {unit}")
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
    return worked(one_of(rng, phrasings, a=a, h=h, u=unit), steps, Fraction(a * h, 2), f"{area} {unit}^2")


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
        one_of(rng, phrasings, a=a, b=b, h=h, u=unit), steps, Fraction(total, 2), f"{area} {unit}^2"
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
        return worked(one_of(rng, phrasings, **values), volume, a * b * c, f"{a * b * c} {unit}^3")
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
        return worked(one_of(rng, phrasings, **values), steps, 2 * sum(sides), f"{2 * sum(sides)} {unit}^2")
    steps = [
        ("Multiply length by width.", f"{a} * {b} = {a * b}"),
        ("Divide the volume by this to get the height.", f"{a * b * c} / {a * b} = {c}"),
    ]
    phrasings = [
        "A box with a base of {a} {u} by {b} {u} has a volume of {v} cubic {u}. How high is it?",
        "A tank of {v} cubic {u} has a base of {a} {u} by {b} {u}. How deep is it?",
    ]
    return worked(one_of(rng, phrasings, **values), steps, c, f"{c} {unit}")


def _angles(rng: Random, level: int) -> Worked:
    if level == 1 and rng.random() < 0.4:
        full, where = rng.choice(((180, "on a straight line"), (90, "that make up a right angle")))
        a = rng.randint(11, full - 11)
        steps = [("Subtract the known angle from the two together.", f"{full} - {a} = {full - a}")]
        phrasings = [
            "Two angles {where}: one is {a}°. How large is the other, in degrees?",
            "One of two angles {where} measures {a}°. Find the other one.",
        ]
        return worked(one_of(rng, phrasings, a=a, where=where), steps, full - a, f"{full - a}°")
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
        return worked(one_of(rng, phrasings, a=a, b=b), steps, 180 - a - b, f"{180 - a - b}°")
    if level == 2:
        return _isosceles(rng) if rng.random() < 0.5 else _quadrilateral(rng)
    return _polygon(rng) if rng.random() < 0.4 else _angles_in_ratio(rng)


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
        return worked(one_of(rng, phrasings, b=base), steps, 180 - 2 * base, f"{180 - 2 * base}°")
    apex = 180 - 2 * base
    steps = [
        ("Subtract the apex angle from the angle sum of a triangle.", f"180 - {apex} = {2 * base}"),
        ("Halve it, as both base angles are equal.", f"{2 * base} / 2 = {base}"),
    ]
    phrasings = [
        "The angle at the apex of an isosceles triangle is {a}°. How large is each base angle?",
        "An isosceles triangle has an apex angle of {a}°. Find a base angle.",
    ]
    return worked(one_of(rng, phrasings, a=apex), steps, base, f"{base}°")


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
    return worked(one_of(rng, phrasings, a=a, b=b, c=c), steps, 360 - a - b - c, f"{360 - a - b - c}°")


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
        return worked(one_of(rng, phrasings, n=n), steps, 180 * (n - 2), f"{180 * (n - 2)}°")
    steps = [
        ("Divide a full turn by the number of sides to get an exterior angle.", f"360 / {n} = {360 // n}"),
        ("Subtract from a straight angle.", f"180 - {360 // n} = {180 - 360 // n}"),
    ]
    phrasings = [
        "How large is each interior angle of a regular polygon with {n} sides?",
        "Find an interior angle of a regular polygon with {n} corners.",
    ]
    return worked(one_of(rng, phrasings, n=n), steps, 180 - 360 // n, f"{180 - 360 // n}°")


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
    return worked(one_of(rng, phrasings, p=p, q=q, r=r), steps, most * unit, f"{most * unit}°")


_TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29))


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
        question = one_of(rng, phrasings, **values)
        return worked(question, steps, c, f"{c} {'km' if 'km' in question else unit}")
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
    return worked(one_of(rng, phrasings, **values), steps, b, f"{b} {unit}")


def _square(a: int) -> str:
    return f"{a}^2 = {times(a, a)}" if a > 12 else f"{a}^2 = {a * a}"


_UNITS = ("cm", "m", "mm", "km", "inches", "feet", "units")


def _sized(value: object, unit: str, power: int = 1) -> str:
    """A length, area or volume with its unit."""
    if unit in ("inches", "feet", "units"):
        return f"{value} {('', '', 'square ', 'cubic ')[power]}{unit}"
    return f"{value} {unit}" + (f"^{power}" if power > 1 else "")


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
            one_of(rng, phrasings, **v),
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
            one_of(rng, phrasings, **v),
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
        return worked(one_of(rng, phrasings, **v), [side], a, _sized(a, unit))
    if kind == 3:
        phrasings = (
            "The perimeter of a square is {p} {u}. What is its area?",
            "A square has perimeter {p} {u}. Find its area.",
            "What is the area of a square with a perimeter of {p} {u}?",
        )
        return worked(
            one_of(rng, phrasings, **v),
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
        return worked(one_of(rng, phrasings, **v), [root], a, _sized(a, unit))
    if kind == 5:
        phrasings = (
            "The area of a square is {s} square {u}. What is its perimeter?",
            "A square has an area of {s} square {u}. Find its perimeter.",
        )
        return worked(
            one_of(rng, phrasings, **v),
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
        return worked(one_of(rng, phrasings, **v), steps, a**3, _sized(a**3, unit, 3))
    phrasings = (
        "A cube has edges of {a} {u}. What is its surface area?",
        "Find the surface area of a cube with edge {a} {u}.",
        "What is the total surface area of a cube whose side is {a} {u}?",
    )
    steps = [face, ("Multiply by the six faces.", product(6, a * a))]
    return worked(one_of(rng, phrasings, **v), steps, 6 * a * a, _sized(6 * a * a, unit, 2))


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
            return worked(one_of(rng, phrasings, a=a, s=a * b, u=unit), steps, b, _sized(b, unit))
        phrasings = (
            "A parallelogram has base {a} {u} and height {b} {u}. What is its area?",
            "Find the area of a parallelogram with base {a} {u} and height {b} {u}.",
            "The base of a parallelogram is {a} {u} and its height is {b} {u}. Calculate its area.",
        )
        return worked(one_of(rng, phrasings, a=a, b=b, u=unit), steps, a * b, _sized(a * b, unit, 2))
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
            one_of(rng, phrasings, n=name, a=a, b=b, u=unit), steps, Fraction(a * b, 2), _sized(area, unit, 2)
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
            return worked(one_of(rng, phrasings, a=a, b=b, p=a + b + c, u=unit), steps, c, _sized(c, unit))
        phrasings = (
            "A triangle has sides of {a} {u}, {b} {u} and {c} {u}. What is its perimeter?",
            "Find the perimeter of a triangle with sides {a} {u}, {b} {u} and {c} {u}.",
            "The sides of a triangle are {a} {u}, {b} {u} and {c} {u} long. Calculate the perimeter.",
        )
        return worked(
            one_of(rng, phrasings, a=a, b=b, c=c, u=unit), steps, a + b + c, _sized(a + b + c, unit)
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
            one_of(rng, phrasings, n=name, an=an, An=an.capitalize(), a=a, u=unit),
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
        one_of(rng, phrasings, n=name, an=an, An=an.capitalize(), p=n * a, u=unit), steps, a, _sized(a, unit)
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
    return worked(question + said, steps, n, _sized(_in_pi(n), unit, power))


def _circle(rng: Random, level: int) -> Worked:
    r, unit, thing = size(rng, 1, (12, 20, 40)[level - 1]), rng.choice(_FLAT), rng.choice(_ROUND)
    v = {"r": r, "d": 2 * r, "u": unit, "t": thing, "s": r * r}
    kind = rng.randrange((4, 4, 8)[level - 1])
    square: Steps = [("Square the radius; this is the number of times pi.", product(r, r))]
    double: Steps = [("Double the radius; this is the number of times pi.", f"2 * {r} = {2 * r}")]
    halve: Steps = [("Halve the diameter to get the radius.", f"{2 * r} / 2 = {r}")]
    if kind == 0:
        question = one_of(
            rng,
            (
                "What is the area of a circle with radius {r} {u}?",
                "Find the area of a circle of radius {r} {u}.",
                "A circle has a radius of {r} {u}. What is its area?",
                "A round {t} has a radius of {r} {u}. Find its area.",
                "The radius of a circle is {r} {u}. Calculate its area.",
            ),
            **v,
        )
        return _measured(rng, r * r, question, square, unit, 2)
    if kind == 1:
        question = one_of(
            rng,
            (
                "What is the circumference of a circle with radius {r} {u}?",
                "Find the circumference of a circle of radius {r} {u}.",
                "A circle has a radius of {r} {u}. What is its circumference?",
                "A round {t} has a radius of {r} {u}. How long is its edge?",
            ),
            **v,
        )
        return _measured(rng, 2 * r, question, double, unit, 1)
    if kind == 2:
        question = one_of(
            rng,
            (
                "What is the area of a circle with diameter {d} {u}?",
                "A circle has a diameter of {d} {u}. Find its area.",
                "A round {t} is {d} {u} across. What is its area?",
            ),
            **v,
        )
        return _measured(rng, r * r, question, [*halve, *square], unit, 2)
    if kind == 3:
        question = one_of(
            rng,
            (
                "What is the circumference of a circle with diameter {d} {u}?",
                "A circle has a diameter of {d} {u}. Find its circumference.",
                "A round {t} is {d} {u} across. How long is its edge?",
            ),
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
        question = one_of(
            rng,
            (
                "A circle has a circumference of {d}*pi {u}. What is its radius?",
                "The circumference of a circle is {d}π {u}. Find its radius.",
            ),
            **v,
        )
        return worked(question, [("Divide by twice pi.", f"{2 * r} / 2 = {r}")], r, _sized(r, unit))
    if kind == 5:
        question = one_of(
            rng,
            (
                "A circle has an area of {s}*pi square {u}. What is its radius?",
                "The area of a circle is {s}π square {u}. Find its radius.",
            ),
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
        question = one_of(
            rng,
            ("What is the area of a {n} with radius {r} {u}?", "Find the area of a {n} of radius {r} {u}."),
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
    question = one_of(
        rng,
        (
            "A round pond of radius {r} {u} is surrounded by a path {w} {u} wide. What is the area of the path?",
            "A ring lies around a circle of radius {r} {u} and is {w} {u} wide. Find the area of the ring.",
        ),
        w=w,
        **v,
    )
    return _measured(rng, outer * outer - r * r, question, steps, unit, 2)


def _round_solid(rng: Random, level: int) -> Worked:
    """Cylinders, cones, spheres; prisms and pyramids too."""
    r, h, unit = size(rng, 1, 3 + 4 * level), size(rng, 1, 6 * level), rng.choice(_UNITS)
    square = ("Square the radius.", product(r, r))
    kind = rng.randrange((2, 4, 6)[level - 1])
    v = {"r": r, "h": h, "u": unit, "d": 2 * r}
    if kind == 0:
        question = one_of(
            rng,
            (
                "What is the volume of a cylinder with radius {r} {u} and height {h} {u}?",
                "Find the volume of a cylinder of radius {r} {u} and height {h} {u}.",
                "A cylinder has a radius of {r} {u} and is {h} {u} high. What is its volume?",
                "A can has a radius of {r} {u} and a height of {h} {u}. What is its volume?",
            ),
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
        question = one_of(
            rng,
            (
                "A {n} has a base of area {b} square {u} and a height of {h} {u}. What is its volume?",
                "Find the volume of a {n} with base area {b} square {u} and height {h} {u}.",
                "The base of a {n} has an area of {b} square {u}. The {n} is {h} {u} high. Calculate its volume.",
            ),
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
        question = one_of(
            rng,
            (
                "What is the volume of a sphere with radius {r} {u}?",
                "Find the volume of a ball of radius {r} {u}.",
                "A sphere has a radius of {r} {u}. What is its volume?",
            ),
            **v,
        )
        return _measured(rng, Fraction(4 * cube, 3), question, steps, unit, 3)
    if kind == 3:
        steps = [square, ("Multiply by four; this is the number of times pi.", product(4, r * r))]
        question = one_of(
            rng,
            (
                "What is the surface area of a sphere with radius {r} {u}?",
                "Find the surface area of a ball of radius {r} {u}.",
                "A sphere has a radius of {r} {u}. What is its surface area?",
            ),
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
        question = one_of(
            rng,
            (
                "What is the volume of a cone with radius {r} {u} and height {h} {u}?",
                "Find the volume of a cone of radius {r} {u} and height {h} {u}.",
                "A cone has a base radius of {r} {u} and is {h} {u} high. What is its volume?",
            ),
            **v,
        )
        return _measured(rng, Fraction(r * r * h, 3), question, steps, unit, 3)
    steps = [
        ("Add the radius and the height.", f"{r} + {h} = {r + h}"),
        ("Double the radius.", f"2 * {r} = {2 * r}"),
        ("Multiply both; this is the number of times pi.", product(2 * r, r + h)),
    ]
    question = one_of(
        rng,
        (
            "What is the total surface area of a cylinder with radius {r} {u} and height {h} {u}?",
            "Find the total surface area of a closed cylinder of radius {r} {u} and height {h} {u}.",
        ),
        **v,
    )
    return _measured(rng, 2 * r * (r + h), question, steps, unit, 2)


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
        return worked(one_of(rng, phrasings, a=a, n=name), steps, answer, f"{answer}°")
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
        return worked(one_of(rng, phrasings, a=a, n=name), steps, full - a, f"{full - a}°")
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
        return worked(one_of(rng, phrasings, a=a, b=b, w=where), steps, full - a - b, f"{full - a - b}°")
    if kind == 3:
        a, b = rng.randint(20, 80), rng.randint(20, 80)
        phrasings = (
            "Two interior angles of a triangle are {a}° and {b}°. How large is the exterior angle at the third corner?",
            "In a triangle the angles at A and B are {a}° and {b}°. Find the exterior angle at C.",
        )
        return worked(
            one_of(rng, phrasings, a=a, b=b),
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
                one_of(rng, phrasings, n=n),
                [("Divide a full turn by the number of sides.", quotient(360, n))],
                360 // n,
                f"{360 // n}°",
            )
        phrasings = (
            "Each exterior angle of a regular polygon is {e}°. How many sides has it?",
            "A regular polygon has exterior angles of {e}°. Find the number of its sides.",
        )
        return worked(
            one_of(rng, phrasings, e=360 // n),
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
    return worked(one_of(rng, phrasings, a=left, b=right, c=third), steps, x, f"x = {x}")


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
            one_of(rng, phrasings, a=a, c=a * k, s=s, u=unit), steps, s * k * k, _sized(s * k * k, unit, 2)
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
    return worked(one_of(rng, phrasings, a=a, b=b, c=a * k, u=unit), steps, b * k, _sized(b * k, unit))


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
    return worked(one_of(rng, phrasings, a=a, b=b, c=b * k, t=thing), steps, a * k, f"{a * k} m")


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
        question, answer = one_of(rng, phrasings, **v), c
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
        question, answer = one_of(rng, phrasings, **v), b
    return worked(
        question,
        steps,
        answer,
        f"{answer} {'km' if ' km ' in question else 'inches' if 'inch' in question else 'm'}",
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
            one_of(rng, phrasings, a=a, b=b, c=c, d=d, u=unit),
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
        return worked(one_of(rng, phrasings, a=a * tile, b=b * tile, t=tile, u=unit), steps, a * b)
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
            one_of(rng, phrasings, a=a, b=b, c=c, u=unit),
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
        one_of(rng, phrasings, a=a, b=b, w=w, u=unit), steps, outer - inner, _sized(outer - inner, unit, 2)
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
    return worked(one_of(rng, phrasings, r=relation, p=2 * (a + b), u=unit, w=which), steps, answer, text)


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
)
