"""Where figures come from: the sentence of the strip, and the attribution that the licences ask for."""

from __future__ import annotations

from collections.abc import Iterable

from pages.words.numbers import listed

ATTRIBUTION = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. Contains OS "
    "data © Crown copyright and database right 2025. Contains NHS England, MHCLG and DHSC/OHID data under "
    "the Open Government Licence v3.0. House of Commons Library data under the Open Parliament Licence "
    "v3.0."
)


_OTHERS = {
    "official": "published",
    "derived": "worked out from published counts",
    "modelled": "modelled",
    "local": "from the system's own records",
}


def provenance_words(provenances: Iterable[str], what: str = "this page") -> tuple[str, str]:
    """Bold opening and sentence of the strip, from the provenances that the page shows."""
    seen = set(provenances)
    if "synthetic" in seen and seen - {"synthetic"}:
        others = listed([words for code, words in _OTHERS.items() if code in seen], "or")
        return "Some figures are not real.", (
            f"Figures marked synthetic on {what} are demonstration data, made to match published totals. "
            f"All other figures are {others}."
        )
    if "synthetic" in seen:
        return "Demonstration data.", (
            f"The figures on {what} are synthetic: demonstration data, made to match published totals. "
            "Areas and numbers of residents are real."
        )
    return "No demonstration data.", f"Nothing on {what} is synthetic."
