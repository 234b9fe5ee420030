"""The router: its features, the ONNX it becomes, what it refuses, and the rows it is trained on."""

from __future__ import annotations

import json
import math
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, sleep
from typing import Any

import numpy as np
import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from arbiter_app import bundled, problems
from arbiter_app.cli import run
from arbiter_app.core import Context, Finish, Limits, Round, Signals, Speaker, Step
from arbiter_app.curriculum import draw
from arbiter_app.engine.gguf import Model
from arbiter_app.engine.native import Gpu, LoadOptions
from arbiter_app.engine.policies import Arbitrage, Budget, Confidence
from arbiter_app.engine.solve import written
from arbiter_app.errors import ModelError, UsageError
from arbiter_app.files import fingerprint
from arbiter_app.pair import Pair
from arbiter_app.problems import Task
from arbiter_app.router import collect as collecting
from arbiter_app.router import rows as row_files
from arbiter_app.router import train as training
from arbiter_app.router.calibrate import Unit, calibrate, lowest_threshold
from arbiter_app.router.features import FLOOR, NAMES, PORTABLE, VERSION, features
from arbiter_app.router.scoring import TEXT_THRESHOLD, Router, card_path
from tests.conftest import COMMAND, FOREGROUND, environment

PAIR = {"draft_fingerprint": "d" * 16, "target_fingerprint": "e" * 16}


def a_step(
    text: str = "Multiply.\n3 * 5 = 15\n\n",
    p: tuple[float, ...] = (0.9, 0.8, 0.999),
    by: Speaker = Speaker.DRAFT,
    finish: Finish = Finish.STEP,
) -> Step:
    logprob = tuple(math.log(value) for value in p)
    signals = Signals(logprob, tuple(-value for value in logprob), tuple(max(0.0, 2 * v - 1) for v in p))
    return Step(text, tuple(range(len(p))), by, finish, signals)


def view(context: Context, step: Step) -> dict[str, float]:
    return dict(zip(NAMES, features(context, step).tolist(), strict=True))


# -- features --------------------------------------------------------------------------------------


def test_certainty_is_read_off_the_signals() -> None:
    p = (0.95, 0.4, 0.999, 0.999, 0.85)
    seen = view(Context("q"), a_step(p=p))
    assert seen["first_logprob"] == pytest.approx(math.log(0.95))
    assert seen["first_margin"] == pytest.approx(0.9)
    assert seen["min_logprob"] == pytest.approx(math.log(0.4))
    assert seen["sum_logprob"] == pytest.approx(math.log(math.prod(p)))
    assert seen["mean_logprob"] == pytest.approx(math.log(math.prod(p)) / 5)
    assert seen["max_entropy"] == pytest.approx(-math.log(0.4))
    assert seen["min_margin"] == 0.0
    assert seen["share_certain"] == pytest.approx(2 / 5)
    assert seen["share_uncertain"] == pytest.approx(1 / 5)
    assert seen["n_under_09"] == 2
    assert seen["weakest_at"] == pytest.approx(1 / 4)
    assert seen["n_tokens"] == 5


def test_the_last_eight_and_the_tenth_percentile() -> None:
    p = (0.1, 0.2, *[0.5] * 10, *[0.99] * 8)
    seen = view(Context("q"), a_step(p=p))
    assert seen["last8_logprob"] == pytest.approx(math.log(0.99))
    assert seen["p10_logprob"] == pytest.approx(math.log(0.5))


def test_history_says_who_wrote_what() -> None:
    context = Context("q", [a_step(), a_step(by=Speaker.TARGET), a_step(p=(0.3, 0.9)), a_step()])
    seen = view(context, a_step())
    assert (seen["index"], seen["n_tokens_before"]) == (4, 11)
    assert (seen["n_by_target"], seen["share_by_target"], seen["since_target"]) == (1, 0.25, 2)
    assert seen["min_logprob_before"] == pytest.approx(math.log(0.3))


def test_the_targets_doubts_are_not_the_drafts() -> None:
    context = Context("q", [a_step(p=(0.9,)), a_step(p=(0.01,), by=Speaker.TARGET)])
    assert view(context, a_step())["min_logprob_before"] == pytest.approx(math.log(0.9))


def test_repetition_load_and_audit() -> None:
    context = Context("q", [a_step("Add.\n2 + 3 = 5\n\n"), a_step("Multiply.\n120 * 5 / 2 = 300\n\n")])
    again = view(context, a_step("Add.\n2 + 3 = 5\n\n"))
    assert (again["is_repeat"], again["work_overlap"]) == (1, 1)
    other = view(context, a_step("Multiply.\n120 * 5 / 2 = 301\n\n"))
    assert other["is_repeat"] == 0
    assert 0 < other["work_overlap"] < 1
    assert (other["n_digits"], other["longest_integer"], other["n_times"], other["n_divide"]) == (8, 3, 1, 1)
    assert (other["n_checked"], other["n_false"]) == (1, 1)
    assert again["n_false"] == 0


def test_the_final_step_is_known_by_its_words_or_its_end() -> None:
    assert view(Context("q"), a_step("Answer: 5", finish=Finish.ANSWER))["is_final"] == 1
    assert view(Context("q"), a_step("Answer: 5\n\n"))["is_final"] == 1
    assert view(Context("q"), a_step("so 5.", finish=Finish.ANSWER))["is_final"] == 1
    assert view(Context("q"), a_step())["is_final"] == 0


def test_what_cannot_be_judged_looks_doubtful() -> None:
    for empty in (
        Step("", (), Speaker.DRAFT, Finish.ANSWER),
        Step("x\n\n", (1,), Speaker.DRAFT, Finish.STEP),
    ):
        assert view(Context("q"), empty)["min_logprob"] == FLOOR
    nothing = Signals((-math.inf, math.nan), (0.0, 0.0), (1.0, 1.0))
    step = Step("x\n\n", (1, 2), Speaker.DRAFT, Finish.STEP, nothing)
    assert view(Context("q"), step)["sum_logprob"] == 2 * FLOOR


PROBABILITIES = st.lists(st.floats(0.0, 1.0, exclude_min=True), max_size=30).map(tuple)
STEPS = st.builds(
    a_step, st.text(max_size=60), PROBABILITIES, st.sampled_from(Speaker), st.sampled_from(Finish)
)


@given(st.lists(STEPS, max_size=5), STEPS)
def test_features_of_anything_are_finite(before: list[Step], step: Step) -> None:
    x = features(Context("q", before), step)
    assert x.dtype == np.float32
    assert x.shape == (len(NAMES),)
    assert np.isfinite(x).all()


def test_features_need_no_model_library() -> None:
    heavy = {"onnxruntime", "llama_cpp", "sklearn"}
    code = f"import sys, arbiter_app.router.features; print({heavy} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"


# -- training and scoring --------------------------------------------------------------------------


def write_rows(path: Path, n_problems: int = 150) -> None:
    """Rows of constructed steps, in which doubt about a token is what makes the target's step better."""
    rng = Random(5)
    header = {
        "feature_version": VERSION,
        "feature_names": list(NAMES),
        "draft_file": "small.gguf",
        "target_file": "large.gguf",
        **PAIR,
        "command": "collect it",
    }
    lines = [json.dumps(header)]
    for number in range(n_problems):
        context = Context(f"problem {number}")
        for _ in range(rng.randint(2, 6)):
            lowest = rng.random()
            p = [1 - 0.05 * rng.random() for _ in range(rng.randint(5, 25))]
            p[rng.randrange(len(p))] = lowest
            step = a_step(f"Add.\n{rng.randint(1, 999)} + 1 = {rng.randint(1, 999)}\n\n", tuple(p))
            y = int(rng.random() > lowest + 0.3)
            row = {
                "problem": context.problem,
                "y": y,
                "delta": y,
                "draft_tokens": len(p),
                "target_tokens": len(p) + 2,
                "draft_seconds": 0.01,
                "target_seconds": 0.1,
                "features": features(context, step).tolist(),
            }
            lines.append(json.dumps(row))
            context.steps.append(step)
    path.write_text("\n".join(lines) + "\n")


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> row_files.Rows:
    path = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    write_rows(path)
    return row_files.read_rows(path)


@pytest.fixture(scope="module")
def trained(rows: row_files.Rows, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A router's ONNX file, its card beside it."""
    out = tmp_path_factory.mktemp("router")
    training.train(rows, out, name="tutor", seed=0, threshold=None, command="test")
    return out / "tutor.onnx"


@pytest.fixture
def router_file(trained: Path, tmp_path: Path) -> Path:
    """A copy of it, to spoil."""
    shutil.copytree(trained.parent, tmp_path / "router")
    return tmp_path / "router" / "tutor.onnx"


def test_onnxruntime_agrees_with_the_trainer(rows: row_files.Rows, trained: Path) -> None:
    fitted, _ = row_files.split(rows, seed=0)
    reference = training.fit(fitted, seed=0).predict_proba(rows.x)[:, 1]
    with Router(trained) as router:
        scores = np.array([router.score(x) for x in rows.x])
    assert np.abs(scores - reference).max() <= 1e-5
    assert np.ptp(scores) > 0.5


def test_training_is_deterministic(rows: row_files.Rows, trained: Path, tmp_path: Path) -> None:
    training.train(rows, tmp_path, name="tutor", seed=0, threshold=None, command="test")
    for name in ("tutor.onnx", "card.json"):
        assert (tmp_path / name).read_bytes() == (trained.parent / name).read_bytes()


def test_the_card_tells_what_was_measured(rows: row_files.Rows, trained: Path) -> None:
    card = json.loads((trained.parent / "card.json").read_text())
    _, valid = row_files.split(rows, seed=0)
    with Router(trained) as router:
        escalated = np.array([router.score(x) for x in valid.x]) > router.threshold
    assert card["n_steps"] == len(valid.y)
    assert card["auroc"] > 0.75
    assert card["escalation_rate_at_threshold"] == pytest.approx(escalated.mean())
    assert card["recall_at_threshold"] == pytest.approx(escalated[valid.y == 1].mean())
    assert {key: card[key] for key in PAIR} == PAIR
    assert (card["collected_with"], card["command"]) == ("collect it", "test")


def test_no_problem_is_both_fitted_and_held_out(rows: row_files.Rows) -> None:
    fitted, valid = row_files.split(rows, seed=0)
    assert not set(fitted.problem) & set(valid.problem)
    assert len(fitted.y) + len(valid.y) == len(rows.y)
    assert valid.n_problems == round(0.3 * rows.n_problems)


def test_the_threshold_loses_no_more_problems_than_it_may() -> None:
    y = np.array([1, 1, 0, 1, 0, 1])
    problem = np.array(["a", "a", "a", "b", "c", "d"])
    scores = np.array([0.9, 0.30004, 0.1, 0.7, 0.95, 0.8])
    assert training.default_threshold(scores, y, problem, miss=0.0) == 0.3  # a's weaker step
    assert training.default_threshold(scores, y, problem, miss=0.25) == 0.6999  # a is lost, b is not
    assert training.default_threshold(scores, y, problem, miss=0.75) == 1.0


def test_too_few_rows_are_refused(tmp_path: Path) -> None:
    write_rows(tmp_path / "rows.jsonl", n_problems=1)
    with pytest.raises(UsageError, match=r"1 problems have .* collect more"):
        row_files.split(row_files.read_rows(tmp_path / "rows.jsonl"), seed=0)


def test_rows_of_other_features_or_of_another_pair_are_refused(
    rows: row_files.Rows, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({**rows.header, "feature_version": VERSION + 1}) + "\n")
    with pytest.raises(UsageError, match="other features"):
        row_files.read_rows(path)
    for garbage in ("[]\n", "[" * 200_000):
        path.write_text(garbage)
        with pytest.raises(UsageError, match="not a file of rows"):
            row_files.read_rows(path)
    path.write_text(json.dumps({key: value for key, value in rows.header.items() if key != "command"}))
    with pytest.raises(UsageError, match="which command"):
        row_files.read_rows(path)

    write_rows(path, n_problems=2)
    pair = ["--draft", str(bundled.path(bundled.DRAFT)), "--target", str(bundled.path(bundled.TARGET))]
    assert run(["router", "train", "--rows", str(path), *pair, "--out", str(tmp_path / "out")]) == 2
    assert "collected with another draft" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_step_is_scored_within_its_budget(trained: Path) -> None:
    p = (0.9, 0.99, 0.999, 0.5) * 6
    whole, session = [], []
    with Router(trained) as router:
        for problem in map(draw, range(50)):
            context = Context(problem.question)
            for line in problem.lines:
                step = a_step(line.text, p)
                started = perf_counter()
                x = features(context, step)
                seen = perf_counter()
                router.score(x)
                whole.append(perf_counter() - started)
                session.append(perf_counter() - seen)
                context.steps.append(step)
    assert median(session) < 0.2e-3
    assert median(whole) < 0.5e-3  # 0.34 ms on an idle machine; tests run on busy ones


def test_nothing_is_printed(trained: Path, router_file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with Router(trained) as router:
        router.score(np.zeros(len(NAMES), np.float32))
    router_file.write_bytes(b"\x08" * 100)
    with pytest.raises(ModelError):
        Router(router_file)
    assert capfd.readouterr() == ("", "")


# -- budgets ---------------------------------------------------------------------------------------


def a_stream(seed: int, n_problems: int) -> list[list[float]]:
    """Scores of each problem's steps: most near 0, those of one problem alike, harder in the second half."""
    rng = Random(seed)
    hard = [rng.betavariate(0.3, 3 if i < n_problems / 2 else 1.2) for i in range(n_problems)]
    return [[min(1.0, h * rng.random() * 2) for _ in range(rng.randint(2, 7))] for h in hard]


@pytest.mark.parametrize("share", [0.1, 0.2, 0.3, 0.5])
@pytest.mark.parametrize("kind", ["confidence", "arbitrage"])
def test_a_budget_is_held_within_three_points_over_any_200_problems(kind: str, share: float) -> None:
    def router(context: Context, step: Step) -> float:
        return 1.0 - math.exp(min(step.signals.logprob))

    inner = Confidence(0.1) if kind == "confidence" else Arbitrage(router, 0.04)
    policy, stream = Budget(inner, share), a_stream(1, 600)
    escalated = [
        [policy(Context("?"), a_step(p=(max(1 - s, 1e-9),)), None).escalate for s in problem]
        for problem in stream
    ]
    for first in range(0, 401, 20):
        steps = [e for problem in escalated[first : first + 200] for e in problem]
        assert abs(sum(steps) / len(steps) - share) <= 0.03
    later = [s for problem in stream[300:] for s in problem]
    tau = float(np.quantile(later, 1 - share))  # what a fixed threshold would escalate of the second half
    chosen = [s for s, e in zip(later, [e for es in escalated[300:] for e in es], strict=True) if e]
    right = sum(s >= tau for s in chosen) / len(chosen)
    assert right > (1 + share) / 2  # well above chance, which is `share`: it is the high scores that it takes


def test_a_budget_of_nothing_and_of_everything() -> None:
    for share in (0.0, 1.0):
        policy = Budget(Confidence(0.1), share)
        for p in (0.001, 0.5, 0.999):
            assert policy(Context("?"), a_step(p=(p,)), None).escalate is bool(share)


def test_a_promise_is_kept_as_often_as_it_says_and_not_for_nothing() -> None:
    """Drawn from a law with dependent steps, whose true share at each τ is known from 100,000 problems."""

    def law(rng: np.random.Generator, n_problems: int) -> tuple[Any, Any]:
        problem = np.repeat(np.arange(n_problems), rng.integers(1, 9, n_problems))
        hard = rng.beta(1, 2, n_problems)[problem]
        return problem, np.clip(hard + 0.3 * rng.normal(size=len(problem)), 0, 1)

    rng, budget, delta = np.random.default_rng(1), 0.3, 0.1
    everyone = law(rng, 100_000)[1]
    shares = []
    for _ in range(100):
        problem, scores = law(rng, 200)
        kept, extra = np.full(len(scores), -budget), np.ones(len(scores))
        tau = lowest_threshold(scores, kept, extra, problem, (1 - budget) * 8, delta)
        assert tau is not None
        shares.append(float((everyone > tau).mean()))
    assert sum(share > budget for share in shares) <= 15  # of 100, where 10 are allowed on average
    assert sum(shares) / len(shares) > 0.22  # τ = 1 would keep every promise


@pytest.mark.parametrize(
    ("of", "budget"), [("steps", 0.3), ("tokens", 0.4), ("seconds", 0.25), ("steps", 1.0), ("steps", 0.0)]
)
def test_calibration_holds_on_the_rows_and_is_used(
    rows: row_files.Rows, router_file: Path, of: Unit, budget: float
) -> None:
    with Router(router_file) as router:
        entry = calibrate(rows, router, of=of, budget=budget)
        assert router.calibrated(of, budget) is None
    assert entry["measured"] <= budget
    assert entry["n_problems"] == 45
    assert entry["measured"] > 0 or budget == 0
    edit_card(router_file, thresholds=[entry])
    with Router(router_file) as router:
        assert router.calibrated(of, budget) == entry["threshold"]


def test_a_budget_takes_the_calibrated_threshold_where_there_is_one(router_file: Path) -> None:
    edit_card(
        router_file,
        draft_fingerprint=fingerprint(bundled.path(bundled.DRAFT)),
        target_fingerprint=fingerprint(bundled.path(bundled.TARGET)),
        thresholds=[
            {"of": "tokens", "budget": 0.3, "threshold": 0.9},
            {"of": "steps", "budget": 0.3, "threshold": 0.4321},
        ],
    )
    with Pair(router=router_file, options=LoadOptions(gpu=Gpu.OFF, threads=1)) as pair:
        fixed = pair.contender("arbitrage", threshold=None, budget=0.3, seed=0)
        assert fixed.threshold == 0.4321 and isinstance(fixed.policy, Arbitrage)
        for threshold, budget in ((None, 0.25), (0.1, 0.3)):
            assert isinstance(
                pair.contender("arbitrage", threshold=threshold, budget=budget, seed=0).policy, Budget
            )


def test_what_cannot_be_calibrated_is_refused(rows: row_files.Rows, router_file: Path) -> None:
    with Router(router_file) as router:
        with pytest.raises(UsageError, match=r"the draft alone takes 0\.04\d* on average"):
            calibrate(rows, router, of="seconds", budget=0.02)
        with pytest.raises(UsageError, match="trained on 150 problems and these rows hold 149"):
            calibrate(rows.where(rows.problem != "problem 3"), router, of="steps", budget=0.3)
        old = replace(rows, target_tokens=np.full(len(rows.y), math.nan))
        with pytest.raises(UsageError, match="do not say how many tokens"):
            calibrate(old, router, of="tokens", budget=0.3)
        untimed = replace(rows, target_seconds=np.full(len(rows.y), math.nan))
        assert calibrate(untimed, router, of="tokens", budget=0.3)["of"] == "tokens"
        with pytest.raises(UsageError, match="do not say how many seconds"):
            calibrate(untimed, router, of="seconds", budget=0.3)
    edit_card(router_file, thresholds=[{"of": "steps", "budget": 0.3, "threshold": 2}])
    assert "gives the threshold 2" in refusal(router_file)
    edit_card(router_file, thresholds=[3])
    assert "calibrate the router again" in refusal(router_file)
    whole = {"of": "steps", "budget": 0.3, "threshold": 0.5}
    for entry in (
        whole | {"of": 1},
        whole | {"budget": "0.3"},
        whole | {"draft_fingerprint": 1},
        {"of": "steps", "budget": 0.3},
    ):
        edit_card(router_file, thresholds=[entry])
        assert "calibrate the router again" in refusal(router_file)


def test_calibrate_and_info_on_the_command_line(
    router_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_rows(tmp_path / "rows.jsonl")
    named = ["--router", str(router_file)]
    command = ["router", "calibrate", "--rows", str(tmp_path / "rows.jsonl"), *named]
    assert run([*command, "--budget", "0.3", "0.5", "--write"]) == 0
    assert run([*command, "--budget", "0.3", "--write"]) == 0  # in the place of the first
    assert "budget 0.3 of steps: τ = 0." in capsys.readouterr().out
    assert run(["router", "info", *named]) == 0
    told = capsys.readouterr().out
    assert PAIR["draft_fingerprint"] in told and told.count("threshold for budget") == 2
    assert run(["router", "info", *named, "--draft", str(bundled.path(bundled.DRAFT))]) == 3
    assert "another draft" in capsys.readouterr().err
    assert run([*command, "--budget", "2"]) == 2
    assert "--budget 2 is no share of steps" in capsys.readouterr().err


@pytest.mark.parametrize("compared", [[1], 1, {"\x1b[2J\nall": 1, "text": {"auroc": "x", "log_loss": 0.1}}])
def test_what_a_card_says_cannot_move_the_cursor_nor_end_in_a_traceback(
    router_file: Path, capsys: pytest.CaptureFixture[str], compared: object
) -> None:
    entry = {"of": "\x1b]0;steps\x07", "budget": 0.3, "threshold": 0.5}
    edit_card(router_file, **{"\x1b[31mred\n": "a\nb\x1b[0m"}, compared=compared, thresholds=[entry])
    assert run(["router", "info", "--router", str(router_file)]) == 0
    told = capsys.readouterr().out
    assert "\x1b" not in told and "\x07" not in told
    assert [line.split() for line in told.splitlines() if line.startswith("red")] == [["red", "a", "b"]]
    assert "AUROC" not in told
    named = {"\x1b[1mall\n": {"auroc": 0.9, "log_loss": 0.1}}
    edit_card(router_file, compared=named)
    assert run(["router", "info", "--router", str(router_file)]) == 0
    assert f"{'all':30}AUROC 0.9000, log-loss 0.1000\n" in capsys.readouterr().out


def test_training_without_its_libraries_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "arbiter_app.router.train")
    monkeypatch.delattr("arbiter_app.router.train", raising=False)
    monkeypatch.setitem(sys.modules, "sklearn.ensemble", None)
    assert run(["router", "train", "--rows", "r", "--out", "o"]) == 1
    said = capsys.readouterr().err
    assert "pip install 'arbiter-app[train]'" in said and said.count("\n") == 1


# -- refusals --------------------------------------------------------------------------------------


def edit_card(router_file: Path, **changes: Any) -> None:
    path = card_path(router_file)
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def refusal(router_file: Path, **fingerprints: str) -> str:
    with pytest.raises(ModelError) as refused:
        Router(router_file, **fingerprints)
    message = str(refused.value)
    assert "\n" not in message
    assert str(router_file.parent) in message
    return message


def test_a_missing_empty_or_damaged_file_is_refused(router_file: Path) -> None:
    whole = router_file.read_bytes()
    assert "no router file" in refusal(router_file.with_name("none.onnx"))
    assert "cannot read" in refusal(router_file.parent)
    for content, word in (
        (b"", "empty"),
        (b"GGUF" * 99, "no ONNX model"),
        (whole[: len(whole) // 2], "truncated"),
    ):
        router_file.write_bytes(content)
        assert word in refusal(router_file)


def test_another_onnx_model_is_refused(router_file: Path) -> None:
    put = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, 4]) for name in ("features", "score")
    ]
    graph = helper.make_graph([helper.make_node("Relu", ["features"], ["score"])], "other", put[:1], put[1:])
    onnx.save(
        helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 18)]), str(router_file)
    )
    assert "no router" in refusal(router_file)


def test_a_card_that_is_missing_or_lacks_something_is_refused(router_file: Path) -> None:
    edit_card(router_file, threshold=1.5)
    assert "1.5" in refusal(router_file)
    edit_card(router_file, threshold=math.nan)
    assert "nan" in refusal(router_file)
    card = router_file.with_name("card.json")
    card.write_text('{"kind": "features", "feature_version": 1}')
    assert "lacks feature_names" in refusal(router_file)
    kind: Any
    for kind in ("prm", None, ["text"], {}):
        card.write_text(json.dumps({"kind": kind}))
        assert f"is of kind {kind!r}, not features or text" in refusal(router_file)
    for content in ("[]", "{", "[" * 200_000):
        card.write_text(content)
        refusal(router_file)
    card.unlink()
    assert "no card.json" in refusal(router_file)


def test_a_router_of_other_features_is_refused(router_file: Path) -> None:
    edit_card(router_file, feature_names=list(reversed(NAMES)))
    assert "other features" in refusal(router_file)
    edit_card(router_file, feature_version=VERSION + 1)
    message = refusal(router_file)
    assert f"version {VERSION + 1}" in message
    assert "--policy confidence" in message


def test_a_router_for_another_pair_is_refused(router_file: Path) -> None:
    Router(router_file, **PAIR).close()
    for role in ("draft", "target"):
        message = refusal(router_file, **{**PAIR, f"{role}_fingerprint": "f" * 16})
        assert f"another {role}" in message
        assert "--policy confidence" in message


def test_rows_say_all_or_none_whether_they_are_held_out(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    write_rows(path, n_problems=40)
    header, *lines = path.read_text().splitlines()
    told = [json.dumps({**json.loads(line), "held_out": i > 60}) for i, line in enumerate(lines)]
    path.write_text("\n".join([header, *told]))
    read = row_files.read_rows(path)
    assert row_files.split(read, 0)[1].n_problems == len(set(read.problem[read.held_out])) < 40
    path.write_text("\n".join([header, *told[:30], *lines[30:]]))
    with pytest.raises(UsageError, match="do not say whether they are held out"):
        row_files.read_rows(path)


# -- a portable router -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def portable(rows: row_files.Rows, trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portable router's ONNX file, in the folder of another router."""
    out = tmp_path_factory.mktemp("both")
    shutil.copytree(trained.parent, out, dirs_exist_ok=True)
    training.train(rows, out, name="portable", seed=0, threshold=None, command="test", portable=True)
    return out / "portable.onnx"


def test_no_portable_feature_counts_tokens() -> None:
    """What changes where a step's tokens are there twice depends on how many a vocabulary makes of a text."""
    p = tuple(0.5 + 0.5 * Random(i).random() for i in range(40))
    context = Context("q", [a_step(p=(0.9, 0.8))])
    one, two = view(context, a_step(p=p)), view(context, a_step(p=p + p))
    told = {name for name in NAMES if one[name] != pytest.approx(two[name], rel=0.05, abs=0.02)}
    assert {"sum_logprob", "n_tokens", "n_under_09"} <= told
    assert told & set(PORTABLE) == {"weakest_at"}  # the first of the two counts


def test_a_portable_router_reads_portable_features_alone(rows: row_files.Rows, portable: Path) -> None:
    fitted, _ = row_files.split(rows, seed=0)
    seen = [NAMES.index(name) for name in PORTABLE]
    reference = training.fit(fitted, 0, PORTABLE).predict_proba(rows.x[:, seen])[:, 1]
    blind = np.full_like(rows.x, 7.0)
    blind[:, seen] = rows.x[:, seen]
    with Router(portable) as router:
        scores = np.array([router.score(x) for x in rows.x])
        assert [router.score(x) for x in blind] == scores.tolist()
    assert np.abs(scores - reference).max() <= 1e-5
    assert np.ptp(scores) > 0.5


def test_a_portable_router_is_for_any_pair_and_tells_which_taught_it(portable: Path, trained: Path) -> None:
    Router(portable, draft_fingerprint="1" * 16, target_fingerprint="2" * 16).close()
    card = json.loads(portable.with_name("portable-card.json").read_text())
    assert card["portable"] and card["reads"] == list(PORTABLE)
    assert {key: card[key] for key in PAIR} == PAIR and card["draft_file"] == "small.gguf"
    beside = portable.with_name("card.json")
    assert beside.read_bytes() == trained.with_name("card.json").read_bytes()
    both = json.loads(beside.read_text())["compared"]
    assert card["compared"] == both
    for kind, one in (("portable", card), ("all features", json.loads(beside.read_text()))):
        assert both[kind] == pytest.approx({key: one[key] for key in ("auroc", "log_loss")}, abs=1e-4)


def test_a_portable_router_is_calibrated_for_each_pair_by_itself(
    router_file: Path, portable: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, other = tmp_path / "portable.onnx", {key: value[::-1] + "f" for key, value in PAIR.items()}
    shutil.copy(portable, file)
    shutil.copy(portable.with_name("portable-card.json"), tmp_path)
    write_rows(tmp_path / "rows.jsonl")
    header, _, steps = (tmp_path / "rows.jsonl").read_text().partition("\n")
    (tmp_path / "own.jsonl").write_text(json.dumps(json.loads(header) | other) + "\n" + steps)
    command = ["router", "calibrate", "--write", "--budget", "0.3", "--rows"]
    assert run([*command, str(tmp_path / "own.jsonl"), "--router", str(router_file)]) == 2
    said = capsys.readouterr().err
    assert "with another pair" in said and "name one that is portable" in said
    assert run([*command, str(tmp_path / "own.jsonl"), "--router", str(file)]) == 0
    assert "τ = 0." in capsys.readouterr().out
    with Router(file, **PAIR) as its, Router(file, **other) as theirs:
        assert its.calibrated("steps", 0.3) is None
        assert (theirs.calibrated("steps", 0.3) or 0.0) > 0
    assert run([*command, str(tmp_path / "rows.jsonl"), "--router", str(file)]) == 0  # beside the other's
    with Router(file, **PAIR) as its, Router(file, **other) as theirs:
        assert its.calibrated("steps", 0.3) and theirs.calibrated("steps", 0.3)
    capsys.readouterr()
    assert run(["router", "info", "--router", str(file)]) == 0
    told = capsys.readouterr().out
    assert told.count("threshold for budget") == 2
    assert told.count(f"(steps, {' + '.join(other.values())})") == 1


def test_both_are_compared_on_the_command_line(
    rows: row_files.Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_rows(tmp_path / "rows.jsonl")
    monkeypatch.setattr(row_files, "check_pair", lambda rows, **files: None)
    arguments = ["router", "train", "--rows", str(tmp_path / "rows.jsonl"), "--out", str(tmp_path)]
    assert run([*arguments, "--portable", "--name", "portable"]) == 0
    card = json.loads((tmp_path / "portable-card.json").read_text())
    out = capsys.readouterr().out
    for kind in ("portable", "all features"):
        told = card["compared"][kind]
        assert f"AUROC {told['auroc']:.4f}, log-loss {told['log_loss']:.4f}" in out
    named = ["--router", str(tmp_path / "portable.onnx")]
    assert not (tmp_path / "card.json").exists()
    calibrated = ["router", "calibrate", "--rows", str(tmp_path / "rows.jsonl"), *named]
    assert run([*calibrated, "--budget", "0.3", "--write"]) == 0
    assert "thresholds" in json.loads((tmp_path / "portable-card.json").read_text())
    assert not (tmp_path / "card.json").exists()
    assert run(["router", "info", *named, "--draft", str(bundled.path(bundled.DRAFT))]) == 0
    assert "fits " in capsys.readouterr().out
    assert run([*arguments, "--name", "portable"]) == 0  # the card that is read, not one that it hides
    assert "portable" not in json.loads(card_path(tmp_path / "portable.onnx").read_text())


def test_models_of_ones_own_are_routed_by_the_portable_router(
    portable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bundled, "PORTABLE", str(portable))
    own = ["--draft", str(bundled.path(bundled.DRAFT)), "--target", str(bundled.path(bundled.DRAFT))]
    assert run(["solve", "What is 3 + 4?", "--json", *own]) == 0
    out, said = capsys.readouterr()
    record = json.loads(out)
    assert (record["policy"], record["pair"]["router"]) == ("arbitrage", "portable.onnx")
    assert all(0 < step["score"] < 1 for step in record["steps"])
    note = "arbiter: note: no router was made for this pair; the portable one decides"
    assert said.startswith(note) and said.count("\n") == 1
    assert run(["solve", "What is 3 + 4?", "--quiet", *own]) == 0
    assert capsys.readouterr().err == ""
    assert run(["bench", "--limit", "1", "--threads", "1", "--json", str(tmp_path / "b.json"), *own]) == 0
    assert note in capsys.readouterr().err
    record = json.loads((tmp_path / "b.json").read_text())
    assert [row["policy"] for row in record["rows"]] == ["draft", "target", "confidence", "arbitrage"]
    assert run(["solve", "What is 3 + 4?", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pair"]["router"] == "tutor.onnx"
    monkeypatch.setattr(bundled, "PORTABLE", "router_onnx/none.onnx")
    assert run(["solve", "What is 3 + 4?", *own]) == 3
    assert "none.onnx is not in this installation" in capsys.readouterr().err


# -- a router that reads text ----------------------------------------------------------------------

TABLE = np.random.default_rng(0).integers(0, 64, 4098) / 64


def expected(tokens: list[int]) -> float:
    """ŷ of the text routers here after `tokens`: it hangs on every one of them."""
    return 1 / (1 + math.exp(-(TABLE[tokens].sum() % 1)))


def save_text(path: Path, *, n: int = 4098, output: str = "logits", lead: float = 1.0, **card: Any) -> Path:
    """A text router of few bytes: logits 0 and `lead` times a fraction of the sum of the tokens' numbers."""
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["values"]),
        helper.make_node("ReduceSum", ["values"], ["sum"], keepdims=0),
        helper.make_node("Floor", ["sum"], ["floor"]),
        helper.make_node("Sub", ["sum", "floor"], ["fraction"]),
        helper.make_node("Mul", ["fraction", "leads"], [output]),
    ]
    constants = [
        numpy_helper.from_array(TABLE[:n].astype(np.float32), "table"),
        numpy_helper.from_array(np.array([0, lead], np.float32), "leads"),
    ]
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, None])
    logits = helper.make_tensor_value_info(output, TensorProto.FLOAT, [2])
    graph = helper.make_graph(nodes, "text", [ids], [logits], constants)
    onnx.save(helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 18)]), path)
    whole = {"kind": "text", "tags": {"draft": 4096, "target": 4097}, **PAIR, **card}
    path.with_name("text-card.json").write_text(json.dumps(whole))
    return path


def test_a_text_router_reads_problem_tags_and_steps(tmp_path: Path) -> None:
    made_for: dict[str, Any] = {
        f"{role}_fingerprint": fingerprint(bundled.path(name))
        for role, name in (("draft", bundled.DRAFT), ("target", bundled.TARGET))
    }
    file = save_text(tmp_path / "tutor-text.onnx", threshold=0.6, **made_for)
    with Pair(router=file, options=LoadOptions(gpu=Gpu.OFF, threads=1)) as pair:
        contender = pair.contender("arbitrage", threshold=None, budget=None, seed=0)
        assert contender.threshold == 0.6
        assert pair.names(routed=True)["router"] == "tutor-text.onnx"
        escalated = []
        for task in problems.draw("unseen", 4, 0):
            tokens = pair.draft.prompt(task.problem)
            for event in contender.solve(task.problem, Limits()):
                if isinstance(event, Round):
                    score = expected([*tokens, 4096, *event.proposed.tokens])
                    assert event.decision.score == pytest.approx(score, abs=1e-5)
                    assert event.decision.escalate == (score > 0.6)
                    escalated.append(event.decision.escalate)
                    by_target = event.kept.by is Speaker.TARGET
                    tokens += [4097 if by_target else 4096, *event.kept.tokens]
        assert set(escalated) == {False, True}


def test_a_text_router_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: row_files.Rows
) -> None:
    pair = [bundled.path(bundled.DRAFT), bundled.path(bundled.TARGET)]
    made_for: dict[str, Any] = {
        "draft_fingerprint": fingerprint(pair[0]),
        "target_fingerprint": fingerprint(pair[1]),
    }
    file = save_text(tmp_path / "text.onnx", **made_for)
    named = ["--router", str(file)]
    assert run(["solve", "What is 3 + 4?", "--json", *named]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["threshold"], record["pair"]["router"]) == (TEXT_THRESHOLD, "text.onnx")
    flags = ["--policies", "arbitrage", "--thresholds", "0.2,0.7", "--json", str(tmp_path / "b.json")]
    assert run(["bench", "--limit", "2", "--threads", "1", *flags, *named]) == 0
    found = json.loads((tmp_path / "b.json").read_text())["rows"]
    assert found[0]["escalation_rate"] == 1 > found[1]["escalation_rate"]
    capsys.readouterr()
    assert run(["router", "info", *named, "--draft", str(pair[0]), "--target", str(pair[1])]) == 0
    assert "text" in capsys.readouterr().out
    assert run(["solve", "What is 3 + 4?", *named, "--draft", str(pair[1])]) == 3
    assert "was trained for another draft" in capsys.readouterr().err
    with Router(file) as router, pytest.raises(UsageError, match="reads text, and rows hold none"):
        calibrate(rows, router, of="steps", budget=0.3)


def test_a_text_router_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    file = save_text(tmp_path / "text.onnx")
    Router(file, **PAIR).close()
    assert "another target" in refusal(file, target_fingerprint="f" * 16)
    for changed, said in (
        ({"tags": {"draft": 4096}}, "a tag each"),
        ({"tags": {"draft": 4096, "target": "4097"}}, "a tag each"),
        ({"tags": {"draft": 4096, "target": -1}}, "a tag each"),
        ({"tags": [4096, 4097]}, "a tag each"),
        ({"threshold": 2}, "gives the threshold 2"),
        ({"portable": True, "draft_fingerprint": "f" * 16}, "another draft"),  # a text's ids are a pair's own
        ({"kind": "features"}, "lacks feature_version"),
    ):
        save_text(file, **changed)
        assert said in refusal(file, **PAIR)
    save_text(file, output="scores")
    assert "no router that reads text: it must turn int64 input_ids of shape (1, n) into logits" in refusal(
        file
    )
    file.write_bytes(file.read_bytes()[:-100])
    assert "truncated or no ONNX model" in refusal(file)
    card_path(file).unlink()
    assert "has no card.json beside it" in refusal(file)


def test_a_text_router_that_cannot_read_or_says_nonsense_is_refused(tmp_path: Path) -> None:
    with Router(save_text(tmp_path / "text.onnx", n=100)) as router:
        assert router.score([5, 9, 7]) == pytest.approx(expected([5, 9, 7]))
        with pytest.raises(ModelError, match="cannot read 2 tokens"):
            router.score([5, 4096])
    with (
        Router(save_text(tmp_path / "text.onnx", lead=math.nan)) as router,
        pytest.raises(ModelError, match=r"must give two logits for 3 tokens, but gave \[.*nan\]"),
    ):
        router.score([5, 9, 7])


# -- the bundled pair ------------------------------------------------------------------------------


def test_the_bundled_router_fits_the_bundled_pair() -> None:
    draft, target = bundled.path(bundled.DRAFT), bundled.path(bundled.TARGET)
    options = LoadOptions(gpu=Gpu.OFF, threads=1)
    with (
        Router(
            bundled.path(bundled.ROUTER),
            draft_fingerprint=fingerprint(draft),
            target_fingerprint=fingerprint(target),
        ) as router,
        Model(draft, Speaker.DRAFT, options=options) as model,
    ):
        context = Context("Solve 3x + 5 = 20 for x.")
        step = written(model.propose(context, Limits()))
        assert 0 < router.score(features(context, step)) < 1
        assert 0 < router.threshold < 1
        assert router.card["n_problems"] >= 300
        assert router.card["auroc"] > 0.7


def test_the_bundled_portable_router_fits_any_pair() -> None:
    path = bundled.path(bundled.PORTABLE)
    with Router(path, draft_fingerprint="1" * 16, target_fingerprint="2" * 16) as router:
        assert router.portable and router.card["reads"] == list(PORTABLE)
        assert router.card["draft_fingerprint"] == fingerprint(bundled.path(bundled.DRAFT))
        assert router.card["n_problems"] >= 300 and router.card["auroc"] > 0.7
        assert 0 < router.threshold < 1


def some_rows(
    out: Path, n: int = 3, draft: str = bundled.DRAFT, command: str = "one"
) -> list[dict[str, Any]]:
    """Rows of the bundled pair; what stands in the file after its first line."""
    tasks = collecting.different(problems.draw("valid", n, seed=1))
    pair = bundled.path(draft), bundled.path(bundled.TARGET)
    counts = list(collecting.collect(*pair, out, tasks, seed=1, workers=1, command=command))
    assert counts[-1] == len(tasks)
    return [json.loads(line) for line in out.read_text().splitlines()[1:]]


def timeless(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if not key.endswith("_seconds")} for row in rows]


def test_rows_are_collected_and_a_broken_run_goes_on(tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    rows = some_rows(whole)
    for row in rows:
        assert row["delta"] == row["target_right"] - row["draft_right"]
        assert row["y"] == (row["delta"] > 0)
        assert not (row["same"] and row["delta"])
        assert len(row["features"]) == len(NAMES)
        assert not row["same"] or row["draft_tokens"] == row["target_tokens"] > 0
        assert 0 < row["draft_seconds"] < 60 and 0 < row["target_seconds"] < 60
    assert len({row["problem"] for row in rows}) == sum(row["last"] for row in rows) == 3

    lines = whole.read_bytes().splitlines(keepends=True)
    header = json.loads(lines[0])
    first = [row["last"] for row in rows].index(True) + 2  # the pair's line and the first problem
    broken.write_bytes(b"".join(lines[:first]) + lines[first][:-20])
    assert timeless(some_rows(broken)) == timeless(rows)
    assert broken.read_bytes().startswith(b"".join(lines[:first]))
    kept = broken.read_bytes()
    some_rows(broken, command="another")  # which is not what the rows depend on
    assert broken.read_bytes() == kept
    broken.write_bytes(lines[0][:-20])
    assert timeless(some_rows(broken)) == timeless(rows)
    assert json.loads(broken.read_text().splitlines()[0]) == header

    with pytest.raises(UsageError, match="other models"):
        some_rows(whole, draft=bundled.TARGET)


def test_a_target_has_no_advantage_over_itself() -> None:
    target = bundled.path(bundled.TARGET)
    options = LoadOptions(gpu=Gpu.OFF, threads=1)
    task = problems.draw("valid", 1, seed=2)[0]
    with (
        Model(target, Speaker.DRAFT, options=options) as one,
        Model(target, Speaker.TARGET, options=options) as two,
    ):
        rows = collecting.roll(task, one, two, seed=0)
    assert rows
    assert all(row["same"] and row["delta"] == 0 for row in rows)


def test_a_problem_is_rolled_out_once() -> None:
    one, again, other = Task("1", "1 + 1", "2"), Task("2", "1 + 1", "2"), Task("3", "2 + 2", "4")
    assert collecting.different([one, other, again]) == [again, other]


@pytest.mark.parametrize(("finish", "right"), [(Finish.LENGTH, False), (Finish.ANSWER, True)])
def test_an_answer_that_was_cut_off_is_not_right(finish: Finish, right: bool) -> None:
    context = Context("1 + 1", [a_step("Answer: 2", finish=finish)])
    nobody: Any = None  # the context has ended, so no model is asked
    assert collecting.complete(context, nobody, "2") == collecting.Future((), right)


def collect_command(out: Path, *flags: str) -> list[str]:
    pair = ["--draft", str(bundled.path(bundled.DRAFT)), "--target", str(bundled.path(bundled.TARGET))]
    return ["router", "collect", *pair, "--out", str(out), *flags]


@pytest.mark.parametrize(
    "content",
    [b"my only notes", b"[" * 200_000, b"{}\n", b"[]\n", b"GGUF\0\xff\n\xfe", b'{"feature_version": 1}'],
)
def test_a_file_that_holds_no_rows_is_left_alone(tmp_path: Path, content: bytes) -> None:
    out = tmp_path / "mine"
    out.write_bytes(content)
    with pytest.raises(UsageError, match="mine is there and is not a file of rows; name another --out"):
        collecting._resume(out, {"feature_version": 1, "seed": 2, "command": "one"})
    assert out.read_bytes() == content


@pytest.mark.parametrize(("name", "why"), [("none/rows.jsonl", "No such file"), (".", "Is a directory")])
def test_a_place_where_rows_cannot_be_written_is_refused(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(UsageError, match=rf"^cannot write .*: {why}"):
        collecting._resume(tmp_path / name, {})


@pytest.mark.parametrize("line", [b"[" * 200_000, b"3", b"{}", b"\xff"])
def test_a_line_that_is_no_row_is_refused(tmp_path: Path, line: bytes) -> None:
    out = tmp_path / "rows.jsonl"
    some_rows(out, n=1)
    spoilt = out.read_bytes() + line + b"\n"
    out.write_bytes(spoilt)
    with pytest.raises(UsageError, match="not a row"):
        some_rows(out, n=1)
    assert out.read_bytes() == spoilt


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--workers", "0"], "argument --workers: '0' is not a whole number from 1"),
        (["--limit", "-1"], "argument --limit: '-1' is not a whole number from 1"),
        (["--problems", "none.jsonl"], "no problem file at none.jsonl"),
    ],
)
def test_flags_that_cannot_be_used_are_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    flags: list[str],
    said: str,
) -> None:
    arguments = collect_command(tmp_path / "rows.jsonl", *flags)
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    refused = capsys.readouterr().err
    assert refused.startswith(f"arbiter: error: {said}")
    assert refused.count("\n") == 1


def start_collecting(out: Path) -> subprocess.Popen[str]:
    """Two workers that have far more to do than a test waits for; returns when the first rows are there."""
    arguments = collect_command(out, "--limit", "200", "--workers", "2")
    collect = subprocess.Popen(
        [*FOREGROUND, *COMMAND, *arguments],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=environment(),
    )
    while collect.poll() is None and (not out.exists() or out.read_bytes().count(b"\n") < 2):
        sleep(0.05)
    return collect


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    collect = start_collecting(tmp_path / "rows.jsonl")
    collect.kill()
    collect.communicate(timeout=10)  # standard error ends when no worker holds it any more


def test_ctrl_c_ends_a_collection_that_goes_on_later(tmp_path: Path) -> None:
    out = tmp_path / "rows.jsonl"
    collect = start_collecting(out)
    os.killpg(collect.pid, signal.SIGINT)  # as a terminal does: the workers get it too
    said = collect.communicate(timeout=10)[1]
    assert said.endswith(f"problems; the same command goes on from {out}\n") and "Traceback" not in said
    assert collect.returncode == 130
    before = out.read_text()
    header, *rows = map(json.loads, before.splitlines())
    assert header["command"].startswith("arbiter router collect --draft ")
    assert rows[-1]["last"]
    assert run(collect_command(out, "--limit", "8")) == 0
    after = out.read_text()
    assert after.startswith(before)
    wanted = {task.problem for task in problems.draw("valid", 8, seed=0)}
    assert wanted <= {json.loads(line)["problem"] for line in after.splitlines()[1:]}
