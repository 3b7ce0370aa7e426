"""What must hold of the attention list whatever the figures."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.judgement.attention import MAX_LISTED, attention
from metrics.judgement.change_evidence import change_p
from metrics.statistics import false_discovery
from tests.unit.metrics.judged import published_metric, yearly


@st.composite
def figures(draw, provenance="official", prefix="real"):
    """Shares of two years beside QUIET ones; intervals may just part, some are compared with England."""
    ones = []
    for at in range(draw(st.integers(0, 5))):
        before, half = 20.0, draw(st.floats(0.5, 2))
        now = before + half * draw(st.floats(-2.5, 2.5))
        england = draw(st.one_of(st.just(float("nan")), st.floats(5, 40)))
        outcome = "not compared" if england != england else "worse" if now - half > england else "similar"
        people = draw(st.integers(1, 5_000))
        ones.append(
            yearly(
                published_metric(f"{prefix}_{at}"),
                (2022, before, half, people, 10_000),
                (2023, now, half, int(people * now / before) + 1, 10_000),
                provenance=provenance,
                england=england,
                outcome=outcome,
            )
        )
    return [*ones, *QUIET] if provenance == "official" else ones


# Shares that do not move: among so many, one whose intervals just part may well be chance.
QUIET = [
    yearly(published_metric(f"quiet_{at}"), (2022, 10.0, 1.0, 90, 900), (2023, 10.1, 1.0, 91, 900))
    for at in range(20)
]


@settings(max_examples=40)
@given(figures(), figures("synthetic", "made"), st.randoms(use_true_random=False))
def test_synthetic_figures_never_change_the_list(real, made, shuffle):
    alone, mixed = attention(real), [*real, *made]
    shuffle.shuffle(mixed)
    together = attention(mixed)
    for part in ("listed", "others"):
        assert [one.standing.metric.id for one in getattr(alone, part)] == [
            one.standing.metric.id for one in getattr(together, part)
        ]
    assert alone.tested == together.tested
    assert all(one.standing.newest.provenance != "synthetic" for one in together.listed)


@settings(max_examples=40)
@given(figures())
def test_nothing_that_the_control_rejects_is_listed_as_worsening(real):
    found = attention(real)
    surprise = false_discovery([change_p(one.change, one.metric) for one in real] or [1.0])
    kept = {one.metric.id for one, sure in zip(real, surprise.is_discovery, strict=False) if sure}
    worsening = [one for one in (*found.listed, *found.others) if one.kind == "worsening"]
    assert {one.standing.metric.id for one in worsening} <= kept
    assert all(one.standing.change.verdict == "worsening" for one in worsening)
    assert len(found.listed) <= MAX_LISTED


@settings(max_examples=40)
@given(figures())
def test_people_fall_along_the_list_within_a_kind(real):
    found = attention(real)
    for kind in ("worsening", "far worse than England"):
        number = [
            one.people.number if one.people else 0.0
            for one in (*found.listed, *found.others)
            if one.kind == kind
        ]
        assert number == sorted(number, reverse=True)
