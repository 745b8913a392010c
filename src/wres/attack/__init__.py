"""The attacker's side: which withheld counts come back from a finished report.

It shares no code with `wres.disclosure`, so that a mistake there is not made here again.
"""

from __future__ import annotations

from wres.attack.exact import Handed
from wres.attack.verdict import Verdict, examine, examine_together

__all__ = ["Handed", "Verdict", "examine", "examine_together"]
