"""What needs attention, in words: each thing's finding, its figure and how many people it touches."""

from __future__ import annotations

from metrics.judgement.attention import FAR_WORSE, Concern
from metrics.judgement.standing import Standing
from metrics.language.metric import Metric
from metrics.language.target_words import exact
from pages.words import findings
from pages.words.numbers import interval, missing, number, sign, value

_PARTS = (
    (1 / 10, "a tenth"),
    (1 / 5, "a fifth"),
    (1 / 4, "a quarter"),
    (1 / 3, "a third"),
    (2 / 5, "two fifths"),
    (1 / 2, "half"),
    (2 / 3, "two thirds"),
    (3 / 4, "three quarters"),
)
_LEAST_PART = 0.075


def title(concern: Concern) -> str:
    """'Children in low-income families: up about a quarter'."""
    one: Standing = concern.standing
    if concern.kind == FAR_WORSE:
        return f"{one.name}: {_apart(one.newest.value, one.newest.comparator_value)}"
    previous = _before(one)
    if one.change.chart is None and previous is not None and one.change.reason.startswith("From "):
        return f"{one.name}: {_moved(one.newest.value, previous.value)}"
    reason = one.change.reason.replace(" its ", " the ")
    return f"{one.name}: {reason[:1].lower()}{reason[1:]}"


def figure(concern: Concern) -> str:
    """The newest figure with its interval or usual range, the period, and what it is held against."""
    one: Standing = concern.standing
    metric, newest = one.metric, one.newest
    unit = findings.monthly_unit(metric, newest.frequency)
    between = interval(newest.lower_ci, newest.upper_ci, metric.decimals)
    said = f"{value(newest.value, metric.decimals, unit)} in {newest.period_label}"
    if concern.kind == FAR_WORSE:
        held = f"{said} ({between}); England {_short(newest.comparator_value, metric)}."
        return f"{held} It is improving." if one.change.verdict == "improving" else held
    if one.change.chart is not None:
        low, high, average = usual_range(one)
        return f"{said}; average {average}, usual range {low} to {high}."
    said = f"{said} ({between})" if between else said
    previous = _before(one)
    if previous is None:
        return f"{said}."
    return f"{said}, after {_short(previous.value, metric)} in {previous.period_label}."


def people(concern: Concern) -> str:
    """'13,100 more children than in 2021/22', or that the number cannot be said."""
    touched = concern.people
    if touched is None:
        return "How many people cannot be said."
    side = "more" if touched.more else "fewer"
    if not missing(touched.in_all):
        return f"{touched.in_all:,.0f} {touched.noun}, {touched.rounded:,} {side} {touched.than}"
    return f"{touched.rounded:,} {side} {touched.noun} {touched.than}"


def usual_range(one: Standing) -> tuple[str, str, str]:
    """Lower limit, upper limit and average of the newest month, for a month as long as it."""
    chart, newest, decimals = one.change.chart, one.newest, one.metric.decimals
    length = 1.0
    if one.metric.statistic.grows_with_time:
        length = ((newest.period_end - newest.period_start).days + 1) / (365.25 / 12)
    at = -1
    low, high, average = (
        float(line[at]) * length for line in (chart.lower_limit, chart.upper_limit, chart.centre)
    )
    # Nothing that is counted falls below zero.
    return number(max(low, 0.0), decimals), number(high, decimals), number(average, decimals)


def _before(one: Standing):
    known = one.change.series[one.change.series.status == "ok"]
    before = known[known.period_end < one.newest.period_start]
    return None if before.empty else before.iloc[-1]


def _short(figure_value: float, metric: Metric) -> str:
    return number(figure_value, metric.decimals) + sign(metric)


def _moved(now: float, before: float) -> str:
    up = now > before
    if not before:
        return "up" if up else "down"
    if now >= 1.9 * before:
        return f"about {_times(now / before)} the figure before"
    part = _part(abs(now / before - 1))
    return f"{'up' if up else 'down'} about {part}" if part else ("up" if up else "down")


def _apart(area: float, england: float) -> str:
    if area >= 1.9 * england:
        return f"about {_times(area / england)} England’s"
    part = _part(abs(area / england - 1))
    return f"about {part} {'above' if area > england else 'below'} England"


def _times(ratio: float) -> str:
    return "twice" if ratio < 2.25 else f"{exact(round(ratio * 2) / 2)} times"


def _part(share: float) -> str:
    return min(_PARTS, key=lambda part: abs(part[0] - share))[1] if share >= _LEAST_PART else ""
