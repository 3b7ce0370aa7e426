"""Deaths of people of all ages who had three or more emergency admissions in their last 90 days, as a
percentage of all deaths for which this is known.

Repeated emergencies in the last weeks of life are rarely what people wanted, and early planning can prevent
them.
"""

from datetime import date

from data.tables import deaths
from metrics import Metric, Polarity, Shift, count, proportion

metric = Metric(
    title="Three or more emergency admissions in the last 90 days of life",
    numerator=count(deaths, where="emergency_admissions_90_days >= 3"),
    denominator=count(deaths, where="emergency_admissions_90_days IS NOT NULL"),
    statistic=proportion(),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Advance care plans, hospice teams and medicines kept at home let "
        "people be cared for where they live.",
    },
    year="calendar",
    pool={"ward": 5},
    priorities=("end_of_life_frailty_dementia", "out_of_hospital_care", "urgent_and_emergency_care"),
    unit="% of deaths",
    decimals=1,
    caution="Looking back from a death hides that its date was not known: some of these admissions were "
    "right at the time. Sudden deaths are in the denominator and lower the percentage.",
    next_question="How many of these people were on a palliative care register before their last admission?",
    source="Demonstration records of deaths, linked to admitted spells",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
