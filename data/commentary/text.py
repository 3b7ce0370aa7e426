"""The rules for the text of a comment: plain words of a sensible length that identify no person."""

from __future__ import annotations

import re
import unicodedata

from data.errors import Problem
from data.reading.personal_data import contains_nhs_number

MIN_LENGTH, MAX_LENGTH = 20, 1_500
# Of a text as it is typed, before spaces and line breaks are tidied. A longer one is not looked at.
_MAX_TYPED = 5 * MAX_LENGTH
FIELDS = {"means": "What it means", "doing": "What is being done"}
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# What is next to the @ is enough: a search for the whole address begins again at every letter.
_E_MAIL = re.compile(r"[\w.+-]@[\w-]+\.[\w-]")
# At most so many characters: a search without a limit begins again at every one of them.
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[./\u2010-\u2015\s-]{1,5}(?=\d)")


def tidy(words: str) -> str:
    """The text as it is stored: one kind of line break, no space at a line's end, at most one empty line."""
    lines = unicodedata.normalize("NFC", words).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_SPACES.sub(" ", line).strip() for line in lines)).strip()


def problems(means: str, doing: str) -> list[Problem]:
    """Every reason not to store the two tidied texts."""
    return [
        Problem(field=FIELDS[field], message=sentence)
        for field, words in (("means", means), ("doing", doing))
        for sentence in _text_problems(words)
    ]


def length_problems(means: str, doing: str) -> list[Problem]:
    """The texts, as they were typed, that are far too long: their first check, and their only one."""
    return [
        Problem(field=FIELDS[field], message=_length_sentence(words))
        for field, words in (("means", means), ("doing", doing))
        if len(words) > _MAX_TYPED
    ]


def _length_sentence(words: str) -> str:
    return f"it has {len(words):,} characters; allowed are {MIN_LENGTH} to {MAX_LENGTH:,}."


def _text_problems(words: str) -> list[str]:
    if len(words) > MAX_LENGTH:
        return [_length_sentence(words)]
    sentences = [_length_sentence(words)] if len(words) < MIN_LENGTH else []
    invisible = sorted({f"U+{ord(character):04X}" for character in words if _is_invisible(character)})
    if invisible:
        sentences.append(
            f"it contains invisible characters ({', '.join(invisible[:5])}); type the text again."
        )
    # Digits of any script, with whatever separates their groups.
    plain = _BETWEEN_DIGITS.sub(" ", unicodedata.normalize("NFKC", words))
    if contains_nhs_number(plain):
        sentences.append("it contains an NHS number. Write nothing that identifies a person.")
    if _E_MAIL.search(words):
        sentences.append("it contains an e-mail address. Name the team instead.")
    return sentences


def _is_invisible(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
