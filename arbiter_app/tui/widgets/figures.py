"""The router panel, its one-line form, and the line at the top."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from ..live import Figures, Machine
from .maths import safe

_BARS = "▁▂▃▄▅▆▇█"
_STRIP = 11  # steps that the panel's width has room for
_BAR = 10
Parts = list[tuple[str, str]]


def number(value: float | None, digits: int = 0) -> str:
    """A dash rather than a 0 that was not measured; '.71' for 0.71."""
    if value is None:
        return "–"
    text = f"{value:.{digits}f}"
    return text[1:] if digits and text.startswith("0.") else text


def percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def sparkline(values: tuple[float, ...], width: int) -> str:
    values = values[-width:]
    top = max(values, default=0.0)
    return "".join(_BARS[min(7, int(8 * value / top))] for value in values) if top else ""


def gauge(share: float, width: int) -> str:
    filled = min(width, max(0, round(share * width)))
    return "▓" * filled + "░" * (width - filled)


def score_bar(score: float | None, threshold: float | None) -> str:
    """ŷ as a bar with τ in it as a line."""
    if score is None:
        return "–"
    cells = ["█" if (i + 0.5) / _BAR <= score else "·" for i in range(_BAR)]
    if threshold is not None and 0 <= threshold <= 1:
        cells[min(_BAR - 1, int(threshold * _BAR))] = "│"
    return "".join(cells)


def device(machine: Machine) -> str:
    """GPU or CPU, as the models that are open say."""
    if machine.dead:
        return "✗ engine ended"
    if not machine.models:
        return machine.loading or "starting"
    memory = machine.memory
    if all(model.on_gpu for model in machine.models):
        if memory and memory.gpu_used is not None and memory.gpu_total:
            return f"● GPU {memory.gpu_used / 1e9:.1f}/{memory.gpu_total / 1e9:.1f} GB"
        return "● GPU"
    threads = max(model.n_threads for model in machine.models)
    some = "GPU + " if any(model.on_gpu for model in machine.models) else ""
    return f"● {some}CPU {threads} thread{'s' if threads > 1 else ''}"


def context(figures: Figures, machine: Machine) -> tuple[str, float | None]:
    """Tokens used of the smallest context, as text and as a share."""
    room = min((model.n_ctx for model in machine.models), default=0)
    if not room:
        return "–", None
    used = figures.n_context
    return f"{number(used)}/{room}", None if used is None else used / room


class RouterPanel(Static):
    """What the two models did, and what it cost."""

    def __init__(self) -> None:
        super().__init__(id="router", markup=False)
        self.border_title = "Router"

    def show(self, figures: Figures, machine: Machine) -> None:
        resident = machine.memory.resident if machine.memory else None
        used, share = context(figures, machine)
        n = number(figures.n_steps) if figures.n_steps else "–"
        m = number(figures.n_escalated) if figures.n_steps else "–"
        rows: list[tuple[str, str]] = [
            ("tok/s", f"{number(figures.rate)} {sparkline(figures.rates, 8)}"),
            ("draft", f"{number(figures.draft_rate)} tok/s"),
            ("target", f"{number(figures.target_rate)} tok/s"),
            ("TTFT", "–" if figures.first_token is None else f"{figures.first_token:.2f} s"),
            ("escalated", f"{m} of {n}"),
            ("share T", f"{percent(figures.target_share)} of tokens"),
            ("speed", "–" if figures.speedup is None else f"≈{figures.speedup:.1f}× T alone"),
            ("policy", figures.policy or "–"),
            ("τ", f"{number(figures.threshold, 2)}  keys [ ]"),
            ("context", used + ("" if share is None else f" {gauge(share, 5)}")),
            ("memory", "–" if resident is None else f"{resident / 1e6:.0f} MB"),
        ]
        parts: Parts = []
        for name, value in rows:
            parts += [(f"{name:<10}", "$text-muted"), (f"{value}\n", "")]
        parts += [("\n", ""), *strip(figures, _STRIP), ("\n", "")]
        parts += scores(figures)
        self.update(Content.assemble(*parts), layout=False)  # its size is fixed


def strip(figures: Figures, width: int) -> Parts:
    """D and T of the last steps."""
    parts: Parts = []
    for escalated, _, _ in figures.steps[-width:]:
        parts.append(("T ", "bold $text-warning") if escalated else ("D ", "bold $text-primary"))
    return parts or [("–", "")]


def scores(figures: Figures) -> Parts:
    parts: Parts = []
    first = max(0, len(figures.steps) - 12)
    for index, (escalated, score, threshold) in enumerate(figures.steps[first:], first + 1):
        style = "$text-warning" if escalated else "$text-primary"
        parts += [
            (f"{index:>2} {'T' if escalated else 'D'} ", style),
            (f"ŷ {number(score, 2):>4} ", ""),
            (f"{score_bar(score, threshold)}\n", style),
        ]
    return parts


class RouterLine(Static):
    """The same in a line, for narrow terminals."""

    def __init__(self) -> None:
        super().__init__(id="router-line", markup=False)

    def show(self, figures: Figures, machine: Machine) -> None:
        n = number(figures.n_steps) if figures.n_steps else "–"
        m = number(figures.n_escalated) if figures.n_steps else "–"
        parts: Parts = [
            (f"tok/s {number(figures.rate)} {sparkline(figures.rates, 6)} ", ""),
            (f"D {number(figures.draft_rate)} T {number(figures.target_rate)} ", ""),
            (f"· T↑ {m}/{n} · {percent(figures.target_share)} · ", ""),
            (f"τ {number(figures.threshold, 2)} [ ] ", ""),
            *strip(figures, 8),
        ]
        self.update(Content.assemble(*parts), layout=False)  # its size is fixed


class TopLine(Static):
    """Name, title, and where the models run."""

    def __init__(self) -> None:
        super().__init__(id="top", markup=False)

    def show(self, title: str, figures: Figures, machine: Machine) -> None:
        used, share = context(figures, machine)
        right = f"OFFLINE  {device(machine)}  ctx {used}" + ("" if share is None else f" {gauge(share, 5)}")
        width = max(20, self.size.width)
        right = safe(right)  # a model file's name may hold anything
        left = Content(" ".join(safe(f"arbiter · {title}" if title else "arbiter").split()))
        left = left.truncate(max(10, width - len(right) - 2), ellipsis=True, pad=True)
        self.update(Content.assemble(left.stylize("bold"), "  ", right), layout=False)
