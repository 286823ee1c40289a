"""What may stand in files that cannot be read: who names it cannot be judged before they are mended."""

from __future__ import annotations

import re

from pmctl.build import announced
from pmctl.plan import Plan, remembered
from pmctl.regex import regex
from pmctl.rules.references.found import Reference

_PEOPLE = regex(r"^kind:[ \t]*[\"']?people\b", re.MULTILINE)


def may_be_unread(plan: Plan, reference: Reference) -> bool:
    """May what is named stand in a file that cannot be read? What is wrong with the file is said there."""
    if not _unread(plan):
        return False
    if reference.kinds.people:
        return _hold_people(plan)
    named, slash, _ = reference.text.partition("/")
    documents = _documents(plan)
    return named in documents or (not slash and reference.home in documents)


@remembered
def _unread(plan: Plan) -> dict[str, str]:
    """By path the texts of files with an error of which nothing came into the plan."""
    wrong = {one.span.path for one in plan.diagnostics if one.severity == "error"}
    if wrong:
        wrong -= {item.source.path for item in plan.workspace.items.values()}
    return {path: plan.loaded.texts[path] for path in sorted(wrong & plan.loaded.texts.keys())}


@remembered
def _hold_people(plan: Plan) -> bool:
    return any(_PEOPLE.search(text) for text in _unread(plan).values())


@remembered
def _documents(plan: Plan) -> frozenset[str]:
    """The documents that those files hold."""
    return frozenset(announced(path, text) for path, text in _unread(plan).items())
