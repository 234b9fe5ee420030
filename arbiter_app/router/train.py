"""Trains a router from collected rows, exports it to ONNX and writes its card.

Gradient-boosted trees over `features`, fitted to y with log-loss and without class weights: the
positives are few, but weights would only shift the probabilities, which are wanted calibrated, and
what the shift would buy is what the threshold is for. Problems, not rows, are split into those that
are fitted and those that every figure and the threshold come from. A portable router sees only the
features that mean the same for any pair.

Knows nothing of models. The only module that imports scikit-learn and ONNX
(`pip install arbiter-app[train]`); equal rows and seed give an equal file.
"""

from __future__ import annotations

import json
import math
import platform
from collections.abc import Sequence
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

from .features import NAMES, PORTABLE, VERSION
from .rows import Rows, split
from .scoring import card_path, open_scorer, own_card

MISS = 0.005
"""Share of held-out problems that may lose a step where y = 1 to the default threshold."""

TREES = {"max_iter": 150, "learning_rate": 0.05, "max_leaf_nodes": 15, "min_samples_leaf": 20}
MORE_TREES = {"max_iter": 300, "learning_rate": 0.08, "max_leaf_nodes": 31, "min_samples_leaf": 50}
MANY = 100_000
"""With more rows than these, more and larger trees are worth it."""

PARITY = 1e-5
"""Largest difference allowed between scikit-learn's probability and onnxruntime's."""


def columns(names: Sequence[str]) -> NDArray[np.intp]:
    """Where those features are among all."""
    return np.array([NAMES.index(name) for name in names])


def fit(rows: Rows, seed: int, names: Sequence[str] = NAMES) -> HistGradientBoostingClassifier:
    """Fitted to those features alone."""
    # Early stopping would hold out rows, and rows of one problem are alike.
    trees = MORE_TREES if len(rows.y) > MANY else TREES
    classifier = HistGradientBoostingClassifier(**trees, early_stopping=False, random_state=seed)
    with threadpool_limits(1):  # threads that wait for a busy core cost far more than they bring
        return classifier.fit(rows.x[:, columns(names)], rows.y)


def predict(
    classifier: HistGradientBoostingClassifier, x: NDArray[np.float32], names: Sequence[str] = NAMES
) -> NDArray[np.float64]:
    """P(y = 1) of features (n, len(NAMES)), by a classifier that was fitted to those `names`: shape (n,)."""
    with threadpool_limits(1):
        found: NDArray[np.float64] = classifier.predict_proba(x[:, columns(names)])[:, 1]
    return found


def export(classifier: HistGradientBoostingClassifier, names: Sequence[str] = NAMES) -> onnx.ModelProto:
    """`features` float32 (n, len(NAMES)) → `score` float32 (n,): P(y = 1), the sigmoid of the trees' sum.

    The model is given all features, also where it was fitted to those `names` alone."""
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
        nodes_featureids=np.where(leaf, 0, columns(names)[nodes["feature_idx"]]).tolist(),
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


def default_threshold(
    scores: NDArray[np.float64], y: NDArray[Any], problem: NDArray[Any], miss: float = MISS
) -> float:
    """The largest τ, so the fewest escalations, that costs at most a share `miss` of the problems.

    Of each step (n,): ŷ, whether the target's is better (0 or 1), and which problem it is of, by any name.
    A problem is lost when ŷ ≤ τ at a step with y = 1: at the lowest such ŷ, whatever the others are.
    This counts what the target could have saved, so it bounds the accuracy lost against target-only.
    """
    lowest = [float(scores[(problem == p) & (y == 1)].min()) for p in np.unique(problem[y == 1])]
    allowed = int(miss * len(np.unique(problem)))
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


def compared(fitted: Rows, valid: Rows, seed: int) -> dict[str, dict[str, float]]:
    """What leaving out the features of one pair alone costs: a router with all and one with the portable."""
    told = {}
    for kind, names in (("all features", NAMES), ("portable", PORTABLE)):
        found = figures(predict(fit(fitted, seed, names), valid.x, names), valid, 0.0)
        told[kind] = {key: found[key] for key in ("auroc", "log_loss")}
    return told


def train(
    rows: Rows,
    out: Path,
    *,
    name: str,
    seed: int,
    threshold: float | None,
    command: str,
    portable: bool = False,
) -> dict[str, Any]:
    """Fit, export and measure; writes `<name>.onnx` and its card into `out` and returns the card.

    The card is `card.json`; of a `portable` router `<name>-card.json`, so that both may lie together.
    The figures are those of the exported model, scored as it will be: by onnxruntime, step by step.
    """
    fitted, valid = split(rows, seed)
    names = PORTABLE if portable else NAMES
    classifier = fit(fitted, seed, names)
    model = export(classifier, names).SerializeToString()
    path = out / f"{name}.onnx"
    ask = open_scorer(path, model)
    scores = np.array([ask(x) for x in valid.x])
    difference = np.abs(scores - predict(classifier, valid.x, names)).max()
    assert difference <= PARITY, f"onnxruntime differs from scikit-learn by {difference}"
    tau = default_threshold(scores, valid.y, valid.problem) if threshold is None else threshold
    card = {
        "name": name,
        "kind": "features",
        "feature_version": VERSION,
        "feature_names": list(NAMES),
        **({"portable": True, "reads": list(names)} if portable else {}),
        **{
            key: rows.header[key]
            for key in ("draft_fingerprint", "target_fingerprint", "draft_file", "target_file")
        },
        "threshold": tau,
        **figures(scores, valid, tau),
        "compared": compared(fitted, valid, seed),
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
    path.write_bytes(model)
    beside = own_card(path) if portable else card_path(path)
    beside.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    return card
