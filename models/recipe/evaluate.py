"""Greedy accuracy of a PyTorch model on held-out problems, overall, by family and by level.

For choosing and inspecting where the model was trained. The figures of the card come from the
GGUF under llama.cpp. Knows nothing of GGUF.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from copy import deepcopy
from itertools import islice
from typing import TypedDict

import torch
from tokenizers import Tokenizer
from torch import Tensor

from arbiter_app import curriculum
from arbiter_app.grading import Verdict, extract_answer, grade
from models.recipe.corpus import BLOCK
from models.recipe.model import Cache, Llama
from models.recipe.tokenizer import EOS, prompt_ids


class Report(TypedDict):
    n: int
    accuracy: float
    rates: dict[str, float]  # by "family NAME" and "level N"
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


def evaluate(
    model: Llama, tokenizer: Tokenizer, split: curriculum.Split, n: int, seed: int, batch: int
) -> Report:
    """Accuracy on the first `n` problems of a split's stream, and up to 40 wrong answers of all lengths."""
    problems = list(islice(curriculum.stream(seed, split), n))
    prompts = [prompt_ids(tokenizer, problem.question) for problem in problems]
    on_gpu = model.token_embd.weight.is_cuda
    writer = deepcopy(model).to(torch.bfloat16 if on_gpu else torch.float32)
    order = sorted(range(n), key=lambda i: len(prompts[i]))
    hits: dict[str, list[bool]] = defaultdict(list)
    wrong: list[dict[str, str]] = []
    for at in range(0, n, batch):
        chunk = order[at : at + batch]
        for i, ids in zip(chunk, generate(writer, [prompts[i] for i in chunk]), strict=True):
            problem, text = problems[i], tokenizer.decode(ids)
            right = grade(extract_answer(text), problem.answer_text) is Verdict.CORRECT
            for key in ("all", f"family {problem.family}", f"level {problem.level}"):
                hits[key].append(right)
            if not right:
                wrong.append({"question": problem.question, "gold": problem.answer_text, "text": text})
    rates = {key: round(sum(values) / len(values), 4) for key, values in sorted(hits.items())}
    return Report(n=n, accuracy=rates.pop("all"), rates=rates, wrong=wrong[:: len(wrong) // 40 + 1])
