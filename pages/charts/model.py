"""A metric over time as a model: the values that screen, slides and PDF draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pages.charts.scale import Axis, axis
from pages.words.numbers import number


@dataclass(frozen=True)
class ControlChart:
    """Monthly values in ``unit`` with average and limits, NaN where there is none.

    ``flags``: common, improving, worsening or missing. ``equal_length``: counts are shown for months of equal
    length. ``aim`` names the target: an example is told as one. ``gaps``: runs of months left out, (first,
    last, words). ``events``: a day, and whether limits are new from it; words tell of them beside the chart.
    """

    name: str
    months: tuple[date, ...]
    values: tuple[float, ...]
    centre: tuple[float, ...]
    lower_limit: tuple[float, ...]
    upper_limit: tuple[float, ...]
    flags: tuple[str, ...]
    decimals: int
    unit: str
    alt: str
    equal_length: bool = False
    target: float | None = None
    aim: str = "target"
    gaps: tuple[tuple[date, date, str], ...] = ()
    events: tuple[tuple[date, bool], ...] = ()

    def axis(self) -> Axis:
        aim = () if self.target is None else (self.target,)
        figures = [*self.values, *self.lower_limit, *self.upper_limit, *aim]
        return axis(figures, decimals=self.decimals)

    def axis_note(self) -> str:
        return _axis_note(self.axis())


@dataclass(frozen=True)
class PointsChart:
    """Figures with 95% limits beside a comparator and, where there is one, a claim; NaN where there is none.

    ``joined``: the points follow one another in time and a line joins them.
    """

    name: str
    points: tuple[str, ...]
    values: tuple[float, ...]
    lower_ci: tuple[float, ...]
    upper_ci: tuple[float, ...]
    comparator: str
    comparator_values: tuple[float, ...]
    decimals: int
    unit: str
    alt: str
    joined: bool = True
    claim: str = ""
    claims: tuple[float, ...] = ()

    def axis(self) -> Axis:
        figures = [*self.values, *self.lower_ci, *self.upper_ci, *self.comparator_values, *self.claims]
        return axis(figures, decimals=self.decimals)

    def axis_note(self) -> str:
        return _axis_note(self.axis())


def _axis_note(scale: Axis) -> str:
    """'The axis starts at 460.', or '' where it starts at 0."""
    digits = len(f"{scale.start:g}".partition(".")[2])
    return "" if scale.start == 0 else f"The axis starts at {number(scale.start, digits)}."
