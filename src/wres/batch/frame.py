"""What a report has around its notebooks, told once when its input is read.

So its pages are made of executed notebooks alone, wherever that is done, and the input is not
opened again for its title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from wres.export.provenance import Origin, told
from wres.export.standing import Standing
from wres.showing.components import Masthead
from wres.showing.handed import Handed

if TYPE_CHECKING:
    from wres.opened import Opened


@dataclass(frozen=True)
class Frame:
    """The cover of a report, its pages, people's words, its ratings, and what it was made of.

    >>> frame = Frame(Masthead("NHS Example ICB", "WRES 2023", "", ("One line",)), ("summary",))
    >>> Frame.from_entry(frame.to_entry()) == frame
    True
    """

    cover: Masthead
    pages: tuple[str, ...]
    handed: Handed = field(default_factory=Handed)
    standing: Standing = field(default_factory=Standing)
    origin: Origin = field(default_factory=Origin)

    @classmethod
    def of(cls, report: Opened, inputs: Iterable[str] = ()) -> Frame:
        """That of a report that is open, and was read from files of these names."""
        standing = Standing(report.standing())
        origin = Origin(tuple(sorted(inputs)), told(report.scope.settings))
        return cls(report.cover(), report.pages(), report.handed(), standing, origin)

    def to_entry(self) -> dict[str, Any]:
        """The same as JSON can hold it."""
        return {
            "cover": asdict(self.cover),
            "pages": list(self.pages),
            "handed": asdict(self.handed),
            "standing": self.standing.content,
            "origin": asdict(self.origin),
        }

    @classmethod
    def from_entry(cls, entry: Mapping[str, Any]) -> Frame:
        """From what `to_entry` made.

        Raises:
            KeyError, TypeError: it is something else.
        """
        cover = entry["cover"] | {"lines": tuple(entry["cover"]["lines"])}
        said = {name: tuple(texts) for name, texts in entry["handed"].items()}
        standing = Standing.of_content(entry["standing"])
        origin = Origin(tuple(entry["origin"]["inputs"]), entry["origin"]["settings"])
        return cls(Masthead(**cover), tuple(entry["pages"]), Handed(**said), standing, origin)
