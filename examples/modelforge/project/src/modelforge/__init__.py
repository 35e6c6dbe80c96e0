"""A registry of language-model providers and the model that is selected."""

from importlib.metadata import version

from modelforge.registry import Model, Registry

__all__ = ["Model", "Registry", "__version__"]
__version__ = version("modelforge")
