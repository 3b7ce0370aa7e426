"""The board paper: pages of words, tables and charts, as slides and as a tagged PDF."""
