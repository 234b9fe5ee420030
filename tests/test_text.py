"""What reaches the terminal, and what is refused as a problem."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arbiter_app.errors import UsageError
from arbiter_app.text import MAX_PROBLEM_BYTES, Sanitiser, check_problem, decode, sanitise

HOSTILE = [
    ("a\x1b]0;title\x07b", "ab"),  # sets the window's title
    ("a\x1b]52;c;aGk=\x1b\\b", "ab"),  # writes to the clipboard
    ("a\x1b[2J\x1b[1;1Hb", "ab"),  # clears the screen
    ("a\x1b[31mred\x1b[0m", "ared"),
    ("a\x9b31mb\x9d0;t\x9cc", "abc"),  # the same as single C1 characters
    ("a\x1bPq#0\x1b\\b", "ab"),  # a sixel picture
    ("a\x1bcb", "ab"),  # full reset
    ("a\x1b(0b", "ab"),  # another character set
    ("1\r2\x08\x00\x7f3\x85", "123"),
    ("abc\u202edef\u2066\u200f", "abcdef"),  # what stands there reads backwards
    ("x = 1\n\ty ≤ 2 √3 ½ é 日", "x = 1\n\ty ≤ 2 √3 ½ é 日"),
    ("[2J [/b] [@click=app.quit]", "[2J [/b] [@click=app.quit]"),  # plain text, however it looks
]


@pytest.mark.parametrize(("text", "safe"), HOSTILE)
def test_sanitise_removes_whole_sequences(text: str, safe: str) -> None:
    assert sanitise(text) == safe


@pytest.mark.parametrize(("text", "safe"), HOSTILE)
def test_a_stream_is_sanitised_as_the_whole_is_however_it_is_cut(text: str, safe: str) -> None:
    for cut in range(len(text) + 1):
        sanitiser = Sanitiser()
        pieces = [sanitiser.feed(text[:cut]), sanitiser.feed(text[cut:]), sanitiser.end()]
        assert "".join(pieces) == safe, (cut, pieces)


@given(
    st.lists(st.text(st.sampled_from("\x1b\x9b\x9d\x9c\x07[]P(;0m\\a\n\x00\u202e"), max_size=8), max_size=20)
)
def test_no_control_character_ever_comes_out(pieces: list[str]) -> None:
    sanitiser = Sanitiser()
    out = "".join(map(sanitiser.feed, pieces)) + sanitiser.end()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", out)


def test_a_sequence_that_never_ends_does_not_swallow_the_text() -> None:
    sanitiser = Sanitiser()
    shown = sanitiser.feed("\x1b]0;") + sanitiser.feed("x" * 1000) + sanitiser.end()
    assert shown.count("x") == 1000


def test_check_problem_unifies_lines_and_trims() -> None:
    assert check_problem(" a\r\nb\t= 1 \n") == "a\nb\t= 1"
    assert check_problem("x" * MAX_PROBLEM_BYTES) == "x" * MAX_PROBLEM_BYTES


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        (" \n\t\u00a0", "is empty"),
        ("3 + 4\x00", "U+0000 at position 5"),
        ("\x1b[31m3", "U+001B at position 0"),
        ("3\r4", "U+000D at position 1"),
        ("3\x854", "U+0085 at position 1"),
        ("ab\udcff", "byte 0xff at position 2"),
        ("é" * MAX_PROBLEM_BYTES, "131,072 bytes long"),
    ],
)
def test_check_problem_names_what_it_refuses(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        check_problem(text)


def test_decode() -> None:
    assert decode(b"\xef\xbb\xbf3 \xc3\x97 4", "it") == "3 × 4"
    with pytest.raises(UsageError, match="byte 0xff at position 2"):
        decode(b"ab\xff", "it")
