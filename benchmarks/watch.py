"""How long a changed sentence takes: by `wres watch`, and beside making the report first.

    .venv/bin/python benchmarks/watch.py [TIMES]

The report is the sample's QHG 2023, in a copy. First it is made by `wres run` from nothing; then
it is watched, and a sentence is changed TIMES times (5). What is printed are medians, and ratios to
the first making in the same minutes: on a machine that does other things, look at those.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from wres.batch.plan import Job, Places
from wres.batch.watch import Maker
from wres.engine.process import shared_server

ROOT = Path(__file__).parents[1]
QHG = Job(2023, "QHG")


def main() -> None:
    """Measure, and print a line for each."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WRES_CACHE"] = f"{folder}/cache"
        places = Places(Path(folder) / "data", ROOT / "notebooks", Path(folder) / "reports")
        shutil.copytree(ROOT / "data", places.data)
        first = made_first(places)
        page, whole = changed(places, times)
    print(f"first making by wres run: {first:.1f} s")
    print(f"the page again: {page:.2f} s, 1/{first / page:.0f} of it")
    print(f"all pages and the whole report again: {whole:.1f} s, 1/{first / whole:.1f} of it")


def made_first(places: Places) -> float:
    """The seconds of the command, from nothing to a report that is in its place."""
    command = [Path(sys.executable).with_name("wres"), "run", "--organisation", QHG.organisation]
    places_given = ["--data", places.data, "--reports", places.reports]
    began = time.perf_counter()
    subprocess.run([*command, "--year", "2023", *places_given], check=True, capture_output=True)
    return time.perf_counter() - began


def changed(places: Places, times: int) -> tuple[float, float]:
    """The median seconds to the page and to all else, after a sentence was changed."""
    sentence = places.data / "QHG" / "2023" / "narrative" / "indicator_2_done.md"
    pages, wholes = [], []
    with shared_server():
        maker = Maker(QHG, places)
        list(maker.make(frozenset()))
        for number in range(times):
            sentence.write_text(f"We changed this {'again ' * number}.\n", encoding="utf-8")
            began = time.perf_counter()
            made = maker.make(frozenset({sentence}))
            next(made)
            pages.append(time.perf_counter() - began)
            list(made)
            wholes.append(time.perf_counter() - began)
    return median(pages), median(wholes)


if __name__ == "__main__":
    main()
