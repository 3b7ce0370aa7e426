"""The overview's answer in plain words: what the three verdicts say together, from their counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from metrics.judgement.attention import Attention
from metrics.judgement.shift_verdict import ShiftVerdict
from metrics.judgement.standing import Standing
from metrics.language.metric import Shift
from pages.words.numbers import count_of, listed

# For each shift: it happens, it begins, not yet, and its name after "on".
_CLAUSES = {
    Shift.HOSPITAL_TO_COMMUNITY: (
        "care is moving out of hospital",
        "care is starting to move out of hospital",
        "care is not yet moving out of hospital",
        "care outside hospital",
    ),
    Shift.ANALOGUE_TO_DIGITAL: (
        "services are turning digital",
        "services are starting to turn digital",
        "services are not yet turning digital",
        "digital",
    ),
    Shift.TREATMENT_TO_PREVENTION: (
        "prevention is moving",
        "prevention is starting to move",
        "prevention is not yet moving",
        "prevention",
    ),
}
_ORDER = ("Yes", "In part", "Not yet", "No clear change", "Too early to say", "")


def answer(verdicts: Mapping[Shift, ShiftVerdict]) -> str:
    """One or two sentences: what moves, then what does not, then what cannot be said."""
    told = sorted(verdicts.items(), key=lambda one: _ORDER.index(_word(one[1])))
    moving = [_clause(shift, verdict) for shift, verdict in told if _word(verdict) in ("Yes", "In part")]
    still = [_clause(shift, verdict) for shift, verdict in told if _word(verdict) == "Not yet"]
    rest = []
    for word, opening in (
        ("No clear change", "there is no clear change on {}"),
        ("Too early to say", "on {} it is too early to say"),
        ("", "on {} no published figure is held"),
    ):
        names = [_CLAUSES[shift][3] for shift, verdict in told if _word(verdict) == word]
        if names:
            rest.append(opening.format(listed(names)))
    sentences = [
        *([listed(moving)] if moving else []),
        *([_joined([*still, *rest])] if still or rest else []),
    ]
    return " ".join(f"{one[:1].upper()}{one[1:]}." for one in sentences)


def _word(verdict: ShiftVerdict) -> str:
    return verdict.word if verdict.judged else ""


def _clause(shift: Shift, verdict: ShiftVerdict) -> str:
    return _CLAUSES[shift][("Yes", "In part", "Not yet").index(verdict.word)]


def _joined(clauses: list[str]) -> str:
    if len(clauses) < 3:
        return ", and ".join(clauses)
    return f"{', '.join(clauses[:-1])}, and {clauses[-1]}"


def tally(verdict: ShiftVerdict) -> str:
    """The counts in a line: 'Of 26 published figures 1 improves, 3 worsen'."""
    better, worse = verdict.counts["improving"], verdict.counts["worsening"]
    if not verdict.judged:
        return "No published figure"
    if verdict.word == "Too early to say":
        return f"{count_of(verdict.judged, 'published figure')}, none with enough history"
    return (
        f"Of {count_of(verdict.judged, 'published figure')} {better} improve{'s' if better == 1 else ''}, "
        f"{worse} worsen{'s' if worse == 1 else ''}"
    )


def overall_tally(held: list[Standing]) -> str:
    """How many figures on published records move, and where to."""
    real = [one for one in held if not one.is_synthetic]
    better = sum(one.change.verdict == "improving" for one in real)
    worse = sum(one.change.verdict == "worsening" for one in real)
    return (
        f"of {count_of(len(real), 'figure')} that {'rests' if len(real) == 1 else 'rest'} on published "
        f"records, {better} improve{'s' if better == 1 else ''} and {worse} worsen"
        f"{'s' if worse == 1 else ''}."
    )


def movers(ones: Sequence[Standing], found: Attention) -> str:
    """The most pressing of the figures that worsen and the first that improves, a sentence each."""
    pressing_first = {
        (concern.standing.metric.id, concern.standing.newest.sex): place
        for place, concern in enumerate([*found.listed, *found.others])
    }
    real = [one for one in ones if not one.is_synthetic]
    worse = [one for one in real if one.change.verdict == "worsening"]
    worse.sort(key=lambda one: pressing_first.get((one.metric.id, one.newest.sex), len(pressing_first)))
    better = [one for one in real if one.change.verdict == "improving"]
    return " ".join(
        f"{one.change.verdict.capitalize()}: {one.name}, "
        f"{one.change.reason[:1].lower() + one.change.reason[1:]}."
        for one in [*worse[:1], *better[:1]]
    )
