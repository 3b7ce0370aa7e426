"""Quality and Outcomes Framework (QOF): people on the disease registers of GP practices, added up.

Practices are assigned to the ICS and sub-ICB in the file, or in a lookup of practices in the same folder
("lookup_practice" in its name). The sums are derived from published counts of registered patients, not of
residents.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from data.errors import SourceError
from data.reference import reference
from data.reference.table_names import FIGURES
from data.reference.vintages import recoded
from data.sources.shared.counts import BELOW_ZERO, below_zero
from data.sources.shared.figures import (
    OPEN_LICENCE,
    Refused,
    area_names,
    check_no_repeats,
    figures_table,
    known_indicators,
)
from data.sources.shared.opening import open_table
from data.sources.shared.periods_as_published import is_past, years
from data.sources.shared.source import Ingested, Source

_COLUMNS = ("PRACTICE_CODE", "GROUP_CODE", "REGISTER", "PATIENT_LIST_TYPE", "PRACTICE_LIST_SIZE")
_AGES = {
    "TOTAL": "All ages",
    "06OV": "6+ years",
    "16OV": "16+ years",
    "17OV": "17+ years",
    "18OV": "18+ years",
    "50OV": "50+ years",
    "18_OV": "18+ years",
}
_LOOKUP = ("PRACTICE_CODE", "ONS_ICB_CODE", "SUB_ICB_LOCATION_CODE")
# The numbers of registered patients and residents of an ICS differ by a few percent, not by a quarter.
_MIN_SHARE, _MAX_SHARE = 0.75, 1.35
_KEY = ["PRACTICE_CODE", "GROUP_CODE"]


def read(path: Path) -> Ingested:
    path = Path(path)
    raw = check_no_repeats(path, open_table(path, _COLUMNS))
    period = _period(path)
    refused = Refused()
    kept = [*_COLUMNS, *(c for c in ("STP_ONS_CODE", "CCG_ODS_CODE") if c in raw.columns)]
    rows = raw[kept].fillna("").astype(str).apply(lambda column: column.str.strip())
    rows = _placed(path, rows, refused)
    rows = _checked(rows, refused)
    if rows.empty:
        raise SourceError(f"{path.name}: no practice can be used. {refused.most_frequent}")
    refused.add("sums by primary care network", "a network is not a level of this project", 0)
    sums = []
    for level, column in (("ics", "ics_code"), ("sub_icb", "sub_icb_code")):
        placed = rows[rows[column] != ""]
        sums.append(
            placed.groupby(["indicator_id", "age", column], as_index=False)[["count", "denominator"]]
            .sum()
            .rename(columns={column: "area_code"})
            .assign(area_level=level)
        )
    figures = pd.concat(sums, ignore_index=True).assign(
        sex="persons",
        period_start=pd.Timestamp(period[0]),
        period_end=pd.Timestamp(period[1]),
        period_label=period[2],
        lower_ci=np.nan,
        upper_ci=np.nan,
    )
    figures["value"] = 100 * figures["count"] / figures.denominator
    figures = _of_whole_systems(figures, rows, period[2], refused)
    if figures.empty:
        raise SourceError(f"{path.name}: no ICS can be added up. {refused.most_frequent}")
    return Ingested({FIGURES: figures_table(figures)}, refused.table, refused.held_back)


def _period(path: Path) -> tuple[date, date, str]:
    """The financial year from the file's name, which alone has it: 2020_21, 2020-21 or 2021."""
    if match := re.search(r"(20\d\d)[_-](\d\d)(?!\d)", path.stem):
        first = int(match[1]) if (int(match[1]) + 1) % 100 == int(match[2]) else None
    elif match := re.search(r"(?<!\d)(20)?(\d\d)(\d\d)(?!\d)", path.stem):
        first = 2000 + int(match[2]) if int(match[3]) == int(match[2]) + 1 else None
    else:
        first = None
    period = years(first, "financial") if first else None
    if period is None or not is_past(period, date.today()):
        raise SourceError(
            f"{path.name}: the file has no column with its year, and its name has none; allowed is a name "
            f"like qof_prevalence_2020_21.csv or PREVALENCE_2021.csv (for 2020/21)."
        )
    return period


def _placed(path: Path, rows: pd.DataFrame, refused: Refused) -> pd.DataFrame:
    """``ics_code`` and ``sub_icb_code`` of each practice, "" where it has no current one."""
    if "STP_ONS_CODE" in rows.columns:
        ics = rows.STP_ONS_CODE
        sub_icb = rows.CCG_ODS_CODE if "CCG_ODS_CODE" in rows.columns else pd.Series("", index=rows.index)
    else:
        lookup = _nearby_lookup(path)
        ics_by_lookup = rows.PRACTICE_CODE.map(lookup.ONS_ICB_CODE)
        rows = refused.without(
            rows,
            ics_by_lookup.isna(),
            "practices that the lookup does not have",
            "closed, merged or of another part of England: their ICS is not stated",
        )
        ics = rows.PRACTICE_CODE.map(lookup.ONS_ICB_CODE)
        sub_icb = rows.PRACTICE_CODE.map(lookup.SUB_ICB_LOCATION_CODE)
    ics = ics.replace({old: change.area_code for old, change in recoded().items()})
    known = {code for level, code in area_names() if level == "ics"}
    sub_icbs = _sub_icb_by_nhs_code()
    rows = rows.assign(ics_code=ics, _nhs=sub_icb, sub_icb_code=sub_icb.map(sub_icbs).fillna(""))
    rows = refused.without(
        rows,
        ~rows.ics_code.isin(known),
        "practices of area {}",
        "is not the code of a current ICS",
        each="ics_code",
    )
    parents = reference("lsoas").drop_duplicates("sub_icb_code").set_index("sub_icb_code").ics_code
    elsewhere = rows.sub_icb_code.ne("") & rows.sub_icb_code.map(parents).ne(rows.ics_code)
    for code, number in rows._nhs[elsewhere | rows.sub_icb_code.eq("")].value_counts().items():
        refused.add(
            f"sub-ICB sums of {code or 'practices without one'}",
            "is not a sub-ICB of this ICS in April 2024; used for the ICS only",
            number,
        )
    return rows.assign(sub_icb_code=rows.sub_icb_code.mask(elsewhere, ""))


def _nearby_lookup(path: Path) -> pd.DataFrame:
    for lookup_file in sorted(path.parent.glob("*lookup_practice*")):
        if lookup_file.suffix in (".csv", ".parquet") and lookup_file != path:
            lookup = open_table(lookup_file, _LOOKUP)[list(_LOOKUP)].fillna("").astype(str)
            twice = lookup.PRACTICE_CODE[lookup.PRACTICE_CODE.duplicated()]
            if len(twice):
                raise SourceError(
                    f"{lookup_file.name}: the practice {twice.iloc[0]} is repeated; allowed is once."
                )
            return lookup.set_index("PRACTICE_CODE")
    raise SourceError(
        f"{path.name}: does not state the ICS of its practices (no column STP_ONS_CODE), and its folder has "
        f"no lookup; allowed is a file with lookup_practice in its name and the columns {', '.join(_LOOKUP)}."
    )


def _sub_icb_by_nhs_code() -> dict[str, str]:
    # The names of sub-ICBs end with the code of the former CCG: "... ICB - 01K".
    return {
        name.rsplit(" - ", 1)[-1]: code
        for (level, code), name in area_names().items()
        if level == "sub_icb" and " - " in name
    }


def _checked(rows: pd.DataFrame, refused: Refused) -> pd.DataFrame:
    catalogue = set(reference("published_indicators").indicator_id)
    rows = rows.assign(
        indicator_id="qof_prevalence_" + rows.GROUP_CODE.str.lower(),
        age=rows.PATIENT_LIST_TYPE.map(_AGES).fillna(""),
    )
    rows = refused.without(
        rows,
        ~rows.indicator_id.isin(catalogue),
        "condition {}",
        "is not in the project's catalogue",
        each="GROUP_CODE",
    )
    rows = refused.without(
        rows,
        rows.age == "",
        "patient list {}",
        f"is unknown; allowed are {', '.join(_AGES)}",
        each="PATIENT_LIST_TYPE",
    )
    read = {
        "count": pd.to_numeric(rows.REGISTER, errors="coerce"),
        "denominator": pd.to_numeric(rows.PRACTICE_LIST_SIZE, errors="coerce"),
    }
    rows = rows.assign(**read)
    rows = refused.without(
        rows,
        rows["count"].isna() | rows.denominator.isna(),
        "rows of practices",
        "the register or the list is empty or not a number",
    )
    rows = refused.without(
        rows,
        below_zero(rows, ("count", "denominator")),
        "rows of practices",
        BELOW_ZERO,
    )
    rows = refused.without(
        rows,
        (rows["count"] > rows.denominator) | (rows.denominator == 0),
        "rows of practices",
        "more people on the register than on the list, or no one on the list",
    )
    twice = rows.duplicated(_KEY, keep=False)
    same = twice & rows.duplicated([*_KEY, "count", "denominator", "age"], keep=False)
    rows = refused.without(
        rows,
        twice & ~same,
        "{}",
        "conflicting: a practice is repeated with different numbers, so there is no sum",
        each="indicator_id",
    )
    once = rows.drop_duplicates(_KEY)
    if len(once) < len(rows):
        refused.add(
            "rows given twice",
            "the same figure is in another row and is used once",
            len(rows) - len(once),
        )
    # Each condition is counted on one kind of list.
    ages = once.groupby("indicator_id").age.nunique()
    return refused.without(
        once,
        once.indicator_id.isin(ages.index[ages > 1]),
        "{}",
        "conflicting: its practices use different patient lists",
        each="indicator_id",
    )


def _of_whole_systems(
    figures: pd.DataFrame, rows: pd.DataFrame, label: str, refused: Refused
) -> pd.DataFrame:
    """The sums of areas with all their practices; a sum over only some practices would look like a fall.

    There are two tests: each condition has as many practices as any other condition of the area, and the
    number of patients of all ages is close to the number of residents of the ICS.
    """
    names, kept = area_names(), []
    for level, column in (("ics", "ics_code"), ("sub_icb", "sub_icb_code")):
        practices = rows[rows[column] != ""].groupby([column, "indicator_id"]).PRACTICE_CODE.nunique()
        fullest = practices.groupby(level=0).max()
        for code, group in figures[figures.area_level == level].groupby("area_code"):
            short = [slug for slug in group.indicator_id if practices[code, slug] < fullest[code]]
            for slug in short:
                refused.add(
                    f"{slug}, {names[level, code]}",
                    f"only {practices[code, slug]} of {fullest[code]} practices have a usable row",
                    practices[code, slug],
                )
            kept.append(group[~group.indicator_id.isin(short)])
    figures = pd.concat(kept, ignore_index=True)
    residents = _residents()
    lists = rows[rows.age == "All ages"].groupby(["ics_code", "indicator_id"]).denominator.sum()
    patients = lists.groupby(level=0).max()
    partial = set()
    for code in rows.ics_code.unique():
        if code not in patients:
            reason = (
                "no condition has a list of all ages, so it is unknown whether all practices are in the file"
            )
        elif not _MIN_SHARE <= patients[code] / residents[code] <= _MAX_SHARE:
            reason = (
                f"its practices have {patients[code]:,.0f} patients of all ages, and {residents[code]:,.0f} "
                f"people live there: the file lacks some of its practices, or contains others"
            )
        else:
            continue
        partial.add(code)
        refused.hold_back(f"registers of {names['ics', code]}", label, reason)
    parents = reference("lsoas").drop_duplicates("sub_icb_code").set_index("sub_icb_code").ics_code
    of_partial = figures.area_code.isin(partial) | figures.area_code.map(parents).isin(partial)
    return refused.without(
        figures, of_partial, "sums of {}", "some of the ICS's practices seem to be missing", each="area_code"
    )


def _residents() -> pd.Series:
    """People of the Census by ICS."""
    population, lsoas = reference("population"), reference("lsoas")
    bands = [name for name in population.columns if name not in ("lsoa_code", "sex", "year")]
    people = population.set_index("lsoa_code")[bands].sum(axis=1)
    return people.groupby(people.index.map(lsoas.set_index("lsoa_code").ics_code)).sum()


def _items() -> tuple[str, ...]:
    # Fingertips has dementia and diabetes too, with newer years than this source.
    own = known_indicators("NHS England")
    return tuple(own.indicator_id[own.publisher_indicator_id.str.startswith("prevalence_")])


SOURCE = Source(
    name="qof",
    title="Quality and Outcomes Framework, prevalence by practice",
    publisher="NHS England",
    licence=OPEN_LICENCE,
    files="The prevalence by practice of one year (PRACTICE_CODE, GROUP_CODE, REGISTER ...), its year in the "
    "file's name; with a lookup of practices in the same folder if it does not name their ICS",
    read=read,
    due_days=550,
    items=_items(),
)
