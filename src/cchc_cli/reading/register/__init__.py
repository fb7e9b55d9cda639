"""Registers of filings as groups of rows that every rule treats alike."""
