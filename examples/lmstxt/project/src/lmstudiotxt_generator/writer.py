"""The map itself."""

from pathlib import Path

from lmstudiotxt_generator.documents import Document


def write_map(root: Path, documents: list[Document]) -> str:
    """The text of `llms.txt`: a heading and a link a document."""
    name = documents[0].title if documents else root.resolve().name
    links = [f"- [{document.title}]({document.path.as_posix()})" for document in documents]
    return "\n".join([f"# {name}", "", "## Documents", "", *links, ""])
