"""What makes the reports of the Workforce Race Equality Standard (WRES) pack."""

__version__ = "0.14.0"
