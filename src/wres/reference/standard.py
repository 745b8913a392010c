"""The standard's own lists, made of the reference files: what more than one room goes through."""

from __future__ import annotations

from wres import reference

# Bands taken together, by the way in which: each a row of `pay_bands.csv`.
POOLS = reference.bands_of_scheme("pool")
CLUSTERS = reference.bands_of_scheme("cluster")
LEVELS = reference.bands_of_scheme("level")
# Bands that are always shown as one, where bands are shown.
JOINED = reference.bands_of_scheme("joined")
STAFF_GROUPS = ("clinical", "non-clinical", "medical and dental")
BOARDS = ("board members", "voting board members", "executive board members")

# The indicators that compare two rates, each with its row of `likelihoods.csv`.
LIKELIHOODS = {int(row["indicator"]): row for row in reference.rows("likelihoods")}
RATES = {indicator: row["rate_figure"] for indicator, row in LIKELIHOODS.items()}
RATIO = {indicator: row["ratio_figure"] for indicator, row in LIKELIHOODS.items()}
SURVEY_INDICATORS = (5, 6, 7, 8)
# What the names of figures end with that are of one kind of recruitment.
INSIDE, OUTSIDE = "_international", "_without_international"
