"""The system's strategy as facts: documents, priorities and terms, each with its document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.errors import ProblemsFound
from data.reading.facts import read_yaml

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Priority:
    """One priority of the system, with its ``group`` (and the group's id) and the ``document`` that
    states it.
    """

    id: str
    title: str
    group: str
    document: str
    group_id: str


@dataclass(frozen=True)
class Document:
    """A source document of the strategy."""

    id: str
    title: str
    publisher: str
    dated: str


@dataclass(frozen=True)
class Term:
    """One term in our own words; ``document`` (an id) or ``source`` is where it is defined, if anywhere."""

    name: str
    group: str
    means: str
    short: str = ""
    document: str = ""
    source: str = ""

    @property
    def heading(self) -> str:
        """The term with its short form: 'Primary care network (PCN)'."""
        return self.name[:1].upper() + self.name[1:] + (f" ({self.short})" if self.short else "")

    @property
    def defined_in(self) -> str:
        """Publisher, title and date of the document, or the source; empty where only our own words
        define it.
        """
        if not self.document:
            return self.source
        document = documents()[self.document]
        return f"{document.title} ({document.publisher}, {document.dated[:4]})"


@cache
def priorities() -> dict[str, Priority]:
    """All priorities by id, in the order of the documents. Raises ValueError for a repeated id."""
    by_id: dict[str, Priority] = {}
    for group_id, group in _read("priorities")["groups"].items():
        for priority, title in group["priorities"].items():
            if priority in by_id:
                raise ValueError(
                    f"data/strategy/priorities.yaml: found {priority!r} twice; allowed: each id once."
                )
            by_id[priority] = Priority(priority, title, group["title"], group["document"], group_id)
    return by_id


def strategy_system() -> str:
    """NHS code of the system whose strategy this is."""
    return _read("priorities")["system"]


@cache
def documents() -> dict[str, Document]:
    """The source documents by id."""
    return {
        key: Document(key, fields["title"], fields["publisher"], str(fields["dated"]))
        for key, fields in _read("documents").items()
    }


@cache
def glossary() -> dict[str, Term]:
    """The terms of the glossary by name, group after group."""
    return {
        name: Term(name, group["title"], **fields)
        for group in _read("glossary").values()
        for name, fields in group["terms"].items()
    }


@cache
def _read(name: str) -> dict:
    content, problems = read_yaml(_FOLDER / f"{name}.yaml", f"data/strategy/{name}.yaml")
    if problems:
        raise ProblemsFound(problems)
    return content
