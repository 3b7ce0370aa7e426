"""What makes an entry of a system's own targets wrong: all problems at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from data.errors import Problem
from data.reading.facts import Field, Form, Refused, any_value, is_day
from geo.assembly import geography
from metrics.language import registry
from metrics.language.metric import RECORD_LEVELS, Metric, Polarity
from metrics.language.quoting import quote
from metrics.targets.dated_entries import WORDING


def _there(value: object) -> object:
    if value is None or value == "":
        raise Refused("something")
    return value


# Which values are allowed depends on the metric, so the form lists the fields only.
FORM = Form(
    (
        Field("metric", _there),
        Field("value", _there),
        Field("per", any_value, needed=False),
        Field("by", _there),
        Field("source", _there),
        Field("adopted", any_value, needed=False),
        Field("example", any_value, needed=False),
        Field("area", any_value, needed=False),
        Field("level", any_value, needed=False),
        Field("baseline", any_value, needed=False),
        Field("steps", any_value, needed=False),
    ),
    replace(WORDING, missing="it is missing."),
)


def entry_problems(
    file: str, place: str, entry: object, ics: str, today: date | None = None
) -> list[Problem]:
    """Everything that is wrong with one entry; empty where it is valid."""
    _, problems = FORM.read(file, place, entry)
    if isinstance(entry, dict):
        faults = _faults(entry, ics, today or date.today())
        problems += [Problem(file, place, field, message=f"{words}.") for field, words in faults]
    return problems


def _faults(entry: dict, ics: str, today: date) -> Iterator[tuple[str, str]]:
    metric = registry.metrics().get(entry.get("metric")) if isinstance(entry.get("metric"), str) else None
    if metric is None and entry.get("metric"):
        near = get_close_matches(str(entry["metric"]), registry.metrics(), n=1)
        meant = f", did you mean {near[0]!r}" if near else ""
        yield (
            "metric",
            f"{quote(entry['metric'])} is unknown{meant}; allowed are the ids of python -m metrics list",
        )
    if metric is None and entry.get("value") is not None and not _is_number(entry["value"]):
        yield "value", f"{quote(entry['value'])} was found; allowed is a number"
    yield from _metric_problems(entry, metric) if metric else ()
    yield from _date_problems(entry, metric, today)
    yield from _adoption_problems(entry)
    yield from _area_problems(entry, metric, ics)
    source = entry.get("source")
    if source not in (None, "") and (not isinstance(source, str) or len(source.split()) < 3):
        yield "source", f"{quote(source)} was found; say who set it, in which document, and when"


def _metric_problems(entry: dict, metric: Metric) -> Iterator[tuple[str, str]]:
    if metric.polarity is Polarity.NEUTRAL:
        yield "metric", f"for {metric.id} neither higher nor lower is better, so it can have no target"
    if entry.get("value") is not None:
        yield from _value_problems("value", entry["value"], metric)
    per = entry.get("per")
    if metric.statistic.grows_with_time:
        if per not in ("month", "year"):
            yield "per", f"{quote(per)} was found for a number of events; allowed are 'month' and 'year'"
    elif per is not None:
        yield "per", f"{metric.id} is not a number of events; leave per out"
    if metric.target is not None and entry.get("example"):
        yield "example", f"{metric.id} has a published target; leave the example out"


def _value_problems(field: str, value: object, metric: Metric) -> Iterator[tuple[str, str]]:
    if not _is_number(value):
        yield field, f"{quote(value)} was found; allowed is a number in {metric.unit}"
    elif metric.statistic.is_share and not 0 <= value <= 100:
        yield field, f"{value:g} was found; allowed is a share from 0 to 100"
    elif value < 0 and not metric.statistic.may_be_negative:
        yield field, f"{value:g} was found; allowed is 0 or more, in {metric.unit}"


def _date_problems(entry: dict, metric: Metric | None, today: date) -> Iterator[tuple[str, str]]:
    by, adopted = entry.get("by"), entry.get("adopted")
    if by is not None and not is_day(by):
        yield "by", f"{quote(by)} was found; allowed is a day like 2034-12-31"
    elif by is not None and by <= today:
        on = adopted.get("date") if isinstance(adopted, dict) else None
        if not (is_day(on) and on < by):
            yield "by", f"{by} has passed; allowed is a day in the future"
    days = []
    for field, pair in _dated(entry):
        if not isinstance(pair, dict) or set(pair) != {"date", "value"} or not is_day(pair["date"]):
            yield (
                field,
                f"{quote(pair)} was found; allowed is a day and a value: {{date: 2030-03-31, value: 40}}",
            )
            continue
        if metric is not None:
            yield from _value_problems(field, pair["value"], metric)
        days.append(pair["date"])
    if is_day(by) and (days != sorted(set(days)) or (days and days[-1] >= by)):
        yield "steps", f"the days are not in order before {by}; allowed are days in ascending order"


def _dated(entry: dict) -> Iterator[tuple[str, object]]:
    if entry.get("baseline") is not None:
        yield "baseline", entry["baseline"]
    steps = entry.get("steps", [])
    for step in steps if isinstance(steps, list) else [steps]:
        yield "steps", step


def _adoption_problems(entry: dict) -> Iterator[tuple[str, str]]:
    example, adopted = entry.get("example", False), entry.get("adopted")
    if not isinstance(example, bool):
        yield "example", f"{quote(example)} was found; allowed are true and false"
    if adopted is None and example is not True:
        yield "adopted", "it is missing; say {date: a day, by: who}, or example: true"
    if adopted is not None and example is True:
        yield "example", "it is adopted and an example at once; allowed is one of them"
    if adopted is not None and not (
        isinstance(adopted, dict)
        and set(adopted) == {"date", "by"}
        and is_day(adopted["date"])
        and isinstance(adopted["by"], str)
    ):
        yield "adopted", f"{quote(adopted)} was found; allowed is {{date: 2026-05-20, by: the board}}"


def _area_problems(entry: dict, metric: Metric | None, ics: str) -> Iterator[tuple[str, str]]:
    area, level = entry.get("area"), entry.get("level")
    if area is not None and level is not None:
        yield "level", "an area and a level are named; allowed is one of them, or neither for all areas"
    if area is not None:
        areas = geography(ics).areas.set_index("area_code").area_level
        if not isinstance(area, str) or area not in areas.index:
            yield (
                "area",
                (
                    f"{quote(area)} is not an area of {ics}; for the codes of a level: "
                    f"python -m geo show {ics} --level LEVEL"
                ),
            )
        elif metric is not None and areas.loc[[area]].iloc[0] not in metric.levels:
            yield "area", f"{metric.id} is not defined at the level of {area}: {', '.join(metric.levels)}"
    if level is not None and (
        not isinstance(level, str) or level not in RECORD_LEVELS or metric and level not in metric.levels
    ):
        allowed = ", ".join(metric.levels) if metric else ", ".join(RECORD_LEVELS)
        yield "level", f"{quote(level)} was found; allowed are {allowed}"


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return -1e12 < value < 1e12
