"""Emergency admissions after a fall, for every 100,000 people of 65 and over, at standard ages.

A fall is the most frequent reason why an older person loses independence. Strength and balance classes, safe
homes and a review of medicines prevent many.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Emergency admissions after a fall at 65 and over, published",
    statistic=published("emergency_admissions_for_falls_65_plus"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Falls teams that come to the home pick people up without an ambulance.",
        Shift.TREATMENT_TO_PREVENTION: "Balance, safe homes and fewer sedating medicines prevent the fall.",
    },
    levels=("ics", "place", "district"),
    priorities=("end_of_life_frailty_dementia", "out_of_hospital_care", "neighbourhoods"),
    unit="per 100,000 people aged 65 and over, at standard ages",
    counted="admissions",
    decimals=0,
    caution="The system's own figure ends a year before those of the councils. Short stays in an "
    "assessment unit are counted in some hospitals and not in others.",
    next_question="Where do the falls happen: at home, in care homes or outdoors?",
    source="OHID, Fingertips, indicator 22401, 2023/24; the system 2022/23",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
