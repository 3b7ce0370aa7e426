"""The last page: how figures are judged, where they come from, how old they are, and what is not real."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.judgement.standing import standings
from metrics.targets.system import System
from pages.paper.blocks import Columns, Heading, Page, Paragraph, Table
from pages.paper.choices import Choices
from pages.paper.contents.sources import source_words
from pages.words.findings import VERDICT_RULE
from pages.words.numbers import PROVENANCES, full_date
from pages.words.provenance import ATTRIBUTION

_METHODS = (
    ("Change and verdict.", VERDICT_RULE),
    (
        "Control chart.",
        "Average and limits (2.66 mean moving ranges) of monthly figures. Unusual is a point outside the "
        "limits, seven on one side of the average, seven rising or falling, or two of three near a limit.",
    ),
    (
        "Interval.",
        "A 95% interval says how far chance alone may move a figure. Two figures are told apart only where "
        "the interval leaves the other one out.",
    ),
    (
        "Small numbers.",
        "Counts from 1 to 7 in patient records are hidden and the others rounded to the nearest 5, before "
        "any rate is formed. An area without a figure keeps its place and says why.",
    ),
)


def sources_page(system: System, choices: Choices, shown: Sequence[Page]) -> Page:
    """Methods on the left, sources of the figures that the paper rests on on the right."""
    refreshed = system.store.refreshed_at
    seen = frozenset().union(*(page.provenances for page in shown))
    rows = _publications(system, choices)
    meanings = " ".join(f"{code.capitalize()}: {PROVENANCES[code]}." for code in PROVENANCES if code in seen)
    commands = f"Figures of {full_date(refreshed.date())}, store {system.store.version}."
    return Page(
        name="Methods and sources",
        title="How these figures are made, and where they come from",
        deck=f"{commands} The same figures stand on the dashboard, each with its way back to the source.",
        blocks=(
            Columns(
                (
                    (
                        Heading("Methods"),
                        *(Paragraph(words, strong=strong) for strong, words in _METHODS),
                        Heading("Marks of provenance"),
                        Paragraph(meanings),
                    ),
                    (
                        Heading("Publications that these pages rest on"),
                        Table("Publications", ("Publisher", "Publications"), rows, (24, 76))
                        if rows
                        else Paragraph("No published figure is shown."),
                    ),
                ),
                (0.5, 0.5),
            ),
        ),
        provenances=seen,
        sources=(ATTRIBUTION.removeprefix("Source: "),),
    )


def _publications(system: System, choices: Choices) -> tuple[tuple[str, str], ...]:
    """Publisher and publications that a verdict or a chosen metric rests on."""
    told: dict[str, set[str]] = {}
    for area in choices.areas:
        for one in standings(system, area):
            asked = one.metric.id in choices.metrics or set(choices.shifts) & set(one.metric.shifts)
            if asked and one.has_figure and not one.is_synthetic:
                publisher, _, what = source_words(one.metric, one.newest.provenance).partition(", ")
                told.setdefault(publisher, set()).add(what or "own figures")
    return tuple((publisher, "; ".join(sorted(told[publisher]))) for publisher in sorted(told))
