"""A hash of the code of some modules: kept with what they judged, it changes when a rule may have changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path


def module_fingerprint(modules: Iterable[str]) -> str:
    """SHA-256 of names and texts of modules, by their dotted names; ModuleNotFoundError for one that is not
    there, so that a moved module is never left out in silence.
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
