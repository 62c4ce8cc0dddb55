"""Sends what a page of another site can make a browser send to the real servers of `papertrends up`.

None of it may start a run, open a session, or change anything; the user's own page must be answered.
"""

import http.client
import json
import os
import signal
import socket
import sqlite3
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from websockets.exceptions import InvalidHandshake
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from benchmarks.chaos.report import Fault, Tally
from benchmarks.chaos.runs import Ended, start, wait
from benchmarks.chaos.stage import Stage
from warehouse.paths import DataPaths

READY_SECONDS = 240.0
ANSWER_SECONDS = 60.0
FOREIGN = "https://evil.example"
_SELECTOR = '{repositoryLocationName: "papertrends", repositoryName: "__repository__", jobName: "refresh"}'
LAUNCH = f"mutation {{ launchRun(executionParams: {{selector: {_SELECTOR}, runConfigData: {{}}}}) {{ __typename }} }}"
WIPE = "mutation { wipeAssets(assetPartitionRanges: []) { __typename } }"
HIDDEN = f"query A {{ version }} {LAUNCH.replace('mutation', 'mutation B', 1)}"
READ = "query { runsOrError { __typename } }"
_IMAGE = {
    "Sec-Fetch-Site": "cross-site",
    "Sec-Fetch-Mode": "no-cors",
    "Sec-Fetch-Dest": "image",
    "Referer": FOREIGN + "/",
}
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Origin": FOREIGN}
_TEXT = {"Content-Type": "text/plain", "Origin": FOREIGN}


class Request(NamedTuple):
    """A request.

    Args:
        name: what it is.
        method: of HTTP; ``WS`` to open a WebSocket.
        path: with the query.
        headers: besides those that every request has.
        body: what is sent.
        passes: whether it is the user's own, and is to be answered.
    """

    name: str
    method: str
    path: str
    headers: dict[str, str]
    body: str = ""
    passes: bool = False


def _graphql(query: str) -> str:
    return f"/graphql?query={quote(query)}"


def dagster_requests(port: int) -> list[Request]:
    """Requests for the Dagster UI."""
    own = f"http://localhost:{port}"
    rebound = {"Host": f"evil.example:{port}", "Origin": f"http://evil.example:{port}"}
    launch = json.dumps({"query": LAUNCH})
    json_type = {"Content-Type": "application/json"}
    return [
        Request("the UI itself", "GET", "/", {}, passes=True),
        Request(
            "a query of the UI", "POST", "/graphql", {**json_type, "Origin": own}, json.dumps({"query": READ}), True
        ),
        Request("a WebSocket of the UI", "WS", "/graphql", {"Origin": own}, passes=True),
        Request("a run by an image", "GET", _graphql(LAUNCH), _IMAGE),
        Request("a run by an image of an old browser", "GET", _graphql(LAUNCH), {}),
        Request("a wipe by an image", "GET", _graphql(WIPE), _IMAGE),
        Request("a run behind a query", "GET", _graphql(HIDDEN) + "&operationName=B", {}),
        Request(
            "a run by a link", "GET", _graphql(LAUNCH), {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
        ),
        Request(
            "a read by a script", "GET", _graphql(READ), {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
        ),
        Request("a run by a form", "POST", "/graphql", _FORM, f"query={quote(LAUNCH)}"),
        Request("a run by a text form", "POST", "/graphql", _TEXT, launch),
        Request("a run by fetch", "POST", "/graphql", {**json_type, "Origin": FOREIGN}, launch),
        Request("a run from a sandbox", "POST", "/graphql", {**json_type, "Origin": "null"}, launch),
        Request("a run from another port", "POST", "/graphql", {**json_type, "Origin": "http://localhost:1"}, launch),
        Request("a run by a rebound name", "POST", "/graphql", {**json_type, **rebound}, launch),
        Request("a page by a rebound name", "GET", "/", rebound),
        Request("a preflight", "OPTIONS", "/graphql", {"Origin": FOREIGN, "Access-Control-Request-Method": "POST"}),
        Request("an asset by a form", "POST", "/report_asset_materialization/papers", _FORM, "x=1"),
        Request("a check by a form", "POST", "/report_asset_check/papers", _FORM, "check_name=x&passed=true"),
        Request("a notebook by an image", "GET", "/dagit/notebook?path=/etc/passwd.ipynb", _IMAGE),
        Request("a log by an image", "GET", "/logs/x/y/stdout", _IMAGE),
        Request("a foreign WebSocket", "WS", "/graphql", {"Origin": FOREIGN}),
        Request("a WebSocket from a sandbox", "WS", "/graphql", {"Origin": "null"}),
        Request("a WebSocket by a rebound name", "WS", "/graphql", rebound),
    ]


def dashboard_requests(port: int) -> list[Request]:
    """Requests for the dashboard."""
    own = f"http://localhost:{port}"
    rebound = {"Host": f"evil.example:{port}", "Origin": f"http://evil.example:{port}"}
    return [
        Request("the dashboard itself", "GET", "/", {}, passes=True),
        Request("a session of the dashboard", "WS", "/_stcore/stream", {"Origin": own}, passes=True),
        Request("a foreign session", "WS", "/_stcore/stream", {"Origin": FOREIGN}),
        Request("a session from a sandbox", "WS", "/_stcore/stream", {"Origin": "null"}),
        Request("a session from another port", "WS", "/_stcore/stream", {"Origin": "http://localhost.evil.example"}),
        Request("a session by a rebound name", "WS", "/_stcore/stream", rebound),
        Request("an upload by fetch", "PUT", "/_stcore/upload_file/a/b", {"Origin": FOREIGN}, "x"),
        Request("an upload by a form", "POST", "/_stcore/upload_file/a/b", _FORM, "x=1"),
        Request("a file beside the media", "GET", "/media/..%2f..%2f..%2fetc%2fpasswd", _IMAGE),
        Request("a file beside the app", "GET", "/app/static/..%2f..%2fpyproject.toml", _IMAGE),
    ]


def send(port: int, request: Request) -> int:
    """The status of the answer; 101 for an open WebSocket, 0 where the connection was closed without one."""
    if request.method == "WS":
        return _open_websocket(port, request)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    try:
        headers = {"Host": f"localhost:{port}", **request.headers}
        connection.request(request.method, request.path, request.body or None, headers)
        return connection.getresponse().status
    except (http.client.HTTPException, ConnectionError):
        return 0
    finally:
        connection.close()


def _open_websocket(port: int, request: Request) -> int:
    host = request.headers.get("Host", f"localhost:{port}")
    line = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS)
    protocols = [Subprotocol("graphql-ws")] if request.path == "/graphql" else None
    try:
        origin = request.headers["Origin"]
        with connect(f"ws://{host}{request.path}", origin=Origin(origin), sock=line, subprotocols=protocols):
            return 101
    except (InvalidHandshake, ConnectionError, EOFError):
        return 0
    finally:
        line.close()


def judge(request: Request, status: int, tally: Tally) -> None:
    """Counts an answer that should not have been given, or one that was missing."""
    tally.tried += 1
    answered = 100 <= status < 400
    if answered and not request.passes:
        # A page without anything of the user's in it, which the server gives for any address, tells nobody anything.
        tally.find(Fault.LET_IN, f"{request.name}: answered with {status}")
    if request.passes and not answered:
        tally.find(Fault.FAILED, f"{request.name}: refused with {status}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


@contextmanager
def serve(paths: DataPaths, tally: Tally) -> Generator[tuple[int, int]]:
    """Ports of the dashboard and the Dagster UI of a `papertrends up`; both are closed again when it has ended."""
    ports = free_port(), free_port()
    process = start(paths, "up", "--no-run", "--port", ports[0], "--dagster-port", ports[1])
    try:
        deadline = time.monotonic() + READY_SECONDS
        checks = (ports[0], "/_stcore/health"), (ports[1], "/server_info")
        while not all(_answers(port) and send(port, Request("", "GET", path, {})) == 200 for port, path in checks):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("`papertrends up` did not begin to serve")
            time.sleep(0.5)
        yield ports
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGTERM)
        ended: Ended = wait(process, 60)
        if ended.code is None or any(map(_answers, ports)):
            tally.find(Fault.HUNG, f"`papertrends up` ended with {ended.code}; still served: {[*map(_answers, ports)]}")
        if ended.has_trace:
            tally.find(Fault.TRACE, f"`papertrends up`: {ended.reason}")


def _count_runs(home: Path) -> int:
    with sqlite3.connect(f"file:{home / 'history' / 'runs.db'}?mode=ro", uri=True) as connection:
        return connection.execute("SELECT count(*) FROM runs").fetchone()[0]


def try_sites(stage: Stage) -> Tally:
    """Sends every request to the servers on a copy of the data folder, and looks whether a run came of one."""
    tally = Tally("requests across sites to both servers")
    paths = stage.copy_base("sites")
    runs = _count_runs(paths.dagster_home)
    with serve(paths, tally) as (dashboard, dagster):
        for port, requests in ((dagster, dagster_requests(dagster)), (dashboard, dashboard_requests(dashboard))):
            for request in requests:
                try:
                    judge(request, send(port, request), tally)
                except TimeoutError:
                    tally.find(Fault.HUNG, f"{request.name}: no answer")
    if (after := _count_runs(paths.dagster_home)) != runs:
        tally.find(Fault.LET_IN, f"{after - runs} runs were started")
    return tally
