"""One JSON object a line."""

import json
from pathlib import Path

from pyforge_cli.table import Table


def read(path: Path) -> Table:
    text = path.read_text(encoding="utf-8")
    return Table.from_rows([json.loads(line) for line in text.splitlines() if line.strip()])


def write(table: Table, path: Path) -> None:
    lines = [json.dumps(row, ensure_ascii=False) for row in table.rows]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
