"""Executed notebooks to HTML: a fragment each, a page each, and one whole report.

A page needs nothing but itself: style and fonts are inside, there is no script, and nothing is
fetched from anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
from markupsafe import Markup
from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode

from wres import __version__
from wres.export.bare import refusal
from wres.export.document import document
from wres.export.markup import demote, relink, scope, slugify
from wres.ground.errors import RunError
from wres.showing import markdown
from wres.showing.components import Masthead

_INJECTED = "injected-parameters"
SILENT_TAGS = frozenset(("parameters", _INJECTED, "setup"))


@dataclass(frozen=True)
class Fragment:
    """One notebook, ready to become a page or a section of the report.

    Attributes:
        title: The words of its first heading.
        slug: Its name in addresses; also the id of its first heading.
        html: Its content, with headings from level 1.
        ids: The ids within it.
        prefix: What the name of its page begins with; empty but for internal readers.
    """

    title: str
    slug: str
    html: str
    ids: frozenset[str] = frozenset()
    prefix: str = ""

    @property
    def file(self) -> str:
        """The name of its page.

        >>> Fragment("Staff survey", "staff_survey", "").file
        'staff_survey.html'
        """
        return f"{self.prefix}{self.slug}.html"

    @property
    def is_wide(self) -> bool:
        """Whether it is printed across the paper, because a table in it is wide."""
        return 'wres-wide"' in self.html


@dataclass(frozen=True)
class Publication:
    """What all the pages of one organisation's year have in common.

    Attributes:
        organisation: The organisation's name.
        year: The year of the Standard.
        banner: A warning on every page, such as "Invented example data".
        prefix: What the name of each file begins with; empty but for internal readers.
        index: The address of the index from a page or the report; empty for none.
        version: The pack's version.
    """

    organisation: str
    year: int
    banner: str = ""
    prefix: str = ""
    index: str = "../../index.html"
    version: str = __version__

    def file(self, name: str) -> str:
        """What a file of the report is called.

        >>> Publication("NHS Example ICB", 2023, prefix="internal-").file("report.pdf")
        'internal-report.pdf'
        """
        return f"{self.prefix}{name}"

    @property
    def footer(self) -> str:
        """What stands at the foot of every page of paper."""
        whose = f"{self.organisation}, WRES {self.year}"
        return f"{self.banner}. {whose}" if self.banner else whose

    @property
    def name(self) -> str:
        """What every page's title ends with.

        >>> Publication("NHS Example ICB", 2023).name
        'WRES 2023 - NHS Example ICB'
        """
        return f"WRES {self.year} - {self.organisation}"


def fragment(notebook: str | Path | NotebookNode, slug: str = "", prefix: str = "") -> Fragment:
    """Turn an executed notebook into a piece of a report: words and outputs, no code.

    Args:
        notebook: The executed notebook, or the path of its file.
        slug: Its name in addresses; by default the file's name.
        prefix: What the name of its page begins with.

    Raises:
        RunError: the notebook failed, or shows something that a report cannot hold.
    """
    if isinstance(notebook, NotebookNode):
        node, name = notebook, slug or "notebook"
    else:
        path = Path(notebook)
        node, name = nbformat.read(path, as_version=4), path.name
        slug = slug or path.stem
    _refuse_unfinished(node, name)
    html, _ = _exporter().from_notebook_node(node)
    scoped = scope(html, slugify(slug or _first_heading(node)), name)
    return Fragment(scoped.title, slugify(slug or scoped.title), scoped.html, scoped.ids, prefix)


def page(part: Fragment, publication: Publication, siblings: Sequence[Fragment] = ()) -> str:
    """One notebook's page, with links to its siblings and to the whole report.

    Args:
        part: The notebook.
        publication: What the pages have in common.
        siblings: All the notebooks of the report in their order, this one among them.

    Raises:
        RunError: a link leads nowhere.
    """
    content = relink(part.html, _resolver(part, siblings or (part,), lambda other: other.file))
    return document(
        "page.html.j2",
        title=f"{part.title} - {publication.name}",
        author=publication.organisation,
        publication=publication,
        part=part,
        siblings=siblings,
        content=Markup(content),
    )


def report(
    parts: Sequence[Fragment], publication: Publication, masthead: Masthead, standing: str = ""
) -> str:
    """All sections in one file that can be sent, kept, printed and made into the PDF.

    Raises:
        RunError: two sections have one name, or a link leads nowhere.
    """
    slugs = [part.slug for part in parts]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise RunError(f"Two notebooks are named '{slug}'. Rename one of them.")
    sections = [
        (part, Markup(relink(demote(part.html), _resolver(part, parts, lambda _other: ""))))
        for part in parts
    ]
    return document(
        "report.html.j2",
        # The cover's title says the year already.
        title=f"{masthead.title} - {publication.organisation}",
        author=publication.organisation,
        standing=standing,
        publication=publication,
        masthead=masthead,
        sections=sections,
    )


def board_edition(part: Fragment, publication: Publication, masthead: Masthead) -> str:
    """The board edition by itself: the cover and one section, without links to pages.

    Raises:
        RunError: a link leads nowhere in it.
    """
    content = relink(demote(part.html), _resolver(part, (part,), lambda _other: ""))
    return document(
        "board_edition.html.j2",
        title=f"{part.title} - {publication.name}",
        author=publication.organisation,
        publication=publication,
        masthead=masthead,
        content=Markup(content),
    )


class _Exporter(TemplateExporter):
    """nbconvert with the pack's template and nothing that guesses, adds or colours."""

    def default_filters(self) -> Iterable[tuple[str, Callable]]:
        """The filters of nbconvert, with the pack's own Markdown: no raw HTML, no anchor signs."""
        yield from super().default_filters()
        yield "markdown2html", markdown.cell


@cache
def _exporter() -> _Exporter:
    """One exporter for every notebook: building it takes longer than using it."""
    return _Exporter(
        template_name="wres",
        template_file="index.html.j2",
        extra_template_basedirs=[str(Path(__file__).parent / "templates")],
        file_extension=".html",
        optimistic_validation=True,  # once, and not after each of a dozen steps
    )


def _first_heading(node: NotebookNode) -> str:
    """What a notebook without a file is named after."""
    for cell in node.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("# "):
            return cell.source.splitlines()[0].removeprefix("# ")
    return ""


def _refuse_unfinished(node: NotebookNode, name: str) -> None:
    """Stop where a cell failed, or shows what no component of the pack made."""
    # As its author counts them: one cell is papermill's.
    cells = [cell for cell in node.cells if _INJECTED not in cell.metadata.get("tags", ())]
    for number, cell in enumerate(cells, start=1):
        if cell.cell_type != "code":
            continue
        silent = SILENT_TAGS.intersection(cell.metadata.get("tags", ()))
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                raise RunError(
                    f"{name}: cell {number} failed with {output.ename}: {output.evalue}. "
                    "Mend it and run the notebook again; nothing was exported."
                )
            if silent and output.output_type != "stream":
                continue
            if why := refusal(output):
                raise RunError(f"{name}: cell {number} {why}")


def _resolver(
    part: Fragment, parts: Sequence[Fragment], address: Callable[[Fragment], str]
) -> Callable[[str], str]:
    """How a link written in a notebook is written in a page or in the whole report.

    A notebook may name another as `recruitment.ipynb`, `recruitment.html` or `#recruitment`, and
    a heading of its own as `#what-is-the-data-telling-us`.
    """
    by_slug = {other.slug: other for other in parts}

    def resolve(target: str) -> str:
        if markdown.is_external(target):
            return target
        file, _, anchor = target.partition("#")
        named = slugify(file.rpartition(".")[0]) if file else anchor
        other = by_slug.get(named, None if file else part)
        if other is not None:
            for identity in (anchor, f"{other.slug}-{anchor}") if anchor else (other.slug,):
                if identity in other.ids:
                    return f"{address(other) if other is not part else ''}#{identity}"
        raise RunError(f"{part.title}: the link to '{target}' leads nowhere in this report.")

    return resolve
