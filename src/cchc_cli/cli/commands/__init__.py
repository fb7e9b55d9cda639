"""One file a command; none imports another."""
