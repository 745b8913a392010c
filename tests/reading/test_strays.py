"""Files that nothing reads: each is named, with what to do."""

from __future__ import annotations

import pytest
from handed_in import BASE, FOLDER, read

from wres.ground.errors import InputError

CSV = "Save it as 'CSV UTF-8 (comma delimited)'"
BOOK = "Save it as 'Excel Workbook (*.xlsx)'"


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("recruitment.CSV", "Rename it: recruitment.csv"),
        ("Recruitment.csv", "Rename it: recruitment.csv"),
        ("recruitment.txt", f"{CSV}: recruitment.csv"),
        ("recruitment.csv.txt", f"{CSV}: recruitment.csv"),
        ("recruitment.numbers", f"{BOOK}: recruitment.xlsx"),
        ("recruitment (2).xlsx", "Rename it: recruitment.xlsx"),
        ("Copy of wres.xlsx", "Rename it: wres.xlsx"),
        ("counts.xlsx", f"{CSV}: counts.csv"),
        ("Mapping.csv", "Rename it: mapping.csv"),
    ],
)
def test_a_file_under_another_name(tmp_path, name, remedy):
    with pytest.raises(InputError) as caught:
        read(tmp_path, BASE | {f"{FOLDER}/{name}": "Ethnic Origin,Shortlisted,Appointed\n"})
    said = f"{FOLDER}/{name}: is a file that nothing reads. {remedy}. "
    assert [str(fault) for fault in caught.value.faults] == [
        f"{said}If it is something else, keep it elsewhere."
    ]


def test_a_file_of_a_year_beside_the_years(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, BASE | {"RXX/recruitment.csv": "Ethnic Origin,Shortlisted,Appointed\n"})
    (fault,) = caught.value.faults
    assert fault.remedy == "Put it into the folder of its year."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (f"{FOLDER}/~$staff.csv", "says that staff.csv is open in a program"),
        (f"{FOLDER}/.~lock.staff.csv#", "says that staff.csv is open in a program"),
        (f"{FOLDER}/rota.xlsx", "is a file that nothing reads"),
        (f"{FOLDER}/recruitment.pdf", "is a file that nothing reads"),
        (f"{FOLDER}/recruitment", "is a file that nothing reads"),
        (f"{FOLDER}/recruitment.csv.gz", "is a file that nothing reads"),
        ("staff.csv", "is a file that nothing reads"),
    ],
)
def test_what_stands_there_without_harm_is_a_warning(tmp_path, name, said):
    doubts = [d for d in read(tmp_path, BASE | {name: "x"}).doubts if d.kind == "stray"]
    assert [(d.file, d.problem) for d in doubts] == [(name, said)]


def test_a_folder_of_words_under_another_name(tmp_path):
    doubts = read(tmp_path, BASE | {f"{FOLDER}/Narrative/context.md": "Words."}).doubts
    (said,) = [str(doubt) for doubt in doubts if doubt.kind == "stray"]
    assert said == (
        f"{FOLDER}/Narrative: is a folder that nothing reads. "
        "Rename it: narrative. If it is something else, keep it elsewhere."
    )


def test_where_nothing_is_read_what_stands_there_is_named(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, {f"{FOLDER}/staff.pdf": "x"})
    (fault,) = caught.value.faults
    assert fault.remedy.startswith(f"{FOLDER}/staff.pdf is a file that nothing reads. Save it as ")


@pytest.mark.parametrize("name", ["minutes.docx", "notes.md", ".DS_Store", "~$minutes.docx"])
def test_what_is_no_input_is_passed_over(tmp_path, name):
    assert read(tmp_path, BASE | {f"{FOLDER}/{name}": "x"}).doubts == ()


def test_one_extract_without_the_staff_says_what_to_add(tmp_path):
    text = "Ethnic Origin,Shortlisted,Appointed\nA,Yes,No\n"
    with pytest.raises(InputError) as caught:
        read(tmp_path, {f"{FOLDER}/recruitment.csv": text})
    (fault,) = caught.value.faults
    assert "counts.csv" not in str(fault)
    assert "Put in staff.csv" in fault.remedy


WHERE = "is a folder that nothing reads, and holds"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([f"{FOLDER}/extracts/recruitment.csv"], f"{FOLDER}/extracts: {WHERE} recruitment.csv"),
        ([f"{FOLDER}/raw/a/Disciplinary.xlsx"], f"{FOLDER}/raw: {WHERE} a/Disciplinary.xlsx"),
        (["RXX/old/wres.xlsx"], f"RXX/old: {WHERE} wres.xlsx"),
        (
            [f"{FOLDER}/raw/{n}.csv" for n in ("counts", "rota", "staff", "survey", "training")],
            f"{FOLDER}/raw: {WHERE} counts.csv, staff.csv, survey.csv and 1 more",
        ),
    ],
)  # fmt: skip
def test_files_in_a_folder_that_nothing_reads(tmp_path, files, said):
    doubts = [
        d for d in read(tmp_path, BASE | dict.fromkeys(files, "x")).doubts if d.kind == "stray"
    ]
    assert [f"{d.file}: {d.problem}" for d in doubts] == [said]


@pytest.mark.parametrize("name", ["minutes/notes.csv", "minutes/staff.docx", ".git/staff.csv"])
def test_a_folder_of_something_else_is_passed_over(tmp_path, name):
    assert read(tmp_path, BASE | {f"{FOLDER}/{name}": "x"}).doubts == ()


def test_a_year_whose_extracts_all_stand_too_deep(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, {f"{FOLDER}/extracts/staff.csv": BASE[f"{FOLDER}/staff.csv"]})
    (fault,) = caught.value.faults
    assert fault.remedy.startswith(f"Take what belongs to the input out of {FOLDER}/extracts. ")


def test_a_staff_extract_that_stands_too_deep(tmp_path):
    text = "Ethnic Origin,Shortlisted,Appointed\nA,Yes,No\n"
    deep = {f"{FOLDER}/raw/staff.csv": BASE[f"{FOLDER}/staff.csv"]}
    with pytest.raises(InputError) as caught:
        read(tmp_path, {f"{FOLDER}/recruitment.csv": text, **deep})
    (fault,) = caught.value.faults
    assert fault.remedy.startswith(f"Take what belongs to the input out of {FOLDER}/raw. ")
