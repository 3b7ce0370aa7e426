"""What the sources of published figures share: refused rows and their counts, areas, one row per key.

A row that cannot be used is left out with its reason; no figure is silently assigned to another area or
period.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from data.errors import SourceError
from data.reference import reference
from data.reference.table_names import FIGURES
from data.reference.vintages import recoded, why_not_moved
from data.sources.shared.counts import BELOW_ZERO, figure_below_zero
from data.sources.shared.periods_as_published import Period
from data.sources.shared.source import COLUMNS

KEY = ["indicator_id", "area_code", "sex", "age", "period_start", "period_end"]
NUMBERS = ["value", "lower_ci", "upper_ci", "count", "denominator"]
OPEN_LICENCE = "Open Government Licence v3.0"
INDICATORS = "published_indicators"
INDICATOR_COLUMNS = (
    "indicator_id",
    "indicator_name",
    "publisher",
    "publisher_indicator_id",
    "unit",
    "licence",
)

# Single-tier authorities (E06, E08, E09) are listed once, as a district.
LEVEL_OF_CODE = {
    "E92": "england",
    "E12": "region",
    "E54": "ics",
    "E38": "sub_icb",
    "E10": "upper_tier",
    "E06": "district",
    "E07": "district",
    "E08": "district",
    "E09": "district",
}
_NO_LEVEL = {
    "K": "the United Kingdom or a part of it beyond England",
    "W": "an area of Wales",
    "S": "an area of Scotland",
    "N92": "Northern Ireland",
    "E02": "a middle layer area: small areas have a separate table",
    "E05": "a ward, for which no published figure is read",
    "E40": "an NHS region",
    "E45": "a public health region",
    "E47": "a combined authority",
    "E67": "several authorities merged for publication",
}


class Refused:
    """Counts the rows that are left out: one line per thing and reason."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], int] = {}
        self._held_back: dict[tuple[str, str, str], None] = {}

    def add(self, what: str, reason: str, rows: int) -> None:
        self._rows[what, reason] = self._rows.get((what, reason), 0) + int(rows)

    def hold_back(self, what: str, period: str, reason: str) -> None:
        self._held_back[what, period, reason] = None

    def without(self, rows: pd.DataFrame, bad, what: str, reason: str, each: str = "") -> pd.DataFrame:
        """``rows`` without the bad ones; ``each`` names a column whose value replaces "{}" in ``what`` and
        ``reason``.
        """
        bad = np.asarray(bad, dtype=bool)
        if not bad.any():
            return rows
        if each:
            for value, number in rows.loc[bad, each].astype(str).value_counts(sort=False).items():
                self.add(what.format(value), reason.format(value), number)
        else:
            self.add(what, reason, bad.sum())
        return rows[~bad]

    @property
    def table(self) -> pd.DataFrame:
        return pd.DataFrame(
            [(what, reason, rows) for (what, reason), rows in self._rows.items()],
            columns=["what", "reason", "rows"],
        )

    @property
    def most_frequent(self) -> str:
        """The most frequent reason as a sentence; "" where nothing was left out."""
        if not self._rows:
            return ""
        what, reason = max(self._rows, key=lambda entry: self._rows[entry])
        return f"Most frequent: {what}: {reason.rstrip('.')}."

    @property
    def held_back(self) -> pd.DataFrame:
        return pd.DataFrame(list(self._held_back), columns=["what", "period", "reason"])


def check_no_repeats(path: Path, raw: pd.DataFrame) -> pd.DataFrame:
    """``raw``; raises SourceError where a row is repeated in all its columns: no publisher does that."""
    try:
        again = raw.duplicated()
    except TypeError:
        raise SourceError(f"{path.name}: a column contains lists; allowed are texts and numbers.") from None
    if again.any():
        row = int(np.flatnonzero(again)[0]) + 1
        raise SourceError(
            f"{path.name}: {int(again.sum()):,} rows are repeated in every column (row {row:,} below the "
            f"header is the first); allowed is each row once, so download the file again."
        )
    return raw


def area_names() -> dict[tuple[str, str], str]:
    """The project's areas of the levels with published figures, by (level, code)."""
    areas = reference("areas")
    areas = areas[areas.area_level.isin(list(LEVEL_OF_CODE.values()))]
    return dict(zip(zip(areas.area_level, areas.area_code, strict=True), areas.area_name, strict=True))


def _codes_by_name() -> dict[tuple[str, str], set[str]]:
    codes: dict[tuple[str, str], set[str]] = {}
    for (level, code), name in area_names().items():
        codes.setdefault((level, _plain(name)), set()).add(code)
    return codes


def _plain(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())


def no_area(code: str) -> tuple[str, str]:
    """What a code outside the project's areas means, and why its rows are not used."""
    if code == "":
        return "rows without an area code", "the area is not stated"
    if code[:3] in LEVEL_OF_CODE and (gone := why_not_moved(code)):
        return f"area {code}", f"abolished: {gone}"
    if len(code) == 6 and code[0].isalpha() and code[1:].isdigit():
        if code[0] == "U":
            return "primary care networks", "registered patients of a network, which is not a level here"
        return "GP practices", "registered patients of a practice, which is not a level here"
    kind = next((text for start, text in _NO_LEVEL.items() if code.startswith(start)), None)
    if kind:
        return f"areas {code[:3]}", f"{kind}: not a level of this project"
    if code[:3] in LEVEL_OF_CODE:
        return f"area {code}", (
            f"no {LEVEL_OF_CODE[code[:3]].replace('_', ' ')} of the project's areas (April 2024) has this "
            f"code: an older or newer one"
        )
    return f"area {code[:40]}", "is not a code of an area that the project knows"


def place(rows: pd.DataFrame, refused: Refused, names: str | None = None) -> pd.DataFrame:
    """Rows of current areas with ``area_code`` and ``area_level``; the others are refused with their reason.

    ``names``: a column with the publisher's name of the area. A row is refused where that is the name of
    another area of the level.
    """
    codes = rows.area_code.str.strip()
    in_file = set(codes.unique())
    changes = recoded()
    for code in sorted(in_file & set(changes)):
        change = changes[code]
        new, here = change.area_code, codes == code
        if new in in_file:
            refused.add(f"area {code}", f"is in the file as {new} too, which is used", here.sum())
            rows, codes = rows[~here], codes[~here]
        else:
            refused.add(
                f"area {code}",
                f"used, not refused ({here.sum():,} rows): read as {new}, its code in the project's "
                f"areas ({change.since}{', ' if change.note else ''}{change.note.rstrip('.')})",
                0,
            )
            codes = codes.mask(here, new)
    levels = codes.str[:3].map(LEVEL_OF_CODE).fillna("")
    known = {(level, code) for level, code in area_names()}
    distinct = pd.unique(codes)
    unknown = {c for c in distinct if (LEVEL_OF_CODE.get(c[:3], ""), c) not in known}
    rows = rows.assign(area_code=codes, area_level=levels)
    if unknown:
        bad = codes.isin(unknown)
        for code, number in codes[bad].value_counts(sort=False).items():
            refused.add(*no_area(code), number)
        rows = rows[~bad]
    if names is not None:
        rows = _without_wrong_names(rows, refused, names)
    return rows


def _without_wrong_names(rows: pd.DataFrame, refused: Refused, names: str) -> pd.DataFrame:
    # Publishers spell names in many ways, so only the name of another area proves a mistake.
    pairs = rows[["area_level", "area_code", names]].drop_duplicates()
    named = _codes_by_name()
    wrong = {
        (code, name)
        for level, code, name in pairs.itertuples(index=False)
        if code not in named.get((level, _plain(name)), {code})
    }
    if not wrong:
        return rows
    bad = pd.Series(
        [pair in wrong for pair in zip(rows.area_code, rows[names], strict=True)], index=rows.index
    )
    for (code, name), group in rows[bad].groupby(["area_code", names]):
        refused.add(
            f"area {code}, {name}",
            f"the code is that of {area_names()[group.area_level.iloc[0], code]}, the name of another area",
            len(group),
        )
    return rows[~bad]


def as_numbers(rows: pd.DataFrame, columns: list[str], refused: Refused) -> pd.DataFrame:
    """Text converted to numbers, empty to NaN; rows with anything else in these columns are refused."""
    bad = np.zeros(len(rows), dtype=bool)
    read = {}
    for column in columns:
        given = rows[column]
        numbers = pd.to_numeric(given, errors="coerce").astype(float)
        strange = ~np.isfinite(numbers) & given.notna() & (given.astype(str).str.strip() != "")
        if strange.any():
            for text, number in given[strange & ~bad].astype(str).str.strip().value_counts().items():
                if text.casefold() not in ("nan", "none"):
                    refused.add(
                        f"{column} {text[:40]!r}",
                        "is not a number, so the figure is not given"
                        if column == "value"
                        else "is not a number",
                        number,
                    )
            strange &= ~given.astype(str).str.strip().str.casefold().isin(["nan", "none"])
            bad |= strange.to_numpy()
        read[column] = numbers.to_numpy()
    return rows.assign(**read)[~bad]


def plausible(rows: pd.DataFrame, refused: Refused, units: dict[str, str]) -> pd.DataFrame:
    """Rows with possible figures: limits around the value, shares up to 100%, nothing below zero.

    Limits are given to more decimals than some values, so half a unit of the first decimal is allowed.
    """
    slack = np.maximum(0.0501, rows.value.abs() * 0.001)
    named = "{}"
    rows = refused.without(
        rows,
        (rows.value < rows.lower_ci - slack)
        | (rows.value > rows.upper_ci + slack)
        | (rows.lower_ci > rows.upper_ci),
        named,
        "the value is outside its own confidence limits",
        each="indicator_id",
    )
    share = rows.indicator_id.map(units).eq("%")
    rows = refused.without(
        rows,
        share & ((rows.value < 0) | (rows.value > 100)),
        named,
        "a share below 0% or above 100%",
        each="indicator_id",
    )
    return refused.without(
        rows,
        figure_below_zero(rows, units),
        named,
        BELOW_ZERO,
        each="indicator_id",
    )


def one_row_per_key(rows: pd.DataFrame, refused: Refused, key: list[str] = KEY) -> pd.DataFrame:
    """Each figure once. Where one key has different values, all its rows are refused: none can be preferred.

    Where more than one in ten rows of an indicator conflict at a level, the rest of it at that level is
    refused too: a single row may be one of several whose others are missing.
    """
    repeated = rows.duplicated(key, keep=False)
    if not repeated.any():
        return rows
    twice = rows[repeated]
    groups = twice.groupby(key, sort=False, dropna=False)
    spread = groups[NUMBERS].max() - groups[NUMBERS].min()
    scale = groups[NUMBERS].max().abs()
    differ = (spread > 1e-6 * scale.clip(lower=1e-9)).any(axis=1)
    conflicting = set(differ.index[differ])
    keys = pd.MultiIndex.from_frame(rows[key])
    is_conflict = keys.isin(conflicting) if conflicting else np.zeros(len(rows), dtype=bool)
    if conflicting:
        by = [rows.indicator_id, rows.area_level]
        shared = pd.Series(is_conflict, index=rows.index).groupby(by).transform("mean")
        tainted = (shared > 0.1).to_numpy() & ~is_conflict
        for (indicator, level), group in rows[is_conflict].groupby(["indicator_id", "area_level"]):
            refused.add(
                f"{indicator}, {level.replace('_', ' ')}",
                "conflicting: several rows with the same area, period, sex and age have different values",
                len(group),
            )
        for (indicator, level), group in rows[tainted].groupby(["indicator_id", "area_level"]):
            refused.add(
                f"{indicator}, {level.replace('_', ' ')}",
                "so many of its other rows conflict that a single row cannot be trusted",
                len(group),
            )
        rows = rows[~(is_conflict | tainted)]
    # Of several copies, the row with most numbers is used.
    filled = rows[NUMBERS].notna().sum(axis=1)
    kept = rows.assign(_filled=filled).sort_values("_filled", ascending=False, kind="stable")
    kept = kept.drop_duplicates(key).drop(columns="_filled").sort_index()
    if len(kept) < len(rows):
        refused.add(
            "rows given twice",
            "the same figure is in another row and is used once",
            len(rows) - len(kept),
        )
    return kept


def figures_table(rows: pd.DataFrame, extra: tuple[str, ...] = ()) -> pd.DataFrame:
    """Rows in the columns and kinds of the bundled table."""
    columns = list(COLUMNS[FIGURES])
    rows = rows[[*columns, *extra]].copy()
    for name in ("period_start", "period_end"):
        rows[name] = rows[name].astype("datetime64[ms]")
    rows[NUMBERS] = rows[NUMBERS].astype(float)
    return rows.sort_values([*KEY, *extra], ignore_index=True)


def known_indicators(publisher: str) -> pd.DataFrame:
    """The bundled catalogue's rows of a publisher."""
    catalogue = reference(INDICATORS)
    return catalogue[catalogue.publisher.str.contains(publisher, regex=False)]


def known_units(publisher: str) -> dict[str, str]:
    """The unit of each of a publisher's indicators."""
    known = known_indicators(publisher)
    return dict(zip(known.indicator_id, known.unit, strict=True))


def dated(rows: pd.DataFrame, periods: list[Period]) -> pd.DataFrame:
    """``rows`` with the start, end and label of their periods."""
    return rows.assign(
        period_start=pd.to_datetime([period[0] for period in periods]),
        period_end=pd.to_datetime([period[1] for period in periods]),
        period_label=[period[2] for period in periods],
    )


def indicators_table(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(INDICATOR_COLUMNS)).drop_duplicates(
        "indicator_id", ignore_index=True
    )
