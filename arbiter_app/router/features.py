"""What the router sees of a step: numbers from the draft's own signals, the history and the text.

Knows nothing of ONNX, of a model file or of how a score is used; reads only core types and the
equation audit. The target has no part in it, so that an accepted step costs the target nothing.
Scores of earlier steps are left out: where the router's training rows are collected no router
exists yet, and a feature that only deployment fills would be one the router never learnt.

Plain Python throughout: a step has some twenty tokens, and NumPy's call overhead is larger than the
arithmetic. Sources of the signals: GlimpRouter (arXiv 2601.05110) for the first token, R2R and TRIM
for minima and aggregates, Arbitrage (arXiv 2512.05033, table on history tags) for who wrote what.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from itertools import dropwhile

import numpy as np
from numpy.typing import NDArray

from ..audit import audit
from ..core import Context, Finish, Signals, Speaker, Step
from .sources import Sources, parts, sources

VERSION = 2
"""Raised whenever a name, its meaning or the order changes; a router of another version is refused."""

NAMES = (
    # certainty: log-probabilities in nats, clipped at FLOOR; entropies in nats; margins 0..1
    "first_entropy",
    "first_margin",
    "first_logprob",  # of the distribution's maximum too, when decoding is greedy
    "min_logprob",
    "p10_logprob",
    "mean_logprob",
    "sum_logprob",
    "last8_logprob",
    "max_entropy",
    "mean_entropy",
    "min_margin",
    "share_certain",  # of tokens with p > 0.99
    "share_uncertain",  # of tokens with p < 0.5
    "n_under_09",  # tokens with p < 0.9
    "weakest_at",  # place of the least certain token, 0 (first) to 1
    "second_logprob",  # the second lowest, and the third
    "third_logprob",
    "doubt",  # sum of 1 − p: how many tokens are to be expected to be wrong
    # the lowest log-probability of some tokens: another word for the same thing costs certainty, but only
    # what is worked out changes the answer
    "min_number",
    "min_goal",
    "min_work",
    "min_operand",  # numbers before the first =
    "min_result",  # numbers after it
    "sum_work",
    # place
    "n_tokens",
    "index",
    "n_tokens_before",
    "is_final",
    # history
    "n_by_target",
    "share_by_target",
    "since_target",  # steps since the target last wrote one, or since the beginning
    "min_logprob_before",  # over the draft's own kept steps; 0 before any
    # repetition of an earlier step
    "is_repeat",
    "work_overlap",  # largest share of the last line's words that an earlier last line has, 0..1
    # audit of the equations in the step
    "n_checked",
    "n_false",
    # arithmetic load of the step's text
    "n_digits",
    "longest_integer",  # digits
    "n_times",
    "n_divide",
    # where its numbers and words come from
    *Sources._fields,
)

_BY_TOKENIZER = """
n_tokens n_tokens_before n_under_09 sum_logprob sum_work last8_logprob second_logprob third_logprob doubt
""".split()

PORTABLE = tuple(name for name in NAMES if name not in _BY_TOKENIZER)
"""Those that mean the same whatever the vocabulary: shares, means and extremes over tokens, never a count
of them, a sum or a rank, for one model's token is half of another's. Steps, equations, digits are counted."""

FLOOR = -20.0
"""Log-probabilities are clipped here, so that a probability of 0 stays a finite feature."""

_LOG_99, _LOG_90, _LOG_50 = math.log(0.99), math.log(0.9), math.log(0.5)
_INTEGER = re.compile(r"\d+")


def features(context: Context, step: Step) -> NDArray[np.float32]:
    """The router's view of `step`, proposed after the steps of `context`: shape `(len(NAMES),)`, all finite.

    A step without signals reads as one token that the draft gave no probability at all: what
    cannot be judged looks as doubtful as can be. Where it has no token of a kind, the lowest is 0.
    """
    values = (
        *_certainty(step.signals),
        *_certainty_of_parts(step),
        *_place(context, step),
        *_history(context),
        *_repetition(context, step),
        *_load(step.text),
        *sources(context.problem, [earlier.text for earlier in context.steps], step.text),
    )
    return np.array(values, dtype=np.float32)


def _certainty(signals: Signals) -> tuple[float, ...]:
    logprob = [value if value > FLOOR else FLOOR for value in signals.logprob] or [FLOOR]
    entropy = signals.entropy or (0.0,)
    margin = signals.margin or (0.0,)
    n = len(logprob)
    ranked = sorted(logprob)
    total, last = sum(logprob), logprob[-8:]
    return (
        entropy[0],
        margin[0],
        logprob[0],
        ranked[0],
        ranked[n // 10],
        total / n,
        total,
        sum(last) / len(last),
        max(entropy),
        sum(entropy) / len(entropy),
        min(margin),
        1 - bisect_right(ranked, _LOG_99) / n,
        bisect_left(ranked, _LOG_50) / n,
        bisect_left(ranked, _LOG_90),
        logprob.index(ranked[0]) / max(1, n - 1),
        ranked[1] if n > 1 else 0.0,
        ranked[2] if n > 2 else 0.0,
        n - sum(map(math.exp, logprob)),
    )


def _certainty_of_parts(step: Step) -> tuple[float, ...]:
    """Of its numbers, its goal, its work, the numbers before the first = of that and those after it.

    What ends a goal's line counts as work. Where it is not known which token is what, all are the least."""
    if not (step.pieces and step.signals.logprob):
        lowest = max(FLOOR, min(step.signals.logprob, default=FLOOR))
        return (lowest,) * 6
    number = goal = work = operand = result = total = 0.0
    in_work, equals = not parts(step.text)[0], False
    told = zip(step.pieces, step.signals.logprob, strict=False)
    for piece, value in dropwhile(lambda pair: not pair[0].strip("\n"), told):
        value = max(value, FLOOR)
        in_work = in_work or "\n" in piece
        equals = equals or (in_work and "=" in piece)
        is_number = any(map(str.isdigit, piece))
        if is_number:
            number = min(number, value)
        if not in_work:
            goal = min(goal, value)
            continue
        work, total = min(work, value), total + value
        if is_number and equals:
            result = min(result, value)
        elif is_number:
            operand = min(operand, value)
    return number, goal, work, operand, result, total


def _place(context: Context, step: Step) -> tuple[float, ...]:
    final = step.finish is Finish.ANSWER or step.text.lstrip().startswith("Answer")
    return len(step.tokens), len(context.steps), context.n_tokens, final


def _history(context: Context) -> tuple[float, ...]:
    by = [step.by for step in context.steps]
    n_by_target = by.count(Speaker.TARGET)
    since = by[::-1].index(Speaker.TARGET) if n_by_target else len(by)
    before = [
        min(step.signals.logprob)
        for step in context.steps
        if step.by is Speaker.DRAFT and step.signals.logprob
    ]
    return n_by_target, n_by_target / max(1, len(by)), since, max(FLOOR, min(before, default=0.0))


def _repetition(context: Context, step: Step) -> tuple[float, ...]:
    words = set(_work(step.text).split())
    overlap = max((len(words & set(_work(earlier.text).split())) for earlier in context.steps), default=0)
    return any(step.text == earlier.text for earlier in context.steps), overlap / max(1, len(words))


def _work(text: str) -> str:
    """The last line of a step: its equation, where a step is a goal and its work."""
    return text.rstrip().rpartition("\n")[2]


def _load(text: str) -> tuple[float, ...]:
    checks = audit(text)
    integers = [len(digits) for digits in _INTEGER.findall(text)]
    return (
        checks.checked,
        checks.false,
        sum(integers),
        max(integers, default=0),
        text.count("*") + text.count("×"),
        text.count("/") + text.count("÷"),
    )
