"""The guard in front of the Dagster UI, on requests as browsers send them, and in a real web server of Dagster."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from pipelines.orchestration.web_guard import WebGuard, allowed_hosts
from pipelines.settings import PROJECT

READS = "query { version }"
CHANGES = 'mutation { launchRun(executionParams: {selector: {jobName: "refresh"}}) { __typename } }'
HIDDEN = "query A { version } mutation B { wipeAssets(assetPartitionRanges: []) { __typename } }"


async def _answer(request):
    return PlainTextResponse("let through")


async def _talk(websocket):
    await websocket.accept()
    await websocket.send_text("let through")
    await websocket.close()


@pytest.fixture
def browser():
    routes = [
        Route("/graphql", _answer, methods=["GET", "POST"]),
        WebSocketRoute("/graphql", _talk),
        Route("/report_asset_materialization/a", _answer, methods=["POST"]),
        Route("/{path:path}", _answer),
    ]
    app = Starlette(routes=routes)
    app.add_middleware(WebGuard)
    return TestClient(app, base_url="http://localhost:3000")


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/", {}),
        ("GET", "/runs", {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}),
        ("POST", "/graphql", {"Origin": "http://localhost:3000", "Sec-Fetch-Site": "same-origin"}),
        ("POST", "/graphql", {}),
        ("GET", "/graphql", {"Sec-Fetch-Site": "same-origin"}),
        ("GET", "/graphql?" + urlencode({"query": READS}), {"Sec-Fetch-Site": "same-origin"}),
        ("GET", "/runs/1", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}),
        ("GET", "/runs/1", {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate"}),
        ("GET", "/", {"Host": "127.0.0.1:3000"}),
        ("GET", "/", {"Host": "[::1]:3000"}),
        ("GET", "/", {"Host": "LOCALHOST"}),
    ],
)
def test_the_ui_itself_and_links_to_it_pass(browser, method, path, headers):
    assert browser.request(method, path, headers=headers).text == "let through"


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        # An <img> of another page, with and without the headers that browsers of today send.
        (
            "GET",
            "/graphql?" + urlencode({"query": CHANGES}),
            {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        ),
        ("GET", "/graphql?" + urlencode({"query": CHANGES}), {}),
        ("GET", "/graphql?" + urlencode({"query": HIDDEN}), {}),
        ("GET", "/graphql?query=subscription%20%7B%20a%20%7D", {}),
        ("GET", "/graphql?query=%7B", {}),
        (
            "GET",
            "/graphql?" + urlencode({"query": READS}),
            {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
        ),
        ("GET", "/logs/x", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}),
        # A form of another page.
        ("POST", "/graphql", {"Origin": "https://evil.example"}),
        ("POST", "/graphql", {"Origin": "null"}),
        ("POST", "/graphql", {"Origin": "http://localhost:8501", "Sec-Fetch-Site": "same-site"}),
        ("POST", "/report_asset_materialization/a", {"Origin": "https://evil.example"}),
        ("POST", "/report_asset_materialization/a", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}),
        # DNS rebinding: Host and Origin agree.
        ("POST", "/graphql", {"Host": "evil.example:3000", "Origin": "http://evil.example:3000"}),
        ("GET", "/", {"Host": "localhost.evil.example"}),
        ("GET", "/", {"Host": "localhost@evil.example"}),
        ("GET", "/", {"Host": ""}),
        ("GET", "/", {"Host": "[::1"}),
    ],
)
def test_other_sites_are_refused_in_words(browser, method, path, headers):
    answer = browser.request(method, path, headers=headers)
    assert answer.status_code == 403
    assert answer.text.strip().endswith(".")


def test_a_websocket_is_for_the_ui_alone(browser):
    with browser.websocket_connect(
        "/graphql", headers={"Origin": "http://localhost:3000", "Host": "localhost:3000"}
    ) as own:
        assert own.receive_text() == "let through"
    for headers in ({"Origin": "https://evil.example", "Host": "localhost:3000"}, {"Host": "evil.example"}):
        with pytest.raises(WebSocketDisconnect), browser.websocket_connect("/graphql", headers=headers):
            pass


def test_more_names_are_allowed_by_the_environment():
    assert allowed_hosts({"PAPERTRENDS_ALLOWED_HOSTS": "Trends.Example.org, , b"}) == {
        "localhost", "127.0.0.1", "::1", "trends.example.org", "b",
    }  # fmt: skip


def test_a_native_web_server_of_dagster_is_guarded(tmp_path):
    """`python -m dagster_webserver` is what `dagster dev` starts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    empty = tmp_path / "empty.py"
    empty.write_text("import dagster as dg\n\ndefs = dg.Definitions()\n")
    environment = {
        **os.environ,
        "PAPERTRENDS_DATA": str(tmp_path / "data"),
        "DAGSTER_HOME": "",
        "PYTHONPATH": str(PROJECT),
    }
    environment.pop("DAGSTER_HOME")
    from pipelines.orchestration.instance import prepare_home
    from warehouse.paths import DataPaths

    environment["DAGSTER_HOME"] = str(prepare_home(DataPaths(tmp_path / "data")))
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "dagster_webserver", "-f", str(empty), "--host", "127.0.0.1", "--port", str(port)],
            env=environment, stdout=log, stderr=log, cwd=PROJECT,
        )  # fmt: skip
    try:

        def ask(path: str, **headers: str) -> int:
            request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
            try:
                return urllib.request.urlopen(request, timeout=20).status
            except urllib.error.HTTPError as error:
                return error.code

        deadline = time.monotonic() + 90
        while True:
            try:
                assert ask("/server_info") == 200
                break
            except (urllib.error.URLError, ConnectionError):
                assert server.poll() is None and time.monotonic() < deadline, (tmp_path / "log").read_text()
                time.sleep(0.3)
        assert ask("/graphql?" + urlencode({"query": READS})) == 200
        assert ask("/graphql?" + urlencode({"query": CHANGES})) == 403
        assert ask("/server_info", Host="evil.example") == 403
    finally:
        server.terminate()
        server.wait(20)
