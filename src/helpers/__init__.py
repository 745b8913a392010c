"""What the notebooks of the Workforce Race Equality Standard (WRES) pack import."""
