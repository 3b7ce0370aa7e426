"""The dashboard in one command on Windows, macOS and Linux: ``python -m threeshifts help``."""
