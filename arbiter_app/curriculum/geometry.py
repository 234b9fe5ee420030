"""Lengths, areas, volumes and angles of straight-sided figures."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from arbiter_app.curriculum.problem import Family, Worked, decimal, one_of, times, worked

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
        ]
        return worked(one_of(rng, phrasings, **values), around, 2 * (a + b), f"{2 * (a + b)} {unit}")
    if kind == 1:
        phrasings = [
            "A rectangle is {a} {u} long and {b} {u} wide. What is its area?",
            "Find the area of a rectangle with sides {a} {u} and {b} {u}.",
            "A rectangular {t} measures {a} {u} by {b} {u}. What is its area?",
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


FAMILIES = (
    Family("rectangle", TOPIC, _rectangle),
    Family("triangle", TOPIC, _triangle),
    Family("box", TOPIC, _box),
    Family("angles", TOPIC, _angles),
    Family("pythagoras", TOPIC, _pythagoras),
)
