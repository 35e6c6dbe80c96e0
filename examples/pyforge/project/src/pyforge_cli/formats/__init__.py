"""Formats by the suffix of a file's name."""

from pathlib import Path

from pyforge_cli.formats import comma, lines, yaml_list
from pyforge_cli.table import Table

FORMATS = {".csv": comma, ".jsonl": lines, ".yaml": yaml_list, ".yml": yaml_list}


def read_table(path: Path) -> Table:
    """Reads a table; `LookupError` for an unknown suffix."""
    return _format(path).read(path)


def write_table(table: Table, path: Path) -> None:
    """Writes a table; `LookupError` for an unknown suffix."""
    _format(path).write(table, path)


def _format(path: Path):
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise LookupError(f"no format for {path.name}") from None
