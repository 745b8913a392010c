"""The tables of a page as a reader sees them: words alone, with the headings above them."""

from __future__ import annotations

from attack.blind.tables import Grid
from lxml import etree
from lxml import html as lxml_html

from wres.attack.documents import tidy

_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def tables_of(name: str, text: str) -> list[Grid]:
    """Every table of a page, in reading order."""
    above: dict[int, str] = {}
    found = []
    for element in lxml_html.document_fromstring(text.encode("utf-8")).iter():
        if element.tag in _HEADINGS:
            level = _HEADINGS[element.tag]
            above = {at: words for at, words in above.items() if at < level}
            above[level] = tidy(element.text_content())
        elif element.tag == "dt" and tidy(element.text_content()).startswith("Indicator"):
            above[7] = tidy(element.text_content())
        elif element.tag == "table":
            found.append(_grid(name, element, tuple(above[level] for level in sorted(above))))
    return found


def _grid(name: str, table: etree._Element, where: tuple[str, ...]) -> Grid:
    caption = table.find("caption")
    words = tidy(caption.text_content()) if caption is not None else ""
    rows = [
        tuple(
            tidy(cell.text_content())
            for cell in row.iter("th", "td")
            for _ in range(int(cell.get("colspan") or 1))
        )
        for row in table.iter("tr")
    ]
    rows = [row for row in rows if row]
    headers, body = (rows[0], tuple(rows[1:])) if rows else ((), ())
    return Grid(f"{name}, table '{words}'", words, where, headers, body)
