"""What is withheld is nowhere in what a reader gets: not in a byte of it.

Two tests that no leak survives, whatever its way out. The twin: two organisations whose published
counts are the same and whose withheld counts differ get the same files, byte for byte. The canary:
a number that is withheld is looked for in every byte of every file.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from builders import BME_ONLY, data_folder
from pypdf import PdfReader

from wres.indicators.comparisons import protected
from wres.reading.inputs import read_inputs

ROOT = Path(__file__).parents[1]
WRES = Path(sys.executable).with_name("wres")
CANARY = 7919

# White, BME, unknown. By eye: BME staff of bands 8a and above are few in either group, and so are
# those who were appointed, trained or disciplined.
ROWS = (
    "1,staff in post,all,all,300,60,12,,made up",
    "1,staff in post,clinical,1-7,{a},30,6,,made up",
    "1,staff in post,clinical,8a-VSM,{b},{bme},1,,made up",
    "1,staff in post,non-clinical,1-7,80,{rest},4,,made up",
    "1,staff in post,non-clinical,8a-VSM,40,7,1,,made up",
    "2,shortlisted,all,all,150,90,12,,made up",
    "2,appointed,all,all,{w},{appointed},{u},,made up",
    "3,entered formal disciplinary process,all,all,{dw},{db},0,,made up",
    "4,accessed non-mandatory training,all,all,110,31,{tu},,made up",
    "5,respondents,all,all,150,40,,,made up",
    "5,count,all,all,{sw},{sb},,,made up",
    "9,board members,all,all,10,2,0,,made up",
)
ONE = dict(a=120, b=60, bme=4, rest=19, w=30, appointed=4, u=3, dw=4, db=3, tu=2, sw=30, sb=3)
# Every withheld count is another one; the sums that are printed are the same.
OTHER = dict(a=120, b=60, bme=4, rest=19, w=30, appointed=3, u=4, dw=3, db=4, tu=2, sw=30, sb=4)


def reports(folder: Path, data: Path) -> dict[str, bytes]:
    """Every file of the report of RXX 2023, made by the real command, and the run's own words."""
    ran = subprocess.run(
        [WRES, "run", "--data", data, "--reports", folder, "--organisation", "RXX"],
        cwd=ROOT, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    made = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    made["run.json"] = without_the_clock(made["run.json"])
    said = re.sub(r"in \d+ seconds", "", ran.stdout).replace(str(folder), "")
    return made | {"what the run said": said.encode()}


def without_the_clock(journal: bytes) -> bytes:
    """A run's journal without when, where and how fast it went: the rest may not tell of counts."""
    read = json.loads(journal)
    for name in ("started", "ended", "machine"):
        del read[name]
    for task in read["tasks"]:
        for name in ("seconds", "processor_seconds", "peak_memory", "worker"):
            task.pop(name, None)
    read["tasks"].sort(key=json.dumps)
    return json.dumps(read).encode()


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    """Two data folders that differ in withheld counts only, and what was made of each."""
    made = []
    for values in (ONE, OTHER):
        root = tmp_path_factory.mktemp("twin")
        data = data_folder(root, rows=tuple(row.format(**values) for row in ROWS))
        (published,) = protected(read_inputs(data, "RXX", 2023))
        made.append((read_inputs(data, "RXX", 2023).years[0].counts, published, root, data))
    return made


@pytest.mark.xdist_group("twins")
def test_twins_differ_in_what_is_withheld_and_in_nothing_else(twins):
    (raw, published, *_), (other_raw, other_published, *_) = twins
    assert not raw.table.equals(other_raw.table)
    assert published.table.equals(other_published.table)
    assert published.protection == other_published.protection


@pytest.mark.xdist_group("twins")
def test_twins_get_the_same_files_byte_for_byte(twins):
    first, second = (reports(root / "reports", data) for _, _, root, data in twins)
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []


# A number that is withheld, or not printed, wherever it stands: three totals that would give a
# small count away, or a band by White, which no table shows where BME and all are printed.
CANARY_ROWS = (
    "1,staff in post,all,all,800000,160000,40000,,made up",
    "1,staff in post,clinical,1-7,400000,70000,20000,,made up",
    f"1,staff in post,clinical,8a-VSM,{CANARY},4,9000,,made up",
    "1,staff in post,non-clinical,1-7,200000,80000,9500,,made up",
    "1,staff in post,non-clinical,8a-VSM,192081,9996,1500,,made up",
    "2,shortlisted,all,all,150000,90000,12000,,made up",
    "2,appointed,all,all,3000,4916,3,,made up",  # 7,919 in all
    "3,entered formal disciplinary process,all,all,4,5000,3,,made up",
    "4,accessed non-mandatory training,all,all,3003,4912,4,,made up",  # 7,919 in all
    "5,respondents,all,all,150000,40000,,,made up",
    "5,count,all,all,3,9000,,,made up",
)


@pytest.fixture(scope="module")
def with_a_canary(tmp_path_factory) -> dict[str, bytes]:
    """The files of an organisation of which 7,919 people are hidden in three places."""
    root = tmp_path_factory.mktemp("canary")
    data = data_folder(root, rows=CANARY_ROWS)
    (data / "RXX" / "settings.csv").write_text(BME_ONLY, encoding="utf-8")
    inputs = read_inputs(data, "RXX", 2023)
    (published,) = protected(inputs)
    assert (inputs.years[0].counts.table["number"] == CANARY).sum() == 3
    assert not (published.table["number"] == CANARY).any()
    return reports(root / "reports", data)


def pieces(name: str, data: bytes) -> Iterator[bytes]:
    """A file's bytes, and those of everything that is packed into it."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as members:
            for member in members.namelist():
                yield from pieces(member, members.read(member))
    if data.startswith(b"%PDF"):
        reader = PdfReader(BytesIO(data))
        yield "".join(page.extract_text() for page in reader.pages).encode()
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                continue
    for packed in re.findall(rb"base64,([A-Za-z0-9+/=]{8,})", data):
        yield base64.b64decode(packed)


def holds(data: bytes, text: str) -> bool:
    """Whether a number stands there by itself: not as a piece of a longer one or of a font."""
    return bool(re.search(rf"(?<![\w.+/-]){re.escape(text)}(?![\w+/=-])".encode(), data))


# The canary, and what follows from it, as the pack would print it: of 16,923 clinical staff in
# bands 8a to VSM.
@pytest.mark.xdist_group("canary")
@pytest.mark.parametrize("text", ["7919", "7,919", "7919.0", "46.8%"])
def test_a_canary_is_in_no_byte(with_a_canary, text):
    found = [
        name
        for name, data in with_a_canary.items()
        for piece in pieces(name, data)
        if holds(piece, text)
    ]
    assert found == []


def test_a_canary_that_is_there_is_found():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr("sheet.xml", "<v>7919</v>")
    assert any(holds(piece, "7919") for piece in pieces("a.xlsx", packed.getvalue()))
    inside = b'src="data:image/svg+xml;base64,' + base64.b64encode(b"<!-- 7919 -->") + b'"'
    assert any(holds(piece, "7919") for piece in pieces("a.html", inside))
