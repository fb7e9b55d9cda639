"""The plan, the figures and the verdicts as immutable values; knows nothing else of ours."""
