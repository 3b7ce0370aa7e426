"""The claims of the documents compared with published and computed figures."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.language.sexes import SEX_WORDS
from metrics.targets.claims import ClaimWithFigures, Figure
from pages.words.numbers import interval, missing, number, number_within, number_word


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


def claims_tally(rows: Sequence[ClaimWithFigures]) -> str:
    """How many of the claims lie outside the published interval."""
    is_outside: dict[str, bool] = {}
    for row in rows:
        if row.differs is not None:
            is_outside[row.claim.id] = is_outside.get(row.claim.id, True) and row.differs
    outside, every = sum(is_outside.values()), len(is_outside)
    if not every:
        return "No published figure is available to compare the claims with."
    if every == 1:
        return (
            f"The figure in the board paper is {'outside' if outside else 'within'} the published interval."
        )
    figures = f"{number_within(every)} figures in the board paper"
    if outside in (0, every):
        return f"All {figures} are {'outside' if outside else 'within'} the published interval."
    are = "is" if outside == 1 else "are"
    return f"{number_word(outside)} of the {figures} {are} outside the published interval."
