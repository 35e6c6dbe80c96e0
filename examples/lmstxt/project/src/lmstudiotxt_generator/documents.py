"""Finding the documents of a checkout."""

from dataclasses import dataclass
from pathlib import Path

SUFFIXES = {".md", ".rst", ".txt"}
PASSED_OVER = {".git", ".venv", "node_modules", "dist", "build"}


@dataclass(frozen=True)
class Document:
    """One document: where it is, and what its first heading says."""

    path: Path
    title: str
    text: str


def find_documents(root: Path) -> list[Document]:
    """Every document below `root`, readme first, then by path."""
    found = []
    for path in sorted(root.rglob("*")):
        if PASSED_OVER.isdisjoint(path.relative_to(root).parts) and path.suffix in SUFFIXES:
            text = path.read_text(encoding="utf-8", errors="replace")
            found.append(Document(path.relative_to(root), title_of(text, path.stem), text))
    return sorted(found, key=lambda document: document.path.stem.lower() != "readme")


def title_of(text: str, otherwise: str) -> str:
    """The first Markdown heading."""
    for line in text.splitlines():
        if line.startswith("# "):
            return line[2:].strip()
    return otherwise
