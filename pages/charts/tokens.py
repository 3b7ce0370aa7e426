"""Colour, type, space and width: the one place where the look is decided.

Plain constants, so that pages, charts, maps, slides and printed papers share them. Nothing here
imports Streamlit.
Contrast ratios are against white unless another ground is named. Meaning never rests on colour alone:
a shape or a word goes with it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

# Words and grounds
TEXT = "#212B32"  # 14.4
SECONDARY = "#4C6272"  # 6.4, and 5.8 on SURFACE
BRAND = "#005EB8"  # 6.4
BRAND_DARK = "#003087"
SURFACE = "#F0F4F5"
USUAL_RANGE = "#F7F9FA"
SELECTION = "#E8F1FA"
GRID = "#E8EDEE"
RULE = "#D8DDE0"
CONTROL = "#768692"
WHITE = "#FFFFFF"
FOCUS = "#FFEB3B"  # drawn with a dark edge, so that it shows on any ground

# Change over time. Never used for text.
IMPROVING = "#0090D9"  # 3.5
WORSENING = "#E46C0A"  # 3.3
COMMON_CAUSE = "#768692"  # 3.8

# Comparison between areas: the shape gives the direction, the colour the judgement
BETTER = "#005EB8"
WORSE = "#A84400"
NOT_APART = "#4C6272"

# Choropleth, low to high
BLUES = ("#E4EEF8", "#B3D0EC", "#6FA5D8", "#2A72B8", "#0B3A70")
INK_ON_BLUES = (TEXT, TEXT, TEXT, WHITE, WHITE)

FORECAST_INNER = "#BBD8EF"
FORECAST_OUTER = "#DCEBF7"

# Type, in px
FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
MONO = "'Liberation Mono', Menlo, Consolas, monospace"
SMALLEST = 14

# Space and widths, in px
SPACE = (4, 8, 12, 16, 24, 32, 48, 64)
CONTENT = 1280
GUTTER = 48
BETWEEN_PANELS = 44
PHONE = 640
PHONE_MARGIN = 16
BAR = 60

ROOT = f"""
:root {{
  --text: {TEXT}; --secondary: {SECONDARY}; --brand: {BRAND}; --surface: {SURFACE}; --usual: {USUAL_RANGE};
  --selection: {SELECTION}; --grid: {GRID}; --rule: {RULE}; --control: {CONTROL};
  --improving: {IMPROVING}; --worsening: {WORSENING}; --common: {COMMON_CAUSE};
  --better: {BETTER}; --worse: {WORSE}; --apart: {NOT_APART}; --font: {FONT}; --mono: {MONO};
}}
"""


def hatch(colour: str = CONTROL, ground: str = WHITE, gap: int = 5) -> str:
    """CSS background of diagonal lines: too small to judge, or cannot say."""
    return f"repeating-linear-gradient(135deg, {ground} 0 {gap - 1}px, {colour} {gap - 1}px {gap}px)"


def dots(colour: str = SECONDARY, ground: str = WHITE) -> str:
    """CSS background of dots: hidden to protect people."""
    return (
        f"radial-gradient({colour} 1.1px, transparent 1.3px) 0 0 / 6px 6px, "
        f"radial-gradient({colour} 1.1px, {ground} 1.3px) 3px 3px / 6px 6px"
    )


@cache
def stylesheet() -> str:
    """The style of every page: the tokens as CSS variables, then stylesheet.css."""
    patterns = f":root {{ --hatch: {hatch()}; --dots: {dots()}; }}\n"
    return ROOT + patterns + (Path(__file__).parent / "stylesheet.css").read_text(encoding="utf-8")
