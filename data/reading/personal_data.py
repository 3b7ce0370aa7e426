"""What must never be read in: columns that identify a person, and NHS numbers in any column.

No message quotes a value: it names the column and the number of rows, and nothing else.
"""

from __future__ import annotations

import re

# Whole names of columns in lower case, words joined by "_". A column such as provider_name is allowed.
_REFUSED = re.compile(
    r"""
    (?:.*_)?nhs_?(?:no|num|number)(?:_.*)?  # pseudonyms of it too
    | (?:.*_)?(?:chi|mrn|hospital|local_patient)_?(?:no|num|number|identifier|id)(?:_.*)?
    | mrn
    | (?:(?:patient|person|birth|full|preferred|maiden|former)_?)*
      (?:fore|sur|sir|first|last|middle|given|family|full|maiden)?_?names?
    | initials
    | (?:.*_)?(?:dob|birth_?date|date_?of_?birth)(?:_.*)?
    | (?:.*_)?(?:post_?code|zip_?code)(?:_of_usual_address|_unit|_full)?
    | (?:.*_)?address(?:_line)?(?:_?[0-9])?
    | (?:.*_)?(?:telephone|phone|mobile|e_?mail)(?:_.*)?
    """,
    re.VERBOSE,
)
# One in eleven random ten-digit numbers passes the check; all NHS numbers do.
LARGEST_SHARE_BY_CHANCE = 0.2
_TEN = "[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}"
_WEIGHTS = range(10, 1, -1)


def refused_columns(names: list[str]) -> list[str]:
    """The column names for a person's name, number, address or date of birth."""
    return [name for name in names if _REFUSED.fullmatch(re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_"))]


def is_nhs_number(text: str) -> bool:
    """Whether a text is ten digits of which the last is the check digit (Modulus 11); spaces and hyphens are
    ignored.
    """
    digits = re.sub(r"[ -]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits) or digits == digits[0] * 10:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:9], strict=True))
    return int(digits[9]) == (11 - total % 11) % 11


def contains_nhs_number(text: str) -> bool:
    """Whether a text contains an NHS number anywhere."""
    candidates = re.findall(rf"(?<![0-9A-Za-z])({_TEN})(?![0-9A-Za-z])", text)
    return any(map(is_nhs_number, candidates))


def counting_sql(name: str, kind: str, is_identifier: bool, where: str = "TRUE") -> tuple[str, str]:
    """SQL of two counts of a column: values of ten digits, and those of them that are NHS numbers.

    In an identifier only a whole value counts; in other columns a number inside a longer text counts too.
    ``where`` is SQL that selects the rows to check.
    """
    column = '"' + name.replace('"', '""') + '"'
    if kind in ("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "BOOLEAN", "DATE", "TIME"):
        return "0", "0"
    if kind.startswith("TIMESTAMP"):
        return "0", "0"
    if kind in ("BIGINT", "UBIGINT", "HUGEINT", "DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
        ten = f"{column} BETWEEN 1000000000 AND 9999999999"
        number = f"CAST(CAST({column} AS BIGINT) AS VARCHAR)"
        valid = _is_valid(number)
    else:
        column = f"CAST({column} AS VARCHAR)"
        if is_identifier:
            plain = f"replace(replace({column}, ' ', ''), '-', '')"
            ten = (
                f"length({column}) BETWEEN 10 AND 12 AND length({plain}) = 10 AND "
                f"TRY_CAST({plain} AS BIGINT) IS NOT NULL AND regexp_full_match({plain}, '[0-9]{{10}}')"
            )
            valid = _is_valid(plain)
        else:
            ten = (
                f"{where} AND length({column}) >= 10 AND "
                f"regexp_matches({column}, '(?:^|[^0-9A-Za-z]){_TEN}(?:$|[^0-9A-Za-z])')"
            )
            every = f"regexp_extract_all({column}, '(?:^|[^0-9A-Za-z])({_TEN})(?:$|[^0-9A-Za-z])', 1)"
            plain = "replace(replace(number, ' ', ''), '-', '')"
            valid = f"len(list_filter({every}, lambda number: {_is_valid(plain)})) > 0"
    return (
        f"COUNT(CASE WHEN {ten} THEN 1 END)",
        f"COUNT(CASE WHEN {ten} THEN CASE WHEN {valid} THEN 1 END END)",
    )


def _is_valid(digits: str) -> str:
    total = " + ".join(
        f"{weight} * CAST(substr({digits}, {place}, 1) AS INTEGER)"
        for place, weight in enumerate(_WEIGHTS, start=1)
    )
    last = f"CAST(substr({digits}, 10, 1) AS INTEGER)"
    return f"(({total}) % 11 = (11 - {last}) % 11 AND {digits} <> repeat(substr({digits}, 1, 1), 10))"


def is_refused(ten_digits: int, valid: int, is_identifier: bool) -> bool:
    """Whether the counts of a column mean NHS numbers. Other identifiers may have ten digits too, so there
    the share must be larger than chance explains.
    """
    return valid > LARGEST_SHARE_BY_CHANCE * ten_digits if is_identifier else valid > 0
