"""Our own icons of change over time: the arrow says where the figure goes, colour and shape whether
that is good."""

from __future__ import annotations

from pages.charts import tokens
from pages.charts.canvas import circle, path, picture, rect, svg, words

_ARROW = {"fill": "none", "stroke": tokens.WHITE, "stroke_width": 2}
_PALE = {"fill": tokens.WHITE, "stroke": tokens.SECONDARY, "stroke_width": 1.5}
_ARROWS = {
    "up": path("M8 18.5 12 14l3 3 5.5-6.5M16 10h5v5", **_ARROW),
    "down": path("M8 10l4 4.5 3-3 5.5 6.5M16 18.5h5v-5", **_ARROW),
}
_SHAPES = {
    "improving": circle(14, 14, 13, fill=tokens.IMPROVING),
    "worsening": path("M14 .5 27.5 14 14 27.5 .5 14z", fill=tokens.WORSENING),
    "no clear change": circle(14, 14, 12.5, **_PALE)
    + path(
        "M5.5 15.5 9 11.5l3 4.5 3.5-5.5 3 4.5 4-3", fill="none", stroke=tokens.SECONDARY, stroke_width=1.8
    ),
    "cannot say": circle(14, 14, 12.5, **_PALE, stroke_dasharray="3 2.5")
    + words(
        "?",
        14,
        19,
        text_anchor="middle",
        font_family="Arial, Liberation Sans",
        font_size=14,
        font_weight="bold",
        fill=tokens.SECONDARY,
    ),
}

_DOT_COLOURS = {
    "meets": tokens.IMPROVING,
    "misses": tokens.WORSENING,
    "sometimes": tokens.COMMON_CAUSE,
    "none": tokens.SECONDARY,
}

VERDICTS = ("improving", "no clear change", "worsening", "cannot say")


def verdict_icon(verdict: str, direction: str = "none") -> str:
    """Data address of a 28 px SVG for a verdict of change. Raises KeyError for a verdict that does not
    exist."""
    shape = _SHAPES[verdict]
    arrow = _ARROWS.get(direction, "") if verdict in ("improving", "worsening") else ""
    return picture(svg(28, 28, shape, arrow))


def assurance_icon(kind: str, above: bool = True) -> str:
    """Data address of a 28 px square for a target: three dots against a dashed line.

    `kind`: meets, sometimes, misses, or none (no target is set). `above`: whether the dots lie above the
    line where they lie on one side. Raises KeyError for a kind that does not exist.
    """
    paint = _DOT_COLOURS[kind]
    if kind == "none":
        frame = rect(1, 1, 26, 26, rx=3, **_PALE, stroke_dasharray="3 2.5")
        return picture(svg(28, 28, frame, path("M8 14h3m2 0h3m2 0h3", stroke=paint, stroke_width=2)))
    line = 14 if kind == "sometimes" else 19 if above else 9
    heights = (9, 19, 10) if kind == "sometimes" else (11, 8, 12) if above else (17, 20, 16)
    ink = {"stroke": tokens.TEXT, "stroke_width": 1.5}
    return picture(
        svg(
            28,
            28,
            rect(1, 1, 26, 26, rx=3, fill=tokens.WHITE, **ink),
            path(f"M4 {line}h20", stroke_dasharray="3 2", **ink),
            *(circle(x, y, 2.7, fill=paint) for x, y in zip((8, 14, 20), heights, strict=True)),
        )
    )
