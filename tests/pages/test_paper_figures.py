"""One figure everywhere: store, paper, slides and PDF, for the system, places, districts and wards."""

from __future__ import annotations

import math
import re
from html import unescape

import numpy as np
import pytest

from metrics.judgement.change import daily_mean
from metrics.judgement.standing import standings
from metrics.language.metric import Shift
from pages.charts.model import ControlChart, IntervalChart
from pages.paper.blocks import Map, Table, Verdicts
from pages.paper.contents.shift_page import HEADS
from tests.lib.paper_reading import charts, numbers, pdf_pages, slide_words, slides, workbooks
from tests.pages.paper_examples import PLACES, as_pdf, as_slides, blocks, chosen, papers, the_system, words_of
from tests.pages.test_pages_without_browser import drawn, words

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def store(store_folder):
    return store_folder


def _written(value: float, decimals: int) -> str:
    """A figure in words, without the pages' code."""
    shown = f"{value:,.{decimals}f}"
    return shown.removeprefix("-") if not shown.strip("-0.,") else shown.replace("-", "−")


@pytest.mark.parametrize("place", PLACES)
def test_each_row_of_a_shift_shows_the_newest_figure_of_the_store(place):
    seen = 0
    for area in chosen()[place].areas:
        name = the_system().geography.area(area).label
        rows = the_system().values(area=area, period="all")
        for shift in Shift:
            page = next(page for page in papers()[place].pages if page.name == f"{shift.title}: {name}")
            table = next((block for block in blocks(page) if isinstance(block, Table)), None)
            mine = {one.name: one for one in standings(the_system(), area) if shift in one.metric.shifts}
            for cells in table.rows if table else ():
                row = dict(zip(HEADS, cells, strict=True))
                metric_name = row["Metric"].split("\n")[0]
                metric, newest = mine[metric_name].metric, mine[metric_name].newest
                own = rows[(rows.metric_id == metric.id) & (rows.sex == newest.sex)]
                known = own[(own.status == "ok") & (own.frequency == newest.frequency)]
                if row["Latest"] == "no figure":
                    assert not (own.status == "ok").any(), metric_name
                    continue
                last = known.sort_values("period_end").iloc[-1]
                assert row["Latest"].rstrip("%") == _written(last.value, metric.decimals)
                assert row["Period"].split(";")[0] == last.period_label
                assert row["Figures"].lower() == last.provenance
                if not math.isnan(last.lower_ci):
                    between = (_written(limit, metric.decimals) for limit in (last.lower_ci, last.upper_ci))
                    assert row["95% interval"] == " to ".join(between)
                seen += 1
    assert seen or place == 1


@pytest.mark.parametrize("place", PLACES)
def test_each_chart_draws_the_series_of_the_store(place):
    for area in chosen()[place].areas:
        name = the_system().geography.area(area).label
        ones = {f"{one.name}: {name}": one for one in standings(the_system(), area)}
        for page in papers()[place].pages:
            if page.name not in ones:
                continue
            one, drawn_here = (
                ones[page.name],
                [b for b in blocks(page) if isinstance(b, ControlChart | IntervalChart)],
            )
            rows = the_system().values(one.metric.id, area=area, sex=one.newest.sex, period="all")
            known = rows[(rows.status == "ok") & (rows.frequency == one.newest.frequency)].sort_values(
                "period_end"
            )
            for chart in drawn_here:
                values = [value for value in chart.values if not math.isnan(value)]
                expected = daily_mean(known, one.metric) if isinstance(chart, ControlChart) else known.value
                assert np.allclose(values, expected), page.name


@pytest.mark.parametrize("place", PLACES)
def test_every_number_of_the_slides_is_in_the_paper_and_the_other_way_round(place):
    paper = papers()[place]
    assert len(slides(as_slides(place))) == len(paper.pages)
    for number, (slide, page) in enumerate(zip(slides(as_slides(place)), paper.pages, strict=True), 1):
        said, frame = numbers(slide_words(slide)), {str(number), str(len(paper.pages))}
        day = numbers(f"{paper.refreshed_at.day} {paper.refreshed_at:%Y}")
        assert said - frame - day == numbers(words_of(page)) - frame - day, page.name


@pytest.mark.parametrize("place", PLACES)
def test_every_number_of_the_pdf_is_in_the_paper_and_the_other_way_round(place):
    paper, pages = papers()[place], pdf_pages(as_pdf(place))
    assert len(pages) == len(paper.pages), [page.splitlines()[0] for page in pages]
    for place_in_it, (made, page) in enumerate(zip(pages, paper.pages, strict=True), 1):
        said = numbers(made)
        pictured = numbers("\n".join(_pictured(page)))
        frame = numbers(f"{paper.refreshed_at.day} {paper.refreshed_at:%Y} {len(paper.pages)} {place_in_it}")
        assert numbers(words_of(page)) <= said, page.name
        assert said - pictured - frame <= numbers(words_of(page)), page.name


def _pictured(page):
    """The words in a page's pictures."""
    from pages.paper.drawing.svg import control_chart, interval_chart

    for block in blocks(page):
        drawn_as = ""
        if isinstance(block, ControlChart):
            drawn_as = control_chart(block, 400, 250)
        elif isinstance(block, IntervalChart):
            drawn_as = interval_chart(block, 400, 250)
        elif isinstance(block, Map):
            drawn_as = block.svg
        yield from (unescape(said) for said in re.findall(r"<text[^>]*>([^<]*)</text>", drawn_as))


@pytest.mark.parametrize("place", PLACES)
def test_native_charts_hold_the_papers_figures_in_xml_and_workbook(place):
    for slide, page in zip(slides(as_slides(place)), papers()[place].pages, strict=True):
        wanted = [b for b in blocks(page) if isinstance(b, ControlChart | IntervalChart)]
        native = [series for name, series in charts(slide) if not name.startswith("Verdict bar")]
        assert len(native) == len(wanted), page.name
        for block, series in zip(wanted, native, strict=True):
            drawn_here = next(iter(series.values()))
            assert [math.nan if value is None else value for value in drawn_here] == pytest.approx(
                list(block.values), nan_ok=True
            )
        for (_, series), book in zip(charts(slide), workbooks(slide), strict=True):
            assert {name: [_or_nan(v) for v in values] for name, values in series.items()} == {
                name: pytest.approx([_or_nan(v) for v in values], nan_ok=True)
                for name, values in book.items()
            }


def _or_nan(value) -> float:
    return math.nan if value is None else float(value)


@pytest.mark.parametrize("place", PLACES)
def test_verdict_bars_count_the_published_figures(place):
    for page, slide in zip(papers()[place].pages, slides(as_slides(place)), strict=True):
        for block in (block for block in page.blocks if isinstance(block, Verdicts)):
            bars = [series for name, series in charts(slide) if name.startswith("Verdict bar")]
            for one, bar in zip(block.each, bars, strict=True):
                assert [values[0] for values in bar.values()] == [number for _, number in one.counts]


@pytest.mark.parametrize("place", PLACES)
def test_a_hidden_small_or_missing_figure_never_shows_a_number(place):
    seen = 0
    for area in chosen()[place].areas:
        name = the_system().geography.area(area).label
        for one in standings(the_system(), area):
            page = next((page for page in papers()[place].pages if page.name == f"{one.name}: {name}"), None)
            if page is None or one.has_figure:
                continue
            told = page.title + page.deck
            for allowed in (name, one.name, "1 to 7", "fewer than 10", "5,000", one.newest.period_label):
                told = told.replace(allowed, "")
            assert not numbers(told.replace(one.metric.title[:1].lower() + one.metric.title[1:], "")), told
            assert not any(isinstance(block, ControlChart | IntervalChart) for block in blocks(page))
            seen += 1
    assert seen or place != 1


def test_a_map_keeps_hidden_wards_in_their_pattern(store_folder):
    from geo.boundaries.outlines import outlines
    from metrics.judgement.compared_areas import ranked_areas
    from pages.paper.drawing.map_picture import map_picture

    metric, here = the_system().metrics["copd_admissions"], the_system().geography
    results, areas = the_system().values(metric.id, level="ward"), here.table("ward")
    rows = ranked_areas(metric, results, areas)
    drawn_here = map_picture(outlines(here, "ward"), rows, metric, "Map", "Map.")
    found = {
        status: drawn_here.svg.count(f'fill="url(#{name})" stroke')
        for status, name in (("suppressed", "dots"), ("too_small", "hatch"))
    }
    for status, number in found.items():
        assert number == (rows.status == status).sum()
        assert f"({number})" in drawn_here.svg or not number
    assert sum(found.values())


@pytest.mark.parametrize("place", PLACES)
def test_a_page_with_synthetic_figures_says_so_on_slide_and_in_the_pdf(place):
    paper = papers()[place]
    for slide, made, page in zip(
        slides(as_slides(place)), pdf_pages(as_pdf(place)), paper.pages, strict=True
    ):
        for said in (slide_words(slide), made.replace("\n", " ")):
            told = "Some figures are not real." in said or "Demonstration data." in said
            assert told == ("synthetic" in page.provenances), page.name
            if not page.provenances:
                continue
            assert told or "Nothing on this" in said
    shown = {one for page in paper.pages[:-1] for one in page.provenances}
    assert shown == set(paper.pages[-1].provenances)


def test_the_paper_says_what_the_screen_says(store_folder):
    paper = papers()[0]
    overview = _plain(words(drawn(store_folder, "overview")))
    assert paper.pages[0].title in overview and paper.pages[0].deck in overview
    for verdict in next(block for block in blocks(paper.pages[0]) if isinstance(block, Verdicts)).each:
        assert verdict.lead in overview and verdict.rest in overview
    for shift, page in zip(Shift, paper.pages[1:4], strict=True):
        screen = _plain(words(drawn(store_folder, "shift", shift=shift.slug)))
        assert page.title in screen and page.deck in screen
    attention = next(page for page in paper.pages if page.name.startswith("Needs attention"))
    for row in next(block for block in blocks(attention) if isinstance(block, Table)).rows:
        assert all(cell in overview for cell in row[:4]), row
    gap = next(page for page in paper.pages if page.name.startswith("Life expectancy gap"))
    assert gap.title in overview and gap.deck in overview
    for metric in chosen()[0].metrics:
        page = next(page for page in paper.pages if page.name.startswith(the_system().metrics[metric].title))
        area = the_system().geography.ics_code
        assert page.title in _plain(
            words(drawn(store_folder, "metric", metric=metric, level="ics", area=area))
        )


def _plain(markup: str) -> str:
    """The words of a page; a term keeps its own, without the meaning that opens beside it."""
    term = r'<span class="term"><button[^>]*>(.*?)</button><span class="meaning".*?</span></span>'
    markup = re.sub(term, r"\1", markup)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", markup))).replace(" ’", "’")
