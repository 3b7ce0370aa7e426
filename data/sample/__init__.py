"""Demonstration records: made, never collected, and calibrated to published totals.

``generate("QE1", folder)`` writes all tables of data.tables and the members of one programme
as Parquet, in the form in which an integrated care system holds them. Nobody in them exists. What they
reproduce, how closely, and what they cannot be used for is told in docs/demonstration-records.md.
"""

from __future__ import annotations

from data.sample.cohort import PLANTED_RATE_RATIO, PROGRAMME
from data.sample.generator import generate
from data.sample.manifest import Manifest, read_manifest

__all__ = ["PLANTED_RATE_RATIO", "PROGRAMME", "Manifest", "generate", "read_manifest"]
