"""Who must agree to a change of which file: `CODEOWNERS` of a code host, from the sponsors and leads of a plan.

The last line that matches a file counts, so what is general comes first. Code hosts know people by their e-mail
address; somebody without one stands in a comment. What approvals of a change mean to pmctl is for `pmctl review`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl import git
from pmctl.audience import Audience
from pmctl.diagnostic import UserError
from pmctl.escape import one_line
from pmctl.model.people import Person
from pmctl.model.project import Project
from pmctl.model.workspace import Document
from pmctl.plan import Plan

_SPECIAL = str.maketrans({" ": "\\ ", "#": "\\#", "\\": "\\\\", "*": "\\*", "?": "\\?", "[": "\\["})


def write(plan: Plan, document: str = "", audience: Audience = "internal") -> str:
    """The file for all documents of a plan, or for one. UserError for readers outside: it names people."""
    if audience != "internal":
        raise UserError("who must agree to which file is internal", "leave out `--audience`")
    documents = [one for one in plan.workspace.documents.values() if not document or one.id == document]
    lines = ["# Written by `pmctl export codeowners` from `sponsor`, `lead` and `owner`; edit the plan instead."]
    for one in documents:
        lines += _lines(plan, one)
    return "\n".join(lines) + "\n"


def _lines(plan: Plan, document: Document) -> Iterator[str]:
    """The files of a document, and who answers for it."""
    people = _answering(plan, document)
    addresses = ["".join(one_line(person.email).split()) for person in people if person.email]
    yield ""
    names = ", ".join(f"{one_line(person.title)} ({word})" for word, person in _roles(plan, document))
    yield f"# {one_line(document.title)}: {names or 'nobody answers for it'}"
    for path in _files(plan, document):
        yield " ".join([f"/{path.translate(_SPECIAL)}", *addresses]) if addresses else f"# /{path}: no e-mail address"


def _answering(plan: Plan, document: Document) -> list[Person]:
    return list({person.id: person for _, person in _roles(plan, document)}.values())


def _roles(plan: Plan, document: Document) -> Iterator[tuple[str, Person]]:
    """Who answers for a document, by the key that says so; a team stands for who leads it."""
    keys = ("sponsor", "lead") if isinstance(document, Project) else ("owner",)
    for key in keys:
        name = str(getattr(document, key, "") or "")
        team = plan.workspace.teams.get(name)
        person = plan.workspace.people.get(team.lead if team is not None else name)
        if person is not None:
            yield key, person


def _files(plan: Plan, document: Document) -> list[str]:
    """The files in which a document stands: its own, and those that are part of it."""
    items = (item for item in plan.workspace.items.values() if item.document == document.id)
    found = dict.fromkeys([document.source.path, *(item.source.path for item in items)])
    return [_folder(plan) + one_line(path) for path in found if path]


def _folder(plan: Plan) -> str:
    """The folder of the plan inside its repository, with `/` at its end; "" where it is the repository."""
    root = plan.loaded.folder.root.resolve()
    top = git.find_root(root)
    inside = root.relative_to(top.resolve()).as_posix() if top is not None else "."
    return "" if inside == "." else f"{inside}/"
