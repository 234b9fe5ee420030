"""The error tree. Every mistake a user can make ends in one of these, as one line.

    ArbiterError                exit 1
    ├── UsageError              exit 2   a flag, a problem or a file of problems that cannot be used
    ├── ModelError              exit 3   a model or router file that is missing, damaged or unfit
    └── DeviceError             exit 4   a GPU that was asked for and is unusable, or memory that ran out

A message names the offending value and the way out. Front ends catch `ArbiterError` once, print
it and leave with its `exit_code`.
"""

from __future__ import annotations

from typing import ClassVar


class ArbiterError(Exception):
    """Base of all errors that are the user's or the machine's, never the program's."""

    exit_code: ClassVar[int] = 1


class UsageError(ArbiterError):
    """The command line, the problem or the problem file cannot be used."""

    exit_code: ClassVar[int] = 2


class ModelError(ArbiterError):
    """A GGUF or a router is missing, damaged, of the wrong kind or made for another pair."""

    exit_code: ClassVar[int] = 3


class DeviceError(ArbiterError):
    """A GPU was required and cannot be used, or memory ran out."""

    exit_code: ClassVar[int] = 4
