"""Deaths of people of all ages in hospital, as a percentage of all deaths with a known place of death.

Most people say that they would prefer to die at home or in a hospice if they are well cared for there.
"""

from datetime import date

from data.tables import deaths
from metrics import Metric, Polarity, Shift, count, proportion, published

metric = Metric(
    title="Deaths in hospital, from records",
    numerator=count(deaths, where="place_of_death = 'hospital'"),
    denominator=count(deaths, where="place_of_death IS NOT NULL"),
    statistic=proportion(),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Palliative care at home, in care homes and in hospices lets people "
        "die outside hospital.",
    },
    year="calendar",
    pool={"ward": 3},
    comparator=published("deaths_in_hospital", age="All ages"),
    priorities=("end_of_life_frailty_dementia", "out_of_hospital_care", "neighbourhoods"),
    unit="% of deaths",
    counted="deaths",
    decimals=1,
    caution="A low percentage does not show how well people were cared for at home, and it is lower "
    "wherever there are many care homes. England's figure is for 2023, whichever year is shown.",
    next_question="Where did people want to die, and what was missing for those who could not?",
    source="Demonstration records of deaths; England: OHID, Fingertips, indicator 93474, 2023",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
