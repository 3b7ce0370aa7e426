"""How a sentence names what a definition holds: short, on one line, without Python's insides."""

from __future__ import annotations

from enum import Enum

MOST = 60


def found(value: object) -> str:
    """``value`` as an analyst would write it: 'text', 5, Shift.X, count(...), the name of a table."""
    match value:
        case None | bool() | float():
            return repr(value)
        case int():
            # Python refuses to write out a number of thousands of digits.
            return repr(value) if abs(value) < 10**20 else "a number of more than 20 digits"
        case str():
            return quoted(value)
        case tuple():
            return cut(f"({', '.join(found(item) for item in value[:5])}{', ...' if len(value) > 5 else ''})")
        case dict():
            return cut("{" + ", ".join(f"{found(k)}: {found(v)}" for k, v in list(value.items())[:5]) + "}")
        case Enum():
            return f"{type(value).__name__}.{value.name}"
    if hasattr(value, "__name__"):
        return f"the name {value.__name__}"
    if isinstance(getattr(value, "name", None), str):
        return value.name
    return f"{_WRITTEN.get(type(value).__name__, type(value).__name__)}(...)"


_WRITTEN = {"Count": "count", "Target": "target", "PublishedTotal": "published_total"}


def quoted(text: str) -> str:
    """Text in quotes, cut, with everything that does not print spelled out."""
    return repr(text if len(text) <= MOST else f"{text[: MOST - 4]} ...")


def cut(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    line = line if len(line) <= MOST else f"{line[: MOST - 4]} ..."
    return line if line.isprintable() else ascii(line)
