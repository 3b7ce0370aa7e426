"""The parts of a slide: words, rules, marks and tables, with alt text or as decoration."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from pages.charts import tokens
from pages.paper.blocks import Table
from pages.paper.drawing.measure import LINE, height_of

LANGUAGE = "en-GB"
FONT = "Arial"
_DECORATION = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_NO_TABLE_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
# A verdict's shape as a character of the font, and its colour; the word follows it.
SIGNS = {
    "improving": ("●", tokens.IMPROVING),
    "worsening": ("◆", tokens.WORSENING),
    "no clear change": ("▬", tokens.COMMON_CAUSE),
    "cannot say": ("□", tokens.SECONDARY),
}
_PAD = 3.0  # in a table's cell, points


def colour(token: str) -> RGBColor:
    return RGBColor.from_string(token.removeprefix("#"))


def say(paragraph, words: str, size: float, *, bold: bool = False, paint: str = tokens.TEXT) -> None:
    """Add a run of words; control characters, which XML cannot contain, become spaces."""
    run = paragraph.add_run()
    run.text = "".join(sign if sign.isprintable() else " " for sign in words)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
    run.font.color.rgb = colour(paint)
    run._r.get_or_add_rPr().set("lang", LANGUAGE)


def words_box(slide, name: str, left: float, top: float, width: float, height: float):
    """An empty text box without margins; returns its first paragraph."""
    box = slide.shapes.add_textbox(Pt(left), Pt(top), Pt(width), Pt(height))
    box.name = name
    return bare(box.text_frame)


def next_line(paragraph):
    """A new paragraph at the end of this paragraph's frame."""
    return paragraph._parent.add_paragraph()


def bare(frame):
    """Remove a frame's margins and let it wrap; returns its first paragraph."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame.paragraphs[0]


def rule(slide, left: float, top: float, width: float, thick: float, paint: str) -> None:
    """A line for decoration, which assistive technology ignores."""
    line = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(left), Pt(top), Pt(width), Pt(thick))
    line.fill.solid()
    line.fill.fore_color.rgb = colour(paint)
    line.line.fill.background()
    line._element.remove(line._element.find(qn("p:style")))  # the theme's would bring a shadow
    line.name = "Rule"
    decorate(line)


def decorate(shape) -> None:
    """Mark a shape as decoration."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", "")
    listed = etree.SubElement(properties, qn("a:extLst"))
    extension = etree.SubElement(listed, qn("a:ext"), uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
    etree.SubElement(extension, f"{{{_DECORATION}}}decorative", nsmap={"adec": _DECORATION}, val="1")


def describe(shape, name: str, alt: str) -> None:
    """Name and alt text of a picture, chart or table."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", name)
    properties.set("descr", alt)


def table_height(table: Table, width: float, size: float) -> float:
    """Points that a table takes."""
    return sum(_row_heights(table, width, size))


def add_table(slide, table: Table, left: float, top: float, width: float, size: float) -> None:
    """A native table with a header row, hairlines between its rows and no other ink."""
    heights = _row_heights(table, width, size)
    shape = slide.shapes.add_table(
        len(heights), len(table.heads), Pt(left), Pt(top), Pt(width), Pt(sum(heights))
    )
    describe(shape, table.caption, f"Table: {table.caption}")
    drawn = shape.table
    drawn._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_TABLE_STYLE
    drawn.first_row, drawn.horz_banding = True, False
    for column, share in zip(drawn.columns, _widths(table, width), strict=True):
        column.width = Pt(share)
    for row, height in zip(drawn.rows, heights, strict=True):
        row.height = Pt(height)
    for at, head in enumerate(table.heads):
        _fill(drawn.cell(0, at), head, size, table, at, paint=tokens.SECONDARY, edge=(tokens.TEXT, 1.0))
    for row, cells in enumerate(table.rows):
        mark = table.marks[row] if table.marks else ""
        for at, words in enumerate(cells):
            sign = mark if at == table.marked else ""
            bold = at == 0 or at == len(cells) - 1 and words == "Synthetic"
            _fill(drawn.cell(row + 1, at), words, size, table, at, bold=bold, sign=sign)


def _widths(table: Table, width: float) -> list[float]:
    return [width * share / sum(table.widths) for share in table.widths]


def _row_heights(table: Table, width: float, size: float) -> list[float]:
    rows: Sequence[tuple[str, ...]] = (table.heads, *table.rows)
    return [
        max(
            sum(
                height_of(
                    f"◆ {line}" if at == table.marked and table.marks else line,
                    size,
                    share - 2 * _PAD - 1,
                    bold=at == 0,
                )
                for line in (words.split("\n") if words else [""])
            )
            for at, (words, share) in enumerate(zip(cells, _widths(table, width), strict=True))
        )
        + 2 * _PAD
        for cells in rows
    ]


def _fill(
    cell,
    words: str,
    size: float,
    table: Table,
    column: int,
    *,
    bold: bool = False,
    paint: str = tokens.TEXT,
    sign: str = "",
    edge: tuple[str, float] = (tokens.RULE, 0.5),
) -> None:
    cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = Pt(_PAD)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if column in table.numeric else PP_ALIGN.LEFT
    paragraph.line_spacing = Pt(size * LINE)
    if sign:
        shape, its = SIGNS[sign]
        say(paragraph, f"{shape} ", size, paint=its)
    name, _, unit = words.partition("\n")
    say(paragraph, name, size, bold=bold, paint=paint)
    if unit:
        below = next_line(paragraph)
        below.line_spacing = Pt(size * LINE)
        say(below, unit, size, paint=tokens.SECONDARY)
    properties = cell._tc.get_or_add_tcPr()
    for side in ("lnL", "lnR", "lnT"):
        etree.SubElement(etree.SubElement(properties, qn(f"a:{side}"), w="0"), qn("a:noFill"))
    line = etree.SubElement(properties, qn("a:lnB"), w=str(int(edge[1] * 12_700)))
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=edge[0].removeprefix("#"))
