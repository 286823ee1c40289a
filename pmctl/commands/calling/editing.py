"""What all commands that edit plan files share: `--dry-run`, the look at what follows, and the writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click

from pmctl import output
from pmctl.commands.calling import options
from pmctl.commands.calling.comparing import WORK_TREE, ends
from pmctl.diagnostic import UserError
from pmctl.edit import change
from pmctl.escape import json_text
from pmctl.model.item import Item
from pmctl.operations import Draft, Setting, drafted, file_bytes, with_settings
from pmctl.operations.step import Step
from pmctl.plan import Plan
from pmctl.record import dataclass
from pmctl.revision import load_at
from pmctl.views.diff.view import Side
from pmctl.views.drafts.forms import draft_json
from pmctl.views.drafts.text import after_writing, before_writing
from pmctl.views.drafts.view import DraftView, draft_view
from pmctl.writing.plan import write_plan

AS_IT_IS, CHANGED = "present plan", "plan with this edit"
"""The two sides where the plan has other edits that are not committed, or there is no git."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How an edit is made: only looked at, with everything that follows, in spite of errors in what is edited; and
    whether it is told to a program, with all fields (None) or some.
    """

    dry_run: bool = False
    everything: bool = False
    force: bool = False
    as_json: bool = False
    fields: tuple[str, ...] | None = None


def manner(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--dry-run`, `--all`, `--force`, `--format` and `--json`; the command gets `how`."""

    @click.option("--dry-run", is_flag=True, help="Write nothing: show the lines, and what follows from them.")
    @click.option("--all", "everything", is_flag=True, help="With --dry-run: every date, every week.")
    @click.option("--force", is_flag=True, help="Write it although the rules find an error in what is edited.")
    @options.formats("text", "json")
    @wraps(function)
    def command(
        *args: Any,
        dry_run: bool,
        everything: bool,
        force: bool,
        format: str,
        fields: tuple[str, ...] | None,
        **kwargs: Any,
    ) -> Any:
        return function(*args, how=Manner(dry_run, everything, force, format == "json", fields), **kwargs)

    return command


def open_to_edit(call: options.Call) -> Plan:
    """The plan of a call as it stands on the disk; UserError for a look back."""
    options.refuse_past(call, "what was committed is not edited")
    return options.open_plan(call)


def carry_out(call: options.Call, draft: Draft, how: Manner, nothing: str) -> int:
    """Show a draft, or write it and say what follows; `nothing` is said where no file changes."""
    found = seen(call, draft, how.dry_run or how.as_json) if not draft.is_nothing else None
    is_written = found is not None and not how.dry_run
    if is_written:
        write(draft)
    if how.as_json:
        output.write(json_text(options.chosen(draft_json(found, is_written), how.fields)))
    elif found is None:
        output.write(nothing)
    else:
        output.write(after_writing(found) if is_written else before_writing(found, how.everything))
    if found is not None and not is_written:
        output.note("Nothing was written.")
    return 0


def make_settings(call: options.Call, present: Plan, settings: Sequence[Setting], how: Manner, nothing: str) -> int:
    """Draft keys with other values, and carry that out."""
    files = with_settings(present, file_bytes(present), settings)
    about = [one.id for one, _ in settings if one is not None]
    return carry_out(call, drafted(present, files, call.level, about, how.force), how, nothing)


def take_step(call: options.Call, present: Plan, item: Item, step: Step, how: Manner) -> int:
    """Draft what a step in the life of an item sets, and carry that out."""
    settings = [(item, change(item.id, text)) for text in step.changes]
    return make_settings(call, present, settings, how, step.already)


def write(draft: Draft) -> None:
    """Write what was drafted, all files or none."""
    write_plan(draft.before.loaded.root, draft.files)


def seen(call: options.Call, draft: Draft, are_named: bool = True) -> DraftView:
    """What a draft changes and what follows from it; the two sides are named as `pmctl diff` will name them."""
    name, revision = _committed(call, draft.before) if are_named else ("", "")
    before = Side(name or AS_IT_IS, revision, draft.before)
    return draft_view(draft, before, Side(WORK_TREE if name else CHANGED, "", draft.after), call.level)


def _committed(call: options.Call, present: Plan) -> tuple[str, str]:
    """Name and id of the commit with which `pmctl diff` will compare, where that holds exactly the present plan."""
    known = set[str]()
    for words in ("", "HEAD"):
        try:
            revision = ends(Path(call.root or "."), words).before
        except UserError:
            continue
        if revision.id in known:
            continue
        known.add(revision.id)
        past = load_at(options.find_root(call), revision.id)
        if past is not None and past.content == present.loaded.content:
            return revision.name, revision.id
    return "", ""
