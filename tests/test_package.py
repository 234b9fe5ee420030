"""What is shipped: the wheel's file list, its metadata, and what the house forbids in any file."""

from __future__ import annotations

import re
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from arbiter_app import __version__
from arbiter_app.curriculum.bank import FILES
from tests.conftest import ROOT

BUNDLED = {
    "arbiter_app/_bundled/models/card.json",
    "arbiter_app/_bundled/models/tutor-draft.gguf",
    "arbiter_app/_bundled/models/tutor-target.gguf",
    "arbiter_app/_bundled/router_onnx/card.json",
    "arbiter_app/_bundled/router_onnx/portable-card.json",
    "arbiter_app/_bundled/router_onnx/portable.onnx",
    "arbiter_app/_bundled/router_onnx/prm-card.json",
    "arbiter_app/_bundled/router_onnx/tutor-prm.onnx",
    "arbiter_app/_bundled/router_onnx/tutor.onnx",
}
MODULES = {
    "": "__init__ __main__ audit bundled cli core derivation errors export files grading grading_child "
    "grading_symbolic interrupt mathtext pair polynomial printing problems record sessions text tutor",
    "bench/": "__init__ engine journal matched outcome plot run steps table workers",
    "curriculum/": "__init__ algebra arithmetic calculator calculus coordinates counting expressions "
    "fractions_ functions geometry money nouns number_theory numbers people percent polynomials problem "
    "quantities quantity_graph quantity_words scope scope_stories sequences situation_groups "
    "situation_scenes situation_story situation_words situations statistics stories synonyms telling words",
    "curriculum/bank/": "__init__ __main__",
    "engine/": "__init__ chat extras gguf native policies signals solve worker",
    "router/": "__init__ calibrate collect features reward rows scoring sources train",
    "tui/": "__init__ app config live messages",
    "tui/screens/": "__init__ dialogs guided log main models practice prose replay review",
    "tui/widgets/": "__init__ asking figures maths sessions transcript",
}
DATA = {
    "arbiter_app/curriculum/scope_prompts.txt",
    "arbiter_app/py.typed",
    "arbiter_app/tui/arbiter.tcss",
}


@pytest.fixture(scope="module")
def wheel(pair: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    (path,) = WheelBuilder(str(ROOT)).build(
        directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"]
    )
    return zipfile.ZipFile(path)


def test_the_wheel_holds_these_files_and_no_other(wheel: zipfile.ZipFile) -> None:
    modules = {f"arbiter_app/{folder}{name}.py" for folder in MODULES for name in MODULES[folder].split()}
    shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}
    bank = {f"arbiter_app/curriculum/bank/{name}.txt" for name in FILES}
    assert shipped == {*modules, *BUNDLED, *bank, *DATA}
    for name in BUNDLED:
        assert wheel.read(name) == (ROOT / name.removeprefix("arbiter_app/_bundled/")).read_bytes()


def test_the_wheel_tells_version_licence_and_command(wheel: zipfile.ZipFile) -> None:
    info = f"arbiter_app-{__version__}.dist-info"
    metadata = Parser().parsestr(wheel.read(f"{info}/METADATA").decode())
    assert metadata["Version"] == __version__
    assert metadata["License-Expression"] == "Apache-2.0"
    assert wheel.read(f"{info}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
    assert b"arbiter = arbiter_app.__main__:main" in wheel.read(f"{info}/entry_points.txt")


def test_every_dependency_has_its_line_of_why() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(r for extra in project["optional-dependencies"].values() for r in extra),
    ]
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for requirement in wanted:
        name = re.match(r"[\w-]+", requirement)
        assert name is not None
        assert re.search(rf"^\| `{name[0]}` \| \S", contributing, re.MULTILINE), name[0]


def test_the_changelog_knows_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{__version__}]" in changelog


def test_no_lock_file() -> None:
    """A lock file names a package host; versions are pinned in pyproject.toml where they must be."""
    locks = {"uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock", "pylock.toml", "requirements.txt"}
    assert not locks & {path.name for path in ROOT.iterdir()}
