"""People who usually or always see the healthcare professional they prefer at their GP practice, as a share
of those who have one.

People who know their doctor are admitted less often and live longer. Continuity is what a neighbourhood team
can offer and a hospital cannot.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Seeing the preferred GP or nurse",
    statistic=published("gpps_continuity"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Continuity with a known professional keeps long-term illness out of "
        "hospital.",
    },
    levels=("ics",),
    priorities=("neighbourhoods", "managing_illness", "out_of_hospital_care"),
    unit="% of those with a preference",
    decimals=1,
    caution="Asked only of people with a preference: those who gave up having one are left out. One survey "
    "year, so no change can be told.",
    next_question="Do people with several long-term conditions see the same person?",
    source="NHS England and Ipsos, GP Patient Survey 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
