"""The loop in a child process, for front ends that must stay awake while models load and write.

`Engine` is the parent's side: it sends commands and gets the events of `engine.solve.solve`, a few more
beside them. The child is a bare interpreter with pipes of its own: it hears no Ctrl-C, what C code prints
stays out of the terminal, and it ends with its parent, however that ends. Knows nothing of screens,
sessions or tutoring. Importing this module imports neither llama.cpp nor NumPy: only the child needs them.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Condition, Event, Lock, Thread
from time import perf_counter
from types import TracebackType
from typing import IO, TYPE_CHECKING

from ..core import Context, Decision, Finish, Finished, Limits, Round, Speaker, Step, Token
from ..errors import ArbiterError, DeviceError, UsageError

if TYPE_CHECKING:
    from ..pair import Contender, Pair
    from .gguf import Model
    from .policies import Policy
    from .solve import Writer

TEXT_PERIOD = 1 / 10
"""Seconds between two messages of text; a finished step is sent at once."""

_MEMORY_PERIOD = 1.0
_CLOSE_SECONDS = 1.0  # the child leaves as soon as its input ends; only one that is stopped needs longer
_LOG_BYTES = 8192


@dataclass(frozen=True, slots=True)
class Models:
    """What the child opens, as the flags of `arbiter solve` name it. None is the bundled file."""

    draft: Path | None = None
    target: Path | None = None
    router: Path | None = None
    prm: Path | None = None
    gpu: str = "auto"  # auto, off or require
    threads: int | None = None
    n_ctx: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """How one problem is solved: see `Pair.contender`, where a threshold of None is the policy's own."""

    policy: str = "arbitrage"
    threshold: float | None = None
    budget: float | None = None
    limits: Limits = Limits()
    temperature: float = 0.0
    seed: int = 0


# -- what comes from the child, beside Token, Round and Finished --------------------------------------


@dataclass(frozen=True, slots=True)
class Loading:
    """A model file is being read: `share` of it, 0..1, is there."""

    file: str
    share: float


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model that can write."""

    speaker: Speaker
    file: str
    n_bytes: int
    n_threads: int
    n_ctx: int
    on_gpu: bool
    vocabulary: str = ""  # equal for two models whose token ids mean the same text


@dataclass(frozen=True, slots=True)
class Ready:
    """The models that are open; comes again when one more is. `pair` has the names of the JSON."""

    models: tuple[Loaded, ...]
    pair: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes: resident in the child, model files mapped included; left on the machine; in use and in all on
    its GPUs. None where this system does not tell, or has no GPU."""

    resident: int | None
    available: int | None
    gpu_used: int | None
    gpu_total: int | None


@dataclass(frozen=True, slots=True)
class Started:
    """A run begins, under this policy and τ. `n_prompt`: the draft's tokens before the first step."""

    policy: str
    threshold: float | None
    budget: float | None
    n_prompt: int


@dataclass(frozen=True, slots=True)
class Tuned:
    """τ and budget from the next step on. `refused` says why a change was not made, and is '' otherwise."""

    threshold: float | None
    budget: float | None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """In place of `Finished`, or of `Ready`: an ArbiterError's message. The child lives on."""

    message: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class EngineDied:
    """The child has ended unasked; the next `solve` starts another. `signal` is a name like SIGKILL."""

    message: str
    signal: str | None = None


Message = Loading | Ready | Memory | Started | Token | Round | Tuned | Finished | Failed | EngineDied
_LAST = (Finished, Failed, EngineDied)  # of a run
_MERGED = (Loading, Token)  # wait for more of their kind; all others are sent at once

# -- what goes to the child ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Solve:
    run: int
    context: Context
    settings: Settings
    redo: Step | None


@dataclass(frozen=True, slots=True)
class _Stop:
    run: int


@dataclass(frozen=True, slots=True)
class _Tune:
    run: int
    threshold: float | None
    budget: float | None


_Command = _Solve | _Stop | _Tune

# -- the parent ---------------------------------------------------------------------------------------


class Engine:
    """A child process that solves one problem at a time. A context manager; `close` ends the child.

    Commands return at once; one thread at a time gives them. Events are read by one reader: a thread, with
    `events` or `take`, or an event loop, by watching `fileno` and calling `take(0)` when it is readable.
    """

    _child = __name__  # the module whose `main` the child runs; a measurement has one of its own

    def __init__(self, models: Models = Models()) -> None:
        self.models = models
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: Thread | None = None
        self._log: IO[bytes] | None = None
        self._n_started = 0  # children; what an earlier one still had to say is not told
        self._run = 0
        self._context: Context | None = None  # of this run, with the steps that were read from `take`
        self._settings = Settings()
        self._arrived: list[tuple[int, int, Message]] = []
        self._lock = Lock()
        self._sending = Lock()
        self._closed = False
        self._bell, self._ringer = socket.socketpair()  # one byte while `_arrived` holds anything

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The living child's process id."""
        return None if self._process is None or self._process.poll() is not None else self._process.pid

    def start(self, settings: Settings = Settings()) -> None:
        """Start a child, if none lives, which loads what `settings` need: Loading… then Ready or Failed."""
        assert not self._closed
        if self.pid is not None:
            return
        self._let_go()()
        self._n_started += 1
        code = f"import sys; sys.path[:] = {sys.path!r}; from {self._child} import main; main()"
        try:
            self._log = tempfile.TemporaryFile()  # noqa: SIM115  a pipe would need another thread to read it
            self._process = subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                start_new_session=True,  # Ctrl-C on the terminal is for the parent alone
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # the same on Windows
            )
        except OSError as error:  # no memory for another process, or too many of them
            self._arrive([(self._run, EngineDied(f"the engine cannot be started: {error.strerror}"))])
            return
        self._reader = Thread(target=self._read, args=(self._process, self._n_started), daemon=True)
        self._reader.start()
        self._send((self.models, settings))

    def solve(self, context: Context, settings: Settings = Settings(), *, redo: bool = False) -> None:
        """Go on from `context`, which is left as it is: Started, then what `engine.solve.solve` yields.

        A run still going is stopped and no more told of. With `redo` the context's last step is first
        written anew by the target; it comes as a Round whose `proposed` is the old step. Ends with Finished,
        Failed or EngineDied. Raises UsageError when there is no step to redo.
        """
        self.stop()
        context = Context(context.problem, list(context.steps), context.n_escalated)
        step = _take_back(context) if redo else None
        assert all(s.finish is Finish.STEP for s in context.steps), "a run goes on from whole steps"
        with self._lock:
            self._run += 1
            self._context, self._settings = context, settings
        self.start(settings)
        command = _Solve(self._run, context, settings, step)
        if not self._send(command):  # it has died this moment
            if self._process is not None:
                self._process.kill()
                self._process.wait()
            self.start(settings)
            self._send(command)

    def redo(self) -> None:
        """Have the target write the last whole step again, and go on from it: `solve` with what was read so
        far. Raises UsageError when there is no step."""
        with self._lock:
            context, settings = self._context, self._settings
        if context is None:
            raise UsageError(_NOTHING_TO_REDO)
        self.solve(context, settings, redo=True)

    def stop(self) -> None:
        """Stop the run, if one is on: what is written of the step comes as a Round, then Finished. Even
        in the middle of llama.cpp's work; a model that is being loaded is loaded to its end."""
        self._send(_Stop(self._run))

    def tune(self, threshold: float | None, budget: float | None = None) -> None:
        """Another τ or budget (share of steps, 0..1) for the rest of the run, from its next step: Tuned."""
        self._settings = replace(self._settings, threshold=threshold, budget=budget)
        self._send(_Tune(self._run, threshold, budget))

    def fileno(self) -> int:
        """A file descriptor that is readable while `take` has something to give."""
        return self._bell.fileno()

    def take(self, timeout: float | None = 0) -> list[Message]:
        """The events that have come, in order; waits for the first one up to `timeout` seconds, None for as
        long as it takes. May be empty. Text of one model comes in one piece."""
        return [event for run, event in self._take(timeout) if self._tell(run, event)]

    def events(self) -> Iterator[Message]:
        """The events as they come, up to the end of the run that was last asked for, or to `close`."""
        while not self._closed:
            for run, event in self._take(None):
                if not self._tell(run, event):
                    continue
                yield event
                if run == self._run and isinstance(event, _LAST):
                    return

    def log(self) -> list[str]:
        """The last lines that the child's libraries wrote to its standard error."""
        log = self._log
        if log is None:
            return []
        size = os.fstat(log.fileno()).st_size
        # The child appends at the offset that it shares with this file, so the offset must not move.
        if hasattr(os, "pread"):
            text = os.pread(log.fileno(), _LOG_BYTES, max(0, size - _LOG_BYTES))
        else:
            log.seek(max(0, size - _LOG_BYTES))
            text = log.read()
        return [line for line in text.decode("utf-8", "replace").splitlines() if line.strip()]

    def change(self, models: Models) -> None:
        """Other models from now on. The child ends, and a run with it, of which nothing more is told; `start`
        or `solve` begins another. Returns at once: a child that does not leave is ended by a thread."""
        with self._lock:
            self._n_started += 1
        Thread(target=self._let_go()).start()
        self.models = models

    def close(self) -> None:
        """End the child, at once and whatever it does; nothing is told any more. Safe to call twice.

        Whoever watches `fileno` stops that first.
        """
        with self._lock:
            self._closed = True
            self._n_started += 1
        self._let_go()()
        self._ringer.close()  # wakes a reader that waits
        self._bell.close()

    def _let_go(self) -> Callable[[], None]:
        """From now on there is no child; what is returned sees to its end, and frees the rest."""
        process, reader, log = self._process, self._reader, self._log
        self._process = self._reader = self._log = None

        def reap() -> None:
            if process is not None:
                assert process.stdin and process.stdout and reader
                with suppress(OSError):
                    process.stdin.close()  # the child's sign to leave
                try:
                    process.wait(_CLOSE_SECONDS)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                reader.join()
                process.stdout.close()
            if log is not None:
                log.close()

        return reap

    def _send(self, command: _Command | tuple[Models, Settings]) -> bool:
        """Whether the command could be written to a child."""
        with self._sending:
            if self._process is None:
                return False
            assert self._process.stdin
            try:
                self._process.stdin.write(pickle.dumps(command))
                self._process.stdin.flush()
            except (OSError, ValueError):  # a broken pipe; the reader tells what happened
                return False
            return True

    def _read(self, process: subprocess.Popen[bytes], n_started: int) -> None:
        """Until the child ends: put what it says where `take` finds it, and ring."""
        assert process.stdout
        while True:
            try:
                told: list[tuple[int, Message]] = pickle.load(process.stdout)
            except Exception:  # the end, or a message cut off by it: then whatever half a pickle raises
                break
            self._arrive(told, n_started)
        died = _obituary(process.wait(), self.log() if n_started == self._n_started else [])
        self._arrive([(self._run, died)], n_started)

    def _arrive(self, told: list[tuple[int, Message]], n_started: int | None = None) -> None:
        with self._lock:
            if n_started not in (None, self._n_started):
                return
            if not self._arrived:
                self._ringer.send(b"!")
            self._arrived += [(self._n_started, run, event) for run, event in told]

    def _take(self, timeout: float | None) -> list[tuple[int, Message]]:
        if timeout != 0:
            try:
                self._bell.settimeout(timeout)
                self._bell.recv(1, socket.MSG_PEEK)
            except OSError:  # not in time, or closed meanwhile
                return []
        with self._lock:
            if self._closed:
                return []
            if self._arrived:
                self._bell.recv(1)
            arrived, self._arrived = self._arrived, []
            return [(run, event) for n_started, run, event in arrived if n_started == self._n_started]

    def _tell(self, run: int, event: Message) -> bool:
        """Whether the reader is to see the event: none of a run that another has replaced. Keeps count of
        the steps that were seen: a redo is about the last one of those, not of those that have arrived."""
        with self._lock:
            if run not in (0, self._run):
                return False
            if isinstance(event, Round) and event.kept.finish is not Finish.CANCELLED:
                assert self._context is not None
                self._context.append(event)
            return True


_NOTHING_TO_REDO = "no step is written yet: there is nothing to redo"


def _take_back(context: Context) -> Step:
    """The last step that no stop cut off, out of the context. Raises UsageError when there is none."""
    while context.steps and context.steps[-1].finish is Finish.CANCELLED:
        context.steps.pop()
    if not context.steps:
        raise UsageError(_NOTHING_TO_REDO)
    step = context.steps.pop()
    if step.by is Speaker.TARGET and context.n_escalated:
        context.n_escalated -= 1
    return step


def _obituary(code: int, log: list[str]) -> EngineDied:
    """Why a child ended, in one line: signal or exit code, and its last words."""
    name = None
    if code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:  # a real-time signal has no name
            name = f"signal {-code}"
    if name == "SIGKILL":
        message = "the engine was killed (SIGKILL), perhaps by the system because memory ran out"
    elif name:
        message = f"the engine crashed ({name})"
    else:
        message = f"the engine ended by itself (exit code {code})"
    return EngineDied(message + (f"; its last words: {log[-1].strip()}" if log else ""), name)


# -- the child ----------------------------------------------------------------------------------------


def main() -> None:
    """The child: commands come on standard input, events leave by what was standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    events = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what C code prints must not come between the events
    child = _Child(_Outbox(events))
    Thread(target=child.listen, args=(os.fdopen(os.dup(0), "rb"),), daemon=True).start()
    try:
        child.work()
    except BaseException:  # ours to mend; Python's own way out would wait for the other threads' locks
        traceback.print_exc()
        os._exit(1)


class _Outbox:
    """Sends what is put into it, in a thread of its own: text every TEXT_PERIOD, the rest at once."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._waiting: list[tuple[int, Message]] = []
        self._lock = Lock()
        self._some, self._urgent = Event(), Event()
        Thread(target=self._send, daemon=True).start()

    def put(self, run: int, event: Message) -> None:
        with self._lock:
            self._waiting.append((run, event))
            if not isinstance(event, _MERGED):
                self._urgent.set()
            if not self._some.is_set():
                self._some.set()

    def _send(self) -> None:
        while True:
            self._some.wait()
            with self._lock:
                waiting, self._waiting = self._waiting, []
                self._some.clear()
                self._urgent.clear()
            try:
                self._file.write(pickle.dumps(list(_merged(waiting))))
                self._file.flush()
            except OSError:  # the parent is gone
                os._exit(0)
            self._urgent.wait(TEXT_PERIOD)


def _merged(events: list[tuple[int, Message]]) -> Iterator[tuple[int, Message]]:
    """The same with one model's text in a row as one Token, and only the last of a file's Loading."""
    held: tuple[int, Message] | None = None
    texts: list[str] = []
    for run, event in events:
        if held and isinstance(held[1], Token):
            if isinstance(event, Token) and (run, event.by) == (held[0], held[1].by):
                texts.append(event.text)
                continue
            yield held[0], Token("".join(texts), held[1].by)
        elif held and not (isinstance(held[1], Loading) and isinstance(event, Loading)):
            yield held
        held, texts = (run, event), [event.text] if isinstance(event, Token) else []
    if held:
        yield (held[0], Token("".join(texts), held[1].by)) if isinstance(held[1], Token) else held


class _Child:
    """Two threads: one listens, so that a stop is heard in the middle of a step; the main one works."""

    def __init__(self, out: _Outbox) -> None:
        self.out = out
        self._changed = Condition()  # guards what follows
        self._opening: tuple[Models, Settings] | None = None
        self._next: _Solve | None = None  # until its first step begins
        self._writing = 0  # the run that is on, 0 for none
        self._tuning: _Tune | None = None
        self._pair: Pair | None = None
        self._contender: tuple[Settings, Contender] | None = None
        self._shown: tuple[Model, ...] = ()
        self._memory_told = 0.0

    # -- the listening thread

    def listen(self, commands: IO[bytes]) -> None:
        """Take commands until there are no more: the parent has closed the pipe, or is dead."""
        try:
            while True:
                command = pickle.load(commands)
                with self._changed:
                    self._hear(command)
                    self._changed.notify()
        except EOFError:
            os._exit(0)  # whatever the other thread is at
        except BaseException:
            traceback.print_exc()
            os._exit(1)

    def _hear(self, command: _Command | tuple[Models, Settings]) -> None:
        match command:
            case _Solve():
                self._next = command
            case _Stop(run=run) if self._next and run == self._next.run:  # models still load
                self._next = None
                self.out.put(run, Finished(Finish.CANCELLED, "stopped before the answer"))
            case _Stop(run=run):
                if self._pair and run and run == self._writing:
                    self._pair.abort.set()
            case _Tune():
                self._tuning = command
            case _:
                assert isinstance(command, tuple), f"no command: {command!r}"
                self._opening = command

    # -- the working thread

    def work(self) -> None:
        """Load, then solve what is asked, for ever: the other thread ends the process."""
        with self._changed:
            self._changed.wait_for(lambda: self._opening)
        assert self._opening
        models, settings = self._opening
        self._try(0, lambda: self._prepare(models, settings))
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._next)
                asked = self._next
            assert asked
            self._try(asked.run, partial(self._solve, models, asked))
            with self._changed:
                self._writing = 0
                if self._pair:
                    self._pair.abort.clear()  # see `_begin`: the next run may load a model
                if self._next is asked:  # it failed before its first step
                    self._next = None

    def _try(self, run: int, action: Callable[[], object]) -> None:
        try:
            action()
        except ArbiterError as error:
            self.out.put(run, Failed(str(error), error.exit_code))
        except MemoryError:
            self.out.put(run, Failed("memory ran out; choose smaller models", DeviceError.exit_code))

    def _prepare(self, models: Models, settings: Settings) -> Contender:
        """The policy with its models, opened now where they are not; tells which are."""
        pair = self._pair or self._open(models)
        if self._contender is None or self._contender[0] != settings:  # a budget's state outlives a run
            self._contender = settings, _contender(pair, settings)
        self._show(pair)
        return self._contender[1]

    def _open(self, models: Models) -> Pair:
        from ..pair import Pair
        from .native import Gpu, LoadOptions

        options = LoadOptions(
            gpu=Gpu(models.gpu),
            threads=models.threads,
            n_ctx=models.n_ctx,
            progress=lambda path, share: self.out.put(0, Loading(path.name, share)),
        )
        pair = Pair(models.draft, models.target, models.router, models.prm, options=options)
        with self._changed:
            self._pair = pair
        return pair

    def _show(self, pair: Pair) -> None:
        if pair.opened == self._shown:
            return
        self._shown = pair.opened
        models = (
            Loaded(
                m.speaker,
                m.path.name,
                m.path.stat().st_size,
                m.n_threads,
                m.n_ctx,
                m.on_gpu,
                m.vocabulary_key,
            )
            for m in pair.opened
        )
        self.out.put(0, Ready(tuple(models), pair.names(routed="router" in vars(pair))))
        self._tell_memory()

    def _solve(self, models: Models, asked: _Solve) -> None:
        from .gguf import Sampling
        from .solve import solve

        settings, context, run = asked.settings, asked.context, asked.run
        contender = self._prepare(models, settings)
        assert self._pair
        contender.check_room(context.problem)
        policy, (seat, target) = _Live(contender.policy), contender.seats
        if asked.redo:
            if contender.target is contender.draft:  # one model writes alone: the step is still the target's
                target = self._pair.target
                self._show(self._pair)
            seat = policy.again = _Again(asked.redo, seat)
        for model in self._pair.opened:
            model.sampling = Sampling(temperature=settings.temperature, seed=settings.seed)
        if not self._begin(asked):
            return
        n_prompt = len(contender.draft.prompt(context.problem))
        self.out.put(run, Started(contender.name, contender.threshold, settings.budget, n_prompt))
        self._tune(asked, policy)
        for event in solve(context, seat, target, policy, settings.limits):
            self.out.put(run, event)
            if isinstance(event, Round):
                self._tune(asked, policy)
                if perf_counter() - self._memory_told > _MEMORY_PERIOD:
                    self._tell_memory()

    def _begin(self, asked: _Solve) -> bool:
        """Whether the run is still wanted, now that the models are there. From here on a stop goes to
        them, and no sooner: told to stop while it loads, a model believes that it cannot roll back."""
        with self._changed:
            if self._next is not asked:
                return False
            self._next, self._writing = None, asked.run
            return True

    def _tune(self, asked: _Solve, policy: _Live) -> None:
        """Between two steps: the τ or budget asked for meanwhile, if any."""
        with self._changed:
            tuning, self._tuning = self._tuning, None
        if tuning is None or tuning.run != asked.run:
            return
        settings = replace(asked.settings, threshold=tuning.threshold, budget=tuning.budget)
        assert self._pair
        try:
            contender = _contender(self._pair, settings)
        except ArbiterError as error:
            self.out.put(asked.run, Tuned(tuning.threshold, tuning.budget, refused=str(error)))
            return
        self._contender = settings, contender
        policy.change(contender.policy)
        self.out.put(asked.run, Tuned(contender.threshold, tuning.budget))

    def _tell_memory(self) -> None:
        from .native import gpu_memory

        self._memory_told = perf_counter()
        used, total = gpu_memory() or (None, None)
        self.out.put(0, Memory(_resident(), _available(), used, total))


class _Again:
    """In the draft's seat: its first proposal is the step to be redone, then the draft's own follow."""

    def __init__(self, step: Step, draft: Writer) -> None:
        self.step: Step | None = step
        self.draft = draft

    def propose(
        self, context: Context, limits: Limits, hint: Step | None = None
    ) -> Generator[Token, None, Step]:
        if self.step is not None:
            return self.step
        return (yield from self.draft.propose(context, limits, hint))


class _Live:
    """A policy that may be exchanged between steps, and that escalates a step to be redone."""

    def __init__(self, policy: Policy) -> None:
        self.again: _Again | None = None
        self.change(policy)

    def change(self, policy: Policy) -> None:
        self.now = policy
        self.sees_target = policy.sees_target

    def __call__(self, context: Context, proposed: Step, rival: Step | None) -> Decision:
        if self.again and self.again.step is not None:
            self.again.step = None
            return Decision(escalate=True)
        return self.now(context, proposed, rival)


def _contender(pair: Pair, settings: Settings) -> Contender:
    return pair.contender(
        settings.policy,
        threshold=settings.threshold,
        budget=settings.budget,
        seed=settings.seed,
    )


def _resident() -> int | None:
    """Bytes of this process in memory now; where only its peak is known, that. None on Windows."""
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "win32":
        return None
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _available() -> int | None:
    """Bytes that the machine could give without swapping; None off Linux."""
    with suppress(OSError, StopIteration):
        lines = Path("/proc/meminfo").read_text().splitlines()
        return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))
    return None
