"""The marks: the same in ranking, legend, counts strip, map and table. Shape is direction, colour is
judgement."""

from __future__ import annotations

from pages.charts import tokens
from pages.words.numbers import text

COLOURS = {"worse": tokens.WORSE, "better": tokens.BETTER, "neutral": tokens.NOT_APART}


def colour(direction: str, judgement: str) -> str:
    """Colour of a mark: grey unless the area differs; a neutral metric is dark, neither good nor bad."""
    if direction in ("apart", "none"):
        return tokens.NOT_APART
    return tokens.TEXT if judgement == "neutral" else COLOURS[judgement]


def mark(direction: str, judgement: str = "neutral", size: int = 14) -> str:
    """Markup of a mark, hidden from assistive technology: the word stands beside it.

    Drawn by the stylesheet, so that it is a few bytes and st.html keeps it.
    """
    style = f"--ink:{colour(direction, judgement)};--size:{size}px"
    return f'<i class="mark mark-{text(direction)}" style="{style}" aria-hidden="true"></i>'


def swatch(kind: str, colour: str | None = None) -> str:
    """A legend box: 'hatch', 'dots', 'empty', 'priority', 'selected', or 'fill' with a colour."""
    style = f' style="background:{text(colour)}"' if colour else ""
    return f'<span class="swatch swatch-{text(kind)}" aria-hidden="true"{style}></span>'


def priority_badge(word: str = "priority ward") -> str:
    """P in a dark square, with its meaning for those who do not see it."""
    return (
        f'<span class="p-badge" title="{text(word)}"><span aria-hidden="true">P</span></span>'
        f'<span class="unseen"> {text(word)}</span>'
    )
