"""Mails and chat messages on their way out: the only place that talks to a network, and only when it is asked to."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from pmctl.diagnostic import UserError
from pmctl.escape import terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 30
"""How long a server may take to answer."""
MOST_SHOWN = 5
"""Refused mails that are named."""
_OF_ONE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError)
OWN = ("localhost", "127.0.0.1", "::1")
"""Hosts to which a mail may go in the clear: nobody is in between."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server that takes mail: `always_tls` from the first byte (`smtps`), else after `STARTTLS`."""

    host: str
    port: int
    always_tls: bool
    user: str = ""
    password: str = ""


def mail_server(text: str, setting: str) -> MailServer:
    """A server written as `smtps://user:password@mail.example:465` or `smtp://mail.example:587`; UserError else.

    What is wrong is said without the password.
    """
    hint = f"write {setting}=smtps://user:password@mail.example:465, or smtp://... for STARTTLS"
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise UserError(f"{setting} is no address of a mail server", hint) from None
    if parts.scheme not in ("smtp", "smtps") or not host or parts.path.strip("/") or parts.query:
        raise UserError(f"{setting} is no address of a mail server", hint)
    always = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(host, port or (465 if always else 587), always, user, password)


def send_mails(server: MailServer, messages: Sequence[EmailMessage]) -> None:
    """Hand mails to a server, each to its one recipient; UserError where it does not take them.

    A mail that is refused keeps no other back: who is told twice after the next try would be told for nothing.
    """
    refused: list[str] = []
    try:
        with _connected(server) as connection:
            for message in messages:
                try:
                    connection.send_message(message)
                except _OF_ONE_MAIL as error:
                    refused.append(f"{message['To']}: {_said(error)}")
    except (OSError, smtplib.SMTPException) as error:
        raise UserError(f"the mail server {terminal(server.host)} refused: {terminal(_said(error))}") from None
    if refused:
        count = f"{len(refused)} of {len(messages)}"
        hint = "the others are sent; `--for PERSON` sends to one person again" if len(refused) < len(messages) else ""
        why = terminal("; ".join(refused[:MOST_SHOWN])) + ("; ..." if len(refused) > MOST_SHOWN else "")
        raise UserError(f"the mail server {terminal(server.host)} refused {count}: {why}", hint)


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A connection that nobody can read, unless the server is this machine; no password goes over any other."""
    context = ssl.create_default_context()
    if server.always_tls:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    with connection:
        connection.ehlo()
        if not server.always_tls and (server.host not in OWN or connection.has_extn("starttls")):
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
        yield connection


def _said(error: Exception) -> str:
    """What a server said, on one line and not too long."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(_answer(code, text) for code, text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return (str(error) or type(error).__name__)[:200]


def _answer(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}"[:200]


def addressed(urls: Iterable[str], values: Mapping[str, str]) -> tuple[str, ...]:
    """Addresses of channels with `{person}` and `{email}` filled in; one whose value is empty is left out."""
    found = []
    for url in urls:
        asked = [name for name in values if f"{{{name}}}" in url]
        if all(values[name] for name in asked):
            for name in asked:
                url = url.replace(f"{{{name}}}", quote(values[name], safe=""))
            found.append(url)
    return tuple(found)


def send_to_channels(urls: Sequence[str], title: str, body: str) -> None:
    """Hand a message (its body in Markdown) to channels as apprise knows them; UserError where one does not take it."""
    try:
        import apprise
    except ImportError:
        raise UserError("channels need the library apprise", "`pip install 'pmctl[notify]'`") from None
    channels = apprise.Apprise()
    for number, url in enumerate(urls, 1):
        if not channels.add(url):  # it may hold a password, so it is not shown
            raise UserError(f"channel {number} is no address that apprise knows", "https://github.com/caronc/apprise")
    if urls and not channels.notify(body=body, title=title, body_format=apprise.NotifyFormat.MARKDOWN):
        raise UserError("a channel did not take the message", "apprise knows no more; try its own command line")
