"""`pmctl doctor`: is everything there that pmctl needs, and what mends it; a write that was cut short is ended."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from pmctl import output
from pmctl.commands.calling import options
from pmctl.commands.calling.me import person_of
from pmctl.diagnostic import UserError
from pmctl.doctor import PARTS, Line, clone_lines, machine_lines, workspace_lines
from pmctl.escape import terminal
from pmctl.git_setup.place import own_words
from pmctl.load import find_workspace, load
from pmctl.plan import Plan, plan
from pmctl.views.doctor.forms import doctor_json, doctor_text
from pmctl.writing.recovering import Outcome, recover

_TOLD = {"forward": "has now what it should become", "back": "is again what it was"}


def _parts(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return [part for part in PARTS if part.startswith(incomplete)]


@click.command("doctor")
@click.argument("parts", metavar="[PART]...", nargs=-1, shell_complete=_parts)
@click.option("--recover", "recovers", is_flag=True, help="Go on with a write that was cut short; clean up after it.")
@click.option("--abort", is_flag=True, help="With --recover: go back to how the files were.")
@options.formats("text", "json")
@options.shared
def command(
    call: options.Call,
    parts: tuple[str, ...],
    recovers: bool,
    abort: bool,
    format: str,
    fields: tuple[str, ...] | None,
) -> int:
    """Is this machine, this clone and this plan set up? Each line says what mends it; exit status 1 where work stops.

    PART is machine (Python, libraries, git), clone (repository, `pmctl git-setup`) or plan (its files, who you are in
    it, what a writer has left); else all of them are looked at.

    `--recover` ends a write of several files that was cut short, by a crash or a full disk: it goes on, or with
    `--abort` back. Files that somebody has edited since are not touched.

    \b
    pmctl doctor
    pmctl doctor clone plan --json
    pmctl doctor --recover
    """
    options.refuse_past(call, "the doctor looks at what is here now")
    if abort and not recovers:
        raise UserError("`--abort` goes back with a write that was cut short", "`pmctl doctor --recover --abort`")
    other = next((part for part in parts if part not in PARTS), None)
    if other is not None:
        raise UserError(f"the doctor does not look at `{terminal(other[:40])}`", f"PART is {', '.join(PARTS)}")
    if recovers:
        for line in _recovered(recover(options.find_root(call), abort)):
            output.write(line)
        return 0
    wanted = parts or PARTS
    found = {part: tuple(_looked_at(call, part)) for part in PARTS if part in wanted}
    if format == "json":
        output.json(options.chosen(doctor_json(found), fields))
    else:
        output.write(doctor_text(found))
    return int(any(line.state == "problem" for lines in found.values() for line in lines))


def _looked_at(call: options.Call, part: str) -> Iterator[Line]:
    return machine_lines() if part == "machine" else _clone(call) if part == "clone" else _plan(call)


def _clone(call: options.Call) -> Iterator[Line]:
    start = Path(call.root or ".")
    return clone_lines(find_workspace(start) or start, own_words(sys.argv[0], sys.executable))


def _plan(call: options.Call) -> Iterator[Line]:
    """The plan, and who is asking."""
    root = find_workspace(Path(call.root or "."))
    if root is None:
        yield Line("plan", "note", "there is none here", "pmctl init")
        return
    loaded = load(root)
    yield from workspace_lines(root, loaded)
    yield _me(plan(loaded, call.today, call.level))


def _me(present: Plan) -> Line:
    try:
        person = person_of(present, None)
    except UserError as wrong:
        return Line("you", "note", wrong.message.rstrip("."), wrong.hint)
    return Line("you", "ok", f"{person.id}, {person.title}")


def _recovered(outcome: Outcome) -> Iterator[str]:
    """What was done, a line each."""
    for path in outcome.paths:
        yield f"{terminal(path)} {_TOLD[outcome.way]}"
    if outcome.way != "nothing" and not outcome.paths:
        yield "All files were as they should be: only the journal was left."
    if outcome.drafts:
        names = ", ".join(terminal(os.path.relpath(path)) for path in outcome.drafts)
        yield f"removed {names}"
    if outcome.way == "nothing" and not outcome.drafts:
        yield "Nothing was cut short."
