"""Where a step's numbers and words come from."""

from __future__ import annotations

import numpy as np

from arbiter_app.core import Context, Finish, Signals, Speaker, Step
from arbiter_app.router.features import NAMES, features
from arbiter_app.router.sources import parts, sources

STORY = "Rohan sold 56 melons for $2 each. He laid out $4 on boxes, and twenty-five people came."
PLAN = "Plan: multiply, then subtract.\n\n"
FIRST = "Multiply to find the money.\n56 * 2 = 112\n\n"


def test_an_operand_that_nobody_gave_is_counted() -> None:
    assert sources(STORY, [PLAN, FIRST], "Subtract to find the rest.\n112 - 4 = 108\n\n").n_unsourced == 0
    told = sources(STORY, [PLAN, FIRST], "Subtract to find the rest.\n112 - 40 = 72, 72 - 4 = 68\n\n")
    assert (told.n_operands, told.n_unsourced) == (4, 2)  # 40, and the 72 that this very step came to


def test_numbers_in_words_and_what_units_imply_are_given() -> None:
    assert sources(STORY, [], "Add.\n25 + 4 = 29\n\n").n_unsourced == 0
    assert sources("It takes 3 hours.", [], "Multiply.\n3 * 60 = 180\n\n").n_unsourced == 0
    assert sources("It takes 3 days.", [], "Multiply.\n3 * 60 = 180\n\n").n_unsourced == 1
    assert sources("He has 1,250 of them.", [], "Halve.\n1250 / 2 = 625\n\n").n_unsourced == 0


def test_what_is_left_over_is_counted() -> None:
    told = sources(STORY, [FIRST], "Add.\n4 + 25 = 29\n\n")
    assert (told.uses_last, told.n_unused_results, told.n_unused_givens) == (0, 1, 0)
    assert sources(STORY, [], FIRST).uses_last == -1
    assert sources(STORY, [], FIRST).n_unused_givens == 1  # the 4; numbers in words may be mere words


def test_an_answer_that_no_step_came_to_is_seen() -> None:
    before = [PLAN, FIRST, "Subtract.\n112 - 4 = 108\n\n"]
    assert sources(STORY, before, "Answer: 108")[5:7] == (1, 1)
    assert sources(STORY, before, "Answer: 112")[5:7] == (1, 0)
    assert sources(STORY, before, "Answer: 107")[5:7] == (0, 0)
    assert sources(STORY, before, "Subtract.\n112 - 4 = 108\n\n")[5:7] == (-1, -1)


def test_a_person_from_another_story_is_foreign() -> None:
    told = sources(STORY, [], "Multiply to find how many Rohan and Ajir sold.\n56 * 2 = 112\n\n")
    assert told.n_foreign_names == 1
    assert told.n_new_words == 4  # multiply, find, many, ajir


def test_goal_and_work() -> None:
    assert parts("Add them.\n1 + 1 = 2\n\n") == ("Add them.", "1 + 1 = 2")
    assert parts("1 + 1 = 2\n\n") == ("", "1 + 1 = 2")
    assert parts("Answer: 2") == ("Answer: 2", "")


def test_doubt_is_told_by_where_it_is() -> None:
    pieces = ("Add", " them", ".\n", "1", "2", " +", " 3", " =", " 1", "5", "\n\n")
    doubts = dict(zip(pieces, (-0.1, -0.9, 0, -0.2, -0.3, -0.05, -0.01, 0, -0.5, -0.6, -0.02), strict=True))
    step = Step(
        "".join(pieces),
        tuple(range(11)),
        Speaker.DRAFT,
        Finish.STEP,
        Signals(tuple(doubts.values())),
        pieces=pieces,
    )
    x = dict(zip(NAMES, features(Context("12 and 3"), step).tolist(), strict=True))
    told = [x[name] for name in ("min_goal", "min_work", "min_number", "min_operand", "min_result")]
    assert [round(value, 4) for value in told] == [-0.9, -0.6, -0.6, -0.3, -0.6]
    assert [round(x[name], 4) for name in ("min_logprob", "second_logprob", "third_logprob")] == [
        -0.9,
        -0.6,
        -0.5,
    ]


def test_texts_of_no_known_form_give_finite_features() -> None:
    for text in ("", "\n", "=", "Answer:", "١٢ + ٣ = ١٥", "a = b = c\n\n", "x" * 5000, "1,2,3\n=1"):
        step = Step(text, (1,), Speaker.DRAFT, Finish.STEP, Signals((-0.5,), (0.2,), (0.3,)), pieces=(text,))
        assert np.isfinite(features(Context(text, [step]), step)).all()


def test_a_blank_line_before_a_step_changes_nothing() -> None:
    pieces, doubts = ("Add", ".", "\n", "1", " =", " 1"), (-0.1, -0.2, -0.3, -0.4, -0.5, -0.6)

    def view(*first: str) -> list[float]:
        step = Step(
            "".join((*first, *pieces)),
            tuple(range(len(first) + 6)),
            Speaker.DRAFT,
            Finish.STEP,
            Signals(((-0.01,) * len(first)) + doubts),
            pieces=(*first, *pieces),
        )
        x = dict(zip(NAMES, features(Context("1"), step).tolist(), strict=True))
        return [
            x[name]
            for name in ("min_goal", "min_work", "min_number", "min_operand", "min_result", "sum_work")
        ]

    assert view() == view("\n") == view("\n\n", "\n")


def test_a_step_whose_tokens_are_not_known_is_no_surer_in_its_parts() -> None:
    names = ("min_goal", "min_work", "min_number", "min_operand", "min_result")
    for signals, lowest in ((Signals((-0.1, -0.7)), -0.7), (Signals(), -20.0)):
        step = Step("Add.\n1 = 1\n\n", (1, 2), Speaker.DRAFT, Finish.STEP, signals)
        x = dict(zip(NAMES, features(Context("1"), step).tolist(), strict=True))
        assert [round(x[name], 4) for name in names] == [lowest] * 5
