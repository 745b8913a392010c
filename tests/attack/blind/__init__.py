"""A reader who knows no key: it reads tables and charts by their words alone."""
