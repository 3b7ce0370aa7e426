"""What the people of each sex are called."""

from __future__ import annotations

SEX_WORDS = {"female": "women", "male": "men", "persons": "everyone"}


def named_with_sex(title: str, sexes: tuple[str, ...], sex: str) -> str:
    """A metric's title, with "women" or "men" if the metric counts them separately."""
    return title if len(sexes) == 1 else f"{title}, {SEX_WORDS[sex]}"
