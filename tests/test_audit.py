"""The check of equations in free text: what it takes for true, for false, and what it leaves alone."""

from __future__ import annotations

import json
import time
from pathlib import Path
from random import Random

import pytest

from arbiter_app.audit import Audit, _plain, audit
from arbiter_app.bench.steps import Tally, main, read, tally
from arbiter_app.curriculum import draw

STEPS = Path(__file__).parents[2] / "shared" / "data" / "steps" / "processbench_gsm8k_half.jsonl"

TRUE = [
    "3 + 4 = 7",
    "3+4=7",
    "47 * 36 = 47 * 30 + 47 * 6 = 1410 + 282 = 1692",
    "5 - (-3) = 8",
    "-3 - 4 = -7",
    "(-3)^2 = 9",
    "-3^2 = -9",
    "2^3^2 = 512",
    "2**3 = 8",
    "7² = 49, 2³ = 8",
    "12 × 3 ÷ 4 = 9",
    "5 − 8 = −3",
    "3 x 4 = 12",
    "3x4 = 12",
    "2(3 + 4) = 14",
    "(1 + 2)(3 + 4) = 21",
    "1/2 + 1/3 = 5/6",
    "3/4 ÷ 2/9 = 27/8",
    "(3/4) / (2/9) = (3/4) * (9/2)",
    "2 1/2 + 1/2 = 3",
    "1,234 + 1 = 1,235",
    "$3.50 * 4 = $14",
    "\\$3.50 * 4 = \\$14.00",
    "€5 + €6 = €11",
    "25% of 80 = 20",
    "20 / 80 * 100 = 25%",
    "1/4 = 25%",
    "100% - 40% = 60%",
    "1/2 of 80 = 40",
    "4 * 5 cm = 20 cm",
    "4 * 5 = 20 apples",
    "$5/hour * 8 hours = $40",
    "18 hours / 3 kangaroos = 6 hours per kangaroo",
    "She has $4 (from the trip) + $2 (half of it) = $6.",
    "\\[ 24 \\times 2 = 48 \\]",
    "\\frac{3}{4} + \\dfrac{1}{4} = 1",
    "\\left(1 + 2\\right) \\cdot 3 = 9",
    "36 \\times 2 = 72 \\text{ grains}",
    "2 + 2 = \\boxed{4}",
    "**5 * 6 = 30**",
    "- 5 + 6 = 11",
    "1. 5 + 6 = 11",
    "Step 1: 5 + 6 = 11",
    "48/2 = <<48/2=24>>24 clips",
    "10 / 3 = 3.33",
    "2 / 3 = 0.7",
    "2x = 10 + 4 = 14",
    "3x > 20 - 5 = 15",
    "47 = 6 * 7 + 5",
    "so the cost (5 * 6 = 30) is low",
    "cost = 12 * 5\ncost = 60",
    "17 / 5 = 3 remainder 2",
    "1529 ÷ 6 = 254 with a remainder of 5",
    "\\(770 \\div 333 = 2\\) with a remainder of \\(104\\)",
    "5 + 6 = 11 and then he left",
    "5 + 6 = 11 is the cost",
    "because 187 = 11 * 17",
    "4 * 6 is 24",
    "25% of 80 is 20.",
    "4 times 6 equals 24",
    "5 apples plus 6 apples = 11 apples",
    "1.2345 * 3 = 3.70",
    "20 divided by 8 gives 2.5",
    "2x + 6 = 28\n2x = 22\nx = 11",
    "x^2 - 2x - 8 = 0\n(x - 4)(x + 2) = 0",
    "5 + 6 = 11 apples so he left",
]
FALSE = [
    "3 + 4 = 8",
    "47 * 36 = 1410 + 282 = 1693",
    "5 - (-3) = 2",
    "2x = 10 + 4 = 15",
    "1/2 + 1/3 = 2/5",
    "\\frac{40}{5} = 3 \\text{ dollars}",
    "10 / 4 = 3",
    "12 / 4 = 2",
    "10 / 3 = 3.34",
    "25% of 80 = 30",
    "$3.50 * 4 = $15",
    "4 * 5 cm = 25 cm",
    "495 students * $15/student = $7455",
    "2 + 2 = 5 apples",
    "Sam has 5 + 6 = 12 apples now.",
    "S = 165 \\times \\frac{6}{11}. S = 9 \\times 6",
    "1,000 + 1 = 1,002",
    "10^2 = 20",
    "2 1/2 + 1/2 = 4",
    "17 / 5 = 3 remainder 3",
    "1529 ÷ 6 = 255 with a remainder of 4",
    "\\(770 \\div 333 = 2\\) with a remainder of \\(58\\)",
    "5 + 6 = 12 and then he left",
    "5 + 6 = 12 is the cost",
    "5 + 6 = 12 apples so he left",
    "because 187 = 13 * 14 and 77 = 13 * 5 + 12",
    "4 * 6 is 25",
    "25% of 80 is 30.",
    "4 times 6 equals 25",
    "5 apples plus 6 apples = 12 apples",
    "1.234 + 5 = 6.235",
    "0.125 * 8 = 1.001",
    "20 divided by 8 gives 2.4",
    "2 / 3 = 0.65",
    "0.20 × $85.98 = $17.19",
    "2x + 6 = 28\n2x = 24",
    "\\[ 2x + 6 = 28 \\] Subtracting 6 from both sides, we get \\[ 2x = 34 \\]",
    "((J + 10) + J) + 2J + 10 = 100. This simplifies to 5J + 20 = 100.",
    "\\[ \\frac{x}{2} = 5 \\] \\[ x = 7 \\]",
    "x^2 - 2x - 7 = 0\n(x - 7)(x + 5) = 0",
]
LEFT_ALONE = [
    "x + 3 = 5",
    "? + 3 = 8",
    "___ + 3 = 8",
    "□ + 3 = 8",
    "x = 5 ± 3 = 8",
    "5 - 3 = 2 + x",
    "3x = 15",
    "3 x = 15",
    "2 = x",
    "10 = 2x",
    "x - 3 = 5",
    "profit - 3 = 5",
    "f(3) = 10",
    "sqrt(16) = 5",
    "gcd(12, 18) = 7",
    "√16 = 5",
    "5! = 121",
    "3 + 4 ≈ 8",
    "3 + 4 <= 8",
    "3 + 4 != 8",
    "3 + 4 == 8",
    "17 / 5 = 3",
    "17 = 2 mod 5",
    "2 hours = 120 minutes",
    "2 hours + 30 minutes = 150 minutes",
    "2 dozen = 24",
    "24 = 2 dozen",
    "3 m + 4 = 19",
    "Day 3 = 20",
    "twice 5 = 10",
    "6th + 2 = 8th",
    "3:4 = 6:8",
    "6/2(1+2) = 1",
    "1 / 0 = 5",
    "0^0 = 5",
    "2^100 = 5",
    "3 + = 5",
    "3 + 4 =",
    "= 7",
    "(3 + 4 = 7",
    "3,5 + 1 = 9,5",
    "1.2.3 + 1 = 5",
    "so 12 (3 + 4) = 5",
    "x = 1/2, x = 3/4",
    "x = (5 + 1) / 2\nx = (5 - 1) / 2",
    "2 / 3 = 0.66",
    "1 / 2 = 50 cents",
    "1 - 2/3 = 1/3 of $150",
    "3 + 4 times 2 = 14",
    "8 * 45 = 360 divided by 5",
    "the next multiple after 9 * 9 is 90",
    "from 10 - 15 is 6 numbers",
    "Each of the 2 * 3 workers makes $5",
    "The price for 2 * 3 is $10",
    "2 * 3 apples is $10",
    "20 / 240 = 8.333...%",
    "1 / 3 = 0.333… and so on",
    "2.8284^2 = 8",
    "Weeks 1-2 = 96 - 70",
    "If 1/4 is 20",
    "2 of 5 is 3",
    "5 + 6 = 12 and 1/2",
    "x = 9 because - 18/-2 = 9",
    "5 + 6 is 2 more than 9",
    "3 + 17 / 5 = 3 remainder 3",
    "17 / 5 = 3 remainder 2 * 4",
    "4 \\times (the number of balls) + 22 = 4 * 12 + 22",
    "x = 4\n2x + 1 = 12",
    "2x - 3 = 5 or 2x - 3 = -5",
    "2x - 3 = 5\n2x - 3 = -5",
    "(x - 2)(x + 3) = 0\nx - 2 = 0\nx + 3 = 0",
    "both \\(9x^2 - 18x - 16 = 0\\) and \\(15x^2 + 28x + 12 = 0\\)",
    "3x = 10. Bob: 2x = 12",
    "5x = 10. He buys more\n2x = 12",
    "3x + y = 10\n2x = 12",
    "section 2 = x + 200. We know that 320 + x + 200 + x = 1000",
    "3n = 22\nn = 8",
    "3x = 22\nx = 7.33",
    "0.3x = 5, so x = 16.67",
    "2 + 3.5 = 5 hours and 30 minutes",
    "5 + 1 = 5 apples and six pears",
    "no equation here",
    "",
]


@pytest.mark.parametrize("text", TRUE)
def test_true(text: str) -> None:
    result = audit(text)
    assert result.checked >= 1
    assert not result.false, result.wrong


@pytest.mark.parametrize("text", FALSE)
def test_false(text: str) -> None:
    result = audit(text)
    assert result.false == len(result.wrong) == 1, result


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_left_alone(text: str) -> None:
    assert audit(text).false == 0, audit(text).wrong
    if text != "(3 + 4 = 7":
        assert audit(text).checked == 0


def test_counts_and_messages() -> None:
    assert audit("1 + 1 = 2 = 3, so 5 *  5 = 25.\n6 - 1 = 4") == Audit(4, 2, ("2 = 3", "6 - 1 = 4"))


@pytest.mark.parametrize(
    "piece",
    [
        "1=",
        "1+",
        "(",
        ")",
        "1 = 1 = ",
        "2^",
        "9",
        "-",
        "1/",
        "\\frac{",
        "1 x ",
        "a 1 ",
        "= ",
        " ",
        "1,111",
        "5 cm ",
        "(a",
        "3 (a ",
        "1.",
        "\n- 1 = 2",
        "\x00",
        "é",
        "\\text{",
        "²",
        "%",
        "x = 1 + 1\n",
        "2x + 1 = 3\n",
        "(x + 1)^9 = 2\n",
        "(x+1)^2(x+2)^2(x+3)^2(x+4)^2(x+5)^2 = 1\n",
        "((((((((((((((((9^2)^2)^2)^2)^2)^2)^2)^2)^2)^2)^2)^2)^2)^2)^2)^2 = x\n",
        "(a+b+c+d)^4(e+f+g)^4(h+i+j)^4 = 1\n",
        "x=",
        "so we get ",
        "adding",
        "1 + 1 is ",
        "1 is ",
        "5 apples plus ",
        "\\frac{1",
        "7/2=3 r 1",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.perf_counter()
        audit(text)
        return time.perf_counter() - start

    small = seconds(5_000)
    assert seconds(50_000) < 20 * small + 0.3


def test_nothing_makes_it_raise() -> None:
    rng = Random(1)
    pieces = [
        *"0123456789",
        *"+-*/^=().,%$ \n",
        "²",
        "x",
        " of ",
        " is ",
        " times ",
        " remainder ",
        " cm ",
        "\\frac{",
        "}{",
        "}",
        "**",
        " 1/2",
        "1,234",
        "√",
        "÷",
        "\\",
    ]
    for _ in range(4000):
        result = audit("".join(rng.choices(pieces, k=rng.randint(1, 40))))
        assert result.checked >= result.false == len(result.wrong)


def test_the_short_way_for_plain_lines_says_what_the_long_way_says(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random(2)

    def side() -> str:
        words = [rng.choice(("7", "-3", "(-4)", "2.5", "0", "12", str(rng.randint(0, 400))))]
        while rng.random() < 0.5:
            words += [rng.choice("+-*/"), str(rng.randint(0, 30))]
        return " ".join(words)

    def line() -> str:
        name = rng.choice(("", "", "x = ", "3m = ", "y = 2, "))
        return name + ", ".join(" = ".join((side(), side())) for _ in range(rng.randint(1, 2)))

    steps = [line.text for seed in range(300) for line in draw(seed).lines]
    texts = [*steps, *("Work it out.\n" + line() for _ in range(4000))]
    short = [audit(text) for text in texts]
    taken = [_plain(text.strip().rpartition("\n")[2]) for text in texts]
    assert sum(found is not None for found in taken) > len(texts) / 4
    monkeypatch.setattr("arbiter_app.audit._plain", lambda line: None)
    assert [audit(text) for text in texts] == short


def test_large_powers_and_numbers_are_bounded() -> None:
    start = time.perf_counter()
    assert audit("9^64^64^64 = 1").checked == 0
    assert audit(" * ".join(["9^64"] * 60) + " = 1").checked == 0
    assert audit("9" * 41 + " + 1 = 3").checked == 0
    assert audit("(" * 50 + "1" + ")" * 50 + " = 2").checked == 0
    assert audit(" + ".join(["1"] * 500) + " = 2").checked == 0
    assert time.perf_counter() - start < 0.5


@pytest.mark.skipif(not STEPS.exists(), reason="needs the data that is not part of the project")
def test_on_steps_labelled_by_people() -> None:
    """ProcessBench, GSM8K half: most first errors are of reasoning, not of arithmetic."""
    count = tally(read(STEPS))
    assert count.precision >= 0.95
    assert count.strict_precision >= 0.95
    assert count.recall >= 0.10


def test_tally_of_labelled_steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"id": 1, "steps": ["1 + 1 = 2", "2 + 2 = 5", "5 + 1 = 7"], "labels": [1, 0, None]},
        {"id": 2, "steps": ["1 + 1 = 3", "so many"], "labels": [1, 0]},
    ]
    count = tally(rows)
    assert count == Tally(first_errors=2, hits=1, later=1, false_alarms=1)
    assert count.recall == count.strict_precision == 0.5
    assert count.precision == pytest.approx(2 / 3)
    path = tmp_path / "steps.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert main([str(path)]) == 0
    assert "50.0%" in capsys.readouterr().out.splitlines()[1]


@pytest.mark.parametrize(
    "content", ["{", "3\n", '{"id": 1, "steps": ["a"], "labels": []}', '{"id": 1}', None]
)
def test_a_file_without_labelled_steps_is_named(
    content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "steps.jsonl"
    if content is not None:
        path.write_text(content)
    assert main([str(path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert str(path) in line
