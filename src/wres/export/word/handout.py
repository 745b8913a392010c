"""An organisation's own sections as a Word file, for colleagues who edit them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from markupsafe import Markup

from wres.export.word.document import write_word
from wres.prepare.sections import Section
from wres.prepare.wordtexts import WordText, read_words
from wres.showing import markdown

_TITLE = "Our words in the WRES report, {organisation} {year}"
_HOW = (
    "Edit the text below each heading, and leave the headings as they are. Bold and slanted words, "
    "lists and links are taken back; tables and pictures are not. Comments are read by people and "
    "do not become part of the report. Track your changes if somebody is to decide on them."
)
_PAGE = Markup(
    '<!DOCTYPE html><html lang="en-GB"><head><title>{title}</title></head>'
    '<body data-footer="{title}"><header><h1>{title}</h1><p>{how}</p></header>'
    "<main>{content}</main></body></html>"
)


def write_handout(sections: Sequence[Section], organisation: str, year: int, target: Path) -> None:
    """Write the sections of a year as a Word file.

    Args:
        sections: all of them.
        organisation: its code.
        year: the WRES year.
        target: where to write.
    """
    title = _TITLE.format(organisation=organisation, year=year)
    content = Markup("\n").join(_parts(sections))
    html = _PAGE.format(title=title, how=_HOW, content=content)
    write_word(html, target)


def unedited(sections: Sequence[Section], organisation: str, year: int) -> WordText:
    """What comes back of these sections when nobody edits the file."""
    with tempfile.TemporaryDirectory(prefix="wres-") as folder:
        target = Path(folder) / "words.docx"
        write_handout(sections, organisation, year, target)
        return read_words(target, accept=True)


def _parts(sections: Iterable[Section]) -> Iterator[Markup]:
    above: tuple[str, ...] = ()
    for section in sections:
        if section.is_cell and section.title[:1] != above:
            yield Markup("<h2>{}</h2>").format(section.title[0])
        above = section.title[:1]
        yield Markup('<h{level} id="{mark}">{title}</h{level}>').format(
            level=len(section.title) + 1, mark=section.mark, title=section.title[-1]
        )
        yield _words(section)


def _words(section: Section) -> Markup:
    if not section.text:
        return Markup("<p></p>")
    if not section.is_cell:
        # What comes back becomes the text again, so nothing is added to it.
        return markdown.prose(section.text, marked=False)
    lines = [line.strip() for line in section.text.splitlines() if line.strip()]
    if len(lines) == 1:
        return Markup("<p>{}</p>").format(lines[0])
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    return Markup("<ul>{}</ul>").format(items)
