"""A laboratory notebook for the classroom: experiments, modules that compute, an audit trail."""

from importlib.metadata import version

__version__ = version("labos")
