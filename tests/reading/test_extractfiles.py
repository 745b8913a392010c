"""Extracts of several years and organisations, found, told apart and read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import REGISTER
from excel import excel

from wres.batch.plan import plan
from wres.figures import ALL, BME, WHITE
from wres.ground import cache
from wres.ground.errors import InputError
from wres.reading import csvtables, extractfiles
from wres.reading.inputs import organisations_held, read_inputs, years_held

from .test_extracts import FILES, RECRUITMENT, STAFF, SURVEY, lay_out

NATIONAL, OWN = "extracts/staff.csv", "RXX/extracts/staff.csv"
TWO = REGISTER + "RYY,Other Trust,Other,NHS trust,,,,yes,made up\n"
# RXX 2022: 1 White, 1 BME. RXX 2023: 2 White (one of them twice), 1 BME. RYY 2023: 1 BME.
# Person 1 of RYY is not person 1 of RXX.
ROWS = """\
ODS Code,Snapshot Date,Employee Number,Staff Group,Pay Band,Ethnic Origin
RXX,31/03/2022,1,Students,5,A
RXX,2022,2,Students,5,H
rxx,2023-03-31,1,Students,5,A
RYY,2023,1,Students,6,J
RXX,31-MAR-2023,1,Students,6,A
RXX,2022/23,3,Students,6,C
RXX,2023,2,Students,7,H
"""


@pytest.fixture(autouse=True)
def _forget(tmp_path, monkeypatch):
    """Each test with a cache of its own, in the process and on disk."""
    monkeypatch.setenv("WRES_CACHE", str(tmp_path / "cache"))
    extractfiles._remembered.clear()


def data(tmp_path: Path, files: dict) -> Path:
    return lay_out(tmp_path / "data", {"organisations.csv": TWO, **files})


def workforce(root: Path, code: str, year: int) -> list[float | None]:
    counts = read_inputs(root, code, year).years[-1].counts
    return [counts.get(1, "staff in post", group).value for group in (WHITE, BME, ALL)]


def faults(root: Path, code: str = "RXX", year: int = 2023) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_inputs(root, code, year)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_national_file_gives_each_organisation_and_year_its_own(tmp_path, form):
    content = ROWS if form == "csv" else excel(ROWS)
    root = data(tmp_path, {f"extracts/staff.{form}": content})
    assert organisations_held(root) == ["RXX", "RYY"]
    assert (years_held(root, "RXX"), years_held(root, "RYY")) == ([2022, 2023], [2023])
    assert [str(job) for job in plan(root)] == ["RXX 2022", "RXX 2023", "RYY 2023"]
    assert workforce(root, "RXX", 2022) == [1, 1, 2]
    assert workforce(root, "RXX", 2023) == [2, 1, 3]
    assert workforce(root, "RYY", 2023) == [0, 1, 1]


def test_an_organisations_own_file_of_several_years(tmp_path):
    own = "".join(line for line in ROWS.splitlines(keepends=True) if "RYY" not in line)
    without_codes = "".join(line.partition(",")[2] for line in own.splitlines(keepends=True))
    for name, text in (("a", own), ("b", without_codes)):
        root = data(tmp_path / name, {OWN: text})
        assert years_held(root, "RXX") == [2022, 2023]
        assert organisations_held(root) == ["RXX"]
        assert workforce(root, "RXX", 2023) == [2, 1, 3]


def test_shared_and_yearly_extracts_complete_each_other(tmp_path):
    root = data(tmp_path, {NATIONAL: ROWS, RECRUITMENT: FILES[RECRUITMENT]})
    counts = read_inputs(root, "RXX", 2023).years[-1].counts
    assert counts.get(2, "shortlisted", WHITE).value == 2
    assert counts.get(1, "staff in post", WHITE).value == 2
    assert counts.source(1) == "Extract extracts/staff.csv"


def test_each_survey_has_the_questions_of_its_year(tmp_path):
    # The survey of 2020 asked 13a, 13b, 13c, 14 and 15b; that of 2022 14a, 14b, 14c, 15 and 16b.
    lines = FILES[SURVEY].splitlines()[1:]
    text = "WRES Year,Ethnic Origin,Q13a,Q13b,Q13c,Q14,Q15b,Q14a,Q14b,Q14c,Q15,Q16b\n"
    text += "".join(f"2021,{line},,,,,\n" for line in lines)
    text += "".join("2023,{},,,,,,{}\n".format(*line.split(",", 1)) for line in lines)
    root = data(tmp_path, {"RXX/extracts/survey.csv": text})
    # To the first Indian something happened in 13b and 13c, now 14b and 14c; both Indians answered.
    for year in (2021, 2023):
        (extract,), _ = extractfiles.read_extracts(root, "RXX", year)
        bme = {(row["indicator"], row["measure"]): row["bme"] for row in extract.rows}
        assert (bme["6", "count"], bme["6", "respondents"]) == ("1", "2")


def test_a_question_that_is_missing_stops_its_year_alone(tmp_path):
    text = "WRES Year,Ethnic Origin,Q14a,Q14b,Q14c,Q15,Q16b\n"
    text += "2021,A,No,No,No,No,No\n2023,A,Never,Never,Never,No,No\n"
    root = data(tmp_path, {"RXX/extracts/survey.csv": text})
    (old,), _ = extractfiles.read_extracts(root, "RXX", 2021)
    (new,), _ = extractfiles.read_extracts(root, "RXX", 2023)
    assert [fault.column for fault in old.faults] == ["Q13a", "Q13b", "Q13c", "Q14", "Q15b"]
    assert new.faults == []


# What stands where, and all that is said of it for RXX 2023.
SLIPS = {
    "no year": (
        {NATIONAL: ROWS.replace("Snapshot Date", "Day")},
        [
            f"{NATIONAL}, row 1, column WRES Year: the column is missing. "
            "Add it, or say which column holds it in mapping.csv: staff,year,<column>."
        ],
    ),
    "no organisation": (
        {NATIONAL: ROWS.replace("ODS Code", "Trust")},
        [
            f"{NATIONAL}, row 1, column ODS Code: the column is missing. "
            "Add it, or say which column holds it in mapping.csv: staff,organisation,<column>."
        ],
    ),
    "blank organisation": (
        {NATIONAL: ROWS.replace("RYY,", ",")},
        [
            f"{NATIONAL}, row 5, column ODS Code: '' is blank (1 row). "
            "Write the ODS code of the organisation."
        ],
    ),
    "another day": (
        {NATIONAL: ROWS.replace("RYY,2023", "RYY,01/04/2023")},
        [
            f"{NATIONAL}, row 5, column Snapshot Date: '01/04/2023' is neither a WRES year nor "
            "the 31 March of one (1 row). Write the year in which the period ends, such as 2023, "
            "or a day: 31/03/2023."
        ],
    ),
    "another organisation's rows in a folder": (
        {OWN: ROWS},
        [
            f"{OWN}, row 5, column ODS Code: 'RYY' is not RXX, whose folder this is (1 row). "
            "Put a file of several organisations into data/extracts, or correct the code."
        ],
    ),
    "another year's rows in a folder": (
        {STAFF: ROWS.replace("RYY", "RXX")},
        [
            f"{STAFF}, row 2, column Snapshot Date: '31/03/2022' is not of 2023, the year of this "
            "folder (1 row). Put a file of several years into the organisation's folder "
            "'extracts'.",
            f"{STAFF}, row 3, column Snapshot Date: '2022' is not of 2023, the year of this "
            "folder (1 row). If it is the year that begins in 2022, write 2022/23. If not: put a "
            "file of several years into the organisation's folder 'extracts'.",
        ],
    ),
    "given twice": (
        {NATIONAL: ROWS, STAFF: FILES[STAFF]},
        [
            f"{NATIONAL}: gives RXX 2023, and so does {STAFF}. "
            "Take one of the two away, or these rows out."
        ],
    ),
    "a file that nothing reads": (
        {NATIONAL: ROWS, "extracts/staf.csv": ROWS},
        [
            "extracts/staf.csv: is a file that nothing reads. Did you mean 'staff.csv'? "
            "If not, keep it elsewhere."
        ],
    ),
    "a mapping to no column": (
        {NATIONAL: ROWS, "extracts/mapping.csv": "extract,field,column\nstaff,year,Yaer\n"},
        [
            "extracts/mapping.csv, row 2, column column: 'Yaer' is no column of "
            f"{NATIONAL}. Did you mean 'Snapshot Date'?"
        ],
    ),
}


@pytest.mark.parametrize(("files", "said"), SLIPS.values(), ids=SLIPS)
def test_one_slip_is_one_fault(tmp_path, files, said):
    assert faults(data(tmp_path, files)) == said


def test_a_file_that_cannot_be_told_apart_stops_the_plan_and_says_why(tmp_path):
    root = data(tmp_path, SLIPS["no year"][0])
    with pytest.raises(InputError, match="WRES Year: the column is missing"):
        plan(root)


def test_a_fault_of_one_organisation_stops_no_other(tmp_path):
    root = data(tmp_path, {NATIONAL: ROWS.replace("6,J", "6,Martian")})
    for _ in range(2):  # the second time from what was kept
        assert workforce(root, "RXX", 2023) == [2, 1, 3]
        (said,) = faults(root, "RYY", 2023)
        assert said.startswith(f"{NATIONAL}, row 5, column Ethnic Origin: 'Martian' is no ethnic")
        extractfiles._remembered.clear()


def test_a_mapping_beside_a_shared_file_names_its_columns(tmp_path):
    mapping = "extract,field,column\nstaff,year,Yr\nstaff,organisation,Who\n"
    text = ROWS.replace("ODS Code,Snapshot Date", "Who,Yr")
    root = data(tmp_path, {NATIONAL: text, "extracts/mapping.csv": mapping})
    assert workforce(root, "RXX", 2023) == [2, 1, 3]


@pytest.fixture
def reads(monkeypatch) -> list[str]:
    """Which files were read, each time."""
    seen: list[str] = []
    really = csvtables._read_cells

    def noting(path, header, places, others):
        seen.append(header.file)
        return really(path, header, places, others)

    monkeypatch.setattr(csvtables, "_read_cells", noting)
    return seen


def test_a_file_is_read_once_for_each_content(tmp_path, reads):
    root = data(tmp_path, {NATIONAL: ROWS})
    assert workforce(root, "RXX", 2023) == workforce(root, "RXX", 2023)
    assert workforce(root, "RYY", 2023) == [0, 1, 1]
    assert reads == [NATIONAL]
    # Another process remembers nothing, and finds what this one kept.
    extractfiles._remembered.clear()
    assert workforce(root, "RXX", 2023) == [2, 1, 3]
    assert reads == [NATIONAL]
    # The same number of bytes, and another person.
    (root / NATIONAL).write_text(ROWS.replace("5,H", "5,A"), encoding="utf-8")
    assert workforce(root, "RXX", 2022) == [2, 0, 2]
    assert reads == [NATIONAL, NATIONAL]


def test_another_mapping_is_another_entry(tmp_path, reads):
    text = ROWS.replace("Ethnic Origin", "Ethnicity").replace("\n", ",Z\n")
    root = data(tmp_path, {NATIONAL: text.replace("Ethnicity,Z", "Ethnicity,Last")})
    assert workforce(root, "RXX", 2023) == [2, 1, 3]
    mapping = "extract,field,column\nstaff,ethnic_origin,Last\n"
    (root / "extracts/mapping.csv").write_text(mapping, encoding="utf-8")
    assert workforce(root, "RXX", 2023) == [0, 0, 3]
    assert len(reads) == 2


def test_no_record_is_kept(tmp_path):
    marked = ROWS.replace("RYY,2023,1,", "RYY,2023,Ada-Lovelace,").replace("5,H", "5,Purple")
    root = data(tmp_path, {NATIONAL: marked})
    organisations_held(root)
    (entry,) = cache.cache_folder().iterdir()
    kept = str(cache.load(entry.name.partition(".")[0]))
    assert "staff in post" in kept
    assert "Ada" not in kept
    assert "Purple" not in kept


def test_an_extract_kept_is_the_extract_read(tmp_path):
    """With every extract, so that nothing of them is lost on the way to the disk and back."""
    root = data(tmp_path, FILES)
    fresh, _ = extractfiles.read_extracts(root, "RXX", 2023)
    extractfiles._remembered.clear()
    kept, _ = extractfiles.read_extracts(root, "RXX", 2023)
    assert kept == fresh
    # Besides, how many people of two of them are on the staff.
    assert len(list(cache.cache_folder().iterdir())) - 2 == len(fresh) == 5


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b", b"{}", None])
def test_a_damaged_entry_is_written_anew(tmp_path, reads, damage):
    root = data(tmp_path, {NATIONAL: ROWS})
    organisations_held(root)
    (entry,) = cache.cache_folder().iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    extractfiles._remembered.clear()
    assert workforce(root, "RXX", 2023) == [2, 1, 3]
    assert cache.load(entry.name.partition(".")[0])
    assert len(reads) == 2


def test_without_a_place_for_the_cache_everything_is_read(tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("WRES_CACHE", str(tmp_path / "file"))
    root = data(tmp_path, {NATIONAL: ROWS})
    assert workforce(root, "RXX", 2023) == [2, 1, 3]


def test_what_is_kept_is_private(tmp_path):
    (tmp_path / "cache").mkdir(mode=0o755)
    organisations_held(data(tmp_path, {NATIONAL: ROWS}))
    folder = cache.cache_folder()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [each.stat().st_mode & 0o777 for each in folder.iterdir()] == [0o600]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("heading", "year", "is_asked"),
    [
        ("Financial Year", "2023", True),
        ("Financial Year", "2022/23", False),
        ("Financial Year", "31/03/2023", False),
        ("WRES Year", "2023", False),
    ],
)
def test_a_bare_financial_year_is_asked_about(tmp_path, form, heading, year, is_asked):
    text = f"ODS Code,{heading},Employee Number,Staff Group,Pay Band,Ethnic Origin\n"
    text += f"RXX,{year},1,Students,5,A\nRXX,{year},2,Students,5,H\n"
    root = data(tmp_path, {f"extracts/staff.{form}": excel(text) if form == "xlsx" else text})
    asked = [each for each in read_inputs(root, "RXX", 2023).doubts if each.kind == "period"]
    assert [str(each) for each in asked] == [
        f"extracts/staff.{form}, column Financial Year: names a year by one number: 2023 was taken "
        "for the year that ends on 31 March 2023. If it is the one that begins in 2023, write "
        "2023/24. If it is right, write 2022/23, or name the column 'WRES Year'."
    ] * is_asked
