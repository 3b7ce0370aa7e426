"""Facts that people write by hand in YAML: each kind of entry declares its fields, one reader checks them.

A field's kind is a function that makes something of the value, or raises Refused with what is allowed. All
that is wrong with an entry is told at once, each with its field, and one wrong entry costs no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import yaml

from data.errors import Problem

Kind = Callable[[object], object]
# A field, what was found in it, and what is allowed.
Fault = tuple[str, str, str]


class Unreadable(ValueError):
    """A file holds no YAML; ``place`` is the line where that shows, "" where it is not known."""

    def __init__(self, place: str, found: str, allowed: str):
        self.place, self.found, self.allowed = place, found, allowed
        super().__init__(f"found {found}; allowed: {allowed}.")


class Refused(ValueError):
    """A field may not hold this. ``faults``: what is allowed, and what was found (None: the whole value)."""

    def __init__(self, *faults: str | tuple[str, str]):
        self.faults = [(one, None) if isinstance(one, str) else one for one in faults]
        super().__init__(*faults)


@dataclass(frozen=True)
class Field:
    """One field of an entry; ``default`` stands where it is left out and need not be there."""

    name: str
    kind: Kind
    needed: bool = True
    default: object = None


def short(value: object) -> str:
    """A value as a sentence quotes it, at most 60 letters; a day as it was written."""
    told = "nothing" if value is None else repr(str(value) if isinstance(value, date) else value)
    return told if len(told) <= 60 else f"{told[:57]}..."


@dataclass(frozen=True)
class Wording:
    """A file's own sentences, with {field}, {found} and {allowed} in them; "": "found ...; allowed: ..."."""

    entry: str = ""
    unknown: str = ""
    missing: str = ""
    wrong: str = ""
    quote: Callable[[object], str] = short
    # Whether the sentences name the field themselves.
    names_field: bool = False


@dataclass(frozen=True)
class Form:
    """What an entry holds, and how its faults are told.

    ``together`` finds what is wrong with the sound fields beside each other, of which some may be absent. A
    form that is not ``exact`` lets further fields pass.
    """

    fields: tuple[Field, ...]
    wording: Wording = Wording()
    together: Callable[[dict], Iterable[Fault]] = lambda fields: ()
    exact: bool = True

    def read(self, file: str, place: str, entry: object) -> tuple[dict[str, object], list[Problem]]:
        """What the fields of an entry come to, and all that is wrong with it: then a value may be absent."""

        def tell(field: str, found: str, allowed: str, sentence: str) -> None:
            words = sentence.format(field=field, found=found, allowed=allowed)
            shown = "" if words and self.wording.names_field else field
            problems.append(Problem(file, place, shown, found, allowed, words))

        problems: list[Problem] = []
        made: dict[str, object] = {}
        wording, names = self.wording, [field.name for field in self.fields]
        if not isinstance(entry, dict):
            tell("entry", wording.quote(entry), ", ".join(names), wording.entry)
            return made, problems
        for name in entry:
            if name not in names and self.exact:
                allowed = ", ".join(names if wording.unknown else sorted(names))
                allowed = allowed if wording.unknown else f"one of these fields: {allowed}"
                tell(str(name), "this field", allowed, wording.unknown)
        for field in self.fields:
            value = entry.get(field.name)
            if value is None and not field.needed:
                made[field.name] = field.default
                continue
            try:
                made[field.name] = field.kind(value)
            except Refused as refused:
                absent = value is None or value == ""
                sentence = wording.missing if absent and wording.missing else wording.wrong
                quoted = wording.quote(None if value in ("", []) and not sentence else value)
                for allowed, found in refused.faults:
                    tell(field.name, found or quoted, allowed, sentence)
        for fault in self.together(made):
            tell(*fault, wording.wrong)
        return made, problems


def read_yaml(path: Path, file: str) -> tuple[object, list[Problem]]:
    """What a YAML file holds, and its keys that stand twice; ``file`` names it there. Raises Unreadable."""
    try:
        return parse_yaml(path.read_text(encoding="utf-8-sig"), file)
    except OSError as error:
        raise Unreadable("", "no file that can be read", "a YAML file") from error
    except UnicodeDecodeError as error:
        raise Unreadable("", "a file that is not UTF-8", "a YAML file in UTF-8") from error


def parse_yaml(text: str, file: str) -> tuple[object, list[Problem]]:
    """As read_yaml, from the text of a file."""
    try:
        loader = _Loader(text)
        held = loader.get_single_data()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        told = getattr(error, "problem", None) or "a value that cannot be read"
        place = f"line {mark.line + 1}" if mark else ""
        raise Unreadable(place, f"no YAML ({told})", "a YAML file") from error
    repeated = [
        Problem(file, f"line {line}", key, "this field twice", "each field once")
        for line, key in loader.repeated
    ]
    return held, repeated


class _Loader(yaml.SafeLoader):
    """Notes keys that stand twice, of which YAML would keep the last and say nothing, and leaves a day that
    there is not as text, which would otherwise cost the whole file.
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


def anything(value: object) -> object:
    """A field that its reader checks together with others."""
    return value


def words(value: object) -> str:
    """Text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise Refused("words")
    return value.strip()


def one_of(allowed) -> Kind:
    """One of some words."""

    def read(value: object) -> object:
        if value not in list(allowed):
            raise Refused(", ".join(allowed))
        return value

    return read


def that(allowed: str, holds: Callable[[object], bool]) -> Kind:
    """Whatever ``holds`` is true of; ``allowed`` says it in words."""

    def read(value: object) -> object:
        if not holds(value):
            raise Refused(allowed)
        return value

    return read


def list_of(allowed: str, holds: Callable[[str], bool] = lambda one: True) -> Kind:
    """A list of texts, at least one."""
    return that(
        allowed,
        lambda value: (
            isinstance(value, list) and value and all(isinstance(one, str) and holds(one) for one in value)
        ),
    )


def day(like: str) -> Kind:
    """A day without a time."""
    return that(f"a day like {like}", is_day)


def is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


truth = that("true or false", lambda value: isinstance(value, bool))
