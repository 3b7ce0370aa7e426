"""Which metric of a shift leads: the one whose control chart a page or a paper shows first."""

from __future__ import annotations

from metrics.judgement.change import MIN_MONTHS
from metrics.judgement.standing import Standing

_WORST_FIRST = ("worsening", "improving", "no clear change", "cannot say")


def featured(ones: list[Standing]) -> Standing | None:
    """The metric whose control chart leads: published before synthetic, then worsening, then the newest."""
    charted = [
        one
        for one in ones
        if one.change.chart is not None and (one.change.series.status == "ok").sum() >= MIN_MONTHS
    ]
    return min(
        charted,
        key=lambda one: (
            one.is_synthetic,
            _WORST_FIRST.index(one.change.verdict),
            -one.newest.period_end.timestamp(),
            one.name,
        ),
        default=None,
    )
