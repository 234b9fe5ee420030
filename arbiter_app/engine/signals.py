"""What a model knows while it writes: log-probability, entropy and margin of each token.

The router reads these instead of asking another model; see "Signals" in the design. Knows nothing
of llama.cpp: rows of logits come in, three numbers a row go out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..core import Signals

_FLOOR = -80.0  # e^-80 vanishes in a sum of float32, and keeps masked (-inf) logits out of 0 * inf
_BUFFER_BYTES = 4 << 20


class Recorder:
    """Copies each row of logits as it comes and measures them many at a time.

    A row at a time would cost more in calls, and in caches that the model has just emptied, than the
    arithmetic itself: 40 µs a token against 12 at a vocabulary of 2k.
    """

    def __init__(self, n_vocab: int) -> None:
        self._rows = np.empty((max(1, _BUFFER_BYTES // (4 * n_vocab)), n_vocab), np.float32)
        self._tokens: list[int] = []
        self._measured: list[tuple[NDArray[np.float32], ...]] = []

    def add(self, logits: NDArray[np.float32], token: int) -> None:
        """Take the logits, float32 of shape (n_vocab,), from which `token` was chosen."""
        if len(self._tokens) == len(self._rows):
            self._flush()
        self._rows[len(self._tokens)] = logits
        self._tokens.append(token)

    def clear(self) -> None:
        """Forget what was not taken."""
        self._tokens.clear()
        self._measured.clear()

    def take(self) -> Signals:
        """Signals of every token since the last `take` or `clear`."""
        self._flush()
        columns = [np.concatenate(parts).tolist() for parts in zip(*self._measured, strict=True)]
        self._measured.clear()
        return Signals(*map(tuple, columns))

    def _flush(self) -> None:
        if self._tokens:
            self._measured.append(measure(self._rows[: len(self._tokens)], self._tokens))
            self._tokens.clear()


def measure(
    logits: NDArray[np.float32], tokens: Sequence[int]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """(log-probability of each token, entropy in nats, probability margin of first over second choice).

    `logits`: float32 of shape (n, n_vocab), untempered; `tokens`: n ids. Three arrays of shape (n,).
    """
    every = np.arange(len(logits))
    top = logits.argmax(axis=1)
    shifted = np.maximum(logits - logits[every, top, None], _FLOOR)
    weights = np.exp(shifted)
    total = weights.sum(axis=1)
    log_total = np.log(total)
    entropy = log_total - np.einsum("ij,ij->i", weights, shifted) / total
    weights[every, top] = 0.0
    margin = (1.0 - weights.max(axis=1)) / total
    return shifted[every, tokens] - log_total, entropy, margin
