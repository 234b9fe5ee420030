"""Trains one model of the table on the corpus.

    python -m models.recipe.train FOLDER NAME [--seed N]

reads the shards in FOLDER, writes FOLDER/NAME.pt. Muon on the matrices inside the blocks, AdamW on
embedding and norms, warm-up and then linear decay to nothing over a fixed number of tokens. Every
batch holds each source of the corpus in its share. The data stay on the device. Where there are
several GPUs, each takes its part of every batch. Knows nothing of text or GGUF.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypedDict

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import Tensor
from torch.multiprocessing.spawn import spawn

from models.recipe import corpus
from models.recipe.corpus import BLOCK
from models.recipe.model import Config, Llama
from models.recipe.tokenizer import BOS, EOS


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
    weight_decay: float = 0.1  # of the matrices
    prompt_loss: float = 0.0  # weight of a question's token, where a solution's is 1
    dropout: float = 0.0  # in a random half of the rows of prose: see Batches.next
    shares: Mapping[str, float] = field(default_factory=lambda: corpus.SHARES)


RECIPES = {
    "draft": Recipe(Config(dim=192, n_layers=2, n_heads=3, ff=512), tokens=300_000_000),
    "target": Recipe(
        Config(dim=512, n_layers=10, n_heads=8, ff=1344),
        tokens=1_750_000_000,
        rows=1024,
        prompt_loss=0.3,
        dropout=0.1,
    ),
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


def weighted_loss(model: Llama, rows: Tensor, weights: Tensor, thin: Tensor) -> Tensor:
    """Summed cross-entropy of the tokens by their weight; rows and weights [row, BLOCK + 1]; dropout
    in the rows of `thin` [row].

    A token sees its own example only, not those before it in the row: so it will be in use.
    """
    example = (rows[:, :-1] == BOS).cumsum(1)
    mask = (example[:, :, None] == example[:, None, :]).tril()
    logits = model(rows[:, :-1], mask=mask[:, None], thin=thin)
    losses = F.cross_entropy(logits.flatten(0, 1).float(), rows[:, 1:].flatten(), reduction="none")
    return (losses * weights[:, 1:].flatten()).sum()


def shuffled(n_rows: int, batch: int, generator: torch.Generator, device: torch.device) -> Iterator[Tensor]:
    """Batches of row numbers without end, each row once an epoch. They lie on the device, so that no
    step waits for a copy."""
    order = torch.empty(0, dtype=torch.long, device=device)
    while True:
        while len(order) < batch:
            order = torch.cat((order, torch.randperm(n_rows, generator=generator).to(device)))
        yield order[:batch]
        order = order[batch:]


def apportioned(rows: int, shares: Mapping[str, float]) -> dict[str, int]:
    """`rows` divided by the shares; what rounding leaves over goes to the largest."""
    total = sum(shares.values())
    counts = {source: int(rows * share / total) for source, share in shares.items()}
    counts[max(counts, key=counts.__getitem__)] += rows - sum(counts.values())
    return counts


class Batches:
    """The corpus on the device, and batches of it that hold each source in its share."""

    def __init__(self, folder: Path, recipe: Recipe, seed: int, device: torch.device) -> None:
        loaded = corpus.load(folder)
        # int16, because CUDA cannot index uint16; ids are far below its limit.
        self.rows = torch.cat([torch.from_numpy(rows.view("int16")) for rows, _ in loaded.values()]).to(
            device
        )
        self.mask = torch.cat([torch.from_numpy(mask) for _, mask in loaded.values()]).to(device)
        self.recipe = recipe
        generator, first = torch.Generator().manual_seed(seed), 0
        self.sources: list[tuple[int, Iterator[Tensor]]] = []
        counts = apportioned(recipe.rows, {source: recipe.shares.get(source, 0.0) for source in loaded})
        for source, (rows, _) in loaded.items():
            if n := counts[source]:
                self.sources.append((first, shuffled(len(rows), n, generator, device)))
            first += len(rows)
        is_prose = [source in corpus.PROSE for source in loaded for _ in range(counts[source])]
        self.prose, self.coin = torch.tensor(is_prose), torch.Generator().manual_seed(seed)

    def next(self) -> tuple[Tensor, Tensor, Tensor]:
        """Rows [row, BLOCK + 1], the weight of each token's loss, of the same shape, and the rows in which
        there is dropout [row]; the same on every device.

        Where digits are copied and added dropout only does harm. Were it in all of the prose and nowhere
        else, its absence would say that a question is none, and in use it is always absent: so it is in half.
        """
        chosen = torch.cat([first + next(batch) for first, batch in self.sources])
        rows, mask = self.rows[chosen].long(), self.mask[chosen]
        weights = mask.float()
        if self.recipe.prompt_loss:
            weights += self.recipe.prompt_loss * (~mask & (rows != EOS))
        thin = self.prose & (torch.rand(len(self.prose), generator=self.coin) < 0.5)
        return rows, weights, thin.to(rows.device, non_blocking=True)


def train(recipe: Recipe, folder: Path, seed: int, device: torch.device) -> tuple[Llama, Log]:
    """Train on the corpus in `folder`; returns the model on `device`. In a process group every process
    trains the same model on its part of each batch."""
    rank, world = (dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else (0, 1)
    torch.manual_seed(seed)
    torch.compiler.reset()
    torch.set_float32_matmul_precision("high")
    model = Llama(recipe.config).to(device)
    torch.manual_seed(seed + rank)  # the same weights everywhere, another dropout
    model.drop(recipe.dropout)
    matrices = [p for p in model.blk.parameters() if p.dim() == 2]
    others = [p for p in model.parameters() if not any(p is m for m in matrices)]
    muon = torch.optim.Muon(matrices, lr=recipe.muon_lr, weight_decay=recipe.weight_decay)
    adam = torch.optim.AdamW(others, lr=recipe.adam_lr, betas=(0.9, 0.95), weight_decay=0.0, fused=True)
    loss_of = torch.compile(weighted_loss, dynamic=False) if device.type == "cuda" else weighted_loss

    batches = Batches(folder, recipe, seed, device)
    n_steps = recipe.tokens // (recipe.rows * BLOCK)
    losses: list[tuple[int, float]] = []
    summed, began = torch.zeros((), device=device), time.perf_counter()
    for step in range(n_steps):
        rate = min((step + 1) / (recipe.warm_up * n_steps), 1 - step / n_steps)
        muon.param_groups[0]["lr"], adam.param_groups[0]["lr"] = recipe.muon_lr * rate, recipe.adam_lr * rate
        batch = batches.next()
        counted = batch[1][:, 1:].sum()
        rows, weights, thin = (whole[rank::world] for whole in batch)
        for at in range(0, len(rows), recipe.micro):
            part = slice(at, at + recipe.micro)
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                loss = loss_of(model, rows[part], weights[part], thin[part]) / counted
            torch.autograd.backward(loss)
            summed += loss.detach()
        if world > 1:
            add_up([p.grad for p in model.parameters() if p.grad is not None])
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        muon.step()  # type: ignore[no-untyped-call]
        adam.step()
        model.zero_grad()
        # A dozen entries a run: reading the loss waits for the device.
        if (step + 1) * 12 // n_steps > step * 12 // n_steps:
            since = step + 1 - (losses[-1][0] // (recipe.rows * BLOCK) if losses else 0)
            seen = (step + 1) * recipe.rows * BLOCK
            losses.append((seen, round(summed.item() * world / since, 4)))
            summed.zero_()
            speed = seen / (time.perf_counter() - began)
            if rank == 0:
                print(f"  {seen:>12,} tokens  loss {losses[-1][1]:.4f}  {speed:,.0f} tok/s", flush=True)
    seconds, tokens = time.perf_counter() - began, n_steps * recipe.rows * BLOCK
    size = sum(p.numel() for p in model.parameters())
    model.eval()
    return model, Log(
        parameters=size,
        tokens=tokens,
        seconds=round(seconds, 1),
        tokens_per_second=round(tokens / seconds),
        losses=losses,
    )


def add_up(tensors: list[Tensor]) -> None:
    """Each becomes its sum over all processes."""
    flat = torch.cat([tensor.flatten() for tensor in tensors])
    dist.all_reduce(flat)
    for tensor, part in zip(tensors, torch.split(flat, [t.numel() for t in tensors]), strict=True):
        tensor.copy_(part.view_as(tensor))


def run(recipe: Recipe, folder: Path, name: str, seed: int, world: int) -> Log:
    """Train in `world` processes, one a GPU where there are GPUs; writes FOLDER/NAME.pt."""
    if world == 1:
        return _train_and_save(recipe, folder, name, seed, best_device())
    with tempfile.TemporaryDirectory() as meeting:
        spawn(_process, (world, f"file://{meeting}/meet", recipe, folder, name, seed), nprocs=world)  # type: ignore[no-untyped-call]
    log: Log = torch.load(folder / f"{name}.pt", map_location="cpu", weights_only=True)["log"]
    return log


def _process(rank: int, world: int, meeting: str, recipe: Recipe, folder: Path, name: str, seed: int) -> None:
    on_gpu = torch.cuda.is_available()
    device = torch.device("cuda", rank) if on_gpu else torch.device("cpu")
    if on_gpu:
        torch.cuda.set_device(device)
    dist.init_process_group("nccl" if on_gpu else "gloo", meeting, rank=rank, world_size=world)
    _train_and_save(recipe, folder, name, seed, device)
    dist.destroy_process_group()


def _train_and_save(recipe: Recipe, folder: Path, name: str, seed: int, device: torch.device) -> Log:
    model, log = train(recipe, folder, seed, device)
    if not dist.is_initialized() or dist.get_rank() == 0:
        saved = {"config": asdict(model.config), "weights": model.state_dict(), "log": log}
        torch.save(saved, folder / f"{name}.pt")
    return log


def load(path: Path) -> Llama:
    """The model of a .pt file, on the CPU."""
    saved = torch.load(path, map_location="cpu", weights_only=True)
    model = Llama(Config(**saved["config"]))
    model.load_state_dict(saved["weights"])
    return model


def best_device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def n_processes() -> int:
    return max(1, torch.cuda.device_count())


def main() -> None:
    parser = argparse.ArgumentParser(description="Train one model of the recipe.")
    parser.add_argument("folder", type=Path, help="where corpus.py wrote")
    parser.add_argument("name", choices=RECIPES)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    run(RECIPES[args.name], args.folder, args.name, args.seed, n_processes())


if __name__ == "__main__":
    main()
