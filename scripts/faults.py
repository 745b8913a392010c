"""Make every call of a run that changes a file fail in turn, and limit its memory.

    .venv/bin/python scripts/faults.py                    every call, some hours
    .venv/bin/python scripts/faults.py --sample 25        a sample, chosen by a seed
    .venv/bin/python scripts/faults.py --only memory

`wres run` makes one small report, where none stands and over an earlier one, and each time another
call fails (`scripts/failing/calls.py`): refused by the disk, or without room, or without room
from then on. In runs of the kind `all` it may be a call of any of their processes. In the kind
`own` it is one of the process that writes the reports, and what workers would answer is remembered
(`scripts/failing/own.py`), so that a run takes a moment. The kind `memory` limits the memory of
each process.

Whatever fails, the run says so in one sentence and without a traceback, ends with exit status 1
or, where it could do without, with the report; no process of it is left; a report that stands is
whole, the new or the one before; and the next run comes to what one without a fault comes to. The
figures stand in docs/reliability.md. It needs Linux.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil
from failing.calls import FULL, FULL_FROM_THEN_ON, LENGTH, REFUSED
from failing.own import run_here

ROOT = Path(__file__).resolve().parents[1]
FAILING = ROOT / "scripts" / "failing"

WRES = Path(sys.executable).with_name("wres")
OWN, ALL, MEMORY = KINDS = ("own", "all", "memory")
NEW, EARLIER = "new", "earlier"
# From what does not suffice for Python and its libraries to what suffices for all; in MB.
LIMITS = (100, 150, 200, 250, 270, 280, 290, 300, 350, 400, 450, 500, 550, 600, 700, 800, 900,
          1000, 1200, 1500, 2000, 3000, 4000)  # fmt: skip
SECONDS = 120
# How many of each kind a sample of one has: a run of the kind `own` takes an eighth of the time.
TIMES = {OWN: 8, ALL: 1 / 8, MEMORY: 1 / 8}
REGISTER = (
    "ods_code,name,short_name,kind,opened,closed,successor,example,source\n"
    "RXX,Sample Trust,Sample,NHS trust,,,,yes,made up\n"
)
COUNTS = (
    "indicator,measure,staff_group,pay_band,white,bme,unknown,total,source\n"
    "1,staff in post,all,all,{},{},0,8000,made up\n"
)
# What chance, a page or a digest puts into a path.
CHANCE = re.compile(
    r"[a-z_]+(?=\.ipynb|\.html)|(?<=[-/])(?:tmp)?[0-9a-z_]{8}(?=$|/|-)|[0-9a-f]{64}|\d{5,}"
)
Files = dict[str, bytes]


@dataclass(frozen=True)
class Fault:
    """Which call of a run fails and how, or how much memory it may have, in MB.

    `kind` is one of `KINDS`; `begun` says whether a report stands already.
    """

    kind: str
    begun: str
    at: int = 0
    how: str = REFUSED


@dataclass(frozen=True)
class Ended:
    """How a run ended; without a status where it had to be ended."""

    status: int | None
    said: str
    left: int = 0


class Ground:
    """Where runs begin, what they come to, and the calls by which they come to it."""

    def __init__(self, folder: Path):
        self.folder, self.answers = folder, folder / "answers"
        self.answers.mkdir()
        data = folder / NEW / "data"
        counts = data / "RXX" / "2023" / "counts.csv"
        counts.parent.mkdir(parents=True)
        for name in ("tmp", "home"):
            (folder / NEW / name).mkdir()
        (data / "organisations.csv").write_text(REGISTER)
        counts.write_text(COUNTS.format(6766, 1234))
        shutil.copytree(folder / NEW, folder / EARLIER)
        ended = self.run(folder / EARLIER, Fault(ALL, EARLIER))
        assert ended.status == 0, ended.said
        # What Python's libraries keep for a user is there, as it is for everybody but once.
        shutil.copytree(folder / EARLIER / "home", folder / NEW / "home", dirs_exist_ok=True)
        for begun in (NEW, EARLIER):
            place = folder / begun / counts.relative_to(folder / NEW)
            place.write_text(COUNTS.format(5655, 2345))
        self.before = {begun: visible(folder / begun) for begun in (NEW, EARLIER)}
        self.calls: dict[tuple[str, str], list[str]] = {}
        self.wanted: Files = {}
        # Twice by itself: what is done to remember the answers is no call of a later run.
        for kind in (OWN, OWN, ALL):
            for begun in (NEW, EARLIER):
                self._learn(Fault(kind, begun))

    def _learn(self, undisturbed: Fault) -> None:
        place = self.begin(undisturbed)
        ended = self.run(place, undisturbed)
        there = visible(place)
        assert ended.status == 0 and there == (self.wanted or there), ended.said
        self.wanted = there
        text = place.with_suffix(".calls").read_text()
        calls = [text[n : n + LENGTH].strip() for n in range(0, len(text), LENGTH)]
        self.calls[undisturbed.kind, undisturbed.begun] = calls

    def begin(self, fault: Fault) -> Path:
        """A place of its own for a run. Names of places are of one length."""
        place = Path(tempfile.mkdtemp(dir=self.folder, prefix="run-"))
        shutil.copytree(self.folder / fault.begun, place, dirs_exist_ok=True)
        return place

    def run(self, place: Path, fault: Fault, is_disturbed: bool = True) -> Ended:
        """The command, and how it ended."""
        place.with_suffix(".calls").write_text("")
        told = os.environ | {
            "WRES_CACHE": str(place / "cache"),
            "TMPDIR": str(place / "tmp"),
            "HOME": str(place / "home"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        if is_disturbed and fault.kind != MEMORY:
            calls = str(place.with_suffix(".calls"))
            told["WRES_FAILING"] = os.pathsep.join([str(place), calls, str(fault.at), fault.how])
            told["PYTHONPATH"] = os.pathsep.join([str(FAILING), os.environ.get("PYTHONPATH", "")])
        given = ["run", "--data", str(place / "data"), "--reports", str(place / "reports")]
        given += ["--jobs", "1"]
        if fault.kind == OWN:
            return Ended(*run_here(given, place, self.answers, told, SECONDS))
        most = fault.at << 20 if fault.kind == MEMORY and is_disturbed else resource.RLIM_INFINITY
        return _run(given, place, told, most)


def _run(given: list[str], place: Path, told: dict[str, str], most: int) -> Ended:
    process = subprocess.Popen(
        [WRES, *given],
        cwd=ROOT,
        env=told,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)),
        text=True,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        said, _ = process.communicate(timeout=SECONDS)
        status = process.returncode
    except subprocess.TimeoutExpired:
        process.kill()
        status, said = None, ""
    return Ended(status, said, len(left_of(place)))


def left_of(place: Path) -> list[psutil.Process]:
    """The processes of a run that are there a second after it; they are ended."""
    for _ in range(10):
        if not (left := list(_processes(place))):
            return []
        time.sleep(0.1)
    for process in left:
        process.kill()
    return left


def _processes(place: Path) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        try:
            if process.environ().get("WRES_CACHE") == str(place / "cache"):
                yield process
        except psutil.Error:
            continue


def visible(place: Path) -> Files:
    """What people find among the reports, but for the record of the run."""
    reports = place / "reports"
    names = {path.relative_to(reports).as_posix(): path for path in sorted(reports.rglob("*"))}
    return {
        name: path.read_bytes()
        for name, path in names.items()
        if path.is_file() and not name.startswith((".wres/", "run."))
    }


def told_wrong(ended: Ended) -> Iterator[str]:
    """What is wrong with how a run says that something failed."""
    if ended.status is None:
        yield "it hangs"
    elif ended.status not in (0, 1):
        yield f"its exit status is {ended.status}"
    elif ended.status and "Error: " not in ended.said and " failed" not in ended.said:
        yield "it does not say what happened"
    if "Traceback" in ended.said or "Fatal Python" in ended.said:
        yield "it shows a traceback"
    if ended.left:
        yield f"{ended.left} of its processes are left"


def stands_wrong(there: Files, before: Files, wanted: Files) -> Iterator[str]:
    """What is wrong with what stands after it."""
    failed = {name for name in there if name.startswith("failed/")}
    reports = {name: there[name] for name in there if name not in {*failed, "index.html"}}
    may_stand = [{n: f for n, f in one.items() if n != "index.html"} for one in (before, wanted)]
    if reports not in may_stand:
        yield f"what stands is neither new nor what was there: {_differ(reports, may_stand[0])}"
    index = there.get("index.html", b"" if before else b"</html>")
    if not index.rstrip().endswith(b"</html>"):
        yield "the index is not whole"
    for name in failed:
        if f"{'/'.join(name.split('/')[:3])}/NOT-RELEASED.txt" not in failed:
            yield f"{name} does not say that it failed"


def _differ(one: Files, other: Files) -> str:
    names = sorted(one.keys() ^ other.keys()) or [name for name in one if one[name] != other[name]]
    return ", ".join(names[:3])


def disturb(ground: Ground, fault: Fault) -> tuple[Ended, list[str]]:
    """A run in which something fails, and the next one: how it ended, and what is wrong."""
    place = ground.begin(fault)
    data = {path: path.read_bytes() for path in (place / "data").rglob("*.csv")}
    ended = ground.run(place, fault)
    there = visible(place)
    wrong = [*told_wrong(ended), *stands_wrong(there, ground.before[fault.begun], ground.wanted)]
    if ended.status == 0 and there != ground.wanted:
        wrong.append("it calls itself done and did not come to the same")
    again = ground.run(place, fault, is_disturbed=False)
    there = visible(place)
    if again.status != 0 or there != ground.wanted:
        differ = _differ(there, ground.wanted)
        wrong.append(f"the next run ends with {again.status}, differs in {differ}: {again.said}")
    if any(path.read_bytes() != content for path, content in data.items()):
        wrong.append("the input was changed")
    if half := list((place / "reports").rglob(".half-*")):
        wrong.append(f"half-made files stay: {half[0].relative_to(place)}")
    shutil.rmtree(place)
    place.with_suffix(".calls").unlink()
    return ended, wrong


def planned(ground: Ground, kind: str, alike: int) -> list[Fault]:
    """Every fault of every call in runs of a kind, or of so many calls among those alike."""
    if kind == MEMORY:
        return [Fault(MEMORY, EARLIER, limit) for limit in LIMITS]
    found = []
    for begun in (NEW, EARLIER):
        seen: Counter[str] = Counter()
        for number, call in enumerate(ground.calls[kind, begun], start=1):
            seen[CHANCE.sub("*", call)] += 1
            if alike and seen[CHANCE.sub("*", call)] > alike:
                continue
            # A full disk refuses no removal, and no renaming.
            takes_room = call.startswith(("open", "make folder"))
            hows = (REFUSED, FULL, FULL_FROM_THEN_ON) if takes_room else (REFUSED,)
            found += [Fault(kind, begun, number, how) for how in hows]
    return found


def main() -> None:
    """Make them fail, print a table, and end with 1 where something was wrong after one."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--sample", type=int, help="so many; own eight times, others an eighth")
    options.add_argument("--seed", type=int, default=18)
    options.add_argument("--alike", type=int, default=0, help="so many of calls that are alike")
    options.add_argument("--only", choices=KINDS)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="wres-faults-") as name:
        ground = Ground(Path(name).resolve())
        wrong = 0
        for kind in KINDS:
            if given.only in (None, kind):
                faults = planned(ground, kind, given.alike)
                random.Random(given.seed).shuffle(faults)
                most = given.sample and round(given.sample * TIMES[kind])
                wrong += try_all(ground, kind, faults[:most])
    sys.exit(1 if wrong else 0)


def try_all(ground: Ground, kind: str, faults: list[Fault]) -> int:
    """Each fault in turn, and a line about all of them; after how many something was wrong."""
    ends: Counter[object] = Counter()
    wrong, began = 0, time.monotonic()
    # One after the other where runs are forks of this process, which then has no thread.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        each = map if kind == OWN else pool.map
        results: Iterable = each(lambda fault: disturb(ground, fault), faults)
        for fault, (ended, found) in zip(faults, results, strict=True):
            ends[ended.status] += 1
            wrong += bool(found)
            if found:
                print(f"{_named(ground, fault)}\n  {'; '.join(found)}", flush=True)
                print("".join(f"    | {line}\n" for line in ended.said.splitlines()[-12:]), end="")
    told = ", ".join(
        f"{ends[status]} with exit status {status}" for status in sorted(ends, key=str)
    )
    seconds = time.monotonic() - began
    print(
        f"{kind}: {len(faults)} faults in {seconds:.0f} s; ended {told}; {wrong} wrong.", flush=True
    )
    return wrong


def _named(ground: Ground, fault: Fault) -> str:
    if fault.kind == MEMORY:
        return f"{fault.at} MB of memory"
    call = ground.calls[fault.kind, fault.begun][fault.at - 1]
    return f"{fault.kind}, {fault.begun}, {fault.how}: {fault.at}, {call}"


if __name__ == "__main__":
    main()
