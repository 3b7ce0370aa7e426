"""Checks of the arguments that the functions of the vocabulary are given."""

from __future__ import annotations

from metrics.language.quoting import quote

_MAX_NUMBER, _MAX_PER = 10**12, 10_000_000


def check_texts(name: str, **given) -> None:
    """Raise ValueError with a sentence if an argument of the function ``name`` is not text."""
    for argument, value in given.items():
        if not isinstance(value, str):
            raise ValueError(f"{name}() has {argument}={quote(value)}; allowed is text.")


def checked_per(name: str, per) -> float:
    """``per`` if it is a number above 0; raises ValueError with a sentence otherwise."""
    if not is_number(per) or not 0 < per <= _MAX_PER:
        raise ValueError(
            f"{name}(per={quote(per)}): allowed is a number above 0 and up to {_MAX_PER:,}, like 1_000."
        )
    return per


def is_number(value) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and -_MAX_NUMBER <= value <= _MAX_NUMBER
    )
