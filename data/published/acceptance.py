"""Which of a file's rows may be put to use: columns, areas, indicators, one row a fact, plausible figures."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.errors import SourceError
from data.published.plausibility import hold_back
from data.reference import bundled, ingests, is_bundled, is_known, reference
from data.reference.ingests import ADDED_TO, KEYS
from data.reference.table_names import FIGURES, MONTHLY
from data.sources.shared.source import COLUMNS, Ingested


def accepted(file: str, found: Ingested) -> tuple[Ingested, dict[str, pd.DataFrame]]:
    """What may be put to use, and the rows that were held back by table."""
    tables, refused, held, withheld = {}, [found.refused], [found.held_back], {}
    for table, rows in found.tables.items():
        if table in COLUMNS or table == "trust_monthly_activity":
            rows, left_out = _checked_rows(file, table, rows, _named_indicators(found))
            refused.append(left_out)
            known = _known(table, rows)
            rows, held_back, withheld[table] = hold_back(table, rows, known, found.totals)
            held.append(held_back)
        elif is_bundled(table) and table not in ADDED_TO:
            rows = rows.reset_index(drop=True)
            if not ingests.same_areas(table, rows, bundled(table)):
                raise SourceError(
                    f"{file}: gives {len(rows):,} rows of {table}, which are not the areas of the "
                    f"{len(bundled(table)):,} rows in use; allowed are the very same areas, each once."
                )
        if len(rows):
            tables[table] = rows
    result = Ingested(tables, _joined(refused), _joined(held), found.totals)
    if not tables:
        raise SourceError(f"{file}: no row can be used. {_main_reason(result)}")
    return result, {table: rows for table, rows in withheld.items() if len(rows)}


def _main_reason(result: Ingested) -> str:
    """Why most of a file's rows were left out."""
    if len(result.refused):
        most = result.refused.sort_values("rows", ascending=False).iloc[0]
        return f"{most.what} ({most['rows']:,} rows): {most.reason}"
    if len(result.held_back):
        return f"{result.held_back.what.iloc[0]}: {result.held_back.reason.iloc[0]}"
    return "The file gives none."


def _known(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in use, with those that were held back: a second month at a new level is a change, no slip."""
    if not is_known(table):
        return rows.head(0)
    withheld = [one.withheld_rows(table) for one in ingests.ingests() if table in one.withheld]
    known = pd.concat([reference(table), *withheld], ignore_index=True) if withheld else reference(table)
    return known.drop_duplicates(list(KEYS[table]))


def _named_indicators(found: Ingested) -> set[str]:
    """Indicators with a name and unit: in use, or told by the file itself."""
    own = found.tables.get("published_indicators")
    named = set(reference("published_indicators").indicator_id)
    return named if own is None else named | set(own.indicator_id)


def _checked_rows(
    file: str, table: str, rows: pd.DataFrame, named: set[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows in the columns and types of the table, of known areas and indicators; and what was refused."""
    columns = list(COLUMNS[FIGURES if table == FIGURES else MONTHLY])
    missing = [name for name in columns if name not in rows]
    if missing:
        raise SourceError(f"{file}: the rows of {table} lack {', '.join(missing)}; it needs all its columns.")
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
    refuse(rows.value.isna(), "Gives no value; allowed is a number.")
    refuse(~np.isfinite(rows.value.fillna(0)), "The value is not finite; allowed is a number.")
    refuse(rows[dates].isna().any(axis=1), "Gives no period; allowed are dates.")
    refuse(rows[dates[-1]] > pd.Timestamp.now() + pd.Timedelta(days=366), "Ends in the future.")
    if table != "trust_monthly_activity":
        areas = set(reference("areas").area_code)
        # Figures of 2011 MSOAs are told by that code; they are in no list of today's areas.
        known = rows.area_code.isin(areas) | (rows.area_code.isin(_areas_in_use(table)))
        refuse(~known, "Is an area that the project does not know, abolished or not yet added.")
    if table == FIGURES:
        refuse(
            ~rows.indicator_id.isin(named),
            "Has no row in published_indicators.csv, so neither name nor unit.",
        )
        outside = (rows.lower_ci > rows.value + 0.06) | (rows.upper_ci < rows.value - 0.06)
        refuse(outside, "Lies outside its own confidence limits.")
        late = rows.period_end < rows.period_start
        refuse(late, "The period ends before it begins.")
    else:
        refuse(rows.value < 0, "Is below zero; allowed are counts.")
    left_out = rows[[item, "area_code"]].assign(reason=reason)[reason != ""]
    kept = rows[reason == ""].reset_index(drop=True)
    key = list(KEYS[table])
    twice = kept[kept.duplicated(key, keep=False)]
    if len(twice):
        first = ", ".join(str(value).removesuffix(" 00:00:00") for value in twice.iloc[0][key])
        raise SourceError(
            f"{file}: {len(twice):,} rows stand for the same fact ({first} is the first); allowed is one "
            f"row for each {', '.join(key)}."
        )
    told = left_out.groupby(["reason", item], as_index=False).agg(
        rows=("area_code", "size"), areas=("area_code", _first_few)
    )
    told["what"] = told[item].str.replace("_", " ") + ": " + told["areas"]
    return kept, told[["what", "reason", "rows"]]


def _first_few(codes: pd.Series) -> str:
    codes = sorted(set(codes.astype(str)))
    return ", ".join(codes[:3]) + (f" and {len(codes) - 3} more" if len(codes) > 3 else "")


def _areas_in_use(table: str) -> set[str]:
    return set(bundled(table).area_code.unique())


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else frames[0].reset_index(drop=True)
