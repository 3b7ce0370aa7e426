"""Our own icons of change over time: the arrow says where the figure goes, colour and shape whether
that is good."""

from __future__ import annotations

from base64 import b64encode

from . import tokens

_UP = '<path d="M8 18.5 12 14l3 3 5.5-6.5M16 10h5v5" fill="none" stroke="#fff" stroke-width="2"/>'
_DOWN = '<path d="M8 10l4 4.5 3-3 5.5 6.5M16 18.5h5v-5" fill="none" stroke="#fff" stroke-width="2"/>'
_CIRCLE = f'<circle cx="14" cy="14" r="13" fill="{tokens.IMPROVING}"/>'
_DIAMOND = f'<path d="M14 .5 27.5 14 14 27.5 .5 14z" fill="{tokens.WORSENING}"/>'
_WAVE = (
    f'<circle cx="14" cy="14" r="12.5" fill="#fff" stroke="{tokens.SECONDARY}" stroke-width="1.5"/>'
    f'<path d="M5.5 15.5 9 11.5l3 4.5 3.5-5.5 3 4.5 4-3" fill="none" stroke="{tokens.SECONDARY}" '
    'stroke-width="1.8"/>'
)
_UNKNOWN = (
    f'<circle cx="14" cy="14" r="12.5" fill="#fff" stroke="{tokens.SECONDARY}" stroke-width="1.5" '
    'stroke-dasharray="3 2.5"/><text x="14" y="19" text-anchor="middle" font-family="Arial, '
    'Liberation Sans" '
    f'font-size="14" font-weight="bold" fill="{tokens.SECONDARY}">?</text>'
)

VERDICTS = ("improving", "no clear change", "worsening", "cannot say")


def verdict_icon(verdict: str, direction: str = "none") -> str:
    """Data address of a 28 px SVG for a verdict of change. Raises KeyError for a verdict that does not
    exist."""
    arrow = {"up": _UP, "down": _DOWN}.get(direction, "")
    drawn = {
        "improving": _CIRCLE + arrow,
        "worsening": _DIAMOND + arrow,
        "no clear change": _WAVE,
        "cannot say": _UNKNOWN,
    }[verdict]
    return picture(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28" viewBox="0 0 28 28">{drawn}</svg>'
    )


def picture(svg: str) -> str:
    """An SVG as a data address, the form in which st.html keeps it."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
