"""A table of words: it wraps at a desk; on a phone each row stands as a card with its heads beside it."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from pages.words.numbers import text


def facts_table(rows: pd.DataFrame, *, caption: str, numeric: Collection[str] = ()) -> str:
    """Markup of `rows`, each cell escaped; the first column names the row, `numeric` ones align right."""
    heads = "".join(f'<th scope="col"{_class(name, numeric)}>{text(name)}</th>' for name in rows.columns)
    body = "".join(_row(row, list(rows.columns), numeric) for row in rows.itertuples(index=False))
    return (
        f'<table class="twin wraps"><caption class="unseen">{text(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(row: tuple, names: list[str], numeric: Collection[str]) -> str:
    first, *others = zip(names, row, strict=True)
    cells = "".join(
        f'<td{_class(name, numeric)} data-head="{text(name)}">{text(cell)}</td>' for name, cell in others
    )
    return f'<tr><th scope="row">{text(first[1])}</th>{cells}</tr>'


def _class(name: str, numeric: Collection[str]) -> str:
    return ' class="n"' if name in numeric else ""
