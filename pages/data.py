"""Definitions, sources and age of the data: what was read, what was refused, whether it adds up."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data.access.roles import read_roles, roles_file
from data.published.provenance import refused_and_held_back
from data.records.own.keeping import manifests
from data.records.row_counts import rows_in_words, shown_reasons, shown_rows
from data.reference import reference
from data.strategy import Term, glossary
from data.tables import RECORD_TABLES
from geo.levels import level_words
from metrics.counting.periods import month_label
from metrics.language import registry
from metrics.language.definition_card import definition_card
from metrics.language.metric import RECORD_LEVELS, Metric
from metrics.targets.check_files import strategy_problems
from metrics.targets.system import System
from pages.charts.chip import link
from pages.charts.markup import fold, joined, markup, paragraph, part
from pages.charts.tables.facts_table import facts_table
from pages.panels.changes import draw_changes
from pages.panels.coverage import draw_ages, draw_coverage, draw_issues
from pages.shell import filters, frame
from pages.shell.download import download_csv, file_name
from pages.shell.page import close_page, made_by, open_page, show_provenance
from pages.shell.system import chosen_system, ics_choice
from pages.words.numbers import STATUSES, count_of, full_date, number


def draw() -> None:
    """Choose, compute, draw."""
    system = chosen_system()
    strip = open_page("Data and methods")
    filters.filter_row([ics_choice()], lambda so_far: system.geography.name)
    coverage = system.values(period="latest")
    show_provenance(strip, coverage.provenance)
    problems = system.store.table("problems")
    definition_problems = registry.problems()
    file_problems = [*map(str, strategy_problems(system.geography.nhs_code)), *_roles_problem()]
    wrong = len(problems) + len(definition_problems) + len(file_problems)
    synthetic = len(system.store.synthetic_metrics())
    frame.finding(
        f"{count_of(len(system.metrics), 'metric')} are computed, {synthetic} of them from demonstration "
        f"data; {_problem_words(wrong)}",
        f"Figures for {system.geography.name}, refreshed on {full_date(system.store.refreshed_at.date())}.",
    )
    _problems(problems, definition_problems, file_problems)
    _sources(system)
    _own_records(system)
    _reconciliation(system)
    draw_changes(system)
    draw_ages(system, coverage)
    draw_coverage(system, coverage)
    draw_issues(system)
    _rejected(system)
    _held_back()
    _refused_and_held_back()
    _definitions(system)
    _reference_tables()
    _statuses()
    _glossary()
    close_page(system, "data")


def _problem_words(wrong: int) -> str:
    if not wrong:
        return "no problems were found"
    return f"{count_of(wrong, 'problem')} {'was' if wrong == 1 else 'were'} found"


def _facts(rows: pd.DataFrame, caption: str, numeric: tuple[str, ...] = ()) -> None:
    st.html(facts_table(rows, caption=caption, numeric=numeric))


def _roles_problem() -> list[str]:
    """How much is wrong with the file of roles; what, it says to whoever may read the file."""
    count = len(read_roles().problems)
    return (
        [f"{roles_file().name}: {count_of(count, 'problem')}; python -m data commentary roles"]
        if count
        else []
    )


def _problems(problems: pd.DataFrame, definitions, file_problems: list[str]) -> None:
    if problems.empty and not definitions and not file_problems:
        return
    frame.panel_head("What is wrong, and where")
    items = [f"{problem.file}, line {problem.line}: {problem.sentence}" for problem in definitions]
    items += [
        f"{row.found_in}: {row.problem}"
        for row in problems.itertuples()
        if not row.found_in.startswith("metrics/definitions") or not definitions
    ]
    items += file_problems
    st.html(part("bullets", items))


def _sources(system: System) -> None:
    sources = system.store.table("sources")
    frame.panel_head(
        "Records that were read",
        "Every row is checked before it is used. Rows that fail are set aside with the reason.",
    )
    if sources.empty:
        st.html(paragraph("No records were read."))
        return
    shown = pd.DataFrame(
        {
            "Table": sources.title,
            "Source": sources.source,
            "Kind": sources.provenance,
            "Rows used": [rows_in_words(rows) for rows in sources.rows],
            "Rows refused": [rows_in_words(rows) for rows in sources.rejected_rows],
            "Months": [number(months) for months in sources.months],
            "Period": [
                f"{month_label(int(row.first_month))} to {month_label(int(row.last_month))}"
                for row in sources.itertuples()
            ],
        }
    )
    _facts(shown, "Records that were read", ("Rows used", "Rows refused", "Months"))


def _own_records(system: System) -> None:
    deliveries = manifests(system.geography.nhs_code)
    if not deliveries:
        return
    frame.panel_head(
        "The ICS's own records",
        "What was brought in, from where and when. Records brought in since the last refresh are included "
        "from the next refresh.",
    )
    shown = pd.DataFrame(
        {
            "Table": [RECORD_TABLES[delivery.table].title for delivery in deliveries],
            "Source": [delivery.source for delivery in deliveries],
            "Brought in": [delivery.ingested_at[:10] for delivery in deliveries],
            "Rows kept": [_rows(delivery.rows) for delivery in deliveries],
            "Rows refused": [_rows(delivery.rejected_rows) for delivery in deliveries],
            "Converted from 2011 LSOAs": [_rows(delivery.moved_rows) for delivery in deliveries],
            "Why refused": [_reasons(delivery.rejected) for delivery in deliveries],
            "Accepted": [", ".join(delivery.accepted) or "–" for delivery in deliveries],
        }
    )
    _facts(shown, "The ICS's own records", ("Rows kept", "Rows refused", "Converted from 2011 LSOAs"))


def _reasons(rejected: list[dict]) -> str:
    named = shown_reasons(pd.DataFrame(rejected, columns=["reason", "row_count"])).head(5)
    return "; ".join(f"{row.reason} ({rows_in_words(row.row_count)})" for row in named.itertuples()) or "–"


def _rows(exact: int) -> str:
    return rows_in_words(shown_rows(exact))


def _reconciliation(system: System) -> None:
    table = system.store.table("reconciliation")
    table = table[table.published.notna()] if "published" in table else table
    if table.empty:
        return
    places = [level for level in RECORD_LEVELS if level in system.geography.levels]
    by_metric = table.groupby("metric_id")[["published", *places, "not_placed"]].sum(skipna=False)
    months = table.groupby("metric_id").size()
    exact = all((table[level] == table.published).all() for level in places)
    frame.panel_head(
        "The parts add up to the published totals in every month"
        if exact
        else "The parts do not add up to the published totals in every month",
        "Exact totals for the whole system before small counts are hidden, over all months with a "
        "published total.",
    )
    rows = []
    for metric_id, sums in by_metric.iterrows():
        off = table[(table.metric_id == metric_id) & (table[places].ne(table.published, axis=0).any(axis=1))]
        rows.append(
            {
                "Metric": system.metrics[metric_id].title if metric_id in system.metrics else metric_id,
                "Months": number(months[metric_id]),
                "Published": number(sums.published),
                **{
                    f"Sum of {level_words(level).plural}" if level != "ics" else "Records": number(
                        sums[level]
                    )
                    for level in places
                },
                "Area unknown": number(sums.not_placed)
                if pd.notna(sums.not_placed)
                else "some, too few to show",
                "Months that differ": number(len(off)),
            }
        )
    shown = pd.DataFrame(rows)
    _facts(shown, "Reconciliation with published totals", tuple(shown.columns[1:]))
    monthly = table.assign(month=[month_label(int(month)) for month in table.month_number])
    monthly = monthly.assign(
        metric=[
            system.metrics[metric_id].title if metric_id in system.metrics else metric_id
            for metric_id in monthly.metric_id
        ]
    )
    download_csv(
        monthly[["metric_id", "month", "published", *places, "not_placed"]],
        key="data_reconciliation_csv",
        name=file_name("reconciliation", system.geography.nhs_code),
        refreshed_at=system.store.refreshed_at,
        made_by=made_by(system),
        label="Download the monthly figures (CSV)",
    )


def _rejected(system: System) -> None:
    rejected = system.store.table("rejected")
    frame.panel_head(
        "Rows that were refused", "A row may be refused for more than one reason." if len(rejected) else ""
    )
    if rejected.empty:
        st.html(paragraph("No row was refused in the last refresh."))
        return
    shown = rejected.rename(columns={"table": "Table", "reason": "Reason", "row_count": "Rows"})[
        ["Table", "Reason", "Rows"]
    ]
    _facts(
        shown.assign(Rows=[rows_in_words(rows) for rows in shown.Rows]),
        "Rows that were refused",
        ("Rows",),
    )


def _held_back() -> None:
    months = reference("held_back")
    frame.panel_head("Published months that are held back")
    shown = pd.DataFrame(
        {
            "Figure": months.measure.str.replace("_", " "),
            "From": months.first_month,
            "To": months.last_month,
            "Reason": months.reason,
        }
    )
    _facts(shown, "Published months that are held back")


def _refused_and_held_back() -> None:
    files = refused_and_held_back()
    if files.empty:
        return
    frame.panel_head(
        "Held back and refused",
        "From the publishers' files that were brought in. A figure that is held back is a gap, not a zero.",
    )
    shown = pd.DataFrame(
        {
            "File": files.file,
            "What": files.what.where(files.period == "", files.what + ", " + files.period),
            "Kind": files.kind,
            "Rows": ["–" if pd.isna(rows) else number(rows) for rows in files["rows"]],
            "Reason": files.reason,
        }
    )
    _facts(shown, "Held back and refused, by file", ("Rows",))


def _definitions(system: System) -> None:
    frame.panel_head("Definitions", "One file per metric, in metrics/definitions.")
    st.html(joined(definition_fold(metric) for metric in system.metrics.values()))


def definition_fold(metric: Metric) -> Markup:
    """Markup of one metric's definition, folded; its title shows whether the review is due."""
    due = " (review due)" if metric.is_review_due else ""
    rows = [
        (name, f"{words}{due}" if name == "Next review" else words) for name, words in definition_card(metric)
    ]
    see = link(
        "See its figures", filters.address("metric", metric=metric.id, area=None, level=None, group=None)
    )
    return fold(f"{metric.title}{due}", part("facts", rows), paragraph(see), anchor=metric.id)


def _reference_tables() -> None:
    sources = reference("sources")
    frame.panel_head("Sources of the reference tables")
    shown = pd.DataFrame(
        {
            "Contents": sources.holds,
            "Publisher": sources.publisher,
            "Licence": sources.licence,
            "As of": sources.vintage.astype(str),
            "Method": sources.method,
        }
    )
    _facts(shown, "Reference tables and their publishers")


def _statuses() -> None:
    frame.panel_head("What is shown where there is no figure")
    meanings = {
        "suppressed": (
            "A count of 1 to 7 from patient records could identify a person, so it is hidden together with "
            "every figure from which it could be worked out."
        ),
        "too_small": "There are too few events or people for a reliable figure.",
        "missing": "The source gives no figure here. That is not a zero.",
        "not_applicable": "The metric is not defined at this level.",
        "not_due": "The period has not been published yet.",
    }
    st.html(part("facts", [(STATUSES[code], words) for code, words in meanings.items()]))


def _glossary() -> None:
    frame.panel_head(
        "Glossary", "The terms on these pages in our own words, with the source that defines each."
    )
    groups: dict[str, list[Term]] = {}
    for term in glossary().values():
        groups.setdefault(term.group, []).append(term)
    if not groups:
        st.html(paragraph("The glossary cannot be read."))
        return
    counted = [(f"{group} ({count_of(len(terms), 'term')})", terms) for group, terms in groups.items()]
    st.html(markup("glossary", groups=counted))
