"""How `pmctl report` is asked for a report: by what, in which groups, against which revision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

import click

from pmctl.commands.calling import completing
from pmctl.commands.calling.opening import Call, find_root
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.plan import Plan
from pmctl.reports import Report
from pmctl.reports.paper import Request
from pmctl.revision import named, plan_at
from pmctl.views.find import close


@dataclass(frozen=True, slots=True)
class Asked:
    """How a report is asked for; None for as usual."""

    by: str | None
    group_by: str | None
    against: str | None


def options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--by`, `--group-by` and `--against` to a command; it gets them as one `asked`."""

    @click.option("--by", metavar="WAY", help="Of priorities: the method of ranking; of business-case: `stream`.")
    @click.option("--group-by", metavar="KEY", help="Of priorities: the share of effort by this key.")
    @click.option(
        "--against",
        metavar="REV|DATE",
        help="Of priorities: what changed since this revision.",
        shell_complete=completing.revisions,
    )
    @wraps(function)
    def command(*args: Any, by: str | None, group_by: str | None, against: str | None, **kwargs: Any) -> Any:
        return function(*args, asked=Asked(by, group_by, against), **kwargs)

    return command


def as_asked(call: Call, report: Report, request: Request, asked: Asked) -> Request:
    """A request with how it is asked for; UserError for what this report cannot be asked for."""
    if asked.by is not None and asked.by not in report.by:
        raise _no_way(report, asked.by)
    for option, said, can in (
        ("--group-by", asked.group_by, report.grouped),
        ("--against", asked.against, report.compares),
    ):
        if said is not None and not can:
            raise UserError(f"`{option}` says nothing to the report `{report.name}`", "`pmctl report --help`")
    before = _before(call, request.plan, asked.against) if asked.against is not None else None
    return replace(request, by=asked.by or "", group_by=asked.group_by or "", before=before)


def _no_way(report: Report, by: str) -> UserError:
    if not report.by:
        return UserError(f"`--by` says nothing to the report `{report.name}`", "`pmctl report --help`")
    return UserError(f"there is no `--by {terminal(by[:40])}`.{close(by, report.by)}", f"one of {', '.join(report.by)}")


def _before(call: Call, plan: Plan, against: str) -> Plan:
    """The plan at a revision, as of the same day."""
    root = find_root(call)
    found = plan_at(root, named(root, against).id, plan.today, call.level)
    if found is None:
        raise UserError(f"there was no plan here at `{terminal(against[:80])}`", "`git log` names other revisions")
    return found
