"""Four levels of one metric on one axis: one strip of dots per level, the chosen chain joined and named."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from pages.charts import canvas, tokens
from pages.charts.figure import figure
from pages.charts.markup import markup
from pages.charts.scale import Axis, axis
from pages.words.numbers import number, value

_NOMINAL = 560  # px; dots are set apart for this width and may touch on a phone
_RADIUS = 3.5


@dataclass(frozen=True)
class Strip:
    """One level: its name, a line below it ('41 in the ICS'), its dots as (area_code, name, value),
    the area of the chain that lies on it, and how many of its areas have no figure."""

    name: str
    sub: str
    dots: Sequence[tuple[str, str, float]]
    chain: str | None = None
    without: int = 0
    current: bool = False
    note: str = field(default="")


@dataclass(frozen=True)
class _Label:
    """A name, and its figure, above a place on the axis: ``at`` in percent, ``bottom`` in px.

    It is shifted by its own share of the way, so that it never leaves the picture.
    """

    kind: str
    at: float
    bottom: float
    words: str
    figure: str = ""


def levels_markup(
    strips: Sequence[Strip],
    metric: object,
    *,
    title: str,
    comparator: str = "England",
    comparator_value: float | None = None,
) -> Markup:
    """SVG in percentages of its width, so that the words keep their size. Areas can be chosen; all
    levels share one axis."""
    figures = [dot[2] for strip in strips for dot in strip.dots]
    known = [figure for figure in figures if math.isfinite(figure)]
    scale = axis(
        [*known, *([comparator_value] if comparator_value is not None else [])], decimals=metric.decimals
    )
    rows, chain = [], []
    top = 34.0
    for strip in strips:
        offsets = _swarm([scale.place(dot[2]) * _NOMINAL / 100 for dot in strip.dots])
        half = max([20.0, *(abs(offset) + _RADIUS + 6 for offset in offsets)])
        middle = top + half + 20 + (20 if strip.chain else 0)
        bottom = middle + half + 6
        rows.append((strip, offsets, top, middle, bottom))
        top = bottom
    height = top + 30
    lines = []
    for tick in scale.ticks:
        at = f"{scale.place(tick)}%"
        lines.append(canvas.line(at, 30, at, round(top), stroke=tokens.GRID))
        named = number(tick, _decimals(scale.ticks))
        lines.append(canvas.words(named, at, round(top + 20), text_anchor="middle"))
    drawn, levels, bands = [], [], []
    for strip, offsets, start, middle, bottom in rows:
        if strip.current:
            bands.append((f"{start:.0f}", f"{bottom - start:.0f}"))
        without = f", {strip.without} without a figure" if strip.without else ""
        levels.append(
            {
                "start": f"{start:.0f}",
                "middle": f"{middle:.0f}",
                "name": strip.name,
                "sub": f"{strip.sub}{without}",
                "note": strip.note,
            }
        )
        for (code, name, figure_), offset in zip(strip.dots, offsets, strict=True):
            if not math.isfinite(figure_):
                continue
            at = scale.place(figure_)
            if code == strip.chain:
                chain.append((at, middle, name, figure_, _clear_of(strip.dots, offsets, scale, at)))
                offset = 0.0
            written = value(figure_, metric.decimals, metric.unit)
            chosen = code == strip.chain
            drawn.append(
                canvas.circle(
                    f"{at}%",
                    middle + offset,
                    6.5 if chosen else _RADIUS,
                    role="button",
                    tabindex="-1",
                    class_="on" if chosen else "",
                    data_area=code,
                    aria_pressed=str(chosen).lower(),
                    data_tip=f"{name.replace('|', '/')}|{written}",
                    aria_label=f"{name}, {strip.name}, {written}",
                )
            )
    joins = [
        canvas.line(f"{start[0]}%", start[1], f"{end[0]}%", end[1], stroke=tokens.BRAND, stroke_width=2)
        for start, end in zip(chain, chain[1:], strict=False)
    ]
    compared, labels = Markup(), []
    if comparator_value is not None:
        at = scale.place(comparator_value)
        compared = canvas.line(f"{at}%", 22, f"{at}%", round(top), stroke=tokens.TEXT, stroke_width=1.5)
        words = f"{comparator} {number(comparator_value, metric.decimals)}"
        labels.append(_Label("level-comparator", at, 20, words))
    labels += [
        _Label("level-chain", at, middle - lift - 9, name, number(figure_, metric.decimals))
        for at, middle, name, figure_, lift in chain
    ]
    spots = [_spot(at, middle) for at, middle, *_ in chain]
    plot = canvas.element(
        "svg",
        *lines,
        compared,
        canvas.group(*drawn, class_="dots"),
        canvas.group(*joins, *spots, class_="chain", aria_hidden="true"),
        role="group",
        aria_label=title,
        width="100%",
        height=round(height),
    )
    return markup(
        "levels",
        height=f"{height:.0f}",
        bands=bands,
        levels=levels,
        plot=plot,
        labels=labels,
        axis_start=number(scale.start, _decimals(scale.ticks)) if scale.start else "",
    )


def draw_levels(
    strips: Sequence[Strip],
    metric: object,
    *,
    key: str,
    title: str,
    on_choose: Callable[[str], None] | None = None,
    **choices: object,
) -> str | None:
    """Draw `levels_markup`; returns the area chosen in this run."""
    return figure(levels_markup(strips, metric, title=title, **choices), key, on_choose)


def _swarm(places: Sequence[float]) -> list[float]:
    """Vertical offsets in px that keep dots from covering one another: nearest free step above or
    below the middle."""
    gap = 2 * _RADIUS + 0.6
    placed: list[tuple[float, float]] = []
    offsets = [0.0] * len(places)
    for place in sorted(
        range(len(places)), key=lambda index: (places[index] != places[index], places[index])
    ):
        x = places[place]
        if not math.isfinite(x):
            continue
        near = [(ox, oy) for ox, oy in placed if abs(ox - x) < gap]
        step = 0
        while True:
            y = (step + 1) // 2 * gap * 0.9 * (1 if step % 2 else -1)
            if all(math.hypot(ox - x, oy - y) >= gap * 0.98 for ox, oy in near) or step > 40:
                break
            step += 1
        placed.append((x, y))
        offsets[place] = y
    return offsets


def _clear_of(dots: Sequence[tuple], offsets: Sequence[float], scale: Axis, at: float) -> float:
    """How far above the middle a label must be, in px, to clear the dots beneath it."""
    reach = (at - 42, at + 4) if at > 62 else (at - 4, at + 42) if at < 38 else (at - 24, at + 24)
    under = [
        -offset
        for (_, _, figure_), offset in zip(dots, offsets, strict=True)
        if math.isfinite(figure_) and reach[0] <= scale.place(figure_) <= reach[1]
    ]
    return max(0.0, *under, 0.0)


def _decimals(ticks: Sequence[float]) -> int:
    return max((len(f"{tick:g}".partition(".")[2]) for tick in ticks), default=0)


def _spot(at: float, middle: float) -> Markup:
    return canvas.circle(f"{at}%", middle, 7.5, fill=tokens.BRAND, stroke="#fff", stroke_width=2)
