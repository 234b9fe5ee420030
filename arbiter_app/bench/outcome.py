"""The outcome oracle: it knows what becomes of a step, because it writes both solutions to their end.

Δ = right(target's step, then the target to the end) − right(draft's step, then the target to the end),
the very Δ of the router's rows (`router.collect`), −1, 0 or 1. Needs the answers, and a solution by
the target wherever the two steps differ: for measuring only. Its time means nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..core import Context, Step
from ..engine.policies import Oracle
from ..pair import ORACLE_THRESHOLD, Contender, Pair
from ..problems import Task
from ..router.collect import complete


def contender(pair: Pair, tasks: Sequence[Task]) -> Contender:
    """The policy `outcome` for these problems; of one that is asked twice, the last answer counts."""
    answers = {task.problem: task.answer for task in tasks}
    target = pair.target

    def right(context: Context, step: Step) -> float:
        begun = Context(context.problem, [*context.steps, step])
        return float(complete(begun, target, answers[context.problem]).right)

    policy = Oracle(right, ORACLE_THRESHOLD)
    return Contender("outcome", policy.threshold, pair.draft, target, policy, speculator=pair.draft)
