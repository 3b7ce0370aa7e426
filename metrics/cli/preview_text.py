"""A preview as a table for a terminal."""

from __future__ import annotations

import textwrap

import pandas as pd

from geo.levels import level_words
from metrics.store.preview import Preview

WIDTH = 110
_HEADS = (
    *("Level", "Period", "For", "Areas", "Figure", "Hidden", "Too small", "None"),
    *("Lowest", "Median", "Highest", "Over time"),
)
_WORDS = {"persons": "everyone", "female": "women", "male": "men"}
_LEFT_ALIGNED = {0, 1, 2, 11}


def preview_text(shown: Preview) -> str:
    """Title, unit, what was counted, one line per level and sex with its sparkline, and why figures are
    absent.
    """
    metric = shown.metric
    rows = [_cells(row, metric.decimals) for row in shown.summary.itertuples()]
    lines = [
        f"{metric.title} ({metric.id})",
        f"{metric.unit[:1].upper()}{metric.unit[1:]}. {metric.polarity.value}.",
        f"{', '.join(sorted(set(shown.results.provenance))).capitalize() or 'From'}: {shown.counted_from}.",
        "",
    ]
    if not rows:
        return "\n".join([*lines, "There is no figure at any level."])
    return "\n".join([*lines, *_aligned([_HEADS, *rows]), "", *_notes(shown)])


def _cells(row, decimals: int) -> tuple[str, ...]:
    def figure(value: float) -> str:
        return "–" if pd.isna(value) else f"{value:,.{decimals}f}"

    return (
        "ICS" if row.area_level == "ics" else level_words(row.area_level).singular.capitalize(),
        row.period_label,
        _WORDS[row.sex],
        *(f"{number:,}" for number in (row.areas, row.with_value, row.hidden, row.too_small, row.missing)),
        *map(figure, (row.lowest, row.median, row.highest)),
        f"{row.spark}  {row.span}" if row.span else "",
    )


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if place in _LEFT_ALIGNED else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _notes(shown: Preview) -> list[str]:
    absent = shown.summary[["hidden", "too_small", "missing"]].sum()
    notes = [
        "Over time: the ICS's figure, or the median of the level's areas; a gap where there is none.",
        "Hidden: a count of 1 to 7, or a figure from which such a count could be worked out."
        if absent.hidden
        else "",
        "Too small: too few events or people for the figure to mean anything." if absent.too_small else "",
        "None: we hold no figure for the area." if absent.missing else "",
    ]
    return [line for note in notes if note for line in textwrap.wrap(note, WIDTH)]
