"""A benchmark as a table and a progress bar. Knows nothing of how it was run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO, TypeVar

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

Item = TypeVar("Item")

# Short, so that no figure is cut on a terminal of 80 columns.
_COLUMNS = ("policy", "τ", "acc.", "95 %", "s each", "tok/s", "esc.", "tgt.", "waste", "speed")


def progress(items: Iterable[Item], n_done: int, n: int, out: TextIO) -> Iterator[Item]:
    """`items`, the rest of `n`, with a bar on `out` if that is a terminal. Drawn once an item: no
    thread of its own."""
    columns = TextColumn("problem"), MofNCompleteColumn(), BarColumn(), TimeRemainingColumn()
    console = Console(file=out)
    with Progress(
        *columns,
        console=console,
        auto_refresh=False,
        transient=True,
        disable=not out.isatty(),
        speed_estimate_period=3600,  # a problem may take minutes
    ) as bar:
        task = bar.add_task("", total=n, completed=n_done)
        for item in items:
            bar.advance(task)
            bar.refresh()
            yield item


def show(record: dict[str, Any], out: TextIO) -> None:
    """Print the rows of the benchmark's JSON; a dash stands for null. Speed-ups of one worker alone."""
    columns = _COLUMNS if record["workers"] == 1 else _COLUMNS[:-1]
    table = Table(*columns, box=SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    for column in table.columns:
        column.no_wrap = True
        column.justify = "left" if column.header == "policy" else "right"
    for row in record["rows"]:
        table.add_row(*_cells(row)[: len(columns)])
    console = Console(file=out, highlight=False, width=None if out.isatty() else 110)
    console.print(table)
    if record["workers"] > 1:
        console.print(f"{record['workers']} workers at once: times and tok/s are not to be compared")


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    (low, high), seconds = row["accuracy_ci"], row["seconds_per_problem"]
    return (
        row["policy"],
        _cell(row["threshold"], ".3f"),
        f"{row['accuracy']:.1%}",
        f"{100 * low:.1f}–{high:.1%}",
        f"{seconds:.3f}" if seconds < 10 else f"{seconds:.1f}",
        _cell(row["tokens_per_second"], ".0f"),
        _cell(row["escalation_rate"], ".0%"),
        _cell(row["target_token_share"], ".0%"),
        _cell(row["waste"], ".0%"),
        _cell(row["speedup"], ".2f", "×"),
    )


def _cell(value: float | None, form: str, unit: str = "") -> str:
    return "–" if value is None else f"{value:{form}}{unit}"
