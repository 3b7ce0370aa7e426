"""Kills what writes, at random moments, and looks at what is left."""
