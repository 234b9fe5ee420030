"""Curriculum -> tokenizer.json and shards of token ids with a loss mask.

    python -m models.recipe.corpus FOLDER [--tokens N] [--seed N]

A row holds whole examples, one after the other, each

    <|bos|> <|user|> question <|assistant|> solution <|eos|>

and is filled up with <|eos|>. Loss falls on the solution and its <|eos|>. The bytes depend on seed,
size and number of shards only, never on the number of cores. Knows nothing of models.
"""

from __future__ import annotations

import argparse
import os
import time
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TypedDict

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from arbiter_app import curriculum
from models.recipe import tokenizer as bpe
from models.recipe.tokenizer import BOS, EOS

BLOCK = 512
"""Positions a model is trained on. A row has one token more, since inputs and targets are shifted."""

_POOL = 64  # examples to choose from when a row is filled; enough to leave under 1 % of it empty
_BATCH = 512  # problems tokenised at once


@dataclass(frozen=True, slots=True)
class Example:
    """Ids of one problem; `start` is where its solution begins."""

    ids: list[int]
    start: int

    def __len__(self) -> int:
        return len(self.ids)


def encode(tokenizer: Tokenizer, problems: Iterable[curriculum.Problem]) -> Iterator[Example]:
    source = iter(problems)
    while batch := list(islice(source, _BATCH)):
        solutions = tokenizer.encode_batch([problem.solution for problem in batch], add_special_tokens=False)
        for problem, solution in zip(batch, solutions, strict=True):
            prompt = bpe.prompt_ids(tokenizer, problem.question)
            yield Example([*prompt, *solution.ids, EOS], len(prompt))


def pack(
    examples: Iterator[Example], n_rows: int, rng: Random
) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.bool_]]:
    """Fill rows [n_rows, BLOCK + 1] with whole examples, best fit first; and their loss mask."""
    rows = np.full((n_rows, BLOCK + 1), EOS, np.uint16)
    mask = np.zeros((n_rows, BLOCK + 1), np.bool_)
    pool = sorted(islice(examples, _POOL), key=len)
    for row in range(n_rows):
        chosen: list[Example] = []
        room = BLOCK + 1
        while (fit := bisect_right(pool, room, key=len)) > 0:
            # Any that fits while there is plenty of room, the longest that fits to close the row.
            example = pool.pop(rng.randrange(fit) if room > BLOCK // 2 else fit - 1)
            chosen.append(example)
            room -= len(example)
            fresh = next(examples)
            assert len(fresh) <= BLOCK + 1, f"an example of {len(fresh)} tokens: raise BLOCK"
            pool.insert(bisect_right(pool, len(fresh), key=len), fresh)
        # A prompt stands at position 0 in use, so every kind of example must come first sometimes.
        rng.shuffle(chosen)
        at = 0
        for example in chosen:
            rows[row, at : at + len(example)] = example.ids
            mask[row, at + example.start : at + len(example)] = True
            at += len(example)
    return rows, mask


def write_shard(folder: Path, index: int, n_rows: int, seed: int) -> tuple[int, int]:
    """Write one pair of files; returns how many examples they hold and how many ids carry loss."""
    tokenizer = bpe.load(str(folder / "tokenizer.json"))
    problems = curriculum.stream(seed * 1_000_000 + index, "train")
    rows, mask = pack(encode(tokenizer, problems), n_rows, Random(f"{seed}:{index}"))
    np.save(folder / f"rows-{index:03d}.npy", rows)
    np.save(folder / f"mask-{index:03d}.npy", np.packbits(mask, axis=1))
    return int((rows == BOS).sum()), int(mask.sum())


class Stats(TypedDict):
    tokens: int
    examples: int
    loss: float  # share of the ids that carry loss
    seconds: float


def build(folder: Path, tokens: int, vocab: int, seed: int, n_shards: int) -> Stats:
    """Write tokenizer.json and `n_shards` pairs of rows-*.npy and mask-*.npy, `tokens` ids in all."""
    began = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.npy"):
        stale.unlink()
    sample = islice(curriculum.stream(seed * 1_000_000 + n_shards, "train"), min(20_000, tokens // 20))
    texts = (text for problem in sample for text in (problem.question, problem.solution))
    bpe.train(texts, vocab).save(str(folder / "tokenizer.json"))
    n_rows = tokens // (BLOCK * n_shards)
    jobs = [(folder, index, n_rows, seed) for index in range(n_shards)]
    # One process a core, each with a single-threaded tokenizer.
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    with get_context("spawn").Pool(min(n_shards, os.cpu_count() or 1)) as pool:
        examples, loss = zip(*pool.starmap(write_shard, jobs, chunksize=1), strict=True)
    written = n_rows * n_shards * (BLOCK + 1)
    seconds = round(time.perf_counter() - began, 1)
    return Stats(tokens=written, examples=sum(examples), loss=round(sum(loss) / written, 4), seconds=seconds)


def load(folder: Path) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.bool_]]:
    """All rows [row, BLOCK + 1] and their loss mask, of the same shape."""
    rows = np.concatenate([np.load(path) for path in sorted(folder.glob("rows-*.npy"))])
    bits = np.concatenate([np.load(path) for path in sorted(folder.glob("mask-*.npy"))])
    return rows, np.unpackbits(bits, axis=1, count=BLOCK + 1).astype(np.bool_)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the tokenizer and the training corpus.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tokens", type=int, default=300_000_000)
    parser.add_argument("--vocab", type=int, default=2048)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shards", type=int, default=64)
    args = parser.parse_args()
    print(build(args.folder, args.tokens, args.vocab, args.seed, args.shards))


if __name__ == "__main__":
    main()
