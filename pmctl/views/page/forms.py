"""The page of an item as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.history.approving import Recorded
from pmctl.insights.facts import to_json
from pmctl.model.product import Product
from pmctl.plan import Plan
from pmctl.views.graph.forms import wait_json
from pmctl.views.listing.forms import item_json
from pmctl.views.page.agile import agile_json
from pmctl.views.page.card import card_json
from pmctl.views.page.control import control_json
from pmctl.views.page.evidence import evidence_json
from pmctl.views.page.thread import said_json
from pmctl.views.page.view import Page


def page_json(plan: Plan, page: Page, fields: Sequence[str] | None) -> dict[str, object]:
    """The page as one JSON document; with `fields` only these facts."""
    item = page.item
    facts = item_json(plan, item, fields, page.audience)
    seen = {"id", "kind", "name", "document", "group", *dict(page.facts), *page.flags, *page.dates}
    if not fields:
        known = {name for one in seen for name in to_json(plan, dict(page.facts).get(one, page.dates.get(one)), one)}
        facts = {name: found for name, found in facts.items() if name in known or name == "description"}
    return {
        "schema": "pmctl/show/1",
        "today": plan.today.isoformat(),
        "content": plan.loaded.content,
        "item": facts,
        "path": page.path or None,
        "line": page.line or None,
        "parts": [part.id for part in page.parts],
        "waits-for": [wait_json(plan, wait) for wait in page.waits_for],
        "needed-by": [wait_json(plan, wait) for wait in page.needed_by],
        "mentions": [{"id": one.item.id, "kind": one.item.kind, "key": one.key} for one in page.mentions],
        "comments": [said_json(plan, said, page.audience) for said in page.said],
        "commits": [
            {"id": one.id, "date": one.day.isoformat(), "author": one.author, "subject": one.subject}
            for one in page.commits
        ],
        "approvals": [_approval_json(plan, one) for one in page.recorded],
        **agile_json(plan, item, page.audience == "internal"),
        **control_json(plan, item, page.audience == "internal"),
        **evidence_json(plan, item, page.audience == "internal"),
        **(card_json(plan, item, page.staged) if isinstance(item, Product) and page.audience == "internal" else {}),
    }


def _approval_json(plan: Plan, one: Recorded) -> dict[str, object]:
    return {
        "by": one.approval.by,
        **to_json(plan, one.approval.date, "date"),
        "commit": one.commit.id,
        "committed": one.commit.day.isoformat(),
        "author": one.commit.author,
        "by-author": one.author == one.approval.by,
        "changed": one.changed.isoformat() if one.changed is not None else None,
    }
