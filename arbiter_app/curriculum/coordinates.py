"""Points and straight lines in the plane. Knows nothing of circles, vectors or curves."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, isqrt
from random import Random

from arbiter_app.curriculum.polynomials import (
    nonzero,
    poly,
    product,
    quotient,
    styled,
    term,
    total,
)
from arbiter_app.curriculum.problem import Family, Steps, Worked, one_of, plus, signed, worked

TOPIC = "coordinates"
Point = tuple[int, int]
_TRIPLES = ((3, 4), (6, 8), (5, 12), (9, 12), (8, 15), (12, 16), (7, 24), (20, 21))


def _point(rng: Random, high: int, negative: bool) -> Point:
    low = -high if negative else 0
    return rng.randint(low, high), rng.randint(low, high)


def _named(rng: Random, p: Point, q: Point) -> tuple[str, str]:
    """Two points, with or without names."""
    names = rng.choice((("", ""), ("", ""), ("A", "B"), ("P", "Q"), ("A ", "B ")))
    first, second = (f"{name}({x}, {y})" for name, (x, y) in zip(names, (p, q), strict=True))
    if rng.random() < 0.15:
        first, second = first.replace(", ", ","), second.replace(", ", ",")
    return first, second


def root(n: int) -> str:
    """A square root as simple as it gets: 49 -> '7', 20 -> '2*sqrt(5)', 13 -> 'sqrt(13)'."""
    outside = max(k for k in range(1, isqrt(n) + 1) if n % (k * k) == 0)
    inside = n // (outside * outside)
    if inside == 1:
        return str(outside)
    return f"sqrt({n})" if outside == 1 else f"{outside}*sqrt({inside})"


def _distance(rng: Random, level: int) -> Worked:
    p = _point(rng, 6 * level, level > 1)
    dx, dy = rng.choice(_TRIPLES[: 3 * level - 1])
    if rng.random() < 0.5:
        dx, dy = dy, dx
    if level == 1 and rng.random() < 0.3:
        dx, dy = rng.choice(((rng.randint(1, 20), 0), (0, rng.randint(1, 20))))
    elif rng.random() < (0.1, 0.2, 0.4)[level - 1]:
        dx, dy = rng.randint(1, 9), rng.randint(1, 9)
    if level > 1:
        dx, dy = dx * rng.choice((-1, 1)), dy * rng.choice((-1, 1))
    q = p[0] + dx, p[1] + dy
    n = dx * dx + dy * dy
    steps = [
        ("Find the difference of the x-coordinates.", f"{q[0]} - {signed(p[0])} = {dx}"),
        ("Find the difference of the y-coordinates.", f"{q[1]} - {signed(p[1])} = {dy}"),
        ("Add the squares of both.", f"{signed(dx)}^2 + {signed(dy)}^2 = {dx * dx} + {dy * dy} = {n}"),
    ]
    answer, outside = root(n), isqrt(n)
    if outside * outside == n:
        steps.append(("Find the number whose square this is.", product(outside, outside)))
    elif "*" in answer:
        k, m = answer.replace(")", "").split("*sqrt(")
        steps.append(("Take the greatest square out of the root.", f"{n} = {k}^2 * {m}"))
    else:
        work = f"{outside}^2 = {outside**2}, {outside + 1}^2 = {(outside + 1) ** 2}"
        steps.append(("The root lies between two whole numbers, and no square can be taken out.", work))
    a, b = _named(rng, p, q)
    phrasings = (
        "What is the distance between {a} and {b}?",
        "Find the distance from {a} to {b}.",
        "How far apart are the points {a} and {b}?",
        "Calculate the distance between the points {a} and {b}.",
        "Find the length of the line segment from {a} to {b}.",
        "How long is the segment that joins {a} and {b}?",
        "distance between {a} and {b}",
        "Work out the distance between {a} and {b}.",
        "A straight path leads from {a} to {b} on a map. How many units long is it?",
    )
    exact = Fraction(outside) if outside * outside == n else Fraction(n)
    return worked(one_of(rng, phrasings, a=a, b=b), steps, exact, answer)


def _midpoint(rng: Random, level: int) -> Worked:
    p = _point(rng, (10, 12, 60)[level - 1], level > 1)
    q = _point(rng, (10, 12, 60)[level - 1], level > 1)
    if level < 3 or rng.random() < 0.5:
        q = q[0] + (p[0] + q[0]) % 2, q[1] + (p[1] + q[1]) % 2
    a, b = _named(rng, p, q)
    if level > 1 and rng.random() < 0.3:
        m = p
        end = 2 * m[0] - q[0], 2 * m[1] - q[1]
        steps = [
            (
                "Double the x-coordinate of the midpoint and subtract the known one.",
                f"2 * {signed(m[0])} - {signed(q[0])} = {2 * m[0]} - {signed(q[0])} = {end[0]}",
            ),
            (
                "Double the y-coordinate of the midpoint and subtract the known one.",
                f"2 * {signed(m[1])} - {signed(q[1])} = {2 * m[1]} - {signed(q[1])} = {end[1]}",
            ),
        ]
        phrasings: tuple[str, ...] = (
            "M({x}, {y}) is the midpoint of AB and A is ({u}, {v}). Find B.",
            "The midpoint of a segment is ({x}, {y}) and one end is ({u}, {v}). What is the other end?",
            "One end of a segment is ({u}, {v}) and its midpoint is ({x}, {y}). Find the other end.",
        )
        question = one_of(rng, phrasings, x=m[0], y=m[1], u=q[0], v=q[1])
        return worked(question, steps, end, f"({end[0]}, {end[1]})")
    middle = Fraction(p[0] + q[0], 2), Fraction(p[1] + q[1], 2)
    steps = [
        (f"Find the mean of the {name}-coordinates.", f"({u} + {signed(v)}) / 2 = {u + v} / 2 = {m}")
        for name, u, v, m in zip("xy", p, q, middle, strict=True)
    ]
    phrasings = (
        "What is the midpoint of {a} and {b}?",
        "Find the midpoint of the segment from {a} to {b}.",
        "Find the midpoint between {a} and {b}.",
        "Which point is halfway between {a} and {b}?",
        "Calculate the midpoint of the line segment with ends {a} and {b}.",
        "midpoint of {a} and {b}",
        "Give the coordinates of the midpoint of {a} and {b}.",
        "A segment joins {a} and {b}. Where is its midpoint?",
    )
    return worked(one_of(rng, phrasings, a=a, b=b), steps, middle, f"({middle[0]}, {middle[1]})")


def _slope_step(p: Point, q: Point) -> tuple[str, str]:
    dy, dx = q[1] - p[1], q[0] - p[0]
    work = f"({q[1]} - {signed(p[1])}) / ({q[0]} - {signed(p[0])}) = {dy} / {signed(dx)} = {Fraction(dy, dx)}"
    return "Divide the change of y by the change of x to get the slope.", work


def _slope(rng: Random, level: int) -> Worked:
    p, dx = _point(rng, 6 * level, level > 1), nonzero(rng, 8) if level > 1 else rng.randint(1, 6)
    slope = nonzero(rng, 5) if level > 1 else rng.randint(0, 5)
    dy = slope * dx if level < 3 or rng.random() < 0.4 else nonzero(rng, 12)
    q = p[0] + dx, p[1] + dy
    a, b = _named(rng, p, q)
    phrasings = (
        "What is the slope of the line through {a} and {b}?",
        "Find the slope of the line that passes through {a} and {b}.",
        "Find the gradient of the line joining {a} and {b}.",
        "Calculate the slope between {a} and {b}.",
        "A line goes through {a} and {b}. What is its slope?",
        "slope of the line through {a} and {b}",
        "What is the gradient of the straight line from {a} to {b}?",
        "Work out the slope of the segment from {a} to {b}.",
    )
    return worked(one_of(rng, phrasings, a=a, b=b), [_slope_step(p, q)], Fraction(dy, dx))


def _line_through(rng: Random, level: int) -> Worked:
    """y = m x + c through two points, or with a slope through one."""
    m, c = (nonzero(rng, 5) if level > 1 else rng.randint(1, 4)), rng.randint(-9 * (level > 1), 12)
    x0 = rng.randint(-6 if level > 1 else 0, 6)
    p = x0, m * x0 + c
    line = poly((m, c))
    back = (
        "Subtract the slope times x from y to get the y-intercept.",
        f"{p[1]} - {signed(m)} * {signed(x0)} = {p[1]} - {signed(m * x0)} = {c}",
    )
    write = ("Write the line with this slope and intercept.", f"y = {line}")
    if rng.random() < 0.4:
        phrasings: tuple[str, ...] = (
            "Find the equation of the line with slope {m} through ({x}, {y}).",
            "A line has slope {m} and passes through ({x}, {y}). What is its equation?",
            "What is the equation of the line with gradient {m} that goes through ({x}, {y})?",
            "Write the equation of the line through ({x}, {y}) with slope {m} in the form y = mx + b.",
        )
        return worked(one_of(rng, phrasings, m=m, x=x0, y=p[1]), [back, write], (m, c), f"y = {line}")
    dx = nonzero(rng, 5) if level > 1 else rng.randint(1, 5)
    q = x0 + dx, m * (x0 + dx) + c
    a, b = _named(rng, p, q)
    phrasings = (
        "Find the equation of the line through {a} and {b}.",
        "What is the equation of the line through {a} and {b}?",
        "A line passes through {a} and {b}. Find its equation.",
        "Write the equation of the line through {a} and {b} in the form y = mx + b.",
        "Determine the line that goes through {a} and {b}.",
        "Give the equation of the straight line joining {a} and {b}.",
        "line through {a} and {b}",
    )
    return worked(one_of(rng, phrasings, a=a, b=b), [_slope_step(p, q), back, write], (m, c), f"y = {line}")


def _intercepts(rng: Random, level: int) -> Worked:
    x_cut, y_cut = nonzero(rng, 6 * level), nonzero(rng, 6 * level)
    g = gcd(x_cut, y_cut)
    a, b = y_cut // g, x_cut // g
    if a < 0:
        a, b = -a, -b
    c = a * x_cut
    shown = f"{total([(a, 'x', 1), (b, 'y', 1)])} = {c}"
    asks = rng.randrange(3)
    if level == 1 or rng.random() < 0.4:  # y = m x + c with a whole zero
        m, zero = nonzero(rng, 3 * level + 2), nonzero(rng, 9)
        k = -m * zero
        shown = f"y = {styled(rng, poly((m, k)))}"
        to_x: Steps = [
            ("Set y to zero.", f"{term(m, 'x')} = 0 {plus(-k)} = {-k}"),
            *([("Divide by the coefficient of x.", f"x = {quotient(-k, m)}")] if m != 1 else []),
        ]
        to_y: Steps = [("Set x to zero.", f"y = {m} * 0 {plus(k)} = {k}")]
        x_cut, y_cut = zero, k
    else:
        to_x = [("Set y to zero and divide by the coefficient of x.", f"x = {quotient(c, a)}")]
        to_y = [("Set x to zero and divide by the coefficient of y.", f"y = {quotient(c, b)}")]
    if asks == 0:
        phrasings: tuple[str, ...] = (
            "What is the x-intercept of {e}?",
            "Find the x-intercept of the line {e}.",
            "At which x does the line {e} cross the x-axis?",
            "Where does {e} cut the x-axis? Give x.",
        )
        return worked(one_of(rng, phrasings, e=shown), to_x, x_cut)
    if asks == 1:
        phrasings = (
            "What is the y-intercept of {e}?",
            "Find the y-intercept of the line {e}.",
            "At which y does the line {e} cross the y-axis?",
            "Where does {e} cut the y-axis? Give y.",
        )
        return worked(one_of(rng, phrasings, e=shown), to_y, y_cut)
    area = Fraction(abs(x_cut * y_cut), 2)
    steps = [
        *to_x,
        *to_y,
        (
            "Multiply the lengths cut off and halve the product.",
            f"{abs(x_cut)} * {abs(y_cut)} / 2 = {abs(x_cut * y_cut)} / 2 = {area}",
        ),
    ]
    phrasings = (
        "What is the area of the triangle between the line {e} and the axes?",
        "Find the area of the triangle that {e} forms with the coordinate axes.",
        "The line {e} and the two axes enclose a triangle. What is its area?",
    )
    return worked(one_of(rng, phrasings, e=shown), steps, area)


def _slopes_of_lines(rng: Random, level: int) -> Worked:
    """The slope of a line from its equation; parallel and perpendicular lines."""
    m, c = nonzero(rng, 9), nonzero(rng, 12)
    slope, steps = Fraction(m), []
    shown = f"y = {styled(rng, poly((m, c)))}"
    if level > 1:
        a, b = nonzero(rng, 9), nonzero(rng, 6)
        if rng.random() < 0.5:
            a *= b
        slope = Fraction(-a, b)
        shown = f"{total([(a, 'x', 1), (b, 'y', 1)])} = {nonzero(rng, 30)}"
        steps = [
            ("Divide the opposite of the coefficient of x by that of y.", f"{-a} / {signed(b)} = {slope}")
        ]
    kind = rng.randrange(3)
    if kind == 0:
        steps = steps or [("Read off the coefficient of x.", f"{m} * 1 = {m}")]
        phrasings: tuple[str, ...] = (
            "What is the slope of the line {e}?",
            "Find the slope of {e}.",
            "Find the gradient of the line {e}.",
            "Give the slope of {e}.",
            "slope of {e}",
        )
        return worked(one_of(rng, phrasings, e=shown), steps, slope)
    if kind == 1:
        steps = [*steps, ("A parallel line has the same slope.", f"{slope} * 1 = {slope}")]
        phrasings = (
            "What is the slope of a line parallel to {e}?",
            "Find the slope of any line parallel to {e}.",
            "A line is parallel to {e}. What is its gradient?",
        )
        return worked(one_of(rng, phrasings, e=shown), steps, slope)
    shown_slope = str(slope) if slope > 0 and slope.denominator == 1 else f"({slope})"
    steps = [*steps, ("Take the opposite of one divided by the slope.", f"-1 / {shown_slope} = {-1 / slope}")]
    phrasings = (
        "What is the slope of a line perpendicular to {e}?",
        "Find the slope of any line perpendicular to {e}.",
        "A line is at right angles to {e}. What is its gradient?",
    )
    return worked(one_of(rng, phrasings, e=shown), steps, -1 / slope)


def _crossing(rng: Random, level: int) -> Worked:
    x, y = (
        (rng.randint(0, 6), rng.randint(0, 12)) if level == 1 else (nonzero(rng, 3 * level), nonzero(rng, 9))
    )
    m, n = rng.sample([k for k in range(-6 if level > 1 else 1, 7) if k], 2)
    b, d = y - m * x, y - n * x
    steps = [
        ("Set both right sides equal; bring the terms with x together.", f"{m} - {signed(n)} = {m - n}"),
        ("Bring the constants together.", f"{term(m - n, 'x')} = {d} {plus(-b)} = {d - b}"),
        ("Divide by the coefficient of x.", f"x = {quotient(d - b, m - n)}"),
        ("Put x into the first line.", f"y = {m} * {signed(x)} {plus(b)} = {m * x} {plus(b)} = {y}"),
    ]
    if m - n == 1:
        del steps[2]
    phrasings = (
        "Where do the lines y = {p} and y = {q} intersect?",
        "Find the intersection of y = {p} and y = {q}.",
        "At which point do y = {p} and y = {q} meet?",
        "Find the point where the lines y = {p} and y = {q} cross.",
        "The lines y = {p} and y = {q} cross at one point. Which one?",
        "What is the point of intersection of y = {p} and y = {q}?",
        "Calculate where y = {p} and y = {q} intersect.",
    )
    question = one_of(rng, phrasings, p=styled(rng, poly((m, b))), q=styled(rng, poly((n, d))))
    return worked(question, steps, (x, y), f"({x}, {y})")


def _area(rng: Random, level: int) -> Worked:
    """A triangle, with a level base or by the shoelace formula, or a rectangle."""
    if level == 1:
        x, y = rng.randint(0, 9), rng.randint(0, 9)
        w, h = rng.randint(1, 12), rng.randint(1, 12)
        steps = [
            ("Find the width from the x-coordinates.", f"{x + w} - {x} = {w}"),
            ("Find the height from the y-coordinates.", f"{y + h} - {y} = {h}"),
            ("Multiply them.", product(w, h)),
        ]
        corners = f"({x}, {y}), ({x + w}, {y}), ({x + w}, {y + h}) and ({x}, {y + h})"
        if rng.random() < 0.5:
            phrasings: tuple[str, ...] = (
                "A rectangle has corners {c}. What is its area?",
                "Find the area of the rectangle with vertices {c}.",
                "What is the area of the rectangle with corners at {c}?",
            )
            return worked(one_of(rng, phrasings, c=corners), steps, w * h)
        steps = [*steps, ("Halve it, as it is a right triangle.", f"{w * h} / 2 = {Fraction(w * h, 2)}")]
        corners = f"({x}, {y}), ({x + w}, {y}) and ({x}, {y + h})"
        phrasings = (
            "A triangle has corners {c}. What is its area?",
            "Find the area of the triangle with vertices {c}.",
            "What is the area of the triangle with corners {c}?",
        )
        return worked(one_of(rng, phrasings, c=corners), steps, Fraction(w * h, 2))
    high = 8 if level == 2 else 12
    (a, b), (c, d), (e, f) = (_point(rng, high, level > 2) for _ in range(3))
    u, v, p, q = c - a, d - b, e - a, f - b
    double = u * q - p * v
    if not double:
        return _area(rng, level)
    steps = [
        (
            "Find the steps from the first corner to the second.",
            f"{c} - {signed(a)} = {u}, {d} - {signed(b)} = {v}",
        ),
        (
            "Find the steps from the first corner to the third.",
            f"{e} - {signed(a)} = {p}, {f} - {signed(b)} = {q}",
        ),
        (
            "Multiply crosswise and subtract.",
            f"{u} * {signed(q)} - {signed(p)} * {signed(v)} = {u * q} - {signed(p * v)} = {double}",
        ),
        ("Halve it, without its sign, to get the area.", f"{abs(double)} / 2 = {Fraction(abs(double), 2)}"),
    ]
    phrasings = (
        "Find the area of the triangle with vertices ({a}, {b}), ({c}, {d}) and ({e}, {f}).",
        "A triangle has corners ({a}, {b}), ({c}, {d}) and ({e}, {f}). What is its area?",
        "What is the area of triangle ABC with A({a}, {b}), B({c}, {d}) and C({e}, {f})?",
        "Calculate the area of the triangle whose corners are ({a}, {b}), ({c}, {d}) and ({e}, {f}).",
    )
    question = one_of(rng, phrasings, a=a, b=b, c=c, d=d, e=e, f=f)
    return worked(question, steps, Fraction(abs(double), 2))


FAMILIES = (
    Family("distance", TOPIC, _distance),
    Family("midpoint", TOPIC, _midpoint),
    Family("slope", TOPIC, _slope),
    Family("line_equation", TOPIC, _line_through),
    Family("intercepts", TOPIC, _intercepts),
    Family("parallel_perpendicular", TOPIC, _slopes_of_lines),
    Family("line_intersection", TOPIC, _crossing),
    Family("area_from_coordinates", TOPIC, _area),
)
