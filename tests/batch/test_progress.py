"""Progress without a terminal: one line a report, with what is left."""

import io

from wres.batch.plan import Job
from wres.batch.progress import Progress


def test_a_line_a_report_and_none_for_what_is_unchanged():
    file = io.StringIO()
    with Progress(4, 60, file) as progress:
        for _ in range(3):
            progress.unchanged()
        progress.task(39)
        progress.failed(Job(2023, "RXX"))
    assert file.getvalue() == "RXX 2023: failed (4 of 4, 1 failed)\n"


def test_the_time_to_go_is_that_of_reports_that_were_made():
    file = io.StringIO()
    with Progress(4, 60, file) as progress:
        progress.unchanged()
        assert progress.standing() == "1 of 4"  # nothing was made yet: nobody knows
        progress.made(Job(2023, "RXX"))
    assert file.getvalue().startswith("RXX 2023: done (2 of 4, about 0 seconds to go)")
