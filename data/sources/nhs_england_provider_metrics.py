"""NHS England's yearly figures by system: community and urgent response, GP, discharge, QOF, GP survey.

One long file of many publications, each with its own column of values. Rows of trusts, ambulance services and
NHS 111 areas are refused: they are not areas of residents.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from data.errors import SourceError
from data.reference.table_names import FIGURES
from data.sources.shared.counts import BELOW_ZERO, below_zero
from data.sources.shared.opening import open_table
from data.sources.shared.reading import ENGLAND, Refused, numbers, system_codes
from data.sources.shared.source import Ingested, Source

ALL, SURVEYED = "All ages", "16+ years"
# Indicator: (the file's metric, column of its value, age). A share has its count and denominator as well.
INDICATORS = {
    "additional_bed_days_stays_7_days_or_over_per_week": ("acute-additional-bed-days", "days", ALL),
    "community_bed_length_of_stay": ("community-bed-los", "days", ALL),
    "community_beds_assessment_share": ("community-bed-assessment", "percent", ALL),
    "community_beds_available": ("community-bed-capacity", "count", ALL),
    "community_beds_rehabilitation_share": ("community-bed-rehab", "percent", ALL),
    "community_beds_step_up_share": ("community-bed-step-up", "percent", ALL),
    "community_care_activities": ("csds-care-activities", "count", ALL),
    "community_care_contacts": ("csds-care-contacts", "count", ALL),
    "community_people_contacted": ("csds-people-contacted", "count", ALL),
    "community_people_referred": ("csds-people-referred", "count", ALL),
    "community_referrals": ("csds-referrals", "count", ALL),
    "community_waiting_list": ("community-waiting-list", "count", ALL),
    "community_waits_18_to_52_weeks_share": ("community-18-52", "percent", ALL),
    "community_waits_over_52_weeks_share": ("community-over-52", "percent", ALL),
    "community_waits_under_18_weeks_share": ("community-under-18", "percent", ALL),
    "discharge_delay_bed_days": ("drd-bed-days", "count", ALL),
    "discharge_delay_days_average": ("drd-average-delay", "days", ALL),
    "discharges_delayed_share": ("drd-delayed", "percent", ALL),
    "discharges_in_discharge_ready_date_data": ("drd-discharges", "count", ALL),
    "discharges_on_discharge_ready_date_share": ("drd-same-day", "percent", ALL),
    "emergency_admission_episodes": ("emergency-admission", "count", ALL),
    "emergency_share_of_admissions": ("emergency-admission", "percent", ALL),
    "gp_appointments": ("gpad-appointments", "count", ALL),
    "gp_appointments_same_day_share": ("same-day-capacity", "percent", ALL),
    "gp_appointments_with_a_gp_share": ("gp-clinical-assessment", "percent", ALL),
    "gpps_app_access": ("gpps-app-access", "percent", SURVEYED),
    "gpps_care_concern": ("gpps-care-concern", "percent", SURVEYED),
    "gpps_contact_experience": ("gpps-contact-experience", "percent", SURVEYED),
    "gpps_continuity": ("gpps-continuity", "percent", SURVEYED),
    "gpps_listened": ("gpps-listened", "percent", SURVEYED),
    "gpps_phone_access": ("gpps-phone-access", "percent", SURVEYED),
    "gpps_reception_helpfulness": ("gpps-reception-helpfulness", "percent", SURVEYED),
    "gpps_website_access": ("gpps-website-access", "percent", SURVEYED),
    "patients_discharged_no_longer_meeting_criteria_to_reside": ("actual-discharge", "count", ALL),
    "patients_no_criteria_to_reside_per_day": ("discharge-ready", "average", ALL),
    "patients_remaining_no_criteria_to_reside_per_day": ("delayed-discharge", "average", ALL),
    "patients_remaining_no_criteria_to_reside_share": ("delayed-discharge", "percent", ALL),
    "urgent_community_response_care_contacts": ("ucr-care-contacts", "count", ALL),
    "urgent_community_response_referrals": ("ucr-referrals", "count", ALL),
    "urgent_community_response_two_hour_share": ("ucr-two-hour-achievement", "percent", ALL),
}
# The ages that the framework counts for each register.
QOF_AGES = {
    "ast": "6+ years", "ckd": "18+ years", "dep": "18+ years", "dm": "17+ years", "ep": "18+ years",
    "ndh": "18+ years", "ob": "18+ years", "ost": "50+ years", "ra": "16+ years",
}  # fmt: skip
QOF_CONDITIONS = (
    "af ast can chd ckd copd dem dep dm ep hf hyp ld mh ndh ob ost pad pc ra stia".split()
)  # fmt: skip
INDICATORS |= {
    f"qof_prevalence_{condition}": (
        f"prevalence_{condition.upper()}",
        "percent",
        QOF_AGES.get(condition, ALL),
    )
    for condition in QOF_CONDITIONS
}
VALUES = ("count", "percent", "denominator", "average", "days", "lower_95", "upper_95", "base")
LEVELS = {"country": "england", "icb": "ics"}
# Counts of systems that add up exactly to England's; others are rounded, or include patients of no system.
SUMS = ("gp_appointments", "discharges_in_discharge_ready_date_data", "community_beds_available")


def read(path: Path) -> Ingested:
    """Published figures of England and the systems, for the project's indicators."""
    rows = open_table(path, ("dataset", "period", "level", "code", "metric", *VALUES))
    refused = Refused()
    kinds = rows.level.replace(
        {"provider": "trusts", "ambulance": "ambulance services", "iuc_area": "NHS 111 areas"}
    )
    for kind in sorted(set(kinds[~rows.level.isin(LEVELS)])):
        here = kinds == kind
        rows = refused.leave_out(
            rows, here, kind, "Are not areas of residents; allowed are England and its systems."
        )
        kinds = kinds[rows.index]
    nation = rows.level == "country"
    rows = rows.assign(area_code=system_codes(rows.code).mask(nation, ENGLAND))
    rows = refused.leave_out(rows, rows.area_code.isna(), rows.code, "Is not an ICB code of 2022 or later.")
    periods = {text: _period(text) for text in rows.period.unique()}
    rows = refused.leave_out(
        rows,
        rows.period.map(lambda text: periods[text] is None),
        "period " + rows.period,
        "Is not a period; allowed are 2024-25, March 2025, 2025 survey and community-bed-audit-2026.",
    )
    named = {metric for metric, _, _ in INDICATORS.values()}
    rows = refused.leave_out(
        rows,
        ~rows.metric.isin(named),
        rows.metric,
        "Is not an indicator of the project: it has no name or unit.",
    )
    rows = rows.assign(**{name: numbers(rows[name]) for name in VALUES})
    where = rows.code + " " + rows.metric
    # Only a lower limit can be below zero, by an approximation.
    negative = below_zero(rows, [name for name in VALUES if name != "lower_95"])
    rows = refused.leave_out(rows, negative, where, BELOW_ZERO)
    off = (100 * rows["count"] / rows.denominator - rows.percent).abs() > 0.0051
    rows = refused.leave_out(
        rows, off, rows.code + " " + rows.metric, "percent is not count over denominator to two decimals."
    )
    repeated = rows[rows.duplicated(["metric", "area_code", "period"])]
    if len(repeated):
        first = repeated.iloc[0]
        raise SourceError(
            f"{path.name}: {first.metric} of {first.code or 'England'} is repeated in {first.period}; "
            f"allowed is one row per metric, area and period."
        )
    parts = [_figures(rows, indicator, periods, refused) for indicator in INDICATORS]
    figures = pd.concat([part for part in parts if len(part)], ignore_index=True) if len(rows) else parts[0]
    return Ingested({FIGURES: figures}, refused.frame(), totals=_totals(figures))


def _figures(rows: pd.DataFrame, indicator: str, periods: dict, refused: Refused) -> pd.DataFrame:
    metric, column, age = INDICATORS[indicator]
    own = rows[rows.metric == metric]
    own = refused.leave_out(own, own[column].isna(), own.code, f"Has no {metric} ({column}).")
    spans = [periods[text] for text in own.period]
    surveyed = metric.startswith("gpps-")
    counted = column == "count" or (column == "percent" and not surveyed)
    nothing = float("nan")
    return pd.DataFrame(
        {
            "indicator_id": indicator,
            "area_code": own.area_code.to_numpy(),
            "area_level": own.level.map(LEVELS).to_numpy(),
            "sex": "persons",
            "age": age,
            "period_start": [span[0] for span in spans],
            "period_end": [span[1] for span in spans],
            "period_label": [span[2] for span in spans],
            "value": own[column].to_numpy(),
            "lower_ci": own.lower_95.to_numpy() if surveyed else nothing,
            "upper_ci": own.upper_95.to_numpy() if surveyed else nothing,
            "count": own["count"].to_numpy() if counted else nothing,
            # The denominator of a survey is the number of answers.
            "denominator": own.base.to_numpy()
            if surveyed
            else own.denominator.to_numpy()
            if column == "percent"
            else nothing,
        }
    ).astype({"period_start": "datetime64[ms]", "period_end": "datetime64[ms]"})


def _period(text: str) -> tuple[date, date, str] | None:
    """First day, last day and label of a period as the publications write it."""
    if (match := re.fullmatch(r"(20\d\d)-(\d\d)", text)) and (int(match[1]) + 1) % 100 == int(match[2]):
        year = int(match[1])
        return date(year, 4, 1), date(year + 1, 3, 31), f"{year}/{match[2]}"
    if match := re.fullmatch(r"(20\d\d) survey", text):
        return date(int(match[1]), 1, 1), date(int(match[1]), 12, 31), text
    if text == "community-bed-audit-2026":
        day = date(2026, 3, 4)
        return day, day, "4 March 2026"
    try:
        month = datetime.strptime(text, "%B %Y").date()
    except ValueError:
        return None
    return month, month.replace(day=monthrange(month.year, month.month)[1]), text


def _totals(figures: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """England's figure and the sum of the systems', for indicators whose parts are complete."""
    totals = {}
    for indicator in SUMS:
        own = figures[figures.indicator_id == indicator]
        for label, of_period in own.groupby("period_label"):
            england = of_period.value[of_period.area_level == "england"]
            parts = of_period.value[of_period.area_level == "ics"]
            if len(england) == 1 and len(parts):
                totals[f"{indicator}, {label}"] = (float(england.iloc[0]), round(float(parts.sum()), 2))
    return totals


SOURCE = Source(
    name="nhs_england_provider_metrics",
    title="Yearly figures of systems: community, GP, discharge, QOF, GP Patient Survey",
    publisher="NHS England; GP Patient Survey with Ipsos",
    licence="Open Government Licence v3.0",
    files=(
        "a CSV in long form (dataset, period, level, code, metric and columns of values) compiled from NHS "
        "England's yearly publications, by hand"
    ),
    read=read,
    due_days=565,
    items=tuple(INDICATORS),
)
