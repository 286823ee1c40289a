"""`pmctl notify`: whom to tell what, of everything that has changed since a revision."""

from __future__ import annotations

from collections.abc import Sequence

import click

from pmctl import output
from pmctl.commands.calling import completing, options
from pmctl.commands.calling.notifying import occasions, only, run_of, triggers_named
from pmctl.commands.calling.sending import refuse_unset
from pmctl.commands.calling.sending import send as send_run
from pmctl.diagnostic import UserError
from pmctl.escape import json_text
from pmctl.model.workspace import Workspace
from pmctl.triggers.telling.trigger import Trigger
from pmctl.views.notices.feed import run_atom
from pmctl.views.notices.json import run_json
from pmctl.views.notices.listing import triggers_json, triggers_text
from pmctl.views.notices.mail import mailbox
from pmctl.views.notices.markdown import run_markdown
from pmctl.views.notices.slack import run_slack
from pmctl.views.notices.text import run_text
from pmctl.views.notices.view import Run

WIDEST = 100


@click.command("notify")
@click.option(
    "--since",
    metavar="REV|TAG|DATE",
    help="The plan that was told of last; messages are about what is otherwise now.",
    shell_complete=completing.revisions,
)
@click.option("--from", "from_", metavar="DATE", help="The day of the last run (else that of the commit).")
@click.option(
    "--for",
    "--to-person",
    "people",
    multiple=True,
    metavar="PERSON",
    help="Only to this person (id or address); may be repeated.",
    shell_complete=completing.people,
)
@click.option(
    "--select",
    multiple=True,
    metavar="OCCASIONS",
    help="Only these: `N10`, `overdue`.",
    shell_complete=occasions,
)
@click.option("--ignore", multiple=True, metavar="OCCASIONS", help="All but these.", shell_complete=occasions)
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
    each morning, names the revision of its last run. What is later each day because nobody begins it is told again
    only when it comes to another week, or breaks its promise.

    \b
    pmctl notify --since HEAD~1
    pmctl notify --since origin/main --for ana
    pmctl notify --since HEAD --from 2026-02-09         only what time has brought
    pmctl notify --since v1.0 -o out.mbox
    pmctl notify --list

    With `--send` a mail goes to everybody who has an address, by the server that PMCTL_MAIL names
    (`smtps://user:password@mail.example:465`; `smtp://` encrypts by STARTTLS), from PMCTL_MAIL_FROM. PMCTL_CHANNELS
    names channels instead, or as well, as apprise writes them, with blanks between them; `{person}` and `{email}` in
    one stand for whom it is about (`pip install 'pmctl[notify]'`).
    """
    triggers = triggers_named(select, ignore)
    if listed:
        workspace = options.read(options.find_root(call), call.at).workspace
        return _list(workspace, triggers, format, fields, file, check)
    if not since:
        raise UserError(
            "`--since` is missing: which revision was told of last?", "such as `pmctl notify --since HEAD~1`"
        )
    day = options.day(from_, "--from") if from_ is not None else None
    if send and (file or format != "text"):
        raise UserError("`--send` writes nothing", "leave out `-o` and `--format`, or `--send`")
    if send:
        refuse_unset()
    run = only(run_of(call, since, day, triggers), people)
    if not run.workspace.people:
        output.note(
            "this plan names no people, so nobody can be told: `pmctl schema people` shows how they are written"
        )
    if send:
        return send_run(run)
    if format == "text" and not file:
        output.write(run_text(run, min(output.room(), WIDEST)))
        return 0
    return output.deliver(_written(run, format, fields), file, check)


def _list(
    workspace: Workspace,
    triggers: Sequence[Trigger],
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    if format == "json":
        document = options.chosen(triggers_json(workspace, triggers), fields)
        return output.deliver(json_text(document) + "\n", file, check)
    if format != "text" or file:
        raise UserError("`--list` is written as text or JSON", "`pmctl notify --list --json -o occasions.json`")
    output.write(triggers_text(workspace, triggers))
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
