"""What `--baseline` means: baselines of the workspace by their name, else the plan at a git revision."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pmctl import git
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.baselines.freeze import as_baseline
from pmctl.insights.baselines.named import named
from pmctl.model.records import Baseline
from pmctl.plan import Plan
from pmctl.revision import plan_at, unread
from pmctl.views.find import close

MOST_NAMED = 12


def against(plan: Plan, root: Path, name: str, level: bool) -> tuple[Baseline, ...]:
    """The baselines that a name means, one a document; `root` is the plan's folder or single file.

    A name that no baseline has is a git revision: the dates of the plan as it was then, on the day of that commit,
    today at the latest. UserError where it is neither, or where a file of that plan cannot be read.
    """
    found = named(plan, name)
    if found:
        return _latest(found)
    revision = _revision(plan, root, name)
    past = plan_at(root, revision, plan.today, level)
    for finding in unread(past.loaded) if past else ():
        message = f"the plan at `{terminal(name[:80])}` is not whole: `{terminal(finding.span.path)}`"
        raise UserError(f"{message}: {finding.message}", finding.hint)
    documents = past.workspace.documents.values() if past else ()
    frozen = (as_baseline(past, one, name, past.today, revision) for one in documents if past)
    dated = tuple(baseline for baseline in frozen if baseline.tasks)
    if not dated:
        message = f"no plan with dates can be read at the revision `{terminal(name[:80])}`"
        raise UserError(message, "`git log` names others")
    return dated


def _latest(baselines: tuple[Baseline, ...]) -> tuple[Baseline, ...]:
    """Of several for one document the latest."""
    by_day = sorted(baselines, key=lambda one: one.date.last if one.date else date.min)
    return tuple({baseline.of: baseline for baseline in by_day}.values())


def _revision(plan: Plan, root: Path, name: str) -> str:
    """The full id of the commit that a name means, else UserError with what there is."""
    top = git.find_root(root)
    revision = git.resolve_revision(top, name) if top is not None else None
    if revision is not None:
        return revision
    shown = terminal(name[:80])
    known = names_of(plan)
    alike = close(name, (*known, *plan.workspace.documents))
    near = f".{alike}" if alike else ""
    listed = f"baselines: {', '.join(known[:MOST_NAMED])}{' …' * (len(known) > MOST_NAMED)}" if known else ""
    if top is None:
        hint = listed or "`pmctl baseline set NAME` makes one"
        raise UserError(f"there is no baseline `{shown}`, and this folder is in no git repository{near}", hint)
    hint = f"{listed or 'no baseline is written yet'}; a revision is written as for git: `HEAD~3`, `v1.0`, `3f2a91c`"
    raise UserError(f"there is no baseline and no git revision `{shown}`{near}", hint)


def names_of(plan: Plan) -> list[str]:
    """The ids of all baselines, each once."""
    return list(dict.fromkeys(terminal(baseline.id) for baseline in plan.workspace.baselines))
