"""The two tables that most published figures go to."""

from __future__ import annotations

# The two tables that nearly every source gives rows of; other tables (lsoas, population ...) go by name.
FIGURES = "published_figures"


MONTHLY = "monthly_activity"
