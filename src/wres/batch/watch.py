"""Make a report's pages again whenever something they are made of is saved, for whoever writes it.

Nothing is written to the reports folder, and only which editions are out is read from it. Nothing
is examined, so every page says so.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from wres import reference
from wres.batch import tasks
from wres.batch.frame import Frame
from wres.batch.ground import Ground, Options, lacking
from wres.batch.keys import REPORT, input_files
from wres.batch.plan import CELL_LIMIT_SECONDS, Job, Places
from wres.batch.preview import Preview
from wres.export import html
from wres.figures.released import PublishedEdition
from wres.ground.errors import RunError, WresError
from wres.reading.organisations import read_register
from wres.reference.standard import pages_run

NOT_EXAMINED = "Preview, not examined: do not pass it on"
_LOOK_EVERY = 0.15  # seconds
_OF_INDICATOR = re.compile(r"indicator_(.+)_(done|planned)")


def watch(job: Job, places: Places, preview: Preview, say: Callable[[str], None]) -> None:
    """Make the pages, and again what changes, until it is stopped with Ctrl+C.

    Args:
        job: the report.
        places: its data and notebooks, and where published reports stand.
        preview: where the pages are seen.
        say: what tells whoever watches.
    """
    maker = Maker(job, places)
    for changed in changes(job, places):
        began = time.perf_counter()
        try:
            for name in maker.make(changed):
                preview.show(maker.files)
                say(f"{name}: {time.perf_counter() - began:.1f} s")
        except WresError as error:
            preview.fail(str(error))
            say(str(error))


def changes(job: Job, places: Places) -> Iterator[frozenset[Path]]:
    """The files that changed since the last time, as they are saved: first all that there are."""
    before: frozenset[tuple[Path, int, int]] = frozenset()
    while True:
        now = frozenset(_traces(job, places))
        if now == before:
            time.sleep(_LOOK_EVERY)
            continue
        yield frozenset(path for path, *_ in now ^ before)
        before = now


def _traces(job: Job, places: Places) -> Iterator[tuple[Path, int, int]]:
    """What tells of each file that it is another now: its size and when it was written."""
    register, _ = read_register(places.data)
    codes = [body.ods_code for body in register.organisations]
    files = input_files(places.data, codes)
    own = [path for code in ("", *register.line(job.organisation)) for path in files.get(code, ())]
    for path in (*own, *_notebooks(places)):
        with suppress(OSError):  # gone since it was listed
            status = path.stat()
            yield path, status.st_size, status.st_mtime_ns


def _notebooks(places: Places) -> dict[Path, str]:
    """The page of each notebook."""
    return {places.notebooks / f"{page}.ipynb": page for page in reference.by("pages", "page")}


@dataclass
class Maker:
    """What is made of a report, and how to make it again.

    `files` are its pages and the whole report, by name.
    """

    job: Job
    places: Places
    files: dict[str, bytes] = field(default_factory=dict)
    _executed: dict[str, bytes] = field(default_factory=dict)
    _parts: dict[str, html.Fragment] = field(default_factory=dict)
    _read: tasks.Read | None = None
    _shown: str = ""  # what was read when all was made

    def make(self, changed: frozenset[Path]) -> Iterator[str]:
        """Make again what these files change; first the page that they are most likely of.

        Yields:
            The name of each file that was made, the whole report last.

        Raises:
            WresError: something that a person can mend; what was made stays.
        """
        notebooks = _notebooks(self.places)
        before, was_whole = self._read, bool(self.files)
        ground = Ground([self.job], self.places, Options())
        out = ground.editions(self.job)
        if before is None or not changed <= notebooks.keys():
            self._read = tasks.read(self.job, self.places.data, False, out)
        is_same = self._shown == self._read.seen
        likely = {notebooks.get(path) or likely_page(path) for path in changed}
        run = pages_run(self._frame.pages)
        if gone := [page for page in run if page not in ground.notebooks]:
            raise RunError(lacking(self.places.notebooks, gone))
        saved = {notebooks[path] for path in changed & notebooks.keys()}
        asked = saved & {*run} if is_same else run
        is_new = not was_whole or before is None or before.frame != self._frame
        for page in sorted(asked, key=lambda page: page not in likely):
            if self._run(page, out):
                is_new = True
                if was_whole and page in self._parts:
                    yield self._lay_out(page)
        if is_new:
            yield from self._all()
        self._shown = self._read.seen

    @property
    def _frame(self) -> Frame:
        return self._read.frame

    def _run(self, page: str, out: Sequence[PublishedEdition]) -> bool:
        """Run a page's notebook; whether it shows something else than before."""
        source = (self.places.notebooks / f"{page}.ipynb").read_bytes()
        was = tasks.Was(self._read.files, self._read.opened, out)
        done = tasks.notebook(self.job, page, source, self.places.data, CELL_LIMIT_SECONDS, was)
        if done.error:
            raise done.error
        if self._executed.get(page) == done.content:
            return False
        self._executed[page] = done.content
        if page in self._frame.pages:
            node = nbformat.reads(done.content.decode(), as_version=4)
            self._parts[page] = html.fragment(node, page, self.job.prefix)
        return True

    def _lay_out(self, page: str) -> str:
        part = self._parts[page]
        self.files[part.file] = html.page(part, self._publication, self._in_order).encode()
        return part.file

    def _all(self) -> Iterator[str]:
        """Every page, and the whole report."""
        for page in self._frame.pages:
            if page not in self._parts:  # it had nothing to show until now
                node = nbformat.reads(self._executed[page].decode(), as_version=4)
                self._parts[page] = html.fragment(node, page, self.job.prefix)
        for page in self._frame.pages:
            self._lay_out(page)
        whole = html.report(self._in_order, self._publication, self._frame.cover)
        name = self._publication.file(REPORT)
        self.files[name] = whole.encode()
        yield name

    @property
    def _in_order(self) -> list[html.Fragment]:
        return [self._parts[page] for page in self._frame.pages]

    @property
    def _publication(self) -> html.Publication:
        cover = self._frame.cover
        said = ". ".join(filter(None, (NOT_EXAMINED, cover.banner)))
        return html.Publication(cover.organisation, self.job.year, said, self.job.prefix, index="")


def likely_page(file: Path) -> str:
    """The page that a file of the input is most likely shown on.

    >>> likely_page(Path("QHG/2023/narrative/indicator_2_done.md"))
    'recruitment'
    >>> likely_page(Path("QHG/2023/action_plan.csv")), likely_page(Path("narrative/context.md"))
    ('action_plan', 'summary')
    """
    if match := _OF_INDICATOR.fullmatch(file.stem):
        for row in reference.rows("indicators"):
            if row["narrative"] == match[1]:
                return row["page"]
    return file.stem if file.stem in pages_run() else "summary"
