"""What a call compares (`A..B`, `A...B`, `REV`, or nothing), and the two plans that come of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

import click

from pmctl import git
from pmctl.commands.calling import options
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.load import Loaded, find_workspace, load
from pmctl.plan import plan
from pmctl.revision import Reader, Revision, is_day, named, repository
from pmctl.revision import find_workspace as find_workspace_at
from pmctl.revision.parting import main_branch, parted
from pmctl.scheduling import Memory
from pmctl.views.diff.view import Side
from pmctl.views.find import close

WORK_TREE = "work tree"


@dataclass(frozen=True, slots=True)
class Ends:
    """The two ends of a comparison; None is the work tree, as it stands on the disk."""

    before: Revision
    after: Revision | None


def ends(start: Path, text: str) -> Ends:
    """What `A..B`, `A...B` and `REV` mean; empty: from where the work parted from the main branch to the work tree.

    An end that is left out is what is checked out, as for git. UserError for what is no revision.
    """
    if not text:
        return Ends(parted(start, main_branch(start), named(start, "HEAD")), None)
    if ".." not in text:
        return Ends(named(start, text), None)
    dots = "..." if "..." in text else ".."
    first, _, second = text.partition(dots)
    one, other = named(start, first or "HEAD"), named(start, second or "HEAD")
    return Ends(parted(start, one, other) if dots == "..." else one, other)


def looking_back(call: options.Call, words: Sequence[str]) -> Sequence[str]:
    """The words of a call with what its `--at` means in them: B of `A..B`, where A is the revision that the first word
    names, else where B left the main branch; of a commit on that the one before.
    """
    if call.at is None:
        return words
    first, start = words[0] if words else "", Path(call.root or ".")
    if ".." in first:
        raise UserError("`--at` and `A..B` both say where to end", "say one of them")
    if _is_revision(start, first):
        return (f"{first}..{call.at.name}", *words[1:])
    main = main_branch(start)
    if parted(start, main, call.at).id != call.at.id:
        return (f"{main.name}...{call.at.name}", *words)
    before = f"{call.at.id[: git.SHORT]}^"
    if not _is_revision(start, before):
        if git.is_shallow(repository(start, before)):
            named(start, before)  # says how to fetch it
        raise UserError(f"`{terminal(call.at.name[:80])}` is the first commit: there was nothing before it")
    return (f"{before}..{call.at.name}", *words)


def _is_revision(start: Path, text: str) -> bool:
    try:
        return bool(text and named(start, text))
    except UserError:
        return False


def sides(call: options.Call, words: Sequence[str]) -> tuple[Side, Side, tuple[str, ...]]:
    """The two plans that a call compares, both as of one day, and the ids of the items that it asks for.

    The first word is a range or a revision, unless it is the name of something in the plan.
    """
    start = Path(call.root or ".")
    if not start.exists():
        raise UserError(f"there is no folder or file `{terminal(str(start))}`")
    repository(start, words[0] if words else "HEAD")  # before files are read: it may be a large folder
    with Reader(find_workspace(start) or _earlier(start, words)) as reader:
        is_range = bool(words) and ".." in words[0]
        present = None if is_range else reader.present()
        is_range = is_range or (bool(words) and not _meant(present, words[0]))
        meant = _ends(start, words[0] if is_range else "", present)
        was = _at(reader, meant.before)
        now = _at(reader, meant.after) if meant.after is not None else present or reader.present()
    if not (was.workspace.items or now.workspace.items):
        raise UserError("there is no plan on either side", "`-C DIR` looks elsewhere")
    today = _today(call, meant.after)
    memory = Memory()
    later = plan(now, today, call.level, memory)
    if was.content == now.content:  # the plan files are: what they name (papers, readings) may be others
        earlier = replace(later, loaded=was, memory={})
    else:
        earlier = plan(was, today, call.level, memory)
    name, id = (meant.after.name, meant.after.id) if meant.after is not None else (WORK_TREE, "")
    before, after = Side(meant.before.name, meant.before.id, earlier), Side(name, id, later)
    return before, after, _wanted(before, after, words[1:] if is_range else words)


def _ends(start: Path, text: str, present: Loaded | None) -> Ends:
    """The ends that a first word means; what is neither a revision nor a name in the present plan may be mistyped."""
    try:
        return ends(start, text)
    except UserError as error:
        items = present.workspace.items if present is not None else {}
        names = (*items, *(item.key for item in items.values()))
        near = close(text, names) if text and not is_day(text) else ""
        if not near:
            raise
        raise UserError(f"there is no item and no revision `{terminal(text[:80])}`.{near}", error.hint) from None


def _earlier(start: Path, words: Sequence[str]) -> Path:
    """The folder of a plan that is not there any more, as it was at one of the ends."""
    meant = ends(start, words[0] if words else "")
    known = (find_workspace_at(start, end.id) for end in (meant.after, meant.before) if end is not None)
    return next((folder for folder in known if folder is not None), start)


def _at(reader: Reader, revision: Revision) -> Loaded:
    """The plan at a revision; empty where there was none yet."""
    found = reader.load(revision.id, revision.name)
    return found if found is not None else load(reader.root, {})


def _today(call: options.Call, after: Revision | None) -> date:
    """The one day of both sides: what was said, else the day of the later commit, else today."""
    said = click.get_current_context().params.get("today")
    return call.today if said or after is None else after.day


# --- items ------------------------------------------------------------------------------------------------------------


def _wanted(before: Side, after: Side, words: Sequence[str]) -> tuple[str, ...]:
    """The ids that words mean on either side, without those that stand in another one; UserError for one that means
    nothing.
    """
    found: dict[str, None] = {}
    for word in (name for text in words for name in options.names_in(text)):
        ids = _meant(after.plan.loaded, word) or _meant(before.plan.loaded, word)
        if not ids:
            raise _no_item(before, word)
        found.update(dict.fromkeys(ids))
    return tuple(id for id in found if not any(outer.as_posix() in found for outer in PurePosixPath(id).parents))


def _no_item(before: Side, word: str) -> UserError:
    """Why a word means nothing; git compares two revisions that stand beside each other, here they are one word."""
    shown, first = terminal(word[:80]), terminal(before.name[:80])
    top = before.plan.loaded.folder.top
    is_revision = git.resolve_revision(top, word) is not None
    usual = "a revision stands first: `pmctl diff A..B ITEM`"
    hint = f"two revisions are one word: `pmctl diff {first}..{shown}`" if is_revision else usual
    return UserError(f"neither side has an item `{shown}`", hint)


def _meant(loaded: Loaded | None, word: str) -> list[str]:
    """The ids that a word means: an id of anything, else the key of items, or a file with all that is in it."""
    if loaded is None:
        return []
    workspace = loaded.workspace
    if word in workspace.items or word in workspace.people or word in workspace.resources or word in workspace.teams:
        return [word]
    path = Path(os.path.relpath(os.path.abspath(word), os.path.abspath(loaded.folder.root))).as_posix()
    files = {word, path} & loaded.texts.keys()
    return [item.id for item in workspace.items.values() if item.key == word or item.source.path in files]
