"""Run every notebook of every organisation and year, and put the reports in their place."""
