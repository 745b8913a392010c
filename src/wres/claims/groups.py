"""Numbers of the groups behind BME: Asian, Black, Mixed and Other staff.

"Black staff were 1.88 times as likely" is no claim about BME staff as a whole. Where a sentence
names such a group, its own figures are tried, and those of BME staff are never held against it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from wres.claims.meaning import Scene
from wres.claims.quantities import Subject
from wres.figures import ALL, BME_GROUPS
from wres.reference.standard import LIKELIHOODS


def fine_groups(scene: Scene) -> list[str]:
    """The groups behind BME that a sentence names, each once."""
    return list(
        dict.fromkeys(cue.meaning for cue in scene.of("group") if cue.meaning in BME_GROUPS)
    )


def of_fine_groups(subjects: Iterable[Subject], groups: Iterable[str]) -> list[Subject]:
    """The same figures of those groups; a relative likelihood is that of White people and each."""
    made = []
    for subject in subjects:
        is_ratio = subject.indicator in LIKELIHOODS and subject.unit == "ratio"
        if is_ratio and subject.figure.endswith(("white_to_bme", "bme_to_white")):
            figure = subject.figure.replace("bme", "group")
            made += [replace(subject, figure=figure, ethnicity=each) for each in groups]
        elif subject.ethnicity != ALL:
            made += [replace(subject, ethnicity=each) for each in groups]
    return list(dict.fromkeys(made))
