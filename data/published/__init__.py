"""Bringing a publisher's file in: fetched, read, held back where it cannot be right, kept with its origin."""
