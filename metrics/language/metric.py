"""What a metric is, and what makes one wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import Enum

from data.errors import Problem, ProblemsFound
from data.strategy import priorities, priority_problems
from geo.levels import LEVELS
from metrics.language.ages import ages_are_known
from metrics.language.frequency import Frequency
from metrics.language.quoting import found
from metrics.language.statistics.problems import unit_problems
from metrics.language.statistics.published import Published
from metrics.language.statistics.statistic import Statistic


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


RECORD_LEVELS = ("ics", "place", "district", "neighbourhood", "ward")
SEX_CHOICES = ("persons", "female", "male")
_MOST_IN_A_TITLE = 120


@dataclass(frozen=True)
class Target:
    """An aim: reach ``value`` (in the metric's unit) by ``by``, if a day was set.

    Published, adopted by the system (``adopted`` tells when and by whom), or an ``is_example`` that nobody
    has adopted. ``per`` tells whether a rate of events is meant for a "year" or a "month". ``baseline`` and
    ``steps`` are dated values: where the way begins, and what is to be reached on it. ``beside`` is an aim
    that the system set for itself beside a published one.
    """

    value: float
    source: str
    by: date | None = None
    per: str = "year"
    adopted: str = ""
    is_example: bool = False
    baseline: tuple[date, float] | None = None
    steps: tuple[tuple[date, float], ...] = ()
    beside: Target | None = None

    @property
    def trajectory(self) -> tuple[tuple[date, float], ...]:
        """The way to the target as dated values: by its steps, else in a straight line; () where none is
        set.
        """
        if self.by is None or (self.baseline is None and not self.steps):
            return ()
        start = () if self.baseline is None else (self.baseline,)
        return (*start, *self.steps, (self.by, self.value))


@dataclass(frozen=True)
class PublishedTotal:
    """A publisher's monthly total of the ICS, as ``data/reference/monthly_activity.parquet`` holds it."""

    measure: str


class MetricError(ProblemsFound):
    """A definition is wrong; ``problems`` tells all of it, each with its field."""


@dataclass(frozen=True)
class Metric:
    """One metric. ``id`` and ``description`` come from its file: the file's name and its docstring.

    ``pool`` gives, for a level, how many years are counted together there. ``published_total`` names the
    publisher's own total that stands at ICS level. ``comparator`` is a published figure of England of the
    same definition. ``priorities`` are ids of data/strategy/priorities.yaml. ``counted`` is what the
    numerator counts, in the plural as people say it ("children"), where the table does not tell.
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
    target: object = None
    priorities: tuple = ()
    counted: str = ""
    caution: str = ""
    next_question: str = ""
    source: str = ""
    owner: str = "Not yet named"
    reviewed_on: date | None = None
    next_review: date | None = None
    id: str = ""
    description: str = ""

    def __post_init__(self) -> None:
        problems = [Problem(field=name, message=sentence) for name, sentence in find_problems(self)]
        if problems:
            raise MetricError(problems)
        if not self.unit:
            object.__setattr__(self, "unit", self.statistic.unit)

    @property
    def is_published(self) -> bool:
        """True when the values are a publisher's, or rest on its counts, and not on records."""
        return self.statistic.is_published

    @property
    def is_review_due(self) -> bool:
        """True when the date of the next review has come."""
        return self.next_review is not None and self.next_review <= date.today()

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
        words = "empty" if isinstance(metric.title, str) else found(metric.title)
        yield "title", f"The title is {words}; give the name that a reader sees."
    elif len(metric.title) > _MOST_IN_A_TITLE or "\n" in metric.title:
        yield "title", f"The title is longer than a line of {_MOST_IN_A_TITLE} characters."
    elif not metric.title.isprintable():
        yield "title", "The title has signs that cannot be shown; allowed are letters, numbers and marks."
    yield from _shift_problems(metric.shifts)
    if not isinstance(metric.polarity, Polarity):
        yield "polarity", f"The polarity is {found(metric.polarity)}; allowed are {_choices(Polarity)}."
    if not isinstance(metric.frequency, Frequency):
        yield "frequency", f"The frequency is {found(metric.frequency)}; allowed are {_choices(Frequency)}."
    if metric.year not in ("financial", "calendar"):
        yield "year", f"The year is {found(metric.year)}; allowed are 'financial' and 'calendar'."
    yield from _choice_problems("levels", metric.levels, LEVELS)
    yield from _choice_problems("sexes", metric.sexes, SEX_CHOICES)
    if not ages_are_known(metric.ages):
        yield (
            "ages",
            f"The ages are {found(metric.ages)}; allowed are 'all', or bounds at 0, 1 or a multiple of 5 "
            f"like '65+' or '5-19'.",
        )
    if not _is_whole(metric.decimals, 0, 4):
        yield "decimals", f"The decimals are {found(metric.decimals)}; allowed are whole numbers from 0 to 4."
    if not isinstance(metric.pool, dict):
        yield "pool", f"The pool is {found(metric.pool)}; allowed is a level with 1 to 10 years."
    for level, years in metric.pool.items() if isinstance(metric.pool, dict) else ():
        if level not in LEVELS or not _is_whole(years, 1, 10):
            yield (
                "pool",
                f"The pool has {found(level)}: {found(years)}; allowed is a level with 1 to 10 years.",
            )
    for name in ("reviewed_on", "next_review"):
        if not isinstance(getattr(metric, name), date | None):
            yield name, f"{name} is {found(getattr(metric, name))}; allowed is a date like date(2026, 12, 1)."
    for name in ("counted", "caution", "next_question", "source", "owner", "unit"):
        if not isinstance(getattr(metric, name), str):
            yield name, f"{name} is {found(getattr(metric, name))}; allowed is text."
    if metric.target is not None and not isinstance(metric.target, Target):
        yield "target", f'The target is {found(metric.target)}; allowed is target(value, source="...").'
    if metric.comparator is not None and not isinstance(metric.comparator, Published):
        yield "comparator", f'The comparator is {found(metric.comparator)}; allowed is published("...").'
    if metric.published_total is not None and not isinstance(metric.published_total, PublishedTotal):
        yield (
            "published_total",
            f'The published_total is {found(metric.published_total)}; allowed is published_total("...").',
        )
    if not isinstance(metric.priorities, tuple):
        yield "priorities", f"priorities is {found(metric.priorities)}; allowed is a list of ids in quotes."
    else:
        yield from _priority_problems(metric.priorities)
    yield from _statistic_problems(metric)


def _priority_problems(named: tuple):
    known = priorities()
    # Where the priorities cannot be read, their ids cannot be checked: the metric must not be lost for it.
    lost = bool(priority_problems())
    for item in named:
        if not isinstance(item, str) or (item not in known and not lost):
            near = get_close_matches(item, known, n=1) if isinstance(item, str) else []
            meant = f" (did you mean {near[0]!r}?)" if near else ""
            yield (
                "priorities",
                f"The priority {found(item)} is unknown{meant}; allowed are {', '.join(known)}.",
            )
    yield from _repeat_problems("priorities", named)


def _shift_problems(shifts):
    if not isinstance(shifts, dict) or not shifts:
        yield "shifts", "No shift is named; name one or more, each with its reason."
        return
    for shift, reason in shifts.items():
        if not isinstance(shift, Shift):
            yield "shifts", f"The shift {found(shift)} is unknown; allowed are {_choices(Shift)}."
        elif not isinstance(reason, str) or len(reason.split()) < 3:
            yield (
                "shifts",
                f"Shift.{shift.name} has no reason; say in a sentence how the metric tells of this shift.",
            )


def _statistic_problems(metric: Metric):
    if not isinstance(metric.statistic, Statistic):
        yield (
            "statistic",
            f"The statistic is {found(metric.statistic)}; allowed are rate, proportion and the others of "
            f"metrics.language.statistic.",
        )
        return
    yield from metric.statistic.problems(metric)
    yield from unit_problems(metric)


def _choice_problems(name, chosen, allowed):
    if not isinstance(chosen, tuple) or not chosen:
        yield name, f"{name} is {found(chosen)}; allowed is a list of {', '.join(allowed)}."
        return
    for item in chosen:
        if item not in allowed:
            yield name, f"{name} has {found(item)}; allowed are {', '.join(allowed)}."
    yield from _repeat_problems(name, chosen)


def _repeat_problems(name, items):
    for at, item in enumerate(items):
        if isinstance(item, str) and item in items[:at]:
            yield name, f"{name} has {found(item)} twice."


def _is_whole(number, least: int, most: int) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and least <= number <= most


def _choices(enum) -> str:
    return ", ".join(f"{enum.__name__}.{member.name}" for member in enum)
