"""Calls of a code host: JSON over HTTPS, bounded, following no redirect, for a token must not travel."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.record import dataclass

if TYPE_CHECKING:
    from urllib.request import OpenerDirector

QUERIES = "/graphql"
"""The path that stands for the address of queries."""
Query = Mapping[str, str | int]
SECONDS = 30
LARGEST = 32_000_000
"""Bytes of an answer."""
PAGE = 100
MOST_PAGES = 100
OWN = ("localhost", "127.0.0.1", "::1")
"""Hosts that may be called in the clear: nobody is in between."""


@dataclass(frozen=True, slots=True)
class Host:
    """A code host: the addresses of its interface and its queries, the project there, headers that say who calls."""

    api: str
    project: str
    headers: Mapping[str, str]
    queries: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a change: its number, who wrote it, its text, and another name that hosts may have for it."""

    id: int
    author: str
    body: str
    node: str = ""


def checked(address: str, setting: str) -> str:
    """The address of an interface; UserError for one over which a token could be read by others."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if (
        not host
        or parts.username
        or parts.scheme not in ("https", "http")
        or (parts.scheme == "http" and host not in OWN)
    ):
        raise UserError(f"{setting} is no address that can be called safely", "such as https://api.github.com")
    return address.rstrip("/")


def needed(environment: Mapping[str, str], *names: str) -> str:
    """The first of these settings; UserError where none is there, or it cannot be part of a call."""
    for name in names:
        value = environment.get(name, "").strip()
        if not value.isprintable() or not value.isascii():
            raise UserError(f"{name} holds what cannot be sent")
        if value:
            return value
    raise UserError(f"{names[0]} is not set", "this command is for a job of a build server")


def call(
    host: Host, method: str, path: str, body: Mapping[str, object] | None = None, query: Query | None = None
) -> Any:
    """Call an interface; what it answers, from JSON. UserError where it refuses or does not answer."""
    from http.client import HTTPException
    from urllib.request import Request

    address = f"{host.queries if path == QUERIES else host.api + path}{'?' + urlencode(query) if query else ''}"
    data = json.dumps(body).encode() if body is not None else None
    headers = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "pmctl", **host.headers}
    try:
        with _opener(host).open(Request(address, data, headers, method=method), timeout=SECONDS) as answer:
            if not 200 <= answer.status < 300:
                raise UserError(f"{_name(host)} answers {answer.status} to {method} {terminal(path)}")
            return _read(answer.read(LARGEST + 1))
    except (HTTPException, OSError) as error:
        raise UserError(f"{_name(host)} does not answer: {terminal(str(error)[:200])}") from None


def pages(host: Host, path: str, query: Query | None = None) -> Iterator[Any]:
    """All things of a list that comes page by page."""
    for number in range(1, MOST_PAGES + 1):
        found = call(host, "GET", path, query={**(query or {}), "per_page": PAGE, "page": number})
        if not isinstance(found, list):
            raise UserError(f"{_name(host)} answers with no list to GET {terminal(path)}")
        yield from found
        if len(found) < PAGE:
            return


def _opener(host: Host) -> OpenerDirector:
    """What calls: it follows no redirect and knows no way but HTTP; through a proxy only what that cannot read."""
    from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler

    opener = OpenerDirector()
    if host.api.startswith("https:"):
        opener.add_handler(ProxyHandler())
    opener.add_handler(HTTPHandler())
    opener.add_handler(HTTPSHandler())
    return opener


def _read(data: bytes) -> Any:
    if len(data) > LARGEST:
        raise UserError("the code host answers with more than can be read")
    try:
        return json.loads(data) if data.strip() else None
    except (ValueError, RecursionError):
        raise UserError("the code host answers with what is no JSON") from None


def _name(host: Host) -> str:
    return urlsplit(host.api).hostname or "the code host"
