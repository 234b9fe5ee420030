"""Rewards: the model that gives them, and the policies and figures that hang on it, on the bundled pair."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from arbiter_app import bundled, cli, problems
from arbiter_app.bench import outcome
from arbiter_app.bench.run import bench, count, n_unimproved
from arbiter_app.core import Context, Decision, Finish, Finished, Limits, Round, Speaker, Step, Token
from arbiter_app.engine.policies import RSD, Oracle
from arbiter_app.errors import ModelError, UsageError
from arbiter_app.files import fingerprint
from arbiter_app.pair import Contender, Pair
from arbiter_app.record import Run as Record
from arbiter_app.router.reward import NONE, RewardModel
from tests.conftest import Run

TABLE = np.random.default_rng(0).integers(0, 64, 4096) / 64


def fraction(tokens: Sequence[int]) -> float:
    """What the reward models here say after `tokens`: it hangs on every one of them, and is exact."""
    return float(TABLE[list(tokens)].sum() % 1)


def save(
    path: Path, *, flat: bool = False, name: str = "scores", plus: float = 0.0, n: int = 4096, **card: object
) -> Path:
    """A reward model of few bytes for `n` tokens, with its card: `scores` of shape (1, n), or (n,) if
    `flat`; `plus` is added to every score."""
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["values"]),
        helper.make_node("CumSum", ["values", "one"], ["sums"]),
        helper.make_node("Floor", ["sums"], ["floors"]),
        helper.make_node("Sub", ["sums", "floors"], ["fractions"]),
        helper.make_node("Add", ["fractions", "plus"], ["found"]),
        helper.make_node("Reshape", ["found", "shape"], [name]),
    ]
    constants = [
        numpy_helper.from_array(TABLE[:n].astype(np.float32), "table"),
        numpy_helper.from_array(np.array(1), "one"),
        numpy_helper.from_array(np.array(plus, np.float32), "plus"),
        numpy_helper.from_array(np.array([-1] if flat else [1, -1]), "shape"),
    ]
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, None])
    scores = helper.make_tensor_value_info(name, TensorProto.FLOAT, [None] if flat else [1, None])
    graph = helper.make_graph(nodes, "prm", [ids], [scores], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)])
    model.ir_version = 8
    onnx.save(model, path)
    path.with_name("prm-card.json").write_text(json.dumps({"target_fingerprint": "e" * 16} | card))
    return path


@pytest.fixture(scope="module")
def prm(pair: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for the bundled target."""
    with Pair() as models:
        made_for = models.target.fingerprint
    return save(tmp_path_factory.mktemp("prm") / "prm.onnx", target_fingerprint=made_for)


# -- the model --------------------------------------------------------------------------------------


@pytest.mark.parametrize("flat", [False, True])
def test_the_reward_is_the_score_at_the_last_token(tmp_path: Path, flat: bool) -> None:
    with RewardModel(save(tmp_path / "prm.onnx", flat=flat), target_fingerprint="e" * 16) as model:
        assert model.score([5, 9, 7]) == fraction([5, 9, 7]) != model.score([5, 9])


def refusal(path: Path, tokens: Sequence[int] = (1,), target: str | None = None) -> str:
    with pytest.raises(ModelError) as caught, RewardModel(path, target_fingerprint=target) as model:
        model.score(tokens)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_is_no_reward_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "prm.onnx"
    assert "no process reward model at" in refusal(path)
    path.write_bytes(b"")
    assert "has no prm-card.json beside it" in refusal(path)
    save(path, name="score")
    assert "is an ONNX model but no process reward model" in refusal(path)
    path.write_bytes(path.read_bytes()[:-100])
    assert "truncated or no ONNX model" in refusal(path)
    for card, said in (("{", "is not JSON"), ("[]", "lacks target_fingerprint")):
        save(path).with_name("prm-card.json").write_text(card)
        assert said in refusal(path)


def test_a_reward_model_for_another_target_is_refused(tmp_path: Path) -> None:
    said = refusal(save(tmp_path / "prm.onnx"), target="f" * 16)
    assert "was made for another target" in said
    assert "--prm FILE" in said


@pytest.mark.parametrize("plus", [1.5, -1.0, float("nan")])
def test_a_score_that_is_no_share_is_refused(tmp_path: Path, plus: float) -> None:
    assert "a score from 0 to 1" in refusal(save(tmp_path / "prm.onnx", plus=plus))


def test_tokens_that_it_cannot_read_are_refused(tmp_path: Path) -> None:
    assert "cannot read 2 tokens" in refusal(save(tmp_path / "prm.onnx", n=3), (1, 3))


# -- the policies -----------------------------------------------------------------------------------


def test_a_reward_is_of_the_problem_the_steps_before_and_the_step(prm: Path) -> None:
    with Pair(prm=prm) as models:
        reward = models.rewards()
        record = solved(models.contender("draft", threshold=None, budget=None, seed=0))
        context, tokens = Context(record.problem), models.target.prompt(record.problem)
        for round_ in record.rounds:
            tokens += round_.kept.tokens
            assert reward(context, round_.kept) == fraction(tokens)
            context.append(round_)
        ended = Step("", (), Speaker.TARGET, Finish.ANSWER, vocabulary=models.target.vocabulary_key)
        assert reward(context, ended) == fraction(tokens)


def solved(contender: Contender, problem: str = "Solve 3x + 5 = 20 for x.") -> Record:
    for model in contender.models:
        model.forget()
    record = Record(problem)
    for event in contender.solve(problem, Limits()):
        record.feed(event)
    return record


def test_rsd_escalates_poor_steps_and_leaves_the_target_alone_otherwise(prm: Path) -> None:
    shares = []
    with Pair(prm=prm) as models:
        for threshold in (0.0, 0.5, 1.0):
            n_before = models.target.n_evaluated
            record = solved(models.contender("rsd", threshold=threshold, budget=None, seed=0))
            tokens = models.target.prompt(record.problem)
            for round_ in record.rounds:
                reward = fraction([*tokens, *round_.proposed.tokens])
                assert round_.decision == Decision(reward < threshold, reward)
                assert (round_.rival is not None) == (reward < threshold)
                tokens += round_.kept.tokens
            assert record.stats.router_seconds > 0
            shares.append(record.stats.escalation_rate)
            assert (models.target.n_evaluated > n_before) == (record.stats.n_escalated > 0)
    assert (shares[0], shares[-1]) == (0, 1)


def test_the_oracle_sees_every_step_of_the_targets_and_keeps_the_better(prm: Path) -> None:
    n = 0
    with Pair(prm=prm) as models:
        oracle = models.contender("oracle", threshold=None, budget=None, seed=0)
        for task in problems.draw("unseen", 6, 0):
            tokens = models.target.prompt(task.problem)
            for round_ in solved(oracle, task.problem).rounds:
                assert round_.rival is not None
                draft, target = (
                    fraction([*tokens, *step.tokens]) for step in (round_.proposed, round_.rival)
                )
                same = round_.proposed.text == round_.rival.text
                assert round_.decision == Decision(target > draft, 0.0 if same else target - draft)
                assert (round_.kept is round_.rival) == (target > draft)
                n += target > draft
                tokens += round_.kept.tokens
    assert n


def test_an_oracle_with_a_threshold_wants_that_much_advantage() -> None:
    values = {"a\n\n": 0.5, "b\n\n": 0.75}
    draft, target = (Step(text, (1,), Speaker.DRAFT, Finish.STEP) for text in values)
    for threshold, escalate in ((0.0, True), (0.2, True), (0.25, False)):
        policy = Oracle(lambda context, step: values[step.text], threshold)
        assert policy(Context("?"), draft, target) == Decision(escalate, 0.25)
        assert not policy(Context("?"), target, draft).escalate
    assert RSD(lambda context, step: 0.5, 0.5)(Context("?"), draft, None) == Decision(False, 0.5)


def test_the_outcome_oracle_is_right_wherever_the_target_is(pair: dict[str, Path]) -> None:
    tasks = problems.draw("unseen", 8, 0)
    with Pair() as models:
        alone = [models.contender(name, threshold=None, budget=None, seed=0) for name in ("draft", "target")]
        outcomes = [
            tuple(map(count, row))
            for row in bench(tasks, [*alone, outcome.contender(models, tasks)], Limits(), 0)
        ]
    assert all(bound.right >= target.right for _, target, bound in outcomes)
    draft, target, bound = zip(*outcomes, strict=True)
    assert sum(one.right for one in draft) < sum(one.right for one in target)
    n_steps = sum(one.n_steps for one in bound)
    assert 0 < sum(one.n_escalated for one in bound) < n_steps / 2  # only where it matters


# -- the benchmark ----------------------------------------------------------------------------------


def test_waste_by_reward_is_the_share_of_escalations_without_advantage() -> None:
    record = Record("1 + 1")
    values = {"a\n\n": 0.1, "b\n\n": 0.2, "c\n\n": 0.2}
    for draft, target in (("a", "b"), ("b", "a"), ("b", "c"), ("a", "a"), ("b", None)):
        proposed = Step(f"{draft}\n\n", (1,), Speaker.DRAFT, Finish.STEP)
        rival = Step(f"{target}\n\n", (1,), Speaker.TARGET, Finish.STEP) if target else None
        record.feed(Round(proposed, rival, Decision(rival is not None)))
    places = []

    def reward(context: Context, step: Step) -> float:
        places.append(len(context.steps))
        return values[step.text]

    assert n_unimproved(record, reward) == 3  # worse, as good, the same
    assert places == [0, 0, 1, 1, 2, 2]  # each in its own context


POLICIES = ("--policies", "draft,target,random,rsd,oracle,outcome", "--threads", "1")
THRESHOLDS = ("--thresholds", "random:0.2,0.6", "--thresholds", "rsd:0.3,0.8", "--waste", "prm")


def test_a_benchmark_with_rewards(arbiter: Run, prm: Path, tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    tasks = problems.draw("unseen", 2, 0)
    path.write_text("".join(f"{json.dumps({'problem': t.problem, 'answer': t.answer})}\n" for t in tasks))
    records = []
    for workers in ("1", "2"):
        out = tmp_path / f"{workers}.json"
        flags = (
            *POLICIES,
            *THRESHOLDS,
            "--problems",
            path,
            "--prm",
            prm,
            "--workers",
            workers,
            "--json",
            out,
        )
        done = arbiter("bench", *flags)
        assert done.returncode == 0, done.stderr
        assert max(map(len, done.stdout.decode().splitlines())) <= 90
        records.append(json.loads(out.read_text()))
    names = ("draft", "target", "random", "random", "rsd", "rsd", "oracle", "outcome")
    for record in records:
        rows = record["rows"]
        assert tuple(row["policy"] for row in rows) == names
        assert [row["threshold"] for row in rows[-2:]] == [0, 0]
        for row in rows:
            if row["escalation_rate"]:
                assert row["waste"] <= row["waste_prm"] <= 1
        assert rows[2]["waste_prm"] > 0
        assert rows[6]["waste_prm"] in (None, 0)  # by its own reward an oracle wastes nothing
        assert rows[4]["router_seconds_per_problem"] > rows[0]["router_seconds_per_problem"]
    keys = ("accuracy", "escalation_rate", "waste_prm")
    one, two = ([[row[key] for key in keys] for row in record["rows"]] for record in records)
    assert one == two
    one, two = (record["matched"]["policies"] for record in records)
    assert set(one) == {"draft", "target", "random", "rsd", "oracle"}
    assert one["target"]["seconds"]["value"] == records[0]["rows"][1]["seconds_per_problem"]
    assert one["rsd"]["gain"] == two["rsd"]["gain"]
    assert "seconds" not in two["rsd"]


def test_the_bundled_reward_model_fits_the_bundled_target_and_tells_right_from_wrong() -> None:
    target = fingerprint(bundled.path(bundled.TARGET))
    with RewardModel(bundled.path(bundled.PRM), target_fingerprint=target) as prm, Pair() as pair:
        prompt = pair.target.prompt("Solve 3x + 5 = 20 for x.")
        goal = "Subtract the constant term on both sides.\n"
        good, bad = (
            prm.score([*prompt, *pair.target.vocabulary.encode(goal + work + "\n\n")])
            for work in ("3x = 20 - 5 = 15", "3x = 20 - 5 = 17")
        )
        assert 0 <= bad < good <= 1


def test_without_a_reward_model_the_policies_that_need_one_are_refused(
    pair: dict[str, Path],
    prm: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    for flags in (("--policies", "rsd"), ("--policies", "oracle"), ("--policies", "draft", "--waste", "prm")):
        assert cli.run(["bench", "--limit", "1", *flags, "--prm", str(tmp_path / "none.onnx")]) == 3
        out, error = capfd.readouterr()
        assert out == ""
        assert "no process reward model at" in error
        assert error.count("\n") == 1
    named = ("--policy", "rsd", "--prm", str(prm), "--target", str(pair["draft"]))
    assert cli.run(["solve", "2 + 2", *named]) == 3
    assert "was made for another target" in capfd.readouterr().err
    monkeypatch.setattr(bundled, "PRM", "router_onnx/none.onnx")
    with Pair() as models, pytest.raises(ModelError) as caught:
        models.contender("rsd", threshold=None, budget=None, seed=0)
    assert str(caught.value) == NONE


def test_a_budget_of_rewards_is_refused(prm: Path) -> None:
    with (
        Pair(prm=prm) as models,
        pytest.raises(UsageError, match=re.escape("--budget 0.2 cannot be held by rsd")),
    ):
        models.contender("rsd", threshold=None, budget=0.2, seed=0)


def test_what_an_oracle_decided_while_it_was_stopped_does_not_count(pair: dict[str, Path]) -> None:
    """Its completions end at once then, so both steps look wrong, and the run may end as if nothing was."""
    tasks = problems.draw("test", 2, 0)
    with Pair() as models:
        draft = models.contender("draft", threshold=None, budget=None, seed=0)
        solve = draft.solve

        def stopped_at_the_end(problem: str, limits: Limits) -> Iterator[Token | Round | Finished]:
            yield from solve(problem, limits)
            models.abort.set()

        assert len(list(bench(tasks, [draft], Limits(), 0))) == 2
        object.__setattr__(draft, "solve", stopped_at_the_end)
        assert list(bench(tasks, [draft], Limits(), 0)) == []
