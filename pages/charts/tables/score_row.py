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


def score_row(one: Standing, address: str = "") -> ScoreRow:
    """One metric's row in words; ``address`` is where its name leads."""
    metric, newest = one.metric, one.newest
    shared = {
        "name": one.name,
        "address": address,
        "unit": findings.monthly_unit(metric, newest.frequency),
        "provenance": newest.provenance,
        **_target_words(one),
    }
    if not one.has_figure:
        said = status(newest.status, findings.limits(metric))
        period = f", {newest.period_label}" if newest.period_label else ""
        return ScoreRow(**shared, status=newest.status, status_words=f"{said}{period}")
    between = interval(newest.lower_ci, newest.upper_ci, metric.decimals)
    return ScoreRow(
        **shared,
        value=number(newest.value, metric.decimals) + sign(metric),
        lines=(between or "no interval", newest.period_label, held_back_words(one.held_back)),
        picture=spark(one),
        picture_words=_over_time(one),
        picture_note=spark_note(one),
        verdict=one.change.verdict,
        direction=one.change.direction,
        reason=f"{one.change.reason}.",
        standing=direction_and_judgement(newest),
        compared=compared_words(one),
    )


def _over_time(one: Standing) -> str:
    known, decimals = one.change.series[one.change.series.status == "ok"], one.metric.decimals
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
    "meets": "Its usual range lies on the right side.",
    "misses": "Its usual range lies on the wrong side.",
    "sometimes": "Its usual range spans it: met some months by chance.",
}


# The interval of a figure that is not charted by month decides alone, and its icon shows where it lies.
_ICONS = {"meets": "meets", "misses": "misses", "cannot be told apart": "sometimes"}


def _target_words(one: Standing) -> dict[str, object]:
    """Target, its source and what the control chart assures, or else the interval, for a row."""
    metric = one.metric
    if metric.target is None:
        return {}
    target = metric.target
    example = " (example)" if target.is_example else ""
    aim = f"{goal(metric)}{example}"
    found = target_status(one.newest, metric)
    assured = assurance(one.change, metric)
    newest = f"Newest month: {found}." if assured and found in ("meets", "misses") else ""
    notes = [_why_not_compared(one) if not assured else "", _RANGES.get(assured, ""), newest]
    notes += [f"{target_source(metric)}.", _beside(one)]
    word = _TARGET_WORDS.get(assured or found)
    icon = assured or _ICONS.get(found, "")
    level = float(one.change.chart.centre[-1]) if assured else one.newest.value
    return {
        "target": f"{word} {aim}" if word else f"{aim}: not compared",
        "target_note": " ".join(note for note in notes if note),
        "target_icon": icon,
        "target_above": bool(icon) and float(level) > target.value,
    }


def _beside(one: Standing) -> str:
    """What the system set for itself beside a published target."""
    own = one.metric.target.own
    if own is None:
        return ""
    return f"The system's own: {exact(own.value)}, by {full_date(own.by)}, {own.adopted} ({own.source})."


def _why_not_compared(one: Standing) -> str:
    if target_status(one.newest, one.metric) != "not compared" or not one.has_figure:
        return ""
    if one.metric.polarity is Polarity.NEUTRAL:
        return "Neither higher nor lower is better."
    return "Published without an interval." if missing(one.newest.lower_ci) else "It is set for a whole year."


@dataclass(frozen=True)
class ScoreRow:
    """One row, ready worded. `status` is "ok" or why there is no figure, in `status_words`.

    `lines` stand below the value: interval, period, a newer period that is held back. `target_icon` is a kind
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
