"""The life expectancy gap in words: in years, and in people."""

from __future__ import annotations

from typing import NamedTuple

from metrics.judgement.gap_in_people import FewerDeaths, GapInPeople
from metrics.judgement.leading_gap import Gap
from metrics.judgement.people_affected import round_honestly
from metrics.language.sexes import SEX_WORDS
from pages.words.numbers import interval, listed, number

_CAUSES = {2: "two", 3: "three", 4: "four"}


class InPeople(NamedTuple):
    """A sentence in three parts, the middle one to be stressed; joined they are the sentence."""

    before: str
    strong: str = ""
    after: str = ""


def in_people_words(found: GapInPeople, name: str) -> InPeople:
    """What the gap is in deaths, with its interval, and by cause. No claim beyond the interval."""
    total, who = found.total, "people under 75"
    between = interval(*(round_honestly(limit) for limit in (total.lower_ci, total.upper_ci)))
    causes = listed([cause.cause for cause in found.causes])
    if not found.differs:
        return InPeople(
            f"With England’s death rates, {name} would not clearly have had fewer or more deaths of {who} "
            f"from {causes} in {found.period_label} ({between} fewer)."
        )
    if total.fewer < 0:
        more = interval(*(round_honestly(-limit) for limit in (total.upper_ci, total.lower_ci)))
        return InPeople(
            f"With England’s death rates, {name} would have had about {round_honestly(-total.fewer):,} more "
            f"deaths of {who} from {causes} in {found.period_label} ({more})."
        )
    return InPeople(
        f"With England’s death rates, {name} would have had about ",
        f"{round_honestly(total.fewer):,} fewer deaths",
        f" of {who} from {_CAUSES.get(len(found.causes), 'these')} groups of causes in {found.period_label} "
        f"({between}): {listed([_of(cause) for cause in found.causes])}.",
    )


def _of(cause: FewerDeaths) -> str:
    fewer = round_honestly(cause.fewer)
    if cause.lower_ci <= 0:
        return f"no clear number of {cause.counted:,.0f} from {cause.cause}"
    return f"some {fewer:,} of {cause.counted:,.0f} from {cause.cause}"


def gap_sentence(gap: Gap) -> str:
    """'Men in Blackpool live 5.9 years less than in England (4.8 to 7.0), women 3.8 (2.7 to 4.8).'"""
    parts = []
    for sex, row in gap.rows.iterrows():
        apart = row.gap_lower > 0 or row.gap_upper < 0
        between = interval(row.gap_lower, row.gap_upper, 1)
        years = f"{number(abs(row.gap), 1)} years {'less' if row.gap > 0 else 'longer'}"
        told = f"live {years} than in England" if apart else "cannot be told apart from England"
        parts.append(f"{SEX_WORDS[sex].capitalize()} in {gap.name} {told} ({between}).")
    if gap.is_clear:
        men, women = gap.rows.loc["male"], gap.rows.loc["female"]
        return (
            f"Men in {gap.name} live {number(men.gap, 1)} years less than in England "
            f"({interval(men.gap_lower, men.gap_upper, 1)}), women {number(women.gap, 1)} "
            f"({interval(women.gap_lower, women.gap_upper, 1)})."
        )
    return " ".join(parts)
