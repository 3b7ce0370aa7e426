"""Admissions avoided against the baseline's trend and season."""

import numpy as np
import pytest

from metrics.statistics import admissions_avoided

MONTHS = np.arange(48)
BASELINE, EVALUATION = MONTHS < 36, MONTHS >= 36


def simulated_counts(series, level, dispersion, seed):
    """Counts that follow a trend and a season, with a variance of ``dispersion`` times their mean."""
    season = 0.08 * np.cos(2 * np.pi * (MONTHS - 1) / 12) - 0.03 * np.sin(4 * np.pi * MONTHS / 12)
    means = level * np.exp(0.02 * MONTHS / 12 + season)
    draws = np.random.default_rng(seed)
    if dispersion == 1:
        return draws.poisson(means, (series, 48)).astype(float)
    return draws.negative_binomial(means / (dispersion - 1), 1 / dispersion, (series, 48)).astype(float)


@pytest.mark.parametrize(("level", "dispersion"), [(60, 1), (60, 3), (1_500, 1), (1_500, 8)])
def test_where_nothing_was_avoided_the_interval_holds_nought_19_times_in_20(level, dispersion):
    found = admissions_avoided(simulated_counts(4_000, level, dispersion, 11), BASELINE, EVALUATION)
    share = ((found.lower_ci <= 0) & (found.upper_ci >= 0)).mean()
    # The dispersion is never taken as less than chance, which makes regular counts a little too safe.
    assert 0.94 <= share <= (0.975 if dispersion == 1 else 0.96)
    assert abs(found.value.mean()) < 4 * found.value.std() / np.sqrt(4_000) + 0.002 * found.expected.mean()


def test_what_was_avoided_lies_in_the_interval_19_times_in_20():
    would_have_been = simulated_counts(4_000, 800, 4, 12)
    observed = would_have_been.copy()
    observed[:, EVALUATION] = np.random.default_rng(13).binomial(
        would_have_been[:, EVALUATION].astype(int), 0.9
    )
    avoided = (would_have_been - observed).sum(axis=-1)
    found = admissions_avoided(observed, BASELINE, EVALUATION)
    share = ((found.lower_ci <= avoided) & (found.upper_ci >= avoided)).mean()
    assert 0.94 <= share <= 0.96
    assert found.value.mean() == pytest.approx(avoided.mean(), rel=0.05)


def test_a_series_without_noise_is_carried_on_exactly():
    means = 500 * np.exp(0.05 * MONTHS / 12 + 0.1 * np.sin(2 * np.pi * (MONTHS + 3) / 12))
    found = admissions_avoided(means, BASELINE, EVALUATION)
    np.testing.assert_allclose(found.expected_by_month, means, rtol=1e-8)
    assert found.value == pytest.approx(0, abs=1e-5) and found.dispersion == 1
    assert found.lower_ci < 0 < found.upper_ci


def test_value_is_expected_less_observed():
    found = admissions_avoided(simulated_counts(3, 200, 2, 14), BASELINE, EVALUATION)
    np.testing.assert_allclose(found.value, found.expected - found.observed)
    np.testing.assert_allclose(found.expected, found.expected_by_month[:, EVALUATION].sum(axis=-1))


def test_the_fitted_baseline_adds_up_to_what_was_observed():
    counts = simulated_counts(1, 200, 2, 15)[0]
    found = admissions_avoided(counts, BASELINE, EVALUATION)
    assert found.expected_by_month[BASELINE].sum() == pytest.approx(counts[BASELINE].sum())


def test_noisier_baselines_have_wider_intervals():
    calm = admissions_avoided(simulated_counts(200, 500, 1, 16), BASELINE, EVALUATION)
    wild = admissions_avoided(simulated_counts(200, 500, 10, 16), BASELINE, EVALUATION)
    width = [np.median(found.upper_ci - found.lower_ci) for found in (calm, wild)]
    assert width[1] > 2 * width[0] and np.median(wild.dispersion) > 5


def test_counts_follow_the_people_that_they_come_from():
    people = np.where(EVALUATION, 2_000.0, 1_000.0)
    counts = np.full(48, 100.0) * people / 1_000
    with_people = admissions_avoided(counts, BASELINE, EVALUATION, exposure=people)
    assert with_people.value == pytest.approx(0, abs=1e-6)
    assert admissions_avoided(counts, BASELINE, EVALUATION).value == pytest.approx(-1_200)


def test_the_calendar_month_of_the_first_count_does_not_change_the_answer():
    counts = simulated_counts(1, 200, 2, 17)[0]
    april = admissions_avoided(counts, BASELINE, EVALUATION, first_month=4)
    january = admissions_avoided(counts, BASELINE, EVALUATION)
    np.testing.assert_allclose([april.value, april.lower_ci], [january.value, january.lower_ci])


def test_without_the_trend_the_level_stays():
    counts = 100 * np.exp(0.1 * MONTHS / 12)
    flat = admissions_avoided(counts, BASELINE, EVALUATION, trend=False)
    assert flat.expected < admissions_avoided(counts, BASELINE, EVALUATION).expected


def test_a_missing_baseline_month_is_left_out_and_a_missing_evaluation_month_leaves_no_answer():
    counts = np.tile(100 * np.exp(0.1 * MONTHS / 12), (3, 1))
    counts[1, 20], counts[2, 40] = np.nan, np.nan
    found = admissions_avoided(counts, BASELINE, EVALUATION)
    assert found.value[1] == pytest.approx(found.value[0], abs=1e-6)
    assert np.isnan([found.value[2], found.lower_ci[2], found.observed[2]]).all()
    assert np.isfinite(found.expected_by_month[2]).all()


def test_what_cannot_be_fitted_has_no_answer_and_harms_no_neighbour():
    counts = np.full((4, 48), 50.0)
    counts[0, :36] = 0
    counts[1, :20] = np.nan
    counts[2] = np.nan
    found = admissions_avoided(counts, BASELINE, EVALUATION)
    assert np.isnan(found.value).tolist() == [True, True, True, False]
    assert np.isnan(found.expected_by_month[:3]).all()


def test_a_baseline_with_all_its_events_in_one_month_has_no_answer():
    counts = np.zeros((2, 48))
    counts[0, 13], counts[1, 13:16] = 500, 200
    assert np.isnan(admissions_avoided(counts, BASELINE, EVALUATION).value).all()


def test_59_baseline_events_are_too_few_for_six_parameters():
    counts = np.tile([1.0, 2.0, 2.0], (2, 16))
    counts[0, 20] -= 1
    assert np.isnan(admissions_avoided(counts, BASELINE, EVALUATION).value).tolist() == [True, False]


def test_a_baseline_of_summers_alone_cannot_tell_the_season():
    months = np.arange(180)
    counts, summers = np.full(180, 80.0), (months % 12 >= 5) & (months % 12 <= 7) & (months < 168)
    found = admissions_avoided(counts, summers, months >= 168)
    assert np.isnan(found.value)


def test_wrong_masks_are_told_in_a_sentence():
    counts = np.full(48, 50.0)
    with pytest.raises(ValueError, match="True or False for each of the 48 months"):
        admissions_avoided(counts, MONTHS, EVALUATION)
    with pytest.raises(ValueError, match="cannot be in the baseline and in the evaluation"):
        admissions_avoided(counts, BASELINE, MONTHS >= 30)
    with pytest.raises(ValueError, match="mark at least one"):
        admissions_avoided(counts, BASELINE, np.zeros(48, dtype=bool))
    with pytest.raises(ValueError, match="allowed is 1"):
        admissions_avoided(counts, BASELINE, EVALUATION, first_month=0)
