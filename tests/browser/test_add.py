"""A person with a RIS file and a browser, before an empty data folder, sees a chart: `papertrends up`, its Dagster, its
dashboard, and nothing typed."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.sources import find_files, parse_file
from tests.browser.conftest import PROJECT, Visitor, _free_port

SECONDS = 180
"""In which the chart must stand there, from the click on; a busy machine gets three times as long."""


@contextmanager
def serve_all(data: Path) -> Iterator[str]:
    """`papertrends up --no-run` on a data folder; yields the address of the dashboard."""
    port, dagster_port = _free_port(), _free_port()
    code = "from pipelines.cli import main; main()"
    ports = ["--port", str(port), "--dagster-port", str(dagster_port)]
    process = subprocess.Popen(
        [sys.executable, "-c", code, "up", "--no-run", *ports],
        cwd=PROJECT,
        env=os.environ | {"PAPERTRENDS_DATA": str(data)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for address in (f"http://127.0.0.1:{port}/_stcore/health", f"http://127.0.0.1:{dagster_port}/server_info"):
            for _ in range(480):
                try:
                    with urllib.request.urlopen(address, timeout=2):
                        break
                except OSError:
                    assert process.poll() is None, "papertrends up ended before it answered"
                    time.sleep(0.25)
            else:
                raise AssertionError(f"{address} did not answer within two minutes")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def write_ris(sample: Path, target: Path) -> int:
    """The made-up sample as one RIS file; returns its records."""
    entries = []
    for path in find_files([sample]):
        for record in parse_file(path).records.iter_rows(named=True):
            day = record["stated_on"] or record["listed_on"]
            fields = [("TY", "JOUR"), ("TI", record["title"]), ("AB", " ".join(record["abstract"].split()))]
            fields += [("AU", name) for name in record["authors"] or []]
            fields += [("DA", f"{day:%Y/%m/%d}")] if day else []
            entries.append("".join(f"{tag}  - {value}\n" for tag, value in [*fields, ("ER", "")]))
    target.write_text("\n".join(entries))
    return len(entries)


def test_a_person_with_a_ris_file_and_a_browser_sees_a_chart(chromium, small_sample, tmp_path):
    records = write_ris(small_sample, tmp_path / "My library.ris")
    with serve_all(tmp_path / "data") as address:
        visitor = Visitor(chromium, address)
        page = visitor.page
        visitor.open()
        assert page.url.endswith("/add"), "an empty data folder opens here"
        page.locator("input[type=file]").set_input_files(tmp_path / "My library.ris")
        page.get_by_role("heading", name="What was recognised").wait_for(timeout=60_000)
        visitor.wait()
        assert "My library.ris\tRIS" in visitor.text()
        assert page.locator(".pt-title").inner_text().startswith(f"{records:,} records")
        assert not (tmp_path / "data" / "inbox" / "My library.ris").exists()
        began = time.monotonic()
        page.get_by_role("button", name="Take in 1 file").click()
        page.get_by_text("Taken in:").wait_for(timeout=3 * SECONDS * 1000)
        assert (tmp_path / "data" / "inbox" / "My library.ris").exists()
        page.get_by_role("link", name="terms over time").click()
        page.wait_for_url("**/terms*")
        page.locator("[data-testid=stVegaLiteChart] svg").first.wait_for(timeout=60_000)
        visitor.wait()
        seconds = time.monotonic() - began
        assert seconds < SECONDS * (1 if os.getloadavg()[0] < 4 else 3)
        visitor.check()
        visitor.close()
