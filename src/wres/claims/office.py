"""Read Word and PowerPoint files through their parts' XML: every part is read, or named.

What a part is stands in its content type; `reference/document_parts.csv` says which are read. A
part of any other type is named as not read, so that nothing is passed over. Elements are known by
their local names, since the two formats, and their strict and transitional forms, share them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from lxml import etree

from wres import reference
from wres.claims import charts
from wres.claims.lines import Document, DocumentError, Lines, limit
from wres.claims.markup import MarkupError, local, parsed
from wres.claims.texts import Walker

_RELATIONS = "_rels/{}.rels"


def read_office(path: Path) -> Document:
    """Every part of a Word or PowerPoint file, the text first, then headers, notes and charts.

    Raises:
        DocumentError: it is no such file, or its main part cannot be read.
    """
    with open_package(path) as package:
        return package.read()


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """A Word or PowerPoint file, open to read its parts.

    Raises:
        DocumentError: it is no such file.
    """
    try:
        with ZipFile(path) as archive:
            yield Package(str(path), archive)
    except (BadZipFile, NotImplementedError, EOFError, ZlibError) as error:
        raise DocumentError(
            f"'{path}' is not a Word or PowerPoint document of the form .docx or .pptx, or it is "
            "damaged or has a password. Save it again from Word or PowerPoint."
        ) from error


@dataclass(frozen=True, slots=True)
class _Kind:
    """How parts of one content type are treated."""

    treatment: str
    called: str

    @property
    def is_main(self) -> bool:
        """Whether it is the text itself."""
        return self.treatment == "read" and not self.called


class Package:
    """A Word or PowerPoint file that is open, and the lines that are read from it."""

    def __init__(self, name: str, archive: ZipFile) -> None:
        self.name = name
        self.archive = archive
        self.parts = [each.filename for each in archive.infolist() if not each.is_dir()]
        if len(self.parts) > limit("parts"):
            raise DocumentError(
                f"'{name}' has {len(self.parts):,} parts; no more than {limit('parts'):,} are "
                "opened. Save it again from Word or PowerPoint."
            )
        self.lines = Lines(name)
        self.styles: dict[str, str] = {}

    def read(self) -> Document:
        """Every part, in the order in which people meet them."""
        kinds = self.kinds()
        self.styles = self.named_styles(kinds)
        order = self._order(kinds)
        for part in sorted(kinds, key=lambda each: order.get(each, (len(order), each))):
            kind = kinds[part]
            self.lines.place = self._place(part, kind, order)
            if kind.treatment == "read":
                self._read_part(part, kind)
            elif kind.treatment == "skipped":
                self.lines.leave(f"{kind.called} are not read")
            elif kind.treatment == "picture" and not part.startswith("docProps/"):
                self.lines.leave(f"{kind.called} ({part}) is not looked into")
            elif kind.treatment == "unknown":
                self.lines.leave(f"the part '{part}' cannot be read", is_text=True)
        return self.lines.document()

    def kinds(self) -> dict[str, _Kind]:
        """Each part and how it is treated, by the content types of the file."""
        tree = self._main("[Content_Types].xml")
        exact = {
            each.get("PartName", "").lstrip("/").lower(): each.get("ContentType", "")
            for each in tree.iter("{*}Override")
        }
        by_ending = {
            each.get("Extension", "").lower(): each.get("ContentType", "")
            for each in tree.iter("{*}Default")
        }
        kinds = {}
        behind_charts = self._behind_charts()
        for part in self.parts:
            if part == "[Content_Types].xml" or part in behind_charts:
                continue
            ending = part.rpartition(".")[2].lower()
            kinds[part] = _treated(part, exact.get(part.lower(), by_ending.get(ending, "")))
        if not any(kind.treatment == "read" for kind in kinds.values()):
            raise DocumentError(
                f"'{self.name}' has no text of Word or PowerPoint in it. Save it again from there."
            )
        return kinds

    def _behind_charts(self) -> set[str]:
        """The workbooks behind charts: the chart itself holds what is shown of them."""
        found = set()
        for part in self.parts:
            if re.search(r"(?:^|/)charts/_rels/", part):
                found |= set(self.targets(part).values())
        return found

    def targets(self, relations: str) -> dict[str, str]:
        """What a part's relations point to, by their ids; nothing where they cannot be read."""
        try:
            tree = self.tree(relations)
        except MarkupError:
            return {}
        folder = PurePosixPath(relations).parent.parent
        return {
            each.get("Id", ""): _normal(folder, each.get("Target", ""))
            for each in tree.iter("{*}Relationship")
        }

    def _order(self, kinds: dict[str, _Kind]) -> dict[str, tuple[int, str]]:
        """The place of the main text and of each slide: as they are shown, not as they are named.

        The notes and the charts of a slide follow it.
        """
        order: dict[str, tuple[int, str]] = {
            part: (0, part) for part, kind in kinds.items() if kind == _Kind("read", "")
        }
        main = "ppt/presentation.xml"
        if main not in kinds:
            return order
        targets = self.targets(_relations_of(main))
        shown = [
            targets.get(next((v for k, v in each.attrib.items() if k.endswith("}id")), ""), "")
            for each in self._main(main).iter("{*}sldId")
        ]
        for number, slide in enumerate(filter(None, shown), start=1):
            order[slide] = (number, "")
            for target in self.targets(_relations_of(slide)).values():
                if kinds.get(target, _Kind("", "")).called in ("notes", "chart", "diagram"):
                    order.setdefault(target, (number, target))
        return order

    def _place(self, part: str, kind: _Kind, order: dict[str, tuple[int, str]]) -> str:
        """How a part is called in messages: "slide 3", "header", "notes of slide 3"."""
        number = order.get(part, (0, ""))[0]
        if kind.called == "slide" or not number:
            return f"{kind.called} {number}".strip() if number else kind.called
        return f"{kind.called} of slide {number}"

    def named_styles(self, parts: Iterable[str]) -> dict[str, str]:
        """The name of each style of paragraphs by its id; none where they cannot be read."""
        for part in parts:
            if part.endswith("/styles.xml"):
                try:
                    tree = self.tree(part)
                except MarkupError:
                    return {}
                return {
                    _value(each, "styleId"): _value(each.find("{*}name"), "val")
                    for each in tree.iter("{*}style")
                    if each.find("{*}name") is not None
                }
        return {}

    def _read_part(self, part: str, kind: _Kind) -> None:
        try:
            tree = self.tree(part)
        except MarkupError as error:
            if not kind.called:
                raise DocumentError(
                    f"'{self.name}' cannot be read: its part '{part}' {error}. "
                    "Open it in Word and save it again."
                ) from error
            self.lines.leave(f"'{part}' cannot be read: it {error}", is_text=True)
            return
        if kind.called:
            # What stands in the text is no heading of a footnote.
            self.lines.add(kind.called.capitalize(), "# ")
        if kind.called == "chart":
            charts.read_chart(tree, self.lines)
            return
        is_below = "of slides" in kind.called or "of notes" in kind.called
        is_below = is_below or "of handouts" in kind.called
        Walker(self.lines, self.styles, is_below).read(tree)

    def _main(self, part: str) -> etree._Element:
        try:
            return self.tree(part)
        except MarkupError as error:
            raise DocumentError(
                f"'{self.name}' cannot be read: its part '{part}' {error}. "
                "Save it again from Word or PowerPoint."
            ) from error

    def tree(self, part: str) -> etree._Element:
        """A part's XML.

        Raises:
            MarkupError: it is not there, too large, broken, or holds what no office file may.
        """
        most = limit("part")
        try:
            with self.archive.open(part) as file:
                content = file.read(most + 1)
        except KeyError as error:
            raise MarkupError("is missing") from error
        except (BadZipFile, NotImplementedError, EOFError, ZlibError, RuntimeError) as error:
            raise MarkupError("is damaged, or has a password") from error
        if len(content) > most:
            raise MarkupError(f"unpacks to more than {most // 1_000_000} MB")
        return parsed(content)


def _treated(part: str, content_type: str) -> _Kind:
    """How a part is treated: by the row of the longest text that its content type holds."""
    if content_type == "application/xml" and not part.startswith("customXml/"):
        return _Kind("unknown", "")
    rows = [
        row
        for row in reference.rows("document_parts")
        if row["content_type"].lower() in content_type.lower()
    ]
    if not rows:
        return _Kind("unknown", "")
    row = max(rows, key=lambda each: len(each["content_type"]))
    return _Kind(row["treatment"], row["called"])


def _relations_of(part: str) -> str:
    path = PurePosixPath(part)
    return str(path.parent / _RELATIONS.format(path.name))


def _normal(folder: PurePosixPath, target: str) -> str:
    """A relation's target as the name of a part: it may begin at the root, or go up with dots."""
    steps: list[str] = []
    for step in (PurePosixPath(target) if target.startswith("/") else folder / target).parts:
        if step == "..":
            steps = steps[:-1]
        elif step not in ("/", "."):
            steps.append(step)
    return "/".join(steps)


def _value(element: etree._Element | None, name: str) -> str:
    """An attribute by its local name."""
    if element is None:
        return ""
    return next((v for k, v in element.attrib.items() if local(k) == name), "")
