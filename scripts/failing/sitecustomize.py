"""Python loads this before anything else where its folder is on PYTHONPATH."""

import os

if "WRES_FAILING" in os.environ:
    from calls import arm

    arm(*os.environ["WRES_FAILING"].split(os.pathsep))
