"""The result of check, one file a format."""
