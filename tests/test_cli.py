"""The program as its user starts it: what comes out where, exit codes, bad input, interruptions."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from arbiter_app import __version__, curriculum
from arbiter_app.core import REFUSAL, Decision, Finish, Finished, Round, Speaker, Step, Token
from arbiter_app.printing import Printer
from tests.conftest import COMMAND, FOREGROUND, ROOT, Run, environment

PROBLEM = "Solve 3x + 5 = 20 for x."
LONG_PROBLEM = next(
    problem.question
    for problem in curriculum.stream(0, "test")
    if len(problem.lines) >= 5 and len(problem.solution) > 250
)

OBJECT = (
    "problem",
    "answer",
    "text",
    "finish",
    "steps",
    "stats",
    "pair",
    "policy",
    "threshold",
    "seed",
    "extras",
)
STEP = (
    "index",
    "by",
    "text",
    "n_tokens",
    "seconds",
    "score",
    "escalated",
    "rejected",
    "audit",
    "gated",
    "explored",
)
STATS = (
    "n_steps",
    "n_escalated",
    "escalation_rate",
    "n_draft_tokens",
    "n_target_tokens",
    "n_discarded_tokens",
    "target_token_share",
    "seconds",
    "first_token_seconds",
    "router_seconds",
    "tokens_per_second",
    "draft_tokens_per_second",
    "target_tokens_per_second",
)


def solved(arbiter: Run, *arguments: str) -> dict[str, Any]:
    done = arbiter("solve", PROBLEM, "--json", *arguments)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


# -- what comes out ---------------------------------------------------------------------------------


def test_text_marks_each_step_and_ends_with_the_answer(arbiter: Run) -> None:
    done = arbiter("solve", PROBLEM)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0, done.stderr
    assert lines[-1] in ("Answer: x = 5", "Answer: 5")
    assert all(re.match(r"(draft |target|      ) │ ", line) for line in lines[:-1])
    assert lines[0].startswith(("draft", "target"))
    assert b"\x1b" not in done.stdout
    figures = done.stderr.decode().splitlines()
    assert len(figures) == 1
    assert re.match(r"\d+ steps · \d+ of \d+ escalated · target wrote \d+% of \d+ tokens · ", figures[0])


def test_json_has_the_keys_that_scripts_rely_on(arbiter: Run) -> None:
    record = solved(arbiter)
    assert tuple(record) == OBJECT
    assert tuple(record["stats"]) == STATS
    assert tuple(record["pair"]) == ("name", "draft", "target", "router")
    assert all(tuple(step) == STEP for step in record["steps"])
    assert all(tuple(step["audit"]) == ("checked", "false") for step in record["steps"])
    assert [step["index"] for step in record["steps"]] == list(range(len(record["steps"])))
    assert record["problem"] == PROBLEM
    assert record["finish"] == "answer"
    assert record["text"] == "".join(step["text"] for step in record["steps"])
    assert record["policy"] == "arbitrage"
    assert 0 <= record["threshold"] <= 1
    assert all((step["score"] > record["threshold"]) == step["escalated"] for step in record["steps"])
    assert record["stats"]["n_steps"] == len(record["steps"])
    n_tokens = sum(step["n_tokens"] for step in record["steps"])
    assert n_tokens == record["stats"]["n_draft_tokens"] + record["stats"]["n_target_tokens"]
    assert record["pair"]["router"] == "tutor.onnx"


def test_rejected_steps_are_told(arbiter: Run) -> None:
    record = solved(arbiter, "--policy", "random", "--threshold", "0")
    for step in record["steps"]:
        assert step["escalated"]
        assert step["by"] == "target"
        assert tuple(step["rejected"]) == ("text", "n_tokens")
    assert record["stats"]["n_discarded_tokens"] == sum(s["rejected"]["n_tokens"] for s in record["steps"])


def test_jsonl_streams_the_same(arbiter: Run) -> None:
    done = arbiter("solve", PROBLEM, "--jsonl")
    *steps, end = [json.loads(line) for line in done.stdout.splitlines()]
    whole = solved(arbiter)
    assert [step.pop("event") for step in steps] == ["step"] * len(whole["steps"])
    assert end.pop("event") == "end"
    assert tuple(end) == tuple(key for key in OBJECT if key != "steps")
    assert all(tuple(step) == STEP for step in steps)
    assert [step["text"] for step in steps] == [step["text"] for step in whole["steps"]]
    assert end["answer"] == whole["answer"]


def test_quiet_prints_the_answer_alone(arbiter: Run) -> None:
    done = arbiter("solve", PROBLEM, "--quiet")
    assert done.stdout.decode().strip() == solved(arbiter)["answer"]
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        ((), PROBLEM.encode()),
        (("-",), PROBLEM.encode() + b"\r\n"),
        (("-",), b"\xef\xbb\xbf" + PROBLEM.encode()),
    ],
)
def test_the_problem_may_come_from_a_pipe(arbiter: Run, arguments: tuple[str, ...], stdin: bytes) -> None:
    done = arbiter("solve", *arguments, "--json", stdin=stdin)
    assert json.loads(done.stdout)["problem"] == PROBLEM


def test_policies_say_who_writes(arbiter: Run) -> None:
    draft, target = solved(arbiter, "--policy", "draft"), solved(arbiter, "--policy", "target")
    assert draft["stats"]["target_token_share"] == 0
    assert target["stats"]["target_token_share"] == 1
    assert draft["threshold"] is target["threshold"] is draft["pair"]["router"] is None
    assert {step["by"] for step in target["steps"]} == {"target"}
    guessed = solved(arbiter, "--policy", "speculative")
    assert guessed["text"] == target["text"]
    for name in ("n_steps", "n_draft_tokens", "n_target_tokens", "n_discarded_tokens"):
        assert guessed["stats"][name] == target["stats"][name]
    none = solved(arbiter, "--policy", "random", "--threshold", "0", "--budget", "0")
    assert none["stats"]["n_escalated"] == 0
    assert none["text"] == draft["text"]


def test_a_seed_gives_the_same_text_again(arbiter: Run) -> None:
    def sampled(seed: str) -> str:
        arguments = ("--policy", "draft", "--temperature", "1.5", "--seed", seed)
        return str(json.loads(arbiter("solve", LONG_PROBLEM, "--json", *arguments).stdout)["text"])

    assert sampled("1") == sampled("1")
    assert len({sampled(str(seed)) for seed in range(2, 7)}) > 1


def test_the_bundled_files_have_their_router_wherever_they_are_named(
    arbiter: Run, pair: dict[str, Path]
) -> None:
    named = arbiter("solve", PROBLEM, "--json", "--draft", pair["draft"], "--target", pair["target"])
    assert json.loads(named.stdout)["pair"]["router"] == "tutor.onnx"
    assert b"note" not in named.stderr


def test_what_is_out_of_scope_is_refused(arbiter: Run) -> None:
    for prompt in ("who made you?", "Translate good morning into French.", "Prove Fermat's last theorem."):
        done = arbiter("solve", prompt, "--json")
        assert done.returncode == 5
        found = json.loads(done.stdout)
        assert (found["answer"], found["text"], found["finish"]) == (None, REFUSAL, "answer")
        assert b"not trained for such a problem" in done.stderr


def test_caps_end_a_run_without_an_answer(arbiter: Run) -> None:
    for cap, finish in (("--max-tokens", "length"), ("--max-steps", "steps")):
        done = arbiter("solve", LONG_PROBLEM, "--json", "--policy", "draft", cap, "1")
        assert done.returncode == 5
        assert json.loads(done.stdout)["finish"] == finish
        assert json.loads(done.stdout)["answer"] is None
        assert cap.encode() in done.stderr


# -- bad input --------------------------------------------------------------------------------------

USAGE: list[tuple[list[str | bytes], bytes, str]] = [
    (["solve", ""], b"", "the problem is empty"),
    (["solve", " \n "], b"", "the problem is empty"),
    (["solve"], b"", "the problem on standard input is empty"),
    (["solve"], b"1" * 1_000_000, "longer than 65,536 bytes"),
    (["solve", "-"], b"3 + 4\x00", "U+0000 at position 5"),
    (["solve", "3\x1b[2J4"], b"", "U+001B at position 1"),
    (["solve", "-"], b"3 + \xff", "byte 0xff at position 4"),
    (["solve", b"3 + \xff"], b"", "byte 0xff at position 4"),
    (["solve", "-3x=6"], b"", "goes after --"),
    (["solve", "3", "4"], b"", "unrecognized arguments: 4"),
    (["solve", "3", "--threshold", "1.5"], b"", "'1.5' is not a number from 0 to 1"),
    (["solve", "3", "--threshold", "-0.1"], b"", "'-0.1' is not a number from 0 to 1"),
    (["solve", "3", "--threshold", "nan"], b"", "'nan' is not a number from 0 to 1"),
    (["solve", "3", "--threshold", "half"], b"", "'half' is not a number from 0 to 1"),
    (["solve", "3", "--gate", "1.1"], b"", "'1.1' is not a number from 0 to 1"),
    (["solve", "3", "--explore", "0"], b"", "'0' is not a whole number from 1 to 16"),
    (["solve", "3", "--explore", "17"], b"", "'17' is not a whole number from 1 to 16"),
    (["solve", "3", "--adaptive=1"], b"", "ignored explicit argument '1'"),
    (["solve", "3", "--explore", "2", "--budget", "0.123"], b"", "give a τ (--threshold)"),
    (["solve", "3", "--budget", "inf"], b"", "'inf' is not a number from 0 to 1"),
    (["solve", "3", "--temperature", "-1"], b"", "'-1' is not a number from 0"),
    (["solve", "3", "--max-steps", "0"], b"", "'0' is not a whole number from 1"),
    (["solve", "3", "--max-tokens", "-5"], b"", "'-5' is not a whole number from 1"),
    (["solve", "3", "--max-tokens", "2.5"], b"", "'2.5' is not a whole number"),
    (["solve", "3", "--max-steps", "9" * 5000], b"", "is not a whole number"),
    (["solve", "3", "--seed", "-1"], b"", "'-1' is not a whole number from 0"),
    (["solve", "3", "--threads", "100000"], b"", "'100000' is not a whole number from 1 to 512"),
    (["solve", "3", "--policy", "best"], b"", "invalid choice: 'best'"),
    (["solve", "3", "--gpu", "yes"], b"", "invalid choice: 'yes'"),
    (["solve", "3", "--json", "--quiet"], b"", "not allowed with"),
    (["solve", "3", "--thresh", "0.5"], b"", "unrecognized arguments"),  # no abbreviations
    (["sovle", "3"], b"", "invalid choice: 'sovle'"),
    (["--draft", "a b.gguf"], b"", "without one: arbiter solve --draft 'a b.gguf' PROBLEM"),
    (["--inline", "--threads", "2"], b"", "to solve without one: arbiter solve --threads 2 PROBLEM"),
    (["--inline"], b"", "to solve without one: arbiter solve PROBLEM"),
    (["--inline", "solve", "3"], b"", "--inline before solve is the interface's; leave it out"),
    (["--threads", "2", "config", "path"], b"", "leave it out, or see arbiter config --help"),
    (["bench", "--limit", "0"], b"", "'0' is not a whole number from 1"),
    (["bench", "--policies", "draft,best"], b"", "no policy 'best'"),
    (["bench", "--policies", "draft,draft"], b"", "names a policy twice"),
    (["bench", "--thresholds", "0.1,2"], b"", "'2' is not a number from 0 to 1"),
    (["bench", "--thresholds", "0.1,0.1"], b"", "names a threshold twice"),
    (["bench", "--thresholds", "draft:0.1"], b"", "no policy 'draft' that has a threshold"),
    (["bench", "--thresholds", ":0.1"], b"", "no policy '' that has a threshold"),
    (["bench", "--thresholds", "0.1", "--thresholds", "0.2"], b"", "given twice for the same policies"),
    (["bench", "--thresholds", "0.1", "--threshold", "0.2"], b"", "exclude each other"),
    (["bench", "--policies", "draft", "--thresholds", "random:0.1"], b"", "--thresholds names random"),
    (["bench", "--thresholds", "0.1", "--budget", "0.2"], b"", "--budget finds its own thresholds"),
    (["bench", "--resume"], b"", "--resume needs --json FILE"),
    (["bench", "--workers", "0"], b"", "'0' is not a whole number from 1 to 256"),
    (["bench", "--workers", "2", "--plot", "a.svg"], b"", "with --workers they mean nothing"),
    (["bench", "--plot", "a.pdf"], b"", "--plot a.pdf ends in neither .png nor .svg"),
    (["bench", "--problems", "/nowhere.jsonl"], b"", "no problem file at /nowhere.jsonl"),
    (["bench", "--json", "/nowhere/a.json"], b"", "no folder /nowhere"),
]


def check_one_line(done: subprocess.CompletedProcess[bytes], code: int, said: str) -> None:
    error = done.stderr.decode()
    assert done.returncode == code, error
    assert said in error
    assert error.startswith("arbiter: error: ")
    assert error.count("\n") == 1, error
    assert done.stdout == b""


@pytest.mark.parametrize(("arguments", "stdin", "said"), USAGE)
def test_wrong_usage_is_one_line_and_code_2(
    arbiter: Run, arguments: list[str | bytes], stdin: bytes, said: str
) -> None:
    check_one_line(arbiter(*arguments, stdin=stdin), 2, said)


def test_a_problem_longer_than_the_context(arbiter: Run) -> None:
    check_one_line(arbiter("solve", "1 + " * 15_000 + "1"), 2, "shorten the problem")


def bad_model_files(folder: Path, whole: bytes) -> list[tuple[Path, str]]:
    contents = {
        "empty.gguf": (b"", "is empty"),
        "page.gguf": (b"<!doctype html><title>404</title>", "is not a GGUF file"),
        "half.gguf": (whole[: len(whole) // 2], "truncated or damaged"),
        "start.gguf": (whole[:100], "truncated or damaged"),
    }
    for name, (data, _) in contents.items():
        (folder / name).write_bytes(data)
    for name in ("esc\x1b[31m.gguf", "two\nlines.gguf"):
        (folder / name).touch()
    return [
        *((folder / name, said) for name, (_, said) in contents.items()),
        (folder / "missing.gguf", "no model file at"),
        (folder, "is a folder"),
        (folder / "esc\x1b[31m.gguf", "esc.gguf is empty"),  # the name is not printed raw
        (folder / "two\nlines.gguf", "two lines.gguf is empty"),
    ]


def test_bad_model_files_are_one_line_and_code_3(arbiter: Run, pair: dict[str, Path], tmp_path: Path) -> None:
    for path, said in bad_model_files(tmp_path, pair["draft"].read_bytes()):
        check_one_line(arbiter("solve", PROBLEM, "--draft", path), 3, said)
    check_one_line(arbiter("solve", PROBLEM, "--target", tmp_path / "missing.gguf"), 3, "no model file at")


def test_bad_routers_are_one_line_and_code_3(arbiter: Run, pair: dict[str, Path], tmp_path: Path) -> None:
    missing, empty = tmp_path / "missing.onnx", tmp_path / "empty.onnx"
    empty.touch()
    for router, said in ((missing, "no router file at"), (empty, "is empty"), (tmp_path, "cannot read")):
        check_one_line(arbiter("solve", PROBLEM, "--router", router), 3, said)
    other = ("--draft", pair["target"])  # a pair that the bundled router was not made for
    check_one_line(arbiter("solve", PROBLEM, *other, "--router", pair["router"]), 3, "another draft")
    check_one_line(arbiter("bench", *other, "--router", pair["router"]), 3, "another draft")


def test_what_a_policy_does_not_use_is_told_and_checked_all_the_same(
    arbiter: Run, pair: dict[str, Path], tmp_path: Path
) -> None:
    unused = ("--target", pair["target"], "--router", pair["router"], "--threshold", "0.5", "--budget", "1")
    done = arbiter("solve", PROBLEM, "--policy", "draft", "--json", *unused)
    names = ("target", "router", "threshold", "budget")
    notes = [f"arbiter: note: --{name} is not used by --policy draft" for name in names]
    assert done.stderr.decode().splitlines() == notes
    assert arbiter("solve", PROBLEM, "--policy", "draft", "--quiet", *unused).stderr == b""
    done = arbiter("solve", PROBLEM, "--policy", "random", "--json", *unused)
    assert done.stderr == b"arbiter: note: --router is not used by --policy random\n"
    for policy, other in (("draft", "--target"), ("target", "--draft"), ("speculative", "--draft")):
        done = arbiter("solve", PROBLEM, "--policy", policy, other, tmp_path / "missing.gguf")
        check_one_line(done, 3, "no model file at")


def test_a_gpu_that_is_required_must_be_there(arbiter: Run) -> None:
    from llama_cpp import llama_supports_gpu_offload

    done = arbiter("solve", PROBLEM, "--gpu", "require", "--quiet")
    if llama_supports_gpu_offload():
        assert done.returncode == 0
    else:
        check_one_line(done, 4, "--gpu require")


# -- the terminal -----------------------------------------------------------------------------------


def on_a_terminal(*arguments: str, **changes: str | None) -> str:
    """What `arbiter` writes when its output is a terminal (its errors go there too)."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env=environment(**changes),
    )
    os.close(theirs)
    out = b""
    while True:
        try:
            data = os.read(ours, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not data:
            break
        out += data
    os.close(ours)
    assert process.wait(timeout=60) == 0, out
    return out.decode()


def test_colour_only_on_a_terminal_that_wants_it(arbiter: Run) -> None:
    coloured = on_a_terminal("solve", PROBLEM)
    assert "\x1b[36mdraft  │ \x1b[0m" in coloured or "\x1b[33mtarget │ \x1b[0m" in coloured
    for changes in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        plain = on_a_terminal("solve", PROBLEM, **changes)
        assert "\x1b" not in plain
        assert (
            plain.replace("\r", "").split("Answer:")[0]
            == re.sub(r"\x1b\[\d+m", "", coloured.replace("\r", "")).split("Answer:")[0]
        )
    assert "\x1b" in on_a_terminal("solve", PROBLEM, NO_COLOR="")  # empty means unset, no-color.org


def test_a_terminal_shows_what_was_rejected(arbiter: Run) -> None:
    shown = on_a_terminal("solve", PROBLEM, "--policy", "random", "--threshold", "0", NO_COLOR="1")
    assert "rejected: the target rewrites this step" in shown
    assert re.search(r"draft  │ .*rejected.*target │ ", shown, re.DOTALL)


def test_hostile_model_text_does_not_reach_the_terminal() -> None:
    pieces = ["Title \x1b]0;", "owned\x07", "is\x1b", "[2J gone\u202e", "\nnext\r line", "\n", "\n"]
    out = io.StringIO()
    printer = Printer(out, live=True, colour=False)
    for piece in pieces:
        printer.show(Token(piece, Speaker.DRAFT))
    step = Step("".join(pieces), (), Speaker.DRAFT, Finish.STEP)
    printer.show(Round(step, None, Decision(False)))
    printer.show(Finished(Finish.STEP))
    assert out.getvalue() == "draft  | Title is gone\n       | next line\n"
    piped = io.StringIO()
    Printer(piped, live=False, colour=False).show(Round(step, None, Decision(False)))
    assert piped.getvalue() == out.getvalue()


# -- pipes and interruptions ------------------------------------------------------------------------


def test_a_closed_pipe_ends_quietly(arbiter: Run) -> None:
    for arguments in (f"solve '{PROBLEM}'", f"solve '{PROBLEM}' --jsonl", "solve --help"):
        command = f"{' '.join(COMMAND)} {arguments} | head -n 1; echo ${{PIPESTATUS[0]}} >&2"
        done = subprocess.run(["bash", "-c", command], capture_output=True, env=environment(), timeout=60)
        assert done.stdout.count(b"\n") == 1
        assert done.stderr.splitlines()[-1] in (b"141", b"0")
        assert b"Traceback" not in done.stderr
        assert b"BrokenPipe" not in done.stderr


def shell(command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-c", f"{' '.join(COMMAND)} {command}"], capture_output=True, env=environment()
    )


def test_closed_or_full_streams(arbiter: Run) -> None:
    check_one_line(shell(f"solve '{PROBLEM}' >&-"), 1, "standard output is closed")
    check_one_line(shell("solve <&-"), 2, "standard input is closed")
    assert shell(f"solve '{PROBLEM}' --quiet <&-").returncode == 0
    assert shell(f"solve '{PROBLEM}' --quiet 2>&-").returncode == 0
    if Path("/dev/full").exists():
        check_one_line(shell(f"solve '{PROBLEM}' > /dev/full"), 1, "No space left on device")


HOMES = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR")


def test_a_home_is_neither_needed_nor_written_to(arbiter: Run, tmp_path: Path) -> None:
    file, home = tmp_path / "file", tmp_path / "home"
    file.touch()
    home.mkdir()
    for place in (file / "none", home):  # the first cannot be made, even by root
        assert arbiter("solve", PROBLEM, "--quiet", **dict.fromkeys(HOMES, str(place))).returncode == 0
    assert not list(home.iterdir())  # no cache, no identifier of a library's telemetry


def interruptible(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*FOREGROUND, *COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_shows_its_partial_work(arbiter: Run, number: signal.Signals, code: int) -> None:
    process = interruptible("solve", LONG_PROBLEM, "--policy", "target", "--threads", "1", "--jsonl")
    assert process.stdout is not None
    first = process.stdout.readline()  # one of at least five steps
    process.send_signal(number)
    sent = time.perf_counter()
    rest, errors = process.communicate(timeout=30)
    took = time.perf_counter() - sent
    assert process.returncode == code, errors
    *steps, end = [json.loads(line) for line in (first + rest).splitlines()]
    assert end["finish"] == "cancelled"
    assert end["text"] == "".join(step["text"] for step in steps)
    assert errors == b"arbiter: note: interrupted before the answer\n"
    assert took < 0.2, f"{took:.3f} s"


def test_ctrl_c_while_models_load_leaves_at_once(arbiter: Run) -> None:
    process = interruptible("solve", LONG_PROBLEM, "--policy", "target")
    maps = Path(f"/proc/{process.pid}/maps")
    while maps.exists() and "libllama" not in maps.read_text():  # Python itself still starts up
        time.sleep(0.005)
    if not maps.exists():
        time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in errors


def test_a_signal_is_heard_while_c_code_runs() -> None:
    """The main thread sits in one C call of some 10 s; the first Ctrl-C asks, the second ends."""
    script = """
import hashlib, os
from arbiter_app.interrupt import on_interrupt
with on_interrupt(lambda: os.write(1, b"asked\\n")) as interrupt, interrupt.running():
    os.write(1, b"ready\\n")
    hashlib.pbkdf2_hmac("sha256", b"", b"", 50_000_000)
"""
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(0.05)
        for expected in (b"asked\n", b""):
            process.send_signal(signal.SIGTERM)
            sent = time.perf_counter()
            assert select.select([process.stdout], [], [], 5)[0]
            assert time.perf_counter() - sent < 0.2
            assert process.stdout.readline() == expected
    assert process.returncode == 143


def test_leaving_at_once_gives_the_cursor_back() -> None:
    """A progress bar hides it, and nothing unwinds that on the second Ctrl-C."""
    script = """
import sys, time
from rich.progress import Progress
from arbiter_app.interrupt import on_interrupt
with on_interrupt(lambda: None), Progress(auto_refresh=False) as bar:
    bar.add_task("")
    bar.refresh()
    sys.stdout.write("ready")
    sys.stdout.flush()
    time.sleep(60)
"""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=theirs, stderr=theirs, env=environment()
    ) as process:
        os.close(theirs)
        shown = b""
        while b"ready" not in shown:
            shown += os.read(ours, 65536)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 143
        shown += os.read(ours, 65536)
    os.close(ours)
    assert b"\x1b[?25l" in shown
    assert shown.endswith(b"\x1b[?25h")


# -- make -------------------------------------------------------------------------------------------


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_make_passes_a_problem_as_it_was_typed(tmp_path: Path) -> None:
    problem = """-What is `echo 1` "$5" + $(HOME) + $(date) + 'x' \\ #?"""
    (tmp_path / "arbiter").write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    (tmp_path / "arbiter").chmod(0o755)
    for stamp in (".python", ".solve"):  # all is installed
        (tmp_path / stamp).touch()
    command = ["make", "--no-print-directory", "solve", f"VENV={tmp_path}", f"BIN={tmp_path}"]
    for arguments, changes in (((f"PROBLEM={problem}",), {}), ((), {"PROBLEM": problem})):
        outer = dict.fromkeys(("MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL"))  # of `make test` itself
        done = subprocess.run(
            [*command, *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env=environment(**outer, **changes),
        )
        assert done.stdout == f"solve|--|{problem}|", done.stderr


# -- help -------------------------------------------------------------------------------------------


def test_help_and_version_need_no_model_library() -> None:
    script = """
import sys
from arbiter_app.__main__ import main
sys.argv = ["arbiter", *sys.argv[1:]]
code = main()
heavy = {"llama_cpp", "onnxruntime", "textual", "rich", "numpy", "sklearn", "huggingface_hub", "jinja2"}
print(sorted(heavy & set(sys.modules)), file=sys.stderr)
sys.exit(code)
"""
    for arguments in ((), ("--help",), ("solve", "--help"), ("bench", "--help"), ("--version",)):
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments], capture_output=True, env=environment(), check=True
        )
        assert done.stderr == b"[]\n"
        assert done.stdout.startswith(b"usage: arbiter" if arguments != ("--version",) else b"arbiter ")
    assert done.stdout == f"arbiter {__version__}\n".encode()


def test_the_readme_tells_every_flag_and_exit_code() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("solve", "bench"):
        help_text = subprocess.run(
            [*COMMAND, name, "--help"], capture_output=True, text=True, check=True
        ).stdout
        for flag in set(re.findall(r"--[a-z-]+", help_text)) - {"--help"}:
            assert f"`{flag}" in readme, flag
    for code in (0, 1, 2, 3, 4, 5, 130, 141, 143):
        assert f"| {code} |" in readme


def test_problems_of_the_curriculum_are_solved(arbiter: Run) -> None:
    """A few, end to end; the benchmark does the counting."""
    from arbiter_app.grading import Verdict, grade

    problems = list(islice(curriculum.stream(11, "test"), 6))
    verdicts = [
        grade(arbiter("solve", problem.question, "--quiet").stdout.decode().strip(), problem.answer_text)
        for problem in problems
    ]
    assert sum(verdict is Verdict.CORRECT for verdict in verdicts) >= 5, verdicts
