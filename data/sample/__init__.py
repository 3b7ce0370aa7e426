"""Demonstration records: generated, never collected, and calibrated to published totals.

``data.sample.generator.generate("QE1", folder)`` writes all tables of data.tables and the members of one
programme as Parquet, in the form that an integrated care system uses. The people in them do not exist. What
the records reproduce, how closely, and what they cannot be used for is in docs/demonstration-records.md.
"""

from __future__ import annotations

from data.sample.manifest import Manifest, read_manifest

# The generator is imported only where records are made: most starts find existing records.
__all__ = ["Manifest", "read_manifest"]
