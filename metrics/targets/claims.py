"""Claims in documents, each with the published and the counted figure, which always come from the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.strategy.claims import Claim, claims
from metrics.targets.system import System


@dataclass(frozen=True)
class Figure:
    """A figure to compare with a claim: value and 95% limits in the claim's unit, NaN where there is none."""

    value: float
    lower_ci: float
    upper_ci: float
    period_label: str
    provenance: str


@dataclass(frozen=True)
class ClaimWithFigures:
    """One claim for one sex. ``published`` and ``computed`` are None where the store has no figure.

    ``difference`` is the published figure less the claim; ``differs``: the claim is outside the published
    interval, None where there is no figure or no interval.
    """

    claim: Claim
    sex: str
    published: Figure | None
    computed: Figure | None

    @property
    def difference(self) -> float:
        return self.published.value - self.claim.figure if self.published else np.nan

    @property
    def differs(self) -> bool | None:
        if self.published is None or np.isnan(self.published.lower_ci):
            return None
        return not self.published.lower_ci <= self.claim.figure <= self.published.upper_ci


def claims_of(ics: str, areas: Sequence[str]) -> tuple[Claim, ...]:
    """The claims on these areas of a system (NHS code); none for a system without documents here."""
    documented = claims()
    return tuple(
        claim for claim in documented.claims if documented.system == ics and claim.area in set(areas)
    )


def why_they_differ(shown: Sequence[Claim]) -> list[str]:
    """One sentence per document whose claims are shown."""
    reasons = claims().why_they_differ
    documents = dict.fromkeys(claim.document for claim in shown)
    return [reasons[document] for document in documents if document in reasons]


def claims_with_figures(chosen: Sequence[Claim], system: System) -> list[ClaimWithFigures]:
    """Each claim, one row per sex, with the newest figures in the store."""
    return [
        ClaimWithFigures(
            claim,
            sex,
            _figure(system, claim.metric, claim, sex, claim.of == "below"),
            # A gap that is counted is a metric of its own, already in units below England's.
            _figure(system, claim.computed, claim, sex, below=False),
        )
        for claim in chosen
        for sex in claim.sexes
    ]


def _figure(system: System, metric: str, claim: Claim, sex: str, below: bool) -> Figure | None:
    if not metric:
        return None
    rows = system.values(metric, area=claim.area)
    rows = rows[(rows.sex == sex) & (rows.status == "ok")]
    if rows.empty:
        return None
    row = rows.iloc[-1]
    limits = row.value, row.lower_ci, row.upper_ci
    if below:
        if np.isnan(row.comparator_value):
            return None
        # England's figure is published without an interval and taken as exact.
        limits = tuple(row.comparator_value - number for number in (row.value, row.upper_ci, row.lower_ci))
    return Figure(*(float(number) for number in limits), str(row.period_label), str(row.provenance))
