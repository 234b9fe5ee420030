"""The command line: flags to one frozen dataclass to explicit arguments, results to standard output.

Parsing and printing only. Whatever needs a model library is imported inside the command that runs
it, so that `arbiter --help` needs none.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shlex
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from . import __version__
from .core import Finish, Finished, Limits, Round, Token
from .errors import ArbiterError, UsageError
from .files import write_atomically
from .text import MAX_PROBLEM_BYTES, check_problem, decode, sanitise

if TYPE_CHECKING:
    from .bench.journal import Journal
    from .bench.run import Plan, Row
    from .engine.extras import Extras
    from .pair import Contender, Pair
    from .printing import Printer
    from .problems import Task
    from .record import Run
    from .router.scoring import Router
    from .sessions import Sessions, StoredRun, Summary

Event = Token | Round | Finished

EXTRAS = "gate", "explore", "adaptive"
UNUSED = {
    "draft": ("target", "router", "prm", "threshold", "budget", *EXTRAS),
    "target": ("draft", "router", "prm", "threshold", "budget", *EXTRAS),
    "speculative": ("router", "prm", "threshold", "budget", *EXTRAS),
    "confidence": ("router", "prm", *EXTRAS),
    "random": ("router", "prm", *EXTRAS),
    "arbitrage": ("prm",),
    "rsd": ("router", *EXTRAS),
    "oracle": ("router", *EXTRAS),
    "outcome": ("router", "prm", "threshold", "budget", *EXTRAS),
}
"""Flags that each policy makes no use of."""

POLICIES = tuple(UNUSED)
SOLVERS = POLICIES[:-2]
"""Those that need neither the target's step nor the right answer before they decide."""

DEFAULT_POLICIES = "draft", "target", "confidence", "arbitrage"
"""Of `bench`."""

_INTERFACE = "interface_"  # begins the names of the flags that stand before any command
CURRICULUM_PROBLEMS = 100
ROUTER_PROBLEMS = 2000
NO_ANSWER = 5
CLOSED_PIPE = 128 + 13  # what the shell reports of a program that SIGPIPE ended


@dataclass(frozen=True, slots=True)
class PairFlags:
    """Flags that `solve` and `bench` share."""

    draft: Path | None
    target: Path | None
    router: Path | None
    prm: Path | None
    gpu: str
    threads: int | None
    threshold: float | None
    budget: float | None
    max_steps: int
    max_tokens: int
    seed: int
    temperature: float
    gate: float | None
    explore: int | None
    adaptive: bool | None

    @property
    def extras(self) -> Extras:
        from .engine.extras import Extras

        return Extras(self.gate or 0.0, self.explore or 0, bool(self.adaptive))

    @property
    def limits(self) -> Limits:
        return Limits(max_steps=self.max_steps, max_tokens=self.max_tokens)


@dataclass(frozen=True, slots=True)
class InterfaceFlags:
    """Flags of the terminal interface, which stand where a command else would."""

    draft: Path | None
    target: Path | None
    router: Path | None
    gpu: str
    threads: int | None
    inline: bool

    @property
    def given(self) -> dict[str, object]:
        """Those that say something else than the default, by name."""
        return {name: value for name, value in asdict(self).items() if value not in (None, False, "auto")}


@dataclass(frozen=True, slots=True)
class SolveFlags:
    problem: str | None
    policy: str
    output: str  # text, json, jsonl or quiet
    pair: PairFlags


@dataclass(frozen=True, slots=True)
class RouterFlags:
    """Of all four subcommands of `router`; None where one has no such flag."""

    subcommand: str
    line: str  # the command as it was typed, for the card
    draft: Path | None = None
    target: Path | None = None
    router: Path | None = None
    rows: Path | None = None
    out: Path | None = None
    problems: Path | None = None
    limit: int | None = None
    workers: int = 1
    seed: int = 0
    name: str = "router"
    portable: bool = False
    threshold: float | None = None
    budget: tuple[float, ...] = ()
    of: Literal["steps", "tokens", "seconds"] = "steps"
    confidence: float = 0.9
    write: bool = False


@dataclass(frozen=True, slots=True)
class SessionsFlags:
    """Of all four subcommands of `sessions`; None where one has no such flag."""

    subcommand: str
    file: Path | None = None
    id: int = 0
    search: str = ""
    deleted: bool = False
    limit: int | None = None
    json: bool = False
    format: Literal["markdown", "json", "html"] | None = None
    out: Path | None = None


@dataclass(frozen=True, slots=True)
class BenchFlags:
    problems: Path | None
    split: Literal["valid", "test", "ranges", "unseen"]
    limit: int | None
    policies: tuple[str, ...] | None
    thresholds: dict[str, tuple[float, ...]]
    json: Path | None
    plot: Path | None
    resume: bool
    workers: int
    waste: Literal["words", "prm"]
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
    interface = _interface_flags(found)
    if found.command == "solve":
        return _solve(_solve_flags(found))
    if found.command == "bench":
        return _bench(_bench_flags(found))
    if found.command == "router":
        return _router(_router_flags(found, arguments))
    if found.command == "sessions":
        given = {name: value for name, value in vars(found).items() if name != "command"}
        return _sessions(SessionsFlags(**given))
    if found.command == "config":
        from .tui.config import config_path

        print(sanitise(str(config_path())))
        return 0
    if _on_terminal():
        return _open_interface(interface)
    if interface.given:
        named = [(f"--{name}", str(value)) for name, value in interface.given.items() if name != "inline"]
        models = "".join(f"{shlex.join(one)} " for one in named)
        raise UsageError(
            f"the interface needs a terminal; to solve without one: arbiter solve {models}PROBLEM"
        )
    parser.print_help()
    return 0


def _open_interface(flags: InterfaceFlags) -> int:
    from .engine.worker import Models
    from .tui.app import run as open_tui

    draft, target, router = (
        path and path.expanduser().absolute() for path in (flags.draft, flags.target, flags.router)
    )
    return open_tui(Models(draft, target, router, gpu=flags.gpu, threads=flags.threads), inline=flags.inline)


def _on_terminal() -> bool:
    """Whether there is a terminal that can be drawn upon and typed at."""
    is_terminal = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    return is_terminal and os.environ.get("TERM") not in ("dumb", "unknown")


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


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0")
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


def _thresholds(text: str) -> tuple[str, tuple[float, ...]]:
    """`A,B,…`, of every policy that has a threshold ('' here), or `POLICY:A,B,…`."""
    policy, colon, values = text.rpartition(":")
    if colon and (policy not in POLICIES or "threshold" in UNUSED[policy]):
        raise argparse.ArgumentTypeError(f"no policy {policy!r} that has a threshold")
    found = tuple(_share(value) for value in values.split(","))
    if len(set(found)) < len(found):
        raise argparse.ArgumentTypeError(f"{text!r} names a threshold twice")
    return policy, found


def _parser() -> _Parser:
    parser = _Parser(
        prog="arbiter",
        allow_abbrev=False,
        description="Solve maths step by step, offline. A small draft model writes; a router decides at "
        "each step whether the large target model should write it instead. Without a command, on a terminal, "
        "the interface opens.",
        epilog="Exit codes: 0 answered, 1 error, 2 usage, 3 model missing or invalid, 4 GPU asked for but "
        "unusable, or out of memory, 5 ended without an answer, 130 interrupted (143 by SIGTERM), 141 output "
        "closed early.",
    )
    parser.add_argument("--version", action="version", version=f"arbiter {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _add_solve(commands)
    _add_bench(commands)
    _add_router(commands)
    _add_sessions(commands)
    _add_config(commands)
    interface = parser.add_argument_group("the interface")
    _add_model_flags(interface, _INTERFACE)
    interface.add_argument(
        "--inline",
        dest=f"{_INTERFACE}inline",
        action="store_true",
        help="open below the prompt, in a part of the terminal",
    )
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
        choices=SOLVERS,
        default="arbitrage",
        help="who writes: arbitrage (the router decides; the default), "
        "confidence (the draft's least certain token decides), rsd (a reward model's view of the draft's "
        "step decides), random, one model alone, or speculative (the target alone, its tokens guessed by the "
        "draft: the same text, sooner)",
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
        choices=("valid", "test", "ranges", "unseen"),
        default="test",
        help="held-out curriculum problems: test (default), ranges, with numbers unlike any trained on, "
        "unseen, stories in words that were never trained on, or valid, to choose settings by",
    )
    bench.add_argument(
        "--limit", type=_whole(1, 1_000_000), metavar="N", help="at most N problems (curriculum: 100)"
    )
    bench.add_argument(
        "--policies",
        type=_policies,
        metavar="A,B,...",
        help=f"from {', '.join(POLICIES)} (default: {','.join(DEFAULT_POLICIES)}); "
        "oracle and outcome know the advantage, by the reward model or by how it ends: bounds, not routers",
    )
    bench.add_argument(
        "--thresholds",
        type=_thresholds,
        action="append",
        metavar="[POLICY:]A,B,...",
        help="a row for each of these thresholds instead of one a policy; may be given once for all policies "
        "and once for each",
    )
    bench.add_argument(
        "--waste",
        choices=("words", "prm"),
        default="words",
        help="escalations that count as wasted: steps written again word for word (default), or prm, also "
        "those that the reward model likes no better (asked after each run, not timed)",
    )
    bench.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    bench.add_argument(
        "--resume", action="store_true", help="with --json: go on where the same command was cut off"
    )
    bench.add_argument(
        "--plot",
        type=Path,
        metavar="FILE",
        help="draw accuracy against time into FILE.svg or FILE.png (needs matplotlib)",
    )
    bench.add_argument(
        "--workers",
        type=_whole(1, 256),
        default=1,
        metavar="N",
        help="solve in N processes, each with its own models: sooner done, times mean nothing (default: 1)",
    )
    _add_pair_flags(bench)


def _add_router(commands: argparse._SubParsersAction[_Parser]) -> None:
    router = commands.add_parser(
        "router",
        allow_abbrev=False,
        help="make a router for a pair",
        description="Make a router for a pair: collect rows, train on them, calibrate to a budget.",
    )
    steps = router.add_subparsers(dest="subcommand", metavar="STEP", title="steps", required=True)

    def add(name: str, text: str) -> _Parser:
        return steps.add_parser(name, allow_abbrev=False, help=text, description=text)

    collect = add("collect", "Roll a pair out on problems; write a row a step. The same command goes on.")
    train = add("train", "Train a router on collected rows; write it and its card.")
    calibrate = add("calibrate", "Find the threshold for a budget on the rows held out in training.")
    info = add("info", "Print what a router is for and what was measured of it.")
    for parser in (collect, train, info):
        for role in ("draft", "target"):
            parser.add_argument(
                f"--{role}", type=Path, metavar="FILE", help="GGUF model (default: the bundled one)"
            )
    for parser in (calibrate, info):
        parser.add_argument("--router", type=Path, metavar="FILE", help="ONNX file (default: the bundled)")
    for parser in (train, calibrate):
        parser.add_argument("--rows", type=Path, required=True, metavar="FILE", help="what collect wrote")
    _add_collect_and_train_flags(collect, train)
    calibrate.add_argument(
        "--budget", type=_positive, nargs="+", required=True, metavar="B", help="a share, or seconds"
    )
    calibrate.add_argument(
        "--of",
        choices=("steps", "tokens", "seconds"),
        default="steps",
        help="what B is: the target's share of steps (default) or of tokens, or seconds a problem",
    )
    calibrate.add_argument(
        "--confidence", type=_share, default=0.9, metavar="C", help="that the budget holds (0.9)"
    )
    calibrate.add_argument("--write", action="store_true", help="into the router's card, for solve --budget")


def _add_collect_and_train_flags(collect: _Parser, train: _Parser) -> None:
    collect.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="rows; continued if it is there"
    )
    collect.add_argument(
        "--problems",
        type=Path,
        metavar="FILE",
        help="JSON lines with problem and answer; without: the curriculum",
    )
    collect.add_argument(
        "--limit",
        type=_whole(1, 1_000_000),
        metavar="N",
        help=f"at most N problems (curriculum: {ROUTER_PROBLEMS})",
    )
    collect.add_argument(
        "--workers", type=_whole(1, 512), default=1, metavar="N", help="processes, a core and a pair each (1)"
    )
    train.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="for router and card")
    train.add_argument("--name", default="router", help="of the ONNX file (router)")
    train.add_argument(
        "--portable",
        action="store_true",
        help="for any pair: of features that mean the same whatever the vocabulary; NAME-card.json",
    )
    train.add_argument(
        "--threshold", type=_share, metavar="T", help="default τ, instead of one from held-out problems"
    )
    for parser in (collect, train):
        parser.add_argument("--seed", type=_whole(0, 2**32 - 1), default=0, metavar="N")


def _add_sessions(commands: argparse._SubParsersAction[_Parser]) -> None:
    sessions = commands.add_parser(
        "sessions",
        allow_abbrev=False,
        help="list, show and export what was worked at",
        description="List, show and export the sessions of the terminal interface.",
    )
    actions = sessions.add_subparsers(dest="subcommand", metavar="ACTION", title="actions", required=True)

    def add(name: str, text: str) -> _Parser:
        parser: _Parser = actions.add_parser(name, allow_abbrev=False, help=text, description=text)
        parser.add_argument(
            "--file", type=Path, metavar="FILE", help="the store (default: the one that path prints)"
        )
        return parser

    found = add("list", "List sessions, the last used first.")
    show = add("show", "Print a session, rejected steps included.")
    export = add("export", "Print a session as a document, or write it to a file.")
    add("path", "Print where sessions are stored.")
    for parser in (show, export):
        parser.add_argument("id", type=_whole(1, 2**63 - 1), metavar="ID", help="its number in the list")
    for parser in (found, show):
        parser.add_argument("--json", action="store_true", help="print one JSON object")
    found.add_argument(
        "--search", default="", metavar="WORDS", help="only those with all these words in title or text"
    )
    found.add_argument("--deleted", action="store_true", help="those deleted and not yet purged instead")
    found.add_argument("--limit", type=_whole(1, 1_000_000), metavar="N", help="at most N")
    export.add_argument(
        "--format",
        choices=("markdown", "json", "html"),
        help="(default: by the end of FILE's name, markdown)",
    )
    export.add_argument("--out", type=Path, metavar="FILE", help="write there instead of standard output")


def _add_config(commands: argparse._SubParsersAction[_Parser]) -> None:
    text = "Print where the settings of the terminal interface are looked for."
    config = commands.add_parser("config", allow_abbrev=False, help="where settings are", description=text)
    actions = config.add_subparsers(dest="subcommand", metavar="ACTION", title="actions", required=True)
    actions.add_parser("path", allow_abbrev=False, help=text, description=text)


def _add_model_flags(models: argparse._ArgumentGroup, prefix: str = "") -> None:
    """`prefix` keeps flags before a command apart from the command's own."""

    def add(flag: str, **how: Any) -> None:
        models.add_argument(flag, dest=prefix + flag.lstrip("-"), **how)

    add("--draft", type=Path, metavar="FILE", help="small GGUF model (default: the bundled one)")
    add("--target", type=Path, metavar="FILE", help="large GGUF model (default: the bundled one)")
    router = (
        "ONNX router, made for this very pair (default: the bundled one, for another pair the portable one)"
    )
    add("--router", type=Path, metavar="FILE", help=router)
    gpus = ("auto", "off", "require")
    add("--gpu", choices=gpus, default="auto", help="use a GPU if there is one (auto)")
    threads = "CPU threads of each model (default: from idle cores)"
    add("--threads", type=_whole(1, 512), metavar="N", help=threads)


def _add_pair_flags(parser: argparse.ArgumentParser) -> None:
    limits = Limits()
    models = parser.add_argument_group("models")
    _add_model_flags(models)
    models.add_argument(
        "--prm", type=Path, metavar="FILE", help="ONNX process reward model for this target (rsd, oracle)"
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
        help="share of steps to escalate, 0 to 1: the router's calibrated threshold, or a running quantile",
    )
    routing.add_argument(
        "--gate",
        type=_share,
        metavar="G",
        help="arbitrage: the target writes a step at once where the draft's first token leads the next "
        "likeliest by no more than G, 0 (never) to 1 (always) (default: never)",
    )
    routing.add_argument(
        "--explore",
        type=_whole(1, 16),
        metavar="K",
        help="arbitrage: before a step of doubtful score is escalated, draw K others from the draft (none)",
    )
    routing.add_argument(
        "--adaptive",
        action="store_true",
        default=None,
        help="arbitrage: hand the rest to the target when the draft's scores stay poor",
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


def _interface_flags(found: argparse.Namespace) -> InterfaceFlags:
    """Taken out of `found`. Raises UsageError where one stands before a command, which has its own."""
    names = InterfaceFlags.__dataclass_fields__
    flags = InterfaceFlags(**{name: vars(found).pop(_INTERFACE + name) for name in names})
    for name in flags.given if found.command else ():
        raise UsageError(
            f"--{name} before {found.command} is the interface's; leave it out, "
            f"or see arbiter {found.command} --help"
        )
    return flags


def _pair_flags(found: argparse.Namespace) -> PairFlags:
    return PairFlags(**{name: getattr(found, name) for name in PairFlags.__dataclass_fields__})


def _solve_flags(found: argparse.Namespace) -> SolveFlags:
    return SolveFlags(found.problem, found.policy, found.output, _pair_flags(found))


def _bench_flags(found: argparse.Namespace) -> BenchFlags:
    given: list[tuple[str, tuple[float, ...]]] = found.thresholds or []
    thresholds = dict(given)
    if len(thresholds) < len(given):
        raise UsageError("--thresholds is given twice for the same policies; write A,B,... once")
    if thresholds and found.threshold is not None:
        raise UsageError("--threshold and --thresholds exclude each other; --thresholds takes one value too")
    if thresholds and found.budget is not None:
        raise UsageError("--budget finds its own thresholds; leave out --budget or --thresholds")
    for name in filter(None, thresholds):
        if found.policies and name not in found.policies:
            raise UsageError(f"--thresholds names {name}, which --policies does not; add it there")
    if found.resume and not found.json:
        raise UsageError("--resume needs --json FILE: what was finished lies beside that file")
    if found.plot and found.workers > 1:
        raise UsageError("--plot shows times, and with --workers they mean nothing; leave out one of the two")
    names = [name for name in BenchFlags.__dataclass_fields__ if name not in ("thresholds", "pair")]
    own = {name: getattr(found, name) for name in names}
    pair = _pair_flags(found)
    if found.workers > 1 and pair.threads is None:
        pair = replace(pair, threads=max(1, (os.cpu_count() or 1) // found.workers))
    return BenchFlags(**own, thresholds=thresholds, pair=pair)


def _router_flags(found: argparse.Namespace, arguments: list[str]) -> RouterFlags:
    given = {name: value for name, value in vars(found).items() if name != "command"}
    if "budget" in given:
        given["budget"] = tuple(given["budget"])
        if given["of"] != "seconds" and max(given["budget"]) > 1:
            raise UsageError(f"--budget {max(given['budget']):g} is no share of {given['of']}, 0 to 1")
        if not 0 < given["confidence"] < 1:
            raise UsageError(f"--confidence {given['confidence']:g} cannot be had; name one between 0 and 1")
    return RouterFlags(line=f"arbiter {shlex.join(arguments)}", **given)


# -- solve ------------------------------------------------------------------------------------------


def _solve(flags: SolveFlags) -> int:
    problem = _read_problem(flags.problem)
    from .interrupt import on_interrupt
    from .record import Run

    with _pair(flags.pair) as pair, on_interrupt(pair.abort.set) as interrupt:
        contender = pair.contender(
            flags.policy,
            threshold=flags.pair.threshold,
            budget=flags.pair.budget,
            seed=flags.pair.seed,
            extras=flags.pair.extras,
        )
        contender.check_room(problem)
        if flags.output != "quiet":
            _note_portable(flags.pair, pair, [contender])
            _note_unused(flags.pair, UNUSED[contender.name], f"--policy {contender.name}")
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
        flags.prm,
        options=LoadOptions(gpu=Gpu(flags.gpu), threads=flags.threads, n_branches=flags.explore or 0),
        sampling=Sampling(temperature=flags.temperature, seed=flags.seed),
    )


def _note_portable(flags: PairFlags, pair: Pair, contenders: list[Contender]) -> None:
    routed = any(contender.name == "arbitrage" for contender in contenders)
    if routed and flags.router is None and pair.router.portable:
        _say(
            "note",
            "no router was made for this pair; the portable one decides (arbiter router makes its own)",
        )


def _note_unused(flags: PairFlags, unused: Iterable[str], asked: str) -> None:
    for name in unused:
        if getattr(flags, name) is not None:
            _say("note", f"--{name} is not used by {asked}")


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


def _printer(*, live: bool = False) -> Printer:
    from .printing import Printer

    terminal = sys.stdout.isatty()
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return Printer(sys.stdout, live=live or terminal, colour=terminal and not plain)


def _report(flags: SolveFlags, run: Run, contender: Contender, pair: Pair, printer: Printer) -> None:
    """Everything that is said once the run is over."""
    if flags.output in ("json", "jsonl"):
        record = run.to_json(
            pair=pair.names(routed=contender.name == "arbitrage"),
            policy=contender.name,
            threshold=contender.threshold,
            seed=flags.pair.seed,
            extras=asdict(contender.extras) if contender.extras else None,
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
    from .bench import run, table
    from .bench.journal import Journal
    from .bench.matched import matched
    from .interrupt import on_interrupt

    _check_outputs(flags)
    tasks = _tasks(flags)
    with _pair(flags.pair) as pair, on_interrupt(pair.abort.set) as interrupt:
        plan = _plan(flags, tasks, pair)
        contenders = plan.contenders(pair)
        _note_portable(flags.pair, pair, contenders)
        if "arbitrage" not in (contender.name for contender in contenders):
            _note_unused(flags.pair, EXTRAS, f"--policies {','.join(flags.policies or ())}")
        run.check_room(tasks, contenders)
        machine = run.machine(contenders)
        names = pair.names(routed=any(contender.name == "arbitrage" for contender in contenders))
        rows = [run.Row(contender.label, contender.threshold) for contender in contenders]
        settings = _settings(flags, plan, pair, contenders)
        path = flags.json and flags.json.with_name(f"{flags.json.name}.part.jsonl")
        with closing(Journal(path, settings, machine, resume=flags.resume)) as journal, interrupt.running():
            _answer(flags, plan, pair, contenders, journal)
    if journal.done:
        run.fill(rows, journal.done)
        source = flags.problems.name if flags.problems else f"curriculum:{flags.split}"
        record = run.to_json(
            rows,
            machine=machine,
            pair=names,
            source=source,
            seed=plan.seed,
            workers=flags.workers,
            sittings=journal.sittings,
        )
        if len(rows) > len({row.policy for row in rows}):  # a sweep
            done = [journal.done[place] for place in sorted(journal.done)]
            record["matched"] = matched(rows, done, seed=plan.seed, timed=flags.workers == 1)
        table.show(record, sys.stdout)
        _note_unknown(rows)
    if len(journal.done) < len(tasks):
        left = f"; {flags.json} was not written, --resume goes on" if flags.json else ""
        _say("note", f"interrupted after {len(journal.done)} of {len(tasks)} problems{left}")
        return interrupt.exit_code
    if flags.json:
        write_atomically(flags.json, json.dumps(record, indent=2) + "\n")
        journal.remove()
    if flags.plot:
        from .bench.plot import draw

        write_atomically(flags.plot, draw(record, flags.plot.suffix.lower().lstrip(".")))
    return 0


def _plan(flags: BenchFlags, tasks: list[Task], pair: Pair) -> Plan:
    """The rows are each policy with each of its thresholds; arbitrage without its extras, then with them."""
    from .bench.run import Plan
    from .engine.extras import Extras

    rows: list[tuple[str, float | None, Extras]] = []
    for name in flags.policies or DEFAULT_POLICIES:
        swept = () if "threshold" in UNUSED[name] else flags.thresholds.get(name, flags.thresholds.get(""))
        several = [Extras(), *filter(None, [flags.pair.extras])] if name == "arbitrage" else [Extras()]
        rows += [(name, threshold, e) for e in several for threshold in swept or (flags.pair.threshold,)]
    open_pair = partial(_pair, flags.pair)
    of_pair = flags.pair
    judged = flags.waste == "prm"
    return Plan(tuple(tasks), tuple(rows), of_pair.budget, of_pair.limits, of_pair.seed, judged, open_pair)


def _settings(flags: BenchFlags, plan: Plan, pair: Pair, contenders: list[Contender]) -> dict[str, object]:
    """What must be the same for a benchmark to go on where it was cut off."""
    from .files import fingerprint

    files = {str(model.speaker): model.fingerprint for one in contenders for model in one.models}
    if "arbitrage" in (one.name for one in contenders):
        files["router"] = fingerprint(pair.router.path)
    if plan.judged or {"rsd", "oracle"} & {one.name for one in contenders}:
        files["prm"] = sha256(pair.prm.path.read_bytes()).hexdigest()
    alike = ("gpu", "threads", "budget", "max_steps", "max_tokens", "seed", "temperature", *EXTRAS)
    return {
        "version": __version__,
        "pair": files,
        "problems": sha256(repr([(task.problem, task.answer) for task in plan.tasks]).encode()).hexdigest(),
        "policies": [one.label for one in contenders],
        "thresholds": [one.threshold for one in contenders],
        **{name: getattr(flags.pair, name) for name in alike},
        "workers": flags.workers,
        "waste": flags.waste,
    }


def _answer(flags: BenchFlags, plan: Plan, pair: Pair, contenders: list[Contender], journal: Journal) -> None:
    """Solve what the journal does not have yet, and note each problem there, until done or interrupted."""
    from .bench import table
    from .bench.run import bench, count
    from .bench.workers import results

    todo = [place for place in range(len(plan.tasks)) if place not in journal.done]
    if flags.workers > 1:
        pair.close()  # each worker opens its own
        found = results(plan, todo, flags.workers, pair.abort.is_set)
    else:
        outcomes = bench(plan.tasks, contenders, plan.limits, plan.seed, todo, plan.judge(pair))
        found = ((place, tuple(map(count, per_row))) for place, per_row in zip(todo, outcomes, strict=False))
    with closing(found):
        for place, counts in table.progress(found, len(journal.done), len(plan.tasks), sys.stderr):
            journal.add(place, counts)


def _check_outputs(flags: BenchFlags) -> None:
    if flags.json:
        _check_output(flags.json)
    if flags.plot:
        from .bench.plot import FORMATS, check_installed

        if flags.plot.suffix.lower() not in FORMATS:
            raise UsageError(f"--plot {flags.plot} ends in neither {' nor '.join(FORMATS)}; name such a file")
        _check_output(flags.plot)
        check_installed()


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


def _note_unknown(rows: list[Row]) -> None:
    for row in rows:
        if row.n_unknown:
            told = "1 answer" if row.n_unknown == 1 else f"{row.n_unknown} answers"
            wrong = "counts" if row.n_unknown == 1 else "count"
            _say("note", f"{told} of {row.policy} could not be compared and {wrong} as wrong")


# -- router -----------------------------------------------------------------------------------------


def _router(flags: RouterFlags) -> int:
    steps = {
        "collect": _router_collect,
        "train": _router_train,
        "calibrate": _router_calibrate,
        "info": _router_info,
    }
    return steps[flags.subcommand](flags)


def _router_files(flags: RouterFlags) -> tuple[Path, Path]:
    from . import bundled

    return flags.draft or bundled.path(bundled.DRAFT), flags.target or bundled.path(bundled.TARGET)


def _router_collect(flags: RouterFlags) -> int:
    from . import problems
    from .bench.table import progress
    from .router.collect import collect, different

    assert flags.out
    if flags.problems:
        tasks = problems.read(flags.problems, flags.limit)
    else:
        tasks = problems.draw("valid", flags.limit or ROUTER_PROBLEMS, flags.seed)
    tasks = different(tasks)
    counts = collect(
        *_router_files(flags), flags.out, tasks, seed=flags.seed, workers=flags.workers, command=flags.line
    )
    done = 0
    try:
        with closing(counts):
            done = next(counts)
            if done:
                _say("note", f"{done} of {len(tasks)} problems are in {flags.out} already")
            for n in progress(counts, done, len(tasks), sys.stderr):
                done = n
    except KeyboardInterrupt:
        _say(
            "note",
            f"interrupted after {done} of {len(tasks)} problems; the same command goes on from {flags.out}",
        )
        return 130
    print(f"{done} problems in {flags.out}; next: arbiter router train --rows {shlex.quote(str(flags.out))}")
    return 0


def _router_train(flags: RouterFlags) -> int:
    try:
        from .router.train import train
    except ModuleNotFoundError as error:
        raise ArbiterError(
            f"training a router needs {error.name}, which is not installed: pip install 'arbiter-app[train]'"
        ) from None
    from .router.rows import check_pair, read_rows

    assert flags.rows and flags.out
    rows = read_rows(flags.rows)
    draft, target = _router_files(flags)
    check_pair(rows, draft=draft, target=target)
    card = train(
        rows,
        flags.out,
        name=flags.name,
        seed=flags.seed,
        threshold=flags.threshold,
        command=flags.line,
        portable=flags.portable,
    )
    _print_card(card)
    return 0


def _router_calibrate(flags: RouterFlags) -> int:
    from .bench.run import wilson
    from .router.calibrate import calibrate
    from .router.rows import read_rows

    assert flags.rows
    rows = read_rows(flags.rows)
    with _open_router(flags.router) as router:
        found = [
            calibrate(rows, router, of=flags.of, budget=budget, delta=1 - flags.confidence)
            for budget in flags.budget
        ]
        for entry in found:
            n, n_lost = entry["n_problems"], entry["n_lost"]
            low, high = wilson(n_lost, n)
            print(
                f"budget {entry['budget']:g} of {flags.of}: τ = {entry['threshold']:g} holds it with "
                f"confidence {flags.confidence:g}; measured {entry['measured']:.3f} on {n} held-out "
                f"problems, {n_lost} of which (95 %: {low:.1%}–{high:.1%}) keep a step that the target "
                "would have saved"
            )
        if flags.write:
            _write_thresholds(router, found)
    return 0


def _open_router(path: Path | None) -> Router:
    from . import bundled
    from .router.scoring import Router

    return Router(path or bundled.path(bundled.ROUTER))


def _write_thresholds(router: Router, found: list[dict[str, Any]]) -> None:
    from .router.scoring import card_path, pair_of

    entries = {
        (entry["of"], entry["budget"], *pair_of(router.card | entry).values()): entry
        for entry in (*router.card.get("thresholds", []), *found)
    }
    card = {**router.card, "thresholds": [entries[key] for key in sorted(entries)]}
    write_atomically(card_path(router.path), json.dumps(card, indent=2) + "\n")


def _router_info(flags: RouterFlags) -> int:
    from . import bundled
    from .engine.native import check_file
    from .files import fingerprint
    from .router.scoring import Router, read_card

    path = flags.router or bundled.path(bundled.ROUTER)
    _print_card(read_card(path))
    if flags.router is None and flags.draft is None and flags.target is None:
        files = dict(zip(("draft", "target"), _router_files(flags), strict=True))
    else:
        files = {
            role: file
            for role, file in (("draft", flags.draft), ("target", flags.target))
            if file is not None
        }
    for file in files.values():
        check_file(file)
    Router(path, **{f"{role}_fingerprint": fingerprint(file) for role, file in files.items()}).close()
    if files:
        print(f"fits {' and '.join(_shown(file) for file in files.values())}")
    return 0


def _print_card(card: dict[str, Any]) -> None:
    """What a router is for, its thresholds and its measures; lists and programs' versions left out, and a
    comparison that is none."""
    for key, value in card.items():
        if not isinstance(value, list | dict):
            print(f"{_shown(key):30}{_shown(value)}")
    compared = card.get("compared")
    for kind, told in compared.items() if isinstance(compared, dict) else ():
        measures = [told.get(key) for key in ("auroc", "log_loss")] if isinstance(told, dict) else [None]
        if all(isinstance(value, float) for value in measures):
            print(f"{_shown(kind):30}AUROC {measures[0]:.4f}, log-loss {measures[1]:.4f}")
    for entry in card.get("thresholds", []):
        budget, of, threshold = (_shown(entry[key]) for key in ("budget", "of", "threshold"))
        others = [_shown(entry[key]) for key in ("draft_fingerprint", "target_fingerprint") if key in entry]
        pair = f", {' + '.join(others)}" if others else ""
        print(f"{'threshold for budget':30}{budget} ({of}{pair}): {threshold}")


def _shown(value: object) -> str:
    """On one line, without what would move a terminal's cursor: anyone may have written the card."""
    shown = f"{value:.6g}" if isinstance(value, float) else str(value)
    return " ".join(sanitise(shown).splitlines())


# -- sessions ---------------------------------------------------------------------------------------


def _sessions(flags: SessionsFlags) -> int:
    from .sessions import Sessions, default_path

    path = flags.file or default_path()
    if flags.subcommand == "path":
        print(sanitise(str(path)))
        return 0
    actions = {"list": _sessions_list, "show": _sessions_show, "export": _sessions_export}
    with Sessions(path if path.exists() else None) as sessions:  # looking makes no file
        return actions[flags.subcommand](flags, sessions)


def _sessions_list(flags: SessionsFlags, sessions: Sessions) -> int:
    from .export import summary_json

    found = sessions.search(flags.search, deleted=flags.deleted, limit=flags.limit or -1)
    if flags.json:
        print(json.dumps({"sessions": [summary_json(summary) for summary in found]}))
    else:
        for summary in found:
            print(_summary_line(summary))
        if not found:
            _say("note", "no sessions" + (f" with {flags.search!r}" if flags.search else ""))
    return 0


def _summary_line(summary: Summary) -> str:
    from datetime import datetime

    changed = datetime.fromtimestamp(summary.changed)
    return (
        f"{summary.id:>5}  {changed:%Y-%m-%d %H:%M}  {summary.mode or '–':8}  "
        f"{summary.n_answered}/{summary.n_runs} answered  {sanitise(summary.title)}"
    )


def _sessions_show(flags: SessionsFlags, sessions: Sessions) -> int:
    from .export import session_json

    session = sessions.session(flags.id)
    if flags.json:
        print(json.dumps(session_json(session)))
        return 0
    print(sanitise(session.title))
    for run in session.runs:
        print(f"\n{sanitise(run.task.problem)}\n")
        _show_run(run)
    return 0


def _show_run(run: StoredRun) -> None:
    """Steps as `solve` shows them on a terminal, then what the learner did, the answer and the figures."""
    from .export import heading
    from .printing import stats_line

    printer = _printer(live=True)
    for _, event in run.replay():
        printer.show(event)
    for done in run.events:
        step = "" if done.position is None else f"step {done.position + 1}: "
        print(sanitise(" ".join(f"{step}{heading(done)} {done.text}".split())))
    record = run.record()
    if record.answer is not None:
        printer.answer(record.answer)
    print(stats_line(record))


def _sessions_export(flags: SessionsFlags, sessions: Sessions) -> int:
    from .export import SUFFIXES, document

    named = SUFFIXES.get(flags.out.suffix.lower(), "markdown") if flags.out else "markdown"
    if flags.out:
        _check_output(flags.out)
    text = document(sessions.session(flags.id), flags.format or named)
    if flags.out:
        write_atomically(flags.out, text)
    else:
        print(text, end="")
    return 0
