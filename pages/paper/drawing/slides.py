"""The paper as slides, 16:9: native tables and charts, titles in their placeholders, alt text, notes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from pages.charts import tokens
from pages.charts.model import ControlChart, IntervalChart
from pages.paper.blocks import Block, Columns, Heading, Map, Page, Paper, Paragraph, Table, Verdict, Verdicts
from pages.paper.drawing.document import png
from pages.paper.drawing.measure import LINE, height_of
from pages.paper.drawing.one_date import dated
from pages.paper.drawing.slide_charts import add_control_chart, add_interval_chart, add_verdict_bar
from pages.paper.drawing.slide_parts import (
    FONT,
    LANGUAGE,
    SIGNS,
    add_table,
    bare,
    describe,
    next_line,
    rule,
    say,
    table_height,
    words_box,
)
from pages.words.numbers import full_date
from pages.words.provenance import provenance_words

WIDTH, HEIGHT = 960, 540  # points
_MARGIN, _GUTTER = 40, 36
_FOOT = 504
_HEADLINE, _DECK, _BODY, _SMALL, _TABLE = 25.0, 13.5, 12.0, 10.5, 10.5
_GAP = 8.0
_MIN_CHART = 190.0
_SCALES = (1.0, 0.95, 0.9, 0.86, 0.82)
_TITLE_ONLY = 5


def write_slides(paper: Paper, report_progress: Callable[[], None] | None = None) -> bytes:
    """The PPTX. The same paper gives the same bytes: its dates are that of the refresh."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    _name(deck, paper)
    _set_font(deck)
    for place, page in enumerate(paper.pages, 1):
        _add_slide(deck, paper, page, place)
        if report_progress is not None:
            report_progress()
    made = io.BytesIO()
    deck.save(made)
    return dated(made.getvalue(), paper.refreshed_at)


def _name(deck, paper: Paper) -> None:
    facts = deck.core_properties
    facts.title, facts.subject, facts.author = paper.title, paper.subject, paper.system
    facts.language, facts.keywords = LANGUAGE, "board paper, strategic shifts"
    facts.comments, facts.last_modified_by = f"Store {paper.version}", paper.system
    facts.created = facts.modified = paper.refreshed_at.replace(tzinfo=None)
    facts.revision = 1


def _set_font(deck) -> None:
    """Use the paper's font in the theme, so that additions to the slides look the same."""
    theme = next(
        relation.target_part
        for relation in deck.slide_master.part.rels.values()
        if relation.reltype.endswith("/theme")
    )
    theme._blob = theme.blob.replace(b'typeface="Calibri"', f'typeface="{FONT}"'.encode())


def _add_slide(deck, paper: Paper, page: Page, place: int) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    full = WIDTH - 2 * _MARGIN
    title = slide.shapes.title
    tall = height_of(page.title, _HEADLINE, full, bold=True)
    title.left, title.top, title.width, title.height = Pt(_MARGIN), Pt(38), Pt(full), Pt(tall)
    opening = bare(title.text_frame)
    opening.alignment = PP_ALIGN.LEFT
    say(opening, page.title, _HEADLINE, bold=True)
    title.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    y = 38 + tall + 4
    deep = height_of(page.deck, _DECK, full)
    say(words_box(slide, "Deck", _MARGIN, y, full, deep), page.deck, _DECK)
    y += deep + 6
    y = _strip(slide, page, y, full) + 8
    _column(slide, page.blocks, _MARGIN, y, full)
    _foot(slide, paper, page, place, full)
    slide.notes_slide.notes_text_frame.text = _notes(paper, page)
    slide.notes_slide.notes_text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr().set("lang", LANGUAGE)


def _strip(slide, page: Page, top: float, width: float) -> float:
    """What is synthetic on this slide, and what is not."""
    opening, sentence = provenance_words(page.provenances, "this slide")
    tall = height_of(f"{opening} {sentence}", _SMALL, width - 12)
    rule(slide, _MARGIN, top, 2.5, tall, tokens.TEXT if "synthetic" in page.provenances else tokens.RULE)
    line = words_box(slide, "What is synthetic", _MARGIN + 10, top, width - 12, tall)
    say(line, f"{opening} ", _SMALL, bold=True)
    say(line, sentence, _SMALL)
    return top + tall


def _foot(slide, paper: Paper, page: Page, place: int, full: float) -> None:
    rule(slide, _MARGIN, 32, full, 2.5, tokens.BRAND)
    rule(slide, _MARGIN, _FOOT, full, 0.75, tokens.RULE)
    banner = words_box(slide, "Banner", _MARGIN, 15, full * 0.6, 13)
    say(banner, f"Board paper · {paper.system}", _SMALL, paint=tokens.SECONDARY)
    day = words_box(slide, "Refreshed", _MARGIN + full * 0.6, 15, full * 0.4, 13)
    day.alignment = PP_ALIGN.RIGHT
    say(day, f"Figures refreshed on {full_date(paper.refreshed_at.date())}", _SMALL, paint=tokens.SECONDARY)
    sources = words_box(slide, "Sources", _MARGIN, _FOOT + 5, full - 90, 24)
    say(sources, f"Sources: {'; '.join(page.sources)}", 9.5, paint=tokens.SECONDARY)
    number = words_box(slide, "Page", WIDTH - _MARGIN - 80, _FOOT + 5, 80, 13)
    number.alignment = PP_ALIGN.RIGHT
    say(number, f"Page {place} of {len(paper.pages)}", 9.5, paint=tokens.SECONDARY)


def _notes(paper: Paper, page: Page) -> str:
    opening, sentence = provenance_words(page.provenances, "this slide")
    return (
        f"Sources: {'; '.join(page.sources)}. {opening} {sentence} {paper.subject}, store {paper.version}. "
        "The dashboard shows the same figures."
    )


def _column(
    slide, blocks: Sequence[Block], left: float, top: float, width: float, largest: float = 1.0
) -> None:
    """Blocks one below the other; charts and maps share the remaining height, and type shrinks if needed."""
    room = _FOOT - 6 - top
    flexible = [block for block in blocks if isinstance(block, ControlChart | IntervalChart | Map)]
    for scale in (scale for scale in _SCALES if scale <= largest):
        fixed = sum(_height(block, width, scale) for block in blocks) + _GAP * len(blocks)
        if fixed + _MIN_CHART * len(flexible) <= room:
            break
    share = max(_MIN_CHART * 0.6, (room - fixed) / len(flexible)) if flexible else 0.0
    y = top
    for block in blocks:
        y += _draw(slide, block, left, y, width, share, scale) + _GAP


def _height(block: Block, width: float, scale: float) -> float:
    """Points that a block takes; 0 for a block that takes the remaining height."""
    if isinstance(block, Paragraph):
        size = (_SMALL if block.quiet else _BODY) * scale
        sign = "◆ " if block.mark else ""
        return height_of(f"{sign}{block.strong} {block.text}", size, width - 2, bold=bool(block.strong))
    if isinstance(block, Heading):
        tall = height_of(block.title, 15 * scale, width - 2, bold=True) + 6
        sub = _sub(block)
        return tall + (height_of(sub, _SMALL * scale, width - 2) + 2 if sub else 0)
    if isinstance(block, Table):
        return table_height(block, width, _TABLE * scale)
    if isinstance(block, Columns):
        return max(
            sum(_min_height(inner, own, scale) + _GAP for inner in blocks)
            for blocks, own in zip(block.each, _widths(block, width), strict=True)
        )
    if isinstance(block, Verdicts):
        return max(_verdict_height(verdict, _verdict_width(block, width), scale) for verdict in block.each)
    return 0.0


def _min_height(block: Block, width: float, scale: float) -> float:
    """As ``_height``, with the minimum that a chart needs."""
    return (
        _MIN_CHART if isinstance(block, ControlChart | IntervalChart | Map) else _height(block, width, scale)
    )


def _widths(block: Columns, width: float) -> list[float]:
    room = width - _GUTTER * (len(block.each) - 1)
    return [room * share for share in block.shares]


def _draw(slide, block: Block, left, top, width, share, scale) -> float:
    """Draw one block; returns the height it took."""
    tall = _height(block, width, scale)
    if isinstance(block, Paragraph):
        size = (_SMALL if block.quiet else _BODY) * scale
        line = words_box(slide, block.strong.rstrip(".") or "Note", left, top, width, tall)
        paint = tokens.SECONDARY if block.quiet else tokens.TEXT
        if block.mark:
            sign, its = SIGNS[block.mark]
            say(line, f"{sign} ", size, paint=its)
        if block.strong:
            say(line, f"{block.strong} ", size, bold=True, paint=paint)
        say(line, block.text, size, paint=paint)
    elif isinstance(block, Heading):
        rule(slide, left, top, width, 0.9, tokens.TEXT)
        line = words_box(slide, "Heading", left, top + 5, width, tall - 5)
        say(line, block.title, 15 * scale, bold=True)
        if _sub(block):
            below = next_line(line)
            say(below, block.sub, _SMALL * scale, paint=tokens.SECONDARY)
            if block.provenance:
                mark = f"{' · ' if block.sub else ''}{block.provenance.capitalize()}"
                say(below, mark, _SMALL * scale, bold=block.provenance == "synthetic")
    elif isinstance(block, Table):
        add_table(slide, block, left, top, width, _TABLE * scale)
    elif isinstance(block, Verdicts):
        each = _verdict_width(block, width)
        for place, verdict in enumerate(block.each):
            _verdict(slide, verdict, left + place * (each + _GUTTER), top, each, scale)
    elif isinstance(block, Columns):
        at = left
        for blocks, own in zip(block.each, _widths(block, width), strict=True):
            _column(slide, blocks, at, top, own, scale)
            at += own + _GUTTER
    elif isinstance(block, Map):
        return _picture(slide, block, left, top, width, share)
    else:
        add = add_control_chart if isinstance(block, ControlChart) else add_interval_chart
        add(slide, block, left, top, width, share)
        return share
    return tall


def _sub(block: Heading) -> str:
    return " · ".join(part for part in (block.sub, block.provenance) if part)


def _picture(slide, block: Map, left, top, width, tallest) -> float:
    tall = min(tallest, width / block.ratio)
    picture = slide.shapes.add_picture(
        io.BytesIO(png(block, tall)), Pt(left), Pt(top), Pt(tall * block.ratio), Pt(tall)
    )
    describe(picture, block.name, block.alt)
    return tall


def _verdict_width(block: Verdicts, width: float) -> float:
    return (width - _GUTTER * (len(block.each) - 1)) / len(block.each)


def _why_height(verdict: Verdict, width: float, scale: float) -> float:
    return height_of(f"{verdict.lead} {verdict.rest}", _BODY * scale, width - 2, bold=True)


def _verdict_height(verdict: Verdict, width: float, scale: float) -> float:
    return 60 + _why_height(verdict, width, scale) + 12 + 24 + 4 * 17 * scale


def _verdict(slide, verdict: Verdict, left, top, width, scale) -> None:
    rule(slide, left, top, width, 3, tokens.BRAND)
    line = words_box(slide, verdict.name, left, top + 10, width, 50)
    say(line, verdict.name, 13 * scale)
    below = next_line(line)
    say(below, verdict.word, 23 * scale, bold=True)
    why = _why_height(verdict, width, scale)
    reasons = words_box(slide, f"Why: {verdict.name}", left, top + 60, width, why)
    say(reasons, f"{verdict.lead} ", _BODY * scale, bold=True)
    say(reasons, verdict.rest, _BODY * scale)
    y = top + 60 + why + 10
    add_verdict_bar(slide, verdict, left - 6, y - 4, width + 12, 26)
    y += 24
    counted = words_box(slide, f"Counts: {verdict.name}", left, y, width, 4 * 17 * scale)
    for place, (name, how_many) in enumerate(verdict.counts):
        own = counted if place == 0 else next_line(counted)
        own.line_spacing = Pt(_BODY * scale * LINE * 1.15)
        sign, its = SIGNS[name]
        say(own, f"{sign} ", _BODY * scale, paint=its)
        say(own, f"{how_many}", _BODY * scale, bold=True)
        say(own, f" {name}", _BODY * scale)
