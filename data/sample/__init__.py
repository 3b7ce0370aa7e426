"""Demonstration records: made, never collected, and calibrated to published totals.

``data.sample.generator.generate("QE1", folder)`` writes all tables of data.tables and the members of one
programme as Parquet, in the form in which an integrated care system holds them. Nobody in them exists. What
they reproduce, how closely, and what they cannot be used for is told in docs/demonstration-records.md.
"""

from __future__ import annotations

from data.sample.manifest import Manifest, read_manifest

# What generates them is imported where they are made: most starts find them there.
__all__ = ["Manifest", "read_manifest"]
