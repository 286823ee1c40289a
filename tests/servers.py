"""A mail server and a web hook of this machine, as real as a sender needs them."""

from __future__ import annotations

import json
import socket
import socketserver
import ssl
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest


@dataclass
class Post:
    """What a server was told: envelopes and mails."""

    port: int = 0
    senders: list[str] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)
    refuses: str = ""
    whom: str = ""
    """What stands in the addresses that it refuses; empty for all."""
    logins: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    """Of each mail whether anybody on the way could read it."""


def _reaches_itself() -> bool:
    """Does this machine reach its own ports? In a network namespace of its own it does not."""
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname(), 1).close()
    except OSError:
        return False
    return True


needs_ports = pytest.mark.skipif(not _reaches_itself(), reason="no network at all, not even to this machine")


@contextmanager
def smtp_server(
    refuses: str = "", tls: ssl.SSLContext | None = None, at_once: bool = False, whom: str = ""
) -> Iterator[Post]:
    """The part of RFC 5321 that a sender needs, on a free port; with `tls` encrypted `at_once`, or after STARTTLS."""
    post = Post(refuses=refuses, whom=whom)

    class Handler(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def encrypt(self) -> None:
            assert tls is not None
            self.request = tls.wrap_socket(self.request, server_side=True)
            self.setup()

        def handle(self) -> None:
            try:
                if at_once:
                    self.encrypt()
                self.talk()
            except OSError:  # who does not trust us hangs up
                return

        def talk(self) -> None:
            self.say("220 post.example ready")
            while line := self.rfile.readline():
                verb, _, rest = line.decode().strip().partition(" ")
                if not self.answer(verb.upper(), rest):
                    return

        def answer(self, verb: str, rest: str) -> bool:
            if verb == "EHLO":
                offers = ["STARTTLS"] if tls is not None and not isinstance(self.request, ssl.SSLSocket) else []
                lines = ["post.example", *offers, "AUTH PLAIN"]
                for offer in lines[:-1]:
                    self.say(f"250-{offer}")
                self.say(f"250 {lines[-1]}")
            elif verb == "STARTTLS":
                self.say("220 go on")
                self.encrypt()
            elif verb == "AUTH":
                post.logins.append(b64decode(rest.split()[1]).decode())
                self.say("235 welcome")
            elif verb == "MAIL":
                post.senders.append(rest)
                post.encrypted.append(isinstance(self.request, ssl.SSLSocket))
                post.recipients.append([])
                self.say("250 fine")
            elif verb == "RCPT":
                post.recipients[-1].append(rest)
                self.say(post.refuses if post.refuses and post.whom in rest else "250 fine")
            elif verb == "DATA":
                self.say("354 go on")
                said = []
                while (line := self.rfile.readline()) != b".\r\n":
                    said.append(line.removeprefix(b".") if line.startswith(b"..") else line)
                post.mails.append(b"".join(said))
                self.say("250 taken")
            else:
                self.say("221 bye" if verb == "QUIT" else "250 fine")
            return verb != "QUIT"

    with served(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)) as port:
        post.port = port
        yield post


@contextmanager
def served(server: socketserver.TCPServer) -> Iterator[int]:
    """A server that answers as long as it is needed; its port."""
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def web_hook() -> Iterator[tuple[int, list[tuple[str, dict[str, str]]]]]:
    taken: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append((self.path, json.loads(body)))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """A test says nothing."""

    with served(HTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield port, taken
