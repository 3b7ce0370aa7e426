"""One class per statistic: what a definition declares, and the answers to all that the code asks of it."""
