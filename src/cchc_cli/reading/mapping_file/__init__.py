"""The file of a mapping: how a register is read and what is counted in it."""
