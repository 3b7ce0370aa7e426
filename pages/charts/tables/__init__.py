"""Tables and rows of figures."""
