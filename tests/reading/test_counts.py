"""A counts file becomes counts: every cell in its place, and never a changed number in silence."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from builders import HEADER, WORKFORCE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.counts import KEYS
from helpers.figures import ALL, BME, UNKNOWN, WHITE, Count
from helpers.reading.counts import FILE_COLUMNS, read_counts

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


def cells_of(raw: bytes) -> dict[tuple[str, ...], list[str]]:
    """The cells of a file by key, read by the plainest means."""
    rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    stripped = [[cell.strip() for cell in row] for row in rows]
    header, *body = [row for row in stripped if any(row)]
    lines = [dict(zip(header, row, strict=False)) for row in body]
    return {
        tuple(line[name] for name in FILE_COLUMNS[:4]): [line[name] for name in FILE_COLUMNS[4:8]]
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
    for (indicator, measure, group, band), row in cells.items():
        for ethnicity, cell in zip((WHITE, BME, UNKNOWN, ALL), row, strict=True):
            if cell.replace(".", "", 1).isdecimal():
                key = (int(indicator[0]), measure.casefold(), group.casefold() or ALL)
                found = [
                    number
                    for (*start, place, _, who), number in numbers.items()
                    if tuple(start) == key
                    and who == ethnicity
                    and number == float(cell)
                    and place.casefold() in (band.casefold(), ALL)
                ]
                assert found, f"{indicator}, {measure}, {band}: {cell} was changed in silence"


def test_the_example_is_read_whole():
    counts, faults = read_counts(EXAMPLE, "EX1", 2024, NAME)
    assert faults == []
    # 49 rows in the file, and four cells of each
    assert len(counts.table) == 4 * len(cells_of(GOOD))
    assert counts.get(1, "staff in post", BME) == Count(2496)
    shown = counts.get(1, "staff in post", ALL, "medical and dental", "senior medical manager")
    assert shown == Count(14)
