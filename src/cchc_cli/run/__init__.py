"""One run, without disk, clock or environment: from texts to a result."""
