"""docs/claims.md says what the benchmark gives: its table is not typed."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_documents_table_is_what_the_benchmark_gives():
    place = ROOT / "benchmarks" / "claims.py"
    specification = importlib.util.spec_from_file_location("benchmark_of_claims", place)
    benchmark = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(benchmark)
    text = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
    assert "\n".join(benchmark.table()) in text
