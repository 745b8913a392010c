"""Make the README's pictures from the reports that `make report` made: `make pictures`.

They show the founding organisation's report of 2023 as a browser and a printer show it. Look at
them before you commit them.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
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
    with tempfile.TemporaryDirectory() as folder:
        drawn = []
        for number in map(_first_page, SECTIONS):
            stem = Path(folder) / str(number)
            span = ["-f", str(number), "-l", str(number)]
            command = ["pdftoppm", "-png", "-r", "60", "-singlefile", *span]
            subprocess.run([*command, REPORT / "report.pdf", stem], check=True)
            drawn.append(Image.open(stem.with_suffix(".png")).convert("RGB"))
        gap = 12
        sheet = Image.new(
            "RGB",
            (sum(p.width + gap for p in drawn) + gap, max(p.height for p in drawn) + 2 * gap),
            "#BFBFBF",
        )
        left = gap
        for page in drawn:
            sheet.paste(page, (left, gap))
            left += page.width + gap
        small(sheet, PICTURES / "report-pdf.png")


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
    screens()
    pages()
