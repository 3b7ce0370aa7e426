"""Attended outpatient appointments of people of all ages that ended with patient-initiated follow-up (PIFU),
as a percentage of all attended appointments.

People return when they need to rather than on a fixed date, which frees appointments for those who are
waiting.
"""

from datetime import date

from data.tables import outpatient_attendances
from metrics import Frequency, Metric, Polarity, Shift, count, proportion, target

metric = Metric(
    title="Patient-initiated follow-up (PIFU)",
    numerator=count(outpatient_attendances, where="outcome = 'patient-initiated follow-up'"),
    denominator=count(outpatient_attendances),
    statistic=proportion(),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.ANALOGUE_TO_DIGITAL: "Digital letters and messages let people arrange their own follow-up "
        "when they need it.",
        Shift.HOSPITAL_TO_COMMUNITY: "People whose condition is stable stay at home instead of coming back "
        "for routine visits.",
    },
    frequency=Frequency.MONTH,
    target=target(
        5,
        source="NHS England, 2022/23 priorities and operational planning guidance",
        by=date(2023, 3, 31),
    ),
    priorities=("planned_care", "one_hospital_group", "managing_illness"),
    unit="% of attendances",
    decimals=1,
    caution="It counts what was arranged, not whether people could return when they needed to. People who "
    "find it hard to make contact may be lost to follow-up.",
    next_question="How many people asked to return, how soon were they seen, and who never made contact?",
    source="Demonstration records of outpatient attendances",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
