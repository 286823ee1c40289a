"""`pmctl notify`: whom to tell what, of everything that has changed since a revision."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import click

from pmctl import git, output
from pmctl.commands import completing, options
from pmctl.diagnostic import UserError
from pmctl.escape import json_text, terminal
from pmctl.load import Loaded
from pmctl.notices import Digest, digests
from pmctl.notices.comparing import between
from pmctl.notices.revisions import Past, addresses, earlier, steps
from pmctl.plan import Plan
from pmctl.revision import Reader, Revision, named
from pmctl.sending import addressed, mail_server, send_mails, send_to_channels
from pmctl.triggers import TRIGGERS
from pmctl.triggers.trigger import Trigger
from pmctl.views.find import close
from pmctl.views.notices.feed import run_atom
from pmctl.views.notices.json import run_json
from pmctl.views.notices.listing import triggers_json, triggers_text
from pmctl.views.notices.mail import mailbox, mails, without_address
from pmctl.views.notices.markdown import digest_markdown, run_markdown
from pmctl.views.notices.slack import run_slack
from pmctl.views.notices.text import run_text
from pmctl.views.notices.view import Run, address_of, counted_text, subject_of

MAIL, SENT_BY, CHANNELS = "PMCTL_MAIL", "PMCTL_MAIL_FROM", "PMCTL_CHANNELS"
"""The variables of the environment that say where messages are sent."""
WIDEST = 100


@click.command("notify")
@click.option(
    "--since",
    metavar="REV|TAG|DATE",
    help="The plan that was told of last; messages are about what is otherwise now.",
    shell_complete=completing.revisions,
)
@click.option("--from", "from_", metavar="DATE", help="The day of the last run (else that of the commit).")
@click.option("--for", "people", multiple=True, metavar="PERSON", help="Only to this person; may be repeated.")
@click.option("--select", multiple=True, metavar="OCCASIONS", help="Only these: `N10`, `overdue`.")
@click.option("--ignore", multiple=True, metavar="OCCASIONS", help="All but these.")
@click.option("--list", "listed", is_flag=True, help="All occasions, and which are on.")
@click.option("--send", is_flag=True, help="Send the messages, by mail or to channels.")
@options.formats("text", "md", "json", "mbox", "atom", "slack")
@options.file
@options.shared
def command(
    call: options.Call,
    since: str | None,
    from_: str | None,
    people: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    listed: bool,
    send: bool,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Tell everybody what concerns them of what has changed since a revision, or come with time.

    All occasions are on; `notify` in pmctl.yaml or of a person changes one or switches it off. Nobody is told of their
    own edits. Nothing is stored: what was so at REV on DATE is not said again, so a job that runs on every push, or
    each morning, names the revision of its last run.

    \b
    pmctl notify --since HEAD~1
    pmctl notify --since origin/main --for ana
    pmctl notify --since HEAD --from 2026-02-09         only what time has brought
    pmctl notify --since v1.0 --format mbox -o out.mbox
    pmctl notify --list

    With `--send` a mail goes to everybody who has an address, by the server that PMCTL_MAIL names
    (`smtps://user:password@mail.example:465`; `smtp://` encrypts by STARTTLS), from PMCTL_MAIL_FROM. PMCTL_CHANNELS
    names channels instead, or as well, as apprise writes them, with blanks between them; `{person}` and `{email}` in
    one stand for whom it is about (`pip install 'pmctl[notify]'`).
    """
    triggers = chosen(select, ignore)
    if listed:
        return _list(options.open_plan(call), triggers, format, fields, file, check)
    if since is None:
        raise UserError(
            "`--since` is missing: which revision was told of last?", "such as `pmctl notify --since HEAD~1`"
        )
    day = options.day(from_, "--from") if from_ is not None else None
    if send:
        _refuse_unset()
    run = _only(_run(call, since, day, triggers), people)
    if send:
        return _send(run)
    if format == "text" and not file:
        output.write(run_text(run, min(output.room(), WIDEST)))
        return 0
    return output.deliver(_written(run, format, fields), file, check)


# --- which messages ---------------------------------------------------------------------------------------------------


def chosen(select: Sequence[str], ignore: Sequence[str]) -> tuple[Trigger, ...]:
    """The occasions that are asked for, by id or name; UserError for an unknown one."""
    wanted, left_out = (_named(words) for words in (select, ignore))
    return tuple(one for one in TRIGGERS if (one.id in wanted or not select) and one.id not in left_out)


def _named(words: Sequence[str]) -> set[str]:
    known = {name: one.id for one in TRIGGERS for name in (one.id, one.name)}
    found = [name for text in words for name in options.names_in(text)]
    for name in found:
        if name not in known:
            message = f"there is no occasion `{terminal(name[:40])}`.{close(name, known)}"
            raise UserError(message, "`pmctl notify --list` names them all")
    return {known[name] for name in found}


def _run(call: options.Call, since: str, day: date | None, triggers: Sequence[Trigger]) -> Run:
    """Both plans and the revisions between them, and the messages about them."""
    root, plan = options.find_root(call), options.open_plan(call)
    base = named(root, since)
    begun = min(base.day, call.today) if day is None else day
    if begun > call.today:
        raise UserError(f"`--from {begun}` is after today, {call.today}", "`--today DATE` sets the day of this run")
    with Reader(root) as reader:
        older = reader.load(base.id, base.name)
        if older is None or reader.top is None:
            raise UserError(f"there was no plan here at `{terminal(since[:80])}`", "`--since` takes another revision")
        found = _digests(
            call,
            Past(reader, reader.top, addresses(older.workspace, plan.workspace)),
            base,
            older,
            plan,
            begun,
            triggers,
        )
    return Run(plan.workspace, plan.loaded.content, base, begun, call.today, found)


def _digests(
    call: options.Call,
    past: Past,
    base: Revision,
    older: Loaded,
    plan: Plan,
    begun: date,
    triggers: Sequence[Trigger],
) -> tuple[Digest, ...]:
    head = call.at.id if call.at is not None else git.resolve_revision(past.top, "HEAD") or base.id
    me = git.user_email() if call.at is None else None
    made = steps(past, base.id, older, head, plan.loaded, me)
    return digests(between(older, plan, begun, made, earlier(past, base.id), call.level), triggers)


def _only(run: Run, names: Sequence[str]) -> Run:
    """The messages to some people, by id or address; UserError for somebody unknown."""
    people = run.workspace.people
    known = {name: person.id for person in people.values() for name in (person.email, person.id) if name}
    wanted = [name for text in names for name in options.names_in(text)]
    for name in wanted:
        if name not in known:
            message = f"there is nobody called `{terminal(name[:80])}`.{close(name, known)}"
            raise UserError(message, "`pmctl list people` names them all")
    ids = {known[name] for name in wanted}
    return replace(run, digests=tuple(one for one in run.digests if one.person.id in ids)) if names else run


def _list(
    plan: Plan, triggers: Sequence[Trigger], format: str, fields: tuple[str, ...] | None, file: str | None, check: bool
) -> int:
    if format == "json":
        document = options.chosen(triggers_json(plan.workspace, triggers), fields)
        return output.deliver(json_text(document) + "\n", file, check)
    if format != "text" or file:
        raise UserError("`--list` is written as text or JSON", "`pmctl notify --list --json -o occasions.json`")
    output.write(triggers_text(plan.workspace, triggers))
    return 0


def _written(run: Run, format: str, fields: tuple[str, ...] | None) -> str:
    """The messages in a format; a mailbox and a chat message of nobody are empty."""
    if format == "json":
        return json_text(options.chosen(run_json(run), fields)) + "\n"
    if format == "mbox":
        return mailbox(run)
    if format == "slack":
        return json_text(run_slack(run)) + "\n" if run.digests else ""
    if format == "atom":
        return run_atom(run)
    return run_markdown(run) if format == "md" else run_text(run, WIDEST) + "\n"


# --- sending ----------------------------------------------------------------------------------------------------------


def _refuse_unset() -> None:
    """UserError where nobody said by which way messages are sent, before anything is computed."""
    if not os.environ.get(MAIL) and not os.environ.get(CHANNELS):
        hint = f"set {MAIL}=smtps://user:password@mail.example:465 and {SENT_BY}, or {CHANNELS}; `--help` says more"
        raise UserError("`--send` does not know by which way", hint)
    if os.environ.get(MAIL):
        mail_server(os.environ[MAIL], MAIL)
        if "@" not in os.environ.get(SENT_BY, ""):
            raise UserError(f"{SENT_BY} is not set: from whom are the mails?", f"{SENT_BY}=plans@acme.example")


def _send(run: Run) -> int:
    """Send every digest by all the ways that are set, and say what became of them."""
    if os.environ.get(MAIL):
        messages = mails(run, os.environ[SENT_BY])
        if messages:
            send_mails(mail_server(os.environ[MAIL], MAIL), messages)
        output.write(f"{counted_text(len(messages), 'mail')} sent")
        missing = without_address(run)
        if missing:
            output.note(f"no mail to {terminal(', '.join(missing))}: no address in the plan")
    if os.environ.get(CHANNELS):
        output.write(f"{counted_text(sum(_to_channels(run, one) for one in run.digests), 'message')} sent to channels")
    return 0


def _to_channels(run: Run, digest: Digest) -> int:
    """One digest to the channels that are for everybody, and those for this person; how many."""
    values: Mapping[str, str] = {"person": digest.person.id, "email": address_of(digest.person)}
    urls = addressed(os.environ[CHANNELS].split(), values)
    title = f"{digest.person.title} · {subject_of(run, digest)}"
    if urls:
        send_to_channels(urls, title, digest_markdown(run, digest))
    return len(urls)
