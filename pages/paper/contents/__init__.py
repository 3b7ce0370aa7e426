"""The contents of each page of the board paper."""
