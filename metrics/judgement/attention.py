"""What needs attention: a few findings unlikely to be due to chance, those that affect most people first.

The rule, which the page states in words (RULE): the list has figures that are getting worse, and figures far
worse than England's. Benjamini and Hochberg's control of false discoveries limits the share due to chance, in
each of the two kinds, to 1 in 20. Figures that are getting worse come first; within a kind, those that affect
most people or events, then those for which no number is known, the least likely to be chance first.
Demonstration figures are listed separately and do not affect the other list.
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
    "At most five figures are listed: those that are getting worse, then those at least a quarter above "
    "England’s (a fifth below where high is good). About 1 in 20 of each kind may be due to chance. Those "
    "that affect most people or events come first, then those with the strongest evidence. Demonstration "
    "data are listed separately."
)


@dataclass(frozen=True)
class Concern:
    """One thing that needs attention. ``kind``: WORSENING or FAR_WORSE; ``chance``: its adjusted p-value, the
    smallest share of false discoveries at which it would be listed; ``people``: None where it is not known.
    """

    standing: Standing
    kind: str
    chance: float
    people: PeopleAffected | None


@dataclass(frozen=True)
class Attention:
    """``listed``: at most MAX_LISTED, in order; ``others``: as certain, but not among the first;
    ``doubtful``: worsening figures that may be due to chance; ``synthetic``: worsening in demonstration
    records; ``tested``: how many figures were tested for a change.
    """

    listed: tuple[Concern, ...]
    others: tuple[Concern, ...]
    doubtful: tuple[Standing, ...]
    synthetic: tuple[Concern, ...]
    tested: int


def attention_of(system: System, area: str) -> Attention:
    """What needs attention among the area's standings that have a figure; cached for each basis."""
    return _attention_on(basis(system, area))


@lru_cache(maxsize=128)
def _attention_on(based_on: tuple) -> Attention:
    return attention([standing for standing in standings_on(based_on) if standing.has_figure])


def attention(standings: Iterable[Standing]) -> Attention:
    """Which of one area's figures need attention, the most pressing first."""
    judged = [
        standing
        for standing in standings
        if standing.newest.status == "ok" and standing.metric.polarity is not Polarity.NEUTRAL
    ]
    real = [standing for standing in judged if standing.newest.provenance != "synthetic"]
    demonstration = [standing for standing in judged if standing.newest.provenance == "synthetic"]
    worsening, doubtful, tested = _worsening(real)
    listed = {_key(concern.standing) for concern in worsening}
    far = [concern for concern in _far_worse(real) if _key(concern.standing) not in listed]
    ranked = [*worsening, *far]
    synthetic, _, _ = _worsening(demonstration)
    return Attention(
        tuple(ranked[:MAX_LISTED]),
        tuple(ranked[MAX_LISTED:]),
        tuple(doubtful),
        tuple(synthetic),
        tested,
    )


def _worsening(standings: Sequence[Standing]) -> tuple[list[Concern], list[Standing], int]:
    p_values = np.array([change_p(standing.change, standing.metric) for standing in standings])
    discoveries = false_discovery(p_values, MAX_CHANCE)
    worse = [at for at, standing in enumerate(standings) if standing.change.verdict == WORSENING]
    concerns = [
        Concern(
            standings[at],
            WORSENING,
            float(discoveries.adjusted[at]),
            people_by_change(standings[at].change, standings[at].metric),
        )
        for at in worse
        if discoveries.is_discovery[at]
    ]
    doubtful = [standings[at] for at in worse if not discoveries.is_discovery[at]]
    return _in_order(concerns), doubtful, int(np.isfinite(p_values).sum())


def _far_worse(standings: Sequence[Standing]) -> list[Concern]:
    compared = [
        standing
        for standing in standings
        if standing.newest.comparator == "England" and standing.metric.statistic.difference is None
    ]
    if not compared:
        return []
    rows = pd.DataFrame([standing.newest for standing in compared])
    columns = [rows[name].astype(float) for name in ("value", "lower_ci", "upper_ci", "comparator_value")]
    discoveries = false_discovery(two_sided_p(*columns), MAX_CHANCE)
    return _in_order(
        Concern(standing, FAR_WORSE, float(adjusted), people_by_comparator(standing.newest, standing.metric))
        for standing, adjusted, is_discovery in zip(
            compared, discoveries.adjusted, discoveries.is_discovery, strict=True
        )
        if is_discovery and standing.newest.outcome == "worse" and _is_far(standing)
    )


def _is_far(standing: Standing) -> bool:
    value, england = standing.newest.value, standing.newest.comparator_value
    if standing.metric.polarity is Polarity.LOWER_IS_BETTER:
        return value >= FAR_ABOVE * england
    return value <= FAR_BELOW * england


def _in_order(concerns: Iterable[Concern]) -> list[Concern]:
    return sorted(
        concerns,
        key=lambda concern: (
            -concern.people.number if concern.people else 0.0,
            concern.chance,
            _key(concern.standing),
        ),
    )


def _key(standing: Standing) -> tuple[str, str]:
    return standing.metric.id, standing.newest.sex
