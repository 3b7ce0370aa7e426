"""The generated pages of docs/: metrics, glossary, tables and code sets, each from its source."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from data.code_sets import CODE_SETS
from data.paths import PROJECT_FOLDER
from data.strategy import glossary
from data.tables import TABLES, Column, Table
from metrics.language import registry
from metrics.language.definition_card import definition_card
from metrics.language.metric import Metric, Shift
from metrics.language.statistic import Count

DOCS_FOLDER = PROJECT_FOLDER / "docs"
_WRITTEN_BY = (
    "Written by `python -m metrics docs`: change the definitions or facts that it lists, not this page."
)


def write_pages(folder: Path = DOCS_FOLDER) -> list[Path]:
    """Write every page that is out of date; returns those written."""
    stale = stale_pages(folder)
    for path in stale:
        path.write_text(PAGES[path.name](), encoding="utf-8", newline="\n")
    return stale


def stale_pages(folder: Path = DOCS_FOLDER) -> list[Path]:
    """The pages that are missing or differ from what would be written now."""
    return [folder / name for name, write in PAGES.items() if _current(folder / name) != write()]


def _current(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def metrics_page() -> str:
    """All metrics: an index by shift, then one section each."""
    metrics = list(registry.metrics().values())
    parts = [
        "# Metrics",
        _WRITTEN_BY,
        f"{len(metrics)} metrics. A metric of several shifts is listed under each of them.",
    ]
    for shift in Shift:
        in_shift = [metric for metric in metrics if shift in metric.shifts]
        rows = [
            (f"[{_cell(metric.title)}](#{metric.id})", metric.unit, metric.polarity.value)
            for metric in in_shift
        ]
        parts += [f"## {shift.title}", _table(("Metric", "Unit", "Better"), rows) if rows else "None yet."]
    parts.append("## Definitions")
    parts += [metric_section(metric) for metric in metrics]
    return _page(parts)


def metric_section(metric: Metric) -> str:
    """One metric's definition card as text."""
    rows = [("Id", f"`{metric.id}`"), *((name, words) for name, words in definition_card(metric))]
    return f'<a id="{metric.id}"></a>\n\n### {_line(metric.title)}\n\n' + "\n".join(
        f"- **{_cell(name)}:** {_line(words)}" for name, words in rows
    )


def glossary_page() -> str:
    """All terms, group after group."""
    parts = [
        "# Glossary",
        _WRITTEN_BY,
        "Terms used on the pages, in our own words. Where a document also defines a term, the document is "
        "named.",
    ]
    group = ""
    for term in glossary().values():
        if term.group != group:
            group = term.group
            parts.append(f"## {group}")
        where = f" *{_line(term.defined_in)}.*" if term.defined_in else ""
        parts.append(f"**{_line(term.heading)}.** {_line(term.means)}{where}")
    return _page(parts)


def tables_page() -> str:
    """The tables that a metric may use, each column described."""
    parts = [
        "# Tables",
        _WRITTEN_BY,
        'What a metric can count. A `where` may use the columns marked "yes" in the last column; the others '
        "place, date and link a row.",
    ]
    return _page([*parts, *(_table_section(table) for table in TABLES.values())])


def _table_section(table: Table) -> str:
    kind = (
        "A snapshot of who is there on a day: counts are never added up over time." if table.snapshot else ""
    )
    quantity = (
        f"A row counts for the number of {table.counts} in `{table.quantity}`." if table.quantity else ""
    )
    notes = [table.description, kind, quantity, f"Dated by `{table.date}`, numbered by `{table.key}`."]
    rows = [
        (
            f"`{column.name}`",
            column.kind,
            _line(column.description),
            _values(column),
            _yes(column.required),
            _yes(column.usable),
        )
        for column in table.columns
    ]
    heads = ("Column", "Kind", "Description", "Allowed", "Required", "In a where")
    used = _users(lambda count: count.table is table)
    return (
        f"## {table.title}: `{table.name}`\n\n{' '.join(note for note in notes if note)}\n\n"
        f"{_table(heads, rows)}\n\nUsed by: {used}."
    )


def _values(column: Column) -> str:
    if column.allowed:
        return ", ".join(column.allowed)
    if column.pattern:
        return f"`{column.pattern}`"
    return (
        f"{column.minimum:,} to {column.maximum:,}"
        if column.minimum is not None and column.maximum is not None
        else "any"
    )


def code_sets_page() -> str:
    """The code sets that a where may name after IN."""
    parts = [
        "# Code sets",
        _WRITTEN_BY,
        "`primary_diagnosis IN asthma` matches a code that begins with one of the set's prefixes. Published "
        "lists of the same name differ, so each set names its source.",
    ]
    for code_set in CODE_SETS.values():
        used = _users(lambda count, name=code_set.name: name in count.where.code_sets)
        parts.append(
            f"## {code_set.title}: `{code_set.name}`\n\n"
            f"- **Source:** {_line(code_set.source)}\n- **Version:** {code_set.version}\n"
            f"- **Prefixes:** {' '.join(code_set.prefixes)}\n- **Used by:** {used}"
        )
    return _page(parts)


def _users(meets: Callable[[Count], bool]) -> str:
    titles = [
        f"[{_cell(metric.title)}](metrics.md#{metric.id})"
        for metric in registry.metrics().values()
        if any(meets(part) for part in (metric.numerator, metric.denominator) if isinstance(part, Count))
    ]
    return ", ".join(titles) or "no metric yet"


def _page(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(
        f"| {' | '.join(_line(cell).replace('|', chr(92) + '|') for cell in line)} |" for line in lines
    )


def _line(words: str) -> str:
    """On one line, with nothing that Markdown would take for markup of its own."""
    return re.sub(r"(?<!\\)([<*])", r"\\\1", " ".join(str(words).split()))


def _cell(words: str) -> str:
    return _line(words).replace("[", "\\[").replace("]", "\\]")


def _yes(is_true: bool) -> str:
    return "yes" if is_true else "no"


PAGES: dict[str, Callable[[], str]] = {
    "metrics.md": metrics_page,
    "glossary.md": glossary_page,
    "tables.md": tables_page,
    "code-sets.md": code_sets_page,
}
