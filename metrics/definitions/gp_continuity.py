"""People who usually or always see their preferred healthcare professional at the GP practice, as a
percentage of those who have a preference.

People who know their doctor are admitted less often and live longer. Neighbourhood teams can offer continuity
that a hospital cannot.
"""

from datetime import date

from metrics import Metric, Polarity, Shift, published

metric = Metric(
    title="Seeing the preferred healthcare professional",
    statistic=published("gpps_continuity"),
    polarity=Polarity.HIGHER_IS_BETTER,
    shifts={
        Shift.HOSPITAL_TO_COMMUNITY: "Continuity with a known professional keeps people with long-term "
        "illness out of hospital.",
    },
    levels=("ics",),
    priorities=("neighbourhoods", "managing_illness", "out_of_hospital_care"),
    unit="% of those with a preference",
    decimals=1,
    caution="Asked only of people with a preference: those who have given up on one are left out. There is "
    "one survey year, so no change can be shown.",
    next_question="Do people with several long-term conditions see the same person?",
    source="NHS England and Ipsos, GP Patient Survey 2025",
    owner="Not yet named",
    reviewed_on=date(2026, 11, 24),
    next_review=date(2027, 11, 24),
)
