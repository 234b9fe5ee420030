"""Files: written so that a reader sees the old one or the new one, never half of either; and told apart."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from .errors import ModelError


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write `content`, text as UTF-8, beside `path`, then take its place.

    Raises OSError; `path` is then as before.

    Of a symbolic link it is the target that is replaced.
    """
    path = Path(os.path.realpath(path))
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def check_gguf(path: Path) -> None:
    """Refuse what is no GGUF file by its first four bytes. Raises ModelError."""
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except IsADirectoryError:
        raise ModelError(f"{path} is a folder; name a GGUF file in it") from None
    except (FileNotFoundError, ValueError):  # the latter for a name that no system takes, as one with a NUL
        raise ModelError(f"no model file at {path}") from None
    except OSError as error:
        raise ModelError(f"cannot read {path}: {error.strerror}") from None
    if not magic:
        raise ModelError(f"{path} is empty; download or copy it again")
    if magic != b"GGUF":
        raise ModelError(f"{path} is not a GGUF file (it starts with {magic!r}); convert it with llama.cpp")


def fingerprint(path: Path) -> str:
    """A cheap identity of a file: hash of its size and of 16 blocks of 64 KiB spread over it."""
    size = path.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        for i in range(16):
            file.seek(max(0, (size - 65536) * i // 15))
            digest.update(file.read(65536))
    return digest.hexdigest()[:16]


def read_card(model: str, beside: Path) -> Any:
    """The JSON of the card that lies beside a model's file; `model` names that in what ModelError says."""
    try:
        return json.loads(beside.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"{model} has no {beside.name} beside it; copy both files") from None
    except OSError as error:
        raise ModelError(f"cannot read {beside}: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise ModelError(f"{beside} is not JSON; copy it again") from None
