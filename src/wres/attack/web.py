"""Read HTML, SVG and executed notebooks as an attacker does: also what no reader sees."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from wres import reference
from wres.attack.documents import Document, Grid, Passage, tidy
from wres.attack.words import is_harmless

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {"p", "li", "dt", "dd", "figcaption", "td", "th"}
_SPOKEN = ("alt", "aria-label", "title", "aria-description", "content")
_KEYS = ("data-figure", "data-figures")  # which figures the numbers are of
_SEEN = 1.0  # user units; a bar shorter than this cannot be seen
_LINE = 15.0  # user units; lines of a label are closer, labels of two rows are not
_CORNER = re.compile(r"[ML]\s*(-?[\d.]+)[\s,]+(-?[\d.]+)")


def read_html(name: str, text: str, headings: tuple[str, ...] = ()) -> Document:
    """The tables, words, attributes, comments and drawings of a page."""
    found = Document(name)
    if not text.strip():
        return found
    root = lxml_html.document_fromstring(text.encode("utf-8"), parser=_parser())
    above = dict(enumerate(headings))
    drawn = {each for drawing in root.iter("svg") for each in drawing.iter()}
    for element in root.iter():
        tag = element.tag
        where = tuple(above[level] for level in sorted(above))
        if tag is etree.Comment or tag is etree.ProcessingInstruction:
            if not re.match(r"\[(if|endif)", element.text or ""):
                where += tuple(_head(each) for each in element.iterancestors("svg"))
                found.passages.append(Passage(f"{name}, comment", where, tidy(element.text), True))
            continue
        if not isinstance(tag, str):
            continue
        _attributes(found, element, where)
        if tag in _HEADINGS:
            level = _HEADINGS[tag]
            above = {at: words for at, words in above.items() if at < level}
            above[level] = tidy(element.text_content())
        elif tag == "table":
            found.grids.append(_grid(name, element, where))
        elif tag == "svg":
            _drawing(found, element, where)
        elif tag in ("script", "template", "object", "embed", "iframe", "canvas"):
            found.passages.append(
                Passage(f"{name}, {tag}", where, tidy(element.text_content()), True)
            )
        elif tag == "img" and not (element.get("src") or "").startswith("data:image/svg"):
            found.unexamined.append(f"{name}: a picture that is not a drawing")
        if tag in _BLOCKS and element not in drawn:
            words = tidy(element.text_content())
            if tag == "figcaption" and all(each.tag == "p" for each in element):
                # Sentences, though none of them ends in a full stop.
                parts = [element.text, *(each.text_content() for each in element)]
                words = ". ".join(filter(None, map(tidy, parts)))
            if "wres-masthead-organisation" in (element.get("class") or "").split():
                found.names.append(words)
            if tag == "dt" and words.startswith("Indicator"):
                above[7] = words
            if words:
                found.passages.append(Passage(name, where, words))
    return found


def _parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)


def _attributes(found: Document, element: etree._Element, where: tuple[str, ...]) -> None:
    for key, value in element.attrib.items():
        if key in _KEYS:
            continue
        if key in _SPOKEN or key.startswith("data-"):
            # A viewport's width is no figure.
            if element.get("name") == "viewport" or value.startswith("data:"):
                continue
            passage = Passage(f"{found.name}, {key}", where, tidy(value), key.startswith("data-"))
            found.passages.append(passage)


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


def _drawing(found: Document, svg: etree._Element, where: tuple[str, ...]) -> None:
    """A chart: what it says of itself, its labels row by row, and its bars."""
    source = f"{found.name}, drawing"
    said = _said(svg)
    head = _head(svg)
    found.passages += [Passage(source, (*where, head), words) for words in said]
    texts = [
        (float(each.get("y") or 0), float(each.get("x") or 0), tidy(each.text_content()))
        for each in svg.iter("text")
    ]
    by_row = defaultdict(list)
    columns = {}  # by where they begin: a year above the values that are of it
    for y, x, words in texts:
        by_row[round(y)].append((x, words))
        if re.fullmatch(r"20\d\d", words):
            columns[x] = words
    labels = list(_labels(svg))
    beside = {words for *_, lines in labels for words in lines}
    labelled = set()
    for y, row in sorted(by_row.items()):
        row = sorted(row)
        lines = next((lines for top, bottom, lines in labels if top <= y <= bottom), None)
        if lines:
            label, values = " ".join(lines), [each for each in row if each[1] not in beside]
        else:
            (_, label), *values = row
        for at, (x, value) in enumerate(values):
            if at == 0 or (x in columns and not re.match(r"$|\[\w+\]|[\d.,]+%", label)):
                whose = f"{label}, {columns[x]}" if x in columns else label
                found.passages.append(Passage(source, (*where, head), f"{whose}: {value}"))
                labelled.add((y, x, value))
    # "7 of 26" beside "BME, 2022" is about nobody else: without its label it would say less.
    found.passages += [
        Passage(source, (*where, head), words)
        for y, x, words in texts
        if (round(y), x, words) not in labelled
    ]
    if said and any("chart" in words.casefold() for words in said):
        found.unexamined += [f"{source} '{head}': {fault}" for fault in _unlabelled(svg, texts)]


def _labels(svg: etree._Element) -> Iterator[tuple[int, int, list[str]]]:
    """The labels of rows: where each begins and ends, downwards, and its lines.

    They end where the bars begin. Lines that stand close together are one label, and the values
    of its row stand beside it, between its lines where there are two.
    """
    ends = sorted(
        (float(each.get("y") or 0), tidy(each.text_content()))
        for each in svg.iter("text")
        if each.get("text-anchor") == "end"
    )
    lines: list[tuple[float, str]] = []
    for y, words in [*ends, (math.inf, "")]:
        if lines and y - lines[-1][0] > _LINE:
            yield round(lines[0][0]), round(lines[-1][0]), [each for _, each in lines]
            lines = []
        lines.append((y, words))


def _said(svg: etree._Element) -> list[str]:
    """What a drawing says of itself."""
    words = [tidy(each.text_content()) for each in svg.iter("title", "desc", "metadata")]
    return [each for each in words if each]


def _head(svg: etree._Element) -> str:
    """The sentence that says what a drawing shows."""
    said = _said(svg)
    return said[0].partition(". ")[0] if said else ""


def _unlabelled(svg: etree._Element, texts: list[tuple[float, float, str]]) -> Iterator[str]:
    """Bars that no printed number stands beside: their length tells the number."""
    colours = {reference.colour(role).casefold() for role in ("White", "BME", "Unknown", "all")}
    for path in svg.iter("path"):
        if (path.get("fill") or "").casefold() not in colours:
            continue
        corners = [tuple(map(float, at)) for at in _CORNER.findall(path.get("d") or "")]
        if len(corners) < 4:
            continue
        across, down = zip(*corners, strict=True)
        width, height = max(across) - min(across), max(down) - min(down)
        if min(width, height) < _SEEN or max(width, height) < 12:  # unseen, or a key's square
            continue
        beside = [
            words
            for y, x, words in texts
            if not is_harmless(words)
            and (min(down) <= y <= max(down) + 4 or min(across) <= x <= max(across))
        ]
        if not beside:
            yield f"a bar of {width:.1f} by {height:.1f} without a printed number"


def read_svg(name: str, text: str) -> Document:
    """A drawing in a file of its own."""
    return read_html(name, f"<html><body>{re.sub(r'^.*?(?=<svg)', '', text, flags=re.S)}</body>")


def read_notebook(name: str, text: str) -> Document:
    """The words, outputs and metadata of an executed notebook."""
    found = Document(name)
    try:
        cells = json.loads(text)["cells"]
    except (ValueError, KeyError, TypeError):
        found.unexamined.append(f"{name}: not a notebook")
        return found
    headings: tuple[str, ...] = ()
    for number, cell in enumerate(cells, start=1):
        source = f"{name}, cell {number}"
        words = "".join(cell.get("source", ""))
        if cell.get("cell_type") == "markdown":
            for line in words.splitlines():
                if line.startswith("# "):
                    headings = (line.removeprefix("# ").strip(),)
                found.passages.append(Passage(source, headings, tidy(line)))
        for output in cell.get("outputs", []):
            data = {**output.get("data", {}), "text/plain": output.get("text", "")}
            data["text/plain"] = [*data["text/plain"], *output.get("traceback", [])]
            for kind, value in data.items():
                content = value if isinstance(value, str) else "".join(map(str, value))
                if kind in ("text/html", "image/svg+xml"):
                    found.add(read_html(source, content, headings))
                elif kind.startswith("text/"):
                    found.passages.append(Passage(source, headings, tidy(content)))
                elif content:
                    found.unexamined.append(f"{source}: an output of the kind {kind}")
    return found
