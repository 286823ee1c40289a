"""`pmctl comment`: somebody says something about an item, in a file of its own."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import click

from pmctl import output
from pmctl.audience import Audience, visible
from pmctl.commands.calling import completing, options
from pmctl.commands.calling.editing import Manner, carry_out, manner, open_to_edit
from pmctl.commands.calling.me import person_of
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.threads import unreached
from pmctl.model.records import Comment
from pmctl.operations import drafted, file_bytes, readable
from pmctl.operations.comment import Said, replied_to, with_comment
from pmctl.plan import Plan
from pmctl.source import FILE_BYTES, text_of
from pmctl.views.find import close, find_item
from pmctl.worktime.days import offset, time_zones
from pmctl.writing.plan import write_plan


@click.command("comment")
@click.argument("item", shell_complete=completing.items)
@click.argument("text", required=False)
@click.option("-m", "--message", "messages", metavar="TEXT", multiple=True, help="What is said; each a paragraph.")
@click.option("--reply-to", metavar="ID", help="The comment that it answers, by its id or its last four characters.")
@click.option("--visibility", type=click.Choice(["internal", "client", "public"]), help="Who may see it (internal).")
@options.me
@manner
@options.shared
def command(
    call: options.Call,
    item: str,
    text: str | None,
    messages: tuple[str, ...],
    reply_to: str | None,
    visibility: Audience | None,
    me: str | None,
    how: Manner,
) -> int:
    """Say something about ITEM: a task, a risk, a document, a person; of a comment: answer it.

    It stands in a file of its own under `comments/`, named by the moment, the author and a hash, so that two branches
    never clash. TEXT is Markdown, `-` reads it from standard input, `@bo` tells Bo.

    \b
    pmctl comment api "61 of 148 cases are left, @bo"
    pmctl comment api -m "First paragraph" -m "Second one"
    pmctl comment api "I keep ten days" --reply-to c41e
    pmctl comment wallet/balance-lag "Seconds, from March on" --visibility client
    """
    present = open_to_edit(call)
    found = find_item(present, item)
    if isinstance(found, Comment):
        found, reply_to = find_item(present, found.about), reply_to or found.id
    said = Said(
        found.id,
        person_of(present, me).id,
        _moment(call, present.workspace.timezone),
        _text(text, messages),
        replied_to(present, reply_to, found.id).id if reply_to else "",
        visibility or "",
    )
    made = with_comment(present, said)
    _note_strangers(present, said.text)
    if how.dry_run or how.as_json:
        return carry_out(call, drafted(present, made, call.level, (said.about,), how.force), how, "")
    _write(present, made)
    output.write(f"{said.by} about {said.about}: {terminal(next(iter(made)))}")
    if visibility and not visible(present.workspace, found, visibility):
        who = "clients do" if visibility == "client" else "the public does"
        output.note(f"`{terminal(found.id)}` is not for them, so {who} not see what is said of it.")
    return 0


def _write(present: Plan, made: Mapping[str, bytes]) -> None:
    """Write it, where it reads back; what is said changes no date, so nothing is computed for it."""
    readable(present, {**file_bytes(present), **made})
    write_plan(present.loaded.root, {path: (None, data) for path, data in made.items()})


def _note_strangers(present: Plan, text: str) -> None:
    """Who is named with `@` and is nobody: nobody will be told."""
    there = [*present.workspace.people, *present.workspace.teams]
    for name in unreached(present, text):
        output.note(f"`@{terminal(name)}` tells nobody: no person and no team has that id.{close(name, there)}")


def _text(text: str | None, messages: tuple[str, ...]) -> str:
    """What is said, wherever it was given."""
    if text is not None and messages:
        raise UserError("what is said stands twice", "say TEXT, or `-m TEXT`")
    if text == "-":
        return text_of(sys.stdin.buffer.read(FILE_BYTES)).strip()
    if text is None and not messages:
        raise UserError("what is to be said?", "`pmctl comment ITEM TEXT`; `-` reads it from standard input")
    return text.strip() if text is not None else "\n\n".join(part.strip() for part in messages)


def _moment(call: options.Call, zone: str) -> str:
    """Now, by the clock of the workspace; of another day than that of the clock nobody knows the time."""
    now = datetime.now()
    if call.today != now.date():
        return call.today.isoformat()
    if zone in time_zones():
        here = datetime.now(UTC).replace(tzinfo=None)
        now = here + timedelta(minutes=offset(zone, here.toordinal()))
    return now.isoformat(timespec="minutes")
