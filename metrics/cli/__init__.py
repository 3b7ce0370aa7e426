"""Commands of python -m metrics."""
