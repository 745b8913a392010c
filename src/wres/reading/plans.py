"""Read what an organisation says itself: ratings, the action plan and its narrative texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wres import reference
from wres.ground.errors import Fault, Remark, did_you_mean
from wres.ground.files import folder_faults, is_folder, is_there, open_fault
from wres.reading.bounds import OutOfBoundsError, read_typed
from wres.reading.csvfiles import Row, read_sheet
from wres.reading.dates import day_of
from wres.reading.letters import legible

RATING_COLUMNS = ("indicator", "rating", "reason", "source")
ACTION_COLUMNS = (
    "indicators",
    "high_impact_action",
    "rating",
    "theme",
    "actions",
    "outcomes",
    "lead",
    "review",
)
OPTIONAL_ACTION_COLUMNS = ("progress",)


@dataclass(frozen=True, slots=True)
class Rating:
    """How an organisation rates itself on one indicator, and why."""

    indicator: int
    rating: str
    reason: str
    row: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the action plan; `progress` is what came of it since last year's plan."""

    indicators: tuple[int, ...]
    high_impact_action: str
    rating: str
    theme: str
    actions: tuple[str, ...]
    outcomes: tuple[str, ...]
    lead: str
    review: str
    row: int | None = field(default=None, compare=False)
    progress: str = ""

    @property
    def reviewed(self) -> str:
        """When it is looked at next, as it is printed: a day in the words of a letter."""
        day = day_of(self.review)
        return f"{day.day} {day:%B %Y}" if day else self.review


def read_ratings(path: Path, name: str) -> tuple[tuple[Rating, ...], list[Remark]]:
    """Read a ratings file. No file means that nothing was rated."""
    if not is_there(path):
        return (), []
    sheet = read_sheet(path, RATING_COLUMNS, name)
    faults, ratings = [*sheet.faults, *sheet.doubts], []
    for row in sheet:
        found = _indicator_faults(row, "indicator", [row["indicator"]])
        found += _rating_faults(row)
        if not found and int(row["indicator"]) in [rating.indicator for rating in ratings]:
            found.append(row.fault("indicator", "is rated twice", "Keep one row."))
        faults += found
        if not found:
            ratings.append(Rating(int(row["indicator"]), row["rating"], row["reason"], row.number))
    return tuple(ratings), faults


def read_action_plan(path: Path, name: str) -> tuple[tuple[Action, ...], list[Remark]]:
    """Read an action plan. No file means that there is none."""
    if not is_there(path):
        return (), []
    sheet = read_sheet(path, ACTION_COLUMNS, name, OPTIONAL_ACTION_COLUMNS)
    faults, actions = [*sheet.faults, *sheet.doubts], []
    for row in sheet:
        numbers = [part.strip() for part in row["indicators"].replace(";", ",").split(",")]
        found = _indicator_faults(row, "indicators", numbers)
        if row["rating"]:
            found += _rating_faults(row)
        known = reference.by("high_impact_actions", "number")
        if row["high_impact_action"] and row["high_impact_action"] not in known:
            found.append(
                row.fault(
                    "high_impact_action",
                    "is not a high impact action",
                    "Use its number, 1 to 6, or leave the cell blank.",
                )
            )
        if not row["actions"]:
            found.append(row.fault("actions", "is blank", "Say what will be done."))
        faults += found
        if not found:
            actions.append(
                Action(
                    tuple(int(number) for number in numbers),
                    row["high_impact_action"],
                    row["rating"],
                    row["theme"],
                    _lines(row["actions"]),
                    _lines(row["outcomes"]),
                    row["lead"],
                    row["review"],
                    row.number,
                    row["progress"],
                )
            )
    return tuple(actions), faults


def narrative_names() -> list[str]:
    """The narrative files that a report looks for, without their ending."""
    groups = dict.fromkeys(row["narrative"] for row in reference.rows("indicators"))
    parts = [f"indicator_{group}_{part}" for group in groups for part in ("done", "planned")]
    return ["context", "contacts", "priorities", *parts]


def read_narrative(folder: Path, name: str) -> tuple[dict[str, str], list[Remark]]:
    """Read the Markdown files of a narrative folder, by file name without its ending.

    Hidden files, and those that an editor keeps open (`~$context.docx`), are passed over.

    A file whose name the report would never look for is a fault: a text that somebody wrote
    must not vanish because of a slip in its name.
    """
    if wrong := folder_faults(folder, name):
        return {}, wrong
    texts, remarks = {}, []
    for path in sorted(folder.iterdir()) if is_folder(folder) else []:
        if path.name.startswith((".", "~")) or (is_folder(path) and path.suffix != ".md"):
            continue
        text, said = _narrative_text(path, f"{name}/{path.name}")
        remarks += said
        if text is not None:
            texts[path.stem] = text
    return texts, remarks


def _narrative_text(path: Path, name: str) -> tuple[str | None, Sequence[Remark]]:
    """What one file of a narrative says, or None; and what is wrong with it."""
    allowed = narrative_names()
    if path.suffix != ".md" or path.stem not in allowed:
        problem = "is a file that no page looks for"
        remedy = did_you_mean(path.name, [f"{stem}.md" for stem in allowed])
    else:
        try:
            return legible(
                read_typed(path, "words", "paragraphs").decode("utf-8-sig").strip(), name
            )
        except OutOfBoundsError as error:
            return None, [error.fault(name)]
        except OSError as error:
            return None, [open_fault(name, error)]
        except UnicodeDecodeError:
            problem, remedy = "is not UTF-8 text", "Save it again with the encoding UTF-8."
    return None, [Fault(name, None, "", None, problem, remedy)]


def _lines(cell: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in cell.splitlines() if line.strip())


def _indicator_faults(row: Row, column: str, numbers: list[str]) -> list[Fault]:
    known = reference.by("indicators", "indicator")
    if all(number in known for number in numbers):
        return []
    return [row.fault(column, "is not an indicator", "Use the numbers 1 to 9.")]


def _rating_faults(row: Row) -> list[Fault]:
    known = reference.by("ratings", "rating")
    if row["rating"] in known:
        return []
    return [row.fault("rating", "is not a rating", did_you_mean(row["rating"], known))]
