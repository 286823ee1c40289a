"""Somebody commented on an item."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.answering import owners
from pmctl.insights.threads import about
from pmctl.model.records import Comment
from pmctl.triggers.telling.between import Between, pairs
from pmctl.triggers.telling.comments import thread
from pmctl.triggers.telling.roles import WATCHERS, watchers
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N04", "comment-added", "diff"
ENTITY = ("comment",)
RULE = "new comment on an item; `visibility` decides who may read it"
TO = ("owner", "watchers", "thread")
SEVERITY: Severity = "info"
DEDUPE = "comment"
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each new comment; who wrote it knows of it."""
    plan = between.head
    for before, comment in pairs(between, Comment):
        target = about(plan, comment)
        if before is not None or target is None:
            continue
        who = {"owner": owners(plan, target), "thread": thread(plan, comment), WATCHERS: watchers(plan, target)}
        lines = (Line(comment.text, (target.id,), private=False),)
        subject = f"A comment on {target.title}"
        yield Occasion(comment, "is new", (), who, lines, by=(comment.by,), subject=subject)
