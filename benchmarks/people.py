"""Make up the people of an organisation: staff, applicants, cases, learners, answers and board.

Everything is drawn from a seeded generator. Counts stand in arrays by place (staff group and pay
band), ethnic group and sex, so that the same people can be written as counts or as records.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

GROUPS = ("White", "Mixed", "Asian", "Black", "Other", "Unknown")
SEXES = ("Female", "Male")
CLINICAL, OFFICE, MEDICAL = "clinical", "non-clinical", "medical and dental"
_BANDS = ("1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", "VSM")
_GRADES = ("consultant", "non-consultant career grade", "trainee", "other")
PLACES = (
    *((CLINICAL, band) for band in _BANDS),
    *((OFFICE, band) for band in _BANDS),
    *((MEDICAL, grade) for grade in _GRADES),
)
_SENIOR = PLACES.index((OFFICE, "VSM"))
# Shares of a staff group's people by band: where patients are cared for, and in a board's offices.
_WARDS = (0.1, 16, 9, 6, 29, 22, 12, 3.5, 1.3, 0.5, 0.2, 0.1, 0.05)
_TRUST_OFFICES = (0.3, 23, 19, 14, 9, 8, 8, 7, 5, 3, 2, 0.7, 0.4)
_BOARD_OFFICES = (0, 0.5, 4, 9, 10, 14, 20, 16, 11, 8, 5, 2, 1)
_DOCTORS = (45, 12, 40, 3)
# The odds that somebody in a band is BME, beside the whole organisation's.
_BME_ODDS = (
    *(1.0, 1.2, 0.9, 0.7, 1.9, 0.9, 0.6, 0.45, 0.4, 0.35, 0.3, 0.28, 0.25),
    *(1.1, 0.9, 0.7, 0.65, 0.7, 0.7, 0.65, 0.6, 0.5, 0.4, 0.35, 0.3, 0.25),
    *(1.9, 4.0, 2.5, 1.6),
)
# Mixed, Asian, Black and Other among BME staff.
_BEHIND_BME = {"London": (9, 39, 39, 13)}
_BEHIND_BME_ELSEWHERE = (9, 52, 25, 14)


@dataclass(frozen=True)
class Family:
    """What organisations of one kind have in common."""

    name: str
    share: float
    sizes: tuple[int, int, int]
    """The smallest, the middle and the largest number of staff."""
    groups: tuple[float, float, float]
    """Shares of clinical, non-clinical and medical staff."""
    bme: float
    """BME share beside that of the region."""
    women: float
    response: float
    """Share of staff who answer the survey."""
    answers: dict[int, tuple[float, float]]
    """Shares of White and BME staff whom the indicators 5 to 8 count."""


_USUAL = {5: (0.27, 0.30), 6: (0.21, 0.26), 7: (0.59, 0.48), 8: (0.067, 0.16)}
ACUTE, BOARD = "Acute", "Integrated care board"
FAMILIES = (
    Family(ACUTE, 0.54, (1200, 6700, 30_000), (0.58, 0.31, 0.11), 1.05, 0.77, 0.46, _USUAL),
    Family(
        *("Mental health", 0.20, (500, 4500, 12_000), (0.68, 0.26, 0.06), 1.0, 0.73, 0.52),
        _USUAL | {5: (0.27, 0.33)},
    ),
    Family(
        *("Community", 0.06, (300, 2600, 7000), (0.72, 0.26, 0.02), 0.7, 0.86, 0.58),
        _USUAL | {5: (0.22, 0.24)},
    ),
    Family(
        *("Ambulance", 0.04, (600, 5300, 12_000), (0.7, 0.3, 0), 0.3, 0.46, 0.5),
        _USUAL | {5: (0.45, 0.40), 7: (0.53, 0.44)},
    ),
    Family(
        *(BOARD, 0.16, (40, 500, 1500), (0.2, 0.8, 0), 0.75, 0.75, 0.75),
        {5: (0.08, 0.09), 6: (0.15, 0.20), 7: (0.57, 0.40), 8: (0.05, 0.12)},
    ),
)
REGIONS = {
    "London": 0.47,
    "Midlands": 0.27,
    "East of England": 0.27,
    "South East": 0.25,
    "North West": 0.19,
    "South West": 0.15,
    "North East and Yorkshire": 0.14,
}


@dataclass(frozen=True)
class Board:
    """A board: how many of White, BME and unknown ethnicity among its executives and others."""

    executives: np.ndarray
    others: np.ndarray
    """Non-executive members, by ethnic group as `GROUPS`. All may vote."""
    without_vote: np.ndarray
    """Of the executives, those who may not vote."""


@dataclass(frozen=True)
class Year:
    """What happened in an organisation in one year, as counts of people.

    Arrays are by place (where they have four or three dimensions), ethnic group and sex;
    applicants also by whether an international campaign brought them. Survey answers are of the
    five known groups.
    """

    year: int
    staff: np.ndarray
    shortlisted: np.ndarray
    appointed: np.ndarray
    cases: np.ndarray
    learners: np.ndarray
    asked: dict[int, np.ndarray]
    counted: dict[int, np.ndarray]
    response: int
    board: Board


def years_of(
    rng: np.random.Generator, family: Family, region: str, size: int, years: range
) -> list[Year]:
    """The years of one organisation, each grown out of the one before."""
    share = min(0.7, REGIONS[region] * family.bme * rng.lognormal(0, 0.2))
    unknown = rng.uniform(0.015, 0.07)
    recruits, trains = rng.lognormal(np.log(1.55), 0.15), rng.lognormal(np.log(0.98), 0.07)
    disciplines, studious = rng.lognormal(np.log(1.1), 0.25), rng.uniform(0.35, 0.75)
    abroad = rng.random() < 0.5 and family.name != BOARD
    tilt = rng.normal(0, 0.12)
    response = float(np.clip(family.response * rng.lognormal(0, 0.1), 0.2, 0.9))
    executives = int(rng.integers(3, 5) if size < 200 else rng.integers(5, 9))
    others = list(rng.choice(len(GROUPS), int(rng.integers(6, 10)), p=_seats(share)))
    found, staff = [], None
    for number, year in enumerate(years):
        now = round(size * (1 + rng.normal(0.015, 0.02)) ** number)
        likely = _shares(family, region, min(0.75, share + 0.012 * number), unknown)
        staff = _staff(rng, staff, now, likely, executives)
        shortlisted, appointed = _applicants(rng, staff, recruits, abroad)
        by_person = staff.sum(axis=0)
        bme = _is_bme()
        entered = rng.binomial(by_person, 0.007 * np.where(bme, disciplines, 1.0))
        learned = rng.binomial(by_person, np.where(bme, studious / trains, studious).clip(0, 0.95))
        asked, counted = _answers(rng, by_person[:-1], family, response, tilt)
        others = [*others[1:], rng.choice(len(GROUPS), p=_seats(share))]
        found.append(
            Year(
                *(year, staff, shortlisted, appointed, entered, learned, asked, counted),
                round(100 * response),
                _board(rng, staff, executives, others),
            )
        )
    return found


def _is_bme() -> np.ndarray:
    return np.array([group not in ("White", "Unknown") for group in GROUPS])[:, None]


def _seats(share: float) -> np.ndarray:
    """How likely a seat on the board goes to each ethnic group: BME half as often as in staff."""
    bme = 0.5 * share
    return np.array([0.96 - bme, 0.1 * bme, 0.5 * bme, 0.3 * bme, 0.1 * bme, 0.04])


def _shares(family: Family, region: str, bme: float, unknown: float) -> np.ndarray:
    """How likely a member of staff is in each place, ethnic group and sex."""
    offices = _BOARD_OFFICES if family.name == BOARD else _TRUST_OFFICES
    wards = _BOARD_OFFICES if family.name == BOARD else _WARDS
    weights = [np.array(each) / sum(each) for each in (wards, offices, _DOCTORS)]
    place = np.concatenate([w * g for w, g in zip(weights, family.groups, strict=True)])
    odds = bme / (1 - bme) * np.array(_BME_ODDS)
    behind = np.array(_BEHIND_BME.get(region, _BEHIND_BME_ELSEWHERE)) / 100
    likely = odds / (1 + odds)
    group = np.column_stack([1 - likely, likely[:, None] * behind, 0 * likely])
    group = group * (1 - unknown) + unknown * np.eye(len(GROUPS))[-1]
    women = np.where([g == MEDICAL for g, _ in PLACES], 0.46, family.women)
    sex = np.column_stack([women, 1 - women])
    return place[:, None, None] * group[:, :, None] * sex[:, None, :]


def _staff(
    rng: np.random.Generator,
    before: np.ndarray | None,
    size: int,
    shares: np.ndarray,
    executives: int,
) -> np.ndarray:
    """This year's staff: most of last year's, and those who joined."""
    if before is None:
        stayed = np.zeros(shares.shape, dtype=int)
        top = shares[_SENIOR] / shares[_SENIOR].sum()
        stayed[_SENIOR] = rng.multinomial(executives, top.ravel()).reshape(top.shape)
    else:
        stayed = rng.binomial(before, 0.88)
        stayed[_SENIOR] = before[_SENIOR]
    joined = rng.multinomial(max(0, size - stayed.sum()), shares.ravel() / shares.sum())
    return stayed + joined.reshape(shares.shape)


def _applicants(
    rng: np.random.Generator, staff: np.ndarray, recruits: float, abroad: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Those shortlisted and those appointed; the last dimension says at home or from abroad."""
    bme = _is_bme()
    expected = 0.7 * staff * np.where(bme, 2.0, 1.0)
    hires = [place in ((CLINICAL, "5"), (MEDICAL, _GRADES[1])) for place in PLACES]
    part = np.where(np.array(hires)[:, None, None] & bme, 0.4, 0.01) * abroad
    shortlisted = rng.poisson(np.stack([expected * (1 - part), expected * part], axis=-1))
    ratio = recruits * rng.lognormal(0, 0.06)
    rate = np.where(bme, 0.24 / ratio, 0.24)
    return shortlisted, rng.binomial(shortlisted, rate[None, :, :, None])


def _answers(
    rng: np.random.Generator, people: np.ndarray, family: Family, response: float, tilt: float
) -> tuple[dict[int, np.ndarray], dict[int, np.ndarray]]:
    """Who answered each question of the survey, and whom its indicator counts."""
    answered = rng.binomial(people, response)
    asked, counted = {}, {}
    for indicator, (white, bme) in family.answers.items():
        asked[indicator] = rng.binomial(answered, 0.99)
        shares = np.array([white, *[bme] * 4])[:, None]
        odds = shares / (1 - shares) * np.exp(tilt + rng.normal(0, 0.05))
        counted[indicator] = rng.binomial(asked[indicator], odds / (1 + odds))
    return asked, counted


def _board(rng: np.random.Generator, staff: np.ndarray, executives: int, others: list) -> Board:
    """The executives are very senior managers."""
    senior = staff[_SENIOR].sum(axis=1)
    chosen = rng.multivariate_hypergeometric(senior, min(executives, senior.sum()))
    silent = rng.multivariate_hypergeometric(chosen, min(2, chosen.sum()))
    return Board(chosen, np.bincount(others, minlength=len(GROUPS)), silent)
