"""The people of one integrated care system, by LSOA, sex and age band, with what is known of where they
live."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from os.path import commonprefix

import numpy as np

from data.reference import reference
from data.tables import AGE_BANDS, SEXES


@dataclass(frozen=True)
class Residents:
    """Arrays along the system's LSOAs, in code order; ``population`` is (LSOAs, 2 sexes, 20 age bands)."""

    ics_code: str
    nhs_code: str
    name: str
    lsoa_codes: np.ndarray
    lsoa_names: np.ndarray
    ward_names: np.ndarray
    district_codes: np.ndarray
    district_names: np.ndarray
    imd_quintile: np.ndarray  # 0 (most deprived fifth of England) to 4
    acute_morbidity_ratio: np.ndarray
    population: np.ndarray

    def __len__(self) -> int:
        return len(self.lsoa_codes)


def residents(ics: str) -> Residents:
    """The residents of an ICS, by its NHS code ("QE1") or ONS code ("E54000048").

    Raises ValueError, naming the nearest codes, when no ICS has that code.
    """
    areas = reference("areas")
    systems = areas[areas["area_level"] == "ics"]
    wanted = str(ics).strip().upper()
    matching = systems[(systems["nhs_code"] == wanted) | (systems["area_code"] == wanted)]
    if matching.empty:
        raise ValueError(_unknown(ics, systems))
    system = matching.iloc[0]

    lsoas = reference("lsoas")
    lsoas = lsoas[lsoas["ics_code"] == system["area_code"]].sort_values("lsoa_code")
    codes = lsoas["lsoa_code"].to_numpy(dtype=object)
    health = reference("small_area_health").set_index("lsoa_code").loc[codes]
    names = areas.drop_duplicates("area_code").set_index("area_code")["area_name"]
    return Residents(
        ics_code=str(system["area_code"]),
        nhs_code=str(system["nhs_code"]),
        name=str(system["area_name"]),
        lsoa_codes=codes,
        lsoa_names=lsoas["lsoa_name"].to_numpy(dtype=object),
        ward_names=lsoas["ward_code"].map(names).to_numpy(dtype=object),
        district_codes=lsoas["district_code"].to_numpy(dtype=object),
        district_names=lsoas["district_code"].map(names).to_numpy(dtype=object),
        imd_quintile=(lsoas["imd_decile"].to_numpy(dtype=int) - 1) // 2,
        acute_morbidity_ratio=health["acute_morbidity_ratio"].to_numpy(dtype=float),
        population=people(codes),
    )


def people(lsoa_codes: np.ndarray) -> np.ndarray:
    """Census people as (LSOAs, 2 sexes, 20 age bands) for the given codes, in their order."""
    table = reference("population").set_index("sex")
    by_sex = [table.loc[sex].set_index("lsoa_code").loc[lsoa_codes, list(AGE_BANDS)] for sex in SEXES]
    return np.stack([persons.to_numpy(dtype=float) for persons in by_sex], axis=1)


def _unknown(ics: str, systems) -> str:
    by_word = {}
    for code, nhs_code, name in systems[["area_code", "nhs_code", "area_name"]].itertuples(index=False):
        both = f"{nhs_code} or {code} ({name})"
        by_word |= {code: both, nhs_code: both, name.upper(): both}
    wanted = str(ics).strip().upper()
    # of equally near codes those with the same beginning come first, because typing errors are likelier at
    # the end
    near = get_close_matches(wanted, by_word, n=len(by_word), cutoff=0.0)
    near.sort(
        key=lambda word: (-SequenceMatcher(None, word, wanted).ratio(), -len(commonprefix([word, wanted])))
    )
    offered = list(dict.fromkeys(by_word[word] for word in near))[:3]
    return f"There is no integrated care system with the code {ics!r}. The nearest are: {', '.join(offered)}."
