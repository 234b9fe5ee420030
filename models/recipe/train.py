"""Trains one model of the table on the corpus.

    python -m models.recipe.train FOLDER NAME [--seed N]

reads the shards in FOLDER, writes FOLDER/NAME.pt. Muon on the matrices inside the blocks, AdamW on
embedding and norms, warm-up and then linear decay to nothing over a fixed number of tokens. The data
stay on the device. Knows nothing of text or GGUF.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypedDict

import torch
import torch.nn.functional as F
from torch import Tensor

from models.recipe import corpus
from models.recipe.corpus import BLOCK
from models.recipe.model import Config, Llama


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is made. `rows` is the batch in rows of BLOCK tokens, `micro` how many fit at once."""

    config: Config
    tokens: int
    rows: int = 256
    micro: int = 256
    muon_lr: float = 0.02
    adam_lr: float = 3e-3
    warm_up: float = 0.02  # share of the run


RECIPES = {
    "draft": Recipe(Config(dim=64, n_layers=3, n_heads=2, ff=192), tokens=200_000_000),
    "target": Recipe(Config(dim=512, n_layers=10, n_heads=8, ff=1408), tokens=300_000_000, rows=512),
}

# Seconds on a CPU: proves the chain, not the models.
TINY = {
    "draft": Recipe(Config(dim=32, n_layers=1, n_heads=1, ff=96, vocab=512), 200_000, rows=4, micro=4),
    "target": Recipe(Config(dim=64, n_layers=2, n_heads=2, ff=192, vocab=512), 200_000, rows=4, micro=4),
}


class Log(TypedDict):
    parameters: int
    tokens: int
    seconds: float
    tokens_per_second: float
    losses: list[tuple[int, float]]  # tokens seen, mean loss in nats since the entry before


def masked_loss(model: Llama, rows: Tensor, mask: Tensor) -> Tensor:
    """Summed cross-entropy of the tokens under `mask`; rows and mask [row, BLOCK + 1]."""
    logits = model(rows[:, :-1])
    losses = F.cross_entropy(logits.flatten(0, 1).float(), rows[:, 1:].flatten(), reduction="none")
    return (losses * mask[:, 1:].flatten()).sum()


def shuffled(n_rows: int, batch: int, seed: int) -> Iterator[Tensor]:
    """Batches of row numbers without end, each row once an epoch."""
    generator = torch.Generator().manual_seed(seed)
    while True:
        yield from torch.randperm(n_rows, generator=generator)[: n_rows // batch * batch].view(-1, batch)


def train(recipe: Recipe, folder: Path, seed: int, device: torch.device) -> tuple[Llama, Log]:
    """Train on the corpus in `folder`; returns the model on `device`."""
    torch.manual_seed(seed)
    torch.compiler.reset()
    torch.set_float32_matmul_precision("high")
    model = Llama(recipe.config).to(device)
    matrices = [p for p in model.blk.parameters() if p.dim() == 2]
    others = [p for p in model.parameters() if not any(p is m for m in matrices)]
    muon = torch.optim.Muon(matrices, lr=recipe.muon_lr, weight_decay=0.1)
    adam = torch.optim.AdamW(others, lr=recipe.adam_lr, betas=(0.9, 0.95), weight_decay=0.0, fused=True)
    loss_of = torch.compile(masked_loss, dynamic=False) if device.type == "cuda" else masked_loss

    packed, bits = corpus.load(folder)
    # int16, because CUDA cannot index uint16; ids are far below its limit.
    rows = torch.from_numpy(packed.view("int16")).to(device)
    mask = torch.from_numpy(bits).to(device)
    batches = shuffled(len(rows), recipe.rows, seed)
    n_steps = recipe.tokens // (recipe.rows * BLOCK)
    losses: list[tuple[int, float]] = []
    summed, began = torch.zeros((), device=device), time.perf_counter()
    for step in range(n_steps):
        rate = min((step + 1) / (recipe.warm_up * n_steps), 1 - step / n_steps)
        muon.param_groups[0]["lr"], adam.param_groups[0]["lr"] = recipe.muon_lr * rate, recipe.adam_lr * rate
        chosen = next(batches).to(device)
        counted = mask[chosen, 1:].sum()
        for part in chosen.view(-1, recipe.micro):
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                loss = loss_of(model, rows[part].long(), mask[part]) / counted
            torch.autograd.backward(loss)
            summed += loss.detach()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        muon.step()  # type: ignore[no-untyped-call]
        adam.step()
        model.zero_grad()
        # A dozen entries a run: reading the loss waits for the device.
        if (step + 1) * 12 // n_steps > step * 12 // n_steps:
            since = step + 1 - (losses[-1][0] // (recipe.rows * BLOCK) if losses else 0)
            seen = (step + 1) * recipe.rows * BLOCK
            losses.append((seen, round(summed.item() / since, 4)))
            summed.zero_()
            speed = seen / (time.perf_counter() - began)
            print(f"  {seen:>12,} tokens  loss {losses[-1][1]:.4f}  {speed:,.0f} tok/s", flush=True)
    seconds, tokens = time.perf_counter() - began, n_steps * recipe.rows * BLOCK
    size = sum(p.numel() for p in model.parameters())
    return model, Log(
        parameters=size,
        tokens=tokens,
        seconds=round(seconds, 1),
        tokens_per_second=round(tokens / seconds),
        losses=losses,
    )


def save(model: Llama, path: Path) -> None:
    torch.save({"config": asdict(model.config), "weights": model.state_dict()}, path)


def best_device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def main() -> None:
    parser = argparse.ArgumentParser(description="Train one model of the recipe.")
    parser.add_argument("folder", type=Path, help="where corpus.py wrote")
    parser.add_argument("name", choices=RECIPES)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    model, _ = train(RECIPES[args.name], args.folder, args.seed, best_device())
    save(model, args.folder / f"{args.name}.pt")


if __name__ == "__main__":
    main()
