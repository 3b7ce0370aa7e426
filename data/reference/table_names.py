"""The names of the two tables that contain most published figures."""

from __future__ import annotations

# Nearly every source has rows of these tables. Other tables (lsoas, population ...) are written by name.
FIGURES = "published_figures"


MONTHLY = "monthly_activity"
