"""The European Standard Population 2013, the age structure that directly standardised rates share.

Source: Eurostat, Revision of the European Standard Population, 2013. People of each five-year age band in
100,000.
"""

EUROPEAN_STANDARD_POPULATION_2013 = (
    5_000,
    5_500,
    5_500,
    5_500,
    6_000,
    6_000,
    6_500,
    7_000,
    7_000,
    7_000,
    7_000,
    6_500,
    6_000,
    5_500,
    5_000,
    4_000,
    2_500,
    1_500,
    1_000,
)
"""19 bands: 0-4, 5-9 ... 85-89, 90+."""

EUROPEAN_STANDARD_POPULATION_2013_20_BANDS = (1_000, 4_000, *EUROPEAN_STANDARD_POPULATION_2013[1:])
"""20 bands: <1, 1-4, 5-9 ... 85-89, 90+."""
