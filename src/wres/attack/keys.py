"""The key that says which figure, and which part of it, a printed number is."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from urllib.parse import quote_plus, unquote_plus

from wres.attack.facts import ALL

PARTS = ("", "low", "high", "size", "part", "whole", "itself")


class BadKey(ValueError):
    """What stands in the place of a key and is none."""


@dataclass(frozen=True, order=True, slots=True)
class Key:
    """Which figure: the columns of a row of the table of figures; `all` where it is of everybody.

    >>> str(Key("2024", "1", "staff_count", ethnicity="BME"))
    '2024/1/staff_count////BME'
    """

    year: str
    indicator: str
    figure: str
    staff_group: str = ALL
    pay_band: str = ALL
    sex: str = ALL
    ethnicity: str = ALL
    area: str = ""

    def __str__(self) -> str:
        *named, area = [getattr(self, field.name) for field in fields(self)]
        told = ("" if value == ALL else quote_plus(value) for value in named)
        return "/".join((*told, quote_plus(area))).rstrip("/")


@cache  # a figure is printed on its page, in the whole report, in alternative texts
def read_key(text: str) -> tuple[Key, str]:
    """A key and the part that it names; each has one way of being written.

    Raises:
        BadKey: it is not written that way.

    >>> key, part = read_key("2024/2/appointment_rate////White#low")
    >>> key.ethnicity, key.pay_band, part
    ('White', 'all', 'low')
    """
    address, mark, part = text.partition("#")
    named = [unquote_plus(value) for value in address.split("/")]
    if not 3 <= len(named) <= len(fields(Key)) or part not in PARTS or (mark and not part):
        raise BadKey(text)
    groups = [value or ALL for value in named[3:7]]
    key = Key(*named[:3], *groups, *named[7:])
    if str(key) != address or not all(named[:3]):
        raise BadKey(text)
    return key, part
