"""Points of a scoring table, in every format."""
