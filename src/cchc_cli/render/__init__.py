"""Results as text: each format is a pure function from a result to text."""
