"""The judgement: pure functions from plan and figures to verdicts."""
