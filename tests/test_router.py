"""The router: its features, the ONNX it becomes, what it refuses, and the rows it is trained on."""

from __future__ import annotations

import json
import math
import os
import shutil
import signal
import subprocess
import sys
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
from onnx import TensorProto, helper

from arbiter_app import bundled, problems
from arbiter_app.core import Context, Finish, Signals, Speaker, Step
from arbiter_app.curriculum import draw
from arbiter_app.engine.gguf import Model
from arbiter_app.engine.native import Gpu, LoadOptions, fingerprint
from arbiter_app.errors import ModelError, UsageError
from arbiter_app.problems import Task
from arbiter_app.router import collect as collecting
from arbiter_app.router import train as training
from arbiter_app.router.features import FLOOR, NAMES, VERSION, features
from arbiter_app.router.scoring import Router
from tests.conftest import FOREGROUND, ROOT

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
                "features": features(context, step).tolist(),
            }
            lines.append(json.dumps(row))
            context.steps.append(step)
    path.write_text("\n".join(lines) + "\n")


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> training.Rows:
    path = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    write_rows(path)
    return training.read_rows(path)


@pytest.fixture(scope="module")
def trained(rows: training.Rows, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A router's ONNX file, its card beside it."""
    out = tmp_path_factory.mktemp("router")
    training.train(rows, out, name="tutor", seed=0, threshold=None, command="test")
    return out / "tutor.onnx"


@pytest.fixture
def router_file(trained: Path, tmp_path: Path) -> Path:
    """A copy of it, to spoil."""
    shutil.copytree(trained.parent, tmp_path / "router")
    return tmp_path / "router" / "tutor.onnx"


def test_onnxruntime_agrees_with_the_trainer(rows: training.Rows, trained: Path) -> None:
    fitted, _ = training.split(rows, seed=0)
    reference = training.fit(fitted, seed=0).predict_proba(rows.x)[:, 1]
    with Router(trained) as router:
        scores = np.array([router.score(x) for x in rows.x])
    assert np.abs(scores - reference).max() <= 1e-5
    assert np.ptp(scores) > 0.5


def test_training_is_deterministic(rows: training.Rows, trained: Path, tmp_path: Path) -> None:
    training.train(rows, tmp_path, name="tutor", seed=0, threshold=None, command="test")
    for name in ("tutor.onnx", "card.json"):
        assert (tmp_path / name).read_bytes() == (trained.parent / name).read_bytes()


def test_the_card_tells_what_was_measured(rows: training.Rows, trained: Path) -> None:
    card = json.loads((trained.parent / "card.json").read_text())
    _, valid = training.split(rows, seed=0)
    with Router(trained) as router:
        escalated = np.array([router.score(x) for x in valid.x]) > router.threshold
    assert card["n_steps"] == len(valid.y)
    assert card["auroc"] > 0.75
    assert card["escalation_rate_at_threshold"] == pytest.approx(escalated.mean())
    assert card["recall_at_threshold"] == pytest.approx(escalated[valid.y == 1].mean())
    assert {key: card[key] for key in PAIR} == PAIR
    assert (card["collected_with"], card["command"]) == ("collect it", "test")


def test_no_problem_is_both_fitted_and_held_out(rows: training.Rows) -> None:
    fitted, valid = training.split(rows, seed=0)
    assert not set(fitted.problem) & set(valid.problem)
    assert len(fitted.y) + len(valid.y) == len(rows.y)
    assert valid.n_problems == round(0.3 * rows.n_problems)


def test_the_threshold_loses_no_more_problems_than_it_may() -> None:
    y = np.array([1, 1, 0, 1, 0, 1])
    problem = np.array(["a", "a", "a", "b", "c", "d"])
    rows = training.Rows({}, np.zeros((6, len(NAMES)), np.float32), y, y, problem)
    scores = np.array([0.9, 0.30004, 0.1, 0.7, 0.95, 0.8])
    assert training.default_threshold(scores, rows, miss=0.0) == 0.3  # a's weaker step
    assert training.default_threshold(scores, rows, miss=0.25) == 0.6999  # a is lost, b is not
    assert training.default_threshold(scores, rows, miss=0.75) == 1.0


def test_too_few_rows_are_refused(tmp_path: Path) -> None:
    write_rows(tmp_path / "rows.jsonl", n_problems=1)
    with pytest.raises(UsageError, match=r"1 problems have .* collect more"):
        training.split(training.read_rows(tmp_path / "rows.jsonl"), seed=0)


def test_rows_of_other_features_or_of_another_pair_are_refused(
    rows: training.Rows, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({**rows.header, "feature_version": VERSION + 1}) + "\n")
    with pytest.raises(UsageError, match="other features"):
        training.read_rows(path)
    for garbage in ("[]\n", "[" * 200_000):
        path.write_text(garbage)
        with pytest.raises(UsageError, match="not a file of rows"):
            training.read_rows(path)
    path.write_text(json.dumps({key: value for key, value in rows.header.items() if key != "command"}))
    with pytest.raises(UsageError, match="which command"):
        training.read_rows(path)

    write_rows(path, n_problems=2)
    pair = ["--draft", str(bundled.path(bundled.DRAFT)), "--target", str(bundled.path(bundled.TARGET))]
    assert training.main(["--rows", str(path), *pair, "--out", str(tmp_path / "out")]) == 2
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
    assert median(whole) < 0.5e-3  # 0.2 ms on an idle machine, most of it the audit; tests run on busy ones


def test_nothing_is_printed(trained: Path, router_file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with Router(trained) as router:
        router.score(np.zeros(len(NAMES), np.float32))
    router_file.write_bytes(b"\x08" * 100)
    with pytest.raises(ModelError):
        Router(router_file)
    assert capfd.readouterr() == ("", "")


# -- refusals --------------------------------------------------------------------------------------


def edit_card(router_file: Path, **changes: Any) -> None:
    path = router_file.with_name("card.json")
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
    card.write_text('{"feature_version": 1}')
    assert "lacks feature_names" in refusal(router_file)
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
        step = collecting._write(model, context)
        assert 0 < router.score(features(context, step)) < 1
        assert 0 < router.threshold < 1
        assert router.card["n_problems"] >= 300
        assert router.card["auroc"] > 0.7


def some_rows(
    out: Path, n: int = 3, draft: str = bundled.DRAFT, command: str = "one"
) -> list[dict[str, Any]]:
    """Rows of the bundled pair; what stands in the file after its first line."""
    tasks = collecting.different(problems.draw("valid", n, seed=1))
    pair = bundled.path(draft), bundled.path(bundled.TARGET)
    counts = list(collecting.collect(*pair, out, tasks, seed=1, workers=1, command=command))
    assert counts[-1:] in ([], [len(tasks)])
    return [json.loads(line) for line in out.read_text().splitlines()[1:]]


def test_rows_are_collected_and_a_broken_run_goes_on(tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    rows = some_rows(whole)
    for row in rows:
        assert row["delta"] == row["target_right"] - row["draft_right"]
        assert row["y"] == (row["delta"] > 0)
        assert not (row["same"] and row["delta"])
        assert len(row["features"]) == len(NAMES)
    assert len({row["problem"] for row in rows}) == sum(row["last"] for row in rows) == 3

    lines = whole.read_bytes().splitlines(keepends=True)
    first = [row["last"] for row in rows].index(True) + 2  # the pair's line and the first problem
    broken.write_bytes(b"".join(lines[:first]) + lines[first][:-20])
    some_rows(broken)
    assert broken.read_bytes() == whole.read_bytes()
    some_rows(whole, command="another")  # which is not what the rows depend on
    assert broken.read_bytes() == whole.read_bytes()
    broken.write_bytes(lines[0][:-20])
    some_rows(broken)
    assert broken.read_bytes() == whole.read_bytes()

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
    assert collecting._complete(context, nobody, "2") == collecting.Future((), right)


def collect_command(out: Path, *flags: str) -> list[str]:
    pair = ["--draft", str(bundled.path(bundled.DRAFT)), "--target", str(bundled.path(bundled.TARGET))]
    return [*pair, "--out", str(out), *flags]


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
        (["--workers", "0"], "--workers is 0"),
        (["--problems", "-1"], "--problems is -1"),
        (["--from", "none.jsonl"], "no problem file at none.jsonl"),
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
    assert collecting.main(arguments) == 2
    refused = capsys.readouterr().err
    assert refused.startswith(said)
    assert refused.count("\n") == 1


def start_collecting(out: Path) -> subprocess.Popen[str]:
    """Two workers that have far more to do than a test waits for; returns when the first rows are there."""
    arguments = collect_command(out, "--problems", "2000", "--workers", "2")
    collect = subprocess.Popen(
        [*FOREGROUND, sys.executable, "-m", "arbiter_app.router.collect", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        cwd=ROOT,
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
    assert said.endswith(f"interrupted; the same command goes on from {out}\n") and "Traceback" not in said
    assert collect.returncode == 130
    header, *rows = map(json.loads, out.read_text().splitlines())
    assert header["command"].startswith("python -m arbiter_app.router.collect --draft ")
    assert rows[-1]["last"]
    assert collecting.main(collect_command(out, "--problems", "1")) == 0
    assert len(out.read_text().splitlines()) == len(rows) + 1
