"""A metric's target in words, the same on cards, charts, tables and documents."""

from __future__ import annotations

from datetime import date

from metrics.language.metric import Metric


def goal(metric: Metric) -> str:
    """The target's figure: '75%', '38.5'."""
    return f"{exact(metric.target.value)}{'%' if metric.statistic.is_share else ''}"


def target_label(metric: Metric) -> str:
    """'Target 38.5', the label on a chart; 'Example 38.5' if no one has adopted the target."""
    return f"{'Example' if metric.target.is_example else 'Target'} {goal(metric)}"


def target_words(metric: Metric) -> str:
    """The target with its unit and its date, if it has one: '75% of cancers by 31 December 2028'."""
    target = metric.target
    unit = metric.unit if metric.statistic.is_share else f" {metric.unit}"
    a_month = ", a month" if target.per == "month" else ""
    by = f" by {_day(target.by)}" if target.by else ""
    example = " (example)" if target.is_example else ""
    return f"{exact(target.value)}{unit}{a_month}{by}{example}"


def target_source(metric: Metric) -> str:
    """Who asks for the target, and by when."""
    by = f", to be met by {_day(metric.target.by)}" if metric.target.by else ""
    return f"{metric.target.source}{by}"


def exact(figure: float) -> str:
    """A target's number with the digits it was given: '75', '38.5', '1,200'."""
    return f"{figure:,.4f}".rstrip("0").rstrip(".").replace("-", "\N{MINUS SIGN}")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
