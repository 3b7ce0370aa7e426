"""Labels of areas: the everyday name, with an addition only where two areas of a level share it."""

from __future__ import annotations

import pandas as pd


def unique_labels(names: pd.Series, *distinctions: pd.Series) -> pd.Series:
    """Names, with " (distinction)" added where areas share a name; the next distinction if they still do.

    All arguments are text of one length and index. An area whose distinction is missing keeps its plain name.
    With a code as the last distinction the labels are unique.
    """
    labels = names.copy()
    for distinction in distinctions:
        shared = labels.duplicated(keep=False) & distinction.notna()
        labels[shared] = names[shared] + " (" + distinction[shared] + ")"
    return labels
