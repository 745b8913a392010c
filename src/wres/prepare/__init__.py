"""Prepare a year: the folder, the workbook and the files that an organisation fills in."""
