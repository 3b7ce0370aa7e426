"""Every source against damaged files: a clear sentence, and what was in use stays in use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import SourceError
from data.published import ingest as published
from data.reference import bundled, ingests
from data.reference.ingests import ADDED_TO, published_state
from data.sources.shared import registry
from data.sources.shared.source import Source
from tests.lib.damage import DAMAGES
from tests.lib.source_examples import examples

pytestmark = pytest.mark.slow
EXAMPLES = examples()


def test_every_source_has_an_example():
    assert set(registry.sources()) <= set(EXAMPLES), "add it to EXAMPLES in tests/lib/source_examples.py"
    assert registry.problems() == ()


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_the_good_file_is_read_and_gives_rows(name: str, tmp_path: Path):
    found = registry.find(name).read(EXAMPLES[name](tmp_path))
    assert sum(len(rows) for rows in found.tables.values()) > 0


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_file_that_is_not_there_is_told(name: str, tmp_path: Path):
    # The name has a year, as one source reads it from there.
    with pytest.raises(SourceError, match="^gone_2020_21.csv: there is no such file"):
        registry.find(name).read(tmp_path / "gone_2020_21.csv")


@pytest.fixture(scope="module", params=sorted(EXAMPLES))
def in_use(request, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Source, Path, Path]]:
    """A source, its good file and the data folder in which that is in use; one for all damages, as none of
    them may change it.
    """
    source = registry.find(request.param)
    folder, good_folder = tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("good")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ICS_DATA_FOLDER", str(folder))
        good = EXAMPLES[source.name](good_folder)
        if _adds_to_tables(source.read(good)):
            published.ingest(source, good)
        yield source, good, folder


@pytest.mark.parametrize("damage", sorted(DAMAGES))
def test_a_damaged_file_is_refused_with_a_sentence_and_changes_nothing(
    in_use: tuple[Source, Path, Path], damage: str, tmp_path: Path
):
    source, good, folder = in_use
    before = published_state(), ingests.ingests(source.name), _files(folder)
    damaged = DAMAGES[damage](good, tmp_path)
    if damaged is None:
        pytest.skip(f"A file like {good.name} cannot have this damage.")
    with pytest.raises(SourceError) as told:
        published.ingest(source, damaged)
    sentence = str(told.value)
    assert damaged.name in sentence, sentence
    assert sentence.endswith(".") and len(sentence) < 1_600, sentence
    assert "Traceback" not in sentence and str(tmp_path) not in sentence
    assert (published_state(), ingests.ingests(source.name), _files(folder)) == before


def _adds_to_tables(found) -> bool:
    """Whether a small file can be put to use: a table of all areas is replaced only by a whole one."""
    return all(table in ADDED_TO or not _is_bundled(table) for table in found.tables)


def _is_bundled(table: str) -> bool:
    try:
        return bundled(table) is not None
    except ValueError:
        return False


def _files(folder: Path) -> list[str]:
    """All but the lock that this process keeps from its first writing to its end."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(str(path) for path in files if path.suffix != ".lock")
