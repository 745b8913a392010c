"""docs/claims.md says what the benchmark gives: its table is not typed."""

from __future__ import annotations

from pathlib import Path

from loaded import benchmark

ROOT = Path(__file__).parents[2]


def test_the_documents_table_is_what_the_benchmark_gives():
    text = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
    assert "\n".join(benchmark("claims").table()) in text
