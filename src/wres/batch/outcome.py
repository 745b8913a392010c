"""How a run ended, in words and as the index of all reports."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from wres.batch.plan import Job, Places
from wres.export.index import COMPLETE, FORMS, IndexEntry, index_page
from wres.export.standing import Standing
from wres.figures.phrases import counted, listed
from wres.ground.errors import Doubt, Note
from wres.ground.places import without_password
from wres.ground.settings import INTERNAL, INTERNAL_PREFIX, INTERNAL_WARNING
from wres.ground.whole import write_whole
from wres.reading.organisations import Register, read_register

# How many reports the summary names; all are in the index.
_MOST_NAMED = 5
_MOST_WARNED = 20


@dataclass
class Outcome:
    """How a run ended.

    `remarks` has, for each report, the severity and a digest of each open warning and each note;
    `unchecked` where numbers come from that its notebooks print and the pack did not check;
    `kept` the years that were printed as they were published before, by organisation, each with
    the lines of settings that would end that; `taken_away` whose editions of an earlier run were
    taken away, because nobody asked for them beside the new report.
    """

    places: Places
    done: list[Job] = field(default_factory=list)
    unchanged: list[Job] = field(default_factory=list)
    failed: dict[Job, str] = field(default_factory=dict)
    remarks: dict[Job, tuple[str, ...]] = field(default_factory=dict)
    unchecked: dict[Job, tuple[str, ...]] = field(default_factory=dict)
    kept: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    taken_away: dict[str, list[Job]] = field(default_factory=dict)
    seconds: float = 0.0

    def summary(self) -> str:
        """What was made, what failed and why, and where to look."""
        jobs = (self.done, self.unchanged, self.failed)
        done, unchanged, failed = (counted(len(some), "report") for some in jobs)
        lines = [f"{done} made in {self.seconds:.0f} seconds."]
        if self.unchanged:
            lines.append(f"{unchanged} unchanged; nothing was done for them.")
        if self.failed:
            lines.append(f"{failed} failed; what was there before stays:")
            lines += [f"  {job}: {why}" for job, why in sorted(self.failed.items())]
        lines += self._remarks()
        for job, (sources, *tables) in sorted(self.unchecked.items()):
            lines.append(
                f"{job}: own cells print numbers that the pack did not check, {sources}. Look "
                "whether any of them counts people:"
            )
            lines += [f"  {table}" for table in tables]
        lines += self._kept()
        lines += self._taken_away()
        lines.append("Open this in a browser:")
        lines.append(f"  {self.places.shown(Path('index.html'))}")
        named = self.done[:_MOST_NAMED]
        lines += [
            f"  {self.places.shown(job.folder / f'{job.prefix}report.html')}" for job in named
        ]
        if len(self.done) > _MOST_NAMED:
            lines.append(f"  and {len(self.done) - _MOST_NAMED} more, all listed in the index")
        return "\n".join(lines)

    def _kept(self) -> list[str]:
        """Which years keep the tables of an edition that is out, and how that would end."""
        said = []
        for code in sorted({code for code, _ in self.kept}):
            years = [year for whose, year in sorted(self.kept) if whose == code]
            settings = dict.fromkeys(line for year in years for line in self.kept[code, year])
            said += [
                f"{code}: {listed(list(map(str, years)))} would be printed otherwise but for the "
                "published edition, whose tables and withheld counts are kept. If a report was "
                f"never published, write its line into {code}/settings.csv and run again:",
                *(f"  {line}" for line in settings),
            ]
        return said

    def _taken_away(self) -> list[str]:
        """Which editions went with the report that they fitted, and how they come back."""
        return [
            f"{listed(list(map(str, sorted(jobs))))}: the {edition} edition went with the report "
            f"that it fitted. Make it again with --{edition}."
            for edition, jobs in sorted(self.taken_away.items())
        ]

    def _remarks(self) -> list[str]:
        """How many warnings and notes each report has, those of the years before counted once.

        Not their words: they name counts, and what a run prints is often kept or passed on.
        """
        lines: list[str] = []
        told: set[str] = set()
        for job, remarks in sorted(self.remarks.items()):
            new = set(remarks) - told
            told |= new
            if new:
                counts = Counter(remark.partition(" ")[0] for remark in new)
                kinds = (kind for kind in (Doubt.severity, Note.severity) if counts[kind])
                count = listed([counted(counts[kind], kind) for kind in kinds])
                which = f"--organisation {job.organisation} --year {job.year}"
                lines.append(f"{job}: {count} about the input. Read with: wres check {which}")
        more = len(lines) - _MOST_WARNED
        if more > 0:
            lines[_MOST_WARNED:] = [
                f"{counted(more, 'report')} more with warnings or notes. Read with: wres check"
            ]
        return lines


def write_index(outcome: Outcome, audience: str) -> None:
    """List every report that there is, of this run and of earlier ones for the same audience."""
    reports = outcome.places.reports
    register, _ = read_register(outcome.places.data)
    present = {
        Job(int(page.parent.parent.name), page.parent.name, audience)
        for page in reports.glob("[0-9][0-9][0-9][0-9]/*/*report.html")
    }
    listed = present | set(outcome.failed)
    entries = [_entry(job, job in present, outcome, register) for job in listed]
    write_whole(reports / "index.html", index_page(entries).encode())


def _entry(job: Job, is_there: bool, outcome: Outcome, register: Register) -> IndexEntry:
    known = {body.ods_code: body for body in register.organisations}
    body = known.get(job.organisation)
    status = COMPLETE
    if job in outcome.failed:
        status = "Failed in the last run" + ("; this is from an earlier one" if is_there else "")
    notes = [INTERNAL_WARNING] * (job.audience == INTERNAL)
    notes += ["Invented example data"] * bool(body and body.is_example)
    folder = outcome.places.reports / job.folder
    return IndexEntry(
        organisation=body.name if body else job.organisation,
        ods_code=job.organisation,
        year=job.year,
        folder=f"{job.year}/{job.organisation}" if is_there else "",
        status=status,
        note=". ".join(notes),
        files=tuple(file for file in FORMS if (folder / f"{job.prefix}{file}").is_file()),
        prefix=job.prefix,
        region=body.region if body else "",
        kind=body.kind if body else "",
        standing=Standing.of_report(folder / f"{job.prefix}report.html")
        if is_there
        else Standing(),
    )


def left_inside(reports: str, copy: Path) -> list[str]:
    """What is said of internal editions that versions up to 0.9.0 put into the reports folder.

    Args:
        reports: the folder or address of the reports that are passed on.
        copy: where the run has its reports: a copy of these, where they stand at an address.
    """
    for folder in (Path(reports) / INTERNAL, copy / INTERNAL):
        if next(folder.rglob(f"{INTERNAL_PREFIX}*"), None):
            return [
                f"Internal editions of an earlier version lie in '{without_password(reports)}"
                f"/{INTERNAL}', inside the folder that people pass on: take that folder out of it "
                "or remove it; this version keeps them beside the reports."
            ]
    return []
