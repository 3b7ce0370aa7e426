"""The field of the national data sets, as the Secondary Uses Service supplies them, for each column.

Names differ a little from platform to platform. For a derived column the text gives its source.
"""

from __future__ import annotations

DATA_SETS = {
    "ae_attendances": "ECDS, the Emergency Care Data Set (type 011 of the commissioning data sets)",
    "admitted_spells": "SUS APC, admitted patient care spells (types 120 to 200 of the commissioning data "
    "sets)",
    "deaths": "registrations of deaths (civil registration, Primary Care Mortality Database)",
    "gp_appointments": "GP Appointments Data, or the practice systems",
    "digital_requests": "the practice's online consultation system and the NHS App",
    "community_contacts": "CSDS, the Community Services Data Set",
    "outpatient_attendances": "SUS outpatient (type 020 of the commissioning data sets)",
    "registered_people": "patients registered at GP practices, with the NHS App's registrations",
    "condition_registers": "the GP practices' disease registers (QOF, CVDPREVENT)",
    "cohort_members": "the programme's own list of enrolments",
}

_SUS_SEX = "Sex (PERSON STATED GENDER CODE): 1 male, 2 female"
_SUS_LSOA = "Der_Postcode_LSOA_2021_Code (worked out from the postcode by the platform)"
_PSEUDONYM = "the platform's pseudonym of the NHS number, never the number itself"
_KEYS = "any number or text that is unique to the row, such as a row number"

FIELDS: dict[str, dict[str, str]] = {
    "ae_attendances": {
        "attendance_id": "EC_Ident or Generated_Record_ID",
        "arrival_date": "Arrival_Date (EMERGENCY CARE ARRIVAL DATE)",
        "lsoa_code": _SUS_LSOA,
        "age": "Age_At_Arrival (AGE AT CDS ACTIVITY DATE)",
        "sex": _SUS_SEX,
        "department_type": "EC_Department_Type (EMERGENCY CARE DEPARTMENT TYPE)",
        "arrival_mode": "EC_Arrival_Mode_SNOMED_CT; its codes are read as they are",
        "diagnosis": "the ICD-10 chapter of the first EC_Diagnosis",
        "attendances_in_year": "worked out: attendances of the same pseudonym in 12 months",
        "person_id": _PSEUDONYM,
    },
    "admitted_spells": {
        "spell_id": "APCS_Ident or Hospital_Spell_No (HOSPITAL PROVIDER SPELL NUMBER)",
        "admission_date": "Admission_Date (START DATE (HOSPITAL PROVIDER SPELL))",
        "discharge_date": "Discharge_Date (DISCHARGE DATE (HOSPITAL PROVIDER SPELL))",
        "lsoa_code": _SUS_LSOA,
        "age": "Age_At_Start_of_Spell_SUS, or AGE ON ADMISSION",
        "sex": _SUS_SEX,
        "admission_method": "Admission_Method (ADMISSION METHOD CODE (HOSPITAL PROVIDER SPELL))",
        "primary_diagnosis": "Der_Primary_Diagnosis_Code (PRIMARY DIAGNOSIS (ICD))",
        "secondary_diagnosis": "the first SECONDARY DIAGNOSIS (ICD)",
        "external_cause": "the first diagnosis of V01 to Y98",
        "procedure_code": "Der_Primary_Procedure_Code (PRIMARY PROCEDURE (OPCS))",
        "length_of_stay": "Der_Spell_LoS: nights from admission to discharge",
        "days_after_ready": "DISCHARGE READY DATE to discharge, in nights",
        "days_to_readmission": "worked out: days to the next emergency spell of the same pseudonym",
        "frailty_score": "worked out from the ICD-10 codes of two years",
        "person_id": _PSEUDONYM,
    },
    "deaths": {
        "death_id": _KEYS,
        "date_of_death": "REG_DATE_OF_DEATH",
        "lsoa_code": "LSOA_OF_RESIDENCE_CODE, as LSOA 2021",
        "age": "DEC_AGEC, in completed years",
        "sex": "DEC_SEX: 1 male, 2 female",
        "underlying_cause": "S_UNDERLYING_COD_ICD10",
        "place_of_death": "worked out from POD_ESTABLISHMENT_TYPE",
        "emergency_admissions_90_days": "worked out: emergency spells of the same pseudonym in 90 days",
    },
    "gp_appointments": {
        "appointment_date": "Appointment_Date",
        "mode": "APPT_MODE",
        "days_waited": "TIME_BETWEEN_BOOK_AND_APPT, in days",
        "appointments": "COUNT_OF_APPOINTMENTS, of those attended",
    },
    "digital_requests": {"kind": "online consultation, or repeat prescription ordered in the NHS App"},
    "community_contacts": {
        "contact_date": "CARE CONTACT DATE",
        "service": "worked out from SERVICE OR TEAM TYPE REFERRED TO (COMMUNITY CARE)",
        "mode": "worked out from CONSULTATION MECHANISM",
    },
    "outpatient_attendances": {
        "attendance_date": "Appointment_Date, of those attended",
        "kind": "First_Attendance (FIRST ATTENDANCE CODE): 1 and 3 first, 2 and 4 follow-up",
        "mode": "First_Attendance (FIRST ATTENDANCE CODE): 1 and 2 face-to-face, 3 and 4 telephone or video",
        "outcome": "Outcome_of_Attendance (OUTCOME OF ATTENDANCE CODE)",
    },
    "registered_people": {"snapshot_date": "EXTRACT_DATE", "people": "NUMBER_OF_PATIENTS"},
    "condition_registers": {
        "condition": "the register",
        "care_given": "the practice systems' extract for the register",
    },
    "cohort_members": {"person_id": _PSEUDONYM},
}
_EVERYWHERE = {
    "row_id": _KEYS,
    "lsoa_code": "the LSOA 2021 of the person's address",
    "age": "completed years on the day",
    "sex": "1 or M male, 2 or F female",
}


def national_field(table: str, column: str) -> str:
    """The field in words; "" where the national data sets have none."""
    return FIELDS.get(table, {}).get(column) or _EVERYWHERE.get(column, "")
