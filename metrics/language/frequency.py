"""How often a metric has a figure."""

from __future__ import annotations

from enum import Enum


class Frequency(Enum):
    """The shortest period for which a metric is shown."""

    MONTH = "month"
    YEAR = "year"
