"""The geography of one ICS: its footprints combined, with neighbourhoods designed where it has none."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd

from data.errors import Problem, ProblemsFound
from geo.area_table import area_table
from geo.areas import Geography
from geo.footprints.read import footprint_files, latest_footprint, read_footprints
from geo.ics_codes import find_ics
from geo.membership import ics_membership, official_places


def geography(ics: str = "QE1") -> Geography:
    """The geography of an ICS, by its NHS code (QE1) or ONS code (E54000048); read once and shared.

    A footprint file that is wrong is left out (``footprint_problems`` says why); the official places and
    designed neighbourhoods then take its place. Raises ValueError with the nearest codes if no ICS has this
    code.
    """
    nhs_code, ics_code, name = find_ics(ics)
    return _geography(nhs_code, ics_code, name, _stamps(nhs_code))


def footprint_problems(ics: str) -> tuple[Problem, ...]:
    """Everything that is wrong with the footprint files of an ICS."""
    nhs_code, ics_code, _ = find_ics(ics)
    return _usable_files(ics_code, _stamps(nhs_code))[1]


def _stamps(nhs_code: str) -> tuple[tuple[Path, int, int], ...]:
    """The files of an ICS; one that was changed on disk is read again."""
    states = ((path, path.stat()) for path in footprint_files(nhs_code))
    return tuple((path, state.st_mtime_ns, state.st_size) for path, state in states)


@lru_cache(maxsize=64)
def _usable_files(ics_code: str, stamps: tuple) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    usable: tuple[Path, ...] = ()
    problems: list[Problem] = []
    for path, *_ in stamps:
        try:
            read_footprints((*usable, path), ics_code)
            usable += (path,)
        except ProblemsFound as refused:
            problems += refused.problems
    return usable, tuple(problems)


@lru_cache(maxsize=64)
def _geography(nhs_code: str, ics_code: str, name: str, stamps: tuple) -> Geography:
    footprints = read_footprints(_usable_files(ics_code, stamps)[0], ics_code)
    if "place" not in set(footprints["area_level"]):
        footprints = _append(footprints, official_places(ics_code, nhs_code))
    assembled = _assemble(nhs_code, ics_code, name, footprints)
    if assembled.neighbourhood_footprint is not None:
        return assembled
    from geo.neighbourhoods.design import designed_neighbourhoods

    return _assemble(nhs_code, ics_code, name, _append(footprints, designed_neighbourhoods(assembled)))


def _append(footprints: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([footprints, more], ignore_index=True) if len(footprints) else more


def _assemble(nhs_code: str, ics_code: str, name: str, footprints: pd.DataFrame) -> Geography:
    place = latest_footprint(footprints, "place")
    neighbourhood = latest_footprint(footprints, "neighbourhood")
    membership = ics_membership(ics_code, footprints)
    of_places = footprints.loc[footprints["area_level"] == "place", "footprint"].unique()
    return Geography(
        ics_code=ics_code,
        nhs_code=nhs_code,
        name=name,
        areas=area_table(ics_code, membership, footprints, current={place, neighbourhood} - {None}),
        membership=membership,
        default_footprint=place,
        footprints=(place, *sorted(set(of_places) - {place}, reverse=True)),
        neighbourhood_footprint=neighbourhood,
    )
