"""What a careful colleague would ask about: each rule fires, and is silent next door."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from builders import HEADER, WORKFORCE, counts, data_folder, raw

from wres.attack.labels import numbers_in, signs_in
from wres.figures import ALL
from wres.ground.errors import InputError
from wres.reading.context import PopulationShare
from wres.reading.counts import count_rows
from wres.reading.held import Commentary, YearInputs
from wres.reading.inputs import read_inputs
from wres.reading.percentages import can_be
from wres.reading.plans import Action, Rating
from wres.reading.reconcile import KINDS, public_sentences, reconcile
from wres.reading.sources import read_rows

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
STAFF = (1, "staff in post", ALL, ALL)
COUNTS = "RXX/2023/counts.csv"


def year_of(*rows: tuple, year: int = 2023, **more: tuple) -> YearInputs:
    """A year from rows of (indicator, measure, group, band, white, bme, unknown), and no file."""
    read = raw(counts(list(rows), year=year))
    said = Commentary("RXX", year, more.get("ratings", ()), more.get("actions", ()))
    return YearInputs(read, said)


def doubts(*years: YearInputs, kind: str, people: tuple = ()) -> list[str]:
    """The places, values and problems of the doubts of one kind."""
    found = reconcile(years, people)
    return [f"{d.column}: {d.value} {d.problem}" for d in found if d.kind == kind]


def survey(measure: str, *cells: object, number: int = 5) -> tuple:
    return (number, measure, ALL, ALL, *cells)


def workforce(*cells: object) -> tuple:
    return (*STAFF, *cells)


def band(name: str, *cells: object, group: str = "clinical") -> tuple:
    return (1, "staff in post", group, name, *cells)


# Pay bands and the workforce


# Parts of a count beside it


def recruited(group: str, name: str, *cells: object) -> tuple:
    return (2, "shortlisted", group, name, *cells)


PARTS = [
    recruited(ALL, ALL, 60, 40, 10),
    recruited("clinical", ALL, 40, 30, 6),
    recruited("non-clinical", ALL, 20, 10, 4),
    recruited(ALL, "5", 50, 30, 8),
    recruited(ALL, "consultant", 10, 10, 2),
    # Of the consultants, and so in no sum.
    recruited(ALL, "senior medical manager", 4, 1, 0),
]


def test_parts_that_add_up_are_in_order():
    assert doubts(year_of(*PARTS), kind="parts") == []


def test_staff_groups_and_bands_of_indicator_2_that_do_not_add_up():
    # 40 + 21 = 61 White; 30 + 9 = 39 BME
    rows = [*PARTS]
    rows[2] = recruited("non-clinical", ALL, 21, 10, 4)
    rows[4] = recruited(ALL, "consultant", 10, 9, 2)
    assert doubts(year_of(*rows), kind="parts") == [
        "white: 60 is not what the staff groups add up to, 61",
        "bme: 40 is not what the pay bands add up to, 39",
    ]


def test_a_withheld_part_leaves_open_what_the_parts_add_up_to():
    rows = [*PARTS]
    rows[2] = recruited("non-clinical", ALL, "c", 10, 4)
    assert doubts(year_of(*rows), kind="parts") == []


@pytest.mark.parametrize(
    ("male", "said"),
    [
        ("20,4,1", []),
        ("21,4,1", ["white: 80 is not what the rows by sex add up to, 81"]),
        ("20,3,1", ["bme: 16 is not what the rows by sex add up to, 15"]),
        ("20,[c],1", []),
    ],
)
def test_rows_by_sex_that_do_not_add_up(tmp_path, male, said):
    data = data_folder(tmp_path, rows=())
    text = "\n".join(
        [
            f"{HEADER},sex",
            f"{WORKFORCE},",
            "1,staff in post,all,all,60,12,3,,made up,Female",
            f"1,staff in post,all,all,{male},,made up,Male",
            "1,staff in post,all,all,0,0,0,,made up,Unknown",
        ]
    )
    (data / COUNTS).write_text(text, encoding="utf-8")
    found = [d for d in read_inputs(data, "RXX", 2023).doubts if d.kind == "parts"]
    assert [f"{d.column}: {d.value} {d.problem}" for d in found] == said


def test_a_withheld_group_that_the_others_give_back(tmp_path):
    data = data_folder(tmp_path, rows=())
    header = f"{HEADER},mixed,asian,black,other"
    for groups, secrets in (("2,[c],5,1", ["asian"]), ("2,[c],[c],1", []), ("2,8,5,1", [])):
        text = f"{header}\n{WORKFORCE},{groups}\n"
        (data / COUNTS).write_text(text, encoding="utf-8")
        found = read_inputs(data, "RXX", 2023).doubts
        assert [d.column for d in found if d.kind == "withheld"] == secrets


def test_bands_that_add_up_are_in_order():
    # 50 + 30 = 80, 10 + 6 = 16, 1 + 3 = 4
    rows = workforce(80, 16, 4), band("1-7", 50, 10, 1), band("8a-VSM", 30, 6, 3)
    assert doubts(year_of(*rows), kind="bands") == []


def test_bands_that_do_not_add_up():
    # 50 + 31 = 81 White; 61 + 40 = 101 in all
    rows = workforce(80, 16, 4), band("1-7", 50, 10, 1), band("8a-VSM", 31, 6, 3)
    assert doubts(year_of(*rows), kind="bands") == [
        "white: 80 is not what the pay bands add up to, 81",
        "total: 100 is not what the pay bands add up to, 101",
    ]


def test_senior_medical_managers_are_among_the_consultants():
    doctors = "medical and dental"
    rows = (
        workforce(80, 16, 4),
        band("consultant", 80, 16, 4, group=doctors),
        band("senior medical manager", 8, 1, 0, group=doctors),
    )
    assert doubts(year_of(*rows), kind="bands") == []


@pytest.mark.parametrize("missing", ["c", None])
def test_bands_with_a_missing_part_are_compared_only_when_the_rest_is_too_much(missing):
    fewer = workforce(80, 16, 4), band("1-7", 50, missing, 1), band("8a-VSM", 30, 6, 3)
    assert doubts(year_of(*fewer), kind="bands") == []
    more = workforce(80, 16, 4), band("1-7", 50, missing, 1), band("8a-VSM", 30, 17, 3)
    assert doubts(year_of(*more), kind="bands") == [
        "bme: 16 is less than the pay bands that are known, 17"
    ]


def test_a_workforce_without_bands_is_in_order():
    assert reconcile([year_of(workforce(80, 16, 4))], ()) == ()


# Parts above wholes


@pytest.mark.parametrize(
    ("indicator", "measure"),
    [
        (3, "entered formal disciplinary process"),
        (4, "accessed non-mandatory training"),
        (5, "respondents"),
        (8, "respondents"),
    ],
)
def test_more_people_than_staff(indicator, measure):
    as_many = workforce(80, 16, 4), (indicator, measure, ALL, ALL, 80, 16, 4)
    assert doubts(year_of(*as_many), kind="workforce") == []
    more = workforce(80, 16, 4), (indicator, measure, ALL, ALL, 80, 17, 5)
    assert doubts(year_of(*more), kind="workforce") == [
        "bme: 17 is more than the 16 BME counted as 'staff in post'",
        "unknown: 5 is more than the 4 of unknown ethnicity counted as 'staff in post'",
    ]


@pytest.mark.parametrize("measure", ["voting board members", "executive board members"])
def test_a_part_of_the_board_above_the_board(measure):
    board = (9, "board members", ALL, ALL, 10, 2, 0)
    within = year_of(workforce(80, 16, 4), board, (9, measure, ALL, ALL, 10, 2, 0))
    assert doubts(within, kind="board") == []
    above = year_of(workforce(80, 16, 4), board, (9, measure, ALL, ALL, 9, 3, 0))
    assert doubts(above, kind="board") == [
        "bme: 3 is more than the 2 BME counted as 'board members'"
    ]


def with_totals(*rows: tuple, totals: dict[tuple, int]) -> YearInputs:
    """A year with totals that were handed in although a part of theirs is withheld."""
    read = year_of(*rows)
    table = read.counts.table.copy()
    for (indicator, measure), number in totals.items():
        here = (
            (table["indicator"] == indicator)
            & (table["measure"] == measure)
            & (table["ethnicity"] == ALL)
        )
        table.loc[here, ["number", "state"]] = [float(number), "shown"]
    return replace(read, counts=replace(read.counts, table=table))


@pytest.mark.parametrize(
    ("indicator", "part", "whole"),
    [(2, "appointed", "shortlisted"), (5, "count", "respondents")],
)
def test_totals_above_their_whole_when_the_parts_are_withheld(indicator, part, whole):
    rows = (
        workforce(80, 16, 4),
        (indicator, whole, ALL, ALL, "c", "c", None),
        (indicator, part, ALL, ALL, "c", "c", None),
    )
    totals = {(indicator, whole): 40}
    within = with_totals(*rows, totals={**totals, (indicator, part): 40})
    assert doubts(within, kind="whole") == []
    above = with_totals(*rows, totals={**totals, (indicator, part): 41})
    assert doubts(above, kind="whole") == [f"total: 41 is more than the 40 counted as '{whole}'"]


# The survey


def bases(*white: int) -> YearInputs:
    rows = [
        survey("respondents", base, None, None, number=number)
        for number, base in enumerate(white, start=5)
    ]
    return year_of(workforce(8000, 16, 4), *rows)


def test_bases_that_differ_as_they_do():
    assert doubts(bases(201, 202, 207, 210), kind="bases") == []
    assert doubts(bases(200, 200, 200, 250), kind="bases") == []  # a quarter more, no more
    assert doubts(bases(12, 19), kind="bases") == []  # few people
    assert doubts(bases(200), kind="bases") == []


@pytest.mark.parametrize(
    ("white", "said"),
    [
        (
            (200, 200, 200, 251),
            "white: 251 answered the question of indicator 8, and 200 that of indicator 5",
        ),
        (
            (201, 202, 20, 210),
            "white: 20 answered the question of indicator 7, and 210 that of indicator 8",
        ),
    ],
)
def test_bases_that_differ_too_much_are_both_said(white, said):
    assert doubts(bases(*white), kind="bases") == [said]


@pytest.mark.parametrize(
    ("percentage", "base", "possible"),
    [
        ("10.6", 47, True),  # 5 of 47 are 10.638
        ("10.7", 47, False),  # 5 are 10.638, 6 are 12.766
        ("11", 47, True),
        ("12", 47, False),  # from 11.5 to 12.5 there is none
        ("12.5", 8, True),
        ("33.35", 2000, True),
        ("0", 47, True),
        ("100", 47, True),
        ("99.9", 47, False),
        ("0.5", 200, True),
        ("0.1", 400, False),  # one of 400 is 0.25
        ("0", 0, False),
    ],
)
def test_a_percentage_of_a_whole_number_of_people(percentage, base, possible):
    assert can_be(percentage, base) is possible


def test_an_impossible_percentage():
    rows = workforce(8000, 1600, 4), survey("respondents", 47, 47, None)
    assert doubts(year_of(*rows, survey("percentage", 10.6, 10.7, None)), kind="percentage") == [
        "bme: 10.7 is the percentage of no whole number of 47 respondents"
    ]


def test_a_large_base_can_have_every_percentage():
    for base, count in ((999, 1), (1000, 0)):
        rows = workforce(8000, 1600, 4), survey("respondents", base, None, None)
        # 33.349 to three decimals: no whole number of either
        read = year_of(*rows, survey("percentage", 33.349, None, None))
        assert len(doubts(read, kind="percentage")) == count


@pytest.mark.parametrize(("text", "count"), [("27", 0), ("27.0", 1), ("27.0%", 1), ("27.1", 0)])
def test_the_decimals_are_those_that_were_typed(tmp_path, text, count):
    # 13 of 48 are 27.083: 27 to the whole, and not 27.0 to one decimal
    rows = WORKFORCE, "5,respondents,all,all,48,,,,x", f"5,percentage,all,all,{text},,,,x"
    found = read_inputs(data_folder(tmp_path, rows=rows), "RXX", 2023).doubts
    assert [(d.file, d.row, d.column, d.value) for d in found] == [
        (COUNTS, 4, "white", text)
    ] * count


# Last year


def jump(old: object, new: object, *, gap: int = 1) -> list[str]:
    last = year_of(workforce(800, old, 40), year=2023 - gap)
    return doubts(last, year_of(workforce(800, new, 40)), kind="jump")


@pytest.mark.parametrize(
    ("old", "new"),
    [(48, 239), (48, 10), (3, 19), (19, 0), (20, 20), ("c", 100), (100, None)],
)
def test_a_change_that_may_be(old, new):
    assert jump(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (48, 240, "bme: 240 is much more than last year's 48"),
        (48, 481, "bme: 481 is much more than last year's 48"),
        (100, 20, "bme: 20 is much less than last year's 100"),
        (0, 20, "bme: 20 is much more than last year's 0"),
        (4, 20, "bme: 20 is much more than last year's small count"),
        (20, 4, "bme: None is much less than last year's 20"),
        (20, 0, "bme: 0 is much less than last year's 20"),
    ],
)
def test_a_jump_on_last_year(old, new, said):
    assert jump(old, new) == [said]


def test_an_extra_digit_is_thought_of():
    last = year_of(workforce(800, 48, 40), year=2022)
    # 48 times 8 is 384, times 12.5 is 600
    for new, is_digit in ((481, True), (383, False), (384, True), (600, True), (601, False)):
        (doubt,) = reconcile([last, year_of(workforce(800, new, 40))], ())
        assert ("look for a digit" in doubt.remedy) is is_digit


def test_only_the_year_before_is_last_year():
    assert jump(48, 481, gap=2) == []


def test_a_jump_of_the_total_is_told_of_where_no_part_is_known():
    rows = workforce("c", "c", None)
    staff = (1, "staff in post")
    last = with_totals(rows, totals={staff: 48})
    last = replace(last, counts=replace(last.counts, year=2022))
    this = with_totals(rows, totals={staff: 481})
    assert doubts(last, this, kind="jump") == ["total: 481 is much more than last year's 48"]


def test_percentages_do_not_jump():
    def read(year, share):
        rows = survey("respondents", 1000, None, None), survey("percentage", share, None, None)
        return year_of(workforce(8000, 16, 4), *rows, year=year)

    assert doubts(read(2022, 4.0), read(2023, 40.0), kind="jump") == []


# Withheld counts that are none


@pytest.mark.parametrize("cells", [("c", 10, 2), (60, "c", 2), (60, 10, "c")])
def test_one_withheld_count_beside_its_total(cells):
    rows = workforce(80, 16, 4), (2, "shortlisted", ALL, ALL, *cells)
    known = sum(cell for cell in cells if cell != "c")
    recovered = 73 - known
    (doubt,) = [
        d
        for d in reconcile([with_totals(*rows, totals={(2, "shortlisted"): 73})], ())
        if d.kind == "withheld"
    ]
    assert doubt.column == ("white", "bme", "unknown")[cells.index("c")]
    assert str(recovered) not in re.findall(r"\d+", f"{doubt.problem} {doubt.remedy}")
    # The same without a total: nothing to take the others from.
    assert doubts(year_of(*rows), kind="withheld") == []


def test_two_withheld_counts_are_safe_unless_nobody_is_left():
    rows = workforce(80, 16, 4), (2, "shortlisted", ALL, ALL, 60, "c", "c")
    for total, count in ((67, 0), (60, 1)):
        read = with_totals(*rows, totals={(2, "shortlisted"): total})
        assert len(doubts(read, kind="withheld")) == count


def test_a_withheld_total_of_three_known_counts():
    read = year_of(workforce(80, 16, 4))
    table = read.counts.table.copy()
    table.loc[table["ethnicity"] == ALL, ["number", "state"]] = [float("nan"), "withheld"]
    read = replace(read, counts=replace(read.counts, table=table))
    (said,) = doubts(read, kind="withheld")
    assert said.startswith("total: ")


def test_one_withheld_beside_one_not_collected_is_safe():
    rows = workforce(80, 16, 4), (2, "shortlisted", ALL, ALL, 60, "c", None)
    read = with_totals(*rows, totals={(2, "shortlisted"): 67})
    assert doubts(read, kind="withheld") == []


# The local population


def people(**shares: float) -> tuple[PopulationShare, ...]:
    return tuple(
        PopulationShare("RXX", "Shire", "system", group, share, "2021", "x", row)
        for row, (group, share) in enumerate(shares.items(), start=2)
    )


@pytest.mark.parametrize(
    "shares",
    [
        {"White": 70.7, "Asian": 16.4, "Black": 6.9, "Mixed": 4, "Other": 2},
        {"White": 70, "Asian": 28},  # 98
        {"White": 70.1, "Asian": 31.9},  # 102, binary noise or not
        {"White": 70, "BME": 30},
        {"White": 70, "Asian": 20, "Other": 10, "BME": 30},
        {"BME": 30},
        {"White": 70},
    ],
)
def test_groups_that_are_everybody_or_one_of_them(shares):
    assert doubts(kind="population", people=people(**shares)) == []


@pytest.mark.parametrize(
    ("shares", "total"),
    [
        ({"White": 70, "Asian": 27.9}, "97.9"),
        ({"White": 70, "Asian": 32.1}, "102.1"),
        ({"White": 70, "BME": 20}, "90.0"),
    ],
)
def test_groups_that_are_too_few_or_too_many(shares, total):
    assert doubts(kind="population", people=people(**shares)) == [
        f"percentage: 70 and the other groups of Shire add up to {total}, not to 100"
    ]


# The action plan and the ratings


PLAN = Action((1, 9), "1", "", "Recruitment", ("Do.",), (), "Chief Nurse", "2024-03-31", 2)


def test_an_action_with_lead_and_review():
    assert doubts(year_of(workforce(80, 16, 4), actions=(PLAN,)), kind="action") == []


@pytest.mark.parametrize("column", ["lead", "review"])
def test_an_action_without(column):
    read = year_of(workforce(80, 16, 4), actions=(replace(PLAN, **{column: ""}),))
    assert doubts(read, kind="action") == [f"{column}:  is blank for the theme 'Recruitment'"]


@pytest.mark.parametrize(
    ("review", "is_past"),
    [
        ("2023-03-30", True),
        ("2023-03-31", False),
        ("30/03/2023", True),
        ("30 March 2023", True),
        ("February 2023", True),
        ("March 2023", False),
        ("every quarter", False),
        ("2023-02-30", False),  # no date
        ("May", False),
    ],
)
def test_a_review_before_the_reports_own_date(review, is_past):
    read = year_of(workforce(80, 16, 4), actions=(replace(PLAN, review=review),))
    told = f"review: {review} is before the report's own date, 31 March 2023"
    assert doubts(read, kind="action") == [told] * is_past


@pytest.mark.parametrize(
    ("rating", "count"),
    [
        (Rating(9, "Underdeveloped", ""), 0),
        (Rating(2, "Developing", ""), 0),
        (Rating(2, "Underdeveloped", ""), 1),
    ],
)
def test_the_worst_rating_needs_an_action(rating, count):
    read = year_of(workforce(80, 16, 4), ratings=(rating,), actions=(PLAN,))
    assert len(doubts(read, kind="rating")) == count


# The samples


def test_the_founding_reports_contradiction_is_found():
    said = [str(doubt) for doubt in read_inputs(DATA, "QHG", 2022).doubts if doubt.kind == "bands"]
    look = "Look for a band that is missing, doubled or mistyped."
    assert said == [
        f"QHG/2022/counts.csv, row 2, column {column}: '{whole}' is not what the pay bands add up "
        f"to, {parts}. {look}"
        # the sums of data/README.md, "Known quirks"
        for column, whole, parts in (("white", 288, 287), ("bme", 96, 94), ("total", 398, 395))
    ]


def test_the_founding_reports_withheld_counts_are_none():
    """Three rows of 2023 leave one cell to subtract; in the fourth, two cells are withheld."""
    found = read_inputs(DATA, "QHG", 2023).doubts
    places = [(d.file, d.row) for d in found if d.kind == "withheld"]
    assert places == [("QHG/2022/counts.csv", row) for row in (3, 4, 5, 6)] + [
        ("QHG/2023/counts.csv", row) for row in (3, 4, 6)
    ]


def test_the_founding_plan_has_no_leads():
    found = [d for d in read_inputs(DATA, "QHG", 2023).doubts if d.file.endswith("plan.csv")]
    assert [d.row for d in found if d.column == "lead"] == [2, 3, 4, 5, 6, 7]
    assert [d.row for d in found if d.column == "review"] == [3]


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_the_example_trust_raises_no_doubt(year):
    assert read_inputs(DATA, "EX1", year).doubts == ()


def test_where_each_count_stands():
    rows = count_rows(read_rows(DATA / "QHG" / "2022", "QHG/2022"))
    assert rows[STAFF].number == 2
    assert rows[9, "board members", ALL, ALL].number == 19


# What a report's readers learn


def test_readers_learn_no_number_and_nothing_of_withheld_counts():
    found = read_inputs(DATA, "QHG", 2023).doubts
    assert public_sentences(found, (2022, 2023)) == (
        "2022: the pay bands do not add up to the whole workforce.",
        "2023: the response rate of the survey does not go with the number of people who answered.",
    )
    assert public_sentences(found, (2021,)) == ()
    for sentence in KINDS.values():
        words = sentence.replace("100 per cent", "")
        # As a release looks for them: number words are numbers.
        assert not numbers_in(words, "", 2024) and not list(signs_in(words)), sentence


def test_readers_learn_of_the_population():
    found = reconcile((), people(White=70, BME=20))
    assert public_sentences(found, (2023,)) == (
        "The ethnic groups of the local population do not add up to 100 per cent.",
    )


def test_every_kind_of_warning_is_documented():
    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    warnings = text.partition("## Faults")[0] + text.partition("## Words")[2].partition("## As")[0]
    assert re.findall(r"^\| `(\w+)` \|", warnings, re.MULTILINE) == list(KINDS)


# An indicator's own workforce


def own(*cells: object, number: int = 4) -> tuple:
    return (number, "staff in post", ALL, ALL, *cells)


def test_a_workforce_that_is_the_same_for_every_indicator_is_in_order():
    rows = workforce(80, 16, 4), own(80, 16, None), own(80, 16, 4, number=3)
    assert doubts(year_of(*rows), kind="denominator") == []


@pytest.mark.parametrize("number", [3, 4])
def test_another_workforce_for_one_indicator(number):
    # 81 + 15 + 4 is 100 as well: the total differs in nothing
    rows = workforce(80, 16, 4), own(81, 15, 4, number=number)
    assert doubts(year_of(*rows), kind="denominator") == [
        "white: 81 is not the 80 that indicator 1 counts",
        "bme: 15 is not the 16 that indicator 1 counts",
    ]


def test_the_total_of_another_workforce_is_told_of_where_its_parts_are_not_known():
    rows = with_totals(workforce(80, 16, 4), own("c", 16, "c"), totals={(4, "staff in post"): 99})
    assert doubts(rows, kind="denominator") == ["total: 99 is not the 100 that indicator 1 counts"]


def test_events_are_held_against_the_indicators_own_workforce():
    trained = (4, "accessed non-mandatory training", ALL, ALL, 70, 16, 0)
    assert doubts(year_of(workforce(80, 16, 4), trained), kind="workforce") == []
    rows = workforce(80, 16, 4), own(60, 16, 4), trained
    assert doubts(year_of(*rows), kind="workforce") == [
        "white: 70 is more than the 60 White counted as 'staff in post'"
    ]


# Last year's figures, said again


def told_again(data: Path, *rows: str) -> list[str]:
    """What is said of `last_year.csv` with these rows, in the folder of 2024."""
    folder = data / "RXX" / "2024"
    folder.mkdir(exist_ok=True)
    (folder / "counts.csv").write_text(f"{HEADER}\n{WORKFORCE}\n", encoding="utf-8")
    (folder / "last_year.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    found = read_inputs(data, "RXX", 2024).doubts
    return [str(doubt) for doubt in found if doubt.kind == "restated"]


def test_last_years_figure_said_in_the_same_way_is_in_order(tmp_path):
    assert told_again(data_folder(tmp_path), WORKFORCE) == []


def test_last_years_figure_restated(tmp_path):
    said = told_again(data_folder(tmp_path), "1,staff in post,all,all,80,17,4,,made up")
    after = (
        "as 2023 was handed in. Correct the one that is wrong. The report takes that of 2023: "
        "if it was restated, correct it there too."
    )
    assert said == [
        f"RXX/2024/last_year.csv, row 2, column bme: '17' restates 16, {after}",
        f"RXX/2024/last_year.csv, row 2, column total: '101' restates 100, {after}",
    ]


def test_a_withheld_count_is_no_other_figure(tmp_path):
    data = data_folder(tmp_path, rows=("1,staff in post,all,all,80,16,[c],100,made up",))
    assert told_again(data, "1,staff in post,all,all,[c],16,4,100,made up") == []


def test_last_years_figures_without_last_year(tmp_path):
    data = data_folder(tmp_path)
    (data / "RXX" / "2023").rename(data / "RXX" / "2022")
    assert told_again(data, WORKFORCE) == [
        "RXX/2024/last_year.csv: is held against nothing: there are no counts of 2023. "
        "Put them into the folder 2023, or take these away."
    ]


def test_last_years_figures_need_no_workforce_but_must_be_counts(tmp_path):
    assert told_again(data_folder(tmp_path), "2,shortlisted,all,all,6,4,1,,made up") == []
    with pytest.raises(InputError, match=r"RXX/2024/last_year\.csv, row 2, column bme: '4O'"):
        told_again(tmp_path / "data", "2,shortlisted,all,all,6,4O,1,,made up")
