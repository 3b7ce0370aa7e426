import re
from pathlib import Path

import pytest

from pages.charts import tokens

SHEET = tokens.stylesheet()


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(ink: str, ground: str) -> float:
    high, low = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", [tokens.WHITE, tokens.SURFACE, tokens.SELECTION])
@pytest.mark.parametrize("ink", [tokens.TEXT, tokens.SECONDARY, tokens.BRAND])
def test_words_can_be_read_on_every_ground(ink, ground):
    assert _contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("mark", [tokens.IMPROVING, tokens.WORSENING, tokens.COMMON_CAUSE, tokens.WORSE])
def test_marks_stand_out_from_white(mark):
    assert _contrast(mark, tokens.WHITE) >= 3


def test_a_number_on_the_map_can_be_read_on_its_blue():
    for blue, ink in zip(tokens.BLUES, tokens.INK_ON_BLUES, strict=True):
        assert _contrast(blue, ink) >= 4.5


def test_no_text_is_smaller_than_fourteen_pixels():
    sizes = re.findall(r"font(?:-size)?:[^;{}]*?(\d+)px", SHEET)
    assert sizes and min(map(int, sizes)) >= tokens.SMALLEST


def test_the_style_fetches_nothing():
    script = (Path(tokens.__file__).parent / "figure.js").read_text()
    assert "http" not in SHEET.replace("http://www.w3.org", "") and "@import" not in SHEET
    assert "fetch(" not in script and "http" not in script


def test_each_rule_that_is_important_says_why():
    """A rule wins by its weight, :root twice around the sheet; what nothing may outweigh is explained."""
    lines = (Path(tokens.__file__).parent / "stylesheet.css").read_text("utf-8").splitlines()
    important = [place for place, line in enumerate(lines) if re.search(r"!important\s*[;}]", line)]
    assert 0 < len(important) <= 3
    assert [lines[place] for place in important if not lines[place - 1].startswith("/* Important: ")] == []


def test_the_sheet_names_no_generated_class():
    assert "st-emotion" not in SHEET and ".css-" not in SHEET
