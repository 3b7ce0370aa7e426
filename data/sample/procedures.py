"""First OPCS-4 procedure of admitted spells: the usual one for the diagnosis, with plausible shares, not
calibrated."""

from __future__ import annotations

import numpy as np

from data.sample import diagnoses

ELECTIVE_SHARE = 0.96
MATERNITY_SHARE = 0.98
EMERGENCY_SHARE = 0.31  # of stays of a night or more, before the diagnoses that nearly always have one
SAME_DAY_SHARE = 0.115
NEARLY_ALWAYS = 0.93
_IMAGING = ("U212", "U051", "U071", "U201", "G451")  # where the diagnosis has no procedure of its own

_ELECTIVE = {
    "H269": "C751",
    "K409": "T202",
    "M171": "W401",
    "M161": "W371",
    "Z511": "X723",
    "C509": "B282",
    "C189": "H062",
    "C61X": "M653",
    "C900": "X723",
    "C679": "M452",
    "C449": "S065",
    "K573": "H229",
    "K635": "H201",
    "K219": "G451",
    "K297": "G451",
    "K649": "H511",
    "K509": "X921",
    "R195": "H221",
    "I251": "K633",
    "I489": "K571",
    "N40X": "M653",
    "N920": "Q181",
    "N819": "P233",
    "O049": "Q111",
    "J350": "F341",
    "K029": "F101",
    "H652": "D151",
    "Q531": "N082",
    "D508": "G451",
    "D469": "X331",
    "H353": "C893",
    "M069": "X921",
    "G560": "A651",
    "M754": "O291",
    "S832": "W822",
    "G35X": "X921",
    "M545": "A521",
    "Z080": "M459",
}
_EMERGENCY = {
    "S720": "W241",
    "S828": "W201",
    "S525": "W262",
    "K358": "H011",
    "K802": "J183",
    "I214": "K751",
    "I219": "K751",
    "K922": "G451",
    "K254": "G451",
    "K566": "G784",
    "N201": "M309",
    "L024": "S472",
    "S065": "A411",
    "T814": "S571",
    "O209": "Q111",
    "I639": "U051",
    "C349": "E493",
}
_NEARLY_ALWAYS = ("S720", "K358")
_MATERNITY = {"O800": "R249", "O809": "R249", "O820": "R172", "O821": "R182", "O814": "R211", "O706": "R322"}

CODES = tuple(dict.fromkeys((*_IMAGING, *_ELECTIVE.values(), *_EMERGENCY.values(), *_MATERNITY.values())))


def draw(rng: np.random.Generator, kind: str, first: np.ndarray, nights: np.ndarray) -> np.ndarray:
    """The number in ``CODES`` of each spell's first procedure, -1 without one; kind is "emergency",
    "elective" or "maternity"."""
    usual = {"emergency": _EMERGENCY, "elective": _ELECTIVE, "maternity": _MATERNITY}[kind]
    own = np.array([CODES.index(usual[code]) if code in usual else -1 for code in diagnoses.CODES])
    number = own[first]
    imaging = rng.integers(0, len(_IMAGING), len(first))
    number = np.where(number < 0, imaging, number)
    if kind == "emergency":
        always = np.array([code in _NEARLY_ALWAYS for code in diagnoses.CODES])
        share = np.where(nights > 0, EMERGENCY_SHARE, SAME_DAY_SHARE)
        share = np.where(always[first] & (nights > 0), NEARLY_ALWAYS, share)
    else:
        share = ELECTIVE_SHARE if kind == "elective" else MATERNITY_SHARE
    return np.where(rng.random(len(first), dtype=np.float32) < share, number, -1).astype(np.int16)
