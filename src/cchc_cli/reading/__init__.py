"""From text to plan and figures: every reader returns what it could read and every fault."""
