"""A benchmark as a table and a progress bar. Knows nothing of how it was run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO, TypeVar

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from .matched import REFERENCES

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
    _pin(table)
    for row in record["rows"]:
        table.add_row(*_cells(row)[: len(columns)])
    console = Console(file=out, highlight=False, width=None if out.isatty() else 110)
    console.print(table)
    if record["workers"] > 1:
        console.print(f"{record['workers']} workers at once: times and tok/s are not to be compared")
    if policies := record.get("matched", {}).get("policies"):
        console.print()
        console.print(_matched(policies))
        console.print("s each, ×: at 99 % of the target's accuracy; gain: at the outcome oracle's rate")


def _matched(policies: dict[str, Any]) -> Table:
    """What a sweep came to, a row a policy, with 95 % intervals: see `bench.matched`."""
    others = [
        name for name in REFERENCES if any(name in told.get("speedup", {}) for told in policies.values())
    ]
    timed = ["s each"] if any("seconds" in told for told in policies.values()) else []
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    for column in ("policy", *timed, *(f"× {name}" for name in others), "gain"):
        table.add_column(column)
    _pin(table)
    for name, told in policies.items():
        seconds = [_cell(told.get("seconds", {}).get("value"), ".3g") for _ in timed]
        ratios = [_range(told.get("speedup", {}).get(other)) for other in others]
        table.add_row(name, *seconds, *ratios, _range(told.get("gain")))
    return table


def _pin(table: Table) -> None:
    """Where the terminal is too narrow, the policy's name goes over several lines, and no figure is cut."""
    name, *figures = table.columns
    name.overflow = "fold"
    for column in figures:
        column.no_wrap, column.justify = True, "right"


def _range(told: dict[str, Any] | None) -> str:
    """A figure with its interval; a dash where it cannot be had."""
    if told is None or told["value"] is None or told["ci"] is None:
        return "–"
    low, high = told["ci"]
    return f"{told['value']:.2f} {low:.1f}–{high:.1f}"


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
        _cell(row["waste"] if row["waste_prm"] is None else row["waste_prm"], ".0%"),
        _cell(row["speedup"], ".2f", "×"),
    )


def _cell(value: float | None, form: str, unit: str = "") -> str:
    return "–" if value is None else f"{value:{form}}{unit}"
