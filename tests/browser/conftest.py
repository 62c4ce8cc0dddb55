"""The real dashboard in a real browser: a Streamlit server on the made-up sample, and headless Chromium through
Playwright.

Where there is no browser these tests are skipped with a reason; with PAPERTRENDS_REQUIRE_BROWSER set they fail instead.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

PROJECT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


_TURN = """
path => {
  history.pushState({}, "", path);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}
"""
"""Where `look.py` follows a link of a page, this does."""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serve_dashboard(data: Path) -> Iterator[str]:
    """The dashboard on a data folder; yields its address."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port)]
    process = subprocess.Popen(
        [*command, "--server.address", "127.0.0.1"],
        cwd=PROJECT,
        env=os.environ | {"PAPERTRENDS_DATA": str(data), "PAPERTRENDS_DAGSTER": "http://127.0.0.1:9"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                    break
            except (urllib.error.URLError, OSError):
                assert process.poll() is None, "streamlit ended before it answered"
                time.sleep(0.25)
        else:
            raise AssertionError("streamlit did not answer within a minute")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def chromium(dashboard):
    """A running headless Chromium, for as long as one module of tests.

    Playwright keeps an event loop running in this thread, which a Dagster run in the same process does not bear: hence
    not for the whole session, and after `dashboard`, which may need such a run.
    """
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        reason = "needs a browser: on Debian, apt-get install chromium"
        if os.environ.get("PAPERTRENDS_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def dashboard(served_sample) -> Iterator[str]:
    """Address of the dashboard on the made-up sample."""
    with serve_dashboard(served_sample.root) as address:
        yield address


class Visitor:
    """A reader with a browser: opens pages, waits until they are still, and remembers what the console complained
    of.
    """

    def __init__(self, browser, address: str, *, mode: str = "light", width: int = 1440, height: int = 900) -> None:
        self._address = address
        self._context = browser.new_context(
            color_scheme=mode, viewport={"width": width, "height": height}, accept_downloads=True
        )
        self.page = self._context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("response", self._see)
        self._heard = 0
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._count))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message) -> None:
        # A resource that failed to load is heard of by its response, with its address.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(message.text)

    def _count(self, _: object) -> None:
        self._heard += 1

    def _see(self, response) -> None:
        # Streamlit looks for its server below the page's own address first; that it is not there is no fault.
        path = urlsplit(response.url).path
        if response.status >= 400 and not (path.count("/") > 2 and "/_stcore/" in path):
            self.complaints.append(f"{response.status} for {response.url}")

    def open(self, path: str = "") -> None:
        """Goes to a page of the dashboard by its address and waits for it."""
        self.page.goto(f"{self._address}/{path}")
        self.wait()

    def turn_to(self, path: str = "") -> None:
        """Goes to a page as a link of the dashboard does, within the session: a quarter of the work of loading all
        anew.
        """
        address = urljoin(f"{self._address}/", path)
        if address == self.page.url:
            # A step to where one is moves nothing.
            self.page.reload()
        else:
            heard = self._heard
            self.page.evaluate(_TURN, address)
            # Until the server sends something, the page is as it was and looks done.
            while self._heard == heard:
                self.page.wait_for_timeout(20)
        self.wait()

    def wait(self) -> None:
        """Waits until the page has something to read and nothing more comes."""
        self.page.wait_for_selector(".stMain .pt", timeout=30_000)
        # The state turns to running a moment after a click, so a pause comes first.
        self.page.wait_for_timeout(250)
        self.page.wait_for_function(
            "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
            " && !document.querySelector('[data-stale=true]') && !document.querySelector('[data-testid=stSkeleton]')",
            timeout=30_000,
        )

    def text(self) -> str:
        """All that can be read in the main part of the page."""
        return self.page.locator(".stMain").inner_text()

    def check(self) -> None:
        """Nothing went wrong: no complaint of the console, no trace, no failure page."""
        assert not self.complaints, self.complaints
        assert self.page.locator("[data-testid=stException]").count() == 0
        assert "could not be shown" not in self.text()

    def close(self) -> None:
        self._context.close()


@pytest.fixture
def visit(chromium, dashboard):
    """Makes visitors of the sample's dashboard; at the end nothing may have gone wrong for any of them."""
    visitors = []

    def make(**how) -> Visitor:
        visitors.append(Visitor(chromium, dashboard, **how))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.check()
        visitor.close()


@pytest.fixture(scope="module")
def one_reader(chromium, dashboard):
    """A visitor of the sample's dashboard for a module of tests, so that its pages are loaded once."""
    visitor = Visitor(chromium, dashboard)
    visitor.open()
    yield visitor
    visitor.close()


@pytest.fixture
def reader(one_reader):
    """The module's one reader; a test begins with `turn_to`. At the end nothing may have gone wrong."""
    one_reader.complaints.clear()
    yield one_reader
    one_reader.check()


@pytest.fixture
def visit_folder(chromium):
    """A visitor of a dashboard of its own, on a data folder that the test may change."""
    with ExitStack() as stack:

        def make(data: Path) -> Visitor:
            visitor = Visitor(chromium, stack.enter_context(serve_dashboard(data)))
            stack.callback(visitor.close)
            stack.callback(visitor.check)
            return visitor

        yield make
