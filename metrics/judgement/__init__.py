"""What the figures of an area come to: change, standing, attention, verdict."""
