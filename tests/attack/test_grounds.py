"""The grounds of discrimination: a small one cannot be worked out, and a leak is refused."""

from __future__ import annotations

import pytest
from builders import data_folder
from played import play

from wres.attack.documents import Passage
from wres.attack.facts import Cell
from wres.attack.verdict import examine
from wres.attack.words import Printed, facts_in

from .keyed import count, put, share, table

# Of 80 BME staff two named sexual orientation, and of all 180 eleven: nine White staff.
ROWS = (
    "1,staff in post,all,all,1800,600,40,,made up",
    "8,named a ground,all,all,100,80,4,184,made up",
    "8,ground: ethnic background,all,all,12,60.0%,2,62,made up",
    "8,ground: gender,all,all,45%,16,1,62,made up",
    "8,ground: religion,all,all,6,8,0,14,made up",
    "8,ground: sexual orientation,all,all,9,2,0,11,made up",
    "8,ground: disability,all,all,14,6,0,20,made up",
    "8,ground: age,all,all,20,7,1,28,made up",
    "8,ground: other,all,all,25,12,1,38,made up",
)
KEY = "2023/8/ground_sexual_orientation_percentage////BME"
ANY = "2023/8/named_a_ground_count////BME"
SMALL = Cell(2023, 8, "ground_sexual_orientation_count", ethnicity="BME")


def asking(root, rows=ROWS):
    data = data_folder(root, rows=rows)
    settings = "setting,year,value,reason\nfurther standards,,yes,\n"
    (data / "RXX" / "settings.csv").write_text(settings, encoding="utf-8")
    return data


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The report of an organisation that hands the grounds in, to put cells into."""
    return play("RXX", 2023, data=asking(tmp_path_factory.mktemp("grounds")))


@pytest.fixture
def examined(played, tmp_path):
    def of(*cells):
        shown = {"further_standards": [f'<div class="wres-block">{cell}</div>' for cell in cells]}
        return examine(played.write(tmp_path, shown), also=[], handed=played.handed)

    return of


def test_the_page_prints_them_and_what_is_small_stays_unknown(played, examined):
    verdict = examined()
    assert verdict.findings == () and verdict.passed, verdict.summary()
    at = verdict.ranges[SMALL]
    assert at.low <= 2 <= at.high and at.candidates > 5
    page = played.pages()["further_standards.html"]
    assert f'<span data-figure="{KEY}">[c]</span>' in page
    assert '<span data-figure="2023/8/ground_religion_percentage////BME">10.0%</span>' in page


@pytest.mark.parametrize(
    "cell",
    [
        f'<p>Of BME staff <span data-figure="{KEY}">2.5%</span> named sexual orientation.</p>',
        "<p>BME staff who named sexual orientation: 2 of 80.</p>",
        "<p>Two BME staff named sexual orientation.</p>",
        f'<p>There are <span data-figure="{ANY}">80</span> BME staff in post.</p>',
    ],
    ids=["the share", "so many of so many", "in words", "a number of other people"],
)
def test_a_leak_on_the_page_is_refused(examined, cell):
    assert any("further_standards.html" in each for each in examined(cell).findings)


def body(gender, ethnic="66.7%", people=12):
    """Of twelve BME staff eight named ethnic background; the others named gender, or nobody."""
    named = {"ethnic_background": ethnic, "gender": gender}
    others = ("religion", "sexual_orientation", "disability", "age", "other")
    rows = (
        (name.capitalize(), share(f"2024/8/ground_{name}_percentage////BME", printed))
        for name, printed in {**named, **dict.fromkeys(others, "0.0%")}.items()
    )
    everybody = count("2024/8/named_a_ground_count////BME", people)
    return "<h1>Further standards</h1>" + table(
        "Grounds of discrimination, WRES 2024", ("Ground", "BME"), *rows,
        ("All who named a ground", everybody),
    )  # fmt: skip


def test_the_attack_knows_that_each_of_them_named_a_ground(tmp_path):
    verdict = examine(put(tmp_path / "2024" / "RXX", further_standards=body(None)))
    (gender,) = (at for cell, at in verdict.ranges.items() if "gender" in cell.measure)
    assert (gender.low, gender.high) == (4, 12)


def test_beside_all_of_them_it_may_be_anything(tmp_path):
    shown = body(None, ethnic="100.0%")
    verdict = examine(put(tmp_path / "2024" / "RXX", further_standards=shown))
    (gender,) = (at for cell, at in verdict.ranges.items() if "gender" in cell.measure)
    assert (gender.low, gender.high) == (0, 12)


def told(words):
    printed = Printed({SMALL.of(measure="named_a_ground_count"): 80})
    passage = Passage("staff_survey.html", ("Indicator 8",), words)
    return [one.printed for one in facts_in(passage, 2023, [SMALL], printed)]


def test_own_words_tell_of_a_ground_only_by_its_name():
    assert told("Of BME staff, 2 of 80 named their sexual orientation.") == ["2"]
    assert told("BME staff, sexual orientation: 2") == ["2"]
    assert told("BME staff who said yes: 80; others: 12.") == []
