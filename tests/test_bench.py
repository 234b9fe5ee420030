"""The benchmark: its problems, its figures, its fairness, on the bundled pair."""

from __future__ import annotations

import json
import math
import os
import re
import signal
import subprocess
from collections import Counter
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from time import sleep
from typing import Any

import numpy as np
import pytest

from arbiter_app import cli, problems
from arbiter_app.bench import engine, plot
from arbiter_app.bench.matched import accuracy_at, matched, time_at
from arbiter_app.bench.plot import draw
from arbiter_app.bench.run import Count, Outcome, Row, bench, fill, wilson
from arbiter_app.bench.table import show
from arbiter_app.core import Decision, Finish, Limits, Round, Speaker, Step
from arbiter_app.errors import UsageError
from arbiter_app.files import write_atomically
from arbiter_app.grading import Verdict
from arbiter_app.pair import Pair
from arbiter_app.problems import Task
from arbiter_app.record import Run as Record
from tests.conftest import COMMAND, FOREGROUND, Run, environment

KEYS = (
    "policy",
    "threshold",
    "accuracy",
    "accuracy_ci",
    "seconds_per_problem",
    "tokens_per_second",
    "escalation_rate",
    "target_token_share",
    "waste",
    "waste_prm",
    "speedup",
    "router_seconds_per_problem",
    "router_seconds_per_step",
    "unanswered",
    "families",
)
LINE = '{"id": "a/1", "problem": "Solve 3x + 5 = 20 for x.", "answer": "5"}'


@pytest.fixture(scope="module")
def five(arbiter: Run, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    """Table and JSON of a benchmark of five problems."""
    path = tmp_path_factory.mktemp("bench") / "figures.json"
    done = arbiter("bench", "--limit", "5", "--json", path, "--seed", "3")
    assert done.returncode == 0, done.stderr
    assert b"\x1b" not in done.stderr  # no bar where nobody watches
    assert b"\r" not in done.stderr
    assert [file.name for file in path.parent.iterdir()] == ["figures.json"]  # nothing half-written is left
    return done.stdout.decode(), json.loads(path.read_text())


def test_the_json_has_the_keys_that_scripts_rely_on(five: tuple[str, dict[str, Any]]) -> None:
    _, record = five
    assert tuple(record) == ("machine", "pair", "problems", "workers", "sittings", "rows")
    assert tuple(record["pair"]) == ("name", "draft", "target", "router")
    assert record["problems"] == {"source": "curriculum:test", "n": 5, "seed": 3}
    assert record["machine"]["llama_cpp_python"] == "0.3.36"
    assert record["machine"]["cores"] >= 1
    assert set(record["machine"]["threads"]) == {"draft", "target"}
    assert [row["policy"] for row in record["rows"]] == ["draft", "target", "confidence", "arbitrage"]
    for row in record["rows"]:
        assert tuple(row) == KEYS
        low, high = row["accuracy_ci"]
        assert 0 <= low <= row["accuracy"] <= high <= 1
        assert row["seconds_per_problem"] > 0
        n_of = Counter(task.family for task in problems.draw("test", 5, seed=3))
        assert set(row["families"]) == set(n_of)
        n_right = sum(share * n_of[name] for name, share in row["families"].items())
        assert n_right == pytest.approx(5 * row["accuracy"])


def test_rates_and_speedup_follow_from_who_writes(five: tuple[str, dict[str, Any]]) -> None:
    draft, target, confidence, arbitrage = five[1]["rows"]
    assert (draft["target_token_share"], target["target_token_share"]) == (0, 1)
    assert draft["escalation_rate"] == target["escalation_rate"] == 0
    assert draft["threshold"] is target["threshold"] is None
    assert confidence["threshold"] is not None
    assert arbitrage["threshold"] is not None
    assert target["speedup"] == 1
    for row in five[1]["rows"]:
        assert row["speedup"] == target["seconds_per_problem"] / row["seconds_per_problem"]
    assert draft["speedup"] > 1


def test_the_table_tells_the_same(five: tuple[str, dict[str, Any]]) -> None:
    table, record = five
    for row in record["rows"]:
        (line,) = [line for line in table.splitlines() if line.split()[:1] == [row["policy"]]]
        assert f"{row['accuracy']:.1%}" in line
        assert f"{row['speedup']:.2f}×" in line


def test_policies_take_turns_and_start_cold(pair: dict[str, Path]) -> None:
    """Each problem sees every policy before the next one; no run is helped by the one before it."""
    tasks = problems.draw("test", 4, seed=5)
    names = ("draft", "target", "random")
    limits = Limits(max_tokens=40)
    with Pair() as models:
        contenders = [models.contender(name, threshold=0.5, budget=None, seed=0) for name in names]
        begun: list[str] = []
        for contender in contenders:
            solve = contender.solve

            def noted(problem: str, limits: Limits, solve: Any = solve, name: str = contender.name) -> Any:
                begun.append(f"{name}: {problem}")
                before = models.draft.n_evaluated, models.target.n_evaluated
                yield from solve(problem, limits)
                first = models.target if name == "target" else models.draft
                n_read = first.n_evaluated - before[first is models.target]
                assert n_read >= len(first.prompt(problem))  # the whole prompt was read anew

            object.__setattr__(contender, "solve", noted)
        outcomes = list(bench(tasks, contenders, limits, seed=0))
    assert [tuple(outcome.policy for outcome in per_policy) for per_policy in outcomes] == [names] * 4
    for i, task in enumerate(tasks):
        turn = begun[3 * i : 3 * i + 3]
        assert sorted(turn) == sorted(f"{name}: {task.problem}" for name in names)
        assert turn[0].startswith(names[i % 3])  # none is always first
    assert Counter(begun).most_common(1)[0][1] == 1


def test_the_same_seed_asks_and_answers_the_same(arbiter: Run, tmp_path: Path) -> None:
    def accuracies(name: str) -> list[tuple[float, float, float]]:
        out = tmp_path / name
        arguments = ("--policies", "draft,random", "--temperature", "0.8", "--limit", "6", "--seed", "9")
        assert arbiter("bench", *arguments, "--json", out).returncode == 0
        rows = json.loads(out.read_text())["rows"]
        return [(row["accuracy"], row["escalation_rate"], row["target_token_share"]) for row in rows]

    assert accuracies("a.json") == accuracies("b.json")


def test_problems_from_a_file(arbiter: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(f'{LINE}\n\n{{"id": 2, "problem": "What is 2 + 2?", "answer": 4, "source": "me"}}\n')
    out = tmp_path / "figures.json"
    done = arbiter("bench", "--problems", path, "--policies", "draft", "--json", out)
    assert done.returncode == 0, done.stderr
    record = json.loads(out.read_text())
    assert record["problems"] == {"source": "mine.jsonl", "n": 2, "seed": 0}
    assert record["pair"]["router"] is None
    (row,) = record["rows"]
    assert row["speedup"] is None  # no target row to compare with
    assert row["families"] == {}
    assert problems.read(path, 1) == [Task("a/1", "Solve 3x + 5 = 20 for x.", "5")]
    assert problems.read(path, None)[1] == Task("2", "What is 2 + 2?", "4")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "holds no problems"),
        (b"\n\n", "holds no problems"),
        (f"{LINE}\nnot json".encode(), ":2 is not JSON"),
        (b"[" * 200_000, ":1 is not JSON"),
        (f"{LINE}\n[1]".encode(), ":2 is not an object"),
        (b'{"id": 1, "problem": "2 + 2"}', ":1 has no answer"),
        (b'{"id": 1, "problem": null, "answer": 4}', ":1 has no problem"),
        (b'{"id": 1, "problem": "2 + 2", "answer": true}', ":1 has no answer"),
        (b'{"id": 1, "problem": "2 + 2", "answer": " "}', ":1 has an empty answer"),
        (b'{"problem": " ", "answer": 4}', ":1 is empty"),
        (b'{"id": 1, "problem": "2\\u0000", "answer": 4}', "U+0000"),
        (f"{LINE}\n\n".encode() + b'{"id": "\xff"}', ":3 is not UTF-8"),
    ],
)
def test_a_bad_line_is_named_by_file_and_number(tmp_path: Path, text: bytes, said: str) -> None:
    path = tmp_path / "problems.jsonl"
    path.write_bytes(text)
    with pytest.raises(UsageError, match=re.escape(said)) as caught:
        problems.read(path, None)
    assert "problems.jsonl" in str(caught.value)


def test_held_out_splits_do_not_meet() -> None:
    test = {task.problem for task in problems.draw("test", 200, 0)}
    ranges = {task.problem for task in problems.draw("ranges", 200, 0)}
    assert not test & ranges
    families = {task.family for task in problems.draw("test", 200, 0)}
    assert None not in families
    assert len(families) > 1


def test_a_problem_too_long_for_a_model_is_named_before_the_run(arbiter: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    long = json.dumps({"id": "a/2", "problem": "1 + " * 15_000 + "1", "answer": 15_001})
    path.write_text(f"{LINE}\n{long}\n")
    done = arbiter("bench", "--problems", path, "--policies", "draft")
    assert done.returncode == 2
    assert done.stdout == b""
    assert re.fullmatch(rb"arbiter: error: problem a/2: .* shorten the problem\n", done.stderr)


def test_what_the_figures_cannot_be_written_to_is_refused_before_the_run(
    arbiter: Run, tmp_path: Path
) -> None:
    pipe, dangling = tmp_path / "pipe", tmp_path / "dangling"
    os.mkfifo(pipe)
    dangling.symlink_to(tmp_path / "missing" / "figures.json")
    cases = [(".", "is a folder"), ("/", "is a folder"), ("..", "is a folder"), ("", "is a folder")]
    cases += [(str(pipe), "not a regular file"), ("/dev/null", "not a regular file")]
    for path, said in [*cases, (str(dangling), f"no folder {tmp_path / 'missing'}")]:
        done = arbiter("bench", "--limit", "1", "--policies", "draft", "--json", path)
        assert done.returncode == 2, path
        assert done.stdout == b""  # nothing has run
        assert said in done.stderr.decode()
        assert done.stderr.count(b"\n") == 1


def test_what_a_link_points_to_is_replaced_and_the_link_kept(tmp_path: Path) -> None:
    folder, link = tmp_path / "folder", tmp_path / "link"
    folder.mkdir()
    (folder / "figures.json").write_text("old")
    link.symlink_to(folder / "figures.json")
    write_atomically(link, "new")
    assert link.is_symlink()
    assert [(file.name, file.read_text()) for file in folder.iterdir()] == [("figures.json", "new")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rounds", "0"], "--rounds 0 is not a whole number from 1"),
        (["--threads", "-1"], "--threads -1 is not a whole number from 1"),
        (["--llama-bench", "/nowhere"], "no program at /nowhere"),
    ],
)
def test_the_engine_benchmark_refuses_in_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert engine.main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith(said)
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("n_right", "n", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_published_intervals(n_right: int, n: int, low: float, high: float) -> None:
    assert wilson(n_right, n) == pytest.approx((low, high), abs=5e-5)


def test_ctrl_c_leaves_the_partial_table(arbiter: Run, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(f"{LINE}\n" * 5000)
    out = tmp_path / "figures.json"
    process = subprocess.Popen(
        [*FOREGROUND, *COMMAND, "bench", "--problems", path, "--policies", "draft,target", "--json", out],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=4)
    process.send_signal(signal.SIGINT)
    table, errors = process.communicate(timeout=10)
    assert process.returncode == 130, errors
    assert [line.split()[0] for line in table.decode().splitlines() if "×" in line] == ["draft", "target"]
    assert re.fullmatch(
        rb"arbiter: note: interrupted after [1-9]\d* of 5000 problems; \S+/figures.json was not written, "
        rb"--resume goes on\n",
        errors,
    )
    assert not out.exists()


def figures(path: Path) -> dict[str, Any]:
    """What of a benchmark's JSON does not hang on the clock."""
    record = json.loads(path.read_text())
    timed = (
        "seconds_per_problem",
        "tokens_per_second",
        "speedup",
        "router_seconds_per_problem",
        "router_seconds_per_step",
    )
    rows = [{key: value for key, value in row.items() if key not in timed} for row in record["rows"]]
    return {"problems": record["problems"], "rows": rows}


SWEEP = ("bench", "--limit", "8", "--seed", "2", "--policies", "draft,confidence,random")
THRESHOLDS = ("--thresholds", "0.1,0.6", "--thresholds", "random:0.7", "--max-tokens", "60")


@pytest.fixture(scope="module")
def sweep(arbiter: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("sweep") / "a.json"
    done = arbiter(*SWEEP, *THRESHOLDS, "--json", path)
    assert done.returncode == 0, done.stderr
    assert max(map(len, done.stdout.decode().splitlines())) <= 80
    return figures(path)


def test_each_policy_has_a_row_for_each_of_its_thresholds(sweep: dict[str, Any]) -> None:
    rows = [(row["policy"], row["threshold"]) for row in sweep["rows"]]
    assert rows == [("draft", None), ("confidence", 0.1), ("confidence", 0.6), ("random", 0.7)]
    _, often, seldom, _ = sweep["rows"]
    assert often["escalation_rate"] > seldom["escalation_rate"]


def test_a_killed_benchmark_goes_on_and_comes_to_the_same(
    arbiter: Run, tmp_path: Path, sweep: dict[str, Any]
) -> None:
    out, part = tmp_path / "a.json", tmp_path / "a.json.part.jsonl"
    command = [*COMMAND, *SWEEP, *THRESHOLDS, "--json", str(out)]
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL)
    try:
        while not (part.exists() and part.read_bytes().count(b'"problem"') >= 2):
            assert process.poll() is None
            sleep(0.01)
    finally:
        process.kill()
        process.wait()
    n_kept = part.read_bytes().count(b'"problem"')
    with part.open("ab") as file:
        file.write(b'{"problem": 7, "cou')  # as if killed while it wrote

    again = arbiter(*SWEEP, *THRESHOLDS, "--json", out)
    assert again.returncode == 2
    assert f"holds {n_kept} problems" in again.stderr.decode()
    other = arbiter(*SWEEP, "--thresholds", "0.2", "--json", out, "--resume", "--temperature", "0.5")
    assert other.returncode == 2
    assert b"with other policies, thresholds, max-tokens, temperature; " in other.stderr
    assert other.stderr.count(b"\n") == 1

    resumed = arbiter(*SWEEP, *THRESHOLDS, "--json", out, "--resume")
    assert resumed.returncode == 0, resumed.stderr
    assert figures(out) == sweep
    assert [sitting["n"] for sitting in json.loads(out.read_text())["sittings"]] == [n_kept, 8 - n_kept]
    assert not part.exists()


def test_workers_come_to_the_same_and_claim_no_speed(
    arbiter: Run, tmp_path: Path, sweep: dict[str, Any]
) -> None:
    out = tmp_path / "a.json"
    done = arbiter(*SWEEP, *THRESHOLDS, "--json", out, "--workers", "2", timeout=120)
    assert done.returncode == 0, done.stderr
    assert figures(out) == sweep
    record = json.loads(out.read_text())
    assert record["workers"] == 2
    assert all(row["speedup"] is None for row in record["rows"])
    assert b"2 workers at once: times and tok/s are not to be compared" in done.stdout
    assert b"speed" not in done.stdout


def test_ctrl_c_ends_all_workers(tmp_path: Path) -> None:
    path, out = tmp_path / "many.jsonl", tmp_path / "figures.json"
    path.write_text(f"{LINE}\n" * 5000)
    part = tmp_path / "figures.json.part.jsonl"
    flags = ("--problems", path, "--policies", "draft", "--json", out, "--workers", "2")
    process = subprocess.Popen(
        [*FOREGROUND, *COMMAND, "bench", *flags],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )
    try:
        while not (part.exists() and part.read_bytes().count(b'"problem"') >= 2):
            assert process.poll() is None
            sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: all of them get it
        table, errors = process.communicate(timeout=20)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    assert process.returncode == 130, errors
    assert table.startswith(b"policy")
    assert re.fullmatch(rb"arbiter: note: interrupted after \d+ of 5000 problems; [^\n]*\n", errors)
    with pytest.raises(ProcessLookupError):  # nobody of the group is left
        for _ in range(100):
            os.killpg(process.pid, 0)
            sleep(0.05)


def test_a_model_that_workers_cannot_open_is_told_once(arbiter: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(b"GGUF")
    done = arbiter("bench", "--limit", "2", "--policies", "draft", "--draft", bad, "--workers", "2")
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1


def test_the_first_lines_of_another_file_are_no_journal(arbiter: Run, tmp_path: Path) -> None:
    part = tmp_path / "a.json.part.jsonl"
    part.write_text('{"problem": "mine"}\n')
    done = arbiter("bench", "--limit", "1", "--policies", "draft", "--json", tmp_path / "a.json")
    assert done.returncode == 2
    assert b"not of a benchmark, or damaged" in done.stderr
    assert part.read_text() == '{"problem": "mine"}\n'


def test_waste_is_the_share_of_escalated_steps_written_again_word_for_word() -> None:
    def round_(draft: str, target: str | None) -> Round:
        rival = target and Step(target, (1,), Speaker.TARGET, Finish.STEP)
        return Round(
            Step(draft, (1, 2), Speaker.DRAFT, Finish.STEP), rival or None, Decision(target is not None)
        )

    record = Record("1 + 1")
    for draft, target in (("a\n\n", "a\n\n"), ("b\n\n", "c\n\n"), ("d\n\n", "e\n\n"), ("f\n\n", None)):
        record.feed(round_(draft, target))
    row = Row("random", 0.5)
    row.add(Outcome(Task("1", "1 + 1", "2"), "random", record, Verdict.CORRECT))
    assert row.to_json(None)["waste"] == pytest.approx(1 / 3)


def test_the_table_fits_80_columns_at_its_widest() -> None:
    row: dict[str, Any] = dict.fromkeys(KEYS, 1.0)
    row |= {"policy": "confidence", "accuracy_ci": [0.5, 1.0], "seconds_per_problem": 1234.5, "speedup": 12.3}
    row["tokens_per_second"] = 12345.0
    told = {"value": 1.234, "ci": [0.9, 1.5]}
    against = {"speedup": {"rsd": told, "confidence": told, "target": told}, "gain": told}
    policies = {"arbitrage": {"seconds": {"value": 1234.5}, **against}, "draft": {"seconds": {"value": None}}}
    out = StringIO()
    show({"workers": 1, "rows": [row], "matched": {"policies": policies}}, out)
    assert out.getvalue().count("1.23 0.9–1.5") == 4
    assert max(map(len, out.getvalue().splitlines())) <= 80
    assert "12.30×" in out.getvalue()


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_long_name_cuts_no_figure_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"COLUMNS": "80", "LINES": "25", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)
    label = "arbitrage --gate 0.9 --explore 4 --adaptive"
    row: dict[str, Any] = dict.fromkeys(KEYS, 1.0)
    row |= {"policy": label, "accuracy_ci": [0.5, 1.0], "seconds_per_problem": 1234.5, "speedup": 12.3}
    told = {"value": 1.234, "ci": [0.9, 1.5]}
    against = {"speedup": {"rsd": told, "confidence": told, "target": told}, "gain": told}
    out = Terminal()
    policies = {label: {"seconds": {"value": 1234.5}, **against}}
    show({"workers": 1, "rows": [row], "matched": {"policies": policies}}, out)
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= 80 and "…" not in out.getvalue()
    figures = ["1.000", "100.0%", "50.0–100.0%", "1234.5", "1", *["100%"] * 3, "12.30×"]
    (first,) = [line for line in lines if "12.30×" in line]
    assert first.split()[-len(figures) :] == figures
    assert out.getvalue().count("1.23 0.9–1.5") == 4
    for flag in ("--gate", "--explore", "--adaptive"):
        assert out.getvalue().count(flag) == 2


@pytest.mark.parametrize(("n", "said"), [(1, "1 answer of draft could"), (2, "2 answers of draft could")])
def test_answers_that_could_not_be_compared_are_counted_in_words(
    n: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    row = Row("draft", None)
    for i in range(n):
        row.add(Outcome(Task(str(i), "1 + 1", "2"), "draft", Record("1 + 1"), Verdict.UNKNOWN))
    cli._note_unknown([row])
    assert said in capsys.readouterr().err


@pytest.mark.skipif(find_spec("matplotlib") is None, reason="without matplotlib")
@pytest.mark.parametrize("form", ["svg", "png"])
def test_the_plot_has_a_curve_for_each_policy(form: str) -> None:
    names = ("draft", None, 0.1), ("confidence", 0.5, 0.2), ("confidence", 0.1, 0.3), ("target", None, 0.4)
    rows = [
        {
            "policy": name,
            "threshold": at,
            "accuracy": 0.9,
            "accuracy_ci": [0.8, 1.0],
            "seconds_per_problem": s,
        }
        for name, at, s in names
    ]
    record = {"rows": rows, "pair": {"name": "$x^ + tutor"}, "problems": {"source": "a.jsonl", "n": 9}}
    picture = draw(record, form)
    assert picture == draw(record, form)
    if form == "png":
        assert picture.startswith(b"\x89PNG")
        return
    for said in (
        b">draft<",
        b">target<",
        b">seconds a problem<",
        b">0.5<",
        b">0.1<",
        b"a.jsonl",
        b"$x^ + tutor",
    ):
        assert said in picture
    assert picture.count(b">confidence<") == 1


def test_a_plot_without_matplotlib_is_refused_before_the_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(plot, "find_spec", lambda name: None)
    assert cli.run(["bench", "--limit", "1", "--plot", str(tmp_path / "a.svg")]) == 2
    error = capsys.readouterr().err
    assert "-m pip install matplotlib" in error
    assert error.count("\n") == 1


def test_a_row_counts_what_cannot_be_compared_as_wrong() -> None:
    row = Row("draft", None)
    for verdict in (Verdict.CORRECT, Verdict.NOT_EQUAL, Verdict.UNKNOWN, None):
        record = Record("1 + 1")
        record.stats.seconds = 0.5
        row.add(Outcome(Task("1", "1 + 1", "2", "sums"), "draft", record, verdict))
    told = row.to_json(None)
    assert (told["accuracy"], told["families"], told["seconds_per_problem"]) == (0.25, {"sums": 0.25}, 0.5)
    assert row.n_unknown == 1


def test_what_a_problem_file_may_leave_out(tmp_path: Path) -> None:
    path = tmp_path / "problems.jsonl"
    path.write_text('{"problem": "2 + 2", "answer": 4}\n\n{"id": 7, "problem": "Hello!", "answer": null}\n')
    assert problems.read(path, None) == [Task(f"{path}:1", "2 + 2", "4"), Task("7", "Hello!", "")]


def counts(right: bool, seconds: float, n_escalated: int = 0) -> Count:
    return Count(right, False, False, None, seconds, 4, n_escalated, 0, 0, 0, 0.0, None)


def test_the_time_at_an_accuracy_lies_between_the_thresholds_around_it() -> None:
    accuracy, seconds = np.array([0.5, 0.7, 0.9, 0.8]), np.array([1.0, 2.0, 4.0, 3.0])
    assert time_at(0.8, accuracy, seconds) == pytest.approx(3.0)  # both on the way up and at the last point
    assert time_at(0.6, accuracy, seconds) == pytest.approx(1.5)
    assert time_at(0.4, accuracy, seconds) == 1.0  # not below what was measured
    assert math.isnan(time_at(0.91, accuracy, seconds))
    assert time_at(0.85, np.array([0.9]), np.array([4.0])) == 4.0


def test_the_accuracy_at_a_rate_is_the_drafts_where_nothing_is_escalated() -> None:
    rates, accuracy = np.array([0.4, 0.2]), np.array([0.8, 0.7])  # as of falling thresholds
    assert accuracy_at(0.3, rates, accuracy, 0.5) == pytest.approx(0.75)
    assert accuracy_at(0.1, rates, accuracy, 0.5) == pytest.approx(0.6)
    assert math.isnan(accuracy_at(0.41, rates, accuracy, 0.5))


@pytest.fixture
def swept() -> tuple[list[Row], list[tuple[Count, ...]]]:
    """Four hundred problems. The target solves all, the draft half of them; arbitrage escalates one or
    two steps of four on the others, which helps with half of them or all, and takes half RSD's time."""
    names = ("target", None), ("draft", None), ("arbitrage", 0.1), ("arbitrage", 0.5)
    rows = [
        Row(*name)
        for name in (*names, ("rsd", 0.7), ("outcome", 0.0), ("oracle", 0.0), ("speculative", None))
    ]
    done: list[tuple[Count, ...]] = []
    for i in range(400):
        easy, middle = i % 2 == 0, i % 4 != 3
        done.append(
            (
                counts(True, 10.0),
                counts(easy, 1.0),
                counts(True, 3.0, n_escalated=0 if easy else 2),
                counts(middle, 2.0, n_escalated=0 if easy else 1),
                counts(True, 6.0, n_escalated=4),
                counts(True, 99.0, n_escalated=0 if easy else 1),
                counts(middle, 99.0, n_escalated=0 if middle else 1),
                counts(True, 5.0),
            )
        )
    fill(rows, dict(enumerate(done)))
    return rows, done


def test_policies_are_compared_at_the_same_accuracy_and_with_the_oracle(
    swept: tuple[list[Row], list[tuple[Count, ...]]],
) -> None:
    told = matched(*swept)
    assert told["accuracy"]["value"] == pytest.approx(0.99)
    assert told["escalation_rate"]["value"] == pytest.approx(1 / 8)
    policies = told["policies"]
    arbitrage = policies["arbitrage"]
    seconds = 2 + (0.99 - 0.75) / 0.25  # between τ = 0.5 and 0.1
    assert arbitrage["seconds"]["value"] == pytest.approx(seconds)
    assert arbitrage["speedup"]["target"]["value"] == pytest.approx(10 / seconds)
    assert arbitrage["speedup"]["speculative"]["value"] == pytest.approx(5 / seconds)
    assert arbitrage["speedup"]["rsd"]["value"] == pytest.approx(6 / seconds)
    low, high = arbitrage["speedup"]["rsd"]["ci"]
    assert 6 / 3 < low < 6 / seconds < high < 6 / 2.9
    assert arbitrage["speedup"]["rsd"]["defined"] == 1
    assert arbitrage["gain"]["value"] == pytest.approx(0.5)
    low, high = arbitrage["gain"]["ci"]
    assert 0.4 < low < 0.5 < high < 0.6  # of 200 problems, 100: ± 0.07
    assert policies["draft"]["seconds"] == {"value": None, "ci": None, "defined": 0}
    assert "speedup" not in policies["draft"]
    assert "speedup" not in policies["speculative"] and "gain" not in policies["speculative"]
    assert policies["rsd"]["gain"]["value"] == pytest.approx(1 / 8)  # it escalates all: from 0.5 to 1
    assert policies["oracle"] == {"gain": policies["oracle"]["gain"]}  # its time means nothing
    assert policies["oracle"]["gain"]["value"] == pytest.approx(0.5)
    assert "outcome" not in policies


def test_no_times_are_compared_where_workers_got_in_each_others_way(
    swept: tuple[list[Row], list[tuple[Count, ...]]],
) -> None:
    told = matched(*swept, timed=False)
    assert {name: tuple(figures) for name, figures in told["policies"].items()} == {
        "arbitrage": ("gain",),
        "rsd": ("gain",),
        "oracle": ("gain",),
    }


def test_without_target_and_oracle_there_is_nothing_to_match() -> None:
    rows = [Row("random", 0.1), Row("random", 0.2)]
    assert matched(rows, [(counts(True, 1.0), counts(True, 1.0))]) == {"share_of_target": 0.99}
