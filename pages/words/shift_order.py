"""In which order, and under which headings, a shift's metrics stand."""

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
    """Metrics under one heading ("" where there is none); ``key`` names its mark in the verdict bar."""

    heading: str
    ones: list[Standing]
    key: str = ""


def grouped(ones: list[Standing], order: str) -> list[Group]:
    """All of them, each once, in groups that are not empty."""
    named = sorted(ones, key=lambda one: one.name.lower())
    if order == "name":
        return [Group("", named)]
    if order == "period":
        return [Group("", sorted(named, key=_age))]
    # Under a heading the figures that speak of real people stand first.
    ordered = sorted(named, key=lambda one: one.is_synthetic)
    if order == "priority":
        return _parted(ordered, _priority, [one.title for one in priorities().values()])
    if order == "standing":
        return _parted(ordered, _standing, list(dict.fromkeys(_STANDINGS.values())))
    groups = _parted(ordered, _change, [word.capitalize() for word in _CHANGES])
    keys = {word.capitalize(): word.replace(" ", "-") for word in _CHANGES}
    return [Group(group.heading, group.ones, keys.get(group.heading, "")) for group in groups]


def _parted(ones: list[Standing], word: Callable[[Standing], str], words: list[str]) -> list[Group]:
    parted: dict[str, list[Standing]] = {heading: [] for heading in [*words, "None named", NO_FIGURE]}
    for one in ones:
        parted[word(one)].append(one)
    return [Group(heading, those) for heading, those in parted.items() if those]


def _change(one: Standing) -> str:
    return one.change.verdict.capitalize() if one.has_figure else NO_FIGURE


def _standing(one: Standing) -> str:
    return _STANDINGS[direction_and_judgement(one.newest)] if one.has_figure else NO_FIGURE


def _priority(one: Standing) -> str:
    """The first priority that the metric names, so that it stands once."""
    known = priorities()
    return next((known[name].title for name in one.metric.priorities if name in known), "None named")


def _age(one: Standing) -> float:
    ends = one.newest.period_end
    return float("inf") if not one.has_figure or pd.isna(ends) else -ends.timestamp()
