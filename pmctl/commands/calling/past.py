"""What commands that look back are told (`--since`, `--until`, `--no-cache`), and the history that comes of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from pmctl import git, output
from pmctl.commands.calling import completing
from pmctl.commands.calling.opening import Call, find_root, read
from pmctl.commands.calling.options import chosen, day
from pmctl.diagnostic import UserError
from pmctl.escape import json_text
from pmctl.history import Archive, End, Line, Past, line
from pmctl.history.facts import changes_between
from pmctl.history.line import leading_to
from pmctl.plan import Plan, plan
from pmctl.revision import Reader, Revision, is_day, named

Command = Callable[..., Any]

CACHE = "PMCTL_CACHE"
"""The variable of the environment that says where to keep what was found out about revisions; empty: nowhere."""


@dataclass(frozen=True, slots=True)
class Back:
    """From where to where to look back, as typed, and whether to keep what is found out."""

    since: str | None
    until: str | None
    keeps: bool


def options(function: Command) -> Command:
    """Add `--since --until --no-cache`; the command gets `back`."""

    @click.option(
        "--since",
        metavar="REV|DATE",
        help="Only from this revision or day on (else from the first commit).",
        shell_complete=completing.revisions,
    )
    @click.option(
        "--until",
        metavar="REV|DATE",
        help="Only up to this revision or day (else the files as they are).",
        shell_complete=completing.revisions,
    )
    @click.option("--no-cache", is_flag=True, help="Neither read nor keep what earlier runs found out.")
    @wraps(function)
    def command(*args: Any, since: str | None, until: str | None, no_cache: bool, **kwargs: Any) -> Any:
        return function(*args, back=Back(since, until, not no_cache), **kwargs)

    return command


def opened(call: Call, back: Back) -> Past:
    """The history of the plan of a call; UserError outside of a repository, and before the first commit."""
    start = Path(call.root or ".")
    if git.find_root(Path(os.path.realpath(start))) is None:
        if git.is_bare(start):
            raise UserError("this is a repository without a work tree", "`git clone` it, and look there")
        raise UserError("this looks back, and this folder is in no git repository", "`git init` makes one")
    last = _last(call, start, back)
    at = replace(call, at=last) if last is not None else call
    root = find_root(at)
    found = line(root, last or named(root, "HEAD"), _since(root, back.since))
    archive = Archive(_cache_folder(root) if back.keeps else None, _about(root, call.level))
    today = _today(call, last, back)
    if last is not None:
        return Past(found, archive, End(plan(read(root, last), today, call.level)), call.level, _followed)
    with Reader(root) as reader:
        present = reader.present()
    return _past(found, archive, plan(present, today, call.level), call.level)


def at_hand(call: Call, made: Plan, since: date) -> Past | None:
    """The history from a day on of a plan that is open already; None where there is none to be read."""
    root = find_root(call)
    try:
        found = line(root, call.at or named(root, "HEAD"), _since(root, since.isoformat()))
    except UserError:
        return None
    archive = Archive(_cache_folder(root), _about(root, call.level))
    return _past(found, archive, made, call.level)


def _last(call: Call, start: Path, back: Back) -> Revision | None:
    """The revision that is looked at in the end, None for the files as they are."""
    if back.until is None:
        return call.at
    if call.at is not None:
        raise UserError("`--at` and `--until` say the same", "say one of them")
    return named(start, back.until)


def _today(call: Call, last: Revision | None, back: Back) -> date:
    """What was said, else the day of the last revision, else today."""
    if click.get_current_context().params.get("today") or last is None or back.until is None:
        return call.today
    return day(back.until, "--until") if is_day(back.until) else last.day


def _since(root: Path, text: str | None) -> Revision | None:
    """The revision to begin with; None for the first one, also where a day is before it."""
    if text is None:
        return None
    if not is_day(text):
        return named(root, text)
    wanted = day(text, "--since")
    top = git.find_root(Path(os.path.realpath(root)))
    line = git.main_line(top, git.resolve_revision(top, "HEAD") or "") if top is not None else None
    if line and not git.is_shallow(top or root) and not any(one.day <= wanted for one in line):
        return None
    return replace(named(root, text), day=wanted)


def _past(found: Line, archive: Archive, made: Plan, level: bool) -> Past:
    """A past that leads to the files as they are, with what was edited in them since the last commit."""
    with Reader(found.root) as reader:
        line, committed = leading_to(reader, found, made.loaded)
    is_same = made.loaded.content == committed.content
    edited = None if is_same else changes_between(committed.workspace, made.loaded.workspace)
    return Past(line, archive, End(made, edited), level, _followed)


def _followed(parts: Sequence[Any]) -> Iterable[Any]:
    """Parts of the work, with a bar for whoever watches."""
    return output.progress(parts, "looking back", len(parts))


# --- how it is handed out ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Forms:
    """What looks back, in each form, made when it is asked for."""

    text: Callable[[], str]
    json: Callable[[], dict[str, object]]
    md: Callable[[], str]
    csv: Callable[[], str]


def handed_out(forms: Forms, format: str, fields: tuple[str, ...] | None, file: str | None, check: bool) -> int:
    """Write one of the forms to the screen or to a file; the exit status."""
    if format == "text" and not file:
        output.write(forms.text())
        return 0
    return output.deliver(_form(forms, format, fields), file, check)


def _form(forms: Forms, format: str, fields: tuple[str, ...] | None) -> str:
    if format == "json":
        return json_text(chosen(forms.json(), fields)) + "\n"
    if format == "text":
        return forms.text() + "\n"
    return (forms.md if format == "md" else forms.csv)()


# --- where it is kept -------------------------------------------------------------------------------------------------


def _cache_folder(root: Path) -> Path | None:
    """The folder outside of the work tree; None where there is none to be had."""
    folder = cache_folder(os.environ)
    top = git.find_root(Path(os.path.realpath(root)))
    if folder is None or (top is not None and Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(top))):
        return None
    return folder


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """Where caches are: PMCTL_CACHE (nowhere where it is empty), else XDG_CACHE_HOME, else ~/.cache."""
    if CACHE in environment:
        return Path(environment[CACHE]) if environment[CACHE] else None
    shared, home = environment.get("XDG_CACHE_HOME", ""), environment.get("HOME", "")
    if os.path.isabs(shared):
        return Path(shared) / "pmctl"
    return Path(home) / ".cache" / "pmctl" if os.path.isabs(home) else None


def _about(root: Path, level: bool) -> str:
    """What the facts that are kept are about."""
    top = git.find_root(Path(os.path.realpath(root)))
    inside = os.path.relpath(os.path.realpath(root), os.path.realpath(top)) if top is not None else ""
    return f"{Path(os.path.abspath(root)).name} {inside} {'levelled' if level else 'not levelled'}"
