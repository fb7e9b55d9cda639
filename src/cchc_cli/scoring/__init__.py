"""From a scoring table and values to points, ranks and classes: pure and exact."""
