"""How much of the time the engine adds to llama.cpp's own: `python -m arbiter_app.bench.engine`.

Solves problems with one model alone and reports tokens per second and the share of wall time outside
llama.cpp, from the first token of a solution to its last. With `--llama-bench FILE` it runs llama.cpp's
own benchmark (built from the sources that llama-cpp-python vendors) on the same file, threads and
length, the two in turn, and gives the median of the ratios: on a shared machine only figures taken side
by side mean anything. Knows nothing of pairs.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from .. import bundled
from ..core import Context, Limits, Speaker, Token
from ..curriculum import stream
from ..engine.gguf import Model
from ..engine.native import Gpu, LoadOptions
from ..engine.policies import Accept
from ..engine.solve import solve
from ..errors import ArbiterError, UsageError

REPEATS = 3
"""Of each solution, in turn; the fastest counts, for whatever else runs on a machine only slows it."""


def write(model: Model, problem: str) -> tuple[int, float, float]:
    """(tokens, seconds, seconds inside llama.cpp) from the first token of a solution to its last."""
    model.forget()
    n, started, inside = 0, 0.0, 0.0
    for event in solve(Context(problem), model, model, Accept(), Limits()):
        if isinstance(event, Token):
            n += 1
            if n == 1:  # the prompt has been read
                started, inside = perf_counter(), model.decode_seconds
            ended = perf_counter(), model.decode_seconds
    return n - 1, ended[0] - started, ended[1] - inside


def llama_bench(binary: Path, model: Model, problem: str, n_tokens: int) -> float:
    """Tokens per second of llama.cpp's own benchmark, after as many tokens as the prompt has."""
    depth = len(model.prompt(problem))
    flags = f"-t {model.n_threads} -d {depth} -p 0 -n {n_tokens} -r 1 -o json".split()
    command = [str(binary), "-m", str(model.path), *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout)[0]["avg_ts"])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m arbiter_app.bench.engine", description="Engine overhead."
    )
    parser.add_argument("gguf", nargs="?", type=Path, help="default: the bundled target")
    parser.add_argument(
        "--llama-bench", type=Path, metavar="FILE", help="llama.cpp's benchmark, to compare with"
    )
    parser.add_argument(
        "--rounds", type=int, default=25, metavar="N", help="solutions to write (default: 25)"
    )
    parser.add_argument("--threads", type=int, default=1, metavar="N", help="default: 1")
    flags = parser.parse_args(arguments)
    try:
        check(flags)
        gguf = flags.gguf or bundled.path(bundled.TARGET)
        options = LoadOptions(gpu=Gpu.OFF, threads=flags.threads)
        with Model(gguf, Speaker.TARGET, options=options) as model:
            report(model, flags.llama_bench, flags.rounds)
    except ArbiterError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def check(flags: argparse.Namespace) -> None:
    for name in ("rounds", "threads"):
        if getattr(flags, name) < 1:
            raise UsageError(f"--{name} {getattr(flags, name)} is not a whole number from 1")
    if flags.llama_bench and not shutil.which(str(flags.llama_bench)):
        raise UsageError(f"no program at {flags.llama_bench}; build llama.cpp's llama-bench and name it")


def report(model: Model, binary: Path | None, rounds: int) -> None:
    problems = [problem.question for problem in islice(stream(0, "test"), rounds)]
    write(model, problems[0])  # warm
    speeds, outside, ratios = [], [], []
    for problem in problems:
        ours, theirs = [], []
        for _ in range(REPEATS):
            n, seconds, inside = write(model, problem)
            ours.append(n / seconds)
            outside.append(1 - inside / seconds)
            if binary:
                theirs.append(llama_bench(binary, model, problem, n))
        speeds.append(max(ours))
        if theirs:
            ratios.append(max(ours) / max(theirs))
    print(f"{model.path.name}, {model.n_threads} threads, {rounds} solutions, medians")
    print(f"  tokens per second        {median(speeds):8.1f}")
    print(f"  time outside llama.cpp   {median(outside):8.1%}")
    if ratios:
        print(f"  speed / llama-bench's    {median(ratios):8.3f}")


if __name__ == "__main__":
    sys.exit(main())
