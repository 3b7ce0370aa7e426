"""Neighbourhoods for an ICS that has none of its own: designed, not official."""
