"""The featured metric of a shift, whose control chart a page or a paper shows first."""

from __future__ import annotations

from metrics.judgement.change import MIN_MONTHS
from metrics.judgement.standing import Standing

_WORST_FIRST = ("worsening", "improving", "no clear change", "cannot say")


def featured(standings: list[Standing]) -> Standing | None:
    """The metric to feature: published before demonstration, then worsening first, then the newest."""
    charted = [
        standing
        for standing in standings
        if standing.change.chart is not None and (standing.change.series.status == "ok").sum() >= MIN_MONTHS
    ]
    return min(
        charted,
        key=lambda standing: (
            standing.is_synthetic,
            _WORST_FIRST.index(standing.change.verdict),
            -standing.newest.period_end.timestamp(),
            standing.name,
        ),
        default=None,
    )
