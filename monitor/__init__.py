"""Bilateral Monitor: watches news feeds for dealings between two countries and tells people what is new."""

__version__ = "0.1.0"
