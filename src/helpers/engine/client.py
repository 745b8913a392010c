"""The papermill engine: nbclient, with a forked process in place of a kernel that it starts."""

from __future__ import annotations

import asyncio
import atexit
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from multiprocessing.connection import Client
from pathlib import Path
from typing import Any

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine
from papermill.log import logger

# Where a server listens that is there already, so that all processes of a run share one.
ADDRESS = "WRES_ENGINE"
CAN_FORK = hasattr(os, "fork")
CANNOT_FORK = "This system cannot fork processes: notebooks run in ordinary, slower kernels."

Message = dict[str, Any]


class Server:
    """A running `helpers.engine.server`; it ends with the process that started it."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="wres-")  # nobody else may open what is in it
        self.address = str(Path(self._folder) / "engine")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "helpers.engine.server", self.address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        if not self._process.stdout.readline():
            self.close()
            raise RuntimeError("the engine's server did not start; what it said stands above")

    def close(self) -> None:
        """End it. Children that still run end when their own connection closes."""
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def shared_server() -> Iterator[None]:
    """One server for this process and all that it starts; none where no process can fork."""
    if not CAN_FORK or ADDRESS in os.environ:
        yield
        return
    server = Server()
    os.environ[ADDRESS] = server.address
    try:
        yield
    finally:
        del os.environ[ADDRESS]
        server.close()


@cache
def _own_server() -> Server:
    server = Server()
    atexit.register(server.close)
    return server


def _address() -> str:
    """Where a server listens; one is started where there is none."""
    return os.environ.get(ADDRESS) or _own_server().address


class _Channel:
    """One of the two queues in which nbclient looks for messages."""

    def __init__(self, process: Process):
        self._process, self._messages = process, asyncio.Queue()

    def put(self, message: Message) -> None:
        self._messages.put_nowait(message)

    async def get_msg(self, timeout: float | None = None) -> Message:
        """The next message.

        Raises:
            queue.Empty: none came in that many seconds.
        """
        self._process.listen()
        try:
            return await asyncio.wait_for(self._messages.get(), timeout)
        except TimeoutError:
            raise queue.Empty from None


class Process:
    """A forked process, asked as nbclient asks a kernel by its manager and its client."""

    def __init__(self, folder: str | None):
        self._pipe = Client(_address(), family="AF_UNIX")
        environment = {name: value for name, value in os.environ.items() if name != ADDRESS}
        self._pipe.send({"environment": environment, "folder": folder or str(Path.cwd())})
        self._number = self._pipe.recv()["process"]
        self._is_alive = True
        self._loop: asyncio.AbstractEventLoop | None = None
        self.iopub_channel, self.shell_channel = _Channel(self), _Channel(self)

    # What nbclient asks of a client

    def execute(self, code: str, *, store_history: bool = True, stop_on_error: bool = True) -> str:
        """Ask for a cell to be run; the answers carry the number that comes back."""
        return self._ask(
            "execute_request",
            {"code": code, "store_history": store_history, "stop_on_error": stop_on_error},
        )

    def kernel_info(self) -> str:
        """Ask what language it speaks."""
        return self._ask("kernel_info_request", {})

    def _ask(self, what: str, content: Message) -> str:
        number = uuid.uuid4().hex
        header = {"msg_id": number, "msg_type": what, "session": "", "username": ""}
        self._pipe.send({"header": header, "content": content, "metadata": {}})
        return number

    def listen(self) -> None:
        """Take in messages as they come, in the loop that runs now."""
        if self._is_alive and self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(self._pipe.fileno(), self._take)

    def _take(self) -> None:
        try:
            message = self._pipe.recv()
        except (EOFError, OSError):
            self._is_alive = False
            self._stop_listening()
            return
        message["header"] = {"msg_type": message["msg_type"], "date": datetime.now(UTC)}
        channel = self.shell_channel if message["channel"] == "shell" else self.iopub_channel
        channel.put(message)

    def _stop_listening(self) -> None:
        if self._loop is not None:
            self._loop.remove_reader(self._pipe.fileno())
            self._loop = None

    # What nbclient asks of a manager

    async def is_alive(self) -> bool:
        """Whether the process is still there."""
        return self._is_alive

    async def interrupt_kernel(self) -> None:
        """Stop the cell that runs, as a person would by Ctrl+C."""
        os.kill(self._number, signal.SIGINT)

    def close(self) -> None:
        """End the process, whatever it does."""
        with suppress(ProcessLookupError):
            os.kill(self._number, signal.SIGKILL)
        self._stop_listening()
        self._pipe.close()


class ForkedClient(PapermillNotebookClient):
    """papermill's way through a notebook, in a forked process."""

    @contextmanager
    def setup_kernel(self, **kwargs: object) -> Iterator[None]:
        """A process for this notebook, and no longer."""
        process = Process(self.resources.get("metadata", {}).get("path"))
        self.km = self.kc = process
        try:
            yield
        finally:
            process.close()
            self.km = self.kc = None

    def output(self, outs, msg, display_id, cell_index):
        """Add an output. What is printed in one go stands in one piece, however it arrived."""
        made = super().output(outs, msg, display_id, cell_index)
        if made and made.output_type == "stream" and len(outs) > 1:
            before = outs[-2]
            if before.output_type == "stream" and before.name == made.name:
                before.text += outs.pop().text
        return made


class ForkEngine(NBClientEngine):
    """papermill's own engine, with a fork in place of a kernel; its name is `wres`."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man, kernel_name, log_output=False, stdout_file=None, stderr_file=None,
        start_timeout=60, execution_timeout=None, **kwargs,
    ):  # fmt: skip
        """Run a notebook; papermill gives the arguments."""
        if not CAN_FORK:
            logger.warning(CANNOT_FORK)
            return super().execute_managed_notebook(
                nb_man, kernel_name, log_output, stdout_file, stderr_file, start_timeout,
                execution_timeout, **kwargs,
            )  # fmt: skip
        # papermill hands on whatever it was given; nbclient complains of what it does not know.
        known = set(ForkedClient.class_trait_names()) - {"timeout", "startup_timeout"}
        client = ForkedClient(
            nb_man,
            timeout=execution_timeout,
            kernel_name=kernel_name,
            log=logger,
            log_output=log_output,
            stdout_file=stdout_file,
            stderr_file=stderr_file,
            **{name: value for name, value in kwargs.items() if name in known},
        )
        # papermill writes the file before and after every cell; here at the ends only.
        client.nb_man.save, save = (lambda **_: None), client.nb_man.save
        try:
            return client.execute()
        finally:
            client.nb_man.save = save
