"""A server on loopback that answers as each service does, and badly where a test says so. All papers are made up."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

from pipelines.sources.fetching.client import Clock


@dataclass
class Reply:
    """What the server sends.

    `cut` ends the connection after so many bytes of the body; `hang` sends nothing until the server is closed.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    hang: bool = False


Fault = Callable[[Reply], Reply]


def status(code: int, **headers: str) -> Fault:
    """Another status, with headers (`_` for `-`)."""
    return lambda _: Reply(b"no", code, {name.replace("_", "-"): value for name, value in headers.items()})


def body(text: str | bytes) -> Fault:
    """Another body."""
    return lambda _: Reply(text.encode() if isinstance(text, str) else text)


def truncated(reply: Reply) -> Reply:
    """Half of the body, and no more."""
    return Reply(reply.body, cut=len(reply.body) // 2)


def half_a_body(reply: Reply) -> Reply:
    """Half of the body, as if it were all."""
    return Reply(reply.body[: len(reply.body) // 2])


def hanging(_: Reply) -> Reply:
    """No answer at all."""
    return Reply(hang=True)


@dataclass(frozen=True)
class Paper:
    """A made-up paper: number `place` of a day."""

    day: date
    place: int

    @property
    def number(self) -> int:
        return self.day.toordinal() % 1000 * 100 + self.place

    @property
    def title(self) -> str:
        return f"Sorting Pebbles by Method {self.number}: A Study of Weight & Colour"

    @property
    def abstract(self) -> str:
        sentence = f"We describe method {self.number}, which sorts pebbles by weight and by colour. "
        return (sentence * 4).strip()


class FakeServices:
    """The services. `papers` says how many papers each day has; `faults` which request is answered badly.

    Attributes:
        papers: day to number of papers.
        page: records that a page has at most, whatever is asked for.
        faults: number of a request, from 1, to what becomes of its answer.
        stated: what totals are stated, as a function of the true ones.
        log: method, path and parameters of each request, without keys.
        headers: of each request.
        forms: bodies of requests.
    """

    def __init__(self) -> None:
        self.papers: dict[date, int] = {}
        self.page = 4
        self.faults: dict[int, Fault] = {}
        self.always: Fault | None = None
        self.stated: Callable[[int], int] = lambda total: total
        self.log: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.forms: list[str] = []
        self.address = ""
        self.closed = Event()

    def fill(self, first: date, *counts: int) -> list[date]:
        """Gives the days from `first` on so many papers; returns the days."""
        days = [first + timedelta(days=number) for number in range(len(counts))]
        self.papers |= dict(zip(days, counts, strict=True))
        return days

    def of_days(self, first: str, last: str) -> list[Paper]:
        first, last = (re.sub(r"\D", "-", one)[:10] for one in (first, last))
        return [
            Paper(day, place)
            for day, count in sorted(self.papers.items())
            if first <= day.isoformat() <= last
            for place in range(count)
        ]

    def answer(self, path: str, params: dict[str, str]) -> Reply:
        for pattern, respond in _ROUTES.items():
            if found := re.fullmatch(pattern, path):
                try:
                    return Reply(respond(self, params, *found.groups()).encode())
                except KeyError as error:
                    return Reply(f"The parameter {error} is missing.".encode(), 400)
        return Reply(b"There is no such page.", 404)


def _oai(fake: FakeServices, params: dict[str, str]) -> str:
    first, last, start = (params.get("resumptionToken") or f"{params.get('from')}|{params.get('until')}|0").split("|")
    papers, start = fake.of_days(first, last), int(start)
    records = "".join(
        f"<record><header><identifier>oai:arXiv.org:{paper.day:%y%m}.{paper.number:05}</identifier><datestamp>"
        f"{paper.day}</datestamp><setSpec>cs:cs:CL</setSpec></header><metadata>"
        '<arXiv xmlns="http://arxiv.org/OAI/arXiv/">'
        f"<id>{paper.day:%y%m}.{paper.number:05}</id><created>{paper.day}</created><authors><author><keyname>Stone"
        f"</keyname><forenames>Ada</forenames></author></authors><title>{escape(paper.title)}</title>"
        f"<categories>cs.CL cs.LG</categories><abstract>  {escape(paper.abstract)}\n</abstract></arXiv></metadata>"
        "</record>"
        for paper in papers[start : start + fake.page]
    )
    total, end = fake.stated(len(papers)), start + fake.page
    token = ""
    if total > fake.page or start:
        left = f"{first}|{last}|{end}" if end < len(papers) else ""
        token = f'<resumptionToken cursor="{start}" completeListSize="{total}">{left}</resumptionToken>'
    listed = f"<ListRecords>{records}{token}</ListRecords>" if papers else '<error code="noRecordsMatch">no</error>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        '<responseDate>2026-12-01T06:00:00Z</responseDate><request verb="ListRecords">http://oaipmh.arxiv.org/oai'
        f"</request>{listed}</OAI-PMH>"
    )


def _atom(fake: FakeServices, params: dict[str, str]) -> str:
    first, last = re.findall(r"\[(\d{8})0000 TO (\d{8})2359\]", params["search_query"])[0]
    papers, start = fake.of_days(*(datetime.strptime(one, "%Y%m%d").date().isoformat() for one in (first, last))), 0
    start = int(params["start"])
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/{paper.day:%y%m}.{paper.number:05}v1</id><published>{paper.day}T10:00:00Z"
        f"</published><updated>{paper.day}T10:00:00Z</updated><title>{escape(paper.title)}</title><summary>  "
        f"{escape(paper.abstract)}</summary><author><name>Ada Stone</name></author>"
        '<category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/></entry>'
        for paper in papers[start : start + fake.page]
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><title>arXiv Query</title>'
        f"<opensearch:totalResults>{fake.stated(len(papers))}</opensearch:totalResults>"
        f"<opensearch:startIndex>{start}</opensearch:startIndex>{entries}</feed>"
    )


def _huggingface(fake: FakeServices, params: dict[str, str]) -> str:
    papers, size = fake.of_days(params["date"], params["date"]), min(fake.page, int(params["limit"]))
    start = int(params["p"]) * size
    return json.dumps(
        [
            {
                "paper": {
                    "id": f"{paper.day:%y%m}.{paper.number:05}",
                    "authors": [{"name": "Ada Stone"}],
                    "publishedAt": f"{paper.day}T00:00:00.000Z",
                    "title": paper.title,
                    "summary": paper.abstract,
                    "upvotes": paper.place,
                    "submittedOnDailyAt": f"{paper.day}T08:30:00.000Z",
                },
                "publishedAt": f"{paper.day}T00:00:00.000Z",
                "title": paper.title,
                "summary": paper.abstract,
            }
            for paper in papers[start : start + size]
        ]
    )


def _openalex(fake: FakeServices, params: dict[str, str]) -> str:
    first, last = re.findall(r"publication_date:(\d{4}-\d{2}-\d{2})", params["filter"])
    papers = fake.of_days(first, last)
    size = min(fake.page, int(params["per_page"]))
    mark = params.get("cursor", "")
    start = (int(params["page"]) - 1) * size if "page" in params else 0 if mark == "*" else int(mark.strip("c="))
    end = start + size
    works = [
        {
            "id": f"https://openalex.org/W{paper.number}",
            "doi": f"https://doi.org/10.5555/{paper.number}",
            "title": paper.title,
            "display_name": paper.title,
            "publication_date": str(paper.day),
            "abstract_inverted_index": _invert(paper.abstract),
            "authorships": [{"author": {"display_name": "Ada Stone"}}],
        }
        for paper in papers[start:end]
    ]
    cursor = {"next_cursor": f"c{end}=" if end < len(papers) else None} if mark else {"page": 1}
    return json.dumps({"meta": {"count": fake.stated(len(papers)), "per_page": size, **cursor}, "results": works})


def _invert(text: str) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for place, word in enumerate(text.split()):
        index.setdefault(word, []).append(place)
    return index


def _esearch(fake: FakeServices, params: dict[str, str]) -> str:
    papers, most = fake.of_days(params["mindate"], params["maxdate"]), int(params["retmax"])
    ids = [str(10_000_000 + paper.number) for paper in papers[:most]]
    count = str(fake.stated(len(papers)))
    return json.dumps({"esearchresult": {"count": count, "retmax": str(len(ids)), "idlist": ids}})


def _efetch(fake: FakeServices, params: dict[str, str]) -> str:
    wanted = set(params["id"].split(","))
    papers = [one for one in fake.of_days("0000", "9999") if str(10_000_000 + one.number) in wanted]
    articles = "".join(
        f'<PubmedArticle><MedlineCitation Status="Publisher"><PMID Version="1">{10_000_000 + paper.number}</PMID>'
        f"<Article><Journal><Title>Pebbles</Title><JournalIssue><PubDate><Year>{paper.day.year}</Year></PubDate>"
        f"</JournalIssue></Journal><ArticleTitle>{escape(paper.title)}</ArticleTitle><Abstract><AbstractText>"
        f"{escape(paper.abstract)}</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>"
        for paper in papers
    )
    return (
        '<?xml version="1.0" ?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
        '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">'
        f"<PubmedArticleSet>{articles}</PubmedArticleSet>"
    )


def _europepmc(fake: FakeServices, params: dict[str, str]) -> str:
    first, last = re.findall(r"DATE:\[(\S+) TO (\S+)\]", params["query"])[0]
    papers = fake.of_days(first, last)
    start = 0 if params["cursorMark"] == "*" else int(params["cursorMark"].strip("A="))
    end = start + min(fake.page, int(params["pageSize"]))
    found = [
        {
            "id": str(30_000_000 + paper.number),
            "source": "MED",
            "pmid": str(30_000_000 + paper.number),
            "title": paper.title,
            "abstractText": paper.abstract,
            "authorString": "Stone A.",
            "firstPublicationDate": str(paper.day),
        }
        for paper in papers[start:end]
    ]
    answer = {"version": "6.9", "hitCount": fake.stated(len(papers)), "nextCursorMark": f"A{end}="}
    return json.dumps({**answer, "resultList": {"result": found}})


def _biorxiv(fake: FakeServices, _: dict[str, str], server: str, first: str, last: str, cursor: str) -> str:
    papers, start = fake.of_days(first, last), int(cursor)
    found = [
        {
            "title": paper.title,
            "authors": "Stone, A.; Flint, B.",
            "doi": f"10.1101/{paper.day:%Y.%m.%d}.{paper.number}",
            "date": str(paper.day),
            "version": "1",
            "category": "neuroscience",
            "abstract": paper.abstract,
            "server": server,
        }
        for paper in papers[start : start + fake.page]
    ]
    message = {
        "status": "ok",
        "interval": f"{first}:{last}",
        "cursor": cursor,
        "count": len(found),
        "total": str(fake.stated(len(papers))),
    }
    return json.dumps({"messages": [message if papers else {"status": "no posts found"}], "collection": found})


_ROUTES: dict[str, Callable[..., str]] = {
    r"/oai": _oai,
    r"/api/query": _atom,
    r"/api/daily_papers": _huggingface,
    r"/works": _openalex,
    r"/entrez/eutils/esearch\.fcgi": _esearch,
    r"/entrez/eutils/efetch\.fcgi": _efetch,
    r"/europepmc/webservices/rest/search": _europepmc,
    r"/details/(\w+)/([\d-]+)/([\d-]+)/(\d+)": _biorxiv,
}


@contextmanager
def serve(fake: FakeServices) -> Iterator[FakeServices]:
    """Answers on a free port of this machine, which `fake.address` names."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body in one packet; otherwise each answer waits for the receipt of its head.
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self):
            self._respond(urlsplit(self.path).query)

        def do_POST(self):
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            fake.forms.append(form)
            self._respond(form)

        def _respond(self, query: str) -> None:
            path, params = urlsplit(self.path).path, dict(parse_qsl(query))
            shown = "&".join(f"{name}={value}" for name, value in params.items() if name != "api_key")
            fake.log.append(f"{self.command} {path}?{shown}")
            fake.headers.append(dict(self.headers))
            reply = fake.answer(path, params)
            fault = fake.faults.get(len(fake.log)) or fake.always
            reply = fault(reply) if fault else reply
            if reply.hang:
                fake.closed.wait(30)
                return
            # Who asks may have gone.
            with suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body[: reply.cut])
                if reply.cut is not None:
                    self.close_connection = True

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.closed.set()
        server.shutdown()
        server.server_close()


class StoppedClock:
    """Time that passes only by sleeping; `slept` is what was slept."""

    def __init__(self, now: datetime = datetime(2026, 12, 1, 6, tzinfo=UTC)) -> None:
        self.moment = now
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += timedelta(seconds=seconds)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.moment.timestamp(), self.sleep, lambda: self.moment)


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Waits for another process."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
