"""What needs attention, in words: each finding, its figure and how many people it affects."""

from __future__ import annotations

from metrics.judgement.attention import FAR_WORSE, Concern
from metrics.judgement.standing import Standing
from metrics.language.metric import Metric
from metrics.language.target_words import exact
from pages.words import findings
from pages.words.numbers import interval, missing, number, sign, value
from pages.words.subject import Subject, in_sentence, subject

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
_MIN_PART = 0.075
NOTHING = "No published metric is getting worse by more than chance, and none is far worse than in England."


def title(concern: Concern) -> str:
    """'The share of children in low-income families has risen by about a quarter since 2021/22'."""
    standing = concern.standing
    newest, reason = standing.newest, standing.change.reason
    about = subject(standing.metric, newest.sex)
    if concern.kind == FAR_WORSE:
        return f"{about.verb('is', 'are')} {_compared(newest.value, newest.comparator_value)}"
    previous = _before(standing)
    if previous is not None and reason.startswith(("Up from ", "Down from ")):
        return _since(about, newest.value, previous.value, previous.period_label)
    words = in_sentence(reason).replace(" its ", " the ")
    if words.endswith("usual range"):
        return f"{about.verb('is', 'are')} {words}"
    for was, now in (("rising ", "risen "), ("falling ", "fallen ")):
        if words.startswith(was):
            return f"{about.has} {now}{words.removeprefix(was)}"
    return f"{about.has} been {words}"


def figure(concern: Concern) -> str:
    """The newest figure with its interval or usual range, its period, and the figure it is compared with."""
    standing = concern.standing
    metric, newest = standing.metric, standing.newest
    unit = findings.monthly_unit(metric, newest.frequency)
    between = interval(newest.lower_ci, newest.upper_ci, metric.decimals)
    words = f"{value(newest.value, metric.decimals, unit)} in {newest.period_label}"
    if concern.kind == FAR_WORSE:
        compared = f"{words} ({between}); England {_short(newest.comparator_value, metric)}."
        return f"{compared} It is improving." if standing.change.verdict == "improving" else compared
    if standing.change.chart is not None:
        low, high, average = usual_range(standing)
        return f"{words}; average {average}, usual range {low} to {high}."
    words = f"{words} ({between})" if between else words
    previous = _before(standing)
    if previous is None:
        return f"{words}."
    return f"{words}, after {_short(previous.value, metric)} in {previous.period_label}."


def people(concern: Concern) -> str:
    """'13,100 more children than in 2021/22', or that the number is not known."""
    affected = concern.people
    if affected is None:
        return "The number of people is not known"
    side = "more" if affected.more else "fewer"
    if not missing(affected.in_all):
        return f"{affected.in_all:,.0f} {affected.noun}, {affected.rounded:,} {side} {affected.than}"
    return f"{affected.rounded:,} {side} {affected.noun} {affected.than}"


def usual_range(standing: Standing) -> tuple[str, str, str]:
    """Lower limit, upper limit and average of the newest month, for a month as long as it."""
    chart, newest, decimals = standing.change.chart, standing.newest, standing.metric.decimals
    length = 1.0
    if standing.metric.statistic.grows_with_time:
        length = ((newest.period_end - newest.period_start).days + 1) / (365.25 / 12)
    at = -1
    low, high, average = (
        float(line[at]) * length for line in (chart.lower_limit, chart.upper_limit, chart.centre)
    )
    # Nothing that is counted falls below zero.
    return number(max(low, 0.0), decimals), number(high, decimals), number(average, decimals)


def _before(standing: Standing):
    known = standing.change.series[standing.change.series.status == "ok"]
    before = known[known.period_end < standing.newest.period_start]
    return None if before.empty else before.iloc[-1]


def _short(figure_value: float, metric: Metric) -> str:
    return number(figure_value, metric.decimals) + sign(metric)


def _since(about: Subject, now: float, before: float, period: str) -> str:
    if before and now >= 1.9 * before:
        return f"{about.verb('is', 'are')} about {_times(now / before)} as high as in {period}"
    part = _part(abs(now / before - 1)) if before else ""
    moved = f"{about.has} {'risen' if now > before else 'fallen'}"
    return f"{moved} by about {part} since {period}" if part else f"{moved} since {period}"


def _compared(area: float, england: float) -> str:
    if area >= 1.9 * england:
        return f"about {_times(area / england)} as high as in England"
    part = _part(abs(area / england - 1))
    return f"about {part} {'higher' if area > england else 'lower'} than in England"


def _times(ratio: float) -> str:
    return "twice" if ratio < 2.25 else f"{exact(round(ratio * 2) / 2)} times"


def _part(share: float) -> str:
    return min(_PARTS, key=lambda part: abs(part[0] - share))[1] if share >= _MIN_PART else ""
