"""From rows to figures, and what is odd about them as a whole."""
