"""The engine on the real bundled pair: llama.cpp's own text, the KV rule, rollback, cancelling."""

from __future__ import annotations

import itertools
import struct
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from llama_cpp import Llama

from arbiter_app import bundled, curriculum
from arbiter_app.core import Context, Decision, Finish, Finished, Limits, Round, Speaker, Step, Token
from arbiter_app.engine import chat
from arbiter_app.engine.gguf import N_GUESSES, Model, Sampling, Speculative
from arbiter_app.engine.native import Abort, Gpu, LoadOptions, Vocabulary, idle_cores
from arbiter_app.engine.policies import Accept, Confidence, Random
from arbiter_app.engine.signals import Recorder, measure
from arbiter_app.engine.solve import Writer, solve, written
from arbiter_app.errors import DeviceError, ModelError, UsageError
from arbiter_app.files import fingerprint
from arbiter_app.record import Run

LIMITS = Limits()
PROBLEMS = [problem.question for problem in itertools.islice(curriculum.stream(7, "test"), 50)]


class Escalate:
    """A policy for tests: escalates the steps of the given numbers, or all."""

    sees_target = False

    def __init__(self, *indices: int) -> None:
        self.indices = indices

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision:
        return Decision(not self.indices or len(context.steps) in self.indices)


@pytest.fixture(scope="module")
def draft() -> Iterator[Model]:
    with Model(bundled.path(bundled.DRAFT), Speaker.DRAFT) as model:
        yield model


@pytest.fixture(scope="module")
def target() -> Iterator[Model]:
    with Model(bundled.path(bundled.TARGET), Speaker.TARGET) as model:
        yield model


def run(problem: str, draft: Writer, target: Writer, policy: object, limits: Limits = LIMITS) -> Context:
    context = Context(problem)
    *_, last = solve(context, draft, target, policy, limits)  # type: ignore[arg-type]
    assert isinstance(last, Finished)
    return context


def tokens(context: Context) -> list[int]:
    return [token for step in context.steps for token in step.tokens]


@pytest.mark.parametrize("name", [bundled.DRAFT, bundled.TARGET])
def test_greedy_tokens_are_those_of_the_high_level_class(name: str) -> None:
    """50 prompts, token by token, against llama-cpp-python's own sampling loop."""
    path = bundled.path(name)
    theirs = Llama(str(path), n_ctx=512, n_threads=1, n_threads_batch=1, flash_attn=True, verbose=False)
    with Model(path, Speaker.TARGET, options=LoadOptions(threads=1, n_ctx=512)) as model:
        for problem in PROBLEMS:
            model.forget()
            context = run(problem, model, model, Accept(), Limits(max_steps=100, max_tokens=128))
            ours = tokens(context)
            expected: list[int] = []
            for token in theirs.generate(model.prompt(problem), temp=0.0):
                if model.vocabulary.is_eog(token) or len(expected) == len(ours):
                    break
                expected.append(token)
            assert ours == expected, problem


def test_rollback_gives_bit_identical_logits(target: Model) -> None:
    target.forget()
    prompt = target.prompt(PROBLEMS[0])

    def logits(ids: list[int]) -> np.ndarray:
        target._truncate(len(prompt) - 4)
        for token in ids:
            target._decode([token])
        target._choose()
        return next(iter(target._views.values())).copy()

    target._decode(prompt)
    first = logits(prompt[-4:])
    other = logits(prompt[-4:][::-1])
    again = logits(prompt[-4:])
    assert not np.array_equal(first, other)
    assert np.array_equal(first, again)
    target.forget()


def test_each_token_is_evaluated_once(draft: Model, target: Model) -> None:
    """The KV rule: the draft reads the prompt, its own steps and the target's; the target reads at
    most once what it is asked to go on from, plus the guesses that did not come true."""
    for problem in PROBLEMS[:10]:
        draft.forget()
        target.forget()
        drafted, targeted = draft.n_evaluated, target.n_evaluated
        context = Context(problem)
        rounds = [e for e in solve(context, draft, target, Escalate(1), LIMITS) if isinstance(e, Round)]
        n_prompt = len(draft.prompt(problem))
        n_kept, n_rejected = context.n_tokens, sum(len(r.rejected.tokens) for r in rounds if r.rejected)
        assert draft.n_evaluated - drafted <= n_prompt + n_kept + n_rejected
        if len(rounds) > 1:
            read = n_prompt + sum(len(r.kept.tokens) for r in rounds[:2])
            assert 0 < target.n_evaluated - targeted <= read + n_rejected


def test_an_accepted_step_never_runs_the_target(draft: Model, target: Model) -> None:
    draft.forget()
    target.forget()
    before = target.n_evaluated
    run(PROBLEMS[0], draft, target, Confidence(1.0))
    assert target.n_evaluated == before


def test_the_target_in_both_seats_writes_what_it_writes_alone(target: Model) -> None:
    for problem in PROBLEMS[:10]:
        target.forget()
        alone = run(problem, target, target, Accept())
        target.forget()
        context = Context(problem)
        rounds = [e for e in solve(context, target, target, Confidence(1.0), LIMITS) if isinstance(e, Round)]
        assert [r.rejected for r in rounds] == [None] * len(rounds)
        assert context.text == alone.text


def test_escalating_everything_gives_the_targets_text(draft: Model, target: Model) -> None:
    """With the rejected steps read as guesses: reuse must not change a greedy token."""
    for problem in PROBLEMS[:20]:
        target.forget()
        alone = run(problem, target, target, Accept())
        draft.forget()
        target.forget()
        assert run(problem, draft, target, Escalate()).text == alone.text


@contextmanager
def decodes(model: Model) -> Iterator[list[int]]:
    """The sizes of the model's batches while it lasts."""
    sizes: list[int] = []
    plain = model._run

    def counted() -> None:
        sizes.append(model._batch.n_tokens)
        plain()

    model._run = counted  # type: ignore[method-assign]
    try:
        yield sizes
    finally:
        del model._run


def test_a_hint_saves_decodes(target: Model) -> None:
    """A hint that is wholly right costs one batch and no further decode."""
    context = Context(PROBLEMS[0])
    alone = written(target.propose(context, LIMITS))
    target.forget()
    with decodes(target) as sizes:
        hinted = written(target.propose(context, LIMITS, hint=alone))
    assert (hinted.text, hinted.tokens) == (alone.text, alone.tokens)
    assert len(sizes) == 1


def test_a_hint_may_come_when_the_logits_stand_ready(target: Model) -> None:
    context = Context(PROBLEMS[0])
    alone = written(target.propose(context, LIMITS))
    target.forget()
    written(target.propose(context, Limits(max_step_tokens=1)))
    with decodes(target) as sizes:
        hinted = written(target.propose(context, LIMITS, hint=alone))
    assert hinted.tokens == alone.tokens
    assert len(sizes) == 1


def test_the_drafts_guesses_change_no_token_and_save_decodes(draft: Model, target: Model) -> None:
    seat = Speculative(target, draft)
    for problem in PROBLEMS[:32]:
        target.forget()
        with decodes(target) as alone:
            expected = run(problem, target, target, Accept())
        draft.forget()
        target.forget()
        with decodes(target) as guessed:
            context = run(problem, seat, seat, Accept())
        assert tokens(context) == tokens(expected), problem
        assert [step.finish for step in context.steps] == [step.finish for step in expected.steps]
        for step, other in zip(context.steps, expected.steps, strict=True):
            assert step.signals.logprob == pytest.approx(other.signals.logprob, abs=0.2), (
                problem
            )  # batches round
        assert len(guessed) < len(alone) / 2
        assert max(guessed[1:], default=0) <= 1 + N_GUESSES


def test_escalating_with_guesses_gives_the_targets_text(draft: Model, target: Model) -> None:
    """The draft's guesses after its rejected steps; and it goes on as if it had not guessed."""
    for problem in PROBLEMS[:20]:
        texts, scores = [], []
        for seat in (target, Speculative(target, draft)):
            draft.forget()
            target.forget()
            context = Context(problem)
            rounds = [e for e in solve(context, draft, seat, Escalate(0, 2), LIMITS) if isinstance(e, Round)]
            texts.append([(round_.proposed.text, round_.kept.text) for round_ in rounds])
            scores.append([p for round_ in rounds for p in round_.proposed.signals.logprob])
        assert texts[0] == texts[1], problem
        assert scores[0] == pytest.approx(scores[1], abs=0.2), problem


def test_guessing_evaluates_no_token_twice_but_the_rejected(
    draft: Model, target: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The KV rule of both: what was written is read once, and besides what did not come true."""
    guessed = 0
    plain = draft.guess

    def counted(tokens: list[int]) -> list[int]:
        nonlocal guessed
        guesses = plain(tokens)
        guessed += len(guesses)
        return guesses

    monkeypatch.setattr(draft, "guess", counted)
    seat = Speculative(target, draft)
    for problem in PROBLEMS[:10]:
        draft.forget()
        target.forget()
        guessed, drafted, targeted = 0, draft.n_evaluated, target.n_evaluated
        context = run(problem, seat, seat, Accept())
        n_prompt = len(draft.prompt(problem))
        assert guessed > 0
        assert draft.n_evaluated - drafted <= n_prompt + context.n_tokens + guessed
        assert target.n_evaluated - targeted <= n_prompt + context.n_tokens + guessed


def test_without_greed_rollback_or_a_vocabulary_in_common_nothing_is_guessed(
    draft: Model, target: Model
) -> None:
    seat = Speculative(target, draft)
    expected = run(PROBLEMS[0], target, target, Accept()).text
    before = draft.n_evaluated
    key = draft.vocabulary_key
    try:
        target.sampling = Sampling(temperature=1.0)
        run(PROBLEMS[0], seat, seat, Accept())
        target.sampling = Sampling()
        draft.vocabulary_key = "another"
        assert run(PROBLEMS[0], seat, seat, Accept()).text == expected
        draft.vocabulary_key = key
        for model in (draft, target):
            model.can_roll_back = False
            assert run(PROBLEMS[0], seat, seat, Accept()).text == expected
            model.can_roll_back = True
        target.hidden = True
        assert run(PROBLEMS[0], seat, seat, Accept()).text == expected
    finally:
        target.sampling, target.hidden, draft.vocabulary_key = Sampling(), False, key
        draft.can_roll_back = target.can_roll_back = True
    assert draft.n_evaluated == before


@pytest.mark.parametrize("full", ["draft", "target"])
def test_guesses_keep_to_the_context_window(draft: Model, target: Model, full: str) -> None:
    """Whichever of the two windows is full first, and wherever in a step."""
    model, n_prompt = {"draft": draft, "target": target}[full], len(target.prompt(PROBLEMS[0]))
    n_ctx, seat = model.n_ctx, Speculative(target, draft)
    try:
        for room in range(1, 30, 7):
            model.n_ctx = n_prompt + room
            expected = run(PROBLEMS[0], target, target, Accept())
            assert tokens(run(PROBLEMS[0], seat, seat, Accept())) == tokens(expected)
            assert (expected.n_tokens == room + 1) == (full == "target")
    finally:
        model.n_ctx = n_ctx


def test_guesses_keep_to_the_caps(draft: Model, target: Model) -> None:
    seat = Speculative(target, draft)
    for cap in range(1, 40, 3):
        limits = Limits(max_step_tokens=10, max_tokens=cap)
        expected = run(PROBLEMS[0], target, target, Accept(), limits)
        assert tokens(run(PROBLEMS[0], seat, seat, Accept(), limits)) == tokens(expected)


@pytest.mark.parametrize("guessing", [False, True])
def test_closing_the_generator_anywhere_leaves_the_models_reusable(
    draft: Model, target: Model, guessing: bool
) -> None:
    problem = PROBLEMS[1]
    seat = Speculative(target, draft) if guessing else target
    draft.forget()
    target.forget()
    expected = run(problem, draft, seat, Escalate(0, 2))
    n_events = sum(1 for _ in solve(Context(problem), draft, seat, Escalate(0, 2), LIMITS))
    for stop_at in range(1, n_events, 3):
        events = solve(Context(problem), draft, seat, Escalate(0, 2), LIMITS)
        for _ in range(stop_at):
            next(events)
        events.close()  # type: ignore[attr-defined]
        again = run(problem, draft, seat, Escalate(0, 2))
        assert again.text == expected.text, stop_at
        for step, other in zip(again.steps, expected.steps, strict=True):
            assert step.signals.logprob == pytest.approx(other.signals.logprob, abs=1e-3), stop_at


def test_streamed_text_is_the_steps_text(draft: Model, target: Model) -> None:
    context = Context(PROBLEMS[2])
    streamed: list[str] = []
    for event in solve(context, draft, target, Accept(), LIMITS):
        if isinstance(event, Token):
            streamed.append(event.text)
    assert "".join(streamed) == context.text
    assert all(step.text.endswith("\n\n") for step in context.steps[:-1])
    assert "".join(draft.vocabulary.piece(t).decode() for t in tokens(context)) == context.text


def test_seeds_decide_sampled_text(draft: Model) -> None:
    def sampled(seed: int) -> list[str]:
        draft.sampling = Sampling(temperature=1.5, seed=seed)
        return [run(problem, draft, draft, Accept()).text for problem in PROBLEMS[:6]]

    try:
        assert sampled(1) == sampled(1)
        assert sampled(1) != sampled(2)
    finally:
        draft.sampling = Sampling()


def test_limits_end_a_run_and_say_so(draft: Model, target: Model) -> None:
    def finished(limits: Limits) -> Finished:
        *_, last = solve(Context(PROBLEMS[0]), draft, target, Accept(), limits)
        assert isinstance(last, Finished)
        return last

    assert finished(Limits(max_steps=1)).finish is Finish.STEPS
    assert "--max-tokens" in finished(Limits(max_tokens=5)).detail
    assert "grew past 3" in finished(Limits(max_step_tokens=3)).detail


def test_a_cap_between_steps_adds_no_empty_step(draft: Model, target: Model) -> None:
    first = run(PROBLEMS[0], draft, target, Accept(), Limits(max_steps=1))
    capped = run(PROBLEMS[0], draft, target, Escalate(5), Limits(max_tokens=first.n_tokens))
    assert [step.text for step in capped.steps] == [step.text for step in first.steps]


def test_a_cut_off_answer_is_no_answer(target: Model) -> None:
    """A cap inside '5535' must not make '55' of it."""
    problem = "What is 123 * 45?"
    whole, capped = Run(problem), Run(problem)
    for event in solve(context := Context(problem), target, target, Accept(), LIMITS):
        whole.feed(event)
    assert whole.answer == "5535"
    for event in solve(Context(problem), target, target, Accept(), Limits(max_tokens=context.n_tokens - 1)):
        capped.feed(event)
    assert capped.text.rstrip().endswith("553") and capped.answer is None


class Parrot:
    """A writer that says the same step for ever."""

    def propose(
        self, context: Context, limits: Limits, hint: Step | None = None
    ) -> Generator[Token, None, Step]:
        yield Token("again", Speaker.DRAFT)
        return Step("again\n\n", (1, 2), Speaker.DRAFT, Finish.STEP)


def test_a_model_in_circles_is_stopped() -> None:
    *_, last = solve(Context("?"), Parrot(), Parrot(), Accept(), LIMITS)
    assert isinstance(last, Finished) and last.finish is Finish.STEPS and "three times" in last.detail


def check_abort(abort: Abort, seat: Writer, expected: str) -> None:
    """Set at the first token, the flag cancels the step, and the models go on afterwards."""
    events = solve(context := Context(PROBLEMS[0]), seat, seat, Accept(), LIMITS)
    next(events)
    abort.set()
    rest = list(events)
    assert isinstance(rest[-1], Finished) and rest[-1].finish is Finish.CANCELLED
    assert expected.startswith(context.text)
    abort.clear()
    assert run(PROBLEMS[0], seat, seat, Accept()).text == expected


def test_the_abort_flag_stops_and_the_model_goes_on_afterwards() -> None:
    abort = Abort()
    with Model(bundled.path(bundled.TARGET), Speaker.TARGET, abort=abort) as model:
        check_abort(abort, model, run(PROBLEMS[0], model, model, Accept()).text)


def test_the_abort_flag_stops_a_guess(target: Model) -> None:
    """Set while the draft guesses: it is the target's step that is cancelled."""
    abort = Abort()
    expected = run(PROBLEMS[0], target, target, Accept()).text
    with Model(bundled.path(bundled.DRAFT), Speaker.DRAFT, abort=abort) as draft:
        check_abort(abort, Speculative(target, draft), expected)


def test_the_abort_flag_stops_inside_a_decode() -> None:
    """Set from another thread while C reads a long prompt: back within 200 ms, the model usable."""
    abort = Abort()
    with Model(
        bundled.path(bundled.TARGET), Speaker.TARGET, abort=abort, options=LoadOptions(threads=1)
    ) as model:
        expected = run(PROBLEMS[0], model, model, Accept()).text
        problem = "7 + " * (model.n_ctx // 5)
        asked: list[float] = []

        def stop() -> None:
            asked.append(time.perf_counter())
            abort.set()

        timer = threading.Timer(0.05, stop)
        timer.start()
        *_, last = solve(Context(problem), model, model, Accept(), Limits(max_steps=10**6, max_tokens=10**6))
        ended = time.perf_counter()
        timer.join()
        assert isinstance(last, Finished) and last.finish is Finish.CANCELLED
        assert ended - asked[0] < 0.2
        abort.clear()
        assert run(PROBLEMS[0], model, model, Accept()).text == expected


def test_a_full_context_ends_the_run() -> None:
    with Model(bundled.path(bundled.DRAFT), Speaker.DRAFT, options=LoadOptions(n_ctx=256)) as model:
        problem = "12 + 34 + " * 20 + "5"
        model.check_room(problem)
        *_, last = solve(
            Context(problem),
            model,
            model,
            Accept(),
            Limits(max_steps=10**6, max_step_tokens=10**6, max_tokens=10**6),
        )
        assert isinstance(last, Finished) and last.finish is Finish.LENGTH
        assert last.detail == "the context window is full"
        with pytest.raises(UsageError, match="256 at once"):
            model.check_room("12 + 34 + " * 40)


def test_another_vocabulary_is_read_as_text(target: Model) -> None:
    """A step whose ids mean nothing here is tokenised from its text; the run goes on the same."""
    context = Context(PROBLEMS[0])
    step = written(target.propose(context, LIMITS))
    foreign = Step(step.text, (999_999,), Speaker.DRAFT, Finish.STEP, vocabulary="another")
    assert list(target.ids(foreign)) == list(target.ids(step))


def test_a_model_that_cannot_roll_back_reads_anew(draft: Model, target: Model) -> None:
    """As recurrent architectures do: slower, the same text."""
    expected = [run(problem, draft, target, Escalate(1)).text for problem in PROBLEMS[:5]]
    draft.can_roll_back = target.can_roll_back = False
    try:
        assert [run(problem, draft, target, Escalate(1)).text for problem in PROBLEMS[:5]] == expected
    finally:
        draft.can_roll_back = target.can_roll_back = True


def test_the_hidden_state_costs_no_second_evaluation() -> None:
    """The last token is evaluated for its state, and then its logits serve the next step."""
    with Model(bundled.path(bundled.DRAFT), Speaker.DRAFT, hidden=True) as model:
        context = Context(PROBLEMS[0])
        step = written(model.propose(context, LIMITS))
        assert step.hidden is not None and np.isfinite(step.hidden).all()
        evaluated = model.n_evaluated
        context.steps.append(step)
        written(model.propose(context, Limits(max_step_tokens=1)))
        assert model.n_evaluated - evaluated == 1, "the last token was evaluated for its state, and not again"
        whole = run(PROBLEMS[0], model, model, Accept())
        assert whole.steps[-1].hidden is not None
        again = run(PROBLEMS[0], model, model, Accept())
        assert again.steps[-1].hidden == whole.steps[-1].hidden, "the cache holds what was written, once"
    with Model(bundled.path(bundled.DRAFT), Speaker.DRAFT) as model:
        assert run(PROBLEMS[0], model, model, Accept()).text == whole.text


def test_signals_of_a_known_distribution() -> None:
    logits = np.log(np.array([[0.5, 0.25, 0.125, 0.125], [0.25, 0.25, 0.25, 0.25]], np.float32))
    logprob, entropy, margin = measure(logits, [1, 3])
    assert logprob == pytest.approx(np.log([0.25, 0.25]), abs=1e-6)
    assert entropy == pytest.approx([1.75 * np.log(2), np.log(4)], abs=1e-6)
    assert margin == pytest.approx([0.25, 0.0], abs=1e-6)
    masked = np.array([[0.0, -np.inf, -np.inf]], np.float32)
    assert measure(masked, [0])[1] == pytest.approx([0.0], abs=1e-6)


def test_the_recorder_flushes_without_losing_a_row() -> None:
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(9, 400_000)).astype(np.float32)  # larger than the buffer holds
    recorder = Recorder(rows.shape[1])
    for i, row in enumerate(rows):
        recorder.add(row, i)
    signals = recorder.take()
    expected = measure(rows, list(range(9)))
    assert signals.logprob == pytest.approx(expected[0])
    assert signals.entropy == pytest.approx(expected[1])
    assert recorder.take().margin == ()


def test_the_random_policy() -> None:
    step, context = Step("x\n\n", (1,), Speaker.DRAFT, Finish.STEP), Context("?")
    decisions = [Random(0.7, seed)(context, step, None) for seed in range(1000)]
    assert 250 < sum(decision.escalate for decision in decisions) < 350
    assert all(d.score is not None and d.escalate == (d.score > 0.7) for d in decisions)


@pytest.mark.parametrize(
    ("template", "before", "after"),
    [
        ("", "<s>", "\n\n"),
        ("{{ bos_token }}[U]{{ messages[-1]['content'] }}[A]", "<s>[U]", "[A]"),
        (
            "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no system') }}{% endif %}"
            "<{{ m.content }}>{% endfor %}",
            f"<{chat.INSTRUCTION}\n\n",
            ">",
        ),
    ],
)
def test_chat_frames(template: str, before: str, after: str) -> None:
    assert chat.frame(template, bos="<s>", eos="</s>") == (before, after)


@pytest.mark.parametrize("template", ["{% for %}", "no user", "{{ messages[0].content }}{{ 1/0 }}"])
def test_unusable_chat_templates(template: str) -> None:
    with pytest.raises(ValueError):
        chat.frame(template, bos="", eos="")


def test_control_tokens_in_a_problem_are_plain_text(draft: Model) -> None:
    ids = draft.prompt("<|eos|><|assistant|>")
    assert sum(ids.count(special) for special in draft.prompt("1")) == len(draft.prompt("")), (
        "only the frame's own"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"<html>not found</html>", "not a GGUF file"),
        (b"GGUF" + b"\0" * 8, "truncated or damaged"),
        (None, "truncated or damaged"),
    ],
)
def test_bad_files(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "bad.gguf"
    whole = bundled.path(bundled.DRAFT).read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if content is None else content)
    with pytest.raises(ModelError, match=message):
        Model(path, Speaker.DRAFT)


def header(*pairs: tuple[str, int, bytes]) -> bytes:
    """A GGUF of metadata alone: key, type and encoded value of each pair."""

    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value)) + value.encode()

    body = b"".join(text(key) + struct.pack("<I", kind) + value for key, kind, value in pairs)
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(pairs)) + body


def string(value: str) -> bytes:
    return struct.pack("<Q", len(value)) + value.encode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (header(("general.architecture", 8, string("clip"))), "no text model .architecture 'clip'"),
        (
            header(("general.architecture", 8, string("llama")), ("tokenizer.ggml.model", 8, string("gpt2"))),
            "vocabulary and no weights",
        ),
        (header(("general.architecture", 4, struct.pack("<I", 7))), "names no architecture"),
        (header(), "names no architecture"),
    ],
)
def test_headers_of_what_is_no_text_model(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "other.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=message):
        Model(path, Speaker.DRAFT)


def test_a_model_loads_while_the_abort_flag_is_set() -> None:
    abort = Abort()
    abort.set()
    with Model(bundled.path(bundled.DRAFT), Speaker.DRAFT, abort=abort) as model:
        *_, last = solve(context := Context(PROBLEMS[0]), model, model, Accept(), LIMITS)
        assert isinstance(last, Finished) and last.finish is Finish.CANCELLED and context.steps == []


def test_missing_files_folders_and_gpus(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model file"):
        Model(tmp_path / "none.gguf", Speaker.DRAFT)
    with pytest.raises(ModelError, match="is a folder"):
        Model(tmp_path, Speaker.DRAFT)
    with pytest.raises(ModelError, match="KV type"):
        Model(bundled.path(bundled.DRAFT), Speaker.DRAFT, options=LoadOptions(kv_type="q3"))
    from llama_cpp import llama_supports_gpu_offload

    if not llama_supports_gpu_offload():
        with pytest.raises(DeviceError, match="--gpu require"):
            Model(bundled.path(bundled.DRAFT), Speaker.DRAFT, options=LoadOptions(gpu=Gpu.REQUIRE))


def test_fingerprints_tell_files_apart(tmp_path: Path) -> None:
    path = bundled.path(bundled.DRAFT)
    changed = bytearray(path.read_bytes())
    copy = tmp_path / "copy.gguf"
    copy.write_bytes(changed)
    assert fingerprint(copy) == fingerprint(path)
    changed[1000] ^= 1
    copy.write_bytes(changed)
    assert fingerprint(copy) != fingerprint(path)


def test_closing_twice_and_idle_cores() -> None:
    model = Model(bundled.path(bundled.DRAFT), Speaker.DRAFT)
    assert isinstance(model.vocabulary, Vocabulary)
    model.close()
    model.close()
    assert idle_cores() >= 1
