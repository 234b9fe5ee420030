"""What is asked by the many: problems from a file, or drawn from the curriculum's held-out splits.

Knows nothing of models.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from . import curriculum
from .errors import UsageError
from .text import check_problem, decode


@dataclass(frozen=True, slots=True)
class Task:
    """A problem with its right answer, as a person writes it, or '' where it should be refused.
    `family` is the curriculum's, if any."""

    id: str
    problem: str
    answer: str
    family: str | None = None


def read(path: Path, limit: int | None) -> list[Task]:
    """The first `limit` problems of a file of JSON lines. Raises UsageError naming file and line."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"no problem file at {path}") from None
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None
    lines = enumerate(data.split(b"\n"), start=1)
    tasks = (_task(line, f"{path}:{number}") for number, line in lines if line.strip())
    found = list(islice(tasks, limit))
    if not found:
        raise UsageError(f"{path} holds no problems; write one JSON object a line, with problem and answer")
    return found


def _task(line: bytes, where: str) -> Task:
    """`id` is the place in the file where there is none; an answer of null stands for a refusal."""
    try:
        record = json.loads(decode(line, where))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where} is not JSON ({error}); write one object a line") from None
    if not isinstance(record, dict):
        raise UsageError(f"{where} is not an object with problem and answer")
    record = {"id": where, **record}
    for key in ("id", "problem", "answer"):
        if not isinstance(record.get(key), str | int | float) or isinstance(record[key], bool):
            if key == "answer" and key in record and record[key] is None:
                continue
            raise UsageError(f"{where} has no {key} that is text or a number")
    answer = "" if record["answer"] is None else str(record["answer"])
    if record["answer"] is not None and not answer.strip():
        raise UsageError(f"{where} has an empty answer; null means that none is right")
    return Task(str(record["id"]), check_problem(str(record["problem"]), where), answer)


def draw(split: Literal["valid", "test", "ranges", "unseen"], n: int, seed: int) -> list[Task]:
    """`n` problems that no model of the bundled pair was trained on."""
    drawn = islice(curriculum.stream(seed, split), n)
    return [
        Task(f"{split}-{seed}-{i}", problem.question, problem.answer_text, problem.family)
        for i, problem in enumerate(drawn)
    ]
