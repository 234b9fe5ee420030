"""Measures the pair and router that lie in the checkout; writes models/card.json and README's tables.

    python -m models.recipe.card [--log FILE] [--check FILE...] [--only NAME...]

Every figure in the card comes from a command that the card names, run here, on the committed files.
`--log` is the train-log.json that `make.py` wrote; without it the training part of the present card
stays. `--check` names problem files that no one trained on; without it their figures are left out.
`--only` measures a few again, of the same files as the rest. Knows nothing of how models are trained.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shlex
import tempfile
from pathlib import Path
from typing import Any

from arbiter_app import bundled, cli

ROOT = Path(__file__).parents[2]

MARK = "<!-- figures -->"

SPLITS = {
    "ranges": "arbiter bench --gpu off --threads 1 --split ranges --limit 200",
    "unseen": "arbiter bench --gpu off --threads 1 --split unseen --limit 200",
}
"""Problems with numbers, and in words, unlike any trained on."""

CHECK = "arbiter bench --gpu off --threads 1 --policies draft,target --problems {}"

SKILLS = {
    "curriculum": "arbiter bench --gpu off --threads 1 --policies draft,target --split test --limit 2000 "
    "--seed 1",
    **{name: CHECK.format(f"tests/data/{name}.jsonl") for name in ("typed", "asked", "refused")},
}
"""What the models can do by themselves: the curriculum; ten problems typed in six ways each; questions as
people ask them; prompts that are to be refused."""


COST = "arbiter bench --gpu off --threads 1 --policies draft,target --split test --limit 200 --seed 2"
"""How much dearer the target's token is than the draft's, with as many threads."""

SWEEP = (
    "arbiter bench --gpu off --threads 1 --split test --limit 1000 --seed 3 "
    "--policies draft,target,speculative,confidence,arbitrage,rsd,outcome "
    "--thresholds confidence:0.03,0.1,0.2,0.85 --thresholds arbitrage:0.0166,0.03,0.06,0.35 "
    "--thresholds rsd:0.8,0.95 --plot docs/sweep.svg"
)
"""Policies at several thresholds, for their times at one accuracy. An hour; writes the picture too."""


MATCHED = "target", "speculative", "confidence", "rsd"
"""What a policy's time is held against."""


def bench(command: str) -> dict[str, Any]:
    """Run a command line of `arbiter bench` in this process; what its --json wrote."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "bench.json"
        code = cli.run([*shlex.split(command)[1:], "--json", str(out)])
        assert code == 0, f"{command} ended with {code}"
        report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return report


def identity(name: str) -> dict[str, Any]:
    data = bundled.path(name).read_bytes()
    return {"file": Path(name).name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def training(log: dict[str, Any]) -> dict[str, Any]:
    """What of the training log belongs in a card."""
    return {
        "command": "python -m models.recipe.make --out models/build --gsm8k FILE",
        "seed": log["seed"],
        "versions": log["versions"],
        "device": log["device"],
        "corpus": log["corpus"],
        "models": {
            name: {
                "recipe": model["recipe"],
                **{key: model["training"][key] for key in ("parameters", "tokens", "seconds")},
            }
            for name, model in log["models"].items()
        },
    }


def tables(measured: dict[str, Any]) -> str:
    """The card's figures as README shows them, in Markdown."""
    lines: list[str] = []
    for report in (measured[name] for name in ("sweep", *SPLITS)):
        machine, n = report["machine"], report["problems"]["n"]
        threads = machine["threads"]
        lines += [
            f"`{report['command']}`: {n} problems, {machine['cores']} cores of an {machine['cpu']}, threads: "
            f"draft {threads['draft']}, target {threads['target']}",
            "",
            "| policy | τ | accuracy (95 % interval) | s a problem | speed-up | escalated | by target |",
            "|---|---|---|---|---|---|---|",
        ]
        for row in report["rows"]:
            low, high = row["accuracy_ci"]
            tau = "–" if row["threshold"] is None else f"{row['threshold']:.3g}"
            lines.append(
                f"| {row['policy']} | {tau} | {row['accuracy']:.1%} ({low:.1%}–{high:.1%}) "
                f"| {row['seconds_per_problem']:.3f} | {row['speedup']:.2f}× | {row['escalation_rate']:.1%} "
                f"| {row['target_token_share']:.1%} |"
            )
        lines.append("")
    lines += [*matched(measured["sweep"]["matched"]), "", "| problems | draft | target |", "|---|---|---|"]
    for report in (measured[name] for name in measured if name not in (*SPLITS, "sweep", "cost")):
        shares = " | ".join(f"{row['accuracy']:.1%}" for row in report["rows"])
        lines.append(f"| {report['problems']['source']} ({report['problems']['n']}) | {shares} |")
    small, large = (row["tokens_per_second"] for row in measured["cost"]["rows"])
    lines += [
        "",
        f"`{COST}`: a token of the target's takes {small / large:.1f} times as long as one of the draft's.",
    ]
    return "\n".join([*lines, "", ""])


def matched(told: dict[str, Any]) -> list[str]:
    """What the sweep comes to, a row a policy; – where a figure cannot be had."""

    def show(figure: dict[str, Any] | None, form: str) -> str:
        if figure is None or figure["value"] is None or figure["ci"] is None:
            return "–"
        low, high = figure["ci"]
        return f"{figure['value']:{form}} ({low:{form}}–{high:{form}})"

    lines = [
        f"At 99 % of target-only's accuracy ({told['accuracy']['value']:.1%}), with 95 % intervals:",
        "",
        "| policy | s a problem | faster than target | than speculative | than confidence | than RSD "
        "| outcome oracle's gain |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, row in told["policies"].items():
        speedup = row.get("speedup", {})
        faster = " | ".join(show(speedup.get(other), ".2f") for other in MATCHED)
        lines.append(
            f"| {name} | {show(row.get('seconds'), '.3f')} | {faster} | {show(row.get('gain'), '.2f')} |"
        )
    return lines


def publish(measured: dict[str, Any]) -> None:
    """Put the tables between README's two marks."""
    path = ROOT / "README.md"
    before, mark, rest = path.read_text(encoding="utf-8").partition(MARK)
    _, end, after = rest.partition(MARK.replace("<!-- ", "<!-- /"))
    path.write_text(f"{before}{mark}\n{tables(measured)}{end}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the bundled pair and write models/card.json.")
    parser.add_argument(
        "--log", type=Path, metavar="FILE", help="train-log.json of the run that made the pair"
    )
    parser.add_argument(
        "--check", type=Path, nargs="+", default=[], metavar="FILE", help="problem files never trained on"
    )
    parser.add_argument("--only", nargs="+", metavar="NAME", help="measure these again; the others stay")
    flags = parser.parse_args()
    path = ROOT / bundled.PAIR_CARD
    log = json.loads(flags.log.read_text(encoding="utf-8")) if flags.log else None
    commands = (
        SPLITS
        | SKILLS
        | {"cost": COST, "sweep": SWEEP}
        | {file.stem: CHECK.format(shlex.quote(str(file))) for file in flags.check}
    )
    old = json.loads(path.read_text(encoding="utf-8"))
    if flags.only:
        commands = {name: commands[name] for name in flags.only}
    measured = {name: {"command": command, **bench(command)} for name, command in commands.items()}
    for file in [file for file in flags.check if file.stem in measured]:  # where it lies is nobody's business
        measured[file.stem]["command"] = CHECK.format(file.name)
        measured[file.stem]["problems"]["source"] = file.name
    if flags.only:
        measured = old["measured"] | measured
    card = {
        "name": "tutor",
        "licence": "Apache-2.0",
        "architecture": "llama",
        "quantisation": "Q8_0",
        "data": "arbiter_app/curriculum, split 'train', drawn from seeds, and variants of GSM8K's training "
        "problems (MIT licence, https://github.com/openai/grade-school-math)",
        "draft": identity(bundled.DRAFT),
        "target": identity(bundled.TARGET),
        "training": training(log) if log else old["training"],
        "measured": measured,
    }
    path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    publish(measured)
    print(f"wrote {path} and README.md")


if __name__ == "__main__":
    main()
