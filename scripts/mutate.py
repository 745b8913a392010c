"""Change one thing in the code at a time and see whether a test notices.

    .venv/bin/python scripts/mutate.py formulas --sample 60
    .venv/bin/python scripts/mutate.py protection --sample 20 --seed 2

A change is another comparison, sign, `and` or `not`, a number one larger, a truth turned round, or
a function that returns nothing. The module's examples, the tests that mirror it and those of its
room run on a copy, nothing here is touched. A change that every test lets pass survives: each is
judged in docs/reliability.md, and gets a test unless nobody could tell it from what stands there.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACK = Path("src") / "wres"
# What can be changed: by name, the modules of rooms or single ones.
PARTS = {
    "formulas": ("indicators/*.py", "figures/statistics.py"),
    "protection": ("disclosure/*.py",),
    "release": ("attack/**/*.py", "batch/release.py"),
    "claims": ("claims/*.py",),
}
SWAPPED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One change: the module, and which of those that it allows."""

    module: Path
    number: int
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.module.as_posix()}:{self.line}: {self.says}"


def changes(tree: ast.AST) -> Iterator[tuple[int, str, Callable[[], None]]]:
    """Every change that a module allows: its line, in words, and what makes it."""
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Compare):
            for at, op in enumerate(node.ops):
                other = SWAPPED[type(op)]()
                yield line, _told(op, other), partial(node.ops.__setitem__, at, other)
        elif isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in SWAPPED:
            other = SWAPPED[type(node.op)]()
            yield line, _told(node.op, other), partial(setattr, node, "op", other)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            said = f"not {ast.unparse(node.operand)} without its not"
            yield line, said, partial(_become_twice_not, node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            value = node.value
            other = (not value) if isinstance(value, bool) else value + 1
            yield line, f"{value} becomes {other}", partial(setattr, node, "value", other)
        elif isinstance(node, ast.Return) and node.value is not None:
            nothing = ast.Constant(None)
            said = f"return {ast.unparse(node.value)[:50]} returns nothing"
            yield line, said, partial(setattr, node, "value", nothing)


def _told(one: ast.AST, other: ast.AST) -> str:
    return f"{type(one).__name__} becomes {type(other).__name__}"


def _become_twice_not(node: ast.UnaryOp) -> None:
    node.operand = ast.UnaryOp(ast.Not(), node.operand)


def every_change(part: str) -> list[Change]:
    """Every change of a part, in the order of its modules."""
    paths = sorted({path for each in PARTS[part] for path in (ROOT / PACK).glob(each)})
    return [
        Change(path.relative_to(ROOT), number, line, said)
        for path in paths
        for number, (line, said, _) in enumerate(changes(ast.parse(path.read_text("utf-8"))))
    ]


def changed(change: Change) -> str:
    """The module with the change made."""
    tree = ast.parse((ROOT / change.module).read_text("utf-8"))
    made = [make for _, _, make in changes(tree)]
    made[change.number]()
    return ast.unparse(ast.fix_missing_locations(tree))


def tests_of(module: Path) -> list[tuple[Path, ...]]:
    """The tests that may notice a change: a module's examples and mirror, then its room's."""
    room = Path("tests") / module.parent.relative_to(PACK)
    name = module.parent.name if module.stem == "__init__" else module.stem
    alone = room / f"test_{name}.py"
    return [(module, alone), (room,)] if (ROOT / alone).is_file() else [(module, room)]


def fails(tests: tuple[Path, ...], copy: Path, seconds: int) -> bool:
    """Whether one of the tests fails, or they do not end."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", *map(str, tests)]
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "WRES_CACHE": str(copy / "kept")}
    try:
        ran = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return ran.returncode != 0


def is_noticed(change: Change, copy: Path, seconds: int) -> bool:
    """Whether a test notices the change."""
    path = copy / change.module
    before = path.read_bytes()
    path.write_text(changed(change), encoding="utf-8")
    noticed = any(fails(tests, copy, seconds) for tests in tests_of(change.module))
    path.write_bytes(before)
    return noticed


def main() -> None:
    """Change what is asked for, and list what no test noticed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--sample", type=int, default=60, help="how many changes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=120, help="at most for one change")
    asked = parser.parse_args()
    every = every_change(asked.part)
    sample = random.Random(asked.seed).sample(every, min(asked.sample, len(every)))
    ended: Counter[bool] = Counter()
    with tempfile.TemporaryDirectory(prefix="wres-mutants-") as folder:
        copy = Path(folder) / "pack"
        names = (".venv", ".git", "build", "dist", "reports*", "__pycache__")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*names))
        for tests in {tests for change in sample for tests in tests_of(change.module)}:
            if fails(tests, copy, asked.seconds):
                said = " and ".join(map(str, tests))
                parser.error(f"{said} fails, or takes longer, with nothing changed")
        for change in sorted(sample, key=str):
            noticed = is_noticed(change, copy, asked.seconds)
            ended[noticed] += 1
            if not noticed:
                print(f"survives: {change}", flush=True)
    print(f"{asked.part}: {ended[True]} of {len(sample)} changes noticed, of {len(every)} possible")


if __name__ == "__main__":
    main()
