"""The system's strategy as facts: documents, priorities and terms, each with its document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from data.errors import Problem
from data.reading.facts import short
from data.strategy.complete_file import complete_file

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
        document = documents().get(self.document)
        return f"{document.title} ({document.publisher}, {document.dated[:4]})" if document else ""


def priorities() -> dict[str, Priority]:
    """The valid priorities by id, in the order of the documents."""
    return _priorities()[0]


def strategy_system() -> str:
    """NHS code of the system whose strategy this is; "" where the file does not state it."""
    system = complete_file(_FOLDER / "priorities.yaml")[0].get("system")
    return system if isinstance(system, str) else ""


def documents() -> dict[str, Document]:
    """The valid source documents by id."""
    return _documents()[0]


def documents_named(ids: Iterable[str]) -> list[Document]:
    """The documents of some ids, each once; those that are not known are left out."""
    known = documents()
    return [known[key] for key in dict.fromkeys(ids) if key in known]


def glossary() -> dict[str, Term]:
    """The valid terms of the glossary by name, group after group."""
    return _glossary()[0]


def priority_problems() -> tuple[Problem, ...]:
    """What is wrong with the file of priorities; where anything is, no id of a priority is called unknown."""
    return _priorities()[1]


def document_problems() -> tuple[Problem, ...]:
    """What is wrong with the file of documents; as for priorities."""
    return _documents()[1]


def glossary_problems() -> tuple[Problem, ...]:
    """What is wrong with the file of terms."""
    return _glossary()[1]


def _priorities() -> tuple[dict[str, Priority], tuple[Problem, ...]]:
    file = "data/strategy/priorities.yaml"
    content, faults = complete_file(_FOLDER / "priorities.yaml")
    by_id: dict[str, Priority] = {}
    problems = list(faults)
    groups = content.get("groups")
    if not isinstance(groups, dict):
        problems.append(Problem(file, "", "groups", short(groups), "groups of priorities"))
        groups = {}
    if not strategy_system():
        problems.append(Problem(file, "", "system", "nothing", "the NHS code of a system, like QE1"))
    for group_id, group in groups.items():
        if not _has_texts(group, "title", "document") or not isinstance(group.get("priorities"), dict):
            problems.append(Problem(file, str(group_id), "", short(group), "title, document and priorities"))
            continue
        for priority, title in group["priorities"].items():
            if priority in by_id:
                problems.append(Problem(file, str(group_id), "", f"{priority!r} twice", "each id once"))
            elif not isinstance(title, str) or not isinstance(priority, str):
                problems.append(Problem(file, str(group_id), str(priority), short(title), "its title"))
            else:
                by_id[priority] = Priority(priority, title, group["title"], group["document"], str(group_id))
    return by_id, tuple(problems)


def _documents() -> tuple[dict[str, Document], tuple[Problem, ...]]:
    content, faults = complete_file(_FOLDER / "documents.yaml")
    by_id, problems = {}, list(faults)
    for key, fields in content.items():
        if isinstance(key, str) and _has_texts(fields, "title", "publisher") and fields.get("dated"):
            by_id[key] = Document(key, fields["title"], fields["publisher"], str(fields["dated"]))
        else:
            allowed = "title, publisher and dated"
            problems.append(Problem("data/strategy/documents.yaml", str(key), "", short(fields), allowed))
    return by_id, tuple(problems)


def _glossary() -> tuple[dict[str, Term], tuple[Problem, ...]]:
    file = "data/strategy/glossary.yaml"
    content, faults = complete_file(_FOLDER / "glossary.yaml")
    terms, problems = {}, list(faults)
    for group_id, group in content.items():
        if not _has_texts(group, "title") or not isinstance(group.get("terms"), dict):
            problems.append(Problem(file, str(group_id), "", short(group), "title and terms"))
            continue
        for name, fields in group["terms"].items():
            if (
                isinstance(name, str)
                and _has_texts(fields, "means")
                and set(fields) <= {"means", "short", "document", "source"}
                and all(isinstance(value, str) for value in fields.values())
            ):
                terms[name] = Term(name, group["title"], **fields)
            else:
                problems.append(Problem(file, str(name), "", short(fields), "means, as text"))
    return terms, tuple(problems)


def _has_texts(fields: object, *names: str) -> bool:
    return isinstance(fields, dict) and all(isinstance(fields.get(name), str) for name in names)
