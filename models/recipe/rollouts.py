"""Labels for a process reward model: from each step of a solution, how often does the target end right?

Draft and target write solutions to training problems, alone and in turns. From every prefix of whole
steps the target goes on several times at T > 0, and the answers are graded exactly: the share that is
right is the prefix's value (Math-Shepherd, arXiv 2312.08935, with the exact answer in the place of a
majority). It goes on greedily once more: whether that ends right before a step and after it says
whether the target would have done better at that step (Arbitrage, arXiv 2512.05033, section 4).
Knows nothing of how either model is trained.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import asdict, dataclass, fields
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
import torch
from gguf import GGUFReader
from gguf.quants import dequantize
from numpy.typing import NDArray
from tokenizers import AddedToken, Regex, Tokenizer
from tokenizers.decoders import ByteLevel as ByteLevelDecoder
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import ByteLevel, Split
from tokenizers.pre_tokenizers import Sequence as InOrder
from torch import Tensor
from torch.nn.attention import SDPBackend, sdpa_kernel

from arbiter_app import curriculum
from arbiter_app.core import STEP_END
from arbiter_app.errors import UsageError
from arbiter_app.grading import Verdict, extract_answer, grade
from models.recipe import tokenizer as bpe
from models.recipe import train
from models.recipe.corpus import BLOCK
from models.recipe.model import Cache, Config, Llama
from models.recipe.tokenizer import ASSISTANT, EOS

PROMPT, DRAFT, TARGET = -1, 0, 1
"""Who wrote what ends at a prefix's end."""

LOOK = {"cuda": 32, "cpu": 8}
"""Tokens from one look at which rows are finished to the next; each look waits for the device."""

POSITIONS = {"cuda": 800_000, "cpu": 30_000}
"""Positions of key-value cache at once: 20 KB each for the bundled target in bf16, twice at a repack."""


# -- the pair --------------------------------------------------------------------------------------


class Pair(NamedTuple):
    draft: Llama
    target: Llama
    tokenizer: Tokenizer


def read_pair(draft: Path, target: Path) -> Pair:
    """Two .gguf, or two .pt with tokenizer.json beside. Raises UsageError where they cannot be paired."""
    for path in (draft, target):
        if not path.is_file():
            raise UsageError(f"no model at {path}; name a folder with both or the two files")
    if draft.suffix == ".pt":
        tokenizer = bpe.load(str(draft.with_name("tokenizer.json")))
        return Pair(train.load(draft).eval(), train.load(target).eval(), tokenizer)
    (small, tokens, merges), (large, others, _) = read_gguf(draft), read_gguf(target)
    if tokens != others:
        raise UsageError(f"{draft} and {target} have different vocabularies; choose models of one recipe")
    return Pair(small, large, tokenizer_of(tokens, merges))


def read_gguf(path: Path) -> tuple[Llama, list[str], list[str]]:
    """The model of a GGUF that `export` wrote, in float32 on the CPU, its tokens and its merges."""
    reader = GGUFReader(path)

    def field(key: str) -> Any:
        found = reader.get_field(key)
        if found is None:
            raise UsageError(f"{path} has no {key}; only models of this recipe can be read")
        return found.contents()

    tokens: list[str] = field("tokenizer.ggml.tokens")
    config = Config(
        dim=field("llama.embedding_length"),
        n_layers=field("llama.block_count"),
        n_heads=field("llama.attention.head_count"),
        ff=field("llama.feed_forward_length"),
        vocab=len(tokens),
        rope_base=field("llama.rope.freq_base"),
        norm_eps=field("llama.attention.layer_norm_rms_epsilon"),
    )
    model = Llama(config)
    weights = {t.name: torch.from_numpy(dequantize(t.data, t.tensor_type).copy()) for t in reader.tensors}
    model.load_state_dict(weights)
    return model.eval(), tokens, field("tokenizer.ggml.merges")


def tokenizer_of(tokens: list[str], merges: list[str]) -> Tokenizer:
    """The tokenizer that `export` wrote into a GGUF."""
    pairs = [(left, right) for left, _, right in (merge.partition(" ") for merge in merges)]
    tokenizer = Tokenizer(BPE({token: i for i, token in enumerate(tokens)}, pairs))
    tokenizer.pre_tokenizer = InOrder(
        [
            Split(Regex(bpe.QWEN2), behavior="isolated"),
            ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = ByteLevelDecoder()
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in bpe.SPECIALS])
    tokenizer.encode_special_tokens = True
    return tokenizer


# -- writing ---------------------------------------------------------------------------------------


def sample(
    model: Llama, prompts: Sequence[list[int]], limits: Sequence[int], temperatures: Sequence[float]
) -> Iterator[tuple[int, list[list[int]]]]:
    """For each prompt its number and one continuation at each of the temperatures, 0 being greedy.

    A continuation that came to its end has <|eos|> for its last id; others are cut where prompt and
    continuation have as many ids as the prompt's limit says. A batch lasts as long as its longest row, so
    those with about as many ids to go are together, and of these the equally long.
    """
    positions = POSITIONS[model.token_embd.weight.device.type]
    to_go = [limit - len(prompt) for prompt, limit in zip(prompts, limits, strict=True)]
    order = sorted(range(len(prompts)), key=lambda i: (to_go[i] // 64, len(prompts[i])), reverse=True)
    while order:
        n = longest = 0
        while n < len(order):  # rows grow, but many end before they have grown by 128
            longest = max(longest, len(prompts[order[n]]))
            if n and (n + 1) * (longest + 128) * len(temperatures) > positions:
                break
            n += 1
        chunk, order = order[:n], order[n:]
        with sdpa_kernel([SDPBackend.EFFICIENT_ATTENTION, SDPBackend.FLASH_ATTENTION, SDPBackend.MATH]):
            # cuDNN's attention would be planned anew for every length.
            texts = write(model, [prompts[i] for i in chunk], [to_go[i] for i in chunk], temperatures)
        yield from zip(chunk, texts, strict=True)


@torch.inference_mode()
def write(
    model: Llama, prompts: list[list[int]], to_go: list[int], temperatures: Sequence[float]
) -> list[list[list[int]]]:
    """`sample` of one batch; `to_go` ids at most after each prompt. Each prompt is read once and its
    cache repeated. Prompts are padded on the left, as in `evaluate.generate`; finished rows leave the
    batch at every look."""
    weight, copies, width = model.token_embd.weight, len(temperatures), max(map(len, prompts))
    device = weight.device
    ids = torch.full((len(prompts), width), EOS)
    for i, prompt in enumerate(prompts):
        ids[i, width - len(prompt) :] = torch.tensor(prompt)
    lengths = torch.tensor([len(prompt) for prompt in prompts], device=device)
    cache = Cache(model.config, len(prompts), width, weight)
    seen = torch.arange(width, device=device) >= width - lengths[:, None]
    itself = torch.eye(width, dtype=torch.bool, device=device)
    mask = (torch.ones_like(itself).tril() & seen[:, None] | itself)[:, None]
    logits = model(ids.to(device), cache, mask)[:, -1]

    # From here a row is a continuation; `row` numbers those still being written.
    row = torch.arange(len(prompts) * copies, device=device)
    look = LOOK[device.type]
    cache, logits = repacked(model, cache, row // copies, look), logits[row // copies]
    limit = torch.tensor(to_go, device=device)[row // copies]
    start = width - lengths[row // copies]
    heat = torch.tensor(temperatures, device=device)[row % copies, None]
    written = torch.full((len(row), max(to_go)), EOS, device=device)
    for n in range(max(to_go)):
        # The largest of logits / T + Gumbel noise is a draw from the softmax; at T = 0 of the logits alone.
        noise = torch.empty_like(logits, dtype=torch.float32).exponential_().clamp_(min=1e-30).log_()
        token = (logits.float() - heat * noise).argmax(-1)
        written[row, n] = token
        if (n + 1) % look == 0:
            going = (written[row, : n + 1] != EOS).all(1) & (limit > n + 1)
            at = going.nonzero()[:, 0]
            if len(at) == 0:
                break
            cache = repacked(model, cache, at, look)
            row, limit, start, heat, token = (x[at] for x in (row, limit, start, heat, token))
        mask = torch.arange(cache.length + 1, device=device) >= start[:, None]
        logits = model(token[:, None], cache, mask[:, None, None])[:, -1]
    texts = iter(written.tolist())
    return [[_cut(next(texts)[:most]) for _ in temperatures] for most in to_go]


def repacked(model: Llama, cache: Cache, rows: Tensor, more: int) -> Cache:
    """A cache of those rows, with room for so many more positions."""
    fresh = Cache(model.config, len(rows), cache.length + more, model.token_embd.weight)
    for old, new in ((cache.keys, fresh.keys), (cache.values, fresh.values)):
        for layer in range(model.config.n_layers):  # a layer at a time, to need less memory
            new[layer, :, :, : cache.length] = old[layer, :, :, : cache.length][rows]
    fresh.length = cache.length
    return fresh


def _cut(row: list[int]) -> list[int]:
    return row[: row.index(EOS) + 1] if EOS in row else row


# -- steps -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Solution:
    """Ids of prompt and steps without <|eos|>. `ends`: of the prompt and of each step; `by` the same."""

    ids: list[int]
    ends: list[int]
    by: list[int]
    finished: bool

    def upto(self, n_steps: int) -> Solution:
        """The prompt and the first steps."""
        at = slice(n_steps + 1)
        return Solution(self.ids[: self.ends[n_steps]], self.ends[at], self.by[at], False)


class Steps:
    """Cuts ids into steps where the text has its blank line, as the engine does."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.pieces = [tokenizer.id_to_token(i) or "" for i in range(tokenizer.get_vocab_size())]
        self.blank = STEP_END.replace("\n", "Ċ")  # a line's end among byte-level BPE's letters

    def append(self, before: Solution, written: list[int], by: int) -> Solution:
        """`before` and the whole steps of what was `written` after it; a step that was cut off is dropped."""
        finished = written[-1:] == [EOS]
        ids, ends, text = [*before.ids], [*before.ends], ""
        for token in written[: -1 if finished else None]:
            ids.append(token)
            text += self.pieces[token]
            if self.blank in text:
                ends.append(len(ids))
                text = ""
        if finished and text:
            ends.append(len(ids))
        who = [*before.by, *[by] * (len(ends) - len(before.ends))]
        return Solution(ids[: ends[-1]], ends, who, finished)


def solutions(
    pair: Pair, prompts: Sequence[list[int]], limits: Sequence[int], rng: Random
) -> Iterator[tuple[int, Solution]]:
    """Solutions to each prompt with its number: draft's and target's, greedy and at T = 1, and mixed ones.
    In these the draft's first steps are followed by some of the target's, and they by the draft's."""
    steps, models = Steps(pair.tokenizer), (pair.draft, pair.target)
    bare = [Solution(prompt, [len(prompt)], [PROMPT], False) for prompt in prompts]

    def go_on(by: int, begun: list[Solution]) -> list[list[Solution]]:
        written = dict(sample(models[by], [solution.ids for solution in begun], limits, (0.0, 1.0)))
        return [[steps.append(b, text, by) for text in written[i]] for i, b in enumerate(begun)]

    by_draft, by_target = (go_on(by, bare) for by in (DRAFT, TARGET))
    begun = [rng.choice(both) for both in by_draft]
    begun = [solution.upto(rng.randrange(max(1, len(solution.ends) - 1))) for solution in begun]
    turned = [rng.choice(both) for both in go_on(TARGET, begun)]
    turned = [
        solution.upto(rng.randrange(len(first.ends) - 1, max(len(first.ends), len(solution.ends) - 1)))
        for first, solution in zip(begun, turned, strict=True)
    ]
    mixed = go_on(DRAFT, turned)
    for i, several in enumerate(zip(by_draft, by_target, mixed, strict=True)):
        different = {(tuple(s.ids), tuple(s.by)): s for some in several for s in some if len(s.ends) > 1}
        yield from ((i, solution) for solution in different.values())


# -- labels ----------------------------------------------------------------------------------------


class Label(NamedTuple):
    value: float  # share of sampled completions that are right
    greedy: bool  # whether the greedy one is


def right(texts: list[str], answers: list[str]) -> list[bool]:
    """Which of the solutions state the right answer."""
    pairs = zip(texts, answers, strict=True)
    return [grade(extract_answer(text), answer) is Verdict.CORRECT for text, answer in pairs]


class Asked(NamedTuple):
    """What a prefix's completions are held against."""

    answer: str
    limit: int  # ids of prompt and solution


def label(
    pair: Pair, prefixes: Sequence[list[int]], asked: Sequence[Asked], k: int, heat: float, grader: Executor
) -> list[Label]:
    """Of each prefix, `k` completions of the target at temperature `heat` and a greedy one, graded.
    What does not come to an end within the limit is not right."""
    jobs: list[tuple[list[int], list[list[bool]], Future[list[bool]]]] = []
    writing = sample(pair.target, prefixes, [one.limit for one in asked], (0.0, *[heat] * k))
    while batch := list(islice(writing, 64)):  # graded by other processes while the device writes on
        whole = [
            [*prefixes[i][prefixes[i].index(ASSISTANT) :], *text] for i, texts in batch for text in texts
        ]
        golds = [asked[i].answer for i, _ in batch for _ in range(k + 1)]
        ended = [[text[-1:] == [EOS] for text in texts] for _, texts in batch]
        job = grader.submit(right, pair.tokenizer.decode_batch(whole), golds)
        jobs.append(([i for i, _ in batch], ended, job))
    labels: dict[int, Label] = {}
    for numbers, ended, job in jobs:
        verdicts = iter(job.result())
        for i, ends in zip(numbers, ended, strict=True):
            first, *others = [next(verdicts) and end for end in ends]
            labels[i] = Label(sum(others) / k, first)
    return [labels[i] for i in range(len(prefixes))]


# -- rows ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rows:
    """Solutions, one a row. A prefix is the prompt (0) and the first so many steps of a solution.

    `ids`: uint16 (n, longest), filled up with <|eos|>. Of each prefix (n, most steps + 1): `ends`, how
    many ids it has, −1 where there are no more steps; `by`, who wrote its last step; `value` and
    `greedy`, a Label. `problem`: the number of the row's problem (n,); `held_out`: whether that is of
    split "valid" (n,).
    """

    ids: NDArray[np.uint16]
    ends: NDArray[np.int16]
    by: NDArray[np.int8]
    value: NDArray[np.float32]
    greedy: NDArray[np.bool_]
    problem: NDArray[np.int32]
    held_out: NDArray[np.bool_]

    def where(self, mask: NDArray[np.bool_]) -> Rows:
        return Rows(*(getattr(self, field.name)[mask] for field in fields(self)))

    def save(self, path: Path) -> None:
        np.savez_compressed(path, **{field.name: getattr(self, field.name) for field in fields(self)})

    @staticmethod
    def load(path: Path) -> Rows:
        with np.load(path) as saved:
            return Rows(**saved)


def joined(parts: Sequence[Rows]) -> Rows:
    """All rows, problems numbered on."""
    n_ids, n_ends = (max(getattr(part, key).shape[1] for part in parts) for key in ("ids", "ends"))
    wide: list[Rows] = []
    first = 0
    for part in parts:
        more = ((0, 0), (0, n_ends - part.ends.shape[1]))
        wide.append(
            Rows(
                np.pad(part.ids, ((0, 0), (0, n_ids - part.ids.shape[1])), constant_values=EOS),
                np.pad(part.ends, more, constant_values=-1),
                np.pad(part.by, more),
                np.pad(part.value, more),
                np.pad(part.greedy, more),
                part.problem + first,
                part.held_out,
            )
        )
        first = int(wide[-1].problem.max()) + 1
    return Rows(**{f.name: np.concatenate([getattr(part, f.name) for part in wide]) for f in fields(Rows)})


def roll(
    pair: Pair, problems: Sequence[curriculum.Problem], rng: Random, k: int, heat: float, grader: Executor
) -> tuple[Rows, int]:
    """The rows of some problems of one split, and how many completions were graded for them. Each
    different prefix is labelled once; a finished solution's label is whether it is right."""
    prompts = [bpe.prompt_ids(pair.tokenizer, problem.question) for problem in problems]
    asked = [asked_of(pair.tokenizer, *both) for both in zip(prompts, problems, strict=True)]
    written = list(solutions(pair, prompts, [one.limit for one in asked], rng))
    open_ends: dict[tuple[int, ...], Asked] = {}
    labels: dict[tuple[int, ...], Label] = {}
    for i, s in written:
        whole = tuple(s.ids) if s.finished else None
        open_ends |= {ids: asked[i] for end in s.ends if (ids := tuple(s.ids[:end])) != whole}
        if whole:
            (verdict,) = right([pair.tokenizer.decode(s.ids[s.ends[0] :])], [asked[i].answer])
            labels[whole] = Label(float(verdict), verdict)
    prefixes = [list(ids) for ids in open_ends]
    found = label(pair, prefixes, list(open_ends.values()), k, heat, grader)
    labels = dict(zip(open_ends, found, strict=True)) | labels
    rows = _blank(len(written), max(len(s.ids) for _, s in written), max(len(s.ends) for _, s in written))
    for row, (i, s) in enumerate(written):
        of_each = [labels[tuple(s.ids[:end])] for end in s.ends]
        n = len(s.ends)
        rows.ids[row, : len(s.ids)] = s.ids
        rows.ends[row, :n], rows.by[row, :n] = s.ends, s.by
        rows.value[row, :n] = [found.value for found in of_each]
        rows.greedy[row, :n] = [found.greedy for found in of_each]
        rows.problem[row] = i
        rows.held_out[row] = curriculum.split_of(problems[i].question) == "valid"
    return rows, (k + 1) * len(prefixes)


def asked_of(tokenizer: Tokenizer, prompt: list[int], problem: curriculum.Problem) -> Asked:
    """A solution may be twice as long as ours, and a little more: few are, but for those without end."""
    ours = len(tokenizer.encode(problem.solution, add_special_tokens=False).ids)
    return Asked(problem.answer_text, min(BLOCK, len(prompt) + 2 * ours + 32))


def _blank(n: int, n_ids: int, n_ends: int) -> Rows:
    each = (n, n_ends)
    return Rows(
        np.full((n, n_ids), EOS, np.uint16),
        np.full(each, -1, np.int16),
        np.zeros(each, np.int8),
        np.zeros(each, np.float32),
        np.zeros(each, np.bool_),
        np.zeros(n, np.int32),
        np.zeros(n, np.bool_),
    )


def drawn(tokenizer: Tokenizer, split: curriculum.Split, seed: int) -> Iterator[curriculum.Problem]:
    """Problems of a split without end, each question once, that leave room for a solution."""
    assert split in ("train", "valid")  # the others are for measuring what is finished
    seen: set[str] = set()
    for problem in curriculum.stream(seed, split):
        fits = len(bpe.prompt_ids(tokenizer, problem.question)) < BLOCK // 2
        if fits and problem.question not in seen:
            seen.add(problem.question)
            yield problem


@dataclass(frozen=True, slots=True)
class Budget:
    """How much is rolled out: problems of "valid", and of "train" `chunk` by `chunk` until `seconds` are
    over or there are `train` of them. `k` completions a prefix at temperature `heat`."""

    valid: int = 500
    train: int = 1_000_000
    chunk: int = 1000
    seconds: float = 240.0
    k: int = 8
    heat: float = 0.8


def collect(pair: Pair, budget: Budget, seed: int, grader: Executor) -> tuple[Rows, dict[str, Any]]:
    """Rows within a budget, and what their card says of them. Prints its rate."""
    torch.manual_seed(seed)
    rng, began = Random(seed), time.perf_counter()
    parts: list[Rows] = []
    n_completions = n_problems = 0
    held_out, fitted = (drawn(pair.tokenizer, split, seed) for split in ("valid", "train"))
    while n_problems < budget.valid + budget.train:
        source = held_out if n_problems < budget.valid else fitted
        left = budget.valid - n_problems if source is held_out else budget.valid + budget.train - n_problems
        problems = list(islice(source, min(budget.chunk, left)))
        rows, n = roll(pair, problems, rng, budget.k, budget.heat, grader)
        parts.append(rows)
        n_completions, n_problems = n_completions + n, n_problems + len(problems)
        seconds = time.perf_counter() - began
        print(
            f"  {n_problems:>7,} problems  {n_completions:>11,} labelled completions  "
            f"{60 * n_completions / seconds:,.0f} a minute",
            flush=True,
        )
        if source is fitted and seconds > budget.seconds:
            break
    rows = joined(parts)
    return rows, {
        "seed": seed,
        "budget": asdict(budget),
        "n_problems": n_problems,
        "n_solutions": len(rows.ids),
        "n_steps": int((rows.ends[:, 1:] >= 0).sum()),
        "n_completions": n_completions,
        "seconds": round(seconds, 1),
        "completions_per_minute": round(60 * n_completions / seconds),
    }
