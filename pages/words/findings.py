"""Sentences that say what the figures carry, and no more: written from results, never by hand."""

from __future__ import annotations

import pandas as pd

from data.strategy import priorities, strategy_system
from geo.areas import Geography
from geo.levels import level_words
from metrics.judgement.change import Change
from metrics.judgement.compared_areas import counts, worst_first
from metrics.language.metric import Metric
from metrics.language.sexes import SEX_WORDS
from pages.words.numbers import count_of, interval, listed, number, sign, status, value


def in_sentence(title: str) -> str:
    """A title inside a sentence: "Life expectancy" becomes "life expectancy", "A&E" and "COPD" stay."""
    first = title.split()[0]
    return title if len(first) > 1 and first[:2].isupper() or "&" in first else title[:1].lower() + title[1:]


def limits(metric: Metric) -> dict[str, str]:
    """Statuses worded for this metric where the general wording would be wrong."""
    smallest = metric.statistic.too_small_words
    words = {"too_small": f"Too small to judge: {smallest}"} if smallest else {}
    return words | ({"missing": "Not published for this area"} if metric.is_published else {})


def monthly_unit(metric: Metric, frequency: str) -> str:
    """The unit with the length of time it speaks of, for rates of events and totals."""
    if not metric.statistic.grows_with_time:
        return metric.unit
    return f"{metric.unit} a month" if frequency == "month" else f"{metric.unit} a year"


def standing_sentence(row: pd.Series, metric: Metric, area_name: str) -> str:
    """One area's figure against its comparator, without the full stop; no side that its interval lacks."""
    subject = _subject(row, metric, area_name)
    if row.status != "ok":
        why = status(row.status, limits(metric))
        return f"{subject}: no figure" + ("" if why == "No figure" else f". {why}")
    if metric.statistic.difference is not None and row.outcome != "not compared":
        return difference_sentence(row, metric, area_name)
    figure = value(row.value, metric.decimals, monthly_unit(metric, row.frequency))
    if row.outcome == "not compared":
        return f"{subject}: {figure}"
    against = number(row.comparator_value, metric.decimals) + sign(metric)
    if row.outcome == "similar":
        return f"{subject}: {figure}, which cannot be told apart from {against} in {row.comparator}"
    side = "higher" if row.value > row.comparator_value else "lower"
    just = "just " if _looks_equal(row, metric) else ""
    return f"{subject}: {figure}, {just}{side} than {against} in {row.comparator}"


def _subject(row: pd.Series, metric: Metric, area_name: str) -> str:
    who = f" of {SEX_WORDS[row.sex]}" if len(metric.sexes) > 1 else ""
    apart = "," if "," in metric.title else ""
    return f"{metric.title}{apart}{who} in {area_name}"


def _looks_equal(row: pd.Series, metric: Metric) -> bool:
    return number(row.value, metric.decimals) == number(row.comparator_value, metric.decimals)


def difference_sentence(row: pd.Series, metric: Metric, area_name: str) -> str:
    """Which side of its comparator an area lies on and by how much, of a figure that is a difference itself;
    no side that its interval lacks.
    """
    side = "apart" if row.outcome == "similar" else "higher" if row.value > 0 else "lower"
    return metric.statistic.difference.sentence(
        side,
        figure=number(row.value, metric.decimals),
        size=number(abs(row.value), metric.decimals),
        is_slight=_looks_equal(row, metric),
        who=SEX_WORDS[row.sex],
        area=area_name,
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


def leading_title(rows: pd.DataFrame, level: str, metric: Metric) -> str:
    """Which area stands at the top of the ranking, and whether that is certain."""
    lowest = worst_first(metric)
    shown = rows[rows.status == "ok"].sort_values("value", ascending=lowest)
    word, words = ("lowest" if lowest else "highest"), level_words(level)
    if len(shown) < 2 or shown.lower_ci.isna().any():
        return f"{words.plural.capitalize()} from {'low to high' if lowest else 'high to low'}"
    first = shown.iloc[0]
    near = shown[(shown.lower_ci <= first.upper_ci) & (shown.upper_ci >= first.lower_ci)]["name"].tolist()
    if len(near) == len(shown):
        return f"Which {words.singular} is {word} is not certain"
    if len(near) == 1:
        among = "" if len(shown) == len(rows) else f" of {len(shown)} {words.plural} with a figure"
        return f"{near[0]} is {word}{among}" if among else f"{near[0]} is the {word} {words.singular}"
    if len(near) <= 3:
        return f"{listed(near, 'or')} is {word}: which one is not certain"
    others = count_of(len(near) - 2, "other")
    return f"{listed([*near[:2], others], 'or')} may be {word}: which one is not certain"


def moved(found: Change) -> str:
    """'up', 'down' or "" for a figure that did not move by more than chance."""
    return found.direction if found.verdict != "cannot say" and found.direction in ("up", "down") else ""


def change_title(found: Change, metric: Metric) -> str:
    """What the trend shows, as a chart's title; a direction only where the verdict has one."""
    if found.verdict == "cannot say":
        return f"{metric.title}: cannot say whether the figure changes"
    way = moved(found)
    if found.verdict == "no clear change":
        return f"{metric.title}: {f'{way}, neither better nor worse' if way else 'no clear change'}"
    judged = "for the better" if found.verdict == "improving" else "for the worse"
    return f"{metric.title}: {f'{way}, ' if way else 'a change '}{judged}"


def change_sentence(found: Change) -> str:
    """Verdict and reason in one sentence: 'Worsening: above its usual range.'"""
    reason = found.reason[:1].lower() + found.reason[1:]
    return f"{found.verdict.capitalize()}: {reason}."


def detail(row: pd.Series, metric: Metric) -> str:
    """Interval and period in one line."""
    between = interval(row.lower_ci, row.upper_ci, metric.decimals)
    return f"{between} · {row.period_label}" if between else str(row.period_label)


def first_comparator(results: pd.DataFrame, metric: Metric) -> str:
    """Whom the results are compared with, as a sentence says it; "" for nobody. A system is "the ICS"."""
    named = results[results.comparator != ""]
    if named.empty:
        return ""
    if metric.statistic.difference is not None:
        return metric.statistic.difference.zero_words
    return "England" if named.comparator.iloc[0] == "England" else "the ICS"


def say_designed(here: Geography, level: str) -> str:
    """A sentence to put behind the words for a level whose areas are designed; nothing for other levels."""
    if not here.is_designed(level):
        return ""
    return f" These {level_words(level).plural} are designed, not official."


def priority_titles(metric: Metric, ics: str) -> list[str]:
    """What the system's strategy calls the priorities that a metric tells of; none for another system."""
    if ics != strategy_system():
        return []
    known = priorities()
    return [known[name].title for name in metric.priorities if name in known]


VERDICT_RULE = (
    "Each metric is judged by its own series: monthly ones by the rules of the NHS control chart, "
    "yearly ones by whether the last two intervals overlap or five years show a trend. A shift is "
    "“Yes” when most of its metrics improve and none worsens, "
    "“In part” when more improve than worsen, “Not yet” when as many or more worsen, and “Too early "
    "to say” when none has enough history. "
    "Figures made from demonstration records have no say. Men and women count as two."
)
