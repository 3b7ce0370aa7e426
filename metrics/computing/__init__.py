"""From protected counts to values with intervals, and their comparison."""
