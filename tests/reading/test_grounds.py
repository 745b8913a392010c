"""The grounds of discrimination: people, or percentages that are those of one number of people."""

from __future__ import annotations

import pytest
from builders import HEADER, WORKFORCE, read_counts

from wres.figures import ALL, BME, WHITE, Count
from wres.reference.standard import GROUNDS, NAMED_A_GROUND

RELIGION = "ground: religion"
ANY = f"8,{NAMED_A_GROUND},all,all,100,80,5,,made up"


def read(folder, *rows, header=HEADER):
    path = folder / "counts.csv"
    path.write_text("\n".join([header, WORKFORCE, *rows, ""]), encoding="utf-8")
    return read_counts(path, "RXX", 2023, "RXX/2023/counts.csv")


def ground(white="", bme="", unknown="", total="", measure=RELIGION):
    return f"8,{measure},all,all,{white},{bme},{unknown},{total},made up"


def problem(folder, *rows, **more):
    counts, faults = read(folder, *rows, **more)
    assert counts is None and len(faults) == 1, faults
    return faults[0].problem


def test_a_percentage_is_the_people_that_it_means(tmp_path):
    # 12.5% of 80 are 10, and 6% of 100 are 6
    counts, faults = read(tmp_path, ANY, ground("6%", "12.5%", 1))
    assert faults == []
    assert [counts.get(8, RELIGION, each) for each in (WHITE, BME, ALL)] == [
        Count(6), Count(10), Count(17)]  # fmt: skip


def test_people_and_a_total_alone_are_taken_as_they_are(tmp_path):
    alone = f"8,{NAMED_A_GROUND},all,all,,,,185,made up"
    counts, faults = read(tmp_path, alone, ground(total="10.8%"))  # 20 of 185 are 10.81%
    assert faults == [] and counts.get(8, RELIGION, ALL) == Count(20)
    assert counts.get(8, RELIGION, BME) == Count.not_collected()


def test_what_came_withheld_stays_so(tmp_path):
    counts, faults = read(tmp_path, ANY, ground("[c]", "<5"))
    assert faults == [] and counts.get(8, RELIGION, BME) == Count.withheld()


def test_a_percentage_of_no_whole_number_is_a_fault(tmp_path):
    # of 80 people 10 are 12.5% and 11 are 13.75%
    assert problem(tmp_path, ANY, ground(bme="13.0%")) == (
        "is the percentage of no whole number of 80 people")  # fmt: skip


def test_so_is_one_of_several(tmp_path):
    # 25.5% to 26.5% of 400 are 102 to 106, the last not included: it rounds up
    many = f"8,{NAMED_A_GROUND},all,all,,400,,,made up"
    assert problem(tmp_path, many, ground(bme="26%")).startswith(
        "is the percentage of 102 to 10")  # fmt: skip


def test_a_share_without_its_sign_is_asked_for_it(tmp_path):
    _, (fault,) = read(tmp_path, ANY, ground(bme="12.5"))
    assert "with its sign" in fault.remedy


@pytest.mark.parametrize("text", ["120%", "x%"])
def test_what_is_no_percentage_is_a_fault(tmp_path, text):
    assert problem(tmp_path, ANY, ground(bme=text)) in ("is above 100", "is not a percentage")


def test_a_percentage_of_people_who_are_withheld_is_a_fault(tmp_path):
    hidden = f"8,{NAMED_A_GROUND},all,all,100,[c],5,,made up"
    assert "does not give" in problem(tmp_path, hidden, ground(bme="12.5%"))


def test_a_ground_without_all_who_named_any_is_a_fault(tmp_path):
    assert problem(tmp_path, ground(6, 10)) == "has no row of all who named a ground"
    blank = f"8,{NAMED_A_GROUND},all,all,100,,,,made up"
    assert "is blank" in problem(tmp_path, blank, ground(6, 10))


@pytest.mark.parametrize("cells", [{"bme": 81}, {"total": 186}])
def test_more_people_than_named_any_are_a_fault(tmp_path, cells):
    assert "is more than the" in problem(tmp_path, ANY, ground(**cells))


def test_everybody_named_one_ground_at_least(tmp_path):
    each = [ground(bme=11, measure=measure) for measure in GROUNDS]
    alone = f"8,{NAMED_A_GROUND},all,all,,77,,,made up"
    assert read(tmp_path, alone, *each)[1] == []
    assert problem(tmp_path, alone.replace("77", "78"), *each) == (
        "is more than the 77 of all grounds together")  # fmt: skip
    # of six grounds nobody knows who named the seventh
    assert read(tmp_path, alone.replace("77", "78"), *each[1:])[1] == []


def test_there_are_none_by_sex_or_of_a_group_behind_bme(tmp_path):
    header = f"{HEADER},sex,asian"
    rows = [f"{WORKFORCE},,", f"{ANY},,", f"{ground(6, 10)},,"]
    assert read(tmp_path, *rows[1:], header=header)[1] != []  # the workforce lacks two cells

    def told(of_religion):
        path = tmp_path / "counts.csv"
        path.write_text("\n".join([header, *rows[:2], of_religion, ""]), encoding="utf-8")
        return [fault.column for fault in read_counts(path, "RXX", 2023, "counts.csv")[1]]

    assert told(rows[2]) == []
    assert told(f"{ground(6, 10)},Female,") == ["sex"]
    assert told(f"{ground(6, 10)},,7") == ["asian"]
