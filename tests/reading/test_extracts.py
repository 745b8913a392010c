"""Extracts: counted by eye, broken in one way each, and never a number changed in silence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import HEADER, REGISTER
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wres.disclosure import protect
from wres.figures import ALL, BME, UNKNOWN, WHITE
from wres.ground.errors import InputError
from wres.ground.settings import INTERNAL
from wres.indicators import calculate
from wres.reading.inputs import read_inputs

STAFF, RECRUITMENT = "RXX/2023/staff.csv", "RXX/2023/recruitment.csv"
DISCIPLINARY, TRAINING = "RXX/2023/disciplinary.csv", "RXX/2023/training.csv"
SURVEY, COUNTS = "RXX/2023/survey.csv", "RXX/2023/counts.csv"
MAPPING = "RXX/mapping.csv"

FILES = {
    # 1 to 6 are the workforce. 1 has two assignments: the larger is band 6. 7 is on the bank,
    # 8 sits on the board only.
    STAFF: """\
Employee Number,Staff Group,Pay Band,Ethnic Origin,Employee Category,FTE,On Board,Voting,Executive
1,Nursing and Midwifery Registered,NHS|XR05|Review Body Band 5,A White - British,Permanent,0.4,,,
1,Nursing and Midwifery Registered,NHS|XR06|Review Body Band 6,A White - British,Permanent,0.6,,,
2,Administrative and Clerical,Band 2,h,Permanent,1,,,
3,Administrative and Clerical,VSM,C,Permanent,1,Yes,Yes,Yes
4,Medical and Dental,Consultant,N,Fixed Term Temp,1,,,
5,Medical and Dental,Medical Director,White - Irish,Permanent,1,Yes,Yes,Yes
6,Estates and Ancillary,Band 2,Not Stated,Permanent,0.5,,,
7,Nursing and Midwifery Registered,Band 5,R,Bank,0.2,,,
8,,Non-Executive Director,J,Non-Exec Director/Chair,,Yes,Yes,No
""",
    RECRUITMENT: """\
Applicant,Shortlisted,Appointed,Ethnic Origin
1,Yes,Yes,A
2,Yes,No,A
3,Yes,No,K
4,No,No,K
5,Yes,Yes,Z
""",
    # Person 2 has two cases.
    DISCIPLINARY: """\
Employee Number,Ethnic Origin
2,H
2,H
6,Z
""",
    # Person 1 went twice; the course of person 4 was mandatory.
    TRAINING: """\
Employee Number,Ethnic Origin,Mandatory
1,A,No
1,A,No
2,H,No
4,N,Yes
""",
    # Question 14b or 14c: persons 2 and 3. Question 15: "don't know" is in the base.
    SURVEY: """\
Ethnic Origin,Q14a,Q14b,Q14c,Q15,Q16b
White British,Never,Never,Never,Yes,No
White British,1-2,More than 10,Never,Don't know,No
Indian,3-5,1-2,6-10,No,Yes
Indian,Never,Never,,,No
Prefer not to say,,,,Yes,
""",
}
# The same by hand, as a counts file.
BY_HAND = """\
indicator,measure,staff_group,pay_band,white,bme,unknown,total,source,mixed,asian,black,other
1,staff in post,all,all,3,2,1,,made up,0,1,1,0
1,staff in post,non-clinical,2,0,1,1,,made up,,,,
1,staff in post,non-clinical,VSM,1,0,0,,made up,,,,
1,staff in post,clinical,6,1,0,0,,made up,,,,
1,staff in post,medical and dental,consultant,1,1,0,,made up,,,,
1,staff in post,medical and dental,senior medical manager,1,0,0,,made up,,,,
9,board members,all,all,2,1,0,,made up,,,,
9,voting board members,all,all,2,1,0,,made up,,,,
9,executive board members,all,all,2,0,0,,made up,,,,
2,shortlisted,all,all,2,1,1,,made up,0,1,0,0
2,appointed,all,all,1,0,1,,made up,0,0,0,0
3,entered formal disciplinary process,all,all,0,1,1,,made up,0,1,0,0
4,accessed non-mandatory training,all,all,1,1,0,,made up,0,1,0,0
5,respondents,all,all,2,2,0,,made up,0,2,0,0
5,count,all,all,1,1,0,,made up,0,1,0,0
6,respondents,all,all,2,2,0,,made up,0,2,0,0
6,count,all,all,1,1,0,,made up,0,1,0,0
7,respondents,all,all,2,1,1,,made up,0,1,0,0
7,count,all,all,1,0,1,,made up,0,0,0,0
8,respondents,all,all,2,2,0,,made up,0,2,0,0
8,count,all,all,0,1,0,,made up,0,1,0,0
"""
LIST = "or 'White - British'; Z or 'Not stated' where nobody said."
NOT_ETHNIC = (
    "is no ethnic category that the pack knows ({}). Use a code or label of the NHS list, "
    f"such as A {LIST}"
)


def own(line: str) -> str:
    """How a fault ends that an organisation's own words would mend."""
    return f" Or say what it means in values.csv: {line},<meaning>."


NOT_BAND = "is no pay band or medical grade that the pack knows ({}). "
AS_BAND = "Write it as 'Band 6', '8a', 'VSM' or 'Consultant'."
YES_OR_NO = "Write one of: Yes, Y, True, 1, No, N, False, 0."


def lay_out(root: Path, files: dict[str, str]) -> Path:
    for name, text in {"organisations.csv": REGISTER, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def table_of(root: Path, files: dict[str, str] = FILES):
    counts = read_inputs(lay_out(root, files), "RXX", 2023).years[0].counts.table
    columns = ["indicator", "measure", "staff_group", "pay_band", "ethnicity"]
    return counts.drop(columns="source").sort_values(columns).reset_index(drop=True)


def faults_of(root: Path, files: dict[str, str]) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_inputs(lay_out(root, files), "RXX", 2023)
    return [str(fault) for fault in caught.value.faults]


def test_extracts_give_the_counts_that_a_reader_counts_by_eye(tmp_path):
    by_hand = table_of(tmp_path / "hand", {COUNTS: BY_HAND})
    assert table_of(tmp_path / "extracts").equals(by_hand)


def test_the_same_counts_in_either_form_give_the_same_figures(tmp_path):
    figures = []
    for name, files in (("extracts", FILES), ("hand", {COUNTS: BY_HAND})):
        counts = read_inputs(lay_out(tmp_path / name, files), "RXX", 2023).years[0].counts
        figures.append(
            {str(replace(f, source="")) for f in calculate(protect(counts, audience=INTERNAL))}
        )
    assert figures[0] == figures[1]
    assert len(figures[0]) > 100


def test_texts_stay_texts(tmp_path):
    # as numbers these would be the bands 5 and 6
    rows = "1,Clinical,5,A\n2,Clinical,05,A\n3,Clinical,6e0,A\n"
    staff = f"Employee Number,Staff Group,Pay Band,Ethnic Origin\n{rows}"
    said = faults_of(tmp_path, {STAFF: staff})
    assert [each.split(" is no ")[0] for each in said] == [
        f"{STAFF}, row 3, column Pay Band: '05'",
        f"{STAFF}, row 4, column Pay Band: '6e0'",
    ]


def test_a_count_names_its_extract(tmp_path):
    counts = read_inputs(lay_out(tmp_path, FILES), "RXX", 2023).years[0].counts
    assert counts.source(2) == "Extract RXX/2023/recruitment.csv"
    assert counts.get(1, "staff in post", ALL).value == 6


def test_extracts_and_a_counts_file_complete_each_other(tmp_path):
    lines = BY_HAND.splitlines(keepends=True)
    counts = "".join(line for line in lines if line[0] not in "2")
    both = table_of(tmp_path / "both", {COUNTS: counts, RECRUITMENT: FILES[RECRUITMENT]})
    assert both.equals(table_of(tmp_path / "hand", {COUNTS: BY_HAND}))


def test_without_an_equivalent_the_first_assignment_counts(tmp_path):
    staff = "Employee Number,Staff Group,Pay Band,Ethnic Origin\n" + "".join(
        f"1,Students,Band {band},A\n" for band in (5, 6)
    )
    counts = read_inputs(lay_out(tmp_path, {STAFF: staff}), "RXX", 2023).years[0].counts
    assert counts.bands("clinical") == ["5"]
    assert counts.get(1, "staff in post", WHITE).value == 1
    assert counts.get(9, "board members", WHITE).value is None


def test_before_the_survey_of_2021_a_do_not_know_is_no_answer(tmp_path):
    text = FILES[SURVEY].replace("14", "13").replace("Q15", "Q14").replace("Q16b", "Q15b")
    files = {
        "RXX/2021/survey.csv": text,
        "RXX/2021/counts.csv": "".join(BY_HAND.splitlines(keepends=True)[:2]),
    }
    counts = read_inputs(lay_out(tmp_path, files), "RXX", 2021).years[0].counts
    assert counts.get(7, "respondents", WHITE).value == 1
    assert counts.get(6, "count", WHITE).value == 1


@pytest.mark.parametrize("where", [MAPPING, "RXX/2023/mapping.csv"])
def test_an_organisation_names_its_own_columns(tmp_path, where):
    files = FILES | {
        STAFF: FILES[STAFF].replace("Ethnic Origin", "ETH_CD"),
        where: "extract,field,column\nstaff,ethnic_origin,ETH_CD\n",
    }
    assert table_of(tmp_path / "a", files).equals(table_of(tmp_path / "b"))


def test_the_mapping_of_the_year_goes_first(tmp_path):
    files = FILES | {
        STAFF: FILES[STAFF].replace("Ethnic Origin", "ETH_CD"),
        MAPPING: "extract,field,column\nstaff,ethnic_origin,OLD\n",
        "RXX/2023/mapping.csv": "extract,field,column\nstaff,ethnic_origin,ETH_CD\n",
    }
    assert table_of(tmp_path / "a", files).equals(table_of(tmp_path / "b"))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text + "\n\n",
        lambda text: text + ",,\n",
        lambda text: "\n" + text,
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.replace("\n", ",,\n"),
        lambda text: text.replace(",", " , "),
        lambda text: text.replace("Ethnic Origin", "ethnic_origin"),
        lambda text: "\n".join(
            ",".join(f'"{cell}"' for cell in line.split(",")) for line in text.splitlines()
        ),
        lambda text: text.rstrip("\n"),
        lambda text: text.upper().replace("Q1", "q1"),
    ],
    ids=[
        "byte order mark",
        "CRLF",
        "blank lines at the end",
        "line of commas at the end",
        "blank line first",
        "blank lines",
        "blank columns",
        "spaces",
        "names in another style",
        "quotation marks",
        "no line end",
        "capitals",
    ],
)
def test_harmless_differences_change_no_number(tmp_path, change):
    changed = {name: change(text) for name, text in FILES.items()}
    assert table_of(tmp_path / "a", changed).equals(table_of(tmp_path / "b"))


# One slip: the file, what stands there, what somebody typed instead, and all that is said of it.
SLIPS = {
    "unknown ethnicity": (
        STAFF,
        ",h,",
        ",Martian,",
        "row 4, column Ethnic Origin: 'Martian' "
        + NOT_ETHNIC.format("1 row")
        + own("staff,ethnic_origin,Martian"),
    ),
    "NA is not a blank": (
        STAFF,
        ",N,",
        ",NA,",
        "row 6, column Ethnic Origin: 'NA' "
        + NOT_ETHNIC.format("1 row")
        + own("staff,ethnic_origin,NA"),
    ),
    "the same unknown ethnicity twice": (
        DISCIPLINARY,
        "2,H\n2,H\n",
        "2,Hx\n2,Hx\n",
        "row 2, column Ethnic Origin: 'Hx' "
        + NOT_ETHNIC.format("2 rows")
        + own("disciplinary,ethnic_origin,Hx"),
    ),
    "unknown band": (
        STAFF,
        "Band 2,h",
        "Band 12,h",
        "row 4, column Pay Band: 'Band 12' "
        + NOT_BAND.format("1 row")
        + AS_BAND
        + own("staff,pay_band,Band 12"),
    ),
    "band 8 without its letter": (
        STAFF,
        "Band 2,h",
        "Band 8,h",
        "row 4, column Pay Band: 'Band 8' does not say which band 8 (1 row). "
        "Write 8a, 8b, 8c or 8d." + own("staff,pay_band,Band 8"),
    ),
    "two bands in one cell": (
        STAFF,
        "NHS|XR06|Review Body Band 6",
        "NHS|XR06|Review Body Band 7",
        "row 3, column Pay Band: 'NHS|XR06|Review Body Band 7' names two different bands (1 row). "
        "Keep the one that is right." + own("staff,pay_band,NHS|XR06|Review Body Band 7"),
    ),
    "blank band": (
        STAFF,
        "Band 2,h",
        ",h",
        "row 4, column Pay Band: '' is blank (1 row). Write the pay band or the medical grade."
        + own("staff,pay_band,"),
    ),
    "unknown staff group": (
        STAFF,
        "Estates and Ancillary",
        "Estates",
        "row 8, column Staff Group: 'Estates' is no staff group that the pack knows (1 row). "
        "Write a staff group such as 'Administrative and Clerical', or clinical or non-clinical."
        + own("staff,staff_group,Estates"),
    ),
    "medical grade of a clerk": (
        STAFF,
        "Band 2,h",
        "Consultant,h",
        "row 4: pay band 'consultant' does not go with staff group 'non-clinical' (1 row). "
        "It is a grade of medical and dental staff: correct the staff group or the grade.",
    ),
    "unknown assignment category": (
        STAFF,
        "Bank,0.2",
        "Banked,0.2",
        "row 9, column Employee Category: 'Banked' is no assignment category that the pack "
        "knows (1 row). "
        "Write Permanent, Fixed Term Temp, Bank, or another category of the staff record."
        + own("staff,assignment_category,Banked"),
    ),
    "equivalent in words": (
        STAFF,
        "Permanent,0.6",
        "Permanent,most",
        "row 3, column FTE: 'most' is no whole-time equivalent (1 row). "
        "Write a number such as 0.6 or 1." + own("staff,fte,most"),
    ),
    "equivalent that only Python takes for a number": (
        STAFF,
        "Permanent,0.6",
        "Permanent,1e0",
        "row 3, column FTE: '1e0' is no whole-time equivalent (1 row). "
        "Write a number such as 0.6 or 1." + own("staff,fte,1e0"),
    ),
    "nobody's row": (
        STAFF,
        "2,Administrative",
        ",Administrative",
        "row 4, column Employee Number: '' is blank (1 row). Write who the row is about.",
    ),
    "two ethnic groups of one person": (
        STAFF,
        "Review Body Band 6,A White - British",
        "Review Body Band 6,J",
        "row 3: has another ethnic group than an earlier row of the same person (1 row). "
        "Give one ethnic origin for one person; several people need an identifier each.",
    ),
    "executive and not on the board": (
        STAFF,
        "Permanent,0.5,,,",
        "Permanent,0.5,No,,Yes",
        "row 8: is among the executive board members and not on the board (1 row). "
        "Write Yes for the board member, or No for both.",
    ),
    "column that has another name": (
        STAFF,
        "Ethnic Origin",
        "Ethnic_Origin_Code",
        "row 1, column Ethnic Origin: the column is missing. Did you mean 'Ethnic_Origin_Code'? "
        "Then write in mapping.csv: staff,ethnic_origin,Ethnic_Origin_Code.",
    ),
    "column that is not there": (
        STAFF,
        "Staff Group",
        "XYZ",
        "row 1, column Staff Group: the column is missing. Did you mean 'XYZ', which holds such "
        "values? Then write in mapping.csv: staff,staff_group,XYZ.",
    ),
    "a cell too many": (
        STAFF,
        "3,Administrative and Clerical",
        "3,Administrative, and Clerical",
        "row 5: has 10 cells, the header 9 (1 row out of shape). Put quotation marks round a "
        "cell that holds a comma, and keep one cell for each column.",
    ),
    "a row cut off": (
        TRAINING,
        "2,H,No",
        "2,H",
        "row 4: has 2 cells, the header 3 (1 row out of shape). Put quotation marks round a "
        "cell that holds a comma, and keep one cell for each column.",
    ),
    "quotation mark left open": (
        TRAINING,
        "2,H,No",
        '2,H,"No',
        ": cannot be read as CSV (unexpected end of data). "
        "Look for a quotation mark that is opened and not closed.",
    ),
    "appointed without being shortlisted": (
        RECRUITMENT,
        "4,No,No",
        "4,No,Yes",
        "row 5: is appointed and not shortlisted (1 row). Correct one of the two.",
    ),
    "neither yes nor no": (
        RECRUITMENT,
        "4,No,No",
        "4,No,perhaps",
        f"row 5, column Appointed: 'perhaps' is not an answer (1 row). {YES_OR_NO}"
        + own("recruitment,appointed,perhaps"),
    ),
    "shortlisted left blank": (
        RECRUITMENT,
        "4,No,No",
        "4,,No",
        f"row 5, column Shortlisted: '' is blank (1 row). {YES_OR_NO}"
        + own("recruitment,shortlisted,"),
    ),
    "mandatory left blank": (
        TRAINING,
        "2,H,No",
        "2,H,",
        f"row 4, column Mandatory: '' is blank (1 row). {YES_OR_NO}" + own("training,mandatory,"),
    ),
    "answer that a spreadsheet made a date": (
        SURVEY,
        "3-5,1-2",
        "3-5,01-Feb",
        "row 4, column Q14b: '01-Feb' is not an answer (1 row). "
        "Write one of: Never, 1-2, 3-5, 6-10, More than 10, 1 to 2, 3 to 5, 6 to 10, "
        "No answer." + own("survey,Q14b,01-Feb"),
    ),
    "question left out": (
        SURVEY,
        "Q14a,Q14b,Q14c,Q15,",
        "Q14a,Q14b,Q14c,Age,",
        "row 1, column Q15: the column is missing. "
        "Add it, or say which column holds it in mapping.csv: survey,Q15,<column>.",
    ),
}


@pytest.mark.parametrize(
    ("right", "wrong", "field", "name"),
    [
        ("Employee Category", "Employe Category", "assignment_category", "Employee Category"),
        ("On Board", "On Bord", "board_member", "On Board"),
        ("Voting", "Votting", "voting", "Voting"),
    ],
)
def test_a_column_that_may_be_left_out_is_not_passed_over_for_a_slip(
    tmp_path, right, wrong, field, name
):
    """Without its category a member of the bank would be counted among the staff."""
    (said,) = faults_of(tmp_path, FILES | {STAFF: FILES[STAFF].replace(right, wrong)})
    assert said == (
        f"{STAFF}, row 1, column {wrong}: the column is not read. If it is '{name}', write in "
        f"mapping.csv: staff,{field},{wrong}. If it is not, give it another name."
    )


@pytest.mark.parametrize(("file", "right", "wrong", "said"), SLIPS.values(), ids=SLIPS)
def test_one_slip_is_one_fault(tmp_path, file, right, wrong, said):
    assert FILES[file].count(right) == 1, "the slip must be in one place"
    place = said if said.startswith(":") else f", {said}"
    files = FILES | {file: FILES[file].replace(right, wrong)}
    assert faults_of(tmp_path, files) == [f"{file}{place}"]


@pytest.mark.parametrize("file", [STAFF, RECRUITMENT, DISCIPLINARY, TRAINING, SURVEY])
@pytest.mark.parametrize(("sign", "word"), [(";", "semicolons"), ("\t", "tabs")])
@pytest.mark.parametrize("mark", ["", '"'])
def test_cells_that_are_not_separated_by_commas_are_one_fault(tmp_path, file, sign, word, mark):
    rows = (line.split(",") for line in FILES[file].splitlines())
    lines = [sign.join(f"{mark}{cell}{mark}" for cell in row) for row in rows]
    assert faults_of(tmp_path, FILES | {file: "Title\n" + "\n".join(lines)}) == [
        f"{file}: is separated by {word}, not by commas. "
        "Save the file as 'CSV UTF-8 (comma delimited)'."
    ]


def test_semicolons_within_a_cell_separate_nothing(tmp_path):
    lines = [f"{line},{note}" for line, note in zip(
        FILES[DISCIPLINARY].splitlines(), ["Note", "a;b;c;d", "a;b;c;d", "a;b;c;d"], strict=True
    )]  # fmt: skip
    files = FILES | {DISCIPLINARY: "\n".join(lines)}
    assert table_of(tmp_path / "notes", files).equals(table_of(tmp_path / "plain"))


@pytest.mark.parametrize("titles", [1, 9, 10, 40])
def test_a_header_may_stand_below_many_titles(tmp_path, titles):
    above = "".join(f"Note {n},of,those,above\n" for n in range(titles))
    files = FILES | {STAFF: above + FILES[STAFF]}
    assert table_of(tmp_path / "titles", files).equals(table_of(tmp_path / "plain"))


def test_of_two_columns_of_one_name_a_number_says_which(tmp_path):
    staff = "Employee Number,Staff Group,Pay Band,Pay Band,Ethnic Origin\n1,Clinical,9,2,A\n"
    assert faults_of(tmp_path / "refused", {STAFF: staff}) == [
        f"{STAFF}, row 1, column Pay Band: more than one column may be meant: 'Pay Band' and "
        "'Pay Band'. Keep one, or say which in mapping.csv: staff,pay_band,Pay Band (2) for the "
        "second."
    ]
    for number, band in ((1, "9"), (2, "2")):
        own_name = f"extract,field,column\nstaff,pay_band,Pay Band ({number})\n"
        root = lay_out(tmp_path / str(number), {STAFF: staff, MAPPING: own_name})
        counts = read_inputs(root, "RXX", 2023).years[0].counts
        assert counts.bands("clinical") == [band]


@pytest.mark.parametrize("column", ["Staff Group,Medical and Dental", "Occupation Code,921"])
def test_a_medical_director_on_vsm_is_a_senior_medical_manager(tmp_path, column):
    name, said = column.split(",")
    staff = f"Employee Number,{name},Pay Band,Ethnic Origin\n1,{said},VSM,A\n"
    counts = read_inputs(lay_out(tmp_path, {STAFF: staff}), "RXX", 2023).years[0].counts
    assert counts.bands("medical and dental") == ["consultant", "senior medical manager"]
    assert counts.get(1, "staff in post", WHITE).value == 1


def test_doctors_on_another_pay_band_are_told_what_the_standard_wants(tmp_path):
    staff = "Employee Number,Staff Group,Pay Band,Ethnic Origin\n1,Medical and Dental,9,A\n"
    assert faults_of(tmp_path, {STAFF: staff}) == [
        f"{STAFF}, row 2: pay band '9' does not go with staff group 'medical and dental' (1 row). "
        "The Standard counts medical and dental staff by grade: write Consultant, Specialty Doctor "
        "or the like as the pay band, or correct the staff group."
    ]


def test_a_word_that_several_extracts_hold_is_told_once_and_explained_once(tmp_path):
    files = FILES | {
        RECRUITMENT: FILES[RECRUITMENT].replace("No,K", "No,N/A"),
        DISCIPLINARY: FILES[DISCIPLINARY].replace("6,Z", "6,n/a"),
        TRAINING: FILES[TRAINING].replace("4,N", "4,Elsewhere"),
    }
    assert faults_of(tmp_path / "refused", files) == [
        f"{RECRUITMENT}, row 4, column Ethnic Origin: 'N/A' "
        + NOT_ETHNIC.format("2 rows; also in disciplinary.csv")
        + own("all,ethnic_origin,N/A"),
        f"{TRAINING}, row 5, column Ethnic Origin: 'Elsewhere' "
        + NOT_ETHNIC.format("1 row")
        + own("training,ethnic_origin,Elsewhere"),
    ]
    values = (
        "extract,field,value,means\nall,ethnic_origin,N/A,Z\n"
        # What is said of one extract goes before what is said of all.
        "all,ethnic_origin,Elsewhere,A\ntraining,ethnic_origin,Elsewhere,N\n"
    )
    plain = FILES | {RECRUITMENT: FILES[RECRUITMENT].replace("No,K", "No,Z")}
    for where in ("RXX/values.csv", "RXX/2023/values.csv"):
        told = table_of(tmp_path / where.replace("/", "-"), files | {where: values})
        assert told.equals(table_of(tmp_path / f"plain {len(where)}", plain))


def test_columns_values_and_places_are_told_of_in_one_round(tmp_path):
    staff = FILES[STAFF].replace("Employee Number", "Assignment").replace("Band 2,h", "Band 2,hh")
    staff = staff.replace(
        "Administrative and Clerical,VSM", "Administrative and Clerical,Consultant"
    )
    told = faults_of(tmp_path / "columns", FILES | {STAFF: staff})
    assert [each.partition(": ")[0] for each in told] == [
        f"{STAFF}, row 1, column Employee Number", f"{STAFF}, row 4, column Ethnic Origin"
    ]  # fmt: skip
    own_name = "extract,field,column\nstaff,person,Assignment\n"
    told = faults_of(tmp_path / "places", FILES | {STAFF: staff, MAPPING: own_name})
    assert [each.partition(": ")[0] for each in told] == [
        f"{STAFF}, row 4, column Ethnic Origin", f"{STAFF}, row 5"
    ]  # fmt: skip
    assert "pay band 'consultant' does not go with staff group 'non-clinical'" in told[1]


@pytest.mark.parametrize("header", ["Assignment", "Employee Number"])
def test_a_column_given_for_a_person_and_for_a_category_is_no_traceback(tmp_path, header):
    """With another column missing, and with none."""
    staff = f"{header},Staff Group,Pay Band\n1,Clinical,6\n"
    own_name = f"extract,field,column\nstaff,ethnic_origin,{header}\nstaff,person,{header}\n"
    lost = staff.replace("Pay Band", "Elsewhere")
    for name, text in (("both", staff), ("lost", lost)):
        assert faults_of(tmp_path / name, {STAFF: text, MAPPING: own_name})


def test_the_values_of_a_column_that_is_known_by_them_are_judged_at_once(tmp_path):
    recruitment = FILES[RECRUITMENT].replace("Ethnic Origin", "Background")
    recruitment = recruitment.replace("Yes,Yes,A", "Yes,Yes,White - Irish")
    recruitment = recruitment.replace("No,A", "No,Indian").replace(",Z", ",Elsewhere")
    recruitment = recruitment.replace("Yes,No,K", "Yes,No,Pakistani")
    told = faults_of(tmp_path, FILES | {RECRUITMENT: recruitment})
    assert [each.partition(". ")[0] for each in told] == [
        f"{RECRUITMENT}, row 1, column Ethnic Origin: the column is missing",
        f"{RECRUITMENT}, row 6, column Background: 'Elsewhere' is no ethnic category that the pack "
        "knows (1 row)",
    ]
    assert "Did you mean 'Background', which holds such values?" in told[0]


@pytest.mark.parametrize("second", ["", ",Line Manager Ethnicity", ",Background 2"])
def test_somebody_else_s_ethnic_origin_is_not_meant_and_of_two_columns_none(tmp_path, second):
    other = ",Indian" if second else ""
    header = f"Assignment{',Background' if second != '' else ',Manager Ethnicity'}{second}"
    text = header + "\n" + "".join(f"{n},White - Irish{other}\n" for n in range(5))
    told = faults_of(tmp_path, FILES | {DISCIPLINARY: text})
    meant = {",Line Manager Ethnicity": "Background"}.get(second, "<column>")
    assert told[1].endswith(f"disciplinary,ethnic_origin,{meant}.")


def test_a_column_of_women_and_men_is_no_ethnic_origin(tmp_path):
    """F and M are codes of ethnic categories as well."""
    rows = "".join(f"{n},{'FM'[n % 2]},Yes,No\n" for n in range(20))
    files = FILES | {RECRUITMENT: f"Applicant,Who,Shortlisted,Appointed\n{rows}"}
    (told,) = faults_of(tmp_path, files)
    assert told.endswith("in mapping.csv: recruitment,ethnic_origin,<column>.")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            COUNTS,
            "".join(BY_HAND.splitlines(keepends=True)[:3]),
            f"{COUNTS}, row 2, column measure: 'staff in post' is given by {STAFF} as well. "
            "Take these rows out, or take that file away.",
        ),
        (
            COUNTS,
            HEADER + "\n5,percentage,all,all,1,2,,,made up\n",
            f"{COUNTS}, row 2, column measure: 'percentage' is given by {SURVEY} as well. "
            "Take these rows out, or take that file away.",
        ),
        (
            COUNTS,
            HEADER + "\n9,voting board members,all,all,1,2,0,,made up\n",
            f"{COUNTS}, row 2, column measure: 'voting board members' is given by {STAFF} as "
            "well. Take these rows out, or take that file away.",
        ),
        (
            "RXX/2023/staff.xlsx",
            "any",
            "RXX/2023: staff.csv and staff.xlsx are both there. Keep the one that is right.",
        ),
        (TRAINING, "", f"{TRAINING}: is empty. It needs a header and one row a record."),
        (
            TRAINING,
            "Employee Number,Ethnic Origin\n",
            f"{TRAINING}: has a header and no row. Add its rows. "
            "If it was nobody, take the file out and give zeros in counts.csv.",
        ),
        (
            TRAINING,
            b"PK\x03\x04\xff",
            f"{TRAINING}: is not a text file. Save the sheet as CSV, or give the file the "
            "ending .xlsx.",
        ),
        (
            TRAINING,
            "Employee Number,Ethnic Origin\n1,Caf\u00e9\n".encode("cp1252"),
            f"{TRAINING}, row 2: is not UTF-8 text. "
            "Save the file as 'CSV UTF-8 (comma delimited)'.",
        ),
        (
            DISCIPLINARY,
            "Employee Number,Ethnicity,Ethnic Group\n1,A,A\n",
            f"{DISCIPLINARY}, row 1, column Ethnic Origin: more than one column may be meant: "
            "'Ethnicity' and 'Ethnic Group'. Keep one, or say which in mapping.csv: "
            "disciplinary,ethnic_origin,<column>.",
        ),
        (
            MAPPING,
            "extract,field,column\nstaff,ethnic_origin,Ethnic Orign\n",
            f"{MAPPING}, row 2, column column: 'Ethnic Orign' is no column of {STAFF}. "
            "Did you mean 'Ethnic Origin'?",
        ),
        (
            MAPPING,
            "extract,field,column\nstaf,fte,FTE\n",
            f"{MAPPING}, row 2, column extract: 'staf' is not an extract. Did you mean 'staff'?",
        ),
        (
            MAPPING,
            "extract,field,column\nsurvey,Q14x,FTE\n",
            f"{MAPPING}, row 2, column field: 'Q14x' is not a field of the survey extract. "
            "Did you mean 'Q14'?",
        ),
        (
            MAPPING,
            "extract,field,column\nstaff,fte,FTE\nstaff,fte,FTE\n",
            f"{MAPPING}, row 3, column field: 'fte' stands already in row 2. Keep one.",
        ),
    ],
    ids=[
        "counted twice",
        "survey percentage beside respondents",
        "board counted twice",
        "both forms",
        "empty",
        "header only",
        "workbook renamed",
        "Windows encoding",
        "two columns for one thing",
        "mapping to no column",
        "mapping of no extract",
        "mapping of no field",
        "mapping twice",
    ],
)
def test_a_file_that_does_not_go_with_the_rest(tmp_path, name, text, said):
    assert faults_of(tmp_path, FILES | {name: text}) == [said]


def test_a_survey_whose_questions_are_not_known(tmp_path):
    files = {"RXX/2031/survey.csv": FILES[SURVEY], "RXX/2031/counts.csv": HEADER}
    with pytest.raises(InputError, match="the questions of the survey of 2030 are not known"):
        read_inputs(lay_out(tmp_path, files), "RXX", 2031)


def test_the_commonest_of_many_unknown_values_are_named_and_the_rest_counted(tmp_path):
    rows = "".join(f"{n},who{n % 12}\n" for n in range(30))  # who0 to who5 three times
    said = faults_of(tmp_path, FILES | {DISCIPLINARY: f"Employee Number,Ethnic Origin\n{rows}"})
    assert len(said) == 11
    assert "'who0' is no ethnic category that the pack knows (3 rows)" in said[0]
    # who10 and who11 are in two rows each
    assert said[-1] == (
        f"{DISCIPLINARY}, row 12, column Ethnic Origin: 2 more values are not known (4 rows). "
        "Perhaps another column is meant: see the header."
    )


CELLS = st.sampled_from(
    ["A", "a ", "h", "Z", "", "NA", "purple", "1-2", '"', ",", "\n", "\r", "é", "99", "Yes", "No"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(FILES)), st.lists(CELLS, max_size=12), st.data())
def test_a_changed_file_is_read_or_refused(tmp_path_factory, name, cells, data):
    text = FILES[name]
    for cell in cells:
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + cell + text[at + data.draw(st.integers(0, 3)) :]
    root = tmp_path_factory.mktemp("fuzz")
    try:
        read_inputs(lay_out(root, FILES | {name: text}), "RXX", 2023)
    except InputError as error:
        assert all(fault.problem and fault.remedy for fault in error.faults)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 6),
            st.sampled_from(["A", "White - Irish", "h", "R Chinese", "Z", "", "purple"]),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_everybody_is_counted_once_or_named(tmp_path_factory, records):
    """The same by plain Python: a person's rows agree, every value is known, or it is a fault."""
    groups = {"A": WHITE, "White - Irish": WHITE, "h": BME, "R Chinese": BME}
    groups |= {"Z": UNKNOWN, "": UNKNOWN}
    people: dict[int, set] = {}
    for person, text in records:
        people.setdefault(person, set()).add(groups.get(text))
    in_order = all(len(held) == 1 and None not in held for held in people.values())
    rows = "".join(f"{person},{text}\n" for person, text in records)
    root = tmp_path_factory.mktemp("people")
    lay_out(root, FILES | {DISCIPLINARY: f"Employee Number,Ethnic Origin\n{rows}"})
    try:
        counts = read_inputs(root, "RXX", 2023).years[0].counts
    except InputError:
        assert not in_order
        return
    assert in_order
    measure = "entered formal disciplinary process"
    for group in (WHITE, BME, UNKNOWN):
        assert counts.get(3, measure, group).value == list(people.values()).count({group})
