"""The terminal interface in fixed states looks as it did when it was last looked at."""

from __future__ import annotations

import asyncio
from xml.etree import ElementTree

import pytest

from tests.snapshots import everything, path, picture


@pytest.mark.parametrize(("state", "size", "theme"), everything())
def test_it_looks_as_it_did(state: str, size: tuple[int, int], theme: str) -> None:
    now = asyncio.run(picture(state, size, theme))
    stored = path(state, size, theme).read_text()
    assert now == stored, (
        f"{path(state, size, theme).name} looks otherwise now:\n{words(now)}\ninstead of\n{words(stored)}\n"
        "If that is meant: python -m tests.snapshots, and look at the pictures"
    )


def words(svg: str) -> str:
    """What stands in a picture, without its colours and places."""
    return "".join(ElementTree.fromstring(svg).itertext()).replace("\xa0", " ")
