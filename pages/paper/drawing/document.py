"""The paper as a tagged PDF (PDF/UA-1), typeset by Typst, which receives words and pictures as data."""

from __future__ import annotations

import json
from calendar import timegm
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst

from pages.charts import tokens
from pages.charts.model import ControlChart, IntervalChart
from pages.paper.blocks import Block, Columns, Heading, Map, Page, Paper, Paragraph, Table
from pages.paper.drawing import font, svg
from pages.words.numbers import full_date
from pages.words.provenance import provenance_words

_TEMPLATE = Path(__file__).with_name("paper.typ")
WIDTH = 842 - 2 * 48.2  # points between the margins of the template
_GUTTER = 30
_CHART_HEIGHT = 250
_TALLEST_MAP = 235
_PIXELS_PER_INCH = 200
_COLOURS = {
    "text": tokens.TEXT,
    "secondary": tokens.SECONDARY,
    "brand": tokens.BRAND,
    "surface": tokens.SURFACE,
    "rule": tokens.RULE,
    "control": tokens.CONTROL,
    "improving": tokens.IMPROVING,
    "worsening": tokens.WORSENING,
    "common": tokens.COMMON_CAUSE,
}


def write_document(paper: Paper) -> bytes:
    """The PDF. The same paper gives the same bytes: its date is that of the refresh."""
    return typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"paper": _as_json(paper)},
        timestamp=timegm(paper.refreshed_at.timetuple()),
        **_setting(),
    )


def png(drawn: Map, height: float) -> bytes:
    """A map as a picture for the slides, ``height`` points high, at 200 points an inch."""
    template = (
        b"#set page(width: auto, height: auto, margin: 0pt)\n"
        b'#image(bytes(sys.inputs.svg), format: "svg", height: float(sys.inputs.height) * 1pt)'
    )
    given = {"svg": drawn.svg, "height": f"{height:.1f}"}
    return typst.compile(template, format="png", ppi=_PIXELS_PER_INCH, sys_inputs=given, **_setting())


def page_pictures(paper: Paper, ppi: int = 50) -> list[bytes]:
    """Each page of the PDF as a small PNG."""
    drawn = typst.compile(
        _TEMPLATE.read_bytes(),
        format="png",
        ppi=ppi,
        sys_inputs={"paper": _as_json(paper)},
        **_setting(),
    )
    return drawn if isinstance(drawn, list) else [drawn]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font.FOLDER)]
    )


def _setting() -> dict:
    return {"font_paths": _fonts(), "ignore_system_fonts": True}


def _as_json(paper: Paper) -> str:
    return json.dumps(_readable(_data(paper)))


def _readable(data):
    """The same data with every text as the font can show it; pictures have already been converted."""
    if isinstance(data, dict):
        return {key: value if key == "svg" else _readable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_readable(item) for item in data]
    return font.shown(data) if isinstance(data, str) else data


def _data(paper: Paper) -> dict:
    refreshed = paper.refreshed_at
    return {
        "title": paper.title,
        "subject": paper.subject,
        "system": paper.system,
        "banner": f"Board paper · {paper.system}",
        "refreshed": f"Figures refreshed on {full_date(refreshed.date())}",
        "date": {"year": refreshed.year, "month": refreshed.month, "day": refreshed.day},
        "font": font.NAME,
        "colours": _COLOURS,
        "pages": [_page(page) for page in paper.pages],
    }


def _page(page: Page) -> dict:
    return {
        "title": page.title,
        "deck": page.deck,
        "strip": provenance_words(page.provenances),
        "synthetic": "synthetic" in page.provenances,
        "sources": "; ".join(page.sources),
        "blocks": [_block(block, WIDTH) for block in page.blocks],
    }


def _block(block: Block, width: float) -> dict:
    if isinstance(block, Columns):
        room = width - _GUTTER * (len(block.each) - 1)
        each = zip(block.each, block.shares, strict=True)
        return {
            "kind": "columns",
            "shares": block.shares,
            "each": [[_block(inner, room * share) for inner in blocks] for blocks, share in each],
        }
    if isinstance(block, ControlChart):
        drawn = svg.control_chart(block, width, _CHART_HEIGHT)
        return {"kind": "picture", "alt": block.alt, "width": width, "svg": drawn}
    if isinstance(block, IntervalChart):
        drawn = svg.interval_chart(block, width, _CHART_HEIGHT)
        return {"kind": "picture", "alt": block.alt, "width": width, "svg": drawn}
    if isinstance(block, Map):
        drawn = {"kind": "picture", "alt": block.alt, "svg": block.svg}
        return drawn | {"width": min(width, _TALLEST_MAP * block.ratio)}
    kinds = {Paragraph: "paragraph", Heading: "heading", Table: "table"}
    data = {"kind": kinds.get(type(block), "verdicts"), **asdict(block)}
    return data | ({"chips": block.heads[-1] == "Figures"} if isinstance(block, Table) else {})
