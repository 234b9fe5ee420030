"""Greedy accuracy of a PyTorch model on held-out problems, overall and by family.

For choosing and inspecting where the model was trained. The figures of the card come from the
GGUF under llama.cpp. Knows nothing of GGUF.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from copy import deepcopy
from typing import TypedDict

import torch
from tokenizers import Tokenizer
from torch import Tensor

from arbiter_app.grading import Verdict, extract_answer, grade
from arbiter_app.problems import Task
from models.recipe.corpus import BLOCK
from models.recipe.model import Cache, Llama
from models.recipe.tokenizer import EOS, prompt_ids


class Report(TypedDict):
    n: int
    accuracy: float
    rates: dict[str, float]  # by family
    wrong: list[dict[str, str]]


@torch.inference_mode()
def generate(model: Llama, prompts: Sequence[list[int]]) -> list[list[int]]:
    """Greedy continuations up to and without <|eos|>, in one batch. Prompts are padded on the left:
    positions count from the padding, which rotary embeddings do not see."""
    weight, n, width = model.token_embd.weight, len(prompts), max(map(len, prompts))
    ids, seen = torch.full((n, width), EOS), torch.zeros(n, BLOCK, dtype=torch.bool)
    seen[:, width:] = True
    for i, prompt in enumerate(prompts):
        ids[i, width - len(prompt) :] = torch.tensor(prompt)
        seen[i, width - len(prompt) : width] = True
    ids, seen = ids.to(weight.device), seen.to(weight.device)
    cache = Cache(model.config, n, BLOCK, weight)
    # Padding sees itself, for a position that sees nothing is NaN.
    itself = torch.eye(width, dtype=torch.bool, device=weight.device)
    causal = torch.ones_like(itself).tril()
    mask = (causal & seen[:, None, :width] | itself)[:, None]
    written: list[Tensor] = []
    done = torch.zeros_like(seen[:, 0])
    while True:
        token = model(ids, cache, mask)[:, -1].argmax(-1)
        written.append(token)
        done |= token == EOS
        # Asking the GPU whether all are done costs a synchronisation, hence not after every token.
        if cache.length == BLOCK or (len(written) % 16 == 0 and bool(done.all())):
            break
        ids, mask = token[:, None], seen[:, None, None, : cache.length + 1]
    texts = torch.stack(written, dim=1).tolist()
    return [row[: row.index(EOS)] if EOS in row else row for row in texts]


def evaluate(model: Llama, tokenizer: Tokenizer, tasks: Sequence[Task], batch: int) -> Report:
    """Accuracy on problems with known answers, and up to 60 wrong answers of all lengths."""
    prompts = [prompt_ids(tokenizer, task.problem) for task in tasks]
    on_gpu = model.token_embd.weight.is_cuda
    writer = deepcopy(model).to(torch.bfloat16 if on_gpu else torch.float32)
    order = sorted((i for i in range(len(tasks)) if len(prompts[i]) < BLOCK), key=lambda i: len(prompts[i]))
    right: dict[int, bool] = {}
    wrong: list[dict[str, str]] = []
    for at in range(0, len(order), batch):
        chunk = order[at : at + batch]
        for i, ids in zip(chunk, generate(writer, [prompts[i] for i in chunk]), strict=True):
            task, text = tasks[i], tokenizer.decode(ids)
            right[i] = grade(extract_answer(text), task.answer) is Verdict.CORRECT
            if not right[i]:
                wrong.append({"question": task.problem, "gold": task.answer, "text": text})
    families: dict[str, list[bool]] = defaultdict(list)
    for i, task in enumerate(tasks):
        families[task.family or "-"].append(right.get(i, False))
    return Report(
        n=len(tasks),
        accuracy=round(sum(right.values()) / len(tasks), 4),
        rates={name: round(sum(hits) / len(hits), 3) for name, hits in sorted(families.items())},
        wrong=wrong[:: len(wrong) // 60 + 1],
    )
