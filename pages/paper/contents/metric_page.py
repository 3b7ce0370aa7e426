"""One page per chosen metric: its change, its comparison, and a map of the areas inside."""

from __future__ import annotations

from data.strategy.plan import plan
from geo.boundaries.outlines import outlines
from geo.find import codes_inside
from geo.levels import is_larger, level_words
from metrics.judgement.compared_areas import ranked_areas
from metrics.judgement.outlook import outlook
from metrics.judgement.standing import Standing
from metrics.language.metric import Metric
from metrics.language.target_words import target_label, target_source
from metrics.targets.system import System
from pages.charts.change_chart import change_chart
from pages.charts.model import ControlChart
from pages.paper.blocks import Block, Columns, Heading, Page, Paragraph
from pages.paper.contents.sources import source_words
from pages.paper.drawing.map_picture import map_picture
from pages.words import findings
from pages.words.findings import first_comparator, say_designed
from pages.words.numbers import held_back_words
from pages.words.outlook import outlook_sentence
from pages.words.subject import subject

_MAPPED = ("ward", "place", "district")


def metric_pages(system: System, area: str, of_metric: list[Standing], metric: Metric) -> list[Page]:
    """One page per sex that is counted separately; a page that says so if it is not defined for the area."""
    name = system.geography.area(area).label
    if not of_metric:
        level = level_words(system.geography.area(area).area_level).plural
        words = Paragraph(metric.measures, strong="What it measures.")
        return [
            Page(
                name=f"{metric.title}: {name}",
                title=f"{subject(metric).verb('is', 'are')} not defined for {level}",
                deck=f"There is no figure for {name}.",
                blocks=(words,),
                sources=(source_words(metric, ""),),
            )
        ]
    return [_page(system, area, standing, name) for standing in of_metric]


def _page(system: System, area: str, standing: Standing, name: str) -> Page:
    metric, newest = standing.metric, standing.newest
    mapped = _map(system, area, standing)
    right = (*mapped[0], *_notes(metric, bool(mapped[0])), *_outlook(system, standing))
    return Page(
        name=f"{standing.name}: {name}",
        title=findings.change_title(standing.change, standing.metric, standing.newest.sex),
        deck=_deck(standing, name),
        blocks=(Columns((_change(standing, name, system.geography.nhs_code), right), (0.57, 0.43)),),
        provenances=frozenset({newest.provenance, *mapped[1]} - {""}),
        sources=tuple(dict.fromkeys(source_words(metric, made) for made in (newest.provenance, *mapped[1]))),
    )


def _deck(standing: Standing, name: str) -> str:
    sentence = f"{findings.standing_sentence(standing.newest, standing.metric, name)}."
    if not standing.has_figure:
        return sentence
    detail = findings.detail(standing.newest, standing.metric).replace(" · ", ", ")
    interval = "95% interval " if detail != str(standing.newest.period_label) else "No interval. "
    held_back = f" {held_back_words(standing.held_back)}." if standing.held_back else ""
    return f"{sentence} {interval}{detail}.{held_back}"


def _change(standing: Standing, name: str, ics: str) -> tuple[Block, ...]:
    known = standing.change.series[standing.change.series.status == "ok"]
    verdict = Paragraph(
        f"{standing.change.reason}.",
        strong=f"{standing.change.verdict.capitalize()}.",
        mark=standing.change.verdict,
    )
    chart = change_chart(standing.metric, standing.change, name, ics)
    if chart is None:
        words = "There are no figures to draw over time."
        if len(known):
            words = f"There is one period only, {known.period_label.iloc[0]}, so there is no chart over time."
        return (Heading("Over time", "", standing.newest.provenance), Paragraph(words))
    kind = "By month" if isinstance(chart, ControlChart) else "By period"
    happened = " ".join(event.words for event in chart.events)
    events = (Paragraph(happened, strong="Events.", quiet=True),) if happened else ()
    return (Heading(kind, chart.sub, standing.newest.provenance), chart, verdict, *events)


def _map(system: System, area: str, standing: Standing) -> tuple[tuple[Block, ...], frozenset[str]]:
    """Heading and map of the smallest areas inside that have figures; nothing where there are none."""
    here, metric = system.geography, standing.metric
    own = here.area(area).area_level
    for level in _MAPPED:
        if level not in metric.levels or level not in here.levels or not is_larger(own, than=level):
            continue
        codes = codes_inside(here, area, level)
        results = system.values(metric.id, level=level, area=codes, sex=standing.newest.sex)
        if len(codes) < 2 or not (results.status == "ok").any():
            continue
        table = here.table(level)
        rows = ranked_areas(metric, results, table[table.area_code.isin(codes)])
        shapes = outlines(here, level, only=None if area == here.ics_code else codes)
        unit = findings.monthly_unit(metric, results.frequency.iloc[0])
        period = results.period_label.iloc[0]
        words = level_words(level)
        head = Heading(
            findings.ranking_title(rows, level, first_comparator(results, metric)),
            f"{words.plural.capitalize()}, {unit}, {period}.{say_designed(here, level)}",
            results.provenance.iloc[0],
        )
        name = f"{metric.title} by {words.singular}"
        alt = f"Map of {metric.title} by {words.singular}, {unit}, {period}. {head.title}."
        drawn = map_picture(shapes, rows, metric, name, alt)
        return (head, drawn, Paragraph(f"{findings.leading_title(rows, level, metric)}.")), frozenset(
            results.provenance
        )
    return (), frozenset()


def _outlook(system: System, standing: Standing) -> tuple[Paragraph, ...]:
    """Its outlook, worded as on the page of the shift; only for a figure with a target."""
    if standing.metric.target is None or not standing.has_figure:
        return ()
    forecast = outlook(standing.change, standing.metric, plan(system.geography.nhs_code).ends)
    status, why = outlook_sentence(forecast, standing.metric)
    made = "synthetic" if forecast.is_synthetic else "modelled"
    return (Paragraph(f"{status} {why}", strong=f"Outlook ({made})."),)


def _notes(metric: Metric, mapped: bool) -> tuple[Paragraph, ...]:
    """What a reader of the figure needs to know, and the question to ask next."""
    wanted = ""
    if metric.target is not None:
        unit = metric.unit.removeprefix("%").strip()
        wanted = f"{target_label(metric)} {unit}. {target_source(metric)}."
    notes = [("Target.", wanted), ("Caution.", metric.caution), ("Ask next.", metric.next_question)]
    if not mapped:
        why = " ".join(metric.shifts.values())
        notes = [("What it measures.", metric.measures), ("Why it matters.", why), *notes]
    paragraphs = tuple(Paragraph(words, strong=strong) for strong, words in notes if words)
    return paragraphs if mapped else (Heading("About this metric"), *paragraphs)
