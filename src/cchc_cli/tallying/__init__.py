"""From the rows of a register and a mapping to figures: pure and exact."""
