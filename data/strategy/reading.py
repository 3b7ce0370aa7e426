"""Reads files of facts: a broken file and a repeated key or id are reported; other entries are not
affected.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from data.errors import Problem
from data.paths import local_strategy_folder
from data.reading.facts import Form, Unreadable, read_yaml, short
from data.strategy.facts import Facts

FOLDER = Path(__file__).parent
_ID = re.compile(r"[a-z][a-z0-9_]{2,59}")
_SYSTEM = re.compile(r"[A-Z0-9]{3}")


def facts_of(path: Path, section: str, form: Form, make: Callable[..., object]) -> Facts:
    """``make`` applied to each entry of the list ``section``; a wrong entry is left out and reported."""
    return _facts_of(section, form, make, *file_state(path))


@lru_cache(maxsize=16)
def _facts_of(section: str, form: Form, make: Callable[..., object], path: Path, *_state: int) -> Facts:
    file = _label(path)
    try:
        content, problems = read_yaml(path, file)
    except Unreadable as error:
        return Facts((), (Problem(file, error.place, "", error.value, error.allowed),))
    if not isinstance(content, dict) or not isinstance(content.get(section), list):
        return Facts((), (Problem(file, "", section, "no list", f"`system`, and a list `{section}`"),))
    good, seen = [], set()
    system = content.get("system")
    if not isinstance(system, str) or not _SYSTEM.fullmatch(system):
        problems.append(Problem(file, "", "system", short(system), "the NHS code of a system, like QE1"))
        system = ""
    for number, entry in enumerate(content[section], 1):
        name = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(name, str) or not _ID.fullmatch(name):
            value = short(name if isinstance(entry, dict) else entry)
            allowed = "lower-case letters, digits and _, beginning with a letter, 3 to 60"
            problems.append(Problem(file, f"entry {number}", "id", value, allowed))
            continue
        if name in seen:
            problems.append(Problem(file, name, "id", "a repeated id", "each id once"))
            continue
        seen.add(name)
        fields, wrong = form.read(file, name, {key: entry[key] for key in entry if key != "id"})
        problems += wrong
        if not wrong:
            good.append(make(id=name, **fields))
    return Facts(tuple(good), tuple(problems), system)


def file_state(path: Path) -> tuple:
    """The key of a cache of the file: it changes when the file changes."""
    try:
        status = path.stat()
    except OSError:
        return (path, 0, 0)
    return (path, status.st_mtime_ns, status.st_size)


def _label(path: Path) -> str:
    """The file's name in a sentence: that of the bundled file, or of the ICS's own."""
    own = path.parent == local_strategy_folder(path.parent.name)
    return f"own_strategy/{path.parent.name}/{path.name}" if own else f"data/strategy/{path.name}"
