"""Tables, sources, reference facts and demonstration records: only this code reads files and databases."""
