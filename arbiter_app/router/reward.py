"""A process reward model (PRM): an ONNX file and its card, asked how good a step is.

It reads the token ids of problem and steps, as the pair's models do, and says at each token how good
the solution is so far; a step's reward is what it says at the step's last token. Knows nothing of
steps, models or policies. Refuses, in one line, a PRM that was made for another target.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import files
from ..errors import ModelError

CARD = "prm-card.json"

_WAY_OUT = "name one made for this pair (--prm FILE), or do without rsd, oracle and --waste prm"

NONE = f"there is no process reward model for this pair; {_WAY_OUT}"


class RewardModel:
    """Reward of the last step of a sequence of tokens, 0..1. A context manager.

    `path` is the ONNX file: `input_ids` int64 (1, n) → `scores` float (1, n) or (n,). `prm-card.json`
    lies beside it and holds `target_fingerprint`; with one given, it must be that very target's. Runs on
    `threads` CPU threads, and on every call reads all tokens anew.

    Raises ModelError when the file or its card is missing, damaged or does not fit.
    """

    def __init__(self, path: str | Path, *, target_fingerprint: str | None = None, threads: int = 1) -> None:
        self.path = Path(path)
        if not self.path.is_file():
            raise ModelError(f"no process reward model at {self.path}; {_WAY_OUT}")
        self.card = read_card(self.path)
        made_for = self.card["target_fingerprint"]
        if target_fingerprint not in (None, made_for):
            raise ModelError(
                f"process reward model {self.path} was made for another target than this one "
                f"(fingerprint {made_for}, not {target_fingerprint}); {_WAY_OUT}"
            )
        self._session = open_reader(self.path, "process reward model", "scores", threads)

    def __enter__(self) -> RewardModel:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the session. Safe to call twice."""
        self._session = None

    def score(self, tokens: Sequence[int]) -> float:
        """What it says at the last of `tokens`: prompt, steps before, the step. At least one.

        Raises ModelError where the model cannot read so many, or answers no number from 0 to 1.
        """
        assert self._session is not None, "the reward model is closed"
        scores = read(self._session, self.path, "scores", tokens, _WAY_OUT)
        reward = float(scores[-1]) if scores.size == len(tokens) else float("nan")
        if not 0 <= reward <= 1:
            raise ModelError(
                f"{self.path} must give each of {len(tokens)} tokens a score from 0 to 1, but gave "
                f"{scores.size} scores, the last {reward:g}; {_WAY_OUT}"
            )
        return reward


def read_card(path: Path) -> dict[str, Any]:
    """The card beside a PRM. Raises ModelError where it is missing or does not say for which target."""
    beside = path.with_name(CARD)
    card = files.read_card(f"process reward model {path}", beside)
    if not isinstance(card, dict) or not isinstance(card.get("target_fingerprint"), str):
        raise ModelError(f"{beside} lacks target_fingerprint; it is not the card of a reward model")
    return card


# -- models that read token ids: reward models, and routers that read text ---------------------------


def read(session: Any, path: Path, output: str, tokens: Sequence[int], way_out: str) -> NDArray[np.float32]:
    """All that an open model says of `tokens`, flat. Raises ModelError where it cannot read so many."""
    try:
        (found,) = session.run((output,), {"input_ids": np.array([tokens], np.int64)})
    except Exception as error:  # onnxruntime's errors have no other base
        why = str(error).splitlines()[0]
        raise ModelError(f"{path} cannot read {len(tokens)} tokens: {why}; {way_out}") from None
    flat: NDArray[np.float32] = found.reshape(-1)
    return flat


def open_reader(path: Path, what: str, output: str, threads: int) -> Any:
    """An onnxruntime session of a `what` that turns `input_ids` int64 (1, n) into `output`, on `threads`.

    Raises ModelError where the file is none.
    """
    import onnxruntime  # 0.15 s that only a run with such a model should pay

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # llama.cpp wants the cores
    options.log_severity_level = 4  # what goes wrong is raised, and standard error is the user's
    try:
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception:  # onnxruntime's errors have no other base
        raise ModelError(f"{what} {path} is truncated or no ONNX model; copy it again") from None
    inputs = [(put.name, put.type) for put in session.get_inputs()]
    if inputs != [("input_ids", "tensor(int64)")] or output not in [
        put.name for put in session.get_outputs()
    ]:
        raise ModelError(
            f"{path} is an ONNX model but no {what}: it must turn int64 input_ids of shape (1, n) "
            f"into {output}"
        )
    return session
