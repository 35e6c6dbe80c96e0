import pytest

from pyforge_cli.formats import read_table, write_table
from pyforge_cli.table import Table


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".yaml"])
def test_there_and_back(tmp_path, suffix):
    table = Table.from_rows([{"name": "Ada", "city": "London"}, {"name": "Emmy", "city": "Göttingen"}])
    path = tmp_path / f"people{suffix}"
    write_table(table, path)
    assert read_table(path) == table


def test_unknown_format(tmp_path):
    with pytest.raises(LookupError):
        read_table(tmp_path / "people.xlsx")
