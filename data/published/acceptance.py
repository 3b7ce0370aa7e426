"""Which rows of a file may be used: columns, areas, indicators, one row per fact, plausible figures."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.errors import SourceError
from data.published.plausibility import hold_back
from data.reference import bundled, ingests, is_bundled, is_known, reference
from data.reference.ingests import ADDED_TO, KEYS
from data.reference.table_names import FIGURES, MONTHLY
from data.sources.shared.counts import BELOW_ZERO, below_zero, figure_below_zero
from data.sources.shared.source import COLUMNS, Ingested


def accept(file: str, ingested: Ingested) -> tuple[Ingested, dict[str, pd.DataFrame]]:
    """The rows that may be used, and the rows that were held back, by table."""
    tables, refused, held_back_parts, withheld = {}, [ingested.refused], [ingested.held_back], {}
    for table, rows in ingested.tables.items():
        if table in COLUMNS or table == "trust_monthly_activity":
            rows, left_out = _checked_rows(file, table, rows, _units(ingested))
            refused.append(left_out)
            known = _known(table, rows)
            rows, held_back, withheld[table] = hold_back(table, rows, known, ingested.totals)
            held_back_parts.append(held_back)
        elif is_bundled(table) and table not in ADDED_TO:
            rows = rows.reset_index(drop=True)
            if not ingests.same_areas(table, rows, bundled(table)):
                raise SourceError(
                    f"{file}: has {len(rows):,} rows of {table}, but not for the same areas as the "
                    f"{len(bundled(table)):,} rows in use; allowed are exactly those areas, each once."
                )
        if len(rows):
            tables[table] = rows
    result = Ingested(tables, _joined(refused), _joined(held_back_parts), ingested.totals)
    if not tables:
        raise SourceError(f"{file}: no row can be used. {_main_reason(result)}")
    return result, {table: rows for table, rows in withheld.items() if len(rows)}


def _main_reason(result: Ingested) -> str:
    """The reason why most of a file's rows were left out."""
    if len(result.refused):
        largest = result.refused.sort_values("rows", ascending=False).iloc[0]
        return f"{largest.what} ({largest['rows']:,} rows): {largest.reason}"
    if len(result.held_back):
        return f"{result.held_back.what.iloc[0]}: {result.held_back.reason.iloc[0]}"
    return "The file has no rows."


def _known(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in use and those held back: with those, a second month at a new level shows a real change."""
    if not is_known(table):
        return rows.head(0)
    withheld = [ingest.withheld_rows(table) for ingest in ingests.ingests() if table in ingest.withheld]
    known = pd.concat([reference(table), *withheld], ignore_index=True) if withheld else reference(table)
    return known.drop_duplicates(list(KEYS[table]))


def _units(ingested: Ingested) -> dict[str, str]:
    """The unit of each indicator that has a name: those in use, and those that the file itself names."""
    tables = [reference("published_indicators"), ingested.tables.get("published_indicators")]
    return {
        indicator: unit
        for table in tables
        if table is not None
        for indicator, unit in zip(table.indicator_id, table.unit, strict=True)
    }


def _checked_rows(
    file: str, table: str, rows: pd.DataFrame, units: dict[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows with the columns and types of the table, of known areas and indicators; and the refused rows."""
    columns = list(COLUMNS[FIGURES if table == FIGURES else MONTHLY])
    missing = [name for name in columns if name not in rows]
    if missing:
        raise SourceError(
            f"{file}: the rows of {table} have no {', '.join(missing)}; the table needs all its columns."
        )
    rows = rows[columns].reset_index(drop=True)
    dates = ["period_start", "period_end"] if table == FIGURES else ["month"]
    numbers = ["value", "lower_ci", "upper_ci", "count", "denominator"]
    numbers = numbers if table == FIGURES else ["value", "days_reported"]
    rows[dates] = rows[dates].apply(lambda column: pd.to_datetime(column).astype("datetime64[ms]"))
    rows[numbers] = rows[numbers].astype("float64")
    reason = pd.Series("", index=rows.index)

    def refuse(bad: pd.Series, words: pd.Series | str) -> None:
        reason.loc[bad & (reason == "")] = words if isinstance(words, str) else words[bad & (reason == "")]

    item = "indicator_id" if table == FIGURES else "measure"
    refuse(rows.value.isna(), "Has no value; allowed is a number.")
    refuse(~np.isfinite(rows.value.fillna(0)), "The value is not finite; allowed is a number.")
    refuse(rows[dates].isna().any(axis=1), "Has no period; allowed are dates.")
    refuse(rows[dates[-1]] > pd.Timestamp.now() + pd.Timedelta(days=366), "Ends in the future.")
    if table != "trust_monthly_activity":
        areas = set(reference("areas").area_code)
        # Figures of MSOAs of 2011 keep the codes of 2011, which are not in the list of current areas.
        known = rows.area_code.isin(areas) | (rows.area_code.isin(_areas_in_use(table)))
        refuse(~known, "The area is unknown to the project: it was abolished, or is not yet added.")
    if table == FIGURES:
        refuse(
            ~rows.indicator_id.isin(units),
            "Has no row in published_indicators.csv, so it has neither name nor unit.",
        )
        outside = (rows.lower_ci > rows.value + 0.06) | (rows.upper_ci < rows.value - 0.06)
        refuse(outside, "Is outside its own confidence limits.")
        late = rows.period_end < rows.period_start
        refuse(late, "The period ends before it begins.")
        refuse(figure_below_zero(rows, units), BELOW_ZERO)
    else:
        refuse(below_zero(rows, numbers), BELOW_ZERO)
    left_out = rows[[item, "area_code"]].assign(reason=reason)[reason != ""]
    kept = rows[reason == ""].reset_index(drop=True)
    key = list(KEYS[table])
    twice = kept[kept.duplicated(key, keep=False)]
    if len(twice):
        first = ", ".join(str(value).removesuffix(" 00:00:00") for value in twice.iloc[0][key])
        raise SourceError(
            f"{file}: {len(twice):,} rows are for the same fact ({first} is the first); allowed is one "
            f"row for each {', '.join(key)}."
        )
    summary = left_out.groupby(["reason", item], as_index=False).agg(
        rows=("area_code", "size"), areas=("area_code", _first_few)
    )
    summary["what"] = summary[item].str.replace("_", " ") + ": " + summary["areas"]
    return kept, summary[["what", "reason", "rows"]]


def _first_few(codes: pd.Series) -> str:
    codes = sorted(set(codes.astype(str)))
    return ", ".join(codes[:3]) + (f" and {len(codes) - 3} more" if len(codes) > 3 else "")


def _areas_in_use(table: str) -> set[str]:
    return set(bundled(table).area_code.unique())


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else frames[0].reset_index(drop=True)
