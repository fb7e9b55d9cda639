"""What was counted out of a register, in every format."""
