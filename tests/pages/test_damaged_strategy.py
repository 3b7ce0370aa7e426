"""A broken file of the project's or a system's strategy costs itself alone, on pages and in the paper."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import data.strategy
from data.paths import PROJECT_FOLDER
from data.strategy import claims, engagement, files, programmes, statements
from metrics.__main__ import main
from metrics.language import registry
from metrics.targets.check_files import strategy_problems
from pages.paper.__main__ import main as make_paper
from tests.pages.test_pages_without_browser import drawn, words

FOLDER = PROJECT_FOLDER / "data" / "strategy"
SHIPPED = (
    "priorities.yaml",
    "documents.yaml",
    "glossary.yaml",
    "claims.yaml",
    "programmes.yaml",
    "engagement.yaml",
    "statements.csv",
    "plan.yaml",
    "rebases.yaml",
    "annotations.yaml",
)
OWN = ("targets.yaml", "plan.yaml", "rebases.yaml", "annotations.yaml", "programmes.yaml", "engagement.yaml")


def _truncated(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 6 // 10])


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "binary": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    "another shape": lambda path: path.write_text("- 1\n- [2, {3: 4}]\n- groups\n", encoding="utf-8"),
    "other values": lambda path: path.write_text("system: {a: 1}\ngroups: 7\nclaims: x\n", encoding="utf-8"),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "truncated": _truncated,
}


@pytest.fixture
def shipped(tmp_path, monkeypatch) -> Path:
    """A copy of the project's own files, to damage."""
    folder = tmp_path / "strategy"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr(data.strategy, "_FOLDER", folder)
    monkeypatch.setattr(files, "_FOLDER", folder)
    monkeypatch.setattr(claims, "FILE", folder / "claims.yaml")
    for module in (engagement, programmes, statements):
        monkeypatch.setattr(module, "FOLDER", folder)
    return folder


@pytest.fixture
def own(tmp_path, monkeypatch) -> Path:
    """A folder of a system's own, with one whole file of each kind."""
    folder = tmp_path / "own_strategy" / "QE1"
    folder.mkdir(parents=True)
    for name in OWN:
        shutil.copy(
            FOLDER / name if name != "targets.yaml" else FOLDER / "targets" / "QE1.yaml", folder / name
        )
    monkeypatch.setenv("ICS_STRATEGY_FOLDER", str(folder.parent))
    return folder


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("name", SHIPPED)
def test_a_damaged_file_of_the_project_is_stated_and_no_metric_is_lost(shipped, name, damage):
    before = set(registry.load()[0])
    damage(shipped / name)
    loaded, problems = registry.load()
    assert (set(loaded), problems) == (before, [])
    stated = strategy_problems("QE1")
    assert stated or damage is DAMAGES["a folder"], "which is no file: none of that name"
    assert not [problem for problem in stated if Path(problem.file).name != name], "of this file alone"


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("name", OWN)
def test_a_damaged_file_of_a_system_is_stated(own, name, damage):
    whole = strategy_problems("QE1")
    damage(own / name)
    # What is left may be a whole file: no one can know how long a list was that people write.
    stated = [problem for problem in strategy_problems("QE1") if problem not in whole]
    assert stated or damage in (DAMAGES["truncated"], DAMAGES["a folder"])


def test_a_folder_that_belongs_to_no_system_is_stated_and_read_by_nobody(own, capsys):
    shutil.copytree(own, own.parent / "Lancashire")
    assert "own_strategy/Lancashire: it belongs to no system" in "\n".join(map(str, strategy_problems("QE1")))
    assert main(["check"]) == 1
    assert "own_strategy/Lancashire" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_with_every_file_damaged_every_page_is_drawn_and_data_and_methods_names_the_files(
    store_folder, shipped, own, damage, tmp_path, monkeypatch
):
    roles = tmp_path / "roles.yaml"
    roles.write_text("people: []\n", encoding="utf-8")
    footprints = tmp_path / "footprints"
    footprints.mkdir()
    shutil.copy(FOLDER.parent / "reference" / "footprints" / "QE1.csv", footprints)
    for path in (*(shipped / name for name in SHIPPED), *(own / name for name in OWN), roles):
        damage(path)
    if damage is not DAMAGES["a folder"]:
        damage(footprints / "QE1.csv")
    monkeypatch.setenv("ICS_ROLES_FILE", str(roles))
    monkeypatch.setenv("ICS_FOOTPRINTS_FOLDER", str(footprints))
    for page in ("overview", "shift", "metric", "strategy", "board_paper", "data"):
        app = drawn(store_folder, page)
        assert not app.exception, page
        assert "<h1>" in words(app)
    listed = words(app)
    for name in ("priorities.yaml", "documents.yaml", "programmes.yaml", "claims.yaml"):
        assert name in listed
    if damage is not DAMAGES["a folder"]:
        assert "QE1.csv" in listed
    assert make_paper(["--output", str(tmp_path / "paper")]) == 0
    assert {path.suffix for path in (tmp_path / "paper").iterdir()} == {".pptx", ".pdf"}
