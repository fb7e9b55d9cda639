"""Reports, notices, forms and the course of a year."""
