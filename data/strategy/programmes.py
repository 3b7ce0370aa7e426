"""The programmes of the strategy: dates, sites, cost, and what is known of their results."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from data.reading.facts import Field, Form, Refused, non_empty_text
from data.strategy.facts import Citation, Facts
from data.strategy.kinds import all_of, citations, in_order, priority_ids, when, whole_number
from data.strategy.reading import FOLDER, facts_of
from data.strategy.when import NOT_STATED, say_when

_CODE = re.compile(r"[A-Z0-9]{3,}(-[A-Z0-9]+)*")


@dataclass(frozen=True)
class Site:
    """A site of a programme; ``area`` is the code of an area of this project, "" where there is none."""

    name: str
    area: str = ""


@dataclass(frozen=True)
class Programme:
    """One programme. ``cost`` is in whole pounds, None where it is not stated."""

    id: str
    name: str
    starts: str
    ends: str
    length: str
    sites: tuple[Site, ...]
    cost: int | None
    paid_by: str
    aim: str
    results: str
    said_in: tuple[Citation, ...]
    priorities: tuple[str, ...] = ()
    sites_note: str = ""

    @property
    def dates(self) -> str:
        """'2019', 'August 2017 to April 2021', 'from 2024', 'not stated'."""
        first, last = say_when(self.starts), say_when(self.ends)
        if first == last:
            return first
        if last == NOT_STATED:
            return f"from {first}"
        return f"to {last}" if first == NOT_STATED else f"{first} to {last}"


def programmes(path: Path | None = None) -> Facts:
    """The programmes of a YAML file, by default this folder's; a wrong entry is left out and reported."""
    return facts_of(path or FOLDER / "programmes.yaml", "programmes", FORM, Programme)


def _sites(value: object) -> tuple[Site, ...]:
    if not isinstance(value, list):
        raise Refused("a list of sites, [] where none is named")
    sites = all_of(value, _site)
    names = [site.name for site in sites]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Refused(*(("each site once", repr(name)) for name in twice))
    return sites


def _site(value: object) -> Site:
    name = value.get("name") if isinstance(value, dict) else None
    area = value.get("area", "") if isinstance(value, dict) else None
    if not isinstance(name, str) or not name.strip() or set(value) - {"name", "area"}:
        raise Refused(("a site with its name and, where there is one, an area's code", repr(value)[:60]))
    if not isinstance(area, str) or (area and not _CODE.fullmatch(area)):
        raise Refused(("an area's code, like E06000009 or QE1-N-BARROW", repr(area)[:60]))
    return Site(name, area)


FORM = Form(
    (
        Field("name", non_empty_text),
        Field("starts", when),
        Field("ends", when),
        Field("length", non_empty_text),
        Field("sites", _sites),
        Field("sites_note", non_empty_text, needed=False, default=""),
        Field("cost", whole_number("pounds")),
        Field("paid_by", non_empty_text),
        Field("aim", non_empty_text),
        Field("results", non_empty_text),
        Field("priorities", priority_ids, needed=False, default=()),
        Field("said_in", citations),
    ),
    check_together=in_order,
)
