"""Code sets: lists of clinical codes that a metric's ``where`` may name, each with its source and version.

``primary_diagnosis IN chronic_acsc`` matches a code that begins with one of the set's prefixes.
Published lists of ambulatory care sensitive conditions differ: each set names its list.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CodeSet:
    """Prefixes of one classification; ``source`` and ``version`` identify the published list.

    ``unused`` is the reason why a set is kept although no bundled definition names it.
    """

    name: str
    title: str
    source: str
    version: str
    prefixes: tuple[str, ...]
    unused: str = ""


def _codes(text: str) -> tuple[str, ...]:
    """The codes of a list with ranges: "E10-E12" is E10, E11, E12; "E10.0-.8" is E100 ... E108.

    A range is within one letter.
    """
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
        unused="The definition of COPD and asthma admissions takes the two sets apart, for their ages; the "
        "demonstration records are checked against both together.",
    ),
    CodeSet("copd", "COPD", "OHID Fingertips, respiratory disease profile", "2024", _codes("J40-J44")),
    CodeSet("asthma", "Asthma", "OHID Fingertips, respiratory disease profile", "2024", _codes("J45-J46")),
    CodeSet(
        "acute_acsc",
        "Acute ambulatory care sensitive conditions in nine groups: cellulitis; gangrene; convulsions and "
        "epilepsy; dehydration and gastroenteritis; dental conditions; ear, nose and throat infections; "
        "pelvic inflammatory disease; perforated or bleeding ulcer; pyelonephritis",
        "NHS Institute for Innovation and Improvement, as the Strategy Unit lists them (the NHS Outcomes "
        "Framework's indicator 3a is a different list)",
        "2024",
        _codes(
            "L03 L04 L08.0 L08.8 L08.9 L88 L98.0 R02 G40 G41 O15 R56 E86 K52.2 K52.8 K52.9 "
            "A69.0 K02-K06 K08 K09.8 K09.9 K12 K13 H66 H67 J02 J03 J06 J31.2 N70 N73 N74 "
            "K25.0-.2 K25.4-.6 K26.0-.2 K26.4-.6 K27.0-.2 K27.4-.6 K28.0-.2 K28.4-.6 N10-N12 N13.6"
        ),
    ),
    CodeSet(
        "injuries",
        "Injuries, poisonings and other consequences of external causes",
        "OHID Fingertips, indicator 22401",
        "2024",
        _codes("S00-S99 T00-T98"),
    ),
    CodeSet("falls", "Falls (external cause)", "OHID Fingertips, indicator 22401", "2024", _codes("W00-W19")),
    CodeSet(
        "self_harm",
        "Intentional self-harm (external cause)",
        "OHID Fingertips, indicator 21001",
        "2024",
        _codes("X60-X84"),
    ),
    CodeSet(
        "alcohol_specific",
        "Conditions that alcohol alone causes (diagnosis or external cause)",
        "Public Health England, Alcohol-attributable fractions for England: an update",
        "2020",
        _codes(
            "E24.4 F10 G31.2 G62.1 G72.1 I42.6 K29.2 K70 K85.2 K86.0 Q86.0 R78.0 T51.0 T51.1 T51.9 "
            "X45 X65 Y15 Y90-Y91"
        ),
    ),
    CodeSet(
        "circulatory",
        "Diseases of the circulatory system",
        "OHID Fingertips, indicator 40401",
        "2024",
        _codes("I00-I99"),
    ),
    CodeSet(
        "respiratory",
        "Diseases of the respiratory system",
        "OHID Fingertips, indicator 40701",
        "2024",
        _codes("J00-J99"),
    ),
    CodeSet("cancer", "Malignant cancers", "OHID Fingertips, indicator 40501", "2024", _codes("C00-C97")),
)

CODE_SETS = {code_set.name: code_set for code_set in _SETS}
