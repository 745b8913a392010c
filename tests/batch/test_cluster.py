"""The same plan on a real Dask cluster: a scheduler and its workers, each of them killed."""

from __future__ import annotations

import json
import os
import shutil
import time
from concurrent.futures import CancelledError
from pathlib import Path

import pytest
from batch.cluster import begin
from batch.conftest import files, wres

from wres.batch.executor import cluster_workers
from wres.batch.ground import Options
from wres.batch.plan import Job, Places
from wres.batch.remote import Copy, open_places
from wres.batch.run import run_jobs
from wres.ground.errors import RunError

ROOT = Path(__file__).parents[2]

JOB = Job(2023, "RXX")
pytestmark = pytest.mark.xdist_group("batch")


def has_notebooks(reports: Path, number: int = 3) -> bool:
    staged = reports.glob(".wres/staging/2023/RXX/*/notebooks/*.ipynb")
    return len(list(staged)) >= number


@pytest.mark.slow
def test_a_run_on_a_cluster_that_loses_a_worker(first, cluster, tmp_path):
    """Every report is made, once and whole, and as it is made on one machine."""
    cluster.schedule()
    workers, reports = [cluster.work() for _ in range(2)], tmp_path / "reports"
    run = begin(cluster, first[0].data, reports, lambda: has_notebooks(reports))
    workers[0].kill()

    said, log = run.communicate(timeout=300)

    assert run.returncode == 0, said + log
    assert "1 report made" in said
    told = json.loads((reports / "run.json").read_text(encoding="utf-8"))
    names = [task["task"] for task in told["tasks"]]
    assert len(names) == len(set(names)) == 15
    # The input may have been read before, by the run that this one is compared with.
    made = [task for task in told["tasks"] if task["outcome"] == "made"]
    assert {task["task"] for task in told["tasks"] if task not in made} <= {"read"}
    processes = {int(task["worker"].rpartition(":")[2]) for task in made}
    # The one that was killed may not have finished anything by then.
    assert workers[1].pid in processes <= {worker.pid for worker in workers}
    assert told["tasks"][-1]["worker"].endswith(f":{workers[1].pid}")
    new, there = (root / "2023" / "RXX" for root in (reports, first[0].reports))
    assert files(new) == files(there)


@pytest.mark.slow
def test_a_run_ends_without_workers_and_without_a_scheduler_and_goes_on(
    first, cluster, tmp_path, capsys
):
    reports = tmp_path / "reports"
    places = Places(first[0].data, ROOT / "notebooks", reports)
    scheduler = cluster.schedule()

    options = Options(scheduler=cluster.address, patience=0.1)
    with pytest.raises(RunError, match=r"has had no worker for 0\.1 seconds.*--patience.*kept"):
        run_jobs([JOB], places, options)
    assert "the cluster has no worker: waiting for one, 0.1 s at most" in capsys.readouterr().err

    cluster.work()
    run = begin(cluster, places.data, reports, lambda: has_notebooks(reports))
    scheduler.kill()
    said, log = run.communicate(timeout=120)
    assert run.returncode == 1 and not said
    # One sentence is all: what Dask says of itself is in the log.
    assert log.startswith("Error: the Dask scheduler at") and log.count("\n") == 1
    assert "run the same command again" in log
    made = tasks_made(reports)
    assert len(made) >= 3 and not (reports / "2023").exists()

    here = ["--organisation", "RXX", "--data", places.data, "--reports", reports, "--jobs", 1]
    assert "1 report made" in wres("run", *here, cwd=ROOT).stdout
    again = tasks_made(reports)
    assert not made & again and len(made | again) >= 14  # 15 but for reading, if that was known
    assert files(reports / JOB.folder) == files(first[0].reports / JOB.folder)


def tasks_made(reports: Path) -> set[str]:
    told = json.loads((reports / "run.json").read_text(encoding="utf-8"))
    return {task["task"] for task in told["tasks"] if task["outcome"] == "made"}


def test_what_is_cut_off_for_a_moment_is_done_again_until_no_worker_is_left(cluster, tmp_path):
    cluster.schedule()
    worker, said = cluster.work(), []
    with cluster_workers(cluster.address, tmp_path / "log", 0.1, said.append) as workers:
        task = workers.submit(int, "8")
        assert workers.first_of([task]) == {task} and task.result() == 8

        task = workers.submit(time.sleep, 60)
        client = workers._client
        client.sync(abort, client)
        assert workers.first_of([task]) == {task}
        with pytest.raises(CancelledError) as raised:
            task.result()
        assert workers.is_lost(raised.value)
        worker.kill()
        worker.wait()
        with pytest.raises(RunError, match="has had no worker"):
            # On a busy machine the connection that was cut may take a task with it once more.
            for _ in range(20):
                workers.first_of([workers.submit(int, "9")])
    assert set(said) == {"the cluster has no worker: waiting for one, 0.1 s at most"}


async def abort(client) -> None:
    client.scheduler_comm.comm.abort()


def test_a_scheduler_that_is_stopped_or_started_anew_ends_the_run(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr("wres.batch.executor._ANSWER_SECONDS", 2)
    scheduler = cluster.schedule()
    port = int(cluster.address.rpartition(":")[2])
    with cluster_workers(cluster.address, tmp_path / "log") as workers:
        task = workers.submit(int, "8")
        scheduler.terminate()
        scheduler.wait()
        with pytest.raises(RunError, match=r"does not answer any more.*run the same command again"):
            workers.first_of([task])
        cluster.schedule(port)
        with pytest.raises(RunError, match="was started anew"):
            workers.first_of([task])


@pytest.mark.slow
def test_data_and_reports_on_a_server_that_fails_half_way(first, cluster, tmp_path):
    """Each worker fetches for itself, and what was made is sent when the server is there again."""
    served = tmp_path / "served"
    shutil.copytree(first[0].data, served / "data")
    server, address = cluster.serve(served, "--write")
    data, reports = f"{address}/data", f"{address}/reports"
    caches = [tmp_path / name / "cache" for name in ("first", "second", "leader")]
    cluster.schedule()
    for cache in caches[:2]:
        cluster.work(WRES_CACHE=cache)

    theirs = set(files(served / "data" / "RXX"))

    def both_have_fetched() -> bool:
        copies = (cache.glob("wres-copies/data-*/files/RXX") for cache in caches[:2])
        return all(any(theirs <= set(files(copy)) for copy in each) for each in copies)

    mine = {"WRES_CACHE": str(caches[2])}
    run = begin(cluster, data, reports, both_have_fetched, **mine)
    server.terminate()
    said, log = run.communicate(timeout=120)
    assert run.returncode == 1 and not said
    assert log.startswith(f"Error: cannot write to '{reports}'") and log.count("\n") == 1
    assert not files(served / "reports")
    for cache in caches[:2]:
        (copy,) = cache.glob("wres-copies/data-*/files")
        assert (copy / "RXX").is_dir() and not (copy / "RYY").exists()

    cluster.serve(served, "--write", port=int(address.rpartition(":")[2]))
    options = ["--data", data, "--reports", reports, "--scheduler", cluster.address]
    run = wres("run", "--organisation", "RXX", *options, cwd=ROOT, env=os.environ | mine)
    assert run.returncode == 0 and f"{reports}/2023/RXX/report.html" in run.stdout
    assert tasks_made(served / "reports") == {"release"}
    assert files(served / "reports" / "2023" / "RXX") == files(first[0].reports / "2023" / "RXX")
    hidden = set(files(served / "reports" / ".wres"))
    assert hidden == {"state/2023/RXX.json", "released/RXX"}


def test_a_server_that_takes_nothing_is_found_out_before_anything_is_made(
    first, cluster, tmp_path, monkeypatch
):
    monkeypatch.setenv("WRES_CACHE", str(tmp_path / "cache"))
    (tmp_path / "served").mkdir()
    _, address = cluster.serve(tmp_path / "served")
    places = open_places(str(first[0].data), ROOT / "notebooks", f"{address}/reports")
    with pytest.raises(RunError, match=r"cannot write to 'ftp://.*privileges.*you may .* write"):
        run_jobs([JOB], places, Options(1))
    assert not files(tmp_path / "served")
    with pytest.raises(RunError, match=r"there are no data at 'ftp://.*/data'.*--data"):
        open_places(f"{address}/data", ROOT / "notebooks", "reports")


def test_what_a_server_tells_of_a_file_and_does_not_when_it_is_gone(cluster, tmp_path, monkeypatch):
    monkeypatch.setenv("WRES_CACHE", str(tmp_path / "cache"))
    (tmp_path / "served").mkdir()
    page = tmp_path / "served" / "a.csv"
    page.write_bytes(b"1")
    os.utime(page, (1, 1))
    server, address = cluster.serve(tmp_path / "served")
    copy = Copy(address, "data")
    copy.fetch()
    assert files(copy.folder) == {"a.csv": b"1"}
    page.write_bytes(b"2")  # as long as before, and newer
    copy.fetch()
    assert files(copy.folder) == {"a.csv": b"2"}
    server.terminate()
    server.wait()
    # At first the connection ends; then it is broken, which a listing passes over.
    for _ in range(2):
        with pytest.raises(RunError, match="cannot fetch from"):
            copy.fetch()
        assert files(copy.folder) == {"a.csv": b"2"}
