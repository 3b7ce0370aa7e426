"""What a metric is, and what makes one wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from data.tables import Population, Table
from geo.levels import LEVELS


class Shift(Enum):
    """The three strategic shifts of the NHS in England."""

    HOSPITAL_TO_COMMUNITY = "Hospital to community"
    ANALOGUE_TO_DIGITAL = "Analogue to digital"
    TREATMENT_TO_PREVENTION = "Treatment to prevention"

    @property
    def title(self) -> str:
        return self.value

    @property
    def slug(self) -> str:
        return self.name.lower()


class Polarity(Enum):
    """Which direction is good."""

    LOWER_IS_BETTER = "Lower is better"
    HIGHER_IS_BETTER = "Higher is better"
    NEUTRAL = "Neither is better by itself"


class Frequency(Enum):
    """The finest period that a metric is shown by."""

    MONTH = "month"
    YEAR = "year"


RECORD_LEVELS = ("ics", "place", "district", "neighbourhood", "ward")
SEX_CHOICES = ("persons", "female", "male")
_AGES = re.compile(r"^(\d+)\+$|^(\d+)-(\d+)$|^all$")


class MetricError(ValueError):
    """A definition is wrong; ``problems`` lists (field, sentence)."""

    def __init__(self, problems: list[tuple[str, str]]):
        self.problems = problems
        super().__init__(" ".join(sentence for _, sentence in problems))


@dataclass(frozen=True)
class Metric:
    """One metric. ``id`` and ``description`` come from its file: the file's name and its docstring.

    ``pool`` gives, for a level, how many years are counted together there. ``published_total`` names the
    publisher's own total that stands at ICS level. ``comparator`` is a published figure of England of the
    same definition.
    """

    title: str
    shifts: dict
    polarity: Polarity
    statistic: object
    numerator: object = None
    denominator: object = None
    unit: str = ""
    decimals: int = 1
    ages: str = "all"
    sexes: tuple = ("persons",)
    frequency: Frequency = Frequency.YEAR
    year: str = "financial"
    levels: tuple = RECORD_LEVELS
    pool: dict = field(default_factory=dict)
    published_total: object = None
    comparator: object = None
    caution: str = ""
    next_question: str = ""
    source: str = ""
    owner: str = "Not yet named"
    reviewed_on: date | None = None
    next_review: date | None = None
    id: str = ""
    description: str = ""

    def __post_init__(self) -> None:
        problems = list(find_problems(self))
        if problems:
            raise MetricError(problems)
        if not self.unit:
            object.__setattr__(self, "unit", self.statistic.unit)

    @property
    def is_published(self) -> bool:
        """True when the values are a publisher's, not counted from records."""
        return self.statistic.kind == "published"

    @property
    def measures(self) -> str:
        """First paragraph of the docstring: what is measured."""
        return " ".join(self.description.split("\n\n")[0].split())

    @property
    def why(self) -> str:
        """The rest of the docstring: why it matters."""
        return " ".join(" ".join(self.description.split("\n\n")[1:]).split())


def find_problems(metric: Metric):
    """Yield (field, sentence) for all that is wrong; a sentence says what was found and what is allowed."""
    if not isinstance(metric.title, str) or not metric.title.strip():
        yield "title", "The title is empty; give the name that a reader sees."
    yield from _shift_problems(metric.shifts)
    if not isinstance(metric.polarity, Polarity):
        yield "polarity", f"The polarity is {metric.polarity!r}; allowed are {_choices(Polarity)}."
    if not isinstance(metric.frequency, Frequency):
        yield "frequency", f"The frequency is {metric.frequency!r}; allowed are {_choices(Frequency)}."
    if metric.year not in ("financial", "calendar"):
        yield "year", f"The year is {metric.year!r}; allowed are 'financial' and 'calendar'."
    yield from _choice_problems("levels", metric.levels, LEVELS)
    yield from _choice_problems("sexes", metric.sexes, SEX_CHOICES)
    if not isinstance(metric.ages, str) or not _AGES.match(metric.ages) or not _ages_fit_bands(metric.ages):
        yield (
            "ages",
            f"The ages are {metric.ages!r}; allowed are 'all', or bounds at 0, 1 or a multiple of 5 "
            f"like '65+' or '5-19'.",
        )
    if not isinstance(metric.decimals, int) or not 0 <= metric.decimals <= 4:
        yield "decimals", f"The decimals are {metric.decimals!r}; allowed are whole numbers from 0 to 4."
    for level, years in metric.pool.items() if isinstance(metric.pool, dict) else [("", metric.pool)]:
        if level not in LEVELS or not isinstance(years, int) or not 1 <= years <= 10:
            yield "pool", f"The pool has {level!r}: {years!r}; allowed is a level with 1 to 10 years."
    for name in ("reviewed_on", "next_review"):
        if not isinstance(getattr(metric, name), date | None):
            yield name, f"{name} is {getattr(metric, name)!r}; allowed is a date like date(2026, 12, 1)."
    for name in ("caution", "next_question", "source", "owner", "unit"):
        if not isinstance(getattr(metric, name), str):
            yield name, f"{name} is {getattr(metric, name)!r}; allowed is text."
    yield from _parts_problems(metric)


def _shift_problems(shifts):
    if not isinstance(shifts, dict) or not shifts:
        yield "shifts", "No shift is named; name one or more, each with its reason."
        return
    for shift, reason in shifts.items():
        if not isinstance(shift, Shift):
            yield "shifts", f"The shift {shift!r} is unknown; allowed are {_choices(Shift)}."
        elif not isinstance(reason, str) or len(reason.split()) < 3:
            yield (
                "shifts",
                f"Shift.{shift.name} has no reason; say in a sentence how the metric tells of this shift.",
            )


def _parts_problems(metric: Metric):
    kind = getattr(metric.statistic, "kind", None)
    if kind is None:
        yield (
            "statistic",
            f"The statistic is {metric.statistic!r}; allowed are rate, proportion and the others of "
            f"metrics.methods.",
        )
        return
    if kind == "published":
        if metric.numerator is not None or metric.denominator is not None:
            yield "numerator", "A published figure is not counted: leave out numerator and denominator."
        return
    table = getattr(metric.numerator, "table", None)
    if not isinstance(table, Table):
        yield "numerator", f"The numerator is {metric.numerator!r}; allowed is count(table, where=...)."
    if not isinstance(metric.denominator, Population):
        yield (
            "denominator",
            f"The denominator is {metric.denominator!r}; allowed is population from data.tables.",
        )


def _choice_problems(name, found, allowed):
    if not isinstance(found, tuple) or not found:
        yield name, f"{name} is {found!r}; allowed is a list of {', '.join(allowed)}."
        return
    for item in found:
        if item not in allowed:
            yield name, f"{name} has {item!r}; allowed are {', '.join(allowed)}."


def _ages_fit_bands(ages: str) -> bool:
    bounds = [int(number) for number in re.findall(r"\d+", ages)]
    lower = bounds[0] if bounds else 0
    upper_ok = len(bounds) < 2 or (bounds[1] == 0 or (bounds[1] + 1) % 5 == 0) and lower < bounds[1] < 90
    return (lower in (0, 1) or lower % 5 == 0) and lower <= 90 and upper_ok


def _choices(enum) -> str:
    return ", ".join(f"{enum.__name__}.{member.name}" for member in enum)
