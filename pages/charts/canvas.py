"""Drawing as SVG: every mark is an element whose attributes and words are escaped here."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Iterable

from markupsafe import Markup, escape

FONT = "Arial, Liberation Sans, sans-serif"


def element(name: str, *inside: object, **attributes: object) -> Markup:
    """One element. What is ``inside`` is escaped unless it is markup already.

    ``stroke_width`` is written stroke-width, ``class_`` class; an attribute that is None is left out; a
    fraction is written with one decimal, so a size that needs more comes as text.
    """
    written = "".join(
        f' {key.strip("_").replace("_", "-")}="{escape(_written(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = "".join(map(escape, inside))
    return Markup(f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>")


def svg(width: float, height: float, *inside: object, **attributes: object) -> Markup:
    """A whole picture in px, or in points for print."""
    return element(
        "svg",
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {width} {height}",
        **attributes,
    )


def picture(drawn: str) -> str:
    """An SVG as a data address, the form in which st.html keeps it."""
    return "data:image/svg+xml;base64," + b64encode(drawn.encode()).decode()


def group(*inside: object, **attributes: object) -> Markup:
    return element("g", *inside, **attributes)


def path(d: str, **look: object) -> Markup:
    return element("path", d=d, **look)


def line(x1: object, y1: object, x2: object, y2: object, **look: object) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **look)


def rect(x: object, y: object, width: object, height: object, **look: object) -> Markup:
    return element("rect", x=x, y=y, width=width, height=height, **look)


def circle(x: object, y: object, radius: object, **look: object) -> Markup:
    return element("circle", cx=x, cy=y, r=radius, **look)


def diamond(x: float, y: float, radius: float, **look: object) -> Markup:
    r = radius
    return path(steps("M", x, y - r, "l", r, r, -r, r, -r, -r, "z"), **look)


def words(text: object, x: object, y: object, **look: object) -> Markup:
    return element("text", text, x=x, y=y, **look)


def steps(*parts: object) -> str:
    """The ``d`` of a path from its letters and numbers: steps("M", 4, 2.5, "H", 9) is "M4 2.5H9"."""
    d = ""
    for part in parts:
        both_numbers = d and not isinstance(part, str) and not d[-1].isalpha()
        d += f"{' ' if both_numbers else ''}{_written(part)}"
    return d


def through(points: Iterable[tuple[float, float]]) -> str:
    """The ``d`` of a line through points; a point whose y is NaN breaks it."""
    d, pen = "", "M"
    for x, y in points:
        if math.isfinite(y):
            d += steps(pen, float(x), float(y))
        pen = "L" if math.isfinite(y) else "M"
    return d


def _written(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)
