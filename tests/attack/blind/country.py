"""Hold words against keys in every table of a made-up country, as large as one has time for.

    PYTHONPATH=src:tests python tests/attack/blind/country.py 250

An organisation takes a few seconds. It ends with 1 where the two differ, and says where.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from attack.blind.agree import Compared, compare
from played import ROOT, play

YEAR = 2024  # the last of the country's


def main(number: int) -> int:
    """How it ended, for the shell."""
    found = Compared()
    with tempfile.TemporaryDirectory(prefix="wres-") as folder:
        script = ROOT / "benchmarks" / "country.py"
        command = [sys.executable, script, folder, "--organisations", str(number), "--years", "2"]
        subprocess.run(command, check=True)
        for code in (f"Z{at:03}" for at in range(number)):
            for name, html in play(code, YEAR, data=Path(folder)).pages().items():
                compare(f"{code}, {name}", html, YEAR, found)
    said = [*found.differing, *(f"cannot be read: {each}" for each in sorted(found.unread))]
    print(f"{found.agreed} cells agree; {len(said)} do not or cannot be read.", *said, sep="\n")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
