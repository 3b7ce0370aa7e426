"""What the claims of the documents come to beside published and computed figures."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.language.sexes import SEX_WORDS
from metrics.targets.claims import ClaimWithFigures, Figure
from pages.words.numbers import count_of, interval, missing, number


def claim_row(row: ClaimWithFigures) -> dict[str, str]:
    """One claim's row in words: column to cell."""
    claim = row.claim
    who = f", {SEX_WORDS[row.sex]}" if len(claim.sexes) > 1 else ""
    published = row.published
    return {
        "Claim": f"{claim.title}{who}" + (f", {published.period_label}" if published else ""),
        "Board paper": f"{claim.figure:g}",
        "Published": number(published.value, 1) if published else "not published",
        "95% interval": interval(published.lower_ci, published.upper_ci, 1) if published else "",
        "Computed": _computed(row.computed),
        "Difference": difference_words(row),
    }


def _computed(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    return f"{number(figure.value, 1)} ({figure.provenance})"


def difference_words(row: ClaimWithFigures) -> str:
    """'4.9 higher', '4.1 smaller' of a gap; '' where nothing is published."""
    apart = row.difference
    if missing(apart):
        return ""
    if not round(abs(apart), 1):
        return "the same"
    more, less = ("larger", "smaller") if row.claim.of == "below" else ("higher", "lower")
    return f"{number(abs(apart), 1)} {more if apart > 0 else less}"


def claims_tally(beside: Sequence[ClaimWithFigures]) -> str:
    """How many of the claims lie outside the published interval."""
    told: dict[str, bool] = {}
    for row in beside:
        if row.differs is not None:
            told[row.claim.id] = told.get(row.claim.id, True) and row.differs
    outside = sum(told.values())
    if not told:
        return "Nothing is published to hold the claims against."
    if outside == len(told):
        return f"All {count_of(outside, 'figure')} of the paper lie outside the published interval."
    if not outside:
        return "Every figure of the paper lies inside the published interval."
    return f"{outside} of {count_of(len(told), 'figure')} of the paper lie outside the published interval."
