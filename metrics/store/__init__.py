"""The results store: how it is made, what it was made from, and what it contains."""
