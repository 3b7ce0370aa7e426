"""One ICS: its areas at every level, their LSOAs, and which area is inside which."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import pandas as pd

from geo.footprints.read import is_designed
from geo.levels import FOOTPRINT_LEVELS, INSIDE_LEVELS, is_larger, level_words
from geo.lsoas import lsoas


@dataclass(frozen=True, eq=False)
class Geography:
    """The areas of one ICS. The tables are shared: take a copy before changing one.

    areas: one row per area inside the ICS (ics, district, ward, place and neighbourhood of every
        footprint) and one each for its region and England. area_code (unique), area_level, area_name,
        label (unique within a level), footprint, valid_from, valid_to, population (people of Census 2021;
        only those of the ICS where an area reaches beyond it), lsoa_count, imd_score (weighted by
        people), priority, official_code (of the ICS, county or district that is made of exactly the same
        LSOAs, for published figures; else None), outside_lsoas (LSOAs of the whole ward or district that
        belong to another ICS).
    membership: one row per LSOA of the ICS and area: lsoa_code, area_level, area_code, weight (1.0).
    footprints: the footprints of the places, the current one (default_footprint) first.
    neighbourhood_footprint: the footprint of the current neighbourhoods. Where an ICS has not stated its
        neighbourhoods, it is designed from whole wards: see ``is_designed``.
    """

    ics_code: str
    nhs_code: str
    name: str
    areas: pd.DataFrame
    membership: pd.DataFrame
    default_footprint: str
    footprints: tuple[str, ...]
    neighbourhood_footprint: str | None

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The levels that this ICS has, from large to small, without England and the region."""
        return tuple(level for level in INSIDE_LEVELS if level in set(self.areas["area_level"]))

    @cached_property
    def fingerprint(self) -> str:
        """A short text that changes when any area gains or loses an LSOA: part of the key of every cached
        file.
        """
        members = self.membership["area_code"] + " " + self.membership["lsoa_code"]
        return sha256("\n".join(members).encode()).hexdigest()[:16]

    def footprint(self, level: str, footprint: str | None = None) -> str | None:
        """The footprint to use at a level: the current one if none is given, None for a level without
        footprints.

        A footprint of places says nothing about neighbourhoods, so for those the current footprint is
        used. Raises ValueError for a footprint that the ICS does not have.
        """
        level_words(level)
        known = self._footprint_levels
        if footprint is not None and footprint not in known:
            raise ValueError(f"{self.name} has no footprint {footprint!r}; it has: {', '.join(known)}.")
        if level not in FOOTPRINT_LEVELS:
            return None
        current = self.default_footprint if level == "place" else self.neighbourhood_footprint
        return footprint if known.get(footprint) == level else current

    def is_designed(self, level: str, footprint: str | None = None) -> bool:
        """Whether the areas of a level are designed, not official: a page must say so where it names them."""
        return is_designed(self.footprint(level, footprint))

    def table(self, level: str, footprint: str | None = None) -> pd.DataFrame:
        """The rows of ``areas`` at one level and, where it has footprints, of one of them (by default the
        current).
        """
        key = (level, self.footprint(level, footprint))
        if key not in self._tables:
            rows = self.areas[self.areas["area_level"] == level]
            if key[1] is not None:
                rows = rows[rows["footprint"] == key[1]]
            self._tables[key] = rows.reset_index(drop=True)
        return self._tables[key]

    def area(self, area_code: str) -> pd.Series:
        """The row of one area. Raises ValueError for a code that this ICS does not have."""
        if area_code not in self._by_code.index:
            raise ValueError(f"{self.name} has no area with the code {area_code!r}.")
        return self._by_code.loc[area_code]

    def lsoas(self, area_code: str) -> tuple[str, ...]:
        """The LSOAs of one area, never those of other ICSs; for England and the region the whole ICS."""
        own = area_code if self.area(area_code)["area_level"] in self.levels else self.ics_code
        return self._lsoas[own]

    def area_by_lsoa(self, level: str, footprint: str | None = None) -> pd.Series:
        """Area code of each LSOA of the ICS at one level of one footprint; the index is lsoa_code."""
        codes = self.table(level, footprint)["area_code"]
        if level not in self.levels:
            return pd.Series(codes.iloc[0] if len(codes) else None, index=self._people.index, dtype="object")
        rows = self.membership[self.membership["area_level"] == level]
        return rows[rows["area_code"].isin(codes)].set_index("lsoa_code")["area_code"]

    def parent(self, area_code: str, level: str, footprint: str | None = None) -> str | None:
        """The area of a larger level where most of an area's people live; None if that level is not
        larger.
        """
        own_level = self.area(area_code)["area_level"]
        if not is_larger(level, than=own_level):
            return None
        own_footprint = self.area(area_code)["footprint"]
        return self._parents(own_level, own_footprint, level, self.footprint(level, footprint)).get(area_code)

    def children(self, area_code: str, level: str, footprint: str | None = None) -> list[str]:
        """Areas of a smaller level most of whose people live in an area, so that it is their parent, by
        label.
        """
        own = self.area(area_code)
        if not is_larger(own["area_level"], than=level):
            return []
        parents = self._parents(level, self.footprint(level, footprint), own["area_level"], own["footprint"])
        return [
            child for child in self.table(level, footprint)["area_code"] if parents.get(child) == area_code
        ]

    @cached_property
    def _footprint_levels(self) -> dict[str, str]:
        rows = self.areas[self.areas["footprint"].notna()]
        return dict(zip(rows["footprint"], rows["area_level"], strict=True))

    @cached_property
    def _by_code(self) -> pd.DataFrame:
        return self.areas.set_index("area_code", drop=False)

    @cached_property
    def _lsoas(self) -> dict[str, tuple[str, ...]]:
        return {code: tuple(rows) for code, rows in self.membership.groupby("area_code")["lsoa_code"]}

    @cached_property
    def _people(self) -> pd.Series:
        own = lsoas()[lambda rows: rows["ics_code"] == self.ics_code]
        return own.set_index("lsoa_code")["people"]

    @cached_property
    def _tables(self) -> dict[tuple, pd.DataFrame]:
        return {}

    @cached_property
    def _known_parents(self) -> dict[tuple, dict[str, str]]:
        return {}

    def _parents(
        self, level: str, footprint: str | None, above: str, footprint_above: str | None
    ) -> dict[str, str]:
        """Every area of a level with its parent at the level above; equal shares go to the first code."""
        key = (level, _text(footprint), above, _text(footprint_above))
        if key not in self._known_parents:
            shares = (
                pd.DataFrame(
                    {
                        "child": self.area_by_lsoa(level, key[1]),
                        "parent": self.area_by_lsoa(above, key[3]),
                        "people": self._people,
                    }
                )
                .groupby(["child", "parent"], as_index=False)["people"]
                .sum()
            )
            largest = shares.sort_values(["people", "parent"], ascending=[False, True]).drop_duplicates(
                "child"
            )
            self._known_parents[key] = dict(zip(largest["child"], largest["parent"], strict=True))
        return self._known_parents[key]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
