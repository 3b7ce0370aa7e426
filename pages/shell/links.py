"""Links from a figure to the page that shows it."""

from __future__ import annotations

from metrics.judgement.standing import Standing
from pages.shell.filters import address


def metric_address(one: Standing) -> str:
    """The metric's own page for the same area, level and sex."""
    return address(
        "metric",
        metric=one.metric.id,
        area=one.newest.area_code,
        level=one.newest.area_level,
        group=one.newest.sex if len(one.metric.sexes) > 1 else None,
    )
