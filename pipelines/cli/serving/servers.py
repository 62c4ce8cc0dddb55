"""The two servers of `papertrends up`: each in its own process group, so that ending the group ends every child."""

import ipaddress
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import click

from pipelines.cli.serving.orphan_guard import DISMISSED
from pipelines.settings import PROJECT
from warehouse.paths import DataPaths

LOG_BYTES = 10_000_000
"""Size from which a log begins anew; the one before is kept."""

READY_SECONDS = 180
GRACE_SECONDS = 15
_PORTS_TRIED = 20
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


@dataclass(slots=True)
class Service:
    """A server: how it is started, where it answers, and where its messages go.

    Args:
        title: what a person calls it.
        arguments: the command.
        environment: of the command.
        address: to open in a browser.
        health: address that answers once it is ready.
        log: file that takes its output.
    """

    title: str
    arguments: list[str]
    environment: dict[str, str]
    address: str
    health: str
    log: Path
    process: subprocess.Popen[bytes] | None = None


def _address(host: str, port: int) -> str:
    host = _EVERYWHERE.get(host, host)
    return f"http://{f'[{host}]' if ':' in host else host.replace('127.0.0.1', 'localhost')}:{port}"


def is_loopback(host: str) -> bool:
    """Whether `host` can be reached from this machine only; False where it is a name that does not say so."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def dashboard_service(
    paths: DataPaths,
    host: str,
    port: int,
    dagster_port: int,
    allowed: tuple[str, ...] = (),
    log_level: str = "warning",
) -> Service:
    """Streamlit on `dashboard/app.py`, which shows and starts runs of the Dagster at `dagster_port`.

    Args:
        paths: the data folder.
        host: address to listen on.
        port: of the dashboard.
        dagster_port: of the Dagster UI.
        allowed: host names that it answers to besides those of this machine.
        log_level: from which level on messages go into the log.
    """
    arguments = [
        sys.executable, "-m", "streamlit", "run", str(PROJECT / "dashboard" / "app.py"),
        "--server.port", str(port), "--server.address", host, "--server.headless", "true",
        "--browser.gatherUsageStats", "false", "--logger.level", log_level,
        *(part for name in (*_LOOPBACK_NAMES, *allowed) for part in ("--server.allowedHosts", name)),
    ]  # fmt: skip
    address = _address(host, port)
    log = paths.root / "logs" / "dashboard.log"
    environment = {**_environment(paths), "PAPERTRENDS_DAGSTER": _address(host, dagster_port)}
    return Service("Dashboard", arguments, environment, address, f"{address}/_stcore/health", log)


def dagster_service(
    paths: DataPaths, host: str, port: int, allowed: tuple[str, ...] = (), log_level: str = "warning"
) -> Service:
    """`dagster dev`: web server, daemon and code server; it answers to the host names `allowed` too. Messages from
    `log_level` on go into the log, those of the runs that it starts too."""
    arguments = [
        sys.executable, "-W", "ignore", "-m", "dagster", "dev", "--workspace", str(PROJECT / "workspace.yaml"),
        "--host", host, "--port", str(port), "--log-level", log_level, "--code-server-log-level", log_level,
    ]  # fmt: skip
    address = _address(host, port)
    environment = {
        **_environment(paths),
        "DAGSTER_HOME": str(paths.dagster_home),
        "PAPERTRENDS_LOG_LEVEL": log_level,
        "PAPERTRENDS_ALLOWED_HOSTS": ",".join(filter(None, [os.environ.get("PAPERTRENDS_ALLOWED_HOSTS"), *allowed])),
    }
    log = paths.root / "logs" / "dagster.log"
    return Service("Dagster UI", arguments, environment, address, f"{address}/server_info", log)


def _environment(paths: DataPaths) -> dict[str, str]:
    return {**os.environ, "PAPERTRENDS_DATA": str(paths.root)}


def choose_port(host: str, wanted: int | None, default: int, title: str, taken: tuple[int, ...] = ()) -> int:
    """The port for a server: the one that was asked for, else the default, else the next one that is free.

    Raises:
        click.ClickException: the port that was asked for is in use, or none near the default is free.
    """
    if wanted is not None:
        if wanted in taken or not is_free(host, wanted):
            raise click.ClickException(
                f"Port {wanted} for {title} is in use; name another one, or leave it to be found."
            )
        return wanted
    for port in range(default, default + _PORTS_TRIED):
        if port not in taken and is_free(host, port):
            return port
    raise click.ClickException(f"No port from {default} to {default + _PORTS_TRIED - 1} is free for {title}; name one.")


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen on `port`.

    Raises:
        click.ClickException: `host` is no address of this machine.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise click.ClickException(f"{host!r} is no address to listen on: {error.strerror}.") from error
    with socket.socket(family, kind) as probe:
        # As servers do: a port whose last user has just left is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError:
            return False
        return True


class Services:
    """Servers that run together and end together; a context manager."""

    def __init__(self, services: list[Service]) -> None:
        self.all = services
        self._guard: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            for service in self.all:
                service.log.parent.mkdir(parents=True, exist_ok=True)
                rotate_log(service.log, over=0)
                with service.log.open("ab") as log:
                    service.process = subprocess.Popen(
                        service.arguments,
                        cwd=PROJECT,
                        env=service.environment,
                        stdin=subprocess.DEVNULL,
                        stdout=log,
                        stderr=subprocess.STDOUT,
                        # Its own group: the terminal's Ctrl-C comes to us alone, and we end each group whole.
                        start_new_session=True,
                    )
            # Ends them where we are killed, and cannot.
            self._guard = subprocess.Popen(
                [sys.executable, "-m", "pipelines.cli.serving.orphan_guard"]
                + [str(service.process.pid) for service in self.all if service.process],
                cwd=PROJECT,
                stdin=subprocess.PIPE,
                start_new_session=True,
            )
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def wait_until_ready(self) -> None:
        """Returns when every server answers.

        Raises:
            click.ClickException: one ended, or did not answer in time; the message holds the end of its log.
        """
        deadline = time.monotonic() + READY_SECONDS
        waiting = list(self.all)
        while waiting:
            self._raise_if_ended()
            waiting = [service for service in waiting if not _answers(service.health)]
            if waiting and time.monotonic() > deadline:
                raise click.ClickException(
                    f"{waiting[0].title} did not answer within {READY_SECONDS} s.{_tail(waiting[0])}"
                )
            if waiting:
                time.sleep(0.3)

    def watch(self) -> None:
        """Returns never; raises where a server ends by itself, and KeyboardInterrupt on Ctrl-C."""
        while True:
            self._raise_if_ended()
            for service in self.all:
                rotate_log(service.log, over=LOG_BYTES)
            time.sleep(1)

    def _raise_if_ended(self) -> None:
        for service in self.all:
            if service.process and service.process.poll() is not None:
                raise click.ClickException(
                    f"{service.title} ended by itself (code {service.process.returncode}).{_tail(service)}"
                )

    def _end(self) -> None:
        # A second Ctrl-C must not leave children behind.
        before = [(one, signal.signal(one, signal.SIG_IGN)) for one in (signal.SIGINT, signal.SIGTERM)]
        try:
            running = [(service, service.process) for service in self.all if service.process]
            # Dagster's children end by themselves when their parent is interrupted: signal the parent only.
            for service, process in running:
                process.send_signal(signal.SIGINT if service.title == "Dagster UI" else signal.SIGTERM)
            deadline = time.monotonic() + GRACE_SECONDS
            for _, process in running:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=max(0.1, deadline - time.monotonic()))
            for _, process in running:
                _end_group(process)
            if self._guard:
                self._guard.communicate(DISMISSED)
                self._guard = None
        finally:
            for one, handler in before:
                signal.signal(one, handler)


def rotate_log(log: Path, over: int) -> None:
    """Moves what is in a log of more than `over` bytes to `<name>.1`, in place of what was there.

    The writer of the log must append.
    """
    if log.exists() and log.stat().st_size > over:
        shutil.copyfile(log, log.with_name(f"{log.name}.1"))
        os.truncate(log, 0)


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    """Ends what is left of the group that a server leads: by SIGTERM, and where that is of no use by SIGKILL."""
    for number, patience in ((signal.SIGTERM, 5), (signal.SIGKILL, 2)):
        deadline = time.monotonic() + patience
        while _group_lives(process):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, number)
            if time.monotonic() > deadline:
                break
            time.sleep(0.1)


def _group_lives(process: "subprocess.Popen[bytes]") -> bool:
    process.poll()
    try:
        os.killpg(process.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        # macOS says so of a group whose members have all ended.
        return False
    return True


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _tail(service: Service) -> str:
    lines = service.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-8:]
    return f" Its last words ({service.log}):\n" + "\n".join(f"  {line}" for line in lines) if lines else ""
