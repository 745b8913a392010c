"""Printed numbers, as short as a test can say them."""

from wres.attack.facts import ALL, Cell, fact

ORDER = ("White", "BME", "Unknown", ALL)


def staff(group=ALL, band=ALL, ethnicity=ALL, year=2023):
    return Cell(year, 1, "staff_count", group, band, ALL, ethnicity)


def count(cell, number):
    return fact("count", (cell,), str(number))


def row(cell, *numbers):
    """White, BME, Unknown and all of one cell; `None` is withheld. Facts, and withheld cells."""
    facts, withheld = [], []
    for ethnicity, number in zip(ORDER, numbers, strict=True):
        each = cell.of(ethnicity=ethnicity)
        if number is None:
            withheld.append(each)
        else:
            facts.append(count(each, number))
    return facts, withheld


def table(*rows):
    """Several rows together."""
    facts, withheld = [], []
    for more_facts, more_withheld in rows:
        facts += more_facts
        withheld += more_withheld
    return facts, withheld
