"""What was said lately: the comments of a period that a reader may read, thread by thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmctl.audience import Audience, shown_id, shown_names, visible
from pmctl.escape import one_line
from pmctl.insights.threads import Said, comments_on, folded, threads
from pmctl.model.item import Item
from pmctl.model.records import Comment
from pmctl.plan import Plan
from pmctl.reports.status_lists import Line, name_of


def comments(plan: Plan, items: Sequence[Item], since: date, audience: Audience) -> list[Line]:
    """Comments on some items that were written after `since` and are not settled, answers below what they answer."""
    return [
        _line(plan, item, said.comment, said.depth, audience)
        for item in items
        for said, is_settled in folded(_threads(plan, item, audience))
        if not is_settled and _is_news(plan, said.comment, since)
    ]


def _threads(plan: Plan, item: Item, audience: Audience) -> tuple[Said, ...]:
    return threads(one for one in comments_on(plan, item) if visible(plan.workspace, one, audience))


def _is_news(plan: Plan, comment: Comment, since: date) -> bool:
    return comment.at is not None and since < comment.at.first <= plan.today


def _line(plan: Plan, item: Item, comment: Comment, depth: int, audience: Audience) -> Line:
    document = plan.workspace.documents.get(item.document or item.id)
    who = shown_names(plan.workspace, (comment.by,), audience)
    return {
        "id": shown_id(plan.workspace, comment, audience),
        "kind": comment.kind,
        "about": item.id,
        "name": item.title,
        "document": document.title if document else "",
        "who": list(who),
        "names": ", ".join(name_of(plan, person) for person in who),
        "date": comment.at.first.isoformat() if comment.at else None,
        "text": one_line(comment.text.strip()),
        "depth": depth,
    }
