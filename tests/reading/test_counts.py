"""A counts file becomes counts: every cell in its place, and never a changed number in silence."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from builders import HEADER, WORKFORCE, read_counts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wres.disclosure import protect
from wres.figures import ALL, BME, BME_GROUPS, UNKNOWN, WHITE, Count, Figures
from wres.figures.counts import KEYS
from wres.ground.settings import INTERNAL
from wres.indicators import calculate
from wres.reading.counts import FILE_COLUMNS, GROUP_COLUMNS

EXAMPLE = Path(__file__).parents[2] / "data" / "EX1" / "2024" / "counts.csv"
NAME = "RXX/2023/counts.csv"


def read(folder: Path, *rows: str):
    path = folder / "counts.csv"
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return read_counts(path, "RXX", 2023, NAME)


def read_in_order(folder: Path, *rows: str):
    counts, faults = read(folder, *rows)
    assert faults == []
    return counts


def test_each_cell_is_found_by_its_key(tmp_path):
    counts = read_in_order(
        tmp_path,
        "1,staff in post,all,all,80,16,4,100,a report",
        "1,staff in post,clinical,8a,20,[c],2,25,a report",
        "3,entered formal disciplinary process,all,all,4,0,,,",
    )

    assert (counts.organisation, counts.year) == ("RXX", 2023)
    get = counts.get
    assert [get(1, "staff in post", e) for e in (WHITE, BME, UNKNOWN, ALL)] == [
        Count(80),
        Count(16),
        Count(4),
        Count(100),
    ]
    assert get(1, "staff in post", BME, "clinical", "8a") == Count.withheld()
    assert get(1, "staff in post", ALL, "clinical", "8a") == Count(25)
    event = "entered formal disciplinary process"
    assert [get(3, event, e) for e in (WHITE, BME, UNKNOWN)] == [
        Count(4),
        Count(0),
        Count.not_collected(),
    ]
    assert get(2, "appointed", WHITE) == Count.not_collected()


@pytest.mark.parametrize(
    ("cells", "total"),
    [
        ("80,16,4,", Count(100)),
        ("80,16,4,100", Count(100)),
        ("80,[c],4,100", Count(100)),
        ("80,[c],4,84", Count(84)),
        ("80,[c],4,", Count.withheld()),
        ("80,16,,", Count.not_collected()),
        ("80,[c],,", Count.withheld()),
        ("80,16,4,[c]", Count.withheld()),
        ("0,0,0,", Count(0)),
    ],
)
def test_total_of_a_row(tmp_path, cells, total):
    counts = read_in_order(tmp_path, WORKFORCE, f"2,shortlisted,all,all,{cells},made up")
    assert counts.get(2, "shortlisted", ALL) == total


def test_a_percentage_row_has_no_sum(tmp_path):
    counts = read_in_order(
        tmp_path, WORKFORCE, "5,respondents,all,all,50,8,,,", "5,percentage,all,all,10,12.5,,,"
    )
    assert counts.get(5, "percentage", BME) == Count(12.5)
    assert counts.get(5, "percentage", ALL) == Count.not_collected()


def test_the_response_rate_belongs_to_the_whole_survey(tmp_path):
    counts = read_in_order(tmp_path, WORKFORCE, "5-8,survey response rate,all,all,,,,86,")
    assert counts.get(5, "survey response rate", ALL) == Count(86)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("8A", "8a"),
        ("Band 8a", "8a"),
        ("bands 8a-VSM", "8a-VSM"),
        ("vsm", "VSM"),
        ("UNDER 1", "under 1"),
    ],
)
def test_a_band_in_another_spelling(tmp_path, typed, code):
    counts = read_in_order(tmp_path, WORKFORCE, f"1,Staff in post,Clinical,{typed},1,2,0,,")
    assert counts.bands("clinical") == [code]


def test_columns_may_stand_in_any_order(tmp_path):
    columns = list(reversed(FILE_COLUMNS))
    cells = dict(zip(FILE_COLUMNS, WORKFORCE.split(","), strict=True))
    path = tmp_path / "counts.csv"
    path.write_text(
        f"{','.join(columns)}\n{','.join(cells[column] for column in columns)}\n", encoding="utf-8"
    )
    counts, faults = read_counts(path, "RXX", 2023, NAME)
    assert faults == []
    assert counts.get(1, "staff in post", BME) == Count(16)


def test_half_a_file_is_not_a_smaller_file(tmp_path):
    counts, faults = read(tmp_path, WORKFORCE, "2,shortlisted,all,all,6O,40,10,,")
    assert counts is None
    assert len(faults) == 1


def test_a_row_number_is_what_a_spreadsheet_shows(tmp_path):
    # A cell of two lines makes row 2 two lines long; the wrong cell is in row 4.
    _, faults = read(tmp_path, f'{WORKFORCE[:-7]}"made\nup"', "", "2,shortlisted,all,all,x,1,1,,")
    assert [(fault.row, fault.value) for fault in faults] == [(4, "x")]


CELLS = {"white": WHITE, "bme": BME, "unknown": UNKNOWN, "total": ALL, **GROUP_COLUMNS}


def cells_of(raw: bytes) -> dict[tuple[str, ...], list[str]]:
    """The cells of a file by key, read by the plainest means."""
    rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    stripped = [[cell.strip() for cell in row] for row in rows]
    header, *body = [row for row in stripped if any(row)]
    lines = [dict(zip(header, row, strict=False)) for row in body]
    return {
        (*(line[name] for name in FILE_COLUMNS[:4]), line.get("sex", "")): [
            line.get(name, "") for name in CELLS
        ]
        for line in lines
    }


def read_bytes(raw: bytes):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counts.csv"
        path.write_bytes(raw)
        return read_counts(path, "EX1", 2024, NAME)


@given(raw=st.binary(max_size=400))
def test_no_bytes_are_too_strange(raw):
    counts, faults = read_bytes(raw)
    assert (counts is None) == bool(faults)
    assert all(str(fault).startswith(NAME) for fault in faults)


GOOD = EXAMPLE.read_bytes()
changes = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=len(GOOD) - 1),
        st.sampled_from(["replace", "insert", "delete"]),
        st.one_of(
            st.sampled_from(
                [b"0", b"9", b",", b'"', b"\n", b"\r", b"-", b"O", b"[c]", b"<5", b" "]
            ),
            st.binary(min_size=1, max_size=3),
        ),
    ),
    min_size=1,
    max_size=3,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(changes=changes)
def test_a_damaged_file_is_refused_or_read_as_it_stands(changes):
    damaged = bytearray(GOOD)
    for place, how, put in sorted(changes, reverse=True):
        damaged[place : place + (how != "insert")] = b"" if how == "delete" else put
    counts, faults = read_bytes(bytes(damaged))
    if faults:
        assert counts is None
        return

    cells = cells_of(bytes(damaged))
    numbers = dict(
        zip(
            zip(*(counts.table[name] for name in KEYS), strict=True),
            counts.table["number"],
            strict=True,
        )
    )
    for (indicator, measure, group, band, sex), row in cells.items():
        for ethnicity, cell in zip(CELLS.values(), row, strict=True):
            if cell.replace(".", "", 1).isdecimal():
                key = (int(indicator[0]), measure.casefold(), group.casefold() or ALL)
                found = [
                    number
                    for (*start, place, of, who), number in numbers.items()
                    if tuple(start) == key
                    and of.casefold() == (sex.casefold() or ALL)
                    and who == ethnicity
                    and number == float(cell)
                    and place.casefold() in (band.casefold(), ALL)
                ]
                assert found, f"{indicator}, {measure}, {band}: {cell} was changed in silence"


def test_the_example_is_read_whole():
    counts, faults = read_counts(EXAMPLE, "EX1", 2024, NAME)
    assert faults == []
    # four cells of each row, and the groups behind BME: one row each of indicators 1, 3 and 4,
    # four of indicator 2, two of each question of the survey
    groups = [cell for row in cells_of(GOOD).values() for cell in row[4:] if cell]
    assert len(groups) == 4 * (3 + 4 + 8)
    assert len(counts.table) == 4 * len(cells_of(GOOD)) + len(groups)
    assert counts.get(1, "staff in post", BME) == Count(2496)
    shown = counts.get(1, "staff in post", ALL, "medical and dental", "senior medical manager")
    assert shown == Count(14)


def test_the_detail_is_found_by_its_key(tmp_path):
    header = f"{HEADER},sex,mixed,asian,black,other"
    rows = (
        "2,shortlisted,all,all,60,40,10,,,,5,20,15,0",
        "2,shortlisted,all,all,35,22,4,,,female,,,,",
        "2,shortlisted,Clinical,all,30,28,6,,,,,,,",
        "2,shortlisted,all,Band 8a,4,2,0,,,all,,,,",
        '2,"shortlisted, international recruitment",all,all,0,9,1,,,,,[c],,0',
        f"{WORKFORCE},,,,,",
    )
    path = tmp_path / "counts.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    counts, faults = read_counts(path, "RXX", 2023, NAME)
    assert faults == []
    groups = [counts.get(2, "shortlisted", each).value for each in BME_GROUPS]
    assert groups == [5, 20, 15, 0]
    assert counts.get(2, "shortlisted", BME, sex="Female") == Count(22)
    assert counts.get(2, "shortlisted", BME, sex="Male") == Count.not_collected()
    assert counts.get(2, "shortlisted", BME, "clinical") == Count(28)
    assert counts.get(2, "shortlisted", WHITE, ALL, "8a") == Count(4)
    abroad = [counts.get(2, "shortlisted, international recruitment", e) for e in BME_GROUPS]
    assert abroad == [Count.not_collected(), Count.withheld(), Count.not_collected(), Count(0)]
    assert counts.get(2, "shortlisted", ALL) == Count(110)
    assert counts.get(2, "shortlisted", ALL, sex="Female") == Count(61)


def test_a_file_without_the_columns_of_the_detail_holds_none(tmp_path):
    table = read_in_order(tmp_path, WORKFORCE).table
    assert table["ethnicity"].tolist() == [WHITE, BME, UNKNOWN, ALL]
    assert set(table["sex"]) == {ALL}


def test_clusters_stand_for_their_bands(tmp_path):
    counts = read_in_order(
        tmp_path,
        WORKFORCE,
        "1,staff in post,clinical,Cluster 1,30,4,1,,",
        "1,staff in post,clinical,cluster 2,20,3,1,,",
        "1,staff in post,clinical,cluster 4,5,0,0,,",
        "1,staff in post,medical and dental,cluster 5,10,5,0,,",
        "1,staff in post,medical and dental,cluster 7,3,2,0,,",
    )
    assert counts.bands("clinical") == ["cluster 1", "cluster 2", "cluster 4"]
    assert counts.bands("medical and dental") == ["consultant", "trainee"]
    figures = Figures(calculate(protect(counts, audience=INTERNAL)))
    # The pool 1-7 is clusters 1 and 2: 4 + 3 BME of 35 + 24 people.
    pooled = figures.get(
        1, "staff_percentage", 2023, staff_group="clinical", pay_band="1-7", ethnicity=BME
    )
    assert (pooled.numerator, pooled.denominator) == (7, 59)


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_the_parts_of_the_invented_trust_add_up_exactly(year):
    path = EXAMPLE.parents[1] / str(year) / "counts.csv"
    counts, faults = read_counts(path, "EX1", year, NAME)
    assert faults == []
    table = counts.table
    people = table[~table["measure"].isin(["percentage", "survey response rate"])]
    by = ["indicator", "measure"]
    whole = (people["staff_group"] == ALL) & (people["pay_band"] == ALL)
    bme = people[whole & (people["sex"] == ALL)].set_index([*by, "ethnicity"])["number"]
    groups = people[people["ethnicity"].isin(BME_GROUPS)].groupby(by)["number"].sum()
    # one of indicators 1, 3 and 4 each, four of indicator 2, and four questions at least
    assert len(groups) >= 3 + 4 + 4
    assert all(bme[(*key, BME)] == number for key, number in groups.items())
    everybody = people[people["ethnicity"].isin([WHITE, BME])]
    parts = {
        "sex": everybody["sex"] != ALL,
        "staff group": (everybody["indicator"] == 2) & (everybody["staff_group"] != ALL),
        "band": (everybody["indicator"] == 2) & (everybody["pay_band"] != ALL),
    }
    for name, of in parts.items():
        sums = everybody[of].groupby([*by, "ethnicity"])["number"].sum()
        assert len(sums) >= 4, name
        assert all(bme[key] == number for key, number in sums.items()), name


def survey_of(*percentages: str) -> list[str]:
    return [
        WORKFORCE,
        *(f"{number},respondents,all,all,40,8,,,s" for number in (5, 6, 7, 8)[: len(percentages)]),
        *(f"{5 + place},percentage,all,all,{each},,,s" for place, each in enumerate(percentages)),
    ]


@pytest.mark.parametrize(
    ("percentages", "others"),
    [
        (("0.3,0.3", "0.2,0.3", "0.6,0.4", "0.1,0.1"), ", as are those of 3 more in the column"),
        (("0.3,0.25",), ""),
    ],
)
def test_percentages_typed_as_shares_of_one_are_one_fault(tmp_path, percentages, others):
    counts, faults = read(tmp_path, *survey_of(*percentages))
    assert counts is None
    assert [str(fault) for fault in faults] == [
        f"RXX/2023/counts.csv, row {3 + len(percentages)}, column white: '0.3' is below one per "
        f"cent, as every percentage of its row is{others}. Type 30 for 30 per cent. If it is "
        "right, type it with its sign, as 0.4%."
    ]


@pytest.mark.parametrize("cells", ["0.3%,0.3%", "0.3,12.5", "0,0.4", "0.4,", "1.0,1.0", "0,0"])
def test_small_percentages_that_may_be_so(tmp_path, cells):
    assert read(tmp_path, *survey_of(cells))[1] == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "1,staff in post,clinical,01-Jul,4,1,0,,s",
            "column pay_band: '01-Jul' is not a pay band. Excel made a date of 1-7: set the "
            "column's format to Text, and type 1-7 again.",
        ),
        (
            "2,shortlisted,all,7-Jan,4,1,0,,s",
            "column pay_band: '7-Jan' is not a pay band. Excel made a date of 1-7: set the "
            "column's format to Text, and type 1-7 again.",
        ),
        (
            "5-8,survey response rate,all,all,,,,0.446,s",
            "column total: '0.446' is less than one per cent. Write 44.6 if it is 44.6 per cent.",
        ),
        (
            "5,count,all,all,27.1,3,,,s",
            "column white: '27.1' is not a whole number. Give the number of people, or choose "
            "'percentage' as the measure.",
        ),
        (
            "3,entered informal process,all,all,4,1,0,,s",
            "column measure: 'entered informal process' is not a measure. Use one of: staff in "
            "post, entered formal disciplinary process.",
        ),
    ],
)
def test_the_cause_of_a_slip_is_named(tmp_path, row, said):
    faults = read(tmp_path, WORKFORCE, row)[1]
    assert str(faults[0]) == f"RXX/2023/counts.csv, row 3, {said}"
