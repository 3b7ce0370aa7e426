"""The shapes of areas, and the outlines that a map draws."""
