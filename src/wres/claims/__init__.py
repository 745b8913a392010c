"""Hold what people write against the figures: every number in a sentence, and what it must mean."""
