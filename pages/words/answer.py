"""The overview's answer in plain words: what the three verdicts show together, from their counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from metrics.judgement.attention import Attention
from metrics.judgement.shift_verdict import ShiftVerdict
from metrics.judgement.standing import Standing, verdict_of
from metrics.language.metric import Shift
from pages.words.numbers import listed
from pages.words.shift import CLAUSES, movement
from pages.words.subject import in_sentence

_ORDER = ("Yes", "In part", "Not yet", "No clear change", "Too early to say", "")


def answer(verdicts: Mapping[Shift, ShiftVerdict]) -> str:
    """One or two sentences: what is happening, then what is not, then what cannot be judged."""
    ordered = sorted(verdicts.items(), key=lambda pair: _ORDER.index(_word(pair[1])))
    happening = [
        _clause(shift, verdict) for shift, verdict in ordered if _word(verdict) in ("Yes", "In part")
    ]
    not_yet = [_clause(shift, verdict) for shift, verdict in ordered if _word(verdict) == "Not yet"]
    rest = []
    for word, opening, last in (
        ("No clear change", "there is no clear change in {}", "or"),
        ("Too early to say", "it is too early to say for {}", "and"),
        ("", "we hold no published figure on {}", "or"),
    ):
        topics = [CLAUSES[shift].topic for shift, verdict in ordered if _word(verdict) == word]
        if topics:
            rest.append(opening.format(listed(topics, last)))
    sentences = [
        *([listed(happening)] if happening else []),
        *([_joined([*not_yet, *rest])] if not_yet or rest else []),
    ]
    return " ".join(f"{sentence[:1].upper()}{sentence[1:]}." for sentence in sentences)


def _word(verdict: ShiftVerdict) -> str:
    return verdict.word if verdict.judged else ""


def _clause(shift: Shift, verdict: ShiftVerdict) -> str:
    clauses = CLAUSES[shift]
    return {"Yes": clauses.yes, "In part": clauses.in_part, "Not yet": clauses.not_yet}[verdict.word]


def _joined(clauses: list[str]) -> str:
    if len(clauses) < 3:
        return ", and ".join(clauses)
    return f"{', '.join(clauses[:-1])}, and {clauses[-1]}"


def tally(verdict: ShiftVerdict) -> str:
    """The counts in a line, without a full stop."""
    return movement(verdict).removesuffix(".")


def overall_tally(standings: list[Standing], name: str) -> str:
    """How many published metrics of an area are improving and getting worse."""
    sentence = movement(verdict_of(standings))
    return f"{name}: {in_sentence(sentence)}"


def movers(standings: Sequence[Standing], attention: Attention) -> str:
    """The most pressing published metric that is getting worse, and the first that is improving."""
    pressing_first = {
        (concern.standing.metric.id, concern.standing.newest.sex): place
        for place, concern in enumerate([*attention.listed, *attention.others])
    }
    real = [standing for standing in standings if not standing.is_synthetic]
    worse = [standing for standing in real if standing.change.verdict == "worsening"]
    worse.sort(
        key=lambda standing: pressing_first.get(
            (standing.metric.id, standing.newest.sex), len(pressing_first)
        )
    )
    better = [standing for standing in real if standing.change.verdict == "improving"]
    return " ".join(
        f"{standing.change.verdict.capitalize()}: {in_sentence(standing.name)} "
        f"({in_sentence(standing.change.reason).replace(' its ', ' the ')})."
        for standing in [*worse[:1], *better[:1]]
    )
