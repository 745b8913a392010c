"""Hold a finished report against the table of figures that it ships: number for number.

Nothing is guessed here. A number is printed with the key of its figure, and as that figure is; or
it is a label, or stands in people's own words; or the report is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from wres.attack.exact.book import check_book
from wres.attack.exact.files import check_files, check_provenance
from wres.attack.exact.notebooks import check_notebooks
from wres.attack.exact.numbers import PARTS_OF_PAGES
from wres.attack.exact.papers import check_papers, check_word_files
from wres.attack.exact.report import FIGURES, WHOLE, Handed, Report, read_text
from wres.attack.figures_file import bound_of, read_figures
from wres.attack.pages import read_page

__all__ = ["Handed", "Report", "check"]


_PARTS = (
    *PARTS_OF_PAGES,
    check_notebooks,
    check_papers,
    check_word_files,
    check_book,
    check_files,
    check_provenance,
)


def check(folder: Path, handed: Handed | None = None) -> Report:
    """Read a finished report, and hold every file of it against its table of figures."""
    report = Report(folder, handed)
    path = folder / FIGURES
    if not path.is_file():
        report.findings.append(
            f"it has no {FIGURES}, as reports of earlier versions have none, so nothing can vouch "
            "for its numbers; make it again with this version of the pack"
        )
        return report
    report.text = read_text(path)
    report.rows, faults = read_figures(FIGURES, report.text)
    report.findings += faults
    if handed and handed.figures is not None and handed.figures != report.text:
        report.findings.append(f"{FIGURES} is not the table that the pack made of its figures.")
    files = sorted(folder.glob("*.html"), key=lambda file: (file.stem == WHOLE, file.name))
    report.pages = {file.stem: read_page(file.name, read_text(file)) for file in files}
    report.findings += dict.fromkeys(
        finding.rstrip(".") + "." for part in _PARTS for finding in _in_words(part, report)
    )
    report.bound = bound_of(report.rows.values(), FIGURES)
    return report


def _in_words(part: Callable[[Report], Iterator[str]], report: Report) -> Iterator[str]:
    """What a part of the check finds; whatever it stumbles over is a finding as well."""
    try:
        yield from part(report)
    except Exception as error:
        yield f"{report.folder.name}: it cannot be examined ({type(error).__name__}: {error})"
