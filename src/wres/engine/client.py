"""The papermill engine: nbclient, with a forked process in place of a kernel that it starts.

papermill imports this module by its entry point; import papermill before it.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, NotebookExecutionManager
from papermill.log import logger
from traitlets import Unicode

from wres.engine.process import CAN_FORK, Process

CANNOT_FORK = "This system cannot fork processes: an ordinary, slower kernel runs (%s)."
OTHER_KERNEL = "The kernel '%s' is not of this Python: it is started in the ordinary way."
SAVE_SECONDS = 30
# How long a cell that is stopped may take to say where it stood.
LAST_WORD_SECONDS = 2
# What jupyter_client takes for the Python that runs.
_VERSIONS = (f"python{sys.version_info[0]}", f"python{sys.version_info[0]}.{sys.version_info[1]}")


class ForkedClient(PapermillNotebookClient):
    """papermill's way through a notebook, in a forked process."""

    ahead = Unicode(
        help="Python code that runs before the notebook: once for all that name the same, in one "
        "environment and folder, and seen by none of them but for what it leaves in modules. "
        "Where it cannot be shared it does not run: a notebook must not need it."
    )

    @contextmanager
    def setup_kernel(self, **kwargs: object) -> Iterator[None]:
        """A process for this notebook, and no longer."""
        folder = self.resources.get("metadata", {}).get("path")
        process = Process(folder, self.startup_timeout, self.ahead)
        self.km = self.kc = process
        try:
            yield
        finally:
            process.close()
            self.km = self.kc = None

    async def _async_handle_timeout(self, timeout, cell=None):
        """Stop a cell that takes too long: it says where it stood, as when an ordinary kernel ends.

        Raises:
            CellTimeoutError: always, but where nbclient is asked to interrupt and go on.
        """
        if not self.interrupt_on_timeout:
            await self.km.interrupt_kernel()
            with suppress(TimeoutError):
                async with asyncio.timeout(LAST_WORD_SECONDS):
                    await self.kc.shell_channel.get_msg()
                    await self.kc.iopub_channel.taken_in()
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
        start_timeout=60, execution_timeout=None, **kwargs,
    ):  # fmt: skip
        """Run a notebook; papermill gives the arguments."""
        if not CAN_FORK or not _is_of_this_python(kernel_name):
            logger.warning(CANNOT_FORK if not CAN_FORK else OTHER_KERNEL, kernel_name)
            kwargs.pop("ahead", None)
            return super().execute_managed_notebook(
                nb_man, kernel_name, log_output, stdout_file, stderr_file, start_timeout,
                execution_timeout, **kwargs,
            )  # fmt: skip
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
            **{name: value for name, value in kwargs.items() if name in known},
        )
        nb_man.save, save = _seldom(nb_man), nb_man.save
        try:
            return client.execute()
        except BaseException:
            nb_man.save = save  # what it came to is saved here, or nowhere
            raise


def _seldom(manager: NotebookExecutionManager) -> Callable[..., None]:
    """Its way of saving, at intervals: papermill saves before and after every cell."""
    save, last = manager.save, manager.now()

    def save_at_intervals(**_: object) -> None:
        nonlocal last
        if (manager.now() - last).total_seconds() >= SAVE_SECONDS:
            save()
            last = manager.now()

    return save_at_intervals


@cache
def _is_of_this_python(kernel_name: str) -> bool:
    """Whether a kernel of that name would be IPython's, run by the Python that runs here."""
    try:
        spec = KernelSpecManager().get_kernel_spec(kernel_name)
    except NoSuchKernel:
        return False
    python, *arguments = spec.argv
    is_here = python in (sys.executable, "python", *_VERSIONS)
    return is_here and "ipykernel_launcher" in arguments and not spec.env
