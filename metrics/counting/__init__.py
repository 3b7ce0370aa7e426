"""Counts by area, month, sex and age band."""
