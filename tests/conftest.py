"""What several tests share: one browser, and how to ask it whether a page is accessible."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

# The same examples on every machine and every day, and no clock: a test that fails here fails
# everywhere. HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("pack", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "pack"))

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_NO_BROWSER = (
    "The tests need a browser and found none. Install Debian's package 'chromium', or set "
    "WRES_CHROMIUM to the path of Chromium or Chrome."
)
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What a page is shown on besides a light screen. Paper is as wide as A4 without its margins.
MEDIA = {
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "paper": {"media": "print"},
}
_PLAIN = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
_PAPER = 665
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Visit:
    """A page open in the browser, and what it asked for while it loaded."""

    page: Page
    requests: tuple[str, ...]

    def faults(self, colours: bool = True) -> list[str]:
        """What axe-core finds wrong, and what it could not decide.

        To hold every text's colour against what is behind it takes most of its time. Where the
        same colours have been looked at already, it can be left out.
        """
        options = {
            "runOnly": {"type": "tag", "values": _RULES},
            "resultTypes": ["violations", "incomplete"],
            "rules": {"color-contrast": {"enabled": colours}},
        }
        found = Axe().run(self.page, options=options).response
        return [
            f"{kind}: {rule['id']}: {node['html'][:160]}"
            for kind in ("violations", "incomplete")
            for rule in found[kind]
            for node in rule["nodes"]
        ]

    def at(self, width: int, medium: str = "") -> Visit:
        """The same page in another width, or on one of `MEDIA`."""
        self.page.emulate_media(**(_PLAIN | MEDIA.get(medium, {})))
        self.page.set_viewport_size(
            {"width": _PAPER if medium == "paper" else width, "height": 900}
        )
        return self

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a slow test out, and say so, where the time of its lane is over (`scripts/slow.sh`)."""
    until = float(os.environ.get("WRES_UNTIL", "inf"))
    if item.get_closest_marker("slow") and time.time() > until:
        pytest.skip("no time is left for it")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the pack keeps is kept among the tests' own files, once for all their processes."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    os.environ["WRES_CACHE"] = str(folder / "cache")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run. A machine without one fails: it must not pass by default."""
    path = os.environ.get("WRES_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if not path:
        pytest.fail(_NO_BROWSER)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator:
    """Open some HTML in a window of a given width."""
    opened: list[Page] = []

    def open_page(html: str, width: int = 1280) -> Visit:
        file = tmp_path / f"page-{len(opened)}.html"
        file.write_text(html, encoding="utf-8")
        page = browser.new_page(viewport={"width": width, "height": 900})
        opened.append(page)
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(file.as_uri(), wait_until="load")
        return Visit(page, tuple(url for url in requests if url != file.as_uri()))

    yield open_page
    for page in opened:
        page.close()
