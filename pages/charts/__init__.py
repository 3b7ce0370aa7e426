"""Charts: models with their values, and how they are drawn."""
