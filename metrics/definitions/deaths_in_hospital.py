"""Deaths in hospital of people of all ages, as a percentage of all deaths in the year.

Most people say that they would prefer to die at home. Where care at home is available day and night, fewer
people die in hospital.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Deaths in hospital",
    statistic=published("deaths_in_hospital", age="All ages"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "End of life care at home prevents a last admission.",
    },
    levels=("ics", "place", "district"),
    priorities=("end_of_life_frailty_dementia", "out_of_hospital_care", "neighbourhoods"),
    unit="% of deaths",
    counted="deaths",
    decimals=1,
    caution="For some people hospital is the right place to die. The percentage does not show what the "
    "person wanted, and a hospice or a large care home in the area lowers it.",
    next_question="How many of those who died in hospital had an agreed plan to be somewhere else?",
    source="OHID, Fingertips, indicator 93474, 2023",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
