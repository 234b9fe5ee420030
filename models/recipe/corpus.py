"""Curriculum -> tokenizer.json and shards of token ids with a loss mask, source by source.

    python -m models.recipe.corpus FOLDER [--tokens N] [--seed N] [--gsm8k FILE]

A row holds whole examples of one source, one after the other, each

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
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TypedDict

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from arbiter_app import curriculum
from arbiter_app.curriculum import Family, bank
from models.recipe import gsm8k
from models.recipe import tokenizer as bpe
from models.recipe.tokenizer import BOS, EOS

BLOCK = 512
"""Positions a model is trained on. A row has one token more, since inputs and targets are shifted."""

TOKENS = 300_000_000

SHARES = {"symbols": 0.46, "stories": 0.13, "bank": 0.28, "gsm8k": 0.05, "refusals": 0.08}
"""Of the tokens, where each comes from. Without the GSM8K file the others share its part."""

PROSE = frozenset(("stories", "bank", "gsm8k", "refusals"))
"""Sources in which the wording is what is learnt."""

_STORIES = frozenset(("word problems", "stories", "situations", "quantities"))
_TOPICS = {
    "stories": [family for family in curriculum.FAMILIES if family.topic in _STORIES],
    # Each hand-written story as often as any other, whatever its file and level.
    "bank": [Family("told", bank.TOPIC, lambda rng, level: rng.choice(bank.trained()).draw(rng))],
    "refusals": [family for family in curriculum.FAMILIES if family.topic == curriculum.SCOPE],
}
_TOPICS["symbols"] = [
    family for family in curriculum.FAMILIES if family.topic not in (*_STORIES, bank.TOPIC, curriculum.SCOPE)
]
# What the pair before got wrong most on `valid` is drawn twice as often.
_HARD = frozenset(Path(__file__).with_name("hard.txt").read_text(encoding="utf-8").split())
assert {family.name for family in _TOPICS["symbols"]} >= _HARD
_TOPICS["symbols"] += [family for family in _TOPICS["symbols"] if family.name in _HARD]

_POOL = 64  # examples to choose from when a row is filled; enough to leave under 1 % of it empty
_BATCH = 512  # problems tokenised at once


@dataclass(frozen=True, slots=True)
class Example:
    """Ids of one problem; `start` is where its solution begins."""

    ids: list[int]
    start: int

    def __len__(self) -> int:
        return len(self.ids)


def problems(source: str, seed: int, gsm8k_file: Path | None) -> Iterator[curriculum.Problem]:
    """Training problems of one source, without end."""
    if source != "gsm8k":
        return curriculum.stream(seed, "train", _TOPICS[source])
    assert gsm8k_file is not None
    return redrawn(gsm8k_file, seed, held_out=False)


def redrawn(gsm8k_file: Path, seed: int, *, held_out: bool) -> Iterator[curriculum.Problem]:
    """GSM8K's training problems with other numbers and wordings. One template in forty is held out."""
    templates = _share(gsm8k_file, held_out)
    rng = Random(f"{seed}:gsm8k:{held_out}")
    drawn = (p for p in gsm8k.stream(templates, rng) if curriculum.split_of(p.question) != "ranges")
    told = (curriculum.retell(rng, problem) for problem in drawn)
    return (problem for problem in told if held_out or curriculum.split_of(problem.question) == "train")


_templates = cache(gsm8k.load)  # seconds of work, and a process writes many shards


@cache
def _share(gsm8k_file: Path, held_out: bool) -> list[gsm8k.Template]:
    """The templates that are held out, or those that are trained on and the cuts of these."""
    templates = [t for i, t in enumerate(_templates(gsm8k_file)) if (i % 40 == 0) == held_out]
    if not held_out:
        # Goals that name nothing are what strange prose was then answered with: no such example.
        templates = [template for template in templates if template.named]
        cut = [earlier for template in templates for earlier in template.asked_earlier()]
        # Hardly a whole one is of one step. For some stories of this kind to be, those come three times.
        templates += cut + [template for template in cut if len(template.steps) == 1] * 2
    return templates


def encode(tokenizer: Tokenizer, problems: Iterable[curriculum.Problem]) -> Iterator[Example]:
    """Examples of those problems that fit in a row; all but a few in ten thousand do."""
    source = iter(problems)
    while batch := list(islice(source, _BATCH)):
        solutions = tokenizer.encode_batch([problem.solution for problem in batch], add_special_tokens=False)
        for problem, solution in zip(batch, solutions, strict=True):
            prompt = bpe.prompt_ids(tokenizer, problem.question)
            if len(prompt) + len(solution.ids) < BLOCK:
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
            pool.insert(bisect_right(pool, len(fresh), key=len), fresh)
        # A prompt stands at position 0 in use, so every kind of example must come first sometimes.
        rng.shuffle(chosen)
        at = 0
        for example in chosen:
            rows[row, at : at + len(example)] = example.ids
            mask[row, at + example.start : at + len(example)] = True
            at += len(example)
    return rows, mask


@dataclass(frozen=True, slots=True)
class Shard:
    """One pair of files to write: the rows of one source, and which part of it."""

    folder: Path
    source: str
    index: int
    n_rows: int
    seed: int
    gsm8k: Path | None

    def write(self) -> tuple[int, int]:
        """Returns how many examples they hold and how many ids carry loss."""
        tokenizer = bpe.load(str(self.folder / "tokenizer.json"))
        drawn = problems(self.source, self.seed * 1_000_000 + self.index, self.gsm8k)
        rows, mask = pack(encode(tokenizer, drawn), self.n_rows, Random(f"{self.seed}:{self.index}"))
        np.save(self.folder / f"{self.source}-rows-{self.index:03d}.npy", rows)
        np.save(self.folder / f"{self.source}-mask-{self.index:03d}.npy", np.packbits(mask, axis=1))
        return int((rows == BOS).sum()), int(mask.sum())


class Stats(TypedDict):
    tokens: int
    examples: int
    loss: float  # share of the ids that carry loss
    shares: dict[str, float]
    gsm8k: bool
    seconds: float


def shares(gsm8k_file: Path | None) -> dict[str, float]:
    """SHARES of the sources at hand, to a sum of one."""
    there = {source: share for source, share in SHARES.items() if source != "gsm8k" or gsm8k_file}
    return {source: round(share / sum(there.values()), 4) for source, share in there.items()}


def build(
    folder: Path, tokens: int, vocab: int, seed: int, n_shards: int, gsm8k_file: Path | None = None
) -> Stats:
    """Write tokenizer.json and about `n_shards` pairs of files, about `tokens` ids in all."""
    began = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.npy"):
        stale.unlink()
    parts = shares(gsm8k_file)
    n_sample, seen = min(20_000, tokens // 20), (seed + 1) * 1_000_000 - 1
    texts = (
        text
        for source, share in parts.items()
        for problem in islice(problems(source, seen, gsm8k_file), int(share * n_sample))
        for text in (problem.question, problem.solution)
    )
    bpe.train(texts, vocab).save(str(folder / "tokenizer.json"))
    jobs = [
        Shard(folder, source, index, max(1, int(tokens * share / BLOCK / n)), seed, gsm8k_file)
        for source, share in parts.items()
        for n in [max(1, round(n_shards * share))]
        for index in range(n)
    ]
    jobs.sort(key=lambda job: job.source != "gsm8k")  # these begin with seconds of reading templates
    # One process a core, each with a single-threaded tokenizer.
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    with get_context("spawn").Pool(min(n_shards, os.cpu_count() or 1)) as pool:
        examples, loss = zip(*pool.map(Shard.write, jobs, chunksize=1), strict=True)
    written = sum(job.n_rows for job in jobs) * (BLOCK + 1)
    return Stats(
        tokens=written,
        examples=sum(examples),
        loss=round(sum(loss) / written, 4),
        shares=parts,
        gsm8k=gsm8k_file is not None,
        seconds=round(time.perf_counter() - began, 1),
    )


Rows = tuple[npt.NDArray[np.uint16], npt.NDArray[np.bool_]]


def load(folder: Path) -> dict[str, Rows]:
    """By source: all rows [row, BLOCK + 1] and their loss mask, of the same shape."""
    loaded: dict[str, Rows] = {}
    for source in SHARES:
        if paths := sorted(folder.glob(f"{source}-rows-*.npy")):
            rows = np.concatenate([np.load(path) for path in paths])
            bits = np.concatenate([np.load(path) for path in sorted(folder.glob(f"{source}-mask-*.npy"))])
            loaded[source] = rows, np.unpackbits(bits, axis=1, count=BLOCK + 1).astype(np.bool_)
    return loaded


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the tokenizer and the training corpus.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tokens", type=int, default=TOKENS)
    parser.add_argument("--vocab", type=int, default=4096)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shards", type=int, default=64)
    parser.add_argument("--gsm8k", type=Path, metavar="FILE", help="GSM8K's training problems, JSON lines")
    args = parser.parse_args()
    print(build(args.folder, args.tokens, args.vocab, args.seed, args.shards, args.gsm8k))


if __name__ == "__main__":
    main()
