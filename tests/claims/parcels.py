"""Word and PowerPoint files put together from their parts, as small as they may be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMES = (
    f"{W} "
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = OFFICE + "wordprocessingml.{}+xml"
SLIDES = OFFICE + "presentationml.{}+xml"
DRAWING = OFFICE + "drawingml.{}+xml"
WORKBOOK = OFFICE + "spreadsheetml.sheet"


def element(tag: str, inner: str) -> str:
    """An XML part with all the names that these files use."""
    return f"<{tag} {NAMES}>{inner}</{tag}>"


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def drawn(text: str) -> str:
    """A paragraph of PowerPoint."""
    return f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"


def body(inner: str) -> tuple[str, str]:
    """The main part of a Word document, with its content type."""
    return WORD.format("document.main"), element("w:document", f"<w:body>{inner}</w:body>")


def relations(targets: Mapping[str, str]) -> tuple[str, str]:
    """A part of relations: targets by their ids."""
    rows = "".join(f'<Relationship Id="{i}" Target="{t}"/>' for i, t in targets.items())
    return "", f"<Relationships>{rows}</Relationships>"


def parcel(path: Path, parts: Mapping[str, tuple[str, str | bytes]]) -> Path:
    """Write a file of parts: name to content type and content."""
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, (kind, _) in parts.items()
        if kind
    )
    relation = '<Default Extension="rels" ContentType="application/relationships+xml"/>'
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{relation}{types}</Types>")
        for name, (_, content) in parts.items():
            archive.writestr(name, content)
    return path
