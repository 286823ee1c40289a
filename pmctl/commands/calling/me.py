"""Who is asking: the person named on the command line, else by PMCTL_USER, else by git's user.email."""

from __future__ import annotations

import os

from pmctl import git
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.model.people import Person
from pmctl.model.workspace import Workspace
from pmctl.plan import Plan
from pmctl.views.find import close

VARIABLE = "PMCTL_USER"
"""The variable of the environment that says who is asking, by id, e-mail or name."""
NAMED = 12
"""People whom a hint names."""


def person_of(plan: Plan, named: str | None) -> Person:
    """The person that a call is about: `named` (an argument or `--me`), else PMCTL_USER, else git's user.email.

    UserError where that is nobody of the plan.
    """
    workspace = plan.workspace
    if not workspace.people:
        raise UserError("nobody is named in this plan", "a file with `kind: people` and `people: {ana: {}}` names them")
    if named is not None:
        return _found(workspace, named)
    variable = os.environ.get(VARIABLE)
    if variable:
        return _found(workspace, variable, f"{VARIABLE}: ")
    return _by_git(workspace)


def _by_git(workspace: Workspace) -> Person:
    """The person whose e-mail git knows its user by."""
    email = git.user_email()
    if email is None:
        raise UserError("who is asking? git has no `user.email`", _ways(workspace))
    if not _people_named(workspace, email):
        message = f"git's user.email (`git config --global`) is `{terminal(email[:80])}`, which nobody has here"
        raise UserError(message, f"write it as `email` of a person; or {_ways(workspace)}")
    return _found(workspace, email)


def _found(workspace: Workspace, name: str, source: str = "") -> Person:
    """The one person of that id, e-mail or name; `source` begins the sentence that says there is none."""
    same = _people_named(workspace, name)
    if len(same) == 1:
        return same[0]
    shown = terminal(name[:80])
    if same:
        raise UserError(f"{source}`{shown}` is {' and '.join(f'`{one.id}`' for one in same)}", "say which by its id")
    if name in workspace.items:
        kind = workspace.items[name].kind
        hint = f"`pmctl show {name}` has everything about it; {_ways(workspace)}"
        raise UserError(f"{source}`{name}` is a {kind}, no person", hint)
    raise UserError(f"{source}there is nobody `{shown}`.{close(name, workspace.people)}", _ways(workspace))


def _people_named(workspace: Workspace, name: str) -> list[Person]:
    """The person of an id; else all of an e-mail or a name, however it is capitalised."""
    if name in workspace.people:
        return [workspace.people[name]]
    wanted = name.strip().casefold()
    return [one for one in workspace.people.values() if wanted in (one.id, one.email.casefold(), one.name.casefold())]


def _ways(workspace: Workspace) -> str:
    """How to say who is asking, and who there is."""
    people = list(workspace.people)
    more = f" and {len(people) - NAMED} more" if len(people) > NAMED else ""
    return f"say it with `--me PERSON` or {VARIABLE}; people: {', '.join(people[:NAMED])}{more}"
