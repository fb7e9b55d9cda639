"""The door: commands, options, paths, the clock, streams and exit codes."""
