"""The board paper: what it says (pages of words, tables and charts), as slides and as a tagged PDF."""
