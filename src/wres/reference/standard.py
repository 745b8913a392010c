"""The standard's own lists, made of the reference files: what more than one room goes through."""

from __future__ import annotations

from collections.abc import Collection

from wres import reference

# Bands taken together, by the way in which: each a row of `pay_bands.csv`.
POOLS = reference.bands_of_scheme("pool")
CLUSTERS = reference.bands_of_scheme("cluster")
LEVELS = reference.bands_of_scheme("level")
# Bands that are always shown as one, where bands are shown.
JOINED = reference.bands_of_scheme("joined")
# Bands 8c and above: as joined bands, or as a cluster. No table has both.
MOST_SENIOR = ("8c-VSM", "cluster 4")
STAFF_GROUPS = ("clinical", "non-clinical", "medical and dental")
BOARDS = ("board members", "voting board members", "executive board members")

# The indicators that compare two rates, each with its row of `likelihoods.csv`.
LIKELIHOODS = {int(row["indicator"]): row for row in reference.rows("likelihoods")}
RATES = {indicator: row["rate_figure"] for indicator, row in LIKELIHOODS.items()}
RATIO = {indicator: row["ratio_figure"] for indicator, row in LIKELIHOODS.items()}
SURVEY_INDICATORS = (5, 6, 7, 8)
# Who met discrimination and named a ground of it, and the measures of each ground, with what the
# names of its figures begin with.
NAMED_A_GROUND = "named a ground"
GROUNDS = {
    measure: measure.replace(": ", "_").replace(" ", "_")
    for measure in reference.by("measures", "measure")
    if measure.startswith("ground: ")
}
# What the names of figures end with that are of one kind of recruitment.
INSIDE, OUTSIDE = "_international", "_without_international"
# What `pages.csv` says of a page that only those reports have whose organisation asks for it.
WHERE_ASKED_FOR = "where asked for"


def pages_run(shown: Collection[str] = ()) -> list[str]:
    """The pages whose notebooks run for a report: what is to be asked for only where it is shown.

    >>> set(pages_run(["further_standards"])) - set(pages_run())
    {'further_standards'}
    """
    return [
        row["page"]
        for row in reference.rows("pages")
        if row["shown"] != WHERE_ASKED_FOR or row["page"] in shown
    ]
