"""Gate, explore and adaptive budget, on the real bundled pair."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pytest

from arbiter_app import curriculum
from arbiter_app.core import Context, Decision, Finish, Limits, Round, Speaker, Step, Token
from arbiter_app.engine.extras import START, UPTO, Adaptive, Extras, Gate
from arbiter_app.engine.gguf import Model, Sampling
from arbiter_app.engine.native import Gpu, LoadOptions
from arbiter_app.engine.policies import Accept
from arbiter_app.engine.signals import Recorder
from arbiter_app.engine.solve import Writer, solve, written
from arbiter_app.errors import UsageError
from arbiter_app.pair import Contender, Pair
from arbiter_app.printing import Printer
from arbiter_app.record import Run as Record
from tests.conftest import Run

LIMITS = Limits()
PROBLEMS = [problem.question for problem in islice(curriculum.stream(11, "valid"), 20)]
K = 4


class Scored:
    """A policy for tests: gives every step the same score and escalates where that is above 0.5."""

    sees_target = False

    def __init__(self, score: float) -> None:
        self.score = score

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision:
        return Decision(self.score > 0.5, self.score)


@pytest.fixture(scope="module")
def models() -> Iterator[Pair]:
    with Pair(options=LoadOptions(gpu=Gpu.OFF, threads=1, n_branches=K)) as pair:
        yield pair


@pytest.fixture(autouse=True)
def cold(models: Pair) -> None:
    for model in (models.draft, models.target):
        model.forget()
        model.sampling = Sampling()


def arbitrage(models: Pair, extras: Extras = Extras(), threshold: float | None = None) -> Contender:
    return models.contender("arbitrage", threshold=threshold, budget=None, seed=0, extras=extras)


def solved(contender: Contender, problem: str, limits: Limits = LIMITS) -> Record:
    record = Record(problem)
    for event in contender.solve(problem, limits):
        record.feed(event)
    return record


def run(problem: str, draft: Writer, target: Writer, policy: Any, limits: Limits = LIMITS) -> list[Round]:
    return [e for e in solve(Context(problem), draft, target, policy, limits) if isinstance(e, Round)]


def alone(model: Model, problem: str) -> str:
    return "".join(round_.kept.text for round_ in run(problem, model, model, Accept()))


def propose(model: Model, context: Context) -> Step:
    return written(model.propose(context, LIMITS))


# -- gate -------------------------------------------------------------------------------------------


def test_an_open_gate_changes_nothing_and_costs_no_evaluation(models: Pair) -> None:
    draft = models.draft
    for problem in PROBLEMS[:5]:
        before = draft.n_evaluated
        expected = run(problem, draft, models.target, Accept())
        n_evaluated = draft.n_evaluated - before
        draft.forget()
        before = draft.n_evaluated
        rounds = run(problem, Gate(draft, 0.0), models.target, Accept())
        assert draft.n_evaluated - before == n_evaluated
        draft.forget()
        for gated, free in zip(rounds, expected, strict=True):
            assert (gated.kept.tokens, gated.kept.signals) == (free.kept.tokens, free.kept.signals)


def test_a_closed_gate_leaves_everything_to_the_target(models: Pair) -> None:
    for problem in PROBLEMS[:8]:
        record = solved(arbitrage(models, Extras(gate=1.0)), problem)
        assert record.text == alone(models.target, problem)
        assert all(r.proposed.finish is Finish.GATED and len(r.proposed.tokens) <= 1 for r in record.rounds)
        assert [r.decision for r in record.rounds] == [Decision(escalate=True)] * len(record.rounds)
        assert record.stats.n_draft_tokens == 0
        assert record.stats.escalation_rate == 1


def test_the_gate_is_the_margin_of_the_first_token(models: Pair) -> None:
    gate = 0.9
    gated: list[bool] = []
    for problem in PROBLEMS:
        context = Context(problem)
        for round_ in solved(arbitrage(models, Extras(gate=gate)), problem).rounds:
            free = propose(models.draft, context)
            assert (round_.proposed.finish is Finish.GATED) == (free.signals.margin[0] <= gate)
            if round_.proposed.finish is not Finish.GATED:
                assert round_.proposed.tokens == free.tokens
            gated.append(round_.proposed.finish is Finish.GATED)
            context.append(round_)
    assert {True, False} == set(gated)


# -- explore ----------------------------------------------------------------------------------------


def test_cold_alternatives_are_the_greedy_step(models: Pair) -> None:
    """Nearly no temperature: every branch writes what the model writes alone, on shared cells."""
    draft = models.draft
    for problem in PROBLEMS[:5]:
        for index in range(3):
            context = Context(problem, [r.kept for r in run(problem, draft, draft, Accept())][:index])
            if context.steps and context.steps[-1].finish is not Finish.STEP:
                break
            expected = propose(draft, context)
            draft.sampling = Sampling(temperature=1e-4)
            drawn = draft.alternatives(context, LIMITS, K)
            draft.sampling = Sampling()
            for step in drawn:
                assert (step.text, step.tokens, step.finish) == (
                    expected.text,
                    expected.tokens,
                    expected.finish,
                )
                assert step.signals.logprob == pytest.approx(expected.signals.logprob, abs=1e-2)


def test_each_alternative_is_written_as_by_itself(models: Pair) -> None:
    """Branches of several lengths do not disturb each other: read again alone, each looks the same."""
    draft = models.draft
    lengths = set()
    for problem in PROBLEMS[:8]:
        prompt = draft.prompt(problem)
        for step in draft.alternatives(Context(problem), LIMITS, K):
            draft.forget()
            draft._decode([*prompt, *step.tokens], n_rows=1 + len(step.tokens))
            again = Recorder(draft.vocabulary.size)
            for row in range(len(step.signals.entropy)):
                draft._pick(len(prompt) - 1 + row, None, again)
            apart = np.abs(np.subtract(step.signals.entropy, again.take().entropy))
            assert apart.mean() < 0.02 and apart.max() < 0.2  # rounding differs between sizes of batches
            lengths.add(len(step.tokens))
        draft.forget()
    assert len(lengths) > 3


def test_drawing_leaves_the_model_as_it_was(models: Pair) -> None:
    draft = models.draft
    for problem in PROBLEMS[:5]:
        expected = alone(draft, problem)
        context = Context(problem)
        for event in solve(context, draft, draft, Accept(), LIMITS):
            if isinstance(event, Round) and event.kept.finish is Finish.STEP:
                draft.alternatives(context, LIMITS, K)
        assert context.text == expected


def test_seed_and_place_decide_what_is_drawn(models: Pair) -> None:
    draft = models.draft

    def drawn(seed: int, problem: str) -> list[str]:
        draft.sampling = Sampling(seed=seed)
        return [step.text for step in draft.alternatives(Context(problem), LIMITS, K)]

    texts = {(seed, problem): drawn(seed, problem) for seed in (1, 2) for problem in PROBLEMS[:8]}
    draft.forget()
    assert all(drawn(*key) == value for key, value in texts.items())
    assert any(texts[1, problem] != texts[2, problem] for problem in PROBLEMS[:8])
    assert any(len(set(value)) > 1 for value in texts.values())


def test_where_nothing_can_be_drawn_there_are_no_alternatives() -> None:
    options = LoadOptions(gpu=Gpu.OFF, threads=1, n_ctx=256, n_branches=K)
    with Pair(options=options) as pair:
        draft = pair.draft
        context = Context("1 + " * 200)
        context.problem = context.problem[: 4 * ((draft.n_ctx - 8) // 4 - len(draft.prompt("")))]
        while len(draft.prompt(context.problem)) <= draft.n_ctx - K:
            context.problem += "1 + "
        assert draft.alternatives(context, LIMITS, K) == []
        expected = alone(draft, PROBLEMS[0])
        pair.abort.set()
        assert draft.alternatives(Context(PROBLEMS[0]), LIMITS, K) == []
        pair.abort.clear()
        assert draft.alternatives(Context(PROBLEMS[0]), LIMITS, K)
        assert alone(draft, PROBLEMS[0]) == expected


class ByText:
    """A policy for tests: each text has a score of its own, as good as drawn at random."""

    sees_target = False
    threshold = 0.2

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision:
        score = crc32(proposed.text.encode()) / 2**32
        return Decision(score > self.threshold, score)


def check_explored(round_: Round, threshold: float) -> None:
    score, others = round_.decision.score, [other for _, other in round_.explored if other is not None]
    assert score is not None and len(others) == len(round_.explored)
    if not others:
        assert score <= threshold or score > UPTO  # outside the middle band
    elif round_.rejected is None:
        assert score <= threshold < others[0] <= UPTO  # the first is the draft's own
        assert score == min(score, *others)
    else:
        assert threshold < score <= UPTO
        assert all(other > threshold for other in others)


def test_an_alternative_is_kept_only_if_its_score_is_at_most_tau(models: Pair) -> None:
    models.draft.sampling = Sampling(temperature=2.0)  # at 1 it nearly always writes the same again
    policy = ByText()
    contender = replace(arbitrage(models, Extras(explore=K)), policy=policy)
    rounds = []
    for problem in PROBLEMS:
        record = solved(contender, problem)
        told = sum(len(step.tokens) for r in record.rounds for step, _ in r.explored)
        rejected = sum(len(r.rejected.tokens) for r in record.rounds if r.rejected)
        assert record.stats.n_discarded_tokens == told + rejected
        rounds += record.rounds
    for round_ in rounds:
        check_explored(round_, policy.threshold)
    explored = [r for r in rounds if r.explored]
    assert {r.kept.by for r in explored} == {Speaker.DRAFT, Speaker.TARGET}
    assert {len(r.explored) for r in explored} == {K}


def test_the_router_explores_by_the_same_rule(models: Pair) -> None:
    contender = arbitrage(models, Extras(explore=K), threshold=0.1)
    rounds = [round_ for problem in PROBLEMS for round_ in solved(contender, problem).rounds]
    assert any(round_.explored for round_ in rounds)
    for round_ in rounds:
        check_explored(round_, 0.1)


def test_the_same_seed_explores_the_same(models: Pair) -> None:
    contender = arbitrage(models, Extras(explore=K), threshold=0.1)

    def explored() -> list[tuple[str, float | None]]:
        models.draft.forget()
        models.target.forget()
        rounds = [r for problem in PROBLEMS[:10] for r in solved(contender, problem).rounds]
        return [(step.text, score) for round_ in rounds for step, score in round_.explored]

    first = explored()
    assert first
    assert explored() == first


def test_a_terminal_shows_the_step_that_was_drawn() -> None:
    first, drawn = (Step(f"{text}\n\n", (), Speaker.DRAFT, Finish.STEP) for text in ("one", "two"))
    round_ = Round(drawn, None, Decision(False, 0.0), explored=((first, 0.3),))
    live, piped = io.StringIO(), io.StringIO()
    printer = Printer(live, live=True, colour=False)
    printer.show(Token(first.text, Speaker.DRAFT))
    printer.show(round_)
    Printer(piped, live=False, colour=False).show(round_)
    assert live.getvalue() == "draft  | one\n       + rejected: the draft draws it anew\ndraft  | two\n"
    assert piped.getvalue() == "draft  | two\n"


# -- adaptive ---------------------------------------------------------------------------------------


def test_a_hopeless_draft_hands_over_and_stops(models: Pair) -> None:
    start = LIMITS.max_tokens * START
    n_handed_over = 0
    for problem in PROBLEMS[:10]:
        adaptive = Adaptive(models.draft, Scored(1.0), LIMITS)
        rounds = run(problem, adaptive, models.target, adaptive)
        assert "".join(r.kept.text for r in rounds) == alone(models.target, problem)
        drafted = [len(r.proposed.tokens) for r in rounds]
        assert sum(drafted) <= start
        if sum(drafted) == start:
            n_handed_over += 1
            assert 0 not in drafted or not any(drafted[drafted.index(0) :])  # handed over for good
            assert all(r.proposed.finish is Finish.GATED for r in rounds if not r.proposed.tokens)
    assert n_handed_over


def test_a_good_path_may_go_on(models: Pair) -> None:
    """Score 0: every step pays for itself twice, however little there is to begin with."""
    for problem in PROBLEMS[:10]:
        free = run(problem, models.draft, models.target, Accept())
        longest = max(len(r.kept.tokens) for r in free)
        limits = replace(LIMITS, max_tokens=math.ceil(longest / START))
        adaptive = Adaptive(models.draft, Scored(0.0), limits)
        rounds = run(problem, adaptive, models.target, adaptive, limits)
        assert [r.kept.tokens for r in rounds] == [r.kept.tokens for r in free]
        assert adaptive.left == limits.max_tokens * START + sum(len(r.kept.tokens) for r in rounds)


def test_a_step_that_outgrows_what_is_left_is_the_targets(models: Pair) -> None:
    limits = replace(LIMITS, max_tokens=96)
    record = solved(arbitrage(models, Extras(adaptive=True)), PROBLEMS[0], limits)
    assert record.rounds[0].proposed.finish is Finish.GATED
    assert len(record.rounds[0].proposed.tokens) == 96 * START
    assert record.text == alone(models.target, PROBLEMS[0])


def test_a_cap_after_the_hand_over_adds_no_empty_step(models: Pair) -> None:
    first = run(PROBLEMS[0], models.target, models.target, Accept())[0].kept
    limits = replace(LIMITS, max_tokens=len(first.tokens))
    record = solved(arbitrage(models, Extras(adaptive=True)), PROBLEMS[0], limits)
    assert [r.kept.tokens for r in record.rounds] == [first.tokens]
    assert record.finish is Finish.LENGTH and "--max-tokens" in record.detail


# -- flags ------------------------------------------------------------------------------------------


def test_only_the_draft_has_room_for_branches(models: Pair) -> None:
    assert (models.draft.n_branches, models.target.n_branches) == (K, 0)


def test_extras_that_cannot_be_had_are_refused(models: Pair) -> None:
    def asked(extras: Extras, budget: float | None = None) -> None:
        models.contender("arbitrage", threshold=None, budget=budget, seed=0, extras=extras)

    with pytest.raises(UsageError, match=r"--budget 0\.123 .*--gate 0\.5 --explore 2 --adaptive would upset"):
        asked(Extras(0.5, 2, True), budget=0.123)
    models.draft.can_roll_back = False
    try:
        with pytest.raises(UsageError, match="--explore 2 needs a draft"):
            asked(Extras(explore=2))
    finally:
        models.draft.can_roll_back = True


def test_json_tells_what_was_gated_and_explored(arbiter: Run) -> None:
    done = arbiter("solve", PROBLEMS[0], "--json", "--gate", "1", "--adaptive")
    record = json.loads(done.stdout)
    assert record["policy"] == "arbitrage"
    assert record["extras"] == {"gate": 1.0, "explore": 0, "adaptive": True}
    assert all(step["gated"] and step["escalated"] and step["score"] is None for step in record["steps"])
    done = arbiter("solve", PROBLEMS[0], "--json", "--threshold", "0", "--explore", "2")
    steps = json.loads(done.stdout)["steps"]
    explored = [step for step in steps if step["score"] <= UPTO]
    assert explored
    for step in explored:
        assert [tuple(other) for other in step["explored"]] == [("text", "n_tokens", "score")] * 2
    assert not any(step["gated"] for step in steps)


def test_a_policy_without_extras_says_so(arbiter: Run) -> None:
    done = arbiter("solve", PROBLEMS[0], "--quiet", "--policy", "draft", "--gate", "1")
    plain = arbiter("solve", PROBLEMS[0], "--quiet", "--policy", "draft")
    assert (done.stdout, done.stderr) == (plain.stdout, plain.stderr)
    flags = "--gate", "0.5", "--explore", "2", "--adaptive"
    done = arbiter("solve", PROBLEMS[0], "--policy", "confidence", "--json", *flags)
    notes = [
        f"arbiter: note: --{name} is not used by --policy confidence"
        for name in ("gate", "explore", "adaptive")
    ]
    assert done.stderr.decode().splitlines() == notes
    assert json.loads(done.stdout)["extras"] is None


def test_a_benchmark_without_arbitrage_says_that_it_has_no_extras(arbiter: Run) -> None:
    flags = "--limit", "1", "--gate", "0.5", "--explore", "2", "--adaptive"
    done = arbiter("bench", "--policies", "draft,target", *flags)
    assert done.returncode == 0
    notes = [
        f"arbiter: note: --{name} is not used by --policies draft,target"
        for name in ("gate", "explore", "adaptive")
    ]
    assert done.stderr.decode().splitlines() == notes
    done = arbiter("bench", "--policies", "draft,arbitrage", *flags)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_benchmark_runs_arbitrage_without_and_with(arbiter: Run, tmp_path: Path) -> None:
    def rows(name: str, *more: str) -> list[dict[str, Any]]:
        flags = (
            "--split",
            "valid",
            "--limit",
            "6",
            "--policies",
            "target,arbitrage",
            "--gate",
            "1",
            "--explore",
            "2",
        )
        done = arbiter("bench", *flags, *more, "--json", tmp_path / name)
        assert done.returncode == 0, done.stderr
        return [dict(row) for row in json.loads((tmp_path / name).read_text())["rows"]]

    target, plain, gated = rows("one.json")
    assert [row["policy"] for row in (target, plain, gated)] == [
        "target",
        "arbitrage",
        "arbitrage --gate 1 --explore 2",
    ]
    assert gated["escalation_rate"] == gated["target_token_share"] == 1
    assert gated["accuracy"] == target["accuracy"]
    assert plain["escalation_rate"] < 1
    shared = rows("two.json", "--workers", "2")
    assert [row["accuracy"] for row in shared] == [row["accuracy"] for row in (target, plain, gated)]
