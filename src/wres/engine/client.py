"""The papermill engine: nbclient, with a forked process in place of a kernel that it starts.

papermill imports this module by its entry point; import papermill before it.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from nbclient.util import run_sync
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine
from papermill.iorw import write_ipynb
from papermill.log import logger
from traitlets import Bool, Unicode

from wres.engine.ordinary import ORDINARY, why_ordinary, why_other_kernel
from wres.engine.process import CAN_FORK, Process

CANNOT_FORK = "This system cannot fork processes"
# How long a cell that is stopped may take to say where it stood.
LAST_WORD_SECONDS = 2
_A_MOMENT = 0.02


class ForkedClient(PapermillNotebookClient):
    """papermill's way through a notebook, in a forked process."""

    ahead = Unicode(
        help="Python code that runs before the notebook: once for all that name the same, in one "
        "environment and folder, and seen by none of them but for what it leaves in modules. "
        "Where it cannot be shared it does not run: a notebook must not need it."
    )
    obeys_user = Bool(
        True,
        help="Whether the user's own IPython profile and modules count, as papermill lets them.",
    )

    @contextmanager
    def setup_kernel(self, **kwargs: object) -> Iterator[None]:
        """A process for this notebook, and no longer."""
        folder = self.resources.get("metadata", {}).get("path")
        process = Process(folder, self.startup_timeout, self.ahead, obeys_user=self.obeys_user)
        self.km = self.kc = process
        try:
            yield
        finally:
            process.close()
            self.km = self.kc = None

    def execute_cell(self, cell: NotebookNode, cell_index: int, **kwargs: object) -> NotebookNode:
        """Run a cell; one that a person stops with Ctrl+C says where it stood, and has failed.

        Raises:
            KeyboardInterrupt: it was stopped.
        """
        try:
            return super().execute_cell(cell, cell_index, **kwargs)
        except KeyboardInterrupt as interrupt:
            run_sync(self._last_words)()
            self.nb_man.cell_exception(cell, cell_index=cell_index, exception=interrupt)
            raise

    async def _last_words(self) -> None:
        """Interrupt the cell that runs, and take in what it says of it."""
        await self.km.interrupt_kernel()
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORD_SECONDS):
                while self.km.is_busy:
                    self.kc.listen()
                    await asyncio.sleep(_A_MOMENT)
                await self.kc.iopub_channel.taken_in()

    async def _async_handle_timeout(self, timeout, cell=None):
        """Stop a cell that takes too long: it says where it stood, as when an ordinary kernel ends.

        Raises:
            CellTimeoutError: always, but where nbclient is asked to interrupt and go on.
        """
        if not self.interrupt_on_timeout:
            await self._last_words()
        return await super()._async_handle_timeout(timeout, cell)

    def output(self, outs, msg, display_id, cell_index):
        """Add an output. What is printed in one go stands in one piece, however it arrived."""
        output = super().output(outs, msg, display_id, cell_index)
        if output and output.output_type == "stream" and len(outs) > 1:
            before = outs[-2]
            if before.output_type == "stream" and before.name == output.name:
                before.text += outs.pop().text
        return output


class ForkEngine(NBClientEngine):
    """papermill's own engine, with a fork in place of a kernel; its name is `wres`."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man, kernel_name, log_output=False, stdout_file=None, stderr_file=None,
        start_timeout=60, execution_timeout=None, obeys_user=True, failed_path="", **kwargs,
    ):  # fmt: skip
        """Run a notebook; papermill gives the arguments.

        What nbclient does not know of are `ahead` and `obeys_user` (see `ForkedClient`), and
        `failed_path`: where a notebook that fails is written though it is not saved cell by cell.
        """
        said = (log_output, stdout_file, stderr_file, start_timeout, execution_timeout)
        if why := _why_ordinary(nb_man.nb, kernel_name, kwargs, obeys_user):
            logger.warning(f"{why}: {ORDINARY}.")
            kwargs.pop("ahead", None)
            with nullcontext() if obeys_user else _no_profile():
                return super().execute_managed_notebook(nb_man, kernel_name, *said, **kwargs)
        # papermill hands on whatever it was given; nbclient complains of what it does not know.
        known = set(ForkedClient.class_trait_names()) - {"timeout", "startup_timeout"}
        client = ForkedClient(
            nb_man,
            timeout=execution_timeout,
            startup_timeout=start_timeout,
            kernel_name=kernel_name,
            log=logger,
            log_output=log_output,
            stdout_file=stdout_file,
            stderr_file=stderr_file,
            obeys_user=obeys_user,
            **{name: value for name, value in kwargs.items() if name in known},
        )
        try:
            return client.execute()
        except BaseException:
            if failed_path:
                write_ipynb(nb_man.nb, failed_path)
            raise


def _why_ordinary(
    notebook: NotebookNode, kernel_name: str, options: dict[str, object], obeys_user: bool
) -> str:
    if not CAN_FORK:
        return CANNOT_FORK
    return why_other_kernel(kernel_name) or why_ordinary(
        notebook, options, Path.cwd(), obeys_user=obeys_user
    )


@contextmanager
def _no_profile() -> Iterator[None]:
    """Kernels that are started meanwhile find an IPython profile that is empty."""
    name, before = "IPYTHONDIR", os.environ.get("IPYTHONDIR")
    with TemporaryDirectory(prefix="wres-") as folder:
        os.environ[name] = folder
        try:
            yield
        finally:
            os.environ.pop(name)
            if before is not None:
                os.environ[name] = before
