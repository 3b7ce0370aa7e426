"""Areas on a map."""
