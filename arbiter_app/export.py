"""A session as a document: Markdown, the JSON that scripts rely on, or one HTML page for a teacher.

Whatever a model, a learner or a file wrote is sanitised, and stands in a document as text, never as its
markup: in Markdown in fences, in HTML escaped, in a page that loads nothing and runs nothing. Knows
nothing of the store, of terminals or of where a document goes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from html import escape
from typing import Any, Literal

from .core import Finish, Round
from .record import step_json
from .sessions import Event, Kind, Session, StoredRun, Summary, Tutoring, plain

Format = Literal["markdown", "json", "html"]
SUFFIXES: dict[str, Format] = {".md": "markdown", ".json": "json", ".html": "html"}

_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~&$])")

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: #1a1a1a; background: #fff; }
h2 { margin-top: 2.5rem; border-top: 1px solid #bbb; padding-top: 1rem; }
pre { font: 15px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere;
  unicode-bidi: isolate; margin: .3rem 0; }
.step { border-left: 4px solid #0b6e99; padding-left: .8rem; margin: 1rem 0; }
.step.target { border-left-color: #a35200; border-left-style: double; }
.about, dt { color: #555; }
.false { font-weight: bold; }
details { color: #555; }
dl { display: grid; grid-template-columns: max-content auto; gap: .1rem 1rem; }
dd { margin: 0; }
@media print { body { margin: 0; } .step { break-inside: avoid; } }
"""


def document(session: Session, form: Format) -> str:
    """The session in that format, ending in a line end; UTF-8 can hold every character of it."""
    if form == "json":
        return json.dumps(session_json(session), indent=2) + "\n"
    return markdown(session) if form == "markdown" else html(session)


# -- JSON -------------------------------------------------------------------------------------------


def session_json(session: Session) -> dict[str, Any]:
    """The session for scripts: each run as `arbiter solve --json` has it, then what the store adds."""
    return {
        "id": session.id,
        "title": session.title,
        "created": _utc(session.created),
        "changed": _utc(session.changed),
        "runs": [_run_json(run) for run in session.runs],
    }


def _run_json(run: StoredRun) -> dict[str, Any]:
    settings, tutoring = run.settings, run.tutoring()
    told = run.record().to_json(
        pair=settings.pair, policy=settings.policy, threshold=settings.threshold, seed=settings.seed
    )
    return {
        **told,
        "mode": str(run.mode),
        "started": _utc(run.started),
        "expected": run.task.answer,
        "family": run.task.family,
        "level": run.task.level,
        "events": [_event_json(event) for event in run.events],
        "tutoring": {
            "n_attempts": tutoring.n_attempts,
            "n_correct": tutoring.n_correct,
            "n_hints": tutoring.n_hints,
            "n_reveals": tutoring.n_reveals,
            "seconds": tutoring.seconds,
        },
    }


def _event_json(event: Event) -> dict[str, Any]:
    return {
        "kind": str(event.kind),
        "at": _utc(event.at),
        "index": event.position,
        "text": event.text,
        "read_as": event.read_as,
        "verdict": event.verdict,
    }


def summary_json(summary: Summary) -> dict[str, Any]:
    """A line of the list of sessions."""
    deleted = summary.deleted
    return {
        **asdict(summary),
        "created": _utc(summary.created),
        "changed": _utc(summary.changed),
        "deleted": None if deleted is None else _utc(deleted),
    }


# -- Markdown ---------------------------------------------------------------------------------------


def markdown(session: Session) -> str:
    """Headings and figures as Markdown, everything that was written in fences."""
    parts = [f"# {_escaped(session.title)}", _when(session)]
    for number, run in enumerate(session.runs, start=1):
        parts += [f"## Problem {number}", _fence(run.task.problem)]
        for index, round_ in enumerate(run.rounds):
            parts += [f"**Step {index + 1}** ({_escaped(_about(run, index))})", _fence(round_.kept.text)]
            if round_.rejected:
                parts += [f"Rejected {round_.rejected.by} step:", _fence(round_.rejected.text)]
            parts += _markdown_events(event for event in run.events if event.position == index)
        parts += _markdown_events(_unplaced(run))
        parts.append("\n".join(f"- {name}: {_escaped(value)}" for name, value in _facts(run)))
    return "\n\n".join(parts) + "\n"


def _markdown_events(events: Iterator[Event]) -> Iterator[str]:
    for event in events:
        yield f"*{_escaped(heading(event))}*"
        if event.text.strip():
            yield _fence(event.text)


def _escaped(text: str) -> str:
    """One line of text that Markdown shows as it is written."""
    return _MARKED.sub(r"\\\1", " ".join(plain(text).split()))


def _fence(text: str) -> str:
    """A block that `text` cannot end: its fence is longer than any run of backticks within."""
    text = plain(text).strip("\n")
    bar = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{bar}text\n{text}\n{bar}"


# -- HTML -------------------------------------------------------------------------------------------


def html(session: Session) -> str:
    """One page that stands alone: no script, no link, nothing fetched, and a policy that says so."""
    title = escape(plain(session.title))
    body = "\n".join(
        line for number, run in enumerate(session.runs, start=1) for line in _html_run(number, run)
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{title}</h1>
<p class="about">{escape(_when(session))}</p>
{body}
</body>
</html>
"""


def _html_run(number: int, run: StoredRun) -> Iterator[str]:
    yield f"<h2>Problem {number}</h2>\n{_pre(run.task.problem)}"
    for index, round_ in enumerate(run.rounds):
        false = ' <span class="false">✗</span>' if _n_false(round_) else ""
        yield f'<div class="step {round_.kept.by}">'
        yield f'<div class="about">Step {index + 1} · {escape(_about(run, index))}{false}</div>'
        yield _pre(round_.kept.text)
        if round_.rejected:
            rejected = _pre(round_.rejected.text)
            yield f"<details><summary>Rejected {round_.rejected.by} step</summary>{rejected}</details>"
        yield "</div>"
        yield from _html_events(event for event in run.events if event.position == index)
    yield from _html_events(_unplaced(run))
    facts = "".join(f"<dt>{name}</dt><dd>{escape(plain(value))}</dd>" for name, value in _facts(run))
    yield f"<dl>{facts}</dl>"


def _html_events(events: Iterator[Event]) -> Iterator[str]:
    for event in events:
        text = _pre(event.text) if event.text.strip() else ""
        yield f'<div class="event"><em>{escape(plain(heading(event)))}</em>{text}</div>'


def _pre(text: str) -> str:
    text = plain(text).strip("\n")
    return f"<pre>{escape(text)}</pre>"


# -- what both say ----------------------------------------------------------------------------------


def _when(session: Session) -> str:
    n = _count(len(session.runs), "problem")
    return f"Session {session.id} of arbiter, {n}, {_local(session.created)} to {_local(session.changed)}"


def _about(run: StoredRun, index: int) -> str:
    """Who wrote a step and what is known of it."""
    round_, threshold = run.rounds[index], run.thresholds[index]
    told = [f"by the {round_.kept.by} model", f"{round_.seconds:.2f} s"]
    if round_.decision.score is not None:
        told.append(f"score {round_.decision.score:.2f}")
        if threshold is not None:
            told[-1] += f", threshold {threshold:.2f}"
    checked = step_json(index, round_)["audit"]
    if checked["checked"]:
        told.append(f"{_count(checked['checked'], 'equation')} checked, {checked['false']} false")
    if round_.kept.finish not in (Finish.STEP, Finish.ANSWER):
        told.append("cut off")
    return " · ".join(told)


def _n_false(round_: Round) -> int:
    return int(step_json(0, round_)["audit"]["false"])


def heading(event: Event) -> str:
    """An event's heading, such as: Attempt, not equal, read as 2."""
    named = {
        Kind.ATTEMPT: "Attempt",
        Kind.HINT: "Hint asked for",
        Kind.REVEAL: "Step revealed",
        Kind.REDO: "Step redone by the target",
    }
    verdict = f": {event.verdict}" if event.verdict else ""
    read_as = f", read as {event.read_as}" if event.read_as else ""
    return f"{named[event.kind]}{verdict}{read_as} ({_local(event.at)})"


def _unplaced(run: StoredRun) -> Iterator[Event]:
    """Events at no step that is there: of the whole problem, or of a step that nobody has written yet."""
    return (
        event for event in run.events if event.position is None or not 0 <= event.position < len(run.rounds)
    )


def _facts(run: StoredRun) -> Iterator[tuple[str, str]]:
    """Names and values that end a problem."""
    record, tutoring = run.record(), run.tutoring()
    yield "Answer", record.answer or f"none ({record.detail or record.finish})"
    if run.task.answer is not None:
        yield "Expected", run.task.answer
    yield "Mode", str(run.mode)
    if run.events:
        yield "Learner", _learner(tutoring)
    stats = record.stats
    yield "Steps", f"{stats.n_steps}, {stats.n_escalated} escalated to the target"
    yield "Models", f"{run.settings.pair.get('draft')} and {run.settings.pair.get('target')}"


def _learner(tutoring: Tutoring) -> str:
    minutes, seconds = divmod(round(tutoring.seconds), 60)
    return (
        f"{_count(tutoring.n_attempts, 'attempt')} ({tutoring.n_correct} correct), "
        f"{_count(tutoring.n_hints, 'hint')}, {_count(tutoring.n_reveals, 'step')} revealed, "
        f"{minutes} min {seconds} s"
    )


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'s' * (n != 1)}"


def _utc(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")


def _local(moment: float) -> str:
    return datetime.fromtimestamp(moment).astimezone().strftime("%Y-%m-%d %H:%M")
