"""Where the bundled pair and router are: inside the installed package, or beside it in a checkout.

Knows nothing of what is in the files.
"""

from __future__ import annotations

from pathlib import Path

from .errors import ModelError

DRAFT = "models/tutor-draft.gguf"
TARGET = "models/tutor-target.gguf"
PAIR_CARD = "models/card.json"
ROUTER = "router_onnx/tutor.onnx"
PORTABLE = "router_onnx/portable.onnx"
PRM = "router_onnx/tutor-prm.onnx"


def path(name: str) -> Path:
    """The file behind one of the names above. Raises ModelError if this installation lacks it.

    `name` is relative to the top of the repository; the wheel holds the same tree under `_bundled`.
    """
    package = Path(__file__).parent
    for root in (package / "_bundled", package.parent):
        if (root / name).is_file():
            return root / name
    raise ModelError(
        f"the bundled file {name} is not in this installation; reinstall arbiter or name your own file"
    )
