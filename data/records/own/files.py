"""What files and databases share: quoting, names, fingerprints."""

from __future__ import annotations

import hashlib
from pathlib import Path

from data.errors import SourceError


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def quoted(name: str) -> str:
    """A name quoted for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(words: str) -> str:
    """A text as a string literal of SQL."""
    return "'" + words.replace("'", "''") + "'"


def unique(source: str, names: list[str]) -> list[str]:
    """The names unchanged; raises SourceError where one is repeated."""
    for name in names:
        if names.count(name) > 1:
            raise SourceError(
                f"{source}: the column {name[:40]} is repeated; each column must have its own name."
            )
    return names
