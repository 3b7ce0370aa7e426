import pytest

from metrics.language import registry
from pages.words.subject import in_sentence, subject


@pytest.mark.parametrize(
    ("metric", "sex", "words"),
    [
        ("ae_attendances", "persons", "A&E attendances have"),
        ("copd_admissions", "persons", "Emergency admissions for COPD, 35 and over, have"),
        ("children_in_low_income_families", "persons", "The share of children in low-income families has"),
        (
            "ready_to_leave_hospital",
            "persons",
            "The number of patients in hospital with no criteria to reside has",
        ),
        ("under_75_cancer_mortality", "persons", "Under-75 mortality from cancer, from records, has"),
        ("life_expectancy_at_birth", "female", "Life expectancy at birth for women, from records, has"),
    ],
)
def test_a_metric_is_the_subject_of_a_sentence(metric, sex, words):
    assert subject(registry.metrics()[metric], sex).has == words


def test_a_title_inside_a_sentence_keeps_its_abbreviations():
    assert in_sentence("Deaths in hospital") == "deaths in hospital"
    assert in_sentence("A&E attendances") == "A&E attendances"
    assert in_sentence("GP appointments") == "GP appointments"
