"""From `wres new` with nothing but extracts to a report, as README.md and data/README.md say.

The extracts have other names of columns and other words than the pack's, and a row of title. The
walk follows what each command says: it writes the lines that the faults name, and nothing else.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import REGISTER
from click.testing import CliRunner
from excel import excel
from markupsafe import Markup

from helpers.report import open_report
from wres.cli import main
from wres.figures import ALL, BME, UNKNOWN, WHITE
from wres.ground.settings import INTERNAL
from wres.indicators.comparisons import figures_of
from wres.reading.inputs import read_inputs

# 60 White nurses, 30 Indian and 10 of unknown ethnicity; 40 White and 20 Black African clerks. Two
# more nurses are on the bank. The first clerk has a second, smaller post.
PEOPLE = [
    *((f"N{n}", "Nurses", "AfC Band 6", "White - British", "Perm", "1.0") for n in range(60)),
    *((f"N{n}", "Nurses", "AfC Band 5", "Indian", "Perm", "1.0") for n in range(60, 90)),
    *((f"N{n}", "Nurses", "AfC Band 5", "Not Stated", "Perm", "0.8") for n in range(90, 100)),
    *((f"C{n}", "Office", "AfC Band 3", "White - Irish", "Perm", "0.6") for n in range(40)),
    ("C0", "Office", "AfC Band 2", "White - Irish", "Perm", "0.2"),
    *((f"C{n}", "Office", "AfC Band 3", "African", "Perm", "0.6") for n in range(40, 60)),
    *((f"B{n}", "Nurses", "AfC Band 5", "Indian", "Bank worker", "0.1") for n in range(2)),
]
# 10 of 50 White applicants start and 6 of 60 Pakistani ones; 5 more are not shortlisted.
APPLICANTS = [
    *(("White - British", "Shortlisted", "Started" if n < 10 else "Withdrew") for n in range(50)),
    *(("Pakistani", "Shortlisted", "Started" if n < 6 else "") for n in range(60)),
    *(("Pakistani", "Rejected", "") for n in range(5)),
]
# 30 White people answer, of whom 9 were harassed by the public; 20 BME people, of whom 8 were.
ANSWERS = [
    *(("White", "Often" if n < 9 else "Never", "Never", "Never", "Y", "N") for n in range(30)),
    *(("BME", "Often" if n < 8 else "Never", "Never", "Never", "N", "N") for n in range(20)),
]


def text(title: str, header: str, rows: list[tuple[str, ...]]) -> str:
    return "\n".join([*([title] if title else []), header, *map(",".join, rows), ""])


STAFF = text(
    "Staff in post at 31 March 2025,,,,,",
    "Assignment No,Family,Scale,Background,Contract,Hours",
    PEOPLE,
)
RECRUITMENT = text("", "Candidate background,Stage,Outcome", APPLICANTS)
DISCIPLINARY = text("", "Who,Background", [("N0", "White - British"), ("N60", "Indian")])
TRAINING = text("", "Who,Background,Statutory", [
    *((f"N{n}", "White - British", "Development") for n in range(12)),
    *((f"N{n}", "Indian", "Development") for n in range(60, 75)),
    ("C1", "White - Irish", "Statutory"),
])  # fmt: skip
SURVEY = text("", "Background,By the public,By managers,By colleagues,Fair,Discriminated", ANSWERS)

OWN_COLUMNS = {
    "staff,person": "Assignment No", "staff,staff_group": "Family", "staff,pay_band": "Scale",
    "staff,ethnic_origin": "Background", "recruitment,ethnic_origin": "Candidate background",
    "recruitment,shortlisted": "Stage", "recruitment,appointed": "Outcome",
    "disciplinary,person": "Who", "disciplinary,ethnic_origin": "Background",
    "training,person": "Who", "training,ethnic_origin": "Background",
    "survey,ethnic_origin": "Background", "survey,Q14a": "By the public",
    "staff,assignment_category": "Contract", "training,mandatory": "Statutory",
    "survey,Q14b": "By managers", "survey,Q14c": "By colleagues", "survey,Q15": "Fair",
    "survey,Q16b": "Discriminated",
}  # fmt: skip
# Nothing in the numbers of this column says what they are; data/README.md names the field.
OPTIONAL = "staff,fte,Hours\n"
OWN_WORDS = {
    "Nurses": "clinical", "Office": "non-clinical", "Perm": "Permanent", "Bank worker": "Bank",
    "Shortlisted": "Yes", "Rejected": "No", "Started": "Yes", "Withdrew": "No", "": "No",
    "Statutory": "Yes", "Development": "No", "Y": "Yes", "N": "No", "Often": "6-10",
}  # fmt: skip


# In the first round the columns are named, and the words of those that are known; in the second
# the words of the others. Then there is a report.
ROUNDS = 2


def write(path: Path, lines: list[str]) -> None:
    """Write lines below what a file holds."""
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def fields_asked(said: str) -> list[str]:
    """The extracts and fields of the lines that a check asks for."""
    return [each for each in re.findall(r"mapping\.csv: (\w+,\w+),", said) if "unused" not in each]


def wres(*arguments: str | Path | int):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def walked(tmp_path_factory) -> Path:
    """The data folder at the end of the walk."""
    data = tmp_path_factory.mktemp("walk") / "data"
    data.mkdir()
    register = data / "organisations.csv"
    register.write_text(REGISTER.splitlines()[0] + "\n", encoding="utf-8")

    said = wres("new", "RYY", 2025, "--data", data).stdout
    (row,) = re.findall(r"RYY,<name>.*", said)
    row = row.replace("<name>", "Walked Trust").replace("<short name>", "Walked")
    with register.open("a", encoding="utf-8") as file:
        file.write(row.replace("<kind>", "NHS trust").replace("<source>", "made up") + "\n")

    folder = data / "RYY" / "2025"
    for name, content in {"staff": STAFF, "disciplinary": DISCIPLINARY, "survey": SURVEY}.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    for name, content in {"recruitment": RECRUITMENT, "training": TRAINING}.items():
        (folder / f"{name}.xlsx").write_bytes(excel(content))
    check = ("check", "--organisation", "RYY", "--data", data)

    mapping, values = data / "RYY" / "mapping.csv", data / "RYY" / "values.csv"
    mapping.write_text("extract,field,column\n" + OPTIONAL, encoding="utf-8")
    values.write_text("extract,field,value,means\n", encoding="utf-8")
    rounds = []
    while "fault" in (result := wres(*check)).stderr:
        rounds.append(result.stdout)
        write(mapping, [
            f"{field},{OWN_COLUMNS[field]}"
            for field in fields_asked(result.stdout)
        ])  # fmt: skip
        write(values, [
            f"{value},{OWN_WORDS[word]}"
            for value, word in re.findall(r"values\.csv: (\w+,\w+,(.*?)),<meaning>", result.stdout)
        ])  # fmt: skip
    assert len(rounds) == ROUNDS
    assert set(fields_asked(rounds[0])) == set(OWN_COLUMNS)

    # The words are still to be written.
    *said, last = wres(*check).stdout.splitlines()
    assert "Next: put your own words into RYY/2025/narrative." in said
    assert last == "In order: RYY 2025."
    return data


def test_the_figures_are_those_of_the_records(walked):
    figures = figures_of(read_inputs(walked, "RYY", 2025), INTERNAL)
    staff = [
        figures.get(1, "staff_count", 2025, ethnicity=each).value
        for each in (WHITE, BME, UNKNOWN, ALL)
    ]
    assert staff == [100, 50, 10, 160]  # 60 + 40, 30 + 20; no bank, and nobody twice
    nurses = figures.get(1, "staff_percentage", 2025, staff_group="clinical", pay_band="5",
                         ethnicity=BME)  # fmt: skip
    assert (nurses.numerator, nurses.denominator) == (30, 40)
    likelihood = figures.get(2, "relative_likelihood_white_to_bme", 2025)
    assert likelihood.value == pytest.approx((10 / 50) / (6 / 60))
    entered = figures.get(3, "disciplinary_rate", 2025, ethnicity=BME)
    assert (entered.numerator, entered.denominator) == (1, 50)
    trained = figures.get(4, "relative_likelihood_white_to_bme", 2025)
    assert trained.value == pytest.approx((12 / 100) / (15 / 50))
    survey = [
        figures.get(indicator, "survey_percentage", 2025, ethnicity=each).value
        for indicator in (5, 7)
        for each in (WHITE, BME)
    ]
    assert survey == [30.0, 40.0, 100.0, 0.0]  # 9 of 30, 8 of 20


def test_the_report_says_them(walked):
    report = open_report("RYY", 2025, data=walked)
    read = Markup(report.key_findings()._repr_html_()).striptags()
    assert "White applicants were 2.00 times as likely" in read
