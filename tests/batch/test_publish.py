"""What a report is made of besides its notebooks is held against its input."""

import pytest
from played import ROOT

from wres.batch import publish
from wres.batch.plan import Job
from wres.ground.errors import RunError

# Of the non-clinical staff in bands 1 to 7 in 2023, 50 are BME, which is withheld.
JOB, DATA = Job(2023, "QHG"), ROOT / "data"


@pytest.mark.parametrize("number", ["50", "50.0"])
def test_a_number_of_other_origin_is_not_that_of_a_withheld_count(number):
    with pytest.raises(RunError, match="its own cells print 1 number with a source") as refused:
        publish.tables(JOB, DATA, {}, ("421", number))
    assert "50" not in str(refused.value)


def test_other_numbers_of_other_origin_stand():
    # 421 staff are printed; a percentage and a part of a whole number count nobody.
    assert publish.tables(JOB, DATA, {}, ("421", "50%", "50.5", "5,000"))


def test_an_internal_edition_withholds_nothing():
    assert publish.tables(Job(2023, "QHG", "internal"), DATA, {}, ("50",))
