"""The process behind `grading_symbolic`: reads pairs of answers, one in JSON a line, and writes verdicts.

Run as a script, its argument the seconds a pair may take; imports nothing of the package. Each pair is
compared in a fork, so that one that never ends costs no new import of SymPy; where there is no fork, it
ends the whole process. Either ends by a watchdog in C, even where a killed parent no longer minds.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import sys
from typing import Any

_MEMORY = 4 << 30  # bytes of address space
_WARM = (
    "\\frac{\\sqrt{2}}{2}",
    "\\begin{pmatrix} x & 1 \\end{pmatrix}",
)  # loads what is loaded at the first use


def main() -> None:
    limit = float(sys.argv[1])
    replies = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what the libraries print goes nowhere
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has none
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    for text in _WARM:
        _compare(text, text)
    print("ready", file=replies, flush=True)
    for line in sys.stdin:
        forked = os.fork() if hasattr(os, "fork") else None
        if not forked:
            faulthandler.dump_traceback_later(limit, exit=True)  # a thread in C: needs no interpreter lock
            try:
                verdict = _compare(*json.loads(line))
            except Exception:  # whatever a parser or SymPy raises
                verdict = "can't tell"
            faulthandler.cancel_dump_traceback_later()
            print(verdict, file=replies, flush=True)
            if forked == 0:
                os._exit(0)
        elif os.waitpid(forked, 0)[1]:
            print("can't tell", file=replies, flush=True)


def _compare(answer: str, gold: str) -> str:
    from math_verify import verify

    mine, theirs = _parse(answer), _parse(gold)
    if mine is None or theirs is None:
        return "can't tell"
    if verify(theirs, mine, float_rounding=12, timeout_seconds=None, raise_on_error=True):
        return "can't tell" if _longer(mine, theirs) else "correct"
    return "not equal" if _differ(mine, theirs) else "can't tell"


def _parse(text: str) -> Any:
    """SymPy's object, or None where the text is not LaTeX that is read as a whole."""
    from math_verify import LatexExtractionConfig, parse

    for old, new in (("√", "\\sqrt "), ("π", "\\pi "), ("∞", "\\infty "), ("∪", "\\cup "), ("−", "-")):
        text = text.replace(old, new)
    text = text.strip().strip("$").removeprefix("\\(").removesuffix("\\)").strip()
    found = parse(f"${text}$", [LatexExtractionConfig()], fallback_mode="no_fallback", parsing_timeout=None)
    return found[0] if found and not isinstance(found[0], str) else None


def _longer(mine: Any, theirs: Any) -> bool:
    """Whether it was to be simplified, it seems, and was not: cot x as 1/(sin x cos x) - tan x."""
    from sympy import count_ops

    return bool(mine.free_symbols and count_ops(mine) > 3 + 2 * count_ops(theirs))


def _differ(a: Any, b: Any) -> bool:
    """Surely different: of one kind, and of different values somewhere. That `verify` fails to see two
    expressions equal says nothing."""
    from sympy import Equality, Expr, FiniteSet, Interval, MatrixBase, Tuple, Union

    if isinstance(a, Equality) != isinstance(b, Equality):  # 'v = (1, 2)' against '(1, 3)'
        a, b = (side.rhs if isinstance(side, Equality) and side.lhs.is_Symbol else side for side in (a, b))
    if isinstance(a, Expr) and isinstance(b, Expr):
        return _apart(a, b)
    if isinstance(a, MatrixBase | Tuple) and isinstance(b, MatrixBase | Tuple):
        return len(a) != len(b) or any(map(_apart, a, b))
    if isinstance(a, FiniteSet) and isinstance(b, FiniteSet):
        return any(all(_apart(x, y) for y in b) for x in a) or any(all(_apart(x, y) for x in a) for y in b)
    if isinstance(a, Interval | Union) and isinstance(b, Interval | Union):
        return bool(a.symmetric_difference(b).measure > 0) or (
            isinstance(a, Interval) and isinstance(b, Interval) and a != b and a.measure == b.measure
        )
    return False


def _apart(a: Any, b: Any) -> bool:
    """Whether two expressions have different values where their letters are such and such numbers."""
    letters = sorted(a.free_symbols | b.free_symbols, key=str)
    for seed in (0.3701, 0.6113):
        at = {letter: seed + 0.0917 * i for i, letter in enumerate(letters)}
        values = [side.subs(at).evalf(20) for side in (a, b)]
        if not all(value.is_number and value.is_finite for value in values):
            return False
        if abs(values[0] - values[1]) > 1e-9 * (1 + abs(values[1])):
            return True
    return False


if __name__ == "__main__":
    main()
