"""Points and straight lines in the plane. Knows nothing of circles, vectors or curves."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, isqrt
from random import Random

from arbiter_app.curriculum.polynomials import (
    Ways,
    asked,
    nonzero,
    poly,
    product,
    quotient,
    styled,
    term,
    total,
)
from arbiter_app.curriculum.problem import Family, Steps, Worked, plus, signed, worked

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


_DISTANCE = Ways(
    nouns=(
        "the distance between {a} and {b}",
        "the distance from {a} to {b}",
        "the length of the segment from {a} to {b}",
        "the straight-line distance between the points {a} and {b}",
        "the length of the line joining {a} and {b}",
        "the distance between two points, {a} and {b}",
    ),
    facts=(
        "two points are {a} and {b}",
        "a segment has its ends at {a} and {b}",
        "the points {a} and {b} are given",
        "a line segment joins {a} and {b}",
        "I have the points {a} and {b}",
    ),
    wanted=(
        "the distance between them",
        "the distance between the two points",
        "the length of the segment between them",
    ),
    verbs=(
        "find the distance between {a} and {b}",
        "use the distance formula on {a} and {b}",
        "work out how far it is from {a} to {b}",
    ),
    whole=(
        "how far is it from {a} to {b}",
        "{a}, {b}, distance?",
        "{a} and {b}: distance = ?",
        "Points {a}, {b}. Distance?",
        "How far apart are {a} and {b}?",
        "How many units is {a} from {b}?",
        "What is the length of the segment with endpoints {a} and {b}?",
    ),
)


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
    return worked(asked(rng, phrasings, _DISTANCE, a=a, b=b), steps, exact, answer)


_MIDDLE = Ways(
    nouns=(
        "the midpoint of {a} and {b}",
        "the midpoint of the segment from {a} to {b}",
        "the point halfway between {a} and {b}",
        "the coordinates of the midpoint of {a} and {b}",
        "the middle of the segment that joins {a} and {b}",
        "the centre of the line segment from {a} to {b}",
    ),
    facts=(
        "a segment has its ends at {a} and {b}",
        "the endpoints of a segment are {a} and {b}",
        "two points are {a} and {b}",
        "the points {a} and {b} are given",
        "a diameter of a circle goes from {a} to {b}",
    ),
    wanted=(
        "the midpoint",
        "the point halfway between them",
        "the coordinates of the midpoint",
    ),
    whole=(
        "{a}, {b}, midpoint?",
        "Points {a} and {b}. Midpoint?",
        "where is the middle between {a} and {b}",
        "which point lies exactly in the middle of {a} and {b}",
        "What point is the same distance from {a} and {b} and on the segment between them?",
    ),
)
_OTHER_END = Ways(
    facts=(
        "the midpoint of a segment is ({x}, {y}) and one end is ({u}, {v})",
        "({x}, {y}) is halfway between ({u}, {v}) and another point",
        "M({x}, {y}) is the middle of a segment that starts at ({u}, {v})",
        "a circle has its centre at ({x}, {y}) and a diameter that starts at ({u}, {v})",
    ),
    wanted=(
        "the other end",
        "the coordinates of the other end",
    ),
    whole=(
        "Midpoint ({x}, {y}), one end ({u}, {v}). What is the other end?",
        "midpoint ({x}, {y}), endpoint ({u}, {v}), other endpoint?",
    ),
)


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
        question = asked(rng, phrasings, _OTHER_END, x=m[0], y=m[1], u=q[0], v=q[1])
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
    return worked(asked(rng, phrasings, _MIDDLE, a=a, b=b), steps, middle, f"({middle[0]}, {middle[1]})")


def _slope_step(p: Point, q: Point) -> tuple[str, str]:
    dy, dx = q[1] - p[1], q[0] - p[0]
    work = f"({q[1]} - {signed(p[1])}) / ({q[0]} - {signed(p[0])}) = {dy} / {signed(dx)} = {Fraction(dy, dx)}"
    return "Divide the change of y by the change of x to get the slope.", work


_GRADIENT = Ways(
    nouns=(
        "the slope of the line through {a} and {b}",
        "the gradient of the line through {a} and {b}",
        "the slope between {a} and {b}",
        "the gradient of the line from {a} to {b}",
        "the steepness (slope) of the line joining {a} and {b}",
        "the rise over run from {a} to {b}",
    ),
    facts=(
        "a line passes through {a} and {b}",
        "the points {a} and {b} lie on a line",
        "a straight line joins {a} and {b}",
        "a line contains {a} and {b}",
    ),
    wanted=(
        "its slope",
        "its gradient",
        "the slope",
        "the slope of the line",
        "the gradient of this line",
    ),
    whole=(
        "{a}, {b}, slope?",
        "{a} and {b}: slope = ?",
        "Points {a} and {b}. Slope of the line?",
        "how steep is the line through {a} and {b}? Give its slope.",
        "gradient from {a} to {b}",
        "What is m for the line through {a} and {b}?",
        "What is the rate of change between {a} and {b}?",
    ),
)


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
    return worked(asked(rng, phrasings, _GRADIENT, a=a, b=b), [_slope_step(p, q)], Fraction(dy, dx))


_LINE_WITH_SLOPE = Ways(
    nouns=(
        "the equation of the line with slope {m} through ({x}, {y})",
        "the line with gradient {m} that passes through ({x}, {y})",
        "the equation of a straight line of slope {m} through the point ({x}, {y})",
    ),
    verbs=(
        "write the equation of the line with slope {m} through ({x}, {y})",
        "find the line with slope {m} that goes through ({x}, {y})",
        "give the line through ({x}, {y}) with gradient {m} in the form y = mx + c",
    ),
    facts=(
        "a line has slope {m} and contains ({x}, {y})",
        "the slope of a line is {m} and it goes through ({x}, {y})",
        "a line with gradient {m} passes through the point ({x}, {y})",
    ),
    wanted=(
        "its equation",
        "the equation of the line",
        "its equation in slope-intercept form",
    ),
    whole=(
        "slope {m}, point ({x}, {y}), equation of the line?",
        "m = {m}, through ({x}, {y}). Equation?",
        "Which line has slope {m} and passes through ({x}, {y})?",
    ),
)
_LINE_OF_TWO = Ways(
    nouns=(
        "the equation of the line through {a} and {b}",
        "the equation of the straight line that joins {a} and {b}",
        "the equation of the line that contains {a} and {b}",
        "the line through the points {a} and {b}",
    ),
    verbs=(
        "write the equation of the line through {a} and {b}",
        "find the line through {a} and {b}",
        "give the line through {a} and {b} in slope-intercept form",
        "find an equation y = mx + c of the line through {a} and {b}",
    ),
    facts=(
        "a line contains {a} and {b}",
        "the points {a} and {b} lie on a line",
        "a straight line goes through {a} and {b}",
        "two points of a line are {a} and {b}",
    ),
    wanted=(
        "its equation",
        "the equation of the line",
        "its equation in the form y = mx + b",
    ),
    whole=(
        "{a}, {b}, equation of the line?",
        "equation of the line through {a}, {b}",
        "Which line passes through {a} and {b}?",
    ),
)


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
        return worked(
            asked(rng, phrasings, _LINE_WITH_SLOPE, m=m, x=x0, y=p[1]), [back, write], (m, c), f"y = {line}"
        )
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
    return worked(
        asked(rng, phrasings, _LINE_OF_TWO, a=a, b=b), [_slope_step(p, q), back, write], (m, c), f"y = {line}"
    )


_X_CUT = Ways(
    nouns=(
        "the x-intercept of {e}",
        "the x-intercept of the line {e}",
        "the x-coordinate of the point where {e} meets the x-axis",
        "the value of x where the line {e} crosses the x-axis",
        "the zero of the line {e}",
    ),
    facts=(
        "a line has the equation {e}",
        "{e} is the equation of a line",
    ),
    wanted=(
        "its x-intercept",
        "the x-intercept",
    ),
    whole=(
        "{e}, x-intercept?",
        "For which x does the line {e} meet the x-axis?",
        "where does the line {e} hit the x-axis? only x please",
        "{e}: what is x when y is 0?",
    ),
)
_Y_CUT = Ways(
    nouns=(
        "the y-intercept of {e}",
        "the y-intercept of the line {e}",
        "the y-coordinate of the point where {e} meets the y-axis",
        "the value of y where the line {e} crosses the y-axis",
    ),
    facts=(
        "a line has the equation {e}",
        "{e} is the equation of a line",
    ),
    wanted=(
        "its y-intercept",
        "the y-intercept",
    ),
    whole=(
        "{e}, y-intercept?",
        "At which height does the line {e} meet the y-axis?",
        "where does the line {e} hit the y-axis? only y please",
        "{e}: what is y when x is 0?",
    ),
)
_CORNER = Ways(
    nouns=(
        "the area of the triangle enclosed by the line {e} and the axes",
        "the area between the line {e} and the two coordinate axes",
        "the area of the triangle cut off by {e} from the axes",
    ),
    facts=("the line {e} forms a triangle with the coordinate axes",),
    wanted=(
        "its area",
        "the area of this triangle",
    ),
    whole=("line {e}, triangle with the axes, area?",),
)


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
        return worked(asked(rng, phrasings, _X_CUT, e=shown), to_x, x_cut)
    if asks == 1:
        phrasings = (
            "What is the y-intercept of {e}?",
            "Find the y-intercept of the line {e}.",
            "At which y does the line {e} cross the y-axis?",
            "Where does {e} cut the y-axis? Give y.",
        )
        return worked(asked(rng, phrasings, _Y_CUT, e=shown), to_y, y_cut)
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
    return worked(asked(rng, phrasings, _CORNER, e=shown), steps, area)


_SLOPE_OF = Ways(
    nouns=(
        "the slope of the line {e}",
        "the gradient of {e}",
        "the slope of {e}",
        "the gradient of the straight line {e}",
        "the steepness (slope) of {e}",
    ),
    verbs=(
        "find the slope of {e}",
        "read off the gradient of {e}",
    ),
    facts=(
        "a line has the equation {e}",
        "{e} is the equation of a line",
    ),
    wanted=(
        "its slope",
        "its gradient",
        "the slope",
    ),
    whole=(
        "{e}, slope?",
        "how steep is the line {e}? Give its slope.",
        "gradient of {e}",
        "What is m for the line {e}?",
    ),
)
_PARALLEL = Ways(
    nouns=(
        "the slope of a line parallel to {e}",
        "the gradient of every line parallel to {e}",
        "the slope of a parallel to {e}",
    ),
    facts=(
        "a line is parallel to {e}",
        "line g runs parallel to {e}",
    ),
    wanted=(
        "its slope",
        "its gradient",
    ),
    whole=(
        "parallel to {e}, slope?",
        "What slope do the lines parallel to {e} have?",
    ),
)
_PERPENDICULAR = Ways(
    nouns=(
        "the slope of a line perpendicular to {e}",
        "the gradient of a line at right angles to {e}",
        "the slope of the normal to {e}",
    ),
    facts=(
        "a line is perpendicular to {e}",
        "a line meets {e} at a right angle",
    ),
    wanted=(
        "its slope",
        "its gradient",
    ),
    whole=(
        "perpendicular to {e}, slope?",
        "What slope do the lines at right angles to {e} have?",
    ),
)


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
        return worked(asked(rng, phrasings, _SLOPE_OF, e=shown), steps, slope)
    if kind == 1:
        steps = [*steps, ("A parallel line has the same slope.", f"{slope} * 1 = {slope}")]
        phrasings = (
            "What is the slope of a line parallel to {e}?",
            "Find the slope of any line parallel to {e}.",
            "A line is parallel to {e}. What is its gradient?",
        )
        return worked(asked(rng, phrasings, _PARALLEL, e=shown), steps, slope)
    shown_slope = str(slope) if slope > 0 and slope.denominator == 1 else f"({slope})"
    steps = [*steps, ("Take the opposite of one divided by the slope.", f"-1 / {shown_slope} = {-1 / slope}")]
    phrasings = (
        "What is the slope of a line perpendicular to {e}?",
        "Find the slope of any line perpendicular to {e}.",
        "A line is at right angles to {e}. What is its gradient?",
    )
    return worked(asked(rng, phrasings, _PERPENDICULAR, e=shown), steps, -1 / slope)


_MEETING = Ways(
    nouns=(
        "the intersection of y = {p} and y = {q}",
        "the point where y = {p} and y = {q} intersect",
        "the point of intersection of the lines y = {p} and y = {q}",
        "the crossing point of y = {p} and y = {q}",
        "the point that the lines y = {p} and y = {q} share",
        "the coordinates of the intersection of y = {p} and y = {q}",
    ),
    verbs=(
        "find where y = {p} and y = {q} intersect",
        "find the point where y = {p} and y = {q} cross",
        "work out where the lines y = {p} and y = {q} meet",
    ),
    facts=(
        "two lines are y = {p} and y = {q}",
        "the lines y = {p} and y = {q} cross",
    ),
    wanted=(
        "their point of intersection",
        "the point where they meet",
        "their common point",
    ),
    whole=(
        "y = {p}, y = {q}, intersection?",
        "y = {p} and y = {q} where do they meet",
        "Lines y = {p} and y = {q}. Intersection point?",
        "Which point lies on both y = {p} and y = {q}?",
    ),
)


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
    question = asked(rng, phrasings, _MEETING, p=styled(rng, poly((m, b))), q=styled(rng, poly((n, d))))
    return worked(question, steps, (x, y), f"({x}, {y})")


_RECTANGLE = Ways(
    nouns=(
        "the area of the rectangle with corners {c}",
        "the area of a rectangle with vertices {c}",
    ),
    facts=(
        "the vertices of a rectangle are {c}",
        "a rectangle has its corners at {c}",
    ),
    wanted=(
        "its area",
        "the area",
    ),
    whole=("rectangle {c}, area?",),
)
_TRIANGLE = Ways(
    nouns=(
        "the area of the triangle with corners {c}",
        "the area of a triangle with vertices {c}",
    ),
    facts=(
        "the vertices of a triangle are {c}",
        "a triangle has its corners at {c}",
    ),
    wanted=(
        "its area",
        "the area",
    ),
    whole=(
        "triangle {c}, area?",
        "How large is the triangle with corners {c}?",
    ),
)


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
            return worked(asked(rng, phrasings, _RECTANGLE, c=corners), steps, w * h)
        steps = [*steps, ("Halve it, as it is a right triangle.", f"{w * h} / 2 = {Fraction(w * h, 2)}")]
        corners = f"({x}, {y}), ({x + w}, {y}) and ({x}, {y + h})"
        phrasings = (
            "A triangle has corners {c}. What is its area?",
            "Find the area of the triangle with vertices {c}.",
            "What is the area of the triangle with corners {c}?",
        )
        return worked(asked(rng, phrasings, _TRIANGLE, c=corners), steps, Fraction(w * h, 2))
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
    question = rng.choice(phrasings).format(a=a, b=b, c=c, d=d, e=e, f=f)
    if rng.random() < 0.5:
        question = asked(rng, _TRIANGLE.whole, _TRIANGLE, c=f"({a}, {b}), ({c}, {d}) and ({e}, {f})")
    return worked(question, steps, Fraction(abs(double), 2))


_MOVES = Ways(
    nouns=(
        "the image of {p} when it is moved {h} and {v}",
        "the point reached from {p} by going {h} and {v}",
        "the coordinates of {p} after a move of {h} and {v}",
    ),
    verbs=("translate {p} by {h} and {v}", "move the point {p} {h} and {v}", "shift {p} {h} and {v}"),
    facts=(
        "{p} is moved {h} and {v}",
        "the point {p} is translated {h} and {v}",
        "a point starts at {p} and goes {h} and {v}",
    ),
    wanted=("the new point", "its image", "the coordinates of the new point"),
    whole=("{p}, {h}, {v}, where is it now?", "I start at {p} and go {h} and {v}. Where do I end?"),
)
_MIRROR = Ways(
    nouns=(
        "the reflection of {p} in {m}",
        "the image of {p} reflected in {m}",
        "the mirror image of {p} in {m}",
    ),
    verbs=("reflect {p} in {m}", "reflect the point {p} across {m}", "mirror {p} in {m}"),
    facts=(
        "{p} is reflected in {m}",
        "the point {p} is reflected across {m}",
        "{m} is a mirror for the point {p}",
    ),
    wanted=("its image", "the new point", "the coordinates of the image"),
    whole=("{p} reflected in {m}", "Where does {p} land when it is reflected in {m}?"),
)


def _moved_point(rng: Random, level: int) -> Worked:
    """A point translated, reflected in an axis or the origin, at level 3 both."""
    x, y = _point(rng, 9 * level, level > 1)
    start, steps, facts = (x, y), [], ""
    if level == 3 or rng.random() < 0.5:
        dx, dy = nonzero(rng, 4 + 3 * level), nonzero(rng, 4 + 3 * level)
        across = f"{abs(dx)} to the {'right' if dx > 0 else 'left'}"
        up = f"{abs(dy)} {'up' if dy > 0 else 'down'}"
        steps = [
            ("Change the x-coordinate by the move to the side.", f"{x} {plus(dx)} = {x + dx}"),
            ("Change the y-coordinate by the move up or down.", f"{y} {plus(dy)} = {y + dy}"),
        ]
        x, y = x + dx, y + dy
        if level < 3:
            question = asked(rng, _MOVES.whole, _MOVES, p=f"({start[0]}, {start[1]})", h=across, v=up)
            return worked(question, steps, (x, y), f"({x}, {y})")
        facts = f"({start[0]}, {start[1]}) is moved {across} and {up}"
    mirror, changed = rng.choice((("the x-axis", "y"), ("the y-axis", "x"), ("the origin", "xy")))
    for name in changed:
        old = x if name == "x" else y
        steps.append((f"Turn round the sign of the {name}-coordinate.", f"-1 * {signed(old)} = {-old}"))
    x, y = (-x if "x" in changed else x), (-y if "y" in changed else y)
    if not facts:
        question = asked(rng, _MIRROR.whole, _MIRROR, p=f"({start[0]}, {start[1]})", m=mirror)
        return worked(question, steps, (x, y), f"({x}, {y})")
    both = rng.choice(("{f} and then reflected in {m}", "{f}, then the result is reflected in {m}"))
    ways = Ways(facts=(both,), wanted=("the final point", "its image", "the point where it ends up"))
    phrasings = ("The point {f} and then reflected in {m}. Where does it end up?",)
    return worked(asked(rng, phrasings, ways, f=facts, m=mirror), steps, (x, y), f"({x}, {y})")


FAMILIES = (
    Family("distance", TOPIC, _distance),
    Family("midpoint", TOPIC, _midpoint),
    Family("slope", TOPIC, _slope),
    Family("line_equation", TOPIC, _line_through),
    Family("intercepts", TOPIC, _intercepts),
    Family("parallel_perpendicular", TOPIC, _slopes_of_lines),
    Family("line_intersection", TOPIC, _crossing),
    Family("area_from_coordinates", TOPIC, _area),
    Family("moved_point", TOPIC, _moved_point),
)
