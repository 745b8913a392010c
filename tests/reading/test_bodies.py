"""Organisations that change: whose counts stand behind a year, and what their sum is."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import HEADER, counts, pick, plainly, raw

from helpers.report import open_report
from wres.disclosure import protect
from wres.figures import ALL, BME, UNKNOWN, WHITE, State
from wres.ground.errors import InputError
from wres.ground.settings import INTERNAL
from wres.indicators import calculate
from wres.indicators.comparisons import figures_of
from wres.narrative.scope import Scope
from wres.reading.bodies import added, nothing
from wres.reading.inputs import read_inputs
from wres.reading.organisations import read_register

REGISTER = "ods_code,name,short_name,kind,opened,closed,successor,example,source"
SUCCESSIONS = "predecessor,successor,date,kind,source"
TRAINED = "accessed non-mandatory training"


def organisation(code: str, opened: str = "", closed: str = "", to: str = "") -> str:
    return f"{code},{code} Trust,{code},NHS trust,{opened},{closed},{to},yes,made up"


def year(data: Path, code: str, number: int, staff: str, *more: str) -> None:
    """A folder with a workforce of White, BME and unknown people, and further rows."""
    folder = data / code / str(number)
    folder.mkdir(parents=True)
    rows = [HEADER, f"1,staff in post,all,all,{staff},,{code} return", *more, ""]
    (folder / "counts.csv").write_text("\n".join(rows), encoding="utf-8")


def register(data: Path, organisations: list[str], successions: list[str] | None = None) -> None:
    data.mkdir(exist_ok=True)
    text = "\n".join([REGISTER, *organisations, ""])
    (data / "organisations.csv").write_text(text, encoding="utf-8")
    if successions is not None:
        text = "\n".join([SUCCESSIONS, *successions, ""])
        (data / "successions.csv").write_text(text, encoding="utf-8")


def staff(data: Path, code: str, number: int, now: int, ethnicity: str = BME):
    return figures_of(read_inputs(data, code, now)).get(
        1, "staff_count", number, ethnicity=ethnicity
    )


def change(data: Path, code: str, now: int):
    return figures_of(read_inputs(data, code, now)).get(
        1, "staff_percentage_change_on_last_year", now, ethnicity=BME
    )


def scope(data: Path, code: str, now: int) -> Scope:
    return Scope.of(read_inputs(data, code, now))


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def merged(data):
    """East and West became New on 1 October 2022."""
    register(
        data,
        [
            organisation("NEW", opened="2022-10-01"),
            organisation("EAST", closed="2022-09-30", to="NEW"),
            organisation("WEST", closed="2022-09-30", to="NEW"),
        ],
    )
    year(data, "EAST", 2022, "60,30,10", "9,board members,all,all,8,2,0,,EAST return")
    year(data, "WEST", 2022, "100,40,5", "9,board members,all,all,9,[c],0,,WEST return")
    year(data, "NEW", 2023, "150,60,14", "9,board members,all,all,10,3,0,,NEW return")
    return data


def test_the_counts_of_two_merged_bodies_are_added(merged):
    (before, now) = read_inputs(merged, "NEW", 2023).years
    found = {e: before.counts.get(1, "staff in post", e).value for e in (WHITE, BME, UNKNOWN, ALL)}
    # 60 + 100, 30 + 40, 10 + 5, and 100 + 145
    assert found == {WHITE: 160, BME: 70, UNKNOWN: 15, ALL: 245}
    assert before.counts.source(1) == "EAST return; WEST return"
    assert [part.counts.organisation for part in before.parts] == ["EAST", "WEST"]
    assert now.parts == ()


def test_what_one_of_them_withheld_is_withheld_in_the_sum(merged):
    (before, _) = read_inputs(merged, "NEW", 2023).years
    assert before.counts.get(9, "board members", WHITE).value == 17
    assert before.counts.get(9, "board members", BME).state is State.WITHHELD
    assert before.counts.get(9, "board members", ALL).state is State.WITHHELD


def test_the_series_of_a_merger_is_joined_and_marked(merged):
    made = scope(merged, "NEW", 2023)
    assert (made.heading(2022), made.label(2022)) == ("2022 [b]", "2022 (EAST and WEST)")
    assert made.break_notes(4) == (
        "[b] Break in the series: 2022 is EAST and WEST added together, 2023 is NEW.",
    )
    found = change(merged, "NEW", 2023)
    # 60 of 224 is 26.79%, 70 of 245 is 28.57%
    assert found.value == pytest.approx(100 * 60 / 224 - 100 * 70 / 245)
    assert found.marker == "b"


def test_the_cover_says_whose_figures_they_are(merged):
    cover = open_report("NEW", 2023, data=merged).cover()._repr_html_()
    assert (
        "Figures for 2022 are those of EAST Trust (EAST) and WEST Trust (WEST), added together."
        in cover
    )


def test_the_plans_of_all_merged_bodies_are_held_against_this_years(merged):
    header = "indicators,high_impact_action,rating,theme,actions,outcomes,lead,review,progress"
    for folder, row in {
        "EAST/2022": "2,2,Developing,Recruitment,Advertise,,,,",
        "WEST/2022": "2,2,Achieving,Recruitment,Review panels,,,,",
        "NEW/2023": "2,2,Achieving,Recruitment,Extend panels,,,,Panels are mixed",
    }.items():
        (merged / folder / "action_plan.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    rows = plainly(open_report("NEW", 2023, data=merged).plan_progress()).rows
    assert [(row[0], row[1], row[4]) for row in rows] == [
        ("EAST: Recruitment", "Advertise", "Panels are mixed"),
        ("WEST: Recruitment", "Review panels", "Panels are mixed"),
    ]


def test_each_merged_body_still_has_its_own_report(merged):
    assert [read.year for read in read_inputs(merged, "EAST", 2022).years] == [2022]
    assert staff(merged, "EAST", 2022, 2022).value == 30


def test_a_body_that_handed_nothing_in_leaves_every_sum_with_it_unknown(merged):
    register(
        merged,
        [
            organisation("NEW", opened="2022-10-01"),
            organisation("EAST", closed="2022-09-30", to="NEW"),
            organisation("WEST", closed="2022-09-30", to="NEW"),
            organisation("SOUTH", closed="2022-09-30", to="NEW"),
        ],
    )
    inputs = read_inputs(merged, "NEW", 2023)
    assert staff(merged, "NEW", 2022, 2023).state is State.NOT_COLLECTED
    assert staff(merged, "NEW", 2023, 2023).value == 60
    (doubt,) = [each for each in inputs.doubts if each.kind == "bodies"]
    assert str(doubt) == (
        "SOUTH/2022/: is missing, so that no sum of it and EAST and WEST is known. "
        "Add what it handed in, or say in successions.csv what became of it."
    )


def test_a_folder_of_the_new_code_stands_for_all_those_before_it(merged):
    for code in ("EAST", "WEST"):
        (merged / code / "2022").rename(merged / code / "kept elsewhere")
    year(merged, "NEW", 2022, "161,71,15")
    assert staff(merged, "NEW", 2022, 2023).value == 71


def test_the_same_year_twice_is_a_fault(merged):
    year(merged, "NEW", 2022, "161,71,15")
    with pytest.raises(InputError) as caught:
        read_inputs(merged, "NEW", 2023)
    assert [str(fault) for fault in caught.value.faults] == [
        "NEW/2022: stands for EAST/2022 and WEST/2022, which is here as well. Keep one of the two."
    ]


def test_a_fault_of_a_merged_body_is_told_with_its_folder(merged):
    year(merged, "EAST", 2021, "60,3O,10")
    with pytest.raises(InputError, match=r"EAST/2021/counts\.csv, row 2, column bme: '3O'"):
        read_inputs(merged, "NEW", 2023)


def test_a_body_that_was_taken_in_counts_from_the_report_after_that(data):
    """BIG took SMALL in on 1 July 2022."""
    register(
        data,
        [organisation("BIG"), organisation("SMALL", closed="2022-06-30")],
        ["SMALL,BIG,2022-07-01,merged,made up"],
    )
    year(data, "BIG", 2022, "100,50,0")
    year(data, "SMALL", 2022, "10,5,0")
    year(data, "BIG", 2023, "110,55,0")
    # in the report of 2022 BIG is itself; in that of 2023 it is what became of both
    assert staff(data, "BIG", 2022, 2022).value == 50
    assert staff(data, "BIG", 2022, 2023).value == 55
    assert scope(data, "BIG", 2023).break_notes(1) == (
        "[b] Break in the series: 2022 is BIG and SMALL added together, 2023 is BIG.",
    )


def test_a_split_body_is_shown_and_not_compared(data):
    """WHOLE became NORTH and SOUTH on 1 April 2022."""
    register(
        data,
        [
            organisation("NORTH", opened="2022-04-01"),
            organisation("SOUTH", opened="2022-04-01"),
            organisation("WHOLE", closed="2022-03-31"),
        ],
        [
            "WHOLE,NORTH,2022-04-01,split,made up",
            "WHOLE,SOUTH,2022-04-01,split,made up",
        ],
    )
    year(data, "WHOLE", 2022, "100,50,0", f"4,{TRAINED},all,all,30,10,0,,made up")
    year(data, "NORTH", 2023, "60,30,0", f"4,{TRAINED},all,all,30,10,0,,made up")
    assert staff(data, "NORTH", 2022, 2023).value == 50
    found = change(data, "NORTH", 2023)
    why = "2022 is WHOLE before a split, 2023 is NORTH after it, and the two cannot be compared"
    assert (found.value, found.state, found.reason) == (None, State.NOT_CALCULABLE, why)
    assert found.marker == "b"
    made = scope(data, "NORTH", 2023)
    assert made.heading(2022) == "2022 [b]"
    assert made.break_notes(4) == (f"[b] Break in the series: {why}.",)
    figures = figures_of(read_inputs(data, "NORTH", 2023))
    changes = [each for each in figures.select(year=2023) if each.figure.endswith("last_year")]
    assert changes
    assert not any(each.is_shown for each in changes)


def test_a_body_that_a_part_left_is_not_compared_either(data):
    register(
        data,
        [organisation("STAYS"), organisation("LEFT", opened="2022-07-01")],
        ["STAYS,LEFT,2022-07-01,split,made up"],
    )
    year(data, "STAYS", 2022, "100,50,0")
    year(data, "STAYS", 2023, "60,30,0")
    assert change(data, "STAYS", 2023).state is State.NOT_CALCULABLE
    assert scope(data, "STAYS", 2023).heading(2022) == "2022 [b]"


def test_the_average_of_two_years_stops_at_a_split(data):
    register(
        data,
        [organisation("STAYS"), organisation("LEFT", opened="2022-07-01")],
        ["STAYS,LEFT,2022-07-01,split,made up"],
    )
    entered = "3,entered formal disciplinary process,all,all,4,2,0,,made up"
    year(data, "STAYS", 2022, "100,50,0", entered)
    year(data, "STAYS", 2023, "60,30,0", entered)
    decided = "setting,year,value,reason\nindicator 3 basis,2023,two-year average,\n"
    (data / "STAYS" / "settings.csv").write_text(decided, encoding="utf-8")
    figures = figures_of(read_inputs(data, "STAYS", 2023), INTERNAL)
    rate = figures.get(3, "disciplinary_rate", 2023, ethnicity=BME)
    assert rate.state is State.NOT_COLLECTED
    assert figures.get(3, "disciplinary_count", 2023, ethnicity=BME).value == 2


@pytest.fixture
def renamed(data):
    register(
        data,
        [
            organisation("NEW", opened="2022-07-01"),
            organisation("OLD", closed="2022-06-30"),
        ],
        ["OLD,NEW,2022-07-01,renamed,made up"],
    )
    year(data, "OLD", 2022, "100,50,0")
    year(data, "NEW", 2023, "100,60,0")
    return data


def test_a_new_code_for_the_same_body_is_no_break(renamed):
    found = change(renamed, "NEW", 2023)
    # 60 of 160 is 37.5%, 50 of 150 is 33.3%
    assert found.value == pytest.approx(37.5 - 100 / 3)
    assert found.marker == ""
    made = scope(renamed, "NEW", 2023)
    assert (made.heading(2022), made.label(2022), made.broken) == ("2022", "2022", {})


def test_the_cover_says_what_it_was_called(renamed):
    cover = open_report("NEW", 2023, data=renamed).cover()._repr_html_()
    assert "In 2022 it was OLD Trust (OLD)." in cover


def test_a_chain_of_successions(data):
    """FIRST became SECOND in 2020, and SECOND became THIRD in 2022."""
    register(
        data,
        [
            organisation("THIRD", opened="2022-07-01"),
            organisation("SECOND", opened="2020-07-01", closed="2022-06-30", to="THIRD"),
            organisation("FIRST", closed="2020-06-30", to="SECOND"),
        ],
    )
    year(data, "FIRST", 2020, "100,20,0")
    year(data, "SECOND", 2021, "100,30,0")
    year(data, "SECOND", 2022, "100,40,0")
    year(data, "THIRD", 2023, "100,50,0")
    inputs = read_inputs(data, "THIRD", 2023)
    assert [read.counts.organisation for read in inputs.years] == [
        "FIRST",
        "SECOND",
        "SECOND",
        "THIRD",
    ]
    assert [staff(data, "THIRD", number, 2023).value for number in range(2020, 2024)] == [
        20,
        30,
        40,
        50,
    ]
    made = scope(data, "THIRD", 2023)
    assert [made.label(number) for number in range(2020, 2024)] == [
        "2020 (FIRST)",
        "2021 (SECOND)",
        "2022 (SECOND)",
        "2023",
    ]
    figures = figures_of(inputs)
    markers = [
        figures.get(1, "staff_percentage_change_on_last_year", number, ethnicity=BME).marker
        for number in (2021, 2022, 2023)
    ]
    assert markers == ["b", "", "b"]


def test_two_bodies_that_succeed_each_other_do_not_go_on_for_ever(data):
    register(
        data,
        [organisation("ONE", opened="2030-01-01"), organisation("TWO", opened="2030-01-01")],
        ["ONE,TWO,2024-01-01,replaced,made up", "TWO,ONE,2024-01-01,replaced,made up"],
    )
    made, faults = read_register(data)
    assert faults == []
    assert made.bodies("ONE", 2020, 2023) == ()
    assert made.line("ONE") == ["ONE", "TWO"]


SLIPS = {
    "unknown body": (
        "OLDD,NEW,2022-07-01,merged,made up",
        "column predecessor: 'OLDD' is not a code of organisations.csv. Did you mean 'OLD'?",
    ),
    "itself": (
        "NEW,NEW,2022-07-01,renamed,made up",
        "column successor: 'NEW' is the predecessor itself. Name another code.",
    ),
    "unknown kind": (
        "OLD,NEW,2022-07-01,merge,made up",
        "column kind: 'merge' is not a kind of succession. Did you mean 'merged'?",
    ),
    "no date": (
        "OLD,NEW,,merged,made up",
        "column date: '' is blank. Write the first day after it.",
    ),
    "a date as people write it": (
        "OLD,NEW,01/07/2022,merged,made up",
        "column date: '01/07/2022' is not a date. Write it as 2022-07-01.",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_one_slip_is_one_fault(data, slip):
    row, said = SLIPS[slip]
    register(data, [organisation("NEW"), organisation("OLD")], [row])
    _, faults = read_register(data)
    assert [str(fault) for fault in faults] == [f"successions.csv, row 2, {said}"]


def test_a_succession_that_is_said_twice(data):
    register(
        data,
        [organisation("NEW"), organisation("OLD", closed="2022-06-30", to="NEW")],
        ["OLD,NEW,2022-07-01,merged,made up"],
    )
    _, (fault,) = read_register(data)
    assert str(fault) == (
        "successions.csv, row 2, column successor: 'NEW' stands already in organisations.csv. "
        "Keep one of the two."
    )


# The sum of counts


def band(name: str, *cells: object) -> tuple:
    return (1, "staff in post", "clinical", name, *cells)


WHOLE = (1, "staff in post", ALL, ALL)


def test_a_band_without_a_row_is_nobody_where_the_others_are_everybody():
    # 6 + 4 = 10 White people: nobody is left for band 7
    one = raw(counts([(*WHOLE, 10, 5, 0), band("5", 6, 3, 0), band("6", 4, 2, 0)]))
    two = raw(counts([(*WHOLE, 8, 4, 0), band("5", 8, 3, 0), band("7", 0, 1, 0)]))
    total = added([one, two], "NEW", 2022)
    found = {name: total.get(1, "staff in post", BME, "clinical", name).value for name in "567"}
    assert found == {"5": 6, "6": 2, "7": 1}


def test_a_band_without_a_row_is_unknown_where_somebody_may_be_in_it():
    one = raw(counts([(*WHOLE, 10, 5, 0), band("5", 6, 3, 0)]))  # 4 White people have no band
    two = raw(counts([(*WHOLE, 8, 4, 0), band("5", 8, 3, 0), band("7", 0, 1, 0)]))
    total = added([one, two], "NEW", 2022)
    assert total.get(1, "staff in post", BME, "clinical", "5").value == 6
    assert total.get(1, "staff in post", BME, "clinical", "7").state is State.NOT_COLLECTED


def test_single_bands_are_pooled_where_the_other_body_pools_its_own():
    one = raw(counts([(*WHOLE, 10, 5, 0), band("5", 6, 3, 0), band("6", 4, 2, 0)]))
    two = raw(counts([(*WHOLE, 8, 4, 0), band("1-7", 8, 4, 0)]))
    total = added([one, two], "NEW", 2022)
    assert total.bands("clinical") == ["1-7"]
    assert total.get(1, "staff in post", BME, "clinical", "1-7").value == 9  # 3 + 2 + 4


def test_clusters_beside_single_bands_are_pooled():
    one = raw(counts([(*WHOLE, 10, 5, 0), band("5", 6, 3, 0), band("6", 4, 2, 0)]))
    two = raw(counts([(*WHOLE, 8, 4, 0), band("cluster 1", 5, 3, 0), band("cluster 2", 3, 1, 0)]))
    total = added([one, two], "NEW", 2022)
    assert total.bands("clinical") == ["1-7"]
    assert total.get(1, "staff in post", BME, "clinical", "1-7").value == 9  # 3 + 2 + 3 + 1


def test_percentages_are_not_added():
    rows = [(*WHOLE, 10, 5, 0), (5, "respondents", ALL, ALL, 8, 4, 0)]
    one, two = (
        raw(counts([*rows, (5, measure, ALL, ALL, 2, 1, 0)])) for measure in ("percentage", "count")
    )
    total = added([one, two], "NEW", 2022)
    assert total.get(5, "respondents", WHITE).value == 16
    for measure in ("percentage", "count"):
        assert total.get(5, measure, WHITE).state is State.NOT_COLLECTED
    # Rows of both forms say that it was handed in, and cannot be added.
    for parts in ([one, two], [one, one]):
        summed = added(parts, "NEW", 2022)
        share = pick(
            calculate(protect(summed, audience=INTERNAL)),
            "survey_percentage",
            ethnicity=WHITE,
            indicator=5,
        )
        assert (share.state, share.reason.rpartition(" gave ")[2]) == (
            State.NOT_COLLECTED, "a percentage, which cannot be added"
        )  # fmt: skip
    assert added([two, two], "NEW", 2022).get(5, "count", WHITE).value == 4


def test_nothing_and_something_is_unknown():
    one = raw(counts([(*WHOLE, 10, 5, 0)]))
    total = added([one, nothing("OLD", 2022)], "NEW", 2022)
    assert total.get(1, "staff in post", WHITE).state is State.NOT_COLLECTED
