"""How often a metric has a figure."""

from __future__ import annotations

from enum import Enum


class Frequency(Enum):
    """The finest period that a metric is shown by."""

    MONTH = "month"
    YEAR = "year"
