"""What an editor shows of the files that people write; only the schemas hold it."""
