"""Disclosure control: small counts are protected before any ratio is formed."""
