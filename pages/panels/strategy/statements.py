"""Every statement of the documents, to be found by its words, its document or its kind."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.strategy.facts import known_documents
from data.strategy.statements import KINDS, Statement, statements
from metrics.language.target_words import exact
from metrics.targets.system import System
from pages.charts.chip import chip
from pages.charts.markup import markup, paragraph
from pages.panels.strategy.sources import say_faults, source_words
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
    "none": "A claim, not a result: nothing is set beside it.",
    "unmatched": "A claim, not a result: the areas set beside it were not matched.",
}
_MOST_LETTERS = 100
_HEADS = ("As printed", "Period", "Kind", "What is known of it", "Source")


def draw_statements(system: System, own: bool) -> None:
    """All statements; for a system without a strategy on record those on England and on itself."""
    facts = statements()
    code = system.geography.nhs_code
    held = [one for one in facts.entries if own or one.system in ("", code)]
    whose = "" if own else f" on England or on {system.geography.name}"
    frame.panel_head(
        f"Every number that the documents state{whose}",
        "In our own words beside the printed ones. None of the claims of a result has a matched comparison, "
        "so none is used as a figure on these pages.",
    )
    say_faults(facts.problems)
    if not held:
        return
    known = known_documents()[0]
    titles = {key: known[key].title if key in known else key for key in sorted({s.document for s in held})}
    kinds = {kind: KIND_WORDS[kind] for kind in KINDS if kind in {one.kind for one in held}}
    with st.container(key="statement_tools", horizontal=True, vertical_alignment="bottom", gap="small"):
        asked = _search()
        choices = [
            Choice("document", {"all": "All documents", **titles}, "all", unsaid=True),
            Choice("kind", {"all": "All kinds", **kinds}, "all", unsaid=True),
        ]
        document, kind = (filters.select(choice) for choice in choices)
    filters.say_refusals(
        {"document": titles.get(document, "All documents"), "kind": kinds.get(kind, "All kinds")}
    )
    found = matching(held, asked, document, kind)
    st.html(paragraph(f"{len(found)} of {count_of(len(held), 'statement')}", kind="sub", role="status"))
    if found:
        st.html(markup("statements", heads=_HEADS, rows=[_row(one) for one in found]))
    download_csv(
        lambda: statement_rows(found),
        key="statements_download",
        name=file_name("statements", code),
        refreshed_at=system.store.refreshed_at,
        label="Download these statements (CSV)",
    )


def _search() -> str:
    """The box for words; what it holds stands in the address."""
    st.session_state["filter_find"] = (filters.asked("find") or "")[:_MOST_LETTERS]
    return st.text_input(
        "Words, area or number",
        key="filter_find",
        max_chars=_MOST_LETTERS,
        on_change=_write_search,
        placeholder="For example Blackpool or 471,000",
    )


def _write_search() -> None:
    filters.choose(find=st.session_state["filter_find"].strip() or None)


def matching(
    held: list[Statement], asked: str = "", document: str = "all", kind: str = "all"
) -> list[Statement]:
    """Those in which each of the words stands, in capitals or not, of one document and kind or of all."""
    words = _plain(asked).split()
    return [
        one
        for one in held
        if document in ("all", one.document)
        and kind in ("all", one.kind)
        and all(word in _searched(one) for word in words)
    ]


def _searched(one: Statement) -> str:
    told = (one.about, one.statement, one.printed, value_words(one), exact(one.value), one.period, one.known)
    return _plain(" ".join((*told, f"{one.value:.10g}", KIND_WORDS[one.kind], *source_words([one.said_in]))))


def _plain(words: str) -> str:
    return words.casefold().translate(str.maketrans("’‘“”", "''\"\""))


def value_words(one: Statement) -> str:
    """The value as it is read: '£471,000', '54%', '1 in 3', '803 people', '2019'."""
    if one.unit == "year":
        return f"{one.value:.0f}"
    if one.unit == "number":
        return f"number {exact(one.value)}"
    if one.unit == "one in":
        return f"1 in {exact(one.value)}"
    if one.unit in ("£", "%"):
        return f"£{exact(one.value)}" if one.unit == "£" else f"{exact(one.value)}%"
    return f"{exact(one.value)} {one.unit}"


def _row(one: Statement) -> dict[str, object]:
    """What the template needs of one statement."""
    kind = KIND_WORDS[one.kind]
    return {
        "about": one.about,
        "statement": one.statement,
        "printed": one.printed,
        "value": value_words(one),
        "others": (
            one.period[:1].upper() + one.period[1:],
            chip("claim", kind) if one.is_claim else kind,
            f"{COMPARISON_WORDS[one.comparison]} {one.known}" if one.is_claim else one.known,
            "; ".join(source_words([one.said_in])),
        ),
    }


def statement_rows(found: list[Statement]) -> pd.DataFrame:
    """The statements as a table, claims marked as such, with their source."""
    return pd.DataFrame(
        {
            "about": one.about,
            "statement": one.statement,
            "as_printed": one.printed,
            "value": one.value,
            "unit": one.unit,
            "period": one.period,
            "kind": KIND_WORDS[one.kind],
            "claim": COMPARISON_WORDS.get(one.comparison, ""),
            "known": one.known,
            "document": one.document,
            "paragraph": one.paragraph,
            "source": "; ".join(source_words([one.said_in])),
        }
        for one in found
    )
