"""The recipe end to end in its tiny setting, and llama.cpp against PyTorch: same ids, same logits.

Everything is real: a corpus drawn from the curriculum, two models trained on it, two GGUFs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from arbiter_app import curriculum

torch = pytest.importorskip("torch")
pytest.importorskip("tokenizers")
pytest.importorskip("gguf")

import llama_cpp  # noqa: E402

from models.recipe import card, corpus, export, train  # noqa: E402
from models.recipe import tokenizer as bpe  # noqa: E402
from models.recipe.evaluate import generate  # noqa: E402
from models.recipe.model import Llama  # noqa: E402

ROOT = Path(__file__).parents[1]

NASTY = (
    "",
    " ",
    "don't, DON'T, it's WE'LL they'Re ’s",
    "a\n\nb\n\n\nc\n\n\n\nd\n",
    "line\r\nline\r\n\r\n\tindented\t\ttwice  \n",
    "   three before, two after  ",
    "1234567890 3.14159 1,000,000 -42 ½ ² ٣٤ ५",
    "x² − 3×y ÷ 2 ≤ π·√5 → ∞",
    "naïve café Straße Ελληνικά русский עברית العربية हिन्दी 中文字符 日本語 한국어",
    "e\u0301 is not \u00e9; \ufb01 \u2460 \u212b",  # llama.cpp does not normalise, and neither do we
    "👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 e 😀",
    "zero\u200bwidth no\u00a0break \u2003em \u3000wide \u0085nel \ufeffbom",
    "<|user|> <|bos|><|eos|> is text",
    "bell\x07 escape\x1b[31m delete\x7f",
    "?!.,;:()[]{}=+-*/\\|_^~`@#$%&\"'",
    "Answer: x = -3/4\n\n",
)


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Models this small gain nothing from a second thread, and lose most of their speed on busy cores."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one tiny run of the command that makes the real pair."""
    out = tmp_path_factory.mktemp("recipe")
    command = [sys.executable, "-m", "models.recipe.make", "--tiny", "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def target_f32(made: Path) -> llama_cpp.Llama:
    path = made / "target-f32.gguf"
    tokenizer = bpe.load(str(made / "tokenizer.json"))
    export.export(train.load(made / "target.pt"), tokenizer, path, "f32")
    return load(path)


def load(path: Path) -> llama_cpp.Llama:
    """On one CPU thread, with a key-value cache in float32, so that rounding is PyTorch's."""
    return llama_cpp.Llama(
        str(path),
        n_ctx=corpus.BLOCK,
        n_threads=1,
        n_threads_batch=1,
        n_gpu_layers=0,
        type_k=llama_cpp.GGML_TYPE_F32,
        type_v=llama_cpp.GGML_TYPE_F32,
        logits_all=True,
        verbose=False,
    )


def texts() -> Iterator[str]:
    for split in ("train", "ranges"):
        for problem in islice(curriculum.stream(5, split), 250):
            yield from (problem.question, problem.solution)


def logits(llama: llama_cpp.Llama, ids: list[int]) -> npt.NDArray[np.float32]:
    llama.reset()  # type: ignore[no-untyped-call]
    llama.eval(ids)
    return np.array(llama.scores[: len(ids)])


def examples(made: Path, split: curriculum.Split, n: int) -> Iterator[corpus.Example]:
    tokenizer = bpe.load(str(made / "tokenizer.json"))
    return corpus.encode(tokenizer, islice(curriculum.stream(9, split), n))


def prompts(made: Path, n: int) -> list[list[int]]:
    """Ids of whole problems: question and solution, as the models are trained on."""
    return [example.ids for example in examples(made, "test", n)]


@pytest.mark.parametrize("name", ["tutor-draft.gguf", "tutor-target.gguf"])
def test_llama_cpp_loads_and_generates(made: Path, name: str) -> None:
    llama = load(made / name)
    meta = llama.metadata
    assert meta["general.architecture"] == "llama"
    assert meta["tokenizer.ggml.pre"] == "qwen2"
    assert meta["general.license"] == "Apache-2.0"
    assert meta["llama.context_length"] == str(corpus.BLOCK)
    ids = prompts(made, 1)[0]
    prompt = ids[: ids.index(bpe.ASSISTANT) + 1]
    written = list(islice(llama.generate(prompt, temp=0.0, repeat_penalty=1.0), 40))
    # A few hundred examples teach at least with which token a solution or its answer begins.
    openings = {example.ids[example.start] for example in examples(made, "train", 2000)}
    answer = bpe.load(str(made / "tokenizer.json")).encode("Answer: 4", add_special_tokens=False).ids[0]
    assert written[0] in openings | {answer}


def test_log_states_what_was_made(made: Path) -> None:
    log = json.loads((made / "train-log.json").read_text())
    assert set(log["models"]) == {"draft", "target"}
    for name, model in log["models"].items():
        assert model["bytes"] == (made / f"tutor-{name}.gguf").stat().st_size
        losses = [loss for _, loss in model["training"]["losses"]]
        assert losses[-1] < losses[0] - 1, f"{name} did not learn: {losses}"
        assert set(model["accuracy"]) == {"valid", "test", "ranges", "unseen"}


def test_ids_equal_llama_cpp(made: Path, target_f32: llama_cpp.Llama) -> None:
    tokenizer = bpe.load(str(made / "tokenizer.json"))
    several = [*texts(), *NASTY]
    assert len(several) > 1000
    for text in several:
        ours = tokenizer.encode(text, add_special_tokens=False).ids
        theirs = target_f32.tokenize(text.encode(), add_bos=False, special=False)
        assert ours == theirs, f"{text!r}: {[tokenizer.id_to_token(i) for i in ours]}"
        assert target_f32.detokenize(theirs) == text.encode()


def test_every_byte_is_covered(made: Path, target_f32: llama_cpp.Llama) -> None:
    pieces = {target_f32.detokenize([i]) for i in range(target_f32.n_vocab())}
    assert {bytes([value]) for value in range(256)} <= pieces


def test_chat_template_gives_the_training_layout(made: Path, target_f32: llama_cpp.Llama) -> None:
    tokenizer = bpe.load(str(made / "tokenizer.json"))
    formatter = llama_cpp.llama_chat_format.Jinja2ChatFormatter(
        target_f32.metadata["tokenizer.chat_template"], eos_token="<|eos|>", bos_token="<|bos|>"
    )
    messages = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "What is 1 + 1?"},
        {"role": "assistant", "content": "2"},
        {"role": "user", "content": "What is 3 * 5?"},
    ]
    prompt = formatter(messages=messages).prompt  # type: ignore[arg-type]
    ids = target_f32.tokenize(prompt.encode(), add_bos=True, special=True)
    assert ids == bpe.prompt_ids(tokenizer, "What is 3 * 5?")


def test_f32_logits_equal_pytorch(made: Path, target_f32: llama_cpp.Llama) -> None:
    model = train.load(made / "target.pt")
    for ids in prompts(made, 8):
        with torch.inference_mode():
            ours = model(torch.tensor([ids]))[0].numpy()
        np.testing.assert_allclose(logits(target_f32, ids), ours, atol=1e-3)


def test_q8_0_keeps_pytorchs_distribution(made: Path) -> None:
    """Quantised weights move a probability by a few hundredths at the very most."""
    model, llama = train.load(made / "target.pt"), load(made / "tutor-target.gguf")
    for ids in prompts(made, 8):
        with torch.inference_mode():
            ours = torch.softmax(model(torch.tensor([ids]))[0], dim=-1).numpy()
        theirs = torch.softmax(torch.from_numpy(logits(llama, ids)), dim=-1).numpy()
        assert np.abs(ours - theirs).max() < 0.1
        assert np.abs(ours - theirs).sum(axis=1).mean() < 0.03


def test_batched_greedy_equals_llama_cpp(made: Path, target_f32: llama_cpp.Llama) -> None:
    """Left padding and the key-value cache of the evaluation change nothing."""
    several = [ids[: ids.index(bpe.ASSISTANT) + 1] for ids in prompts(made, 6)]
    assert len({len(ids) for ids in several}) > 1
    model = train.load(made / "target.pt")
    for prompt, ours in zip(several, generate(model, several), strict=True):
        theirs = list(islice(target_f32.generate(prompt, temp=0.0, repeat_penalty=1.0), 30))
        if bpe.EOS in theirs:
            theirs = theirs[: theirs.index(bpe.EOS)]
        assert ours[: len(theirs)] == theirs


def test_same_seed_same_corpus(made: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        corpus.build(tmp_path / folder, 40_000, 512, seed=7, n_shards=2)
    corpus.build(tmp_path / "other", 40_000, 512, seed=8, n_shards=2)
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    sources = ("bank", "refusals", "stories", "symbols")
    files = [f"{source}-{kind}-000.npy" for source in sources for kind in ("mask", "rows")]
    assert names == [*files, "tokenizer.json"]
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    rows = [(tmp_path / folder / "stories-rows-000.npy").read_bytes() for folder in ("a", "other")]
    assert rows[0] != rows[1]


@pytest.mark.parametrize("source", ["symbols", "stories", "bank", "refusals"])
def test_mask_covers_solution_and_eos_only(made: Path, source: str) -> None:
    rows, mask = corpus.load(made)[source]
    tokenizer = bpe.load(str(made / "tokenizer.json"))
    drawn = islice(corpus.problems(source, 1_000_000, None), 2000)  # the first shard of seed 1
    solutions = {problem.question: problem.solution for problem in drawn}
    checked = 0
    for row, counted in zip(rows[:15].tolist(), mask[:15].tolist(), strict=True):
        starts = [i for i, token in enumerate(row) if token == bpe.BOS]
        assert starts[0] == 0
        for start in starts:
            middle, end = row.index(bpe.ASSISTANT, start), row.index(bpe.EOS, start)
            question = tokenizer.decode(row[start + 2 : middle])
            assert tokenizer.decode(row[middle + 1 : end]) == solutions[question]
            assert counted[start : end + 1] == [False] * (middle + 1 - start) + [True] * (end - middle)
            checked += 1
        assert set(row[end + 1 :]) <= {bpe.EOS} and not any(counted[end + 1 :])
    assert checked > 30


def test_no_question_of_another_split_is_trained_on(made: Path) -> None:
    tokenizer = bpe.load(str(made / "tokenizer.json"))
    for rows, _ in corpus.load(made).values():
        for row in rows.tolist():
            for start in [i for i, token in enumerate(row) if token == bpe.BOS]:
                question = tokenizer.decode(row[start + 2 : row.index(bpe.ASSISTANT, start)])
                assert curriculum.split_of(question) == "train"


def test_a_batch_holds_each_source_in_its_share(made: Path) -> None:
    counts = train.apportioned(64, {"symbols": 0.5, "stories": 0.3, "bank": 0.19, "refusals": 0.01})
    assert counts == {"symbols": 33, "stories": 19, "bank": 12, "refusals": 0}
    recipe = replace(train.TINY["target"], rows=20, shares={"bank": 1.0, "symbols": 0.25}, prompt_loss=0.5)
    batches = train.Batches(made, recipe, 1, torch.device("cpu"))
    rows, weights, thin = batches.next()
    assert not thin[:4].any() and 0 < thin.sum() < 16  # half of the prose
    bank = {tuple(row) for row in corpus.load(made)["bank"][0].tolist()}
    assert [tuple(row) in bank for row in rows.tolist()] == [False] * 4 + [True] * 16
    assert set(weights.flatten().tolist()) == {0.0, 0.5, 1.0}
    assert (weights[rows == bpe.BOS] == 0.5).all() and (weights[:, -1] != 0.5).any()


def test_two_processes_take_the_step_of_one(made: Path, tmp_path: Path) -> None:
    """Each computes half of the batch's gradient."""
    for file in (*made.glob("*.npy"), made / "tokenizer.json"):
        (tmp_path / file.name).symlink_to(file)
    once = replace(train.TINY["draft"], tokens=8 * corpus.BLOCK, rows=8, micro=2)
    logs = [train.run(once, tmp_path, f"of-{n}", 1, n) for n in (1, 2)]
    assert logs[0]["tokens"] == logs[1]["tokens"] == 8 * corpus.BLOCK
    one, two = (train.load(tmp_path / f"of-{n}.pt").state_dict() for n in (1, 2))
    torch.manual_seed(1)
    before = Llama(once.config).state_dict()
    for key, weight in one.items():
        moved = (weight - before[key]).abs().max()
        assert (weight - two[key]).abs().max() < 0.1 * moved, key


def test_an_example_does_not_see_those_before_it() -> None:
    model = Llama(train.TINY["draft"].config)
    torch.manual_seed(1)
    rows = torch.randint(bpe.ASSISTANT + 1, 500, (2, corpus.BLOCK + 1))
    rows[:, [0, 200]] = bpe.BOS
    rows[1, 200:] = rows[0, 200:]
    weights = torch.zeros(rows.shape)
    weights[:, 201:] = 1.0
    thin = torch.tensor([True])
    first, second = (train.weighted_loss(model, rows[[i]], weights[[i]], thin) for i in (0, 1))
    torch.testing.assert_close(first, second)
    weights[:, 100:200] = 1.0
    assert train.weighted_loss(model, rows[[0]], weights[[0]], thin) > first + 100


def test_dropout_falls_on_rows_of_prose_alone(made: Path) -> None:
    model, ids = train.load(made / "draft.pt"), torch.arange(10, 40).repeat(2, 1)
    model.drop(0.5)
    with torch.inference_mode():
        whole, thin = model.eval()(ids), model.train()(ids, thin=torch.tensor([False, True]))
    torch.testing.assert_close(thin[0], whole[0])
    assert (thin[1] - whole[1]).abs().max() > 0.01


def test_dropout_is_off_when_a_model_is_used(made: Path) -> None:
    model, ids = train.load(made / "draft.pt"), torch.arange(10, 40)[None]
    model.drop(0.5)
    with torch.inference_mode():
        assert not torch.equal(model.train()(ids), model(ids))
        assert torch.equal(model.eval()(ids), train.load(made / "draft.pt")(ids))


def test_a_figure_without_an_interval_is_a_dash_in_the_card() -> None:
    told = {"value": 1.5, "ci": [1.2, 1.8]}
    row = {"seconds": told, "speedup": {"target": {"value": 2.0, "ci": None}}, "gain": {"value": None}}
    lines = card.matched({"accuracy": {"value": 0.9}, "policies": {"rsd": row}})
    assert lines[-1] == "| rsd | 1.500 (1.200–1.800) | – | – | – | – | – |"
