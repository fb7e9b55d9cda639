"""Sheets that give the values of a scoring table."""
