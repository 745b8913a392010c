"""Write made-up people as extracts: one row an assignment, application, case, course or answer."""

from __future__ import annotations

import numpy as np
import pandas as pd
from people import CLINICAL, GROUPS, MEDICAL, OFFICE, PLACES, SEXES, Board, Year

from wres import reference

# Ethnic categories by group, as the Electronic Staff Record writes them.
ORIGINS = {
    "White": ("A White - British", "B White - Irish", "C White - Any other White background"),
    "Mixed": ("D Mixed - White & Black Caribbean", "G Mixed - Any other mixed background"),
    "Asian": ("H Asian or Asian British - Indian", "J Asian or Asian British - Pakistani"),
    "Black": ("N Black or Black British - African", "M Black or Black British - Caribbean"),
    "Other": ("R Chinese", "S Any Other Ethnic Group"),
    "Unknown": ("Z Not Stated",),
}
_GROUPS = {
    CLINICAL: ("Nursing and Midwifery Registered", "Allied Health Professionals"),
    OFFICE: ("Administrative and Clerical", "Estates and Ancillary"),
    MEDICAL: ("Medical and Dental",),
}
_SCALES = {f"{n}": f"NHS|XR0{n}|Review Body Band {n}" for n in range(1, 8)} | {
    "8a": "NHS|XR08|Review Body Band 8 - Range A",
    "8b": "NHS|XR09|Review Body Band 8 - Range B",
    "8c": "NHS|XR10|Review Body Band 8 - Range C",
    "8d": "NHS|XR11|Review Body Band 8 - Range D",
    "9": "NHS|XR12|Review Body Band 9",
    "VSM": "VSM",
    "consultant": "Consultant",
    "non-consultant career grade": "Specialty Doctor",
    "trainee": "Specialty Registrar",
    "other": "Salaried General Practitioner",
}
_YES, _NO = "Yes", "No"
_OFTEN, _NEVER = "1-2", "Never"
_SECOND_POSTS, _BANK = 0.03, 0.05
_IN_POST = ("Permanent", "Fixed Term Temp")


def extracts_of(year: Year, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The five extracts of a year, by name. Reduced to counts, they give the year again."""
    staff = _staff(year, rng)
    return {
        "staff": staff,
        "recruitment": _recruitment(year, rng),
        "disciplinary": _people(year.cases, staff, rng, repeated=0),
        "training": _people(year.learners, staff, rng, repeated=0.3),
        "survey": _survey(year, rng),
    }


def _indices(people: np.ndarray) -> tuple[np.ndarray, ...]:
    """One entry a person: where in each dimension of the counts they stand."""
    return tuple(
        np.repeat(each, people.ravel())
        for each in np.indices(people.shape).reshape(people.ndim, -1)
    )


def _origins(groups: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """An ethnic category for each person's group; the first of a group is the most frequent."""
    origins = np.empty(len(groups), dtype=object)
    for number, name in enumerate(GROUPS):
        at = groups == number
        among = ORIGINS[name]
        weights = 0.2 ** np.arange(len(among))
        origins[at] = rng.choice(among, at.sum(), p=weights / weights.sum())
    return origins


def _sexes(sexes: np.ndarray) -> np.ndarray:
    return np.array(SEXES, dtype=object)[sexes]


def _places(places: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Staff groups and pay scales in the words of the Electronic Staff Record."""
    groups, scales = np.empty((2, len(places)), dtype=object)
    for number, (group, band) in enumerate(PLACES):
        at = places == number
        groups[at] = rng.choice(_GROUPS[group], at.sum())
        scales[at] = _SCALES[band]
    return groups, scales


def _staff(year: Year, rng: np.random.Generator) -> pd.DataFrame:
    """Everybody in post, with some second posts, bank staff, and the board."""
    places, groups, sexes = _indices(year.staff)
    staff_group, scale = _places(places, rng)
    table = pd.DataFrame({
        "Employee Number": 20_000_000 + rng.permutation(len(places)),
        "Staff Group": staff_group,
        "Pay Scale": scale,
        "Ethnic Origin": _origins(groups, rng),
        "Gender": _sexes(sexes),
        "Assignment Category": rng.choice(_IN_POST, len(places)),
        "FTE": rng.choice(("1", "0.8", "0.6"), len(places), p=(0.6, 0.2, 0.2)),
        "Board Member": "",
        "Voting": "",
        "Executive": "",
    })  # fmt: skip
    senior = places == PLACES.index((OFFICE, "VSM"))
    for group, number in enumerate(year.board.executives):
        rows = np.flatnonzero(senior & (groups == group))[:number]
        table.loc[rows, ["Board Member", "Voting", "Executive"]] = _YES
        table.loc[rows[: year.board.without_vote[group]], "Voting"] = _NO
    second = table.sample(frac=_SECOND_POSTS, random_state=rng)
    second = second[second["Board Member"] == ""].assign(FTE="0.2")
    bank = table.sample(frac=_BANK, random_state=rng)
    bank = bank.assign(**{
        "Employee Number": 30_000_000 + np.arange(len(bank)),
        "Assignment Category": "Bank",
        "Board Member": "", "Voting": "", "Executive": "",
    })  # fmt: skip
    parts = [table, second, bank, _others(year.board, rng)]
    return pd.concat(parts, ignore_index=True).sample(frac=1, random_state=rng)


def _others(board: Board, rng: np.random.Generator) -> pd.DataFrame:
    """The board's non-executive members, who are not in the workforce."""
    (groups,) = _indices(board.others)
    return pd.DataFrame({
        "Employee Number": 40_000_000 + np.arange(len(groups)),
        "Staff Group": "Administrative and Clerical",
        "Pay Scale": "Non-Executive Director",
        "Ethnic Origin": _origins(groups, rng),
        "Gender": rng.choice(SEXES, len(groups)),
        "Assignment Category": "Non-Exec Director/Chair",
        "FTE": "0.1",
        "Board Member": _YES,
        "Voting": _YES,
        "Executive": _NO,
    })  # fmt: skip


def _recruitment(year: Year, rng: np.random.Generator) -> pd.DataFrame:
    """Applications: those appointed, those shortlisted and not, and those not shortlisted."""
    parts = []
    for people, shortlisted, appointed in (
        (year.appointed, _YES, _YES),
        (year.shortlisted - year.appointed, _YES, _NO),
        (year.shortlisted // 3, _NO, _NO),
    ):
        places, groups, sexes, abroad = _indices(people)
        staff_group, scale = _places(places, rng)
        parts.append(pd.DataFrame({
            "Ethnic Origin": _origins(groups, rng),
            "Gender": _sexes(sexes),
            "Staff Group": staff_group,
            "Pay Band": scale,
            "International Recruitment": np.where(abroad, _YES, _NO),
            "Shortlisted": shortlisted,
            "Appointed": appointed,
        }))  # fmt: skip
    return pd.concat(parts, ignore_index=True).sample(frac=1, random_state=rng)


def _people(
    people: np.ndarray, staff: pd.DataFrame, rng: np.random.Generator, repeated: float
) -> pd.DataFrame:
    """A row for each person, who is one of the staff, and a second one for some."""
    in_post = staff[staff["Assignment Category"].isin(_IN_POST)]
    in_post = in_post.drop_duplicates("Employee Number")[
        ["Employee Number", "Ethnic Origin", "Gender"]
    ]
    group_of = {
        origin: group for group, origins in enumerate(ORIGINS.values()) for origin in origins
    }
    groups = in_post["Ethnic Origin"].map(group_of)
    chosen = [
        in_post[(groups == group) & (in_post["Gender"] == sex)].head(people[group, number])
        for group in range(len(GROUPS))
        for number, sex in enumerate(SEXES)
    ]
    table = pd.concat(chosen)
    return pd.concat([table, table.sample(frac=repeated, random_state=rng)], ignore_index=True)


def _survey(year: Year, rng: np.random.Generator) -> pd.DataFrame:
    """A row for each respondent; a question that somebody skipped is blank."""
    respondents = np.maximum.reduce(list(year.asked.values()))
    groups, sexes = _indices(respondents)
    table = pd.DataFrame({"Ethnic Origin": _origins(groups, rng), "Gender": _sexes(sexes)})
    for indicator, asked in year.asked.items():
        first, *others = _questions(indicator, year.year - 1)
        yes, no = (_OFTEN, _NEVER) if indicator < 7 else (_YES, _NO)
        answers = np.full(len(table), "", dtype=object)
        for place in np.ndindex(asked.shape):
            rows = rng.permutation(np.flatnonzero((groups == place[0]) & (sexes == place[1])))
            answered = rows[: asked[place]]
            answers[answered] = no
            answers[answered[: year.counted[indicator][place]]] = yes
        table[first] = answers
        for other in others:
            # Where an indicator is one of two questions, half of those who say yes say it to both.
            both = (answers == yes) & (rng.random(len(table)) < 0.5)
            table[other] = np.where(both | (answers != yes), answers, no)
    return table


def _questions(indicator: int, survey: int) -> list[str]:
    """The questions behind an indicator in a year's survey."""
    for row in reference.rows("survey_questions"):
        in_use = int(row["first_survey"]) <= survey <= int(row["last_survey"])
        if row["indicator"] == str(indicator) and in_use:
            return row["question"].split(" or ")
    raise LookupError(f"no question of the survey of {survey} for indicator {indicator}")
