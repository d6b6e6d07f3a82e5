"""Cases from CSV and Parquet, in pieces; every case keeps its row number, counted from 1 without the header."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

PIECE = 250_000
"""Cases that are in memory at once, at most; of CSV as many as there are in so many bytes."""
PIECE_BYTES = 64 * 2**20


class UnreadableCases(Exception):
    """A file of cases that cannot be read; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Piece:
    """Some cases: their row numbers, and a table of what the file says of them."""

    rows: tuple[int, ...] | range
    table: pa.Table


@dataclass(frozen=True, slots=True)
class Source:
    """A file of cases. `total` is how many it holds, 0 when that is not known before reading; `broken` are rows that are no rows, found so far."""

    path: Path
    columns: tuple[str, ...]
    total: int
    broken: list[int] = field(default_factory=list)

    @property
    def is_csv(self) -> bool:
        """Whether the cells are text."""
        return self.path.suffix.lower() != ".parquet"


def open_cases(path: str) -> Source:
    """The columns of a file. Raises UnreadableCases."""
    try:
        if path.lower().endswith(".parquet"):
            file = pyarrow.parquet.ParquetFile(path)
            return checked(Source(Path(path), tuple(file.schema_arrow.names), file.metadata.num_rows))
        if path.lower().endswith(".csv"):
            with Path(path).open(encoding="utf-8-sig", newline="") as lines:
                return checked(Source(Path(path), tuple(next(csv.reader(lines), ())), 0))
    except (OSError, ValueError, csv.Error, pa.ArrowException) as error:
        raise UnreadableCases(first_line(error)) from error
    raise UnreadableCases(".csv, .parquet")


def checked(source: Source) -> Source:
    """A source that has columns, each with a name of its own."""
    twice = sorted({name for name in source.columns if source.columns.count(name) > 1})
    if twice or not source.columns:
        raise UnreadableCases(f"2 x {', '.join(twice)}" if twice else "0 kolommen")
    return source


def pieces(source: Source) -> Iterator[Piece]:
    """All cases in the order of the file. Raises UnreadableCases."""
    try:
        yield from csv_pieces(source) if source.is_csv else parquet_pieces(source)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise UnreadableCases(first_line(error)) from error


def parquet_pieces(source: Source) -> Iterator[Piece]:
    """The cases of a Parquet file."""
    first = 1
    for batch in pyarrow.parquet.ParquetFile(source.path).iter_batches(PIECE):
        yield Piece(range(first, first + batch.num_rows), pa.Table.from_batches([batch]))
        first += batch.num_rows


def csv_pieces(source: Source) -> Iterator[Piece]:
    """The cases of a CSV file, all cells as text. A row with too few or too many cells is left out and kept in `broken`."""

    def broken(row: pyarrow.csv.InvalidRow) -> str:
        source.broken.append(row.number - 1)
        return "skip"

    reader = pyarrow.csv.open_csv(
        source.path,
        # In one thread: only then the reader knows the number of a row.
        pyarrow.csv.ReadOptions(use_threads=False, block_size=PIECE_BYTES, column_names=list(source.columns), skip_rows=1),
        pyarrow.csv.ParseOptions(invalid_row_handler=broken, newlines_in_values=True),
        pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(source.columns, pa.string()), strings_can_be_null=False),
    )
    next_row = 1
    for batch in reader:
        skipped = set(source.broken)
        rows: list[int] = []
        while len(rows) < batch.num_rows:
            if next_row not in skipped:
                rows.append(next_row)
            next_row += 1
        yield Piece(tuple(rows), pa.Table.from_batches([batch]))


def first_line(error: Exception) -> str:
    """An error in a few words."""
    return (str(error) or type(error).__name__).splitlines()[0][:200]
