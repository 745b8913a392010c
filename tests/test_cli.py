"""The command `wres`: figures and check, from the shell's side."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from builders import REGISTER, WORKFORCE, data_folder
from click.testing import CliRunner
from handed_in import NURSES, STAFF, lay_out

from wres.batch.plan import Job
from wres.cli import _named, main
from wres.figures import COLUMNS

DATA = Path(__file__).parents[1] / "data"
RATIO = "relative_likelihood_white_to_bme"
WHAT_TO_DO = (
    "Where such a column says who counts, name it in mapping.csv, or leave the rows that do not "
    "count out of the extract. Where it does not, write in mapping.csv: staff,unused,<column>."
)


def wres(*arguments: str | Path):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def figures(*arguments: str, data: Path = DATA) -> list[dict[str, str]]:
    result = wres("figures", *arguments, "--data", data)
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def one(rows: list[dict], **wanted: str) -> dict:
    (row,) = [r for r in rows if all(r[name] == want for name, want in wanted.items())]
    return row


@pytest.fixture(scope="module")
def founding():
    return figures("--organisation", "QHG", "--year", "2023")


@pytest.fixture
def text_code(tmp_path):
    """A data folder whose organisation has a code that a spreadsheet takes for 50."""
    data = data_folder(tmp_path)
    register = REGISTER.replace("RXX", "5E1")
    (data / "organisations.csv").write_text(register, encoding="utf-8")
    (data / "RXX").rename(data / "5E1")
    return data


def test_figures_have_every_column_and_one_year(founding):
    assert tuple(founding[0]) == COLUMNS
    assert {row["year"] for row in founding} == {"2023"}
    assert {row["organisation"] for row in founding} == {"QHG"}


@pytest.mark.parametrize(
    ("indicator", "value", "printed"),
    [
        # (49/159) / (25/178) and (43/309) / (24/99)
        ("2", 49 * 178 / (159 * 25), "2.19"),
        ("4", 43 * 99 / (309 * 24), "0.57"),
    ],
)
def test_the_founding_reports_ratios_unrounded(founding, indicator, value, printed):
    row = one(founding, indicator=indicator, figure=RATIO)
    assert float(row["value"]) == pytest.approx(value, rel=1e-14)
    assert f"{float(row['value']):.2f}" == printed
    assert (row["state"], row["unit"]) == ("shown", "ratio")


def test_a_ratio_that_does_not_exist_has_a_state_and_no_value(founding):
    row = one(founding, figure="relative_likelihood_bme_to_white")
    assert (row["value"], row["state"]) == ("", "not calculable")
    assert row["reason"] == "nobody entered the process"


def test_a_withheld_figure_has_no_part_to_work_it_out_from(founding):
    row = one(
        founding,
        figure="staff_percentage",
        staff_group="clinical",
        pay_band="1-7",
        ethnicity="BME",
    )
    assert row["state"] == "withheld"
    assert [row[name] for name in ("value", "numerator", "denominator")] == ["", "", ""]


def test_json_says_the_same_as_csv(founding):
    result = wres(
        "figures", "--organisation", "QHG", "--year", 2023, "--format", "json", "--data", DATA
    )
    rows = json.loads(result.stdout)
    assert [tuple(row) for row in rows[:1]] == [COLUMNS]
    assert len(rows) == len(founding)
    for row, same in zip(rows, founding, strict=True):
        assert (row["figure"], row["state"]) == (same["figure"], same["state"])
        if row["value"] is None:
            assert same["value"] == ""
        else:
            assert row["value"] == pytest.approx(float(same["value"]), rel=1e-13)


def test_a_code_like_a_number_stays_text_to_the_end(text_code):
    rows = figures("--organisation", "5E1", "--year", "2023", data=text_code)
    assert {row["organisation"] for row in rows} == {"5E1"}
    result = wres(
        "figures", "--organisation", "5E1", "--year", 2023, "--format", "json", "--data", text_code
    )
    assert {row["organisation"] for row in json.loads(result.stdout)} == {"5E1"}
    assert wres("check", "--data", text_code).stdout == "In order: 5E1 2023.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--organisation", "QHX", "--year", "2023"),
            "Error: there is no organisation 'QHX' in organisations.csv. Did you mean 'QHG'?",
        ),
        (
            ("--organisation", "QHG", "--year", "2019"),
            "has no data for 2019. Years held: 2022, 2023.",
        ),
    ],
)
def test_figures_of_nobody(arguments, said):
    result = wres("figures", *arguments, "--data", DATA)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("figures",),
        ("figures", "--organisation", "QHG"),
        ("figures", "--organisation", "QHG", "--year", "last"),
        ("figures", "--organisation", "QHG", "--year", "2023", "--format", "xml"),
        ("chek",),
        ("check", "--years", "2023"),
        ("run", "--jobs", "0"),
    ],
    ids=" ".join,
)
def test_a_command_that_cannot_be_understood(arguments):
    result = wres(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error:" in result.stderr


BANDS = "RXX/2023/counts.csv, row 2, column white: '80' is not what the pay bands add up to, 79."
# one band of 79 White, 16 BME and 4 unknown people in a workforce of 80, 16 and 4
SHORT_OF_ONE = (WORKFORCE, "1,staff in post,clinical,5,79,16,4,,made up")


def test_the_samples_hold_no_fault():
    result = wres("check", "--data", DATA)
    assert (result.exit_code, result.stderr) == (0, "")
    *said, last = result.stdout.splitlines()
    shown = [line for line in said if " will show " in line]
    assert [line.partition(" will show ")[0] for line in shown] == [
        "EX1 2022", "QHG 2022", "EX1 2023", "QHG 2023", "EX1 2024"
    ]  # fmt: skip
    said = [line for line in said if line not in shown]
    assert all(line.startswith("Accepted: QHG/") for line in said)
    assert len(said) == len(set(said))
    jobs = "EX1 2022, QHG 2022, EX1 2023, QHG 2023, EX1 2024"
    assert last == f"In order, with {len(said)} accepted warnings: {jobs}."
    assert wres("check", "--strict", "--data", DATA).stdout == result.stdout


def test_many_reports_in_order_are_counted_and_not_named():
    jobs = [Job(year, f"R{number:02}") for year in (2023, 2024) for number in range(7)]
    assert _named(jobs) == "14 reports of 7 organisations"
    assert _named(jobs[:2]) == "R00 2023, R01 2023"


def test_check_of_one():
    result = wres("check", "--organisation", "EX1", "--year", "2023", "--data", DATA)
    shown, last = result.stdout.splitlines()
    assert re.match(
        r"EX1 2023 will show \d+ of 32 BME shares by band and grade, \d+ changes", shown
    )
    assert last == "In order: EX1 2023."


def test_warnings_stop_nothing_unless_they_count(tmp_path):
    data = data_folder(tmp_path, rows=SHORT_OF_ONE)
    result = wres("check", "--data", data)
    assert (result.exit_code, result.stderr) == (0, "")
    first, second, _, last = result.stdout.splitlines()
    assert first.startswith(f"Warning: {BANDS}")
    assert second.startswith("Warning: RXX/2023/counts.csv, row 2, column total: '100' is not")
    assert last == "In order, with 2 warnings: RXX 2023."

    strict = wres("check", "--strict", "--data", data)
    assert (strict.exit_code, strict.stderr) == (1, "Error: 2 warnings found.\n")
    assert strict.stdout.splitlines() == [first, second]


def test_an_accepted_warning_is_listed_apart_and_does_not_count(tmp_path):
    rows = (*SHORT_OF_ONE, "2,shortlisted,all,all,,,,5,made up", "2,appointed,all,all,,,,6,made up")
    data = data_folder(tmp_path, rows=rows)
    decided = "setting,year,value,reason\naccept,2023,bands,One has no band.\n"
    (data / "RXX" / "settings.csv").write_text(decided, encoding="utf-8")
    result = wres("check", "--strict", "--data", data)
    assert (result.exit_code, result.stderr) == (1, "Error: 1 warning found.\n")
    warning, *accepted = result.stdout.splitlines()
    assert warning.startswith("Warning: RXX/2023/counts.csv, row 5, column total: '6' is more than")
    assert accepted[0] == (
        f"Accepted: {BANDS} Look for a band that is missing, doubled or mistyped. "
        "Reason: One has no band."
    )
    assert len(accepted) == 2
    last = wres("check", "--data", data).stdout.splitlines()[-1]
    assert last == "In order, with 1 warning and 2 accepted warnings: RXX 2023."
    told = json.loads(wres("check", "--format", "json", "--data", data).stdout)
    assert [(each["accepted"], each["reason"]) for each in told] == [
        (False, None),
        (True, "One has no band."),
        (True, "One has no band."),
    ]


def test_strict_has_nothing_to_say_where_all_is_in_order(tmp_path):
    result = wres("check", "--strict", "--data", data_folder(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "In order: RXX 2023.\n")


def test_warnings_follow_faults(tmp_path):
    data = data_folder(tmp_path, rows=SHORT_OF_ONE)
    (data / "RXX" / "2024").mkdir()
    (data / "RXX" / "2024" / "counts.csv").write_text("", encoding="utf-8")
    result = wres("check", "--data", data)
    assert (result.exit_code, result.stderr) == (1, "Error: 1 fault and 2 warnings found.\n")
    starts = [line.partition(":")[0] for line in result.stdout.splitlines()]
    assert starts == ["RXX/2024/counts.csv", "Warning", "Warning"]


def test_a_warning_as_json(tmp_path):
    data = data_folder(tmp_path, rows=SHORT_OF_ONE)
    result = wres("check", "--format", "json", "--data", data)
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)[0] == {
        "severity": "warning",
        "file": "RXX/2023/counts.csv",
        "row": 2,
        "column": "white",
        "value": "80",
        "problem": "is not what the pay bands add up to, 79",
        "remedy": "Look for a band that is missing, doubled or mistyped.",
        "kind": "bands",
        "accepted": False,
        "reason": None,
    }
    strict = wres("check", "--format", "json", "--strict", "--data", data)
    assert (strict.exit_code, strict.stdout) == (1, result.stdout)


def test_a_fault_as_json(tmp_path):
    data = data_folder(tmp_path, rows=(WORKFORCE.replace("80", "8O"),))
    result = wres("check", "--format", "json", "--data", data)
    assert (result.exit_code, result.stderr) == (1, "Error: 1 fault found.\n")
    (found,) = json.loads(result.stdout)
    assert (found["severity"], found["row"], found["value"]) == ("fault", 2, "8O")


def test_json_of_an_input_in_order_is_an_empty_list(tmp_path):
    result = wres("check", "--format", "json", "--data", data_folder(tmp_path))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "[]\n", "")


def test_json_of_a_year_that_is_not_there():
    asked = ("--organisation", "QHG", "--year", "2019", "--data", DATA)
    result = wres("check", "--format", "json", *asked)
    assert result.exit_code == 1
    (found,) = json.loads(result.stdout)
    assert "has no data for 2019" in found["problem"]
    assert (found["severity"], found["file"], found["row"]) == ("fault", None, None)


def test_check_lists_every_fault_once(tmp_path):
    data = data_folder(tmp_path, rows=(WORKFORCE.replace("80", "8O"), "2,shortlistd,all,all,,,,,"))
    # a second year, which reads the first one too
    (data / "RXX" / "2024").mkdir()
    (data / "RXX" / "2024" / "counts.csv").write_text("", encoding="utf-8")
    result = wres("check", "--data", data)
    assert result.exit_code == 1
    said = result.stdout.splitlines()
    assert len(said) == 3
    assert said[0].startswith("RXX/2023/counts.csv, row 2, column white: '8O' is not a count.")
    assert said[1].startswith("RXX/2023/counts.csv, row 3, column measure: 'shortlistd'")
    assert said[2].startswith("RXX/2024/counts.csv: is empty.")
    assert result.stderr == "Error: 3 faults found.\n"


def test_check_of_one_fault_counts_in_the_singular(tmp_path):
    data = data_folder(tmp_path, rows=(WORKFORCE.replace("80", "8O"),))
    assert wres("check", "--data", data).stderr == "Error: 1 fault found.\n"


def test_check_names_six_columns_that_nothing_reads_and_how_many_more(tmp_path):
    headings = [f"Column {letter}" for letter in "ABCDEFGH"]
    rows = [
        f"{row},{','.join(f'{letter}{n % 3}' for letter in 'abcdefgh')}"
        for n, row in enumerate(NURSES)
    ]
    text = "\n".join([",".join([STAFF, *headings]), *rows, ""])
    data = lay_out(tmp_path, {"RXX/2025/staff.csv": text})
    (said,) = [
        line for line in wres("check", "--data", data).stdout.splitlines() if "Not read" in line
    ]
    assert f": {', '.join(headings[:6])} and 2 more. " in said
    told = json.loads(wres("check", "--data", data, "--format", "json").stdout)
    assert [each["column"] for each in told] == headings


def test_check_names_once_what_nothing_reads(tmp_path):
    rows = [f"{row},{'Bank' if n < 5 else 'Perm'},Open,Ward" for n, row in enumerate(NURSES)]
    staff = "\n".join([f"{STAFF},Contract,Formal/Informal,Location", *rows, ""])
    other = staff.replace("Formal/Informal", "Stage")
    files = {f"RXX/{year}/staff.csv": staff for year in range(2021, 2026)}
    data = lay_out(tmp_path, files | {"RXX/2022/staff.csv": other})
    result = wres("check", "--strict", "--data", data)
    not_read = [line for line in result.stdout.splitlines() if line.startswith("Not read: ")]
    # What a warning asks about is not named again.
    assert not_read == [
        "Not read: RXX/2021/staff.csv, RXX/2023/staff.csv, RXX/2024/staff.csv and 1 more file: "
        f"Formal/Informal and Location. {WHAT_TO_DO}",
        f"Not read: RXX/2022/staff.csv: Stage and Location. {WHAT_TO_DO}",
    ]
    assert result.stdout.count("Warning: ") == 5
    told = json.loads(wres("check", "--data", data, "--format", "json").stdout)
    noted = [each for each in told if each["severity"] == "note"]
    assert len(noted) == 10
    assert noted[0]["column"] == "Formal/Informal"


def test_a_note_is_no_warning(tmp_path):
    staff = "\n".join([f"{STAFF},Location", *(f"{row},Ward" for row in NURSES), ""])
    data = lay_out(tmp_path, {"RXX/2025/staff.csv": staff})
    result = wres("check", "--strict", "--data", data)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("In order: RXX 2025.\n")


def test_check_of_a_year_that_is_not_there():
    result = wres("check", "--organisation", "QHG", "--year", "2019", "--data", DATA)
    assert result.exit_code == 1
    assert "has no data for 2019" in result.stdout


def test_no_data_folder(tmp_path):
    result = wres("check", "--data", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "Give the right one with --data." in result.stderr


@pytest.mark.parametrize("verb", ["new", "run", "figures", "check"])
def test_help_has_an_example_for_each_verb(verb):
    result = wres(verb, "--help")
    assert result.exit_code == 0
    assert f"  wres {verb}" in result.stdout.split("Examples:")[1]


def test_help_names_every_verb():
    for arguments in ([], ["-h"]):
        output = wres(*arguments).output
        assert all(f"  wres {verb}" in output for verb in ("new", "run", "figures", "check"))


@pytest.mark.parametrize("module", ["wres", "wres.cli"])
def test_as_a_process_of_its_own(module):
    command = [sys.executable, "-m", module, "figures", "--organisation", "QHG"]
    done = subprocess.run(
        [*command, "--year", "2023", "--data", str(DATA)],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stdout.startswith(",".join(COLUMNS) + "\n")
    assert done.stderr == ""
    failed = subprocess.run(
        [*command, "--year", "2019", "--data", str(DATA)],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.startswith("Error: NHS Bedfordshire")


def test_check_says_why_an_extract_of_many_organisations_cannot_be_read(tmp_path):
    data = data_folder(tmp_path)
    (data / "extracts").mkdir()
    (data / "extracts/staff.csv").write_text("Employee Number\n1\n", encoding="utf-8")
    found = json.loads(wres("check", "--data", data, "--format", "json").stdout)
    assert {each["file"] for each in found} == {"extracts/staff.csv"}
    # Staff group, pay band, ethnic origin, organisation and year are missing.
    assert len(found) == 5


@pytest.mark.parametrize("name", ["0000", "9999", "2022-23"])
def test_a_folder_that_is_no_year_stops_its_own_organisation_only(tmp_path, name):
    data = data_folder(tmp_path)
    (data / "RYY" / name).mkdir(parents=True)
    result = wres("check", "--data", data)
    assert result.stdout == (
        f"RYY/{name}: is a folder that nothing reads. Name it by its WRES year, such as 2023. "
        "If not, keep it elsewhere.\n"
    )
    (data / "RYY" / name).rename(data / "RXX" / name)
    assert wres("check", "--data", data).stdout.startswith(f"RXX/{name}: is a folder that nothing")


def test_what_cannot_be_planned_hides_no_fault_of_another(tmp_path):
    data = data_folder(tmp_path, rows=(WORKFORCE.replace("80", "8O"),))
    (data / "RYY" / "2022-23").mkdir(parents=True)
    said = wres("check", "--data", data).stdout.splitlines()
    assert [line.split(":")[0] for line in said] == [
        "RYY/2022-23", "RXX/2023/counts.csv, row 2, column white"
    ]  # fmt: skip


def test_commands_work_on_the_data_that_one_stands_in_and_on_no_other(tmp_path, monkeypatch):
    monkeypatch.delenv("WRES_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    for command in (["check"], ["new", "RXX", "2024"], ["run", "--dry-run"]):
        result = wres(*command)
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: cannot find the data folder")
    data = data_folder(tmp_path)
    monkeypatch.chdir(data / "RXX")
    assert wres("check").stdout == "In order: RXX 2023.\n"
    assert f"Written: {data / 'RXX' / '2024'}" in wres("new", "RXX", "2024").stdout


def test_the_next_commands_name_the_data_folder_that_was_named(tmp_path):
    data = data_folder(tmp_path)
    said = wres("new", "RXX", "2024", "--data", data).stdout
    assert f'wres run --organisation RXX --year 2024 --data "{data}"' in said


SLIPS_OF_STAFF = """\
Assignment,Staff Group,Pay Band Desc,Background
1,Clinical,Band 6,White - Britsh
2,Clinical,Band 6,White - Irish
3,Nurses,Band 5,Indian
"""


def test_fix_writes_what_needs_no_decision_and_lists_what_does(tmp_path):
    data = data_folder(tmp_path)
    (data / "RXX/2023/counts.csv").unlink()
    (data / "RXX/2023/staff.csv").write_text(SLIPS_OF_STAFF, encoding="utf-8")
    values = data / "RXX/values.csv"
    values.write_text("extract,field,value,means\nstaff,sex,W,Female", encoding="utf-8")
    result = wres("check", "--fix", "--data", data)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:5] == [
        "Written into RXX/mapping.csv: staff,pay_band,Pay Band Desc",
        "Written into RXX/mapping.csv: staff,ethnic_origin,Background",
        "Written into RXX/values.csv: staff,ethnic_origin,White - Britsh,White - British",
        "To decide, for RXX/mapping.csv: staff,person,<column>",
        "To decide, for RXX/values.csv: staff,staff_group,Nurses,<meaning>",
    ]
    assert values.read_text(encoding="utf-8") == (
        "extract,field,value,means\nstaff,sex,W,Female\n"
        "staff,ethnic_origin,White - Britsh,White - British\n"
    )
    mapping = data / "RXX/mapping.csv"
    text = mapping.read_text(encoding="utf-8")
    assert text.splitlines()[0] == "extract,field,column"
    mapping.write_text(text + "staff,person,Assignment\n", encoding="utf-8")
    values.write_text(
        values.read_text(encoding="utf-8") + "staff,staff_group,Nurses,clinical\n", encoding="utf-8"
    )
    assert wres("check", "--fix", "--data", data).stdout.splitlines()[-1].startswith("In order")


def test_nothing_is_written_without_fix(tmp_path):
    data = data_folder(tmp_path)
    (data / "RXX/2023/counts.csv").unlink()
    (data / "RXX/2023/staff.csv").write_text(SLIPS_OF_STAFF, encoding="utf-8")
    wres("check", "--data", data)
    assert sorted(path.name for path in (data / "RXX").iterdir()) == ["2023"]
