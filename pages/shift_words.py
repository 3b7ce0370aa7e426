"""What the page of a shift says: its finding, and each metric's row, from results and never by hand."""

from __future__ import annotations

from metrics.change import VERDICTS
from metrics.metric import Polarity, Shift
from metrics.target_status import assurance, target_status
from metrics.verdict import ShiftVerdict
from pages import findings
from pages.components.score_rows import ScoreRow
from pages.components.standing import standing_of
from pages.components.words import (
    count_of,
    exact,
    full_date,
    interval,
    listed,
    missing,
    number,
    status,
)
from pages.outlook_words import target_source
from pages.standings import Standing, comparator_name, spark, spark_note, verdict_lead

_HAPPENS = {
    Shift.HOSPITAL_TO_COMMUNITY: ("care is moving out of hospital", "care is not yet moving out of hospital"),
    Shift.ANALOGUE_TO_DIGITAL: ("services are turning digital", "services are not yet turning digital"),
    Shift.TREATMENT_TO_PREVENTION: ("care is turning to prevention", "care is not yet turning to prevention"),
}


def title(shift: Shift, verdict: ShiftVerdict, area_name: str) -> str:
    """The page's answer for one area, which is the shift's verdict in words."""
    yes, not_yet = _HAPPENS[shift]
    said = {
        "Yes": yes,
        "In part": f"{yes}, in part",
        "Not yet": not_yet,
        "No clear change": f"no clear sign that {yes}",
        "Too early to say": f"too early to say whether {yes}",
    }[verdict.word]
    if not verdict.judged:
        said = f"no published figure tells whether {yes}"
    return f"{area_name}: {said}"


def deck(verdict: ShiftVerdict, ones: list[Standing]) -> str:
    """What the answer rests on, and which published figures move."""
    real = [one for one in ones if one.has_figure and not one.is_synthetic]
    worse = [one.name for one in real if one.change.verdict == "worsening"]
    better = [one.name for one in real if one.change.verdict == "improving"]
    said = [
        f"{word}: {listed(_first([names[0], *(findings.in_sentence(name) for name in names[1:])]))}."
        for word, names in (("Worsening", worse), ("Improving", better))
        if names
    ]
    return " ".join([verdict_lead(verdict), *said])


def _first(names: list[str], most: int = 3) -> list[str]:
    others = len(names) - most
    return names if others <= 0 else [*names[:most], count_of(others, "other")]


def synthetic_tally(ones: list[Standing]) -> str:
    """How the synthetic figures change, which have no say in the answer; "" where there are none."""
    made = [one.change.verdict for one in ones if one.has_figure and one.is_synthetic]
    if not made:
        return ""
    counted = [f"{made.count(word)} {word}" for word in VERDICTS if word in made]
    return f"{count_of(len(made), 'synthetic figure')}, without a say: {listed(counted)}."


def left_out_words(how_many: int, level_plural: str) -> str:
    """'12 metrics of this shift are not defined for wards'."""
    return (
        f"{count_of(how_many, 'metric')} of this shift {'is' if how_many == 1 else 'are'} not defined for "
        + (level_plural)
    )


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
    sign = "%" if metric.unit.startswith("%") else ""
    return ScoreRow(
        **shared,
        value=number(newest.value, metric.decimals) + sign,
        lines=(between or "no interval", newest.period_label, one.later),
        picture=spark(one),
        picture_words=_over_time(one),
        picture_note=spark_note(one),
        verdict=one.change.verdict,
        direction=one.change.direction,
        reason=f"{one.change.reason}.",
        standing=standing_of(newest),
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


def compared_words(one: Standing) -> str:
    """How the newest figure stands against its comparator; no claim where the interval makes none."""
    newest, metric = one.newest, one.metric
    direction, _ = standing_of(newest)
    kind = metric.statistic.kind
    if kind == "life_expectancy_gap" and direction != "none":
        told = {
            "higher": "shorter lives than",
            "lower": "longer lives than",
            "apart": "cannot be told apart from",
        }
        return f"{told[direction]} England"
    if kind == "admissions_avoided" and direction != "none":
        told = {"higher": "fewer than", "lower": "more than", "apart": "cannot be told apart from"}
        return f"{told[direction]} its earlier trend"
    if missing(newest.comparator_value):
        return "not compared"
    name = comparator_name(one)
    against = f"{'the ICS' if name == 'ICS' else name} {number(newest.comparator_value, metric.decimals)}"
    if direction == "none":
        return f"not compared; {against}"
    return f"cannot be told apart from {against}" if direction == "apart" else f"{direction} than {against}"


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
    goal = f"{exact(target.value)}{'%' if metric.unit.startswith('%') else ''}{example}"
    found = target_status(one.newest, metric)
    assured = assurance(one.change, metric)
    newest = f"Newest month: {found}." if assured and found in ("meets", "misses") else ""
    notes = [_why_not_compared(one) if not assured else "", _RANGES.get(assured, ""), newest]
    notes += [f"{target_source(metric)}.", _beside(one)]
    word = _TARGET_WORDS.get(assured or found)
    icon = assured or _ICONS.get(found, "")
    level = float(one.change.chart.centre[-1]) if assured else one.newest.value
    return {
        "target": f"{word} {goal}" if word else f"{goal}: not compared",
        "target_note": " ".join(note for note in notes if note),
        "target_icon": icon,
        "target_above": bool(icon) and float(level) > target.value,
    }


def _beside(one: Standing) -> str:
    """What the system set for itself beside a published target."""
    own = one.metric.target.beside
    if own is None:
        return ""
    return f"The system's own: {exact(own.value)}, by {full_date(own.by)}, {own.adopted} ({own.source})."


def _why_not_compared(one: Standing) -> str:
    if target_status(one.newest, one.metric) != "not compared" or not one.has_figure:
        return ""
    if one.metric.polarity is Polarity.NEUTRAL:
        return "Neither higher nor lower is better."
    return "Published without an interval." if missing(one.newest.lower_ci) else "It is set for a whole year."
