"""The published sources: every module that defines ``SOURCE``; a broken module does not affect the others."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from functools import cache

import data.sources
from data.errors import Problem, SourceError
from data.sources.shared.source import Source


@cache
def load() -> tuple[dict[str, Source], tuple[Problem, ...]]:
    """Sources by name, and a problem for each broken module."""
    by_name: dict[str, Source] = {}
    problems = []
    for module in sorted(module.name for module in pkgutil.iter_modules(data.sources.__path__)):
        file = f"data/sources/{module}.py"
        try:
            source = getattr(importlib.import_module(f"data.sources.{module}"), "SOURCE", None)
        except Exception as error:
            words = f"cannot be imported ({type(error).__name__}: {error})."
            problems.append(Problem(file, message=words))
            continue
        if source is None:
            continue
        if not isinstance(source, Source):
            words = f"SOURCE is a {type(source).__name__}; allowed is a Source."
            problems.append(Problem(file, message=words))
        elif source.name in by_name:
            words = f"the name {source.name!r} is taken; each source has its own."
            problems.append(Problem(file, message=words))
        else:
            by_name[source.name] = source
    return by_name, tuple(problems)


def sources() -> dict[str, Source]:
    """All sources that work, by name."""
    return load()[0]


def giving(item: str) -> tuple[Source, ...]:
    """The sources of an indicator, a measure or a table."""
    return tuple(source for source in sources().values() if item in source.items)


def problems() -> tuple[Problem, ...]:
    """The problems of broken modules."""
    return load()[1]


def find(name: str) -> Source:
    """One source by name; raises SourceError with the nearest names for an unknown one."""
    known = sources()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.4) or sorted(known)
        raise SourceError(f"There is no source {name!r}; the nearest: {', '.join(near)}.")
    return known[name]
