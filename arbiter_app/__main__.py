"""The program's front door: `arbiter`, and `python -m arbiter_app`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; returns the exit code."""
    try:
        from .cli import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # before a run, or while reading a problem that is typed in
        return 130


if __name__ == "__main__":
    sys.exit(main())
