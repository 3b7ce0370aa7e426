"""One class per kind of statistic: what a definition declares, and all that is asked of it later."""
