"""From protected counts to values with intervals, compared."""
