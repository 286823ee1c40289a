"""Which edits are told apart when it is asked whose doing something was, and which cannot have done anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmctl.changes.edits import Edit, FieldEdit

_TOLD = frozenset(
    ("accept", "client", "commitment", "description", "email", "links", "name", "notify", "phase", "points", "pricing")
    + ("stage", "strategy", "supports", "tags", "vision", "visibility", "watch")
    + ("budget", "charter", "health", "positioning", "rules", "score", "updates")
)
"""Facts, by their first key, that are only told, or compared with the plan: they do not make it."""
_MAKING = frozenset(
    ("calendar", "contract", "expense", "feature", "milestone", "person", "product", "project", "release", "resource")
    + ("task", "team", "timesheet", "transfer", "workspace")
)
"""What makes dates, load and cost; all else is only written about it."""


def telling(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that can matter to dates, load and cost: not those of words, comments, risks, policies ..."""
    return tuple(edit for edit in edits if edit.entity in _MAKING and (edit.change != "changed" or _matters(edit)))


def _matters(edit: Edit) -> bool:
    return bool(telling_fields(edit))


def telling_fields(edit: Edit) -> tuple[FieldEdit, ...]:
    """The facts of an edit that can matter to dates, load and cost."""
    keys = ((field, field.key.partition(".")[0]) for field in edit.fields)
    return tuple(one for one, key in keys if key not in _TOLD and not key.startswith("x-"))


def players(edits: Iterable[Edit]) -> tuple[tuple[Edit, ...], ...]:
    """The edits that are told apart, in order: one item's are one.

    What came (or went) with its group or document belongs to that, which stands first: without it, it is not there.
    """
    given = tuple(edits)
    came: dict[tuple[str, str], Edit] = {
        (edit.change, edit.id): edit
        for edit in given
        if edit.change in ("added", "removed") and ("/" in edit.id or edit.entity in ("project", "product"))
    }
    found: dict[Edit, list[Edit]] = {}
    for edit in given:
        outermost = edit
        while (around := _around(outermost, came)) is not None:
            outermost = around
        found.setdefault(outermost, [outermost])
        if outermost is not edit:
            found[outermost].append(edit)
    return tuple(tuple(together) for together in found.values())


def _around(edit: Edit, came: Mapping[tuple[str, str], Edit]) -> Edit | None:
    """The group, else the document, that came or went together with what is in it."""
    document, slash, _ = edit.id.partition("/")
    if not slash:
        return None
    group = next((field.after or field.before for field in edit.fields if field.key == "group"), "")
    return came.get((edit.change, f"{document}/{group}")) or came.get((edit.change, document))
