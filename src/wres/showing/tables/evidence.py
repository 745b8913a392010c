"""What a report holds for a question of the regulator's, and on which of its pages."""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup

from wres import reference
from wres.showing.components import Table

_NOT_HANDED_IN = "No action plan was handed in"


def well_led(pages: Collection[str], has_plan: bool) -> Table:
    """The evidence for the well-led question, with links; a page that is not there has no row.

    Args:
        pages: those that the report has.
        has_plan: whether the organisation handed in an action plan.
    """
    rows = []
    for fact in reference.rows("well_led_evidence"):
        shown = [page for page in fact["pages"].split() if page in pages]
        if shown:
            is_lacking = fact["needs"] == "actions" and not has_plan
            shows = _NOT_HANDED_IN if is_lacking else fact["held"]
            rows.append((fact["asked"], shows, Markup(", ").join(map(_link, shown))))
    return Table(
        "What this report holds for the well-led question",
        ("What may be asked", "What the report holds", "Where"),
        tuple(rows),
        text_columns=frozenset({1, 2}),
    )


def _link(page: str) -> Markup:
    title = reference.by("pages", "page")[page]["title"]
    return Markup('<a href="#{}">{}</a>').format(page, title)
