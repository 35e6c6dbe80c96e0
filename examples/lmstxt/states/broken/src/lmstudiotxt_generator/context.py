"""The documents as one text, put together by llm-ctx."""

from llm_ctx import create_context

from lmstudiotxt_generator.documents import Document


def full_context(documents: list[Document]) -> str:
    """Every document below a line with its path."""
    return str(create_context([(document.path.as_posix(), document.text) for document in documents]))
