"""Text inside a chart over time. Plotly reads a few tags in it, so that everything else is escaped."""

from __future__ import annotations

from markupsafe import Markup

# What a point says under the pointer: its three custom data, the first bold. "extra" leaves out a second box.
HOVER = "<b>%{customdata[0]}</b><br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>"
MONTH_OVER_YEAR = "%b<br>%Y"


def chart_text(*lines: str, is_bold: bool = False) -> str:
    """Lines below one another."""
    words = Markup("<br>").join(lines)
    return str(Markup("<b>{}</b>").format(words) if is_bold else words)
