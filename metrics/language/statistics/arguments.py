"""What the functions of the vocabulary check of their arguments."""

from __future__ import annotations

from metrics.language.quoting import found

_MOST, _MOST_PER = 10**12, 10_000_000


def check_texts(name: str, **given) -> None:
    """Raise a sentence for an argument of ``name`` that is no text."""
    for argument, words in given.items():
        if not isinstance(words, str):
            raise ValueError(f"{name}() has {argument}={found(words)}; allowed is text.")


def positive(name: str, per) -> float:
    """``per`` if it is a number above 0; raises a sentence otherwise."""
    if not is_number(per) or not 0 < per <= _MOST_PER:
        raise ValueError(
            f"{name}(per={found(per)}): allowed is a number above 0 and up to {_MOST_PER:,}, like 1_000."
        )
    return per


def is_number(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -_MOST <= value <= _MOST
