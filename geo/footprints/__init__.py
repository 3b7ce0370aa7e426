"""Which LSOAs make a place or a neighbourhood: an ICS's own tables, checked."""
