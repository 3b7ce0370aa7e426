"""What holds for every test: no other machine, the same random numbers, a data folder of its own."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest
from hypothesis import settings

from tests.lib import loopback, postgresql, sharing, workers
from tests.lib.server import build_store

settings.register_profile("same cases each time", derandomize=True, deadline=None, database=None)
settings.load_profile("same cases each time")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by where it lies and what it needs; what stays on one worker comes first."""
    for item in items:
        workers.mark(item)
    items.sort(key=workers.turn)


def pytest_xdist_auto_num_workers() -> int:
    """What ``-n auto`` and ``-n logical`` mean."""
    return workers.number()


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """``--dist loadgroup`` keeps on one worker what shares something slow."""
    return workers.TogetherScheduling(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> sharing.Shared:
    """The folder that all workers of this run see."""
    return sharing.Shared(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session", autouse=True)
def data_folder(shared: sharing.Shared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where everything that the tests make is kept, so that no test touches the store that is being served.

    ICS_TEST_DATA_FOLDER names a folder to keep from run to run, which spares building the store again.
    """
    kept = os.environ.get("ICS_TEST_DATA_FOLDER")
    folder = Path(kept).resolve() if kept else shared.folder / "data"
    folder.mkdir(parents=True, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICS_DATA_FOLDER", str(folder))
        patch.setenv("ICS_COMMENTARY_FOLDER", str(tmp_path_factory.mktemp("commentary")))
        # No own records, and the audit logs of what tests do.
        patch.setenv("ICS_RECORDS_FOLDER", str(tmp_path_factory.mktemp("records")))
        patch.setenv("ICS_ROLES_FILE", str(folder / "no-roles.yaml"))
        patch.delenv("ICS_COMMENTARY_URL", raising=False)
        yield folder


@pytest.fixture(scope="session")
def store_folder(data_folder: Path, shared: sharing.Shared) -> Path:
    """A data folder with the whole demonstration store of QE1, built by the real refresh, once for all."""
    kept = "ICS_TEST_DATA_FOLDER" in os.environ
    shared.made_once(data_folder / "QE1", lambda: build_store(data_folder, if_needed=kept))
    return data_folder


@pytest.fixture(scope="session")
def small_store_folder(shared: sharing.Shared) -> Path:
    """The same of Gloucestershire, a small system whose strategy is not held, in a data folder of its own."""
    return shared.made_once(folder := shared.folder / "small", lambda: build_store(folder, "QR1"))


@pytest.fixture(autouse=True)
def stores_stay(shared: sharing.Shared) -> Iterator[None]:
    """Fail a test that writes into a store that all tests read."""
    before = shared.changed()
    yield
    after = shared.changed()
    assert not [folder for folder in before if after[folder] != before[folder]], "a shared store was changed"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgresql.Server]:
    """A PostgreSQL server of this worker's own; each test makes its own database or schema there."""
    with postgresql.running("keeper", postgresql.PASSWORD) as running:
        yield running


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
