"""Reads a paper's files back, without the code that wrote them: words, numbers, charts, tags."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import openpyxl
from pptx import Presentation
from pypdf import PdfReader

_NUMBER = re.compile(r"(?<![\w.])[−-]?\d[\d,]*(?:\.\d+)?")


def numbers(words: str) -> set[str]:
    """Every number in a text as it is written, a comma or stop at its end left out."""
    return {found.rstrip(",") for found in _NUMBER.findall(words.replace("\u00a0", " "))}


def slides(made: bytes) -> list:
    """The slides of a PPTX."""
    return list(Presentation(io.BytesIO(made)).slides)


def slide_words(slide) -> str:
    """All words on a slide: text boxes, titles and tables, in the order of reading."""
    said = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            said.append(shape.text_frame.text)
        elif getattr(shape, "has_table", False) and shape.has_table:
            said += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(said)


def charts(slide) -> Iterator[tuple[str, dict[str, list[float | None]]]]:
    """Each native chart of a slide: its name, and series to values as the chart draws them."""
    for shape in slide.shapes:
        if getattr(shape, "has_chart", False) and shape.has_chart:
            chart = shape.chart
            yield (
                shape.name,
                {series.name: list(series.values) for plot in chart.plots for series in plot.series},
            )


def workbooks(slide) -> Iterator[dict[str, list[float | None]]]:
    """The figures in the workbook behind each chart of a slide: series to values."""
    for shape in slide.shapes:
        if getattr(shape, "has_chart", False) and shape.has_chart:
            blob = shape.chart.part.chart_workbook.xlsx_part.blob
            sheet = openpyxl.load_workbook(io.BytesIO(blob)).active
            columns = list(sheet.iter_cols(min_col=2, values_only=True))
            yield {column[0]: list(column[1:]) for column in columns}


def pdf_pages(made: bytes) -> list[str]:
    """The words of each page of a PDF."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]


def tags(made: bytes) -> Iterator[tuple[str, dict]]:
    """Every element of the PDF's structure in the order of reading: its kind and itself."""
    root = PdfReader(io.BytesIO(made)).trailer["/Root"]["/StructTreeRoot"]

    def inside(one) -> Iterator[tuple[str, dict]]:
        kids = one.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(kid, dict) and "/S" in kid:
                yield kid["/S"].removeprefix("/"), kid
                yield from inside(kid)

    yield from inside(root)


def parts(made: bytes) -> dict[str, bytes]:
    """The files inside a PPTX."""
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}
