"""Prompts that are refused: reproducible, varied, and none of them a problem that could be solved."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from arbiter_app.core import REFUSAL
from arbiter_app.curriculum import scope, scope_stories
from arbiter_app.curriculum.scope import refused

DRAWS = 5_000

REFUSED = Path(__file__).parent / "data" / "refused.jsonl"

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


def test_every_kind_is_varied() -> None:
    assert len(scope._KINDS) == 5 and sum(scope._KINDS.values()) == 100
    for kind in scope._KINDS:
        rng = Random(kind.__name__)
        assert len({kind(rng) for _ in range(1_000)}) > 700, kind.__name__


def test_there_are_many_handwritten_prompts() -> None:
    lines = [line for name, section in scope._SECTIONS.items() if name[0] in "12345" for line in section]
    assert len(lines) == len(set(lines)) > 3_300
    assert sum("|" in line for line in lines) > 500


def test_every_slot_of_every_prompt_is_filled() -> None:
    rng = Random(1)
    for name, section in scope._SECTIONS.items():
        for line in section:
            texts = {scope._fill(rng, line, {}) for _ in range(4 if "|" in line else 1)}
            left = {slot for text in texts for slot in re.findall(r"\{\w+\}", text)}
            assert not left, (name, line)


def test_choices_are_made_and_what_they_leave_is_tidied() -> None:
    assert scope._chosen(Random(1), "plain [1, 2] |x| ...") == "plain [1, 2] |x| ..."
    drawn = {scope._chosen(Random(seed), "[Find x|What is x] [now|].") for seed in range(50)}
    assert drawn == {"Find x.", "Find x now.", "What is x?", "What is x now?"}
    assert scope._HEADER.fullmatch("[2 address]") and not scope._HEADER.fullmatch("[one|two]")


def test_no_open_bracket_or_brace_remains() -> None:
    rng = Random("brackets")
    draws = [scope._kind(digit) for digit in "235"]
    for _ in range(2_000):
        sections, weights = rng.choice(draws)
        text = scope._from(rng, rng.choices(sections, weights)[0], {})
        assert not re.search(r"[\[\]{}]", text), text


def test_related_slots_contradict_each_other() -> None:
    rng = Random("related")
    for _ in range(2_000):
        whole, one, two = map(int, scope._parts(rng).values())
        assert one < whole < one + two and two <= whole
        assert sum(map(int, scope._angles(rng).values())) != 180
        short, middle, long = map(int, scope._sides(rng).values())
        assert long > short + middle
        assert sum(map(int, scope._shares(rng).values())) > 100
        early, late = (int(time.split(":")[0]) for time in scope._hours(rng).values())
        assert early < late < 24


def test_measures_told_twice_contradict_each_other() -> None:
    rng = Random("measures")
    for _ in range(2_000):
        one = {slot: int(number) for slot, number in scope._square(rng).items()}
        side = one["sqside"]
        assert one["sqarea"] != side**2 and one["sqper"] != 4 * side and one["triper"] != 3 * side
        assert one["cubevol"] != side**3 and one["cubesurf"] != 6 * side**2
        long, wide, high, area, around, volume, half = map(int, scope._rectangle(rng).values())
        assert area != long * wide and around != 2 * (long + wide) and 2 * half != long * wide
        assert volume != long * wide * high
        radius, diameter = map(int, scope._round(rng).values())
        assert diameter != 2 * radius
        leg, other, hypotenuse = map(int, scope._legs(rng).values())
        assert hypotenuse > max(leg, other) and hypotenuse**2 != leg**2 + other**2
        assert sum(map(int, scope._four_angles(rng).values())) != 360
        acute, second, flat, third, base, base2, total, low = map(int, scope._two_angles(rng).values())
        assert acute + second != 90 and flat + third != 180 and base != base2
        assert total != 180 and low < 60


def test_amounts_told_twice_contradict_each_other() -> None:
    rng = Random("amounts")
    for _ in range(2_000):
        count, each, total = map(int, scope._product(rng).values())
        assert total != count * each
        large, small, more = map(int, scope._difference(rng).values())
        assert abs(large - small - more) > 1
        left, right, middle = map(int, scope._middle(rng).values())
        assert 2 * middle != left + right
        born, aged, then = map(int, scope._birth(rng).values())
        assert abs(then - born - aged) > 1
        assert all(int(number) > 0 for number in scope._product(rng).values())


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


def test_the_ways_of_the_bank_are_all_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    reached = set()

    def spied(name: str, way: Callable[[Random], object]) -> Callable[[Random], object]:
        def spy(rng: Random) -> object:
            reached.add(name)
            return way(rng)

        return spy

    # `unasked` has no inner part that could be watched.
    for name in ("lacking", "blurred", "overdrawn"):
        monkeypatch.setattr(scope_stories, name, spied(name, getattr(scope_stories, name)))
    rng = Random(4)
    for _ in range(500):
        refused(rng)
    assert len(reached) == 3 and scope_stories.unasked in scope._DAMAGED


def test_a_problem_without_one_of_its_facts_lacks_a_number() -> None:
    rng = Random(5)
    for _ in range(1_000):
        entry, text, _, lost = scope_stories.lacking(rng)
        shown = set(scope_stories._shown(entry, text))
        assert shown and lost and not lost & shown and lost <= scope_stories._needed(entry), text


def test_a_problem_with_a_vague_number_does_not_tell_it_elsewhere() -> None:
    rng = Random(6)
    for _ in range(1_000):
        entry, text, name = scope_stories.blurred(rng)
        assert name in scope_stories._needed(entry) and name not in scope_stories._shown(entry, text), text
        assert scope_stories.DEMAND.search(text), text


def test_what_is_left_without_the_question_asks_for_nothing() -> None:
    rng = Random(7)
    for _ in range(1_000):
        text = scope_stories.unasked(rng)
        assert "?" not in text and not re.search(r"\b(How many|How much|Find|Calculate)\b", text), text


def test_more_is_taken_away_than_there_is() -> None:
    rng = Random(8)
    for _ in range(1_000):
        entry, text, values = scope_stories.overdrawn(rng)
        assert scope_stories.outcome(entry, values) < 0, text
        assert all(number > 0 for number in values.values()), text


def test_a_problem_without_a_measure_is_shorter_of_a_number_or_vague() -> None:
    rng = Random(10)
    for _ in range(1_000):
        whole, text = scope_stories.maimed(rng)
        assert text != whole and len(re.findall(r"\d+", text)) < len(re.findall(r"\d+", whole)), (whole, text)
        assert not re.search(r"\b(a an?|of and|with and|has,|and and)\b", text), (whole, text)


def test_every_family_loses_a_measure_in_some_way() -> None:
    assert len(scope_stories._MEASURED) == len(scope_stories._DAMAGE)
    for family in scope_stories._MEASURED:
        rng = Random(family.name)
        texts = [family.make(rng, 1 + i % 3).question for i in range(300)]
        assert any(old.search(text) for text in texts for old, _ in scope_stories._DAMAGE[family.name]), (
            family.name
        )


def test_stories_are_retold_as_often_as_those_with_an_answer() -> None:
    story = "Tom has some apples and buys 5 more apples at the market. How many apples does Tom have now?"
    rng = Random(11)
    changed = sum(scope._retold(rng, story) != story for _ in range(500))
    assert 300 < changed < 430


def test_each_way_of_the_bank_is_reproducible_and_varied() -> None:
    ways = (
        scope_stories.dropped,
        scope_stories.unnamed,
        scope_stories.unasked,
        scope_stories.impossible,
        scope_stories.measureless,
    )
    for way in ways:
        first, second = Random(9), Random(9)
        texts = [way(first) for _ in range(500)]
        assert [way(second) for _ in range(500)] == texts
        assert len(set(texts)) > 400, way.__name__
        assert not [text for text in texts if re.search(r"[\[\]{}]| {2}| [.,?!](?:\s|$)", text)], way.__name__


def test_what_the_card_measures_on_is_never_drawn() -> None:
    """Numbers, capitals and the last stop apart."""

    def bare(text: str) -> str:
        return re.sub(r"\d[\d.,]*", "#", text.lower()).strip(" .?!")

    measured = {
        bare(json.loads(line)["problem"]) for line in REFUSED.read_text(encoding="utf-8").splitlines()
    }
    assert len(measured) == 200
    rng = Random("never drawn")
    drawn = {bare(refused(rng)) for _ in range(8 * DRAWS)}
    assert len(drawn) > 5 * DRAWS / 2 and not drawn & measured
