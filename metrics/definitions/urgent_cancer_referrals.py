"""Urgent suspected cancer referrals, as a ratio to the number expected at England's rates for people of the
same age and sex (England = 100).

Many referrals mean that GPs act early; few can mean that cancers are found in an emergency.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Urgent suspected cancer referrals",
    statistic=published("urgent_suspected_cancer_referral_ratio"),
    polarity=Polarity.NEUTRAL,
    shifts={
        Shift.TREATMENT_TO_PREVENTION: "An early referral finds cancer while it can be cured.",
    },
    levels=("ics",),
    priorities=("cancer", "neighbourhoods"),
    unit="ratio, England = 100",
    decimals=1,
    caution="More referrals are good only if they find more cancers. The ratio covers patients of the "
    "system's practices and does not show how long they wait.",
    next_question="Which practices refer few people and have many cancers found in an emergency?",
    source="OHID, Fingertips, indicator 91344, 2023/24",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
