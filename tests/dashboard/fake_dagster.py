"""A server that answers as Dagster's webserver does, as far as the dashboard asks it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class FakeDagster:
    """Answers the GraphQL questions of `dashboard.warehouse_access`; `runs`, `events`, `launched` and `services` (label
    to text of each asset that fetches) are what it says, `configs` those of the runs that were asked for."""

    def __init__(self) -> None:
        self.runs: list[dict] = []
        self.events: list[dict] = []
        self.launched: dict = {"__typename": "LaunchRunSuccess", "run": {"runId": "fresh"}}
        self.services: list[dict[str, str]] = []
        self.asked: list[str] = []
        self.configs: list[dict] = []
        self.address = ""

    def answer(self, query: str, variables: dict) -> dict:
        if "assetNodes" in query:
            entries = [[{"label": label, "text": text} for label, text in one.items()] for one in self.services]
            return {"assetNodes": [{"metadataEntries": one} for one in entries]}
        if "runsOrError" in query:
            return {"runsOrError": {"__typename": "Runs", "results": self.runs}}
        if "logsForRun" in query:
            return {"logsForRun": {"cursor": "1", "hasMore": False, "events": self.events}}
        self.asked.append("run" if variables["job"] == "refresh" else variables["job"])
        self.configs.append(variables["config"])
        return {"launchRun": self.launched}

    def add_run(self, run_id: str, status: str, *, done: int = 0, at_work: str = "", steps: int = 3) -> None:
        """A run, newer than those there are."""
        stats = [{"stepKey": f"step_{number}", "status": "SUCCESS"} for number in range(done)]
        stats += [{"stepKey": at_work, "status": "IN_PROGRESS"}] if at_work else []
        over = status in ("SUCCESS", "FAILURE", "CANCELED")
        self.runs.insert(
            0,
            {
                "runId": run_id,
                "status": status,
                "creationTime": 1_700_000_000.0,
                "startTime": 1_700_000_001.0 if over or stats else None,
                "endTime": 1_700_000_021.0 if over else None,
                "stepStats": stats,
                "executionPlan": {"steps": [{"key": str(number)} for number in range(steps)]},
            },
        )


@contextmanager
def serve(fake: FakeDagster) -> Iterator[None]:
    """Answers on a free port of this machine, which `fake.address` names."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = json.dumps({"data": fake.answer(asked["query"], asked["variables"])}).encode()
            # Who asks does not wait for an answer that is late.
            with suppress(BrokenPipeError):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    fake.address = f"http://127.0.0.1:{server.server_port}"
    yield
    server.shutdown()
    server.server_close()
