"""Columns that nothing reads: who decides is said, and what changes nothing is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import REGISTER
from excel import excel
from handed_in import BASE, FOLDER, NURSES, STAFF, read

from wres import reference
from wres.figures import ALL
from wres.ground.errors import InputError
from wres.reading.inputs import read_inputs


def staff(heading: str, first: str, others: str = "", rows: int = 10) -> str:
    """A staff extract with one more column, which says something else in its first rows."""
    lines = [f"{row},{first if n < rows else others}" for n, row in enumerate(NURSES)]
    return "\n".join([f"{STAFF},{heading}", *lines, ""])


def doubts(root: Path, files: dict[str, str | bytes], kind: str = "unread") -> list[str]:
    return [str(each) for each in read(root, files).doubts if each.kind == kind]


def in_post(root: Path, files: dict[str, str | bytes]) -> float:
    return read(root, files).years[-1].counts.get(1, "staff in post", ALL).value


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("heading", "first", "others", "said", "line"),
    [
        ("Asg Type Of Contract", "Bank", "Permanent", "say 'Bank'", "assignment_category"),
        ("Employment Type", "Agency Worker", "Employed", "say 'Agency'", "assignment_category"),
        ("Worker Category", "Honorary", "", "say 'Honorary'", "assignment_category"),
        ("Contract", "Widow/Widower", "", "say 'Widow/Widower'", "assignment_category"),
        ("Engagement", "Contractor", "Employee", "say 'Contractor'", "assignment_category"),
        ("Person Type", "CWK", "EMP", "say 'Cwk'", "assignment_category"),
        ("Person Type", "EX_EMP", "EMP", "say 'Ex emp'", "assignment_status"),
        ("Substantive", "N", "Y", "say No", "assignment_category"),
        ("Bank?", "Yes", "No", "say Yes", "assignment_category"),
        ("Status", "Inactive Not Worked", "Active", "say 'Inactive'", "assignment_status"),
        ("Leaver", "Y", "", "say Yes", "assignment_status"),
        ("Active", "N", "Y", "say No", "assignment_status"),
        ("Reason for Leaving", "Retirement Age", "", "say 'Retirement'", "assignment_status"),
        ("Termination Date", "15/11/2024", "", "say an earlier day", ""),
        ("Projected End Dt", "15/11/2024", "", "say an earlier day", ""),
        ("Contract End", "15/11/2024", "", "say an earlier day", ""),
        ("Month", "Feb-25", "Mar-25", "say another day than 31 March 2025", ""),
    ],
)
def test_what_would_leave_people_out_is_said(tmp_path, form, heading, first, others, said, line):
    text = staff(heading, first, others)
    file = f"{FOLDER}/staff.{form}"
    (found,) = doubts(tmp_path, {file: excel(text) if form == "xlsx" else text})
    assert f"column {heading}: is not read, and 10 rows {said}: 40 people are counted, " in found
    if said.startswith("say '"):
        assert f"30 without them; the others say {repr(others) if others else 'nothing'}." in found
    else:
        assert "30 without them." in found
    mend = f"mapping.csv: staff,{line},{heading}." if line else "take these rows out"
    assert mend in found
    assert f"mapping.csv: staff,unused,{heading}." in found


@pytest.mark.parametrize(
    ("heading", "first", "others"),
    [
        ("Location", "Bank Street Clinic", "Town Hall"),
        ("Contract", "Open-ended", "Fixed"),
        ("Flexible Working", "Flexi-retirement", ""),
        ("Termination Date", "31/12/2099", ""),
        ("Headcount", "1", "1"),
        ("Notes", "Left hand", ""),
        ("Assignment FTE", "0.6", "1"),  # nobody has two assignments
        ("Primary", "Yes", "No"),
        ("Probation End Date", "15/11/2024", ""),
        ("Pay Step End Date", "15/11/2024", ""),
        ("Left Service", "15/11/2024", "15/11/2024"),  # everybody's
        ("Disability", "Left blank", "No"),
        ("Location", "Left Bank Clinic", "Town Hall"),
        ("Active Registration", "No", "Yes"),
        ("Total Reckonable Service", "12", "3"),
        ("Job Title", "Bank Partners Lead", "Nurse"),
        ("Job Title", "Agency Liaison Officer", "Nurse"),
        ("Job Title", "Volunteer Services Manager", "Nurse"),
        ("Previous Employer", "Agency - Reed", "Barclays Bank"),
        ("Employees Managed", "12", "3"),
        ("Main Location", "Town Hall", "Clinic"),
        ("Date of Birth", "15/11/1980", "31/03/1990"),
        ("Start Date", "15/11/2024", "15/11/2024"),
        ("Report Run Date", "02/05/2025", "02/05/2025"),
        ("Effective Date", "31/03/2025", "31/03/2025"),
        ("Employer", "Our Trust", "Our Trust"),
        ("Trust Board", "Y", "N"),
        ("Org L3", "Surgery", "Medicine"),
        ("Department", "Blood Bank", "Ward 3"),
        ("Department", "Temporary Staffing Bank Team", "Ward 3"),
        ("Location", "Agency House", "Town Hall"),
        ("Cost Centre Name", "Bank Holiday Agency", "Medicine"),
    ],
)
def test_what_decides_nothing_is_passed_over(tmp_path, heading, first, others):
    assert doubts(tmp_path, {f"{FOLDER}/staff.csv": staff(heading, first, others)}) == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("extract", "heading", "first", "others", "said"),
    [
        ("staff", "Headcount", "0", "1", "8 rows say '0'"),
        ("recruitment", "Vacancy Status", "Open", "Closed", "8 rows say 'Open'"),
        ("survey", "Completion", "Partial", "Complete", "8 rows say 'Partial'"),
    ],
)
def test_words_of_rows_that_do_not_count_are_said(
    tmp_path, extract, heading, first, others, said, form
):
    head, row, _ = SILENT[extract]
    rows = [f"{row.format(n=n)},{first if n < 8 else others}" for n in range(30)]
    text = "\n".join([f"{head},{heading}", *rows, ""])
    files = ({} if extract == "staff" else BASE) | {
        f"{FOLDER}/{extract}.{form}": excel(text) if form == "xlsx" else text
    }
    (found,) = doubts(tmp_path, files)
    assert f"column {heading}: is not read, and {said}" in found
    assert "take these rows out" in found


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_who_was_hired_and_not_appointed_is_said(tmp_path, form):
    def said(hired: int, at: str) -> list[str]:
        rows = [
            f"A,Yes,{'Yes' if n < 10 else 'No'},{'Hired' if n < hired else 'Rejected'}"
            for n in range(30)
        ]
        text = "\n".join(["Ethnic Origin,Shortlisted,Appointed,Current Status", *rows, ""])
        content = excel(text) if form == "xlsx" else text
        return doubts(tmp_path / at, BASE | {f"{FOLDER}/recruitment.{form}": content})

    (found,) = said(18, "a")
    assert "8 rows say 'Hired' and are not counted as appointed. If they were" in found
    assert said(10, "b") == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_column_of_many_other_words_is_not_advised_as_the_category(tmp_path, form):
    rows = [f"{row},{'Bank' if n < 10 else f'Nurse {n}'}" for n, row in enumerate(NURSES)]
    text = "\n".join([f"{STAFF},Position Title", *rows, ""])
    file = f"{FOLDER}/staff.{form}"
    (found,) = doubts(tmp_path, {file: excel(text) if form == "xlsx" else text})
    assert "take these rows out, or add a column 'Assignment Category' that says" in found
    assert "staff,assignment_category" not in found


def test_bank_staff_who_are_left_out_already_are_not_said_again(tmp_path):
    lines = staff("Contract", "Bank", "Permanent").splitlines()
    text = "\n".join(
        [f"{lines[0]},Assignment Category", *(f"{x},{x.split(',')[-1]}" for x in lines[1:])]
    )
    assert doubts(tmp_path, {f"{FOLDER}/staff.csv": text + "\n"}) == []


def test_a_column_is_mapped_or_declared_unused(tmp_path):
    files = {f"{FOLDER}/staff.csv": staff("Contract", "Bank", "Permanent")}
    head = "extract,field,column\n"
    mapped = files | {"RXX/mapping.csv": f"{head}staff,assignment_category,Contract\n"}
    assert doubts(tmp_path / "a", mapped) == []
    assert in_post(tmp_path / "a", mapped) == 30
    unused = files | {"RXX/mapping.csv": f"{head}staff,unused,contract\nstaff,unused,Other\n"}
    assert doubts(tmp_path / "b", unused) == []
    assert in_post(tmp_path / "b", unused) == 40
    (note,) = [note for note in read(tmp_path / "b", unused).notes if "10 rows" in note.problem]
    assert "is declared unused in mapping.csv, and 10 rows say 'Bank'" in note.problem
    assert note.remedy.endswith("mapping.csv: staff,assignment_category,Contract.")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_fields_own_column_that_is_declared_unused_is_asked_about(tmp_path, form):
    text = staff("Assignment Category", "Bank", "Permanent")
    files = {
        f"{FOLDER}/staff.{form}": excel(text) if form == "xlsx" else text,
        "RXX/mapping.csv": "extract,field,column\nstaff,unused,Assignment Category\n",
    }
    (said,) = doubts(tmp_path, files)
    assert "is declared unused in mapping.csv, and 10 rows say 'Bank': 40 people are" in said
    assert "mapping.csv: staff,assignment_category,Assignment Category" in said
    assert "unused," not in said
    files[f"{FOLDER}/staff.{form}"] = text.replace("Bank", "Permanent")
    if form == "csv":
        assert doubts(tmp_path / "b", files) == []


def test_leavers_are_left_out_by_their_status(tmp_path):
    text = staff("Assignment Status", "Inactive Not Worked", "Active Assignment")
    assert in_post(tmp_path, {f"{FOLDER}/staff.csv": text}) == 30


def test_the_primary_assignment_counts(tmp_path):
    rows = [f"1,A,clinical,Band {band},{main}" for band, main in ((5, "No"), (6, "Yes"))]
    text = "\n".join([f"{STAFF},Primary Assignment", *rows, ""])
    counts = read(tmp_path, {f"{FOLDER}/staff.csv": text}).years[-1].counts
    assert counts.get(1, "staff in post", ALL, "clinical", "6").value == 1
    assert counts.get(1, "staff in post", ALL, "clinical", "5").value is None


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("heading", "value", "second", "field"),
    [
        ("Assignment FTE", "0.6", "0.4", "fte"),
        ("Column1", "0.6", "0.4", "fte"),
        ("Contracted Hours", "22.5", "15", "fte"),
        ("Primary", "Yes", "No", "primary"),
        ("Main", "Y", "N", "primary"),
    ],
)
def test_what_ranks_the_assignments_of_a_person_is_said(
    tmp_path, form, heading, value, second, field
):
    people = [(n, 5, value, 6, second) for n in range(1, 8)]
    rows = [
        f"{n},A,clinical,Band {band},{says}"
        for n, *of in people
        for band, says in zip(of[::2], of[1::2], strict=True)
    ]
    text = "\n".join([f"{STAFF},{heading}", *rows, *NURSES[20:], ""]).replace(
        "Band 5\n", "Band 5,\n"
    )
    file, mapping = f"{FOLDER}/staff.{form}", f"staff,{field},{heading}"
    files = {file: excel(text) if form == "xlsx" else text}
    (found,) = doubts(tmp_path / "a", files)
    assert "7 people have several rows" in found
    assert f"mapping.csv: {mapping}." in found
    files["RXX/mapping.csv"] = f"extract,field,column\n{mapping}\n"
    counts = read(tmp_path / "b", files).years[-1].counts
    assert counts.get(1, "staff in post", ALL, "clinical", "6").value is None


MORE = {
    "training": ("Employee Number,Ethnic Origin,Course Type", "{n},A,{word}", "Mandatory Training"),
    "disciplinary": ("Employee Number,Ethnic Origin,Case Type", "{n},A,{word}", "Grievance"),
    "recruitment": ("Ethnic Origin,Shortlisted,Appointed,Vacancy", "A,Yes,No,{word}", "Bank"),
    "survey": (
        "Ethnic Origin,Q14a,Q14b,Q14c,Q15,Q16b,Type",
        "A,Never,Never,Never,Yes,No,{word}",
        "Bank",
    ),
}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("extract", MORE)
def test_the_other_extracts_are_looked_at_too(tmp_path, extract, form):
    header, row, word = MORE[extract]
    rows = [row.format(n=n, word=word if n < 8 else "Usual") for n in range(1, 21)]
    text = "\n".join([header, *rows, ""])
    content = excel(text) if form == "xlsx" else text
    (found,) = doubts(tmp_path, BASE | {f"{FOLDER}/{extract}.{form}": content})
    assert "7 rows say " in found
    assert "20 " in found
    assert "13 without them" in found


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("extract", "heading", "decides", "else_", "said"),
    [
        ("training", "Completion Status", "Not Completed", "Completed", "'Not completed'"),
        ("training", "Status", "Incomplete", "Complete", "'Incomplete'"),
        ("training", "Status", "In Progress", "Completed", "'In progress'"),
        ("training", "Attended", "No", "Yes", "No"),
        ("training", "Status", "Waitlisted", "Attended", "'Waitlisted'"),
        ("disciplinary", "Formal", "No", "Yes", "No"),
        ("disciplinary", "Status", "Not progressed to formal", "Formal", "'Not progressed'"),
        ("training", "% Complete", "0", "100", "'0'"),
        ("training", "Progress", "0%", "100%", "'0%'"),
        ("training", "Provider", "NHS|CSTF|Fire", "Leadership", "'Cstf'"),
        ("training", "WRES", "Excluded", "Counted", "'Excluded'"),
        ("disciplinary", "Stage", "Stage 0", "Stage 2", "'Stage 0'"),
        ("disciplinary", "Party", "Complainant", "Subject", "'Complainant'"),
        ("disciplinary", "Complainant", "Yes", "No", "Yes"),
        ("staff", "Employer", "Other Trust", "Our Trust", "'Other Trust'"),
        ("staff", "Trust", "RYY", "RXX", "'RYY'"),
        ("staff", "VPD", "504", "387", "'504'"),
        ("staff", "Hosted", "Yes", "No", "'Yes'"),
        ("staff", "Hosted By", "Network", "", "'Network'"),
        ("staff", "Duplicate", "Yes", "No", "Yes"),
        ("training", "Completion Date", "", "01/06/2024", "nothing"),
        ("training", "Course", "Fire Safety", "Leadership", "'Fire safety'"),
        ("disciplinary", "Case Category", "Performance", "Conduct", "'Performance'"),
        ("staff", "Payroll", "Lead Employer", "Own", "'Lead employer'"),
        ("staff", "WRES Status", "Excluded", "Counted", "'Excluded'"),
        ("staff", "Include in WRES", "No", "Yes", "No"),
        ("training", "Year of Course", "2022/23", "2023/24", "'2022/23'"),
        ("training", "Reporting Period", "2023", "2024", "'2023'"),
    ],
)
def test_who_did_not_take_part_is_said(tmp_path, form, extract, heading, decides, else_, said):
    head, row, _ = SILENT[extract]
    rows = [f"{row.format(n=n)},{decides if n < 8 else else_}" for n in range(1, 21)]
    text = "\n".join([f"{head},{heading}", *rows, ""])
    base = {} if extract == "staff" else BASE
    content = excel(text) if form == "xlsx" else text
    (found,) = doubts(tmp_path, base | {f"{FOLDER}/{extract}.{form}": content})
    assert f"7 rows say {said}: 20 people are counted, 13 without them" in found


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("word", ["Withdrawn", "Vacancy Cancelled", "Not shortlisted"])
def test_an_application_that_was_not_pursued_is_said(tmp_path, form, word):
    rows = [f"A,Yes,No,{word if n < 8 else 'Interviewed'}" for n in range(1, 21)]
    text = "\n".join(["Ethnic Origin,Shortlisted,Appointed,Status", *rows, ""])
    content = excel(text) if form == "xlsx" else text
    (found,) = doubts(tmp_path, BASE | {f"{FOLDER}/recruitment.{form}": content})
    assert ": 20 are counted as shortlisted, 13 without them" in found


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("extract", ["recruitment", "disciplinary", "training"])
def test_days_of_another_year_are_said(tmp_path, form, extract):
    head, row, _ = SILENT[extract]

    def said(first: str, others: str, at: str) -> list[str]:
        days = [first if n < 8 else others for n in range(1, 21)]
        rows = [f"{row.format(n=n)},{day}" for n, day in enumerate(days, start=1)]
        columns = "Closing Date,Decided" if "," in first else "Closing Date"
        text = "\n".join([f"{head},{columns}", *rows, ""])
        content = excel(text) if form == "xlsx" else text
        return doubts(tmp_path / at, BASE | {f"{FOLDER}/{extract}.{form}": content})

    (found,) = said("02/03/2024", "02/06/2024", "a")
    assert "7 rows say another day than one of 1 April 2024 to 31 March 2025: 20 " in found
    assert f"{extract},unused,Closing Date" in found
    (found,) = said("02/03/2024", "02/02/2024", "b")
    assert "20 rows say another day" in found
    assert said("02/06/2024", "02/03/2025", "c") == []
    # Decided within the year, or of no one time.
    assert said("02/03/2024,02/05/2024", "02/06/2024,02/07/2024", "d") == []
    assert said("02/03/1984", "02/06/1999", "e") == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("extract", ["recruitment", "disciplinary", "training"])
def test_days_of_half_a_year_are_said(tmp_path, form, extract):
    head, row, _ = SILENT[extract]

    def said(months: list[str], at: str) -> list[str]:
        rows = [f"{row.format(n=n)},{n:02}/{months[n % len(months)]}" for n in range(1, 21)]
        text = "\n".join([f"{head},Decided", *rows, ""])
        content = excel(text) if form == "xlsx" else text
        return doubts(tmp_path / at, BASE | {f"{FOLDER}/{extract}.{form}": content})

    (found,) = said(["04/2024", "06/2024", "09/2024"], "a")
    assert "no day of it lies in the second half of the year to 31 March 2025. If" in found
    (found,) = said(["10/2024", "03/2025"], "b")
    assert "in the first half of the year" in found
    assert said(["09/2024", "10/2024"], "c") == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_cases_of_several_years_are_said(tmp_path, form):
    head, row, _ = SILENT["disciplinary"]

    def said(years: tuple[int, ...], at: str) -> list[str]:
        days = [f"{n % 27 + 1:02}/{11 - n % 2 * 4:02}/{years[n % len(years)]}" for n in range(60)]
        text = "\n".join(
            [f"{head},Date Opened", *(f"{row.format(n=n)},{d}" for n, d in enumerate(days)), ""]
        )
        content = excel(text) if form == "xlsx" else text
        return doubts(tmp_path / at, BASE | {f"{FOLDER}/disciplinary.{form}": content})

    (found,) = said((2022, 2023, 2024), "a")
    assert "40 rows say another day than one of 1 April 2024 to 31 March 2025: 60 " in found
    # Of people's own days, which lie far apart.
    assert said((2010, 2018, 2024), "b") == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("day", ["31/03/2024", "Sep-24", "2023/24", "March 2024"])
def test_staff_of_another_day_are_said(tmp_path, form, day):
    text = staff("Effective Date", day, day)
    files = {f"{FOLDER}/staff.{form}": excel(text) if form == "xlsx" else text}
    (found,) = doubts(tmp_path, files)
    assert "40 rows say another day than 31 March 2025: 40 people are counted" in found


def test_no_small_count_is_said(tmp_path):
    text = staff("Contract", "Bank", "Permanent", rows=3)
    (found,) = doubts(tmp_path, {f"{FOLDER}/staff.csv": text})
    assert "a few rows say 'Bank', and count; the others say 'Permanent'" in found


def test_a_column_of_women_and_men_under_another_name_is_said(tmp_path):
    text = "\n".join([f"{STAFF},Legal Marker", f"{NURSES[0]},Female", f"{NURSES[1]},Male", ""])
    (found,) = doubts(tmp_path / "a", {f"{FOLDER}/staff.csv": text})
    assert "Legal Marker: is not read, and says women and men" in found
    assert "mapping.csv: staff,sex,Legal Marker." in found
    beside = text.replace("Legal Marker", "Sex,At Birth").replace("ale\n", "ale,Male\n")
    assert doubts(tmp_path / "b", {f"{FOLDER}/staff.csv": beside}) == []


@pytest.mark.parametrize("heading", ["Voting (old)", "Column1"])
def test_a_yes_of_the_board_under_another_name_is_said(tmp_path, heading):
    rows = [f"{row},{'Yes,Yes' if n < 5 else ','}" for n, row in enumerate(NURSES)]
    text = "\n".join([f"{STAFF},Board Member,{heading}", *rows, ""])
    (found,) = doubts(tmp_path / "a", {f"{FOLDER}/staff.csv": text})
    assert f"If it is 'Voting', write in mapping.csv: staff,voting,{heading}." in found
    others = text.replace(rows[0], f"{NURSES[0]},,Yes").replace("Voting (old)", "Column1")
    assert doubts(tmp_path / "b", {f"{FOLDER}/staff.csv": others}) == []


def test_a_yes_or_no_of_training_may_be_the_mandatory_one(tmp_path):
    rows = [f"{n},A,{'Yes' if n < 7 else 'No'}" for n in range(1, 13)]
    text = "\n".join(["Employee Number,Ethnic Origin,Column1", *rows, ""])
    (found,) = doubts(tmp_path, BASE | {f"{FOLDER}/training.csv": text})
    assert "6 rows say Yes. If it is 'Mandatory', write in mapping.csv" in found


@pytest.mark.parametrize(("heading", "answer"), [("Non-Mandatory", "No"), ("Mandatory?", "Yes")])
def test_a_flag_of_training_is_read_as_it_is_named(tmp_path, heading, answer):
    other = {"No": "Yes", "Yes": "No"}[answer]
    rows = [f"{n},A,{answer if n < 7 else other}" for n in range(1, 13)]
    text = "\n".join([f"Employee Number,Ethnic Origin,{heading}", *rows, ""])
    files = BASE | {f"{FOLDER}/training.csv": text}
    if answer == "No":
        (found,) = doubts(tmp_path, files)
        assert "6 rows say No: 12 people are counted, 6 without them" in found
        # Mapped as it is, it would leave the others out.
        assert "If the training was mandatory, take these rows out." in found
    else:
        assert read(tmp_path, files).years[-1].counts.get(4, TAKEN, ALL).value == 6


def test_of_training_only_what_may_say_it_is_asked(tmp_path):
    rows = [f"{n},A,{'Yes' if n < 5 else 'No'}" for n in range(1, 13)]
    text = "\n".join(["Employee Number,Ethnic Origin,Mandatory Exempt", *rows, ""])
    assert doubts(tmp_path, BASE | {f"{FOLDER}/training.csv": text}) == []


def test_rows_that_stand_for_several_people_are_said(tmp_path):
    rows = ["A,Yes,No,12", "H,Yes,Yes,3", "A,Yes,Yes,1"] * 2
    text = "\n".join(["Ethnic Origin,Shortlisted,Appointed,Headcount", *rows, ""])
    (found,) = doubts(tmp_path, BASE | {f"{FOLDER}/recruitment.csv": text})
    assert "its numbers add up to 32 in 6 rows" in found


@pytest.mark.parametrize(
    ("heading", "is_told"), [("Survey Year", True), ("Year of Birth", False), ("Wave", False)]
)
def test_answers_of_two_years_are_said(tmp_path, heading, is_told):
    rows = [f"A,Never,Never,Never,Yes,No,{2022 + n % 2}" for n in range(20)]
    text = "\n".join([f"Ethnic Origin,Q14a,Q14b,Q14c,Q15,Q16b,{heading}", *rows, ""])
    said = doubts(tmp_path, BASE | {f"{FOLDER}/survey.csv": text})
    assert len(said) == is_told
    assert all("10 rows say '2022': 20 respondents are counted, 10 without" in one for one in said)


def test_every_topic_has_words_and_every_word_a_topic():
    topics = set(reference.by("deciding_topics", "topic"))
    words = {row["topic"] for row in reference.rows("deciding_words")}
    # A sex and a yes or no are told by their own lists; what is of a place decides nothing.
    assert (words - {"place"}) | {"sex", "flag"} == topics


# What holds no word that decides is passed over, and said so


TAKEN = "accessed non-mandatory training"


def notes(root: Path, files: dict[str, str | bytes]) -> list[tuple[str, str]]:
    """The file and the column of each note; of a workbook without the sheet."""
    found = read(root, files).notes
    return [(note.file.partition(", ")[0], note.column or note.problem) for note in found]


SILENT = {
    "staff": (STAFF, "{n},A,clinical,Band 5", "Career Break"),
    "recruitment": ("Ethnic Origin,Shortlisted,Appointed", "A,Yes,No", "Reserve list"),
    "disciplinary": ("Employee Number,Ethnic Origin", "{n},A", "Hearing"),
    "training": ("Employee Number,Ethnic Origin", "{n},A", "Awaiting feedback"),
    "survey": ("Ethnic Origin,Q14a,Q14b,Q14c,Q15,Q16b", "A,Never,Never,Never,Yes,No", "Paper"),
}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("extract", SILENT)
@pytest.mark.parametrize("heading", ["Stage", ""])
def test_a_column_that_nothing_reads_is_named(tmp_path, extract, form, heading):
    head, row, word = SILENT[extract]
    rows = [f"{row.format(n=n)},{word if n < 8 else 'Other'},,{n}" for n in range(1, 21)]
    text = "\n".join([f"{head},{heading},Empty,Serial", *rows, ""])
    file = f"{FOLDER}/{extract}.{form}"
    files = {} if extract == "staff" else BASE
    files = files | {file: excel(text) if form == "xlsx" else text}
    place = len(head.split(",")) + 1
    # A column without any value says nothing.
    named = [(file, heading or f"{place} (without a name)"), (file, "Serial")]
    assert notes(tmp_path / "a", files) == named
    assert doubts(tmp_path / "b", files) == []


def test_a_column_of_few_words_stands_before_one_that_tells_rows_apart(tmp_path):
    rows = [f"{row},{n},{'x' if n % 2 else 'y'}" for n, row in enumerate(NURSES * 200)]
    text = "\n".join([f"{STAFF},Serial,Letter", *rows, ""])
    text = text.replace("Employee Number", "Number").replace("\n", "\nX", 1)
    mapping = {"RXX/mapping.csv": "extract,field,column\nstaff,person,Number\n"}
    file = f"{FOLDER}/staff.csv"
    assert notes(tmp_path, {file: text} | mapping) == [(file, "Letter"), (file, "Serial")]


@pytest.mark.parametrize(
    ("extract", "read_as", "beside"),
    [
        ("staff", "Pay Band", "Grade"),
        ("staff", "Ethnic Origin", "Ethnicity"),
        ("staff", "Staff Group", "Occupation Code"),
        ("recruitment", "Appointed", "Offered and Appointed"),
    ],
)
def test_another_name_of_a_field_that_is_read_is_named(tmp_path, extract, read_as, beside):
    head, row, _ = SILENT[extract]
    assert read_as in head
    text = "\n".join([f"{head},{beside}", *(f"{row.format(n=n)},x" for n in range(1, 21)), ""])
    file = f"{FOLDER}/{extract}.csv"
    assert notes(tmp_path, ({} if extract == "staff" else BASE) | {file: text}) == [(file, beside)]


def test_a_column_declared_unused_is_not_named(tmp_path):
    files = {f"{FOLDER}/staff.csv": staff("Location", "Ward")}
    unused = {"RXX/mapping.csv": "extract,field,column\nstaff,unused,location\n"}
    assert notes(tmp_path / "a", files) == [(f"{FOLDER}/staff.csv", "Location")]
    assert notes(tmp_path / "b", files | unused) == []


@pytest.mark.parametrize("extract", SILENT)
def test_sheets_that_are_not_read_are_named(tmp_path, extract):
    head, row, _ = SILENT[extract]

    def more(sheet):
        book = sheet.parent
        book.create_sheet("Empty")
        book.create_sheet("More").append(["Employee Number"])
        book.create_sheet("Lookups").append([1])
        book["Lookups"].sheet_state = "hidden"

    text = "\n".join([head, *(row.format(n=n) for n in range(1, 21)), ""])
    content = excel(text, more, title=extract)
    file = f"{FOLDER}/{extract}.xlsx"
    found = notes(tmp_path, ({} if extract == "staff" else BASE) | {file: content})
    assert found == [(file, "holds something on 'More' and 'Lookups' too, which is not read")]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("extract", SILENT)
def test_titles_above_the_header_are_quoted(tmp_path, extract, form):
    head, row, _ = SILENT[extract]
    rows = [row.format(n=n) for n in range(1, 21)]
    text = "\n".join(["In post at 31 March 2024", "", f"Run {'x' * 90}", head, *rows, ""])
    content = excel(text) if form == "xlsx" else text
    files = ({} if extract == "staff" else BASE) | {f"{FOLDER}/{extract}.{form}": content}
    ((_, said),) = notes(tmp_path, files)
    assert said == "has 2 rows above its header and does not read them: 'In post at 31 March 2024'"
    (found,) = doubts(tmp_path, files, "period")
    assert "has a title of another year: 'In post at 31 March 2024'" in found
    files = {name: of for name, of in files.items() if extract not in name} | {
        f"{FOLDER}/{extract}.csv": text.replace("2024", "2025", 1)
    }
    assert doubts(tmp_path / "right", files, "period") == []


def test_the_other_questions_of_a_survey_are_counted(tmp_path):
    head, row, _ = SILENT["survey"]
    rows = [f"{row},Yes,No,{n}" for n in range(20)]
    text = "\n".join([f"{head},Q3a,q 22,Locality", *rows, ""])
    file = f"{FOLDER}/survey.csv"
    found = notes(tmp_path, BASE | {file: text})
    assert found == [(file, "Locality"), (file, "has 2 other questions, which are not read")]


# Identifiers


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("extract", ["staff", "disciplinary", "training"])
@pytest.mark.parametrize("text", ["7.00123E+11", "XXXX", "N/A", "0", "Redacted", "-"])
def test_what_is_nobodys_identifier_is_a_fault(tmp_path, extract, form, text):
    more = ",clinical,Band 5" if extract == "staff" else ""
    head = STAFF if extract == "staff" else "Employee Number,Ethnic Origin"
    rows = [f"{text},A{more}"] * 3 + [f"{n},A{more}" for n in range(11, 15)]
    content = "\n".join([head, *rows, ""])
    files = {f"{FOLDER}/{extract}.{form}": excel(content) if form == "xlsx" else content}
    with pytest.raises(InputError) as caught:
        read(tmp_path, (BASE if extract != "staff" else {}) | files)
    (fault,) = caught.value.faults
    assert "many people became one (3 rows)" in str(fault)


def test_numbers_of_which_a_csv_file_lost_the_last_digits_are_nobodys(tmp_path):
    rows = [f"{7_001_234_567_890_000 + 10_000 * n},A,clinical,Band 5" for n in range(6)]
    with pytest.raises(InputError, match="dropped digits"):
        read(tmp_path, {f"{FOLDER}/staff.csv": "\n".join([STAFF, *rows, *rows, ""])})


def test_one_identifier_for_an_unlikely_number_of_rows_is_said(tmp_path):
    rows = ["77,A,clinical,Band 5"] * 11 + NURSES
    files = {f"{FOLDER}/staff.csv": "\n".join([STAFF, *rows, ""])}
    (found,) = doubts(tmp_path, files, "people")
    assert "tells apart too few: 1 identifier has more than 10 rows, up to 11" in found
    assert "77" not in found


def test_an_application_that_stands_twice_is_said(tmp_path):
    rows = [f"{1000 + n},A,Yes,No" for n in range(30)]
    text = "\n".join(["Application,Ethnic Origin,Shortlisted,Appointed", *rows, rows[4], ""])
    (found,) = doubts(tmp_path, BASE | {f"{FOLDER}/recruitment.csv": text}, "people")
    assert (
        "recruitment.csv, row 32, column Application: is the same in rows that are alike" in found
    )


def test_words_on_no_list_are_named_beside_those_that_decide(tmp_path):
    """Who takes out what is named would keep the others: they are said."""
    rows = [f"{n},A,{('Booked', 'On hold', 'Attended')[n % 3]}" for n in range(1, 22)]
    text = "\n".join(["Employee Number,Ethnic Origin,Status", *rows, ""])
    (said,) = doubts(tmp_path, BASE | {f"{FOLDER}/training.csv": text})
    assert "say 'Booked': 21 people are counted, 14 without them; the others say " in said
    assert "'On hold' and 'Attended'" in said or "'Attended' and 'On hold'" in said


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_mapping_that_passes_over_the_fields_own_column_is_said(tmp_path, form):
    header = STAFF.replace("Pay Band", "Budgeted Band")
    bands = STAFF.split(",").index("Pay Band")
    rows = [f"{row},{row.split(',')[bands]}" for row in NURSES]
    text = "\n".join([f"{header},Pay Band", *rows, ""])
    files = {
        f"{FOLDER}/staff.{form}": excel(text) if form == "xlsx" else text,
        "RXX/mapping.csv": "extract,field,column\nstaff,pay_band,Budgeted Band\n",
    }
    (said,) = doubts(tmp_path, files)
    assert "column Pay Band: is not read: 'Budgeted Band' stands for it in mapping.csv" in said
    assert "staff,unused,Pay Band" in said
    files["RXX/mapping.csv"] += "staff,unused,Pay Band\n"
    assert doubts(tmp_path, files) == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_codes_of_the_sex_are_asked_about(tmp_path, form):
    text = staff("Sex", "1", "2")
    file = f"{FOLDER}/staff.{form}"
    files = {file: excel(text) if form == "xlsx" else text}
    with pytest.raises(InputError) as caught:
        read(tmp_path / "a", files)
    said = [str(fault) for fault in caught.value.faults]
    assert "'2' is a code that may mean women or men (30 rows)" in said[0]
    assert "'1' is a code that may mean women or men (10 rows)" in said[1]
    assert "values.csv: staff,sex,2,<meaning>" in said[0]
    values = "extract,field,value,means\nstaff,sex,1,Male\nstaff,sex,2,Female\n"
    counts = read(tmp_path / "b", files | {"RXX/values.csv": values}).years[-1].counts
    assert counts.get(1, "staff in post", ALL, sex="Female").value == 30


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("extract", ["training", "disciplinary"])
def test_people_who_are_not_on_the_staff_are_said(tmp_path, extract, form):
    def said(numbers: range, at: str) -> list[str]:
        text = "\n".join(["Employee Number,Ethnic Origin", *(f"{n},A" for n in numbers), ""])
        content = excel(text) if form == "xlsx" else text
        return doubts(tmp_path / at, BASE | {f"{FOLDER}/{extract}.{form}": content}, "people")

    (found,) = said(range(101, 121), "a")
    assert f"{extract}.{form}: is about people of whom none are in RXX/2025/staff.csv" in found
    (found,) = said(range(35, 55), "b")
    assert "of whom few are in" in found
    # Leavers; and fewer people than tell anything.
    assert said(range(27, 47), "c") == said(range(101, 109), "d") == []
    (found,) = said(range(31, 51), "e")
    assert f"over {dict(training=30, disciplinary=45)[extract]} in a hundred are not in" in found


def test_people_of_many_bodies_are_held_against_their_own_staff(tmp_path):
    def table(head: str, row: str, codes: dict[str, range]) -> str:
        rows = [f"{code},2025,{n},A{row}" for code, of in codes.items() for n in of]
        return "\n".join([f"ODS Code,WRES Year,Employee Number,Ethnic Origin{head}", *rows, ""])

    staff_of = {"RXX": range(100, 140), "RYY": range(200, 240)}
    head, row, *_ = REGISTER.splitlines()
    files = {
        "organisations.csv": "\n".join([head, row, row.replace("RXX", "RYY"), ""]),
        "extracts/staff.csv": table(",Staff Group,Pay Band", ",clinical,5", staff_of),
        "extracts/training.csv": table("", "", {"RXX": range(200, 230), "RYY": range(200, 230)}),
    }
    (found,) = doubts(tmp_path, files, "people")
    assert found.startswith("extracts/training.csv: is about people of whom none are in extracts/")
    assert [d for d in read_inputs(tmp_path, "RYY", 2025).doubts if d.kind == "people"] == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("beside", ["Q13b", "Q14a"])
def test_a_question_that_stands_in_two_places_is_said(tmp_path, form, beside):
    """Q13's answers were pasted below Q14's heading, or those of Q14a once more."""

    def said(at: str, again: bool) -> list[str]:
        rows = []
        for n in range(60):
            a, b, other = ("1-2" if n % k == 0 else "Never" for k in (5, 7, 11))
            below = {"Q13b": b, "Q14a": a}[beside] if again else other
            rows.append(f"A,{b},{a},{below},Never,Yes,No")
        text = "\n".join(["Ethnic Origin,Q13b,Q14a,Q14b,Q14c,Q15,Q16b", *rows, ""])
        content = excel(text) if form == "xlsx" else text
        return doubts(tmp_path / at, BASE | {f"{FOLDER}/survey.{form}": content}, "slipped")

    (found,) = said("a", again=True)
    assert f"column Q14b: says what '{beside}' says, in every row" in found
    assert said("b", again=False) == []
