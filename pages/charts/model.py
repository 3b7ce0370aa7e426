"""A metric over time as a model: the values that screen, slides and PDF draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pages.charts.scale import Axis, axis
from pages.words.numbers import number


@dataclass(frozen=True)
class Gap:
    """Months without a figure: first and last month, and why in a few words."""

    start: date
    end: date
    words: str


@dataclass(frozen=True)
class Event:
    """Something dated, with a number for the list below the chart, where ``words`` say what it was.

    A day is a line: new limits solid and dark, all else dashed and blue. What lasted until ``end`` is shaded.
    """

    day: date
    words: str
    new_limits: bool = False
    end: date | None = None


@dataclass(frozen=True)
class ControlChart:
    """Monthly values in ``unit`` with average and limits, NaN where there is none.

    ``title``: what they show, as a sentence; ``name``: the metric; ``sub``: area, unit, period and where the
    axis starts. ``flags``: common, improving, worsening or missing. ``equal_length``: counts are shown for
    months of equal length. ``aim``: the target as dated values inside the months, level or along the way to
    it; ``aim_word`` names it as a target or an example.
    """

    title: str
    name: str
    where: str
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
    aim: tuple[tuple[date, float], ...] = ()
    aim_word: str = "target"
    gaps: tuple[Gap, ...] = ()
    events: tuple[Event, ...] = ()

    def axis(self) -> Axis:
        aim = [value for _, value in self.aim]
        return axis([*self.values, *self.lower_limit, *self.upper_limit, *aim], decimals=self.decimals)

    @property
    def sub(self) -> str:
        """Area, unit and period, with what a reader of the axis must know."""
        equal = " Months of equal length." if self.equal_length else ""
        return f"{self.where}.{equal}{_axis_note(self.axis())}"


@dataclass(frozen=True)
class IntervalChart:
    """Figures with 95% limits next to a comparator and, where there is one, a claim; NaN where there is none.

    ``title``, ``where`` and ``aim_word`` as a ControlChart has them; ``name`` names the figures at their end;
    ``target``: level, None where it is not for figures of such a period. ``joined``: the points follow one
    another in time and a line joins them.
    """

    title: str
    name: str
    where: str
    points: tuple[str, ...]
    values: tuple[float, ...]
    lower_ci: tuple[float, ...]
    upper_ci: tuple[float, ...]
    comparator: str
    comparator_values: tuple[float, ...]
    decimals: int
    unit: str
    alt: str
    target: float | None = None
    aim_word: str = "target"
    events: tuple[Event, ...] = ()
    joined: bool = True
    claim: str = ""
    claims: tuple[float, ...] = ()

    def axis(self) -> Axis:
        aim = () if self.target is None else (self.target,)
        figures = [*self.values, *self.lower_ci, *self.upper_ci, *self.comparator_values, *self.claims, *aim]
        return axis(figures, decimals=self.decimals)

    @property
    def sub(self) -> str:
        """Area, unit and period, with what a reader of the axis must know."""
        return f"{self.where}.{_axis_note(self.axis())}"


def _axis_note(scale: Axis) -> str:
    """' The axis starts at 460.', or '' where it starts at 0."""
    digits = len(f"{scale.start:g}".partition(".")[2])
    return "" if scale.start == 0 else f" The axis starts at {number(scale.start, digits)}."
