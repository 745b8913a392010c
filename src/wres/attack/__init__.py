"""The attacker's side: which withheld counts come back from a finished report.

It shares no code with `wres.disclosure`, so that a mistake there is not made here again. `verdict`
examines a report; it is not loaded with the room, since scipy and pypdf take time to load.
"""
