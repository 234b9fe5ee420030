"""The whole chain in one command: corpus, tokenizer, models, GGUFs, accuracies.

    python -m models.recipe.make [--out DIR] [--tiny] [--models NAME...] [--keep-corpus]

writes DIR/tutor-draft.gguf, DIR/tutor-target.gguf and DIR/train-log.json. With --keep-corpus the
corpus of an earlier run in DIR is used again and that run's entries in train-log.json stay.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch

from models.recipe import corpus, export, train
from models.recipe import tokenizer as bpe
from models.recipe.evaluate import evaluate

CORPUS_TOKENS = 300_000_000
TINY_CORPUS_TOKENS = 200_000


def make_model(name: str, recipe: train.Recipe, out: Path, seed: int, n: int) -> dict[str, Any]:
    """Train, save, export and evaluate one model; its entry of the log."""
    device = train.best_device()
    print(f"{name}: {recipe}")
    model, log = train.train(recipe, out, seed, device)
    train.save(model, out / f"{name}.pt")
    tokenizer = bpe.load(str(out / "tokenizer.json"))
    path = out / f"tutor-{name}.gguf"
    export.export(export.load_checkpoint(out / f"{name}.pt"), tokenizer, path)
    reports = {}
    for split in ("valid", "test", "ranges"):
        reports[split] = evaluate(model, tokenizer, split, n, seed, batch=1024)
        print(f"  {split}: {reports[split]['accuracy']:.3f} of {n}")
    return {"recipe": repr(recipe), "bytes": path.stat().st_size, "training": log, "accuracy": reports}


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the tutor pair from nothing.")
    parser.add_argument("--out", type=Path, default=Path("models/build"))
    parser.add_argument("--tiny", action="store_true", help="a toy pair, under a minute on a CPU")
    parser.add_argument("--models", nargs="+", metavar="NAME", help="default: every model of the table")
    parser.add_argument("--keep-corpus", action="store_true", help="go on with the corpus in DIR")
    parser.add_argument("--problems", type=int, help="problems a split in the evaluation")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    table = train.TINY if args.tiny else train.RECIPES
    names = args.models or list(table)
    if unknown := [name for name in names if name not in table]:
        parser.error(f"no model {unknown[0]!r}: choose from {', '.join(table)}")
    if args.tiny:
        torch.set_num_threads(1)  # a second gains nothing here, and on busy cores costs most of the speed
    problems = args.problems or (20 if args.tiny else 2000)
    out, log_path, began = args.out, args.out / "train-log.json", time.perf_counter()
    if args.keep_corpus:
        log = json.loads(log_path.read_text())
    else:
        tokens = TINY_CORPUS_TOKENS if args.tiny else CORPUS_TOKENS
        stats = corpus.build(out, tokens, table[names[0]].config.vocab, args.seed, 2 if args.tiny else 64)
        print(f"corpus: {stats}")
        log = {
            "seed": args.seed,
            "versions": {name: version(name) for name in ("torch", "tokenizers", "numpy", "gguf")},
            "python": platform.python_version(),
            "corpus": stats,
            "models": {},
        }
    for name in names:
        log["models"][name] = make_model(name, table[name], out, args.seed, problems)
        log["device"] = torch.cuda.get_device_name() if torch.cuda.is_available() else "CPU"
        log_path.write_text(json.dumps(log, indent=1))
    print(f"{time.perf_counter() - began:.0f} s in all; see {log_path}")


if __name__ == "__main__":
    main()
