"""Fingertips: the breakdown of each row, such as a fifth of deprivation or an ethnic group."""

from __future__ import annotations

import re

import pandas as pd

from data.sources.shared.figures import Refused

BREAKDOWNS = "published_breakdowns"
_CATEGORY_TYPE = re.compile(
    r"deciles|quintiles|^ethnic groups\b|^ethnicity\b|^sexuality\b|^disability\b|^level of education"
    r"|^socioeconomic class|^working status|^religion\b|^urban and rural",
    re.IGNORECASE,
)
_FIFTHS = (
    "most deprived quintile",
    "second most deprived quintile",
    "average deprived quintile",
    "second least deprived quintile",
    "least deprived quintile",
)


def with_breakdown(rows: pd.DataFrame, refused: Refused) -> pd.DataFrame:
    """``breakdown`` of each row, "" for the overall figure.

    One of the compiled extracts has Category and CategoryType the wrong way round; a type is recognised by
    its words.
    """
    types, categories = rows.category_type.str.strip('"'), rows.category.str.strip('"')
    rows = rows.assign(category_type=types, category=categories)
    half = (types == "") != (categories == "")
    rows = refused.without(
        rows, half, "{}", "a category without its type, or the other way round", each="indicator_id"
    )
    pairs = rows[["category_type", "category"]].drop_duplicates()
    given = set(pairs.itertuples(index=False, name=None))
    read_as = {}
    for kind, category in given:
        known, swapped = bool(_CATEGORY_TYPE.search(kind)), bool(_CATEGORY_TYPE.search(category))
        if kind == "":
            read_as[kind, category] = ""
        elif known or not swapped:
            ambiguous = not known and (category, kind) in given
            read_as[kind, category] = None if ambiguous else _breakdown(kind, category)
        else:
            read_as[kind, category] = _breakdown(category, kind)
    read_of_rows = [read_as[pair] for pair in zip(rows.category_type, rows.category, strict=True)]
    rows = rows.assign(breakdown=pd.Series(read_of_rows, index=rows.index, dtype=object))
    rows = refused.without(
        rows,
        rows.breakdown.isna(),
        "breakdowns by {}",
        "it is unclear which of its two columns is the type of the category",
        each="category_type",
    )
    rows = rows.assign(breakdown=rows.breakdown.astype("str"))
    kept_apart = rows.breakdown[rows.breakdown != ""]
    for kind, number in kept_apart.str.split("[:=]", regex=True).str[0].value_counts().items():
        refused.add(f"breakdowns by {kind}", f"not the overall figure: kept apart in {BREAKDOWNS}", number)
    return rows


def _breakdown(kind: str, category: str) -> str:
    kind, category = " ".join(kind.split()), " ".join(category.split())
    if kind.startswith("LSOA") and "quintiles in England" in kind:
        plain = re.sub(r" \(IMD\d{4}\)$", "", category).casefold()
        if plain in _FIFTHS:
            return f"imd_quintile={_FIFTHS.index(plain) + 1}"
    return f"{kind}: {category}"
