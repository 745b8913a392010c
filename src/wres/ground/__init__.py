"""What everything else stands on: errors, places, settings, and what is kept."""
