"""Hospital spells followed by an emergency admission of the same person within 30 days of discharge, as a
percentage of all spells except maternity, births and planned day cases.

A patient who is back within days may have been sent home too early or with too little support.
"""

from datetime import date

from data.tables import admitted_spells
from metrics import Frequency, Metric, Polarity, Shift, count, proportion

metric = Metric(
    title="Emergency readmissions within 30 days, from records",
    numerator=count(admitted_spells, where="days_to_readmission < 30"),
    denominator=count(
        admitted_spells,
        where="""
            (admission_method IN emergency_methods OR length_of_stay >= 1)
            AND admission_method NOT IN ('31', '32', '82', '83', '2C')
            AND primary_diagnosis NOT LIKE 'O%'
        """,
    ),
    statistic=proportion(),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Follow-up by community teams in the first days at home prevents "
        "readmissions.",
    },
    frequency=Frequency.MONTH,
    priorities=("one_hospital_group", "out_of_hospital_care", "managing_illness"),
    unit="% of spells",
    decimals=1,
    caution="Unlike the published figure, it is not adjusted for age or illness, and spells that end in "
    "death stay in the denominator, so it is not compared with England. The latest month is too low until "
    "30 days have passed.",
    next_question="Which discharges lead to readmission, and who saw these people in their first week at "
    "home?",
    source="Demonstration records of admitted spells, by month of the first admission",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
