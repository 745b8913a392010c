"""What an edition says of its ratings is what the front page of all reports reads of it."""

from pathlib import Path

import pytest

from helpers.report import open_report
from wres.export.html import Publication, report
from wres.export.standing import Standing

DATA = Path(__file__).parents[2] / "data"
RATED = Standing((("Achieving", "No clear change"), ("Not rated", "Not known")))


def test_it_is_read_from_the_page_that_was_published(tmp_path):
    opened = open_report("QHG", 2023, data=DATA)
    said = Standing(opened.standing())
    page = tmp_path / "report.html"
    page.write_text(report([], Publication("A", 2023), opened.cover(), said.content), "utf-8")

    assert Standing.of_report(page) == said
    # As the founding report's own table of ratings has it: by the rule, against another body
    assert dict(said.ratings)[2] == "Underdeveloped"
    assert said.changed == "indicator 9 [b] worsening"


@pytest.mark.parametrize("content", ["", "<html>", '<meta name="wres-standing" content="14">'])
def test_a_page_that_does_not_say_it_has_none(tmp_path, content):
    page = tmp_path / "report.html"
    page.write_text(content, "utf-8")

    assert Standing.of_report(page) == Standing()


def test_nothing_is_said_of_a_change_that_is_not_known():
    assert Standing((("Developing", "Not known"),)).changed == ""
    assert RATED.changed == "no indicator clearly improving or worsening"
    both = Standing((("Developing", "Worsening"),) * 3)
    assert both.changed == "indicators 1, 2 and 3 worsening"
