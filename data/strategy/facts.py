"""The result of reading a file of facts: entries, problems, and citations of documents."""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import Problem
from data.strategy import document_problems, documents


@dataclass(frozen=True)
class Facts:
    """The valid entries of a file, in its order, and the problems of the others.

    ``system`` is the NHS code of the system that they are about; "" where it is not stated.
    """

    entries: tuple
    problems: tuple[Problem, ...] = ()
    system: str = ""


@dataclass(frozen=True)
class Citation:
    """Where a fact is stated: the id of the document, and its paragraph as text ("" if unknown)."""

    document: str
    paragraph: str = ""


def known_documents() -> tuple[dict, tuple[Problem, ...]]:
    """The documents by id, and the problems of their file."""
    return documents(), document_problems()
