"""The template of a table: its header with one row that passes the checks, or a page that explains it."""

from __future__ import annotations

import io

from data.records.own.national_fields import DATA_SETS, national_field
from data.records.value_forms import OTHER_FORMS, is_identifier
from data.spreadsheet import CsvWriter
from data.tables import Column, Table

# Where a plain example would contradict another column, or would explain little.
_EXAMPLES = {
    "lsoa_code": "E01012571",
    "age": "70",
    "primary_diagnosis": "J440",
    "secondary_diagnosis": "I10X",
    "underlying_cause": "I219",
    "external_cause": "W190",
    "procedure_code": "W371",
    "diagnosis": "J00-J99",
    "admission_method": "21",
    "discharge_date": "2025-04-03",
    "length_of_stay": "2",
    "programme": "virtual_wards",
}
_DAY = "2025-04-01"


def example_row(table: Table) -> dict[str, str]:
    """One row that passes the table's own checks."""
    return {column.name: _EXAMPLES.get(column.name) or _example(column) for column in table.columns}


def template_csv(table: Table) -> str:
    """The header and one example row, which the user has to remove."""
    row, text = example_row(table), io.StringIO()
    writer = CsvWriter(text, row)
    writer.header()
    writer.row(row)
    return text.getvalue()


def template_page(table: Table) -> str:
    """Every column with its meaning, the allowed values and its national field, in Markdown."""
    lines = [
        f"# {table.title}: `{table.name}`",
        "",
        f"{table.description} In the form of {DATA_SETS[table.name]}. Records of residents of the ICS, "
        f"dated by "
        f"`{table.date}`, each `{table.key}` once.",
        "",
        "| Column | Kind | Meaning | Allowed | Also read | Required | National field | Example |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    example = example_row(table)
    for column in table.columns:
        cells = (
            f"`{column.name}`",
            "identifier" if is_identifier(column, table) else column.kind,
            column.description,
            _allowed(column),
            _other_forms(column),
            "yes"
            if column.required
            else "the column, empty where not known"
            if _must_be_there(column)
            else "no",
            national_field(table.name, column.name),
            example[column.name],
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    lines += [
        "",
        "Never: NHS numbers, names, dates of birth, addresses, postcodes, telephone numbers. Dates are like "
        "2025-07-31, with or without a time; or like 31/07/2025 or 20250731 in the whole column. Text is "
        "UTF-8, or "
        "Windows-1252 throughout. An identifier may be a number or a text; a text is converted to a number.",
        "",
        "```csv",
        template_csv(table).rstrip("\n"),
        "```",
        "",
    ]
    return "\n".join(lines)


def _example(column: Column) -> str:
    if column.kind == "date":
        return _DAY
    if column.allowed:
        return column.allowed[0]
    return str(max(column.minimum or 0, 1)) if column.kind == "integer" else ""


def _must_be_there(column: Column) -> bool:
    return column.name == "lsoa_code"


def _allowed(column: Column) -> str:
    if column.allowed:
        return ", ".join(column.allowed)
    if column.pattern:
        return f"the form `{column.pattern}`"
    if column.minimum is not None:
        return f"{column.minimum:,} to {column.maximum:,}"
    return "1990 to today" if column.kind == "date" else "any"


def _other_forms(column: Column) -> str:
    forms = OTHER_FORMS.get(column.name, {})
    words = [f"{form} for {meaning}" for form, meaning in forms.items() if meaning in column.allowed]
    if column.allowed:
        words.append("capital or small letters")
    elif column.pattern and column.name != "lsoa_code":
        words.append("with a dot")
    return ", ".join(words)
