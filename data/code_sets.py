"""Code sets: lists of clinical codes that a metric's ``where`` may name, each with its source and version.

``primary_diagnosis IN chronic_acsc`` matches a code that begins with one of the set's prefixes.
Published lists of ambulatory care sensitive conditions differ: each set names its list.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CodeSet:
    """Prefixes of one classification; ``source`` and ``version`` tell whose list it is."""

    name: str
    title: str
    source: str
    version: str
    prefixes: tuple[str, ...]


def _codes(text: str) -> tuple[str, ...]:
    """Spell out ranges: "E10-E12" is E10, E11, E12; "E10.0-.8" is E100 ... E108."""
    codes: list[str] = []
    for part in text.split():
        first, _, last = part.partition("-")
        first, dotted = first.replace(".", ""), last.startswith(".")
        if not last:
            codes.append(first)
        elif dotted:
            codes += [first[:-1] + str(n) for n in range(int(first[-1]), int(last[1:]) + 1)]
        else:
            codes += [f"{first[0]}{n:02d}" for n in range(int(first[1:]), int(last[1:]) + 1)]
    return tuple(codes)


_OUTCOMES_FRAMEWORK = (
    "NHS Outcomes Framework, unplanned hospitalisation for chronic ambulatory care sensitive conditions "
    "(2.3.i)"
)

_SETS = (
    CodeSet(
        "emergency_methods",
        "Emergency admission methods",
        "NHS Data Dictionary, admission method",
        "2022",
        ("21", "22", "23", "24", "25", "28", "2A", "2B", "2C", "2D"),
    ),
    CodeSet(
        "chronic_acsc",
        "Chronic ambulatory care sensitive conditions",
        _OUTCOMES_FRAMEWORK,
        "2021",
        _codes(
            "I20 I24.0 I24.8 I24.9 J45 J46 I11.0 I50 J81 I10 I11.9 J41-J44 J47 D50.1 D50.8 D50.9 E40-E43 "
            "E55.0 E64.3 "
            "E10.0-.8 E11.0-.8 E12.0-.8 E13.0-.8 E14.0-.8"
        ),
    ),
    CodeSet(
        "acute_bronchitis",
        "Acute bronchitis (counts as COPD with a secondary code of COPD)",
        _OUTCOMES_FRAMEWORK,
        "2021",
        _codes("J20"),
    ),
    CodeSet(
        "chronic_airway_disease",
        "COPD as a secondary code",
        _OUTCOMES_FRAMEWORK,
        "2021",
        _codes("J41-J44 J47"),
    ),
    CodeSet(
        "copd_or_asthma",
        "COPD and asthma",
        "OHID Fingertips, respiratory disease profile",
        "2024",
        _codes("J40-J46"),
    ),
    CodeSet("copd", "COPD", "OHID Fingertips, respiratory disease profile", "2024", _codes("J40-J44")),
    CodeSet("asthma", "Asthma", "OHID Fingertips, respiratory disease profile", "2024", _codes("J45-J46")),
)

CODE_SETS = {code_set.name: code_set for code_set in _SETS}
