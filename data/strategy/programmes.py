"""The programmes of the strategy: when, where, what they cost, and what is known of what came of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from data.strategy.entry import Entry
from data.strategy.facts import Facts, Said
from data.strategy.reading import FOLDER, facts_of
from data.strategy.when import NOT_STATED, say_when

_CODE = re.compile(r"[A-Z0-9]{3,}(-[A-Z0-9]+)*")


@dataclass(frozen=True)
class Site:
    """Where a programme works; ``area`` is the code of an area of this project, "" where it has none."""

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
    said_in: tuple[Said, ...]
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
    """The programmes of a YAML file, by default this folder's; one that is wrong is left out and told."""
    return facts_of(path or FOLDER / "programmes.yaml", "programmes", _programme)


def _programme(entry: Entry) -> Programme:
    programme = Programme(
        id=entry.name,
        name=entry.words("name"),
        starts=entry.when("starts"),
        ends=entry.when("ends"),
        length=entry.words("length"),
        sites=_sites(entry),
        sites_note=entry.words("sites_note", needed=False),
        cost=entry.whole("cost", "pounds"),
        paid_by=entry.words("paid_by"),
        aim=entry.words("aim"),
        results=entry.words("results"),
        priorities=entry.priorities("priorities"),
        said_in=entry.said("said_in", many=True),
    )
    entry.check_order(programme.starts, programme.ends)
    entry.check_unknown()
    return programme


def _sites(entry: Entry) -> tuple[Site, ...]:
    value = entry.value("sites")
    if not isinstance(value, list):
        entry.refuse("sites", "a list of sites, [] where none is named")
        return ()
    sites = []
    for one in value:
        name = one.get("name") if isinstance(one, dict) else None
        area = one.get("area", "") if isinstance(one, dict) else None
        if not isinstance(name, str) or not name.strip() or set(one) - {"name", "area"}:
            allowed = "a site with its name and, where there is one, an area's code"
            entry.refuse("sites", allowed, repr(one)[:60])
        elif not isinstance(area, str) or (area and not _CODE.fullmatch(area)):
            entry.refuse("sites", "an area's code, like E06000009 or QE1-N-BARROW", repr(area)[:60])
        elif name in [site.name for site in sites]:
            entry.refuse("sites", "each site once", repr(name))
        else:
            sites.append(Site(name, area))
    return tuple(sites)
