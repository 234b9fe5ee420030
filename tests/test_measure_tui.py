"""The commands that measure the terminal interface, with few rounds and bounds that a busy machine keeps."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="measured with pseudo-terminals and /proc")
if sys.platform == "linux":
    from tests.measure_tui import flood, hostile, kills, parity


def test_keys_are_heard_while_text_floods_in(tmp_path: Path) -> None:
    found = flood(tmp_path, 15)
    assert len(found.latencies) == 15
    assert found.p95 < 5 and found.cpu < 0.6


def test_no_accepted_step_is_lost_by_a_kill(pair: dict[str, Path], tmp_path: Path) -> None:
    found = kills(tmp_path, 4, seed=3)
    assert found.n_app and found.n_engine and found.n_steps
    assert (found.n_lost, found.integrity, found.n_left) == (0, "ok", 0)


def test_no_control_byte_of_a_hostile_text_reaches_the_terminal() -> None:
    assert asyncio.run(hostile(60, seed=1)) == []


def test_both_are_timed_on_the_same_problems(pair: dict[str, Path], tmp_path: Path) -> None:
    found = parity(tmp_path, 2, seed=0)
    assert len(found.interface) == len(found.command) == 2 and 0 < found.ratio < 20
