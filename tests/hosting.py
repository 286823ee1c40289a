"""A code host that keeps comments in memory: as much of the interfaces of GitHub and GitLab as pmctl calls."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

REPOSITORY, NUMBER = "acme/plans", 7


@dataclass
class Hosting:
    """What the host knows and was asked. `comments` are those on request 7, `pulls` what a search finds."""

    api: str = ""
    token: str = "secret-token"
    user: str = "github-actions[bot]"
    pulls: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    reviews: list[dict[str, Any]] = field(default_factory=list)
    newest: str = ""
    calls: list[str] = field(default_factory=list)
    queries: list[dict[str, list[str]]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    redirect: str = ""

    def said(self, author: str, body: str) -> None:
        """Somebody comments."""
        user = {"login": author, "username": author}
        self.comments.append(
            {
                "id": 100 + len(self.comments),
                "node_id": f"N{100 + len(self.comments)}",
                "user": user,
                "author": user,
                "body": body,
            }
        )

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> Any:
        """What the host answers; None is 404."""
        self.calls.append(f"{method} {path}")
        self.queries.append(query)
        if path in (f"/repos/{REPOSITORY}/issues/{NUMBER}/comments", f"/projects/42/merge_requests/{NUMBER}/notes"):
            return self._list(query) if method == "GET" else self._new(body)
        edited = re.fullmatch(rf"/repos/{REPOSITORY}/issues/comments/(\d+)|/projects/42/.*/notes/(\d+)", path)
        if edited and method in ("PATCH", "PUT"):
            return self._edit(int(edited[1] or edited[2]), body)
        if edited and method == "DELETE":
            self.comments = [one for one in self.comments if one["id"] != int(edited[2])]
            return {}
        if (method, path) == ("POST", "/graphql"):
            self.hidden.append(body["variables"]["id"])
            return {"data": {}}
        answers: dict[str, Any] = {
            f"/repos/{REPOSITORY}/pulls": self.pulls,
            f"/repos/{REPOSITORY}/pulls/{NUMBER}": {"head": {"sha": self.newest}},
            f"/repos/{REPOSITORY}/pulls/{NUMBER}/reviews": self.reviews,
            f"/projects/42/merge_requests/{NUMBER}/approvals": {"approved_by": self.reviews},
            "/user": {"username": self.user},
        }
        return answers.get(path) if method == "GET" else None

    def _list(self, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        size, page = int(query["per_page"][0]), int(query["page"][0])
        return self.comments[size * (page - 1) : size * page]

    def _new(self, body: Any) -> dict[str, Any]:
        self.said(self.user, body["body"])
        return self.comments[-1]

    def _edit(self, id: int, body: Any) -> dict[str, Any] | None:
        for comment in self.comments:
            if comment["id"] == id:
                comment["body"] = body["body"]
                return comment
        return None


@contextmanager
def hosting() -> Iterator[Hosting]:
    """A host that answers on this machine as long as it is needed."""
    state = Hosting()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            allowed = state.token in (
                self.headers.get("Authorization", "").removeprefix("Bearer "),
                self.headers.get("PRIVATE-TOKEN"),
            )
            answer = state.answer(self.command, parts.path, parse_qs(parts.query), body) if allowed else None
            self.send_response(302 if state.redirect else 200 if answer is not None else 404 if allowed else 401)
            if state.redirect:
                self.send_header("Location", state.redirect)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.api = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
