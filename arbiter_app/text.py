"""What may go to a terminal, and what may be asked of a model.

Text from models, files and hubs can carry escape sequences that set a window's title, write to the
clipboard or hide what follows. Knows nothing of colours or layout: those are added afterwards.
"""

from __future__ import annotations

import re

from .errors import UsageError

MAX_PROBLEM_BYTES = 65_536
"""No context window that this engine opens (4096 tokens by default) holds more."""

_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor, clearing
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # OSC, DCS and their like
    r"|\x1b[ -/]*[0-OQ-WYZ\\`-~]"  # two characters and more
)
_OPEN = re.compile(
    r"(?:(?:\x1b\[|\x9b)[0-?]*[ -/]*|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*\x1b?|\x1b[ -/]*)\Z"
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"  # C0 but tab and newline, DEL, C1
    r"|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # bidirectional marks
)
_REFUSED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HELD_AT_MOST = 256


class Sanitiser:
    """Makes a stream of text safe to print: escape sequences go whole, even if split across pieces."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, piece: str) -> str:
        """The part of all text so far that can be printed now."""
        text = self._held + piece
        unfinished = _OPEN.search(text)
        self._held = ""
        if unfinished and len(unfinished[0]) <= _HELD_AT_MOST:
            self._held = unfinished[0]
            text = text[: unfinished.start()]
        return _CONTROL.sub("", _SEQUENCE.sub("", text))

    def end(self) -> str:
        """What was held back for a sequence that never ended, without its controls."""
        held, self._held = self._held, ""
        return _CONTROL.sub("", held)


def sanitise(text: str) -> str:
    """`text` without escape sequences, control characters (but tab and newline) and bidirectional marks."""
    sanitiser = Sanitiser()
    return sanitiser.feed(text) + sanitiser.end()


def decode(data: bytes, what: str) -> str:
    """UTF-8 bytes as text, a byte order mark left out. Raises UsageError naming the first bad byte."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        raise UsageError(
            f"{what} is not UTF-8 (byte 0x{byte:02x} at position {error.start}); convert it, e.g. with iconv"
        ) from None


def check_problem(text: str, what: str = "the problem") -> str:
    """A problem as models are asked it: line ends unified, outer space gone.

    Raises UsageError for one that is empty, too long, not UTF-8 or that holds control characters.
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:  # an argument that was no UTF-8 arrives as lone surrogates
        byte = ord(text[error.start]) & 0xFF
        raise UsageError(f"{what} is not UTF-8 (byte 0x{byte:02x} at position {error.start})") from None
    if size > MAX_PROBLEM_BYTES:
        raise UsageError(
            f"{what} is {size:,} bytes long; at most {MAX_PROBLEM_BYTES:,} can be read: shorten it"
        )
    text = text.replace("\r\n", "\n")
    if refused := _REFUSED.search(text):
        where = f"U+{ord(refused[0]):04X} at position {refused.start()}"
        raise UsageError(f"{what} holds the control character {where}; remove it")
    if not text.strip():
        raise UsageError(f'{what} is empty; write it out, as in: arbiter solve "Solve 3x + 5 = 20 for x."')
    return text.strip()
