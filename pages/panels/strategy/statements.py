"""Every statement of the documents, with a search by words, document or kind."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.strategy.facts import known_documents
from data.strategy.statements import KINDS, Statement, statements
from metrics.language.target_words import exact
from metrics.targets.system import System
from pages.charts.chip import chip
from pages.charts.markup import markup, paragraph
from pages.panels.strategy.sources import show_faults, source_words
from pages.shell import filters, frame
from pages.shell.download import download_csv, file_name
from pages.shell.filters import Choice
from pages.words.numbers import count_of

KIND_WORDS = {
    "plan": "Plan or intention",
    "context": "Background",
    "population": "Number of people",
    "reported outcome": "Reported outcome: a claim",
}
COMPARISON_WORDS = {
    "none": "A claim, not a result: there is nothing to compare it with.",
    "unmatched": "A claim, not a result: the areas that it is compared with were not matched.",
}
_MAX_LETTERS = 100
_HEADS = ("As printed", "Period", "Kind", "What is known", "Source")


def draw_statements(system: System, own: bool) -> None:
    """All statements; for a system without a strategy, those about England and about itself."""
    facts = statements()
    code = system.geography.nhs_code
    available = [statement for statement in facts.entries if own or statement.system in ("", code)]
    whose = "" if own else f" about England or {system.geography.name}"
    frame.panel_head(
        f"Every number stated in the documents{whose}",
        "In our own words, next to the words as printed. No claimed result has a matched comparison, so none "
        "is used as a figure on these pages.",
    )
    show_faults(facts.problems)
    if not available:
        return
    known = known_documents()[0]
    titles = {
        key: known[key].title if key in known else key for key in sorted({s.document for s in available})
    }
    kinds = {kind: KIND_WORDS[kind] for kind in KINDS if kind in {statement.kind for statement in available}}
    with st.container(key="statement_tools", horizontal=True, vertical_alignment="bottom", gap="small"):
        asked = _search()
        choices = [
            Choice("document", {"all": "All documents", **titles}, "all", omits_default=True),
            Choice("kind", {"all": "All kinds", **kinds}, "all", omits_default=True),
        ]
        document, kind = (filters.select(choice) for choice in choices)
    filters.show_refusals(
        {"document": titles.get(document, "All documents"), "kind": kinds.get(kind, "All kinds")}
    )
    matches = matching(available, asked, document, kind)
    st.html(
        paragraph(f"{len(matches)} of {count_of(len(available), 'statement')}", kind="sub", role="status")
    )
    if matches:
        st.html(markup("statements", heads=_HEADS, rows=[_row(statement) for statement in matches]))
    download_csv(
        lambda: statement_rows(matches),
        key="statements_download",
        name=file_name("statements", code),
        refreshed_at=system.store.refreshed_at,
        label="Download these statements (CSV)",
    )


def _search() -> str:
    """The box for words; the address keeps what it contains."""
    st.session_state["filter_find"] = (filters.asked("find") or "")[:_MAX_LETTERS]
    return st.text_input(
        "Words, area or number",
        key="filter_find",
        max_chars=_MAX_LETTERS,
        on_change=_write_search,
        placeholder="For example Blackpool or 471,000",
    )


def _write_search() -> None:
    filters.choose(find=st.session_state["filter_find"].strip() or None)


def matching(
    available: list[Statement], asked: str = "", document: str = "all", kind: str = "all"
) -> list[Statement]:
    """The statements that contain each of the words, in any case, of one document and kind or of all."""
    words = _plain(asked).split()
    return [
        statement
        for statement in available
        if document in ("all", statement.document)
        and kind in ("all", statement.kind)
        and all(word in _searched(statement) for word in words)
    ]


def _searched(statement: Statement) -> str:
    texts = (
        statement.about,
        statement.statement,
        statement.printed,
        value_words(statement),
        exact(statement.value),
        statement.period,
        statement.known,
    )
    return _plain(
        " ".join(
            (
                *texts,
                f"{statement.value:.10g}",
                KIND_WORDS[statement.kind],
                *source_words([statement.said_in]),
            )
        )
    )


def _plain(words: str) -> str:
    return words.casefold().translate(str.maketrans("’‘“”", "''\"\""))


def value_words(statement: Statement) -> str:
    """The value as it is read: '£471,000', '54%', '1 in 3', '803 people', '2019'."""
    if statement.unit == "year":
        return f"{statement.value:.0f}"
    if statement.unit == "number":
        return f"number {exact(statement.value)}"
    if statement.unit == "one in":
        return f"1 in {exact(statement.value)}"
    if statement.unit in ("£", "%"):
        return f"£{exact(statement.value)}" if statement.unit == "£" else f"{exact(statement.value)}%"
    return f"{exact(statement.value)} {statement.unit}"


def _row(statement: Statement) -> dict[str, object]:
    """What the template needs of one statement."""
    kind = KIND_WORDS[statement.kind]
    return {
        "about": statement.about,
        "statement": statement.statement,
        "printed": statement.printed,
        "value": value_words(statement),
        "others": (
            statement.period[:1].upper() + statement.period[1:],
            chip("claim", kind) if statement.is_claim else kind,
            f"{COMPARISON_WORDS[statement.comparison]} {statement.known}"
            if statement.is_claim
            else statement.known,
            "; ".join(source_words([statement.said_in])),
        ),
    }


def statement_rows(matches: list[Statement]) -> pd.DataFrame:
    """The statements as a table, claims marked as such, with their source."""
    return pd.DataFrame(
        {
            "about": statement.about,
            "statement": statement.statement,
            "as_printed": statement.printed,
            "value": statement.value,
            "unit": statement.unit,
            "period": statement.period,
            "kind": KIND_WORDS[statement.kind],
            "claim": COMPARISON_WORDS.get(statement.comparison, ""),
            "known": statement.known,
            "document": statement.document,
            "paragraph": statement.paragraph,
            "source": "; ".join(source_words([statement.said_in])),
        }
        for statement in matches
    )
