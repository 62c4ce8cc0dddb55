"""bioRxiv and medRxiv: the preprints posted on a day, each version by itself."""

from datetime import date
from typing import ClassVar

from pipelines.sources.services.answers import read_count, read_json, read_objects
from pipelines.sources.services.errors import BadAnswer
from pipelines.sources.services.service import ENTERED, Page, Request, Service, Wanted


class BioRxiv(Service):
    """biorxiv.org."""

    name, label = "biorxiv", "bioRxiv"
    addresses: ClassVar = {"": "https://api.biorxiv.org"}
    days: ClassVar = {ENTERED: "was posted"}
    category_help = "neuroscience, cell_biology and so on, as the site names them"
    interval = 1.0
    page_size = 30

    def start(self, wanted: Wanted, first: date, last: date, has_key: bool) -> Request:
        """The first page."""
        category = wanted.category.lower().replace(" ", "_").replace("-", "_")
        return _ask(f"/details/{self.name}/{first}/{last}", 0, category)

    def read(self, request: Request, body: bytes) -> Page:
        """A page. The server decides how long it is, so the next one begins after what came."""
        value = read_json(body)
        messages, found = read_objects(value.get("messages")), read_objects(value.get("collection"))
        message = messages[0] if messages else {}
        status = str(message.get("status", ""))
        if status.lower().startswith("no posts found"):
            return Page(total=0)
        if status.lower() != "ok":
            raise BadAnswer(f"sent a status that is not ok: {status[:200] or 'none'}")
        ids = tuple(f"{one.get('doi') or ''}v{one.get('version') or 1}" for one in found)
        if any(one.startswith("v") for one in ids):
            raise BadAnswer("sent a preprint without a DOI")
        total = read_count(message.get("total"))
        base, _, cursor = request.path.rpartition("/")
        done = int(cursor) + len(ids)
        return Page(ids, _ask(base, done, request.param("category")) if ids and done < total else None, total)


class MedRxiv(BioRxiv):
    """medrxiv.org; the interface is bioRxiv's."""

    name, label = "medrxiv", "medRxiv"


def _ask(base: str, cursor: int, category: str) -> Request:
    return Request(f"{base}/{cursor}", (("category", category),) if category else ())
