"""The scripts of `benchmarks/`, loaded as Python loads one that is run."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

PLACE = Path(__file__).parents[1] / "benchmarks"


@cache
def benchmark(name: str) -> ModuleType:
    """One of them; what it imports from its own folder stands in nobody else's way."""
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", PLACE / f"{name}.py")
    script = importlib.util.module_from_spec(spec)
    before = set(sys.modules)
    sys.path.insert(0, str(PLACE))
    sys.modules[spec.name] = script  # where dataclasses look their types up
    try:
        spec.loader.exec_module(script)
    finally:
        sys.path.remove(str(PLACE))
        for loaded in set(sys.modules) - before - {spec.name}:
            if str(getattr(sys.modules[loaded], "__file__", "")).startswith(str(PLACE)):
                del sys.modules[loaded]
    return script
