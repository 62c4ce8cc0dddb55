"""`.streamlit/config.toml`: its colours are those of the charts, and the native command stays on this machine and asks
nobody."""

import os
import re
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard.charts.theme import DARK, FONT, LIGHT
from dashboard.exports.watchlist_report.html import _STYLE

PROJECT = Path(__file__).parents[2]
COLOURS = r"^  --pt-([\w-]+): light-dark\((#\w{6}), (#\w{6})\);"
WATCH = """
import os, sys
def watch(event, details):
    if event in ("socket.getaddrinfo", "socket.connect"):
        host = details[0] if event == "socket.getaddrinfo" else details[1][0]
        os.write(log, f"{host}\\n".encode())
log = os.open(os.environ["ASKED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
sys.addaudithook(watch)
"""


@pytest.fixture(scope="module")
def config():
    return tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_pages_and_charts_have_the_same_colours(config, palette):
    theme = config["theme"][palette.name]
    assert (theme["backgroundColor"], theme["textColor"], theme["primaryColor"]) == (
        palette.page,
        palette.ink,
        palette.accent,
    )
    assert tuple(theme["chartCategoricalColors"]) == palette.lines[:8]
    assert config["theme"]["font"] == FONT


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_the_style_of_pages_and_of_the_digest_file_has_the_same_colours(config, place):
    palette = (LIGHT, DARK)[place]
    theme = config["theme"][palette.name]
    css = (PROJECT / "dashboard" / "ui" / "style.css").read_text(encoding="utf-8")
    style = {name: (light, dark)[place].upper() for name, light, dark in re.findall(COLOURS, css, re.MULTILINE)}
    assert style["ink"] == palette.ink
    assert style["faint"] == palette.faint
    assert style["second"] == palette.inks[1]
    assert style["rule"] == theme["borderColor"]
    assert style["wash"] == theme["secondaryBackgroundColor"]
    digest = re.findall(r"--rule: (#\w{6}); --wash: (#\w{6})", str(_STYLE))[place]
    assert tuple(color.upper() for color in digest) == (style["rule"], style["warn"])


def open_page(port: int, origin: str, name: str = "127.0.0.1") -> int:
    """The status that a page of `origin` gets when it opens the dashboard's WebSocket; where it may, it runs the first
    page.

    Args:
        name: of the server in the address bar.
    """
    try:
        line = socket.create_connection(("127.0.0.1", port), timeout=60)
        with connect(f"ws://{name}:{port}/_stcore/stream", origin=origin, sock=line) as session:
            session.send(BackMsg(rerun_script=ClientState()).SerializeToString())
            while not ForwardMsg.FromString(bytes(session.recv(timeout=60))).HasField("script_finished"):
                pass
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def test_the_native_command_listens_on_loopback_only_and_asks_nobody(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    asked = tmp_path / "asked"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port)],
        cwd=PROJECT,
        env=os.environ | {"PAPERTRENDS_DATA": str(tmp_path), "PYTHONPATH": path, "ASKED": str(asked)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(240):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                    break
            except (urllib.error.URLError, OSError):
                assert process.poll() is None, "streamlit ended before it answered"
                time.sleep(0.25)
        # All of 127.0.0.0/8 is this machine: a server on every interface answers there too.
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", port), timeout=5)
        assert open_page(port, f"http://127.0.0.1:{port}") == 101
        assert open_page(port, "http://example.org") == 403
        assert open_page(port, f"http://example.org:{port}", name="example.org") == 403
    finally:
        process.terminate()
        process.wait(timeout=20)
    hosts = set(asked.read_text().split())
    assert hosts <= {"127.0.0.1", "localhost", "::1", "0.0.0.0"}
