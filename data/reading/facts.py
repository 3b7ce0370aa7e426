"""Facts that people write by hand in YAML: each kind of entry declares its fields, one reader checks all.

A field's kind is a function that converts the value, or raises Refused with what is allowed. All faults of an
entry are reported at once, each with its field, and a wrong entry does not affect the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import yaml

from data.errors import Problem

Kind = Callable[[object], object]
# A field, its value as it is in the file, and what is allowed.
Fault = tuple[str, str, str]


class Unreadable(ValueError):
    """A file is not YAML; ``place`` is the line of the first fault, "" where it is not known."""

    def __init__(self, place: str, value: str, allowed: str):
        self.place, self.value, self.allowed = place, value, allowed
        super().__init__(f"found {value}; allowed: {allowed}.")


class Refused(ValueError):
    """A field's value is not allowed. ``faults``: what is allowed, and the faulty part (None: the
    whole value).
    """

    def __init__(self, *faults: str | tuple[str, str]):
        self.faults = [(fault, None) if isinstance(fault, str) else fault for fault in faults]
        super().__init__(*faults)


@dataclass(frozen=True)
class Field:
    """One field of an entry; ``default`` is its value where it is left out and is not ``needed``."""

    name: str
    kind: Kind
    needed: bool = True
    default: object = None


def short(value: object) -> str:
    """A value as a sentence quotes it, at most 60 characters; a day as it was written."""
    quoted = "nothing" if value is None else repr(str(value) if isinstance(value, date) else value)
    return quoted if len(quoted) <= 60 else f"{quoted[:57]}..."


@dataclass(frozen=True)
class Wording:
    """A file's own sentences with {field}, {value} and {allowed}; "" for "found ...; allowed: ..."."""

    entry: str = ""
    unknown: str = ""
    missing: str = ""
    wrong: str = ""
    quote: Callable[[object], str] = short
    # Whether the sentences name the field themselves.
    names_field: bool = False


@dataclass(frozen=True)
class Form:
    """The fields of an entry, and the wording of its faults.

    ``check_together`` returns the faults between fields that are right on their own; some may be absent. A
    form that is not ``exact`` allows further fields.
    """

    fields: tuple[Field, ...]
    wording: Wording = Wording()
    check_together: Callable[[dict], Iterable[Fault]] = lambda fields: ()
    exact: bool = True

    def read(self, file: str, place: str, entry: object) -> tuple[dict[str, object], list[Problem]]:
        """The converted fields of an entry, and its problems; with problems, fields may be missing."""

        def add_problem(field: str, quote: str, allowed: str, sentence: str) -> None:
            words = sentence.format(field=field, value=quote, allowed=allowed)
            shown = "" if words and self.wording.names_field else field
            problems.append(Problem(file, place, shown, quote, allowed, words))

        problems: list[Problem] = []
        values: dict[str, object] = {}
        wording, names = self.wording, [field.name for field in self.fields]
        if not isinstance(entry, dict):
            add_problem("entry", wording.quote(entry), ", ".join(names), wording.entry)
            return values, problems
        for name in entry:
            if name not in names and self.exact:
                allowed = ", ".join(names if wording.unknown else sorted(names))
                allowed = allowed if wording.unknown else f"one of these fields: {allowed}"
                add_problem(str(name), "this field", allowed, wording.unknown)
        for field in self.fields:
            value = entry.get(field.name)
            if value is None and not field.needed:
                values[field.name] = field.default
                continue
            try:
                values[field.name] = field.kind(value)
            except Refused as refused:
                absent = value is None or value == ""
                sentence = wording.missing if absent and wording.missing else wording.wrong
                quoted = wording.quote(None if value in ("", []) and not sentence else value)
                for allowed, quote in refused.faults:
                    add_problem(field.name, quote or quoted, allowed, sentence)
        for fault in self.check_together(values):
            add_problem(*fault, wording.wrong)
        return values, problems


def read_yaml(path: Path, file: str) -> tuple[object, list[Problem]]:
    """The content of a YAML file, and a problem for each repeated key; ``file`` names it. Raises
    Unreadable.
    """
    return parse_yaml(read_text(path), file)


def read_text(path: Path) -> str:
    """The text of a file in UTF-8. Raises Unreadable."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Unreadable("", "a file that cannot be read", "a YAML file") from error
    except UnicodeDecodeError as error:
        raise Unreadable("", "a file that is not UTF-8", "a YAML file in UTF-8") from error


def parse_yaml(text: str, file: str) -> tuple[object, list[Problem]]:
    """As read_yaml, from the text of a file."""
    try:
        loader = _Loader(text)
        content = loader.get_single_data()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "a value that cannot be read"
        place = f"line {mark.line + 1}" if mark else ""
        raise Unreadable(place, f"invalid YAML ({reason})", "a YAML file") from error
    repeated = [
        Problem(file, f"line {line}", key, "this field twice", "each field once")
        for line, key in loader.repeated
    ]
    return content, repeated


class _Loader(yaml.SafeLoader):
    """Notes repeated keys, of which YAML would silently keep the last, and leaves an impossible date as text,
    which would otherwise make the whole file unreadable.
    """

    def __init__(self, text: str):
        super().__init__(text)
        self.repeated: list[tuple[int, str]] = []

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        for at, (key, _) in enumerate(node.value):
            if keys.count(key.value) > 1 and keys.index(key.value) == at:
                self.repeated.append((key.start_mark.line + 1, str(key.value)))
        return super().construct_mapping(node, deep)

    def construct_day(self, node):
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_day)


def any_value(value: object) -> object:
    """Any value: its reader checks the field together with others."""
    return value


def non_empty_text(value: object) -> str:
    """Text that is not empty, without spaces around it."""
    if not isinstance(value, str) or not value.strip():
        raise Refused("words")
    return value.strip()


def one_of(allowed) -> Kind:
    """One of the ``allowed`` words."""

    def read(value: object) -> object:
        if value not in list(allowed):
            raise Refused(", ".join(allowed))
        return value

    return read


def matching(allowed: str, is_allowed: Callable[[object], bool]) -> Kind:
    """Any value for which ``is_allowed`` is true; ``allowed`` says the same in words."""

    def read(value: object) -> object:
        if not is_allowed(value):
            raise Refused(allowed)
        return value

    return read


def list_of(allowed: str, is_allowed: Callable[[str], bool] = lambda text: True) -> Kind:
    """A list of texts, at least one."""
    return matching(
        allowed,
        lambda value: (
            isinstance(value, list)
            and value
            and all(isinstance(text, str) and is_allowed(text) for text in value)
        ),
    )


def day(like: str) -> Kind:
    """A day without a time."""
    return matching(f"a day like {like}", is_day)


def is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


boolean = matching("true or false", lambda value: isinstance(value, bool))
