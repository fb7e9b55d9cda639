"""The plan: YAML with places, then the model, then what only the whole shows."""
