"""Collected rows as arrays: read, split by problem, checked against a pair.

Knows nothing of how rows are made, fitted or scored.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..engine.native import check_file
from ..errors import UsageError
from ..files import fingerprint
from .features import NAMES, VERSION

HELD_OUT = 0.3
"""Share of the problems that are not fitted, where the rows do not say which."""

_NOTED = (
    "draft_tokens",
    "target_tokens",
    "draft_seconds",
    "target_seconds",
    "delta_sampled",
    "delta_prm",
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Steps, one a row, those of a problem together.

    `x`: float32 (n, len(NAMES)). `y`, `delta`: int (n,). `problem`: str (n,). `held_out`: bool (n,), whether
    whoever collected it wants it kept from fitting. `draft_tokens`, `target_tokens`, `draft_seconds`,
    `target_seconds`: of the two steps, float (n,), NaN if not noted. `delta_sampled`, `delta_prm`: Δ by
    completions at T > 0 and by a reward model, likewise.
    """

    header: dict[str, Any]
    x: NDArray[np.float32]
    y: NDArray[np.int64]
    delta: NDArray[np.int64]
    problem: NDArray[np.str_]
    held_out: NDArray[np.bool_]
    draft_tokens: NDArray[np.float64]
    target_tokens: NDArray[np.float64]
    draft_seconds: NDArray[np.float64]
    target_seconds: NDArray[np.float64]
    delta_sampled: NDArray[np.float64]
    delta_prm: NDArray[np.float64]

    def where(self, mask: NDArray[np.bool_]) -> Rows:
        arrays = (getattr(self, field.name)[mask] for field in fields(self) if field.name != "header")
        return Rows(self.header, *arrays)

    @property
    def n_problems(self) -> int:
        return len(set(self.problem))


def header_of(
    draft: Path, target: Path, fingerprints: tuple[str, str], seed: int, command: str
) -> dict[str, Any]:
    """The first line of a file of rows: of which pair and features they are, and how they came about."""
    return {
        "feature_version": VERSION,
        "feature_names": list(NAMES),
        "seed": seed,
        "draft_file": draft.name,
        "target_file": target.name,
        "draft_fingerprint": fingerprints[0],
        "target_fingerprint": fingerprints[1],
        "command": command,
    }


def read_rows(path: Path) -> Rows:
    """What `collect` wrote. Raises UsageError where it cannot be read or has other features."""
    try:
        header, *rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if header["feature_version"] != VERSION or header["feature_names"] != list(NAMES):
            raise UsageError(f"{path} holds other features than version {VERSION}; collect the rows again")
        rows.sort(key=itemgetter("problem"))  # several workers write problems as they finish
        if len({"held_out" in row for row in rows}) > 1:
            raise UsageError(f"some rows of {path} do not say whether they are held out; collect them apart")
        if "command" not in header:
            raise UsageError(f"{path} does not say which command collected it; collect the rows again")
        return Rows(
            header,
            np.array([row["features"] for row in rows], dtype=np.float32).reshape(len(rows), len(NAMES)),
            np.array([row["y"] for row in rows], dtype=np.int64),
            np.array([row["delta"] for row in rows], dtype=np.int64),
            np.array([row["problem"] for row in rows], dtype=np.str_),
            np.array([row.get("held_out", False) for row in rows], dtype=np.bool_),
            *(np.array([row.get(key) for row in rows], dtype=np.float64) for key in _NOTED),
        )
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UsageError(f"{path} is not a file of rows; write one with arbiter router collect") from None


def split(rows: Rows, seed: int) -> tuple[Rows, Rows]:
    """Fitted and held-out rows, by problem. Raises UsageError unless both hold both classes."""
    held_out = rows.held_out
    if not held_out.any():
        problems = np.unique(rows.problem)
        np.random.default_rng(seed).shuffle(problems)
        held_out = np.isin(rows.problem, problems[: round(HELD_OUT * len(problems))])
    fitted, valid = rows.where(~held_out), rows.where(held_out)
    if len(set(fitted.y)) < 2 or len(set(valid.y)) < 2:
        raise UsageError(
            f"{rows.n_problems} problems have {rows.y.sum()} steps where the target's is better, "
            "too few to learn from; collect more"
        )
    return fitted, valid


def check_pair(rows: Rows, **files: Path) -> None:
    """Raise UsageError unless the rows were collected with these very files, `draft` and `target`."""
    for role, path in files.items():
        check_file(path)
        if fingerprint(path) != rows.header[f"{role}_fingerprint"]:
            raise UsageError(f"the rows were collected with another {role} than {path}; collect them again")
