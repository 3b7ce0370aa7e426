"""What each page of the board paper says."""
