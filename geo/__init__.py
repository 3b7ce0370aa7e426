"""Areas of an integrated care system: levels, footprints, boundaries and neighbours."""

from geo.areas import Geography
from geo.assembly import geography
from geo.ics_codes import integrated_care_systems
from geo.levels import INSIDE_LEVELS, LEVELS, level_words

__all__ = ["INSIDE_LEVELS", "LEVELS", "Geography", "geography", "integrated_care_systems", "level_words"]
