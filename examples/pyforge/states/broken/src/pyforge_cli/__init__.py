"""Conversion of small tables."""

__version__ = "0.5.4"
