"""What the people of each sex are called."""

from __future__ import annotations

SEX_WORDS = {"female": "women", "male": "men", "persons": "everyone"}
