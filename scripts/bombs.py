"""Hand the pack files that were made to fill its memory, and measure what each costs.

    .venv/bin/python scripts/bombs.py

Each file is put where its input is looked for, in a copy of the sample data, and `wres check` reads
it in a process of its own. It must answer in one sentence, in ten seconds, in 500 MiB beside what
the idle process takes. The figures stand in docs/reliability.md. It needs 3 GB of room, most of
it in files with holes, and a system that tells a process's most memory (`resource`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECONDS, MEBIBYTES = 10, 500
COUNTS = "indicator,measure,staff_group,pay_band,white,bme,unknown,total,source\n"
ROW = "1,staff in post,all,all,80,16,4,100,made up\n"
STAFF = "Employee Number,Staff Group,Pay Scale,Ethnic Origin,Assignment Category\n"


def sparse(path: Path) -> None:
    """Two gigabytes, nearly all of them a hole."""
    path.write_text(COUNTS)
    os.truncate(path, 2 << 30)


def one_line(path: Path) -> None:
    """500 MB without the end of a line."""
    with path.open("w") as file:
        for _ in range(500):
            file.write("a," * 500_000)


def commas(path: Path) -> None:
    """Nearly as long as may be, of nothing but cells."""
    path.write_text(COUNTS + ("," * 9 + "\n") * 1_900_000)


def doubled(path: Path) -> None:
    """Two million times the same row."""
    with path.open("w") as file:
        file.write(COUNTS)
        for _ in range(200):
            file.write(ROW * 10_000)


def faulty(path: Path) -> None:
    """As many rows as may be, with a fault in every cell."""
    path.write_text(COUNTS + "x,y,z,w,a,b,c,d,e\n" * 99_000)


def doubled_staff(path: Path) -> None:
    """Two million times the same assignment, with a band that nobody knows."""
    path.write_text(STAFF + "1,Nursing and Midwifery Registered,Band 55,A,Permanent\n" * 2_000_000)


def wide(path: Path) -> None:
    """A hundred rows of a hundred thousand cells."""
    path.write_text(STAFF + ("," * 99_000 + "\n") * 1000)


def strange(path: Path) -> None:
    """Half a million different words where there are twenty."""
    begin, end = "Nursing and Midwifery Registered,Band 5", "Permanent"
    rows = (f"{n},{begin},Word {n},{end}\n" for n in range(500_000))
    path.write_text(STAFF + "".join(rows))


def workbook(path: Path, rows: int = 1_000_000, texts: int = 0) -> None:
    """20 million cells in a few megabytes."""
    cells = "".join(f'<c r="{chr(65 + n)}%d"><v>1</v></c>' for n in range(20))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _BOOK.items():
            archive.writestr(name, text)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{" " * texts}</sst>')
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for row in range(1, rows + 1):
                sheet.write(f'<row r="{row}">{cells % ((row,) * 20)}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_BOOK = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="staff" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
    f'Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def device(path: Path) -> None:
    """Zeros without end."""
    path.symlink_to("/dev/zero")


def pipe(path: Path) -> None:
    """A pipe that nobody writes into."""
    os.mkfifo(path)


BOMBS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a sparse CSV of 2 GB": ("counts.csv", sparse),
    "a sparse extract of 2 GB": ("staff.csv", sparse),
    "500 MB on one line": ("counts.csv", one_line),
    "an extract of 500 MB on one line": ("staff.csv", one_line),
    "19 million cells without a word": ("counts.csv", commas),
    "two million doubled rows": ("counts.csv", doubled),
    "99,000 rows of faults": ("counts.csv", faulty),
    "an extract of two million doubled rows": ("staff.csv", doubled_staff),
    "an extract of 99,000 columns": ("staff.csv", wide),
    "half a million different words in a column": ("staff.csv", strange),
    "an Excel extract of 20 million cells": ("staff.xlsx", workbook),
    "a workbook of 20 million cells": ("wres.xlsx", workbook),
    "a narrative of 500 MB": ("narrative/context.md", one_line),
    "zeros without end": ("counts.csv", device),
    "a pipe": ("staff.csv", pipe),
}


def main() -> None:
    """Measure each, print a table, and end with 1 where one took too much."""
    wanted = [name for name in BOMBS if not sys.argv[1:] or any(a in name for a in sys.argv[1:])]
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WRES_CACHE"] = f"{folder}/cache"
        idle = _measured(["--version"])[1]
        print(f"The idle process takes {idle} MiB.\n\n| File | MB | Seconds | MiB more | Says |")
        print("|---|---|---|---|---|")
        for name in wanted:
            data = Path(folder) / "data"
            shutil.copytree(ROOT / "data" / "EX1", data / "EX1")
            shutil.copy(ROOT / "data" / "organisations.csv", data)
            file, make = BOMBS[name]
            path = data / "EX1" / "2024" / file
            if file.startswith("counts"):
                for each in path.parent.glob("*.xlsx"):
                    each.unlink()
            path.unlink(missing_ok=True)
            make(path)
            size = path.lstat().st_size / 1e6
            asked = ["check", "--data", str(data), "--organisation", "EX1", "--year", "2024"]
            seconds, memory, said = _measured(asked)
            faults = [line for line in said.splitlines() if f"EX1/2024/{file}" in line]
            print(f"| {name} | {size:,.1f} | {seconds:.1f} | {memory - idle} | {faults[0][:120]} |")
            if seconds > SECONDS or memory - idle > MEBIBYTES or "Traceback" in said:
                failed.append(name)
            shutil.rmtree(data)
    sys.exit(f"Too much: {', '.join(failed)}" if failed else 0)


def _measured(asked: list[str]) -> tuple[float, int, str]:
    """How long a command took, the most memory it had, and what it said."""
    code = (
        "import resource, sys\nfrom wres.cli import main\n"
        "try:\n    main(sys.argv[1:])\nfinally:\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code, *asked], capture_output=True, text=True, timeout=300
    )
    unit = 1024 if sys.platform == "darwin" else 1
    lines = done.stderr.splitlines()
    return time.monotonic() - started, int(lines[-1]) // 1024 // unit, done.stdout + done.stderr


if __name__ == "__main__":
    main()
