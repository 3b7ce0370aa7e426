"""A metric as the subject of a sentence, so that titles have a verb: "A&E attendances have risen"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metrics.language.metric import Metric
from metrics.language.sexes import SEX_WORDS

# What follows these words says more about the first noun, which alone decides between "has" and "have".
_AFTER_THE_NOUN = re.compile(
    r",| (?:as|at|attributable|between|by|for|from|in|of|on|over|seen|under|who|with|within|without)\b"
)
_PEOPLE = {"adults", "children", "men", "mothers", "patients", "people", "women"}
_SINGULAR = re.compile(r"(?:ss|us|is|betes)$")


@dataclass(frozen=True)
class Subject:
    """``words`` begin with a capital letter; a comma follows where they contain one."""

    words: str
    is_plural: bool

    def verb(self, singular: str, plural: str) -> str:
        """The subject with the form of the verb that agrees with it."""
        return f"{self.words} {plural if self.is_plural else singular}"

    @property
    def has(self) -> str:
        return self.verb("has", "have")


def subject(metric: Metric, sex: str = "") -> Subject:
    """The metric, and the sex where it is counted for each.

    People do not rise, but their share, rate or number does: "The share of adults who smoke has risen".
    """
    title = metric.title
    if sex and len(metric.sexes) > 1:
        first, comma, rest = title.partition(",")
        title = f"{first} for {SEX_WORDS[sex]}{comma}{rest}"
    nouns = _AFTER_THE_NOUN.split(title)[0].split()
    is_plural = any(_is_plural(noun) for noun in nouns)
    if not _PEOPLE.isdisjoint(noun.lower() for noun in nouns):
        title, is_plural = f"The {_quantity(metric)} of {in_sentence(title)}", False
    return Subject(f"{title}," if "," in title else title, is_plural)


def in_sentence(title: str) -> str:
    """A title inside a sentence: "Life expectancy" becomes "life expectancy", "A&E" and "COPD" stay."""
    first = title.split()[0]
    return title if len(first) > 1 and first[:2].isupper() or "&" in first else title[:1].lower() + title[1:]


def _is_plural(noun: str) -> bool:
    return noun in _PEOPLE or noun.endswith("s") and not _SINGULAR.search(noun)


def _quantity(metric: Metric) -> str:
    if metric.statistic.is_share:
        return "share"
    return "rate" if metric.unit.startswith("per ") else "number"
