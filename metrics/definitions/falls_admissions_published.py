"""Emergency admissions for falls of people aged 65 and over, per 100,000 people of that age,
age-standardised.

Falls are the most common reason why older people lose independence. Strength and balance classes, safe homes
and medication reviews prevent many.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Emergency admissions for falls, 65 and over",
    statistic=published("emergency_admissions_for_falls_65_plus"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Falls teams visit people at home and help them up without an "
        "ambulance.",
        Shift.TREATMENT_TO_PREVENTION: "Better balance, safe homes and fewer sedating medicines prevent "
        "falls.",
    },
    levels=("ics", "place", "district"),
    priorities=("end_of_life_frailty_dementia", "out_of_hospital_care", "neighbourhoods"),
    unit="per 100,000 people aged 65 and over, age-standardised",
    counted="admissions",
    decimals=0,
    caution="The system's own figure ends a year before those of the councils. Short stays in an assessment "
    "unit are counted at some hospitals and not at others.",
    next_question="Where do the falls happen: at home, in care homes or outdoors?",
    source="OHID, Fingertips, indicator 22401, 2023/24; the system 2022/23",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
