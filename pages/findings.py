"""Sentences that say what the figures carry, and no more: written from results, never by hand."""

from __future__ import annotations

import pandas as pd

from geo.levels import level_words
from metrics.change import Change
from metrics.metric import Metric, Polarity
from pages.components.standing import counts
from pages.components.words import count_of, interval, listed, number, status, value

SEX_WORDS = {"female": "women", "male": "men", "persons": "everyone"}


def in_sentence(title: str) -> str:
    """A title inside a sentence: "Life expectancy" becomes "life expectancy", "A&E" and "COPD" stay."""
    first = title.split()[0]
    return title if len(first) > 1 and first[:2].isupper() or "&" in first else title[:1].lower() + title[1:]


def limits(metric: Metric) -> dict[str, str]:
    """Statuses worded for this metric where the general wording would be wrong."""
    if metric.statistic.kind.startswith("life_expectancy"):
        return {"too_small": "Too small to judge: 5,000 person-years or fewer"}
    if metric.is_published:
        return {"missing": "Not published for this area"}
    return {}


def monthly_unit(metric: Metric, frequency: str) -> str:
    """The unit with the length of time it speaks of, for rates of events and totals."""
    if not metric.statistic.grows_with_time:
        return metric.unit
    return f"{metric.unit}, a month" if frequency == "month" else f"{metric.unit}, a year"


def standing_sentence(row: pd.Series, metric: Metric, area_name: str) -> str:
    """One area's newest figure against its comparator."""
    who = "" if row.sex == "persons" else f" for {SEX_WORDS[row.sex]}"
    subject = f"In {area_name} the figure for {in_sentence(metric.title)}{who}"
    if row.status != "ok":
        return f"{subject} is not shown. {status(row.status, limits(metric))}"
    figure = value(row.value, metric.decimals, monthly_unit(metric, row.frequency))
    against = number(row.comparator_value, metric.decimals)
    if row.outcome == "not compared":
        return f"{subject} is {figure}"
    if metric.statistic.kind == "life_expectancy_gap":
        return gap_sentence(row, metric, area_name)
    if metric.statistic.kind == "admissions_avoided":
        return avoided_sentence(row, area_name)
    if row.outcome == "similar":
        return f"{subject} is {figure}, which cannot be told apart from {against} in {row.comparator}"
    return (
        f"{subject} is {figure}, {'higher' if row.value > row.comparator_value else 'lower'} than the "
        f"{against} of {row.comparator}"
    )


def gap_sentence(row: pd.Series, metric: Metric, area_name: str) -> str:
    """Years shorter or longer than in England."""
    who = SEX_WORDS[row.sex].capitalize()
    if row.outcome == "similar":
        return f"{who} in {area_name} cannot be told apart from England in their length of life"
    years = number(abs(row.value), metric.decimals)
    return f"{who} in {area_name} live {years} years {'less' if row.value > 0 else 'longer'} than in England"


def avoided_sentence(row: pd.Series, area_name: str) -> str:
    """Fewer or more than the trend, or neither."""
    if row.outcome == "similar":
        return f"In {area_name} admissions cannot be told apart from their own earlier trend"
    side = "fewer" if row.value > 0 else "more"
    return (
        f"In {area_name} there were {abs(row.value):,.0f} admissions {side} than the earlier trend foretold"
    )


def ranking_title(rows: pd.DataFrame, level: str, comparator: str) -> str:
    """How many areas stand where, as a title."""
    found, total = counts(rows), len(rows)
    words = level_words(level)
    if total == 1:
        return f"One {words.singular} only"
    if not found["higher"] and not found["lower"]:
        if found["apart"]:
            return f"None of {total} {words.plural} can be told apart from {comparator}"
        return f"{count_of(total, words.singular, words.plural)} in order; no comparison is drawn"
    (first, more), (second, fewer) = sorted(
        (("higher", found["higher"]), ("lower", found["lower"])), key=lambda side: -side[1]
    )
    leading = f"{more} of {total} {words.plural} {'is' if more == 1 else 'are'} {first} than {comparator}"
    return f"{leading}, {fewer or 'none'} {second}"


def worst_first(metric: Metric) -> bool:
    """Whether a ranking begins with the lowest figure, so that what needs attention stands at its top."""
    return metric.polarity is Polarity.HIGHER_IS_BETTER


def leading_title(rows: pd.DataFrame, level: str, metric: Metric) -> str:
    """Which area stands at the top of the ranking, and whether that is certain."""
    lowest = worst_first(metric)
    shown = rows[rows.status == "ok"].sort_values("value", ascending=lowest)
    word, words = ("lowest" if lowest else "highest"), level_words(level)
    if len(shown) < 2 or shown.lower_ci.isna().any():
        return f"{words.plural.capitalize()} from {'low to high' if lowest else 'high to low'}"
    first = shown.iloc[0]
    near = shown[(shown.lower_ci <= first.upper_ci) & (shown.upper_ci >= first.lower_ci)]["name"].tolist()
    if len(near) == 1:
        return f"{first['name']} is the {word} {words.singular}"
    if len(near) == len(shown):
        return f"Which {words.singular} is {word} is not certain"
    if len(near) <= 3:
        return f"{listed(near)} are {word}; their order is not certain"
    return (
        f"{listed(near[:2])} and {count_of(len(near) - 2, 'other')} may be {word}: their order is not certain"
    )


def change_title(found: Change, metric: Metric) -> str:
    """What the trend shows, as a chart's title."""
    title = metric.title
    if found.verdict == "cannot say":
        return f"{title}: too little to say whether it changes"
    if found.verdict == "no clear change":
        return f"{title}: no clear change"
    movement = {"up": "are up", "down": "are down"}.get(found.direction, "moved")
    return (
        f"{title}: figures {movement}, "
        f"{'for the better' if found.verdict == 'improving' else 'for the worse'}"
    )


def detail(row: pd.Series, metric: Metric) -> str:
    """Interval and period in one line."""
    between = interval(row.lower_ci, row.upper_ci, metric.decimals)
    return f"{between} · {row.period_label}" if between else str(row.period_label)
