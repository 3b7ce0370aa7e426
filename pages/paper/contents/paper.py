"""The pages of a paper in order, written by the same functions that write the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from metrics.judgement.standing import standings
from metrics.targets.system import System
from pages.paper.blocks import Page, Paper
from pages.paper.choices import Choices
from pages.paper.contents.attention_page import attention_page
from pages.paper.contents.commentary_page import commentary_pages
from pages.paper.contents.gap_page import gap_page
from pages.paper.contents.metric_page import metric_pages
from pages.paper.contents.shift_page import shift_page
from pages.paper.contents.sources_page import sources_page
from pages.paper.contents.summary_page import summary_page
from pages.words.numbers import full_date


def write_paper(
    system: System, choices: Choices, report_progress: Callable[[str], None] | None = None
) -> Paper:
    """The paper of one ICS for the chosen areas, shifts and metrics.

    ``report_progress`` is called with the name of each page.
    """
    pages = []
    for page in _pages(system, choices):
        pages.append(page)
        if report_progress is not None:
            report_progress(page.name)
    here, refreshed = system.geography, system.store.refreshed_at
    return Paper(
        title=f"Are the three shifts happening? {here.name}",
        subject=f"Board paper of {here.name}, figures refreshed on {full_date(refreshed.date())}",
        system=here.name,
        refreshed_at=refreshed.to_pydatetime(),
        version=system.store.version,
        pages=tuple(pages),
    )


def _pages(system: System, choices: Choices) -> Iterator[Page]:
    shown: list[Page] = []
    metrics = [system.metrics[metric] for metric in choices.metrics]
    for area in choices.areas:
        area_standings = standings(system, area)
        own = [summary_page(system, area, area_standings, choices.shifts)]
        own += [shift_page(system, area, area_standings, shift) for shift in choices.shifts]
        own.append(attention_page(system, area))
        gap = gap_page(system, area)
        own += [gap] if gap not in shown else []  # two wards of one place share its gap
        for metric in metrics:
            of_metric = [standing for standing in area_standings if standing.metric.id == metric.id]
            own += metric_pages(system, area, of_metric, metric)
        yield from own
        shown += own
    yield from commentary_pages(system, choices.areas, metrics)
    yield sources_page(system, choices, shown)
