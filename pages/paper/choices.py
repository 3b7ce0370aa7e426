"""What a paper is about: areas, shifts and metrics, checked, with a sentence for each that is unknown."""

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

MOST_METRICS = 6
MOST_AREAS = 3
PROPOSED = 4


class ChoiceError(ProblemsFound):
    """Choices cannot be met; ``problems`` says of each why, and what is allowed."""


@dataclass(frozen=True)
class Choices:
    """What the paper holds: area codes, shifts and metric ids, each in its order."""

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
    found = tuple(dict.fromkeys(_area(here, one, problems, say) for one in areas)) or (here.ics_code,)
    chosen = tuple(dict.fromkeys(_shift(one, problems) for one in shifts)) or tuple(Shift)
    for one in metrics:
        if one not in system.metrics:
            problems.append(_unknown_metric(one, list(system.metrics)))
    named = tuple(dict.fromkeys(metrics))
    for what, its, most in (("metrics", named, MOST_METRICS), ("areas", found, MOST_AREAS)):
        if len(its) > most:
            problems.append(f"A paper holds at most {most} {what}, and {len(its)} are chosen.")
    if problems:
        raise ChoiceError([Problem(message=one) for one in problems])
    return Choices(found, chosen, named or proposed(standings(system, found[0]), chosen))


def proposed(ones: Sequence[Standing], shifts: Sequence[Shift]) -> tuple[str, ...]:
    """The metrics that a paper shows unless others are chosen: what worsens, then what leads each shift.

    Published figures come before synthetic ones.
    """
    held = [one for one in ones if one.has_figure and any(shift in one.metric.shifts for shift in shifts)]
    worse = [one for one in held if one.change.verdict == "worsening" and not one.is_synthetic]
    leads = [featured(in_shift(held, shift)) for shift in shifts]
    named = dict.fromkeys(one.metric.id for one in [*worse, *leads] if one is not None)
    return tuple(named)[:PROPOSED] or tuple(one.metric.id for one in held[:1])


def _area(here: Geography, wanted: str, problems: list[str], say: Callable[[str], None]) -> str:
    try:
        return find_area(here, wanted, say=say)
    except ValueError as error:
        names = {one.lower(): one for one in here.areas.label}
        near = [names[one] for one in get_close_matches(wanted.lower(), names, n=1) if one != wanted.lower()]
        problems.append(f"{error}{f' Did you mean {near[0]}?' if near else ''}")
        return here.ics_code


def _shift(wanted: str, problems: list[str]) -> Shift:
    for shift in Shift:
        if wanted.lower() in (shift.slug, shift.title.lower()):
            return shift
    allowed = listed([shift.slug for shift in Shift], "or")
    problems.append(f"There is no shift {wanted!r}. Allowed is {allowed}.")
    return next(iter(Shift))


def _unknown_metric(wanted: str, known: Sequence[str]) -> str:
    near = get_close_matches(wanted.lower(), known, n=1)
    meant = f" Did you mean {near[0]!r}?" if near else ""
    return f"There is no metric {wanted!r}.{meant} All {len(known)} are listed by: python -m metrics list"
