"""Tutoring: what counts as correct, what a hint may tell, how a session is counted, what comes back when."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arbiter_app import curriculum
from arbiter_app.core import REFUSAL, Finish, Speaker, Step
from arbiter_app.errors import UsageError
from arbiter_app.grading import Verdict, grade, reading
from arbiter_app.tutor import (
    INTERVALS,
    Act,
    Attempt,
    Check,
    Guided,
    Item,
    Matched,
    Solution,
    Task,
    cards,
    check,
    check_answer,
    due,
    grade_item,
    hint,
    next_item,
    progress,
    report,
    solution,
    solution_of,
    topics,
)
from tests.conftest import environment

ADDITION = "Add the first two.\n4382 + 80 = 4462\n\nAdd the next.\n4462 + 4 = 4466\n\nAnswer: 4466"
EQUATION = "Subtract 5 on both sides.\n2x = 17 - 5 = 12\n\nDivide by two.\nx = 12 / 2 = 6\n\nAnswer: x = 6"
CORRECT, NOT_EQUAL, UNKNOWN = Verdict.CORRECT, Verdict.NOT_EQUAL, Verdict.UNKNOWN


@pytest.fixture(scope="module")
def problems() -> list[curriculum.Problem]:
    """One held-out problem of every family that is solved."""
    families = [family for family in curriculum.FAMILIES if family.topic != curriculum.SCOPE]
    levels = Random(5)
    return [
        curriculum.draw(5, split="valid", family=f.name, level=levels.choice((1, 2, 3))) for f in families
    ]


# Reading a solution.


def test_tasks_of_a_solution() -> None:
    found = solution(f"Plan: add, then add.\n\n{ADDITION}", complete=True)
    assert [task.goal for task in found.tasks] == ["Add the first two.", "Add the next."]
    assert [task.results for task in found.tasks] == [("4462",), ("4466",)]
    assert (found.answer, found.plan) == ("4466", "add, then add.")


def test_steps_cut_off_are_no_tasks() -> None:
    steps = [
        Step("Add.\n1 + 2 = 3\n\n", (), Speaker.DRAFT, Finish.STEP),
        Step("Add.\n3 + 4", (), Speaker.TARGET, Finish.LENGTH),
    ]
    assert [task.work for task in solution_of(steps, complete=False).tasks] == ["1 + 2 = 3"]


def test_a_refusal_is_nothing_to_tutor() -> None:
    assert solution(REFUSAL, complete=True).refused
    assert not solution(ADDITION, complete=True).refused
    assert solution("Answer: 5", complete=True).tasks == (Task("Find the answer.", "", ("5",)),)


def test_prose_of_other_models_is_the_goal_of_what_follows() -> None:
    text = (
        "To solve \\(2x + 5 = 17\\) we isolate \\(x\\).\n\nFirst, subtract 5 from both sides:\n\n"
        "\\[\n2x = 17 - 5 = 12\n\\]\n\nNow divide:\n\\[\nx = \\frac{12}{2} = 6\n\\]\n\n\\boxed{6}"
    )
    found = solution(text, complete=True, problem="Solve 2x + 5 = 17.")
    assert [(task.goal, task.step) for task in found.tasks] == [
        ("First, subtract 5 from both sides", 2),
        ("Now divide", 3),
    ]
    assert [
        check(one, task, None).verdict for one, task in zip(("2x=12", "6"), found.tasks, strict=True)
    ] == [
        CORRECT,
        CORRECT,
    ]
    assert found.answer == "6"


def test_a_goal_that_tells_the_result_is_replaced() -> None:
    assert solution("We find 12.\n3 * 4 = 12\n\n", complete=False).tasks[0].goal == "Work out the next step."
    assert solution("Multiply: 3 * 4 = 12.", complete=False).tasks[0] == Task(
        "Multiply", "3 * 4 = 12.", ("12",)
    )


def test_every_family_makes_tasks_that_accept_their_own_results(problems: list[curriculum.Problem]) -> None:
    for problem in problems:
        found = solution(problem.solution, complete=True)
        assert len(found.tasks) == len(problem.lines), problem
        known = problem.question
        for task in found.tasks:
            assert task.results, problem
            for attempt in (task.results[0], task.work):
                assert check(attempt, task, found.answer, known=known).verdict is CORRECT, (problem, task)
            assert check("987654321", task, found.answer, known=known).verdict is not CORRECT
            known += f"\n{task.work}"
        assert check_answer(problem.answer_text, problem.answer_text).verdict is CORRECT, problem


def test_no_hint_tells_the_result(problems: list[curriculum.Problem]) -> None:
    for problem in problems:
        for task in solution(problem.solution, complete=True).tasks:
            for level in (1, 2, 3):
                text = hint(task, level).text
                assert text
                if len(task.results) == 1 and task.results[0].isdecimal():
                    numbers = "".join(c if c.isdigit() else " " for c in text).split()
                    assert task.results[0] not in numbers, (problem.question, task, text)


def test_there_is_always_a_hint() -> None:
    """Hypothesis found an answer that stood in every hint there was."""
    assert hint(solution("\\boxed{or}", complete=True).tasks[0], 2).text


# Checking.


@pytest.mark.parametrize(
    ("attempt", "verdict", "read_as", "matched"),
    [
        ("4462", CORRECT, "4462", Matched.STEP),
        ("4,462.0", CORRECT, "4462", Matched.STEP),
        ("4462 apples", CORRECT, "4462", Matched.STEP),
        ("4382 + 80 = 4462", CORRECT, "4462", Matched.STEP),
        ("80+4382=4462", CORRECT, "4462", Matched.STEP),
        ("I think it is 4462", CORRECT, "4462", Matched.STEP),
        ("\x1b[31m4462", CORRECT, "4462", Matched.STEP),
        ("4466", CORRECT, "4466", Matched.ANSWER),
        ("the answer is 4466.", CORRECT, "4466", Matched.ANSWER),
        ("4463", NOT_EQUAL, "4463", None),
        ("4382 + 80 = 4472", NOT_EQUAL, "4382 + 80 = 4472", None),
        ("4382 + 80 + 4", UNKNOWN, "4382 + 80 + 4", None),  # true, not worked out
        ("8924/2", UNKNOWN, "4462", None),
        ("banana", UNKNOWN, "", None),
        ("", UNKNOWN, "", None),
        ("9^9^9^9", UNKNOWN, "", None),
        ("4" * 3000, UNKNOWN, "", None),
    ],
)
def test_check_of_a_number(attempt: str, verdict: Verdict, read_as: str, matched: Matched | None) -> None:
    found = solution(ADDITION, complete=True)
    result = check(attempt, found.tasks[0], found.answer, known="What is 4382 + 80 + 4?")
    assert (result.verdict, result.read_as, result.matched) == (verdict, read_as, matched)
    assert result.note or verdict is not UNKNOWN


@pytest.mark.parametrize(
    ("attempt", "verdict", "matched"),
    [
        ("2x = 12", CORRECT, Matched.STEP),
        ("12 = 2x", CORRECT, Matched.STEP),
        ("12", CORRECT, Matched.STEP),
        ("2x + 5 = 17\n2x = 12", CORRECT, Matched.STEP),
        ("x/2 = 3", CORRECT, Matched.EQUATION),
        ("4x = 24", CORRECT, Matched.EQUATION),
        ("$x = 6$", CORRECT, Matched.ANSWER),
        ("2x + 5 = 17", UNKNOWN, None),  # the problem itself
        ("x = 12/2", UNKNOWN, None),
        ("2x < 12", UNKNOWN, None),
        ("2x = 13", NOT_EQUAL, None),
        ("3x = 12", NOT_EQUAL, None),
        ("x = 12", NOT_EQUAL, None),
        ("2x = 6", NOT_EQUAL, None),
        ("17 - 5 = 13", NOT_EQUAL, None),
    ],
)
def test_check_of_an_equation(attempt: str, verdict: Verdict, matched: Matched | None) -> None:
    found = solution(EQUATION, complete=True)
    result = check(attempt, found.tasks[0], found.answer, known="Solve 2x + 5 = 17.")
    assert (result.verdict, result.matched) == (verdict, matched)


def test_the_question_is_no_answer() -> None:
    assert check_answer("1.75", "7/4", question="Write 1.75 as a fraction.").verdict is UNKNOWN
    assert check_answer("1.750", "7/4", question="Write 7/4 as a decimal.").verdict is CORRECT
    assert check_answer("5", "5 apples", question="I have 5 apples; how many?").verdict is CORRECT
    assert check_answer("(-2)³", "-8", question="What is (-2)³?").verdict is UNKNOWN
    question = "3 of 4 photos are picked: how many ways are there?"
    assert check_answer(question, "4", question=question).verdict is UNKNOWN


@pytest.mark.parametrize("attempt", ["x^2=9", "2x^2 = 18", "x^2 - 9 = 0"])
def test_an_equivalent_square_is_correct(attempt: str) -> None:
    task = solution("Subtract one.\nx^2 = 10 - 1 = 9\n\n", complete=False).tasks[0]
    assert check(attempt, task, "x = 3 or x = -3").verdict is CORRECT
    assert check("x = 3, x = -3", task, "x = 3 or x = -3").matched is Matched.ANSWER


def test_a_step_of_two_numbers_is_never_wrong_by_one_of_them() -> None:
    task = solution("Find two numbers whose product is -24.\n4 * (-6) = -24, 4 + (-6) = -2", complete=False)
    verdicts = {
        one: check(one, task.tasks[0], None).verdict for one in ("4 and -6", "-6, 4", "4", "5, 6", "77")
    }
    assert verdicts == {
        "4 and -6": CORRECT,
        "-6, 4": CORRECT,
        "4": UNKNOWN,
        "5, 6": UNKNOWN,
        "77": NOT_EQUAL,
    }


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("x = 2 or x = 3", "{2, 3}"),
        ("\\frac{7}{2}", "7/2"),
        ("(2, -3)", "(2, -3)"),
        ("x = 2, y = 3", "x = 2, y = 3"),
        ("25 %", "25%"),
        ("x^2+5x", "x^2+5x"),
        ("True", "yes"),
        ("who knows", None),
        ("", None),
    ],
)
def test_reading(written: str, read_as: str | None) -> None:
    assert reading(written) == read_as


@settings(max_examples=150, deadline=None)
@given(st.integers(-(10**6), 10**6), st.integers(1, 999), st.integers(-(10**6), 10**6))
def test_numbers_are_told_apart_exactly(top: int, bottom: int, other: int) -> None:
    value = Fraction(top, bottom)
    task = Task("Divide.", "", (str(value),))
    assert check(str(value), task, None).verdict is CORRECT
    assert check(str(other), task, None).verdict is (CORRECT if other == value else NOT_EQUAL)


PIECES = (
    r"x y 2 3/4 = + - * / ^ ( ) \frac{ } { sqrt( , or and % $ \pm ± < >= 10**9 Answer: \boxed{ \n".split()
)
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*PIECES, "\n", "\n\n", " ", "\x1b[2J", "\u202e"]), max_size=25).map(" ".join),
)


@settings(max_examples=300, deadline=None)
@given(HOSTILE, HOSTILE)
def test_whatever_is_written_gets_a_verdict(attempt: str, text: str) -> None:
    found = solution(text, complete=True)
    state = Guided("Solve 2x + 5 = 17.", found, 0.0)
    for at in range(3):
        state, result = state.attempt(attempt, at)
        # Nothing that could not be read is called wrong, but for an equation in it that is false.
        assert result.verdict is not NOT_EQUAL or result.read_as or result.note
        assert not any(ord(c) < 32 and c not in "\n\t" for c in result.read_as + result.note)
        state, _ = state.hint(at)
        state, _ = state.reveal(at)
    assert len(report(state, 9.0)["steps"]) == len(found.tasks)


@pytest.mark.parametrize(
    "text", ["1 + " * 25_000, "2 * 3 = 6, " * 9_000, "\n" * 100_000, "x = " * 25_000, "7 " * 50_000]
)
def test_long_texts_are_read_in_linear_time(text: str) -> None:
    began = time.process_time()
    found = solution(text, complete=True)
    for task in (*found.tasks[:1], None):
        check(text, task, found.answer, known=text)
        check(text[:2000], task, found.answer, known=text)
    for task in found.tasks[:1]:
        hint(task, 2)
    assert time.process_time() - began < 4


# Guided mode.


def guided(text: str = ADDITION, *, complete: bool = True) -> Guided:
    return Guided("What is 4382 + 80 + 4?", solution(text, complete=complete), started=100.0)


def test_a_problem_worked_through() -> None:
    state = guided()
    assert (state.goal, state.current, state.finished) == ("Add the first two.", 0, False)
    state, wrong = state.attempt("4400", 110)
    assert (wrong.verdict, state.current) == (NOT_EQUAL, 0)
    state, given = state.hint(115)
    assert given is not None and (given.level, given.text) == (2, "Add: 4382 + 80.")
    state, right = state.attempt("4462", 120)
    assert (right.verdict, state.current, state.goal) == (CORRECT, 1, "Add the next.")
    state, task = state.reveal(130)
    assert task is not None and task.work == "4462 + 4 = 4466"
    assert state.finished and not state.answered and state.task is None
    told = report(state, 500.0)
    assert (told["n_attempts"], told["n_correct"], told["n_hints"], told["n_reveals"]) == (2, 1, 1, 1)
    assert told["seconds"] == 30
    assert [step["seconds"] for step in told["steps"]] == [20, 10]
    assert [step["revealed"] for step in told["steps"]] == [False, True]
    assert [attempt["verdict"] for attempt in told["steps"][0]["attempts"]] == ["not equal", "correct"]
    assert replace(guided(), events=state.events) == state  # what a store keeps is enough


def test_hints_begin_with_the_goal_where_it_is_not_shown() -> None:
    state = replace(guided(), goals_shown=False)
    assert state.goal == ""
    levels = []
    for at in range(4):
        state, given = state.hint(at)
        levels.append(given.level if given else None)
    assert levels == [1, 2, 2, 2]
    assert state.goal == "Add the first two."


def test_the_final_answer_may_come_early() -> None:
    state, result = guided().attempt("4466", 105)
    assert (result.matched, state.finished, state.answered) == (Matched.ANSWER, True, True)
    assert report(state, 900)["steps"][1]["seconds"] == 0


def test_a_later_step_is_reached_by_its_equation_and_not_by_its_number() -> None:
    text = "Add.\n1 + 2 = 3\n\nAdd.\n3 + 70 = 73\n\nAdd.\n73 + 8 = 81\n\nAnswer: 81"
    state, result = guided(text).attempt("3 + 70 = 73", 1)
    assert (result.verdict, result.matched, state.current) == (CORRECT, Matched.AHEAD, 2)
    state, result = guided(text).attempt("73", 1)
    assert (result.verdict, state.current) == (UNKNOWN, 0)
    state, result = guided(text).attempt("74", 1)
    assert (result.verdict, state.current) == (NOT_EQUAL, 0)


def test_the_models_may_still_be_writing() -> None:
    state = guided("", complete=False)
    assert state.waiting and state.task is None and not state.finished
    assert state.hint(1)[1] is None and state.reveal(1)[1] is None
    state = state.with_solution(solution("Add the first two.\n4382 + 80 = 4462\n\n", complete=False))
    state, result = state.attempt("4466", 2)  # right, as it will turn out
    assert result.verdict is UNKNOWN and result.note
    state, _ = state.attempt("4462", 3)
    assert state.waiting
    state = state.with_solution(solution(ADDITION, complete=True))
    assert state.current == 1 and state.goal == "Add the next."


def test_redone_steps_take_the_place_of_those_not_reached() -> None:
    state, _ = guided().attempt("4462", 101)
    redone = solution(ADDITION.replace("Add the next.", "Add four."), complete=True)
    assert state.with_solution(redone).goal == "Add four."


def test_the_work_of_a_step_not_done_is_not_reported() -> None:
    told = report(guided(), 160.0)
    assert [step["work"] for step in told["steps"]] == [None, None] and told["answer"] is None
    assert [step["seconds"] for step in told["steps"]] == [60, 0]
    assert report(guided(REFUSAL), 101.0)["steps"] == []


# Practice.


def test_items_are_held_out_and_drawn_again() -> None:
    item = next_item([], "algebra", 2, 0.0)
    problem = item.problem()
    assert (problem.topic, problem.level, item.topic) == ("algebra", 2, "algebra")
    assert curriculum.split_of(problem.question) == "valid"
    assert next_item([], "algebra", 2, 1e9) == item
    result, kept = grade_item(item, problem.answer_text, 7.0)
    assert (result.verdict, kept) == (CORRECT, Attempt(item, 7.0, CORRECT))


def test_new_items_are_new_questions() -> None:
    attempts: list[Attempt] = []
    for at in range(12):
        item = next_item(attempts, "percent", 1, float(at))
        attempts.append(Attempt(item, float(at), CORRECT))
    assert len({attempt.item.problem().question for attempt in attempts}) == 12


@pytest.mark.parametrize(("topic", "level"), [("astrology", 1), (curriculum.SCOPE, 1), ("algebra", 4)])
def test_what_cannot_be_practised_is_named(topic: str, level: int) -> None:
    with pytest.raises(UsageError, match=topic if topic != "algebra" else "4"):
        next_item([], topic, level, 0.0)


def test_topics_are_those_of_the_curriculum() -> None:
    assert "fractions" in topics() and curriculum.SCOPE not in topics()


A, B = Item("addition", 1, 1), Item("quadratic", 2, 1)


def test_missed_items_come_back_at_growing_intervals() -> None:
    now, attempts = 1000.0, [Attempt(A, 1000.0, NOT_EQUAL)]
    for box, wait in enumerate(INTERVALS):
        assert cards(attempts)[A].box == box
        assert due(attempts, now + wait - 1) == []
        now += wait
        assert due(attempts, now) == [A]
        attempts.append(Attempt(A, now, CORRECT))
    assert cards(attempts) == {}  # learnt
    attempts.append(Attempt(A, now + 1, NOT_EQUAL))
    assert cards(attempts)[A].box == 0


def test_what_moves_a_card() -> None:
    missed = Attempt(A, 0.0, NOT_EQUAL)
    later = INTERVALS[0]
    assert cards([Attempt(A, 0.0, CORRECT)]) == {}  # never missed
    assert cards([Attempt(A, 0.0, UNKNOWN)]) == {}
    assert cards([Attempt(A, 0.0, CORRECT, revealed=True)])[A].box == 0
    assert cards([missed, Attempt(A, 5.0, CORRECT)])[A].due == later  # too early to count
    assert cards([missed, Attempt(A, later, CORRECT, hinted=True)])[A].box == 0
    assert cards([missed, Attempt(A, later, CORRECT)])[A].box == 1
    assert cards([missed, Attempt(A, later, UNKNOWN)])[A].due == later


def test_due_items_come_first_in_their_topic_and_level() -> None:
    attempts = [Attempt(B, 0.0, NOT_EQUAL), Attempt(A, 1.0, NOT_EQUAL)]
    assert due(attempts, 1e6) == [B, A]
    assert next_item(attempts, "algebra", 2, 1e6) == B
    assert next_item(attempts, "algebra", 1, 1e6) != B
    assert next_item(attempts, "algebra", 2, 1.0) != B  # not due yet


def test_progress_counts_the_first_attempt_that_could_be_read() -> None:
    other = Item("addition", 1, 2)
    attempts = [
        Attempt(A, 1.0, UNKNOWN),
        Attempt(A, 2.0, NOT_EQUAL),
        Attempt(A, 3.0, CORRECT),
        Attempt(other, 4.0, CORRECT),
        Attempt(B, 5.0, CORRECT, hinted=True),
        Attempt(Item("no such family", 1, 1), 6.0, CORRECT),
    ]
    found = progress(attempts, 1e6)
    assert set(found) == {"arithmetic", "algebra"}
    assert (found["arithmetic"].seen, found["arithmetic"].solved, found["arithmetic"].missed) == (2, 1, 1)
    assert (found["arithmetic"].in_boxes, found["arithmetic"].due) == (1, 1)
    assert found["arithmetic"].share == 0.5
    assert (found["algebra"].solved, found["algebra"].missed, found["algebra"].share) == (0, 1, 0.0)
    assert progress([], 0.0) == {}


ATTEMPTS = st.lists(
    st.builds(
        Attempt,
        st.sampled_from([A, B]),
        st.floats(0, 1e8),
        st.sampled_from(list(Verdict)),
        st.booleans(),
        st.booleans(),
    ),
    max_size=20,
)


@settings(max_examples=200, deadline=None)
@given(ATTEMPTS, st.randoms(use_true_random=False))
def test_the_schedule_does_not_hang_on_the_order_kept(attempts: list[Attempt], rng: Random) -> None:
    times = [float(i) * 40_000 for i in range(len(attempts))]
    attempts = [replace(attempt, at=at) for attempt, at in zip(attempts, times, strict=True)]
    shuffled = rng.sample(attempts, len(attempts))
    assert cards(shuffled) == cards(attempts)
    assert progress(shuffled, 1e7) == progress(attempts, 1e7)
    assert set(due(attempts, 1e9)) == set(cards(attempts))


def test_guided_mode_does_not_wait_for_the_curriculum() -> None:
    code = "import sys, arbiter_app.tutor; print('arbiter_app.curriculum' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment(), timeout=60)
    assert done.stdout.split() == [b"False"], done.stderr


def test_the_types_of_what_is_kept() -> None:
    """Enums are text, so that a store can keep them as they are."""
    assert (Act.REVEAL, Matched.AHEAD, Check(UNKNOWN).verdict) == ("reveal", "ahead", "can't tell")
    assert Solution().tasks == () and grade("1", "1") is CORRECT
