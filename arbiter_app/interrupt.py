"""Ctrl-C and SIGTERM, even while C code runs.

A Python signal handler waits for the next bytecode, so not before `llama_decode` returns. But
CPython writes the signal's number to a socket at once; a thread reads it there and sets the flag
that llama.cpp polls. Knows nothing of what is being stopped or printed.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import NoReturn

STOPPING = (signal.SIGINT, signal.SIGTERM)
STDERR = 2
SHOW_CURSOR = b"\x1b[?25h"


class Interrupt:
    """Which signal has come, if any. The first one during a run stops the run; any other, the process."""

    def __init__(self, stop: Callable[[], None]) -> None:
        self.signal: int | None = None
        self._stop = stop
        self._running = False

    @property
    def exit_code(self) -> int:
        """128 and the signal's number, as shells have it: 130 for Ctrl-C."""
        return 128 + (self.signal or signal.SIGINT)

    @contextmanager
    def running(self) -> Iterator[None]:
        """While this is open there is partial work to show, so the first signal only asks to stop."""
        self._running = True
        try:
            yield
        finally:
            self._running = False

    def watch(self, source: socket.socket) -> None:
        """Act on each signal number that comes from `source`, until it is closed."""
        while number := source.recv(1):
            if number[0] not in STOPPING:
                continue
            first, self.signal = self.signal is None, number[0]
            if not (self._running and first):
                _leave(self.exit_code)  # nothing to show, or asked twice: C code would not let us unwind
            self._stop()


def _leave(code: int) -> NoReturn:
    if os.isatty(STDERR):
        os.write(STDERR, SHOW_CURSOR)  # an open progress bar has hidden it
    os._exit(code)


@contextmanager
def on_interrupt(stop: Callable[[], None]) -> Iterator[Interrupt]:
    """Call `stop`, from a thread of its own, when a signal asks a run to end. Main thread only."""
    interrupt = Interrupt(stop)
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    wanted = [number for number in STOPPING if signal.getsignal(number) is not signal.SIG_IGN]  # nohup, `&`
    handlers = {number: signal.signal(number, lambda *_: None) for number in wanted}
    wakeup = signal.set_wakeup_fd(theirs.fileno())
    watcher = Thread(target=interrupt.watch, args=(ours,), daemon=True)
    watcher.start()
    try:
        yield interrupt
    finally:
        signal.set_wakeup_fd(wakeup)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        theirs.close()
        watcher.join()
        ours.close()
