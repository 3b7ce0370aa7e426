"""Reads a YAML file that ships with the project and says where it is damaged or cut short: the file costs
itself and nothing else, whoever reads it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from data.errors import Problem
from data.reading.facts import Unreadable, parse_yaml, read_text

END = "..."


def complete_file(path: Path) -> tuple[dict, tuple[Problem, ...]]:
    """The fields of a file, {} where it cannot be read, and its problems. YAML allows a line ``...`` at the
    end; a file without it was cut short.
    """
    try:
        status = path.stat()
        key = (status.st_mtime_ns, status.st_size)
    except OSError:
        key = (0, 0)
    return _complete_file(path, *key)


@lru_cache(maxsize=16)
def _complete_file(path: Path, *_state: int) -> tuple[dict, tuple[Problem, ...]]:
    file = f"data/strategy/{path.name}"
    try:
        text = read_text(path)
        content, problems = parse_yaml(text, file)
    except Unreadable as error:
        return {}, (Problem(file, error.place, "", error.value, error.allowed),)
    if not isinstance(content, dict):
        return {}, (Problem(file, "", "", "no fields", "a YAML file with fields"),)
    if not text.rstrip().endswith(f"\n{END}"):
        problems.append(Problem(file, "", "", "a file that was cut short", f"a last line {END}"))
    return content, tuple(problems)
