"""An ICS's own records: read from a file or a database, checked, compared with those before, and kept.

The refused rows, with their reasons, and a manifest of the source are kept with the records. A delivery that
is clearly worse than the records in use is refused, with all reasons at once, and those records stay in use.
"""
