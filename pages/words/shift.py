"""What the page of a shift says: its finding, and each metric's row, from results and never by hand."""

from __future__ import annotations

from metrics.judgement.change import VERDICTS
from metrics.judgement.compared_areas import direction_and_judgement
from metrics.judgement.shift_verdict import ShiftVerdict
from metrics.judgement.standing import Standing, comparator_name
from metrics.language.metric import Shift
from pages.words import findings
from pages.words.numbers import count_of, listed, missing, number

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


def compared_words(one: Standing) -> str:
    """How the newest figure stands against its comparator; no claim where the interval makes none."""
    newest, metric = one.newest, one.metric
    direction, _ = direction_and_judgement(newest)
    difference = metric.statistic.difference
    if difference is not None and direction != "none":
        return f"{difference.side_words[direction]} {difference.comparator_words}"
    if missing(newest.comparator_value):
        return "not compared"
    name = comparator_name(one)
    against = f"{'the ICS' if name == 'ICS' else name} {number(newest.comparator_value, metric.decimals)}"
    if direction == "none":
        return f"not compared; {against}"
    return f"cannot be told apart from {against}" if direction == "apart" else f"{direction} than {against}"


def verdict_lead(verdict: ShiftVerdict) -> str:
    """What the verdict rests on, and how many figures have no say because they are synthetic."""
    better, worse = verdict.counts["improving"], verdict.counts["worsening"]
    real = (
        f"Of {count_of(verdict.judged, 'published figure')} {_how_many(better, 'improve')} "
        f"and {_how_many(worse, 'worsen')}."
    )
    if verdict.judged and verdict.word == "Too early to say":
        real = f"None of {count_of(verdict.judged, 'published figure')} has enough history."
    if not verdict.judged:
        real = "No published figure is held."
    if verdict.judged == 1:
        only = next(word for word in verdict.counts if verdict.counts[word])
        real = f"The one published figure {_ONLY.get(only, 'cannot be judged yet')}."
    if not verdict.synthetic:
        return real
    has = "has" if verdict.synthetic == 1 else "have"
    return f"{real} {count_of(verdict.synthetic, 'synthetic one')} {has} no say."


_ONLY = {"improving": "improves", "worsening": "worsens", "no clear change": "shows no clear change"}


def _how_many(count: int, verb: str) -> str:
    return f"none {verb}s" if not count else f"{count} {verb}{'s' if count == 1 else ''}"
