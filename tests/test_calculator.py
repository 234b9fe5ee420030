"""Stories with pasted decimals: exact values, true steps, answers that follow from the question."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from math import prod
from random import Random

import pytest

from arbiter_app.audit import audit
from arbiter_app.curriculum import LEVELS, Problem, bank, calculator, retell
from arbiter_app.grading import Verdict, extract_answer, grade

(FAMILY,) = calculator.FAMILIES
DRAWS = 300
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?!\w)")
OPERATIONS: dict[str, Callable[[list[Fraction]], set[Fraction]]] = {
    "Add": lambda given: {sum(given, Fraction(0))},
    "Subtract": lambda given: {max(given) - min(given)},
    "Multiply": lambda given: {prod(given, start=Fraction(1))},
    "Divide": lambda given: {given[0] / given[1], given[1] / given[0]},
}


def drawn(level: int) -> list[Problem]:
    rng = Random(f"calculator {level}")
    return [FAMILY.draw(rng, level) for _ in range(DRAWS)]


def nearest(text: str) -> Fraction:
    """The fraction of small denominator that a number of the question stands for."""
    found = Fraction(text).limit_denominator(12)
    return found if abs(found - Fraction(text)) < Fraction(1, 10**9) else Fraction(text)


def is_long(text: str) -> bool:
    return len(text.partition(".")[2]) >= 9  # a zero at the end is not written


@pytest.mark.parametrize("level", LEVELS)
def test_the_answer_follows_from_the_question(level: int) -> None:
    resolved = 0
    for problem in drawn(level):
        given = [nearest(text) for text in NUMBER.findall(problem.question)]
        if len(given) != (3 if " + " in problem.lines[-1].work.replace(" + ", "", 1) else 2):
            continue  # the story has a number of its own, such as '100 km'
        assert all(given), problem.question
        operation = problem.lines[-1].goal.split()[0]
        assert problem.answer[0] in OPERATIONS[operation](given), problem
        resolved += 1
    assert resolved > 0.9 * DRAWS


@pytest.mark.parametrize("level", LEVELS)
def test_long_decimals_stand_for_the_fractions_that_the_first_step_reads(level: int) -> None:
    for problem in drawn(level):
        texts = NUMBER.findall(problem.question)
        assert any(is_long(text) for text in texts), problem.question
        assert all(10 <= len(text) - 1 <= 18 for text in texts if is_long(text)), problem.question
        read = re.findall(r"(\d+\.\d+) as (?:(\d+) \+ )?(\d+/\d+)", problem.lines[0].goal)
        assert {text for text, _, _ in read} == {text for text in texts if is_long(text)}
        for text, whole, part in read:
            value = int(whole or 0) + Fraction(part)
            assert abs(value - Fraction(text)) < Fraction(1, 10**9)
            assert problem.lines[0].work.count(f"= {value}") >= 1


@pytest.mark.parametrize("level", LEVELS)
def test_steps_are_true_and_the_answer_is_graded_correct(level: int) -> None:
    for problem in drawn(level):
        result = audit(problem.solution)
        assert result.checked >= len(problem.lines) and not result.false, (problem, result.wrong)
        assert " to find the answer: " in problem.lines[-1].goal
        answer = extract_answer(problem.solution)
        assert grade(answer, problem.answer_text) is Verdict.CORRECT, problem
        assert grade(str(problem.answer[0]), problem.answer_text) is Verdict.CORRECT, problem
        value = re.match(r"[\d./]+", problem.answer_text)
        assert value and problem.lines[-1].work.endswith(f"= {value[0]}"), problem


def test_retelling_keeps_the_numbers() -> None:
    rng = Random("retold")
    for problem in drawn(2):
        told = retell(rng, problem)
        assert not audit(told.solution).false, told
        assert grade(extract_answer(told.solution), told.answer_text) is Verdict.CORRECT, told
        for text in NUMBER.findall(problem.question):
            assert not is_long(text) or text in told.question, (problem.question, told.question)


def test_draws_are_deterministic_and_varied() -> None:
    assert drawn(1) == drawn(1)
    questions = {problem.question for level in LEVELS for problem in drawn(level)}
    assert len(questions) > 0.98 * DRAWS * len(LEVELS)


def test_stories_are_of_every_kind_and_none_of_the_bank_is_held_out() -> None:
    own = {entry.phrasings[0] for entry in bank.read(calculator._OWN.strip())}
    trained = {entry.phrasings[0] for entry in bank.trained()}
    assert len(own) == 12
    for kind, least in (("+", 30), ("-", 60), ("*", 25), ("/", 12), ("++", 8)):
        stories = calculator._stories(kind)
        assert len(stories) >= least
        assert {story.entry.phrasings[0] for story in stories} <= own | trained
        assert any(story.entry.phrasings[0] in own for story in stories)
