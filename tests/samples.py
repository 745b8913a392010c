"""Small made-up extracts, drawn from a seed, with columns that nothing reads."""

from __future__ import annotations

import random

Table = list[list[str]]
_WHITE = ("A White - British", "B White - Irish", "C White - Any other White background")
_BME = ("H Asian or Asian British - Indian", "N Black or Black British - African", "R Chinese")
_GROUPS = ("Nursing and Midwifery Registered", "Administrative and Clerical", "Medical and Dental")
_SEXES = ("Female", "Male")


def extracts(seed: int = 2024) -> dict[str, Table]:
    """All five of one organisation: 120 people on the staff, some with two assignments."""
    draw = random.Random(seed)
    people = [_person(draw, number) for number in range(120)]
    return {
        "staff": _staff(draw, people),
        "recruitment": _recruitment(draw),
        "disciplinary": [
            ["Employee Number", "Ethnic Origin", "Gender", "Case Type"],
            *([*_who(person), "Conduct"] for person in draw.sample(people, 12)),
        ],
        "training": _training(draw, people),
        "survey": _survey(draw),
    }


def _origin(draw: random.Random) -> str:
    share = draw.random()
    return draw.choice(_WHITE if share < 0.7 else _BME) if share < 0.95 else "Z Not Stated"


def _person(draw: random.Random, number: int) -> dict[str, str]:
    is_on_board = number < 8
    group = _GROUPS[1] if is_on_board else draw.choice(_GROUPS)
    band = draw.randint(2, 7)
    scale = f"NHS|XR0{band}|Review Body Band {band}"
    if group == _GROUPS[2]:
        scale = draw.choice(("Consultant", "Specialty Doctor"))
    return {
        "Employee Number": str(20_100_000 + 7 * number),
        "Assignment Number": f"{20_100_000 + 7 * number}-1",
        "Staff Group": group,
        "Pay Scale": "VSM" if is_on_board else scale,
        "Ethnic Origin": _origin(draw),
        "Gender": draw.choice(_SEXES),
        "Assignment Category": "Permanent" if is_on_board or draw.random() < 0.9 else "Bank",
        "Hours": draw.choice(("Full Time", "Part Time")),
        "FTE": draw.choice(("1", "0.8", "0.6")),
        "Board Member": "Yes" if is_on_board else "",
        "Voting": ("Yes" if number < 6 else "No") if is_on_board else "",
        "Executive": ("Yes" if number < 5 else "No") if is_on_board else "",
        "Start Date": f"{draw.randint(1, 28):02}/0{draw.randint(1, 9)}/{draw.randint(2010, 2022)}",
    }


def _who(person: dict[str, str]) -> list[str]:
    return [person[name] for name in ("Employee Number", "Ethnic Origin", "Gender")]


def _staff(draw: random.Random, people: list[dict[str, str]]) -> Table:
    rows = []
    for person in people:
        rows.append(list(person.values()))
        if person["Board Member"] == "" and draw.random() < 0.06:
            second = {"Assignment Number": person["Assignment Number"][:-1] + "2", "FTE": "0.2"}
            rows.append(list({**person, **second}.values()))
    return [list(people[0]), *rows]


def _recruitment(draw: random.Random) -> Table:
    rows = []
    for number in range(150):
        is_shortlisted = draw.random() < 0.7
        is_appointed = is_shortlisted and draw.random() < 0.25
        said = ["Yes" if each else "No" for each in (is_shortlisted, is_appointed)]
        post = draw.choice(("Nurse", "Clerk", "Porter"))
        rows.append([f"APP{1000 + 3 * number}", _origin(draw), draw.choice(_SEXES), *said, post])
    return [["Application", "Ethnic Origin", "Gender", "Shortlisted", "Appointed", "Post"], *rows]


def _training(draw: random.Random, people: list[dict[str, str]]) -> Table:
    rows = []
    for person in draw.sample(people, 70):
        for _ in range(draw.choice((1, 1, 2))):
            is_mandatory = draw.random() < 0.2
            course = "Fire Safety" if is_mandatory else draw.choice(("Leadership", "Coaching"))
            rows.append([*_who(person), "Yes" if is_mandatory else "No", course])
    return [["Employee Number", "Ethnic Origin", "Gender", "Mandatory", "Course"], *rows]


def _survey(draw: random.Random) -> Table:
    rows = []
    for number in range(100):
        often = ["Never" if draw.random() < 0.75 else draw.choice(("1-2", "3-5")) for _ in "abc"]
        fair = draw.choice(("Yes", "Yes", "No", "Don't know"))
        rows.append(
            [
                str(number + 1),
                _origin(draw),
                draw.choice(_SEXES),
                *often,
                fair,
                "No" if draw.random() < 0.9 else "Yes",
            ]
        )
    return [["Respondent", "Ethnic Origin", "Gender", "Q14a", "Q14b", "Q14c", "Q15", "Q16b"], *rows]
