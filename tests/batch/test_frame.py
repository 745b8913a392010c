"""What a report has around its notebooks is known when its input is read, and can be kept."""

from __future__ import annotations

import json

import pytest
from builders import data_folder

from helpers.report import open_report
from wres.batch import tasks
from wres.batch.frame import Frame
from wres.batch.plan import Job


def test_reading_tells_the_frame_and_json_keeps_it(tmp_path):
    data = data_folder(tmp_path)
    report = open_report("RXX", 2023, data=data)
    frame = tasks.read(Job(2023, "RXX"), data).frame
    assert (frame.cover, frame.pages) == (report.cover(), report.pages())
    assert frame.cover.organisation and "summary" in frame.pages
    assert Frame.from_entry(json.loads(json.dumps(frame.to_entry()))) == frame


@pytest.mark.parametrize("entry", [{}, {"cover": {"lines": []}, "pages": []}, {"cover": {}}])
def test_what_another_version_kept_is_no_frame(entry):
    with pytest.raises((KeyError, TypeError)):
        Frame.from_entry(entry)
