"""Rows collected in PyTorch: those of `arbiter router collect`, but for rounding."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from arbiter_app import bundled, curriculum
from arbiter_app.core import Speaker
from arbiter_app.engine.gguf import Model
from arbiter_app.engine.native import Gpu, LoadOptions
from arbiter_app.problems import Task
from arbiter_app.router import collect as on_the_cpu
from arbiter_app.router.features import NAMES
from arbiter_app.router.rows import read_rows, split

pytest.importorskip("torch")
pytest.importorskip("gguf")
collect = pytest.importorskip("models.recipe.collect")

ROOT = Path(__file__).parent.parent
N = 5


@pytest.fixture(scope="module")
def rows_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    flags = f"--pair models --minutes 0 --valid {N} --chunk {N} --samples 2 --seed 3"
    flags += " --prm router_onnx/tutor-prm.onnx"
    command = [sys.executable, "-m", "models.recipe.collect", "--out", str(out), *flags.split()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def lines(rows_file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in rows_file.read_text(encoding="utf-8").splitlines()][1:]


def test_first_steps_are_those_that_llama_cpp_writes(lines: list[dict[str, Any]]) -> None:
    problems: dict[str, curriculum.Problem] = {}
    for problem in curriculum.stream(3_000_000, "valid"):
        problems[problem.question] = problem
        if len(problems) == N:
            break
    options = LoadOptions(gpu=Gpu.OFF, threads=1)
    small, large = (bundled.path(f"models/tutor-{role}.gguf") for role in ("draft", "target"))
    with (
        Model(small, Speaker.DRAFT, options=options) as draft,
        Model(large, Speaker.TARGET, options=options) as target,
    ):
        alike = 0
        for line in (line for line in lines if line["index"] == 0):
            asked = problems[line["problem"]]
            task = Task("x", asked.question, asked.answer_text, asked.family)
            first = on_the_cpu.roll(task, draft, target, seed=1)[0]
            assert first.keys() - {"draft_seconds", "target_seconds"} < line.keys()
            counted = [
                first[key] == line[key] for key in ("y", "delta", "same", "draft_tokens", "target_tokens")
            ]
            near = np.isclose(first["features"], line["features"], atol=0.15, rtol=0.1).mean() > 0.9
            alike += all(counted) and bool(near)
    assert alike >= N - 2  # where two tokens are as likely, rounding decides


def test_rows_are_whole_and_know_that_they_are_held_out(rows_file: Path, lines: list[dict[str, Any]]) -> None:
    rows = read_rows(rows_file)
    assert rows.n_problems == N and rows.held_out.all() and rows.x.shape[1] == len(NAMES)
    for problem in {line["problem"] for line in lines}:
        of_it = [line for line in lines if line["problem"] == problem]
        assert [line["index"] for line in of_it] == list(range(len(of_it)))
        assert [line["last"] for line in of_it] == [False] * (len(of_it) - 1) + [True]
    for line in lines:
        if line["same"]:
            assert line["y"] == line["delta_prm"] == line["delta_sampled"] == 0
        assert -1 <= line["delta_prm"] <= 1 and line["delta_sampled"] in (-1, -0.5, 0, 0.5, 1)
    assert any(line["delta_prm"] for line in lines if not line["same"])


def test_what_says_that_it_is_held_out_is(rows_file: Path, tmp_path: Path) -> None:
    header, *lines = rows_file.read_text(encoding="utf-8").splitlines()
    kept = [json.loads(line) for line in lines]
    problems = sorted({line["problem"] for line in kept})
    for line in kept:
        line["held_out"] = line["problem"] in problems[:2]
        line["y"] = line["index"] % 2
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join([header, *map(json.dumps, kept)]) + "\n", encoding="utf-8")
    _, valid = split(read_rows(path), seed=0)
    assert set(valid.problem) == set(problems[:2])


def test_what_cannot_be_used_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = ROOT / "router_onnx" / "tutor-text.onnx"
    for flags, said in (
        (["--pair", str(tmp_path)], "no pair in"),
        (["--pair", str(ROOT / "models"), "--router", str(text)], "reads text"),
        (["--pair", str(ROOT / "models"), "--processes", "0"], "--processes 0 is not"),
    ):
        monkeypatch.setattr("sys.argv", ["collect", "--out", str(tmp_path / "rows"), *flags])
        try:
            code = collect.main()
        except SystemExit as end:
            code = end.code
        assert code == 2 and said in capsys.readouterr().err
    assert not (tmp_path / "rows").exists()


def test_no_problems_are_drawn_where_none_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "_tokenizer", None, raising=False)  # a process's own, which is not asked
    assert collect._drawn(1, "valid", 0) == []
