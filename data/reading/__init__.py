"""Before a file is read that somebody brings: its size, its encoding, and whether it names people."""
