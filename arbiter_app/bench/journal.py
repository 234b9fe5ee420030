"""The finished problems of a benchmark that may be cut off at any moment: a line each, as they finish.

The first line is the settings; then one line a sitting, with its machine, and one a problem. A last
line without an end was being written when the process was killed, and is dropped. Knows nothing of
how problems are solved.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import UsageError
from .run import Count


class Journal:
    """`done`: the counts of each finished problem, one a row of the benchmark, by the problem's place.
    `sittings`: when, on what and how many problems were solved in one go.

    Opens or begins the file at `path`; without one it is kept in memory only. Raises UsageError where
    the file holds a benchmark with other `settings`, or one that nobody asked to `resume`.
    """

    def __init__(
        self, path: Path | None, settings: dict[str, Any], machine: dict[str, Any], *, resume: bool
    ) -> None:
        self.done: dict[int, tuple[Count, ...]] = {}
        self.sittings: list[dict[str, Any]] = []
        self._path = path
        self._file: BinaryIO | None = None
        if path:
            n_bytes = self._read(path, settings, resume)
            try:
                self._file = path.open("ab")
                self._file.truncate(n_bytes)
            except OSError as error:
                raise UsageError(f"cannot write {path}: {error.strerror}") from None
            if not n_bytes:
                self._write({"settings": settings})
        sitting = {"started": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine}
        self._write({"sitting": sitting})
        self.sittings.append({**sitting, "n": 0})

    def add(self, place: int, counts: Sequence[Count]) -> None:
        """Note a finished problem. It is safe from then on, but for a machine that loses power."""
        self._write({"problem": place, "counts": [asdict(count) for count in counts]})
        self._note(place, counts)

    def close(self) -> None:
        """Leave the file for a later sitting, if there is anything in it."""
        if self._file:
            self._file.close()
        if not self.done:
            self.remove()

    def remove(self) -> None:
        """The benchmark is complete and its figures are written."""
        if self._path:
            self._path.unlink(missing_ok=True)

    def _note(self, place: int, counts: Sequence[Count]) -> None:
        self.done[place] = tuple(counts)
        self.sittings[-1]["n"] += 1

    def _write(self, line: dict[str, Any]) -> None:
        if self._file:
            self._file.write(json.dumps(line).encode() + b"\n")
            self._file.flush()

    def _read(self, path: Path, settings: dict[str, Any], resume: bool) -> int:
        """Take over what was finished; returns how many bytes of the file to keep."""
        data = path.read_bytes() if path.exists() else b""
        n_bytes = data.rfind(b"\n") + 1
        try:
            lines = [json.loads(line) for line in data[:n_bytes].splitlines()]
            n_done = sum("problem" in line for line in lines)
            if not n_done:
                return 0
            _check(path, lines[0]["settings"], settings, n_done, resume)
            for line in lines[1:]:
                if "sitting" in line:
                    self.sittings.append({**line["sitting"], "n": 0})
                else:
                    self._note(line["problem"], [Count(**count) for count in line["counts"]])
        except (ValueError, TypeError, KeyError, IndexError):
            raise UsageError(f"{path} is not of a benchmark, or damaged; delete it") from None
        self.sittings = [sitting for sitting in self.sittings if sitting["n"]]
        return n_bytes


def _check(path: Path, theirs: dict[str, Any], ours: dict[str, Any], n: int, resume: bool) -> None:
    """Raise UsageError unless the benchmark at `path` may go on with the settings `ours`."""
    if not resume:
        raise UsageError(
            f"{path} holds {n} problems of a benchmark that was cut off; go on with --resume, or delete it"
        )
    ours = json.loads(json.dumps(ours))  # as they would have been read
    other = [key.replace("_", "-") for key in ours if theirs.get(key) != ours[key]]
    if other:
        what = ", ".join(other)
        raise UsageError(f"{path} is of a benchmark with other {what}; give the same as then, or delete it")
