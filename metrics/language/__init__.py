"""What a definition can contain, and how it is read and checked."""
