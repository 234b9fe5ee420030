"""The router as it is used: an ONNX file and its card, asked for one number a step.

The card's `kind` says what it reads: `features`, the numbers of `features.py`, or `text`, the token ids of
problem and steps with a tag before each step for who wrote it (Arbitrage, arXiv 2512.05033, section 4.2).
Knows nothing of steps or models: others make its input, a policy compares its output with τ. Refuses,
in one line, a router that was made for other features or, unless it is portable, for another pair.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import files
from ..errors import ModelError
from .features import NAMES, VERSION
from .reward import open_reader, read

_KEYS = {
    "features": (
        "feature_version",
        "feature_names",
        "draft_fingerprint",
        "target_fingerprint",
        "threshold",
    ),
    "text": ("draft_fingerprint", "target_fingerprint", "tags"),
}
"""What a card must have, by kind of router. A portable one's fingerprints are of the pair it learnt from."""

TEXT_THRESHOLD = 0.5
"""Of a router that reads text and whose card gives none: the likelier class decides, as in the paper."""

_WAY_OUT = "train one for this pair (arbiter router collect, then train) or use --policy confidence"


class Router:
    """ŷ = P(the target's step would be better than the draft's). A context manager.

    `path` is the ONNX file; its card lies beside it, see `card_path`. `threshold` is the card's τ, found
    on the validation problems. With a fingerprint given, the router must have been trained for that very
    file, or be `portable`. `tags`, by who wrote a step, are there if the router reads text; only then it
    runs on `threads` CPU threads: one that reads features is so small that a second would get in the way.

    Raises ModelError when the file or its card is missing, damaged or does not fit.
    """

    def __init__(
        self,
        path: str | Path,
        threads: int = 1,
        /,
        *,
        draft_fingerprint: str | None = None,
        target_fingerprint: str | None = None,
    ) -> None:
        self.path = Path(path)
        model = _read(self.path)
        self.card = read_card(self.path)
        self._pair = pair_of(self.card)
        if draft_fingerprint:
            self._pair["draft_fingerprint"] = draft_fingerprint
        if target_fingerprint:
            self._pair["target_fingerprint"] = target_fingerprint
        self.threshold = float(self.card.get("threshold", TEXT_THRESHOLD))
        self.tags: dict[str, int] = self.card["tags"] if self.card["kind"] == "text" else {}
        self.portable = not self.tags and self.card.get("portable") is True
        if not self.tags:
            self._check_features()
        if not self.portable:
            self._check_pair(draft=draft_fingerprint, target=target_fingerprint)
        self._ask: Callable[[Any], float] | None
        if self.tags:
            session = open_reader(self.path, "router that reads text", "logits", threads)
            self._ask = partial(_read_logits, session, self.path)
        else:
            self._ask = open_scorer(self.path, model)

    def __enter__(self) -> Router:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the session. Safe to call twice."""
        self._ask = None

    def score(self, x: NDArray[np.float32] | Sequence[int]) -> float:
        """ŷ of one step, 0..1. `x`: what `features` returned, float32 of shape `(len(NAMES),)`, or, if the
        router reads text, the ids of problem and steps, a tag before each step.

        Raises ModelError where a router that reads text cannot read so many, or gives no two logits.
        """
        assert self._ask is not None, "the router is closed"
        return self._ask(x)

    def calibrated(self, of: str, budget: float) -> float | None:
        """The τ that `arbiter router calibrate` wrote for this budget of steps, tokens or seconds, and, where
        the router is portable, for this pair."""
        for entry in self.card.get("thresholds", []):
            if (entry["of"], entry["budget"]) == (of, budget) and pair_of(self.card | entry) == self._pair:
                return float(entry["threshold"])
        return None

    def _check_features(self) -> None:
        version = self.card["feature_version"]
        if version != VERSION:
            raise ModelError(
                f"router {self.path} reads features of version {version}, "
                f"this arbiter computes version {VERSION}; {_WAY_OUT}"
            )
        if self.card["feature_names"] != list(NAMES):
            raise ModelError(
                f"router {self.path} reads other features than this arbiter computes; {_WAY_OUT}"
            )

    def _check_pair(self, **given: str | None) -> None:
        for role, fingerprint in given.items():
            if fingerprint is not None and fingerprint != self.card[f"{role}_fingerprint"]:
                raise ModelError(
                    f"router {self.path} was trained for another {role} than this file "
                    f"({self.card.get(f'{role}_file', 'unnamed')}, fingerprint "
                    f"{self.card[f'{role}_fingerprint']}, not {fingerprint}); {_WAY_OUT}"
                )


def _read(path: Path) -> bytes:
    try:
        model = path.read_bytes()
    except FileNotFoundError:
        raise ModelError(f"no router file at {path}; {_WAY_OUT}") from None
    except OSError as error:
        raise ModelError(f"cannot read router {path}: {error.strerror}") from None
    if not model:
        raise ModelError(f"router {path} is empty; copy it again")
    return model


def card_path(path: Path) -> Path:
    """The card of the router `path`: `NAME-card.json` of its own where there is one, else `card.json`."""
    own = own_card(path)
    return own if own.is_file() else path.with_name("card.json")


def pair_of(card: dict[str, Any]) -> dict[str, str]:
    """The fingerprints in a router's card, in the header of rows, or in both."""
    return {key: card[key] for key in ("draft_fingerprint", "target_fingerprint")}


def own_card(path: Path) -> Path:
    """`text-card.json` for `text.onnx` and, as the recipe names it, for `tutor-text.onnx`."""
    return path.with_name(f"{path.stem.removeprefix('tutor-')}-card.json")


def read_card(path: Path) -> dict[str, Any]:
    """The card beside a router. Raises ModelError where it is missing or lacks what every router has."""
    beside = card_path(path)
    card = files.read_card(f"router {path}", beside)
    if not isinstance(card, dict):
        card = {}
    if card.get("kind") not in tuple(_KEYS):
        raise ModelError(
            f"{beside} is of kind {card.get('kind')!r}, not features or text; it is not the card of a router"
        )
    missing = [key for key in _KEYS[card["kind"]] if key not in card]
    if missing:
        raise ModelError(f"{beside} lacks {', '.join(missing)}; it is not the card of a router")
    _check_tags(card, beside)
    _check_thresholds(card, beside)
    return card


def _check_tags(card: dict[str, Any], beside: Path) -> None:
    tags = card.get("tags", {"draft": 0, "target": 0})
    whole = isinstance(tags, dict) and all(type(tags.get(role)) is int for role in ("draft", "target"))
    if not whole or not all(0 <= tag < 2**63 for tag in tags.values()):
        raise ModelError(f"{beside} must give draft and target a tag each, a token id; make the router again")


def _check_thresholds(card: dict[str, Any], beside: Path) -> None:
    calibrated = card.get("thresholds", [])
    if not isinstance(calibrated, list) or not all(
        isinstance(entry, dict)
        and isinstance(entry.get("of"), str)
        and isinstance(entry.get("budget"), int | float)
        and "threshold" in entry
        and all(isinstance(value, str) for value in pair_of(card | entry).values())
        for entry in calibrated
    ):
        raise ModelError(f"{beside} has thresholds that cannot be read; calibrate the router again")
    for threshold in (card.get("threshold", TEXT_THRESHOLD), *(entry["threshold"] for entry in calibrated)):
        if not isinstance(threshold, int | float) or not 0 <= threshold <= 1:
            raise ModelError(f"{beside} gives the threshold {threshold!r}, which is no number from 0 to 1")


def _read_logits(session: Any, path: Path, tokens: Sequence[int]) -> float:
    """What an open router that reads text says of a step."""
    logits = read(session, path, "logits", tokens, _WAY_OUT)
    if logits.shape != (2,) or not np.isfinite(logits).all():
        raise ModelError(
            f"router {path} must give two logits for {len(tokens)} tokens, but gave "
            f"{np.array2string(logits, threshold=4, edgeitems=1)}; {_WAY_OUT}"
        )
    exps = np.exp(logits - logits.max())
    return float(exps[1] / exps.sum())


def open_scorer(path: Path, model: bytes) -> Callable[[NDArray[np.float32]], float]:
    """ŷ as a function of one step's features, by a router's bytes; `path` only names it. For one thread at
    a time. Raises ModelError if it is none."""
    import onnxruntime  # 0.15 s that only a routed run should pay

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False  # a step is a few bytes
    options.log_severity_level = 4  # fatal: what goes wrong is raised, and standard error is the user's
    try:
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception:  # onnxruntime's errors have no other base
        raise ModelError(f"router {path} is truncated or no ONNX model; copy it again") from None
    puts = [(put.name, put.type, put.shape[1:]) for put in (*session.get_inputs(), *session.get_outputs())]
    if puts != [("features", "tensor(float)", [len(NAMES)]), ("score", "tensor(float)", [])]:
        raise ModelError(
            f"{path} is an ONNX model but no router: "
            f"it must turn float features of shape (n, {len(NAMES)}) into score (n,)"
        )
    # Bound once: handing arrays over anew takes time at each step, when the models have driven the code that
    # does it from the caches.
    x, score = np.empty((1, len(NAMES)), np.float32), np.empty(1, np.float32)
    binding = session.io_binding()
    binding.bind_input("features", "cpu", 0, np.float32, x.shape, x.ctypes.data)
    binding.bind_output("score", "cpu", 0, np.float32, score.shape, score.ctypes.data)

    def ask(features: NDArray[np.float32]) -> float:
        x[0] = features
        session.run_with_iobinding(binding)
        return float(score[0])

    return ask
