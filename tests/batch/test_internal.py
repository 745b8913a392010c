"""Editions for internal readers stand beside the reports, which people pass on whole."""

from __future__ import annotations

import pytest
from batch.cluster import ROOT
from batch.conftest import files, wres
from builders import data_folder

from wres.batch.outcome import left_inside
from wres.batch.plan import NOT_FOR_PUBLICATION
from wres.ground.settings import INTERNAL_PREFIX


@pytest.mark.xdist_group("internal editions")
def test_they_are_kept_where_an_earlier_version_put_them_and_go_on_where_they_belong(tmp_path):
    """One story: made, found where versions up to 0.9.0 had them, moved out, gone on from."""
    data, reports, beside = data_folder(tmp_path), tmp_path / "out", tmp_path / "out-internal"

    def run(*more: str) -> str:
        ran = wres("run", "--data", data, "--reports", reports, *more, cwd=ROOT)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    said = run("--audience", "internal")
    assert "1 report made" in said and str(beside / "index.html") in said
    assert not reports.exists()
    page = beside / "2023" / "RXX" / f"{INTERNAL_PREFIX}report.html"
    assert page.is_file() and "Do not" in (beside / NOT_FOR_PUBLICATION).read_text()
    assert "earlier version" not in said

    reports.mkdir()
    beside.rename(reports / "internal")
    before = files(reports / "internal")
    said = run()
    assert f"lie in '{reports}/internal', inside the folder that people pass on" in said
    assert files(reports / "internal") == before
    assert [path for path in files(reports) if INTERNAL_PREFIX in path] == [
        f"internal/{name}" for name in before if INTERNAL_PREFIX in name
    ]

    (reports / "internal").rename(beside)
    said = run("--audience", "internal")
    assert "1 report unchanged" in said and "earlier version" not in said


def test_a_folder_of_that_name_with_nothing_internal_is_nobodys_business(tmp_path):
    (tmp_path / "internal").mkdir()
    (tmp_path / "internal" / "minutes.txt").write_text("1")
    assert left_inside(str(tmp_path), tmp_path) == []
    (tmp_path / "internal" / f"{INTERNAL_PREFIX}report.html").write_text("1")
    (said,) = left_inside("ftp://ann:s3cret@host/x", tmp_path)
    assert "take that folder out" in said and "s3cret" not in said
