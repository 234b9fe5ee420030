"""Trains a router from collected rows, exports it to ONNX and writes its card.

Gradient-boosted trees over `features`, fitted to y with log-loss and without class weights: the
positives are few, but weights would only shift the probabilities, which are wanted calibrated, and
what the shift would buy is what the threshold is for. Problems, not rows, are split into those that
are fitted and those that every figure and the threshold come from.

Knows nothing of models beyond their fingerprints. The only module that imports scikit-learn and ONNX
(`pip install arbiter-app[train]`); equal rows and seed give an equal file.
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import shlex
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper
from scipy.stats import spearmanr
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss, roc_auc_score
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from ..engine.native import check_file, fingerprint
from ..errors import ArbiterError, UsageError
from .features import NAMES, VERSION
from .scoring import ask, open_session

HELD_OUT = 0.3
"""Share of the problems that are not fitted."""

MISS = 0.005
"""Share of held-out problems that may lose a step where y = 1 to the default threshold."""

PARITY = 1e-5
"""Largest difference allowed between scikit-learn's probability and onnxruntime's."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Steps, one a row. `x`: float32 (n, len(NAMES)). `y`, `delta`: int (n,). `problem`: str (n,)."""

    header: dict[str, Any]
    x: NDArray[np.float32]
    y: NDArray[np.int64]
    delta: NDArray[np.int64]
    problem: NDArray[np.str_]

    def where(self, mask: NDArray[np.bool_]) -> Rows:
        return Rows(self.header, self.x[mask], self.y[mask], self.delta[mask], self.problem[mask])

    @property
    def n_problems(self) -> int:
        return len(set(self.problem))


def read_rows(path: Path) -> Rows:
    """What `collect` wrote. Raises UsageError where it cannot be read or has other features."""
    try:
        header, *rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if header["feature_version"] != VERSION or header["feature_names"] != list(NAMES):
            raise UsageError(f"{path} holds other features than version {VERSION}; collect the rows again")
        if "command" not in header:
            raise UsageError(f"{path} does not say which command collected it; collect the rows again")
        return Rows(
            header,
            np.array([row["features"] for row in rows], dtype=np.float32).reshape(len(rows), len(NAMES)),
            np.array([row["y"] for row in rows], dtype=np.int64),
            np.array([row["delta"] for row in rows], dtype=np.int64),
            np.array([row["problem"] for row in rows], dtype=np.str_),
        )
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UsageError(
            f"{path} is not a file of rows; write one with python -m arbiter_app.router.collect"
        ) from None


def split(rows: Rows, seed: int) -> tuple[Rows, Rows]:
    """Fitted and held-out rows, by problem. Raises UsageError unless both hold both classes."""
    problems = np.unique(rows.problem)
    np.random.default_rng(seed).shuffle(problems)
    held_out = np.isin(rows.problem, problems[: round(HELD_OUT * len(problems))])
    fitted, valid = rows.where(~held_out), rows.where(held_out)
    if len(set(fitted.y)) < 2 or len(set(valid.y)) < 2:
        raise UsageError(
            f"{rows.n_problems} problems have {rows.y.sum()} steps where the target's is better, "
            "too few to learn from; collect more"
        )
    return fitted, valid


def fit(rows: Rows, seed: int) -> HistGradientBoostingClassifier:
    # Early stopping would hold out rows, and rows of one problem are alike.
    classifier = HistGradientBoostingClassifier(
        max_iter=150,
        learning_rate=0.05,
        max_leaf_nodes=15,
        min_samples_leaf=20,
        early_stopping=False,
        random_state=seed,
    )
    with threadpool_limits(1):  # the rows are few; threads that wait for a busy core cost far more
        return classifier.fit(rows.x, rows.y)


def export(classifier: HistGradientBoostingClassifier) -> onnx.ModelProto:
    """`features` float32 (n, len(NAMES)) → `score` float32 (n,): P(y = 1), the sigmoid of the trees' sum."""
    trees = [tree.nodes for (tree,) in classifier._predictors]
    tree_ids = np.repeat(np.arange(len(trees)), [len(tree) for tree in trees])
    node_ids = np.concatenate([np.arange(len(tree)) for tree in trees])
    nodes = np.concatenate(trees)
    leaf = nodes["is_leaf"].astype(bool)
    ensemble = helper.make_node(
        "TreeEnsembleRegressor",
        ["features"],
        ["logit"],
        domain="ai.onnx.ml",
        n_targets=1,
        base_values=[float(classifier._baseline_prediction.item())],
        nodes_treeids=tree_ids.tolist(),
        nodes_nodeids=node_ids.tolist(),
        nodes_featureids=nodes["feature_idx"].tolist(),
        nodes_values=np.where(leaf, 0, floor32(nodes["num_threshold"])).tolist(),
        nodes_modes=np.where(leaf, "LEAF", "BRANCH_LEQ").tolist(),
        nodes_truenodeids=nodes["left"].tolist(),
        nodes_falsenodeids=nodes["right"].tolist(),
        target_treeids=tree_ids[leaf].tolist(),
        target_nodeids=node_ids[leaf].tolist(),
        target_ids=[0] * int(leaf.sum()),
        target_weights=nodes["value"][leaf].tolist(),
    )
    graph = helper.make_graph(
        [
            ensemble,
            helper.make_node("Sigmoid", ["logit"], ["probability"]),
            helper.make_node("Reshape", ["probability", "flat"], ["score"]),
        ],
        "router",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, [None, len(NAMES)])],
        [helper.make_tensor_value_info("score", TensorProto.FLOAT, [None])],
        [helper.make_tensor("flat", TensorProto.INT64, [1], [-1])],
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", 1)]
    model = helper.make_model(graph, opset_imports=opsets)
    model.ir_version = 8  # onnxruntime reads what was current a few years ago everywhere
    onnx.checker.check_model(model, full_check=True)
    return model


def floor32(values: NDArray[np.float64]) -> NDArray[np.float32]:
    """The largest float32 not above each value: a float32 feature is ≤ one exactly if ≤ the other."""
    near = values.astype(np.float32)
    return np.where(near > values, np.nextafter(near, np.float32(-np.inf)), near)


def default_threshold(scores: NDArray[np.float64], rows: Rows, miss: float = MISS) -> float:
    """The largest τ, so the fewest escalations, that costs at most a share `miss` of the problems.

    A problem is lost when ŷ ≤ τ at a step with y = 1: at the lowest such ŷ, whatever the others are.
    This counts what the target could have saved, so it bounds the accuracy lost against target-only.
    """
    lowest = [
        float(scores[(rows.problem == p) & (rows.y == 1)].min()) for p in np.unique(rows.problem[rows.y == 1])
    ]
    allowed = int(miss * rows.n_problems)
    if allowed >= len(lowest):
        return 1.0
    return max(0.0, (math.ceil(1e4 * sorted(lowest)[allowed]) - 1) / 1e4)  # four digits, strictly below


def figures(scores: NDArray[np.float64], rows: Rows, threshold: float) -> dict[str, Any]:
    """Measured figures of a router on `rows`, as its card has them."""
    escalated = scores > threshold
    return {
        "n_problems": rows.n_problems,
        "n_steps": len(rows.y),
        "positive_rate": float(rows.y.mean()),
        "auroc": float(roc_auc_score(rows.y, scores)),
        "spearman_delta": float(spearmanr(scores, rows.delta).statistic),
        "log_loss": float(log_loss(rows.y, scores)),
        "calibration_error": calibration_error(scores, rows.y),
        "escalation_rate_at_threshold": float(escalated.mean()),
        "recall_at_threshold": float(escalated[rows.y == 1].mean()),
    }


def calibration_error(scores: NDArray[np.float64], y: NDArray[np.int64], n_bins: int = 10) -> float:
    """Mean |predicted − observed rate| over bins of equally many steps (expected calibration error)."""
    bins = np.array_split(np.argsort(scores, kind="stable"), n_bins)
    return float(sum(abs(scores[b].mean() - y[b].mean()) * len(b) for b in bins if len(b)) / len(y))


def train(
    rows: Rows, out: Path, *, name: str, seed: int, threshold: float | None, command: str
) -> dict[str, Any]:
    """Fit, export and measure; writes `<name>.onnx` and `card.json` into `out` and returns the card.

    The figures are those of the exported model, scored as it will be: by onnxruntime, step by step.
    """
    fitted, valid = split(rows, seed)
    classifier = fit(fitted, seed)
    model = export(classifier).SerializeToString()
    session = open_session(out / f"{name}.onnx", model)
    scores = np.array([ask(session, x) for x in valid.x])
    difference = np.abs(scores - classifier.predict_proba(valid.x)[:, 1]).max()
    assert difference <= PARITY, f"onnxruntime differs from scikit-learn by {difference}"
    tau = default_threshold(scores, valid) if threshold is None else threshold
    card = {
        "name": name,
        "kind": "features",
        "feature_version": VERSION,
        "feature_names": list(NAMES),
        **{
            key: rows.header[key]
            for key in ("draft_fingerprint", "target_fingerprint", "draft_file", "target_file")
        },
        "threshold": tau,
        **figures(scores, valid, tau),
        "n_problems_fitted": fitted.n_problems,
        "n_steps_fitted": len(fitted.y),
        "parity": float(difference),
        "trained_with": {
            "python": platform.python_version(),
            **{package: version(package) for package in ("numpy", "scikit-learn", "onnx")},
        },
        "collected_with": rows.header["command"],
        "command": command,
        "seed": seed,
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{name}.onnx").write_bytes(model)
    (out / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    return card


def check_pair(rows: Rows, **files: Path) -> None:
    """Raise UsageError unless the rows were collected with these very files, `draft` and `target`."""
    for role, path in files.items():
        check_file(path)
        if fingerprint(path) != rows.header[f"{role}_fingerprint"]:
            raise UsageError(f"the rows were collected with another {role} than {path}; collect them again")


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise ValueError
    return value


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m arbiter_app.router.train", description="Train a router for a pair."
    )
    parser.add_argument("--rows", type=Path, required=True, metavar="FILE", help="what router.collect wrote")
    parser.add_argument(
        "--draft", type=Path, required=True, metavar="FILE", help="the GGUF it was collected with"
    )
    parser.add_argument("--target", type=Path, required=True, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--name", default="tutor", help="of the ONNX file (default: tutor)")
    parser.add_argument(
        "--threshold", type=_share, metavar="TAU", help="default τ, instead of one found on held-out problems"
    )
    parser.add_argument("--seed", type=int, default=0)
    flags = parser.parse_args(arguments)
    command = f"{parser.prog} {shlex.join(sys.argv[1:] if arguments is None else arguments)}"
    try:
        rows = read_rows(flags.rows)
        check_pair(rows, draft=flags.draft, target=flags.target)
        card = train(
            rows, flags.out, name=flags.name, seed=flags.seed, threshold=flags.threshold, command=command
        )
    except ArbiterError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    for key in (
        "n_problems",
        "n_steps",
        "positive_rate",
        "auroc",
        "spearman_delta",
        "log_loss",
        "calibration_error",
        "threshold",
        "escalation_rate_at_threshold",
        "recall_at_threshold",
        "parity",
    ):
        print(f"{key:30}{card[key]:.6g}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
