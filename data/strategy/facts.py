"""What the reading of a file of facts gives: entries, what is wrong, and where a fact was said."""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import Problem
from data.strategy import documents


@dataclass(frozen=True)
class Facts:
    """The entries of a file that are right, in its order, and what is wrong with the others.

    ``system`` is the NHS code of the system that they are about; "" where it is not told.
    """

    entries: tuple
    problems: tuple[Problem, ...] = ()
    system: str = ""


@dataclass(frozen=True)
class Citation:
    """Where a fact was said: id of the document, and its paragraph as text ("" where it is not known)."""

    document: str
    paragraph: str = ""


def known_documents() -> tuple[dict, tuple[Problem, ...]]:
    """The documents by id, and what is wrong where their file cannot be read."""
    try:
        return documents(), ()
    except (ValueError, KeyError, TypeError, AttributeError):
        file = "data/strategy/documents.yaml"
        allowed = "an id with title, publisher and dated for each document"
        return {}, (Problem(file, "", "", "no documents that can be read", allowed),)
