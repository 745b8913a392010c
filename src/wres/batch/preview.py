"""Pages that are seen while they are written: served from memory, on this machine alone.

The page that is open follows by a script that only a page served here has.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LOOPBACK = "127.0.0.1"
_CHANGES = "/changes"
# Asked again at once where the answer is that nothing has changed.
_WAIT_SECONDS = 20
_FOLLOW = """<script>
(async () => {
  for (;;) {
    try {
      const answer = await fetch(`/changes?${document.documentElement.dataset.number}`);
      if (answer.status === 200) { location.reload(); return; }
    } catch { await new Promise((done) => setTimeout(done, 1000)); }
  }
})();
</script>"""
_ELSEWHERE = "<p>'{}' is not part of the preview: wres run makes it.</p>"


class Preview:
    """What is seen by now. Left as a context, it is served no more."""

    def __init__(self, port: int = 0):
        self._files: Mapping[str, bytes] = {}
        self._fault = ""
        self._numbers: dict[str, int] = {}
        self._number = 0
        self._changed = threading.Condition()
        self._server = ThreadingHTTPServer((LOOPBACK, port), _handler(self))
        self._server.daemon_threads = True

    def __enter__(self) -> Preview:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        """Where the pages are, for a browser on this machine."""
        return f"http://{LOOPBACK}:{self._server.server_port}/"

    def show(self, files: Mapping[str, bytes]) -> None:
        """Show these files; the open page follows if it is another now."""
        with self._changed:
            self._number += 1
            for name, content in files.items():
                if self._fault or self._files.get(name) != content:
                    self._numbers[name] = self._number
            self._files, self._fault = dict(files), ""
            self._changed.notify_all()

    def fail(self, why: str) -> None:
        """Say on every page why it cannot be made again."""
        with self._changed:
            self._number += 1
            self._numbers = dict.fromkeys((*self._numbers, ""), self._number)
            self._fault = why
            self._changed.notify_all()

    def wait(self, name: str, number: int) -> bool:
        """Wait until a page is another than that of a number; whether it is."""
        with self._changed:
            return self._changed.wait_for(
                lambda: self._numbers.get(name, self._number) > number, _WAIT_SECONDS
            )

    def page(self, name: str) -> bytes | None:
        """A page as it is served; None where there is none."""
        with self._changed:
            number, fault, content = self._number, self._fault, self._files.get(name)
        if content is None and not fault:
            return None
        html = content.decode() if content else "<!doctype html><html><body></body></html>"
        if fault:
            said = f'<pre class="wres-banner" role="alert">{escape(fault)}</pre>'
            head, body, rest = html.partition("<body")
            tag, end, rest = rest.partition(">")
            html = f"{head}{body}{tag}{end}{said}{rest}"
        html = html.replace("<html", f'<html data-number="{number}"', 1)
        return html.replace("</body>", f"{_FOLLOW}</body>", 1).encode()

    @property
    def first(self) -> str:
        """The page that is shown where none is named."""
        return next(iter(self._files), "")


def _handler(preview: Preview) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers a browser of this machine."""

        def do_GET(self) -> None:
            """A page, or whether the open one has changed."""
            # A page elsewhere could name this machine by a name of its own.
            if self.headers.get("Host") != preview.address.removeprefix("http://").rstrip("/"):
                self._answer(HTTPStatus.FORBIDDEN, b"")
                return
            path, _, asked = self.path.partition("?")
            if path == _CHANGES:
                name = (self.headers.get("Referer") or "").removeprefix(preview.address)
                name = name.partition("#")[0] or preview.first
                has_changed = preview.wait(name, int(asked) if asked.isdigit() else 0)
                self._answer(HTTPStatus.OK if has_changed else HTTPStatus.ACCEPTED, b"")
                return
            name = path.lstrip("/") or preview.first
            content = preview.page(name)
            if content is None:
                self._answer(HTTPStatus.NOT_FOUND, _ELSEWHERE.format(escape(name)).encode())
            else:
                self._answer(HTTPStatus.OK, content)

        def _answer(self, status: HTTPStatus, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing of what a browser asks."""

    return Handler
