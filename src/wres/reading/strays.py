"""Name the files that stand where input is read and that nothing reads, with what to do.

`recruitment.CSV`, `Copy of wres.xlsx` and `staff.numbers` look handed in to whoever put them there.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from wres.figures.phrases import listed
from wres.ground.errors import Doubt, Fault, Remark, did_you_mean

_CSV, _BOOKS = ".csv", (".xlsx", ".xlsm")
_TABLES = (_CSV, *_BOOKS, ".txt", ".tsv", ".tab", ".xls", ".xlsb", ".ods", ".numbers")
_SAVE = {
    _CSV: "Save it as 'CSV UTF-8 (comma delimited)'",
    ".xlsx": "Save it as 'Excel Workbook (*.xlsx)'",
}
# What programs leave while a file is open.
_LOCK = re.compile(r"~\$(.+)|\.~lock\.(.+)#")
_RENAME = "Rename it"
# So like a folder's name is a slip of it.
_ALIKE = 0.85
# So many files of a folder are named.
_MOST_NAMED = 3
_NOTHING = "is a file that nothing reads"


def stray_folders(
    folder: Path, name: str, known: Collection[str], read: Collection[str]
) -> dict[str, list[str]]:
    """The files that would be read if they stood in a folder, and stand in one within it.

    Args:
        folder: the folder; it need not be there.
        known: the names of the files that are read there.
        name: what to call it in messages; blank for the data folder itself.
        read: the folders within it that are read, or told of elsewhere.

    Returns:
        By the name of each folder within, the names of such files.
    """
    within = sorted(folder.iterdir()) if folder.is_dir() else []
    found = {}
    for path in within:
        is_other = path.name not in read and not path.name.startswith((".", "~"))
        if is_other and path.is_dir() and not path.is_symlink():
            paths = sorted(each for each in path.rglob("*") if _is_meant(each, known))
            found[f"{name}/{path.name}"] = [str(each.relative_to(path)) for each in paths]
    return {where: files for where, files in found.items() if files}


def _is_meant(path: Path, known: Collection[str]) -> bool:
    is_table = path.suffix.casefold() in _TABLES and not path.name.startswith((".", "~"))
    return is_table and path.is_file() and bool(_meant(path.name, known))


def in_vain(found: Mapping[str, Sequence[str]], into: str) -> Iterator[Doubt]:
    """A doubt for each folder in which such files stand.

    >>> (doubt,) = in_vain({"RXX/2025/raw": ["staff.csv"]}, "RXX/2025")
    >>> print(doubt)  # doctest: +ELLIPSIS
    RXX/2025/raw: is a folder that nothing reads, and holds staff.csv. Put ...
    """
    for where, files in found.items():
        more = [f"{len(files) - _MOST_NAMED} more"] if len(files) > _MOST_NAMED else []
        problem = f"is a folder that nothing reads, and holds {listed(files[:_MOST_NAMED] + more)}"
        remedy = f"Put what belongs to the input into {into}, or keep the folder elsewhere."
        yield Doubt(where, None, "", None, problem, remedy, "stray")


def strays(
    folder: Path,
    name: str,
    known: Collection[str],
    elsewhere: Mapping[str, str],
    *,
    strict: bool = True,
) -> Iterator[Remark]:
    """Faults and doubts about what stands in a folder in vain.

    Args:
        folder: the folder; it need not be there.
        name: what to call it in messages; blank for the data folder itself.
        known: the names of the files that are read there.
        elsewhere: those that are read in another folder, with where to put them.
        strict: whether a table of any name is a fault; otherwise only one that is named much like
            a known one.
    """
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    present = {path.name for path in paths}
    for path in paths:
        file = f"{name}/{path.name}".lstrip("/")
        if path.name in known or not path.is_file():
            continue
        if lock := _LOCK.fullmatch(path.name):
            opened = lock[1] or lock[2]
            if opened in known and opened in present:
                problem = f"says that {opened} is open in a program"
                remedy = "Save and close it there, so that what was typed last is read."
                yield Doubt(file, None, "", None, problem, remedy, "stray")
        elif not path.name.startswith(".") and path.suffix.casefold() in _TABLES:
            yield from _remarks(path.name, file, known, elsewhere, present, strict)
        elif _first(path) in {Path(each).stem for each in known} and path.suffix != ".md":
            remedy = (
                "Save it as a table: a workbook (.xlsx) or CSV. If it is none, keep it elsewhere."
            )
            yield Doubt(file, None, "", None, _NOTHING, remedy, "stray")


def _first(path: Path) -> str:
    """A file's name without its endings, of which it may have two, such as `staff.csv.gz`."""
    return path.name.partition(".")[0].casefold()


def misnamed(folder: Path, name: str, wanted: str) -> Iterator[Doubt]:
    """A doubt about a folder that is named much like one that is read, such as `Narrative`."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        is_like = difflib.get_close_matches(path.name.casefold(), [wanted], cutoff=_ALIKE)
        if path.is_dir() and path.name != wanted and is_like:
            problem = "is a folder that nothing reads"
            remedy = f"Rename it: {wanted}. If it is something else, keep it elsewhere."
            yield Doubt(f"{name}/{path.name}", None, "", None, problem, remedy, "stray")


def _remarks(
    name: str,
    file: str,
    known: Collection[str],
    elsewhere: Mapping[str, str],
    present: Collection[str],
    strict: bool,
) -> Iterator[Remark]:
    """What is said of a table that nothing reads."""
    ending = Path(name).suffix.casefold()
    meant, other = _meant(name, known), _meant(name, elsewhere)
    target = Path(meant or other).suffix
    how = _RENAME if ending == target else _SAVE.get(target, "")
    if name in elsewhere:
        remedy = elsewhere[name]
    elif other and not meant:
        remedy = f"{how}: {other}. {elsewhere[other]}"
    elif twin := next((p for p in sorted(present) if p in known and _is_twin(p, meant)), ""):
        remedy = f"{twin} is read: keep the one that is right, and the other elsewhere."
    elif meant:
        remedy = f"{how}: {meant}. If it is something else, keep it elsewhere."
    elif strict and ending == _CSV:
        # By the names alone: every ending is like another.
        stems = [Path(each).stem for each in known]
        like = difflib.get_close_matches(Path(name).stem.casefold(), stems, n=1)
        wanted = name if like else ""
        remedy = f"{did_you_mean(wanted, known)} If not, keep it elsewhere."
    elif strict:
        remedy = "Keep it elsewhere, or accept that it is not read."
        yield Doubt(file, None, "", None, _NOTHING, remedy, "stray")
        return
    else:
        return
    yield Fault(file, None, "", None, _NOTHING, remedy)


def _is_twin(name: str, other: str) -> bool:
    """Whether two files say the same in two forms, such as `staff.csv` and `staff.xlsx`."""
    return Path(name).stem == Path(other).stem


def _meant(name: str, known: Iterable[str]) -> str:
    """The file that a name was probably meant for; blank where none is plain.

    >>> known = ["wres.xlsx", "staff.csv", "staff.xlsx", "staff.xlsm"]
    >>> _meant("Copy of wres (2).xlsx", known), _meant("STAFF.CSV", known)
    ('wres.xlsx', 'staff.csv')
    >>> _meant("staff.csv.txt", known), _meant("Staff.numbers", known), _meant("rota.xlsx", known)
    ('staff.csv', 'staff.xlsx', '')
    """
    words = set(re.findall(r"[a-z]+", name.casefold()))
    ending = Path(name).suffix.casefold()
    named = [each for each in known if set(Path(each).stem.split("_")) <= words]
    texts = (_CSV, ".txt", ".tsv", ".tab")
    alike = texts if ending in texts else (".xlsx",)
    order = (ending, *alike, _CSV, ".xlsx")
    return next((each for end in order for each in named if each.endswith(end)), "")
