"""Rollouts and the models trained on them, with the bundled pair's own weights.

The draft stands for the target too wherever that is no difference: it is forty times as fast.
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest

from arbiter_app import bundled
from arbiter_app.core import Context, Finish, Speaker, Step
from arbiter_app.engine.gguf import Model
from arbiter_app.engine.native import Gpu, LoadOptions
from arbiter_app.files import fingerprint
from arbiter_app.grading import Verdict, extract_answer, grade

torch = pytest.importorskip("torch")
for needed in ("tokenizers", "gguf", "onnx", "scipy", "sklearn"):
    pytest.importorskip(needed)

from models.recipe import prm, rollouts  # noqa: E402
from models.recipe import tokenizer as bpe  # noqa: E402
from models.recipe.model import Config, Llama  # noqa: E402
from models.recipe.rollouts import Asked, Pair, Rows  # noqa: E402
from tests.test_recipe import NASTY, load, one_thread  # noqa: E402, F401

ROOT = Path(__file__).parents[1]
DRAFT = bundled.path(bundled.DRAFT)

QUESTIONS = (
    "What is 3 + 4?",
    "Tom has 12 apples and buys 30 more. How many apples has he now?",
    "What is 3 * 5?",
)


@pytest.fixture(scope="module")
def pair() -> Pair:
    return rollouts.read_pair(DRAFT, DRAFT)


@pytest.fixture(scope="module")
def rows(pair: Pair) -> Rows:
    problems = list(islice(rollouts.drawn(pair.tokenizer, "train", 3), 4))
    with ThreadPoolExecutor(1) as grader:
        return rollouts.roll(pair, problems, Random(1), 2, 0.8, grader)[0]


def slow(model: Llama, prompt: list[int], n_most: int) -> list[int]:
    """Greedy, one row, no cache, no padding."""
    ids = list(prompt)
    with torch.inference_mode():
        while len(ids) < len(prompt) + n_most and ids[-1] != bpe.EOS:
            ids.append(int(model(torch.tensor([ids]))[0, -1].argmax()))
    return ids[len(prompt) :]


def test_a_gguf_is_read_as_llama_cpp_reads_it(pair: Pair) -> None:
    llama = load(DRAFT)
    for text in (*QUESTIONS, *NASTY):
        ids = pair.tokenizer.encode(text, add_special_tokens=False).ids
        assert ids == llama.tokenize(text.encode(), add_bos=False, special=False)
    ids = [
        *bpe.prompt_ids(pair.tokenizer, QUESTIONS[1]),
        *pair.tokenizer.encode("Add.\n12 + 30 = 42\n\n").ids,
    ]
    llama.eval(ids)
    with torch.inference_mode():
        ours = pair.draft(torch.tensor([ids]))[0]
    # llama.cpp rounds what it multiplies with to eight bits too.
    theirs = torch.from_numpy(np.array(llama.scores[: len(ids)]))
    assert (ours.softmax(-1) - theirs.softmax(-1)).abs().max() < 0.05


def test_padding_and_company_change_no_continuation(pair: Pair) -> None:
    prompts = [bpe.prompt_ids(pair.tokenizer, question) for question in QUESTIONS]
    limits = [len(prompts[0]) + 5, 90, 90]
    together = dict(rollouts.sample(pair.draft, prompts, limits, (0.0, 0.0)))
    for i, (prompt, limit) in enumerate(zip(prompts, limits, strict=True)):
        alone = slow(pair.draft, prompt, limit - len(prompt))
        assert together[i] == [alone, alone]
    assert len(together[0][0]) == 5 and together[2][0][-1] == bpe.EOS


def test_tokens_are_drawn_from_the_softmax(pair: Pair) -> None:
    torch.manual_seed(1)
    prompt, n, heat = bpe.prompt_ids(pair.tokenizer, QUESTIONS[1]), 2000, 1.5
    ((_, drawn),) = rollouts.sample(pair.draft, [prompt], [len(prompt) + 1], (heat,) * n)
    with torch.inference_mode():
        p = (pair.draft(torch.tensor([prompt]))[0, -1] / heat).softmax(-1).numpy()
    counts = np.bincount([token for (token,) in drawn], minlength=len(p))
    for token in np.argsort(-p)[:5]:
        assert abs(counts[token] - n * p[token]) < 5 * (n * p[token]) ** 0.5 + 1
    assert p.max() < 0.95 and (counts > 0).sum() > 3


def test_labels_equal_a_slow_reference(pair: Pair) -> None:
    prompt = bpe.prompt_ids(pair.tokenizer, QUESTIONS[2])
    prefixes = [prompt, [*prompt, *pair.tokenizer.encode("Add.\n3 + 5 = 8\n\n").ids]]
    asked = [Asked(answer, limit) for answer, limit in (("15", 80), ("15", 80), ("8", 80), ("15", 18))]
    prefixes = [*prefixes, prefixes[1], prompt]
    with ThreadPoolExecutor(1) as grader:
        labels = rollouts.label(pair, prefixes, asked, 2, 0.0, grader)
    for prefix, one, found in zip(prefixes, asked, labels, strict=True):
        ids = slow(pair.target, prefix, one.limit - len(prefix))
        text = pair.tokenizer.decode([*prefix[len(prompt) :], *ids])
        right = ids[-1:] == [bpe.EOS] and grade(extract_answer(text), one.answer) is Verdict.CORRECT
        assert found == (float(right), right)
    assert len({found.value for found in labels}) == 2


def test_steps_end_at_blank_lines(pair: Pair) -> None:
    steps = rollouts.Steps(pair.tokenizer)
    begun = rollouts.Solution([0, 2, 3], [3], [rollouts.PROMPT], False)
    texts = ["Add.\n1 + 2 = 3\n\n", "Twice.\n2 * 3 = 6\n\n", "Answer: 6"]
    ids = pair.tokenizer.encode("".join(texts)).ids
    whole = steps.append(begun, [*ids, bpe.EOS], rollouts.TARGET)
    said = [pair.tokenizer.decode(whole.ids[a:b]) for a, b in pairwise(whole.ends)]
    assert (said, whole.by, whole.finished) == (texts, [-1, 1, 1, 1], True)
    cut = steps.append(begun, ids, rollouts.DRAFT)
    assert (cut.ends, cut.by, cut.finished) == (whole.ends[:3], [-1, 0, 0], False)
    assert len(cut.ids) == cut.ends[-1]
    assert whole.upto(1) == rollouts.Solution(whole.ids[: whole.ends[1]], whole.ends[:2], [-1, 1], False)


def test_rows_hold_what_was_written(pair: Pair, rows: Rows, tmp_path: Path) -> None:
    rows.save(tmp_path / "rows.npz")
    again = Rows.load(tmp_path / "rows.npz")
    assert (again.ids == rows.ids).all() and (again.value == rows.value).all()
    double = rollouts.joined([rows, rows])
    assert len(double.ids) == 2 * len(rows.ids) and double.problem.max() == 7
    for row in range(len(rows.ids)):
        n = int((rows.ends[row] >= 0).sum())
        text = pair.tokenizer.decode(rows.ids[row, rows.ends[row, 0] : rows.ends[row, n - 1]].tolist())
        assert n - 1 == len([step for step in text.split("\n\n") if step])
        assert rows.ids[row, rows.ends[row, 0] - 1] == bpe.ASSISTANT
    assert set(rows.by[:, 0]) == {rollouts.PROMPT} and not rows.held_out.any()
    firsts = {(problem, value) for problem, value in zip(rows.problem, rows.value[:, 0], strict=True)}
    assert len(firsts) == 4, "one bare prompt has several values"


def test_tags_stand_before_the_steps(rows: Rows) -> None:
    ids, ends = prm.tagged(rows, 4096)
    for row in range(len(ids)):
        old = rows.ends[row][rows.ends[row] >= 0].tolist()
        expected = rows.ids[row, : old[0]].tolist()
        for i, (a, b) in enumerate(pairwise(old), 1):
            expected += [4096 + int(rows.by[row, i]), *rows.ids[row, a:b].tolist()]
            assert ends[row, i] == len(expected)
        assert ids[row, : len(expected)].tolist() == expected and set(ids[row, len(expected) :]) <= {bpe.EOS}
        assert len(expected) == old[-1] + len(old) - 1


def test_a_router_is_given_what_it_was_trained_on(rows: Rows, pair: Pair) -> None:
    from arbiter_app.pair import _ids

    ids, ends = prm.tagged(rows, 4096)
    tags = {"draft": 4096 + rollouts.DRAFT, "target": 4096 + rollouts.TARGET}
    who = {rollouts.DRAFT: Speaker.DRAFT, rollouts.TARGET: Speaker.TARGET}
    with Model(DRAFT, Speaker.DRAFT, options=LoadOptions(gpu=Gpu.OFF, threads=1)) as model:
        for row in range(len(ids)):
            old = rows.ends[row][rows.ends[row] >= 0].tolist()
            question = pair.tokenizer.decode(rows.ids[row, : old[0]].tolist())
            steps = []
            for i, (a, b) in enumerate(pairwise(old), 1):
                tokens = tuple(rows.ids[row, a:b].tolist())
                by = who[int(rows.by[row, i])]
                steps.append(Step("", tokens, by, Finish.STEP, vocabulary=model.vocabulary_key))
                given = _ids(model, Context(question, steps[:-1]), steps[-1], tags)
                assert given == ids[row, : ends[row, i]].tolist()


def scorer(config: Config, n_out: int) -> prm.Scorer:
    """With weights so large that the scores go up and down."""
    torch.manual_seed(1)
    made = prm.Scorer(replace(config, vocab=config.vocab + prm.N_TAGS), n_out)
    with torch.no_grad():
        for weight in made.parameters():
            weight.add_(torch.randn_like(weight) * 0.2)
    return prm.rounded(made.eval())


@pytest.mark.parametrize("n_out", [1, 2])
@pytest.mark.parametrize("config", [prm.FRESH, Config(dim=96, n_layers=4, n_heads=3, ff=256)])
def test_onnx_equals_pytorch(config: Config, n_out: int) -> None:
    made = scorer(config, n_out)
    several = [torch.randint(4, 4098, (n,)).tolist() for n in (1, 2, 60, 511)]
    with torch.inference_mode():
        logits = [made(torch.tensor([ids]))[0].numpy() for ids in several]
    assert min(np.ptp(some) for some in logits[2:]) > 0.5
    model = prm.export(made).SerializeToString()
    assert prm.difference(made, model, several) < prm.PARITY
    assert len(model) < prm.MAX_BYTES


def test_padding_changes_no_score(rows: Rows) -> None:
    made, examples = scorer(Config(dim=32, n_layers=2, n_heads=2, ff=96), 1), prm.rewards(rows)
    order, gold = prm.scores(made, examples)
    assert len(gold) == (rows.ends >= 0).sum()
    one_by_one = []
    for row in range(len(rows.ids)):
        ends = rows.ends[row][rows.ends[row] >= 0]
        with torch.inference_mode():
            logits = made(torch.from_numpy(rows.ids[None, row, : ends[-1]].astype(np.int64)))[0, :, 0]
        one_by_one += logits.sigmoid()[ends - 1].tolist()
    np.testing.assert_allclose(np.sort(order), np.sort(one_by_one), atol=1e-5)


def test_training_lowers_the_loss_and_starts_from_the_draft(pair: Pair, rows: Rows) -> None:
    begun = prm.begun_from(pair.draft, 1)
    assert torch.equal(begun.token_embd.weight[:4096], pair.draft.token_embd.weight)
    router = prm.begun_from(begun, 2)
    assert router.config == begun.config and torch.equal(router.token_embd.weight, begun.token_embd.weight)
    examples = prm.rewards(rows.where(np.arange(len(rows.ids)) < 6))
    y = torch.arange(6)[:, None].expand(examples.y.shape) % 2  # by the row, to be learnt by heart
    examples = replace(examples, y=y.float())
    recipe = prm.Recipe(None, epochs=15, batch=6, dropout=0.0, text_loss=0.0)
    ours, gold = prm.scores(prm.fit(begun, examples, recipe, 1, torch.device("cpu")), examples)
    assert prm.figures(ours, gold)["auroc"] > 0.8


def test_figures() -> None:
    gold = np.array([0.0, 0.25, 0.75, 1.0] * 10)
    right, blind = prm.figures(gold, gold), prm.figures(np.full(40, 0.5), gold)
    assert (right["auroc"], right["calibration_error"]) == (1.0, 0.0)
    assert right["spearman"] == pytest.approx(1.0) and blind["spearman"] is None and blind["auroc"] == 0.5
    off = prm.figures(np.full(40, 0.9), np.zeros(40))
    assert off["calibration_error"] == pytest.approx(0.9) and off["auroc"] is None


def test_the_whole_chain(tmp_path: Path) -> None:
    from arbiter_app.router.reward import RewardModel
    from arbiter_app.router.scoring import Router

    command = [sys.executable, "-m", "models.recipe.prm", "--tiny", "--pair", str(DRAFT), str(DRAFT)]
    done = subprocess.run(
        [*command, "--out", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=200
    )
    assert done.returncode == 0, done.stderr
    rows = Rows.load(tmp_path / "rows.npz")
    assert set(rows.held_out) == {False, True}
    card = json.loads((tmp_path / "prm-card.json").read_text())
    assert card["kind"] == "prm" and card["n"] == (rows.ends[rows.held_out, 1:] >= 0).sum()
    assert json.loads((tmp_path / "text-card.json").read_text())["kind"] == "text"
    with RewardModel(tmp_path / "tutor-prm.onnx", target_fingerprint=fingerprint(DRAFT)) as reward:
        assert 0 < reward.score([0, 2, 3, 20]) < 1
    made_for = {f"{role}_fingerprint": fingerprint(DRAFT) for role in ("draft", "target")}
    with Router(tmp_path / "tutor-text.onnx", **made_for) as router:
        assert router.tags == {"draft": 4096, "target": 4097}
        assert 0 < router.score([0, 2, 3, 4096, 20]) != router.score([0, 2, 3, 4097, 20]) < 1


def test_a_pair_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-m", "models.recipe.prm", "--pair", str(tmp_path), "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and str(tmp_path) in done.stderr
