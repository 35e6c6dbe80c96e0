"""A YAML list of mappings."""

from pathlib import Path

import yaml

from pyforge_cli.table import Table


def read(path: Path) -> Table:
    return Table.from_rows(yaml.safe_load(path.read_text(encoding="utf-8")) or [])


def write(table: Table, path: Path) -> None:
    path.write_text(yaml.safe_dump(table.rows, allow_unicode=True, sort_keys=False), encoding="utf-8")
