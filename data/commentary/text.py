"""The rules for the text of a comment: plain words of a sensible length that identify no person."""

from __future__ import annotations

import re
import unicodedata

from data.errors import Problem
from data.reading.personal_data import contains_nhs_number

MIN_LENGTH, MAX_LENGTH = 20, 1_500
FIELDS = {"means": "What it means", "doing": "What is being done"}
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


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


def _text_problems(words: str) -> list[str]:
    sentences = []
    if not MIN_LENGTH <= len(words) <= MAX_LENGTH:
        sentences.append(f"it has {len(words):,} characters; allowed are {MIN_LENGTH} to {MAX_LENGTH:,}.")
    invisible = sorted({f"U+{ord(character):04X}" for character in words if _is_invisible(character)})
    if invisible:
        sentences.append(
            f"it contains invisible characters ({', '.join(invisible[:5])}); type the text again."
        )
    # Digits of any script, with whatever separates their groups.
    plain = re.sub(r"(?<=\d)\s*[./\u2010-\u2015\s-]\s*(?=\d)", " ", unicodedata.normalize("NFKC", words))
    if contains_nhs_number(plain):
        sentences.append("it contains an NHS number. Write nothing that identifies a person.")
    if _E_MAIL.search(words):
        sentences.append("it contains an e-mail address. Name the team instead.")
    return sentences


def _is_invisible(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
