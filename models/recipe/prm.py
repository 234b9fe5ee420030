"""A process reward model and a router that reads text, from rollouts of a pair to two ONNX files.

    python -m models.recipe.prm --pair FOLDER|DRAFT TARGET --out FOLDER [--minutes N] [--tiny]

writes rows.npz (`rollouts.py`) and tutor-prm.onnx, tutor-text.onnx with a card each. The PRM reads the
ids of prompt and steps as the pair does; what it says at a step's last token is its estimate of the
step's value. The router is the same body, taken over from the PRM and trained on as a classifier of
y = 1[the target would have ended right where the draft's step does not] (Arbitrage, arXiv 2512.05033,
section 4.2), with a tag before each step for who wrote it. Knows nothing of how they are used.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shlex
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score
from torch import Tensor, nn

from arbiter_app.errors import ArbiterError, UsageError
from arbiter_app.files import fingerprint
from arbiter_app.router.train import default_threshold
from models.recipe import rollouts, train
from models.recipe.model import Block, Config, Llama
from models.recipe.rollouts import DRAFT, TARGET, Budget, Rows
from models.recipe.tokenizer import EOS

N_TAGS = 2
"""Rows of the embedding after the vocabulary's: the draft's tag, then the target's."""

PARITY = 1e-4
"""Largest difference allowed between PyTorch's probability and onnxruntime's."""

MAX_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Recipe:
    """How both are trained. `body` None: the draft's own weights are where the PRM begins."""

    body: Config | None
    epochs: int = 8
    batch: int = 256
    lr: float = 1e-3
    dropout: float = 0.1
    text_loss: float = 0.2  # weight of predicting the next id, which teaches the body what steps say


FRESH = Config(dim=160, n_layers=4, n_heads=5, ff=416)
TINY = Recipe(Config(dim=32, n_layers=2, n_heads=2, ff=96), epochs=20, batch=8)
TINY_BUDGET = Budget(valid=1, train=1, chunk=1, seconds=0.0, k=2)


class Scorer(Llama):
    """A Llama whose head gives `n_out` numbers a position instead of logits of the next id."""

    def __init__(self, config: Config, n_out: int) -> None:
        super().__init__(config)
        self.head = nn.Linear(config.dim, n_out)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def states(self, ids: Tensor) -> Tensor:
        """Final states [batch, position, dim] of ids [batch, position]. Attention is causal, so what
        stands behind a position, padding say, changes nothing."""
        cos, sin = self.rope(0, ids.shape[1], ids.device)
        x: Tensor = self.token_embd(ids)
        for block in self.blk:
            x = block(x, cos, sin, None, None)
        out: Tensor = self.output_norm(x)
        return out

    def forward(self, ids: Tensor, cache: Any = None, mask: Any = None, thin: Any = None) -> Tensor:
        """Logits [batch, position, n_out]."""
        assert cache is None and mask is None and thin is None
        out: Tensor = self.head(self.states(ids))
        return out


def begun_from(body: Llama, n_out: int) -> Scorer:
    """A scorer with another model's weights but the head; tags are added where it has none."""
    vocab = body.config.vocab + (0 if isinstance(body, Scorer) else N_TAGS)
    scorer = Scorer(replace(body.config, vocab=vocab), n_out)
    weights = {name: weight for name, weight in body.state_dict().items() if not name.startswith("head")}
    embedding = weights.pop("token_embd.weight")
    scorer.load_state_dict(weights, strict=False)
    with torch.no_grad():
        scorer.token_embd.weight[: len(embedding)] = embedding
    return scorer


# -- training --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Examples:
    """What a scorer is fitted to: `ids` int64 (n, width); at positions `at` (n, m) it should say `y`
    (n, m) where `counted` (n, m)."""

    ids: Tensor
    at: Tensor
    y: Tensor
    counted: Tensor


def rewards(rows: Rows) -> Examples:
    """For the PRM: the value of every prefix, the bare prompt's too."""
    there = rows.ends >= 0
    return Examples(
        torch.from_numpy(rows.ids.astype(np.int64)),
        torch.from_numpy(rows.ends.astype(np.int64) - 1).clamp(min=0),
        torch.from_numpy(rows.value),
        torch.from_numpy(there),
    )


def advantages(rows: Rows, vocab: int) -> Examples:
    """For the router: y at each of the draft's steps, with tags of who wrote what before every step."""
    ids, ends = tagged(rows, vocab)
    y = rows.greedy[:, :-1] & ~rows.greedy[:, 1:]
    counted = (rows.ends[:, 1:] >= 0) & (rows.by[:, 1:] == DRAFT)
    some = counted.any(1)  # a solution of the target's alone teaches nothing here
    return Examples(
        torch.from_numpy(ids[some]),
        torch.from_numpy(ends[some, 1:] - 1).clamp(min=0),
        torch.from_numpy(y[some].astype(np.float32)),
        torch.from_numpy(counted[some]),
    )


def tagged(rows: Rows, vocab: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids with a tag before each step, vocab + DRAFT or vocab + TARGET, and where the steps end in them."""
    n_steps = rows.ends.shape[1] - 1
    ids = np.pad(rows.ids.astype(np.int64), ((0, 0), (0, n_steps)), constant_values=EOS)
    ends = rows.ends + np.where(rows.ends >= 0, np.arange(n_steps + 1), 0)
    for row, (old, by) in enumerate(zip(rows.ends, rows.by, strict=True)):
        n = int((old >= 0).sum())
        tags = vocab + by[1:n].astype(np.int64)
        whole = np.insert(rows.ids[row, : old[n - 1]].astype(np.int64), old[: n - 1], tags)
        ids[row, : len(whole)] = whole
    return ids, ends.astype(np.int64)


def said(scorer: Scorer, states: Tensor, at: Tensor) -> Tensor:
    """Log-odds at those positions (n, m). Of two logits, the second's lead over the first."""
    there = states.gather(1, at[:, :, None].expand(-1, -1, states.shape[2]))
    logits: Tensor = scorer.head(there).float()
    return logits[..., -1] if logits.shape[-1] == 1 else logits[..., 1] - logits[..., 0]


def batches(examples: Examples, size: int, rng: np.random.Generator | None) -> Iterator[Examples]:
    """Each example once, those of like length together, cut to the longest; in a new order with `rng`."""
    lengths = torch.where(examples.counted, examples.at, 0).amax(1).numpy()
    noise = rng.random(len(lengths)) * 16 if rng else 0
    parts = np.array_split(np.argsort(lengths + noise), max(1, len(lengths) // size))
    for part in [parts[i] for i in rng.permutation(len(parts))] if rng else parts:
        chosen = torch.from_numpy(part)
        width = int(lengths[part].max()) // 32 * 32 + 32  # few different shapes
        ids = examples.ids[chosen, :width]
        yield Examples(ids, examples.at[chosen], examples.y[chosen], examples.counted[chosen])


def fit(scorer: Scorer, examples: Examples, recipe: Recipe, seed: int, device: torch.device) -> Scorer:
    """Binary cross-entropy with soft labels, plus that of the next id; warm-up, then linear decay."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    scorer.to(device).train()
    scorer.drop(recipe.dropout)
    adam = torch.optim.AdamW(scorer.parameters(), lr=recipe.lr, betas=(0.9, 0.95), weight_decay=0.1)
    n_batches = recipe.epochs * max(1, len(examples.ids) // recipe.batch)
    done = 0
    for epoch in range(recipe.epochs):
        summed = n = 0.0
        for batch in batches(examples, recipe.batch, rng):
            adam.param_groups[0]["lr"] = recipe.lr * min(
                (done + 1) / (0.05 * n_batches), 1 - done / n_batches
            )
            ids, at, y, counted = (x.to(device) for x in (batch.ids, batch.at, batch.y, batch.counted))
            at = at.clamp(max=ids.shape[1] - 1)  # only of what does not count
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                states = scorer.states(ids)
                loss = F.binary_cross_entropy_with_logits(said(scorer, states, at)[counted], y[counted])
                text = F.linear(states[:, :-1], scorer.token_embd.weight).flatten(0, 1).float()
                next_id = F.cross_entropy(text, ids[:, 1:].flatten(), ignore_index=EOS)
            torch.autograd.backward(loss + recipe.text_loss * next_id)
            torch.nn.utils.clip_grad_norm_(scorer.parameters(), 1.0)
            adam.step()
            adam.zero_grad()
            summed, n, done = summed + loss.item(), n + 1, done + 1
        print(f"  epoch {epoch + 1}: loss {summed / n:.4f}", flush=True)
    return rounded(scorer.cpu().float().eval())


def rounded(scorer: Scorer) -> Scorer:
    """The scorer with its matrices as float16 holds them, as they are written."""
    with torch.no_grad():
        for weight in scorer.parameters():
            if weight.dim() == 2:
                weight.copy_(weight.half())
    return scorer


@torch.inference_mode()
def scores(scorer: Scorer, examples: Examples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Probabilities that a scorer gives and what they should be, of all that counts, in one order."""
    ours, gold = [], []
    for batch in batches(examples, 64, None):
        at = batch.at.clamp(max=batch.ids.shape[1] - 1)
        ours.append(said(scorer, scorer.states(batch.ids), at).sigmoid()[batch.counted])
        gold.append(batch.y[batch.counted])
    return torch.cat(ours).double().numpy(), torch.cat(gold).double().numpy()


# -- ONNX ------------------------------------------------------------------------------------------


class Graph:
    """Nodes as they are called for: `graph("MatMul", a, b)` adds one and returns its output's name."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def __call__(self, op: str, *inputs: str, name: str | None = None, **attributes: Any) -> str:
        output = name or f"{op}-{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [output], **attributes))
        return output

    def constant(self, values: Any, dtype: Any) -> str:
        self.weights.append(numpy_helper.from_array(np.asarray(values, dtype), f"c{len(self.weights)}"))
        return str(self.weights[-1].name)

    def matrix(self, weight: NDArray[np.float32]) -> str:
        """Of a linear layer, (out, in); float16 in the file, float32 as soon as it is loaded."""
        return self("Cast", self.constant(weight.T, np.float16), to=TensorProto.FLOAT)

    def norm(self, x: str, weight: NDArray[np.float32], eps: float) -> str:
        mean = self("ReduceMean", self("Mul", x, x), self.constant([-1], np.int64))
        root = self("Sqrt", self("Add", mean, self.constant(eps, np.float32)))
        return self("Mul", self("Div", x, root), self.constant(weight, np.float32))


def halves(weight: NDArray[np.float32], n_heads: int) -> NDArray[np.float32]:
    """Rows of a query or key matrix so ordered that a rotation's pairs (2i, 2i + 1) become (i, i + half):
    all products of queries with keys stay, and rotating takes two slices instead of a shuffle."""
    heads = weight.reshape(n_heads, -1, 2, weight.shape[1])
    return heads.transpose(0, 2, 1, 3).reshape(weight.shape)


def add_block(
    g: Graph, x: str, w: dict[str, NDArray[np.float32]], config: Config, rope: tuple[str, ...]
) -> str:
    """One layer over x [1, n, dim]; `w` are its weights by name, `rope` names cosines, sines and mask."""
    cos, sin, mask = rope
    head_dim = config.dim // config.n_heads

    def heads(weight: NDArray[np.float32]) -> str:
        y = g("MatMul", h, g.matrix(weight))
        y = g("Reshape", y, g.constant([0, 0, config.n_heads, head_dim], np.int64))
        return g("Transpose", y, perm=[0, 2, 1, 3])

    def turned(y: str) -> str:
        bounds = [g.constant([i], np.int64) for i in (0, head_dim // 2, head_dim, -1)]
        a, b = (g("Slice", y, bounds[i], bounds[i + 1], bounds[3]) for i in (0, 1))
        first = g("Sub", g("Mul", a, cos), g("Mul", b, sin))
        return g("Concat", first, g("Add", g("Mul", a, sin), g("Mul", b, cos)), axis=-1)

    h = g.norm(x, w["attn_norm.weight"], config.norm_eps)
    q, k = (turned(heads(halves(w[f"attn_{kind}.weight"], config.n_heads))) for kind in "qk")
    v = heads(w["attn_v.weight"])
    products = g("MatMul", q, g("Transpose", k, perm=[0, 1, 3, 2]))
    scaled = g("Mul", products, g.constant(head_dim**-0.5, np.float32))
    y = g("MatMul", g("Softmax", g("Add", scaled, mask), axis=-1), v)
    y = g("Reshape", g("Transpose", y, perm=[0, 2, 1, 3]), g.constant([0, 0, config.dim], np.int64))
    x = g("Add", x, g("MatMul", y, g.matrix(w["attn_output.weight"])))

    h = g.norm(x, w["ffn_norm.weight"], config.norm_eps)
    gate = g("MatMul", h, g.matrix(w["ffn_gate.weight"]))
    up = g("MatMul", h, g.matrix(w["ffn_up.weight"]))
    y = g("Mul", g("Mul", gate, g("Sigmoid", gate)), up)
    return g("Add", x, g("MatMul", y, g.matrix(w["ffn_down.weight"])))


def export(scorer: Scorer) -> onnx.ModelProto:
    """`input_ids` int64 [1, n] → of a PRM `scores` float32 [n], probabilities; of a router `logits` [2]
    of the last position."""
    config, g = scorer.config, Graph()
    weights = {name: weight.detach().numpy() for name, weight in scorer.state_dict().items()}
    table = g.constant(weights["token_embd.weight"], np.float16)
    x = g("Cast", g("Gather", table, "input_ids"), to=TensorProto.FLOAT)
    zero, one = (g.constant(i, np.int64) for i in (0, 1))
    n = g("Gather", g("Shape", "input_ids"), one)
    place = g("Unsqueeze", g("Range", zero, n, one), g.constant([1], np.int64))
    head_dim = config.dim // config.n_heads
    turns = config.rope_base ** (-np.arange(0, head_dim, 2, dtype=np.float32) / head_dim)
    angle = g("Mul", g("Cast", place, to=TensorProto.FLOAT), g.constant(turns, np.float32))
    later = g("Cast", g("Less", place, g("Transpose", place)), to=TensorProto.FLOAT)
    rope = g("Cos", angle), g("Sin", angle), g("Mul", later, g.constant(-1e9, np.float32))
    for block in scorer.blk:
        assert isinstance(block, Block)
        own = {name: weight.detach().numpy() for name, weight in block.state_dict().items()}
        x = add_block(g, x, own, config, rope)
    is_router = scorer.head.out_features == 2
    if is_router:
        x = g("Gather", x, g.constant(-1, np.int64), axis=1)
    x = g.norm(x, weights["output_norm.weight"], config.norm_eps)
    x = g(
        "Add", g("MatMul", x, g.matrix(weights["head.weight"])), g.constant(weights["head.bias"], np.float32)
    )
    x, name = (x, "logits") if is_router else (g("Sigmoid", x), "scores")
    g("Reshape", x, g.constant([-1], np.int64), name=name)
    graph = helper.make_graph(
        g.nodes,
        "tutor-text" if is_router else "tutor-prm",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "n"])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, [2 if is_router else "n"])],
        g.weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)])
    model.ir_version = 8  # onnxruntime reads what was current a few years ago everywhere
    onnx.checker.check_model(model, full_check=True)
    return model


def difference(scorer: Scorer, model: bytes, several: list[list[int]]) -> float:
    """The largest between PyTorch's and onnxruntime's probabilities on some sequences of ids."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    worst = 0.0
    for ids in several:
        (theirs,) = session.run(None, {"input_ids": np.array([ids], np.int64)})
        with torch.inference_mode():
            logits = scorer(torch.tensor([ids]))[0].double()
        if len(theirs) == 2 == scorer.head.out_features:
            ours, theirs = logits[-1].softmax(0), torch.from_numpy(theirs).double().softmax(0)
        else:
            ours, theirs = logits[:, 0].sigmoid(), torch.from_numpy(theirs)
        worst = max(worst, float((ours - theirs).abs().max()))
    return worst


# -- cards -----------------------------------------------------------------------------------------


def figures(ours: NDArray[np.float64], gold: NDArray[np.float64]) -> dict[str, Any]:
    """How well probabilities agree with what they should be. None where only one class is there."""
    high = gold >= 0.5
    bins = np.array_split(np.argsort(ours, kind="stable"), 10)
    table = [(float(ours[b].mean()), float(gold[b].mean()), len(b)) for b in bins if len(b)]
    both = 0 < high.sum() < len(high)
    return {
        "n": len(gold),
        "mean": float(gold.mean()),
        "auroc": float(roc_auc_score(high, ours)) if both else None,
        "spearman": float(spearmanr(ours, gold).statistic) if both and np.ptp(ours) else None,
        "calibration_error": sum(abs(p - q) * n for p, q, n in table) / len(gold),
        "calibration_bins": [[round(p, 4), round(q, 4), n] for p, q, n in table],  # said, observed, steps
    }


def publish(scorer: Scorer, examples: Examples, card: dict[str, Any], out: Path) -> dict[str, Any]:
    """Export, check and measure on held-out problems; writes the file and its card, returns the card."""
    model = export(scorer).SerializeToString()
    path = out / f"{card['name']}.onnx"
    assert len(model) <= MAX_BYTES, f"{path} would have {len(model)} bytes"
    lengths = torch.where(examples.counted, examples.at, 0).amax(1) + 1
    several = [row[:n].tolist() for row, n in zip(examples.ids[:40], lengths[:40], strict=True)]
    parity = difference(scorer, model, several)
    assert parity <= PARITY, f"onnxruntime differs from PyTorch by {parity}"
    card |= {"bytes": len(model), "parity": parity, **figures(*scores(scorer, examples))}
    path.write_bytes(model)
    beside = path.with_name(f"{card['name'].removeprefix('tutor-')}-card.json")
    beside.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print({key: card[key] for key in ("name", "bytes", "parity", "n", "mean", "auroc", "spearman")})
    return card


# -- all of it -------------------------------------------------------------------------------------


def find_pair(given: list[Path]) -> tuple[Path, Path]:
    """Draft and target: the two files given, or those of a folder, GGUFs before checkpoints."""
    if len(given) == 2:
        return given[0], given[1]
    (folder,) = given
    for name in ("tutor-{}.gguf", "{}.pt"):
        draft, target = (folder / name.format(role) for role in ("draft", "target"))
        if draft.is_file() and target.is_file():
            return draft, target
    raise UsageError(f"no pair in {folder}; name a folder with tutor-draft.gguf and tutor-target.gguf")


def rolled(pair: rollouts.Pair, budget: Budget, seed: int) -> tuple[Rows, dict[str, Any]]:
    """Rows of a pair on the best device, with a process on every core to grade."""
    device = train.best_device()
    dtype = torch.bfloat16 if device.type == "cuda" else torch.float32
    on_device = pair._replace(draft=pair.draft.to(device, dtype), target=pair.target.to(device, dtype))
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as grader:
        return rollouts.collect(on_device, budget, seed, grader)


def make(
    files: tuple[Path, Path], out: Path, recipe: Recipe, budget: Budget, seed: int, command: str
) -> None:
    """Rows (those in `out` of an earlier run are used again), PRM, router, cards."""
    out.mkdir(parents=True, exist_ok=True)
    rows_path, info_path, began = out / "rows.npz", out / "rows.json", time.perf_counter()
    made_for = {
        f"{role}_fingerprint": fingerprint(file)
        for role, file in zip(("draft", "target"), files, strict=True)
    }
    pair = rollouts.read_pair(*files)
    body = Llama(replace(recipe.body, vocab=pair.draft.config.vocab)) if recipe.body else pair.draft
    start = begun_from(body, 1)  # before the pair goes to the device in half precision
    wanted = {"pair": made_for, "seed": seed, "budget": asdict(budget)}
    info = json.loads(info_path.read_text()) if info_path.is_file() else {}
    if rows_path.is_file() and all(info.get(key) == value for key, value in wanted.items()):
        rows = Rows.load(rows_path)
    else:
        rows, info = rolled(pair, budget, seed)
        info = wanted | info
        rows.save(rows_path)
        info_path.write_text(json.dumps(info, indent=1))
    fitted, valid, device = rows.where(~rows.held_out), rows.where(rows.held_out), train.best_device()
    vocab = body.config.vocab
    shared = {
        **made_for,
        "draft_file": files[0].name,
        "target_file": files[1].name,
        "vocabulary": vocab,
        "tags": {"draft": vocab + DRAFT, "target": vocab + TARGET},
        "recipe": repr(recipe),
        "rollouts": {key: value for key, value in info.items() if key != "pair"},
        "seed": seed,
        "command": command,
        "versions": {name: version(name) for name in ("torch", "numpy", "onnx", "scikit-learn")},
        "python": platform.python_version(),
    }
    prm = fit(start, rewards(fitted), recipe, seed, device)
    steps = rewards(valid)
    steps.counted[:, 0] = False  # the prompt is no step
    publish(prm, steps, {"name": "tutor-prm", "kind": "prm", **shared}, out)
    router = fit(
        begun_from(prm, 2), advantages(fitted, vocab), replace(recipe, lr=recipe.lr / 3), seed, device
    )
    steps = advantages(valid, vocab)
    some = (valid.ends[:, 1:] >= 0) & (valid.by[:, 1:] == DRAFT)
    delta = replace(steps, y=torch.from_numpy((valid.value[:, :-1] - valid.value[:, 1:])[some.any(1)]))
    rho = float(spearmanr(*scores(router, delta)).statistic)
    problem = torch.from_numpy(valid.problem[some.any(1)].astype(np.float32))[:, None].expand_as(steps.y)
    found, of_problem = scores(router, replace(steps, y=problem))
    own = {
        "threshold": default_threshold(found, scores(router, steps)[1], of_problem),
        "spearman_delta": None if np.isnan(rho) else rho,
    }
    publish(router, steps, {"name": "tutor-text", "kind": "text", **shared, **own}, out)
    print(f"{time.perf_counter() - began:.0f} s in all; see {out}")


def main() -> int:
    parser = argparse.ArgumentParser(description="Make a pair's process reward model and text router.")
    parser.add_argument("--pair", type=Path, nargs="+", required=True, help="a folder, or draft and target")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--minutes", type=float, default=4.0, help="of rolling out training problems")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--fresh", action="store_true", help="begin with new weights, not with the draft's")
    parser.add_argument("--tiny", action="store_true", help="two problems and a toy, a minute on a CPU")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if len(args.pair) > 2:
        parser.error("--pair takes one folder or two files")
    recipe = TINY if args.tiny else Recipe(FRESH if args.fresh else None, epochs=args.epochs)
    budget = TINY_BUDGET if args.tiny else Budget(seconds=60 * args.minutes)
    if args.tiny:
        torch.set_num_threads(1)
    command = shlex.join(["python", "-m", "models.recipe.prm", *sys.argv[1:]])
    try:
        make(find_pair(args.pair), args.out, recipe, budget, args.seed, command)
    except ArbiterError as error:
        print(f"prm: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
