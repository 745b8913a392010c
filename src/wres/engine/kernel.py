"""One notebook's process: the IPython kernel, with a pipe in place of its sockets.

It is ipykernel's own kernel, shell, display hooks and comms. Only the session differs: it writes
each message to the pipe instead of signing and sending it. So outputs are what a kernel makes.
"""

from __future__ import annotations

import asyncio
import atexit
import importlib
import logging
import os
import select
import shutil
import signal
import sys
import threading
import time
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOBase
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace

from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.parentpoller import ParentPollerUnix
from IPython.core.profiledir import ProfileDir, ProfileDirError
from IPython.core.shellapp import InteractiveShellApp
from IPython.paths import get_ipython_dir
from jupyter_client.session import Session
from traitlets.config import Config

from wres.engine.process import ENDED
from wres.engine.tracebacks import show_without_lines

_BLOCK = 1 << 16  # what a pipe holds
_FLUSH_SECONDS = 0.1
# Before these goes what a program has printed by then, as before what Python prints.
_AFTER_PROGRAMS = ("display_data", "execute_result", "error", "execute_reply")

_INLINE = "module://matplotlib_inline.backend_inline"
# What a kernel loads only when it first runs a cell.
_LOADED_LATE = (
    "ipykernel.debugger",
    "IPython.core.completer",
    "IPython.core.debugger",
    "IPython.core.history",
    "IPython.core.magics",
    "IPython.core.ultratb",
    "matplotlib_inline.config",
)


class _Turn:
    """One at a time: other threads wait, and who has the turn already does not get it again.

    A thread asks again in the midst of its turn where what handles a signal prints. It leaves what
    it has to say where whoever has the turn finds it.
    """

    # One for all: with a lock each, two threads could wait for each other's.
    _lock = threading.RLock()

    def __init__(self) -> None:
        self._is_taken = False

    @contextmanager
    def taken(self) -> Iterator[bool]:
        """Wait for the other threads; whether the turn is the asker's to use."""
        with self._lock:
            if self._is_taken:
                yield False
                return
            self._is_taken = True
            try:
                yield True
            finally:
                self._is_taken = False


class PipeSession(Session):
    """A session that sends a message as it is, down a pipe."""

    def attach(self, pipe: Connection) -> PipeSession:
        """Use this pipe; messages may come from several threads."""
        self._pipe, self._turn = pipe, _Turn()
        self.watched: list[_Watched] = []
        self._owner = os.getpid()
        self._waiting: deque[dict] = deque()
        return self

    @property
    def is_own(self) -> bool:
        """Whether this is the notebook's process, and not one that the notebook forked."""
        return os.getpid() == self._owner

    def send(
        self, stream, msg_or_type, content=None, parent=None, ident=None, buffers=None,
        track=False, header=None, metadata=None,
    ):  # fmt: skip
        """Send a message; its arguments are those of any session."""
        message = (
            msg_or_type
            if isinstance(msg_or_type, dict)
            else self.msg(msg_or_type, content, parent=parent, header=header, metadata=metadata)
        )
        sent = {
            "channel": stream if stream == "shell" else "iopub",
            "msg_type": message["msg_type"],
            "parent_header": {"msg_id": message["parent_header"].get("msg_id")},
            # As what a kernel sends: bytes in base 64, keys as texts.
            "metadata": self.pack(message["metadata"]),
            "content": self.pack(message["content"]),
            "buffers": [bytes(buffer) for buffer in buffers or ()],
        }
        if self.is_own:
            if sent["msg_type"] in _AFTER_PROGRAMS:
                self.send_on()
                self.flush()
            self._write(sent)
        return message

    def send_on(self) -> None:
        """Send what programs have printed by now."""
        has_printed, _, _ = select.select(self.watched, [], [], 0)
        for watched in has_printed:
            watched.send_on()

    def flush(self) -> None:
        """Send what was printed, also where the notebook has put another stream in its place."""
        for watched in self.watched:
            watched.stream.flush()

    def _write(self, message: dict) -> None:
        self._waiting.append(message)
        with self._turn.taken() as is_mine, _interrupted_after():
            while is_mine and self._waiting:
                self._pipe.send(self._waiting.popleft())


@contextmanager
def _interrupted_after() -> Iterator[None]:
    """Let an interrupt wait until this is done: half a message would end the talk."""
    handle = signal.getsignal(signal.SIGINT)
    is_main = threading.current_thread() is threading.main_thread()
    if not (is_main and callable(handle)):  # nothing is raised in other threads, or by C code
        yield
        return
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handle)
    if came:
        signal.raise_signal(signal.SIGINT)


class Stream(TextIOBase):
    """Standard output or error: what is written goes out as messages, in its order."""

    encoding = "UTF-8"

    def __init__(self, kernel: IPythonKernel, name: str):
        self._kernel, self.name, self._texts = kernel, name, deque()
        self._turn, self._flushed = _Turn(), 0.0

    def writable(self) -> bool:
        """Whether it can be written to: always."""
        return True

    def isatty(self) -> bool:
        """Whether it is a terminal: never."""
        return False

    def fileno(self) -> int:
        """The file behind it, for programs that a notebook starts."""
        return 1 if self.name == "stdout" else 2

    def write(self, text: str) -> int:
        """Keep a text until the next flush."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if not self._kernel.session.is_own:
            # A process that the notebook forked writes as a program does.
            os.write(self.fileno(), text.encode(errors="replace"))
            return len(text)
        self._kernel.session.send_on()
        self.add(text)
        return len(text)

    def add(self, text: str) -> None:
        """Add a text to what goes out, whoever printed it."""
        if not text:
            return
        for watched in self._kernel.session.watched:
            if watched.stream is not self:
                watched.stream.flush()
        self._texts.append(text)
        # Lines go soon, so that a cell that dies keeps what it had printed, but not one by one.
        if "\n" in text and time.monotonic() - self._flushed > _FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Send what was written."""
        if not (self._texts and self._kernel.session.is_own):
            return
        with self._turn.taken() as is_mine:
            while is_mine and self._texts:
                text = "".join(self._texts.popleft() for _ in range(len(self._texts)))
                content = {"name": self.name, "text": text}
                self._kernel.session.send(None, "stream", content, self._kernel.get_parent())
                self._flushed = time.monotonic()


class _NoDebugger:
    """Nobody steps through a notebook that runs by itself; the real one takes long to load."""

    def __init__(self, *_: object):
        pass


class Kernel(IPythonKernel):
    """ipykernel's kernel, asked by a pipe."""

    debugger_class = _NoDebugger

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Nothing waits behind a request."""


def load() -> None:
    """Load what a kernel loads when it first runs a cell."""
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # its warning is for those who debug
    for name in _LOADED_LATE:
        importlib.import_module(name)


def draw_inline() -> None:
    """Have matplotlib draw into notebooks: it looks once for what is installed that can draw."""
    _let_matplotlib_draw_by(_INLINE)


def ready(folder: Path) -> Kernel:
    """A kernel that has run nothing: a fork of it is as fresh as a new one, and costs nothing.

    Args:
        folder: where its IPython profile is, until a notebook has one of its own.
    """
    log = logging.Logger(__name__)
    log.addHandler(logging.NullHandler())  # no word of the kernel's own is in the notebook
    # Magics and matplotlib look for the application that a kernel belongs to.
    application = IPKernelApp.instance(
        # Else IPython would write every cell into the user's own history.
        config=Config(HistoryManager={"hist_file": ":memory:"}),
        profile_dir=ProfileDir(location=str(folder / "profile")),
        session=PipeSession(username="wres"),
        log=log,
    )
    application.init_pdb()
    application.kernel = kernel = Kernel.instance(
        parent=application,
        profile_dir=application.profile_dir,
        session=application.session,
        iopub_socket=object(),
        shell_channel_thread=_Main(),
        log=log,
        _execute_sleep=0,  # for sockets, which may let a reply overtake what was printed
    )
    application.init_shell()
    application.init_extensions()
    show_without_lines(kernel.shell)
    # What the shell makes when it first runs a cell and shows something; it remembers neither.
    kernel.shell.run_cell("None", store_history=False, silent=True)
    kernel.shell.display_formatter.format(None)
    return kernel


def serve(kernel: Kernel, pipe: Connection, asked: dict) -> None:
    """Run the cells that come down the pipe until it closes, in a kernel that is ready."""
    if os.environ != asked["environment"]:
        os.environ.clear()
        os.environ.update(asked["environment"])
    kernel.shell.init_environment()
    os.environ.setdefault("MPLBACKEND", _INLINE)
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    os.chdir(asked["folder"])
    # As an ordinary kernel has them: what lies beside the notebook can be imported, and there is
    # no input.
    InteractiveShellApp.init_path(SimpleNamespace(ignore_cwd=False))
    sys.argv[:] = ["ipykernel_launcher"]
    _close_input()
    profile = _take_profile(kernel, asked["obeys_user"])
    # The notebook chooses how matplotlib draws, as in an interpreter that has just begun.
    _let_matplotlib_draw_by(os.environ["MPLBACKEND"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    kernel.session.attach(pipe)
    ParentPollerUnix(os.getppid()).start()
    kernel.shell.displayhook.get_execution_count = lambda: kernel.execution_count
    sys.stdout, sys.stderr = Stream(kernel, "stdout"), Stream(kernel, "stderr")
    # The notebook may put others in their place.
    kernel.session.watched = [_Watched(sys.stdout), _Watched(sys.stderr)]
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    pipe.send({"msg_type": "started", "process": os.getpid()})
    while True:
        try:
            loop.run_until_complete(_answer(kernel, pipe, loop))
            break
        except KeyboardInterrupt:  # an interrupt that came when its cell had ended
            continue
    # As an interpreter ends: exit hooks, and what files that were left open still hold.
    atexit._run_exitfuncs()
    kernel.shell.user_ns.clear()
    if not asked["obeys_user"]:
        shutil.rmtree(profile.location, ignore_errors=True)
    if kernel.session.is_own:
        with suppress(OSError):  # whoever asked is gone
            pipe.send({"msg_type": ENDED, "processor_seconds": time.process_time()})


def _take_profile(kernel: Kernel, is_users: bool) -> ProfileDir:
    """Where a notebook stores what outlasts it (`%store`): the user's own profile, or nobody's."""
    if is_users:
        place = get_ipython_dir(), "default"
        try:
            profile = ProfileDir.find_profile_dir_by_name(*place)
        except ProfileDirError:
            profile = ProfileDir.create_profile_dir_by_name(*place)
    else:
        profile = ProfileDir(location=f"{kernel.profile_dir.location}-{os.getpid()}")
    for holder in (kernel.parent, kernel, kernel.shell):
        holder.profile_dir = profile
    kernel.parent.ipython_dir = kernel.shell.ipython_dir = str(Path(profile.location).parent)
    return profile


class _Main:
    """The thread in which cells run, where the kernel looks for it."""

    parent_thread = threading.main_thread()


async def _answer(kernel: Kernel, pipe: Connection, loop: asyncio.AbstractEventLoop) -> None:
    """Answer requests until the pipe closes. What a cell left to do goes on in between."""
    asked = asyncio.Event()
    loop.add_reader(pipe.fileno(), asked.set)
    while True:
        await asked.wait()
        asked.clear()
        try:
            request = pipe.recv()
        except (EOFError, ConnectionError):  # whoever asks was ended
            return
        kernel.set_parent(b"", request)
        kernel.shell.set_parent(request)
        handle = getattr(kernel, request["header"]["msg_type"])
        await handle("shell", b"", request)
        kernel.session.flush()
        kernel._publish_status("idle", "shell")


def _close_input() -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


class _Watched:
    """What is written past Python, by a program that a cell started or by C code, is sent on.

    It is sent as it comes, by a thread; and before a result, and at the end of a cell, whatever
    is there by then.
    """

    def __init__(self, stream: Stream):
        self.stream, self._turn = stream, _Turn()
        self._decoder = getincrementaldecoder("utf-8")("replace")  # a letter may come in two blocks
        self._reading, writing = os.pipe()
        os.set_blocking(self._reading, False)
        os.dup2(writing, stream.fileno())
        os.close(writing)
        threading.Thread(target=self._watch, name=f"watch {stream.name}", daemon=True).start()

    def fileno(self) -> int:
        """What a program's output is read from."""
        return self._reading

    def send_on(self) -> bool:
        """Send what is there, a pipe's full at most; whether more can come."""
        with self._turn.taken() as is_mine:
            if not is_mine:
                return True
            try:
                block = os.read(self._reading, _BLOCK)
            except BlockingIOError:
                return True
            self.stream.add(self._decoder.decode(block))
            self.stream.flush()
            return bool(block)

    def _watch(self) -> None:
        while self.send_on():
            self.stream.flush()
            select.select([self._reading], [], [], _FLUSH_SECONDS)


def _let_matplotlib_draw_by(backend: str) -> None:
    if matplotlib := sys.modules.get("matplotlib"):
        matplotlib.rcParams["backend"] = backend
