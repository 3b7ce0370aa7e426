"""A folder in which every printed command finds the files it names, and writes nothing that others read."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.lib.server import PROJECT_FOLDER
from tests.lib.source_examples import write_ae
from tests.unit.data.own_rows import own_rows


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the pages of words name."""
    folder = tmp_path_factory.mktemp("files")
    write_ae(folder)
    own_rows("deaths", 400).to_csv(folder / "deaths.csv", index=False)
    with duckdb.connect(str(folder / "warehouse.duckdb")) as warehouse:
        warehouse.register("spells", own_rows("admitted_spells", 400))
        warehouse.execute("CREATE TABLE apc_spells AS SELECT * FROM spells")
    guide = (PROJECT_FOLDER / "docs" / "writing-a-metric.md").read_text(encoding="utf-8")
    example = folder / "metrics" / "definitions" / "asthma_admissions.py"
    example.parent.mkdir(parents=True)
    example.write_text(re.search(r"```python\n(.*?)```", guide, re.DOTALL).group(1), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def store_copy(store_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration store for commands that put another one to use."""
    return shutil.copytree(store_folder, tmp_path_factory.mktemp("copy") / "store")


@pytest.fixture
def workplace(files: Path, store_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder of a test, with the files in it; nothing of an ICS's own is in use at first."""
    here = shutil.copytree(files, tmp_path / "here")
    monkeypatch.chdir(here)
    monkeypatch.setenv("ICS_DATA_FOLDER", str(store_copy))
    for name in ("RECORDS", "FOOTPRINTS", "BOUNDARIES", "STRATEGY", "COMMENTARY"):
        monkeypatch.setenv(f"ICS_{name}_FOLDER", str(tmp_path / name.lower()))
    return here
