"""What the text of a comment may hold: plain words of a sensible length, and nobody's identity."""

from __future__ import annotations

import re
import unicodedata

from data.errors import Problem
from data.reading.personal_data import contains_nhs_number

MIN_LENGTH, MAX_LENGTH = 20, 1_500
FIELDS = {"means": "What it means", "doing": "What is being done"}
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


def tidied(words: str) -> str:
    """The text as it is kept: one form of line break, no space at a line's end, at most one empty line."""
    lines = unicodedata.normalize("NFC", words).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_SPACES.sub(" ", line).strip() for line in lines)).strip()


def problems(means: str, doing: str) -> list[Problem]:
    """Everything that speaks against keeping the two tidied texts."""
    return [
        Problem(field=FIELDS[field], message=sentence)
        for field, words in (("means", means), ("doing", doing))
        for sentence in _of_one(words)
    ]


def _of_one(words: str) -> list[str]:
    found = []
    if not MIN_LENGTH <= len(words) <= MAX_LENGTH:
        found.append(f"it has {len(words):,} characters; allowed are {MIN_LENGTH} to {MAX_LENGTH:,}.")
    unseen = sorted({f"U+{ord(sign):04X}" for sign in words if _is_unseen(sign)})
    if unseen:
        found.append(f"it holds signs that cannot be seen ({', '.join(unseen[:5])}); type the words anew.")
    # Digits of any script, and whatever people put between groups of them.
    plain = re.sub(r"(?<=\d)\s*[./\u2010-\u2015\s-]\s*(?=\d)", " ", unicodedata.normalize("NFKC", words))
    if contains_nhs_number(plain):
        found.append("it holds an NHS number. Write nothing that tells who a person is.")
    if _E_MAIL.search(words):
        found.append("it holds an e-mail address. Name the team instead.")
    return found


def _is_unseen(sign: str) -> bool:
    return sign != "\n" and unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
