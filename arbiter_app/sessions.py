"""Sessions: what outlives the process. Problems, steps, attempts, hints and times, in one SQLite file.

Every accepted step is committed in a transaction of its own before `add_round` returns, so a process
that is killed loses none; a step that was rejected is kept beside the one that replaced it. Texts are
stored as ASCII JSON, exact to the last code point, and once more, sanitised, for the search: no raw control
character of a model's text is in the file. Knows nothing of models, screens or formats of export.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from time import time
from types import TracebackType
from typing import Any

from .core import Context, Decision, Finish, Finished, Limits, Round, Signals, Speaker, Step, Token
from .errors import ArbiterError, UsageError
from .grading import Verdict
from .record import Run
from .text import sanitise
from .tutor import Attempt, Item

_APPLICATION = 0x41524254  # "ARBT", in the file's header
_PAUSE = 300.0
"""Seconds: of a longer silence only these count as time spent; the learner has gone away."""
_MAX_TITLE = 60
_MAX_WORDS = 20
_SURROGATE = re.compile("[\ud800-\udfff]")

_MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE session (
             id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice, so an old id hits nothing
             title TEXT NOT NULL,
             created REAL NOT NULL, changed REAL NOT NULL, deleted REAL)""",
        """CREATE TABLE run (
             id INTEGER PRIMARY KEY AUTOINCREMENT,
             session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
             mode TEXT NOT NULL, started REAL NOT NULL,
             task TEXT NOT NULL, settings TEXT NOT NULL,
             finish TEXT, detail TEXT, first_token_seconds REAL)""",
        """CREATE TABLE round (
             run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, position INTEGER NOT NULL,
             at REAL NOT NULL, finish TEXT NOT NULL, escalated INTEGER NOT NULL, threshold REAL,
             content TEXT NOT NULL,
             PRIMARY KEY (run, position))""",
        """CREATE TABLE event (
             id INTEGER PRIMARY KEY,
             run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, position INTEGER,
             at REAL NOT NULL, kind TEXT NOT NULL, verdict TEXT NOT NULL, content TEXT NOT NULL)""",
        """CREATE TABLE passage (
             id INTEGER PRIMARY KEY,
             session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
             run INTEGER REFERENCES run ON DELETE CASCADE, position INTEGER,
             body TEXT NOT NULL)""",
        """CREATE TABLE practice (
             id INTEGER PRIMARY KEY,
             family TEXT NOT NULL, level INTEGER NOT NULL, seed INTEGER NOT NULL,
             at REAL NOT NULL, verdict TEXT NOT NULL, hinted INTEGER NOT NULL, revealed INTEGER NOT NULL)""",
        "CREATE INDEX run_session ON run (session)",
        "CREATE INDEX event_run ON event (run)",
        "CREATE INDEX passage_session ON passage (session)",
        "CREATE INDEX passage_run ON passage (run, position)",
        """CREATE VIRTUAL TABLE words USING fts5 (body, content='passage', content_rowid='id',
             tokenize='unicode61 remove_diacritics 2', prefix='2 3')""",
        """CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
             INSERT INTO words (rowid, body) VALUES (new.id, new.body);
           END""",
        """CREATE TRIGGER passage_removed AFTER DELETE ON passage BEGIN
             INSERT INTO words (words, rowid, body) VALUES ('delete', old.id, old.body);
           END""",
    ),
)
"""What makes a file of version n one of version n + 1. Never changed, only added to."""

_SUMMARY = """
    SELECT session.id, title, created, changed, deleted,
           (SELECT mode FROM run WHERE session = session.id ORDER BY run.id DESC LIMIT 1),
           (SELECT count(*) FROM run WHERE session = session.id),
           (SELECT count(*) FROM run WHERE session = session.id AND finish = 'answer'),
           (SELECT count(*) FROM round JOIN run ON run.id = run WHERE session = session.id),
           (SELECT count(*) FROM round JOIN run ON run.id = run WHERE session = session.id AND escalated),
           (SELECT count(*) FROM event JOIN run ON run.id = run WHERE session = session.id
             AND kind = 'attempt'),
           (SELECT count(*) FROM event JOIN run ON run.id = run WHERE session = session.id
             AND kind = 'attempt' AND verdict = 'correct')
    FROM session"""


class Mode(StrEnum):
    """How a problem is worked at."""

    WORKED = "worked"  # all steps are shown
    GUIDED = "guided"  # the learner tries first
    PRACTICE = "practice"  # the curriculum asks, and knows the answer


class Kind(StrEnum):
    """What a learner did at a step."""

    ATTEMPT = "attempt"
    HINT = "hint"
    REVEAL = "reveal"
    REDO = "redo"  # asked the target to write the step again


@dataclass(frozen=True, slots=True)
class Task:
    """A problem as the models are asked it. `answer` is the right one where it is known, `family` and
    `level` are the curriculum's."""

    problem: str
    answer: str | None = None
    family: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is solved with: enough to open the same pair and to go on.

    `pair` has the names of the JSON (`Pair.names`), `files` the paths of models of one's own by role:
    draft, target, router, prm.
    """

    pair: dict[str, str | None]
    policy: str
    threshold: float | None = None
    budget: float | None = None
    seed: int = 0
    temperature: float = 0.0
    limits: Limits = field(default_factory=Limits)
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """An attempt, a hint, a reveal. `at` is Unix time in seconds, `position` the step's index, from 0.

    `text` is what the learner wrote or was shown, `read_as` how an attempt was understood, `verdict`
    one of `grading.Verdict`'s values, or '' where nothing was checked.
    """

    kind: Kind
    at: float
    position: int | None = None
    text: str = ""
    read_as: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Tutoring:
    """What a learner did at one problem; `seconds` without the time away."""

    n_attempts: int
    n_correct: int
    n_hints: int
    n_reveals: int
    seconds: float


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One problem, worked at once. `finish` is None where the process ended before the run did.

    `thresholds[i]` is the τ in force at `rounds[i]`, `times[i]` when it was accepted, in Unix time.
    """

    id: int
    session: int
    mode: Mode
    started: float
    task: Task
    settings: Settings
    finish: Finish | None
    detail: str
    first_token_seconds: float | None
    rounds: tuple[Round, ...]
    thresholds: tuple[float | None, ...]
    times: tuple[float, ...]
    events: tuple[Event, ...]

    def context(self) -> Context:
        """The accepted steps, for `engine.solve.solve` to go on from.

        A step that was cut off, or that ended the run, is not among them: it is written again, and
        `add_round` puts the new one in its place.
        """
        context = Context(self.task.problem)
        for round_ in self.rounds:
            if round_.kept.finish is not Finish.STEP:
                break
            context.append(round_)
        return context

    def record(self) -> Run:
        """The run as `arbiter solve` tells it. Its seconds are those of its rounds, pauses left out."""
        run = Run(self.task.problem)
        for round_ in self.rounds:
            run.feed(round_)
        if self.finish:
            run.feed(Finished(self.finish, self.detail))
        run.stats.seconds = sum(round_.seconds for round_ in self.rounds)
        run.stats.first_token_seconds = self.first_token_seconds
        return run

    def replay(self) -> Iterator[tuple[float, Token | Round]]:
        """The run's events, each with the seconds to wait before it. The time of each step and decision is
        the original one; within a step the text comes evenly."""
        for round_ in self.rounds:
            written = 0.0
            for step in filter(None, (round_.proposed, round_.rival)):
                pieces = _pieces(step.text, len(step.tokens))
                for piece in pieces:
                    yield step.seconds / len(pieces), Token(piece, step.by)
                written += step.seconds
            yield max(0.0, round_.seconds - written), round_

    def tutoring(self) -> Tutoring:
        """Counts, and the time between the events; of a pause only `_PAUSE` seconds."""
        kinds = [event.kind for event in self.events]
        correct = sum(event.kind is Kind.ATTEMPT and event.verdict == "correct" for event in self.events)
        moments = sorted([self.started, *self.times, *(event.at for event in self.events)])
        seconds = sum(min(after - before, _PAUSE) for before, after in pairwise(moments))
        return Tutoring(
            kinds.count(Kind.ATTEMPT), correct, kinds.count(Kind.HINT), kinds.count(Kind.REVEAL), seconds
        )


@dataclass(frozen=True, slots=True)
class Session:
    """Problems worked at under one title, oldest first. Times are Unix times, in seconds."""

    id: int
    title: str
    created: float
    changed: float
    deleted: float | None
    runs: tuple[StoredRun, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A line of the list of sessions. `mode` is the last run's, None before the first."""

    id: int
    title: str
    created: float
    changed: float
    deleted: float | None
    mode: Mode | None
    n_runs: int
    n_answered: int
    n_steps: int
    n_escalated: int
    n_attempts: int
    n_correct: int


def default_path() -> Path:
    """Where sessions are kept if nothing else is said: in the system's data folder."""
    from platformdirs import user_data_path

    return user_data_path("arbiter", appauthor=False) / "sessions.db"


def plain(text: str) -> str:
    """`text` as any file or screen may hold it: sanitised, and what is no character as U+FFFD."""
    return _SURROGATE.sub("\ufffd", sanitise(text))


def title_of(text: str) -> str:
    """One line of at most 60 characters that stands for `text`."""
    line = " ".join(plain(text).split()) or "Untitled"
    return line if len(line) <= _MAX_TITLE else f"{line[: _MAX_TITLE - 1].rstrip()}…"


class Sessions:
    """The store at `path`, made if it is not there; without a path it is kept in memory only.

    For the thread that opened it; other threads and processes open their own. A method that writes has
    committed when it returns. Everything raises ArbiterError where the file cannot be read or written,
    and for a file that is no store or was written by a newer arbiter; UsageError for an unknown id.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        try:
            if path:
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._db = sqlite3.connect(path or ":memory:", timeout=5, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise ArbiterError(f"cannot open the sessions in {path}: {_reason(error)}") from None
        try:
            self._open()
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Sessions:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    # -- writing ------------------------------------------------------------------------------------

    def start(self, title: str) -> int:
        """A new session; its id. `title` may be the first problem: it is cut to a line."""
        now, title = time(), title_of(title)
        with self._writing():
            return self._new_session(title, now)

    def begin(
        self, task: Task, settings: Settings, *, mode: Mode = Mode.WORKED, session: int | None = None
    ) -> int:
        """A new run, in a new session named after the problem where none is given; the run's id."""
        now = time()
        with self._writing():
            if session is None:
                session = self._new_session(title_of(task.problem), now)
            self._touch(session, now)
            run = self._insert(
                "INSERT INTO run (session, mode, started, task, settings) VALUES (?, ?, ?, ?, ?)",
                (session, str(mode), now, json.dumps(asdict(task)), json.dumps(asdict(settings))),
            )
            self._insert(
                "INSERT INTO passage (session, run, body) VALUES (?, ?, ?)",
                (session, run, plain(task.problem)),
            )
            return run

    def add_round(
        self, run: int, round_: Round, *, threshold: float | None = None, at: int | None = None
    ) -> int:
        """Keep a round, safe from then on but for a machine that loses power; the step's index, from 0.

        It goes after the accepted steps, in the place of one that was cut off or ended the run; with `at`
        in the place of that step and of all after it, as when a step is redone. The run is open again.
        """
        content = json.dumps(_round_json(round_))
        kept, now = round_.kept, time()
        with self._writing():
            session = self._session_of(run)
            counted = "SELECT count(*) FROM round WHERE run = ? AND finish = 'step'"
            ((accepted,),) = self._db.execute(counted, (run,))
            position = int(accepted if at is None else at)
            assert 0 <= position <= accepted, f"step {position} after {accepted} accepted ones"
            for table in ("round", "passage"):
                self._db.execute(f"DELETE FROM {table} WHERE run = ? AND position >= ?", (run, position))
            self._insert(
                "INSERT INTO round (run, position, at, finish, escalated, threshold, content)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (run, position, now, str(kept.finish), round_.rejected is not None, threshold, content),
            )
            self._insert(
                "INSERT INTO passage (session, run, position, body) VALUES (?, ?, ?, ?)",
                (session, run, position, plain(kept.text)),
            )
            self._db.execute("UPDATE run SET finish = NULL, detail = NULL WHERE id = ?", (run,))
            self._touch(session, now)
        return position

    def end(self, run: int, finished: Finished, *, first_token_seconds: float | None = None) -> None:
        """Note how a run ended. A run without such a note was cut off by the end of its process."""
        with self._writing():
            self._touch(self._session_of(run), time())
            self._db.execute(
                "UPDATE run SET finish = ?, detail = ?,"
                " first_token_seconds = coalesce(first_token_seconds, ?) WHERE id = ?",
                (str(finished.finish), json.dumps(finished.detail), first_token_seconds, run),
            )

    def note(
        self,
        run: int,
        kind: Kind,
        *,
        position: int | None = None,
        text: str = "",
        read_as: str = "",
        verdict: str = "",
    ) -> Event:
        """Keep what a learner did at a step; see `Event`."""
        event = Event(kind, time(), position, text, read_as, verdict)
        with self._writing():
            self._touch(self._session_of(run), event.at)
            self._insert(
                "INSERT INTO event (run, position, at, kind, verdict, content) VALUES (?, ?, ?, ?, ?, ?)",
                (run, position, event.at, str(kind), plain(verdict), json.dumps([text, read_as])),
            )
        return event

    def add_practice_attempt(self, attempt: Attempt) -> None:
        """Keep an attempt at a problem of the curriculum. It belongs to no session: what comes back, and
        when, follows from all that were ever made."""
        item, got = attempt.item, (str(attempt.verdict), attempt.hinted, attempt.revealed)
        with self._writing():
            self._insert(
                "INSERT INTO practice (family, level, seed, at, verdict, hinted, revealed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (item.family, item.level, item.seed, attempt.at, *got),
            )

    def rename(self, session: int, title: str) -> None:
        """Give it another title, cut to a line. Its place in the list stays: it was not worked at."""
        title = title_of(title)
        with self._writing():
            self._set(session, "title", title)
            self._db.execute("DELETE FROM passage WHERE session = ? AND run IS NULL", (session,))
            self._insert("INSERT INTO passage (session, body) VALUES (?, ?)", (session, title))

    def delete(self, session: int) -> None:
        """Take a session out of the list; `restore` brings it back until `purge`."""
        with self._writing():
            self._set(session, "deleted", time())

    def restore(self, session: int) -> None:
        """Undo `delete`."""
        with self._writing():
            self._set(session, "deleted", None)

    def purge(self, older_than: float = 0.0) -> int:
        """Remove for good what was deleted at least `older_than` seconds ago; how many sessions."""
        with self._writing():
            old = self._db.execute("DELETE FROM session WHERE deleted <= ?", (time() - older_than,))
            if old.rowcount:  # the search's index else keeps the words until it is next merged
                self._db.execute("INSERT INTO words (words) VALUES ('optimize')")
            return old.rowcount

    # -- reading ------------------------------------------------------------------------------------

    def search(self, query: str = "", *, deleted: bool = False, limit: int = -1) -> list[Summary]:
        """Sessions whose titles, problems and steps hold each word of `query`, or a longer one that begins
        with it; the last changed first. Without words, all. Negative `limit`: no limit."""
        words = _words(query)
        if query.strip() and not words:
            return []
        wanted = [f"deleted IS {'NOT ' if deleted else ''}NULL"]
        wanted += len(words) * [
            "id IN (SELECT session FROM passage WHERE passage.id IN"
            " (SELECT rowid FROM words WHERE words MATCH ?))"
        ]
        sql = f"{_SUMMARY} WHERE {' AND '.join(wanted)} ORDER BY changed DESC, id DESC LIMIT ?"
        return [_summary(row) for row in self._rows(sql, (*words, limit))]

    def session(self, session: int) -> Session:
        """A session with all its runs, also one that is deleted and not yet purged."""
        sql = "SELECT id, title, created, changed, deleted FROM session WHERE id = ?"
        for number, title, created, changed, deleted in self._rows(sql, (session,)):
            runs = self._rows("SELECT id FROM run WHERE session = ? ORDER BY id", (session,))
            stored = tuple(self.run(run) for (run,) in runs)
            return Session(number, plain(title), created, changed, deleted, stored)
        raise _unknown(session)

    def run(self, run: int) -> StoredRun:
        """A run with its rounds and events: all that is needed to show it, or to go on with it."""
        columns = "session, mode, started, task, settings, finish, detail, first_token_seconds"
        rows = self._rows(f"SELECT {columns} FROM run WHERE id = ?", (run,))
        rounds = self._rows(
            "SELECT content, threshold, at FROM round WHERE run = ? ORDER BY position", (run,)
        )
        events = self._rows(
            "SELECT kind, at, position, content, verdict FROM event WHERE run = ? ORDER BY id", (run,)
        )
        if not rows:
            raise UsageError(f"no run {run} in the store of sessions; it was deleted")
        session, mode, started, task, settings, finish, detail, first_token_seconds = rows[0]
        try:
            return StoredRun(
                run,
                session,
                Mode(mode),
                started,
                Task(**json.loads(task)),
                _settings(json.loads(settings)),
                Finish(finish) if finish else None,
                json.loads(detail) if detail else "",
                first_token_seconds,
                tuple(_round(json.loads(content)) for content, _, _ in rounds),
                tuple(threshold for _, threshold, _ in rounds),
                tuple(at for _, _, at in rounds),
                tuple(_event(*row) for row in events),
            )
        except (ValueError, KeyError, TypeError, RecursionError):  # changed by other hands
            raise ArbiterError(f"session {session} in {self.path} is damaged; delete it") from None

    def practice_attempts(self) -> list[Attempt]:
        """All attempts at problems of the curriculum, oldest first."""
        sql = "SELECT family, level, seed, at, verdict, hinted, revealed FROM practice ORDER BY at, id"
        try:
            return [
                Attempt(Item(family, level, seed), at, Verdict(verdict), bool(hinted), bool(revealed))
                for family, level, seed, at, verdict, hinted, revealed in self._rows(sql)
            ]
        except ValueError:  # changed by other hands
            raise ArbiterError(f"the practice in {self.path} is damaged; move the file away") from None

    def interrupted(self) -> int | None:
        """The run that was being solved when its process ended, if that is the last thing that happened."""
        sql = (
            "SELECT run.id, finish FROM run JOIN session ON session.id = session WHERE deleted IS NULL"
            " ORDER BY changed DESC, session.id DESC, run.id DESC LIMIT 1"
        )
        for run, finish in self._rows(sql):
            return None if finish else int(run)
        return None

    # -- the file -----------------------------------------------------------------------------------

    def _open(self) -> None:
        """Settle what the file is, then bring it to the present version."""
        self._db.text_factory = lambda data: data.decode("utf-8", "replace")
        version = self._version()
        for setting in (
            "journal_mode = WAL",
            "synchronous = NORMAL",  # a commit survives the process; FULL also waits for the disk
            "foreign_keys = ON",
            "secure_delete = ON",  # what is purged is overwritten
        ):
            self._rows(f"PRAGMA {setting}")
        if version == len(_MIGRATIONS):
            return
        with self._writing():
            for number in range(self._version(), len(_MIGRATIONS)):  # another process may have come first
                for statement in _MIGRATIONS[number]:
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {number + 1}")
                self._db.execute(f"PRAGMA application_id = {_APPLICATION}")

    def _version(self) -> int:
        """The file's version, 0 where it is empty. Raises ArbiterError for no store, or a newer one."""
        away = "move it away, or name another file"
        try:
            owner, version, n_tables = (
                self._db.execute(sql).fetchone()[0]
                for sql in (
                    "PRAGMA application_id",
                    "PRAGMA user_version",
                    "SELECT count(*) FROM sqlite_master",
                )
            )
        except sqlite3.OperationalError as error:
            raise ArbiterError(f"cannot read the sessions in {self.path}: {error}") from None
        except sqlite3.DatabaseError as error:
            raise ArbiterError(
                f"{self.path} is no store of sessions, or a damaged one ({error}); {away}"
            ) from None
        if owner != _APPLICATION and (n_tables or owner):
            raise ArbiterError(f"{self.path} is another program's database, no store of sessions; {away}")
        if version > len(_MIGRATIONS):
            raise ArbiterError(
                f"{self.path} was written by a newer arbiter (version {version} of the store; this one reads "
                f"up to {len(_MIGRATIONS)}); update arbiter, or {away}"
            )
        return int(version)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction: all of it or nothing is in the file afterwards."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise ArbiterError(f"cannot write the sessions in {self.path}: {_reason(error)}") from None

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise ArbiterError(f"cannot read the sessions in {self.path}: {_reason(error)}") from None

    def _insert(self, sql: str, values: tuple[object, ...]) -> int:
        number = self._db.execute(sql, values).lastrowid
        assert number is not None
        return number

    def _new_session(self, title: str, now: float) -> int:
        session = self._insert(
            "INSERT INTO session (title, created, changed) VALUES (?, ?, ?)", (title, now, now)
        )
        self._insert("INSERT INTO passage (session, body) VALUES (?, ?)", (session, title))
        return session

    def _session_of(self, run: int) -> int:
        for (session,) in self._db.execute("SELECT session FROM run WHERE id = ?", (run,)):
            return int(session)
        raise UsageError(f"no run {run} in the store of sessions; it was deleted")

    def _touch(self, session: int, now: float) -> None:
        self._set(session, "changed", now)

    def _set(self, session: int, column: str, value: str | float | None) -> None:
        if not self._db.execute(f"UPDATE session SET {column} = ? WHERE id = ?", (value, session)).rowcount:
            raise _unknown(session)


# -- between rows and types -------------------------------------------------------------------------


def _round_json(round_: Round) -> dict[str, Any]:
    """A round as it is stored; hidden states are left out, nothing that goes on needs them."""
    return {
        "proposed": _step_json(round_.proposed),
        "rival": _step_json(round_.rival) if round_.rival else None,
        "escalate": round_.decision.escalate,
        "score": round_.decision.score,
        "seconds": round_.seconds,
        "router_seconds": round_.router_seconds,
    }


def _step_json(step: Step) -> dict[str, Any]:
    signals = step.signals
    return {
        "text": step.text,
        "tokens": step.tokens,
        "by": step.by,
        "finish": step.finish,
        "signals": [signals.logprob, signals.entropy, signals.margin],
        "seconds": step.seconds,
        "vocabulary": step.vocabulary,
    }


def _round(content: dict[str, Any]) -> Round:
    return Round(
        _step(content["proposed"]),
        _step(content["rival"]) if content["rival"] else None,
        Decision(content["escalate"], content["score"]),
        content["seconds"],
        content["router_seconds"],
    )


def _step(content: dict[str, Any]) -> Step:
    return Step(
        content["text"],
        tuple(content["tokens"]),
        Speaker(content["by"]),
        Finish(content["finish"]),
        Signals(*map(tuple, content["signals"])),
        content["seconds"],
        content["vocabulary"],
    )


def _settings(content: dict[str, Any]) -> Settings:
    return Settings(**{**content, "limits": Limits(**content["limits"])})


def _event(kind: str, at: float, position: int | None, content: str, verdict: str) -> Event:
    text, read_as = json.loads(content)
    return Event(Kind(kind), at, position, text, read_as, plain(verdict))


def _summary(row: tuple[Any, ...]) -> Summary:
    number, title, created, changed, deleted, mode, *counts = row
    return Summary(number, plain(title), created, changed, deleted, Mode(mode) if mode else None, *counts)


def _words(query: str) -> list[str]:
    """Each word of `query` as an FTS5 phrase of which the last token may go on. Signs alone match nothing."""
    words = [word for word in plain(query).split() if any(map(str.isalnum, word))]
    return ['"{}" *'.format(word.replace('"', '""')) for word in words[:_MAX_WORDS]]


def _pieces(text: str, n: int) -> list[str]:
    """`text` in `n` pieces of about one length, fewer where it has fewer characters."""
    n = max(1, min(n, len(text)))
    return [text[len(text) * i // n : len(text) * (i + 1) // n] for i in range(n)]


def _reason(error: Exception) -> str:
    """What went wrong, and what may be done where that is not plain."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if "locked" in str(error):
        return "another arbiter is writing there and did not end within 5 s; try again"
    return str(error)


def _unknown(session: int) -> UsageError:
    return UsageError(f"no session {session}; see: arbiter sessions list")
