"""The workbooks inside the slides' charts have no formula, whatever an area or a metric is named."""

from __future__ import annotations

import io

import openpyxl
import pytest
from pptx import Presentation

from pages.charts.model import IntervalChart
from pages.paper.blocks import Verdict
from pages.paper.drawing.slide_charts import add_interval_chart, add_verdict_bar

FORMULA = '=HYPERLINK("http://evil.example")'
CHART = IntervalChart(
    title=FORMULA,
    name=FORMULA,
    where=FORMULA,
    points=(FORMULA, "@B", "-1.5"),
    values=(1.0, -2.5, 3.0),
    lower_ci=(0.5, -3.0, 2.0),
    upper_ci=(1.5, -2.0, 4.0),
    comparator=f"+{FORMULA}",
    comparator_values=(1.0, 1.0, 1.0),
    decimals=1,
    unit="per 1,000",
    alt="A chart.",
)
VERDICT = Verdict(FORMULA, "mixed", "", "", ((FORMULA, 2), ("worsening", 1)))


@pytest.mark.parametrize(
    "add",
    [
        lambda slide: add_interval_chart(slide, CHART, 0, 0, 300, 200),
        lambda slide: add_verdict_bar(slide, VERDICT, 0, 0, 300, 40),
    ],
    ids=["intervals", "verdict"],
)
def test_a_chart_has_no_formula_and_its_numbers_stay_numbers(add):
    paper = Presentation()
    slide = paper.slides.add_slide(paper.slide_layouts[6])
    add(slide)
    (chart,) = (shape.chart for shape in slide.shapes if shape.has_chart)
    workbook = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    cells = [cell for row in workbook.active.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("'=") for cell in cells)
    assert [cell.value for cell in cells if cell.data_type == "n"], "numbers are numbers"
