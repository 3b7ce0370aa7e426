"""Deaths in hospital of people aged 65 and over with dementia, as a percentage of all deaths of people of
that age with dementia.

Hospital is a frightening place for somebody with dementia. Support for care homes and families lets people
stay where they are known.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Deaths in hospital of people with dementia",
    statistic=published("deaths_in_hospital_people_with_dementia_65_plus"),
    polarity=Polarity.LOWER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Support in care homes and at home spares people with dementia a last "
        "admission.",
    },
    levels=("ics", "place"),
    priorities=("end_of_life_frailty_dementia", "out_of_hospital_care"),
    unit="% of deaths of people with dementia",
    counted="deaths",
    decimals=1,
    caution="Only deaths with dementia on the certificate are counted, and recording differs between areas. "
    "Not published for the districts of Lancashire county.",
    next_question="Which care homes send residents to hospital in their last week of life?",
    source="OHID, Fingertips, indicator 91894, 2023",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
