"""LaTeX and plain maths as Unicode: what a reader sees, and that nothing hostile breaks it."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from arbiter_app.mathtext import Kind, block, inline, readable, spans

INLINE = [
    (r"\frac{1}{2}", "½"),
    (r"\frac12", "½"),
    (r"\dfrac{7}{12}", "7/12"),
    (r"2\frac{1}{2}", "2½"),
    (r"3\frac{4}{7}", "3 4/7"),
    (r"\frac{a+b}{2x}", "(a+b)/(2x)"),
    (r"\frac{1}{3}^2", "(⅓)²"),
    (r"x\frac{a}{b}", "x(a/b)"),
    (r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}", "x = (−b ± √(b²−4ac))/(2a)"),
    ("x^2", "x²"),
    ("x^{10}y^-3", "x¹⁰y⁻³"),
    ("10^(-5)", "10⁻⁵"),
    ("2**3", "2³"),
    ("x^{a+b}", "xᵃ⁺ᵇ"),
    ("x^q", "x^q"),
    ("x^{p+q}", "x^(p+q)"),
    ("x_1 + x_{12}", "x₁ + x₁₂"),
    ("x_b", "x_b"),
    ("1202_7", "1202₇"),
    (r"\alpha\beta + \Omega", "αβ + Ω"),
    (r"\pi r^2", "πr²"),
    (r"90^\circ", "90°"),
    (r"3\cdot4 \times 5 \div 6", "3 · 4 × 5 ÷ 6"),
    (r"a\le b \neq c", "a ≤ b ≠ c"),
    (r"x = \pm 3", "x = ±3"),
    (r"\left( \frac{1}{2} \right)", "(½)"),
    (r"\left. x \right|", "x|"),
    (r"\sqrt{2}", "√2"),
    (r"\sqrt{x+1}", "√(x+1)"),
    (r"\sqrt{2}x", "√(2)x"),
    (r"\sqrt[3]{8}", "∛8"),
    ("sqrt(2)/2 <= 3*4", "√2/2 ≤ 3×4"),
    (r"\text{area in } m^2", "area in m²"),
    (r"\{1, 2\} \subset \mathbb{R}", "{1, 2} ⊂ ℝ"),
    (r"A \cup \emptyset", "A ∪ ∅"),
    (r"\sin x + 2\cos(x)", "sin x + 2 cos(x)"),
    (r"\sum_{i=1}^{n} i^2", "∑ᵢ₌₁ⁿ i²"),
    (r"\binom{n}{k}", "C(n, k)"),
    (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "(1 2; 3 4)"),
    (r"\vec{v}", "v\u20d7"),
    (r"\overline{AB}", "A\u0305B\u0305"),
    (r"50\% \$5", "50% $5"),
    ("f'(x)", "f′(x)"),
]


@pytest.mark.parametrize(("source", "shown"), INLINE)
def test_inline(source: str, shown: str) -> None:
    assert inline(source) == shown


@pytest.mark.parametrize(
    "source",
    [
        r"\foo{x}{y}",
        r"\frac{1}",
        r"\frac{1}{2",
        r"\sqrt",
        r"\left(",
        r"\right)",
        r"\begin{cases}",
        r"\end{cases}",
        r"\begin{nowhere}1\end{nowhere}",
        r"\mathbb{7}",
        r"\hat{ab}",
        "x^",
        "_",
        "}{",
        "\\",
        "&",
    ],
)
def test_unknown_and_unfinished_stay_as_written(source: str) -> None:
    assert inline(source) == source
    assert block(source) == [source] or "&" in source


def test_what_is_not_understood_leaves_the_rest_readable() -> None:
    assert inline(r"\foo{x_1} + \frac{1}{2}") == r"\foo{x_1} + ½"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (r"x = \frac{a+1}{2}", ["     a+1 ", "x =  ─── ", "      2  "]),
        (r"\begin{pmatrix}1&-2\\30&4\end{pmatrix}", ["⎛1   −2⎞", "⎝30  4 ⎠"]),
        (r"\begin{bmatrix}1\\2\\3\end{bmatrix}", ["⎡1⎤", "⎢2⎥", "⎣3⎦"]),
        (
            r"\begin{cases} x & x>0 \\ -x & \text{else} \end{cases}",
            ["⎧x   x>0 ", "⎨        ", "⎩−x  else"],
        ),
        (r"\left(\frac{1}{2}\right)^2", ["⎛ 1 ⎞²", "⎜ ─ ⎟ ", "⎝ 2 ⎠ "]),
        (r"\sum_{i=1}^{n} i", [" n   ", " ∑  i", "i=1  "]),
        (r"x^{\frac{p}{q}}", ["  p ", "  ─ ", "  q ", "x   "]),
        (r"2x &= 12 \\ x &= 6", ["2x = 12", " x = 6 "]),
        ("x^2", ["x²"]),
        ("", [""]),
    ],
)
def test_block(source: str, lines: list[str]) -> None:
    assert block(source) == lines


def test_prose_keeps_what_is_no_maths() -> None:
    source = "I have $5 and you $10 on 2024-11-25; a snake_case, *it* and **bold**, 3-4 days, C:\\new. `x^2`"
    assert readable(source) == source


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("So $x^2$ is 9.", [("$x^2$", "x²")]),
        (r"Then \(x_1\) is it.", [(r"\(x_1\)", "x₁")]),
        (r"Now \[ \frac{1}{2} \]", [(r"\[ \frac{1}{2} \]", "½")]),
        ("$$x^2$$", [("$$x^2$$", "x²")]),
        (r"As \begin{cases}1\\2\end{cases}.", [(r"\begin{cases}1\\2\end{cases}", "{1; 2")]),
        ("So 2x^2 + 3/4 is it.", [("2x^2 + 3/4", "2x² + 3/4")]),
        ("Add.\n4382 * 2 = 8764\n", [("4382 * 2 = 8764", "4382 × 2 = 8764")]),
        ("x = -11 or x = 2", [("x = -11", "x = −11"), ("x = 2", "x = 2")]),
        ("of 12 cm^2 (2 + 3) and (x", [("cm^2", "cm²"), ("(2 + 3)", "(2 + 3)")]),
        (r"use \frac{1}{2} here", [(r"\frac{1}{2}", "½")]),
        ("$x^2 and no more", [("x^2", "x²")]),
    ],
)
def test_spans_find_maths_and_keep_the_source(source: str, found: list[tuple[str, str]]) -> None:
    parts = spans(source)
    assert [(part.source, part.shown) for part in parts if part.kind is not Kind.TEXT] == found
    assert "".join(part.source for part in parts) == source


def test_blocks_are_told_from_inline_maths() -> None:
    kinds = [part.kind for part in spans(r"$x$ \[y\] $$z$$ \(t\)") if part.kind is not Kind.TEXT]
    assert kinds == [Kind.INLINE, Kind.BLOCK, Kind.BLOCK, Kind.INLINE]
    assert spans(r"\[\frac{1}{2}\]")[0].maths == r"\frac{1}{2}"


PIECES = (
    r"\frac \dfrac \sqrt \sqrt[3] \left( \right) \left\{ \right. \begin{cases} \end{cases} \begin{pmatrix} "
    r"\end{pmatrix} \begin{array}{cc} \end{array} \text{ \mathbb{R} \binom \sum \lim \vec \pm \le \foo \\ & "
    r"{ } ^ _ $ $$ \( \) \[ \] ( ) x 1 23 , ' * ** - = <= ` | \, \; é 数 🙂 sqrt( pi ^( ² \u200d \ufe0f"
).split()
HOSTILE = st.one_of(
    st.lists(st.sampled_from([*PIECES, " ", "\n", "\u200d", "\ufe0f", "\x1b", "\x00"]), max_size=40).map(
        "".join
    ),
    st.text(max_size=80),
)


@settings(max_examples=400, deadline=None)
@given(HOSTILE)
def test_anything_at_all_gives_lines(source: str) -> None:
    line, lines, parts = inline(source), block(source), spans(source)
    assert "".join(part.source for part in parts) == source
    assert all("\n" not in shown for shown in (line, *lines))
    assert len({cell_len(one) for one in lines}) == 1
    controls = {c for c in line + "".join(lines) if unicodedata.category(c) == "Cc"}
    assert controls <= set(source)  # none of our own making


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="abc xyz,.!?;:\n", max_size=60))
def test_prose_is_shown_as_it_is(source: str) -> None:
    assert readable(source) == source


N = 100_000
LONG = [
    "{" * (N // 2) + "}" * (N // 2),
    "\\frac{" * (N // 6),
    "\\frac{{" * (N // 9) + "}" * (N // 5),
    "\\sqrt[" * (N // 6),
    "\\left(" * (N // 6),
    "\\left(" * (N // 13) + "\\right)" * (N // 13),
    "\\begin{cases}" * (N // 13),
    "x^{" * (N // 3),
    "^(" * (N // 2),
    "$a " * (N // 3),
    "$" * N,
    "$\n " * (N // 3),
    "\\(" * (N // 2),
    "\\[a" * (N // 3),
    "(" * N,
    "1+" * (N // 2),
    "1,111" * (N // 5),
    "\\\\" * (N // 2),
    "\\frac{a{b}" * (N // 10),
    "\\frac{1}{2}" * (N // 11),
    "`" * N,
    "'" * N,
]


@pytest.mark.parametrize("source", LONG, ids=lambda source: repr(source[:14]))
def test_long_hostile_texts_take_linear_time(source: str) -> None:
    """A hundred thousand characters take well under a second of a core; squared they would take minutes."""
    began = time.process_time()
    block(source)  # too long for more than a line: as inline
    block(source[:4000])
    spans(source)
    assert time.process_time() - began < 6
