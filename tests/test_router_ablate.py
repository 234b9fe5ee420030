"""The router's ablations: what is left out, and that the figures are those of a router trained so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from arbiter_app.router.features import NAMES, PORTABLE
from arbiter_app.router.rows import Rows, read_rows, split
from arbiter_app.router.train import train
from models.recipe import router_ablate
from tests.test_router import write_rows


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    path = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    write_rows(path)
    return read_rows(path)


@pytest.fixture(scope="module")
def table(rows: Rows) -> dict[str, list[float]]:
    (found,) = router_ablate.ablate(rows, None, 1)
    return found


def test_what_is_left_out_is_a_feature_and_is_not_seen(rows: Rows) -> None:
    assert {*router_ablate.HISTORY, *router_ablate.AUDIT} < set(NAMES)
    fitted, valid = split(rows, 0)
    scores = dict(router_ablate.scorers(fitted, 0))
    for name, seen in router_ablate.VARIANTS.items():
        blind = valid.x.copy()
        blind[:, [i for i, feature in enumerate(NAMES) if feature not in seen]] = 7.0
        assert (scores[name](blind) == scores[name](valid.x)).all()
        assert np.ptp(scores[name](valid.x)) > 0.5


def test_equal_weight_of_classes_raises_the_scores_of_the_rarer(rows: Rows) -> None:
    rare = rows.where((rows.y == 0) | (np.arange(len(rows.y)) % 5 == 0))
    fitted, valid = split(rare, 0)
    scores = dict(router_ablate.scorers(fitted, 0))
    plain, weighted = (scores[name](valid.x) for name in ("all features", "… classes weighted alike"))
    assert weighted.mean() > plain.mean() + 0.03
    assert abs(plain.mean() - valid.y.mean()) < abs(weighted.mean() - valid.y.mean())


@pytest.mark.parametrize("portable", [False, True])
def test_figures_are_those_of_a_trained_router(
    rows: Rows, table: dict[str, list[float]], tmp_path: Path, portable: bool
) -> None:
    card = train(rows, tmp_path, name="r", seed=0, threshold=None, command="test", portable=portable)
    row = table["… portable ones alone" if portable else "all features"]
    assert row == pytest.approx([card[key] for key in router_ablate.FIGURES.values()], abs=1e-4)
    assert len(card.get("reads", NAMES)) == len(PORTABLE if portable else NAMES)


def test_the_table_on_the_command_line(
    rows: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    write_rows(one, n_problems=60)
    write_rows(other, n_problems=100)
    lines = other.read_text().splitlines(keepends=True)
    other.write_text(lines[0].replace("small.gguf", "tiny.gguf") + "".join(lines[1:]))

    def called(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["router_ablate", *arguments])
        code = router_ablate.main()
        return code, *capsys.readouterr()

    code, out, _ = called("--rows", str(one), "--other", str(other), "--splits", "1")
    assert code == 0
    mine, theirs = out.strip().split("\n\n")[::2], out.strip().split("\n\n")[1::2]
    assert mine[0].startswith("small.gguf + large.gguf: 60 problems, ")
    assert mine[1].startswith("tiny.gguf + large.gguf: 100 problems, ")
    for text in theirs:
        table = text.splitlines()
        assert len(table) == 2 + len(router_ablate.VARIANTS) + 2
        assert {line.count("|") for line in table} == {len(router_ablate.FIGURES) + 2}
    assert theirs[0] != theirs[1]

    other.write_text("".join(line for line in lines if '"y": 1' not in line))
    for arguments, said in (
        (("--rows", str(other)), "problems have 0 steps where the target's is better"),
        (("--rows", str(one), "--other", str(other)), "--other holds too few problems"),
        (("--rows", str(tmp_path / "none")), "cannot read"),
    ):
        code, out, error = called(*arguments)
        assert (code, out, error.count("\n")) == (2, "", 1)
        assert error.startswith("router_ablate: ") and said in error
    with pytest.raises(SystemExit, match="2"):
        called("--rows", str(one), "--splits", "0")
    assert "--splits 0 is not a whole number" in capsys.readouterr().err


def test_labels_of_other_kinds_are_fitted_and_measured_on_the_exact_outcome(rows: Rows) -> None:
    upside_down = replace(rows, delta_sampled=(1 - 2 * rows.y).astype(float), delta_prm=rows.y.astype(float))
    (table,) = router_ablate.ablate(upside_down, None, 1)
    exact, sampled, by_prm = (
        table[name][0]
        for name in (
            "all features",
            "… y = 1[Δ > 0] with Δ by samples",
            "… y = 1[Δ > 0] with Δ by the reward model",
        )
    )
    assert by_prm == exact > 0.75 and sampled < 0.3


def test_a_second_round_is_measured_on_its_own_held_out_problems(rows: Rows) -> None:
    second = replace(rows, problem=np.char.add("second ", rows.problem))
    table = router_ablate.second_round(rows, second, 0)
    assert len(table) == 3 and all(0.7 < figures[0] < 1 for figures in table.values())
    drawn = router_ablate.drawn(rows, 20, 0)
    assert drawn.n_problems == 20 and set(drawn.problem) != set(np.unique(rows.problem)[:20])
    assert all((rows.problem == p).sum() == (drawn.problem == p).sum() for p in set(drawn.problem))
