"""What the readers of publishers' files share."""
