"""The store of sessions: what survives a kill, what is found again, and what its documents let out."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arbiter_app import sessions as store
from arbiter_app.core import Context, Decision, Finish, Finished, Limits, Round, Signals, Speaker, Step, Token
from arbiter_app.engine.gguf import Model
from arbiter_app.engine.policies import Confidence
from arbiter_app.engine.solve import solve
from arbiter_app.errors import ArbiterError, UsageError
from arbiter_app.export import Format, document
from arbiter_app.grading import Verdict
from arbiter_app.sessions import Kind, Mode, Sessions, Settings, Task, title_of
from arbiter_app.tutor import Attempt, Item
from tests.conftest import Run, environment

KILLS = 20
FORMATS: tuple[Format, ...] = ("markdown", "json", "html")
SETTINGS = Settings({"name": "tutor", "draft": "d.gguf", "target": "t.gguf", "router": None}, "random", 0.5)
PROBLEM = "Find 3/8 + 5/12."
RAW = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
"""Control bytes (but tab and newline), C1 and bidirectional marks, in UTF-8."""

HOSTILE = [
    "\x1b]0;title\x07\x1b]52;c;aGk=\x1b\\\x1b[2J\x9b31m\x90q\x9c",
    "12\u202e34\u2066\u200f",
    "<script>alert(1)</script><img src=http://x.test/a onerror=alert(1)>'\"&amp;</pre></style>",
    "[/b] [@click=app.quit] ![a](http://x.test/a.png) <b>\n# heading\n````\n```\n~~~",
    "half \ud83d, \udcff and \x00 nul\r\n\x85\u2028",
    "\\frac{" * 2000,
    "x" * 100_000,
    "",
    "\ufffe\uffff \ufeff",
]


def step(text: str, by: Speaker = Speaker.DRAFT, finish: Finish = Finish.STEP) -> Step:
    n = max(1, len(text) // 4)
    signals = Signals((-0.25,) * n, (0.5,) * n, (float("-inf"),) * n)
    return Step(text, tuple(range(n)), by, finish, signals, seconds=0.25, vocabulary="v")


def accepted(text: str, finish: Finish = Finish.STEP) -> Round:
    return Round(step(text, finish=finish), None, Decision(False, 0.125), 0.5, 0.0625)


def escalated(text: str, better: str) -> Round:
    return Round(step(text), step(better, Speaker.TARGET), Decision(True, 0.75), 1.0, 0.0625)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "sessions.db"


@pytest.fixture
def kept(path: Path) -> Iterator[Sessions]:
    with Sessions(path) as sessions:
        yield sessions


# -- what is kept -----------------------------------------------------------------------------------


def test_a_run_comes_back_as_it_was(kept: Sessions, path: Path) -> None:
    rounds = [
        accepted("a = 1\n\n"),
        escalated("b = 2\n\n", "b = 3\n\n"),
        accepted("Answer: 4", Finish.ANSWER),
    ]
    wanted = replace(SETTINGS, budget=0.25, seed=7, limits=Limits(5, 6, 7), files={"draft": "/x y"})
    run = kept.begin(Task(PROBLEM, "19/24", "fractions", 2), wanted, mode=Mode.PRACTICE)
    assert [kept.add_round(run, r, threshold=t) for r, t in zip(rounds, (0.5, 0.6, None), strict=True)] == [
        0,
        1,
        2,
    ]
    kept.end(run, Finished(Finish.ANSWER), first_token_seconds=0.125)
    with Sessions(path) as other:  # what another process would see, while this one is open
        stored = other.run(run)
    assert stored.rounds == tuple(rounds)
    assert stored.thresholds == (0.5, 0.6, None)
    assert (stored.task, stored.settings) == (Task(PROBLEM, "19/24", "fractions", 2), wanted)
    assert (stored.mode, stored.finish, stored.first_token_seconds) == (Mode.PRACTICE, Finish.ANSWER, 0.125)
    assert stored.rounds[1].rejected == step("b = 2\n\n")
    assert stored.started <= stored.times[0] <= stored.times[2] <= time.time()


def test_a_run_is_told_as_solve_tells_it(kept: Sessions) -> None:
    run = kept.begin(Task(PROBLEM), SETTINGS)
    for round_ in (accepted("2 + 2 = 5\n\n"), escalated("1 = 2\n\n", "Answer: 4")):
        kept.add_round(run, round_, threshold=0.5)
    kept.end(run, Finished(Finish.ANSWER), first_token_seconds=0.125)
    (told,) = json.loads(document(kept.session(1), "json"))["runs"]
    assert told["answer"] == "4"
    assert told["text"] == "2 + 2 = 5\n\nAnswer: 4"
    assert told["steps"][0]["audit"] == {"checked": 1, "false": 1}
    assert told["steps"][1]["rejected"] == {"text": "1 = 2\n\n", "n_tokens": 1}
    assert told["stats"]["seconds"] == 1.5
    assert told["stats"]["first_token_seconds"] == 0.125
    assert told["stats"]["draft_tokens_per_second"] == 3 / 0.5
    assert (told["pair"], told["policy"], told["threshold"]) == (SETTINGS.pair, "random", 0.5)


def test_a_stopped_solve_goes_on_to_the_same_end(kept: Sessions, pair: dict[str, Path]) -> None:
    """Cut off within a step, stored, read again and gone on with: the steps of one undisturbed run."""
    with (
        closing(Model(pair["draft"], Speaker.DRAFT)) as draft,
        closing(Model(pair["target"], Speaker.TARGET)) as target,
    ):

        def rounds(context: Context) -> Iterator[Round]:
            for event in solve(context, draft, target, Confidence(0.1), Limits()):
                if isinstance(event, Round):
                    yield event

        whole = [round_.kept for round_ in rounds(Context(PROBLEM))]
        assert len(whole) >= 3
        run = kept.begin(Task(PROBLEM), SETTINGS)
        first, second, *_ = rounds(Context(PROBLEM))
        kept.add_round(run, first)
        half = replace(second.kept, text=second.kept.text[:9], finish=Finish.CANCELLED)
        kept.add_round(run, Round(half, None, Decision(False)))
        kept.end(run, Finished(Finish.CANCELLED, "stopped"))
        context = kept.run(run).context()
        assert context.steps == [replace(first.kept, pieces=())]  # which no later step reads
        assert context.n_escalated == (first.rejected is not None)
        for round_ in rounds(context):
            kept.add_round(run, round_)
    texts = [round_.kept.text for round_ in kept.run(run).rounds]
    assert texts == [one.text for one in whole]
    assert kept.run(run).finish is None  # open again until its end is told


def test_a_redone_step_takes_the_place_of_all_after_it(kept: Sessions) -> None:
    run = kept.begin(Task(PROBLEM), SETTINGS)
    for text in ("alpha\n\n", "beta\n\n", "gamma\n\n"):
        kept.add_round(run, accepted(text))
    assert kept.add_round(run, escalated("beta\n\n", "delta\n\n"), at=1) == 1
    stored = kept.run(run)
    assert [round_.kept.text for round_ in stored.rounds] == ["alpha\n\n", "delta\n\n"]
    assert stored.rounds[1].rejected == step("beta\n\n")
    assert kept.search("gamma") == []
    assert len(kept.search("delta")) == 1


def test_a_write_that_fails_leaves_nothing_of_itself(kept: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    run = kept.begin(Task(PROBLEM), SETTINGS)
    kept.add_round(run, accepted("one\n\n"))
    before = kept.session(1)

    def fails(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Sessions, "_touch", fails)  # the last thing that add_round does
    with pytest.raises(ArbiterError, match=r"cannot write the sessions in .*full"):
        kept.add_round(run, accepted("two\n\n"))
    assert kept.session(1) == before
    assert kept.search("two") == []


def test_a_full_disk_is_told_in_one_line_and_what_was_kept_stays(kept: Sessions, path: Path) -> None:
    run = kept.begin(Task(PROBLEM), SETTINGS)
    kept.add_round(run, accepted("one\n\n"))
    ((n_pages,),) = kept._rows("PRAGMA page_count")
    kept._rows(f"PRAGMA max_page_count = {n_pages + 2}")
    with pytest.raises(ArbiterError, match="cannot write the sessions in") as caught:
        kept.add_round(run, accepted("two\n\n" * 10_000))
    assert "full" in str(caught.value)
    assert "\n" not in str(caught.value)
    kept._rows("PRAGMA max_page_count = 1000000")
    assert kept.add_round(run, accepted("three\n\n")) == 1
    check(path)


def test_tutoring_counts_attempts_and_time_without_the_time_away(
    kept: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([1000.0, 1010.0, 1020.0, 5000.0, 5005.0])
    monkeypatch.setattr(store, "time", lambda: next(clock))
    run = kept.begin(Task(PROBLEM), SETTINGS, mode=Mode.GUIDED)
    kept.note(run, Kind.ATTEMPT, position=0, text="1/2", read_as="1/2", verdict="not equal")
    kept.note(run, Kind.HINT, position=0, text="Common denominator?")
    kept.note(run, Kind.ATTEMPT, position=0, text="19/24", verdict="correct")  # after more than an hour
    kept.note(run, Kind.REVEAL, position=1)
    told = kept.run(run).tutoring()
    assert (told.n_attempts, told.n_correct, told.n_hints, told.n_reveals) == (2, 1, 1, 1)
    assert told.seconds == 10 + 10 + 300 + 5
    (summary,) = kept.search()
    assert (summary.mode, summary.n_attempts, summary.n_correct) == (Mode.GUIDED, 2, 1)
    page = document(kept.session(1), "markdown")
    assert "2 attempts (1 correct), 1 hint, 1 step revealed, 5 min 25 s" in page
    assert "Attempt: not equal, read as 1/2" in page


def test_practice_attempts_survive_and_come_back_in_order(kept: Sessions, path: Path) -> None:
    item = Item("lcm", 2, 925478)
    later = Attempt(item, 200.5, Verdict.CORRECT, hinted=True)
    earlier = Attempt(item, 100.25, Verdict.UNKNOWN, revealed=True)
    for attempt in (later, earlier):
        kept.add_practice_attempt(attempt)
    with Sessions(path) as again:  # as after a kill: `kept` is still open
        assert again.practice_attempts() == [earlier, later]
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE practice SET verdict = 'maybe'")
    with pytest.raises(ArbiterError, match="damaged"):
        kept.practice_attempts()


def test_a_replay_takes_the_time_that_the_run_took(kept: Sessions) -> None:
    run = kept.begin(Task(PROBLEM), SETTINGS)
    rounds = [accepted("some words of a step\n\n"), escalated("wrong\n\n", "right\n\n")]
    for round_ in rounds:
        kept.add_round(run, round_)
    events = list(kept.run(run).replay())
    assert sum(delay for delay, _ in events) == pytest.approx(1.5)
    assert [event for _, event in events if isinstance(event, Round)] == rounds
    texts = [(event.by, event.text) for _, event in events if isinstance(event, Token)]
    assert "".join(text for by, text in texts if by is Speaker.DRAFT) == "some words of a step\n\nwrong\n\n"
    assert "".join(text for by, text in texts if by is Speaker.TARGET) == "right\n\n"
    assert len(texts) > 3  # more than one a step


def test_the_interrupted_run_is_the_one_that_has_no_end(kept: Sessions) -> None:
    assert kept.interrupted() is None
    done = kept.begin(Task(PROBLEM), SETTINGS)
    kept.end(done, Finished(Finish.ANSWER))
    assert kept.interrupted() is None
    cut = kept.begin(Task(PROBLEM), SETTINGS)
    assert kept.interrupted() == cut
    kept.delete(kept.run(cut).session)
    assert kept.interrupted() is None


# -- list, search, delete ---------------------------------------------------------------------------


def test_search_finds_words_of_title_problem_and_steps_together(kept: Sessions) -> None:
    session = kept.start("Homework of Zoë")
    run = kept.begin(Task("A train travels 120 miles."), SETTINGS, session=session)
    kept.add_round(run, escalated("Multiply the hours.\n\n", "Divide the miles.\n\n"))
    kept.begin(Task("Solve x^2 - 5x + 6 = 0."), SETTINGS)

    def found(query: str) -> list[int]:
        return [summary.id for summary in kept.search(query)]

    assert found("") == found("  ") == [2, session]
    assert found("zoe train DIVIDE") == [session]
    assert found("mil") == [session]  # the word's beginning
    assert found("miles quadratic") == []
    assert found("multiply") == []  # a rejected step was never said
    assert found("x^2") == [2]
    assert found("+ =") == []
    assert found('"train" OR NEAR( * AND') == []  # words, not operators
    assert len(kept.search(limit=1)) == 1


def test_a_new_name_is_found_and_the_old_one_is_not(kept: Sessions) -> None:
    session = kept.start("alpha")
    kept.rename(session, " beta\n\x1b[31m gamma ")
    assert kept.session(session).title == "beta gamma"
    assert kept.search("alpha") == []
    assert [summary.title for summary in kept.search("gamma")] == ["beta gamma"]


def test_delete_can_be_undone_until_purge(kept: Sessions, path: Path) -> None:
    run = kept.begin(Task("unmistakable words"), SETTINGS)
    kept.add_round(run, accepted("mellifluous\n\n"))
    kept.note(run, Kind.HINT, text="perspicacious")
    before = kept.session(1)
    kept.delete(1)
    assert kept.search() == kept.search("mellifluous") == []
    assert [summary.id for summary in kept.search("mellifluous", deleted=True)] == [1]
    kept.restore(1)
    assert kept.session(1) == before
    kept.delete(1)
    assert kept.purge(older_than=3600) == 0
    assert kept.purge() == 1
    assert kept.purge() == 0
    with pytest.raises(UsageError, match="no session 1"):
        kept.session(1)
    with pytest.raises(UsageError, match=f"no run {run}"):
        kept.add_round(run, accepted("late\n\n"))
    assert kept.start("next") == 2  # an id that a script noted names nothing else
    kept.close()
    check(path)
    for word in (b"unmistakable", b"mellifluous", b"perspicacious"):
        assert word not in path.read_bytes()


def test_unknown_ids_are_named(kept: Sessions) -> None:
    calls: list[Callable[[], object]] = [
        lambda: kept.session(41),
        lambda: kept.rename(41, "x"),
        lambda: kept.delete(41),
        lambda: kept.restore(41),
        lambda: kept.begin(Task(PROBLEM), SETTINGS, session=41),
        lambda: kept.run(41),
        lambda: kept.note(41, Kind.HINT),
        lambda: kept.end(41, Finished(Finish.ANSWER)),
    ]
    for call in calls:
        with pytest.raises(UsageError, match=r"no (session|run) 41"):
            call()
    assert kept.search() == []


# -- the file ---------------------------------------------------------------------------------------


def check(path: Path) -> None:
    """The file is sound, and the search's index holds what the passages do."""
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")


def test_a_newer_file_is_refused_in_one_line_and_left_alone(kept: Sessions, path: Path) -> None:
    kept.start("x")
    kept.close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(ArbiterError, match=r"newer arbiter .version 99") as caught:
        Sessions(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before


def test_what_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    text, database = tmp_path / "notes.txt", tmp_path / "other.db"
    text.write_text("not a database, but long enough to be read as the header of one\n" * 20)
    with closing(sqlite3.connect(database)) as db:
        db.execute("CREATE TABLE mail (id)")
    for path in (text, database):
        before = path.read_bytes()
        with pytest.raises(ArbiterError, match="no store of sessions"):
            Sessions(path)
        assert path.read_bytes() == before
    with pytest.raises(ArbiterError, match="cannot open"):
        Sessions(tmp_path)
    with pytest.raises(ArbiterError, match="cannot open"):
        Sessions(text / "sessions.db")


def test_a_writer_that_does_not_end_is_told_in_one_line(
    kept: Sessions, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.start("before")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        kept._rows("PRAGMA busy_timeout = 10")
        assert [summary.title for summary in kept.search()] == ["before"]  # readers do not wait
        with pytest.raises(ArbiterError, match="another arbiter is writing"):
            kept.start("during")
        other.execute("COMMIT")
    assert kept.start("after") == 2


WRITER = """
import sys
from pathlib import Path
from arbiter_app.core import *
from arbiter_app.sessions import *

def round_(i):
    texts = [f"step {i}\\n\\n", f"better {i}\\n\\n" + "padding " * (i % 7) * 40]
    draft, target = (Step(t, tuple(range(i % 50)), by, Finish.STEP) for t, by in zip(texts, Speaker))
    return Round(draft, target if i % 3 == 0 else None, Decision(i % 3 == 0, i / 1000), i / 8)

if __name__ == "__main__":
    sessions = Sessions(Path(sys.argv[1]))
    run = sessions.begin(Task("Count."), Settings({}, "random"))
    print("run", run, flush=True)
    for i in range(100_000):
        sessions.add_round(run, round_(i))
        print("step", i, flush=True)
        if i % 5 == 0:
            sessions.note(run, Kind.ATTEMPT, position=i, text=str(i))
            print("event", i, flush=True)
        if i % 20 == 7:
            sessions.rename(1, f"title {i}")
"""


def kill_while_writing(path: Path, script: Path, rng: random.Random) -> tuple[int | None, int, int]:
    """Start a writer, kill it at a random moment: its run and the last step and event it said were kept."""
    acknowledged = script.with_suffix(".said")
    with acknowledged.open("wb") as said:
        writer = subprocess.Popen([sys.executable, str(script), str(path)], stdout=said, env=environment())
        if rng.random() < 0.25:  # while it starts, opens the file or makes it
            time.sleep(rng.random() * 0.4)
        else:
            goal = rng.randrange(10, 2000)
            while acknowledged.stat().st_size < goal and writer.poll() is None:
                time.sleep(0.002)
            time.sleep(rng.random() * 0.02)
        os.kill(writer.pid, signal.SIGKILL)
        assert writer.wait() == -signal.SIGKILL
    run, step_, event = None, -1, -1
    for line in acknowledged.read_text().splitlines(keepends=True):
        if line.endswith("\n"):
            word, number = line.split()
            run = int(number) if word == "run" else run
            step_ = int(number) if word == "step" else step_
            event = int(number) if word == "event" else event
    return run, step_, event


def test_a_killed_process_loses_no_accepted_step(path: Path, tmp_path: Path) -> None:
    script = tmp_path / "writer.py"
    script.write_text(WRITER)
    written: dict[str, Any] = {"__name__": "writer"}
    exec(compile(WRITER, str(script), "exec"), written)
    rng = random.Random(5)
    lengths = set()
    for _ in range(KILLS):
        run, last, event = kill_while_writing(path, script, rng)
        with Sessions(path) as sessions:  # before the check, which cannot make what was not yet made
            check(path)
            if run is None:
                continue
            stored = sessions.run(run)
            assert len(stored.rounds) in (last + 1, last + 2)  # one may be kept and not yet said
            assert stored.rounds == tuple(written["round_"](i) for i in range(len(stored.rounds)))
            events = [one.position for one in stored.events]
            assert events in (list(range(0, event + 1, 5)), list(range(0, event + 6, 5)))
            assert sessions.interrupted() == run
            assert len(stored.context().steps) == len(stored.rounds)
        lengths.add(len(stored.rounds))
    assert len(lengths) > KILLS // 4  # the moments differed


# -- hostile texts and documents --------------------------------------------------------------------


def with_text_everywhere(sessions: Sessions, text: str) -> int:
    session = sessions.start(text)
    names: dict[str, str | None] = {"name": text, "draft": text, "target": text, "router": text}
    task = Task(text, text, text)
    run = sessions.begin(
        task, replace(SETTINGS, pair=names, policy=text, files={"draft": text}), session=session
    )
    sessions.add_round(run, escalated(text, text))
    sessions.add_round(run, accepted(f"Answer: {text}", Finish.ANSWER))
    for kind in Kind:
        sessions.note(run, kind, position=0, text=text, read_as=text, verdict=text)
    sessions.end(run, Finished(Finish.LENGTH, text))
    assert sessions.run(run).rounds[0] == escalated(text, text)  # to the last code point
    assert sessions.run(run).task == task
    sessions.search(text)
    return session


class Page(HTMLParser):
    """The elements and attributes of a page, and the text of its `pre` elements."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._within = tag == "pre"
        if self._within:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._within = self._within and tag != "pre"

    def handle_data(self, data: str) -> None:
        if self._within:
            self.texts[-1] += data


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_go_in_exactly_and_out_without_raw_controls(
    kept: Sessions, path: Path, text: str
) -> None:
    session = kept.session(with_text_everywhere(kept, text))
    for form in FORMATS:
        assert not RAW.search(document(session, form).encode()), form
    page = Page()
    page.feed(document(session, "html"))
    page.close()
    assert page.tags <= set(
        "html head meta title style body h1 h2 p div span pre em details summary dl dt dd".split()
    )
    assert page.attributes <= {"lang", "charset", "http-equiv", "content", "name", "class"}
    assert page.texts[0] == store.plain(text).strip("\n")
    kept.close()
    with closing(sqlite3.connect(path)) as db:
        for dumped in db.iterdump():
            assert not RAW.search(dumped.encode())


@given(
    st.text(
        st.characters(codec=None) | st.sampled_from("\x1b\x9b]0;\x07[/`<>&\"'\u202e\ud800\x00"), max_size=60
    )
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_raises_or_lets_a_control_out(text: str) -> None:
    with Sessions(None) as sessions:
        session = sessions.session(with_text_everywhere(sessions, text))
        for form in FORMATS:
            assert not RAW.search(document(session, form).encode())


def test_markdown_holds_what_was_written_in_fences_that_it_cannot_leave(kept: Sessions) -> None:
    text = "a\n```\n![x](http://x.test/a.png)\n`````\nb"
    kept.add_round(kept.begin(Task(text), SETTINGS), accepted(text))
    page = document(kept.session(1), "markdown")
    assert page.count(f"``````text\n{text}\n``````\n") == 2
    assert page.startswith("# a \\`\\`\\` !\\[x\\]")


def test_a_store_changed_by_other_hands_is_read_safely_or_refused(kept: Sessions, path: Path) -> None:
    run = kept.begin(Task(PROBLEM), SETTINGS)
    kept.add_round(run, accepted("x\n\n"))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE session SET title = CAST(x'1b5d303b6107ff' AS TEXT)")
        assert [summary.title for summary in kept.search()] == ["\ufffd"]
        for content in ("{}", "[]", "{", "null", '{"proposed": 3}', "[" * 100_000):
            db.execute("UPDATE round SET content = ?", (content,))
            with pytest.raises(ArbiterError, match=r"session 1 .* is damaged"):
                kept.session(1)


def test_a_title_is_one_short_line() -> None:
    assert title_of(" What\n is  1/2? ") == "What is 1/2?"
    assert title_of("\x1b[2J \n") == "Untitled"
    assert title_of("x" * 61) == "x" * 59 + "…"
    assert title_of("x" * 60) == "x" * 60


# -- the command ------------------------------------------------------------------------------------


@pytest.fixture
def filled(path: Path) -> Path:
    """A store with a solved session that is hostile in its text, and one deleted."""
    with Sessions(path) as sessions:
        run = sessions.begin(Task("Add \x1b[31m1 and 1"), SETTINGS)
        sessions.add_round(run, escalated("1 + 1 = 3\n\n", "1 + 1 = \x1b]0;x\x072\n\n"))
        sessions.add_round(run, accepted("Answer: 2", Finish.ANSWER))
        sessions.note(run, Kind.ATTEMPT, position=0, text="3", verdict="not equal")
        sessions.end(run, Finished(Finish.ANSWER))
        sessions.delete(sessions.start("gone"))
    return path


def test_list(arbiter: Run, filled: Path) -> None:
    done = arbiter("sessions", "list", "--file", filled)
    assert (done.returncode, done.stderr) == (0, b"")
    assert re.fullmatch(rb" +1  [\d-]{10} [\d:]{5}  worked    1/1 answered  Add 1 and 1\n", done.stdout)
    told = json.loads(arbiter("sessions", "list", "--json", "--search", "answer", "--file", filled).stdout)
    assert [(one["id"], one["n_steps"], one["n_escalated"]) for one in told["sessions"]] == [(1, 2, 1)]
    gone = json.loads(arbiter("sessions", "list", "--deleted", "--json", "--file", filled).stdout)
    assert [one["title"] for one in gone["sessions"]] == ["gone"]


def test_show(arbiter: Run, filled: Path) -> None:
    done = arbiter("sessions", "show", "1", "--file", filled)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0, done.stderr
    assert not RAW.search(done.stdout)
    assert lines[:2] == ["Add 1 and 1", ""]
    assert "draft  │ 1 + 1 = 3" in lines
    assert "target │ 1 + 1 = 2" in lines
    assert any(line.startswith("step 1: Attempt: not equal") for line in lines)
    assert "Answer: 2" in lines
    told = json.loads(arbiter("sessions", "show", "1", "--json", "--file", filled).stdout)
    assert (told["id"], told["runs"][0]["answer"]) == (1, "2")


def test_export(arbiter: Run, filled: Path, tmp_path: Path) -> None:
    for name, begins in (("a.html", b"<!DOCTYPE html>"), ("a.json", b"{"), ("a.md", b"# Add 1 and 1")):
        done = arbiter("sessions", "export", "1", "--out", tmp_path / name, "--file", filled)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert (tmp_path / name).read_bytes().startswith(begins)
    done = arbiter("sessions", "export", "1", "--format", "html", "--file", filled)
    assert done.stdout == (tmp_path / "a.html").read_bytes()


def test_looking_makes_no_file(arbiter: Run, path: Path) -> None:
    done = arbiter("sessions", "list", "--file", path)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"arbiter: note: no sessions\n"
    missing = arbiter("sessions", "show", "3", "--file", path)
    assert missing.returncode == 2
    assert missing.stderr == b"arbiter: error: no session 3; see: arbiter sessions list\n"
    assert not path.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the data folder is named by a variable on Linux only")
def test_path_is_in_the_data_folder(arbiter: Run, tmp_path: Path) -> None:
    done = arbiter("sessions", "path", XDG_DATA_HOME=str(tmp_path))
    assert done.stdout.decode() == f"{tmp_path}/arbiter/sessions.db\n"
