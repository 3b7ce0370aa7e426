"""Emergency admissions for chronic obstructive pulmonary disease (COPD) of people of 35 and over, for every
100,000 of them at standard ages.

A flare-up that is caught early can be treated at home with a rescue pack and a visit. COPD is a leading cause
of unplanned stays in the system's priority wards.
"""

from datetime import date

from data.tables import admitted_spells, population
from metrics import Metric, Polarity, Shift, count, directly_standardised_rate

metric = Metric(
    title="Emergency admissions for COPD, 35 and over",
    numerator=count(
        admitted_spells,
        where="admission_method IN emergency_methods AND primary_diagnosis IN copd",
    ),
    denominator=population,
    statistic=directly_standardised_rate(per=100_000),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Rescue packs, rehabilitation and respiratory teams near home keep "
        "flare-ups out of hospital.",
        Shift.TREATMENT_TO_PREVENTION: "Help to stop smoking, warm homes and vaccination prevent flare-ups "
        "before they start.",
    },
    ages="35+",
    pool={"ward": 3},
    priorities=("urgent_emergency_and_respiratory", "managing_illness", "neighbourhoods"),
    decimals=0,
    caution="A flare-up with pneumonia is often coded as pneumonia and is then missing here. A hard winter "
    "or a wave of influenza lifts every area at once.",
    next_question="How many of those admitted had completed rehabilitation, and how many still smoke?",
    source="Demonstration records of admitted spells; codes: OHID, respiratory disease profile",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
