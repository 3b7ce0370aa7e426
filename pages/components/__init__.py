"""The vocabulary of the pages: one concept a file, drawn with the tokens of tokens.py."""
