"""Messages as mails, one to each person: for a mailbox file, and for a mail server."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from pmctl.escape import harmless, mail_body, mail_header, visible
from pmctl.notices.notice import Digest
from pmctl.quantity.instants import MONTHS, WEEKDAYS
from pmctl.views.notices.text import digest_text
from pmctl.views.notices.view import Run, address_of, span_text, subject_of

WIDTH = 76
SENDER = "pmctl@localhost"


def mails(run: Run, sender: str = SENDER) -> list[EmailMessage]:
    """A mail for everybody who has an address."""
    return [mail(run, digest, sender) for digest in run.digests if address_of(digest.person)]


def without_address(run: Run) -> list[str]:
    """The ids of those who are told something and cannot be written to."""
    return [digest.person.id for digest in run.digests if not address_of(digest.person)]


def mail(run: Run, digest: Digest, sender: str) -> EmailMessage:
    """The mail to one person; its date is the day of the run, its id follows from what it says."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("pmctl", addr_spec=sender)
    message["To"] = Address(mail_header(digest.person.title), addr_spec=address_of(digest.person))
    message["Subject"] = mail_header(subject_of(run, digest))
    message["Date"] = format_datetime(datetime(run.today.year, run.today.month, run.today.day, tzinfo=UTC))
    message["Message-ID"] = f"<{_identity(run, digest)}@pmctl>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(harmless(visible(_body(run, digest))), cte="quoted-printable")
    return message


def _identity(run: Run, digest: Digest) -> str:
    """The same messages to the same person on the same day are the same mail."""
    said = "\0".join((run.workspace.id, digest.person.id, run.today.isoformat(), *(one.id for one in digest.notices)))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


def _body(run: Run, digest: Digest) -> str:
    return f"{digest_text(run, digest, WIDTH)}\n\n-- \n{run.name}, {span_text(run)}\n"


def mailbox(run: Run) -> str:
    """All mails in one file: each begins with a `From ` line, and no other line does."""
    day = run.today
    moment = f"{WEEKDAYS[day.weekday()]} {MONTHS[day.month - 1]} {day.day:2} 00:00:00 {day.year}"
    texts = (message.as_bytes().decode("ascii", "replace") for message in mails(run))
    return "".join(f"From {SENDER} {moment}\n{mail_body(text)}\n" for text in texts)
