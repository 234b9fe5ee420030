"""The line where problems are typed, and what the first screen says."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ..config import config_path
from ..live import Machine
from ..messages import Asked, Tune
from .figures import device
from .maths import safe

EXAMPLES = (
    "Solve 3x + 5 = 20 for x.",
    "A shop sells 4 pens for $3. What do 20 pens cost?",
    "Solve x^2 - 5x + 6 = 0.",
)
STEP = 0.05  # of τ, a key


class ProblemInput(Input):
    """A problem. With nothing in it, [ and ] change τ, and Enter does what the screen offers."""

    HELP = (
        "Type a problem and press **Enter**. **Esc** stops and keeps what is written. "
        "While the line is empty: **[** and **]** lower and raise τ (from the next step), **Enter** goes on "
        "with what was cut off, **↑** brings the last problem back.\n\n"
        f"Theme, keys, τ and budget are set in `{safe(str(config_path()))}`."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.edit", "Edit last problem", show=False),
        Binding("down", "screen.leave_input", "To the examples or steps", show=False),
        Binding("pageup", "screen.scroll(-1)", show=False),
        Binding("pagedown", "screen.scroll(1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder="a problem…", id="problem", max_length=60_000)

    def on_key(self, event: events.Key) -> None:
        if not self.value and event.character in ("[", "]"):
            event.prevent_default()
            event.stop()
            self.post_message(Tune(STEP if event.character == "]" else -STEP))

    def _on_paste(self, event: events.Paste) -> None:
        """All lines of what is pasted, joined, and none of its control characters."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(safe(event.text).split()))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(Asked(self.value))
        self.value = ""


class Welcome(Vertical):
    """What this is, what is there, and three problems to begin with."""

    _machine: Machine | None = None  # what was to be shown before there was anything to show it in

    def compose(self) -> ComposeResult:
        yield Static(
            "arbiter solves school maths step by step, offline. A small draft model (D) writes; a router "
            "scores each step (ŷ), and where ŷ is above τ the larger target model (T↑) writes it again.",
            markup=False,
            classes="about",
        )
        yield Static(id="models", markup=False)
        yield Static("Type a problem below, or press Enter on one of these:", markup=False)
        yield OptionList(
            *(Option(Content(text), id=str(i)) for i, text in enumerate(EXAMPLES)),
            id="examples",
            markup=False,
            compact=True,
        )
        yield Static("F1 help · ^p all commands · ^q quit", markup=False, classes="about")

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 0
        if self._machine is not None:
            self.show(self._machine)

    @property
    def example(self) -> str:
        """The problem under the cursor."""
        return EXAMPLES[self.query_one(OptionList).highlighted or 0]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(Asked(self.example))

    def show(self, machine: Machine) -> None:
        """The models, as the child reports them."""
        self._machine = machine
        if not self.query("#models"):
            return
        lines = [f"Models   {device(machine)}"]
        for model in machine.models:
            kind = "GPU" if model.on_gpu else "CPU"
            lines.append(f"  {model.speaker:<7} {model.file}, {model.n_bytes / 1e6:.0f} MB, on {kind}")
        if not machine.models:
            lines.append("  the pair is being opened; you can type already")
        if machine.dead:
            lines[1:] = [f"  {machine.dead}"]
        self.query_one("#models", Static).update(Content(safe("\n".join(lines))))
