"""The panels of the strategy page."""
