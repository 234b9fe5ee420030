"""Asks math-verify where the exact grader cannot tell: matrices, intervals, trigonometry, nested roots.

SymPy may compute for ever on `9^{9^9}`, in C and deaf to signals, so it runs in a child process that is
started at the first question, kept, and killed when an answer takes longer than LIMIT. Nothing heavy is
imported here. Knows nothing of solutions or benchmarks; `grading.grade` stays exact and pure.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from threading import Lock, Timer

from . import polynomial
from .errors import ArbiterError
from .grading import Verdict, grade, plain

LIMIT = 2.0  # seconds an answer may take, once the child is up; it gives up by itself a little earlier
_START_LIMIT = 60.0  # seconds to import SymPy, on a cold and busy disk
_MAX_LENGTH = 400  # characters of an answer; longer ones SymPy's parser cannot read in time
_CHILD = Path(__file__).with_name("grading_child.py")


def grade_symbolically(answer: str | None, gold: str) -> Verdict:
    """`grade`, and where it cannot tell, what SymPy makes of the two answers within LIMIT seconds.

    UNKNOWN remains what neither reads, what is not done in time, and a product that was multiplied out.
    The first question waits for the child to start, about a second. From any thread or process.
    Raises ArbiterError where math-verify is not installed.
    """
    verdict = grade(answer, gold)
    if verdict is not Verdict.UNKNOWN or answer is None or not (_askable(answer) and _askable(gold)):
        return verdict
    first = polynomial.read(plain(answer))
    if first is not None and first == polynomial.read(plain(gold)):
        return verdict  # the exact grader has seen that they are equal and held back
    return _child.ask(answer, gold)


# What math-verify misreads without a word: prose as a product of letters, 12_7 as 12, 9^9^9 as 9^9, 3:45.
_MISREAD = re.compile(r"[A-Za-z]{3}|\d_|\^\w+\^|\d:\d|\.\d+\.|\b0\d|[^\x20-\x7e\n√π×·−²³∞∪]")
_COMMAND = re.compile(r"\\(?:begin|end|text|mathbf|mathrm)\{[^{}]*\}|\\[A-Za-z]+")


def _askable(text: str) -> bool:
    if not 0 < len(text) <= _MAX_LENGTH or "\\circ" in text:
        return False
    return not _MISREAD.search(_COMMAND.sub(" ", text))


class _Child:
    """The process and its pipes. One question at a time; a killed child is replaced at once, so that it
    has imported SymPy again by the time of the next question, or nearly."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.ready = False
        self.lock = Lock()

    def ask(self, answer: str, gold: str) -> Verdict:
        with self.lock:
            if self.process is None or self.process.poll() is not None:
                self.start()
            if not self.ready and self.exchange(b"", _START_LIMIT) != "ready":
                broken = self.process is not None and self.process.wait() > 0  # not killed: its import failed
                self.stop()
                if broken:
                    raise ArbiterError("math-verify cannot be imported: pip install math-verify==0.9.0")
                return Verdict.UNKNOWN
            self.ready = True
            try:
                return Verdict(self.exchange(json.dumps([answer, gold]).encode() + b"\n", LIMIT))
            except ValueError:  # killed, or died
                self.stop()
                self.start()
                return Verdict.UNKNOWN
            except BaseException:  # Ctrl-C: the answer still to come belongs to no question
                self.stop()
                raise

    def start(self) -> None:
        self.forget()
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(_CHILD), str(LIMIT - 0.25)],  # -P: the modules beside it stay out
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,  # Ctrl-C on the terminal is for the parent alone
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # the same on Windows
        )

    def exchange(self, question: bytes, limit: float) -> str:
        """A line of the child's, or '' where none came in time."""
        assert self.process and self.process.stdin and self.process.stdout
        killer = Timer(limit, _kill, [self.process])
        killer.daemon = True
        killer.start()
        try:
            self.process.stdin.write(question)
            return self.process.stdout.readline().decode().strip()
        except OSError:  # a broken pipe
            return ""
        finally:
            killer.cancel()

    def stop(self) -> None:
        if self.process is not None:
            _kill(self.process)
            self.process.wait()
            self.forget()

    def forget(self) -> None:
        """Close the pipes, no more: in a forked process the child is its parent's."""
        process, self.process, self.ready = self.process, None, False
        if process is not None:
            assert process.stdin and process.stdout
            process.stdin.close()
            process.stdout.close()

    def forked(self) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.returncode = 0  # not ours to wait for
        self.lock = Lock()  # a thread that is not here may have held it
        self.forget()


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    elif process.returncode is None:  # with the fork that compares
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


_child = _Child()
atexit.register(_child.stop)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_child.forked)
