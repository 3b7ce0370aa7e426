"""Files that are replaced whole: versioned stores, locks, logs, and the engines that read them."""
