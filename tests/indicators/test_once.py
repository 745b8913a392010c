"""What was protected and calculated is kept: for what is the same, and for nothing else."""

from __future__ import annotations

import gzip
import json
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields
from multiprocessing import get_context
from pathlib import Path

import pytest
from builders import HEADER, REGISTER
from pandera.errors import SchemaError

from helpers.report import open_report
from wres.figures import Figure, Figures, State
from wres.ground import cache
from wres.ground.errors import DisclosureError
from wres.ground.settings import INTERNAL, PUBLISHED
from wres.indicators import comparisons, once
from wres.reading.inputs import read_inputs

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("WRES_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "wres-counts"


@pytest.fixture
def work(monkeypatch):
    """What was worked out, in its order: a list that grows."""
    done = []
    for name in ("protect", "figures_from"):
        real = getattr(once, name)

        def counted(*given, real=real, name=name):
            done.append(name)
            return real(*given)

        monkeypatch.setattr(once, name, counted)
    return done


@pytest.fixture
def data(tmp_path):
    """A copy of the Queensway trust's folder, to be changed."""
    return shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("EX1"))


def test_what_a_report_prints_is_held_against_its_schema(monkeypatch):
    inputs = read_inputs(DATA, "QHG", 2023)
    has_no_value = Figure("QHG", 2023, 1, "staff_count", unit="people", state=State.SHOWN)
    monkeypatch.setattr(once, "figures_from", lambda *_: Figures([has_no_value]))
    with pytest.raises(SchemaError):
        once.figures(inputs.context, once.protected(inputs))


@pytest.mark.parametrize("audience", [PUBLISHED, INTERNAL])
@pytest.mark.parametrize(("code", "year"), [("QHG", 2023), ("EX1", 2024)])
def test_what_is_kept_is_what_was_worked_out(code, year, audience, work):
    inputs = read_inputs(DATA, code, year)
    want = comparisons.protected(inputs, audience)
    figures = comparisons.figures_from(inputs.context, want)
    for _ in range(2):
        published = once.protected(inputs, audience)
        found = once.figures(inputs.context, published)
        for ours, theirs in zip(published, want, strict=True):
            assert ours.table.equals(theirs.table)
            assert list(ours.table.dtypes) == list(theirs.table.dtypes)
            assert ours.protection == theirs.protection
            assert (ours.organisation, ours.year) == (theirs.organisation, theirs.year)
        assert list(found) == list(figures)
        assert [kinds(figure) for figure in found] == [kinds(figure) for figure in figures]
    assert work.count("figures_from") == 1


def kinds(figure: Figure) -> list[type]:
    return [type(getattr(figure, field.name)) for field in fields(Figure)]


def test_each_year_is_protected_once_for_all_reports(data, work):
    open_report("QHG", 2022, data=data)
    assert work == ["protect", "figures_from"]
    open_report("QHG", 2023, data=data)  # 2022 is the same in it
    assert work == ["protect", "figures_from"] * 2
    for year in (2022, 2023):
        open_report("QHG", year, data=data)
    assert len(work) == 4


def test_raw_counts_of_internal_readers_are_not_protected_counts(data, work):
    internal = open_report("QHG", 2023, INTERNAL, data=data)
    published = open_report("QHG", 2023, data=data)
    assert internal.audience == INTERNAL and published.audience == PUBLISHED
    assert not internal.counts.equals(published.counts)
    assert list(internal.figures) != list(published.figures)


# One thing changed in each file that a report of 2023 is made of: the file, what, to what.
CHANGES = [
    ("QHG/2023/counts.csv", "309,99,13,421", "308,100,13,421"),
    ("QHG/2022/counts.csv", "288,96,14,398", "287,97,14,398"),
    ("QHG/settings.csv", "public,", "small count,,9,asked for\npublic,"),
    ("benchmarks.csv", "any,1.54,", "any,1.55,"),
    ("local_population.csv", ",16.4,", ",16.5,"),
    ("organisations.csv", "BLMK ICB,Integrated care board", "BLMK ICB,NHS trust"),
]


@pytest.mark.parametrize(("file", "old", "new"), CHANGES, ids=[file for file, *_ in CHANGES])
def test_a_change_in_the_data_is_never_met_with_what_was_before(data, file, old, new, work):
    before = open_report("QHG", 2023, data=data)
    text = (data / file).read_text(encoding="utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new), encoding="utf-8")
    work.clear()
    after = open_report("QHG", 2023, data=data)
    assert list(after.figures) == list(comparisons.figures_of(read_inputs(data, "QHG", 2023)))
    assert list(after.figures) != list(before.figures)
    assert "figures_from" in work


def test_another_version_of_the_pack_works_it_out_again(data, work, monkeypatch):
    open_report("QHG", 2022, data=data)
    monkeypatch.setattr(cache, "_code", lambda: "another version")
    open_report("QHG", 2022, data=data)
    assert work == ["protect", "figures_from"] * 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: b"",
        lambda content: gzip.compress(b"[]"),
        lambda content: gzip.compress(b"{}"),
        # Whole, and with a number less
        lambda content: gzip.compress(
            json.dumps(shortened(json.loads(gzip.decompress(content)))).encode()
        ),
        # A state that there is not
        lambda content: gzip.compress(gzip.decompress(content).replace(b'"shown"', b'"odd"')),
    ],
    ids=["half", "empty", "a list", "nothing", "a number less", "another state"],
)
def test_a_damaged_entry_is_replaced(data, folder, damage, work):
    want = open_report("QHG", 2022, data=data)
    for path in folder.iterdir():
        path.write_bytes(damage(path.read_bytes()))
    found = [open_report("QHG", 2022, data=data) for _ in range(2)]
    assert work == ["protect", "figures_from"] * 2  # once more, and then not again
    for each in found:
        assert each.counts.equals(want.counts) and list(each.figures) == list(want.figures)


def shortened(entry: dict) -> dict:
    """An entry of which one column lacks its last value."""
    entry["columns"]["indicator"].pop()
    return entry


def test_without_a_folder_to_keep_it_in_everything_is_worked_out(data, work, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("WRES_CACHE", str(tmp_path / "file"))
    reports = [open_report("QHG", 2022, data=data) for _ in range(2)]
    assert work == ["protect", "figures_from"] * 2
    assert list(reports[0].figures) == list(reports[1].figures)


def test_counts_that_are_kept_for_the_published_report_are_published_counts(data, folder):
    inputs = read_inputs(data, "QHG", 2023)
    once.protected(inputs)
    raw = json.dumps(once._from_counts(inputs.years[-1].counts)["columns"]["number"])
    kept = [gzip.decompress(path.read_bytes()).decode() for path in folder.iterdir()]
    assert len(kept) == 2 and not any(raw in text for text in kept)
    once.protected(inputs, INTERNAL)
    assert len(list(folder.iterdir())) == 2


def _open(data: Path) -> list[Figure]:
    return list(open_report("QHG", 2023, data=data).figures)


def test_several_processes_at_once_keep_one_whole_entry(data, folder):
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(_open, [data] * 6))
    assert all(each == found[0] for each in found)
    assert len(list(folder.iterdir())) == 3  # two years and the figures; nothing half


def test_what_the_input_raises_is_said_where_it_cannot_be_protected(tmp_path):
    """Nobody's ethnicity is unknown any more, and everybody's is as it was."""
    bands = {"2": (120, 40, 20), "3": (140, 52, 20), "8a": (30, 6, 20), "8b": (8, 1, 20)}
    (tmp_path / "organisations.csv").write_text(REGISTER, encoding="utf-8")
    for year, keeps in ((2022, 1), (2023, 0)):
        rows = [f"1,staff in post,all,all,298,99,{80 * keeps},,s"]
        rows += [
            f"1,staff in post,clinical,{b},{w},{e},{u * keeps},,s" for b, (w, e, u) in bands.items()
        ]
        rows += ["3,entered formal disciplinary process,all,all,22,18,1,,s"]
        (tmp_path / f"RXX/{year}").mkdir(parents=True)
        text = "\n".join([HEADER, *rows, ""])
        (tmp_path / f"RXX/{year}/counts.csv").write_text(text, encoding="utf-8")
    inputs = read_inputs(tmp_path, "RXX", 2023)
    with pytest.raises(DisclosureError, match="whatever is withheld") as caught:
        once.protected(inputs)
    said = str(caught.value)
    assert "But look first at this: RXX/2023/counts.csv" in said
