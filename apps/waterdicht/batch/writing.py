"""The outcomes of many cases as CSV or Parquet: there is the whole file or none, never a part of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet


class Outcomes:
    """A file that grows by tables of one schema."""

    def __init__(self, path: Path, *, parquet: bool) -> None:
        self.path, self.parquet = path, parquet
        self.writer: Any = None

    def write(self, table: pa.Table) -> None:
        """Add some rows."""
        if self.writer is None:
            self.writer = pyarrow.parquet.ParquetWriter(self.path, table.schema) if self.parquet else pyarrow.csv.CSVWriter(self.path, table.schema)
        self.writer.write_table(table)

    def close(self) -> None:
        """Nothing more comes."""
        if self.writer is not None:
            self.writer.close()


@contextmanager
def whole_file(path: str) -> Iterator[Outcomes]:
    """A file that takes its name when all of it is written; the old one stays until then. Raises OSError."""
    target = Path(os.path.realpath(path))
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(handle)
    Path(temporary).chmod(0o666 & ~current_mask())
    file = Outcomes(Path(temporary), parquet=path.lower().endswith(".parquet"))
    try:
        yield file
        file.close()
        Path(temporary).replace(target)
    except BaseException:
        file.close()
        Path(temporary).unlink(missing_ok=True)
        raise


def current_mask() -> int:
    """The rights that new files do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
