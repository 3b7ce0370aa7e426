"""How the board paper is drawn: slides and PDF."""
