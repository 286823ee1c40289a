"""The status report: where a project or product stands, for ourselves, a client or the public.

Promised, planned and forecast days never mix; what a reader may not see is left out after everything was computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pmctl.audience import Audience, shown_names, visible, visible_id, without_private
from pmctl.insights.health.levels import dimension_json, worst
from pmctl.insights.health.verdict import Dimension, health_of
from pmctl.insights.progress import progress_of
from pmctl.insights.promises import baseline_dates, due_of, forecast_of, slip_of
from pmctl.model.product import Product
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.reports import status_lists as lists
from pmctl.reports.sections.money import money_rows
from pmctl.reports.status_lists import Line, iso

SINCE = 7
"""Calendar days that a report looks back where nobody says."""
UNSHOWN = "because of something that is not shown here"
"""What stands in place of a cause that the reader may not see: a level without any reason looks like a fault."""
OUTWARD = ("schedule", "quality", "outcome")
"""Sides of health that clients and the public are told of: neither money nor people."""


def view(
    plan: Plan,
    document: str | None = None,
    audience: Audience = "internal",
    since: date | None = None,
    revision: str = "",
) -> Line:
    """The report as plain data (`pmctl/report-status/1`): of one document, or of all of them.

    `since` is the day after which something counts as news (a week ago); `revision` is named in printed views only.
    """
    since = since or plan.today - timedelta(days=SINCE)
    named = [document] if document else list(plan.workspace.documents)
    shown = [plan.workspace.documents[name] for name in named]
    shown = [one for one in shown if visible(plan.workspace, one, audience)]
    found = _body(plan, shown, audience, since)
    top: Line = {
        "schema": "pmctl/report-status/1",
        "title": _title(plan, shown, document),
        "audience": audience,
        "today": plan.today.isoformat(),
        "since": since.isoformat(),
        "revision": revision,
        "content": plan.loaded.content,
        "headline": _headline(plan, shown, audience),
    }
    made = without_private({**top, **found}, audience)
    assert isinstance(made, dict)
    return made


def _title(plan: Plan, shown: Sequence[Document], document: str | None) -> str:
    if document is not None:
        return shown[0].title if shown else "Status"
    return plan.workspace.name or plan.workspace.id or "All plans"


def _body(plan: Plan, shown: Sequence[Document], audience: Audience, since: date) -> Line:
    names = [one.id for one in shown]
    items = lists.items_of(plan, names, audience)
    body: Line = {
        "documents": [_document(plan, one, audience) for one in shown],
        "done": lists.done(plan, items, since, audience),
        "next": lists.following(plan, items, audience),
        "slips": lists.slips(plan, items, audience),
        "blocked": lists.blocked(plan, names, audience),
        "risks": lists.risks(plan, items, audience),
        "issues": lists.issues(plan, items, audience),
        "decisions": lists.decisions(plan, items, audience),
        "checks": lists.checks(plan, items, audience),
    }
    if audience == "internal":
        body["budget"] = [line for one in shown for line in money_rows(plan, one)]
    return body


# --- the top ----------------------------------------------------------------------------------------------------------


def _headline(plan: Plan, shown: Sequence[Document], audience: Audience) -> str:
    """The answer in one sentence a document; of many only the late ones are named."""
    if not shown:
        return "Nothing in this plan may be shown to this reader."
    if len(shown) == 1:
        return _sentence(plan, shown[0], audience)
    late = [one for one in shown if (slip_of(plan, one) or 0) > 0]
    if not late:
        return f"None of {len(shown)} plans is expected later than promised."
    return " ".join(_sentence(plan, one, audience) for one in late)


def _sentence(plan: Plan, document: Document, audience: Audience) -> str:
    due, forecast, slip = due_of(plan, document), forecast_of(plan, document).date, slip_of(plan, document)
    if isinstance(document, Product):
        return _product_sentence(plan, document, audience)
    if forecast is None:
        return f"{document.title} has no forecast yet."
    words = f"{document.title} is expected to end on {print_date(forecast)}"
    if due is None or slip is None:
        return f"{words}; no end is promised."
    if slip == 0:
        return f"{words}, as promised."
    days = "working day" if abs(slip) == 1 else "working days"
    return f"{words}, {abs(slip)} {days} {'later' if slip > 0 else 'earlier'} than promised ({print_date(due)})."


def _product_sentence(plan: Plan, product: Product, audience: Audience) -> str:
    """What a product has promised, and how much of that is late; what the reader may not see is not counted."""
    workspace = plan.workspace
    names = [name for name in product.members.get("features", ()) if visible_id(workspace, name, audience)]
    promised = [workspace.items[name] for name in names]
    dated = [slip for item in promised if (slip := slip_of(plan, item)) is not None]
    late = sum(1 for slip in dated if slip > 0)
    if not dated:
        return f"{product.title} has no promise with a plan behind it."
    which = "none is late" if not late else f"{late} {'is' if late == 1 else 'are'} late"
    features = "feature" if len(dated) == 1 else "features"
    return f"{product.title}: of {len(dated)} promised {features} with a plan, {which}."


def _document(plan: Plan, document: Document, audience: Audience) -> Line:
    """One document: health and why, promised, planned and forecast end."""
    forecast = forecast_of(plan, document)
    share = progress_of(plan, document)
    return {
        "id": document.id,
        "kind": document.kind,
        "name": document.title,
        "health": _health(plan, document, audience),
        "promised": iso(due_of(plan, document)),
        "planned": iso(baseline_dates(plan, document)[1]),
        "forecast": iso(forecast.date),
        "slip-days": slip_of(plan, document),
        "progress": round(float(share), 4) if share is not None else None,
    }


def _health(plan: Plan, document: Document, audience: Audience) -> Line:
    """The level with each side's rule, value, threshold and evidence; outwards no side of money or people."""
    health = health_of(plan, document.id)
    sides = [side for side in health.dimensions if audience == "internal" or side.name in OUTWARD]
    level = health.level if audience == "internal" or not sides else worst(side.level for side in sides)
    said = health.reported
    reported: Line | None = None
    if said is not None and audience == "internal":
        by = shown_names(plan.workspace, (said.by,) if said.by else (), audience)
        reported = {
            "date": iso(said.date.first),
            "who": list(by),
            "health": said.health,
            "text": said.text,
            "differs": bool(said.health) and said.health != level,
        }
    return {"level": level, "dimensions": [_side(plan, side, audience) for side in sides], "reported": reported}


def _side(plan: Plan, side: Dimension, audience: Audience) -> Line:
    """A side of health; its words are kept from a reader who may not see all of its evidence."""
    evidence = list(side.evidence)
    if audience != "internal":
        seen = [item for item in evidence if visible_id(plan.workspace, item, audience)]
        if len(seen) < len(evidence) or not evidence:
            words = UNSHOWN if side.level in ("amber", "red") else ""
            return dimension_json(Dimension(side.name, side.level, text=words))
    return dimension_json(side)
