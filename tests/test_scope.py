"""Prompts that are refused: reproducible, varied, and none of them a problem that could be solved."""

from __future__ import annotations

import re
from random import Random

import pytest

from arbiter_app.core import REFUSAL
from arbiter_app.curriculum import scope
from arbiter_app.curriculum.scope import refused

DRAWS = 5_000

_BARE = re.compile(r"[\d\s.,+\-−*×/÷^()=]+\??")
_ASK = re.compile(
    r"(what is|what's|calculate|compute|work out|evaluate|find|find the value of|how much is) (.*?)[.?]?",
    re.IGNORECASE,
)
_LINEAR = re.compile(r"(solve |solve for x: |find x: )?[-+ \d]*x( [-+] \d+)? = -?\d+[.?]?", re.IGNORECASE)


@pytest.fixture(scope="module")
def prompts() -> list[str]:
    rng = Random("scope")
    return [refused(rng) for _ in range(DRAWS)]


def _value(expression: str) -> float | None:
    """What a calculator makes of the text; None where it makes nothing of it."""
    if not _BARE.fullmatch(expression) or not re.search(r"\d\D+\d", expression):
        return None
    text = expression.strip(" =?").replace("×", "*").replace("÷", "/").replace("−", "-").replace("^", "**")
    try:
        return float(eval(text, {"__builtins__": {}}))
    except (SyntaxError, ZeroDivisionError, TypeError):
        return None


def test_a_seed_draws_the_same_prompts_again(prompts: list[str]) -> None:
    rng = Random("scope")
    assert [refused(rng) for _ in range(DRAWS)] == prompts


def test_hardly_any_two_prompts_are_alike(prompts: list[str]) -> None:
    assert len(set(prompts)) > 0.85 * DRAWS
    assert len({re.sub(r"\d+", "#", prompt) for prompt in prompts}) > 0.7 * DRAWS


def test_every_kind_is_drawn_about_equally() -> None:
    assert len(scope._KINDS) == 4
    for kind in scope._KINDS:
        rng = Random(kind.__name__)
        assert len({kind(rng) for _ in range(1_000)}) > 700, kind.__name__


def test_there_are_many_handwritten_prompts() -> None:
    lines = [line for name, section in scope._SECTIONS.items() if name[0] in "1234" for line in section]
    assert len(lines) == len(set(lines)) > 1_500


def test_every_slot_of_every_prompt_is_filled() -> None:
    rng = Random(1)
    for name, section in scope._SECTIONS.items():
        for line in section:
            text = scope._fill(rng, line, {})
            left = set(re.findall(r"\{\w+\}", text))
            assert not left, (name, text)


def test_prompts_are_well_formed(prompts: list[str]) -> None:
    for prompt in prompts:
        assert prompt and prompt == prompt.strip() and "\n" not in prompt, repr(prompt)
        assert len(prompt.split()) < 130
        assert REFUSAL.lower().rstrip(".") not in prompt.lower()


def test_no_prompt_is_bare_arithmetic(prompts: list[str]) -> None:
    for prompt in prompts:
        asked = _ASK.fullmatch(prompt)
        for text in (prompt, asked[2] if asked else ""):
            assert _value(text) is None, prompt


def test_no_prompt_is_a_linear_equation(prompts: list[str]) -> None:
    assert _LINEAR.fullmatch("Solve 3x + 5 = 11.")
    assert not [prompt for prompt in prompts if _LINEAR.fullmatch(prompt)]


def test_no_prompt_is_a_problem_of_the_curriculum(prompts: list[str]) -> None:
    rng = Random("problems")
    questions = {scope._problem(rng).question.lower().rstrip(".?") for _ in range(5_000)}
    assert not [prompt for prompt in prompts if prompt.lower().rstrip(".?") in questions]


def test_facts_without_their_question_ask_for_nothing() -> None:
    rng = Random(2)
    for _ in range(2_000):
        story = scope._story(rng)
        assert "?" not in story and not re.search(r"\b(How many|How much|Find|Calculate)\b", story), story


def test_a_problem_that_lost_a_number_has_a_vague_word_for_it() -> None:
    rng = Random(3)
    for _ in range(1_000):
        assert re.search(r"\b(some|several|a few|many)\b", scope._vague(rng), re.IGNORECASE)
