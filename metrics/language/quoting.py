"""How a message quotes a value from a definition: short, on one line, as an analyst would write it."""

from __future__ import annotations

from enum import Enum

MAX_CHARACTERS = 60


def quote(value: object) -> str:
    """``value`` as an analyst would write it: 'text', 5, Shift.X, count(...), the name of a table."""
    match value:
        case None | bool() | float():
            return repr(value)
        case int():
            # Python refuses to write out a number of thousands of digits.
            return repr(value) if abs(value) < 10**20 else "a number of more than 20 digits"
        case str():
            return quote_text(value)
        case tuple():
            return cut(f"({', '.join(quote(item) for item in value[:5])}{', ...' if len(value) > 5 else ''})")
        case dict():
            return cut("{" + ", ".join(f"{quote(k)}: {quote(v)}" for k, v in list(value.items())[:5]) + "}")
        case Enum():
            return f"{type(value).__name__}.{value.name}"
    if hasattr(value, "__name__"):
        return f"the name {value.__name__}"
    if isinstance(getattr(value, "name", None), str):
        return value.name
    return f"{_WRITTEN.get(type(value).__name__, type(value).__name__)}(...)"


_WRITTEN = {"Count": "count", "Target": "target", "PublishedTotal": "published_total"}


def quote_text(text: str) -> str:
    """Text in quotes, shortened, with escapes for the characters that cannot be printed."""
    return repr(text if len(text) <= MAX_CHARACTERS else f"{text[: MAX_CHARACTERS - 4]} ...")


def cut(text: str) -> str:
    """The beginning of a text, on one line, with escapes if any of it cannot be printed."""
    line = " ".join(text.split())
    line = line if len(line) <= MAX_CHARACTERS else f"{line[: MAX_CHARACTERS - 4]} ..."
    return line if line.isprintable() else ascii(line)
