"""Figures for areas of another vintage, converted to the areas of this project: moved, split, added up or
refused.

Counts of LSOAs of 2011 are assigned to those of 2021 by the people of Census 2021; the total of every count
is kept. Recoded and reorganised areas follow data/reference/recoded_areas.csv. A figure that could be moved
only by a guess is returned with the reason, and is never assigned to another area silently.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.errors import SourceError
from data.reference import reference


@dataclass(frozen=True)
class Moved:
    """``rows`` for the areas of this project; ``refused`` the rows that were not moved, unchanged, with a
    reason.

    ``notes`` are sentences on what was moved, split or added up, and on what is an estimate.
    """

    rows: pd.DataFrame
    refused: pd.DataFrame
    notes: tuple[str, ...] = ()


def lsoa_vintage(codes: Iterable[str]) -> str:
    """``2011`` or ``2021`` by the codes that only one vintage has; ``either`` where both have all codes.

    Raises SourceError for a mix of both vintages: such figures may count the same people twice.
    """
    lookup = _lookup()
    given = set(codes)
    only_2011 = sorted(given & lookup.only_2011)
    only_2021 = sorted(given & lookup.only_2021)
    if only_2011 and only_2021:
        raise SourceError(
            f"The codes mix two vintages: {_some(only_2011)} exist only among the LSOAs of 2011, "
            f"{_some(only_2021)} only among those of 2021. Give a file of one vintage."
        )
    return "2011" if only_2011 else "2021" if only_2021 else "either"


def to_lsoa_2021(rows: pd.DataFrame, code: str, values: Iterable[str], by: Iterable[str] = ()) -> Moved:
    """Counts of LSOAs of 2011 converted to LSOAs of 2021, with the same totals: lsoa_code, by, values.

    ``values`` are counts, which can be added and split (a rate cannot); ``by`` names columns that separate
    rows, like sex or month. A split LSOA's count is divided among its parts in proportion to their people;
    whole numbers stay whole (largest remainder). Counts of merged LSOAs are added up. Counts of LSOAs of 2021
    are unchanged. Raises SourceError for mixed vintages.
    """
    values, keys = list(values), list(by)
    rows = rows.reset_index(drop=True)
    rows = rows.assign(**{code: rows[code].astype("string").fillna("").str.strip().astype("str")})
    vintage = lsoa_vintage(rows[code])
    lookup = _lookup()
    numbers = rows[values].apply(pd.to_numeric, errors="coerce").astype("float64")
    reason = pd.Series("", index=rows.index, dtype="str")
    known = lookup.codes_2011 if vintage == "2011" else lookup.codes_2021
    year = "2011" if vintage == "2011" else "2021"
    # A set is queried row by row, because Series.isin takes 40 times as long for a set of this size.
    unknown = np.array([lsoa not in known for lsoa in rows[code]], dtype=bool)
    reason = reason.mask(unknown, f"is not an LSOA of {year} in England")
    reason = reason.mask(rows[code].str[:1].isin(["W", "S", "N"]), "is outside England")
    reason = reason.mask((reason == "") & ~np.isfinite(numbers).all(axis=1), "has no number")
    good = reason == ""
    refused = rows[~good].assign(reason=rows[code][~good] + " " + reason[~good])
    if vintage == "2011":
        wanted = set(rows.loc[good, code])
        here = lookup.table[[lsoa in wanted for lsoa in lookup.old]]
        parts = pd.DataFrame({"_row": np.flatnonzero(good), "_old": rows.loc[good, code]}).merge(
            here, left_on="_old", right_on="lsoa_2011_code", how="inner"
        )
        parts = parts.sort_values(["_row", "lsoa_code"], kind="stable", ignore_index=True)
        of_row, people = parts["_row"].to_numpy(), parts["people"].to_numpy()
        shared = {name: _shared_out(of_row, numbers[name].to_numpy()[of_row], people) for name in values}
        notes = _moving_notes(here, lookup)
    else:
        of_row, notes = np.flatnonzero(good), ()
        parts = pd.DataFrame({"lsoa_code": rows.loc[good, code].to_numpy()})
        shared = {name: _as_whole_numbers(numbers[name].to_numpy()[of_row]) for name in values}
    kept = {name: rows[name].to_numpy()[of_row] for name in keys}
    moved = pd.DataFrame({"lsoa_code": parts["lsoa_code"].to_numpy(), **kept, **shared})
    moved = moved.groupby(["lsoa_code", *keys], as_index=False, sort=True, dropna=False)[values].sum()
    return Moved(moved, refused.reset_index(drop=True), notes)


def ended_in_2011() -> tuple[dict[str, str], frozenset[str]]:
    """The LSOA codes of 2011 that no longer exist: those that are entirely in one LSOA of 2021, with its
    code; and those that were split, for which a person's record does not show the new LSOA.
    """
    lookup = _lookup()
    ended = lookup.table[lookup.table["lsoa_2011_code"].isin(lookup.only_2011)]
    split = ended["lsoa_2011_code"].duplicated(keep=False)
    whole = ended[~split]
    moved = dict(zip(whole["lsoa_2011_code"].tolist(), whole["lsoa_code"].tolist(), strict=True))
    return moved, frozenset(ended.loc[split, "lsoa_2011_code"])


def recode(
    rows: pd.DataFrame,
    code: str = "area_code",
    counts: tuple[str, ...] = ("count", "denominator"),
    rates: tuple[str, ...] = ("value", "lower_ci", "upper_ci"),
) -> Moved:
    """Figures of areas that were recoded, merged or split, converted to the areas of this project.

    For a new code, the figure is moved unchanged. For merged areas, ``counts`` are added up if every part has
    all of them; ``rates`` are then empty (they are computed again from the counts, or not at all). Everything
    else is refused with the reason. Columns in neither list separate rows, like sex and period.
    """
    rows = rows.reset_index(drop=True)
    changes = reference("recoded_areas")
    counts = tuple(name for name in counts if name in rows.columns)
    rates = tuple(name for name in rates if name in rows.columns)
    keys = [name for name in rows.columns if name not in (code, "area_level", "area_name", *counts, *rates)]
    touched = rows[code].isin(changes["code"])
    if not touched.any():
        return Moved(rows, rows.iloc[:0].assign(reason=pd.Series(dtype="str")))
    stay, notes, refused, moved = rows[~touched], [], [], [rows[~touched]]
    existing = set(_keyed(stay, [code, *keys]))
    simple = changes[changes["kind"] == "recoded"].set_index("code")
    merged = changes[changes["kind"] == "merged"]
    for old in sorted(set(rows.loc[touched, code])):
        part = rows[rows[code] == old]
        if old in simple.index:
            change = simple.loc[old]
            new = _on(part, code, change)
            double = pd.Series([key in existing for key in _keyed(new, [code, *keys])], index=part.index)
            refused.append(
                part[double].assign(
                    reason=f"{change['area_name']} ({change['area_code']}) already has a figure"
                )
            )
            moved.append(new[~double])
            if not double.all():
                notes.append(_moved_sentence(old, change))
        elif old not in set(merged["code"]):
            refused.append(part.assign(reason=why_not_moved(old)))
    for target, parts in merged.groupby("area_code"):
        group = rows[rows[code].isin(parts["code"])]
        if group.empty:
            continue
        added, not_added = _added_up(group, parts, code, keys, counts, rates, existing)
        refused.append(not_added)
        if len(added):
            moved.append(added)
            notes.append(
                f"{parts['area_name'].iloc[0]} ({target}) was added up from "
                f"{_listed(list(parts['name']))}, merged in {parts['since'].iloc[0]}."
            )
    # Empty tables have no types of their own and would change the types of the others.
    moved = [table for table in moved if len(table)]
    out = pd.concat(moved, ignore_index=True) if moved else rows.iloc[:0]
    kept = [table for table in refused if len(table)]
    none = rows.iloc[:0].assign(reason=pd.Series(dtype="str"))
    return Moved(out, pd.concat(kept, ignore_index=True) if kept else none, tuple(notes))


def recoded() -> dict[str, NamedTuple]:
    """By former code: the row (area_code, since, note ...) of each area of which only the code changed, or
    the boundary by so little that its figures can be used for the current area.
    """
    changes = reference("recoded_areas")
    simple = changes[changes["kind"] == "recoded"]
    return {change.code: change for change in simple.itertuples(index=False, name="Change")}


def why_not_moved(code: str) -> str:
    """What became of an area that the reference does not have, as a clause; "" where nothing is known."""
    changes = reference("recoded_areas")
    matches = changes[changes["code"] == code]
    if matches.empty:
        lookup = _lookup()
        if code in lookup.only_2011:
            return "this is an LSOA of 2011; the project uses those of 2021"
        return ""
    kind, since = matches["kind"].iloc[0], matches["since"].iloc[0]
    name = matches["name"].iloc[0] or code
    if kind == "unmatched":
        return (
            f"the code was replaced in {since}; no published list gives the new code, so it has no area here"
        )
    targets = _listed([f"{row.area_name} ({row.area_code})" for row in matches.itertuples()])
    if kind == "split":
        return (
            f"{name} was split into {targets} in {since}; a figure for all of it cannot be assigned to either"
        )
    if kind == "abolished":
        return f"{name} was abolished in {since} and is part of {targets} now"
    if kind == "merged":
        return f"{name} was merged into {targets} in {since}; only counts of all its parts can be added up"
    return f"{name} is {targets} now (since {since})"


def _added_up(group, parts, code, keys, counts, rates, existing):
    """One new area's rows where all parts have all counts, and the other rows with the reason."""
    target, name = parts["area_code"].iloc[0], parts["area_name"].iloc[0]
    names = dict(zip(parts["code"], parts["name"], strict=True))
    numbers = group[list(counts)].apply(pd.to_numeric, errors="coerce")
    reason = pd.Series("", index=group.index, dtype="str")
    if not counts or numbers.isna().any(axis=None):
        bare = numbers.isna().any(axis=1) if counts else pd.Series(True, index=group.index)
        message = (
            "a rate of " + group[code].map(names) + f" cannot be assigned to {name}: its counts are not given"
        )
        reason = reason.mask(bare, message)
    by = group.assign(**{column: numbers[column] for column in counts}, _good=reason == "")
    added, double = [], f"{name} ({target}) already has a figure"
    for key, rows in by.groupby(keys, dropna=False, sort=False) if keys else [((), by)]:
        absent = sorted(set(parts["code"]) - set(rows.loc[rows["_good"], code]))
        if rows[code].duplicated().any():
            reason = reason.mask(reason.index.isin(rows.index), "is given more than once for the same period")
        elif absent:
            message = (
                f"{name} needs all its parts; counts of {_listed([names[c] for c in absent])} are missing"
            )
            reason = reason.mask(reason.index.isin(rows.index) & (reason == ""), message)
        elif (target, *key) in existing:
            reason = reason.mask(reason.index.isin(rows.index), double)
        else:
            new = _on(rows.iloc[[0]].drop(columns="_good"), code, parts.iloc[0])
            total = {column: rows[column].sum() for column in counts}
            added.append(new.assign(**total, **dict.fromkeys(rates, np.nan)))
    refused = group[reason != ""].assign(reason=reason[reason != ""])
    return (pd.concat(added) if added else group.iloc[:0]), refused


def _on(rows: pd.DataFrame, code: str, change: pd.Series) -> pd.DataFrame:
    """The rows with the code, level and name of the current area."""
    new = {code: change["area_code"]}
    if "area_level" in rows.columns:
        new["area_level"] = change["area_level"]
    if "area_name" in rows.columns:
        new["area_name"] = change["area_name"]
    return rows.assign(**new)


def _keyed(rows: pd.DataFrame, columns: list[str]) -> list[tuple]:
    return list(rows[columns].itertuples(index=False, name=None))


def _moved_sentence(old: str, change: pd.Series) -> str:
    note = f" {change['note']}" if change["note"] else ""
    return f"{change['name']} ({old}) is shown as {change['area_code']}, its current code.{note}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _some(codes: list[str]) -> str:
    return f"{codes[0]} ({len(codes):,} such codes)" if len(codes) > 1 else codes[0]


@dataclass(frozen=True)
class _Lookup:
    table: pd.DataFrame
    old: tuple[str, ...]
    codes_2011: frozenset[str]
    codes_2021: frozenset[str]
    only_2011: frozenset[str]
    only_2021: frozenset[str]
    irregular: frozenset[str]
    sources: dict[str, int]


@lru_cache(maxsize=1)
def _lookup() -> _Lookup:
    table = reference("lsoa_2011_to_2021")[["lsoa_2011_code", "lsoa_code", "people"]]
    old, new = frozenset(table["lsoa_2011_code"]), frozenset(table["lsoa_code"])
    split = table["lsoa_2011_code"].duplicated(keep=False)
    joined = table["lsoa_code"].duplicated(keep=False)
    both = table.loc[split, "lsoa_2011_code"].isin(table.loc[split & joined, "lsoa_2011_code"])
    irregular = frozenset(table.loc[split, "lsoa_2011_code"][both])
    sources = table.loc[joined, "lsoa_code"].value_counts().to_dict()
    return _Lookup(table, tuple(table["lsoa_2011_code"]), old, new, old - new, new - old, irregular, sources)


def _shared_out(groups: np.ndarray, totals: np.ndarray, people: np.ndarray) -> np.ndarray:
    """Each group's total divided among its members by people; the members add up to the total again.

    Whole numbers stay whole: every member gets its share rounded down, and the remaining units go, one each,
    to the largest remainders (the first by code where they are equal).
    """
    if not len(groups):
        return totals
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    sizes = np.diff(np.r_[starts, len(groups)])
    of_group = np.repeat(np.add.reduceat(people, starts), sizes)
    counts = _as_whole_numbers(totals)
    if counts.dtype.kind == "i":
        share, remainder = np.divmod(counts * people.astype("int64"), of_group.astype("int64"))
        remaining = counts[starts] - np.add.reduceat(share, starts)
        order = np.lexsort((np.arange(len(groups)), -remainder, np.repeat(np.arange(len(starts)), sizes)))
        place = np.empty(len(groups), dtype="int64")
        place[order] = np.arange(len(groups)) - np.repeat(starts, sizes)
        return share + (place < np.repeat(remaining, sizes))
    share = totals * people / of_group
    # The last member gets the remainder, so that rounding loses nothing.
    last = starts + sizes - 1
    all_but_last = share.copy()
    all_but_last[last] = 0.0
    share[last] = totals[last] - np.add.reduceat(all_but_last, starts)
    return share


def _as_whole_numbers(numbers: np.ndarray) -> np.ndarray:
    """As integers where all numbers are whole and small enough for exact shares; otherwise unchanged."""
    is_whole = (numbers == np.round(numbers)).all() and (np.abs(numbers) < 2**40).all()
    return numbers.astype("int64") if is_whole else numbers


def _moving_notes(lsoas: pd.DataFrame, lookup: _Lookup) -> tuple[str, ...]:
    split = lsoas["lsoa_2011_code"][lsoas["lsoa_2011_code"].duplicated()].nunique()
    of_several = set(lsoas["lsoa_code"]) & lookup.sources.keys()
    here = lsoas["lsoa_code"].value_counts()
    partly = sorted(code for code in of_several if here[code] < lookup.sources[code])
    notes = []
    if split:
        notes.append(
            f"{split:,} LSOAs of 2011 were divided among their parts of 2021 by the people of Census "
            f"2021: within an LSOA of 2011 this is an estimate."
        )
    if of_several:
        notes.append(f"{len(of_several):,} LSOAs of 2021 were added up from several of 2011.")
    irregular = sorted(set(lsoas["lsoa_2011_code"]) & lookup.irregular)
    if irregular:
        notes.append(f"{_listed(irregular)} changed irregularly; their counts are divided by people as well.")
    if partly:
        notes.append(
            f"{len(partly):,} LSOAs of 2021 have counts of only some of the LSOAs of 2011 they come from "
            f"(the first is {partly[0]}); LSOAs that are not in the file count as zero."
        )
    return tuple(notes)
