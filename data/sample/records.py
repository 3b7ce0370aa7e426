"""Writing records: columns of numbers with their words to Parquet, under a temporary name until complete."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from data.storage.atomic_file import atomic_file


class RecordFile:
    """A Parquet file that appears under its own name only when all its parts are written (use as a
    context)."""

    def __init__(self, folder: Path, table: str):
        self.path = folder / f"{table}.parquet"
        self.rows = 0
        self._replacement = atomic_file(self.path)
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> RecordFile:
        self._unfinished = self._replacement.__enter__()
        return self

    def write(self, columns: dict[str, pa.Array]) -> None:
        """Append one part; all parts have the same columns."""
        part = pa.table(columns)
        if self._writer is None:
            # without the Arrow schema every reader sees plain text columns, not dictionaries
            self._writer = pq.ParquetWriter(
                self._unfinished, part.schema, compression="zstd", store_schema=False
            )
        self._writer.write_table(part, row_group_size=500_000)
        self.rows += part.num_rows

    def __exit__(self, *error) -> None:
        if self._writer is not None:
            self._writer.close()
        self._replacement.__exit__(*error)


def words(number: np.ndarray, vocabulary) -> pa.Array:
    """Text column from numbers into a vocabulary; -1 is missing."""
    code = np.asarray(number, dtype=np.int16)
    missing = code < 0
    indices = pa.array(code, mask=missing) if missing.any() else pa.array(code)
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(vocabulary), pa.string()))


def dates(days: np.ndarray) -> pa.Array:
    """Date column from days since 1970."""
    return pa.array(np.asarray(days, dtype=np.int32)).view(pa.date32())


def identifiers(number: np.ndarray) -> pa.Array:
    """Whole-number column; -1 is missing."""
    number = np.asarray(number, dtype=np.int64)
    return pa.array(number, mask=number < 0)
