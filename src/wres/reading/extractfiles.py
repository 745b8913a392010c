"""Find and read every extract of an organisation and year, each file once for each content."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wres.ground import cache
from wres.ground.errors import Doubt, Fault
from wres.ground.files import folder_faults, is_folder, mark, note, open_fault
from wres.reading.both import apart, shared
from wres.reading.bounds import OutOfBoundsError, check_size
from wres.reading.columns import read_mapping
from wres.reading.extracts import EXTRACTS, Key, Own, people_of, reduce_extract
from wres.reading.locations import (
    Place,
    Source,
    find_sources,
    place_of_year,
    shared_places,
)
from wres.reading.reduce import Extract
from wres.reading.tables import is_excel
from wres.reading.values import read_values, said_once, unread_values

# How many files' worth of counts a process remembers.
_MOST_REMEMBERED = 64
# A file that somebody writes is read again, so many times at most.
_MOST_READINGS = 5
_CHANGES = "changes while it is read", "Wait until it has been written, and do this again."


@dataclass(frozen=True, slots=True)
class _Reduced:
    """What a file was reduced to: by organisation and year the rows as text, or the faults."""

    parts: dict[Key, str | list[Fault]]
    faults: list[Fault]


_remembered: OrderedDict[str, _Reduced] = OrderedDict()


def read_extracts(data: Path, ods_code: str, year: int) -> tuple[list[Extract], list[Fault]]:
    """Every extract that holds something of one organisation and year, reduced to rows of counts.

    Returns:
        The extracts, each with its rows or its faults; and the faults of mappings, of own words
        and of files that stand where nothing reads them.
    """
    places = [place_of_year(data, ods_code, year), *shared_places(data, ods_code)]
    by_name: dict[str, Extract] = {}
    read: dict[str, tuple[Source, Own]] = {}
    faults: list[Fault] = []
    for place in places:
        for source, reduced, own in _read_place(place, faults):
            extract = _extract(source, reduced, own, (ods_code, year))
            if extract is None:
                continue
            if source.extract in by_name:
                problem = f"gives {ods_code} {year}, and so does {by_name[source.extract].file}"
                remedy = "Take one of the two away, or these rows out."
                faults.append(Fault(source.file, None, "", None, problem, remedy))
            else:
                by_name[source.extract], read[source.extract] = extract, (source, own)
    extracts = [by_name[name] for name in EXTRACTS if name in by_name]
    if not any(extract.faults for extract in extracts):
        for name in {"disciplinary", "training"} & by_name.keys() if "staff" in by_name else ():
            by_name[name].doubts += _held_against(read["staff"], read[name], (ods_code, year))
    for extract, told in zip(extracts, said_once([e.faults for e in extracts]), strict=True):
        extract.faults = told
    return extracts, list(dict.fromkeys(faults))


def _held_against(
    staff: tuple[Source, Own], other: tuple[Source, Own], key: Key
) -> Iterator[Doubt]:
    """The doubts about the people of an extract beside those of the staff; shares are kept."""
    kept = cache.key_of("people", _key(*staff), _key(*other))
    shares = cache.load(kept)
    if shares is None:
        known, people = people_of(*staff), people_of(*other)
        both = known.keys() & people.keys()
        shares = {json.dumps(part): shared(known[part], people[part]) for part in both}
        cache.save(kept, shares)
    if json.dumps(key) in shares:
        yield from apart(shares[json.dumps(key)], staff[0].file, other[0], key[1])


def keys_held(data: Path, ods_code: str | None = None) -> tuple[set[Key], list[Fault]]:
    """The organisations and years in extracts of several years, and what is wrong with those.

    Without a code, of the file of all organisations only.
    """
    keys: set[Key] = set()
    faults: list[Fault] = []
    places = shared_places(data, ods_code or "")
    for place in places if ods_code else places[1:]:
        for _, reduced, _ in _read_place(place, faults):
            keys |= {key for key in reduced.parts if ods_code in (None, key[0])}
            faults += reduced.faults
    return keys, list(dict.fromkeys(faults))


def _read_place(place: Place, faults: list[Fault]) -> list[tuple[Source, _Reduced, Own]]:
    faults += folder_faults(place.folder, place.name) if place.is_shared else []
    if place.is_shared and not is_folder(place.folder):
        return []
    sources, astray = find_sources(place, EXTRACTS)
    mapping, found = read_mapping(place.folder, place.name)
    values, more = read_values(place.folder, place.name)
    faults += astray + found + more
    faults += unread_values(values, place.name, {source.extract for source in sources})
    own = Own(mapping, values)
    return [(source, _reduced(source, own), own) for source in sources]


def _extract(source: Source, reduced: _Reduced, own: Own, key: Key) -> Extract | None:
    """What a file gives for one organisation and year; None if it says nothing of them."""
    if reduced.faults:
        return Extract.refused(source.extract, source.file, reduced.faults)
    if key not in reduced.parts:
        return None
    part = reduced.parts[key]
    if part is None:
        # Faults hold what stands in cells, so they are not kept but found again.
        return _extract(source, _reduced(source, own, anew=True), own, key)
    if isinstance(part, list):
        return Extract.refused(source.extract, source.file, part)
    return Extract.from_json(part)


def _reduced(source: Source, own: Own, *, anew: bool = False) -> _Reduced:
    """What a file is reduced to: as remembered by this process, as kept by another, or read.

    All of it is as the file was at one time.
    """
    for _ in range(_MOST_READINGS):
        try:
            check_size(source.path, "workbook" if is_excel(source.path) else "extract")
            before = mark(source.path)
            key = _key(source, own)
            found = None if anew else _remembered.get(key) or _load(key)
            reduced = found or _reduce(source, own)
            if mark(source.path) != before:
                continue
        except OutOfBoundsError as error:
            return _Reduced({}, [error.fault(source.file)])
        except OSError as error:
            return _Reduced({}, [open_fault(source.file, error)])
        note(source.path, cache.digest_of(source.path))
        if not (found or reduced.faults):
            _save(key, reduced)
        _remember(key, reduced)
        return reduced
    return _Reduced({}, [Fault(source.file, None, "", None, *_CHANGES)])


def _key(source: Source, own: Own) -> str:
    """Under which a file's counts are kept: its bytes, the organisation's own words, its place."""
    place = source.place
    whose = [source.extract, source.file, str(place.organisation), str(place.year)]
    words = repr((sorted(own.mapping.items()), sorted(own.values.items())))
    return cache.key_of(cache.digest_of(source.path), words, *whose)


def _remember(key: str, reduced: _Reduced) -> None:
    _remembered[key] = reduced
    _remembered.move_to_end(key)
    if len(_remembered) > _MOST_REMEMBERED:
        _remembered.popitem(last=False)


def _reduce(source: Source, own: Own) -> _Reduced:
    faults, parts = reduce_extract(source, own)
    return _Reduced({key: each.faults or each.to_json() for key, each in parts}, faults)


def _save(key: str, reduced: _Reduced) -> None:
    entry = {
        json.dumps(part): text if isinstance(text, str) else None
        for part, text in reduced.parts.items()
    }
    cache.save(key, entry)


def _load(key: str) -> _Reduced | None:
    entry = cache.load(key)
    if entry is None:
        return None
    return _Reduced({tuple(json.loads(part)): text for part, text in entry.items()}, [])
