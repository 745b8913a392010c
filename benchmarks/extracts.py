"""Measure how fast the pack reads and reduces a staff extract of national size.

Makes a seeded, realistic extract in a temporary folder: 1.5 million assignments of 250
organisations of different kinds and sizes, in four forms:

- plain: one organisation's file, without a quotation mark;
- commas: the same with a comma in one quoted cell of each row;
- quoted: the same with quotation marks round every cell;
- national: all organisations and three years, with columns that say so;
- excel: an Excel file, of a tenth of the rows.

Then it measures, in turn, in processes of their own:

- bare: `pandas.read_csv` of the needed columns, then `groupby`, as an analyst would type it; for
  Excel, every row from calamine;
- lean: the same with every column but the person's read as categories (plain only);
- pack: the pack's reading, with every check, head count and reduction to count rows;
- again: the pack once more, from what it kept.

    python benchmarks/extracts.py
    python benchmarks/extracts.py --rows 200000 --rounds 3
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

NEEDED = ["Employee Number", "Staff Group", "Pay Scale", "Ethnic Origin", "Assignment Category"]
NEEDED += ["FTE", "Board Member", "Voting", "Executive"]
KEYS = ["Staff Group", "Pay Scale", "Ethnic Origin"]
ORGANISATION, DAY = "ODS Code", "Snapshot Date"
FORMS = {
    "plain": ("bare", "lean", "pack", "again"),
    "commas": ("bare", "pack"),
    "quoted": ("bare", "pack"),
    "national": ("bare", "pack", "again"),
    "excel": ("bare", "pack", "again"),
}
# Kind, number of organisations, how large one is beside another, share of BME staff.
KINDS = (
    ("Acute trust", 130, 10.0, 0.27),
    ("Mental health trust", 50, 5.0, 0.24),
    ("Community trust", 18, 4.0, 0.15),
    ("Ambulance trust", 10, 4.0, 0.07),
    ("Integrated care board", 42, 0.8, 0.2),
)
REGIONS = {"London": 2.0, "Midlands": 1.1, "North": 0.7, "South": 0.7, "East": 0.9}
BANDS = {f"{n}": f"NHS|XR0{n}|Review Body Band {n}" for n in range(2, 8)} | {
    "8a": "NHS|XR08|Review Body Band 8 - Range A",
    "8b": "NHS|XR09|Review Body Band 8 - Range B",
    "8c": "NHS|XR10|Review Body Band 8 - Range C",
    "9": "NHS|XR12|Review Body Band 9",
    "VSM": "VSM",
}
GROUPS = {
    "Nursing and Midwifery Registered": (0.26, (0, 0, 0, 45, 32, 15, 5, 1.5, 0.8, 0.2, 0)),
    "Additional Clinical Services": (0.2, (40, 40, 15, 4, 1, 0, 0, 0, 0, 0, 0)),
    "Allied Health Professionals": (0.08, (0, 0, 2, 28, 40, 22, 6, 1.5, 0.4, 0.1, 0)),
    "Healthcare Scientists": (0.03, (0, 5, 8, 20, 32, 22, 9, 3, 1, 0, 0)),
    "Add Prof Scientific and Technic": (0.05, (0, 2, 12, 18, 25, 25, 12, 4, 2, 0, 0)),
    "Administrative and Clerical": (0.2, (24, 24, 18, 11, 8, 7, 4, 2, 1, 0.5, 0.5)),
    "Estates and Ancillary": (0.07, (75, 14, 6, 3, 1, 1, 0, 0, 0, 0, 0)),
    "Medical and Dental": (0.11, ()),
}
MEDICAL = {"Consultant": 40, "Specialty Doctor": 12, "Associate Specialist": 3}
MEDICAL |= {"Specialty Registrar": 30, "Foundation Year 1": 8, "Foundation Year 2": 7}
WHITE = {"A White - British": 86, "B White - Irish": 2, "C White - Any other White background": 8}
WHITE |= {"CP White Polish": 2, "CA White English": 1, "CY White Other European": 1}
BME = {"H Asian or Asian British - Indian": 28, "N Black or Black British - African": 25}
BME |= {"L Asian or Asian British - Any other Asian background": 15, "SC Filipino": 6}
BME |= {"J Asian or Asian British - Pakistani": 8, "M Black or Black British - Caribbean": 6}
BME |= {"S Any Other Ethnic Group": 6, "R Chinese": 3, "D Mixed - White & Black Caribbean": 3}
UNKNOWN = {"Z Not Stated": 70, "Unspecified": 20, "": 10}


def make(data: Path, rows: int) -> None:
    """Write the extract in every form: the same rows every time."""
    import csv

    import numpy as np
    import pandas as pd

    draw = np.random.default_rng(20240331)

    def pick(shares: dict[str, float], size: int) -> np.ndarray:
        weights = np.array(list(shares.values()), dtype=float)
        return draw.choice(np.array(list(shares)), size, p=weights / weights.sum())

    kind, share = [], []
    for name, number, size, _ in KINDS:
        kind += [name] * number
        share += (size * draw.lognormal(0, 0.5, number)).tolist()
    share = np.array(share) / sum(share)
    region = pick(dict.fromkeys(REGIONS, 1), len(kind))
    place = np.sort(draw.choice(len(kind), rows, p=share))
    base = {name: bme for name, *_, bme in KINDS}
    likely = np.array([min(0.65, base[k] * REGIONS[r]) for k, r in zip(kind, region, strict=True)])

    group = pick({name: part for name, (part, _) in GROUPS.items()}, rows)
    band = np.empty(rows, dtype=object)
    for name, (_, shares) in GROUPS.items():
        at = group == name
        scale = dict(zip(BANDS.values(), shares, strict=True)) if shares else MEDICAL
        band[at] = pick(scale, int(at.sum()))
    # BME staff are scarcer in the senior bands, as the national figures say.
    senior = np.isin(band, [BANDS[b] for b in ("8a", "8b", "8c", "9", "VSM")])
    chance = likely[place] * np.where(senior, 0.5, 1.0)
    origin = np.where(draw.random(rows) < chance, pick(BME, rows), pick(WHITE, rows))
    origin = np.where(draw.random(rows) < 0.04, pick(UNKNOWN, rows), origin)
    categories = {"Permanent": 85, "Fixed Term Temp": 8, "Bank": 7}
    table = pd.DataFrame(
        {
            "Organisation": np.array([f"R{n:03}" for n in range(len(kind))])[place],
            "Organisation Kind": np.array(kind)[place],
            "Region": region[place],
            "Employee Number": 20_000_000 + np.arange(rows),
            "Assignment Number": [f"{n}-2" for n in range(20_000_000, 20_000_000 + rows)],
            "Staff Group": group,
            "Pay Scale": band,
            "Ethnic Origin": origin,
            "Assignment Category": pick(categories, rows),
            "FTE": pick({"1": 60, "0.8": 15, "0.6": 15, "0.53333": 5, "0.2": 5}, rows),
            "Board Member": np.where((band == "VSM") & (draw.random(rows) < 0.5), "Yes", ""),
            "Start Date": pick({f"{y}-04-01": 1 for y in range(1995, 2024)}, rows),
        }
    )
    table["Voting"] = table["Executive"] = table["Board Member"]
    # One row in twenty-five is a second assignment of the person in the row before.
    second = np.flatnonzero(draw.random(rows) < 0.04)
    second = second[second > 0]
    for column in ("Employee Number", "Ethnic Origin"):
        values = table[column].to_numpy(copy=True)
        for row in second:
            values[row] = values[row - 1]
        table[column] = values
    place_of(data, "plain").parent.mkdir(parents=True)
    table.to_csv(place_of(data, "plain"), index=False)
    table["Organisation Kind"] += ", NHS"
    for form, quoting in (("commas", csv.QUOTE_MINIMAL), ("quoted", csv.QUOTE_ALL)):
        place_of(data, form).parent.mkdir(parents=True)
        table.to_csv(place_of(data, form), index=False, quoting=quoting)
    place_of(data, "excel").parent.mkdir(parents=True)
    write_excel(place_of(data, "excel"), table.head(rows // 10))
    table = table.rename(columns={"Organisation": ORGANISATION})
    table[DAY] = pick(dict.fromkeys(("31/03/2022", "31/03/2023", "31/03/2024"), 1), rows)
    place_of(data, "national").parent.mkdir(parents=True)
    table.to_csv(place_of(data, "national"), index=False)


def write_excel(path: Path, table: pd.DataFrame) -> None:
    """Write a table as the only sheet of a workbook."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Export")
        sheet.write_row(0, 0, table.columns)
        for number, row in enumerate(table.itertuples(index=False), start=1):
            sheet.write_row(number, 0, row)


def place_of(data: Path, form: str) -> Path:
    """Where the extract of a form stands: each in a data folder of its own."""
    folder = Path("extracts") if form == "national" else Path("RXX", "2024")
    return data / form / folder / ("staff.xlsx" if form == "excel" else "staff.csv")


def run(way: str, form: str, data: Path) -> None:
    """Do the work once, and print its seconds, processor seconds and this process's peak memory."""
    # Loading a library is not reading a file.
    import pandas as pd
    from python_calamine import load_workbook

    from wres.reading.extractfiles import read_extracts

    path = place_of(data, form)
    if way == "pack":
        shutil.rmtree(os.environ["WRES_CACHE"], ignore_errors=True)
    start, used = time.perf_counter(), time.process_time()
    if way in ("pack", "again"):
        key = ("R001", 2023) if form == "national" else ("RXX", 2024)
        (extract,), faults = read_extracts(data / form, *key)
        assert extract.rows, faults + extract.faults
        assert not faults + extract.faults, faults + extract.faults
    elif form == "excel":
        for _ in load_workbook(path).get_sheet_by_index(0).iter_rows():
            pass
    else:
        keys = [ORGANISATION, DAY] if form == "national" else []
        lean = dict.fromkeys(NEEDED[1:], "category") if way == "lean" else None
        table = pd.read_csv(path, usecols=NEEDED + keys, dtype=lean)
        table.groupby(KEYS + keys, observed=True).size()
    seconds, used = time.perf_counter() - start, time.process_time() - used
    print(seconds, used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Make the extract, measure each way in turn, and print medians and ratios."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=1_500_000)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--way", help=argparse.SUPPRESS)
    options.add_argument("--form", help=argparse.SUPPRESS)
    options.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.way == "make":
        make(given.data, given.rows)
        return
    if given.way:
        run(given.way, given.form, given.data)
        return
    with tempfile.TemporaryDirectory() as root:
        data = Path(root)
        # In a process of its own: a child's peak memory begins with its parent's.
        again = [sys.executable, __file__, "--data", str(data), "--rows", str(given.rows)]
        subprocess.run([*again, "--way", "make"], check=True)
        seen = {(form, way): [] for form, ways in FORMS.items() for way in ways}
        for _ in range(given.rounds):
            for form, way in seen:
                command = [*again, "--way", way, "--form", form]
                own = os.environ | {"WRES_CACHE": str(data / f"cache-{form}")}
                done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=own)
                seen[form, way].append(tuple(map(float, done.stdout.split())))
        sizes = {form: place_of(data, form).stat().st_size / 2**20 for form in FORMS}
    print(f"{given.rows} rows (Excel: {given.rows // 10}), {given.rounds} rounds, medians")
    heads = "Seconds | Rows a second | Peak memory | Times bare | In processor seconds"
    print(f"| Form | MiB | Way | {heads} |\n|---|---|---|---|---|---|---|---|")
    for (form, way), rounds in seen.items():
        seconds, _, memory = (statistics.median(part) for part in zip(*rounds, strict=True))
        ratio, used = (
            statistics.median(
                each[of] / bare[of] for each, bare in zip(rounds, seen[form, "bare"], strict=True)
            )
            for of in (0, 1)
        )
        rows = given.rows // 10 if form == "excel" else given.rows
        print(
            f"| {form} | {sizes[form]:.0f} | {way} | {seconds:.2f} | {rows / seconds:,.0f} "
            f"| {memory:.0f} MiB | {ratio:.2f} | {used:.2f} |"
        )


if __name__ == "__main__":
    main()
