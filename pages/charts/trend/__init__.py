"""A figure over time."""
