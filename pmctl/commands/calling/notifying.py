"""Which messages a call of `notify` is about: both plans, the revisions between them, the occasions, the people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from pmctl import git
from pmctl.commands.calling import options
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.notices import digests
from pmctl.notices.comparing import between
from pmctl.notices.revisions import Past, addresses, earlier, steps, uncommitted
from pmctl.revision import Reader, named
from pmctl.triggers import TRIGGERS
from pmctl.triggers.telling.trigger import Trigger
from pmctl.views.find import close
from pmctl.views.notices.view import Run


def triggers_named(select: Sequence[str], ignore: Sequence[str]) -> tuple[Trigger, ...]:
    """The occasions that are asked for, by id or name; UserError for an unknown one."""
    wanted, left_out = (_named(words) for words in (select, ignore))
    return tuple(one for one in TRIGGERS if (one.id in wanted or not select) and one.id not in left_out)


def occasions(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """The ids and names of occasions that begin so, for a shell."""
    return [name for one in TRIGGERS for name in (one.id, one.name) if name.startswith(incomplete)]


def _named(words: Sequence[str]) -> set[str]:
    known = {name: one.id for one in TRIGGERS for name in (one.id, one.name)}
    found = [name for text in words for name in options.names_in(text)]
    for name in found:
        if name not in known:
            message = f"there is no occasion `{terminal(name[:40])}`.{close(name, known)}"
            raise UserError(message, "`pmctl notify --list` names them all")
    return {known[name] for name in found}


def run_of(call: options.Call, since: str, day: date | None, triggers: Sequence[Trigger]) -> Run:
    """Both plans and the revisions between them, and the messages about them."""
    base = named(Path(call.root or "."), since)  # before files are read: it may be a mistake, in a large folder
    root, plan = options.find_root(call), options.open_plan(call)
    begun = min(base.day, call.today) if day is None else day
    if begun > call.today:
        raise UserError(f"`--from {begun}` is after today, {call.today}", "`--today DATE` sets the day of this run")
    with Reader(root) as reader:
        older = reader.load(base.id, base.name)
        if older is None or reader.top is None:
            raise UserError(f"there was no plan here at `{terminal(since[:80])}`", "`--since` takes another revision")
        past = Past(reader, reader.top, addresses(older.workspace, plan.workspace))
        head = call.at.id if call.at is not None else git.resolve_revision(reader.top, "HEAD") or base.id
        made = steps(past, base.id, older, head, plan.loaded)
        if call.at is None:
            made += uncommitted(past, head, plan.loaded, git.user_email(), call.today)
        compared = between(older, plan, begun, made, earlier(past, base.id), call.level)
        found = digests(compared, triggers)
    return Run(plan.workspace, plan.loaded.content, base, begun, call.today, found)


def only(run: Run, names: Sequence[str]) -> Run:
    """The messages to some people, by id or address; UserError for somebody unknown."""
    people = run.workspace.people
    known = {name: person.id for person in people.values() for name in (person.email, person.id) if name}
    wanted = [name for text in names for name in options.names_in(text)]
    for name in wanted:
        if name not in known:
            named = next((one.id for one in people.values() if one.name.casefold() == name.casefold()), "")
            near = f" Did you mean `{named}`?" if named else close(name, known)
            message = f"there is nobody called `{terminal(name[:80])}`.{near}"
            raise UserError(message, "`pmctl list people` names them all")
    ids = {known[name] for name in wanted}
    return replace(run, digests=tuple(one for one in run.digests if one.person.id in ids)) if names else run
