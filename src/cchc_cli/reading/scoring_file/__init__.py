"""The file of a scoring table."""
