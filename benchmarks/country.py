"""Make a country to run on: a data folder of made-up organisations that `wres run` takes.

    python benchmarks/country.py FOLDER
    python benchmarks/country.py FOLDER --organisations 25 --years 1
    python benchmarks/country.py FOLDER --survey staff_survey_organisations.csv

By default 250 organisations and three years: acute, mental health, community and ambulance trusts
and integrated care boards of every size, from 40 staff to 30,000. The same options write the same
figures every time. Organisations stand in no order of kind or size, so that the first few of them
are a fair sample. Most hand in `counts.csv`; a few a workbook, or extracts as CSV or Excel. Some
counts came withheld, and a few indicators are missing.
"""

from __future__ import annotations

import argparse
import csv
import io
import math
import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
from extracts import write_excel
from people import (
    ACUTE,
    BOARD,
    FAMILIES,
    GROUPS,
    MEDICAL,
    PLACES,
    REGIONS,
    SEXES,
    Family,
    Year,
    years_of,
)
from records import extracts_of

from wres import reference
from wres.prepare.workbook import make_workbook
from wres.reading.context import POPULATION_COLUMNS
from wres.reading.counts import DETAIL_COLUMNS, FILE_COLUMNS
from wres.reading.workbook import HEADINGS, NUMBERS, SHEETS

ROOT = Path(__file__).parents[1]
LAST_YEAR = 2024
SOURCE = "Made up by benchmarks/country.py; no such organisation exists"
COUNTS, WORKBOOK, EXTRACTS, EXCEL = "counts", "workbook", "extracts", "excel"
FORMS = (COUNTS, WORKBOOK, *[COUNTS] * 8, EXTRACTS, *[COUNTS] * 8, EXCEL, *[COUNTS] * 5)
# What is not there, by place in the country: an indicator, or small counts.
GAPS = {9: "2", 21: "3", 33: "4", 47: "9"}
WITHHELD_EVERY, DETAIL_EVERY, COUNTED_EVERY, PUBLIC_EVERY = 31, 3, 4, 7
SHAPES = ("bands", "bands", "bands", "bands", "cluster", "pool")
SMALLEST, LARGEST = 40, 30_000
# The survey's names of kinds; others, such as social enterprises, are left out.
BENCHMARKING = {
    "Acute and Acute & Community Trusts": "Acute",
    "Acute Specialist Trusts": "Acute",
    "Mental Health & Learning Disability and Mental Health, "
    "Learning Disability & Community Trusts": "Mental health",
    "Community Trusts": "Community",
    "Ambulance Trusts": "Ambulance",
    "ICBs": BOARD,
}
_BOARD_OPENED, _GROUP_CLOSED = "2022-07-01", "2022-06-30"
DONE = {
    "1": ("Published representation by band.", "Discussed succession with each director."),
    "2": ("Made diverse panels the rule for senior posts.", "Reviewed our adverts."),
    "3": ("Used a checklist before each formal case.", "Reviewed closed cases."),
    "4": ("Compared who receives funded training.", "Linked requests to appraisals."),
    "5-6": ("Launched a civility campaign.", "Published how many concerns were raised."),
    "7-8": ("Ran a talent scheme.", "Advertised stretch roles openly."),
    "9": ("Asked search firms for diverse lists.", "Started reciprocal mentoring."),
}
PLANNED = {
    "1": ("Set a target for each senior band.",),
    "2": ("Study results by band and division.",),
    "3": ("Audit a sample of cases.",),
    "4": ("Keep the comparison going.",),
    "5-6": ("Repeat the campaign where results are weakest.",),
    "7-8": ("Publish who was promoted.",),
    "9": ("Bring observers to each board meeting.",),
}
ACTIONS = (
    ("1, 9", "1", "Leadership", "Set a target for each senior band", "Senior bands change"),
    ("2", "2", "Recruitment", "Extend diverse panels", "Equal chances in every band"),
    ("3", "6", "Fair process", "Audit a sample of cases", "Fewer formal cases"),
    ("4", "3", "Training", "Compare who receives funded training", "Access stays equal"),
    ("5, 6, 8", "6", "Wellbeing", "Repeat the civility campaign", "Fewer staff are harassed"),
    ("7", "4", "Career progression", "Open a second intake", "A fair route to promotion"),
)
LEADS = ("Chief Nurse", "Chief People Officer", "Deputy Director of Workforce")


@dataclass(frozen=True)
class Organisation:
    """A made-up organisation, and how it hands in its figures."""

    place: int
    """Its place in the country, from 0."""
    family: Family
    region: str
    size: int
    form: str

    @property
    def code(self) -> str:
        """Its code, which no real organisation has."""
        return f"Z{self.place:03}"

    @property
    def name(self) -> str:
        """Its name, which says that it is made up."""
        return f"Made-up {self.kind} {self.letters}"

    @property
    def letters(self) -> str:
        """What tells its name from the others', without a digit: names rarely hold one."""
        return "".join(chr(ord("A") + digit) for digit in divmod(self.place, 26))

    @property
    def kind(self) -> str:
        """Its kind, as the register says it."""
        if self.family.name == BOARD:
            return BOARD
        return "NHS trust" if self.place % 3 == 0 else "NHS foundation trust"

    @property
    def shape(self) -> str:
        """How finely indicator 1 is given; a workbook has rows for single bands."""
        return SHAPES[self.place % len(SHAPES)] if self.form == COUNTS else "bands"

    @property
    def missing(self) -> str:
        """The indicator that it hands in nothing for; blank for none."""
        return GAPS.get(self.place % 50, "")

    @property
    def is_detailed(self) -> bool:
        """Does it hand in the groups behind BME, sexes and recruitment in depth?"""
        return self.place % DETAIL_EVERY == 0

    @property
    def is_withheld(self) -> bool:
        """Did its small counts come withheld?"""
        return self.place % WITHHELD_EVERY == 7 and self.form == COUNTS


def make(
    data: Path, number: int, years: range, seed: int, survey: Path | None, forms: Sequence[str]
) -> list[Organisation]:
    """Write the country, and say who is in it."""
    organisations = _organisations(number, seed, survey, forms)
    for organisation in organisations:
        write_organisation(data, organisation, years, seed)
    _write_register(data / "organisations.csv", organisations)
    _write_population(data / "local_population.csv", organisations, seed)
    shutil.copy(ROOT / "data" / "benchmarks.csv", data / "benchmarks.csv")
    return organisations


def write_organisation(data: Path, organisation: Organisation, years: range, seed: int) -> None:
    """Write what one organisation hands in."""
    # Each has a generator of its own: the first ones do not depend on how many follow. The people
    # have another than what is written of them, so that every form holds the same people.
    people = np.random.default_rng([seed, organisation.place])
    writing = np.random.default_rng([seed, organisation.place, 1])
    family, folder = organisation.family, data / organisation.code
    for year in years_of(people, family, organisation.region, organisation.size, years):
        _write_year(folder / str(year.year), organisation, year, writing)
    if organisation.place % PUBLIC_EVERY == 0:
        _write_settings(folder / "settings.csv")


# Who there is.


def _organisations(
    number: int, seed: int, survey: Path | None, forms: Sequence[str]
) -> list[Organisation]:
    rng = np.random.default_rng(seed)
    found = []
    for family, count in zip(FAMILIES, _quotas(number), strict=True):
        known = _from_survey(survey, family) if survey else []
        for part in _parts(count):
            found.append((family, *(_known(known, part, rng) or _drawn(family, part, rng))))
        if count > 1 and family.name == BOARD:
            found[-count] = (family, found[-count][1], SMALLEST)
        if count > 1 and family.name == ACUTE:
            found[-1] = (family, found[-1][1], LARGEST)
    mixed = [found[i] for i in rng.permutation(len(found))]
    return [
        Organisation(place, *each, form)
        for place, (each, form) in enumerate(zip(mixed, cycle(forms), strict=False))
    ]


def _quotas(number: int) -> list[int]:
    """How many of each family: whole numbers that add up, by the largest remainders."""
    exact = [number * family.share for family in FAMILIES]
    whole = [math.floor(each) for each in exact]
    order = sorted(range(len(exact)), key=lambda i: whole[i] - exact[i])
    for i in order[: number - sum(whole)]:
        whole[i] += 1
    return whole


def _parts(count: int) -> list[float]:
    """Places between the smallest (0) and the largest (1), evenly spread."""
    return [i / (count - 1) for i in range(count)] if count > 1 else [0.5] * count


def _drawn(family: Family, part: float, rng: np.random.Generator) -> tuple[str, int]:
    low, middle, high = np.log(family.sizes)
    size = math.exp(np.interp(part, (0, 0.5, 1), (low, middle, high)))
    return str(rng.choice(list(REGIONS))), round(size)


def _known(
    known: list[tuple[int, str]], part: float, rng: np.random.Generator
) -> tuple[str, int] | None:
    if not known:
        return None
    size, region = known[round(part * (len(known) - 1))]
    return region or str(rng.choice(list(REGIONS))), size


def _from_survey(path: Path, family: Family) -> list[tuple[int, str]]:
    """Sizes and regions of a family's organisations, smallest first; the size is estimated."""
    table = pd.read_csv(path, keep_default_na=False, dtype=str)
    of_family = table["benchmarking_group"].map(BENCHMARKING) == family.name
    rows = table[of_family & (table["survey_year"] == "2023") & (table["respondents"] != "")]
    return sorted(
        (round(int(respondents) / family.response), region)
        for respondents, region in zip(rows["respondents"], rows["region"], strict=True)
    )


# What they hand in.


def _write_year(
    folder: Path, organisation: Organisation, year: Year, rng: np.random.Generator
) -> None:
    rows = list(_count_rows(organisation, year))
    if organisation.form in (EXTRACTS, EXCEL):
        extracts = {
            name: table
            for name, table in extracts_of(year, rng).items()
            if len(table) and not (organisation.missing and organisation.missing == _ONLY.get(name))
        }
        for name, table in extracts.items():
            _write_extract(folder, name, table, organisation.form)
        # What no extract gives: the response rate, and that nobody entered the process.
        nobody = "" if "disciplinary" in extracts else "3"
        rows = [row for row in rows if row["indicator"] in ("5-8", nobody)]
    _write_narrative(folder / "narrative", organisation, year, rng)
    if organisation.form == WORKBOOK:
        (folder / "wres.xlsx").write_bytes(_workbook(organisation, year, rows))
    else:
        columns = [*FILE_COLUMNS, *(DETAIL_COLUMNS if organisation.is_detailed else ())]
        _write(folder / "counts.csv", columns, rows)
    if organisation.place % 5 < 3:
        _write_plan(folder / "action_plan.csv", organisation, year, rng)
    if organisation.place % 4 == 1:
        _write_ratings(folder / "ratings.csv", rng)


# Extracts that give one indicator and no other.
_ONLY = {"recruitment": "2", "disciplinary": "3", "training": "4"}


def _write_extract(folder: Path, name: str, table: pd.DataFrame, form: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if form == EXCEL:
        write_excel(folder / f"{name}.xlsx", table)
    else:
        table.to_csv(folder / f"{name}.csv", index=False)


def _count_rows(organisation: Organisation, year: Year) -> Iterable[dict[str, str]]:
    """The year as rows of `counts.csv`."""
    rows = _Rows(organisation)
    rows.people(1, "staff in post", year.staff.sum(axis=0))
    for (group, band), people in _shaped(year.staff, organisation.shape).items():
        if group != MEDICAL or year.staff[[g == MEDICAL for g, _ in PLACES]].any():
            rows.row(1, "staff in post", group, band, people.sum(axis=-1))
    for measure, people in (("shortlisted", year.shortlisted), ("appointed", year.appointed)):
        rows.people(2, measure, people.sum(axis=(0, 3)))
        if organisation.is_detailed:
            at_all = people.sum(axis=(2, 3))
            for number, key in ((0, "staff_group"), (1, "pay_band")):
                for part in dict.fromkeys(place[number] for place in PLACES):
                    chosen = at_all[[place[number] == part for place in PLACES]].sum(axis=0)
                    rows.row(2, measure, **{key: part}, people=chosen)
            abroad = people[..., 1].sum(axis=(0, 2))
            rows.row(2, f"{measure}, international recruitment", people=abroad, groups=True)
    rows.people(3, "entered formal disciplinary process", year.cases)
    rows.people(4, "accessed non-mandatory training", year.learners)
    for indicator, asked in year.asked.items():
        rows.survey(indicator, asked, year.counted[indicator])
    rows.add("5-8", "survey response rate", total=str(year.response))
    board = year.board
    for measure, people in (
        ("board members", board.executives + board.others),
        ("voting board members", board.executives + board.others - board.without_vote),
        ("executive board members", board.executives),
    ):
        rows.row(9, measure, people=people)
    return [row for row in rows.found if row["indicator"] != organisation.missing]


def _shaped(staff: np.ndarray, shape: str) -> dict[tuple[str, str], np.ndarray]:
    """Staff by place, or by the cluster or pool that a band belongs to."""
    facts = reference.by("pay_bands", "pay_band")
    found: dict[tuple[str, str], np.ndarray] = defaultdict(lambda: np.zeros(staff.shape[1:], int))
    for (group, band), people in zip(PLACES, staff, strict=True):
        name = band if group == MEDICAL or shape == "bands" else facts[band][shape]
        found[group, name] = found[group, name] + people
    return found


class _Rows:
    """Rows of a counts file, as one organisation gives them."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.found: list[dict[str, str]] = []

    def add(self, indicator: object, measure: str, **cells: str) -> None:
        usual = {"staff_group": "all", "pay_band": "all", "source": SOURCE}
        self.found.append({"indicator": str(indicator), "measure": measure} | usual | cells)

    def row(
        self,
        indicator: int,
        measure: str,
        staff_group: str = "all",
        pay_band: str = "all",
        people: np.ndarray = (),
        groups: bool = False,
        sex: str = "",
    ) -> None:
        """A row of people, who come by ethnic group."""
        white, *behind, unknown = (int(number) for number in people)
        cells = {"white": white, "bme": sum(behind), "unknown": unknown}
        printed = {name: self._printed(number) for name, number in cells.items()}
        is_open = "[c]" in printed.values()
        printed["total"] = "" if is_open else str(sum(cells.values()))
        if groups and self.organisation.is_detailed and not is_open:
            names = (group.casefold() for group in GROUPS[1:-1])
            printed |= dict(zip(names, map(str, behind), strict=True))
        self.add(indicator, measure, staff_group=staff_group, pay_band=pay_band, sex=sex, **printed)

    def people(self, indicator: int, measure: str, people: np.ndarray) -> None:
        """A row of everybody, who come by ethnic group and sex, and one for each sex."""
        self.row(indicator, measure, people=people.sum(axis=-1), groups=True)
        if self.organisation.is_detailed:
            for sex, of_sex in zip(SEXES, people.T, strict=True):
                self.row(indicator, measure, people=of_sex, sex=sex)
            self.row(indicator, measure, people=np.zeros(len(GROUPS)), sex="Unknown")

    def survey(self, indicator: int, asked: np.ndarray, counted: np.ndarray) -> None:
        """Respondents, and the share or number that the indicator counts."""
        is_count = self.organisation.place % COUNTED_EVERY == 0
        for sex, (base, yes) in self._survey_parts(asked, counted).items():
            cells = [base[0], base[1:].sum(), *base[1:]], [yes[0], yes[1:].sum(), *yes[1:]]
            names = ["white", "bme"]
            if self.organisation.is_detailed and not sex:
                names += [group.casefold() for group in GROUPS[1:-1]]
            bases = {name: str(n) for name, n in zip(names, cells[0], strict=False)}
            result = {
                name: str(k) if is_count else f"{100 * k / n:.1f}" if n else ""
                for name, n, k in zip(names, *cells, strict=False)
            }
            self.add(indicator, "respondents", sex=sex, total=str(base.sum()), **bases)
            if is_count:
                self.add(indicator, "count", sex=sex, total=str(yes.sum()), **result)
            else:
                self.add(indicator, "percentage", sex=sex, **result)

    def _survey_parts(
        self, asked: np.ndarray, counted: np.ndarray
    ) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        parts = {"": (asked.sum(axis=1), counted.sum(axis=1))}
        if self.organisation.is_detailed:
            for number, sex in enumerate(SEXES):
                parts[sex] = (asked[:, number], counted[:, number])
        return parts

    def _printed(self, number: int) -> str:
        return "[c]" if self.organisation.is_withheld and 1 <= number <= 5 else str(number)


def _workbook(organisation: Organisation, year: Year, rows: list[dict[str, str]]) -> bytes:
    """The workbook of `wres new`, filled in."""
    content = make_workbook(organisation.code, organisation.name, year.year, None)
    book = openpyxl.load_workbook(io.BytesIO(content))
    labels = {
        name: {fact[name]: fact["label"] for fact in reference.rows(f"{name}s")}
        for name in ("staff_group", "pay_band")
    }
    sheets = {"1": "Workforce", "2": "Recruitment", "3": "Disciplinary", "4": "Training"}
    sheets |= {"9": "Board"}
    for row in rows:
        page = book[sheets.get(row["indicator"], "Staff survey")]
        is_whole = (row["staff_group"], row["pay_band"]) == ("all", "all")
        if row.get("sex") or not (is_whole or page.title == "Workforce"):
            continue
        headings = {cell.value: cell.column for cell in page[_HEADER]}
        wanted = [labels.get(key, {}).get(row[key], row[key]) for key in SHEETS[page.title]]
        number = _find(page, [headings[HEADINGS[key]] for key in SHEETS[page.title]], wanted)
        for name in (*NUMBERS, "source"):
            text = row.get(name, "")
            value = float(text) if text.replace(".", "").isdigit() else text or None
            page.cell(number, headings[HEADINGS[name]], value)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


_HEADER = 5


def _find(page: object, columns: list[int], wanted: list[str]) -> int:
    """The row of a sheet that says this; the survey's result may be a percentage or a count."""
    texts = [text.casefold() for text in wanted]
    texts = ["percentage" if text == "count" else text for text in texts]
    for number in range(_HEADER + 1, page.max_row + 1):
        said = [str(page.cell(number, column).value).casefold() for column in columns]
        if said == texts:
            for column, text in zip(columns, wanted, strict=True):
                if text == "count":
                    page.cell(number, column, "Count")
            return number
    raise LookupError(f"{page.title} has no row for {', '.join(wanted)}")


# What they say.


def _write_narrative(
    folder: Path, organisation: Organisation, year: Year, rng: np.random.Generator
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "context": f"{organisation.name} does not exist. Its figures are made up.\n\n"
        "The Workforce Race Equality Standard (WRES) compares White staff with Black and "
        "minority ethnic (BME) staff.\n",
        "contacts": "These contacts are made up:\n\n- Chief People Officer\n",
    }
    if organisation.place % 5:
        for kind, said in (("done", DONE), ("planned", PLANNED)):
            for indicator, lines in said.items():
                chosen = islice(lines, int(rng.integers(1, len(lines) + 1)))
                text = "".join(f"- {line}\n" for line in chosen)
                texts[f"indicator_{indicator}_{kind}"] = text
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")


def _write_plan(
    path: Path, organisation: Organisation, year: Year, rng: np.random.Generator
) -> None:
    columns = ("indicators", "high_impact_action", "rating", "theme", "actions", "outcomes")
    ratings = [fact["rating"] for fact in reference.rows("ratings")]
    rows = []
    for action in ACTIONS[: int(rng.integers(3, len(ACTIONS) + 1))]:
        indicators, number, theme, what, outcome = action
        cells = (indicators, number, str(rng.choice(ratings)), theme, what, outcome)
        rows.append(dict(zip(columns, cells, strict=True)))
        rows[-1] |= {"lead": str(rng.choice(LEADS)), "review": "every quarter"}
        rows[-1]["progress"] = "Begun and on time" if organisation.place % 2 else ""
    _write(path, [*columns, "lead", "review", "progress"], rows)


def _write_ratings(path: Path, rng: np.random.Generator) -> None:
    ratings = [fact["rating"] for fact in reference.rows("ratings")]
    rows = [
        {
            "indicator": str(indicator),
            "rating": str(rng.choice(ratings)),
            "reason": "The board's own view of level and trend.",
            "source": SOURCE,
        }
        for indicator in range(1, 10)
    ]
    _write(path, ("indicator", "rating", "reason", "source"), rows)


def _write_settings(path: Path) -> None:
    measures = ("board members", "voting board members", "executive board members")
    rows = [
        {"setting": "public", "year": "", "value": name, "reason": "The board is on the web page."}
        for name in measures
    ]
    _write(path, ("setting", "year", "value", "reason"), rows)


def _write_register(path: Path, organisations: Sequence[Organisation]) -> None:
    """One row each; an integrated care board took over from a clinical commissioning group."""
    columns = ("ods_code", "name", "short_name", "kind", "opened", "closed", "successor")
    columns += ("region", "example", "source")
    rows = []
    for each in organisations:
        row = {"ods_code": each.code, "name": each.name, "kind": each.kind}
        row |= {"short_name": f"{each.family.name} {each.letters}", "region": each.region}
        if each.kind == BOARD:
            group = "Clinical commissioning group"
            rows.append(
                {
                    "ods_code": f"{each.code}G",
                    "name": f"Made-up {group} {each.letters}",
                    "short_name": f"Group {each.letters}",
                    "kind": group,
                    "closed": _GROUP_CLOSED,
                    "successor": each.code,
                }
            )
            row["opened"] = _BOARD_OPENED
        rows.append(row)
    _write(path, columns, [row | {"example": "yes", "source": SOURCE} for row in rows])


def _write_population(path: Path, organisations: Sequence[Organisation], seed: int) -> None:
    """The people of each region: a system of five groups, and two boroughs."""
    rng = np.random.default_rng([seed, 1])
    rows = []
    for each in organisations:
        bme = round(100 * min(0.7, REGIONS[each.region] * rng.lognormal(-0.2, 0.2)), 1)
        parts = [round(bme * part, 1) for part in (0.5, 0.25, 0.15)]
        groups = dict(zip(("Asian", "Black", "Mixed"), parts, strict=True))
        groups["Other"] = round(bme - sum(parts), 1)
        groups["White"] = round(100 - bme, 1)
        system = {"ods_code": each.code, "census_year": "2021", "source": SOURCE}
        for group, share in groups.items():
            cells = {"area": "Made-up System", "area_type": "system", "ethnic_group": group}
            rows.append(system | cells | {"percentage": f"{share:.1f}"})
        for area, factor in (("Made-up Borough North", 0.6), ("Made-up Borough South", 1.3)):
            cells = {"area": area, "area_type": "borough", "ethnic_group": "BME"}
            rows.append(system | cells | {"percentage": f"{bme * factor:.1f}"})
    _write(path, POPULATION_COLUMNS, rows)


def _write(path: Path, columns: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Write the country that was asked for."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("folder", type=Path, help="an empty or new data folder")
    options.add_argument("--organisations", type=int, default=250)
    options.add_argument("--years", type=int, default=3, help=f"so many years up to {LAST_YEAR}")
    options.add_argument("--seed", type=int, default=20240331)
    options.add_argument("--survey", type=Path, help="a file of the survey's organisations")
    options.add_argument(
        "--forms",
        nargs="+",
        choices=(COUNTS, WORKBOOK, EXTRACTS, EXCEL),
        default=FORMS,
        help="forms of input, in turn",
    )
    given = options.parse_args()
    if given.folder.exists() and any(given.folder.iterdir()):
        options.error(f"the folder '{given.folder}' is not empty")
    years = range(LAST_YEAR - given.years + 1, LAST_YEAR + 1)
    found = make(given.folder, given.organisations, years, given.seed, given.survey, given.forms)
    print(f"{len(found)} organisations of {len(years)} years are in '{given.folder}'.")


if __name__ == "__main__":
    main()
