"""The areas, shifts and metrics of a paper, checked, with a sentence for each that is unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from data.errors import Problem, ProblemsFound
from geo.areas import Geography
from geo.find import find_area
from metrics.judgement.featured import featured
from metrics.judgement.standing import Standing, in_shift, standings
from metrics.language.metric import Shift
from metrics.targets.system import System
from pages.words.numbers import listed

MAX_METRICS = 6
MAX_AREAS = 3
PROPOSED = 4


class ChoiceError(ProblemsFound):
    """Choices that cannot be met; ``problems`` gives the reason for each and what is allowed."""


@dataclass(frozen=True)
class Choices:
    """The area codes, shifts and metric ids of a paper, in order."""

    areas: tuple[str, ...]
    shifts: tuple[Shift, ...]
    metrics: tuple[str, ...]


def choose(
    system: System,
    areas: Sequence[str] = (),
    shifts: Sequence[str] = (),
    metrics: Sequence[str] = (),
    say: Callable[[str], None] = lambda sentence: None,
) -> Choices:
    """The choices by code, name or id; the whole system, all shifts and the proposed metrics by default.

    ``say`` is given a sentence for each name that other areas have too. Raises ChoiceError with all problems
    at once.
    """
    here, problems = system.geography, []
    codes = tuple(dict.fromkeys(_area(here, name, problems, say) for name in areas)) or (here.ics_code,)
    chosen = tuple(dict.fromkeys(_shift(name, problems) for name in shifts)) or tuple(Shift)
    problems += [
        _unknown_metric(metric, list(system.metrics)) for metric in metrics if metric not in system.metrics
    ]
    named = tuple(dict.fromkeys(metrics))
    for what, selected, maximum in (("metrics", named, MAX_METRICS), ("areas", codes, MAX_AREAS)):
        if len(selected) > maximum:
            problems.append(f"A paper can have at most {maximum} {what}; {len(selected)} were chosen.")
    if problems:
        raise ChoiceError([Problem(message=problem) for problem in problems])
    return Choices(codes, chosen, named or proposed(standings(system, codes[0]), chosen))


def proposed(area_standings: Sequence[Standing], shifts: Sequence[Shift]) -> tuple[str, ...]:
    """The metrics that a paper shows by default: those getting worse, then the leading metric of each shift.

    Published figures come before demonstration data.
    """
    available = [
        standing
        for standing in area_standings
        if standing.has_figure and any(shift in standing.metric.shifts for shift in shifts)
    ]
    worse = [
        standing
        for standing in available
        if standing.change.verdict == "worsening" and not standing.is_synthetic
    ]
    leads = [featured(in_shift(available, shift)) for shift in shifts]
    named = dict.fromkeys(standing.metric.id for standing in [*worse, *leads] if standing is not None)
    return tuple(named)[:PROPOSED] or tuple(standing.metric.id for standing in available[:1])


def _area(here: Geography, wanted: str, problems: list[str], say: Callable[[str], None]) -> str:
    try:
        return find_area(here, wanted, say=say)
    except ValueError as error:
        names = {label.lower(): label for label in here.areas.label}
        close = get_close_matches(wanted.lower(), names, n=1)
        near = [names[name] for name in close if name != wanted.lower()]
        problems.append(f"{error}{f' Did you mean {near[0]}?' if near else ''}")
        return here.ics_code


def _shift(wanted: str, problems: list[str]) -> Shift:
    for shift in Shift:
        if wanted.lower() in (shift.slug, shift.title.lower()):
            return shift
    allowed = listed([shift.slug for shift in Shift], "or")
    problems.append(f"There is no shift {wanted!r}. Choose {allowed}.")
    return next(iter(Shift))


def _unknown_metric(wanted: str, known: Sequence[str]) -> str:
    near = get_close_matches(wanted.lower(), known, n=1)
    meant = f" Did you mean {near[0]!r}?" if near else ""
    return f"There is no metric {wanted!r}.{meant} To list all {len(known)}: python -m metrics list"
