"""What a metric is, and what can be wrong with one."""

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
from metrics.language.quoting import quote
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
_MAX_TITLE_LENGTH = 120


@dataclass(frozen=True)
class Target:
    """A value to be reached, in the metric's unit, by the date ``by`` if there is one.

    It is published, or adopted by the system (``adopted`` says when and by which body), or an example that no
    one has adopted. ``per`` says whether a rate is per "year" or per "month". ``baseline`` and ``steps`` are
    dated values: where the trajectory begins, and what is to be reached on the way. ``own`` is the target
    that the system has set for itself in addition to a published one.
    """

    value: float
    source: str
    by: date | None = None
    per: str = "year"
    adopted: str = ""
    is_example: bool = False
    baseline: tuple[date, float] | None = None
    steps: tuple[tuple[date, float], ...] = ()
    own: Target | None = None

    @property
    def trajectory(self) -> tuple[tuple[date, float], ...]:
        """The dated values from the baseline over the steps to the target; () if it has no date, or neither
        baseline nor steps.
        """
        if self.by is None or (self.baseline is None and not self.steps):
            return ()
        start = () if self.baseline is None else (self.baseline,)
        return (*start, *self.steps, (self.by, self.value))


@dataclass(frozen=True)
class PublishedTotal:
    """A publisher's monthly total for the ICS, from ``data/reference/monthly_activity.parquet``."""

    measure: str


class MetricError(ProblemsFound):
    """A definition is wrong; ``problems`` lists all that is, each with its field."""


@dataclass(frozen=True)
class Metric:
    """One metric. ``id`` and ``description`` come from its file: the file's name and its docstring.

    ``pool`` gives, for a level, how many years are counted together there. ``published_total`` names the
    publisher's own total that is shown at ICS level. ``comparator`` is a published figure for England with
    the same definition. ``priorities`` are ids of data/strategy/priorities.yaml. ``counted`` is what the
    numerator counts, as a plural noun ("children"), where the table does not say it.
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
        """Whether the values come from a publisher's figures or counts, not from records."""
        return self.statistic.is_published

    @property
    def is_review_due(self) -> bool:
        """Whether the date of the next review has come."""
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
    """Yield (field, sentence) for all that is wrong; a sentence says what was given and what is allowed."""
    if not isinstance(metric.title, str) or not metric.title.strip():
        given = "empty" if isinstance(metric.title, str) else quote(metric.title)
        yield "title", f"The title is {given}; give the name that a reader sees."
    elif len(metric.title) > _MAX_TITLE_LENGTH or "\n" in metric.title:
        yield "title", f"The title is longer than a line of {_MAX_TITLE_LENGTH} characters."
    elif not metric.title.isprintable():
        yield (
            "title",
            "The title has characters that cannot be shown; allowed are letters, numbers and marks.",
        )
    yield from _shift_problems(metric.shifts)
    if not isinstance(metric.polarity, Polarity):
        yield "polarity", f"The polarity is {quote(metric.polarity)}; allowed are {_choices(Polarity)}."
    if not isinstance(metric.frequency, Frequency):
        yield "frequency", f"The frequency is {quote(metric.frequency)}; allowed are {_choices(Frequency)}."
    if metric.year not in ("financial", "calendar"):
        yield "year", f"The year is {quote(metric.year)}; allowed are 'financial' and 'calendar'."
    yield from _choice_problems("levels", metric.levels, LEVELS)
    yield from _choice_problems("sexes", metric.sexes, SEX_CHOICES)
    if not ages_are_known(metric.ages):
        yield (
            "ages",
            f"The ages are {quote(metric.ages)}; allowed are 'all', or bounds at 0, 1 or a multiple of 5 "
            f"like '65+' or '5-19'.",
        )
    if not _is_whole(metric.decimals, 0, 4):
        yield "decimals", f"The decimals are {quote(metric.decimals)}; allowed are whole numbers from 0 to 4."
    if not isinstance(metric.pool, dict):
        yield "pool", f"The pool is {quote(metric.pool)}; allowed is a level with 1 to 10 years."
    for level, years in metric.pool.items() if isinstance(metric.pool, dict) else ():
        if level not in LEVELS or not _is_whole(years, 1, 10):
            yield (
                "pool",
                f"The pool has {quote(level)}: {quote(years)}; allowed is a level with 1 to 10 years.",
            )
    for name in ("reviewed_on", "next_review"):
        if not isinstance(getattr(metric, name), date | None):
            yield name, f"{name} is {quote(getattr(metric, name))}; allowed is a date like date(2026, 12, 1)."
    for name in ("counted", "caution", "next_question", "source", "owner", "unit"):
        if not isinstance(getattr(metric, name), str):
            yield name, f"{name} is {quote(getattr(metric, name))}; allowed is text."
    if metric.target is not None and not isinstance(metric.target, Target):
        yield "target", f'The target is {quote(metric.target)}; allowed is target(value, source="...").'
    if metric.comparator is not None and not isinstance(metric.comparator, Published):
        yield "comparator", f'The comparator is {quote(metric.comparator)}; allowed is published("...").'
    if metric.published_total is not None and not isinstance(metric.published_total, PublishedTotal):
        yield (
            "published_total",
            f'The published_total is {quote(metric.published_total)}; allowed is published_total("...").',
        )
    if not isinstance(metric.priorities, tuple):
        yield "priorities", f"priorities is {quote(metric.priorities)}; allowed is a list of ids in quotes."
    else:
        yield from _priority_problems(metric.priorities)
    yield from _statistic_problems(metric)


def _priority_problems(chosen: tuple):
    known = priorities()
    # If the priorities cannot be read, their ids cannot be checked, and the metric must not be lost for that.
    is_unreadable = bool(priority_problems())
    for item in chosen:
        if not isinstance(item, str) or (item not in known and not is_unreadable):
            near = get_close_matches(item, known, n=1) if isinstance(item, str) else []
            meant = f" (did you mean {near[0]!r}?)" if near else ""
            yield (
                "priorities",
                f"The priority {quote(item)} is unknown{meant}; allowed are {', '.join(known)}.",
            )
    yield from _repeat_problems("priorities", chosen)


def _shift_problems(shifts):
    if not isinstance(shifts, dict) or not shifts:
        yield "shifts", "No shift is named; name one or more, each with its reason."
        return
    for shift, reason in shifts.items():
        if not isinstance(shift, Shift):
            yield "shifts", f"The shift {quote(shift)} is unknown; allowed are {_choices(Shift)}."
        elif not isinstance(reason, str) or len(reason.split()) < 3:
            yield (
                "shifts",
                f"Shift.{shift.name} has no reason; say in a sentence how the metric measures this shift.",
            )


def _statistic_problems(metric: Metric):
    if not isinstance(metric.statistic, Statistic):
        yield (
            "statistic",
            f"The statistic is {quote(metric.statistic)}; allowed are rate, proportion and the others of "
            f"metrics.language.statistic.",
        )
        return
    yield from metric.statistic.problems(metric)
    yield from unit_problems(metric)


def _choice_problems(name, chosen, allowed):
    if not isinstance(chosen, tuple) or not chosen:
        yield name, f"{name} is {quote(chosen)}; allowed is a list of {', '.join(allowed)}."
        return
    for item in chosen:
        if item not in allowed:
            yield name, f"{name} has {quote(item)}; allowed are {', '.join(allowed)}."
    yield from _repeat_problems(name, chosen)


def _repeat_problems(name, items):
    for position, item in enumerate(items):
        if isinstance(item, str) and item in items[:position]:
            yield name, f"{name} has {quote(item)} twice."


def _is_whole(number, minimum: int, maximum: int) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and minimum <= number <= maximum


def _choices(enum) -> str:
    return ", ".join(f"{enum.__name__}.{member.name}" for member in enum)
