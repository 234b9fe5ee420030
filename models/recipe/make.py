"""The whole chain in one command: corpus, tokenizer, models, GGUFs, accuracies.

    python -m models.recipe.make [--out DIR] [--gsm8k FILE] [--check FILE...]
                                 [--tiny] [--models NAME...] [--keep-corpus]

writes DIR/tutor-draft.gguf, DIR/tutor-target.gguf and DIR/train-log.json. With --keep-corpus the
corpus of an earlier run in DIR is used again and that run's entries in train-log.json stay. --gsm8k
names GSM8K's training problems, which add to the corpus; --check names problem files that are only
measured, never trained on.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import torch

from arbiter_app import problems
from models.recipe import corpus, export, train
from models.recipe import tokenizer as bpe
from models.recipe.evaluate import Report, evaluate

TINY_CORPUS_TOKENS = 200_000


Tasks = dict[str, list[problems.Task]]


def held_out(n: int, seed: int, gsm8k: Path | None, check: list[Path]) -> Tasks:
    """What every model is measured on, by name."""
    tasks: Tasks = {split: problems.draw(split, n, seed) for split in ("valid", "test", "ranges", "unseen")}
    if gsm8k:
        redrawn = islice(corpus.redrawn(gsm8k, seed, held_out=True), n // 2)
        tasks["gsm8k-held-out"] = [problems.Task("", p.question, p.answer_text) for p in redrawn]
    return tasks | {path.stem: problems.read(path, n) for path in check}


def make_model(name: str, recipe: train.Recipe, out: Path, seed: int, tasks: Tasks) -> dict[str, Any]:
    """Train, save, export and evaluate one model; its entry of the log."""
    print(f"{name}: {recipe}")
    log = train.run(recipe, out, name, seed, train.n_processes())
    tokenizer = bpe.load(str(out / "tokenizer.json"))
    path = out / f"tutor-{name}.gguf"
    model = train.load(out / f"{name}.pt")
    export.export(model, tokenizer, path)
    model.to(train.best_device())
    reports: dict[str, Report] = {}
    for held, wanted in tasks.items():
        reports[held] = evaluate(model, tokenizer, wanted, batch=1024)
        print(f"  {held}: {reports[held]['accuracy']:.3f} of {len(wanted)}", flush=True)
    return {"recipe": repr(recipe), "bytes": path.stat().st_size, "training": log, "accuracy": reports}


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the tutor pair from nothing.")
    parser.add_argument("--out", type=Path, default=Path("models/build"))
    parser.add_argument("--tiny", action="store_true", help="a toy pair, under a minute on a CPU")
    parser.add_argument("--models", nargs="*", metavar="NAME", help="default: all; none: the corpus alone")
    parser.add_argument("--keep-corpus", action="store_true", help="go on with the corpus in DIR")
    parser.add_argument("--tokens", type=int, help="size of the corpus")
    parser.add_argument("--gsm8k", type=Path, metavar="FILE", help="GSM8K's training problems, JSON lines")
    parser.add_argument("--check", type=Path, nargs="+", default=[], metavar="FILE", help="measured only")
    parser.add_argument("--problems", type=int, help="problems a split in the evaluation; 0: none")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    table = train.TINY if args.tiny else train.RECIPES
    names = list(table) if args.models is None else args.models
    if unknown := [name for name in names if name not in table]:
        parser.error(f"no model {unknown[0]!r}: choose from {', '.join(table)}")
    if args.tiny:
        torch.set_num_threads(1)  # a second gains nothing here, and on busy cores costs most of the speed
    n = (20 if args.tiny else 2000) if args.problems is None else args.problems
    out, log_path, began = args.out, args.out / "train-log.json", time.perf_counter()
    if args.keep_corpus:
        log = json.loads(log_path.read_text())
    else:
        tokens = args.tokens or (TINY_CORPUS_TOKENS if args.tiny else corpus.TOKENS)
        vocab, shards = table["target"].config.vocab, 4 if args.tiny else 128
        stats = corpus.build(out, tokens, vocab, args.seed, shards, args.gsm8k)
        print(f"corpus: {stats}")
        log = {
            "seed": args.seed,
            "versions": {name: version(name) for name in ("torch", "tokenizers", "numpy", "gguf")},
            "python": platform.python_version(),
            "corpus": stats,
            "models": {},
        }
        log_path.write_text(json.dumps(log, indent=1))
    tasks = held_out(n, args.seed, args.gsm8k, args.check) if names and n else {}
    for name in names:
        log["models"][name] = make_model(name, table[name], out, args.seed, tasks)
        log["device"] = torch.cuda.get_device_name() if torch.cuda.is_available() else "CPU"
        log_path.write_text(json.dumps(log, indent=1))
    print(f"{time.perf_counter() - began:.0f} s in all; see {log_path}")


if __name__ == "__main__":
    main()
