"""An organisation's own words: what they mean, and every row of them that means nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import HEADER, REGISTER, WORKFORCE

from wres.ground.errors import InputError
from wres.reading.held import Inputs
from wres.reading.inputs import read_inputs

STAFF, TYPED = "RXX/2023/staff.csv", "RXX/2023/counts.csv"
OWN, OF_YEAR = "RXX/values.csv", "RXX/2023/values.csv"
PLAIN = """\
Employee Number,Staff Group,Pay Band,Ethnic Origin,Assignment Category
1,clinical,6,L,Permanent
2,non-clinical,2,A,Permanent
3,non-clinical,2,Z,Bank
"""
# The same in the words of one organisation.
SAID = """\
Employee Number,Staff Group,Pay Band,Ethnic Origin,Assignment Category
1,Nurses,Band  SIX,Any Other Asian Bkg,Perm
2,"Office, other",2,A,Perm
3,"Office, other",2,?,
"""
VALUES = """\
extract,field,value,means
staff,staff_group,nurses,clinical
staff,staff_group,"office, other",non-clinical
staff,pay_band,Band Six,6
staff,ethnic_origin,Any other Asian bkg,L
staff,ethnic_origin,?,Not stated
staff,assignment_category,Perm,Permanent
staff,assignment_category,,Bank
"""
FILES = {STAFF: SAID, OWN: VALUES}


def inputs_of(root: Path, files: dict[str, str]) -> Inputs:
    for name, text in {"organisations.csv": REGISTER, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return read_inputs(root, "RXX", 2023)


def read(root: Path, files: dict[str, str]):
    return inputs_of(root, files).years[0].counts.table


def asked_about(root: Path, files: dict[str, str]) -> list[str]:
    """What is asked about the meanings in values.csv."""
    return [doubt.problem for doubt in inputs_of(root, files).doubts if doubt.kind == "values"]


def faults_of(root: Path, files: dict[str, str]) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(root, files)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("where", [OWN, OF_YEAR])
def test_an_organisation_says_what_its_values_mean(tmp_path, where):
    said = read(tmp_path / "said", {STAFF: SAID, where: VALUES})
    assert said.equals(read(tmp_path / "plain", {STAFF: PLAIN}))


def test_the_words_of_the_year_go_first(tmp_path):
    older = VALUES.replace("Band Six,6", "Band Six,7")
    year = "extract,field,value,means\nstaff,pay_band,band six,6\n"
    said = read(tmp_path / "said", {STAFF: SAID, OWN: older, OF_YEAR: year})
    assert said.equals(read(tmp_path / "plain", {STAFF: PLAIN}))


def test_own_words_go_before_the_lists_that_are_to_verify(tmp_path):
    # This organisation's students are not clinical.
    staff = PLAIN.replace("1,clinical", "1,Students")
    own = "extract,field,value,means\nstaff,staff_group,Students,Administrative and Clerical\n"
    table = read(tmp_path, {STAFF: staff, OWN: own})
    assert set(table["staff_group"]) == {"all", "non-clinical"}


def test_own_words_say_the_staff_group_of_an_occupation_code(tmp_path):
    staff = PLAIN.replace("Staff Group", "Occupation Code").replace("non-clinical", "H2R")
    own = "extract,field,value,means\nstaff,occupation_code,H2R,non-clinical\n"
    said = read(tmp_path / "said", {STAFF: staff.replace("1,clinical", "1,N6H"), OWN: own})
    assert said.equals(read(tmp_path / "plain", {STAFF: PLAIN}))


def test_an_organisations_words_may_be_for_another_year_or_extract(tmp_path):
    more = "survey,Q14a,oft,More than 10\nstaff,pay_band,Band Seven,7\ntraining,mandatory,x,Yes\n"
    said = read(tmp_path / "said", {STAFF: SAID, OWN: VALUES + more})
    assert said.equals(read(tmp_path / "plain", {STAFF: PLAIN}))


def test_a_value_that_is_not_known_names_the_line_to_write(tmp_path):
    files = FILES | {OWN: VALUES.replace("nurses", "nurse").replace('"office, other"', "office")}
    assert [said.partition(" Or ")[2] for said in faults_of(tmp_path, files)] == [
        "say what it means in values.csv: staff,staff_group,Nurses,<meaning>.",
        'say what it means in values.csv: staff,staff_group,"Office, other",<meaning>.',
    ]


NOT_A_BAND = (
    "is no pay band or medical grade that the pack knows. "
    "Write it as 'Band 6', '8a', 'VSM' or 'Consultant'."
)
# One slip in the file of the year, and all that is said of it.
SLIPS = {
    "means nothing known": (
        "Band Six,6",
        "Band Six,Band Seventeen",
        f"row 4, column means: 'Band Seventeen' {NOT_A_BAND}",
    ),
    "means nothing": (
        "Band Six,6",
        "Band Six,",
        "row 4, column means: '' is blank. Write what it means.",
    ),
    "of no extract": (
        "staff,pay_band",
        "stuff,pay_band",
        "row 4, column extract: 'stuff' is not an extract. Did you mean 'staff'?",
    ),
    "of no field": (
        "staff,pay_band",
        "staff,pay_bnad",
        "row 4, column field: 'pay_bnad' is not a field of the staff extract. "
        "Did you mean 'pay_band'?",
    ),
    "of the column that tells people apart": (
        "staff,pay_band,Band Six,6\n",
        "staff,pay_band,Band Six,6\nstaff,person,1,2\n",
        "row 5, column field: 'person' has no values that mean anything. "
        "Take the row out: it only tells people apart.",
    ),
    "twice": (
        "staff,pay_band,Band Six,6\n",
        "staff,pay_band,Band Six,6\nstaff,pay_band,BAND SIX,7\n",
        "row 5, column value: 'BAND SIX' stands already in row 4. Keep one.",
    ),
    "that nothing uses": (
        "staff,pay_band,Band Six,6\n",
        "staff,pay_band,Band Six,6\nstaff,pay_band,Band Sven,7\n",
        "row 5, column value: 'Band Sven' is no value in RXX/2023/staff.csv. "
        "Did you mean 'Band  SIX'?",
    ),
    "of a column that is not there": (
        "staff,pay_band,Band Six,6\n",
        "staff,pay_band,Band Six,6\nstaff,sex,W,Female\n",
        "row 5, column field: 'sex' is not read from RXX/2023/staff.csv. Take the row out.",
    ),
    "of an extract that is not there": (
        "staff,pay_band,Band Six,6\n",
        "staff,pay_band,Band Six,6\ntraining,mandatory,x,Yes\n",
        "row 5, column extract: 'training' is not among this year's extracts. Take the row out.",
    ),
    "against the NHS list": (
        "staff,pay_band,Band Six,6\n",
        "staff,pay_band,Band Six,6\nstaff,ethnic_origin,A,H\n",
        "row 5, column means: 'H' is BME, and 'A' is White. "
        "Take the row out: the NHS list decides.",
    ),
    "with a wrong header": (
        "value,means",
        "value,meaning",
        "row 1, column meaning: the column is not known. Did you mean 'means'?",
    ),
}


@pytest.mark.parametrize(("right", "wrong", "said"), SLIPS.values(), ids=SLIPS)
def test_one_slip_is_one_fault(tmp_path, right, wrong, said):
    assert VALUES.count(right) == 1, "the slip must be in one place"
    found = faults_of(tmp_path, {STAFF: SAID, OF_YEAR: VALUES.replace(right, wrong)})
    # A row that is refused leaves its value unknown, which is told of at its own place.
    assert [each for each in found if each.startswith(OF_YEAR)] == [f"{OF_YEAR}, {said}"]


def test_a_code_is_no_meaning_of_a_code(tmp_path):
    survey = "Ethnic Origin,Q14a,Q14b,Q14c,Q15,Q16b\nA,9,Never,Never,Yes,No\n"
    files = {TYPED: f"{HEADER}\n{WORKFORCE}\n", "RXX/2023/survey.csv": survey}
    own = "extract,field,value,means\nsurvey,Q14a,9,1\n"
    assert faults_of(tmp_path, files | {OF_YEAR: own}) == [
        f"{OF_YEAR}, row 2, column means: '1' is a code itself. "
        "Write the answer in words, such as Never."
    ]


# Words that move people


def moved(root: Path, field: str, value: str, means: str) -> list[str]:
    """What is asked where one more word stands in ten rows and in values.csv."""
    cells = {"staff_group": "clinical", "pay_band": "6", "ethnic_origin": "A"}
    cells |= {"assignment_category": "Permanent", field: value}
    row = ",".join(cells.values())
    head = PLAIN.splitlines()[0]
    staff = "\n".join([head, *(f"{n},{row}" for n in range(1, 11)), ""])
    own = f"extract,field,value,means\nstaff,{field},{value},{means}\n"
    return asked_about(root, {STAFF: staff, OWN: own})


@pytest.mark.parametrize(
    ("value", "means"),
    [
        ("Asian Other", "White"),
        ("Black Brit", "White"),
        ("Other White European", "BME"),
        ("Indian subcontinent", "Not stated"),
        ("Refused to say", "White"),
        ("", "White"),
    ],
)
def test_a_word_of_another_group_cannot_be_mapped_across(tmp_path, value, means):
    with pytest.raises(InputError, match="the NHS list decides"):
        moved(tmp_path, "ethnic_origin", value, means)


@pytest.mark.parametrize(
    ("field", "value", "means"),
    [
        ("ethnic_origin", "Category 7", "White"),
        ("ethnic_origin", "Category 7", "BME"),
        ("ethnic_origin", "White South African", "White"),
        ("assignment_category", "Bank", "Permanent"),
        ("assignment_category", "Nurse Bank", "Permanent"),
        ("pay_band", "Band 5", "6"),
        ("pay_band", "Grade 5", "8a"),
        # Whom it leaves out is moved too.
        ("assignment_category", "Fixed Term Temp", "Agency"),
    ],
)
def test_a_word_that_moves_people_says_how_many(tmp_path, field, value, means):
    (said,) = moved(tmp_path, field, value, means)
    assert said.startswith(f"is what '{value}' means here, ")
    assert said.endswith(": it moves 10 people")


@pytest.mark.parametrize(
    ("field", "value", "means"),
    [
        ("ethnic_origin", "Any Other Asian Bkg", "L"),
        ("ethnic_origin", "White and Asian mix", "F"),
        ("ethnic_origin", "?", "Not stated"),
        ("assignment_category", "Perm", "Permanent"),
        ("pay_band", "Grade Six", "6"),
        ("pay_band", "Point 12 Grade 8A", "8a"),
        ("pay_band", "Kitchen", "3"),
    ],
)
def test_a_word_that_says_what_it_means_is_not_asked_about(tmp_path, field, value, means):
    assert moved(tmp_path, field, value, means) == []


# An extract in which one word stands in ten rows, by field: what is before and behind it.
WITH_A_WORD = {
    "shortlisted": ("recruitment", "Ethnic Origin,Shortlisted,Appointed", "A,", ",No"),
    "appointed": ("recruitment", "Ethnic Origin,Shortlisted,Appointed", "A,Yes,", ""),
    "mandatory": ("training", "Employee Number,Ethnic Origin,Mandatory", "{n},A,", ""),
    "assignment_status": ("staff", f"{PLAIN.splitlines()[0]},Assignment Status", "", ""),
    "executive": ("staff", f"{PLAIN.splitlines()[0]},Board Member,Executive", "", ""),
    "Q14a": ("survey", "Ethnic Origin,Q14a,Q14b,Q14c,Q15,Q16b", "A,", ",Never,Never,Yes,No"),
    "Q15": ("survey", "Ethnic Origin,Q14a,Q14b,Q14c,Q15,Q16b", "A,Never,Never,Never,", ",No"),
}


def asked_of(root: Path, field: str, value: str, means: str) -> list[str]:
    """What is asked where a word stands in ten rows of its extract and in values.csv."""
    extract, head, before, behind = WITH_A_WORD[field]
    if extract == "staff":
        before = "{n},clinical,6,A,Permanent," + ("Yes," if field == "executive" else "")
    rows = [f"{before.format(n=n)}{value}{behind}" for n in range(1, 11)]
    own = f"extract,field,value,means\n{extract},{field},{value},{means}\n"
    asked = {f"RXX/2023/{extract}.csv": "\n".join([head, *rows, ""])}
    return asked_about(root, {STAFF: PLAIN, OWN: own} | asked)


@pytest.mark.parametrize(
    ("field", "value", "means"),
    [
        ("shortlisted", "Sifted out", "Yes"),
        ("appointed", "Rejected", "Yes"),
        ("appointed", "Offer withdrawn", "Yes"),
        ("appointed", "Hired", "No"),
        ("mandatory", "Stat/Mand", "No"),
        ("mandatory", "CPD course", "Yes"),
        ("assignment_status", "Terminated in May", "Active Assignment"),
        ("executive", "Non-Executive Director", "Yes"),
        ("Q14a", "Not at all", "1-2"),
        ("Q14a", "Often", "Never"),
        ("Q15", "Strongly disagree", "Yes"),
    ],
)
def test_a_word_that_denies_its_meaning_is_asked_about(tmp_path, field, value, means):
    (said,) = asked_of(tmp_path, field, value, means)
    assert said.startswith(f"is what '{value}' means here, which its own words deny: it moves 10 ")


@pytest.mark.parametrize(
    ("field", "value", "means"),
    [
        ("shortlisted", "Sifted out", "No"),
        ("appointed", "Rejected", "No"),
        ("appointed", "Start date agreed", "Yes"),
        ("appointed", "Not hired", "No"),
        ("mandatory", "Stat/Mand", "Yes"),
        ("mandatory", "CPD course", "No"),
        ("assignment_status", "Working", "Active Assignment"),
        ("executive", "Exec", "Yes"),
        ("Q14a", "Not at all", "Never"),
        ("Q14a", "Often", "1-2"),
        ("Q15", "Strongly agree", "Yes"),
        ("Q15", "Cannot say", "Don't know"),
    ],
)
def test_a_word_that_says_its_meaning_is_not_asked_about(tmp_path, field, value, means):
    assert asked_of(tmp_path, field, value, means) == []


# The day on which it happened.
DATED = """\
Ethnic Origin,Date Shortlisted,Date Appointed
A,03/04/2022,
A,04-May-22,2022-06-01
H,05/05/2022,02/06/2022
H,,
"""
DAYS = {
    "RXX/2023/recruitment.csv": DATED,
    STAFF: PLAIN,
    "RXX/mapping.csv": (
        "extract,field,column\n"
        "recruitment,shortlisted,Date Shortlisted\n"
        "recruitment,appointed,Date Appointed\n"
    ),
}


def test_a_column_of_days_is_one_fault(tmp_path):
    faults = faults_of(tmp_path, DAYS)
    assert [fault for fault in faults if "Shortlisted" in fault and "day" in fault] == [
        "RXX/2023/recruitment.csv, row 2, column Date Shortlisted: holds days (3 rows). If a day "
        "means yes, write in values.csv: recruitment,shortlisted,any day,yes. If not, another "
        "column is meant."
    ]


def test_an_organisation_says_what_any_day_means(tmp_path):
    own = "extract,field,value,means\n" + "".join(
        f"recruitment,{name},{value},{means}\n"
        for name in ("shortlisted", "appointed")
        for value, means in (("Any Day", "yes"), ("", "no"))
    )
    table = read(tmp_path, DAYS | {OWN: own})
    counted = table[(table.indicator == 2) & table.ethnicity.isin(["White", "BME"])]
    assert counted.groupby(["measure", "ethnicity"]).number.max().to_dict() == {
        ("appointed", "BME"): 1,
        ("appointed", "White"): 1,
        ("shortlisted", "BME"): 1,
        ("shortlisted", "White"): 2,
    }


def test_days_in_place_of_bands_are_another_column(tmp_path):
    days = PLAIN.replace(",6,", ",01/02/2022,").replace("clinical,2,A", "clinical,02/02/2022,A")
    days = days.replace("clinical,2,Z", "clinical,03/02/2022,Z").replace("Bank", "Permanent")
    (fault,) = faults_of(tmp_path, {STAFF: days})
    assert fault.endswith(
        "column Pay Band: holds days (3 rows). Perhaps another column is meant: see the header."
    )


def test_totals_in_place_of_answers_belong_into_counts(tmp_path):
    groups = "Ethnic Origin,Shortlisted,Appointed\nA,166,40\nH,97,20\nZ,12,3\n"
    faults = faults_of(tmp_path, {"RXX/2023/recruitment.csv": groups, STAFF: PLAIN})
    assert [fault.partition("column ")[2] for fault in faults] == [
        f"{name}: holds numbers (3 rows). Where a row stands for several people, type them into "
        "counts.csv or wres.xlsx."
        for name in ("Shortlisted", "Appointed")
    ]


def test_a_word_that_takes_a_band_out_of_the_staff_is_said(tmp_path):
    own = "extract,field,value,means\nstaff,pay_band,Director,Non-Executive Director\n"
    extract = PLAIN.replace("clinical,6,L", "clinical,Director,L")
    root = tmp_path
    read(root, {STAFF: extract, OWN: own})
    (doubt,) = [d for d in read_inputs(root, "RXX", 2023).doubts if d.kind == "values"]
    assert doubt.problem == (
        "is what 'Director' means here, which is not counted among the staff: it moves 1 people"
    )
