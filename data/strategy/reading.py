"""How files of facts are read: a broken file, a repeated key or id is told, and costs no other entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from data.errors import Problem
from data.paths import local_strategy_folder
from data.strategy.entry import Entry
from data.strategy.facts import Facts, short

FOLDER = Path(__file__).parent
_DAY = "tag:yaml.org,2002:timestamp"
_ID = re.compile(r"[a-z][a-z0-9_]{2,59}")
_SYSTEM = re.compile(r"[A-Z0-9]{3}")


def facts_of(path: Path, section: str, read_one: Callable[[Entry], object]) -> Facts:
    """What ``read_one`` makes of each entry of the list ``section``; a wrong entry is left out and told."""
    return _facts_of(section, read_one, *file_state(path))


@lru_cache(maxsize=16)
def _facts_of(section: str, read_one: Callable[[Entry], object], path: Path, *_state: int) -> Facts:
    system, found, problems = entries(path, section)
    good = []
    for entry in found:
        one = read_one(entry)
        problems += entry.problems
        if not entry.problems:
            good.append(one)
    return Facts(tuple(good), tuple(problems), system)


def entries(path: Path, section: str) -> tuple[str, list[Entry], list[Problem]]:
    """System, entries and problems of the list ``section`` of a YAML file; a broken file has no entries."""
    file = _label(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        nodes = yaml.compose(text, Loader=yaml.SafeLoader)
        held = yaml.safe_load(_dates_as_text(text, nodes))
        repeated = _repeated_keys(nodes, file)
    except OSError:
        return "", [], [Problem(file, "", "", "no file that can be read", "a YAML file")]
    except UnicodeDecodeError:
        return "", [], [Problem(file, "", "", "a file that is not UTF-8", "a YAML file in UTF-8")]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        told = getattr(error, "problem", None) or "a value that cannot be read"
        return "", [], [Problem(file, place, "", f"no YAML ({told})", "a YAML file")]
    if not isinstance(held, dict) or not isinstance(held.get(section), list):
        return "", [], [Problem(file, "", section, "no list", f"`system`, and a list `{section}`")]
    problems, found, seen = repeated, [], set()
    system = held.get("system")
    if not isinstance(system, str) or not _SYSTEM.fullmatch(system):
        problems.append(Problem(file, "", "system", short(system), "the NHS code of a system, like QE1"))
        system = ""
    for number, fields in enumerate(held[section], 1):
        name = fields.get("id") if isinstance(fields, dict) else None
        if not isinstance(name, str) or not _ID.fullmatch(name):
            told = short(name if isinstance(fields, dict) else fields)
            allowed = "lower-case letters, digits and _, beginning with a letter, 3 to 60"
            problems.append(Problem(file, f"entry {number}", "id", told, allowed))
        elif name in seen:
            problems.append(Problem(file, name, "id", "it twice", "each id once"))
        else:
            seen.add(name)
            found.append(Entry(file, name, fields))
    return system, found, problems


def file_state(path: Path) -> tuple:
    """What a cache of the file is keyed on: it changes when the file does."""
    try:
        found = path.stat()
    except OSError:
        return (path, 0, 0)
    return (path, found.st_mtime_ns, found.st_size)


def _label(path: Path) -> str:
    """The file as a sentence names it: the bundled one, or the ICS's own."""
    own = path.parent == local_strategy_folder(path.parent.name)
    return f"own_strategy/{path.parent.name}/{path.name}" if own else f"data/strategy/{path.name}"


def _dates_as_text(text: str, node: yaml.Node | None) -> str:
    """The YAML with its days in quotes: a day that there is not would otherwise cost the whole file."""
    days = sorted((one.start_mark.index, one.end_mark.index) for one in _scalars(node) if one.tag == _DAY)
    for start, end in reversed(days):
        text = f'{text[:start]}"{text[start:end]}"{text[end:]}'
    return text


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif node is not None:
        for one in node.value:
            for part in one if isinstance(one, tuple) else (one,):
                yield from _scalars(part)


def _repeated_keys(node: yaml.Node | None, file: str) -> list[Problem]:
    """Keys that stand twice in one mapping: YAML would keep the last and say nothing."""
    found: list[Problem] = []
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        for key, value in node.value:
            if keys.count(key.value) > 1 and keys.index(key.value) == node.value.index((key, value)):
                place = f"line {key.start_mark.line + 1}"
                found.append(Problem(file, place, str(key.value), "this field twice", "each field once"))
            found += _repeated_keys(value, file)
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            found += _repeated_keys(one, file)
    return found
