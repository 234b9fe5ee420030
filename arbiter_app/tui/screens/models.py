"""The models: which pairs there are, whether they fit this machine, and which one is in use.

Shows what it is told and looks at files; opening a pair is the app's matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widgets import DirectoryTree, Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from ... import bundled
from ...engine.worker import Memory, Models
from ...errors import ModelError
from ...files import check_gguf
from ..live import Machine
from ..widgets.figures import device
from ..widgets.maths import safe

_TIGHT = 0.8  # of the free memory: the contexts come on top of the files
DIFFER = "tokenizers differ: each model reads the other's text anew"


class PairList(OptionList):
    """The pairs; Enter is in the footer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Use")]


class ModelsScreen(Screen[None]):
    """Told by the app, with `show`, what there is; tells it which pair is to be used or forgotten."""

    HELP = """\
# Models

Pairs of a small draft and a large target model. **Enter** uses the pair under the cursor, at once and for
what is solved from then on; **a** adds one from your own GGUF files, and **d** takes it off the list (the
files stay). A pair that could be opened is still in the list at the next start.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add files"),
        Binding("d,delete", "forget", "Off the list"),
        Binding("escape,q", "dismiss", "Back"),
    ]
    DEFAULT_CSS = """
    ModelsScreen {
        & > #top { height: 1; padding: 0 1; background: $panel; text-style: bold; }
        & > OptionList, & > OptionList:focus { height: 1fr; border: round $border; }
        & > #files { height: auto; max-height: 8; padding: 0 1; color: $text-muted; }
    }
    """

    class Use(Message):
        """Open this pair in place of the one that is open."""

        def __init__(self, pair: Models) -> None:
            super().__init__()
            self.pair = pair

    class Forget(Use):
        """Take it off the list."""

    def __init__(self) -> None:
        super().__init__()
        self._pairs: list[Models] = []

    def compose(self) -> ComposeResult:
        yield Static("Models", id="top", markup=False)
        yield PairList(id="pairs", markup=False)
        yield Static(id="files", markup=False)
        yield Footer(compact=True)

    def show(
        self, pairs: Sequence[Models], current: Models, machine: Machine, notes: Mapping[Models, str]
    ) -> None:
        """`notes` says of pairs what was found when they were last opened."""
        listed = self.query_one(OptionList)
        lines = [_line(pair, pair == current, machine, notes.get(pair, "")) for pair in pairs]
        if list(pairs) == self._pairs:
            for index, line in enumerate(lines):
                listed.replace_option_prompt_at_index(index, line)
            return
        before = listed.highlighted
        self._pairs = list(pairs)
        listed.clear_options()
        listed.add_options([Option(line) for line in lines])
        at = self._pairs.index(current) if before is None else before
        listed.highlighted = min(at, len(lines) - 1)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        pair = self._pairs[event.option_index]
        router = pair.router or "the bundled one, if it was made for this pair; else the portable one"
        try:
            lines = [f"{role:<7} {path}" for role, path in (*_files(pair), ("router", router))]
        except ModelError as error:
            lines = [str(error)]
        self.query_one("#files", Static).update(Content(safe("\n".join(lines))))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Use(self._pairs[event.option_index]))

    def action_forget(self) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.post_message(self.Forget(self._pairs[at]))

    @work(exclusive=True)
    async def action_add(self) -> None:
        """Ask for the two models, then for a router."""
        found: list[Path] = []
        for title in ("The draft: a small model", "The target: a large model of the same kind"):
            start = found[-1].parent if found else Path.home()
            path = await self.app.push_screen_wait(FileScreen(title, start, ".gguf", "Esc gives up"))
            if path is None:
                return
            try:
                check_gguf(path)
            except ModelError as error:
                self.notify(safe(str(error)), severity="error", markup=False)
                return
            found.append(path)
        title = "A router that was made for this pair (arbiter router train)"
        router = await self.app.push_screen_wait(
            FileScreen(title, found[-1].parent, ".onnx", "Esc: the portable one")
        )
        self.post_message(self.Use(Models(found[0], found[1], router)))


class Files(DirectoryTree):
    """Folders, and the files whose names end so."""

    def __init__(self, path: Path, suffix: str) -> None:
        super().__init__(path)
        self._suffix = suffix

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        return [path for path in paths if self._wanted(path)]

    def _wanted(self, path: Path) -> bool:
        if path.name.startswith("."):
            return False
        with suppress(OSError):  # a folder that may not be looked into
            return path.is_dir() or path.suffix.lower() == self._suffix
        return False

    def process_label(self, label: str | Text) -> Text:
        """A file's name may hold anything."""
        return Text(" ".join(safe(str(label)).split("\n")) or "?", no_wrap=True)


class FileScreen(ModalScreen[Path | None]):
    """A file, picked in a tree or typed; None where it was given up."""

    AUTO_FOCUS = "Files"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Cancel")]
    DEFAULT_CSS = """
    FileScreen {
        align: center middle;
        & Files { height: 1fr; background: transparent; }
    }
    """

    def __init__(self, title: str, start: Path, suffix: str, leave: str) -> None:
        super().__init__()
        self._title, self._start, self._suffix, self._leave = title, start, suffix, leave

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(f"{self._title} (*{self._suffix})", markup=False)
            yield Input(safe(str(self._start)), placeholder="a file, or a folder to look into", compact=True)
            yield Files(self._start, self._suffix)
            yield Static(f"Enter opens · Tab: type a path · {self._leave}", markup=False)

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        event.stop()
        self.dismiss(event.path.absolute())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        path = Path(event.value.strip())
        with suppress(OSError, RuntimeError, ValueError):  # no such user's home; a name no system takes
            path = path.expanduser().absolute()
            if path.is_dir():
                self.query_one(Files).path = path
                self.query_one(Files).focus()
                return
            if path.is_file():
                self.dismiss(path)
                return
        self.notify(f"there is no file or folder {safe(str(path))}", severity="error", markup=False)


def _files(pair: Models) -> Iterator[tuple[str, Path]]:
    """Draft and target. Raises ModelError where the installation lacks the bundled one."""
    yield "draft", pair.draft or bundled.path(bundled.DRAFT)
    yield "target", pair.target or bundled.path(bundled.TARGET)


def _line(pair: Models, in_use: bool, machine: Machine, note: str) -> Content:
    """Names; then size, fit and state."""
    own = pair.draft or pair.target
    mark = "▸ " if in_use else "  "
    try:
        files = [path for _, path in _files(pair)]
        name = " + ".join(path.name for path in files)
        for path in files:
            check_gguf(path)
        n_bytes = sum(path.stat().st_size for path in files)
    except (ModelError, OSError) as error:
        name = " + ".join(path.name for path in (pair.draft, pair.target) if path) or "the bundled pair"
        return _entry(mark, name, f"✗ {error}")
    size = f"{_size(n_bytes)} · "
    if in_use:
        return _entry(mark, name, size + _state(machine))
    state = note or ("ready" if own else "bundled, ready")
    return _entry(mark, name, size + fit(n_bytes, machine.memory) + state)


def _entry(mark: str, name: str, state: str) -> Content:
    return Content.assemble((mark + safe(name), "bold"), "\n    " + safe(state))


def _state(machine: Machine) -> str:
    """Of the pair in use."""
    if machine.dead:
        return f"✗ {machine.dead}"
    differ = f" · {DIFFER}" if tokenizers_differ(machine) else ""
    return device(machine) + ("" if not machine.models else " in use") + differ


def tokenizers_differ(machine: Machine) -> bool:
    """Whether the models that are open write in different tokens."""
    return len({model.vocabulary for model in machine.models}) > 1


def fit(n_bytes: int, memory: Memory | None) -> str:
    """Whether models of that size fit in what is free, on the GPU if there is one; '' where nobody knows."""
    if memory is None:
        return ""
    free, where = memory.available, "memory"
    if memory.gpu_total is not None:
        free, where = memory.gpu_total - (memory.gpu_used or 0), "GPU memory"
    if free is None:
        return ""
    of = f"the {_size(free)} of {where} that are free"
    if n_bytes > free:
        return f"✗ larger than {of} · "
    return f"{'barely fits' if n_bytes > _TIGHT * free else 'fits'} in {of} · "


def _size(n_bytes: int) -> str:
    return f"{n_bytes / 1e9:.1f} GB" if n_bytes >= 1e9 else f"{n_bytes / 1e6:.1f} MB"
