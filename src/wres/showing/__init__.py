"""Figures to what people see: tables, charts, tiles, and the HTML that they are in."""
