"""Checks a reform plan written in YAML against the figures that its units report."""

__version__ = "0.1.0"
