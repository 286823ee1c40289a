"""Sending what `notify` has to tell: by mail, to channels, as the environment says."""

from __future__ import annotations

import os
from collections.abc import Mapping

from pmctl import output
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.notices import Digest
from pmctl.sending import addressed, mail_server, send_mails, send_to_channels
from pmctl.views.notices.mail import mails, without_address
from pmctl.views.notices.markdown import digest_markdown
from pmctl.views.notices.view import Run, address_of, counted_text, subject_of

MAIL, SENT_BY, CHANNELS = "PMCTL_MAIL", "PMCTL_MAIL_FROM", "PMCTL_CHANNELS"
"""The variables of the environment that say where messages are sent."""


def refuse_unset() -> None:
    """UserError where nobody said by which way messages are sent, before anything is computed."""
    if not os.environ.get(MAIL) and not os.environ.get(CHANNELS):
        hint = f"set {MAIL}=smtps://user:password@mail.example:465 and {SENT_BY}, or {CHANNELS}; `--help` says more"
        raise UserError("`--send` does not know by which way", hint)
    if os.environ.get(MAIL):
        mail_server(os.environ[MAIL], MAIL)
        if "@" not in os.environ.get(SENT_BY, ""):
            raise UserError(f"{SENT_BY} is not set: from whom are the mails?", f"{SENT_BY}=plans@acme.example")


def send(run: Run) -> int:
    """Send every digest by all the ways that are set, and say what became of them.

    What one way or person does not take keeps nothing else back; UserError at the end, where anything was refused.
    """
    refused: list[UserError] = []
    if os.environ.get(MAIL):
        _mail(run, refused)
    if os.environ.get(CHANNELS):
        count = sum(_to_channels(run, one, refused) for one in run.digests)
        output.write(f"{counted_text(count, 'message')} sent to channels")
    if refused:
        raise UserError("; ".join(dict.fromkeys(one.message for one in refused)), refused[0].hint)
    return 0


def _mail(run: Run, refused: list[UserError]) -> None:
    """A mail for each person with an address; what was refused is put to `refused`."""
    messages = mails(run, os.environ[SENT_BY])
    missing = without_address(run)
    try:
        if messages:
            send_mails(mail_server(os.environ[MAIL], MAIL), messages)
        output.write(f"{counted_text(len(messages), 'mail')} sent")
    except UserError as error:
        refused.append(error)
    if missing:
        output.note(f"no mail to {terminal(', '.join(missing))}: no address in the plan")


def _to_channels(run: Run, digest: Digest, refused: list[UserError]) -> int:
    """One digest to the channels that are for everybody, and those for this person; how many took it."""
    values: Mapping[str, str] = {"person": digest.person.id, "email": address_of(digest.person)}
    urls = addressed(os.environ[CHANNELS].split(), values)
    title = f"{digest.person.title} · {subject_of(run, digest)}"
    try:
        if urls:
            send_to_channels(urls, title, digest_markdown(run, digest))
    except UserError as error:
        refused.append(error)
        return 0
    return len(urls)
