"""Check what a notebook was given, before it makes a report of the wrong thing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from wres.ground.errors import ParameterError, did_you_mean
from wres.ground.settings import AUDIENCES, PUBLISHED

PARAMETERS = ("organisation", "year", "audience")
# The Standard's first year, and one that nobody who works on a report will see.
FIRST_YEAR, LAST_YEAR = 2015, 2100
# papermill puts the parameters that it was given in a cell of its own, which begins so.
_INJECTED = "# Parameters"


def is_reserved(code: str) -> bool:
    """Whether Windows keeps a name for itself, so that no folder can have it.

    >>> is_reserved("con"), is_reserved("LPT1"), is_reserved("5E1")
    (True, True, False)
    """
    return bool(re.fullmatch(r"con|prn|aux|nul|(com|lpt)\d", code, re.IGNORECASE | re.ASCII))


def check_parameters(organisation: object, year: object, audience: object = PUBLISHED) -> None:
    """Stop a run whose parameters cannot be right.

    >>> check_parameters(50.0, 2023)
    Traceback (most recent call last):
    wres.ground.errors.ParameterError: organisation must be an ODS code as text, but it is \
the number 50.0. A code such as 5E1 is taken for a number unless it is given as text: with \
papermill write -r organisation 5E1, in a notebook "5E1".

    Raises:
        ParameterError: says which parameter, what it was, and how to give it.
    """
    if not isinstance(organisation, str):
        kind = "number" if isinstance(organisation, (int, float)) else "value"
        raise ParameterError(
            f"organisation must be an ODS code as text, but it is the {kind} {organisation!r}. "
            "A code such as 5E1 is taken for a number unless it is given as text: "
            'with papermill write -r organisation 5E1, in a notebook "5E1".'
        )
    if not organisation.strip():
        raise ParameterError("organisation is blank. Give an ODS code such as QHG.")
    if is_reserved(organisation):
        raise ParameterError(
            f"'{organisation}' cannot be a folder on Windows, which keeps the name for itself. "
            "Use another code."
        )
    if isinstance(year, bool) or not isinstance(year, int):
        raise ParameterError(
            f"year must be a whole number such as 2023, but it is {year!r}. "
            "With papermill write -p year 2023, in a notebook 2023 without quotation marks."
        )
    if not is_wres_year(year):
        raise ParameterError(
            f"year must be a WRES year, {FIRST_YEAR} or later, but it is {year}. "
            "It is the year of the 31 March on which the workforce is counted."
        )
    if audience not in AUDIENCES:
        raise ParameterError(
            f"audience must be '{PUBLISHED}' (small counts are withheld) or 'internal' (nothing "
            f"is withheld, and every page says so), but it is {audience!r}."
        )


def is_wres_year(year: int) -> bool:
    """Whether a report may be of that year.

    >>> is_wres_year(2023), is_wres_year(0)
    (True, False)
    """
    return FIRST_YEAR <= year <= LAST_YEAR


def check_injected(sources: Iterable[str]) -> None:
    """Stop a run that was given a parameter which no notebook has.

    A misspelt parameter would leave the default in its place and make a report of the wrong
    organisation.

    Args:
        sources: the text of the cells run so far, among them papermill's own, if any.

    >>> check_injected(["# Parameters\\norganization = 'RXX'"])
    Traceback (most recent call last):
    wres.ground.errors.ParameterError: there is no parameter 'organization'. Did you mean \
'organisation'?

    Raises:
        ParameterError: names the parameter, and the one that was probably meant.
    """
    for source in sources:
        if not source.startswith(_INJECTED):
            continue
        for statement in ast.parse(source).body:
            for target in getattr(statement, "targets", []):
                if isinstance(target, ast.Name) and target.id not in PARAMETERS:
                    meant = did_you_mean(target.id, PARAMETERS)
                    raise ParameterError(f"there is no parameter '{target.id}'. {meant}")


def cells_run() -> list[str]:
    """The text of the cells that this notebook has run so far; nothing outside a notebook."""
    try:
        from IPython import get_ipython
    except ImportError:
        return []
    shell = get_ipython()
    return list(shell.user_ns.get("In", [])) if shell is not None else []
