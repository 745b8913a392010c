"""What a report shows to whom, beyond its tables, charts and words."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from builders import HEADER, data_folder

from helpers import report
from helpers.report import open_report
from wres.ground.settings import INTERNAL, PUBLISHED
from wres.opened import VARIABLE, hand_over, handed_over
from wres.reading.inputs import read_inputs

DATA = Path(__file__).parents[1] / "data"
SHORTLISTED = "2,shortlisted,all,all,200,100,0,,made up"
APPOINTED = "2,appointed,all,all,40,10,0,,made up"  # 20% and 10%: a ratio of 2.00
WORKFORCE = "1,staff in post,all,all,800,160,40,,made up"


def test_its_plain_text_holds_no_count():
    """Jupyter writes it into the executed notebook, beside what the reader sees."""
    assert repr(open_report("QHG", 2023, data=DATA)) == "Report('QHG', 2023, 'published')"


def test_a_data_folder_may_be_named_by_its_text():
    assert repr(open_report("QHG", 2023, data=str(DATA))) == "Report('QHG', 2023, 'published')"


@pytest.fixture
def contradicted(tmp_path) -> Path:
    data = data_folder(tmp_path, rows=(WORKFORCE, SHORTLISTED, APPOINTED))
    words = data / "RXX" / "2023" / "narrative" / "indicator_2_done.md"
    words.parent.mkdir()
    words.write_text(
        "In 2023 White applicants were 3.00 times as likely as BME applicants to be appointed "
        "from shortlisting.\n",
        encoding="utf-8",
    )
    return data


def test_internal_readers_see_where_words_contradict_the_figures(contradicted):
    shown = open_report("RXX", 2023, INTERNAL, data=contradicted).actions(2).html()
    assert "Contradicted by the figures: 3.00 times should be 2.0" in shown


def test_others_read_the_words_as_they_were_written(contradicted):
    shown = open_report("RXX", 2023, PUBLISHED, data=contradicted).actions(2).html()
    assert "3.00 times" in shown and "Contradicted" not in shown


def test_readers_learn_nothing_of_a_doubt_that_only_a_withheld_count_raises(tmp_path):
    # 25 BME staff entered the process in 2022 and 3 in 2023: a jump, and 3 is withheld.
    row = "3,entered formal disciplinary process,all,all,30,{},0,,made up"
    data = data_folder(tmp_path, rows=(WORKFORCE, row.format(3)))
    before = data / "RXX" / "2022"
    before.mkdir()
    text = (data / "RXX" / "2023" / "counts.csv").read_text(encoding="utf-8")
    (before / "counts.csv").write_text(text.replace(",30,3,", ",30,25,"), encoding="utf-8")
    said = {
        audience: "".join(part.html() for part in opened.about().parts)
        for audience in (INTERNAL, PUBLISHED)
        if (opened := open_report("RXX", 2023, audience, data=data))
    }
    assert "jump" in {doubt.kind for doubt in read_inputs(data, "RXX", 2023).doubts}
    assert "very different from the year before" in said[INTERNAL]
    assert "very different from the year before" not in said[PUBLISHED]


@pytest.fixture
def handed(tmp_path, monkeypatch) -> Path:
    """A data folder whose report of RXX in 2023 a run has read and hands over."""
    monkeypatch.setattr(report, "_opened", [])
    monkeypatch.setattr(os, "environ", os.environ.copy())
    data = data_folder(tmp_path, rows=(WORKFORCE, SHORTLISTED, APPOINTED))
    os.environ["WRES_DATA"] = str(data)
    hand_over(open_report("RXX", 2023).packed())
    return data


def test_a_report_that_is_handed_over_is_not_read_again(handed):
    report.read_ahead("RXX", 2023)
    shutil.rmtree(handed)
    assert open_report("RXX", 2023) is open_report("RXX", 2023)


def test_what_a_run_has_read_is_shown_whatever_the_files_hold_by_now(handed):
    counts = handed / "RXX" / "2023" / "counts.csv"
    counts.write_text(counts.read_text(encoding="utf-8").replace(",40,10", ",30,10"))
    ratios = [
        opened.figures.get(2, "relative_likelihood_white_to_bme", 2023).value
        for opened in (open_report("RXX", 2023), open_report("RXX", 2023, data=handed))
    ]
    # 40 and 10 of 200 and 100; then 30: 15% and 10%.
    assert ratios == [2.0, 1.5]


def test_a_report_for_others_is_read(handed):
    assert open_report("RXX", 2023, INTERNAL).audience == INTERNAL


def test_a_run_hands_over_in_pieces_that_every_system_takes(handed):
    content = bytes(range(256)) * 400
    hand_over(content)
    pieces = [text for name, text in os.environ.items() if name.startswith(VARIABLE)]
    assert len(pieces) > 3 and max(map(len, pieces)) <= 30_000
    assert handed_over() == content
    hand_over(b"")
    assert handed_over() == b""


def test_a_body_of_which_only_the_total_is_known_says_that_nothing_has_an_interval(tmp_path):
    data = data_folder(tmp_path, rows=("1,staff in post,all,all,,,,60,made up",))
    report = open_report("RXX", 2023, data=data)
    assert report.certainty().items == ("No figure of this report has an interval.",)
    assert report.data_tables()


@pytest.mark.parametrize(("before", "is_broken"), [(230, True), (290, False)])
def test_a_break_of_the_tables_is_said_where_a_printed_limit_was_crossed(
    tmp_path, before, is_broken
):
    # Of over 1,000 staff all groups are shown, of fewer BME staff and everybody.
    rows = [
        "1,staff in post,all,all,{},180,20,,made up",
        "1,staff in post,clinical,5,{},60,6,,made up",
        "1,staff in post,clinical,6,{},60,6,,made up",
        "1,staff in post,non-clinical,3,{},60,8,,made up",
    ]
    of_year = [
        tuple(map(str.format, rows, (3 * white, white, white, white))) for white in (300, before)
    ]
    data = data_folder(tmp_path, rows=of_year[0])
    folder = data / "RXX" / "2022"
    folder.mkdir()
    (folder / "counts.csv").write_text("\n".join([HEADER, *of_year[1], ""]), encoding="utf-8")
    shown = open_report("RXX", 2023, PUBLISHED, data=data).bands().html()
    assert ("2022 is shown by" in shown) == is_broken
