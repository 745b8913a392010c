"""Executed notebooks to what people read: pages, one whole report, its PDF, and the index."""
