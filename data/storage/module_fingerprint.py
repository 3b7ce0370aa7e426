"""A hash of the code of some modules: stored with their results, it shows that a rule may have changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path


def module_fingerprint(modules: Iterable[str]) -> str:
    """SHA-256 of the names and texts of modules, by their dotted names. Raises ModuleNotFoundError for a
    missing module, so that a moved module is never left out unnoticed.
    """
    return _fingerprint(tuple(sorted(modules)))


@cache
def _fingerprint(modules: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for name in modules:
        spec = find_spec(name)
        if spec is None:
            raise ModuleNotFoundError(name)
        digest.update(name.encode() + Path(spec.origin).read_bytes())
    return digest.hexdigest()
