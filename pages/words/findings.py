"""Sentences that claim what the figures support and no more: written from results, never by hand."""

from __future__ import annotations

import pandas as pd

from data.strategy import priorities, strategy_system
from geo.areas import Geography
from geo.levels import level_words
from metrics.judgement.change import Change
from metrics.judgement.compared_areas import counts, worst_first
from metrics.language.metric import Metric
from metrics.language.sexes import SEX_WORDS
from pages.words.numbers import count_of, interval, listed, number, number_within, sign, status, value
from pages.words.subject import Subject, in_sentence, subject


def limits(metric: Metric) -> dict[str, str]:
    """Statuses worded for this metric where the general wording would be wrong."""
    smallest = metric.statistic.too_small_words
    words = {"too_small": f"Too small to judge: {smallest}"} if smallest else {}
    return words | ({"missing": "Not published for this area"} if metric.is_published else {})


def monthly_unit(metric: Metric, frequency: str) -> str:
    """The unit with its length of time, for rates of events and totals."""
    if not metric.statistic.grows_with_time:
        return metric.unit
    return f"{metric.unit} a month" if frequency == "month" else f"{metric.unit} a year"


def standing_sentence(row: pd.Series, metric: Metric, area_name: str) -> str:
    """One area's figure and its comparator, without the full stop; no side that its interval lacks."""
    about = _subject(row, metric, area_name)
    if row.status != "ok":
        why = in_sentence(status(row.status, limits(metric)))
        return f"There is no figure for {in_sentence(about.words)}" + (
            "" if why == "no figure" else f" ({why})"
        )
    if metric.statistic.difference is not None and row.outcome != "not compared":
        return difference_sentence(row, metric, area_name)
    figure = value(row.value, metric.decimals, monthly_unit(metric, row.frequency))
    sentence = f"{about.verb('was', 'were')} {figure}"
    if row.outcome == "not compared":
        return sentence
    comparator = f"{number(row.comparator_value, metric.decimals)}{sign(metric)} in {row.comparator}"
    if row.outcome == "similar":
        return f"{sentence}, which cannot be told apart from {comparator}"
    side = "higher" if row.value > row.comparator_value else "lower"
    just = "just " if _looks_equal(row, metric) else ""
    return f"{sentence}, {just}{side} than {comparator}"


def _subject(row: pd.Series, metric: Metric, area_name: str) -> Subject:
    about = subject(metric, row.sex)
    return Subject(f"{about.words} in {area_name}", about.is_plural)


def _looks_equal(row: pd.Series, metric: Metric) -> bool:
    return number(row.value, metric.decimals) == number(row.comparator_value, metric.decimals)


def difference_sentence(row: pd.Series, metric: Metric, area_name: str) -> str:
    """On which side of its comparator an area is and by how much, for a figure that is itself a difference;
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
    """How many areas are higher and lower than the comparator, as a title."""
    number_of, total = counts(rows), len(rows)
    words = level_words(level)
    if total == 1:
        return f"One {words.singular} only"
    if not number_of["higher"] and not number_of["lower"]:
        if number_of["apart"]:
            return f"None of {total} {words.plural} can be told apart from {comparator}"
        return f"{count_of(total, words.singular, words.plural)} in order, without a comparison"
    (first, more), (second, fewer) = sorted(
        (("higher", number_of["higher"]), ("lower", number_of["lower"])), key=lambda side: -side[1]
    )
    leading = f"{more} of {total} {words.plural} {'is' if more == 1 else 'are'} {first} than {comparator}"
    return f"{leading} and {fewer or 'none'} {'are' if fewer > 1 else 'is'} {second}"


def leading_title(rows: pd.DataFrame, level: str, metric: Metric) -> str:
    """Which area is at the top of the ranking, and how many others could be there."""
    lowest = worst_first(metric)
    shown = rows[rows.status == "ok"].sort_values("value", ascending=lowest)
    low, words = ("low" if lowest else "high"), level_words(level)
    if len(shown) < 2 or shown.lower_ci.isna().any():
        return f"{words.plural.capitalize()} from {'low to high' if lowest else 'high to low'}"
    first = shown.iloc[0]
    near = shown[(shown.lower_ci <= first.upper_ci) & (shown.upper_ci >= first.lower_ci)]["name"].tolist()
    if len(near) == len(shown):
        return f"It is not certain which {words.singular} has the {low}est figure"
    if len(near) == 1:
        among = "" if len(shown) == len(rows) else f" of the {len(shown)} {words.plural} with a figure"
        return f"{near[0]} has the {low}est figure{among}"
    if len(near) <= 3:
        return f"The {low}est figure is in {near[0]}, but {listed(near[1:], 'or')} could be as {low}"
    others = len(near) - 2
    more = f"{number_within(others)} other {words.singular if others == 1 else words.plural}"
    return f"The {low}est figures are in {listed(near[:2])}, but {more} could be as {low}"


def moved(change: Change) -> str:
    """'up', 'down' or "" for a figure that has not changed by more than chance."""
    return change.direction if change.verdict != "cannot say" and change.direction in ("up", "down") else ""


def change_title(change: Change, metric: Metric, sex: str = "") -> str:
    """What the trend shows, as a chart's title; a direction only where the verdict has one. ``sex`` is that
    of the series unless it is given.
    """
    of_series = change.series.sex.iloc[0] if len(change.series) else ""
    about, direction = subject(metric, sex or of_series), moved(change)
    has_moved = f"{about.has} {'risen' if direction == 'up' else 'fallen'}"
    if change.verdict == "cannot say":
        return f"We cannot say whether {in_sentence(about.has)} changed"
    if change.verdict == "no clear change":
        if direction:
            return f"{has_moved}, which is neither better nor worse"
        return f"{about.verb('shows', 'show')} no clear change"
    better = change.verdict == "improving"
    if not direction:
        return f"{about.has} {'improved' if better else 'got worse'}"
    return f"{has_moved}, which is {'better' if better else 'worse'}"


def change_sentence(change: Change) -> str:
    """Verdict and reason in one sentence: 'Worsening: above its usual range.'"""
    return f"{change.verdict.capitalize()}: {in_sentence(change.reason)}."


def detail(row: pd.Series, metric: Metric) -> str:
    """Interval and period in one line."""
    between = interval(row.lower_ci, row.upper_ci, metric.decimals)
    return f"{between} · {row.period_label}" if between else str(row.period_label)


def first_comparator(results: pd.DataFrame, metric: Metric) -> str:
    """The comparator of the results as a sentence names it, a system as "the ICS"; "" where there is none."""
    named = results[results.comparator != ""]
    if named.empty:
        return ""
    if metric.statistic.difference is not None:
        return metric.statistic.difference.zero_words
    return "England" if named.comparator.iloc[0] == "England" else "the ICS"


def say_designed(here: Geography, level: str) -> str:
    """A sentence to add after the words for a level whose areas are designed; "" for other levels."""
    if not here.is_designed(level):
        return ""
    return f" These {level_words(level).plural} are designed, not official."


def priority_titles(metric: Metric, ics: str) -> list[str]:
    """The priorities of the system's strategy that a metric measures, by title; none for another system."""
    if ics != strategy_system():
        return []
    known = priorities()
    return [known[name].title for name in metric.priorities if name in known]


VERDICT_RULE = (
    "Each metric is judged by its own series: monthly figures by the rules of the NHS control chart, yearly "
    "figures by whether the last two intervals overlap or five years show a trend. A shift is “Yes” when "
    "most of its metrics are improving and none is getting worse, “In part” when more are improving than "
    "getting worse, “Not yet” when as many or more are getting worse, “No clear change” when none is "
    "improving or getting worse, and “Too early to say” when none has enough history. Demonstration data "
    "are left out. A metric with a figure each for men and women counts twice."
)
