"""Small bodies in the corners of the figures: nobody of a group, of a measure, of anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from builders import HEADER, REGISTER

from wres.batch.plan import Places, plan
from wres.batch.run import Outcome, run_jobs

Row = tuple[int, str, str, str, str, str, str]
ROWS: list[Row] = [
    (1, "staff in post", "all", "all", "80", "24", "6"),
    (1, "staff in post", "non-clinical", "1-7", "40", "12", "3"),
    (1, "staff in post", "non-clinical", "8a-VSM", "10", "2", "1"),
    (1, "staff in post", "clinical", "1-7", "20", "8", "2"),
    (1, "staff in post", "clinical", "8a-VSM", "10", "2", "0"),
    (2, "shortlisted", "all", "all", "60", "40", "3"),
    (2, "appointed", "all", "all", "20", "9", "1"),
    (3, "entered formal disciplinary process", "all", "all", "8", "7", "0"),
    (4, "accessed non-mandatory training", "all", "all", "50", "14", "2"),
    *((i, "respondents", "all", "all", "50", "20", "") for i in (5, 6, 7, 8)),
    *((i, "percentage", "all", "all", "20.0%", "25.0%", "") for i in (5, 6, 7, 8)),
    (9, "board members", "all", "all", "10", "3", "1"),
    (9, "voting board members", "all", "all", "7", "2", "0"),
    (9, "executive board members", "all", "all", "5", "1", "0"),
]
ETHNICITIES = {"White": 4, "BME": 5, "unknown": 6}
PEOPLE = (1, 2, 3, 4, 9)


def nobody(of: Iterable[str], at: Callable[[Row], bool]) -> list[Row]:
    """The rows with a zero for these ethnicities where a row is meant."""
    places = [ETHNICITIES[each] for each in of]
    return [
        tuple("0" if at(row) and n in places and row[0] in PEOPLE else c for n, c in enumerate(row))
        for row in ROWS
    ]


def measure(word: str) -> Callable[[Row], bool]:
    """Rows of a measure; nobody is appointed who was not shortlisted."""
    return lambda row: word in row[1] or (word == "shortlisted" and row[0] == 2)


def hidden(at: Callable[[Row], bool]) -> list[Row]:
    """The rows as they are where their counts came withheld."""
    return [(*row[:4], "[c]", "[c]", "[c]") if at(row) else row for row in ROWS]


BODIES = {
    "No Lower Bands": hidden(lambda row: row[3] == "1-7"),
    "No Lower Clinical Bands": hidden(lambda row: row[2:4] == ("clinical", "1-7")),
    "No Senior Bands": hidden(lambda row: row[3] == "8a-VSM"),
    **{f"No {of} Trust": nobody([of], lambda row: True) for of in ETHNICITIES},
    **{
        f"No {of} {word.title()} Trust": nobody([of], measure(word))
        for of in ("White", "BME")
        for word in ("shortlisted", "appointed", "disciplinary", "training", "board")
    },
    **{
        f"Nobody {word.title()} Trust": nobody(ETHNICITIES, measure(word))
        for word in ("shortlisted", "appointed", "disciplinary", "training", "board", "voting")
    },
    "Nobody At All Trust": nobody(ETHNICITIES, lambda row: True),
    "Workforce Only": ROWS[:1],
    "Survey Only": [*ROWS[:1], *ROWS[9:17]],
}


@pytest.mark.slow
def test_a_body_of_any_kind_gets_its_report(tmp_path):
    data = tmp_path / "data"
    register = REGISTER.splitlines()[:1]
    for number, (name, rows) in enumerate(BODIES.items()):
        code = f"X{number:02d}"
        register.append(f"{code},{name},{name},NHS trust,,,,yes,made up")
        lines = [",".join([*map(str, row), "", "made up"]) for row in rows]
        for year in ("2023", "2024"):
            write(data / code / year / "counts.csv", [HEADER, *lines])
    write(data / "organisations.csv", register)

    outcome = run(data)

    assert outcome.failed == {}
    assert len(outcome.done) == 2 * len(BODIES)


@pytest.mark.slow
def test_a_body_with_a_number_in_its_name_follows_another(tmp_path):
    """The first year is the other's alone, and the cover has the name of now."""
    data = tmp_path / "data"
    register = [
        *REGISTER.splitlines()[:1],
        "X01,Group IV,Group Four,Clinical commissioning group,,2023-06-30,X02,yes,made up",
        "X02,Board IV,Board Four,Integrated care board,2023-07-01,,,yes,made up",
    ]
    lines = [",".join([*map(str, row), "", "made up"]) for row in ROWS]
    for year in ("2023", "2024"):
        write(data / "X02" / year / "counts.csv", [HEADER, *lines])
    write(data / "organisations.csv", register)

    outcome = run(data)

    assert outcome.failed == {}
    assert len(outcome.done) == 2


def run(data: Path) -> Outcome:
    """Make the reports of all of them, beside their data."""
    places = Places(data, Path(__file__).parents[2] / "notebooks", data.parent / "reports")
    return run_jobs(plan(data), places)


def write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
