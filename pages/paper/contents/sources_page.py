"""The last page: how figures are judged, their sources and age, and which of them are not real."""

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
        "It shows the average of monthly figures and limits of 2.66 mean moving ranges. A month is unusual "
        "if it is outside the limits, if seven months in a row are on one side of the average or all rise or "
        "all fall, or if two of three months are near a limit.",
    ),
    (
        "Interval.",
        "A 95% interval shows how far a figure may differ by chance alone. Two figures can be told apart "
        "only if the interval of one excludes the other.",
    ),
    (
        "Small numbers.",
        "Counts from 1 to 7 in patient records are hidden and the others are rounded to the nearest 5 before "
        "any rate is calculated. An area without a figure is still listed, with the reason.",
    ),
)


def sources_page(system: System, choices: Choices, shown: Sequence[Page]) -> Page:
    """Methods on the left, sources of the paper's figures on the right."""
    refreshed = system.store.refreshed_at
    seen = frozenset().union(*(page.provenances for page in shown))
    rows = _publications(system, choices)
    meanings = " ".join(f"{code.capitalize()}: {PROVENANCES[code]}." for code in PROVENANCES if code in seen)
    version = f"Figures refreshed on {full_date(refreshed.date())}, store {system.store.version}."
    return Page(
        name="Methods and sources",
        title="How these figures are calculated and where they come from",
        deck=f"{version} The dashboard shows the same figures and traces each to its source.",
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
                        Heading("Publications used in these pages"),
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
    """Publishers, and their publications that a verdict or a chosen metric uses."""
    publications: dict[str, set[str]] = {}
    for area in choices.areas:
        for standing in standings(system, area):
            asked = standing.metric.id in choices.metrics or set(choices.shifts) & set(standing.metric.shifts)
            if asked and standing.has_figure and not standing.is_synthetic:
                publisher, _, what = source_words(standing.metric, standing.newest.provenance).partition(", ")
                publications.setdefault(publisher, set()).add(what or "own figures")
    return tuple(
        (publisher, "; ".join(sorted(publications[publisher]))) for publisher in sorted(publications)
    )
