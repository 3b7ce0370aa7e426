"""The order of a shift's metrics, and the headings above them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from data.strategy import priorities
from metrics.judgement.compared_areas import direction_and_judgement
from metrics.judgement.standing import Standing

ORDERS = {
    "change": "By change, worsening first",
    "standing": "Against the comparator, worse first",
    "name": "By name",
    "period": "By period, newest first",
}
BY_PRIORITY = {"priority": "By priority of the strategy"}
_CHANGES = ("worsening", "improving", "no clear change", "cannot say")
_STANDINGS = {
    ("higher", "worse"): "Worse",
    ("lower", "worse"): "Worse",
    ("higher", "neutral"): "Higher or lower, neither better nor worse",
    ("lower", "neutral"): "Higher or lower, neither better nor worse",
    ("apart", "neutral"): "Cannot be told apart",
    ("higher", "better"): "Better",
    ("lower", "better"): "Better",
    ("none", "neutral"): "Not compared",
}
NO_FIGURE = "No figure"


@dataclass(frozen=True)
class Group:
    """Metrics under standing heading ("" where there is none); ``key`` names its mark in the verdict bar."""

    heading: str
    standings: list[Standing]
    key: str = ""


def grouped(standings: list[Standing], order: str) -> list[Group]:
    """All of them, each once, in groups that are not empty."""
    named = sorted(standings, key=lambda standing: standing.name.lower())
    if order == "name":
        return [Group("", named)]
    if order == "period":
        return [Group("", sorted(named, key=_age))]
    # Under each heading, figures of real people come before demonstration data.
    ordered = sorted(named, key=lambda standing: standing.is_synthetic)
    if order == "priority":
        return _parted(ordered, _priority, [priority.title for priority in priorities().values()])
    if order == "standing":
        return _parted(ordered, _standing, list(dict.fromkeys(_STANDINGS.values())))
    groups = _parted(ordered, _change, [word.capitalize() for word in _CHANGES])
    keys = {word.capitalize(): word.replace(" ", "-") for word in _CHANGES}
    return [Group(group.heading, group.standings, keys.get(group.heading, "")) for group in groups]


def _parted(standings: list[Standing], word: Callable[[Standing], str], words: list[str]) -> list[Group]:
    parted: dict[str, list[Standing]] = {heading: [] for heading in [*words, "None named", NO_FIGURE]}
    for standing in standings:
        parted[word(standing)].append(standing)
    return [Group(heading, members) for heading, members in parted.items() if members]


def _change(standing: Standing) -> str:
    return standing.change.verdict.capitalize() if standing.has_figure else NO_FIGURE


def _standing(standing: Standing) -> str:
    return _STANDINGS[direction_and_judgement(standing.newest)] if standing.has_figure else NO_FIGURE


def _priority(standing: Standing) -> str:
    """The first priority that the metric names, so that the metric is listed once."""
    known = priorities()
    return next((known[name].title for name in standing.metric.priorities if name in known), "None named")


def _age(standing: Standing) -> float:
    ends = standing.newest.period_end
    return float("inf") if not standing.has_figure or pd.isna(ends) else -ends.timestamp()
