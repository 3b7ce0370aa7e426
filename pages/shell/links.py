"""Links from a figure to the page that shows it."""

from __future__ import annotations

from metrics.judgement.standing import Standing
from pages.shell.filters import address


def metric_address(standing: Standing) -> str:
    """The metric's own page for the same area, level and sex."""
    return address(
        "metric",
        metric=standing.metric.id,
        area=standing.newest.area_code,
        level=standing.newest.area_level,
        group=standing.newest.sex if len(standing.metric.sexes) > 1 else None,
    )
