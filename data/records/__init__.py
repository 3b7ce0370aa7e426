"""Records of events: read from files, checked row by row, and opened for counting."""
