"""What a page reads from the address: the options of each filter for the current metric and area."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from geo.areas import Geography
from geo.levels import is_larger, level_words
from metrics.computing.main_series import main_frequency
from metrics.judgement.standing import Standing
from metrics.language.metric import RECORD_LEVELS, Metric, Shift
from metrics.language.sexes import SEX_WORDS
from pages.shell.filters import Choice, asked, choose
from pages.shell.system import ics_choice
from pages.words.shift_order import BY_PRIORITY, ORDERS


def metric_choice(metrics: dict[str, Metric], default: str) -> Choice:
    return Choice("metric", {key: metric.title for key, metric in metrics.items()}, default)


def level_choice(defined: Sequence[str], here: Geography, default: str = "place") -> Choice:
    """The levels that are defined and that the ICS has, from large to small."""
    levels = [level for level in RECORD_LEVELS if level in defined and level in here.levels]
    words = {level: "ICS" if level == "ics" else level_words(level).singular.capitalize() for level in levels}
    return Choice("level", words, default if default in levels else levels[0], look="segments")


def area_at_level_choice(
    here: Geography, level: str, footprint: str | None, wanted: str | None = None
) -> Choice:
    """The areas of one level; an area of another level in the address is replaced by the area
    above or below it.
    """
    table = here.table(level, footprint).sort_values("label")
    options = dict(zip(table.area_code, table.label, strict=True))
    default = wanted if wanted in options else next(iter(options))
    now = asked("area")
    if now is not None and now not in options and now in set(here.areas.area_code):
        choose(area=corresponding_area(here, now, level, footprint) or default)
    return Choice("area", options, default)


def default_area(here: Geography, level: str) -> str | None:
    """The area that a page opens with: the most populous priority ward, or the area that contains it."""
    priority = here.areas[here.areas.priority]
    if priority.empty:
        return None
    first = priority.sort_values("population").area_code.iloc[-1]
    return first if level == "ward" else here.parent(first, level)


def corresponding_area(here: Geography, code: str, level: str, footprint: str | None) -> str | None:
    """The area of `level` that contains `code`, or the most populous one inside it; None where
    ``code`` is at that level.
    """
    own = here.area(code).area_level
    if own == level:
        return None
    if is_larger(level, than=own):
        return here.parent(code, level, footprint)
    inside = here.children(code, level, footprint)
    people = here.areas.set_index("area_code").population
    return max(inside, key=people.get, default=None)


def parent_choice(here: Geography, level: str, footprint: str | None, default: str) -> Choice:
    """Areas whose parts can be compared: the ICS and everything larger than `level`."""
    options = {here.ics_code: f"{here.name}, all"}
    for above in ("place", "district", "neighbourhood"):
        if is_larger(above, than=level) and above in here.levels:
            word = level_words(above).singular
            for row in here.table(above, footprint).sort_values("label").itertuples():
                options[row.area_code] = f"{row.label.removesuffix(' (District)')} ({word})"
    now = asked("area")
    if now is not None and now not in options and now in set(here.areas.area_code):
        above = next(
            (
                a
                for a in ("neighbourhood", "district", "place")
                if is_larger(a, than=level) and here.parent(now, a, footprint)
            ),
            None,
        )
        choose(area=here.parent(now, above, footprint) if above else here.ics_code)
    return Choice("area", options, default if default in options else here.ics_code, label="Areas inside")


def period_choice(series: pd.DataFrame, metric: Metric) -> Choice:
    """The latest period, or any other of an area's series: those of the main series first, newest first."""
    shown = series[series.status != "not_applicable"].sort_values("period_end", ascending=False)
    offered = set(shown.frequency)
    main = main_frequency(metric, shown.area_level.iloc[0], offered) if offered else ""
    ordered = pd.concat([shown[shown.frequency == main], shown[shown.frequency != main]])
    labels = [label for label in dict.fromkeys(ordered.period_label) if label]
    return Choice("period", {"latest": "Latest"} | {label: label for label in labels}, "latest")


def sex_choices(metric: Metric) -> list[Choice]:
    """Women or men, where the metric counts them separately; no filter otherwise."""
    options = {sex: SEX_WORDS[sex].capitalize() for sex in metric.sexes}
    return (
        [Choice("group", options, metric.sexes[0], look="segments", label="For")] if len(options) > 1 else []
    )


def footprint_choices(here: Geography, level: str = "place") -> list[Choice]:
    """Which places: only asked where places are shown and there is more than one footprint of them."""
    names = {code: f"{code.rpartition('_')[2]} places" for code in here.footprints}
    return [Choice("footprint", names, here.default_footprint)] if level == "place" and len(names) > 1 else []


def several_systems() -> list[Choice]:
    """The ICS, where more than one has a store; the overview always shows it."""
    choice = ics_choice()
    return [choice] if len(choice.options) > 1 else []


SHIFTS = {shift.slug: shift for shift in Shift}


def order_choice(standings: list[Standing], of_own_strategy: bool) -> Choice:
    """The orders on offer: by priority only where the strategy is the system's own and metrics name some."""
    named = of_own_strategy and any(standing.metric.priorities for standing in standings)
    return Choice("order", ORDERS | (BY_PRIORITY if named else {}), "change")
