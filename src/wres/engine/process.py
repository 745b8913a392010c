"""A forked process as nbclient asks a kernel, and the server that forks it.

Nothing here imports papermill: papermill imports every engine when it is imported itself.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import queue
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Any

from wres.ground import machine
from wres.ground.errors import RunError

# Where a server listens that is there already, so that all processes of a run share one.
ADDRESS = "WRES_ENGINE"
CAN_FORK = hasattr(os, "fork")
_START = (
    "import sys; sys.path[:] = [path for path in sys.path if path]; "
    "from wres.engine.server import main; main(sys.argv[1])"
)
# A loop may go to and fro between two environments; a server holds 150 MB.
_MOST_SERVERS = 2
# Loading the libraries takes seconds, and more on a machine with much else to do.
START_SECONDS = 120
# How long exit hooks may take before the process is killed.
END_SECONDS = 5
_A_MOMENT = 0.05
# What a server says when it can be asked; else it says why it cannot.
READY = "ready"
_SAID_ELSEWHERE = "; what it said stands above, or in the reports' run.log"
# A notebook's process says so when it has nothing left to do.
ENDED = "ended"

Message = dict[str, Any]


class Server:
    """A running `wres.engine.server`; it ends with the process that started it."""

    def __init__(self) -> None:
        self._environment, self._is_ready = _read_at_start(os.environ), False
        self._folder = tempfile.mkdtemp(prefix="wres-")  # nobody else may open what is in it
        self.address = str(Path(self._folder) / "engine")
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, self.address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            process_group=0,  # a terminal's Ctrl+C is for whoever started it, which ends it
        )

    def wait(self) -> Server:
        """Wait until it can be asked.

        Raises:
            RunError: it did not start.
        """
        ready, _, _ = select.select([self._process.stdout], [], [], START_SECONDS)
        said = self._process.stdout.readline().decode().strip() if ready else ""
        if said == READY:
            self._is_ready = True
            return self
        self.close()
        if not said and self._process.returncode == -getattr(signal, "SIGPROF", 0):
            said = machine.in_a_sentence(MemoryError())  # see `wres.ground.loading.bounded`
        why = f": {said}" if said else _SAID_ELSEWHERE
        raise RunError(f"the process that notebooks are forked from did not start{why}")

    @property
    def is_alive(self) -> bool:
        """Whether it still forks."""
        return self._process.poll() is None

    def fits(self, environment: Mapping[str, str]) -> bool:
        """Whether it still forks, and was started as an interpreter there would be now."""
        return self.is_alive and _read_at_start(environment) == self._environment

    def close(self) -> None:
        """End it. Children that still run end when their own connection closes."""
        if not self._is_ready:  # it does not look yet whether anybody needs it
            self._process.kill()
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def shared_server() -> Iterator[None]:
    """One server for this process and all that it starts; none where no process can fork."""
    with starting_server() as server:
        if server:
            server.wait()
        yield


@contextmanager
def starting_server() -> Iterator[Server | None]:
    """The same, for whoever has something else to do until it can be asked.

    None where there is one already, or where no process can fork.
    """
    if not CAN_FORK or ADDRESS in os.environ:
        yield None
        return
    server = Server()
    os.environ[ADDRESS] = server.address
    try:
        yield server
    finally:
        del os.environ[ADDRESS]
        server.close()


def _read_at_start(environment: Mapping[str, str]) -> dict[str, str]:
    """What an interpreter and its libraries may heed when they are loaded, and never again."""
    return {name: value for name, value in environment.items() if not _SAY_NOTHING.fullmatch(name)}


_own: list[Server] = []
# Variables that say nothing to an interpreter that starts: the pack's own, and where a shell or
# pytest stands.
_SAY_NOTHING = re.compile(r"WRES_.*|PYTEST_CURRENT_TEST|_|PWD|OLDPWD|SHLVL")


def _address() -> str:
    """Where a server listens; one is started where there is none for this environment."""
    if address := os.environ.get(ADDRESS):
        return address
    server = next((server for server in _own if server.fits(os.environ)), None)
    if server is None:
        while len(_own) >= _MOST_SERVERS:
            _own.pop(0).close()
        server = Server().wait()
        atexit.register(server.close)
    else:
        _own.remove(server)
    _own.append(server)
    return server.address


_spent = [0.0]


def spent() -> float:
    """The processor seconds of all processes asked for here that have ended in good order."""
    return _spent[0]


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

    async def taken_in(self) -> None:
        """Wait until whoever looks here has seen all that came."""
        while not self._messages.empty():
            await asyncio.sleep(0)
        await asyncio.sleep(_A_MOMENT)


class Process:
    """A forked process, asked as nbclient asks a kernel by its manager and its client."""

    def __init__(
        self, folder: str | None, start_seconds: float, ahead: str = "", *, obeys_user: bool = False
    ):
        self._pipe = _connect()
        try:
            environment = {name: value for name, value in os.environ.items() if name != ADDRESS}
            asked = {
                "environment": environment,
                "folder": folder or str(Path.cwd()),
                "ahead": ahead,
                "obeys_user": obeys_user,
            }
            self._pipe.send(asked)
            if not self._pipe.poll(start_seconds):
                raise RunError(f"the notebook's process did not start in {start_seconds:g} seconds")
            self._number = self._pipe.recv()["process"]
        except (EOFError, OSError) as error:
            self._pipe.close()
            raise RunError("the notebook's process died when it started") from error
        self._is_alive, self.is_busy = True, False
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
        self.is_busy = True
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
        for part in ("content", "metadata"):
            message[part] = json.loads(message[part])
        message["header"] = {"msg_type": message["msg_type"], "date": datetime.now(UTC)}
        is_reply = message["channel"] == "shell"
        self.is_busy = self.is_busy and not is_reply
        (self.shell_channel if is_reply else self.iopub_channel).put(message)

    def _let_end(self) -> None:
        """Say that no cell will come, and wait until it has run its exit hooks."""
        with socket.socket(fileno=os.dup(self._pipe.fileno())) as end:
            end.shutdown(socket.SHUT_WR)
        deadline = time.monotonic() + END_SECONDS
        with suppress(EOFError, OSError):
            while time.monotonic() < deadline and self._is_there():
                # What an exit hook says has no cell left to be said in.
                if self._pipe.poll(_A_MOMENT) and (said := self._pipe.recv())["msg_type"] == ENDED:
                    _spent[0] += said["processor_seconds"]
                    return

    def _is_there(self) -> bool:
        try:
            os.kill(self._number, 0)
        except ProcessLookupError:
            return False
        return True

    def _signal(self, which: signal.Signals) -> None:
        # The number of its group stays taken as long as one of them lives.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._number, which)

    def _stop_listening(self) -> None:
        if self._loop is not None:
            self._loop.remove_reader(self._pipe.fileno())
            self._loop = None

    # What nbclient asks of a manager

    async def is_alive(self) -> bool:
        """Whether the process is still there; one that it forked may hold the pipe open."""
        return self._is_alive and self._is_there()

    async def interrupt_kernel(self) -> None:
        """Stop the cell that runs, as a person would by Ctrl+C, and what it started."""
        self._signal(signal.SIGINT)

    def close(self) -> None:
        """End the process, and what it started: in good order where it waits for a cell."""
        self._stop_listening()
        if self._is_alive and not self.is_busy:
            self._let_end()
        self._signal(signal.SIGKILL)
        self._pipe.close()


def _connect() -> Connection:
    try:
        return Client(_address(), family="AF_UNIX")
    except OSError as error:
        raise RunError(
            "the process that notebooks are forked from is gone (perhaps killed for want of "
            "memory); run it again"
        ) from error
