"""The sentences of a shift's page: its finding and each metric's row, from results and never by hand."""

from __future__ import annotations

from typing import NamedTuple

from metrics.judgement.change import VERDICTS
from metrics.judgement.compared_areas import direction_and_judgement
from metrics.judgement.shift_verdict import ShiftVerdict
from metrics.judgement.standing import Standing, comparator_name
from metrics.language.metric import Shift
from pages.words.numbers import count_of, listed, missing, number, number_within, number_word
from pages.words.subject import in_sentence


class Clauses(NamedTuple):
    """A shift in parts of a sentence: that it happens, begins to, or does not yet, and what it is about."""

    yes: str
    in_part: str
    not_yet: str
    topic: str


CLAUSES = {
    Shift.HOSPITAL_TO_COMMUNITY: Clauses(
        "care is moving out of hospital",
        "care is starting to move out of hospital",
        "care is not yet moving out of hospital",
        "care outside hospital",
    ),
    Shift.ANALOGUE_TO_DIGITAL: Clauses(
        "services are becoming digital",
        "services are starting to become digital",
        "services are not yet becoming digital",
        "digital services",
    ),
    Shift.TREATMENT_TO_PREVENTION: Clauses(
        "prevention is improving",
        "prevention is starting to improve",
        "prevention is not yet improving",
        "prevention",
    ),
}
_ONLY = {
    "improving": "is improving",
    "worsening": "is getting worse",
    "no clear change": "shows no clear change",
}


def title(shift: Shift, verdict: ShiftVerdict, area_name: str) -> str:
    """The page's answer for one area, which is the shift's verdict in words."""
    clauses = CLAUSES[shift]
    answer = {
        "Yes": clauses.yes,
        "In part": f"{clauses.yes} in part",
        "Not yet": clauses.not_yet,
        "No clear change": f"there is no clear sign that {clauses.yes}",
        "Too early to say": f"it is too early to say whether {clauses.yes}",
    }[verdict.word]
    if not verdict.judged:
        answer = f"no published figure shows whether {clauses.yes}"
    return f"In {area_name}, {answer}"


def deck(verdict: ShiftVerdict, standings: list[Standing]) -> str:
    """What the answer is based on, and which published metrics have changed."""
    real = [standing for standing in standings if standing.has_figure and not standing.is_synthetic]
    changed = [
        (word, [in_sentence(standing.name) for standing in real if standing.change.verdict == word])
        for word in ("worsening", "improving")
    ]
    return " ".join(
        [
            verdict_lead(verdict),
            *(f"{word.capitalize()}: {listed(_first(names))}." for word, names in changed if names),
        ]
    )


def _first(names: list[str], maximum: int = 3) -> list[str]:
    others = len(names) - maximum
    return names if others <= 0 else [*names[:maximum], count_of(others, "other")]


def movement(verdict: ShiftVerdict, which: str = "") -> str:
    """'Of 26 published metrics, one is improving and three are getting worse.'

    ``which`` limits the metrics: "for a priority".
    """
    metrics = f"published metric{'' if verdict.judged == 1 else 's'}{f' {which}' if which else ''}"
    if not verdict.judged:
        return "We hold no published figure."
    if verdict.judged == 1:
        only = next(word for word in verdict.counts if verdict.counts[word])
        return f"The one {metrics} {_ONLY.get(only, 'cannot be judged yet')}."
    if verdict.word == "Too early to say":
        return f"None of {number_within(verdict.judged)} {metrics} has enough history."
    better, worse = (_how_many(verdict.counts[word]) for word in ("improving", "worsening"))
    return f"Of {number_within(verdict.judged)} {metrics}, {better} improving and {worse} getting worse."


def _how_many(count: int) -> str:
    return f"{number_within(count)} {'is' if count < 2 else 'are'}"


def verdict_lead(verdict: ShiftVerdict) -> str:
    """What the verdict is based on, and how many metrics are left out because their data are made up."""
    return " ".join([movement(verdict), *([f"{_left_out(verdict.synthetic)}."] if verdict.synthetic else [])])


def synthetic_tally(standings: list[Standing]) -> str:
    """How the metrics that use demonstration data change; "" where there are none."""
    made_up = [
        standing.change.verdict for standing in standings if standing.has_figure and standing.is_synthetic
    ]
    if not made_up:
        return ""
    counted = [f"{made_up.count(word)} {word}" for word in VERDICTS if word in made_up]
    return f"{_left_out(len(made_up))} of the verdict: {listed(counted)}."


def _left_out(how_many: int) -> str:
    use, are = ("metric uses", "is") if how_many == 1 else ("metrics use", "are")
    return f"{number_word(how_many)} {use} demonstration data and {are} left out"


def left_out_words(how_many: int, level_plural: str) -> str:
    """'12 metrics of this shift are not defined for wards'."""
    return (
        f"{count_of(how_many, 'metric')} of this shift {'is' if how_many == 1 else 'are'} not defined for "
        f"{level_plural}"
    )


def compared_words(standing: Standing) -> str:
    """How the newest figure compares with its comparator; no claim where the interval makes none."""
    newest, metric = standing.newest, standing.metric
    direction, _ = direction_and_judgement(newest)
    difference = metric.statistic.difference
    if difference is not None and direction != "none":
        return f"{difference.side_words[direction]} {difference.comparator_words}"
    if missing(newest.comparator_value):
        return "not compared"
    name = "the ICS" if comparator_name(standing) == "ICS" else comparator_name(standing)
    comparator = f"{name} ({number(newest.comparator_value, metric.decimals)})"
    if direction == "none":
        return f"not compared; {comparator}"
    return (
        f"cannot be told apart from {comparator}"
        if direction == "apart"
        else f"{direction} than {comparator}"
    )
