"""What says of a failed report, in its folder and on each page, that nobody has examined it."""

from __future__ import annotations

import re

from wres.batch.plan import NOT_RELEASED

# What is said in the folder of a report that failed before it could be examined.
NOT_EXAMINED = b"""\
NOT RELEASED. Do not share this folder.

The report could not be finished, so nobody has examined whether it gives back what is withheld.
What was there before stays in its place. The end of the run says why.
"""
_OWN_NUMBERS = "\nIn cells of its notebooks' own: {}.\n"
_ON_A_PAGE = (
    '<p role="alert" style="background:#fff;color:#a00;border:4px solid;padding:1em"><strong>'
    f"NOT RELEASED. Do not share this page. {NOT_RELEASED} beside it says why.</strong></p>"
)


def not_examined(why: str = "") -> bytes:
    """The same, with what is wrong with numbers of own cells, which says none of them."""
    return NOT_EXAMINED + _OWN_NUMBERS.format(why.rstrip(".")).encode() * bool(why)


def not_released(page: bytes) -> bytes:
    """A page of a failed report that says so of itself.

    >>> b"NOT RELEASED" in not_released(b"<html><body><h1>Report</h1></body></html>")
    True
    """
    return re.sub(rb"(<body[^>]*>)", rb"\1" + _ON_A_PAGE.encode(), page, count=1)
