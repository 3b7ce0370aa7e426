"""What needs attention: few things, sure enough not to be chance, those that touch most people first.

The rule, which the page tells in words (RULE): listed are figures that worsen, and figures far worse than
England's. Benjamini and Hochberg's control of false discoveries keeps the share that is mere chance, of
each of the two kinds, to 1 in 20. Figures that worsen come first; within a kind those that touch most people
or events, then those whose number cannot be said, the surest first. Synthetic figures are a list of their own
and have no say in the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from metrics.judgement.change_evidence import change_p
from metrics.judgement.people_affected import PeopleAffected, people_by_change, people_by_comparator
from metrics.judgement.standing import Standing, basis, standings_on
from metrics.language.metric import Polarity
from metrics.statistics import false_discovery, two_sided_p
from metrics.targets.system import System

MAX_LISTED = 5
MAX_CHANCE = 0.05
# Far worse: a quarter above England where low is good, a fifth below where high is good.
FAR_ABOVE, FAR_BELOW = 1.25, 0.8
WORSENING, FAR_WORSE = "worsening", "far worse than England"
RULE = (
    "Listed are at most five figures: those that worsen, then those at least a quarter above England’s (a "
    "fifth below where high is good). Of each kind at most 1 in 20 is expected to be mere chance. Those that "
    "touch most people or events come first; where that number cannot be said, the surest. Figures made from "
    "demonstration records stand apart and move nothing."
)


@dataclass(frozen=True)
class Concern:
    """One thing that needs attention. ``kind``: WORSENING or FAR_WORSE; ``chance``: its adjusted p-value, the
    smallest share of false discoveries at which it would be listed; ``people``: None where it cannot be said.
    """

    standing: Standing
    kind: str
    chance: float
    people: PeopleAffected | None


@dataclass(frozen=True)
class Attention:
    """``listed``: at most MAX_LISTED, in order; ``others``: as sure, but not among the first; ``doubtful``:
    worsening figures that may be chance; ``synthetic``: worsening in demonstration records; ``tested``: how
    many figures were judged for a change.
    """

    listed: tuple[Concern, ...]
    others: tuple[Concern, ...]
    doubtful: tuple[Standing, ...]
    synthetic: tuple[Concern, ...]
    tested: int


def attention_of(system: System, area: str) -> Attention:
    """What needs attention among the area's standings with a figure; found once, as they are."""
    return _attention_on(basis(system, area))


@lru_cache(maxsize=128)
def _attention_on(rests_on: tuple) -> Attention:
    return attention([one for one in standings_on(rests_on) if one.has_figure])


def attention(ones: Iterable[Standing]) -> Attention:
    """What of one area's figures needs attention, most pressing first."""
    judged = [
        one for one in ones if one.newest.status == "ok" and one.metric.polarity is not Polarity.NEUTRAL
    ]
    real = [one for one in judged if one.newest.provenance != "synthetic"]
    made = [one for one in judged if one.newest.provenance == "synthetic"]
    worsening, doubtful, tested = _worsening(real)
    named = {_key(one.standing) for one in worsening}
    far = [one for one in _far_worse(real) if _key(one.standing) not in named]
    ranked = [*worsening, *far]
    synthetic, _, _ = _worsening(made)
    return Attention(
        tuple(ranked[:MAX_LISTED]),
        tuple(ranked[MAX_LISTED:]),
        tuple(doubtful),
        tuple(synthetic),
        tested,
    )


def _worsening(ones: Sequence[Standing]) -> tuple[list[Concern], list[Standing], int]:
    p_values = np.array([change_p(one.change, one.metric) for one in ones])
    found = false_discovery(p_values, MAX_CHANCE)
    worse = [at for at, one in enumerate(ones) if one.change.verdict == WORSENING]
    concerns = [
        Concern(
            ones[at], WORSENING, float(found.adjusted[at]), people_by_change(ones[at].change, ones[at].metric)
        )
        for at in worse
        if found.found[at]
    ]
    doubtful = [ones[at] for at in worse if not found.found[at]]
    return _in_order(concerns), doubtful, int(np.isfinite(p_values).sum())


def _far_worse(ones: Sequence[Standing]) -> list[Concern]:
    compared = [
        one for one in ones if one.newest.comparator == "England" and one.metric.statistic.difference is None
    ]
    if not compared:
        return []
    rows = pd.DataFrame([one.newest for one in compared])
    columns = [rows[name].astype(float) for name in ("value", "lower_ci", "upper_ci", "comparator_value")]
    found = false_discovery(two_sided_p(*columns), MAX_CHANCE)
    return _in_order(
        Concern(one, FAR_WORSE, float(adjusted), people_by_comparator(one.newest, one.metric))
        for one, adjusted, sure in zip(compared, found.adjusted, found.found, strict=True)
        if sure and one.newest.outcome == "worse" and _is_far(one)
    )


def _is_far(one: Standing) -> bool:
    value, england = one.newest.value, one.newest.comparator_value
    if one.metric.polarity is Polarity.LOWER_IS_BETTER:
        return value >= FAR_ABOVE * england
    return value <= FAR_BELOW * england


def _in_order(concerns: Iterable[Concern]) -> list[Concern]:
    return sorted(
        concerns,
        key=lambda one: (-one.people.number if one.people else 0.0, one.chance, _key(one.standing)),
    )


def _key(one: Standing) -> tuple[str, str]:
    return one.metric.id, one.newest.sex
