"""The list of sessions with its search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from ...sessions import Summary
from ..messages import Delete, Open, Rename, Searched, Undelete
from .maths import safe


class SessionList(OptionList):
    """Sessions, the last changed first."""

    HELP = "Your sessions. **Enter** opens, **r** renames, **d** deletes, **u** undoes the last delete."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "rename", "Rename", show=False),
        Binding("d,delete", "delete", "Delete", show=False),
        Binding("u", "undo", "Undo delete", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(markup=False, compact=True)

    @property
    def chosen(self) -> int | None:
        """The id of the session under the cursor."""
        if self.highlighted is None or not self.option_count:
            return None
        found = self.get_option_at_index(self.highlighted).id
        return int(found) if found else None

    def action_rename(self) -> None:
        if self.chosen is not None:
            self.post_message(Rename(self.chosen))

    def action_delete(self) -> None:
        if self.chosen is not None:
            self.post_message(Delete(self.chosen))

    def action_undo(self) -> None:
        self.post_message(Undelete())

    def fill(self, found: Sequence[Summary], current: int | None) -> None:
        """Show these; the cursor stays where it was, as far as it can."""
        before = self.highlighted
        self.clear_options()
        self.add_options(
            [Option(line(summary, summary.id == current), id=str(summary.id)) for summary in found]
        )
        if found:
            self.highlighted = min(before or 0, len(found) - 1)


def line(summary: Summary, current: bool) -> Content:
    """Title, and how many of its problems were answered."""
    done = summary.n_runs and summary.n_answered == summary.n_runs
    state = "✓" if done else f"{summary.n_answered}/{summary.n_runs}"
    return Content.assemble(
        ("▸ " if current else "  ", "bold"),
        (f"{state} ", "$text-muted"),
        (safe(summary.title), "bold" if current else ""),
    )


class SessionsPane(Vertical):
    """Search line and list."""

    def compose(self) -> ComposeResult:
        yield Input(placeholder="/ search", id="search", compact=True)
        yield SessionList()

    def on_mount(self) -> None:
        self.border_title = "Sessions"
        self.post_message(Searched(""))

    @property
    def query_text(self) -> str:
        return self.query_one("#search", Input).value

    def fill(self, found: Sequence[Summary], current: int | None) -> None:
        self.query_one(SessionList).fill(found, current)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(Searched(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(SessionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id:
            self.post_message(Open(int(event.option_id)))
