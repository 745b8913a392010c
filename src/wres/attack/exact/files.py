"""A report has the files that the pack makes, and no others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from wres import reference
from wres.attack.exact.papers import PAPERS, WORD_FILES
from wres.attack.exact.report import BOARD, BOOK, FIGURES, WHOLE, Report, read_text, strings
from wres.attack.labels import figures_in
from wres.attack.provenance import PROVENANCE, Beside, faults_of

_DESCRIPTION = "figures.csv-metadata.json"


def check_files(report: Report) -> Iterator[str]:
    """A report has the files that the pack makes, and the description tells no number."""
    slugs = [row["page"] for row in reference.rows("pages")]
    known = {FIGURES, _DESCRIPTION, PROVENANCE, BOOK, f"{WHOLE}.html", *PAPERS, *WORD_FILES}
    slugs.append(BOARD)
    known |= {f"{slug}.html" for slug in slugs} | {f"notebooks/{slug}.ipynb" for slug in slugs}
    for name in report.files:
        if name not in known:
            yield f"{name}: a file that no report has; take it out"
    if not any(page.numbers for page in report.pages.values()):
        yield "No number of this report has the key of a figure, so nothing can vouch for them"
    path = report.folder / _DESCRIPTION
    if not path.is_file():
        return
    try:
        texts = list(strings(json.loads(read_text(path))))
    except ValueError:
        yield f"{_DESCRIPTION} cannot be read"
        return
    for text in texts:
        said = "" if re.match(r"https?://\S+$", text) else report.without_names(text)
        if figures_in(said, "description", report.newest):
            yield f"{_DESCRIPTION}: '{text[:80]}' holds a number"


def check_provenance(report: Report) -> Iterator[str]:
    """The file that says how the report was made says nothing else."""
    path, here = report.folder / PROVENANCE, report.folder.resolve()
    if path.is_file():
        beside = Beside(here.name, int(here.parent.name), report.small_said, report.notebooks)
        yield from faults_of(read_text(path), beside)
