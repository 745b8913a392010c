"""The helpers behind the notebooks of the Workforce Race Equality Standard (WRES) pack."""

__version__ = "0.5.2"
