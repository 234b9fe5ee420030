"""The problem, and its steps as they are written: who wrote each, ŷ, seconds, audit mark, rejected draft."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Collapsible, Static

from ...audit import Audit
from ...core import Finish, Speaker
from ..live import LiveRun, Shown
from .figures import number
from .maths import MathText, safe

LETTER = {Speaker.DRAFT: "D", Speaker.TARGET: "T↑"}
MOST = 16
"""Steps of a run that have views of their own while it goes on; of later ones only the last, the others wait
in a gap. Each view costs time whenever the screen is laid out."""
_FILLED = 100
"""Steps in a gap that is filled unasked once the run has ended; of more than that, few will be read."""
COLOUR = {Speaker.DRAFT: "$text-primary", Speaker.TARGET: "$text-warning"}


class Problem(Horizontal):
    """What was asked."""

    def __init__(self, text: str, *, raw: bool) -> None:
        super().__init__(classes="problem")
        self._text, self._raw = text, raw

    def compose(self) -> ComposeResult:
        yield Static("You", classes="who", markup=False)
        yield MathText(self._text, raw=self._raw, classes="body")


class StepView(Horizontal, can_focus=True):
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
        super().__init__(classes="step")
        self.index = index
        self._who = Static(classes="who", markup=False)
        self._body = MathText(raw=raw, classes="body")
        self._raw = raw
        self.shown: Shown | None = None  # once it is kept
        self._draft: MathText | None = None  # the step that was rejected, folded away
        self._fold: Collapsible | None = None
        self._column = Vertical(self._body, classes="column")
        self._marks = Static(classes="marks", markup=False)

    def compose(self) -> ComposeResult:
        yield self._who
        yield self._column
        yield self._marks

    def write(self, draft: str, target: str) -> None:
        """The texts so far; once the target writes, the draft's is folded away."""
        by = Speaker.TARGET if target else Speaker.DRAFT
        self._label(by)
        self._body.write(target or draft, unfinished=True)
        if target:
            self._reject(draft)

    def settle(self, shown: Shown) -> None:
        """The step is kept."""
        self.shown, round_ = shown, shown.round
        self._label(round_.kept.by)
        self._body.write(round_.kept.text)
        if round_.rejected is not None:
            self._reject(round_.rejected.text)
        self._marks.update(marks(shown))

    def become(self, index: int) -> None:
        """Stand for another step, of which nothing is written yet."""
        self.index, self.shown = index, None
        self._marks.update("")
        if self._fold is not None:
            self._fold.remove()
        self._fold = self._draft = None

    def _label(self, by: Speaker) -> None:
        text = f"{self.index + 1:>2} {LETTER[by]}"
        self._who.update(Content.styled(text, f"bold {COLOUR[by]}"))
        self.set_class(by is Speaker.TARGET, "-target")

    def _reject(self, text: str) -> None:
        if not text.strip():
            return
        if self._draft is None:
            self._draft = MathText(text, raw=self._raw)
            self._fold = Collapsible(self._draft, title="rejected draft", collapsed=True)
            self.call_later(self._column.mount, self._fold)
        self._draft.write(text)

    def action_unfold(self) -> None:
        if self._fold is not None:
            self._fold.collapsed = not self._fold.collapsed

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(safe(self._body.source).strip())
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
    return Content.assemble(
        (f"{first}\n" if first else "", ""), (f"{shown.round.seconds:.2f} s{cut} ", ""), (sign, style)
    )


def audit_mark(audit: Audit) -> tuple[str, str]:
    """A sign that can be told apart without colour, and its style."""
    if audit.false:
        return "✗ false", "bold $text-error"
    return ("✓", "$text-success") if audit.checked else ("·", "")


class Note(MathText):
    """A line of the interface's own: the answer, or why there is none."""

    def __init__(self, text: str, *, kind: str, raw: bool) -> None:
        self._maths = kind == "answer"  # a message may name a file, which is no maths
        super().__init__(text, raw=raw or not self._maths, classes=f"note -{kind}")

    def set_raw(self, raw: bool) -> None:
        super().set_raw(raw or not self._maths)


class Gap(Static, can_focus=True):
    """Stands for steps that came faster than anyone reads; it can be asked for them."""

    HELP = "Steps of a very long run that are not shown. **Enter** shows them."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "fill", "Show them", show=False)]

    def __init__(self) -> None:
        super().__init__(classes="note", markup=False)
        self.steps: list[tuple[int, Shown]] = []

    def add(self, index: int, shown: Shown) -> None:
        self.steps.append((index, shown))
        self.update(Content(f"⋯ {len(self.steps)} steps more: Enter or a click here shows them"))

    def trim(self, n_steps: int) -> int:
        """Leave only steps before that one; how many there are."""
        steps, self.steps = self.steps, []
        for index, shown in steps:
            if index < n_steps:
                self.add(index, shown)
        return len(self.steps)

    def on_click(self) -> None:
        self.action_fill()

    def action_fill(self) -> None:
        """All of them in its place."""
        transcript = next(w for w in self.ancestors if isinstance(w, Transcript))
        transcript.fill(self)


class Transcript(VerticalScroll):
    """All of it, oldest first. Stays at its end until the reader scrolls away."""

    HELP = "The steps of this session. Scroll freely: new text does not pull you back; **End** does."

    def __init__(self) -> None:
        super().__init__(id="transcript")
        self._steps = Vertical(
            id="steps"
        )  # as high as the screen at least: an anchor pulls less to the bottom
        self._open: StepView | None = None
        self.raw = False

    def compose(self) -> ComposeResult:
        yield self._steps

    def on_mount(self) -> None:
        self.anchor()

    def problem(self, text: str) -> None:
        self._open = None
        self._steps.mount(Problem(text, raw=self.raw))
        self.anchor()

    def writing(self, run: LiveRun) -> None:
        """The step that is on."""
        draft, target = run.written[Speaker.DRAFT], run.written[Speaker.TARGET]
        if draft or target:
            self._step(len(run.steps)).write(draft, target)

    def settle(self, index: int, shown: Shown, *, passing: bool = False) -> None:
        """A step is kept. `passing`: the next one is there already, and the gap will do for this one."""
        view = self._step(index)
        gap = self._gap()
        if passing and gap is not None:
            gap.add(index, shown)
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
        gap.add(last.index, last.shown)
        last.become(index)
        return last

    def fill(self, gap: Gap) -> None:
        """The steps of a gap, in its place."""
        with self.app.batch_update():
            for index, shown in gap.steps:
                view = StepView(index, raw=self.raw)
                self._steps.mount(view, before=gap)
                view.settle(shown)
            gap.remove()

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
        if gap is not None and len(gap.steps) <= _FILLED:
            self.fill(gap)
        self._steps.mount(Note(text, kind=kind, raw=self.raw))

    async def clear(self) -> None:
        self._open = None
        await self._steps.remove_children()

    def whole(self, run: LiveRun) -> None:
        """A run from the store."""
        self.problem(run.task.problem)
        for index, shown in enumerate(run.steps):
            self.settle(index, shown)

    def set_raw(self, raw: bool) -> None:
        self.raw = raw
        texts: Iterable[MathText] = self.query(MathText)
        for text in texts:
            text.set_raw(raw)
