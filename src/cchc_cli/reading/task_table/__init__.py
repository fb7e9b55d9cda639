"""From a table of tasks in a Word or Excel file to the text of a plan."""
