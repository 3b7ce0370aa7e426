"""One metric of a shift as a row: the model that screen and paper draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.judgement.compared_areas import direction_and_judgement
from metrics.judgement.standing import Standing
from metrics.judgement.target_status import assurance, target_status
from metrics.language.metric import Polarity
from metrics.language.target_words import exact, goal, target_source
from pages.charts.sparkline import spark, spark_note
from pages.words import findings
from pages.words.numbers import full_date, held_back_words, interval, missing, number, sign, status
from pages.words.shift import compared_words


def score_row(standing: Standing, address: str = "") -> ScoreRow:
    """One metric's row in words; ``address`` is where its name leads."""
    metric, newest = standing.metric, standing.newest
    shared = {
        "name": standing.name,
        "address": address,
        "unit": findings.monthly_unit(metric, newest.frequency),
        "provenance": newest.provenance,
        **_target_words(standing),
    }
    if not standing.has_figure:
        why = status(newest.status, findings.limits(metric))
        period = f", {newest.period_label}" if newest.period_label else ""
        return ScoreRow(**shared, status=newest.status, status_words=f"{why}{period}")
    between = interval(newest.lower_ci, newest.upper_ci, metric.decimals)
    return ScoreRow(
        **shared,
        value=number(newest.value, metric.decimals) + sign(metric),
        lines=(between or "no interval", newest.period_label, held_back_words(standing.held_back)),
        picture=spark(standing),
        picture_words=_over_time(standing),
        picture_note=spark_note(standing),
        verdict=standing.change.verdict,
        direction=standing.change.direction,
        reason=f"{standing.change.reason}.",
        standing=direction_and_judgement(newest),
        compared=compared_words(standing),
    )


def _over_time(standing: Standing) -> str:
    known, decimals = standing.change.series[standing.change.series.status == "ok"], standing.metric.decimals
    first, last = known.iloc[0], known.iloc[-1]
    if len(known) == 1:
        return f"One figure: {number(last.value, decimals)} in {last.period_label}"
    return (
        f"From {number(first.value, decimals)} in {first.period_label} to {number(last.value, decimals)} in "
        f"{last.period_label}, {len(known)} figures"
    )


_TARGET_WORDS = {
    "meets": "Meets",
    "misses": "Misses",
    "sometimes": "Sometimes meets",
    "cannot be told apart": "Cannot be told apart from",
}


_RANGES = {
    "meets": "Will be met unless something changes.",
    "misses": "Will not be met without a change.",
    "sometimes": "Met in some months by chance.",
}


# Without a monthly chart the interval alone decides, and the icon shows on which side of the target it is.
_NEWEST = {"meets": "Met in the latest month.", "misses": "Missed in the latest month."}
_ICONS = {"meets": "meets", "misses": "misses", "cannot be told apart": "sometimes"}


def _target_words(standing: Standing) -> dict[str, object]:
    """Target, its source and what the control chart assures, or else the interval, for a row."""
    metric = standing.metric
    if metric.target is None:
        return {}
    target = metric.target
    example = " (example)" if target.is_example else ""
    aim = f"{goal(metric)}{example}"
    status_now = target_status(standing.newest, metric)
    assured = assurance(standing.change, metric)
    newest = _NEWEST.get(status_now, "") if assured else ""
    notes = [_why_not_compared(standing) if not assured else "", _RANGES.get(assured, ""), newest]
    notes += [f"{target_source(metric)}.", _own_target(standing)]
    word = _TARGET_WORDS.get(assured or status_now)
    icon = assured or _ICONS.get(status_now, "")
    level = float(standing.change.chart.centre[-1]) if assured else standing.newest.value
    return {
        "target": f"{word} {aim}" if word else f"{aim}: not compared",
        "target_note": " ".join(note for note in notes if note),
        "target_icon": icon,
        "target_above": bool(icon) and float(level) > target.value,
    }


def _own_target(standing: Standing) -> str:
    """The target that the system set for itself in addition to a published one."""
    own = standing.metric.target.own
    if own is None:
        return ""
    return f"The system's own: {exact(own.value)}, by {full_date(own.by)}, {own.adopted} ({own.source})."


def _why_not_compared(standing: Standing) -> str:
    if target_status(standing.newest, standing.metric) != "not compared" or not standing.has_figure:
        return ""
    if standing.metric.polarity is Polarity.NEUTRAL:
        return "Neither higher nor lower is better."
    return (
        "Published without an interval."
        if missing(standing.newest.lower_ci)
        else "It is set for a whole year."
    )


@dataclass(frozen=True)
class ScoreRow:
    """One row, in words. `status` is "ok" or why there is no figure, in `status_words`.

    `lines` are below the value: interval, period, a newer period that is held back. `target_icon` is a kind
    of charts.icons.assurance_icon or "". `standing` is direction and judgement (judgement.compared_areas).
    """

    name: str
    address: str
    unit: str
    provenance: str
    status: str = "ok"
    status_words: str = ""
    value: str = ""
    lines: Sequence[str] = ()
    picture: str = ""
    picture_words: str = ""
    picture_note: str = ""
    verdict: str = "cannot say"
    direction: str = "none"
    reason: str = ""
    target: str = "None set"
    target_note: str = ""
    target_icon: str = "none"
    target_above: bool = True
    standing: tuple[str, str] = ("none", "neutral")
    compared: str = "not compared"
