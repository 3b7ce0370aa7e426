"""How old a reader must be, on average, to follow English sentences (Flesch-Kincaid grade and five years).

Kincaid and others, 1975: grade = 0.39 words a sentence + 11.8 syllables a word - 15.59. A child in grade g of
a school in the United States is about g + 5 years old. Names count as one word of two syllables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

NAME = "Lupin"


def name_as_one_word(sentence: str, names: Iterable[str]) -> str:
    """The sentence with each of these names (metrics, areas, comparators) as one word."""
    for name in sorted(names, key=len, reverse=True):
        sentence = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", NAME, sentence, flags=re.IGNORECASE)
    return sentence


def words(sentence: str) -> list[str]:
    """Its words; a number, with its sign and commas, is one."""
    return re.findall(r"\d[\d,.%]*|[A-Za-z][A-Za-z&’'-]*", sentence)


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end; a number counts as one."""
    if word[0].isdigit():
        return 1
    spoken = re.sub(r"(?<![aeiouyl])e$|(?<=[^td])ed$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", spoken)))


def reading_age(sentences: Sequence[str]) -> float:
    """Years of age for a text of these sentences."""
    every = [word for sentence in sentences for word in words(sentence)]
    grade = 0.39 * len(every) / len(sentences) + 11.8 * sum(map(syllables, every)) / len(every) - 15.59
    return grade + 5
