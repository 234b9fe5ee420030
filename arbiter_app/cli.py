"""The command line: flags to one frozen dataclass to explicit arguments, results to standard output.

Parsing and printing only. Whatever needs a model library is imported inside the command that runs
it, so that `arbiter --help` needs none.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

from . import __version__
from .core import Finish, Finished, Limits, Round, Token
from .errors import ArbiterError, UsageError
from .files import write_atomically
from .text import MAX_PROBLEM_BYTES, check_problem, decode, sanitise

if TYPE_CHECKING:
    from .bench.run import Row
    from .pair import Contender, Pair
    from .printing import Printer
    from .problems import Task
    from .record import Run

Event = Token | Round | Finished

UNUSED = {
    "draft": ("target", "router", "threshold", "budget"),
    "target": ("draft", "router", "threshold", "budget"),
    "confidence": ("router",),
    "random": ("router",),
    "arbitrage": (),
}
"""Flags that each policy makes no use of."""

POLICIES = tuple(UNUSED)

CURRICULUM_PROBLEMS = 100
NO_ANSWER = 5
CLOSED_PIPE = 128 + 13  # what the shell reports of a program that SIGPIPE ended


@dataclass(frozen=True, slots=True)
class PairFlags:
    """Flags that `solve` and `bench` share."""

    draft: Path | None
    target: Path | None
    router: Path | None
    gpu: str
    threads: int | None
    threshold: float | None
    budget: float | None
    max_steps: int
    max_tokens: int
    seed: int
    temperature: float

    @property
    def limits(self) -> Limits:
        return Limits(max_steps=self.max_steps, max_tokens=self.max_tokens)


@dataclass(frozen=True, slots=True)
class SolveFlags:
    problem: str | None
    policy: str | None
    output: str  # text, json, jsonl or quiet
    pair: PairFlags


@dataclass(frozen=True, slots=True)
class BenchFlags:
    problems: Path | None
    split: Literal["test", "ranges", "unseen"]
    limit: int | None
    policies: tuple[str, ...] | None
    json: Path | None
    pair: PairFlags


# -- entry ------------------------------------------------------------------------------------------


def run(arguments: list[str]) -> int:
    """Parse and carry out; returns the exit code. Errors of the user's and the machine's become one line."""
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123 - for the life of the process
    if sys.stdout is None:
        return _fail("standard output is closed; send it to a file or to /dev/null", 1)
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        return _run(arguments)
    except BrokenPipeError:  # `| head -1` has seen enough
        _drop_output()
        return CLOSED_PIPE
    except OSError as error:  # a full disk, say
        _drop_output()
        return _fail(str(error), 1)


def _run(arguments: list[str]) -> int:
    try:
        code = _dispatch(arguments)
    except ArbiterError as error:
        return _fail(str(error), error.exit_code)
    except SystemExit as leave:  # --help and --version
        code = int(leave.code or 0)
    sys.stdout.flush()
    return code


def _dispatch(arguments: list[str]) -> int:
    parser = _parser()
    found = parser.parse_args(arguments)
    if found.command == "solve":
        return _solve(_solve_flags(found))
    if found.command == "bench":
        return _bench(_bench_flags(found))
    parser.print_help()
    return 0


def _fail(message: str, code: int) -> int:
    _say("error", message)
    return code


def _say(kind: str, message: str) -> None:
    line = " ".join(sanitise(message).splitlines())  # a file's name may hold a line end
    print(f"arbiter: {kind}: {line}", file=sys.stderr)


def _drop_output() -> None:
    """Let the interpreter's own flush at exit go nowhere instead of failing again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# -- flags ------------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """Mistakes become one line and exit code 2, as all others do."""

    def error(self, message: str) -> NoReturn:
        if message.startswith("unrecognized arguments: -"):
            message += " (a problem that begins with - goes after --)"
        elif message.startswith("unrecognized arguments"):
            message += " (put a problem of several words in quotes)"
        raise UsageError(f"{message}; see {self.prog} --help")


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return value


def _temperature(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 (greedy) to 100")
    return value


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = low - 1
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {low} to {high}")
        return value

    return parse


def _policies(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(","))
    for name in names:
        if name not in POLICIES:
            raise argparse.ArgumentTypeError(f"no policy {name!r}: choose from {', '.join(POLICIES)}")
    if len(set(names)) < len(names):
        raise argparse.ArgumentTypeError(f"{text!r} names a policy twice")
    return names


def _parser() -> _Parser:
    parser = _Parser(
        prog="arbiter",
        allow_abbrev=False,
        description="Solve maths step by step, offline. A small draft model writes; a router decides at "
        "each step whether the large target model should write it instead.",
        epilog="Exit codes: 0 answered, 1 error, 2 usage, 3 model missing or invalid, 4 GPU asked for but "
        "unusable, or out of memory, 5 ended without an answer, 130 interrupted (143 by SIGTERM), 141 output "
        "closed early.",
    )
    parser.add_argument("--version", action="version", version=f"arbiter {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _add_solve(commands)
    _add_bench(commands)
    return parser


def _add_solve(commands: argparse._SubParsersAction[_Parser]) -> None:
    solve = commands.add_parser(
        "solve",
        allow_abbrev=False,
        help="solve one problem",
        description="Solve one problem. Steps and answer go to standard output, the rest to standard error.",
    )
    solve.add_argument(
        "problem", nargs="?", metavar="PROBLEM", help="the problem; - or a pipe: standard input"
    )
    solve.add_argument(
        "--policy",
        choices=POLICIES,
        help="who writes: arbitrage (the router decides; the default where a router for the pair is there), "
        "confidence (the draft's least certain token decides), random, or one model alone",
    )
    output = solve.add_mutually_exclusive_group()
    output.add_argument(
        "--json", dest="output", action="store_const", const="json", help="print one JSON object"
    )
    output.add_argument(
        "--jsonl", dest="output", action="store_const", const="jsonl", help="print a JSON object a step"
    )
    output.add_argument(
        "--quiet", dest="output", action="store_const", const="quiet", help="print only the answer"
    )
    solve.set_defaults(output="text")
    _add_pair_flags(solve)


def _add_bench(commands: argparse._SubParsersAction[_Parser]) -> None:
    bench = commands.add_parser(
        "bench",
        allow_abbrev=False,
        help="compare policies over many problems",
        description="Run every policy over the same problems, interleaved, each from cold KV caches.",
    )
    bench.add_argument(
        "--problems",
        type=Path,
        metavar="FILE",
        help="JSON lines with problem and answer; without: the curriculum",
    )
    bench.add_argument(
        "--split",
        choices=("test", "ranges", "unseen"),
        default="test",
        help="held-out curriculum problems: test (default), ranges, with numbers unlike any trained on, or "
        "unseen, stories in words that were never trained on",
    )
    bench.add_argument(
        "--limit", type=_whole(1, 1_000_000), metavar="N", help="at most N problems (curriculum: 100)"
    )
    bench.add_argument(
        "--policies",
        type=_policies,
        metavar="A,B,...",
        help=f"from {', '.join(POLICIES)} (default: draft,target,confidence and, with a router, arbitrage)",
    )
    bench.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    _add_pair_flags(bench)


def _add_pair_flags(parser: argparse.ArgumentParser) -> None:
    limits = Limits()
    models = parser.add_argument_group("models")
    models.add_argument(
        "--draft", type=Path, metavar="FILE", help="small GGUF model (default: the bundled one)"
    )
    models.add_argument(
        "--target", type=Path, metavar="FILE", help="large GGUF model (default: the bundled one)"
    )
    models.add_argument("--router", type=Path, metavar="FILE", help="ONNX router, made for this very pair")
    models.add_argument(
        "--gpu", choices=("auto", "off", "require"), default="auto", help="use a GPU if there is one (auto)"
    )
    models.add_argument(
        "--threads",
        type=_whole(1, 512),
        metavar="N",
        help="CPU threads of each model (default: from idle cores)",
    )
    routing = parser.add_argument_group("routing and limits")
    routing.add_argument(
        "--threshold",
        type=_share,
        metavar="T",
        help="escalate a step whose score is above T, 0 to 1 (the router's own)",
    )
    routing.add_argument(
        "--budget",
        type=_share,
        metavar="B",
        help="share of steps that may escalate, 0 to 1, rounded up to a whole step",
    )
    routing.add_argument("--max-steps", type=_whole(1, 10_000), default=limits.max_steps, metavar="N")
    routing.add_argument("--max-tokens", type=_whole(1, 1_000_000), default=limits.max_tokens, metavar="N")
    routing.add_argument(
        "--seed", type=_whole(0, 2**32 - 1), default=0, metavar="N", help="of sampling and of problems"
    )
    routing.add_argument(
        "--temperature",
        type=_temperature,
        default=0.0,
        metavar="T",
        help="0 (default) always takes the likeliest token",
    )


def _pair_flags(found: argparse.Namespace) -> PairFlags:
    return PairFlags(**{name: getattr(found, name) for name in PairFlags.__dataclass_fields__})


def _solve_flags(found: argparse.Namespace) -> SolveFlags:
    return SolveFlags(found.problem, found.policy, found.output, _pair_flags(found))


def _bench_flags(found: argparse.Namespace) -> BenchFlags:
    return BenchFlags(
        found.problems, found.split, found.limit, found.policies, found.json, _pair_flags(found)
    )


# -- solve ------------------------------------------------------------------------------------------


def _solve(flags: SolveFlags) -> int:
    problem = _read_problem(flags.problem)
    from .interrupt import on_interrupt
    from .record import Run

    with _pair(flags.pair) as pair, on_interrupt(pair.abort.set) as interrupt:
        contender = pair.contender(
            flags.policy or _default_policy(pair, quiet=flags.output == "quiet"),
            threshold=flags.pair.threshold,
            budget=flags.pair.budget,
            seed=flags.pair.seed,
        )
        contender.check_room(problem)
        if flags.output != "quiet":
            _note_unused(flags.pair, contender.name)
        run = Run(problem)
        printer = _printer()
        show = _shower(flags.output, run, printer)
        with interrupt.running(), closing(contender.solve(problem, flags.pair.limits)) as events:
            for event in events:
                run.feed(event)
                show(event)
        _report(flags, run, contender, pair, printer)
        if run.finish is Finish.CANCELLED:
            _say("note", "interrupted before the answer")
            return interrupt.exit_code
    if run.answer is None:
        return _fail(f"ended without an answer: {run.detail}", NO_ANSWER)
    return 0


def _read_problem(argument: str | None) -> str:
    if argument is not None and argument != "-":
        return check_problem(argument)
    if sys.stdin is None:
        raise UsageError("standard input is closed; write the problem as an argument")
    if argument is None and sys.stdin.isatty():
        raise UsageError('no problem given; write one, as in: arbiter solve "Solve 3x + 5 = 20 for x."')
    data = sys.stdin.buffer.read(MAX_PROBLEM_BYTES + 1)
    if len(data) > MAX_PROBLEM_BYTES:
        raise UsageError(
            f"the problem on standard input is longer than {MAX_PROBLEM_BYTES:,} bytes; shorten it"
        )
    what = "the problem on standard input"
    return check_problem(decode(data, what), what)


def _pair(flags: PairFlags) -> Pair:
    from .engine.gguf import Sampling
    from .engine.native import Gpu, LoadOptions
    from .pair import Pair

    return Pair(
        flags.draft,
        flags.target,
        flags.router,
        options=LoadOptions(gpu=Gpu(flags.gpu), threads=flags.threads),
        sampling=Sampling(temperature=flags.temperature, seed=flags.seed),
    )


def _default_policy(pair: Pair, *, quiet: bool) -> str:
    policy = pair.default_policy()
    if policy == "confidence" and not quiet:
        _say("note", "no router was made for this pair; the draft's confidence decides (--policy confidence)")
    return policy


def _note_unused(flags: PairFlags, policy: str) -> None:
    for name in UNUSED[policy]:
        if getattr(flags, name) is not None:
            _say("note", f"--{name} is not used by --policy {policy}")


def _shower(output: str, run: Run, printer: Printer) -> Callable[[Event], None]:
    """What to do with each event: print text as it comes, an object a step, or nothing yet."""
    if output == "text":
        return printer.show
    if output != "jsonl":
        return lambda event: None
    from .record import step_json

    def show(event: Event) -> None:
        if isinstance(event, Round):
            print(json.dumps({"event": "step", **step_json(len(run.rounds) - 1, event)}), flush=True)

    return show


def _printer() -> Printer:
    from .printing import Printer

    terminal = sys.stdout.isatty()
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return Printer(sys.stdout, live=terminal, colour=terminal and not plain)


def _report(flags: SolveFlags, run: Run, contender: Contender, pair: Pair, printer: Printer) -> None:
    """Everything that is said once the run is over."""
    if flags.output in ("json", "jsonl"):
        record = run.to_json(
            pair=pair.names(routed=contender.name == "arbitrage"),
            policy=contender.name,
            threshold=contender.threshold,
            seed=flags.pair.seed,
        )
        if flags.output == "jsonl":
            del record["steps"]
            record = {"event": "end", **record}
        print(json.dumps(record), flush=True)
        return
    if run.answer is not None and run.finish is not Finish.CANCELLED:
        if flags.output == "quiet":
            print(sanitise(run.answer), flush=True)
        else:
            printer.answer(run.answer)
    if flags.output == "text":
        from .printing import stats_line

        print(stats_line(run), file=sys.stderr)


# -- bench ------------------------------------------------------------------------------------------


def _bench(flags: BenchFlags) -> int:
    from .bench import table
    from .bench.run import Row, bench, check_room, to_json
    from .interrupt import on_interrupt

    if flags.json:
        _check_output(flags.json)
    tasks = _tasks(flags)
    with _pair(flags.pair) as pair, on_interrupt(pair.abort.set) as interrupt:
        contenders = [
            pair.contender(
                name, threshold=flags.pair.threshold, budget=flags.pair.budget, seed=flags.pair.seed
            )
            for name in flags.policies or _default_policies(pair)
        ]
        check_room(tasks, contenders)
        rows = [Row(contender.name, contender.threshold) for contender in contenders]
        with interrupt.running():
            outcomes = bench(tasks, contenders, flags.pair.limits, flags.pair.seed)
            for per_policy in table.progress(outcomes, len(tasks), sys.stderr):
                for row, outcome in zip(rows, per_policy, strict=True):
                    row.add(outcome)
        n_done = rows[0].n
        if n_done:
            names = pair.names(routed=any(row.policy == "arbitrage" for row in rows))
            source = flags.problems.name if flags.problems else f"curriculum:{flags.split}"
            record = to_json(rows, contenders, pair=names, source=source, seed=flags.pair.seed)
            table.show(record["rows"], sys.stdout)
            _note_unknown(rows)
        if n_done < len(tasks):
            left = f"; {flags.json} was not written" if flags.json else ""
            _say("note", f"interrupted after {n_done} of {len(tasks)} problems{left}")
            return interrupt.exit_code
    if flags.json:
        write_atomically(flags.json, json.dumps(record, indent=2) + "\n")
    return 0


def _check_output(path: Path) -> None:
    """Refuse, before hours of work, what the figures could not be written to."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file in it")
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is not a regular file; name another")
    folder = Path(os.path.realpath(path)).parent  # a link's target may lie elsewhere
    if not folder.is_dir():
        raise UsageError(f"no folder {folder} to write {path.name} in; make it first")


def _tasks(flags: BenchFlags) -> list[Task]:
    from . import problems

    if flags.problems:
        return problems.read(flags.problems, flags.limit)
    return problems.draw(flags.split, flags.limit or CURRICULUM_PROBLEMS, flags.pair.seed)


def _default_policies(pair: Pair) -> tuple[str, ...]:
    without_router = "draft", "target", "confidence"
    routed = _default_policy(pair, quiet=False) == "arbitrage"
    return (*without_router, "arbitrage") if routed else without_router


def _note_unknown(rows: list[Row]) -> None:
    for row in rows:
        if row.n_unknown:
            _say("note", f"{row.n_unknown} answers of {row.policy} could not be compared and count as wrong")
