"""One change at a time to a middle-sized model: what each is worth, for the lab log.

    python -m models.recipe.ablate FOLDER [--gsm8k FILE] [--check FILE...] [--only NAME...] [--scale X]

trains every variant on the corpus in FOLDER and appends one JSON line a variant to
FOLDER/ablations.jsonl. Knows nothing of GGUF.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

from models.recipe import corpus, train
from models.recipe import tokenizer as bpe
from models.recipe.evaluate import evaluate
from models.recipe.make import held_out
from models.recipe.model import Config
from models.recipe.train import Recipe

BASE = Recipe(Config(dim=320, n_layers=8, n_heads=5, ff=896), tokens=100_000_000, prompt_loss=0.3)


VARIANTS = {
    "base": BASE,
    "no loss on questions": replace(BASE, prompt_loss=0.0),
    "dropout 0.1": replace(BASE, dropout=0.1),
    "three times the tokens": replace(BASE, tokens=3 * BASE.tokens),
    "three times the tokens, dropout 0.1": replace(BASE, tokens=3 * BASE.tokens, dropout=0.1),
    "learning rates x 2": replace(BASE, muon_lr=0.04, adam_lr=6e-3),
    "weight decay 0.5": replace(BASE, weight_decay=0.5),
    "without bank": replace(BASE, shares=corpus.SHARES | {"bank": 0.0}),
    "without gsm8k": replace(BASE, shares=corpus.SHARES | {"gsm8k": 0.0}),
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure one change at a time.")
    parser.add_argument("folder", type=Path, help="where corpus.py wrote")
    parser.add_argument("--gsm8k", type=Path, metavar="FILE")
    parser.add_argument("--check", type=Path, nargs="+", default=[], metavar="FILE")
    parser.add_argument("--only", nargs="+", choices=VARIANTS, default=list(VARIANTS), metavar="NAME")
    parser.add_argument("--problems", type=int, default=1000)
    parser.add_argument("--scale", type=float, default=1.0, help="of the tokens")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    tasks = held_out(args.problems, args.seed, args.gsm8k, args.check)
    del tasks["test"], tasks["ranges"]  # nothing is chosen by them
    tokenizer = bpe.load(str(args.folder / "tokenizer.json"))
    for name in args.only:
        recipe = replace(VARIANTS[name], tokens=int(args.scale * VARIANTS[name].tokens))
        model, log = train.train(recipe, args.folder, args.seed, train.best_device())
        reports = {held: evaluate(model, tokenizer, wanted, batch=1024) for held, wanted in tasks.items()}
        entry = {
            "variant": name,
            "parameters": log["parameters"],
            "tokens": log["tokens"],
            "seconds": log["seconds"],
            "loss": log["losses"][-1][1],
            "accuracy": {held: report["accuracy"] for held, report in reports.items()},
        }
        print(json.dumps(entry), flush=True)
        with (args.folder / "ablations.jsonl").open("a", encoding="utf-8") as out:
            out.write(json.dumps(entry | {"reports": reports}) + "\n")


if __name__ == "__main__":
    main()
