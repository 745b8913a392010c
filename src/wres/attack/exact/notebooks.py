"""Executed notebooks show the numbers of their pages, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from wres.attack.documents import tidy
from wres.attack.exact.numbers import listed_in, not_own, without_key
from wres.attack.exact.report import TIME, WHOLE, Report, first_other, strings
from wres.attack.pages import Page, Words, read_page
from wres.attack.stills import without_stills


def check_notebooks(report: Report) -> Iterator[str]:
    """A notebook shows the keys and numbers of its page in the same order, and no others."""
    for slug, notebook in report.notebooks.items():
        try:
            yield from _of_notebook(report, slug, notebook)
        except (KeyError, TypeError, AttributeError):
            yield f"notebooks/{slug}.ipynb is not a notebook that can be read"


def _of_notebook(report: Report, slug: str, notebook: dict | None) -> Iterator[str]:
    name, page = f"notebooks/{slug}.ipynb", report.pages.get(slug)
    cells = [(f"{name}, cell {at}", cell) for at, cell in enumerate(notebook["cells"], start=1)]
    shown = [output for where, cell in cells for output in _outputs(where, cell)]
    beside = [Words(text, "prose", f"{name}, what it says of itself")
              for text in _metadata(notebook)]  # fmt: skip
    beside += [words for where, cell in cells for words in _typed(where, cell)]
    outputs = [output for output in shown if isinstance(output, Page)]
    yield from (fault for fault in shown if isinstance(fault, str))
    told = [pair for output in outputs for pair in output.told]
    if page is None:  # left out, as it has nothing to show
        if told:
            yield f"{name} shows figures, and the report has no such page"
    elif told != page.told:
        yield f"{name}: {first_other(told, page.told)} on {page.name}"
    elif _spoken(outputs) != _spoken([page]):
        yield f"{name}: the alternative texts are not those of {page.name}"
    yield from without_key(report, beside)
    yield from _only_there(report, outputs, page or Page(name))


def _spoken(pages: Iterable[Page]) -> list[tuple[tuple[str, ...], str]]:
    return [(words.keys, words.text) for page in pages for words in page.spoken if words.keys]


def _only_there(report: Report, outputs: Iterable[Page], page: Page) -> Iterator[str]:
    """What outputs say and their page does not, as that of a cell for the set-up."""
    words = {(said.text, said.place, said.head) for said in page.words}
    own = {said.text for said in page.own}
    spoken = {(said.text, said.keys) for said in page.spoken}
    others = {(other.said, other.text) for other in page.others}
    for output in outputs:
        yield from output.findings
        yield from without_key(
            report,
            (said for said in output.words if (said.text, said.place, said.head) not in words),
        )
        yield from not_own(report, (said for said in output.own if said.text not in own))
        for other in output.others:
            if (other.said, other.text) not in others:
                yield f"{other.where}: '{other.text}' of other origin, which its page does not show"
        for listed in output.spoken:
            if (listed.text, listed.keys) not in spoken:
                yield from listed_in(report, WHOLE, listed, [])


def _typed(where: str, cell: Mapping) -> Iterator[Words]:
    """What stands in a cell besides its code and outputs: paragraphs, and notes for programs."""
    said = [text for holder in (cell, *cell.get("outputs", ())) for text in _metadata(holder)]
    yield from (Words(text, "prose", where) for text in said)
    if cell["cell_type"] != "code":
        source = re.sub(r"https?://\S+", "", cell["source"])
        for paragraph in re.split(r"\n\s*\n|\n(?=#)|(?<=\n)(?=#)", source):
            place = "heading" if paragraph.startswith("#") else "prose"
            yield Words(tidy(paragraph.lstrip("# ")), place, where)


def _metadata(holder: Mapping) -> list[str]:
    """Texts for programs, without what Jupyter and the run say of the kernel."""
    kept = {
        name: value
        for name, value in holder.get("metadata", {}).items()
        if name not in ("kernelspec", "language_info", "papermill")
    }
    return [TIME.sub(" ", text) for text in strings(kept)]


def _outputs(where: str, cell: Mapping) -> Iterator[Page | str]:
    if cell.get("attachments"):
        yield f"{where}: an attached file, which may show a number; take it out"
    for output in cell.get("outputs", []):
        kinds = output.get("data", {})
        if output.get("output_type") not in ("display_data", "execute_result"):
            yield f"{where}: something that was printed bare. Show it with `report.table(...)`"
            continue
        for kind, value in kinds.items():
            content = value if isinstance(value, str) else "".join(map(str, value))
            if kind == "text/html":
                yield read_page(where, without_stills(content))
            elif kind != "text/plain":
                yield f"{where}: an output of the kind {kind}. Show it with `report.chart(...)`"
            elif "text/html" not in kinds:
                yield f"{where}: something bare. Show it with `report.table(...)`"
            elif re.search(r"\d", re.sub(r"Report\('\w+', \d{4}, '\w+'\)", "", content)):
                yield f"{where}: a second form of the output, in plain text, holds numbers"
