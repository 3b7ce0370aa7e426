"""The gap picture and the enlarged wards: every figure is drawn and nothing leaves the frame."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest

from pages.charts.gap import GapLine, gap_picture

LINES = (GapLine("Men", 73.9, 72.8, 75.0, 79.8, 69), GapLine("Women", 79.8, 78.8, 80.9, 83.6))


def drawn(address: str) -> str:
    return b64decode(address.split(",", 1)[1]).decode()


@pytest.mark.parametrize("width", (680, 328))
def test_figures_are_written_and_stay_in_the_frame(width):
    svg = drawn(gap_picture(LINES, "Blackpool", "Board paper", width))
    for words in ("Blackpool 73.9", "England 79.8", "5.9 years", "3.8 years", "69"):
        assert f">{words}<" in svg or words in svg
    for x in re.findall(r' x="(-?[\d.]+)"', svg):
        assert 0 <= float(x) <= width
    assert svg.count("<circle") == 2 and svg.count("stroke-dasharray") == 1


def test_an_area_above_england_is_drawn_too():
    svg = drawn(gap_picture([GapLine("Men", 82.0, 81.0, 83.0, 79.8)], "Fylde"))
    assert "2.2 years" in svg and "Fylde 82.0" in svg


def test_a_name_with_signs_stays_text():
    assert "<b>" not in drawn(gap_picture(LINES[:1], "<b>Town</b>"))
