"""The patterns of words that the rules look for, which stand in `reference/claim_patterns.csv`."""

from __future__ import annotations

import re

from wres import reference


def pattern(module: str, name: str) -> re.Pattern:
    """A pattern by the module that uses it and its name.

    >>> bool(pattern("nearness", "apart").search("and the board"))
    True
    """
    row = reference.by("claim_patterns", "name")[f"{module}: {name}"]
    return re.compile(row["pattern"], re.IGNORECASE if row["case"] == "any" else 0)
