"""The guard in front of the Dagster UI: who may ask it for what. It authenticates nobody.

Dagster answers any request that reaches it: mutations by GET, whatever Host a request names, WebSockets of any origin.
A page of another site that is open in the user's browser could start runs, delete them, or wipe assets. The guard lets
through only

1. requests for a host that is known here (against DNS rebinding): loopback names and `PAPERTRENDS_ALLOWED_HOSTS`,
2. requests that no other site sent, by `Origin`, and by `Sec-Fetch-Site` (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/);
   following a link from elsewhere to a page of the UI is allowed,
3. no GraphQL by GET except queries that only read.

`PapertrendsInstance` installs it in every web server of Dagster that serves this project, `dagster dev` included.
"""

import os
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from dagster_webserver.webserver import DagsterWebserver
from graphql import GraphQLSyntaxError, OperationDefinitionNode, OperationType, parse
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

ALLOWED_HOSTS = "PAPERTRENDS_ALLOWED_HOSTS"
"""Environment variable: names by which the UI is reached besides localhost, with commas between; `*` for any."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def allowed_hosts(environment: Mapping[str, str] = os.environ) -> frozenset[str]:
    """Lower-case host names, without ports, that a request may name."""
    named = environment.get(ALLOWED_HOSTS, "").split(",")
    return LOOPBACK | {name.strip().lower() for name in named if name.strip()}


def refuse(scope: Scope, hosts: frozenset[str]) -> str | None:
    """Why the request or WebSocket `scope` (ASGI) is refused, in words; None where it may pass."""
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if "*" not in hosts and _host_name(host) not in hosts:
        return f"The Dagster UI is not served as {host!r}. If it is meant to be, add the name to {ALLOWED_HOSTS}."
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        return "A page of another site may not use the Dagster UI."
    # A link that is followed is no request that a page makes by itself; GraphQL is never the target of one.
    by_link = scope["type"] == "http" and scope["method"] == "GET" and headers.get("sec-fetch-mode") == "navigate"
    is_graphql = scope["path"].rstrip("/").endswith("/graphql")
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and (is_graphql or not by_link):
        return "A page of another site may not use the Dagster UI."
    if (
        is_graphql
        and scope["type"] == "http"
        and scope["method"] == "GET"
        and _changes_something(scope["query_string"])
    ):
        return "GraphQL by GET may only read; send what changes something by POST."
    return None


def _host_name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _changes_something(query_string: bytes) -> bool:
    """Whether a GraphQL request by GET is anything but one that reads."""
    for text in parse_qs(query_string.decode("latin-1")).get("query", []):
        try:
            definitions = parse(text).definitions
        except GraphQLSyntaxError:
            return True
        if any(
            isinstance(one, OperationDefinitionNode) and one.operation is not OperationType.QUERY for one in definitions
        ):
            return True
    return False


class WebGuard:
    """ASGI middleware that answers 403, with the reason as plain text, to what `refuse` names a reason for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._hosts = allowed_hosts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and (reason := refuse(scope, self._hosts)):
            if scope["type"] == "websocket":
                # Closing before the handshake is answered with 403 by the server.
                await send({"type": "websocket.close", "code": 1008, "reason": reason[:120]})
                return
            await PlainTextResponse(reason + "\n", status_code=HTTPStatus.FORBIDDEN)(scope, receive, send)
            return
        await self._app(scope, receive, send)


_UNGUARDED = DagsterWebserver.build_middleware


def _build_middleware(self: DagsterWebserver) -> list[Middleware]:
    return [Middleware(WebGuard), *_UNGUARDED(self)]


def install() -> None:
    """Puts the guard in front of every web server of Dagster that this process makes from now on; twice is once."""
    if DagsterWebserver.build_middleware is _UNGUARDED:
        DagsterWebserver.build_middleware = _build_middleware
