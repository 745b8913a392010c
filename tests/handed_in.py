"""Files that one organisation hands in for 2025: 40 nurses on its staff, and what a test adds."""

from __future__ import annotations

from pathlib import Path

from builders import REGISTER

from wres.reading.held import Inputs
from wres.reading.inputs import read_inputs

FOLDER = "RXX/2025"
STAFF = "Employee Number,Ethnic Origin,Staff Group,Pay Band"
NURSES = [f"{n},A,Nursing and Midwifery Registered,Band 5" for n in range(1, 41)]


BASE = {f"{FOLDER}/staff.csv": "\n".join([STAFF, *NURSES, ""])}


def lay_out(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write the files and a register into a data folder."""
    for name, content in {"organisations.csv": REGISTER, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def read(root: Path, files: dict[str, str | bytes]) -> Inputs:
    """What is read from these files."""
    return read_inputs(lay_out(root, files), "RXX", 2025)
