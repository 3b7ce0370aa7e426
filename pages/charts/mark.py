"""The marks: the same in ranking, legend, counts strip, map and table. Shape is direction, colour is
judgement."""

from __future__ import annotations

from markupsafe import Markup

from pages.charts import tokens
from pages.charts.markup import part

COLOURS = {"worse": tokens.WORSE, "better": tokens.BETTER, "neutral": tokens.NOT_APART}


def colour(direction: str, judgement: str) -> str:
    """Colour of a mark: grey unless the area differs; a neutral metric is dark, neither good nor bad."""
    if direction in ("apart", "none"):
        return tokens.NOT_APART
    return tokens.TEXT if judgement == "neutral" else COLOURS[judgement]


def mark(direction: str, judgement: str = "neutral", size: int = 14) -> Markup:
    """Markup of a mark, hidden from assistive technology: the word is next to it.

    Drawn by the stylesheet, so that it is a few bytes and st.html keeps it.
    """
    return part("mark", direction, colour(direction, judgement), size)


def swatch(kind: str, colour: str | None = None) -> Markup:
    """A legend box: 'hatch', 'dots', 'empty', 'priority', 'selected', or 'fill' with a colour."""
    return part("swatch", kind, colour)


def status_swatch(status: str) -> Markup:
    """The box that shows why there is no figure."""
    return swatch({"too_small": "hatch", "suppressed": "dots"}.get(status, "empty"))


def priority_badge(word: str = "priority ward") -> Markup:
    """P in a dark square, with its meaning for those who do not see it."""
    return part("priority_badge", word)
