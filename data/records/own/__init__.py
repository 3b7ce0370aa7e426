"""An ICS's own records: read from a file or a database, checked, judged against those before, and kept.

Beside the records that are kept stand the rows that were refused, with their reasons, and a manifest of what
came from where. What would replace good records by rubbish is refused, all reasons at once, and the records
before stay in use.
"""
