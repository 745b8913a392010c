"""Slips within a row of counts and in percentages: each seen by what stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import HEADER, REGISTER
from handed_in import BASE, FOLDER, read

from wres.reading.inputs import read_inputs

WORKFORCE = "1,staff in post,all,all,800,400,40,,s"
SURVEY = ["5,respondents,all,all,190,100,,290,s", "6,respondents,all,all,190,100,,290,s"]
RIGHT = ["5,percentage,all,all,24.7,30.0,,,s", "6,percentage,all,all,10.0,20.0,,,s"]
RECRUITMENT = ["2,shortlisted,all,all,60,40,10,110,s", "2,appointed,all,all,15,5,1,21,s"]


def doubts(root: Path, *rows: str, header: str = HEADER, last: tuple[str, ...] = ()) -> list[str]:
    """What is asked about a year of these rows, and the year before of those."""
    root.mkdir(exist_ok=True)
    (root / "organisations.csv").write_text(REGISTER, encoding="utf-8")
    for year, of in ((2022, last), (2023, rows)):
        folder = root / "RXX" / str(year)
        folder.mkdir(parents=True)
        text = "\n".join([header, WORKFORCE if header == HEADER else "", *of, ""])
        (folder / "counts.csv").write_text(text, encoding="utf-8")
        if not of and year == 2022:
            (folder / "counts.csv").unlink()
            folder.rmdir()
    return [f"{d.kind}: {d.column} {d.problem}" for d in read_inputs(root, "RXX", 2023).doubts]


def test_nothing_is_asked_where_nothing_slipped(tmp_path):
    assert doubts(tmp_path, *RECRUITMENT, *SURVEY, *RIGHT) == []


def test_counts_in_the_rows_of_percentages(tmp_path):
    # 47 of 190 are 24.7%, and no whole number of 190 is 47.0%
    typed = ["5,percentage,all,all,47,30,,,s", "6,percentage,all,all,19,20,,,s"]
    said = doubts(tmp_path, *SURVEY, *typed)
    problem = "is a whole number, as every percentage of the survey here is and counts are"
    assert said == [f"integers: white {problem}"]


@pytest.mark.parametrize("extract", ["recruitment", "training"])
def test_of_an_extract_the_column_is_asked_about(tmp_path, extract):
    person, more = ("", ",Yes,No") if extract == "recruitment" else ("{n},", "")
    head = {"recruitment": "Ethnic Origin,Shortlisted,Appointed"}
    rows = [f"{person.format(n=n)}{'Z' if n < 40 else 'A'}{more}" for n in range(1, 51)]
    text = "\n".join([head.get(extract, "Employee Number,Ethnic Origin"), *rows, ""])
    files = BASE | {f"{FOLDER}/{extract}.csv": text}
    said = [str(each) for each in read(tmp_path, files).doubts if each.kind == "slipped"]
    assert said and all("the extract's column of ethnicities" in each for each in said)


def test_whole_percentages_that_their_bases_give_are_in_order(tmp_path):
    bases = [row.replace("190,100,,290", "200,100,,300") for row in SURVEY]
    typed = ["5,percentage,all,all,47,30,,,s", "6,percentage,all,all,19,20,,,s"]
    assert doubts(tmp_path, *bases, *typed) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2,shortlisted,all,all,,60,40,,s", "slipped: white is blank, and BME is not"),
        (
            "2,shortlisted,all,all,60,10,110,,s",
            "slipped: unknown is more than White and BME together, and the row has no total",
        ),
        (
            "2,shortlisted,all,all,60,40,,110,s",
            "gap: unknown is blank, and the total of its row has more people than are known",
        ),
        (
            "2,shortlisted,all,all,60,40,10,,110",
            "slipped: total stands beside a figure in the place of the source",
        ),
        ("2,shortlisted,all,all,,,,,s", "gap: total stands in a row without any figure"),
        (
            "2,appointed,clinical,all,5,1,0,,s",
            "gap: total has no row of those shortlisted beside it",
        ),
    ],
)
def test_a_row_that_slipped_or_lost_a_cell(tmp_path, row, said):
    others = [each for each in RECRUITMENT if not each.startswith(row[:13])]
    assert said in doubts(tmp_path, row, *others)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2,shortlisted,all,all,60,40,,,s", "unknown is blank, and a number stood there"),
        ("5,respondents,all,all,190,100,,,s", "total is blank, and a number stood there"),
    ],
)
def test_what_last_year_had_is_missed(tmp_path, row, said):
    rows = [row if each.startswith(row[:13]) else each for each in (*RECRUITMENT, *SURVEY, *RIGHT)]
    found = doubts(tmp_path, *rows, last=(*RECRUITMENT, *SURVEY, *RIGHT))
    assert [each for each in found if each.startswith("gap")] == [f"gap: {said} the year before"]


def test_a_percentage_of_nobody_that_was_many_is_asked_about(tmp_path):
    rows = [*SURVEY, RIGHT[0].replace("30.0", "0"), RIGHT[1]]
    found = doubts(tmp_path, *rows, last=(*SURVEY, *RIGHT))
    assert "jump: bme is not last year's 30 at all" in found


def test_of_few_people_nobody_may_say_so_by_chance(tmp_path):
    """3 of 10 and none of 10: Fisher's exact test gives 0.21."""
    few = [row.replace(",100,", ",10,").replace(",290,", ",,") for row in SURVEY]
    found = doubts(tmp_path, *few, RIGHT[0].replace("30.0", "0"), last=(*few, RIGHT[0]))
    assert not [said for said in found if said.startswith("jump: bme")]


def test_a_row_that_last_year_had_is_missed(tmp_path):
    bands = [f"1,staff in post,clinical,{band},40,8,2,50,s" for band in ("5", "6", "7")]
    last = (*RECRUITMENT, *bands)
    found = doubts(tmp_path, *RECRUITMENT, *bands[:2], last=last)
    assert "gap: total has no row for 'clinical 7', and the year before had it" in found


@pytest.mark.parametrize(
    ("percentages", "said"),
    [
        ("24.7,30.0,,60.0", "parts: total is not what the percentages of its parts come to"),
        ("24.7,,,", "gap: bme is blank, and there are respondents"),
        ("24.7,30.0,5.0,", "percentage: unknown is a percentage of respondents that are not there"),
    ],
)
def test_percentages_that_their_respondents_give_away(tmp_path, percentages, said):
    row = f"5,percentage,all,all,{percentages},s"
    assert doubts(tmp_path, *SURVEY, row, RIGHT[1]) == [said]


def test_percentages_by_sex_come_to_that_of_all(tmp_path):
    header = f"{HEADER},sex"
    rows = [f"{WORKFORCE},", *(f"{row}," for row in (*SURVEY, *RIGHT))]
    women, men = "5,respondents,all,all,100,60,,,s,Female", "5,respondents,all,all,90,40,,,s,Male"
    rows += [women, men, "5,respondents,all,all,0,0,,,s,Unknown"]
    # 27 and 20 of 190 are 47; of 100 BME people 18 and 12 are 30
    right = ["5,percentage,all,all,27.0,30.0,,,s,Female", "5,percentage,all,all,22.2,30.0,,,s,Male"]
    assert doubts(tmp_path / "a", *rows, *right, header=header) == []
    wrong = [right[0], right[1].replace("22.2", "82.2")]
    assert doubts(tmp_path / "b", *rows, *wrong, header=header) == [
        "parts: white is not what the percentages of its parts come to"
    ]


def test_a_sum_that_took_an_of_which_row_in_says_so(tmp_path):
    bands = [
        "1,staff in post,medical and dental,consultant,50,20,2,,s",
        "1,staff in post,medical and dental,senior medical manager,6,2,0,,s",
        "1,staff in post,non-clinical,2,24,2,2,,s",
    ]
    root = tmp_path
    (root / "organisations.csv").write_text(REGISTER, encoding="utf-8")
    (root / "RXX/2023").mkdir(parents=True)
    text = "\n".join([HEADER, "1,staff in post,all,all,80,24,4,,s", *bands, ""])
    (root / "RXX/2023/counts.csv").write_text(text, encoding="utf-8")
    found = [d for d in read_inputs(root, "RXX", 2023).doubts if d.kind == "bands"]
    assert {d.column: d.problem for d in found} == {
        "white": "is not what the pay bands add up to, 74",
        "bme": "is not what the pay bands add up to, 22",
        "total": "is not what the pay bands add up to, 100",
    }
    assert all("The difference is exactly the row" in d.remedy for d in found)


@pytest.mark.parametrize("consultants", [None, "10,5,1,16"])
def test_people_who_stand_in_the_row_of_a_part_alone(tmp_path, consultants):
    """The figures of 'Consultants' a row too low: they are not to be left out of the sum."""
    place = "1,staff in post,medical and dental"
    rows = [f"{place},consultant,{consultants},s"] * bool(consultants)
    rows += [f"{place},senior medical manager,50,20,2,72,s", f"{place},trainee,740,375,37,1152,s"]
    # Nobody of these is non-clinical, which is asked about besides.
    said = [each for each in doubts(tmp_path, *rows) if not each.startswith("nobody: ")]
    assert said == [
        "bands: white counts more people as 'of which senior medical managers' than the row "
        "'Consultants' has"
    ]


def test_a_part_of_a_withheld_row_says_nothing(tmp_path):
    place = "1,staff in post,medical and dental"
    rows = [f"{place},consultant,[c],[c],[c],,s", f"{place},senior medical manager,6,2,0,8,s"]
    assert not [each for each in doubts(tmp_path, *rows) if each.startswith("bands")]


def test_a_source_that_names_another_31_march(tmp_path):
    wrong = [f'{row[:-1]}"ESR, 31 March 2022"' for row in RECRUITMENT]
    assert doubts(tmp_path / "a", *wrong) == [
        "period: white has a source of another year: 'ESR, 31 March 2022'"
    ]
    right = [f"{row[:-1]}1 April 2022 to 31 March 2023" for row in RECRUITMENT]
    assert doubts(tmp_path / "b", *right) == []


def test_the_row_of_everybody_that_is_gone_beside_others_of_another_shape(tmp_path):
    of_groups = [
        f"2,{measure},clinical,all,25,15,4,44,s" for measure in ("shortlisted", "appointed")
    ]
    others = [row.replace("clinical", "non-clinical") for row in of_groups]
    last = ["2,shortlisted,all,all,50,30,8,88,s", "2,appointed,all,all,50,30,8,88,s"]
    said = doubts(tmp_path, RECRUITMENT[0], last=(*last, *of_groups, *others))
    assert "gap: total has no row for 'appointed', and the year before had it" in said
