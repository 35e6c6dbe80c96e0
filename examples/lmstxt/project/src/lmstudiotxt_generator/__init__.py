"""Maps of a project's documents for language models."""

from importlib.metadata import version

__version__ = version("lmstudio-llmstxt-generator")
