"""Measure finished reports as a reader meets them, a row of docs/reports.md each.

    python scripts/measure_reports.py reports/2023/QHG reports/2024/EX1

Pages of the PDF; words, tables and charts of the whole report; how often its main findings are told
in words; and how many screens of a laptop a reader scrolls to the first of them.
"""

from __future__ import annotations

import sys
from dataclasses import astuple, dataclass
from pathlib import Path

from lxml import html as lxml_html
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from wres.ground.system import find_chromium

# What a main finding is about, as its key goes on after the year; the workforce's share is not
# among them, since bands, boards and places are set beside it wherever they are told.
FINDINGS = (
    "2/relative_likelihood_white_to_bme",
    "3/relative_likelihood_bme_to_white",
    "4/relative_likelihood_white_to_bme",
    *(f"{number}/survey_percentage////BME" for number in (5, 6, 7, 8)),
    "9/board_percentage/board+members///BME",
)
# Where a finding is told: in a sentence, a tile (its number and its words are one) or a cell of
# words. Not in a chart or its alternative text, which says it to whoever does not see it, nor in a
# cell of numbers or the note that explains one of its symbols: they are what a finding is made of.
TOLD = (
    "self::p[not(ancestor::li)] or self::li[not(ancestor::ul[@class='wres-table-notes'])] "
    "or self::td[contains(@class, 'wres-text') and not(.//li)] or self::dd"
)
SCREEN = {"width": 1280, "height": 800}


@dataclass(frozen=True)
class Measured:
    """One report, in numbers."""

    report: str
    pages: int
    words: int
    tables: int
    charts: int
    told: int  # the main finding that is told most often
    screens: float


def measure(folder: Path, browser: object) -> Measured:
    """The report of a folder."""
    page = lxml_html.parse(folder / "report.html").getroot().find(".//main")
    charts = page.findall(".//svg")
    told = max(
        len(page.xpath(f".//*[{TOLD}][.//*[@data-figure='{folder.parent.name}/{key}']]"))
        for key in FINDINGS
    )
    for chart in charts:
        chart.drop_tree()
    words = sum(len(text.split()) for text in page.itertext())
    return Measured(
        f"{folder.name} {folder.parent.name}",
        len(PdfReader(folder / "report.pdf").pages),
        words,
        len(page.findall(".//table")),
        len(page.findall(".//figure")),  # each drawn wide and narrow
        told,
        screens(folder / "report.html", browser),
    )


def screens(report: Path, browser: object) -> float:
    """How far down the first finding begins, in screens."""
    page = browser.new_page(viewport=SCREEN)
    page.goto(report.resolve().as_uri())
    top = page.evaluate(
        "document.querySelector('.wres-tile, .wres-story').getBoundingClientRect().top"
    )
    page.close()
    return round(top / SCREEN["height"], 1)


def main(folders: list[str]) -> None:
    """A table in Markdown."""
    print("| Report | Pages | Words | Tables | Charts | Times told | Screens |")
    print("|---|---|---|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for folder in map(Path, folders):
            print(f"| {' | '.join(map(str, astuple(measure(folder, browser))))} |")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
