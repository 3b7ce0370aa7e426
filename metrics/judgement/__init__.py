"""What an area's figures show: change, standing, outlook, attention, verdict."""
