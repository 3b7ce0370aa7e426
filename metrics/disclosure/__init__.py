"""Small numbers: protected before any ratio is formed."""
