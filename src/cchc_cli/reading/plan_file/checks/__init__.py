"""What the parts of a plan must say of each other, check by check."""
