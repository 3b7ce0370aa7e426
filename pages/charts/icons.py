"""Our own icons of change over time: the arrow says where the figure goes, colour and shape whether
that is good."""

from __future__ import annotations

from base64 import b64encode

from pages.charts import tokens

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


def assurance_icon(kind: str, above: bool = True) -> str:
    """Data address of a 28 px square for a target: three dots against a dashed line.

    `kind`: meets, sometimes, misses, or none (no target is set). `above`: whether the dots lie above the
    line where they lie on one side. Raises KeyError for a kind that does not exist.
    """
    paint = _DOT_COLOURS[kind]
    if kind == "none":
        frame = f'fill="#fff" stroke="{tokens.SECONDARY}" stroke-width="1.5" stroke-dasharray="3 2.5"'
        inside = f'<path d="M8 14h3m2 0h3m2 0h3" stroke="{tokens.SECONDARY}" stroke-width="2"/>'
    else:
        line = 14 if kind == "sometimes" else 19 if above else 9
        heights = (9, 19, 10) if kind == "sometimes" else (11, 8, 12) if above else (17, 20, 16)
        frame = f'fill="#fff" stroke="{tokens.TEXT}" stroke-width="1.5"'
        inside = f'<path d="M4 {line}h20" stroke="{tokens.TEXT}" stroke-width="1.5" stroke-dasharray="3 2"/>'
        inside += "".join(
            f'<circle cx="{x}" cy="{y}" r="2.7" fill="{paint}"/>'
            for x, y in zip((8, 14, 20), heights, strict=True)
        )
    return picture(
        '<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28" viewBox="0 0 28 28">'
        f'<rect x="1" y="1" width="26" height="26" rx="3" {frame}/>{inside}</svg>'
    )


def picture(svg: str) -> str:
    """An SVG as a data address, the form in which st.html keeps it."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
