"""Read an organisation's own decisions: what it withholds, and how, and how it counts."""

from __future__ import annotations

import re
from pathlib import Path

from wres import reference
from wres.ground.errors import Fault, did_you_mean
from wres.ground.files import is_there
from wres.ground.settings import AUTOMATIC, Accepted, Settings
from wres.reading.csvfiles import Row, read_sheet
from wres.reading.editions import NEVER
from wres.reading.reconcile import KINDS, NEVER_ACCEPTED, WITHOUT_A_YEAR
from wres.reference.standard import GROUNDS, NAMED_A_GROUND

FILE = "settings.csv"
COLUMNS = ("setting", "year", "value", "reason")
# Settings that may be given several times, each time with another value.
_SEVERAL = ("public", "accept", NEVER)


def read_settings(path: Path, name: str) -> tuple[Settings, list[Fault]]:
    """Read a settings file: the decisions, and every fault. No file means the defaults."""
    if not is_there(path):
        return Settings(), []
    sheet = read_sheet(path, COLUMNS, name)
    faults = list(sheet.faults)
    said: dict[tuple[str, ...], Row] = {}
    for row in sheet:
        found = _faults(row)
        if not found:
            setting, value = row["setting"].casefold(), row["value"].casefold()
            key = (setting, row["year"], *([value] if setting in _SEVERAL else []))
            if key in said:
                found = [row.fault("setting", f"stands already in row {said[key].number}", _ONE)]
            said.setdefault(key, row)
        faults += found
    faults += _public_without_base(said)
    return (Settings(), faults) if faults else (_settings(list(said.values())), [])


def _public_without_base(said: dict[tuple[str, ...], Row]) -> list[Fault]:
    """A ground may be public only beside who named any: those are few where it shows that they are.

    Of 7 who named one ground and of fewer than 11 who named any, 7 to 10 named any.
    """
    public = {key[-1]: row for key, row in said.items() if key[0] == "public"}
    if NAMED_A_GROUND in public:
        return []
    problem = f"is public, and '{NAMED_A_GROUND}' is not"
    remedy = f"Make it public as well (public,,{NAMED_A_GROUND},why), or take this row out."
    return [row.fault("value", problem, remedy) for name, row in public.items() if name in GROUNDS]


_ONE = "Keep one of the two rows."
_MARK = re.compile("[0-9a-f]{8}")
_NO_MARK = ("is not the mark of an edition", "Copy the line that `wres run` says.")


def _faults(row: Row) -> list[Fault]:
    known = reference.by("settings", "setting")
    fact = known.get(row["setting"].casefold())
    if fact is None:
        remedy = did_you_mean(row["setting"], known)
        return [row.fault("setting", "is not a setting", remedy)]
    faults = _value_faults(row, fact)
    if fact["reason"] == "yes" and not row["reason"]:
        remedy = "Say why in a sentence: others will rely on it."
        faults.append(row.fault("reason", f"is blank for '{fact['setting']}'", remedy))
    return _year_faults(row, fact) + faults


def _year_faults(row: Row, fact: dict[str, str]) -> list[Fault]:
    year = row["year"]
    if year and not re.fullmatch(r"[12]\d{3}", year, re.ASCII):
        return [row.fault("year", "is not a year", "Type a WRES year such as 2023.")]
    wanted = fact["year"]
    if fact["setting"] == "accept" and row["value"].casefold() in KINDS:
        wanted = "no" if row["value"].casefold() in WITHOUT_A_YEAR else "yes"
    what = row["value"] if fact["setting"] == "accept" else fact["setting"]
    if year and wanted == "no":
        return [row.fault("year", f"does not go with '{what}'", "Leave it blank: it has no year.")]
    if not year and wanted == "yes":
        return [row.fault("year", f"is blank for '{what}'", "Type the WRES year that it is about.")]
    return []


def _value_faults(row: Row, fact: dict[str, str]) -> list[Fault]:
    value = row["value"].casefold()
    if fact["least"]:
        least, most = int(fact["least"]), int(fact["most"])
        # Nine digits at most: int() refuses a number of thousands of digits.
        if re.fullmatch(r"\d{1,9}", value, re.ASCII) and least <= int(value) <= most:
            return []
        problem = f"is not a whole number from {least} to {most}"
        return [row.fault("value", problem, f"The default is {fact['default']}.")]
    if fact["setting"] == NEVER:
        return [] if _MARK.fullmatch(value) else [row.fault("value", *_NO_MARK)]
    words = _words(fact)
    if value in map(str.casefold, words):
        return []
    if fact["setting"] == "accept" and value in NEVER_ACCEPTED:
        return [row.fault("value", "cannot be accepted", NEVER_ACCEPTED[value])]
    return [row.fault("value", f"does not go with '{fact['setting']}'", did_you_mean(value, words))]


def _words(fact: dict[str, str]) -> list[str]:
    """The words that a setting takes: measures of people, shapes, rules, or its own."""
    if fact["setting"] == "public":
        return [row["measure"] for row in reference.rows("measures") if row["unit"] == "people"]
    if fact["setting"] == "shape":
        return [AUTOMATIC, *reference.by("shapes", "shape")]
    if fact["setting"] == "accept":
        return [rule for rule in KINDS if rule not in NEVER_ACCEPTED]
    return fact["words"].split("; ")


def _settings(rows: list[Row]) -> Settings:
    def of(setting: str) -> list[Row]:
        return [row for row in rows if row["setting"].casefold() == setting]

    given = {
        field: kind(row["value"].casefold())
        for setting, (field, kind) in {
            "small count": ("small", int),
            "candidates": ("candidates", int),
            "smallest survey base": ("smallest_base", int),
            "method": ("method", str),
            "shape": ("shape", _shape),
            "further standards": ("further_standards", bool),
        }.items()
        for row in of(setting)
    }
    return Settings(
        **given,
        public_measures={row["value"].casefold(): row["reason"] for row in of("public")},
        published_years={int(row["year"]): row["reason"] for row in of("published before")},
        never_published={(int(r["year"]), r["value"].casefold()): r["reason"] for r in of(NEVER)},
        indicator_3_basis={_year(row): row["value"].casefold() for row in of("indicator 3 basis")},
        accepted=tuple(
            Accepted(row["value"].casefold(), _year(row), row["reason"], row.number)
            for row in of("accept")
        ),
    )


def _shape(value: str) -> str:
    """A shape's name as `reference/shapes.csv` writes it.

    >>> _shape("pools, bme only")
    'pools, BME only'
    """
    return {name.casefold(): name for name in reference.by("shapes", "shape")}.get(value, value)


def _year(row: Row) -> int | None:
    return int(row["year"]) if row["year"] else None
