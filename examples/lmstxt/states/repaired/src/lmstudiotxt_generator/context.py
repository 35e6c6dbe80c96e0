"""The documents as one text."""

from lmstudiotxt_generator.documents import Document


def full_context(documents: list[Document]) -> str:
    """Every document below a line with its path."""
    return "".join(f"\n--- {document.path.as_posix()}\n\n{document.text}" for document in documents)
