"""Comma-separated values."""

import csv
from pathlib import Path

from pyforge_cli.table import Table


def read(path: Path) -> Table:
    with path.open(newline="", encoding="utf-8") as stream:
        return Table.from_rows([dict(row) for row in csv.DictReader(stream)])


def write(table: Table, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, table.columns)
        writer.writeheader()
        writer.writerows(table.rows)
