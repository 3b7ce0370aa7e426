"""The modules whose code decides whether a row of records is good.

They are named one by one, because a folder or pattern would lose a moved module without an error. A test
compares these lists with the imports of the checks.
"""

from __future__ import annotations

CHECKS = (
    "data.errors",
    "data.paths",
    "data.reading.file_limits",
    "data.reading.personal_data",
    "data.reading.text_encoding",
    "data.records.checks",
    "data.records.month_states",
    "data.records.reasons",
    "data.records.record_files",
    "data.records.value_forms",
    "data.spreadsheet",
    "data.storage.atomic_file",
    "data.storage.duckdb_connection",
    "data.storage.engines",
    "data.storage.file_state",
    "data.storage.folder_trouble",
    "data.storage.leftovers",
    "data.tables",
)
# Further modules for an ICS's own delivery: reading it from a file or database, and judging it as a whole.
OWN_RECORDS = (
    *CHECKS,
    "data.records.own.databases",
    "data.records.own.files",
    "data.records.own.findings",
    "data.records.own.ingest",
    "data.records.own.keeping",
    "data.records.own.old_lsoas",
    "data.reference",
    "data.reference.ingests",
    "data.reference.table_names",
    "data.reference.vintages",
    "data.storage.versions",
)
