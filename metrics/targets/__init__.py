"""Targets, new limits, events and claims that people set."""
