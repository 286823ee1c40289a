"""Which edits are told apart when it is asked whose doing something was, and which cannot have done anything."""

from __future__ import annotations

from collections.abc import Iterable

from pmctl.changes.edits import Edit

_WORDS = frozenset(
    ("accept", "client", "commitment", "description", "email", "links", "name", "notify", "phase", "points", "pricing")
    + ("stage", "strategy", "supports", "tags", "vision", "visibility", "watch")
)
"""Facts that are only told, by their first key."""
_PARTS = frozenset(("budget", "charter", "health", "positioning", "rules", "score", "updates"))
"""Facts by their first key that are compared with the plan, but do not make it."""
_MAKING = frozenset(
    ("calendar", "contract", "expense", "feature", "milestone", "person", "product", "project", "release", "resource")
    + ("task", "team", "timesheet", "transfer", "workspace")
)
"""What makes dates, load and cost; all else is only written about it."""


def telling(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that can matter to dates, load and cost: not those of words, comments, risks, policies ..."""
    return tuple(edit for edit in edits if edit.entity in _MAKING and (edit.change != "changed" or _matters(edit)))


def _matters(edit: Edit) -> bool:
    return any(field.key.partition(".")[0] not in _WORDS | _PARTS for field in edit.fields)


def players(edits: Iterable[Edit]) -> tuple[tuple[Edit, ...], ...]:
    """The edits that are told apart, in order: one item's are one.

    What came (or went) with its group or document belongs to that: without it, it is not there.
    """
    found: dict[tuple[str, str], list[Edit]] = {}
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for edit in edits:
        own = (edit.change, edit.id)
        above = known.get((edit.change, _group(edit))) or known.get((edit.change, edit.id.partition("/")[0]))
        key = above if edit.change in ("added", "removed") and above is not None else (edit.entity, edit.id)
        known[own] = key
        found.setdefault(key, []).append(edit)
    return tuple(tuple(group) for group in found.values())


def _group(edit: Edit) -> str:
    """The full id of the group in which something came or went."""
    document = edit.id.partition("/")[0]
    for field in edit.fields:
        if field.key == "group":
            return f"{document}/{field.after or field.before}"
    return ""
