"""A page a chosen metric: how it changes, where it stands, and a map of the areas inside."""

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

_MAPPED = ("ward", "place", "district")


def metric_pages(system: System, area: str, ones: list[Standing], metric: Metric) -> list[Page]:
    """One page a sex that the metric counts apart; one that says so where it is not defined for the area."""
    name = system.geography.area(area).label
    if not ones:
        level = level_words(system.geography.area(area).area_level).plural
        words = Paragraph(metric.measures, strong="What it measures.")
        return [
            Page(
                name=f"{metric.title}: {name}",
                title=f"{metric.title}: not defined for {level}",
                deck=f"For {name} there is no figure.",
                blocks=(words,),
                sources=(source_words(metric, ""),),
            )
        ]
    return [_page(system, area, one, name) for one in ones]


def _page(system: System, area: str, one: Standing, name: str) -> Page:
    metric, newest = one.metric, one.newest
    mapped = _map(system, area, one)
    right = (*mapped[0], *_notes(metric, bool(mapped[0])), *_outlook(system, one))
    return Page(
        name=f"{one.name}: {name}",
        title=_title(one),
        deck=_deck(one, name),
        blocks=(Columns((_change(one, name, system.geography.nhs_code), right), (0.57, 0.43)),),
        provenances=frozenset({newest.provenance, *mapped[1]} - {""}),
        sources=tuple(dict.fromkeys(source_words(metric, made) for made in (newest.provenance, *mapped[1]))),
    )


def _title(one: Standing) -> str:
    told = findings.change_title(one.change, one.metric)
    return told if one.name == one.metric.title else told.replace(one.metric.title, one.name, 1)


def _deck(one: Standing, name: str) -> str:
    said = f"{findings.standing_sentence(one.newest, one.metric, name)}."
    if not one.has_figure:
        return said
    detail = findings.detail(one.newest, one.metric).replace(" · ", ", ")
    interval = "95% interval " if detail != str(one.newest.period_label) else "No interval. "
    return f"{said} {interval}{detail}." + (f" {held_back_words(one.held_back)}." if one.held_back else "")


def _change(one: Standing, name: str, ics: str) -> tuple[Block, ...]:
    known = one.change.series[one.change.series.status == "ok"]
    told = Paragraph(
        f"{one.change.reason}.", strong=f"{one.change.verdict.capitalize()}.", mark=one.change.verdict
    )
    chart = change_chart(one.metric, one.change, name, ics)
    if chart is None:
        period = f"One period only, {known.period_label.iloc[0]}: " if len(known) else ""
        words = f"{period}no line over time can be drawn yet."
        return (Heading("Over time", "", one.newest.provenance), Paragraph(words[:1].upper() + words[1:]))
    kind = "Month by month" if isinstance(chart, ControlChart) else "Period by period"
    happened = " ".join(event.words for event in chart.events)
    events = (Paragraph(happened, strong="What happened.", quiet=True),) if happened else ()
    return (Heading(kind, chart.sub, one.newest.provenance), chart, told, *events)


def _map(system: System, area: str, one: Standing) -> tuple[tuple[Block, ...], frozenset[str]]:
    """Heading and map of the smallest areas inside that have figures; nothing where there are none."""
    here, metric = system.geography, one.metric
    own = here.area(area).area_level
    for level in _MAPPED:
        if level not in metric.levels or level not in here.levels or not is_larger(own, than=level):
            continue
        codes = codes_inside(here, area, level)
        results = system.values(metric.id, level=level, area=codes, sex=one.newest.sex)
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
        said = f"Map of {metric.title} by {words.singular}, {unit}, {period}. {head.title}."
        drawn = map_picture(shapes, rows, metric, name, said)
        return (head, drawn, Paragraph(f"{findings.leading_title(rows, level, metric)}.")), frozenset(
            results.provenance
        )
    return (), frozenset()


def _outlook(system: System, one: Standing) -> tuple[Paragraph, ...]:
    """Where it is heading, as the page of the shift says it; only of a figure with a target."""
    if one.metric.target is None or not one.has_figure:
        return ()
    found = outlook(one.change, one.metric, plan(system.geography.nhs_code).ends)
    status, why = outlook_sentence(found, one.metric)
    made = "synthetic" if found.is_synthetic else "modelled"
    return (Paragraph(f"{status} {why}", strong=f"Outlook ({made})."),)


def _notes(metric: Metric, mapped: bool) -> tuple[Paragraph, ...]:
    """What a reader of the figure must know, and the question to ask next."""
    wanted = ""
    if metric.target is not None:
        unit = metric.unit.removeprefix("%").strip()
        wanted = f"{target_label(metric)} {unit}. {target_source(metric)}."
    told = [("Target.", wanted), ("Caution.", metric.caution), ("Ask next.", metric.next_question)]
    if not mapped:
        why = " ".join(metric.shifts.values())
        told = [("What it measures.", metric.measures), ("Why it matters.", why), *told]
    found = tuple(Paragraph(words, strong=strong) for strong, words in told if words)
    return found if mapped else (Heading("What this metric says"), *found)
