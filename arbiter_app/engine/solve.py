"""The loop: step-level speculation, routed by a policy.

This is Algorithm 1 of *Arbitrage* (arXiv 2512.05033), for models that keep their own KV cache. It
knows nothing of llama.cpp, ONNX, answers or terminals: front ends consume the generator, and
closing it is how everything is cancelled.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from ..core import REFUSAL, Context, Decision, Explored, Finish, Finished, Limits, Round, Step, Token
from .policies import Policy

if TYPE_CHECKING:
    from .extras import Explore


class Writer(Protocol):
    """What the loop asks of a model: the next step of a context, text streamed as it comes."""

    def propose(
        self, context: Context, limits: Limits, hint: Step | None = None
    ) -> Generator[Token, None, Step]: ...


def written(writing: Generator[Token, None, Step]) -> Step:
    """The step that `propose` is writing, its text not told."""
    while True:
        try:
            next(writing)
        except StopIteration as done:
            step: Step = done.value
            return step


def solve(
    context: Context,
    draft: Writer,
    target: Writer,
    policy: Policy,
    limits: Limits,
    explore: Explore | None = None,
) -> Iterator[Token | Round | Finished]:
    """Arbitrage, Algorithm 1: the draft proposes each step, the target rewrites those the policy escalates.

    The target is not run on a step that is accepted, unless the policy says that it `sees_target`.
    With `explore` the draft may propose another step before one is escalated. The last event is always
    `Finished`. Target-only is this loop with the target in the draft's seat.
    """
    while len(context.steps) < limits.max_steps:
        started = perf_counter()
        proposed = yield from draft.propose(context, limits)
        if not proposed.tokens and proposed.finish in (Finish.LENGTH, Finish.CANCELLED):  # no room, stopped
            yield Finished(proposed.finish, _why(proposed, context, limits))
            return
        rival = (yield from target.propose(context, limits)) if policy.sees_target else None
        asked = perf_counter()
        decision = _decide(policy, context, proposed, rival)
        router_seconds = perf_counter() - asked
        explored: Explored = ()
        if explore and decision.escalate:
            proposed, decision, explored = explore(context, limits, proposed, decision)
        if decision.escalate and rival is None:
            rival = yield from target.propose(context, limits, hint=proposed)
        round_ = Round(proposed, rival, decision, perf_counter() - started, router_seconds, explored)
        context.append(round_)
        yield round_
        if round_.kept.finish is not Finish.STEP:
            yield Finished(round_.kept.finish, _why(round_.kept, context, limits))
            return
        if _in_circles(context):
            yield Finished(Finish.STEPS, "the model wrote the same step three times")
            return
    yield Finished(Finish.STEPS, f"no answer after {limits.max_steps} steps (--max-steps)")


def _decide(policy: Policy, context: Context, proposed: Step, rival: Step | None) -> Decision:
    """The policy's. It is not asked about a cancelled step, which is none, nor one that the draft left."""
    if proposed.finish in (Finish.CANCELLED, Finish.GATED):
        return Decision(escalate=proposed.finish is Finish.GATED)
    return policy(context, proposed, rival)


def _in_circles(context: Context) -> bool:
    """Whether the last step stands there for the third time, word for word."""
    return sum(step.text == context.steps[-1].text for step in context.steps) >= 3


def _why(last: Step, context: Context, limits: Limits) -> str:
    if last.finish is Finish.CANCELLED:
        return "stopped before the answer"
    if last.finish is Finish.ANSWER:
        if last.text.strip() == REFUSAL:
            return "the models were not trained for such a problem; name others with --draft and --target"
        return "the model ended without stating an answer"
    if context.n_tokens >= limits.max_tokens:
        return f"no answer within {limits.max_tokens} tokens (--max-tokens)"
    if len(last.tokens) >= limits.max_step_tokens:
        return f"a step grew past {limits.max_step_tokens} tokens"
    return "the context window is full"
