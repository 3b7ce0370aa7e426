"""What holds for every test: no other machine, the same random numbers, a data folder of its own."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest
from hypothesis import settings

from tests.lib import loopback
from tests.lib.server import build_store

settings.register_profile("same cases each time", derandomize=True, deadline=None, database=None)
settings.load_profile("same cases each time")


@pytest.fixture(scope="session", autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where everything that the tests make is kept, so that no test touches the store that is being served.

    ICS_TEST_DATA_FOLDER names a folder to keep from run to run, which spares building the store again.
    """
    kept = os.environ.get("ICS_TEST_DATA_FOLDER")
    folder = Path(kept).resolve() if kept else tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICS_DATA_FOLDER", str(folder))
        patch.setenv("ICS_COMMENTARY_FOLDER", str(tmp_path_factory.mktemp("commentary")))
        patch.setenv("ICS_ROLES_FILE", str(folder / "no-roles.yaml"))
        patch.delenv("ICS_COMMENTARY_URL", raising=False)
        yield folder


@pytest.fixture(scope="session")
def store_folder(data_folder: Path) -> Path:
    """A data folder with the whole demonstration store of QE1, built by the real refresh, once a session."""
    build_store(data_folder, if_needed="ICS_TEST_DATA_FOLDER" in os.environ)
    return data_folder


@pytest.fixture(scope="session", autouse=True)
def only_this_machine() -> None:
    """Refuse connections to other machines."""
    loopback.block()


@pytest.fixture(autouse=True)
def no_outside_call() -> Iterator[None]:
    """Fail a test whose code tried to reach another machine, even where a library swallowed the refusal."""
    before = len(loopback.attempts)
    yield
    assert not loopback.attempts[before:], f"tried to reach {', '.join(loopback.attempts[before:])}"


@pytest.fixture(autouse=True)
def same_random_numbers() -> None:
    """Start every test from the same random numbers."""
    random.seed(20240101)
    numpy.random.seed(20240101)
