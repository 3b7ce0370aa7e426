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


def in_people_words(gap: GapInPeople, name: str) -> InPeople:
    """What the gap is in deaths, with its interval, and by cause. No claim beyond the interval."""
    total, who = gap.total, "people under 75"
    between = interval(*(round_honestly(limit) for limit in (total.lower_ci, total.upper_ci)))
    causes = listed([cause.cause for cause in gap.causes])
    if not gap.differs:
        return InPeople(
            f"With England’s death rates, {name} would not clearly have had fewer or more deaths of {who} "
            f"from {causes} in {gap.period_label} ({between} fewer)."
        )
    if total.fewer < 0:
        more = interval(*(round_honestly(-limit) for limit in (total.upper_ci, total.lower_ci)))
        return InPeople(
            f"With England’s death rates, {name} would have had about {round_honestly(-total.fewer):,} more "
            f"deaths of {who} from {causes} in {gap.period_label} ({more})."
        )
    return InPeople(
        f"With England’s death rates, {name} would have had about ",
        f"{round_honestly(total.fewer):,} fewer deaths",
        f" of {who} from {_CAUSES.get(len(gap.causes), 'these')} groups of causes in {gap.period_label} "
        f"({between}): {listed([_of(cause) for cause in gap.causes])}.",
    )


def _of(cause: FewerDeaths) -> str:
    fewer = round_honestly(cause.fewer)
    if cause.lower_ci <= 0:
        return f"no clear number of the {cause.counted:,.0f} from {cause.cause}"
    return f"{fewer:,} of {cause.counted:,.0f} from {cause.cause}"


def gap_title(gap: Gap) -> str:
    """'Life expectancy in Blackpool is 5.9 years lower than in England for men and 3.8 for women'."""
    if not gap.is_clear:
        return f"Life expectancy in {gap.name} compared with England"
    men, women = (number(gap.rows.gap[sex], 1) for sex in ("male", "female"))
    return f"Life expectancy in {gap.name} is {men} years lower than in England for men and {women} for women"


def gap_sentence(gap: Gap) -> str:
    """The gap of men and of women, each with its interval; no side that the interval does not support."""
    parts = []
    for sex, row in gap.rows.iterrows():
        differs = row.gap_lower > 0 or row.gap_upper < 0
        between = interval(row.gap_lower, row.gap_upper, 1)
        years = f"by {number(abs(row.gap), 1)} years"
        side = f"is {'lower' if row.gap > 0 else 'higher'} than in England {years}"
        compared = side if differs else "cannot be told apart from England’s"
        parts.append(f"Life expectancy of {SEX_WORDS[sex]} in {gap.name} {compared} ({between}).")
    if gap.is_clear:
        men, women = gap.rows.loc["male"], gap.rows.loc["female"]
        return (
            f"Life expectancy in {gap.name} is lower than in England by {number(men.gap, 1)} years for men "
            f"({interval(men.gap_lower, men.gap_upper, 1)}) and by {number(women.gap, 1)} years for women "
            f"({interval(women.gap_lower, women.gap_upper, 1)})."
        )
    return " ".join(parts)
