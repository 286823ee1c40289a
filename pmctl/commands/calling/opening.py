"""The way from a call to a Plan: where it is, as of which revision and day, read and scheduled."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pmctl import git, output
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.evidence import TRAILER
from pmctl.load import Loaded, find_workspace, load
from pmctl.plan import Plan, plan
from pmctl.quantity import print_date
from pmctl.record import dataclass
from pmctl.writing.place import is_cut_short

if TYPE_CHECKING:
    from pmctl.revision import Revision

MANY_FILES = 200
"""From so many files on reading takes long enough to be watched."""


@dataclass(frozen=True, slots=True)
class Call:
    """What every command is told: where to look, which day it is, whether to level, as of which revision."""

    root: str | None
    today: date
    level: bool
    at: Revision | None = None
    vary: Callable[[Plan], Plan] | None = None
    """What is made of the plan before anybody looks at it (`pmctl whatif ... --then`)."""


def find_root(call: Call, folder: str | None = None) -> Path:
    """The folder (or single file) of the plan, else UserError."""
    start = Path(folder or call.root or ".")
    if call.at is not None:
        from pmctl.revision import find_workspace as find_workspace_at  # few calls look back

        return find_workspace_at(start, call.at.id) or start
    if not start.exists():
        raise UserError(f"there is no folder or file `{terminal(str(start))}`")
    root = find_workspace(start)
    if root is None and git.is_bare(start):
        raise UserError("this is a repository without a work tree", "`git clone` it, and look there")
    if root is None:
        where = "here" if str(start) == "." else f"in `{terminal(str(start))}`"
        odd = load(start).diagnostics if start.is_dir() else ()
        hint = "files that may be plans could not be read: `pmctl check` names them" if odd else ""
        raise UserError(f"no plan {where}. `pmctl init` starts one; `-C DIR` looks elsewhere.", hint)
    return root


def read(root: Path, at: Revision | None = None) -> Loaded:
    """Read the plan under a folder, or as it was at a revision; where that takes long, a bar shows how far it has come.

    UserError where there was none at the revision.
    """
    if at is not None:
        return _read_at(root, at)

    if is_cut_short(root):
        output.note("A write of several files was cut short here: `pmctl doctor --recover` ends it.")

    def follow(paths: Sequence[str]) -> Iterable[str]:
        return output.progress(paths, "reading", len(paths)) if len(paths) >= MANY_FILES else paths

    return load(root, follow=follow)


def _read_at(root: Path, at: Revision) -> Loaded:
    from pmctl.revision import load_at

    loaded = load_at(root, at.id, at.name)
    if loaded is None or not loaded.texts:
        message = f"there was no plan here at `{terminal(at.name[:80])}` ({at.id[: git.SHORT]})"
        raise UserError(message, "`git log` names other revisions; `-C DIR` looks elsewhere")
    short, day = at.id[: git.SHORT], print_date(at.day, None)
    is_id = at.name.startswith(short)
    output.note(f"as of {short} ({day})" if is_id else f"as of {terminal(at.name[:80])} ({short}, {day})")
    return loaded


def open_plan(call: Call, folder: str | None = None, baseline: str | None = None) -> Plan:
    """The plan of a call, scheduled as of its day; what could not be read is said in one line on standard error.

    With `baseline` its planned dates are those of the baselines, or of the git revision, of that name.
    """
    root = find_root(call, folder)
    made = plan(read(root, call.at), call.today, call.level)
    errors = sum(1 for diagnostic in made.diagnostics if diagnostic.severity == "error")
    if errors:
        what = "1 error in this plan: `pmctl check` names it." if errors == 1 else ""
        output.note(what or f"{errors} errors in this plan: `pmctl check` names them.")
    if call.vary is not None:
        made = call.vary(made)
    if baseline is not None:
        from pmctl.views.against import against  # few calls measure against another baseline

        made = replace(made, against=against(made, root, baseline, call.level), memory={})
    return kept(made)


def kept(made: Plan) -> Plan:
    """The plan of a call, held until the process ends: to let go of it would mean to free it object by object."""
    _kept[:] = [made]
    return made


_kept: list[Plan] = []


def with_commits(plan: Plan) -> Plan:
    """The plan with the commits that name its work; as it was where the whole history is not at hand."""
    folder = plan.loaded.folder
    top = git.find_root(Path(os.path.realpath(folder.root)))
    revision = (folder.revision or git.resolve_revision(top, "HEAD")) if top is not None else None
    if top is None or revision is None or git.is_shallow(top):
        return plan
    return replace(plan, commits=git.with_trailer(top, revision, TRAILER), memory={})


def refuse_past(call: Call, why: str) -> None:
    """UserError where a call that is about the files as they are says `--at`."""
    if call.at is not None:
        raise UserError(f"`--at` looks back: {why}", "call it without `--at`")


def revision(plan: Plan) -> str:
    """What is looked at: branch, commit and how old it is (`main 3f2a91c, 2d old`), or revision and commit (`v1.0
    3f2a91c`); "" where neither is known.
    """
    folder = plan.loaded.folder
    if folder.revision:
        short = folder.revision[: git.SHORT]
        return short if folder.revision.startswith(folder.name) else f"{folder.name[:80]} {short}"
    top = git.find_root(folder.root)
    found = git.head(top) if top is not None else None
    if top is None or found is None:
        return ""
    from pmctl.commands.calling.age import age_of  # what compares plans is not needed to judge one

    name = " ".join(part for part in (found[1], found[0]) if part)
    return ", ".join(part for part in (name, age_of(plan, top)) if part)


def folder_of(root: Path) -> str:
    """The folder of the plan inside its repository, with `/` at its end: what code hosts want before paths."""
    folder = (root if root.is_dir() else root.parent).resolve()
    repository = git.find_root(folder)
    if repository is None or not folder.is_relative_to(repository.resolve()):
        return ""
    inside = folder.relative_to(repository.resolve()).as_posix()
    return "" if inside == "." else f"{inside}/"
