"""The sources of figures, for the last line of a page."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.judgement.standing import Standing
from metrics.language.metric import Metric

_DEMONSTRATION = "demonstration data (synthetic, not real)"


def publishers_of(standings: Iterable[Standing]) -> tuple[str, ...]:
    """Who published these figures, each once; the last page names the publications."""
    return tuple(
        dict.fromkeys(
            _publisher(source_words(standing.metric, standing.newest.provenance))
            for standing in standings
            if standing.has_figure
        )
    )


def _publisher(source: str) -> str:
    return source if source == _DEMONSTRATION else source.split(",")[0]


def source_words(metric: Metric, provenance: str) -> str:
    """A metric's source for figures of this provenance."""
    if provenance == "synthetic":
        return _DEMONSTRATION
    return (metric.source.split("; below the system:")[0] or "the system's own records").rstrip(".")
