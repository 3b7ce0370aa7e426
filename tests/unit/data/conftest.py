"""A data folder of its own for each test that brings files in."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's ingests go; nothing is in use at first."""
    folder = tmp_path / "made"
    monkeypatch.setenv("ICS_DATA_FOLDER", str(folder))
    return folder
