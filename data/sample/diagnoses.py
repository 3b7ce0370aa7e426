"""Diagnoses of admitted spells by age, sex and deprivation.

Own round figures for the shares of each age, set so that the sets that the metrics count come out at
plausible sizes: chronic ambulatory care sensitive conditions at about a tenth of emergency admissions, COPD
and asthma at 3 to 4 %, both steeper with deprivation than emergency admissions as a whole.
"""

from __future__ import annotations

import numpy as np

from data.sample.drawing import CategoryTable

AGE_GROUP = np.array([0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 7])  # of the 20 bands
_AGES = 8  # below 5, 5-14, 15-34, 35-49, 50-64, 65-74, 75-84, 85 and over
_DEPRIVATION = np.linspace(0.5, -0.5, 5)

# code, shares by age group, male to female ratio,
# gradient: log ratio of the share in the most deprived fifth to the least
_EMERGENCY = (
    # chronic ambulatory care sensitive conditions
    ("I209", 0, 0, .39, 4.7, 8.6, 7.8, 5.5, 3.1, 1.4, 0.4),
    ("I248", 0, 0, .078, .78, 1.6, 1.6, 1.6, .78, 1.3, 0.35),
    ("J450", .46, 1.8, .92, .46, .46, 0, 0, 0, 1, 0.45),
    ("J459", 4.1, 14, 4.1, 4.1, 3.7, 2.3, 1.4, .92, .8, 0.55),
    ("J46X", .46, 1.8, .92, .92, .69, .46, .23, .14, .7, 0.55),
    ("I110", 0, 0, 0, .23, .47, .78, 1.2, 1.6, 1, 0.35), ("I500", 0, 0, .23, 2.3, 6.2, 12, 19, 23, 1.2, 0.4),
    ("I501", 0, 0, .16, 1.2, 3.1, 5.5, 7, 7, 1.2, 0.4), ("I509", 0, 0, .078, .78, 1.6, 3.1, 4.7, 7, 1.1, 0.4),
    ("J81X", 0, 0, .078, .31, .62, .78, .94, .94, 1, 0.35),
    ("I10X", 0, .078, .55, 2.3, 3.1, 3.1, 3.1, 2.3, .8, 0.1),
    ("J440", 0, 0, 0, 2.3, 12, 19, 15, 7.4, .95, 0.75), ("J441", 0, 0, 0, 1.8, 8.3, 12, 8.7, 4.1, .95, 0.75),
    ("J449", 0, 0, 0, .46, 1.8, 2.8, 2.3, 1.4, .95, 0.75), ("J42X", 0, 0, 0, .14, .23, .23, .18, .14, 1, 0.5),
    ("J439", 0, 0, 0, .18, .55, .69, .46, .18, 1.2, 0.6),
    ("J47X", .078, .23, .31, .62, 1.6, 3.1, 3.1, 1.6, .7, 0.1),
    ("D509", .55, .47, 2.3, 4.7, 4.7, 6.2, 7, 7, .8, 0.1),
    ("E101", .47, 6.2, 5.5, 4.7, 1.6, .78, .31, .16, 1, 0.5),
    ("E106", .16, 1.6, 1.6, 1.6, .78, .39, .23, .16, 1, 0.35),
    ("E111", 0, 0, .31, .78, 1.2, .78, .62, .39, 1.1, 0.55),
    ("E115", 0, 0, .16, 1.6, 3.9, 3.1, 2, 1.2, 1.9, 0.65),
    ("E116", 0, 0, .31, 1.2, 2.3, 3.1, 3.9, 3.9, 1.1, 0.55),
    ("J209", 1.8, .9, .9, 1.8, 3.6, 5.4, 5.4, 4.5, .9, 0.55),
    # acute conditions that could mostly be met outside hospital
    ("A099", 26, 16, 9, 8, 7, 7, 7, 7, .9, 0.1), ("E86X", 3, 1, 1, 1, 1.5, 3, 5, 7, .9, 0.1),
    ("H669", 9, 4, 1, .6, .4, .3, .2, .2, 1.1, 0.1), ("J039", 14, 14, 10, 3, .8, .3, .1, .1, .9, 0.1),
    ("J069", 58, 30, 6, 4, 3, 2, 1.5, 1, 1.1, 0.2), ("K047", 1, 3, 5, 5, 2, 1, .5, .3, 1.0, 0.6),
    ("L031", 3, 4, 8, 14, 18, 18, 16, 15, 1.2, 0.3), ("L024", 1, 2, 8, 9, 5, 2, 1, .5, 1.0, 0.3),
    ("N390", 10, 9, 11, 10, 13, 22, 36, 52, .6, 0.05), ("N10X", 1, 2, 9, 7, 4, 3, 2, 2, .3, 0.1),
    ("R560", 24, 2, 0, 0, 0, 0, 0, 0, 1.2, 0.1), ("G409", 7, 12, 10, 11, 9, 6, 5, 3, 1.1, 0.4),
    ("K259", 0, 0, .6, 1.5, 2, 2.5, 2.5, 2, 1.2, 0.3), ("R02X", 0, 0, .1, .4, 1, 1.5, 1.5, 1, 1.5, 0.4),
    # chest, heart, circulation
    ("J189", 12, 12, 8, 15, 30, 44, 58, 72, 1.05, 0.25), ("J690", .3, .6, .5, 1.5, 3, 6, 10, 15, 1.2, 0.1),
    ("J22X", 6, 4, 4, 7, 12, 20, 28, 36, .95, 0.3), ("J219", 62, 0, 0, 0, 0, 0, 0, 0, 1.3, 0.3),
    ("U071", 8, 4, 5, 8, 12, 18, 26, 34, 1.1, 0.1), ("I214", 0, 0, .7, 8, 20, 20, 17, 14, 1.9, 0.2),
    ("I219", 0, 0, .5, 6, 12, 9, 6, 4, 2.1, 0.2), ("I489", 0, 0, 1.5, 6, 14, 20, 20, 15, 1.1, 0.0),
    ("I269", 0, .1, 3, 7, 9, 10, 9, 7, .9, 0.1), ("I639", .1, .2, 1, 6, 15, 21, 25, 25, 1.1, 0.15),
    ("G459", 0, 0, .3, 2, 5, 7, 8, 7, 1.0, 0.0), ("R074", .5, 4, 30, 55, 52, 32, 19, 10, 1.1, 0.15),
    ("R55X", 1, 8, 10, 10, 11, 15, 19, 20, .9, 0.0),
    # digestion, kidneys, skin, bones
    ("R104", 6, 30, 38, 30, 22, 14, 10, 7, .6, 0.1), ("K358", 1, 16, 14, 8, 5, 3, 1, .5, 1.1, 0.0),
    ("K590", 4, 7, 3, 3, 4, 5, 8, 10, .9, 0.1), ("K922", .3, .5, 3, 6, 8, 9, 11, 12, 1.1, 0.2),
    ("K802", 0, .3, 9, 13, 13, 11, 9, 6, .5, 0.1), ("K859", 0, .3, 5, 9, 9, 6, 4, 3, 1.1, 0.3),
    ("K566", .5, .6, 2, 4, 8, 9, 9, 8, 1.0, 0.0), ("K529", 6, 5, 7, 6, 6, 6, 6, 6, .9, 0.1),
    ("N179", .3, .3, 2, 4, 9, 13, 18, 23, 1.1, 0.2), ("N201", .1, .4, 6, 11, 10, 5, 2, 1, 1.7, 0.0),
    ("R31X", .2, .5, 1, 2, 4, 6, 7, 6, 2.3, 0.0), ("M545", .1, 1, 6, 9, 8, 6, 5, 5, .8, 0.2),
    ("M796", 1, 3, 5, 6, 6, 5, 5, 5, .9, 0.1),
    # infection, cancer, mind, nerves, other
    ("A419", 9, 4, 5, 10, 20, 28, 34, 36, 1.1, 0.2), ("B349", 62, 36, 10, 5, 4, 3, 2, 2, 1.1, 0.2),
    ("R509", 18, 7, 3, 3, 3, 3, 3, 2, 1.1, 0.1), ("C349", 0, 0, .1, 1.5, 7, 10, 7, 2, 1.1, 0.5),
    ("C189", 0, 0, .3, 1.5, 4, 5, 5, 4, 1.2, 0.0), ("D70X", 1, 3, 2, 4, 6, 6, 3, .5, .9, 0.0),
    ("F100", 0, 1, 10, 16, 11, 3, .6, .1, 1.8, 0.9), ("F103", 0, 0, 4, 12, 9, 3, .5, .1, 2.2, 0.9),
    ("K703", 0, 0, 1, 8, 9, 4, 1, .1, 1.8, 0.8), ("F323", 0, 2, 7, 6, 4, 3, 2, 1, .9, 0.4),
    ("F059", 0, 0, .1, .3, 1.5, 5, 12, 20, 1.0, 0.0), ("R410", .2, .5, 1, 1, 2, 5, 11, 16, 1.0, 0.0),
    ("R296", 0, 0, .3, .7, 2, 6, 17, 32, .7, 0.1), ("R51X", .7, 9, 15, 14, 8, 4, 3, 2, .5, 0.1),
    ("E871", .1, .2, .5, 1, 4, 6, 8, 9, .6, 0.0), ("P599", 30, 0, 0, 0, 0, 0, 0, 0, 1.2, 0.1),
    ("P929", 14, 0, 0, 0, 0, 0, 0, 0, 1.1, 0.1), ("R11X", 16, 10, 9, 5, 4, 4, 4, 4, .8, 0.1),
    ("Z039", 6, 5, 5, 5, 5, 5, 5, 5, 1.0, 0.1), ("T814", .3, 2, 8, 9, 9, 7, 4, 2, .8, 0.1),
    ("O268", 0, 0, 60, 12, 0, 0, 0, 0, 0, 0.1), ("O209", 0, 0, 18, 5, 0, 0, 0, 0, 0, 0.2),
    # injuries and poisonings; their outside cause stands as secondary code
    ("S720", 0, 0, .1, .5, 3, 7, 16, 32, .55, 0.05), ("S009", 9, 9, 4, 3, 3, 5, 10, 18, 1.0, 0.1),
    ("S065", .5, .7, .7, 1, 2, 4, 7, 9, 1.5, 0.1), ("S525", 3, 20, 3, 3, 4, 4, 5, 6, .7, 0.0),
    ("S828", 1, 6, 7, 7, 8, 6, 4, 3, .9, 0.1), ("S220", .1, .5, 2, 3, 4, 5, 6, 8, 1.0, 0.1),
    ("T391", .5, 18, 24, 12, 6, 2, .6, .2, .45, 0.7), ("T509", 1, 5, 10, 9, 6, 2, 1, .6, .8, 0.7),
)

_ELECTIVE = (
    ("H269", 0, 0, .3, 2, 12, 34, 42, 44, .85, 0.0), ("K409", 4, 2, 4, 7, 9, 8, 6, 3, 6, 0.0),
    ("M171", 0, 0, .1, 2, 9, 13, 11, 5, .8, 0.1), ("M161", 0, 0, .3, 2, 7, 10, 9, 5, .8, -0.1),
    ("Z511", 4, 6, 4, 14, 26, 28, 18, 5, .9, 0.0), ("C509", 0, 0, 1, 7, 8, 7, 4, 3, .01, -0.1),
    ("C189", 0, 0, .3, 2, 5, 7, 6, 3, 1.3, 0.0), ("C61X", 0, 0, 0, .5, 4, 7, 4, 1, 999, -0.1),
    ("C900", 0, 0, .1, 1, 4, 7, 7, 3, 1.3, 0.0), ("C679", 0, 0, .1, 1, 4, 7, 8, 6, 2.8, 0.1),
    ("C449", 0, 0, .5, 2, 6, 10, 14, 18, 1.3, -0.3), ("K573", 0, 0, .6, 4, 9, 10, 8, 4, .8, 0.0),
    ("K635", 0, .2, 1, 4, 11, 12, 8, 2, 1.4, 0.0), ("K219", 1, 1, 5, 8, 9, 7, 5, 2, .8, 0.2),
    ("K297", 0, .6, 5, 8, 9, 8, 6, 3, .8, 0.2), ("K649", 0, .2, 4, 7, 6, 4, 2, 1, 1.1, 0.0),
    ("K509", .2, 4, 13, 9, 6, 4, 2, .5, 1.0, 0.0), ("R195", 0, .2, 2, 4, 8, 7, 4, 1, 1.0, 0.0),
    ("I251", 0, 0, .1, 2, 8, 9, 6, 2, 2.6, 0.2), ("I489", 0, 0, .3, 1, 3, 4, 2, .5, 1.8, 0.0),
    ("N40X", 0, 0, 0, .5, 3, 5, 4, 2, 999, 0.0), ("N920", 0, .2, 8, 15, 4, 0, 0, 0, 0, 0.0),
    ("N819", 0, 0, .7, 3, 4, 4, 3, 1, 0, 0.0), ("O049", 0, .1, 12, 3, 0, 0, 0, 0, 0, 0.2),
    ("J350", 22, 22, 8, 1, .2, 0, 0, 0, .9, 0.1), ("K029", 14, 26, 5, 2, .6, .2, .1, 0, 1.0, 0.6),
    ("H652", 14, 8, .3, .2, .2, .1, 0, 0, 1.2, 0.1), ("Q531", 9, 3, .1, 0, 0, 0, 0, 0, 999, 0.0),
    ("D508", .3, .5, 3, 5, 4, 4, 5, 5, .8, 0.1), ("D469", 0, 0, .1, .3, 1, 4, 6, 5, 1.3, 0.0),
    ("H353", 0, 0, .1, .4, 2, 6, 12, 16, .8, 0.0), ("M069", .3, 1, 4, 7, 8, 6, 4, 1, .5, 0.1),
    ("G560", 0, 0, 1, 4, 5, 4, 4, 2, .6, 0.1), ("M754", 0, 0, .8, 4, 5, 3, 1, .3, 1.0, 0.0),
    ("S832", 0, 2, 6, 5, 3, 1, .2, 0, 1.7, 0.0), ("G35X", 0, .2, 6, 9, 4, 1, .2, 0, .45, 0.0),
    ("M545", 0, .2, 3, 8, 8, 5, 4, 2, .8, 0.2), ("Z080", .1, .2, .5, 1, 3, 5, 6, 4, 1.7, 0.0),
)

_MATERNITY = (("O800", 45), ("O809", 10), ("O820", 15), ("O821", 14), ("O814", 9), ("O706", 7))

# other conditions on record, by age group; the empty code: none
_SECONDARY = (
    ("", 72, 66, 48, 34, 22, 14, 9, 7), ("I10X", 0, .1, 2, 9, 17, 20, 20, 18),
    ("E119", 0, 0, 1, 6, 11, 13, 12, 8),
    ("J449", 0, 0, .2, 3, 8, 10, 8, 4), ("J459", 3, 10, 11, 9, 7, 5, 4, 3), ("I251", 0, 0, .1, 2, 6, 8, 8, 6),
    ("I489", 0, 0, .2, 1, 3, 8, 12, 15), ("N183", 0, 0, .3, 1, 3, 6, 9, 10),
    ("F03X", 0, 0, 0, 0, .5, 2, 7, 12),
    ("I500", 0, 0, .1, .5, 2, 4, 6, 8), ("F329", 0, 2, 11, 11, 8, 4, 3, 2),
    ("Z720", .3, 1, 12, 12, 9, 5, 2, .5),
    ("F102", 0, 0, 3, 6, 4, 2, .5, .1), ("E669", .2, 1, 6, 7, 6, 4, 2, .5), ("M199", 0, 0, .2, 1, 3, 5, 6, 7),
    ("E039", 0, .2, 2, 3, 4, 5, 5, 5), ("Z922", 2, 2, 4, 4, 4, 5, 6, 6), ("R296", 0, 0, .1, .5, 1, 3, 6, 9),
)
_FALLS = ("W010", "W180", "W190", "W060", "W100")
_POISONINGS = ("X600", "X610", "X640", "X420")
_HURT = ("W220", "V892", "W500", "X590", "W190")


def _codes(*lists) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for entries in lists for code, *_ in entries if code))


_LISTED = _codes(_EMERGENCY, _ELECTIVE, _MATERNITY, _SECONDARY)
CODES = tuple(dict.fromkeys((*_LISTED, *_FALLS, *_POISONINGS, *_HURT)))
_NUMBER = {code: number for number, code in enumerate(CODES)} | {"": -1}


def _numbers(codes) -> np.ndarray:
    return np.array([_NUMBER[code] for code in codes], dtype=np.int16)


def _table(entries) -> tuple[CategoryTable, np.ndarray]:
    share = np.array([entry[1:1 + _AGES] for entry in entries], dtype=float).T
    male = np.array([entry[1 + _AGES] for entry in entries], dtype=float)
    by_sex = np.stack([2 / (1 + male), 2 * male / (1 + male)])
    gradient = np.exp(np.array([entry[2 + _AGES] for entry in entries]) * _DEPRIVATION[:, None])
    full = share[:, None, None, :] * by_sex[None, :, None, :] * gradient[None, None, :, :]
    return CategoryTable(full.reshape(-1, len(entries))), _numbers([entry[0] for entry in entries])


_TABLES = {"emergency": _table(_EMERGENCY), "elective": _table(_ELECTIVE)}
_SECONDARY_TABLE = CategoryTable(np.array([entry[1:] for entry in _SECONDARY], dtype=float).T)
_SECONDARY_NUMBER = _numbers([entry[0] for entry in _SECONDARY])
_INJURY = np.array([code[0] == "S" for code in CODES])
_POISONING = np.array([code[:3] in ("T39", "T50") for code in CODES])


def primary(
    rng: np.random.Generator, kind: str, band: np.ndarray, sex: np.ndarray, quintile: np.ndarray
) -> np.ndarray:
    """The number in ``CODES`` of each spell's primary diagnosis; kind is "emergency", "elective" or
    "maternity"."""
    if kind == "maternity":
        share = np.array([entry[1] for entry in _MATERNITY], dtype=float)
        number = _numbers([entry[0] for entry in _MATERNITY])
        return number[rng.choice(len(share), len(band), p=share / share.sum())]
    table, number = _TABLES[kind]
    return number[table.draw(rng, (AGE_GROUP[band] * 2 + sex) * 5 + quintile)]


def secondary(rng: np.random.Generator, band: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The number in ``CODES`` of the first secondary diagnosis of each spell, -1 for none.

    Injuries carry a fall or another outside cause, poisonings their intent, and six in ten acute bronchitis a
    COPD.
    """
    group = AGE_GROUP[band]
    second = _SECONDARY_NUMBER[_SECONDARY_TABLE.draw(rng, group)]
    injured = np.flatnonzero(_INJURY[first])
    fell = rng.random(len(injured)) < np.array([.5, .45, .2, .3, .5, .75, .88, .93])[group[injured]]
    second[injured] = np.where(fell, _any(rng, _FALLS, len(injured)), _any(rng, _HURT, len(injured)))
    poisoned = np.flatnonzero(_POISONING[first])
    second[poisoned] = _any(rng, _POISONINGS, len(poisoned))
    bronchitis = np.flatnonzero((first == _NUMBER["J209"]) & (group >= 3))
    second[bronchitis[rng.random(len(bronchitis)) < 0.6]] = _NUMBER["J449"]
    second[second == first] = -1
    return second


def _any(rng: np.random.Generator, codes: tuple[str, ...], size: int) -> np.ndarray:
    return _numbers(codes)[rng.integers(0, len(codes), size)]
