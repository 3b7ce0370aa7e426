"""Areas side by side."""
