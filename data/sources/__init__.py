"""The sources of published figures, one module each: the files that it reads and how it checks them."""
