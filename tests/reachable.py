"""Everything that can be reached from an object, as far as Python lets anybody go."""

from __future__ import annotations

import gc
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from numbers import Number
from types import (
    BuiltinFunctionType,
    CodeType,
    FrameType,
    FunctionType,
    GeneratorType,
    ModuleType,
)
from weakref import ReferenceType

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

_WHOLE = re.compile(r"(?<![\d.,])\d+(?:,\d{3})*(?![\d])(?!\.\d)")


def reachable(*roots: object) -> Iterator[object]:
    """Each object once that hangs on the roots: attributes, members, closures, what arrays view.

    It stops at modules, and goes into a class only where it is the pack's own.

    >>> 7013 in list(reachable({"a": 7013}.get))
    True
    """
    waiting, seen = list(roots), {}
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen[id(one)] = one  # kept, so that no other object gets its number
        yield one
        waiting += _referents(one)


def numbers_in(objects: Iterable[object], wanted: Collection[float]) -> set[float]:
    """Those of the wanted numbers that stand in objects: as numbers, in arrays, or in texts.

    >>> sorted(numbers_in([7013, "of 7,019 people", "70130"], {7013, 7019, 130}))
    [7013, 7019]
    """
    wanted, found = set(wanted), set()
    ordered = np.array(sorted(wanted), dtype=float)
    for one in objects:
        if isinstance(one, np.ndarray) and one.dtype.kind in "iuf":
            found |= wanted & set(ordered[np.isin(ordered, one)].tolist())
        elif isinstance(one, (str, bytes, bytearray)):
            text = one if isinstance(one, str) else bytes(one).decode("latin-1")
            texts = (each.replace(",", "") for each in _WHOLE.findall(text))
            found |= wanted & {int(each) for each in texts if len(each) < 16}
        elif isinstance(one, Number) and one in wanted:
            found.add(one)
    return found


def _referents(one: object) -> list[object]:
    if isinstance(one, (ModuleType, CodeType, str, bytes, int, float)):
        return []
    if isinstance(one, type):
        return list(vars(one).values()) if one.__module__.startswith(("helpers", "wres")) else []
    if isinstance(one, FunctionType):  # what it closes over, never its module
        return [one.__closure__, one.__defaults__, one.__kwdefaults__, vars(one)]
    if isinstance(one, BuiltinFunctionType):
        return [] if isinstance(one.__self__, ModuleType) else [one.__self__]
    if isinstance(one, GeneratorType):
        return [one.gi_frame]
    if isinstance(one, FrameType):
        return list(one.f_locals.values())
    if isinstance(one, ReferenceType):
        return [one()]
    if isinstance(one, cached_property):
        return [one.func]
    found = gc.get_referents(one)
    if isinstance(one, np.ndarray):
        found += [one.base, *(one.ravel().tolist() if one.dtype == object else ())]
    elif isinstance(one, memoryview):
        found.append(one.obj)
    elif isinstance(one, (pd.DataFrame, pd.Series, pd.Index, ExtensionArray)):
        found.append(np.asarray(one))
    return [each for each in found if each is not None]
