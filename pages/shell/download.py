"""Downloads of figures: the results frame as CSV, with provenance, status and source on every row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from data.access import audit
from data.spreadsheet import csv_text
from pages.shell import sign_in
from pages.shell.readers import may_read
from pages.shell.system import chosen_system

NOT_REAL = "Synthetic: made from demonstration records, not real."


def csv(
    results: pd.DataFrame,
    names: pd.DataFrame | None = None,
    source: str = "",
    refreshed_at: object = "",
    made_by: Mapping[str, str] | None = None,
) -> bytes:
    """CSV (UTF-8 with a mark that spreadsheets know) of a results frame, with area_name where `names`
    (area_code,
    label) is given, and source, refreshed_at and a note on every row. No row is left out, whatever its
    status. `made_by` are further columns that are the same on every row: refresh, code version, source file.
    """
    table = results.copy()
    if names is not None:
        label = "label" if "label" in names else "area_name"
        labels = names.drop_duplicates("area_code").set_index("area_code")[label]
        table.insert(min(2, table.shape[1]), "area_name", table["area_code"].map(labels))
    if "source" not in table:  # rows of several metrics each have their own
        table["source"] = source
    table["refreshed_at"] = str(refreshed_at)
    for column, words in (made_by or {}).items():
        table[column] = words
    if "provenance" in table:
        table["note"] = table["provenance"].map(lambda word: NOT_REAL if word == "synthetic" else "")
    return csv_text(table, line_end="\r\n").encode("utf-8-sig")


def file_name(*parts: object) -> str:
    """'copd-asthma-admissions-ward-2024.csv'."""
    words = "-".join(str(part) for part in parts if part)
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") + ".csv"


def guarded(make: Callable[[], tuple[bytes, bool]], name: str) -> Callable[[], bytes]:
    """What makes a file when its button is pressed. ``make`` gives its content and whether figures of a
    system's own records are in it: such a download is written to the audit log.

    Whether the visitor may read is asked when the button is pressed, since rights may have ended since the
    page was drawn. Then, or where the log cannot be written, no file is made.
    """
    system, claims = chosen_system(), sign_in.claims()

    def made() -> bytes:
        who = sign_in.visitor_of(claims)
        if not may_read(who):
            raise PermissionError("The file is for listed readers.")
        content, has_own = make()
        if has_own:
            facts = {"store": system.store.version, "file": name}
            audit.record("download", who.account, system.geography.nhs_code, **facts)
        return content

    return made


def _has_own(table: pd.DataFrame) -> bool:
    return "provenance" in table and bool((table.provenance == "local").any())


def download_csv(
    results: pd.DataFrame | Callable[[], pd.DataFrame],
    *,
    key: str,
    name: str,
    names: pd.DataFrame | None = None,
    source: str = "",
    refreshed_at: object = "",
    made_by: Mapping[str, str] | None = None,
    label: str = "Download CSV",
) -> None:
    """A button; the file is made only when it is pressed, and pressing it does not draw the page again.

    `results` may be a function, so that a large frame is read only then.
    """

    def make() -> tuple[bytes, bool]:
        table = results() if callable(results) else results
        return csv(table, names, source, refreshed_at, made_by), _has_own(table)

    st.download_button(
        label,
        data=guarded(make, name),
        file_name=name,
        mime="text/csv",
        key=key,
        on_click="ignore",
    )
