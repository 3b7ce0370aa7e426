"""Urgent referrals for suspected cancer, for every 100 that practices in England would make for people of the
same age and sex.

Many referrals mean that GPs look early; few can mean cancers that are found in an emergency.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Urgent referrals for suspected cancer",
    statistic=published("urgent_suspected_cancer_referral_ratio"),
    polarity=Polarity.NEUTRAL,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "An early referral finds cancer while it can be cured.",
    },
    levels=("ics",),
    priorities=("cancer", "neighbourhoods"),
    unit="ratio, England = 100",
    decimals=1,
    caution="More referrals are good only if they find more cancers. The ratio is of patients of the "
    "system's practices, and shows nothing about how long they wait.",
    next_question="Which practices refer few people and find many cancers in an emergency?",
    source="OHID, Fingertips, indicator 91344, 2023/24",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
