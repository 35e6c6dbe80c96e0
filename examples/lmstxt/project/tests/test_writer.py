from pathlib import Path

from lmstudiotxt_generator.documents import find_documents, title_of
from lmstudiotxt_generator.writer import write_map


def test_readme_comes_first(tmp_path):
    (tmp_path / "a.md").write_text("# Another\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("# The project\n", encoding="utf-8")
    text = write_map(tmp_path, find_documents(tmp_path))
    assert text.splitlines()[0] == "# The project"
    assert text.index("README.md") < text.index("a.md")


def test_title():
    assert title_of("text\n# Heading\n", "other") == "Heading"
    assert title_of("text\n", Path("other.md").stem) == "other"
