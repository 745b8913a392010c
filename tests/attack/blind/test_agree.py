"""The blind reader keeps the keys honest: words and keys agree in every cell of every table."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from attack.blind.agree import Compared, compare
from played import ROOT, play

REPORTS = [
    ("QHG", 2022, "published"), ("QHG", 2023, "published"), ("QHG", 2023, "internal"),
    ("EX1", 2022, "published"), ("EX1", 2023, "published"), ("EX1", 2024, "published"),
    ("EX1", 2024, "internal"),
]  # fmt: skip
# Of a made-up country; a larger one is compared by `python tests/attack/blind/country.py 250`.
ORGANISATIONS = [f"Z{number:03}" for number in range(10)]
# What the blind reader cannot read, by caption and header. Nothing: what is new must be taught.
UNREAD: set[tuple[str, str]] = set()


def compared(report, change=lambda html: html) -> Compared:
    found = Compared()
    for name, html in report.pages().items():
        compare(name, change(html), report.job.year, found)
    return found


@pytest.fixture(scope="module")
def example():
    return play("EX1", 2024)


@pytest.mark.parametrize(("code", "year", "audience"), REPORTS)
def test_words_and_keys_agree_in_every_cell_of_a_sample_report(code, year, audience):
    found = compared(play(code, year, audience))
    assert found.differing == []
    assert found.unread == UNREAD
    assert found.agreed > 150


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    folder = tmp_path_factory.mktemp("country")
    options = ["--organisations", str(len(ORGANISATIONS)), "--years", "2"]
    script = ROOT / "benchmarks" / "country.py"
    subprocess.run([sys.executable, script, folder, *options], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("code", ORGANISATIONS)
def test_words_and_keys_agree_in_a_made_up_country(country, code):
    found = compared(play(code, 2024, data=country))
    assert found.differing == []
    assert found.unread == UNREAD
    assert found.agreed > 50


def header(text):
    return f'<th scope="col" role="columnheader">{text}</th>'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (header("2024"), header("2023")),  # another year
        (header("White"), header("BME")),  # other people
        (">White: shortlisted<", ">White: appointed<"),  # another count
        (header("BME share, 2024"), header("BME change (points)")),  # another figure
        ("Clinical staff by", "Non-clinical staff by"),  # in a caption
    ],
)
def test_two_headers_in_each_others_place_are_found(example, one, other):
    def swapped(html):
        return re.sub(f"{re.escape(one)}|{re.escape(other)}",
                      lambda found: other if found[0] == one else one, html)  # fmt: skip

    assert compared(example, swapped).differing


def test_the_key_of_somebody_else_is_found(example):
    def other(html):
        return html.replace('staff_count////BME">', 'staff_count////White">')

    assert compared(example, other).differing
