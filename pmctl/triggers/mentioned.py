"""Somebody is named with `@` in a text that is new."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.threads import about, mentioned
from pmctl.insights.written import typed
from pmctl.model.control import Decision
from pmctl.model.item import Item
from pmctl.model.product import Feature
from pmctl.model.project import Task
from pmctl.model.records import Comment
from pmctl.plan import Plan
from pmctl.triggers.telling.between import Between, pairs
from pmctl.triggers.telling.roles import people_behind
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N03", "mentioned", "diff"
ENTITY = ("comment", "task", "feature", "decision")
RULE = "new text holds @P or @team"
TO = ("P",)
SEVERITY: Severity = "info"
DEDUPE = "comment"
FOR_CLIENTS = True

TEXTS = ("name", "description", "text", "blocked", "problem", "context", "outcome", "options", "accept")
"""The fields in which people are named."""


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each item in which people are named who were not named there before."""
    for kind in (Comment, Task, Feature, Decision):
        for before, item in pairs(between, kind):
            then = mentions(between.base, before) if before is not None else ()
            new = tuple(who for who in mentions(between.head, item) if who not in then)
            if new:
                yield _occasion(between.head, item, new)


def mentions(plan: Plan, item: Item) -> tuple[str, ...]:
    """The people who are named in the texts of an item."""
    texts = [text for name in TEXTS for text in _texts(typed(item, name))]
    return tuple(person.id for person in people_behind(plan, [name for text in texts for name in mentioned(text)]))


def _texts(found: object) -> tuple[str, ...]:
    if isinstance(found, str):
        return (found,)
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, tuple) else ()


def _occasion(plan: Plan, item: Item, new: tuple[str, ...]) -> Occasion:
    if not isinstance(item, Comment):
        return Occasion(item, "names you", (), {"P": new}, keys=TEXTS)
    target = about(plan, item)
    subject = f"A comment on {target.title}" if target else "A comment"
    lines = (Line(item.text, private=False),)
    return Occasion(item, "names you", (), {"P": new}, lines, by=(item.by,), subject=subject)
