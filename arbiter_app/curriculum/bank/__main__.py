"""Check a file of the story bank and print one drawing of each entry.

python -m arbiter_app.curriculum.bank FILE [SEED]
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from arbiter_app.audit import audit
from arbiter_app.curriculum.bank import read


def main() -> int:
    text, seed = Path(sys.argv[1]).read_text(encoding="utf-8"), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    try:
        entries = read(text)
    except ValueError as error:
        print(f"{sys.argv[1]}: {error}", file=sys.stderr)
        return 1
    faults = 0
    for entry in entries:
        for again in range(30):
            try:
                drawn = entry.draw(Random(f"{seed}:{entry.line}:{again}"))
            except (ValueError, ZeroDivisionError) as error:
                print(f"  line {entry.line}: {error}")
                faults += 1
                break
            if again == 0:
                steps = " / ".join(f"{line.goal} {line.work}" for line in drawn.lines)
                print(f"{entry.line}: {drawn.question}\n    {steps}\n    Answer: {drawn.answer_text}")
            if any(audit(line.text).false for line in drawn.lines):
                print(f"  line {entry.line}: a false equation")
                faults += 1
                break
    print(f"{len(entries)} entries, {faults} with faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
