"""The board paper: choose what it covers, see its pages, download it as slides or as PDF."""

from __future__ import annotations

from base64 import b64encode
from datetime import date

import streamlit as st

from data.commentary import CommentaryError, newest_of
from geo.levels import level_words
from metrics.judgement.standing import standings
from metrics.language.metric import RECORD_LEVELS
from metrics.targets.system import System
from pages.charts.chip import chip
from pages.charts.markup import markup, paragraph, part
from pages.paper.blocks import Paper
from pages.paper.choices import MAX_AREAS, MAX_METRICS, Choices, proposed
from pages.paper.contents.paper import write_paper
from pages.paper.drawing.document import page_pictures, write_document
from pages.paper.drawing.slides import write_slides
from pages.paper.files import file_name, page_count
from pages.shell import filters, frame
from pages.shell.choices import SHIFTS, several_systems
from pages.shell.download import guarded
from pages.shell.filters import Choice
from pages.shell.page import close_page, open_page, show_provenance
from pages.shell.system import chosen_system
from pages.words.numbers import count_of

_PIXELS_PER_INCH = 60
_KEPT = 32
_FILES = (
    (
        "Download the slides (PPTX)",
        "pptx",
        write_slides,
        "Charts and tables can be edited. Twelve pages take about 0.4 MB.",
    ),
    (
        "Download the paper (PDF)",
        "pdf",
        write_document,
        "Tagged for screen readers (PDF/UA-1). Twelve pages take about 0.3 MB.",
    ),
)
_MIME = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
}


def draw() -> None:
    """Choose, compute, draw."""
    system = chosen_system()
    strip = open_page("Board paper")
    head = st.container()
    choices = _choose(system)
    paper = _paper(system, choices)
    show_provenance(strip, frozenset().union(*(page.provenances for page in paper.pages)))
    with head:
        frame.finding(
            paper.pages[0].title,
            f"The paper has {count_of(len(paper.pages), 'page')}. The slides and the PDF show the same "
            "figures, each with its period, interval and source. Copy the address to share this selection.",
        )
    _downloads(paper)
    _preview(paper, system)
    close_page(system, "board-paper")


def _choose(system: System) -> Choices:
    here = system.geography
    areas = {
        row.area_code: f"{row.label} ({level_words(level).singular if level != 'ics' else 'whole system'})"
        for level in RECORD_LEVELS
        if level in here.levels
        for row in here.table(level).itertuples()
    }
    with st.container(key="paper_choices"):
        for choice in several_systems():
            filters.select(choice)
        chosen = filters.select_several(Choice("areas", areas, here.ics_code), [here.ics_code], MAX_AREAS)
        titles = {slug: shift.title for slug, shift in SHIFTS.items()}
        slugs = filters.select_several(
            Choice("shifts", titles, next(iter(titles))), list(titles), len(titles)
        )
        shifts = tuple(SHIFTS[slug] for slug in slugs)
        named = {key: metric.title for key, metric in system.metrics.items()}
        first = proposed(standings(system, chosen[0]), shifts)
        default = first[0] if first else next(iter(named))
        metrics = filters.select_several(Choice("metrics", named, default), first, MAX_METRICS)
        words = (
            f"Up to {MAX_AREAS} areas and {MAX_METRICS} metrics. Each area has a page per shift and per "
            "metric. Unless you choose others, the metrics are those that need attention, then the leading "
            "metric of each shift."
        )
        st.html(paragraph(words, kind="sub"))
    shown = {"areas": [areas[code] for code in chosen], "shifts": [titles[code] for code in slugs]}
    shown["metrics"] = [named[code] for code in metrics]
    filters.show_refusals({parameter: ", ".join(words) for parameter, words in shown.items()})
    return Choices(chosen, shifts, metrics)


def _paper(system: System, choices: Choices) -> Paper:
    """The paper, written once for each store, choice, target, comment and day."""
    targets = tuple((key, repr(metric.target)) for key, metric in system.metrics.items() if metric.target)
    asked = (system.store.version, choices, targets, _comments(system, choices), date.today())
    papers = _papers()
    if asked not in papers:
        slot = st.empty()
        total, done = page_count(system, choices), 0

        def report_progress(name: str) -> None:
            nonlocal done
            done += 1
            slot.progress(min(1.0, done / total), f"Writing page {done} of {total}: {filters.plain(name)}")

        papers[asked] = write_paper(system, choices, report_progress)
        slot.empty()
        while len(papers) > _KEPT:
            papers.pop(next(iter(papers)), None)
    return papers[asked]


@st.cache_resource(show_spinner=False)
def _papers() -> dict[tuple, Paper]:
    """The papers that were written last. They are not cached by decorator: the progress bar must be drawn
    while a paper is written.
    """
    return {}


def _comments(system: System, choices: Choices) -> tuple:
    try:
        return tuple(
            (area, key, comment.version)
            for area in choices.areas
            for key, comment in newest_of(area, system.geography.nhs_code).items()
        )
    except CommentaryError as error:
        return (str(error),)


def _downloads(paper: Paper) -> None:
    frame.panel_head("Download", "Each file is made when you press its button. This takes a few seconds.")
    has_own = any("local" in page.provenances for page in paper.pages)
    for column, (label, ending, write, words) in zip(st.columns(2, gap="large"), _FILES, strict=True):
        with column:
            st.download_button(
                label,
                data=guarded(lambda write=write: (write(paper), has_own), file_name(paper, ending)),
                file_name=file_name(paper, ending),
                mime=_MIME[ending],
                key=f"paper_{ending}",
                on_click="ignore",
            )
            st.html(paragraph(words, kind="sub"))
    command = part("code", "python -m pages.paper --help")
    st.html(paragraph("Without the dashboard: ", command, kind="sub"))


def _preview(paper: Paper, system: System) -> None:
    frame.panel_head("Contents", "Every page with its title, as in the PDF.")
    pages = [
        (picture, page.name, page.title, chip("synthetic") if "synthetic" in page.provenances else "")
        for page, picture in zip(paper.pages, _pictures(paper), strict=False)
    ]
    st.html(markup("paper_pages", pages=pages))


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={Paper: id})
def _pictures(paper: Paper) -> list[str]:
    return [b64encode(picture).decode() for picture in page_pictures(paper, _PIXELS_PER_INCH)]
