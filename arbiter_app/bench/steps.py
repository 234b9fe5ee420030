"""How many of the labelled wrong steps of solutions the audit flags.

    python -m arbiter_app.bench.steps FILE...

A FILE is JSON lines with `id`, `steps` and `labels`: of each step 1 (right), 0 (the first error) or null
(after it). Recall is over the first errors. A flagged step counts as rightly flagged if it is the first
error or comes after it, else as a false alarm; strict precision leaves out the steps after it. Each file is
also shown in two halves by problem id, so that one may be looked at while the audit is changed and the
other tell what the change is worth. Knows nothing of models.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..audit import audit
from ..errors import ArbiterError, UsageError


@dataclass(slots=True)
class Tally:
    """Counts of steps."""

    first_errors: int = 0
    hits: int = 0
    """First errors that were flagged."""
    later: int = 0
    """Flagged steps after a first error."""
    false_alarms: int = 0

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.first_errors)

    @property
    def precision(self) -> float:
        """1 where nothing was flagged."""
        flagged = self.hits + self.later + self.false_alarms
        return 1 - self.false_alarms / max(1, flagged)

    @property
    def strict_precision(self) -> float:
        """Of the flagged steps up to the first error, the share that are it."""
        return self.hits / max(1, self.hits + self.false_alarms) if self.hits or self.false_alarms else 1.0


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m arbiter_app.bench.steps", description=__doc__.partition("\n")[0] if __doc__ else None
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    try:
        for path in parser.parse_args(argv).files:
            print("\n".join(_lines(path)))
    except ArbiterError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def _lines(path: Path) -> Iterator[str]:
    rows = read(path)
    yield f"{path.name}    first errors  flagged  recall  flagged after  false alarms  precision  strict"
    for name, some in (("all", rows), ("half 0", _half(rows, 0)), ("half 1", _half(rows, 1))):
        t = tally(some)
        yield (
            f"  {name:8}{t.first_errors:6}{t.hits:9}{t.recall:9.1%}{t.later:8}{t.false_alarms:8}"
            f"{t.precision:11.1%}{t.strict_precision:10.1%}"
        )


def _half(rows: Iterable[dict[str, Any]], half: int) -> list[dict[str, Any]]:
    return [row for row in rows if zlib.crc32(str(row["id"]).encode()) % 2 == half]


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a file. Raises UsageError."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        if not all(len(row["steps"]) == len(row["labels"]) and "id" in row for row in rows):
            raise ValueError("a row whose steps and labels are not equally many, or that has no id")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}. Name a file of labelled steps.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path}: not labelled steps ({error}). Each line needs id, steps, labels."
        ) from error
    return rows


def tally(rows: Iterable[dict[str, Any]]) -> Tally:
    """Audit every step of `rows` by itself."""
    count = Tally()
    for row in rows:
        for step, label in zip(row["steps"], row["labels"], strict=True):
            flagged = audit(step).false > 0
            count.first_errors += label == 0
            count.hits += flagged and label == 0
            count.later += flagged and label is None
            count.false_alarms += flagged and label == 1
    return count


if __name__ == "__main__":
    sys.exit(main())
