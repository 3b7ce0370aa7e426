"""Claims of documents beside figures: the file's checks, and what stands beside a claim."""

from __future__ import annotations

import numpy as np
import pytest

from data.strategy.claims import FILE, claims, read_claims
from metrics.computing.results_frame import results_frame
from metrics.language import registry
from metrics.targets.claims import claims_of, claims_with_figures, why_they_differ

BLACKPOOL = "QE1-P-BLACKPOOL"


class OneFigure:
    """A system with one published figure of men: 73 (72 to 74), England 80."""

    def values(self, metric, area):
        known = metric == "published_life_expectancy" and area == BLACKPOOL
        return results_frame(
            metric_id=np.array([metric] if known else [], dtype=object),
            sex="male",
            value=np.array([73.0] if known else []),
            lower_ci=72.0,
            upper_ci=74.0,
            comparator="England",
            comparator_value=80.0,
            period_label="2024",
            provenance="official",
        )


def claim(key: str):
    return next(one for one in claims_of("QE1", [BLACKPOOL]) if one.id == key)


def test_a_claim_stands_beside_the_published_figure_with_the_difference():
    (row,) = claims_with_figures([claim("blackpool_men_live")], OneFigure())
    assert (row.published.value, row.difference, row.differs) == (73.0, 4.0, True)
    assert row.computed is None


def test_years_below_england_are_taken_from_englands_figure_with_the_interval_turned_round():
    (row,) = claims_with_figures([claim("blackpool_men_below_england")], OneFigure())
    assert (row.published.value, row.published.lower_ci, row.published.upper_ci) == (7.0, 6.0, 8.0)
    assert row.difference == -3.0


def test_a_claim_without_a_published_figure_keeps_its_row():
    rows = claims_with_figures([claim("blackpool_healthy_years")], OneFigure())
    assert [row.sex for row in rows] == ["male", "female"]
    assert all(row.published is None and row.differs is None for row in rows)


def test_another_system_and_another_place_have_no_claims():
    assert claims_of("QHM", [BLACKPOOL]) == ()
    assert claims_of("QE1", ["QE1-P-LANCASHIRE"]) == ()
    assert why_they_differ([]) == []


def test_every_claim_names_metrics_of_the_catalogue_and_types_no_published_figure():
    for one in claims().claims:
        assert one.metric in registry.metrics()
        assert not one.computed or one.computed in registry.metrics()
    written = FILE.read_text(encoding="utf-8")
    for published in ("73.9", "79.8", "50.9", "51.8", "5.9", "3.8"):
        assert published not in written


def test_all_that_is_wrong_with_the_file_is_told_at_once():
    text = """
system: 5
claims:
  first: {area: A, title: T, figure: many, unit: years, of: above, metric: m, document: "999", paragraph: 1}
  second: {area: A, titel: T}
  third: nonsense
why_they_differ: {"998": because}
"""
    with pytest.raises(ValueError) as caught:
        read_claims(text, "claims.yaml")
    told = str(caught.value)
    for part in (
        "system is 5",
        "'998'",
        "'first': figure is 'many'; allowed is a number.",
        "of is 'above'; allowed are value, below.",
        "document is '999'",
        "the field 'titel' is unknown",
        "'second': title is missing.",
        "'third': found 'nonsense'",
    ):
        assert part in told, part


@pytest.mark.parametrize("text", ["", "claims: 3", "{", "a: [1"])
def test_a_file_that_cannot_be_read_is_answered_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"(?m)^claims\.yaml"):
        read_claims(text, "claims.yaml")
