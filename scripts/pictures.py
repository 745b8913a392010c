"""Make the pictures of docs/ from the reports that `make report` made: `make pictures`.

They show the founding organisation's report of 2023 as a browser and a printer show it. Look at
them before you commit them.

    python scripts/pictures.py reports/2024/EX1/report.pdf docs/pictures/EX1-2024.png

puts all pages of a PDF on one sheet, for docs/reports.md.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from math import ceil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from pypdf import PdfReader
from pypdf.generic import Destination

from wres.ground.system import find_chromium

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "reports" / "2023" / "QHG"
PICTURES = ROOT / "docs" / "pictures"
# Enough for a README, and a fraction of the size: flat colours need no more.
COLOURS = 200
# The sections whose first pages are shown.
SECTIONS = ("Summary", "Recruitment", "Board")


def screens() -> None:
    """The top of the report on a desk and on a telephone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for width, height in ((1280, 1700), (320, 900)):
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto((REPORT / "report.html").as_uri())
            target = PICTURES / f"report-{width}.png"
            page.screenshot(path=target)
            small(Image.open(target), target)
        browser.close()


def pages() -> None:
    """Three pages of the PDF side by side."""
    pdf = REPORT / "report.pdf"
    drawn = [_drawn(pdf, number, 60) for number in map(_first_page, SECTIONS)]
    small(_sheet(drawn, len(drawn)), PICTURES / "report-pdf.png")


def all_pages(pdf: Path, target: Path) -> None:
    """Every page of a PDF on one sheet."""
    numbers = range(1, len(PdfReader(pdf).pages) + 1)
    small(_sheet([_drawn(pdf, number, 24) for number in numbers], 6), target)


def _drawn(pdf: Path, number: int, resolution: int) -> Image.Image:
    """A page as a picture."""
    with tempfile.TemporaryDirectory() as folder:
        stem = Path(folder) / "page"
        command = ["pdftoppm", "-png", "-r", str(resolution), "-singlefile"]
        span = ["-f", str(number), "-l", str(number)]
        subprocess.run([*command, *span, pdf, stem], check=True, stderr=subprocess.DEVNULL)
        return Image.open(stem.with_suffix(".png")).convert("RGB")


def _sheet(drawn: list[Image.Image], across: int) -> Image.Image:
    """Pictures side by side, so many in a row."""
    gap = 12
    width, height = (max(each) + gap for each in zip(*(page.size for page in drawn), strict=True))
    down = ceil(len(drawn) / across)
    sheet = Image.new("RGB", (across * width + gap, down * height + gap), "#BFBFBF")
    for at, page in enumerate(drawn):
        sheet.paste(page, (gap + at % across * width, gap + at // across * height))
    return sheet


def _first_page(section: str) -> int:
    """The number of the page on which a section begins."""
    reader = PdfReader(REPORT / "report.pdf")
    pages = {
        bookmark.title: reader.get_destination_page_number(bookmark)
        for bookmark in _flat(reader.outline)
    }
    return pages[section] + 1


def _flat(bookmarks: list) -> Iterator[Destination]:
    for each in bookmarks:
        yield from _flat(each) if isinstance(each, list) else (each,)


def small(picture: Image.Image, target: Path) -> None:
    """Save a picture with few colours."""
    picture.convert("RGB").quantize(COLOURS).save(target, optimize=True)


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    if sys.argv[1:]:
        all_pages(*map(Path, sys.argv[1:]))
    else:
        screens()
        pages()
