"""The servers of `papertrends up`: ports, starting, waiting and ending, on small servers instead of the real ones."""

import os
import socket
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.cli.serving.servers import (
    Service,
    Services,
    choose_port,
    dagster_service,
    dashboard_service,
    is_free,
    is_loopback,
    rotate_log,
)
from pipelines.orchestration.instance import LOG_LEVEL
from warehouse.paths import data_paths

# A server with a child that ignores SIGTERM, as a worker that is busy does.
SERVER = """
import http.server, subprocess, sys
child = subprocess.Popen([sys.executable, "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('child', flush=True); time.sleep(300)"])
print(child.pid, flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()
"""


@pytest.fixture
def taken():
    """A port that is in use."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def make_service(tmp_path, port, code=SERVER):
    return Service(
        title="Server",
        arguments=[sys.executable, "-c", code, str(port)],
        environment=dict(os.environ),
        address=f"http://127.0.0.1:{port}",
        health=f"http://127.0.0.1:{port}/",
        log=tmp_path / "logs" / "server.log",
    )


def free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


def lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A child that has ended but was not waited for still has its number.
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_a_port_that_was_asked_for_and_is_in_use_is_told(taken):
    with pytest.raises(click.ClickException, match=f"Port {taken} for the dashboard is in use"):
        choose_port("127.0.0.1", taken, 8501, "the dashboard")


def test_else_the_next_free_port_is_taken(taken):
    assert not is_free("127.0.0.1", taken)
    chosen = choose_port("127.0.0.1", None, taken, "the dashboard")
    assert taken < chosen < taken + 20
    assert choose_port("127.0.0.1", None, taken, "the Dagster UI", taken=(chosen,)) > chosen


def test_an_address_that_is_none_is_told():
    with pytest.raises(click.ClickException, match="no address to listen on"):
        choose_port("no.such.host.invalid", None, 8501, "the dashboard")


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc")
def test_ending_a_server_ends_its_children_too(tmp_path):
    service = make_service(tmp_path, free_port())
    with Services([service]) as services:
        services.wait_until_ready()
        child = int(service.log.read_text().split()[0])
        assert lives(child)
    assert service.process.poll() is not None
    deadline = time.monotonic() + 5
    while lives(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not lives(child)


KILLED = """
import os, sys
from pathlib import Path
from pipelines.cli.serving.servers import Service, Services
command = [sys.executable, "-c", sys.argv[1], sys.argv[2]]
service = Service("Server", command, dict(os.environ), "", "", Path(sys.argv[3]))
with Services([service]):
    print(service.process.pid, flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc")
def test_killing_the_starting_process_leaves_no_orphans(tmp_path):
    log = tmp_path / "server.log"
    call = [sys.executable, "-c", KILLED, SERVER, str(free_port()), str(log)]
    process = subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    server = int(process.stdout.readline())
    while not (said := log.read_text().split()):
        time.sleep(0.1)
    child = int(said[0])
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 20
    while (lives(server) or lives(child)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not lives(server)
    assert not lives(child)


def test_a_long_log_begins_anew_and_the_one_before_is_kept(tmp_path):
    log = tmp_path / "server.log"
    with log.open("ab", buffering=0) as writer:
        writer.write(b"first " * 10)
        rotate_log(log, over=100)
        assert log.stat().st_size == 60
        rotate_log(log, over=50)
        writer.write(b"second")
    assert (log.read_bytes(), (tmp_path / "server.log.1").read_bytes()) == (b"second", b"first " * 10)


def test_a_server_that_cannot_start_is_told_with_its_last_words(tmp_path):
    service = make_service(tmp_path, free_port(), code="raise SystemExit('no room left')")
    told = pytest.raises(click.ClickException, match=r"(?s)Server ended by itself \(code 1\).*no room left")
    with told, Services([service]) as services:
        services.wait_until_ready()


def test_both_servers_share_data_folder_and_history(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", "/elsewhere")
    paths = data_paths(tmp_path)
    dashboard, dagster = dashboard_service(paths, "127.0.0.1", 8501, 3000), dagster_service(paths, "0.0.0.0", 3000)
    assert dashboard.environment["PAPERTRENDS_DATA"] == dagster.environment["PAPERTRENDS_DATA"] == str(tmp_path)
    assert dagster.environment["DAGSTER_HOME"] == str(paths.dagster_home)
    assert dashboard.environment["PAPERTRENDS_DAGSTER"] == "http://localhost:3000"
    assert (dashboard.address, dagster.address) == ("http://localhost:8501", "http://localhost:3000")


def test_other_machines_are_served_only_behind_a_proxy():
    refused = CliRunner().invoke(main, ["up", "--no-run", "--host", "0.0.0.0"])
    assert refused.exit_code == 2
    assert "--behind-proxy" in refused.output and "docs/deployment.md" in refused.output


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("127.9.9.9", True), ("0.0.0.0", False), ("::", False),
     ("192.168.0.7", False), ("trends.example.org", False)],
)  # fmt: skip
def test_an_address_is_this_machines_own(host, alone):
    assert is_loopback(host) is alone


def test_host_names_are_allowed_on_both_servers(tmp_path, monkeypatch):
    monkeypatch.setenv("PAPERTRENDS_ALLOWED_HOSTS", "a.example")
    paths = data_paths(tmp_path)
    dashboard = dashboard_service(paths, "127.0.0.1", 8501, 3000, ("b.example",))
    values = [value for name, value in pairwise(dashboard.arguments) if name == "--server.allowedHosts"]
    assert values == ["localhost", "127.0.0.1", "::1", "b.example"]
    dagster = dagster_service(paths, "127.0.0.1", 3000, ("b.example",))
    assert dagster.environment["PAPERTRENDS_ALLOWED_HOSTS"] == "a.example,b.example"


def test_both_servers_and_the_runs_they_start_obey_the_level(tmp_path):
    paths = data_paths(tmp_path)
    dashboard = dashboard_service(paths, "127.0.0.1", 8501, 3000, log_level="error")
    dagster = dagster_service(paths, "127.0.0.1", 3000, log_level="error")
    assert dict(pairwise(dashboard.arguments))["--logger.level"] == "error"
    assert dict(pairwise(dagster.arguments))["--log-level"] == "error"
    assert dict(pairwise(dagster.arguments))["--code-server-log-level"] == "error"
    assert dagster.environment[LOG_LEVEL] == "error"
