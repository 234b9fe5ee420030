"""The tutoring screens, driven by keys and mouse in a small app of their own that stores what they post."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Select

from arbiter_app.audit import audit
from arbiter_app.core import Context, Decision, Finish, Finished, Limits, Round, Speaker, Step
from arbiter_app.engine.gguf import Model
from arbiter_app.engine.policies import Confidence
from arbiter_app.engine.solve import solve
from arbiter_app.engine.worker import EngineDied
from arbiter_app.grading import Verdict
from arbiter_app.sessions import Kind, Mode, Sessions, Settings
from arbiter_app.sessions import Task as Asked
from arbiter_app.tui.live import LiveRun
from arbiter_app.tui.screens.guided import GuidedScreen, guided_of, transcript
from arbiter_app.tui.screens.practice import PracticeScreen
from arbiter_app.tui.screens.prose import AnswerBox
from arbiter_app.tui.screens.review import ReviewScreen
from arbiter_app.tutor import INTERVALS, Act, Attempt, Guided, Item, Solution, solution

PROBLEM = "Find 3/8 + 5/12."
PARTS = (
    "Write 3/8 with the denominator 24.\n3 * 3 = 9\n\n",
    "Write 5/12 with the denominator 24.\n5 * 2 = 10\n\n",
    "Add the numerators.\n9 + 10 = 19\n\n",
    "Answer: 19/24",
)
WHOLE = solution("".join(PARTS), complete=True, problem=PROBLEM)
SETTINGS = Settings({"name": "tutor", "draft": "d.gguf", "target": "t.gguf", "router": None}, "draft")
CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
SIZES = [(80, 24), (110, 30)]

HOSTILE = [
    "\x1b]0;title\x07\x1b]52;c;aGk=\x1b\\\x1b[2J\x9b31m\x90q\x9c = 3",
    "12\u202e34\u2066\u200f = 5",
    "[/b] [@click=app.quit]x[/] [bold",
    "half \ud83d, \udcff and \x00 nul\r\n\x85\u2028\u2029",
    "\\frac{" * 2000,
    "$$\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}$$ \\[\\frac{1}{\\frac{2}{3}}\\]",
    "x" * 50_000,
    "a\n" * 3000,
    "\ufffe\uffff \ufeff \t\t3",
]


class Tiny(App[None]):
    """Shows one screen and does what the real app does with its messages: keeps them."""

    def __init__(self, first: Screen[Any], sessions: Sessions | None = None, run: int | None = None) -> None:
        super().__init__()
        self.first, self.sessions, self.run_id = first, sessions, run
        self.posted: list[Any] = []
        self.result: Any = None

    def on_mount(self) -> None:
        self.push_screen(self.first, self.left)

    def left(self, result: Any) -> None:
        self.result = result or "left"

    def on_guided_screen_acted(self, message: GuidedScreen.Acted) -> None:
        self.posted.append(message)
        if self.sessions and self.run_id:
            self.sessions.note(
                self.run_id,
                message.kind,
                position=message.position,
                text=message.text,
                read_as=message.read_as,
                verdict=message.verdict,
            )

    def on_guided_screen_redo_asked(self, message: GuidedScreen.RedoAsked) -> None:
        self.posted.append(message)

    def on_practice_screen_attempted(self, message: PracticeScreen.Attempted) -> None:
        self.posted.append(message)
        if self.sessions:
            self.sessions.add_practice_attempt(message.attempt)


class Clock:
    """Seconds that pass only when they are told to."""

    def __init__(self, at: float = 1_000_000.0) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at


def drive(app: Tiny, play: Callable[[Pilot[None]], Coroutine[Any, Any, None]], size: tuple[int, int]) -> None:
    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await play(pilot)

    asyncio.run(run())


def seen(pilot: Pilot[None]) -> str:
    """What stands on the screen, row by row."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def write(pilot: Pilot[None], text: str) -> None:
    """Write a line into the box and press Enter."""
    pilot.app.screen.query_one(AnswerBox).value = text
    await pilot.press("enter")
    await pilot.pause()


async def settle(pilot: Pilot[None]) -> None:
    """Until the threads that read the curriculum are done."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def guided(found: Solution = WHOLE, problem: str = PROBLEM) -> tuple[GuidedScreen, Clock]:
    clock = Clock()
    return GuidedScreen(Guided(problem, found, clock.at), clock=clock), clock


# -- guided -----------------------------------------------------------------------------------------


def test_a_step_is_tried_hinted_and_found_before_it_is_shown() -> None:
    screen, clock = guided()
    app = Tiny(screen)

    async def play(pilot: Pilot[None]) -> None:
        assert "Step 1: Write 3/8 with the denominator 24." in seen(pilot)
        assert "3 × 3" not in seen(pilot)
        await pilot.press("7", "enter")
        await pilot.pause()
        assert "✗ not equal · read as 7" in seen(pilot)
        assert screen.query_one(AnswerBox).value == "7"  # to be mended
        await write(pilot, "banana")
        assert "? can't tell" in seen(pilot)
        assert "not counted as wrong" in seen(pilot)
        await pilot.press("f2")
        await pilot.pause()
        assert "Hint      Multiply: 3 × 3." in seen(pilot)
        assert "3 × 3 = 9" not in seen(pilot)
        screen.query_one(AnswerBox).value = "9"
        clock.at += 65
        await pilot.press("f3")
        await pilot.pause()
        assert "✓ correct · read as 9" in seen(pilot)
        assert "3 × 3 = 9" in seen(pilot)
        assert "Step 2: Write 5/12" in seen(pilot)
        assert screen.query_one(AnswerBox).value == ""
        await write(pilot, "19/24")
        assert "that is the final answer" in seen(pilot)
        assert "Well done: you found every step yourself, with a hint" in seen(pilot)
        assert "4 attempts · 1 hint · 0 steps shown · 1 min 5 s" in seen(pilot)
        assert not screen.query_one(AnswerBox).display
        await pilot.press("escape")
        await pilot.pause()
        assert app.result is screen.guided
        assert screen.guided.answered

    drive(app, play, (80, 24))
    got = [(m.kind, m.position, m.text, m.verdict) for m in app.posted]
    assert got == [
        (Kind.ATTEMPT, 0, "7", "not equal"),
        (Kind.ATTEMPT, 0, "banana", "can't tell"),
        (Kind.HINT, 0, "Multiply: 3 * 3.", ""),
        (Kind.ATTEMPT, 0, "9", "correct"),
        (Kind.ATTEMPT, 1, "19/24", "correct"),
    ]


def test_what_the_models_have_not_written_yet_is_waited_for() -> None:
    screen, _ = guided(Solution())
    app = Tiny(screen)

    async def play(pilot: Pilot[None]) -> None:
        assert "The tutor is working on this step" in seen(pilot)
        await write(pilot, "9")
        for key in ("f2", "f4", "f5"):
            await pilot.press(key)
            await pilot.pause()
        assert app.screen is screen and not app.posted and not screen.guided.events
        assert screen.query_one(AnswerBox).value == "9"
        screen.with_solution(solution(PARTS[0], complete=False, problem=PROBLEM))
        await pilot.pause()
        assert "Step 1: Write 3/8" in seen(pilot)
        assert "step 1 of" not in seen(pilot)
        await write(pilot, "7")
        screen.with_solution(solution("".join(PARTS[:2]), complete=False, problem=PROBLEM))
        await pilot.pause()
        assert "not counted as wrong" in seen(pilot)  # what was said stays while the models go on
        screen.with_solution(solution(PARTS[0], complete=False, problem=PROBLEM))
        await write(pilot, "9")
        await pilot.press("enter")
        await pilot.pause()
        assert "The tutor is working on this step" in seen(pilot)
        screen.with_solution(WHOLE)
        await pilot.pause()
        assert "Guided · step 2 of 3" in seen(pilot)

    drive(app, play, (80, 24))
    assert [m.text for m in app.posted] == ["7", "9"]


def test_a_reveal_asks_once_by_keys_and_by_mouse() -> None:
    screen, _ = guided()
    app = Tiny(screen)

    async def play(pilot: Pilot[None]) -> None:
        for no in ("n", "escape", "enter"):  # what is focused first is to keep trying
            await pilot.press("f4")
            await pilot.pause()
            assert app.screen_stack[-1].query("#yes")
            await pilot.press(no)
            await pilot.pause()
            assert app.screen_stack[-1] is screen
            assert not app.posted
        await pilot.press("f4")
        await pilot.pause()
        await pilot.click("#yes")
        await pilot.pause()
        assert "Shown     3 × 3 = 9" in seen(pilot)
        for _ in range(2):
            await pilot.press("f4")
            await pilot.pause()
            await pilot.press("y")
            await pilot.pause()
        assert "You worked through it to the end." in seen(pilot)
        assert "3 steps shown" in seen(pilot)

    drive(app, play, (80, 24))
    assert [(m.kind, m.position) for m in app.posted] == [(Kind.REVEAL, i) for i in range(3)]


def test_hints_end_without_a_count_and_are_noted_once() -> None:
    screen, _ = guided()
    app = Tiny(screen)

    async def play(pilot: Pilot[None]) -> None:
        await pilot.press("f2", "f2", "f2")
        await pilot.pause()
        assert "That is all a hint can say." in seen(pilot)
        assert not re.search(r"hints? (left|remain)|\d/\d hint", seen(pilot))

    drive(app, play, (80, 24))
    assert len(app.posted) == 1


def test_a_redo_is_asked_for_and_what_comes_takes_its_place() -> None:
    screen, _ = guided(Solution())
    screen.with_solution(WHOLE)  # before it is shown
    app = Tiny(screen)

    async def play(pilot: Pilot[None]) -> None:
        await write(pilot, "9")
        await pilot.press("f5")
        await pilot.pause()
        assert "The target model is asked" in seen(pilot)
        screen.with_solution(
            solution(PARTS[0] + "Double the 5.\n2 * 5 = 10\n\n", complete=False, problem=PROBLEM)
        )
        await pilot.pause()
        assert "Step 2: Double the 5." in seen(pilot)
        assert "3 × 3 = 9" in seen(pilot)  # what was found before stays

    drive(app, play, (80, 24))
    assert isinstance(app.posted[-1], GuidedScreen.RedoAsked)
    assert app.posted[-1].position == 1


def test_raw_shows_maths_as_it_was_written() -> None:
    screen, _ = guided(problem="Find $\\frac{3}{8} + \\frac{5}{12}$.")

    async def play(pilot: Pilot[None]) -> None:
        assert "Find ⅜ + 5/12." in seen(pilot)
        await pilot.press("f6")
        await pilot.pause()
        assert "$\\frac{3}{8} + \\frac{5}{12}$" in seen(pilot)

    drive(Tiny(screen), play, (80, 24))


def test_a_refusal_and_a_solution_without_an_answer_are_told_kindly() -> None:
    refused, cut = guided(solution("", complete=True))[0], guided()[0]
    cut.guided = cut.guided.with_solution(solution(PARTS[0], complete=True, problem=PROBLEM))

    async def play_refused(pilot: Pilot[None]) -> None:
        assert "could not work this problem out" in seen(pilot)
        assert "Well done" not in seen(pilot)

    async def play_cut(pilot: Pilot[None]) -> None:
        await write(pilot, "9")
        assert "The models came to no answer" in seen(pilot)

    drive(Tiny(refused), play_refused, (80, 24))
    drive(Tiny(cut), play_cut, (80, 24))


def step(text: str, finish: Finish = Finish.STEP) -> Step:
    return Step(text, (1,), Speaker.DRAFT, finish)


def test_events_of_the_engine_are_taken_as_they_come() -> None:
    screen, _ = guided(Solution())
    run, other = (LiveRun(Asked(text), mode=Mode.GUIDED) for text in (PROBLEM, "Find 1 + 1."))
    worked = LiveRun(Asked(PROBLEM), mode=Mode.WORKED)

    async def play(pilot: Pilot[None]) -> None:
        def feed(to: LiveRun, event: Any) -> None:
            to.feed(event, audit(event.kept.text) if isinstance(event, Round) else None)
            screen.heard(to, event)

        first = Round(step(PARTS[0]), None, Decision(False))
        feed(other, first)
        feed(worked, first)
        await pilot.pause()
        assert screen.guided.solution == Solution()
        feed(run, first)
        feed(run, EngineDied("the engine was killed (signal 9)"))
        await pilot.pause()
        await write(pilot, "9")
        await pilot.press("f2")
        await pilot.pause()
        assert "the engine was killed (signal 9). Esc goes back;" in seen(pilot)
        for part in PARTS[1:]:
            finish = Finish.ANSWER if "Answer" in part else Finish.STEP
            feed(run, Round(step(part, finish), None, Decision(False)))
        feed(run, Finished(Finish.ANSWER))
        await pilot.pause()
        assert screen.guided.solution == WHOLE
        assert "Step 2: Write 5/12" in seen(pilot)

    drive(Tiny(screen), play, (80, 24))


def test_a_stored_run_of_the_real_pair_is_gone_on_with(pair: dict[str, Path], tmp_path: Path) -> None:
    """Solved silently by the bundled pair, worked at, the store closed and opened: the same state."""
    with (
        closing(Model(pair["draft"], Speaker.DRAFT)) as draft,
        closing(Model(pair["target"], Speaker.TARGET)) as target,
    ):
        events = list(solve(Context(PROBLEM), draft, target, Confidence(0.1), Limits()))
    path = tmp_path / "sessions.db"
    with Sessions(path) as sessions:
        run = sessions.begin(Asked(PROBLEM), SETTINGS, mode=Mode.GUIDED)
        for event in events:
            if isinstance(event, Round):
                sessions.add_round(run, event)
        sessions.end(run, Finished(Finish.ANSWER))
        screen = GuidedScreen(guided_of(sessions.run(run)))
        assert len(screen.guided.solution.tasks) >= 2
        result = screen.guided.solution.tasks[1].results[0]

        async def play(pilot: Pilot[None]) -> None:
            await write(pilot, "99991")
            await pilot.press("f2", "f4")
            await pilot.pause()
            await pilot.press("y")
            await pilot.pause()
            await write(pilot, result)

        drive(Tiny(screen, sessions, run), play, (110, 30))
    with Sessions(path) as sessions:
        again = guided_of(sessions.run(run))
    assert again.current == screen.guided.current >= 2
    lines = [(label, text.plain) for label, text in transcript(screen.guided, 0.0)]
    assert [(label, text.plain) for label, text in transcript(again, 0.0)] == lines


# -- practice ---------------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Sessions]:
    with Sessions(tmp_path / "sessions.db") as sessions:
        yield sessions


def test_what_was_missed_comes_back_after_a_restart(kept: Sessions) -> None:
    clock = Clock()
    screen = PracticeScreen(clock=clock)
    app = Tiny(screen, kept)
    missed: list[Item] = []

    async def play(pilot: Pilot[None]) -> None:
        await settle(pilot)
        assert "arithmetic" in seen(pilot) and "Choose a topic" in seen(pilot)
        await pilot.press("down", "down", "2", "enter")
        await settle(pilot)
        assert screen.topic == "fractions" and screen.item and screen.item.level == 2
        missed.append(screen.item)
        problem = screen.item.problem()
        await write(pilot, "")
        assert not app.posted
        await write(pilot, "-98765")
        assert "✗ not equal · read as -98765" in seen(pilot)
        assert problem.answer_text not in seen(pilot).split("Topics")[1].split("✗")[1]
        assert re.search(r"fractions +0/1 ↺1", seen(pilot))
        clock.at += 60
        await write(pilot, problem.answer_text)
        assert "✓ correct" in seen(pilot) and "Enter or F7: the next one." in seen(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert screen.item != missed[0]

    drive(app, play, (80, 24))
    assert [m.attempt for m in app.posted] == kept.practice_attempts()

    clock.at += INTERVALS[0]
    later = PracticeScreen(kept.practice_attempts(), topic="fractions", level=2, clock=clock)

    async def again(pilot: Pilot[None]) -> None:
        await settle(pilot)
        assert later.item == missed[0]
        assert "You missed this one before" in seen(pilot)
        assert "0 of 1 solved at once · 1 to come back" in seen(pilot)
        await write(pilot, missed[0].problem().answer_text)
        await pilot.press("f7")
        await settle(pilot)
        assert later.item != missed[0]  # it moved up a box

    drive(Tiny(later, kept), again, (80, 24))


def test_topic_and_level_are_chosen_with_the_mouse() -> None:
    screen = PracticeScreen(clock=Clock())

    async def play(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await pilot.click(OptionList, offset=(4, 7))  # below the border: the seventh topic
        await settle(pilot)
        assert screen.topic == "algebra" and screen.item and screen.item.level == 1
        await pilot.click(Select)
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        assert screen.level == 3 and screen.item.level == 3
        assert screen.query_one(AnswerBox).has_focus
        await pilot.press("escape")
        assert screen.query_one(OptionList).has_focus
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app, Tiny) and pilot.app.result == "left"

    drive(Tiny(screen), play, (110, 30))


def test_help_is_kept_with_the_attempt_and_a_problem_left_is_seen(kept: Sessions) -> None:
    screen = PracticeScreen(topic="number theory", clock=Clock())
    app = Tiny(screen, kept)

    async def play(pilot: Pilot[None]) -> None:
        await settle(pilot)
        assert screen.item
        left = screen.item
        await pilot.press("f7")
        await settle(pilot)
        assert screen.item != left
        await pilot.press("f2")
        await pilot.pause()
        assert "Hint" in seen(pilot)
        await write(pilot, screen.item.problem().answer_text)
        await pilot.press("f7")
        await settle(pilot)
        await pilot.press("f4")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert "Answer" in seen(pilot) and "It will come back." in seen(pilot)

    drive(app, play, (80, 24))
    attempts = kept.practice_attempts()
    assert [(a.verdict, a.hinted, a.revealed) for a in attempts] == [
        (Verdict.UNKNOWN, False, False),
        (Verdict.CORRECT, True, False),
        (Verdict.UNKNOWN, False, True),
    ]


# -- review -----------------------------------------------------------------------------------------


def reviewed(sessions: Sessions) -> ReviewScreen:
    run = sessions.begin(Asked(PROBLEM), SETTINGS, mode=Mode.GUIDED)
    sessions.add_round(run, Round(step("Plan: multiply, add\n\n"), None, Decision(False)))
    for part in PARTS:
        finish = Finish.ANSWER if "Answer" in part else Finish.STEP
        sessions.add_round(run, Round(step(part, finish), None, Decision(False)))
    sessions.note(run, Kind.ATTEMPT, position=1, text="7", read_as="7", verdict="not equal")
    sessions.note(run, Kind.HINT, position=1, text="Multiply: 3 * 3.")
    sessions.note(run, Kind.ATTEMPT, position=1, text="9", read_as="9", verdict="correct")
    sessions.note(run, Kind.REDO, position=2)
    sessions.note(run, Kind.REVEAL, position=2, text="5 * 2 = 10")
    session = sessions.run(run).session
    sessions.begin(Asked("Find 1 + 1."), SETTINGS, session=session)
    practised = [Attempt(Item("lcm", 2, 925478), 100.0, Verdict.NOT_EQUAL)]
    return ReviewScreen(sessions.session(session), practised, now=5000.0)


def test_a_review_tells_what_was_done(kept: Sessions) -> None:
    screen = reviewed(kept)
    app = Tiny(screen)

    async def play(pilot: Pilot[None]) -> None:
        text = seen(pilot)
        for wanted in (
            "In all    2 problems · 2 attempts, 1 correct · 1 hint · 1 step shown",
            "Step 1    Write 3/8 with the denominator 24.",  # the plan is no step of the learner's
            "You       7   ✗ not equal · read as 7   +0:00",
            "Hint      Multiply: 3 × 3.",
            "Redo      written again by the target model",
            "Shown     5 × 2 = 10",
            "worked by the tutor · 0 steps, 0 written by the target",
            "number theory: 0 of 1 solved at the first try · 1 to come back, 1",
        ):
            assert wanted in text
        assert "19" not in text  # what the learner has not come to
        await pilot.press("c")
        await pilot.pause()
        assert "✗ not equal" in app.clipboard and "Multiply: 3 × 3." in app.clipboard
        await pilot.press("escape")
        await pilot.pause()
        assert app.result == "left"

    drive(app, play, (80, 30))


# -- every screen -----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("colour", [True, False])
def test_everything_fits(
    size: tuple[int, int], colour: bool, kept: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line to write in, the goal and the whole footer, however long the problem; marks without colour."""
    monkeypatch.setenv("NO_COLOR", "" if colour else "1")
    long = "Find the sum of all of these numbers and tell it. " * 60
    screens: list[Screen[Any]] = [
        guided(problem=long)[0],
        PracticeScreen(topic="stories", level=3, clock=Clock()),
        reviewed(kept),
    ]

    for screen in screens:

        async def play(pilot: Pilot[None]) -> None:
            await settle(pilot)
            whole = pilot.app.screen.region
            for widget in [*pilot.app.screen.query(AnswerBox), *pilot.app.screen.query("#goal")]:
                assert widget.region.height and widget.region in whole
            footer = seen(pilot).splitlines()[-1]
            assert "Back" in footer and "Raw" in footer
            keys = pilot.app.screen.query_one(Footer)
            assert keys.virtual_size.width <= whole.width
            if pilot.app.screen.query(AnswerBox):
                await write(pilot, "-98765")
                assert "✗ not equal" in seen(pilot)

        drive(Tiny(screen), play, size)


@pytest.mark.parametrize("text", ["\n".join(HOSTILE[:4]), *HOSTILE[4:]], ids=map(str, range(6)))
def test_hostile_text_is_shown_without_its_controls(text: str) -> None:
    found = solution(f"{text}\n3 + 4 = 7\n\n{PARTS[1]}{text} = 8\n\nAnswer: {text}", complete=True)
    screen = GuidedScreen(Guided(f"{PROBLEM} {text}", found, 0.0), clock=Clock())

    async def play(pilot: Pilot[None]) -> None:
        assert not CONTROL.search(seen(pilot).replace("\n", ""))
        await write(pilot, text)
        assert not CONTROL.search(screen.query_one(AnswerBox).value)
        await pilot.press("f6", "f2", "f4")
        await pilot.press("y")
        await pilot.pause()
        assert not CONTROL.search(seen(pilot).replace("\n", ""))
        assert screen.guided.answered or screen.guided.events[-1].act is Act.REVEAL

    drive(Tiny(screen), play, (80, 24))


def test_a_review_of_hostile_texts_is_shown_without_their_controls(kept: Sessions) -> None:
    run = kept.begin(Asked("".join(HOSTILE[:4])), SETTINGS, mode=Mode.GUIDED)
    for text in HOSTILE:
        kept.note(run, Kind.ATTEMPT, position=0, text=text, read_as=text, verdict="correct")
        kept.note(run, Kind.HINT, position=1, text=text)
    screen = ReviewScreen(kept.session(kept.run(run).session))
    app = Tiny(screen)

    async def play(pilot: Pilot[None]) -> None:
        assert not CONTROL.search(seen(pilot).replace("\n", ""))
        await pilot.press("f6", "c", "pagedown")
        await pilot.pause()
        assert not CONTROL.search((seen(pilot) + app.clipboard).replace("\n", ""))
        assert "[@click=app.quit]x" in app.clipboard

    drive(app, play, (80, 24))
