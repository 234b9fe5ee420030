"""What several test files share: the bundled pair, and the program as its user starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from llama_cpp import llama_cpp

from arbiter_app import bundled
from arbiter_app.errors import ModelError

Run = Callable[..., subprocess.CompletedProcess[bytes]]

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "arbiter_app"]

FOREGROUND = [
    sys.executable,
    "-c",
    "import os, sys, signal as s; s.signal(s.SIGINT, s.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])",
]
"""Before a command: Ctrl-C is heard, even if these tests run where it is ignored (`&` in a script)."""


def environment(**changes: str | None) -> dict[str, str]:
    """This process's environment without what changes colours, and with `changes`; None removes."""
    wanted = {**os.environ, "NO_COLOR": None, "TERM": "xterm", "PYTHONPATH": str(ROOT), **changes}
    return {name: value for name, value in wanted.items() if value is not None}


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(scope="session")
def pair() -> dict[str, Path]:
    """The bundled files by role; a test that needs them fails in one line where they are not."""
    try:
        return {
            "draft": bundled.path(bundled.DRAFT),
            "target": bundled.path(bundled.TARGET),
            "router": bundled.path(bundled.ROUTER),
        }
    except ModelError as error:
        pytest.fail(f"{error} (git checks them in; models/recipe makes them)", pytrace=False)


@pytest.fixture(scope="session")
def arbiter(pair: dict[str, Path]) -> Run:
    """Runs `arbiter` with the given arguments in a process of its own, output captured as bytes."""

    def run(
        *arguments: str | bytes | Path, stdin: bytes = b"", timeout: float = 60, **changes: str | None
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*COMMAND, *arguments],
            input=stdin,
            capture_output=True,
            timeout=timeout,
            env=environment(**changes),
        )

    return run


@pytest.fixture(scope="session", autouse=True)
def without_amx() -> Iterator[None]:
    """For llama-cpp-python's own `Llama` too, what `native.py` does to a machine with AMX."""
    default = llama_cpp.llama_model_default_params

    def params() -> llama_cpp.llama_model_params:
        chosen: llama_cpp.llama_model_params = default()
        chosen.use_extra_bufts = b"AMX_INT8 = 1" not in llama_cpp.llama_print_system_info()
        return chosen

    llama_cpp.llama_model_default_params = params
    yield
    llama_cpp.llama_model_default_params = default
