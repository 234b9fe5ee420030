"""A GGUF and its KV cache: writes one step after a context, evaluating each token once.

Knows nothing of policies and routers, and of another model only what it guesses. A `Model` owns its
llama.cpp context and the list of tokens in its KV cache; nobody else trims it. `propose` keeps the
longest common prefix of what is cached and what is asked, drops the tail and decodes the rest in one
batch: so the target catches up lazily, only when it is asked, and closing the generator at any point
is safe.

One thread at a time per model; two models may decode side by side.
"""

from __future__ import annotations

import codecs
import ctypes
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from types import TracebackType

import numpy as np
from llama_cpp import llama_cpp as L
from numpy.typing import NDArray

from ..core import STEP_END, Context, Finish, Limits, Speaker, Step, Token
from ..errors import DeviceError, ModelError, UsageError
from ..files import fingerprint
from . import chat
from .native import Abort, LoadOptions, Vocabulary, load, metadata
from .signals import Recorder


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a token is chosen. `temperature` 0 is greedy, and then the rest is not read."""

    temperature: float = 0.0
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    seed: int = 0


# As L.llama_get_logits_ith, but giving the address: turning a typed pointer into an array costs more
# than everything else that is done with a small model's token.
_logits_address = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int32)(
    ("llama_get_logits_ith", L._lib)
)


LIKELY = 0.4
"""Tokens are guesses for another model while the one that wrote them gave all of them together no less a
probability. From 0.2 to 0.6 it makes no difference to the bundled pair: models/recipe/LOG.md."""

N_GUESSES = 32
"""And no more than these at once: one that is sure of itself goes on in circles for ever."""


class _Aborted(Exception):
    """`llama_decode` was stopped by the abort flag."""


class Model:
    """One GGUF, loaded: see the module's docstring. A context manager; `close` frees it.

    Raises ModelError for a file that cannot be used, DeviceError for a GPU or memory that is not there.
    `hidden=True` adds the final hidden state to each step.
    """

    def __init__(
        self,
        path: str | Path,
        speaker: Speaker,
        *,
        options: LoadOptions = LoadOptions(),
        sampling: Sampling = Sampling(),
        abort: Abort | None = None,
        hidden: bool = False,
    ) -> None:
        self.path = Path(path)
        self.speaker = speaker
        self.abort = abort or Abort()
        self.hidden = hidden
        self.n_branches = options.n_branches
        self.n_evaluated = 0  # tokens ever decoded: what the KV rule is checked by
        self.decode_seconds = 0.0  # wall time inside llama.cpp

        self._model: L.llama_model_p | None
        self._ctx: L.llama_context_p | None
        self._sampler: L.llama_sampler_p | None = None
        self._model, self._ctx, self.on_gpu = load(self.path, options, self.abort)
        self.n_ctx = int(L.llama_n_ctx(self._ctx))
        self.n_batch = int(L.llama_n_batch(self._ctx))
        self.n_threads = int(L.llama_n_threads(self._ctx))
        self._memory = L.llama_get_memory(self._ctx)
        self._batch = L.llama_batch_init(self.n_batch, 0, 1)
        self._view_batch()
        self._views: dict[int, NDArray[np.float32]] = {}
        self._kv: list[int] = []  # tokens in the cache: those read so far, then guesses
        self._n_read = 0
        self._row: int | None = None  # logits row of the last token read, while llama.cpp holds it
        try:
            self.fingerprint = fingerprint(self.path)
            self.vocabulary = Vocabulary(self._model)
            self.vocabulary_key = self.vocabulary.key
            self._recorder = Recorder(self.vocabulary.size)
            self._frame = self._prompt_frame()
            self.sampling = sampling
            self.can_roll_back = self._probe_rollback()
        except BaseException:
            self.close()
            raise

    # -- life ---------------------------------------------------------------------------------

    def __enter__(self) -> Model:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free everything, in llama.cpp's order. Safe to call twice; not while the model decodes."""
        if self._ctx is None or self._model is None:
            return
        L.llama_batch_free(self._batch)
        if self._sampler is not None:
            L.llama_sampler_free(self._sampler)
        L.llama_free(self._ctx)
        L.llama_model_free(self._model)
        self._sampler = self._ctx = self._model = None

    @property
    def sampling(self) -> Sampling:
        return self._sampling

    @sampling.setter
    def sampling(self, sampling: Sampling) -> None:
        """Takes effect at the next step; sets the random state anew, so equal seeds give equal text."""
        self._sampling = sampling
        if self._sampler is not None:
            L.llama_sampler_free(self._sampler)
            self._sampler = None
        if sampling.temperature > 0:
            self._sampler = _sampler_chain(sampling)

    # -- prompt -------------------------------------------------------------------------------

    def _prompt_frame(self) -> tuple[list[int], list[int]]:
        assert self._model is not None
        vocab = self.vocabulary
        bos, eos = vocab.text_of(vocab.bos), vocab.text_of(vocab.eos)
        try:
            before, after = chat.frame(metadata(self._model, "tokenizer.chat_template"), bos=bos, eos=eos)
        except ValueError as error:
            raise ModelError(f"the chat template in {self.path} cannot be used: {error}") from None
        head = vocab.encode(before, special=True)
        if vocab.adds_bos and vocab.bos >= 0 and head[:1] != [vocab.bos]:
            head.insert(0, vocab.bos)
        return head, vocab.encode(after, special=True)

    def prompt(self, problem: str) -> list[int]:
        """Token ids of the problem in this model's chat format."""
        head, tail = self._frame
        return head + self.vocabulary.encode(problem) + tail

    def check_room(self, problem: str) -> None:
        """Raise UsageError unless the problem leaves room in the context for an answer."""
        n = len(self.prompt(problem))
        if n + 16 > self.n_ctx:
            raise UsageError(
                f"the problem is {n} tokens long and {self.path.name} reads {self.n_ctx} at once; "
                "shorten the problem"
            )

    def ids(self, step: Step) -> Sequence[int]:
        """A step's tokens in this model's vocabulary."""
        return step.tokens if step.vocabulary == self.vocabulary_key else self.vocabulary.encode(step.text)

    # -- the step -----------------------------------------------------------------------------

    def propose(
        self,
        context: Context,
        limits: Limits,
        hint: Step | None = None,
        speculator: Model | None = None,
    ) -> Generator[Token, None, Step]:
        """Write the next step of `context`; yields its text as it comes, returns the step.

        `hint`, a rejected step of the other model, is read in the same batch as the tokens to catch
        up with, as a speculation, as far as it is LIKELY: the prefix that this model would have written
        too costs no further decode. After it `speculator` goes on guessing from this model's own tokens:
        speculative decoding (arXiv 2211.17192). Greedy only; the text is the same as without, up to
        rounding between batch sizes.
        """
        started = time.perf_counter()
        writing = _Writing(self.vocabulary)
        self._recorder.clear()  # of a step that was closed half-way
        tokens = self._ids_of(context)
        n_cap = min(limits.max_step_tokens, limits.max_tokens - context.n_tokens)
        finish = Finish.LENGTH
        try:
            if n_cap > 0 and len(tokens) < self.n_ctx:
                guesses = self._guesses(context, hint, speculator, writing.tokens)
                unread = self._rewind(tokens)
                while True:
                    if unread:
                        self._read(unread, next(guesses))
                    token = self._choose()
                    if self.vocabulary.is_eog(token):
                        finish = Finish.ANSWER
                        break
                    text = writing.add(token)
                    unread = [] if self._confirm(token) else [token]
                    yield Token(text, self.speaker)
                    if writing.ended:
                        finish = Finish.STEP
                        break
                    if len(writing.tokens) == n_cap or (unread and self._n_read == self.n_ctx):
                        break
            hidden = self._hidden_state(writing.tokens, finish) if self.hidden else None
        except _Aborted:
            finish, hidden = Finish.CANCELLED, None
        return Step(
            text=writing.text,
            tokens=tuple(writing.tokens),
            by=self.speaker,
            finish=finish,
            signals=self._recorder.take(),
            seconds=time.perf_counter() - started,
            vocabulary=self.vocabulary_key,
            pieces=tuple(writing.pieces),
            hidden=hidden,
        )

    def _ids_of(self, context: Context) -> list[int]:
        return [*self.prompt(context.problem), *(t for step in context.steps for t in self.ids(step))]

    def _guesses(
        self, context: Context, hint: Step | None, speculator: Model | None, written: list[int]
    ) -> Iterator[Sequence[int]]:
        """What may come after `written`, whenever it is asked for: at first the hint, as far as its writer
        was sure enough of it, then what the speculator would write there."""
        key, usable = self.vocabulary_key, self._sampler is None and self.can_roll_back and not self.hidden
        if usable and hint and hint.vocabulary == key and list(hint.tokens[: len(written)]) == written:
            likely = np.exp(np.cumsum(hint.signals.logprob)) >= LIKELY
            if left := hint.tokens[len(written) : int(likely.sum())]:
                yield left
        if usable and speculator and speculator.vocabulary_key == key and speculator.can_roll_back:
            begun = speculator._ids_of(context)
            while True:
                yield speculator.guess([*begun, *written])
        while True:
            yield ()

    def guess(self, tokens: list[int]) -> list[int]:
        """What this model would write after `tokens`, greedily, up to the end of the step, and no further
        than it is likelier than LIKELY that all of it is right."""
        guessed: list[int] = []
        if len(tokens) > self.n_ctx:
            return guessed
        if unread := self._rewind(tokens):
            self._read(unread)
        last, left = tokens[-1], 1.0
        while True:
            assert self._row is not None
            logits = self._logits(self._row)
            token = int(logits.argmax())
            left /= float(np.exp(logits - logits[token]).sum())
            if not left >= LIKELY or self.vocabulary.is_eog(token):
                return guessed
            guessed.append(token)
            ended = _END in self.vocabulary.piece(last) + self.vocabulary.piece(token)
            if ended or len(guessed) == N_GUESSES or len(self._kv) == self.n_ctx:
                return guessed
            self._read([token])
            last = token

    def _rewind(self, tokens: list[int]) -> list[int]:
        """Keep of the cache what `tokens` begin with; the rest of them, still to be read, is returned. None
        are where the logits after the last of them stand ready."""
        keep = _common_prefix(self._kv, tokens)
        if keep == len(tokens) and not (keep == self._n_read and self._row is not None):
            keep -= 1  # a rewind does not bring logits back: the last token is read again
        self._truncate(keep)
        if self._n_read < len(self._kv):  # what were guesses has been written meanwhile
            self._n_read, self._row = len(self._kv), None
        return tokens[len(self._kv) :]

    def _read(self, tokens: Sequence[int], guesses: Sequence[int] = ()) -> None:
        """Evaluate `tokens`, and in the same batch guesses, as many as there is room for; `_choose` reads
        the logits after the last token, and after each guess that `_confirm` finds true."""
        self._truncate(self._n_read)  # guesses that did not come true
        guesses = guesses[: min(self.n_batch - 1, self.n_ctx - len(self._kv) - len(tokens))]
        self._decode([*tokens, *guesses], n_rows=1 + len(guesses))
        assert self._row is not None
        self._n_read -= len(guesses)
        self._row -= len(guesses)

    def _confirm(self, token: int) -> bool:
        """Move over `token` if it stands next in the cache: a guess that came true."""
        if self._n_read == len(self._kv) or self._kv[self._n_read] != token:
            return False
        assert self._row is not None
        self._n_read += 1
        self._row += 1
        return True

    def _hidden_state(self, written: list[int], finish: Finish) -> tuple[float, ...] | None:
        """Final-norm state at the last token written, shape (n_embd,); it is evaluated for that now."""
        if not written or not self.can_roll_back or len(self._kv) == self.n_ctx:
            return None
        if finish is Finish.ANSWER:  # the end of generation was read off this token's logits
            self._truncate(self._n_read - 1)
        L.llama_set_embeddings(self._ctx, True)
        try:
            self._decode(written[-1:])
        finally:
            L.llama_set_embeddings(self._ctx, False)
        state = np.ctypeslib.as_array(
            L.llama_get_embeddings_ith(self._ctx, 0), (L.llama_model_n_embd(self._model),)
        )
        return tuple(state.tolist())

    # -- several steps at once ----------------------------------------------------------------

    def alternatives(self, context: Context, limits: Limits, k: int) -> list[Step]:
        """`k` next steps of `context`, at the run's temperature, or at 1 where that is 0; none when
        stopped, or where the context window has no room for them.

        They grow together, a token of each in a batch, as sequences that share the cells of the context
        in the KV cache. Equal seeds and contexts give equal steps.
        """
        assert 0 < k <= self.n_branches, (k, self.n_branches)
        started = time.perf_counter()
        tokens = self._ids_of(context)
        room = (self.n_ctx - len(tokens)) // k
        n_cap = min(limits.max_step_tokens, limits.max_tokens - context.n_tokens, room)
        if n_cap < 1:
            return []
        branches = self._branches(k, len(context.steps))
        try:
            if unread := self._rewind(tokens):
                self._read(unread)
            self._grow(branches, n_cap)
        except _Aborted:
            return []
        finally:
            for branch in branches:
                L.llama_memory_seq_rm(self._memory, branch.sequence, -1, -1)
                L.llama_sampler_free(branch.sampler)
            self._row = None  # what stands there now is a branch's
        seconds = (time.perf_counter() - started) / k
        return [branch.step(self.speaker, self.vocabulary_key, seconds) for branch in branches]

    def _branches(self, k: int, index: int) -> list[_Branch]:
        """One for each of the sequences 1 to `k`, each with a random state of its own."""
        hot = replace(self._sampling, temperature=self._sampling.temperature or 1.0)
        seeds = np.random.SeedSequence((hot.seed, index)).generate_state(k).tolist()
        return [
            _Branch(
                sequence=1 + i,
                sampler=_sampler_chain(replace(hot, seed=seed)),
                recorder=Recorder(self.vocabulary.size),
                writing=_Writing(self.vocabulary),
            )
            for i, seed in enumerate(seeds)
        ]

    def _grow(self, branches: list[_Branch], n_cap: int) -> None:
        """Write each branch after what is cached, up to its end or to `n_cap` tokens."""
        assert self._row is not None
        for branch in branches:
            L.llama_memory_seq_cp(self._memory, 0, branch.sequence, 0, -1)
        growing, rows = branches, [self._row] * len(branches)
        while True:
            for branch, row in zip(growing, rows, strict=True):
                token = self._pick(row, branch.sampler, branch.recorder)
                if self.vocabulary.is_eog(token):
                    branch.finish = Finish.ANSWER
                    continue
                branch.writing.add(token)
                if branch.writing.ended:
                    branch.finish = Finish.STEP
            growing = [b for b in growing if b.finish is Finish.LENGTH and len(b.writing.tokens) < n_cap]
            if not growing:
                return
            self._decode_branches(growing)
            rows = list(range(len(growing)))

    def _decode_branches(self, branches: list[_Branch]) -> None:
        """Evaluate the last token of each branch; logits of the i-th then stand in row i."""
        n = len(branches)
        self._tokens[:n] = [branch.writing.tokens[-1] for branch in branches]
        self._positions[:n] = [len(self._kv) + len(branch.writing.tokens) - 1 for branch in branches]
        self._flags[:n] = 1
        self._batch.n_tokens = n
        for i, branch in enumerate(branches):
            self._batch.seq_id[i][0] = branch.sequence
        try:
            self._run()
        finally:
            for i in range(n):
                self._batch.seq_id[i][0] = 0
        self.n_evaluated += n

    # -- llama.cpp ----------------------------------------------------------------------------

    def forget(self) -> None:
        """Empty the KV cache: the next step is written as by a model just loaded."""
        L.llama_memory_clear(self._memory, True)
        self._kv, self._n_read, self._row = [], 0, None

    def _truncate(self, n: int) -> None:
        """Keep the first `n` tokens of the cache; where the architecture cannot, keep none."""
        if n == len(self._kv):
            return
        if not (self.can_roll_back and L.llama_memory_seq_rm(self._memory, 0, n, -1)):
            self.forget()
            return
        del self._kv[n:]
        if self._n_read > n:
            self._n_read, self._row = n, None

    def _probe_rollback(self) -> bool:
        """Recurrent and hybrid architectures refuse partial rollback: ask once, with two tokens."""
        token = max(self.vocabulary.bos, 0)
        can = False
        with suppress(_Aborted):  # stopped already: nothing will be written
            self._decode([token, token])
            can = bool(L.llama_memory_seq_rm(self._memory, 0, 1, -1))
        self.forget()
        self.n_evaluated, self.decode_seconds = 0, 0.0
        return can

    def _decode(self, tokens: Sequence[int], n_rows: int = 1) -> None:
        """Evaluate `tokens` after the cache; logits of the last `n_rows` can be read afterwards.

        The row index that `_choose` reads is left at the last token. Raises _Aborted with the cache as
        it was before the batch that was stopped, DeviceError when llama.cpp runs out of memory.
        """
        assert 0 < n_rows <= min(len(tokens), self.n_batch), (n_rows, len(tokens))
        assert len(self._kv) + len(tokens) <= self.n_ctx, "the caller leaves room"
        first = (
            len(tokens) % self.n_batch or self.n_batch
        )  # the last batch is a full one, and holds every row
        for start in [0, *range(first, len(tokens), self.n_batch)]:
            chunk = tokens[start : start + (self.n_batch if start else first)]
            n, n_cached = len(chunk), len(self._kv)
            self._tokens[:n] = chunk
            self._positions[:n] = self._every_position[n_cached : n_cached + n]
            self._flags[:n] = 0
            self._flags[max(0, n - n_rows) : n] = 1
            self._batch.n_tokens = n
            self._run()
            self._kv.extend(chunk)
            self.n_evaluated += n
            self._n_read, self._row = len(self._kv), n - 1

    def _run(self) -> None:
        if self.abort.is_set():
            raise _Aborted
        started = time.perf_counter()
        status = L.llama_decode(self._ctx, self._batch)
        self.decode_seconds += time.perf_counter() - started
        if status == 0:
            return
        self._row = None
        if not L.llama_memory_seq_rm(self._memory, 0, len(self._kv), -1):  # what of the batch got in
            self.forget()
        if status == 2:
            raise _Aborted
        assert status != -1, "a batch that Python checked was refused"
        raise DeviceError(f"{self.path.name} ran out of memory while decoding (llama_decode gave {status})")

    def _choose(self) -> int:
        """The next token, from the row of logits that stands ready."""
        assert self._row is not None
        return self._pick(self._row, self._sampler, self._recorder)

    def _pick(self, row: int, sampler: L.llama_sampler_p | None, recorder: Recorder) -> int:
        """A token from a row of logits, which goes to the recorder."""
        logits = self._logits(row)
        if sampler is None:  # argmax in NumPy takes a tenth of the C greedy sampler's time at 128k
            token = int(logits.argmax())
        else:
            token = int(L.llama_sampler_sample(sampler, self._ctx, row))
        if logits[token] != logits[token]:
            raise ModelError(f"{self.path} computes NaN: the file is damaged; download or copy it again")
        recorder.add(logits, token)
        return token

    def _logits(self, row: int) -> NDArray[np.float32]:
        """A row of logits, float32 of shape (n_vocab,), until the next decode."""
        started = time.perf_counter()
        address = _logits_address(self._ctx, row)  # waits for a GPU
        self.decode_seconds += time.perf_counter() - started
        logits = self._views.get(address)
        if logits is None:  # llama.cpp keeps its rows in one place, so this happens once a row
            pointer = ctypes.cast(address, ctypes.POINTER(ctypes.c_float))
            logits = self._views[address] = np.ctypeslib.as_array(pointer, (self.vocabulary.size,))
        return logits

    def _view_batch(self) -> None:
        """NumPy views of the C batch; everything belongs to sequence 0, but for branches."""
        batch, n = self._batch, self.n_batch
        self._tokens = np.ctypeslib.as_array(batch.token, (n,))
        self._positions = np.ctypeslib.as_array(batch.pos, (n,))
        self._flags = np.ctypeslib.as_array(batch.logits, (n,))
        self._every_position = np.arange(self.n_ctx, dtype=np.int32)
        np.ctypeslib.as_array(batch.n_seq_id, (n,))[:] = 1
        for i in range(n):
            batch.seq_id[i][0] = 0


class Speculative:
    """In a seat of the loop, a model that writes with another one's guesses: the target with the draft's."""

    def __init__(self, model: Model, speculator: Model) -> None:
        self.model = model
        self.speculator = speculator

    def propose(
        self, context: Context, limits: Limits, hint: Step | None = None
    ) -> Generator[Token, None, Step]:
        return self.model.propose(context, limits, hint, self.speculator)


class _Writing:
    """The text of a step while it is being written; holds back incomplete UTF-8."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.tokens: list[int] = []
        self.pieces: list[str] = []
        self.ended = False
        self._vocabulary = vocabulary
        self._bytes = bytearray()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def add(self, token: int) -> str:
        """Take a token; return the text that it completes. Sets `ended` at a blank line after some text.

        By bytes, never by token id: hundreds of tokens of a large vocabulary hold a blank line.
        """
        piece = self._vocabulary.piece(token)
        self.tokens.append(token)
        self._bytes += piece
        recent = self._bytes[-len(piece) - len(_END) + 1 :]
        self.ended = _END in recent and not self._bytes.isspace()
        text = self._decoder.decode(piece)
        self.pieces.append(text)
        return text

    @property
    def text(self) -> str:
        return self._bytes.decode("utf-8", "replace")


@dataclass(slots=True)
class _Branch:
    """One of several steps that are written at once."""

    sequence: int
    sampler: L.llama_sampler_p
    recorder: Recorder
    writing: _Writing
    finish: Finish = Finish.LENGTH

    def step(self, by: Speaker, vocabulary: str, seconds: float) -> Step:
        return Step(
            text=self.writing.text,
            tokens=tuple(self.writing.tokens),
            by=by,
            finish=self.finish,
            signals=self.recorder.take(),
            seconds=seconds,
            vocabulary=vocabulary,
            pieces=tuple(self.writing.pieces),
        )


_END = STEP_END.encode()


def _common_prefix(a: Sequence[int], b: Sequence[int]) -> int:
    """Length of the longest common prefix."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _sampler_chain(sampling: Sampling) -> L.llama_sampler_p:
    """llama.cpp's own samplers in its own order: top-k, top-p, min-p, temperature, draw."""
    chain: L.llama_sampler_p = L.llama_sampler_chain_init(L.llama_sampler_chain_default_params())
    for sampler in (
        L.llama_sampler_init_top_k(sampling.top_k),
        L.llama_sampler_init_top_p(sampling.top_p, 1),
        L.llama_sampler_init_min_p(sampling.min_p, 1),
        L.llama_sampler_init_temp(sampling.temperature),
        L.llama_sampler_init_dist(sampling.seed % 0xFFFFFFFF),
    ):
        L.llama_sampler_chain_add(chain, sampler)
    return chain
