"""A benchmark as a picture: accuracy against time, a curve a policy. The one module that draws.

Knows nothing of how it was run.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from io import BytesIO
from itertools import groupby
from tempfile import TemporaryDirectory
from typing import Any

from ..errors import UsageError
from .matched import ORACLES

FORMATS = (".png", ".svg")

# Okabe and Ito's colours, those that stand out from white and from black alike; the markers tell as much.
_STYLES = {
    "draft": ("#CC79A7", "v"),
    "target": ("#D55E00", "^"),
    "speculative": ("#56B4E9", "D"),
    "confidence": ("#009E73", "s"),
    "random": ("#7F7F7F", "X"),
    "arbitrage": ("#0077BB", "o"),
    "rsd": ("#E69F00", "P"),
}
_INK = "#777777"  # 4.5 to 1 against white, nearly as much against black; the ground is transparent


def check_installed() -> None:
    """Raise UsageError, with the command that helps, where matplotlib is missing."""
    if find_spec("matplotlib") is None:
        raise UsageError(f"--plot needs matplotlib: {sys.executable} -m pip install matplotlib")


def draw(record: dict[str, Any], form: str) -> bytes:
    """The picture of the benchmark's JSON as a file of the format `form`, png or svg.

    Bars are the 95 % intervals of the accuracy, numbers beside points are τ.
    """
    with TemporaryDirectory() as folder:  # matplotlib would keep its list of fonts in the home folder
        os.environ.setdefault("MPLCONFIGDIR", folder)
        from matplotlib import rc_context
        from matplotlib.figure import Figure

        settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "arbiter", "text.color": _INK}
        settings["text.parse_math"] = False  # a file's name may hold a $
        with rc_context(settings):
            figure = Figure(figsize=(7.2, 4.8), dpi=150, layout="constrained")
            _fill(figure.add_subplot(), record)
            out = BytesIO()
            metadata = {"Date": None} if form == "svg" else None  # the same figures, the same file
            figure.savefig(out, format=form, transparent=True, metadata=metadata)
    return out.getvalue()


def _fill(axes: Any, record: dict[str, Any]) -> None:
    problems = record["problems"]
    axes.set_title(f"{record['pair']['name']} · {problems['source']} · {problems['n']} problems", fontsize=10)
    axes.set_xlabel("seconds a problem")
    axes.set_ylabel("accuracy, % (bars: 95 % interval)")
    rows = [row for row in record["rows"] if row["policy"] not in ORACLES]  # their time means nothing
    rows.sort(key=lambda row: row["policy"])
    for policy, group in groupby(rows, key=lambda row: str(row["policy"])):
        _curve(axes, policy, sorted(group, key=lambda row: row["threshold"] or 0.0))
    axes.set_xlim(left=0)
    axes.grid(color=_INK, alpha=0.25, linewidth=0.5)
    axes.tick_params(colors=_INK)
    for text in (axes.xaxis.label, axes.yaxis.label):
        text.set_color(_INK)
    for spine in axes.spines.values():
        spine.set_color(_INK)
    axes.legend(frameon=False, title="policy (numbers: τ)")


def _curve(axes: Any, policy: str, rows: list[dict[str, Any]]) -> None:
    colour, marker = _STYLES.get(policy, (_INK, "D"))
    x = [row["seconds_per_problem"] for row in rows]
    y = [100 * row["accuracy"] for row in rows]
    low = [100 * max(0.0, row["accuracy"] - row["accuracy_ci"][0]) for row in rows]
    high = [100 * max(0.0, row["accuracy_ci"][1] - row["accuracy"]) for row in rows]
    axes.errorbar(
        x, y, yerr=(low, high), color=colour, marker=marker, label=policy, elinewidth=0.8, capsize=2
    )
    for row, at in zip(rows, zip(x, y, strict=True), strict=True):
        if row["threshold"] is not None:
            text = f"{row['threshold']:.3g}"
            axes.annotate(text, at, (5, -9), textcoords="offset points", fontsize=7, color=colour)
