"""Seconds that readers wait for the dashboard's server: one reader alone, ten who act as readers do, and ten at the
same instant.

    PAPERTRENDS_DATA=… .venv/bin/python -m benchmarks.dashboard.sessions

One `streamlit run` serves sessions that speak its protocol over websockets, as a browser does, from the request to the
end of the page's script. Each walks the pages of `WALK` and acts on them; `ten readers` begin at different moments and
look at each page for two seconds, `at one instant` all ask for the same at once. The last column is the server's CPU
seconds a step, which a busy machine does not blur (of `/proc`, so on Linux only). What browsers then draw they draw on
ten machines: `one browser` is Chromium on this one, from the click to a page that is still, drawing included.
"""

import asyncio
import math
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from playwright.async_api import async_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from warehouse.connection import open_served
from warehouse.paths import data_paths

SESSIONS = 10
LOOKING = 2.0
"""Seconds that a reader looks at a page before the next step."""


class Step(NamedTuple):
    """A page to go to, or on the page that is open a text to type: `field` is the key of its box."""

    kind: str
    page: str
    parameters: dict[str, str]
    field: str = ""
    text: str = ""


def walk() -> list[Step]:
    """What each session does, with terms of the warehouse that is served."""
    with open_served(data_paths().served) as connection:
        first, second, third = (
            row[0] for row in connection.sql("SELECT term FROM terms ORDER BY papers DESC, term LIMIT 3").fetchall()
        )
        theme = connection.sql("SELECT theme_id FROM themes ORDER BY papers DESC LIMIT 1").fetchall()[0][0]
    return [
        Step("a page", "", {}),
        Step("a page", "terms", {"terms": first}),
        Step("an interaction", "terms", {"terms": first}, "terms_typed", f"{first}, {second}"),
        Step("an interaction", "terms", {"terms": first}, "terms_typed", f"{second} / {first}"),
        Step("a page", "themes", {}),
        Step("a page", "themes", {"theme": str(theme)}),
        Step("a page", "papers", {"q": second}),
        Step("an interaction", "papers", {"q": second}, "q", third),
        Step("a page", "data", {}),
    ]


@contextmanager
def serve() -> Generator[tuple[str, int]]:
    """The dashboard on the data folder of the environment; yields its address and process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            with suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                break
            time.sleep(0.25)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


class Session:
    """One reader's connection to the server."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._ids: dict[str, str] = {}
        self._hash = ""

    async def do(self, step: Step) -> float:
        """Seconds from the request to the end of the page's script."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string = urlencode(step.parameters)
        state.page_name = step.page
        if step.field:
            state.page_script_hash = self._hash
            widget = state.widget_states.widgets.add()
            widget.id, widget.string_value = self._ids[step.field], step.text
        started = time.perf_counter()
        await self._connection.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(await self._connection.recv())
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self._hash = answer.new_session.page_script_hash
            elif kind == "delta" and answer.delta.new_element.WhichOneof("type") == "text_input":
                ident = answer.delta.new_element.text_input.id
                self._ids[ident.rsplit("-", 1)[-1]] = ident
            elif kind == "script_finished" and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return time.perf_counter() - started


Times = dict[str, list[float]]
_CPU = "server"


def _cpu_seconds(pid: int) -> float:
    """What a process has used of the processors, all its threads; not a number where that cannot be known."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return math.nan
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _reader(address: str, steps: list[Step], times: Times, wait: Callable[[], Awaitable[object]]) -> None:
    async with connect(
        f"{address.replace('http', 'ws')}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=None
    ) as connection:
        session = Session(connection)
        for step in steps:
            await wait()
            times.setdefault(step.kind, []).append(await session.do(step))


async def _measure(address: str, pid: int, steps: list[Step]) -> dict[str, Times]:
    found: dict[str, Times] = {}

    async def at_once() -> None:
        await asyncio.sleep(0)

    async def looking() -> None:
        await asyncio.sleep(random.uniform(0, 2 * LOOKING))

    async def read(name: str, readers: int, wait: Callable[[], Awaitable[object]]) -> None:
        times: Times = {}
        before = _cpu_seconds(pid)
        await asyncio.gather(*(_reader(address, steps, times, wait) for _ in range(readers)))
        found[name] = times | {_CPU: [(_cpu_seconds(pid) - before) / (readers * len(steps))]}

    await read("cold", 1, at_once)
    await read("one reader", 1, at_once)
    await read("ten readers", SESSIONS, looking)
    await read("at one instant", SESSIONS, asyncio.Barrier(SESSIONS).wait)
    return found


# When the page last changed, and whether its script is done and nothing in it is old or still to come.
_WATCH = """new MutationObserver(() => { window.lastChange = performance.now(); })

.observe(document, {childList: true, subtree: true, attributes: true, characterData: true});"""
_STILL = """document.querySelector('.stMain .pt')

&& document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'

&& !document.querySelector('[data-stale=true]') && !document.querySelector('[data-testid=stSkeleton]')

&& performance.now() > Math.max(window.lastChange, window.begun ?? 0) + 700"""


async def _browse(address: str, steps: list[Step]) -> Times:
    """The same in Chromium, each page loaded anew: seconds to the last change of what is shown."""
    found: Times = {}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        await page.add_init_script(_WATCH)
        for step in steps:
            if step.field:
                box = page.locator(f".st-key-{step.field} input")
                await box.fill(step.text)
                await page.evaluate("window.begun = performance.now()")
                await box.press("Enter")
            else:
                # The page's clock begins with the navigation.
                await page.goto(f"{address}/{step.page}?{urlencode(step.parameters)}")
            await page.wait_for_function(_STILL)
            taken = await page.evaluate("window.lastChange - (window.begun ?? 0)")
            found.setdefault(step.kind, []).append(taken / 1000)
        await browser.close()
    return found


def main() -> None:
    """Prints the table."""
    steps = walk()
    load = os.getloadavg()[0]
    with serve() as (address, pid):
        found = asyncio.run(_measure(address, pid, steps))
        if shutil.which("chromium"):
            found["one browser"] = asyncio.run(_browse(address, steps))
    print(f"load before {load:.1f} on {os.cpu_count()} cores; seconds, median and worst\n")
    print(f"{'':18} {'a page':>16} {'an interaction':>16} {'server CPU':>11}")
    for name, times in found.items():
        cells = [
            f"{statistics.median(times[kind]):7.2f} {max(times[kind]):7.2f}" for kind in ("a page", "an interaction")
        ]
        cpu = f"{times[_CPU][0]:11.2f}" if _CPU in times else ""
        print(f"{name:18} " + " ".join(cell.rjust(16) for cell in cells) + f" {cpu}")


if __name__ == "__main__":
    main()
