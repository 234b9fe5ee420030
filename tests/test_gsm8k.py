"""Templates from rows like GSM8K's: what is redrawn, what stays, and that every drawing is exact."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from arbiter_app.audit import audit
from arbiter_app.curriculum.problem import Problem
from arbiter_app.errors import ArbiterError
from arbiter_app.grading import Verdict, extract_answer, grade
from models.recipe import gsm8k

ROWS = (
    (
        "Karen folded 18 paper boats on Monday and 25 paper boats on Tuesday. "
        "She gave 7 of them to her brother. How many paper boats does Karen have left?",
        "Karen folded 18 + 25 = <<18+25=43>>43 paper boats.\n"
        "She has 43 - 7 = <<43-7=36>>36 paper boats left.\n#### 36",
    ),
    (
        "A lamp costs $80. Greg waits for a sale and gets 15% off. How much does Greg pay for the lamp?",
        "The discount is 80 * 15/100 = $<<80*15/100=12>>12.\nGreg pays 80 - 12 = $<<80-12=68>>68.\n#### 68",
    ),
    (
        "Each of the nine shelves holds 14 jars. A quarter of the jars are red. "
        "There are 120 lids. A customer takes 6 jars home. How many jars remain?",
        "There are 9 x 14 = <<9*14=126>>126 jars.\n"
        "After that 126 - 6 = <<126-6=120>>120 jars remain.\n#### 120",
    ),
    (
        "Nina cuts 1/4 of a 60-metre rope. She uses 9 metres of the piece. "
        "How long is what is left of the piece?",
        "The piece is 1/4 * 60 = <<1/4*60=15>>15 metres.\nThere are 15 - 9 = <<15-9=6>>6 "
        "metres left.\n#### 6",
    ),
    (
        "A pump fills 350 litres in 14 minutes. How many litres does it fill in 3 hours?",
        "It fills 350 / 14 = <<350/14=25>>25 litres a minute.\n"
        "So it fills 25 * 60 * 3 = <<25*60*3=4500>>4500 litres.\n#### 4500",
    ),
)


def drawn(row: tuple[str, str], n: int = 200) -> list[Problem]:
    return list(islice(gsm8k.stream([gsm8k.parse(*row)], Random(5)), n))


@pytest.mark.parametrize("row", [row for row in ROWS if "lids" not in row[0]])
def test_every_drawing_is_exact_and_its_numbers_come_from_the_story(row: tuple[str, str]) -> None:
    for problem in drawn(row):
        checked = audit(problem.solution)
        assert checked.checked and not checked.false, problem.solution
        (answer,) = problem.answer
        assert answer > 0
        assert grade(extract_answer(problem.solution), str(answer)) is Verdict.CORRECT
        assert problem.family == "gsm8k" and problem.topic == "word problems" and problem.level == 1


def test_the_original_is_a_drawing() -> None:
    question, _ = ROWS[0]
    problem = gsm8k.parse(*ROWS[0]).original()
    assert problem is not None
    assert problem.question == question
    assert problem.solution == (
        "Plan: add, then subtract.\n\n"
        "Add to find how many paper boats Karen folded.\n18 + 25 = 43\n\n"
        "Subtract to find the answer: how many paper boats she has left.\n43 - 7 = 36\n\n"
        "Answer: 36"
    )


def test_numbers_and_names_change_together() -> None:
    problems = drawn(ROWS[0])
    assert len({problem.question for problem in problems}) > 190
    for problem in problems:
        name = problem.question.split()[0]
        a, b, c = (int(digits) for digits in re.findall(r"\d+", problem.question))
        assert f"does {name} have" in problem.question
        assert f"{name} folded" in problem.lines[0].goal
        assert problem.answer == (Fraction(a + b - c),)
        assert min(a, b, c) >= 2


def test_money_is_asked_for_and_a_percentage_stays_one() -> None:
    for problem in drawn(ROWS[1]):
        found = re.search(r"(\d+)% off", problem.question)
        assert found and 2 <= int(found[1]) < 100
        assert re.fullmatch(r"\$\d+(\.\d\d)?", problem.answer_text)


def test_an_unused_number_that_is_also_a_result_keeps_what_it_comes_from() -> None:
    # 9 shelves, 14 jars and 6 jars make the 126 and the 120 that the story tells of as lids, too.
    with pytest.raises(gsm8k.Reject, match="nothing to redraw"):
        gsm8k.parse(*ROWS[2])


def test_a_fraction_is_shown_as_one_and_constants_stay() -> None:
    for problem in drawn(ROWS[3]):
        assert re.search(r" cuts \d+/\d+ of an? ", problem.question)
    for problem in drawn(ROWS[4]):
        assert " * 60 * " in problem.solution


@pytest.mark.parametrize(
    ("question", "answer", "reason"),
    (
        ("Ann has 5 red and 4 blue pens. How many?", "5 + 4 = <<5+4=9>>9\n#### 10", "not the answer"),
        ("Ann has 5 red and 4 blue pens. How many?", "She has nine.\n#### 9", "no equation"),
        ("Ann has 5 red and 4 blue pens. How many?", "5 + 4 = <<5+4=8>>8\n#### 8", "rounded or false"),
        ("Ann has 51 red and 4 blue pens. How many?", "51 + 38 = <<51+38=89>>89\n#### 89", "from nowhere"),
        ("Ann has 5 red and 4 blue pens. How many?", "5 + 4 = <<5+4=9>>9", "no final answer"),
    ),
)
def test_rows_that_make_no_template(question: str, answer: str, reason: str) -> None:
    with pytest.raises(gsm8k.Reject, match=reason):
        gsm8k.parse(question, answer)


def test_the_same_seed_draws_the_same() -> None:
    assert drawn(ROWS[0], 20) == drawn(ROWS[0], 20)


def test_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [{"question": question, "answer": answer} for question, answer in ROWS]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert len(gsm8k.load(path)) == 4
    monkeypatch.setattr("sys.argv", ["gsm8k", str(path), "--samples", "1"])
    gsm8k.main()
    assert "parsed 4, rejected 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", (None, b"", b"not json", b'{"question": 1, "answer": "#### 2"}', b"\xff\xfe")
)
def test_a_wrong_file_is_one_line(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "rows.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ArbiterError) as caught:
        gsm8k.load(path)
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)


def test_a_chain_works_out_one_thing_after_the_other() -> None:
    assert gsm8k.work(("+", ("*", 3, 4), 5)) == "3 * 4 + 5 = 12 + 5 = 17"
    assert gsm8k.work(("*", 47, 36)) == "47 * 36 = 47 * 30 + 47 * 6 = 1410 + 282 = 1692"
    assert gsm8k.work(("-", 20, ("-", 9, 4))) == "20 - (9 - 4) = 20 - 5 = 15"
    assert gsm8k.work(("*", ("/", 20, 100), 50)) == "20 / 100 * 50 = 1000 / 100 = 10"


_REAL = Path(__file__).parents[2] / "shared" / "data" / "gsm8k_train.jsonl"


@pytest.mark.skipif(not _REAL.exists(), reason="the training file is not here")
def test_the_real_file() -> None:
    templates = gsm8k.load(_REAL)
    assert len(templates) >= 5000
    for problem in islice(gsm8k.stream(templates, Random(7)), 1000):
        checked = audit(problem.solution)
        assert checked.checked and not checked.false, problem.solution
        assert grade(extract_answer(problem.solution), str(problem.answer[0])) is Verdict.CORRECT


def test_the_same_story_is_asked_for_an_amount_on_the_way() -> None:
    (earlier,) = gsm8k.parse(*ROWS[0]).asked_earlier()
    problem = earlier.original()
    assert problem is not None
    assert problem.question.endswith("Can you tell me how many paper boats Karen folded?")
    assert "have left" not in problem.question
    found = "Add to find the answer: how many paper boats Karen folded."
    assert problem.solution == f"{found}\n18 + 25 = 43\n\nAnswer: 43"


def test_a_template_is_named_where_every_goal_says_what_is_found() -> None:
    boats = gsm8k.parse(*ROWS[0])
    assert boats.named
    assert not gsm8k.parse(ROWS[0][0], ROWS[0][1].replace("Karen folded 18 + 25", "18 + 25")).named
