"""The report that a notebook opens; what is behind it stands in the package `wres`."""

from wres.report import Report, open_report

__all__ = ["Report", "open_report"]
