"""Tracebacks in which a frame has no line."""

import pytest

from wres.engine.tracebacks import only_lines

# Line tables are bytes (CPython, Objects/locations.md): one entry "of no line" for eight
# instructions, as often as the function has them.
NO_LINES = bytes([0x80 | 15 << 3 | 7])


def divide():
    return 1 / 0


def nowhere():
    divide()


nowhere.__code__ = nowhere.__code__.replace(
    co_linetable=NO_LINES * (len(nowhere.__code__.co_code) // 16 + 1)
)


def frames(traceback):
    names = []
    while traceback is not None:
        names.append((traceback.tb_frame.f_code.co_name, traceback.tb_lineno))
        traceback = traceback.tb_next
    return names


def test_what_has_no_line_is_left_out_and_the_rest_stays_in_its_order():
    with pytest.raises(ZeroDivisionError) as caught:
        nowhere()
    whole = caught.value.__traceback__
    (own, line), (_, nothing), (_, divided) = frames(whole)
    assert nothing is None
    assert frames(only_lines(whole)) == [(own, line), ("divide", divided)]
