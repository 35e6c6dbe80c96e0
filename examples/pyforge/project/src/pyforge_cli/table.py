"""The one thing that all formats have in common."""

from dataclasses import dataclass, field
from typing import Union

Cell = Union[str, int, float, bool, None]


@dataclass
class Table:
    """Rows with named columns, in order."""

    columns: list[str]
    rows: list[dict[str, Cell]] = field(default_factory=list)

    @classmethod
    def from_rows(cls, rows: list[dict[str, Cell]]) -> "Table":
        columns: list[str] = []
        for row in rows:
            columns.extend(name for name in row if name not in columns)
        return cls(columns, rows)
