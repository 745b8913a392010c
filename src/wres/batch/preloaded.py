"""What a worker has loaded before its first task.

It is imported by name, in the process that workers are forked from (`wres.batch.executor`).
"""

from __future__ import annotations

import os

from wres.ground.loading import load

# Before numpy: the threads of its arithmetic would be missing in a fork, and each worker has
# other workers beside it.
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")
load(
    "wres.batch.notebook",
    "wres.batch.publish",
    "wres.batch.release",
    "wres.disclosure.plan",
    "wres.export.pdf",
    "IPython",
    "pypdf",
    "scipy.stats",
)
