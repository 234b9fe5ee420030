"""The problem, and its steps as they are written: who wrote each, ŷ, seconds, audit mark, rejected draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget
from textual.widgets import Static

from ...audit import Audit
from ...core import Finish, Speaker
from ..live import LiveRun, Shown
from .figures import number
from .maths import MathText, safe

LETTER = {Speaker.DRAFT: "D", Speaker.TARGET: "T↑"}
MOST = 16
"""Steps of a run that have views of their own while it goes on; of later ones only the last, the others wait
in a gap. Each view costs time whenever the screen is laid out, which every key has done."""
CHUNK = 24
"""Views that are made at once: of a session that is opened, or of a gap. With those of MOST they are what
`Limits` lets a run have by default, so that such a run is shown whole once it has ended."""
_KEPT = 8
"""Views of earlier problems that stay when another one is asked: about a screenful."""
_WHO, _MARKS = 6, 14  # cells
_NOTHING = Content("")
MUTED = "$foreground-muted"  # $text-muted is a colour of style sheets alone
COLOUR = {Speaker.DRAFT: "$text-primary", Speaker.TARGET: "$text-warning"}


class Row(Visual):
    """A text, with who wrote it on its left and marks on its right. All in one widget, for each widget costs
    time whenever the screen is laid out."""

    def __init__(self, who: Content, text: Content, marks: Content) -> None:
        self._who, self._text, self._marks = who, text, marks

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Row):
            return NotImplemented
        pairs = zip(self._columns(0), other._columns(0), strict=True)
        return all(mine.is_same(its) for (mine, _), (its, _) in pairs)

    def _columns(self, width: int) -> tuple[tuple[Content, int], ...]:
        return (self._who, _WHO), (self._text, _room(width)), (_NOTHING, 1), (self._marks, _MARKS)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        return max(content.get_height(rules, room) for content, room in self._columns(width))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        unselected, plain = replace(options, selection=None), style.rich_style
        columns = [
            [
                strip.adjust_cell_length(room, plain)
                for strip in content.render_strips(
                    room, height, style, options if content is self._text else unselected
                )
            ]
            for content, room in self._columns(width)
        ]
        blanks = [Strip.blank(room, plain) for _, room in self._columns(width)]
        n = max(map(len, columns))
        columns = [
            column + [blank] * (n - len(column)) for column, blank in zip(columns, blanks, strict=True)
        ]
        return [Strip.join(strips) for strips in zip(*columns, strict=True)]


def _room(width: int) -> int:
    """Cells for the text of a row of that width."""
    return max(1, width - _WHO - 1 - _MARKS)


class Problem(MathText):
    """What was asked."""

    def __init__(self, text: str, *, raw: bool) -> None:
        super().__init__(text, raw=raw, classes="problem")

    def _laid(self, source: str, width: int) -> Row:
        return Row(Content("You"), Content.styled(self._shown(source, _room(width)), "bold"), _NOTHING)


class StepView(MathText, can_focus=True):
    """One step. While it is written it is told the texts so far; then its marks."""

    HELP = (
        "A step. **D** was written by the draft, **T↑** by the target, because the router's score ŷ was "
        "above τ. ✓ its equations hold, ✗ one is false, · there was nothing to check. "
        "A rejected draft step unfolds with Enter; `y` copies the source."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "unfold", "Rejected draft", show=False),
        Binding("y", "copy", "Copy source", show=False),
    ]

    def __init__(self, index: int, *, raw: bool) -> None:
        super().__init__(raw=raw, classes="step")
        self._by = Speaker.DRAFT
        self.become(index)

    def become(self, index: int) -> None:
        """Stand for a step, of which nothing is written yet."""
        self.index = index
        self.shown: Shown | None = None  # once it is kept
        self.rejected = ""  # the draft's step, once the target writes
        self.unfolded = False

    def follow(self, draft: str, target: str) -> None:
        """The texts so far; once the target writes, the draft's is folded away."""
        self._by = Speaker.TARGET if target else Speaker.DRAFT
        self.rejected = draft if target else ""
        self.write(target or draft, unfinished=True)

    def settle(self, shown: Shown) -> None:
        """The step is kept."""
        self.shown, round_ = shown, shown.round
        self._by = round_.kept.by
        self.rejected = round_.rejected.text if round_.rejected is not None else ""
        self.write(round_.kept.text)
        if self.is_mounted:
            self._show()  # its marks, where the text was there already

    def _laid(self, source: str, width: int) -> Row:
        self.set_class(self._by is Speaker.TARGET, "-target")
        who = Content.styled(f"{self.index + 1:>2} {LETTER[self._by]}", f"bold {COLOUR[self._by]}")
        text = Content(self._shown(source, _room(width)))
        if self.rejected.strip():
            text += self._fold(_room(width))
        return Row(who, text, marks(self.shown) if self.shown else _NOTHING)

    def _fold(self, width: int) -> Content:
        """The line that unfolds the rejected draft; under it that, if it is unfolded."""
        sign, text = ("▼", f"\n{self._shown(self.rejected, width)}") if self.unfolded else ("▶", "")
        title = Content.from_markup(f"[@click=unfold]{sign} rejected draft[/]")
        return Content.assemble("\n", title, text).stylize(MUTED)

    def action_unfold(self) -> None:
        if self.rejected.strip():
            self.unfolded = not self.unfolded
            self._show()

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(safe(self.source).strip())
        self.app.notify("copied the step's source", markup=False)


def marks(shown: Shown) -> Content:
    """ŷ against τ, seconds, audit."""
    decision, threshold = shown.round.decision, shown.threshold
    first = ""
    if decision.score is not None:
        first = f"ŷ {number(decision.score, 2)}"
        if threshold is not None:
            first += f" {'>' if decision.escalate else '≤'} {number(threshold, 2)}"
    cut = " cut off" if shown.round.kept.finish is Finish.CANCELLED else ""
    sign, style = audit_mark(shown.audit)
    plain = f"{first}\n" * bool(first) + f"{shown.round.seconds:.2f} s{cut} "
    return Content.assemble((plain, MUTED), (sign, style or MUTED))


def audit_mark(audit: Audit) -> tuple[str, str]:
    """A sign that can be told apart without colour, and its style."""
    if audit.false:
        return "✗ false", "bold $text-error"
    return ("✓", "$text-success") if audit.checked else ("·", "")


class Note(MathText):
    """A line of the interface's own: the answer, or why there is none."""

    def __init__(self, text: str, *, kind: str, raw: bool) -> None:
        self.kind, self._maths = kind, kind == "answer"  # a message may name a file, which is no maths
        super().__init__(text, raw=raw or not self._maths, classes=f"note -{kind}")

    def set_raw(self, raw: bool) -> None:
        super().set_raw(raw or not self._maths)


Entry = str | tuple[int, Shown] | tuple[str, str]
"""What a view shows: a problem; a step and its index; a note and its kind."""


class Gap(Static, can_focus=True):
    """Stands for what came before, or faster than anyone reads; it can be asked for it."""

    HELP = "Problems and steps that are not shown. **Enter** shows the last of them."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "fill", "Show them", show=False)]

    def __init__(self) -> None:
        super().__init__(classes="note", markup=False)
        self.entries: list[Entry] = []

    def hold(self, entries: Sequence[Entry]) -> None:
        """Stand for these, oldest first."""
        self.entries = list(entries)
        self.update(Content(f"⋯ {len(entries)} more: Enter or a click here shows them"))

    def trim(self, n_steps: int) -> int:
        """Of its last problem leave only steps before that one; how much there is in all."""
        last = max((i for i, entry in enumerate(self.entries) if isinstance(entry, str)), default=-1)
        mine = [e for e in self.entries[last + 1 :] if isinstance(e[0], int) and e[0] < n_steps]
        self.hold([*self.entries[: last + 1], *mine])
        return len(self.entries)

    def on_click(self) -> None:
        self.action_fill()

    def action_fill(self) -> None:
        """The last of them in its place."""
        transcript = next(w for w in self.ancestors if isinstance(w, Transcript))
        transcript.fill(self)


class Transcript(VerticalScroll):
    """All of it, oldest first. Stays at its end until the reader scrolls away."""

    HELP = "The steps of this session. Scroll freely: new text does not pull you back; **End** does."

    def __init__(self) -> None:
        super().__init__(id="transcript")
        # As high as the screen at least: an anchor pulls less to the bottom.
        self._steps = Vertical(id="steps")
        self._open: StepView | None = None
        self.raw = False

    def compose(self) -> ComposeResult:
        yield self._steps

    def on_mount(self) -> None:
        self.anchor()

    def problem(self, text: str) -> None:
        """Another one is asked; of what came before, all but the last goes into a gap."""
        self._open = None
        self._fold()
        self._steps.mount(Problem(text, raw=self.raw))
        self.anchor()

    def _fold(self) -> None:
        old = list(self._steps.children)[:-_KEPT]
        if not old:
            return
        gap = old[0] if isinstance(old[0], Gap) else Gap()
        if gap is not old[0]:
            self._steps.mount(gap, before=0)
        gap.hold([entry for view in old for entry in _entries(view)])
        self._steps.remove_children([view for view in old if view is not gap])

    def writing(self, run: LiveRun) -> None:
        """The step that is on."""
        draft, target = run.written[Speaker.DRAFT], run.written[Speaker.TARGET]
        if draft or target:
            self._step(len(run.steps)).follow(draft, target)

    def settle(self, index: int, shown: Shown, *, passing: bool = False) -> None:
        """A step is kept. `passing`: the next one is there already, and the gap will do for this one."""
        view = self._step(index)
        gap = self._gap()
        if passing and gap is not None:
            gap.hold([*gap.entries, (index, shown)])
            view.become(index + 1)
            return
        view.settle(shown)
        self._open = None

    def _gap(self) -> Gap | None:
        """The one before the last step, if there is one."""
        before = self._steps.children[-2:-1]
        return before[0] if before and isinstance(before[0], Gap) else None

    def _step(self, index: int) -> StepView:
        if self._open is None:
            self._open = self._last(index) if index >= MOST else None
        if self._open is None:
            self._open = StepView(index, raw=self.raw)
            self._steps.mount(self._open)
        return self._open

    def _last(self, index: int) -> StepView | None:
        """In a very long run the view of the last step, for the next one; its own goes into the gap."""
        last = self._steps.children[-1]
        if not isinstance(last, StepView) or last.shown is None:
            return None
        gap = self._gap()
        if gap is None:
            gap = Gap()
            self._steps.mount(gap, before=last)
        gap.hold([*gap.entries, (last.index, last.shown)])
        last.become(index)
        return last

    def fill(self, gap: Gap) -> None:
        """The last entries of a gap, behind it; it goes once it is empty."""
        entries, shown = gap.entries[:-CHUNK], gap.entries[-CHUNK:]
        with self.app.batch_update():
            views = [self._view(entry) for entry in shown]
            self._steps.mount_all(views, after=gap)
            for view, entry in zip(views, shown, strict=True):
                if isinstance(view, StepView) and isinstance(entry[1], Shown):
                    view.settle(entry[1])
            if entries:
                gap.hold(entries)
            else:
                gap.remove()

    def _view(self, entry: Entry) -> Problem | StepView | Note:
        match entry:
            case str():
                return Problem(entry, raw=self.raw)
            case (int() as index, _):
                return StepView(index, raw=self.raw)
            case (text, kind):
                return Note(text, kind=kind, raw=self.raw)

    def trim(self, n_steps: int) -> None:
        """Leave only that many steps of the last problem, and none of its notes: it goes on from there."""
        self._open = None
        children = list(self._steps.children)
        last = max((i for i, child in enumerate(children) if isinstance(child, Problem)), default=-1)
        for child in children[last + 1 :]:
            if isinstance(child, Gap) and child.trim(n_steps):
                continue
            if not isinstance(child, StepView) or child.index >= n_steps:
                child.remove()

    def end(self, text: str, kind: str) -> None:
        self._open = None
        gap = self._gap()
        if gap is not None and len(gap.entries) <= CHUNK:
            self.fill(gap)
        self._steps.mount(Note(text, kind=kind, raw=self.raw))

    async def whole(self, entries: Sequence[Entry]) -> None:
        """Show these instead, at first the last of them."""
        self._open = None
        await self._steps.remove_children()
        if entries:
            gap = Gap()
            gap.hold(entries)
            await self._steps.mount(gap)
            self.fill(gap)

    def set_raw(self, raw: bool) -> None:
        self.raw = raw
        texts: Iterable[MathText] = self.query(MathText)
        for text in texts:
            text.set_raw(raw)


def entries_of(run: LiveRun, text: str, kind: str) -> list[Entry]:
    """A run that has ended, and what is to be said of its end."""
    return [run.task.problem, *enumerate(run.steps), (text, kind)]


def _entries(view: Widget) -> Sequence[Entry]:
    """What a view shows."""
    match view:
        case Gap():
            return view.entries
        case Problem():
            return (view.source,)
        case StepView(index=index, shown=Shown() as shown):
            return ((index, shown),)
        case Note():
            return ((view.source, view.kind),)
    return ()  # a step of which nothing was kept
